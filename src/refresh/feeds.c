#include "refresh/feed_parts.h"

#include "base/alloc.h"
#include "base/json.h"
#include "base/utf8.h"
#include "base/xml.h"

#include <string.h>

void clm_feed_free(clm_feed *feed) {
    if (feed != NULL) {
        clm_free(feed->entries);
        clm_arena_free(feed->arena);
        clm_free(feed);
    }
}

bool clm_feed_add(clm_feed *feed, const clm_feed_entry *entry) {
    if (entry->url == NULL) {
        feed->left_out++;
        return true;
    }
    if (feed->count >= CLM_FEED_ENTRIES_MAX) {
        feed->cut = true;
        return true;
    }
    if (clm_grow((void **)&feed->entries, &feed->capacity, feed->count + 1,
                 sizeof *feed->entries) != 0) {
        return false;
    }
    feed->entries[feed->count++] = *entry;
    return true;
}

void clm_feed_plain(clm_text html, clm_buffer *out) {
    const size_t start = out->len;
    bool blank = false;
    for (size_t i = 0; i < html.len;) {
        const char c = html.ptr[i];
        const char next = i + 1 < html.len ? html.ptr[i + 1] : ' ';
        const bool tag = c == '<' && ((next >= 'a' && next <= 'z') ||
                                      (next >= 'A' && next <= 'Z') || next == '/' || next == '!');
        const char *end = tag ? memchr(html.ptr + i, '>', html.len - i) : NULL;
        if (end != NULL) {
            blank = true;
            i = (size_t)(end - html.ptr) + 1;
            continue;
        }
        size_t used;
        uint32_t value = clm_feed_reference((clm_text){html.ptr + i, html.len - i}, &used);
        if (used == 0) {
            used = clm_utf8_decode(html.ptr + i, html.len - i, &value);
        }
        i += used;
        if (clm_utf8_is_space(value) || value < ' ') {
            blank = true;
            continue;
        }
        if (blank && out->len > start) {
            clm_buffer_char(out, ' ');
        }
        blank = false;
        char bytes[4];
        clm_buffer_add(out, bytes, clm_utf8_encode(value, bytes));
        if (tag) { /* none is closed from here on: the rest is searched no more */
            clm_buffer_text(out, (clm_text){html.ptr + i, html.len - i});
            return;
        }
    }
}

static const char *member(clm_feed *feed, const clm_json *object, const char *name, bool *failed) {
    const clm_text text = clm_json_text(clm_json_member(object, name));
    const char *out = text.len > 0 ? clm_arena_strndup(feed->arena, text.ptr, text.len) : NULL;
    *failed |= text.len > 0 && out == NULL;
    return out;
}

/* Plain text as HTML, a paragraph a line; NULL where there is none. */
static const char *paragraphs(clm_feed *feed, clm_text text, bool *failed) {
    clm_buffer out;
    clm_buffer_init(&out);
    for (size_t i = 0; i < text.len;) {
        const char *end = memchr(text.ptr + i, '\n', text.len - i);
        const size_t stop = end != NULL ? (size_t)(end - text.ptr) : text.len;
        clm_buffer_string(&out, "<p>");
        clm_xml_text(&out, (clm_text){text.ptr + i, stop - i});
        clm_buffer_string(&out, "</p>");
        i = stop + 1;
    }
    const char *copy = out.len > 0 ? clm_arena_strndup(feed->arena, out.data, out.len) : NULL;
    *failed |= out.failed || (out.len > 0 && copy == NULL);
    clm_buffer_clear(&out);
    return copy;
}

static bool add_json_item(clm_feed *feed, const clm_json *item, const char *url) {
    bool failed = false;
    clm_feed_entry entry = {
        clm_feed_link(feed->arena, clm_json_text(clm_json_member(item, "url")), url, &failed),
        member(feed, item, "title", &failed),
        member(feed, item, "id", &failed),
        member(feed, item, "summary", &failed),
        member(feed, item, "content_html", &failed),
        clm_feed_time(clm_json_text(clm_json_member(item, "date_published"))),
        clm_feed_time(clm_json_text(clm_json_member(item, "date_modified"))),
    };
    if (entry.url == NULL && entry.id != NULL) { /* best a URL, says the standard */
        entry.url = clm_feed_link(feed->arena, clm_text_of(entry.id), NULL, &failed);
    }
    if (entry.content == NULL) {
        entry.content =
            paragraphs(feed, clm_json_text(clm_json_member(item, "content_text")), &failed);
    }
    return !failed && clm_feed_add(feed, &entry);
}

clm_status clm_feed_read_json(clm_feed *feed, clm_text bytes, const char *url, clm_error *error) {
    clm_json *document = NULL;
    clm_status status = clm_json_parse(bytes, &document, error);
    if (status != CLM_OK) {
        return status;
    }
    bool failed = false;
    feed->kind = CLM_FEED_JSON;
    feed->title = member(feed, document, "title", &failed);
    const clm_json *items = clm_json_member(document, "items");
    if (!clm_json_is_array(items)) {
        status = clm_fail(error, CLM_ERR_FORMAT, "JSON without \"items\" is no feed");
    }
    for (size_t i = 0; status == CLM_OK && i < clm_json_count(items) && !failed; i++) {
        failed = !add_json_item(feed, clm_json_item(items, i), url);
    }
    clm_json_free(document);
    return failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : status;
}

/* A sitemap may be a URL a line. */
static clm_status read_lines(clm_feed *feed, clm_text bytes, clm_error *error) {
    feed->kind = CLM_FEED_SITEMAP;
    for (size_t i = 0; i < bytes.len;) {
        const char *end = memchr(bytes.ptr + i, '\n', bytes.len - i);
        const size_t stop = end != NULL ? (size_t)(end - bytes.ptr) : bytes.len;
        bool failed = false;
        const clm_text line = clm_text_trim((clm_text){bytes.ptr + i, stop - i});
        i = stop + 1;
        if (line.len == 0) {
            continue;
        }
        const clm_feed_entry entry = {clm_feed_link(feed->arena, line, NULL, &failed),
                                      NULL,
                                      NULL,
                                      NULL,
                                      NULL,
                                      CLM_TIME_UNKNOWN,
                                      CLM_TIME_UNKNOWN};
        if (failed || !clm_feed_add(feed, &entry)) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
    }
    return CLM_OK;
}

static clm_status read_plain(clm_text bytes, const char *url, const char *charset, clm_feed **out,
                             clm_error *error) {
    clm_feed *feed = clm_alloc_zero(1, sizeof *feed);
    clm_status status = CLM_OK;
    if (feed == NULL || (feed->arena = clm_arena_new()) == NULL) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else {
        clm_text text = clm_text_trim(bytes);
        text =
            clm_text_starts(text, "\xEF\xBB\xBF") ? (clm_text){text.ptr + 3, text.len - 3} : text;
        status = clm_text_starts(text, "{") ? clm_feed_read_json(feed, text, url, error)
                 : clm_text_starts(text, "http://") || clm_text_starts(text, "https://")
                     ? read_lines(feed, text, error)
                     : clm_feed_read_xml(feed, bytes, url, charset, error);
    }
    if (status == CLM_OK) {
        *out = feed;
    } else {
        clm_feed_free(feed);
    }
    return status;
}

clm_status clm_feed_parse(clm_text bytes, const char *url, const char *charset, clm_feed **out,
                          clm_error *error) {
    *out = NULL;
    if (bytes.len > CLM_FEED_BYTES_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "%zu bytes, longer than %d", bytes.len,
                        CLM_FEED_BYTES_MAX);
    }
    clm_buffer unpacked;
    clm_buffer_init(&unpacked);
    clm_status status = clm_feed_unpack(bytes, &unpacked, error);
    if (status == CLM_OK) {
        const clm_text plain = unpacked.len > 0 ? (clm_text){unpacked.data, unpacked.len} : bytes;
        status = read_plain(plain, url, charset, out, error);
    }
    clm_buffer_clear(&unpacked);
    return status;
}

#include "article/html_parts.h"

#include "base/hash.h"
#include "base/json.h"

#include <string.h>

enum { DEPTH_MAX = 24, PATHS_MAX = 128, PROSE_BYTES = 80 };

/* Ends what is written as a line, if there is something. */
static void break_line(clm_buffer *out, size_t *start) {
    clm_html_drop_blanks(out, *start);
    if (out->len > *start) {
        clm_buffer_char(out, '\n');
    }
    *start = out->len;
}

static void tagged_text(clm_text text, clm_buffer *out) {
    xmlDoc *document = clm_html_parse(text, "UTF-8");
    const xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    size_t start = out->len;
    for (const xmlNode *n = root; n != NULL;) {
        bool skip = n != root && clm_html_is_unseen(n);
        if (clm_html_is_text(n)) {
            clm_html_add_joined(out, start, (const char *)n->content);
        } else if (!skip && clm_html_is_block(n)) {
            break_line(out, &start);
        }
        const xmlNode *next = clm_html_next(n, root, skip);
        if (next != NULL && next->parent != n && n->parent != NULL && next->parent != n->parent) {
            break_line(out, &start);
        }
        n = next;
    }
    break_line(out, &start);
    xmlFreeDoc(document);
}

void clm_html_plain_text(clm_text text, clm_buffer *out) {
    if (text.len == 0) {
        return;
    }
    bool marked =
        memchr(text.ptr, '<', text.len) != NULL || memchr(text.ptr, '&', text.len) != NULL;
    bool broken = memchr(text.ptr, '\n', text.len) != NULL;
    if (marked && !broken) {
        tagged_text(text, out);
        return;
    }
    size_t end;
    for (size_t at = 0; at < text.len && !out->failed;) {
        size_t next = clm_article_line(text, at, &end);
        clm_text line = clm_text_trim((clm_text){text.ptr + at, end - at});
        size_t start = out->len;
        if (line.len > 0 && marked) {
            tagged_text(line, out);
        } else if (line.len > 0 && memchr(line.ptr, 0, line.len) == NULL) {
            char *room = clm_buffer_room(out, line.len);
            if (room != NULL) {
                memcpy(room, line.ptr, line.len);
                clm_buffer_used(out, line.len);
            }
            break_line(out, &start);
        }
        at = next;
    }
}

/* ---- JSON-LD ---- */

typedef struct ld_reader {
    clm_html_data *data;
    clm_article_source *updates; /* NULL: not wanted */
    int depth;
} ld_reader;

static bool is_type(const clm_json *object, const char *ending) {
    const clm_json *type = clm_json_member(object, "@type");
    bool found = clm_text_ends(clm_json_text(type), ending);
    for (size_t i = 0; i < clm_json_count(type) && !found; i++) {
        found = clm_text_ends(clm_json_text(clm_json_item(type, i)), ending);
    }
    return found;
}

/* "Reportage​NewsArticle", "BlogPosting", "LiveBlogPosting" */
static bool is_article(const clm_json *object) {
    return is_type(object, "Article") || is_type(object, "BlogPosting") ||
           is_type(object, "Report") || is_type(object, "Posting");
}

static void read_publisher(clm_html_data *data, const clm_json *object) {
    const clm_json *publisher = clm_json_member(object, "publisher");
    publisher = clm_json_is_array(publisher) ? clm_json_item(publisher, 0) : publisher;
    clm_text name = clm_json_text(publisher);
    if (clm_json_is_object(publisher)) {
        name = clm_json_text(clm_json_member(publisher, "name"));
    }
    if (data->outlet.len == 0 && name.len > 0) {
        clm_buffer_text(&data->outlet, name);
    }
}

static void read_update(ld_reader *reader, const clm_json *update) {
    clm_article_source *out = reader->updates;
    clm_html_moment moment = {.minute = -1};
    clm_text when = clm_json_text(clm_json_member(update, "datePublished"));
    clm_text body = clm_json_text(clm_json_member(update, "articleBody"));
    clm_text headline = clm_json_text(clm_json_member(update, "headline"));
    if ((body.len == 0 && headline.len == 0) || out == NULL) {
        return;
    }
    (void)clm_html_read_moment(when, &moment);
    clm_html_add_mark(out, moment);
    if (moment.minute >= 0) {
        clm_buffer_printf(&out->text, "%02d:%02d\n", moment.minute / 60, moment.minute % 60);
    }
    clm_html_plain_text(headline, &out->text);
    clm_html_plain_text(body, &out->text);
}

static void read_article(ld_reader *reader, const clm_json *object) {
    clm_html_data *data = reader->data;
    bool live = is_type(object, "LiveBlogPosting");
    int rank = live ? 3 : is_article(object) ? 2 : 1;
    clm_html_moment moment;
    if (rank > data->rank &&
        clm_html_read_moment(clm_json_text(clm_json_member(object, "datePublished")), &moment)) {
        data->published = moment;
        data->rank = rank;
    }
    if (rank < 2) {
        return;
    }
    if (data->modified.date.year == 0 &&
        clm_html_read_moment(clm_json_text(clm_json_member(object, "dateModified")), &moment)) {
        data->modified = moment;
    }
    read_publisher(data, object);
    data->live |= live;
    clm_text body = clm_json_text(clm_json_member(object, "articleBody"));
    if (data->body.len == 0 && body.len > 0) {
        clm_html_plain_text(body, &data->body);
    }
    const clm_json *updates = clm_json_member(object, "liveBlogUpdate");
    for (size_t i = 0; live && i < clm_json_count(updates); i++) {
        read_update(reader, clm_json_item(updates, i));
    }
}

static void read_ld(ld_reader *reader, const clm_json *value);

static bool read_member(void *context, clm_text name, const clm_json *value) {
    static const char *const others[] = {"comment",  "liveBlogUpdate", "itemListElement",
                                         "isPartOf", "video",          "citation"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (clm_text_is(name, others[i])) {
            return true;
        }
    }
    read_ld(context, value);
    return true;
}

static void read_ld(ld_reader *reader, const clm_json *value) {
    if (reader->depth >= DEPTH_MAX) {
        return;
    }
    reader->depth++;
    if (clm_json_is_object(value)) {
        read_article(reader, value);
        clm_json_each(value, read_member, reader);
    }
    for (size_t i = 0; clm_json_is_array(value) && i < clm_json_count(value); i++) {
        read_ld(reader, clm_json_item(value, i));
    }
    reader->depth--;
}

/* The value of a name in text that is no JSON, as broken scripts are: raw line breaks in strings,
 * commas too many. */
static void read_broken(const char *text, clm_html_data *data) {
    static const char name[] = "\"datePublished\"";
    const char *found = strstr(text, name);
    clm_html_moment moment;
    if (found == NULL || data->rank > 0) {
        return;
    }
    found += sizeof name - 1;
    found += strspn(found, " \t\r\n:\"");
    if (clm_html_read_moment((clm_text){found, strcspn(found, "\"")}, &moment)) {
        data->published = moment;
        data->rank = 1;
    }
}

static const char *script_text(const xmlNode *node, const char *type) {
    if (!clm_html_is(node, "script") || !clm_text_starts(clm_html_attribute(node, "type"), type) ||
        node->children == NULL) {
        return NULL;
    }
    return (const char *)node->children->content;
}

void clm_html_read_data(const xmlNode *root, clm_html_data *out, clm_article_source *updates) {
    ld_reader reader = {out, updates, 0};
    for (const xmlNode *n = root; n != NULL; n = clm_html_next(n, root, false)) {
        const char *text = script_text(n, "application/ld+json");
        clm_json *document = NULL;
        if (text == NULL) {
            continue;
        }
        if (clm_json_parse(clm_text_trim(clm_text_of(text)), &document, NULL) == CLM_OK) {
            read_ld(&reader, document);
        } else {
            read_broken(text, out);
        }
        clm_json_free(document);
    }
}

/* ---- the state of a page that scripts draw ---- */

/* Strings of prose by the names on the way to them; positions in lists do not count. */
typedef struct state_reader {
    uint64_t path;
    struct {
        uint64_t path;
        size_t bytes;
    } paths[PATHS_MAX];
    size_t count;
    uint64_t wanted; /* the second walk writes these */
    clm_buffer *out;
    int depth;
} state_reader;

static bool is_prose(clm_text text) {
    size_t blanks = 0;
    for (size_t i = 0; i < text.len; i++) {
        blanks += text.ptr[i] == ' ';
    }
    return text.len >= PROSE_BYTES && blanks * 20 > text.len && !clm_text_starts(text, "{");
}

static void meet_string(state_reader *reader, clm_text text) {
    if (!is_prose(text)) {
        return;
    }
    if (reader->out != NULL) {
        if (reader->path == reader->wanted) {
            clm_html_plain_text(text, reader->out);
        }
        return;
    }
    size_t i = 0;
    while (i < reader->count && reader->paths[i].path != reader->path) {
        i++;
    }
    if (i == reader->count && i < PATHS_MAX) {
        reader->paths[reader->count].path = reader->path;
        reader->paths[reader->count++].bytes = 0;
    }
    if (i < PATHS_MAX) {
        reader->paths[i].bytes += text.len;
    }
}

static void read_state(state_reader *reader, const clm_json *value);

static bool state_member(void *context, clm_text name, const clm_json *value) {
    state_reader *reader = context;
    static const char *const others[] = {"omment", "ookie", "onsent", "elated", "utm", "css"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t length = strlen(others[i]);
        for (size_t k = 0; k + length <= name.len; k++) {
            if (memcmp(name.ptr + k, others[i], length) == 0) {
                return true;
            }
        }
    }
    uint64_t before = reader->path;
    reader->path = clm_hash64(name.ptr, name.len) ^ (before * UINT64_C(0x9E3779B97F4A7C15));
    read_state(reader, value);
    reader->path = before;
    return true;
}

static void read_state(state_reader *reader, const clm_json *value) {
    if (reader->depth >= DEPTH_MAX) {
        return;
    }
    reader->depth++;
    if (clm_json_is_string(value)) {
        meet_string(reader, clm_json_text(value));
    } else if (clm_json_is_object(value)) {
        clm_json_each(value, state_member, reader);
    } else {
        for (size_t i = 0; i < clm_json_count(value); i++) {
            read_state(reader, clm_json_item(value, i));
        }
    }
    reader->depth--;
}

void clm_html_read_state(const xmlNode *root, clm_buffer *out) {
    for (const xmlNode *n = root; n != NULL; n = clm_html_next(n, root, false)) {
        const char *text = script_text(n, "application/json");
        clm_json *document = NULL;
        if (text == NULL ||
            clm_json_parse(clm_text_trim(clm_text_of(text)), &document, NULL) != CLM_OK) {
            continue;
        }
        state_reader reader = {.path = 1};
        read_state(&reader, document);
        size_t best = 0;
        for (size_t i = 1; i < reader.count; i++) {
            best = reader.paths[i].bytes > reader.paths[best].bytes ? i : best;
        }
        if (reader.count > 0 && reader.paths[best].bytes > out->len &&
            reader.paths[best].bytes >= CLM_HTML_PROSE_MIN) {
            reader.wanted = reader.paths[best].path;
            out->len = 0;
            reader.out = out;
            read_state(&reader, document);
        }
        clm_json_free(document);
    }
}

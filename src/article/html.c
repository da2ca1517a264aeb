#include "article/html_parts.h"

#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>

/* What stands in scripts counts where the page itself shows two thirds of it or less. */
static bool outweighs(size_t other, size_t shown) {
    return other >= CLM_HTML_PROSE_MIN && other > shown + shown / 2;
}

/* Replaces what was written from byte `start` on. */
static void replace_text(clm_article_source *out, size_t start, clm_text text) {
    out->text.len = start;
    out->mark_count = 0;
    clm_buffer_text(&out->text, text);
}

/* Surveys, sifts, chooses and writes; once more without the names of classes where they mislead. */
static void write_article(clm_html_page *page, const xmlNode *root, bool live, clm_text title,
                          clm_article_source *out) {
    size_t start = out->text.len;
    clm_html_sift(page, true);
    (void)clm_html_choose(page);
    (void)clm_html_mark_entries(page, live);
    clm_html_write(page, root, title, out);
    size_t written = out->text.len - start;
    if (written >= CLM_HTML_PROSE_MIN || page->failed || out->text.failed) {
        return;
    }
    clm_article_source plain;
    clm_article_source_init(&plain);
    clm_html_sift(page, false);
    (void)clm_html_choose(page);
    clm_html_write(page, root, title, &plain);
    if (plain.text.len > 2 * written) {
        replace_text(out, start, (clm_text){plain.text.data, plain.text.len});
    }
    out->text.failed |= plain.text.failed;
    clm_article_source_clear(&plain);
}

/* Live blogs that scripts draw stand whole in JSON-LD. */
static void take_updates(const xmlNode *root, size_t start, clm_article_source *out) {
    clm_article_source updates;
    clm_html_data data = {.rank = 0};
    clm_article_source_init(&updates);
    clm_html_read_data(root, &data, &updates);
    size_t shown = out->text.len - start;
    if (outweighs(updates.text.len, shown) ||
        (out->mark_count < 2 && updates.mark_count >= 2 && updates.text.len * 2 > shown)) {
        replace_text(out, start, (clm_text){updates.text.data, updates.text.len});
        for (size_t i = 0; i < updates.mark_count; i++) {
            const clm_article_mark *mark = &updates.marks[i];
            size_t length = out->text.len;
            out->text.len = start + mark->start;
            clm_html_add_mark(out, (clm_html_moment){mark->date, mark->minute});
            out->text.len = length;
        }
    }
    out->text.failed |= updates.text.failed || data.outlet.failed || data.body.failed;
    clm_article_source_clear(&updates);
    clm_buffer_clear(&data.outlet);
    clm_buffer_clear(&data.body);
}

/* The text of scripts, where the page shows little of it. */
static void take_data(const xmlNode *root, const clm_html_data *data, size_t start,
                      clm_article_source *out) {
    if (data->live) {
        take_updates(root, start, out);
    }
    if (outweighs(data->body.len, out->text.len - start)) {
        replace_text(out, start, (clm_text){data->body.data, data->body.len});
    }
    if (out->text.len - start < CLM_HTML_PROSE_MIN) {
        clm_buffer state;
        clm_buffer_init(&state);
        clm_html_read_state(root, &state);
        if (outweighs(state.len, out->text.len - start)) {
            replace_text(out, start, (clm_text){state.data, state.len});
        }
        out->text.failed |= state.failed;
        clm_buffer_clear(&state);
    }
}

static void choose_title(const clm_html_page *page, clm_text named, clm_buffer *out) {
    if (page->headed && !page->kicker) {
        clm_html_flat_text(page->elements[page->headline].node, out);
    }
    if (out->len == 0) {
        clm_buffer_text(out, named);
    }
}

/* "The Daily: Headline", "Headline | The Daily": the outlet is what the title of the page has
 * beside the article's. */
static clm_text title_site(const clm_html_facts *facts, clm_buffer *text) {
    enum { SITE_MAX = 60 };
    static const char marks[] = " |:-–—»·";
    if (facts->title == NULL || facts->og_title.len == 0) {
        return (clm_text){"", 0};
    }
    clm_html_flat_text(facts->title, text);
    clm_text whole = {text->data, text->len};
    clm_text left = {"", 0};
    if (whole.len > facts->og_title.len && whole.len <= facts->og_title.len + SITE_MAX) {
        size_t more = whole.len - facts->og_title.len;
        left = clm_text_starts(whole, facts->og_title.ptr)
                   ? (clm_text){whole.ptr + facts->og_title.len, more}
               : clm_text_ends(whole, facts->og_title.ptr) ? (clm_text){whole.ptr, more}
                                                           : left;
    }
    while (left.len > 0 && strchr(marks, left.ptr[0]) != NULL) {
        left = (clm_text){left.ptr + 1, left.len - 1};
    }
    while (left.len > 0 && strchr(marks, left.ptr[left.len - 1]) != NULL) {
        left.len--;
    }
    return left;
}

static void read_page(xmlNode *root, clm_html_data *data, clm_buffer *named,
                      clm_article_source *out) {
    clm_html_facts facts;
    clm_html_page page;
    clm_html_read_facts(root, &facts);
    clm_html_read_data(root, data, NULL);
    clm_html_named_title(&facts, named);
    clm_text outlet = facts.site_name.len > 0 ? facts.site_name
                      : data->outlet.len > 0  ? (clm_text){data->outlet.data, data->outlet.len}
                                              : facts.author;
    clm_buffer beside;
    clm_buffer_init(&beside);
    outlet = outlet.len == 0 ? title_site(&facts, &beside) : outlet;
    clm_buffer_text(&out->outlet, outlet);
    out->text.failed |= beside.failed;
    clm_text name = {named->data, named->len};
    clm_html_survey(root, name, outlet, &page);
    if (!page.failed) {
        out->date = clm_html_choose_date(&facts, data, page.shown);
        choose_title(&page, name, &out->title);
        clm_text title = {out->title.data, out->title.len};
        if (title.len > 0) {
            clm_buffer_text(&out->text, title);
            clm_buffer_char(&out->text, '\n');
            out->title_leads = true;
        }
        size_t start = out->text.len;
        write_article(&page, root, data->live, title, out);
        take_data(root, data, start, out);
        clm_html_date_entries(out, out->date);
    }
    out->text.failed |= page.failed || named->failed || data->outlet.failed || data->body.failed;
    clm_html_page_clear(&page);
    clm_buffer_clear(&beside);
}

static clm_status read_root(const char *name, xmlNode *root, clm_article_source *out,
                            clm_error *error) {
    clm_html_data data = {.rank = 0};
    clm_buffer named;
    clm_buffer_init(&named);
    read_page(root, &data, &named, out);
    clm_buffer_clear(&data.outlet);
    clm_buffer_clear(&data.body);
    clm_buffer_clear(&named);
    return out->text.failed || out->title.failed || out->outlet.failed
               ? clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory for the text", name)
               : CLM_OK;
}

/* libxml2 replaces what it cannot decode by question marks or drops it; its output is UTF-8, but
 * the pages are strangers', so it is checked like plain text. */
static clm_status check_text(const char *name, clm_article_source *out, clm_error *error) {
    if (out->text.len == 0 || clm_utf8_valid(out->text.data, out->text.len)) {
        return CLM_OK;
    }
    clm_buffer checked;
    clm_buffer_init(&checked);
    clm_status status =
        clm_article_decode(name, (clm_text){out->text.data, out->text.len}, &checked, error);
    if (status == CLM_OK) {
        clm_buffer_clear(&out->text);
        out->text = checked;
        out->mark_count = 0; /* bytes have moved */
    }
    return status;
}

/* libxml2 prints some encoding errors whatever the options say. */
static void ignore_error(void *context, xmlErrorPtr error) {
    (void)context;
    (void)error;
}

xmlDoc *clm_html_parse(clm_text bytes, const char *encoding) {
    if (bytes.len > INT_MAX) {
        return NULL;
    }
    /* Both are libxml2's variables of this thread. */
    xmlStructuredErrorFunc old_handler = xmlStructuredError;
    void *old_context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, ignore_error);
    xmlDoc *document = htmlReadMemory(bytes.ptr, (int)bytes.len, NULL, encoding,
                                      HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                          HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
    xmlSetStructuredErrorFunc(old_context, old_handler);
    return document;
}

/* The bytes that libxml2 gets: mended, and without tags of countless attributes. */
static clm_status prepare(const char *name, clm_text *bytes, bool mend, clm_buffer *mended,
                          clm_buffer *limited, clm_error *error) {
    if (mend) {
        clm_status status = clm_article_decode(name, *bytes, mended, error);
        if (status != CLM_OK) {
            return status;
        }
        *bytes = (clm_text){mended->data, mended->len};
    }
    if (clm_html_limit_attributes(*bytes, limited)) {
        *bytes = (clm_text){limited->data, limited->len};
    }
    return limited->failed ? clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory for the page", name)
                           : CLM_OK;
}

clm_status clm_article_read_html(const char *name, clm_text bytes, const char *server,
                                 clm_article_source *out, clm_error *error) {
    if (bytes.len > INT_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "%s: the page is too long", name);
    }
    if (bytes.len == 0) {
        return CLM_OK;
    }
    bool mend;
    const char *encoding = clm_article_charset(bytes, server, &mend);
    bool wide = encoding == NULL || strncmp(encoding, "UTF-16", 6) == 0;
    if (!wide && memchr(bytes.ptr, 0, bytes.len) != NULL) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: binary data, not HTML (a NUL byte)", name);
    }
    if (!wide && clm_text_starts(bytes, "\xEF\xBB\xBF")) {
        bytes = (clm_text){bytes.ptr + 3, bytes.len - 3};
    }
    clm_buffer mended;
    clm_buffer limited;
    clm_buffer_init(&mended);
    clm_buffer_init(&limited);
    clm_status status = prepare(name, &bytes, mend, &mended, &limited, error);
    xmlDoc *document = status == CLM_OK ? clm_html_parse(bytes, encoding) : NULL;
    clm_buffer_clear(&mended);
    clm_buffer_clear(&limited);
    if (status != CLM_OK) {
        return status;
    }
    if (document == NULL) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: cannot be read as HTML", name);
    }
    xmlNode *root = xmlDocGetRootElement(document);
    status = root != NULL ? read_root(name, root, out, error) : CLM_OK;
    xmlFreeDoc(document);
    return status == CLM_OK ? check_text(name, out, error) : status;
}

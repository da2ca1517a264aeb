#include "article/html_parts.h"

#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>

/* How far into the file a declared character set is looked for. */
enum { CHARSET_BYTES = 4096 };

const xmlNode *clm_html_next(const xmlNode *node, const xmlNode *root, bool skip) {
    if (!skip && node->type == XML_ELEMENT_NODE && node->children != NULL) {
        return node->children;
    }
    while (node != root && node != NULL) {
        if (node->next != NULL) {
            return node->next;
        }
        node = node->parent;
    }
    return NULL;
}

clm_text clm_html_attribute(const xmlNode *node, const char *name) {
    if (node->type != XML_ELEMENT_NODE) {
        return (clm_text){"", 0};
    }
    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next) {
        if (xmlStrcasecmp(attribute->name, (const xmlChar *)name) == 0) {
            const xmlNode *value = attribute->children;
            return value != NULL && value->content != NULL
                       ? clm_text_of((const char *)value->content)
                       : (clm_text){"", 0};
        }
    }
    return (clm_text){"", 0};
}

bool clm_html_is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* True for `word` among the blank-separated words of a property ("NewsArticle datePublished"). */
static bool has_value(clm_text list, const char *word) {
    size_t at = 0;
    while (at < list.len) {
        size_t end = at;
        while (end < list.len && list.ptr[end] != ' ') {
            end++;
        }
        if (clm_text_is((clm_text){list.ptr + at, end - at}, word)) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

/* "2025-04-08T10:00:00Z", "Tue, 08 Apr 2025 10:00", "April 8, 2025". */
static bool read_date(clm_text value, clm_date *out) {
    value = clm_text_trim(value);
    clm_text day = {value.ptr, value.len < 10 ? value.len : 10};
    return clm_date_parse(day, out) || clm_date_find(value, out, NULL);
}

static bool is_date_meta(clm_text name) {
    static const char *const names[] = {"article:published_time",
                                        "og:published_time",
                                        "datePublished",
                                        "date",
                                        "pubdate",
                                        "publish-date",
                                        "publish_date",
                                        "publishdate",
                                        "dc.date",
                                        "DC.date",
                                        "DC.date.issued",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "article.published",
                                        "published_at"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (clm_text_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* "datePublished": "..." anywhere in a JSON-LD script: sites nest it in many ways, so its name is
 * searched for. */
static bool read_json_ld(const xmlNode *script, clm_date *out) {
    static const char name[] = "\"datePublished\"";
    const xmlNode *child = script->children;
    const char *content = child != NULL ? (const char *)child->content : NULL;
    const char *found = content != NULL ? strstr(content, name) : NULL;
    if (found == NULL) {
        return false;
    }
    found += sizeof name - 1;
    found += strspn(found, " \t\r\n:\"");
    return read_date((clm_text){found, strcspn(found, "\"")}, out);
}

typedef struct page_facts {
    clm_date dates[4]; /* meta, itemprop, JSON-LD, time element: the first known one counts */
    clm_text og_title; /* these three borrowed from the tree */
    clm_text site_name, author;
    const xmlNode *title;
} page_facts;

static void read_facts(const xmlNode *node, page_facts *facts) {
    if (node->type != XML_ELEMENT_NODE) {
        return;
    }
    if (facts->title == NULL && clm_html_is(node, "title")) {
        facts->title = node;
    }
    if (node->properties == NULL) {
        return;
    }
    bool meta = clm_html_is(node, "meta");
    clm_text content = clm_html_attribute(node, "content");
    clm_text moment = clm_html_attribute(node, "datetime");
    if (meta && facts->dates[0].year == 0 &&
        (is_date_meta(clm_html_attribute(node, "property")) ||
         is_date_meta(clm_html_attribute(node, "name")))) {
        (void)read_date(content, &facts->dates[0]);
    }
    if (meta && facts->og_title.len == 0 &&
        clm_text_is(clm_html_attribute(node, "property"), "og:title")) {
        facts->og_title = clm_text_trim(content);
    }
    if (meta && facts->site_name.len == 0 &&
        clm_text_is(clm_html_attribute(node, "property"), "og:site_name")) {
        facts->site_name = clm_text_trim(content);
    }
    if (meta && facts->author.len == 0 && clm_text_is(clm_html_attribute(node, "name"), "author")) {
        facts->author = clm_text_trim(content);
    }
    if (facts->dates[1].year == 0 &&
        has_value(clm_html_attribute(node, "itemprop"), "datePublished")) {
        (void)read_date(content.len > 0 ? content : moment, &facts->dates[1]);
    }
    if (facts->dates[2].year == 0 && clm_html_is(node, "script") &&
        clm_text_starts(clm_html_attribute(node, "type"), "application/ld+json")) {
        (void)read_json_ld(node, &facts->dates[2]);
    }
    if (facts->dates[3].year == 0 && clm_html_is(node, "time")) {
        (void)read_date(moment, &facts->dates[3]);
    }
}

/* Cuts " | The Daily" or " - The Daily" off a page title when enough is left. */
static void cut_site_name(clm_buffer *title) {
    static const char *const marks[] = {" | ", " - ", " – ", " — "};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t length = strlen(marks[m]);
        for (size_t i = title->len; i-- > 0;) {
            if (i + length <= title->len && memcmp(title->data + i, marks[m], length) == 0) {
                clm_text left = {title->data, i};
                clm_text right = {title->data + i, title->len - i};
                if (clm_article_count_words(left, 4) == 4 &&
                    clm_article_count_words(right, 7) < 7) {
                    title->len = i;
                    title->data[i] = '\0';
                    return;
                }
                break;
            }
        }
    }
}

static void choose_title(const xmlNode *root, const page_facts *facts, clm_buffer *out) {
    const xmlNode *headline = clm_html_headline(root);
    if (headline != NULL) {
        clm_html_flat_text(headline, out);
    }
    if (out->len == 0 && facts->og_title.len > 0) {
        clm_buffer_text(out, facts->og_title);
    }
    if (out->len == 0 && facts->title != NULL) {
        clm_html_flat_text(facts->title, out);
        if (out->len > 0) {
            cut_site_name(out);
        }
    }
}

static bool declares_charset(clm_text bytes) {
    for (size_t i = 0; i + 8 <= bytes.len && i < CHARSET_BYTES; i++) {
        if ((bytes.ptr[i] | 0x20) == 'c' &&
            xmlStrncasecmp((const xmlChar *)bytes.ptr + i, (const xmlChar *)"charset=", 8) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_high_byte(clm_text bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        if (((unsigned char)bytes.ptr[i] & 0x80U) != 0) {
            return true;
        }
    }
    return false;
}

/* Valid UTF-8 is taken as that whatever the page says; else libxml2 follows the declaration, and
 * without one the bytes are windows-1252, as browsers have it. */
static const char *choose_encoding(clm_text bytes) {
    if (clm_text_starts(bytes, "\xFF\xFE") || clm_text_starts(bytes, "\xFE\xFF")) {
        return NULL;
    }
    if (clm_utf8_valid(bytes.ptr, bytes.len)) {
        return has_high_byte(bytes) || !declares_charset(bytes) ? "UTF-8" : NULL;
    }
    return declares_charset(bytes) ? NULL : "windows-1252";
}

static clm_status read_page(const char *name, const xmlNode *root, clm_article_source *out,
                            clm_error *error) {
    page_facts facts = {.og_title = {"", 0}, .site_name = {"", 0}, .author = {"", 0}};
    for (const xmlNode *node = root; node != NULL; node = clm_html_next(node, root, false)) {
        read_facts(node, &facts);
    }
    for (int i = 3; i >= 0; i--) {
        out->date = facts.dates[i].year != 0 ? facts.dates[i] : out->date;
    }
    choose_title(root, &facts, &out->title);
    clm_buffer_text(&out->outlet, facts.site_name.len > 0 ? facts.site_name : facts.author);
    clm_text title = {out->title.data, out->title.len};
    if (title.len > 0) {
        clm_buffer_text(&out->text, title);
        clm_buffer_char(&out->text, '\n');
        out->title_leads = true;
    }
    clm_html_main_text(root, title, &out->text);
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
    }
    return status;
}

/* libxml2 prints some encoding errors whatever the options say. */
static void ignore_error(void *context, xmlErrorPtr error) {
    (void)context;
    (void)error;
}

static xmlDoc *read_document(clm_text bytes, const char *encoding) {
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

clm_status clm_article_read_html(const char *name, clm_text bytes, clm_article_source *out,
                                 clm_error *error) {
    if (bytes.len > INT_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "%s: the page is too long", name);
    }
    const char *encoding = choose_encoding(bytes);
    if (encoding != NULL && memchr(bytes.ptr, 0, bytes.len) != NULL) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: binary data, not HTML (a NUL byte)", name);
    }
    if (bytes.len == 0) {
        return CLM_OK;
    }
    clm_buffer limited;
    clm_buffer_init(&limited);
    if (clm_html_limit_attributes(bytes, &limited)) {
        bytes = (clm_text){limited.data, limited.len};
    }
    bool failed = limited.failed;
    xmlDoc *document = failed ? NULL : read_document(bytes, encoding);
    clm_buffer_clear(&limited);
    if (failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory for the page", name);
    }
    if (document == NULL) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: cannot be read as HTML", name);
    }
    const xmlNode *root = xmlDocGetRootElement(document);
    clm_status status = root != NULL ? read_page(name, root, out, error) : CLM_OK;
    xmlFreeDoc(document);
    return status == CLM_OK ? check_text(name, out, error) : status;
}

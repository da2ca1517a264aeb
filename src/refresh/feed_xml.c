#include "refresh/feed_parts.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/uri.h>
#include <limits.h>
#include <string.h>

static bool is_web(const char *url) {
    return strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0;
}

const char *clm_feed_link(clm_arena *arena, clm_text link, const char *base, bool *failed) {
    clm_buffer escaped;
    clm_buffer_init(&escaped);
    link = clm_text_trim(link);
    for (size_t i = 0; i < link.len; i++) { /* libxml2 takes no URI with characters of IRIs */
        const unsigned char c = (unsigned char)link.ptr[i];
        if (c <= ' ' || c >= 0x7F || strchr("\"<>\\^`{|}", c) != NULL) {
            clm_buffer_printf(&escaped, "%%%02X", c);
        } else {
            clm_buffer_char(&escaped, (char)c);
        }
    }
    const char *out = NULL;
    if (escaped.failed) {
        *failed = true;
    } else if (escaped.len > 0 && is_web(escaped.data)) {
        out = clm_arena_strdup(arena, escaped.data);
        *failed |= out == NULL;
    } else if (escaped.len > 0 && base != NULL) {
        xmlChar *whole = xmlBuildURI((const xmlChar *)escaped.data, (const xmlChar *)base);
        if (whole != NULL && is_web((const char *)whole)) {
            out = clm_arena_strdup(arena, (const char *)whole);
            *failed |= out == NULL;
        }
        xmlFree(whole);
    }
    clm_buffer_clear(&escaped);
    return out;
}

/* By local name, and by what stands before it: feeds forget to declare their prefixes. */
static bool is(const xmlNode *node, const char *prefix, const char *name) {
    const char *own = (const char *)node->name;
    const char *colon = strchr(own, ':');
    const char *before = node->ns != NULL ? (const char *)node->ns->prefix : NULL;
    size_t length = before != NULL ? strlen(before) : 0;
    if (node->ns == NULL && colon != NULL) {
        before = own;
        length = (size_t)(colon - own);
        own = colon + 1;
    }
    if (strcmp(own, name) != 0) {
        return false;
    }
    return prefix == NULL || (length == strlen(prefix) && strncmp(before, prefix, length) == 0);
}

/* RSS's own elements have no prefix, or that of RSS or Atom. */
static bool is_own(const xmlNode *node, const char *name) {
    return is(node, NULL, name) &&
           ((strchr((const char *)node->name, ':') == NULL &&
             (node->ns == NULL || node->ns->prefix == NULL)) ||
            is(node, "atom", name) || is(node, "rss", name) || is(node, "a10", name));
}

typedef struct reader {
    clm_feed *feed;
    xmlDoc *document;
    const char *url;
    bool failed;
    bool added; /* the last entry that was read is among the entries */
} reader;

/* All text below the node, as it stands; for Atom's xhtml its markup. */
static const char *text_of(reader *in, xmlNode *node, bool markup) {
    const char *out = NULL;
    if (markup) {
        xmlBuffer *buffer = xmlBufferCreate();
        for (xmlNode *child = node->children; buffer != NULL && child != NULL;
             child = child->next) {
            (void)xmlNodeDump(buffer, in->document, child, 0, 0);
        }
        in->failed |= buffer == NULL;
        if (buffer != NULL) {
            out = clm_arena_strdup(in->feed->arena, (const char *)xmlBufferContent(buffer));
            in->failed |= out == NULL;
        }
        xmlBufferFree(buffer);
        return out;
    }
    xmlChar *content = xmlNodeGetContent(node);
    if (content != NULL) {
        const clm_text text = clm_text_trim(clm_text_of((const char *)content));
        out = clm_arena_strndup(in->feed->arena, text.ptr, text.len);
        in->failed |= out == NULL;
    }
    xmlFree(content);
    return out != NULL && out[0] != '\0' ? out : NULL;
}

static const char *attribute(reader *in, xmlNode *node, const char *name) {
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    const char *out = value != NULL ? clm_arena_strdup(in->feed->arena, (const char *)value) : NULL;
    in->failed |= value != NULL && out == NULL;
    xmlFree(value);
    return out;
}

static bool equal(const char *a, const char *b) {
    return a != NULL && strcmp(a, b) == 0;
}

static const char *title_of(reader *in, xmlNode *node, bool atom) {
    const char *type = atom ? attribute(in, node, "type") : NULL;
    const char *text = text_of(in, node, equal(type, "xhtml"));
    clm_buffer plain;
    clm_buffer_init(&plain);
    if (text != NULL && atom && (type == NULL || equal(type, "text"))) {
        clm_buffer_string(&plain, text);
    } else if (text != NULL) {
        clm_feed_plain(clm_text_of(text), &plain);
    }
    in->failed |= plain.failed;
    const char *out = plain.len > 0 ? clm_arena_strdup(in->feed->arena, plain.data) : NULL;
    in->failed |= plain.len > 0 && out == NULL;
    clm_buffer_clear(&plain);
    return out;
}

static const char *link_of(reader *in, xmlNode *node, const char *text) {
    xmlChar *base = xmlNodeGetBase(in->document, node);
    const char *from = base != NULL && is_web((const char *)base) ? (const char *)base : in->url;
    const char *out =
        text == NULL ? NULL : clm_feed_link(in->feed->arena, clm_text_of(text), from, &in->failed);
    xmlFree(base);
    return out;
}

static void take_time(reader *in, xmlNode *node, int64_t *out) {
    const char *text = *out == CLM_TIME_UNKNOWN ? text_of(in, node, false) : NULL;
    *out = text != NULL ? clm_feed_time(clm_text_of(text)) : *out;
}

/* Where an entry's links rank: the original address, the page, a permanent id. */
enum { RANK_NONE = 0, RANK_ID, RANK_ANY, RANK_PAGE, RANK_ORIGINAL };

typedef struct draft {
    clm_feed_entry entry;
    int rank;
} draft;

static void take_link(reader *in, draft *to, xmlNode *node, const char *text, int rank) {
    const char *url = rank > to->rank ? link_of(in, node, text) : NULL;
    if (url != NULL) {
        to->entry.url = url;
        to->rank = rank;
    }
}

static void take_link_element(reader *in, draft *to, xmlNode *node) {
    const char *href = attribute(in, node, "href");
    if (href == NULL) {
        take_link(in, to, node, text_of(in, node, false), RANK_PAGE);
        return;
    }
    const char *rel = attribute(in, node, "rel");
    const char *type = attribute(in, node, "type");
    if (rel == NULL || equal(rel, "alternate")) {
        take_link(in, to, node, href,
                  type == NULL || strstr(type, "html") != NULL ? RANK_PAGE : RANK_ANY);
    }
}

static void take_html(reader *in, xmlNode *node, const char **out) {
    const char *type = attribute(in, node, "type");
    *out = *out != NULL ? *out : text_of(in, node, equal(type, "xhtml"));
}

static void take_field(reader *in, draft *to, xmlNode *node, bool atom) {
    clm_feed_entry *entry = &to->entry;
    if (is_own(node, "title") || is(node, "news", "title")) {
        entry->title = entry->title != NULL ? entry->title : title_of(in, node, atom);
    } else if (is_own(node, "link")) {
        take_link_element(in, to, node);
    } else if (is(node, "feedburner", "origLink")) {
        take_link(in, to, node, text_of(in, node, false), RANK_ORIGINAL);
    } else if (is_own(node, "loc")) {
        take_link(in, to, node, text_of(in, node, false), RANK_PAGE);
    } else if (is_own(node, "guid") || is_own(node, "id")) {
        entry->id = text_of(in, node, false);
        const bool link = !atom && entry->id != NULL && is_web(entry->id) &&
                          !equal(attribute(in, node, "isPermaLink"), "false");
        take_link(in, to, node, link ? entry->id : NULL, RANK_ID);
    } else if (is_own(node, "pubDate") || is_own(node, "published") || is_own(node, "issued") ||
               is(node, "dc", "date") || is(node, "news", "publication_date")) {
        take_time(in, node, &entry->published);
    } else if (is_own(node, "updated") || is_own(node, "modified") || is_own(node, "lastmod") ||
               is(node, "dcterms", "modified")) {
        take_time(in, node, &entry->updated);
    } else if (is(node, "content", "encoded") || (atom && is_own(node, "content"))) {
        take_html(in, node, &entry->content);
    } else if (is_own(node, "description") || (atom && is_own(node, "summary"))) {
        take_html(in, node, &entry->summary);
    }
}

static void read_entry(reader *in, xmlNode *node, bool atom) {
    draft to = {{NULL, NULL, NULL, NULL, NULL, CLM_TIME_UNKNOWN, CLM_TIME_UNKNOWN}, RANK_NONE};
    for (xmlNode *child = node->children; child != NULL && !in->failed; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        take_field(in, &to, child, atom);
        if (is(child, "news", "news")) {
            for (xmlNode *part = child->children; part != NULL; part = part->next) {
                if (part->type == XML_ELEMENT_NODE) {
                    take_field(in, &to, part, atom);
                }
            }
        }
    }
    in->failed |= !clm_feed_add(in->feed, &to.entry);
}

static void read_child(reader *in, xmlNode *node) {
    const bool atom = in->feed->kind == CLM_FEED_ATOM;
    if (node->type != XML_ELEMENT_NODE || in->failed) {
        return;
    }
    if (is_own(node, "item") || is_own(node, "entry") || is_own(node, "url") ||
        is_own(node, "sitemap")) {
        const size_t before = in->feed->count;
        read_entry(in, node, atom);
        in->added = in->feed->count > before;
    } else if (is_own(node, "title") && in->feed->title == NULL) {
        in->feed->title = title_of(in, node, atom);
    }
}

/* RSS 1.0 has its items beside the channel, the others in it. */
static void read_entries(reader *in, xmlNode *root) {
    for (xmlNode *node = root->children; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && is_own(node, "channel")) {
            for (xmlNode *child = node->children; child != NULL; child = child->next) {
                read_child(in, child);
            }
        } else {
            read_child(in, node);
        }
    }
}

/* Whether the root's end tag is there; feeds have notes behind it, and the parser adds one. */
static bool is_closed(const xmlNode *root, const clm_buffer *text) {
    const size_t length = strlen((const char *)root->name);
    for (size_t i = text->len; i-- > 0;) {
        if (text->data[i] != '<' || i + 1 == text->len || text->data[i + 1] != '/') {
            continue;
        }
        const char *name = text->data + i + 2;
        const char *colon = name + strcspn(name, ":<> \t\r\n");
        name = *colon == ':' ? colon + 1 : name;
        if (strncmp(name, (const char *)root->name, length) == 0 &&
            strchr("> \t\r\n", name[length]) != NULL && name[length] != '\0') {
            return true;
        }
    }
    return false;
}

static clm_status read_tree(reader *in, clm_error *error) {
    static const struct {
        const char *name;
        clm_feed_kind kind;
    } roots[] = {{"rss", CLM_FEED_RSS},
                 {"RDF", CLM_FEED_RSS},
                 {"feed", CLM_FEED_ATOM},
                 {"urlset", CLM_FEED_SITEMAP},
                 {"sitemapindex", CLM_FEED_INDEX}};
    xmlNode *root = in->document != NULL ? xmlDocGetRootElement(in->document) : NULL;
    if (root == NULL) {
        return clm_fail(error, CLM_ERR_FORMAT, "neither a feed nor a sitemap");
    }
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        if (is(root, NULL, roots[i].name)) {
            in->feed->kind = roots[i].kind;
            read_entries(in, root);
            return in->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
        }
    }
    return clm_fail(error, CLM_ERR_FORMAT, "neither a feed nor a sitemap, its root is <%.60s>",
                    (const char *)root->name);
}

clm_status clm_feed_read_xml(clm_feed *feed, clm_text bytes, const char *url, const char *charset,
                             clm_error *error) {
    clm_buffer mended;
    clm_buffer_init(&mended);
    const char *encoding = NULL;
    clm_status status = clm_feed_mend(bytes, charset, &mended, &encoding, error);
    xmlParserCtxt *context = status == CLM_OK ? xmlNewParserCtxt() : NULL;
    if (status == CLM_OK && (context == NULL || mended.len > INT_MAX)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else if (context != NULL) {
        const int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                            XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
        xmlDoc *document = xmlCtxtReadMemory(context, mended.len > 0 ? mended.data : "",
                                             (int)mended.len, url, encoding, options);
        reader in = {feed, document, url, false, false};
        feed->broken = context->wellFormed == 0;
        status = read_tree(&in, error);
        feed->unfinished =
            status == CLM_OK && feed->broken && !is_closed(xmlDocGetRootElement(document), &mended);
        feed->count -= feed->unfinished && in.added; /* its address may be half of one */
        xmlFreeDoc(document);
    }
    xmlFreeParserCtxt(context);
    clm_buffer_clear(&mended);
    return status;
}

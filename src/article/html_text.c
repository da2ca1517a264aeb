#include "article/html_parts.h"

#include <string.h>

/* An element must hold this much prose to count as the article. */
enum { PROSE_MIN_BYTES = 250, CONTAINERS_MAX = 256, LINK_LINE_BYTES = 200 };

static bool in_list(const char *name, const char *const *list) {
    for (size_t i = 0; list[i] != NULL; i++) {
        if (name[0] == list[i][0] && strcmp(name, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_dropped_element(const xmlNode *node) {
    static const char *const names[] = {
        "script", "style",  "noscript", "template", "nav",    "aside",  "footer",   "form",
        "button", "select", "svg",      "iframe",   "object", "canvas", "textarea", "figcaption",
        "dialog", "menu",   "audio",    "video",    "map",    "input",  "head",     NULL};
    return in_list((const char *)node->name, names);
}

static bool is_block(const xmlNode *node) {
    static const char *const names[] = {
        "p",       "div",     "li",         "h1",    "h2",    "h3",      "h4",     "h5",
        "h6",      "section", "blockquote", "pre",   "tr",    "article", "main",   "header",
        "ul",      "ol",      "dl",         "dt",    "dd",    "table",   "figure", "hr",
        "address", "br",      "body",       "tbody", "thead", "center",  NULL};
    return node->type == XML_ELEMENT_NODE && in_list((const char *)node->name, names);
}

static bool is_heading(const xmlNode *node) {
    return node->type == XML_ELEMENT_NODE && node->name[0] == 'h' && node->name[1] >= '1' &&
           node->name[1] <= '6' && node->name[2] == '\0';
}

/* Words of class and id that mark page furniture. */
static bool is_furniture_word(const char *word, size_t length) {
    static const char *const words[] = {
        "ad",           "ads",        "advert",      "advertisement", "advertising",
        "banner",       "breadcrumb", "breadcrumbs", "byline",        "caption",
        "comment",      "comments",   "consent",     "cookie",        "cookies",
        "credit",       "disqus",     "gdpr",        "hidden",        "menu",
        "modal",        "nav",        "navbar",      "navigation",    "newsletter",
        "outbrain",     "pagination", "paywall",     "popup",         "promo",
        "promoted",     "promotion",  "recirc",      "recommended",   "recommendations",
        "related",      "share",      "sharing",     "sidebar",       "signup",
        "skip",         "social",     "sponsor",     "sponsored",     "subscribe",
        "subscription", "taboola",    "tags",        "teaser",        "toolbar",
        "trending",     "widget",     NULL};
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool names_furniture(clm_text value) {
    for (size_t i = 0; i < value.len;) {
        char word[24];
        size_t length = 0;
        size_t start = i;
        while (i < value.len && is_letter(value.ptr[i])) {
            char c = value.ptr[i];
            /* "relatedContent" is two words. */
            if (c >= 'A' && c <= 'Z' && i > start && value.ptr[i - 1] >= 'a') {
                break;
            }
            if (length < sizeof word) {
                word[length++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
            }
            i++;
        }
        if (length > 0 && length < sizeof word && is_furniture_word(word, length)) {
            return true;
        }
        i += i == start;
    }
    return false;
}

static bool contains(clm_text text, const char *part) {
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.len; i++) {
        if (memcmp(text.ptr + i, part, length) == 0) {
            return true;
        }
    }
    return false;
}

/* Subtrees without text of the article. `by_class`: class names are looked at, too. */
static bool is_dropped(const xmlNode *node, bool by_class) {
    static const char *const roles[] = {"navigation", "complementary", "contentinfo", "dialog",
                                        "search",     "menu",          "alertdialog", "form"};
    if (node->type != XML_ELEMENT_NODE) {
        return node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE;
    }
    if (is_dropped_element(node)) {
        return true;
    }
    if (node->properties == NULL) {
        return false;
    }
    clm_text role = clm_html_attribute(node, "role");
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (clm_text_is(role, roles[i])) {
            return true;
        }
    }
    clm_text style = clm_html_attribute(node, "style");
    if (xmlHasProp(node, (const xmlChar *)"hidden") != NULL ||
        clm_text_is(clm_html_attribute(node, "aria-hidden"), "true") ||
        contains(style, "display:none") || contains(style, "display: none")) {
        return true;
    }
    static const char *const kept[] = {"html", "body", "main", "article", "p", NULL};
    if (!by_class || in_list((const char *)node->name, kept) || is_heading(node) ||
        contains(clm_html_attribute(node, "itemprop"), "articleBody")) {
        return false;
    }
    return names_furniture(clm_html_attribute(node, "class")) ||
           names_furniture(clm_html_attribute(node, "id"));
}

static bool is_text(const xmlNode *node) {
    return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
           node->content != NULL;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Appends with white space joined; none at the start of a line. `start` is where the line begins.
 */
static void add_joined(clm_buffer *out, size_t start, const char *text) {
    for (size_t i = 0; text[i] != '\0' && !out->failed;) {
        if (is_space(text[i])) {
            if (out->len > start && out->data[out->len - 1] != ' ') {
                clm_buffer_char(out, ' ');
            }
            i++;
            continue;
        }
        size_t end = i;
        while (text[end] != '\0' && !is_space(text[end])) {
            end++;
        }
        clm_buffer_add(out, text + i, end - i);
        i = end;
    }
}

static void drop_blanks(clm_buffer *out, size_t start) {
    while (out->len > start && out->data[out->len - 1] == ' ') {
        out->len--;
    }
}

void clm_html_flat_text(const xmlNode *node, clm_buffer *out) {
    size_t start = out->len;
    for (const xmlNode *n = node; n != NULL;) {
        bool skip = n != node && is_dropped(n, false);
        if (is_text(n)) {
            add_joined(out, start, (const char *)n->content);
        } else if (!skip && is_block(n) && n != node) {
            add_joined(out, start, " ");
        }
        n = clm_html_next(n, node, skip);
    }
    drop_blanks(out, start);
    if (!out->failed && out->len > start) {
        out->data[out->len] = '\0';
    }
}

static bool has_ancestor(const xmlNode *node, const xmlNode *root, const char *name) {
    for (const xmlNode *n = node; n != NULL && n != root; n = n->parent) {
        if (clm_html_is(n, name)) {
            return true;
        }
    }
    return false;
}

/* Bytes of prose below `root`: text of paragraphs that stands in no link. */
static size_t prose_bytes(const xmlNode *root, bool by_class) {
    size_t total = 0;
    for (const xmlNode *n = root; n != NULL;) {
        bool skip = n != root && (is_dropped(n, by_class) || clm_html_is(n, "a"));
        if (!skip && is_text(n)) {
            size_t length = strlen((const char *)n->content);
            total += length >= 40 ? length : 0; /* labels are shorter */
        }
        n = clm_html_next(n, root, skip);
    }
    return total;
}

typedef struct containers {
    const xmlNode *nodes[CONTAINERS_MAX];
    size_t prose[CONTAINERS_MAX];
    size_t count;
    size_t total, best;
} containers;

enum { KIND_BODY, KIND_ARTICLE, KIND_MAIN };

static bool is_container(const xmlNode *node, int kind) {
    switch (kind) {
    case KIND_BODY:
        return contains(clm_html_attribute(node, "itemprop"), "articleBody");
    case KIND_ARTICLE:
        return clm_html_is(node, "article") ||
               clm_text_is(clm_html_attribute(node, "role"), "article");
    case KIND_MAIN:
        return clm_html_is(node, "main") || clm_text_is(clm_html_attribute(node, "role"), "main");
    default:
        return false;
    }
}

/* The outermost elements of a kind. */
static void collect(const xmlNode *root, int kind, bool by_class, containers *found) {
    found->count = 0;
    found->total = 0;
    found->best = 0;
    for (const xmlNode *n = root; n != NULL && found->count < CONTAINERS_MAX;) {
        bool hit = n != root && is_container(n, kind);
        bool skip = hit || (n != root && is_dropped(n, by_class));
        size_t prose = hit && !is_dropped(n, by_class) ? prose_bytes(n, by_class) : 0;
        if (prose > 0) {
            found->nodes[found->count] = n;
            found->prose[found->count] = prose;
            found->total += prose;
            found->best = prose > found->prose[found->best] ? found->count : found->best;
            found->count++;
        }
        n = clm_html_next(n, root, skip);
    }
}

/* The elements that hold the article, in the order of the page: the marked body; else <article>
 * where one outweighs the others; else <main>, which also holds a live blog of many articles; else
 * all articles; else the page. */
static void choose(const xmlNode *root, bool by_class, containers *out) {
    static const int kinds[] = {KIND_BODY, KIND_ARTICLE, KIND_MAIN, KIND_ARTICLE};
    size_t page = prose_bytes(root, by_class);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        collect(root, kinds[i], by_class, out);
        if (out->count == 0 || out->total < PROSE_MIN_BYTES || out->total * 3 < page) {
            continue;
        }
        bool dominant = out->prose[out->best] * 5 >= out->total * 3;
        if (dominant) {
            out->nodes[0] = out->nodes[out->best];
            out->count = 1;
        }
        if (dominant || kinds[i] != KIND_ARTICLE || i > 1) {
            return;
        }
    }
    out->nodes[0] = root;
    out->count = 1;
}

/* A card that leads to another story: an article inside the article that holds no prose. */
static bool is_card(const xmlNode *node, bool by_class) {
    return clm_html_is(node, "article") && prose_bytes(node, by_class) == 0;
}

/* The line in hand while text is written. */
typedef struct line_state {
    clm_buffer *out;
    clm_text title;
    size_t start;      /* where the line begins in out */
    size_t link_bytes; /* of it inside <a> */
    bool heading;
    size_t lines;
} line_state;

static bool is_link_line(const line_state *line) {
    size_t length = line->out->len - line->start;
    return !line->heading && length < LINK_LINE_BYTES && line->link_bytes * 10 >= length * 9 &&
           line->out->data[line->out->len - 1] != '.';
}

/* Ends the line: lines that repeat the title or are only a link are taken back. */
static void end_line(line_state *line) {
    drop_blanks(line->out, line->start);
    if (!line->out->failed && line->out->len > line->start) {
        clm_text text = {line->out->data + line->start, line->out->len - line->start};
        bool repeated = line->lines < 3 && clm_text_equal(text, line->title);
        bool bullet = clm_text_is(text, "•");
        if (repeated || bullet || is_link_line(line)) {
            line->out->len = line->start;
        } else {
            clm_buffer_char(line->out, '\n');
            line->lines++;
        }
    }
    line->start = line->out->len;
    line->link_bytes = 0;
    line->heading = false;
}

static void begin_element(line_state *line, const xmlNode *node) {
    if (is_block(node)) {
        end_line(line);
        line->heading = is_heading(node);
        if (clm_html_is(node, "li")) {
            clm_buffer_string(line->out, "• ");
        }
    } else if (clm_html_is(node, "td") || clm_html_is(node, "th")) {
        add_joined(line->out, line->start, " ");
    }
}

/* Writes the text below `root`. Leaving elements is seen on the way to the next node. */
static void write_container(const xmlNode *root, bool by_class, line_state *line) {
    const xmlNode *node = root;
    size_t links = 0;
    while (node != NULL) {
        bool skip = node != root && (is_dropped(node, by_class) || is_card(node, by_class));
        if (is_text(node)) {
            size_t before = line->out->len;
            add_joined(line->out, line->start, (const char *)node->content);
            line->link_bytes += links > 0 ? line->out->len - before : 0;
        } else if (!skip) {
            begin_element(line, node);
        }
        if (!skip && node->type == XML_ELEMENT_NODE && node->children != NULL) {
            links += clm_html_is(node, "a");
            node = node->children;
            continue;
        }
        while (node != root && node->next == NULL) {
            node = node->parent;
            if (is_block(node)) {
                end_line(line);
            }
            links -= links > 0 && clm_html_is(node, "a");
        }
        node = node == root ? NULL : node->next;
    }
    end_line(line);
}

static void write_page(const xmlNode *root, clm_text title, bool by_class, clm_buffer *out) {
    containers chosen;
    choose(root, by_class, &chosen);
    line_state line = {out, title, out->len, 0, false, 0};
    for (size_t i = 0; i < chosen.count; i++) {
        write_container(chosen.nodes[i], by_class, &line);
    }
}

void clm_html_main_text(const xmlNode *root, clm_text title, clm_buffer *out) {
    size_t before = out->len;
    write_page(root, title, true, out);
    if (out->failed || out->len - before >= PROSE_MIN_BYTES) {
        return;
    }
    /* A page whose class names mislead: once more without them, if that gives much more. */
    clm_buffer plain;
    clm_buffer_init(&plain);
    write_page(root, title, false, &plain);
    if (plain.failed) {
        out->failed = true;
    } else if (plain.len > 2 * (out->len - before)) {
        out->len = before;
        clm_buffer_text(out, (clm_text){plain.data, plain.len});
    }
    clm_buffer_clear(&plain);
}

const xmlNode *clm_html_headline(const xmlNode *root) {
    const xmlNode *first = NULL;
    for (const xmlNode *n = root; n != NULL;) {
        bool skip = n != root && is_dropped(n, true) && !clm_html_is(n, "header");
        if (!skip && clm_html_is(n, "h1")) {
            if (has_ancestor(n, root, "article") || has_ancestor(n, root, "main")) {
                return n;
            }
            first = first == NULL ? n : first;
        }
        n = clm_html_next(n, root, skip);
    }
    return first;
}

#include "article/html_parts.h"

#include <string.h>

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
        /* libxml2's reader of HTML writes names in lower case. */
        if (attribute->name[0] == (xmlChar)name[0] &&
            strcmp((const char *)attribute->name, name) == 0) {
            const xmlNode *value = attribute->children;
            return value != NULL && value->content != NULL
                       ? clm_text_of((const char *)value->content)
                       : (clm_text){"", 0};
        }
    }
    return (clm_text){"", 0};
}

bool clm_html_in_list(const char *name, const char *const *list) {
    for (size_t i = 0; list[i] != NULL; i++) {
        if (name[0] == list[i][0] && strcmp(name, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool clm_html_is_text(const xmlNode *node) {
    return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
           node->content != NULL;
}

bool clm_html_is_block(const xmlNode *node) {
    static const char *const names[] = {
        "p",      "div",      "li",      "h1",         "h2",      "h3",      "h4",
        "h5",     "h6",       "section", "blockquote", "pre",     "tr",      "article",
        "main",   "header",   "ul",      "ol",         "dl",      "dt",      "dd",
        "table",  "figure",   "hr",      "address",    "br",      "body",    "tbody",
        "thead",  "center",   "aside",   "footer",     "nav",     "form",    "figcaption",
        "dialog", "fieldset", "details", "button",     "summary", "caption", NULL};
    return node->type == XML_ELEMENT_NODE && clm_html_in_list((const char *)node->name, names);
}

bool clm_html_is_heading(const xmlNode *node) {
    return node->type == XML_ELEMENT_NODE && node->name[0] == 'h' && node->name[1] >= '1' &&
           node->name[1] <= '6' && node->name[2] == '\0';
}

bool clm_html_has_value(clm_text list, const char *word) {
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

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of a character that nobody sees: soft hyphen, zero-width space and joiner, word joiner,
 * byte order mark. The zero-width non-joiner and joiner stay: Persian and Hindi need them. */
static size_t unseen_bytes(const char *text) {
    if (text[0] == '\xC2') {
        return text[1] == '\xAD' ? 2 : 0;
    }
    if (text[0] == '\xE2') {
        return text[1] == '\x80' && text[2] == '\x8B'   ? 3
               : text[1] == '\x81' && text[2] == '\xA0' ? 3
                                                        : 0;
    }
    return text[0] == '\xEF' && text[1] == '\xBB' && text[2] == '\xBF' ? 3 : 0;
}

void clm_html_add_joined(clm_buffer *out, size_t start, const char *text) {
    for (size_t i = 0; text[i] != '\0' && !out->failed;) {
        if (is_space(text[i])) {
            if (out->len > start && out->data[out->len - 1] != ' ') {
                clm_buffer_char(out, ' ');
            }
            i++;
            continue;
        }
        size_t end = i;
        size_t unseen = 0;
        while (text[end] != '\0' && !is_space(text[end])) {
            if ((unsigned char)text[end] >= 0xC2 && (unseen = unseen_bytes(text + end)) != 0) {
                break;
            }
            end++;
        }
        clm_buffer_add(out, text + i, end - i);
        i = end + unseen;
    }
}

void clm_html_drop_blanks(clm_buffer *out, size_t start) {
    while (out->len > start && out->data[out->len - 1] == ' ') {
        out->len--;
    }
}

/* "display:none" however it is spaced. */
static bool hides(clm_text style) {
    static const char *const rules[] = {"display:none", "visibility:hidden"};
    for (size_t rule = 0; rule < 2; rule++) {
        size_t same = 0;
        for (size_t i = 0; i < style.len; i++) {
            char c = style.ptr[i];
            if (is_space(c)) {
                continue;
            }
            c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
            same = c == rules[rule][same] ? same + 1 : c == rules[rule][0];
            if (rules[rule][same] == '\0') {
                return true;
            }
        }
    }
    return false;
}

bool clm_html_is_unseen(const xmlNode *node) {
    static const char *const names[] = {
        "script", "style",    "noscript", "template", "select", "svg",    "iframe",   "object",
        "canvas", "audio",    "video",    "map",      "input",  "option", "textarea", "math",
        "embed",  "datalist", "title",    "meta",     "link",   NULL};
    if (node->type != XML_ELEMENT_NODE) {
        return node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE;
    }
    if (clm_html_in_list((const char *)node->name, names)) {
        return true;
    }
    return node->properties != NULL && (xmlHasProp(node, (const xmlChar *)"hidden") != NULL ||
                                        hides(clm_html_attribute(node, "style")));
}

void clm_html_flat_text(const xmlNode *node, clm_buffer *out) {
    size_t start = out->len;
    for (const xmlNode *n = node; n != NULL;) {
        bool skip = n != node && clm_html_is_unseen(n);
        if (clm_html_is_text(n)) {
            clm_html_add_joined(out, start, (const char *)n->content);
        } else if (!skip && clm_html_is_block(n) && n != node) {
            clm_html_add_joined(out, start, " ");
        }
        n = clm_html_next(n, node, skip);
    }
    clm_html_drop_blanks(out, start);
    if (!out->failed && out->len > start) {
        out->data[out->len] = '\0';
    }
}

#include "article/parts.h"

#include <string.h>

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts_nocase(clm_text text, const char *prefix) {
    size_t i = 0;
    for (; prefix[i] != '\0'; i++) {
        if (i >= text.len || lower(text.ptr[i]) != prefix[i]) {
            return false;
        }
    }
    return true;
}

static bool has_extension(const char *name, const char *const *extensions) {
    const char *dot = strrchr(name, '.');
    if (dot == NULL) {
        return false;
    }
    clm_text extension = clm_text_of(dot + 1);
    for (size_t i = 0; extensions[i] != NULL; i++) {
        if (extension.len == strlen(extensions[i]) && starts_nocase(extension, extensions[i])) {
            return true;
        }
    }
    return false;
}

static bool looks_like_html(clm_text text) {
    static const char *const starts[] = {
        "<!doctype html", "<html", "<head",  "<body", "<article", "<main", "<div",
        "<section",       "<meta", "<title", "<p>",   "<p ",      "<h1",   "<script"};
    /* A comment or an XML declaration may stand before the first element. */
    while (clm_text_starts(text, "<!--") || clm_text_starts(text, "<?xml")) {
        const char *close = memchr(text.ptr, '>', text.len);
        if (close == NULL) {
            return false;
        }
        size_t used = (size_t)(close - text.ptr) + 1;
        text = clm_text_trim((clm_text){text.ptr + used, text.len - used});
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (starts_nocase(text, starts[i])) {
            return true;
        }
    }
    return false;
}

/* "{" and then a quoted name or "}", as plain prose does not begin. */
static bool looks_like_json(clm_text text) {
    if (text.len < 2 || text.ptr[0] != '{') {
        return false;
    }
    clm_text rest = clm_text_trim((clm_text){text.ptr + 1, text.len - 1});
    return rest.len > 0 && (rest.ptr[0] == '"' || rest.ptr[0] == '}');
}

clm_article_format clm_article_detect(clm_text bytes, const char *name) {
    static const char *const html[] = {"html", "htm", "xhtml", NULL};
    static const char *const markdown[] = {"md", "markdown", NULL};
    static const char *const json[] = {"json", NULL};
    clm_text text = bytes;
    if (clm_text_starts(text, "\xFF\xFE<") || clm_text_starts(text, "\xFE\xFF")) {
        return has_extension(name, html) ? CLM_ARTICLE_HTML : CLM_ARTICLE_PLAIN;
    }
    if (clm_text_starts(text, "\xEF\xBB\xBF")) {
        text = (clm_text){text.ptr + 3, text.len - 3};
    }
    text = clm_text_trim(text);
    if (looks_like_html(text)) {
        return has_extension(name, markdown) ? CLM_ARTICLE_MARKDOWN : CLM_ARTICLE_HTML;
    }
    if (looks_like_json(text)) {
        return CLM_ARTICLE_JSON;
    }
    if (has_extension(name, html)) {
        return CLM_ARTICLE_HTML;
    }
    if (has_extension(name, markdown)) {
        return CLM_ARTICLE_MARKDOWN;
    }
    return has_extension(name, json) ? CLM_ARTICLE_JSON : CLM_ARTICLE_PLAIN;
}

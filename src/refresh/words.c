#include "refresh/sources.h"

#include "base/utf8.h"

#include <string.h>

/* Appends " word word ": each word by its look-up key. */
static void add_words(clm_text text, clm_buffer *out) {
    clm_buffer_char(out, ' ');
    for (size_t i = 0; i < text.len;) {
        uint32_t c;
        size_t used = clm_utf8_decode(text.ptr + i, text.len - i, &c);
        if (!clm_utf8_is_letter(c) && !clm_utf8_is_digit(c)) {
            i += used;
            continue;
        }
        const size_t start = i;
        size_t end = i;
        while (i < text.len) {
            used = clm_utf8_decode(text.ptr + i, text.len - i, &c);
            const bool letter = clm_utf8_is_letter(c) || clm_utf8_is_digit(c);
            if (!letter && c != '\'' && c != 0x2019 && c != 0x2BC) {
                break;
            }
            i += used;
            end = letter ? i : end;
        }
        clm_text word = {text.ptr + start, end - start};
        if (clm_text_ends(word, "'s")) {
            word.len -= 2;
        } else if (clm_text_ends(word, "\u2019s")) {
            word.len -= 4; /* three bytes of the apostrophe */
        }
        clm_key_append(out, word);
        clm_buffer_char(out, ' ');
    }
}

bool clm_words_found(const clm_strings *phrases, clm_text text, bool *failed) {
    if (phrases->count == 0) {
        return false;
    }
    clm_buffer all, one;
    clm_buffer_init(&all);
    clm_buffer_init(&one);
    add_words(text, &all);
    bool found = false;
    for (size_t i = 0; i < phrases->count && !found && !all.failed && !one.failed; i++) {
        one.len = 0;
        add_words(clm_text_of(phrases->items[i]), &one);
        found = !one.failed && one.len > 1 && strstr(all.data, one.data) != NULL;
    }
    *failed |= all.failed || one.failed;
    clm_buffer_clear(&all);
    clm_buffer_clear(&one);
    return found && !*failed;
}

static bool is_campaign(clm_text name) {
    static const char *const names[] = {"fbclid", "gclid", "mc_cid", "mc_eid", "igshid", NULL};
    bool is = clm_text_starts(name, "utm_");
    for (size_t i = 0; names[i] != NULL && !is; i++) {
        is = clm_text_is(name, names[i]);
    }
    return is;
}

void clm_url_key(const char *url, clm_buffer *out) {
    const char *host = strstr(url, "://");
    if (host == NULL) {
        clm_buffer_string(out, url);
        return;
    }
    const bool secure = host - url == 5; /* "https" in any case */
    host += 3;
    size_t length = strcspn(host, "/?#");
    const char *path = host + length;
    const clm_text authority = {host, length};
    length -= secure && clm_text_ends(authority, ":443")   ? 4
              : !secure && clm_text_ends(authority, ":80") ? 3
                                                           : 0;
    clm_buffer_string(out, "http://");
    for (size_t i = 0; i < length; i++) {
        clm_buffer_char(out, host[i] >= 'A' && host[i] <= 'Z' ? (char)(host[i] + 32) : host[i]);
    }
    size_t path_len = strcspn(path, "?#");
    const char *query = path + path_len;
    while (path_len > 0 && path[path_len - 1] == '/') {
        path_len--;
    }
    clm_buffer_add(out, path, path_len);
    char mark = '?';
    while (*query == '?' || *query == '&') {
        const size_t size = strcspn(++query, "&#");
        const clm_text part = {query, size};
        if (size > 0 && !is_campaign((clm_text){query, strcspn(query, "=&#")})) {
            clm_buffer_char(out, mark);
            clm_buffer_text(out, part);
            mark = '&';
        }
        query += size;
    }
}

#include "fetch/values.h"

#include "base/utf8.h"
#include "fetch/fetch.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c) {
    c = lower(c);
    return c >= 'a' && c <= 'z';
}

/* RFC 9110 5.6.2. */
static bool token_char(char c) {
    return is_digit(c) || is_letter(c) || (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static clm_text take_token(clm_text *rest) {
    size_t length = 0;
    while (length < rest->len && token_char(rest->ptr[length])) {
        length++;
    }
    const clm_text token = {rest->ptr, length};
    *rest = (clm_text){rest->ptr + length, rest->len - length};
    return token;
}

static bool take_char(clm_text *rest, char c) {
    if (rest->len == 0 || rest->ptr[0] != c) {
        return false;
    }
    *rest = (clm_text){rest->ptr + 1, rest->len - 1};
    return true;
}

static void add_lower(clm_buffer *out, clm_text text) {
    for (size_t i = 0; i < text.len; i++) {
        clm_buffer_char(out, lower(text.ptr[i]));
    }
}

static bool is_charset(clm_text name) {
    static const char word[] = "charset";
    size_t i = 0;
    while (i < name.len && i < sizeof word - 1 && lower(name.ptr[i]) == word[i]) {
        i++;
    }
    return i == name.len && i == sizeof word - 1;
}

/* The value of a parameter, without its quotation marks; what is escaped in them names no charset.
 */
static clm_text take_value(clm_text *rest) {
    if (!take_char(rest, '"')) {
        return take_token(rest);
    }
    size_t length = 0;
    while (length < rest->len && rest->ptr[length] != '"') {
        length += rest->ptr[length] == '\\' ? 2 : 1;
    }
    length = length < rest->len ? length : rest->len;
    clm_text value = clm_text_trim((clm_text){rest->ptr, length});
    const size_t used = length < rest->len ? length + 1 : length;
    *rest = (clm_text){rest->ptr + used, rest->len - used};
    for (size_t i = 0; i < value.len; i++) {
        if (!token_char(value.ptr[i])) {
            value.len = 0;
        }
    }
    return value;
}

void clm_fetch_content_type(clm_text value, clm_buffer *type, clm_buffer *charset) {
    clm_text rest = clm_text_trim(value);
    const clm_text first = take_token(&rest);
    if (first.len == 0 || !take_char(&rest, '/')) {
        return;
    }
    const clm_text second = take_token(&rest);
    if (second.len == 0) {
        return;
    }
    add_lower(type, first);
    clm_buffer_char(type, '/');
    add_lower(type, second);
    bool found = false;
    while (rest.len > 0 && !found) {
        rest = clm_text_trim(rest);
        if (!take_char(&rest, ';')) {
            const char *next = rest.len > 0 ? memchr(rest.ptr, ';', rest.len) : NULL;
            rest.len = next != NULL ? rest.len - (size_t)(next - rest.ptr) : 0;
            rest.ptr = next;
            continue;
        }
        rest = clm_text_trim(rest);
        const clm_text name = take_token(&rest);
        if (name.len > 0 && take_char(&rest, '=')) {
            const clm_text given = take_value(&rest);
            found = is_charset(name) && given.len > 0;
            add_lower(charset, found ? given : (clm_text){NULL, 0});
        }
    }
}

bool clm_fetch_value_plain(clm_text value) {
    if (value.len == 0 || value.len > 8192) {
        return false;
    }
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        if ((c < ' ' && c != '\t') || c == 0x7F) {
            return false;
        }
    }
    return true;
}

void clm_fetch_grouped(uint64_t number, clm_buffer *out) {
    char digits[32];
    size_t at = sizeof digits;
    unsigned written = 0;
    do {
        if (written > 0 && written % 3 == 0) {
            digits[--at] = ',';
        }
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
        written++;
    } while (number > 0);
    clm_buffer_add(out, digits + at, sizeof digits - at);
}

bool clm_fetch_is_url(const char *text) {
    static const char word[] = "http";
    size_t i = 0;
    while (i < 4 && lower(text[i]) == word[i]) {
        i++;
    }
    if (i < 4) {
        return false;
    }
    i += lower(text[i]) == 's';
    return text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/';
}

static clm_text after_user(clm_text text) {
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        start = text.ptr[i] == '@' ? i + 1 : start;
    }
    return (clm_text){text.ptr + start, text.len - start};
}

/* A port that is no number is a password with a "/" in it. */
static bool wrong_port(clm_text authority) {
    if (authority.len > 0 && authority.ptr[0] == '[') {
        return false;
    }
    const char *colon = authority.len > 0 ? memchr(authority.ptr, ':', authority.len) : NULL;
    if (colon == NULL) {
        return false;
    }
    const char *end = authority.ptr + authority.len;
    for (const char *c = colon + 1; c < end; c++) {
        if (!is_digit(*c)) {
            return true;
        }
    }
    return false;
}

void clm_fetch_shown(const char *url, bool query, clm_buffer *out) {
    const char *start = strstr(url, "://");
    start = start != NULL ? start + 3 : url;
    for (const char *c = url; c < start; c++) {
        clm_buffer_char(out, lower(*c));
    }
    const clm_text authority = after_user((clm_text){start, strcspn(start, "/?#")});
    start = wrong_port(authority) ? after_user(clm_text_of(authority.ptr)).ptr : authority.ptr;
    const size_t length = strcspn(start, query ? "#" : "?#");
    for (size_t i = 0; i < length; i++) {
        const char c = start[i];
        clm_buffer_char(out, (unsigned char)c < ' ' || c == 0x7F ? '-' : c);
    }
}

/* ---- names of files ---- */

enum { STEM_BYTES = 80 };

static int hex_value(char c) {
    c = lower(c);
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void decode(clm_text text, clm_buffer *out) {
    for (size_t i = 0; i < text.len; i++) {
        const bool escape = text.ptr[i] == '%' && i + 2 < text.len &&
                            hex_value(text.ptr[i + 1]) >= 0 && hex_value(text.ptr[i + 2]) >= 0;
        if (escape) {
            clm_buffer_char(out,
                            (char)(hex_value(text.ptr[i + 1]) * 16 + hex_value(text.ptr[i + 2])));
            i += 2;
        } else {
            clm_buffer_char(out, text.ptr[i]);
        }
    }
}

/* A last "." with one to five letters or digits behind it, not all digits: "2.5" is a number. */
static size_t without_extension(clm_text text) {
    size_t dot = text.len;
    while (dot > 0 && text.ptr[dot - 1] != '.') {
        dot--;
    }
    if (dot < 2 || text.len - dot < 1 || text.len - dot > 5) {
        return text.len;
    }
    bool letters = false;
    for (size_t i = dot; i < text.len; i++) {
        if (!is_digit(text.ptr[i]) && !is_letter(text.ptr[i])) {
            return text.len;
        }
        letters = letters || is_letter(text.ptr[i]);
    }
    return letters ? dot - 1 : text.len;
}

/* Appends the cleaned text; false if nothing of it could be kept. */
static bool add_clean(clm_text text, clm_buffer *out) {
    const size_t start = out->len;
    bool gap = false, named = false;
    for (size_t i = 0; i < text.len && out->len - start < STEM_BYTES;) {
        uint32_t c;
        const size_t used = clm_utf8_decode(text.ptr + i, text.len - i, &c);
        const bool letter = c != 0xFFFD && (clm_utf8_is_letter(c) || clm_utf8_is_digit(c));
        const bool sign = c == '_' || c == '.' || c == '-';
        const bool inner = out->len > start;
        if (letter || (sign && inner && !gap && c != '-')) {
            if (out->len - start + used + gap > STEM_BYTES) {
                break;
            }
            if (gap && inner) {
                clm_buffer_char(out, '-');
            }
            clm_buffer_add(out, text.ptr + i, used);
            gap = false;
            named = named || letter;
        } else {
            gap = true;
        }
        i += used;
    }
    while (out->len > start && (out->data[out->len - 1] == '.')) {
        out->data[--out->len] = '\0';
    }
    return named;
}

void clm_fetch_stem(const char *url, clm_buffer *out) {
    const char *host = strstr(url, "://");
    host = host != NULL ? host + 3 : url;
    const char *end = host + strcspn(host, "?#");
    const char *path = host + strcspn(host, "/?#");
    const char *at = end;
    bool named = false;
    while (at > path && !named && !out->failed) {
        const char *segment = at;
        while (segment > path && segment[-1] != '/') {
            segment--;
        }
        clm_buffer plain;
        clm_buffer_init(&plain);
        decode((clm_text){segment, (size_t)(at - segment)}, &plain);
        clm_text text = {plain.data, plain.len};
        text.len = without_extension(text);
        named = add_clean(text, out);
        out->failed = out->failed || plain.failed;
        clm_buffer_clear(&plain);
        at = segment > path ? segment - 1 : path;
    }
    if (!named) {
        const char *name = host;
        for (const char *c = host; c < path; c++) {
            name = *c == '@' ? c + 1 : name;
        }
        named = add_clean((clm_text){name, (size_t)(path - name)}, out);
    }
    clm_buffer_string(out, named ? "" : "url");
}

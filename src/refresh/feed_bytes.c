#include "refresh/feed_parts.h"

#include "article/article.h"
#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <string.h>

uint32_t clm_feed_reference(clm_text text, size_t *used) {
    char name[12];
    size_t length = 0;
    *used = 0;
    if (text.len < 3 || text.ptr[0] != '&') {
        return 0;
    }
    while (length + 1 < text.len && length < sizeof name - 1 && text.ptr[length + 1] != ';') {
        const char c = text.ptr[length + 1];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              (c == '#' && length == 0))) {
            return 0;
        }
        name[length++] = c;
    }
    if (length == 0 || length + 1 >= text.len || text.ptr[length + 1] != ';') {
        return 0;
    }
    name[length] = '\0';
    uint32_t value = 0;
    if (name[0] == '#') {
        const bool hex = name[1] == 'x' || name[1] == 'X';
        for (size_t i = hex ? 2 : 1; i < length && value < 0x110000; i++) {
            const char c = name[i];
            const uint32_t digit = c >= '0' && c <= '9'          ? (uint32_t)(c - '0')
                                   : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                                   : hex && c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                                 : 99;
            if (digit == 99) {
                return 0;
            }
            value = value * (hex ? 16 : 10) + digit;
        }
        if (value >= 0x110000 || (value >= 0xD800 && value < 0xE000)) {
            return 0;
        }
    } else if (strcmp(name, "apos") == 0) {
        value = '\'';
    } else {
        const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
        value = entity != NULL ? entity->value : 0;
    }
    *used = value != 0 ? length + 2 : 0;
    return value;
}

static bool is_xml_entity(clm_text text) {
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (clm_text_starts(text, names[i])) {
            return true;
        }
    }
    return false;
}

static void add_code_point(clm_buffer *out, uint32_t code_point) {
    char bytes[4];
    clm_buffer_add(out, bytes, clm_utf8_encode(code_point, bytes));
}

/* Windows-1252, as browsers read what calls itself Latin 1. */
static uint32_t western(unsigned char byte) {
    static const uint16_t high[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
        0x2039, 0x152,  0xFFFD, 0x17D,  0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0xFFFD, 0x17E,  0x178};
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

static void decode_utf16(clm_text bytes, bool big, clm_buffer *out) {
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    uint32_t before = 0;
    for (size_t i = 0; i + 1 < bytes.len; i += 2) {
        const uint32_t unit =
            big ? (uint32_t)at[i] << 8 | at[i + 1] : (uint32_t)at[i + 1] << 8 | at[i];
        if (unit >= 0xD800 && unit < 0xDC00) {
            before = unit;
        } else if (unit >= 0xDC00 && unit < 0xE000) {
            add_code_point(out, before != 0 ? 0x10000 + ((before - 0xD800) << 10) + unit - 0xDC00
                                            : 0xFFFD);
            before = 0;
        } else {
            before = 0;
            add_code_point(out, unit);
        }
    }
}

/* The end of "<!DOCTYPE ... [ ... ]>" at `at`. */
static size_t doctype_end(clm_text text, size_t at) {
    bool inside = false;
    char quote = '\0';
    for (; at < text.len; at++) {
        const char c = text.ptr[at];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[' || c == ']') {
            inside = c == '[';
        } else if (c == '>' && !inside) {
            return at + 1;
        }
    }
    return text.len;
}

/* How far a tag has been read, so that its attributes are counted. */
typedef struct tag {
    bool open;
    char quote, last; /* last: character that is no blank */
    size_t attributes;
} tag;

static bool count_attributes(tag *t, char c) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (t->quote != '\0') {
        t->quote = c == t->quote ? '\0' : t->quote;
        c = t->quote == '\0' ? 'q' : c;
    } else if (c == '<') {
        *t = (tag){.open = true};
    } else if (t->open && c == '>') {
        t->open = false;
    } else if (t->open && c == '=') {
        t->attributes++;
    } else if (t->open && (c == '"' || c == '\'') && t->last == '=') {
        t->quote = c;
    }
    t->last = blank ? t->last : c;
    return t->attributes <= CLM_FEED_ATTRIBUTES_MAX;
}

static size_t mend_at(clm_text text, size_t i, bool utf8, clm_buffer *out) {
    const unsigned char c = (unsigned char)text.ptr[i];
    if (!utf8 || (c >= ' ' && c < 0x80)) {
        clm_buffer_char(out, (char)c);
        return 1;
    }
    if (c < ' ') {
        if (c == '\t' || c == '\n' || c == '\r') {
            clm_buffer_char(out, (char)c);
        }
        return 1;
    }
    uint32_t code_point;
    size_t used = clm_utf8_decode(text.ptr + i, text.len - i, &code_point);
    add_code_point(out, used == 1                                      ? western(c)
                        : code_point == 0xFFFE || code_point == 0xFFFF ? 0xFFFD
                                                                       : code_point);
    return used;
}

static clm_status mend(clm_text text, bool utf8, clm_buffer *out, clm_error *error) {
    tag state = {0};
    bool doctype = false;
    for (size_t i = 0; i < text.len;) {
        const clm_text rest = {text.ptr + i, text.len - i};
        if (state.quote == '\0' && clm_text_starts(rest, "<![CDATA[")) {
            const char *end = NULL;
            for (const char *at = rest.ptr;
                 (at = memchr(at, ']', (size_t)(text.ptr + text.len - at))) != NULL && end == NULL;
                 at++) {
                end = clm_text_starts((clm_text){at, (size_t)(text.ptr + text.len - at)}, "]]>")
                          ? at
                          : NULL;
            }
            const size_t stop = end != NULL ? (size_t)(end - text.ptr) + 3 : text.len;
            while (i < stop) {
                i += mend_at(text, i, utf8, out);
            }
            state = (tag){0};
            continue;
        }
        if (!doctype &&
            (clm_text_starts(rest, "<!DOCTYPE") || clm_text_starts(rest, "<!doctype"))) {
            doctype = true; /* a second one is an error for libxml2 too */
            i = doctype_end(text, i);
            continue;
        }
        if (rest.ptr[0] == '&' && !is_xml_entity(rest)) {
            size_t used;
            const uint32_t value = clm_feed_reference(rest, &used);
            if (value != 0) {
                clm_buffer_printf(out, "&#%u;", (unsigned)value);
                i += used;
                continue;
            }
            clm_buffer_string(out, "&amp;");
            i++;
            continue;
        }
        if (!count_attributes(&state, rest.ptr[0])) {
            return clm_fail(error, CLM_ERR_LIMIT, "a tag has more than %d attributes",
                            CLM_FEED_ATTRIBUTES_MAX);
        }
        i += mend_at(text, i, utf8, out);
    }
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static bool same_word(clm_text a, const char *b) {
    size_t i = 0;
    for (; i < a.len && b[i] != '\0'; i++) {
        const char c = a.ptr[i] >= 'A' && a.ptr[i] <= 'Z' ? (char)(a.ptr[i] + 32) : a.ptr[i];
        if (c != b[i]) {
            return false;
        }
    }
    return i == a.len && b[i] == '\0';
}

/* The file's own word, <?xml ... encoding="NAME"?>; empty if there is none. */
static clm_text declared(clm_text text) {
    clm_text head = {text.ptr, text.len < 200 ? text.len : 200};
    if (!clm_text_starts(head, "<?xml")) {
        return (clm_text){NULL, 0};
    }
    for (size_t i = 5; i + 10 < head.len && head.ptr[i] != '>'; i++) {
        if (memcmp(head.ptr + i, "encoding", 8) == 0) {
            for (i += 8; i < head.len && (head.ptr[i] == ' ' || head.ptr[i] == '='); i++) {
            }
            size_t end = i + 1;
            while (end < head.len && head.ptr[end] != head.ptr[i]) {
                end++;
            }
            return i < head.len && end < head.len ? (clm_text){head.ptr + i + 1, end - i - 1}
                                                  : (clm_text){NULL, 0};
        }
    }
    return (clm_text){NULL, 0};
}

static clm_status mend_utf16(clm_text bytes, bool big, clm_buffer *out, clm_error *error) {
    clm_buffer plain;
    clm_buffer_init(&plain);
    decode_utf16(bytes, big, &plain);
    clm_status status =
        plain.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                     : mend(plain.data != NULL ? (clm_text){plain.data, plain.len} : CLM_TEXT(""),
                            true, out, error);
    clm_buffer_clear(&plain);
    return status;
}

/* What bytes are that call themselves UTF-8, or nothing: NULL UTF-8, or windows-1252, which is
 * read beside it. */
static const char *guessed(clm_text bytes) {
    bool mixed;
    const char *name = clm_article_charset(bytes, NULL, &mixed);
    return name == NULL || same_word(clm_text_of(name), "windows-1252") ||
                   strcmp(name, "UTF-8") == 0
               ? NULL
               : name;
}

clm_status clm_feed_mend(clm_text bytes, const char *charset, clm_buffer *out,
                         const char **encoding, clm_error *error) {
    *encoding = "UTF-8";
    const bool little = clm_text_starts(bytes, "\xFF\xFE");
    if (little || clm_text_starts(bytes, "\xFE\xFF")) {
        return mend_utf16((clm_text){bytes.ptr + 2, bytes.len - 2}, !little, out, error);
    }
    if (bytes.len >= 2 && (memcmp(bytes.ptr, "<", 2) == 0 || memcmp(bytes.ptr, "\0<", 2) == 0)) {
        return mend_utf16(bytes, bytes.ptr[0] == '\0', out, error); /* without a mark */
    }
    bool marked = clm_text_starts(bytes, "\xEF\xBB\xBF");
    if (marked) {
        bytes = (clm_text){bytes.ptr + 3, bytes.len - 3};
    }
    bytes = clm_text_trim(bytes); /* blanks before <?xml are an error for XML, and frequent */
    clm_text name = declared(bytes);
    const bool told = charset != NULL && charset[0] != '\0';
    if (told) {
        name = clm_text_of(charset);
    }
    const bool utf8 = marked || name.len == 0 || same_word(name, "utf-8") ||
                      same_word(name, "utf8") || same_word(name, "us-ascii") ||
                      same_word(name, "utf-16"); /* it would be seen by its mark */
    const char *other = utf8 && !marked ? guessed(bytes) : NULL;
    *encoding = other != NULL ? other : utf8 ? "UTF-8" : told ? charset : NULL;
    return mend(bytes, utf8 && other == NULL, out, error);
}

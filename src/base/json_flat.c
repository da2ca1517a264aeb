#include "base/json_flat.h"

#include "base/json_plain.h"
#include "base/utf8.h"

enum { NAMES_MAX = 32, DEPTH_MAX = 8, NUMBER_BYTES = 200, EXPONENT_DIGITS = 2 };

typedef struct reader {
    const char *text;
    size_t at, end;
    int depth;
} reader;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static char peek(const reader *r) {
    return r->at < r->end ? r->text[r->at] : '\0';
}

static void skip_blanks(reader *r) {
    while (r->at < r->end && (r->text[r->at] == ' ' || r->text[r->at] == '\n' ||
                              r->text[r->at] == '\t' || r->text[r->at] == '\r')) {
        r->at++;
    }
}

static bool take(reader *r, char c) {
    if (peek(r) != c) {
        return false;
    }
    r->at++;
    return true;
}

/* Four hexadecimal digits at `at`; -1 if they are none. */
static int32_t hex4(const char *text, size_t at, size_t end) {
    int32_t value = 0;
    if (end - at < 4) {
        return -1;
    }
    for (size_t i = at; i < at + 4; i++) {
        char c = text[i];
        char lower = (char)(c | 0x20);
        if (is_digit(c)) {
            value = value * 16 + (c - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            value = value * 16 + (lower - 'a' + 10);
        } else {
            return -1;
        }
    }
    return value;
}

/* The character that the escape at `at` (behind its backslash) stands for; bytes used, 0 for none
 * that a string may hold. */
static size_t read_escape(const char *text, size_t at, size_t end, uint32_t *code_point) {
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    if (at >= end || text[at] == '\0') {
        return 0;
    }
    if (text[at] != 'u') {
        const char *found = strchr(letters, text[at]);
        *code_point = found != NULL ? (unsigned char)meanings[found - letters] : 0;
        return found != NULL ? 1 : 0;
    }
    int32_t first = hex4(text, at + 1, end);
    if (first <= 0 || (first >= 0xDC00 && first <= 0xDFFF)) {
        return 0;
    }
    *code_point = (uint32_t)first;
    if (first < 0xD800 || first > 0xDFFF) {
        return 5;
    }
    bool pair = end - at > 7 && text[at + 5] == '\\' && text[at + 6] == 'u';
    int32_t second = pair ? hex4(text, at + 7, end) : -1;
    if (second < 0xDC00 || second > 0xDFFF) {
        return 0;
    }
    *code_point = 0x10000 + (((uint32_t)first & 0x3FF) << 10 | ((uint32_t)second & 0x3FF));
    return 11;
}

static bool read_string(reader *r, clm_json_flat *out) {
    if (!take(r, '"')) {
        return false;
    }
    size_t start = r->at;
    bool escaped = false;
    for (;;) {
        r->at = clm_json_plain_end(r->text, r->at, r->end);
        if (r->at >= r->end) {
            return false;
        }
        unsigned char c = (unsigned char)r->text[r->at];
        uint32_t code_point = 0;
        size_t used = 0;
        if (c == '"') {
            break;
        }
        if (c == '\\') {
            escaped = true;
            used = read_escape(r->text, r->at + 1, r->end, &code_point);
            used += used > 0 ? 1 : 0;
        } else if (c >= 0x80) {
            used = clm_utf8_decode(r->text + r->at, r->end - r->at, &code_point);
            used = used > 1 ? used : 0;
        }
        if (used == 0) {
            return false;
        }
        r->at += used;
    }
    *out = (clm_json_flat){{r->text + start, r->at - start}, CLM_JSON_STRING, escaped};
    r->at++;
    return true;
}

/* Passes over one digit or more. */
static bool skip_digits(reader *r) {
    size_t start = r->at;
    while (is_digit(peek(r))) {
        r->at++;
    }
    return r->at > start;
}

static bool read_number(reader *r, clm_json_flat *out) {
    size_t start = r->at;
    (void)take(r, '-');
    if (!take(r, '0') && !skip_digits(r)) {
        return false;
    }
    if (take(r, '.') && !skip_digits(r)) {
        return false;
    }
    if (r->at - start > NUMBER_BYTES) {
        return false;
    }
    if (take(r, 'e') || take(r, 'E')) {
        if (!take(r, '-')) {
            (void)take(r, '+');
        }
        size_t exponent = r->at;
        if (!skip_digits(r) || r->at - exponent > EXPONENT_DIGITS) {
            return false;
        }
    }
    *out = (clm_json_flat){{r->text + start, r->at - start}, CLM_JSON_NUMBER, false};
    return true;
}

static bool read_word(reader *r, const char *word, clm_json_flat *out) {
    size_t length = strlen(word);
    if (r->end - r->at < length || memcmp(r->text + r->at, word, length) != 0) {
        return false;
    }
    r->at += length;
    *out = (clm_json_flat){{NULL, 0}, CLM_JSON_OTHER, false};
    return true;
}

static bool read_value(reader *r, clm_json_flat *out);

static bool skip_array(reader *r) {
    clm_json_flat item;
    skip_blanks(r);
    if (take(r, ']')) {
        return true;
    }
    do {
        if (!read_value(r, &item)) {
            return false;
        }
    } while (take(r, ','));
    return take(r, ']');
}

/* The names of one object. Two that are the same also fall on the same bit, so that most need not
 * be compared with any other. */
typedef struct name_set {
    clm_text items[NAMES_MAX];
    size_t count;
    uint64_t seen;
} name_set;

static bool add_name(name_set *names, clm_text name) {
    unsigned first = name.len > 0 ? (unsigned char)name.ptr[0] : 0;
    unsigned last = name.len > 0 ? (unsigned char)name.ptr[name.len - 1] : 0;
    uint64_t bit = UINT64_C(1) << ((name.len * 7 + first * 5 + last * 11) & 63);
    if (names->count == NAMES_MAX) {
        return false;
    }
    for (size_t i = 0; (names->seen & bit) != 0 && i < names->count; i++) {
        if (clm_text_equal(names->items[i], name)) {
            return false;
        }
    }
    names->seen |= bit;
    names->items[names->count++] = name;
    return true;
}

/* A member's name, its colon and its value. */
static bool read_member(reader *r, name_set *names, clm_json_flat *value) {
    clm_json_flat name;
    skip_blanks(r);
    if (!read_string(r, &name) || name.escaped || !add_name(names, name.raw)) {
        return false;
    }
    skip_blanks(r);
    return take(r, ':') && read_value(r, value);
}

/* An object, behind its brace; its members named in `wanted` go to `out`. */
static bool read_object(reader *r, const char *const *wanted, clm_json_flat *out, size_t count) {
    name_set names;
    names.count = 0;
    names.seen = 0;
    skip_blanks(r);
    if (take(r, '}')) {
        return true;
    }
    do {
        clm_json_flat value;
        if (!read_member(r, &names, &value)) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            if (clm_text_is(names.items[names.count - 1], wanted[i])) {
                out[i] = value;
            }
        }
    } while (take(r, ','));
    return take(r, '}');
}

/* A value and the blanks around it. */
static bool read_value(reader *r, clm_json_flat *out) {
    bool read = false;
    skip_blanks(r);
    switch (peek(r)) {
    case '"':
        read = read_string(r, out);
        break;
    case '{':
    case '[':
        if (r->depth < DEPTH_MAX) {
            bool array = r->text[r->at++] == '[';
            r->depth++;
            read = array ? skip_array(r) : read_object(r, NULL, NULL, 0);
            r->depth--;
            *out = (clm_json_flat){{NULL, 0}, CLM_JSON_OTHER, false};
        }
        break;
    case 't':
        read = read_word(r, "true", out);
        break;
    case 'f':
        read = read_word(r, "false", out);
        break;
    case 'n':
        read = read_word(r, "null", out);
        break;
    default:
        read = read_number(r, out);
        break;
    }
    skip_blanks(r);
    return read;
}

bool clm_json_flat_read(clm_text text, const char *const *names, clm_json_flat *out, size_t count) {
    reader r = {text.ptr, 0, text.len, 1};
    for (size_t i = 0; i < count; i++) {
        out[i] = (clm_json_flat){{NULL, 0}, CLM_JSON_ABSENT, false};
    }
    skip_blanks(&r);
    if (!take(&r, '{') || !read_object(&r, names, out, count)) {
        return false;
    }
    skip_blanks(&r);
    return r.at == r.end;
}

void clm_json_flat_append(clm_buffer *out, const clm_json_flat *value) {
    if (value->kind != CLM_JSON_STRING) {
        return;
    }
    clm_text raw = value->raw;
    if (!value->escaped) {
        clm_buffer_text(out, raw);
        return;
    }
    /* No escape is shorter than what it stands for. */
    char *at = clm_buffer_room(out, raw.len);
    if (at == NULL) {
        return;
    }
    const char *start = at;
    for (size_t i = 0; i < raw.len;) {
        const char *slash = memchr(raw.ptr + i, '\\', raw.len - i);
        size_t length = (slash != NULL ? (size_t)(slash - raw.ptr) : raw.len) - i;
        memcpy(at, raw.ptr + i, length);
        at += length;
        i += length;
        if (slash != NULL) {
            uint32_t code_point = 0;
            i += 1 + read_escape(raw.ptr, i + 1, raw.len, &code_point);
            char bytes[4];
            size_t used = clm_utf8_encode(code_point, bytes);
            memcpy(at, bytes, used);
            at += used;
        }
    }
    clm_buffer_used(out, (size_t)(at - start));
}

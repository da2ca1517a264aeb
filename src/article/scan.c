#include "article/parts.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <string.h>

#include "article/word_lists_index.inc"

/* Longer words than this are found by their beginning. */
enum { KEY_WORD_BYTES = 1024 };

/* No text has this many; a file of nothing but marks would fill the memory with tokens. */
enum { TOKENS_MAX = 80 * 1000 * 1000 };

enum {
    LETTER = 1,
    UPPER = 2,
    DIGIT = 4,
    SPACE = 8,
    INNER = 16,
    MARK = 32,
    JOIN = 64,
    STOP = SPACE | MARK | JOIN /* no word goes on with it */
};

#define X4(v) v, v, v, v
#define X8(v) X4(v), X4(v)
#define X26(v) X8(v), X8(v), X8(v), v, v
/* Bytes from 128 on have no class of their own. Control characters count as white space. INNER:
 * goes on with a word but does not begin it. MARK: a token by itself, whatever stands around it,
 * and the end of a word; no quotation mark, apostrophe, dash, full stop, colon. JOIN: double
 * quotation mark and hyphen. */
static const unsigned char classes[256] = {
    X8(SPACE),
    X8(SPACE),
    X8(SPACE),
    X8(SPACE),
    SPACE, /* to the blank */
    MARK,
    JOIN,
    MARK,
    MARK,
    MARK, /* !"#$% */
    MARK,
    0,
    MARK,
    MARK,
    MARK, /* &'()* */
    MARK,
    MARK,
    JOIN,
    0,
    MARK, /* +,-./ */
    X8(DIGIT),
    DIGIT,
    DIGIT, /* 0 to 9 */
    0,
    MARK,
    MARK,
    MARK,
    MARK, /* :;<=> */
    MARK,
    MARK,                /* ?@ */
    X26(LETTER | UPPER), /* A to Z */
    MARK,
    MARK,
    MARK,
    MARK,
    INNER,       /* [\]^_ */
    MARK,        /* ` */
    X26(LETTER), /* a to z */
    MARK,
    MARK,
    MARK,
    MARK,
    SPACE, /* {|}~ and delete */
};

typedef struct character {
    uint32_t code_point;
    unsigned bytes;
    unsigned char class;
} character;

typedef struct scanner {
    clm_article_parts *parts;
    const char *text;
    size_t at, end;
    bool spaced;     /* white space, or the start of the text, before `at` */
    bool chunk_word; /* a word was seen since the last white space */
} scanner;

static character wide_character(const char *text, size_t at, size_t end) {
    character c = {0, 1, 0};
    c.bytes = (unsigned)clm_utf8_decode(text + at, end - at, &c.code_point);
    uint32_t p = c.code_point;
    if (p == 0xAD || p == 0x200C || p == 0x200D || p == 0x2060 || p == 0xB2 || p == 0xB3) {
        /* Soft hyphen, joiners; squares and cubes of units. */
        c.class = INNER;
    } else if (p == 0x200B || p == 0x200E || p == 0x200F || (p >= 0x202A && p <= 0x202E) ||
               (p >= 0x2066 && p <= 0x2069) || p == 0x2028 || p == 0x2029 || clm_utf8_is_space(p)) {
        c.class = SPACE;
    } else if (clm_utf8_is_letter(p)) {
        c.class = (unsigned char)(LETTER | (clm_utf8_is_upper(p) ? UPPER : 0));
    } else if (clm_utf8_is_digit(p)) {
        c.class = DIGIT;
    }
    return c;
}

static inline character character_at(const char *text, size_t at, size_t end) {
    unsigned char byte = (unsigned char)text[at];
    if (byte < 128) {
        return (character){byte, 1, classes[byte]};
    }
    return wide_character(text, at, end);
}

static bool is_ascii_digit(const scanner *s, size_t at) {
    return at < s->end && s->text[at] >= '0' && s->text[at] <= '9';
}

static unsigned class_at(const scanner *s, size_t at) {
    return at < s->end ? character_at(s->text, at, s->end).class : SPACE;
}

/* Bytes of an apostrophe at `at`: ' ‘ ’ or 0. */
static size_t apostrophe(const scanner *s, size_t at) {
    if (at >= s->end) {
        return 0;
    }
    if (s->text[at] == '\'') {
        return 1;
    }
    if (at + 3 <= s->end && s->text[at] == '\xE2' && s->text[at + 1] == '\x80' &&
        (s->text[at + 2] == '\x99' || s->text[at + 2] == '\x98')) {
        return 3;
    }
    return 0;
}

/* True for 's at `at` (an apostrophe of `mark` bytes) with no letter or digit after it. */
static bool is_final_s(const scanner *s, size_t at, size_t mark) {
    size_t i = at + mark;
    return i < s->end && (s->text[i] == 's' || s->text[i] == 'S') &&
           (class_at(s, i + 1) & (LETTER | DIGIT)) == 0;
}

/* What scan_word has learned of its word so far. */
typedef struct word_shape {
    size_t letters, uppers;
    size_t segment; /* where the part after the last inner full stop begins */
    size_t segment_letters;
    bool dotted, plain; /* plain: ASCII letters and digits only */
} word_shape;

/* A top-level domain that ends at a non-letter: "example.com". */
static size_t domain_end(const scanner *s, size_t at) {
    static const char *const domains[] = {"com", "org", "net", "gov", "edu", "info", "uk",  "ru",
                                          "ua",  "eu",  "de",  "fr",  "io",  "tv",   "news"};
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
        size_t length = strlen(domains[i]);
        if (at + length <= s->end && memcmp(s->text + at, domains[i], length) == 0 &&
            (class_at(s, at + length) & (LETTER | DIGIT)) == 0) {
            return at + length;
        }
    }
    return at;
}

static size_t after_blanks(const scanner *s, size_t at) {
    while (at < s->end && s->text[at] == ' ') {
        at++;
    }
    return at;
}

/* Does the full stop at `at` belong to the word that began at `start`? 0: no; 1: yes, and the
 * word ends after it; 2: yes, and the word goes on. */
static int stop_belongs(const scanner *s, size_t start, size_t at, const word_shape *shape) {
    bool short_segment = shape->segment_letters == 1 && at > shape->segment;
    unsigned next = class_at(s, at + 1);
    if ((next & LETTER) != 0) {
        bool initials = short_segment || (shape->segment_letters == 2 && !shape->dotted);
        size_t after = at + 1 + character_at(s->text, at + 1, s->end).bytes;
        unsigned then = class_at(s, after);
        bool stop = after < s->end && s->text[after] == '.';
        if (initials && (stop || (short_segment && (then & (LETTER | DIGIT)) == 0)) &&
            (short_segment || (next & UPPER) != 0)) {
            return 2;
        }
        if (shape->letters > 1 && !short_segment && domain_end(s, at + 1) != at + 1) {
            return 2;
        }
        if (short_segment && (next & UPPER) != 0 && shape->uppers > 0) {
            return 1; /* J.Smith */
        }
    }
    if (shape->dotted) {
        return short_segment ? 1 : 0;
    }
    size_t following = after_blanks(s, at + 1);
    if (short_segment && shape->uppers == 1 && following > at + 1) {
        return (class_at(s, following) & UPPER) != 0 ? 1 : 0;
    }
    switch (clm_article_abbreviation((clm_text){s->text + start, at - start})) {
    case CLM_ABBREVIATION_NUMBER:
        return (class_at(s, following) & DIGIT) != 0 ? 1 : 0;
    case CLM_ABBREVIATION_TITLE:
        return following < s->end ? 1 : 0;
    case CLM_ABBREVIATION_PLAIN:
    case CLM_ABBREVIATION_HOUR:
        return 1;
    case CLM_ABBREVIATION_NONE:
        break;
    }
    return 0;
}

/* The end of the plain letters and digits at `start`: most words are no more than that. Capitals
 * are counted only where the first letter is one: nothing asks for them elsewhere. */
static size_t scan_plain(const scanner *s, size_t start, word_shape *shape) {
    size_t i = start;
    while (i < s->end && (classes[(unsigned char)s->text[i]] & (LETTER | DIGIT)) != 0) {
        i++;
    }
    shape->segment_letters = i - start;
    shape->letters = i - start;
    if (i > start && (classes[(unsigned char)s->text[start]] & UPPER) != 0) {
        for (size_t k = start; k < i; k++) {
            unsigned class = classes[(unsigned char)s->text[k]];
            shape->letters -= (class & DIGIT) != 0;
            shape->uppers += (class & UPPER) != 0;
        }
    }
    return i;
}

/* The end of the word at `start`. */
static size_t scan_word(const scanner *s, size_t start, word_shape *shape) {
    size_t i = scan_plain(s, start, shape);
    if (i < s->end && (classes[(unsigned char)s->text[i]] & SPACE) != 0) {
        return i;
    }
    while (i < s->end) {
        character c = character_at(s->text, i, s->end);
        if ((c.class & (LETTER | DIGIT | INNER)) != 0) {
            shape->letters += (c.class & LETTER) != 0;
            shape->uppers += (c.class & UPPER) != 0;
            shape->segment_letters++;
            shape->plain = shape->plain && c.bytes == 1 && c.class != INNER;
            i += c.bytes;
            continue;
        }
        size_t mark = apostrophe(s, i);
        if (mark != 0) {
            if ((class_at(s, i + mark) & LETTER) == 0 || is_final_s(s, i, mark)) {
                break;
            }
            shape->plain = false;
            i += mark;
            continue;
        }
        if (s->text[i] != '.') {
            break;
        }
        int belongs = stop_belongs(s, start, i, shape);
        if (belongs == 0) {
            break;
        }
        shape->plain = false;
        i++;
        if (belongs == 1) {
            break;
        }
        shape->dotted = shape->dotted || shape->segment_letters <= 2;
        shape->segment = i;
        shape->segment_letters = 0;
    }
    return i;
}

static size_t url_end(const scanner *s, size_t at) {
    if (s->text[at] != 'h' && s->text[at] != 'w') {
        return at;
    }
    static const char *const starts[] = {"http://", "https://", "www."};
    bool found = false;
    for (size_t i = 0; i < 3 && !found; i++) {
        size_t length = strlen(starts[i]);
        found = at + length < s->end && memcmp(s->text + at, starts[i], length) == 0;
    }
    if (!found) {
        return at;
    }
    size_t end = at;
    while (end < s->end) {
        character c = character_at(s->text, end, s->end);
        bool stops = (c.class & SPACE) != 0 || c.code_point == '<' || c.code_point == '>' ||
                     c.code_point == '"' || (c.code_point >= 0x2018 && c.code_point <= 0x201F);
        if (stops) {
            break;
        }
        end += c.bytes;
    }
    while (end > at && strchr(".,;:!?)]}'", s->text[end - 1]) != NULL) {
        end--;
    }
    return end;
}

static bool three_digits(const scanner *s, size_t at) {
    return is_ascii_digit(s, at) && is_ascii_digit(s, at + 1) && is_ascii_digit(s, at + 2) &&
           !is_ascii_digit(s, at + 3);
}

/* Does a comma at `at` group digits, by thousands or in the Indian way (1,00,000)? */
static bool comma_groups(const scanner *s, size_t at) {
    for (int group = 0; group < 6; group++) {
        if (three_digits(s, at + 1)) {
            return true;
        }
        bool pair = is_ascii_digit(s, at + 1) && is_ascii_digit(s, at + 2) && at + 3 < s->end &&
                    s->text[at + 3] == ',';
        if (!pair) {
            return false;
        }
        at += 3;
    }
    return false;
}

/* Bytes of a separator at `at` inside the number that began at `start`; 0 if the number ends. */
static size_t number_separator(const scanner *s, size_t start, size_t at) {
    char c = s->text[at];
    if (c == '.') {
        return is_ascii_digit(s, at + 1) ? 1 : 0;
    }
    if (c == ',') {
        return comma_groups(s, at) ? 1 : 0;
    }
    if (c == ':') {
        /* A time: 10:45 */
        return at - start <= 8 && is_ascii_digit(s, at + 1) && is_ascii_digit(s, at + 2) &&
                       !is_ascii_digit(s, at + 3)
                   ? 1
                   : 0;
    }
    size_t blank = 0;
    if (at + 2 <= s->end && memcmp(s->text + at, "\xC2\xA0", 2) == 0) {
        blank = 2;
    } else if (at + 3 <= s->end && memcmp(s->text + at, "\xE2\x80\xAF", 3) == 0) {
        blank = 3; /* narrow no-break space */
    }
    size_t before = 0;
    while (before < 4 && at > start + before && is_ascii_digit(s, at - 1 - before)) {
        before++;
    }
    return blank != 0 && before <= 3 && three_digits(s, at + blank) ? blank : 0;
}

static size_t scan_number(const scanner *s, size_t start, bool *plain) {
    size_t i = start;
    while (i < s->end) {
        character c = character_at(s->text, i, s->end);
        if ((c.class & DIGIT) != 0) {
            *plain = *plain && c.bytes == 1;
            i += c.bytes;
            continue;
        }
        size_t separator = number_separator(s, start, i);
        if (separator == 0) {
            break;
        }
        *plain = false;
        i += separator;
    }
    return i;
}

static size_t scan_punct(const scanner *s, size_t start, character first) {
    size_t i = start + first.bytes;
    bool dash =
        first.code_point == '-' || (first.code_point >= 0x2010 && first.code_point <= 0x2015);
    while (dash && i < s->end && character_at(s->text, i, s->end).code_point == first.code_point) {
        i += first.bytes;
    }
    return i;
}

/* Writes `length` plain letters and digits in lower case: they all have the bit that tells lower
 * from upper case, or get it. Goes by eight bytes: both sides have room for a multiple of eight. */
static void write_lower(char *out, const char *word, size_t length) {
    for (size_t i = 0; i < length; i += 8) {
        uint64_t block;
        memcpy(&block, word + i, 8);
        block |= UINT64_C(0x2020202020202020);
        memcpy(out + i, &block, 8);
    }
    out[length] = '\0';
}

static void set_hash(clm_token *token, clm_text key) {
    token->key_hash = clm_word_hash(key);
    token->lists = (uint16_t)clm_word_index_by_hash(&word_index, token->key_hash);
}

/* Appends the key of [start, end). The key of a plain word is its letters in lower case, which is
 * what clm_key_append gives, without the call. */
static void append_key(scanner *s, size_t start, size_t end, bool plain, clm_token *token) {
    clm_article_parts *parts = s->parts;
    size_t length = end - start;
    size_t before = parts->keys.len;
    bool fits = length <= KEY_WORD_BYTES && before + length + 8 < parts->keys.capacity &&
                end + 8 <= parts->text.len;
    if (plain && fits) {
        write_lower(parts->keys.data + before, s->text + start, length);
        parts->keys.len += length;
    } else if (token->kind != CLM_TOKEN_PUNCT) {
        length = clm_utf8_floor(s->text + start, length, KEY_WORD_BYTES);
        parts->key_scratch.len = 0;
        clm_key_append(&parts->key_scratch, (clm_text){s->text + start, length});
        clm_buffer_text(&parts->keys, (clm_text){parts->key_scratch.data, parts->key_scratch.len});
        if (parts->key_scratch.len == 0) {
            clm_buffer_add(&parts->keys, s->text + start, length);
        }
        parts->keys.failed = parts->keys.failed || parts->key_scratch.failed;
    }
    size_t key_length = parts->keys.len - before;
    token->key_start = (uint32_t)before;
    token->key_len = (uint16_t)(key_length < UINT16_MAX ? key_length : UINT16_MAX);
    if (token->key_len > 0 && parts->keys.data != NULL && !parts->keys.failed) {
        set_hash(token, (clm_text){parts->keys.data + before, token->key_len});
    }
}

/* Quotation marks, and all that is not ASCII. */
static bool may_quote(character c) {
    return c.bytes > 1 || c.code_point == '"' || c.code_point == '\'';
}

/* A full stop and its like, also those of other scripts, and words with a full stop. */
static bool may_end(const scanner *s, size_t start, size_t end, uint8_t kind) {
    const char c = s->text[end - 1];
    return kind == CLM_TOKEN_PUNCT
               ? c == '.' || c == '!' || c == '?' || (s->text[start] & 0x80) != 0
               : kind == CLM_TOKEN_WORD && c == '.' && end > start + 1;
}

/* One token at s->at. */
static void next_token(scanner *s, character first, clm_token *token) {
    clm_article *article = &s->parts->article;
    size_t start = s->at;
    size_t end;
    bool plain = false;
    unsigned flags = s->spaced ? 0 : CLM_TOKEN_GLUED;
    size_t mark = s->spaced || article->token_count == 0 ? 0 : apostrophe(s, start);
    bool after_word = article->token_count > 0 &&
                      article->tokens[article->token_count - 1].kind != CLM_TOKEN_PUNCT;
    token->kind = CLM_TOKEN_WORD;
    if (mark != 0 && after_word && is_final_s(s, start, mark)) {
        end = start + mark + 1;
        bool pronoun = clm_article_listed(article, article->token_count - 1, LIST_PRONOUN);
        flags |= pronoun ? 0U : CLM_TOKEN_POSSESSIVE;
    } else if ((first.class & LETTER) != 0) {
        word_shape shape = {0, 0, start, 0, false, true};
        end = url_end(s, start);
        if (end == start) {
            end = scan_word(s, start, &shape);
        } else {
            shape.plain = false;
        }
        plain = shape.plain;
        flags |= (first.class & UPPER) != 0 ? CLM_TOKEN_CAPITAL : 0U;
        flags |= shape.letters >= 2 && shape.uppers == shape.letters ? CLM_TOKEN_ALL_CAPS : 0U;
    } else if ((first.class & DIGIT) != 0) {
        token->kind = CLM_TOKEN_NUMBER;
        plain = true;
        end = scan_number(s, start, &plain);
    } else {
        token->kind = CLM_TOKEN_PUNCT;
        end = scan_punct(s, start, first);
    }
    token->span = (clm_span){(uint32_t)start, (uint32_t)end};
    token->flags = (uint8_t)flags;
    s->parts->marks = s->parts->marks || (token->kind == CLM_TOKEN_PUNCT && may_quote(first));
    append_key(s, start, end, plain, token);
    token->lists |= may_end(s, start, end, token->kind) ? (uint16_t)LIST_MAY_END : 0;
    if (token->kind != CLM_TOKEN_PUNCT && !s->chunk_word) {
        article->words++;
        s->chunk_word = true;
    }
    s->at = end;
}

#define ONES UINT64_C(0x0101010101010101)
#define HIGH UINT64_C(0x8080808080808080)

/* The high bit of each byte of `block` that is `low` to `high`; all bytes are ASCII. */
#define BYTES_IN(block, low, high)                                                                 \
    (((block) + ONES * (0x80 - (low))) & ~((block) + ONES * (0x7F - (high))) & HIGH)

/* Plain letters and digits at the start of eight bytes of a text. */
typedef struct plain_block {
    uint64_t lower; /* in lower case, zeros behind them */
    uint64_t kept;  /* all bits of their bytes */
    unsigned count;
} plain_block;

static inline plain_block read_plain(uint64_t block) {
    const uint64_t ascii = block & ~HIGH;
    const uint64_t lower = ascii | ONES * 0x20;
    const uint64_t others = ~(BYTES_IN(lower, 'a', 'z') | BYTES_IN(ascii, '0', '9')) | block;
    const uint64_t first_other = others & HIGH & (0 - (others & HIGH));
    if (first_other == 0) {
        return (plain_block){lower, ~UINT64_C(0), 8};
    }
    const uint64_t kept = (first_other - 1) >> 7;
    return (plain_block){lower & kept, kept, (unsigned)__builtin_ctzll(first_other) / 8};
}

static inline unsigned count_bits(uint64_t high_bits) {
    return (unsigned)((high_bits >> 7) * ONES >> 56);
}

/* A word of plain letters and digits, 16 bytes at most, that begins at `text`, of which 17 bytes
 * can be read. The length is 17 where it is longer. */
typedef struct short_word {
    clm_packed_word packed;
    uint64_t second;         /* bytes of the key from the ninth on */
    unsigned uppers, digits; /* counted where the first letter is a capital */
} short_word;

static inline short_word read_short_word(const char *text, bool capital) {
    const uint64_t bytes = clm_load_le64(text);
    const plain_block first = read_plain(bytes);
    short_word out = {{first.lower, 0, first.count, 0}, 0, 0, 0};
    if (capital) {
        out.uppers = count_bits(BYTES_IN(bytes & ~HIGH, 'A', 'Z') & first.kept);
        out.digits = count_bits(BYTES_IN(bytes & ~HIGH, '0', '9') & first.kept);
    }
    if (first.count < 8) {
        return out;
    }
    const uint64_t more = clm_load_le64(text + 8);
    const plain_block second = read_plain(more);
    out.second = second.lower;
    out.packed.length = 8 + second.count;
    if (second.count > 0) {
        const unsigned bits = 8 * second.count;
        out.packed.tail =
            bits < 64 ? first.lower >> bits | second.lower << (64 - bits) : second.lower;
    }
    if (capital) {
        out.uppers += count_bits(BYTES_IN(more & ~HIGH, 'A', 'Z') & second.kept);
        out.digits += count_bits(BYTES_IN(more & ~HIGH, '0', '9') & second.kept);
    }
    return out;
}

static inline unsigned word_flags(const short_word *word, unsigned class) {
    if ((class & UPPER) == 0) {
        return 0;
    }
    const unsigned letters = word->packed.length - word->digits;
    return CLM_TOKEN_CAPITAL |
           (letters >= 2 && word->uppers == letters ? (unsigned)CLM_TOKEN_ALL_CAPS : 0U);
}

/* True for a word of plain letters and digits before a full stop and white space, where the full
 * stop is not its own: what stop_belongs tells of nearly all that end a sentence. */
static bool ends_before_stop(const char *text, size_t start, size_t end) {
    return text[end] == '.' && (classes[(unsigned char)text[end + 1]] & SPACE) != 0 &&
           end > start + 1 && memcmp(text + start, "www", 3) != 0 &&
           clm_article_abbreviation((clm_text){text + start, end - start}) == CLM_ABBREVIATION_NONE;
}

/* Where a token of scan_run is put. */
typedef struct run {
    const char *text;
    size_t end; /* of what may be read */
    char *keys;
    size_t key;
} run;

/* The word at `at`, if it is short and plain; returns its length, 0 for another. */
static inline size_t run_word(run *r, size_t at, unsigned class, clm_token *token) {
    const short_word word = read_short_word(r->text + at, (class & UPPER) != 0);
    const size_t length = word.packed.length;
    if (at + length > r->end || ((classes[(unsigned char)r->text[at + length]] & STOP) == 0 &&
                                 !ends_before_stop(r->text, at, at + length))) {
        return 0;
    }
    token->key_hash = clm_packed_hash(&word.packed);
    clm_store_le64(r->keys + r->key, word.packed.head);
    clm_store_le64(r->keys + r->key + 8, word.second);
    token->kind = CLM_TOKEN_WORD;
    token->flags |= (uint8_t)word_flags(&word, class);
    return length;
}

/* The same for a number of up to eight digits before white space. */
static inline size_t run_number(run *r, size_t at, clm_token *token) {
    const clm_packed_word word = {clm_load_le64(r->text + at), 0, 0, 0};
    const uint64_t others = ~BYTES_IN(word.head & ~HIGH, '0', '9') & HIGH;
    const uint64_t first_other =
        (others | (word.head & HIGH)) & (0 - (others | (word.head & HIGH)));
    const unsigned length = first_other != 0 ? (unsigned)__builtin_ctzll(first_other) / 8 : 8;
    if (at + length > r->end || (classes[(unsigned char)r->text[at + length]] & SPACE) == 0) {
        return 0;
    }
    const uint64_t kept = first_other != 0 ? (first_other - 1) >> 7 : ~UINT64_C(0);
    const clm_packed_word digits = {word.head & kept, 0, length, 0};
    token->key_hash = clm_packed_hash(&digits);
    clm_store_le64(r->keys + r->key, digits.head);
    token->kind = CLM_TOKEN_NUMBER;
    return length;
}

/* A mark that is a token by itself: one byte, or 0 for what next_token has to look at. */
static inline size_t run_mark(scanner *s, size_t at, unsigned class, clm_token *token) {
    const char c = s->text[at];
    const bool alone =
        (class & MARK) != 0 || c == '.' || c == '"' || (c == '-' && s->text[at + 1] != '-');
    token->lists = c == '.' || c == '!' || c == '?' ? LIST_MAY_END : 0;
    s->parts->marks = s->parts->marks || c == '"';
    return alone;
}

/* Reads on while nothing comes but blanks, marks that stand for themselves, and short plain words
 * and numbers before either, which are nearly all of a text. Gives what next_token gives. */
static void scan_run(scanner *s) {
    clm_article_parts *parts = s->parts;
    clm_article *article = &parts->article;
    if (article->tokens == NULL || parts->keys.data == NULL) {
        return; /* no memory, or no room asked for yet: next_token says so */
    }
    run r = {s->text, s->end, parts->keys.data, parts->keys.len};
    size_t at = s->at;
    const size_t readable = parts->text.len >= 18 ? parts->text.len - 17 : 0;
    const size_t end = s->end < readable ? s->end : readable;
    const size_t keys_end = parts->keys.capacity >= 17 ? parts->keys.capacity - 16 : 0;
    clm_token *token = article->tokens + article->token_count;
    const clm_token *tokens_end = article->tokens + parts->token_capacity;
    while (at < end && r.key < keys_end && token < tokens_end) {
        const unsigned class = classes[(unsigned char)s->text[at]];
        if ((class & SPACE) != 0) {
            at++;
            s->spaced = true;
            s->chunk_word = false;
            continue;
        }
        *token = (clm_token){.span = {(uint32_t)at, (uint32_t)(at + 1)},
                             .key_start = (uint32_t)r.key,
                             .kind = CLM_TOKEN_PUNCT,
                             .flags = s->spaced ? 0 : CLM_TOKEN_GLUED};
        size_t length = 0;
        if ((class & (LETTER | DIGIT)) != 0) {
            length =
                (class & LETTER) != 0 ? run_word(&r, at, class, token) : run_number(&r, at, token);
            if (length == 0) {
                break;
            }
            token->span.end = (uint32_t)(at + length);
            token->key_len = (uint16_t)length;
            token->lists = (uint16_t)clm_word_index_by_hash(&word_index, token->key_hash);
            article->words += !s->chunk_word;
            s->chunk_word = true;
            r.key += length;
        } else {
            length = run_mark(s, at, class, token);
            if (length == 0) {
                break;
            }
        }
        at += length;
        token++;
        s->spaced = at < end && s->text[at] == ' '; /* as behind most words */
        s->chunk_word = s->chunk_word && !s->spaced;
        at += s->spaced;
    }
    s->at = at;
    parts->keys.len = r.key;
    article->token_count = (size_t)(token - article->tokens);
}

/* Passes over white space; true if something comes after it. */
static bool skip_space(scanner *s) {
    while (s->at < s->end) {
        character c = character_at(s->text, s->at, s->end);
        if ((c.class & SPACE) == 0) {
            return true;
        }
        s->at += c.bytes;
        s->spaced = true;
        s->chunk_word = false;
    }
    return false;
}

/* Room for the tokens and keys of most texts, so that both seldom grow. */
static void reserve(clm_article_parts *parts) {
    const clm_article *article = &parts->article;
    if (article->token_count == 0 && parts->token_capacity == 0) {
        /* Failing is found out when the first token is added. */
        (void)clm_grow((void **)&parts->article.tokens, &parts->token_capacity,
                       article->text.len / 5 + 16, sizeof *article->tokens);
        char *room = clm_buffer_room(&parts->keys, article->text.len + 32);
        if (room != NULL) {
            room[0] = '\0';
        }
    }
}

clm_status clm_article_scan(clm_article_parts *parts, size_t start, size_t end, clm_error *error) {
    clm_article *article = &parts->article;
    scanner s = {parts, article->text.ptr, start, end, true, false};
    reserve(parts);
    while (scan_run(&s), skip_space(&s)) {
        if (article->token_count == parts->token_capacity &&
            clm_grow((void **)&article->tokens, &parts->token_capacity, article->token_count + 1,
                     sizeof *article->tokens) != 0) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory after %zu tokens",
                            article->token_count);
        }
        clm_token *token = &article->tokens[article->token_count];
        *token = (clm_token){.flags = s.spaced ? 0 : CLM_TOKEN_GLUED};
        next_token(&s, character_at(s.text, s.at, s.end), token);
        article->token_count++;
        s.spaced = false;
        if (article->token_count > TOKENS_MAX) {
            return clm_fail(error, CLM_ERR_LIMIT, "more than %d words and marks", TOKENS_MAX);
        }
        if (parts->keys.failed) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory for look-up keys");
        }
    }
    if (parts->keys.len > UINT32_MAX / 2) {
        return clm_fail(error, CLM_ERR_LIMIT, "the look-up keys are too long");
    }
    return CLM_OK;
}

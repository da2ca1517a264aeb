#include "article/parts.h"

#include "base/utf8.h"

#include <string.h>

enum { SAMPLE_BYTES = 1 << 16, SAMPLE_TOKENS = 8000, DECISIVE_HITS = 3 };

/* In the order of the lists' bits. */
static const char *const languages[] = {"en", "de", "fr", "es", "it", "pt", "nl", "pl"};

enum { LANGUAGES = sizeof languages / sizeof *languages };

_Static_assert((int)LANGUAGES == 8, "a byte of a number for each language");

typedef enum script {
    SCRIPT_LATIN,
    SCRIPT_CYRILLIC,
    SCRIPT_ARABIC,
    SCRIPT_HEBREW,
    SCRIPT_HAN,
    SCRIPT_KANA,
    SCRIPT_HANGUL,
    SCRIPT_GREEK,
    SCRIPT_DEVANAGARI,
    SCRIPT_GEORGIAN,
    SCRIPT_ARMENIAN,
    SCRIPT_OTHER,
    SCRIPTS
} script;

typedef struct script_counts {
    size_t letters[SCRIPTS];
    size_t ukrainian, russian; /* letters that only one of the two has */
    size_t persian;
} script_counts;

static script script_of(uint32_t p) {
    static const struct {
        uint32_t first, last;
        script script;
    } ranges[] = {
        {0x0041, 0x024F, SCRIPT_LATIN},      {0x0370, 0x03FF, SCRIPT_GREEK},
        {0x0400, 0x052F, SCRIPT_CYRILLIC},   {0x0530, 0x058F, SCRIPT_ARMENIAN},
        {0x0590, 0x05FF, SCRIPT_HEBREW},     {0x0600, 0x077F, SCRIPT_ARABIC},
        {0x0900, 0x097F, SCRIPT_DEVANAGARI}, {0x10A0, 0x10FF, SCRIPT_GEORGIAN},
        {0x1100, 0x11FF, SCRIPT_HANGUL},     {0x1E00, 0x1EFF, SCRIPT_LATIN},
        {0x1F00, 0x1FFF, SCRIPT_GREEK},      {0x3040, 0x30FF, SCRIPT_KANA},
        {0x3400, 0x9FFF, SCRIPT_HAN},        {0xAC00, 0xD7AF, SCRIPT_HANGUL},
        {0xFB50, 0xFDFF, SCRIPT_ARABIC},     {0xFE70, 0xFEFC, SCRIPT_ARABIC},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (p >= ranges[i].first && p <= ranges[i].last) {
            return ranges[i].script;
        }
    }
    return SCRIPT_OTHER;
}

/* Letters among the eight bytes at `at`, or 9 where one of them is not ASCII. */
static size_t ascii_letters(const char *at) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t block;
    memcpy(&block, at, sizeof block);
    if ((block & high) != 0) {
        return 9;
    }
    block |= ones * 0x20;
    uint64_t from_a = block + ones * (0x80 - 'a');
    uint64_t after_z = block + ones * (0x80 - 'z' - 1);
    return (size_t)(((from_a & ~after_z & high) >> 7) * ones >> 56);
}

/* Counts no further than to where Latin letters are sure to be the most: a letter of another script
 * has a continuation byte, and there are `continuations` of them in all. */
static void count_scripts(clm_text text, size_t continuations, script_counts *counts) {
    size_t length = clm_utf8_floor(text.ptr, text.len, SAMPLE_BYTES);
    for (size_t i = 0; i < length && counts->letters[SCRIPT_LATIN] <= continuations;) {
        size_t letters = length - i >= 8 ? ascii_letters(text.ptr + i) : 9;
        if (letters <= 8) {
            counts->letters[SCRIPT_LATIN] += letters;
            i += 8;
            continue;
        }
        uint32_t p;
        i += clm_utf8_decode(text.ptr + i, length - i, &p);
        if (p < 128 ? (p | 0x20U) >= 'a' && (p | 0x20U) <= 'z' : clm_utf8_is_letter(p)) {
            counts->letters[script_of(p)]++;
        }
        /* і ї є ґ against ы э ё ъ */
        counts->ukrainian += p == 0x456 || p == 0x457 || p == 0x454 || p == 0x491;
        counts->russian += p == 0x44B || p == 0x44D || p == 0x451 || p == 0x44A;
        counts->persian += p == 0x67E || p == 0x686 || p == 0x6AF || p == 0x6CC;
    }
}

/* Counts how many tokens are function words of which language. Eight bytes of a number count for
 * the eight languages, and are emptied before any of them is full. */
static void count_words(const clm_article *article, size_t hits[LANGUAGES]) {
    enum { FULL = 255 };
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const size_t end = article->token_count < SAMPLE_TOKENS ? article->token_count : SAMPLE_TOKENS;
    for (size_t i = 0; i < end;) {
        const size_t stop = end - i < FULL ? end : i + FULL;
        uint64_t counts = 0;
        for (; i < stop; i++) {
            const clm_token *token = &article->tokens[i];
            /* Names ("La Paz", "De Wever") are no function words. */
            const bool name = (token->flags & (CLM_TOKEN_CAPITAL | CLM_TOKEN_SENTENCE_FIRST)) ==
                              CLM_TOKEN_CAPITAL;
            const uint64_t lists = name ? 0 : token->lists & LIST_LANGUAGES;
            /* Byte k gets bit k of the lists, where it stands, and then as 1. */
            const uint64_t bits = lists * ones & UINT64_C(0x8040201008040201);
            counts += (bits + 0x7F * ones) >> 7 & ones;
        }
        for (size_t k = 0; k < LANGUAGES; k++) {
            hits[k] += counts >> 8 * k & FULL;
        }
    }
}

/* The language of a text in Latin letters; NULL when too few function words speak for one. */
static const char *latin_language(const clm_article *article) {
    size_t hits[LANGUAGES] = {0};
    count_words(article, hits);
    size_t best = 0;
    size_t second = 0;
    for (size_t k = 1; k < LANGUAGES; k++) {
        if (hits[k] > hits[best]) {
            second = hits[best];
            best = k;
        } else if (hits[k] > second) {
            second = hits[k];
        }
    }
    return hits[best] >= DECISIVE_HITS && hits[best] > second ? languages[best] : NULL;
}

static const char *cyrillic_language(const script_counts *counts) {
    if (counts->ukrainian == counts->russian) {
        return counts->ukrainian == 0 ? "ru" : "und";
    }
    return counts->ukrainian > counts->russian ? "uk" : "ru";
}

static const char *script_language(const script_counts *counts, script top) {
    switch (top) {
    case SCRIPT_CYRILLIC:
        return cyrillic_language(counts);
    case SCRIPT_ARABIC:
        return counts->persian * 50 > counts->letters[SCRIPT_ARABIC] ? "fa" : "ar";
    case SCRIPT_HEBREW:
        return "he";
    case SCRIPT_HAN:
    case SCRIPT_KANA:
        /* Japanese mixes both, Chinese has no kana. */
        return counts->letters[SCRIPT_KANA] * 10 > counts->letters[SCRIPT_HAN] ? "ja" : "zh";
    case SCRIPT_HANGUL:
        return "ko";
    case SCRIPT_GREEK:
        return "el";
    case SCRIPT_DEVANAGARI:
        return "hi";
    case SCRIPT_GEORGIAN:
        return "ka";
    case SCRIPT_ARMENIAN:
        return "hy";
    case SCRIPT_LATIN:
    case SCRIPT_OTHER:
    case SCRIPTS:
        break;
    }
    return "und";
}

void clm_article_guess_language(clm_article *article) {
    script_counts counts = {{0}, 0, 0, 0};
    const uint32_t bytes = (uint32_t)article->text.len;
    count_scripts(article->text, bytes - clm_article_code_point(article, bytes), &counts);
    script top = SCRIPT_LATIN;
    for (int i = 1; i < SCRIPTS; i++) {
        if (counts.letters[i] > counts.letters[top]) {
            top = (script)i;
        }
    }
    const char *code =
        top == SCRIPT_LATIN ? latin_language(article) : script_language(&counts, top);
    article->english = top == SCRIPT_LATIN && (code == NULL || strcmp(code, "en") == 0);
    article->language = clm_text_of(code == NULL ? "und" : code);
}

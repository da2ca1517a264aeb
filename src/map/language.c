#include "map/language.h"

#include <string.h>

extern const clm_language clm_language_en, clm_language_uk, clm_language_ru, clm_language_fr,
    clm_language_de, clm_language_es, clm_language_ar;

static const clm_language *const languages[] = {
    &clm_language_en, &clm_language_uk, &clm_language_ru, &clm_language_fr,
    &clm_language_de, &clm_language_es, &clm_language_ar,
};

clm_status clm_language_find(const char *code, const clm_language **out, clm_error *error) {
    *out = &clm_language_en;
    if (!code || code[0] == '\0') {
        return CLM_OK;
    }
    clm_buffer known;
    clm_buffer_init(&known);
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        if (strcmp(languages[i]->code, code) == 0) {
            *out = languages[i];
            clm_buffer_clear(&known);
            return CLM_OK;
        }
        clm_buffer_string(&known, i > 0 ? ", " : "");
        clm_buffer_string(&known, languages[i]->code);
    }
    clm_status status = clm_fail(error, CLM_ERR_ARGUMENT, "no language '%.20s'; there are %s", code,
                                 known.failed ? "others" : known.data);
    clm_buffer_clear(&known);
    return status;
}

bool clm_language_is_english(const clm_language *language) {
    return language == &clm_language_en;
}

static void fill(clm_buffer *out, const char *pattern, const char *mark, const char *value) {
    const char *at = strstr(pattern, mark);
    clm_buffer_add(out, pattern, at ? (size_t)(at - pattern) : strlen(pattern));
    if (at) {
        clm_buffer_string(out, value);
        clm_buffer_string(out, at + strlen(mark));
    }
}

static const char *keep(clm_arena *arena, clm_buffer *text) {
    const char *copy = text->failed ? NULL : clm_arena_strndup(arena, text->data, text->len);
    clm_buffer_clear(text);
    return copy;
}

const char *clm_fill_in(clm_arena *arena, const char *pattern, const char *value) {
    clm_buffer text;
    clm_buffer_init(&text);
    fill(&text, pattern, "{}", value);
    return keep(arena, &text);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

const char *clm_say_date(const clm_language *language, clm_arena *arena, const char *iso,
                         bool is_short) {
    bool shaped = iso && strlen(iso) == 10 && iso[4] == '-' && iso[7] == '-' && is_digit(iso[5]) &&
                  is_digit(iso[6]) && is_digit(iso[8]) && is_digit(iso[9]);
    int month = shaped ? (iso[5] - '0') * 10 + iso[6] - '0' : 0;
    int day = shaped ? (iso[8] - '0') * 10 + iso[9] - '0' : 0;
    if (month < 1 || month > 12 || day < 1 || day > 31) {
        return iso ? iso : "";
    }
    const char *name = (is_short ? language->short_months : language->months)[month - 1];
    const char *with_month = NULL;
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_number(&text, day, 0);
    const char *number = keep(arena, &text);
    if (number) {
        clm_buffer_init(&text);
        fill(&text, is_short ? language->short_date : language->date, "{d}", number);
        const char *with_day = keep(arena, &text);
        if (with_day) {
            clm_buffer_init(&text);
            fill(&text, with_day, "{m}", name);
            with_month = keep(arena, &text);
        }
    }
    if (is_short || !with_month) {
        return with_month;
    }
    char year[5] = {iso[0], iso[1], iso[2], iso[3], '\0'};
    clm_buffer_init(&text);
    fill(&text, with_month, "{y}", year);
    return keep(arena, &text);
}

void clm_say_number(const clm_language *language, clm_buffer *out, double value, int decimals) {
    clm_buffer digits;
    clm_buffer_init(&digits);
    clm_buffer_number(&digits, value, decimals);
    size_t whole = 0;
    while (whole < digits.len && digits.data[whole] != '.') {
        whole++;
    }
    for (size_t i = 0; i < digits.len; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) {
            clm_buffer_string(out, language->group);
        }
        if (digits.data[i] == '.') {
            clm_buffer_string(out, language->decimal);
        } else {
            clm_buffer_char(out, digits.data[i]);
        }
    }
    out->failed |= digits.failed;
    clm_buffer_clear(&digits);
}

#include "language/language.h"

#include <math.h>
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

const char *clm_language_code(size_t index) {
    return index < sizeof languages / sizeof languages[0] ? languages[index]->code : NULL;
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

static const char *qualified(const clm_language *language, clm_arena *arena, const char *qualifier,
                             const char *amount) {
    static const struct {
        const char *name;
        clm_phrase phrase;
    } table[] = {{"about", CLM_SAY_ABOUT},
                 {"at_least", CLM_SAY_AT_LEAST},
                 {"more_than", CLM_SAY_OVER},
                 {"up_to", CLM_SAY_UP_TO},
                 {"at_most", CLM_SAY_AT_MOST},
                 {"almost", CLM_SAY_ALMOST},
                 {"vague_at_least", CLM_SAY_AT_LEAST}};
    for (size_t i = 0; qualifier && i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, qualifier) == 0) {
            return clm_fill_in(arena, language->phrases[table[i].phrase], amount);
        }
    }
    return amount;
}

const char *clm_say_stated_area(const clm_language *language, clm_arena *arena,
                                const clm_feature *feature) {
    const char *qualifier = NULL;
    for (size_t i = 0; i < feature->quantity_count; i++) {
        double km2 = feature->quantities[i].km2;
        if (fabs(km2 - feature->area_km2) <= 0.005 * feature->area_km2) {
            qualifier = feature->quantities[i].qualifier;
        }
    }
    clm_buffer text;
    clm_buffer_init(&text);
    clm_say_km2(language, &text, feature->area_km2);
    char *label = text.failed ? NULL : clm_arena_strndup(arena, text.data, text.len);
    clm_buffer_clear(&text);
    return label ? qualified(language, arena, qualifier, label) : NULL;
}

void clm_say_km2(const clm_language *language, clm_buffer *out, double km2) {
    bool small = km2 < 9.95;
    clm_say_number(language, out, small ? km2 : floor(km2 + 0.5), small ? (km2 < 1 ? 2 : 1) : 0);
    clm_buffer_printf(out, " %s", language->phrases[CLM_SAY_KM2]);
}

const char *clm_say_credits(const clm_language *language, clm_arena *arena,
                            clm_worldview worldview) {
    const clm_phrase borders =
        worldview == CLM_WORLDVIEW_ISO ? CLM_SAY_BORDERS_ISO : CLM_SAY_BORDERS_DE_FACTO;
    return clm_arena_printf(
        arena, "%s: GeoNames, CC BY 4.0 \xC2\xB7 %s: Natural Earth \xC2\xB7 %s: GSHHG \xC2\xB7 %s",
        language->phrases[CLM_SAY_PLACES], language->phrases[CLM_SAY_BOUNDARIES],
        language->phrases[CLM_SAY_WATERS], language->phrases[borders]);
}

/* The country's name in the language, or the holder as the user has named it. */
static const char *say_holder(const clm_language *language, const clm_gazetteer *gazetteer,
                              clm_arena *arena, const char *holder) {
    const clm_place_index index =
        gazetteer != NULL ? clm_gazetteer_country(gazetteer, holder) : CLM_NO_PLACE;
    if (index == CLM_NO_PLACE) {
        return holder;
    }
    const clm_text name = clm_gazetteer_name_in(gazetteer, index, language->code);
    return clm_arena_strndup(arena, name.ptr, name.len);
}

const char *clm_say_overlay(const clm_language *language, const clm_gazetteer *gazetteer,
                            clm_arena *arena, const clm_overlay_facts *facts) {
    const char *date = clm_say_date(language, arena, facts->date, false);
    const char *holder =
        facts->holder != NULL ? say_holder(language, gazetteer, arena, facts->holder) : "";
    if (date == NULL || holder == NULL) {
        return NULL;
    }
    const char *words =
        clm_arena_printf(arena, "%s%s%s%s%s%s", facts->name, date[0] != '\0' ? ", " : "", date,
                         holder[0] != '\0' ? " (" : "", holder, holder[0] != '\0' ? ")" : "");
    return words != NULL ? clm_fill_in(arena, language->phrases[CLM_SAY_AS_MAPPED_BY], words)
                         : NULL;
}

#include "style/keys.h"

#include <stddef.h>
#include <string.h>

typedef enum value_type {
    VALUE_COLOR,
    VALUE_NUMBER,
    VALUE_NAME,   /* char[64] */
    VALUE_FAMILY, /* char[128] */
    VALUE_WEIGHT, /* "bold" or "normal" to bool */
    VALUE_SLANT   /* "italic" or "normal" to bool */
} value_type;

typedef struct key_rule {
    const char *group, *key;
    value_type type;
    size_t offset;
    double low, high; /* of a number */
} key_rule;

#define AT(member) offsetof(clm_theme, member)
#define LINE(name, member)                                                                         \
    {name, "stroke", VALUE_COLOR, AT(member.color), 0, 0}, {                                       \
        name, "stroke-width", VALUE_NUMBER, AT(member.width_px), 0, 20                             \
    }

static const key_rule theme_rules[] = {
    {"theme", "name", VALUE_NAME, AT(name), 0, 0},
    {"theme", "font-family", VALUE_FAMILY, AT(font_family), 0, 0},
    {"paper", "fill", VALUE_COLOR, AT(paper), 0, 0},
    {"land", "fill", VALUE_COLOR, AT(land), 0, 0},
    {"sea", "fill", VALUE_COLOR, AT(sea), 0, 0},
    {"lake", "fill", VALUE_COLOR, AT(lake), 0, 0},
    {"panel", "fill", VALUE_COLOR, AT(panel), 0, 0},
    {"frame", "stroke", VALUE_COLOR, AT(frame), 0, 0},
    LINE("coast", coast),
    LINE("border.country", country_border),
    LINE("border.disputed", disputed_border),
    LINE("border.region", region_border),
    LINE("river", river),
    {"claim", "hue-1", VALUE_COLOR, AT(hue[0]), 0, 0},
    {"claim", "hue-2", VALUE_COLOR, AT(hue[1]), 0, 0},
    {"claim", "hue-3", VALUE_COLOR, AT(hue[2]), 0, 0},
    {"claim", "hue-4", VALUE_COLOR, AT(hue[3]), 0, 0},
    {"claim", "hue-5", VALUE_COLOR, AT(hue[4]), 0, 0},
    {"claim", "hue-6", VALUE_COLOR, AT(hue[5]), 0, 0},
    {"claim", "hue-other", VALUE_COLOR, AT(other_hue), 0, 0},
    {"claim", "fill-opacity", VALUE_NUMBER, AT(claim_fill_alpha), 0, 1},
    {"claim.secondary", "fill-opacity", VALUE_NUMBER, AT(secondary_fill_alpha), 0, 1},
    {"town", "fill", VALUE_COLOR, AT(town_dot), 0, 0},
    {"town", "stroke", VALUE_COLOR, AT(town_dot_edge), 0, 0},
};

/* Offsets inside clm_text_style; the group is "text." and a name of text_groups. */
#define IN(member) offsetof(clm_text_style, member)
static const key_rule text_rules[] = {
    {"", "font-size", VALUE_NUMBER, IN(size_px), 4, 200},
    {"", "font-weight", VALUE_WEIGHT, IN(bold), 0, 0},
    {"", "font-style", VALUE_SLANT, IN(italic), 0, 0},
    {"", "letter-spacing", VALUE_NUMBER, IN(letter_spacing_px), -5, 50},
    {"", "fill", VALUE_COLOR, IN(color), 0, 0},
    {"", "text-halo-color", VALUE_COLOR, IN(halo), 0, 0},
    {"", "text-halo-width", VALUE_NUMBER, IN(halo_px), 0, 8},
};

static const char *const text_groups[CLM_TEXT_ROLE_COUNT] = {
    [CLM_TEXT_TITLE] = "text.title",
    [CLM_TEXT_STANDFIRST] = "text.standfirst",
    [CLM_TEXT_COUNTRY] = "text.country",
    [CLM_TEXT_REGION] = "text.region",
    [CLM_TEXT_REGION_CONTEXT] = "text.region-context",
    [CLM_TEXT_TOWN_1] = "text.town-1",
    [CLM_TEXT_TOWN_2] = "text.town-2",
    [CLM_TEXT_TOWN_3] = "text.town-3",
    [CLM_TEXT_PLACE] = "text.place",
    [CLM_TEXT_WATER] = "text.water",
    [CLM_TEXT_FIGURE] = "text.figure",
    [CLM_TEXT_CALLOUT] = "text.callout",
    [CLM_TEXT_LEGEND] = "text.legend",
    [CLM_TEXT_SCALE] = "text.scale",
    [CLM_TEXT_CREDIT] = "text.credit",
};

enum {
    THEME_RULES = sizeof theme_rules / sizeof theme_rules[0],
    TEXT_RULES = sizeof text_rules / sizeof text_rules[0]
};

static clm_status set_number(const key_rule *rule, const char *value, void *target,
                             clm_error *error) {
    clm_text text = clm_text_of(value);
    double number = 0;
    if (text.len == 0 || clm_text_number(text, &number) != text.len) {
        return clm_fail(error, CLM_ERR_FORMAT, "\"%s\" is not a number", value);
    }
    if (!(number >= rule->low && number <= rule->high)) {
        return clm_fail(error, CLM_ERR_RANGE, "%s is outside %d to %d", value, (int)rule->low,
                        (int)rule->high);
    }
    memcpy(target, &number, sizeof number);
    return CLM_OK;
}

static clm_status set_word(const char *value, const char *yes, void *target, clm_error *error) {
    bool on = strcmp(value, yes) == 0;
    if (!on && strcmp(value, "normal") != 0) {
        return clm_fail(error, CLM_ERR_FORMAT, "\"%s\" is neither normal nor %s", value, yes);
    }
    memcpy(target, &on, sizeof on);
    return CLM_OK;
}

static clm_status set_string(const char *value, char *target, size_t bytes, clm_error *error) {
    size_t length = strlen(value);
    if (length == 0 || length >= bytes) {
        return clm_fail(error, CLM_ERR_RANGE, "a text of 1 to %zu bytes is wanted", bytes - 1);
    }
    memset(target, 0, bytes);
    memcpy(target, value, length + 1);
    return CLM_OK;
}

static clm_status set_value(const key_rule *rule, const char *value, void *target,
                            clm_error *error) {
    switch (rule->type) {
    case VALUE_COLOR: {
        clm_color color;
        if (!clm_color_parse(clm_text_of(value), &color)) {
            return clm_fail(error, CLM_ERR_FORMAT, "\"%s\" is not #rrggbb or #rrggbbaa", value);
        }
        memcpy(target, &color, sizeof color);
        return CLM_OK;
    }
    case VALUE_NUMBER:
        return set_number(rule, value, target, error);
    case VALUE_NAME:
        return set_string(value, target, sizeof((clm_theme *)NULL)->name, error);
    case VALUE_FAMILY:
        return set_string(value, target, sizeof((clm_theme *)NULL)->font_family, error);
    case VALUE_WEIGHT:
        return set_word(value, "bold", target, error);
    case VALUE_SLANT:
        return set_word(value, "italic", target, error);
    }
    return CLM_ERR_NOT_FOUND;
}

clm_status clm_style_set(clm_theme *theme, const char *group, const char *key, const char *value,
                         clm_error *error) {
    bool group_known = false;
    for (size_t i = 0; i < THEME_RULES; i++) {
        const key_rule *rule = &theme_rules[i];
        if (strcmp(rule->group, group) != 0) {
            continue;
        }
        group_known = true;
        if (strcmp(rule->key, key) == 0) {
            return set_value(rule, value, (char *)theme + rule->offset, error);
        }
    }
    for (size_t role = 0; role < CLM_TEXT_ROLE_COUNT; role++) {
        if (strcmp(text_groups[role], group) != 0) {
            continue;
        }
        group_known = true;
        for (size_t i = 0; i < TEXT_RULES; i++) {
            if (strcmp(text_rules[i].key, key) == 0) {
                return set_value(&text_rules[i], value,
                                 (char *)&theme->text[role] + text_rules[i].offset, error);
            }
        }
    }
    if (group_known) {
        return clm_fail(error, CLM_ERR_NOT_FOUND, "no such key in this group");
    }
    return clm_fail(error, CLM_ERR_NOT_FOUND, "no such group");
}

void clm_style_each_key(void (*visit)(void *context, const char *group, const char *key),
                        void *context) {
    for (size_t i = 0; i < THEME_RULES; i++) {
        visit(context, theme_rules[i].group, theme_rules[i].key);
    }
    for (size_t role = 0; role < CLM_TEXT_ROLE_COUNT; role++) {
        for (size_t i = 0; i < TEXT_RULES; i++) {
            visit(context, text_groups[role], text_rules[i].key);
        }
    }
}

/* style/sections.h: which sections and keys a theme file may hold; private to style. The table is
 * the reference: docs/styles.md is checked against it. */
#ifndef CLM_STYLE_SECTIONS_H
#define CLM_STYLE_SECTIONS_H

#include "style/style.h"

#include <stdint.h>

typedef enum clm_key {
    CLM_KEY_FILL = 0,
    CLM_KEY_FILL_OPACITY,
    CLM_KEY_STROKE,
    CLM_KEY_STROKE_OPACITY,
    CLM_KEY_STROKE_WIDTH,
    CLM_KEY_STROKE_DASHARRAY,
    CLM_KEY_OPACITY,
    CLM_KEY_HATCH,
    CLM_KEY_HATCH_OPACITY,
    CLM_KEY_SIZE,
    CLM_KEY_HALO_COLOR,
    CLM_KEY_HALO_WIDTH,
    CLM_KEY_TEXT_COLOR,
    CLM_KEY_TEXT_HALO_COLOR,
    CLM_KEY_TEXT_HALO_WIDTH,
    CLM_KEY_FONT_FAMILY,
    CLM_KEY_FONT_SIZE,
    CLM_KEY_FONT_WEIGHT,
    CLM_KEY_FONT_STYLE,
    CLM_KEY_LETTER_SPACING,
    /* Of [theme], [logo] and [byline] alone: they set the theme, not a look. */
    CLM_KEY_NAME,
    CLM_KEY_DESCRIPTION,
    CLM_KEY_INHERIT,
    CLM_KEY_THEME_FONT_FAMILY,
    CLM_KEY_FONT_FILE,
    CLM_KEY_LOGO_FILE,
    CLM_KEY_BYLINE,
    CLM_KEY_COUNT
} clm_key;

typedef enum clm_value_type {
    CLM_VALUE_COLOR,
    CLM_VALUE_NUMBER,
    CLM_VALUE_DASHES,
    CLM_VALUE_HATCH,
    CLM_VALUE_WEIGHT, /* "bold" or "normal" to bool */
    CLM_VALUE_SLANT,  /* "italic" or "normal" to bool */
    CLM_VALUE_TEXT,
    CLM_VALUE_THEME, /* the name or the path of another theme; read by the loader */
    CLM_VALUE_FILE,  /* a path from the theme's folder */
    CLM_VALUE_FILES  /* some, with ";" between them */
} clm_value_type;

typedef struct clm_key_rule {
    const char *name;
    clm_value_type type;
    size_t offset; /* in clm_look; of CLM_KEY_NAME and after it in clm_theme */
    size_t bytes;  /* of a text's place, with its end */
    double low, high;
    const char *words; /* what it says, for the reference */
} clm_key_rule;

/* Sections stand in the order of a tree: those below one follow it with a greater depth. A key
 * that is set in a section holds in those below it too, unless they say otherwise. */
typedef struct clm_section {
    const char *name;
    unsigned depth;
    clm_look_id role; /* CLM_LOOK_COUNT: only for those below it, or [theme] */
    uint32_t keys;    /* bits of clm_key that the role itself has */
    const char *words;
} clm_section;

size_t clm_section_count(void);
const clm_section *clm_section_at(size_t index);
/* The end of those below `index`. */
size_t clm_section_end(size_t index);
/* The keys that may stand in the section: its own and those of the sections below it. */
uint32_t clm_section_keys(size_t index);
/* An index, or clm_section_count(). */
size_t clm_section_find(const char *name);
const clm_key_rule *clm_key_rule_at(clm_key key);

#endif

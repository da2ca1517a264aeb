/* language/language.h: what maps and pages say beside names: words of the legend, numbers,
 * dates, in the languages that they can be made in. Thread rule: constant data.
 *
 * Patterns have "{}" where something is filled in. Words are said without grammar of what is filled
 * in ("Name (confirmed)"), so that no name needs a case or a gender. */
#ifndef CLM_LANGUAGE_LANGUAGE_H
#define CLM_LANGUAGE_LANGUAGE_H

#include "base/arena.h"
#include "features/features.h"

typedef enum clm_phrase {
    CLM_SAY_WHOSE_CLAIM = 0,
    CLM_SAY_OTHERS,
    CLM_SAY_ARTICLE_AND_SOURCES,
    CLM_SAY_TWO_SIDES,
    CLM_SAY_STATED_AND_DENIED,
    CLM_SAY_WHAT_KIND,
    CLM_SAY_CONFIRMED, /* these five in the order of clm_sign */
    CLM_SAY_CLAIMED,
    CLM_SAY_DENIED,
    CLM_SAY_MEASURED,
    CLM_SAY_PLANNED,
    CLM_SAY_FAINT,
    CLM_SAY_WHAT_CHANGED, /* these in maps of differences */
    CLM_SAY_SINCE,        /* the same since "{}", a date */
    CLM_SAY_NEW,
    CLM_SAY_CHANGED,
    CLM_SAY_MOVED,
    CLM_SAY_MOVED_FROM,
    CLM_SAY_GONE,
    CLM_SAY_AS_BEFORE,
    CLM_SAY_STANDFIRST_CHANGES,
    CLM_SAY_STATED_AREA,
    CLM_SAY_EARLIER_PEAK,
    CLM_SAY_MOVEMENT,
    CLM_SAY_BETWEEN,
    CLM_SAY_DISPUTED_BORDER,
    CLM_SAY_NAMED,
    CLM_SAY_AS_MAPPED_BY, /* "{}" of an overlay */
    CLM_SAY_CLAIMS,
    CLM_SAY_MORE, /* "{}" more than are listed */
    CLM_SAY_DETAIL,
    CLM_SAY_LOCATION,
    CLM_SAY_WIDER_AREA,
    CLM_SAY_NO_TITLE,
    CLM_SAY_STANDFIRST_CLAIMS,
    CLM_SAY_STANDFIRST_ARTICLES, /* the same of "{}" articles together */
    CLM_SAY_STANDFIRST_PLACES,
    CLM_SAY_SOURCE, /* of the article, and of what follows */
    CLM_SAY_PLACES, /* of the credits */
    CLM_SAY_BOUNDARIES,
    CLM_SAY_WATERS,
    CLM_SAY_BORDERS_ISO,
    CLM_SAY_BORDERS_DE_FACTO,
    CLM_SAY_NEAR,  /* "{}" a place */
    CLM_SAY_ABOUT, /* "{}" an amount, here and below */
    CLM_SAY_AT_LEAST,
    CLM_SAY_OVER,
    CLM_SAY_UP_TO,
    CLM_SAY_AT_MOST,
    CLM_SAY_ALMOST,
    CLM_SAY_AT_THE_PEAK,
    CLM_SAY_KM2,
    CLM_SAY_KM,
    CLM_SAY_M,
    CLM_SAY_MILES,
    CLM_PHRASE_COUNT
} clm_phrase;

typedef struct clm_language {
    const char *code; /* ISO 639-1 */
    const char *phrases[CLM_PHRASE_COUNT];
    const char *months[12], *short_months[12]; /* as they stand in a date */
    const char *date;                          /* "{d}", "{m}", "{y}" */
    const char *short_date;                    /* "{d}", "{m}" */
    const char *group, *decimal;               /* 1,300.5 */
    const char *modalities[CLM_MODALITY_COUNT];
    bool right_to_left; /* signs of the legend stand right of their words */
} clm_language;

/* NULL or "" is English. **Errors:** CLM_ERR_ARGUMENT: none of the languages, which are named. */
CLM_MUST_CHECK clm_status clm_language_find(const char *code, const clm_language **out,
                                            clm_error *error);
/* The code of the language `index`, from 0; NULL past the last. */
const char *clm_language_code(size_t index);
bool clm_language_is_english(const clm_language *language);

/* `pattern` with `value` for its "{}". NULL when memory ends. */
const char *clm_fill_in(clm_arena *arena, const char *pattern, const char *value);

/* "2025-04-08" -> "8 April 2025"; short, without the year: "8 Apr". What has another form stays as
 * it is. NULL when memory ends. */
const char *clm_say_date(const clm_language *language, clm_arena *arena, const char *iso,
                         bool is_short);

/* Appends a number that is not negative: "1,300", "2.5"; at most `decimals` of them. */
void clm_say_number(const clm_language *language, clm_buffer *out, double value, int decimals);
/* Appends an area: "58 km²"; whole numbers, below 10 with one or two decimals. */
void clm_say_km2(const clm_language *language, clm_buffer *out, double km2);

/* The area of a figure with its qualifier: "about 58 km²". Whole numbers; below 10 one or two
 * decimals. NULL when memory ends. */
const char *clm_say_stated_area(const clm_language *language, clm_arena *arena,
                                const clm_feature *feature);

/* Whose data a map is made of, and by which worldview. NULL when memory ends. */
const char *clm_say_credits(const clm_language *language, clm_arena *arena,
                            clm_worldview worldview);

/* "Land as mapped by NAME, DATE (HOLDER)"; `gazetteer` names countries, NULL: the holder stands as
 * it was given. NULL when memory ends. */
const char *clm_say_overlay(const clm_language *language, const clm_gazetteer *gazetteer,
                            clm_arena *arena, const clm_overlay_facts *facts);

#endif

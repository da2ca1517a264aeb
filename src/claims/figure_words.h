/* claims/figure_words.h: the words that figures are made of (private).
 *
 * Numbers, units of measure, what is counted, what befell it, times: one 32-bit set of fields a
 * word, from a table made when the program is built (figure_lists.c). Thread rule: constant data.
 */
#ifndef CLM_CLAIMS_FIGURE_WORDS_H
#define CLM_CLAIMS_FIGURE_WORDS_H

#include <stdint.h>

/* How a number word works; its value stands beside it. */
enum {
    CLM_NUMBER_NONE = 0,
    CLM_NUMBER_SMALL, /* 0 to 19 */
    CLM_NUMBER_TENS,  /* 20 to 90 */
    CLM_NUMBER_TIMES, /* hundred, million: CLM_TIMES_... */
    CLM_NUMBER_VAGUE, /* dozens, hundreds: CLM_VAGUE_... */
    CLM_NUMBER_PART   /* half, third, quarters: the denominator */
};
enum {
    CLM_TIMES_DOZEN,
    CLM_TIMES_HUNDRED,
    CLM_TIMES_THOUSAND,
    CLM_TIMES_LAKH,
    CLM_TIMES_MILLION,
    CLM_TIMES_CRORE,
    CLM_TIMES_BILLION,
    CLM_TIMES_TRILLION
};
enum {
    CLM_VAGUE_TENS,
    CLM_VAGUE_DOZENS,
    CLM_VAGUE_SCORES,
    CLM_VAGUE_HUNDREDS,
    CLM_VAGUE_THOUSANDS,
    CLM_VAGUE_MILLIONS,
    CLM_VAGUE_BILLIONS
};

/* Units of measure; units.c has the contract's word and the factor of each. */
enum {
    CLM_UNIT_NONE = 0,
    CLM_UNIT_KM,
    CLM_UNIT_MI,
    CLM_UNIT_M,
    CLM_UNIT_FT,
    CLM_UNIT_MM,
    CLM_UNIT_CM,
    CLM_UNIT_INCH,
    CLM_UNIT_YARD,
    CLM_UNIT_NAUTICAL,
    CLM_UNIT_HA,
    CLM_UNIT_ACRE,
    CLM_UNIT_DUNAM,
    CLM_UNIT_KM2,
    CLM_UNIT_MI2,
    CLM_UNIT_M2,
    CLM_UNIT_T,
    CLM_UNIT_KG,
    CLM_UNIT_GRAM,
    CLM_UNIT_POUND,
    CLM_UNIT_KPH,
    CLM_UNIT_MPH,
    CLM_UNIT_KNOT,
    CLM_UNIT_PERCENT,
    CLM_UNIT_MAGNITUDE,
    CLM_UNIT_MINUTE, /* from here to years: durations */
    CLM_UNIT_HOUR,
    CLM_UNIT_DAY,
    CLM_UNIT_WEEK,
    CLM_UNIT_MONTH,
    CLM_UNIT_YEAR,
    CLM_UNIT_DECADE,
    CLM_UNIT_USD, /* from here on: money */
    CLM_UNIT_EUR,
    CLM_UNIT_GBP,
    CLM_UNIT_RUB,
    CLM_UNIT_JPY,
    CLM_UNIT_CNY,
    CLM_UNIT_UAH,
    CLM_UNIT_INR,
    CLM_UNIT_ZAR,
    CLM_UNIT_NGN,
    CLM_UNIT_ILS,
    CLM_UNIT_TRY,
    CLM_UNIT_THB,
    CLM_UNIT_KRW,
    CLM_UNIT_MXN,
    CLM_UNIT_BRL,
    CLM_UNIT_SAR,
    CLM_UNIT_AED,
    CLM_UNIT_CHF,
    CLM_UNIT_SEK,
    CLM_UNIT_NOK,
    CLM_UNIT_PLN,
    CLM_UNIT_HUF,
    CLM_UNIT_MYR,
    CLM_UNIT_IDR,
    CLM_UNIT_BDT,
    CLM_UNIT_MMK,
    CLM_UNIT_ETB,
    CLM_UNIT_KES,
    CLM_UNIT_AUD,
    CLM_UNIT_CAD,
    CLM_UNIT_NZD,
    CLM_UNIT_HKD,
    CLM_UNIT_COUNT
};

/* What is counted; counted.c has the contract's words. */
enum {
    CLM_COUNT_NONE = 0,
    CLM_COUNT_TROOPS,
    CLM_COUNT_PEOPLE,
    CLM_COUNT_ROLE, /* officials, leaders: people, where they are not "the two" */
    CLM_COUNT_FATALITIES,
    CLM_COUNT_INJURED,
    CLM_COUNT_MISSING,
    CLM_COUNT_PRISONERS,
    CLM_COUNT_CASES,
    CLM_COUNT_FAMILIES,
    CLM_COUNT_HOUSEHOLDS,
    CLM_COUNT_PLACES,
    CLM_COUNT_BUILDINGS,
    CLM_COUNT_OBJECTS,
    CLM_COUNT_VEHICLES,
    CLM_COUNT_EVENTS,
    CLM_COUNT_OTHER, /* known to be none of these, though a trigger or a word for a thing */
    CLM_COUNT_COUNT
};

/* What befell those who are counted. */
enum {
    CLM_FATE_NONE = 0,
    CLM_FATE_KILLED,   /* with an object: kill */
    CLM_FATE_DIED,     /* without: die, dead, perish */
    CLM_FATE_INJURED,  /* injure, wound, hurt */
    CLM_FATE_MISSING,  /* missing, unaccounted */
    CLM_FATE_CAPTURED, /* capture, prisoner, arrest, detain */
    CLM_FATE_MOVED,    /* evacuate, rescue, flee: whoever is counted is people */
    CLM_FATE_COUNT
};

#define CLM_FIGURE_NUMBER(kind, value) ((uint32_t)(kind) | (uint32_t)(value) << 3)
#define CLM_FIGURE_UNIT(unit) ((uint32_t)(unit) << 10)
#define CLM_FIGURE_COUNT(what) ((uint32_t)(what) << 17)
#define CLM_FIGURE_FATE(fate) ((uint32_t)(fate) << 22)
#define CLM_FIGURE_QUALIFIER (1u << 25) /* may be the last word of "at least", "more than" */
#define CLM_FIGURE_LABEL (1u << 26)     /* highway, section: the number after it is a name */
#define CLM_FIGURE_CHANGE (1u << 27)    /* rise, fall: "from" and "to" are two figures */
#define CLM_FIGURE_PASSED (1u << 28)    /* may stand between the counted and its fate */
#define CLM_FIGURE_TOLL (1u << 29)      /* toll */
#define CLM_FIGURE_OPENS (1u << 31)     /* no number, but may begin one: a few, several */
#define CLM_FIGURE_TIME (1u << 30)      /* may carry a time: weekdays, months, week, today */

/* The fields of a word by the hash of its key; 0 for a word of no list. */
uint32_t clm_figure_fields(uint64_t key_hash);

static inline unsigned clm_figure_number_kind(uint32_t fields) {
    return fields & 7u;
}
static inline unsigned clm_figure_number_value(uint32_t fields) {
    return fields >> 3 & 127u;
}
static inline unsigned clm_figure_unit(uint32_t fields) {
    return fields >> 10 & 127u;
}
static inline unsigned clm_figure_count(uint32_t fields) {
    return fields >> 17 & 31u;
}
static inline unsigned clm_figure_fate(uint32_t fields) {
    return fields >> 22 & 7u;
}

#endif

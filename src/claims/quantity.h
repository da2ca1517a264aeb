/* claims/quantity.h: the parts of reading a quantity (private).
 *
 * A number, then its unit of measure or what it counts, then what befell that. Thread rule: as the
 * article. */
#ifndef CLM_CLAIMS_QUANTITY_H
#define CLM_CLAIMS_QUANTITY_H

#include "claims/figure_words.h"
#include "claims/reader.h"

#include <math.h>

/* NAN is a float. */
#define CLM_NO_VALUE ((double)NAN)

static inline uint32_t clm_figure_at(const clm_reader *reader, uint32_t token) {
    return token < reader->article->token_count
               ? clm_figure_fields(reader->article->tokens[token].key_hash)
               : 0;
}

/* ---- numbers.c ---- */
typedef struct clm_number {
    double value, value_max; /* value_max NaN unless a range */
    clm_run tokens;
    bool vague; /* dozens, several hundred */
    bool share; /* a fraction: the value is in percent */
    bool loose; /* "a couple of" */
} clm_number;

/* One number or a range that begins at `token` and ends before `limit`. */
bool clm_number_read(const clm_reader *reader, uint32_t token, uint32_t limit, clm_number *out);
/* A number without sign, separators or words, of at most four digits; -1 if it is none. */
int clm_number_plain(const clm_reader *reader, uint32_t token);

/* ---- units.c ---- */
typedef struct clm_measure {
    const char *unit;      /* the contract's word; NULL: none */
    double factor;         /* what a value is multiplied with to be in `unit` */
    uint32_t end;          /* token behind it */
    bool duration, joined; /* joined: "500-acre" */
    bool foreign;          /* the text's own unit has no word in the contract: inches, mph */
} clm_measure;

/* The unit of measure at `token`, which follows a number. */
clm_measure clm_measure_after(const clm_reader *reader, uint32_t token, uint32_t limit);
/* The currency whose sign stands right before `token`, or NULL; `*start` its first token. */
const char *clm_money_before(const clm_reader *reader, uint32_t token, uint32_t floor,
                             uint32_t *start);
/* Sets km2 and km from value and unit. */
void clm_quantity_convert(clm_quantity *quantity);

/* ---- regions.c ---- */
/* The geodesic area in km2 of `percent` of the region that token `of` ("of the territory of X")
 * leads to; NaN if no region with a known area is named there. */
double clm_share_km2(const clm_reader *reader, uint32_t of, uint32_t limit, double percent);

/* ---- counted.c ---- */
typedef struct clm_counted {
    const char *unit; /* NULL: no noun that is known */
    clm_run tokens;   /* the counted noun phrase; empty: none */
    unsigned what;    /* CLM_COUNT_... */
    bool listed;      /* the noun is in the table, also where it has no unit */
} clm_counted;

/* The counted noun after a number: "six Chinese troops", "dozens of people"; `one`: the number is
 * not more than one, so that the noun may be a singular. */
clm_counted clm_counted_after(const clm_reader *reader, uint32_t token, uint32_t limit, bool one);
const char *clm_count_unit(unsigned what); /* the contract's word, or NULL */

/* What rose or fell to the bare number at `first`: CLM_COUNT_..., or none. */
unsigned clm_count_of_change(const clm_reader *reader, clm_run clause, uint32_t first);

/* What befell those who are counted in `counted` (the tokens behind the number where it is empty);
 * `first` is the first token of the number with its qualifier. CLM_FATE_NONE if nothing is said. */
unsigned clm_fate_find(const clm_reader *reader, clm_run clause, clm_run number, clm_run counted,
                       uint32_t first);
const char *clm_fate_unit(unsigned fate);

#endif

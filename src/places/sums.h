/* places/sums.h (private): what all names of an article say together about where it is.
 *
 * Each name spreads its weight over its candidates; countries, regions, cells of grids and the
 * places themselves collect it by key, so that the cost grows with the number of names and not
 * with its square. A candidate is then asked what all other names put under its keys. */
#ifndef CLM_PLACES_SUMS_H
#define CLM_PLACES_SUMS_H

#include "places/resolve.h"

/* Slot 0 belongs to no key and stays 0. */
enum { NO_SLOT = 0 };

/* Grids, and bits of the set of one's cells that are somebody's. */
enum { SUMS_GRIDS = 3, SUMS_CELL_BITS = 4096 };

/* The keys of all options get their slots once; values are collected anew in every round. */
typedef struct sums {
    uint64_t *keys; /* 0: empty */
    double *values;
    size_t mask;
    double total;       /* weight of all groups */
    double top_country; /* the largest value of a country, and its key */
    uint64_t top_country_key;
    bool fine; /* fine and coarse cells and all places are kept too */
    /* Sets of hashed cells: a cell that is not in them has no slot. */
    uint64_t cells[SUMS_GRIDS][SUMS_CELL_BITS / 64];
} sums;

/* What all other groups put under the keys of an option, in the unit of a group's weight. */
typedef struct others {
    double rest; /* weight of all other groups */
    double country, admin1;
    double cell, fine_cell, coarse_cell; /* 2, 0.5 and 10 degrees, each with those around it */
    double itself;                       /* groups that may mean the same place */
    double country_named, admin1_named;  /* groups that may mean the place that it lies in */
    double firm;                         /* as itself, from groups with a kind word or container */
} others;

/* The options of a group that have a share worth counting: what the group gives to the sums. */
typedef struct giver {
    const option *from;
    double value;
} giver;

enum { GIVERS_MAX = 12 };

typedef struct givers {
    giver items[GIVERS_MAX];
    size_t count;
    double weight; /* of the group */
} givers;

/* Sets the cells and slots of all options. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_sums_init(sums *s, resolver *r, bool fine, clm_error *error);

/* Collects anew what all groups give. */
void clm_sums_collect(sums *s, const resolver *r);

double clm_group_weight(const group *g);
void clm_givers_of(const resolver *r, const group *g, givers *out);

/* `own` is what the option's own group gives. */
others clm_sums_others(const sums *s, const group *g, const givers *own, const option *o);

/* True for places that are too wide to be near anything. */
bool clm_kind_wide(clm_place_kind kind);

/* The value under the country of `o`, with its own group's. */
double clm_sums_country(const sums *s, const option *o);
bool clm_sums_in_top_country(const sums *s, const option *o);

#endif

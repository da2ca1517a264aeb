/* places/resolve.h (private): what the steps of resolving share.
 *
 * groups.c joins mentions that say the same name in the same way, score.c weighs their candidates
 * against each other, places.c writes the results, use.c tells what each mention stands for,
 * anaphor.c what "the region" comes back to, bearing.c what lies 10 km south of a place. */
#ifndef CLM_PLACES_RESOLVE_H
#define CLM_PLACES_RESOLVE_H

#include "places/places.h"

enum { GROUP_CANDIDATES_MAX = 24, BESIDE_MAX = 8, LISTED_MAX = 4, LEADS_MAX = 3 };

/* What an option asks the sums for; those from SLOT_FINE_CELL on only for a ranker. */
enum sums_slot {
    SLOT_COUNTRY,
    SLOT_ADMIN1,
    SLOT_CELL,
    SLOT_FIRM,
    SLOT_FINE_CELL,
    SLOT_COARSE_CELL,
    SLOT_PLACE,
    SLOT_COUNTRY_PLACE,
    SLOT_ADMIN1_PLACE,
    SLOT_COUNT
};

/* What is asked of the place of an option time and again; as in clm_place. */
typedef struct option_place {
    clm_lonlat point;
    double uncertainty_m;
    clm_place_index country_place, admin1;
    uint32_t population, geonameid;
    uint8_t kind, flags, rank;
    char country[2];
} option_place;

typedef struct option {
    clm_place_index index;
    option_place place;
    const clm_place *whole; /* in a group that contains others; else NULL */
    unsigned quality;       /* of the name for the place, 0..1000 */
    unsigned type;          /* clm_name_type */
    uint32_t within; /* of the container group's options: bit k is set if this one lies in it */
    float at[3];     /* the point on the unit sphere; set for a ranker */
    float size;      /* by population, 0 to about 1 */
    struct {
        int16_t lon, lat;
    } cells[3];                 /* fine, middle, coarse; see sums.c */
    uint32_t slots[SLOT_COUNT]; /* see sums.h */
    bool wide;                  /* too wide to be near anything */
    double firm;                /* what the text says outright of it, without its container */
    double holds;    /* of the names that are said to lie in this one: how many can, 0..1 */
    double prior;    /* from the name and the place alone */
    double evidence; /* from kind words and containers */
    double score;
    double share; /* of all options of the group, sum 1 */
} option;

/* Mentions with the same candidates and the same words around them. */
typedef struct group {
    const clm_mention *first;
    size_t mentions;
    size_t first_option, option_count;
    int container_group; /* -1: none */
    bool article;        /* "the" before it, and no noun behind that the article belongs to */
    bool contains;       /* other places are said to lie in it */
    bool holds_town;     /* and the text calls one of them a town or village */
    bool firm;           /* a kind word or container stands with it */
    bool named_after;    /* only seen in names that go on: "the Yale Research Lab" */
    bool doubtful;       /* its places are too far from all else and too little known */
    size_t best;         /* option */
    /* Groups of the names that stand next to it in the text, and of those in lists with it. */
    uint32_t beside[BESIDE_MAX], listed[LISTED_MAX];
    uint8_t beside_count, listed_count;
    double trust; /* that the best is right, 0..1, where there is a ranker */
    const char *basis;
} group;

typedef struct resolver {
    clm_article *article;
    const clm_gazetteer *gazetteer;
    const clm_mentions *mentions;
    const clm_ranker *ranker; /* NULL: weights set by hand */
    bool *contains;           /* of each mention: another one names it as its container */
    bool *surrounds;          /* as contains, and by sentences that define a place */
    int *group_of;            /* of each mention; -1: none */
    int *container_of;        /* of each mention: the one that says where it lies, or -1 */
    bool *defined;            /* of each mention: a sentence says what and where it is */
    group *groups;
    size_t group_count, group_capacity;
    uint32_t leads[LEADS_MAX]; /* the first groups of the article; set for a ranker */
    size_t lead_count;
    option *options;
    size_t option_count, option_capacity;
    float (*inputs)[CLM_RANK_INPUTS]; /* of each option; set for a ranker */
} resolver;

CLM_MUST_CHECK clm_status clm_groups_make(resolver *r, clm_error *error);
CLM_MUST_CHECK clm_status clm_groups_score(resolver *r, clm_error *error);
/* Bare names whose namesake the text tells apart become the one of the story's region (apart.c). */
void clm_groups_set_apart(resolver *r);
/* Shares of a group's options from their scores; the best is the first of equals. */
void clm_group_share_out(resolver *r, group *g, double sharpness);

/* `best`, or the town or region of the same name that the words around `mention` ask for
 * (town_or_land.c). */
const option *clm_town_or_land(const resolver *r, const group *g, const clm_mention *mention,
                               const option *best);

/* True if `place` lies in `around` as far as the gazetteer can tell. */
bool clm_place_inside(const clm_gazetteer *gazetteer, const clm_place *place,
                      clm_place_index around_index, const clm_place *around);

/* Gives every anaphor its antecedent's place, as the names alone tell it; and again when all uses
 * are told (anaphor.c). */
void clm_anaphors_resolve(const resolver *r, clm_resolved *items);
void clm_anaphors_settle(const resolver *r, clm_resolved *items);

/* The same of two options; `around` is one of a group that contains others. */
bool clm_option_inside(const resolver *r, const option *o, const option *around);

/* Sets the use of every item of `resolved`. */
void clm_uses_tell(const resolver *r, clm_resolved *resolved);

/* Puts names without a place where the text says: "X, a village 10 km south of Y" (bearing.c). */
void clm_bearings_resolve(const resolver *r, clm_resolved *items);

#endif

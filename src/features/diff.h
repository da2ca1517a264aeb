/* features/diff.h: what the sources that compare two collections share. Private.
 *
 * A side is one collection as the comparison sees it: statements (features of one claim id), joined
 * to units (a statement and those that repeat it). Memory comes from the difference's arena; when
 * it ends, `failed` stays set. Thread rule: one comparison, one thread. */
#ifndef CLM_FEATURES_DIFF_H
#define CLM_FEATURES_DIFF_H

#include "features/features.h"

#define CLM_NO_UNIT UINT32_MAX

enum { CLM_DIFF_PLACES_MAX = 12, CLM_DIFF_RENAMED_MAX = 3 };

/* A word of a quote: its hash, and what it weighs: the rarer, the more. */
typedef struct clm_diff_word {
    uint64_t hash;
    uint32_t weight;
} clm_diff_word;

/* One claim with all its places. */
typedef struct clm_diff_statement {
    const clm_feature *head; /* the feature that is drawn most, then the first in the text */
    size_t first, count;     /* its features: positions in clm_diff_side.order */
    uint32_t unit;
    uint64_t quote_hash; /* of the quote's look-up key */
    clm_diff_word
        *words; /* without numbers, common words and the names of its places; by hash, each once */
    size_t word_count;
    uint32_t weight;        /* sum of the words' */
    clm_diff_word *speaker; /* words of the source's name, without titles; by hash, each once */
    size_t speaker_count;
} clm_diff_statement;

/* A statement and those that repeat it. */
typedef struct clm_diff_unit {
    uint32_t root;         /* the statement that stands for it */
    uint32_t first, count; /* in clm_diff_side.members */
    uint32_t partner;      /* unit of the other side, or CLM_NO_UNIT */
    uint32_t own, other;   /* the statements of both sides by which they were paired */
    bool absorbed;         /* told by a unit of the other side that has another partner */
} clm_diff_unit;

typedef struct clm_diff_side {
    const clm_collection *collection;
    uint32_t *order; /* claim features by claim id, then by position; indices into items */
    size_t order_count;
    clm_diff_statement *statements; /* by position of their heads */
    size_t statement_count;
    clm_diff_unit *units;
    size_t unit_count;
    uint32_t *members; /* statements by unit, the root first */
} clm_diff_side;

typedef struct clm_diff_work {
    clm_diff *diff;
    clm_arena *arena;
    clm_diff_side old, new;
    clm_buffer scratch;
    /* Places of statements that are told by a place around or inside them, or by a move: what other
     * statements tell of them is not news. See clm_diff_told_of. */
    uint64_t *told_old, *told_new;
    size_t told_old_count, told_new_count;
    struct clm_diff_amount *amounts_old, *amounts_new;
    size_t amount_old_count, amount_new_count;
    const clm_feature
        *renamed_from[CLM_DIFF_RENAMED_MAX]; /* places of one name, and what they are */
    const clm_feature *renamed_to[CLM_DIFF_RENAMED_MAX];
    size_t renamed_count;
    int dateline_shift; /* days from the old article's date to the new one's; 0 unknown */
    bool failed;
} clm_diff_work;

void *clm_diff_array(clm_diff_work *work, size_t count, size_t item_bytes);
/* A copy of the scratch buffer, which is then empty. */
const char *clm_diff_scratch_text(clm_diff_work *work);

/* diff_words.c */
uint64_t clm_diff_key_hash(clm_diff_work *work, clm_text text);
/* Sets the words of all statements of both sides. */
void clm_diff_read_words(clm_diff_work *work);
/* 0 to 1: how much two statements share of their words. */
double clm_diff_shared_words(const clm_diff_statement *a, const clm_diff_statement *b);
/* Whether the sources of two features, which have one, may be the same: "Orlov", "Governor Vadym
 * Orlov"; "the mayor of Edirne" of a claim about Edirne, "the city's mayor". */
bool clm_diff_same_speaker(clm_diff_work *work, const clm_feature *a, const clm_feature *b);
/* The same of statements, from the words that were read. */
bool clm_diff_same_source(const clm_diff_statement *a, const clm_diff_statement *b);
/* Whether a quote names the source of another feature: who said it did it. */
bool clm_diff_quote_names(clm_diff_work *work, const clm_feature *speaker,
                          const clm_feature *feature);

/* diff_relate.c: what two features have in common. */
typedef enum clm_diff_where {
    CLM_WHERE_SAME = 0,
    CLM_WHERE_FINER,   /* the second lies in the first */
    CLM_WHERE_COARSER, /* the first in the second */
    CLM_WHERE_NEAR,
    CLM_WHERE_UNKNOWN, /* one of them, or both, have none */
    CLM_WHERE_APART
} clm_diff_where;

clm_diff_where clm_diff_relate_places(const clm_feature *a, const clm_feature *b);
/* The closest of all pairs of places that are drawn; of others where nothing is. */
clm_diff_where clm_diff_relate_statements(const clm_diff_side *old, const clm_diff_statement *a,
                                          const clm_diff_side *new, const clm_diff_statement *b);
/* Whether the quote itself names the place; else it was understood from the sentences before. */
bool clm_diff_names_place(const clm_feature *feature);
uint64_t clm_diff_place_hash(const clm_feature *feature); /* 0 none */
/* 1 the same, 0.75 akin, 0.4 of one class, 0. */
double clm_diff_relate_events(clm_event_type a, clm_event_type b);
unsigned clm_diff_event_kin(clm_event_type type);
bool clm_diff_is_drawn(const clm_feature *feature);
/* Whether two amounts measure the same thing in the same role. */
bool clm_diff_same_measure(const clm_feature_quantity *a, const clm_feature_quantity *b);
/* Whether they are the same amount, but for rounding where units differ. */
bool clm_diff_same_amount(const clm_feature_quantity *a, const clm_feature_quantity *b);
/* The days that a feature's events took, "" unknown; false: none told. */
typedef struct clm_diff_days {
    char start[16], end[16];
    const char *text; /* the words, where there is one time alone */
} clm_diff_days;
bool clm_diff_event_days(const clm_feature *feature, clm_diff_days *out);
/* Whether the two can not be the same days. */
bool clm_diff_other_days(const clm_diff_work *work, const clm_feature *a, const clm_feature *b);

/* diff_match.c: sets `partner` and `absorbed` of all units. */
void clm_diff_match(clm_diff_work *work);

/* diff_fields.c: what the two say otherwise. */
void clm_diff_compare(clm_diff_work *work, const clm_feature *a, const clm_feature *b,
                      clm_change *change);

/* The amounts alone. */
void clm_diff_compare_amounts(clm_diff_work *work, const clm_feature *a, const clm_feature *b,
                              clm_change *change);

/* diff_repeats.c: adds what the other statements of two paired units give as another figure; a
 * change without fields so far is then about that statement. */
void clm_diff_compare_repeats(clm_diff_work *work, const clm_diff_unit *old,
                              const clm_diff_unit *new, clm_change *change);

/* What a feature tells of which place: a number for place and kin of event; 0 without a place. */
uint64_t clm_diff_told_of(const clm_feature *feature);

/* diff_amounts.c: an amount that another claim of the event tells, in the same file, is no news
 * where a statement gains or loses it. */
void clm_diff_read_amounts(clm_diff_work *work);
void clm_diff_drop_told_amounts(clm_diff_work *work, clm_change *change);

/* Notes that two places of one name were told apart by the program. */
void clm_diff_note_place(clm_diff_work *work, const clm_feature *from, const clm_feature *to);

/* diff_rest.c: what is left when the statements were compared. */
/* A place that a statement lost is not gone where another statement still tells the same of it. */
void clm_diff_drop_retold(clm_diff_work *work);
void clm_diff_order(clm_diff_work *work);
void clm_diff_compare_places(clm_diff_work *work);
void clm_diff_compare_facts(clm_diff_work *work);

#endif

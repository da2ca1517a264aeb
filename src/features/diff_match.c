#include "features/diff.h"

#include "base/hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pairs of statements are found by what they share, weighed, and taken from the best on, each unit
 * once. Every look is bounded, so that a file of a hundred thousand claims takes as long for each
 * as one of ten. */
enum {
    LOOK = 24,        /* statements that one key gives, the nearest in the text */
    COMMON_WORD = 64, /* a word in more statements says nothing about one */
    CANDIDATES = 24,  /* pairs of one statement that are weighed */
    FOUND_MAX = 4096  /* candidates of one statement, with repetitions */
};

/* ---- keys ---- */

typedef struct key_entry {
    uint64_t key;
    uint32_t statement;
} key_entry;

static int by_key(const void *a, const void *b) {
    const key_entry *first = a;
    const key_entry *second = b;
    if (first->key != second->key) {
        return first->key < second->key ? -1 : 1;
    }
    return (first->statement > second->statement) - (first->statement < second->statement);
}

static uint64_t mix(uint64_t a, uint64_t b) {
    const uint64_t both[2] = {a, b};
    unsigned char bytes[16]; /* little-endian on every machine */
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(both[i / 8] >> (8 * (i % 8)));
    }
    return clm_hash64(bytes, sizeof bytes);
}

enum { KEY_ID = 1, KEY_QUOTE, KEY_EVENT, KEY_NAME, KEY_WORD, KEY_WORD_THERE };

/* Calls `visit` with each key of a statement. */
static void each_key(const clm_diff_side *side, uint32_t index, void *context,
                     void (*visit)(void *context, uint64_t key, uint32_t statement, bool word)) {
    const clm_diff_statement *statement = &side->statements[index];
    const uint64_t event = clm_diff_event_kin(statement->head->event_type);
    const char *id = statement->head->claim_id;
    visit(context, mix(KEY_ID, clm_hash64(id, strlen(id))), index, false);
    if (statement->quote_hash != 0) {
        visit(context, mix(KEY_QUOTE, statement->quote_hash), index, false);
    }
    uint64_t places[CLM_DIFF_PLACES_MAX];
    size_t place_count = 0;
    for (size_t i = 0; i < statement->count && place_count < CLM_DIFF_PLACES_MAX; i++) {
        const clm_feature *feature = &side->collection->items[side->order[statement->first + i]];
        const uint64_t place = clm_diff_place_hash(feature);
        const char *name = feature->place.excerpt.text;
        if (place != 0) {
            places[place_count++] = place;
            visit(context, mix(mix(KEY_EVENT, event), place), index, false);
        }
        if (place != 0 && name != NULL) {
            visit(context, mix(mix(KEY_NAME, event), clm_hash64(name, strlen(name))), index, false);
        }
    }
    if (place_count == 0) {
        visit(context, mix(KEY_EVENT, event), index, false);
    }
    for (size_t i = 0; i < statement->word_count; i++) {
        const uint64_t word = statement->words[i].hash;
        visit(context, mix(KEY_WORD, word), index, true);
        if (place_count > 0) {
            visit(context, mix(mix(KEY_WORD_THERE, word), places[0]), index, false);
        }
    }
}

typedef struct key_index {
    key_entry *entries;
    size_t count;
} key_index;

static void count_key(void *context, uint64_t key, uint32_t statement, bool word) {
    (void)key;
    (void)statement;
    (void)word;
    ++*(size_t *)context;
}

static void add_key(void *context, uint64_t key, uint32_t statement, bool word) {
    key_index *index = context;
    (void)word;
    index->entries[index->count++] = (key_entry){key, statement};
}

static void build_index(clm_diff_work *work, const clm_diff_side *side, key_index *out) {
    size_t total = 0;
    for (uint32_t i = 0; i < side->statement_count; i++) {
        each_key(side, i, &total, count_key);
    }
    out->entries = clm_diff_array(work, total, sizeof *out->entries);
    if (out->entries == NULL) {
        return;
    }
    for (uint32_t i = 0; i < side->statement_count; i++) {
        each_key(side, i, out, add_key);
    }
    qsort(out->entries, out->count, sizeof *out->entries, by_key);
}

/* ---- candidates of one statement ---- */

typedef struct finder {
    const key_index *index;
    const clm_diff_side *old;
    uint32_t about; /* where in the old text the statement would stand */
    uint32_t *found;
    size_t count;
} finder;

static size_t lower_bound(const key_index *index, uint64_t key, uint32_t statement) {
    size_t low = 0;
    size_t high = index->count;
    const key_entry wanted = {key, statement};
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (by_key(&index->entries[middle], &wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void look_up(void *context, uint64_t key, uint32_t statement, bool word) {
    finder *find = context;
    (void)statement;
    const size_t first = lower_bound(find->index, key, 0);
    const size_t end = lower_bound(find->index, key, UINT32_MAX);
    if (word && end - first > COMMON_WORD) {
        return;
    }
    size_t from = first;
    size_t to = end;
    if (end - first > LOOK) {
        from = lower_bound(find->index, key, find->about);
        from = from - first > LOOK / 2 ? from - LOOK / 2 : first;
        to = end - from > LOOK ? from + LOOK : end;
    }
    for (size_t i = from; i < to && find->count < FOUND_MAX; i++) {
        find->found[find->count++] = find->index->entries[i].statement;
    }
}

typedef struct vote {
    uint32_t statement, count;
} vote;

static int by_number(const void *a, const void *b) {
    const uint32_t first = *(const uint32_t *)a;
    const uint32_t second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

static int most_votes_first(const void *a, const void *b) {
    const vote *first = a;
    const vote *second = b;
    if (first->count != second->count) {
        return first->count > second->count ? -1 : 1;
    }
    return (first->statement > second->statement) - (first->statement < second->statement);
}

/* Counts how often each was found; the most found come first. */
static size_t count_votes(uint32_t *found, size_t count, vote *out) {
    if (count > 1) {
        qsort(found, count, sizeof *found, by_number);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && out[kept - 1].statement == found[i]) {
            out[kept - 1].count++;
        } else {
            out[kept++] = (vote){found[i], 1};
        }
    }
    if (kept > 1) {
        qsort(out, kept, sizeof *out, most_votes_first);
    }
    return kept;
}

/* ---- how likely two statements tell the same thing ---- */

typedef struct evidence {
    double words, event, source, amount;
    clm_diff_where where;
    bool same_amount; /* no shared measure has two values far apart */
    bool shared_measure;
    bool other_days;
} evidence;

static double relate_sources(const clm_diff_statement *a, const clm_diff_statement *b) {
    if (!a->head->has_source || !b->head->has_source) {
        return a->head->has_source == b->head->has_source ? 1.0 : 0.6;
    }
    return clm_diff_same_source(a, b) ? 1.0 : 0.2;
}

static void relate_amounts(const clm_feature *a, const clm_feature *b, evidence *out) {
    enum { MOST = 16 };
    out->same_amount = true;
    out->amount = a->quantity_count == 0 && b->quantity_count == 0 ? 0.7 : 0.4;
    for (size_t i = 0; i < a->quantity_count && i < MOST; i++) {
        for (size_t k = 0; k < b->quantity_count && k < MOST; k++) {
            const clm_feature_quantity *first = &a->quantities[i];
            const clm_feature_quantity *second = &b->quantities[k];
            if (!clm_diff_same_measure(first, second)) {
                continue;
            }
            const double larger = fmax(fabs(first->value), fabs(second->value));
            const bool close = fabs(first->value - second->value) <= 0.1 * larger;
            const double worth = clm_diff_same_amount(first, second) ? 1.0 : 0.8;
            out->shared_measure = true;
            out->same_amount = out->same_amount && close;
            out->amount = fmax(out->amount, worth);
        }
    }
}

static evidence weigh(clm_diff_work *work, const clm_diff_statement *a,
                      const clm_diff_statement *b) {
    evidence found = {.words = clm_diff_shared_words(a, b),
                      .event = clm_diff_relate_events(a->head->event_type, b->head->event_type),
                      .source = relate_sources(a, b),
                      .where = clm_diff_relate_statements(&work->old, a, &work->new, b),
                      .other_days = clm_diff_other_days(work, a->head, b->head)};
    relate_amounts(a->head, b->head, &found);
    return found;
}

static bool is_planned(const clm_feature *feature) {
    return feature->status == CLM_STATUS_PLANNED || feature->status == CLM_STATUS_CONSIDERED ||
           feature->modality == CLM_MODALITY_WARNED || feature->modality == CLM_MODALITY_PREDICTED;
}

/* What has to be there for two statements to be told as one; the bounds were chosen on made-up
 * pairs of articles (DESIGN, "Differences"). */
static bool may_be_one(const evidence *found, const clm_feature *a, const clm_feature *b,
                       size_t least_words) {
    enum { HEADLINE = 2 }; /* "Loss of X" has hardly a word to share */
    const bool both_planned = is_planned(a) && is_planned(b);
    if (found->other_days && !both_planned && found->words < 0.8) {
        return false; /* what happened on another day is another event */
    }
    switch (found->where) {
    case CLM_WHERE_SAME:
        if (found->event >= 1.0 && least_words <= HEADLINE && !found->other_days) {
            return true;
        }
        return found->event >= 0.75
                   ? found->words >= 0.3 || (found->shared_measure && found->words >= 0.1)
               : found->event > 0.0 ? found->words >= 0.5
                                    : found->words >= 0.7;
    case CLM_WHERE_FINER:
    case CLM_WHERE_COARSER:
    case CLM_WHERE_NEAR:
        return found->event >= 0.75 && found->words >= 0.45 && found->source > 0.5;
    case CLM_WHERE_UNKNOWN:
        return found->event >= 0.4 && found->words >= 0.6;
    case CLM_WHERE_APART:
        /* Who moved a story's place says the rest as before. */
        return found->event >= 0.75 && found->words >= 0.6 && found->source > 0.5 &&
               found->same_amount && !(found->other_days && !both_planned);
    }
    return false;
}

static double score_of(const evidence *found) {
    static const double nearness[] = {
        [CLM_WHERE_SAME] = 1.0, [CLM_WHERE_FINER] = 0.7,   [CLM_WHERE_COARSER] = 0.7,
        [CLM_WHERE_NEAR] = 0.6, [CLM_WHERE_UNKNOWN] = 0.4, [CLM_WHERE_APART] = 0.0};
    return 0.40 * found->words + 0.22 * nearness[found->where] + 0.14 * found->event +
           0.10 * found->source + 0.10 * found->amount + (found->other_days ? 0.0 : 0.04);
}

/* ---- the assignment ---- */

typedef struct pair {
    double score;
    uint32_t old, new; /* statements */
} pair;

typedef struct pair_list {
    pair *items;
    size_t count, capacity;
} pair_list;

static int best_first(const void *a, const void *b) {
    const pair *first = a;
    const pair *second = b;
    if (first->score != second->score) {
        return first->score > second->score ? -1 : 1;
    }
    if (first->new != second->new) {
        return first->new < second->new ? -1 : 1;
    }
    return (first->old > second->old) - (first->old < second->old);
}

static void add_pair(clm_diff_work *work, pair_list *list, uint32_t old, uint32_t new) {
    const clm_diff_statement *a = &work->old.statements[old];
    const clm_diff_statement *b = &work->new.statements[new];
    evidence found = weigh(work, a, b);
    double score = score_of(&found);
    const size_t least_words = a->word_count < b->word_count ? a->word_count : b->word_count;
    const bool same_id = strcmp(a->head->claim_id, b->head->claim_id) == 0;
    const bool same_quote = a->quote_hash != 0 && a->quote_hash == b->quote_hash;
    if (!same_id && !(same_quote && found.event >= 0.4) &&
        !may_be_one(&found, a->head, b->head, least_words)) {
        return;
    }
    score += same_id ? 2.0 : same_quote ? 1.0 : 0.0;
    void *items = list->items;
    if (clm_arena_grow(work->arena, &items, &list->capacity, list->count + 1,
                       sizeof *list->items) != 0) {
        work->failed = true;
        return;
    }
    list->items = items;
    list->items[list->count++] = (pair){score, old, new};
}

static void find_pairs(clm_diff_work *work, const key_index *index, pair_list *list) {
    uint32_t *found = clm_diff_array(work, FOUND_MAX, sizeof *found);
    vote *votes = clm_diff_array(work, FOUND_MAX, sizeof *votes);
    if (found == NULL || votes == NULL) {
        return;
    }
    const uint64_t old_count = work->old.statement_count;
    for (uint32_t i = 0; i < work->new.statement_count && !work->failed; i++) {
        finder find = {.index = index,
                       .old = &work->old,
                       .about = (uint32_t)(i * old_count / work->new.statement_count),
                       .found = found};
        each_key(&work->new, i, &find, look_up);
        const size_t count = count_votes(found, find.count, votes);
        for (size_t k = 0; k < count && k < CANDIDATES; k++) {
            add_pair(work, list, votes[k].statement, i);
        }
    }
}

/* A sentence that was joined to another one, or parted from it, is neither new nor gone. */
static void absorb(clm_diff_work *work, const pair_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        const pair *item = &list->items[i];
        const clm_diff_statement *a = &work->old.statements[item->old];
        const clm_diff_statement *b = &work->new.statements[item->new];
        clm_diff_unit *old = &work->old.units[a->unit];
        clm_diff_unit *new = &work->new.units[b->unit];
        if ((old->partner == CLM_NO_UNIT) == (new->partner == CLM_NO_UNIT)) {
            continue;
        }
        clm_diff_unit *left = old->partner == CLM_NO_UNIT ? old : new;
        clm_change change = {.kind = CLM_CHANGE_NONE};
        clm_diff_compare(work, a->head, b->head, &change);
        if (change.field_count == 0 &&
            clm_diff_relate_statements(&work->old, a, &work->new, b) == CLM_WHERE_SAME) {
            left->absorbed = true;
        }
    }
}

void clm_diff_match(clm_diff_work *work) {
    key_index index = {.count = 0};
    pair_list list = {.count = 0};
    build_index(work, &work->old, &index);
    if (work->failed || index.count == 0) {
        return;
    }
    find_pairs(work, &index, &list);
    if (work->failed || list.count == 0) {
        return;
    }
    qsort(list.items, list.count, sizeof *list.items, best_first);
    for (size_t i = 0; i < list.count; i++) {
        const pair *item = &list.items[i];
        clm_diff_unit *old = &work->old.units[work->old.statements[item->old].unit];
        clm_diff_unit *new = &work->new.units[work->new.statements[item->new].unit];
        if (old->partner == CLM_NO_UNIT && new->partner == CLM_NO_UNIT) {
            old->partner = work->new.statements[item->new].unit;
            new->partner = work->old.statements[item->old].unit;
            old->own = new->other = item->old;
            old->other = new->own = item->new;
        }
    }
    absorb(work, &list);
}

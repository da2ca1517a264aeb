#include "features/diff.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[CLM_CHANGE_COUNT] = {"",        "new",   "gone",
                                                         "changed", "moved", "same"};

const char *clm_change_kind_name(clm_change_kind kind) {
    return (unsigned)kind < CLM_CHANGE_COUNT ? kind_names[kind] : "";
}

int clm_change_kind_parse(clm_text word) {
    for (int kind = CLM_CHANGE_NEW; kind < CLM_CHANGE_COUNT; kind++) {
        if (clm_text_is(word, kind_names[kind])) {
            return kind;
        }
    }
    return -1;
}

void *clm_diff_array(clm_diff_work *work, size_t count, size_t item_bytes) {
    void *items =
        count > 0 && !work->failed ? clm_arena_array(work->arena, count, item_bytes) : NULL;
    work->failed = work->failed || (count > 0 && items == NULL);
    return items;
}

const char *clm_diff_scratch_text(clm_diff_work *work) {
    clm_buffer *buffer = &work->scratch;
    work->failed = work->failed || buffer->failed;
    const char *copy =
        work->failed ? NULL : clm_arena_strndup(work->arena, buffer->data, buffer->len);
    work->failed = work->failed || copy == NULL;
    buffer->len = 0;
    return copy;
}

/* ---- sides ---- */

typedef struct claim_place {
    const char *claim_id;
    uint32_t item;
} claim_place;

static int by_claim(const void *a, const void *b) {
    const claim_place *first = a;
    const claim_place *second = b;
    int order = strcmp(first->claim_id, second->claim_id);
    return order != 0 ? order : (first->item > second->item) - (first->item < second->item);
}

static int by_head(const void *a, const void *b) {
    const clm_diff_statement *first = a;
    const clm_diff_statement *second = b;
    return (first->head > second->head) - (first->head < second->head);
}

/* Statements in the order of the text, each with its features in that order. */
static void read_statements(clm_diff_work *work, clm_diff_side *side) {
    const clm_collection *collection = side->collection;
    claim_place *claims = clm_diff_array(work, collection->count, sizeof *claims);
    side->order = clm_diff_array(work, collection->count, sizeof *side->order);
    side->statements = clm_diff_array(work, collection->count, sizeof *side->statements);
    for (size_t i = 0; !work->failed && i < collection->count; i++) {
        const clm_feature *item = &collection->items[i];
        if (item->kind == CLM_FEATURE_CLAIM && item->claim_id != NULL) {
            claims[side->order_count++] = (claim_place){item->claim_id, (uint32_t)i};
        }
    }
    if (work->failed || side->order_count == 0) {
        return;
    }
    qsort(claims, side->order_count, sizeof *claims, by_claim);
    for (size_t i = 0; i < side->order_count; i++) {
        const clm_feature *item = &collection->items[claims[i].item];
        side->order[i] = claims[i].item;
        if (i == 0 || strcmp(claims[i].claim_id, claims[i - 1].claim_id) != 0) {
            side->statements[side->statement_count++] =
                (clm_diff_statement){.head = item, .first = i};
        }
        clm_diff_statement *statement = &side->statements[side->statement_count - 1];
        statement->count++;
        if (item->draw < statement->head->draw) {
            statement->head = item;
        }
    }
    qsort(side->statements, side->statement_count, sizeof *side->statements, by_head);
}

typedef struct named_statement {
    const char *claim_id;
    uint32_t index;
} named_statement;

static int by_name(const void *a, const void *b) {
    return strcmp(((const named_statement *)a)->claim_id, ((const named_statement *)b)->claim_id);
}

/* A headline may be said to repeat what has other figures and no word in common with it. */
static bool repeats(const clm_diff_statement *a, const clm_diff_statement *b) {
    enum { MOST = 16 };
    static const double least_words = 0.2;
    bool same_amount = false;
    bool other_amount = false;
    for (size_t i = 0; i < a->head->quantity_count && i < MOST; i++) {
        for (size_t k = 0; k < b->head->quantity_count && k < MOST; k++) {
            const clm_feature_quantity *first = &a->head->quantities[i];
            const clm_feature_quantity *second = &b->head->quantities[k];
            const bool same = clm_diff_same_amount(first, second);
            same_amount |= same && clm_diff_same_measure(first, second);
            other_amount |= !same && clm_diff_same_measure(first, second);
        }
    }
    return same_amount || !other_amount || clm_diff_shared_words(a, b) >= least_words;
}

/* The statement that this one repeats, in the end; itself where it repeats none. */
static uint32_t root_of(const clm_diff_side *side, const named_statement *names, uint32_t index) {
    enum { HOPS_MAX = 8 }; /* a file that somebody made may go in circles */
    uint32_t root = index;
    for (int hop = 0; hop < HOPS_MAX; hop++) {
        const char *other = side->statements[root].head->duplicate_of;
        const named_statement wanted = {other, 0};
        const named_statement *found =
            other == NULL ? NULL
                          : bsearch(&wanted, names, side->statement_count, sizeof *names, by_name);
        if (found == NULL || found->index == root ||
            !repeats(&side->statements[index], &side->statements[found->index])) {
            return root;
        }
        root = found->index;
    }
    return index;
}

typedef struct member {
    uint32_t root, statement;
} member;

static int by_root(const void *a, const void *b) {
    const member *first = a;
    const member *second = b;
    if (first->root != second->root) {
        return first->root < second->root ? -1 : 1;
    }
    const bool a_root = first->root == first->statement;
    const bool b_root = second->root == second->statement;
    if (a_root != b_root) {
        return a_root ? -1 : 1;
    }
    return (first->statement > second->statement) - (first->statement < second->statement);
}

static void read_units(clm_diff_work *work, clm_diff_side *side) {
    const size_t count = side->statement_count;
    named_statement *names = clm_diff_array(work, count, sizeof *names);
    member *members = clm_diff_array(work, count, sizeof *members);
    side->members = clm_diff_array(work, count, sizeof *side->members);
    side->units = clm_diff_array(work, count, sizeof *side->units);
    if (work->failed || count == 0) {
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        names[i] = (named_statement){side->statements[i].head->claim_id, i};
    }
    qsort(names, count, sizeof *names, by_name);
    for (uint32_t i = 0; i < count; i++) {
        members[i] = (member){root_of(side, names, i), i};
    }
    qsort(members, count, sizeof *members, by_root);
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || members[i].root != members[i - 1].root) {
            side->units[side->unit_count++] =
                (clm_diff_unit){.root = members[i].statement, .first = i, .partner = CLM_NO_UNIT};
        }
        side->units[side->unit_count - 1].count++;
        side->members[i] = members[i].statement;
        side->statements[members[i].statement].unit = (uint32_t)side->unit_count - 1;
    }
}

/* ---- changes ---- */

static clm_change *add_change(clm_diff_work *work, clm_change_kind kind, const clm_feature *from,
                              const clm_feature *to) {
    clm_diff *diff = work->diff;
    clm_change *change = &diff->items[diff->count++];
    *change = (clm_change){.kind = kind, .from = from, .to = to, .moved_km = (double)NAN};
    return change;
}

static void mark(clm_diff_work *work, bool old, const clm_feature *feature, clm_change_kind kind,
                 size_t change) {
    const clm_diff_side *side = old ? &work->old : &work->new;
    const size_t at = (size_t)(feature - side->collection->items);
    (old ? work->diff->old_kinds : work->diff->new_kinds)[at] = kind;
    (old ? work->diff->old_changes : work->diff->new_changes)[at] = change;
}

static void mark_statement(clm_diff_work *work, bool old, uint32_t index, clm_change_kind kind,
                           size_t change) {
    const clm_diff_side *side = old ? &work->old : &work->new;
    const clm_diff_statement *statement = &side->statements[index];
    for (size_t i = 0; i < statement->count; i++) {
        mark(work, old, &side->collection->items[side->order[statement->first + i]], kind, change);
    }
}

static void mark_unit(clm_diff_work *work, bool old, const clm_diff_unit *unit,
                      clm_change_kind kind, size_t change) {
    const clm_diff_side *side = old ? &work->old : &work->new;
    for (uint32_t i = 0; i < unit->count; i++) {
        mark_statement(work, old, side->members[unit->first + i], kind, change);
    }
}

/* The feature of a statement whose place is nearest to that of `to`; those that are drawn first. */
static const clm_feature *counterpart(const clm_diff_side *side, const clm_diff_statement *in,
                                      const clm_feature *to, clm_diff_where *where) {
    const clm_feature *best = &side->collection->items[side->order[in->first]];
    *where = clm_diff_relate_places(to, best);
    for (size_t i = 1; i < in->count && i < CLM_DIFF_PLACES_MAX; i++) {
        const clm_feature *feature = &side->collection->items[side->order[in->first + i]];
        const clm_diff_where here = clm_diff_relate_places(to, feature);
        const bool drawn = clm_diff_is_drawn(feature);
        const bool best_drawn = clm_diff_is_drawn(best);
        if ((drawn && !best_drawn) || (drawn == best_drawn && here < *where)) {
            best = feature;
            *where = here;
        }
    }
    return best;
}

/* Places that were mapped by hand, or by another gazetteer, elsewhere or in another form. */
static double shifted_km(const clm_feature *a, const clm_feature *b) {
    static const double least_km = 1.0;
    if (a->geometry.kind == CLM_GEOMETRY_NONE || b->geometry.kind == CLM_GEOMETRY_NONE ||
        !a->place.located || !b->place.located) {
        return 0.0;
    }
    /* Also where the text measures it from the same town; regions only where a person moved them.
     */
    const bool shapes =
        ((a->edited | b->edited) & (1U << CLM_SUM_GEOMETRY)) != 0 ||
        (a->geometry.kind == CLM_GEOMETRY_POINT && b->geometry.kind == CLM_GEOMETRY_POINT);
    const clm_lonlat from = shapes ? clm_geometry_label_point(&a->geometry) : a->place.point;
    const clm_lonlat to = shapes ? clm_geometry_label_point(&b->geometry) : b->place.point;
    const double km = clm_distance_m(from, to) / 1e3;
    return km >= least_km ? km : 0.0;
}

static const char *place_name(const clm_feature *feature) {
    return feature->has_place ? feature->place.name : NULL;
}

static void add_place_field(clm_diff_work *work, clm_change *change, const char *name,
                            const char *from, const char *to) {
    clm_change_field *fields = clm_diff_array(work, change->field_count + 1, sizeof *fields);
    if (fields == NULL) {
        return;
    }
    fields[0] = (clm_change_field){
        .name = name, .from = from, .to = to, .from_value = (double)NAN, .to_value = (double)NAN};
    if (change->field_count > 0) {
        memcpy(fields + 1, change->fields, change->field_count * sizeof *fields);
    }
    change->fields = fields;
    change->field_count++;
}

/* How near the places of the other statement come to one that is drawn. */
static clm_diff_where nearest(const clm_feature *feature, const clm_diff_side *other,
                              const clm_diff_statement *in) {
    clm_diff_where best = CLM_WHERE_APART;
    for (size_t i = 0; i < in->count && i < CLM_DIFF_PLACES_MAX; i++) {
        const clm_feature *item = &other->collection->items[other->order[in->first + i]];
        const clm_diff_where where = clm_diff_relate_places(feature, item);
        best = where < best ? where : best;
    }
    return best;
}

/* That this pair tells of a place no longer, or in passing: another statement that tells of it is
 * no news by that alone. */
static void add_told(clm_diff_work *work, bool old, const clm_feature *feature) {
    const uint64_t told = clm_diff_told_of(feature);
    if (told != 0 && old) {
        work->told_new[work->told_new_count++] = told;
    } else if (told != 0) {
        work->told_old[work->told_old_count++] = told;
    }
}

static void add_partial(clm_diff_work *work, bool old, const clm_diff_statement *statement,
                        const clm_diff_statement *in, const clm_feature *told) {
    const clm_diff_side *side = old ? &work->old : &work->new;
    const clm_diff_side *other = old ? &work->new : &work->old;
    for (size_t i = 0; i < statement->count; i++) {
        const clm_feature *item = &side->collection->items[side->order[statement->first + i]];
        if (item == told || !item->has_place || !clm_diff_is_drawn(item)) {
            continue;
        }
        const clm_diff_where where = nearest(item, other, in);
        if (where != CLM_WHERE_SAME && where <= CLM_WHERE_NEAR) {
            add_told(work, old, item);
        } else if (where > CLM_WHERE_NEAR) {
            clm_change *change = old ? add_change(work, CLM_CHANGE_GONE, item, NULL)
                                     : add_change(work, CLM_CHANGE_NEW, NULL, item);
            change->partly = true;
            mark(work, old, item, change->kind, work->diff->count - 1);
        }
    }
}

static bool has_voice(clm_diff_work *work, bool old, const clm_diff_unit *unit,
                      const clm_feature *speaker) {
    enum { MOST = 16 };
    const clm_diff_side *side = old ? &work->old : &work->new;
    for (uint32_t i = 0; speaker->has_source && i < unit->count && i < MOST; i++) {
        const clm_feature *head = side->statements[side->members[unit->first + i]].head;
        if (head->has_source && clm_diff_same_speaker(work, head, speaker)) {
            return true;
        }
    }
    return false;
}

/* A headline leaves out who says it; a statement that repeats it does not. */
static void drop_same_voice(clm_diff_work *work, const clm_diff_unit *old, const clm_diff_unit *new,
                            clm_change *change) {
    clm_change_field *fields = clm_diff_array(work, change->field_count, sizeof *fields);
    size_t kept = 0;
    for (size_t i = 0; fields != NULL && i < change->field_count; i++) {
        const clm_change_field *field = &change->fields[i];
        const bool source = strcmp(field->name, "source") == 0;
        const bool same = source && (has_voice(work, true, old, change->to) ||
                                     has_voice(work, false, new, change->from));
        if (!same) {
            fields[kept++] = *field;
        }
    }
    change->fields = fields;
    change->field_count = kept;
}

/* What of two paired statements is compared. */
typedef struct told_pair {
    const clm_feature *from, *to;
    clm_diff_where where; /* the old place seen from the new one */
} told_pair;

/* Their closest places; where the new one's main place is none of the old ones, another may be. */
static told_pair choose_places(clm_diff_work *work, const clm_diff_statement *a,
                               const clm_diff_statement *b) {
    told_pair best = {.to = b->head};
    best.from = counterpart(&work->old, a, best.to, &best.where);
    for (size_t i = 0; i < b->count && i < CLM_DIFF_PLACES_MAX && best.where > CLM_WHERE_NEAR;
         i++) {
        told_pair other = {.to = &work->new.collection->items[work->new.order[b->first + i]]};
        other.from = counterpart(&work->old, a, other.to, &other.where);
        if (other.where < best.where && clm_diff_is_drawn(other.to) == clm_diff_is_drawn(best.to)) {
            best = other;
        }
    }
    return best;
}

/* Adds what became of the place. */
static void compare_place(clm_diff_work *work, const told_pair *pair, clm_change *change) {
    const clm_feature *from = pair->from;
    const clm_feature *to = pair->to;
    const char *before = place_name(from);
    const char *after = place_name(to);
    if (pair->where == CLM_WHERE_SAME) {
        const double km = shifted_km(from, to);
        const bool edited = ((from->edited | to->edited) & (1U << CLM_SUM_GEOMETRY)) != 0;
        if (clm_diff_place_hash(from) != clm_diff_place_hash(to) && !edited) {
            clm_diff_note_place(work, from, to); /* the text calls it the same */
        } else if (km > 0.0) {
            change->kind = CLM_CHANGE_MOVED;
            change->moved_km = km;
            add_place_field(work, change, "geometry", NULL, NULL);
        }
        return;
    }
    /* A place that neither quote names was understood from sentences around, which may be others
     * now. */
    const bool named = clm_diff_names_place(from) || clm_diff_names_place(to);
    const bool drawn = clm_diff_is_drawn(from) || clm_diff_is_drawn(to);
    /* Who names the region only takes nothing back of what was said of the town. */
    if (!named || !drawn || pair->where == CLM_WHERE_FINER || (before == NULL && after == NULL)) {
        return;
    }
    if (before != NULL && after != NULL) {
        change->kind = CLM_CHANGE_MOVED;
        change->finer = pair->where == CLM_WHERE_COARSER;
        if (from->place.located && to->place.located) {
            change->moved_km = clm_distance_m(from->place.point, to->place.point) / 1e3;
        }
    }
    /* What else was told of the old place goes, and comes to the new one, with this. */
    add_told(work, false, from);
    add_told(work, true, to);
    add_place_field(work, change, "place", before, after);
}

static void compare_units(clm_diff_work *work, const clm_diff_unit *new_unit) {
    const clm_diff_unit *old_unit = &work->old.units[new_unit->partner];
    const clm_diff_statement *a = &work->old.statements[old_unit->own];
    const clm_diff_statement *b = &work->new.statements[new_unit->own];
    const told_pair pair = choose_places(work, a, b);
    clm_change *change = add_change(work, CLM_CHANGE_CHANGED, pair.from, pair.to);
    clm_diff_compare(work, pair.from, pair.to, change);
    drop_same_voice(work, old_unit, new_unit, change);
    clm_diff_drop_told_amounts(work, change);
    compare_place(work, &pair, change);
    clm_diff_compare_repeats(work, old_unit, new_unit, change);
    const bool differs = change->field_count > 0;
    const size_t at = differs ? work->diff->count - 1 : SIZE_MAX;
    const clm_change_kind kind = differs ? change->kind : CLM_CHANGE_SAME;
    if (!differs) {
        work->diff->count--;
        work->diff->same++;
        work->diff->reworded += a->quote_hash != b->quote_hash;
    }
    mark_unit(work, true, old_unit, kind, at);
    mark_unit(work, false, new_unit, kind, at);
    add_partial(work, true, a, b, pair.from);
    add_partial(work, false, b, a, pair.to);
}

static void list_single(clm_diff_work *work, bool old) {
    const clm_diff_side *side = old ? &work->old : &work->new;
    for (size_t i = 0; i < side->unit_count; i++) {
        const clm_diff_unit *unit = &side->units[i];
        if (unit->partner != CLM_NO_UNIT) {
            continue;
        }
        if (unit->absorbed) {
            mark_unit(work, old, unit, CLM_CHANGE_SAME, SIZE_MAX);
            continue;
        }
        const clm_feature *head = side->statements[unit->root].head;
        const clm_change *change = old ? add_change(work, CLM_CHANGE_GONE, head, NULL)
                                       : add_change(work, CLM_CHANGE_NEW, NULL, head);
        mark_unit(work, old, unit, change->kind, work->diff->count - 1);
    }
}

/* ---- all of it ---- */

static int32_t days_of(const char *iso) {
    clm_date date;
    return iso != NULL && clm_date_parse(clm_text_of(iso), &date) ? clm_date_to_days(date) : 0;
}

static void reserve(clm_diff_work *work) {
    clm_diff *diff = work->diff;
    const size_t old = work->old.collection->count;
    const size_t new = work->new.collection->count;
    diff->items = clm_diff_array(work, old + new, sizeof *diff->items);
    diff->old_kinds = clm_diff_array(work, old, sizeof *diff->old_kinds);
    diff->new_kinds = clm_diff_array(work, new, sizeof *diff->new_kinds);
    /* Each feature of a pair is told once, and the two that stand for it once more. */
    work->told_old = clm_diff_array(work, 2 * (old + new), sizeof *work->told_old);
    work->told_new = clm_diff_array(work, 2 * (old + new), sizeof *work->told_new);
    diff->old_changes = clm_diff_array(work, old, sizeof *diff->old_changes);
    diff->new_changes = clm_diff_array(work, new, sizeof *diff->new_changes);
    for (size_t i = 0; !work->failed && i < old; i++) {
        diff->old_changes[i] = SIZE_MAX;
    }
    for (size_t i = 0; !work->failed && i < new; i++) {
        diff->new_changes[i] = SIZE_MAX;
    }
}

static void compare_all(clm_diff_work *work) {
    clm_diff *diff = work->diff;
    const int32_t before = days_of(work->old.collection->facts.date);
    const int32_t after = days_of(work->new.collection->facts.date);
    work->dateline_shift = before != 0 && after != 0 ? after - before : 0;
    reserve(work);
    read_statements(work, &work->old);
    read_statements(work, &work->new);
    if (!work->failed) {
        clm_diff_read_words(work);
    }
    read_units(work, &work->old);
    read_units(work, &work->new);
    clm_diff_read_amounts(work);
    if (!work->failed) {
        clm_diff_match(work);
    }
    if (work->failed) {
        return;
    }
    diff->old_statements = work->old.unit_count;
    diff->new_statements = work->new.unit_count;
    for (size_t i = 0; i < work->new.unit_count && !work->failed; i++) {
        if (work->new.units[i].partner != CLM_NO_UNIT) {
            compare_units(work, &work->new.units[i]);
        }
    }
    list_single(work, true);
    list_single(work, false);
    clm_diff_drop_retold(work);
    clm_diff_order(work);
    clm_diff_compare_places(work);
    clm_diff_compare_facts(work);
}

clm_status clm_diff_make(const clm_collection *before, const clm_collection *after, clm_diff **out,
                         clm_error *error) {
    *out = NULL;
    clm_diff *diff = clm_alloc_zero(1, sizeof *diff);
    clm_arena *arena = clm_arena_new();
    if (diff == NULL || arena == NULL) {
        clm_free(diff);
        clm_arena_free(arena);
        return clm_fail(error, CLM_ERR_NOMEM, "differences: out of memory");
    }
    diff->arena = arena;
    clm_diff_work work = {.diff = diff, .arena = arena};
    work.old.collection = before;
    work.new.collection = after;
    clm_buffer_init(&work.scratch);
    compare_all(&work);
    clm_buffer_clear(&work.scratch);
    if (work.failed) {
        clm_diff_free(diff);
        return clm_fail(error, CLM_ERR_NOMEM, "differences: out of memory");
    }
    *out = diff;
    return CLM_OK;
}

void clm_diff_free(clm_diff *diff) {
    if (diff != NULL) {
        clm_arena_free(diff->arena);
        clm_free(diff);
    }
}

#include "features/diff.h"

#include <stdlib.h>
#include <string.h>

static int by_number(const void *a, const void *b) {
    const uint64_t first = *(const uint64_t *)a;
    const uint64_t second = *(const uint64_t *)b;
    return (first > second) - (first < second);
}

typedef struct number_set {
    uint64_t *items;
    size_t count;
} number_set;

static bool has(const number_set *set, uint64_t number) {
    return set->count > 0 &&
           bsearch(&number, set->items, set->count, sizeof number, by_number) != NULL;
}

static void sort(number_set *set) {
    if (set->count > 1) {
        qsort(set->items, set->count, sizeof *set->items, by_number);
    }
}

/* ---- places that statements lost or gained ---- */

uint64_t clm_diff_told_of(const clm_feature *feature) {
    const uint64_t place = clm_diff_place_hash(feature);
    return place != 0 ? place + clm_diff_event_kin(feature->event_type) : 0;
}

static number_set drawn_claims(clm_diff_work *work, const clm_collection *collection) {
    number_set set = {.items = clm_diff_array(work, collection->count, sizeof *set.items)};
    for (size_t i = 0; set.items != NULL && i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (feature->kind == CLM_FEATURE_CLAIM && clm_diff_is_drawn(feature)) {
            set.items[set.count++] = clm_diff_told_of(feature);
        }
    }
    sort(&set);
    return set;
}

static const clm_feature *feature_of(const clm_change *change) {
    return change->to != NULL ? change->to : change->from;
}

/* Forgets a change: what it told stands elsewhere. */
static void drop(clm_change *change) {
    change->kind = CLM_CHANGE_SAME;
}

/* A statement with figures of its own says more than that it happened. */
static bool is_bare(const clm_feature *feature) {
    return feature->quantity_count == 0 && feature->modality != CLM_MODALITY_DENIED &&
           feature->modality != CLM_MODALITY_CONFIRMED;
}

/* Drops places that statements lost or gained where others tell of them. */
static void drop_parts(clm_diff_work *work) {
    clm_diff *diff = work->diff;
    const number_set old = drawn_claims(work, work->old.collection);
    const number_set new = drawn_claims(work, work->new.collection);
    for (size_t i = 0; !work->failed && i < diff->count; i++) {
        clm_change *change = &diff->items[i];
        const bool gone = change->kind == CLM_CHANGE_GONE;
        const uint64_t told = clm_diff_told_of(feature_of(change));
        if (change->partly && told != 0 && has(gone ? &new : &old, told)) {
            if (gone) { /* told by a statement of the new file, which is then not new */
                work->told_new[work->told_new_count++] = told;
            } else {
                work->told_old[work->told_old_count++] = told;
            }
            drop(change);
        }
    }
}

void clm_diff_drop_retold(clm_diff_work *work) {
    clm_diff *diff = work->diff;
    drop_parts(work);
    number_set old = {work->told_old, work->told_old_count};
    number_set new = {work->told_new, work->told_new_count};
    sort(&old);
    sort(&new);
    for (size_t i = 0; !work->failed && i < diff->count; i++) {
        clm_change *change = &diff->items[i];
        const bool single = change->kind == CLM_CHANGE_NEW || change->kind == CLM_CHANGE_GONE;
        const clm_feature *feature = feature_of(change);
        if (single && !change->partly && is_bare(feature) &&
            has(change->kind == CLM_CHANGE_GONE ? &old : &new, clm_diff_told_of(feature))) {
            drop(change);
        }
    }
}

/* ---- order ---- */

typedef struct ordered {
    const clm_change *change;
    size_t before;
} ordered;

static int by_weight(const void *a, const void *b) {
    const ordered *first = a;
    const ordered *second = b;
    const clm_feature *left = feature_of(first->change);
    const clm_feature *right = feature_of(second->change);
    if (first->change->kind != second->change->kind) {
        return first->change->kind < second->change->kind ? -1 : 1;
    }
    if (left->draw != right->draw) {
        return left->draw < right->draw ? -1 : 1;
    }
    if (left != right) { /* of one kind: of one collection, in the order of its text */
        return left < right ? -1 : 1;
    }
    return (first->before > second->before) - (first->before < second->before);
}

static void renumber(clm_change_kind *kinds, size_t *changes, size_t count, const size_t *now) {
    for (size_t i = 0; i < count; i++) {
        if (changes[i] != SIZE_MAX) {
            changes[i] = now[changes[i]];
            kinds[i] = changes[i] == SIZE_MAX ? CLM_CHANGE_SAME : kinds[i];
        }
    }
}

void clm_diff_order(clm_diff_work *work) {
    clm_diff *diff = work->diff;
    const size_t count = diff->count;
    ordered *order = clm_diff_array(work, count, sizeof *order);
    size_t *now = clm_diff_array(work, count, sizeof *now);
    clm_change *items = clm_diff_array(work, count, sizeof *items);
    if (work->failed || count == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = (ordered){&diff->items[i], i};
    }
    qsort(order, count, sizeof *order, by_weight);
    diff->count = 0;
    for (size_t i = 0; i < count; i++) {
        const bool kept = order[i].change->kind != CLM_CHANGE_SAME;
        now[order[i].before] = kept ? diff->count : SIZE_MAX;
        if (kept) {
            items[diff->count++] = *order[i].change;
        }
    }
    diff->items = items;
    renumber(diff->old_kinds, diff->old_changes, work->old.collection->count, now);
    renumber(diff->new_kinds, diff->new_changes, work->new.collection->count, now);
}

/* ---- places ---- */

static number_set all_places(clm_diff_work *work, const clm_collection *collection) {
    number_set set = {.items = clm_diff_array(work, collection->count, sizeof *set.items)};
    for (size_t i = 0; set.items != NULL && i < collection->count; i++) {
        const uint64_t place = clm_diff_place_hash(&collection->items[i]);
        if (place != 0) {
            set.items[set.count++] = place;
        }
    }
    sort(&set);
    return set;
}

static const clm_feature **places_without(clm_diff_work *work, const clm_collection *collection,
                                          const number_set *other, bool old, size_t *count) {
    void *room = clm_diff_array(work, collection->count, sizeof(const clm_feature *));
    const clm_feature **found = room;
    for (size_t i = 0; found != NULL && i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (feature->kind != CLM_FEATURE_PLACE || !feature->has_place) {
            continue;
        }
        if (feature->draw == CLM_DRAW_NO) { /* named for what is done there, or for who does it */
            continue;
        }
        const bool there = has(other, clm_diff_place_hash(feature));
        const clm_change_kind kind = there ? CLM_CHANGE_SAME
                                     : old ? CLM_CHANGE_GONE
                                           : CLM_CHANGE_NEW;
        (old ? work->diff->old_kinds : work->diff->new_kinds)[i] = kind;
        if (!there) {
            found[(*count)++] = feature;
        }
    }
    return found;
}

typedef struct claim_change {
    const char *claim_id;
    clm_change_kind kind;
    size_t change;
} claim_change;

static int by_claim(const void *a, const void *b) {
    return strcmp(((const claim_change *)a)->claim_id, ((const claim_change *)b)->claim_id);
}

/* A figure is what became of its claim. */
static void mark_figures(clm_diff_work *work, const clm_collection *collection,
                         clm_change_kind *kinds, size_t *changes) {
    claim_change *claims = clm_diff_array(work, collection->count, sizeof *claims);
    size_t count = 0;
    for (size_t i = 0; claims != NULL && i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (feature->kind == CLM_FEATURE_CLAIM && feature->claim_id != NULL &&
            clm_diff_is_drawn(feature)) {
            claims[count++] = (claim_change){feature->claim_id, kinds[i], changes[i]};
        }
    }
    if (count > 1) {
        qsort(claims, count, sizeof *claims, by_claim);
    }
    for (size_t i = 0; count > 0 && i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        const claim_change wanted = {.claim_id = feature->claim_id};
        if (feature->kind == CLM_FEATURE_FIGURE && feature->claim_id != NULL) {
            const claim_change *claim = bsearch(&wanted, claims, count, sizeof *claims, by_claim);
            if (claim != NULL) {
                kinds[i] = claim->kind;
                changes[i] = claim->change;
            }
        }
    }
}

void clm_diff_compare_places(clm_diff_work *work) {
    clm_diff *diff = work->diff;
    const number_set old = all_places(work, work->old.collection);
    const number_set new = all_places(work, work->new.collection);
    if (work->failed) {
        return;
    }
    for (size_t i = 0; i < diff->count; i++) {
        clm_change *change = &diff->items[i];
        const uint64_t place = clm_diff_place_hash(feature_of(change));
        const bool single = change->from == NULL || change->to == NULL;
        change->mentioned = single && place != 0 && has(change->to == NULL ? &new : &old, place);
    }
    diff->gone_places =
        places_without(work, work->old.collection, &new, true, &diff->gone_place_count);
    diff->new_places =
        places_without(work, work->new.collection, &old, false, &diff->new_place_count);
    if (work->failed) {
        return;
    }
    mark_figures(work, work->old.collection, diff->old_kinds, diff->old_changes);
    mark_figures(work, work->new.collection, diff->new_kinds, diff->new_changes);
    size_t paired = 0;
    for (size_t i = 0; i < work->new.unit_count; i++) {
        paired += work->new.units[i].partner != CLM_NO_UNIT;
    }
    diff->paired = paired;
    size_t shared = 0;
    for (size_t i = 0; i < new.count; i++) {
        shared += has(&old, new.items[i]);
    }
    const size_t least =
        diff->old_statements < diff->new_statements ? diff->old_statements : diff->new_statements;
    /* A story that went on for a day keeps more than an eighth of what it told, or its places. */
    const bool nothing_shared = paired == 0 && shared == 0 && (old.count > 0 || new.count > 0);
    diff->related = !(least >= 6 && paired * 8 < least) && !(least > 0 && nothing_shared);
}

/* ---- what is not from the text ---- */

enum { NOTES_MAX = 6 + CLM_DIFF_RENAMED_MAX };

static void add_note(clm_diff_work *work, const char **notes, const char *what, const char *from,
                     const char *to) {
    if (strcmp(from, to) == 0 || work->diff->note_count + 1 == NOTES_MAX) {
        return;
    }
    work->scratch.len = 0;
    clm_buffer_printf(&work->scratch, "%s: %s, then %s", what, from[0] != '\0' ? from : "unknown",
                      to[0] != '\0' ? to : "unknown");
    notes[work->diff->note_count] = clm_diff_scratch_text(work);
    work->diff->note_count += !work->failed;
}

static const char *known(const char *text) {
    return text != NULL ? text : "";
}

static const char *say_gazetteer(clm_diff_work *work, const clm_article_facts *facts) {
    work->scratch.len = 0;
    clm_buffer_string(&work->scratch, known(facts->gazetteer_name));
    if (known(facts->gazetteer_date)[0] != '\0') {
        clm_buffer_printf(&work->scratch, " of %s", facts->gazetteer_date);
    }
    if (known(facts->gazetteer_sha256)[0] != '\0') {
        clm_buffer_printf(&work->scratch, " (%.8s)", facts->gazetteer_sha256);
    }
    return clm_diff_scratch_text(work);
}

static const char *say_options(clm_diff_work *work, const clm_article_facts *facts) {
    work->scratch.len = 0;
    clm_buffer_string(&work->scratch, facts->option_count == 0 ? "none" : "");
    for (size_t i = 0; i < facts->option_count; i++) {
        clm_buffer_printf(&work->scratch, "%s%s=%s", i > 0 ? " " : "",
                          known(facts->option_names[i]), known(facts->option_values[i]));
    }
    return clm_diff_scratch_text(work);
}

void clm_diff_note_place(clm_diff_work *work, const clm_feature *from, const clm_feature *to) {
    const uint64_t old = clm_diff_place_hash(from);
    const uint64_t new = clm_diff_place_hash(to);
    for (size_t i = 0; i < work->renamed_count; i++) {
        if (clm_diff_place_hash(work->renamed_from[i]) == old &&
            clm_diff_place_hash(work->renamed_to[i]) == new) {
            return;
        }
    }
    if (work->renamed_count < CLM_DIFF_RENAMED_MAX) {
        work->renamed_from[work->renamed_count] = from;
        work->renamed_to[work->renamed_count++] = to;
    }
}

static const char *say_place(clm_diff_work *work, const clm_feature *feature) {
    const clm_feature_place *place = &feature->place;
    work->scratch.len = 0;
    clm_buffer_printf(&work->scratch, "%s (%s", known(place->name),
                      clm_place_kind_name(place->kind));
    if (known(place->gazetteer_id)[0] != '\0') {
        clm_buffer_printf(&work->scratch, ", %s", place->gazetteer_id);
    }
    clm_buffer_char(&work->scratch, ')');
    return clm_diff_scratch_text(work);
}

/* "Gedaref" of both texts, the town and the state: not told by the text, but seen on the map. */
static void note_places(clm_diff_work *work, const char **notes) {
    for (size_t i = 0; i < work->renamed_count && !work->failed; i++) {
        work->scratch.len = 0;
        clm_buffer_printf(&work->scratch, "one name in both texts, \xE2\x80\x9C%s\xE2\x80\x9D",
                          known(work->renamed_to[i]->place.excerpt.text));
        const char *what = clm_diff_scratch_text(work);
        const char *from = say_place(work, work->renamed_from[i]);
        const char *to = say_place(work, work->renamed_to[i]);
        if (!work->failed) {
            add_note(work, notes, what, from, to);
        }
    }
}

void clm_diff_compare_facts(clm_diff_work *work) {
    const clm_article_facts *a = &work->old.collection->facts;
    const clm_article_facts *b = &work->new.collection->facts;
    const char **notes = clm_diff_array(work, NOTES_MAX, sizeof *notes);
    const char *gazetteers[2] = {say_gazetteer(work, a), say_gazetteer(work, b)};
    const char *options[2] = {say_options(work, a), say_options(work, b)};
    if (work->failed) {
        return;
    }
    work->diff->notes = notes;
    add_note(work, notes, "made by versions of claimmap", known(a->version), known(b->version));
    add_note(work, notes, "gazetteers", gazetteers[0], gazetteers[1]);
    add_note(work, notes, "worldviews", a->worldview == CLM_WORLDVIEW_DE_FACTO ? "de-facto" : "iso",
             b->worldview == CLM_WORLDVIEW_DE_FACTO ? "de-facto" : "iso");
    add_note(work, notes, "options", options[0], options[1]);
    note_places(work, notes);
    if (known(a->sha256)[0] != '\0' && strcmp(known(a->sha256), known(b->sha256)) == 0 &&
        work->diff->count > 0) {
        notes[work->diff->note_count++] = "the article is the same: what differs was edited on a "
                                          "map, or comes from the program";
    }
}

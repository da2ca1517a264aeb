/* Features -> claims with their places, and places with their claims. */
#include "page/parts.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_hidden(const void *context, const clm_feature *feature) {
    const clm_page_options *options = context;
    for (size_t i = 0; feature->id && i < options->hide_count; i++) {
        if (strcmp(feature->id, options->hide[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_drawn(const clm_page *page, const clm_feature *feature) {
    return (feature->draw == CLM_DRAW_PRIMARY || feature->draw == CLM_DRAW_SECONDARY) &&
           feature->geometry.kind != CLM_GEOMETRY_NONE && feature->geometry.point_count > 0 &&
           !is_hidden(page->options, feature);
}

/* ---- features that belong together ---- */

/* A feature and the text by which it is the same claim, or the same place, as others. */
typedef struct keyed {
    const char *key;
    size_t index; /* of the feature */
} keyed;

static int by_key(const void *left, const void *right) {
    const keyed *a = left;
    const keyed *b = right;
    int order = strcmp(a->key, b->key);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static int by_index(const void *left, const void *right) {
    const keyed *a = left;
    const keyed *b = right;
    return (a->index > b->index) - (a->index < b->index);
}

static bool same_key(const keyed *a, const keyed *b) {
    return strcmp(a->key, b->key) == 0;
}

/* Numbers the groups of equal keys by their first feature, in `group` (one for each feature of the
 * collection; SIZE_MAX stays where a feature has no key). Returns how many groups there are; the
 * first of `items` are then the first features of the groups. */
static size_t number_groups(keyed *items, size_t count, size_t *group) {
    qsort(items, count, sizeof *items, by_key);
    size_t groups = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && same_key(&items[i], &items[groups - 1])) {
            group[items[i].index] = items[groups - 1].index; /* for now its first feature */
        } else {
            group[items[i].index] = items[i].index;
            items[groups++] = items[i];
        }
    }
    qsort(items, groups, sizeof *items, by_index);
    return groups;
}

/* Turns first features into numbers of groups. */
static void settle_groups(const keyed *items, size_t groups, size_t *group, size_t count,
                          size_t *number) {
    for (size_t g = 0; g < groups; g++) {
        number[items[g].index] = g;
    }
    for (size_t i = 0; i < count; i++) {
        group[i] = group[i] == SIZE_MAX ? SIZE_MAX : number[group[i]];
    }
}

static long micro(double degrees) {
    return lround(degrees * CLM_STEPS_PER_DEGREE);
}

/* The same for features about the same place, drawn in the same way; NULL for those without one,
 * "" when memory ends. */
static const char *place_key(const clm_page *page, const clm_feature *feature) {
    const clm_feature_place *place = &feature->place;
    const bool shaped = feature->geometry.point_count > 0;
    if (feature->kind == CLM_FEATURE_FIGURE || feature->kind == CLM_FEATURE_ARTICLE ||
        !feature->has_place || (!shaped && !place->located)) {
        return NULL;
    }
    const bool own_shape = (feature->edited & (1U << CLM_SUM_GEOMETRY)) != 0 ||
                           feature->basis == CLM_BASIS_OFFSET_POINT ||
                           feature->basis == CLM_BASIS_COMPASS_PART;
    const char *key;
    if (place->gazetteer_id && !own_shape) {
        key = clm_arena_printf(page->arena, "=%s", place->gazetteer_id);
    } else {
        clm_lonlat at = shaped ? feature->geometry.points[0] : place->point;
        key = clm_arena_printf(page->arena, "%ld %ld %zu %d %s", micro(at.lon_deg),
                               micro(at.lat_deg), feature->geometry.point_count,
                               (int)feature->basis, place->name ? place->name : "");
    }
    return key ? key : "";
}

static const char *claim_key(const clm_page *page, const clm_feature *feature) {
    (void)page;
    if (feature->kind != CLM_FEATURE_CLAIM) {
        return NULL;
    }
    return feature->claim_id ? feature->claim_id : feature->id ? feature->id : "";
}

/* Groups the features; `first` gets the first feature of each group. False when memory ends. */
static bool group_features(clm_page *page,
                           const char *(*key_of)(const clm_page *page, const clm_feature *feature),
                           size_t **group, size_t **first, size_t *groups) {
    const size_t count = page->collection->count;
    keyed *items = clm_alloc((count + 1) * sizeof *items);
    size_t *number = clm_alloc((count + 1) * sizeof *number);
    *group = clm_arena_array(page->arena, count + 1, sizeof **group);
    *first = clm_arena_array(page->arena, count + 1, sizeof **first);
    bool done = items && number && *group && *first;
    size_t known = 0;
    for (size_t i = 0; done && i < count; i++) {
        const char *key = key_of(page, &page->collection->items[i]);
        (*group)[i] = SIZE_MAX;
        if (key) {
            items[known++] = (keyed){key, i};
            done = key[0] != '\0';
        }
    }
    if (done) {
        *groups = number_groups(items, known, *group);
        settle_groups(items, *groups, *group, count, number);
        for (size_t g = 0; g < *groups; g++) {
            (*first)[g] = items[g].index;
        }
    }
    clm_free(items);
    clm_free(number);
    return done;
}

/* ---- sides ---- */

int clm_page_side(const clm_page *page, const clm_feature *feature) {
    const char *side = feature->has_source ? feature->source.side : NULL;
    for (size_t i = 0; side && i < page->side_count; i++) {
        if (strcmp(page->sides[i], side) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* By their first drawn claim, as on a picture. */
static bool note_side(clm_page *page, const clm_feature *feature) {
    const char *side = feature->has_source ? feature->source.side : NULL;
    if (!side || side[0] == '\0' || page->side_count == CLM_THEME_SIDES ||
        clm_page_side(page, feature) >= 0) {
        return true;
    }
    const char *name = side;
    if (page->gazetteer && strlen(side) == 2) {
        clm_text found = clm_gazetteer_name_in(
            page->gazetteer, clm_gazetteer_country(page->gazetteer, side), page->language->code);
        name = found.len > 0 ? clm_arena_strndup(page->arena, found.ptr, found.len) : side;
    }
    page->sides[page->side_count] = side;
    page->side_names[page->side_count++] = name;
    return name != NULL;
}

/* ---- spots ---- */

/* A place's name in the page's language, unless it is one that a person wrote. */
static const char *spot_name(const clm_page *page, const clm_feature *feature) {
    const clm_feature_place *place = &feature->place;
    const char *name = place->name ? place->name : "";
    if (page->gazetteer && place->index != CLM_NO_PLACE &&
        !clm_language_is_english(page->language) && feature->basis != CLM_BASIS_COMPASS_PART &&
        clm_text_is(clm_gazetteer_place(page->gazetteer, place->index).name, name)) {
        clm_text found = clm_gazetteer_name_in(page->gazetteer, place->index, page->language->code);
        name = found.len > 0 ? clm_arena_strndup(page->arena, found.ptr, found.len) : name;
    }
    if (name && feature->basis == CLM_BASIS_OFFSET_POINT && place->gazetteer_id) {
        name = clm_fill_in(page->arena, page->language->phrases[CLM_SAY_NEAR], name);
    }
    return name;
}

static bool read_spots(clm_page *page) {
    size_t *first;
    size_t *spot_of;
    if (!group_features(page, place_key, &spot_of, &first, &page->spot_count)) {
        return false;
    }
    page->spot_of = spot_of;
    page->spots = clm_arena_array(page->arena, page->spot_count + 1, sizeof *page->spots);
    for (size_t s = 0; page->spots && s < page->spot_count; s++) {
        page->spots[s].feature = &page->collection->items[first[s]];
    }
    return page->spots != NULL;
}

/* Chooses what is drawn of each spot: the first main claim's shape, else the first faint one's. */
static bool read_voices(clm_page *page) {
    const size_t count = page->collection->count;
    size_t *start = clm_arena_array(page->arena, page->spot_count + 1, sizeof *start);
    clm_page_voice *all = clm_arena_array(page->arena, count + 1, sizeof *all);
    if (!start || !all) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const clm_feature *feature = &page->collection->items[i];
        if (page->spot_of[i] != SIZE_MAX && is_drawn(page, feature)) {
            start[page->spot_of[i] + 1]++;
        }
    }
    for (size_t s = 0; s < page->spot_count; s++) {
        start[s + 1] += start[s];
        page->spots[s].voices = all + start[s];
    }
    for (size_t i = 0; i < count; i++) {
        const clm_feature *feature = &page->collection->items[i];
        if (page->spot_of[i] == SIZE_MAX || is_hidden(page->options, feature)) {
            continue;
        }
        clm_page_spot *spot = &page->spots[page->spot_of[i]];
        if (is_drawn(page, feature)) {
            const bool better =
                spot->kind != CLM_SPOT_CLAIMED ||
                (feature->draw == CLM_DRAW_PRIMARY && spot->feature->draw != CLM_DRAW_PRIMARY);
            spot->feature = better ? feature : spot->feature;
            spot->kind = CLM_SPOT_CLAIMED;
            all[start[page->spot_of[i]] + spot->voice_count++] =
                (clm_page_voice){page->claim_of[i], feature};
        } else if (feature->draw == CLM_DRAW_CONTEXT && spot->kind == CLM_SPOT_UNDRAWN) {
            spot->kind = CLM_SPOT_CONTEXT;
            spot->feature = feature;
        }
    }
    for (size_t s = 0; s < page->spot_count; s++) {
        page->spots[s].name = spot_name(page, page->spots[s].feature);
        if (!page->spots[s].name) {
            return false;
        }
    }
    return true;
}

/* ---- claims ---- */

static bool read_claims(clm_page *page) {
    size_t *first;
    size_t *claim_of;
    if (!group_features(page, claim_key, &claim_of, &first, &page->claim_count)) {
        return false;
    }
    page->claim_of = claim_of;
    page->claims = clm_arena_array(page->arena, page->claim_count + 1, sizeof *page->claims);
    for (size_t c = 0; page->claims && c < page->claim_count; c++) {
        page->claims[c].feature = &page->collection->items[first[c]];
    }
    return page->claims != NULL;
}

/* The spots of each claim: its features' in their order, each once. */
static bool link_claims(clm_page *page) {
    const size_t count = page->collection->count;
    size_t *start = clm_arena_array(page->arena, page->claim_count + 1, sizeof *start);
    size_t *all = clm_arena_array(page->arena, count + 1, sizeof *all);
    size_t *latest = clm_arena_array(page->arena, page->spot_count + 1, sizeof *latest);
    if (!start || !all || !latest) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (page->claim_of[i] != SIZE_MAX) {
            start[page->claim_of[i] + 1]++;
        }
    }
    for (size_t c = 0; c < page->claim_count; c++) {
        start[c + 1] += start[c];
        page->claims[c].spots = all + start[c];
    }
    for (size_t i = 0; i < count; i++) {
        const size_t c = page->claim_of[i];
        if (c != SIZE_MAX) {
            all[start[c] + page->claims[c].spot_count++] = page->spot_of[i];
            page->claims[c].located |= is_drawn(page, &page->collection->items[i]);
        }
    }
    for (size_t c = 0; c < page->claim_count; c++) {
        size_t kept = 0;
        for (size_t i = 0; i < page->claims[c].spot_count; i++) {
            const size_t spot = page->claims[c].spots[i];
            if (spot != SIZE_MAX && latest[spot] != c + 1) {
                latest[spot] = c + 1;
                all[start[c] + kept++] = spot;
            }
        }
        page->claims[c].spot_count = kept;
    }
    return true;
}

/* ---- figures ---- */

static int by_claim_id(const void *left, const void *right) {
    const clm_page_claim *const *a = left;
    const clm_page_claim *const *b = right;
    return strcmp((*a)->feature->claim_id, (*b)->feature->claim_id);
}

static bool read_figures(clm_page *page) {
    const clm_collection *collection = page->collection;
    page->figures = clm_arena_array(page->arena, collection->count + 1, sizeof *page->figures);
    void *memory = clm_arena_array(page->arena, page->claim_count + 1, sizeof(clm_page_claim *));
    const clm_page_claim **sorted = memory;
    if (!page->figures || !sorted) {
        return false;
    }
    size_t known = 0;
    for (size_t c = 0; c < page->claim_count; c++) {
        if (page->claims[c].feature->claim_id) {
            sorted[known++] = &page->claims[c];
        }
    }
    qsort(sorted, known, sizeof(const clm_page_claim *), by_claim_id);
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (feature->kind != CLM_FEATURE_FIGURE || !is_drawn(page, feature)) {
            continue;
        }
        const clm_page_claim wanted = {.feature = feature};
        const clm_page_claim *key = &wanted;
        const clm_page_claim **found =
            feature->claim_id
                ? bsearch(&key, sorted, known, sizeof(const clm_page_claim *), by_claim_id)
                : NULL;
        clm_page_figure *figure = &page->figures[page->figure_count++];
        *figure = (clm_page_figure){feature, found ? (size_t)(*found - page->claims) : SIZE_MAX,
                                    clm_say_stated_area(page->language, page->arena, feature)};
        if (found) {
            page->claims[figure->claim].located = true;
        }
        if (!figure->label) {
            return false;
        }
    }
    return true;
}

clm_status clm_page_read(clm_page *page) {
    bool done = read_spots(page) && read_claims(page) && read_voices(page) && link_claims(page) &&
                read_figures(page);
    for (size_t pass = 0; pass < 2; pass++) { /* figures after claims */
        for (size_t i = 0; done && i < page->collection->count; i++) {
            const clm_feature *feature = &page->collection->items[i];
            if (is_drawn(page, feature) && (feature->kind == CLM_FEATURE_FIGURE) == (pass == 1)) {
                done = note_side(page, feature);
            }
        }
    }
    if (!done) {
        return clm_fail(page->error, CLM_ERR_NOMEM, "out of memory");
    }
    return clm_moves_read(page->collection, is_hidden, page->options, page->arena, &page->moves,
                          &page->move_count, page->error);
}

#include "features/features.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    const clm_feature *feature;
    size_t index;
} entry;

static int by_claim(const void *a, const void *b) {
    const entry *left = a;
    const entry *right = b;
    int order = strcmp(left->feature->claim_id, right->feature->claim_id);
    if (order != 0) {
        return order;
    }
    return left->index < right->index ? -1 : 1;
}

/* Events in which somebody goes from one place to another even where the text has the one that is
 * left, or reached, as the place of the event. */
static bool is_movement(clm_event_type type) {
    static const clm_event_type moves[] = {CLM_EVENT_DEPLOYMENT,       CLM_EVENT_WITHDRAWAL,
                                           CLM_EVENT_RETREAT,          CLM_EVENT_ADVANCE,
                                           CLM_EVENT_INCURSION,        CLM_EVENT_OFFENSIVE,
                                           CLM_EVENT_COUNTEROFFENSIVE, CLM_EVENT_DISPLACEMENT,
                                           CLM_EVENT_EVACUATION,       CLM_EVENT_ARMS_SUPPLY};
    bool found = false;
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        found |= moves[i] == type;
    }
    return found;
}

static bool is_at_place(clm_place_role role) {
    return role == CLM_ROLE_LOCATION || role == CLM_ROLE_RELATIVE_LOCATION;
}

static bool is_goal(clm_place_role role) {
    return role == CLM_ROLE_DESTINATION || role == CLM_ROLE_DIRECTION;
}

/* A strike is seen from where it came to what it hit. */
static bool is_hit(const clm_feature *feature) {
    return feature->event_type == CLM_EVENT_STRIKE && feature->place_role == CLM_ROLE_TARGET;
}

static bool is_drawn(const clm_feature *feature) {
    return feature->draw == CLM_DRAW_PRIMARY || feature->draw == CLM_DRAW_SECONDARY;
}

static bool same_point(const clm_feature *a, const clm_feature *b) {
    return a->place.point.lon_deg == b->place.point.lon_deg &&
           a->place.point.lat_deg == b->place.point.lat_deg;
}

static bool same_word(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

/* Whether `inner` is a part of the country or first-level region `outer`. */
static bool holds(const clm_feature_place *outer, const clm_feature_place *inner) {
    if (!same_word(outer->country, inner->country)) {
        return false;
    }
    return (outer->kind == CLM_KIND_COUNTRY && inner->kind != CLM_KIND_COUNTRY) ||
           (outer->kind == CLM_KIND_REGION && same_word(outer->name, inner->admin1));
}

/* Whether the two can be the ends of one way: a place and the country or region around it are
 * not, an arrow to the middle of that would point at nothing. */
static bool apart(const clm_feature *a, const clm_feature *b) {
    return !same_point(a, b) && !holds(&a->place, &b->place) && !holds(&b->place, &a->place);
}

/* `to` NULL: it is not told where they went. */
static clm_move move_between(const clm_feature *from, const clm_feature *to, bool link) {
    bool primary = from->draw == CLM_DRAW_PRIMARY || (to && to->draw == CLM_DRAW_PRIMARY);
    return (clm_move){.from = from,
                      .to = to,
                      .feature = to && is_drawn(to) ? to : from,
                      .primary = primary,
                      .link = link};
}

typedef struct move_list {
    clm_move *items;
    size_t count;
} move_list;

bool clm_is_way(const clm_feature *feature) {
    return feature->change == CLM_CHANGE_MOVED && feature->kind == CLM_FEATURE_CLAIM &&
           feature->geometry.kind == CLM_GEOMETRY_LINES;
}

typedef struct ends {
    const clm_feature *from, *at, *passed;
    size_t goals;
} ends;

static ends find_ends(const entry *group, size_t count) {
    ends found = {.from = NULL};
    for (size_t i = 0; i < count; i++) {
        const clm_feature *feature = group[i].feature;
        if (feature->place_role == CLM_ROLE_ORIGIN && !found.from) {
            found.from = feature;
        } else if (is_at_place(feature->place_role) && is_drawn(feature) && !found.at) {
            found.at = feature;
        }
        found.goals += is_goal(feature->place_role) || is_hit(feature);
    }
    return found;
}

/* Adds a move of the claim where both its ends are apart and one of them is drawn. */
static void add(move_list *list, clm_move move) {
    if (is_drawn(move.feature) && (!move.to || apart(move.from, move.to))) {
        list->items[list->count++] = move;
    }
}

static void read_group(move_list *list, const entry *group, size_t count) {
    ends found = find_ends(group, count);
    bool movement = is_movement(group[0].feature->event_type);
    const clm_feature *from = found.from ? found.from : movement ? found.at : NULL;
    bool leaves = group[0].feature->event_type == CLM_EVENT_WITHDRAWAL ||
                  group[0].feature->event_type == CLM_EVENT_RETREAT;
    if (found.from && found.goals == 0 && found.at && movement) {
        add(list, move_between(found.from, found.at, false)); /* "reached B from A" */
    } else if (found.from && found.goals == 0 && leaves) {
        add(list, move_between(found.from, NULL, false));
    }
    const clm_feature *passed = NULL;
    for (size_t i = 0; i < count; i++) {
        const clm_feature *feature = group[i].feature;
        if (from && (is_goal(feature->place_role) || is_hit(feature))) {
            add(list, move_between(from, feature, false));
        } else if (feature->place_role == CLM_ROLE_ROUTE) { /* "between A and B" */
            if (passed) {
                add(list, move_between(passed, feature, true));
            }
            passed = feature;
        }
    }
}

static bool counts(const clm_feature *feature) {
    return feature->kind == CLM_FEATURE_CLAIM && !clm_is_way(feature) && feature->claim_id &&
           feature->has_place && feature->place.located && feature->geometry.point_count > 0 &&
           !feature->duplicate_of && feature->place_role != CLM_ROLE_CONTAINER;
}

/* The end of a way is where the line ends; its beginning is its place. False when memory ends. */
static bool add_way(move_list *list, const clm_feature *way, clm_arena *arena) {
    const clm_geometry *line = &way->geometry;
    clm_feature *end = clm_arena_alloc(arena, sizeof *end);
    if (!end || !is_drawn(way) || !way->has_place || line->point_count < 2) {
        return end != NULL;
    }
    *end = *way;
    end->place.point = line->points[line->point_count - 1];
    list->items[list->count++] =
        (clm_move){.from = way, .to = end, .feature = way, .primary = true, .moved = true};
    return true;
}

clm_status clm_moves_read(const clm_collection *collection,
                          bool (*hidden)(const void *context, const clm_feature *feature),
                          const void *context, clm_arena *arena, clm_move **out, size_t *count,
                          clm_error *error) {
    entry *entries = clm_alloc((collection->count + 1) * sizeof *entries);
    move_list list = {.items = clm_arena_array(arena, collection->count + 1, sizeof *list.items)};
    if (!entries || !list.items) {
        clm_free(entries);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    size_t known = 0;
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (counts(feature) && !hidden(context, feature)) {
            entries[known++] = (entry){feature, i};
        }
    }
    qsort(entries, known, sizeof *entries, by_claim);
    for (size_t start = 0; start < known;) {
        size_t end = start + 1;
        while (end < known &&
               strcmp(entries[end].feature->claim_id, entries[start].feature->claim_id) == 0) {
            end++;
        }
        read_group(&list, entries + start, end - start);
        start = end;
    }
    clm_free(entries);
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (clm_is_way(feature) && !hidden(context, feature) && !add_way(&list, feature, arena)) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
    }
    *out = list.items;
    *count = list.count;
    return CLM_OK;
}

#include "features/build.h"

#include "base/alloc.h"
#include "geo/overlay.h"

#include <math.h>
#include <string.h>

typedef struct map_build {
    const clm_diff *diff;
    const clm_collection *before, *after;
    clm_collection *out;
    bool failed; /* memory ended */
} map_build;

static const char *joined(map_build *build, const char *text, const char *end) {
    const char *both = text != NULL ? clm_arena_printf(build->out->arena, "%s%s", text, end) : NULL;
    build->failed = build->failed || (text != NULL && both == NULL);
    return both;
}

/* A copy with its own shape; the strings stay the original's. */
static clm_feature *add_copy(map_build *build, const clm_feature *feature) {
    clm_feature *copy = &build->out->items[build->out->count];
    *copy = *feature;
    clm_geometry_init(&copy->geometry);
    if (clm_geometry_copy(&feature->geometry, &copy->geometry, NULL) != CLM_OK) {
        build->failed = true;
        return NULL;
    }
    build->out->count++; /* from here on its shape is freed with the collection */
    return copy;
}

static void tell(const map_build *build, clm_feature *copy, clm_change_kind kind, size_t change) {
    copy->change = kind;
    if (change != SIZE_MAX) {
        copy->was = build->diff->items[change].fields;
        copy->was_count = build->diff->items[change].field_count;
    }
}

/* Only the features that stand for a change tell what it was; others of the claim lie elsewhere. */
static bool stands_for(const map_build *build, const clm_feature *feature, size_t change) {
    if (change == SIZE_MAX) {
        return false;
    }
    const clm_feature *main = build->diff->items[change].to;
    return main != NULL &&
           (main == feature || (main->claim_id != NULL && feature->claim_id != NULL &&
                                strcmp(main->claim_id, feature->claim_id) == 0));
}

static void add_new(map_build *build) {
    for (size_t i = 0; i < build->after->count && !build->failed; i++) {
        const clm_feature *feature = &build->after->items[i];
        clm_feature *copy = add_copy(build, feature);
        if (copy != NULL && feature->kind != CLM_FEATURE_ARTICLE) {
            const size_t change = build->diff->new_changes[i];
            tell(build, copy, build->diff->new_kinds[i],
                 stands_for(build, feature, change) ? change : SIZE_MAX);
        }
    }
}

/* Ids of the old file may stand in the new one too. */
static void rename_old(map_build *build, clm_feature *copy) {
    static const char end[] = "-old";
    copy->id = joined(build, copy->id, end);
    copy->claim_id = joined(build, copy->claim_id, end);
    copy->event_group = copy->claim_id;
    copy->duplicate_of = joined(build, copy->duplicate_of, end);
    copy->supports = copy->conflicts_with = NULL;
    copy->support_count = copy->conflict_count = 0;
    copy->voices = NULL;
    copy->voice_count = 0;
}

static void add_gone(map_build *build) {
    for (size_t i = 0; i < build->before->count && !build->failed; i++) {
        if (build->diff->old_kinds[i] != CLM_CHANGE_GONE) {
            continue;
        }
        clm_feature *copy = add_copy(build, &build->before->items[i]);
        if (copy != NULL) {
            tell(build, copy, CLM_CHANGE_GONE, SIZE_MAX);
            rename_old(build, copy);
            copy->draw = copy->draw == CLM_DRAW_PRIMARY ? CLM_DRAW_SECONDARY : copy->draw;
        }
    }
}

static bool make_line(clm_feature *way, clm_lonlat from, clm_lonlat to) {
    clm_geometry *line = &way->geometry;
    clm_geometry_init(line);
    bool done = clm_geometry_add_part(line, false, NULL) == CLM_OK &&
                clm_geometry_add_point(line, from, NULL) == CLM_OK &&
                clm_geometry_add_point(line, to, NULL) == CLM_OK;
    line->kind = CLM_GEOMETRY_LINES;
    if (done && clm_geometry_settle(line, NULL) == CLM_OK) {
        return true;
    }
    clm_geometry_clear(line);
    return false;
}

/* Where a sign stands: a point measured from a town is not the town. */
static clm_lonlat marked_at(const clm_feature *feature) {
    return feature->geometry.kind == CLM_GEOMETRY_POINT ? feature->geometry.points[0]
                                                        : feature->place.point;
}

/* The way from where it was told before; the place of the line is the old one. */
static void add_way(map_build *build, const clm_change *change) {
    static const char end[] = "-way";
    const clm_feature *from = change->from;
    const clm_feature *to = change->to;
    if (!(change->moved_km > 0.0) || !from->has_place || !from->place.located ||
        !to->place.located || to->draw > CLM_DRAW_SECONDARY) {
        return;
    }
    clm_feature *way = &build->out->items[build->out->count];
    *way = *to;
    const clm_lonlat start = marked_at(from);
    if (!make_line(way, start, marked_at(to))) {
        build->failed = true;
        return;
    }
    build->out->count++;
    way->id = joined(build, to->id, end);
    way->claim_id = joined(build, to->claim_id, end);
    way->event_group = way->claim_id;
    way->duplicate_of = NULL;
    way->place = from->place;
    way->place.point = clm_lonlat_settle(start);
    way->place_role = CLM_ROLE_ORIGIN;
    way->basis = CLM_BASIS_NONE;
    way->draw = CLM_DRAW_SECONDARY;
    way->edited = 0;
    way->voices = NULL;
    way->voice_count = 0;
    way->change = CLM_CHANGE_MOVED;
    way->was = change->fields;
    way->was_count = change->field_count;
    /* As reading the file back words it. */
    clm_build words = {.arena = build->out->arena};
    clm_build_claim_words(&words, way);
    build->failed = build->failed || words.failed;
    clm_buffer_clear(&words.scratch);
}

static void add_ways(map_build *build) {
    for (size_t i = 0; i < build->diff->count && !build->failed; i++) {
        if (build->diff->items[i].kind == CLM_CHANGE_MOVED) {
            add_way(build, &build->diff->items[i]);
        }
    }
}

static bool is_known(const char *text) {
    return text != NULL && text[0] != '\0';
}

static void set_facts(map_build *build) {
    const clm_article_facts *before = &build->before->facts;
    clm_article_facts *facts = &build->out->facts;
    *facts = build->after->facts;
    const char *title = is_known(facts->title) ? facts->title : "the story";
    facts->title = is_known(before->date) && is_known(facts->date)
                       ? clm_arena_printf(build->out->arena, "Changes, %s to %s: %s", before->date,
                                          facts->date, title)
                       : clm_arena_printf(build->out->arena, "Changes: %s", title);
    facts->since = is_known(before->date) ? before->date : NULL;
    build->failed = build->failed || facts->title == NULL;
}

clm_status clm_diff_map(const clm_diff *diff, const clm_collection *before,
                        const clm_collection *after, clm_collection **out, clm_error *error) {
    *out = NULL;
    clm_collection *collection = clm_alloc_zero(1, sizeof *collection);
    clm_arena *arena = clm_arena_new();
    if (collection == NULL || arena == NULL) {
        clm_free(collection);
        clm_arena_free(arena);
        return clm_fail(error, CLM_ERR_NOMEM, "differences: out of memory");
    }
    collection->arena = arena;
    map_build build = {.diff = diff, .before = before, .after = after, .out = collection};
    collection->items = clm_arena_array(arena, before->count + after->count + diff->count,
                                        sizeof *collection->items);
    build.failed = collection->items == NULL;
    if (!build.failed) {
        set_facts(&build);
        add_new(&build);
        add_gone(&build);
        add_ways(&build);
    }
    if (build.failed) {
        clm_collection_free(collection);
        return clm_fail(error, CLM_ERR_NOMEM, "differences: out of memory");
    }
    if (collection->count > 0) {
        collection->items[0].title = collection->facts.title;
    }
    clm_build_order(collection);
    *out = collection;
    return CLM_OK;
}

/* Claims about land are held against overlays. A claim has several features: places that it is
 * about, regions around them, figures. What it says is one thing, so that all of them get the same
 * answer: the area of all regions that it is about together. Only where it states no area each
 * region is measured by itself. */
#include "features/overlay_check.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 8 };

/* Of a figure. */
#define NO_REGION SIZE_MAX

typedef enum standing {
    STANDS_AROUND = 0, /* "Kursk" in "Guyevo in Kursk" */
    STANDS_FOR_IT,     /* what the claim is about */
    STANDS_AS_FIGURE
} standing;

/* A feature whose claim is asked about. */
typedef struct held {
    clm_feature *feature;
    size_t number; /* among the features */
    standing standing;
    size_t region; /* NO_REGION: it has none of its own */
} held;

/* Land that is measured: a place of the gazetteer, or the shape of a feature. */
typedef struct region {
    clm_place_index index; /* CLM_NO_PLACE: the feature's shape */
    const clm_feature *feature;
    uint64_t sum;   /* of that shape */
    size_t of_held; /* while equal ones are sought */
    const char *name;
    double measured_km2; /* in the overlay at hand; NaN: not yet */
    size_t group;        /* the latest group that counted it */
} region;

typedef struct check_list {
    clm_feature_check *items;
    size_t count;
} check_list;

typedef struct holding {
    clm_build build;
    const clm_gazetteer *gazetteer;
    clm_buffer *warnings;
    clm_overlay_source *sources;
    check_list *lists; /* of each feature */
    held *held;
    size_t held_count;
    region *regions;
    size_t region_count;
    size_t group; /* counts groups of all overlays */
    clm_error *error;
} holding;

static clm_status no_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "overlay: out of memory");
}

static bool same_text(const char *a, const char *b) {
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* ---- what is asked about ---- */

static bool is_set_aside(const clm_feature *feature) {
    static const char *const kept[] = {"container", "irrealis", "duplicate", "other"};
    bool found = feature->reason == NULL;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0] && !found; i++) {
        found = strcmp(feature->reason, kept[i]) == 0;
    }
    return !found;
}

static bool is_around(const clm_feature *feature) {
    return feature->place_role == CLM_ROLE_CONTAINER || same_text(feature->reason, "container");
}

/* Places that the claim names for another purpose than to say where it is. */
static bool is_elsewhere(clm_place_role role) {
    return role == CLM_ROLE_DIRECTION || role == CLM_ROLE_BENEFICIARY || role == CLM_ROLE_ALIAS ||
           role == CLM_ROLE_DISTANCE_ANCHOR || role == CLM_ROLE_BORDER_WITH;
}

static uint64_t shape_sum(const clm_geometry *shape) {
    return clm_hash64(shape->points, shape->point_count * sizeof *shape->points);
}

/* The land that a claim's place stands for: its polygon, as fine as the gazetteer has it; of a
 * point the first-level region around it. False where it has none. */
static bool find_region(const holding *hold, const clm_feature *feature, region *out) {
    const clm_feature_place *place = &feature->place;
    const bool edited = (feature->edited & (1U << CLM_SUM_GEOMETRY)) != 0;
    *out = (region){.index = CLM_NO_PLACE, .feature = feature, .name = place->name};
    if (feature->geometry.kind == CLM_GEOMETRY_POLYGONS) {
        if (hold->gazetteer != NULL && feature->basis == CLM_BASIS_REGION_POLYGON && !edited) {
            out->index = place->index;
        }
        out->sum = out->index == CLM_NO_PLACE ? shape_sum(&feature->geometry) : 0;
        return true;
    }
    const bool small = place->kind == CLM_KIND_SETTLEMENT || place->kind == CLM_KIND_FACILITY ||
                       place->kind == CLM_KIND_DISTRICT;
    return feature->geometry.kind == CLM_GEOMETRY_POINT && small && hold->gazetteer != NULL &&
           clm_gazetteer_containing(hold->gazetteer, feature->geometry.points[0], &out->index, 1) >
               0;
}

static int compare_regions(const void *a, const void *b) {
    const region *first = a;
    const region *second = b;
    if (first->index != second->index) {
        return first->index < second->index ? -1 : 1;
    }
    if (first->sum != second->sum) {
        return first->sum < second->sum ? -1 : 1;
    }
    return (first->of_held > second->of_held) - (first->of_held < second->of_held);
}

static int compare_held(const void *a, const void *b) {
    const held *first = a;
    const held *second = b;
    int order = strcmp(first->feature->claim_id, second->feature->claim_id);
    return order != 0 ? order : (first->number > second->number) - (first->number < second->number);
}

/* Gives the place's name to a region of the gazetteer. */
static void name_region(holding *hold, region *at) {
    if (at->index != CLM_NO_PLACE) {
        at->name =
            clm_build_string(&hold->build, clm_gazetteer_place(hold->gazetteer, at->index).name);
    }
    at->measured_km2 = (double)NAN;
    at->group = 0;
}

/* Leaves each region once, and tells the features which one is theirs. */
static void join_regions(holding *hold) {
    if (hold->region_count > 1) {
        qsort(hold->regions, hold->region_count, sizeof *hold->regions, compare_regions);
    }
    size_t kept = 0;
    for (size_t i = 0; i < hold->region_count; i++) {
        const region at = hold->regions[i];
        if (kept == 0 || hold->regions[kept - 1].index != at.index ||
            hold->regions[kept - 1].sum != at.sum) {
            hold->regions[kept++] = at;
        }
        hold->held[at.of_held].region = kept - 1;
    }
    hold->region_count = kept;
    for (size_t i = 0; i < kept; i++) {
        name_region(hold, &hold->regions[i]);
    }
}

static clm_status list_held(holding *hold) {
    clm_collection *collection = hold->build.collection;
    hold->held = clm_alloc_zero(collection->count + 1, sizeof *hold->held);
    hold->regions = clm_alloc_zero(collection->count + 1, sizeof *hold->regions);
    if (hold->held == NULL || hold->regions == NULL) {
        return no_memory(hold->error);
    }
    for (size_t i = 0; i < collection->count; i++) {
        clm_feature *feature = &collection->items[i];
        if (!clm_is_about_land(feature) || feature->claim_id == NULL || !feature->has_place ||
            !feature->place.located || is_set_aside(feature) ||
            (is_elsewhere(feature->place_role) && feature->kind == CLM_FEATURE_CLAIM)) {
            continue;
        }
        held *at = &hold->held[hold->held_count];
        *at = (held){feature, i, STANDS_AS_FIGURE, NO_REGION};
        if (feature->kind == CLM_FEATURE_CLAIM) {
            region *land = &hold->regions[hold->region_count];
            at->standing = is_around(feature) ? STANDS_AROUND : STANDS_FOR_IT;
            if (!find_region(hold, feature, land)) {
                continue;
            }
            land->of_held = hold->held_count;
            hold->region_count++;
        }
        hold->held_count++;
    }
    join_regions(hold);
    if (hold->held_count > 1) {
        qsort(hold->held, hold->held_count, sizeof *hold->held, compare_held);
    }
    return CLM_OK;
}

/* ---- measuring ---- */

static clm_status measure(holding *hold, const clm_overlay_layer *layer, region *at) {
    if (!isnan(at->measured_km2)) {
        return CLM_OK;
    }
    clm_geometry shape;
    clm_geometry_init(&shape);
    clm_status status = CLM_OK;
    const clm_geometry *land = &shape;
    if (at->index == CLM_NO_PLACE) {
        land = &at->feature->geometry;
    } else {
        status =
            clm_gazetteer_shape(hold->gazetteer, at->index, hold->build.collection->facts.worldview,
                                CLM_DETAIL_FULL, &shape, hold->error);
    }
    if (status == CLM_OK && land->kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_overlay_measure(layer, land, &at->measured_km2, hold->error);
    }
    if (isnan(at->measured_km2)) {
        at->measured_km2 = 0.0;
    }
    clm_geometry_clear(&shape);
    return status;
}

/* The regions that a claim is about, together. */
typedef struct joint {
    size_t regions[NAMES_MAX]; /* the first of them */
    size_t count;
    double measured_km2;
} joint;

static clm_status add_to_joint(holding *hold, const clm_overlay_layer *layer, size_t number,
                               joint *sum) {
    region *at = &hold->regions[number];
    if (at->group == hold->group) {
        return CLM_OK;
    }
    at->group = hold->group;
    clm_status status = measure(hold, layer, at);
    sum->measured_km2 += at->measured_km2;
    if (sum->count < NAMES_MAX) {
        sum->regions[sum->count] = number;
    }
    sum->count++;
    return status;
}

/* Adds up what the claim is about: a country beside regions only says where they are. Where nothing
 * but regions around are known, the first of the smallest kind. */
static clm_status sum_regions(holding *hold, const clm_overlay_layer *layer, const held *group,
                              size_t count, joint *sum) {
    bool finer = false;
    const held *around = NULL;
    clm_status status = CLM_OK;
    *sum = (joint){.count = 0};
    hold->group++;
    for (size_t i = 0; i < count; i++) {
        const held *at = &group[i];
        finer |= at->standing == STANDS_FOR_IT && at->feature->place.kind != CLM_KIND_COUNTRY;
        if (at->standing == STANDS_AROUND &&
            (around == NULL || at->feature->geo_precision < around->feature->geo_precision)) {
            around = at;
        }
    }
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        const held *at = &group[i];
        if (at->standing == STANDS_FOR_IT &&
            !(finer && at->feature->place.kind == CLM_KIND_COUNTRY)) {
            status = add_to_joint(hold, layer, at->region, sum);
        }
    }
    if (status == CLM_OK && sum->count == 0 && around != NULL) {
        status = add_to_joint(hold, layer, around->region, sum);
    }
    return status;
}

/* ---- answers ---- */

static const char *names_of(holding *hold, const joint *sum) {
    if (sum->count == 1) {
        return hold->regions[sum->regions[0]].name;
    }
    clm_buffer *names = clm_build_scratch(&hold->build);
    for (size_t i = 0; i < sum->count && i < NAMES_MAX; i++) {
        const char *name = hold->regions[sum->regions[i]].name;
        clm_buffer_printf(names, "%s%s", i > 0 ? ", " : "", name != NULL ? name : "");
    }
    return clm_build_scratch_text(&hold->build);
}

static void add_check(holding *hold, const held *at, const clm_overlay_facts *facts,
                      const clm_overlay_source *from, const clm_feature_check *measured) {
    clm_claimed claimed = clm_claimed_area(at->feature);
    check_list *list = &hold->lists[at->number];
    clm_feature_check *check = &list->items[list->count++];
    *check = *measured;
    check->layer = facts->name;
    check->date = facts->date[0] != '\0' ? facts->date : NULL;
    check->measured_km2 =
        clm_build_number(&hold->build, measured->measured_km2, CLM_MEASURED_DECIMALS, 0.0);
    check->claimed_km2 = claimed.km2;
    clm_check_judge(at->feature, &claimed, facts, from->holder_also, check);
    check->ratio = clm_build_number(&hold->build, check->ratio, CLM_MEASURED_DECIMALS, (double)NAN);
}

static bool states_area(const held *group, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (isfinite(clm_claimed_area(group[i].feature).km2)) {
            return true;
        }
    }
    return false;
}

static clm_status answer_group(holding *hold, const clm_overlay_facts *facts,
                               const clm_overlay_source *from, const held *group, size_t count) {
    joint sum;
    clm_status status = sum_regions(hold, from->layer, group, count, &sum);
    if (status != CLM_OK || sum.count == 0) {
        return status;
    }
    const bool together = sum.count == 1 || states_area(group, count);
    const clm_feature_check all = {
        .region = together ? names_of(hold, &sum) : hold->regions[sum.regions[0]].name,
        .measured_km2 = together ? sum.measured_km2 : hold->regions[sum.regions[0]].measured_km2};
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        clm_feature_check own = all;
        if (!together && group[i].standing == STANDS_FOR_IT) {
            region *at = &hold->regions[group[i].region];
            status = measure(hold, from->layer, at);
            own.region = at->name;
            own.measured_km2 = at->measured_km2;
        }
        add_check(hold, &group[i], facts, from, &own);
    }
    return status;
}

static clm_status answer_all(holding *hold, const clm_overlay_facts *facts,
                             const clm_overlay_source *from) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < hold->region_count; i++) {
        hold->regions[i].measured_km2 = (double)NAN;
    }
    for (size_t i = 0, end; i < hold->held_count && status == CLM_OK; i = end) {
        for (end = i + 1; end < hold->held_count && same_text(hold->held[end].feature->claim_id,
                                                              hold->held[i].feature->claim_id);
             end++) {
        }
        status = answer_group(hold, facts, from, &hold->held[i], end - i);
    }
    return status;
}

/* ---- all together ---- */

/* Answers that the file gives of overlays that are not at hand stay. */
static void keep_checks(holding *hold, const char *name) {
    clm_collection *collection = hold->build.collection;
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        for (size_t k = 0; k < feature->check_count; k++) {
            if (same_text(feature->checks[k].layer, name)) {
                hold->lists[i].items[hold->lists[i].count++] = feature->checks[k];
                break;
            }
        }
    }
}

static clm_status make_lists(holding *hold) {
    clm_collection *collection = hold->build.collection;
    const size_t overlays = collection->facts.overlay_count;
    hold->lists = clm_alloc_zero(collection->count + 1, sizeof *hold->lists);
    if (hold->lists == NULL) {
        return no_memory(hold->error);
    }
    for (size_t i = 0; i < collection->count && !hold->build.failed; i++) {
        if (clm_is_about_land(&collection->items[i]) || collection->items[i].check_count > 0) {
            hold->lists[i].items =
                clm_build_array(&hold->build, overlays, sizeof(clm_feature_check));
        }
    }
    return hold->build.failed ? no_memory(hold->error) : CLM_OK;
}

static clm_status hold_all(holding *hold) {
    clm_collection *collection = hold->build.collection;
    clm_status status = make_lists(hold);
    if (status == CLM_OK) {
        status = list_held(hold);
    }
    for (size_t i = 0; i < collection->facts.overlay_count && status == CLM_OK; i++) {
        const clm_overlay_facts *facts = &collection->facts.overlays[i];
        if (hold->sources[i].layer == NULL) {
            keep_checks(hold, facts->name);
        } else {
            status = answer_all(hold, facts, &hold->sources[i]);
        }
    }
    if (status == CLM_OK && (hold->build.failed || hold->warnings->failed)) {
        status = no_memory(hold->error);
    }
    for (size_t i = 0; i < collection->count && status == CLM_OK; i++) {
        collection->items[i].checks = hold->lists[i].items;
        collection->items[i].check_count = hold->lists[i].count;
    }
    return status;
}

clm_status clm_collection_hold_against(clm_collection *collection, const clm_gazetteer *gazetteer,
                                       const clm_overlay_layer *const *overlays, size_t count,
                                       clm_buffer *warnings, clm_error *error) {
    if (count == 0 && collection->facts.overlay_count == 0) {
        return CLM_OK;
    }
    holding hold = {
        .build = {.collection = collection, .arena = collection->arena, .gazetteer = gazetteer},
        .gazetteer = gazetteer,
        .warnings = warnings,
        .error = error};
    clm_status status =
        clm_overlay_merge(&hold.build, overlays, count, &hold.sources, warnings, error);
    if (status == CLM_OK && count > 0) {
        status = hold_all(&hold);
    }
    clm_free(hold.lists);
    clm_free(hold.held);
    clm_free(hold.regions);
    clm_buffer_clear(&hold.build.scratch);
    return status;
}

#include "map/compose_labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOWNS_LOOKED_AT = 600, TOWNS_MAX = 90, MARKED_MAX = 30 };

static const double px2_per_town = 25000; /* of the frame, at zoom 1 */
static const double article_weight = 2e4;

typedef struct clm_label_town {
    clm_place_index index;
    clm_place place;
    clm_px at;
    double worth;
} town;

static int by_worth(const void *a, const void *b) {
    const town *left = a;
    const town *right = b;
    if (left->worth != right->worth) {
        return left->worth > right->worth ? -1 : 1;
    }
    return left->index < right->index ? -1 : 1;
}

static double distance_to_box(clm_px at, clm_rect box) {
    double dx = fmax(0, fmax(box.x0 - at.x, at.x - box.x1));
    double dy = fmax(0, fmax(box.y0 - at.y, at.y - box.y1));
    return hypot(dx, dy);
}

/* Towns in regions with claims, and near to places and areas that are named, tell more. */
static double nearness(const clm_label_set *set, clm_px at) {
    const clm_scene *scene = set->scene;
    const clm_content *content = &scene->content;
    uint16_t owner = clm_grid_owner_at(&set->base->grid, at);
    double best = 0;
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_subject *subject = &content->subjects[i];
        if (!subject->on_main || set->base->subject_seen[i].x0 > set->base->subject_seen[i].x1) {
            continue;
        }
        double share = subject->primary ? 1 : 0.6;
        const clm_feature *feature = subject->feature;
        if (feature->geometry.kind == CLM_GEOMETRY_POINT) {
            clm_px place = {set->base->subject_seen[i].x0, set->base->subject_seen[i].y0};
            double distance = hypot(place.x - at.x, place.y - at.y) / set->zoom;
            best = fmax(best, share * 1.3 * fmax(0, 1 - distance / 130));
        } else if (owner > 0 && feature->place.index == set->base->regions[owner - 1]) {
            best = fmax(best, share * 0.7);
        }
    }
    for (size_t i = 0; i < content->area_count; i++) {
        clm_rect seen = set->base->area_seen[i];
        if (seen.x0 <= seen.x1) {
            best = fmax(best, 1.3 * fmax(0, 1 - distance_to_box(at, seen) / (110 * set->zoom)));
        }
    }
    return best;
}

/* 2 (hamlet) to about 8; a capital or a seat of a region counts like a much larger town. */
static double importance(const clm_place *place) {
    double worth = log10((double)place->population + 100);
    if (place->flags & CLM_PLACE_CAPITAL) {
        worth += 1.2;
    } else if (place->flags & CLM_PLACE_ADMIN_SEAT) {
        worth += 0.5;
    }
    return worth;
}

static bool is_large(const clm_place *place) {
    return (place->flags & (CLM_PLACE_CAPITAL | CLM_PLACE_ADMIN_SEAT)) != 0 ||
           place->population >= 200000;
}

static bool is_subject(const clm_label_set *set, const clm_place *place, clm_place_index index) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_feature *feature = content->subjects[i].feature;
        if (feature->has_place && feature->geometry.kind == CLM_GEOMETRY_POINT &&
            (feature->place.index == index ||
             (feature->place.geonameid != 0 && feature->place.geonameid == place->geonameid))) {
            return true;
        }
    }
    return false;
}

static bool in_article(const clm_label_set *set, clm_place_index index) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->context_count; i++) {
        if (content->context[i]->place.index == index) {
            return true;
        }
    }
    return false;
}

static void label_town(clm_label_set *set, clm_px at, const char *name, uint32_t population,
                       uint32_t flags, bool article, double worth) {
    bool capital = (flags & CLM_PLACE_CAPITAL) != 0;
    int rank = capital || population >= 800000 ? 0 : population >= 150000 ? 1 : 2;
    if (set->layer != CLM_LAYER_MAIN && rank == 0) {
        rank = 1;
    }
    static const clm_look_id roles[] = {CLM_LOOK_TOWN_1, CLM_LOOK_TOWN_2, CLM_LOOK_TOWN_3};
    clm_map_label *label = clm_label_begin(set, CLM_LABEL_TOWN, name, roles[rank], false, 0);
    if (!label) {
        return;
    }
    label->anchor = at;
    label->anchor_radius_px = set->scene->theme->look[roles[rank]].size_px / 2 * set->zoom;
    label->marker = capital ? CLM_MARKER_CAPITAL : CLM_MARKER_DOT;
    label->in_article = article;
    label->weight = article ? article_weight : worth * worth * 4;
    double radius = label->anchor_radius_px + 0.5;
    clm_label_obstacle(set, (clm_rect){at.x - radius, at.y - radius, at.x + radius, at.y + radius});
    clm_label_around(set, article);
}

static bool clear_of_obstacles(const clm_label_set *set, size_t fixed, clm_px at, double radius) {
    clm_rect box = {at.x - radius, at.y - radius, at.x + radius, at.y + radius};
    for (size_t i = 0; i < fixed; i++) {
        if (clm_rect_overlaps(box, set->obstacles[i])) {
            return false;
        }
    }
    return clm_rect_inside(box, set->view->frame);
}

/* Places that the article names for orientation, where they are settlements on this map. */
void clm_label_article_towns(clm_label_set *set) {
    const clm_content *content = &set->scene->content;
    size_t fixed = set->obstacle_count;
    for (size_t i = 0; i < content->context_count && clm_scene_ok(set->scene); i++) {
        const clm_feature_place *place = &content->context[i]->place;
        if (place->kind != CLM_KIND_SETTLEMENT && place->kind != CLM_KIND_FACILITY) {
            continue;
        }
        clm_px at = clm_view_point(set->view, place->point);
        clm_place found = {.population = 0};
        if (set->scene->gazetteer && place->index != CLM_NO_PLACE) {
            found = clm_gazetteer_place(set->scene->gazetteer, place->index);
        }
        if (clear_of_obstacles(set, fixed, at, 5) && !is_subject(set, &found, place->index)) {
            label_town(set, at, place->name, found.population, found.flags, true, 8);
        }
    }
}

/* Names that the article needs had better not hide what most readers look for. */
static void mark_towns(clm_label_set *set) {
    set->marker_count = set->town_count < MARKED_MAX ? set->town_count : MARKED_MAX;
    set->markers = clm_arena_array(set->scene->arena, set->marker_count + 1, sizeof *set->markers);
    for (size_t i = 0; set->markers && i < set->marker_count; i++) {
        const town *one = &set->towns[i];
        set->markers[i] =
            (clm_label_marker){one->at, 5 * set->zoom, is_large(&one->place) ? 2 : 0.5};
    }
    if (!set->markers) {
        (void)clm_scene_check(set->scene,
                              clm_fail(set->scene->error, CLM_ERR_NOMEM, "out of memory"));
    }
}

/* "St Mary's Church, Mill Lane" tells of a building and its street; no town is called so. */
static bool is_plain_name(clm_text name) {
    return !memchr(name.ptr, ',', name.len) && !memchr(name.ptr, '(', name.len);
}

void clm_label_list_towns(clm_label_set *set) {
    const clm_gazetteer *gazetteer = set->scene->gazetteer;
    if (!gazetteer || !clm_scene_ok(set->scene)) {
        return;
    }
    clm_arena *arena = set->scene->arena;
    clm_place_index *indexes = clm_arena_array(arena, TOWNS_LOOKED_AT, sizeof *indexes);
    set->towns = clm_arena_array(arena, TOWNS_LOOKED_AT, sizeof *set->towns);
    if (!indexes || !set->towns) {
        (void)clm_scene_check(set->scene,
                              clm_fail(set->scene->error, CLM_ERR_NOMEM, "out of memory"));
        return;
    }
    size_t found =
        clm_gazetteer_settlements_in(gazetteer, set->view->box, indexes, TOWNS_LOOKED_AT);
    for (size_t i = 0; i < found && i < TOWNS_LOOKED_AT; i++) {
        clm_place place = clm_gazetteer_place(gazetteer, indexes[i]);
        clm_px at = clm_view_point(set->view, place.point);
        if (is_plain_name(place.name) && clear_of_obstacles(set, set->obstacle_count, at, 4) &&
            !is_subject(set, &place, indexes[i]) && !in_article(set, indexes[i])) {
            set->towns[set->town_count++] =
                (town){indexes[i], place, at, importance(&place) + nearness(set, at)};
        }
    }
    qsort(set->towns, set->town_count, sizeof *set->towns, by_worth);
    mark_towns(set);
}

static bool has_room(const clm_label_set *set, size_t first_town, clm_px at) {
    double apart = 34 * set->zoom;
    for (size_t i = 0; i < set->label_count; i++) {
        const clm_map_label *label = &set->labels[i];
        if (i < first_town && label->kind != CLM_LABEL_PLACE && label->kind != CLM_LABEL_TOWN) {
            continue;
        }
        double dx = fabs(label->anchor.x - at.x);
        double dy = fabs(label->anchor.y - at.y);
        if (hypot(dx * 0.7, dy) < apart) {
            return false;
        }
    }
    return true;
}

void clm_label_towns(clm_label_set *set) {
    size_t fixed = set->obstacle_count;
    size_t first_town = set->label_count;
    clm_rect frame = set->view->frame;
    double area = (frame.x1 - frame.x0) * (frame.y1 - frame.y0);
    size_t wanted = (size_t)fmin(area / (px2_per_town * set->zoom * set->zoom), TOWNS_MAX);
    for (size_t i = 0;
         i < set->town_count && set->label_count - first_town < wanted && clm_scene_ok(set->scene);
         i++) {
        const town *one = &set->towns[i];
        if (!clear_of_obstacles(set, fixed, one->at, 4) || !has_room(set, first_town, one->at)) {
            continue;
        }
        char *name = clm_arena_strndup(set->scene->arena, one->place.name.ptr, one->place.name.len);
        if (!name) {
            (void)clm_scene_check(set->scene,
                                  clm_fail(set->scene->error, CLM_ERR_NOMEM, "out of memory"));
            return;
        }
        label_town(set, one->at, name, one->place.population, one->place.flags, false, one->worth);
    }
}

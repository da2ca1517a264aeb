#include "map/compose_labels.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

/* What the article says is worth more than any sum of context. */
static const double subject_weight = 1e6;
static const double faint_weight = 1e5;
static const double background_weight = 2e4; /* of what the article names, behind its claims */
static const double country_weight = 40;
static const double region_weight = 12;

static void fail_memory(clm_label_set *set) {
    (void)clm_scene_check(set->scene, clm_fail(set->scene->error, CLM_ERR_NOMEM, "out of memory"));
}

static bool is_subject(const clm_label_set *set, clm_place_index place) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        if (content->subjects[i].feature->has_place &&
            content->subjects[i].feature->place.index == place &&
            clm_layer_shows(&content->subjects[i], set->layer)) {
            return true;
        }
    }
    return false;
}

/* For each owner of the base map's cells whether it is a region with a claim; NULL on failure. */
static const unsigned char *claimed_owners(clm_label_set *set) {
    const clm_base *base = set->base;
    unsigned char *claimed = clm_arena_array(set->scene->arena, base->region_count + 1, 1);
    if (!claimed) {
        fail_memory(set);
        return NULL;
    }
    claimed[0] = 0;
    for (size_t i = 0; i < base->region_count; i++) {
        claimed[i + 1] = is_subject(set, base->regions[i]);
    }
    return claimed;
}

/* Takes what belongs to regions with claims of their own out of the shape of "the east", if enough
 * is left: its name must not seem to be theirs. */
static void cut_claimed(clm_label_set *set, clm_grid *grid) {
    const unsigned char *claimed = claimed_owners(set);
    size_t all = 0;
    size_t kept = 0;
    for (int pass = 0; claimed && (pass == 0 || kept * 4 > all) && pass < 2; pass++) {
        for (int c = 0; c < grid->columns * grid->rows; c++) {
            const int row = c / grid->columns;
            const int column = c % grid->columns;
            clm_px middle = {grid->frame.x0 + (column + 0.5) * grid->cell_px,
                             grid->frame.y0 + (row + 0.5) * grid->cell_px};
            if (grid->owner[c] == 0) {
                continue;
            }
            bool cut = claimed[clm_grid_owner_at(&set->base->grid, middle)] != 0;
            all += pass == 0;
            kept += pass == 0 && !cut;
            grid->owner[c] = pass == 1 && cut ? 0 : grid->owner[c];
        }
    }
}

/* A mask of a geometry as the view shows it. */
static bool open_geometry_mask(clm_label_set *set, const clm_feature *feature, double cell_px,
                               clm_grid *grid, clm_mask *mask) {
    static const unsigned char is_inside[2] = {0, 1};
    clm_scene *scene = set->scene;
    memset(mask, 0, sizeof *mask);
    if (!clm_scene_check(scene, clm_grid_open(grid, set->view->frame, cell_px, scene->error))) {
        return false;
    }
    clm_display_list path;
    clm_display_list_init(&path);
    clm_path_begin(&path, CLM_INK_CLAIM_FILL, NULL);
    bool done = clm_view_add_polygons(set->view, &path, &feature->geometry);
    if (done) {
        clm_grid_fill(grid, &path, 0, 1);
        if (feature->basis == CLM_BASIS_COMPASS_PART && set->layer == CLM_LAYER_MAIN) {
            cut_claimed(set, grid);
        }
    } else {
        fail_memory(set);
    }
    clm_display_list_clear(&path);
    return done &&
           clm_scene_check(scene,
                           clm_mask_open(mask, grid, (clm_cells){0, 0, grid->columns, grid->rows},
                                         is_inside, scene->error));
}

/* The numbers alone, on the place itself. */
static void add_numbers_inside(clm_label_set *set) {
    const clm_map_label *label = &set->labels[set->label_count - 1];
    if (label->number_count == 0) {
        return;
    }
    double width;
    double height;
    clm_label_size(set, label, CLM_VARIANT_NUMBERS, &width, &height);
    double x = floor(label->anchor.x - width / 2);
    double y = floor(label->anchor.y - height / 2);
    clm_label_candidate_add(set, (clm_label_candidate){.box = {x, y, x + width, y + height},
                                                       .cost = (float)CLM_NUMBERS_COST,
                                                       .variant = CLM_VARIANT_NUMBERS});
}

/* Inside the polygon where there is room; beside its middle where it is smaller than its name. */
static void label_polygon(clm_label_set *set, const clm_subject *subject, clm_rect seen) {
    clm_grid grid = {.cell_px = 0};
    clm_mask mask = {.grid = NULL};
    clm_map_label *label = &set->labels[set->label_count - 1];
    /* Finer than the base map's: names of small areas need every pixel. */
    double cell_px = set->base->grid.cell_px / 2;
    if (open_geometry_mask(set, subject->feature, cell_px, &grid, &mask)) {
        double width;
        double height;
        clm_label_size(set, label, 0, &width, &height);
        bool small = width > 1.3 * (seen.x1 - seen.x0) || height > seen.y1 - seen.y0;
        if (mask.inside_count > 0) {
            label->anchor = mask.middle;
        }
        bool background = label->weight < faint_weight;
        if (background) {
            clm_label_inside(set, &mask, set->layer == CLM_LAYER_DETAIL);
        } else if (!small && mask.inside_count > 0) {
            clm_label_inside(set, &mask, false);
        } else {
            clm_label_outside(set, &mask);
            add_numbers_inside(set);
        }
    }
    clm_mask_close(&mask);
    clm_grid_close(&grid);
}

static clm_px on_main(const clm_label_set *set, const clm_subject *subject) {
    size_t i = (size_t)(subject - set->scene->content.subjects);
    clm_rect seen = set->scene->base.subject_seen[i];
    return (clm_px){seen.x0, seen.y0};
}

static bool named_in_detail(const clm_label_set *set, const clm_subject *subject) {
    return clm_named_in_detail(set->scene, subject, on_main(set, subject));
}

static void label_subject(clm_label_set *set, const clm_subject *subject, clm_rect seen) {
    clm_scene *scene = set->scene;
    const clm_feature *feature = subject->feature;
    bool polygon = feature->geometry.kind == CLM_GEOMETRY_POLYGONS;
    if (seen.x0 > seen.x1) {
        return;
    }
    clm_look_id role = polygon ? CLM_LOOK_REGION : CLM_LOOK_PLACE;
    if (!subject->primary || (polygon && set->layer == CLM_LAYER_DETAIL)) {
        role = polygon ? CLM_LOOK_REGION_CONTEXT : CLM_LOOK_TOWN_2;
    }
    bool coarse = set->layer == CLM_LAYER_OVERVIEW;
    if (coarse && subject->primary) {
        role = CLM_LOOK_PLACE;
    }
    clm_map_label *label =
        clm_label_begin(set, polygon ? CLM_LABEL_REGION : CLM_LABEL_PLACE, subject->name, role,
                        polygon && !coarse, polygon ? 0.78 : 0);
    if (!label) {
        return;
    }
    label->feature_id = feature->id;
    label->in_article = true;
    label->named_elsewhere =
        set->layer == CLM_LAYER_DETAIL && subject->on_main && !named_in_detail(set, subject);
    label->weight = subject->primary ? subject_weight : faint_weight;
    bool background =
        (polygon && set->layer == CLM_LAYER_DETAIL) ||
        (!subject->primary && subject->number_count == 0 && set->layer == CLM_LAYER_OVERVIEW);
    if (background && set->layer == CLM_LAYER_DETAIL && subject->precision > 3) {
        clm_label_cancel(set);
        return;
    }
    if (background) {
        label->weight = background_weight;
    } else {
        label->numbers = subject->numbers;
        label->number_count = subject->number_count;
    }
    /* The east of a country has no edge over which a name could be spread. */
    label->widest_em = polygon && feature->basis != CLM_BASIS_COMPASS_PART ? 0.5 : 0;
    label->anchor = (clm_px){(seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2};
    double size = fmax(seen.x1 - seen.x0, seen.y1 - seen.y0);
    if (polygon && size >= 14) {
        label_polygon(set, subject, seen);
        if (background && set->jobs[set->label_count - 1].count == 0) {
            clm_label_cancel(set);
        }
        return;
    }
    label->kind = CLM_LABEL_PLACE; /* what is so small is drawn as a point */
    clm_point_sign sign = {subject->voices, subject->voice_count, subject->primary, false};
    label->anchor_radius_px = subject->has_figure
                                  ? 4 * scene->zoom
                                  : (clm_point_sign_radius(scene->theme, &sign, scene->zoom) +
                                     clm_change_room(scene->theme, subject->change, scene->zoom)) *
                                            (coarse ? 0.65 : 1) +
                                        1;
    double radius = label->anchor_radius_px;
    clm_label_obstacle(set, (clm_rect){label->anchor.x - radius, label->anchor.y - radius,
                                       label->anchor.x + radius, label->anchor.y + radius});
    clm_label_around(set, true);
}

void clm_label_ink_subjects(clm_label_set *set) {
    static const double cost = 3.0;
    const clm_content *content = &set->scene->content;
    clm_grid *grid = &set->base->grid;
    for (size_t i = 0; i < content->subject_count && clm_scene_ok(set->scene); i++) {
        const clm_subject *subject = &content->subjects[i];
        clm_grid own = {.cell_px = 0};
        clm_mask mask = {.grid = NULL};
        if (clm_layer_shows(subject, set->layer) && subject->primary &&
            subject->feature->geometry.kind == CLM_GEOMETRY_POLYGONS &&
            open_geometry_mask(set, subject->feature, grid->cell_px, &own, &mask)) {
            size_t cells = (size_t)grid->columns * (size_t)grid->rows;
            for (size_t c = 0; c < cells; c++) {
                grid->ink[c] = own.owner[c] ? (float)cost : grid->ink[c];
            }
        }
        clm_mask_close(&mask);
        clm_grid_close(&own);
    }
}

void clm_label_subjects(clm_label_set *set) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->subject_count && clm_scene_ok(set->scene); i++) {
        const clm_subject *subject = &content->subjects[i];
        bool point = subject->feature->geometry.kind == CLM_GEOMETRY_POINT;
        bool left_out = (set->layer == CLM_LAYER_MAIN && named_in_detail(set, subject)) ||
                        (set->layer == CLM_LAYER_DETAIL && point &&
                         !clm_in_detail(set->scene, on_main(set, subject)));
        if (clm_layer_shows(subject, set->layer) && !left_out) {
            label_subject(set, subject, set->base->subject_seen[i]);
        }
    }
}

/* Along the four sides of a box: areas are seldom round. */
static void add_beside(clm_label_set *set, clm_rect seen, double width, double height) {
    const double gap = 4;
    double middle_x = (seen.x0 + seen.x1 - width) / 2;
    double middle_y = (seen.y0 + seen.y1 - height) / 2;
    const clm_px corners[] = {{seen.x1 + gap, middle_y},
                              {middle_x, seen.y0 - gap - height},
                              {seen.x0 - gap - width, middle_y},
                              {middle_x, seen.y1 + gap}};
    for (size_t i = 0; i < sizeof corners / sizeof corners[0]; i++) {
        double x = floor(corners[i].x + 0.5);
        double y = floor(corners[i].y + 0.5);
        clm_rect box = {x, y, x + width, y + height};
        double cost = 0.05 * (double)i + 0.6 * clm_grid_ink(&set->base->grid, box);
        clm_label_candidate_add(set, (clm_label_candidate){.box = box, .cost = (float)cost});
    }
}

/* Whether the detail alone tells the figure. */
static bool figure_in_detail(const clm_label_set *set, const clm_area_sign *area) {
    const clm_scene *scene = set->scene;
    clm_rect seen = scene->base.area_seen[area - scene->content.areas];
    return scene->has_detail && scene->detail_names && clm_rect_inside(seen, scene->detail_frame);
}

/* Whether words there would seem to be another figure's, which lies within this one. */
static bool is_on_inner(const clm_label_set *set, const clm_area_sign *area, clm_rect seen,
                        clm_rect box) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->area_count; i++) {
        clm_rect other = set->base->area_seen[i];
        if (&content->areas[i] != area && other.x0 <= other.x1 && clm_rect_inside(other, seen) &&
            clm_rect_overlaps(box, other)) {
            return true;
        }
    }
    return false;
}

/* Inside of the area, at the heights where a disc is wide enough; false where it never is. */
static bool add_rows(clm_label_set *set, const clm_area_sign *area, clm_rect seen, double width,
                     double height) {
    double across = seen.x1 - seen.x0;
    double tall = seen.y1 - seen.y0;
    bool added = false;
    for (int row = -2; row <= 2; row++) {
        double off = fabs(row * 0.14) + height / 2 / tall;
        double chord = off < 0.5 ? across * sqrt(1 - 4 * off * off) : 0;
        double x = floor((seen.x0 + seen.x1 - width) / 2);
        double y = floor((seen.y0 + seen.y1 - height) / 2 + row * tall * 0.14);
        clm_rect box = {x, y, x + width, y + height};
        if (width + 6 < chord && !is_on_inner(set, area, seen, box)) {
            clm_label_candidate_add(
                set,
                (clm_label_candidate){.box = box, .cost = 0.1F * (float)(row < 0 ? -row : row)});
            added = true;
        }
    }
    return added;
}

static void label_figure(clm_label_set *set, const clm_area_sign *area, clm_rect seen) {
    clm_rect frame = set->view->frame;
    bool cut =
        seen.x0 <= frame.x0 || seen.y0 <= frame.y0 || seen.x1 >= frame.x1 || seen.y1 >= frame.y1;
    if (seen.x0 > seen.x1 || (cut && set->layer == CLM_LAYER_DETAIL)) {
        return;
    }
    const char *text = area->label;
    if (area->feature->past_peak) {
        text = clm_fill_in(set->scene->arena, clm_scene_say(set->scene, CLM_SAY_AT_THE_PEAK),
                           area->label);
    }
    clm_map_label *label =
        clm_label_begin(set, CLM_LABEL_FIGURE, text, CLM_LOOK_FIGURE, false, 0.85);
    if (!label) {
        return;
    }
    label->feature_id = area->feature->id;
    label->in_article = true;
    label->named_elsewhere = set->layer == CLM_LAYER_DETAIL && !figure_in_detail(set, area);
    label->weight = area->primary ? subject_weight : faint_weight;
    label->anchor = (clm_px){(seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2};
    double half = fmax(seen.x1 - seen.x0, seen.y1 - seen.y0) / 2;
    label->anchor_radius_px = half + 2;
    double width;
    double height;
    clm_label_size(set, label, 0, &width, &height);
    if (!add_rows(set, area, seen, width, height)) {
        if (half < 25) {
            clm_label_obstacle(set, clm_rect_grow(seen, 1));
        }
        add_beside(set, seen, width, height);
    }
    clm_label_around(set, true);
}

void clm_label_figures(clm_label_set *set) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->area_count && clm_scene_ok(set->scene); i++) {
        bool left_out = set->layer == CLM_LAYER_MAIN && figure_in_detail(set, &content->areas[i]);
        if (content->areas[i].on_main == (set->layer != CLM_LAYER_OVERVIEW) && !left_out) {
            label_figure(set, &content->areas[i], set->base->area_seen[i]);
        }
    }
}

/* ---- countries and regions for orientation ---- */

static char *name_of(clm_label_set *set, clm_place_index place) {
    clm_text name = clm_gazetteer_name_in(set->scene->gazetteer, place, set->scene->language->code);
    char *copy = clm_arena_strndup(set->scene->arena, name.ptr, name.len);
    if (!copy) {
        fail_memory(set);
    }
    return copy;
}

static bool named_in_article(const clm_label_set *set, clm_place_index place) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->context_count; i++) {
        if (content->context[i]->place.index == place) {
            return true;
        }
    }
    return false;
}

/* A town that bears the region's name already tells where the region is. */
static bool has_town_of_name(const clm_label_set *set, const char *name) {
    for (size_t i = 0; i < set->label_count; i++) {
        if ((set->labels[i].kind == CLM_LABEL_TOWN || set->labels[i].kind == CLM_LABEL_PLACE) &&
            strcmp(set->labels[i].text, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_large(const clm_label_set *set, int cells, bool country) {
    double all = (double)set->base->grid.columns * set->base->grid.rows;
    return cells > (country ? fmax(40, all * 0.006) : 60);
}

static void label_area(clm_label_set *set, clm_place_index place, const unsigned char *is_inside,
                       clm_cells window, bool country) {
    clm_scene *scene = set->scene;
    clm_mask mask = {.grid = NULL};
    if (!clm_scene_check(scene,
                         clm_mask_open(&mask, &set->base->grid, window, is_inside, scene->error))) {
        return;
    }
    const char *name = name_of(set, place);
    if (name && name[0] != '\0' && (country || !has_town_of_name(set, name))) {
        clm_map_label *label = clm_label_begin(set, CLM_LABEL_CONTEXT, name,
                                               country ? CLM_LOOK_COUNTRY : CLM_LOOK_REGION_CONTEXT,
                                               country, country ? 0.7 : 0);
        if (label) {
            label->anchor = mask.middle;
            /* What the wider map names for orientation, the main map has named where the article
             * does. */
            label->in_article = set->layer != CLM_LAYER_OVERVIEW && named_in_article(set, place);
            label->weight = label->in_article ? background_weight
                            : country         ? country_weight
                                              : region_weight;
            label->widest_em = country ? 1 : 0;
            size_t before = set->candidate_count;
            clm_label_inside(set, &mask, !label->in_article);
            if (set->candidate_count == before) {
                clm_label_cancel(set);
            }
        }
    }
    clm_mask_close(&mask);
}

typedef struct owner_cells {
    unsigned char *is_inside;
    clm_cells *boxes;
    int *counts;
} owner_cells;

static clm_cells join_cells(clm_cells a, clm_cells b) {
    return (clm_cells){a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0,
                       a.x1 > b.x1 ? a.x1 : b.x1, a.y1 > b.y1 ? a.y1 : b.y1};
}

/* The country's name keeps off regions with claims where the rest of it is large enough. */
static void cut_claims(clm_label_set *set, const owner_cells *owners,
                       const unsigned char *claimed) {
    const size_t count = set->base->region_count + 1;
    int all = 0;
    int rest = 0;
    for (size_t i = 1; i < count; i++) {
        all += owners->is_inside[i] ? owners->counts[i] : 0;
        rest += owners->is_inside[i] && !claimed[i] ? owners->counts[i] : 0;
    }
    for (size_t i = 1; i < count && rest * 3 > all; i++) {
        owners->is_inside[i] = owners->is_inside[i] && !claimed[i];
    }
}

static void label_countries(clm_label_set *set, const owner_cells *owners) {
    clm_base *base = set->base;
    unsigned char *is_inside = owners->is_inside;
    const unsigned char *claimed = claimed_owners(set);
    for (size_t i = 0; i < base->region_count && clm_scene_ok(set->scene); i++) {
        clm_place_index country = base->countries[i];
        bool seen = country == CLM_NO_PLACE || is_subject(set, country);
        for (size_t j = 0; j < i && !seen; j++) {
            seen = base->countries[j] == country;
        }
        if (seen) {
            continue;
        }
        memset(is_inside, 0, base->region_count + 1);
        clm_cells window = {base->grid.columns, base->grid.rows, 0, 0};
        int cells = 0;
        for (size_t j = i; j < base->region_count; j++) {
            if (base->countries[j] == country) {
                is_inside[j + 1] = 1;
                window = join_cells(window, owners->boxes[j + 1]);
                cells += owners->counts[j + 1];
            }
        }
        if (claimed && is_large(set, cells, true)) {
            cut_claims(set, owners, claimed);
            label_area(set, country, is_inside, window, true);
        }
    }
}

/* Countries keep off the claims: their names are background. */
static void ink_claims(clm_label_set *set) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        clm_rect seen = set->base->subject_seen[i];
        if (content->subjects[i].feature->geometry.kind == CLM_GEOMETRY_POINT &&
            seen.x0 <= seen.x1) {
            clm_grid_ink_rect(&set->base->grid, clm_rect_grow(seen, 70 * set->zoom), 0.9);
        }
    }
    const unsigned char *claimed = claimed_owners(set);
    clm_grid *grid = &set->base->grid;
    size_t cells = (size_t)grid->columns * (size_t)grid->rows;
    for (size_t c = 0; claimed && c < cells; c++) {
        grid->ink[c] += claimed[grid->owner[c]] ? 1.8F : 0;
    }
    clm_grid_sum(grid);
}

static void label_first_level(clm_label_set *set, const owner_cells *owners) {
    clm_base *base = set->base;
    for (size_t i = 0; i < base->region_count && clm_scene_ok(set->scene); i++) {
        if (is_subject(set, base->regions[i]) || !is_large(set, owners->counts[i + 1], false)) {
            continue;
        }
        memset(owners->is_inside, 0, base->region_count + 1);
        owners->is_inside[i + 1] = 1;
        label_area(set, base->regions[i], owners->is_inside, owners->boxes[i + 1], false);
    }
}

void clm_label_regions(clm_label_set *set) {
    clm_base *base = set->base;
    if (base->region_count == 0 || !clm_scene_ok(set->scene)) {
        return;
    }
    size_t count = base->region_count + 1;
    owner_cells owners = {clm_alloc_zero(count, 1), clm_alloc(count * sizeof *owners.boxes),
                          clm_alloc(count * sizeof *owners.counts)};
    if (!owners.is_inside || !owners.boxes || !owners.counts) {
        fail_memory(set);
    } else {
        clm_grid_measure(&base->grid, count, owners.boxes, owners.counts);
        ink_claims(set);
        label_countries(set, &owners);
        if (set->layer == CLM_LAYER_MAIN && !base->coarse) {
            label_first_level(set, &owners);
        }
    }
    clm_free(owners.is_inside);
    clm_free(owners.boxes);
    clm_free(owners.counts);
}

#include "map/scene.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

/* Vertices that move a line by less than this are left out: nobody sees them. */
static const double detail_px = 0.7;
/* Above this the first-level regions of a country are too small to be told apart. */
static const double coarse_m_per_px = 3200;
static const double coarse_inset_m_per_px = 700;

enum { LISTS = 8 };

static clm_display_list *list_at(clm_base *base, size_t index) {
    clm_display_list *const lists[LISTS] = {
        &base->lakes,           &base->region_borders,   &base->coasts,
        &base->country_borders, &base->disputed_borders, &base->rivers[0],
        &base->rivers[1],       &base->rivers[2]};
    return lists[index];
}

void clm_base_close(clm_base *base) {
    for (size_t i = 0; i < LISTS; i++) {
        clm_display_list_clear(list_at(base, i));
    }
    clm_free(base->regions);
    clm_free(base->countries);
    clm_free(base->subject_seen);
    clm_free(base->area_seen);
    clm_free(base->subject_fills);
    clm_grid_close(&base->grid);
    memset(base, 0, sizeof *base);
}

static double min_area_of(const clm_view *view) {
    double side = detail_px * view->m_per_px;
    return side * side;
}

/* ---- ground ---- */

/* Leaves each country once, in the place of its first region. */
static void join_regions(clm_base *base) {
    size_t kept = 0;
    for (size_t i = 0; i < base->region_count; i++) {
        clm_place_index country = base->countries[i];
        bool known = false;
        for (size_t j = 0; j < kept && country != CLM_NO_PLACE && !known; j++) {
            known = base->countries[j] == country;
        }
        if (!known) {
            base->regions[kept] = country == CLM_NO_PLACE ? base->regions[i] : country;
            base->countries[kept++] = country;
        }
    }
    base->region_count = kept;
}

static bool list_regions(clm_scene *scene, const clm_view *view, clm_base *base) {
    size_t count = clm_gazetteer_regions_in(scene->gazetteer, view->box, NULL, 0);
    base->regions = clm_alloc((count + 1) * sizeof *base->regions);
    base->countries = clm_alloc((count + 1) * sizeof *base->countries);
    if (!base->regions || !base->countries) {
        return clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
    }
    size_t listed = clm_gazetteer_regions_in(scene->gazetteer, view->box, base->regions, count);
    base->region_count = listed < count ? listed : count;
    for (size_t i = 0; i < base->region_count; i++) {
        clm_place place = clm_gazetteer_place(scene->gazetteer, base->regions[i]);
        base->countries[i] = place.country_place;
        if (scene->options->worldview == CLM_WORLDVIEW_DE_FACTO) {
            base->countries[i] = clm_gazetteer_country(scene->gazetteer, place.country_de_facto);
        }
    }
    if (base->coarse) {
        join_regions(base);
    }
    return true;
}

/* All land is one path: borders between regions leave no hairlines. */
static void add_land(clm_scene *scene, clm_view *view, clm_base *base) {
    double min_area = min_area_of(view);
    clm_path_begin(&scene->list, CLM_INK_LAND, NULL);
    for (size_t i = 0; i < base->region_count && clm_scene_ok(scene); i++) {
        clm_geometry shape;
        clm_geometry_init(&shape);
        size_t first = scene->list.part_count;
        clm_status status =
            clm_gazetteer_shape(scene->gazetteer, base->regions[i], scene->options->worldview,
                                min_area, &shape, scene->error);
        if (clm_scene_check(scene, status) && !clm_view_add_polygons(view, &scene->list, &shape)) {
            (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        }
        if (i < UINT16_MAX - 1) {
            clm_grid_fill(&base->grid, &scene->list, first, (uint16_t)(i + 1));
        }
        clm_geometry_clear(&shape);
    }
    (void)clm_path_end(&scene->list, clm_fill_color(scene->theme->look[CLM_LOOK_LAND].fill),
                       clm_stroke_none());
}

/* ---- lines ---- */

typedef struct line_visit {
    clm_scene *scene;
    clm_view *view;
    clm_base *base;
} line_visit;

static size_t river_width(const clm_view *view, unsigned rank) {
    double km_per_px = view->m_per_px / 1000;
    unsigned broad = km_per_px < 0.4 ? 6 : km_per_px < 1.5 ? 3 : 1;
    return rank <= broad ? 0 : rank <= broad + 2 ? 1 : 2;
}

static clm_display_list *list_for(const line_visit *visit, const clm_base_line *line) {
    clm_base *base = visit->base;
    switch (line->line_class) {
    case CLM_LINE_COAST:
        return &base->coasts;
    case CLM_LINE_COUNTRY_BORDER:
        return &base->country_borders;
    case CLM_LINE_DISPUTED_BORDER:
        return &base->disputed_borders;
    case CLM_LINE_REGION_BORDER:
        return &base->region_borders;
    case CLM_LINE_RIVER:
        return &base->rivers[river_width(visit->view, line->rank)];
    case CLM_LINE_LAKE:
    case CLM_LINE_CLASS_COUNT:
        break;
    }
    return &base->lakes;
}

static double ink_of(clm_line_class line_class) {
    switch (line_class) {
    case CLM_LINE_COUNTRY_BORDER:
    case CLM_LINE_DISPUTED_BORDER:
        return 1.0;
    case CLM_LINE_COAST:
        return 0.8;
    case CLM_LINE_REGION_BORDER:
        return 0.35;
    case CLM_LINE_RIVER:
    case CLM_LINE_LAKE:
    case CLM_LINE_CLASS_COUNT:
        break;
    }
    return 0.25;
}

/* Twice the area on the plane of degrees: above 0 when the ring runs counter-clockwise. */
static double turning(const clm_lonlat *points, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const clm_lonlat *next = &points[i + 1 == count ? 0 : i + 1];
        sum += points[i].lon_deg * next->lat_deg - next->lon_deg * points[i].lat_deg;
    }
    return sum;
}

/* Lakes turn one way and their islands the other, so that one path fills them by the non-zero
 * rule. */
static bool add_lake(clm_view *view, clm_display_list *list, const clm_base_line *line) {
    clm_geometry ring;
    clm_geometry_init(&ring);
    ring.kind = CLM_GEOMETRY_POLYGONS;
    bool backwards = (turning(line->points, line->count) < 0) != line->hole;
    bool done = clm_geometry_add_part(&ring, line->hole, NULL) == CLM_OK;
    for (size_t i = 0; i < line->count && done; i++) {
        size_t from = backwards ? line->count - 1 - i : i;
        done = clm_geometry_add_point(&ring, line->points[from], NULL) == CLM_OK;
    }
    done = done && clm_view_add_polygons(view, list, &ring);
    clm_geometry_clear(&ring);
    return done;
}

/* Countries of many small regions would lie under a net of lines. */
static bool is_tiny(const line_visit *visit, clm_place_index region) {
    static const double tiny_px2 = 1100;
    double m_per_px = visit->view->m_per_px;
    return clm_gazetteer_place(visit->scene->gazetteer, region).area_m2 <
           tiny_px2 * m_per_px * m_per_px;
}

static clm_status visit_line(void *context, const clm_base_line *line) {
    line_visit *visit = context;
    if (line->line_class == CLM_LINE_REGION_BORDER &&
        (visit->base->coarse || (is_tiny(visit, line->left) && is_tiny(visit, line->right)))) {
        return CLM_OK;
    }
    clm_display_list *list = list_for(visit, line);
    size_t first = list->part_count;
    bool done = line->line_class == CLM_LINE_LAKE
                    ? add_lake(visit->view, list, line)
                    : clm_view_add_line(visit->view, list, line->points, line->count, line->closed);
    clm_grid_ink_lines(&visit->base->grid, list, first, ink_of(line->line_class));
    return done ? CLM_OK : clm_fail(visit->scene->error, CLM_ERR_NOMEM, "out of memory");
}

static unsigned rank_limit(const clm_view *view) {
    static const struct {
        double km_per_px;
        unsigned rank;
    } table[] = {{0.08, 15}, {0.2, 10}, {0.45, 7}, {1.0, 5}, {2.0, 4}, {4.0, 3}, {8.0, 2}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (view->m_per_px / 1000 <= table[i].km_per_px) {
            return table[i].rank;
        }
    }
    return 1;
}

static void read_lines(clm_scene *scene, clm_view *view, clm_base *base) {
    for (size_t i = 0; i < LISTS; i++) {
        clm_display_list_init(list_at(base, i));
        clm_path_begin(list_at(base, i), CLM_INK_RIVER, NULL);
    }
    line_visit visit = {scene, view, base};
    clm_status status = clm_gazetteer_lines_in(scene->gazetteer, view->box, min_area_of(view),
                                               rank_limit(view), visit_line, &visit, scene->error);
    for (size_t i = 0; i < LISTS; i++) {
        base->failed |= list_at(base, i)->failed;
        (void)clm_path_end(list_at(base, i), clm_fill_none(), clm_stroke_none());
    }
    if (status == CLM_OK && base->failed) {
        status = clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory");
    }
    (void)clm_scene_check(scene, status);
}

/* Where each subject and area lies, measured once: labels ask again and again. */
static bool measure_content(clm_scene *scene, const clm_view *view, clm_base *base,
                            clm_layer layer) {
    static const clm_rect nowhere = {1, 1, 0, 0};
    const clm_content *content = &scene->content;
    base->subject_seen = clm_alloc((content->subject_count + 1) * sizeof *base->subject_seen);
    base->subject_fills = clm_alloc_zero(content->subject_count + 1, sizeof *base->subject_fills);
    base->area_seen = clm_alloc((content->area_count + 1) * sizeof *base->area_seen);
    if (!base->subject_seen || !base->area_seen || !base->subject_fills) {
        return clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
    }
    for (size_t i = 0; i < content->subject_count; i++) {
        bool shown = clm_layer_shows(&content->subjects[i], layer);
        base->subject_seen[i] =
            shown ? clm_view_extent(view, &content->subjects[i].feature->geometry) : nowhere;
    }
    for (size_t i = 0; i < content->area_count; i++) {
        base->area_seen[i] = clm_view_extent(view, &content->areas[i].feature->geometry);
    }
    return true;
}

void clm_base_open(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer,
                   double cell_px) {
    memset(base, 0, sizeof *base);
    if (!clm_scene_ok(scene) ||
        !clm_scene_check(scene, clm_grid_open(&base->grid, view->frame, cell_px, scene->error))) {
        return;
    }
    clm_add_rect(&scene->list, CLM_INK_SEA, NULL, view->frame, 0,
                 clm_fill_color(scene->gazetteer ? scene->theme->look[CLM_LOOK_SEA].fill
                                                 : scene->theme->look[CLM_LOOK_LAND].fill),
                 clm_stroke_none());
    base->coarse =
        view->m_per_px > (layer == CLM_LAYER_MAIN ? coarse_m_per_px : coarse_inset_m_per_px);
    if (!measure_content(scene, view, base, layer) || !scene->gazetteer ||
        !list_regions(scene, view, base)) {
        return;
    }
    add_land(scene, view, base);
    read_lines(scene, view, base);
}

void clm_base_add_lines(clm_scene *scene, clm_base *base, double width_share) {
    static const double river_share[CLM_LINE_WIDTHS] = {1.5, 1.0, 0.65};
    const clm_theme *theme = scene->theme;
    clm_display_list *list = &scene->list;
    clm_stroke shore = clm_stroke_look(&theme->look[CLM_LOOK_LAKE], width_share);
    clm_add_path_of(list, &base->lakes, CLM_INK_LAKE,
                    clm_fill_color(theme->look[CLM_LOOK_LAKE].fill), shore);
    for (size_t i = CLM_LINE_WIDTHS; i-- > 0;) {
        clm_add_path_of(
            list, &base->rivers[i], CLM_INK_RIVER, clm_fill_none(),
            clm_stroke_look(&theme->look[CLM_LOOK_RIVER], river_share[i] * width_share));
    }
    clm_add_path_of(list, &base->region_borders, CLM_INK_REGION_BORDER, clm_fill_none(),
                    clm_stroke_look(&theme->look[CLM_LOOK_BORDER_REGION], width_share));
    clm_add_path_of(list, &base->coasts, CLM_INK_COAST, clm_fill_none(),
                    clm_stroke_look(&theme->look[CLM_LOOK_COAST], width_share));
    clm_add_path_of(list, &base->country_borders, CLM_INK_COUNTRY_BORDER, clm_fill_none(),
                    clm_stroke_look(&theme->look[CLM_LOOK_BORDER_COUNTRY], width_share));
    clm_add_path_of(list, &base->disputed_borders, CLM_INK_DISPUTED_BORDER, clm_fill_none(),
                    clm_stroke_look(&theme->look[CLM_LOOK_BORDER_DISPUTED], width_share));
}

void clm_base_add_border_core(clm_scene *scene, const clm_base *base) {
    const clm_look *look = &scene->theme->look[CLM_LOOK_BORDER_CORE];
    clm_add_path_of(&scene->list, &base->country_borders, CLM_INK_COUNTRY_BORDER, clm_fill_none(),
                    clm_stroke_look(look, scene->zoom));
}

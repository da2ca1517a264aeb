/* The base map: three nested boxes, each coarser than the one inside it, which covers it. */
#include "page/ground.h"

#include "base/alloc.h"
#include "geo/planar.h"

#include <math.h>
#include <string.h>

static const double most_half_m = 8e6;
/* Above this the first-level regions of a country are too small to be told apart. */
static const double coarse_m_per_step = 3200;
static const double tiny_steps2 = 3600; /* regions below it have no borders of their own */
static const double steps_each = 2;     /* of a file's coordinates in one of detail */

enum { TIERS = 3 };

/* ---- boxes ---- */

static clm_bounds grown(clm_bounds home, double factor) {
    const double x = (home.x0_m + home.x1_m) / 2;
    const double y = (home.y0_m + home.y1_m) / 2;
    const double width = home.x1_m - home.x0_m;
    const double height = home.y1_m - home.y0_m;
    /* A wide window shows more beside what is tall, and a phone more above what is wide. */
    const double half_x = fmax(width, 1.2 * height) / 2 * factor;
    const double half_y = fmax(height, 0.8 * width) / 2 * factor;
    return (clm_bounds){fmax(x - half_x, -most_half_m), fmax(y - half_y, -most_half_m),
                        fmin(x + half_x, most_half_m), fmin(y + half_y, most_half_m)};
}

static unsigned rank_limit(double detail_m) {
    static const struct {
        double detail_m;
        unsigned rank;
    } table[] = {{80, 15}, {200, 10}, {450, 7}, {1000, 5}, {2000, 4}, {4000, 3}, {8000, 2}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (detail_m <= table[i].detail_m) {
            return table[i].rank;
        }
    }
    return 1;
}

/* From the widest to the inner one; a box that would add nothing is left out. */
static size_t list_tiers(const clm_page *page, clm_page_tier *tiers) {
    static const struct { double factor, detail; } table[TIERS] = {{1e9, 30}, {5, 4.5}, {1.5, 1}};
    size_t count = 0;
    for (size_t i = 0; i < TIERS; i++) {
        clm_page_tier *next = &tiers[count];
        *next = (clm_page_tier){.bounds = grown(page->home, table[i].factor),
                                .detail_m = clm_page_detail_m(page) * table[i].detail};
        if (i == 0) {
            next->detail_m = fmin(fmax(next->detail_m, 16000), 24000);
        }
        if (count > 0 && next->detail_m > 0.6 * tiers[count - 1].detail_m && i + 1 < TIERS) {
            continue;
        }
        next->rank_max = rank_limit(next->detail_m);
        next->box = clm_bounds_box(page->plane, next->bounds);
        next->step_m = fmax(1, ceil(next->detail_m / steps_each));
        next->coarse = next->detail_m > coarse_m_per_step;
        count++;
    }
    return count;
}

/* ---- land ---- */

static clm_status rectangle(clm_bounds bounds, clm_geometry *out, clm_error *error) {
    const clm_lonlat corners[4] = {{bounds.x0_m, bounds.y0_m},
                                   {bounds.x1_m, bounds.y0_m},
                                   {bounds.x1_m, bounds.y1_m},
                                   {bounds.x0_m, bounds.y1_m}};
    out->kind = CLM_GEOMETRY_POLYGONS;
    clm_status status = clm_geometry_add_part(out, false, error);
    for (size_t i = 0; i < 4 && status == CLM_OK; i++) {
        status = clm_geometry_add_point(out, corners[i], error);
    }
    return status;
}

typedef enum where { WHERE_OUTSIDE, WHERE_CUT, WHERE_INSIDE } where;

static where place_in(const clm_geometry *shape, clm_bounds bounds) {
    clm_bounds own = clm_bounds_empty();
    for (size_t i = 0; i < shape->point_count; i++) {
        clm_bounds_add(&own, (clm_xy){shape->points[i].lon_deg, shape->points[i].lat_deg});
    }
    if (clm_bounds_is_empty(own) || own.x1_m < bounds.x0_m || own.x0_m > bounds.x1_m ||
        own.y1_m < bounds.y0_m || own.y0_m > bounds.y1_m) {
        return WHERE_OUTSIDE;
    }
    return own.x0_m >= bounds.x0_m && own.x1_m <= bounds.x1_m && own.y0_m >= bounds.y0_m &&
                   own.y1_m <= bounds.y1_m
               ? WHERE_INSIDE
               : WHERE_CUT;
}

static double signed_area(const clm_lonlat *points, size_t count) {
    double twice = 0;
    for (size_t i = 0; i < count; i++) {
        const clm_lonlat *next = &points[i + 1 == count ? 0 : i + 1];
        twice += points[i].lon_deg * next->lat_deg - next->lon_deg * points[i].lat_deg;
    }
    return twice / 2;
}

static double longest_edge(const clm_lonlat *points, size_t count) {
    double longest = 0;
    for (size_t i = 0; i < count; i++) {
        const clm_lonlat *next = &points[i + 1 == count ? 0 : i + 1];
        longest = fmax(longest,
                       hypot(next->lon_deg - points[i].lon_deg, next->lat_deg - points[i].lat_deg));
    }
    return longest;
}

/* Leaves out what the plane turns inside out: a ring around the point opposite of the middle, or an
 * edge beside it. */
static clm_status keep_sound(clm_geometry *shape, clm_error *error) {
    static const double torn_m = 4e6;
    clm_geometry sound;
    clm_geometry_init(&sound);
    sound.kind = CLM_GEOMETRY_POLYGONS;
    clm_status status = CLM_OK;
    bool skipping = false;
    for (size_t p = 0; p < shape->part_count && status == CLM_OK; p++) {
        size_t count;
        const clm_lonlat *points = clm_geometry_part(shape, p, &count);
        const bool hole = shape->part_hole[p] != 0;
        skipping = hole ? skipping
                        : count < 3 || signed_area(points, count) < 0 ||
                              longest_edge(points, count) > torn_m;
        if (skipping || count < 3) {
            continue;
        }
        status = clm_geometry_add_part(&sound, hole, error);
        for (size_t i = 0; i < count && status == CLM_OK; i++) {
            status = clm_geometry_add_point(&sound, points[i], error);
        }
    }
    clm_geometry_clear(shape);
    *shape = sound;
    return status;
}

static clm_status put_land(const clm_page *page, const clm_page_tier *own, clm_place_index place,
                           const clm_geometry *frame, clm_json_writer *json) {
    clm_geometry shape;
    clm_geometry plane;
    clm_geometry cut;
    clm_geometry_init(&shape);
    clm_geometry_init(&plane);
    clm_geometry_init(&cut);
    clm_status status =
        clm_gazetteer_shape(page->gazetteer, place, page->collection->facts.worldview,
                            own->detail_m * own->detail_m, &shape, page->error);
    if (status == CLM_OK) {
        status = clm_page_project(page, &shape, &plane);
    }
    if (status == CLM_OK) {
        status = keep_sound(&plane, page->error);
    }
    const where lies = status == CLM_OK ? place_in(&plane, own->bounds) : WHERE_OUTSIDE;
    if (lies == WHERE_CUT) {
        status = clm_planar_overlay(&plane, frame, CLM_OVERLAY_INTERSECTION, &cut, page->error);
    }
    const clm_geometry *shown = lies == WHERE_CUT ? &cut : &plane;
    for (size_t p = 0; status == CLM_OK && lies != WHERE_OUTSIDE && p < shown->part_count; p++) {
        size_t count;
        const clm_lonlat *points = clm_geometry_part(shown, p, &count);
        clm_page_put_part(json, points, count, own->step_m, 3);
    }
    clm_geometry_clear(&shape);
    clm_geometry_clear(&plane);
    clm_geometry_clear(&cut);
    return status;
}

/* ---- lines ---- */

enum { LINE_LISTS = 7 };
static const char *const line_names[LINE_LISTS] = {"lakes",  "islands", "rivers",  "coasts",
                                                   "region", "country", "disputed"};

typedef struct line_reader {
    const clm_page *page;
    const clm_page_tier *own;
    clm_buffer text[LINE_LISTS];
    clm_json_writer lists[LINE_LISTS];
    clm_lonlat *points; /* working space */
    size_t capacity;
} line_reader;

static bool is_tiny(const line_reader *read, clm_place_index region) {
    return clm_gazetteer_place(read->page->gazetteer, region).area_m2 <
           tiny_steps2 * read->own->detail_m * read->own->detail_m;
}

/* The list of a line; -1: it is not shown. */
static int list_of(const line_reader *read, const clm_base_line *line) {
    switch (line->line_class) {
    case CLM_LINE_LAKE:
        return line->hole ? 1 : 0;
    case CLM_LINE_RIVER:
        return 2;
    case CLM_LINE_COAST:
        return 3;
    case CLM_LINE_REGION_BORDER:
        return read->own->coarse || (is_tiny(read, line->left) && is_tiny(read, line->right)) ? -1
                                                                                              : 4;
    case CLM_LINE_COUNTRY_BORDER:
        return 5;
    case CLM_LINE_DISPUTED_BORDER:
        return 6;
    case CLM_LINE_CLASS_COUNT:
        break;
    }
    return -1;
}

static unsigned side_of(clm_lonlat at, clm_bounds bounds) {
    return (at.lon_deg < bounds.x0_m ? 1U : 0U) | (at.lon_deg > bounds.x1_m ? 2U : 0U) |
           (at.lat_deg < bounds.y0_m ? 4U : 0U) | (at.lat_deg > bounds.y1_m ? 8U : 0U);
}

/* An edge along 180 degrees is a cut of the data; others may have no image, or be torn. */
static bool is_shown(const clm_lonlat *from, const clm_lonlat *points, clm_bounds bounds) {
    const bool cut = fabs(from[0].lon_deg) > 179.9999 && fabs(from[1].lon_deg) > 179.9999;
    const double length =
        hypot(points[1].lon_deg - points[0].lon_deg, points[1].lat_deg - points[0].lat_deg);
    return !cut && isfinite(length) && length < 4e6 &&
           (side_of(points[0], bounds) & side_of(points[1], bounds)) == 0;
}

/* The runs of the line that are inside the box. */
static void put_runs(line_reader *read, const clm_base_line *line, size_t count, int list) {
    clm_json_writer *json = &read->lists[list];
    const double step_m = read->own->step_m;
    size_t start = 0;
    for (size_t i = 1; i <= count; i++) {
        const clm_lonlat from[2] = {line->points[(i - 1) % line->count],
                                    line->points[i % line->count]};
        if (i < count && is_shown(from, read->points + i - 1, read->own->bounds)) {
            continue;
        }
        if (i - start > 1) {
            clm_page_put_part(json, read->points + start, i - start, step_m, 2);
        }
        start = i;
    }
}

static clm_status visit_line(void *context, const clm_base_line *line) {
    line_reader *read = context;
    const int list = list_of(read, line);
    if (list < 0 || line->count < 2) {
        return CLM_OK;
    }
    void *memory = read->points;
    if (clm_grow(&memory, &read->capacity, line->count + 1, sizeof *read->points)) {
        return clm_fail(read->page->error, CLM_ERR_NOMEM, "out of memory");
    }
    read->points = memory;
    for (size_t i = 0; i < line->count; i++) {
        read->points[i] = clm_page_in_plane(read->page, line->points[i]);
    }
    if (list > 1) {
        read->points[line->count] = read->points[0];
        put_runs(read, line, line->count + (line->closed ? 1 : 0), list);
        return CLM_OK;
    }
    bool inside = false; /* lakes are not cut: they are small beside the box, or all of the box */
    for (size_t i = 0; i < line->count; i++) {
        const clm_lonlat at = read->points[i];
        if (!isfinite(at.lon_deg) || !isfinite(at.lat_deg)) {
            return CLM_OK;
        }
        inside = inside || side_of(at, read->own->bounds) == 0;
    }
    if (inside) {
        clm_page_put_part(&read->lists[list], read->points, line->count, read->own->step_m, 3);
    }
    return CLM_OK;
}

static clm_status put_lines(const clm_page *page, const clm_page_tier *own, clm_json_writer *json) {
    line_reader read = {.page = page, .own = own};
    for (size_t i = 0; i < LINE_LISTS; i++) {
        clm_buffer_init(&read.text[i]);
        clm_json_begin(&read.lists[i], &read.text[i]);
        clm_json_open_array(&read.lists[i]);
    }
    clm_status status =
        clm_gazetteer_lines_in(page->gazetteer, own->box, own->detail_m * own->detail_m,
                               own->rank_max, visit_line, &read, page->error);
    for (size_t i = 0; i < LINE_LISTS; i++) {
        clm_json_close_array(&read.lists[i]);
        clm_json_key(json, line_names[i]);
        clm_json_put_raw(json, (clm_text){read.text[i].data, read.text[i].len});
        json->out->failed |= read.text[i].failed;
        clm_buffer_clear(&read.text[i]);
    }
    clm_free(read.points);
    return status;
}

/* ---- a box with all of it ---- */

static void region_list_clear(clm_page_regions *list) {
    clm_free(list->regions);
    clm_free(list->countries);
    *list = (clm_page_regions){.regions = NULL};
}

static clm_place_index country_of(const clm_page *page, clm_place_index region) {
    const clm_place place = clm_gazetteer_place(page->gazetteer, region);
    return page->collection->facts.worldview == CLM_WORLDVIEW_DE_FACTO
               ? clm_gazetteer_country(page->gazetteer, place.country_de_facto)
               : place.country_place;
}

static bool list_regions(const clm_page *page, const clm_page_tier *own, clm_page_regions *list) {
    const size_t room = clm_gazetteer_regions_in(page->gazetteer, own->box, NULL, 0);
    list->regions = clm_alloc((room + 1) * sizeof *list->regions);
    list->countries = clm_alloc((room + 1) * sizeof *list->countries);
    if (!list->regions || !list->countries) {
        return false;
    }
    const size_t found = clm_gazetteer_regions_in(page->gazetteer, own->box, list->regions, room);
    list->count = found < room ? found : room;
    for (size_t i = 0; i < list->count; i++) {
        const clm_place_index country = country_of(page, list->regions[i]);
        bool known = country == CLM_NO_PLACE;
        for (size_t c = 0; c < list->country_count && !known; c++) {
            known = list->countries[c] == country;
        }
        if (!known) {
            list->countries[list->country_count++] = country;
        }
    }
    return true;
}

static clm_status put_areas(const clm_page *page, const clm_page_tier *own,
                            const clm_page_regions *list, clm_json_writer *json) {
    clm_geometry frame;
    clm_geometry_init(&frame);
    clm_status status = rectangle(own->bounds, &frame, page->error);
    clm_json_key(json, "land");
    clm_json_open_array(json);
    for (size_t i = 0; i < list->country_count && status == CLM_OK; i++) {
        status = put_land(page, own, list->countries[i], &frame, json);
    }
    for (size_t i = 0; i < list->count && status == CLM_OK; i++) {
        if (country_of(page, list->regions[i]) == CLM_NO_PLACE) {
            status = put_land(page, own, list->regions[i], &frame, json);
        }
    }
    clm_json_close_array(json);
    clm_geometry_clear(&frame);
    return status;
}

static clm_status put_tier(const clm_page *page, const clm_page_tier *own,
                           const clm_page_tier *inner, const clm_page_regions *list,
                           clm_json_writer *json) {
    const clm_bounds *b = &own->bounds;
    clm_json_open_object(json);
    clm_json_pair_number(json, "step", own->step_m, 0);
    const clm_lonlat corners[2] = {{b->x0_m, b->y0_m}, {b->x1_m, b->y1_m}};
    clm_json_key(json, "box");
    clm_page_put_part(json, corners, 2, own->step_m, 2);
    clm_status status = put_areas(page, own, list, json);
    if (status == CLM_OK) {
        status = put_lines(page, own, json);
    }
    if (status == CLM_OK) {
        status = clm_page_names(page, own, inner, list, json);
    }
    clm_json_close_object(json);
    return status;
}

clm_status clm_page_ground(const clm_page *page, clm_json_writer *json) {
    clm_page_tier tiers[TIERS] = {{.coarse = false}};
    const size_t count = page->gazetteer ? list_tiers(page, tiers) : 0;
    clm_status status = CLM_OK;
    clm_json_key(json, "tiers");
    clm_json_open_array(json);
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        clm_page_regions list = {.regions = NULL};
        if (list_regions(page, &tiers[i], &list)) {
            status = put_tier(page, &tiers[i], i + 1 < count ? &tiers[i + 1] : NULL, &list, json);
        } else {
            status = clm_fail(page->error, CLM_ERR_NOMEM, "out of memory");
        }
        region_list_clear(&list);
    }
    clm_json_close_array(json);
    return status;
}

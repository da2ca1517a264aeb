/* A small globe with the main map's frame on it: where a map of water, or of a pole, has no outline
 * around that readers know. */
#include "map/scene.h"

#include "geo/globe.h"

#include <math.h>
#include <string.h>

static const double widest_m = 2500e3; /* a wider map shows well enough where it is */
static const double polar_deg = 66;
static const double tilt_deg = 50; /* the middle of the disc stays nearer to the equator */
static const double least_px = 125, most_px = 260; /* of the disc */
static const double caption_px = 24;
static const double detail_px = 0.8;
static const double edge_step_rad = 0.09;

typedef struct globe_view {
    clm_scene *scene;
    clm_globe globe;
    clm_px middle;
    double radius_px;
} globe_view;

static clm_px on_disc(const globe_view *view, clm_globe_point at) {
    return (clm_px){view->middle.x + at.x * view->radius_px,
                    view->middle.y - at.y * view->radius_px};
}

/* ---- whether, and where ---- */

/* The share of land around a point, as far as an ordinary locator would show. */
static double land_around(const clm_scene *scene, clm_lonlat centre) {
    enum { STEPS = 11 };
    static const double reach_deg = 14;
    double widen = 1 / fmax(cos(centre.lat_deg * 0.017453292519943295769), 0.2);
    int land = 0;
    for (int i = 0; i < STEPS * STEPS; i++) {
        const int row = i / STEPS;
        double lat = centre.lat_deg + reach_deg * (2.0 * row / (STEPS - 1) - 1);
        double lon = centre.lon_deg + reach_deg * widen * (2.0 * (i % STEPS) / (STEPS - 1) - 1);
        lon -= lon > 180 ? 360 : 0;
        lon += lon < -180 ? 360 : 0;
        clm_lonlat point = {lon, fmin(fmax(lat, -90), 90)};
        land += clm_gazetteer_containing(scene->gazetteer, point, NULL, 0) > 0;
    }
    return (double)land / (STEPS * STEPS);
}

static clm_lonlat frame_middle(const clm_scene *scene) {
    clm_rect frame = scene->frame;
    return clm_view_inverse(&scene->view,
                            (clm_px){(frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2});
}

static bool is_wanted(const clm_scene *scene) {
    static const double little_land = 0.15;
    double width_m = (scene->frame.x1 - scene->frame.x0) * scene->view.m_per_px;
    if (!scene->gazetteer || scene->panel_below || width_m > widest_m) {
        return false;
    }
    clm_lonlat middle = frame_middle(scene);
    /* A wider area that is shown beside leads from a pole to land that readers know. */
    bool polar = fabs(middle.lat_deg) >= polar_deg && !scene->has_overview;
    return polar || land_around(scene, middle) < little_land;
}

/* In the room that the panel has left, with a line above it for the caption. */
static bool place_globe(clm_scene *scene) {
    double zoom = scene->zoom;
    double gap = 14 * zoom;
    clm_rect room = scene->panel;
    if (scene->has_overview && clm_rect_overlaps(scene->overview, room)) {
        room.y1 = scene->overview.y0 - gap;
    }
    if (scene->has_detail && clm_rect_overlaps(scene->detail, room)) {
        room.y1 = scene->detail.y0 - gap;
    }
    double high = room.y1 - room.y0 - gap - caption_px * zoom;
    double side = floor(fmin(fmin(room.x1 - room.x0, high), most_px * zoom));
    double x = floor(room.x0);
    double y = floor(room.y1) - side;
    scene->globe = (clm_rect){x, y - floor(caption_px * zoom), x + side, y + side};
    return side >= least_px * zoom;
}

void clm_choose_globe(clm_scene *scene, bool locator) {
    bool overview = scene->has_overview;
    scene->has_overview = overview && !locator;
    scene->has_globe = is_wanted(scene) && place_globe(scene);
    if (scene->has_globe) {
        clm_report_inset(&scene->report, "globe", scene->globe);
    }
    scene->has_overview = overview && !(locator && scene->has_globe);
}

/* ---- drawing ---- */

/* Points of the way along the edge, so that no chord cuts the disc. */
static void follow_edge(const globe_view *view, clm_display_list *list, clm_globe_point from,
                        clm_globe_point to) {
    double start = atan2(from.y, from.x);
    double turn = atan2(from.x * to.y - from.y * to.x, from.x * to.x + from.y * to.y);
    int steps = (int)(fabs(turn) / edge_step_rad);
    for (int i = 1; i <= steps; i++) {
        double angle = start + turn * i / (steps + 1);
        clm_path_point(list, on_disc(view, (clm_globe_point){cos(angle), sin(angle), 0}));
    }
}

/* Rings of which something is seen; what is not lies along the edge. */
static void add_ring(const globe_view *view, clm_display_list *list, const clm_lonlat *points,
                     size_t count) {
    bool seen = false;
    for (size_t i = 0; i < count && !seen; i++) {
        seen = clm_globe_project(&view->globe, points[i]).depth > 0;
    }
    if (!seen || count < 3) {
        return;
    }
    clm_path_part(list, true);
    clm_globe_point before = clm_globe_project(&view->globe, points[count - 1]);
    for (size_t i = 0; i < count; i++) {
        clm_globe_point at = clm_globe_project(&view->globe, points[i]);
        if (at.depth < 0 && before.depth < 0) {
            follow_edge(view, list, clm_globe_to_edge(before), clm_globe_to_edge(at));
        }
        clm_path_point(list, on_disc(view, clm_globe_to_edge(at)));
        before = at;
    }
}

/* A line without what lies on the far side. */
static void add_line(const globe_view *view, clm_display_list *list, const clm_lonlat *points,
                     size_t count, bool closed) {
    static const double cut_deg = 179.9999, pole_deg = 89.9;
    bool drawing = false;
    for (size_t i = 0; i < count + closed; i++) {
        clm_lonlat at = points[i % count];
        clm_globe_point point = clm_globe_project(&view->globe, at);
        clm_lonlat last = points[(i + count - 1) % count];
        bool cut = (fabs(at.lon_deg) >= cut_deg && fabs(last.lon_deg) >= cut_deg) ||
                   fabs(at.lat_deg) >= pole_deg;
        if (point.depth < 0 || (cut && i > 0)) {
            drawing = false;
        }
        if (point.depth >= 0) {
            if (!drawing) {
                clm_path_part(list, false);
            }
            clm_path_point(list, on_disc(view, point));
            drawing = true;
        }
    }
}

static double min_area_of(const globe_view *view) {
    static const double earth_m = 6371008.8;
    double side = detail_px * earth_m / view->radius_px;
    return side * side;
}

/* All countries are one path: ISO 3166 has two letters for each. */
static void add_land(globe_view *view) {
    clm_scene *scene = view->scene;
    clm_path_begin(&scene->list, CLM_INK_LAND, NULL);
    for (int code = 0; code < 26 * 26 && clm_scene_ok(scene); code++) {
        const int second = code % 26;
        const char iso2[3] = {(char)('A' + code / 26), (char)('A' + second), '\0'};
        clm_place_index country = clm_gazetteer_country(scene->gazetteer, iso2);
        if (country == CLM_NO_PLACE) {
            continue;
        }
        clm_geometry shape;
        clm_geometry_init(&shape);
        if (clm_scene_check(scene, clm_gazetteer_shape(scene->gazetteer, country,
                                                       scene->options->worldview, min_area_of(view),
                                                       &shape, scene->error))) {
            for (size_t p = 0; p < shape.part_count; p++) {
                size_t count;
                const clm_lonlat *ring = clm_geometry_part(&shape, p, &count);
                add_ring(view, &scene->list, ring, count);
            }
        }
        clm_geometry_clear(&shape);
    }
    (void)clm_path_end(&scene->list, clm_fill_color(scene->theme->look[CLM_LOOK_LAND].fill),
                       clm_stroke_none());
}

/* Lines of the globe, kept apart until they are drawn: the gazetteer is asked once. */
typedef struct globe_lines {
    const globe_view *view;
    clm_display_list lakes, borders, coasts;
} globe_lines;

static clm_status visit_line(void *context, const clm_base_line *line) {
    globe_lines *lines = context;
    if (line->line_class == CLM_LINE_LAKE) {
        add_ring(lines->view, &lines->lakes, line->points, line->count);
    } else if (line->line_class == CLM_LINE_COAST) {
        add_line(lines->view, &lines->coasts, line->points, line->count, line->closed);
    } else if (line->line_class == CLM_LINE_COUNTRY_BORDER) {
        add_line(lines->view, &lines->borders, line->points, line->count, line->closed);
    }
    return CLM_OK;
}

static void read_lines(globe_view *view, globe_lines *lines) {
    static const clm_bbox all = {-180, -90, 180, 90};
    clm_scene *scene = view->scene;
    clm_display_list *const lists[] = {&lines->lakes, &lines->borders, &lines->coasts};
    lines->view = view;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        clm_display_list_init(lists[i]);
        clm_path_begin(lists[i], CLM_INK_LAKE, NULL);
    }
    clm_status status = clm_gazetteer_lines_in(scene->gazetteer, all, min_area_of(view), 1,
                                               visit_line, lines, scene->error);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        (void)clm_path_end(lists[i], clm_fill_none(), clm_stroke_none());
        if (status == CLM_OK && lists[i]->failed) {
            status = clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory");
        }
    }
    (void)clm_scene_check(scene, status);
}

static void clear_lines(globe_lines *lines) {
    clm_display_list_clear(&lines->lakes);
    clm_display_list_clear(&lines->borders);
    clm_display_list_clear(&lines->coasts);
}

/* Meridians and parallels at each 30 degrees. */
static void add_graticule(globe_view *view) {
    enum { POINTS = 73 };
    clm_scene *scene = view->scene;
    clm_lonlat line[POINTS];
    clm_path_begin(&scene->list, CLM_INK_RIVER, NULL);
    for (int meridian = 0; meridian < 12; meridian++) {
        for (int i = 0; i < POINTS; i++) {
            line[i] = (clm_lonlat){-180 + 30 * meridian + 1e-3, -89.8 + 179.6 * i / (POINTS - 1)};
        }
        add_line(view, &scene->list, line, POINTS, false);
    }
    for (int parallel = -2; parallel <= 2; parallel++) {
        for (int i = 0; i < POINTS; i++) {
            line[i] = (clm_lonlat){-180 + 360.0 * i / (POINTS - 1), 30.0 * parallel};
        }
        add_line(view, &scene->list, line, POINTS, false);
    }
    clm_color color = scene->theme->look[CLM_LOOK_COAST].stroke;
    (void)clm_path_end(
        &scene->list, clm_fill_none(),
        clm_stroke_color(clm_color_with_alpha(color, color.alpha * 0.35), 0.5 * scene->zoom));
}

/* The main map's frame; a ring around it where it is too small to be seen. */
static void add_frame(globe_view *view) {
    enum { STEPS = 12 };
    static const double small_px = 14;
    clm_scene *scene = view->scene;
    clm_rect frame = scene->frame;
    clm_lonlat ring[4 * STEPS];
    const clm_px corners[5] = {{frame.x0, frame.y0},
                               {frame.x1, frame.y0},
                               {frame.x1, frame.y1},
                               {frame.x0, frame.y1},
                               {frame.x0, frame.y0}};
    for (int i = 0; i < 4 * STEPS; i++) {
        const int side = i / STEPS;
        double t = (double)(i % STEPS) / STEPS;
        ring[i] = clm_view_inverse(
            &scene->view, (clm_px){corners[side].x + (corners[side + 1].x - corners[side].x) * t,
                                   corners[side].y + (corners[side + 1].y - corners[side].y) * t});
    }
    const clm_look *mark = &scene->theme->look[CLM_LOOK_INSET_FRAME];
    clm_stroke stroke = clm_stroke_look(mark, scene->zoom);
    clm_path_begin(&scene->list, CLM_INK_FRAME, NULL);
    add_ring(view, &scene->list, ring, (size_t)4 * STEPS);
    (void)clm_path_end(&scene->list, clm_fill_color(clm_color_with_alpha(mark->stroke, 0.12)),
                       stroke);
    static const double earth_m = 6371008.8;
    double width_px = (frame.x1 - frame.x0) * scene->view.m_per_px / earth_m * view->radius_px;
    if (width_px < small_px * scene->zoom) {
        clm_px at = on_disc(view, clm_globe_project(&view->globe, frame_middle(scene)));
        clm_add_circle(&scene->list, CLM_INK_FRAME, NULL, at, small_px * 0.75 * scene->zoom,
                       clm_fill_none(), stroke);
    }
}

static void add_caption(clm_scene *scene) {
    const char *words = clm_scene_say(scene, CLM_SAY_LOCATION);
    clm_text_spec spec = clm_scene_spec(scene, words, CLM_LOOK_INSET);
    spec.bold_bytes = (int)strlen(words);
    size_t run;
    if (clm_scene_shape(scene, &spec, &run)) {
        (void)clm_scene_text(scene, run, (clm_px){scene->globe.x0, scene->globe.y0},
                             CLM_LABEL_FURNITURE, NULL, false, false);
    }
}

void clm_compose_globe(clm_scene *scene) {
    if (!scene->has_globe || !clm_scene_ok(scene)) {
        return;
    }
    clm_rect box = scene->globe;
    clm_lonlat middle = frame_middle(scene);
    middle.lat_deg = fmin(fmax(middle.lat_deg, -tilt_deg), tilt_deg);
    double radius = (box.x1 - box.x0) / 2;
    globe_view view = {.scene = scene,
                       .globe = clm_globe_at(middle),
                       .middle = {box.x0 + radius, box.y1 - radius},
                       .radius_px = radius - 1};
    const clm_theme *theme = scene->theme;
    const clm_look *inset = &theme->look[CLM_LOOK_INSET];
    clm_add_circle(&scene->list, CLM_INK_SEA, NULL, view.middle, view.radius_px,
                   clm_fill_color(theme->look[CLM_LOOK_SEA].fill), clm_stroke_none());
    add_land(&view);
    globe_lines lines;
    read_lines(&view, &lines);
    clm_add_path_of(&scene->list, &lines.lakes, CLM_INK_LAKE,
                    clm_fill_color(theme->look[CLM_LOOK_LAKE].fill), clm_stroke_none());
    add_graticule(&view);
    clm_stroke border = clm_stroke_look(&theme->look[CLM_LOOK_BORDER_COUNTRY], 0.35 * scene->zoom);
    border.color.alpha *= 0.6;
    clm_add_path_of(&scene->list, &lines.borders, CLM_INK_COUNTRY_BORDER, clm_fill_none(), border);
    clm_add_path_of(&scene->list, &lines.coasts, CLM_INK_COAST, clm_fill_none(),
                    clm_stroke_look(&theme->look[CLM_LOOK_COAST], 0.6 * scene->zoom));
    clear_lines(&lines);
    clm_add_circle(&scene->list, CLM_INK_FRAME, NULL, view.middle, view.radius_px, clm_fill_none(),
                   clm_stroke_look(inset, scene->zoom));
    add_frame(&view);
    add_caption(scene);
}

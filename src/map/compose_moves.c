#include "map/scene.h"

#include <math.h>

/* Moves are bows, so that they are not taken for borders or roads, and so that there and back can
 * be told apart. All is told by the text in words alone: a move has no path on the ground. */
enum { STEPS = 20 };
static const double bow = 0.14; /* of the way */
static const double shortest_px = 30;
static const double keep_off_px = 11; /* of the signs at both ends */

typedef struct track {
    clm_px points[STEPS + 1];
    double length_px;
} track;

static clm_px bowed(clm_px a, clm_px middle, clm_px b, double t) {
    double u = 1 - t;
    return (clm_px){u * u * a.x + 2 * u * t * middle.x + t * t * b.x,
                    u * u * a.y + 2 * u * t * middle.y + t * t * b.y};
}

static track track_between(clm_px from, clm_px to, double share, double off_px) {
    double dx = to.x - from.x;
    double dy = to.y - from.y;
    double length = hypot(dx, dy);
    /* To the left of who goes, upwards for those that go east. */
    clm_px middle = {(from.x + to.x) / 2 + 2 * share * dy, (from.y + to.y) / 2 - 2 * share * dx};
    double first = off_px / length;
    track way = {.length_px = length};
    for (int i = 0; i <= STEPS; i++) {
        double t = first + (1 - 2 * first) * i / STEPS;
        way.points[i] = bowed(from, middle, to, t);
    }
    return way;
}

static void add_track(clm_display_list *list, const char *id, const track *way, size_t count,
                      clm_stroke stroke) {
    clm_path_begin(list, CLM_INK_MOVE, id);
    clm_path_part(list, false);
    for (size_t i = 0; i < count; i++) {
        clm_path_point(list, way->points[i]);
    }
    (void)clm_path_end(list, clm_fill_none(), stroke);
}

static void add_head(clm_display_list *list, const char *id, clm_px back, clm_px tip, double size,
                     clm_fill fill, clm_stroke stroke) {
    double length = fmax(hypot(tip.x - back.x, tip.y - back.y), 1e-6);
    clm_px along = {(tip.x - back.x) / length, (tip.y - back.y) / length};
    clm_px base = {tip.x - along.x * size, tip.y - along.y * size};
    double half = size * 0.46;
    clm_path_begin(list, CLM_INK_MOVE, id);
    clm_path_part(list, true);
    clm_path_point(list, tip);
    clm_path_point(list, (clm_px){base.x - along.y * half, base.y + along.x * half});
    clm_path_point(list, (clm_px){base.x + along.y * half, base.y - along.x * half});
    (void)clm_path_end(list, fill, stroke);
}

void clm_add_move_sign(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                       clm_px from, clm_px to, const clm_move_look *look, double zoom) {
    double off = look->ends_px;
    track way = track_between(from, to, look->link ? 0 : bow, off);
    const clm_look *base = &theme->look[CLM_LOOK_ARROW];
    const clm_look *region = &theme->look[(int)CLM_LOOK_REGION_CONFIRMED + (int)look->voice.sign];
    double alpha = base->stroke_opacity;
    alpha *= look->primary ? 1 : theme->look[CLM_LOOK_CLAIM_SECONDARY].opacity;
    alpha *= look->voice.hearsay ? theme->look[CLM_LOOK_CLAIM_HEARSAY].opacity : 1;
    clm_color color = clm_color_with_alpha(clm_voice_color(theme, look->voice), alpha);
    double grow = zoom * (look->primary ? 1 : 0.75);
    double width = base->stroke_width_px * grow * (look->link ? 1.4 : 1);
    clm_color ground = clm_color_with_alpha(base->halo, base->halo.alpha * alpha);
    clm_stroke casing = clm_stroke_color(ground, width + 2 * base->halo_px * zoom);
    /* Dashes tell how sure, as around a region; a link is dotted. */
    clm_stroke line = clm_stroke_of(region, color, grow);
    line.width_px = width;
    if (look->link) {
        line.dash_count = 2;
        line.dash_px[0] = 0.1;
        line.dash_px[1] = 2.2 * width;
    }
    if (look->moved) {
        const clm_look *change = &theme->look[CLM_LOOK_CHANGE_MOVED];
        color = change->stroke;
        line = clm_stroke_look(change, zoom);
    }
    double size = look->link ? 0 : 5 * base->stroke_width_px * grow;
    /* The line ends inside of the head, not at its tip. */
    size_t count = STEPS + 1;
    clm_px tip = way.points[STEPS];
    while (size > 0 && count > 3 &&
           hypot(way.points[count - 1].x - tip.x, way.points[count - 1].y - tip.y) < size * 0.6) {
        count--;
    }
    clm_px back = way.points[count - 1];
    add_track(list, feature_id, &way, count, casing);
    add_track(list, feature_id, &way, count, line);
    if (size > 0) {
        bool hollow = look->voice.sign == CLM_SIGN_PLANNED;
        add_head(list, feature_id, back, tip, size,
                 clm_fill_color(hollow ? clm_color_with_alpha(base->halo, 1) : color),
                 clm_stroke_color(hollow ? color : ground, base->halo_px * zoom));
    }
    if (look->voice.sign == CLM_SIGN_DENIED) { /* struck through, as all that is denied */
        clm_px middle = way.points[STEPS / 2];
        double arm = 5 * zoom;
        clm_stroke cross = clm_stroke_color(color, 2 * zoom);
        clm_add_line(list, CLM_INK_MOVE, feature_id, (clm_px){middle.x - arm, middle.y - arm},
                     (clm_px){middle.x + arm, middle.y + arm}, cross);
        clm_add_line(list, CLM_INK_MOVE, feature_id, (clm_px){middle.x - arm, middle.y + arm},
                     (clm_px){middle.x + arm, middle.y - arm}, cross);
    }
}

static bool inside(const clm_view *view, clm_px at) {
    return at.x >= view->frame.x0 && at.x <= view->frame.x1 && at.y >= view->frame.y0 &&
           at.y <= view->frame.y1;
}

static clm_px end_of(const clm_view *view, const clm_feature *feature) {
    bool point = feature->geometry.kind == CLM_GEOMETRY_POINT;
    return clm_view_point(view, point ? feature->geometry.points[0] : feature->place.point);
}

/* What the main map shows is not shown again in the wider one. */
static bool is_shown(const clm_scene *scene, const clm_view *view, clm_layer layer,
                     const clm_move *move) {
    if (!move->to) {
        return layer != CLM_LAYER_OVERVIEW && inside(view, end_of(view, move->from));
    }
    if (!inside(view, end_of(view, move->from)) || !inside(view, end_of(view, move->to))) {
        return false;
    }
    return layer != CLM_LAYER_OVERVIEW || !inside(&scene->view, end_of(&scene->view, move->from)) ||
           !inside(&scene->view, end_of(&scene->view, move->to));
}

/* Who withdraws without saying where to: a short arrow off the place, always the same way. */
static bool ends_of_move(const clm_view *view, const clm_move *move, double zoom, clm_px *from,
                         clm_px *to) {
    *from = end_of(view, move->from);
    *to = move->to ? end_of(view, move->to) : (clm_px){from->x + 34 * zoom, from->y - 26 * zoom};
    return inside(view, *from) && inside(view, *to) &&
           hypot(to->x - from->x, to->y - from->y) >= shortest_px * zoom;
}

void clm_compose_moves(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer) {
    const clm_content *content = &scene->content;
    double zoom = scene->zoom * (layer == CLM_LAYER_OVERVIEW ? 0.7 : 1);
    for (int pass = 0; pass < 2; pass++) { /* faint ones below */
        for (size_t i = 0; i < content->move_count; i++) {
            const clm_move *move = &content->moves[i];
            clm_px from;
            clm_px to;
            if (move->primary != (pass == 1) || !is_shown(scene, view, layer, move) ||
                !ends_of_move(view, move, zoom, &from, &to)) {
                continue;
            }
            clm_move_look look = {.voice = content->move_voices[i],
                                  .primary = move->primary,
                                  .link = move->link,
                                  .moved = move->moved,
                                  .ends_px = keep_off_px * zoom};
            size_t first = scene->list.part_count;
            clm_add_move_sign(&scene->list, scene->theme, move->feature->id, from, to, &look, zoom);
            clm_grid_ink_lines(&base->grid, &scene->list, first, 1.2);
            if (layer == CLM_LAYER_MAIN && !move->link) { /* without its head it says nothing */
                double reach = (keep_off_px + 14) * zoom;
                double length = hypot(to.x - from.x, to.y - from.y);
                double share = fmin(reach / length, 1);
                clm_px neck = {to.x - (to.x - from.x) * share, to.y - (to.y - from.y) * share};
                clm_rect head = {fmin(neck.x, to.x), fmin(neck.y, to.y), fmax(neck.x, to.x),
                                 fmax(neck.y, to.y)};
                clm_scene_obstacle(scene, clm_rect_grow(head, 3 * zoom));
            }
        }
    }
}

bool clm_move_on_main(const clm_scene *scene, const clm_move *move) {
    clm_px from;
    clm_px to;
    if (!scene->view.projection) {
        return true; /* the panel is measured before there is a view */
    }
    return is_shown(scene, &scene->view, CLM_LAYER_MAIN, move) &&
           ends_of_move(&scene->view, move, scene->zoom, &from, &to);
}

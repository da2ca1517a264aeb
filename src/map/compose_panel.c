#include "map/scene.h"

#include <math.h>
#include <string.h>

enum { ENTRIES_MAX = 24 };

typedef enum swatch {
    SWATCH_HEADING, /* no sign, bold text */
    SWATCH_HUE,
    SWATCH_AREA, /* a region's look */
    SWATCH_POINT,
    SWATCH_BOTH, /* a region's and a point's look */
    SWATCH_FIGURE,
    SWATCH_PEAK,
    SWATCH_MOVE,
    SWATCH_MOVED,
    SWATCH_CHANGE, /* a point's mark in a map of differences */
    SWATCH_LINK,
    SWATCH_DISPUTED,
    SWATCH_OVERLAY
} swatch;

typedef struct entry {
    swatch kind;
    const char *text;
    clm_voice voices[2];
    size_t voice_count;
    bool faint;
    clm_change_kind change;
    size_t overlay; /* its number */
} entry;

typedef struct entries {
    entry items[ENTRIES_MAX];
    size_t count;
    double letters; /* size, as a share of the style's */
} entries;

static void add_entry(entries *list, entry item) {
    if (list->count < ENTRIES_MAX) {
        list->items[list->count++] = item;
    }
}

/* ---- what is on the map ---- */

typedef struct inventory {
    bool side[CLM_THEME_SIDES], other;
    bool sign[CLM_SIGN_COUNT];
    bool split, contested, faint, region, point, figure, peak;
    bool change[CLM_CHANGE_COUNT];
    clm_voice figure_voice, split_voices[2], contested_voices[2];
} inventory;

static void note_voice(inventory *seen, clm_voice voice) {
    if (voice.side == CLM_HUE_OTHER) {
        seen->other = true;
    } else {
        seen->side[voice.side] = true;
    }
    seen->sign[voice.sign] = true;
}

static inventory take_inventory(const clm_scene *scene) {
    const clm_content *content = &scene->content;
    inventory seen = {.other = false};
    /* Before there is a view, everything may be on it. */
    bool all = !scene->view.projection || clm_wants_overview(scene);
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_subject *subject = &content->subjects[i];
        bool area = subject->feature->geometry.kind == CLM_GEOMETRY_POLYGONS;
        if (!all && !subject->on_main) {
            continue;
        }
        for (size_t v = 0; v < subject->voice_count && v < 2; v++) {
            note_voice(&seen, subject->voices[v]);
        }
        if (subject->voice_count > 1) {
            bool one_hue = subject->voices[0].side == subject->voices[1].side;
            seen.contested |= one_hue;
            seen.split |= !one_hue;
            clm_voice *both = one_hue ? seen.contested_voices : seen.split_voices;
            both[0] = subject->voices[0];
            both[1] = subject->voices[1];
        }
        seen.faint |= content->changes ? subject->change == CLM_CHANGE_SAME : !subject->primary;
        seen.change[subject->change] = true;
        seen.region |= area;
        if (!area && !subject->has_figure && subject->primary) {
            seen.point = true;
        }
    }
    for (size_t i = 0; i < content->area_count; i++) {
        const clm_area_sign *area = &content->areas[i];
        if (!all && !area->on_main) {
            continue;
        }
        note_voice(&seen, area->voice);
        if (area->feature->past_peak) {
            seen.peak = true;
        } else {
            seen.figure = true;
        }
        seen.figure_voice = area->voice;
    }
    for (size_t i = 0; i < content->callout_count; i++) { /* their numbers have hues */
        const clm_voice voice = content->callouts[i].voice;
        seen.other |= voice.side == CLM_HUE_OTHER;
        if (voice.side != CLM_HUE_OTHER) {
            seen.side[voice.side] = true;
        }
    }
    return seen;
}

static void list_voices(const clm_scene *scene, const inventory *seen, entries *list) {
    const clm_content *content = &scene->content;
    add_entry(list,
              (entry){.kind = SWATCH_HEADING, .text = clm_scene_say(scene, CLM_SAY_WHOSE_CLAIM)});
    for (size_t i = 0; i < content->side_count; i++) {
        if (seen->side[i]) {
            add_entry(list, (entry){.kind = SWATCH_HUE,
                                    .text = content->side_names[i],
                                    .voices = {{(int)i, CLM_SIGN_CONFIRMED, false}}});
        }
    }
    if (seen->other) {
        add_entry(list, (entry){.kind = SWATCH_HUE,
                                .text = clm_scene_say(scene, content->side_count > 0
                                                                 ? CLM_SAY_OTHERS
                                                                 : CLM_SAY_ARTICLE_AND_SOURCES),
                                .voices = {{CLM_HUE_OTHER, CLM_SIGN_CONFIRMED, false}}});
    }
    if (seen->split) {
        add_entry(list, (entry){.kind = seen->region ? SWATCH_AREA : SWATCH_POINT,
                                .text = clm_scene_say(scene, CLM_SAY_TWO_SIDES),
                                .voices = {seen->split_voices[0], seen->split_voices[1]},
                                .voice_count = 2});
    }
    if (seen->contested) {
        add_entry(list, (entry){.kind = seen->region ? SWATCH_AREA : SWATCH_POINT,
                                .text = clm_scene_say(scene, CLM_SAY_STATED_AND_DENIED),
                                .voices = {seen->contested_voices[0], seen->contested_voices[1]},
                                .voice_count = 2});
    }
}

static void list_signs(const clm_scene *scene, const inventory *seen, entries *list) {
    add_entry(list,
              (entry){.kind = SWATCH_HEADING, .text = clm_scene_say(scene, CLM_SAY_WHAT_KIND)});
    static const clm_sign order[] = {CLM_SIGN_CONFIRMED, CLM_SIGN_MEASURED, CLM_SIGN_CLAIMED,
                                     CLM_SIGN_PLANNED, CLM_SIGN_DENIED};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        clm_sign sign = order[i];
        if (seen->sign[sign]) {
            bool areas = seen->region || seen->figure;
            add_entry(list, (entry){.kind = !areas        ? SWATCH_POINT
                                            : seen->point ? SWATCH_BOTH
                                                          : SWATCH_AREA,
                                    .text = clm_scene_say(scene, clm_sign_phrase(sign)),
                                    .voices = {{CLM_HUE_OTHER, sign, false}},
                                    .voice_count = 1});
        }
    }
    if (seen->faint && !scene->content.changes) {
        add_entry(list, (entry){.kind = SWATCH_AREA,
                                .text = clm_scene_say(scene, CLM_SAY_FAINT),
                                .voices = {{CLM_HUE_OTHER, CLM_SIGN_CLAIMED, false}},
                                .voice_count = 1,
                                .faint = true});
    }
    if (seen->figure) {
        add_entry(list, (entry){.kind = SWATCH_FIGURE,
                                .text = clm_scene_say(scene, CLM_SAY_STATED_AREA),
                                .voices = {seen->figure_voice}});
    }
    if (seen->peak) {
        add_entry(list, (entry){.kind = SWATCH_PEAK,
                                .text = clm_scene_say(scene, CLM_SAY_EARLIER_PEAK),
                                .voices = {seen->figure_voice}});
    }
}

/* "What changed since 3 August 2026": a heading of its own. */
static void list_changes(clm_scene *scene, const inventory *seen, entries *list) {
    static const struct {
        clm_change_kind kind;
        clm_phrase phrase;
    } rows[] = {{CLM_CHANGE_NEW, CLM_SAY_NEW},
                {CLM_CHANGE_CHANGED, CLM_SAY_CHANGED},
                {CLM_CHANGE_MOVED, CLM_SAY_MOVED},
                {CLM_CHANGE_GONE, CLM_SAY_GONE}};
    if (!scene->content.changes) {
        return;
    }
    const char *since = scene->collection->facts.since;
    const char *heading = clm_scene_say(scene, CLM_SAY_WHAT_CHANGED);
    if (since && since[0] != '\0') {
        const char *date = clm_say_date(scene->language, scene->arena, since, false);
        heading =
            date ? clm_fill_in(scene->arena, clm_scene_say(scene, CLM_SAY_SINCE), date) : NULL;
    }
    if (!heading) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return;
    }
    add_entry(list, (entry){.kind = SWATCH_HEADING, .text = heading});
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (seen->change[rows[i].kind]) {
            const bool gone = rows[i].kind == CLM_CHANGE_GONE;
            add_entry(list, (entry){.kind = SWATCH_CHANGE,
                                    .text = clm_scene_say(scene, rows[i].phrase),
                                    .voices = {{CLM_HUE_OTHER, CLM_SIGN_CONFIRMED, false}},
                                    .voice_count = 1,
                                    .faint = gone,
                                    .change = rows[i].kind});
        }
    }
    if (seen->faint) {
        add_entry(list, (entry){.kind = SWATCH_AREA,
                                .text = clm_scene_say(scene, CLM_SAY_AS_BEFORE),
                                .voices = {{CLM_HUE_OTHER, CLM_SIGN_CLAIMED, false}},
                                .voice_count = 1,
                                .faint = true});
    }
}

static void list_moves(const clm_scene *scene, entries *list) {
    const clm_content *content = &scene->content;
    bool moved = false;
    bool linked = false;
    bool told_elsewhere = false;
    for (size_t i = 0; i < content->move_count; i++) {
        bool shown = clm_move_on_main(scene, &content->moves[i]);
        told_elsewhere |= shown && content->moves[i].moved;
        moved |= shown && !content->moves[i].link && !content->moves[i].moved;
        linked |= shown && content->moves[i].link;
    }
    if (moved) {
        add_entry(list,
                  (entry){.kind = SWATCH_MOVE, .text = clm_scene_say(scene, CLM_SAY_MOVEMENT)});
    }
    if (told_elsewhere) {
        add_entry(list,
                  (entry){.kind = SWATCH_MOVED, .text = clm_scene_say(scene, CLM_SAY_MOVED_FROM)});
    }
    if (linked) {
        add_entry(list,
                  (entry){.kind = SWATCH_LINK, .text = clm_scene_say(scene, CLM_SAY_BETWEEN)});
    }
}

static void list_overlays(const clm_scene *scene, entries *list) {
    const clm_article_facts *facts = &scene->collection->facts;
    for (size_t i = 0; scene->options->overlay_count > 0 && i < facts->overlay_count; i++) {
        const char *text = clm_scene_overlay(scene, i) ? clm_scene_say_overlay(scene, i) : NULL;
        if (text) {
            add_entry(list, (entry){.kind = SWATCH_OVERLAY, .text = text, .overlay = i});
        }
    }
}

static void list_entries(clm_scene *scene, entries *list) {
    if (scene->content.named_only) {
        add_entry(list, (entry){.kind = SWATCH_POINT,
                                .text = clm_scene_say(scene, CLM_SAY_NAMED),
                                .voices = {{CLM_HUE_OTHER, CLM_SIGN_CONFIRMED, false}},
                                .voice_count = 1});
        list_overlays(scene, list);
        return;
    }
    inventory seen = take_inventory(scene);
    list_changes(scene, &seen, list);
    list_voices(scene, &seen, list);
    list_signs(scene, &seen, list);
    list_moves(scene, list);
    if (scene->base.disputed_borders.item_count > 0) {
        add_entry(list, (entry){.kind = SWATCH_DISPUTED,
                                .text = clm_scene_say(scene, CLM_SAY_DISPUTED_BORDER)});
    }
    list_overlays(scene, list);
}

/* ---- drawing ---- */

static void draw_area(clm_scene *scene, const clm_theme *neutral, const entry *item, clm_rect box) {
    clm_display_list *list = &scene->list;
    clm_area_look look = clm_look_of_region(neutral, item->voices, item->voice_count,
                                            item->faint ? CLM_OVER_SECONDARY : 0, scene->zoom);
    clm_add_rect(list, CLM_INK_FURNITURE, NULL, box, 0,
                 clm_fill_color(scene->theme->look[CLM_LOOK_LAND].fill), clm_stroke_none());
    clm_add_rect(list, CLM_INK_FURNITURE, NULL, box, 0, look.fill, look.stroke);
    if (look.stroke_2.width_px > 0) {
        clm_add_rect(list, CLM_INK_FURNITURE, NULL, box, 0, clm_fill_none(), look.stroke_2);
    }
}

static void draw_swatch(clm_scene *scene, const entry *item, clm_rect box) {
    clm_display_list *list = &scene->list;
    double zoom = scene->zoom;
    clm_px middle = {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
    /* Signs are shown without a side: the hue tells another thing. */
    clm_theme neutral = *scene->theme;
    neutral.look[CLM_LOOK_SIDE_OTHER] = neutral.look[CLM_LOOK_SIDE_NONE];
    clm_point_sign point = {item->voices, item->kind == SWATCH_POINT ? item->voice_count : 1, true,
                            false};
    switch (item->kind) {
    case SWATCH_HUE: {
        clm_color color = clm_voice_color(scene->theme, item->voices[0]);
        clm_add_rect(list, CLM_INK_FURNITURE, NULL, box, 0, clm_fill_color(color),
                     clm_stroke_color(color, 1.6 * zoom));
        break;
    }
    case SWATCH_BOTH:
        middle.x = box.x1 + 14 * zoom;
        (void)clm_add_point_sign(list, &neutral, NULL, middle, &point, zoom);
        draw_area(scene, &neutral, item, box);
        break;
    case SWATCH_AREA:
        draw_area(scene, &neutral, item, box);
        break;
    case SWATCH_POINT:
        (void)clm_add_point_sign(list, &neutral, NULL, middle, &point, zoom);
        break;
    case SWATCH_FIGURE:
    case SWATCH_PEAK: {
        clm_area_look look =
            clm_look_of_figure(scene->theme, item->voices[0],
                               item->kind == SWATCH_PEAK ? CLM_OVER_PAST_PEAK : 0, zoom);
        clm_add_circle(list, CLM_INK_FURNITURE, NULL, middle, (box.y1 - box.y0) / 2, look.fill,
                       look.stroke);
        break;
    }
    case SWATCH_CHANGE: {
        point.primary = !item->faint;
        double radius = clm_add_point_sign(list, &neutral, NULL, middle, &point, zoom * 0.8);
        (void)clm_add_change_mark(list, &neutral, NULL, middle, radius, item->change, zoom * 0.8);
        break;
    }
    case SWATCH_MOVE:
    case SWATCH_MOVED:
    case SWATCH_LINK: {
        clm_move_look look = {.voice = {CLM_HUE_OTHER, CLM_SIGN_CONFIRMED, false},
                              .primary = true,
                              .link = item->kind == SWATCH_LINK,
                              .moved = item->kind == SWATCH_MOVED};
        clm_add_move_sign(list, &neutral, NULL, (clm_px){box.x0, middle.y + 3 * zoom},
                          (clm_px){box.x1, middle.y + 3 * zoom}, &look, zoom * 0.85);
        break;
    }
    case SWATCH_DISPUTED: {
        const clm_look *look = &scene->theme->look[CLM_LOOK_BORDER_DISPUTED];
        clm_stroke stroke = clm_stroke_look(look, zoom);
        clm_add_line(list, CLM_INK_FURNITURE, NULL, (clm_px){box.x0, middle.y},
                     (clm_px){box.x1, middle.y}, stroke);
        break;
    }
    case SWATCH_OVERLAY:
        clm_add_rect(list, CLM_INK_FURNITURE, NULL, box, 0,
                     clm_fill_color(scene->theme->look[CLM_LOOK_LAND].fill), clm_stroke_none());
        clm_add_rect(list, CLM_INK_FURNITURE, NULL, box, 0,
                     clm_overlay_fill(scene->theme, item->overlay),
                     clm_overlay_stroke(scene->theme, item->overlay, zoom));
        break;
    case SWATCH_HEADING:
        break;
    }
}

/* Signs of one section of the legend stand in one column. */
static double sign_column_of(const clm_scene *scene, const entries *list, size_t at) {
    double width = 40;
    size_t first = at;
    while (first > 0 && list->items[first].kind != SWATCH_HEADING) {
        first--;
    }
    for (size_t i = first + 1; i < list->count && list->items[i].kind != SWATCH_HEADING; i++) {
        width = list->items[i].kind == SWATCH_BOTH ? 62 : width;
    }
    return width * scene->zoom;
}

/* Draws one row of the legend up to `limit`; returns its height, 0 if it has no room. */
static double draw_entry(clm_scene *scene, const entries *list, size_t i, clm_px at, clm_px limit,
                         bool first) {
    double zoom = scene->zoom;
    const entry *item = &list->items[i];
    double sign_width = item->kind == SWATCH_HEADING ? 0 : sign_column_of(scene, list, i);
    double above = item->kind == SWATCH_HEADING && !first ? 8 * zoom : 0;
    size_t run;
    clm_text_spec spec = clm_scene_spec(scene, item->text, CLM_LOOK_LEGEND);
    spec.zoom *= list->letters;
    spec.wrap_px = limit.x - at.x - sign_width;
    spec.max_lines = 2;
    spec.bold_bytes = item->kind == SWATCH_HEADING ? (int)strlen(item->text) : 0;
    if (!clm_scene_shape(scene, &spec, &run)) {
        return 0;
    }
    const clm_run *shaped = clm_fonts_run(scene->fonts, run);
    double line = shaped->height_px / shaped->line_count;
    double top = at.y + above;
    if (top + shaped->height_px > limit.y) {
        return 0;
    }
    bool mirrored = scene->language->right_to_left;
    if (item->kind != SWATCH_HEADING) {
        double half = 7 * zoom;
        double middle = floor(top + line / 2) + 0.5;
        double left = mirrored ? limit.x - sign_width + 11 * zoom : at.x;
        draw_swatch(scene, item,
                    (clm_rect){floor(left) + 1.5, middle - half, floor(left + 29 * zoom) + 0.5,
                               middle + half});
    }
    double left = mirrored ? limit.x - sign_width - shaped->width_px : at.x + sign_width;
    (void)clm_scene_text(scene, run, (clm_px){left, top}, CLM_LABEL_LEGEND, NULL, false, false);
    return above + shaped->height_px + 6 * zoom;
}

/* Draws the rows from `first` to before `end`, as far as `area` has room; returns their end. */
static double draw_rows(clm_scene *scene, const entries *list, size_t first, size_t end,
                        clm_rect area) {
    double y = area.y0;
    for (size_t i = first; i < end && clm_scene_ok(scene); i++) {
        double height = draw_entry(scene, list, i, (clm_px){area.x0, y}, (clm_px){area.x1, area.y1},
                                   i == first);
        y += height;
        if (height <= 0) {
            break;
        }
    }
    return y;
}

/* Both sections below each other, or side by side where `split`. */
static double draw_legend(clm_scene *scene, clm_rect area, bool split) {
    entries list = {.letters = 1};
    list_entries(scene, &list);
    list.letters = split ? 0.86 : 1;
    size_t second = list.count;
    for (size_t i = 1; split && i < list.count; i++) {
        second = list.items[i].kind == SWATCH_HEADING ? i : second;
    }
    clm_rect left = area;
    clm_rect right = area;
    if (second < list.count) {
        double gap = 14 * scene->zoom;
        left.x1 = floor(area.x0 + (area.x1 - area.x0) * 0.44 - gap / 2);
        right.x0 = floor(left.x1 + gap);
    }
    bool mirrored = scene->language->right_to_left && second < list.count;
    if (mirrored) { /* the first section is where reading begins */
        right =
            (clm_rect){area.x0, area.y0, area.x1 - (left.x1 - area.x0) - 14 * scene->zoom, area.y1};
        left = (clm_rect){area.x1 - (left.x1 - area.x0), area.y0, area.x1, area.y1};
    }
    double y = draw_rows(scene, &list, 0, second, left);
    y = fmax(y, draw_rows(scene, &list, second, list.count, right));
    clm_report_furniture(&scene->report, "legend", (clm_rect){area.x0, area.y0, area.x1, y});
    return y;
}

/* What the longest row takes, `most` at most: the claims beside it need all the rest. */
static double legend_width(clm_scene *scene, double most) {
    entries list = {.letters = 1};
    list_entries(scene, &list);
    double width = 0;
    for (size_t i = 0; i < list.count; i++) {
        size_t run;
        clm_text_spec spec = clm_scene_spec(scene, list.items[i].text, CLM_LOOK_LEGEND);
        spec.bold_bytes = list.items[i].kind == SWATCH_HEADING ? (int)strlen(spec.text) : 0;
        if (!clm_scene_shape(scene, &spec, &run)) {
            return most;
        }
        double sign = list.items[i].kind == SWATCH_HEADING ? 0 : sign_column_of(scene, &list, i);
        width = fmax(width, sign + clm_fonts_run(scene->fonts, run)->width_px);
    }
    return fmin(ceil(width + 2), most);
}

/* The panel's own ground, where it is another than the paper's. */
static void add_ground(clm_scene *scene, clm_rect panel) {
    clm_color fill = scene->theme->look[CLM_LOOK_PANEL].fill;
    clm_color paper = scene->theme->look[CLM_LOOK_PAPER].fill;
    if (fill.red != paper.red || fill.green != paper.green || fill.blue != paper.blue ||
        fill.alpha != paper.alpha) {
        clm_add_rect(&scene->list, CLM_INK_FURNITURE, NULL, clm_rect_grow(panel, 9 * scene->zoom),
                     0, clm_fill_color(fill), clm_stroke_none());
    }
}

void clm_compose_panel(clm_scene *scene) {
    if (!clm_scene_ok(scene)) {
        return;
    }
    clm_rect panel = scene->panel;
    add_ground(scene, panel);
    if (scene->panel_below) {
        double gap = 28 * scene->zoom;
        double split = floor(panel.x0 + legend_width(scene, (panel.x1 - panel.x0) * 0.4));
        double left = draw_legend(scene, (clm_rect){panel.x0, panel.y0, split, panel.y1}, false);
        double right =
            clm_compose_callouts(scene, (clm_rect){split + gap, panel.y0, panel.x1, panel.y1});
        scene->panel.y0 = fmax(left, right);
        return;
    }
    /* Many claims need the room. */
    enum { VERY_MANY = 18 };
    bool crowded = scene->content.callout_count > VERY_MANY;
    double y = draw_legend(scene, panel, crowded) + 12 * scene->zoom;
    clm_add_line(&scene->list, CLM_INK_FURNITURE, NULL, (clm_px){panel.x0, floor(y) + 0.5},
                 (clm_px){panel.x1, floor(y) + 0.5},
                 clm_stroke_color(scene->theme->look[CLM_LOOK_FRAME].stroke, 1));
    scene->panel.y0 =
        clm_compose_callouts(scene, (clm_rect){panel.x0, y + 12 * scene->zoom, panel.x1, panel.y1});
}

double clm_measure_panel(clm_scene *scene) {
    clm_display_list *list = &scene->list;
    clm_report *report = &scene->report;
    size_t items = list->item_count;
    size_t parts = list->part_count;
    size_t points = list->point_count;
    size_t labels = report->label_count;
    size_t furniture = report->furniture_count;
    clm_rect panel = scene->panel;
    clm_compose_panel(scene);
    double height = scene->panel.y0 - panel.y0;
    scene->panel = panel;
    list->item_count = items;
    list->part_count = parts;
    list->point_count = points;
    report->label_count = labels;
    report->furniture_count = furniture;
    return height;
}

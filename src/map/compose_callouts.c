#include "map/scene.h"

#include <math.h>
#include <string.h>

enum { LINES_MAX = 5, CALLOUTS_MAX = 100, COLUMNS_MAX = 2 };

/* Sizes of the letters, as shares of the style's; tried from the first on. */
static const double sizes[] = {1, 0.94, 0.88, 0.82, 0.76};
enum { SIZES = sizeof sizes / sizeof sizes[0] };
static const double smallest_px = 9.5; /* letters, in pixels of the layout */

typedef struct callouts {
    clm_scene *scene;
    clm_rect area;
    size_t count; /* of those that are set */
    int columns;
    double width; /* of a text */
    double size;  /* one of `sizes` */
    double gap, disc, line;
    size_t *runs;
    int *wanted; /* lines of the whole text, LINES_MAX at most */
    int *given;  /* lines that it gets */
} callouts;

static bool shape(callouts *set, size_t i, int max_lines) {
    clm_scene *scene = set->scene;
    const clm_callout *callout = &scene->content.callouts[i];
    clm_text_spec spec = clm_scene_spec(scene, callout->text, CLM_LOOK_CALLOUT);
    spec.zoom *= set->size;
    spec.wrap_px = set->width;
    spec.max_lines = max_lines;
    spec.bold_bytes = (int)callout->lead_bytes;
    return clm_scene_shape(scene, &spec, &set->runs[i]);
}

static bool measure(callouts *set) {
    double zoom = set->scene->zoom * set->size;
    set->gap = (set->size < 0.8 ? 5.5 : 7) * zoom;
    set->disc =
        set->scene->theme->look[CLM_LOOK_NUMBER].size_px * set->scene->zoom * fmax(set->size, 0.82);
    set->line = 1;
    for (size_t i = 0; i < set->count; i++) {
        if (!shape(set, i, LINES_MAX)) {
            return false;
        }
        const clm_run *run = clm_fonts_run(set->scene->fonts, set->runs[i]);
        set->wanted[i] = set->given[i] = run->line_count;
        set->line = fmax(set->line, run->height_px / run->line_count);
    }
    return true;
}

static double height_of(const callouts *set, size_t i) {
    return fmax(set->given[i] * set->line, set->disc) + set->gap;
}

/* Lets the first `count` flow into columns of `room`; the height of the longest column, or
 * HUGE_VAL when they do not fit. `column_of` may be NULL. */
static double flow(const callouts *set, size_t count, double room, int *column_of) {
    double longest = 0;
    double y = 0;
    int column = 0;
    for (size_t i = 0; i < count; i++) {
        double height = height_of(set, i);
        if (y + height - set->gap > room && y > 0) {
            column++;
            y = 0;
        }
        if (column >= set->columns || y + height - set->gap > room) {
            return HUGE_VAL;
        }
        if (column_of) {
            column_of[i] = column;
        }
        y += height;
        longest = fmax(longest, y);
    }
    return longest;
}

/* What the texts would take at a size, told from their lengths: saves shaping them in vain. */
static bool may_fit(const callouts *set, double size, double room) {
    static const double em_share = 0.47; /* a narrow guess of a letter's width */
    const clm_text_style *style = &set->scene->theme->look[CLM_LOOK_CALLOUT].text;
    double letter = style->size_px * em_share * set->scene->zoom * size;
    double height = 0;
    for (size_t i = 0; i < set->count; i++) {
        double width = (double)strlen(set->scene->content.callouts[i].text) * letter;
        double lines = fmin(ceil(width / set->width), LINES_MAX);
        height += lines * style->size_px * 1.1 * set->scene->zoom * size;
    }
    return height <= room * set->columns;
}

/* Every callout gets a line, then the first ones a second, and so on while there is room. */
static void share_lines(callouts *set, double room) {
    for (size_t i = 0; i < set->count; i++) {
        set->given[i] = 1;
    }
    for (int lines = 2; lines <= LINES_MAX; lines++) {
        for (size_t i = 0; i < set->count; i++) {
            int before = set->given[i];
            set->given[i] = set->wanted[i] < lines ? before : lines;
            if (flow(set, set->count, room, NULL) == HUGE_VAL) {
                set->given[i] = before;
            }
        }
    }
}

/* Chooses size and lines so that all fit; drops the last ones where not even a line each does. */
static bool fit(callouts *set, double room) {
    double letter = set->scene->theme->look[CLM_LOOK_CALLOUT].text.size_px * set->scene->zoom;
    size_t count = SIZES;
    while (count > 1 && sizes[count - 1] * letter < smallest_px) {
        count--;
    }
    for (size_t s = 0; s < count; s++) {
        if (s + 1 < count && !may_fit(set, sizes[s], room)) {
            continue;
        }
        set->size = sizes[s];
        if (!measure(set)) {
            return false;
        }
        if (flow(set, set->count, room, NULL) < HUGE_VAL) {
            return true;
        }
    }
    share_lines(set, room);
    while (set->count > 0 && flow(set, set->count, room, NULL) == HUGE_VAL) {
        set->count--;
    }
    if (set->count < set->scene->content.callout_count) { /* a note stands below */
        double left = room - set->line - set->gap;
        while (set->count > 0 && flow(set, set->count, left, NULL) == HUGE_VAL) {
            set->count--;
        }
        share_lines(set, left);
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->given[i] < set->wanted[i] && !shape(set, i, set->given[i])) {
            return false;
        }
    }
    return true;
}

/* Columns of about the same length read better than a full one and a rest; the least height that
 * holds all, to half a line. */
static double even_room(const callouts *set, double room) {
    double tallest = 0;
    double all = 0;
    for (size_t i = 0; i < set->count; i++) {
        tallest = fmax(tallest, height_of(set, i));
        all += height_of(set, i);
    }
    double best = fmin(room, all);
    double low = fmax(all / set->columns, tallest) - set->gap - 1;
    while (set->columns > 1 && best - low > set->line / 2) {
        double middle = (low + best) / 2;
        if (flow(set, set->count, middle, NULL) == HUGE_VAL) {
            low = middle;
        } else {
            best = middle;
        }
    }
    return best;
}

static double draw_note(clm_scene *scene, const char *text, clm_px at, bool heading) {
    if (!text) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return 0;
    }
    size_t run;
    clm_text_spec spec = clm_scene_spec(scene, text, CLM_LOOK_LEGEND);
    spec.bold_bytes = heading ? (int)strlen(text) : 0;
    if (!clm_scene_shape(scene, &spec, &run)) {
        return 0;
    }
    (void)clm_scene_text(scene, run, at, CLM_LABEL_CALLOUT, NULL, false, false);
    return clm_fonts_run(scene->fonts, run)->height_px;
}

static void draw_one(const callouts *set, size_t i, clm_px at) {
    clm_scene *scene = set->scene;
    const clm_callout *callout = &scene->content.callouts[i];
    clm_px centre = {at.x + set->disc / 2, at.y + fmax(set->disc, set->line) / 2};
    clm_scene_number(scene, centre, set->disc / 2, callout->number, callout->voice.side,
                     callout->feature->id, CLM_LABEL_CALLOUT);
    double drop = set->disc > set->line ? (set->disc - set->line) / 2 : 0;
    (void)clm_scene_text(scene, set->runs[i],
                         (clm_px){at.x + set->disc + 8 * scene->zoom, at.y + drop},
                         CLM_LABEL_CALLOUT, callout->feature->id, true, false);
}

/* Draws them in their columns; returns the lower end. */
static double draw_all(const callouts *set, double top, double room) {
    clm_scene *scene = set->scene;
    int *column_of = clm_arena_array(scene->arena, set->count + 1, sizeof *column_of);
    if (!column_of) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return top;
    }
    double height = flow(set, set->count, even_room(set, room), column_of);
    double step = (set->area.x1 - set->area.x0) / set->columns;
    double y = top;
    for (size_t i = 0; i < set->count && clm_scene_ok(scene); i++) {
        y = i > 0 && column_of[i] != column_of[i - 1] ? top : y;
        draw_one(set, i, (clm_px){floor(set->area.x0 + step * column_of[i]), y});
        y += height_of(set, i);
    }
    return top + height;
}

double clm_compose_callouts(clm_scene *scene, clm_rect area) {
    size_t all = scene->content.callout_count;
    double two_rows = 60 * scene->zoom;
    if (all == 0 || area.y1 - area.y0 < two_rows || !clm_scene_ok(scene)) {
        return area.y0;
    }
    double top =
        area.y0 +
        draw_note(scene, clm_scene_say(scene, CLM_SAY_CLAIMS), (clm_px){area.x0, area.y0}, true) +
        6 * scene->zoom;
    /* A book has thousands of claims; no picture has room for them. */
    callouts set = {.scene = scene, .area = area, .count = all < CALLOUTS_MAX ? all : CALLOUTS_MAX};
    set.columns = all > 4 && area.x1 - area.x0 > 640 * scene->zoom ? COLUMNS_MAX : 1;
    double step = (area.x1 - area.x0) / set.columns;
    set.width = step - (set.columns > 1 ? 45 : 27) * scene->zoom;
    set.runs = clm_arena_array(scene->arena, set.count, sizeof *set.runs);
    set.wanted = clm_arena_array(scene->arena, set.count, sizeof *set.wanted);
    set.given = clm_arena_array(scene->arena, set.count, sizeof *set.given);
    if (!set.runs || !set.wanted || !set.given) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return top;
    }
    if (!fit(&set, area.y1 - top)) {
        return top;
    }
    double y = draw_all(&set, top, area.y1 - top);
    size_t left = all - set.count;
    if (left > 0 && y + set.line <= area.y1) {
        const char *count = clm_arena_printf(scene->arena, "%zu", left);
        const char *more =
            count ? clm_fill_in(scene->arena, clm_scene_say(scene, CLM_SAY_MORE), count) : NULL;
        (void)draw_note(scene, more, (clm_px){area.x0, y}, false);
        y += set.line + set.gap;
    }
    clm_report_furniture(&scene->report, "claims", (clm_rect){area.x0, area.y0, area.x1, y});
    return y;
}

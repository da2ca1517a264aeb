/* bench_labels FILE [ROUNDS] [leaders]: places the labels of a list of towns with the engine of the
 * map and prints what is lost and how long it took. FILE has a town a line: "X Y RANK NAME", pixels
 * of a sheet of 1600 x 1200, the most important first.
 *
 * Rank 1 is DejaVu Sans Bold 17.33 px, rank 2 DejaVu Sans 14.67 px, others 12 px; markers have 9
 * px. A label's box is the font's full line height by the ink width. A marker counts as hidden when
 * a label of another town touches its disc, whether its own label was dropped or not. */
#include "map/labels.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TOWNS_MAX = 4096, WIDTH = 1600, HEIGHT = 1200, PLACES_MAX = CLM_POSITIONS * 5 };

static const double marker_px = 4.5;

typedef struct town {
    clm_px at;
    int rank;
    clm_text name;
    double width, height;
} town;

typedef struct sheet {
    town towns[TOWNS_MAX];
    size_t count;
    clm_label_job jobs[TOWNS_MAX];
    clm_label_marker markers[TOWNS_MAX];
    size_t choice[TOWNS_MAX];
    clm_label_candidate *candidates;
    size_t candidate_count;
} sheet;

static bool read_number(clm_text *line, double *out) {
    size_t used = clm_text_number(*line, out);
    if (used == 0 || used >= line->len || line->ptr[used] != ' ') {
        return false;
    }
    *line = (clm_text){line->ptr + used + 1, line->len - used - 1};
    return true;
}

static bool read_towns(const char *path, clm_text all, sheet *out) {
    size_t row = 0;
    while (all.len > 0) {
        const char *end = memchr(all.ptr, '\n', all.len);
        size_t length = end ? (size_t)(end - all.ptr) : all.len;
        clm_text line = {all.ptr, length};
        size_t taken = end ? length + 1 : length;
        all = (clm_text){all.ptr + taken, all.len - taken};
        row++;
        if (length == 0) {
            continue;
        }
        double x;
        double y;
        double rank;
        if (out->count == TOWNS_MAX || !read_number(&line, &x) || !read_number(&line, &y) ||
            !read_number(&line, &rank) || line.len == 0) {
            fprintf(stderr, "%s:%zu: a town is \"X Y RANK NAME\", at most %d of them\n", path, row,
                    (int)TOWNS_MAX);
            return false;
        }
        out->towns[out->count++] = (town){.at = {x, y}, .rank = (int)rank, .name = line};
    }
    return out->count > 0;
}

/* pango alone measures here, so that the boxes do not hang on the map's own code for fonts. */
static void measure(sheet *work) {
    static const double sizes[] = {17.33, 14.67, 12};
    PangoFontMap *map = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72.0);
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    PangoLayout *layout = pango_layout_new(context);
    for (size_t i = 0; i < work->count; i++) {
        town *one = &work->towns[i];
        int rank = one->rank < 1 ? 0 : one->rank > 3 ? 2 : one->rank - 1;
        PangoFontDescription *font = pango_font_description_from_string("DejaVu Sans");
        pango_font_description_set_weight(font,
                                          rank == 0 ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(font, sizes[rank] * PANGO_SCALE);
        pango_layout_set_font_description(layout, font);
        pango_font_description_free(font);
        pango_layout_set_text(layout, one->name.ptr, (int)one->name.len);
        PangoRectangle ink;
        PangoRectangle logical;
        pango_layout_get_extents(layout, &ink, &logical);
        one->width = (double)ink.width / PANGO_SCALE;
        one->height = (double)logical.height / PANGO_SCALE;
    }
    g_object_unref(layout);
    cairo_font_options_destroy(options);
    g_object_unref(context);
    g_object_unref(map);
}

static bool add_candidates(sheet *work, bool leaders) {
    work->candidates = clm_alloc(work->count * PLACES_MAX * sizeof *work->candidates);
    if (!work->candidates) {
        return false;
    }
    static const double weights[] = {100, 30, 10};
    static const struct {
        double gap_px;
        float cost;
        bool between, leader;
    } rings[] = {{1, 0, false, false},
                 {1, 0, true, false},
                 {5, 1, false, false},
                 {18, 3, false, true},
                 {34, 4, false, true}};
    const size_t ring_count = leaders ? 5 : 3;
    size_t made = 0;
    for (size_t i = 0; i < work->count; i++) {
        const town *one = &work->towns[i];
        int rank = one->rank < 1 ? 0 : one->rank > 3 ? 2 : one->rank - 1;
        size_t first = made;
        for (size_t r = 0; r < ring_count; r++) {
            clm_label_spot spot = {one->at, marker_px, one->width, one->height, rings[r].gap_px};
            if (rings[r].between) {
                clm_label_positions_between(&spot, work->candidates + made);
            } else {
                clm_label_positions(&spot, work->candidates + made);
            }
            for (size_t c = made; c < made + CLM_POSITIONS; c++) {
                work->candidates[c].cost += rings[r].cost;
                work->candidates[c].leader = rings[r].leader;
            }
            made += CLM_POSITIONS;
        }
        /* Among towns of a rank the list's order tells. */
        double weight = weights[rank] * (1.5 - (double)i / (double)work->count);
        work->jobs[i] = (clm_label_job){first, made - first, weight};
        work->markers[i] = (clm_label_marker){one->at, marker_px, 10};
    }
    work->candidate_count = made;
    return true;
}

/* ---- the checker: knows boxes and discs only ---- */

static bool touches(clm_rect box, clm_px at) {
    double dx = fmax(0, fmax(box.x0 - at.x, at.x - box.x1));
    double dy = fmax(0, fmax(box.y0 - at.y, at.y - box.y1));
    return hypot(dx, dy) < marker_px;
}

static void score(const sheet *work, double ms) {
    size_t dropped = 0, important = 0, hidden = 0, centres = 0, overlaps = 0, cut = 0, led = 0;
    for (size_t i = 0; i < work->count; i++) {
        if (work->choice[i] == CLM_LABEL_DROPPED) {
            dropped++;
            important += work->towns[i].rank <= 2;
        }
        bool covered = false;
        bool centre = false;
        for (size_t j = 0; j < work->count; j++) {
            if (j == i || work->choice[j] == CLM_LABEL_DROPPED) {
                continue;
            }
            clm_rect box = work->candidates[work->choice[j]].box;
            clm_px at = work->towns[i].at;
            covered = covered || touches(box, at);
            centre = centre || (at.x > box.x0 && at.x < box.x1 && at.y > box.y0 && at.y < box.y1);
            overlaps += j < i && work->choice[i] != CLM_LABEL_DROPPED &&
                        clm_rect_overlaps(box, work->candidates[work->choice[i]].box);
        }
        hidden += covered;
        centres += centre;
        if (work->choice[i] != CLM_LABEL_DROPPED) {
            const clm_label_candidate *chosen = &work->candidates[work->choice[i]];
            cut += !clm_rect_inside(chosen->box, (clm_rect){0, 0, WIDTH, HEIGHT});
            led += chosen->leader;
        }
    }
    printf("%zu towns: dropped %zu, of rank 1 and 2 %zu; markers touched %zu, middles hidden %zu; "
           "overlaps %zu, cut %zu, leaders %zu; %.2f ms\n",
           work->count, dropped, important, hidden, centres, overlaps, cut, led, ms);
}

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static clm_status place(sheet *work, int rounds, double *best_ms, clm_error *error) {
    clm_label_problem problem = {.frame = {0, 0, WIDTH, HEIGHT},
                                 .jobs = work->jobs,
                                 .job_count = work->count,
                                 .candidates = work->candidates,
                                 .candidate_count = work->candidate_count,
                                 .markers = work->markers,
                                 .marker_count = work->count};
    *best_ms = HUGE_VAL;
    for (int i = 0; i < rounds; i++) {
        double start = now_ms();
        clm_status status = clm_labels_place(&problem, work->choice, error);
        if (status != CLM_OK) {
            return status;
        }
        *best_ms = fmin(*best_ms, now_ms() - start);
    }
    return CLM_OK;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: bench_labels FILE [ROUNDS] [leaders]\n", stderr);
        return 2;
    }
    int rounds = argc > 2 ? atoi(argv[2]) : 9;
    bool leaders = argc > 3 && strcmp(argv[3], "leaders") == 0;
    clm_error error = {CLM_OK, ""};
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    sheet *work = clm_alloc_zero(1, sizeof *work);
    double ms = 0;
    bool done = work && clm_file_read(argv[1], (size_t)1 << 24, &bytes, &error) == CLM_OK &&
                read_towns(argv[1], (clm_text){bytes.data, bytes.len}, work);
    if (done) {
        measure(work);
        done = add_candidates(work, leaders) && place(work, rounds, &ms, &error) == CLM_OK;
    }
    if (done) {
        score(work, ms);
    } else if (error.message[0] != '\0') {
        fprintf(stderr, "%s\n", error.message);
    }
    clm_free(work ? work->candidates : NULL);
    clm_free(work);
    clm_buffer_clear(&bytes);
    return !done;
}

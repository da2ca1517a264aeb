#include "map/compose_labels.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

static const double label_gap_px = 3;
static const double disc_gap_px = 2;
enum { DISCS_IN_ROW = 5 };

static double disc_radius(const clm_label_set *set) {
    return set->scene->theme->look[CLM_LOOK_NUMBER].size_px / 2 * set->zoom;
}

static void fail_memory(clm_label_set *set) {
    (void)clm_scene_check(set->scene, clm_fail(set->scene->error, CLM_ERR_NOMEM, "out of memory"));
}

clm_map_label *clm_label_begin(clm_label_set *set, clm_label_kind kind, const char *text,
                               clm_look_id role, bool upper, double small_share) {
    void *labels = set->labels;
    void *jobs = set->jobs;
    bool full =
        clm_grow(&labels, &set->label_capacity, set->label_count + 1, sizeof *set->labels) != 0;
    set->labels = labels;
    full = full || clm_grow(&jobs, &set->job_capacity, set->label_count + 1, sizeof *set->jobs);
    set->jobs = jobs;
    if (full) {
        fail_memory(set);
        return NULL;
    }
    clm_map_label *label = &set->labels[set->label_count];
    memset(label, 0, sizeof *label);
    label->kind = kind;
    label->role = role;
    label->text = text ? text : "";
    label->spec = clm_scene_spec(set->scene, label->text, role);
    label->spec.upper = upper;
    label->spec.centred = true;
    label->spec.zoom = set->zoom;
    label->small_share = small_share;
    set->jobs[set->label_count] = (clm_label_job){.first = set->candidate_count};
    set->label_count++;
    return clm_label_add_run(set, 1, 0, NULL) ? label : NULL;
}

bool clm_label_add_run(clm_label_set *set, double share, double spacing_px, const char *words) {
    clm_map_label *label = &set->labels[set->label_count - 1];
    clm_text_spec spec = label->spec;
    spec.zoom *= share;
    spec.spacing_px += spacing_px;
    spec.text = words ? words : spec.text;
    if (label->run_count == CLM_RUNS_MAX ||
        !clm_scene_shape(set->scene, &spec, &label->runs[label->run_count])) {
        return false;
    }
    label->run_count++;
    return true;
}

void clm_label_cancel(clm_label_set *set) {
    set->label_count--;
    set->candidate_count = set->jobs[set->label_count].first;
}

void clm_label_candidate_add(clm_label_set *set, clm_label_candidate candidate) {
    void *candidates = set->candidates;
    if (clm_grow(&candidates, &set->candidate_capacity, set->candidate_count + 1,
                 sizeof *set->candidates)) {
        fail_memory(set);
        return;
    }
    set->candidates = candidates;
    set->candidates[set->candidate_count++] = candidate;
    set->jobs[set->label_count - 1].count++;
}

void clm_label_obstacle(clm_label_set *set, clm_rect rect) {
    void *obstacles = set->obstacles;
    if (clm_grow(&obstacles, &set->obstacle_capacity, set->obstacle_count + 1,
                 sizeof *set->obstacles)) {
        fail_memory(set);
        return;
    }
    set->obstacles = obstacles;
    set->obstacles[set->obstacle_count++] = rect;
}

/* ---- geometry of a label: its text, and discs with numbers after or below it ---- */

typedef struct label_shape {
    double width, height;
    bool has_text;
    clm_px text;  /* the middle of its box, from the label's corner */
    clm_px discs; /* upper left corner of the first disc */
    double discs_width, discs_height;
    size_t in_row;
} label_shape;

/* Height from capitals to descenders even where the text has none, so that rows look even. */
static clm_rect text_box(const clm_run *run) {
    double size = run->style->size_px * run->zoom;
    clm_rect box = run->ink;
    box.y0 = fmin(box.y0, floor(run->baseline_px - 0.74 * size));
    box.y1 = fmax(box.y1, ceil(run->baseline_px + 0.2 * size));
    return box;
}

/* The smallest upright box around a box that is turned. */
static clm_px turned_size(double width, double height, double angle_rad) {
    double c = fabs(cos(angle_rad));
    double s = fabs(sin(angle_rad));
    return (clm_px){width * c + height * s, width * s + height * c};
}

static label_shape shape_of(const clm_label_set *set, const clm_map_label *label, unsigned variant,
                            double angle_rad) {
    label_shape shape = {.has_text = !(variant & CLM_VARIANT_NUMBERS)};
    double disc = 2 * disc_radius(set);
    double step = disc + disc_gap_px;
    size_t count = label->number_count;
    shape.in_row = count < DISCS_IN_ROW ? count : DISCS_IN_ROW;
    const size_t rows_needed = (count + DISCS_IN_ROW - 1) / DISCS_IN_ROW;
    double rows = (double)rows_needed;
    double discs_width = count > 0 ? (double)shape.in_row * step - disc_gap_px : 0;
    double discs_height = count > 0 ? rows * step - disc_gap_px : 0;
    shape.discs_width = discs_width;
    shape.discs_height = discs_height;
    if (!shape.has_text) {
        shape.width = discs_width;
        shape.height = discs_height;
        return shape;
    }
    clm_rect box =
        text_box(clm_fonts_run(set->scene->fonts, label->runs[variant & CLM_VARIANT_RUN]));
    clm_px size = turned_size(box.x1 - box.x0 + 2 * label->pad_px, box.y1 - box.y0, angle_rad);
    double text_width = size.x;
    double text_height = size.y;
    double gap = count > 0 ? 4 * set->zoom : 0;
    if (variant & CLM_VARIANT_BELOW) {
        shape.width = fmax(text_width, discs_width);
        shape.height = text_height + gap * 0.6 + discs_height;
        shape.text = (clm_px){shape.width / 2, text_height / 2};
        shape.discs = (clm_px){(shape.width - discs_width) / 2, text_height + gap * 0.6};
    } else {
        shape.width = text_width + gap + discs_width;
        shape.height = fmax(text_height, discs_height);
        shape.text = (clm_px){text_width / 2, shape.height / 2};
        shape.discs = (clm_px){text_width + gap, (shape.height - discs_height) / 2};
    }
    shape.width = ceil(shape.width);
    shape.height = ceil(shape.height);
    return shape;
}

void clm_label_size(const clm_label_set *set, const clm_map_label *label, unsigned variant,
                    double *width_px, double *height_px) {
    label_shape shape = shape_of(set, label, variant, 0);
    *width_px = shape.width;
    *height_px = shape.height;
}

clm_label_parts clm_label_measure(const clm_label_set *set, const clm_map_label *label,
                                  unsigned variant, double angle_rad) {
    label_shape shape = shape_of(set, label, variant, angle_rad);
    clm_rect text =
        text_box(clm_fonts_run(set->scene->fonts, label->runs[variant & CLM_VARIANT_RUN]));
    return (clm_label_parts){
        .width_px = shape.width,
        .height_px = shape.height,
        .text_middle = shape.text,
        .text_width_px = text.x1 - text.x0 + 2 * label->pad_px,
        .text_height_px = text.y1 - text.y0,
        .discs = {shape.discs.x, shape.discs.y, shape.discs.x + shape.discs_width,
                  shape.discs.y + shape.discs_height},
    };
}

size_t clm_label_variants(const clm_map_label *label, unsigned run, bool below_first, bool alone,
                          unsigned out[3], double costs[3]) {
    size_t count = 0;
    if (label->number_count == 0) {
        out[0] = run;
        costs[0] = 0;
        return 1;
    }
    for (int below = 0; below < 2; below++) {
        out[count] = run | ((below == 0) == below_first ? CLM_VARIANT_BELOW : 0);
        costs[count++] = 0.3 * below;
    }
    if (alone) {
        out[count] = CLM_VARIANT_NUMBERS;
        costs[count++] = CLM_NUMBERS_COST;
    }
    return count;
}

void clm_label_add_judged(clm_label_set *set, clm_label_candidate candidate, double cost) {
    cost += 0.6 * clm_grid_ink(&set->base->grid, candidate.box);
    candidate.cost = (float)cost;
    candidate.anchor = set->labels[set->label_count - 1].anchor;
    clm_label_candidate_add(set, candidate);
}

void clm_label_add_leaders(clm_label_set *set, double radius_px, unsigned variant, double cost) {
    static const double distances[] = {11, 22, 40, 64, 96, 140, 190, 250, 330};
    enum { ANGLES = 16 };
    const double pi = 3.14159265358979323846;
    const clm_map_label *label = &set->labels[set->label_count - 1];
    clm_px at = label->anchor;
    double width;
    double height;
    clm_label_size(set, label, variant, &width, &height);
    cost += 2.5;
    for (size_t d = 0; d < sizeof distances / sizeof distances[0]; d++) {
        for (int a = 0; a < ANGLES; a++) {
            double angle = -pi / 4 + 2 * pi * a / ANGLES;
            double reach = radius_px + distances[d] * set->zoom;
            double x = at.x + cos(angle) * reach;
            double y = at.y + sin(angle) * reach;
            double left = floor(x - width * (0.5 - 0.5 * cos(angle)));
            double top = floor(y - height * (0.5 - 0.5 * sin(angle)));
            clm_label_add_judged(
                set,
                (clm_label_candidate){.box = {left, top, left + width, top + height},
                                      .leader = true,
                                      .variant = (unsigned char)variant},
                cost + distances[d] / 30);
        }
    }
}

static void add_around(clm_label_set *set, unsigned variant, double cost) {
    const clm_map_label *label = &set->labels[set->label_count - 1];
    clm_label_spot spot = {.at = label->anchor, .radius_px = label->anchor_radius_px};
    clm_label_size(set, label, variant, &spot.width_px, &spot.height_px);
    for (int ring = 0; ring < 2; ring++) { /* the second a little farther off */
        clm_label_candidate around[CLM_POSITIONS];
        spot.gap_px = (3 + 5 * ring) * set->zoom;
        clm_label_positions(&spot, around);
        for (size_t i = 0; i < CLM_POSITIONS; i++) {
            around[i].variant = (unsigned char)variant;
            clm_label_add_judged(set, around[i], cost + ring + (double)around[i].cost);
        }
    }
}

void clm_label_around(clm_label_set *set, bool leaders) {
    clm_map_label *label = &set->labels[set->label_count - 1];
    if (label->small_share > 0 && label->run_count == 1 &&
        !clm_label_add_run(set, label->small_share, 0, NULL)) {
        return;
    }
    double small_cost = 0;
    for (unsigned run = 0; run < label->run_count && run < 2; run++, small_cost = 1.2) {
        unsigned variants[3];
        double costs[3];
        size_t count = clm_label_variants(label, run, false, run == 0, variants, costs);
        for (size_t v = 0; v < count; v++) {
            add_around(set, variants[v], costs[v] + small_cost);
            if (leaders && run == 0 && !(variants[v] & CLM_VARIANT_NUMBERS)) {
                clm_label_add_leaders(set, label->anchor_radius_px, variants[v],
                                      costs[v] + small_cost);
            }
        }
    }
}

/* ---- drawing ---- */

static void draw_leader(clm_label_set *set, const clm_map_label *label, clm_rect box) {
    clm_px end = clm_label_leader_end(box, label->anchor);
    double length = hypot(end.x - label->anchor.x, end.y - label->anchor.y);
    if (length < 1) {
        return;
    }
    double from = fmin(label->anchor_radius_px / length, 1);
    clm_px start = {label->anchor.x + (end.x - label->anchor.x) * from,
                    label->anchor.y + (end.y - label->anchor.y) * from};
    clm_stroke line = clm_stroke_look(&set->scene->theme->look[CLM_LOOK_LEADER], set->zoom);
    clm_add_line(&set->scene->list, CLM_INK_LEADER, label->feature_id, start, end, line);
    if (label->anchor_radius_px < 1) { /* a line that ends in the open gets a head */
        clm_add_circle(&set->scene->list, CLM_INK_LEADER, label->feature_id, start, 1.8 * set->zoom,
                       clm_fill_color(line.color), clm_stroke_none());
    }
}

/* Of the side whose statement it counts. */
static int number_side(const clm_content *content, unsigned number) {
    return number > 0 && number <= content->callout_count ? content->callouts[number - 1].voice.side
                                                          : CLM_HUE_OTHER;
}

/* Draws the text with the middle of its box at `middle`, and reports it. */
static void draw_words(clm_label_set *set, const clm_map_label *label,
                       const clm_label_candidate *candidate, clm_px middle) {
    clm_scene *scene = set->scene;
    size_t run = label->runs[candidate->variant & CLM_VARIANT_RUN];
    clm_rect box = text_box(clm_fonts_run(scene->fonts, run));
    clm_px from_corner = {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
    double angle = (double)candidate->angle_rad;
    clm_scene_label(scene, run,
                    (clm_px){middle.x - from_corner.x * cos(angle) + from_corner.y * sin(angle),
                             middle.y - from_corner.x * sin(angle) - from_corner.y * cos(angle)},
                    angle,
                    (clm_report_label){.text = label->text,
                                       .kind = label->kind,
                                       .leader = candidate->leader,
                                       .in_article = label->in_article},
                    label->feature_id);
}

void clm_label_draw(clm_label_set *set, const clm_map_label *label,
                    const clm_label_candidate *candidate) {
    clm_scene *scene = set->scene;
    label_shape shape = shape_of(set, label, candidate->variant, (double)candidate->angle_rad);
    clm_rect box = candidate->box;
    if (candidate->leader) {
        draw_leader(set, label, box);
    }
    double radius = disc_radius(set);
    double step = 2 * radius + disc_gap_px;
    for (size_t i = 0; i < label->number_count; i++) {
        const size_t row = i / DISCS_IN_ROW;
        clm_px centre = {box.x0 + shape.discs.x + radius + step * (double)(i % DISCS_IN_ROW),
                         box.y0 + shape.discs.y + radius + step * (double)row};
        clm_scene_number(scene, centre, radius, label->numbers[i],
                         number_side(&scene->content, label->numbers[i]), label->feature_id,
                         CLM_LABEL_NUMBER);
    }
    if (!shape.has_text && label->named_elsewhere) {
        return;
    }
    if (!shape.has_text) {
        clm_report_label_add(&scene->report,
                             (clm_report_label){.text = label->text,
                                                .kind = label->kind,
                                                .box = {label->anchor.x, label->anchor.y,
                                                        label->anchor.x, label->anchor.y},
                                                .dropped = true,
                                                .reason = "no room for the name; numbered",
                                                .in_article = label->in_article});
        return;
    }
    draw_words(set, label, candidate, (clm_px){box.x0 + shape.text.x, box.y0 + shape.text.y});
}

static void draw_marker(clm_label_set *set, const clm_map_label *label) {
    clm_scene *scene = set->scene;
    double radius = label->anchor_radius_px;
    clm_rect box = {label->anchor.x - radius, label->anchor.y - radius, label->anchor.x + radius,
                    label->anchor.y + radius};
    const clm_look *look = &scene->theme->look[label->role];
    clm_fill fill = clm_fill_color(look->fill);
    clm_stroke edge = clm_stroke_look(look, set->zoom);
    if (label->marker == CLM_MARKER_CAPITAL) {
        clm_add_rect(&scene->list, CLM_INK_TOWN, label->feature_id, box, 0, fill, edge);
        clm_add_circle(&scene->list, CLM_INK_TOWN, label->feature_id, label->anchor, radius * 0.4,
                       clm_fill_color(look->stroke), clm_stroke_none());
    } else {
        clm_add_circle(&scene->list, CLM_INK_TOWN, label->feature_id, label->anchor, radius, fill,
                       edge);
    }
    clm_report_marker(&scene->report, box);
}

static void report_dropped(clm_label_set *set, const clm_map_label *label) {
    if (label->named_elsewhere) {
        return; /* the inset is crowded; the main map has the name */
    }
    clm_report_label_add(&set->scene->report,
                         (clm_report_label){.text = label->text,
                                            .kind = label->kind,
                                            .box = {label->anchor.x, label->anchor.y,
                                                    label->anchor.x, label->anchor.y},
                                            .dropped = true,
                                            .reason = "no room",
                                            .in_article = label->in_article});
}

static void draw_all(clm_label_set *set, const size_t *choice) {
    for (size_t i = 0; i < set->label_count; i++) {
        if (set->labels[i].marker != CLM_MARKER_NONE && choice[i] != CLM_LABEL_DROPPED) {
            draw_marker(set, &set->labels[i]);
        }
    }
    /* Context first, the article's own places on top. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < set->label_count; i++) {
            if (set->labels[i].in_article != (pass == 1)) {
                continue;
            }
            if (choice[i] == CLM_LABEL_DROPPED) {
                report_dropped(set, &set->labels[i]);
            } else {
                clm_label_draw(set, &set->labels[i], &set->candidates[choice[i]]);
            }
        }
    }
}

/* Places the labels from `first` on among those that stand already. */
static bool place_from(clm_label_set *set, size_t first, size_t *choice) {
    clm_scene *scene = set->scene;
    for (size_t i = first; i < set->label_count; i++) {
        set->jobs[i].weight = set->labels[i].weight;
    }
    clm_label_problem problem = {
        .frame = clm_rect_grow(set->view->frame, -4 * scene->zoom),
        .jobs = set->jobs + first,
        .job_count = set->label_count - first,
        .candidates = set->candidates,
        .candidate_count = set->candidate_count,
        .obstacles = set->obstacles,
        .obstacle_count = set->obstacle_count,
        .markers = set->markers,
        .marker_count = first == 0 ? set->marker_count : 0,
        .gap_px = label_gap_px * scene->zoom,
    };
    return clm_scene_ok(scene) &&
           clm_scene_check(scene, clm_labels_place(&problem, choice + first, scene->error));
}

/* What stands is in the way of all that comes. */
static void block(clm_label_set *set, const clm_label_candidate *candidate) {
    double gap = label_gap_px * set->scene->zoom;
    clm_label_obstacle(set, clm_rect_grow(candidate->box, gap));
    if (!candidate->leader) {
        return;
    }
    clm_px from = candidate->anchor;
    clm_px to = clm_label_leader_end(candidate->box, from);
    int steps = (int)(hypot(to.x - from.x, to.y - from.y) / 6) + 1;
    for (int i = 0; i < steps; i++) {
        double t = (i + 0.5) / steps;
        clm_px at = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
        clm_label_obstacle(set, clm_rect_grow((clm_rect){at.x, at.y, at.x, at.y}, gap));
    }
}

static size_t *grow_choice(clm_label_set *set, size_t *choice) {
    size_t *grown = clm_realloc(choice, (set->label_count + 1) * sizeof *choice);
    if (!grown) {
        fail_memory(set);
    }
    return grown ? grown : choice;
}

/* Places the labels from `first` on; they are then in the way of what comes. */
static bool place_and_block(clm_label_set *set, size_t first, size_t *choice) {
    if (!place_from(set, first, choice)) {
        return false;
    }
    for (size_t i = first; i < set->label_count; i++) {
        if (choice[i] != CLM_LABEL_DROPPED) {
            block(set, &set->candidates[choice[i]]);
        }
    }
    return true;
}

/* What the article says takes its places first, then the rest of the world what room is left, and
 * names of waters last: no town in the background moves a name that the story is about. */
static void place_all(clm_label_set *set) {
    bool towns = set->layer != CLM_LAYER_OVERVIEW;
    if (towns) {
        clm_label_list_towns(set);
    }
    clm_grid_sum(&set->base->grid);
    clm_label_subjects(set);
    clm_label_figures(set);
    if (towns) {
        clm_label_article_towns(set);
    }
    size_t first = set->label_count;
    size_t *choice = grow_choice(set, NULL);
    if (choice && place_and_block(set, 0, choice)) {
        if (towns) {
            clm_label_towns(set);
        }
        clm_label_regions(set);
        choice = grow_choice(set, choice);
        if (place_and_block(set, first, choice)) {
            first = set->label_count;
            clm_label_waters(set);
            choice = grow_choice(set, choice);
            if (place_from(set, first, choice)) {
                draw_all(set, choice);
            }
        }
    }
    clm_free(choice);
}

void clm_compose_labels(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer,
                        const clm_rect *obstacles, size_t obstacle_count) {
    if (!clm_scene_ok(scene)) {
        return;
    }
    clm_label_set set = {.scene = scene, .view = view, .base = base, .layer = layer};
    set.zoom = layer == CLM_LAYER_MAIN ? scene->zoom : scene->zoom * 0.84;
    for (size_t i = 0; i < obstacle_count; i++) {
        clm_label_obstacle(&set, obstacles[i]);
    }
    if (layer == CLM_LAYER_OVERVIEW) {
        clm_label_ink_subjects(&set);
    }
    static const char *const names[] = {"map", "detail", "overview"};
    clm_report_view_add(&scene->report, names[layer], view);
    place_all(&set);
    clm_free(set.labels);
    clm_free(set.jobs);
    clm_free(set.candidates);
    clm_free(set.obstacles);
}

#include "map/compose_labels.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

static const double label_gap_px = 3;
static const double disc_gap_px = 2;
enum { DISCS_IN_ROW = 5 };

static double disc_radius(const clm_label_set *set) {
    return set->scene->theme->look[CLM_ROLE_NUMBER].size_px / 2 * set->zoom;
}

static void fail_memory(clm_label_set *set) {
    (void)clm_scene_check(set->scene, clm_fail(set->scene->error, CLM_ERR_NOMEM, "out of memory"));
}

clm_map_label *clm_label_begin(clm_label_set *set, clm_label_kind kind, const char *text,
                               clm_role role, bool upper, double small_share) {
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
    clm_text_spec spec = clm_scene_spec(set->scene, label->text, role);
    spec.upper = upper;
    for (size_t i = 0; i < CLM_RUNS_MAX && (i == 0 || small_share > 0); i++) {
        spec.zoom = i == 0 ? set->zoom : set->zoom * small_share;
        if (!clm_scene_shape(set->scene, &spec, &label->runs[i])) {
            return NULL;
        }
        label->run_count++;
    }
    set->jobs[set->label_count] = (clm_label_job){.first = set->candidate_count};
    set->label_count++;
    return label;
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
    clm_px text;  /* upper left corner of the run's layout, from the label's corner */
    clm_px discs; /* upper left corner of the first disc */
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

static label_shape shape_of(const clm_label_set *set, const clm_map_label *label,
                            unsigned variant) {
    label_shape shape = {.has_text = !(variant & CLM_VARIANT_NUMBERS)};
    double disc = 2 * disc_radius(set);
    double step = disc + disc_gap_px;
    size_t count = label->number_count;
    shape.in_row = count < DISCS_IN_ROW ? count : DISCS_IN_ROW;
    const size_t rows_needed = (count + DISCS_IN_ROW - 1) / DISCS_IN_ROW;
    double rows = (double)rows_needed;
    double discs_width = count > 0 ? (double)shape.in_row * step - disc_gap_px : 0;
    double discs_height = count > 0 ? rows * step - disc_gap_px : 0;
    if (!shape.has_text) {
        shape.width = discs_width;
        shape.height = discs_height;
        return shape;
    }
    size_t run_index = (variant & CLM_VARIANT_SMALL) && label->run_count > 1 ? 1 : 0;
    clm_rect box = text_box(clm_fonts_run(set->scene->fonts, label->runs[run_index]));
    double text_width = box.x1 - box.x0;
    double text_height = box.y1 - box.y0;
    double gap = count > 0 ? 4 * set->zoom : 0;
    if (variant & CLM_VARIANT_BELOW) {
        shape.width = fmax(text_width, discs_width);
        shape.height = text_height + gap * 0.6 + discs_height;
        shape.text = (clm_px){(shape.width - text_width) / 2 - box.x0, -box.y0};
        shape.discs = (clm_px){(shape.width - discs_width) / 2, text_height + gap * 0.6};
    } else {
        shape.width = text_width + gap + discs_width;
        shape.height = fmax(text_height, discs_height);
        shape.text = (clm_px){-box.x0, (shape.height - text_height) / 2 - box.y0};
        shape.discs = (clm_px){text_width + gap, (shape.height - discs_height) / 2};
    }
    shape.width = ceil(shape.width);
    shape.height = ceil(shape.height);
    return shape;
}

void clm_label_size(const clm_label_set *set, const clm_map_label *label, unsigned variant,
                    double *width_px, double *height_px) {
    label_shape shape = shape_of(set, label, variant);
    *width_px = shape.width;
    *height_px = shape.height;
}

/* Variants that differ for this label, in the order of liking; `costs` goes with them. */
static size_t variants_of(const clm_map_label *label, bool below_first, double numbers_cost,
                          unsigned out[4], double costs[4]) {
    size_t count = 0;
    unsigned first = below_first && label->number_count > 0 ? CLM_VARIANT_BELOW : 0;
    out[count] = first;
    costs[count++] = 0;
    if (label->number_count > 0) {
        out[count] = first ^ CLM_VARIANT_BELOW;
        costs[count++] = 0.3;
    }
    if (label->run_count > 1) {
        out[count] = first | CLM_VARIANT_SMALL;
        costs[count++] = 1.2;
    }
    if (label->number_count > 0) {
        out[count] = CLM_VARIANT_NUMBERS;
        costs[count++] = numbers_cost;
    }
    return count;
}

/* On the small overview a number alone beats a name that hangs on a long line. */
static double numbers_cost(const clm_label_set *set) {
    return set->layer == CLM_LAYER_OVERVIEW ? 2.0 : 30;
}

static void add_judged(clm_label_set *set, clm_rect box, double cost, unsigned variant,
                       bool leader) {
    cost += 0.6 * clm_grid_ink(&set->base->grid, box);
    clm_label_candidate_add(
        set, (clm_label_candidate){.box = box,
                                   .cost = (float)cost,
                                   .leader = leader,
                                   .variant = (unsigned char)variant,
                                   .anchor = set->labels[set->label_count - 1].anchor});
}

static void add_leaders(clm_label_set *set, clm_px at, double radius, unsigned variant,
                        double width, double height, double cost) {
    static const double distances[] = {22, 40, 64, 96, 140};
    enum { ANGLES = 16 };
    const double pi = 3.14159265358979323846;
    cost += set->layer == CLM_LAYER_OVERVIEW ? 6 : 2.5;
    for (size_t d = 0; d < sizeof distances / sizeof distances[0]; d++) {
        for (int a = 0; a < ANGLES; a++) {
            double angle = -pi / 4 + 2 * pi * a / ANGLES;
            double reach = radius + distances[d] * set->zoom;
            double x = at.x + cos(angle) * reach;
            double y = at.y + sin(angle) * reach;
            double left = x - width * (0.5 - 0.5 * cos(angle));
            double top = y - height * (0.5 - 0.5 * sin(angle));
            clm_rect box = {floor(left), floor(top), floor(left) + width, floor(top) + height};
            add_judged(set, box, cost + distances[d] / 30, variant, true);
        }
    }
}

void clm_label_around(clm_label_set *set, bool leaders) {
    clm_map_label label = set->labels[set->label_count - 1];
    unsigned variants[4];
    double costs[4];
    size_t count = variants_of(&label, false, numbers_cost(set), variants, costs);
    for (size_t v = 0; v < count; v++) {
        double width;
        double height;
        clm_label_size(set, &label, variants[v], &width, &height);
        for (int ring = 0; ring < 2; ring++) { /* the second a little farther off */
            clm_label_candidate around[CLM_POSITIONS];
            clm_label_positions(&(clm_label_spot){label.anchor, label.anchor_radius_px, width,
                                                  height, (3 + 5 * ring) * set->zoom},
                                around);
            for (size_t i = 0; i < CLM_POSITIONS; i++) {
                add_judged(set, around[i].box, costs[v] + ring + (double)around[i].cost,
                           variants[v], false);
            }
        }
        if (leaders) {
            add_leaders(set, label.anchor, label.anchor_radius_px, variants[v], width, height,
                        costs[v]);
        }
    }
}

/* Adds the boxes of one size that lie in the mask, on a lattice; returns how many fit wholly. */
static size_t add_lattice(clm_label_set *set, const clm_mask *mask, unsigned variant, double width,
                          double height, double cost, double outside_max) {
    clm_rect extent = mask->extent;
    double reach = fmax(hypot(extent.x1 - extent.x0, extent.y1 - extent.y0), 40);
    double step = fmax(mask->grid->cell_px, floor(reach / 36));
    size_t made = 0;
    for (double y = extent.y0; y <= extent.y1; y += step) {
        for (double x = extent.x0; x <= extent.x1; x += step) {
            clm_rect box = {floor(x - width / 2), floor(y - height / 2), 0, 0};
            box.x1 = box.x0 + width;
            box.y1 = box.y0 + height;
            if (!clm_rect_inside(box, set->view->frame)) {
                continue;
            }
            double outside = clm_mask_outside(mask, box);
            if (outside > outside_max) {
                continue;
            }
            double distance = hypot(x - mask->middle.x, y - mask->middle.y) / reach;
            add_judged(set, box, cost + 2.0 * distance + 5 * outside, variant, false);
            made++;
        }
    }
    return made;
}

void clm_label_inside(clm_label_set *set, const clm_mask *mask, bool only_inside,
                      double base_cost) {
    clm_map_label label = set->labels[set->label_count - 1];
    unsigned variants[4];
    double costs[4];
    size_t count = variants_of(&label, true, numbers_cost(set), variants, costs);
    size_t made = 0;
    for (size_t v = 0; v < count && mask->inside_count > 0; v++) {
        double width;
        double height;
        clm_label_size(set, &label, variants[v], &width, &height);
        made += add_lattice(set, mask, variants[v], width, height, base_cost + costs[v], 0);
    }
    if (made > 0 && only_inside) {
        return;
    }
    for (size_t v = 0; v < count && !only_inside && mask->inside_count > 0; v++) {
        double width;
        double height;
        clm_label_size(set, &label, variants[v], &width, &height);
        if (variants[v] != CLM_VARIANT_NUMBERS) {
            (void)add_lattice(set, mask, variants[v], width, height, base_cost + costs[v] + 3, 0.3);
        }
        add_leaders(set, label.anchor, 4, variants[v], width, height, base_cost + costs[v] + 3);
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
    clm_stroke line = clm_stroke_look(&set->scene->theme->look[CLM_ROLE_LEADER], set->zoom);
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

void clm_label_draw(clm_label_set *set, const clm_map_label *label,
                    const clm_label_candidate *candidate) {
    clm_scene *scene = set->scene;
    label_shape shape = shape_of(set, label, candidate->variant);
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
    size_t run = (candidate->variant & CLM_VARIANT_SMALL) && label->run_count > 1 ? 1 : 0;
    (void)clm_scene_text(scene, label->runs[run],
                         (clm_px){box.x0 + shape.text.x, box.y0 + shape.text.y}, label->kind,
                         label->feature_id, label->in_article, candidate->leader);
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
    clm_grid_sum(&base->grid);
    clm_label_subjects(&set);
    clm_label_figures(&set);
    if (layer != CLM_LAYER_OVERVIEW) {
        clm_label_towns(&set);
    }
    clm_label_regions(&set);
    size_t *choice = clm_alloc((set.label_count + 1) * sizeof *choice);
    if (!choice) {
        fail_memory(&set);
    } else if (clm_scene_ok(scene)) {
        for (size_t i = 0; i < set.label_count; i++) {
            set.jobs[i].weight = set.labels[i].weight;
        }
        clm_label_problem problem = {
            .frame = clm_rect_grow(view->frame, -4 * scene->zoom),
            .jobs = set.jobs,
            .job_count = set.label_count,
            .candidates = set.candidates,
            .candidate_count = set.candidate_count,
            .obstacles = set.obstacles,
            .obstacle_count = set.obstacle_count,
            .gap_px = label_gap_px * scene->zoom,
        };
        if (clm_scene_check(scene, clm_labels_place(&problem, choice, scene->error))) {
            draw_all(&set, choice);
        }
    }
    clm_free(choice);
    clm_free(set.labels);
    clm_free(set.jobs);
    clm_free(set.candidates);
    clm_free(set.obstacles);
}

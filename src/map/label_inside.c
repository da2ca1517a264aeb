/* Names of areas, inside their areas. */
#include "map/compose_labels.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

static const double smallest_px = 9;    /* of letters that are still read */
static const double lattice_cost = 2.0; /* of a place at the edge instead of the middle */

static double reach_of(const clm_mask *mask) {
    return fmax(hypot(mask->extent.x1 - mask->extent.x0, mask->extent.y1 - mask->extent.y0), 40);
}

static double lattice_step(const clm_mask *mask) {
    static const double finest_px = 8;
    return fmax(fmin(2 * mask->grid->cell_px, finest_px), floor(reach_of(mask) / 36));
}

/* A text, or numbers, that are to lie inside of the mask. */
typedef struct fitting {
    const clm_mask *mask;
    double width, height;  /* of all */
    clm_label_parts parts; /* of what is turned */
    double angle_rad;
} fitting;

/* The mask knows cells: so much more must be free, for the border to lie outside for sure. */
static double slack_of(const clm_mask *mask) {
    return 0.4 * mask->grid->cell_px;
}

static bool fits_at(const fitting *fit, clm_rect box) {
    const clm_mask *mask = fit->mask;
    double slack = slack_of(mask);
    if (clm_mask_outside(mask, clm_rect_grow(box, slack)) <= 0) {
        return true;
    }
    if (fit->angle_rad == 0) {
        return false;
    }
    const clm_label_parts *parts = &fit->parts;
    clm_rect discs = {box.x0 + parts->discs.x0, box.y0 + parts->discs.y0, box.x0 + parts->discs.x1,
                      box.y0 + parts->discs.y1};
    clm_px middle = {box.x0 + parts->text_middle.x, box.y0 + parts->text_middle.y};
    return (discs.x0 >= discs.x1 || clm_mask_outside(mask, discs) <= 0) &&
           clm_mask_holds(mask, middle, parts->text_width_px + slack,
                          parts->text_height_px + 2 * slack, fit->angle_rad);
}

/* Adds the places that lie in the mask, on a lattice, or counts them with `variant` NULL; returns
 * how many. */
static size_t add_lattice(clm_label_set *set, const fitting *fit, const unsigned *variant,
                          double cost) {
    const clm_mask *mask = fit->mask;
    double reach = reach_of(mask);
    double step = lattice_step(mask);
    size_t made = 0;
    for (double y = mask->extent.y0; y <= mask->extent.y1; y += step) {
        for (double x = mask->extent.x0; x <= mask->extent.x1; x += step) {
            clm_rect box = {floor(x - fit->width / 2), floor(y - fit->height / 2), 0, 0};
            box.x1 = box.x0 + fit->width;
            box.y1 = box.y0 + fit->height;
            if (!clm_rect_inside(box, set->view->frame) || !fits_at(fit, box)) {
                continue;
            }
            made++;
            if (variant) {
                double distance = hypot(x - mask->middle.x, y - mask->middle.y) / reach;
                clm_label_add_judged(set,
                                     (clm_label_candidate){.box = box,
                                                           .variant = (unsigned char)*variant,
                                                           .angle_rad = (float)fit->angle_rad},
                                     cost + lattice_cost * distance);
            }
        }
    }
    return made;
}

static clm_map_label *current(clm_label_set *set) {
    return &set->labels[set->label_count - 1];
}

/* Adds the label's latest text with its numbers in all ways that fit. */
static size_t add_text(clm_label_set *set, const clm_mask *mask, double angle_rad, double cost) {
    clm_map_label *label = current(set);
    unsigned run = (unsigned)label->run_count - 1;
    unsigned variants[3];
    double costs[3];
    size_t count = clm_label_variants(label, run, true, false, variants, costs);
    size_t made = 0;
    for (size_t v = 0; v < count; v++) {
        fitting fit = {.mask = mask, .angle_rad = angle_rad};
        fit.parts = clm_label_measure(set, label, variants[v], angle_rad);
        fit.width = fit.parts.width_px;
        fit.height = fit.parts.height_px;
        made += add_lattice(set, &fit, &variants[v], cost + costs[v]);
    }
    return made;
}

/* ---- wide spacing ---- */

/* Names of areas are spread over them as far as that looks well. `em` more between letters. */
static void add_spaced(clm_label_set *set, const clm_mask *mask, double widest_em) {
    static const double shares[] = {1, 0.66, 0.36};
    clm_map_label *label = current(set);
    double size = label->spec.style->size_px * label->spec.zoom;
    double letters = (double)clm_utf8_count(label->text, strlen(label->text));
    double across = mask->extent.x1 - mask->extent.x0;
    unsigned plain = label->number_count > 0 ? CLM_VARIANT_BELOW : 0;
    double width;
    double height;
    clm_label_size(set, label, plain, &width, &height);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        double spacing = floor(widest_em * shares[i] * size);
        fitting fit = {
            .mask = mask, .width = width + spacing * (letters - 1), .height = height + 0.8 * size};
        if (fit.width <= 0.62 * across && add_lattice(set, &fit, NULL, 0) > 0) {
            if (clm_label_add_run(set, 1, spacing, NULL)) {
                (void)add_text(set, mask, 0, -0.5);
            }
            return;
        }
    }
}

/* ---- two lines ---- */

/* The name broken where its lines are most alike, or NULL where it has one word. */
static const char *two_lines(clm_label_set *set, const char *text) {
    size_t length = strlen(text);
    size_t best = 0;
    size_t least = length;
    for (size_t i = 1; i + 1 < length; i++) {
        bool blank = text[i] == ' ';
        if (blank || text[i] == '-') {
            size_t before = blank ? i : i + 1;
            size_t after = length - i - 1;
            size_t longer = before > after ? before : after;
            if (longer < least) {
                least = longer;
                best = before;
            }
        }
    }
    if (best == 0) {
        return NULL;
    }
    size_t rest = text[best] == ' ' ? best + 1 : best;
    char *broken = clm_arena_printf(set->scene->arena, "%.*s\n%s", (int)best, text, text + rest);
    if (!broken) {
        (void)clm_scene_check(set->scene,
                              clm_fail(set->scene->error, CLM_ERR_NOMEM, "out of memory"));
    }
    return broken;
}

/* ---- along the long axis ---- */

static const double least_stretch = 1.5; /* a round area has no long axis */

/* Text reads upwards where it stands. */
static double reading_angle(double angle_rad) {
    static const double steepest = 1.36; /* about 78 degrees: what is steeper stands upright */
    const double half_pi = 1.57079632679489662;
    return fabs(angle_rad) > steepest ? -half_pi : angle_rad;
}

static size_t add_turned(clm_label_set *set, const clm_mask *mask, double cost) {
    static const double off[] = {0, 0.14, -0.14, 0.3, -0.3};
    static const double flattest = 0.12;
    size_t made = 0;
    if (mask->stretch < least_stretch) {
        return 0;
    }
    for (size_t i = 0; i < sizeof off / sizeof off[0] && made == 0; i++) {
        double angle = reading_angle(mask->axis_rad + off[i]);
        if (fabs(angle) >= flattest) {
            made = add_text(set, mask, angle, cost + fabs(off[i]));
        }
    }
    return made;
}

/* ---- all ways ---- */

typedef struct way {
    double share; /* of the usual size */
    bool broken, turned;
} way;

/* Whether the letters alone would fit, told without shaping them: a little too often. */
static bool may_fit(clm_label_set *set, const clm_mask *mask, way how) {
    const clm_map_label *label = current(set);
    const clm_run *usual = clm_fonts_run(set->scene->fonts, label->runs[0]);
    if (how.share < 1 && usual->style->size_px * usual->zoom * how.share < smallest_px) {
        return false;
    }
    double width = (usual->ink.x1 - usual->ink.x0) * how.share * (how.broken ? 0.5 : 1);
    double height = 0.7 * usual->style->size_px * usual->zoom * how.share * (how.broken ? 2.2 : 1);
    if (how.turned) {
        return width <= reach_of(mask) && mask->stretch >= least_stretch;
    }
    fitting fit = {.mask = mask, .width = width, .height = height};
    return add_lattice(set, &fit, NULL, 0) > 0;
}

/* Texts that are smaller or broken or turned, until one fits. */
static void add_squeezed(clm_label_set *set, const clm_mask *mask) {
    const clm_map_label *label = current(set);
    const char *broken = two_lines(set, label->text);
    double small = label->small_share > 0 ? label->small_share : 0.86;
    double tiny = small * 0.86;
    const way ways[] = {{small, false, false}, {1, true, false},     {1, false, true},
                        {small, true, false},  {small, false, true}, {tiny, true, false},
                        {tiny, false, false},  {tiny, false, true}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if ((ways[i].broken && !broken) || !may_fit(set, mask, ways[i])) {
            continue;
        }
        if (!clm_label_add_run(set, ways[i].share, 0, ways[i].broken ? broken : NULL)) {
            return;
        }
        double cost = 0.6 + 0.3 * (double)i;
        size_t made = ways[i].turned ? add_turned(set, mask, cost) : add_text(set, mask, 0, cost);
        if (made > 0) {
            return;
        }
        current(set)->run_count--;
    }
}

/* A long name in one line cuts the map in two. */
static void add_long_broken(clm_label_set *set, const clm_mask *mask) {
    const clm_map_label *label = current(set);
    const clm_run *usual = clm_fonts_run(set->scene->fonts, label->runs[0]);
    clm_rect frame = set->view->frame;
    const char *broken = two_lines(set, label->text);
    if (broken && usual->ink.x1 - usual->ink.x0 > 0.24 * (frame.x1 - frame.x0) &&
        clm_label_add_run(set, 1, 0, broken)) {
        (void)add_text(set, mask, 0, 0.2);
    }
}

static void add_numbers(clm_label_set *set, const clm_mask *mask) {
    const unsigned variant = CLM_VARIANT_NUMBERS;
    const clm_map_label *label = current(set);
    if (label->number_count > 0) {
        fitting fit = {.mask = mask};
        clm_label_size(set, label, variant, &fit.width, &fit.height);
        (void)add_lattice(set, &fit, &variant, CLM_NUMBERS_COST);
    }
}

/* With a line that leads out of the area: half inside and half outside would be neither. */
static void add_outside(clm_label_set *set, const clm_mask *mask, unsigned variant, double cost) {
    size_t first = set->candidate_count;
    clm_rect extent = mask->extent;
    double half = fmin(extent.x1 - extent.x0, extent.y1 - extent.y0) / 2;
    clm_label_add_leaders(set, fmin(half, 40 * set->zoom), variant, cost);
    size_t kept = first;
    for (size_t c = first; c < set->candidate_count; c++) {
        if (clm_mask_outside(mask, set->candidates[c].box) >= 0.98) {
            set->candidates[kept++] = set->candidates[c];
        }
    }
    set->jobs[set->label_count - 1].count -= set->candidate_count - kept;
    set->candidate_count = kept;
}

/* The usual text, and in two lines where it is long. */
static void add_all_outside(clm_label_set *set, const clm_mask *mask, double cost) {
    const clm_map_label *label = current(set);
    const clm_run *usual = clm_fonts_run(set->scene->fonts, label->runs[0]);
    clm_rect frame = set->view->frame;
    unsigned below = label->number_count > 0 ? CLM_VARIANT_BELOW : 0;
    add_outside(set, mask, 0, cost);
    if (below) {
        add_outside(set, mask, below, cost + 0.3);
    }
    const char *broken = two_lines(set, label->text);
    if (broken && usual->ink.x1 - usual->ink.x0 > 0.3 * (frame.x1 - frame.x0) &&
        clm_label_add_run(set, 1, 0, broken)) {
        add_outside(set, mask, ((unsigned)current(set)->run_count - 1) | below, cost + 0.2);
    }
}

void clm_label_outside(clm_label_set *set, const clm_mask *mask) {
    add_all_outside(set, mask, 0);
}

void clm_label_inside(clm_label_set *set, const clm_mask *mask, bool only_inside) {
    clm_map_label *label = current(set);
    if (mask->inside_count == 0) {
        return;
    }
    label->pad_px = 0.3 * label->spec.style->size_px * label->spec.zoom;
    if (add_text(set, mask, 0, 0) == 0) {
        add_squeezed(set, mask);
    } else if (label->widest_em > 0 && (label->spec.upper || label->kind == CLM_LABEL_WATER)) {
        add_spaced(set, mask, label->widest_em);
        add_long_broken(set, mask);
    }
    if (!only_inside) {
        add_numbers(set, mask);
        add_all_outside(set, mask, 3);
    }
}

#include "map/label_bins.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

static const double bin_px = 64;

#define NONE SIZE_MAX

typedef struct bin_range {
    int x0, x1, y0, y1;
} bin_range;

static int bin_at(double offset_px, int count) {
    double bin = floor(offset_px / bin_px);
    return bin < 0 ? 0 : bin >= count ? count - 1 : (int)bin;
}

static bin_range range_of(const clm_label_bins *bins, clm_rect box) {
    return (bin_range){bin_at(box.x0 - bins->frame.x0, bins->columns),
                       bin_at(box.x1 - bins->frame.x0, bins->columns),
                       bin_at(box.y0 - bins->frame.y0, bins->rows),
                       bin_at(box.y1 - bins->frame.y0, bins->rows)};
}

bool clm_label_bins_open(clm_label_bins *bins, clm_rect frame) {
    *bins = (clm_label_bins){.frame = frame, .free_node = NONE};
    bins->columns = (int)fmax(ceil((frame.x1 - frame.x0) / bin_px), 0) + 1;
    bins->rows = (int)fmax(ceil((frame.y1 - frame.y0) / bin_px), 0) + 1;
    bins->heads = clm_alloc((size_t)bins->columns * (size_t)bins->rows * sizeof *bins->heads);
    if (bins->heads) {
        clm_label_bins_clear(bins);
    }
    return bins->heads != NULL;
}

void clm_label_bins_close(clm_label_bins *bins) {
    clm_free(bins->heads);
    clm_free(bins->nodes);
    memset(bins, 0, sizeof *bins);
}

void clm_label_bins_clear(clm_label_bins *bins) {
    size_t count = (size_t)bins->columns * (size_t)bins->rows;
    for (size_t i = 0; i < count; i++) {
        bins->heads[i] = NONE;
    }
    bins->node_count = 0;
    bins->free_node = NONE;
}

static size_t new_node(clm_label_bins *bins) {
    if (bins->free_node != NONE) {
        size_t node = bins->free_node;
        bins->free_node = bins->nodes[node].next;
        return node;
    }
    void *nodes = bins->nodes;
    if (clm_grow(&nodes, &bins->node_capacity, bins->node_count + 1, sizeof *bins->nodes)) {
        bins->failed = true;
        return NONE;
    }
    bins->nodes = nodes;
    return bins->node_count++;
}

void clm_label_bins_add(clm_label_bins *bins, clm_rect box, size_t item) {
    bin_range range = range_of(bins, box);
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t node = new_node(bins);
            if (node == NONE) {
                return;
            }
            size_t *head = &bins->heads[y * bins->columns + x];
            bins->nodes[node] = (clm_label_bin_node){item, *head};
            *head = node;
        }
    }
}

void clm_label_bins_remove(clm_label_bins *bins, clm_rect box, size_t item) {
    bin_range range = range_of(bins, box);
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t *link = &bins->heads[y * bins->columns + x];
            while (*link != NONE && bins->nodes[*link].item != item) {
                link = &bins->nodes[*link].next;
            }
            if (*link != NONE) {
                size_t node = *link;
                *link = bins->nodes[node].next;
                bins->nodes[node].next = bins->free_node;
                bins->free_node = node;
            }
        }
    }
}

/* ---- labels with their leaders ---- */

clm_px clm_label_leader_end(clm_rect box, clm_px anchor) {
    return (clm_px){fmin(fmax(anchor.x, box.x0), box.x1), fmin(fmax(anchor.y, box.y0), box.y1)};
}

static clm_rect reach_of(const clm_label_candidate *candidate) {
    clm_px at = candidate->anchor;
    return candidate->leader ? clm_rect_union(candidate->box, (clm_rect){at.x, at.y, at.x, at.y})
                             : candidate->box;
}

void clm_label_bins_stand(clm_label_bins *bins, const clm_label_candidate *candidate, size_t job) {
    clm_label_bins_add(bins, reach_of(candidate), job);
}

void clm_label_bins_lift(clm_label_bins *bins, const clm_label_candidate *candidate, size_t job) {
    clm_label_bins_remove(bins, reach_of(candidate), job);
}

/* Narrows the part [t0, t1] of a line where low <= start + t * step <= high. */
static void clip_axis(double start, double step, double low, double high, double t[2]) {
    if (step == 0) {
        if (start < low || start > high) {
            t[1] = -1;
        }
        return;
    }
    double a = (low - start) / step;
    double b = (high - start) / step;
    t[0] = fmax(t[0], fmin(a, b));
    t[1] = fmin(t[1], fmax(a, b));
}

static bool line_meets_box(clm_px from, clm_px to, clm_rect box) {
    double t[2] = {0, 1};
    clip_axis(from.x, to.x - from.x, box.x0, box.x1, t);
    clip_axis(from.y, to.y - from.y, box.y0, box.y1, t);
    return t[0] < t[1];
}

static double side_of(clm_px a, clm_px b, clm_px point) {
    return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

static bool lines_cross(clm_px a, clm_px b, clm_px c, clm_px d) {
    return side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0;
}

static bool in_the_way(const clm_label_candidate *a, clm_rect wide, const clm_label_candidate *b) {
    if (clm_rect_overlaps(wide, b->box)) {
        return true;
    }
    if (!a->leader && !b->leader) {
        return false;
    }
    clm_px end_a = clm_label_leader_end(a->box, a->anchor);
    clm_px end_b = clm_label_leader_end(b->box, b->anchor);
    return (a->leader && line_meets_box(a->anchor, end_a, b->box)) ||
           (b->leader && line_meets_box(b->anchor, end_b, a->box)) ||
           (a->leader && b->leader && lines_cross(a->anchor, end_a, b->anchor, end_b));
}

size_t clm_label_bins_conflicts(const clm_label_bins *bins, const clm_label_problem *problem,
                                const size_t *choice, const clm_label_candidate *candidate,
                                size_t self, size_t *out, size_t limit) {
    size_t count = 0;
    clm_rect wide = clm_rect_grow(candidate->box, problem->gap_px);
    bin_range range =
        range_of(bins, candidate->leader ? clm_rect_union(wide, reach_of(candidate)) : wide);
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t node = bins->heads[y * bins->columns + x];
            for (; node != NONE; node = bins->nodes[node].next) {
                size_t job = bins->nodes[node].item;
                if (job == self ||
                    !in_the_way(candidate, wide, &problem->candidates[choice[job]])) {
                    continue;
                }
                size_t i = 0;
                while (i < count && out[i] != job) {
                    i++;
                }
                if (i == count) {
                    out[count++] = job;
                    if (count > limit || count == CLM_LABEL_CONFLICTS) {
                        return count;
                    }
                }
            }
        }
    }
    return count;
}

/* ---- what always stands ---- */

bool clm_label_bins_forbid(const clm_label_bins *bins, const clm_label_problem *problem,
                           clm_rect box) {
    if (!clm_rect_inside(box, problem->frame)) {
        return true;
    }
    bin_range range = range_of(bins, box);
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t node = bins->heads[y * bins->columns + x];
            for (; node != NONE; node = bins->nodes[node].next) {
                if (clm_rect_overlaps(box, problem->obstacles[bins->nodes[node].item])) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Whether (x, y) is the first bin that both ranges have: what spans bins is then met once. */
static bool is_first_bin(bin_range a, bin_range b, int x, int y) {
    return x == (a.x0 > b.x0 ? a.x0 : b.x0) && y == (a.y0 > b.y0 ? a.y0 : b.y0);
}

static bool holds_point(clm_rect box, clm_px at) {
    return at.x >= box.x0 && at.x <= box.x1 && at.y >= box.y0 && at.y <= box.y1;
}

size_t clm_label_bins_crossed(const clm_label_bins *bins, const clm_label_problem *problem,
                              const clm_label_candidate *candidate) {
    size_t count = 0;
    clm_px end = clm_label_leader_end(candidate->box, candidate->anchor);
    bin_range range = range_of(bins, reach_of(candidate));
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t node = bins->heads[y * bins->columns + x];
            for (; node != NONE; node = bins->nodes[node].next) {
                clm_rect obstacle = problem->obstacles[bins->nodes[node].item];
                count += is_first_bin(range, range_of(bins, obstacle), x, y) &&
                         !holds_point(obstacle, candidate->anchor) &&
                         line_meets_box(candidate->anchor, end, obstacle);
            }
        }
    }
    return count;
}

clm_rect clm_label_marker_box(const clm_label_marker *marker) {
    clm_px at = marker->at;
    return clm_rect_grow((clm_rect){at.x, at.y, at.x, at.y}, marker->radius_px);
}

double clm_label_bins_hidden(const clm_label_bins *bins, const clm_label_problem *problem,
                             clm_rect box) {
    double cost = 0;
    bin_range range = range_of(bins, box);
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t node = bins->heads[y * bins->columns + x];
            for (; node != NONE; node = bins->nodes[node].next) {
                const clm_label_marker *marker = &problem->markers[bins->nodes[node].item];
                if (!is_first_bin(range, range_of(bins, clm_label_marker_box(marker)), x, y)) {
                    continue;
                }
                double dx = fmax(0, fmax(box.x0 - marker->at.x, marker->at.x - box.x1));
                double dy = fmax(0, fmax(box.y0 - marker->at.y, marker->at.y - box.y1));
                if (dx * dx + dy * dy < marker->radius_px * marker->radius_px) {
                    cost += marker->cost;
                }
            }
        }
    }
    return cost;
}

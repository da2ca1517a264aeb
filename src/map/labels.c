#include "map/labels.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double bin_px = 64;

enum {
    CHAIN_DEPTH = 4,    /* labels that one chain may move */
    EJECT_MAX = 2,      /* at once */
    CHAIN_STEPS = 6000, /* places tried for one label: bounds the time, whatever the input */
    CONFLICTS_MAX = 24,
    LOG_MAX = 64
};

typedef struct bin_node {
    size_t job;  /* or an obstacle, while the places of labels are sifted */
    size_t next; /* index of a node, NONE at the end */
} bin_node;

#define NONE SIZE_MAX

typedef struct change {
    size_t job, before;
} change;

typedef struct placer {
    const clm_label_problem *problem;
    size_t *choice;
    int columns, rows;
    size_t *bins; /* first node of each */
    bin_node *nodes;
    size_t node_count, node_capacity, free_node;
    size_t *usable; /* indexes of candidates that no obstacle forbids, cheapest first, by job */
    size_t *usable_first;
    unsigned char *locked; /* jobs that the chain at work has moved */
    change log[LOG_MAX];
    size_t log_count;
    size_t steps;
    bool failed;
} placer;

/* ---- bins ---- */

typedef struct bin_range {
    int x0, x1, y0, y1;
} bin_range;

static int clamp(int value, int high) {
    return value < 0 ? 0 : value > high ? high : value;
}

static bin_range range_of(const placer *place, clm_rect box) {
    clm_rect frame = place->problem->frame;
    return (bin_range){clamp((int)floor((box.x0 - frame.x0) / bin_px), place->columns - 1),
                       clamp((int)floor((box.x1 - frame.x0) / bin_px), place->columns - 1),
                       clamp((int)floor((box.y0 - frame.y0) / bin_px), place->rows - 1),
                       clamp((int)floor((box.y1 - frame.y0) / bin_px), place->rows - 1)};
}

static size_t new_node(placer *place) {
    if (place->free_node != NONE) {
        size_t node = place->free_node;
        place->free_node = place->nodes[node].next;
        return node;
    }
    void *nodes = place->nodes;
    if (clm_grow(&nodes, &place->node_capacity, place->node_count + 1, sizeof *place->nodes)) {
        place->failed = true;
        return NONE;
    }
    place->nodes = nodes;
    return place->node_count++;
}

static clm_rect box_of(const placer *place, size_t job) {
    clm_rect box = place->problem->candidates[place->choice[job]].box;
    return box;
}

static void bin_add(placer *place, size_t job) {
    bin_range range = range_of(place, box_of(place, job));
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t node = new_node(place);
            if (node == NONE) {
                return;
            }
            size_t *head = &place->bins[y * place->columns + x];
            place->nodes[node] = (bin_node){job, *head};
            *head = node;
        }
    }
}

static void bin_remove(placer *place, size_t job) {
    bin_range range = range_of(place, box_of(place, job));
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t *link = &place->bins[y * place->columns + x];
            while (*link != NONE && place->nodes[*link].job != job) {
                link = &place->nodes[*link].next;
            }
            if (*link != NONE) {
                size_t node = *link;
                *link = place->nodes[node].next;
                place->nodes[node].next = place->free_node;
                place->free_node = node;
            }
        }
    }
}

static void set_choice(placer *place, size_t job, size_t candidate) {
    if (place->choice[job] != CLM_LABEL_DROPPED) {
        bin_remove(place, job);
    }
    place->choice[job] = candidate;
    if (candidate != CLM_LABEL_DROPPED) {
        bin_add(place, job);
    }
}

static void set_logged(placer *place, size_t job, size_t candidate) {
    place->log[place->log_count++] = (change){job, place->choice[job]};
    set_choice(place, job, candidate);
}

static void undo_to(placer *place, size_t mark) {
    while (place->log_count > mark) {
        change last = place->log[--place->log_count];
        set_choice(place, last.job, last.before);
    }
}

/* Jobs whose labels overlap `box`, except `self`: at most `limit` + 1 are told. */
static size_t conflicts(const placer *place, clm_rect box, size_t self, size_t *out, size_t limit) {
    size_t count = 0;
    clm_rect wide = clm_rect_grow(box, place->problem->gap_px);
    bin_range range = range_of(place, wide);
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t node = place->bins[y * place->columns + x];
            for (; node != NONE; node = place->nodes[node].next) {
                size_t job = place->nodes[node].job;
                if (job == self || !clm_rect_overlaps(wide, box_of(place, job))) {
                    continue;
                }
                size_t i = 0;
                while (i < count && out[i] != job) {
                    i++;
                }
                if (i == count) {
                    if (count > limit || count == CONFLICTS_MAX) {
                        return count;
                    }
                    out[count++] = job;
                }
            }
        }
    }
    return count;
}

/* ---- placing ---- */

static bool place_free(placer *place, size_t job) {
    size_t hit[CONFLICTS_MAX];
    for (size_t u = place->usable_first[job]; u < place->usable_first[job + 1]; u++) {
        size_t candidate = place->usable[u];
        clm_rect box = place->problem->candidates[candidate].box;
        if (conflicts(place, box, job, hit, 0) == 0) {
            set_choice(place, job, candidate);
            return true;
        }
    }
    return false;
}

/* Finds a place for `job`, pushing others on; all changes are logged. */
static bool place_chain(placer *place, size_t job, int depth) {
    size_t hit[CONFLICTS_MAX];
    place->locked[job] = 1;
    for (size_t u = place->usable_first[job]; u < place->usable_first[job + 1]; u++) {
        if (++place->steps > CHAIN_STEPS || place->log_count + EJECT_MAX + 1 >= LOG_MAX) {
            break;
        }
        size_t candidate = place->usable[u];
        clm_rect box = place->problem->candidates[candidate].box;
        size_t count = conflicts(place, box, job, hit, EJECT_MAX);
        bool movable = count <= EJECT_MAX && (count == 0 || depth > 0);
        for (size_t i = 0; i < count && movable; i++) {
            movable = !place->locked[hit[i]];
        }
        if (!movable) {
            continue;
        }
        size_t mark = place->log_count;
        for (size_t i = 0; i < count; i++) {
            set_logged(place, hit[i], CLM_LABEL_DROPPED);
        }
        set_logged(place, job, candidate);
        bool done = true;
        for (size_t i = 0; i < count && done; i++) {
            done = place_chain(place, hit[i], depth - 1);
        }
        if (done) {
            place->locked[job] = 0;
            return true;
        }
        undo_to(place, mark);
    }
    place->locked[job] = 0;
    return false;
}

static bool try_chain(placer *place, size_t job) {
    place->steps = 0;
    place->log_count = 0;
    if (place_chain(place, job, CHAIN_DEPTH)) {
        return true;
    }
    undo_to(place, 0);
    return false;
}

/* Takes the place where the labels that must go weigh least, if that is less than the job. */
static bool displace(placer *place, size_t job, size_t *gone, size_t *gone_count) {
    size_t hit[CONFLICTS_MAX];
    double best_weight = place->problem->jobs[job].weight;
    size_t best = NONE;
    for (size_t u = place->usable_first[job]; u < place->usable_first[job + 1]; u++) {
        clm_rect box = place->problem->candidates[place->usable[u]].box;
        size_t count = conflicts(place, box, job, hit, CONFLICTS_MAX - 1);
        double weight = count == CONFLICTS_MAX ? HUGE_VAL : 0;
        for (size_t i = 0; i < count; i++) {
            weight += place->problem->jobs[hit[i]].weight;
        }
        if (weight < best_weight) {
            best_weight = weight;
            best = place->usable[u];
        }
    }
    if (best == NONE) {
        return false;
    }
    *gone_count =
        conflicts(place, place->problem->candidates[best].box, job, gone, CONFLICTS_MAX - 1);
    for (size_t i = 0; i < *gone_count; i++) {
        set_choice(place, gone[i], CLM_LABEL_DROPPED);
    }
    set_choice(place, job, best);
    return true;
}

/* Once all stand: each label takes a cheaper place that is free. */
static void settle(placer *place, size_t job) {
    size_t hit[CONFLICTS_MAX];
    if (place->choice[job] == CLM_LABEL_DROPPED) {
        return;
    }
    for (size_t u = place->usable_first[job]; u < place->usable_first[job + 1]; u++) {
        size_t candidate = place->usable[u];
        if (candidate == place->choice[job]) {
            return;
        }
        if (conflicts(place, place->problem->candidates[candidate].box, job, hit, 0) == 0) {
            set_choice(place, job, candidate);
            return;
        }
    }
}

/* ---- setting up ---- */

typedef struct ordered {
    size_t index;
    double key;
} ordered;

static int by_key(const void *a, const void *b) {
    const ordered *left = a;
    const ordered *right = b;
    if (left->key != right->key) {
        return left->key < right->key ? -1 : 1;
    }
    return left->index < right->index ? -1 : left->index > right->index;
}

/* Enters the obstacles into the bins: they use the same nodes as labels, and are gone from the bins
 * before the first label comes. */
static bool bin_obstacles(placer *place) {
    const clm_label_problem *problem = place->problem;
    for (size_t i = 0; i < problem->obstacle_count; i++) {
        bin_range range = range_of(place, problem->obstacles[i]);
        for (int y = range.y0; y <= range.y1; y++) {
            for (int x = range.x0; x <= range.x1; x++) {
                size_t node = new_node(place);
                if (node == NONE) {
                    return false;
                }
                size_t *head = &place->bins[y * place->columns + x];
                place->nodes[node] = (bin_node){i, *head};
                *head = node;
            }
        }
    }
    return true;
}

static void clear_bins(placer *place) {
    size_t bins = (size_t)place->columns * (size_t)place->rows;
    for (size_t i = 0; i < bins; i++) {
        place->bins[i] = NONE;
    }
    place->node_count = 0;
    place->free_node = NONE;
}

static bool is_forbidden(const placer *place, clm_rect box) {
    const clm_label_problem *problem = place->problem;
    if (!clm_rect_inside(box, problem->frame)) {
        return true;
    }
    if (!problem->obstacles || !place->nodes || !place->bins) {
        return false;
    }
    bin_range range = range_of(place, box);
    for (int y = range.y0; y <= range.y1; y++) {
        for (int x = range.x0; x <= range.x1; x++) {
            size_t node = place->bins[y * place->columns + x];
            for (; node != NONE; node = place->nodes[node].next) {
                if (clm_rect_overlaps(box, problem->obstacles[place->nodes[node].job])) {
                    return true;
                }
            }
        }
    }
    return false;
}

static bool list_usable(placer *place) {
    const clm_label_problem *problem = place->problem;
    ordered *order = clm_alloc((problem->candidate_count + 1) * sizeof *order);
    if (!order) {
        return false;
    }
    size_t made = 0;
    for (size_t j = 0; j < problem->job_count; j++) {
        const clm_label_job *job = &problem->jobs[j];
        size_t count = 0;
        place->usable_first[j] = made;
        for (size_t c = job->first; c < job->first + job->count; c++) {
            if (!is_forbidden(place, problem->candidates[c].box)) {
                order[count++] = (ordered){c, (double)problem->candidates[c].cost};
            }
        }
        qsort(order, count, sizeof *order, by_key);
        for (size_t i = 0; i < count; i++) {
            place->usable[made++] = order[i].index;
        }
    }
    place->usable_first[problem->job_count] = made;
    clm_free(order);
    return true;
}

static bool set_up(placer *place) {
    const clm_label_problem *problem = place->problem;
    place->columns = (int)ceil((problem->frame.x1 - problem->frame.x0) / bin_px) + 1;
    place->rows = (int)ceil((problem->frame.y1 - problem->frame.y0) / bin_px) + 1;
    size_t bins = (size_t)place->columns * (size_t)place->rows;
    place->bins = clm_alloc(bins * sizeof *place->bins);
    place->usable = clm_alloc((problem->candidate_count + 1) * sizeof *place->usable);
    place->usable_first = clm_alloc((problem->job_count + 1) * sizeof *place->usable_first);
    place->locked = clm_alloc_zero(problem->job_count + 1, 1);
    if (!place->bins || !place->usable || !place->usable_first || !place->locked) {
        return false;
    }
    clear_bins(place);
    bool done = bin_obstacles(place) && list_usable(place);
    clear_bins(place);
    return done;
}

static void place_all(placer *place, const ordered *order) {
    size_t count = place->problem->job_count;
    for (size_t i = 0; i < count; i++) {
        size_t job = order[i].index;
        if (!place_free(place, job)) {
            (void)try_chain(place, job);
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t job = order[i].index;
        size_t gone[CONFLICTS_MAX];
        size_t gone_count = 0;
        if (place->choice[job] == CLM_LABEL_DROPPED && displace(place, job, gone, &gone_count)) {
            for (size_t g = 0; g < gone_count; g++) {
                (void)(place_free(place, gone[g]) || try_chain(place, gone[g]));
            }
        }
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            settle(place, order[i].index);
        }
    }
}

clm_status clm_labels_place(const clm_label_problem *problem, size_t *choice, clm_error *error) {
    for (size_t i = 0; i < problem->job_count; i++) {
        choice[i] = CLM_LABEL_DROPPED;
    }
    placer place = {.problem = problem, .choice = choice};
    ordered *order = clm_alloc((problem->job_count + 1) * sizeof *order);
    bool ready = order && set_up(&place);
    if (ready) {
        for (size_t i = 0; i < problem->job_count; i++) {
            order[i] = (ordered){i, -problem->jobs[i].weight};
        }
        qsort(order, problem->job_count, sizeof *order, by_key);
        place_all(&place, order);
    }
    clm_free(order);
    clm_free(place.bins);
    clm_free(place.nodes);
    clm_free(place.usable);
    clm_free(place.usable_first);
    clm_free(place.locked);
    if (!ready || place.failed) {
        for (size_t i = 0; i < problem->job_count; i++) {
            choice[i] = CLM_LABEL_DROPPED;
        }
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory while labels are placed");
    }
    return CLM_OK;
}

/* Where the label's middle lies seen from the point, and what that costs. */
void clm_label_positions(clm_px at, double radius_px, double width_px, double height_px,
                         double extra_px, clm_label_candidate out[CLM_POSITIONS]) {
    /* x, y: share of the label's size that lies left of and above the point's edge */
    static const struct {
        double left, up; /* 0: all right of / below; 1: all left of / above */
        float cost;
    } table[CLM_POSITIONS] = {
        {0, 0.95, 0.0F}, {0, 0.5, 0.12F}, {0, 0.05, 0.22F}, {1, 0.95, 0.35F},
        {1, 0.05, 0.5F}, {1, 0.5, 0.42F}, {0.5, 1, 0.45F},  {0.5, 0, 0.55F},
        {0.25, 1, 0.5F}, {0.25, 0, 0.6F}, {0.75, 1, 0.58F}, {0.75, 0, 0.66F},
        {0, 0.75, 0.1F}, {0, 0.25, 0.2F}, {1, 0.75, 0.45F}, {1, 0.25, 0.52F},
    };
    for (size_t i = 0; i < CLM_POSITIONS; i++) {
        double left = table[i].left;
        double up = table[i].up;
        bool beside = left <= 0 || left >= 1;
        double gap_x = beside ? radius_px + extra_px : 0;
        double gap_y = beside ? 0 : radius_px + extra_px * 0.4;
        double x = at.x - width_px * left + (left >= 1 ? -gap_x : gap_x);
        double y = at.y - height_px * up + (up >= 1 ? -gap_y : up <= 0 ? gap_y : 0);
        x = floor(x + 0.5);
        y = floor(y + 0.5);
        out[i] = (clm_label_candidate){.box = {x, y, x + width_px, y + height_px},
                                       .cost = table[i].cost};
    }
}

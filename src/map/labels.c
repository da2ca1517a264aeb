#include "map/labels.h"

#include "map/label_bins.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bounds of the work, whatever the input. */
enum {
    LOOKS_A_JOB = 240, /* places that the search looks at for each label */
    LOOKS_LEAST = 20000,
    CHAIN_STEPS = 60,
    ROUNDS = 6,
    SETTLE_PASSES = 3,
    MOVED_MAX = 2 /* labels that make room for a cheaper place of one */
};

typedef struct placer {
    const clm_label_problem *problem;
    size_t *choice;
    clm_label_bins bins;
    size_t *usable; /* indexes of candidates that no obstacle forbids, cheapest first, by job */
    size_t *usable_first;
    double *hidden; /* what each candidate costs by hiding markers */
    double *costs;  /* all that it costs */
    double *price;  /* of pushing a job out: its weight, growing */
    size_t *out;    /* jobs that look for a place, the latest at the end */
    size_t out_count;
    double out_sum; /* of their weights */
    double hiding;  /* what the places taken cost by hiding markers */
    size_t *best;   /* the choice that lost least */
    size_t looks;
} placer;

static double weight_of(const placer *place, size_t job) {
    return place->problem->jobs[job].weight;
}

static size_t conflicts(const placer *place, size_t candidate, size_t self, size_t *out,
                        size_t limit) {
    return clm_label_bins_conflicts(&place->bins, place->problem, place->choice,
                                    &place->problem->candidates[candidate], self, out, limit);
}

static void set_choice(placer *place, size_t job, size_t candidate) {
    const clm_label_candidate *candidates = place->problem->candidates;
    if (place->choice[job] != CLM_LABEL_DROPPED) {
        place->hiding -= place->hidden[place->choice[job]];
        clm_label_bins_lift(&place->bins, &candidates[place->choice[job]], job);
    }
    place->choice[job] = candidate;
    if (candidate != CLM_LABEL_DROPPED) {
        place->hiding += place->hidden[candidate];
        clm_label_bins_stand(&place->bins, &candidates[candidate], job);
    }
}

/* The cheapest place that is free, if it is cheaper than `limit`. */
static size_t find_free(const placer *place, size_t job, double limit) {
    size_t hit[CLM_LABEL_CONFLICTS];
    for (size_t u = place->usable_first[job]; u < place->usable_first[job + 1]; u++) {
        size_t candidate = place->usable[u];
        if (place->costs[candidate] >= limit) {
            break;
        }
        if (conflicts(place, candidate, job, hit, 0) == 0) {
            return candidate;
        }
    }
    return CLM_LABEL_DROPPED;
}

/* ---- the search for those that found no place ---- */

static void put_out(placer *place, size_t job) {
    place->out[place->out_count++] = job;
    place->out_sum += weight_of(place, job);
}

/* Puts `job` where those that must go cost least; they look for a place next. False when more than
 * can be told stand in every place. */
static bool push_in(placer *place, size_t job) {
    size_t hit[CLM_LABEL_CONFLICTS];
    double least = HUGE_VAL;
    size_t best = CLM_LABEL_DROPPED;
    for (size_t u = place->usable_first[job]; u < place->usable_first[job + 1]; u++) {
        size_t candidate = place->usable[u];
        if (place->costs[candidate] >= least) {
            break;
        }
        size_t count = conflicts(place, candidate, job, hit, CLM_LABEL_CONFLICTS - 1);
        double price = count == CLM_LABEL_CONFLICTS ? HUGE_VAL : place->costs[candidate];
        for (size_t i = 0; i < count && price < least; i++) {
            price += place->price[hit[i]];
        }
        place->looks++;
        if (price < least) {
            least = price;
            best = candidate;
        }
    }
    if (best == CLM_LABEL_DROPPED) {
        return false;
    }
    size_t count = conflicts(place, best, job, hit, CLM_LABEL_CONFLICTS - 1);
    for (size_t i = 0; i < count; i++) {
        set_choice(place, hit[i], CLM_LABEL_DROPPED);
        put_out(place, hit[i]);
    }
    set_choice(place, job, best);
    return true;
}

static void go_to_best(placer *place) {
    for (int pass = 0; pass < 2; pass++) { /* all that moved leave before the first comes */
        for (size_t i = 0; i < place->problem->job_count; i++) {
            if (place->choice[i] != place->best[i]) {
                set_choice(place, i, pass == 0 ? CLM_LABEL_DROPPED : place->best[i]);
            }
        }
    }
}

/* Places `job`, or finds it another place, then those that it pushed out, and so on, until less is
 * lost than before; else all is as it was. */
static bool chain(placer *place, size_t job) {
    double lost = place->choice[job] == CLM_LABEL_DROPPED ? weight_of(place, job) : 0;
    double before = place->hiding + lost;
    set_choice(place, job, CLM_LABEL_DROPPED);
    put_out(place, job);
    for (size_t i = 0; i < place->problem->job_count; i++) {
        place->price[i] = weight_of(place, i);
    }
    for (int step = 0; step < CHAIN_STEPS && place->out_count > 0 && !place->bins.failed; step++) {
        size_t next = place->out[--place->out_count];
        place->out_sum -= weight_of(place, next);
        place->price[next] += weight_of(place, next);
        if (!push_in(place, next)) {
            break;
        }
        if (place->out_sum <= 0.999 * lost && place->out_sum + place->hiding < before) {
            memcpy(place->best, place->choice, place->problem->job_count * sizeof *place->best);
            place->out_count = 0;
            place->out_sum = 0;
            return true;
        }
    }
    place->out_count = 0;
    place->out_sum = 0;
    go_to_best(place);
    return false;
}

/* `order`: all jobs, the heaviest first. */
static void search(placer *place, const size_t *order) {
    const clm_label_problem *problem = place->problem;
    size_t looks_max = problem->job_count * LOOKS_A_JOB + LOOKS_LEAST;
    for (size_t i = 0; i < problem->job_count; i++) {
        place->price[i] = weight_of(place, i);
    }
    memcpy(place->best, place->choice, problem->job_count * sizeof *place->best);
    bool any = true;
    for (int round = 0; round < ROUNDS && any; round++) {
        any = false;
        for (size_t i = 0; i < problem->job_count; i++) {
            size_t job = order[i];
            bool wanting =
                place->choice[job] == CLM_LABEL_DROPPED || place->hidden[place->choice[job]] > 0;
            if (wanting && place->looks < looks_max &&
                place->usable_first[job] < place->usable_first[job + 1]) {
                any = true;
                (void)chain(place, job);
            }
        }
    }
}

/* ---- cheaper places for those that stand ---- */

/* Moves `job` to `candidate` if those in the way find places such that all together cost less. */
static bool move_with_others(placer *place, size_t job, size_t candidate) {
    size_t hit[CLM_LABEL_CONFLICTS];
    size_t before[MOVED_MAX];
    size_t count = conflicts(place, candidate, job, hit, MOVED_MAX);
    if (count > MOVED_MAX) {
        return false;
    }
    size_t old = place->choice[job];
    double saved = place->costs[old] - place->costs[candidate];
    for (size_t i = 0; i < count; i++) {
        before[i] = place->choice[hit[i]];
        saved += place->costs[before[i]];
        set_choice(place, hit[i], CLM_LABEL_DROPPED);
    }
    set_choice(place, job, candidate);
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        size_t found = find_free(place, hit[i], saved);
        done = found != CLM_LABEL_DROPPED;
        if (done) {
            saved -= place->costs[found];
            set_choice(place, hit[i], found);
        }
    }
    if (done && saved > 1e-6) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        set_choice(place, hit[i], CLM_LABEL_DROPPED);
    }
    set_choice(place, job, old);
    for (size_t i = 0; i < count; i++) {
        set_choice(place, hit[i], before[i]);
    }
    return false;
}

static bool settle(placer *place, size_t job) {
    if (place->choice[job] == CLM_LABEL_DROPPED) {
        size_t found = find_free(place, job, HUGE_VAL);
        if (found != CLM_LABEL_DROPPED) {
            set_choice(place, job, found);
        }
        return found != CLM_LABEL_DROPPED;
    }
    for (size_t u = place->usable_first[job]; u < place->usable_first[job + 1]; u++) {
        size_t candidate = place->usable[u];
        if (place->costs[candidate] >= place->costs[place->choice[job]]) {
            return false;
        }
        if (move_with_others(place, job, candidate)) {
            return true;
        }
    }
    return false;
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

static void count_hidden(placer *place) {
    const clm_label_problem *problem = place->problem;
    clm_label_bins_clear(&place->bins);
    for (size_t i = 0; i < problem->marker_count; i++) {
        clm_label_bins_add(&place->bins, clm_label_marker_box(&problem->markers[i]), i);
    }
    for (size_t c = 0; c < problem->candidate_count && !place->bins.failed; c++) {
        place->hidden[c] = clm_label_bins_hidden(&place->bins, problem, problem->candidates[c].box);
        place->costs[c] = (double)problem->candidates[c].cost + place->hidden[c];
    }
}

/* Leaders had better not run over signs and furniture. */
static double crossing_cost(const placer *place, const clm_label_candidate *candidate) {
    return candidate->leader
               ? 1.5 * (double)clm_label_bins_crossed(&place->bins, place->problem, candidate)
               : 0;
}

static void list_usable(placer *place, ordered *order) {
    const clm_label_problem *problem = place->problem;
    clm_label_bins_clear(&place->bins);
    for (size_t i = 0; i < problem->obstacle_count; i++) {
        clm_label_bins_add(&place->bins, problem->obstacles[i], i);
    }
    size_t made = 0;
    for (size_t j = 0; j < problem->job_count && !place->bins.failed; j++) {
        const clm_label_job *job = &problem->jobs[j];
        size_t count = 0;
        place->usable_first[j] = made;
        for (size_t c = job->first; c < job->first + job->count; c++) {
            /* A label is not worth more signs than it weighs. */
            if (place->hidden[c] < job->weight &&
                !clm_label_bins_forbid(&place->bins, problem, problem->candidates[c].box)) {
                place->costs[c] += crossing_cost(place, &problem->candidates[c]);
                order[count++] = (ordered){c, place->costs[c]};
            }
        }
        qsort(order, count, sizeof *order, by_key);
        for (size_t i = 0; i < count; i++) {
            place->usable[made++] = order[i].index;
        }
    }
    place->usable_first[problem->job_count] = made;
    clm_label_bins_clear(&place->bins);
}

/* `order`: room for as many as there are jobs or candidates; `jobs` for all jobs. */
static void place_all(placer *place, ordered *order, size_t *jobs) {
    const clm_label_problem *problem = place->problem;
    size_t count = problem->job_count;
    count_hidden(place);
    list_usable(place, order);
    for (size_t i = 0; i < count; i++) {
        order[i] = (ordered){i, -problem->jobs[i].weight};
    }
    qsort(order, count, sizeof *order, by_key);
    for (size_t i = 0; i < count && !place->bins.failed; i++) {
        jobs[i] = order[i].index;
        size_t found = find_free(place, jobs[i], HUGE_VAL);
        if (found != CLM_LABEL_DROPPED) {
            set_choice(place, jobs[i], found);
        }
    }
    if (!place->bins.failed) {
        search(place, jobs);
    }
    bool moved = true;
    for (int pass = 0; pass < SETTLE_PASSES && moved && !place->bins.failed; pass++) {
        moved = false;
        for (size_t i = 0; i < count; i++) {
            moved |= settle(place, jobs[i]);
        }
    }
}

/* The arrays of a placer in one block, and where each begins. */
typedef struct workspace {
    void *usable, *usable_first, *hidden, *costs, *price, *out, *best, *order, *jobs;
} workspace;

static bool get_workspace(workspace *work, const clm_label_problem *problem) {
    size_t jobs = problem->job_count + 1;
    size_t candidates = problem->candidate_count + 1;
    size_t larger = jobs > candidates ? jobs : candidates;
    work->usable = clm_alloc(candidates * sizeof(size_t));
    work->usable_first = clm_alloc(jobs * sizeof(size_t));
    work->hidden = clm_alloc(candidates * sizeof(double));
    work->costs = clm_alloc(candidates * sizeof(double));
    work->price = clm_alloc(jobs * sizeof(double));
    work->out = clm_alloc(jobs * sizeof(size_t));
    work->best = clm_alloc(jobs * sizeof(size_t));
    work->order = clm_alloc(larger * sizeof(ordered));
    work->jobs = clm_alloc(jobs * sizeof(size_t));
    return work->usable && work->usable_first && work->hidden && work->costs && work->price &&
           work->out && work->best && work->order && work->jobs;
}

static void drop_workspace(workspace *work) {
    clm_free(work->usable);
    clm_free(work->usable_first);
    clm_free(work->hidden);
    clm_free(work->costs);
    clm_free(work->price);
    clm_free(work->out);
    clm_free(work->best);
    clm_free(work->order);
    clm_free(work->jobs);
}

clm_status clm_labels_place(const clm_label_problem *problem, size_t *choice, clm_error *error) {
    for (size_t i = 0; i < problem->job_count; i++) {
        choice[i] = CLM_LABEL_DROPPED;
    }
    workspace work = {.usable = NULL};
    placer place = {.problem = problem, .choice = choice};
    bool ready = get_workspace(&work, problem) && clm_label_bins_open(&place.bins, problem->frame);
    if (ready) {
        place.usable = work.usable;
        place.usable_first = work.usable_first;
        place.hidden = work.hidden;
        place.costs = work.costs;
        place.price = work.price;
        place.out = work.out;
        place.best = work.best;
        place_all(&place, work.order, work.jobs);
    }
    ready = ready && !place.bins.failed;
    clm_label_bins_close(&place.bins);
    drop_workspace(&work);
    if (!ready) {
        for (size_t i = 0; i < problem->job_count; i++) {
            choice[i] = CLM_LABEL_DROPPED;
        }
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory while labels are placed");
    }
    return CLM_OK;
}

/* One of the places around a point. `left`, `up`: the share of the label's size that lies left of
 * and above the point; 0 or 1 beside it, or above or below. */
typedef struct position {
    double left, up;
    bool beside; /* left or right of the marker, else above or below */
    float cost;
} position;

static void put_positions(const position *table, size_t count, const clm_label_spot *spot,
                          clm_label_candidate *out) {
    for (size_t i = 0; i < count; i++) {
        double gap_x = table[i].beside ? spot->radius_px + spot->gap_px : 0;
        double gap_y = table[i].beside ? 0 : spot->radius_px + spot->gap_px * 0.4;
        double x =
            spot->at.x - spot->width_px * table[i].left + (table[i].left >= 1 ? -gap_x : gap_x);
        double y = spot->at.y - spot->height_px * table[i].up + (table[i].up >= 1 ? -gap_y : gap_y);
        x = floor(x + 0.5);
        y = floor(y + 0.5);
        out[i] = (clm_label_candidate){.box = {x, y, x + spot->width_px, y + spot->height_px},
                                       .cost = table[i].cost,
                                       .anchor = spot->at};
    }
}

void clm_label_positions(const clm_label_spot *spot, clm_label_candidate out[CLM_POSITIONS]) {
    static const position table[CLM_POSITIONS] = {
        {0, 0.95, true, 0.0F},  {0, 0.5, true, 0.12F},   {0, 0.05, true, 0.22F},
        {1, 0.95, true, 0.35F}, {1, 0.05, true, 0.5F},   {1, 0.5, true, 0.42F},
        {0.5, 1, false, 0.45F}, {0.5, 0, false, 0.55F},  {0.25, 1, false, 0.5F},
        {0.25, 0, false, 0.6F}, {0.75, 1, false, 0.58F}, {0.75, 0, false, 0.66F},
        {0, 0.75, true, 0.1F},  {0, 0.25, true, 0.2F},   {1, 0.75, true, 0.45F},
        {1, 0.25, true, 0.52F},
    };
    put_positions(table, CLM_POSITIONS, spot, out);
}

void clm_label_positions_between(const clm_label_spot *spot,
                                 clm_label_candidate out[CLM_POSITIONS]) {
    static const position table[CLM_POSITIONS] = {
        {0, 0.85, true, 0.4F},   {0, 0.62, true, 0.4F},   {0, 0.38, true, 0.45F},
        {0, 0.15, true, 0.5F},   {1, 0.85, true, 0.7F},   {1, 0.62, true, 0.7F},
        {1, 0.38, true, 0.75F},  {1, 0.15, true, 0.8F},   {0.08, 1, false, 0.75F},
        {0.38, 1, false, 0.7F},  {0.62, 1, false, 0.75F}, {0.92, 1, false, 0.9F},
        {0.08, 0, false, 0.85F}, {0.38, 0, false, 0.8F},  {0.62, 0, false, 0.85F},
        {0.92, 0, false, 0.95F},
    };
    put_positions(table, CLM_POSITIONS, spot, out);
}

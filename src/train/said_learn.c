/* train/said_learn.c: logistic regression of single items, of one choice among many, and of rows of
 * items (a conditional random field of two labels), all by AdaGrad.
 * **Source:** Duchi, Hazan, Singer, "Adaptive Subgradient Methods", JMLR 12, 2011; Lafferty,
 * McCallum, Pereira, "Conditional Random Fields", ICML 2001. */
#include "train/said.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

enum { WEIGHT_MAX = INT8_MAX, ITEMS_MAX = 256 };

/* ---- items ---- */

clm_status clm_said_items_add(clm_said_items *items, const clm_said_group *group,
                              clm_error *error) {
    size_t count = group->count, base = items->feature_count, steps = items->step_count;
    size_t more = group->first[count], more_steps = group->steps ? group->step_first[count] : 0;
    if (clm_grow((void **)&items->features, &items->feature_capacity, base + more,
                 sizeof *items->features) != 0 ||
        clm_grow((void **)&items->starts, &items->start_capacity, items->count + count + 1,
                 sizeof *items->starts) != 0 ||
        clm_grow((void **)&items->right, &items->right_capacity, items->count + count + 1,
                 sizeof *items->right) != 0 ||
        clm_grow((void **)&items->groups, &items->group_capacity, items->group_count + 1,
                 sizeof *items->groups) != 0 ||
        clm_grow((void **)&items->half, &items->half_capacity, items->group_count + 1,
                 sizeof *items->half) != 0 ||
        clm_grow((void **)&items->steps, &items->step_capacity, steps + more_steps + 1,
                 sizeof *items->steps) != 0 ||
        clm_grow((void **)&items->step_starts, &items->step_start_capacity,
                 items->count + count + 1, sizeof *items->step_starts) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for what attributions learn from");
    }
    memcpy(items->features + base, group->features, more * sizeof *items->features);
    if (more_steps > 0) {
        memcpy(items->steps + steps, group->steps, more_steps * sizeof *items->steps);
    }
    for (size_t i = 0; i <= count; i++) {
        items->starts[items->count + i] = base + group->first[i];
        items->step_starts[items->count + i] = steps + (group->steps ? group->step_first[i] : 0);
    }
    memcpy(items->right + items->count, group->right, count);
    items->groups[items->group_count] = (uint32_t)count;
    items->half[items->group_count++] = group->half;
    items->count += count;
    items->feature_count += more;
    items->step_count += more_steps;
    return CLM_OK;
}

void clm_said_items_clear(clm_said_items *items) {
    clm_free(items->features);
    clm_free(items->starts);
    clm_free(items->right);
    clm_free(items->groups);
    clm_free(items->half);
    clm_free(items->steps);
    clm_free(items->step_starts);
    *items = (clm_said_items){0};
}

/* ---- one learner for all three ---- */

typedef struct table {
    double *weights, *squares, *mean;
    size_t rows;
    uint32_t mask;
} table;

typedef struct learner {
    const clm_said_items *items;
    const clm_said_plan *plan;
    table unary, steps;
    size_t *order;  /* of groups */
    size_t *starts; /* first item of each group */
    size_t used;
} learner;

static bool table_init(table *t, size_t rows, size_t width) {
    t->rows = rows * width;
    t->mask = rows > 0 ? (uint32_t)((rows - 1) * width) : 0;
    t->weights = clm_alloc_zero(t->rows + 1, sizeof *t->weights);
    t->squares = clm_alloc_zero(t->rows + 1, sizeof *t->squares);
    t->mean = clm_alloc_zero(t->rows + 1, sizeof *t->mean);
    return t->weights && t->squares && t->mean;
}

static void table_clear(table *t) {
    clm_free(t->weights);
    clm_free(t->squares);
    clm_free(t->mean);
}

static void move(const learner *l, table *t, size_t at, double slope) {
    double g = slope + l->plan->shrink * t->weights[at];
    t->squares[at] += g * g;
    t->weights[at] -= l->plan->rate * g / (sqrt(t->squares[at]) + 1e-3);
}

static double score_of(const learner *l, size_t item) {
    const clm_said_items *x = l->items;
    double score = 0;
    for (size_t k = x->starts[item]; k < x->starts[item + 1]; k++) {
        score += l->unary.weights[x->features[k] & l->unary.mask];
    }
    return score;
}

static void move_item(learner *l, size_t item, double slope) {
    const clm_said_items *x = l->items;
    for (size_t k = x->starts[item]; k < x->starts[item + 1]; k++) {
        move(l, &l->unary, x->features[k] & l->unary.mask, slope);
    }
}

/* Each step sees one group and returns its loss. */
typedef double (*group_step)(learner *l, size_t first, size_t count);

static double step_yes(learner *l, size_t first, size_t count) {
    double loss = 0;
    for (size_t i = first; i < first + count; i++) {
        bool right = l->items->right[i] != 0;
        double p = 1 / (1 + exp(-score_of(l, i)));
        loss -= log(fmax(right ? p : 1 - p, 1e-9));
        move_item(l, i, p - (right ? 1 : 0));
    }
    return loss;
}

/* The right ones count together. */
static double step_choice(learner *l, size_t first, size_t count) {
    double scores[ITEMS_MAX], most = -1e300, all = 0, right = 0;
    for (size_t i = 0; i < count; i++) {
        scores[i] = score_of(l, first + i);
        most = fmax(most, scores[i]);
    }
    for (size_t i = 0; i < count; i++) {
        scores[i] = exp(scores[i] - most);
        all += scores[i];
        right += l->items->right[first + i] ? scores[i] : 0;
    }
    if (right <= 0) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        double want = l->items->right[first + i] ? scores[i] / right : 0;
        move_item(l, first + i, scores[i] / all - want);
    }
    return -log(fmax(right / all, 1e-9));
}

static void step_scores(const learner *l, size_t item, double out[CLM_SAID_STEPS]) {
    const clm_said_items *x = l->items;
    memset(out, 0, CLM_SAID_STEPS * sizeof *out);
    for (size_t k = x->step_starts[item]; k < x->step_starts[item + 1]; k++) {
        size_t row = x->steps[k] & l->steps.mask;
        for (unsigned c = 0; c < CLM_SAID_STEPS; c++) {
            out[c] += l->steps.weights[row + c];
        }
    }
}

static void move_step(learner *l, size_t item, const double slope[CLM_SAID_STEPS]) {
    const clm_said_items *x = l->items;
    for (size_t k = x->step_starts[item]; k < x->step_starts[item + 1]; k++) {
        size_t row = x->steps[k] & l->steps.mask;
        for (unsigned c = 0; c < CLM_SAID_STEPS; c++) {
            move(l, &l->steps, row + c, slope[c]);
        }
    }
}

static double log_add(double a, double b) {
    double most = fmax(a, b);
    return most + log(exp(a - most) + exp(b - most));
}

/* Forward and backward over a row of items with labels 0 and 1. */
static double step_row(learner *l, size_t first, size_t count) {
    static const double none[CLM_SAID_STEPS] = {0};
    double inside[ITEMS_MAX] = {0}, step[ITEMS_MAX][CLM_SAID_STEPS];
    double ahead[ITEMS_MAX][2], back[ITEMS_MAX][2];
    for (size_t i = 0; i < count; i++) {
        inside[i] = score_of(l, first + i);
        memcpy(step[i], none, sizeof none);
        if (i > 0) {
            step_scores(l, first + i, step[i]);
        }
        for (unsigned y = 0; y < 2; y++) {
            double before =
                i == 0 ? 0
                       : log_add(ahead[i - 1][0] + step[i][y], ahead[i - 1][1] + step[i][2 + y]);
            ahead[i][y] = before + (y ? inside[i] : 0);
        }
    }
    double all = log_add(ahead[count - 1][0], ahead[count - 1][1]), gold = 0;
    for (size_t i = count; i-- > 0;) {
        for (unsigned y = 0; y < 2; y++) {
            back[i][y] = i + 1 == count
                             ? 0
                             : log_add(back[i + 1][0] + step[i + 1][y * 2],
                                       back[i + 1][1] + step[i + 1][y * 2 + 1] + inside[i + 1]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        unsigned y = l->items->right[first + i] != 0;
        unsigned x = i > 0 && l->items->right[first + i - 1] != 0;
        gold += (y ? inside[i] : 0) + step[i][x * 2 + y];
        if (i > 0) {
            double slope[CLM_SAID_STEPS];
            for (unsigned c = 0; c < CLM_SAID_STEPS; c++) {
                double p = exp(ahead[i - 1][c / 2] + step[i][c] + (c % 2 ? inside[i] : 0) +
                               back[i][c % 2] - all);
                slope[c] = p - (c == x * 2 + y ? 1 : 0);
            }
            move_step(l, first + i, slope);
        }
    }
    for (size_t i = 0; i < count; i++) {
        double p = exp(ahead[i][1] + back[i][1] - all);
        move_item(l, first + i, p - (l->items->right[first + i] ? 1 : 0));
    }
    return all - gold;
}

static void run(learner *l, group_step step) {
    const clm_said_plan *plan = l->plan;
    uint64_t random = plan->in->seed;
    for (unsigned round = 0; round < plan->rounds; round++) {
        double loss = 0;
        for (size_t i = l->used; i > 1; i--) {
            size_t other = (size_t)(clm_train_random(&random) % i);
            size_t kept = l->order[i - 1];
            l->order[i - 1] = l->order[other];
            l->order[other] = kept;
        }
        for (size_t i = 0; i < l->used; i++) {
            size_t group = l->order[i];
            loss += step(l, l->starts[group], l->items->groups[group]);
        }
        /* The mean of the rounds but the first: a single end depends on chance. */
        double share = plan->rounds > 1 ? 1.0 / (plan->rounds - 1) : 1;
        for (size_t k = 0; k < l->unary.rows && (round > 0 || plan->rounds == 1); k++) {
            l->unary.mean[k] += l->unary.weights[k] * share;
        }
        for (size_t k = 0; k < l->steps.rows && (round > 0 || plan->rounds == 1); k++) {
            l->steps.mean[k] += l->steps.weights[k] * share;
        }
        clm_train_say(plan->in, "said: %s, round %u of %u, %zu groups, mean loss %.4f", plan->name,
                      round + 1, plan->rounds, l->used, loss / (double)(l->used + (l->used == 0)));
    }
}

static void quantise(const table *t, int8_t *out) {
    for (size_t i = 0; i < t->rows; i++) {
        double w = fmax(-WEIGHT_MAX, fmin(WEIGHT_MAX, t->mean[i] * CLM_SAID_UNIT));
        out[i] = (int8_t)lround(w);
    }
}

static clm_status learn(const clm_said_items *items, const clm_said_plan *plan, group_step step,
                        int8_t *out, int8_t *steps, clm_error *error) {
    learner l = {.items = items, .plan = plan};
    l.order = clm_alloc_zero(items->group_count + 1, sizeof *l.order);
    l.starts = clm_alloc_zero(items->group_count + 1, sizeof *l.starts);
    clm_status status = CLM_OK;
    if (!table_init(&l.unary, plan->rows, 1) ||
        !table_init(&l.steps, steps ? plan->step_rows : 0, CLM_SAID_STEPS) || !l.order ||
        !l.starts) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory for what is said");
    } else {
        size_t at = 0;
        for (size_t g = 0; g < items->group_count; g++) {
            l.starts[g] = at;
            at += items->groups[g];
            bool fits = items->groups[g] > 0 && items->groups[g] <= ITEMS_MAX;
            if (fits && (plan->half < 0 || items->half[g] == (uint32_t)plan->half)) {
                l.order[l.used++] = g;
            }
        }
        run(&l, step);
        quantise(&l.unary, out);
        if (steps) {
            quantise(&l.steps, steps);
        }
    }
    table_clear(&l.unary);
    table_clear(&l.steps);
    clm_free(l.order);
    clm_free(l.starts);
    return status;
}

clm_status clm_said_learn_yes(const clm_said_items *items, const clm_said_plan *plan, int8_t *out,
                              clm_error *error) {
    return learn(items, plan, step_yes, out, NULL, error);
}

clm_status clm_said_learn_choice(const clm_said_items *items, const clm_said_plan *plan,
                                 int8_t *out, clm_error *error) {
    return learn(items, plan, step_choice, out, NULL, error);
}

clm_status clm_said_learn_row(const clm_said_items *items, const clm_said_plan *plan, int8_t *out,
                              int8_t *steps, clm_error *error) {
    return learn(items, plan, step_row, out, steps, error);
}

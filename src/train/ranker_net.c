/* Gradient descent. **Source:** Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR
 * 2015. */
#include "train/ranker.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

enum { HIDDEN_MAX = 32, CANDIDATES_MAX = 64, TRUST_EPOCHS = 2000 };

static const double pi = 3.14159265358979323846;

/* Weights in the order of the section: lin, in, bias, out. */
typedef struct net {
    size_t hidden, count;
    double *weights, *slope, *first, *second; /* `count` each */
    double power1, power2;                    /* of Adam's decay rates */
} net;

static size_t at_in(size_t input, size_t hidden) {
    return CLM_RANK_INPUTS + input * hidden;
}

static double forward(const net *n, const float *in, double *units) {
    const double *bias = n->weights + at_in(CLM_RANK_INPUTS, n->hidden);
    double score = 0;
    memcpy(units, bias, n->hidden * sizeof *units);
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        double value = (double)in[i];
        if (value == 0) {
            continue;
        }
        const double *row = n->weights + at_in(i, n->hidden);
        score += n->weights[i] * value;
        for (size_t h = 0; h < n->hidden; h++) {
            units[h] += row[h] * value;
        }
    }
    for (size_t h = 0; h < n->hidden; h++) {
        units[h] = units[h] > 0 ? units[h] : 0;
        score += units[h] * bias[n->hidden + h];
    }
    return score;
}

static void backward(net *n, const float *in, const double *units, double error) {
    const size_t bias = at_in(CLM_RANK_INPUTS, n->hidden);
    double back[HIDDEN_MAX];
    for (size_t h = 0; h < n->hidden; h++) {
        back[h] = units[h] > 0 ? error * n->weights[bias + n->hidden + h] : 0;
        n->slope[bias + h] += back[h];
        n->slope[bias + n->hidden + h] += error * units[h];
    }
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        double value = (double)in[i];
        if (value == 0) {
            continue;
        }
        double *row = n->slope + at_in(i, n->hidden);
        n->slope[i] += error * value;
        for (size_t h = 0; h < n->hidden; h++) {
            row[h] += back[h] * value;
        }
    }
}

static void learn_case(net *n, const clm_rank_case *c) {
    double units[CANDIDATES_MAX][HIDDEN_MAX];
    double score[CANDIDATES_MAX];
    size_t count = c->count < CANDIDATES_MAX ? c->count : CANDIDATES_MAX;
    double highest = -1e300;
    for (size_t k = 0; k < count; k++) {
        score[k] = forward(n, c->inputs[k], units[k]);
        highest = score[k] > highest ? score[k] : highest;
    }
    double total = 0;
    double right = 0;
    for (size_t k = 0; k < count; k++) {
        score[k] = exp(score[k] - highest);
        total += score[k];
        right += score[k] * (double)c->right[k];
    }
    if (!(right > 1e-300)) {
        return;
    }
    for (size_t k = 0; k < count; k++) {
        double share = score[k] / total;
        double wanted = score[k] * (double)c->right[k] / right;
        backward(n, c->inputs[k], units[k], (double)c->weight * (share - wanted));
    }
}

static void step(net *n, double rate, double decay, double scale) {
    n->power1 *= 0.9;
    n->power2 *= 0.999;
    for (size_t i = 0; i < n->count; i++) {
        double slope = n->slope[i] * scale;
        n->first[i] = 0.9 * n->first[i] + 0.1 * slope;
        n->second[i] = 0.999 * n->second[i] + 0.001 * slope * slope;
        double along = n->first[i] / (1 - n->power1);
        double across = sqrt(n->second[i] / (1 - n->power2)) + 1e-8;
        n->weights[i] -= rate * (along / across + decay * n->weights[i]);
        n->slope[i] = 0;
    }
}

/* The first input is a score already: it counts as it is, and nothing is learned about it. */
static void keep_first(net *n) {
    n->slope[0] = 0;
    for (size_t h = 0; h < n->hidden; h++) {
        n->slope[at_in(0, n->hidden) + h] = 0;
        n->weights[at_in(0, n->hidden) + h] = 0;
    }
    n->weights[0] = 1;
}

static void start(net *n, uint64_t *seed) {
    for (size_t i = CLM_RANK_INPUTS; i < n->count; i++) {
        double uniform = (double)(clm_train_random(seed) >> 11) / 9007199254740992.0;
        n->weights[i] = (uniform - 0.5) * 0.5;
    }
}

static void shuffle(size_t *order, size_t count, uint64_t *seed) {
    for (size_t i = count; i > 1; i--) {
        size_t k = (size_t)(clm_train_random(seed) % i);
        size_t swapped = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swapped;
    }
}

static void run(net *n, const clm_rank_cases *cases, const clm_rank_plan *plan, size_t *order) {
    uint64_t seed = plan->seed;
    size_t count = 0;
    for (size_t i = 0; i < cases->count; i++) {
        if (cases->items[i].any && cases->items[i].count > 1) {
            order[count++] = i;
        }
    }
    start(n, &seed);
    keep_first(n);
    for (size_t epoch = 0; epoch < plan->epochs; epoch++) {
        shuffle(order, count, &seed);
        double rate = plan->rate * 0.5 * (1 + cos(pi * (double)epoch / (double)plan->epochs));
        for (size_t i = 0; i < count; i++) {
            learn_case(n, &cases->items[order[i]]);
            if ((i + 1) % plan->batch == 0 || i + 1 == count) {
                keep_first(n);
                step(n, rate, plan->decay, 1.0 / (double)plan->batch);
            }
        }
    }
}

clm_status clm_rank_learn_net(const clm_rank_cases *cases, const clm_rank_plan *plan,
                              float *weights, clm_error *error) {
    net n = {.hidden = plan->hidden, .power1 = 1, .power2 = 1};
    n.count = at_in(CLM_RANK_INPUTS, n.hidden) + 2 * n.hidden;
    double *memory = clm_alloc_zero(n.count * 4, sizeof *memory);
    size_t *order = clm_alloc_zero(cases->count + 1, sizeof *order);
    if (memory == NULL || order == NULL) {
        clm_free(memory);
        clm_free(order);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    n.weights = memory;
    n.slope = memory + n.count;
    n.first = memory + 2 * n.count;
    n.second = memory + 3 * n.count;
    run(&n, cases, plan, order);
    for (size_t i = 0; i < n.count; i++) {
        weights[i] = (float)n.weights[i];
    }
    weights[0] = 1; /* not decayed */
    clm_free(memory);
    clm_free(order);
    return CLM_OK;
}

/* Logistic regression, all cases at once. */
void clm_rank_learn_trust(const clm_rank_cases *cases, float *weights) {
    enum { COUNT = CLM_RANK_INPUTS + 1 };
    double memory[4][COUNT];
    memset(memory, 0, sizeof memory);
    net n = {.count = COUNT, .weights = memory[0], .slope = memory[1]};
    n.first = memory[2];
    n.second = memory[3];
    n.power1 = n.power2 = 1;
    for (size_t epoch = 0; epoch < TRUST_EPOCHS; epoch++) {
        double total = 0;
        for (size_t c = 0; c < cases->count; c++) {
            const clm_rank_case *item = &cases->items[c];
            const float *in = item->inputs[item->best];
            double sum = n.weights[COUNT - 1];
            for (size_t i = 0; i + 1 < COUNT; i++) {
                sum += n.weights[i] * (double)in[i];
            }
            double error = (double)item->weight *
                           (1 / (1 + exp(-sum)) - (item->right[item->best] > 0 ? 1.0 : 0.0));
            for (size_t i = 0; i + 1 < COUNT; i++) {
                n.slope[i] += error * (double)in[i];
            }
            n.slope[COUNT - 1] += error;
            total += (double)item->weight;
        }
        step(&n, 0.02, 0.002, total > 0 ? 1 / total : 0);
    }
    for (size_t i = 0; i < COUNT; i++) {
        weights[i] = (float)n.weights[i];
    }
}

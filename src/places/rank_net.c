/* The nets of the ranker's section. */
#include "places/rank.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

typedef struct section_head {
    uint32_t inputs, rounds, hidden, zero;
} section_head;

static size_t net_floats(size_t hidden) {
    return CLM_RANK_INPUTS + CLM_RANK_INPUTS * hidden + 2 * hidden;
}

size_t clm_ranker_weights(size_t rounds, size_t hidden) {
    return rounds * net_floats(hidden) + CLM_RANK_INPUTS + 1;
}

void clm_ranker_write(clm_buffer *out, size_t rounds, size_t hidden, const float *weights) {
    const section_head head = {CLM_RANK_INPUTS, (uint32_t)rounds, (uint32_t)hidden, 0};
    clm_buffer_add(out, &head, sizeof head);
    clm_buffer_add(out, weights, clm_ranker_weights(rounds, hidden) * sizeof *weights);
}

static clm_status check(const clm_model_section *section, const section_head *head,
                        clm_error *error) {
    if (section->version != CLM_RANKER_VERSION || head->inputs != CLM_RANK_INPUTS) {
        return clm_fail(error, CLM_ERR_VERSION,
                        "the model's ranker is of version %u with %u inputs, this program's of "
                        "version %d with %d; make it again with claimmap train",
                        (unsigned)section->version, (unsigned)head->inputs, CLM_RANKER_VERSION,
                        CLM_RANK_INPUTS);
    }
    if (head->rounds > CLM_RANK_ROUNDS || head->hidden > RANK_HIDDEN_MAX || head->zero != 0 ||
        section->size !=
            sizeof *head + clm_ranker_weights(head->rounds, head->hidden) * sizeof(float)) {
        return clm_fail(error, CLM_ERR_DAMAGED, "the model's ranker has a wrong size");
    }
    return CLM_OK;
}

static bool is_wide(void) {
#if defined(__x86_64__) && defined(__GNUC__)
    return __builtin_cpu_supports("avx") != 0;
#else
    return false;
#endif
}

clm_status clm_ranker_prepare(const clm_model_section *section, clm_ranker **out,
                              clm_error *error) {
    *out = NULL;
    section_head head;
    if (section->size < sizeof head) {
        return clm_fail(error, CLM_ERR_DAMAGED, "the model's ranker is cut off");
    }
    memcpy(&head, section->bytes, sizeof head);
    clm_status status = check(section, &head, error);
    if (status != CLM_OK) {
        return status;
    }
    const float *weights = (const float *)section->bytes + sizeof head / sizeof(float);
    for (size_t i = 0; i < clm_ranker_weights(head.rounds, head.hidden); i++) {
        if (!(fabsf(weights[i]) < 1e6F)) {
            return clm_fail(error, CLM_ERR_DAMAGED, "weight %zu of the model's ranker is no number",
                            i);
        }
    }
    clm_ranker *ranker = clm_alloc_zero(1, sizeof *ranker);
    if (ranker == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    *ranker = (clm_ranker){.rounds = head.rounds,
                           .hidden = head.hidden,
                           .nets = weights,
                           .net_floats = net_floats(head.hidden),
                           .wide = is_wide()};
    ranker->trust = weights + ranker->rounds * ranker->net_floats;
    *out = ranker;
    return CLM_OK;
}

void clm_ranker_free(clm_ranker *ranker) {
    clm_free(ranker);
}

/* Four numbers at once, and eight. The order of every sum below is fixed, so that all machines
 * agree: a unit adds its inputs one after another, and so does each lane of the linear part. */
typedef float lanes __attribute__((vector_size(4 * sizeof(float))));
typedef float wide __attribute__((vector_size(8 * sizeof(float))));

enum { LANES = 4, BLOCK = 16 };

static inline lanes load(const float *from) {
    lanes out;
    memcpy(&out, from, sizeof out);
    return out;
}

static inline lanes positive(lanes value) {
    const lanes zero = {0, 0, 0, 0};
    typedef int32_t bits __attribute__((vector_size(sizeof(lanes))));
    return (lanes)((bits)(value > zero) & (bits)value);
}

/* Where the parts of one net stand. */
typedef struct net {
    const float *lin, *weights, *bias, *outward;
    size_t hidden;
    uint8_t used[CLM_RANK_INPUTS]; /* inputs that are not 0 for all candidates */
    size_t used_count;
} net;

/* Adds what BLOCK hidden units, from `unit` on, add to the scores of `count` candidates, as many
 * as there are registers for. */
static inline __attribute__((always_inline)) void
add_block(const net *n, size_t unit, const float *const *in, size_t count, lanes *totals) {
    wide a[CLM_RANK_AT_ONCE], b[CLM_RANK_AT_ONCE];
    for (size_t k = 0; k < count; k++) {
        memcpy(&a[k], n->bias + unit, sizeof a[k]);
        memcpy(&b[k], n->bias + unit + 2 * LANES, sizeof b[k]);
    }
    for (size_t u = 0; u < n->used_count; u++) {
        wide low, high;
        const size_t i = n->used[u];
        const float *row = n->weights + i * n->hidden + unit;
        memcpy(&low, row, sizeof low);
        memcpy(&high, row + 2 * LANES, sizeof high);
        for (size_t k = 0; k < count; k++) {
            a[k] += low * in[k][i];
            b[k] += high * in[k][i];
        }
    }
    for (size_t k = 0; k < count; k++) {
        float units[BLOCK];
        const float *out = n->outward + unit;
        memcpy(units, &a[k], sizeof a[k]);
        memcpy(units + 2 * LANES, &b[k], sizeof b[k]);
        totals[k] += (positive(load(units)) * load(out) +
                      positive(load(units + LANES)) * load(out + LANES)) +
                     (positive(load(units + 2 * LANES)) * load(out + 2 * LANES) +
                      positive(load(units + 3 * LANES)) * load(out + 3 * LANES));
    }
}

static float add_unit(const net *n, size_t unit, const float *in) {
    float sum = n->bias[unit];
    for (size_t u = 0; u < n->used_count; u++) {
        sum += n->weights[n->used[u] * n->hidden + unit] * in[n->used[u]];
    }
    return sum > 0 ? sum * n->outward[unit] : 0;
}

static inline __attribute__((always_inline)) void score(const net *n, const float *const *in,
                                                        size_t count, float *scores) {
    lanes totals[CLM_RANK_AT_ONCE];
    for (size_t k = 0; k < count; k++) {
        totals[k] = (lanes){0, 0, 0, 0};
        scores[k] = 0;
    }
    size_t at = 0;
    for (; at + LANES <= CLM_RANK_INPUTS; at += LANES) {
        const lanes lin = load(n->lin + at);
        for (size_t k = 0; k < count; k++) {
            totals[k] += lin * load(in[k] + at);
        }
    }
    for (; at < CLM_RANK_INPUTS; at++) {
        for (size_t k = 0; k < count; k++) {
            scores[k] += n->lin[at] * in[k][at];
        }
    }
    size_t unit = 0;
    for (; unit + BLOCK <= n->hidden; unit += BLOCK) {
        add_block(n, unit, in, count, totals);
    }
    for (; unit < n->hidden; unit++) {
        for (size_t k = 0; k < count; k++) {
            scores[k] += add_unit(n, unit, in[k]);
        }
    }
    for (size_t k = 0; k < count; k++) {
        scores[k] += (totals[k][0] + totals[k][1]) + (totals[k][2] + totals[k][3]);
    }
}

/* The registers of every machine hold two candidates, those of AVX four. */
static void score_narrow(const net *n, const float *const *in, float *scores) {
    for (size_t k = 0; k < CLM_RANK_AT_ONCE; k += 2) {
        score(n, in + k, 2, scores + k);
    }
}

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx"))) static void score_wide(const net *n, const float *const *in,
                                                      float *scores) {
    score(n, in, CLM_RANK_AT_ONCE, scores);
}
#else
#define score_wide score_narrow
#endif

/* An input that is 0 for all of the candidates adds nothing; so are half of them, most often. */
static void find_used(net *n, const float *const in[CLM_RANK_AT_ONCE]) {
    uint32_t any[CLM_RANK_INPUTS];
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        uint32_t bits[CLM_RANK_AT_ONCE];
        for (size_t k = 0; k < CLM_RANK_AT_ONCE; k++) {
            memcpy(&bits[k], &in[k][i], sizeof bits[k]);
        }
        any[i] = (bits[0] | bits[1]) | (bits[2] | bits[3]);
    }
    n->used_count = 0;
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        n->used[n->used_count] = (uint8_t)i;
        n->used_count += any[i] != 0;
    }
}

void clm_rank_nets(const clm_ranker *ranker, size_t round, const float *const *in, size_t count,
                   float *scores) {
    const size_t hidden = ranker->hidden;
    net n = {.lin = ranker->nets + round * ranker->net_floats, .hidden = hidden};
    n.weights = n.lin + CLM_RANK_INPUTS;
    n.bias = n.weights + CLM_RANK_INPUTS * hidden;
    n.outward = n.bias + hidden;
    const float *some[CLM_RANK_AT_ONCE];
    for (size_t k = 0; k < CLM_RANK_AT_ONCE; k++) {
        some[k] = in[k < count ? k : 0];
    }
    find_used(&n, some);
    float all[CLM_RANK_AT_ONCE];
    if (ranker->wide) {
        score_wide(&n, some, all);
    } else {
        score_narrow(&n, some, all);
    }
    memcpy(scores, all, count * sizeof *scores);
}

float clm_rank_net(const clm_ranker *ranker, size_t round, const float in[CLM_RANK_INPUTS]) {
    float score = 0;
    clm_rank_nets(ranker, round, &in, 1, &score);
    return score;
}

double clm_rank_trust(const clm_ranker *ranker, const float in[CLM_RANK_INPUTS]) {
    double total = (double)ranker->trust[CLM_RANK_INPUTS];
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        total += (double)ranker->trust[i] * (double)in[i];
    }
    return 1.0 / (1.0 + exp(-total));
}

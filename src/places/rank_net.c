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
                           .net_floats = net_floats(head.hidden)};
    ranker->trust = weights + ranker->rounds * ranker->net_floats;
    *out = ranker;
    return CLM_OK;
}

void clm_ranker_free(clm_ranker *ranker) {
    clm_free(ranker);
}

/* Four numbers at once. The order of every sum below is fixed, so that all machines agree. */
typedef float lanes __attribute__((vector_size(4 * sizeof(float))));

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

/* Inputs that are not 0, and which they are: half of them, most often. */
typedef struct set_inputs {
    float values[CLM_RANK_INPUTS];
    uint8_t which[CLM_RANK_INPUTS];
    size_t count;
} set_inputs;

/* What BLOCK hidden units, from the one that `row`, `bias` and `outward` point at, add to the
 * score. */
static lanes add_block(const set_inputs *in, const float *row, size_t hidden, const float *bias,
                       const float *outward) {
    lanes a = load(bias);
    lanes b = load(bias + LANES);
    lanes c = load(bias + 2 * LANES);
    lanes d = load(bias + 3 * LANES);
    for (size_t i = 0; i < in->count; i++) {
        const float *from = row + in->which[i] * hidden;
        const float value = in->values[i];
        a += load(from) * value;
        b += load(from + LANES) * value;
        c += load(from + 2 * LANES) * value;
        d += load(from + 3 * LANES) * value;
    }
    return (positive(a) * load(outward) + positive(b) * load(outward + LANES)) +
           (positive(c) * load(outward + 2 * LANES) + positive(d) * load(outward + 3 * LANES));
}

static float add_unit(const set_inputs *in, const float *row, size_t hidden, float unit,
                      float outward) {
    for (size_t i = 0; i < in->count; i++) {
        unit += row[in->which[i] * hidden] * in->values[i];
    }
    return unit > 0 ? unit * outward : 0;
}

float clm_rank_net(const clm_ranker *ranker, size_t round, const float in[CLM_RANK_INPUTS]) {
    const size_t hidden = ranker->hidden;
    const float *lin = ranker->nets + round * ranker->net_floats;
    const float *weights = lin + CLM_RANK_INPUTS;
    const float *bias = weights + CLM_RANK_INPUTS * hidden;
    const float *outward = bias + hidden;
    set_inputs set;
    set.count = 0;
    lanes sum = {0, 0, 0, 0};
    size_t at = 0;
    for (; at + LANES <= CLM_RANK_INPUTS; at += LANES) {
        sum += load(lin + at) * load(in + at);
    }
    float score = 0;
    for (; at < CLM_RANK_INPUTS; at++) {
        score += lin[at] * in[at];
    }
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        set.which[set.count] = (uint8_t)i;
        set.values[set.count] = in[i];
        set.count += in[i] != 0;
    }
    size_t unit = 0;
    for (; unit + BLOCK <= hidden; unit += BLOCK) {
        sum += add_block(&set, weights + unit, hidden, bias + unit, outward + unit);
    }
    for (; unit < hidden; unit++) {
        score += add_unit(&set, weights + unit, hidden, bias[unit], outward[unit]);
    }
    return score + ((sum[0] + sum[1]) + (sum[2] + sum[3]));
}

double clm_rank_trust(const clm_ranker *ranker, const float in[CLM_RANK_INPUTS]) {
    double total = (double)ranker->trust[CLM_RANK_INPUTS];
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        total += (double)ranker->trust[i] * (double)in[i];
    }
    return 1.0 / (1.0 + exp(-total));
}

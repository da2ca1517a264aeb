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

/* Four units at once; each lane is summed up in the same order as one alone would be. */
typedef float lanes __attribute__((vector_size(4 * sizeof(float))));

static inline lanes load(const float *from) {
    lanes out;
    memcpy(&out, from, sizeof out);
    return out;
}

/* `units` becomes what the inputs put into 16 of the hidden units. */
static void add_inputs(const float *row, size_t hidden, const uint8_t *set, size_t count,
                       const float *in, float units[16]) {
    lanes a = load(units);
    lanes b = load(units + 4);
    lanes c = load(units + 8);
    lanes d = load(units + 12);
    for (size_t i = 0; i < count; i++) {
        const float *from = row + set[i] * hidden;
        const float value = in[set[i]];
        a += load(from) * value;
        b += load(from + 4) * value;
        c += load(from + 8) * value;
        d += load(from + 12) * value;
    }
    memcpy(units, &a, sizeof a);
    memcpy(units + 4, &b, sizeof b);
    memcpy(units + 8, &c, sizeof c);
    memcpy(units + 12, &d, sizeof d);
}

float clm_rank_net(const clm_ranker *ranker, size_t round, const float in[CLM_RANK_INPUTS]) {
    const size_t hidden = ranker->hidden;
    const float *lin = ranker->nets + round * ranker->net_floats;
    const float *weights = lin + CLM_RANK_INPUTS;
    const float *bias = weights + CLM_RANK_INPUTS * hidden;
    const float *outward = bias + hidden;
    float units[RANK_HIDDEN_MAX];
    uint8_t set[CLM_RANK_INPUTS]; /* half of them, most often */
    size_t count = 0;
    float score = 0;
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        set[count] = (uint8_t)i;
        count += in[i] != 0;
    }
    for (size_t i = 0; i < count; i++) {
        score += lin[set[i]] * in[set[i]];
    }
    memcpy(units, bias, hidden * sizeof *units);
    size_t h = 0;
    for (; h + 16 <= hidden; h += 16) {
        add_inputs(weights + h, hidden, set, count, in, units + h);
    }
    for (; h < hidden; h++) {
        for (size_t i = 0; i < count; i++) {
            units[h] += weights[set[i] * hidden + h] * in[set[i]];
        }
    }
    for (h = 0; h < hidden; h++) {
        score += units[h] > 0 ? units[h] * outward[h] : 0;
    }
    return score;
}

double clm_rank_trust(const clm_ranker *ranker, const float in[CLM_RANK_INPUTS]) {
    double total = (double)ranker->trust[CLM_RANK_INPUTS];
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        total += (double)ranker->trust[i] * (double)in[i];
    }
    return 1.0 / (1.0 + exp(-total));
}

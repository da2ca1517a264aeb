/* train/judge_learn.c: logistic regression of candidates, by AdaGrad.
 * **Source:** Duchi, Hazan, Singer, "Adaptive Subgradient Methods", JMLR 12, 2011. */
#include "train/tagger.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

enum { JUDGE_BITS = 16, JUDGE_ROUNDS = 8, SCALE = 1000, WEIGHT_MAX = 32000, THRESHOLD = -500 };

/* Entities of names teach less than toponyms: their guidelines are others. */
static const double entity_weight = 0.5;
static const double rate = 0.05;
static const double shrink = 1e-5; /* of a weight at each of its updates */

typedef struct example {
    size_t first, count; /* features */
    double weight;
    bool place;
} example;

typedef struct judge {
    clm_error *error;
    const clm_train_document *document;
    bool entities;
    uint32_t *features;
    size_t feature_count, feature_capacity;
    example *items;
    size_t count, capacity;
} judge;

static void begin(void *context, const clm_train_document *document) {
    ((judge *)context)->document = document;
}

static bool is_toponym(const clm_train_document *document, clm_span span) {
    for (size_t i = 0; i < document->toponym_count; i++) {
        if (document->toponyms[i].span.start == span.start &&
            document->toponyms[i].span.end == span.end) {
            return true;
        }
    }
    return false;
}

/* Marked entities tell that "Paris" is a place, and that "Smith" is a person; not whether the place
 * in an organisation's name counts, and nothing of peoples. */
static bool entity_says(const clm_train_document *document, clm_span span, bool *place) {
    *place = false;
    for (size_t i = 0; i < document->entity_count; i++) {
        const clm_train_entity *e = &document->entities[i];
        bool location = clm_text_is(e->label, "LOCATION") || clm_text_is(e->label, "LOC");
        bool person = clm_text_is(e->label, "PERSON") || clm_text_is(e->label, "PER");
        if (e->span.start >= span.end || e->span.end <= span.start) {
            continue;
        }
        if (location && e->span.start == span.start && e->span.end == span.end) {
            *place = true;
            return true;
        }
        if (!person) {
            return false;
        }
    }
    return true;
}

static clm_status keep(void *context, const clm_article *article, clm_span toponym,
                       const uint32_t *features, size_t count) {
    judge *j = context;
    bool place;
    (void)article;
    if (j->document->has_toponyms) {
        place = is_toponym(j->document, toponym);
    } else if (!entity_says(j->document, toponym, &place)) {
        return CLM_OK;
    }
    if (clm_grow((void **)&j->features, &j->feature_capacity, j->feature_count + count,
                 sizeof *j->features) != 0 ||
        clm_grow((void **)&j->items, &j->capacity, j->count + 1, sizeof *j->items) != 0) {
        return clm_fail(j->error, CLM_ERR_NOMEM, "out of memory for the judge's features");
    }
    j->items[j->count++] =
        (example){j->feature_count, count, j->entities ? entity_weight : 1.0, place};
    memcpy(j->features + j->feature_count, features, count * sizeof *features);
    j->feature_count += count;
    return CLM_OK;
}

static clm_status read_with(const clm_train_input *in, const clm_tagger_parts *tags,
                            clm_train_share share, bool entities, judge *j) {
    void *bytes = NULL;
    clm_model *model = NULL;
    j->entities = entities;
    clm_status status = clm_tagger_parts_model(tags, &bytes, &model, j->error);
    if (status == CLM_OK) {
        const clm_train_reading reading = {in, model, share, entities, begin, {j, NULL, keep}};
        status = clm_train_read_documents(&reading, j->error);
    }
    clm_model_free(model);
    clm_free(bytes);
    return status;
}

/* `mean` gets the mean of the weights at the end of the rounds: a single end depends on chance. */
static void learn(const clm_train_input *in, const judge *j, size_t *order, double *weights,
                  double *squares, double *mean) {
    const uint32_t mask = (1u << JUDGE_BITS) - 1;
    uint64_t random = in->seed;
    for (unsigned round = 0; round < JUDGE_ROUNDS; round++) {
        double loss = 0;
        for (size_t i = j->count; i > 1; i--) {
            size_t other = (size_t)(clm_train_random(&random) % i);
            size_t kept = order[i - 1];
            order[i - 1] = order[other];
            order[other] = kept;
        }
        for (size_t i = 0; i < j->count; i++) {
            const example *x = &j->items[order[i]];
            const uint32_t *features = j->features + x->first;
            double score = 0;
            for (size_t k = 0; k < x->count; k++) {
                score += weights[features[k] & mask];
            }
            double p = 1 / (1 + exp(-score));
            double slope = (p - (x->place ? 1.0 : 0.0)) * x->weight;
            loss -= log(fmax(x->place ? p : 1 - p, 1e-9)) * x->weight;
            for (size_t k = 0; k < x->count; k++) {
                uint32_t at = features[k] & mask;
                double g = slope + shrink * weights[at];
                squares[at] += g * g;
                weights[at] -= rate * g / (sqrt(squares[at]) + 1e-3);
            }
        }
        for (size_t i = 0; i <= mask && round > 0; i++) {
            mean[i] += weights[i] / (JUDGE_ROUNDS - 1);
        }
        clm_train_say(in, "judge: round %u of %u, %zu candidates, mean loss %.4f", round + 1,
                      (unsigned)JUDGE_ROUNDS, j->count, loss / (double)j->count);
    }
}

static clm_status learn_all(const clm_train_input *in, const judge *j, clm_tagger_parts *parts,
                            clm_error *error) {
    const size_t rows = (size_t)1 << JUDGE_BITS;
    size_t *order = clm_alloc_zero(j->count + 1, sizeof *order);
    double *weights = clm_alloc_zero(rows, sizeof *weights);
    double *squares = clm_alloc_zero(rows, sizeof *squares);
    double *mean = clm_alloc_zero(rows, sizeof *mean);
    parts->judge = clm_alloc_zero(rows, sizeof *parts->judge);
    bool enough =
        order != NULL && weights != NULL && squares != NULL && mean != NULL && parts->judge != NULL;
    if (enough) {
        for (size_t i = 0; i < j->count; i++) {
            order[i] = i;
        }
        learn(in, j, order, weights, squares, mean);
        parts->head.judge_weights = (uint32_t)rows;
        parts->head.threshold = THRESHOLD;
        for (size_t i = 0; i < rows; i++) {
            double w = fmax(-WEIGHT_MAX, fmin(WEIGHT_MAX, mean[i] * SCALE));
            parts->judge[i] = (int16_t)lround(w);
        }
    }
    clm_free(order);
    clm_free(weights);
    clm_free(squares);
    clm_free(mean);
    return enough ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory for the judge");
}

clm_status clm_train_judge(const clm_train_input *in, const clm_tagger_parts *halves,
                           clm_tagger_parts *parts, clm_error *error) {
    judge j = {.error = error};
    clm_status status = read_with(in, parts, (clm_train_share){1, 0}, false, &j);
    for (unsigned k = 0; k < 2 && status == CLM_OK; k++) {
        status = read_with(in, &halves[k], (clm_train_share){2, k}, true, &j);
    }
    if (status == CLM_OK && j.count == 0) {
        status = clm_fail(error, CLM_ERR_FORMAT, "no corpus has places to learn from");
    }
    if (status == CLM_OK) {
        status = learn_all(in, &j, parts, error);
    }
    clm_free(j.features);
    clm_free(j.items);
    return status;
}

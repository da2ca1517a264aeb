/* train/tag_learn.c: the averaged structured perceptron over islands. */
#include "train/tagger.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

enum {
    TAG_BITS = 16, /* of the table's rows; more rows bring nothing on texts not seen */
    TAG_ROUNDS = 8,
    WEIGHT_MAX = 30000,
    SCALE_MAX = 64,
    ISLAND_MAX = 256
};

typedef struct island {
    size_t first_token, tokens;
} island;

typedef struct learner {
    clm_error *error;
    const clm_train_document *document;
    uint32_t *features;
    size_t feature_count, feature_capacity;
    size_t *starts; /* of each token's features, and the end of the last one's */
    uint8_t *labels;
    size_t token_count, start_capacity, label_capacity;
    island *islands;
    size_t island_count, island_capacity;
    float (*weights)[CLM_LABEL_SLOTS];
    double (*sums)[CLM_LABEL_SLOTS]; /* of updates, each times its step */
    double steps[CLM_LABEL_COUNT + 1][CLM_LABEL_SLOTS];
    double step_sums[CLM_LABEL_COUNT + 1][CLM_LABEL_SLOTS];
} learner;

static uint8_t label_of(clm_text label) {
    static const struct {
        const char *name;
        clm_name_label label;
    } names[] = {{"LOCATION", CLM_LABEL_LOCATION},
                 {"LOC", CLM_LABEL_LOCATION},
                 {"PERSON", CLM_LABEL_PERSON},
                 {"PER", CLM_LABEL_PERSON},
                 {"ORG", CLM_LABEL_ORGANISATION},
                 {"ORGANISATION", CLM_LABEL_ORGANISATION},
                 {"MISC", CLM_LABEL_OTHER},
                 {"Nationality", CLM_LABEL_OTHER},
                 {"Weapon", CLM_LABEL_OTHER},
                 {"Vehicle", CLM_LABEL_OTHER},
                 {"MilitaryPlatform", CLM_LABEL_OTHER},
                 {"DocumentReference", CLM_LABEL_OTHER}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (clm_text_is(label, names[i].name)) {
            return (uint8_t)names[i].label;
        }
    }
    return CLM_LABEL_OUT;
}

/* That of the longest entity around the token. */
static uint8_t gold_label(const clm_train_document *document, clm_span token) {
    uint8_t label = CLM_LABEL_OUT;
    uint32_t longest = 0;
    for (size_t i = 0; i < document->entity_count; i++) {
        const clm_train_entity *e = &document->entities[i];
        uint32_t length = e->span.end - e->span.start;
        uint8_t its = label_of(e->label);
        /* A full stop after the entity may belong to its last token. */
        if (its != CLM_LABEL_OUT && e->span.start <= token.start && token.start < e->span.end &&
            token.end <= e->span.end + 1 && length > longest) {
            longest = length;
            label = its;
        }
    }
    return label;
}

static void begin(void *context, const clm_train_document *document) {
    ((learner *)context)->document = document;
}

static clm_status keep_island(void *context, const clm_article *article, uint32_t start,
                              uint32_t end, const uint32_t *features, const uint32_t *first) {
    learner *l = context;
    size_t tokens = end - start;
    if (clm_grow((void **)&l->features, &l->feature_capacity, l->feature_count + first[tokens],
                 sizeof *l->features) != 0 ||
        clm_grow((void **)&l->starts, &l->start_capacity, l->token_count + tokens + 1,
                 sizeof *l->starts) != 0 ||
        clm_grow((void **)&l->labels, &l->label_capacity, l->token_count + tokens,
                 sizeof *l->labels) != 0 ||
        clm_grow((void **)&l->islands, &l->island_capacity, l->island_count + 1,
                 sizeof *l->islands) != 0) {
        return clm_fail(l->error, CLM_ERR_NOMEM, "out of memory for the tagger's features");
    }
    l->islands[l->island_count++] = (island){l->token_count, tokens};
    for (size_t k = 0; k < tokens; k++) {
        l->starts[l->token_count] = l->feature_count + first[k];
        l->labels[l->token_count++] = gold_label(l->document, article->tokens[start + k].span);
    }
    memcpy(l->features + l->feature_count, features, first[tokens] * sizeof *features);
    l->feature_count += first[tokens];
    l->starts[l->token_count] = l->feature_count;
    return CLM_OK;
}

static void local_scores(const learner *l, size_t token, double out[CLM_LABEL_COUNT]) {
    const uint32_t mask = (1u << TAG_BITS) - 1;
    memset(out, 0, CLM_LABEL_COUNT * sizeof *out);
    for (size_t k = l->starts[token]; k < l->starts[token + 1]; k++) {
        const float *row = l->weights[l->features[k] & mask];
        for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
            out[y] += (double)row[y];
        }
    }
}

static void best_labels(const learner *l, const island *where, uint8_t *out) {
    uint8_t from[ISLAND_MAX][CLM_LABEL_COUNT];
    double best[CLM_LABEL_COUNT];
    double local[CLM_LABEL_COUNT];
    local_scores(l, where->first_token, local);
    for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
        best[y] = local[y] + l->steps[CLM_LABEL_COUNT][y];
    }
    for (size_t k = 1; k < where->tokens; k++) {
        double next[CLM_LABEL_COUNT];
        local_scores(l, where->first_token + k, local);
        for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
            unsigned origin = 0;
            for (unsigned x = 1; x < CLM_LABEL_COUNT; x++) {
                origin = best[x] + l->steps[x][y] > best[origin] + l->steps[origin][y] ? x : origin;
            }
            next[y] = best[origin] + l->steps[origin][y] + local[y];
            from[k][y] = (uint8_t)origin;
        }
        memcpy(best, next, sizeof best);
    }
    unsigned y = 0;
    for (unsigned x = 1; x < CLM_LABEL_COUNT; x++) {
        y = best[x] > best[y] ? x : y;
    }
    for (size_t k = where->tokens; k-- > 0;) {
        out[k] = (uint8_t)y;
        y = k > 0 ? from[k][y] : 0;
    }
}

static void move_row(learner *l, size_t token, unsigned label, float by, double step) {
    const uint32_t mask = (1u << TAG_BITS) - 1;
    for (size_t k = l->starts[token]; k < l->starts[token + 1]; k++) {
        uint32_t row = l->features[k] & mask;
        l->weights[row][label] += by;
        l->sums[row][label] += (double)by * step;
    }
}

static void move_step(learner *l, unsigned from, unsigned to, double by, double step) {
    l->steps[from][to] += by;
    l->step_sums[from][to] += by * step;
}

/* Returns the number of wrong tokens. */
static size_t update(learner *l, const island *where, double step) {
    uint8_t found[ISLAND_MAX];
    size_t wrong = 0;
    unsigned gold_before = CLM_LABEL_COUNT;
    unsigned found_before = CLM_LABEL_COUNT;
    best_labels(l, where, found);
    for (size_t k = 0; k < where->tokens; k++) {
        unsigned gold = l->labels[where->first_token + k];
        if (gold != found[k]) {
            wrong++;
            move_row(l, where->first_token + k, gold, 1.0F, step);
            move_row(l, where->first_token + k, found[k], -1.0F, step);
        }
        if (gold != found[k] || gold_before != found_before) {
            move_step(l, gold_before, gold, 1.0, step);
            move_step(l, found_before, found[k], -1.0, step);
        }
        gold_before = gold;
        found_before = found[k];
    }
    return wrong;
}

static void shuffle(size_t *order, size_t count, uint64_t *random) {
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)(clm_train_random(random) % i);
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

static clm_status learn(const clm_train_input *in, learner *l) {
    uint64_t random = in->seed;
    double step = 1;
    size_t *order = clm_alloc_zero(l->island_count + 1, sizeof *order);
    if (order == NULL) {
        return clm_fail(l->error, CLM_ERR_NOMEM, "out of memory for the tagger");
    }
    for (size_t i = 0; i < l->island_count; i++) {
        order[i] = i;
    }
    for (unsigned round = 0; round < TAG_ROUNDS; round++) {
        size_t wrong = 0;
        shuffle(order, l->island_count, &random);
        for (size_t i = 0; i < l->island_count; i++) {
            wrong += update(l, &l->islands[order[i]], step++);
        }
        clm_train_say(in, "tagger: round %u of %u, %zu of %zu tokens wrong", round + 1,
                      (unsigned)TAG_ROUNDS, wrong, l->token_count);
    }
    /* The average over all steps. */
    for (size_t row = 0; row < (size_t)1 << TAG_BITS; row++) {
        for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
            l->weights[row][y] -= (float)(l->sums[row][y] / step);
        }
    }
    for (unsigned x = 0; x <= CLM_LABEL_COUNT; x++) {
        for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
            l->steps[x][y] -= l->step_sums[x][y] / step;
        }
    }
    clm_free(order);
    return CLM_OK;
}

static clm_status quantise(const learner *l, clm_tagger_parts *parts, clm_error *error) {
    const size_t rows = (size_t)1 << TAG_BITS;
    double most = 1;
    for (size_t row = 0; row < rows; row++) {
        for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
            most = fmax(most, fabs((double)l->weights[row][y]));
        }
    }
    double scale = fmin(SCALE_MAX, WEIGHT_MAX / most);
    parts->head.tag_rows = (uint32_t)rows;
    parts->rows = clm_alloc_zero(rows, sizeof *parts->rows);
    if (parts->rows == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for the tagger");
    }
    for (size_t row = 0; row < rows; row++) {
        for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
            parts->rows[row].weights[y] = (int16_t)lround((double)l->weights[row][y] * scale);
        }
    }
    for (unsigned x = 0; x <= CLM_LABEL_COUNT; x++) {
        for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
            double step = fmax(-WEIGHT_MAX, fmin(WEIGHT_MAX, l->steps[x][y] * scale));
            parts->head.steps[x].weights[y] = (int16_t)lround(step);
        }
    }
    return CLM_OK;
}

clm_status clm_train_tags(const clm_train_input *in, clm_train_share share, clm_tagger_parts *parts,
                          clm_error *error) {
    learner l = {.error = error};
    void *bytes = NULL;
    clm_model *model = NULL;
    l.weights = clm_alloc_zero((size_t)1 << TAG_BITS, sizeof *l.weights);
    l.sums = clm_alloc_zero((size_t)1 << TAG_BITS, sizeof *l.sums);
    clm_status status = clm_tagger_parts_model(parts, &bytes, &model, error);
    if (status == CLM_OK && (l.weights == NULL || l.sums == NULL)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory for the tagger");
    }
    if (status == CLM_OK) {
        const clm_train_reading reading = {in, model, share, true, begin, {&l, keep_island, NULL}};
        status = clm_train_read_documents(&reading, error);
    }
    if (status == CLM_OK && l.island_count == 0) {
        status = clm_fail(error, CLM_ERR_FORMAT, "no corpus has entities to learn names from");
    }
    if (status == CLM_OK) {
        status = learn(in, &l);
    }
    if (status == CLM_OK) {
        status = quantise(&l, parts, error);
    }
    clm_model_free(model);
    clm_free(bytes);
    clm_free(l.features);
    clm_free(l.starts);
    clm_free(l.labels);
    clm_free(l.islands);
    clm_free(l.weights);
    clm_free(l.sums);
    return status;
}

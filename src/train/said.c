/* train/said.c: the part "said": who says what. See said.h. */
#include "train/said.h"

#include "base/alloc.h"

#include <string.h>

enum {
    CUE_ROWS = 1 << 17,
    AGAIN_ROWS = 1 << 15,
    ROUNDS = 6,
    SOURCE_ROWS = 1 << 15,
    CONTENT_ROWS = 1 << 16,
    STEP_ROWS = 1 << 14,
    COUNT_SLOTS = 1 << 18,
    CHOICES_MAX = 256,
    COLON_HASH = 0x3A,
    SEEN_MIN = 4
};

static const double ratio_min = 0.02; /* of a word's uses, those that are heads of cues */

/* ---- documents ---- */

typedef struct document {
    const clm_train_document *source;
    clm_article *article;
    clm_mentions mentions;
    clm_resolved *resolved;
    int32_t *cue_of; /* per token: its attribution, or -1 */
    uint32_t *heads; /* per attribution: its cue's head token; UINT32_MAX none */
} document;

/* How often a word stands in a cue, and at all. */
typedef struct word_count {
    uint64_t hash;
    uint32_t cue, head, all;
} word_count;

enum { HALF_BOTH = 2, HALVES };

typedef struct clm_said_tables {
    int8_t *cue[CLM_SAID_LOOKS], *source, *content, *steps;
} clm_said_tables;

typedef struct learning {
    const clm_train_input *in;
    clm_error *error;
    document *documents;
    size_t count, capacity;
    word_count *words;
    clm_said_header head;
    uint8_t levels[CLM_SAID_WORDS]; /* of words */
    clm_said_tables tables[3];      /* learned from half 0, half 1, both */
    clm_said_items cues[CLM_SAID_LOOKS], sources, contents;
    clm_said_look look; /* what the observer keeps */
    const document *now;
    uint32_t half;
} learning;

static void clear(learning *l) {
    for (size_t i = 0; i < l->count; i++) {
        clm_article_free(l->documents[i].article);
    }
    clm_free(l->documents);
    clm_free(l->words);
    for (size_t i = 0; i < HALVES; i++) {
        clm_said_tables *t = &l->tables[i];
        for (size_t k = 0; k < CLM_SAID_LOOKS; k++) {
            clm_free(t->cue[k]);
        }
        clm_free(t->source);
        clm_free(t->content);
        clm_free(t->steps);
    }
    for (size_t k = 0; k < CLM_SAID_LOOKS; k++) {
        clm_said_items_clear(&l->cues[k]);
    }
    clm_said_items_clear(&l->sources);
    clm_said_items_clear(&l->contents);
}

static bool touches(const clm_span *spans, size_t count, clm_span token) {
    for (size_t i = 0; i < count; i++) {
        if (spans[i].start < token.end && token.start < spans[i].end) {
            return true;
        }
    }
    return false;
}

/* Token `i`'s hash as a word that may be a cue; 0: it is none. */
static uint64_t word_hash(const clm_article *article, size_t i) {
    const clm_token *token = &article->tokens[i];
    if (token->kind == CLM_TOKEN_PUNCT) {
        return clm_text_is(clm_article_slice(article, token->span), ":") ? COLON_HASH : 0;
    }
    return token->kind == CLM_TOKEN_WORD ? token->key_hash : 0;
}

static word_count *count_of(const learning *l, uint64_t hash) {
    size_t slot = (size_t)(hash >> 8) % COUNT_SLOTS;
    while (l->words[slot].hash != 0 && l->words[slot].hash != hash) {
        slot = (slot + 1) % COUNT_SLOTS;
    }
    l->words[slot].hash = hash;
    return &l->words[slot];
}

static clm_status mark_cues(learning *l, document *d) {
    const clm_article *article = d->article;
    d->cue_of = clm_arena_array(article->arena, article->token_count + 1, sizeof *d->cue_of);
    d->heads = clm_arena_array(article->arena, d->source->attribution_count + 1, sizeof *d->heads);
    if (!d->cue_of || !d->heads) {
        return clm_fail(l->error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < article->token_count; i++) {
        d->cue_of[i] = -1;
    }
    for (size_t a = 0; a < d->source->attribution_count; a++) {
        const clm_train_attribution *at = &d->source->attributions[a];
        d->heads[a] = UINT32_MAX;
        for (size_t i = 0; i < article->token_count; i++) {
            if (touches(at->cue, at->cue_count, article->tokens[i].span)) {
                d->cue_of[i] = (int32_t)a;
            }
        }
    }
    for (size_t i = 0; i < article->token_count; i++) {
        uint64_t hash = word_hash(article, i);
        if (hash != 0) {
            word_count *count = count_of(l, hash);
            count->all++;
            count->cue += d->cue_of[i] >= 0;
        }
    }
    return CLM_OK;
}

static clm_status read_document(learning *l, document *d) {
    const clm_train_input *in = l->in;
    const clm_article_options options = {.format = CLM_ARTICLE_JSON};
    const clm_mentions_options finding = {.model = in->model};
    const clm_places_options resolving = {.ranker = NULL};
    clm_status status = clm_article_parse(d->source->line, &options, &d->article, l->error);
    if (status == CLM_OK) {
        status = clm_mentions_find(d->article, in->gazetteer, &finding, &d->mentions, l->error);
    }
    if (status == CLM_OK) {
        status = clm_places_resolve(d->article, in->gazetteer, &d->mentions, &resolving,
                                    &d->resolved, l->error);
    }
    return status == CLM_OK ? mark_cues(l, d) : status;
}

static clm_status read_all(learning *l) {
    l->words = clm_alloc_zero(COUNT_SLOTS, sizeof *l->words);
    if (!l->words) {
        return clm_fail(l->error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = CLM_OK;
    for (size_t c = 0; c < l->in->corpus_count; c++) {
        const clm_train_corpus *corpus = &l->in->corpora[c];
        for (size_t i = 0; i < corpus->count && status == CLM_OK; i++) {
            if (!corpus->documents[i].has_attributions) {
                continue;
            }
            if (clm_grow((void **)&l->documents, &l->capacity, l->count + 1,
                         sizeof *l->documents) != 0) {
                return clm_fail(l->error, CLM_ERR_NOMEM, "out of memory");
            }
            document *d = &l->documents[l->count++];
            *d = (document){.source = &corpus->documents[i]};
            status = read_document(l, d);
        }
    }
    return status;
}

static double ratio_of(const learning *l, uint64_t hash) {
    const word_count *count = count_of(l, hash);
    return (double)count->cue / ((double)count->all + 3);
}

/* The head of a cue is the word that most often is one. */
static void choose_heads(learning *l) {
    for (size_t d = 0; d < l->count; d++) {
        document *at = &l->documents[d];
        for (size_t i = 0; i < at->article->token_count; i++) {
            int32_t a = at->cue_of[i];
            uint64_t hash = word_hash(at->article, i);
            if (a < 0 || hash == 0) {
                continue;
            }
            uint32_t head = at->heads[a];
            if (head == UINT32_MAX ||
                ratio_of(l, hash) > ratio_of(l, word_hash(at->article, head))) {
                at->heads[a] = (uint32_t)i;
            }
        }
        for (size_t a = 0; a < at->source->attribution_count; a++) {
            if (at->heads[a] != UINT32_MAX) {
                count_of(l, word_hash(at->article, at->heads[a]))->head++;
            }
        }
    }
}

/* Words that are heads now and then may be cues; words that were seen often and seldom were, not.
 */
static void choose_words(learning *l) {
    for (size_t i = 0; i < COUNT_SLOTS; i++) {
        const word_count *w = &l->words[i];
        if (w->hash == 0) {
            continue;
        }
        double ratio = (double)w->head / (double)w->all;
        uint8_t level = w->head >= 2 && ratio >= ratio_min        ? CLM_SAID_MAYBE
                        : w->all >= SEEN_MIN && ratio < ratio_min ? CLM_SAID_SELDOM
                                                                  : 0;
        uint8_t *slot = &l->levels[clm_said_word_slot(w->hash)];
        *slot = level > *slot ? level : *slot;
    }
}

/* ---- what reading shows ---- */

static clm_status keep_cue(void *context, const clm_article *article, uint32_t token,
                           clm_said_look look, const uint32_t *features, size_t count,
                           bool *accept) {
    learning *l = context;
    int32_t a = l->now->cue_of[token];
    uint8_t right = a >= 0 && l->now->heads[a] == token;
    uint32_t first[2] = {0, (uint32_t)count};
    const clm_said_group group = {
        .features = features, .first = first, .right = &right, .count = 1, .half = l->half};
    (void)article;
    *accept = right; /* sources and content are learned from true cues */
    return look == l->look ? clm_said_items_add(&l->cues[look], &group, l->error) : CLM_OK;
}

static bool in_gold(const clm_article *article, const clm_span *spans, size_t count,
                    clm_token_range run) {
    size_t in = 0, all = 0;
    for (uint32_t t = run.start; t < run.end; t++) {
        if (article->tokens[t].kind != CLM_TOKEN_PUNCT) {
            all++;
            in += touches(spans, count, article->tokens[t].span);
        }
    }
    return in * 2 > all;
}

static bool is_owner(const clm_article *article, clm_token_range run) {
    return run.end < article->token_count &&
           (article->tokens[run.end].flags & CLM_TOKEN_POSSESSIVE) != 0;
}

static clm_status keep_source(void *context, const clm_article *article, uint32_t token,
                              const clm_token_range *items, size_t count, const uint32_t *features,
                              const uint32_t *first, size_t *choice) {
    learning *l = context;
    int32_t a = l->now->cue_of[token];
    uint8_t right[CHOICES_MAX] = {0};
    *choice = count;
    if (a < 0 || count + 1 > CHOICES_MAX) {
        return CLM_OK;
    }
    const clm_train_attribution *gold = &l->now->source->attributions[a];
    bool any = false;
    uint32_t best = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        bool in = false;
        for (uint32_t t = items[i].start; t < items[i].end; t++) {
            in = in || touches(gold->source, gold->source_count, article->tokens[t].span);
        }
        /* The head of "the mayor of X, a lawyer" is its first phrase, of "X's mayor" the last. */
        if (in && (best > items[i].start || !any) && !is_owner(article, items[i])) {
            memset(right, 0, count);
            right[i] = 1;
            best = items[i].start;
            *choice = i;
            any = true;
        }
    }
    right[count] = gold->source_count == 0;
    if (!any && !right[count]) {
        return CLM_OK;
    }
    const clm_said_group group = {
        .features = features, .first = first, .right = right, .count = count + 1, .half = l->half};
    return clm_said_items_add(&l->sources, &group, l->error);
}

static clm_status keep_content(void *context, const clm_article *article, uint32_t token,
                               const clm_token_range *items, size_t count, const uint32_t *features,
                               const uint32_t *first, const uint32_t *steps,
                               const uint32_t *step_first) {
    learning *l = context;
    int32_t a = l->now->cue_of[token];
    uint8_t right[CHOICES_MAX] = {0};
    if (a < 0 || count > CHOICES_MAX || count == 0) {
        return CLM_OK;
    }
    const clm_train_attribution *gold = &l->now->source->attributions[a];
    for (size_t i = 0; i < count; i++) {
        right[i] = in_gold(article, gold->content, gold->content_count, items[i]);
    }
    const clm_said_group group = {.features = features,
                                  .first = first,
                                  .steps = steps,
                                  .step_first = step_first,
                                  .right = right,
                                  .count = count,
                                  .half = l->half};
    return clm_said_items_add(&l->contents, &group, l->error);
}

/* ---- models in the making ---- */

static void write_table(clm_buffer *out, const int8_t *table, size_t count) {
    static const char zeros[CLM_MODEL_ALIGN] = {0};
    size_t bytes = table ? count * sizeof *table : 0;
    clm_buffer_add(out, (const char *)table, bytes);
    clm_buffer_add(out, zeros, (CLM_MODEL_ALIGN - bytes % CLM_MODEL_ALIGN) % CLM_MODEL_ALIGN);
}

static const uint32_t cue_rows[CLM_SAID_LOOKS] = {CUE_ROWS, AGAIN_ROWS};

static void write_section(learning *l, const clm_said_tables *t, clm_buffer *out) {
    clm_said_header *h = &l->head;
    for (size_t k = 0; k < CLM_SAID_LOOKS; k++) {
        h->cue_rows[k] = t->cue[k] ? cue_rows[k] : 0;
    }
    h->source_rows = t->source ? SOURCE_ROWS : 0;
    h->content_rows = t->content ? CONTENT_ROWS : 0;
    h->step_rows = t->steps ? STEP_ROWS : 0;
    h->unit = CLM_SAID_UNIT;
    clm_buffer_add(out, (const char *)h, sizeof *h);
    for (size_t i = 0; i < CLM_SAID_WORDS; i += CLM_SAID_WORDS_EACH) {
        unsigned packed = 0;
        for (size_t k = 0; k < CLM_SAID_WORDS_EACH; k++) {
            packed |= (unsigned)l->levels[i + k] << (k * 2);
        }
        clm_buffer_char(out, (char)packed);
    }
    for (size_t k = 0; k < CLM_SAID_LOOKS; k++) {
        write_table(out, t->cue[k], h->cue_rows[k]);
    }
    write_table(out, t->source, h->source_rows);
    write_table(out, t->content, h->content_rows);
    write_table(out, t->steps, (size_t)h->step_rows * CLM_SAID_STEPS);
}

/* The tagger of the parts so far, and the section as it is now. */
static clm_status open_now(learning *l, const clm_said_tables *tables, void **room,
                           clm_model **out) {
    clm_model_writer writer;
    clm_model_section tagger;
    clm_buffer section, file;
    clm_model_writer_init(&writer);
    clm_buffer_init(&section);
    clm_buffer_init(&file);
    write_section(l, tables, &section);
    *room = NULL;
    *out = NULL;
    clm_status status = clm_model_writer_add(&writer, CLM_SAID_SECTION, CLM_SAID_VERSION,
                                             (clm_text){section.data, section.len}, l->error);
    if (status == CLM_OK && l->in->model &&
        clm_model_find(l->in->model, CLM_TAGGER_SECTION, &tagger)) {
        status = clm_model_writer_add(&writer, CLM_TAGGER_SECTION, tagger.version,
                                      (clm_text){tagger.bytes, tagger.size}, l->error);
    }
    if (status == CLM_OK) {
        status = clm_model_writer_bytes(&writer, &file, l->error);
    }
    char *bytes = status == CLM_OK ? clm_alloc(file.len + CLM_MODEL_ALIGN) : NULL;
    *room = bytes;
    if (status == CLM_OK && (!bytes || section.failed)) {
        status = clm_fail(l->error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK && bytes) {
        size_t past = (uintptr_t)bytes % CLM_MODEL_ALIGN;
        bytes += past > 0 ? CLM_MODEL_ALIGN - past : 0;
        memcpy(bytes, file.data, file.len);
        status = clm_model_from_memory(bytes, file.len, "the model in the making", out, l->error);
    }
    clm_buffer_clear(&section);
    clm_buffer_clear(&file);
    return status;
}

/* Reads the documents of a half with what was learned from the other. */
static clm_status observe_half(learning *l, uint32_t half, clm_said_look look) {
    void *room = NULL;
    clm_model *model = NULL;
    clm_status status = open_now(l, &l->tables[1 - half], &room, &model);
    const clm_said_observer observer = {l, keep_cue, keep_source, keep_content};
    const clm_claims_options options = {.model = model, .observer = &observer};
    l->look = look;
    for (size_t i = 0; i < l->count && status == CLM_OK; i++) {
        document *d = &l->documents[i];
        clm_claims unused;
        l->half = (uint32_t)(i % 2);
        l->now = d;
        if (l->half == half) {
            status = clm_claims_read(d->article, l->in->gazetteer, &d->mentions, d->resolved,
                                     &options, &unused, l->error);
        }
    }
    clm_model_free(model);
    clm_free(room);
    return status;
}

static clm_status observe(learning *l, clm_said_look look) {
    clm_status status = observe_half(l, 0, look);
    return status == CLM_OK ? observe_half(l, 1, look) : status;
}

static clm_said_plan plan_of(const learning *l, const char *name, uint32_t rows, size_t half) {
    return (clm_said_plan){.in = l->in,
                           .name = name,
                           .rows = rows,
                           .step_rows = STEP_ROWS,
                           .rounds = ROUNDS,
                           .rate = 0.05,
                           .shrink = 2e-2,
                           .half = half < HALF_BOTH ? (int)half : -1};
}

static clm_status no_memory(const learning *l) {
    return clm_fail(l->error, CLM_ERR_NOMEM, "out of memory for what is said");
}

static int8_t *new_table(size_t rows) {
    return clm_alloc_zero(rows, sizeof(int8_t));
}

/* Learns one look. */
static clm_status learn_look(learning *l, clm_said_look look) {
    static const char *const names[CLM_SAID_LOOKS] = {"cues", "cues again"};
    clm_status status = observe(l, look);
    /* The halves' scores are what the next look learns from. */
    size_t from = look == CLM_SAID_FIRST ? 0 : HALF_BOTH;
    for (size_t half = from; half < HALVES && status == CLM_OK; half++) {
        clm_said_plan plan = plan_of(l, names[look], cue_rows[look], half);
        plan.shrink = look == CLM_SAID_FIRST ? 3e-3 : 3e-2;
        int8_t **table = &l->tables[half].cue[look];
        *table = new_table(cue_rows[look]);
        status =
            *table ? clm_said_learn_yes(&l->cues[look], &plan, *table, l->error) : no_memory(l);
    }
    clm_said_items_clear(&l->cues[look]);
    return status;
}

static clm_status learn_parts(learning *l) {
    clm_said_tables *t = &l->tables[HALF_BOTH];
    const clm_said_plan sources = plan_of(l, "sources", SOURCE_ROWS, HALF_BOTH);
    const clm_said_plan contents = plan_of(l, "content", CONTENT_ROWS, HALF_BOTH);
    t->source = new_table(SOURCE_ROWS);
    t->content = new_table(CONTENT_ROWS);
    t->steps = new_table((size_t)STEP_ROWS * CLM_SAID_STEPS);
    if (!t->source || !t->content || !t->steps) {
        return no_memory(l);
    }
    clm_status status = clm_said_learn_choice(&l->sources, &sources, t->source, l->error);
    return status == CLM_OK
               ? clm_said_learn_row(&l->contents, &contents, t->content, t->steps, l->error)
               : status;
}

static clm_status learn_all(learning *l) {
    clm_status status = learn_look(l, CLM_SAID_FIRST);
    if (status == CLM_OK) {
        status = learn_look(l, CLM_SAID_AGAIN);
    }
    return status == CLM_OK ? learn_parts(l) : status;
}

clm_status clm_train_said(const clm_train_input *in, clm_buffer *out, clm_train_notes *notes,
                          clm_error *error) {
    learning l = {.in = in, .error = error};
    l.head.threshold[CLM_SAID_FIRST] = -4 * CLM_SAID_UNIT;
    l.head.threshold[CLM_SAID_AGAIN] = -CLM_SAID_UNIT * 4 / 10;
    clm_status status = read_all(&l);
    if (status == CLM_OK && l.count > 0) {
        choose_heads(&l);
        choose_words(&l);
        status = learn_all(&l);
        if (status == CLM_OK) {
            /* Sources and content are learned from more cues than reading looks at twice. */
            l.head.threshold[CLM_SAID_FIRST] = -2 * CLM_SAID_UNIT;
            write_section(&l, &l.tables[HALF_BOTH], out);
            clm_train_notes_number(notes, "said", "documents", (double)l.count, 0);
        }
    } else if (status == CLM_OK && in->options->only) {
        status = clm_fail(error, CLM_ERR_FORMAT, "no corpus has attributions to learn from");
    }
    clear(&l);
    return status;
}

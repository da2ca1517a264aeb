/* mentions/tagger.c: see tagger.h. */
#include "mentions/tagger.h"

#include "mentions/features.h"

#include <string.h>

enum {
    HASH_NUMBER = 5,
    HASH_YEAR = 7,
    YEAR_DIGITS = 4,
    ISLANDS_AT_ONCE = 32,
    VIEWS_MAX = ISLAND_TOKENS_MAX + 4 + 2 * TAGGER_REACH
};

uint64_t clm_tagger_hash(const finder *f, uint32_t i) {
    const clm_token *token = token_at(f, i);
    if (token->kind == CLM_TOKEN_NUMBER) {
        return token->span.end - token->span.start == YEAR_DIGITS ? HASH_YEAR : HASH_NUMBER;
    }
    if (token->key_len > 0) {
        return token->key_hash;
    }
    clm_text text = clm_finder_text(f, i);
    uint64_t mark = 0;
    for (size_t b = 0; b < text.len && b < sizeof mark; b++) {
        mark = mark << 8 | (unsigned char)text.ptr[b];
    }
    return mark * 0x9E3779B97F4A7C15u;
}

/* The cluster of the word at token `i`, 0 if it is in none. */
static unsigned cluster_of(const learned *model, const clm_token *token) {
    const clm_word_clusters clusters = {model->words, model->groups, model->word_mask,
                                        model->clusters};
    return token->kind == CLM_TOKEN_WORD ? clm_word_cluster(&clusters, token->key_hash) : 0;
}

/* ---- islands ---- */

static bool name_like(const finder *f, uint32_t i) {
    return clm_finder_capital(f, i) || (token_is_word(f, i) && token_at(f, i)->key_len > 0 &&
                                        (unsigned char)token_key(f, i).ptr[0] >= 0xD7);
}

/* True if the token may stand between two capitals of one name: "Bank of the West", "U.S.-led". */
static bool is_link(const finder *f, uint32_t i) {
    const clm_token *token = token_at(f, i);
    if (token->kind == CLM_TOKEN_PUNCT) {
        char c = f->article->text.ptr[token->span.start];
        return c == '-' || c == '.' || c == '&' || c == '/' || c == '\'';
    }
    return token->kind == CLM_TOKEN_WORD &&
           (token->key_len <= 3 || token_has(f, i, CLM_TOKEN_POSSESSIVE));
}

/* "The", "After": alone at the start of a sentence it is no name, whatever stands around it. */
static bool is_plain_start(const finder *f, uint32_t i) {
    return token_has(f, i, CLM_TOKEN_SENTENCE_FIRST) && f->known[i] == 0 &&
           (clm_finder_classes(f, i) & WORD_FUNCTION) != 0;
}

static uint32_t island_end(const finder *f, uint32_t start) {
    uint32_t end = start + 1;
    while (end - start < ISLAND_TOKENS_MAX && token_continues(f, end)) {
        if (name_like(f, end)) {
            end++;
        } else if (is_link(f, end) && token_continues(f, end + 1) && name_like(f, end + 1)) {
            end += 2;
        } else if (is_link(f, end) && token_continues(f, end + 1) && is_link(f, end + 1) &&
                   token_continues(f, end + 2) && name_like(f, end + 2)) {
            end += 3;
        } else {
            break;
        }
    }
    return end;
}

/* ---- features ---- */

/* How the word is written: "Aa", "AA", "A.", "A", "AaA", "a-", digits. */
static unsigned shape_of(const finder *f, uint32_t i) {
    const clm_token *token = token_at(f, i);
    clm_text text = clm_finder_text(f, i);
    if (token->kind == CLM_TOKEN_PUNCT) {
        return 1;
    }
    if (token->kind == CLM_TOKEN_NUMBER) {
        return 2;
    }
    if ((token->flags & CLM_TOKEN_POSSESSIVE) != 0) {
        return 3;
    }
    if ((token->flags & CLM_TOKEN_CAPITAL) == 0) {
        return 5;
    }
    unsigned inner = 0;
    unsigned dots = 0;
    for (size_t b = 1; b < text.len && b < 24; b++) {
        inner += text.ptr[b] >= 'A' && text.ptr[b] <= 'Z';
        dots += text.ptr[b] == '.';
    }
    if (dots > 0) {
        return dots > 1 ? 6 : text.len == 2 ? 7 : 8;
    }
    if ((token->flags & CLM_TOKEN_ALL_CAPS) != 0) {
        return text.len <= 2 ? 9 : text.len <= 4 ? 10 : 11;
    }
    if (text.len == 1) {
        return 12;
    }
    return inner > 0 ? 13 : 14;
}

void clm_tagger_view(const finder *f, uint32_t i, token_view *out) {
    const unsigned cluster = cluster_of(&f->learned, token_at(f, i));
    out->word = clm_tagger_hash(f, i);
    out->classes = f->classes[i] & ~(uint32_t)(WORD_NOUN | WORD_POINTER);
    out->cluster = (uint16_t)cluster;
    out->group = cluster > 0 ? f->learned.groups[cluster - 1] + 1u : 0;
    out->shape = (uint8_t)shape_of(f, i);
}

static uint64_t ending(const finder *f, uint32_t i, size_t bytes) {
    clm_text key = token_key(f, i);
    uint64_t value = key.len < bytes ? 0x100 : 0;
    for (size_t b = key.len < bytes ? 0 : key.len - bytes; b < key.len; b++) {
        value = value << 8 | (unsigned char)key.ptr[b];
    }
    return value;
}

size_t clm_tagger_features(const finder *f, uint32_t i, uint32_t start, uint32_t end,
                           const token_view *const *views, uint32_t features[TOKEN_FEATURES_MAX]) {
    clm_feature_sink s = {features, 0, 0};
    uint32_t sentence = token_at(f, i)->sentence;
    const token_view *const *at = &views[i - start];
    /* read_island fills the views of all tokens of the island and around it.
     * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    const token_view ll = *at[0], l = *at[1], w = *at[2], r = *at[3], rr = *at[4];
    bool first = token_has(f, i, CLM_TOKEN_SENTENCE_FIRST);
    bool lower = clm_finder_bit(f, f->lower_bits, i);
    unsigned style = f->styles[sentence];
    unsigned known = f->known[i];
    clm_feature_put(&s, 1);
    clm_feature_put(&s, w.word);
    clm_feature_put(&s, clm_feature_blend(w.word, r.word));
    clm_feature_put(&s, clm_feature_blend(l.word, w.word));
    clm_feature_put(&s, l.word);
    clm_feature_put(&s, r.word);
    clm_feature_put(&s, w.cluster);
    clm_feature_put(&s, l.cluster);
    clm_feature_put(&s, r.cluster);
    clm_feature_put(&s, clm_feature_blend(ll.group, 1));
    clm_feature_put(&s, clm_feature_blend(rr.group, 1));
    clm_feature_put(&s, clm_feature_blend(l.group, r.group));
    clm_feature_put(&s, clm_feature_blend(clm_feature_blend(w.group, r.group), r.shape));
    clm_feature_put(&s, clm_feature_blend(clm_feature_blend(w.group, l.group), l.shape));
    clm_feature_put(
        &s, clm_feature_blend(w.shape, (unsigned)first | (unsigned)lower << 1 | style << 2));
    clm_feature_put(&s, clm_feature_blend(clm_feature_blend(l.shape, w.shape), r.shape));
    clm_feature_put(&s, ending(f, i, 4));
    clm_feature_put(&s, clm_feature_blend(known, 1));
    clm_feature_put(&s, clm_feature_blend(clm_feature_blend(known, l.shape), r.shape));
    clm_feature_put(&s, clm_feature_blend(clm_feature_blend(known, l.group), first));
    clm_feature_put(&s, clm_feature_blend(known, r.group));
    clm_feature_put(&s, w.classes);
    clm_feature_put(&s, clm_feature_blend(l.classes, l.shape));
    clm_feature_put(&s, clm_feature_blend(r.classes, r.shape));
    clm_feature_put(&s, clm_feature_blend(i > start ? views[TAGGER_REACH]->word : 0, 3));
    clm_feature_put(
        &s, clm_feature_blend(i + 1 < end ? views[end - 1 - start + TAGGER_REACH]->word : 0, 5));
    clm_feature_put(
        &s, clm_feature_blend(i - start < 4 ? i - start : 4, end - start < 6 ? end - start : 6));
    return s.count;
}

/* ---- decoding ---- */

/* What the gazetteer's names say of each token: kind, how well known, and where in the name. */
static void mark_known(finder *f) {
    for (size_t k = 0; k < f->count; k++) {
        const candidate *item = &f->items[k];
        unsigned size = item->population >= 1000000  ? 4
                        : item->population >= 100000 ? 3
                        : item->population >= 15000  ? 2
                        : item->population > 0       ? 1
                                                     : 0;
        unsigned quality = item->quality >= 700   ? 3
                           : item->quality >= 400 ? 2
                           : item->quality >= 100 ? 1
                                                  : 0;
        unsigned code = 1u + (unsigned)item->kind * 5u + size;
        code = code * 4 + quality;
        code = code * 4 + (unsigned)item->mention.type % 4;
        code = code * 2 + item->unknown;
        for (uint32_t i = item->name_start; i < item->name_end; i++) {
            unsigned at = item->name_end - item->name_start == 1 ? 0
                          : i == item->name_start                ? 1
                                                                 : 2;
            f->known[i] = (uint16_t)(code * 3 + at);
        }
    }
}

static void decode(finder *f, uint32_t start, uint32_t end, int32_t (*local)[CLM_LABEL_SLOTS]) {
    const learned *model = &f->learned;
    uint8_t from[ISLAND_TOKENS_MAX + 4][CLM_LABEL_COUNT];
    int32_t best[CLM_LABEL_COUNT];
    for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
        /* An island has a token, with scores.
         * NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
        best[y] = local[0][y] + model->steps[CLM_LABEL_COUNT].weights[y];
    }
    for (uint32_t k = 1; k < end - start; k++) {
        int32_t next[CLM_LABEL_COUNT];
        for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
            int32_t top = best[0] + model->steps[0].weights[y];
            unsigned origin = 0;
            for (unsigned x = 1; x < CLM_LABEL_COUNT; x++) {
                int32_t score = best[x] + model->steps[x].weights[y];
                if (score > top) {
                    top = score;
                    origin = x;
                }
            }
            next[y] = top + local[k][y];
            from[k][y] = (uint8_t)origin;
        }
        memcpy(best, next, sizeof best);
    }
    unsigned y = 0;
    for (unsigned x = 1; x < CLM_LABEL_COUNT; x++) {
        y = best[x] > best[y] ? x : y;
    }
    for (uint32_t k = end - start; k-- > 0;) {
        f->labels[start + k] = (uint8_t)y;
        int32_t other = local[k][0];
        for (unsigned x = 2; x < CLM_LABEL_COUNT; x++) {
            other = local[k][x] > other ? local[k][x] : other;
        }
        f->leads[start + k] = local[k][CLM_LABEL_LOCATION] - other;
        y = k > 0 ? from[k][y] : 0;
    }
}

/* An island on its way through the steps below. */
typedef struct island {
    uint32_t start, end;
    uint32_t first[ISLAND_TOKENS_MAX + 5]; /* of each token: its first feature */
    uint32_t features[(ISLAND_TOKENS_MAX + 4) * TOKEN_FEATURES_MAX];
} island;

/* Reads the features of the island, and asks for their rows, which lie anywhere in a table that is
 * larger than the near caches. */
static void read_island(const finder *f, island *at) {
    const learned *model = &f->learned;
    const uint32_t sentence = token_at(f, at->start)->sentence;
    const token_view *views[VIEWS_MAX];
    uint32_t count = 0;
    for (uint32_t k = 0; k < at->end - at->start + 2 * TAGGER_REACH; k++) {
        views[k] = clm_tagger_look(f, sentence, (int64_t)at->start + k - TAGGER_REACH);
    }
    for (uint32_t i = at->start; i < at->end; i++) {
        uint32_t *features = at->features + count;
        at->first[i - at->start] = count;
        size_t n = clm_tagger_features(f, i, at->start, at->end, views, features);
        for (size_t k = 0; model->tag_rows != NULL && k < n; k++) {
            __builtin_prefetch(&model->tag_rows[features[k] & model->tag_mask]);
        }
        count += (uint32_t)n;
    }
    at->first[at->end - at->start] = count;
}

/* Sums the weights of the island's features and decodes it. */
static clm_status label_island(finder *f, const island *at) {
    const learned *model = &f->learned;
    const clm_mentions_observer *observer = f->options->observer;
    int32_t local[ISLAND_TOKENS_MAX + 4][CLM_LABEL_SLOTS];
    if (observer != NULL && observer->island != NULL) {
        clm_status status = observer->island(observer->context, f->article, at->start, at->end,
                                             at->features, at->first);
        if (status != CLM_OK) {
            return status;
        }
    }
    if (model->tag_rows == NULL) {
        return CLM_OK;
    }
    for (uint32_t i = 0; i < at->end - at->start; i++) {
        int32_t sum[CLM_LABEL_SLOTS] = {0};
        for (uint32_t k = at->first[i]; k < at->first[i + 1]; k++) {
            const int16_t *weights = model->tag_rows[at->features[k] & model->tag_mask].weights;
            for (unsigned y = 0; y < CLM_LABEL_SLOTS; y++) {
                sum[y] += weights[y];
            }
        }
        memcpy(local[i], sum, sizeof sum);
    }
    decode(f, at->start, at->end, local);
    return CLM_OK;
}

/* Tags islands in their order. The slots of all their words are asked for first; the rows of each
 * island are on their way while the one before is summed. (Asking stands in this function, as a
 * compiler may take one that does nothing else for one without any effect.) */
static clm_status tag_islands(finder *f, const clm_span *spans, size_t count) {
    const learned *model = &f->learned;
    const size_t tokens = f->article->token_count;
    island work[2];
    clm_status status = CLM_OK;
    for (size_t k = 0; k < count && model->words != NULL; k++) {
        const size_t start = spans[k].start > TAGGER_REACH ? spans[k].start - TAGGER_REACH : 0;
        const size_t end =
            spans[k].end + TAGGER_REACH < tokens ? spans[k].end + TAGGER_REACH : tokens;
        for (size_t i = start; i < end; i++) {
            const uint64_t hash = token_at(f, i)->key_hash;
            __builtin_prefetch(&model->words[clm_tagger_word_slot(hash, model->word_mask)]);
        }
    }
    for (size_t k = 0; k <= count && status == CLM_OK; k++) {
        if (k < count) {
            work[k % 2].start = spans[k].start;
            work[k % 2].end = spans[k].end;
            read_island(f, &work[k % 2]);
        }
        if (k > 0) {
            status = label_island(f, &work[(k - 1) % 2]);
        }
    }
    return status;
}

clm_status clm_tagger_run(finder *f, clm_error *error) {
    (void)error;
    if (f->learned.tag_rows == NULL && f->options->observer == NULL) {
        return CLM_OK;
    }
    clm_span spans[ISLANDS_AT_ONCE];
    size_t count = 0;
    clm_status status = CLM_OK;
    mark_known(f);
    size_t cursor = 0;
    uint32_t done = 0;
    for (uint32_t i = 0; status == CLM_OK; done = i + 1) {
        i = clm_finder_name(f, &cursor, done);
        if (i >= f->article->token_count) {
            break;
        }
        if (!name_like(f, i)) {
            continue;
        }
        clm_span span = {i, island_end(f, i)};
        i = span.end - 1;
        if (span.end == span.start + 1 && is_plain_start(f, span.start)) {
            continue;
        }
        spans[count++] = span;
        if (count == ISLANDS_AT_ONCE) {
            status = tag_islands(f, spans, count);
            count = 0;
        }
    }
    return status == CLM_OK ? tag_islands(f, spans, count) : status;
}

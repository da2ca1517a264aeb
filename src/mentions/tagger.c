/* mentions/tagger.c: see tagger.h. */
#include "mentions/tagger.h"

#include "mentions/features.h"

#include <string.h>

enum {
    HASH_OUTSIDE = 3, /* before the first and behind the last token of a sentence */
    HASH_NUMBER = 5,
    HASH_YEAR = 7,
    YEAR_DIGITS = 4
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

unsigned clm_tagger_cluster(finder *f, uint32_t i) {
    if (f->clusters[i] == 0) {
        const learned *model = &f->learned;
        const clm_token *token = token_at(f, i);
        unsigned cluster = 0;
        if (model->words != NULL && token->kind == CLM_TOKEN_WORD && token->key_len > 0) {
            uint32_t mark = clm_tagger_word_mark(token->key_hash);
            uint32_t slot = clm_tagger_word_slot(token->key_hash, model->word_mask);
            /* A full table of a strange model file must end too. */
            for (uint32_t n = 0; n <= model->word_mask && model->words[slot] != 0; n++) {
                if (model->words[slot] >> 16 == mark) {
                    cluster = model->words[slot] & 0xFFFF;
                    break;
                }
                slot = (slot + 1) & model->word_mask;
            }
            cluster = cluster <= model->clusters ? cluster : 0;
        }
        f->clusters[i] = (uint16_t)(cluster < UINT16_MAX ? cluster + 1 : 1);
    }
    return f->clusters[i] - 1u;
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

token_view clm_tagger_look(finder *f, uint32_t sentence, int64_t i) {
    token_view a = {false, HASH_OUTSIDE, 0, 0, 0, 0};
    if (i < 0 || i >= (int64_t)f->article->token_count ||
        token_at(f, (size_t)i)->sentence != sentence) {
        return a;
    }
    uint32_t at = (uint32_t)i;
    a.here = true;
    a.word = clm_tagger_hash(f, at);
    a.cluster = clm_tagger_cluster(f, at);
    a.group = a.cluster > 0 ? f->learned.groups[a.cluster - 1] + 1u : 0;
    a.shape = shape_of(f, at);
    a.classes = clm_finder_classes(f, at) & ~(uint32_t)(TOKEN_LOOKED_UP);
    return a;
}

static uint64_t ending(const finder *f, uint32_t i, size_t bytes) {
    clm_text key = token_key(f, i);
    uint64_t value = key.len < bytes ? 0x100 : 0;
    for (size_t b = key.len < bytes ? 0 : key.len - bytes; b < key.len; b++) {
        value = value << 8 | (unsigned char)key.ptr[b];
    }
    return value;
}

size_t clm_tagger_features(finder *f, uint32_t i, uint32_t start, uint32_t end,
                           const token_view *views, uint32_t features[TOKEN_FEATURES_MAX]) {
    feature_sink s = {features, 0, 0};
    uint32_t sentence = token_at(f, i)->sentence;
    const token_view *at = &views[i - start];
    const token_view ll = at[0], l = at[1], w = at[2], r = at[3], rr = at[4];
    bool first = token_has(f, i, CLM_TOKEN_SENTENCE_FIRST);
    bool lower = clm_finder_bit(f, f->lower_bits, token_key(f, i));
    unsigned style = f->styles[sentence];
    unsigned known = f->known[i];
    feature_put(&s, 1);
    feature_put(&s, w.word);
    feature_put(&s, feature_blend(w.word, r.word));
    feature_put(&s, feature_blend(l.word, w.word));
    feature_put(&s, l.word);
    feature_put(&s, r.word);
    feature_put(&s, w.cluster);
    feature_put(&s, l.cluster);
    feature_put(&s, r.cluster);
    feature_put(&s, feature_blend(ll.group, 1));
    feature_put(&s, feature_blend(rr.group, 1));
    feature_put(&s, feature_blend(l.group, r.group));
    feature_put(&s, feature_blend(feature_blend(w.group, r.group), r.shape));
    feature_put(&s, feature_blend(feature_blend(w.group, l.group), l.shape));
    feature_put(&s, feature_blend(w.shape, (unsigned)first | (unsigned)lower << 1 | style << 2));
    feature_put(&s, feature_blend(feature_blend(l.shape, w.shape), r.shape));
    feature_put(&s, ending(f, i, 4));
    feature_put(&s, feature_blend(known, 1));
    feature_put(&s, feature_blend(feature_blend(known, l.shape), r.shape));
    feature_put(&s, feature_blend(feature_blend(known, l.group), first));
    feature_put(&s, feature_blend(known, r.group));
    feature_put(&s, w.classes);
    feature_put(&s, feature_blend(l.classes, l.shape));
    feature_put(&s, feature_blend(r.classes, r.shape));
    feature_put(&s, feature_blend(i > start ? clm_tagger_hash(f, start) : 0, 3));
    feature_put(&s, feature_blend(i + 1 < end ? clm_tagger_hash(f, end - 1) : 0, 5));
    feature_put(&s,
                feature_blend(i - start < 4 ? i - start : 4, end - start < 6 ? end - start : 6));
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

static clm_status tag_island(finder *f, uint32_t start, uint32_t end) {
    const learned *model = &f->learned;
    const clm_mentions_observer *observer = f->options->observer;
    uint32_t features[(ISLAND_TOKENS_MAX + 4) * TOKEN_FEATURES_MAX];
    uint32_t first[ISLAND_TOKENS_MAX + 5];
    int32_t local[ISLAND_TOKENS_MAX + 4][CLM_LABEL_SLOTS];
    token_view views[ISLAND_TOKENS_MAX + 4 + 2 * TAGGER_REACH];
    size_t count = 0;
    for (uint32_t k = 0; k < end - start + 2 * TAGGER_REACH; k++) {
        views[k] =
            clm_tagger_look(f, token_at(f, start)->sentence, (int64_t)start + k - TAGGER_REACH);
    }
    for (uint32_t i = start; i < end; i++) {
        first[i - start] = (uint32_t)count;
        size_t n = clm_tagger_features(f, i, start, end, views, features + count);
        if (model->tag_rows != NULL) {
            /* All at once: the rows lie anywhere in a table that is larger than the caches. */
            for (size_t k = 0; k < n; k++) {
                __builtin_prefetch(&model->tag_rows[features[count + k] & model->tag_mask]);
            }
            int32_t *sum = local[i - start];
            memset(sum, 0, sizeof local[0]);
            for (size_t k = 0; k < n; k++) {
                const clm_tag_row *row = &model->tag_rows[features[count + k] & model->tag_mask];
                for (unsigned y = 0; y < CLM_LABEL_SLOTS; y++) {
                    sum[y] += row->weights[y];
                }
            }
        }
        count += observer != NULL ? n : 0;
    }
    first[end - start] = (uint32_t)count;
    if (observer != NULL && observer->island != NULL) {
        clm_status status =
            observer->island(observer->context, f->article, start, end, features, first);
        if (status != CLM_OK) {
            return status;
        }
    }
    if (model->tag_rows != NULL) {
        decode(f, start, end, local);
    }
    return CLM_OK;
}

clm_status clm_tagger_run(finder *f, clm_error *error) {
    (void)error;
    if (f->learned.tag_rows == NULL && f->options->observer == NULL) {
        return CLM_OK;
    }
    mark_known(f);
    uint32_t i = 0;
    while (i < f->article->token_count) {
        if (!name_like(f, i)) {
            i++;
            continue;
        }
        uint32_t end = island_end(f, i);
        if (end == i + 1 && is_plain_start(f, i)) {
            i = end;
            continue;
        }
        clm_status status = tag_island(f, i, end);
        if (status != CLM_OK) {
            return status;
        }
        i = end;
    }
    return CLM_OK;
}

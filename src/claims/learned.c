/* claims/learned.c: cues; see learned.h. */
#include "claims/learned.h"

#include "base/hash.h"

#include <string.h>

enum {
    HASH_OUTSIDE = 3,
    HASH_NUMBER = 5,
    REACH = 120, /* tokens of a sentence that a cue sees to each side */
    CUE_FEATURES_MAX = 128
};

/* ---- tokens ---- */

static uint64_t atom_of(const clm_reader *reader, uint32_t i) {
    const clm_token *token = &reader->article->tokens[i];
    if (token->kind == CLM_TOKEN_NUMBER) {
        return HASH_NUMBER;
    }
    if (token->key_len > 0) {
        return token->key_hash;
    }
    if (token->flags & (CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_QUOTE_CLOSE)) {
        return token->flags & CLM_TOKEN_QUOTE_OPEN ? 7 : 11;
    }
    if (clm_is_dash(reader, i)) {
        return 13;
    }
    clm_text text = clm_article_slice(reader->article, token->span);
    uint64_t mark = 0;
    for (size_t b = 0; b < text.len && b < sizeof mark; b++) {
        mark = mark << 8 | (unsigned char)text.ptr[b];
    }
    return mark * 0x9E3779B97F4A7C15u;
}

static const clm_sight outside = {.atom = HASH_OUTSIDE, .known = true};

const clm_sight *clm_sight_at(clm_listener *l, int64_t token, uint32_t floor, uint32_t limit) {
    if (token < (int64_t)floor || token >= (int64_t)limit) {
        return &outside;
    }
    clm_sight *sight = &l->sights[token];
    if (sight->atom == 0) {
        sight->atom = atom_of(l->reader, (uint32_t)token);
    }
    return sight;
}

const clm_sight *clm_meaning_at(clm_listener *l, int64_t token, uint32_t floor, uint32_t limit) {
    if (token < (int64_t)floor || token >= (int64_t)limit) {
        return &outside;
    }
    clm_sight *sight = &l->sights[token];
    if (!sight->known) {
        unsigned cluster =
            clm_word_cluster(&l->clusters, l->reader->article->tokens[token].key_hash);
        sight->atom = sight->atom ? sight->atom : atom_of(l->reader, (uint32_t)token);
        sight->cluster = (uint16_t)cluster;
        sight->group = cluster > 0 ? (uint16_t)(l->clusters.groups[cluster - 1] + 1u) : 0;
        sight->known = true;
    }
    return sight;
}

/* "claims", "claimed", "claiming" -> "claim": endings off, so that forms of a word share what was
 * learned of it. */
static uint64_t stem_of(const clm_reader *reader, uint32_t i) {
    clm_text key = clm_article_key(reader->article, i);
    size_t n = key.len;
    const char *p = key.ptr;
    if (n == 0) {
        return atom_of(reader, i);
    }
    if (n > 5 && memcmp(p + n - 3, "ing", 3) == 0) {
        n -= 3;
    } else if (n > 4 && memcmp(p + n - 3, "ies", 3) == 0) {
        n -= 2;
    } else if (n > 4 && memcmp(p + n - 3, "ied", 3) == 0) {
        n -= 2;
    } else if (n > 4 && memcmp(p + n - 2, "ed", 2) == 0) {
        n -= 2;
    } else if (n > 3 && p[n - 1] == 's' && p[n - 2] != 's') {
        n -= 1;
    }
    if (n > 3 && p[n - 1] == 'e') {
        n--;
    }
    if (n < key.len && n > 3 && p[n - 1] == p[n - 2] && p[n - 1] != 's' && p[n - 1] != 'l') {
        n--;
    }
    if (n > 2 && p[n - 1] == 'i') {
        return clm_blend(clm_hash64(p, n - 1), 'y');
    }
    if (n > 2 && p[n - 1] == 'y') {
        return clm_blend(clm_hash64(p, n - 1), 'y');
    }
    return clm_hash64(p, n);
}

static uint64_t ending(const clm_reader *reader, uint32_t i) {
    clm_text key = clm_article_key(reader->article, i);
    uint64_t value = 1;
    for (size_t b = key.len < 3 ? 0 : key.len - 3; b < key.len; b++) {
        value = value << 8 | (unsigned char)key.ptr[b];
    }
    return value;
}

/* Pronouns of one kind behave alike; 0: none of them. */
static unsigned pronoun_kind(clm_text key) {
    static const struct {
        char key[8];
        uint8_t length, kind;
    } pronouns[] = {{"i", 1, 1},     {"we", 2, 1},    {"he", 2, 3},    {"it", 2, 5},
                    {"my", 2, 11},   {"you", 3, 2},   {"she", 3, 3},   {"who", 3, 6},
                    {"his", 3, 9},   {"her", 3, 9},   {"him", 3, 9},   {"its", 3, 10},
                    {"our", 3, 11},  {"they", 4, 4},  {"that", 4, 7},  {"this", 4, 8},
                    {"them", 4, 10}, {"what", 4, 13}, {"which", 5, 7}, {"their", 5, 10},
                    {"there", 5, 12}};
    for (size_t i = 0; key.len <= 5 && i < sizeof pronouns / sizeof *pronouns; i++) {
        if (pronouns[i].length == key.len && memcmp(pronouns[i].key, key.ptr, key.len) == 0) {
            return pronouns[i].kind;
        }
    }
    return 0;
}

unsigned clm_head_kind(const clm_reader *reader, uint32_t token) {
    clm_tag tag = clm_tag_at(reader, token);
    if (tag == CLM_TAG_PRON || tag == CLM_TAG_WH || tag == CLM_TAG_THAT || tag == CLM_TAG_POSS ||
        tag == CLM_TAG_DET) {
        unsigned kind = pronoun_kind(clm_article_key(reader->article, token));
        return kind > 0 ? kind : tag == CLM_TAG_DET ? 14 : 15;
    }
    const clm_word *word = token < reader->article->token_count ? reader->words[token] : NULL;
    if (tag == CLM_TAG_NAME) {
        return clm_is_surname(reader, token) ? 17 : reader->mention_of[token] >= 0 ? 18 : 16;
    }
    if (tag == CLM_TAG_NOUN) {
        bool plural = word && (word->pos & CLM_POS_NS);
        bool source = word && word->source_type != CLM_ST_NONE;
        bool title = clm_capital_at(reader, token);
        return 20u + (unsigned)plural + 2u * (unsigned)source + 4u * (unsigned)title;
    }
    return 30u + (unsigned)tag;
}

unsigned clm_follow_code(const clm_reader *reader, uint32_t k, uint32_t limit) {
    if (k >= limit) {
        return 1;
    }
    if (clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN)) {
        return 2;
    }
    if (clm_is_quote(reader, k, CLM_TOKEN_QUOTE_CLOSE)) {
        return 3;
    }
    if (clm_is_comma(reader, k)) {
        return clm_is_quote(reader, k + 1, CLM_TOKEN_QUOTE_OPEN) ? 4 : 5;
    }
    if (clm_punct_is(reader, k, ":")) {
        return 6;
    }
    if (clm_is_dash(reader, k)) {
        return 7;
    }
    clm_tag tag = clm_tag_at(reader, k);
    if (tag == CLM_TAG_NOUN || tag == CLM_TAG_NAME || tag == CLM_TAG_DET || tag == CLM_TAG_ADJ ||
        tag == CLM_TAG_POSS || tag == CLM_TAG_PRON || tag == CLM_TAG_NUM) {
        for (uint32_t j = k; j < limit && j < k + 12; j++) { /* does a clause follow? */
            clm_tag at = clm_tag_at(reader, j);
            if (clm_is_finite(reader, j)) {
                return 40u + (unsigned)tag;
            }
            if (at == CLM_TAG_PUNCT || at == CLM_TAG_WH || at == CLM_TAG_THAT ||
                at == CLM_TAG_SUB || at == CLM_TAG_TO || at == CLM_TAG_CC) {
                break;
            }
        }
    }
    return 10u + (unsigned)tag;
}

/* ---- spots ---- */

static bool may_be_cue(const clm_listener *l, uint32_t i) {
    const clm_reader *reader = l->reader;
    const clm_token *token = &reader->article->tokens[i];
    if (token->kind == CLM_TOKEN_PUNCT) {
        return reader->article->text.ptr[token->span.start] == ':';
    }
    uint8_t level = l->model.words[clm_said_word_slot(token->key_hash)];
    return token->kind == CLM_TOKEN_WORD && level != CLM_SAID_SELDOM &&
           (level == CLM_SAID_MAYBE || (level == CLM_SAID_UNSEEN && clm_is_verb(reader, i)));
}

/* Where quotations stand as seen from the cue. */
static uint8_t quote_code(const clm_reader *reader, const clm_spot *s) {
    uint32_t before = s->group;
    if (!clm_run_empty(s->subject) && s->subject.end + 3 >= s->group) {
        before = s->subject.start;
    }
    unsigned code = reader->quote_of[s->token] >= 0 ? 1 : 0;
    for (uint32_t k = before; k > s->floor && k + 3 > before; k--) {
        if (clm_is_quote(reader, k - 1, CLM_TOKEN_QUOTE_CLOSE)) {
            code |= 2;
        }
    }
    for (uint32_t k = s->token + 1; k < s->limit && k < s->token + 8; k++) {
        if (clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN)) {
            code |= k < s->after + 2 ? 4 : 8;
        }
    }
    return (uint8_t)code;
}

static uint8_t frame_code(const clm_reader *reader, const clm_spot *s) {
    if (s->group == s->token) {
        return (uint8_t)(s->group > s->floor && clm_tag_at(reader, s->group - 1) == CLM_TAG_TO);
    }
    unsigned code = 2;
    code |= clm_group_has(reader, s->group, s->token, CLM_POS_NOT) ? 4 : 0;
    code |= clm_group_has(reader, s->group, s->token, CLM_POS_MD) ? 8 : 0;
    code |= clm_group_has(reader, s->group, s->token, CLM_POS_HAVE) ? 16 : 0;
    code |= clm_group_has(reader, s->group, s->token, CLM_POS_BE) ? 32 : 0;
    code |= s->group > s->floor && clm_tag_at(reader, s->group - 1) == CLM_TAG_TO ? 1 : 0;
    return (uint8_t)code;
}

static uint32_t phrase_start(const clm_reader *reader, uint32_t noun, uint32_t floor) {
    uint32_t k = noun;
    while (k > floor && k + 6 > noun && clm_is_nominal(reader, k - 1)) {
        k--;
    }
    return k;
}

static clm_spot read_spot(const clm_listener *l, uint32_t i) {
    const clm_reader *reader = l->reader;
    const clm_sentence *where = clm_sentence_of(reader, i);
    clm_spot s = {.token = i, .group = i, .rule = l->rule_of[i]};
    s.floor = i - where->token_start > REACH ? i - REACH : where->token_start;
    s.limit = where->token_end - i > REACH ? i + REACH : where->token_end;
    s.stem = stem_of(reader, i);
    if (clm_is_verb(reader, i)) {
        s.group = clm_verb_group(reader, i, s.floor);
        s.subject = clm_subject_of(reader, i, s.floor);
    } else if (clm_tag_at(reader, i) == CLM_TAG_NOUN) {
        s.group = phrase_start(reader, i, s.floor);
    }
    s.after = i + 1;
    while (s.after < s.limit && (clm_tag_at(reader, s.after) == CLM_TAG_ADV ||
                                 clm_tag_at(reader, s.after) == CLM_TAG_NOT)) {
        s.after++;
    }
    s.follows = (uint8_t)clm_follow_code(reader, s.after, s.limit);
    s.head = clm_run_empty(s.subject) ? 0 : (uint8_t)clm_head_kind(reader, s.subject.end - 1);
    s.frame = frame_code(reader, &s);
    s.quote = quote_code(reader, &s);
    return s;
}

static clm_status find_spots(clm_listener *l, clm_error *error) {
    const clm_article *article = l->reader->article;
    for (uint32_t i = 0; i < article->token_count; i++) {
        if (!may_be_cue(l, i)) {
            continue;
        }
        void *items = l->spots;
        if (clm_arena_grow(article->arena, &items, &l->spot_capacity, l->spot_count + 1,
                           sizeof *l->spots)) {
            return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
        }
        l->spots = items;
        l->spots[l->spot_count++] = read_spot(l, i);
    }
    return CLM_OK;
}

/* ---- first sight ---- */

/* What the rules found there. */
static unsigned rule_code(const clm_listener *l, const clm_spot *s) {
    if (s->rule < 0) {
        return 0;
    }
    const clm_said *said = &l->reader->said[s->rule];
    unsigned code = said->entry ? 2u + said->entry->cue_class : 1;
    bool before = said->content_count > 0 && said->content[0].start < said->cue.start;
    bool after = said->source.start > said->cue.start;
    return 1u + code * 8u + (before ? 1u : 0u) + (after ? 2u : 0u) + (said->clausal ? 4u : 0u);
}

static unsigned told_code(const clm_listener *l, const clm_spot *s) {
    int32_t told = l->told_of[s->token];
    if (told < 0) {
        return 0;
    }
    const clm_said *said = &l->reader->said[told];
    return said->entry ? 2u + said->entry->cue_class : 1;
}

static void word_features(clm_listener *l, const clm_spot *s, clm_features *f) {
    const clm_reader *reader = l->reader;
    uint32_t i = s->token;
    const clm_sight w = *clm_meaning_at(l, i, s->floor, s->limit);
    const clm_sight r = *clm_meaning_at(l, (int64_t)i + 1, s->floor, s->limit);
    const clm_sight rr = *clm_sight_at(l, (int64_t)i + 2, s->floor, s->limit);
    const clm_sight p = *clm_meaning_at(l, (int64_t)i - 1, s->floor, s->limit);
    const clm_sight pp = *clm_sight_at(l, (int64_t)i - 2, s->floor, s->limit);
    const clm_sight g = *clm_meaning_at(l, (int64_t)s->group - 1, s->floor, s->limit);
    const clm_sight a = *clm_meaning_at(l, s->after, s->floor, s->limit);
    const clm_sight aa = *clm_meaning_at(l, (int64_t)s->after + 1, s->floor, s->limit);
    unsigned t = clm_tag_at(reader, i);
    unsigned tr = i + 1 < s->limit ? clm_tag_at(reader, i + 1) : 30;
    unsigned trr = i + 2 < s->limit ? clm_tag_at(reader, i + 2) : 30;
    unsigned tp = i > s->floor ? clm_tag_at(reader, i - 1) : 30;
    unsigned tpp = i > s->floor + 1 ? clm_tag_at(reader, i - 2) : 30;
    uint64_t stem = s->stem;
    clm_feature(f, 1);
    clm_feature(f, w.atom);
    clm_feature(f, stem);
    clm_feature2(f, stem, t);
    clm_feature2(f, stem, tr);
    clm_feature2(f, stem, tp);
    clm_feature3(f, stem, tp, tr);
    clm_feature2(f, stem, r.atom);
    clm_feature2(f, stem, p.atom);
    clm_feature3(f, stem, r.atom, rr.atom);
    clm_feature3(f, stem, p.atom, pp.atom);
    clm_feature2(f, stem, r.group);
    clm_feature2(f, stem, p.group);
    clm_feature(f, w.cluster);
    clm_feature2(f, w.cluster, t);
    clm_feature2(f, w.cluster, s->follows);
    clm_feature3(f, w.group, tp, tr);
    clm_feature3(f, w.group, t, s->follows);
    clm_feature2(f, w.cluster, r.atom);
    clm_feature2(f, w.cluster, p.atom);
    clm_feature(f, r.atom);
    clm_feature(f, rr.atom);
    clm_feature(f, p.atom);
    clm_feature(f, pp.atom);
    clm_feature(f, r.cluster);
    clm_feature(f, p.cluster);
    clm_feature2(f, p.atom, r.atom);
    clm_feature3(f, t, tr, trr);
    clm_feature3(f, t, tp, tpp);
    clm_feature3(f, tp, t, tr);
    clm_feature2(f, t, ending(reader, i));
    clm_feature2(f, g.atom, t);
    clm_feature2(f, g.atom, stem);
    clm_feature3(f, g.group, t, s->follows);
    clm_feature2(f, a.atom, t);
    clm_feature2(f, a.atom, stem);
    clm_feature3(f, a.group, aa.group, t);
    clm_feature2(f, a.cluster, w.group);
    clm_feature3(f, stem, a.atom, aa.atom);
}

static void frame_features(clm_listener *l, const clm_spot *s, clm_features *f) {
    const clm_reader *reader = l->reader;
    const clm_sight w = *clm_meaning_at(l, s->token, s->floor, s->limit);
    unsigned t = clm_tag_at(reader, s->token);
    uint64_t stem = s->stem;
    clm_sight head = {0};
    if (!clm_run_empty(s->subject)) {
        head = *clm_meaning_at(l, (int64_t)s->subject.end - 1, s->floor, s->limit);
    }
    clm_feature2(f, stem, s->follows);
    clm_feature2(f, t, s->follows);
    clm_feature2(f, stem, s->frame);
    clm_feature3(f, t, s->frame, s->follows);
    clm_feature2(f, t, s->head);
    clm_feature2(f, stem, s->head);
    clm_feature3(f, w.cluster, s->head, s->follows);
    clm_feature3(f, s->head, s->follows, t);
    clm_feature3(f, stem, s->head, s->follows);
    clm_feature2(f, head.atom, t);
    clm_feature2(f, head.cluster, t);
    clm_feature2(f, head.cluster, w.group);
    clm_feature2(f, head.group, w.cluster);
    clm_feature2(f, head.atom, w.cluster);
    clm_feature2(f, s->group - s->subject.end < 9 ? s->group - s->subject.end : 9, s->head > 0);
    clm_feature2(f, s->quote, t);
    clm_feature2(f, s->quote, stem);
    clm_feature3(f, s->quote, s->follows, t);
    clm_feature3(f, s->quote, s->head, t);
    clm_feature3(f, s->quote, w.cluster, 0);
}

static void place_features(clm_listener *l, size_t index, clm_features *f) {
    const clm_reader *reader = l->reader;
    const clm_spot *s = &l->spots[index];
    const clm_sentence *where = clm_sentence_of(reader, s->token);
    unsigned t = clm_tag_at(reader, s->token);
    unsigned rule = rule_code(l, s);
    unsigned told = told_code(l, s);
    uint64_t stem = s->stem;
    const clm_spot *before = index > 0 ? s - 1 : NULL;
    const clm_spot *next = index + 1 < l->spot_count ? s + 1 : NULL;
    if (before && before->token < s->floor) {
        before = NULL;
    }
    if (next && next->token >= s->limit) {
        next = NULL;
    }
    clm_feature(f, rule);
    clm_feature2(f, rule, stem);
    clm_feature2(f, rule, s->quote);
    clm_feature2(f, rule > 0, s->follows);
    clm_feature2(f, rule > 0, told);
    clm_feature3(f, rule > 0, told > 0, stem);
    clm_feature3(f, rule > 0, s->quote, told);
    clm_feature2(f, where->heading, t);
    clm_feature2(f, where->heading, rule > 0);
    clm_feature2(f, clm_bucket(s->token - s->floor), clm_bucket(s->limit - s->token));
    clm_feature2(f, clm_bucket(s->token - s->floor), stem);
    clm_feature(f, before ? before->stem : 0);
    clm_feature2(f, before ? before->stem : 0, stem);
    clm_feature3(f, before ? clm_bucket(s->token - before->token) : 9,
                 before ? clm_tag_at(reader, before->token) : 0, t);
    clm_feature(f, next ? next->stem : 0);
    clm_feature2(f, next ? next->stem : 0, stem);
    clm_feature3(f, next ? clm_bucket(next->token - s->token) : 9,
                 next ? clm_tag_at(reader, next->token) : 0, t);
}

/* Sets score and accepted. */
static clm_status look_at(clm_listener *l, clm_spot *s, clm_said_look look, const clm_features *f) {
    if (l->model.cue[look]) {
        s->score[look] = clm_weigh(l->model.cue[look], l->model.cue_mask[look], f->out, f->count);
    }
    s->accepted = l->model.cue[look] && s->score[look] > l->model.threshold[look];
    if (l->observer && l->observer->cue) {
        return l->observer->cue(l->observer->context, l->reader->article, s->token, look, f->out,
                                f->count, &s->accepted);
    }
    return CLM_OK;
}

/* While the weights of one word are on their way, the features of the next are read. */
static clm_status first_sight(clm_listener *l) {
    uint32_t features[2][CUE_FEATURES_MAX];
    clm_features f[2];
    clm_status status = CLM_OK;
    for (size_t i = 0; i <= l->spot_count && status == CLM_OK; i++) {
        if (i < l->spot_count) {
            clm_features *now = &f[i % 2];
            *now = (clm_features){features[i % 2], 0, 0};
            word_features(l, &l->spots[i], now);
            frame_features(l, &l->spots[i], now);
            place_features(l, i, now);
            clm_foresee(l->model.cue[CLM_SAID_FIRST], l->model.cue_mask[CLM_SAID_FIRST], now);
        }
        if (i > 0) {
            status = look_at(l, &l->spots[i - 1], CLM_SAID_FIRST, &f[(i - 1) % 2]);
        }
    }
    return status;
}

/* ---- second sight: among its neighbours ---- */

/* The logit in halves, from -6 to 6, as a number from 1. */
static unsigned score_code(const clm_listener *l, int32_t score) {
    int32_t halves = score * 2 / l->model.unit;
    return (unsigned)((halves < -12 ? -12 : halves > 12 ? 12 : halves) + 13);
}

typedef struct neighbour {
    const clm_spot *spot; /* NULL: none */
    unsigned between;     /* what stands between */
} neighbour;

static unsigned between_code(const clm_reader *reader, uint32_t from, uint32_t to) {
    unsigned code = 0;
    for (uint32_t k = from; k < to; k++) {
        clm_tag tag = clm_tag_at(reader, k);
        code |= tag == CLM_TAG_THAT ? 1 : 0;
        code |= tag == CLM_TAG_CC ? 2 : 0;
        code |= clm_is_comma(reader, k) ? 4 : 0;
        code |= clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_QUOTE_CLOSE) ? 8 : 0;
        code |= tag == CLM_TAG_WH || tag == CLM_TAG_SUB ? 16 : 0;
        code |= clm_is_finite(reader, k) ? 32 : 0;
    }
    return code;
}

/* The nearest spot to one side that is likely a cue. */
static neighbour likely(const clm_listener *l, size_t index, int side) {
    const clm_spot *s = &l->spots[index];
    for (size_t n = index; side < 0 ? n > 0 : n + 1 < l->spot_count;) {
        n = side < 0 ? n - 1 : n + 1;
        const clm_spot *other = &l->spots[n];
        if (other->token < s->floor || other->token >= s->limit) {
            break;
        }
        if (other->score[0] > -l->model.unit) {
            uint32_t from = side < 0 ? other->token + 1 : s->token + 1;
            uint32_t to = side < 0 ? s->token : other->token;
            return (neighbour){other, between_code(l->reader, from, to)};
        }
    }
    return (neighbour){NULL, 0};
}

static void neighbour_features(const clm_listener *l, const clm_spot *s, neighbour n,
                               clm_features *f) {
    unsigned own = score_code(l, s->score[0]);
    unsigned its = n.spot ? score_code(l, n.spot->score[0]) : 0;
    uint32_t far =
        n.spot ? (n.spot->token > s->token ? n.spot->token - s->token : s->token - n.spot->token)
               : 99;
    unsigned quotes = l->reader->quote_of[s->token] >= 0 ? 1 : 0;
    quotes |= n.spot && l->reader->quote_of[n.spot->token] >= 0 ? 2u : 0;
    clm_feature(f, its);
    clm_feature2(f, own, its);
    clm_feature3(f, its, clm_bucket(far), n.between);
    clm_feature3(f, own, its, clm_bucket(far));
    clm_feature2(f, n.between, its);
    clm_feature3(f, n.between, own, its / 4);
    clm_feature3(f, quotes, own, its);
    clm_feature3(f, n.spot ? n.spot->stem : 0, s->stem, its / 4);
    clm_feature2(f, n.spot ? n.spot->stem : 0, own);
    clm_feature2(f, s->stem, its);
    clm_feature3(f, clm_tag_at(l->reader, s->token),
                 n.spot ? clm_tag_at(l->reader, n.spot->token) : 0, its / 2);
    clm_feature3(f, s->follows, its / 2, clm_bucket(far));
    clm_feature3(f, n.spot ? n.spot->follows : 0, its / 2, clm_bucket(far));
    bool same =
        n.spot && !clm_run_empty(n.spot->subject) && n.spot->subject.start == s->subject.start;
    clm_feature3(f, same, own, its);
}

static void again_features(clm_listener *l, size_t index, clm_features *f) {
    const clm_spot *s = &l->spots[index];
    unsigned own = score_code(l, s->score[0]);
    unsigned t = clm_tag_at(l->reader, s->token);
    clm_feature(f, 1);
    clm_feature(f, own);
    clm_feature2(f, own, t);
    clm_feature2(f, own, s->follows);
    clm_feature2(f, own, s->quote);
    clm_feature2(f, own, s->rule >= 0);
    clm_feature2(f, own, told_code(l, s));
    clm_feature2(f, own / 2, s->stem);
    clm_feature2(f, own, clm_sentence_of(l->reader, s->token)->heading);
    neighbour before = likely(l, index, -1), next = likely(l, index, 1);
    neighbour_features(l, s, before, f);
    neighbour_features(l, s, next, f);
    unsigned b = before.spot ? score_code(l, before.spot->score[0]) : 0;
    unsigned n = next.spot ? score_code(l, next.spot->score[0]) : 0;
    clm_feature3(f, own, b, n);
}

static clm_status second_sight(clm_listener *l) {
    uint32_t features[CUE_FEATURES_MAX];
    clm_status status = CLM_OK;
    for (size_t i = 0; i < l->spot_count && status == CLM_OK; i++) {
        clm_spot *s = &l->spots[i];
        bool worth = l->model.cue[0] && s->score[0] > l->model.threshold[0];
        s->accepted = false;
        if (worth) {
            clm_features f = {features, 0, 0};
            again_features(l, i, &f);
            status = look_at(l, s, CLM_SAID_AGAIN, &f);
        }
    }
    return status;
}

/* ---- all ---- */

static clm_status init(const clm_reader *reader, const clm_claims_options *options, clm_listener *l,
                       clm_error *error) {
    size_t count = reader->article->token_count;
    clm_arena *arena = reader->article->arena;
    l->observer = options->observer;
    clm_status status = clm_word_clusters_read(options->model, &l->clusters, error);
    l->sights = clm_arena_array(arena, count + 1, sizeof *l->sights);
    l->rule_of = clm_arena_array(arena, count + 1, sizeof *l->rule_of);
    l->told_of = clm_arena_array(arena, count + 1, sizeof *l->told_of);
    if (!l->sights || !l->rule_of || !l->told_of) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    memset(l->rule_of, 0xFF, (count + 1) * sizeof *l->rule_of);
    memset(l->told_of, 0xFF, (count + 1) * sizeof *l->told_of);
    for (size_t i = 0; i < count; i++) {
        clm_word_cluster_prefetch(&l->clusters, reader->article->tokens[i].key_hash);
    }
    for (size_t i = reader->said_count; i > 0; i--) {
        const clm_said *said = &reader->said[i - 1];
        for (uint32_t t = said->cue.start; t < said->cue.end; t++) {
            l->rule_of[t] = (int32_t)i - 1;
        }
        for (size_t c = 0; c < said->content_count; c++) {
            for (uint32_t t = said->content[c].start; t < said->content[c].end; t++) {
                l->told_of[t] = (int32_t)i - 1;
            }
        }
    }
    return status;
}

static clm_status hear(clm_listener *l, size_t spot, clm_error *error) {
    void *items = l->heard;
    if (clm_arena_grow(l->reader->article->arena, &items, &l->heard_capacity, l->heard_count + 1,
                       sizeof *l->heard)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    l->heard = items;
    clm_heard *heard = &l->heard[l->heard_count++];
    *heard = (clm_heard){.spot = &l->spots[spot]};
    clm_status status = clm_listen_source(l, heard, error);
    return status == CLM_OK ? clm_listen_content(l, spot, heard, error) : status;
}

clm_status clm_listen(const clm_reader *reader, const clm_claims_options *options,
                      clm_listener *out, clm_error *error) {
    *out = (clm_listener){.reader = reader};
    if (!options) {
        return CLM_OK;
    }
    clm_status status = clm_said_model_read(options->model, &out->model, error);
    if (status != CLM_OK || !out->model.words) {
        return status;
    }
    status = init(reader, options, out, error);
    if (status == CLM_OK) {
        status = find_spots(out, error);
    }
    if (status == CLM_OK) {
        status = first_sight(out);
    }
    if (status == CLM_OK) {
        status = second_sight(out);
    }
    for (size_t i = 0; i < out->spot_count && status == CLM_OK; i++) {
        if (out->model.cue[0] && out->spots[i].accepted) {
            status = hear(out, i, error);
        }
    }
    return status;
}

/* claims/learned_cues.c: which words are cues, at two looks; see learned.h. */
#include "claims/learned.h"

enum { CUE_FEATURES_MAX = 128 };

/* ---- first sight ---- */

static uint64_t ending(const clm_reader *reader, uint32_t i) {
    clm_text key = clm_article_key(reader->article, i);
    uint64_t value = 1;
    for (size_t b = key.len < 3 ? 0 : key.len - 3; b < key.len; b++) {
        value = value << 8 | (unsigned char)key.ptr[b];
    }
    return value;
}

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

static void word_features(clm_listener *l, const clm_spot *s, clm_feature_sink *f) {
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
    clm_feature_put(f, 1);
    clm_feature_put(f, w.atom);
    clm_feature_put(f, stem);
    clm_feature_put2(f, stem, t);
    clm_feature_put2(f, stem, tr);
    clm_feature_put2(f, stem, tp);
    clm_feature_put3(f, stem, tp, tr);
    clm_feature_put2(f, stem, r.atom);
    clm_feature_put2(f, stem, p.atom);
    clm_feature_put3(f, stem, r.atom, rr.atom);
    clm_feature_put3(f, stem, p.atom, pp.atom);
    clm_feature_put2(f, stem, r.group);
    clm_feature_put2(f, stem, p.group);
    clm_feature_put(f, w.cluster);
    clm_feature_put2(f, w.cluster, t);
    clm_feature_put2(f, w.cluster, s->follows);
    clm_feature_put3(f, w.group, tp, tr);
    clm_feature_put3(f, w.group, t, s->follows);
    clm_feature_put2(f, w.cluster, r.atom);
    clm_feature_put2(f, w.cluster, p.atom);
    clm_feature_put(f, r.atom);
    clm_feature_put(f, rr.atom);
    clm_feature_put(f, p.atom);
    clm_feature_put(f, pp.atom);
    clm_feature_put(f, r.cluster);
    clm_feature_put(f, p.cluster);
    clm_feature_put2(f, p.atom, r.atom);
    clm_feature_put3(f, t, tr, trr);
    clm_feature_put3(f, t, tp, tpp);
    clm_feature_put3(f, tp, t, tr);
    clm_feature_put2(f, t, ending(reader, i));
    clm_feature_put2(f, g.atom, t);
    clm_feature_put2(f, g.atom, stem);
    clm_feature_put3(f, g.group, t, s->follows);
    clm_feature_put2(f, a.atom, t);
    clm_feature_put2(f, a.atom, stem);
    clm_feature_put3(f, a.group, aa.group, t);
    clm_feature_put2(f, a.cluster, w.group);
    clm_feature_put3(f, stem, a.atom, aa.atom);
}

static void frame_features(clm_listener *l, const clm_spot *s, clm_feature_sink *f) {
    const clm_reader *reader = l->reader;
    const clm_sight w = *clm_meaning_at(l, s->token, s->floor, s->limit);
    unsigned t = clm_tag_at(reader, s->token);
    uint64_t stem = s->stem;
    clm_sight head = {0};
    if (!clm_run_empty(s->subject)) {
        head = *clm_meaning_at(l, (int64_t)s->subject.end - 1, s->floor, s->limit);
    }
    clm_feature_put2(f, stem, s->follows);
    clm_feature_put2(f, t, s->follows);
    clm_feature_put2(f, stem, s->frame);
    clm_feature_put3(f, t, s->frame, s->follows);
    clm_feature_put2(f, t, s->head);
    clm_feature_put2(f, stem, s->head);
    clm_feature_put3(f, w.cluster, s->head, s->follows);
    clm_feature_put3(f, s->head, s->follows, t);
    clm_feature_put3(f, stem, s->head, s->follows);
    clm_feature_put2(f, head.atom, t);
    clm_feature_put2(f, head.cluster, t);
    clm_feature_put2(f, head.cluster, w.group);
    clm_feature_put2(f, head.group, w.cluster);
    clm_feature_put2(f, head.atom, w.cluster);
    clm_feature_put2(f, s->group - s->subject.end < 9 ? s->group - s->subject.end : 9, s->head > 0);
    clm_feature_put2(f, s->quote, t);
    clm_feature_put2(f, s->quote, stem);
    clm_feature_put3(f, s->quote, s->follows, t);
    clm_feature_put3(f, s->quote, s->head, t);
    clm_feature_put3(f, s->quote, w.cluster, 0);
}

static void place_features(clm_listener *l, size_t index, clm_feature_sink *f) {
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
    clm_feature_put(f, rule);
    clm_feature_put2(f, rule, stem);
    clm_feature_put2(f, rule, s->quote);
    clm_feature_put2(f, rule > 0, s->follows);
    clm_feature_put2(f, rule > 0, told);
    clm_feature_put3(f, rule > 0, told > 0, stem);
    clm_feature_put3(f, rule > 0, s->quote, told);
    clm_feature_put2(f, where->heading, t);
    clm_feature_put2(f, where->heading, rule > 0);
    clm_feature_put2(f, clm_bucket(s->token - s->floor), clm_bucket(s->limit - s->token));
    clm_feature_put2(f, clm_bucket(s->token - s->floor), stem);
    clm_feature_put(f, before ? before->stem : 0);
    clm_feature_put2(f, before ? before->stem : 0, stem);
    clm_feature_put3(f, before ? clm_bucket(s->token - before->token) : 9,
                     before ? clm_tag_at(reader, before->token) : 0, t);
    clm_feature_put(f, next ? next->stem : 0);
    clm_feature_put2(f, next ? next->stem : 0, stem);
    clm_feature_put3(f, next ? clm_bucket(next->token - s->token) : 9,
                     next ? clm_tag_at(reader, next->token) : 0, t);
}

/* Sets score and accepted. */
static clm_status look_at(clm_listener *l, clm_spot *s, clm_said_look look,
                          const clm_feature_sink *f) {
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
    uint32_t features[2][CUE_FEATURES_MAX] = {{0}};
    clm_feature_sink f[2];
    clm_status status = CLM_OK;
    for (size_t i = 0; i <= l->spot_count && status == CLM_OK; i++) {
        if (i < l->spot_count) {
            clm_feature_sink *now = &f[i % 2];
            *now = (clm_feature_sink){features[i % 2], 0, 0};
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
                               clm_feature_sink *f) {
    unsigned own = score_code(l, s->score[0]);
    unsigned its = n.spot ? score_code(l, n.spot->score[0]) : 0;
    uint32_t far =
        n.spot ? (n.spot->token > s->token ? n.spot->token - s->token : s->token - n.spot->token)
               : 99;
    unsigned quotes = l->reader->quote_of[s->token] >= 0 ? 1 : 0;
    quotes |= n.spot && l->reader->quote_of[n.spot->token] >= 0 ? 2u : 0;
    clm_feature_put(f, its);
    clm_feature_put2(f, own, its);
    clm_feature_put3(f, its, clm_bucket(far), n.between);
    clm_feature_put3(f, own, its, clm_bucket(far));
    clm_feature_put2(f, n.between, its);
    clm_feature_put3(f, n.between, own, its / 4);
    clm_feature_put3(f, quotes, own, its);
    clm_feature_put3(f, n.spot ? n.spot->stem : 0, s->stem, its / 4);
    clm_feature_put2(f, n.spot ? n.spot->stem : 0, own);
    clm_feature_put2(f, s->stem, its);
    clm_feature_put3(f, clm_tag_at(l->reader, s->token),
                     n.spot ? clm_tag_at(l->reader, n.spot->token) : 0, its / 2);
    clm_feature_put3(f, s->follows, its / 2, clm_bucket(far));
    clm_feature_put3(f, n.spot ? n.spot->follows : 0, its / 2, clm_bucket(far));
    bool same =
        n.spot && !clm_run_empty(n.spot->subject) && n.spot->subject.start == s->subject.start;
    clm_feature_put3(f, same, own, its);
}

static void again_features(clm_listener *l, size_t index, clm_feature_sink *f) {
    const clm_spot *s = &l->spots[index];
    unsigned own = score_code(l, s->score[0]);
    unsigned t = clm_tag_at(l->reader, s->token);
    clm_feature_put(f, 1);
    clm_feature_put(f, own);
    clm_feature_put2(f, own, t);
    clm_feature_put2(f, own, s->follows);
    clm_feature_put2(f, own, s->quote);
    clm_feature_put2(f, own, s->rule >= 0);
    clm_feature_put2(f, own, told_code(l, s));
    clm_feature_put2(f, own / 2, s->stem);
    clm_feature_put2(f, own, clm_sentence_of(l->reader, s->token)->heading);
    neighbour before = likely(l, index, -1), next = likely(l, index, 1);
    neighbour_features(l, s, before, f);
    neighbour_features(l, s, next, f);
    unsigned b = before.spot ? score_code(l, before.spot->score[0]) : 0;
    unsigned n = next.spot ? score_code(l, next.spot->score[0]) : 0;
    clm_feature_put3(f, own, b, n);
}

static clm_status second_sight(clm_listener *l) {
    uint32_t features[CUE_FEATURES_MAX] = {0};
    clm_status status = CLM_OK;
    for (size_t i = 0; i < l->spot_count && status == CLM_OK; i++) {
        clm_spot *s = &l->spots[i];
        bool worth = l->model.cue[0] && s->score[0] > l->model.threshold[0];
        s->accepted = false;
        if (worth) {
            clm_feature_sink f = {features, 0, 0};
            again_features(l, i, &f);
            status = look_at(l, s, CLM_SAID_AGAIN, &f);
        }
    }
    return status;
}

clm_status clm_listen_cues(clm_listener *l) {
    clm_status status = first_sight(l);
    return status == CLM_OK ? second_sight(l) : status;
}

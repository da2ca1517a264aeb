/* claims/learned_cues.c: which words are cues, at two looks; see learned.h. */
#include "claims/learned.h"

enum { CUE_FEATURES_MAX = 128 };

/* ---- first sight ---- */

static uint32_t ending(const clm_reader *reader, uint32_t i) {
    clm_text key = clm_article_key(reader->article, i);
    uint32_t value = 1;
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

static void word_features(const clm_listener *l, const clm_spot *s, clm_traits *f) {
    const clm_reader *reader = l->reader;
    uint32_t i = s->token;
    const clm_sight w = clm_sight_at(l, i, s->floor, s->limit);
    const clm_sight r = clm_sight_at(l, i + 1, s->floor, s->limit);
    const clm_sight p = clm_sight_at(l, i - 1, s->floor, s->limit);
    const clm_sight g = clm_sight_at(l, s->group - 1, s->floor, s->limit);
    const clm_sight a = clm_sight_at(l, s->after, s->floor, s->limit);
    const clm_sight aa = clm_sight_at(l, s->after + 1, s->floor, s->limit);
    uint32_t t = s->mixed.tag, follows = s->mixed.follows;
    uint32_t tr = clm_mix(i + 1 < s->limit ? clm_tag_at(reader, i + 1) : 30);
    uint32_t trr = clm_mix(i + 2 < s->limit ? clm_tag_at(reader, i + 2) : 30);
    uint32_t tp = clm_mix(i > s->floor ? clm_tag_at(reader, i - 1) : 30);
    uint32_t tpp = clm_mix(i > s->floor + 1 ? clm_tag_at(reader, i - 2) : 30);
    uint32_t stem = s->stem;
    clm_put(f, 0);
    clm_put(f, stem);
    clm_put2(f, stem, t);
    clm_put2(f, stem, tr);
    clm_put2(f, stem, tp);
    clm_put3(f, stem, tp, tr);
    clm_put2(f, stem, r.atom);
    clm_put2(f, stem, p.atom);
    clm_put2(f, stem, r.group);
    clm_put2(f, stem, p.group);
    clm_put(f, w.cluster);
    clm_put2(f, w.cluster, t);
    clm_put2(f, w.cluster, follows);
    clm_put3(f, w.group, tp, tr);
    clm_put3(f, w.group, t, follows);
    clm_put(f, r.atom);
    clm_put(f, p.atom);
    clm_put(f, r.cluster);
    clm_put(f, p.cluster);
    clm_put3(f, t, tr, trr);
    clm_put3(f, t, tp, tpp);
    clm_put3(f, tp, t, tr);
    clm_put2(f, t, clm_mix(ending(reader, i)));
    clm_put2(f, g.atom, t);
    clm_put3(f, g.group, t, follows);
    clm_put2(f, a.atom, t);
    clm_put2(f, a.atom, stem);
    clm_put3(f, a.group, aa.group, t);
    clm_put2(f, a.cluster, w.group);
}

static void frame_features(const clm_listener *l, const clm_spot *s, clm_traits *f) {
    const clm_sight w = clm_sight_at(l, s->token, s->floor, s->limit);
    uint32_t t = s->mixed.tag, follows = s->mixed.follows, kind = s->mixed.head;
    uint32_t frame = s->mixed.frame, quote = s->mixed.quote, stem = s->stem;
    clm_sight head = {0};
    if (!clm_run_empty(s->subject)) {
        head = clm_sight_at(l, s->subject.end - 1, s->floor, s->limit);
    }
    clm_put2(f, stem, follows);
    clm_put2(f, t, follows);
    clm_put2(f, stem, frame);
    clm_put3(f, t, frame, follows);
    clm_put2(f, t, kind);
    clm_put2(f, stem, kind);
    clm_put3(f, w.cluster, kind, follows);
    clm_put3(f, kind, follows, t);
    clm_put3(f, stem, kind, follows);
    clm_put2(f, head.atom, t);
    clm_put2(f, head.cluster, t);
    clm_put2(f, head.cluster, w.group);
    clm_put2(f, head.group, w.cluster);
    uint32_t away = s->group - s->subject.end;
    clm_put2(f, clm_mix(away < 9 ? away : 9), s->head > 0);
    clm_put2(f, quote, t);
    clm_put2(f, quote, stem);
    clm_put3(f, quote, follows, t);
    clm_put3(f, quote, kind, t);
    clm_put3(f, quote, w.cluster, 0);
}

static void place_features(const clm_listener *l, size_t index, clm_traits *f) {
    const clm_spot *s = &l->spots[index];
    const clm_sentence *where = clm_sentence_of(l->reader, s->token);
    uint32_t t = s->mixed.tag;
    unsigned told_by = told_code(l, s);
    uint32_t rule = clm_mix(rule_code(l, s)), told = clm_mix(told_by);
    uint32_t ruled = clm_mix(s->rule >= 0);
    uint32_t stem = s->stem;
    const clm_spot *before = index > 0 ? s - 1 : NULL;
    const clm_spot *next = index + 1 < l->spot_count ? s + 1 : NULL;
    if (before && before->token < s->floor) {
        before = NULL;
    }
    if (next && next->token >= s->limit) {
        next = NULL;
    }
    uint32_t heading = clm_mix(where->heading);
    uint32_t from = clm_mix(clm_bucket(s->token - s->floor));
    uint32_t to = clm_mix(clm_bucket(s->limit - s->token));
    uint32_t stem_before = before ? before->stem : 0, stem_next = next ? next->stem : 0;
    clm_put(f, rule);
    clm_put2(f, rule, stem);
    clm_put2(f, rule, s->mixed.quote);
    clm_put2(f, ruled, s->mixed.follows);
    clm_put2(f, ruled, told);
    clm_put3(f, ruled, clm_mix(told_by > 0), stem);
    clm_put3(f, ruled, s->mixed.quote, told);
    clm_put2(f, heading, t);
    clm_put2(f, heading, ruled);
    clm_put2(f, from, to);
    clm_put2(f, from, stem);
    clm_put(f, stem_before);
    clm_put3(f, clm_mix(before ? clm_bucket(s->token - before->token) : 9),
             before ? before->mixed.tag : 0, t);
    clm_put(f, stem_next);
    clm_put3(f, clm_mix(next ? clm_bucket(next->token - s->token) : 9), next ? next->mixed.tag : 0,
             t);
}

/* Sets score and accepted. */
static clm_status look_at(clm_listener *l, clm_spot *s, clm_said_look look, const clm_traits *f) {
    const clm_said_table *table = &l->model.cue[look];
    s->score[look] = table->weights ? clm_weigh(table, f->out, f->count) : 0;
    s->accepted = table->weights && s->score[look] > l->model.threshold[look];
    if (l->observer && l->observer->cue) {
        return l->observer->cue(l->observer->context, l->reader->article, s->token, look, f->out,
                                f->count, &s->accepted);
    }
    return CLM_OK;
}

/* While the weights of one word are on their way, the features of the next are read. */
static clm_status first_sight(clm_listener *l) {
    uint32_t features[2][CUE_FEATURES_MAX];
    const clm_said_table *table = &l->model.cue[CLM_SAID_FIRST];
    clm_traits before = {features[0], 0, table->mask};
    clm_status status = CLM_OK;
    for (size_t i = 0; i <= l->spot_count && status == CLM_OK; i++) {
        clm_traits now = {features[i % 2], 0, table->mask};
        if (i < l->spot_count) {
            word_features(l, &l->spots[i], &now);
            frame_features(l, &l->spots[i], &now);
            place_features(l, i, &now);
            clm_foresee(table, &now);
        }
        if (i > 0) {
            status = look_at(l, &l->spots[i - 1], CLM_SAID_FIRST, &before);
        }
        before = now;
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

static void neighbour_features(const clm_listener *l, const clm_spot *s, neighbour n, unsigned code,
                               clm_traits *f) {
    unsigned its_code = n.spot ? score_code(l, n.spot->score[0]) : 0;
    uint32_t far =
        n.spot ? (n.spot->token > s->token ? n.spot->token - s->token : s->token - n.spot->token)
               : 99;
    unsigned quotes = l->reader->quote_of[s->token] >= 0 ? 1 : 0;
    quotes |= n.spot && l->reader->quote_of[n.spot->token] >= 0 ? 2u : 0;
    bool same =
        n.spot && !clm_run_empty(n.spot->subject) && n.spot->subject.start == s->subject.start;
    uint32_t own = clm_mix(code), its = clm_mix(its_code), away = clm_mix(clm_bucket(far));
    uint32_t half = clm_mix(its_code / 2), quarter = clm_mix(its_code / 4);
    uint32_t between = clm_mix(n.between), stem = n.spot ? n.spot->stem : 0;
    clm_put(f, its);
    clm_put2(f, own, its);
    clm_put3(f, its, away, between);
    clm_put3(f, own, its, away);
    clm_put2(f, between, its);
    clm_put3(f, between, own, quarter);
    clm_put3(f, clm_mix(quotes), own, its);
    clm_put3(f, stem, s->stem, quarter);
    clm_put2(f, stem, own);
    clm_put2(f, s->stem, its);
    clm_put3(f, s->mixed.tag, n.spot ? n.spot->mixed.tag : 0, half);
    clm_put3(f, s->mixed.follows, half, away);
    clm_put3(f, n.spot ? n.spot->mixed.follows : 0, half, away);
    clm_put3(f, clm_mix(same), own, its);
}

static void again_features(const clm_listener *l, size_t index, clm_traits *f) {
    const clm_spot *s = &l->spots[index];
    unsigned code = score_code(l, s->score[0]);
    uint32_t own = clm_mix(code);
    clm_put(f, 0);
    clm_put(f, own);
    clm_put2(f, own, s->mixed.tag);
    clm_put2(f, own, s->mixed.follows);
    clm_put2(f, own, s->mixed.quote);
    clm_put2(f, own, clm_mix(s->rule >= 0));
    clm_put2(f, own, clm_mix(told_code(l, s)));
    clm_put2(f, clm_mix(code / 2), s->stem);
    clm_put2(f, own, clm_mix(clm_sentence_of(l->reader, s->token)->heading));
    neighbour before = likely(l, index, -1), next = likely(l, index, 1);
    neighbour_features(l, s, before, code, f);
    neighbour_features(l, s, next, code, f);
    unsigned b = before.spot ? score_code(l, before.spot->score[0]) : 0;
    unsigned n = next.spot ? score_code(l, next.spot->score[0]) : 0;
    clm_put3(f, own, clm_mix(b), clm_mix(n));
}

static clm_status second_sight(clm_listener *l) {
    uint32_t features[CUE_FEATURES_MAX] = {0};
    clm_status status = CLM_OK;
    for (size_t i = 0; i < l->spot_count && status == CLM_OK; i++) {
        clm_spot *s = &l->spots[i];
        bool worth = l->model.cue[0].weights && s->score[0] > l->model.threshold[0];
        s->accepted = false;
        if (worth) {
            clm_traits f = {features, 0, l->model.cue[CLM_SAID_AGAIN].mask};
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

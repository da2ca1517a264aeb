/* claims/learned_source.c: who is the source of a cue; see learned.h. */
#include "claims/learned.h"

enum { CHOICES_MAX = 16, LEFT_MAX = 8, RIGHT_MAX = 5, SOURCE_FEATURES = 56, NOBODY_FEATURES = 16 };

typedef struct choice {
    clm_run run;
    uint32_t head;
    bool right;   /* it follows the cue */
    uint8_t nth;  /* on its side, from the cue */
    bool subject; /* of the cue, by the tags */
    bool rule;    /* the rules say so */
    uint8_t gap;  /* what stands between it and the cue */
} choice;

typedef struct choices {
    choice items[CHOICES_MAX];
    size_t count;
    uint32_t features[(CHOICES_MAX + 1) * SOURCE_FEATURES];
    uint32_t first[CHOICES_MAX + 2];
} choices;

static bool overlap(clm_run a, clm_run b) {
    return a.start < b.end && b.start < a.end;
}

static bool is_hyphen(const clm_reader *reader, uint32_t k) {
    const clm_token *token = &reader->article->tokens[k];
    return token->kind == CLM_TOKEN_PUNCT && reader->article->text.ptr[token->span.start] == '-' &&
           !clm_is_dash(reader, k);
}

static bool is_part(const clm_reader *reader, uint32_t k) {
    return clm_is_nominal(reader, k) && !(reader->article->tokens[k].flags & CLM_TOKEN_POSSESSIVE);
}

static bool is_relative(const clm_reader *reader, uint32_t k) {
    return clm_tag_at(reader, k) == CLM_TAG_WH || clm_tag_at(reader, k) == CLM_TAG_THAT;
}

/* A determiner or a pronoun begins a phrase of its own. */
static bool opens(const clm_reader *reader, uint32_t k) {
    clm_tag tag = clm_tag_at(reader, k);
    return tag == CLM_TAG_DET || tag == CLM_TAG_PRON || tag == CLM_TAG_POSS;
}

static bool closes(const clm_reader *reader, uint32_t k) {
    clm_tag tag = clm_tag_at(reader, k);
    return tag == CLM_TAG_PRON ||
           (tag == CLM_TAG_POSS && !(reader->article->tokens[k].flags & CLM_TOKEN_POSSESSIVE));
}

/* The phrase that ends before `end`; it does not reach over a possessive mark. */
static clm_run run_before(const clm_reader *reader, uint32_t end, uint32_t floor) {
    uint32_t k = end;
    while (k > floor) {
        bool hyphen =
            is_hyphen(reader, k - 1) && k < end && k - 1 > floor && is_part(reader, k - 2);
        if (!hyphen && (!is_part(reader, k - 1) || (k < end && closes(reader, k - 1)))) {
            break;
        }
        k--;
        if (opens(reader, k)) {
            break;
        }
    }
    if (k == end && end > floor && is_relative(reader, end - 1)) {
        k--;
    }
    return (clm_run){k, end};
}

static clm_run run_after(const clm_reader *reader, uint32_t start, uint32_t limit) {
    uint32_t k = start;
    if (k < limit && is_relative(reader, k)) {
        return (clm_run){k, k + 1};
    }
    while (k < limit) {
        bool hyphen = is_hyphen(reader, k) && k > start && k + 1 < limit && is_part(reader, k + 1);
        if (!hyphen && (!is_part(reader, k) || (k > start && opens(reader, k)))) {
            break;
        }
        k++;
        if (closes(reader, k - 1)) {
            break;
        }
    }
    return (clm_run){start, k};
}

/* What token `k` adds to a gap. */
static unsigned gap_code(const clm_reader *reader, uint32_t k) {
    static const uint8_t of_tag[] = {[CLM_TAG_THAT] = 8,  [CLM_TAG_SUB] = 8,   [CLM_TAG_WH] = 8,
                                     [CLM_TAG_CC] = 16,   [CLM_TAG_PREP] = 32, [CLM_TAG_TO] = 32,
                                     [CLM_TAG_PART] = 64, [CLM_TAG_ING] = 64,  [CLM_TAG_INF] = 64};
    const clm_token *token = &reader->article->tokens[k];
    clm_tag tag = clm_tag_at(reader, k);
    if (tag == CLM_TAG_PUNCT) {
        return clm_is_comma(reader, k)                                                         ? 2
               : (token->flags & (CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_QUOTE_CLOSE)) != 0          ? 4
               : clm_is_dash(reader, k) || reader->article->text.ptr[token->span.start] == '(' ? 128
                                                                                               : 0;
    }
    if (clm_is_finite(reader, k)) {
        return 1;
    }
    return (size_t)tag < sizeof of_tag ? of_tag[tag] : 0;
}

static void add(const clm_listener *l, const clm_spot *s, clm_run run, bool right, unsigned nth,
                choices *out) {
    const clm_reader *reader = l->reader;
    choice *c = &out->items[out->count++];
    *c = (choice){.run = run, .head = run.end - 1, .right = right, .nth = (uint8_t)nth};
    c->subject = overlap(run, s->subject);
    c->rule = s->rule >= 0 && overlap(run, reader->said[s->rule].source);
}

static void collect(const clm_listener *l, const clm_spot *s, choices *out) {
    const clm_reader *reader = l->reader;
    unsigned nth = 0, gap = 0;
    out->count = 0;
    for (uint32_t k = s->token; k > s->floor && nth < LEFT_MAX;) {
        clm_run run = run_before(reader, k, s->floor);
        if (clm_run_empty(run)) {
            k--;
            gap |= k < s->group ? gap_code(reader, k) : 0;
            continue;
        }
        add(l, s, run, false, nth++, out);
        out->items[out->count - 1].gap = (uint8_t)gap;
        gap |= run.start < s->group ? gap_code(reader, run.start) : 0; /* a relative pronoun */
        k = run.start;
    }
    nth = gap = 0;
    for (uint32_t k = s->token + 1; k < s->limit && nth < RIGHT_MAX;) {
        clm_run run = run_after(reader, k, s->limit);
        if (clm_run_empty(run)) {
            gap |= gap_code(reader, k++);
            continue;
        }
        add(l, s, run, true, nth++, out);
        out->items[out->count - 1].gap = (uint8_t)gap;
        gap |= gap_code(reader, run.start);
        k = run.end;
    }
}

static void describe(const clm_listener *l, const clm_spot *s, const choice *c, clm_traits *f) {
    const clm_reader *reader = l->reader;
    const clm_sight head = clm_sight_at(l, c->head, s->floor, s->limit);
    const clm_sight start = clm_sight_at(l, c->run.start, s->floor, s->limit);
    const clm_sight before = clm_sight_at(l, c->run.start - 1, s->floor, s->limit);
    const clm_sight after = clm_sight_at(l, c->run.end, s->floor, s->limit);
    const clm_sight cue = clm_sight_at(l, s->token, s->floor, s->limit);
    bool inside = c->run.end < s->limit;
    uint32_t from = c->right ? c->run.start - s->token : s->token - c->head;
    unsigned nth_code = c->nth < 6 ? c->nth : 6;
    int32_t quote = reader->quote_of[s->token], its_quote = reader->quote_of[c->head];
    uint32_t kind = clm_mix(clm_head_kind(reader, c->head)), gap = clm_mix(c->gap);
    uint32_t far = clm_mix(clm_bucket(from)), side = clm_mix(c->right), nth = clm_mix(nth_code);
    uint32_t where = clm_mix(nth_code * 2 + c->right);
    uint32_t quoted = clm_mix((quote >= 0 ? 1u : 0u) | (its_quote >= 0 ? 2u : 0u) |
                              (its_quote == quote ? 4u : 0u));
    uint32_t said =
        clm_mix((c->subject ? 1u : 0u) | (c->rule ? 2u : 0u) | (s->rule >= 0 ? 4u : 0u));
    uint32_t own = clm_mix(
        (reader->article->tokens[inside ? c->run.end : c->head].flags & CLM_TOKEN_POSSESSIVE) != 0);
    uint32_t after_tag = clm_mix(inside ? clm_tag_at(reader, c->run.end) : 30);
    uint32_t passive = clm_mix(s->frame & 32);
    uint32_t t = s->mixed.tag, follows = s->mixed.follows, stem = s->stem;
    clm_put(f, where);
    clm_put2(f, side, far);
    clm_put2(f, side, kind);
    clm_put3(f, where, kind, t);
    clm_put3(f, where, t, follows);
    clm_put3(f, where, stem, passive);
    clm_put3(f, side, gap, t);
    clm_put3(f, gap, kind, side);
    clm_put3(f, where, gap, quoted);
    clm_put2(f, said, kind);
    clm_put3(f, said, where, t);
    clm_put3(f, said, gap, side);
    clm_put3(f, said, s->mixed.frame, side);
    clm_put2(f, quoted, side);
    clm_put3(f, quoted, side, kind);
    clm_put3(f, quoted, s->mixed.quote, where);
    clm_put2(f, head.atom, side);
    clm_put2(f, head.cluster, side);
    clm_put2(f, head.group, stem);
    clm_put2(f, head.cluster, cue.cluster);
    clm_put2(f, head.cluster, said);
    clm_put2(f, start.atom, side);
    clm_put3(f, before.atom, side, t);
    clm_put3(f, before.atom, stem, side);
    clm_put3(f, before.atom, passive, far);
    clm_put3(f, before.atom, nth, side);
    clm_put3(f, after.atom, side, t);
    clm_put3(f, after_tag, side, nth);
    clm_put3(f, after_tag, kind, side);
    clm_put3(f, own, where, t);
    clm_put3(f, own, stem, side);
    clm_put2(f, own, kind);
    clm_put2(f, clm_mix(c->run.start == s->floor), side);
    clm_put3(f, clm_mix(clm_bucket(c->run.end - c->run.start)), kind, side);
    clm_put3(f, clm_mix(clm_capital_at(reader, c->head)), side, nth);
    clm_put3(f, s->mixed.head, kind, side);
    clm_put3(f, s->mixed.quote, where, t);
    clm_put3(f, follows, where, clm_mix(c->subject));
}

/* Its features are of other families than those of the choices. */
static void describe_nobody(const clm_listener *l, const clm_spot *s, size_t count, clm_traits *f) {
    const clm_sight cue = clm_sight_at(l, s->token, s->floor, s->limit);
    uint32_t t = s->mixed.tag, nobody = 0x27D4EB2Fu;
    clm_put(f, nobody);
    clm_put2(f, s->stem, nobody);
    clm_put3(f, t, s->mixed.head, nobody);
    clm_put3(f, s->stem, s->mixed.frame, nobody);
    clm_put3(f, t, s->mixed.frame, nobody);
    clm_put3(f, s->stem, s->mixed.head, nobody);
    clm_put2(f, cue.cluster, nobody);
    clm_put3(f, t, s->mixed.follows, nobody);
    clm_put3(f, clm_mix(s->rule >= 0), t, nobody);
    clm_put2(f, clm_mix(clm_bucket((uint32_t)count)), nobody);
    clm_put3(f, s->mixed.quote, t, nobody);
    clm_put3(f, clm_mix(clm_sentence_of(l->reader, s->token)->heading), t, nobody);
}

/* The whole phrase around a head that was chosen: the rules' where they agree. */
static clm_run widen(const clm_listener *l, const clm_spot *s, const choice *c) {
    const clm_reader *reader = l->reader;
    clm_run whole = c->run;
    if (c->rule) {
        return reader->said[s->rule].source;
    }
    if (c->subject && !c->right && s->subject.end <= s->token && s->subject.start <= c->run.start) {
        return s->subject;
    }
    while (whole.start > s->floor + 1 && (reader->article->tokens[whole.start - 1].flags &
                                          CLM_TOKEN_POSSESSIVE)) { /* "the town's mayor" */
        clm_run owner = run_before(reader, whole.start - 1, s->floor);
        if (clm_run_empty(owner)) {
            break;
        }
        whole.start = owner.start;
    }
    if (!closes(reader, c->head) && !is_relative(reader, c->head)) {
        clm_run right = clm_noun_phrase(reader, c->run.start, c->right ? s->limit : s->group);
        whole.end = right.end > whole.end ? right.end : whole.end;
    }
    return whole;
}

/* The usual case: the phrase right before the cue is its subject, and the rules say the same. */
static bool is_plain(const clm_reader *reader, const choices *all) {
    const choice *c = &all->items[0];
    return all->count > 0 && !c->right && c->subject && c->rule && c->gap == 0 &&
           !is_relative(reader, c->head);
}

clm_status clm_listen_source(clm_listener *l, clm_heard *heard, clm_error *error) {
    choices all;
    const clm_spot *s = heard->spot;
    size_t count = 0;
    (void)error;
    collect(l, s, &all);
    if (is_plain(l->reader, &all)) {
        heard->source = widen(l, s, &all.items[0]);
        return CLM_OK;
    }
    for (size_t i = 0; i <= all.count; i++) {
        all.first[i] = (uint32_t)count;
        clm_traits f = {all.features + count, 0, l->model.source.mask};
        if (i < all.count) {
            describe(l, s, &all.items[i], &f);
        } else {
            describe_nobody(l, s, all.count, &f);
        }
        clm_foresee(&l->model.source, &f);
        count += f.count;
    }
    all.first[all.count + 1] = (uint32_t)count;
    size_t best = all.count;
    int32_t top = INT32_MIN;
    for (size_t i = 0; l->model.source.weights && i <= all.count; i++) {
        int32_t score = clm_weigh(&l->model.source, all.features + all.first[i],
                                  all.first[i + 1] - all.first[i]);
        if (score > top) {
            top = score;
            best = i;
        }
    }
    if (l->observer && l->observer->source) {
        clm_token_range runs[CHOICES_MAX];
        for (size_t i = 0; i < all.count; i++) {
            runs[i] = (clm_token_range){all.items[i].run.start, all.items[i].run.end};
        }
        clm_status status = l->observer->source(l->observer->context, l->reader->article, s->token,
                                                runs, all.count, all.features, all.first, &best);
        if (status != CLM_OK) {
            return status;
        }
    }
    if (best < all.count) {
        heard->source = widen(l, s, &all.items[best]);
    }
    return CLM_OK;
}

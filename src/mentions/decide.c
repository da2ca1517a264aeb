/* mentions/decide.c: the learned judge: weighs what the rules, the tagger, the gazetteer and the
 * rest of the text say of each candidate, and accepts or rejects it. */
#include "mentions/features.h"
#include "mentions/tagger.h"

#include <string.h>

enum { CANDIDATE_FEATURES_MAX = 96, LEAD_STEP = 128 };

/* What the tagger said of one word all over the text. */
typedef struct tally {
    uint64_t word;
    uint16_t labels[CLM_LABEL_COUNT];
    bool told; /* somewhere the text itself says that it is a place, or where it lies */
} tally;

typedef struct decider {
    finder *f;
    tally *tallies;
    size_t mask;
} decider;

static tally *tally_of(const decider *d, uint64_t word) {
    size_t slot = (size_t)(word >> 7) & d->mask;
    while (d->tallies[slot].word != 0 && d->tallies[slot].word != word) {
        slot = (slot + 1) & d->mask;
    }
    return &d->tallies[slot];
}

static clm_status count_labels(decider *d, clm_error *error) {
    finder *f = d->f;
    size_t slots = 64;
    while (slots < f->name_count * 2) {
        slots *= 2;
    }
    d->tallies = clm_arena_array(f->article->arena, slots, sizeof *d->tallies);
    d->mask = slots - 1;
    if (d->tallies == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    for (size_t k = 0; k < f->name_count; k++) {
        const uint32_t i = f->names[k];
        if (token_has(f, i, CLM_TOKEN_CAPITAL)) {
            uint64_t word = clm_tagger_hash(f, i);
            tally *t = tally_of(d, word);
            t->word = word;
            uint16_t *n = &t->labels[f->labels[i]];
            *n = (uint16_t)(*n < UINT16_MAX ? *n + 1 : *n);
        }
    }
    for (size_t i = 0; i < f->count; i++) {
        const candidate *item = &f->items[i];
        tally *t = tally_of(d, clm_tagger_hash(f, item->name_end - 1));
        if ((item->told || item->chained) && t->word != 0) {
            t->told = true;
        }
    }
    return CLM_OK;
}

/* 0 never, 1 some, 2 mostly. */
static unsigned share(const tally *t, clm_name_label label) {
    unsigned all = 0;
    for (unsigned y = 0; y < CLM_LABEL_COUNT; y++) {
        all += t->labels[y];
    }
    unsigned n = t->labels[label];
    return n == 0 ? 0 : n * 2 > all ? 2 : 1;
}

static unsigned lead_bin(int32_t lead) {
    int32_t bin = lead / LEAD_STEP;
    bin = bin > 8 ? 8 : bin < -8 ? -8 : bin;
    return (unsigned)(bin + 8) * 2 + (lead < 0);
}

static unsigned size_bin(uint32_t population) {
    unsigned bin = 0;
    for (uint32_t limit = 1; limit <= population && bin < 9; limit *= 8) {
        bin++;
    }
    return bin;
}

static unsigned reason_number(const char *reason) {
    static const char *const reasons[] = {"person", "organisation", "media", "plain_word", "month"};
    for (unsigned i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reason != NULL && strcmp(reason, reasons[i]) == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* The label beside the candidate where the same run of labels goes on, else 0. */
static unsigned goes_on(const finder *f, int64_t i, uint32_t sentence, unsigned label) {
    if (i < 0 || i >= (int64_t)f->article->token_count ||
        token_at(f, (size_t)i)->sentence != sentence) {
        return 0;
    }
    return f->labels[i] == label && label != CLM_LABEL_OUT ? 1 : f->labels[i] != 0 ? 2 : 0;
}

/* What the judge looks at, as small numbers. */
typedef struct view {
    const candidate *item;
    token_view w, e;         /* the name's first and last word */
    token_view ll, l, r, rr; /* the words around what would be marked */
    unsigned rule, labels, goes_on, type, kind, lead;
    unsigned told_elsewhere, labelled_elsewhere;
    unsigned place; /* style of the sentence, first in it, also written in lower case */
    bool person;    /* its last word is part of a person's name elsewhere */
    unsigned glued;
} view;

/* The tagger's view, with what people.c has found since. */
static token_view view_at(const finder *f, uint32_t sentence, int64_t i) {
    token_view a = *clm_tagger_look(f, sentence, i);
    if (a.word != CLM_HASH_OUTSIDE) {
        a.classes |= f->classes[i] & TOKEN_PERSON;
    }
    return a;
}

static view read_view(const decider *d, const candidate *item) {
    finder *f = d->f;
    view v = {.item = item};
    uint32_t start = item->name_start;
    uint32_t last = item->name_end - 1;
    uint32_t sentence = token_at(f, start)->sentence;
    uint32_t begin = item->mention.token_start;
    uint32_t behind = item->mention.token_end;
    v.w = view_at(f, sentence, start);
    v.e = view_at(f, sentence, last);
    v.l = view_at(f, sentence, (int64_t)begin - 1);
    v.ll = view_at(f, sentence, (int64_t)begin - 2);
    v.r = view_at(f, sentence, behind);
    v.rr = view_at(f, sentence, (int64_t)behind + 1);
    v.rule = item->verdict == VERDICT_REJECT ? 1 + reason_number(item->reason) : 0;
    unsigned label = f->labels[start];
    unsigned end_label = f->labels[last];
    v.labels = label * CLM_LABEL_COUNT + end_label;
    v.goes_on = goes_on(f, (int64_t)start - 1, sentence, label) * 3 +
                goes_on(f, (int64_t)last + 1, sentence, end_label);
    v.lead = lead_bin(f->leads[start] < f->leads[last] ? f->leads[start] : f->leads[last]);
    v.type = (unsigned)item->mention.type;
    unsigned what = item->tagged ? 40u : item->unknown ? 41u : (unsigned)item->kind;
    v.kind = what * 4 + v.type;
    const tally *t = tally_of(d, v.e.word);
    v.told_elsewhere = t->told;
    v.labelled_elsewhere = share(t, CLM_LABEL_LOCATION) * 27 + share(t, CLM_LABEL_PERSON) * 9 +
                           share(t, CLM_LABEL_ORGANISATION) * 3 + share(t, CLM_LABEL_OUT);
    bool first = token_has(f, start, CLM_TOKEN_SENTENCE_FIRST);
    bool lower = clm_finder_bit(f, f->lower_bits, start);
    v.place = f->styles[sentence] * 4u + first * 2u + lower;
    v.person = clm_finder_bit(f, f->person_bits, last);
    v.glued = token_has(f, behind, CLM_TOKEN_GLUED) * 2u + token_has(f, begin, CLM_TOKEN_GLUED);
    return v;
}

/* What is known of the name alone. */
static void put_name(clm_feature_sink *s, const view *v) {
    const candidate *item = v->item;
    unsigned words = item->name_end - item->name_start > 3 ? 3 : item->name_end - item->name_start;
    clm_feature_put(s, 1);
    clm_feature_put(s, v->rule);
    clm_feature_put(s, clm_feature_blend(v->rule, v->kind));
    clm_feature_put(s, clm_feature_blend(v->rule, v->labels));
    clm_feature_put(s, clm_feature_blend(v->rule, v->lead));
    clm_feature_put(s, clm_feature_blend(v->labels, v->kind));
    clm_feature_put(s, clm_feature_blend(v->labels, v->goes_on));
    clm_feature_put(s, clm_feature_blend(clm_feature_blend(v->labels, v->goes_on), v->kind));
    clm_feature_put(s, v->lead);
    clm_feature_put(s, clm_feature_blend(v->lead, v->kind));
    clm_feature_put(s, v->kind);
    clm_feature_put(s, clm_feature_blend(v->kind, size_bin(item->population)));
    clm_feature_put(s, clm_feature_blend(v->kind, item->quality / 100));
    clm_feature_put(s,
                    clm_feature_blend(v->kind, (unsigned)item->mention.form * 2 + item->chained));
    clm_feature_put(s, clm_feature_blend(v->kind, words));
    clm_feature_put(s, clm_feature_blend(item->told, v->rule));
    clm_feature_put(s, clm_feature_blend(v->told_elsewhere, v->labels));
    clm_feature_put(s, clm_feature_blend(v->told_elsewhere, v->kind));
    clm_feature_put(s, clm_feature_blend(item->abbreviation, v->kind));
    clm_feature_put(s, clm_feature_blend(v->w.shape, v->kind));
    clm_feature_put(s, v->w.cluster);
    clm_feature_put(s, v->e.cluster);
    clm_feature_put(s, clm_feature_blend(v->w.group, v->kind));
}

/* The words around it, and the rest of the text. */
static void put_context(clm_feature_sink *s, const view *v) {
    const candidate *item = v->item;
    bool people = v->type != CLM_MENTION_TOPONYM;
    clm_feature_put(s, v->l.word);
    clm_feature_put(s, v->r.word);
    clm_feature_put(s, clm_feature_blend(v->l.cluster, 1));
    clm_feature_put(s, clm_feature_blend(v->r.cluster, 1));
    clm_feature_put(s, clm_feature_blend(v->l.group, v->type));
    clm_feature_put(s, clm_feature_blend(v->r.group, v->type));
    clm_feature_put(s, clm_feature_blend(v->l.shape, v->r.shape));
    clm_feature_put(s, clm_feature_blend(clm_feature_blend(v->l.shape, v->r.shape), v->kind));
    clm_feature_put(s, clm_feature_blend(clm_feature_blend(v->r.shape, v->r.group), v->type));
    clm_feature_put(s, clm_feature_blend(v->rr.shape, v->rr.group));
    clm_feature_put(s, clm_feature_blend(v->ll.shape, v->ll.group));
    clm_feature_put(s, clm_feature_blend(v->w.classes, v->e.classes));
    clm_feature_put(s, clm_feature_blend(v->l.classes, v->l.shape));
    clm_feature_put(s, clm_feature_blend(v->r.classes, v->r.shape));
    clm_feature_put(s, v->labelled_elsewhere);
    clm_feature_put(s, clm_feature_blend(v->labelled_elsewhere, v->labels));
    clm_feature_put(s, clm_feature_blend(v->place, v->kind));
    clm_feature_put(s, clm_feature_blend(v->place, v->rule));
    clm_feature_put(s, clm_feature_blend(item->mention.possessive, v->kind));
    clm_feature_put(s, clm_feature_blend(item->mention.coordinated >= 0, v->labels));
    clm_feature_put(s, clm_feature_blend(v->person, v->labels));
    clm_feature_put(s, people ? v->w.word : 0);
    clm_feature_put(s, people ? clm_feature_blend(v->w.word, v->r.word) : 0);
    clm_feature_put(s, v->glued);
}

static size_t read_features(const decider *d, const candidate *item,
                            uint32_t out[CANDIDATE_FEATURES_MAX]) {
    clm_feature_sink s = {out, 0, 1000};
    const learned *model = &d->f->learned;
    const view v = read_view(d, item);
    put_name(&s, &v);
    put_context(&s, &v);
    /* The weights lie anywhere in a table that is larger than the near caches. */
    for (size_t k = 0; model->judge != NULL && k < s.count; k++) {
        __builtin_prefetch(&model->judge[out[k] & model->judge_mask]);
    }
    return s.count;
}

/* What the tagger takes the name for, as a reason of its rejection. */
static const char *reason_of(const finder *f, const candidate *item) {
    switch ((clm_name_label)f->labels[item->name_end - 1]) {
    case CLM_LABEL_PERSON:
        return "person";
    case CLM_LABEL_ORGANISATION:
        return "organisation";
    case CLM_LABEL_OTHER:
        return "other_name";
    case CLM_LABEL_OUT:
    case CLM_LABEL_LOCATION:
    case CLM_LABEL_COUNT:
        break;
    }
    return "plain_word";
}

/* A candidate on its way through the judge: its features, whose weights are being fetched. */
typedef struct weighed {
    candidate *item;
    size_t count;
    uint32_t features[CANDIDATE_FEATURES_MAX];
} weighed;

/* The candidate's score; shows it to the observer. */
static clm_status weigh(const decider *d, const weighed *at, int32_t *score) {
    finder *f = d->f;
    const clm_mentions_observer *observer = f->options->observer;
    const candidate *item = at->item;
    *score = 0;
    for (size_t k = 0; f->learned.judge != NULL && k < at->count; k++) {
        *score += f->learned.judge[at->features[k] & f->learned.judge_mask];
    }
    if (observer == NULL || observer->candidate == NULL) {
        return CLM_OK;
    }
    clm_mention mention = item->mention;
    mention.name = clm_article_token_span(f->article, item->name_start, item->name_end - 1);
    mention.span = clm_article_token_span(f->article, mention.token_start, mention.token_end - 1);
    return observer->candidate(observer->context, f->article,
                               clm_mention_toponym(f->article, &mention), at->features, at->count);
}

/* Three words in a row are seldom a place's name by chance. */
static bool is_long(const candidate *item) {
    return item->name_end - item->name_start >= 3 && item->mention.ref_count > 0 &&
           item->mention.type == CLM_MENTION_TOPONYM;
}

/* "Rakhine State", "Kasur district": a name of a region with its kind word. */
static bool has_kind(const candidate *item) {
    return item->mention.form == CLM_FORM_KIND_AFTER && item->mention.ref_count > 0 &&
           item->mention.type == CLM_MENTION_TOPONYM && item->kind == CLM_KIND_REGION &&
           item->mention.wanted_kind == CLM_KIND_REGION;
}

/* What the text itself calls a village or a dam stays a place, and so do the seats that act for a
 * government: claims need them, though corpora of toponyms leave some of them out. */
static bool is_told(const candidate *item) {
    return item->verdict == VERDICT_ACCEPT &&
           ((item->told && !item->tagged) || is_long(item) || has_kind(item) ||
            (item->place_flags & CLM_PLACE_GOVERNMENT) != 0);
}

/* "Weln, where a storm": nobody and nothing else is spoken of so; nor are the counties of a list.
 */
static bool is_certain(const finder *f, const candidate *item) {
    if (item->mention.type != CLM_MENTION_TOPONYM || item->mention.ref_count == 0) {
        return false;
    }
    uint32_t end = item->mention.token_end;
    uint32_t start = item->mention.token_start;
    bool longer = start > 0 && token_continues(f, start) &&
                  (clm_finder_capital(f, start - 1) || clm_finder_is(f, start - 1, "."));
    bool where = !longer && clm_finder_is(f, end, ",") && token_continues(f, end + 1) &&
                 clm_finder_key_is(f, end + 1, "where") && clm_finder_lower(f, end + 1);
    bool county = item->plural_kind && item->kind == CLM_KIND_DISTRICT;
    return (where && item->kind == CLM_KIND_SETTLEMENT) || county;
}

/* Accepts or rejects by the score. */
static void decide(const finder *f, candidate *item, int32_t score) {
    if (score > f->learned.threshold) {
        item->verdict = VERDICT_ACCEPT;
        return;
    }
    if (item->verdict != VERDICT_REJECT) {
        item->reason = reason_of(f, item);
    }
    item->verdict = VERDICT_REJECT;
}

/* Weighs all candidates that are not settled yet. The weights of each are on their way while the
 * one before is judged: no verdict is asked for by another's features. */
static clm_status weigh_all(const decider *d) {
    finder *f = d->f;
    weighed work[2];
    const weighed *before = NULL;
    clm_status status = CLM_OK;
    for (size_t i = 0; i <= f->count && status == CLM_OK; i++) {
        weighed *next = NULL;
        if (i < f->count) {
            candidate *item = &f->items[i];
            if (item->fixed || is_told(item)) {
                continue;
            }
            if (is_certain(f, item)) {
                item->verdict = VERDICT_ACCEPT;
                continue;
            }
            next = before == &work[0] ? &work[1] : &work[0];
            next->item = item;
            next->count = read_features(d, item, next->features);
        }
        if (before != NULL) {
            int32_t score = 0;
            status = weigh(d, before, &score);
            if (f->learned.judge != NULL) {
                decide(f, before->item, score);
            }
        }
        before = next;
    }
    return status;
}

/* Of accepted names that overlap the first stays whole. */
static void part_names(const finder *f) {
    uint32_t end = 0; /* of the last place */
    for (size_t i = 0; i < f->count; i++) {
        candidate *item = &f->items[i];
        if (item->verdict != VERDICT_ACCEPT) {
            continue;
        }
        if (item->name_start < end) {
            /* The kind word of a name that the rules had rejected and the judge took. */
            item->verdict = VERDICT_REJECT;
            item->reason = "plain_word";
            continue;
        }
        /* A compass word may be the last word of a name that the tagger found. */
        if (item->mention.token_start < end) {
            item->mention.token_start = end;
        }
        end = item->mention.token_end;
    }
}

clm_status clm_decide_all(finder *f, clm_error *error) {
    decider d = {.f = f};
    if (f->learned.tag_rows == NULL) {
        return CLM_OK;
    }
    clm_status status = count_labels(&d, error);
    if (status == CLM_OK) {
        status = weigh_all(&d);
    }
    if (status == CLM_OK) {
        part_names(f);
    }
    return status;
}

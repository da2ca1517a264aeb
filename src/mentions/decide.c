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
    size_t words = 0;
    for (uint32_t i = 0; i < f->article->token_count; i++) {
        words += token_has(f, i, CLM_TOKEN_CAPITAL);
    }
    size_t slots = 64;
    while (slots < words * 2) {
        slots *= 2;
    }
    d->tallies = clm_arena_array(f->article->arena, slots, sizeof *d->tallies);
    d->mask = slots - 1;
    if (d->tallies == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    for (uint32_t i = 0; i < f->article->token_count; i++) {
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

static size_t read_features(const decider *d, const candidate *item,
                            uint32_t out[CANDIDATE_FEATURES_MAX]) {
    finder *f = d->f;
    feature_sink s = {out, 0, 1000};
    uint32_t start = item->name_start;
    uint32_t last = item->name_end - 1;
    uint32_t sentence = token_at(f, start)->sentence;
    token_view w = clm_tagger_look(f, sentence, start);
    token_view e = clm_tagger_look(f, sentence, last);
    uint32_t begin = item->mention.token_start;
    uint32_t behind = item->mention.token_end;
    token_view l = clm_tagger_look(f, sentence, (int64_t)begin - 1);
    token_view ll = clm_tagger_look(f, sentence, (int64_t)begin - 2);
    token_view r = clm_tagger_look(f, sentence, behind);
    token_view rr = clm_tagger_look(f, sentence, (int64_t)behind + 1);
    unsigned rule = item->verdict == VERDICT_REJECT ? 1 + reason_number(item->reason) : 0;
    unsigned label = f->labels[start];
    unsigned end_label = f->labels[last];
    unsigned left_on = goes_on(f, (int64_t)start - 1, sentence, label);
    unsigned right_on = goes_on(f, (int64_t)last + 1, sentence, end_label);
    unsigned labels = label * 5 + end_label;
    int32_t lead = f->leads[start] < f->leads[last] ? f->leads[start] : f->leads[last];
    unsigned type = (unsigned)item->mention.type;
    unsigned words = item->name_end - item->name_start > 3 ? 3 : item->name_end - item->name_start;
    unsigned what = item->tagged ? 40u : item->unknown ? 41u : (unsigned)item->kind;
    unsigned kind = what * 4 + type;
    unsigned form = (unsigned)item->mention.form * 2 + item->chained;
    unsigned told = item->told;
    unsigned quality = item->quality / 100;
    unsigned size = size_bin(item->population);
    const tally *t = tally_of(d, e.word);
    unsigned elsewhere = share(t, CLM_LABEL_LOCATION) * 27 + share(t, CLM_LABEL_PERSON) * 9 +
                         share(t, CLM_LABEL_ORGANISATION) * 3 + share(t, CLM_LABEL_OUT);
    unsigned style = f->styles[sentence];
    bool first = token_has(f, start, CLM_TOKEN_SENTENCE_FIRST);
    bool lower = clm_finder_bit(f, f->lower_bits, token_key(f, start));
    bool listed = item->mention.coordinated >= 0;
    bool person = clm_finder_bit(f, f->person_bits, token_key(f, last));
    feature_put(&s, 1);
    feature_put(&s, rule);
    feature_put(&s, feature_blend(rule, kind));
    feature_put(&s, feature_blend(rule, labels));
    feature_put(&s, feature_blend(rule, lead_bin(lead)));
    feature_put(&s, feature_blend(labels, kind));
    feature_put(&s, feature_blend(labels, left_on * 3 + right_on));
    feature_put(&s, feature_blend(feature_blend(labels, left_on * 3 + right_on), kind));
    feature_put(&s, lead_bin(lead));
    feature_put(&s, feature_blend(lead_bin(lead), kind));
    feature_put(&s, kind);
    feature_put(&s, feature_blend(kind, size));
    feature_put(&s, feature_blend(kind, quality));
    feature_put(&s, feature_blend(kind, form));
    feature_put(&s, feature_blend(kind, words));
    feature_put(&s, feature_blend(told, rule));
    feature_put(&s, feature_blend(t->told, labels));
    feature_put(&s, feature_blend(t->told, kind));
    feature_put(&s, feature_blend(item->abbreviation, kind));
    feature_put(&s, feature_blend(w.shape, kind));
    feature_put(&s, w.cluster);
    feature_put(&s, e.cluster);
    feature_put(&s, feature_blend(w.group, kind));
    feature_put(&s, l.word);
    feature_put(&s, r.word);
    feature_put(&s, feature_blend(l.cluster, 1));
    feature_put(&s, feature_blend(r.cluster, 1));
    feature_put(&s, feature_blend(l.group, type));
    feature_put(&s, feature_blend(r.group, type));
    feature_put(&s, feature_blend(l.shape, r.shape));
    feature_put(&s, feature_blend(feature_blend(l.shape, r.shape), kind));
    feature_put(&s, feature_blend(feature_blend(r.shape, r.group), type));
    feature_put(&s, feature_blend(rr.shape, rr.group));
    feature_put(&s, feature_blend(ll.shape, ll.group));
    feature_put(&s, feature_blend(w.classes, e.classes));
    feature_put(&s, feature_blend(l.classes, l.shape));
    feature_put(&s, feature_blend(r.classes, r.shape));
    feature_put(&s, elsewhere);
    feature_put(&s, feature_blend(elsewhere, labels));
    feature_put(&s, feature_blend(style * 4u + first * 2u + lower, kind));
    feature_put(&s, feature_blend(style * 4u + first * 2u + lower, rule));
    feature_put(&s, feature_blend(item->mention.possessive, kind));
    feature_put(&s, feature_blend(listed, labels));
    feature_put(&s, feature_blend(person, labels));
    feature_put(&s, type != CLM_MENTION_TOPONYM ? w.word : 0);
    feature_put(&s, type != CLM_MENTION_TOPONYM ? feature_blend(w.word, r.word) : 0);
    feature_put(&s,
                token_has(f, behind, CLM_TOKEN_GLUED) * 2u + token_has(f, begin, CLM_TOKEN_GLUED));
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

/* The candidate's score; shows it to the observer. */
static clm_status weigh(const decider *d, const candidate *item, int32_t *score) {
    finder *f = d->f;
    const clm_mentions_observer *observer = f->options->observer;
    uint32_t features[CANDIDATE_FEATURES_MAX];
    size_t count = read_features(d, item, features);
    *score = 0;
    for (size_t k = 0; f->learned.judge != NULL && k < count; k++) {
        *score += f->learned.judge[features[k] & f->learned.judge_mask];
    }
    if (observer == NULL || observer->candidate == NULL) {
        return CLM_OK;
    }
    clm_mention mention = item->mention;
    mention.name = clm_article_token_span(f->article, item->name_start, item->name_end - 1);
    mention.span = clm_article_token_span(f->article, mention.token_start, mention.token_end - 1);
    return observer->candidate(observer->context, f->article,
                               clm_mention_toponym(f->article, &mention), features, count);
}

/* What the text itself calls a village or a dam stays a place, and so do the seats that act for a
 * government: claims need them, though corpora of toponyms leave some of them out. */
static bool is_told(const candidate *item) {
    return item->verdict == VERDICT_ACCEPT &&
           ((item->told && !item->tagged) || (item->place_flags & CLM_PLACE_GOVERNMENT) != 0);
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

clm_status clm_decide_all(finder *f, clm_error *error) {
    decider d = {.f = f};
    uint32_t end = 0; /* of the last place */
    if (f->learned.tag_rows == NULL) {
        return CLM_OK;
    }
    clm_status status = count_labels(&d, error);
    for (size_t i = 0; i < f->count && status == CLM_OK; i++) {
        candidate *item = &f->items[i];
        if (!item->fixed && !is_told(item)) {
            int32_t score = 0;
            status = weigh(&d, item, &score);
            if (f->learned.judge != NULL) {
                decide(f, item, score);
            }
        }
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
    return status;
}

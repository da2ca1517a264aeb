/* claims/learned_content.c: what a cue says; see learned.h. */
#include "claims/learned.h"

#include <string.h>

enum {
    PIECES_MAX = 96,
    FEATURES_EACH = 48,
    STEPS_EACH = 16,
    SENTENCES_MAX = 12, /* that a quotation reaches over, to each side */
    SIDE_LEFT = 0,
    SIDE_BETWEEN, /* source and cue */
    SIDE_RIGHT,
    SIDE_OWN /* the cue, the source */
};

/* What stands before a piece. */
enum {
    MARK_COMMA = 1,
    MARK_OPEN = 2,
    MARK_CLOSE = 4,
    MARK_DASH = 8,
    MARK_COLON = 16,
    MARK_STOP = 32,
    MARK_OTHER = 64
};

typedef struct piece {
    clm_run run;
    uint8_t marks; /* before it */
    uint8_t side, nth;
    int8_t delta; /* sentences from the cue's */
    bool finite, quoted, other, ruled;
    uint8_t others; /* other cues between it and the cue */
} piece;

typedef struct pieces {
    clm_run scope, own, source; /* own: the cue with its group */
    piece items[PIECES_MAX];
    size_t count;
    uint32_t features[PIECES_MAX * FEATURES_EACH];
    uint32_t first[PIECES_MAX + 1];
    uint32_t steps[PIECES_MAX * STEPS_EACH];
    uint32_t step_first[PIECES_MAX + 1];
} pieces;

/* ---- where content may stand ---- */

static bool likely_cue_in(const clm_listener *l, size_t spot, const clm_sentence *sentence) {
    for (size_t i = spot + 1; i < l->spot_count && l->spots[i].token < sentence->token_end; i++) {
        if (l->spots[i].token >= sentence->token_start && l->spots[i].accepted) {
            return true;
        }
    }
    for (size_t i = spot; i > 0 && l->spots[i - 1].token >= sentence->token_start; i--) {
        if (l->spots[i - 1].token < sentence->token_end && l->spots[i - 1].accepted) {
            return true;
        }
    }
    return false;
}

static bool goes_on(const clm_reader *reader, uint32_t last, uint32_t next) {
    return reader->quote_of[last] >= 0 && reader->quote_of[last] == reader->quote_of[next];
}

/* The sentence, and those around it that a quotation joins to it. */
static clm_run scope_of(const clm_listener *l, size_t spot) {
    const clm_reader *reader = l->reader;
    const clm_article *article = reader->article;
    const clm_spot *s = &l->spots[spot];
    uint32_t first = article->tokens[s->token].sentence, last = first;
    for (unsigned n = 0; n < SENTENCES_MAX && first > 0; n++) {
        uint32_t start = article->sentences[first].token_start;
        const clm_sentence *before = &article->sentences[first - 1];
        bool whole = start > 0 && goes_on(reader, start - 1, start);
        bool beside = clm_is_quote(reader, start - 1, CLM_TOKEN_QUOTE_CLOSE) &&
                      first == article->tokens[s->token].sentence &&
                      before->paragraph == article->sentences[first].paragraph;
        if (start == 0 || (!whole && (!beside || likely_cue_in(l, spot, before)))) {
            break;
        }
        first--;
    }
    for (unsigned n = 0; n < SENTENCES_MAX && last + 1 < article->sentence_count; n++) {
        const clm_sentence *next = &article->sentences[last + 1];
        uint32_t end = article->sentences[last].token_end;
        bool whole = end < article->token_count && end > 0 && goes_on(reader, end - 1, end);
        bool beside = end < article->token_count &&
                      clm_is_quote(reader, end, CLM_TOKEN_QUOTE_OPEN) &&
                      next->paragraph - article->sentences[last].paragraph <= 1;
        if (end >= article->token_count || (!whole && (!beside || likely_cue_in(l, spot, next)))) {
            break;
        }
        last++;
    }
    clm_run scope = {article->sentences[first].token_start, article->sentences[last].token_end};
    scope.start = scope.start < s->floor && first == article->tokens[s->token].sentence
                      ? s->floor
                      : scope.start;
    scope.end =
        scope.end > s->limit && last == article->tokens[s->token].sentence ? s->limit : scope.end;
    return scope;
}

/* ---- pieces ---- */

static unsigned mark_of(const clm_reader *reader, uint32_t k) {
    const clm_token *token = &reader->article->tokens[k];
    if (clm_tag_at(reader, k) != CLM_TAG_PUNCT) {
        return 0;
    }
    if (clm_mark_at(reader, k, CLM_MARK_COMMA | CLM_MARK_DASH)) {
        return clm_is_comma(reader, k) ? MARK_COMMA : MARK_DASH;
    }
    if (token->kind == CLM_TOKEN_PUNCT &&
        (token->flags & (CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_QUOTE_CLOSE))) {
        return token->flags & CLM_TOKEN_QUOTE_OPEN ? MARK_OPEN : MARK_CLOSE;
    }
    switch (reader->article->text.ptr[token->span.start]) {
    case ':':
        return MARK_COLON;
    case '.':
    case '?':
    case '!':
        return MARK_STOP;
    case ';':
    case '(':
    case ')':
        return MARK_OTHER;
    default:
        return 0;
    }
}

static bool is_starter(clm_tag tag) {
    return tag == CLM_TAG_CC || tag == CLM_TAG_SUB || tag == CLM_TAG_THAT || tag == CLM_TAG_WH ||
           tag == CLM_TAG_TO;
}

/* True if a piece may begin at token `k` of the cue's sentence. */
static bool begins(const clm_reader *reader, const pieces *p, uint32_t k) {
    if (k == p->own.start || k == p->own.end || k == p->source.start || k == p->source.end) {
        return true;
    }
    clm_tag tag = clm_tag_at(reader, k), before = clm_tag_at(reader, k - 1);
    if (is_starter(tag)) {
        return !is_starter(before) || before == CLM_TAG_CC;
    }
    bool noun = before == CLM_TAG_NOUN || before == CLM_TAG_NAME || before == CLM_TAG_PRON ||
                before == CLM_TAG_NUM;
    bool verb = tag == CLM_TAG_AUX || tag == CLM_TAG_MODAL || tag == CLM_TAG_FIN ||
                tag == CLM_TAG_PART || tag == CLM_TAG_ING;
    return (noun && verb) || (tag == CLM_TAG_ADV && noun);
}

static void close_piece(pieces *p, uint32_t start, uint32_t end, unsigned marks) {
    if (end > start && p->count < PIECES_MAX) {
        p->items[p->count++] = (piece){.run = {start, end}, .marks = (uint8_t)marks};
    }
}

static void cut(const clm_reader *reader, uint32_t cue, pieces *p) {
    const clm_article *article = reader->article;
    uint32_t home = article->tokens[cue].sentence;
    unsigned marks = 0, before = 0;
    uint32_t start = p->scope.start;
    for (uint32_t k = p->scope.start; k < p->scope.end; k++) {
        uint32_t sentence = article->tokens[k].sentence;
        bool is_home = sentence == home;
        bool fresh = k > p->scope.start && article->tokens[k - 1].sentence != sentence;
        bool colon = k == cue; /* a mark may be the cue itself */
        unsigned mark = colon ? 0 : mark_of(reader, k);
        mark = is_home ? mark : mark & (MARK_OPEN | MARK_CLOSE | MARK_STOP);
        if (mark) {
            close_piece(p, start, k, before);
            marks = start < k ? mark : marks | mark;
            before = marks;
            start = k + 1;
        } else if (k > start && (fresh || (is_home && begins(reader, p, k)))) {
            close_piece(p, start, k, before);
            before = marks = 0;
            start = k;
        }
    }
    close_piece(p, start, p->scope.end, before);
}

static void place_piece(const clm_listener *l, const clm_spot *s, const pieces *p, piece *q) {
    const clm_reader *reader = l->reader;
    const clm_article *article = reader->article;
    uint32_t k = q->run.start;
    clm_run inner = clm_run_empty(p->source) ? p->own : p->source;
    uint32_t left = inner.start < p->own.start ? inner.start : p->own.start;
    uint32_t right = inner.end > p->own.end ? inner.end : p->own.end;
    q->side = clm_run_has(p->own, k) || clm_run_has(p->source, k) ? SIDE_OWN
              : k < left                                          ? SIDE_LEFT
              : k >= right                                        ? SIDE_RIGHT
                                                                  : SIDE_BETWEEN;
    int32_t delta =
        (int32_t)article->tokens[k].sentence - (int32_t)article->tokens[s->token].sentence;
    q->delta = (int8_t)(delta < -3 ? -3 : delta > 3 ? 3 : delta);
    q->finite = clm_has_finite(reader, q->run);
    q->quoted = reader->quote_of[k] >= 0;
    if (s->rule >= 0) {
        const clm_said *said = &reader->said[s->rule];
        for (size_t c = 0; c < said->content_count; c++) {
            q->ruled = q->ruled || clm_run_has(said->content[c], q->run.end - 1);
        }
    }
}

/* Counts the cues between each piece and this one, and marks the pieces that hold one. */
static void count_others(const clm_listener *l, size_t spot, pieces *p) {
    uint32_t cue = l->spots[spot].token;
    size_t n = spot + 1;
    unsigned others = 0;
    for (size_t i = 0; i < p->count; i++) {
        piece *q = &p->items[i];
        if (q->run.start < cue) {
            continue;
        }
        for (; n < l->spot_count && l->spots[n].token < q->run.end; n++) {
            others += l->spots[n].accepted;
            q->other = q->other || (l->spots[n].accepted && l->spots[n].token >= q->run.start);
        }
        q->others = (uint8_t)(others < 3 ? others : 3);
    }
    others = 0;
    n = spot;
    for (size_t i = p->count; i > 0; i--) {
        piece *q = &p->items[i - 1];
        if (q->run.start >= cue) {
            continue;
        }
        for (; n > 0 && l->spots[n - 1].token >= q->run.start; n--) {
            others += l->spots[n - 1].accepted;
            q->other = q->other || (l->spots[n - 1].accepted && l->spots[n - 1].token < q->run.end);
        }
        q->others = (uint8_t)(others < 3 ? others : 3);
    }
}

static void number(pieces *p) {
    unsigned nth = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (p->items[i].side == SIDE_RIGHT) {
            p->items[i].nth = (uint8_t)(nth < 9 ? nth : 9);
            nth++;
        }
    }
    nth = 0;
    for (size_t i = p->count; i > 0; i--) {
        if (p->items[i - 1].side == SIDE_LEFT) {
            p->items[i - 1].nth = (uint8_t)(nth < 9 ? nth : 9);
            nth++;
        }
    }
}

/* ---- features ---- */

/* What all pieces of a cue share. */
typedef struct setting {
    uint32_t t, follows, frame, stem;
    int32_t quote, rule;
} setting;

static void describe(const clm_listener *l, const setting *at, const pieces *p, size_t i,
                     clm_traits *f) {
    const clm_reader *reader = l->reader;
    const piece *q = &p->items[i];
    const uint32_t start = l->sights[q->run.start].atom;
    bool own_quote = at->quote >= 0;
    bool same = own_quote && at->quote == reader->quote_of[q->run.start];
    uint32_t tag = clm_mix(clm_tag_at(reader, q->run.start)), marks = clm_mix(q->marks);
    uint32_t side = clm_mix(q->side), place = clm_mix(q->side * 8u + (q->nth < 4 ? q->nth : 4u));
    uint32_t after = clm_mix(i + 1 < p->count ? p->items[i + 1].marks : 127);
    uint32_t quoted = clm_mix((q->quoted ? 1u : 0u) | (own_quote ? 2u : 0u) | (same ? 4u : 0u));
    uint32_t delta = clm_mix((unsigned)(q->delta + 4)), other = clm_mix(q->other);
    clm_put(f, side);
    clm_put(f, place);
    clm_put2(f, marks, side);
    clm_put2(f, after, place);
    clm_put3(f, marks, tag, side);
    clm_put3(f, marks, start, side);
    clm_put2(f, start, side);
    clm_put2(f, start, place);
    clm_put2(f, tag, place);
    clm_put3(f, tag, side, clm_mix(q->finite));
    clm_put3(f, at->stem, side, tag);
    clm_put3(f, at->stem, at->follows, place);
    clm_put3(f, at->t, at->follows, place);
    clm_put3(f, at->t, at->frame, place);
    clm_put3(f, quoted, side, delta);
    clm_put3(f, quoted, place, marks);
    clm_put3(f, delta, side, other);
    clm_put3(f, clm_mix(q->others), side, other);
}

static void describe_step(const clm_listener *l, const setting *at, const pieces *p, size_t i,
                          clm_traits *f) {
    const piece *q = &p->items[i], *r = &p->items[i - 1];
    const uint32_t start = l->sights[q->run.start].atom;
    uint32_t tag = clm_mix(clm_tag_at(l->reader, q->run.start)), marks = clm_mix(q->marks);
    uint32_t sides = clm_mix(r->side * 4u + q->side);
    uint32_t quoted = clm_mix((r->quoted ? 1u : 0u) | (q->quoted ? 2u : 0u));
    uint32_t finite = clm_mix((r->finite ? 1u : 0u) | (q->finite ? 2u : 0u));
    uint32_t ruled = clm_mix(at->rule < 0 ? 4 : (r->ruled ? 1u : 0u) | (q->ruled ? 2u : 0u));
    clm_put(f, sides);
    clm_put2(f, sides, marks);
    clm_put3(f, marks, tag, sides);
    clm_put3(f, start, marks, sides);
    clm_put3(f, quoted, marks, sides);
    clm_put3(f, finite, tag, sides);
    clm_put3(f, ruled, marks, sides);
}

static void describe_all(const clm_listener *l, const clm_spot *s, pieces *p) {
    const setting at = {.t = s->mixed.tag,
                        .follows = s->mixed.follows,
                        .frame = s->mixed.frame,
                        .stem = s->stem,
                        .quote = l->reader->quote_of[s->token],
                        .rule = s->rule};
    uint32_t count = 0, steps = 0;
    for (size_t i = 0; i < p->count; i++) {
        clm_traits f = {p->features + count, 0, l->model.content.mask};
        clm_traits g = {p->steps + steps, 0, l->model.steps.mask};
        p->first[i] = count;
        describe(l, &at, p, i, &f);
        clm_foresee(&l->model.content, &f);
        count += f.count;
        p->step_first[i] = steps;
        if (i > 0) {
            describe_step(l, &at, p, i, &g);
        }
        clm_foresee(&l->model.steps, &g);
        steps += g.count;
    }
    p->first[p->count] = count;
    p->step_first[p->count] = steps;
}

/* ---- decoding ---- */

static void weigh_step(const clm_said_model *model, const pieces *p, size_t i,
                       int32_t out[CLM_SAID_STEPS]) {
    memset(out, 0, CLM_SAID_STEPS * sizeof *out);
    for (uint32_t k = p->step_first[i]; k < p->step_first[i + 1]; k++) {
        const int8_t *row = model->steps.weights + p->steps[k];
        for (unsigned c = 0; c < CLM_SAID_STEPS; c++) {
            out[c] += row[c];
        }
    }
}

/* The best sequence of out (0) and in (1). */
static void decode(const clm_said_model *model, const pieces *p, uint8_t *in) {
    uint8_t from[PIECES_MAX][2];
    int32_t best[2] = {0, 0};
    for (size_t i = 0; i < p->count; i++) {
        int32_t inside =
            clm_weigh(&model->content, p->features + p->first[i], p->first[i + 1] - p->first[i]);
        int32_t step[CLM_SAID_STEPS], next[2];
        weigh_step(model, p, i, step);
        for (unsigned y = 0; y < 2; y++) {
            bool one = i > 0 && best[1] + step[2 + y] > best[0] + step[y];
            from[i][y] = one;
            next[y] = (i == 0 ? 0
                       : one  ? best[1] + step[2 + y]
                              : best[0] + step[y]) +
                      (y ? inside : 0);
        }
        memcpy(best, next, sizeof best);
    }
    unsigned y = best[1] > best[0];
    for (size_t i = p->count; i-- > 0;) {
        in[i] = (uint8_t)y;
        y = from[i][y];
    }
}

/* Pieces that are in and stand side by side are one run. */
static void keep(const pieces *p, const uint8_t *in, clm_heard *heard) {
    bool before = false;
    for (size_t i = 0; i < p->count; i++) {
        if (in[i] && p->items[i].side != SIDE_OWN) {
            if (before) {
                heard->content[heard->content_count - 1].end = p->items[i].run.end;
            } else if (heard->content_count < CLM_HEARD_PARTS) {
                heard->content[heard->content_count++] = p->items[i].run;
            } else {
                continue;
            }
            before = true;
        } else {
            before = false;
        }
    }
}

/* Where nothing is left, what the rules say. */
static void keep_ruled(const clm_reader *reader, const clm_spot *s, clm_heard *heard) {
    const clm_said *said = s->rule >= 0 ? &reader->said[s->rule] : NULL;
    for (size_t c = 0; said && heard->content_count == 0 && c < said->content_count; c++) {
        heard->content[c] = said->content[c];
    }
    if (said && heard->content_count == 0) {
        heard->content_count = said->content_count;
    }
}

clm_status clm_listen_content(clm_listener *l, size_t spot, clm_heard *heard, clm_error *error) {
    pieces p; /* large: filled, not cleared */
    const clm_spot *s = &l->spots[spot];
    uint8_t in[PIECES_MAX];
    (void)error;
    p.count = 0;
    p.scope = scope_of(l, spot);
    p.own =
        (clm_run){s->group < s->token && s->token - s->group < 6 && clm_is_verb(l->reader, s->token)
                      ? s->group
                      : s->token,
                  s->token + 1};
    p.source = heard->source;
    cut(l->reader, s->token, &p);
    for (size_t i = 0; i < p.count; i++) {
        place_piece(l, s, &p, &p.items[i]);
    }
    number(&p);
    count_others(l, spot, &p);
    describe_all(l, s, &p);
    if (l->observer && l->observer->content) {
        clm_token_range runs[PIECES_MAX];
        for (size_t i = 0; i < p.count; i++) {
            runs[i] = (clm_token_range){p.items[i].run.start, p.items[i].run.end};
        }
        clm_status status =
            l->observer->content(l->observer->context, l->reader->article, s->token, runs, p.count,
                                 p.features, p.first, p.steps, p.step_first);
        if (status != CLM_OK) {
            return status;
        }
    }
    if (l->model.content.weights && l->model.steps.weights) {
        decode(&l->model, &p, in);
        keep(&p, in, heard);
        keep_ruled(l->reader, s, heard);
    }
    return CLM_OK;
}

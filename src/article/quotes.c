#include "article/parts.h"

#include <string.h>

/* How far ahead a single mark after an s looks for a later one that closes. */
enum { LOOK_AHEAD = 200 };

enum { LEVEL_DOUBLE = 0, LEVEL_SINGLE = 1, LEVELS = 2 };

typedef enum mark_kind {
    MARK_NONE = 0,
    MARK_STRAIGHT, /* " or ' : by its neighbours */
    MARK_LEFT,     /* “ ‘ : opens, or closes after a low mark */
    MARK_RIGHT,    /* ” ’ : closes */
    MARK_LOW,      /* „ ‚ : opens */
    MARK_ANGLE_LEFT,
    MARK_ANGLE_RIGHT
} mark_kind;

typedef struct mark {
    mark_kind kind;
    int level;
} mark;

typedef struct quote_state {
    bool open[LEVELS];
    size_t opened_at[LEVELS];
    mark_kind opened_by[LEVELS];
} quote_state;

static mark mark_of(const clm_article *article, size_t token) {
    static const struct {
        const char *text;
        mark mark;
    } marks[] = {
        {"“", {MARK_LEFT, LEVEL_DOUBLE}},        {"”", {MARK_RIGHT, LEVEL_DOUBLE}},
        {"„", {MARK_LOW, LEVEL_DOUBLE}},         {"‟", {MARK_LEFT, LEVEL_DOUBLE}},
        {"«", {MARK_ANGLE_LEFT, LEVEL_DOUBLE}},  {"»", {MARK_ANGLE_RIGHT, LEVEL_DOUBLE}},
        {"‘", {MARK_LEFT, LEVEL_SINGLE}},        {"’", {MARK_RIGHT, LEVEL_SINGLE}},
        {"‚", {MARK_LOW, LEVEL_SINGLE}},         {"‛", {MARK_LEFT, LEVEL_SINGLE}},
        {"‹", {MARK_ANGLE_LEFT, LEVEL_SINGLE}},  {"›", {MARK_ANGLE_RIGHT, LEVEL_SINGLE}},
        {"「", {MARK_ANGLE_LEFT, LEVEL_DOUBLE}}, {"」", {MARK_ANGLE_RIGHT, LEVEL_DOUBLE}},
        {"『", {MARK_ANGLE_LEFT, LEVEL_SINGLE}}, {"』", {MARK_ANGLE_RIGHT, LEVEL_SINGLE}},
    };
    const clm_token *t = &article->tokens[token];
    if (t->kind != CLM_TOKEN_PUNCT) {
        return (mark){MARK_NONE, 0};
    }
    char c = article->text.ptr[t->span.start];
    if (((unsigned char)c & 0x80U) == 0) {
        return c == '"'    ? (mark){MARK_STRAIGHT, LEVEL_DOUBLE}
               : c == '\'' ? (mark){MARK_STRAIGHT, LEVEL_SINGLE}
                           : (mark){MARK_NONE, 0};
    }
    clm_text text = clm_article_slice(article, t->span);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (clm_text_is(text, marks[i].text)) {
            return marks[i].mark;
        }
    }
    return (mark){MARK_NONE, 0};
}

static bool is_one_of(const clm_article *article, size_t token, const char *ascii) {
    const clm_token *t = &article->tokens[token];
    char c = article->text.ptr[t->span.start];
    return t->kind == CLM_TOKEN_PUNCT && c != '\0' && strchr(ascii, c) != NULL;
}

static bool is_dash(const clm_article *article, size_t token) {
    clm_text text = clm_article_slice(article, article->tokens[token].span);
    return clm_text_starts(text, "-") || clm_text_starts(text, "–") || clm_text_starts(text, "—");
}

/* Nothing of a word stands before the mark. */
static bool free_before(const clm_article *article, size_t token, size_t first) {
    if (token == first || (article->tokens[token].flags & CLM_TOKEN_GLUED) == 0) {
        return true;
    }
    size_t before = token - 1;
    return is_one_of(article, before, "([{/") || is_dash(article, before) ||
           (article->tokens[before].flags & CLM_TOKEN_QUOTE_OPEN) != 0;
}

static bool space_after(const clm_article *article, size_t token, size_t end) {
    return token + 1 >= end || (article->tokens[token + 1].flags & CLM_TOKEN_GLUED) == 0;
}

static bool free_after(const clm_article *article, size_t token, size_t end) {
    return space_after(article, token, end) || is_one_of(article, token + 1, ".,;:!?)]}'\"") ||
           is_dash(article, token + 1) || mark_of(article, token + 1).kind == MARK_RIGHT;
}

static bool ends_in_s(const clm_article *article, size_t token) {
    const clm_token *t = &article->tokens[token];
    char c = article->text.ptr[t->span.end - 1];
    return t->kind == CLM_TOKEN_WORD && (c == 's' || c == 'S' || c == 'z' || c == 'x');
}

/* ’90s, ’em, 'Twas: an apostrophe at the start of a word. */
static bool is_elision(const clm_article *article, size_t token, size_t end) {
    if (space_after(article, token, end)) {
        return false;
    }
    const clm_token *next = &article->tokens[token + 1];
    if (next->kind == CLM_TOKEN_NUMBER) {
        return next->span.end - next->span.start == 2 && token + 2 < end &&
               (article->tokens[token + 2].flags & CLM_TOKEN_GLUED) != 0 &&
               clm_text_is(clm_article_key(article, token + 2), "s");
    }
    return next->kind == CLM_TOKEN_WORD && clm_article_listed(article, token + 1, LIST_ELISION);
}

/* A single mark after "...s" while a quotation is open: "the drivers' strike" or the end of the
 * quotation? A possessor is followed by a plain noun, and another mark must be left to close. */
static bool is_inner_possessive(const clm_article *article, size_t token, size_t first,
                                size_t end) {
    if (!ends_in_s(article, token - 1) || token + 1 >= end ||
        article->tokens[token + 1].kind != CLM_TOKEN_WORD ||
        (article->tokens[token + 1].flags & CLM_TOKEN_GLUED) != 0) {
        return false;
    }
    if (clm_article_listed(article, token + 1, LIST_STARTER | LIST_SPEECH)) {
        return false;
    }
    for (size_t i = token + 1; i < end && i < token + LOOK_AHEAD; i++) {
        mark m = mark_of(article, i);
        if (m.level != LEVEL_SINGLE || m.kind == MARK_NONE) {
            continue;
        }
        return !free_before(article, i, first) && free_after(article, i, end);
    }
    return false;
}

typedef enum side { SIDE_NONE, SIDE_OPEN, SIDE_CLOSE, SIDE_POSSESSIVE } side;

static side side_of_single(const clm_article *article, const quote_state *state, size_t token,
                           size_t first, size_t end, mark_kind kind) {
    bool before = free_before(article, token, first);
    bool after = free_after(article, token, end);
    if (before && !space_after(article, token, end)) {
        bool opens = kind != MARK_RIGHT && !is_elision(article, token, end);
        return opens ? SIDE_OPEN : SIDE_NONE;
    }
    if (before || !after) {
        return SIDE_NONE;
    }
    if (state->open[LEVEL_SINGLE]) {
        return is_inner_possessive(article, token, first, end) ? SIDE_POSSESSIVE : SIDE_CLOSE;
    }
    return ends_in_s(article, token - 1) ? SIDE_POSSESSIVE : SIDE_NONE;
}

static side side_of_straight(const clm_article *article, const quote_state *state, size_t token,
                             size_t first, size_t end) {
    bool before = free_before(article, token, first);
    bool open = state->open[LEVEL_DOUBLE];
    if (before && !space_after(article, token, end)) {
        return SIDE_OPEN;
    }
    if (!before && free_after(article, token, end)) {
        bool inches = !open && article->tokens[token - 1].kind == CLM_TOKEN_NUMBER;
        return inches ? SIDE_NONE : SIDE_CLOSE;
    }
    return open ? SIDE_CLOSE : SIDE_OPEN;
}

static side side_of(const clm_article *article, const quote_state *state, size_t token,
                    size_t first, size_t end) {
    mark m = mark_of(article, token);
    bool open = state->open[m.level];
    mark_kind by = state->opened_by[m.level];
    bool before = free_before(article, token, first);
    switch (m.kind) {
    case MARK_STRAIGHT:
        return m.level == LEVEL_SINGLE ? side_of_single(article, state, token, first, end, m.kind)
                                       : side_of_straight(article, state, token, first, end);
    case MARK_LEFT:
        if ((open && by == MARK_LOW) || (!before && space_after(article, token, end))) {
            return SIDE_CLOSE;
        }
        return m.level == LEVEL_SINGLE ? side_of_single(article, state, token, first, end, m.kind)
                                       : SIDE_OPEN;
    case MARK_RIGHT:
        if (m.level == LEVEL_SINGLE) {
            return side_of_single(article, state, token, first, end, m.kind);
        }
        return !open && before && !space_after(article, token, end) ? SIDE_OPEN : SIDE_CLOSE;
    case MARK_LOW:
        return SIDE_OPEN;
    case MARK_ANGLE_LEFT:
        return open && by == MARK_ANGLE_RIGHT ? SIDE_CLOSE : SIDE_OPEN;
    case MARK_ANGLE_RIGHT:
        return !open && before && !space_after(article, token, end) ? SIDE_OPEN : SIDE_CLOSE;
    case MARK_NONE:
        break;
    }
    return SIDE_NONE;
}

static void mark_range(clm_article *article, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        article->tokens[i].flags |= CLM_TOKEN_IN_QUOTES;
    }
}

/* A second opening mark while one is open: after a finished sentence the quotation goes on,
 * otherwise the first one was never closed and is dropped. */
static void reopen(clm_article *article, const quote_state *state, int level, size_t token) {
    size_t opened = state->opened_at[level];
    if (token > opened + 1 && is_one_of(article, token - 1, ".!?")) {
        mark_range(article, opened + 1, token);
    }
}

static void apply(clm_article *article, quote_state *state, size_t token, side where) {
    mark m = mark_of(article, token);
    clm_token *t = &article->tokens[token];
    switch (where) {
    case SIDE_OPEN:
        if (state->open[m.level]) {
            reopen(article, state, m.level, token);
        }
        t->flags |= CLM_TOKEN_QUOTE_OPEN;
        state->open[m.level] = true;
        state->opened_at[m.level] = token;
        state->opened_by[m.level] = m.kind;
        break;
    case SIDE_CLOSE:
        t->flags |= CLM_TOKEN_QUOTE_CLOSE;
        if (state->open[m.level]) {
            mark_range(article, state->opened_at[m.level] + 1, token);
            state->open[m.level] = false;
            if (m.level == LEVEL_DOUBLE &&
                state->opened_at[LEVEL_SINGLE] > state->opened_at[LEVEL_DOUBLE]) {
                state->open[LEVEL_SINGLE] = false; /* a nested mark that was never answered */
            }
        }
        break;
    case SIDE_POSSESSIVE:
        t->flags |= CLM_TOKEN_POSSESSIVE;
        break;
    case SIDE_NONE:
        break;
    }
}

void clm_article_finish_quotes(clm_article_parts *parts) {
    clm_quote_carry *carry = &parts->carry;
    clm_article *article = &parts->article;
    if (!carry->open) {
        return;
    }
    if (carry->leads) {
        mark_range(article, carry->token + 1, carry->end);
    } else if (mark_of(article, carry->token).level == LEVEL_SINGLE) {
        /* One single mark that nothing answers was an apostrophe. */
        article->tokens[carry->token].flags &= (uint8_t)~CLM_TOKEN_QUOTE_OPEN;
    }
    carry->open = false;
}

/* Does the paragraph that begins at `first` repeat the mark of the open quotation? */
static bool carries_on(const clm_article *article, const clm_quote_carry *carry, size_t first,
                       size_t end) {
    mark m = mark_of(article, first);
    bool opens = m.kind != MARK_NONE && m.kind != MARK_RIGHT && m.level == carry->level;
    return carry->open && opens && !space_after(article, first, end);
}

void clm_article_mark_quotes(clm_article_parts *parts, size_t first, size_t end) {
    clm_article *article = &parts->article;
    quote_state state = {{false, false}, {0, 0}, {MARK_NONE, MARK_NONE}};
    if (parts->carry.open) {
        if (carries_on(article, &parts->carry, first, end)) {
            mark_range(article, parts->carry.token + 1, parts->carry.end);
            parts->carry.open = false;
        } else {
            clm_article_finish_quotes(parts);
        }
    }
    for (size_t i = first; i < end; i++) {
        if (article->tokens[i].kind == CLM_TOKEN_PUNCT && mark_of(article, i).kind != MARK_NONE) {
            apply(article, &state, i, side_of(article, &state, i, first, end));
        }
    }
    int level =
        state.open[LEVEL_DOUBLE] && (!state.open[LEVEL_SINGLE] ||
                                     state.opened_at[LEVEL_DOUBLE] < state.opened_at[LEVEL_SINGLE])
            ? LEVEL_DOUBLE
            : LEVEL_SINGLE;
    if (state.open[level]) {
        size_t token = state.opened_at[level];
        /* Speech that is led in and never closed runs to the end of its paragraph. */
        bool leads = token == first || is_one_of(article, token - 1, ":,");
        parts->carry = (clm_quote_carry){true, leads, level, token, end};
    }
}

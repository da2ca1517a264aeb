/* mentions/tagged.c: names of places that no gazetteer knows and the tagger found. */
#include "mentions/finder.h"

#include <string.h>

enum { NAME_TOKENS_MAX = 8 };

/* A run of tokens [start, end). */
typedef struct run {
    uint32_t start, end;
} run;

/* Kept from being a name's first or last token. */
static bool trims(const finder *f, uint32_t i) {
    return token_at(f, i)->kind != CLM_TOKEN_WORD || token_has(f, i, CLM_TOKEN_POSSESSIVE) ||
           !token_has(f, i, CLM_TOKEN_CAPITAL);
}

static run trimmed(const finder *f, run r) {
    while (r.start < r.end && trims(f, r.start)) {
        r.start++;
    }
    while (r.end > r.start && trims(f, r.end - 1)) {
        r.end--;
    }
    return r;
}

/* The tokens from `i` on that have its label. */
static uint32_t label_end(const finder *f, uint32_t i) {
    uint32_t end = i + 1;
    while (end < f->article->token_count && f->labels[end] == f->labels[i] &&
           token_continues(f, end)) {
        end++;
    }
    return end;
}

/* Merges the candidates from `old` on into those before them: both in the order of the text. */
static clm_status merge(finder *f, size_t old, clm_error *error) {
    size_t added = f->count - old;
    if (added == 0) {
        return CLM_OK;
    }
    candidate *behind = clm_arena_array(f->article->arena, added, sizeof *behind);
    if (behind == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    memcpy(behind, f->items + old, added * sizeof *behind);
    for (size_t to = f->count, a = old, b = added; b > 0;) {
        bool old_last = a > 0 && f->items[a - 1].name_start > behind[b - 1].name_start;
        f->items[--to] = old_last ? f->items[--a] : behind[--b];
    }
    return CLM_OK;
}

clm_status clm_tagged_add(finder *f, clm_error *error) {
    size_t old = f->count;
    size_t next = 0; /* of the old items: the first that does not end before the run */
    if (f->learned.tag_rows == NULL) {
        return CLM_OK;
    }
    for (uint32_t i = 0; i < f->article->token_count; i++) {
        if (f->labels[i] != CLM_LABEL_LOCATION) {
            continue;
        }
        uint32_t end = label_end(f, i);
        run r = trimmed(f, (run){i, end});
        i = end - 1;
        while (next < old && f->items[next].mention.token_end <= r.start) {
            next++;
        }
        bool taken = next < old && f->items[next].mention.token_start < r.end;
        if (r.start >= r.end || taken || r.end - r.start > NAME_TOKENS_MAX) {
            continue;
        }
        candidate item = clm_spans_new(r.start, r.end);
        item.unknown = true;
        item.tagged = true;
        clm_status status = clm_spans_add(f, &item, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    return merge(f, old, error);
}

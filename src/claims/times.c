/* The times of a claim: what they date, and those without a date of their own. */
#include "claims/moments.h"

enum { PEAK_WORDS = 200 };

/* What the time dates. */
static const char *attachment(const clm_reader *reader, const clm_moment *found, bool cue) {
    uint32_t k = found->tokens.start;
    if (cue) {
        return "cue";
    }
    for (uint32_t back = 1; back < 5 && k > back; back++) {
        if (clm_key_is(reader, k - back, "from") &&
            (clm_key_is(reader, k - back - 1, "up") || clm_key_is(reader, k - back - 1, "down"))) {
            return "comparison";
        }
    }
    bool than = k > 0 && (clm_key_is(reader, k - 1, "than") || clm_key_is(reader, k - 1, "with"));
    if (than) {
        return "comparison";
    }
    bool as_of = k > 1 && clm_key_is(reader, k - 1, "of") && clm_key_is(reader, k - 2, "as");
    bool shown = false; /* "images taken on Sunday show" */
    for (uint32_t back = 1; back < 4 && k >= back; back++) {
        shown =
            shown || (clm_sem_at(reader, k - back, CLM_SEM_DOC) && !clm_is_verb(reader, k - back));
    }
    bool taken = k > 0 && (clm_is_verb(reader, k - 1) || clm_key_is(reader, k - 1, "from"));
    return as_of || (shown && taken) ? "evidence" : "event";
}

/* A peak without a date lies within the "since ..." of the same sentence. */
static void date_peaks(const clm_reader *reader, const clm_clock *clock, clm_moment *peak) {
    const clm_sentence *where = clm_sentence_of(reader, peak->tokens.start);
    clm_clock wide = *clock;
    wide.range = (clm_run){where->token_start, where->token_end};
    if (wide.range.end - wide.range.start > PEAK_WORDS) {
        return;
    }
    for (uint32_t k = wide.range.start; k + 3 < wide.range.end; k++) {
        clm_moment other;
        for (uint32_t j = k + 1; j < k + 4 && clm_key_is(reader, k, "since"); j++) {
            if (clm_moment_read(&wide, j, &other) && other.start.year &&
                other.precision == CLM_PRECISION_OPEN) {
                peak->start = other.start;
                peak->end = other.end;
                return;
            }
        }
    }
}

static clm_date today_of(const clm_reader *reader, uint32_t token) {
    const clm_article *article = reader->article;
    const clm_sentence *where = clm_sentence_of(reader, token);
    bool entry = article->entries && where->entry < article->entry_count;
    clm_date own = entry ? article->entries[where->entry].date : article->date;
    return own.year ? own : article->date;
}

/* The same words were read with the cue already. */
static bool is_known(const clm_time *times, size_t count, clm_span span) {
    for (size_t i = 0; i < count; i++) {
        if (clm_span_overlaps(times[i].span, span)) {
            return true;
        }
    }
    return false;
}

clm_status clm_times_read(const clm_reader *reader, clm_run range, const clm_said *said,
                          clm_time **out, size_t *count, clm_error *error) {
    size_t capacity = *count;
    clm_clock clock = {.reader = reader, .range = range};
    clock.today = today_of(reader, range.start);
    clock.tense = said ? CLM_TENSE_PAST : CLM_TENSE_UNKNOWN;
    for (uint32_t k = range.start; k < range.end; k++) {
        clm_moment found;
        k = clm_next_with(reader->marks, k, range.end, CLM_MARK_TIME);
        if (k == range.end) {
            break;
        }
        bool own = !said || !(said->content_count && clm_run_has(said->content[0], k));
        if (!own || !clm_moment_read(&clock, k, &found)) {
            continue;
        }
        if (found.precision == CLM_PRECISION_OPEN && !found.start.year && !found.end.year) {
            date_peaks(reader, &clock, &found);
        }
        clm_span span = clm_run_span(reader, found.tokens);
        k = found.tokens.end > k ? found.tokens.end - 1 : k;
        if (is_known(*out, *count, span)) {
            continue;
        }
        void *items = *out;
        if (clm_arena_grow(reader->article->arena, &items, &capacity, *count + 1, sizeof **out)) {
            return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
        }
        *out = items;
        (*out)[(*count)++] = (clm_time){.span = span,
                                        .start = found.start,
                                        .end = found.end,
                                        .precision = found.precision,
                                        .attaches_to = attachment(reader, &found, said != NULL)};
    }
    return CLM_OK;
}

/* A main clause and the clause that says when it happened: one claim. */
#include "claims/draft.h"
#include "claims/quantity.h"

#include <string.h>

enum { GAP_MAX = 3, JOINED_MAX = 70 };

static bool has_place(const clm_reader *reader, const clm_clause *clause) {
    return clm_first_place(reader, clause->tokens) < clause->tokens.end;
}

/* Somebody was killed, hurt, is missing. */
static bool tells_harm(const clm_reader *reader, clm_run run) {
    for (uint32_t k = run.start; k < run.end; k++) {
        unsigned fate = clm_figure_fate(clm_figure_at(reader, k));
        bool harm = fate == CLM_FATE_KILLED || fate == CLM_FATE_DIED || fate == CLM_FATE_INJURED;
        if (harm && reader->mention_of[k] < 0 &&
            (clm_is_verb(reader, k) || clm_key_is(reader, k, "dead"))) {
            return true;
        }
    }
    return false;
}

/* The word that joins two clauses, if nothing but it and a comma stands between them: 2 "when", 1
 * "as" or "after", 0 none. */
static int joint(const clm_reader *reader, const clm_clause *first, const clm_clause *second) {
    uint32_t from = first->tokens.end, to = second->tokens.start;
    bool near = from < to && to - from < GAP_MAX && first->said == second->said &&
                second->tokens.end - first->tokens.start < JOINED_MAX;
    for (uint32_t k = from; near && k < to; k++) {
        if (clm_key_is(reader, k, "when")) {
            return 2;
        }
        if (clm_key_is(reader, k, "as") || clm_key_is(reader, k, "after")) {
            return 1;
        }
    }
    return 0;
}

/* ", destroying dozens of homes and forcing thousands to flee": what the first clause did. */
static bool tells_outcome(const clm_reader *reader, const clm_clause *first,
                          const clm_clause *second) {
    static const char *const outcomes[] = {"destroying", "damaging", "leaving", "forcing",
                                           "burying",    "burning",  "razing",  "flattening",
                                           "submerging", "flooding", "cutting", "prompting"};
    uint32_t at = second->tokens.start;
    bool comma = first->tokens.end + 1 == at && clm_is_comma(reader, at - 1);
    if (!comma || first->said != second->said || clm_tag_at(reader, at) != CLM_TAG_ING ||
        second->tokens.end - first->tokens.start >= JOINED_MAX) {
        return false;
    }
    unsigned fate = clm_figure_fate(clm_figure_at(reader, at));
    bool outcome = fate != CLM_FATE_NONE && fate != CLM_FATE_MISSING;
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes && !outcome; i++) {
        outcome = clm_key_is(reader, at, outcomes[i]);
    }
    return outcome;
}

static bool belongs(const clm_reader *reader, const clm_clause *first, const clm_clause *second) {
    if (tells_outcome(reader, first, second)) {
        return !has_place(reader, second);
    }
    int how = joint(reader, first, second);
    if (how == 0 || first->relative || !clm_has_finite(reader, second->tokens)) {
        return false;
    }
    bool harm = tells_harm(reader, first->tokens);
    bool placed = has_place(reader, first);
    return harm && (how == 2 || (!placed && has_place(reader, second)));
}

size_t clm_clauses_join(const clm_reader *reader, clm_clause *clauses, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && belongs(reader, &clauses[kept - 1], &clauses[i])) {
            clauses[kept - 1].tokens.end = clauses[i].tokens.end;
        } else {
            clauses[kept++] = clauses[i];
        }
    }
    return kept;
}

/* People and things, no measures: they belong to what happened to them. */
static bool is_counted(const clm_quantity *quantity) {
    static const char *const units[] = {"fatalities", "injured",   "missing",  "people",
                                        "troops",     "prisoners", "families", "households",
                                        "buildings",  "vehicles",  "objects",  "cases"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(quantity->unit, units[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Nothing but commas and "and" stands between the two. */
static bool beside(const clm_reader *reader, const clm_clause *first, const clm_clause *second) {
    uint32_t from = first->tokens.end, to = second->tokens.start;
    bool near = from <= to && to - from < GAP_MAX && first->said == second->said &&
                second->tokens.end - first->tokens.start < JOINED_MAX;
    for (uint32_t k = from; near && k < to; k++) {
        near = clm_is_comma(reader, k) || clm_tag_at(reader, k) == CLM_TAG_CC ||
               clm_key_is(reader, k, "as") || clm_key_is(reader, k, "while");
    }
    return near;
}

clm_status clm_claim_adopt(const clm_reader *reader, const clm_clause *claimed,
                           const clm_clause *idle, clm_claim *claim, clm_error *error) {
    bool before = idle->tokens.start < claimed->tokens.start;
    const clm_clause *first = before ? idle : claimed, *second = before ? claimed : idle;
    clm_quantity *found = NULL;
    size_t count = 0;
    if (!beside(reader, first, second) || has_place(reader, idle)) {
        return CLM_OK;
    }
    clm_status status = clm_quantities_read(reader, idle->tokens, &found, &count, error);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_counted(&found[i])) {
            found[kept++] = found[i];
        }
    }
    if (status != CLM_OK || kept == 0) {
        return status;
    }
    clm_quantity *all =
        clm_arena_array(reader->article->arena, claim->quantity_count + kept, sizeof *all);
    if (!all) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    size_t own = before ? kept : 0, new = before ? 0 : claim->quantity_count;
    if (claim->quantity_count) {
        memcpy(all + own, claim->quantities, claim->quantity_count * sizeof *all);
    }
    memcpy(all + new, found, kept * sizeof *all);
    claim->quantities = all;
    claim->quantity_count += kept;
    clm_span span = clm_run_span(reader, (clm_run){first->tokens.start, second->tokens.end});
    claim->quote.start = span.start < claim->quote.start ? span.start : claim->quote.start;
    claim->quote.end = span.end > claim->quote.end ? span.end : claim->quote.end;
    return CLM_OK;
}

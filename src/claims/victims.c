/* One person whom an article counts: "a woman was killed". */
#include "claims/quantity.h"

enum { AGE_WORDS = 6 };

/* Behind the age in "a 58-year-old woman"; `token` where there is none. */
static uint32_t skip_age(const clm_reader *reader, uint32_t token, uint32_t limit) {
    if (clm_tag_at(reader, token) != CLM_TAG_NUM) {
        return token;
    }
    for (uint32_t k = token; k < limit && k < token + AGE_WORDS; k++) {
        if (clm_key_is(reader, k, "old")) {
            return k + 1;
        }
    }
    return token;
}

/* "The injured included a guard", "among the dead was a guard". */
static unsigned fate_of_group(const clm_reader *reader, uint32_t floor, uint32_t token) {
    bool lists = token >= floor + 3 && (clm_lemma_in(reader, token - 1, "include") ||
                                        clm_pos_at(reader, token - 1, CLM_POS_BE));
    if (!lists || !clm_key_is(reader, token - 3, "the")) {
        return CLM_FATE_NONE;
    }
    unsigned fate = clm_figure_fate(clm_figure_at(reader, token - 2));
    return clm_key_in(reader, token - 2, "dead", "killed") ? (unsigned)CLM_FATE_DIED : fate;
}

bool clm_quantity_single(const clm_reader *reader, clm_run clause, clm_quantity *out) {
    for (uint32_t k = clause.start; k + 1 < clause.end; k++) {
        if (!clm_key_in(reader, k, "a", "an", "another") || reader->speaking[k]) {
            continue;
        }
        uint32_t at = skip_age(reader, k + 1, clause.end);
        clm_counted who = clm_counted_after(reader, at, clause.end, true);
        bool person = who.unit && (who.what == CLM_COUNT_PEOPLE || who.what == CLM_COUNT_TROOPS ||
                                   who.what == CLM_COUNT_ROLE);
        uint32_t head = who.tokens.end;
        clm_tag next = clm_tag_at(reader, head + 1);
        bool joined = clm_tag_at(reader, head) == CLM_TAG_CC && /* "a woman and her son" */
                      (next == CLM_TAG_DET || next == CLM_TAG_POSS || next == CLM_TAG_NAME ||
                       next == CLM_TAG_NOUN || next == CLM_TAG_NUM);
        joined = joined || (k > clause.start && clm_tag_at(reader, k - 1) == CLM_TAG_CC);
        if (!person || joined || clm_pos_at(reader, head - 1, CLM_POS_NS)) {
            continue;
        }
        unsigned fate = clm_fate_find(reader, clause, (clm_run){k, at}, who.tokens, k);
        fate = fate ? fate : fate_of_group(reader, clause.start, k);
        if (fate != CLM_FATE_KILLED && fate != CLM_FATE_DIED && fate != CLM_FATE_INJURED) {
            continue;
        }
        *out = (clm_quantity){.span = clm_run_span(reader, (clm_run){k, head}),
                              .value = 1,
                              .value_max = CLM_NO_VALUE,
                              .unit = clm_fate_unit(fate),
                              .qualifier = "exact",
                              .of = clm_run_span(reader, who.tokens)};
        clm_quantity_convert(out);
        return true;
    }
    return false;
}

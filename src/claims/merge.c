/* What was learned joins what the rules found: claims read one list. */
#include "claims/learned.h"

/* The cue's row in the lexicon, if somebody speaks, shows or foresees by it. */
static const clm_cue_entry *speech_at(const clm_reader *reader, uint32_t token, uint32_t *words) {
    const clm_word *word = reader->words[token];
    for (unsigned i = 0; word && i < word->cue_count; i++) {
        size_t row = clm_cue_order[word->cue_start + i];
        const clm_cue_entry *entry = &clm_cue_entries[row];
        *words = clm_match_words(reader, token, clm_sentence_of(reader, token)->token_end,
                                 clm_pattern_words + clm_cue_patterns[row]);
        if (*words) {
            return entry->frames & CLM_FRAME_SPEECH ? entry : NULL;
        }
    }
    return NULL;
}

static bool overlap(clm_run a, clm_run b) {
    return a.start < b.end && b.start < a.end;
}

/* Learned content may leave a clause's ends out; claims need whole clauses. */
static clm_run whole_clause(const clm_reader *reader, const clm_spot *s, clm_run run) {
    bool before = run.end <= s->token;
    while (run.end < s->limit && !before && clm_tag_at(reader, run.end) != CLM_TAG_PUNCT) {
        run.end++;
    }
    while (before && run.start > s->floor && !clm_punct_is(reader, run.start - 1, ";") &&
           reader->quote_of[run.start - 1] == reader->quote_of[run.start]) {
        run.start--;
    }
    return run;
}

static void take_content(const clm_reader *reader, const clm_heard *heard, clm_said *said) {
    said->content_count = 0;
    for (size_t c = 0; c < heard->content_count && c < CLM_SAID_PARTS; c++) {
        said->content[said->content_count++] = whole_clause(reader, heard->spot, heard->content[c]);
    }
}

static bool is_clausal(const clm_reader *reader, const clm_said *said) {
    for (size_t c = 0; c < said->content_count; c++) {
        if (clm_has_finite(reader, said->content[c])) {
            return true;
        }
    }
    return false;
}

/* "who" is somebody that stands before it. */
static clm_run antecedent(const clm_reader *reader, const clm_spot *s, clm_run source) {
    clm_tag tag = clm_tag_at(reader, source.start);
    if (source.end - source.start != 1 || (tag != CLM_TAG_WH && tag != CLM_TAG_THAT)) {
        return source;
    }
    return clm_run_has(s->subject, source.start) ? (clm_run){0, 0} : s->subject;
}

/* One that the rules lack. */
static clm_status add(clm_reader *reader, const clm_heard *heard, clm_error *error) {
    const clm_spot *s = heard->spot;
    uint32_t words = 1;
    const clm_cue_entry *entry = speech_at(reader, s->token, &words);
    clm_run source = antecedent(reader, s, heard->source);
    if (!entry || !clm_is_verb(reader, s->token) || clm_run_empty(source) ||
        heard->content_count == 0) {
        return CLM_OK;
    }
    clm_said said = {
        .source = source, .cue = {s->token, s->token + words}, .group = s->group, .entry = entry};
    said.negated = clm_group_has(reader, s->group, s->token, CLM_POS_NOT);
    take_content(reader, heard, &said);
    said.clausal = is_clausal(reader, &said);
    if (!said.clausal && entry->cue_class != CLM_CUE_PREDICT) {
        return CLM_OK; /* "declared an emergency": the outlet tells it */
    }
    return clm_said_add(reader, &said, error);
}

/* The learned source where the rules took another word for it. Participles ("saying", "citing")
 * belong to who spoke before, which the rules know better. */
static void correct(const clm_reader *reader, clm_said *said, const clm_heard *heard) {
    const clm_spot *s = heard->spot;
    clm_run source = antecedent(reader, s, heard->source);
    bool finite = clm_tag_at(reader, s->token) == CLM_TAG_FIN || s->group < s->token;
    if (finite && !clm_run_empty(source) && clm_run_empty(said->relay) &&
        !overlap(said->source, source)) {
        said->source = source;
    }
}

/* "X, the army said, and Y": a clause behind the cue that only the learned part takes for said. */
static void extend(const clm_reader *reader, clm_said *said, const clm_heard *heard) {
    for (size_t c = 0; c < heard->content_count; c++) {
        clm_run run = heard->content[c];
        bool taken = run.start < said->cue.end || !clm_has_finite(reader, run);
        for (size_t k = 0; k < said->content_count; k++) {
            taken = taken || overlap(said->content[k], run);
        }
        if (!taken && said->content_count < CLM_SAID_PARTS) {
            said->content[said->content_count++] = run;
        }
    }
}

clm_status clm_said_merge(clm_reader *reader, const clm_listener *l, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < l->heard_count && status == CLM_OK; i++) {
        const clm_heard *heard = &l->heard[i];
        if (heard->spot->rule < 0) {
            status = add(reader, heard, error);
        } else {
            correct(reader, &reader->said[heard->spot->rule], heard);
            extend(reader, &reader->said[heard->spot->rule], heard);
        }
    }
    if (status == CLM_OK) {
        clm_said_sort(reader);
    }
    return status;
}

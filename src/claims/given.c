/* The article's attributions as they are given: what was learned, or the rules' without a model. */
#include "claims/learned.h"

static void put_run(const clm_reader *reader, clm_run run, clm_span **next, size_t *count) {
    if (!clm_run_empty(run)) {
        *(*next)++ = clm_run_span(reader, run);
        (*count)++;
    }
}

static clm_status give_heard(const clm_listener *l, clm_claims *out, clm_error *error) {
    const clm_reader *reader = l->reader;
    clm_arena *arena = reader->article->arena;
    size_t count = l->heard_count;
    out->attributions = clm_arena_array(arena, count + 1, sizeof *out->attributions);
    clm_span *spans = clm_arena_array(arena, count * (2 + CLM_HEARD_PARTS) + 1, sizeof *spans);
    if (!out->attributions || !spans) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        const clm_heard *heard = &l->heard[i];
        clm_attribution *to = &out->attributions[out->attribution_count++];
        to->source = spans;
        put_run(reader, clm_run_trim(reader, heard->source), &spans, &to->source_count);
        to->cue = spans;
        put_run(reader, heard->cue, &spans, &to->cue_count);
        to->content = spans;
        for (size_t c = 0; c < heard->content_count; c++) {
            put_run(reader, clm_run_trim(reader, heard->content[c]), &spans, &to->content_count);
        }
    }
    return CLM_OK;
}

static clm_status give_ruled(const clm_reader *reader, clm_claims *out, clm_error *error) {
    clm_arena *arena = reader->article->arena;
    size_t count = reader->said_count;
    out->attributions = clm_arena_array(arena, count + 1, sizeof *out->attributions);
    clm_span *spans = clm_arena_array(arena, count * (2 + CLM_SAID_PARTS) + 1, sizeof *spans);
    if (!out->attributions || !spans) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        const clm_said *said = &reader->said[i];
        clm_attribution *to = &out->attributions[out->attribution_count++];
        clm_run source = clm_run_trim(reader, said->source);
        to->source = spans;
        to->source_count = !clm_run_empty(source);
        *spans++ = clm_run_span(reader, source);
        to->cue = spans;
        to->cue_count = !clm_run_empty(said->cue);
        clm_run cue = said->cue;
        if (said->entry && said->group < cue.start && cue.start - said->group < 5) {
            cue.start = said->group;
        }
        *spans++ = clm_run_span(reader, cue);
        to->content = spans;
        for (size_t c = 0; c < said->content_count; c++) {
            clm_run content = clm_run_trim(reader, said->content[c]);
            if (!clm_run_empty(content)) {
                *spans++ = clm_run_span(reader, content);
                to->content_count++;
            }
        }
    }
    return CLM_OK;
}

clm_status clm_attributions_give(const clm_listener *l, clm_claims *out, clm_error *error) {
    return l->model.content.weights ? give_heard(l, out, error) : give_ruled(l->reader, out, error);
}

/* Who acts and who is acted on. */
#include "claims/reader.h"

#include <string.h>

static bool is_military(clm_event_type type) {
    switch (clm_event_class_of(type)) {
    case CLM_CLASS_POSTURE:
    case CLM_CLASS_TERRITORY:
    case CLM_CLASS_MANOEUVRE:
    case CLM_CLASS_COMBAT:
        return true;
    case CLM_CLASS_HARM:
    case CLM_CLASS_PEOPLE:
    case CLM_CLASS_DIPLOMACY:
    case CLM_CLASS_SOVEREIGNTY:
    case CLM_CLASS_HAZARD:
    case CLM_CLASS_CIVIC:
    case CLM_CLASS_INFRASTRUCTURE:
    case CLM_CLASS_EXTENT:
    case CLM_EVENT_CLASS_COUNT:
        break;
    }
    return false;
}

static int first_mention(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (reader->mention_of[t] >= 0) {
            return reader->mention_of[t];
        }
    }
    return -1;
}

static bool run_has(const clm_reader *reader, clm_run run, uint32_t sem) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (clm_sem_at(reader, t, sem)) {
            return true;
        }
    }
    return false;
}

/* "Ukraine (armed forces)", "United States (government)": a state by the arm that acts. */
static clm_status name_state(const clm_reader *reader, const char *side, bool armed, clm_text *name,
                             clm_error *error) {
    clm_place_index index = clm_gazetteer_country(reader->gazetteer, side);
    if (index == CLM_NO_PLACE) {
        return CLM_OK;
    }
    clm_text country = clm_gazetteer_place(reader->gazetteer, index).name;
    const char *text = clm_arena_printf(reader->article->arena, "%.*s (%s)", (int)country.len,
                                        country.ptr, armed ? "armed forces" : "government");
    if (!text) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    *name = clm_text_of(text);
    return CLM_OK;
}

static bool first_person_plural(const clm_reader *reader, clm_run run) {
    return clm_key_is(reader, run.start, "we") || clm_key_is(reader, run.start, "our");
}

static clm_status make_party(const clm_reader *reader, clm_run run, clm_event_type type,
                             const clm_said *said, clm_party *out, clm_error *error) {
    char side[3];
    run = clm_run_trim(reader, run);
    for (uint32_t k = run.start + 1; k < run.end; k++) {
        if ((clm_tag_at(reader, k) == CLM_TAG_PREP && !clm_key_is(reader, k, "of")) ||
            clm_tag_at(reader, k) == CLM_TAG_TO || clm_is_comma(reader, k)) {
            run.end = k;
        }
    }
    out->span = clm_run_span(reader, run);
    out->name = clm_article_slice(reader->article, out->span);
    clm_side_of(reader, run, side);
    bool pronoun = run.end - run.start == 1 && clm_tag_at(reader, run.start) == CLM_TAG_PRON;
    bool voice = first_person_plural(reader, run) || (pronoun && side[0] == '\0');
    if (side[0] == '\0' && said && voice) {
        memcpy(side, said->side, 3);
    }
    char *kept = clm_arena_strdup(reader->article->arena, side);
    if (!kept) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    out->side = clm_text_of(kept);
    int mention = first_mention(reader, run);
    bool force = run_has(reader, run, CLM_SEM_FORCE);
    bool bare = mention >= 0 && !run_has(reader, run, CLM_SEM_PEOPLE | CLM_SEM_ROLE);
    if (!reader->gazetteer || side[0] == '\0' ||
        !(force || bare || first_person_plural(reader, run) || pronoun)) {
        return CLM_OK;
    }
    return name_state(reader, side, force || is_military(type), &out->name, error);
}

static clm_status add_party(const clm_reader *reader, clm_run run, clm_event_type type,
                            const clm_said *said, clm_party **list, size_t *count,
                            clm_error *error) {
    if (clm_run_empty(clm_run_trim(reader, run))) {
        return CLM_OK;
    }
    if (!*list) {
        *list = clm_arena_array(reader->article->arena, 2, sizeof **list);
    }
    if (!*list) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    return *count < 2 ? make_party(reader, run, type, said, &(*list)[(*count)++], error) : CLM_OK;
}

/* "Ukrainian incursions", "our presence", "Russia's invasion": who is named before the noun. */
static clm_run owner_of(const clm_reader *reader, clm_run clause, uint32_t noun) {
    uint32_t k = noun;
    while (k > clause.start && noun - k < 5 &&
           (clm_is_nominal(reader, k - 1) || clm_punct_is(reader, k - 1, "-"))) {
        k--;
        if (reader->mention_of[k] >= 0 || clm_tag_at(reader, k) == CLM_TAG_POSS) {
            bool mark = (reader->article->tokens[k].flags & CLM_TOKEN_POSSESSIVE) != 0;
            bool voice = clm_key_is(reader, k, "our") || clm_key_is(reader, k, "my");
            if (!mark && (voice || reader->mention_of[k] >= 0)) {
                return (clm_run){k, k + 1};
            }
        }
    }
    return (clm_run){0, 0};
}

/* What a verb acts on, when it is people or forces. */
static clm_run patient_of(const clm_reader *reader, clm_run clause, const clm_trigger *trigger) {
    uint32_t from = trigger->tokens.end;
    if (trigger->entry && strchr(trigger->entry->pattern, '*')) {
        from = trigger->head + 1;
    }
    while (from < clause.end &&
           (clm_key_is(reader, from, "with") || clm_key_is(reader, from, "against"))) {
        from++;
    }
    return clm_noun_phrase(reader, from, clause.end);
}

clm_status clm_parties_read(const clm_reader *reader, clm_run clause, const clm_trigger *trigger,
                            const clm_said *said, clm_claim *claim, clm_error *error) {
    clm_event_type type = claim->event_type;
    clm_run actor = {0, 0}, target = {0, 0};
    if (!trigger->entry) {
        return CLM_OK;
    }
    clm_run subject = clm_subject_of(reader, trigger->head, clause.start);
    if (trigger->verbal && trigger->passive) {
        target = subject;
        for (uint32_t k = trigger->tokens.end; k < clause.end && k < trigger->tokens.end + 8; k++) {
            if (clm_key_is(reader, k, "by")) {
                actor = clm_noun_phrase(reader, k + 1, clause.end);
                break;
            }
        }
    } else if (trigger->verbal) {
        actor = subject;
        target = patient_of(reader, clause, trigger);
    } else {
        actor = owner_of(reader, clause, trigger->head);
        if (clm_run_empty(actor) && is_military(type)) {
            for (uint32_t k = trigger->head; k < clause.end; k++) {
                if (clm_is_finite(reader, k)) {
                    clm_run of_verb = clm_subject_of(reader, k, clause.start);
                    actor = clm_run_has(of_verb, trigger->head) ? actor : of_verb;
                    break;
                }
            }
            for (uint32_t k = clause.start; clm_run_empty(actor) && k < trigger->head; k++) {
                if (clm_is_finite(reader, k)) {
                    actor = clm_subject_of(reader, k, clause.start);
                }
            }
        }
    }
    bool people = run_has(reader, target, CLM_SEM_FORCE | CLM_SEM_PEOPLE | CLM_SEM_VICTIM);
    int place = first_mention(reader, target);
    bool state = place >= 0 && reader->resolved[place].use != CLM_USE_LOCATION &&
                 reader->resolved[place].use != CLM_USE_CONTAINER;
    if (!people && !state) {
        target = (clm_run){0, 0};
    }
    clm_status status =
        add_party(reader, actor, type, said, &claim->actors, &claim->actor_count, error);
    if (status == CLM_OK) {
        status =
            add_party(reader, target, type, NULL, &claim->targets, &claim->target_count, error);
    }
    return status;
}

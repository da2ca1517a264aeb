/* Which word of a clause says what happened. */
#include "claims/reader.h"

#include <string.h>

typedef struct ends {
    clm_run subject; /* of the trigger's verb */
    clm_run object;  /* right after it */
} ends;

static bool run_has(const clm_reader *reader, clm_run run, uint32_t sem) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (clm_sem_at(reader, t, sem)) {
            return true;
        }
    }
    return false;
}

/* Nominal tokens and "of" after `from`: what a verb acts on. */
static clm_run object_after(const clm_reader *reader, uint32_t from, uint32_t limit) {
    uint32_t k = from;
    while (k < limit && clm_tag_at(reader, k) == CLM_TAG_ADV) {
        k++;
    }
    clm_run out = {k, k};
    while (k < limit && (clm_is_nominal(reader, k) || clm_key_is(reader, k, "of") ||
                         clm_punct_is(reader, k, "-") || clm_key_is(reader, k, "about") ||
                         clm_key_is(reader, k, "around") || clm_key_is(reader, k, "than") ||
                         clm_key_is(reader, k, "least") ||
                         (clm_key_is(reader, k, "at") && clm_key_is(reader, k + 1, "least")) ||
                         (clm_key_is(reader, k, "up") && clm_key_is(reader, k + 1, "to")) ||
                         clm_key_is(reader, k, "nearly") || clm_key_is(reader, k, "almost") ||
                         clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN))) {
        k++;
    }
    out.end = k;
    return out;
}

static bool names_people(const clm_reader *reader, clm_run run) {
    if (run_has(reader, run, CLM_SEM_PEOPLE | CLM_SEM_FORCE | CLM_SEM_ROLE | CLM_SEM_VICTIM)) {
        return !run_has(reader, run, CLM_SEM_AREA | CLM_SEM_KIND | CLM_SEM_UNIT | CLM_SEM_BUILT);
    }
    for (uint32_t t = run.start; t < run.end; t++) { /* a bare personal name */
        bool name =
            clm_tag_at(reader, t) == CLM_TAG_NAME && reader->mention_of[t] < 0 && !reader->words[t];
        if (name && (clm_is_surname(reader, t) || clm_tag_at(reader, t + 1) == CLM_TAG_NAME)) {
            return true;
        }
    }
    return false;
}

static bool names_force(const clm_reader *reader, clm_run run) {
    if (run_has(reader, run, CLM_SEM_FORCE)) {
        return true;
    }
    for (uint32_t t = run.start; t < run.end; t++) {
        if (clm_tag_at(reader, t) == CLM_TAG_PREP ||
            clm_sem_at(reader, t, CLM_SEM_PEOPLE | CLM_SEM_BUILT | CLM_SEM_HAZARD)) {
            return false;
        }
        if (reader->mention_of[t] >= 0 || clm_key_is(reader, t, "it") ||
            clm_key_is(reader, t, "we") || clm_key_is(reader, t, "they")) {
            return true; /* a state, or somebody that a pronoun stands for */
        }
        if ((reader->article->tokens[t].flags & CLM_TOKEN_ALL_CAPS) && !reader->words[t]) {
            return true; /* M23, FARC */
        }
    }
    return false;
}

static bool names_area(const clm_reader *reader, clm_run run) {
    if (run_has(reader, run, CLM_SEM_AREA | CLM_SEM_KIND | CLM_SEM_UNIT)) {
        return true;
    }
    for (uint32_t t = run.start; t < run.end; t++) {
        int32_t m = reader->mention_of[t];
        if (m >= 0 && reader->mentions->items[m].type != CLM_MENTION_DEMONYM) {
            return !run_has(reader, run, CLM_SEM_PEOPLE | CLM_SEM_FORCE);
        }
    }
    return false;
}

static bool names_person(const clm_reader *reader, clm_run run) {
    if (run_has(reader, run, CLM_SEM_ROLE)) {
        return true;
    }
    if (run_has(reader, run, CLM_SEM_FORCE | CLM_SEM_HAZARD | CLM_SEM_OBJECT)) {
        return false;
    }
    for (uint32_t t = run.start; t < run.end; t++) {
        clm_tag tag = clm_tag_at(reader, t);
        bool pronoun = clm_key_is(reader, t, "he") || clm_key_is(reader, t, "she");
        if (pronoun || (tag == CLM_TAG_NAME && reader->mention_of[t] < 0)) {
            return true;
        }
    }
    return false;
}

static bool conditions_hold(const clm_reader *reader, unsigned flags, const clm_trigger *trigger,
                            const ends *at, clm_figures figures) {
    clm_run patient = trigger->passive ? at->subject : at->object;
    clm_run agent = trigger->passive ? (clm_run){0, 0} : at->subject;
    if ((flags & CLM_TRIGGER_PEOPLE_OBJ) && !names_people(reader, patient)) {
        return false;
    }
    if ((flags & CLM_TRIGGER_FORCE_SUBJ) && !trigger->passive && !names_force(reader, agent)) {
        return false;
    }
    if ((flags & CLM_TRIGGER_PERSON_SUBJ) && !names_person(reader, agent)) {
        return false;
    }
    if ((flags & CLM_TRIGGER_AREA_OBJ) && !names_area(reader, patient)) {
        return false;
    }
    if ((flags & CLM_TRIGGER_BUILT_OBJ) && !run_has(reader, patient, CLM_SEM_BUILT)) {
        return false;
    }
    if ((flags & CLM_TRIGGER_FORCE_OBJ) && !run_has(reader, patient, CLM_SEM_FORCE)) {
        return false;
    }
    if ((flags & CLM_TRIGGER_WEAPON_OBJ) && !run_has(reader, patient, CLM_SEM_WEAPON) &&
        !run_has(reader, at->subject, CLM_SEM_WEAPON)) {
        return false;
    }
    if ((flags & CLM_TRIGGER_HAZARD_SUBJ) && !run_has(reader, at->subject, CLM_SEM_HAZARD)) {
        return false;
    }
    bool force = (flags & (CLM_TRIGGER_FIGHTER_SUBJ | CLM_TRIGGER_CROWD_SUBJ)) != 0 &&
                 run_has(reader, agent, CLM_SEM_FORCE);
    if ((flags & CLM_TRIGGER_FIGHTER_SUBJ) && !force) {
        return false;
    }
    if ((flags & CLM_TRIGGER_CROWD_SUBJ) &&
        (force || !run_has(reader, at->subject, CLM_SEM_PEOPLE | CLM_SEM_VICTIM))) {
        return false;
    }
    if ((flags & CLM_TRIGGER_PLACE_SUBJ) && !names_area(reader, at->subject)) {
        return false;
    }
    if (flags & CLM_TRIGGER_POLICE_SUBJ) {
        bool police = false;
        for (uint32_t t = at->subject.start; t < at->subject.end; t++) {
            police = police || clm_key_is(reader, t, "police") || clm_key_is(reader, t, "officers");
        }
        if (!police) {
            return false;
        }
    }
    clm_event_type type = (clm_event_type)trigger->entry->type;
    bool land = type == CLM_EVENT_HAZARD_EXTENT || type == CLM_EVENT_AREA_EXTENT;
    return !(flags & CLM_TRIGGER_QUANTITY) || (land ? figures.area : figures.any);
}

static bool kind_fits(const clm_reader *reader, uint32_t k, unsigned flags) {
    clm_tag tag = clm_tag_at(reader, k);
    bool verb = clm_is_verb(reader, k);
    if ((flags & CLM_TRIGGER_VERB) && (flags & CLM_TRIGGER_NOUN)) {
        return true;
    }
    if (flags & CLM_TRIGGER_VERB) {
        return verb || (tag == CLM_TAG_ADJ && clm_pos_at(reader, k, CLM_POS_VN) &&
                        !clm_is_nominal(reader, k + 1));
    }
    return !(flags & CLM_TRIGGER_NOUN) || !verb ||
           (tag == CLM_TAG_ING && clm_pos_at(reader, k, CLM_POS_NOUN));
}

/* "the Kurdish-controlled town": tells whose, not what happened. */
static bool in_compound(const clm_reader *reader, uint32_t k, uint32_t floor) {
    return k > floor + 1 && clm_punct_is(reader, k - 1, "-") && !clm_is_dash(reader, k - 1) &&
           clm_pos_at(reader, k, CLM_POS_VN) && clm_is_nominal(reader, k - 2);
}

/* "X, which rebels seized": the last token of what the clause's pronoun stands for; 0 if it has
 * none. */
static uint32_t antecedent_of(const clm_reader *reader, clm_run clause) {
    uint32_t k = clause.start;
    bool relative = clm_tag_at(reader, k) == CLM_TAG_WH;
    if (!relative && k > 0 &&
        (clm_tag_at(reader, k - 1) == CLM_TAG_THAT || clm_tag_at(reader, k - 1) == CLM_TAG_WH)) {
        relative = true;
        k--;
    }
    k -= relative && k > 0 ? 1 : 0;
    k -= relative && k > 0 && clm_is_comma(reader, k) ? 1 : 0;
    return relative ? k : 0;
}

/* What all rows at one word ask for; found when the first one does. */
typedef struct spot {
    clm_run clause;
    uint32_t head;
    bool fits[4]; /* by CLM_TRIGGER_VERB and CLM_TRIGGER_NOUN of a row: see kind_fits */
    bool known, passive;
    uint64_t after[CLM_WORDS_AFTER]; /* what may follow, once a row asks for it */
    size_t after_count;
    clm_run subject, object;
    uint32_t object_from; /* the object is what stands behind this token; 0: not looked for yet */
} spot;

static void read_spot(const clm_reader *reader, spot *at) {
    uint32_t k = at->head;
    uint32_t group = clm_verb_group(reader, k, at->clause.start);
    at->passive =
        clm_tag_at(reader, k) == CLM_TAG_PART && !(clm_group_has(reader, group, k, CLM_POS_HAVE) &&
                                                   !clm_group_has(reader, group, k, CLM_POS_BE));
    bool shares = group == at->clause.start && group > 0 &&
                  (clm_tag_at(reader, group - 1) == CLM_TAG_CC || clm_is_comma(reader, group - 1));
    uint32_t floor = shares ? clm_sentence_of(reader, k)->token_start : at->clause.start;
    at->subject = clm_subject_of(reader, k, floor);
    at->known = true;
}

static clm_run object_of(const clm_reader *reader, spot *at, uint32_t from) {
    if (at->object_from != from) {
        at->object = object_after(reader, from, at->clause.end);
        at->object_from = from;
    }
    return at->object;
}

/* Subject and object as a row's conditions see them. */
static ends ends_of(const clm_reader *reader, spot *at, const clm_trigger *trigger) {
    uint32_t k = at->head, start = at->clause.start;
    bool gap = strchr(trigger->entry->pattern, '*') != NULL;
    ends out = {at->subject, object_of(reader, at, gap ? k + 1 : trigger->tokens.end)};
    bool bare = clm_run_empty(out.object) && trigger->verbal && !trigger->passive;
    uint32_t antecedent = bare ? antecedent_of(reader, at->clause) : 0;
    if (antecedent > 0) {
        out.object = (clm_run){antecedent, antecedent + 1};
    } else if (bare) {
        clm_run before = {start, k}; /* "the land X had gained" */
        out.object = run_has(reader, before, CLM_SEM_UNIT | CLM_SEM_AREA | CLM_SEM_BUILT)
                         ? before
                         : out.object;
    }
    if (clm_run_empty(out.subject) && ((trigger->passive && k > start) || !trigger->verbal)) {
        out.subject = (clm_run){start, k};
    }
    return out;
}

/* False if a row's second word cannot be `hash`; most rows are told so. */
static bool may_follow(const clm_reader *reader, spot *at, uint64_t hash) {
    if (hash == CLM_PATTERN_GAP) {
        return true;
    }
    if (at->after_count == 0) {
        at->after_count = clm_words_after(reader, at->head + 1, at->clause.end, at->after);
    }
    for (size_t i = 0; i < at->after_count; i++) {
        if (at->after[i] == hash) {
            return true;
        }
    }
    return false;
}

static bool try_row(const clm_reader *reader, spot *at, const clm_event_row *row,
                    clm_figures figures, clm_trigger *out) {
    const uint32_t k = at->head;
    if (!at->fits[row->flags & (CLM_TRIGGER_VERB | CLM_TRIGGER_NOUN)] ||
        (row->second != 0 && !may_follow(reader, at, row->second))) {
        return false;
    }
    uint32_t words = 1; /* rows are listed by their first word */
    if (row->second != 0) {
        const uint64_t *pattern = clm_pattern_words + clm_event_patterns[row->row];
        words = clm_match_words(reader, k, at->clause.end, pattern);
    }
    if (words == 0) {
        return false;
    }
    const clm_event_entry *entry = &clm_event_entries[row->row];
    if (!at->known) {
        read_spot(reader, at);
    }
    clm_trigger trigger = {
        .entry = entry, .tokens = {k, k + words}, .head = k, .passive = at->passive};
    clm_tag left = k > at->clause.start ? clm_tag_at(reader, k - 1) : CLM_TAG_PUNCT;
    bool noun = (entry->flags & CLM_TRIGGER_NOUN) && clm_pos_at(reader, k, CLM_POS_NOUN) &&
                (left == CLM_TAG_DET || left == CLM_TAG_POSS); /* "put down the revolt" */
    trigger.verbal = (entry->flags & CLM_TRIGGER_VERB) && clm_is_verb(reader, k) && !noun;
    const unsigned kinds = CLM_TRIGGER_VERB | CLM_TRIGGER_NOUN | CLM_TRIGGER_WEAK;
    if ((entry->flags & ~kinds) != 0) {
        ends found = ends_of(reader, at, &trigger);
        if (!conditions_hold(reader, entry->flags, &trigger, &found, figures)) {
            return false;
        }
    }
    *out = trigger;
    return true;
}

/* The worthiest row at `k` whose conditions hold. */
static bool trigger_at(const clm_reader *reader, clm_run clause, uint32_t k, clm_figures figures,
                       clm_trigger *out) {
    const clm_word *word = reader->words[k];
    spot at;
    at.clause = clause;
    at.head = k;
    at.known = false;
    at.after_count = 0;
    at.object_from = 0;
    for (unsigned kinds = 0; kinds < 4; kinds++) {
        at.fits[kinds] = kind_fits(reader, k, kinds);
    }
    for (unsigned i = 0; word && i < word->event_count; i++) {
        if (try_row(reader, &at, &clm_event_rows[word->event_start + i], figures, out)) {
            return true;
        }
    }
    return false;
}

/* A finite or leading verb says more than a noun, a noun more than a weak word; near the place
 * counts. */
static int worth(const clm_reader *reader, clm_run clause, const clm_trigger *trigger,
                 uint32_t place) {
    int score = 0;
    clm_tag tag = clm_tag_at(reader, trigger->head);
    if (trigger->verbal) {
        score += tag == CLM_TAG_FIN || tag == CLM_TAG_PART || tag == CLM_TAG_INF ? 40 : 30;
        bool toll = trigger->entry->type == CLM_EVENT_CASUALTIES &&
                    (tag == CLM_TAG_FIN || tag == CLM_TAG_PART);
        score += toll ? 12 : 0; /* who was killed says more than by what */
        uint32_t group = clm_verb_group(reader, trigger->head, clause.start);
        bool reduced = tag == CLM_TAG_PART && group == trigger->head;
        score -= reduced ? 15 : 0;
        bool purpose = tag == CLM_TAG_INF && trigger->head >= clause.start + 2 &&
                       clm_tag_at(reader, trigger->head - 1) == CLM_TAG_TO &&
                       clm_is_nominal(reader, trigger->head - 2);
        score -= purpose ? 15 : 0; /* "came to commemorate" */
    } else {
        score += 28;
    }
    uint32_t lead = trigger->tokens.start;
    while (lead > clause.start && clm_is_nominal(reader, lead - 1)) {
        lead--;
    }
    bool aside = !trigger->verbal && lead > clause.start &&
                 (clm_key_is(reader, lead - 1, "for") || clm_key_is(reader, lead - 1, "after") ||
                  clm_key_is(reader, lead - 1, "amid") || clm_key_is(reader, lead - 1, "despite") ||
                  clm_key_is(reader, lead - 1, "following"));
    if (aside) {
        score -= 12; /* what somebody came for */
    }
    score += (int)(trigger->tokens.end - trigger->tokens.start) > 1 ? 6 : 0;
    if (trigger->entry->flags & CLM_TRIGGER_WEAK) {
        score -= 40;
    }
    uint32_t gap = place > trigger->head ? place - trigger->head : trigger->head - place;
    score -= gap > 20 ? 10 : (int)gap / 2;
    for (uint32_t k = trigger->head; k > clause.start; k--) {
        if (clm_tag_at(reader, k - 1) == CLM_TAG_WH) { /* inside a relative clause */
            score -= 12;
            break;
        }
    }
    return score;
}

size_t clm_triggers_find(const clm_reader *reader, clm_run clause, uint32_t place,
                         clm_figures figures, clm_trigger out[CLM_TRIGGERS_MAX]) {
    int scores[CLM_TRIGGERS_MAX];
    size_t count = 0;
    for (uint32_t k = clause.start; k < clause.end; k++) {
        clm_trigger trigger;
        k = clm_next_with(reader->marks, k, clause.end, CLM_MARK_EVENT);
        if (k == clause.end) {
            break;
        }
        if (reader->mention_of[k] >= 0 || in_compound(reader, k, clause.start) ||
            !trigger_at(reader, clause, k, figures, &trigger)) {
            continue;
        }
        int score = worth(reader, clause, &trigger, place);
        bool full = count == CLM_TRIGGERS_MAX; /* then the worst one goes */
        if (full && scores[count - 1] >= score) {
            continue;
        }
        size_t at = full ? count - 1 : count++;
        while (at > 0 && scores[at - 1] < score) {
            scores[at] = scores[at - 1];
            out[at] = out[at - 1];
            at--;
        }
        scores[at] = score;
        out[at] = trigger;
        k = strchr(trigger.entry->pattern, '*') ? k : trigger.tokens.end - 1;
    }
    return count;
}

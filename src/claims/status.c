/* Tense, modals and adverbs -> is it so now, was it, will it be. */
#include "claims/reader.h"

#include <string.h>

static bool is_state(clm_event_type type) {
    return type == CLM_EVENT_PRESENCE || type == CLM_EVENT_CONTROL || type == CLM_EVENT_SIEGE ||
           type == CLM_EVENT_AREA_EXTENT || type == CLM_EVENT_SOVEREIGNTY ||
           type == CLM_EVENT_TERRITORIAL_DISPUTE || type == CLM_EVENT_WARNING;
}

static bool is_punctual(clm_event_type type) {
    clm_event_class c = clm_event_class_of(type);
    return c == CLM_CLASS_HARM || c == CLM_CLASS_COMBAT || type == CLM_EVENT_NATURAL_DISASTER ||
           type == CLM_EVENT_DETENTION || type == CLM_EVENT_CAPTURE || type == CLM_EVENT_RECAPTURE;
}

/* What has come about and lasts: "has burned 300 acres", "have fled". */
static bool lasts(clm_event_type type) {
    return is_state(type) || type == CLM_EVENT_HAZARD_EXTENT || type == CLM_EVENT_DISPLACEMENT ||
           type == CLM_EVENT_CLOSURE || type == CLM_EVENT_OUTAGE ||
           type == CLM_EVENT_NATURAL_DISASTER || type == CLM_EVENT_DEPLOYMENT ||
           type == CLM_EVENT_OUTBREAK;
}

/* A state that a newspaper tells in the past tense and that still holds: "was closed", "were
 * without power", unless the clause says when it was. */
static bool still_holds(const clm_reader *reader, clm_run clause, uint32_t verb,
                        clm_event_type type) {
    bool state = type == CLM_EVENT_CLOSURE || type == CLM_EVENT_OUTAGE || is_state(type) ||
                 type == CLM_EVENT_DEPLOYMENT || type == CLM_EVENT_HAZARD_EXTENT;
    uint32_t first = clm_verb_group(reader, verb, clause.start);
    bool progressive = verb > clause.start && clm_key_is(reader, verb - 1, "being");
    for (uint32_t k = clause.start; k < clause.end; k++) {
        bool past = clm_sem_at(reader, k, CLM_SEM_MONTH) || clm_key_is(reader, k, "ago") ||
                    clm_key_is(reader, k, "last") || clm_key_is(reader, k, "when") ||
                    clm_key_is(reader, k, "while");
        clm_text key = clm_article_key(reader->article, k);
        bool year = clm_tag_at(reader, k) == CLM_TAG_NUM && key.len == 4 &&
                    (key.ptr[0] == '1' || key.ptr[0] == '2');
        if (past || year) {
            return false;
        }
    }
    return clm_group_has(reader, first, verb + 1, CLM_POS_BE) &&
           !clm_group_has(reader, first, verb, CLM_POS_HAVE) && (state || progressive);
}

/* The finite verb before a reduced relative ("are missions designed to ..."); clause.end if none.
 */
static uint32_t main_verb(const clm_reader *reader, clm_run clause, uint32_t verb) {
    for (uint32_t k = clause.start; k < verb; k++) {
        if (clm_tag_at(reader, k) == CLM_TAG_WH || clm_tag_at(reader, k) == CLM_TAG_SUB) {
            break;
        }
        bool be = clm_tag_at(reader, k) == CLM_TAG_AUX && !clm_is_verb(reader, k + 1) &&
                  clm_tag_at(reader, k + 1) != CLM_TAG_AUX &&
                  clm_tag_at(reader, k + 1) != CLM_TAG_ADV;
        bool grouped = clm_is_verb(reader, k) && clm_verb_group(reader, k, clause.start) < k;
        if (be || grouped || clm_tag_at(reader, k) == CLM_TAG_FIN) {
            return k;
        }
    }
    return clause.end;
}

/* The verb that carries the tense of the trigger; clause.end if there is none. */
static uint32_t tense_verb(const clm_reader *reader, clm_run clause, const clm_trigger *trigger) {
    if (trigger->entry && trigger->verbal) {
        uint32_t verb = trigger->head;
        for (unsigned step = 0; step < 4; step++) {
            uint32_t group = clm_verb_group(reader, verb, clause.start);
            clm_tag tag = clm_tag_at(reader, verb);
            bool bare = group == verb && (tag == CLM_TAG_INF || tag == CLM_TAG_ING);
            uint32_t k = group;
            while (k > clause.start && (clm_tag_at(reader, k - 1) == CLM_TAG_TO ||
                                        clm_tag_at(reader, k - 1) == CLM_TAG_ADV)) {
                k--;
            }
            bool reduced = group == verb && tag == CLM_TAG_PART;
            reduced = reduced || (group == verb && tag == CLM_TAG_ING && verb > clause.start &&
                                  clm_is_comma(reader, verb - 1));
            if (reduced && main_verb(reader, clause, verb) < clause.end) {
                return main_verb(reader, clause, verb);
            }
            if (!bare || k == clause.start || !clm_is_verb(reader, k - 1)) {
                return verb;
            }
            verb = k - 1;
        }
        return verb;
    }
    uint32_t from = trigger->entry ? trigger->tokens.end : clause.start;
    for (uint32_t k = trigger->entry ? trigger->head : clause.start; k > clause.start; k--) {
        clm_tag tag = clm_tag_at(reader, k - 1);
        bool other = tag == CLM_TAG_WH || tag == CLM_TAG_SUB || tag == CLM_TAG_THAT ||
                     clm_is_comma(reader, k - 1);
        if (other) {
            break;
        }
        bool full = tag == CLM_TAG_FIN || (clm_is_verb(reader, k - 1) && tag != CLM_TAG_INF &&
                                           clm_verb_group(reader, k - 1, clause.start) < k - 1);
        if (full) { /* "made landfall before moving on" */
            return k - 1;
        }
    }
    for (uint32_t k = from; k < clause.end; k++) {
        if (clm_tag_at(reader, k) == CLM_TAG_WH || clm_tag_at(reader, k) == CLM_TAG_SUB) {
            break;
        }
        bool infinitive = clm_tag_at(reader, k) == CLM_TAG_INF && k > from &&
                          clm_verb_group(reader, k, from) == k;
        if (clm_is_verb(reader, k) && !infinitive) {
            return k;
        }
        uint32_t next = k + 1; /* "were largely peaceful" */
        while (clm_tag_at(reader, next) == CLM_TAG_ADV) {
            next++;
        }
        if (clm_tag_at(reader, k) == CLM_TAG_AUX && !clm_is_verb(reader, next) &&
            clm_tag_at(reader, next) != CLM_TAG_AUX && clm_tag_at(reader, next) != CLM_TAG_NOT) {
            return k;
        }
    }
    for (uint32_t k = from; k > clause.start; k--) {
        if (clm_is_verb(reader, k - 1) || clm_tag_at(reader, k - 1) == CLM_TAG_AUX) {
            return k - 1;
        }
    }
    return clause.end;
}

static bool clause_has(const clm_reader *reader, clm_run clause, const char *const *words,
                       size_t count) {
    for (uint32_t k = clause.start; k < clause.end; k++) {
        for (size_t i = 0; i < count; i++) {
            if (clm_key_is(reader, k, words[i])) {
                return true;
            }
        }
    }
    return false;
}

static bool at_peak(const clm_reader *reader, clm_run clause) {
    for (uint32_t k = clause.start; k + 1 < clause.end; k++) {
        bool height = clm_key_is(reader, k + 1, "peak") || clm_key_is(reader, k + 1, "height") ||
                      clm_key_is(reader, k + 1, "heyday");
        if (height && clm_tag_at(reader, k) != CLM_TAG_ADJ && k > clause.start &&
            (clm_key_is(reader, k - 1, "at") || clm_key_is(reader, k - 1, "during"))) {
            return true;
        }
        if (clm_key_is(reader, k, "once") && clm_is_verb(reader, k + 1)) {
            return true;
        }
    }
    return false;
}

static clm_claim_status from_modal(const clm_reader *reader, uint32_t first, uint32_t verb,
                                   bool conditional) {
    for (uint32_t k = first; k < verb; k++) {
        if (clm_key_is(reader, k, "will") || clm_key_is(reader, k, "shall") ||
            clm_key_is(reader, k, "wont")) {
            return CLM_STATUS_PLANNED;
        }
        if (clm_key_is(reader, k, "would")) {
            return conditional ? CLM_STATUS_HYPOTHETICAL : CLM_STATUS_PLANNED;
        }
        if (clm_key_is(reader, k, "can") || clm_key_is(reader, k, "must")) {
            return CLM_STATUS_CURRENT;
        }
    }
    return CLM_STATUS_HYPOTHETICAL;
}

static bool past_be(const clm_reader *reader, uint32_t first, uint32_t end) {
    for (uint32_t k = first; k < end; k++) {
        if (clm_key_is(reader, k, "was") || clm_key_is(reader, k, "were") ||
            clm_key_is(reader, k, "had") || clm_key_is(reader, k, "did") ||
            clm_key_is(reader, k, "wasnt") || clm_key_is(reader, k, "werent") ||
            clm_key_is(reader, k, "didnt")) {
            return true;
        }
    }
    return false;
}

static clm_claim_status from_tense(const clm_reader *reader, clm_run clause, uint32_t verb,
                                   clm_event_type type) {
    static const char *const conditions[] = {"if", "unless", "whether"};
    uint32_t first = clm_verb_group(reader, verb, clause.start);
    clm_tag tag = clm_tag_at(reader, verb);
    bool have = clm_group_has(reader, first, verb, CLM_POS_HAVE);
    bool be = clm_group_has(reader, first, verb, CLM_POS_BE);
    if (clm_group_has(reader, first, verb, CLM_POS_MD)) {
        return from_modal(reader, first, verb, clause_has(reader, clause, conditions, 3));
    }
    if (tag == CLM_TAG_AUX) {
        return past_be(reader, first, verb + 1) ? CLM_STATUS_PAST : CLM_STATUS_CURRENT;
    }
    if (past_be(reader, first, verb)) {
        return CLM_STATUS_PAST;
    }
    if (tag == CLM_TAG_ING) {
        bool going =
            clm_key_is(reader, verb, "going") && clm_tag_at(reader, verb + 1) == CLM_TAG_TO;
        return going ? CLM_STATUS_PLANNED : CLM_STATUS_CURRENT;
    }
    if (have && !lasts(type)) {
        return CLM_STATUS_PAST;
    }
    if (tag == CLM_TAG_PART && !be && !have) {
        return is_state(type) ? CLM_STATUS_CURRENT : CLM_STATUS_PAST;
    }
    if (tag == CLM_TAG_FIN && clm_pos_at(reader, verb, CLM_POS_VB | CLM_POS_VZ) &&
        !clm_pos_at(reader, verb, CLM_POS_VD)) {
        bool headline = clm_sentence_of(reader, verb)->heading && is_punctual(type);
        bool trip = type == CLM_EVENT_VISIT && clm_pos_at(reader, verb, CLM_POS_VZ) &&
                    !clm_lemma_is(reader, verb, "visit") && !clm_lemma_is(reader, verb, "tour");
        return headline ? CLM_STATUS_PAST : trip ? CLM_STATUS_PLANNED : CLM_STATUS_CURRENT;
    }
    return tag == CLM_TAG_FIN ? CLM_STATUS_PAST : CLM_STATUS_CURRENT;
}

/* "are planned in X", "scheduled", "due", "set to". */
static bool planned_words(const clm_reader *reader, clm_run clause, uint32_t verb) {
    static const char *const plans[] = {"plan", "schedule", "due", "slate", "expect", "set"};
    uint32_t first = clm_verb_group(reader, verb, clause.start);
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        bool self = clm_lemma_is(reader, verb, plans[i]) &&
                    clm_tag_at(reader, verb) == CLM_TAG_PART &&
                    clm_group_has(reader, first, verb, CLM_POS_BE);
        bool next =
            clm_tag_at(reader, verb) == CLM_TAG_AUX && clm_key_is(reader, verb + 1, plans[i]);
        bool puts = clm_key_is(reader, next ? verb + 1 : verb, "set") &&
                    clm_tag_at(reader, next ? verb + 2 : verb + 1) != CLM_TAG_TO;
        if ((self || next) && !puts) { /* "was set on fire" is no plan */
            return true;
        }
    }
    return clm_tag_at(reader, verb) == CLM_TAG_AUX && clm_pos_at(reader, verb, CLM_POS_BE) &&
           clm_tag_at(reader, verb + 1) == CLM_TAG_TO &&
           (clm_tag_at(reader, verb + 2) == CLM_TAG_INF ||
            clm_pos_at(reader, verb + 2, CLM_POS_BE)); /* "a truce is to take effect" */
}

static bool planned_word(const clm_reader *reader, uint32_t k) {
    return clm_key_in(reader, k, "due", "set", "poised", "scheduled", "slated", "prepare",
                      "expected", "forecast", "planned", "predicted", "projected") ||
           clm_lemma_is(reader, k, "prepare");
}

/* "was to leave", "is due to visit", "prepares to fly". */
static bool lies_ahead(const clm_reader *reader, clm_run clause, const clm_trigger *trigger) {
    uint32_t k = trigger->entry ? trigger->head : 0;
    uint32_t group = clm_verb_group(reader, k, clause.start);
    if (group > clause.start + 1 && group < k && clm_tag_at(reader, group - 1) == CLM_TAG_TO &&
        clm_key_is(reader, group, "be")) {
        return clm_pos_at(reader, group - 2, CLM_POS_BE) ||
               planned_word(reader, group - 2); /* "is to be extended", "is due to be held" */
    }
    if (k < clause.start + 3 || clm_tag_at(reader, k) != CLM_TAG_INF ||
        clm_tag_at(reader, k - 1) != CLM_TAG_TO) {
        return false;
    }
    return planned_word(reader, k - 2) || clm_pos_at(reader, k - 2, CLM_POS_BE);
}

static bool is_negative(const clm_reader *reader, clm_run clause, const clm_trigger *trigger,
                        uint32_t verb) {
    if (verb < clause.end) {
        uint32_t first = clm_verb_group(reader, verb, clause.start);
        if (clm_group_has(reader, first, verb, CLM_POS_NOT) ||
            clm_pos_at(reader, verb + 1, CLM_POS_NOT)) {
            return true;
        }
        for (uint32_t k = first; k < verb; k++) {
            clm_text key = clm_article_key(reader->article, k);
            if (clm_tag_at(reader, k) != CLM_TAG_NAME && key.len > 4 && clm_text_ends(key, "nt") &&
                clm_pos_at(reader, k, CLM_POS_AUX)) {
                return true;
            }
        }
        if (clm_lemma_is(reader, verb, "fail") || clm_lemma_is(reader, verb, "refuse")) {
            return true;
        }
    }
    uint32_t head = trigger->entry ? trigger->head : clause.start;
    for (uint32_t k = head; !trigger->verbal && k > clause.start && head - k < 3; k--) {
        if (clm_key_is(reader, k - 1, "no") || clm_key_is(reader, k - 1, "without")) {
            return true;
        }
    }
    return false;
}

/* The clause's first words, its verb and what stands beside it: where "now" and "still" mean it. */
static clm_run around_verb(const clm_reader *reader, clm_run clause, uint32_t verb) {
    uint32_t first = clm_verb_group(reader, verb, clause.start);
    uint32_t start = first > clause.start + 4 ? first - 2 : clause.start;
    return (clm_run){start, verb + 3 < clause.end ? verb + 3 : clause.end};
}

/* "said they were holding X": the saying's tense; "was still there". */
static bool goes_on(const clm_reader *reader, clm_run clause, uint32_t verb) {
    bool still = clause_has(reader, around_verb(reader, clause, verb), &(const char *){"still"}, 1);
    bool told = reader->said_of && reader->said_of[clause.start] >= 0;
    bool progressive = clm_tag_at(reader, verb) == CLM_TAG_ING;
    bool stays =
        clm_tag_at(reader, verb) == CLM_TAG_FIN && clm_sem_at(reader, verb, CLM_SEM_GOING_ON);
    return (told && (progressive || stays)) || still;
}

clm_claim_status clm_status_read(const clm_reader *reader, clm_run clause,
                                 const clm_trigger *trigger, bool *negative) {
    static const char *const now[] = {"currently", "now", "still", "ongoing"};
    static const char *const formerly[] = {"formerly", "previously"};
    clm_event_type type = trigger->entry ? (clm_event_type)trigger->entry->type : CLM_EVENT_NONE;
    uint32_t verb = tense_verb(reader, clause, trigger);
    *negative = is_negative(reader, clause, trigger, verb);
    if (clm_event_class_of(type) == CLM_CLASS_TERRITORY && at_peak(reader, clause)) {
        return CLM_STATUS_PAST_PEAK;
    }
    uint32_t at = 0;
    const clm_cue_entry *governor = clm_governor_find(reader, clause, trigger, &at);
    if (governor && governor->cue_class == CLM_CUE_CONSIDER) {
        return CLM_STATUS_CONSIDERED;
    }
    bool tries = governor && clm_sem_at(reader, at, CLM_SEM_ATTEMPT);
    if (governor && !tries && !clm_lemma_is(reader, at, "seek") &&
        (governor->cue_class == CLM_CUE_INTEND || governor->cue_class == CLM_CUE_PREDICT)) {
        return CLM_STATUS_PLANNED;
    }
    if (verb >= clause.end) {
        return is_punctual(type) ? CLM_STATUS_PAST : CLM_STATUS_CURRENT;
    }
    if (planned_words(reader, clause, verb) || lies_ahead(reader, clause, trigger)) {
        return CLM_STATUS_PLANNED;
    }
    clm_claim_status status = from_tense(reader, clause, verb, type);
    if (status == CLM_STATUS_PAST && trigger->entry && trigger->entry->pattern[0] != '\0' &&
        still_holds(reader, clause, verb, type)) {
        return CLM_STATUS_CURRENT;
    }
    if (status == CLM_STATUS_PAST && goes_on(reader, clause, verb)) {
        return CLM_STATUS_CURRENT;
    }
    if (status == CLM_STATUS_PAST &&
        clause_has(reader, around_verb(reader, clause, verb), now, 4) &&
        !past_be(reader, clm_verb_group(reader, verb, clause.start), verb + 1)) {
        return CLM_STATUS_CURRENT;
    }
    return status == CLM_STATUS_CURRENT && clause_has(reader, clause, formerly, 2) ? CLM_STATUS_PAST
                                                                                   : status;
}

static const clm_cue_entry *governing_entry(const clm_reader *reader, uint32_t token) {
    const clm_word *word = reader->words[token];
    for (unsigned i = 0; word && i < word->cue_count; i++) {
        const clm_cue_entry *entry = &clm_cue_entries[clm_cue_order[word->cue_start + i]];
        if (strchr(entry->pattern, ' ')) {
            continue;
        }
        switch ((clm_cue_class)entry->cue_class) {
        case CLM_CUE_INTEND:
        case CLM_CUE_CONSIDER:
        case CLM_CUE_PREDICT:
        case CLM_CUE_APPARENT:
        case CLM_CUE_BELIEVE:
        case CLM_CUE_ORDER:
        case CLM_CUE_WARN:
            return entry;
        case CLM_CUE_ASSERT:
        case CLM_CUE_CLAIM:
        case CLM_CUE_CONFIRM:
        case CLM_CUE_ADMIT:
        case CLM_CUE_ANNOUNCE:
        case CLM_CUE_REPORT:
        case CLM_CUE_MEASURE:
        case CLM_CUE_DENY:
        case CLM_CUE_ALLEGE:
        case CLM_CUE_URGE:
        case CLM_CUE_QUESTION:
        case CLM_CUE_SUPPORT:
        case CLM_CUE_OPPOSE:
        case CLM_CUE_REFUSE:
        case CLM_CUE_TOPIC:
        case CLM_CUE_CLASS_COUNT:
            break;
        }
    }
    return NULL;
}

const clm_cue_entry *clm_governor_find(const clm_reader *reader, clm_run clause,
                                       const clm_trigger *trigger, uint32_t *at) {
    if (!trigger->entry) {
        return NULL;
    }
    uint32_t group = clm_verb_group(reader, trigger->head, clause.start);
    clm_tag tag = clm_tag_at(reader, trigger->head);
    bool open = !trigger->verbal || tag == CLM_TAG_INF || tag == CLM_TAG_ING ||
                clm_tag_at(reader, group - (group > clause.start)) == CLM_TAG_TO;
    for (uint32_t k = group; open && k > clause.start && group - k < 8; k--) {
        clm_tag before = clm_tag_at(reader, k - 1);
        bool participle = before == CLM_TAG_ADJ && clm_pos_at(reader, k - 1, CLM_POS_VN);
        if (clm_is_verb(reader, k - 1) || participle) {
            const clm_cue_entry *entry = governing_entry(reader, k - 1);
            if (entry) {
                *at = k - 1;
                return entry;
            }
        }
        if (before == CLM_TAG_WH || before == CLM_TAG_THAT || before == CLM_TAG_SUB ||
            clm_is_comma(reader, k - 1)) {
            break;
        }
        if (clm_is_finite(reader, k - 1) && trigger->verbal) {
            break;
        }
    }
    return NULL;
}

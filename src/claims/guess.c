/* A clause that says where something went on, with a verb that no table knows: what kind of thing
 * it most likely was, by who or what did it. */
#include "claims/reader.h"

/* Verbs of mind, speech, likeness and worth: what they say is no occurrence at a place. */
static bool is_mental(const clm_reader *reader, uint32_t verb) {
    return clm_lemma_in(reader, verb, "like", "love", "think", "know", "mean", "feel", "believe",
                        "matter", "say", "tell", "ask", "call", "speak", "talk", "write") ||
           clm_lemma_in(reader, verb, "argue", "claim", "deny", "agree", "differ", "depend",
                        "belong", "consider", "prefer", "regret", "admit", "admire", "remind",
                        "refer", "relate") ||
           clm_lemma_in(reader, verb, "remember", "forget", "insist", "interest", "concern",
                        "suggest", "vow", "accuse", "blame", "demand", "warn", "add", "criticise",
                        "praise", "condemn");
}

static bool run_has(const clm_reader *reader, clm_run run, uint32_t sem) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (reader->mention_of[t] < 0 && clm_sem_at(reader, t, sem)) {
            return true;
        }
    }
    return false;
}

static bool has_name(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (clm_tag_at(reader, t) == CLM_TAG_NAME && reader->mention_of[t] < 0) {
            return true;
        }
    }
    return false;
}

/* The full verb that carries the clause; clause.end if there is none. */
static uint32_t main_verb(const clm_reader *reader, clm_run clause) {
    for (uint32_t k = clause.start; k < clause.end; k++) {
        clm_tag tag = clm_tag_at(reader, k);
        bool grouped = clm_is_verb(reader, k) && clm_verb_group(reader, k, clause.start) < k;
        if (tag == CLM_TAG_SUB) {
            break;
        }
        if (reader->mention_of[k] < 0 && (tag == CLM_TAG_FIN || grouped)) {
            return k;
        }
    }
    return clause.end;
}

/* One weak row for each type. */
#define T(type)                                                                                    \
    { "", (type), CLM_TRIGGER_WEAK }
#define T8(type)                                                                                   \
    T((type)), T((type) + 1), T((type) + 2), T((type) + 3), T((type) + 4), T((type) + 5),          \
        T((type) + 6), T((type) + 7)
static const clm_event_entry of_type[] = {T8(0), T8(8), T8(16), T8(24), T8(32), T8(40), T8(48)};
_Static_assert(sizeof of_type / sizeof *of_type >= CLM_EVENT_TYPE_COUNT, "a row for each type");

const clm_event_entry *clm_event_weak(clm_event_type type) {
    return &of_type[type];
}

static bool is_motion(const clm_reader *reader, uint32_t verb) {
    return clm_lemma_in(reader, verb, "go", "come", "travel", "arrive", "return", "fly", "head",
                        "walk", "drive", "stop", "land", "leave", "meet", "tour", "attend",
                        "enter") ||
           clm_lemma_in(reader, verb, "reach", "join");
}

/* The type that the subject of `verb` makes likely, where the article is about `theme`. */
static clm_event_type type_of_subject(const clm_reader *reader, clm_run subject, uint32_t verb,
                                      bool figures, clm_event_type theme) {
    bool known = theme != CLM_EVENT_NONE;
    bool hazard = known && clm_event_class_of(theme) == CLM_CLASS_HAZARD;
    if (run_has(reader, subject, CLM_SEM_HAZARD)) {
        return hazard ? theme : CLM_EVENT_NATURAL_DISASTER;
    }
    if (run_has(reader, subject, CLM_SEM_FORCE)) {
        return CLM_EVENT_PRESENCE;
    }
    if (run_has(reader, subject, CLM_SEM_WEAPON)) {
        return CLM_EVENT_STRIKE;
    }
    if (run_has(reader, subject, CLM_SEM_PEOPLE | CLM_SEM_VICTIM)) {
        return known ? theme : figures ? CLM_EVENT_STATISTICS : CLM_EVENT_GATHERING;
    }
    if (run_has(reader, subject, CLM_SEM_ROLE) || has_name(reader, subject) ||
        clm_key_is(reader, subject.start, "he") || clm_key_is(reader, subject.start, "she")) {
        return known && !is_motion(reader, verb) ? theme : CLM_EVENT_VISIT;
    }
    if (run_has(reader, subject, CLM_SEM_OBJECT | CLM_SEM_BUILT | CLM_SEM_ORG)) {
        return known ? theme : figures ? CLM_EVENT_STATISTICS : CLM_EVENT_PRESENCE;
    }
    return !figures ? CLM_EVENT_NONE : known ? theme : CLM_EVENT_STATISTICS;
}

bool clm_trigger_guess(const clm_reader *reader, clm_run clause, bool figures, clm_event_type theme,
                       clm_trigger *out) {
    uint32_t verb = main_verb(reader, clause);
    if (verb >= clause.end || is_mental(reader, verb)) {
        return false;
    }
    bool held = clm_sem_at(reader, verb, CLM_SEM_EVENTFUL) ||
                (clm_lemma_is(reader, verb, "take") && clm_key_is(reader, verb + 1, "place"));
    clm_run subject = clm_subject_of(reader, verb, clause.start);
    clm_event_type type = type_of_subject(reader, subject, verb, figures, theme);
    type = type == CLM_EVENT_NONE && held ? CLM_EVENT_GATHERING : type;
    *out =
        (clm_trigger){.entry = &of_type[type],
                      .tokens = {verb, verb + 1},
                      .head = verb,
                      .verbal = true,
                      .passive = clm_tag_at(reader, verb) == CLM_TAG_PART &&
                                 clm_group_has(reader, clm_verb_group(reader, verb, clause.start),
                                               verb, CLM_POS_BE)};
    return type != CLM_EVENT_NONE;
}

bool clm_trigger_theme(const clm_reader *reader, clm_run clause, clm_event_type theme,
                       clm_trigger *out) {
    if (theme == CLM_EVENT_NONE) {
        return false;
    }
    for (uint32_t k = clause.start; k < clause.end; k++) {
        if (clm_is_finite(reader, k)) {
            *out = (clm_trigger){
                .entry = &of_type[theme], .tokens = {k, k + 1}, .head = k, .verbal = true};
            return !is_mental(reader, k);
        }
    }
    return false;
}

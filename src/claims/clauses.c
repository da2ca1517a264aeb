/* Sentences -> clauses: first along the attributions, then at subordinators, coordinations and
 * strong punctuation. */
#include "claims/quantity.h"

/* Endless "sentences" (lists, tables) are cut anyway, so that all work stays linear. */
enum { CLAUSE_TOKENS_MAX = 300, ASIDE_TOKENS = 9 };

bool clm_said_counts(const clm_said *said) {
    if (!said->entry) {
        return true;
    }
    if (said->entry->frames & CLM_FRAME_SILENT) {
        return false;
    }
    switch ((clm_cue_class)said->entry->cue_class) {
    case CLM_CUE_TOPIC:
    case CLM_CUE_SUPPORT:
    case CLM_CUE_OPPOSE:
    case CLM_CUE_QUESTION:
    case CLM_CUE_REFUSE:
        return false;
    case CLM_CUE_ASSERT:
    case CLM_CUE_CLAIM:
    case CLM_CUE_CONFIRM:
    case CLM_CUE_ADMIT:
    case CLM_CUE_ANNOUNCE:
    case CLM_CUE_REPORT:
    case CLM_CUE_MEASURE:
    case CLM_CUE_DENY:
    case CLM_CUE_ALLEGE:
    case CLM_CUE_ORDER:
    case CLM_CUE_URGE:
    case CLM_CUE_WARN:
    case CLM_CUE_INTEND:
    case CLM_CUE_CONSIDER:
    case CLM_CUE_PREDICT:
    case CLM_CUE_BELIEVE:
    case CLM_CUE_APPARENT:
    case CLM_CUE_CLASS_COUNT:
        break;
    }
    return true;
}

static uint32_t content_length(const clm_said *said) {
    uint32_t length = 0;
    for (size_t c = 0; c < said->content_count; c++) {
        length += said->content[c].end - said->content[c].start;
    }
    return length;
}

static bool has_mention(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (reader->mention_of[t] >= 0) {
            return true;
        }
    }
    return false;
}

/* A mention that is more than the line's dateline. */
static bool has_place(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        int32_t m = reader->mention_of[t];
        if (m >= 0 && reader->resolved[m].use != CLM_USE_DATELINE) {
            return true;
        }
    }
    return false;
}

/* "three people were hurt when hail and wind struck": the second subject of one clause. */
static bool shares_verb(const clm_reader *reader, uint32_t start, uint32_t k) {
    if (clm_is_verb(reader, k + 1) || clm_is_finite(reader, k + 1)) {
        return false; /* "held X since May and took Y" */
    }
    for (uint32_t j = k; j > start; j--) {
        if (clm_is_finite(reader, j - 1)) {
            return false;
        }
        if (clm_key_in(reader, j - 1, "when", "while", "as", "because", "if", "where")) {
            return true;
        }
    }
    return false;
}

static bool has_verb(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (clm_is_verb(reader, t) || clm_is_finite(reader, t)) {
            return true;
        }
    }
    return false;
}

static void mark_speaking(clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end && t < reader->article->token_count; t++) {
        reader->speaking[t] = 1;
    }
}

/* Source and cue, what stands between them and the content, and the adjuncts of the cue. */
static void mark_frame(clm_reader *reader, const clm_said *said) {
    if (clm_run_empty(said->cue)) {
        return;
    }
    const clm_sentence *where = clm_sentence_of(reader, said->cue.start);
    bool local = !clm_run_empty(said->source) && said->source.start >= where->token_start &&
                 said->source.end <= where->token_end;
    clm_run frame = said->cue;
    clm_run between = {said->source.end, clm_verb_group(reader, frame.start, where->token_start)};
    if (local && said->source.end <= frame.start && has_verb(reader, between)) {
        local = false; /* "Protesters blocked roads, demanding ..." */
    }
    if (local && said->source.start < frame.start && frame.start - said->source.end < 12) {
        frame.start = said->source.start;
    } else if (local && said->source.end > frame.end) {
        frame.end = said->source.end;
    }
    frame.start = clm_verb_group(reader, frame.start, where->token_start);
    clm_run content = said->content[0];
    if (content.start >= frame.end) {
        frame.end = content.start < where->token_end ? content.start : where->token_end;
    } else {
        while (frame.end < where->token_end && !clm_is_comma(reader, frame.end) &&
               !clm_punct_is(reader, frame.end, ";") && reader->said_of[frame.end] < 0 &&
               !clm_is_dash(reader, frame.end)) {
            frame.end++;
        }
    }
    if (local) {
        mark_speaking(reader, said->source);
    }
    mark_speaking(reader, said->relay);
    mark_speaking(reader, frame);
}

/* "has claimed some 90 lives", "claimed the lives of": no saying. */
static bool takes_lives(const clm_reader *reader, clm_run cue) {
    if (!clm_lemma_is(reader, cue.start, "claim")) {
        return false;
    }
    for (uint32_t k = cue.end; k < cue.end + 7; k++) {
        if (clm_key_is(reader, k, "lives") || (k > cue.end && clm_key_is(reader, k, "life"))) {
            return true;
        }
        bool leads =
            clm_is_nominal(reader, k) || (clm_figure_at(reader, k) & CLM_FIGURE_QUALIFIER) != 0;
        if (!leads || clm_is_verb(reader, k)) {
            return false;
        }
    }
    return false;
}

/* False for "a fire threatens to", "27 suspected", "Tete reported 1,022 cases": no voice. */
static bool can_speak(const clm_reader *reader, const clm_said *said) {
    clm_run who = said->source;
    if (takes_lives(reader, said->cue)) {
        return false;
    }
    if (clm_run_empty(who) || said->content_count == 0) {
        return true;
    }
    uint32_t head = who.end - 1;
    bool lone = who.start == head;
    if (lone && (clm_tag_at(reader, head) == CLM_TAG_DET || clm_number_plain(reader, head) >= 0)) {
        return false;
    }
    if (clm_sem_at(reader, head, CLM_SEM_HAZARD) && clm_tag_at(reader, head) == CLM_TAG_NOUN) {
        return false;
    }
    bool hearer = clm_tag_at(reader, said->cue.end) == CLM_TAG_TO && /* "300 people told to go" */
                  (clm_tag_at(reader, who.start) == CLM_TAG_NUM ||
                   clm_tag_at(reader, who.start + 1) == CLM_TAG_NUM) &&
                  clm_lemma_in(reader, said->cue.start, "tell", "order", "urge", "advise");
    if (hearer) {
        return false;
    }
    int m = reader->mention_of[head];
    bool region = m >= 0 && reader->mention_of[who.start] == m &&
                  reader->resolved[m].use == CLM_USE_LOCATION &&
                  reader->resolved[m].kind != CLM_KIND_COUNTRY;
    uint32_t first = said->content[0].start;
    bool counts = clm_tag_at(reader, first) == CLM_TAG_NUM ||
                  (clm_figure_at(reader, first) & CLM_FIGURE_QUALIFIER) != 0;
    return !(region && counts && first >= said->cue.end);
}

clm_status clm_said_mark(clm_reader *reader, clm_error *error) {
    size_t count = reader->article->token_count;
    reader->said_of = clm_arena_array(reader->article->arena, count + 1, sizeof(int32_t));
    reader->speaking = clm_arena_array(reader->article->arena, count + 1, 1);
    if (!reader->said_of || !reader->speaking) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    for (size_t t = 0; t <= count; t++) {
        reader->said_of[t] = -1;
    }
    for (size_t i = 0; i < reader->said_count; i++) {
        const clm_said *said = &reader->said[i];
        if (!clm_said_counts(said) || !can_speak(reader, said)) {
            continue;
        }
        uint32_t length = content_length(said);
        for (size_t c = 0; c < said->content_count; c++) {
            for (uint32_t t = said->content[c].start; t < said->content[c].end; t++) {
                int32_t *of = &reader->said_of[t];
                if (*of < 0 || content_length(&reader->said[*of]) >= length) {
                    *of = (int32_t)i;
                }
            }
        }
    }
    for (size_t i = 0; i < reader->said_count; i++) {
        if (clm_said_counts(&reader->said[i]) && can_speak(reader, &reader->said[i])) {
            mark_frame(reader, &reader->said[i]);
        }
    }
    return CLM_OK;
}

/* ---- cutting ---- */

static uint32_t next_boundary(const clm_reader *reader, uint32_t k, uint32_t end) {
    while (k < end && !clm_is_comma(reader, k) && !clm_is_dash(reader, k) &&
           !clm_punct_is(reader, k, ";")) {
        k++;
    }
    return k;
}

/* A subject and a finite verb begin at `k`. */
static bool opens_clause(const clm_reader *reader, uint32_t k, uint32_t end, uint32_t reach) {
    uint32_t j = k;
    if (clm_key_in(reader, k, "more", "fewer", "less") && clm_key_is(reader, k + 1, "than")) {
        j += 2; /* "more than 900 men fled" */
    }
    while (j < end && (clm_tag_at(reader, j) == CLM_TAG_ADV)) {
        j++;
    }
    j += clm_key_in(reader, j, "at", "up") && clm_key_in(reader, j + 1, "least", "to") ? 2 : 0;
    bool none =
        clm_key_is(reader, j, "no") && clm_is_nominal(reader, j + 1); /* "no one was hurt" */
    if (j >= end || !(none || clm_is_nominal(reader, j))) {
        return false;
    }
    for (uint32_t n = 0; j < end && n < reach; j++, n++) {
        clm_tag tag = clm_tag_at(reader, j);
        if (clm_is_finite(reader, j)) { /* not "and 12 militants left dead" */
            return !(clm_key_is(reader, j, "left") &&
                     clm_key_in(reader, j + 1, "dead", "injured", "wounded", "homeless"));
        }
        bool shared = tag == CLM_TAG_CC && clm_is_finite(reader, j + 1); /* "X and Y and fled" */
        if (tag == CLM_TAG_SUB || tag == CLM_TAG_THAT || tag == CLM_TAG_WH || shared ||
            clm_is_comma(reader, j) || clm_is_dash(reader, j) || clm_punct_is(reader, j, ";")) {
            return false;
        }
    }
    return false;
}

/* "and in X gunmen took ...": the token behind the name, `k` if there is none. */
static uint32_t after_place(const clm_reader *reader, uint32_t k) {
    uint32_t j = k + 1;
    while (j < k + 4 &&
           (clm_tag_at(reader, j) == CLM_TAG_DET || clm_tag_at(reader, j) == CLM_TAG_ADJ)) {
        j++;
    }
    int m = clm_key_is(reader, k, "in") ? reader->mention_of[j] : -1;
    if (m < 0 || reader->mentions->items[m].type != CLM_MENTION_TOPONYM) {
        return k;
    }
    uint32_t end = reader->mentions->items[m].token_end;
    end += clm_is_comma(reader, end) ? 1 : 0;
    if (clm_tag_at(reader, end) != CLM_TAG_NUM) {
        return end;
    }
    for (j = end; j < end + ASIDE_TOKENS; j++) { /* "in X, 300 km south of Y, the road ..." */
        if (clm_is_comma(reader, j)) {
            return j + 1;
        }
    }
    return end;
}

/* "and on Thursday it closed ...": the token behind the adverbial at `k`. */
static uint32_t after_date(const clm_reader *reader, uint32_t k) {
    if (clm_tag_at(reader, k) != CLM_TAG_PREP) {
        return k;
    }
    uint32_t j = k + 1;
    bool date = false;
    while (j < k + 6 &&
           (clm_sem_at(reader, j, CLM_SEM_WEEKDAY | CLM_SEM_MONTH | CLM_SEM_TIME) ||
            clm_tag_at(reader, j) == CLM_TAG_NUM || clm_tag_at(reader, j) == CLM_TAG_DET)) {
        date = date || clm_tag_at(reader, j) != CLM_TAG_DET;
        j++;
    }
    return date ? j + (clm_is_comma(reader, j) ? 1 : 0) : after_place(reader, k);
}

static bool is_despite(const clm_reader *reader, uint32_t k) {
    return clm_key_is(reader, k, "despite");
}

/* A subordinator at `k` that opens a clause of its own. */
static bool opens_subordinate(const clm_reader *reader, uint32_t k, uint32_t end) {
    if (clm_tag_at(reader, k) != CLM_TAG_SUB || clm_key_is(reader, k, "than")) {
        return false;
    }
    if (is_despite(reader, k)) {
        for (uint32_t j = k + 1; j < next_boundary(reader, k, end); j++) {
            if (clm_is_verb(reader, j)) {
                return true;
            }
        }
        return false;
    }
    return opens_clause(reader, k + 1, end, 24);
}

/* "our presence in X and our presence in Y": the same event noun on both sides. */
static bool repeats_trigger(const clm_reader *reader, uint32_t start, uint32_t conjunction) {
    uint32_t k = conjunction + 1;
    while (clm_tag_at(reader, k) == CLM_TAG_DET || clm_tag_at(reader, k) == CLM_TAG_POSS ||
           clm_tag_at(reader, k) == CLM_TAG_ADJ) {
        k++;
    }
    const clm_word *word = k < reader->article->token_count ? reader->words[k] : NULL;
    if (!word || word->event_count == 0 || clm_tag_at(reader, k) != CLM_TAG_NOUN) {
        return false;
    }
    for (uint32_t j = start; j < conjunction; j++) {
        if (clm_lemma_is(reader, j, word->lemma) && clm_tag_at(reader, j) == CLM_TAG_NOUN) {
            return true;
        }
    }
    return false;
}

/* "has controlled X and captured Y": the second participle needs no auxiliary of its own. */
static bool is_perfect(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (clm_pos_at(reader, t, CLM_POS_HAVE) && clm_tag_at(reader, t) == CLM_TAG_AUX) {
            return true;
        }
    }
    return false;
}

/* Another thing that the same subject did begins at `k`: "and shelled X", "and has laid siege to
 * X", "forcing people in X to flee". Both sides name a place, or this one counts something. */
static bool opens_predicate(const clm_reader *reader, clm_run open, uint32_t k, uint32_t end) {
    clm_run left = {open.start, k};
    bool joined = k > open.start && clm_tag_at(reader, k - 1) == CLM_TAG_CC;
    uint32_t j = k;
    while (j < end &&
           (clm_tag_at(reader, j) == CLM_TAG_ADV || clm_tag_at(reader, j) == CLM_TAG_AUX ||
            clm_tag_at(reader, j) == CLM_TAG_NOT || clm_tag_at(reader, j) == CLM_TAG_MODAL ||
            (j > k && clm_key_is(reader, j, "since")))) {
        j++;
    }
    bool share = j > k &&
                 clm_tag_at(reader, j) == CLM_TAG_NUM && /* "and was 12 percent contained" */
                 (clm_key_in(reader, j + 1, "percent", "cent") || clm_punct_is(reader, j + 1, "%"));
    j += share ? 2 : 0;
    clm_tag tag = clm_tag_at(reader, j);
    bool verb = tag == CLM_TAG_FIN || (tag == CLM_TAG_ING && j > k) ||
                (tag == CLM_TAG_PART && (j > k || is_perfect(reader, left))) ||
                (tag == CLM_TAG_ING && clm_is_comma(reader, k - 1) &&
                 !clm_lemma_is(reader, j, "leave")); /* ", leaving roads shut in X" */
    bool eventful = j < end && reader->words[j] && reader->words[j]->event_count > 0;
    if (!verb || !eventful || !has_mention(reader, left) || !has_verb(reader, left)) {
        return false;
    }
    uint32_t stop = next_boundary(reader, j, end);
    unsigned fate = clm_figure_fate(clm_figure_at(reader, j));
    bool victims = fate == CLM_FATE_KILLED || fate == CLM_FATE_DIED || fate == CLM_FATE_INJURED;
    bool counts = joined && !victims && /* "and left 4,000 homes without power" */
                  clm_next_with(reader->marks, j, stop, CLM_MARK_NUMBER) < stop;
    return counts || (share && joined) || has_mention(reader, (clm_run){j, stop});
}

/* "in X, controlled by rebels since May": a relative clause without its pronoun begins at `k`. */
static bool is_reduced(const clm_reader *reader, uint32_t k) {
    return k > 1 && clm_tag_at(reader, k) == CLM_TAG_PART && clm_is_comma(reader, k - 1) &&
           reader->mention_of[k - 2] >= 0 && clm_mark_at(reader, k, CLM_MARK_EVENT) &&
           clm_tag_at(reader, k + 1) == CLM_TAG_PREP;
}

/* "X, where floods came, has reopened": the main clause goes on after the comma at `k`. */
static bool resumes_at(const clm_reader *reader, uint32_t open, uint32_t k) {
    bool relative = clm_tag_at(reader, open) == CLM_TAG_WH || clm_key_is(reader, open, "where");
    uint32_t next = k + 1;
    while (clm_tag_at(reader, next) == CLM_TAG_ADV) {
        next++;
    }
    return relative && clm_is_comma(reader, k) && clm_is_finite(reader, next) &&
           clm_has_finite(reader, (clm_run){open, k});
}

/* "the number of deaths since the outbreak began has risen to 112": a subject without its verb. */
static bool counts_up(const clm_reader *reader, clm_run left) {
    if (has_verb(reader, left)) {
        return false;
    }
    for (uint32_t t = left.start; t < left.end; t++) {
        if (clm_key_in(reader, t, "number", "toll", "total")) {
            return true;
        }
    }
    return false;
}

/* True if a clause ends before `k`; `*skip` tokens at `k` belong to neither. */
static bool cuts_at(const clm_reader *reader, clm_run open, uint32_t k, uint32_t end,
                    bool subordinate, uint32_t *skip) {
    clm_tag tag = clm_tag_at(reader, k);
    *skip = 0;
    if (tag != CLM_TAG_PUNCT && tag != CLM_TAG_SUB && tag != CLM_TAG_THAT && tag != CLM_TAG_CC) {
        return false; /* most tokens */
    }
    bool finite = clm_has_finite(reader, (clm_run){open.start, k});
    *skip = 1;
    if (clm_punct_is(reader, k, ";") || clm_punct_is(reader, k, ":")) {
        return true;
    }
    if (clm_is_dash(reader, k)) {
        return opens_subordinate(reader, k + 1, end) || is_despite(reader, k + 1) ||
               (has_verb(reader, (clm_run){open.start, k}) && opens_clause(reader, k + 1, end, 12));
    }
    if (clm_is_comma(reader, k)) {
        if (opens_subordinate(reader, k + 1, end)) {
            return true;
        }
        if (resumes_at(reader, open.start, k) || (finite && is_reduced(reader, k + 1))) {
            return true;
        }
        bool joined = clm_tag_at(reader, k + 1) == CLM_TAG_CC;
        bool relative =
            clm_tag_at(reader, k + 1) == CLM_TAG_WH && (finite || reader->mention_of[k - 1] >= 0);
        bool clause = opens_clause(reader, after_date(reader, k + (joined ? 2 : 1)), end, 14);
        return relative || (clause && (joined || (finite && subordinate))) ||
               opens_predicate(reader, open, k + 1, end);
    }
    *skip = 0;
    if (tag == CLM_TAG_SUB && k > open.start && opens_subordinate(reader, k, end)) {
        /* "Two men died when a mine exploded near X" stays one statement */
        clm_run left = {open.start, k};
        if (clm_key_is(reader, k, "since") && counts_up(reader, left)) {
            return false;
        }
        return has_place(reader, left) || !has_verb(reader, left);
    }
    bool placed = k > open.start && reader->mention_of[k - 1] >= 0;
    if (tag == CLM_TAG_THAT && placed && clm_is_finite(reader, k + 1)) {
        return true; /* "the third of the country that was submerged" */
    }
    if (tag == CLM_TAG_THAT && finite && k > open.start + 1 &&
        (clm_is_verb(reader, k - 1) || clm_tag_at(reader, k - 1) == CLM_TAG_NOUN)) {
        return opens_clause(reader, k + 1, end, 10) && clm_tag_at(reader, k + 1) != CLM_TAG_AUX;
    }
    if (tag == CLM_TAG_CC && k > open.start && repeats_trigger(reader, open.start, k)) {
        return true;
    }
    if (tag == CLM_TAG_CC && finite && k > open.start && !shares_verb(reader, open.start, k)) {
        return opens_clause(reader, after_date(reader, k + 1), end, 6) ||
               opens_predicate(reader, open, k + 1, end);
    }
    return false;
}

typedef struct cutter {
    const clm_reader *reader;
    clm_clause *out;
    size_t count, capacity, first; /* first: of this segment */
    uint32_t sentence;
    int said;
    int front;  /* place of the adverbial that the sentence begins with, or -1 */
    int resume; /* place before the relative clause that has just ended, or -1 */
    int told;   /* place of what stands around the cue before, or -1 */
    clm_run lead;
} cutter;

/* "which rebels took in May": the place that stands right before the comma. */
static int antecedent_of(const clm_reader *reader, uint32_t pronoun) {
    bool relative = clm_tag_at(reader, pronoun) == CLM_TAG_WH ||
                    clm_key_is(reader, pronoun, "where") ||
                    clm_tag_at(reader, pronoun) == CLM_TAG_THAT || is_reduced(reader, pronoun);
    if (!relative || pronoun < 2 || clm_key_is(reader, pronoun, "who")) {
        return -1;
    }
    uint32_t k = pronoun - (clm_is_comma(reader, pronoun - 1) ? 2 : 1);
    if (clm_sem_at(reader, k, CLM_SEM_KIND | CLM_SEM_BUILT)) { /* "X, the town that ..." */
        uint32_t j = k;
        while (j > 1 && pronoun - j < 8 && reader->mention_of[j] < 0 &&
               (clm_is_nominal(reader, j) || clm_punct_is(reader, j, "-") ||
                clm_tag_at(reader, j) == CLM_TAG_ING)) {
            j--;
        }
        k = clm_is_comma(reader, j) && reader->mention_of[j - 1] >= 0 ? j - 1 : k;
    }
    for (unsigned step = 0; step < 4 && k > 0 && reader->mention_of[k] < 0; step++) {
        bool time = clm_sem_at(reader, k, CLM_SEM_WEEKDAY | CLM_SEM_MONTH) ||
                    clm_key_is(reader, k, "on") || clm_tag_at(reader, k) == CLM_TAG_NUM;
        if (!time) {
            break;
        }
        k--;
    }
    return reader->mention_of[k];
}

/* "have been deployed there": the last located place before the word, at most a sentence back. */
static int there_of(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start + 1; t < run.end; t++) {
        bool existential = clm_tag_at(reader, t + 1) == CLM_TAG_AUX;
        if (!clm_key_is(reader, t, "there") || existential) {
            continue;
        }
        const clm_sentence *where = clm_sentence_of(reader, t);
        bool first = where == reader->article->sentences;
        uint32_t floor = first ? where->token_start : (where - 1)->token_start;
        for (uint32_t k = t; k > floor; k--) {
            int m = reader->mention_of[k - 1];
            if (m >= 0 && reader->resolved[m].located &&
                reader->resolved[m].use == CLM_USE_LOCATION) {
                return m;
            }
        }
    }
    return -1;
}

/* "In X, residents said ...": the place that leads the sentence. */
static int front_of(const clm_reader *reader, const clm_sentence *where) {
    uint32_t k = where->token_start;
    if (reader->mention_of[k] >= 0) { /* "Nairobi: hundreds held" */
        uint32_t end = reader->mentions->items[reader->mention_of[k]].token_end;
        return clm_punct_is(reader, end, ":") ? reader->mention_of[k] : -1;
    }
    if (clm_tag_at(reader, k) != CLM_TAG_PREP) {
        return -1;
    }
    int first = -1;
    for (uint32_t j = k + 1; j < where->token_end && j < k + 12; j++) {
        int m = reader->mention_of[j];
        if (m >= 0 && reader->resolved[m].use == CLM_USE_LOCATION) {
            return m;
        }
        first = first < 0 && j < k + 6 ? m : first;
        if (m < 0 && !clm_is_nominal(reader, j) && !clm_key_is(reader, j, "of") &&
            !clm_is_comma(reader, j)) {
            break;
        }
    }
    return first;
}

/* The end of a heading, "; two dead": a statement of its own. */
static bool tells_toll(const clm_reader *reader, clm_run run) {
    return run.end - run.start < 6 && run.end > run.start + 1 && run.start > 0 &&
           clm_punct_is(reader, run.start - 1, ";") &&
           clm_sentence_of(reader, run.start)->heading &&
           clm_tag_at(reader, run.start) == CLM_TAG_NUM &&
           clm_figure_fate(clm_figure_at(reader, run.end - 1)) != CLM_FATE_NONE;
}

/* Takes one piece: a verbless first piece leads the others, a relative without a place belongs to
 * the clause before it. */
static void take_piece(cutter *cut, clm_run piece, bool subordinate) {
    const clm_reader *reader = cut->reader;
    bool relative = clm_tag_at(reader, piece.start) == CLM_TAG_WH;
    clm_run run = clm_run_trim(reader, piece);
    while (!clm_run_empty(run) && (clm_tag_at(reader, run.start) == CLM_TAG_CC ||
                                   clm_tag_at(reader, run.start) == CLM_TAG_THAT ||
                                   clm_tag_at(reader, run.start) == CLM_TAG_SUB)) {
        run.start++;
    }
    while (!clm_run_empty(run) && clm_tag_at(reader, run.end - 1) == CLM_TAG_CC) {
        run.end--;
        run = clm_run_trim(reader, run);
    }
    if (clm_run_empty(run)) {
        return;
    }
    bool verbless = !has_verb(reader, run);
    int antecedent = antecedent_of(reader, piece.start);
    int there = there_of(reader, run);
    bool toll = cut->count > cut->first && tells_toll(reader, run);
    if (cut->count > cut->first && !toll &&
        ((relative && !has_mention(reader, run) && antecedent < 0) ||
         (verbless && !has_mention(reader, run)))) {
        cut->out[cut->count - 1].tokens.end = run.end;
        return;
    }
    if (verbless && !toll && !has_mention(reader, run)) {
        cut->lead = run;
    }
    if (cut->count < cut->capacity) {
        cut->out[cut->count++] =
            (clm_clause){.tokens = run,
                         .sentence = cut->sentence,
                         .lead = cut->lead,
                         .said = cut->said,
                         .nearby = antecedent >= 0    ? antecedent
                                   : there >= 0       ? there
                                   : cut->resume >= 0 ? cut->resume
                                                      : cut->front,
                         .relative = antecedent >= 0 || there >= 0 || cut->resume >= 0,
                         .subordinate = subordinate};
    }
}

/* "Fresno, where officials expect ...", "a winery in Santa Rosa said ...": the place of those who
 * speak, where it is one of the event too. */
static int told_at(const clm_reader *reader, clm_run frame, int said) {
    int antecedent = antecedent_of(reader, frame.start);
    clm_run source = said >= 0 ? reader->said[said].source : (clm_run){0, 0};
    for (uint32_t t = source.start; antecedent < 0 && t < source.end; t++) {
        int m = reader->mention_of[t];
        if (m >= 0 && reader->resolved[m].use == CLM_USE_LOCATION && reader->resolved[m].located) {
            antecedent = m;
        }
    }
    return antecedent;
}

static void cut_segment(cutter *cut, clm_run segment) {
    const clm_reader *reader = cut->reader;
    clm_run open = {segment.start, segment.start};
    bool subordinate = opens_subordinate(reader, segment.start, segment.end);
    cut->first = cut->count;
    cut->lead = (clm_run){0, 0};
    cut->resume = cut->told;
    uint32_t k = segment.start + 1;
    while (k < segment.end) {
        uint32_t skip = 0;
        uint32_t limit = open.start + CLAUSE_TOKENS_MAX + 1;
        limit = limit < segment.end ? limit : segment.end;
        k = clm_next_with(reader->marks, k, limit, CLM_MARK_CUT);
        if (k == segment.end) {
            break;
        }
        open.end = k;
        if (k - open.start > CLAUSE_TOKENS_MAX ||
            cuts_at(reader, open, k, segment.end, subordinate, &skip)) {
            take_piece(cut, (clm_run){open.start, k}, subordinate);
            cut->resume =
                resumes_at(reader, open.start, k) ? antecedent_of(reader, open.start) : -1;
            open.start = k + skip;
            subordinate = clm_tag_at(reader, open.start) == CLM_TAG_SUB;
            k = open.start;
        }
        k++;
    }
    take_piece(cut, (clm_run){open.start, segment.end}, subordinate);
}

size_t clm_clauses_cut(const clm_reader *reader, uint32_t sentence, clm_clause *out,
                       size_t capacity) {
    const clm_sentence *where = &reader->article->sentences[sentence];
    cutter cut = {.reader = reader, .out = out, .capacity = capacity, .sentence = sentence};
    cut.front = front_of(reader, where);
    cut.told = -1;
    uint32_t t = where->token_start;
    while (t < where->token_end) {
        uint32_t start = t;
        while (t < where->token_end && reader->said_of[t] == reader->said_of[start] &&
               reader->speaking[t] == reader->speaking[start]) {
            t++;
        }
        if (!reader->speaking[start]) {
            cut.said = reader->said_of[start];
            cut_segment(&cut, (clm_run){start, t});
            cut.told = -1;
        } else {
            cut.told = told_at(reader, (clm_run){start, t}, reader->said_of[t]);
        }
    }
    return cut.count;
}

/* Noun phrases, subjects, verb groups, and rows of lemmas, on the tags. */
#include "claims/reader.h"

#include <string.h>

enum { RELATIVE_MAX = 24 }; /* words of a relative clause between a subject and its verb */

static bool is_hyphen(const clm_reader *reader, uint32_t i) {
    return clm_punct_is(reader, i, "-") && !clm_is_dash(reader, i);
}

uint32_t clm_verb_group(const clm_reader *reader, uint32_t verb, uint32_t floor) {
    uint32_t first = verb;
    for (uint32_t k = verb; k > floor; k--) {
        clm_tag tag = clm_tag_at(reader, k - 1);
        if (tag == CLM_TAG_AUX || tag == CLM_TAG_MODAL || tag == CLM_TAG_NOT) {
            first = k - 1;
        } else if (tag != CLM_TAG_ADV) {
            break;
        }
    }
    while (first > floor && clm_tag_at(reader, first - 1) == CLM_TAG_ADV &&
           !clm_is_comma(reader, first - 2)) {
        first--;
    }
    return first;
}

bool clm_group_has(const clm_reader *reader, uint32_t first, uint32_t verb, uint32_t pos) {
    for (uint32_t k = first; k < verb; k++) {
        if (clm_pos_at(reader, k, pos) && clm_tag_at(reader, k) != CLM_TAG_NAME) {
            return true;
        }
    }
    return false;
}

/* Walks left over the noun phrase that ends at `last` (inclusive). */
static clm_run phrase_before(const clm_reader *reader, uint32_t last, uint32_t floor) {
    uint32_t start = last + 1, safe = 0;
    bool has_safe = false;
    uint32_t k = last + 1;
    while (k > floor) {
        clm_tag tag = clm_tag_at(reader, k - 1);
        bool inner = k >= floor + 2 && clm_is_nominal(reader, k - 2);
        if (tag == CLM_TAG_DET || tag == CLM_TAG_PRON) {
            start = --k;
            clm_tag prior = k > floor ? clm_tag_at(reader, k - 1) : CLM_TAG_PUNCT;
            if (prior != CLM_TAG_PREP && prior != CLM_TAG_CC && prior != CLM_TAG_DET) {
                break;
            }
        } else if (clm_is_nominal(reader, k - 1)) {
            start = --k;
        } else if (is_hyphen(reader, k - 1) && inner) {
            k--;
        } else if ((tag == CLM_TAG_PREP || tag == CLM_TAG_TO) && inner) {
            k--;
        } else if (clm_key_is(reader, k - 1, "by") && k >= floor + 3 &&
                   clm_tag_at(reader, k - 2) == CLM_TAG_PART && clm_is_nominal(reader, k - 3)) {
            if (!has_safe) { /* "images analysed by the agency" */
                safe = start;
                has_safe = true;
            }
            k--;
        } else if ((tag == CLM_TAG_CC || tag == CLM_TAG_PART || tag == CLM_TAG_ING) && inner) {
            if (!has_safe) {
                safe = start;
                has_safe = true;
            }
            k--;
        } else {
            break;
        }
    }
    clm_tag stop = k > floor ? clm_tag_at(reader, k - 1) : CLM_TAG_PUNCT;
    bool verb = stop == CLM_TAG_FIN || stop == CLM_TAG_AUX || stop == CLM_TAG_MODAL ||
                stop == CLM_TAG_INF || stop == CLM_TAG_TO || stop == CLM_TAG_PART;
    if (has_safe && verb) {
        start = safe;
    }
    return (clm_run){start, last + 1};
}

/* The subject of the last finite verb before `token`. */
static clm_run earlier_subject(const clm_reader *reader, uint32_t token, uint32_t floor) {
    for (uint32_t k = token; k > floor; k--) {
        bool grouped = clm_is_verb(reader, k - 1) && clm_verb_group(reader, k - 1, floor) < k - 1 &&
                       clm_tag_at(reader, k - 1) != CLM_TAG_INF;
        if (clm_tag_at(reader, k - 1) == CLM_TAG_FIN || grouped) {
            return clm_subject_of(reader, k - 1, floor);
        }
    }
    return (clm_run){0, 0};
}

/* "X, who ..., said", "X, the governor of Y, said": `comma` stands right before the verb. */
static clm_run subject_over_comma(const clm_reader *reader, uint32_t comma, uint32_t floor) {
    uint32_t open = comma;
    while (open > floor && !clm_is_comma(reader, open - 1) && !clm_is_dash(reader, open - 1)) {
        if (clm_tag_at(reader, open - 1) == CLM_TAG_PUNCT && !is_hyphen(reader, open - 1) &&
            !clm_is_quote(reader, open - 1, CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_QUOTE_CLOSE)) {
            return (clm_run){0, 0};
        }
        open--;
    }
    if (open <= floor + 1 || !clm_is_nominal(reader, open - 2)) {
        return (clm_run){0, 0};
    }
    clm_run head = phrase_before(reader, open - 2, floor);
    clm_tag tag = clm_tag_at(reader, open);
    bool finite = clm_has_finite(reader, (clm_run){open, comma});
    if (finite && tag != CLM_TAG_WH) {
        return (clm_run){0, 0}; /* a clause of its own stands before the verb */
    }
    bool apposed = (tag == CLM_TAG_DET || tag == CLM_TAG_NAME || tag == CLM_TAG_NOUN ||
                    tag == CLM_TAG_POSS || tag == CLM_TAG_NUM || tag == CLM_TAG_ADJ) &&
                   !finite;
    return apposed ? (clm_run){head.start, comma} : head;
}

/* "Footage published on April 7 shows": the noun before the participle and its date; `last` itself
 * if there is no date. */
static uint32_t before_date(const clm_reader *reader, uint32_t last, uint32_t floor) {
    uint32_t k = last;
    bool date = false;
    while (k > floor &&
           (clm_sem_at(reader, k, CLM_SEM_WEEKDAY | CLM_SEM_MONTH) ||
            (clm_tag_at(reader, k) == CLM_TAG_NUM && clm_sem_at(reader, k - 1, CLM_SEM_MONTH)))) {
        date = true;
        k--;
    }
    if (!date || k <= floor || !clm_key_is(reader, k, "on")) {
        return last;
    }
    k--;
    k -= clm_is_verb(reader, k) && clm_pos_at(reader, k, CLM_POS_VN) && k > floor ? 1 : 0;
    return clm_is_nominal(reader, k) ? k : last;
}

/* "Ana Ruiz, a lawyer" for "a lawyer". */
static clm_run with_name(const clm_reader *reader, clm_run phrase, uint32_t floor) {
    uint32_t k = phrase.start;
    bool apposed = k > floor + 1 && clm_is_comma(reader, k - 1) &&
                   clm_tag_at(reader, k - 2) == CLM_TAG_NAME &&
                   clm_tag_at(reader, k) == CLM_TAG_DET;
    return apposed ? (clm_run){phrase_before(reader, k - 2, floor).start, phrase.end} : phrase;
}

/* A verb that another clause may follow without a word between. */
static bool takes_clause(const clm_word *word) {
    for (unsigned k = 0; k < word->cue_count; k++) {
        if (clm_cue_entries[clm_cue_order[word->cue_start + k]].frames & CLM_FRAME_CLAUSE) {
            return true;
        }
    }
    return false;
}

/* "A nurse who asked not to be named said", "X, who leads the town, later said": the noun before a
 * relative clause with one finite verb, which ends at `last`; empty if there is none. */
static clm_run over_relative(const clm_reader *reader, uint32_t last, uint32_t floor) {
    unsigned verbs = 0;
    for (uint32_t k = last + 1; k > floor + 1 && last + 1 - k < RELATIVE_MAX; k--) {
        uint32_t at = k - 1;
        if (clm_is_quote(reader, at, CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_QUOTE_CLOSE) ||
            clm_punct_is(reader, at, ";") || clm_punct_is(reader, at, ":")) {
            break;
        }
        bool group = clm_is_finite(reader, at) && !clm_is_finite(reader, at - 1);
        const clm_word *word = reader->words[at];
        if (group && verbs++ > 0) {
            break;
        }
        if (group && word && takes_clause(word)) {
            break;
        }
        if (clm_tag_at(reader, at) == CLM_TAG_WH && verbs == 1) {
            uint32_t j = at - 1;
            j -= clm_is_comma(reader, j) && j > floor ? 1 : 0;
            return clm_is_nominal(reader, j)
                       ? with_name(reader, phrase_before(reader, j, floor), floor)
                       : (clm_run){0, 0};
        }
    }
    return (clm_run){0, 0};
}

static clm_run subject_at(const clm_reader *reader, uint32_t verb, uint32_t floor);

/* True if the phrase that ends at `last` is an object or stands behind a preposition, so that the
 * verb after it has another subject. */
static bool is_governed(const clm_reader *reader, uint32_t last, uint32_t floor) {
    if (!clm_is_nominal(reader, last)) {
        return clm_tag_at(reader, last) == CLM_TAG_PART || clm_tag_at(reader, last) == CLM_TAG_ADV;
    }
    clm_run phrase = phrase_before(reader, last, floor);
    if (clm_tag_at(reader, last) == CLM_TAG_PRON || phrase.start <= floor) {
        return false;
    }
    clm_tag before = clm_tag_at(reader, phrase.start - 1);
    return clm_is_verb(reader, phrase.start - 1) || before == CLM_TAG_AUX ||
           before == CLM_TAG_PREP || before == CLM_TAG_TO;
}

clm_run clm_subject_of(const clm_reader *reader, uint32_t verb, uint32_t floor) {
    clm_tag tag = clm_tag_at(reader, verb);
    uint32_t group = clm_verb_group(reader, verb, floor);
    bool finite = tag == CLM_TAG_FIN || clm_has_finite(reader, (clm_run){group, verb});
    if (finite && group > floor + 3) {
        uint32_t j = group - 1;
        j -= clm_tag_at(reader, j) == CLM_TAG_ADV && clm_is_comma(reader, j - 1) ? 1 : 0;
        bool comma = clm_is_comma(reader, j);
        clm_run whole = comma || is_governed(reader, j, floor)
                            ? over_relative(reader, comma ? j - 1 : j, floor)
                            : (clm_run){0, 0};
        if (!clm_run_empty(whole)) {
            return whole;
        }
    }
    return subject_at(reader, verb, floor);
}

static clm_run subject_at(const clm_reader *reader, uint32_t verb, uint32_t floor) {
    clm_run none = {0, 0};
    uint32_t group = clm_verb_group(reader, verb, floor);
    if (group <= floor) {
        return none;
    }
    uint32_t j = group - 1;
    clm_tag tag = clm_tag_at(reader, j);
    clm_tag self = clm_tag_at(reader, verb);
    if (self == CLM_TAG_INF && tag == CLM_TAG_TO) {
        uint32_t k = j;
        while (k > floor && (clm_tag_at(reader, k - 1) == CLM_TAG_ADV)) {
            k--;
        }
        if (k > floor && clm_is_verb(reader, k - 1)) {
            return clm_subject_of(reader, k - 1, floor);
        }
        uint32_t be = k; /* "was to leave", "is due to visit" */
        be -= k > floor + 1 && clm_tag_at(reader, k - 1) == CLM_TAG_ADJ ? 1 : 0;
        if (be > floor && clm_pos_at(reader, be - 1, CLM_POS_BE)) {
            return clm_subject_of(reader, be - 1, floor);
        }
        return earlier_subject(reader, k, floor);
    }
    if (self == CLM_TAG_ING && group == verb && !clm_is_nominal(reader, j)) {
        return earlier_subject(reader, j, floor);
    }
    if (tag == CLM_TAG_CC) {
        return earlier_subject(reader, j, floor);
    }
    if (tag == CLM_TAG_WH || tag == CLM_TAG_THAT) {
        uint32_t k = j;
        while (k > floor && clm_tag_at(reader, k - 1) == CLM_TAG_PUNCT) {
            k--;
        }
        return k > floor && clm_is_nominal(reader, k - 1) ? phrase_before(reader, k - 1, floor)
                                                          : none;
    }
    if (clm_is_comma(reader, j) || (clm_is_dash(reader, j) && self == CLM_TAG_FIN)) {
        return subject_over_comma(reader, j, floor);
    }
    if (clm_punct_is(reader, j, ")")) { /* "Ms X (Labour) said" */
        uint32_t open = j;
        while (open > floor && j - open < 8 && !clm_punct_is(reader, open, "(")) {
            open--;
        }
        if (clm_punct_is(reader, open, "(") && open > floor) {
            clm_run head = phrase_before(reader, open - 1, floor);
            return (clm_run){head.start, j + 1};
        }
    }
    if (clm_is_quote(reader, j, CLM_TOKEN_QUOTE_CLOSE) && j > floor &&
        clm_is_nominal(reader, j - 1)) {
        j--;
    }
    j = before_date(reader, j, floor);
    return clm_is_nominal(reader, j) ? phrase_before(reader, j, floor) : none;
}

/* "on Tuesday", "in a statement", "during ...": no part of who is named. */
static bool ends_phrase(const clm_reader *reader, uint32_t prep) {
    if (!clm_key_in(reader, prep, "of", "for", "from", "with", "at", "in", "to")) {
        return true;
    }
    for (uint32_t k = prep + 1; k < prep + 5; k++) {
        if (clm_sem_at(reader, k, CLM_SEM_WEEKDAY | CLM_SEM_MONTH | CLM_SEM_TIME)) {
            return true;
        }
        if (clm_sem_at(reader, k, CLM_SEM_SPEECH | CLM_SEM_DOC) &&
            !clm_key_is(reader, prep, "of")) {
            return true;
        }
        if (!clm_is_nominal(reader, k)) {
            break;
        }
    }
    return false;
}

clm_run clm_noun_phrase(const clm_reader *reader, uint32_t token, uint32_t limit) {
    clm_run out = {token, token};
    uint32_t k = token;
    while (k < limit) {
        clm_tag tag = clm_tag_at(reader, k);
        bool more = k + 1 < limit && clm_is_nominal(reader, k + 1);
        if (clm_sem_at(reader, k, CLM_SEM_WEEKDAY | CLM_SEM_TIME) && k > token &&
            clm_tag_at(reader, k - 1) != CLM_TAG_PREP) {
            break;
        }
        if (clm_is_nominal(reader, k)) {
            out.end = ++k;
        } else if (k > token && is_hyphen(reader, k) && more) {
            k++;
        } else if (k > token && tag == CLM_TAG_CC && more) {
            k++;
        } else if (k > token && (tag == CLM_TAG_PREP || tag == CLM_TAG_TO) && more &&
                   !ends_phrase(reader, k)) {
            k++;
        } else {
            break;
        }
    }
    return out;
}

static bool word_is(const clm_reader *reader, uint32_t token, uint64_t hash) {
    const clm_word *known = reader->words[token];
    return (known && known->lemma_hash == hash) || reader->article->tokens[token].key_hash == hash;
}

static bool passed_over(const clm_reader *reader, uint32_t token) {
    clm_tag tag = clm_tag_at(reader, token);
    return tag == CLM_TAG_DET || tag == CLM_TAG_POSS || tag == CLM_TAG_ADV ||
           is_hyphen(reader, token) ||
           clm_is_quote(reader, token, CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_QUOTE_CLOSE);
}

enum { PASSED_MAX = CLM_WORDS_AFTER / 2 - 1 };

/* Finds the next word of a pattern from `at` on; `gap` words may be skipped. */
static uint32_t find_word(const clm_reader *reader, uint32_t at, uint32_t limit, uint64_t hash,
                          unsigned gap) {
    for (uint32_t k = at; k < limit; k++) {
        if (word_is(reader, k, hash)) {
            return k;
        }
        if (passed_over(reader, k) && k < at + PASSED_MAX) {
            continue;
        }
        clm_tag tag = clm_tag_at(reader, k);
        if (gap == 0 || tag == CLM_TAG_SUB || tag == CLM_TAG_THAT || tag == CLM_TAG_WH ||
            clm_is_comma(reader, k)) {
            break;
        }
        gap--;
    }
    return limit;
}

size_t clm_words_after(const clm_reader *reader, uint32_t token, uint32_t limit,
                       uint64_t out[CLM_WORDS_AFTER]) {
    size_t count = 0;
    for (uint32_t k = token; k < limit; k++) {
        const clm_word *known = reader->words[k];
        out[count++] = known ? known->lemma_hash : 0;
        out[count++] = reader->article->tokens[k].key_hash;
        if (!passed_over(reader, k) || k >= token + PASSED_MAX) {
            break;
        }
    }
    return count;
}

uint32_t clm_match_words(const clm_reader *reader, uint32_t token, uint32_t limit,
                         const uint64_t *words) {
    if (!word_is(reader, token, *words)) {
        return 0;
    }
    uint32_t at = token + 1;
    for (words++; *words != 0; words++) {
        unsigned gap = 0;
        if (*words == CLM_PATTERN_GAP) {
            gap = 6;
            words++;
        }
        at = find_word(reader, at, limit, *words, gap);
        if (at >= limit) {
            return 0;
        }
        at++;
    }
    return at - token;
}

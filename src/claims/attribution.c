/* Attributions around a cue verb: source, cue and content in the orders that English news uses. */
#include "claims/reader.h"

#include <string.h>

/* Words that an attribution may reach in its sentence; keeps endless "sentences" linear. */
enum { REACH = 400 };

/* One cue while its frame is read; token positions. */
typedef struct spot {
    uint32_t floor, limit; /* the sentence, or the quotation inside it */
    uint32_t first, end;   /* of the cue words */
    uint32_t group;        /* first auxiliary */
    const clm_cue_entry *entry;
} spot;

clm_status clm_said_add(clm_reader *reader, const clm_said *said, clm_error *error) {
    void *items = reader->said;
    if (clm_arena_grow(reader->article->arena, &items, &reader->said_capacity,
                       reader->said_count + 1, sizeof *reader->said)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    reader->said = items;
    reader->said[reader->said_count++] = *said;
    return CLM_OK;
}

static const clm_cue_entry *entry_at(const clm_reader *reader, uint32_t token, uint32_t limit,
                                     uint32_t *words) {
    const clm_word *word = reader->words[token];
    for (unsigned i = 0; i < word->cue_count; i++) {
        size_t row = clm_cue_order[word->cue_start + i];
        *words = clm_match_words(reader, token, limit, clm_pattern_words + clm_cue_patterns[row]);
        if (*words) {
            return &clm_cue_entries[row];
        }
    }
    return NULL;
}

static bool ends_clause(const clm_reader *reader, const spot *at, uint32_t k) {
    return k >= at->limit || clm_is_comma(reader, k) || clm_punct_is(reader, k, ".") ||
           clm_punct_is(reader, k, ";") || clm_punct_is(reader, k, ")") ||
           clm_is_quote(reader, k, CLM_TOKEN_QUOTE_CLOSE) || clm_is_dash(reader, k);
}

/* "show at least 30 tanks", "reported about 12 cases", "expect above-normal rain": a thing, though
 * a preposition leads it. */
static bool is_figure(const clm_reader *reader, uint32_t k) {
    if (clm_tag_at(reader, k) != CLM_TAG_PREP) {
        return false;
    }
    bool least = clm_key_is(reader, k + 1, "least") || clm_key_is(reader, k + 1, "most");
    bool compound = clm_punct_is(reader, k + 1, "-") && !clm_is_dash(reader, k + 1);
    return least || compound ||
           (clm_tag_at(reader, k + 1) == CLM_TAG_NUM &&
            (clm_key_is(reader, k, "about") || clm_key_is(reader, k, "over") ||
             clm_key_is(reader, k, "around")));
}

/* Past adverbs, days, and "in a statement", "to reporters", "on X": where and when it was said. */
static uint32_t skip_adjuncts(const clm_reader *reader, const spot *at, uint32_t k) {
    while (k < at->limit) {
        clm_tag tag = clm_tag_at(reader, k);
        if (tag == CLM_TAG_ADV || clm_sem_at(reader, k, CLM_SEM_WEEKDAY)) {
            k++;
            continue;
        }
        if ((tag != CLM_TAG_PREP && tag != CLM_TAG_TO) || is_figure(reader, k)) {
            break;
        }
        uint32_t j = k + 1;
        while (j < at->limit && (clm_is_nominal(reader, j) || clm_key_is(reader, j, "of") ||
                                 clm_punct_is(reader, j, "-"))) {
            j++;
        }
        clm_tag next = clm_tag_at(reader, j);
        bool goes_on = ends_clause(reader, at, j) || next == CLM_TAG_THAT || next == CLM_TAG_PREP ||
                       next == CLM_TAG_ADV || next == CLM_TAG_SUB || next == CLM_TAG_TO ||
                       clm_punct_is(reader, j, ":") ||
                       clm_is_quote(reader, j, CLM_TOKEN_QUOTE_OPEN);
        if (j == k + 1 || !goes_on) {
            break;
        }
        k = j;
    }
    return k;
}

static bool finite_ahead(const clm_reader *reader, const spot *at, uint32_t k) {
    bool heading = clm_sentence_of(reader, at->first)->heading;
    bool relative = false;
    for (uint32_t j = k; j < at->limit; j++) {
        clm_tag tag = clm_tag_at(reader, j);
        if (clm_is_finite(reader, j) && !relative) {
            return true;
        }
        if (heading && j > k && (tag == CLM_TAG_ING || tag == CLM_TAG_PART)) {
            return true;
        }
        relative = relative ? !clm_is_finite(reader, j) : tag == CLM_TAG_WH;
        if (ends_clause(reader, at, j) || tag == CLM_TAG_THAT || tag == CLM_TAG_SUB) {
            return false;
        }
    }
    return false;
}

/* The frame that begins at `k`; 0 at the end of the clause. */
static unsigned frame_at(const clm_reader *reader, const spot *at, uint32_t k) {
    if (k >= at->limit) {
        return 0;
    }
    clm_tag tag = clm_tag_at(reader, k);
    bool comma_quote = clm_is_comma(reader, k) && clm_is_quote(reader, k + 1, CLM_TOKEN_QUOTE_OPEN);
    if (clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN) || clm_punct_is(reader, k, ":") ||
        comma_quote) {
        return CLM_FRAME_QUOTE;
    }
    if (ends_clause(reader, at, k)) {
        return 0;
    }
    if (tag == CLM_TAG_THAT) {
        return CLM_FRAME_THAT;
    }
    if (tag == CLM_TAG_TO) {
        return CLM_FRAME_TO;
    }
    if (tag == CLM_TAG_WH ||
        (tag == CLM_TAG_SUB && !clm_pos_at(reader, k, CLM_POS_IN) &&
         !clm_key_is(reader, k, "because") && !clm_key_is(reader, k, "although"))) {
        return CLM_FRAME_WH;
    }
    if (finite_ahead(reader, at, k)) {
        return CLM_FRAME_CLAUSE;
    }
    if (is_figure(reader, k)) {
        return CLM_FRAME_OBJECT;
    }
    return tag == CLM_TAG_PREP ? CLM_FRAME_PREP : CLM_FRAME_OBJECT;
}

/* "told reporters", "warned Moscow": past the one who is spoken to, if a frame follows. */
static uint32_t skip_hearer(const clm_reader *reader, const spot *at, uint32_t k) {
    bool can =
        clm_lemma_in(reader, at->first, "tell", "assure", "warn", "inform", "advise", "remind",
                     "ask", "urge", "order", "instruct", "command", "direct", "threaten");
    if (!can || !clm_is_nominal(reader, k)) {
        return k;
    }
    clm_run hearer = clm_noun_phrase(reader, k, at->limit);
    uint32_t j = skip_adjuncts(reader, at, hearer.end);
    unsigned frame = frame_at(reader, at, j);
    bool end = frame == 0;
    return end || (frame & (CLM_FRAME_THAT | CLM_FRAME_QUOTE | CLM_FRAME_WH | CLM_FRAME_CLAUSE))
               ? j
               : k;
}

/* A comma before `k` begins something that is said no more. */
static bool breaks_content(const clm_reader *reader, uint32_t comma, uint32_t limit) {
    uint32_t k = comma + 1;
    if (k >= limit) {
        return true;
    }
    if (clm_key_is(reader, k, "according") || clm_key_is(reader, k, "citing")) {
        return true;
    }
    if (clm_mark_at(reader, k, CLM_MARK_CUE) && clm_tag_at(reader, k) == CLM_TAG_ING) {
        return true;
    }
    clm_run rest = {k + 1, limit};
    bool narrator = clm_key_is(reader, k, "as") || clm_key_is(reader, k, "while") ||
                    clm_key_is(reader, k, "but") || clm_key_is(reader, k, "although") ||
                    clm_key_is(reader, k, "though");
    return narrator && clm_has_finite(reader, rest);
}

/* Where the content that begins at `k` ends. */
static uint32_t content_end(const clm_reader *reader, const spot *at, uint32_t k) {
    uint32_t end = k;
    while (end < at->limit) {
        bool quoted = reader->quote_of[end] >= 0 && reader->quote_of[at->first] < 0;
        if (clm_is_comma(reader, end) && !quoted && breaks_content(reader, end, at->limit)) {
            break;
        }
        end++;
    }
    int32_t quote = end > k ? reader->quote_of[end - 1] : -1;
    if (quote >= 0 && reader->quote_of[at->first] < 0 && reader->quotes[quote].tokens.end > end) {
        end = reader->quotes[quote].tokens.end; /* a quotation of several sentences */
    }
    return end;
}

static void add_content(clm_said *said, clm_run run) {
    if (!clm_run_empty(run) && said->content_count < CLM_SAID_PARTS) {
        said->content[said->content_count++] = run;
    }
}

/* What stands before "X said": at `stop` is the comma or closing mark. */
static clm_run content_before(const clm_reader *reader, const spot *at, uint32_t stop) {
    uint32_t start = at->floor;
    if (stop <= start) {
        return (clm_run){0, 0};
    }
    int32_t quote = reader->quote_of[stop - 1];
    if (quote < 0 && stop >= 2 && clm_is_comma(reader, stop - 1)) {
        quote = reader->quote_of[stop - 2];
    }
    if (quote >= 0 && reader->quote_of[at->first] < 0 &&
        reader->quotes[quote].tokens.start < start) {
        start = reader->quotes[quote].tokens.start;
    }
    return (clm_run){start, stop};
}

/* True if something that can be said ends right before `k`. */
static bool follows_content(const clm_reader *reader, const spot *at, uint32_t k) {
    if (k <= at->floor + 1) {
        return false;
    }
    const int quote = reader->quote_of[k - 1]; /* below 0: a stray mark */
    const bool quoted = clm_is_quote(reader, k - 1, CLM_TOKEN_QUOTE_CLOSE) && quote >= 0 &&
                        reader->quotes[quote].words > 2;
    if (quoted && (clm_tag_at(reader, k - 2) == CLM_TAG_PUNCT)) {
        return true;
    }
    bool typed = clm_punct_is(reader, k - 1, "'") && clm_tag_at(reader, k - 2) == CLM_TAG_PUNCT;
    if (typed) { /* a quotation closed by two apostrophes */
        return true;
    }
    if (!clm_is_comma(reader, k - 1) && !clm_is_dash(reader, k - 1)) {
        return false;
    }
    if (clm_is_quote(reader, k - 2, CLM_TOKEN_QUOTE_CLOSE)) {
        return true;
    }
    return clm_has_finite(reader, (clm_run){at->floor, k - 1}) ||
           (clm_sentence_of(reader, k)->heading && k - at->floor > 4);
}

/* A clause with a subject of its own begins at `k`. */
static bool clause_at(const clm_reader *reader, const spot *at, uint32_t k) {
    k += k < at->limit && clm_tag_at(reader, k) == CLM_TAG_CC ? 1 : 0;
    return k < at->limit && clm_is_nominal(reader, k) &&
           clm_has_finite(reader, (clm_run){k + 1, at->limit});
}

/* ``..., X said, "..."'', "..., X said, and ...", "..., X said; ..." go on after the source. */
static void add_continuation(const clm_reader *reader, const spot *at, uint32_t k, clm_said *said) {
    uint32_t j = k;
    while (j < at->limit && !clm_is_quote(reader, j, CLM_TOKEN_QUOTE_OPEN) &&
           !clm_is_verb(reader, j)) {
        j++;
    }
    bool quoted = j > k && j < at->limit && clm_is_quote(reader, j, CLM_TOKEN_QUOTE_OPEN);
    if (quoted && clm_is_comma(reader, j - 1) && reader->quote_of[j] >= 0) {
        add_content(said, reader->quotes[reader->quote_of[j]].tokens);
        return;
    }
    clm_run rest = {k + 1, at->limit};
    bool goes_on = clm_punct_is(reader, k, ";")
                       ? clm_has_finite(reader, rest)
                       : clm_is_comma(reader, k) && !breaks_content(reader, k, at->limit) &&
                             clause_at(reader, at, k + 1);
    if (!quoted && goes_on) {
        add_content(said, (clm_run){k + 1, content_end(reader, at, k + 1)});
    }
}

/* "..., said X": the source follows the verb. */
static bool read_inverted(const clm_reader *reader, const spot *at, clm_said *said) {
    clm_run subject = clm_subject_of(reader, at->first, at->floor);
    bool own = !clm_run_empty(subject) && clm_is_comma(reader, at->first - 1);
    bool can = (at->entry->frames & CLM_FRAME_AFTER) != 0 && at->group == at->first && !own &&
               !clm_lemma_is(reader, at->first, "tell") &&
               !clm_sem_at(reader, at->end, CLM_SEM_WEEKDAY | CLM_SEM_TIME);
    if (!can || !clm_is_nominal(reader, at->end) || !follows_content(reader, at, at->first)) {
        return false;
    }
    clm_run who = clm_noun_phrase(reader, at->end, at->limit);
    uint32_t after = who.end;
    if (clm_is_comma(reader, after) && !clm_is_quote(reader, after + 1, CLM_TOKEN_QUOTE_OPEN)) {
        clm_tag tag = clm_tag_at(reader, after + 1);
        uint32_t stop = after + 1;
        while (stop < at->limit && !ends_clause(reader, at, stop)) {
            stop++;
        }
        bool apposed = (tag == CLM_TAG_DET || tag == CLM_TAG_NOUN || tag == CLM_TAG_WH ||
                        tag == CLM_TAG_NAME || tag == CLM_TAG_ADJ) &&
                       (tag == CLM_TAG_WH || !clm_has_finite(reader, (clm_run){after + 1, stop}));
        if (apposed) {
            who.end = after = stop;
        }
    }
    said->source = who;
    said->clausal = true;
    add_content(said, content_before(reader, at, at->first));
    add_continuation(reader, at, after, said);
    return true;
}

/* "X was quoted by Y as saying Z", "confirmed by X", "Y cited X as saying Z". */
static bool read_by(const clm_reader *reader, const spot *at, clm_said *said) {
    bool passive =
        clm_tag_at(reader, at->first) == CLM_TAG_PART &&
        (at->group == at->first || clm_group_has(reader, at->group, at->first, CLM_POS_BE));
    bool quoting =
        clm_lemma_is(reader, at->first, "quote") || clm_lemma_is(reader, at->first, "cite");
    clm_run subject = clm_subject_of(reader, at->first, at->floor);
    clm_run by = {0, 0};
    uint32_t k = at->end;
    if (passive && clm_key_is(reader, k, "by")) {
        by = clm_noun_phrase(reader, k + 1, at->limit);
        k = by.end;
    } else if (passive && !quoting) {
        return false;
    }
    if (quoting && !passive) {
        by = clm_noun_phrase(reader, k, at->limit);
        k = by.end;
        while (k < at->limit && !ends_clause(reader, at, k) && !clm_key_is(reader, k, "as")) {
            k++;
        }
        by.end = k;
        said->source = by;
        said->relay = clm_tag_at(reader, at->first) == CLM_TAG_ING ? (clm_run){0, 0} : subject;
    } else if (quoting) {
        said->source = subject;
        said->relay = by;
    } else {
        said->source = by;
    }
    if (clm_run_empty(said->source)) {
        return false;
    }
    said->clausal = true;
    uint32_t as = clm_key_is(reader, k, "as") ? k + 1 : at->limit;
    if (as < at->limit && clm_tag_at(reader, as) == CLM_TAG_ING) {
        uint32_t from = skip_adjuncts(reader, at, as + 1);
        clm_run rest = clm_run_trim(reader, (clm_run){from, content_end(reader, at, from)});
        if (!clm_run_empty(rest)) {
            add_content(said, (clm_run){from, content_end(reader, at, from)});
            return true;
        }
    }
    uint32_t stop =
        quoting && !clm_run_empty(said->relay) && !passive ? said->relay.start : at->group;
    add_content(said, content_before(reader, at, stop));
    return said->content_count > 0;
}

static clm_run participle_source(const clm_reader *reader, const spot *at) {
    for (size_t i = reader->said_count; i > 0; i--) {
        const clm_said *earlier = &reader->said[i - 1];
        if (earlier->cue.start < at->floor) {
            break;
        }
        if (!clm_run_empty(earlier->source)) {
            return earlier->source;
        }
    }
    return clm_subject_of(reader, at->first, at->floor);
}

/* "X denied that S and said T": the one who spoke before; its "that" clause ends there. */
static bool joins_earlier(clm_reader *reader, const spot *at, clm_said *said) {
    if (reader->said_count == 0 || at->group <= at->floor + 1 ||
        clm_tag_at(reader, at->group - 1) != CLM_TAG_CC) {
        return false;
    }
    clm_said *earlier = &reader->said[reader->said_count - 1];
    clm_run *content = &earlier->content[0];
    bool that = earlier->cue.start >= at->floor && earlier->content_count == 1 &&
                clm_tag_at(reader, content->start) == CLM_TAG_THAT && content->start < at->group &&
                content->end > at->first && clm_tag_at(reader, earlier->cue.start) == CLM_TAG_FIN &&
                clm_tag_at(reader, at->first) == CLM_TAG_FIN && !clm_run_empty(earlier->source);
    if (!that || clm_is_comma(reader, at->group - 2)) {
        return false;
    }
    content->end = at->group - 1;
    said->source = earlier->source;
    return true;
}

/* The usual order: X says (that) Z; and Z, X says. */
static bool read_direct(clm_reader *reader, const spot *at, clm_said *said) {
    clm_tag tag = clm_tag_at(reader, at->first);
    bool bare_participle = tag == CLM_TAG_ING && at->group == at->first;
    if (!joins_earlier(reader, at, said)) {
        said->source = bare_participle ? participle_source(reader, at)
                                       : clm_subject_of(reader, at->first, at->floor);
    }
    uint32_t k = skip_adjuncts(reader, at, at->end);
    k = skip_hearer(reader, at, k);
    unsigned frame = frame_at(reader, at, k);
    bool before = !bare_participle && !clm_run_empty(said->source) &&
                  (at->entry->frames & CLM_FRAME_AFTER) != 0 &&
                  follows_content(reader, at, said->source.start);
    bool aside = !before && frame == 0 && !bare_participle && clm_is_comma(reader, k) &&
                 (at->entry->frames & CLM_FRAME_AFTER) != 0 && !clm_run_empty(said->source) &&
                 said->source.start > at->floor && clm_is_comma(reader, said->source.start - 1) &&
                 clm_has_finite(reader, (clm_run){k + 1, at->limit});
    if (aside) { /* "The bridge, he said, will open" */
        said->clausal = true;
        add_content(said, content_before(reader, at, said->source.start));
        add_content(said, (clm_run){k + 1, content_end(reader, at, k + 1)});
        return true;
    }
    if (before && (frame == 0 || frame == CLM_FRAME_OBJECT || frame == CLM_FRAME_PREP ||
                   (frame == CLM_FRAME_QUOTE && clm_is_comma(reader, k)))) {
        uint32_t stop = said->source.start;
        said->clausal = true;
        add_content(said, content_before(reader, at, stop));
        add_continuation(reader, at, k, said);
        return true;
    }
    if (frame == CLM_FRAME_OBJECT && (at->entry->frames & CLM_FRAME_TO)) {
        clm_run object = clm_noun_phrase(reader, k, at->limit);
        if (clm_tag_at(reader, object.end) == CLM_TAG_TO) {
            frame = CLM_FRAME_TO;
        }
    }
    if (frame == 0 || !(at->entry->frames & frame) || clm_run_empty(said->source)) {
        return false;
    }
    said->clausal = (frame & (CLM_FRAME_THAT | CLM_FRAME_CLAUSE | CLM_FRAME_QUOTE)) != 0 ||
                    frame == CLM_FRAME_TO;
    if (frame == CLM_FRAME_QUOTE && !clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN)) {
        k++;
    }
    add_content(said, (clm_run){k, content_end(reader, at, k)});
    return said->content_count > 0 && !clm_run_empty(clm_run_trim(reader, said->content[0]));
}

static bool read_according(const clm_reader *reader, const spot *at, clm_said *said) {
    said->source = clm_noun_phrase(reader, at->end, at->limit);
    if (clm_run_empty(said->source)) {
        return false;
    }
    if (clm_key_is(reader, said->source.end, "by")) { /* "an estimate by the foundation" */
        clm_run maker = clm_noun_phrase(reader, said->source.end + 1, at->limit);
        said->source.end = clm_run_empty(maker) ? said->source.end : maker.end;
    }
    said->clausal = true;
    uint32_t k = said->source.end;
    bool leads = at->first == at->floor;
    while (k < at->limit && !clm_is_comma(reader, k)) {
        k++;
    }
    if (leads) {
        add_content(said,
                    (clm_run){k + 1, k + 1 < at->limit ? content_end(reader, at, k + 1) : k + 1});
        return said->content_count > 0;
    }
    add_content(said, content_before(reader, at, at->first));
    return true;
}

static bool read_cue(clm_reader *reader, const spot *at, clm_said *said) {
    clm_tag tag = clm_tag_at(reader, at->first);
    if (clm_key_is(reader, at->first, "according")) {
        return read_according(reader, at, said);
    }
    if (tag == CLM_TAG_FIN && read_inverted(reader, at, said)) {
        return true;
    }
    bool quoting =
        clm_lemma_is(reader, at->first, "quote") || clm_lemma_is(reader, at->first, "cite");
    bool be = clm_group_has(reader, at->group, at->first, CLM_POS_BE);
    bool have = clm_group_has(reader, at->group, at->first, CLM_POS_HAVE);
    if (quoting || (tag == CLM_TAG_PART && (be || !have))) {
        return read_by(reader, at, said);
    }
    bool went_on = tag == CLM_TAG_INF && clm_key_is(reader, at->first - 2, "on");
    if (tag == CLM_TAG_INF && at->group == at->first && !went_on) {
        return false;
    }
    return tag != CLM_TAG_NOUN && tag != CLM_TAG_NAME && tag != CLM_TAG_ADJ &&
           read_direct(reader, at, said);
}

/* "I think", "we want" inside a quotation say nothing that the quotation does not. */
static bool only_thought(const clm_cue_entry *entry) {
    return entry->cue_class == CLM_CUE_BELIEVE || entry->cue_class == CLM_CUE_INTEND ||
           entry->cue_class == CLM_CUE_REFUSE || entry->cue_class == CLM_CUE_SUPPORT ||
           entry->cue_class == CLM_CUE_OPPOSE || entry->cue_class == CLM_CUE_TOPIC ||
           entry->cue_class == CLM_CUE_MEASURE;
}

/* Reads all cues of one sentence. */
static clm_status read_sentence(clm_reader *reader, uint32_t sentence, clm_error *error) {
    const clm_sentence *where = &reader->article->sentences[sentence];
    for (uint32_t i = where->token_start; i < where->token_end; i++) {
        i = clm_next_with(reader->marks, i, where->token_end, CLM_MARK_CUE);
        if (i == where->token_end) {
            break;
        }
        clm_tag tag = clm_tag_at(reader, i);
        bool quoted_as = tag == CLM_TAG_ING && i > where->token_start &&
                         clm_key_is(reader, i - 1, "as"); /* "was quoted as saying" */
        bool cue_like = (clm_is_verb(reader, i) && !quoted_as) || tag == CLM_TAG_PREP;
        if (!cue_like) {
            continue;
        }
        spot at = {.floor = where->token_start, .limit = where->token_end, .first = i};
        at.floor = i - at.floor > REACH ? i - REACH : at.floor;
        at.limit = at.limit - i > REACH ? i + REACH : at.limit;
        int32_t quote = reader->quote_of[i];
        if (quote >= 0) {
            clm_run inside = reader->quotes[quote].tokens;
            at.floor = inside.start > at.floor ? inside.start + 1 : at.floor;
            at.limit = inside.end < at.limit ? inside.end : at.limit;
        }
        uint32_t words = 0;
        at.entry = entry_at(reader, i, at.limit, &words);
        if (!at.entry || at.entry->frames == 0 || (quote >= 0 && only_thought(at.entry))) {
            continue;
        }
        at.end = i + words;
        at.group = clm_verb_group(reader, i, at.floor);
        clm_said said = {.entry = at.entry, .cue = {i, at.end}, .group = at.group};
        said.negated = clm_group_has(reader, at.group, i, CLM_POS_NOT);
        if (read_cue(reader, &at, &said)) {
            clm_status status = clm_said_add(reader, &said, error);
            if (status != CLM_OK) {
                return status;
            }
        }
        i = at.end - 1;
    }
    return clm_said_verbless(reader, sentence, error);
}

clm_status clm_said_find(clm_reader *reader, clm_error *error) {
    for (uint32_t s = 0; s < reader->article->sentence_count; s++) {
        clm_status status = read_sentence(reader, s, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    return clm_said_quotes(reader, error);
}

/* Attributions without a cue verb beside them: headline forms, and quotations whose speaker stands
 * in another sentence. */
#include "claims/reader.h"

#include <stdlib.h>

enum { QUOTE_WORDS_MIN = 4, LABEL_WORDS_MAX = 6 };

static bool names_source(const clm_reader *reader, clm_run run) {
    for (uint32_t k = run.start; k < run.end; k++) {
        const clm_word *word = reader->words[k];
        if (word && word->source_type != CLM_ST_NONE && clm_tag_at(reader, k) != CLM_TAG_FIN) {
            return true;
        }
    }
    return false;
}

static bool names_person(const clm_reader *reader, clm_run run) {
    return run.end - run.start <= 3 && clm_is_surname(reader, run.end - 1);
}

/* "... - report", "... - officials" at the end of a headline. */
static clm_status read_tail(clm_reader *reader, const clm_sentence *where, clm_error *error) {
    uint32_t dash = where->token_end;
    for (uint32_t k = where->token_end; k > where->token_start; k--) {
        if (clm_is_dash(reader, k - 1)) {
            dash = k - 1;
            break;
        }
    }
    clm_run tail = {dash + 1, where->token_end};
    bool fits = dash < where->token_end && tail.end > tail.start && tail.end - tail.start <= 4 &&
                dash - where->token_start >= 4;
    for (uint32_t k = tail.start; fits && k < tail.end; k++) {
        fits = clm_is_nominal(reader, k) && reader->quote_of[k] < 0;
    }
    if (!fits || !names_source(reader, tail)) {
        return CLM_OK;
    }
    clm_said said = {.source = tail, .cue = tail, .clausal = true, .content_count = 1};
    said.content[0] = (clm_run){where->token_start, dash};
    return clm_said_add(reader, &said, error);
}

/* "HOLM: We will" in a transcript. */
static bool shouted(const clm_reader *reader, clm_run run) {
    for (uint32_t k = run.start; k < run.end; k++) {
        if (!(reader->article->tokens[k].flags & CLM_TOKEN_ALL_CAPS)) {
            return false;
        }
    }
    return run.end - run.start <= 3;
}

/* "Mayor: bridge will open". */
static clm_status read_label(clm_reader *reader, const clm_sentence *where, clm_error *error) {
    uint32_t start = where->token_start;
    start += clm_tag_at(reader, start) == CLM_TAG_NUM ? 1 : 0; /* an entry's time */
    uint32_t k = start;
    while (k < where->token_end && k - start < LABEL_WORDS_MAX && clm_is_nominal(reader, k)) {
        k++;
    }
    clm_run label = {start, k};
    bool fits = k > start && clm_punct_is(reader, k, ":") && where->token_end - k > 2 &&
                (where->heading || shouted(reader, label) || names_person(reader, label) ||
                 clm_is_quote(reader, k + 1, CLM_TOKEN_QUOTE_OPEN));
    if (!fits || !(names_source(reader, label) || names_person(reader, label) ||
                   (shouted(reader, label) && !where->heading))) {
        return CLM_OK;
    }
    clm_said said = {.source = label, .cue = {k, k + 1}, .clausal = true, .content_count = 1};
    said.content[0] = (clm_run){k + 1, where->token_end};
    return clm_said_add(reader, &said, error);
}

/* A quotation, a dash, and who said it. */
static clm_status read_signature(clm_reader *reader, const clm_sentence *where, clm_error *error) {
    for (uint32_t k = where->token_start; k < where->token_end; k++) {
        k = clm_next_with(reader->puncts, k, where->token_end, UINT8_MAX);
        if (k == where->token_end) {
            break;
        }
        bool dash = clm_is_dash(reader, k) || clm_punct_is(reader, k, "\xe2\x80\x95");
        if (!dash || k == 0 || !clm_is_quote(reader, k - 1, CLM_TOKEN_QUOTE_CLOSE) ||
            reader->quote_of[k - 1] < 0 || clm_tag_at(reader, k + 1) != CLM_TAG_NAME) {
            continue;
        }
        clm_run who = clm_noun_phrase(reader, k + 1, where->token_end);
        clm_said said = {.source = who, .cue = {k, k + 1}, .clausal = true, .content_count = 1};
        said.content[0] = reader->quotes[reader->quote_of[k - 1]].tokens;
        clm_status status = clm_said_add(reader, &said, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    return CLM_OK;
}

clm_status clm_said_verbless(clm_reader *reader, uint32_t sentence, clm_error *error) {
    const clm_sentence *where = &reader->article->sentences[sentence];
    clm_status status = CLM_OK;
    if (where->heading) {
        status = read_tail(reader, where, error);
    }
    if (status == CLM_OK) {
        status = read_label(reader, where, error);
    }
    return status == CLM_OK ? read_signature(reader, where, error) : status;
}

/* ---- quotations that stand alone ---- */

/* "Here are his comments in full:", "X told the council:" before a quotation of its own line. */
static bool read_intro(const clm_reader *reader, uint32_t sentence, clm_said *said) {
    const clm_sentence *where = &reader->article->sentences[sentence];
    if (!clm_punct_is(reader, where->token_end - 1, ":")) {
        return false;
    }
    for (uint32_t k = where->token_end - 1; k > where->token_start; k--) {
        const clm_word *word = reader->words[k - 1];
        clm_tag tag = clm_tag_at(reader, k - 1);
        if (word && word->cue_count && (tag == CLM_TAG_FIN || tag == CLM_TAG_PART)) {
            said->entry = &clm_cue_entries[clm_cue_order[word->cue_start]];
            said->cue = (clm_run){k - 1, k};
            said->source = clm_subject_of(reader, k - 1, where->token_start);
            return !clm_run_empty(said->source);
        }
        if (clm_sem_at(reader, k - 1, CLM_SEM_SPEECH)) {
            uint32_t owner = k - 1;
            while (owner > where->token_start && clm_tag_at(reader, owner) != CLM_TAG_POSS) {
                owner--;
            }
            bool mark = (reader->article->tokens[owner].flags & CLM_TOKEN_POSSESSIVE) != 0;
            if (clm_tag_at(reader, owner) == CLM_TAG_POSS) {
                said->cue = (clm_run){k - 1, k};
                said->source = mark && owner > where->token_start ? (clm_run){owner - 1, owner}
                                                                  : (clm_run){owner, owner + 1};
                return true;
            }
        }
    }
    return false;
}

static bool sentence_has_cue(const clm_reader *reader, size_t quote) {
    uint32_t sentence = reader->article->tokens[reader->quotes[quote].tokens.end - 1].sentence;
    const clm_sentence *where = &reader->article->sentences[sentence];
    uint32_t end = reader->quotes[quote].tokens.end;
    return clm_has_finite(reader, (clm_run){end, where->token_end});
}

/* The attribution of a quotation right before this one that this one goes on from. */
static int carried_on(const clm_reader *reader, const int *said_of, size_t quote) {
    if (quote == 0 || said_of[quote - 1] < 0) {
        return -1;
    }
    const clm_article *article = reader->article;
    uint32_t last = reader->quotes[quote - 1].tokens.end - 1;
    uint32_t first = reader->quotes[quote].tokens.start;
    uint32_t gap = article->tokens[first].sentence - article->tokens[last].sentence;
    return gap <= 1 ? said_of[quote - 1] : -1;
}

static clm_status attribute_quote(clm_reader *reader, int *said_of, size_t quote,
                                  clm_error *error) {
    const clm_article *article = reader->article;
    clm_run run = reader->quotes[quote].tokens;
    uint32_t sentence = article->tokens[run.start].sentence;
    clm_said said = {.clausal = true, .content_count = 1};
    said.content[0] = run;
    bool leads = run.start == article->sentences[sentence].token_start;
    if (leads && sentence > 0 && read_intro(reader, sentence - 1, &said)) {
        said_of[quote] = (int)reader->said_count;
        return clm_said_add(reader, &said, error);
    }
    int earlier = carried_on(reader, said_of, quote);
    if (earlier < 0 || !leads || sentence_has_cue(reader, quote)) {
        return CLM_OK;
    }
    clm_said *from = &reader->said[earlier];
    uint32_t before = article->sentences[article->tokens[run.start - 1].sentence].paragraph;
    if (before == article->sentences[sentence].paragraph && from->content_count < CLM_SAID_PARTS) {
        from->content[from->content_count++] = run;
        said_of[quote] = earlier;
        return CLM_OK;
    }
    said.source = from->source;
    said.entry = from->entry;
    said_of[quote] = (int)reader->said_count;
    return clm_said_add(reader, &said, error);
}

static uint32_t place_of(const clm_said *said) {
    return clm_run_empty(said->cue) ? said->content[0].start : said->cue.start;
}

static int by_place(const void *a, const void *b) {
    const clm_said *x = a, *y = b;
    uint32_t p = place_of(x), q = place_of(y);
    if (p != q) {
        return p < q ? -1 : 1;
    }
    uint32_t c = x->content[0].start, d = y->content[0].start;
    return c < d ? -1 : c > d;
}

void clm_said_sort(clm_reader *reader) {
    if (reader->said_count > 1) {
        qsort(reader->said, reader->said_count, sizeof *reader->said, by_place);
    }
}

clm_status clm_said_quotes(clm_reader *reader, clm_error *error) {
    int *said_of =
        clm_arena_array(reader->article->arena, reader->quote_count + 1, sizeof *said_of);
    if (!said_of) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    for (size_t q = 0; q < reader->quote_count; q++) {
        said_of[q] = -1;
    }
    for (size_t i = 0; i < reader->said_count; i++) {
        const clm_said *said = &reader->said[i];
        for (size_t c = 0; c < said->content_count; c++) {
            for (uint32_t t = said->content[c].start; t < said->content[c].end; t++) {
                int32_t quote = reader->quote_of[t];
                bool inner = quote >= 0 && !clm_run_empty(said->cue) &&
                             reader->quote_of[said->cue.start] == quote;
                if (quote >= 0 && !inner) {
                    said_of[quote] = (int)i;
                }
            }
        }
    }
    for (size_t q = 0; q < reader->quote_count; q++) {
        if (said_of[q] < 0 && reader->quotes[q].words >= QUOTE_WORDS_MIN) {
            clm_status status = attribute_quote(reader, said_of, q, error);
            if (status != CLM_OK) {
                return status;
            }
        }
    }
    clm_said_sort(reader);
    return CLM_OK;
}

#include "claims/reader.h"

#include <string.h>

static clm_status init_arrays(clm_reader *reader, clm_error *error) {
    size_t count = reader->article->token_count;
    clm_arena *arena = reader->article->arena;
    reader->words = clm_arena_array(arena, count + 1, sizeof(void *));
    reader->puncts = clm_arena_array(arena, count + 1, sizeof *reader->puncts);
    reader->tags = clm_arena_array(arena, count + 1, sizeof *reader->tags);
    reader->marks = clm_arena_array(arena, count + 1, sizeof *reader->marks);
    reader->mention_of = clm_arena_array(arena, count + 1, sizeof *reader->mention_of);
    reader->quote_of = clm_arena_array(arena, count + 1, sizeof *reader->quote_of);
    size_t mentions = reader->mentions->count;
    reader->countries = clm_arena_array(arena, mentions + 1, sizeof *reader->countries);
    if (!reader->countries || !reader->marks || !reader->words || !reader->puncts ||
        !reader->tags || !reader->mention_of || !reader->quote_of) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    memset(reader->mention_of, -1, (count + 1) * sizeof *reader->mention_of);
    memset(reader->quote_of, -1, (count + 1) * sizeof *reader->quote_of);
    return CLM_OK;
}

/* A dash between words, no hyphen inside one. */
static bool is_dash(const clm_token *token, clm_text text) {
    if (text.len == 0 || (text.ptr[0] != '-' && text.ptr[0] != '\xe2')) {
        return false;
    }
    if (clm_text_starts(text, "\xe2\x80\x94") || clm_text_starts(text, "--")) {
        return true;
    }
    bool spaced = !(token->flags & CLM_TOKEN_GLUED);
    return spaced && (clm_text_is(text, "-") || clm_text_starts(text, "\xe2\x80\x93"));
}

static clm_place_index place_index(const clm_reader *reader, int mention) {
    if (mention < 0 || (size_t)mention >= reader->mentions->count) {
        return CLM_NO_PLACE;
    }
    const clm_resolved *resolved = &reader->resolved[mention];
    return resolved->place != CLM_NO_PLACE ? resolved->place : resolved->within;
}

static void look_up_mentions(clm_reader *reader) {
    const clm_article *article = reader->article;
    for (size_t m = 0; m < reader->mentions->count; m++) {
        const clm_mention *mention = &reader->mentions->items[m];
        clm_place_index index = place_index(reader, (int)m);
        clm_place place = reader->gazetteer && index != CLM_NO_PLACE
                              ? clm_gazetteer_place_facts(reader->gazetteer, index)
                              : (clm_place){.kind = CLM_KIND_COUNT};
        for (size_t c = 0; c < sizeof place.country; c++) {
            reader->countries[m][c] = place.country[c];
        }
        for (uint32_t t = mention->token_start; t < mention->token_end && t < article->token_count;
             t++) {
            reader->mention_of[t] = (int32_t)m;
        }
    }
}

static void look_up_mark(clm_reader *reader, size_t i) {
    const clm_token *token = &reader->article->tokens[i];
    clm_text text = clm_article_slice(reader->article, token->span);
    reader->puncts[i] = text.len == 1 ? (uint8_t)text.ptr[0] : 1;
    reader->marks[i] = reader->puncts[i] == ',' ? CLM_MARK_COMMA
                       : is_dash(token, text)   ? CLM_MARK_DASH
                                                : 0;
}

/* Words, marks, and the tags that need no neighbours; CLM_TAG_OPEN for all others. */
static void look_up_words(clm_reader *reader) {
    const clm_token *tokens = reader->article->tokens;
    const size_t count = reader->article->token_count;
    for (size_t i = 0; i < count; i++) {
        clm_tag tag = tokens[i].kind == CLM_TOKEN_NUMBER ? CLM_TAG_NUM : CLM_TAG_PUNCT;
        if (tokens[i].kind == CLM_TOKEN_WORD) {
            const clm_lexicon_slot slot = clm_lexicon_probe(tokens[i].key_hash);
            bool may_name = (tokens[i].flags & CLM_TOKEN_CAPITAL) || reader->mention_of[i] >= 0;
            reader->words[i] = clm_lexicon_word(slot.word);
            __builtin_prefetch(reader->words[i]);
            reader->marks[i] = slot.marks;
            tag = may_name ? CLM_TAG_OPEN : (clm_tag)slot.tag;
        } else if (tokens[i].kind == CLM_TOKEN_PUNCT) {
            look_up_mark(reader, i);
        } else {
            reader->marks[i] = CLM_MARK_NUMBER | CLM_MARK_TIME;
        }
        reader->tags[i] =
            tokens[i].flags & CLM_TOKEN_POSSESSIVE ? (uint8_t)CLM_TAG_POSS : (uint8_t)tag;
    }
}

static clm_status open_quote(clm_reader *reader, uint32_t token, clm_error *error) {
    void *items = reader->quotes;
    if (clm_arena_grow(reader->article->arena, &items, &reader->quote_capacity,
                       reader->quote_count + 1, sizeof *reader->quotes)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    reader->quotes = items;
    reader->quotes[reader->quote_count++] = (clm_quotation){{token, token + 1}, 0, false};
    return CLM_OK;
}

/* Pairs the marks. Where a quotation runs on, each new paragraph opens it again. */
static clm_status pair_quotes(clm_reader *reader, clm_error *error) {
    const clm_article *article = reader->article;
    bool open = false;
    uint32_t paragraph = 0;
    const uint32_t end = (uint32_t)article->token_count;
    for (uint32_t i = 0; i < end; i++) {
        i = open ? i : clm_next_with(reader->puncts, i, end, UINT8_MAX);
        if (i == end) {
            break;
        }
        const clm_token *token = &article->tokens[i];
        if (!open && !(token->flags & CLM_TOKEN_QUOTE_OPEN)) {
            continue;
        }
        uint32_t here = article->sentences[token->sentence].paragraph;
        bool inside = (token->flags & (CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_IN_QUOTES)) != 0;
        if (open && here != paragraph && !inside) {
            open = false;
        }
        paragraph = here;
        if (!open && (token->flags & CLM_TOKEN_QUOTE_OPEN)) {
            clm_status status = open_quote(reader, i, error);
            if (status != CLM_OK) {
                return status;
            }
            open = true;
        }
        if (open) {
            clm_quotation *quote = &reader->quotes[reader->quote_count - 1];
            quote->tokens.end = i + 1;
            quote->words += token->kind != CLM_TOKEN_PUNCT;
            reader->quote_of[i] = (int32_t)reader->quote_count - 1;
            if (token->flags & CLM_TOKEN_QUOTE_CLOSE) {
                quote->closed = true;
                open = false;
            }
        }
    }
    return CLM_OK;
}

clm_status clm_reader_init(clm_reader *reader, clm_article *article, const clm_gazetteer *gazetteer,
                           const clm_mentions *mentions, const clm_resolved *resolved,
                           clm_error *error) {
    *reader = (clm_reader){.article = article,
                           .gazetteer = gazetteer,
                           .mentions = mentions,
                           .resolved = resolved,
                           .token_count = article->token_count};
    clm_status status = init_arrays(reader, error);
    if (status == CLM_OK) {
        look_up_mentions(reader);
        look_up_words(reader);
        status = pair_quotes(reader, error);
    }
    if (status == CLM_OK) {
        clm_reader_tag(reader);
    }
    return status;
}

bool clm_lemma_equals(const clm_word *word, const char *lemma) {
    return strcmp(word->lemma, lemma) == 0;
}

bool clm_key_equals(const char *own, size_t length, const char *key) {
    return strncmp(own, key, length) == 0 && key[length] == '\0';
}

bool clm_punct_equals(const clm_reader *reader, uint32_t token, const char *mark) {
    return clm_text_is(clm_article_slice(reader->article, reader->article->tokens[token].span),
                       mark);
}

clm_span clm_run_span(const clm_reader *reader, clm_run range) {
    if (clm_run_empty(range)) {
        return (clm_span){0, 0};
    }
    return clm_article_token_span(reader->article, range.start, range.end - 1);
}

clm_run clm_run_behind_clock(const clm_reader *reader, clm_run range) {
    if (range.start + 1 >= range.end) {
        return range;
    }
    const clm_token *token = &reader->article->tokens[range.start];
    const clm_text text = clm_article_slice(reader->article, token->span);
    bool clock = token->kind == CLM_TOKEN_NUMBER && text.len >= 4 && text.len <= 5 &&
                 text.ptr[text.len - 3] == ':' &&
                 range.start == clm_sentence_of(reader, range.start)->token_start;
    return clock ? (clm_run){range.start + 1, range.end} : range;
}

clm_run clm_run_trim(const clm_reader *reader, clm_run range) {
    while (range.start < range.end && clm_tag_at(reader, range.start) == CLM_TAG_PUNCT &&
           !clm_punct_is(reader, range.start, "$") && !clm_punct_is(reader, range.start, "@")) {
        range.start++;
    }
    while (range.end > range.start && clm_tag_at(reader, range.end - 1) == CLM_TAG_PUNCT &&
           !clm_punct_is(reader, range.end - 1, "%")) {
        range.end--;
    }
    return range;
}

clm_place clm_place_of(const clm_reader *reader, int mention) {
    clm_place_index index = place_index(reader, mention);
    return reader->gazetteer && index != CLM_NO_PLACE
               ? clm_gazetteer_place(reader->gazetteer, index)
               : (clm_place){.kind = CLM_KIND_COUNT};
}

void clm_country_of(const clm_reader *reader, int mention, char country[3]) {
    memcpy(country, reader->countries[mention], 3);
}

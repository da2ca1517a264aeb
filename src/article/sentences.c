#include "article/parts.h"

#include "base/alloc.h"

#include <string.h>

enum {
    HEADING_WORDS = 20,
    HEADING_BYTES = 200,
    LINK_LABEL_WORDS = 6,
    QUESTION_WORDS = 14,
    PROSE_TOKENS = 16
};

static char first_byte(const clm_article *article, size_t token) {
    return article->text.ptr[article->tokens[token].span.start];
}

static bool token_is(const clm_article *article, size_t token, const char *text) {
    return clm_text_is(clm_article_slice(article, article->tokens[token].span), text);
}

static bool is_punct(const clm_article *article, size_t token) {
    return article->tokens[token].kind == CLM_TOKEN_PUNCT;
}

static bool in_list(const clm_article *article, size_t token, const char *const *list) {
    if (!is_punct(article, token)) {
        return false;
    }
    char first = first_byte(article, token);
    for (size_t i = 0; list[i] != NULL; i++) {
        if (list[i][0] == first && token_is(article, token, list[i])) {
            return true;
        }
    }
    return false;
}

/* . ! ? and their like in other scripts. */
static bool is_terminator(const clm_article *article, size_t token) {
    static const char *const wide[] = {"…", "。", "！", "？", "؟", "।", "۔", "։", "။", "።", NULL};
    if (!is_punct(article, token)) {
        return false;
    }
    char c = first_byte(article, token);
    if (((unsigned char)c & 0x80U) == 0) {
        return c == '.' || c == '!' || c == '?';
    }
    return in_list(article, token, wide);
}

/* A terminator of a script that writes no blank after it. */
static bool is_wide_terminator(const clm_article *article, size_t token) {
    static const char *const wide[] = {"。", "！", "？", NULL};
    return in_list(article, token, wide);
}

static bool is_closer(const clm_article *article, size_t token) {
    static const char *const closers[] = {"\"", "”", "’",  "'",  ")", "]",
                                          "»",  "›", "」", "』", "“", NULL};
    return (article->tokens[token].flags & CLM_TOKEN_GLUED) != 0 &&
           in_list(article, token, closers);
}

static bool is_opener(const clm_article *article, size_t token) {
    static const char *const openers[] = {"\"", "“", "‘", "'", "(", "[", "«",
                                          "„",  "‚", "‹", "”", "’", NULL};
    return in_list(article, token, openers);
}

/* The first token at or after `token` that is no opening mark; `end` if there is none. */
static size_t after_openers(const clm_article *article, size_t token, size_t end) {
    while (token < end && is_opener(article, token)) {
        token++;
    }
    return token;
}

/* A word in lower case, in a script that has cases. */
static bool is_lower_word(const clm_article *article, size_t token) {
    const clm_token *t = &article->tokens[token];
    if (t->kind != CLM_TOKEN_WORD || (t->flags & CLM_TOKEN_CAPITAL) != 0) {
        return false;
    }
    unsigned char c = (unsigned char)article->text.ptr[t->span.start];
    /* Latin, Greek, Cyrillic, Armenian: the first bytes of U+00C0 to U+058F. */
    return (c >= 'a' && c <= 'z') || (c >= 0xC3 && c <= 0xD6);
}

/* `"Stop!" Mr Ray said`: after a quoted call or question the sentence may go on. */
static bool speech_follows(const clm_article *article, size_t token, size_t end) {
    for (size_t i = token; i < end && i < token + 6; i++) {
        if (is_terminator(article, i)) {
            return false;
        }
        if (clm_article_listed(article, i, LIST_SPEECH)) {
            return true;
        }
    }
    return false;
}

/* Does a sentence end between an abbreviation and the token `next`? */
static bool ends_after_abbreviation(const clm_article *article, size_t token, size_t next,
                                    size_t end) {
    clm_text word = clm_article_slice(article, article->tokens[token].span);
    size_t content = after_openers(article, next, end);
    if (content >= end || (article->tokens[content].flags & CLM_TOKEN_CAPITAL) == 0) {
        return false;
    }
    word.len--;
    switch (clm_article_abbreviation(word)) {
    case CLM_ABBREVIATION_TITLE:
    case CLM_ABBREVIATION_NUMBER:
        return false;
    case CLM_ABBREVIATION_HOUR:
        return !clm_article_listed(article, content, LIST_TIME);
    case CLM_ABBREVIATION_PLAIN:
    case CLM_ABBREVIATION_NONE:
        break;
    }
    return clm_article_listed(article, content, LIST_STARTER);
}

/* Does a sentence end between terminator `token` and `next`, with `closers` marks between? */
static bool ends_after_terminator(const clm_article *article, size_t first, size_t token,
                                  size_t next, size_t end) {
    const clm_token *following = &article->tokens[next];
    bool glued = (following->flags & CLM_TOKEN_GLUED) != 0;
    if (is_wide_terminator(article, token)) {
        return true;
    }
    if (glued) {
        /* "fell.The": a blank was lost between two sentences. */
        return next == token + 1 && token > first && is_lower_word(article, token - 1) &&
               following->kind == CLM_TOKEN_WORD && (following->flags & CLM_TOKEN_CAPITAL) != 0;
    }
    if (token == first + 1 && article->tokens[first].kind == CLM_TOKEN_NUMBER) {
        return false; /* "2. " of a list */
    }
    size_t content = after_openers(article, next, end);
    if (content >= end || is_lower_word(article, content)) {
        return false;
    }
    if (is_punct(article, content)) {
        static const char *const dashes[] = {"-", "–", "—", "--", ",", ";", NULL};
        return !in_list(article, content, dashes);
    }
    bool call = next > token + 1 && !token_is(article, token, ".");
    return !(call && speech_follows(article, next, end));
}

/* The token after the sentence that begins at `first`. */
static size_t sentence_end(const clm_article *article, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        const clm_token *token = &article->tokens[i];
        if ((token->lists & LIST_MAY_END) == 0) {
            continue;
        }
        bool abbreviation = token->kind == CLM_TOKEN_WORD &&
                            token->span.end > token->span.start + 1 &&
                            article->text.ptr[token->span.end - 1] == '.';
        if (!abbreviation && !is_terminator(article, i)) {
            continue;
        }
        size_t last = i;
        while (last + 1 < end && is_terminator(article, last + 1)) {
            last++;
        }
        size_t next = last + 1;
        while (next < end && is_closer(article, next)) {
            next++;
        }
        if (next >= end) {
            return end;
        }
        bool ends = abbreviation && last == i
                        ? ends_after_abbreviation(article, i, next, end)
                        : ends_after_terminator(article, first, last, next, end);
        if (ends) {
            return next;
        }
        i = next - 1;
    }
    return end;
}

static bool is_bullet(const clm_article *article, size_t token) {
    static const char *const bullets[] = {"•", "-", "–", "—", "*", "·", "▪", "►", NULL};
    return in_list(article, token, bullets);
}

/* A headline, crosshead or link line: short, no full stop at its end. */
static bool is_heading(const clm_article *article, size_t first, size_t end) {
    static const char *const open_ends[] = {",", ";", ":", "-", "–", "—", "--", NULL};
    clm_span span = clm_article_token_span(article, first, end - 1);
    if (span.end - span.start > HEADING_BYTES || is_bullet(article, first) ||
        token_is(article, first, "(")) {
        return false;
    }
    size_t words = 0;
    for (size_t i = first; i < end; i++) {
        words += !is_punct(article, i);
    }
    if (words == 0 || words > HEADING_WORDS) {
        return false;
    }
    size_t last = end - 1;
    while (last > first && is_closer(article, last)) {
        last--;
    }
    if (in_list(article, last, open_ends)) {
        return words <= LINK_LABEL_WORDS &&
               clm_article_is_link_label(clm_article_slice(article, span));
    }
    if (token_is(article, last, "?")) {
        return words <= QUESTION_WORDS && last == end - 1 && !is_opener(article, first);
    }
    /* "…in the U.S." may end a headline; it does not show a sentence's end either way. */
    return !is_terminator(article, last);
}

static clm_status add_sentence(clm_article_parts *parts, size_t first, size_t end, bool heading,
                               clm_error *error) {
    clm_article *article = &parts->article;
    if (article->sentence_count == parts->sentence_capacity &&
        clm_grow((void **)&article->sentences, &parts->sentence_capacity,
                 article->sentence_count + 1, sizeof *article->sentences) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory after %zu sentences",
                        article->sentence_count);
    }
    bool seen = false;
    for (size_t i = first; i < end; i++) {
        article->tokens[i].sentence = (uint32_t)article->sentence_count;
        if (!seen && !is_punct(article, i)) {
            article->tokens[i].flags |= CLM_TOKEN_SENTENCE_FIRST;
            seen = true;
        }
    }
    article->sentences[article->sentence_count++] =
        (clm_sentence){clm_article_token_span(article, first, end - 1),
                       (uint32_t)first,
                       (uint32_t)end,
                       parts->paragraph_count,
                       0,
                       heading};
    return CLM_OK;
}

clm_status clm_article_split(clm_article_parts *parts, size_t first, size_t end, clm_error *error) {
    clm_article *article = &parts->article;
    bool heading = is_heading(article, first, end);
    size_t before = article->sentence_count;
    size_t start = first;
    while (first < end) {
        size_t next = sentence_end(article, first, end);
        clm_status status = add_sentence(parts, first, next, heading, error);
        if (status != CLM_OK) {
            return status;
        }
        first = next;
    }
    /* A paragraph of prose whose last full stop was lost is no headline. */
    bool prose = article->sentence_count > before + 1 && end - start > PROSE_TOKENS;
    for (size_t i = before; prose && i < article->sentence_count; i++) {
        article->sentences[i].heading = false;
    }
    return CLM_OK;
}

/* article/article.h: bytes of a file -> text, title, dateline, entries, sentences, tokens.
 *
 * Knows nothing about places or claims. Everything below the text is byte offsets into it; the
 * arena of the article owns all of it and whatever later stages add. Thread rule: one article,
 * one thread. */
#ifndef CLM_ARTICLE_ARTICLE_H
#define CLM_ARTICLE_ARTICLE_H

#include "base/arena.h"
#include "base/text.h"

typedef enum clm_article_format {
    CLM_ARTICLE_AUTO = 0, /* by the first bytes, then by the name's extension */
    CLM_ARTICLE_PLAIN,
    CLM_ARTICLE_HTML,
    CLM_ARTICLE_MARKDOWN,
    CLM_ARTICLE_JSON /* an object with "text", "title"?, "date"?, "id"? */
} clm_article_format;

/* A calendar day, proleptic Gregorian; year 0 means unknown. */
typedef struct clm_date {
    int year, month, day;
} clm_date;

typedef enum clm_token_kind {
    /* Letters, with inner apostrophes, later digits and underscores, and the full stops of
     * abbreviations, also the last: U.S.  Gen.  J.  a.m.; 's after a word; a whole URL. */
    CLM_TOKEN_WORD = 0,
    CLM_TOKEN_NUMBER, /* digits, with inner separators: 1,300  58  10.5  2022  10:45 */
    CLM_TOKEN_PUNCT   /* one character; also symbols; a run of the same dash is one; no key */
} clm_token_kind;

enum {
    CLM_TOKEN_CAPITAL = 1,        /* first letter is upper case */
    CLM_TOKEN_ALL_CAPS = 2,       /* two letters or more, all upper case */
    CLM_TOKEN_SENTENCE_FIRST = 4, /* the sentence's first word or number */
    CLM_TOKEN_GLUED = 8,          /* no white space before it */
    /* This token is 's or ’s, or a bare ’ after s; not the 's of "it's", "who's". */
    CLM_TOKEN_POSSESSIVE = 16,
    /* A quotation mark that opens, and one that closes: straight marks are told apart by their
     * neighbours. */
    CLM_TOKEN_QUOTE_OPEN = 32,
    CLM_TOKEN_QUOTE_CLOSE = 64,
    /* Between an opening and a closing mark of the same paragraph, or in a quotation that runs on
     * over paragraphs. */
    CLM_TOKEN_IN_QUOTES = 128
};

typedef struct clm_token {
    clm_span span;
    uint64_t key_hash;  /* clm_hash64 of the key; 0 without one */
    uint32_t key_start; /* into clm_article.keys: the token's look-up key, see clm_key_append */
    uint32_t sentence;
    uint16_t key_len;
    uint16_t lists; /* private to article: the word lists that hold the key */
    uint8_t kind;   /* clm_token_kind */
    uint8_t flags;
} clm_token;

typedef struct clm_sentence {
    clm_span span; /* trimmed */
    uint32_t token_start, token_end;
    /* Number of the line it stands in, from 0, blank ones left out; where lines are cut at a fixed
     * width, of the block between blank lines. */
    uint32_t paragraph;
    uint32_t entry; /* index into entries */
    bool heading;   /* a headline, crosshead or link line: no full stop, short, own line */
} clm_sentence;

/* One entry of a live blog or one part under a crosshead, or the whole of an ordinary article
 * (then one entry). Entries hold all sentences, in order, also those outside the body. */
typedef struct clm_entry {
    clm_span span;
    uint32_t sentence_start, sentence_end;
    clm_date date; /* the entry's own, or the article's */
    int minute;    /* of the day as the outlet writes it, of a live blog's entry; -1 unknown */
} clm_entry;

typedef struct clm_article {
    clm_arena *arena;
    clm_text text;       /* decoded, valid UTF-8 */
    clm_text file;       /* the name as given, without folders; "-" for standard input */
    clm_text stem;       /* file's name without its last extension; "stdin" */
    clm_text id;         /* JSON input's "id", else empty */
    bool id_is_number;   /* it was a JSON number; id holds its digits */
    clm_text title;      /* from options, metadata, or the first line; may be empty */
    clm_text outlet;     /* that published it, else its author; from metadata; may be empty */
    clm_span title_span; /* where the title stands in the text; empty if it does not */
    clm_span body;     /* the text without a "date ... TITLE" head and page furniture at its end */
    clm_date date;     /* the dateline */
    char sha256[65];   /* of the bytes of the file; empty where the options say so */
    size_t words;      /* runs between white space that hold a letter or a digit */
    bool english;      /* false: the text is in another language, as far as one can tell */
    clm_text language; /* ISO 639-1 guess, or "und" */
    clm_text keys; /* all tokens' keys, one after another; of words over 1,024 bytes, the start's */
    clm_token *tokens;
    size_t token_count;
    clm_sentence *sentences;
    size_t sentence_count;
    clm_entry *entries;
    size_t entry_count;
    const uint32_t *code_points; /* private: checkpoints for clm_article_code_point */
    size_t code_point_checks;
} clm_article;

typedef struct clm_article_options {
    const char *file; /* name for messages and STEM; NULL: "-" */
    clm_article_format format;
    /* What the server calls its character set, as "windows-1251", of HTML, Markdown and plain text;
     * NULL, "" or an unknown one: not known. A byte order mark goes before it, and bytes that are
     * UTF-8 whatever it says; the page's own word comes after it. */
    const char *charset;
    const char *title;  /* NULL: from the article */
    clm_date date;      /* year 0: from the article */
    size_t limit_bytes; /* 0: CLM_ARTICLE_LIMIT_BYTES */
    bool no_sha256;     /* for who has no use for it: it costs as much as reading the text */
} clm_article_options;

#define CLM_ARTICLE_LIMIT_BYTES ((size_t)32 << 20)

/* Reads an article from memory; `bytes` may be freed afterwards. An empty text is no error (no
 * sentences). The text of a plain file is its bytes, as UTF-8, that of JSON its "text"; of HTML it
 * is the title's line and a line for each paragraph of the article, of Markdown a line for each
 * block; there body leaves out a title that leads. The title, where it stands in the text, is a
 * paragraph of its own.
 * **Owns:** the caller frees with clm_article_free.
 * **Errors:** CLM_ERR_FORMAT binary data (a NUL byte, or more than a tenth of bytes that are no
 * UTF-8), broken JSON; CLM_ERR_LIMIT too long; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_article_parse(clm_text bytes, const clm_article_options *options,
                                            clm_article **out, clm_error *error);
void clm_article_free(clm_article *article);

/* The name, as libxml2 and iconv have it, of the encoding of a page or another file of marked-up
 * text: by validity, by what `server` says (a label, NULL: nothing), by what it declares
 * ("charset=", "encoding="), by its letters. NULL: it is UTF-16 or UTF-32 with a byte order mark.
 * Bytes that are UTF-8 are, whoever says otherwise, since in other character sets they would be no
 * words. `*mend`: it is UTF-8 with bytes that are not. */
const char *clm_article_charset(clm_text bytes, const char *server, bool *mend);

/* Code points before byte `offset` of the text. */
uint32_t clm_article_code_point(const clm_article *article, uint32_t offset);

static inline clm_text clm_article_slice(const clm_article *article, clm_span span) {
    return clm_text_slice(article->text, span);
}

/* `text` as one line: itself, or, where it holds control characters, a copy in the arena with
 * single blanks in their place; for names that run over the end of a line. False when memory ends.
 */
bool clm_article_one_line(const clm_article *article, clm_text text, clm_text *out);

/* The look-up key of token `index`. */
static inline clm_text clm_article_key(const clm_article *article, size_t index) {
    const clm_token *token = &article->tokens[index];
    return (clm_text){article->keys.ptr + token->key_start, token->key_len};
}

/* The span from the start of token `first` to the end of token `last` (inclusive). */
static inline clm_span clm_article_token_span(const clm_article *article, size_t first,
                                              size_t last) {
    return (clm_span){article->tokens[first].span.start, article->tokens[last].span.end};
}

/* Dates. "YYYY-MM-DD" is read strictly, years 1 to 9999; days count from 1970-01-01; weekday 0 is
 * Monday. The functions of days want a valid date. **Source:** Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms" (days_from_civil, civil_from_days). */
bool clm_date_parse(clm_text text, clm_date *out);
bool clm_date_valid(clm_date date);
int32_t clm_date_to_days(clm_date date);
clm_date clm_date_from_days(int32_t days);
int clm_date_weekday(clm_date date);
void clm_date_format(clm_date date, char out[16]); /* "2025-04-08", "" when unknown */

#endif

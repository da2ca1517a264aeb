/* article/parts.h (private): what the files of this module share.
 *
 * A format reader turns bytes into a clm_article_source; the builder then finds the head, scans
 * paragraph by paragraph, and groups sentences into entries. Large arrays live on the heap
 * and not in the arena, because they grow: an arena would keep every outgrown copy. */
#ifndef CLM_ARTICLE_PARTS_H
#define CLM_ARTICLE_PARTS_H

#include "article/article.h"
#include "article/word_lists.h"
#include "base/word_index.h"

/* An entry of a live blog begins at a byte of the text. */
typedef struct clm_article_mark {
    size_t start;
    clm_date date;
    int minute; /* of the day */
} clm_article_mark;

/* What a format reader makes of the bytes. */
typedef struct clm_article_source {
    clm_buffer text;
    clm_buffer title;
    clm_buffer outlet; /* or the author */
    clm_buffer id;
    bool id_is_number;
    clm_date date;
    bool title_leads;        /* the title is the first line of text */
    clm_article_mark *marks; /* in the order of the text */
    size_t mark_count, mark_capacity;
} clm_article_source;

void clm_article_source_init(clm_article_source *source);
void clm_article_source_clear(clm_article_source *source);

/* The open quotation at the end of a paragraph: does the next paragraph carry it on? */
typedef struct clm_quote_carry {
    bool open;
    bool leads; /* its mark begins the paragraph, or stands after a colon or comma */
    int level;  /* 0 double marks, 1 single marks */
    size_t token, end;
} clm_quote_carry;

/* An article under construction. The article comes first: clm_article_free casts back. */
typedef struct clm_article_parts {
    clm_article article;
    clm_buffer text;
    clm_buffer keys;
    clm_buffer key_scratch;
    uint32_t *checks;
    size_t token_capacity, sentence_capacity, entry_capacity;
    uint32_t paragraph_count;
    uint32_t title_end; /* end of the title's line, 0 if it is not in the text */
    bool marks;         /* clm_article_scan saw what may be a quotation mark */
    bool wrapped;       /* lines are cut at a fixed width, blank lines end paragraphs */
    clm_quote_carry carry;
    clm_article_mark *entry_marks; /* the reader's */
    size_t entry_mark_count;
} clm_article_parts;

/* decode.c: UTF-8 with U+FFFD for each other byte; refuses binary data. `name` is for messages. */
CLM_MUST_CHECK clm_status clm_article_decode(const char *name, clm_text bytes, clm_buffer *out,
                                             clm_error *error);
/* charset.c: as clm_article_decode for a text that is in the character set that a server calls
 * `server` (NULL: it says nothing), unless a byte order mark or the bytes say otherwise. */
CLM_MUST_CHECK clm_status clm_article_decode_as(const char *name, clm_text bytes,
                                                const char *server, clm_buffer *out,
                                                clm_error *error);
/* What iconv calls the character set of a label, whatever its case; NULL: it is UTF-8 or unknown.
 */
const char *clm_charset_name(const char *label);
bool clm_charset_is_wide(const char *name); /* UTF-16 */
/* Letters of most scripts beside the Latin stand in runs of bytes above ASCII; accents alone. */
bool clm_charset_other_script(clm_text bytes);
/* Four of five sequences of bytes above ASCII are UTF-8, or more. */
bool clm_charset_mostly_utf8(clm_text bytes);
/* Code point counts before each 64th byte, count / 64 + 1 of them; NULL when memory ends.
 * **Owns:** the caller frees with clm_free. */
uint32_t *clm_article_checkpoints(clm_text text, size_t *count);

/* detect.c: the format by the first bytes, then by the extension. */
clm_article_format clm_article_detect(clm_text bytes, const char *name);

/* html.c, json.c, markdown.c: the readers; JSON is UTF-8 whatever a server says. `out` is
 * initialised; on failure it is not cleared. */
CLM_MUST_CHECK clm_status clm_article_read_html(const char *name, clm_text bytes,
                                                const char *server, clm_article_source *out,
                                                clm_error *error);
CLM_MUST_CHECK clm_status clm_article_read_json(const char *name, clm_text bytes,
                                                clm_article_source *out, clm_error *error);
CLM_MUST_CHECK clm_status clm_article_read_markdown(const char *name, clm_text bytes,
                                                    const char *server, clm_article_source *out,
                                                    clm_error *error);

/* head.c: title, title_span, date and body of parts->article; wrapped. Values that are there
 * already (options, metadata) stay. */
void clm_article_read_head(clm_article_parts *parts);

/* furniture.c: true if a line belongs to the page and not to the article ("Read more"). */
bool clm_article_is_furniture(clm_text line);
/* True for a label of a link ("Read more here:"): the line after it is a link, too. */
bool clm_article_is_link_label(clm_text line);
/* Where the text ends once furniture at its end is taken off; `end` if there is none. */
size_t clm_article_furniture_start(clm_text text, size_t start, size_t end);

/* scan.c: tokens of text bytes [start, end), which is one paragraph. */
CLM_MUST_CHECK clm_status clm_article_scan(clm_article_parts *parts, size_t start, size_t end,
                                           clm_error *error);

/* quotes.c: quotation flags of tokens [first, end), the next paragraph. */
void clm_article_mark_quotes(clm_article_parts *parts, size_t first, size_t end);
/* Settles a quotation that the last paragraph left open. */
void clm_article_finish_quotes(clm_article_parts *parts);

/* sentences.c: sentences of tokens [first, end), one paragraph. */
CLM_MUST_CHECK clm_status clm_article_split(clm_article_parts *parts, size_t first, size_t end,
                                            clm_error *error);

/* entries.c: groups sentences into entries. */
CLM_MUST_CHECK clm_status clm_article_find_entries(clm_article_parts *parts, clm_error *error);

/* language.c: language and english. */
void clm_article_guess_language(clm_article *article);

/* words.c: closed word lists. */
typedef enum clm_abbreviation {
    CLM_ABBREVIATION_NONE = 0,
    CLM_ABBREVIATION_TITLE,  /* stands before a name, never ends a sentence */
    CLM_ABBREVIATION_PLAIN,  /* may end a sentence */
    CLM_ABBREVIATION_NUMBER, /* only before a number: No. 5 */
    CLM_ABBREVIATION_HOUR    /* a.m., p.m. */
} clm_abbreviation;

/* `word` without its last full stop. */
clm_abbreviation clm_article_abbreviation(clm_text word);
/* True if token `token` is a word of one of the lists of word_lists.h. */
static inline bool clm_article_listed(const clm_article *article, size_t token, unsigned list) {
    return (article->tokens[token].lists & list) != 0;
}

/* date_text.c: the first full date in `text` ("April 8, 2025", "8 April 2025", "2025-04-08",
 * "08.04.2025"); its span in bytes of `text`. */
bool clm_date_find(clm_text text, clm_date *out, clm_span *where);
/* A clock time at the start of `text`: "10:45", "14.32 BST", "9 a.m."; bytes used, 0 if none. The
 * minute of the day goes to `minute`, NULL allowed. */
size_t clm_clock_match(clm_text text, int *minute);

/* Lines. `line_next` returns the start of the line after the one that begins at `at`;
 * `*line_end` is the end of that line without its end mark. */
size_t clm_article_line(clm_text text, size_t at, size_t *line_end);
/* Trims white space, also U+FEFF and U+00A0, off both ends of bytes [*start, *end). */
void clm_article_trim(clm_text text, size_t *start, size_t *end);
/* How many words separated by white space, counted up to `limit`. */
size_t clm_article_count_words(clm_text text, size_t limit);

#endif

/* refresh/sources.h: a source of the configuration -> its articles, newest first.
 *
 * Articles are named here, not read: pages are fetched, and words of texts looked for, by the
 * caller. Thread rule: distinct calls are safe in distinct threads. */
#ifndef CLM_REFRESH_SOURCES_H
#define CLM_REFRESH_SOURCES_H

#include "refresh/config.h"
#include "refresh/feeds.h"

enum { CLM_SITEMAPS_MAX = 50 /* of one index, the newest first */ };

typedef struct clm_item {
    const char *address; /* path or URL */
    bool is_url;
    const char *title;   /* plain; NULL: unknown */
    const char *content; /* HTML of the feed, where the source wants its text; NULL: fetch it */
    int64_t time;        /* seconds since 1970; CLM_TIME_UNKNOWN */
} clm_item;

typedef struct clm_items {
    clm_arena *arena;
    clm_item *items; /* newest first, unknown times last, then by address; each once */
    size_t count, capacity;
    size_t old, excluded, twice; /* how many were left out, and why */
    clm_buffer problems;         /* a line each: what could not be read while the rest was */
} clm_items;

/* Brings what is at `url` into `out`. `charset`, of 64 bytes, is the server's word or "". */
typedef clm_status clm_fetch_page(void *context, const char *url, clm_buffer *out, char *charset,
                                  clm_error *error);

typedef struct clm_sources_options {
    int64_t now;           /* seconds since 1970 */
    clm_fetch_page *fetch; /* NULL: URLs of feeds and sitemaps are errors */
    void *context;
} clm_sources_options;

/* Lists the articles of `source` that are not too old and whose title has none of its excluded
 * words. They are not cut to `most_articles`, since words are only known when texts are: the caller
 * goes on in order, with clm_words_found, until it has as many. **Owns:** the caller frees with
 * clm_items_clear, in any case. **Errors:** of what the whole source is; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_items_list(const clm_source_config *source,
                                         const clm_sources_options *options, clm_items *out,
                                         clm_error *error);
void clm_items_clear(clm_items *items);

/* True if `text` has one of `phrases` as whole words, whatever the case and marks on letters;
 * *failed: memory ended. Punctuation separates words, and a possessive 's is none. */
bool clm_words_found(const clm_strings *phrases, clm_text text, bool *failed);

/* Appends the key under which addresses are the same page: scheme and host in lower case, https as
 * http, no default port, fragment, trailing slash, utm_ and other parameters of campaigns. */
void clm_url_key(const char *url, clm_buffer *out);

#endif

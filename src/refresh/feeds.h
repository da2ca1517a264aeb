/* refresh/feeds.h: bytes of a feed or sitemap -> its entries.
 *
 * RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed, sitemaps (also of news, also a list of URLs),
 * indexes of sitemaps; each also packed by gzip. Nothing is fetched. Document types are dropped
 * before parsing, so that no entity is ever expanded but those of HTML; broken XML is read as far
 * as libxml2 can mend it. Knows nothing of sources. Thread rule: distinct calls are safe in
 * distinct threads. */
#ifndef CLM_REFRESH_FEEDS_H
#define CLM_REFRESH_FEEDS_H

#include "base/arena.h"
#include "base/text.h"

#define CLM_TIME_UNKNOWN INT64_MIN

enum {
    CLM_FEED_BYTES_MAX = 64 << 20, /* packed, and unpacked */
    CLM_FEED_ENTRIES_MAX = 100000, /* what a file has beyond it is left out, see `cut` */
    CLM_FEED_ATTRIBUTES_MAX = 256  /* of one tag: libxml2 compares each with all before it */
};

typedef enum clm_feed_kind {
    CLM_FEED_RSS = 0,
    CLM_FEED_ATOM,
    CLM_FEED_JSON,
    CLM_FEED_SITEMAP,
    CLM_FEED_INDEX /* entries are sitemaps */
} clm_feed_kind;

/* Text is UTF-8; NULL: missing. Times are seconds since 1970-01-01 UTC, or CLM_TIME_UNKNOWN. */
typedef struct clm_feed_entry {
    const char *url;     /* http(s), whole; never NULL */
    const char *title;   /* plain, one line */
    const char *id;      /* as the feed has it */
    const char *summary; /* HTML */
    const char *content; /* HTML: the whole text, as feeds call it */
    int64_t published, updated;
} clm_feed_entry;

typedef struct clm_feed {
    clm_arena *arena; /* owns all */
    clm_feed_kind kind;
    const char *title;
    clm_feed_entry *entries; /* in the order of the file */
    size_t count, capacity;
    size_t left_out; /* entries without a usable URL */
    bool broken;     /* it is no well-formed XML: entries may be missing */
    bool unfinished; /* its root is never closed: it breaks off, and its last entry is left out */
    bool cut;        /* it has more than CLM_FEED_ENTRIES_MAX entries */
} clm_feed;

/* Reads `bytes`. `url` is where they came from, for relative links; NULL: there can be none.
 * `charset` is what the server said, NULL: nothing; a byte order mark goes before it, the file's
 * own word after it (RFC 7303). **Owns:** the caller frees with clm_feed_free. **Errors:**
 * CLM_ERR_FORMAT it is none of these; CLM_ERR_DAMAGED packed bytes; CLM_ERR_LIMIT; CLM_ERR_NOMEM.
 */
CLM_MUST_CHECK clm_status clm_feed_parse(clm_text bytes, const char *url, const char *charset,
                                         clm_feed **out, clm_error *error);
void clm_feed_free(clm_feed *feed); /* NULL is fine */

/* Reads a date as feeds write them: RFC 822 with all its variants (years of two digits, names of
 * zones, no weekday or a wrong one, month before day), ISO 8601 and W3CDTF, seconds or milliseconds
 * since 1970. Without a zone, or with one that is not known, it is UTC; without a time midnight.
 * CLM_TIME_UNKNOWN: it is no date, or one outside of 1970 to 2199. */
int64_t clm_feed_time(clm_text text);

/* Appends HTML as plain text in one line: tags become blanks, character references characters. */
void clm_feed_plain(clm_text html, clm_buffer *out);

#endif

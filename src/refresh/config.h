/* refresh/config.h: the key file of a night -> where articles come from, what is made of them and
 * where it goes.
 *
 * Groups: [night] once; [defaults] once or not at all, with keys that all sources share; [source
 * NAME] for each source. docs/refresh.md has all keys, and a test holds it to the table of
 * config_keys.c. Nothing is opened, fetched or made here. Thread rule: read-only after reading. */
#ifndef CLM_REFRESH_CONFIG_H
#define CLM_REFRESH_CONFIG_H

#include "base/arena.h"
#include "base/text.h"

enum {
    CLM_CONFIG_BYTES_MAX = 4 << 20,
    CLM_SOURCE_NAME_MAX = 64, /* bytes; letters, digits, "-", "_", "." of ASCII */
    CLM_SOURCES_MAX = 10000
};

/* In the order of the keys that name them. */
typedef enum clm_source_kind {
    CLM_SOURCE_FOLDER = 0, /* articles in a folder */
    CLM_SOURCE_GLOB,       /* files that a pattern of glob(7) names */
    CLM_SOURCE_URL,        /* one page */
    CLM_SOURCE_FEED,       /* RSS, Atom or JSON Feed, a URL or a file */
    CLM_SOURCE_SITEMAP,    /* sitemap or index of sitemaps, a URL or a file */
    CLM_SOURCE_KIND_COUNT
} clm_source_kind;

typedef struct clm_strings {
    const char *const *items;
    size_t count;
} clm_strings;

/* One source. The defaults are filled in, paths are whole. */
typedef struct clm_source_config {
    const char *name;
    size_t line; /* of the group */
    clm_source_kind kind;
    const char *address;   /* path, pattern or http(s) URL */
    bool is_url;           /* the address is one */
    bool recursive;        /* CLM_SOURCE_FOLDER: folders in it too */
    bool feed_text;        /* the text is what the feed has, where it has any; else its page's */
    clm_strings include;   /* words or phrases; see clm_filter of sources.h */
    clm_strings exclude;   /* likewise */
    int64_t most_articles; /* 0: all */
    int64_t most_days;     /* how old an article may be; 0: any age */
    /* For clm_request_set, checked with it; NULL: not given. */
    const char *formats, *size, *language, *worldview, *title;
    const char *style;    /* theme name, or the path of a file; NULL: the standard one */
    clm_strings overlays; /* for clm_overlays_open; the files' paths are whole */
} clm_source_config;

typedef struct clm_night_config {
    const char *output;         /* folder */
    const char *state;          /* path of SQLite's file, or a connection string of PostgreSQL */
    bool state_is_server;       /* it is the latter */
    bool share;                 /* others may join the run; the state is a server */
    const char *connection;     /* for the format postgis; NULL: libpq's environment */
    const char *title;          /* of the page; NULL: the standard one */
    const char *site;           /* URL of `output`, with "/" at its end; NULL: not served */
    const char *user_agent;     /* NULL: the program's */
    int64_t jobs;               /* 0: as many as there are processors */
    int64_t time_limit_s;       /* of the night; 0: none */
    int64_t article_limit_s;    /* of one article; 0: none */
    int64_t memory_limit_bytes; /* of one article; 0: none */
    int64_t keep_days;          /* dated folders older than this are removed; 0: none is */
    int64_t timeout_s;          /* of one request */
    int64_t gap_ms;             /* between two requests to one host */
    int64_t page_limit_bytes;   /* of what one request may bring */
    bool allow_private;         /* private and loopback addresses */
    bool log_json;
} clm_night_config;

typedef struct clm_config {
    clm_arena *arena; /* owns all text */
    clm_night_config night;
    clm_source_config *sources; /* in the order of the file */
    size_t source_count;
} clm_config;

typedef struct clm_config_place {
    const char *name;   /* of the file, for messages */
    const char *folder; /* whole path that relative ones start from */
    const char *home;   /* what "~/" stands for; NULL: such paths are errors */
} clm_config_place;

/* Reads `text`. `visit` (NULL: none) gets every problem in the order of lines, as "name:12: [group]
 * key: ...". **Owns:** the caller frees with clm_config_free. **Errors:** CLM_ERR_FORMAT with the
 * first problem; `*out` is then NULL. CLM_ERR_LIMIT, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_config_parse(const clm_config_place *place, clm_text text,
                                           void (*visit)(void *context, const char *problem),
                                           void *context, clm_config **out, clm_error *error);
/* As clm_config_parse for the file `path`, from whose folder paths count; "~/" is $HOME.
 * **Errors:** also CLM_ERR_IO. */
CLM_MUST_CHECK clm_status clm_config_read(const char *path,
                                          void (*visit)(void *context, const char *problem),
                                          void *context, clm_config **out, clm_error *error);
void clm_config_free(clm_config *config); /* NULL is fine */

/* Appends the configuration as a key file with every key that counts, in a fixed order; read again
 * it gives the same. With `hide_secrets` passwords in connection strings and URLs are "***". */
void clm_config_print(const clm_config *config, bool hide_secrets, clm_buffer *out);

/* Appends `address` with the password of "scheme://user:password@host" and the value of "password="
 * as "***". */
void clm_config_hide_secret(const char *address, clm_buffer *out);

/* "feed" and so on; NULL for others. */
const char *clm_source_kind_name(clm_source_kind kind);

#endif

/* refresh/night.h: the record of one night: what was read, what became of each article, which files
 * were made. The run fills it; index page, feed, combined map and summary line are made from it
 * alone.
 *
 * Knows no clock, no network and no files: all times are text that the caller gives. Everything
 * that the record points to lives in its arena (the clm_night_add functions copy) and is freed with
 * it. Text may be anything, as articles are hostile; those who write escape. Private to refresh.
 * Thread rule: one night, one thread at a time; after clm_night_settle any number may read. */
#ifndef CLM_REFRESH_NIGHT_H
#define CLM_REFRESH_NIGHT_H

#include "base/arena.h"

#define CLM_NIGHT_NONE SIZE_MAX

/* What became of an article. */
typedef enum clm_night_status {
    CLM_NIGHT_NEW = 0, /* was not there the night before, and was mapped */
    CLM_NIGHT_CHANGED, /* another text than the night before, mapped again */
    CLM_NIGHT_SAME,    /* the same; its files were taken over */
    CLM_NIGHT_GONE,    /* no source lists it any more, or its address says that it is gone */
    CLM_NIGHT_FAILED,  /* could not be read or mapped; older files, where there are some, stay */
    CLM_NIGHT_STATUS_COUNT
} clm_night_status;

/* "new", "changed", "same", "gone", "failed"; "" for values out of range. */
const char *clm_night_status_name(clm_night_status status);

/* A file in the night's folder. */
typedef struct clm_night_file {
    const char *suffix; /* of the stem, as clm_output_describe has it: ".geojson" */
    const char *path;   /* relative to the night's folder: "flood.geojson" */
} clm_night_file;

typedef struct clm_night_article {
    size_t source;       /* index of its source */
    const char *key;     /* names the article for ever, the same every night: the address after
                            redirects are settled, or the path; unique in a night */
    const char *address; /* http(s) URL that readers may follow; NULL: a file, `path` has it */
    const char *path;    /* of a local article; NULL: it was fetched */
    const char *title;   /* NULL unknown */
    const char *outlet;  /* NULL unknown */
    const char *date;    /* its dateline, "YYYY-MM-DD"; NULL unknown */
    const char *stem;    /* of its files; NULL: there are none */
    clm_night_status status;
    const char *reason; /* failed, gone: why, as the error's message; else NULL */
    const char *since;  /* failed, gone: the first night of it, "YYYY-MM-DD"; NULL: this one */
    size_t leader; /* index of the article whose story this one copies; CLM_NIGHT_NONE: it leads, or
                      stands alone */
    const clm_night_file *files;
    size_t file_count;
    size_t claims, places;       /* as clm_result has them */
    const char *thumbnail;       /* path of a small PNG, relative to the folder; NULL none */
    unsigned thumbnail_width_px; /* as drawn on the page */
    unsigned thumbnail_height_px;
    const char *alt;                /* what the picture shows, of the format "alt"; NULL unknown */
    const char *const *differences; /* changed: lines of clm_diff_text, without newlines */
    size_t difference_count;

    /* Set by clm_night_settle. */
    size_t first_copy, next_copy; /* of the story's leader; of this copy: the next; or NONE */
} clm_night_article;

typedef struct clm_night_source {
    const char *name;    /* its group in the configuration */
    const char *address; /* URL, folder or glob */
    const char *kind;    /* "feed", "sitemap", "page", "folder", "files" */
    bool failed;
    const char *reason;      /* failed: why; else NULL */
    const char *since;       /* failed: the first night of it; NULL: this one */
    const char *retry_after; /* failed: when it is tried again, text; NULL: the next night */
    size_t listed;           /* articles that it lists, before filters */

    /* Set by clm_night_settle: its articles by status. */
    size_t counts[CLM_NIGHT_STATUS_COUNT];
} clm_night_source;

typedef struct clm_night {
    clm_arena *arena;
    const char *title;    /* of the desk, from the configuration; NULL: "Maps of the night" */
    const char *date;     /* "YYYY-MM-DD", of its folder */
    const char *started;  /* RFC 3339 with offset: "2026-11-23T04:00:00Z" */
    const char *ended;    /* the same; the time of page and feed */
    const char *previous; /* folder of the night before, "2026-11-22"; NULL: there is none */
    const char *folder;   /* of this night, of clm_folders_name: "2026-11-23-2"; NULL: the date */
    const char *site;     /* absolute URL of the root with "/" at its end, where it is served; NULL:
                             links are relative */
    const char *combined_geojson, *combined_png; /* paths in the folder; NULL none */
    const char *combined_alt;
    const char *feed;    /* path of the feed in the folder; NULL none */
    const char *version; /* of claimmap */
    const char *stopped; /* why the run ended early ("time limit of 2 h"); NULL: it did not */
    clm_night_source *sources;
    size_t source_count, source_capacity;
    clm_night_article *articles; /* in the order of the sources and of their lists */
    size_t article_count, article_capacity;

    /* Set by clm_night_settle. */
    size_t counts[CLM_NIGHT_STATUS_COUNT]; /* articles */
    size_t failed_sources, claims, places, stories, file_count;
} clm_night;

/* Makes an empty night. **Owns:** the caller frees with clm_night_free. **Errors:** CLM_ERR_NOMEM.
 */
CLM_MUST_CHECK clm_status clm_night_new(clm_night **out, clm_error *error);
void clm_night_free(clm_night *night); /* NULL is fine */

/* Copies a source or an article, with all that it points to; what clm_night_settle sets does not
 * count. `*index` (NULL allowed) is its number from then on; pointers into `sources` and `articles`
 * hold until the next call. **Errors:** CLM_ERR_NOMEM; CLM_ERR_ARGUMENT a source without a name, an
 * article without a key, of no source or status, or whose leader is not an earlier article that
 * leads; the night is then as it was. */
CLM_MUST_CHECK clm_status clm_night_add_source(clm_night *night, const clm_night_source *source,
                                               size_t *index, clm_error *error);
CLM_MUST_CHECK clm_status clm_night_add_article(clm_night *night, const clm_night_article *article,
                                                size_t *index, clm_error *error);

/* Sets the counts and the lists of copies; may be called again after more was added. */
void clm_night_settle(clm_night *night);

/* What a person calls the article: its title, else the stem, else the key. */
const char *clm_night_article_name(const clm_night_article *article);
/* The file of this suffix; NULL none. */
const clm_night_file *clm_night_file_of(const clm_night_article *article, const char *suffix);

/* True if `date` is a day of the calendar, "YYYY-MM-DD", year 1 to 9999; `*day` (NULL allowed) is
 * then its number, 2000-03-01 being 0. */
bool clm_night_day(const char *date, long *day);
/* True if `time` is a time of RFC 3339: "2026-11-23T04:00:00Z", "...+01:00", with a fraction. */
bool clm_night_time_valid(const char *time);

#endif

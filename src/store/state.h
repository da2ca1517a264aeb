/* store/state.h: what nightly runs remember, in a SQLite file or in PostgreSQL.
 *
 * Knows rows only: runs, the lock that lets one of them go on at a time, sources, pages, articles,
 * files made, work to share. Which page is an article and what is drawn of it is known elsewhere.
 * docs/state.md describes the tables. The libraries that speak to the databases are modules of the
 * project's own, loaded when a state is opened.
 *
 * Order is that of run numbers, 1, 2, 3, never of clocks. Every time is in seconds since 1970 by
 * the database's clock (SQLite: this machine's); a wait that began in the future is over, so that a
 * clock set back delays nothing. Every function that writes is one transaction of its own, or part
 * of the one between clm_state_begin and clm_state_commit; after `kill -9`, a full disk or a lost
 * connection it is there whole or not at all.
 *
 * All text is UTF-8 that ends with NUL; NULL is unknown, and comes back as NULL. Whoever has a path
 * that is no UTF-8 writes it in another way, percent-encoded. What is given is copied; what comes
 * back lives in the caller's arena.
 *
 * Errors that every function may give: CLM_ERR_NOMEM; CLM_ERR_IO the disk is full, the file cannot
 * be read or written, another process holds it too long, the server is gone; CLM_ERR_DAMAGED;
 * CLM_ERR_ARGUMENT text that is no UTF-8, or a key that is NULL; CLM_ERR_FOREIGN the database's own
 * reason. Those that write, also: CLM_ERR_ARGUMENT no run was begun; CLM_ERR_LIMIT the run was
 * taken over by another process, or ended: the caller stops and publishes nothing more. A function
 * that fails has written nothing. No message has a password. Thread rule: one state, one thread at
 * a time; a thread more, a state more; not to be used after fork. */
#ifndef CLM_STORE_STATE_H
#define CLM_STORE_STATE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct clm_state clm_state;

/* ---- opening ---- */

typedef struct clm_state_options {
    /* A connection string of libpq, which starts with "postgresql://", "postgres://" or a
     * lower-case word and "=" ("host=... dbname=..."); all else is the path of a SQLite file,
     * "./a=b" too. Its folder must be there, on a disk of this machine: WAL does not work over a
     * network. */
    const char *where;
    const char *schema; /* of the tables in PostgreSQL; NULL: "claimmap_state" */
    /* Nothing is made, upgraded or written, as for a dry run; functions that write fail. */
    bool read_only;
} clm_state_options;

/* True if `where` is a connection string. */
bool clm_state_is_connection(const char *where);

/* Opens a state, makes it where there is none, and brings an older one up to date, in one
 * transaction. A SQLite file of up to 64 MiB is checked from end to end. **Owns:** the caller frees
 * with clm_state_free. **Errors:** CLM_ERR_UNSUPPORTED no module; CLM_ERR_NOT_FOUND read-only, and
 * there is none; CLM_ERR_VERSION made by a newer claimmap, or read-only and an older one;
 * CLM_ERR_FORMAT a SQLite file of other tables; CLM_ERR_DAMAGED; CLM_ERR_ARGUMENT a connection
 * string that is none; CLM_ERR_IO. */
CLM_MUST_CHECK clm_status clm_state_open(const clm_state_options *options, clm_state **out,
                                         clm_error *error);

/* Closes; a transaction under way is undone, a run that goes on keeps its lock until it is seen
 * that the process is gone. */
void clm_state_free(clm_state *state);

/* What is written from here to clm_state_commit is one transaction; not nested. While it lasts
 * other writers of a SQLite file wait, 10 s at most: keep it to what takes a second, a hundred
 * rows. Where a run is shared, write rows in the order of their keys, else two may wait for each
 * other and the server lets one fail. */
CLM_MUST_CHECK clm_status clm_state_begin(clm_state *state, clm_error *error);

/* **Errors:** also those of any statement since clm_state_begin that failed: all is then undone. */
CLM_MUST_CHECK clm_status clm_state_commit(clm_state *state, clm_error *error);
void clm_state_rollback(clm_state *state); /* nothing under way is fine */

/* The database's clock. */
CLM_MUST_CHECK clm_status clm_state_now(clm_state *state, int64_t *now_s, clm_error *error);

/* True if `wait_s` seconds from `since_s` on are over at `now_s`, or `since_s` lies in the future.
 */
bool clm_state_is_over(int64_t since_s, int64_t wait_s, int64_t now_s);

/* ---- runs and their lock ---- */

typedef enum clm_state_run_status {
    CLM_STATE_RUNNING = 0,
    CLM_STATE_DONE,        /* all that was asked */
    CLM_STATE_FAILED,      /* what could be done was done, or nothing */
    CLM_STATE_INTERRUPTED, /* its process was gone, or silent; set by the run that took over */
    CLM_STATE_RUN_STATUS_COUNT
} clm_state_run_status;

/* Returns "running", "done", "failed", "interrupted"; "unknown" for others. */
const char *clm_state_run_status_name(clm_state_run_status status);

typedef struct clm_state_counts {
    int64_t made_new, changed, same, gone, failed, files;
} clm_state_counts;

typedef struct clm_state_run {
    int64_t id; /* 1, 2, 3 */
    clm_state_run_status status;
    int64_t start_s, end_s; /* end_s 0: not ended */
    clm_state_counts counts;
    const char *host;
    int64_t pid;
} clm_state_run;

typedef struct clm_state_run_options {
    /* Seconds after which a silent owner on another machine is taken for dead; 0: 600. */
    int64_t stale_s;
    /* If a shared run goes on, it is joined; the other who shares may be on another machine (then
     * in PostgreSQL). The one that began it leads: it plans, adds work, publishes and ends. */
    bool shared;
} clm_state_run_options;

typedef struct clm_state_begun {
    int64_t run;
    bool joined; /* a run that another process leads */
    /* The run before this one did not end; its process is gone or silent. 0: it did. Either way
     * what earlier runs prepared and did not publish is in the list CLM_STATE_PREPARED up to run -
     * 1: each is published if its files stand where readers see them, else clm_state_unprepare. */
    int64_t interrupted;
    char message[256]; /* in one sentence who was taken over and why; "" */
} clm_state_begun;

/* Takes the lock and writes the record of a new run. The owner of a lock is gone if it was a
 * process of this machine (the same host name, machine id and process name space) that is no more,
 * has another start time, or lived before the last boot; or if its last heartbeat is older than
 * `stale_s`, or lies in the future, and it cannot be looked for here. `options` may be NULL.
 * **Errors:** CLM_ERR_LIMIT another run goes on, with host, process and since when. */
CLM_MUST_CHECK clm_status clm_state_run_begin(clm_state *state,
                                              const clm_state_run_options *options,
                                              clm_state_begun *out, clm_error *error);

/* Whether the run that was begun or joined goes on: `*led` false: it ended, or the process that
 * began it is gone or silent, as clm_state_run_begin tells. */
CLM_MUST_CHECK clm_status clm_state_run_is_led(clm_state *state, bool *led, clm_error *error);

/* To be called between articles; costs nothing if less than 20 s passed since the last. Work that
 * was taken is this process's for its `lease_s` seconds from then on. */
CLM_MUST_CHECK clm_status clm_state_heartbeat(clm_state *state, clm_error *error);

/* Writes end, status and counts and gives the lock back. One who joined only gives back the work it
 * took; `status` and `counts` are then ignored. */
CLM_MUST_CHECK clm_status clm_state_run_end(clm_state *state, clm_state_run_status status,
                                            const clm_state_counts *counts, clm_error *error);

/* The run of that number, or with 0 the last one. */
CLM_MUST_CHECK clm_status clm_state_run_get(clm_state *state, int64_t id, clm_arena *arena,
                                            clm_state_run *out, bool *found, clm_error *error);

/* ---- sources ---- */

typedef struct clm_state_source {
    const char *name;       /* key */
    int64_t failures;       /* in a row */
    int64_t failed_s;       /* when last; 0: it did not */
    int64_t wait_s;         /* it is left alone so long from then on, see clm_state_is_over */
    int64_t good_run;       /* that last read it all; 0: none */
    int64_t since_s;        /* of the first of the failures; 0: none */
    const char *last_error; /* NULL when it went well */
} clm_state_source;

CLM_MUST_CHECK clm_status clm_state_source_get(clm_state *state, const char *name, clm_arena *arena,
                                               clm_state_source *out, bool *found,
                                               clm_error *error);
CLM_MUST_CHECK clm_status clm_state_source_put(clm_state *state, const clm_state_source *source,
                                               clm_error *error);

/* ---- pages ---- */

typedef struct clm_state_page {
    const char *url;                  /* key */
    const char *etag, *last_modified; /* as the server sent them */
    const char *sha256;               /* of the body */
    int64_t seen_run;                 /* last answered; set by clm_state_page_put to this run */
    int64_t failures;                 /* in a row */
    int64_t failed_s, wait_s;         /* as of a source: Retry-After, or back-off */
    int64_t since_s;                  /* of the first of the failures; 0: none */
    const char *last_error;           /* NULL when it went well */
} clm_state_page;

CLM_MUST_CHECK clm_status clm_state_page_get(clm_state *state, const char *url, clm_arena *arena,
                                             clm_state_page *out, bool *found, clm_error *error);

/* `seen_run` becomes this run's where `failures` is 0, and else stays what it was. */
CLM_MUST_CHECK clm_status clm_state_page_put(clm_state *state, const clm_state_page *page,
                                             clm_error *error);

/* ---- articles ---- */

/* The last version that was published, or one that is prepared. */
typedef struct clm_state_article {
    const char *source, *item; /* key: name of the source, URL or path */
    int64_t version;           /* 1, 2, 3; given by clm_state_prepare */
    const char *title;
    const char *text_sha256;
    const char *made_with; /* whatever else the map depends on: version and options, or their sum */
    const char *sketch;    /* of near.h, as text */
    const char *story;     /* articles of one story have the same */
    const char *geojson_sha256, *geojson_path; /* NULL: nothing to draw */
    const char *address;                       /* for readers: its URL; NULL: none */
    int64_t made_run;                          /* that prepared it */
    int64_t seen_run;                          /* that last saw it; 0 of what is prepared */
    int64_t gone_run;                          /* that missed it first; 0: it is there */
} clm_state_article;

/* What is published. */
CLM_MUST_CHECK clm_status clm_state_article_get(clm_state *state, const char *source,
                                                const char *item, clm_arena *arena,
                                                clm_state_article *out, bool *found,
                                                clm_error *error);

/* Says that this run saw a published article and it is the same. `known` false: there is none, and
 * nothing was written. */
CLM_MUST_CHECK clm_status clm_state_article_seen(clm_state *state, const char *source,
                                                 const char *item, bool *known, clm_error *error);

/* Keeps a version that is made and not yet published, in the place of one that was prepared before.
 * Nothing of what is published changes. `version` gets its number, one more than the published one;
 * `article`'s own, and its runs, are not read. */
CLM_MUST_CHECK clm_status clm_state_prepare(clm_state *state, const clm_state_article *article,
                                            int64_t *version, clm_error *error);

/* What was prepared is published, once its files stand where readers see them: one article
 * (`found` false: it was not prepared), or all of a run; `count` gets how many. */
CLM_MUST_CHECK clm_status clm_state_publish(clm_state *state, const char *source, const char *item,
                                            bool *found, clm_error *error);
CLM_MUST_CHECK clm_status clm_state_publish_run(clm_state *state, int64_t run, int64_t *count,
                                                clm_error *error);

/* What was prepared is forgotten; the article will be made anew. */
CLM_MUST_CHECK clm_status clm_state_unprepare(clm_state *state, const char *source,
                                              const char *item, clm_error *error);

/* Published articles of a source that this run has not seen are gone. Only for a source that was
 * read whole, after its articles were published; `count` gets how many are newly gone. */
CLM_MUST_CHECK clm_status clm_state_mark_gone(clm_state *state, const char *source, int64_t *count,
                                              clm_error *error);

typedef enum clm_state_which {
    CLM_STATE_ALL = 0,
    CLM_STATE_SEEN_SINCE, /* seen_run >= run: sketches to compare with */
    CLM_STATE_UNSEEN,     /* seen_run < run, and not yet gone: what mark_gone would take */
    CLM_STATE_GONE_IN,    /* gone_run == run */
    CLM_STATE_MADE_IN,    /* made_run == run, published */
    CLM_STATE_SAME_IN,    /* seen_run == run, made_run < run */
    CLM_STATE_PREPARED,   /* prepared by a run <= run, not published */
    CLM_STATE_WHICH_COUNT
} clm_state_which;

/* Takes one article; what it points to lives until it returns. It may call functions of the same
 * state. Another status than CLM_OK ends the list and is returned. */
typedef clm_status clm_state_article_visit(void *context, const clm_state_article *article,
                                           clm_error *error);

/* Lists articles in the order of source and item, byte by byte; constant memory. `source` NULL: of
 * all. Rows that come or go meanwhile may be among them or not. **Errors:** also those of `visit`.
 */
CLM_MUST_CHECK clm_status clm_state_articles(clm_state *state, clm_state_which which,
                                             const char *source, int64_t run,
                                             clm_state_article_visit *visit, void *context,
                                             clm_error *error);

/* ---- files made ---- */

typedef struct clm_state_file {
    const char *path;   /* key */
    const char *sha256; /* of its bytes */
    int64_t run;        /* set by clm_state_file_put to this one */
} clm_state_file;

typedef clm_status clm_state_file_visit(void *context, const clm_state_file *file,
                                        clm_error *error);

CLM_MUST_CHECK clm_status clm_state_file_put(clm_state *state, const clm_state_file *file,
                                             clm_error *error);
CLM_MUST_CHECK clm_status clm_state_file_forget(clm_state *state, const char *path,
                                                clm_error *error);

/* Lists files that runs of a number up to `run` made, in the order of paths, as clm_state_articles;
 * `visit` may forget them. */
CLM_MUST_CHECK clm_status clm_state_files(clm_state *state, int64_t run,
                                          clm_state_file_visit *visit, void *context,
                                          clm_error *error);

/* Forgets what is older than run `before`: runs and versions of articles that were made before it,
 * but the last version of each; articles that went before it; pages not seen since. */
CLM_MUST_CHECK clm_status clm_state_forget(clm_state *state, int64_t before, clm_error *error);

/* ---- work that several share ---- */

/* Adds an article to do in this run; one that is there already stays. `detail` is anything that
 * whoever does it needs. Work of earlier runs is forgotten when a run begins. */
CLM_MUST_CHECK clm_status clm_state_work_add(clm_state *state, const char *source, const char *item,
                                             const char *detail, clm_error *error);

typedef struct clm_state_work {
    const char *source, *item, *detail;
} clm_state_work;

/* Takes up to `most` (1 to 1000) articles that nobody has, or whose taker did not finish in its
 * time; none is given to two at once. They are this process's for `lease_s` seconds. `*count` 0:
 * there is none now; see clm_state_work_left. **Owns:** the arena. */
CLM_MUST_CHECK clm_status clm_state_work_take(clm_state *state, size_t most, int64_t lease_s,
                                              clm_arena *arena, clm_state_work **out, size_t *count,
                                              clm_error *error);

/* Says that it is done; to be in one transaction with clm_state_prepare. `ours` false: it took too
 * long and another has it; the caller undoes the transaction. */
CLM_MUST_CHECK clm_status clm_state_work_done(clm_state *state, const char *source,
                                              const char *item, bool *ours, clm_error *error);

/* How many of this run nobody has (or their time is over), and how many are being done. */
CLM_MUST_CHECK clm_status clm_state_work_left(clm_state *state, int64_t *waiting, int64_t *taken,
                                              clm_error *error);

#endif

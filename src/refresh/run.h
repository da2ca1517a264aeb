/* refresh/run.h: what the parts of a run share: run.c has the order of things, run_settings.c what
 * a source wants, run_list.c what there is to read, run_read.c its bytes, run_make.c its maps,
 * run_share.c and run_join.c maps that several machines make, run_publish.c the night's folder,
 * run_state.c what is remembered, run_tell.c what is told. Private to refresh. Thread rule: one
 * run, one thread; visits report from others, one at a time.
 */
#ifndef CLM_REFRESH_RUN_H
#define CLM_REFRESH_RUN_H

#include "refresh/folders.h"
#include "refresh/log.h"
#include "refresh/make.h"
#include "refresh/refresh.h"
#include "refresh/sources.h"
#include "refresh/visit.h"
#include "store/state.h"

#include <math.h>
#include <time.h>

struct clm_theme;

/* What became of an item of a source so far. */
typedef enum clm_fate {
    CLM_FATE_WAITING = 0, /* listed; its source has enough, or its turn did not come */
    CLM_FATE_READ,        /* to be read in this round */
    CLM_FATE_WORK,        /* its bytes are there, to be made */
    CLM_FATE_NEW,
    CLM_FATE_CHANGED,
    CLM_FATE_SAME,
    CLM_FATE_GONE,
    CLM_FATE_FAILED,
    CLM_FATE_EXCLUDED /* by the words of its source */
} clm_fate;

typedef struct clm_run_item {
    size_t source;
    clm_item listed;
    const char *shown; /* its address for people: of a URL, without a password */
    const char *key;   /* of the item in the state and in the night's record */
    clm_state_article old;
    clm_state_page page;
    const char *reason; /* failed, gone */
    int64_t wait_s;     /* failed: how long it is left alone */
    const char *stem;
    clm_visit visit;
    clm_spooled bytes;
    const char *sha256, *charset; /* of its bytes; of its server */
    clm_made made;                /* new, changed; of the same, its files of the last night */
    clm_fate fate;
    bool known; /* `old` is published, and its map stands in the last night's folder */
    bool fresh; /* and was made with the settings of today */
    bool page_known;
    bool failed_before; /* it failed in the run before, too */
    bool left_alone;    /* it was not tried, as its wait is not over */
    bool visited;
    bool html;
    bool remade; /* the text is the same, and its files are new: other settings, or program */
    bool broken; /* its map of the last night cannot be read: to be made again the next time */
} clm_run_item;

typedef struct clm_run_source {
    const clm_source_config *config;
    clm_request request;
    struct clm_theme *theme;
    clm_overlays *overlays;
    char made_with[65];
    bool state_known;
    clm_state_source state;
    bool failed, left_alone;
    const char *reason;
    bool whole; /* all that it lists is known: what is not among it is gone */
    clm_items items;
    size_t first, count; /* what it lists in clm_run.items */
    size_t next;         /* the first that was not taken yet, from `first` */
    size_t accepted;     /* taken, and not excluded */
    clm_spooled prefetched;
    clm_visit visit; /* of the feed itself */
    bool visited;
} clm_run_source;

typedef struct clm_run {
    const clm_refresh_options *options;
    clm_config *config;
    clm_arena *arena;
    clm_state *state;
    clm_state_begun begun;
    bool begun_run;
    clm_folders *folders;
    clm_spool *spool;
    clm_context *context;
    clm_fetch_manners *manners;
    clm_fetcher *fetcher; /* for what is fetched one by one: parts of sitemaps */
    int64_t now_s;
    int64_t started_ms, deadline_ms; /* of the monotonic clock; 0: none */
    char date[11];
    char started[21];
    clm_run_source *sources; /* as many as the configuration has */
    clm_run_item *items;
    size_t item_count, item_capacity;
    clm_night *night;
    clm_status beat; /* of the heartbeats while pages are fetched */
    clm_error beat_error;
    bool time_over;
    bool json;
    size_t done, failed, total; /* for the progress */
    const char *shared;         /* path of what is exchanged with those who joined; NULL: none */
    size_t shared_rounds;
} clm_run;

/* ---- run_settings.c ---- */

/* Reads what sources want into run->sources, which it makes. Each problem is told, all are looked
 * for. **Errors:** CLM_ERR_FORMAT there were some; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_run_settings_read(clm_run *run, clm_error *error);
/* Opens the overlays of a source, once. */
CLM_MUST_CHECK clm_status clm_run_overlays_open(clm_run *run, clm_run_source *source,
                                                clm_error *error);
void clm_run_settings_free(clm_run *run);
clm_fetch_options clm_run_fetch_options(const clm_run *run);

/* ---- run_list.c ---- */

/* Lists what all sources have, and what is known of it. A source that fails is told in it, and its
 * published articles are its items. **Errors:** CLM_ERR_NOMEM, those of the state. */
CLM_MUST_CHECK clm_status clm_run_list(clm_run *run, clm_error *error);
bool clm_run_cancelled(const clm_run *run);
/* True if no further article is begun; says why, once. */
bool clm_run_time_over(clm_run *run);
void clm_run_end_time(clm_run *run);
/* Seconds that something is left alone after its `failures`th failure in a row. */
int64_t clm_run_back_off_s(int64_t failures, int64_t retry_after_s);

/* Adds an article that is published and not listed; one whose map does not stand is left out. */
CLM_MUST_CHECK clm_status clm_run_add_published(clm_run *run, size_t source,
                                                const clm_state_article *article, clm_fate fate,
                                                clm_error *error);

/* ---- run_read.c ---- */

/* To be called by a run, its context, after each fetch: pages of a slow host may take hours, and
 * the lock must not look forgotten meanwhile. A failure is kept in `beat`. `visit` may be NULL. */
void clm_run_visited(void *context, const clm_visit *visit);

/* Takes the next items of all sources that have not enough, and brings their bytes: after it each
 * is WORK, SAME, GONE or FAILED. `*more` false: there are none. */
CLM_MUST_CHECK clm_status clm_run_read_round(clm_run *run, bool *more, clm_error *error);

/* After the last round: what had no turn, and what is published and not listed, is SAME or GONE. */
CLM_MUST_CHECK clm_status clm_run_find_gone(clm_run *run, clm_error *error);

/* ---- run_make.c ---- */

/* Makes the maps of all that is WORK. */
CLM_MUST_CHECK clm_status clm_run_make_round(clm_run *run, clm_error *error);

/* What is made in a round. */
typedef struct clm_run_round {
    clm_run *run;
    clm_run_item **items;
    clm_make_task *tasks;
    size_t count;
    const size_t *picked; /* numbers of what is made now; NULL: all */
    clm_status status;    /* of the heartbeat */
    clm_error *error;
} clm_run_round;

/* Makes the first `count` that are picked, here. */
CLM_MUST_CHECK clm_status clm_run_make_picked(clm_run_round *round, size_t count, clm_error *error);
/* Says what became of an item whose reply is in item->made. */
void clm_run_end_reply(clm_run *run, clm_run_item *item);
/* How many workers this machine has. */
size_t clm_run_jobs(const clm_run *run);

/* Says what became of an item that workers had. `reason` is borrowed. */
void clm_run_end_made(clm_run *run, clm_run_item *item, clm_fate fate, const char *reason);
/* Opens run->context, once: a run that maps nothing does without. */
CLM_MUST_CHECK clm_status clm_run_context_open(clm_run *run, clm_error *error);

/* ---- run_share.c ---- */

/* Makes a round together with all who join. */
CLM_MUST_CHECK clm_status clm_run_share_round(clm_run_round *round, clm_error *error);
/* Removes what was exchanged. */
void clm_run_share_end(clm_run *run);

/* ---- run_join.c ---- */

/* Helps in the run that was joined until it ends. `*how` is DONE then, however the run ended:
 * whoever leads it tells. **Errors:** CLM_ERR_IO whoever leads it is gone; CLM_ERR_VERSION maps
 * would be others here. */
CLM_MUST_CHECK clm_status clm_run_join(clm_run *run, clm_refresh_end *how, clm_error *error);

/* ---- run_publish.c ---- */

/* True if the night differs from the last one in what readers see. */
bool clm_run_has_news(const clm_run *run);
/* Makes run->night of what became of all, also where nothing is published; what is the same is
 * read from the last night's folder. */
CLM_MUST_CHECK clm_status clm_run_record(clm_run *run, clm_error *error);
/* Fills the night's folder with all but what was made: what stays, the page, the feed, the combined
 * map. */
CLM_MUST_CHECK clm_status clm_run_fill_folder(clm_run *run, clm_error *error);

/* ---- run_state.c ---- */

/* What was prepared by runs that did not end is published where its files stand, else forgotten. */
CLM_MUST_CHECK clm_status clm_run_recover(clm_run *run, clm_error *error);
/* Before the folder is published: what was made. */
CLM_MUST_CHECK clm_status clm_run_prepare(clm_run *run, clm_error *error);
/* After it, or where there was nothing to publish. */
CLM_MUST_CHECK clm_status clm_run_remember(clm_run *run, bool published, clm_error *error);
/* Files that were removed with old nights are forgotten. */
CLM_MUST_CHECK clm_status clm_run_forget_files(clm_run *run, clm_error *error);

/* ---- run_tell.c ---- */

typedef struct clm_run_news {
    clm_log_level level;
    const char *event;
    const char *source, *article; /* NULL: none */
    const char *message;
    double duration_s; /* NaN: none */
} clm_run_news;

void clm_run_tell(clm_run *run, const clm_run_news *news);
/* The same without an article; `source` NULL: none. */
void clm_run_say(clm_run *run, clm_log_level level, const char *event, const char *source,
                 const char *message);
/* A line of its own for each item that has an end, with its reason. */
void clm_run_tell_item(clm_run *run, const clm_run_item *item);
void clm_run_tell_summary(clm_run *run);
void clm_run_progress(clm_run *run, const char *current);
/* "2026-11-23T04:00:00Z" */
void clm_run_time_text(int64_t time_s, char out[21]);

#endif

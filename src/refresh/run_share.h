/* refresh/run_share.h (private): what those who share a run say to each other.
 *
 * In the root of the nights, beside the hidden folder:
 *
 *     .claimmap-HOST-PID-N.work/        of the leader
 *     .claimmap-HOST-PID-N.work/1-17.in      bytes of the 17th article of its first round
 *     .claimmap-HOST-PID-N.work/1-17.reply   name of a maker's folder, newline, reply of clm_make
 *     .claimmap-HOST-PID-N.work/by-HOST2-PID2-N/  files that a maker who joined made
 *
 * What is to be done stands in the state, with a task as JSON; paths in it count from the root,
 * which may have another path on each machine. A reply is there before its work is done. Thread
 * rule: as run.h. */
#ifndef CLM_REFRESH_RUN_SHARE_H
#define CLM_REFRESH_RUN_SHARE_H

#include "base/hash.h"
#include "refresh/run.h"

enum {
    CLM_SHARE_LEASE_S = 60, /* heartbeats renew it each 20 s */
    CLM_SHARE_POLL_MS = 300,
    CLM_SHARE_BYTES_MAX = 1 << 30
};

typedef struct clm_share_task {
    const char *work; /* name of the leader's folder */
    const char *file; /* "1-17" */
    size_t number;    /* in the leader's round */
    const char *settings;
    const char *address, *stem, *title, *charset;
    const char *known_sha256, *known_geojson;
    bool html;
} clm_share_task;

/* Appends the task. */
void clm_share_task_write(const clm_share_task *task, clm_buffer *out);
/* **Errors:** CLM_ERR_FORMAT it is none; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_share_task_read(const char *detail, clm_arena *arena,
                                              clm_share_task *out, clm_error *error);

/* Sum of all that a map of the source depends on, but its article. False: memory ended. */
bool clm_share_settings(const clm_run_source *source, char out[CLM_SHA256_HEX_BYTES]);

/* A name without a folder in it, not hidden. */
bool clm_share_is_plain(const char *name);

/* Waits for `ms`, less if the run is cancelled. */
void clm_share_pause(const clm_run *run, int ms);

#endif

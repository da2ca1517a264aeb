/* store/state_parts.h: private to store: the open state, its statements, and who owns a lock.
 * Thread rule: as clm_state. */
#ifndef CLM_STORE_STATE_PARTS_H
#define CLM_STORE_STATE_PARTS_H

#include "store/state_module.h"

/* A process, told from all others that had or will have its number. */
typedef struct clm_state_owner {
    char host[128];   /* host name */
    char machine[64]; /* machine id; "" where the system has none */
    char boot[64];    /* of the boot */
    char space[64];   /* of process numbers: containers of one machine have their own */
    int64_t pid;
    int64_t started; /* clock ticks since the boot */
} clm_state_owner;

struct clm_state {
    const clm_state_module *module;
    clm_module_state *inner;
    const char
        *name; /* in messages: the path, or what kind of database; of the caller, while opening */
    clm_state_owner self;
    char worker[256]; /* name of this process and state among those who share work */
    int64_t run;      /* 0: none was begun */
    int64_t beat_ms;  /* of the monotonic clock, last heartbeat */
    bool joined, read_only;
    bool took; /* work, which heartbeats keep */
    bool in_batch;
    clm_error failed; /* in the batch: why it cannot be committed; CLM_OK: it can */
};

/* ---- upgrades ---- */

/* What brings a state from version i to i + 1. `statements` end with NULL; "~" stands for the type
 * of text. */
typedef struct clm_state_step {
    const char *const *statements;
} clm_state_step;

/* As clm_state_open, with other steps: tests of upgrades. */
CLM_MUST_CHECK clm_status clm_state_open_steps(const clm_state_options *options,
                                               const clm_state_step *steps, size_t count,
                                               clm_state **out, clm_error *error);

extern const clm_state_step clm_state_steps[];
extern const size_t clm_state_step_count;

/* ---- statements ---- */

static inline clm_state_value clm_state_text(const char *text) {
    return (clm_state_value){CLM_STATE_TEXT, text, 0};
}

static inline clm_state_value clm_state_integer(int64_t integer) {
    return (clm_state_value){CLM_STATE_INTEGER, NULL, integer};
}

/* Runs a statement in the batch, or in a transaction of its own. */
CLM_MUST_CHECK clm_status clm_state_read(clm_state *state, const clm_state_query *query,
                                         clm_error *error);

/* The same for one that writes, after a look that the run is still ours. `changed` may be NULL. */
CLM_MUST_CHECK clm_status clm_state_write(clm_state *state, const clm_state_query *query,
                                          int64_t *changed, clm_error *error);

/* As clm_state_write, for several statements with the same values, not all of which each one uses.
 * `changed` gets the last one's. */
CLM_MUST_CHECK clm_status clm_state_write_all(clm_state *state, const char *const *statements,
                                              size_t statement_count, const clm_state_value *values,
                                              size_t count, int64_t *changed, clm_error *error);

/* Runs one statement in the transaction that is under way. */
CLM_MUST_CHECK clm_status clm_state_run_in(clm_state *state, const clm_state_query *query,
                                           int64_t *changed, clm_error *error);

/* Copies text into the arena; NULL stays. False when memory ended. */
bool clm_state_keep(clm_arena *arena, const char *text, const char **out);

/* ---- owners ---- */

/* This process. Never fails: what the system does not tell is empty or 0. */
void clm_state_owner_self(clm_state_owner *out);

typedef enum clm_state_owner_life {
    CLM_STATE_OWNER_UNKNOWN = 0, /* of a machine or name space that cannot be looked into */
    CLM_STATE_OWNER_ALIVE,
    CLM_STATE_OWNER_GONE
} clm_state_owner_life;

/* Looks for `owner` from where `self` is. */
clm_state_owner_life clm_state_owner_look(const clm_state_owner *owner,
                                          const clm_state_owner *self);

#endif

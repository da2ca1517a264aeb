/* store/state_module.h: private to store: what the modules of SQLite and PostgreSQL offer to the
 * state: transactions, and statements of the SQL that both understand.
 *
 * Modules as base/module.h describes, with their own copy of base. A statement's parameters are $1,
 * $2, ...; SQL is a constant of the program, values only travel as parameters. A change of
 * anything here, or of clm_state_options, needs a new CLM_STATE_MODULE_VERSION. Thread rule: as
 * clm_state. */
#ifndef CLM_STORE_STATE_MODULE_H
#define CLM_STORE_STATE_MODULE_H

#include "base/text.h"
#include "store/state.h"

#define CLM_STATE_SQLITE_FILE "claimmap-sqlite.so"
#define CLM_STATE_SQLITE_ENTRY "clm_state_sqlite_get"
#define CLM_STATE_POSTGRES_FILE "claimmap-postgres.so"
#define CLM_STATE_POSTGRES_ENTRY "clm_state_postgres_get"

enum { CLM_STATE_MODULE_VERSION = 1, CLM_STATE_VALUES_MAX = 16 };

typedef enum clm_state_value_type { CLM_STATE_TEXT = 0, CLM_STATE_INTEGER } clm_state_value_type;

typedef struct clm_state_value {
    clm_state_value_type type; /* of a row: CLM_STATE_INTEGER where `integer` was read */
    const char *text;          /* ends with NUL; NULL: null */
    int64_t integer;
} clm_state_value;

/* Takes one row; it must not use the database. */
typedef clm_status clm_state_row(void *context, const clm_state_value *cells, clm_error *error);

typedef struct clm_state_query {
    const char *sql;
    const clm_state_value *values;
    size_t count;
    /* The types of columns, CLM_STATE_VALUES_MAX at most, 't' text, 'i' integer; NULL: no rows. */
    const char *columns;
    clm_state_row *row;
    void *context;
} clm_state_query;

typedef struct clm_module_state clm_module_state;

typedef struct clm_state_module {
    uint32_t version;
    const char *text_type;   /* of columns that sort byte by byte */
    const char *for_update;  /* what ends a SELECT that locks its rows against all others */
    const char *for_share;   /* against for_update only */
    const char *skip_locked; /* as for_update, leaving out rows that others have */
    clm_status (*open)(const clm_state_options *options, clm_module_state **out, clm_error *error);
    /* Begins what becomes a state: no other process is between this and commit or rollback.
     * `found`: the table state_version is there. Makes the schema where it is missing and may be
     * made. CLM_ERR_FORMAT: other tables are there instead. */
    clm_status (*begin_upgrade)(clm_module_state *state, bool *found, clm_error *error);
    clm_status (*begin)(clm_module_state *state, bool writes, clm_error *error);
    clm_status (*commit)(clm_module_state *state, clm_error *error);
    void (*rollback)(clm_module_state *state);
    clm_status (*run)(clm_module_state *state, const clm_state_query *query, int64_t *changed,
                      clm_error *error);
    clm_status (*now)(clm_module_state *state, int64_t *now_s, clm_error *error);
    void (*free)(clm_module_state *state);
} clm_state_module;

#endif

/* refresh/config_keys.h (private): the keys of a night's file and how their values are read. */
#ifndef CLM_REFRESH_CONFIG_KEYS_H
#define CLM_REFRESH_CONFIG_KEYS_H

#include "refresh/config.h"

typedef enum clm_config_type {
    CLM_CONFIG_TEXT = 0,
    CLM_CONFIG_PATH,
    CLM_CONFIG_STATE,    /* path or connection string */
    CLM_CONFIG_STYLE,    /* name or path */
    CLM_CONFIG_OPTION,   /* what clm_request_set takes for `option` */
    CLM_CONFIG_NUMBER,   /* low to high */
    CLM_CONFIG_DURATION, /* "90 s", "10 min", "2 h" */
    CLM_CONFIG_PAUSE,    /* as a duration, and "200 ms"; kept in milliseconds */
    CLM_CONFIG_BYTES,    /* "512 KiB", "64 MiB", "2 GiB" */
    CLM_CONFIG_BOOL,     /* yes, no */
    CLM_CONFIG_LOG,      /* text, json */
    CLM_CONFIG_FROM,     /* page, feed */
    CLM_CONFIG_WORDS,    /* with "," between them */
    CLM_CONFIG_OVERLAYS, /* with ";" between them */
    CLM_CONFIG_ADDRESS   /* path; URL where the kind has any */
} clm_config_type;

enum { CLM_CONFIG_IN_NIGHT = 1, CLM_CONFIG_IN_DEFAULTS = 2, CLM_CONFIG_IN_SOURCE = 4 };

typedef struct clm_config_key {
    const char *name;
    unsigned groups;
    clm_config_type type;
    size_t offset; /* into clm_night_config or clm_source_config; of an address its kind */
    int64_t low, high;
    const char *option;
    const char *values; /* for the documentation */
    const char *otherwise;
    const char *words;
} clm_config_key;

size_t clm_config_key_count(void);
const clm_config_key *clm_config_key_at(size_t index);

/* Reads `value` of `key` into `target`, the struct that its offset counts from. The error has only
 * the reason. **Errors:** CLM_ERR_ARGUMENT; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_config_value(const clm_config_key *key, const char *value,
                                           const clm_config_place *place, clm_arena *arena,
                                           void *target, clm_error *error);

/* Appends the value as it is read. */
void clm_config_print_value(const clm_config_key *key, const void *target, bool hide_secrets,
                            clm_buffer *out);
bool clm_config_is_set(const clm_config_key *key, const void *target);

#endif

/* library/handle.h (private): what the handles of the public header hold. */
#ifndef CLM_LIBRARY_HANDLE_H
#define CLM_LIBRARY_HANDLE_H

#include "claimmap.h"
#include "pipeline/pipeline.h"

#include <stdatomic.h>

/* Gazetteer, model and what else is opened once, for all contexts that share it. */
typedef struct clm_library_data {
    atomic_size_t users;
    clm_context *context;
    char *connection, *db_schema; /* which all contexts borrow; NULL: not set */
} clm_library_data;

/* An option that is set; both are owned. */
typedef struct clm_library_option {
    char *name, *value;
} clm_library_option;

struct claimmap_context {
    clm_library_data *data; /* NULL until it is opened */
    clm_context *working;   /* this context's own, on `data` */
    clm_library_option *options;
    size_t option_count, option_capacity;
    clm_overlays *overlays; /* of the options, once a map was made with them; NULL: none */
    bool overlays_open;     /* false: the options have others by now */
    clm_error error;        /* of the last call */
};

typedef struct clm_library_output {
    char suffix[32];
    const char *format;
    const clm_buffer *content;
} clm_library_output;

struct claimmap_outputs {
    clm_result result;
    clm_buffer made[3]; /* what is not of a result */
    clm_buffer messages;
    clm_library_output items[CLM_OUTPUT_COUNT + 3];
    size_t count;
};

/* Ends a call: the public code of an internal one; the message goes where there is no error. */
claimmap_status clm_library_end(claimmap_context *context, clm_status status);

/* The last value of an option, NULL where it is not set. */
const char *clm_library_value(const claimmap_context *context, const char *name);
bool clm_library_switched_on(const claimmap_context *context, const char *name);

/* The values of an option that may be repeated, in order; `*out` has room for as many as there are
 * options. **Owns:** the caller frees the list, not the values. */
CLM_MUST_CHECK clm_status clm_library_values(const claimmap_context *context, const char *name,
                                             const char ***out, size_t *count, clm_error *error);

/* The request that the options make. `*hidden` is what it borrows: the caller frees it. */
CLM_MUST_CHECK clm_status clm_library_request(const claimmap_context *context, clm_request *request,
                                              const char ***hidden, clm_error *error);

/* An empty one; NULL when memory ends. */
claimmap_outputs *clm_library_outputs_new(void);

/* Adds an output, which borrows `content`. `suffix` NULL: that of a format without a file. */
void clm_library_put(claimmap_outputs *outputs, const char *suffix, const char *format,
                     const clm_buffer *content);

/* The theme of option `style`. */
CLM_MUST_CHECK clm_status clm_library_theme(const claimmap_context *context,
                                            struct clm_theme *theme, clm_error *error);

/* Opens what is not open yet; what claimmap_open does. */
CLM_MUST_CHECK clm_status clm_library_open(claimmap_context *context);

/* Keeps one more value of an option, without a look at it. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_library_add(claimmap_context *context, const char *name,
                                          const char *value, clm_error *error);

/* Sets the option; what claimmap_set does but for the message. */
CLM_MUST_CHECK clm_status clm_library_set(claimmap_context *context, const char *name,
                                          const char *value);

#endif

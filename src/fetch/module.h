/* fetch/module.h: private to fetch: what the module that is linked with libcurl offers to the
 * program.
 *
 * A module as base/module.h describes, with its own copy of base. It makes one request and follows
 * nothing: what is asked of whom and when is decided on this side. A change of anything here needs
 * a new CLM_FETCH_MODULE_VERSION. Thread rule: one transport, one thread at a time. */
#ifndef CLM_FETCH_MODULE_H
#define CLM_FETCH_MODULE_H

#include "fetch/fetch.h"

#define CLM_FETCH_MODULE_FILE "claimmap-curl.so"
#define CLM_FETCH_MODULE_ENTRY "clm_fetch_module_get"

enum { CLM_FETCH_MODULE_VERSION = 1 };

typedef struct clm_transport clm_transport;

/* A checked URL and its parts. Zeroed is empty. */
typedef struct clm_fetch_url {
    clm_buffer whole;  /* normalised, without a fragment */
    clm_buffer shown;  /* for messages: without user, password and query */
    clm_buffer origin; /* "https://example.org:443" */
    clm_buffer host;   /* "example.org" */
    clm_buffer path;   /* with the query, "/a?b=c" */
} clm_fetch_url;

/* What of a request is each time's own. */
typedef struct clm_transport_request {
    const char *url;
    const char *shown;
    const char *user_agent;
    const char *etag, *last_modified; /* NULL: not sent */
    const atomic_bool *cancel;
    unsigned connect_ms, total_ms, stall_ms;
    unsigned whole_ms; /* what total_ms is left of, for messages */
    uint64_t received_limit, unpacked_limit;
    bool cut_at_limit; /* a longer body is cut, no fault */
    bool allow_private;
} clm_transport_request;

typedef struct clm_transport_reply {
    clm_buffer body; /* of a 2xx */
    int status;
    clm_fetch_fault fault; /* of the transfer, none of the status */
    bool temporary;
    uint64_t retry_after_s;
    uint64_t received_bytes;
    clm_buffer location; /* absolute, of a 3xx with one */
    clm_buffer content_type, etag, last_modified;
} clm_transport_reply;

typedef struct clm_fetch_module {
    uint32_t version;
    clm_status (*open)(clm_transport **out, clm_error *error);
    void (*free)(clm_transport *transport);
    /* Takes `text` apart into `out`, which is empty. CLM_ERR_ARGUMENT with a message that names it.
     */
    clm_status (*url)(const char *text, clm_fetch_url *out, clm_error *error);
    /* Any answer is CLM_OK, else `fault` says why there is none, and the message has it in words,
     * after the URL as shown. `reply` is empty before. */
    clm_status (*get)(clm_transport *transport, const clm_transport_request *request,
                      clm_transport_reply *reply, clm_error *error);
} clm_fetch_module;

#endif

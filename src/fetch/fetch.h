/* fetch/fetch.h: URLs -> bytes, with what a repeated, polite and wary visitor needs to know of
 * them.
 *
 * Only http and https, also after redirects. A server's address is looked at when the socket to it
 * is opened, so that no name can lead into the private network. robots.txt is obeyed (RFC 9309),
 * one request at a time goes to a host, with a gap after it, and Retry-After is waited for or
 * handed on. Knows URLs, bytes, headers and times, nothing about articles. libcurl is a module of
 * the project's own, loaded when a fetcher is opened. Proxies, cookies and passwords that the
 * environment or files name are not used. Thread rule: one fetcher, one thread at a time; a thread
 * more, a fetcher more, all with the same clm_fetch_manners, which any thread may use.
 */
#ifndef CLM_FETCH_FETCH_H
#define CLM_FETCH_FETCH_H

#include "base/error.h"
#include "base/text.h"

#include <stdatomic.h>

/* ---- manners: what is known of hosts ---- */

/* Rules of robots.txt and the time of the next request, for each host. Rules count for a day, a
 * robots.txt that could not be had for ten minutes; only the memory of the process keeps them. */
typedef struct clm_fetch_manners clm_fetch_manners;

/* NULL when memory ends. **Owns:** the caller frees, after the last fetcher that has it. */
clm_fetch_manners *clm_fetch_manners_new(void);
void clm_fetch_manners_free(clm_fetch_manners *manners); /* NULL is fine */

/* ---- the fetcher ---- */

typedef struct clm_fetcher clm_fetcher;

/* Start from clm_fetch_options_default: a 0 means 0. */
typedef struct clm_fetch_options {
    const char *version; /* of the program, for the user agent; NULL: none */
    const char *contact; /* URL or address of who runs it, part of the user agent; NULL: none */
    clm_fetch_manners *manners; /* shared; NULL: the fetcher's own */
    const atomic_bool *cancel;  /* true: stop at once; NULL: never */
    unsigned connect_ms;        /* name, connection and TLS; 0: no limit, as for all times here */
    unsigned total_ms;          /* all redirects and robots.txt, without waiting for a turn */
    unsigned stall_ms;          /* without one byte */
    uint64_t received_limit;    /* bytes of a body on the wire */
    uint64_t unpacked_limit;    /* bytes of a body after gzip, deflate or br */
    unsigned redirect_limit;
    unsigned gap_ms;         /* between the end of a request and the next to the same host */
    unsigned delay_limit_ms; /* a longer Crawl-delay counts as this */
    unsigned wait_limit_ms;  /* a turn that is farther away is a failure with retry_after_s */
    bool allow_private;      /* loopback, private and unique local addresses too */
    bool ignore_robots;
} clm_fetch_options;

/* 10 s to connect, 60 s in all, 20 s stalled; 16 MiB received, 32 MiB unpacked; 5 redirects; 1 s
 * between requests, Crawl-delay up to 30 s, a turn within 60 s. */
clm_fetch_options clm_fetch_options_default(void);

/* `options` is copied; its strings too, manners and cancel are borrowed until the fetcher is freed.
 * **Owns:** the caller frees with clm_fetcher_free. **Errors:** CLM_ERR_UNSUPPORTED no module or
 * libcurl, CLM_ERR_VERSION, CLM_ERR_ARGUMENT a contact with control characters, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_fetcher_open(const clm_fetch_options *options, clm_fetcher **out,
                                           clm_error *error);
void clm_fetcher_free(clm_fetcher *fetcher); /* NULL is fine */

/* ---- one request ---- */

typedef struct clm_fetch_request {
    const char *url; /* absolute; what is not ASCII in path or query is escaped */
    /* What an earlier reply had, as it was; NULL or "": not asked for. Lines with control
     * characters are left out. */
    const char *etag, *last_modified;
} clm_fetch_request;

/* Why there is no body. */
typedef enum clm_fetch_fault {
    CLM_FETCH_NONE = 0,
    CLM_FETCH_LOCAL,     /* memory, or libcurl itself */
    CLM_FETCH_CANCELLED, /* by the flag */
    CLM_FETCH_URL,       /* no URL, or neither http nor https, here or after a redirect */
    CLM_FETCH_ADDRESS,   /* the host has no address that is allowed */
    CLM_FETCH_ROBOTS,    /* robots.txt does not allow it, or could not be read just now */
    CLM_FETCH_WAIT,      /* the host is to be left alone for longer than wait_limit_ms */
    CLM_FETCH_NETWORK,   /* no such name, no connection, TLS */
    CLM_FETCH_TIMEOUT,
    CLM_FETCH_CUT_OFF,   /* the body is shorter than announced, or its coding is damaged */
    CLM_FETCH_PROTOCOL,  /* an answer that is no HTTP */
    CLM_FETCH_TOO_LARGE, /* received, unpacked, or headers */
    CLM_FETCH_REDIRECTS, /* too many */
    CLM_FETCH_REFUSED,   /* a status from 400 to 499 other than 408, 425 and 429 */
    CLM_FETCH_SERVER,    /* any other status that is no success */
    CLM_FETCH_FAULT_COUNT
} clm_fetch_fault;

/* A short name, "cut-off"; "unknown" for others. For logs and state. */
const char *clm_fetch_fault_name(clm_fetch_fault fault);

/* All strings are the reply's, "" where there is nothing; bytes as the server wrote them, without
 * control characters. */
typedef struct clm_fetch_reply {
    clm_buffer body;         /* unpacked; empty unless the status is 2xx */
    int status;              /* of the last answer, 0: none came */
    bool not_modified;       /* 304 to etag or last_modified: there is no body */
    clm_fetch_fault fault;   /* CLM_FETCH_NONE exactly where CLM_OK is returned */
    bool temporary;          /* of a fault: another time it may go well */
    uint64_t retry_after_s;  /* of a temporary fault: not before; 0: the server says nothing */
    bool moved_for_good;     /* there were redirects, and all were 301 or 308 */
    unsigned redirects;      /* followed */
    uint64_t received_bytes; /* of the last body on the wire */
    clm_buffer url;          /* the last one, normalised; without a fragment */
    clm_buffer type;         /* "text/html", lower case; of Content-Type */
    clm_buffer charset;      /* "windows-1251", lower case; of Content-Type */
    clm_buffer etag, last_modified;
} clm_fetch_reply;

void clm_fetch_reply_init(clm_fetch_reply *reply);
void clm_fetch_reply_clear(clm_fetch_reply *reply); /* frees; may be used again */

/* Fetches one URL. `reply` is cleared first, and filled as far as it goes also after a failure.
 * Messages begin with the URL, without user, password, query and fragment. **Errors:**
 * CLM_ERR_ARGUMENT a URL or address that is not allowed, robots.txt; CLM_ERR_NOT_FOUND 404 and 410;
 * CLM_ERR_LIMIT sizes, redirects, waiting; CLM_ERR_FORMAT an answer that is damaged; CLM_ERR_NOMEM;
 * CLM_ERR_FOREIGN libcurl itself; CLM_ERR_IO all others, cancelled too. */
CLM_MUST_CHECK clm_status clm_fetcher_get(clm_fetcher *fetcher, const clm_fetch_request *request,
                                          clm_fetch_reply *reply, clm_error *error);

/* ---- names ---- */

/* True for "http:" and "https:" with "//" behind, whatever the case. */
bool clm_fetch_is_url(const char *text);

/* Appends `url` without user, password and fragment, and without its query unless `query`; the
 * scheme in lower case, all else as it stands, but "-" for control characters. For texts that
 * people read and keep: also of what is no URL, a password before "@" does not get through. */
void clm_fetch_shown(const char *url, bool query, clm_buffer *out);

/* Appends a name for files of `url`: the last segment of its path that has a letter or a digit,
 * without a last extension, percent signs decoded; runs of what is neither letter, digit, "-", "_"
 * nor "." become one "-"; at most 80 bytes; of a path without any, the host. Never empty, never
 * begins with "." or "-". Valid UTF-8. */
void clm_fetch_stem(const char *url, clm_buffer *out);

#endif

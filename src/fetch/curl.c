/* One transfer by libcurl. */
#include "fetch/curl.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "fetch/address.h"
#include "fetch/values.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>

enum { HEADER_BYTES_MAX = 256 * 1024, POLL_MS = 100 };

struct clm_transport {
    CURLM *multi; /* keeps connections from one transfer to the next */
    CURL *easy;
};

typedef struct transfer {
    const clm_transport_request *request;
    clm_transport_reply *reply;
    CURL *easy;
    uint64_t header_bytes;
    uint64_t announced;  /* bytes of the body; UINT64_MAX: not said */
    clm_fetch_fault why; /* of a stop of our own */
    bool packed_is_long; /* of CLM_FETCH_TOO_LARGE: on the wire, not unpacked */
    bool cut;            /* of cut_at_limit */
    bool out_of_memory;
    bool connected;
    int64_t moved_ms; /* when the last byte came */
    clm_address_class refused;
    char refused_text[INET6_ADDRSTRLEN];
} transfer;

static bool cancelled(const transfer *t) {
    return t->request->cancel != NULL && atomic_load(t->request->cancel);
}

/* ---- what libcurl calls ---- */

/* Here, because what a name leads to may change between a check and a connection. */
static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address) {
    transfer *t = context;
    const char *from = (const char *)address + offsetof(struct curl_sockaddr, addr);
    clm_address_class of = CLM_ADDRESS_RESERVED;
    t->refused_text[0] = '\0';
    if (purpose == CURLSOCKTYPE_IPCXN && address->family == AF_INET &&
        address->addrlen >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in v4;
        memcpy(&v4, from, sizeof v4);
        of = clm_address_classify((const uint8_t *)&v4.sin_addr, 4);
        (void)inet_ntop(AF_INET, &v4.sin_addr, t->refused_text, sizeof t->refused_text);
    } else if (purpose == CURLSOCKTYPE_IPCXN && address->family == AF_INET6 &&
               address->addrlen >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 v6;
        memcpy(&v6, from, sizeof v6);
        of = clm_address_classify(v6.sin6_addr.s6_addr, 16);
        (void)inet_ntop(AF_INET6, &v6.sin6_addr, t->refused_text, sizeof t->refused_text);
    }
    if (!clm_address_allowed(of, t->request->allow_private)) {
        t->refused = of;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void stop(transfer *t, clm_fetch_fault why) {
    if (t->why == CLM_FETCH_NONE) {
        t->why = why;
    }
}

/* Whether a body of `bytes` on the wire is one too long; a cut one is stopped without a fault. */
static bool too_long(transfer *t, uint64_t bytes) {
    if (t->why != CLM_FETCH_NONE || t->cut) {
        return true;
    }
    if (bytes <= t->request->received_limit) {
        return false;
    }
    if (t->request->cut_at_limit) {
        t->cut = true;
    } else {
        t->packed_is_long = true;
        stop(t, CLM_FETCH_TOO_LARGE);
    }
    return true;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    transfer *t = context;
    t->moved_ms = clm_clock_ms();
    t->connected = true;
    t->header_bytes += size * count;
    if (t->header_bytes > HEADER_BYTES_MAX) {
        stop(t, CLM_FETCH_TOO_LARGE);
        return 0;
    }
    return size * count;
}

static bool success(const transfer *t) {
    long status = 0;
    (void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    return status >= 200 && status < 300;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
    transfer *t = context;
    clm_buffer *body = &t->reply->body;
    const size_t length = size * count;
    t->moved_ms = clm_clock_ms();
    if (!success(t)) {
        t->cut = true; /* the words around an error or a redirect are not wanted */
        return 0;
    }
    if (t->cut) {
        return 0;
    }
    curl_off_t received = 0;
    (void)curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
    if (!t->request->cut_at_limit && received > 0 && too_long(t, (uint64_t)received)) {
        return 0;
    }
    if (body->len + (uint64_t)length > t->request->unpacked_limit) {
        if (t->request->cut_at_limit) {
            t->cut = true;
            clm_buffer_add(body, bytes, (size_t)(t->request->unpacked_limit - body->len));
        } else {
            stop(t, CLM_FETCH_TOO_LARGE);
        }
        return 0;
    }
    clm_buffer_add(body, bytes, length);
    t->out_of_memory = body->failed;
    return body->failed ? 0 : length;
}

static int watch(void *context, curl_off_t total, curl_off_t now, curl_off_t up_total,
                 curl_off_t up_now) {
    (void)up_total;
    (void)up_now;
    transfer *t = context;
    const uint64_t received = now > 0 ? (uint64_t)now : 0;
    if (received != t->reply->received_bytes) {
        t->reply->received_bytes = received;
        t->moved_ms = clm_clock_ms();
    }
    t->announced = total > 0 ? (uint64_t)total : UINT64_MAX;
    if (total > 0 && !t->request->cut_at_limit && success(t) && too_long(t, (uint64_t)total)) {
        return 1;
    }
    return too_long(t, received);
}

/* ---- the transfer ---- */

static bool add_line(struct curl_slist **list, const char *name, const char *value) {
    if (value == NULL) {
        return true;
    }
    clm_buffer line;
    clm_buffer_init(&line);
    clm_buffer_printf(&line, "%s: %s", name, value);
    struct curl_slist *longer = line.failed ? NULL : curl_slist_append(*list, line.data);
    clm_buffer_clear(&line);
    *list = longer != NULL ? longer : *list;
    return longer != NULL;
}

/* The least of what libcurl offers: no proxy, no cookie, no file of the user's. */
static bool set_options(transfer *t, struct curl_slist *lines) {
    CURL *easy = t->easy;
    const clm_transport_request *r = t->request;
    curl_easy_reset(easy);
    return curl_easy_setopt(easy, CURLOPT_URL, r->url) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, r->user_agent) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br") !=
               CURLE_OUT_OF_MEMORY &&
           curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                            r->connect_ms > 0 ? (long)r->connect_ms : 86400000L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)r->total_ms) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, t) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, t) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, watch) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_XFERINFODATA, t) == CURLE_OK;
}

static CURLcode result_of(CURLM *multi) {
    int left;
    const CURLMsg *message = curl_multi_info_read(multi, &left);
    return message != NULL && message->msg == CURLMSG_DONE ? message->data.result
                                                           : CURLE_ABORTED_BY_CALLBACK;
}

static CURLcode drive(transfer *t, CURLM *multi) {
    t->moved_ms = clm_clock_ms();
    while (true) {
        int running = 0;
        if (curl_multi_perform(multi, &running) != CURLM_OK) {
            return CURLE_FAILED_INIT;
        }
        if (running == 0) {
            return result_of(multi);
        }
        if (cancelled(t)) {
            stop(t, CLM_FETCH_CANCELLED);
            return CURLE_ABORTED_BY_CALLBACK;
        }
        if (t->request->stall_ms > 0 &&
            clm_clock_ms() - t->moved_ms >= (int64_t)t->request->stall_ms) {
            stop(t, CLM_FETCH_TIMEOUT);
            return CURLE_ABORTED_BY_CALLBACK;
        }
        (void)curl_multi_poll(multi, NULL, 0, POLL_MS, NULL);
    }
}

/* TLS writes may raise SIGPIPE, which would end the program; the handlers of a process are not
 * ours to set, the mask of this thread is. */
static CURLcode perform(transfer *t, CURLM *multi) {
    sigset_t pipe_only, before, waiting;
    (void)sigemptyset(&pipe_only);
    (void)sigaddset(&pipe_only, SIGPIPE);
    (void)sigpending(&waiting);
    const bool had = sigismember(&waiting, SIGPIPE) == 1;
    const bool masked = pthread_sigmask(SIG_BLOCK, &pipe_only, &before) == 0;
    CURLcode code = CURLE_OUT_OF_MEMORY;
    if (curl_multi_add_handle(multi, t->easy) == CURLM_OK) {
        code = drive(t, multi);
        (void)curl_multi_remove_handle(multi, t->easy);
    }
    if (masked) {
        static const struct timespec at_once = {0, 0};
        while (!had && sigtimedwait(&pipe_only, NULL, &at_once) == SIGPIPE) {
        }
        (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    return code;
}

/* ---- what came of it ---- */

static void add_value(clm_buffer *out, const char *value) {
    if (value != NULL && clm_fetch_value_plain(clm_text_of(value))) {
        clm_buffer_string(out, value);
    }
}

static void add_header(CURL *easy, const char *name, clm_buffer *out) {
    struct curl_header *header;
    if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK) {
        add_value(out, header->value);
    }
}

/* As libcurl would follow it; CURLINFO_REDIRECT_URL is there only once a body was read to its end.
 * What is no URL is handed on as it is, to be refused by its name. */
static void add_location(const transfer *t, clm_buffer *out) {
    struct curl_header *header;
    if (curl_easy_header(t->easy, "Location", 0, CURLH_HEADER, -1, &header) != CURLHE_OK ||
        !clm_fetch_value_plain(clm_text_of(header->value))) {
        return;
    }
    CURLU *url = curl_url();
    char *whole = NULL;
    if (url != NULL && curl_url_set(url, CURLUPART_URL, t->request->url, 0) == CURLUE_OK &&
        curl_url_set(url, CURLUPART_URL, header->value,
                     CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK) {
        (void)curl_url_get(url, CURLUPART_URL, &whole, 0);
    }
    clm_buffer_string(out, whole != NULL ? whole : header->value);
    curl_free(whole);
    curl_url_cleanup(url);
}

static clm_status read_answer(const transfer *t, clm_error *error) {
    clm_transport_reply *reply = t->reply;
    long status = 0;
    curl_off_t number = 0;
    (void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    reply->status = (int)status;
    if (curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &number) == CURLE_OK && number > 0) {
        reply->retry_after_s = (uint64_t)number;
    }
    if (curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &number) == CURLE_OK && number > 0) {
        reply->received_bytes = (uint64_t)number;
    }
    add_location(t, &reply->location);
    add_header(t->easy, "Content-Type", &reply->content_type);
    add_header(t->easy, "ETag", &reply->etag);
    add_header(t->easy, "Last-Modified", &reply->last_modified);
    if (reply->location.failed || reply->content_type.failed || reply->etag.failed ||
        reply->last_modified.failed) {
        reply->fault = CLM_FETCH_LOCAL;
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    return CLM_OK;
}

static clm_fetch_fault fault_of(CURLcode code) {
    switch ((int)code) {
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
        return CLM_FETCH_LOCAL;
    case CURLE_URL_MALFORMAT:
        return CLM_FETCH_URL;
    case CURLE_OPERATION_TIMEDOUT:
        return CLM_FETCH_TIMEOUT;
    case CURLE_PARTIAL_FILE:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2_STREAM:
        return CLM_FETCH_CUT_OFF;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: /* the answer's: the URL was looked at before */
    case CURLE_WRITE_ERROR: /* ours are told before: chunks that are none, or an unknown coding */
    case CURLE_HTTP2:
        return CLM_FETCH_PROTOCOL;
    default:
        return CLM_FETCH_NETWORK;
    }
}

static void add_progress(const transfer *t, clm_buffer *out) {
    clm_fetch_grouped(t->reply->received_bytes, out);
    if (t->announced != UINT64_MAX) {
        clm_buffer_string(out, " of ");
        clm_fetch_grouped(t->announced, out);
    }
    clm_buffer_string(out, " bytes");
}

static void add_seconds(unsigned ms, clm_buffer *out) {
    clm_buffer_number(out, ms / 1000.0, 3);
    clm_buffer_string(out, " s");
}

static void say_timeout(const transfer *t, clm_buffer *out) {
    const unsigned stall = t->request->stall_ms;
    if (t->why == CLM_FETCH_TIMEOUT) {
        clm_buffer_string(out, "the server sent nothing for ");
        add_seconds(stall, out);
    } else if (!t->connected) {
        curl_off_t connected_us = 0;
        (void)curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &connected_us);
        clm_buffer_string(out, connected_us > 0 ? "no answer within " : "no connection within ");
        add_seconds(
            connected_us > 0 || t->request->connect_ms == 0 ||
                    (t->request->total_ms > 0 && t->request->total_ms < t->request->connect_ms)
                ? t->request->whole_ms
                : t->request->connect_ms,
            out);
        return;
    } else {
        clm_buffer_string(out, "not done within ");
        add_seconds(t->request->whole_ms, out);
    }
    clm_buffer_string(out, ", after ");
    add_progress(t, out);
}

static void say_too_large(const transfer *t, clm_buffer *out) {
    if (t->header_bytes > HEADER_BYTES_MAX) {
        clm_buffer_string(out, "the headers are longer than ");
        clm_fetch_grouped(HEADER_BYTES_MAX, out);
    } else if (!t->packed_is_long) {
        clm_buffer_string(out, "unpacks to more than ");
        clm_fetch_grouped(t->request->unpacked_limit, out);
    } else {
        clm_buffer_string(out, "longer than the limit of ");
        clm_fetch_grouped(t->request->received_limit, out);
    }
    clm_buffer_string(out, " bytes");
    if (t->packed_is_long && t->announced != UINT64_MAX) {
        clm_buffer_string(out, ": the server announces ");
        clm_fetch_grouped(t->announced, out);
    }
}

static clm_status say(const transfer *t, CURLcode code, clm_buffer *out) {
    switch ((int)t->reply->fault) {
    case CLM_FETCH_LOCAL:
        clm_buffer_string(out, curl_easy_strerror(code));
        return code == CURLE_OUT_OF_MEMORY || t->out_of_memory ? CLM_ERR_NOMEM : CLM_ERR_FOREIGN;
    case CLM_FETCH_CANCELLED:
        clm_buffer_string(out, "cancelled");
        return CLM_ERR_IO;
    case CLM_FETCH_URL:
        clm_buffer_string(out, curl_easy_strerror(code));
        return CLM_ERR_ARGUMENT;
    case CLM_FETCH_ADDRESS:
        clm_buffer_printf(out, "leads to %s, %s, which is not allowed",
                          clm_address_class_name(t->refused),
                          t->refused_text[0] != '\0' ? t->refused_text : "of another kind");
        return CLM_ERR_ARGUMENT;
    case CLM_FETCH_TIMEOUT:
        say_timeout(t, out);
        return CLM_ERR_IO;
    case CLM_FETCH_TOO_LARGE:
        say_too_large(t, out);
        return CLM_ERR_LIMIT;
    case CLM_FETCH_CUT_OFF:
        if (code == CURLE_BAD_CONTENT_ENCODING) {
            clm_buffer_string(out, "the packed body is damaged, after ");
            add_progress(t, out);
            return CLM_ERR_FORMAT;
        }
        clm_buffer_string(out, "the server closed after ");
        add_progress(t, out);
        return CLM_ERR_IO;
    case CLM_FETCH_PROTOCOL:
        clm_buffer_printf(out, "not an answer that HTTP has: %s", curl_easy_strerror(code));
        return CLM_ERR_FORMAT;
    default:
        clm_buffer_string(out, curl_easy_strerror(code));
        return CLM_ERR_IO;
    }
}

static clm_status fail_transfer(const transfer *t, CURLcode code, clm_error *error) {
    clm_transport_reply *reply = t->reply;
    reply->fault = t->out_of_memory           ? CLM_FETCH_LOCAL
                   : t->why != CLM_FETCH_NONE ? t->why
                   : t->refused != CLM_ADDRESS_PUBLIC && code == CURLE_COULDNT_CONNECT
                       ? CLM_FETCH_ADDRESS
                       : fault_of(code);
    reply->temporary = reply->fault != CLM_FETCH_URL && reply->fault != CLM_FETCH_ADDRESS &&
                       reply->fault != CLM_FETCH_TOO_LARGE && reply->fault != CLM_FETCH_PROTOCOL;
    clm_buffer_clear(&reply->body);
    clm_buffer words;
    clm_buffer_init(&words);
    clm_buffer_printf(&words, "%.300s: ", t->request->shown);
    clm_status status = say(t, code, &words);
    if (words.failed || status == CLM_ERR_NOMEM) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else {
        status = clm_fail(error, status, "%s", words.data);
    }
    clm_buffer_clear(&words);
    return status;
}

static clm_status get(clm_transport *transport, const clm_transport_request *request,
                      clm_transport_reply *reply, clm_error *error) {
    transfer t = {
        .request = request, .reply = reply, .easy = transport->easy, .announced = UINT64_MAX};
    struct curl_slist *lines = NULL;
    CURLcode code = CURLE_OUT_OF_MEMORY;
    if (add_line(&lines, "If-None-Match", request->etag) &&
        add_line(&lines, "If-Modified-Since", request->last_modified) && set_options(&t, lines)) {
        code = perform(&t, transport->multi);
    }
    clm_status status = CLM_OK;
    if (t.why != CLM_FETCH_NONE || (code != CURLE_OK && !t.cut)) {
        (void)read_answer(&t, NULL);
        status = fail_transfer(&t, code, error);
    } else {
        status = read_answer(&t, error);
    }
    curl_easy_reset(transport->easy); /* it must not keep `t` or the lines */
    curl_slist_free_all(lines);
    return status;
}

static void free_transport(clm_transport *transport) {
    if (transport == NULL) {
        return;
    }
    curl_easy_cleanup(transport->easy);
    (void)curl_multi_cleanup(transport->multi);
    clm_free(transport);
    curl_global_cleanup();
}

static clm_status open_transport(clm_transport **out, clm_error *error) {
    *out = NULL;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return clm_fail(error, CLM_ERR_FOREIGN, "libcurl does not start");
    }
    clm_transport *transport = clm_alloc_zero(1, sizeof *transport);
    if (transport == NULL) {
        curl_global_cleanup();
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    transport->multi = curl_multi_init();
    transport->easy = curl_easy_init();
    if (transport->multi == NULL || transport->easy == NULL) {
        free_transport(transport);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    (void)curl_multi_setopt(transport->multi, CURLMOPT_MAXCONNECTS, 4L);
    *out = transport;
    return CLM_OK;
}

const void *clm_fetch_module_get(void);

__attribute__((visibility("default"))) const void *clm_fetch_module_get(void) {
    static const clm_fetch_module module = {CLM_FETCH_MODULE_VERSION, open_transport,
                                            free_transport, clm_curl_url, get};
    return &module;
}

/* fetch_urls [NAME=VALUE...] [--cancel-after MS] URL...: fetches one after the other, with numbers
 * of clm_fetch_options, "etag" and "last_modified"; writes a line of fields between tabs for each:
 * what is in the reply and the message. The body's first bytes are the last field. */
#include "base/clock.h"
#include "fetch/fetch.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct settings {
    clm_fetch_options options;
    const char *etag, *last_modified;
    long cancel_ms;
    atomic_bool cancel;
} settings;

static bool set_number(settings *s, const char *name, size_t length, const char *value) {
    clm_fetch_options *o = &s->options;
    const struct {
        const char *name;
        unsigned *number;
    } rows[] = {
        {"connect_ms", &o->connect_ms},
        {"total_ms", &o->total_ms},
        {"stall_ms", &o->stall_ms},
        {"redirect_limit", &o->redirect_limit},
        {"gap_ms", &o->gap_ms},
        {"delay_limit_ms", &o->delay_limit_ms},
        {"wait_limit_ms", &o->wait_limit_ms},
    };
    const unsigned long long number = strtoull(value, NULL, 10);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strlen(rows[i].name) == length && memcmp(rows[i].name, name, length) == 0) {
            *rows[i].number = (unsigned)number;
            return true;
        }
    }
    if (strncmp(name, "received_limit", length) == 0) {
        o->received_limit = number;
    } else if (strncmp(name, "unpacked_limit", length) == 0) {
        o->unpacked_limit = number;
    } else if (strncmp(name, "allow_private", length) == 0) {
        o->allow_private = number != 0;
    } else if (strncmp(name, "ignore_robots", length) == 0) {
        o->ignore_robots = number != 0;
    } else if (strncmp(name, "cancel_ms", length) == 0) {
        s->cancel_ms = (long)number;
    } else if (strncmp(name, "etag", length) == 0) {
        s->etag = value;
    } else if (strncmp(name, "last_modified", length) == 0) {
        s->last_modified = value;
    } else {
        return false;
    }
    return true;
}

static void *cancel_later(void *context) {
    settings *s = context;
    const struct timespec time = {s->cancel_ms / 1000, s->cancel_ms % 1000 * 1000000L};
    nanosleep(&time, NULL);
    atomic_store(&s->cancel, true);
    return NULL;
}

static const char *words(const clm_buffer *buffer) {
    return buffer->data != NULL ? buffer->data : "";
}

static void fetch_one(clm_fetcher *fetcher, const settings *s, const char *url) {
    clm_fetch_reply reply;
    clm_error error = {0};
    clm_fetch_reply_init(&reply);
    const clm_fetch_request request = {url, s->etag, s->last_modified};
    const double start_s = clm_clock_s();
    const clm_status status = clm_fetcher_get(fetcher, &request, &reply, &error);
    const double spent_s = clm_clock_s() - start_s;
    printf("status=%d\tfault=%s\tcode=%s\ttemporary=%d\tretry=%llu\tredirects=%u\tgood=%d\t"
           "same=%d\treceived=%llu\tlength=%zu\turl=%s\ttype=%s\tcharset=%s\tetag=%s\tmodified=%s\t"
           "seconds=%.3f\tmessage=%s\tbody=%.40s\n",
           reply.status, clm_fetch_fault_name(reply.fault), clm_status_name(status),
           reply.temporary, (unsigned long long)reply.retry_after_s, reply.redirects,
           reply.moved_for_good, reply.not_modified, (unsigned long long)reply.received_bytes,
           reply.body.len, words(&reply.url), words(&reply.type), words(&reply.charset),
           words(&reply.etag), words(&reply.last_modified), spent_s,
           status != CLM_OK ? error.message : "", words(&reply.body));
    (void)fflush(stdout);
    clm_fetch_reply_clear(&reply);
}

int main(int argc, char **argv) {
    settings s = {.options = clm_fetch_options_default()};
    s.options.version = "0.0";
    s.options.contact = "https://example.org/bot";
    s.options.cancel = &s.cancel;
    int at = 1;
    for (; at < argc && !clm_fetch_is_url(argv[at]) && strchr(argv[at], '=') != NULL; at++) {
        const char *equals = strchr(argv[at], '=');
        if (!set_number(&s, argv[at], (size_t)(equals - argv[at]), equals + 1)) {
            (void)fprintf(stderr, "no such number: %s\n", argv[at]);
            return 2;
        }
    }
    clm_fetcher *fetcher;
    clm_error error = {0};
    if (clm_fetcher_open(&s.options, &fetcher, &error) != CLM_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    pthread_t thread;
    const bool later = s.cancel_ms > 0 && pthread_create(&thread, NULL, cancel_later, &s) == 0;
    for (; at < argc; at++) {
        fetch_one(fetcher, &s, argv[at]);
    }
    if (later) {
        (void)pthread_join(thread, NULL);
    }
    clm_fetcher_free(fetcher);
    return 0;
}

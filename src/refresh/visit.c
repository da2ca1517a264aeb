#include "refresh/visit.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/hash.h"

#include <pthread.h>
#include <stdlib.h>

/* A host that was there and answers no more would cost each of its pages the whole time-out. */
enum { SILENT_MAX = 3 };

/* A visit and its host; after sorting, each host's stand together in the order of the list. */
typedef struct stop {
    clm_text host;
    size_t index;
} stop;

typedef struct route {
    size_t first, count; /* of stops, all of one host */
} route;

typedef struct tour {
    const clm_visit_options *options;
    clm_visit *visits;
    stop *stops;
    route *routes;
    size_t route_count;
    pthread_mutex_t lock; /* of all below, of the arena and of `visited` */
    size_t next;          /* route */
    clm_error error;      /* of what no visit can do without; code CLM_OK: none */
} tour;

typedef struct guide {
    tour *of;
    clm_fetcher *fetcher;
    pthread_t thread;
} guide;

/* ---- hosts ---- */

/* Only sorts visits: whom it cannot tell apart still take turns, and the fetcher knows better. */
static clm_text host_of(const char *url) {
    const char *at = strstr(url, "://");
    at = at != NULL ? at + 3 : url;
    const size_t length = strcspn(at, "/?#\\");
    clm_text host = {at, length};
    for (size_t i = 0; i < length; i++) {
        if (at[i] == '@') {
            host = (clm_text){at + i + 1, length - i - 1};
        }
    }
    const char *colon = host.len > 0 && host.ptr[0] != '[' ? memchr(host.ptr, ':', host.len) : NULL;
    host.len = colon != NULL ? (size_t)(colon - host.ptr) : host.len;
    if (host.len > 0 && host.ptr[host.len - 1] == '.') {
        host.len--;
    }
    return host;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int compare_hosts(clm_text a, clm_text b) {
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        const unsigned char x = (unsigned char)lower(a.ptr[i]), y = (unsigned char)lower(b.ptr[i]);
        if (x != y) {
            return x < y ? -1 : 1;
        }
    }
    return (a.len > b.len) - (a.len < b.len);
}

static int by_host(const void *a, const void *b) {
    const stop *x = a, *y = b;
    const int order = compare_hosts(x->host, y->host);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

/* The one with most visits takes longest, and is begun first. */
static int by_length(const void *a, const void *b) {
    const route *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return (x->first > y->first) - (x->first < y->first);
}

static bool group(tour *t, size_t count) {
    t->stops = clm_alloc_zero(count, sizeof *t->stops);
    t->routes = clm_alloc_zero(count, sizeof *t->routes);
    if (t->stops == NULL || t->routes == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        t->stops[i] = (stop){host_of(t->visits[i].url), i};
    }
    qsort(t->stops, count, sizeof *t->stops, by_host);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_hosts(t->stops[i - 1].host, t->stops[i].host) != 0) {
            t->routes[t->route_count++].first = i;
        }
        t->routes[t->route_count - 1].count++;
    }
    qsort(t->routes, t->route_count, sizeof *t->routes, by_length);
    return true;
}

/* ---- one visit ---- */

/* What a fetcher says after the URL. One that was asked for in vain may have blanks in it, and no
 * reason has a colon; one that was fetched is normalised, and a reason may name another. */
static const char *without_url(const char *message, const clm_fetch_reply *reply) {
    const bool in_vain = reply->fault == CLM_FETCH_URL && reply->redirects == 0;
    const char *end = NULL;
    if (in_vain || clm_fetch_is_url(message)) {
        end = strstr(message, ": ");
    }
    for (const char *at = end; in_vain && at != NULL; at = strstr(at + 2, ": ")) {
        end = at;
    }
    return end != NULL ? end + 2 : message;
}

/* NULL, and `*failed` set, when memory ends. */
static const char *copied(clm_arena *arena, const clm_buffer *text, bool *failed) {
    if (text->len == 0) {
        return "";
    }
    const char *copy = clm_arena_strndup(arena, text->data, text->len);
    *failed = *failed || copy == NULL;
    return copy;
}

static void tell_failure(tour *t, clm_visit *visit, clm_status status, const char *reason) {
    visit->status = status;
    visit->reason = clm_arena_strdup(t->options->arena, reason);
    if (visit->reason == NULL || status == CLM_ERR_NOMEM) {
        (void)clm_fail(&t->error, CLM_ERR_NOMEM, "out of memory");
    }
}

/* With the lock held, under which nothing else takes long. */
static void tell(tour *t, clm_visit *visit, clm_status status, const clm_fetch_reply *reply,
                 const clm_error *error) {
    clm_arena *arena = t->options->arena;
    bool failed = false;
    visit->fault = reply->fault;
    visit->not_modified = reply->not_modified;
    visit->gone = reply->status == 404 || reply->status == 410;
    visit->temporary = reply->temporary;
    visit->retry_after_s = (int64_t)reply->retry_after_s;
    visit->type = copied(arena, &reply->type, &failed);
    visit->charset = copied(arena, &reply->charset, &failed);
    visit->new_etag = copied(arena, &reply->etag, &failed);
    visit->new_last_modified = copied(arena, &reply->last_modified, &failed);
    if (reply->redirects > 0 && reply->url.len > 0) {
        visit->final_url = copied(arena, &reply->url, &failed);
    }
    if (status != CLM_OK) {
        tell_failure(t, visit, status, without_url(error->message, reply));
    }
    if (failed) {
        (void)clm_fail(&t->error, CLM_ERR_NOMEM, "out of memory");
    }
}

/* Keeps the body. A failure is the tour's, too: no other will find room. */
static clm_status keep(tour *t, clm_visit *visit, const clm_buffer *body, clm_error *error) {
    const clm_text bytes = {body->data, body->len};
    const clm_status status = clm_spool_add(t->options->spool, bytes, &visit->body, error);
    if (status == CLM_OK) {
        char hex[CLM_SHA256_HEX_BYTES];
        clm_sha256_hex(body->data != NULL ? body->data : "", body->len, hex);
        (void)pthread_mutex_lock(&t->lock);
        visit->sha256 = clm_arena_strdup(t->options->arena, hex);
        if (visit->sha256 == NULL) {
            (void)clm_fail(&t->error, CLM_ERR_NOMEM, "out of memory");
        }
        (void)pthread_mutex_unlock(&t->lock);
    }
    return status;
}

static void ended(tour *t, clm_visit *visit, int64_t start_ms) {
    visit->duration_s = (double)(clm_clock_ms() - start_ms) / 1000.0;
    if (t->options->visited != NULL && t->error.code == CLM_OK) {
        t->options->visited(t->options->context, visit);
    }
}

/* Returns whether the host itself answered nothing. */
static bool visit_one(guide *g, clm_visit *visit) {
    tour *t = g->of;
    clm_fetch_reply reply;
    clm_error error = {CLM_OK, ""};
    clm_fetch_reply_init(&reply);
    const int64_t start_ms = clm_clock_ms();
    const clm_fetch_request request = {visit->url, visit->etag, visit->last_modified};
    visit->begun = true;
    clm_status status = clm_fetcher_get(g->fetcher, &request, &reply, &error);
    const bool fetched = status == CLM_OK;
    if (fetched && !reply.not_modified) {
        status = keep(t, visit, &reply.body, &error);
    }
    (void)pthread_mutex_lock(&t->lock);
    tell(t, visit, status, &reply, &error);
    if (fetched && status != CLM_OK) {
        visit->fault = CLM_FETCH_LOCAL;
        visit->temporary = true;
        t->error = error;
    }
    ended(t, visit, start_ms);
    (void)pthread_mutex_unlock(&t->lock);
    const bool silent = reply.redirects == 0 &&
                        (reply.fault == CLM_FETCH_NETWORK || reply.fault == CLM_FETCH_TIMEOUT);
    clm_fetch_reply_clear(&reply);
    return silent;
}

static void leave_out(tour *t, clm_visit *visit) {
    (void)pthread_mutex_lock(&t->lock);
    visit->begun = true;
    visit->fault = CLM_FETCH_NETWORK;
    visit->temporary = true;
    tell_failure(t, visit, CLM_ERR_IO, "not asked for: the host did not answer three times");
    ended(t, visit, clm_clock_ms());
    (void)pthread_mutex_unlock(&t->lock);
}

/* ---- threads ---- */

static bool is_over(tour *t) {
    const clm_visit_options *o = t->options;
    if ((o->fetch.cancel != NULL && atomic_load(o->fetch.cancel)) ||
        (o->deadline_ms > 0 && clm_clock_ms() >= o->deadline_ms)) {
        return true;
    }
    (void)pthread_mutex_lock(&t->lock);
    const bool failed = t->error.code != CLM_OK;
    (void)pthread_mutex_unlock(&t->lock);
    return failed;
}

static const route *next_route(tour *t) {
    (void)pthread_mutex_lock(&t->lock);
    const route *found = t->next < t->route_count ? &t->routes[t->next++] : NULL;
    (void)pthread_mutex_unlock(&t->lock);
    return found;
}

static void *guide_all(void *context) {
    guide *g = context;
    tour *t = g->of;
    for (const route *r = next_route(t); r != NULL; r = next_route(t)) {
        size_t silent = 0;
        for (size_t i = r->first; i < r->first + r->count && !is_over(t); i++) {
            clm_visit *visit = &t->visits[t->stops[i].index];
            if (silent == SILENT_MAX) {
                leave_out(t, visit);
            } else {
                silent = visit_one(g, visit) ? silent + 1 : 0;
            }
        }
    }
    return NULL;
}

/* The caller is one of the threads, so that where no more can be had all is done still. */
static clm_status go(tour *t, clm_error *error) {
    guide guides[CLM_VISIT_THREADS_MAX];
    for (size_t i = 0; i < CLM_VISIT_THREADS_MAX; i++) {
        guides[i] = (guide){.of = t};
    }
    const size_t wanted =
        t->route_count < CLM_VISIT_THREADS_MAX ? t->route_count : CLM_VISIT_THREADS_MAX;
    clm_status status = CLM_OK;
    for (size_t i = 0; i < wanted && status == CLM_OK; i++) {
        status = clm_fetcher_open(&t->options->fetch, &guides[i].fetcher, error);
    }
    size_t begun = 1;
    while (status == CLM_OK && begun < wanted &&
           pthread_create(&guides[begun].thread, NULL, guide_all, &guides[begun]) == 0) {
        begun++;
    }
    if (status == CLM_OK) {
        (void)guide_all(&guides[0]);
    }
    for (size_t i = 1; i < begun; i++) {
        (void)pthread_join(guides[i].thread, NULL);
    }
    for (size_t i = 0; i < wanted; i++) {
        clm_fetcher_free(guides[i].fetcher);
    }
    if (status == CLM_OK && t->error.code != CLM_OK) {
        status = clm_fail(error, t->error.code, "%s", t->error.message);
    }
    return status;
}

clm_status clm_visits_run(const clm_visit_options *options, clm_visit *visits, size_t count,
                          clm_error *error) {
    for (size_t i = 0; i < count; i++) {
        visits[i] = (clm_visit){.url = visits[i].url,
                                .etag = visits[i].etag,
                                .last_modified = visits[i].last_modified,
                                .type = "",
                                .charset = "",
                                .new_etag = "",
                                .new_last_modified = ""};
    }
    if (count == 0) {
        return CLM_OK;
    }
    tour t = {.options = options, .visits = visits};
    if (pthread_mutex_init(&t.lock, NULL) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    const clm_status status =
        group(&t, count) ? go(&t, error) : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    clm_free(t.stops);
    clm_free(t.routes);
    (void)pthread_mutex_destroy(&t.lock);
    return status;
}

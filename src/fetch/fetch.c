/* One URL after the other: turns, robots.txt, redirects, and what an answer means. */
#include "fetch/fetch.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/module.h"
#include "fetch/manners.h"
#include "fetch/module.h"
#include "fetch/values.h"

#include <stdio.h>

#define PRODUCT "claimmap"

enum { ROBOTS_REDIRECTS = 5 }; /* RFC 9309 2.3.1.2 */
static const uint64_t retry_limit_s = 86400;

struct clm_fetcher {
    clm_fetch_options options;
    clm_fetch_manners *manners;
    clm_fetch_manners *own_manners;
    clm_buffer user_agent;
    const clm_fetch_module *module;
    clm_transport *transport;
};

clm_fetch_options clm_fetch_options_default(void) {
    return (clm_fetch_options){
        .connect_ms = 10000,
        .total_ms = 60000,
        .stall_ms = 20000,
        .received_limit = (uint64_t)16 << 20,
        .unpacked_limit = (uint64_t)32 << 20,
        .redirect_limit = 5,
        .gap_ms = 1000,
        .delay_limit_ms = 30000,
        .wait_limit_ms = 60000,
    };
}

const char *clm_fetch_fault_name(clm_fetch_fault fault) {
    static const char *const names[CLM_FETCH_FAULT_COUNT] = {
        "none",    "local",   "cancelled", "url",       "address",   "robots",  "wait",   "network",
        "timeout", "cut-off", "protocol",  "too-large", "redirects", "refused", "server",
    };
    return fault < CLM_FETCH_FAULT_COUNT ? names[fault] : "unknown";
}

/* ---- life ---- */

static clm_status make_user_agent(clm_fetcher *fetcher, clm_error *error) {
    const clm_fetch_options *o = &fetcher->options;
    clm_buffer *out = &fetcher->user_agent;
    clm_buffer_string(out, PRODUCT);
    if (o->version != NULL) {
        clm_buffer_printf(out, "/%s", o->version);
    }
    if (o->contact != NULL) {
        clm_buffer_printf(out, " (+%s)", o->contact);
    }
    if (out->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (!clm_fetch_value_plain((clm_text){out->data, out->len})) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a contact with control characters, or too long");
    }
    return CLM_OK;
}

static clm_status open_parts(clm_fetcher *fetcher, clm_error *error) {
    static const clm_module_spec spec = {CLM_FETCH_MODULE_FILE,
                                         CLM_FETCH_MODULE_ENTRY,
                                         CLM_FETCH_MODULE_VERSION,
                                         "fetching a URL",
                                         "libcurl",
                                         "libcurl4-openssl-dev"};
    clm_status status = make_user_agent(fetcher, error);
    if (status == CLM_OK && fetcher->manners == NULL) {
        fetcher->manners = fetcher->own_manners = clm_fetch_manners_new();
        status =
            fetcher->manners != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK) {
        const void *table;
        status = clm_module_load(&spec, &table, error);
        fetcher->module = table;
    }
    return status == CLM_OK ? fetcher->module->open(&fetcher->transport, error) : status;
}

clm_status clm_fetcher_open(const clm_fetch_options *options, clm_fetcher **out, clm_error *error) {
    *out = NULL;
    clm_fetcher *fetcher = clm_alloc_zero(1, sizeof *fetcher);
    if (fetcher == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    fetcher->options = *options;
    fetcher->manners = options->manners;
    const clm_status status = open_parts(fetcher, error);
    fetcher->options.version = fetcher->options.contact = NULL; /* they are in user_agent */
    if (status != CLM_OK) {
        clm_fetcher_free(fetcher);
        return status;
    }
    *out = fetcher;
    return CLM_OK;
}

void clm_fetcher_free(clm_fetcher *fetcher) {
    if (fetcher == NULL) {
        return;
    }
    if (fetcher->transport != NULL) {
        fetcher->module->free(fetcher->transport);
    }
    clm_fetch_manners_free(fetcher->own_manners);
    clm_buffer_clear(&fetcher->user_agent);
    clm_free(fetcher);
}

void clm_fetch_reply_init(clm_fetch_reply *reply) {
    *reply = (clm_fetch_reply){0};
}

void clm_fetch_reply_clear(clm_fetch_reply *reply) {
    clm_buffer_clear(&reply->body);
    clm_buffer_clear(&reply->url);
    clm_buffer_clear(&reply->type);
    clm_buffer_clear(&reply->charset);
    clm_buffer_clear(&reply->etag);
    clm_buffer_clear(&reply->last_modified);
    *reply = (clm_fetch_reply){0};
}

static void clear_url(clm_fetch_url *url) {
    clm_buffer_clear(&url->whole);
    clm_buffer_clear(&url->shown);
    clm_buffer_clear(&url->origin);
    clm_buffer_clear(&url->host);
    clm_buffer_clear(&url->path);
}

static void clear_answer(clm_transport_reply *answer) {
    clm_buffer_clear(&answer->body);
    clm_buffer_clear(&answer->location);
    clm_buffer_clear(&answer->content_type);
    clm_buffer_clear(&answer->etag);
    clm_buffer_clear(&answer->last_modified);
    *answer = (clm_transport_reply){0};
}

/* ---- one fetch ---- */

typedef struct visit {
    clm_fetcher *fetcher;
    const clm_fetch_request *request;
    clm_fetch_reply *reply;
    clm_fetch_url url; /* where it stands */
    int64_t used_ms;   /* of total_ms */
    uint64_t gap_ms;   /* that the host's robots.txt asks for */
    clm_error *error;
} visit;

static clm_status fail_visit(visit *v, clm_fetch_fault fault, bool temporary, clm_status code,
                             const char *what) {
    v->reply->fault = fault;
    v->reply->temporary = temporary;
    return clm_fail(v->error, code, "%.300s: %s", v->url.shown.data, what);
}

static clm_status no_memory(visit *v) {
    v->reply->fault = CLM_FETCH_LOCAL;
    v->reply->temporary = true;
    return clm_fail(v->error, CLM_ERR_NOMEM, "out of memory");
}

/* One request within what is left of the time for all. */
static clm_status ask(visit *v, clm_transport_request *r, clm_transport_reply *answer,
                      clm_error *error) {
    const clm_fetch_options *o = &v->fetcher->options;
    r->user_agent = v->fetcher->user_agent.data;
    r->cancel = o->cancel;
    r->connect_ms = o->connect_ms;
    r->stall_ms = o->stall_ms;
    r->allow_private = o->allow_private;
    if (o->total_ms > 0) {
        const int64_t left_ms = (int64_t)o->total_ms - v->used_ms;
        r->total_ms = left_ms > 1 ? (unsigned)left_ms : 1;
        r->whole_ms = o->total_ms;
    }
    const int64_t start_ms = clm_clock_ms();
    const clm_status status = v->fetcher->module->get(v->fetcher->transport, r, answer, error);
    v->used_ms += clm_clock_ms() - start_ms;
    return status;
}

static bool is_redirect(const clm_transport_reply *answer) {
    const int s = answer->status;
    return (s == 301 || s == 302 || s == 303 || s == 307 || s == 308) && answer->location.len > 0;
}

/* ---- robots.txt ---- */

/* Takes the place of `url` by what `text` leads to. */
static clm_status move_to(const clm_fetcher *fetcher, const char *text, clm_fetch_url *url,
                          clm_error *error) {
    clm_fetch_url next = {0};
    const clm_status status = fetcher->module->url(text, &next, error);
    if (status == CLM_OK) {
        clear_url(url);
        *url = next;
    } else {
        clear_url(&next);
    }
    return status;
}

/* The robots.txt of v->url's origin: its bytes, or no rules for a 4xx. Where no answer came that is
 * said as of the URL itself, and the state is CLM_ROBOTS_FAILED. Redirects are followed to
 * any host without a turn there: to wait for one while standing at another could lock both. */
static clm_status ask_robots(visit *v, clm_transport_reply *answer, clm_robots_state *state) {
    clm_fetch_url at = {0};
    clm_error error = {0};
    clm_buffer first;
    clm_buffer_init(&first);
    clm_buffer_printf(&first, "%s/robots.txt", v->url.origin.data);
    clm_status status = first.failed ? clm_fail(&error, CLM_ERR_NOMEM, "out of memory")
                                     : move_to(v->fetcher, first.data, &at, &error);
    for (unsigned hops = 0; status == CLM_OK; hops++) {
        clear_answer(answer);
        clm_transport_request r = {.url = at.whole.data,
                                   .shown = hops > 0 ? at.shown.data : v->url.shown.data,
                                   .received_limit = CLM_ROBOTS_LIMIT_BYTES,
                                   .unpacked_limit = CLM_ROBOTS_LIMIT_BYTES,
                                   .cut_at_limit = true};
        status = ask(v, &r, answer, &error);
        if (status != CLM_OK || !is_redirect(answer) || hops == ROBOTS_REDIRECTS) {
            break;
        }
        status = move_to(v->fetcher, answer->location.data, &at, &error);
    }
    /* A redirect without end, or to nowhere, is "unavailable", which allows; no answer or 5xx is
     * "unreachable", which does not. 429 asks to be left alone: it is taken as the latter. */
    const bool none = status == CLM_ERR_ARGUMENT && answer->fault == CLM_FETCH_NONE;
    const bool reached = status == CLM_OK && answer->status < 500 && answer->status != 429;
    *state = none || reached ? CLM_ROBOTS_READ : CLM_ROBOTS_FAILED;
    if (none || (status == CLM_OK && answer->status >= 300)) {
        clm_buffer_clear(&answer->body);
    }
    clear_url(&at);
    clm_buffer_clear(&first);
    if (status == CLM_OK || none) {
        return CLM_OK;
    }
    v->reply->fault = answer->fault != CLM_FETCH_NONE ? answer->fault : CLM_FETCH_LOCAL;
    v->reply->temporary = answer->fault == CLM_FETCH_NONE || answer->temporary;
    return clm_fail(v->error, error.code, "%s", error.message);
}

static clm_status learn_robots(visit *v, clm_robots_state *state, const clm_robots **out) {
    clm_transport_reply answer = {0};
    clm_robots robots = {0};
    clm_status status = ask_robots(v, &answer, state);
    const bool keep =
        status == CLM_OK || (status != CLM_ERR_NOMEM && answer.fault != CLM_FETCH_CANCELLED);
    if (keep &&
        (!clm_robots_parse((clm_text){answer.body.data, answer.body.len}, PRODUCT, &robots) ||
         !clm_manners_keep(v->fetcher->manners, v->url.origin.data, *state, &robots))) {
        status = no_memory(v);
    }
    if (status == CLM_OK) {
        *state = clm_manners_robots(v->fetcher->manners, v->url.origin.data, out);
    }
    clear_answer(&answer);
    return status;
}

static clm_status heed_robots(visit *v) {
    const clm_fetch_options *o = &v->fetcher->options;
    const clm_robots *robots = NULL;
    v->gap_ms = o->gap_ms;
    if (o->ignore_robots) {
        return CLM_OK;
    }
    clm_robots_state state = clm_manners_robots(v->fetcher->manners, v->url.origin.data, &robots);
    if (state == CLM_ROBOTS_UNKNOWN) {
        const clm_status status = learn_robots(v, &state, &robots);
        if (status != CLM_OK) {
            return status;
        }
    }
    if (state != CLM_ROBOTS_READ) {
        v->reply->retry_after_s = CLM_ROBOTS_FAILED_MS / 1000;
        return fail_visit(v, CLM_FETCH_ROBOTS, true, CLM_ERR_ARGUMENT,
                          "robots.txt of the host cannot be read now, and nothing is fetched "
                          "without it");
    }
    const double delay_ms = robots->delay_s * 1000.0;
    const double kept_ms = delay_ms < o->delay_limit_ms ? delay_ms : o->delay_limit_ms;
    v->gap_ms = kept_ms > (double)v->gap_ms ? (uint64_t)kept_ms : v->gap_ms;
    bool allowed;
    if (!clm_robots_allowed(robots, (clm_text){v->url.path.data, v->url.path.len}, &allowed)) {
        return no_memory(v);
    }
    if (!allowed) {
        return fail_visit(v, CLM_FETCH_ROBOTS, false, CLM_ERR_ARGUMENT,
                          "robots.txt of the host does not allow it");
    }
    return CLM_OK;
}

/* ---- hops ---- */

static clm_status fail_turn(visit *v, const clm_manners_turn *turn) {
    if (turn->fault == CLM_FETCH_LOCAL) {
        return no_memory(v);
    }
    if (turn->fault == CLM_FETCH_CANCELLED) {
        return fail_visit(v, CLM_FETCH_CANCELLED, true, CLM_ERR_IO, "cancelled");
    }
    v->reply->retry_after_s = turn->wait_s;
    clm_buffer words;
    clm_buffer_init(&words);
    clm_buffer_string(&words, "the host is to be left alone for another ");
    clm_fetch_grouped(turn->wait_s, &words);
    clm_buffer_string(&words, " s");
    const clm_status status = words.failed
                                  ? no_memory(v)
                                  : fail_visit(v, CLM_FETCH_WAIT, true, CLM_ERR_LIMIT, words.data);
    clm_buffer_clear(&words);
    return status;
}

static bool wants_pause(int status) {
    return status == 429 || status == 503;
}

/* One request at the host of v->url, in its turn. */
static clm_status hop(visit *v, clm_transport_reply *answer) {
    const clm_fetch_options *o = &v->fetcher->options;
    clm_fetch_manners *manners = v->fetcher->manners;
    const clm_manners_turn turn =
        clm_manners_enter(manners, v->url.host.data, o->wait_limit_ms, o->cancel);
    if (turn.host == NULL) {
        return fail_turn(v, &turn);
    }
    clm_status status = heed_robots(v);
    uint64_t gap_ms = v->gap_ms;
    if (status == CLM_OK) {
        const char *etag = v->request->etag, *last = v->request->last_modified;
        const clm_transport_request fixed = {
            .url = v->url.whole.data,
            .shown = v->url.shown.data,
            .etag = clm_fetch_value_plain(clm_text_of(etag)) ? etag : NULL,
            .last_modified = clm_fetch_value_plain(clm_text_of(last)) ? last : NULL,
            .received_limit = o->received_limit,
            .unpacked_limit = o->unpacked_limit};
        clm_transport_request r = fixed;
        status = ask(v, &r, answer, v->error);
        v->reply->status = answer->status;
        v->reply->received_bytes = answer->received_bytes;
        if (answer->retry_after_s > retry_limit_s) {
            answer->retry_after_s = retry_limit_s;
        }
        if (status != CLM_OK) {
            v->reply->fault = answer->fault;
            v->reply->temporary = answer->temporary;
        } else if (wants_pause(answer->status) && answer->retry_after_s * 1000 > gap_ms) {
            gap_ms = answer->retry_after_s * 1000;
        }
    }
    clm_manners_leave(manners, turn.host, gap_ms);
    return status;
}

/* ---- what an answer means ---- */

static clm_status fail_status(visit *v, const clm_transport_reply *answer) {
    const int s = answer->status;
    const bool refused = s >= 400 && s < 500 && s != 408 && s != 425 && s != 429;
    char words[96];
    (void)snprintf(words, sizeof words, "the server answers with status %d%s", s,
                   s == 404                                      ? ", not found"
                   : s == 410                                    ? ", gone"
                   : s == 429                                    ? ", too many requests"
                   : s == 304                                    ? ", though nothing was known"
                   : s >= 300 && s < 400 && !is_redirect(answer) ? ", which leads nowhere"
                                                                 : "");
    if (s == 429 || s >= 500) {
        v->reply->retry_after_s = answer->retry_after_s;
    }
    return fail_visit(v, refused ? CLM_FETCH_REFUSED : CLM_FETCH_SERVER, !refused,
                      s == 404 || s == 410 ? CLM_ERR_NOT_FOUND : CLM_ERR_IO, words);
}

static void swap(clm_buffer *a, clm_buffer *b) {
    const clm_buffer kept = *a;
    *a = *b;
    *b = kept;
}

static clm_status accept(visit *v, clm_transport_reply *answer) {
    clm_fetch_reply *reply = v->reply;
    const bool known = (v->request->etag != NULL && v->request->etag[0] != '\0') ||
                       (v->request->last_modified != NULL && v->request->last_modified[0] != '\0');
    reply->not_modified = answer->status == 304 && known;
    if (!reply->not_modified &&
        (answer->status < 200 || answer->status > 299 || answer->status == 206)) {
        return fail_status(v, answer);
    }
    swap(&reply->body, &answer->body);
    swap(&reply->etag, &answer->etag);
    swap(&reply->last_modified, &answer->last_modified);
    if (answer->content_type.len > 0) {
        clm_fetch_content_type((clm_text){answer->content_type.data, answer->content_type.len},
                               &reply->type, &reply->charset);
    }
    return reply->type.failed || reply->charset.failed ? no_memory(v) : CLM_OK;
}

static clm_status follow(visit *v, clm_transport_reply *answer) {
    clm_fetch_reply *reply = v->reply;
    if (reply->redirects >= v->fetcher->options.redirect_limit) {
        char words[64];
        (void)snprintf(words, sizeof words, "more than %u redirects",
                       v->fetcher->options.redirect_limit);
        return fail_visit(v, CLM_FETCH_REDIRECTS, false, CLM_ERR_LIMIT, words);
    }
    const bool permanent = answer->status == 301 || answer->status == 308;
    reply->moved_for_good = permanent && (reply->redirects == 0 || reply->moved_for_good);
    reply->redirects++;
    clm_error error = {0};
    const clm_status status = move_to(v->fetcher, answer->location.data, &v->url, &error);
    if (status == CLM_ERR_NOMEM) {
        return no_memory(v);
    }
    if (status != CLM_OK) {
        clm_buffer words;
        clm_buffer_init(&words);
        clm_buffer_printf(&words, "redirects to %s", error.message);
        const clm_status said =
            words.failed ? no_memory(v) : fail_visit(v, CLM_FETCH_URL, false, status, words.data);
        clm_buffer_clear(&words);
        return said;
    }
    return CLM_OK;
}

static clm_status walk(visit *v) {
    clm_transport_reply answer = {0};
    clm_status status = move_to(v->fetcher, v->request->url, &v->url, v->error);
    if (status != CLM_OK) {
        v->reply->fault = status == CLM_ERR_NOMEM ? CLM_FETCH_LOCAL : CLM_FETCH_URL;
        return status;
    }
    bool there = false;
    while (status == CLM_OK && !there) {
        clear_answer(&answer);
        status = hop(v, &answer);
        if (status == CLM_OK && is_redirect(&answer)) {
            status = follow(v, &answer);
        } else if (status == CLM_OK) {
            status = accept(v, &answer);
            there = true;
        }
    }
    clear_answer(&answer);
    clm_buffer_add(&v->reply->url, v->url.whole.data, v->url.whole.len);
    return status == CLM_OK && v->reply->url.failed ? no_memory(v) : status;
}

clm_status clm_fetcher_get(clm_fetcher *fetcher, const clm_fetch_request *request,
                           clm_fetch_reply *reply, clm_error *error) {
    clm_fetch_reply_clear(reply);
    visit v = {.fetcher = fetcher, .request = request, .reply = reply, .error = error};
    const clm_status status = walk(&v);
    if (status != CLM_OK) {
        clm_buffer_clear(&reply->body);
    }
    clear_url(&v.url);
    return status;
}

/* A transport without a network. The path of a URL says what comes: "/to/X" leads to http://X,
 * "/NNN" is a status, others are a page; a host "rules" has a robots.txt that allows nothing below
 * "/no", "broken" one that cannot be had, all others none. */
#include "base/alloc.h"
#include "fetch/module.h"

#include <stdlib.h>

const void *clm_fetch_module_get(void);

static clm_status fake_open(clm_transport **out, clm_error *error) {
    void *inner = clm_alloc(1);
    *out = inner;
    return inner != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

static void fake_free(clm_transport *transport) {
    clm_free(transport);
}

static clm_status fake_url(const char *text, clm_fetch_url *out, clm_error *error) {
    if (strncmp(text, "http://", 7) != 0) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "%s: not for the fake", text);
    }
    const char *host = text + 7;
    const size_t length = strcspn(host, "/");
    clm_buffer_string(&out->whole, text);
    clm_buffer_string(&out->shown, text);
    clm_buffer_add(&out->origin, text, length + 7);
    clm_buffer_add(&out->host, host, length);
    clm_buffer_string(&out->path, host[length] == '/' ? host + length : "/");
    return out->whole.failed || out->shown.failed || out->origin.failed || out->host.failed ||
                   out->path.failed
               ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
               : CLM_OK;
}

static clm_status fake_get(clm_transport *transport, const clm_transport_request *request,
                           clm_transport_reply *reply, clm_error *error) {
    (void)transport;
    const char *host = request->url + 7;
    const char *path = strchr(host, '/');
    path = path != NULL ? path : "/";
    reply->status = 200;
    if (strcmp(path, "/robots.txt") == 0) {
        reply->status = strncmp(host, "rules/", 6) == 0    ? 200
                        : strncmp(host, "broken/", 7) == 0 ? 500
                                                           : 404;
        clm_buffer_string(&reply->body, "User-agent: *\nDisallow: /no\n");
    } else if (strncmp(path, "/to/", 4) == 0) {
        reply->status = 302;
        clm_buffer_printf(&reply->location, "http://%s", path + 4);
    } else if (path[1] >= '1' && path[1] <= '9') {
        reply->status = atoi(path + 1);
        reply->retry_after_s = 3;
    } else {
        clm_buffer_string(&reply->content_type, "text/html; charset=utf-8");
        clm_buffer_string(&reply->etag, request->etag != NULL ? request->etag : "\"new\"");
        clm_buffer_string(&reply->body, "page");
    }
    if (reply->body.failed || reply->location.failed || reply->content_type.failed ||
        reply->etag.failed) {
        reply->fault = CLM_FETCH_LOCAL;
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    return CLM_OK;
}

const void *clm_fetch_module_get(void) {
    static const clm_fetch_module module = {CLM_FETCH_MODULE_VERSION, fake_open, fake_free,
                                            fake_url, fake_get};
    return &module;
}

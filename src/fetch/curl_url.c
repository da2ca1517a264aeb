/* URLs, taken apart by libcurl, so that what is checked is what is fetched. */
#include "fetch/curl.h"

#include <curl/curl.h>

enum { URL_BYTES_MAX = 8192 };

static bool add_part(CURLU *url, CURLUPart part, unsigned flags, clm_buffer *out) {
    char *text = NULL;
    const bool there = curl_url_get(url, part, &text, flags) == CURLUE_OK && text != NULL;
    if (there) {
        clm_buffer_string(out, text);
    }
    curl_free(text);
    return there;
}

static bool drop(CURLU *url, CURLUPart part) {
    return curl_url_set(url, part, NULL, 0) == CURLUE_OK;
}

static bool take_apart(CURLU *url, clm_fetch_url *out) {
    if (!drop(url, CURLUPART_FRAGMENT) || !add_part(url, CURLUPART_URL, 0, &out->whole) ||
        !add_part(url, CURLUPART_SCHEME, 0, &out->origin) ||
        !add_part(url, CURLUPART_HOST, 0, &out->host)) {
        return false;
    }
    /* Names of hosts are the same in capitals and with a dot behind. */
    for (size_t i = 0; i < out->host.len; i++) {
        const char c = out->host.data[i];
        out->host.data[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    if (out->host.len > 1 && out->host.data[out->host.len - 1] == '.') {
        out->host.data[--out->host.len] = '\0';
    }
    clm_buffer_string(&out->origin, "://");
    clm_buffer_add(&out->origin, out->host.data, out->host.len);
    clm_buffer_char(&out->origin, ':');
    if (!add_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT, &out->origin) ||
        !add_part(url, CURLUPART_PATH, 0, &out->path)) {
        return false;
    }
    clm_buffer query;
    clm_buffer_init(&query);
    if (add_part(url, CURLUPART_QUERY, 0, &query)) {
        clm_buffer_char(&out->path, '?');
        clm_buffer_add(&out->path, query.data, query.len);
    }
    out->path.failed = out->path.failed || query.failed;
    clm_buffer_clear(&query);
    return drop(url, CURLUPART_USER) && drop(url, CURLUPART_PASSWORD) &&
           drop(url, CURLUPART_QUERY) && add_part(url, CURLUPART_URL, 0, &out->shown);
}

/* Without what may be a password. */
static clm_status refuse(const char *text, const char *why, clm_error *error) {
    clm_buffer shown;
    clm_buffer_init(&shown);
    clm_fetch_shown(text, false, &shown);
    const clm_status status = shown.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                           : clm_fail(error, CLM_ERR_ARGUMENT, "%.300s: %s",
                                                      shown.data != NULL ? shown.data : "", why);
    clm_buffer_clear(&shown);
    return status;
}

clm_status clm_curl_url(const char *text, clm_fetch_url *out, clm_error *error) {
    if (strlen(text) > URL_BYTES_MAX) {
        return refuse(text, "a URL of more than 8,192 bytes", error);
    }
    for (const char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7F) {
            return refuse(text, "a URL with a control character", error);
        }
    }
    CURLU *url = curl_url();
    if (url == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    const CURLUcode code =
        curl_url_set(url, CURLUPART_URL, text, CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME);
    clm_status status = CLM_OK;
    char *scheme = NULL;
    if (code == CURLUE_OUT_OF_MEMORY) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else if (code != CURLUE_OK) {
        status = refuse(text, curl_url_strerror(code), error);
    } else if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
               (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0)) {
        status = refuse(text, "neither an http nor an https URL", error);
    } else if (!take_apart(url, out)) {
        status = refuse(text, "not a URL that can be fetched", error);
    } else if (out->whole.failed || out->shown.failed || out->origin.failed || out->host.failed ||
               out->path.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    curl_free(scheme);
    curl_url_cleanup(url);
    return status;
}

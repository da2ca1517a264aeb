#include "cli/map_fetch.h"

#include "article/article.h"
#include "pipeline/pipeline.h"

/* Servers name Markdown in several ways or not at all: those fall to the article's own look. */
static const char *extension_of(const clm_buffer *type) {
    static const struct {
        const char *type, *extension;
    } rows[] = {
        {"text/html", ".html"},        {"application/xhtml+xml", ".html"},
        {"application/json", ".json"}, {"application/ld+json", ".json"},
        {"text/markdown", ".md"},      {"text/x-markdown", ".md"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (clm_text_is((clm_text){type->data, type->len}, rows[i].type)) {
            return rows[i].extension;
        }
    }
    return ".txt";
}

static clm_status take(const char *url, const clm_fetch_reply *reply, clm_map_page *out,
                       clm_error *error) {
    const char *extension = extension_of(&reply->type);
    clm_buffer_add(&out->bytes, reply->body.data, reply->body.len);
    clm_fetch_stem(url, &out->file);
    clm_buffer_string(&out->file, extension);
    clm_buffer_add(&out->charset, reply->charset.data, reply->charset.len);
    clm_fetch_shown(reply->url.data, true, &out->url);
    out->html = strcmp(extension, ".html") == 0;
    return out->bytes.failed || out->file.failed || out->charset.failed || out->url.failed
               ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
               : CLM_OK;
}

clm_status clm_map_fetch(const char *url, clm_fetch_manners *manners, bool allow_private,
                         clm_map_page *out, clm_error *error) {
    clm_fetch_options options = clm_fetch_options_default();
    options.version = clm_version();
    options.manners = manners;
    options.allow_private = allow_private;
    options.unpacked_limit = CLM_ARTICLE_LIMIT_BYTES;
    clm_fetcher *fetcher;
    clm_status status = clm_fetcher_open(&options, &fetcher, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_fetch_reply reply;
    clm_fetch_reply_init(&reply);
    const clm_fetch_request request = {.url = url};
    status = clm_fetcher_get(fetcher, &request, &reply, error);
    if (status == CLM_OK) {
        status = take(url, &reply, out, error);
    }
    clm_fetch_reply_clear(&reply);
    clm_fetcher_free(fetcher);
    return status;
}

void clm_map_page_clear(clm_map_page *page) {
    clm_buffer_clear(&page->bytes);
    clm_buffer_clear(&page->file);
    clm_buffer_clear(&page->charset);
    clm_buffer_clear(&page->url);
    page->html = false;
}

#include "refresh/make.h"

#include "article/article.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "features/features.h"
#include "fetch/fetch.h"
#include "refresh/make_parts.h"
#include "refresh/near.h"
#include "refresh/sources.h"

#include <sys/resource.h>

enum {
    REASON_BYTES = 500,
    LINE_BYTES = 400,
    DIFFERENCES_MAX = 40,
    WARNINGS_MAX = 40,
    PHRASE_BYTES = 80,
    EXTENSION_MAX = 9
};

/* All of one task. */
typedef struct making {
    clm_context *context;
    const clm_make_task *task;
    clm_arena *arena;
    const char *file;  /* what the article is called */
    const char *title; /* that it is given; NULL: it has its own */
    clm_buffer bytes;
    clm_article *article;
    clm_text text; /* of the article, without what stands around it */
    clm_result result;
    clm_buffer warnings; /* lines */
    clm_made made;
    bool failed; /* memory ended */
} making;

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

static const char *clip(making *m, clm_text text, size_t most_bytes) {
    return clm_made_clip(m->arena, text, most_bytes, false, &m->failed);
}

/* ---- reading ---- */

/* ".md" of a URL's path, "" without one. */
static clm_text extension_of(const char *url) {
    const char *start = strstr(url, "://");
    start = start != NULL ? start + 3 : url;
    const clm_text path = {start, strcspn(start, "?#")};
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '.' && path.ptr[at - 1] != '/' &&
           path.len - at < EXTENSION_MAX) {
        at--;
    }
    const bool found = at > 1 && path.ptr[at - 1] == '.' && memchr(path.ptr, '/', at) != NULL;
    return found ? (clm_text){path.ptr + at - 1, path.len - at + 1} : (clm_text){NULL, 0};
}

/* A path is the article's name; a page is called by its stem. */
static const char *name_of(const clm_make_task *task, clm_arena *arena) {
    if (strstr(task->address, "://") == NULL) {
        return task->address;
    }
    const clm_text extension = task->html ? CLM_TEXT(".html") : extension_of(task->address);
    return clm_arena_printf(arena, "%s%.*s", task->stem, (int)extension.len,
                            extension.len > 0 ? extension.ptr : "");
}

static clm_status parse(making *m, const char *title, clm_error *error) {
    const clm_article_options options = {
        .file = m->file,
        .format = m->task->html ? CLM_ARTICLE_HTML : CLM_ARTICLE_AUTO,
        .charset = m->task->charset,
        .title = title,
        .no_sha256 = true,
    };
    clm_article_free(m->article);
    m->article = NULL;
    m->title = title;
    return clm_article_parse((clm_text){m->bytes.data, m->bytes.len}, &options, &m->article, error);
}

static clm_status read_article(making *m, const clm_spool *spool, clm_error *error) {
    const clm_make_task *task = m->task;
    m->file = name_of(task, m->arena);
    if (m->file == NULL) {
        return fail_memory(error);
    }
    clm_status status = clm_spool_read(spool, task->bytes, &m->bytes, error);
    if (status != CLM_OK) {
        return status;
    }
    status = parse(m, task->settings->title, error);
    /* Where a feed has the text of an article, its title stands beside it. */
    if (status == CLM_OK && m->article->title.len == 0 && task->title != NULL) {
        status = parse(m, task->title, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    /* A server that fails often sends an empty page and says that all is well: a map of nothing
     * would take the place of the one that is published. */
    m->text = clm_article_slice(m->article, m->article->body);
    return clm_text_trim(m->text).len > 0
               ? CLM_OK
               : clm_fail(error, CLM_ERR_FORMAT, "there is no text in it");
}

/* Title, outlet, date, sketch and the sum of the text. */
static clm_status tell_article(making *m, clm_error *error) {
    const clm_article *article = m->article;
    struct clm_near_sketch sketch;
    clm_buffer scratch;
    char date[16];
    char sum[CLM_SHA256_HEX_BYTES];
    clm_status status = clm_near_sketch_make(m->text, &sketch, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_date_format(article->date, date);
    clm_buffer_init(&scratch);
    clm_buffer_text(&scratch, article->title);
    clm_buffer_char(&scratch, '\0');
    clm_buffer_string(&scratch, date);
    clm_buffer_char(&scratch, '\0');
    clm_buffer_text(&scratch, m->text);
    clm_buffer_char(&scratch, '\0');
    if (!scratch.failed) {
        clm_sha256_hex(scratch.data, scratch.len, sum);
        scratch.len = 0;
        clm_sketch_write(&sketch, &scratch);
    }
    if (!scratch.failed) {
        m->made.text_sha256 = clm_arena_strdup(m->arena, sum);
        m->made.sketch = clm_arena_strdup(m->arena, scratch.data);
    }
    clm_buffer_clear(&scratch);
    m->made.title = clip(m, article->title, CLM_MADE_TITLE_BYTES);
    m->made.outlet = clip(m, article->outlet, CLM_MADE_OUTLET_BYTES);
    m->made.date = clip(m, clm_text_of(date), sizeof date);
    m->failed |= m->made.text_sha256 == NULL || m->made.sketch == NULL;
    return m->failed ? fail_memory(error) : CLM_OK;
}

/* ---- the words of the source ---- */

static bool has_words(making *m, const clm_strings *phrases) {
    return clm_words_found(phrases, m->article->title, &m->failed) ||
           clm_words_found(phrases, m->text, &m->failed) ||
           clm_words_found(phrases, clm_text_of(m->task->title), &m->failed);
}

/* Why the article is not wanted; NULL: it is, or memory ended. */
static const char *rule_against(making *m) {
    const clm_source_config *source = m->task->source;
    if (source->include.count > 0 && !has_words(m, &source->include)) {
        return "none of its source's words is in it";
    }
    if (!has_words(m, &source->exclude)) {
        return NULL;
    }
    for (size_t i = 0; i < source->exclude.count; i++) {
        const clm_strings one = {source->exclude.items + i, 1};
        if (has_words(m, &one)) {
            const char *phrase = clip(m, clm_text_of(one.items[0]), PHRASE_BYTES);
            return clm_arena_printf(m->arena, "it has '%s', which its source leaves out",
                                    phrase != NULL ? phrase : "");
        }
    }
    return NULL;
}

/* ---- differences ---- */

static clm_status read_known(const char *path, clm_collection **out, clm_error *error) {
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_status status = clm_file_read(path, CLM_GEOJSON_LIMIT_BYTES, &bytes, error);
    if (status == CLM_OK) {
        status = clm_collection_read((clm_text){bytes.data, bytes.len}, NULL, out, NULL, error);
    }
    clm_buffer_clear(&bytes);
    return status;
}

/* Lines of `text` that are not blank, clipped; of more than `most` the first, and a line that says
 * how many are left out. */
static const char *const *lines_of(making *m, const clm_buffer *text, size_t most, size_t *count) {
    const char **lines = clm_arena_array(m->arena, most + 1, sizeof *lines);
    size_t left_out = 0;
    *count = 0;
    m->failed |= lines == NULL || text->failed;
    for (size_t at = 0; !m->failed && at < text->len;) {
        const char *end = memchr(text->data + at, '\n', text->len - at);
        const size_t length = end != NULL ? (size_t)(end - text->data) - at : text->len - at;
        const clm_text line = clm_text_trim((clm_text){text->data + at, length});
        if (line.len > 0 && *count < most) {
            lines[(*count)++] = clip(m, line, LINE_BYTES);
        } else {
            left_out += line.len > 0;
        }
        at += length + 1;
    }
    if (!m->failed && left_out > 0) {
        lines[*count] =
            clm_arena_printf(m->arena, "%zu more line%s", left_out, left_out == 1 ? "" : "s");
        m->failed |= lines[(*count)++] == NULL;
    }
    return lines;
}

static clm_status compare(making *m, clm_buffer *text, clm_error *error) {
    const clm_buffer *geojson = &m->result.files[CLM_OUTPUT_GEOJSON];
    clm_collection *before = NULL;
    clm_collection *after = NULL;
    clm_diff *diff = NULL;
    clm_status status = read_known(m->task->known_geojson, &before, error);
    if (status == CLM_OK) {
        status =
            clm_collection_read((clm_text){geojson->data, geojson->len}, NULL, &after, NULL, error);
    }
    if (status == CLM_OK) {
        status = clm_diff_make(before, after, &diff, error);
    }
    if (status == CLM_OK && diff->count > 0) {
        const clm_diff_text_options options = {.color = false};
        clm_diff_text(diff, before, after, &options, text);
    }
    clm_diff_free(diff);
    clm_collection_free(before);
    clm_collection_free(after);
    return status;
}

/* A person may have put anything in the place of the old map: that costs the differences alone. */
static clm_status tell_differences(making *m, clm_error *error) {
    clm_buffer text;
    clm_error own = {CLM_OK, ""};
    if (m->task->known_geojson == NULL) {
        return CLM_OK;
    }
    clm_buffer_init(&text);
    const clm_status status = compare(m, &text, &own);
    if (status == CLM_OK) {
        m->made.differences = lines_of(m, &text, DIFFERENCES_MAX, &m->made.difference_count);
    } else if (status != CLM_ERR_NOMEM) {
        clm_buffer_printf(&m->warnings, "what changed is not known: %s\n", own.message);
    }
    clm_buffer_clear(&text);
    return status == CLM_ERR_NOMEM || m->failed ? fail_memory(error) : CLM_OK;
}

/* ---- mapping ---- */

static void tell_refused(making *m) {
    for (int i = 0; i < CLM_FORMAT_COUNT; i++) {
        if (m->result.refused[i].code != CLM_OK) {
            m->made.refused = true;
            clm_buffer_printf(&m->warnings, "format %s: %s\n", clm_format_name((clm_format)i),
                              m->result.refused[i].message);
        }
    }
}

/* What the map says where its article is. */
static clm_status set_url(making *m, clm_request *request, clm_error *error) {
    clm_buffer shown;
    if (!clm_fetch_is_url(m->task->address)) {
        return CLM_OK;
    }
    clm_buffer_init(&shown);
    clm_fetch_shown(m->task->address, true, &shown);
    const bool valid = !shown.failed && clm_utf8_valid(shown.data, shown.len);
    request->url = valid ? clm_arena_strndup(m->arena, shown.data, shown.len) : NULL;
    const bool lost = shown.failed || (valid && request->url == NULL);
    clm_buffer_clear(&shown);
    return lost ? fail_memory(error) : CLM_OK;
}

static clm_status map(making *m, clm_error *error) {
    const clm_make_task *task = m->task;
    clm_request request = *task->settings;
    request.file = m->file;
    request.title = m->title;
    request.bytes = (clm_text){m->bytes.data, m->bytes.len};
    request.charset = task->charset;
    request.html = task->html;
    clm_status status = set_url(m, &request, error);
    if (status != CLM_OK) {
        return status;
    }
    if (task->theme != NULL) {
        clm_context_set_theme(m->context, task->theme);
    }
    status = clm_map_article(m->context, &request, &m->result, error);
    if (status != CLM_OK) {
        return status;
    }
    if (m->result.files[CLM_OUTPUT_GEOJSON].len > CLM_GEOJSON_LIMIT_BYTES) {
        /* Later nights could not read it. */
        return clm_fail(error, CLM_ERR_LIMIT, "its map would be longer than %d MiB",
                        CLM_GEOJSON_LIMIT_BYTES >> 20);
    }
    m->made.claims = m->result.claims;
    m->made.places = m->result.places;
    tell_refused(m);
    clm_result_say(&m->result, false, &m->warnings);
    status = tell_differences(m, error);
    if (status == CLM_OK) {
        status = clm_make_write_files(task, &m->result, m->arena, &m->made, &m->warnings, error);
    }
    return status;
}

static clm_status make(making *m, const clm_spool *spool, clm_error *error) {
    clm_status status = read_article(m, spool, error);
    if (status == CLM_OK) {
        status = tell_article(m, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    m->made.reason = rule_against(m);
    if (m->failed) {
        return fail_memory(error);
    }
    if (m->made.reason != NULL) {
        m->made.end = CLM_MAKE_EXCLUDED;
        return CLM_OK;
    }
    if (m->task->known_sha256 != NULL && strcmp(m->task->known_sha256, m->made.text_sha256) == 0) {
        m->made.end = CLM_MAKE_SAME;
        return CLM_OK;
    }
    return map(m, error);
}

/* ---- the reply ---- */

/* The message without the name of the file, which the run has its own for. */
static const char *reason_of(const making *m, const clm_error *error) {
    struct rlimit limit;
    if (error->code == CLM_ERR_NOMEM) {
        return getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY
                   ? "it needed more memory than the limit allows"
                   : "out of memory";
    }
    const size_t length = m->file != NULL ? strlen(m->file) : 0;
    const bool named = length > 0 && strncmp(error->message, m->file, length) == 0 &&
                       strncmp(error->message + length, ": ", 2) == 0;
    return error->message + (named ? length + 2 : 0);
}

void clm_make(clm_context *context, const clm_spool *spool, const clm_make_task *task,
              clm_buffer *reply) {
    clm_error error = {CLM_OK, ""};
    making m = {.context = context, .task = task, .arena = clm_arena_new()};
    clm_buffer_init(&m.bytes);
    clm_buffer_init(&m.warnings);
    clm_result_init(&m.result);
    clm_status status = m.arena != NULL ? make(&m, spool, &error) : fail_memory(&error);
    if (status == CLM_OK) {
        m.made.warnings = lines_of(&m, &m.warnings, WARNINGS_MAX, &m.made.warning_count);
        if (m.failed) {
            clm_make_undo(task->folder, task->stem);
            status = fail_memory(&error);
        }
    }
    clm_result_clear(&m.result);
    if (status != CLM_OK) {
        bool failed = false;
        const char *reason = reason_of(&m, &error);
        const char *clipped = m.arena != NULL ? clm_made_clip(m.arena, clm_text_of(reason),
                                                              REASON_BYTES, false, &failed)
                                              : NULL;
        m.made = (clm_made){.end = CLM_MAKE_FAILED,
                            .reason = clipped != NULL ? clipped : reason,
                            .text_sha256 = m.made.text_sha256,
                            .title = m.made.title,
                            .outlet = m.made.outlet,
                            .date = m.made.date,
                            .sketch = m.made.sketch};
    }
    clm_made_write(&m.made, reply);
    clm_article_free(m.article);
    clm_buffer_clear(&m.bytes);
    clm_buffer_clear(&m.warnings);
    clm_arena_free(m.arena);
}

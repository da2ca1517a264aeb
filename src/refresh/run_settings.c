/* What each source wants of its maps, checked before anything is done. */
#include "refresh/run.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"
#include "gazetteer/gazetteer.h"
#include "style/style.h"

#include <sys/stat.h>

typedef struct checker {
    clm_run *run;
    const clm_source_config *source;
    size_t problems;
} checker;

static void problem(checker *c, const char *key, const char *message) {
    clm_error line = {0};
    (void)clm_fail(&line, CLM_ERR_FORMAT, "%s:%zu: [source %s] %s: %s", c->run->options->config,
                   c->source->line, c->source->name, key, message);
    clm_run_say(c->run, CLM_LOG_ERROR, "config", NULL, line.message);
    c->problems++;
}

static void set(checker *c, clm_request *request, const char *key, const char *option,
                const char *value) {
    clm_error error = {0};
    if (value != NULL && clm_request_set(request, option, value, &error) != CLM_OK) {
        problem(c, key, error.message);
    }
}

/* The map itself is always made: differences, the combined map and the page are made of it. */
static void set_formats(checker *c, clm_request *request, const char *formats) {
    set(c, request, "formats", "format", formats != NULL ? formats : "geojson,png");
    request->want[CLM_FORMAT_GEOJSON] = true;
    request->want[CLM_FORMAT_ALT] = request->want[CLM_FORMAT_ALT] || request->want[CLM_FORMAT_PNG];
    if (request->want[CLM_FORMAT_GEOJSONSEQ]) {
        problem(c, "formats", "geojsonseq is for standard output, and a night has none");
    }
}

static clm_status set_theme(checker *c, clm_run_source *out, clm_error *error) {
    const clm_source_config *config = out->config;
    clm_error why = {0};
    out->theme = clm_arena_alloc(c->run->arena, sizeof *out->theme);
    if (out->theme == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (clm_theme_load(config->style != NULL ? config->style : "news-light",
                       c->run->options->context.styles_dir, out->theme, &why) != CLM_OK) {
        problem(c, "style", why.message);
    }
    return CLM_OK;
}

static void add_word(clm_buffer *out, const char *word) {
    clm_buffer_string(out, word != NULL ? word : "");
    clm_buffer_char(out, '\0');
}

/* Size and time tell a gazetteer or a layer that was changed, without reading a gigabyte. */
static void add_file(clm_buffer *out, const char *path, size_t length) {
    char name[4096];
    struct stat found = {0};
    if (length < sizeof name) {
        memcpy(name, path, length);
        name[length] = '\0';
        (void)stat(name, &found);
    }
    clm_buffer_add(out, path, length);
    clm_buffer_printf(out, " %lld %lld", (long long)found.st_size, (long long)found.st_mtime);
    clm_buffer_char(out, '\0');
}

static void add_style(clm_buffer *out, const char *style, const char *styles_dir) {
    clm_buffer path;
    clm_buffer_init(&path);
    add_word(out, style);
    if (style != NULL && styles_dir != NULL && strchr(style, '/') == NULL) {
        clm_buffer_printf(&path, "%s/%s.style", styles_dir, style);
    } else if (style != NULL) {
        clm_buffer_string(&path, style);
    }
    if (path.len > 0) {
        add_file(out, path.data, path.len);
    }
    out->failed = out->failed || path.failed;
    clm_buffer_clear(&path);
}

/* All that a map depends on besides its article. */
static clm_status sum_settings(clm_run *run, clm_run_source *source, clm_error *error) {
    const clm_source_config *config = source->config;
    const clm_context_options *context = &run->options->context;
    clm_buffer all, gazetteer;
    clm_buffer_init(&all);
    clm_buffer_init(&gazetteer);
    add_word(&all, clm_version());
    add_word(&all, config->formats);
    add_word(&all, config->size);
    add_word(&all, config->language);
    add_word(&all, config->worldview);
    add_word(&all, config->title);
    add_style(&all, config->style, context->styles_dir);
    for (size_t i = 0; i < config->overlays.count; i++) {
        add_word(&all, config->overlays.items[i]);
        add_file(&all, config->overlays.items[i], strcspn(config->overlays.items[i], "?"));
    }
    clm_status status = CLM_OK;
    if (context->gazetteer != NULL) {
        clm_buffer_string(&gazetteer, context->gazetteer);
    } else {
        status = clm_gazetteer_find_file(&gazetteer, error);
    }
    if (status == CLM_OK && !gazetteer.failed) {
        add_file(&all, gazetteer.data, gazetteer.len);
    }
    for (size_t i = 0; i < context->added_count; i++) {
        add_file(&all, context->added_gazetteers[i], strlen(context->added_gazetteers[i]));
    }
    if (context->model != NULL) {
        add_file(&all, context->model, strlen(context->model));
    }
    if (status == CLM_OK && (all.failed || gazetteer.failed)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK) {
        clm_sha256_hex(all.data, all.len, source->made_with);
    }
    clm_buffer_clear(&all);
    clm_buffer_clear(&gazetteer);
    return status;
}

clm_status clm_run_settings_read(clm_run *run, clm_error *error) {
    const clm_config *config = run->config;
    checker c = {run, NULL, 0};
    clm_status status = CLM_OK;
    run->sources = clm_arena_array(run->arena, config->source_count, sizeof *run->sources);
    if (run->sources == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < config->source_count && status == CLM_OK; i++) {
        clm_run_source *source = &run->sources[i];
        source->config = c.source = &config->sources[i];
        clm_request *request = &source->request;
        set_formats(&c, request, c.source->formats);
        set(&c, request, "size", "size", c.source->size);
        set(&c, request, "language", "lang", c.source->language);
        set(&c, request, "worldview", "worldview", c.source->worldview);
        set(&c, request, "title", "title", c.source->title);
        status = set_theme(&c, source, error);
        if (status == CLM_OK) {
            status = sum_settings(run, source, error);
        }
    }
    if (status == CLM_OK && c.problems > 0) {
        status = clm_fail(error, CLM_ERR_FORMAT, "%s: %zu problem%s", run->options->config,
                          c.problems, c.problems == 1 ? "" : "s");
    }
    return status;
}

clm_status clm_run_overlays_open(clm_run *run, clm_run_source *source, clm_error *error) {
    const clm_strings *layers = &source->config->overlays;
    if (layers->count == 0 || source->overlays != NULL) {
        return CLM_OK;
    }
    clm_buffer notes;
    clm_buffer_init(&notes);
    clm_status status =
        clm_overlays_open(layers->items, layers->count, &source->overlays, &notes, error);
    source->request.overlays = source->overlays;
    for (char *line = notes.data; line != NULL && *line != '\0';) {
        char *end = line + strcspn(line, "\n");
        const bool last = *end == '\0';
        *end = '\0';
        clm_run_say(run, CLM_LOG_WARNING, "overlay", source->config->name, line);
        line = last ? end : end + 1;
    }
    clm_buffer_clear(&notes);
    return status;
}

void clm_run_settings_free(clm_run *run) {
    for (size_t i = 0; run->sources != NULL && i < run->config->source_count; i++) {
        clm_overlays_free(run->sources[i].overlays);
        clm_items_clear(&run->sources[i].items);
    }
}

clm_fetch_options clm_run_fetch_options(const clm_run *run) {
    const clm_night_config *night = &run->config->night;
    clm_fetch_options options = clm_fetch_options_default();
    options.version = clm_version();
    options.contact = night->user_agent;
    options.manners = run->manners;
    options.cancel = run->options->cancel;
    options.total_ms = (unsigned)(night->timeout_s * 1000);
    options.received_limit = (uint64_t)night->page_limit_bytes;
    options.unpacked_limit = (uint64_t)night->page_limit_bytes * 2;
    options.gap_ms = (unsigned)night->gap_ms;
    options.allow_private = night->allow_private;
    return options;
}

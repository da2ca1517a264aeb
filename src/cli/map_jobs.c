#include "cli/map_jobs.h"

#include "article/article.h"
#include "base/alloc.h"
#include "base/file.h"
#include "cli/cli.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* What one article left to be said. Messages are kept, so that they come in order. */
typedef struct outcome {
    char *stem;
    clm_buffer messages; /* lines without "claimmap: " */
    bool failed;
    bool done;
} outcome;

typedef struct jobs {
    const clm_map_settings *settings;
    const char *styles_dir;
    outcome *outcomes;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t next; /* first article that nobody has taken */
} jobs;

static void say(outcome *o, const char *what, const char *why) {
    clm_buffer_string(&o->messages, what);
    clm_buffer_string(&o->messages, ": ");
    clm_buffer_string(&o->messages, why);
    clm_buffer_char(&o->messages, '\n');
}

static clm_status output_path(const clm_map_settings *s, const char *stem, const char *extension,
                              clm_buffer *out) {
    clm_buffer_init(out);
    clm_buffer_string(out, s->output_dir);
    clm_buffer_char(out, '/');
    clm_buffer_string(out, stem);
    clm_buffer_string(out, extension);
    return out->failed ? CLM_ERR_NOMEM : CLM_OK;
}

/* Writes DIR/STEM.EXT, or removes it when `content` is empty (NULL: a picture of nothing). */
static clm_status put_output(const clm_map_settings *s, outcome *o, const char *extension,
                             const clm_buffer *content, clm_error *error) {
    clm_buffer path;
    clm_status status = output_path(s, o->stem, extension, &path);
    if (status != CLM_OK) {
        (void)clm_fail(error, status, "out of memory");
    } else if (content->len > 0) {
        status = clm_file_write(path.data, content->data, content->len, error);
    } else {
        status = clm_file_remove(path.data, error);
    }
    if (status == CLM_OK && s->verbose && content->len > 0) {
        say(o, path.data, "written");
    }
    clm_buffer_clear(&path);
    return status;
}

static clm_status put_named(const char *path, const clm_buffer *content, clm_error *error) {
    if (path == NULL) {
        return CLM_OK;
    }
    if (content->len == 0) {
        return clm_file_remove(path, error);
    }
    return clm_file_write(path, content->data, content->len, error);
}

static clm_status put_all(const clm_map_settings *s, outcome *o, const clm_result *result,
                          clm_error *error) {
    clm_status status = clm_make_dirs(s->output_dir, error);
    if (status == CLM_OK && s->request.want_geojson) {
        status = put_output(s, o, ".geojson", &result->geojson, error);
    }
    if (status == CLM_OK && s->request.want_png) {
        status = put_output(s, o, ".png", &result->png, error);
    }
    if (status == CLM_OK && s->text_out != NULL) {
        status = clm_file_write(s->text_out, result->text.len > 0 ? result->text.data : "",
                                result->text.len, error);
    }
    return status == CLM_OK ? put_named(s->layout_report, &result->report, error) : status;
}

static void say_times(outcome *o, const clm_stage_times *t) {
    const struct {
        const char *name;
        double seconds;
    } rows[] = {
        {"article", t->article_s},     {"mentions", t->mentions_s}, {"places", t->places_s},
        {"claims", t->claims_s},       {"features", t->features_s}, {"geojson", t->geojson_s},
        {"compose", t->map_compose_s}, {"labels", t->map_labels_s}, {"paint", t->map_paint_s},
        {"encode", t->map_encode_s},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        clm_buffer_string(&o->messages, i == 0 ? "milliseconds: " : ", ");
        clm_buffer_string(&o->messages, rows[i].name);
        clm_buffer_char(&o->messages, ' ');
        clm_buffer_number(&o->messages, rows[i].seconds * 1000.0, 2);
    }
    clm_buffer_char(&o->messages, '\n');
}

static void map_one(clm_context *context, const clm_map_settings *s, const char *path, outcome *o) {
    clm_error error = {0};
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_result result;
    clm_result_init(&result);
    clm_status status = clm_file_read(path, CLM_ARTICLE_LIMIT_BYTES, &bytes, &error);
    if (status == CLM_OK) {
        clm_request request = s->request;
        request.file = path;
        request.bytes = (clm_text){bytes.data, bytes.len};
        status = clm_map_article(context, &request, &result, &error);
        if (status != CLM_OK) {
            (void)clm_error_prefix(&error, path);
        }
    }
    if (status == CLM_OK) {
        status = put_all(s, o, &result, &error);
    }
    if (status != CLM_OK) {
        o->failed = true;
        clm_buffer_string(&o->messages, error.message);
        clm_buffer_char(&o->messages, '\n');
    } else if (!s->quiet) {
        if (!result.english) {
            say(o, path, "not in English: names are found, claims may be missed");
        }
        if (result.located == 0) {
            say(o, path, "no place was located; no picture made");
        }
        if (s->verbose) {
            say_times(o, &result.times);
        }
    }
    clm_result_clear(&result);
    clm_buffer_clear(&bytes);
}

static void finish(jobs *j, outcome *o) {
    pthread_mutex_lock(&j->lock);
    o->done = true;
    pthread_cond_broadcast(&j->changed);
    pthread_mutex_unlock(&j->lock);
}

static void *work(void *argument) {
    jobs *j = argument;
    clm_error error = {0};
    const clm_context_options options = {.style = j->settings->style, .styles_dir = j->styles_dir};
    clm_context *context = NULL;
    clm_status status = clm_context_open(&options, &context, &error);
    while (true) {
        pthread_mutex_lock(&j->lock);
        size_t index = j->next < j->settings->article_count ? j->next++ : SIZE_MAX;
        pthread_mutex_unlock(&j->lock);
        if (index == SIZE_MAX) {
            break;
        }
        outcome *o = &j->outcomes[index];
        if (status == CLM_OK) {
            map_one(context, j->settings, j->settings->articles[index], o);
        } else {
            o->failed = true;
            say(o, j->settings->articles[index], error.message);
        }
        finish(j, o);
    }
    clm_context_free(context);
    return NULL;
}

/* STEM of each article, made unlike each other by -2, -3. */
static bool name_stems(const clm_map_settings *s, outcome *outcomes) {
    for (size_t i = 0; i < s->article_count; i++) {
        const char *path = s->articles[i];
        const char *slash = strrchr(path, '/');
        const char *name = strcmp(path, "-") == 0 ? "stdin" : slash != NULL ? slash + 1 : path;
        const char *dot = strrchr(name, '.');
        size_t length = dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
        for (unsigned copy = 1;; copy++) {
            clm_buffer stem;
            clm_buffer_init(&stem);
            clm_buffer_add(&stem, name, length);
            if (copy > 1) {
                clm_buffer_printf(&stem, "-%u", copy);
            }
            if (stem.failed || stem.data == NULL) {
                clm_buffer_clear(&stem);
                return false;
            }
            bool taken = false;
            for (size_t k = 0; k < i && !taken; k++) {
                taken = strcmp(outcomes[k].stem, stem.data) == 0;
            }
            if (!taken) {
                outcomes[i].stem = stem.data;
                break;
            }
            clm_buffer_clear(&stem);
        }
    }
    return true;
}

/* Prints what each article left, in order, as they get done. */
static int report(jobs *j) {
    int status = CLM_EXIT_OK;
    for (size_t i = 0; i < j->settings->article_count; i++) {
        outcome *o = &j->outcomes[i];
        pthread_mutex_lock(&j->lock);
        while (!o->done) {
            pthread_cond_wait(&j->changed, &j->lock);
        }
        pthread_mutex_unlock(&j->lock);
        char *line = o->messages.data;
        while (line != NULL && *line != '\0') {
            char *end = strchr(line, '\n');
            clm_message("%.*s", (int)(end - line), line);
            line = end + 1;
        }
        if (o->failed) {
            status = CLM_EXIT_FAILED;
        }
    }
    return status;
}

static int run_threads(jobs *j) {
    pthread_t threads[256];
    int started = 0;
    int wanted = j->settings->jobs;
    if ((size_t)wanted > j->settings->article_count) {
        wanted = (int)j->settings->article_count;
    }
    while (started < wanted && pthread_create(&threads[started], NULL, work, j) == 0) {
        started++;
    }
    if (started == 0) {
        work(j);
    }
    int status = report(j);
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    return status;
}

int clm_map_jobs_run(const clm_map_settings *settings, const char *styles_dir) {
    jobs j = {.settings = settings, .styles_dir = styles_dir};
    j.outcomes = clm_alloc_zero(settings->article_count, sizeof *j.outcomes);
    int status = CLM_EXIT_FAILED;
    if (j.outcomes == NULL || !name_stems(settings, j.outcomes)) {
        clm_message("out of memory");
    } else {
        pthread_mutex_init(&j.lock, NULL);
        pthread_cond_init(&j.changed, NULL);
        if (settings->jobs == 1 || settings->article_count == 1) {
            work(&j);
            status = report(&j);
        } else {
            status = run_threads(&j);
        }
        pthread_cond_destroy(&j.changed);
        pthread_mutex_destroy(&j.lock);
    }
    for (size_t i = 0; j.outcomes != NULL && i < settings->article_count; i++) {
        clm_free(j.outcomes[i].stem);
        clm_buffer_clear(&j.outcomes[i].messages);
    }
    clm_free(j.outcomes);
    return status;
}

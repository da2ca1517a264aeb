#include "cli/map_jobs.h"

#include "article/article.h"
#include "base/alloc.h"
#include "base/file.h"
#include "cli/cli.h"
#include "cli/formats.h"
#include "features/features.h"
#include "style/style.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* What one article left to be said. Messages are kept, so that they come in order. */
typedef struct outcome {
    char *stem;
    clm_buffer messages; /* lines without "claimmap: " */
    bool failed;
    bool done;
} outcome;

/* Which file an input is, by whatever path it is reached. */
typedef struct input_file {
    bool regular;
    dev_t device;
    ino_t inode;
} input_file;

typedef struct jobs {
    const clm_map_settings *settings;
    input_file *inputs;
    const char *styles_dir;
    outcome *outcomes;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t next; /* first article that nobody has taken */
} jobs;

static void say_line(outcome *o, const clm_error *line) {
    clm_buffer_string(&o->messages, line->message);
    clm_buffer_char(&o->messages, '\n');
}

/* As an error's message, so that it is one line whatever the name. */
static void say(outcome *o, const char *what, const char *why) {
    clm_error line = {0};
    (void)clm_fail(&line, CLM_OK, "%s", why);
    (void)clm_error_prefix(&line, what);
    say_line(o, &line);
}

/* The files that one article makes. */
typedef struct outputs {
    clm_buffer paths[CLM_OUTPUT_FORMATS];
    clm_file_content files[CLM_OUTPUT_FORMATS + 2];
    size_t count;
} outputs;

/* An empty content removes the file, which then is of an earlier run: a picture of nothing. */
static void add_output(outputs *out, const char *path, const clm_buffer *content) {
    const char *bytes = content->len > 0 ? content->data : NULL;
    out->files[out->count++] = (clm_file_content){path, bytes, content->len};
}

static clm_status make_path(const clm_map_settings *s, const char *stem, const char *extension,
                            clm_buffer *path, clm_error *error) {
    clm_buffer_printf(path, "%s/%s%s", s->output_dir, stem, extension);
    return path->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static clm_status list_outputs(const clm_map_settings *s, const char *stem,
                               const clm_result *result, outputs *out, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < CLM_OUTPUT_FORMATS && status == CLM_OK; i++) {
        const clm_output_format *format = &clm_output_formats[i];
        if (format->wanted(&s->request)) {
            status = make_path(s, stem, format->extension, &out->paths[i], error);
            add_output(out, out->paths[i].data, format->content(result));
        }
    }
    if (s->text_out != NULL) {
        add_output(out, s->text_out, &result->text);
        if (result->text.len == 0) {
            out->files[out->count - 1].bytes = "";
        }
    }
    if (s->layout_report != NULL) {
        add_output(out, s->layout_report, &result->report);
    }
    return status;
}

/* "-o ." beside an article named x.png must not cost the article, nor another that is still to be
 * read, nor a GeoJSON that is drawn. */
static clm_status spare_inputs(const jobs *j, const outputs *out, clm_error *error) {
    for (size_t i = 0; i < out->count; i++) {
        struct stat to;
        if (stat(out->files[i].path, &to) != 0) {
            continue;
        }
        for (size_t k = 0; k < j->settings->article_count; k++) {
            const input_file *input = &j->inputs[k];
            if (input->regular && to.st_dev == input->device && to.st_ino == input->inode) {
                return clm_fail(error, CLM_ERR_IO, "cannot write %s: it is the %s itself",
                                out->files[i].path,
                                j->settings->command == CLM_COMMAND_MAP ? "article" : "file");
            }
        }
    }
    return CLM_OK;
}

static clm_status put_all(const jobs *j, outcome *o, const clm_result *result, clm_error *error) {
    const clm_map_settings *s = j->settings;
    outputs out = {.count = 0};
    for (size_t i = 0; i < CLM_OUTPUT_FORMATS; i++) {
        clm_buffer_init(&out.paths[i]);
    }
    clm_status status = clm_make_dirs(s->output_dir, error);
    if (status == CLM_OK) {
        status = list_outputs(s, o->stem, result, &out, error);
    }
    if (status == CLM_OK) {
        status = spare_inputs(j, &out, error);
    }
    if (status == CLM_OK) {
        status = clm_files_write(out.files, out.count, error);
    }
    for (size_t i = 0; status == CLM_OK && s->verbose && i < out.count; i++) {
        if (out.files[i].bytes != NULL) {
            say(o, out.files[i].path, "written");
        }
    }
    for (size_t i = 0; i < CLM_OUTPUT_FORMATS; i++) {
        clm_buffer_clear(&out.paths[i]);
    }
    return status;
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

static void say_warnings(outcome *o, const char *path, const clm_buffer *warnings) {
    const char *line = warnings->data;
    while (line != NULL && *line != '\0') {
        const char *end = strchr(line, '\n');
        clm_error text = {0};
        (void)clm_fail(&text, CLM_OK, "%.*s", (int)(end - line), line);
        say(o, path, text.message);
        line = end + 1;
    }
}

static void say_result(const clm_map_settings *s, const char *path, outcome *o,
                       const clm_result *result) {
    say_warnings(o, path, &result->warnings);
    if (!result->english) {
        say(o, path, "not in English: names are found, claims may be missed");
    }
    if (result->located == 0) {
        say(o, path,
            s->command == CLM_COMMAND_RENDER ? "nothing in it is to be drawn; no picture made"
            : result->places == 0            ? "no place was located; no picture made"
                                             : "nothing is claimed about a place; no picture made");
    }
    if (result->hide_unknown != NULL) {
        clm_error line = {0};
        (void)clm_fail(&line, CLM_OK, "no feature has the id %s that is to be hidden",
                       result->hide_unknown);
        say(o, path, line.message);
    }
    if (s->verbose) {
        say_times(o, &result->times);
    }
}

static void map_one(clm_context *context, const jobs *j, const char *path, outcome *o) {
    const clm_map_settings *s = j->settings;
    clm_error error = {0};
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_result result;
    clm_result_init(&result);
    const bool map = s->command == CLM_COMMAND_MAP;
    clm_status status =
        clm_file_read(path, map ? (size_t)CLM_ARTICLE_LIMIT_BYTES : (size_t)CLM_GEOJSON_LIMIT_BYTES,
                      &bytes, &error);
    if (status == CLM_OK) {
        clm_request request = s->request;
        request.file = path;
        request.bytes = (clm_text){bytes.data, bytes.len};
        status = map ? clm_map_article(context, &request, &result, &error)
                     : clm_render_geojson(context, &request, &result, &error);
        /* Where the article itself is at fault, its name stands there already. */
        if (status != CLM_OK && !clm_text_starts(clm_text_of(error.message), path)) {
            (void)clm_error_prefix(&error, path);
        }
    }
    if (status == CLM_OK) {
        status = put_all(j, o, &result, &error);
    }
    if (status != CLM_OK) {
        o->failed = true;
        say_line(o, &error);
    } else if (!s->quiet) {
        say_result(s, path, o, &result);
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
    const clm_gazetteer_files files = clm_gazetteer_choice_files(&j->settings->gazetteers);
    const clm_context_options options = {.gazetteer = files.first,
                                         .added_gazetteers = files.added,
                                         .added_count = files.added_count,
                                         .model = j->settings->model,
                                         .style = j->settings->style,
                                         .styles_dir = j->styles_dir,
                                         .drawing_only =
                                             j->settings->command == CLM_COMMAND_RENDER};
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
            map_one(context, j, j->settings->articles[index], o);
        } else {
            o->failed = true;
            say(o, j->settings->articles[index], error.message);
        }
        finish(j, o);
    }
    clm_context_free(context);
    return NULL;
}

static void find_inputs(jobs *j) {
    for (size_t i = 0; i < j->settings->article_count; i++) {
        struct stat found;
        const char *path = j->settings->articles[i];
        if (strcmp(path, "-") != 0 && stat(path, &found) == 0 && S_ISREG(found.st_mode)) {
            j->inputs[i] = (input_file){true, found.st_dev, found.st_ino};
        }
    }
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

static int run_all(const clm_map_settings *settings, const char *styles_dir) {
    jobs j = {.settings = settings, .styles_dir = styles_dir};
    j.outcomes = clm_alloc_zero(settings->article_count, sizeof *j.outcomes);
    j.inputs = clm_alloc_zero(settings->article_count, sizeof *j.inputs);
    int status = CLM_EXIT_FAILED;
    if (j.outcomes == NULL || j.inputs == NULL || !name_stems(settings, j.outcomes)) {
        clm_message("out of memory");
    } else {
        find_inputs(&j);
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
    clm_free(j.inputs);
    return status;
}

int clm_map_jobs_run(clm_map_command command, int argc, char **argv) {
    clm_map_settings settings;
    int status = clm_map_settings_read(command, argc - 1, argv + 1, &settings);
    if (status < 0) {
        clm_buffer styles_dir;
        clm_buffer_init(&styles_dir);
        clm_error error = {0};
        clm_theme theme;
        /* A theme that does not exist is wrong usage, and is said once, not for every article. */
        const char *style = settings.style != NULL ? settings.style : "news-light";
        if (clm_find_styles_dir(&styles_dir, &error) != CLM_OK ||
            clm_theme_load(style, styles_dir.data, &theme, &error) != CLM_OK) {
            clm_message("%s", error.message);
            status = error.code == CLM_ERR_NOT_FOUND ? CLM_EXIT_USAGE : CLM_EXIT_FAILED;
        } else {
            status = run_all(&settings, styles_dir.data);
        }
        clm_buffer_clear(&styles_dir);
    }
    clm_map_settings_clear(&settings);
    return status;
}

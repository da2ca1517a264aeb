#include "cli/map_jobs.h"

#include "article/article.h"
#include "base/alloc.h"
#include "base/file.h"
#include "cli/bar.h"
#include "cli/cli.h"
#include "cli/map_fetch.h"
#include "features/features.h"
#include "style/style.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What one article left to be said. Messages are kept, so that they come in order. */
typedef struct outcome {
    char *stem;
    char *shown;         /* of a URL, for messages; NULL: the article's name itself */
    clm_buffer messages; /* lines without "claimmap: " */
    clm_buffer printed;  /* for standard output */
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
    clm_fetch_manners *manners; /* of all fetchers of URLs */
    outcome *outcomes;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t next; /* first article that nobody has taken */
    size_t done, failed;
    clm_bar bar; /* of who reports */
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
    clm_buffer paths[CLM_OUTPUT_COUNT];
    clm_file_content files[CLM_OUTPUT_COUNT + 2];
    size_t count;
    bool in_folder; /* some of them are in the output folder */
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
    for (size_t i = 0; i < CLM_OUTPUT_COUNT && status == CLM_OK; i++) {
        const clm_output_facts facts = clm_output_describe((clm_output)i);
        if (s->request.want[facts.format] && facts.suffix != NULL &&
            result->refused[facts.format].code == CLM_OK) {
            status = make_path(s, stem, facts.suffix, &out->paths[i], error);
            add_output(out, out->paths[i].data, &result->files[i]);
            out->in_folder = true;
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
    for (size_t i = 0; i < CLM_OUTPUT_COUNT; i++) {
        clm_buffer_init(&out.paths[i]);
    }
    clm_status status = list_outputs(s, o->stem, result, &out, error);
    if (status == CLM_OK && out.in_folder) {
        status = clm_make_dirs(s->output_dir, error);
    }
    if (status == CLM_OK) {
        status = spare_inputs(j, &out, error);
    }
    if (status == CLM_OK) {
        status = clm_files_write(out.files, out.count, error);
    }
    for (size_t i = 0; status == CLM_OK && i < CLM_OUTPUT_COUNT; i++) {
        if (clm_output_describe((clm_output)i).suffix == NULL) {
            clm_buffer_add(&o->printed, result->files[i].data, result->files[i].len);
        }
    }
    if (status == CLM_OK && o->printed.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; status == CLM_OK && s->verbose && i < out.count; i++) {
        if (out.files[i].bytes != NULL) {
            say(o, out.files[i].path, "written");
        }
    }
    for (size_t i = 0; i < CLM_OUTPUT_COUNT; i++) {
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
        {"claims", t->claims_s},       {"features", t->features_s}, {"formats", t->formats_s},
        {"compose", t->map_compose_s}, {"labels", t->map_labels_s}, {"paint", t->map_paint_s},
        {"encode", t->map_encode_s},   {"database", t->database_s},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        clm_buffer_string(&o->messages, i == 0 ? "milliseconds: " : ", ");
        clm_buffer_string(&o->messages, rows[i].name);
        clm_buffer_char(&o->messages, ' ');
        clm_buffer_number(&o->messages, rows[i].seconds * 1000.0, 2);
    }
    clm_buffer_char(&o->messages, '\n');
}

static void say_lines(outcome *o, const char *path, const clm_buffer *lines) {
    const char *line = lines->data;
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
    clm_buffer lines;
    clm_buffer_init(&lines);
    clm_result_say(result, s->command == CLM_COMMAND_RENDER, &lines);
    say_lines(o, path, &lines);
    clm_buffer_clear(&lines);
    if (s->verbose) {
        say_times(o, &result->times);
    }
}

static const char *name_of(const outcome *o, const char *path) {
    return o->shown != NULL ? o->shown : path;
}

static bool is_url(const clm_map_settings *s, const char *path) {
    return s->command == CLM_COMMAND_MAP && clm_fetch_is_url(path);
}

/* Reads a file, or fetches a URL. */
static clm_status read_input(const jobs *j, const char *path, clm_map_page *page,
                             clm_error *error) {
    const clm_map_settings *s = j->settings;
    if (is_url(s, path)) {
        return clm_map_fetch(path, j->manners, s->allow_private, page, error);
    }
    return clm_file_read(path,
                         s->command == CLM_COMMAND_MAP ? (size_t)CLM_ARTICLE_LIMIT_BYTES
                                                       : (size_t)CLM_GEOJSON_LIMIT_BYTES,
                         &page->bytes, error);
}

static void map_one(clm_context *context, const jobs *j, const char *path, outcome *o) {
    const clm_map_settings *s = j->settings;
    clm_error error = {0};
    clm_map_page page = {0};
    clm_result result;
    clm_result_init(&result);
    const bool map = s->command == CLM_COMMAND_MAP;
    const char *name = name_of(o, path);
    clm_status status = read_input(j, path, &page, &error);
    if (status == CLM_OK) {
        clm_request request = s->request;
        request.file = page.file.data != NULL ? page.file.data : path;
        request.bytes = (clm_text){page.bytes.data, page.bytes.len};
        request.charset = page.charset.data;
        request.url = page.url.data;
        request.html = page.html;
        status = map ? clm_map_article(context, &request, &result, &error)
                     : clm_render_geojson(context, &request, &result, &error);
        /* Where the article itself is at fault, its name stands there already. */
        if (status != CLM_OK && !clm_text_starts(clm_text_of(error.message), name)) {
            (void)clm_error_prefix(&error, name);
        }
    }
    if (status == CLM_OK) {
        status = put_all(j, o, &result, &error);
    }
    for (size_t i = 0; i < CLM_FORMAT_COUNT; i++) {
        if (result.refused[i].code != CLM_OK) {
            o->failed = true;
            say(o, name, result.refused[i].message);
        }
    }
    if (status != CLM_OK) {
        o->failed = true;
        say_line(o, &error);
    } else if (!s->quiet) {
        say_result(s, name, o, &result);
    }
    clm_result_clear(&result);
    clm_map_page_clear(&page);
}

static void finish(jobs *j, outcome *o) {
    pthread_mutex_lock(&j->lock);
    o->done = true;
    j->done++;
    j->failed += o->failed;
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
                                         .connection = j->settings->connection,
                                         .db_schema = j->settings->db_schema,
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
            say(o, name_of(o, j->settings->articles[index]), error.message);
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

/* STEM of an article as it is named. */
static void add_stem(const clm_map_settings *s, const char *path, clm_buffer *out) {
    if (is_url(s, path)) {
        clm_fetch_stem(path, out);
        return;
    }
    const char *slash = strrchr(path, '/');
    const char *name = strcmp(path, "-") == 0 ? "stdin" : slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    clm_buffer_add(out, name, dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name));
}

/* What each URL is called in messages, since a password may stand in it. */
static bool name_urls(const clm_map_settings *s, outcome *outcomes) {
    for (size_t i = 0; i < s->article_count; i++) {
        if (is_url(s, s->articles[i])) {
            clm_buffer shown;
            clm_buffer_init(&shown);
            clm_fetch_shown(s->articles[i], false, &shown);
            if (shown.failed) {
                clm_buffer_clear(&shown);
                return false;
            }
            outcomes[i].shown = shown.data;
        }
    }
    return true;
}

/* STEM of each article, made unlike each other by -2, -3. */
static bool name_stems(const clm_map_settings *s, outcome *outcomes) {
    for (size_t i = 0; i < s->article_count; i++) {
        for (unsigned copy = 1;; copy++) {
            clm_buffer stem;
            clm_buffer_init(&stem);
            add_stem(s, s->articles[i], &stem);
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

/* Called with the lock. */
static void show_progress(jobs *j) {
    if (clm_bar_due(&j->bar)) {
        clm_bar_show(
            &j->bar,
            &(clm_progress){.what = j->settings->command == CLM_COMMAND_MAP ? "articles" : "files",
                            .done = j->done,
                            .failed = j->failed,
                            .total = j->settings->article_count});
    }
}

/* Waits until an article is done, and shows meanwhile how far all are. */
static void await(jobs *j, const outcome *o) {
    pthread_mutex_lock(&j->lock);
    while (!o->done) {
        show_progress(j);
        pthread_cond_wait(&j->changed, &j->lock);
    }
    pthread_mutex_unlock(&j->lock);
}

static void print_outcome(jobs *j, outcome *o) {
    if (o->messages.len > 0 || (o->printed.len > 0 && isatty(STDOUT_FILENO))) {
        clm_bar_hide(&j->bar);
    }
    char *line = o->messages.data;
    while (line != NULL && *line != '\0') {
        char *end = strchr(line, '\n');
        clm_message("%.*s", (int)(end - line), line);
        line = end + 1;
    }
    if (o->printed.len > 0) {
        fwrite(o->printed.data, 1, o->printed.len, stdout);
    }
    clm_buffer_clear(&o->printed);
}

/* Prints what each article left, in order, as they get done. */
static int report(jobs *j) {
    int status = CLM_EXIT_OK;
    for (size_t i = 0; i < j->settings->article_count; i++) {
        outcome *o = &j->outcomes[i];
        await(j, o);
        print_outcome(j, o);
        if (o->failed) {
            status = CLM_EXIT_FAILED;
        }
    }
    clm_bar_end(&j->bar);
    return clm_finish_stdout(status);
}

static int run_threads(jobs *j) {
    pthread_t threads[256];
    int started = 0;
    int wanted = j->settings->jobs;
    if ((size_t)wanted > j->settings->article_count) {
        wanted = (int)j->settings->article_count;
    }
    show_progress(j); /* before the first is done, however soon that is */
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
    j.manners = clm_fetch_manners_new();
    int status = CLM_EXIT_FAILED;
    if (j.outcomes == NULL || j.inputs == NULL || j.manners == NULL ||
        !name_urls(settings, j.outcomes) || !name_stems(settings, j.outcomes)) {
        clm_message("out of memory");
    } else {
        find_inputs(&j);
        pthread_mutex_init(&j.lock, NULL);
        pthread_cond_init(&j.changed, NULL);
        clm_bar_begin(&j.bar, !settings->quiet && settings->article_count > 1);
        if (settings->article_count == 1 || (settings->jobs == 1 && !j.bar.wanted)) {
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
        clm_free(j.outcomes[i].shown);
        clm_buffer_clear(&j.outcomes[i].messages);
        clm_buffer_clear(&j.outcomes[i].printed);
    }
    clm_free(j.outcomes);
    clm_free(j.inputs);
    clm_fetch_manners_free(j.manners);
    return status;
}

/* Opened before the first article, and said once. Returns -1 to go on, else the exit status. */
static int open_overlays(const clm_map_settings *settings, clm_overlays **out) {
    clm_error error = {0};
    clm_buffer notes;
    *out = NULL;
    if (settings->overlay_count == 0) {
        return -1;
    }
    clm_buffer_init(&notes);
    int status = -1;
    if (clm_overlays_open(settings->overlays, settings->overlay_count, out, &notes, &error) !=
        CLM_OK) {
        clm_message("option --overlay: %s", error.message);
        status = error.code == CLM_ERR_ARGUMENT ? CLM_EXIT_USAGE : CLM_EXIT_FAILED;
    }
    for (const char *line = notes.data; line != NULL && *line != '\0' && !settings->quiet;) {
        const char *end = strchr(line, '\n');
        clm_message("%.*s", (int)(end - line), line);
        line = end + 1;
    }
    clm_buffer_clear(&notes);
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
        if (clm_theme_find_dir(&styles_dir, &error) != CLM_OK ||
            clm_theme_load(style, styles_dir.data, &theme, &error) != CLM_OK) {
            clm_message("%s", error.message);
            status = error.code == CLM_ERR_NOT_FOUND ? CLM_EXIT_USAGE : CLM_EXIT_FAILED;
        } else {
            clm_overlays *overlays;
            status = open_overlays(&settings, &overlays);
            settings.request.overlays = overlays;
            status = status < 0 ? run_all(&settings, styles_dir.data) : status;
            clm_overlays_free(overlays);
        }
        clm_buffer_clear(&styles_dir);
    }
    clm_map_settings_clear(&settings);
    return status;
}

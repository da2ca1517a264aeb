/* claimmap extract: a stream of JSON objects in, one answer a line out, in the same order.
 *
 * Lines are read into a batch, answered by all threads, printed in order: memory stays constant on
 * an endless stream, and a line that fails costs that line. */
#include "base/alloc.h"
#include "base/json.h"
#include "claimmap.h"
#include "cli/cli.h"
#include "cli/gazetteer_choice.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH_LINES = 256, BATCH_BYTES = 8 << 20, JOBS_MAX = 256 };

enum option_id {
    OPT_ONLY,
    OPT_GAZETTEER,
    OPT_GAZETTEER_ONLY,
    OPT_MODEL,
    OPT_NO_DEMONYMS,
    OPT_JOBS,
    OPT_HELP,
    OPT_COUNT
};

static const clm_option OPTIONS[OPT_COUNT] = {
    [OPT_ONLY] = {"only", 0, "mentions", "leaves claims and attributions out"},
    [OPT_GAZETTEER] = {"gazetteer", 0, "FILE", "adds a compiled gazetteer; may be repeated"},
    [OPT_GAZETTEER_ONLY] = {"gazetteer-only", 0, NULL, "leaves the standard gazetteer out"},
    [OPT_MODEL] = {"model", 0, "FILE", "made by claimmap train (default: built in)"},
    [OPT_NO_DEMONYMS] = {"no-demonyms", 0, NULL, "leaves words such as Ukrainian out"},
    [OPT_JOBS] = {"jobs", 0, "N", "threads (default: 1)"},
    [OPT_HELP] = {"help", 'h', NULL, "prints this"},
};

typedef struct settings {
    bool mentions_only, no_demonyms;
    int jobs;
    const char *model;
    const char **files;
    size_t file_count;
    clm_gazetteer_choice gazetteers;
} settings;

typedef struct item {
    char *line; /* owned; from getline */
    size_t length;
    unsigned long number; /* of the line in its file */
    clm_buffer answer;
    bool failed;
} item;

typedef struct batch {
    const settings *settings;
    item items[BATCH_LINES];
    size_t count;
    atomic_size_t next;
    bool any_failed;
    bool out_of_memory;
} batch;

/* {"id"?, "error", "line"} in the place of the answer. */
static void answer_error(item *it, const char *why) {
    clm_buffer_clear(&it->answer);
    clm_json_writer writer;
    clm_json_begin(&writer, &it->answer);
    clm_json_open_object(&writer);
    clm_json *document = NULL;
    if (clm_json_parse((clm_text){it->line, it->length}, &document, NULL) == CLM_OK) {
        const clm_json *id = clm_json_member(document, "id");
        if (clm_json_is_string(id)) {
            clm_json_key(&writer, "id");
            clm_json_put_text(&writer, clm_json_text(id));
        } else if (clm_json_is_number(id)) {
            clm_json_key(&writer, "id");
            clm_json_put_number(&writer, clm_json_number(id, 0.0), 6);
        }
    }
    clm_json_free(document);
    clm_json_pair_string(&writer, "error", why);
    clm_json_pair_int(&writer, "line", (int64_t)it->number);
    clm_json_close_object(&writer);
    it->failed = true;
}

typedef struct worker {
    batch *batch;
    clm_context *context;
    pthread_t thread;
} worker;

static void *answer_items(void *argument) {
    worker *w = argument;
    batch *b = w->batch;
    for (size_t i; (i = atomic_fetch_add(&b->next, 1)) < b->count;) {
        item *it = &b->items[i];
        clm_error error = {0};
        clm_status status = clm_extract_line(w->context, (clm_text){it->line, it->length},
                                             b->settings->mentions_only, b->settings->no_demonyms,
                                             &it->answer, &error);
        if (status != CLM_OK) {
            /* A line has no file name. */
            bool unnamed = clm_text_starts(clm_text_of(error.message), "-: ");
            answer_error(it, unnamed ? error.message + 3 : error.message);
        }
    }
    return NULL;
}

static void run_batch(batch *b, worker *workers, int jobs) {
    atomic_store(&b->next, 0);
    int started = 1;
    while (started < jobs && (size_t)started < b->count &&
           pthread_create(&workers[started].thread, NULL, answer_items, &workers[started]) == 0) {
        started++;
    }
    answer_items(&workers[0]);
    for (int i = 1; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
    }
    for (size_t i = 0; i < b->count; i++) {
        item *it = &b->items[i];
        clm_buffer_char(&it->answer, '\n');
        if (it->answer.failed) {
            b->out_of_memory = true;
        } else {
            fwrite(it->answer.data, 1, it->answer.len, stdout);
        }
        b->any_failed = b->any_failed || it->failed;
        clm_buffer_clear(&it->answer);
        free(it->line);
        it->line = NULL;
    }
    b->count = 0;
    fflush(stdout);
}

static bool is_blank(const char *line, size_t length) {
    clm_text text = clm_text_trim((clm_text){line, length});
    return text.len == 0;
}

static void read_stream(FILE *in, batch *b, worker *workers, int jobs) {
    unsigned long number = 0;
    size_t bytes = 0;
    while (!ferror(stdout) && !b->out_of_memory) {
        item *it = &b->items[b->count];
        size_t capacity = 0;
        it->line = NULL;
        ssize_t length = getline(&it->line, &capacity, in);
        if (length < 0) {
            free(it->line);
            it->line = NULL;
            break;
        }
        number++;
        if (is_blank(it->line, (size_t)length)) {
            free(it->line);
            it->line = NULL;
            continue;
        }
        it->length = (size_t)length - (it->line[length - 1] == '\n');
        it->number = number;
        it->failed = false;
        clm_buffer_init(&it->answer);
        b->count++;
        bytes += (size_t)length;
        if (b->count == BATCH_LINES || bytes >= BATCH_BYTES || jobs == 1) {
            run_batch(b, workers, jobs);
            bytes = 0;
        }
    }
    run_batch(b, workers, jobs);
}

static int read_files(const settings *s, batch *b, worker *workers) {
    int status = CLM_EXIT_OK;
    for (size_t i = 0; i < s->file_count; i++) {
        const char *path = s->files[i];
        bool standard = strcmp(path, "-") == 0;
        FILE *in = standard ? stdin : fopen(path, "r");
        if (in == NULL) {
            clm_message("cannot read %s: %s", path, strerror(errno));
            status = CLM_EXIT_FAILED;
            continue;
        }
        read_stream(in, b, workers, s->jobs);
        if (ferror(in)) {
            clm_message("cannot read %s: %s", path, strerror(errno));
            status = CLM_EXIT_FAILED;
        }
        if (!standard) {
            fclose(in);
        }
    }
    if (b->out_of_memory) {
        clm_message("out of memory");
    }
    return b->any_failed || b->out_of_memory ? CLM_EXIT_FAILED : status;
}

/* Opens a context for each thread; returns how many could be opened. */
static int open_workers(const settings *s, batch *b, worker *workers, clm_error *error) {
    const clm_gazetteer_files files = clm_gazetteer_choice_files(&s->gazetteers);
    const clm_context_options options = {.gazetteer = files.first,
                                         .added_gazetteers = files.added,
                                         .added_count = files.added_count,
                                         .model = s->model};
    int opened = 0;
    while (opened < s->jobs &&
           clm_context_open(&options, &workers[opened].context, error) == CLM_OK) {
        workers[opened].batch = b;
        opened++;
    }
    return opened;
}

static int run(const settings *s) {
    batch *b = clm_alloc_zero(1, sizeof *b);
    worker *workers = clm_alloc_zero((size_t)s->jobs, sizeof *workers);
    if (b == NULL || workers == NULL) {
        clm_message("out of memory");
        clm_free(b);
        clm_free(workers);
        return CLM_EXIT_FAILED;
    }
    b->settings = s;
    clm_error error = {0};
    int status = CLM_EXIT_FAILED;
    const int opened = open_workers(s, b, workers, &error);
    if (opened == s->jobs) {
        status = clm_finish_stdout(read_files(s, b, workers));
    } else {
        clm_message("%s", error.message);
    }
    for (int i = 0; i < opened; i++) {
        clm_context_free(workers[i].context);
    }
    clm_free(workers);
    clm_free(b);
    return status;
}

static int read_options(int argc, char **argv, settings *s) {
    clm_option_reader reader;
    clm_options_begin(&reader, OPTIONS, OPT_COUNT, argc, argv);
    for (int id; (id = clm_options_next(&reader)) != CLM_OPTION_END;) {
        switch (id) {
        case CLM_OPTION_OPERAND:
            s->files[s->file_count++] = reader.value;
            break;
        case OPT_ONLY:
            if (strcmp(reader.value, "mentions") != 0) {
                return clm_usage_error("extract", "option --only: '%s' is not mentions",
                                       reader.value);
            }
            s->mentions_only = true;
            break;
        case OPT_GAZETTEER:
            s->gazetteers.files[s->gazetteers.count++] = reader.value;
            break;
        case OPT_GAZETTEER_ONLY:
            s->gazetteers.only = true;
            break;
        case OPT_MODEL:
            s->model = reader.value;
            break;
        case OPT_NO_DEMONYMS:
            s->no_demonyms = true;
            break;
        case OPT_JOBS:
            if (!clm_parse_int(reader.value, 1, JOBS_MAX, &s->jobs)) {
                return clm_usage_error("extract", "option --jobs: '%s' is not 1 to %d",
                                       reader.value, JOBS_MAX);
            }
            break;
        case OPT_HELP:
            clm_options_help(clm_command_find("extract"), OPTIONS, OPT_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        default:
            return CLM_EXIT_USAGE;
        }
    }
    return clm_gazetteer_choice_check(&s->gazetteers, "extract");
}

int clm_cmd_extract(int argc, char **argv) {
    static const char standard_input[] = "-";
    settings s = {.jobs = 1};
    s.files = clm_alloc_zero((size_t)argc + 1, sizeof *s.files);
    if (s.files == NULL) {
        clm_message("out of memory");
        return CLM_EXIT_FAILED;
    }
    if (!clm_gazetteer_choice_init(&s.gazetteers, argc)) {
        clm_free(s.files);
        return CLM_EXIT_FAILED;
    }
    int status = read_options(argc - 1, argv + 1, &s);
    if (status < 0) {
        if (s.file_count == 0) {
            s.files[s.file_count++] = standard_input;
        }
        status = run(&s);
    }
    clm_free(s.files);
    clm_gazetteer_choice_clear(&s.gazetteers);
    return status;
}

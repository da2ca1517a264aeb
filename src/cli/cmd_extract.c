/* claimmap extract: a stream of JSON objects in, one answer a line out, in the same order. A line
 * that fails costs that line. */
#include "base/alloc.h"
#include "base/json.h"
#include "cli/cli.h"
#include "cli/gazetteer_choice.h"
#include "cli/line_stream.h"
#include "pipeline/pipeline.h"

#include <string.h>

enum { JOBS_MAX = 256 };

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

typedef struct worker {
    const settings *settings;
    clm_context *context;
} worker;

/* {"id"?, "error", "line"} in the place of the answer. */
static void answer_error(const clm_line *line, const char *why, clm_buffer *out) {
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    clm_json_open_object(&writer);
    clm_json *document = NULL;
    if (clm_json_parse(line->text, &document, NULL) == CLM_OK) {
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
    clm_json_pair_int(&writer, "line", (int64_t)line->number);
    clm_json_close_object(&writer);
}

static bool answer_line(void *own, const clm_line *line, clm_buffer *out) {
    const worker *w = own;
    clm_error error = {.message = ""};
    clm_status status = clm_extract_line(w->context, line->text, w->settings->mentions_only,
                                         w->settings->no_demonyms, out, &error);
    if (status != CLM_OK) {
        /* A line has no file name. */
        bool unnamed = clm_text_starts(clm_text_of(error.message), "-: ");
        answer_error(line, unnamed ? error.message + 3 : error.message, out);
    }
    return status == CLM_OK;
}

/* Opens a context for each thread, all on one gazetteer; returns how many could be opened. */
static int open_workers(const settings *s, worker *workers, clm_error *error) {
    const clm_gazetteer_files files = clm_gazetteer_choice_files(&s->gazetteers);
    const clm_context_options options = {.gazetteer = files.first,
                                         .added_gazetteers = files.added,
                                         .added_count = files.added_count,
                                         .model = s->model};
    if (clm_context_open(&options, &workers[0].context, error) != CLM_OK) {
        return 0;
    }
    int opened = 1;
    while (opened < s->jobs &&
           clm_context_share(workers[0].context, &workers[opened].context, error) == CLM_OK) {
        opened++;
    }
    for (int i = 0; i < opened; i++) {
        workers[i].settings = s;
    }
    return opened;
}

static int run(const settings *s) {
    worker *workers = clm_alloc_zero((size_t)s->jobs, sizeof *workers);
    void **own = clm_alloc_zero((size_t)s->jobs, sizeof *own);
    if (workers == NULL || own == NULL) {
        clm_message("out of memory");
        clm_free(workers);
        clm_free(own);
        return CLM_EXIT_FAILED;
    }
    clm_error error = {.message = ""};
    int status = CLM_EXIT_FAILED;
    const int opened = open_workers(s, workers, &error);
    if (opened == s->jobs) {
        for (int i = 0; i < opened; i++) {
            own[i] = &workers[i];
        }
        status = clm_lines_run(&(clm_line_options){.files = s->files,
                                                   .file_count = s->file_count,
                                                   .answer = answer_line,
                                                   .workers = own,
                                                   .jobs = s->jobs});
    } else {
        clm_message("%s", error.message);
    }
    for (int i = opened; i-- > 0;) { /* the first one last: it owns what they share */
        clm_context_free(workers[i].context);
    }
    clm_free(own);
    clm_free(workers);
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

/* claimmap train: makes the model file from annotated news. */
#include "base/alloc.h"
#include "cli/cli.h"
#include "cli/gazetteer_choice.h"
#include "gazetteer/gazetteer.h"
#include "pipeline/pipeline.h"
#include "train/train.h"

#include <limits.h>
#include <string.h>

enum option_id {
    OPT_OUT,
    OPT_ONLY,
    OPT_FROM,
    OPT_WORDS,
    OPT_NOTE,
    OPT_SEED,
    OPT_GAZETTEER,
    OPT_GAZETTEER_ONLY,
    OPT_QUIET,
    OPT_HELP,
    OPT_COUNT
};

static const clm_option OPTIONS[OPT_COUNT] = {
    [OPT_OUT] = {"out", 'o', "FILE", "the model that is made; must be given"},
    [OPT_ONLY] = {"only", 0, "PART", "{values}: learns one part (default: all)"},
    [OPT_FROM] = {"from", 0, "FILE", "a model whose other parts are kept"},
    [OPT_WORDS] = {"words", 0, "FILE", "table of word clusters (default: those of --from)"},
    [OPT_NOTE] = {"note", 0, "GROUP.KEY=VALUE",
                  "a line of the model's description; may be repeated"},
    [OPT_SEED] = {"seed", 0, "N", "of the order in which documents are seen (default: 1)"},
    [OPT_GAZETTEER] = {"gazetteer", 0, "FILE", "adds a compiled gazetteer; may be repeated"},
    [OPT_GAZETTEER_ONLY] = {"gazetteer-only", 0, NULL, "leaves the standard gazetteer out"},
    [OPT_QUIET] = {"quiet", 'q', NULL, "says nothing but errors"},
    [OPT_HELP] = {"help", 'h', NULL, "prints this"},
};

typedef struct settings {
    clm_train_options train;
    const char **corpora;
    clm_train_note *notes; /* texts are owned by note_texts */
    char **note_texts;
    clm_gazetteer_choice gazetteers;
    bool quiet;
} settings;

static void say(void *context, const char *message) {
    (void)context;
    clm_message("%s", message);
}

static clm_status open_gazetteer(const clm_gazetteer_choice *choice, clm_gazetteer **out,
                                 clm_error *error) {
    const clm_gazetteer_files files = clm_gazetteer_choice_files(choice);
    clm_buffer found;
    clm_buffer_init(&found);
    clm_status status = files.first != NULL ? CLM_OK : clm_gazetteer_find_file(&found, error);
    if (status == CLM_OK) {
        status = clm_gazetteer_open(files.first != NULL ? files.first : found.data, out, error);
    }
    clm_buffer_clear(&found);
    for (size_t i = 0; i < files.added_count && status == CLM_OK; i++) {
        status = clm_gazetteer_add(*out, files.added[i], error);
    }
    return status;
}

static int run(settings *s) {
    clm_gazetteer *gazetteer = NULL;
    clm_error error = {CLM_OK, ""};
    clm_buffer program;
    clm_buffer_init(&program);
    clm_buffer_printf(&program, "claimmap %s", clm_version());
    clm_status status = open_gazetteer(&s->gazetteers, &gazetteer, &error);
    if (status == CLM_OK && program.failed) {
        status = clm_fail(&error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK) {
        s->train.program = program.data;
        s->train.corpora = s->corpora;
        s->train.notes = s->notes;
        s->train.gazetteer = gazetteer;
        s->train.say = s->quiet ? NULL : say;
        status = clm_train(&s->train, &error);
    }
    if (status != CLM_OK) {
        clm_message("%s", error.message);
    }
    clm_buffer_clear(&program);
    clm_gazetteer_free(gazetteer);
    return status == CLM_OK ? CLM_EXIT_OK : CLM_EXIT_FAILED;
}

/* "ranker scores.LGL = 0.9": the last point before the first equals sign ends the group. */
static bool read_note(settings *s, const char *text) {
    char *copy = clm_strdup(text);
    if (copy == NULL) {
        clm_message("out of memory");
        return false;
    }
    s->note_texts[s->train.note_count] = copy;
    clm_train_note *note = &s->notes[s->train.note_count++];
    char *sign = strchr(copy, '=');
    if (sign != NULL) {
        *sign = '\0';
    }
    char *point = sign != NULL ? strrchr(copy, '.') : NULL;
    if (point == NULL || point == copy || point[1] == '\0') {
        clm_message("option --note: '%s' is not GROUP.KEY=VALUE", text);
        return false;
    }
    *point = '\0';
    *note = (clm_train_note){copy, point + 1, sign + 1};
    return true;
}

static bool is_part(const char *name) {
    for (size_t i = 0; clm_train_part_name(i) != NULL; i++) {
        if (strcmp(clm_train_part_name(i), name) == 0) {
            return true;
        }
    }
    return false;
}

static int check_together(const settings *s) {
    if (s->train.out == NULL) {
        return clm_usage_error("train", "--out FILE is missing");
    }
    if (s->train.only != NULL && !is_part(s->train.only)) {
        return clm_usage_error("train", "option --only: '%s' is not tagger, ranker or said",
                               s->train.only);
    }
    if (s->train.corpus_count == 0) {
        return clm_usage_error("train", "no corpus named");
    }
    return clm_gazetteer_choice_check(&s->gazetteers, "train");
}

static int read_options(int argc, char **argv, settings *s) {
    clm_option_reader reader;
    int seed = 1;
    clm_options_begin(&reader, OPTIONS, OPT_COUNT, argc, argv);
    for (int id; (id = clm_options_next(&reader)) != CLM_OPTION_END;) {
        switch (id) {
        case CLM_OPTION_OPERAND:
            s->corpora[s->train.corpus_count++] = reader.value;
            break;
        case OPT_WORDS:
            s->train.words = reader.value;
            break;
        case OPT_OUT:
            s->train.out = reader.value;
            break;
        case OPT_ONLY:
            s->train.only = reader.value;
            break;
        case OPT_FROM:
            s->train.from = reader.value;
            break;
        case OPT_NOTE:
            if (!read_note(s, reader.value)) {
                return CLM_EXIT_USAGE;
            }
            break;
        case OPT_SEED:
            if (!clm_parse_int(reader.value, 0, INT_MAX, &seed)) {
                return clm_usage_error("train", "option --seed: '%s' is no whole number",
                                       reader.value);
            }
            break;
        case OPT_GAZETTEER:
            s->gazetteers.files[s->gazetteers.count++] = reader.value;
            break;
        case OPT_GAZETTEER_ONLY:
            s->gazetteers.only = true;
            break;
        case OPT_QUIET:
            s->quiet = true;
            break;
        case OPT_HELP:
            clm_options_help(clm_command_find("train"), OPTIONS, OPT_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        default:
            return CLM_EXIT_USAGE;
        }
    }
    s->train.seed = (uint64_t)seed;
    return check_together(s);
}

int clm_cmd_train(int argc, char **argv) {
    settings s = {.quiet = false};
    s.corpora = clm_alloc_zero((size_t)argc + 1, sizeof *s.corpora);
    s.notes = clm_alloc_zero((size_t)argc + 1, sizeof *s.notes);
    s.note_texts = clm_alloc_zero((size_t)argc + 1, sizeof *s.note_texts);
    int status = CLM_EXIT_FAILED;
    if (s.corpora == NULL || s.notes == NULL || s.note_texts == NULL) {
        clm_message("out of memory");
    } else if (clm_gazetteer_choice_init(&s.gazetteers, argc)) {
        status = read_options(argc - 1, argv + 1, &s);
        status = status < 0 ? run(&s) : status;
    }
    for (size_t i = 0; i < s.train.note_count; i++) {
        clm_free(s.note_texts[i]);
    }
    clm_free(s.corpora);
    clm_free(s.notes);
    clm_free(s.note_texts);
    clm_gazetteer_choice_clear(&s.gazetteers);
    return status;
}

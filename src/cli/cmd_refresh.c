/* claimmap refresh: one night over the sources of a configuration. */
#include "cli/bar.h"
#include "cli/cli.h"
#include "cli/gazetteer_choice.h"
#include "refresh/refresh.h"
#include "style/style.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { EXIT_BUSY = 3, EXIT_NOTHING = 4 };

enum option_id {
    OPT_CHECK,
    OPT_DRY_RUN,
    OPT_LOG,
    OPT_GAZETTEER,
    OPT_GAZETTEER_ONLY,
    OPT_MODEL,
    OPT_QUIET,
    OPT_VERBOSE,
    OPT_HELP,
    OPT_COUNT
};

static const clm_option OPTIONS[OPT_COUNT] = {
    [OPT_CHECK] = {"check", 0, NULL, "says what is wrong with the configuration, and does nothing"},
    [OPT_DRY_RUN] = {"dry-run", 0, NULL, "lists what would be read; fetches feeds, writes nothing"},
    [OPT_LOG] = {"log", 0, "text|json", "form of the lines that tell what is done"},
    [OPT_GAZETTEER] = {"gazetteer", 0, "FILE", "adds a compiled gazetteer; may be repeated"},
    [OPT_GAZETTEER_ONLY] = {"gazetteer-only", 0, NULL, "leaves the standard gazetteer out"},
    [OPT_MODEL] = {"model", 0, "FILE", "made by claimmap train (default: built in)"},
    [OPT_QUIET] = {"quiet", 'q', NULL, "says only what failed, and the summary"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "says also what stays as it is"},
    [OPT_HELP] = {"help", 'h', NULL, "prints this"},
};

typedef struct settings {
    clm_refresh_options refresh;
    clm_gazetteer_choice gazetteers;
    bool check, dry_run;
} settings;

enum { GO_ON = -1 };

static atomic_bool cancelled;
static volatile sig_atomic_t caught;

static void cancel(int signal_number) {
    caught = signal_number;
    atomic_store(&cancelled, true);
}

static void write_lines(void *context, clm_text lines) {
    clm_bar_hide(context);
    (void)fwrite(lines.ptr, 1, lines.len, stderr);
}

static void show(void *context, const clm_progress *progress) {
    clm_bar_show(context, progress);
}

static bool take_log(settings *s, const char *value) {
    if (strcmp(value, "text") == 0 || strcmp(value, "json") == 0) {
        s->refresh.log = value[0] == 'j' ? CLM_REFRESH_LOG_JSON : CLM_REFRESH_LOG_TEXT;
        return true;
    }
    (void)clm_usage_error("refresh", "option --log: '%s' is not text or json", value);
    return false;
}

static int check(const settings *s, size_t operands) {
    if (operands != 1) {
        return clm_usage_error("refresh", "one configuration is wanted");
    }
    if (s->check && s->dry_run) {
        return clm_usage_error("refresh", "--check and --dry-run do not go together");
    }
    return clm_gazetteer_choice_check(&s->gazetteers, "refresh");
}

static int read_settings(int argc, char **argv, settings *s) {
    clm_option_reader reader;
    size_t operands = 0;
    clm_options_begin(&reader, OPTIONS, OPT_COUNT, argc, argv);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        switch (option) {
        case CLM_OPTION_OPERAND:
            s->refresh.config = reader.value;
            operands++;
            break;
        case OPT_CHECK:
            s->check = true;
            break;
        case OPT_DRY_RUN:
            s->dry_run = true;
            break;
        case OPT_LOG:
            if (!take_log(s, reader.value)) {
                return CLM_EXIT_USAGE;
            }
            break;
        case OPT_GAZETTEER:
            s->gazetteers.files[s->gazetteers.count++] = reader.value;
            break;
        case OPT_GAZETTEER_ONLY:
            s->gazetteers.only = true;
            break;
        case OPT_MODEL:
            s->refresh.context.model = reader.value;
            break;
        case OPT_QUIET:
            s->refresh.quiet = true;
            break;
        case OPT_VERBOSE:
            s->refresh.verbose = true;
            break;
        case OPT_HELP:
            clm_options_help(clm_command_find("refresh"), OPTIONS, OPT_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        default:
            return CLM_EXIT_USAGE;
        }
    }
    return check(s, operands);
}

/* Stops at a signal, but at none that whoever began it had ignored, as nohup does; lives through a
 * full disk and a closed pipe, to say so. */
static void catch_signals(void) {
    static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = cancel};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof stopping / sizeof stopping[0]; i++) {
        struct sigaction before;
        if (sigaction(stopping[i], NULL, &before) != 0 || before.sa_handler != SIG_IGN) {
            (void)sigaction(stopping[i], &action, NULL);
        }
    }
    action.sa_handler = SIG_IGN;
    (void)sigaction(SIGXFSZ, &action, NULL);
    (void)sigaction(SIGPIPE, &action, NULL);
}

/* As a shell expects of what was told to stop. */
static int end_by_signal(void) {
    (void)signal(caught, SIG_DFL);
    (void)raise(caught);
    return CLM_EXIT_FAILED;
}

static int run(const settings *s, clm_bar *bar) {
    static const int statuses[] = {[CLM_REFRESH_DONE] = CLM_EXIT_OK,
                                   [CLM_REFRESH_PARTLY] = CLM_EXIT_FAILED,
                                   [CLM_REFRESH_NOTHING] = EXIT_NOTHING,
                                   [CLM_REFRESH_BUSY] = EXIT_BUSY,
                                   [CLM_REFRESH_STOPPED] = EXIT_NOTHING};
    clm_error error = {0};
    clm_refresh_end end = CLM_REFRESH_DONE;
    clm_status status;
    if (s->check) {
        status = clm_refresh_check(&s->refresh, &error);
    } else if (s->dry_run) {
        status = clm_refresh_plan(&s->refresh, &error);
    } else {
        status = clm_refresh_run(&s->refresh, &end, &error);
    }
    clm_bar_end(bar);
    if (status != CLM_OK) {
        clm_message("%s", error.message);
        if (caught != 0) {
            return end_by_signal();
        }
        if (error.code == CLM_ERR_FORMAT || end == CLM_REFRESH_DONE) {
            return error.code == CLM_ERR_FORMAT ? CLM_EXIT_USAGE : EXIT_NOTHING;
        }
    }
    return statuses[end];
}

int clm_cmd_refresh(int argc, char **argv) {
    clm_buffer styles;
    clm_buffer_init(&styles);
    clm_error ignored = {0}; /* without the folder, built-in themes and files can be named */
    settings s = {.refresh = {.config = NULL}};
    clm_bar bar;
    int status = clm_gazetteer_choice_init(&s.gazetteers, argc)
                     ? read_settings(argc - 1, argv + 1, &s)
                     : CLM_EXIT_FAILED;
    if (status == GO_ON) {
        const clm_gazetteer_files files = clm_gazetteer_choice_files(&s.gazetteers);
        s.refresh.context.gazetteer = files.first;
        s.refresh.context.added_gazetteers = files.added;
        s.refresh.context.added_count = files.added_count;
        if (clm_theme_find_dir(&styles, &ignored) == CLM_OK) {
            s.refresh.context.styles_dir = styles.data;
        }
        clm_bar_begin(&bar, !s.refresh.quiet);
        s.refresh.cancel = &cancelled;
        s.refresh.write = write_lines;
        s.refresh.progress = show;
        s.refresh.write_context = &bar;
        catch_signals();
        status = run(&s, &bar);
    }
    clm_buffer_clear(&styles);
    clm_gazetteer_choice_clear(&s.gazetteers);
    return status;
}

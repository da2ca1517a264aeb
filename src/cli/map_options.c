#include "cli/map_options.h"

#include "base/alloc.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum option_id {
    OPT_OUTPUT,
    OPT_FORMAT,
    OPT_CONNECTION,
    OPT_DB_SCHEMA,
    OPT_STYLE,
    OPT_SIZE,
    OPT_SCALE,
    OPT_EXTENT,
    OPT_HIDE,
    OPT_DATE,
    OPT_TITLE,
    OPT_BYLINE,
    OPT_LANG,
    OPT_WORLDVIEW,
    OPT_OVERLAY,
    OPT_GAZETTEER,
    OPT_GAZETTEER_ONLY,
    OPT_MODEL,
    OPT_NO_DEMONYMS,
    OPT_ALLOW_PRIVATE,
    OPT_JOBS,
    OPT_TEXT_OUT,
    OPT_LAYOUT_REPORT,
    OPT_QUIET,
    OPT_VERBOSE,
    OPT_HELP,
    OPT_COUNT
};

/* An option, and the commands that take it. */
typedef struct option_row {
    clm_option option;
    unsigned commands; /* 1 << clm_map_command */
} option_row;

enum { MAP = 1 << CLM_COMMAND_MAP, RENDER = 1 << CLM_COMMAND_RENDER, BOTH = MAP | RENDER };

static const option_row OPTIONS[OPT_COUNT] = {
    [OPT_OUTPUT] = {{"output", 'o', "DIR", "folder of the files made (default: output)"}, BOTH},
    [OPT_FORMAT] = {{"format", 'f', "LIST", "of {values} (map: geojson,png; render: png)"}, BOTH},
    [OPT_CONNECTION] = {{"connection", 0, "STRING",
                         "database of postgis, as libpq takes it (default: PGHOST ...)"},
                        BOTH},
    [OPT_DB_SCHEMA] = {{"db-schema", 0, "NAME", "of the tables of postgis (default: claimmap)"},
                       BOTH},
    [OPT_STYLE] = {{"style", 's', "NAME|FILE", "theme (default: news-light)"}, BOTH},
    [OPT_SIZE] = {{"size", 0, "WxH", "of the picture in pixels (default: 1600x1200)"}, BOTH},
    [OPT_SCALE] = {{"scale", 0, "N", "pixels for one of the layout, 0.25 to 8 (default: 1)"}, BOTH},
    [OPT_EXTENT] = {{"extent", 0, "W,S,E,N", "of the map in degrees (default: from the claims)"},
                    BOTH},
    [OPT_HIDE] = {{"hide", 0, "ID", "does not draw this feature, or labels; may be repeated"},
                  BOTH},
    [OPT_DATE] = {{"date", 0, "YYYY-MM-DD", "of the article"}, MAP},
    [OPT_TITLE] = {{"title", 0, "TEXT", "of the article"}, BOTH},
    [OPT_BYLINE] = {{"byline", 0, "TEXT", "who made the map (default: the theme's)"}, BOTH},
    [OPT_LANG] = {{"lang", 0, "CODE", "of the map's words: {values} (default: en)"}, BOTH},
    [OPT_WORLDVIEW] = {{"worldview", 0, "iso|de-facto", "of borders (map: iso)"}, BOTH},
    [OPT_OVERLAY] = {{"overlay", 0, "FILE[?layer=L&name=N&date=D&holder=H]",
                      "a layer of land as others map it: drawn, and claims are held against it; "
                      "may be repeated"},
                     BOTH},
    [OPT_GAZETTEER] = {{"gazetteer", 0, "FILE", "adds a compiled gazetteer; may be repeated"},
                       BOTH},
    [OPT_GAZETTEER_ONLY] = {{"gazetteer-only", 0, NULL, "leaves the standard gazetteer out"}, BOTH},
    [OPT_MODEL] = {{"model", 0, "FILE", "made by claimmap train (default: built in)"}, MAP},
    [OPT_NO_DEMONYMS] = {{"no-demonyms", 0, NULL, "leaves words such as Ukrainian out"}, MAP},
    [OPT_ALLOW_PRIVATE] = {{"allow-private", 0, NULL,
                            "lets URLs lead to this machine and into private networks"},
                           MAP},
    [OPT_JOBS] = {{"jobs", 0, "N",
                   "files made at the same time (default: one a processor, at most 4)"},
                  BOTH},
    [OPT_TEXT_OUT] = {{"text-out", 0, "FILE", "the text that offsets count in; one article"}, MAP},
    [OPT_LAYOUT_REPORT] = {{"layout-report", 0, "FILE",
                            "boxes of labels, markers and furniture as JSON; one picture"},
                           BOTH},
    [OPT_QUIET] = {{"quiet", 'q', NULL, "says nothing but errors"}, BOTH},
    [OPT_VERBOSE] = {{"verbose", 'v', NULL, "says what was made and how long each stage took"},
                     BOTH},
    [OPT_HELP] = {{"help", 'h', NULL, "prints this"}, BOTH},
};

static const char *name_of(clm_map_command command) {
    return command == CLM_COMMAND_RENDER ? "render" : "map";
}

/* The rows of one command, and which option each is. */
typedef struct option_table {
    clm_option options[OPT_COUNT];
    int ids[OPT_COUNT];
    size_t count;
} option_table;

static void select_options(clm_map_command command, option_table *out) {
    out->count = 0;
    for (int id = 0; id < OPT_COUNT; id++) {
        if ((OPTIONS[id].commands & (1U << (unsigned)command)) != 0) {
            out->options[out->count] = OPTIONS[id].option;
            out->ids[out->count++] = id;
        }
    }
}

static bool wrong_value(const clm_option_reader *reader, const char *wanted) {
    const char *seen = reader->seen != NULL ? reader->seen : "";
    clm_message("option %.*s: '%s' is not %s", (int)strcspn(seen, "="), seen, reader->value,
                wanted);
    return false;
}

/* What the library knows how to read. */
static bool take_request(clm_map_settings *s, int id, const clm_option_reader *reader) {
    const char *name = OPTIONS[id].option.name;
    clm_error error = {CLM_OK, ""};
    if (clm_request_set(&s->request, name, reader->value, &error) == CLM_OK) {
        return true;
    }
    if (id == OPT_FORMAT) {
        clm_message("%s", error.message);
    } else {
        clm_message("option --%s: %s", name, error.message);
    }
    return false;
}

/* Options whose value has a form to be checked. False after a message. */
static bool take_checked(clm_map_settings *s, int id, const clm_option_reader *reader) {
    switch (id) {
    case OPT_FORMAT:
    case OPT_SIZE:
    case OPT_SCALE:
    case OPT_EXTENT:
    case OPT_WORLDVIEW:
    case OPT_LANG:
    case OPT_DATE:
    case OPT_BYLINE:
    case OPT_TITLE:
        return take_request(s, id, reader);
    case OPT_JOBS:
        return clm_parse_int(reader->value, 1, 256, &s->jobs) ||
               wrong_value(reader, "a whole number of 1 to 256");
    case OPT_OUTPUT:
        return reader->value[0] != '\0' || wrong_value(reader, "the name of a folder");
    default:
        return true;
    }
}

static void take_plain(clm_map_settings *s, int id, const char *value) {
    switch (id) {
    case CLM_OPTION_OPERAND:
        s->articles[s->article_count++] = value;
        break;
    case OPT_OUTPUT:
        s->output_dir = value;
        break;
    case OPT_CONNECTION:
        s->connection = value;
        break;
    case OPT_DB_SCHEMA:
        s->db_schema = value;
        break;
    case OPT_STYLE:
        s->style = value;
        break;
    case OPT_HIDE:
        if (strcmp(value, "labels") == 0) {
            s->request.hide_labels = true;
        } else {
            s->hidden[s->request.hide_count++] = value;
        }
        break;
    case OPT_OVERLAY:
        s->overlays[s->overlay_count++] = value;
        break;
    case OPT_GAZETTEER:
        s->gazetteers.files[s->gazetteers.count++] = value;
        break;
    case OPT_GAZETTEER_ONLY:
        s->gazetteers.only = true;
        break;
    case OPT_MODEL:
        s->model = value;
        break;
    case OPT_NO_DEMONYMS:
        s->request.no_demonyms = true;
        break;
    case OPT_ALLOW_PRIVATE:
        s->allow_private = true;
        break;
    case OPT_TEXT_OUT:
        s->text_out = value;
        s->request.want_text = true;
        break;
    case OPT_LAYOUT_REPORT:
        s->layout_report = value;
        s->request.want_report = true;
        break;
    case OPT_QUIET:
        s->quiet = true;
        break;
    case OPT_VERBOSE:
        s->verbose = true;
        break;
    default:
        break;
    }
}

static int check_together(const clm_map_settings *s) {
    const char *command = name_of(s->command);
    if (s->article_count == 0) {
        return clm_usage_error(command, "no %s named",
                               s->command == CLM_COMMAND_MAP ? "article" : "file");
    }
    if (s->article_count > 1 && (s->text_out != NULL || s->layout_report != NULL)) {
        return s->command == CLM_COMMAND_MAP
                   ? clm_usage_error(command,
                                     "--text-out and --layout-report take one article, not %zu",
                                     s->article_count)
                   : clm_usage_error(command, "--layout-report takes one file, not %zu",
                                     s->article_count);
    }
    if (!s->request.want[CLM_FORMAT_POSTGIS] && (s->connection != NULL || s->db_schema != NULL)) {
        return clm_usage_error(command, "%s is for the format postgis",
                               s->connection != NULL ? "--connection" : "--db-schema");
    }
    return clm_gazetteer_choice_check(&s->gazetteers, command);
}

static int read_options(int argc, char **argv, clm_map_settings *settings) {
    option_table table;
    select_options(settings->command, &table);
    clm_option_reader reader;
    clm_options_begin(&reader, table.options, table.count, argc, argv);
    for (int row; (row = clm_options_next(&reader)) != CLM_OPTION_END;) {
        const int id = row >= 0 ? table.ids[row] : row;
        if (id == OPT_HELP) {
            clm_options_help(clm_command_find(name_of(settings->command)), table.options,
                             table.count);
            return clm_finish_stdout(CLM_EXIT_OK);
        }
        if (id == CLM_OPTION_WRONG || !take_checked(settings, id, &reader)) {
            return CLM_EXIT_USAGE;
        }
        take_plain(settings, id, reader.value);
    }
    return check_together(settings);
}

/* Each thread needs some 45 MB for its picture: many processors are not all taken. */
static int usual_jobs(void) {
    enum { MOST = 4 };
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > MOST ? MOST : (int)processors;
}

int clm_map_settings_read(clm_map_command command, int argc, char **argv,
                          clm_map_settings *settings) {
    *settings =
        (clm_map_settings){.command = command, .output_dir = "output", .jobs = usual_jobs()};
    settings->request.want[CLM_FORMAT_GEOJSON] = command == CLM_COMMAND_MAP;
    settings->request.want[CLM_FORMAT_PNG] = true;
    settings->articles = clm_alloc_zero((size_t)argc + 1, sizeof *settings->articles);
    settings->hidden = clm_alloc_zero((size_t)argc + 1, sizeof *settings->hidden);
    settings->overlays = clm_alloc_zero((size_t)argc + 1, sizeof *settings->overlays);
    if (settings->articles == NULL || settings->hidden == NULL || settings->overlays == NULL) {
        clm_message("out of memory");
        return CLM_EXIT_FAILED;
    }
    if (!clm_gazetteer_choice_init(&settings->gazetteers, argc)) {
        return CLM_EXIT_FAILED;
    }
    settings->request.hide = settings->hidden;
    return read_options(argc, argv, settings);
}

void clm_map_settings_clear(clm_map_settings *settings) {
    clm_free(settings->articles);
    clm_free(settings->hidden);
    clm_free(settings->overlays);
    clm_gazetteer_choice_clear(&settings->gazetteers);
    *settings = (clm_map_settings){0};
}

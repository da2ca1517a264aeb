#include "cli/map_options.h"

#include "article/article.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/formats.h"
#include "map/map.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum option_id {
    OPT_OUTPUT,
    OPT_FORMAT,
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
    OPT_GAZETTEER,
    OPT_GAZETTEER_ONLY,
    OPT_MODEL,
    OPT_NO_DEMONYMS,
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
    [OPT_FORMAT] = {{"format", 'f', "LIST",
                     "of geojson, png, svg, pdf, alt (map: geojson,png; render: png)"},
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
    [OPT_LANG] = {{"lang", 0, "CODE", "of the map's words: en (default), uk, ru, fr, de, es, ar"},
                  BOTH},
    [OPT_WORLDVIEW] = {{"worldview", 0, "NAME", "of borders: iso (map's default) or de-facto"},
                       BOTH},
    [OPT_GAZETTEER] = {{"gazetteer", 0, "FILE", "adds a compiled gazetteer; may be repeated"},
                       BOTH},
    [OPT_GAZETTEER_ONLY] = {{"gazetteer-only", 0, NULL, "leaves the standard gazetteer out"}, BOTH},
    [OPT_MODEL] = {{"model", 0, "FILE", "made by claimmap train (default: built in)"}, MAP},
    [OPT_NO_DEMONYMS] = {{"no-demonyms", 0, NULL, "leaves words such as Ukrainian out"}, MAP},
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

static bool parse_size(const char *text, clm_request *request) {
    char width[16];
    const char *cross = strchr(text, 'x');
    size_t length = cross != NULL ? (size_t)(cross - text) : 0;
    if (length == 0 || length >= sizeof width) {
        return false;
    }
    memcpy(width, text, length);
    width[length] = '\0';
    return clm_parse_int(width, 64, 16384, &request->width_px) &&
           clm_parse_int(cross + 1, 64, 16384, &request->height_px);
}

static bool parse_extent(const char *text, clm_request *request) {
    double values[4];
    clm_text rest = clm_text_of(text);
    for (int i = 0; i < 4; i++) {
        size_t used = clm_text_number(rest, &values[i]);
        bool last = i == 3;
        if (used == 0 || (last ? used != rest.len : used >= rest.len || rest.ptr[used] != ',')) {
            return false;
        }
        used += !last;
        rest = (clm_text){rest.ptr + used, rest.len - used};
    }
    request->has_extent = true;
    request->west_deg = values[0];
    request->south_deg = values[1];
    request->east_deg = values[2];
    request->north_deg = values[3];
    return values[1] < values[3] && values[0] != values[2] && values[1] >= -90.0 &&
           values[3] <= 90.0 && values[0] >= -180.0 && values[0] <= 180.0 && values[2] >= -180.0 &&
           values[2] <= 180.0;
}

static bool parse_scale(const char *text, clm_request *request) {
    size_t used = clm_text_number(clm_text_of(text), &request->scale);
    return used > 0 && text[used] == '\0' && request->scale >= 0.25 && request->scale <= 8.0;
}

static bool parse_worldview(const char *text, clm_request *request) {
    request->de_facto = strcmp(text, "de-facto") == 0;
    request->has_worldview = true;
    return request->de_facto || strcmp(text, "iso") == 0;
}

static bool wrong_value(const clm_option_reader *reader, const char *wanted) {
    const char *seen = reader->seen != NULL ? reader->seen : "";
    clm_message("option %.*s: '%s' is not %s", (int)strcspn(seen, "="), seen, reader->value,
                wanted);
    return false;
}

/* Options whose value has a form to be checked. False after a message. */
static bool take_checked(clm_map_settings *s, int id, const clm_option_reader *reader) {
    clm_request *request = &s->request;
    switch (id) {
    case OPT_FORMAT:
        return clm_formats_parse(reader->value, request);
    case OPT_SIZE:
        return parse_size(reader->value, request) ||
               wrong_value(reader, "a size written as WIDTHxHEIGHT, each 64 to 16384");
    case OPT_SCALE:
        return parse_scale(reader->value, request) || wrong_value(reader, "a number of 0.25 to 8");
    case OPT_EXTENT:
        return parse_extent(reader->value, request) ||
               wrong_value(reader, "an extent written as WEST,SOUTH,EAST,NORTH in degrees");
    case OPT_WORLDVIEW:
        return parse_worldview(reader->value, request) || wrong_value(reader, "iso or de-facto");
    case OPT_LANG: {
        clm_error error = {CLM_OK, ""};
        bool known = clm_map_check_language(reader->value, &error) == CLM_OK;
        if (!known) {
            clm_message("option --lang: %s", error.message);
        }
        return known;
    }
    case OPT_JOBS:
        return clm_parse_int(reader->value, 1, 256, &s->jobs) ||
               wrong_value(reader, "a whole number of 1 to 256");
    case OPT_DATE: {
        clm_date date;
        return clm_date_parse(clm_text_of(reader->value), &date) ||
               wrong_value(reader, "a day written as YYYY-MM-DD");
    }
    case OPT_BYLINE:
    case OPT_TITLE:
        return clm_utf8_valid(reader->value, strlen(reader->value)) ||
               wrong_value(reader, "valid UTF-8");
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
    case OPT_DATE:
        s->request.date = value;
        break;
    case OPT_TITLE:
        s->request.title = value;
        break;
    case OPT_BYLINE:
        s->request.byline = value;
        break;
    case OPT_LANG:
        s->request.lang = value;
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
    settings->request.want_geojson = command == CLM_COMMAND_MAP;
    settings->request.want_png = true;
    settings->articles = clm_alloc_zero((size_t)argc + 1, sizeof *settings->articles);
    settings->hidden = clm_alloc_zero((size_t)argc + 1, sizeof *settings->hidden);
    if (settings->articles == NULL || settings->hidden == NULL) {
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
    clm_gazetteer_choice_clear(&settings->gazetteers);
    *settings = (clm_map_settings){0};
}

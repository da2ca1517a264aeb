/* claimmap style sheet: draws each sign of a theme once. */
#include "cli/style_sheet.h"

#include "base/file.h"
#include "cli/cli.h"
#include "map/map.h"

#include <stdio.h>

enum option_id { OPT_OUTPUT, OPT_SCALE, OPT_HELP, OPT_COUNT };

static const clm_option OPTIONS[OPT_COUNT] = {
    [OPT_OUTPUT] = {"output", 'o', "FILE", "the PNG to write (signs.png)"},
    [OPT_SCALE] = {"scale", 0, "N", "pixels for one of the layout, 0.25 to 8 (1)"},
    [OPT_HELP] = {"help", 'h', NULL, "prints this"},
};

static const clm_command SHEET = {"style sheet", "[NAME|FILE]",
                                  "Draws each sign of a theme once, with what it means.", NULL};

static clm_status draw(const char *name, const char *styles_dir, double scale, const char *path,
                       clm_error *error) {
    clm_theme theme;
    clm_map_fonts *fonts = NULL;
    clm_buffer png;
    clm_buffer_init(&png);
    clm_status status =
        name ? clm_theme_load(name, styles_dir, &theme, error) : clm_theme_default(&theme, error);
    if (status == CLM_OK) {
        status = clm_map_fonts_for_theme(NULL, &theme, &fonts, error);
    }
    if (status == CLM_OK) {
        status = clm_map_sheet(&theme, fonts, scale, &png, error);
    }
    if (status == CLM_OK) {
        status = clm_file_write(path, png.data, png.len, error);
    }
    clm_buffer_clear(&png);
    clm_map_fonts_free(fonts);
    return status;
}

int clm_style_sheet(int argc, char **argv, const char *styles_dir) {
    const char *path = "signs.png";
    const char *name = NULL;
    double scale = 1;
    clm_option_reader reader;
    clm_options_begin(&reader, OPTIONS, OPT_COUNT, argc, argv);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        if (option == OPT_OUTPUT) {
            path = reader.value;
        } else if (option == OPT_SCALE) {
            clm_text value = clm_text_of(reader.value);
            if (clm_text_number(value, &scale) != value.len || !(scale >= 0.25 && scale <= 8)) {
                return clm_usage_error(
                    SHEET.name, "--scale takes a number from 0.25 to 8, not '%s'", reader.value);
            }
        } else if (option == OPT_HELP) {
            clm_options_help(&SHEET, OPTIONS, OPT_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        } else if (option == CLM_OPTION_OPERAND && !name) {
            name = reader.value;
        } else if (option == CLM_OPTION_OPERAND) {
            return clm_usage_error(SHEET.name, "one theme at a time");
        } else {
            return CLM_EXIT_USAGE;
        }
    }
    clm_error error = {CLM_OK, ""};
    if (draw(name, styles_dir, scale, path, &error) != CLM_OK) {
        clm_message("%s", error.message);
        return CLM_EXIT_FAILED;
    }
    return CLM_EXIT_OK;
}

/* cli/map_options.h: the options of `claimmap map` and `claimmap render`, read and checked: one
 * table says which command takes which. */
#ifndef CLM_CLI_MAP_OPTIONS_H
#define CLM_CLI_MAP_OPTIONS_H

#include "cli/gazetteer_choice.h"
#include "pipeline/pipeline.h"

typedef enum clm_map_command { CLM_COMMAND_MAP = 0, CLM_COMMAND_RENDER } clm_map_command;

typedef struct clm_map_settings {
    clm_map_command command;
    clm_request request; /* without file and bytes */
    const char *output_dir;
    const char *style;
    const char *model;
    const char *connection, *db_schema;
    const char *text_out;
    const char *layout_report;
    const char **articles; /* operands, for render GeoJSON files; borrowed from argv */
    size_t article_count;
    const char **hidden;
    const char **overlays; /* as they were written */
    size_t overlay_count;
    clm_gazetteer_choice gazetteers;
    int jobs;
    bool allow_private; /* addresses of URLs */
    bool quiet, verbose;
} clm_map_settings;

/* Reads the arguments after the command's name. Returns -1 to go on, else the exit status to end
 * with (after help or a message). **Owns:** the caller clears `settings` in every case. */
int clm_map_settings_read(clm_map_command command, int argc, char **argv,
                          clm_map_settings *settings);
void clm_map_settings_clear(clm_map_settings *settings);

#endif

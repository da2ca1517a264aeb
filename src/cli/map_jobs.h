/* cli/map_jobs.h: maps articles, or draws GeoJSON files again, several at the same time, and
 * reports them in order. */
#ifndef CLM_CLI_MAP_JOBS_H
#define CLM_CLI_MAP_JOBS_H

#include "cli/map_options.h"

/* The commands map and render; argv[0] is the command's name. Returns the exit status. */
int clm_map_jobs_run(clm_map_command command, int argc, char **argv);

#endif

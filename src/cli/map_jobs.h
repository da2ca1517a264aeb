/* cli/map_jobs.h: maps articles, several at the same time, and reports them in order. */
#ifndef CLM_CLI_MAP_JOBS_H
#define CLM_CLI_MAP_JOBS_H

#include "cli/map_options.h"

/* Maps all articles of `settings`. Returns the exit status: 0, or 1 if any failed. */
int clm_map_jobs_run(const clm_map_settings *settings, const char *styles_dir);

#endif

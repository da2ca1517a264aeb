#include "cli/cli.h"
#include "cli/map_jobs.h"

int clm_cmd_render(int argc, char **argv) {
    return clm_map_jobs_run(CLM_COMMAND_RENDER, argc, argv);
}

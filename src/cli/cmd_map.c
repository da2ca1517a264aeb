#include "cli/cli.h"
#include "cli/map_jobs.h"

int clm_cmd_map(int argc, char **argv) {
    return clm_map_jobs_run(CLM_COMMAND_MAP, argc, argv);
}

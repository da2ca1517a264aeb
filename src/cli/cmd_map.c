#include "base/alloc.h"
#include "base/file.h"
#include "cli/cli.h"
#include "cli/map_jobs.h"
#include "cli/map_options.h"
#include "style/style.h"

int clm_cmd_map(int argc, char **argv) {
    clm_map_settings settings;
    int status = clm_map_settings_read(argc - 1, argv + 1, &settings);
    if (status < 0) {
        clm_buffer styles_dir;
        clm_buffer_init(&styles_dir);
        clm_error error = {0};
        clm_theme theme;
        /* A theme that does not exist is wrong usage, and is said once, not for every article. */
        const char *style = settings.style != NULL ? settings.style : "news-light";
        if (clm_find_styles_dir(&styles_dir, &error) != CLM_OK ||
            clm_theme_load(style, styles_dir.data, &theme, &error) != CLM_OK) {
            clm_message("%s", error.message);
            status = error.code == CLM_ERR_NOT_FOUND ? CLM_EXIT_USAGE : CLM_EXIT_FAILED;
        } else {
            status = clm_map_jobs_run(&settings, styles_dir.data);
        }
        clm_buffer_clear(&styles_dir);
    }
    clm_map_settings_clear(&settings);
    return status;
}

/* The tables of a state, version by version. A step that was once released is never changed. */
#include "store/state_parts.h"

static const char *const first[] = {
    "CREATE TABLE state_version (version BIGINT NOT NULL)",
    "INSERT INTO state_version VALUES (1)",
    "CREATE TABLE runs (id BIGINT PRIMARY KEY, status BIGINT NOT NULL, start_s BIGINT NOT NULL,"
    " end_s BIGINT NOT NULL, host ~ NOT NULL, pid BIGINT NOT NULL, made_new BIGINT NOT NULL,"
    " changed BIGINT NOT NULL, same BIGINT NOT NULL, gone BIGINT NOT NULL, failed BIGINT NOT NULL,"
    " files BIGINT NOT NULL)",
    /* The one row is always there, so that two who come first have something to wait at. */
    "CREATE TABLE run_lock (one BIGINT PRIMARY KEY, run BIGINT NOT NULL, shared BIGINT NOT NULL,"
    " beat_s BIGINT NOT NULL, start_s BIGINT NOT NULL, host ~, machine ~, boot ~, space ~,"
    " pid BIGINT NOT NULL, started BIGINT NOT NULL)",
    "INSERT INTO run_lock VALUES (1, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0)",
    "CREATE TABLE sources (name ~ PRIMARY KEY, failures BIGINT NOT NULL, failed_s BIGINT NOT NULL,"
    " wait_s BIGINT NOT NULL, good_run BIGINT NOT NULL, last_error ~)",
    "CREATE TABLE pages (url ~ PRIMARY KEY, etag ~, last_modified ~, sha256 ~,"
    " seen_run BIGINT NOT NULL, failures BIGINT NOT NULL, failed_s BIGINT NOT NULL,"
    " wait_s BIGINT NOT NULL)",
    "CREATE INDEX pages_seen_run ON pages (seen_run)",
    "CREATE TABLE articles (source ~, item ~, version BIGINT NOT NULL, title ~, text_sha256 ~,"
    " made_with ~, sketch ~, story ~, geojson_sha256 ~, geojson_path ~, made_run BIGINT NOT NULL,"
    " seen_run BIGINT NOT NULL, gone_run BIGINT NOT NULL, PRIMARY KEY (source, item))",
    "CREATE INDEX articles_seen_run ON articles (source, seen_run)",
    "CREATE TABLE prepared (source ~, item ~, version BIGINT NOT NULL, title ~, text_sha256 ~,"
    " made_with ~, sketch ~, story ~, geojson_sha256 ~, geojson_path ~, made_run BIGINT NOT NULL,"
    " PRIMARY KEY (source, item))",
    "CREATE INDEX prepared_made_run ON prepared (made_run)",
    "CREATE TABLE versions (source ~, item ~, version BIGINT NOT NULL, text_sha256 ~, made_with ~,"
    " geojson_sha256 ~, geojson_path ~, made_run BIGINT NOT NULL,"
    " PRIMARY KEY (source, item, version))",
    "CREATE INDEX versions_made_run ON versions (made_run)",
    "CREATE TABLE files (path ~ PRIMARY KEY, sha256 ~, run BIGINT NOT NULL)",
    "CREATE INDEX files_run ON files (run)",
    "CREATE TABLE work (source ~, item ~, run BIGINT NOT NULL, detail ~, worker ~,"
    " taken_s BIGINT NOT NULL, lease_s BIGINT NOT NULL, PRIMARY KEY (source, item))",
    NULL,
};

/* Since when something fails and why, and where readers find an article. */
static const char *const second[] = {
    "ALTER TABLE sources ADD COLUMN since_s BIGINT NOT NULL DEFAULT 0",
    "UPDATE sources SET since_s = failed_s WHERE failures > 0",
    "ALTER TABLE pages ADD COLUMN since_s BIGINT NOT NULL DEFAULT 0",
    "UPDATE pages SET since_s = failed_s WHERE failures > 0",
    "ALTER TABLE pages ADD COLUMN last_error ~",
    "ALTER TABLE articles ADD COLUMN address ~",
    "ALTER TABLE prepared ADD COLUMN address ~",
    NULL,
};

const clm_state_step clm_state_steps[] = {{first}, {second}};
const size_t clm_state_step_count = sizeof clm_state_steps / sizeof clm_state_steps[0];

/* A small night for several tests. */
#ifndef CLM_TESTS_EXAMPLE_NIGHT_H
#define CLM_TESTS_EXAMPLE_NIGHT_H

#include "support/support.h"

#include "refresh/night.h"

static inline clm_status example_night(clm_night **out) {
    static const clm_night_source sources[] = {
        {.name = "wire", .address = "https://a.example/feed", .kind = "feed", .listed = 3},
        {.name = "in \"box\"",
         .address = "/in/*.txt",
         .kind = "files",
         .failed = true,
         .reason = "/in: Permission denied",
         .since = "2026-11-21",
         .retry_after = "2026-11-24"}};
    static const clm_night_file files[] = {{".geojson", "a b.geojson"}, {".png", "a b.png"}};
    static const char *const lines[] = {"new: one <claim>"};
    const clm_night_article articles[] = {
        {.key = "https://a.example/1",
         .address = "https://a.example/1?x=1&y=2",
         .title = "River <b>rises</b>",
         .outlet = "Example Wire",
         .date = "2026-11-22",
         .stem = "a b",
         .status = CLM_NIGHT_NEW,
         .leader = CLM_NIGHT_NONE,
         .files = files,
         .file_count = 2,
         .claims = 1,
         .places = 2,
         .thumbnail = "a b.small.png",
         .thumbnail_width_px = 480,
         .thumbnail_height_px = 360,
         .differences = lines,
         .difference_count = 1},
        {.key = "javascript:1",
         .address = "javascript:alert(1)",
         .status = CLM_NIGHT_FAILED,
         .reason = "<script>alert(2)</script>",
         .leader = CLM_NIGHT_NONE},
        {.source = 1,
         .key = "/in/b.txt",
         .path = "/in/b.txt",
         .stem = "b",
         .status = CLM_NIGHT_GONE,
         .reason = "no source lists it",
         .leader = CLM_NIGHT_NONE},
        {.key = "c", .status = CLM_NIGHT_SAME, .leader = 0, .outlet = "Other \"Paper\""}};
    clm_status status = clm_night_new(out, NULL);
    if (status != CLM_OK) {
        return status;
    }
    clm_night *night = *out;
    night->title = "Desk & Maps";
    night->date = "2026-11-23";
    night->folder = "2026-11-23-2";
    night->started = "2026-11-23T04:00:00Z";
    night->ended = "2026-11-23T04:10:00Z";
    night->previous = "2026-11-23";
    night->feed = "feed.atom";
    night->site = "https://desk.example/maps/";
    night->version = "0.1.0";
    for (size_t i = 0; i < CLM_TEST_COUNT(sources) && status == CLM_OK; i++) {
        status = clm_night_add_source(night, &sources[i], NULL, NULL);
    }
    for (size_t i = 0; i < CLM_TEST_COUNT(articles) && status == CLM_OK; i++) {
        status = clm_night_add_article(night, &articles[i], NULL, NULL);
    }
    if (status != CLM_OK) {
        clm_night_free(night);
        *out = NULL;
        return status;
    }
    clm_night_settle(night);
    return CLM_OK;
}

#endif

/* night_dump [PICTURES]: the page of a made-up night of two hundred articles on standard output,
 * for browser.py and for eyes: long titles, titles from right to left, many copies under one
 * leader, failures, hundreds that stayed the same. Its small pictures are called N.thumb.png, N
 * below PICTURES (default 1). */
#include "refresh/index_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEW = 18, COPIES = 24, CHANGED = 6, FAILED = 9, GONE = 4, SAME = 139, SOURCES = 6 };

static const char *const titles[] = {
    "Ferry service to the outer islands resumes after three days of storms",
    "Ministry says 58 square kilometres of farmland were flooded around the lower dam",
    "\xD9\x88\xD8\xB2\xD8\xA7\xD8\xB1\xD8\xA9 \xD8\xA7\xD9\x84\xD8\xB5\xD8\xAD\xD8\xA9: "
    "\xD8\xAD\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAA \xD8\xAC\xD8\xAF\xD9\x8A\xD8\xAF\xD8\xA9 "
    "\xD9\x81\xD9\x8A 12 \xD9\x85\xD8\xAF\xD9\x8A\xD9\x86\xD8\xA9 (Reuters)",
    "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverordnungsaenderungsgesetzgebung",
    "Bridge closed",
    "An exceptionally long headline that goes on about the closure of the coastal road, the three "
    "villages behind it, what the mayor said on Monday, what the company answered on Tuesday, and "
    "what residents, who have waited since the spring, expect of the regional government, which "
    "has "
    "so far said nothing at all, before it comes to an end",
    ("\xD7\x94\xD7\x9E\xD7\xA9\xD7\x98\xD7\xA8\xD7\x94 \xD7\xA4\xD7\x99\xD7\xA0\xD7\xAA\xD7\x94 "
     "\xD7\xA9\xD7\x9C\xD7\x95\xD7\xA9\xD7\x94 \xD7\x9B\xD7\xA4\xD7\xA8\xD7\x99\xD7\x9D"),
};
enum { TITLES = sizeof titles / sizeof titles[0] };

typedef struct row {
    clm_night_status status;
    size_t count;
} row;

static const char *text(clm_night *night, const char *start, size_t number) {
    const char *made = clm_arena_printf(night->arena, "%s%zu", start, number);
    return made != NULL ? made : "";
}

static clm_status add(clm_night *night, clm_night_status status, size_t number, size_t leader,
                      size_t pictures) {
    static const char *const changes[] = {
        "changed: flooded land around the lower dam: 58 km\xC2\xB2 \xE2\x86\x92 60 km\xC2\xB2",
        "new: the regional government says that the road opens on Friday",
        "gone: two people are missing near the outer islands"};
    static const char *const reasons[] = {
        "https://wire.example/a/b/c: the server answers 503 Service Unavailable",
        "https://paper.example/x: took longer than 30 s",
        "no text of an article was found in the page"};
    const bool mapped = status <= CLM_NIGHT_SAME && leader == CLM_NIGHT_NONE;
    const clm_night_file files[] = {{".geojson", text(night, "map.geojson-", number)},
                                    {".png", text(night, "map.png-", number)},
                                    {".svg", text(night, "map.svg-", number)},
                                    {".html", text(night, "map.html-", number)}};
    const char *picture = clm_arena_printf(night->arena, "%zu.thumb.png", number % pictures);
    const clm_night_article article = {
        .source = number % SOURCES,
        .key = text(night, "https://wire.example/", number),
        .address = number % 5 != 4 ? text(night, "https://wire.example/", number) : NULL,
        .title = titles[number % TITLES],
        .outlet = number % 3 == 0   ? "The Example Wire"
                  : number % 3 == 1 ? "Island Paper"
                                    : NULL,
        .date = number % 4 != 3 ? "2026-11-22" : NULL,
        .stem = mapped ? "map" : NULL,
        .status = status,
        .reason = status == CLM_NIGHT_FAILED ? reasons[number % 3]
                  : status == CLM_NIGHT_GONE ? "no source lists it any more"
                                             : NULL,
        .since = status == CLM_NIGHT_FAILED && number % 2 == 0 ? "2026-11-19" : NULL,
        .leader = leader,
        .files = files,
        .file_count = mapped ? sizeof files / sizeof files[0] : 0,
        .claims = mapped ? number % 17 : 0,
        .places = mapped ? number % 9 : 0,
        .thumbnail = mapped && number % 8 != 7 ? picture : NULL,
        .thumbnail_width_px = CLM_THUMBNAIL_WIDTH_PX,
        .thumbnail_height_px = 360,
        .differences = changes,
        .difference_count = status == CLM_NIGHT_CHANGED ? 1 + number % 3 : 0};
    return clm_night_add_article(night, &article, NULL, NULL);
}

static clm_status fill(clm_night *night, size_t pictures) {
    static const row rows[] = {{CLM_NIGHT_NEW, NEW},         {CLM_NIGHT_NEW, COPIES},
                               {CLM_NIGHT_CHANGED, CHANGED}, {CLM_NIGHT_FAILED, FAILED},
                               {CLM_NIGHT_GONE, GONE},       {CLM_NIGHT_SAME, SAME}};
    clm_status status = CLM_OK;
    for (size_t i = 0; i < SOURCES && status == CLM_OK; i++) {
        const clm_night_source source = {
            .name = text(night, "source-", i),
            .address = "https://wire.example/a/rather/long/path/of/a/feed/world-news.rss?all=yes",
            .kind = i == 5 ? "folder" : "feed",
            .failed = i == 3,
            .reason = i == 3 ? "wire.example: cannot be found" : NULL,
            .since = i == 3 ? "2026-11-20" : NULL,
            .retry_after = i == 3 ? "2026-11-24" : NULL,
            .listed = 40 * i};
        status = clm_night_add_source(night, &source, NULL, NULL);
    }
    for (size_t i = 0, number = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t k = 0; k < rows[i].count && status == CLM_OK; k++) {
            status = add(night, rows[i].status, number++, i == 1 ? 0 : CLM_NIGHT_NONE, pictures);
        }
    }
    return status;
}

int main(int argc, char **argv) {
    const unsigned long pictures = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    clm_night *night = NULL;
    clm_buffer page;
    clm_buffer_init(&page);
    clm_status status = clm_night_new(&night, NULL);
    if (status == CLM_OK) {
        night->title = "Night desk: maps of claims";
        night->date = "2026-11-23";
        night->started = "2026-11-23T04:00:00Z";
        night->ended = "2026-11-23T04:07:31Z";
        night->previous = "2026-11-22";
        night->feed = "changes.atom";
        night->combined_geojson = "all.geojson";
        night->combined_png = "all.png";
        night->version = "0.1.0";
        status = fill(night, pictures > 0 ? pictures : 1);
    }
    if (status == CLM_OK) {
        clm_night_settle(night);
        status = clm_index_page_write(night, &page, NULL);
    }
    if (status == CLM_OK && fwrite(page.data, 1, page.len, stdout) != page.len) {
        status = CLM_ERR_IO;
    }
    clm_buffer_clear(&page);
    clm_night_free(night);
    return status == CLM_OK ? 0 : 1;
}

/* bench_gazetteer [FILE...]: prints nanoseconds a query of the compiled gazetteer (the standard one
 * without FILE, the others as layers over the first). Nothing gates on it. */
#include "base/file.h"
#include "base/utf8.h"
#include "gazetteer/gazetteer.h"

#include <stdio.h>
#include <time.h>

enum { QUERIES = 100000, COARSE_QUERIES = 1000 };

static double now_ns(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void report(const char *what, double start_ns, size_t items, size_t found) {
    printf("%-24s %12.1f ns, %zu items, %zu found\n", what, (now_ns() - start_ns) / (double)items,
           items, found);
}

/* A settlement for each query, spread over the whole list. */
static clm_place town_at(const clm_gazetteer *g, uint32_t towns, size_t query) {
    return clm_gazetteer_place(g, (clm_place_index)((query * 7919U) % towns));
}

static clm_status count_points(void *context, const clm_base_line *line) {
    size_t *points = context;
    *points += line->count;
    return CLM_OK;
}

static void bench_names(const clm_gazetteer *g) {
    static const char *const words[] = {"kursk", "the", "president", "washington",
                                        "said",  "new", "zelensky",  "kharkiv"};
    size_t found = 0;
    double start = now_ns();
    for (size_t i = 0; i < QUERIES; i++) {
        found += clm_gazetteer_name_words(g, clm_text_of(words[i % 8])) > 0;
    }
    report("name_words", start, QUERIES, found);
    found = 0;
    start = now_ns();
    for (size_t i = 0; i < QUERIES; i++) {
        const clm_name_ref *refs = NULL;
        found += clm_gazetteer_find(g, clm_text_of(words[i % 8]), &refs);
    }
    report("find", start, QUERIES, found);
}

/* Names that are there, settled all over the file: the first time, then again. */
static void bench_own_names(const clm_gazetteer *g, uint32_t towns) {
    static const char *const what[] = {"find own names, first", "find own names, again"};
    uint32_t ends[COARSE_QUERIES * 10];
    clm_buffer keys;
    clm_buffer_init(&keys);
    size_t count = sizeof(ends) / sizeof(*ends);
    for (size_t i = 0; i < count; i++) {
        clm_key_append(&keys, town_at(g, towns, i).name);
        ends[i] = (uint32_t)keys.len;
    }
    for (size_t round = 0; round < 2 && !keys.failed; round++) {
        size_t found = 0;
        double start = now_ns();
        for (size_t i = 0; i < count; i++) {
            uint32_t begin = i > 0 ? ends[i - 1] : 0;
            const clm_name_ref *refs = NULL;
            found += clm_gazetteer_find(g, (clm_text){keys.data + begin, ends[i] - begin}, &refs);
        }
        report(what[round], start, count, found);
    }
    clm_buffer_clear(&keys);
}

static void bench_points(const clm_gazetteer *g, uint32_t towns) {
    size_t found = 0;
    clm_place_index out[8];
    double start = now_ns();
    for (size_t i = 0; i < QUERIES; i++) {
        found += town_at(g, towns, i).population > 0;
    }
    report("place", start, QUERIES, found);
    found = 0;
    start = now_ns();
    for (size_t i = 0; i < QUERIES; i++) {
        found += clm_gazetteer_containing(g, town_at(g, towns, i).point, out, 8);
    }
    report("containing (and place)", start, QUERIES, found);
    found = 0;
    start = now_ns();
    for (size_t i = 0; i < COARSE_QUERIES; i++) {
        clm_lonlat point = town_at(g, towns, i).point;
        point.lat_deg += point.lat_deg < 0.0 ? 0.05 : -0.05;
        found += clm_gazetteer_nearest(g, point, 50000.0) != CLM_NO_PLACE;
    }
    report("nearest", start, COARSE_QUERIES, found);
}

static int bench_maps(const clm_gazetteer *g, uint32_t towns) {
    clm_error error = {CLM_OK, ""};
    clm_place_index out[60];
    size_t found = 0;
    double start = now_ns();
    for (size_t i = 0; i < COARSE_QUERIES; i++) {
        clm_lonlat at = town_at(g, towns, i).point;
        clm_bbox box = {at.lon_deg - 4.0, at.lat_deg - 3.0, at.lon_deg + 4.0, at.lat_deg + 3.0};
        found += clm_gazetteer_settlements_in(g, box, out, 60);
    }
    report("settlements_in", start, COARSE_QUERIES, found);
    found = 0;
    start = now_ns();
    for (size_t i = 0; i < COARSE_QUERIES; i++) {
        clm_lonlat at = town_at(g, towns, i).point;
        clm_bbox box = {at.lon_deg - 4.0, at.lat_deg - 3.0, at.lon_deg + 4.0, at.lat_deg + 3.0};
        if (clm_gazetteer_lines_in(g, box, 1e5, 8, count_points, &found, &error) != CLM_OK) {
            (void)fprintf(stderr, "bench_gazetteer: %s\n", error.message);
            return 1;
        }
    }
    report("lines_in", start, COARSE_QUERIES, found);
    return 0;
}

int main(int argc, char **argv) {
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *gazetteer = NULL;
    clm_buffer path;
    clm_buffer_init(&path);
    clm_status status = argc > 1 ? CLM_OK : clm_gazetteer_find_file(&path, &error);
    double start = now_ns();
    if (status == CLM_OK) {
        status = clm_gazetteer_open(argc > 1 ? argv[1] : path.data, &gazetteer, &error);
    }
    for (int i = 2; i < argc && status == CLM_OK; i++) {
        status = clm_gazetteer_add(gazetteer, argv[i], &error);
    }
    clm_buffer_clear(&path);
    if (status != CLM_OK) {
        (void)fprintf(stderr, "bench_gazetteer: %s\n", error.message);
        clm_gazetteer_free(gazetteer);
        return 1;
    }
    report("open", start, 1, 1);
    uint32_t towns = clm_gazetteer_describe(gazetteer).by_kind[CLM_KIND_SETTLEMENT];
    int result = 1;
    if (towns > 0) {
        bench_names(gazetteer);
        bench_own_names(gazetteer, towns);
        bench_points(gazetteer, towns);
        result = bench_maps(gazetteer, towns);
    }
    clm_gazetteer_free(gazetteer);
    return result;
}

/* bench_stages ARTICLE [RUNS]: maps one article RUNS times in one process and prints the median and
 * the least time of every stage, of one drawing (the four stages of the map) and of the whole call,
 * in microseconds. Nothing gates on it. */
#include "base/file.h"
#include "pipeline/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STAGES = 12, FIRST_OF_MAP = 6, RUNS_MAX = 1001 };

static const char *const NAMES[STAGES] = {"article",   "mentions",   "places",      "claims",
                                          "features",  "geojson",    "map compose", "map labels",
                                          "map paint", "map encode", "one drawing", "whole call"};

static int compare_doubles(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int run(clm_context *context, const clm_request *request, double *samples) {
    clm_result result;
    clm_result_init(&result);
    clm_error error = {0};
    const double start = seconds_now();
    const clm_status status = clm_map_article(context, request, &result, &error);
    const double whole = seconds_now() - start;
    if (status != CLM_OK) {
        fprintf(stderr, "bench_stages: %s\n", error.message);
        return -1;
    }
    const clm_stage_times *t = &result.times;
    const double values[STAGES] = {t->article_s,
                                   t->mentions_s,
                                   t->places_s,
                                   t->claims_s,
                                   t->features_s,
                                   t->formats_s,
                                   t->map_compose_s,
                                   t->map_labels_s,
                                   t->map_paint_s,
                                   t->map_encode_s,
                                   0,
                                   whole};
    for (int i = 0; i < STAGES; i++) {
        samples[i] = values[i];
    }
    for (int i = FIRST_OF_MAP; i < FIRST_OF_MAP + 4; i++) {
        samples[FIRST_OF_MAP + 4] += values[i];
    }
    clm_result_clear(&result);
    return 0;
}

int main(int argc, char **argv) {
    const int runs = argc > 2 ? atoi(argv[2]) : 21;
    if (argc < 2 || runs < 1 || runs > RUNS_MAX) {
        fputs("usage: bench_stages ARTICLE [RUNS]\n", stderr);
        return 2;
    }
    clm_error error = {0};
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_context *context = NULL;
    if (clm_file_read(argv[1], (size_t)1 << 28, &bytes, &error) != CLM_OK ||
        clm_context_open(NULL, &context, &error) != CLM_OK) {
        fprintf(stderr, "bench_stages: %s\n", error.message);
        return 1;
    }
    const clm_request request = {.file = argv[1],
                                 .bytes = {bytes.data, bytes.len},
                                 .want[CLM_FORMAT_GEOJSON] = true,
                                 .want[CLM_FORMAT_PNG] = true};
    static double samples[RUNS_MAX][STAGES];
    for (int i = 0; i < runs; i++) {
        if (run(context, &request, samples[i]) != 0) {
            return 1;
        }
    }
    printf("claimmap %s, %zu bytes, %d runs\n", clm_version(), bytes.len, runs);
    for (int stage = 0; stage < STAGES; stage++) {
        double column[RUNS_MAX];
        for (int i = 0; i < runs; i++) {
            column[i] = samples[i][stage];
        }
        qsort(column, (size_t)runs, sizeof column[0], compare_doubles);
        printf("%-12s %10.1f us, least %10.1f\n", NAMES[stage], column[runs / 2] * 1e6,
               column[0] * 1e6);
    }
    clm_context_free(context);
    clm_buffer_clear(&bytes);
    return 0;
}

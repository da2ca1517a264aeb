#include "support/support.h"

#include "map/labels.h"

#include <inttypes.h>

enum { POINTS_MAX = 400, WIDTH = 1600, HEIGHT = 1200 };

typedef struct problem {
    clm_label_candidate candidates[POINTS_MAX * CLM_POSITIONS];
    clm_label_job jobs[POINTS_MAX];
    clm_rect dots[POINTS_MAX];
    size_t choice[POINTS_MAX];
    clm_label_problem asked;
} problem;

/* Points in clusters, as towns lie, with labels of 30 to 110 by 16 pixels. */
static void make_problem(problem *out, size_t count, uint64_t seed) {
    memset(out, 0, sizeof *out);
    double x = 0;
    double y = 0;
    for (size_t i = 0; i < count; i++) {
        bool fresh = i == 0 || clm_test_uniform(&seed, 0, 1) < 0.6;
        x = fresh ? 20 + clm_test_uniform(&seed, 0, 1) * (WIDTH - 40)
                  : x + (clm_test_uniform(&seed, 0, 1) - 0.5) * 120;
        y = fresh ? 20 + clm_test_uniform(&seed, 0, 1) * (HEIGHT - 40)
                  : y + (clm_test_uniform(&seed, 0, 1) - 0.5) * 90;
        x = fmin(fmax(x, 10), WIDTH - 10);
        y = fmin(fmax(y, 10), HEIGHT - 10);
        out->dots[i] = (clm_rect){x - 4.5, y - 4.5, x + 4.5, y + 4.5};
        double width = floor(30 + clm_test_uniform(&seed, 0, 1) * 80);
        clm_label_positions(&(clm_label_spot){{x, y}, 4.5, width, 16, 2},
                            out->candidates + i * CLM_POSITIONS);
        out->jobs[i] = (clm_label_job){i * CLM_POSITIONS, CLM_POSITIONS,
                                       1 + floor(clm_test_uniform(&seed, 0, 1) * 3)};
    }
    out->asked = (clm_label_problem){.frame = {0, 0, WIDTH, HEIGHT},
                                     .jobs = out->jobs,
                                     .job_count = count,
                                     .candidates = out->candidates,
                                     .candidate_count = count * CLM_POSITIONS,
                                     .obstacles = out->dots,
                                     .obstacle_count = count,
                                     .gap_px = 0};
}

static size_t dropped(const problem *solved) {
    size_t count = 0;
    for (size_t i = 0; i < solved->asked.job_count; i++) {
        count += solved->choice[i] == CLM_LABEL_DROPPED;
    }
    return count;
}

static void check_solution(const problem *solved, uint64_t seed) {
    size_t count = solved->asked.job_count;
    for (size_t i = 0; i < count; i++) {
        if (solved->choice[i] == CLM_LABEL_DROPPED) {
            continue;
        }
        size_t at = solved->choice[i];
        if (at < solved->jobs[i].first || at >= solved->jobs[i].first + solved->jobs[i].count) {
            fail_msg("seed %" PRIu64 ": job %zu has a place of another", seed, i);
        }
        clm_rect box = solved->candidates[at].box;
        if (!clm_rect_inside(box, solved->asked.frame)) {
            fail_msg("seed %" PRIu64 ": label %zu is cut", seed, i);
        }
        for (size_t j = 0; j < count; j++) {
            if (clm_rect_overlaps(box, solved->dots[j])) {
                fail_msg("seed %" PRIu64 ": label %zu hides marker %zu", seed, i, j);
            }
            if (j < i && solved->choice[j] != CLM_LABEL_DROPPED &&
                clm_rect_overlaps(box, solved->candidates[solved->choice[j]].box)) {
                fail_msg("seed %" PRIu64 ": labels %zu and %zu overlap", seed, i, j);
            }
        }
    }
}

static uint64_t first_seed(void) {
    const char *given = getenv("CLM_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 20250408;
    printf("seed %" PRIu64 "\n", seed);
    return seed;
}

static void test_random_points_do_not_overlap(void **state) {
    (void)state;
    static problem solved;
    static problem again;
    static const size_t counts[] = {1, 20, 200, 400};
    uint64_t seed = first_seed();
    for (size_t round = 0; round < 12; round++) {
        size_t count = counts[round % 4];
        clm_error error;
        make_problem(&solved, count, seed + round);
        assert_int_equal(clm_labels_place(&solved.asked, solved.choice, &error), CLM_OK);
        check_solution(&solved, seed + round);
        /* A crowded sheet may drop some; a plain one must not. */
        if (dropped(&solved) * 10 > count) {
            fail_msg("seed %" PRIu64 ": %zu of %zu dropped", seed + round, dropped(&solved), count);
        }
        make_problem(&again, count, seed + round);
        assert_int_equal(clm_labels_place(&again.asked, again.choice, &error), CLM_OK);
        assert_memory_equal(solved.choice, again.choice, count * sizeof solved.choice[0]);
    }
}

/* Three labels in a row of slots: the one placed first must move for the last to stand. */
static void test_chain_moves_a_label(void **state) {
    (void)state;
    const clm_label_candidate candidates[] = {
        {.box = {20, 0, 30, 10}, .cost = 0}, {.box = {40, 0, 50, 10}, .cost = 1}, /* job 0 */
        {.box = {0, 0, 10, 10}, .cost = 0},  {.box = {20, 0, 30, 10}, .cost = 1}, /* job 1 */
        {.box = {0, 0, 10, 10}, .cost = 0},                                       /* job 2 */
    };
    const clm_label_job jobs[] = {{0, 2, 3}, {2, 2, 2}, {4, 1, 1}};
    clm_label_problem asked = {.frame = {0, 0, 60, 10},
                               .jobs = jobs,
                               .job_count = 3,
                               .candidates = candidates,
                               .candidate_count = 5};
    size_t choice[3];
    clm_error error;
    assert_int_equal(clm_labels_place(&asked, choice, &error), CLM_OK);
    assert_int_equal(choice[0], 1);
    assert_int_equal(choice[1], 3);
    assert_int_equal(choice[2], 4);
}

/* What cost order alone would lose, each label at its cheapest free place, the heaviest first. */
static size_t greedy_dropped(const problem *asked) {
    static const clm_label_candidate *placed[POINTS_MAX];
    size_t placed_count = 0;
    for (double weight = 3; weight >= 1; weight--) {
        for (size_t i = 0; i < asked->asked.job_count; i++) {
            const clm_label_candidate *best = NULL;
            for (size_t c = 0; c < CLM_POSITIONS && asked->jobs[i].weight == weight; c++) {
                const clm_label_candidate *candidate = &asked->candidates[i * CLM_POSITIONS + c];
                bool open = clm_rect_inside(candidate->box, asked->asked.frame);
                for (size_t j = 0; j < asked->asked.job_count && open; j++) {
                    open = !clm_rect_overlaps(candidate->box, asked->dots[j]);
                }
                for (size_t j = 0; j < placed_count && open; j++) {
                    open = !clm_rect_overlaps(candidate->box, placed[j]->box);
                }
                if (open && (!best || candidate->cost < best->cost)) {
                    best = candidate;
                }
            }
            if (best) {
                placed[placed_count++] = best;
            }
        }
    }
    return asked->asked.job_count - placed_count;
}

static void test_chains_lose_less_than_greed(void **state) {
    (void)state;
    static problem solved;
    uint64_t seed = first_seed();
    size_t all = 0;
    size_t greedy = 0;
    for (uint64_t round = 0; round < 8; round++) {
        clm_error error;
        make_problem(&solved, 400, seed + 100 + round);
        assert_int_equal(clm_labels_place(&solved.asked, solved.choice, &error), CLM_OK);
        check_solution(&solved, seed + 100 + round);
        all += dropped(&solved);
        greedy += greedy_dropped(&solved);
    }
    printf("dropped %zu, by greed alone %zu\n", all, greedy);
    assert_true(all * 3 < greedy * 2); /* a third of the loss at least */
}

/* With lines to places farther off, a label that weighs more than all the others together finds
 * one, whatever stands around. */
static void test_article_labels_are_never_dropped(void **state) {
    (void)state;
    enum { FAR = 32 };
    static problem solved;
    static clm_label_candidate candidates[POINTS_MAX * CLM_POSITIONS + 10 * FAR];
    uint64_t seed = first_seed();
    for (uint64_t round = 0; round < 4; round++) {
        make_problem(&solved, 400, seed + 200 + round);
        memcpy(candidates, solved.candidates, sizeof solved.candidates);
        size_t count = solved.asked.candidate_count;
        for (size_t i = 0; i < 10; i++) {
            clm_rect near = solved.candidates[i * 40 * CLM_POSITIONS].box;
            clm_rect dot = solved.dots[i * 40];
            clm_px at = {(dot.x0 + dot.x1) / 2, (dot.y0 + dot.y1) / 2};
            size_t first = count;
            for (size_t c = 0; c < FAR; c++) {
                double angle = 0.1963495 * (double)c * 2;
                double reach = c < FAR / 2 ? 60 : 110;
                clm_rect box = {at.x + reach * cos(angle), at.y + reach * sin(angle), 0, 0};
                box.x1 = box.x0 + near.x1 - near.x0;
                box.y1 = box.y0 + near.y1 - near.y0;
                candidates[count++] =
                    (clm_label_candidate){.box = box, .cost = 3, .leader = true, .anchor = at};
            }
            solved.jobs[i * 40] = (clm_label_job){first, FAR, 1e6};
        }
        solved.asked.candidates = candidates;
        solved.asked.candidate_count = count;
        clm_error error;
        assert_int_equal(clm_labels_place(&solved.asked, solved.choice, &error), CLM_OK);
        for (size_t i = 0; i < 10; i++) {
            if (solved.choice[i * 40] == CLM_LABEL_DROPPED) {
                fail_msg("seed %" PRIu64 ": label %zu is dropped", seed + 200 + round, i * 40);
            }
        }
    }
}

/* Two labels on the same side of a wall: the line to the far place must not run through another. */
static void test_leaders_run_free(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_rect other;
        bool placed;
    } table[] = {
        {"on the line", {40, 0, 50, 10}, false},
        {"beside the line", {40, 6, 50, 16}, true},
        {"in its place", {75, 0, 85, 10}, false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_label_candidate candidates[] = {
            {.box = table[i].other},
            {.box = {80, 0, 95, 10}, .leader = true, .anchor = {10, 5}},
        };
        const clm_label_job jobs[] = {{0, 1, 2}, {1, 1, 1}};
        clm_label_problem asked = {.frame = {0, 0, 100, 20},
                                   .jobs = jobs,
                                   .job_count = 2,
                                   .candidates = candidates,
                                   .candidate_count = 2};
        size_t choice[2];
        clm_error error;
        assert_int_equal(clm_labels_place(&asked, choice, &error), CLM_OK);
        assert_int_equal(choice[0], 0);
        CLM_EXPECT(table[i].label, (choice[1] == 1) == table[i].placed);
    }
}

static void test_markers_are_hidden_last(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_rect second; /* the dearer place; the first hides the sign */
        double weight;
        size_t choice;
    } table[] = {
        {"another place", {0, 20, 10, 30}, 5, 1},
        {"no other, worth it", {0, 0, 0, 0}, 5, 0},
        {"no other, not worth it", {0, 0, 0, 0}, 3, CLM_LABEL_DROPPED},
    };
    const clm_label_marker sign = {{12, 5}, 3, 4};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_label_candidate candidates[] = {{.box = {0, 0, 10, 10}, .cost = 0},
                                                  {.box = table[i].second, .cost = 1}};
        const clm_label_job job = {0, table[i].second.x1 > 0 ? 2 : 1, table[i].weight};
        clm_label_problem asked = {.frame = {0, 0, 100, 100},
                                   .jobs = &job,
                                   .job_count = 1,
                                   .candidates = candidates,
                                   .candidate_count = 2,
                                   .markers = &sign,
                                   .marker_count = 1};
        size_t choice;
        clm_error error;
        assert_int_equal(clm_labels_place(&asked, &choice, &error), CLM_OK);
        CLM_EXPECT(table[i].label, choice == table[i].choice);
    }
}

static void test_heavy_label_displaces_light_ones(void **state) {
    (void)state;
    const clm_label_candidate candidates[] = {
        {.box = {0, 0, 10, 10}, .cost = 0},
        {.box = {12, 0, 22, 10}, .cost = 0},
        {.box = {5, 0, 20, 10}, .cost = 0},
    };
    const clm_label_job light[] = {{0, 1, 1}, {1, 1, 1}, {2, 1, 5}};
    const clm_label_job heavy[] = {{0, 1, 3}, {1, 1, 3}, {2, 1, 5}};
    clm_label_problem asked = {.frame = {0, 0, 60, 10},
                               .jobs = light,
                               .job_count = 3,
                               .candidates = candidates,
                               .candidate_count = 3};
    size_t choice[3];
    clm_error error;
    assert_int_equal(clm_labels_place(&asked, choice, &error), CLM_OK);
    assert_int_equal(choice[2], 2);
    assert_true(choice[0] == CLM_LABEL_DROPPED && choice[1] == CLM_LABEL_DROPPED);
    /* The heaviest is placed first whatever the sum of the others. */
    asked.jobs = heavy;
    assert_int_equal(clm_labels_place(&asked, choice, &error), CLM_OK);
    assert_int_equal(choice[2], 2);
}

static void test_obstacles_and_frame_forbid(void **state) {
    (void)state;
    const clm_rect obstacle = {0, 0, 5, 5};
    static const struct {
        const char *label;
        clm_rect box;
        bool placed;
    } table[] = {
        {"free", {5, 5, 15, 15}, true},
        {"on the obstacle", {4, 4, 14, 14}, false},
        {"over the edge", {15, 5, 21, 15}, false},
        {"outside", {30, 30, 40, 40}, false},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const clm_label_candidate candidate = {.box = table[i].box};
        const clm_label_job job = {0, 1, 1};
        clm_label_problem asked = {.frame = {0, 0, 20, 20},
                                   .jobs = &job,
                                   .job_count = 1,
                                   .candidates = &candidate,
                                   .candidate_count = 1,
                                   .obstacles = &obstacle,
                                   .obstacle_count = 1};
        size_t choice;
        clm_error error;
        assert_int_equal(clm_labels_place(&asked, &choice, &error), CLM_OK);
        if ((choice != CLM_LABEL_DROPPED) != table[i].placed) {
            fail_msg("%s", table[i].label);
        }
    }
}

static void test_positions_keep_off_the_marker(void **state) {
    (void)state;
    clm_label_candidate around[CLM_POSITIONS];
    clm_label_positions(&(clm_label_spot){{100, 100}, 5, 60, 16, 3}, around);
    clm_rect marker = {95.5, 95.5, 104.5, 104.5};
    for (size_t i = 0; i < CLM_POSITIONS; i++) {
        clm_rect box = around[i].box;
        if (clm_rect_overlaps(box, marker) || box.x1 - box.x0 != 60 || box.y1 - box.y0 != 16 ||
            (double)around[i].cost < (double)around[0].cost) {
            fail_msg("position %zu", i);
        }
    }
}

static void test_clm_labels_place_no_memory(void **state) {
    (void)state;
    static problem solved;
    make_problem(&solved, 60, 7);
    clm_error error;
    (void)clm_alloc_fail_at(0);
    assert_int_equal(clm_labels_place(&solved.asked, solved.choice, &error), CLM_OK);
    size_t count = clm_alloc_fail_at(0);
    assert_true(count >= 6);
    for (size_t n = 1; n <= count; n++) {
        (void)clm_alloc_fail_at(n);
        clm_status status = clm_labels_place(&solved.asked, solved.choice, &error);
        (void)clm_alloc_fail_at(0);
        if (status != CLM_ERR_NOMEM || dropped(&solved) != 60) {
            fail_msg("allocation %zu of %zu: status %d", n, count, status);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_points_do_not_overlap),
        cmocka_unit_test(test_chain_moves_a_label),
        cmocka_unit_test(test_chains_lose_less_than_greed),
        cmocka_unit_test(test_article_labels_are_never_dropped),
        cmocka_unit_test(test_leaders_run_free),
        cmocka_unit_test(test_markers_are_hidden_last),
        cmocka_unit_test(test_heavy_label_displaces_light_ones),
        cmocka_unit_test(test_obstacles_and_frame_forbid),
        cmocka_unit_test(test_positions_keep_off_the_marker),
        cmocka_unit_test(test_clm_labels_place_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "fixture.h"

#include "gazetteer/build_rows.h"

#include "gazetteer/simplify.h"
#include "gazetteer/topology.h"
#include "geo/overlay.h"

enum { STEPS = 3000 };

/* A model with `regions` regions without names, all of country XA but the last, which is of XB. */
static void start(clm_build *build, uint32_t regions) {
    clm_error error = {CLM_OK, ""};
    memset(build, 0, sizeof(*build));
    clm_buffer_init(&build->key);
    CLM_EXPECT_OK("strings", clm_strings_init(&build->strings, &error), &error);
    for (size_t i = 0; i < CLM_COUNTRY_CODES; i++) {
        build->country_place[i] = CLM_GAZ_NONE;
    }
    for (uint32_t i = 0; i < regions; i++) {
        uint32_t index = 0;
        char id[16];
        (void)snprintf(id, sizeof(id), "ne:%u", (unsigned)i);
        CLM_EXPECT_OK("place", clm_row_place(build, CLM_KIND_REGION, true, &index, &error), &error);
        CLM_EXPECT_OK("id", clm_row_id(build, index, clm_text_of(id), &error), &error);
        clm_build_place *place = &build->places.items[index];
        clm_text code = i + 1 < regions ? CLM_TEXT("XA") : CLM_TEXT("XB");
        assert_true(clm_build_country_number(code, &place->country));
        place->country_de_facto = place->country;
        build->country_used[place->country] = true;
    }
    build->region_count = regions;
}

static void finish(clm_build *build) {
    clm_strings_clear(&build->strings);
    clm_free(build->places.items);
    clm_free(build->extras.items);
    clm_free(build->ids.items);
    clm_free(build->id_slots);
    clm_free(build->members.items);
    clm_free(build->vertices.items);
    clm_free(build->weights.items);
    clm_free(build->lines.items);
    clm_free(build->rings.items);
    clm_free(build->ring_lines.items);
    clm_buffer_clear(&build->key);
}

static void add_ring(clm_rings_input *input, uint32_t region, bool hole,
                     const clm_gaz_vertex *vertices, size_t count) {
    assert_true(CLM_ARRAY_ROOM(input->rings));
    input->rings.items[input->rings.count++] =
        (clm_ring_input){region, hole, input->vertices.count, count};
    for (size_t i = 0; i < count; i++) {
        assert_true(CLM_ARRAY_ROOM(input->vertices));
        input->vertices.items[input->vertices.count++] = vertices[i];
    }
}

static void make(clm_build *build, clm_rings_input *input) {
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("topology", clm_topology_make(build, input, &error), &error);
    clm_rings_input_clear(input);
}

static void test_clm_topology_make_neighbours(void **state) {
    (void)state;
    const clm_gaz_vertex left[] = {{0, 0}, {10, 0}, {12, 5}, {10, 10}, {0, 10}};
    const clm_gaz_vertex right[] = {{10, 0}, {20, 0}, {20, 10}, {10, 10}, {12, 5}};
    clm_build build;
    clm_rings_input input = {0};
    start(&build, 2);
    add_ring(&input, 0, false, left, 5);
    add_ring(&input, 1, false, right, 5);
    make(&build, &input);
    assert_int_equal(build.arc_count, 3);
    unsigned shared = 0;
    for (uint32_t i = 0; i < build.arc_count; i++) {
        const clm_gaz_line *line = &build.lines.items[i];
        if (line->left != CLM_GAZ_NONE && line->right != CLM_GAZ_NONE) {
            shared++;
            assert_int_equal(line->count, 3);
            assert_true(line->left != line->right);
        }
    }
    assert_int_equal(shared, 1);
    finish(&build);
}

/* An island state inside another: one line, whichever way and from wherever it is walked. */
static void test_clm_topology_make_enclave(void **state) {
    (void)state;
    const clm_gaz_vertex outer[] = {{0, 0}, {30, 0}, {30, 30}, {0, 30}};
    const clm_gaz_vertex hole[] = {{20, 10}, {10, 10}, {10, 20}, {20, 20}};
    const clm_gaz_vertex inner[] = {{10, 20}, {10, 10}, {20, 10}, {20, 20}};
    clm_build build;
    clm_rings_input input = {0};
    start(&build, 2);
    add_ring(&input, 0, false, outer, 4);
    add_ring(&input, 0, true, hole, 4);
    add_ring(&input, 1, false, inner, 4);
    make(&build, &input);
    assert_int_equal(build.arc_count, 2);
    assert_int_equal(build.lines.items[1].flags, CLM_GAZ_LINE_CLOSED);
    /* Both have the land on their left, so that the line's sides are theirs. */
    assert_true((build.lines.items[1].left == 0 && build.lines.items[1].right == 1) ||
                (build.lines.items[1].left == 1 && build.lines.items[1].right == 0));
    assert_int_equal(build.ring_lines.items[1], ~build.ring_lines.items[2]);
    finish(&build);
}

static void test_clm_topology_make_seam(void **state) {
    (void)state;
    const clm_gaz_vertex ring[] = {{1790000000, 0},
                                   {1800000000, 0},
                                   {1800000000, 5000000},
                                   {1800000000, 10000000},
                                   {1790000000, 10000000}};
    clm_build build;
    clm_rings_input input = {0};
    start(&build, 1);
    add_ring(&input, 0, false, ring, 5);
    make(&build, &input);
    assert_int_equal(build.arc_count, 2);
    unsigned seams = 0;
    for (uint32_t i = 0; i < build.arc_count; i++) {
        if ((build.lines.items[i].flags & CLM_GAZ_LINE_SEAM) != 0) {
            seams++;
            assert_int_equal(build.lines.items[i].count, 3);
        }
    }
    assert_int_equal(seams, 1);
    finish(&build);
}

/* Two rings that touch in a corner only share no line. */
static void test_clm_topology_make_corner(void **state) {
    (void)state;
    const clm_gaz_vertex a[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    const clm_gaz_vertex b[] = {{10, 10}, {20, 10}, {20, 20}, {10, 20}};
    clm_build build;
    clm_rings_input input = {0};
    start(&build, 2);
    add_ring(&input, 0, false, a, 4);
    add_ring(&input, 1, false, b, 4);
    make(&build, &input);
    assert_int_equal(build.arc_count, 2);
    for (uint32_t i = 0; i < build.arc_count; i++) {
        assert_true(build.lines.items[i].left == CLM_GAZ_NONE ||
                    build.lines.items[i].right == CLM_GAZ_NONE);
    }
    finish(&build);
}

/* Three regions side by side with ragged borders: 10 and 10.5 degrees and 11 to 12. */
static clm_gazetteer *ragged_world(void) {
    static clm_gaz_vertex border[2][STEPS + 1];
    static clm_gaz_vertex ring[2 * STEPS + 2];
    clm_build build;
    clm_rings_input input = {0};
    clm_error error = {CLM_OK, ""};
    char path[FIXTURE_PATH_BYTES];
    uint64_t seed = 20240229;
    for (int b = 0; b < 2; b++) {
        for (int i = 0; i <= STEPS; i++) {
            border[b][i].lon_e7 =
                105000000 + b * 10000000 + (int32_t)clm_test_uniform(&seed, -1000000, 1000000);
            border[b][i].lat_e7 = 500000000 + i * 5000;
        }
    }
    start(&build, 3);
    for (uint32_t r = 0; r < 3; r++) {
        size_t count = 0;
        if (r == 0) {
            ring[count++] = (clm_gaz_vertex){100000000, 500000000};
        }
        for (int i = 0; r < 2 && i <= STEPS; i++) {
            ring[count++] = border[r][i];
        }
        if (r == 0) {
            ring[count++] = (clm_gaz_vertex){100000000, 500000000 + STEPS * 5000};
        }
        if (r == 2) {
            ring[count++] = (clm_gaz_vertex){125000000, 500000000};
            ring[count++] = (clm_gaz_vertex){125000000, 500000000 + STEPS * 5000};
        }
        for (int i = STEPS; r > 0 && i >= 0; i--) {
            ring[count++] = border[r - 1][i];
        }
        add_ring(&input, r, false, ring, count);
    }
    make(&build, &input);
    CLM_EXPECT_OK("sort", clm_build_sort(&build, &error), &error);
    CLM_EXPECT_OK("countries", clm_build_country_shapes(&build, &error), &error);
    for (uint32_t r = 0; r < 3; r++) {
        CLM_EXPECT_OK("measure", clm_topology_measure(&build, r, &error), &error);
    }
    clm_test_path(path, sizeof(path), "gazetteer_topology", "ragged.gaz");
    CLM_EXPECT_OK("write", clm_build_write(&build, path, &error), &error);
    finish(&build);
    clm_gazetteer *gazetteer = NULL;
    CLM_EXPECT_OK("open", clm_gazetteer_open(path, &gazetteer, &error), &error);
    (void)unlink(path);
    return gazetteer;
}

/* Vertices of `shape` near the border at `lon_deg`; returns how many. */
static size_t border_points(const clm_geometry *shape, double lon_deg, clm_lonlat *out) {
    size_t count = 0;
    for (size_t i = 0; i < shape->point_count; i++) {
        if (fabs(shape->points[i].lon_deg - lon_deg) < 0.2) {
            assert_true(count <= STEPS);
            out[count++] = shape->points[i];
        }
    }
    return count;
}

static int compare_points(const void *a, const void *b) {
    const clm_lonlat *x = a;
    const clm_lonlat *y = b;
    return (x->lat_deg > y->lat_deg) - (x->lat_deg < y->lat_deg);
}

static void test_clm_gazetteer_shape_shared_borders(void **state) {
    (void)state;
    static const double details[] = {CLM_DETAIL_FULL, CLM_DETAIL_FEATURE, 1e4, 1e6, 3e7, 1e9};
    static clm_lonlat sides[2][STEPS + 1];
    clm_gazetteer *world = ragged_world();
    size_t last = SIZE_MAX;
    for (size_t d = 0; d < CLM_TEST_COUNT(details); d++) {
        clm_geometry shapes[3];
        clm_error error = {CLM_OK, ""};
        for (clm_place_index r = 0; r < 3; r++) {
            clm_geometry_init(&shapes[r]);
            CLM_EXPECT_OK(
                "shape",
                clm_gazetteer_shape(world, r, CLM_WORLDVIEW_ISO, details[d], &shapes[r], &error),
                &error);
            assert_int_equal(shapes[r].part_count, 1);
            CLM_EXPECT(error.message, clm_geometry_valid(&shapes[r], &error));
            assert_true(details[d] >= 0.0 || shapes[r].point_count <= 1000);
        }
        for (int b = 0; b < 2; b++) {
            size_t one = border_points(&shapes[b], 10.5 + b, sides[0]);
            size_t two = border_points(&shapes[b + 1], 10.5 + b, sides[1]);
            qsort(sides[0], one, sizeof(clm_lonlat), compare_points);
            qsort(sides[1], two, sizeof(clm_lonlat), compare_points);
            assert_int_equal(one, two);
            assert_memory_equal(sides[0], sides[1], one * sizeof(clm_lonlat));
            assert_true(one >= 2);
            assert_true(details[d] != CLM_DETAIL_FULL || one == STEPS + 1);
            assert_true(details[d] != CLM_DETAIL_FEATURE || one > 100);
        }
        if (details[d] > 0.0) {
            assert_true(shapes[1].point_count < last);
            last = shapes[1].point_count;
        }
        for (int r = 0; r < 3; r++) {
            clm_geometry_clear(&shapes[r]);
        }
    }
    clm_gazetteer_free(world);
}

/* A bay with an island that fills it nearly: without the bay the coast would run over the island,
 * so that the bay, although its triangle is the lighter one, stays as long as the island. */
static void test_clm_topology_weigh_arcs_waits(void **state) {
    (void)state;
    const clm_gaz_vertex coast[] = {
        {0, -9000000}, {4000000, -9000000}, {4000000, 0}, {2000000, -100000}, {0, 0}};
    const clm_gaz_vertex island[] = {
        {2000000, -50000}, {3000000, 3000000}, {2000000, 6000000}, {1000000, 3000000}};
    clm_build build;
    clm_rings_input input = {0};
    start(&build, 2);
    add_ring(&input, 0, false, coast, 5);
    add_ring(&input, 1, false, island, 4);
    make(&build, &input);
    unsigned bay = 0;
    unsigned land = 0;
    for (uint32_t i = 0; i < build.arc_count; i++) {
        const clm_gaz_line *line = &build.lines.items[i];
        for (uint32_t v = line->first; v < line->first + line->count; v++) {
            unsigned weight = build.weights.items[v];
            bay = build.vertices.items[v].lat_e7 == -100000 ? weight : bay;
            land = line->left == 1 && weight > land ? weight : land;
        }
    }
    double bay_m2 = clm_triangle_m2(coast[2], coast[3], coast[4]);
    double island_m2 = clm_triangle_m2(island[0], island[1], island[2]);
    assert_true(bay_m2 * 10.0 < island_m2);
    assert_true(land >= clm_gaz_weight_code(island_m2) - 1);
    assert_true(bay >= land);
    finish(&build);
}

static clm_status topology_once(void *context) {
    const clm_gaz_vertex square[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    const clm_gaz_vertex next[] = {{10, 0}, {20, 0}, {20, 10}, {10, 10}};
    clm_build build;
    clm_rings_input input = {0};
    (void)context;
    /* What goes before is not under test. */
    size_t nth = clm_alloc_fail_at(0);
    (void)nth;
    start(&build, 2);
    add_ring(&input, 0, false, square, 4);
    add_ring(&input, 1, false, next, 4);
    static size_t fails = 0;
    (void)clm_alloc_fail_at(++fails);
    clm_status status = clm_topology_make(&build, &input, NULL);
    size_t made = clm_alloc_fail_at(0);
    clm_rings_input_clear(&input);
    finish(&build);
    assert_true(status == CLM_ERR_NOMEM || made < fails);
    return made < fails ? CLM_OK : status;
}

static void test_clm_topology_make_no_memory(void **state) {
    (void)state;
    size_t failed = 0;
    while (topology_once(NULL) == CLM_ERR_NOMEM) {
        failed++;
    }
    assert_true(failed > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_topology_make_neighbours),
        cmocka_unit_test(test_clm_topology_make_enclave),
        cmocka_unit_test(test_clm_topology_make_seam),
        cmocka_unit_test(test_clm_topology_make_corner),
        cmocka_unit_test(test_clm_gazetteer_shape_shared_borders),
        cmocka_unit_test(test_clm_topology_weigh_arcs_waits),
        cmocka_unit_test(test_clm_topology_make_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

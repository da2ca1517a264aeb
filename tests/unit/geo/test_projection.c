#include "unit/geo/shapes.h"

#include "geo/projection.h"

#include <proj.h>

static clm_projection *make(clm_lonlat centre) {
    clm_projection *projection = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("projection", clm_projection_laea(centre, &projection, &error), &error);
    return projection;
}

/* IOGP Guidance Note 7-2, Lambert azimuthal equal area, ETRS89-LAEA, less its false origin. */
static void test_clm_projection_forward_published(void **state) {
    (void)state;
    clm_projection *projection = make((clm_lonlat){10, 52});
    const clm_lonlat points[3] = {{5, 50}, {10, 52}, {-170, -52}};
    clm_xy out[3];
    clm_projection_forward(projection, points, out, 3);
    CLM_EXPECT_NEAR("x", out[0].x_m, 3962799.45 - 4321000.0, 0.01);
    CLM_EXPECT_NEAR("y", out[0].y_m, 2999718.85 - 3210000.0, 0.01);
    CLM_EXPECT_NEAR("centre", out[1].x_m, 0.0, 1e-6);
    CLM_EXPECT_NEAR("centre", out[1].y_m, 0.0, 1e-6);
    /* The antipode has no image; the border of the image is 12,742 km away. */
    assert_true(out[2].x_m == HUGE_VAL || hypot(out[2].x_m, out[2].y_m) > 12.7e6);
    clm_lonlat centre = clm_projection_centre(projection);
    assert_true(centre.lon_deg == 10.0 && centre.lat_deg == 52.0);
    clm_projection_forward(projection, NULL, NULL, 0);
    clm_projection_inverse(projection, NULL, NULL, 0);
    clm_projection_free(projection);
    clm_projection_free(NULL);
}

static void test_clm_projection_round_trip_random(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int round = 0; round < 50; round++) {
        clm_lonlat centre = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -90, 90)};
        clm_projection *projection = make(centre);
        clm_lonlat in[100];
        clm_lonlat back[100];
        clm_xy flat[100];
        for (size_t i = 0; i < 100; i++) {
            in[i] = clm_destination(centre, clm_test_uniform(&seed, 0, 360),
                                    clm_test_uniform(&seed, 0, 1.5e7));
        }
        clm_projection_forward(projection, in, flat, 100);
        clm_projection_inverse(projection, flat, back, 100);
        for (size_t i = 0; i < 100; i++) {
            CLM_EXPECT_NEAR("metres", clm_distance_m(in[i], back[i]), 0.0, 0.01);
        }
        clm_projection_free(projection);
    }
}

/* The reference: PROJ, with a search path that keeps it from opening its database. */
static PJ *open_reference(PJ_CONTEXT *context, clm_lonlat centre) {
    char definition[128];
    int length = snprintf(definition, sizeof definition,
                          "+proj=laea +ellps=WGS84 +units=m +lat_0=%.15g +lon_0=%.15g",
                          centre.lat_deg, centre.lon_deg);
    assert_true(length > 0 && (size_t)length < sizeof definition);
    PJ *reference = proj_create(context, definition);
    assert_non_null(reference);
    return reference;
}

/* Points all over the globe, from centres all over it: the same as PROJ within a millimetre, there
 * and back. */
static void test_clm_projection_is_projs(void **state) {
    (void)state;
    static const clm_lonlat centres[] = {{36, 51},  {0, 0},     {179.5, -17}, {-98, 31},
                                         {25, -80}, {10, 89.9}, {-60, -0.5},  {139.7, 35.7},
                                         {0, 90},   {30, -90}};
    static const char *const nowhere[] = {"/nonexistent"};
    PJ_CONTEXT *context = proj_context_create();
    (void)proj_log_level(context, PJ_LOG_NONE);
    proj_context_set_search_paths(context, 1, nowhere);
    for (size_t c = 0; c < CLM_TEST_COUNT(centres); c++) {
        clm_projection *projection = make(centres[c]);
        PJ *reference = open_reference(context, centres[c]);
        for (double lat = -85; lat <= 85; lat += 8.5) {
            for (double lon = -180; lon < 180; lon += 11) {
                clm_lonlat point = {lon, lat};
                if (clm_sphere_distance_m(point, centres[c]) > 17e6) {
                    continue; /* near the antipode the plane stretches without end */
                }
                PJ_COORD want = proj_trans(
                    reference, PJ_FWD,
                    proj_coord(lon * 0.017453292519943295769, lat * 0.017453292519943295769, 0, 0));
                clm_xy got;
                clm_projection_forward(projection, &point, &got, 1);
                if (hypot(want.xy.x - got.x_m, want.xy.y - got.y_m) > 1e-3) {
                    fail_msg("centre %zu, %g %g: off by %g m", c, lon, lat,
                             hypot(want.xy.x - got.x_m, want.xy.y - got.y_m));
                }
                clm_lonlat back;
                clm_projection_inverse(projection, &got, &back, 1);
                if (clm_distance_m(point, back) > 1e-3) {
                    fail_msg("centre %zu, %g %g: back off by %g m", c, lon, lat,
                             clm_distance_m(point, back));
                }
            }
        }
        (void)proj_destroy(reference);
        clm_projection_free(projection);
    }
    (void)proj_context_destroy(context);
}

/* Close to a pole and at it, where latitudes are flat. */
static void test_clm_projection_round_trip_at_poles(void **state) {
    (void)state;
    static const clm_lonlat centres[] = {{36, 51}, {10, 89.9}, {0, 90}, {0, -90}, {25, -70}};
    static const double off_deg[] = {0, 1e-7, 1e-4, 0.01, 0.0573, 0.06, 0.5};
    for (size_t c = 0; c < CLM_TEST_COUNT(centres); c++) {
        clm_projection *projection = make(centres[c]);
        for (size_t i = 0; i < CLM_TEST_COUNT(off_deg); i++) {
            double pole = centres[c].lat_deg > 0 ? 1 : -1;
            clm_lonlat point = {123.25, pole * (90 - off_deg[i])};
            clm_xy flat;
            clm_lonlat back;
            clm_projection_forward(projection, &point, &flat, 1);
            clm_projection_inverse(projection, &flat, &back, 1);
            /* Doubles hold the sine of a latitude near 90 to about 0.1 m on the ground. */
            CLM_EXPECT_NEAR("metres", clm_distance_m(point, back), 0.0,
                            off_deg[i] < 0.001 ? 0.3 : 0.001);
        }
        clm_projection_free(projection);
    }
}

/* A bad point spoils itself only. */
static void test_clm_projection_out_of_image(void **state) {
    (void)state;
    clm_projection *projection = make((clm_lonlat){30, 50});
    const clm_lonlat points[3] = {{31, 51}, {31, (double)NAN}, {31, 51}};
    clm_xy out[3];
    clm_projection_forward(projection, points, out, 3);
    assert_true(out[1].x_m == HUGE_VAL && out[1].y_m == HUGE_VAL);
    assert_true(isfinite(out[0].x_m));
    assert_true(out[0].x_m == out[2].x_m && out[0].y_m == out[2].y_m);
    const clm_xy far[2] = {{2e7, 2e7}, {1000, 1000}};
    clm_lonlat back[2];
    clm_projection_inverse(projection, far, back, 2);
    assert_true(back[0].lon_deg == HUGE_VAL && back[0].lat_deg == HUGE_VAL);
    CLM_EXPECT_NEAR("next one", back[1].lon_deg, 30.0, 0.1);
    clm_projection_free(projection);
}

/* Small cells anywhere up to 5,000 km away: the flat area is the geodesic one. */
static void test_clm_projection_keeps_area(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int round = 0; round < 200; round++) {
        clm_lonlat centre = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -80, 80)};
        clm_projection *projection = make(centre);
        clm_lonlat middle = clm_destination(centre, clm_test_uniform(&seed, 0, 360),
                                            clm_test_uniform(&seed, 0, 5e6));
        clm_geometry cell = {0};
        clm_xy flat[8];
        add_ring(&cell, false, NULL, 0);
        for (size_t i = 0; i < 8; i++) {
            assert_int_equal(clm_geometry_add_point(
                                 &cell, clm_destination(middle, 45.0 * (double)i, 1000.0), NULL),
                             CLM_OK);
        }
        clm_projection_forward(projection, cell.points, flat, 8);
        double sum = 0.0;
        for (size_t i = 0; i < 8; i++) {
            const clm_xy *next = &flat[(i + 1) % 8];
            sum += flat[i].x_m * next->y_m - next->x_m * flat[i].y_m;
        }
        double expected = clm_geometry_area_m2(&cell);
        CLM_EXPECT_NEAR("area", fabs(sum) / 2.0, expected, expected * 1e-5);
        clm_geometry_clear(&cell);
        clm_projection_free(projection);
    }
}

static void test_clm_projection_laea_bad_centre(void **state) {
    (void)state;
    static const clm_lonlat bad[] = {{0, 91}, {0, (double)NAN}, {(double)NAN, 0}, {500, 0}};
    for (size_t i = 0; i < CLM_TEST_COUNT(bad); i++) {
        clm_projection *projection = NULL;
        clm_error error = {0};
        assert_int_equal(clm_projection_laea(bad[i], &projection, &error), CLM_ERR_ARGUMENT);
        assert_null(projection);
    }
}

static void test_clm_projection_comma_locale(void **state) {
    (void)state;
    const clm_lonlat point = {31.75, 50.25};
    clm_xy plain;
    clm_xy comma;
    clm_projection *projection = make((clm_lonlat){30.5, 49.75});
    clm_projection_forward(projection, &point, &plain, 1);
    clm_projection_free(projection);
    if (!clm_test_set_comma_locale()) {
        skip();
    }
    projection = make((clm_lonlat){30.5, 49.75});
    clm_projection_forward(projection, &point, &comma, 1);
    clm_projection_free(projection);
    (void)setlocale(LC_ALL, "C");
    assert_true(plain.x_m == comma.x_m && plain.y_m == comma.y_m);
}

static clm_status make_once(void *context) {
    (void)context;
    clm_projection *projection = NULL;
    clm_status status = clm_projection_laea((clm_lonlat){30, 50}, &projection, NULL);
    clm_projection_free(projection);
    return status;
}

static void test_clm_projection_every_allocation_fails(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(make_once, NULL) >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_projection_forward_published),
        cmocka_unit_test(test_clm_projection_round_trip_random),
        cmocka_unit_test(test_clm_projection_is_projs),
        cmocka_unit_test(test_clm_projection_round_trip_at_poles),
        cmocka_unit_test(test_clm_projection_out_of_image),
        cmocka_unit_test(test_clm_projection_keeps_area),
        cmocka_unit_test(test_clm_projection_laea_bad_centre),
        cmocka_unit_test(test_clm_projection_comma_locale),
        cmocka_unit_test(test_clm_projection_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "map/plane.h"
#include "map/view.h"

/* Points all over the globe, from centres all over it: the same as PROJ within a millimetre. */
static void test_clm_plane_forward_is_projs(void **state) {
    (void)state;
    static const clm_lonlat centres[] = {{36, 51},  {0, 0},     {179.5, -17}, {-98, 31},
                                         {25, -80}, {10, 89.9}, {-60, -0.5},  {139.7, 35.7}};
    for (size_t c = 0; c < sizeof centres / sizeof centres[0]; c++) {
        clm_projection *exact;
        clm_error error;
        assert_int_equal(clm_projection_laea(centres[c], &exact, &error), CLM_OK);
        clm_plane plane = clm_plane_at(centres[c]);
        for (double lat = -85; lat <= 85; lat += 8.5) {
            for (double lon = -180; lon < 180; lon += 11) {
                clm_lonlat point = {lon, lat};
                if (clm_sphere_distance_m(point, centres[c]) > 17e6) {
                    continue; /* near the antipode the plane stretches without end */
                }
                clm_xy want;
                clm_projection_forward(exact, &point, &want, 1);
                clm_xy got = clm_plane_forward(&plane, point);
                if (hypot(want.x_m - got.x_m, want.y_m - got.y_m) > 1e-3) {
                    fail_msg("centre %zu, %g %g: off by %g m", c, lon, lat,
                             hypot(want.x_m - got.x_m, want.y_m - got.y_m));
                }
            }
        }
        clm_projection_free(exact);
    }
}

/* A box of 0.1 by 0.1 degrees keeps its geodesic area wherever it lies on the map. */
static void test_clm_plane_keeps_areas(void **state) {
    (void)state;
    clm_plane plane = clm_plane_at((clm_lonlat){36, 51});
    static const clm_lonlat places[] = {{36, 51}, {30, 46}, {42, 55}, {58, 20}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        clm_geometry box;
        clm_geometry_init(&box);
        box.kind = CLM_GEOMETRY_POLYGONS;
        clm_error error;
        assert_int_equal(clm_geometry_add_part(&box, false, &error), CLM_OK);
        static const double corner[4][2] = {{0, 0}, {0.1, 0}, {0.1, 0.1}, {0, 0.1}};
        double twice = 0;
        clm_xy first = {0, 0};
        clm_xy before = {0, 0};
        for (size_t k = 0; k < 4; k++) {
            clm_lonlat at = {places[i].lon_deg + corner[k][0], places[i].lat_deg + corner[k][1]};
            assert_int_equal(clm_geometry_add_point(&box, at, &error), CLM_OK);
            clm_xy now = clm_plane_forward(&plane, at);
            first = k == 0 ? now : first;
            twice += k == 0 ? 0 : before.x_m * now.y_m - now.x_m * before.y_m;
            before = now;
        }
        twice += before.x_m * first.y_m - first.x_m * before.y_m;
        double want = clm_geometry_area_m2(&box);
        if (fabs(twice / 2 / want - 1) > 2e-4) {
            fail_msg("place %zu: %g of the area", i, twice / 2 / want);
        }
        clm_geometry_clear(&box);
    }
}

static void test_clm_view_box_covers_frame(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_lonlat centre;
        double half_m;
        clm_lonlat inside, outside;
        bool crosses_180;
    } table[] = {
        {"Ukraine", {34, 49}, 500e3, {28, 49}, {20, 49}, false},
        {"Fiji", {179, -17.5}, 250e3, {-179.5, -17}, {170, -17}, true},
        {"North Pole", {0, 89}, 500e3, {180, 88}, {0, 60}, false},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        clm_view view;
        clm_error error;
        double half = table[i].half_m;
        assert_int_equal(clm_view_open(&view, table[i].centre,
                                       (clm_bounds){-half, -half, half, half},
                                       (clm_rect){0, 0, 800, 800}, &error),
                         CLM_OK);
        if (!clm_bbox_contains(view.box, table[i].inside) ||
            (strcmp(table[i].label, "North Pole") != 0 &&
             clm_bbox_contains(view.box, table[i].outside)) ||
            (view.box.west_deg > view.box.east_deg) != table[i].crosses_180) {
            fail_msg("%s: %g %g %g %g", table[i].label, view.box.west_deg, view.box.south_deg,
                     view.box.east_deg, view.box.north_deg);
        }
        clm_px at = clm_view_point(&view, table[i].centre);
        assert_true(fabs(at.x - 400) < 1e-6 && fabs(at.y - 400) < 1e-6);
        clm_lonlat back = clm_view_inverse(&view, (clm_px){100, 700});
        clm_px there = clm_view_point(&view, back);
        assert_true(fabs(there.x - 100) < 1e-3 && fabs(there.y - 700) < 1e-3);
        clm_view_close(&view);
    }
}

/* A ring around the frame becomes a rectangle just outside of it; a far one leaves nothing. */
static void test_clm_view_add_polygons_clips(void **state) {
    (void)state;
    clm_view view;
    clm_error error;
    assert_int_equal(clm_view_open(&view, (clm_lonlat){34, 49}, (clm_bounds){-1e5, -1e5, 1e5, 1e5},
                                   (clm_rect){0, 0, 200, 200}, &error),
                     CLM_OK);
    static const double rings[2][4][2] = {{{24, 42}, {44, 42}, {44, 56}, {24, 56}},
                                          {{54, 42}, {56, 42}, {56, 46}, {54, 46}}};
    static const size_t points[2] = {4, 0};
    for (size_t r = 0; r < 2; r++) {
        clm_geometry ring;
        clm_geometry_init(&ring);
        ring.kind = CLM_GEOMETRY_POLYGONS;
        assert_int_equal(clm_geometry_add_part(&ring, false, &error), CLM_OK);
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(
                clm_geometry_add_point(&ring, (clm_lonlat){rings[r][k][0], rings[r][k][1]}, &error),
                CLM_OK);
        }
        clm_display_list list;
        clm_display_list_init(&list);
        clm_path_begin(&list, CLM_INK_LAND, NULL);
        assert_true(clm_view_add_polygons(&view, &list, &ring));
        assert_int_equal(clm_path_end(&list, clm_fill_none(), clm_stroke_none()), points[r] > 0);
        assert_int_equal(list.point_count, points[r]);
        for (size_t k = 0; k < list.point_count; k++) {
            clm_px p = list.points[k];
            assert_true(p.x < 0 || p.x > 200 || p.y < 0 || p.y > 200);
        }
        clm_display_list_clear(&list);
        clm_geometry_clear(&ring);
    }
    clm_view_close(&view);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_plane_forward_is_projs),
        cmocka_unit_test(test_clm_plane_keeps_areas),
        cmocka_unit_test(test_clm_view_box_covers_frame),
        cmocka_unit_test(test_clm_view_add_polygons_clips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "map/view.h"

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
        cmocka_unit_test(test_clm_view_box_covers_frame),
        cmocka_unit_test(test_clm_view_add_polygons_clips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "geo/extent.h"

enum { ITEMS_MAX = 8 };

/* A point, or a box of `half_deg` around it. */
typedef struct given {
    double lon, lat, half_deg;
    int precision;
    bool primary;
    double weight;
} given;

static void make_geometry(clm_geometry *geometry, const given *from) {
    clm_error error;
    clm_geometry_init(geometry);
    if (from->half_deg <= 0) {
        assert_int_equal(
            clm_geometry_set_point(geometry, (clm_lonlat){from->lon, from->lat}, &error), CLM_OK);
        return;
    }
    geometry->kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(geometry, false, &error), CLM_OK);
    static const double corner[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (size_t k = 0; k < 4; k++) {
        double lon = from->lon + corner[k][0] * from->half_deg;
        lon -= lon > 180 ? 360 : 0;
        clm_lonlat at = {lon, from->lat + corner[k][1] * from->half_deg};
        assert_int_equal(clm_geometry_add_point(geometry, at, &error), CLM_OK);
    }
}

static void test_clm_extent_choose(void **state) {
    (void)state;
    static const struct {
        const char *label;
        given items[ITEMS_MAX];
        const char *on_main; /* one letter an item: y, n */
        double width_km_min, width_km_max;
    } table[] = {
        {"one village", {{8.6, 46.6, 0, 1, true, 1}}, "y", 60, 60},
        {"two near towns", {{8.6, 46.6, 0, 1, true, 1}, {8.9, 46.7, 0, 1, true, 1}}, "yy", 60, 61},
        {"neighbouring regions and a country far off",
         {{36, 51.5, 1, 3, true, 3},
          {37, 50.5, 1, 3, true, 2},
          {30.5, 50.4, 0, 1, true, 1},
          {56, 21, 3, 4, true, 1}},
         "yyyn",
         500,
         620},
        {"a town of few claims across the sea",
         {{36, 51, 0.5, 3, true, 5}, {-77, 38.9, 0, 1, true, 1}},
         "yn",
         60,
         75},
        /* A map of 930 km costs 0.29 of the claims: worth half of them, not 0.23. */
        {"towns 930 km apart", {{8, 46, 0, 1, true, 1}, {20, 46, 0, 1, true, 1}}, "yy", 900, 950},
        {"a town where people met about the first",
         {{8, 46, 0, 1, true, 1}, {20, 46, 0, 1, true, 0.3}},
         "yn",
         60,
         60},
        {"two far towns alike",
         {{-74, 40.7, 0, 1, true, 1}, {-118.2, 34, 0, 1, true, 1}},
         "yy",
         3800,
         4000},
        {"only countries", {{10, 50, 4, 4, true, 1}, {19, 52, 3, 4, true, 1}}, "yy", 1150, 1250},
        {"faint neighbour comes in",
         {{36, 51, 1, 3, true, 1}, {36, 49.2, 0.8, 3, false, 1}},
         "yn",
         130,
         150},
        {"its own country around a town",
         {{178.4, -18, 0, 1, true, 1},
          {179.4, -16.5, 0, 1, true, 1},
          {179, -17.3, 1.2, 4, true, 1}},
         "yyy",
         240,
         270},
        /* 2 degrees of longitude at 50.5 N, the lower edge: 142 km; the country is 3 degrees */
        {"a country across a region is cut",
         {{36, 51.5, 1, 3, true, 1}, {36.4, 51.4, 1.3, 4, true, 1}},
         "yy",
         140,
         144},
        /* 7.18 degrees of longitude at 14.6 N: 774 km. The core of four claims is one place of
         * five; Geneva adds a sixth of the weight for a map six times as large. */
        {"a town of many claims, its country, and talks on another continent",
         {{25.35, 13.63, 0, 1, true, 4},
          {32.53, 15.5, 0, 1, true, 1},
          {32.48, 15.64, 0, 1, true, 1},
          {30, 13.2, 0, 1, true, 1},
          {6.14, 46.2, 0, 1, true, 1}},
         "yyyyn",
         765,
         785},
        {"six villages and one of that name elsewhere",
         {{26.3, 41.2, 0, 1, true, 1},
          {26.5, 41.3, 0, 1, true, 1},
          {26.4, 41.5, 0, 1, true, 1},
          {26.6, 41.6, 0, 1, true, 1},
          {26.2, 41.4, 0, 1, true, 1},
          {26.5, 41.7, 0, 1, true, 1},
          {31.4, 38.1, 0, 1, true, 1}},
         "yyyyyyn",
         60,
         61},
        /* 3 degrees at the latitude of 18.3 S: 317 km */
        {"three villages and the capital named first",
         {{-68.15, -16.5, 0, 1, true, 1},
          {-66.83, -20.46, 0, 1, true, 1},
          {-66.96, -20.3, 0, 1, true, 1},
          {-65.15, -19.6, 0, 1, true, 1}},
         "yyyy",
         305,
         325},
        /* The southern region lies at the corner of the other's box; 5 degrees at the lower edge.
         */
        {"six places of one region and the region next to it",
         {{72, 30, 2, 3, true, 1},
          {71, 30, 0, 1, true, 1},
          {72, 31, 0, 1, true, 1},
          {73, 31, 0, 1, true, 1},
          {72, 29, 0, 1, true, 1},
          {73, 29, 0, 1, true, 1},
          {71, 31, 0, 1, true, 1},
          {70, 27, 1, 3, true, 1}},
         "yyyyyyyy",
         480,
         500},
        {"only faint", {{36, 51, 1, 3, false, 1}}, "y", 130, 150},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_geometry geometries[ITEMS_MAX];
        clm_extent_item items[ITEMS_MAX];
        size_t count = strlen(table[i].on_main);
        for (size_t k = 0; k < count; k++) {
            const given *from = &table[i].items[k];
            make_geometry(&geometries[k], from);
            items[k] = (clm_extent_item){.geometry = &geometries[k],
                                         .precision = from->precision,
                                         .primary = from->primary,
                                         .weight = from->weight};
        }
        clm_extent extent;
        clm_error error;
        CLM_EXPECT_OK(table[i].label, clm_extent_choose(items, count, 60e3, &extent, &error),
                      &error);
        double width = (extent.bounds.x1_m - extent.bounds.x0_m) / 1000;
        for (size_t k = 0; k < count; k++) {
            if (items[k].on_main != (table[i].on_main[k] == 'y')) {
                fail_msg("%s: item %zu, width %g km", table[i].label, k, width);
            }
            clm_geometry_clear(&geometries[k]);
        }
        if (width < table[i].width_km_min - 0.01 || width > table[i].width_km_max + 0.01) {
            fail_msg("%s: width %g km", table[i].label, width);
        }
        double middle = (extent.bounds.x0_m + extent.bounds.x1_m) / 2;
        CLM_EXPECT(table[i].label, fabs(middle) < 0.02 * (width * 1000));
    }
}

static void test_clm_extent_choose_nothing(void **state) {
    (void)state;
    clm_extent extent;
    clm_error error;
    assert_int_equal(clm_extent_choose(NULL, 0, 60e3, &extent, &error), CLM_ERR_NOT_FOUND);
}

static void test_clm_extent_of_box(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_bbox box;
        clm_status status;
        double lon, lat, width_km;
    } table[] = {
        /* a degree of longitude at 50 N is 71.7 km, at 45 N, the widest, 78.8 km */
        {"Ukraine", {22, 45, 40, 55}, CLM_OK, 31, 50, 18 * 78.8},
        {"across 180", {177, -19, -178, -16}, CLM_OK, 179.5, -17.5, 5 * 107.0},
        {"empty", {22, 45, 22, 55}, CLM_ERR_ARGUMENT, 0, 0, 0},
        {"upside down", {22, 55, 40, 45}, CLM_ERR_ARGUMENT, 0, 0, 0},
        {"beyond the pole", {22, 45, 40, 95}, CLM_ERR_ARGUMENT, 0, 0, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_extent extent;
        clm_error error;
        CLM_EXPECT(table[i].label,
                   clm_extent_of_box(table[i].box, &extent, &error) == table[i].status);
        if (table[i].status == CLM_OK) {
            CLM_EXPECT_NEAR(table[i].label, extent.centre.lon_deg, table[i].lon, 1e-9);
            CLM_EXPECT_NEAR(table[i].label, extent.centre.lat_deg, table[i].lat, 1e-9);
            double width = (extent.bounds.x1_m - extent.bounds.x0_m) / 1000;
            CLM_EXPECT_NEAR(table[i].label, width, table[i].width_km, 0.015 * width);
        }
    }
}

/* The main body of a country: a far island falls out, a near one and a large one stay. */
static void test_clm_main_bounds_leaves_far_islands(void **state) {
    (void)state;
    static const given parts[] = {
        {0, 0, 3, 0, 0, 0},     /* the mainland */
        {4.2, 0, 0.5, 0, 0, 0}, /* an island 0.7 degrees off it */
        {40, 0, 0.5, 0, 0, 0},  /* one far away */
    };
    clm_geometry country;
    clm_geometry_init(&country);
    country.kind = CLM_GEOMETRY_POLYGONS;
    clm_error error;
    for (size_t i = 0; i < CLM_TEST_COUNT(parts); i++) {
        clm_geometry part;
        make_geometry(&part, &parts[i]);
        assert_int_equal(clm_geometry_add_part(&country, false, &error), CLM_OK);
        for (size_t k = 0; k < part.point_count; k++) {
            assert_int_equal(clm_geometry_add_point(&country, part.points[k], &error), CLM_OK);
        }
        clm_geometry_clear(&part);
    }
    clm_projection *plane;
    assert_int_equal(clm_projection_laea((clm_lonlat){0, 0}, &plane, &error), CLM_OK);
    clm_bounds bounds;
    assert_int_equal(clm_main_bounds(plane, &country, &bounds, &error), CLM_OK);
    CLM_EXPECT_NEAR("west", bounds.x0_m / 1000, -3 * 111.3, 2);
    CLM_EXPECT_NEAR("east", bounds.x1_m / 1000, 4.7 * 111.3, 2);
    clm_projection_free(plane);
    clm_geometry_clear(&country);
}

static clm_status choose_once(void *context) {
    const clm_extent_item item = {
        .geometry = context, .precision = 3, .primary = true, .weight = 1};
    clm_extent_item items[2] = {item, item};
    clm_extent extent;
    clm_error error;
    return clm_extent_choose(items, 2, 60e3, &extent, &error);
}

static void test_clm_extent_choose_no_memory(void **state) {
    (void)state;
    clm_geometry box;
    make_geometry(&box, &(given){36, 51, 1, 3, true, 1});
    assert_true(clm_test_fail_every_allocation(choose_once, &box) >= 5);
    clm_geometry_clear(&box);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_extent_choose),
        cmocka_unit_test(test_clm_extent_choose_nothing),
        cmocka_unit_test(test_clm_extent_of_box),
        cmocka_unit_test(test_clm_main_bounds_leaves_far_islands),
        cmocka_unit_test(test_clm_extent_choose_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

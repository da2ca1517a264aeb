#include "unit/vector/gdal_files.h"

#include "geo/overlay.h"
#include "shapes/shapes.h"

#include <math.h>

static char path[GDAL_PATH_BYTES];

static void write_features(const char *features) {
    char text[4096];
    int length =
        snprintf(text, sizeof text,
                 "{\"type\":\"FeatureCollection\",\"name\":\"held\",\"features\":[%s]}", features);
    assert_in_range(length, 1, sizeof text - 1);
    clm_test_write(path, text, (size_t)length);
}

#define FEATURE(kind, coordinates)                                                                 \
    "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"" kind                       \
    "\",\"coordinates\":" coordinates "}}"
#define BOX "[[[30,50],[30.4,50],[30.4,50.2],[30,50.2],[30,50]]]"

static clm_status open_layer(const char *values, clm_overlay_layer **overlay, clm_buffer *notes,
                             clm_error *error) {
    char spec[GDAL_PATH_BYTES + 512];
    (void)snprintf(spec, sizeof spec, "%s%s", path, values);
    return clm_overlay_open(spec, overlay, notes, error);
}

/* The area of the land in square degrees. */
static double land_deg2(const clm_overlay_layer *overlay) {
    const clm_geometry *land = clm_overlay_land(overlay);
    double sum = 0;
    for (size_t part = 0; part < land->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(land, part, &count);
        for (size_t i = 0; i < count; i++) {
            const clm_lonlat *next = &ring[(i + 1) % count];
            sum += (ring[i].lon_deg * next->lat_deg - next->lon_deg * ring[i].lat_deg) / 2;
        }
    }
    return sum;
}

static void test_clm_overlay_open_land(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        const char *label, *features, *notes;
        double deg2;
    } cases[] = {
        {"a box", FEATURE("Polygon", BOX), "", 0.08},
        {"twice", FEATURE("Polygon", BOX) "," FEATURE("Polygon", BOX), "", 0.08},
        {"overlapping",
         FEATURE("Polygon", BOX) "," FEATURE("Polygon", "[[[30.2,50],[30.6,50],[30.6,50.2],"
                                                        "[30.2,50.2],[30.2,50]]]"),
         "", 0.12},
        {"a hole",
         FEATURE("Polygon", "[[[30,50],[30.4,50],[30.4,50.2],[30,50.2],[30,50]],"
                            "[[30.1,50.1],[30.2,50.1],[30.2,50.15],[30.1,50.15],[30.1,50.1]]]"),
         "", 0.075},
        {"a bow tie", FEATURE("Polygon", "[[[30,50],[30.4,50.2],[30.4,50],[30,50.2],[30,50]]]"), "",
         0.04},
        {"points too", FEATURE("Point", "[1,2]") "," FEATURE("Polygon", BOX),
         "overlay held: 1 point or line left out, which has no area\n", 0.08},
        {"no shape", "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}",
         "overlay held: 1 feature without a shape\noverlay held: no land in it\n", 0},
        {"nothing", "", "overlay held: no land in it\n", 0},
        {"only lines", FEATURE("LineString", "[[1,2],[3,4]]") "," FEATURE("Point", "[1,2]"),
         "overlay held: 2 points and lines left out, which have no area\n"
         "overlay held: no land in it\n",
         0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_overlay_layer *overlay = NULL;
        clm_error error = {0};
        clm_buffer notes;
        clm_buffer_init(&notes);
        write_features(cases[i].features);
        CLM_EXPECT_OK(cases[i].label, open_layer("", &overlay, &notes, &error), &error);
        CLM_EXPECT_NEAR(cases[i].label, land_deg2(overlay), cases[i].deg2, 1e-9);
        CLM_EXPECT_TEXT(cases[i].label, clm_test_text(&notes), cases[i].notes);
        CLM_EXPECT(cases[i].label,
                   clm_overlay_land(overlay)->kind ==
                       (cases[i].deg2 > 0 ? CLM_GEOMETRY_POLYGONS : CLM_GEOMETRY_NONE));
        CLM_EXPECT(cases[i].label,
                   cases[i].deg2 <= 0 || clm_geometry_valid(clm_overlay_land(overlay), &error));
        clm_overlay_free(overlay);
        clm_buffer_clear(&notes);
    }
}

static void test_clm_overlay_open_facts(void **state) {
    (void)state;
    gdal_or_skip();
    clm_overlay_layer *overlay = NULL;
    clm_error error = {0};
    clm_buffer notes;
    clm_buffer_init(&notes);
    write_features(FEATURE("Polygon", BOX));
    CLM_EXPECT_OK(
        "all",
        open_layer("?layer=held&name=A%26B&date=2025-04-08&holder=RU", &overlay, &notes, &error),
        &error);
    const clm_overlay_facts *facts = clm_overlay_facts_of(overlay);
    assert_string_equal(facts->name, "A&B");
    assert_string_equal(facts->layer, "held");
    assert_string_equal(facts->file, strrchr(path, '/') + 1);
    assert_string_equal(facts->date, "2025-04-08");
    assert_string_equal(facts->holder, "RU");
    /* A degree of latitude has 111.2 km there, one of longitude 71.7. */
    CLM_EXPECT_NEAR("area", facts->area_km2, 0.4 * 71.6 * 0.2 * 111.2, 3);
    clm_overlay_free(overlay);
    clm_buffer_clear(&notes);
}

/* A box of Web Mercator without a word of that in the file. */
static void test_clm_overlay_open_crs(void **state) {
    (void)state;
    gdal_or_skip();
    clm_overlay_layer *overlay = NULL;
    clm_error error = {0};
    clm_buffer notes;
    clm_buffer_init(&notes);
    const clm_lonlat low = web_mercator(30, 50);
    const clm_lonlat high = web_mercator(34, 50.2);
    char box[512];
    (void)snprintf(box, sizeof box,
                   "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
                   "\"coordinates\":[[[%.3f,%.3f],[%.3f,%.3f],[%.3f,%.3f],[%.3f,%.3f]]]}}",
                   low.lon_deg, low.lat_deg, high.lon_deg, low.lat_deg, high.lon_deg, high.lat_deg,
                   low.lon_deg, high.lat_deg);
    write_features(box);
    CLM_EXPECT_OK("crs", open_layer("?crs=EPSG:3857", &overlay, &notes, &error), &error);
    CLM_EXPECT_NEAR("area", land_deg2(overlay), 4 * 0.2, 1e-6);
    /* Its edges are parallels: no point of them is anywhere else. */
    const clm_geometry *land = clm_overlay_land(overlay);
    assert_true(land->point_count > 80);
    clm_geometry region = {0};
    const clm_lonlat ring[] = {{29, 49}, {35, 49}, {35, 51}, {29, 51}};
    region.kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(&region, false, NULL), CLM_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(clm_geometry_add_point(&region, ring[i], NULL), CLM_OK);
    }
    double km2 = 0;
    CLM_EXPECT_OK("measure", clm_overlay_measure(overlay, &region, &km2, &error), &error);
    CLM_EXPECT_NEAR("measured", km2, clm_overlay_facts_of(overlay)->area_km2, km2 * 1e-4);
    clm_geometry_clear(&region);
    clm_overlay_free(overlay);
    clm_buffer_clear(&notes);
}

static void test_clm_overlay_open_errors(void **state) {
    (void)state;
    gdal_or_skip();
    char longer[CLM_OVERLAY_WORDS_MAX + 32] = "?name=";
    memset(longer + 6, 'n', CLM_OVERLAY_WORDS_MAX + 1);
    const struct {
        const char *values;
        clm_status status;
        const char *message;
    } cases[] = {
        {"?date=2025-02-30", CLM_ERR_ARGUMENT, "date 2025-02-30 is no day"},
        {"?name=a%0Ab", CLM_ERR_ARGUMENT, "name is no plain text"},
        {"?holder=%FF", CLM_ERR_ARGUMENT, "holder is no plain text"},
        {longer, CLM_ERR_ARGUMENT, "name is longer than 200 bytes"},
        {"?colour=red", CLM_ERR_ARGUMENT, "none of layer, name, date, holder, crs"},
        {"?crs=mine", CLM_ERR_ARGUMENT, "is no coordinate system"},
        {"?layer=other", CLM_ERR_NOT_FOUND, "it has no layer other, but held"},
    };
    write_features(FEATURE("Polygon", BOX));
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_overlay_layer *overlay = NULL;
        clm_error error = {0};
        clm_buffer notes;
        clm_buffer_init(&notes);
        CLM_EXPECT(cases[i].values,
                   open_layer(cases[i].values, &overlay, &notes, &error) == cases[i].status);
        CLM_EXPECT(cases[i].values, overlay == NULL);
        CLM_EXPECT(cases[i].values, strstr(error.message, cases[i].message) != NULL);
        clm_buffer_clear(&notes);
    }
    write_features(FEATURE("Polygon", "[[[30,50],[30.4,50],[30.4,950],[30,50]]]"));
    clm_overlay_layer *overlay = NULL;
    clm_error error = {0};
    clm_buffer notes;
    clm_buffer_init(&notes);
    assert_int_equal(open_layer("", &overlay, &notes, &error), CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "feature 0"));
    clm_buffer_clear(&notes);
}

static clm_status open_and_close(void *context) {
    clm_overlay_layer *overlay = NULL;
    clm_buffer notes;
    clm_buffer_init(&notes);
    clm_status status = open_layer(context, &overlay, &notes, NULL);
    clm_overlay_free(overlay);
    clm_buffer_clear(&notes);
    return status;
}

static void test_clm_overlay_open_every_allocation_fails(void **state) {
    (void)state;
    gdal_or_skip();
    static char values[] = "?name=n&date=2025-04-08&holder=RU";
    write_features(FEATURE("Point", "[1,2]") "," FEATURE("Polygon", BOX));
    assert_true(clm_test_fail_every_allocation(open_and_close, values) > 10);
}

int main(void) {
    (void)snprintf(path, sizeof path, "%s/test_overlay_layer.%ld.geojson", CLM_BUILD_DIR,
                   (long)getpid());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_overlay_open_land),
        cmocka_unit_test(test_clm_overlay_open_facts),
        cmocka_unit_test(test_clm_overlay_open_crs),
        cmocka_unit_test(test_clm_overlay_open_errors),
        cmocka_unit_test(test_clm_overlay_open_every_allocation_fails),
    };
    int status = cmocka_run_group_tests(tests, NULL, NULL);
    (void)unlink(path);
    return status;
}

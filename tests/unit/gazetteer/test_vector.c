/* Gazetteers of vector files, over the invented countries. */
#include "../vector/gdal_files.h"
#include "dump_fixture.h"

#include "gazetteer/read.h"

static char json_path[FIXTURE_PATH_BYTES], out_path[FIXTURE_PATH_BYTES];
static clm_gazetteer *base;

#define HEAD "{\"type\":\"FeatureCollection\",\"features\":["
#define FEATURE(properties, type, coordinates)                                                     \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":{\"type\":\"" type         \
    "\",\"coordinates\":" coordinates "}}"
#define TAIL "]}"

/* A square of 0.2 by 0.1 degrees in Northland, and a smaller one beside it that shares a side. */
#define SQUARE "[[[10.2,50.4],[10.4,50.4],[10.4,50.5],[10.2,50.5],[10.2,50.4]]]"
#define NEXT_SQUARE "[[[10.4,50.4],[10.5,50.4],[10.5,50.5],[10.4,50.5],[10.4,50.4]]]"

static const char places[] = HEAD FEATURE(
    "\"name\":\"Little Verby\",\"name:uk\":\"\xD0\x92\xD0\xB5\xD1\x80\xD0\xB1\xD0\xB8\","
    "\"alt_name\":\"Willows;Verbs, Old | Verbychky\",\"old_name\":\"Redgrad\",\"code\":7,"
    "\"kind\":\"settlement\",\"population\":\"1250\",\"wikidata\":\"Q77;Q78\"",
    "Point",
    "[10.55,50.6]") "," FEATURE("\"name\":\"Green Commune\",\"kind\":\"district\",\"code\":8",
                                "Polygon",
                                SQUARE) "," FEATURE("\"name\":\"Next "
                                                    "Commune\",\"kind\":\"district\",\"code\":9",
                                                    "Polygon",
                                                    NEXT_SQUARE) "," FEATURE("\"name\":\"Square "
                                                                             "Town\",\"kind\":"
                                                                             "\"settlement\","
                                                                             "\"code\":10",
                                                                             "Polygon",
                                                                             SQUARE) "," FEATURE("\"name\":\"Still Brook\",\"kind\":\"river\",\"code\":11",
                                                                                                 "L"
                                                                                                 "i"
                                                                                                 "n"
                                                                                                 "e"
                                                                                                 "S"
                                                                                                 "t"
                                                                                                 "r"
                                                                                                 "i"
                                                                                                 "n"
                                                                                                 "g",
                                                                                                 "["
                                                                                                 "["
                                                                                                 "1"
                                                                                                 "0"
                                                                                                 "."
                                                                                                 "1"
                                                                                                 ","
                                                                                                 "5"
                                                                                                 "0"
                                                                                                 "."
                                                                                                 "2"
                                                                                                 "]"
                                                                                                 ","
                                                                                                 "["
                                                                                                 "1"
                                                                                                 "0"
                                                                                                 "."
                                                                                                 "2"
                                                                                                 ","
                                                                                                 "5"
                                                                                                 "0"
                                                                                                 "."
                                                                                                 "2"
                                                                                                 "]"
                                                                                                 ","
                                                                                                 "["
                                                                                                 "1"
                                                                                                 "0"
                                                                                                 "."
                                                                                                 "3"
                                                                                                 ","
                                                                                                 "5"
                                                                                                 "0"
                                                                                                 "."
                                                                                                 "2"
                                                                                                 "]"
                                                                                                 "]") "," FEATURE("\"name\":\"Old Marches\",\"kind\":\"vague_region\",\"code\":12",
                                                                                                                  "Polygon",
                                                                                                                  SQUARE) "," FEATURE("\"name\":\"Open Water Halt\",\"kind\":\"facility\",\"code\":13",
                                                                                                                                      "Point",
                                                                                                                                      "[-40,-40]") "," FEATURE("\"name\":\"Reading\",\"kind\":\"settlement\",\"code\":14",
                                                                                                                                                               "Point",
                                                                                                                                                               "[10.5,50.9]")
    TAIL;

static const clm_gazetteer_vector with_kinds = {.kind = "kind"};

static clm_status try_build(const char *text, const clm_gazetteer_vector *asked,
                            clm_gazetteer_vector_counts *counts, clm_error *error) {
    clm_gazetteer_vector vector = *asked;
    if (text != NULL) {
        clm_test_write(json_path, text, strlen(text));
    }
    vector.path = vector.path != NULL ? vector.path : json_path;
    const clm_gazetteer_dump_options options = {.vectors = &vector,
                                                .vector_count = 1,
                                                .vector_counts = counts,
                                                .base = base,
                                                .out_path = out_path};
    return clm_gazetteer_build_dump(&options, error);
}

static clm_gazetteer *build(const char *text, const clm_gazetteer_vector *asked,
                            clm_gazetteer_vector_counts *counts) {
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *gazetteer = NULL;
    CLM_EXPECT_OK("build", try_build(text, asked, counts, &error), &error);
    CLM_EXPECT_OK("open", clm_gazetteer_open(out_path, &gazetteer, &error), &error);
    CLM_EXPECT_OK("verify", clm_gazetteer_verify(gazetteer, &error), &error);
    return gazetteer;
}

static clm_place place_named(const clm_gazetteer *g, const char *name) {
    const clm_name_ref *refs = NULL;
    CLM_EXPECT(name, fixture_find(g, name, &refs) == 1);
    return clm_gazetteer_place(g, refs[0].place);
}

/* ---- places ---- */

/* Authalic area of the band between two parallels (Snyder, eq. 3-12), for `width_deg`. */
static double band_m2(double width_deg, double south_deg, double north_deg) {
    static const double a = 6378137.0;
    static const double e2 = 0.00669437999014;
    static const double degree = 3.14159265358979323846 / 180.0;
    double e = sqrt(e2);
    double q[2];
    const double lat[2] = {south_deg, north_deg};
    for (int i = 0; i < 2; i++) {
        double s = sin(lat[i] * degree);
        q[i] =
            (1.0 - e2) * (s / (1.0 - e2 * s * s) - log((1.0 - e * s) / (1.0 + e * s)) / (2.0 * e));
    }
    return a * a * width_deg * degree * (q[1] - q[0]) / 2.0;
}

static void test_clm_gazetteer_build_vector_places(void **state) {
    (void)state;
    gdal_or_skip();
    double radius = sqrt(band_m2(0.2, 50.4, 50.5) / 3.14159265358979323846);
    /* A tenth of a degree on the parallel, on the sphere of clm_sphere_distance_m. */
    double brook = 6371008.8 * cos(50.2 * 3.14159265358979323846 / 180.0) * 0.1 *
                   3.14159265358979323846 / 180.0;
    const struct {
        const char *name;
        clm_place_kind kind;
        const char *country, *admin1;
        double lon_deg, lat_deg, uncertainty_m;
        uint32_t population, wikidata;
        bool polygon;
    } table[] = {
        {"Little Verby", CLM_KIND_SETTLEMENT, "XA", "Northland", 10.55, 50.6, 1000, 1250, 77,
         false},
        {"Green Commune", CLM_KIND_DISTRICT, "XA", "Northland", 10.3, 50.45, radius, 0, 0, true},
        {"Square Town", CLM_KIND_SETTLEMENT, "XA", "Northland", 10.3, 50.45, radius, 0, 0, false},
        {"Still Brook", CLM_KIND_RIVER, "", "", 10.2, 50.2, brook, 0, 0, false},
        {"Old Marches", CLM_KIND_VAGUE_REGION, "XA", "", 10.3, 50.45, radius, 0, 0, true},
        {"Open Water Halt", CLM_KIND_FACILITY, "", "", -40, -40, 1000, 0, 0, false},
    };
    clm_gazetteer_vector_counts counts;
    clm_gazetteer *g = build(places, &with_kinds, &counts);
    assert_int_equal(counts.features, 8);
    assert_int_equal(counts.places, 8);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const char *label = table[i].name;
        clm_place place = place_named(g, label);
        CLM_EXPECT_TEXT(label, place.name, label);
        CLM_EXPECT(label, place.kind == table[i].kind);
        CLM_EXPECT_TEXT(label, clm_text_of(place.country), table[i].country);
        CLM_EXPECT_TEXT(label, clm_gazetteer_place(g, place.admin1).name, table[i].admin1);
        /* Inside, not exactly in the middle. */
        CLM_EXPECT_NEAR(label, place.point.lon_deg, table[i].lon_deg,
                        table[i].polygon ? 0.1 : 0.11);
        CLM_EXPECT_NEAR(label, place.point.lat_deg, table[i].lat_deg,
                        table[i].polygon ? 0.05 : 0.06);
        CLM_EXPECT_NEAR(label, place.uncertainty_m, table[i].uncertainty_m,
                        1.0 + table[i].uncertainty_m * 1e-3);
        CLM_EXPECT(label, place.population == table[i].population);
        CLM_EXPECT(label, place.wikidata == table[i].wikidata);
        CLM_EXPECT(label, ((place.flags & CLM_PLACE_POLYGON) != 0) == table[i].polygon);
    }
    clm_place verby = place_named(g, "Little Verby");
    CLM_EXPECT_NEAR("point", verby.point.lon_deg, 10.55, 1e-7);
    CLM_EXPECT_NEAR("point", verby.point.lat_deg, 50.6, 1e-7);
    clm_place green = place_named(g, "Green Commune");
    CLM_EXPECT_NEAR("area", green.area_m2 / band_m2(0.2, 50.4, 50.5), 1.0, 1e-4);
    clm_gazetteer_free(g);
}

static void test_clm_gazetteer_build_vector_names(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        const char *label, *name;
        size_t count;
        clm_name_type type;
        unsigned quality;
    } table[] = {
        {"name", "little verby", 1, CLM_NAME_PRIMARY, 1000},
        {"language", "\xD0\x92\xD0\x95\xD0\xA0\xD0\x91\xD0\x98", 1, CLM_NAME_ALTERNATIVE, 800},
        {"list ;", "Willows", 1, CLM_NAME_ALTERNATIVE, 900},
        {"list ,", "Verbs", 1, CLM_NAME_ALTERNATIVE, 900},
        {"list |", "Verbychky", 1, CLM_NAME_ALTERNATIVE, 900},
        {"not split there", "Old", 1, CLM_NAME_ALTERNATIVE, 900},
        {"old", "Redgrad", 1, CLM_NAME_HISTORICAL, 500},
        {"kept down by the base", "Reading", 1, CLM_NAME_PRIMARY, 99},
        {"other", "Verby", 0, CLM_NAME_PRIMARY, 0},
    };
    clm_gazetteer *g = build(places, &with_kinds, NULL);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_name_ref *refs = NULL;
        CLM_EXPECT(table[i].label, fixture_find(g, table[i].name, &refs) == table[i].count);
        if (table[i].count == 1) {
            CLM_EXPECT(table[i].label, refs[0].type == table[i].type);
            CLM_EXPECT(table[i].label, refs[0].quality == table[i].quality);
        }
    }
    const clm_name_ref *refs = NULL;
    (void)fixture_find(g, "Little Verby", &refs);
    CLM_EXPECT_TEXT("label", clm_gazetteer_name_in(g, refs[0].place, "uk"),
                    "\xD0\x92\xD0\xB5\xD1\x80\xD0\xB1\xD0\xB8");
    CLM_EXPECT_TEXT("no label", clm_gazetteer_name_in(g, refs[0].place, "de"), "Little Verby");
    clm_gazetteer_free(g);
}

/* Where no column was asked for, the English name goes first. */
static void test_clm_gazetteer_build_vector_english(void **state) {
    (void)state;
    gdal_or_skip();
    static const char text[] =
        HEAD FEATURE("\"name\":\"Neustadt\",\"name_en\":\"New Town\"", "Point", "[10.5,50.5]") TAIL;
    static const struct {
        const char *label;
        clm_gazetteer_vector asked;
        const char *name;
    } table[] = {{"by default", {.name = NULL}, "New Town"},
                 {"asked", {.name = "NAME"}, "Neustadt"}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_gazetteer *g = build(text, &table[i].asked, NULL);
        CLM_EXPECT_TEXT(table[i].label, place_named(g, "Neustadt").name, table[i].name);
        CLM_EXPECT_TEXT(table[i].label, place_named(g, "New Town").name, table[i].name);
        clm_gazetteer_free(g);
    }
}

/* ---- shapes ---- */

static clm_status count_line(void *context, const clm_base_line *line) {
    size_t *lines = context;
    (void)line;
    ++*lines;
    return CLM_OK;
}

static void test_clm_gazetteer_build_vector_shapes(void **state) {
    (void)state;
    gdal_or_skip();
    clm_error error = {CLM_OK, ""};
    clm_geometry shape = {0};
    clm_gazetteer_free(build(places, &with_kinds, NULL));
    clm_gazetteer *g = fixture_open("gazetteer_vector");
    size_t before = 0;
    size_t after = 0;
    clm_place_index found[8];
    const clm_bbox world = {-180, -90, 180, 90};
    size_t regions = clm_gazetteer_containing(g, (clm_lonlat){10.3, 50.45}, found, 8);
    CLM_EXPECT_OK("lines", clm_gazetteer_lines_in(g, world, 0, 15, count_line, &before, &error),
                  &error);
    CLM_EXPECT_OK("add", clm_gazetteer_add(g, out_path, &error), &error);
    CLM_EXPECT_OK("lines", clm_gazetteer_lines_in(g, world, 0, 15, count_line, &after, &error),
                  &error);
    assert_true(before > 0 && before == after);
    assert_int_equal(clm_gazetteer_containing(g, (clm_lonlat){10.3, 50.45}, found, 8), regions);
    static const struct {
        const char *name;
        clm_lonlat inside, outside;
        double width_deg;
    } table[] = {{"Green Commune", {10.39, 50.41}, {10.41, 50.41}, 0.2},
                 {"Next Commune", {10.41, 50.41}, {10.39, 50.41}, 0.1},
                 {"Old Marches", {10.21, 50.49}, {10.19, 50.49}, 0.2}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_name_ref *refs = NULL;
        CLM_EXPECT(table[i].name, fixture_find(g, table[i].name, &refs) == 1);
        for (int w = 0; w < 2; w++) {
            for (int d = 0; d < 2; d++) {
                CLM_EXPECT_OK(table[i].name,
                              clm_gazetteer_shape(g, refs[0].place, (clm_worldview)w,
                                                  d == 0 ? CLM_DETAIL_FULL : CLM_DETAIL_FEATURE,
                                                  &shape, &error),
                              &error);
                CLM_EXPECT(table[i].name, shape.kind == CLM_GEOMETRY_POLYGONS);
                CLM_EXPECT(table[i].name, shape.point_count == 4);
                CLM_EXPECT(table[i].name, clm_geometry_contains(&shape, table[i].inside));
                CLM_EXPECT(table[i].name, !clm_geometry_contains(&shape, table[i].outside));
                CLM_EXPECT_NEAR(table[i].name,
                                clm_geometry_area_m2(&shape) /
                                    band_m2(table[i].width_deg, 50.4, 50.5),
                                1.0, 1e-4);
            }
        }
    }
    clm_geometry_clear(&shape);
    clm_gazetteer_free(g);
}

/* Whichever comes first, borders and waters are those of the gazetteer that has regions. */
static void test_clm_gazetteer_build_vector_lines(void **state) {
    (void)state;
    gdal_or_skip();
    char fixture[FIXTURE_PATH_BYTES];
    clm_error error = {CLM_OK, ""};
    const clm_bbox world = {-180, -90, 180, 90};
    size_t lines[3] = {0, 0, 0};
    clm_test_path(fixture, sizeof fixture, "gazetteer_vector", "standard.gaz");
    const clm_gazetteer_build_options options = {FIXTURE_DIR, fixture, NULL};
    CLM_EXPECT_OK("build", clm_gazetteer_build(&options, &error), &error);
    clm_gazetteer *g = build(places, &with_kinds, NULL);
    for (int step = 0; step < 2; step++) {
        CLM_EXPECT_OK("lines",
                      clm_gazetteer_lines_in(g, world, 0, 15, count_line, &lines[step], &error),
                      &error);
        if (step == 0) {
            CLM_EXPECT_OK("add", clm_gazetteer_add(g, fixture, &error), &error);
        }
    }
    clm_gazetteer_free(g);
    CLM_EXPECT_OK("open", clm_gazetteer_open(fixture, &g, &error), &error);
    CLM_EXPECT_OK("lines", clm_gazetteer_lines_in(g, world, 0, 15, count_line, &lines[2], &error),
                  &error);
    clm_gazetteer_free(g);
    (void)unlink(fixture);
    assert_int_equal(lines[0], 0);
    assert_true(lines[2] > 0);
    assert_int_equal(lines[1], lines[2]);
}

/* A bow tie of two triangles has an area of its own only when it is mended. */
static void test_clm_gazetteer_build_vector_invalid(void **state) {
    (void)state;
    gdal_or_skip();
    static const char text[] = HEAD FEATURE(
        "\"name\":\"Bow Tie\"", "Polygon",
        "[[[10,50],[10.2,50.2],[10.2,50],[10,50.2],[10,50]]]") "," FEATURE("\"name\":\"Folded\"",
                                                                           "Polygon",
                                                                           "[[[10,50],[10.2,50],["
                                                                           "10.1,50],[10,50]]]")
        TAIL;
    clm_gazetteer *g = build(text, &(clm_gazetteer_vector){0}, NULL);
    clm_place tie = place_named(g, "Bow Tie");
    assert_true((tie.flags & CLM_PLACE_POLYGON) != 0);
    CLM_EXPECT_NEAR("area", tie.area_m2 / (band_m2(0.2, 50, 50.2) / 2.0), 1.0, 1e-2);
    clm_place folded = place_named(g, "Folded");
    assert_true((folded.flags & CLM_PLACE_POLYGON) == 0);
    CLM_EXPECT_NEAR("where it began", folded.point.lon_deg, 10.0, 0.2);
    CLM_EXPECT_NEAR("where it began", folded.point.lat_deg, 50.0, 1e-6);
    clm_gazetteer_free(g);
}

/* ---- other files, other coordinate systems ---- */

static void expect_verby(const char *label, const clm_gazetteer_vector *asked) {
    clm_gazetteer *g = build(NULL, asked, NULL);
    clm_place verby = place_named(g, "Little Verby");
    CLM_EXPECT_NEAR(label, verby.point.lon_deg, 10.55, 1e-6);
    CLM_EXPECT_NEAR(label, verby.point.lat_deg, 50.6, 1e-6);
    CLM_EXPECT(label, verby.population == 1250);
    CLM_EXPECT_TEXT(label, clm_gazetteer_place(g, verby.admin1).name, "Northland");
    clm_gazetteer_free(g);
}

static void test_clm_gazetteer_build_vector_shapefile(void **state) {
    (void)state;
    gdal_or_skip();
    static const dbf_field fields[] = {{"NAME", 'C', 20, 0}, {"POPULATION", 'N', 8, 0}};
    static const char *const cells[] = {"Little Verby", "1250"};
    char stem[GDAL_PATH_BYTES], file[GDAL_PATH_BYTES + 8];
    shapefile_bytes bytes;
    clm_lonlat metres = web_mercator(10.55, 50.6);
    begin_shapefile(&bytes, 1);
    add_point_record(&bytes, metres.lon_deg, metres.lat_deg);
    end_shapefile(&bytes);
    write_dbf(&bytes.dbf, fields, 2, cells, 1);
    clm_test_path(stem, sizeof stem, "gazetteer_vector", "places");
    write_shapefile_files(stem, &bytes, WEB_MERCATOR_WKT);
    clear_shapefile(&bytes);
    (void)snprintf(file, sizeof file, "%s.shp", stem);
    expect_verby("shapefile", &(clm_gazetteer_vector){.path = file});
    remove_shapefile_files(stem);
}

static void test_clm_gazetteer_build_vector_geopackage(void **state) {
    (void)state;
    gdal_or_skip();
    if (system("ogr2ogr --version >/dev/null 2>&1") != 0) {
        print_message("skipped: ogr2ogr is not installed\n");
        skip();
    }
    char file[FIXTURE_PATH_BYTES];
    char command[FIXTURE_PATH_BYTES * 3];
    clm_test_path(file, sizeof file, "gazetteer_vector", "places.gpkg");
    (void)unlink(file);
    clm_test_write(json_path, places, sizeof places - 1);
    (void)snprintf(command, sizeof command,
                   "ogr2ogr -f GPKG -t_srs EPSG:3035 -nln villages '%s' '%s' >/dev/null 2>&1", file,
                   json_path);
    assert_int_equal(system(command), 0);
    expect_verby("geopackage",
                 &(clm_gazetteer_vector){.path = file, .layer = "villages", .kind = "kind"});
    (void)unlink(file);
}

/* ---- ids ---- */

static void id_of(const char *text, const clm_gazetteer_vector *asked, const char *name,
                  char out[64]) {
    clm_gazetteer *g = build(text, asked, NULL);
    clm_place place = place_named(g, name);
    CLM_EXPECT(name, place.id.len > 0 && place.id.len < 64);
    memcpy(out, place.id.ptr, place.id.len);
    out[place.id.len] = '\0';
    clm_gazetteer_free(g);
}

#define ADA FEATURE("\"name\":\"Ada\",\"n\":1", "Point", "[10.5,50.5]")
#define EDA FEATURE("\"name\":\"Eda\",\"n\":2", "Point", "[10.6,50.5]")
#define ADA_ELSEWHERE FEATURE("\"name\":\"Ada\",\"n\":1", "Point", "[10.5,50.6]")

static void test_clm_gazetteer_build_vector_ids(void **state) {
    (void)state;
    gdal_or_skip();
    const clm_gazetteer_vector plain = {0};
    const clm_gazetteer_vector numbered = {.id = "n"};
    char one[64], other[64];
    id_of(HEAD ADA "," EDA TAIL, &plain, "Ada", one);
    assert_int_equal(strncmp(one, "vl:", 3), 0);
    id_of(HEAD EDA "," ADA TAIL, &plain, "Ada", other);
    assert_string_equal(one, other);
    id_of(HEAD EDA "," ADA TAIL, &plain, "Eda", other);
    assert_string_not_equal(one, other);
    id_of(HEAD ADA_ELSEWHERE TAIL, &plain, "Ada", other);
    assert_string_not_equal(one, other);
    id_of(HEAD ADA TAIL, &numbered, "Ada", one);
    assert_string_equal(one, "vl:places:1");
    id_of(HEAD ADA_ELSEWHERE TAIL, &numbered, "Ada", one);
    assert_string_equal(one, "vl:places:1");
    id_of(HEAD FEATURE("\"name\":\"Ada\",\"n\":\"gn:9001\"", "Point", "[10.5,50.5]") TAIL,
          &numbered, "Ada", one);
    assert_string_equal(one, "gn:9001");
}

/* A feature with another gazetteer's id gives that place more names. */
static void test_clm_gazetteer_build_vector_known_id(void **state) {
    (void)state;
    gdal_or_skip();
    const clm_gazetteer_vector asked = {.id = "n"};
    clm_error error = {CLM_OK, ""};
    const clm_name_ref *refs = NULL;
    clm_gazetteer_free(
        build(HEAD FEATURE("\"name\":\"Capital City\",\"n\":\"gn:9001\"", "Point", "[0,0]") TAIL,
              &asked, NULL));
    clm_gazetteer *g = fixture_open("gazetteer_vector");
    CLM_EXPECT_OK("add", clm_gazetteer_add(g, out_path, &error), &error);
    assert_int_equal(fixture_find(g, "Capital City", &refs), 1);
    CLM_EXPECT_TEXT("place", clm_gazetteer_place(g, refs[0].place).name, "Alfagrad");
    clm_gazetteer_free(g);
}

/* ---- what is left out, what is wrong ---- */

static void test_clm_gazetteer_build_vector_counts(void **state) {
    (void)state;
    gdal_or_skip();
    static const char text[] = HEAD
        FEATURE("\"name\":\"Ada\",\"n\":1,\"population\":\"12\",\"c\":\"XB\"", "Point", "[10.5,50.5]") "," FEATURE(
            "\"name\":\"Adda\",\"n\":1", "Point",
            "[10.5,50.5]") "," FEATURE("\"name\":\"Eda\",\"n\":2,\"population\":\"many\",\"c\":\"-"
                                       "99\"",
                                       "Point",
                                       "[10.5,50.6]") "," FEATURE("\"name\":\"  \",\"n\":3",
                                                                  "Point",
                                                                  "[10.5,50.6]") "," FEATURE("\"n\""
                                                                                             ":4",
                                                                                             "Poin"
                                                                                             "t",
                                                                                             "[10."
                                                                                             "5,50."
                                                                                             "6]") ","
                                                                                                   "{\"type\":\"Feature\",\"properties\":{\"name\":\"Ida\"},\"geometry\":null}" TAIL;
    const clm_gazetteer_vector asked = {.id = "n", .country = "c"};
    clm_gazetteer_vector_counts counts;
    clm_gazetteer *g = build(text, &asked, &counts);
    assert_int_equal(counts.features, 6);
    assert_int_equal(counts.places, 2);
    assert_int_equal(counts.without_name, 2);
    assert_int_equal(counts.without_shape, 1);
    assert_int_equal(counts.repeated, 1);
    assert_int_equal(counts.without_population, 1);
    assert_int_equal(counts.without_country, 1);
    clm_place ada = place_named(g, "Ada");
    CLM_EXPECT_TEXT("both names", place_named(g, "Adda").id, "vl:places:1");
    CLM_EXPECT_TEXT("its own country", clm_text_of(ada.country), "XB");
    assert_int_equal(ada.population, 12);
    CLM_EXPECT_TEXT("the polygon's", clm_text_of(place_named(g, "Eda").country), "XA");
    clm_gazetteer_free(g);
}

static void test_clm_gazetteer_build_vector_constants(void **state) {
    (void)state;
    gdal_or_skip();
    const clm_gazetteer_vector asked = {
        .kind = "=facility", .country = "=XE", .population = "=7", .alternatives = "n, name"};
    clm_gazetteer *g = build(HEAD ADA TAIL, &asked, NULL);
    clm_place ada = place_named(g, "Ada");
    assert_int_equal(ada.kind, CLM_KIND_FACILITY);
    CLM_EXPECT_TEXT("country", clm_text_of(ada.country), "XE");
    assert_int_equal(ada.population, 7);
    clm_gazetteer_free(g);
}

static void test_clm_gazetteer_build_vector_wrong(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        const char *label;
        clm_gazetteer_vector asked;
        const char *text, *message; /* behind the path */
    } table[] = {
        {"name",
         {.name = "nam"},
         HEAD ADA TAIL,
         ": name: there is no column \"nam\"; there are name, n"},
        {"no name",
         {0},
         HEAD FEATURE("\"n\":1,\"x\":2", "Point", "[1,2]") TAIL,
         ": which column holds the names? Say it with name=COLUMN; there are n, x"},
        {"alt",
         {.alternatives = "name,x"},
         HEAD ADA TAIL,
         ": alt: there is no column \"x\"; there are name, n"},
        {"kind",
         {.kind = "k"},
         HEAD ADA TAIL,
         ": kind: there is no column \"k\"; there are name, n"},
        {"kind of all",
         {.kind = "=village"},
         HEAD ADA TAIL,
         ": kind: \"village\" is no kind of place"},
        {"kind of one",
         {.kind = "n"},
         HEAD EDA TAIL,
         " (layer places): feature 0: kind: \"2\" is none of settlement, facility, district, "
         "region, country, country_group, continent, river, sea, vague_region, disputed_region"},
        {"country of all",
         {.country = "=Alfa"},
         HEAD ADA TAIL,
         ": country: \"Alfa\" is no ISO 3166-1 code"},
        {"population of all",
         {.population = "=x"},
         HEAD ADA TAIL,
         ": population: \"x\" is no number"},
        {"id of all", {.id = "=x"}, HEAD ADA TAIL, ": id: it is a column, not one value for all"},
        {"nothing behind =",
         {.kind = "= "},
         HEAD ADA TAIL,
         ": kind: there is no value behind \"=\""},
        {"no place",
         {0},
         HEAD FEATURE("\"name\":\"\"", "Point", "[1,2]") TAIL,
         ": there is no place in it"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char message[FIXTURE_PATH_BYTES * 2];
        clm_error error = {CLM_OK, ""};
        clm_status status = try_build(table[i].text, &table[i].asked, NULL, &error);
        CLM_EXPECT(table[i].label, status == CLM_ERR_FORMAT || status == CLM_ERR_NOT_FOUND);
        (void)snprintf(message, sizeof message, "%s%s", json_path, table[i].message);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(error.message), message);
    }
}

/* ---- the whole ---- */

static void test_clm_gazetteer_build_vector_same_bytes(void **state) {
    (void)state;
    gdal_or_skip();
    clm_buffer one = {0};
    clm_buffer two = {0};
    clm_gazetteer_free(build(places, &with_kinds, NULL));
    assert_int_equal(clm_file_read(out_path, 1 << 24, &one, NULL), CLM_OK);
    (void)clm_test_set_comma_locale();
    clm_gazetteer_free(build(places, &with_kinds, NULL));
    (void)setlocale(LC_ALL, "C");
    assert_int_equal(clm_file_read(out_path, 1 << 24, &two, NULL), CLM_OK);
    assert_true(clm_text_equal(clm_test_text(&one), clm_test_text(&two)));
    clm_buffer_clear(&one);
    clm_buffer_clear(&two);
}

static void test_clm_gazetteer_build_vector_with_dump(void **state) {
    (void)state;
    gdal_or_skip();
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *g = NULL;
    const clm_gazetteer_vector vector = {.path = json_path, .kind = "kind"};
    clm_gazetteer_dump_options options = dump_options(base, out_path);
    options.vectors = &vector;
    options.vector_count = 1;
    clm_test_write(json_path, places, sizeof places - 1);
    CLM_EXPECT_OK("build", clm_gazetteer_build_dump(&options, &error), &error);
    CLM_EXPECT_OK("open", clm_gazetteer_open(out_path, &g, &error), &error);
    CLM_EXPECT_OK("verify", clm_gazetteer_verify(g, &error), &error);
    CLM_EXPECT_TEXT("of the dump", place_named(g, "Upper Mill").id, "gn:70001");
    CLM_EXPECT_TEXT("of the file", place_named(g, "Little Verby").name, "Little Verby");
    assert_true((place_named(g, "Green Commune").flags & CLM_PLACE_POLYGON) != 0);
    clm_gazetteer_free(g);
}

static clm_status build_once(void *context) {
    const clm_gazetteer_vector asked = {.kind = "kind", .id = "code"};
    (void)context;
    return try_build(NULL, &asked, NULL, NULL);
}

static void test_clm_gazetteer_build_vector_every_allocation_fails(void **state) {
    (void)state;
    gdal_or_skip();
    size_t failed = 0;
    size_t made = SIZE_MAX;
    clm_test_write(json_path, places, sizeof places - 1);
    for (size_t nth = 1; nth <= made; nth++) {
        (void)clm_alloc_fail_at(nth);
        clm_status status = build_once(NULL);
        size_t count = clm_alloc_fail_at(0);
        /* The point inside a polygon is looked for with the memory that there is. */
        assert_true(status == CLM_OK || (status == CLM_ERR_NOMEM && count >= nth));
        failed += status == CLM_ERR_NOMEM;
        made = status == CLM_OK && count < nth ? 0 : made;
    }
    assert_true(failed >= 40);
}

static int set_up(void **state) {
    (void)state;
    clm_test_path(json_path, sizeof json_path, "gazetteer_vector", "places.geojson");
    clm_test_path(out_path, sizeof out_path, "gazetteer_vector", "out.gaz");
    base = fixture_open("gazetteer_vector");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    clm_gazetteer_free(base);
    (void)unlink(json_path);
    (void)unlink(out_path);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_gazetteer_build_vector_places),
        cmocka_unit_test(test_clm_gazetteer_build_vector_names),
        cmocka_unit_test(test_clm_gazetteer_build_vector_english),
        cmocka_unit_test(test_clm_gazetteer_build_vector_shapes),
        cmocka_unit_test(test_clm_gazetteer_build_vector_lines),
        cmocka_unit_test(test_clm_gazetteer_build_vector_invalid),
        cmocka_unit_test(test_clm_gazetteer_build_vector_shapefile),
        cmocka_unit_test(test_clm_gazetteer_build_vector_geopackage),
        cmocka_unit_test(test_clm_gazetteer_build_vector_ids),
        cmocka_unit_test(test_clm_gazetteer_build_vector_known_id),
        cmocka_unit_test(test_clm_gazetteer_build_vector_counts),
        cmocka_unit_test(test_clm_gazetteer_build_vector_constants),
        cmocka_unit_test(test_clm_gazetteer_build_vector_wrong),
        cmocka_unit_test(test_clm_gazetteer_build_vector_same_bytes),
        cmocka_unit_test(test_clm_gazetteer_build_vector_with_dump),
        cmocka_unit_test(test_clm_gazetteer_build_vector_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

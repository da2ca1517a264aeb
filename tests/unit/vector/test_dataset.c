#include "gdal_files.h"

#include "vector/vector.h"

static char path[GDAL_PATH_BYTES];

static clm_dataset *open_file(const char *label, const char *file, const char *layer,
                              const char *crs) {
    const clm_dataset_options options = {.path = file, .layer = layer, .crs = crs};
    clm_dataset *dataset = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK(label, clm_dataset_open(&options, &dataset, &error), &error);
    return dataset;
}

static bool step(clm_dataset *dataset) {
    bool more = false;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("next", clm_dataset_next(dataset, &more, &error), &error);
    return more;
}

static void expect_failure(const char *label, const char *file, const char *layer, const char *crs,
                           clm_status wanted, const char *message) {
    const clm_dataset_options options = {.path = file, .layer = layer, .crs = crs};
    clm_dataset *dataset = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT(label, clm_dataset_open(&options, &dataset, &error) == wanted);
    CLM_EXPECT(label, dataset == NULL);
    if (strstr(error.message, message) == NULL) {
        print_error("case \"%s\": \"%s\" is not in \"%s\"\n", label, message, error.message);
        fail();
    }
}

/* One feature of that shape, alone in a file. */
static void write_shape(const char *shape) {
    char text[4096];
    int length = snprintf(text, sizeof text,
                          "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                          "\"properties\":{\"name\":\"A\"},\"geometry\":%s}]}",
                          shape);
    assert_in_range(length, 1, sizeof text - 1);
    clm_test_write(path, text, (size_t)length);
}

#define RING "[[0,0],[4,0],[4,4],[0,4],[0,0]]"
#define HOLE "[[1,1],[1,2],[2,2],[2,1],[1,1]]"
#define FAR_RING "[[10,10],[11,10],[11,11],[10,10]]"

static void test_clm_dataset_geometry_table(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        const char *label, *shape;
        clm_geometry_kind kind;
        size_t parts, points, holes;
        clm_lonlat first;
    } table[] = {
        {"none", "null", CLM_GEOMETRY_NONE, 0, 0, 0, {0, 0}},
        {"point",
         "{\"type\":\"Point\",\"coordinates\":[7.5,-3]}",
         CLM_GEOMETRY_POINT,
         1,
         1,
         0,
         {7.5, -3}},
        {"point with height",
         "{\"type\":\"Point\",\"coordinates\":[7.5,-3,99]}",
         CLM_GEOMETRY_POINT,
         1,
         1,
         0,
         {7.5, -3}},
        {"longitude above 180",
         "{\"type\":\"Point\",\"coordinates\":[200,1]}",
         CLM_GEOMETRY_POINT,
         1,
         1,
         0,
         {-160, 1}},
        {"points",
         "{\"type\":\"MultiPoint\",\"coordinates\":[[0,0],[5,1],[9,2]]}",
         CLM_GEOMETRY_POINT,
         1,
         1,
         0,
         {5, 1}},
        {"points over 180",
         "{\"type\":\"MultiPoint\",\"coordinates\":[[179,0],[-179,0],[-178,0]]}",
         CLM_GEOMETRY_POINT,
         1,
         1,
         0,
         {-179, 0}},
        {"line",
         "{\"type\":\"LineString\",\"coordinates\":[[1,2],[1,2],[3,4]]}",
         CLM_GEOMETRY_LINES,
         1,
         2,
         0,
         {1, 2}},
        {"line of one place",
         "{\"type\":\"LineString\",\"coordinates\":[[1,2],[1,2]]}",
         CLM_GEOMETRY_NONE,
         0,
         0,
         0,
         {0, 0}},
        {"lines",
         "{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8]]]}",
         CLM_GEOMETRY_LINES,
         2,
         4,
         0,
         {1, 2}},
        {"polygon",
         "{\"type\":\"Polygon\",\"coordinates\":[" RING "," HOLE "]}",
         CLM_GEOMETRY_POLYGONS,
         2,
         8,
         1,
         {0, 0}},
        {"polygon of no land",
         "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]," HOLE "]}",
         CLM_GEOMETRY_NONE,
         0,
         0,
         0,
         {0, 0}},
        {"polygons",
         "{\"type\":\"MultiPolygon\",\"coordinates\":[[" FAR_RING "],[" RING "," HOLE "]]}",
         CLM_GEOMETRY_POLYGONS,
         3,
         11,
         1,
         {10, 10}},
        {"collection",
         "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,"
         "1]},{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]},{\"type\":\"Polygon\","
         "\"coordinates\":[" FAR_RING "]}]}",
         CLM_GEOMETRY_POLYGONS,
         1,
         3,
         0,
         {10, 10}},
        {"empty",
         "{\"type\":\"MultiPolygon\",\"coordinates\":[]}",
         CLM_GEOMETRY_NONE,
         0,
         0,
         0,
         {0, 0}},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_geometry shape = {0};
        clm_error error = {CLM_OK, ""};
        write_shape(table[i].shape);
        clm_dataset *dataset = open_file(table[i].label, path, NULL, NULL);
        CLM_EXPECT(table[i].label, step(dataset));
        for (int again = 0; again < 2; again++) {
            CLM_EXPECT_OK(table[i].label, clm_dataset_geometry(dataset, &shape, &error), &error);
            size_t holes = 0;
            for (size_t p = 0; p < shape.part_count; p++) {
                holes += shape.part_hole[p];
            }
            CLM_EXPECT(table[i].label, shape.kind == table[i].kind);
            CLM_EXPECT(table[i].label, shape.part_count == table[i].parts);
            CLM_EXPECT(table[i].label, shape.point_count == table[i].points);
            CLM_EXPECT(table[i].label, holes == table[i].holes);
            if (shape.point_count > 0) {
                CLM_EXPECT_NEAR(table[i].label, shape.points[0].lon_deg, table[i].first.lon_deg,
                                1e-9);
                CLM_EXPECT_NEAR(table[i].label, shape.points[0].lat_deg, table[i].first.lat_deg,
                                1e-9);
            }
        }
        CLM_EXPECT(table[i].label, !step(dataset));
        clm_geometry_clear(&shape);
        clm_dataset_free(dataset);
    }
}

/* A square from 170 to 190 degrees east: 20 degrees wide, one half on each side of 180. */
static void test_clm_dataset_geometry_over_180(void **state) {
    (void)state;
    gdal_or_skip();
    clm_geometry shape = {0};
    clm_error error = {CLM_OK, ""};
    write_shape("{\"type\":\"Polygon\",\"coordinates\":[[[170,0],[190,0],[190,10],[170,10],"
                "[170,0]]]}");
    clm_dataset *dataset = open_file("open", path, NULL, NULL);
    assert_true(step(dataset));
    CLM_EXPECT_OK("shape", clm_dataset_geometry(dataset, &shape, &error), &error);
    assert_int_equal(shape.part_count, 2);
    clm_bbox box = clm_geometry_bbox(&shape);
    CLM_EXPECT_NEAR("west", box.west_deg, 170.0, 1e-9);
    CLM_EXPECT_NEAR("east", box.east_deg, -170.0, 1e-9);
    assert_true(clm_geometry_contains(&shape, (clm_lonlat){175, 5}));
    assert_true(clm_geometry_contains(&shape, (clm_lonlat){-175, 5}));
    assert_false(clm_geometry_contains(&shape, (clm_lonlat){0, 5}));
    clm_geometry_clear(&shape);
    clm_dataset_free(dataset);
}

static void test_clm_dataset_geometry_wrong(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        const char *label, *shape;
    } table[] = {
        {"latitude", "{\"type\":\"Point\",\"coordinates\":[1,91]}"},
        {"longitude", "{\"type\":\"Point\",\"coordinates\":[541,1]}"},
        {"in a ring", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1e300],[0,0]]]}"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char message[GDAL_PATH_BYTES * 2];
        clm_geometry shape = {0};
        clm_error error = {CLM_OK, ""};
        write_shape(table[i].shape);
        clm_dataset *dataset = open_file(table[i].label, path, NULL, NULL);
        CLM_EXPECT(table[i].label, step(dataset));
        CLM_EXPECT(table[i].label, clm_dataset_geometry(dataset, &shape, &error) == CLM_ERR_FORMAT);
        CLM_EXPECT(table[i].label, shape.kind == CLM_GEOMETRY_NONE && shape.point_count == 0);
        (void)snprintf(message, sizeof message,
                       "%s (layer a): feature 0: a coordinate is not on the globe", path);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(error.message), message);
        clm_dataset_free(dataset);
    }
}

static void test_clm_dataset_text_table(void **state) {
    (void)state;
    gdal_or_skip();
    static const char file[] =
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"Name\":\" Ada \",\"name\":\"b\",\"n\":12,"
        "\"x\":1.5,\"list\":[\"A\",\"B b\"],\"none\":null,\"blank\":\"  \"},\"geometry\":null},"
        "{\"type\":\"Feature\",\"properties\":{\"Name\":\"\xC5\x81\xC3\xB3\",\"n\":-3},"
        "\"geometry\":null}]}";
    static const struct {
        const char *field, *first, *second; /* NULL: nothing */
        bool is_text;
    } table[] = {
        {"Name", "Ada", "\xC5\x81\xC3\xB3", true},
        {"name", "b", NULL, true},
        {"NAME", "Ada", "\xC5\x81\xC3\xB3", true}, /* the first where case does not count */
        {"n", "12", "-3", false},
        {"x", "1.5", NULL, false},
        {"list", "A|B b", NULL, true},
        {"none", NULL, NULL, true},
        {"blank", NULL, NULL, true},
    };
    clm_test_write(path, file, sizeof file - 1);
    clm_dataset *dataset = open_file("open", path, NULL, NULL);
    CLM_EXPECT_TEXT("layer", clm_dataset_layer(dataset), "a");
    assert_int_equal(clm_dataset_field_count(dataset), 7);
    assert_int_equal(clm_dataset_field(dataset, "nam"), -1);
    for (int row = 0; row < 2; row++) {
        assert_true(step(dataset));
        assert_int_equal(clm_dataset_feature(dataset), row);
        for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
            clm_buffer text = {0};
            const char *wanted = row == 0 ? table[i].first : table[i].second;
            int field = clm_dataset_field(dataset, table[i].field);
            CLM_EXPECT(table[i].field, field >= 0);
            CLM_EXPECT(table[i].field,
                       clm_dataset_field_is_text(dataset, (size_t)field) == table[i].is_text);
            CLM_EXPECT(table[i].field, clm_dataset_text(dataset, field, &text) == (wanted != NULL));
            CLM_EXPECT_TEXT(table[i].field, clm_test_text(&text), wanted != NULL ? wanted : "");
            clm_buffer_clear(&text);
        }
        clm_buffer none = {0};
        assert_false(clm_dataset_text(dataset, -1, &none));
        assert_false(clm_dataset_text(dataset, 7, &none));
    }
    assert_false(step(dataset));
    clm_dataset_free(dataset);
}

/* ---- coordinate systems ---- */

static void write_points(const char *stem, const clm_lonlat *points, size_t count,
                         const char *prj) {
    static const dbf_field fields[] = {{"NAME", 'C', 8, 0}};
    static const char *const cells[] = {"one", "two", "three"};
    shapefile_bytes file;
    begin_shapefile(&file, 1);
    for (size_t i = 0; i < count; i++) {
        add_point_record(&file, points[i].lon_deg, points[i].lat_deg);
    }
    end_shapefile(&file);
    write_dbf(&file.dbf, fields, 1, cells, count);
    write_shapefile_files(stem, &file, prj);
    clear_shapefile(&file);
}

static void test_clm_dataset_geometry_reprojected(void **state) {
    (void)state;
    gdal_or_skip();
    static const clm_lonlat wanted[] = {{10.5, 50.5}, {-120.25, -33}, {179.9, 80}};
    static const struct {
        const char *label, *prj, *crs;
    } table[] = {{"by its .prj", WEB_MERCATOR_WKT, NULL}, {"as the user says", NULL, "EPSG:3857"}};
    char stem[GDAL_PATH_BYTES], file[GDAL_PATH_BYTES + 8];
    clm_lonlat metres[3];
    for (size_t i = 0; i < 3; i++) {
        metres[i] = web_mercator(wanted[i].lon_deg, wanted[i].lat_deg);
    }
    clm_test_path(stem, sizeof stem, "vector_dataset", "metres");
    (void)snprintf(file, sizeof file, "%s.shp", stem);
    for (size_t t = 0; t < CLM_TEST_COUNT(table); t++) {
        clm_geometry shape = {0};
        clm_error error = {CLM_OK, ""};
        write_points(stem, metres, 3, table[t].prj);
        clm_dataset *dataset = open_file(table[t].label, file, NULL, table[t].crs);
        for (size_t i = 0; i < 3; i++) {
            CLM_EXPECT(table[t].label, step(dataset));
            CLM_EXPECT_OK(table[t].label, clm_dataset_geometry(dataset, &shape, &error), &error);
            CLM_EXPECT_NEAR(table[t].label, shape.points[0].lon_deg, wanted[i].lon_deg, 1e-8);
            CLM_EXPECT_NEAR(table[t].label, shape.points[0].lat_deg, wanted[i].lat_deg, 1e-8);
        }
        clm_geometry_clear(&shape);
        clm_dataset_free(dataset);
    }
    /* Metres without a name for them are no degrees. */
    clm_geometry shape = {0};
    clm_error error = {CLM_OK, ""};
    clm_dataset *dataset = open_file("unknown", file, NULL, NULL);
    assert_true(step(dataset));
    assert_int_equal(clm_dataset_geometry(dataset, &shape, &error), CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "(layer metres): feature 0: "));
    assert_non_null(strstr(error.message, "crs=EPSG:NUMBER"));
    clm_dataset_free(dataset);
    expect_failure("crs", file, NULL, "EPSG:0", CLM_ERR_ARGUMENT, "crs: \"EPSG:0\"");
    expect_failure("a file as crs", file, NULL, "/etc/hostname", CLM_ERR_ARGUMENT,
                   "crs: \"/etc/hostname\" is no coordinate system");
    remove_shapefile_files(stem);
}

/* ---- layers ---- */

/* A box of Web Mercator, 100 km by 25: its edges are parallels and meridians, in pieces of at most
 * 10 km; degrees stay as they are. */
static void test_clm_dataset_geometry_dense(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        const char *label, *ring, *crs;
        bool dense;
        size_t points;
    } table[] = {
        {"dense", "[[0,0],[100000,0],[100000,25000],[0,25000],[0,0]]", "EPSG:3857", true, 26},
        {"as it is", "[[0,0],[100000,0],[100000,25000],[0,25000],[0,0]]", "EPSG:3857", false, 4},
        {"degrees", "[[0,0],[9,0],[9,9],[0,9],[0,0]]", NULL, true, 4},
        {"US feet", "[[0,0],[328083.3,0],[328083.3,82020.8],[0,82020.8],[0,0]]",
         "+proj=merc +a=6378137 +b=6378137 +units=us-ft", true, 26},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char text[256];
        (void)snprintf(text, sizeof text, "{\"type\":\"Polygon\",\"coordinates\":[%s]}",
                       table[i].ring);
        write_shape(text);
        const clm_dataset_options options = {
            .path = path, .crs = table[i].crs, .dense = table[i].dense};
        clm_dataset *dataset = NULL;
        clm_geometry shape = {0};
        clm_error error = {CLM_OK, ""};
        CLM_EXPECT_OK(table[i].label, clm_dataset_open(&options, &dataset, &error), &error);
        assert_true(step(dataset));
        CLM_EXPECT_OK(table[i].label, clm_dataset_geometry(dataset, &shape, &error), &error);
        CLM_EXPECT(table[i].label, shape.point_count == table[i].points);
        clm_geometry_clear(&shape);
        clm_dataset_free(dataset);
    }
}

static void test_clm_dataset_open_layers(void **state) {
    (void)state;
    gdal_or_skip();
    char folder[GDAL_PATH_BYTES], one[GDAL_PATH_BYTES + 8], two[GDAL_PATH_BYTES + 8];
    static const clm_lonlat point = {1, 2};
    clm_test_path(folder, sizeof folder, "vector_dataset", "folder");
    (void)mkdir(folder, 0777);
    (void)snprintf(one, sizeof one, "%s/one", folder);
    (void)snprintf(two, sizeof two, "%s/two", folder);
    write_points(one, &point, 1, NULL);
    write_points(two, &point, 1, NULL);
    expect_failure("none named", folder, NULL, NULL, CLM_ERR_NOT_FOUND,
                   "it has 2 layers, choose with layer=NAME: ");
    expect_failure("no such", folder, "three", NULL, CLM_ERR_NOT_FOUND,
                   "it has no layer three, but ");
    clm_dataset *dataset = open_file("two", folder, "two", NULL);
    CLM_EXPECT_TEXT("layer", clm_dataset_layer(dataset), "two");
    assert_true(step(dataset));
    clm_dataset_free(dataset);
    remove_shapefile_files(one);
    remove_shapefile_files(two);
    (void)rmdir(folder);
}

/* ---- what is no file of the kind ---- */

static void test_clm_dataset_open_wrong(void **state) {
    (void)state;
    gdal_or_skip();
    expect_failure("missing", "/nonexistent/a.gpkg", NULL, NULL, CLM_ERR_IO,
                   "/nonexistent/a.gpkg: there is no such file");
    expect_failure("an address", "/vsicurl/http://127.0.0.1/a.geojson", NULL, NULL, CLM_ERR_IO,
                   "there is no such file");
    expect_failure("a service", "WFS:http://127.0.0.1/", NULL, NULL, CLM_ERR_IO,
                   "there is no such file");
    clm_test_write(path, "not a map", 9);
    expect_failure("text", path, NULL, NULL, CLM_ERR_FORMAT, "GDAL cannot read it: ");
    static const char vrt[] = "<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>"
                              "/etc</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
    clm_test_write(path, vrt, sizeof vrt - 1);
    expect_failure("a pointer to files", path, NULL, NULL, CLM_ERR_FORMAT, "GDAL cannot read it");
    static const char wfs[] = "<OGRWFSDataSource><URL>http://127.0.0.1/</URL></OGRWFSDataSource>";
    clm_test_write(path, wfs, sizeof wfs - 1);
    expect_failure("a pointer to a service", path, NULL, NULL, CLM_ERR_FORMAT,
                   "GDAL cannot read it");
}

static void read_all(const char *file) {
    const clm_dataset_options options = {.path = file};
    clm_dataset *dataset = NULL;
    clm_geometry shape = {0};
    clm_buffer text = {0};
    bool more = clm_dataset_open(&options, &dataset, NULL) == CLM_OK;
    for (int i = 0; more && i < 20; i++) {
        if (clm_dataset_next(dataset, &more, NULL) != CLM_OK || !more) {
            break;
        }
        text.len = 0;
        if (clm_dataset_geometry(dataset, &shape, NULL) == CLM_OK) {
            for (size_t p = 0; p < shape.point_count; p++) {
                assert_true(fabs(shape.points[p].lon_deg) <= 180.0);
                assert_true(fabs(shape.points[p].lat_deg) <= 90.0);
            }
        }
        (void)clm_dataset_text(dataset, 0, &text);
    }
    clm_buffer_clear(&text);
    clm_geometry_clear(&shape);
    clm_dataset_free(dataset);
}

/* Each byte in turn is another one: whatever GDAL makes of it, nothing falls over. */
static void test_clm_dataset_every_byte_changed(void **state) {
    (void)state;
    gdal_or_skip();
    char stem[GDAL_PATH_BYTES], file[GDAL_PATH_BYTES + 8];
    static const char json[] =
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{"
        "\"name\":\"A\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" RING "]}}]}";
    char copy[sizeof json];
    for (size_t i = 0; i + 1 < sizeof json; i++) {
        memcpy(copy, json, sizeof json);
        copy[i] = (char)(copy[i] ^ 0x15);
        clm_test_write(path, copy, sizeof json - 1);
        read_all(path);
    }
    static const clm_lonlat points[] = {{1, 2}, {3, 4}};
    clm_test_path(stem, sizeof stem, "vector_dataset", "changed");
    (void)snprintf(file, sizeof file, "%s.shp", stem);
    write_points(stem, points, 2, NULL);
    clm_buffer shp = {0};
    assert_int_equal(clm_file_read(file, 1 << 20, &shp, NULL), CLM_OK);
    for (size_t i = 0; i < shp.len; i++) {
        shp.data[i] = (char)~shp.data[i];
        clm_test_write(file, shp.data, shp.len);
        read_all(file);
        shp.data[i] = (char)~shp.data[i];
    }
    clm_buffer_clear(&shp);
    remove_shapefile_files(stem);
}

/* ---- the module itself ---- */

static void test_clm_dataset_open_no_module(void **state) {
    (void)state;
    char folder[GDAL_PATH_BYTES], module[GDAL_PATH_BYTES + 32];
    clm_test_path(folder, sizeof folder, "vector_dataset", "");
    (void)snprintf(module, sizeof module, "%s/claimmap-gdal.so", folder);
    clm_test_write(path, "{}", 2);
    assert_int_equal(setenv("CLAIMMAP_MODULES", folder, 1), 0);
    expect_failure("missing", path, NULL, NULL, CLM_ERR_UNSUPPORTED, module);
    expect_failure("what to install", path, NULL, NULL, CLM_ERR_UNSUPPORTED, "libgdal-dev");
    clm_test_write(module, "no object", 9);
    expect_failure("no module", path, NULL, NULL, CLM_ERR_UNSUPPORTED, "cannot be loaded");
    (void)unlink(module);
    assert_int_equal(setenv("CLAIMMAP_MODULES", CLM_FAKE_MODULES, 1), 0);
    expect_failure("of another version", path, NULL, NULL, CLM_ERR_VERSION,
                   "belongs to another version of claimmap");
}

static clm_status open_and_read(void *context) {
    const clm_dataset_options options = {.path = context};
    clm_dataset *dataset = NULL;
    clm_geometry shape = {0};
    clm_buffer text = {0};
    bool more = false;
    clm_status status = clm_dataset_open(&options, &dataset, NULL);
    if (status == CLM_OK) {
        status = clm_dataset_next(dataset, &more, NULL);
    }
    if (status == CLM_OK) {
        status = clm_dataset_geometry(dataset, &shape, NULL);
    }
    if (status == CLM_OK) {
        (void)clm_dataset_text(dataset, 0, &text);
        status = text.failed ? CLM_ERR_NOMEM : CLM_OK;
    }
    clm_buffer_clear(&text);
    clm_geometry_clear(&shape);
    clm_dataset_free(dataset);
    return status;
}

static void test_clm_dataset_every_allocation_fails(void **state) {
    (void)state;
    gdal_or_skip();
    write_shape("{\"type\":\"Polygon\",\"coordinates\":[" RING "]}");
    assert_true(clm_test_fail_every_allocation(open_and_read, path) >= 5);
}

static int set_up(void **state) {
    (void)state;
    clm_test_path(path, sizeof path, "vector_dataset", "a.geojson");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    (void)unlink(path);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_dataset_geometry_table),
        cmocka_unit_test(test_clm_dataset_geometry_over_180),
        cmocka_unit_test(test_clm_dataset_geometry_wrong),
        cmocka_unit_test(test_clm_dataset_text_table),
        cmocka_unit_test(test_clm_dataset_geometry_reprojected),
        cmocka_unit_test(test_clm_dataset_geometry_dense),
        cmocka_unit_test(test_clm_dataset_open_layers),
        cmocka_unit_test(test_clm_dataset_open_wrong),
        cmocka_unit_test(test_clm_dataset_every_byte_changed),
        cmocka_unit_test(test_clm_dataset_open_no_module),
        cmocka_unit_test(test_clm_dataset_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

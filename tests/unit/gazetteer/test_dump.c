#include "dump_fixture.h"
#include "gazetteer/dump.h"

static char path[FIXTURE_PATH_BYTES], text_path[FIXTURE_PATH_BYTES];
static clm_gazetteer *dump; /* without a base */

static int open_dump(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_test_path(path, sizeof(path), "gazetteer_dump", "dump.gaz");
    clm_test_path(text_path, sizeof(text_path), "gazetteer_dump", "dump.txt");
    dump_build(NULL, path);
    CLM_EXPECT_OK("open", clm_gazetteer_open(path, &dump, &error), &error);
    return 0;
}

static int close_dump(void **state) {
    (void)state;
    clm_gazetteer_free(dump);
    (void)unlink(path);
    (void)unlink(text_path);
    return 0;
}

static void test_clm_dump_kind_of(void **state) {
    (void)state;
    static const struct {
        const char *label, *feature_class, *code;
        clm_place_kind kind;
        bool historical;
    } table[] = {
        {"town", "P", "PPL", CLM_KIND_SETTLEMENT, false},
        {"first level", "A", "ADM1", CLM_KIND_REGION, false},
        {"former first level", "A", "ADM1H", CLM_KIND_REGION, true},
        {"second level", "A", "ADM2", CLM_KIND_DISTRICT, false},
        {"unknown level", "A", "ADMD", CLM_KIND_DISTRICT, false},
        {"state", "A", "PCLI", CLM_KIND_COUNTRY, false},
        {"dependent one", "A", "PCLD", CLM_KIND_COUNTRY, false},
        {"former one", "A", "PCLH", CLM_KIND_REGION, true},
        {"river", "H", "STM", CLM_KIND_RIVER, false},
        {"branch of a river", "H", "STMD", CLM_KIND_RIVER, false},
        {"lake", "H", "LK", CLM_KIND_RIVER, false},
        {"bay", "H", "BAYS", CLM_KIND_SEA, false},
        {"harbour", "H", "HBRX", CLM_KIND_FACILITY, false},
        {"continent", "L", "CONT", CLM_KIND_CONTINENT, false},
        {"economic region", "L", "RGNE", CLM_KIND_VAGUE_REGION, false},
        {"former region", "L", "RGNH", CLM_KIND_VAGUE_REGION, true},
        {"island", "T", "ISL", CLM_KIND_DISTRICT, false},
        {"islands", "T", "ISLS", CLM_KIND_VAGUE_REGION, false},
        {"mountain", "T", "MT", CLM_KIND_FACILITY, false},
        {"mountains", "T", "MTS", CLM_KIND_VAGUE_REGION, false},
        {"school", "S", "SCH", CLM_KIND_FACILITY, false},
        {"road", "R", "RD", CLM_KIND_FACILITY, false},
        {"seamount", "U", "SMU", CLM_KIND_SEA, false},
        {"forest", "V", "FRST", CLM_KIND_VAGUE_REGION, false},
        {"no code", "S", "", CLM_KIND_FACILITY, false},
    };
    clm_dump_kind kind;
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label, clm_dump_kind_of(clm_text_of(table[i].feature_class),
                                                    clm_text_of(table[i].code), &kind));
        CLM_EXPECT(table[i].label,
                   kind.kind == table[i].kind && kind.historical == table[i].historical);
    }
    assert_false(clm_dump_kind_of(CLM_TEXT("X"), CLM_TEXT("PPL"), &kind));
    assert_false(clm_dump_kind_of(CLM_TEXT(""), CLM_TEXT("PPL"), &kind));
}

static void test_clm_gazetteer_build_dump_names(void **state) {
    (void)state;
    static const struct {
        const char *label, *name, *id; /* id NULL: no such name */
        clm_name_type type;
        unsigned least, most;
    } table[] = {
        {"name", "Upper Mill", "gn:70001", CLM_NAME_PRIMARY, 1000, 1000},
        {"preferred English", "Alfaburg", "gn:9001", CLM_NAME_ALTERNATIVE, 900, 950},
        {"other language", "Silberfluss", "gn:70003", CLM_NAME_ALTERNATIVE, 600, 700},
        {"historic", "Old Mill Town", "gn:70001", CLM_NAME_HISTORICAL, 500, 500},
        {"abbreviation", "UMT", "gn:70001", CLM_NAME_ABBREVIATION, 700, 700},
        {"colloquial", "Obermuehle", "gn:70001", CLM_NAME_ALTERNATIVE, 400, 400},
        {"former region", "Old Mark", "gn:70007", CLM_NAME_HISTORICAL, 500, 500},
        {"link", "https example org Springfield", NULL, CLM_NAME_PRIMARY, 0, 0},
        {"airport code", "UMX", NULL, CLM_NAME_PRIMARY, 0, 0},
        {"no such place", "Inconnu", NULL, CLM_NAME_PRIMARY, 0, 0},
        {"names beside the place", "Silverwater", NULL, CLM_NAME_PRIMARY, 0, 0},
        {"of no class", "Unknown Thing", NULL, CLM_NAME_PRIMARY, 0, 0},
        {"area of no place", "Unused", NULL, CLM_NAME_PRIMARY, 0, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_name_ref *refs = NULL;
        size_t count = fixture_find(dump, table[i].name, &refs);
        CLM_EXPECT(table[i].label, count == (table[i].id != NULL ? 1 : 0));
        if (count == 1) {
            CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(dump, refs[0].place).id,
                            table[i].id);
            CLM_EXPECT(table[i].label, refs[0].type == table[i].type &&
                                           refs[0].quality >= table[i].least &&
                                           refs[0].quality <= table[i].most);
        }
    }
}

static void test_clm_gazetteer_build_dump_places(void **state) {
    (void)state;
    static const struct {
        const char *label, *id;
        clm_place_kind kind;
        const char *country, *admin1;
        double lon_deg, lat_deg;
        uint32_t population, flags;
    } table[] = {
        {"capital", "gn:9001", CLM_KIND_SETTLEMENT, "XA", "gn:8001", 10.5, 50.5, 950000,
         CLM_PLACE_CAPITAL | CLM_PLACE_ADMIN_SEAT},
        {"country", "cc:XA", CLM_KIND_COUNTRY, "XA", "", 10.5, 50.2, 3000000, 0},
        {"country by number", "gn:70005", CLM_KIND_COUNTRY, "XA", "", 10.5, 50.2, 3000000, 0},
        {"region", "gn:8001", CLM_KIND_REGION, "XA", "", 10.5, 50.5, 0, 0},
        {"region of a code", "gn:70900", CLM_KIND_REGION, "XB", "", 30.0, 20.0, 0, 0},
        {"district of a code", "gn:70910", CLM_KIND_DISTRICT, "XB", "gn:70900", 30.0, 20.0, 0, 0},
        {"town there", "gn:70011", CLM_KIND_SETTLEMENT, "XB", "gn:70900", 30.0, 20.0, 1700, 0},
        {"no code that is known", "gn:70006", CLM_KIND_DISTRICT, "XA", "", 10.2, 49.5, 0, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place place = clm_gazetteer_place(dump, fixture_place(dump, table[i].id));
        CLM_EXPECT(table[i].label, place.kind == table[i].kind);
        CLM_EXPECT(table[i].label, place.flags == table[i].flags);
        CLM_EXPECT(table[i].label, place.population == table[i].population);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(place.country), table[i].country);
        CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(dump, place.admin1).id,
                        table[i].admin1);
        CLM_EXPECT_NEAR(table[i].label, place.point.lon_deg, table[i].lon_deg, 1e-6);
        CLM_EXPECT_NEAR(table[i].label, place.point.lat_deg, table[i].lat_deg, 1e-6);
    }
    clm_place mill = clm_gazetteer_place(dump, fixture_place(dump, "gn:70001"));
    assert_int_equal(mill.wikidata, 777);
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("verify", clm_gazetteer_verify(dump, &error), &error);
}

static void test_clm_gazetteer_build_dump_beside(void **state) {
    (void)state;
    /* Without a file of names those that stand with the places count. */
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *bare = NULL;
    clm_gazetteer_dump_options options = {
        .place_paths = dump_places, .place_path_count = 1, .out_path = text_path};
    const clm_name_ref *refs = NULL;
    CLM_EXPECT_OK("build", clm_gazetteer_build_dump(&options, &error), &error);
    CLM_EXPECT_OK("open", clm_gazetteer_open(text_path, &bare, &error), &error);
    assert_int_equal(fixture_find(bare, "Silverwater", &refs), 1);
    assert_int_equal(fixture_find(bare, "Spring Field Halt", &refs), 1);
    assert_int_equal(fixture_find(bare, "SPF", &refs), 0); /* a code of three capitals */
    clm_gazetteer_free(bare);
}

static void test_clm_gazetteer_build_dump_stop_names(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *world = fixture_open("gazetteer_dump");
    clm_gazetteer *over = NULL;
    const clm_name_ref *refs = NULL;
    dump_build(world, text_path);
    CLM_EXPECT_OK("open", clm_gazetteer_open(text_path, &over, &error), &error);
    assert_int_equal(fixture_find(over, "Reading", &refs), 1);
    assert_true(refs[0].quality <= 99);
    assert_int_equal(fixture_find(dump, "Reading", &refs), 1);
    assert_int_equal(refs[0].quality, 1000);
    clm_gazetteer_free(over);
    clm_gazetteer_free(world);
}

static void expect_message(const char *label, const char *text, bool names, const char *message) {
    char expected[FIXTURE_PATH_BYTES * 2];
    clm_error error = {CLM_OK, ""};
    clm_test_write(text_path, text, strlen(text));
    clm_gazetteer_dump_options options = dump_options(NULL, path);
    const char *const paths[] = {text_path};
    options.names_path = names ? text_path : NULL;
    options.place_paths = names ? dump_places : paths;
    CLM_EXPECT(label, clm_gazetteer_build_dump(&options, &error) == CLM_ERR_FORMAT);
    (void)snprintf(expected, sizeof(expected), "%s:%s", text_path, message);
    CLM_EXPECT_TEXT(label, clm_text_of(error.message), expected);
}

static void test_clm_gazetteer_build_dump_wrong(void **state) {
    (void)state;
#define REST "\t\t\t\t\t0\t\t0\tUTC\t2026-01-01\n"
#define GOOD "1\tA\tA\t\t1\t2\tP\tPPL\tXA\t" REST
    static const struct {
        const char *label, *text, *message;
    } table[] = {
        {"too few columns", "1\tA\tA\n", "1: 3 columns instead of 19"},
        {"too many columns", GOOD "2\tA\tA\t\t1\t2\tP\tPPL\tXA\t\t" REST,
         "2: more than 19 columns"},
        {"no number", "x\tA\tA\t\t1\t2\tP\tPPL\tXA\t" REST, "1: geonameid: \"x\" is no number"},
        {"latitude", GOOD "2\tA\tA\t\t91\t2\tP\tPPL\tXA\t" REST, "2: latitude: 91 is out of range"},
        {"no point", "2\tA\tA\t\t\t2\tP\tPPL\tXA\t" REST,
         "1: a place needs geonameid, latitude and longitude"},
        {"no name", "2\t\tA\t\t1\t2\tP\tPPL\tXA\t" REST, "1: a place needs a name"},
        {"class", "2\tA\tA\t\t1\t2\tQ\tPPL\tXA\t" REST, "1: unknown feature class \"Q\""},
        {"country", "2\tA\tA\t\t1\t2\tP\tPPL\txa\t" REST,
         "1: country code: \"xa\" is no ISO 3166-1 code"},
        {"twice", GOOD GOOD, "2: id \"gn:1\" stands twice"},
        {"not UTF-8", "2\t\xFF\tA\t\t1\t2\tP\tPPL\tXA\t" REST, "1: not valid UTF-8"},
        {"nothing", "\n", " there is no place in it"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        expect_message(table[i].label, table[i].text, false, table[i].message);
    }
    expect_message("name without a place", "1\t\ten\tA\n", true, "1: a name needs a geonameid");
    expect_message("short row of names", "1\t2\ten\n", true, "1: 3 columns instead of 10");
}

static void test_clm_dump_next_long_line(void **state) {
    (void)state;
    clm_dump_file file;
    clm_error error = {CLM_OK, ""};
    static const char *const columns[] = {"a", "b", NULL};
    bool more = true;
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_string(&text, "1\tx\n");
    while (text.len < CLM_DUMP_LINE_MAX + 16) {
        clm_buffer_char(&text, 'y');
    }
    FILE *in = fmemopen(text.data, text.len, "rb");
    assert_non_null(in);
    CLM_EXPECT_OK("open", clm_dump_open(&file, in, "t.txt", columns, 2, &error), &error);
    CLM_EXPECT_OK("short line", clm_dump_next(&file, &more, &error), &error);
    assert_int_equal(clm_dump_next(&file, &more, &error), CLM_ERR_FORMAT);
    CLM_EXPECT_TEXT("message", clm_text_of(error.message),
                    "t.txt:2: line longer than 262144 bytes");
    clm_dump_close(&file);
    (void)fclose(in);
    clm_buffer_clear(&text);
}

static void test_clm_dump_next_ends(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *cells[3];
    } table[] = {
        {"line feed", "1\ta\n2\tb\n", {"a", "b", NULL}},
        {"no end", "1\ta\n2\tb", {"a", "b", NULL}},
        {"carriage return", "1\ta\r\n2\tb\r\n", {"a", "b", NULL}},
        {"comment and empty line", "# x\n\n1\ta\n", {"a", NULL, NULL}},
        {"empty cell", "1\t\n", {"", NULL, NULL}},
    };
    static const char *const columns[] = {"a", "b", NULL};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_dump_file file;
        clm_error error = {CLM_OK, ""};
        char text[64];
        bool more = true;
        size_t length = strlen(table[i].text);
        memcpy(text, table[i].text, length);
        FILE *in = fmemopen(text, length, "rb");
        assert_non_null(in);
        CLM_EXPECT_OK(table[i].label, clm_dump_open(&file, in, "t", columns, 2, &error), &error);
        for (size_t row = 0; table[i].cells[row] != NULL; row++) {
            CLM_EXPECT_OK(table[i].label, clm_dump_next(&file, &more, &error), &error);
            CLM_EXPECT(table[i].label, more);
            CLM_EXPECT_TEXT(table[i].label, file.table.cells[1], table[i].cells[row]);
        }
        CLM_EXPECT_OK(table[i].label, clm_dump_next(&file, &more, &error), &error);
        CLM_EXPECT(table[i].label, !more);
        clm_dump_close(&file);
        (void)fclose(in);
    }
}

static clm_status build_once(void *context) {
    clm_gazetteer_dump_options options = dump_options(context, text_path);
    return clm_gazetteer_build_dump(&options, NULL);
}

static void test_clm_gazetteer_build_dump_no_memory(void **state) {
    (void)state;
    clm_gazetteer *world = fixture_open("gazetteer_dump");
    assert_true(clm_test_fail_every_allocation(build_once, world) > 0);
    clm_gazetteer_free(world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_dump_kind_of),
        cmocka_unit_test(test_clm_gazetteer_build_dump_names),
        cmocka_unit_test(test_clm_gazetteer_build_dump_places),
        cmocka_unit_test(test_clm_gazetteer_build_dump_beside),
        cmocka_unit_test(test_clm_gazetteer_build_dump_stop_names),
        cmocka_unit_test(test_clm_gazetteer_build_dump_wrong),
        cmocka_unit_test(test_clm_dump_next_long_line),
        cmocka_unit_test(test_clm_dump_next_ends),
        cmocka_unit_test(test_clm_gazetteer_build_dump_no_memory),
    };
    return cmocka_run_group_tests(tests, open_dump, close_dump);
}

#include "fixture.h"

#include "base/hash.h"

static clm_gazetteer *world;

static int open_world(void **state) {
    (void)state;
    world = fixture_open("gazetteer_lookup");
    return 0;
}

static int close_world(void **state) {
    (void)state;
    clm_gazetteer_free(world);
    return 0;
}

static void test_clm_gazetteer_find_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *name, *id; /* id of the best meaning, NULL for none */
        size_t count;
        clm_name_type type;
        unsigned low, high; /* of its quality */
    } table[] = {
        {"primary", "Alfagrad", "gn:9001", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"capitals", "ALFAGRAD", "gn:9001", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"alternate", "Alphagrad", "gn:9001", 1, CLM_NAME_ALTERNATIVE, 600, 899},
        {"cyrillic alternate", "Альфаград", "gn:9001", 1, CLM_NAME_ALTERNATIVE, 600, 899},
        {"historical", "Stalinalfa", "gn:9001", 1, CLM_NAME_HISTORICAL, 500, 500},
        {"demonym of a town", "Alfagrader", "gn:9001", 1, CLM_NAME_DEMONYM, 800, 800},
        {"diacritics", "Łódźek", "gn:9009", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"without diacritics", "lodzek", "gn:9009", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"comma below", "Chisinew", "gn:9030", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"two words", "Nether  Wallop", "gn:9008", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"hyphen", "Nether-Wallop", "gn:9008", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"full stop", "St. Anna", "gn:9004", 1, CLM_NAME_ALTERNATIVE, 600, 899},
        {"largest of many", "Springfield", "gn:9012", 4, CLM_NAME_PRIMARY, 1000, 1000},
        {"region", "Northland", "gn:8001", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"region without geonameid", "Southland", "ne:102", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"long name of a region", "Southland Oblast", "ne:102", 1, CLM_NAME_ALTERNATIVE, 950, 950},
        {"alias of a region", "Нордланд", "gn:8001", 1, CLM_NAME_ALTERNATIVE, 900, 900},
        {"region in a language", "Нордленд", "gn:8001", 1, CLM_NAME_ALTERNATIVE, 800, 800},
        {"derived word", "Northlandskaya", "gn:8001", 1, CLM_NAME_DERIVED, 850, 850},
        {"country", "Alfa", "cc:XA", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"abbreviation", "A.F.", "cc:XA", 1, CLM_NAME_ABBREVIATION, 900, 900},
        {"demonym", "Bravans", "cc:XB", 1, CLM_NAME_DEMONYM, 900, 900},
        {"old name of a country", "Old Alfa", "cc:XA", 1, CLM_NAME_HISTORICAL, 500, 500},
        {"continent", "East World", "cm:east-world", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"group", "IL", "cm:island-league", 1, CLM_NAME_ABBREVIATION, 900, 900},
        {"sea", "Mittelsee", "cm:middle-sea", 1, CLM_NAME_ALTERNATIVE, 800, 800},
        {"river", "Snake River", "cm:snake", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"supplement", "Малхам", "cm:smallham", 1, CLM_NAME_ALTERNATIVE, 900, 900},
        {"facility", "Round House", "cm:round-house", 1, CLM_NAME_PRIMARY, 1000, 1000},
        {"disputed region", "the Borderlands", "cm:borderlands", 1, CLM_NAME_ALTERNATIVE, 900, 900},
        {"district", "Upper District", "cm:XA.01.011", 1, CLM_NAME_PRIMARY, 900, 900},
        {"name of names.tsv", "Date Line Province", "ne:107", 1, CLM_NAME_ALTERNATIVE, 600, 600},
        {"stopped", "Reading", "gn:9015", 1, CLM_NAME_PRIMARY, 1, 99},
        {"district without a town", "Ghost District", NULL, 0, CLM_NAME_PRIMARY, 0, 0},
        {"no such name", "Ruritania", NULL, 0, CLM_NAME_PRIMARY, 0, 0},
        {"first word only", "Nether", NULL, 0, CLM_NAME_PRIMARY, 0, 0},
        {"empty", "", NULL, 0, CLM_NAME_PRIMARY, 0, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const char *label = table[i].label;
        const clm_name_ref *refs = NULL;
        size_t count = fixture_find(world, table[i].name, &refs);
        CLM_EXPECT(label, count == table[i].count);
        CLM_EXPECT(label, (refs == NULL) == (count == 0));
        if (count > 0) {
            clm_place place = clm_gazetteer_place(world, refs[0].place);
            CLM_EXPECT_TEXT(label, place.id, table[i].id);
            CLM_EXPECT(label, refs[0].type == table[i].type);
            CLM_EXPECT(label, refs[0].quality >= table[i].low && refs[0].quality <= table[i].high);
        }
    }
}

static void test_clm_gazetteer_find_order(void **state) {
    (void)state;
    /* By population, since all are primary names: Bravo, Northland, Echo, Southland. */
    static const char *const ids[] = {"gn:9012", "gn:9003", "gn:9028", "gn:9010"};
    const clm_name_ref *refs = NULL;
    assert_int_equal(fixture_find(world, "Springfield", &refs), CLM_TEST_COUNT(ids));
    for (size_t i = 0; i < CLM_TEST_COUNT(ids); i++) {
        CLM_EXPECT_TEXT(ids[i], clm_gazetteer_place(world, refs[i].place).id, ids[i]);
    }
}

static void test_clm_gazetteer_find_long_key(void **state) {
    (void)state;
    char key[400];
    const clm_name_ref *refs = NULL;
    memset(key, 'a', sizeof(key));
    assert_int_equal(clm_gazetteer_find(world, (clm_text){key, sizeof(key)}, &refs), 0);
    assert_null(refs);
}

static void test_clm_gazetteer_name_words_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *word;
        unsigned words;
    } table[] = {
        {"one word", "alfagrad", 1},
        {"two words", "nether", 2},
        {"three words", "date", 3},
        {"longest counts", "the", 3},
        {"no name begins so", "wallop", 0},
        {"unknown", "zzz", 0},
        {"cyrillic", "бравоград", 1},
        {"empty", "", 0},
        {"key of several words", "nether wallop", 2},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_text word = clm_text_of(table[i].word);
        CLM_EXPECT(table[i].label, clm_gazetteer_name_words(world, word) == table[i].words);
        if (word.len > 0 && strchr(table[i].word, ' ') == NULL) {
            const uint64_t hash = clm_hash64(word.ptr, word.len);
            CLM_EXPECT(table[i].label, clm_gazetteer_words_hashed(world, hash) == table[i].words);
        }
    }
}

/* A hash finds the name that has it, and not the one whose key is another's. */
static void test_clm_gazetteer_find_hashed(void **state) {
    (void)state;
    const clm_text key = CLM_TEXT("nether wallop");
    const uint64_t hash = clm_hash64(key.ptr, key.len);
    const clm_name_ref *refs = NULL;
    clm_gazetteer_prefetch_bucket(world, hash);
    clm_gazetteer_prefetch_name(world, hash);
    assert_int_equal(clm_gazetteer_find_hashed(world, key, hash, &refs), 1);
    assert_non_null(refs);
    assert_int_equal(clm_gazetteer_find_hashed(world, CLM_TEXT("nether"), hash, &refs), 0);
    assert_null(refs);
}

static void test_clm_gazetteer_place_region(void **state) {
    (void)state;
    clm_place place = clm_gazetteer_place(world, fixture_place(world, "gn:8001"));
    CLM_EXPECT_TEXT("id", place.id, "gn:8001");
    CLM_EXPECT_TEXT("name", place.name, "Northland");
    CLM_EXPECT_TEXT("long name", place.long_name, "Northland Oblast");
    CLM_EXPECT_TEXT("kind word", place.kind_word, "oblast");
    assert_int_equal(place.kind, CLM_KIND_REGION);
    assert_string_equal(place.country, "XA");
    assert_string_equal(place.country_de_facto, "XA");
    assert_int_equal(place.country_place, fixture_place(world, "cc:XA"));
    assert_int_equal(place.admin1, CLM_NO_PLACE);
    assert_int_equal(place.flags, CLM_PLACE_POLYGON);
    assert_int_equal(place.geonameid, 8001);
    assert_int_equal(place.wikidata, 101);
    assert_int_equal(place.rank, 4);
    CLM_EXPECT_NEAR("west", place.box.west_deg, 10.0, 1e-9);
    CLM_EXPECT_NEAR("south", place.box.south_deg, 50.0, 1e-9);
    CLM_EXPECT_NEAR("east", place.box.east_deg, 11.0, 1e-9);
    CLM_EXPECT_NEAR("north", place.box.north_deg, 51.0, 1e-9);
    fixture_expect_facts(world, "gn:8001");
}

static void test_clm_gazetteer_place_table(void **state) {
    (void)state;
    static const struct {
        const char *id, *name, *admin1, *country, *de_facto;
        clm_place_kind kind;
        uint32_t flags, population;
    } table[] = {
        {"gn:9001", "Alfagrad", "gn:8001", "XA", "XA", CLM_KIND_SETTLEMENT,
         CLM_PLACE_CAPITAL | CLM_PLACE_ADMIN_SEAT, 900000},
        {"gn:9006", "Southgate", "ne:102", "XA", "XA", CLM_KIND_SETTLEMENT, CLM_PLACE_ADMIN_SEAT,
         300000},
        {"gn:9002", "Northtown", "gn:8001", "XA", "XA", CLM_KIND_SETTLEMENT, 0, 50000},
        {"gn:9016", "Debated City", "ne:105", "XB", "XA", CLM_KIND_SETTLEMENT, CLM_PLACE_ADMIN_SEAT,
         150000},
        {"gn:9019", "Enclave Town", "ne:103", "XB", "XB", CLM_KIND_SETTLEMENT, CLM_PLACE_ADMIN_SEAT,
         9000},
        {"gn:9025", "Yesterday", "ne:107", "XD", "XD", CLM_KIND_SETTLEMENT, 0, 900},
        {"cm:smallham", "Smallham", "gn:8001", "XA", "XA", CLM_KIND_SETTLEMENT, 0, 120},
        {"cm:round-house", "Round House", "gn:8001", "XA", "XA", CLM_KIND_FACILITY,
         CLM_PLACE_GOVERNMENT, 0},
        {"cm:XA.01.011", "Upper District", "gn:8001", "XA", "XA", CLM_KIND_DISTRICT, 0, 950700},
        {"cc:XB", "Bravo", NULL, "XB", "XB", CLM_KIND_COUNTRY, CLM_PLACE_POLYGON, 0},
        {"cm:east-world", "East World", NULL, "", "", CLM_KIND_CONTINENT, CLM_PLACE_POLYGON, 0},
        {"cm:borderlands", "Borderlands", NULL, "", "", CLM_KIND_DISPUTED_REGION, CLM_PLACE_POLYGON,
         0},
        {"cm:the-midlands", "Midlands", NULL, "", "", CLM_KIND_VAGUE_REGION, 0, 0},
        {"cm:middle-sea", "Middle Sea", NULL, "", "", CLM_KIND_SEA, 0, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const char *label = table[i].id;
        clm_place place = clm_gazetteer_place(world, fixture_place(world, label));
        CLM_EXPECT_TEXT(label, place.id, label);
        CLM_EXPECT_TEXT(label, place.name, table[i].name);
        CLM_EXPECT(label, place.kind == table[i].kind);
        CLM_EXPECT(label, strcmp(place.country, table[i].country) == 0);
        CLM_EXPECT(label, strcmp(place.country_de_facto, table[i].de_facto) == 0);
        CLM_EXPECT(label, place.flags == table[i].flags);
        CLM_EXPECT(label, place.population == table[i].population);
        CLM_EXPECT(label, place.uncertainty_m > 0.0);
        fixture_expect_facts(world, label);
        if (table[i].admin1 != NULL) {
            CLM_EXPECT_TEXT(label, clm_gazetteer_place(world, place.admin1).id, table[i].admin1);
        } else {
            CLM_EXPECT(label, place.admin1 == CLM_NO_PLACE);
        }
    }
}

static void test_clm_gazetteer_place_district_point(void **state) {
    (void)state;
    /* Weights 900000, 50000, 700 at 10.5/50.5, 10.2/50.8, 10.7/50.7. */
    clm_place place = clm_gazetteer_place(world, fixture_place(world, "cm:XA.01.011"));
    CLM_EXPECT_NEAR("lon", place.point.lon_deg,
                    (10.5 * 900000 + 10.2 * 50000 + 10.7 * 700) / 950700, 0.001);
    CLM_EXPECT_NEAR("lat", place.point.lat_deg,
                    (50.5 * 900000 + 50.8 * 50000 + 50.7 * 700) / 950700, 0.001);
}

static void test_clm_gazetteer_place_none(void **state) {
    (void)state;
    clm_place_index outside[] = {CLM_NO_PLACE, clm_gazetteer_count(world)};
    for (size_t i = 0; i < CLM_TEST_COUNT(outside); i++) {
        clm_place place = clm_gazetteer_place(world, outside[i]);
        assert_int_equal(place.id.len, 0);
        assert_int_equal(place.country_place, CLM_NO_PLACE);
        assert_int_equal(place.admin1, CLM_NO_PLACE);
    }
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("no damage", clm_gazetteer_check(world, &error), &error);
}

static void test_clm_gazetteer_by_id_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *id, *place;
    } table[] = {
        {"other number of a region", "ne:101", "gn:8001"},
        {"ISO code of a region", "3166-2:XA-N", "gn:8001"},
        {"country", "cc:XE", "cc:XE"},
        {"unknown", "gn:1", NULL},
        {"not written: builder's own", "build-admin1:XA.01", NULL},
        {"empty", "", NULL},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place_index index = clm_gazetteer_by_id(world, clm_text_of(table[i].id));
        CLM_EXPECT(table[i].label, (index == CLM_NO_PLACE) == (table[i].place == NULL));
        if (table[i].place != NULL) {
            CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(world, index).id, table[i].place);
        }
    }
}

static void test_clm_gazetteer_country_table(void **state) {
    (void)state;
    static const struct {
        const char *code, *id;
    } table[] = {{"XA", "cc:XA"}, {"XE", "cc:XE"}, {"XF", NULL}, {"X", NULL},
                 {"XAA", NULL},   {"", NULL},      {"xa", NULL}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place_index index = clm_gazetteer_country(world, table[i].code);
        CLM_EXPECT(table[i].code, (index == CLM_NO_PLACE) == (table[i].id == NULL));
        if (table[i].id != NULL) {
            CLM_EXPECT_TEXT(table[i].code, clm_gazetteer_place(world, index).id, table[i].id);
        }
    }
    assert_int_equal(clm_gazetteer_country(world, NULL), CLM_NO_PLACE);
}

static void test_clm_gazetteer_members_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *id;
        clm_worldview worldview;
        const char *members[4];
    } table[] = {
        {"Alfa as recognised", "cc:XA", CLM_WORLDVIEW_ISO, {"gn:8001", "ne:102"}},
        {"Alfa as held", "cc:XA", CLM_WORLDVIEW_DE_FACTO, {"gn:8001", "ne:102", "ne:105"}},
        {"Bravo as recognised", "cc:XB", CLM_WORLDVIEW_ISO, {"ne:103", "ne:104", "ne:105"}},
        {"Bravo as held", "cc:XB", CLM_WORLDVIEW_DE_FACTO, {"ne:103", "ne:104"}},
        {"continent", "cm:east-world", CLM_WORLDVIEW_ISO, {"cc:XA", "cc:XB"}},
        {"disputed", "cm:borderlands", CLM_WORLDVIEW_DE_FACTO, {"gn:8001", "ne:104"}},
        {"settlement", "gn:9001", CLM_WORLDVIEW_ISO, {NULL}},
        {"sea", "cm:middle-sea", CLM_WORLDVIEW_ISO, {NULL}},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place_index out[8];
        size_t expected = 0;
        size_t count = clm_gazetteer_members(world, fixture_place(world, table[i].id),
                                             table[i].worldview, out, CLM_TEST_COUNT(out));
        while (expected < 4 && table[i].members[expected] != NULL) {
            expected++;
        }
        CLM_EXPECT(table[i].label, count == expected);
        for (size_t m = 0; m < count; m++) {
            CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(world, out[m]).id,
                            table[i].members[m]);
        }
    }
}

static void test_clm_gazetteer_members_capacity(void **state) {
    (void)state;
    clm_place_index out[2] = {77, 77};
    assert_int_equal(
        clm_gazetteer_members(world, fixture_place(world, "cc:XB"), CLM_WORLDVIEW_ISO, out, 1), 3);
    assert_int_not_equal(out[0], 77);
    assert_int_equal(out[1], 77);
}

static void test_clm_gazetteer_name_in_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *id, *lang, *name;
    } table[] = {
        {"region", "gn:8001", "de", "Nordland"},
        {"second language", "gn:8001", "uk", "Нордленд"},
        {"unknown language", "gn:8001", "fr", "Northland"},
        {"country", "cc:XB", "de", "Bravoien"},
        {"sea", "cm:middle-sea", "de", "Mittelsee"},
        {"settlement has none", "gn:9001", "de", "Alfagrad"},
        {"wrong code", "gn:8001", "deu", "Northland"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT_TEXT(
            table[i].label,
            clm_gazetteer_name_in(world, fixture_place(world, table[i].id), table[i].lang),
            table[i].name);
    }
    CLM_EXPECT_TEXT("no place", clm_gazetteer_name_in(world, CLM_NO_PLACE, "de"), "");
}

static void test_clm_gazetteer_describe(void **state) {
    (void)state;
    clm_gazetteer_info info = clm_gazetteer_describe(world);
    CLM_EXPECT_TEXT("name", info.name, "test tables");
    CLM_EXPECT_TEXT("date", info.date, "2024-02-29");
    assert_int_equal(info.sha256.len, 64);
    /* 30 of places.tsv and one of the supplement. */
    assert_int_equal(info.by_kind[CLM_KIND_SETTLEMENT], 31);
    assert_int_equal(info.by_kind[CLM_KIND_REGION], 8);
    assert_int_equal(info.by_kind[CLM_KIND_COUNTRY], 5);
    assert_int_equal(info.by_kind[CLM_KIND_DISTRICT], 2);
    uint32_t all = 0;
    for (int kind = 0; kind < CLM_KIND_COUNT; kind++) {
        all += info.by_kind[kind];
    }
    assert_int_equal(all, info.places);
    assert_int_equal(info.places, clm_gazetteer_count(world));
}

static void test_clm_place_kind_name_all(void **state) {
    (void)state;
    static const char *const names[CLM_KIND_COUNT] = {
        "settlement", "facility", "district", "region",       "country",        "country_group",
        "continent",  "river",    "sea",      "vague_region", "disputed_region"};
    for (int kind = 0; kind < CLM_KIND_COUNT; kind++) {
        assert_string_equal(clm_place_kind_name((clm_place_kind)kind), names[kind]);
    }
    assert_string_equal(clm_place_kind_name(CLM_KIND_COUNT), "unknown");
}

/* Any hashes may be asked for; nothing is found or lost by it. */
static void test_clm_gazetteer_prefetch(void **state) {
    (void)state;
    uint64_t hashes[100];
    uint64_t random = clm_test_seed();
    const clm_name_ref *before = NULL;
    const clm_name_ref *after = NULL;
    size_t count = fixture_find(world, "Springfield", &before);
    hashes[0] = clm_hash64("springfield", 11);
    for (size_t i = 1; i < CLM_TEST_COUNT(hashes); i++) {
        hashes[i] = i == 1 ? UINT64_MAX : i == 2 ? 0 : clm_test_random(&random);
    }
    clm_gazetteer_prefetch(world, hashes, CLM_TEST_COUNT(hashes));
    clm_gazetteer_prefetch(world, NULL, 0);
    clm_gazetteer_prefetch_places(world, before, count);
    const clm_name_ref strange[2] = {{CLM_NO_PLACE, 0, 0}, {clm_gazetteer_count(world), 0, 0}};
    clm_gazetteer_prefetch_places(world, strange, 2);
    assert_int_equal(fixture_find(world, "Springfield", &after), count);
    assert_true(count > 1 && before == after);
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("whole", clm_gazetteer_check(world, &error), &error);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_gazetteer_find_table),
        cmocka_unit_test(test_clm_gazetteer_find_order),
        cmocka_unit_test(test_clm_gazetteer_find_long_key),
        cmocka_unit_test(test_clm_gazetteer_name_words_table),
        cmocka_unit_test(test_clm_gazetteer_find_hashed),
        cmocka_unit_test(test_clm_gazetteer_prefetch),
        cmocka_unit_test(test_clm_gazetteer_place_region),
        cmocka_unit_test(test_clm_gazetteer_place_table),
        cmocka_unit_test(test_clm_gazetteer_place_district_point),
        cmocka_unit_test(test_clm_gazetteer_place_none),
        cmocka_unit_test(test_clm_gazetteer_by_id_table),
        cmocka_unit_test(test_clm_gazetteer_country_table),
        cmocka_unit_test(test_clm_gazetteer_members_table),
        cmocka_unit_test(test_clm_gazetteer_members_capacity),
        cmocka_unit_test(test_clm_gazetteer_name_in_table),
        cmocka_unit_test(test_clm_gazetteer_describe),
        cmocka_unit_test(test_clm_place_kind_name_all),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}

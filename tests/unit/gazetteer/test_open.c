#include "fixture.h"

#include "base/hash.h"
#include "gazetteer/format.h"

static char whole_path[FIXTURE_PATH_BYTES], path[FIXTURE_PATH_BYTES];
static clm_buffer whole;

static int read_whole(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_test_path(whole_path, sizeof(whole_path), "gazetteer_open", "whole.gaz");
    clm_test_path(path, sizeof(path), "gazetteer_open", "broken.gaz");
    clm_gazetteer_build_options options = {FIXTURE_DIR, whole_path, "named"};
    CLM_EXPECT_OK("build", clm_gazetteer_build(&options, &error), &error);
    clm_buffer_init(&whole);
    CLM_EXPECT_OK("read", clm_file_read(whole_path, 1 << 24, &whole, &error), &error);
    return 0;
}

static int remove_whole(void **state) {
    (void)state;
    clm_buffer_clear(&whole);
    (void)unlink(whole_path);
    (void)unlink(path);
    return 0;
}

static clm_status visit_line(void *context, const clm_base_line *line) {
    double *sum = context;
    for (size_t i = 0; i < line->count; i++) {
        *sum += line->points[i].lon_deg;
    }
    return CLM_OK;
}

/* Asks for everything; returns a hash of the answers. Must not crash whatever the file holds. */
static uint64_t ask_all(const clm_gazetteer *g) {
    static const char *const names[] = {"Springfield", "Alfa",    "Northland",
                                        "Hope",        "Nowhere", "Nether Wallop"};
    uint64_t hash = 0;
    for (size_t n = 0; n < CLM_TEST_COUNT(names); n++) {
        const clm_name_ref *refs = NULL;
        size_t count = fixture_find(g, names[n], &refs);
        hash = hash * 31 + count * 7 + (count > 0 ? refs[count - 1].place + refs[0].quality : 0);
        hash = hash * 31 + clm_gazetteer_name_words(g, CLM_TEXT("nether"));
    }
    for (clm_place_index i = 0; i < clm_gazetteer_count(g) && i < 200; i++) {
        clm_place place = clm_gazetteer_place(g, i);
        clm_place_index members[4];
        hash = hash * 31 + clm_hash64(place.id.ptr, place.id.len) +
               clm_hash64(place.name.ptr, place.name.len) + place.population;
        hash = hash * 31 + (uint64_t)(place.point.lon_deg * 100.0 + 40000.0) + place.admin1;
        hash = hash * 31 + clm_gazetteer_members(g, i, CLM_WORLDVIEW_DE_FACTO, members, 4);
        hash = hash * 31 + clm_gazetteer_name_in(g, i, "de").len;
        hash = hash * 31 + clm_gazetteer_by_id(g, place.id);
        for (int w = 0; w < 2; w++) {
            clm_geometry shape;
            clm_geometry_init(&shape);
            clm_status status =
                clm_gazetteer_shape(g, i, (clm_worldview)w,
                                    w == 0 ? CLM_DETAIL_FULL : CLM_DETAIL_FEATURE, &shape, NULL);
            hash = hash * 31 + (uint64_t)status + shape.point_count * 17 + shape.part_count;
            clm_geometry_clear(&shape);
        }
    }
    clm_place_index out[16];
    hash = hash * 31 + clm_gazetteer_country(g, "XC");
    hash = hash * 31 + clm_gazetteer_containing(g, (clm_lonlat){10.5, 49.5}, out, 16);
    hash = hash * 31 + clm_gazetteer_regions_in(g, (clm_bbox){10, 49, 12, 51}, out, 16);
    hash = hash * 31 + clm_gazetteer_settlements_in(g, (clm_bbox){170, -80, 12, 80}, out, 16);
    hash = hash * 31 + clm_gazetteer_nearest(g, (clm_lonlat){11, 50}, 1e6);
    double sum = 0.0;
    clm_status lines =
        clm_gazetteer_lines_in(g, (clm_bbox){-180, -90, 180, 90}, 1e6, 15, visit_line, &sum, NULL);
    return hash * 31 + (uint64_t)lines + (uint64_t)(sum * 10.0 + 1e7);
}

/* Writes `length` bytes of `bytes`, opens them and asks; a clear error or the right answers. */
static void expect_error_or_truth(const char *label, const char *bytes, size_t length,
                                  uint64_t truth) {
    clm_gazetteer *gazetteer = NULL;
    clm_error error = {CLM_OK, ""};
    clm_test_write(path, bytes, length);
    clm_status status = clm_gazetteer_open(path, &gazetteer, &error);
    if (status != CLM_OK) {
        CLM_EXPECT(label, gazetteer == NULL);
        CLM_EXPECT(label, status == CLM_ERR_DAMAGED || status == CLM_ERR_FORMAT ||
                              status == CLM_ERR_VERSION);
        CLM_EXPECT(label, error.code == status && error.message[0] != '\0');
        return;
    }
    uint64_t answers = ask_all(gazetteer);
    bool noticed = clm_gazetteer_check(gazetteer, &error) == CLM_ERR_DAMAGED;
    CLM_EXPECT(label, noticed || answers == truth);
    clm_gazetteer_free(gazetteer);
}

static uint64_t find_truth(void) {
    clm_gazetteer *gazetteer = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("open", clm_gazetteer_open(whole_path, &gazetteer, &error), &error);
    uint64_t truth = ask_all(gazetteer);
    CLM_EXPECT_OK("check", clm_gazetteer_check(gazetteer, &error), &error);
    CLM_EXPECT_OK("verify", clm_gazetteer_verify(gazetteer, &error), &error);
    clm_gazetteer_free(gazetteer);
    return truth;
}

static void test_clm_gazetteer_open_flipped_byte(void **state) {
    (void)state;
    uint64_t truth = find_truth();
    uint64_t seed = clm_test_seed();
    for (int n = 0; n < 1500; n++) {
        /* Every other time in the header, where all offsets are. */
        size_t range = n % 2 == 0 ? sizeof(clm_gaz_header) : whole.len;
        size_t at = (size_t)(clm_test_random(&seed) % range);
        char kept = whole.data[at];
        char label[64];
        whole.data[at] = (char)(kept ^ (char)(1 + clm_test_random(&seed) % 255));
        (void)snprintf(label, sizeof(label), "byte %zu", at);
        expect_error_or_truth(label, whole.data, whole.len, truth);
        whole.data[at] = kept;
    }
}

/* As above with sums that fit, as only a forger would make them: no crash, no endless loop. */
static void test_clm_gazetteer_open_forged(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    clm_gaz_header header;
    memcpy(&header, whole.data, sizeof(header));
    char *copy = malloc(whole.len);
    assert_non_null(copy);
    for (int n = 0; n < 1500; n++) {
        memcpy(copy, whole.data, whole.len);
        for (uint64_t flips = 1 + clm_test_random(&seed) % 4; flips > 0; flips--) {
            size_t content = (size_t)(header.content_end - header.content_first);
            size_t at = (size_t)header.content_first + (size_t)(clm_test_random(&seed) % content);
            copy[at] = (char)clm_test_random(&seed);
        }
        clm_gaz_header forged = header;
        for (size_t b = 0; b < header.sum_count; b++) {
            size_t begin = (size_t)header.content_first + b * CLM_GAZ_BLOCK_BYTES;
            size_t left = (size_t)header.content_end - begin;
            uint64_t sum =
                clm_hash64(copy + begin, left < CLM_GAZ_BLOCK_BYTES ? left : CLM_GAZ_BLOCK_BYTES);
            memcpy(copy + header.content_end + b * sizeof(sum), &sum, sizeof(sum));
        }
        forged.sums_hash =
            clm_hash64(copy + header.content_end, (size_t)header.sum_count * sizeof(uint64_t));
        forged.header_hash = clm_hash64(&forged, offsetof(clm_gaz_header, header_hash));
        memcpy(copy, &forged, sizeof(forged));
        clm_test_write(path, copy, whole.len);
        clm_gazetteer *gazetteer = NULL;
        if (clm_gazetteer_open(path, &gazetteer, NULL) == CLM_OK) {
            (void)ask_all(gazetteer);
            clm_error error = {CLM_OK, ""};
            clm_status status = clm_gazetteer_verify(gazetteer, &error);
            assert_true(status == CLM_OK || status == CLM_ERR_DAMAGED);
        }
        clm_gazetteer_free(gazetteer);
    }
    free(copy);
}

static void test_clm_gazetteer_open_truncated(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int n = 0; n < 300; n++) {
        size_t length = n < 40 ? (size_t)n : (size_t)(clm_test_random(&seed) % whole.len);
        clm_gazetteer *gazetteer = NULL;
        clm_error error = {CLM_OK, ""};
        clm_test_write(path, whole.data, length);
        clm_status status = clm_gazetteer_open(path, &gazetteer, &error);
        assert_true(status == CLM_ERR_DAMAGED || status == CLM_ERR_FORMAT);
        assert_null(gazetteer);
    }
}

static void test_clm_gazetteer_open_wrong_file(void **state) {
    (void)state;
    static const struct {
        const char *label, *text;
        size_t length;
        clm_status status;
    } table[] = {
        {"empty", "", 0, CLM_ERR_FORMAT},
        {"text", "id\tname\n1\tAlfa\n", 15, CLM_ERR_FORMAT},
        {"PNG", "\x89PNG\r\n\x1a\n and more bytes than the magic number", 45, CLM_ERR_FORMAT},
        {"magic only", CLM_GAZ_MAGIC, CLM_GAZ_MAGIC_BYTES, CLM_ERR_DAMAGED},
        {"changed by a text transfer", "CLMGAZ\n\x1a\n\0\0\0\0\0\0\0\0", 17, CLM_ERR_FORMAT},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_gazetteer *gazetteer = NULL;
        clm_error error = {CLM_OK, ""};
        clm_test_write(path, table[i].text, table[i].length);
        CLM_EXPECT(table[i].label, clm_gazetteer_open(path, &gazetteer, &error) == table[i].status);
        CLM_EXPECT(table[i].label, strstr(error.message, path) != NULL);
    }
    clm_gazetteer *gazetteer = NULL;
    assert_int_equal(clm_gazetteer_open("/nonexistent/x.gaz", &gazetteer, NULL), CLM_ERR_IO);
}

static void test_clm_gazetteer_open_other_version(void **state) {
    (void)state;
    for (uint32_t version = 0; version < 4; version++) {
        clm_gaz_header header;
        clm_gazetteer *gazetteer = NULL;
        clm_error error = {CLM_OK, ""};
        memcpy(&header, whole.data, sizeof(header));
        header.version = version;
        header.header_hash = clm_hash64(&header, offsetof(clm_gaz_header, header_hash));
        char *copy = malloc(whole.len);
        assert_non_null(copy);
        memcpy(copy, whole.data, whole.len);
        memcpy(copy, &header, sizeof(header));
        clm_test_write(path, copy, whole.len);
        free(copy);
        clm_status status = clm_gazetteer_open(path, &gazetteer, &error);
        assert_int_equal(status, version == CLM_GAZ_VERSION ? CLM_OK : CLM_ERR_VERSION);
        assert_true(status == CLM_OK || strstr(error.message, "claimmap gazetteer build") != NULL);
        clm_gazetteer_free(gazetteer);
    }
}

static void test_clm_gazetteer_verify_finds_damage(void **state) {
    (void)state;
    clm_gaz_header header;
    memcpy(&header, whole.data, sizeof(header));
    size_t at = (size_t)header.sections[CLM_GAZ_LANG_NAMES].offset;
    char kept = whole.data[at];
    clm_gazetteer *gazetteer = NULL;
    clm_error error = {CLM_OK, ""};
    whole.data[at] = (char)(kept ^ 1);
    clm_test_write(path, whole.data, whole.len);
    whole.data[at] = kept;
    if (clm_gazetteer_open(path, &gazetteer, &error) == CLM_OK) {
        assert_int_equal(clm_gazetteer_verify(gazetteer, &error), CLM_ERR_DAMAGED);
        assert_int_equal(clm_gazetteer_check(gazetteer, &error), CLM_ERR_DAMAGED);
    } else {
        assert_int_equal(error.code, CLM_ERR_DAMAGED);
    }
    clm_gazetteer_free(gazetteer);
}

static clm_status open_once(void *context) {
    clm_gazetteer *gazetteer = NULL;
    (void)context;
    clm_status status = clm_gazetteer_open(whole_path, &gazetteer, NULL);
    clm_gazetteer_free(gazetteer);
    return status;
}

static void test_clm_gazetteer_open_no_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(open_once, NULL) > 0);
}

static void test_clm_gazetteer_free_null(void **state) {
    (void)state;
    clm_gazetteer_free(NULL);
}

static void test_clm_gazetteer_find_file_named(void **state) {
    (void)state;
    clm_buffer found;
    clm_error error = {CLM_OK, ""};
    char folder[FIXTURE_PATH_BYTES];
    char inside[FIXTURE_PATH_BYTES + 16];
    clm_buffer_init(&found);
    (void)setenv("CLAIMMAP_DATA", whole_path, 1);
    CLM_EXPECT_OK("file", clm_gazetteer_find_file(&found, &error), &error);
    CLM_EXPECT_TEXT("file", clm_test_text(&found), whole_path);
    clm_test_path(folder, sizeof(folder), "gazetteer_open", "");
    (void)setenv("CLAIMMAP_DATA", folder, 1);
    (void)snprintf(inside, sizeof(inside), "%s/claimmap.gaz", folder);
    assert_int_equal(clm_gazetteer_find_file(&found, &error), CLM_ERR_NOT_FOUND);
    assert_non_null(strstr(error.message, "claimmap.gaz"));
    clm_test_write(inside, whole.data, whole.len);
    CLM_EXPECT_OK("folder", clm_gazetteer_find_file(&found, &error), &error);
    CLM_EXPECT_TEXT("folder", clm_test_text(&found), inside);
    (void)unlink(inside);
    (void)setenv("CLAIMMAP_DATA", "/nonexistent", 1);
    assert_int_equal(clm_gazetteer_find_file(&found, &error), CLM_ERR_NOT_FOUND);
    assert_non_null(strstr(error.message, "/nonexistent"));
    (void)unsetenv("CLAIMMAP_DATA");
    clm_buffer_clear(&found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_gazetteer_open_flipped_byte),
        cmocka_unit_test(test_clm_gazetteer_open_forged),
        cmocka_unit_test(test_clm_gazetteer_open_truncated),
        cmocka_unit_test(test_clm_gazetteer_open_wrong_file),
        cmocka_unit_test(test_clm_gazetteer_open_other_version),
        cmocka_unit_test(test_clm_gazetteer_verify_finds_damage),
        cmocka_unit_test(test_clm_gazetteer_open_no_memory),
        cmocka_unit_test(test_clm_gazetteer_free_null),
        cmocka_unit_test(test_clm_gazetteer_find_file_named),
    };
    return cmocka_run_group_tests(tests, read_whole, remove_whole);
}

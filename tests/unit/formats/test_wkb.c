/* Shapes as bytes, each worked out by hand from the standard. */
#include "support/support.h"

#include "formats/wkb.h"

/* 1.0 is 3FF0 0000 0000 0000, -2.5 is C004 0000 0000 0000, 0.5 3FE0..., 0 all zero; little-endian.
 */
#define ONE "\0\0\0\0\0\0\xF0\x3F"
#define ZERO "\0\0\0\0\0\0\0\0"
#define HALF "\0\0\0\0\0\0\xE0\x3F"
#define LESS "\0\0\0\0\0\0\x04\xC0"
#define SRID "\xE6\x10\0\0" /* 4326 is 10E6 */

/* Parts with "|" before holes, points as digits of the table below. */
static const clm_lonlat points[] = {{0, 0}, {1, 0}, {1, 1}, {-2.5, 0.5}};
#define P0 ZERO ZERO
#define P1 ONE ZERO
#define P2 ONE ONE
#define P3 LESS HALF

static void build(clm_geometry *geometry, clm_geometry_kind kind, const char *parts) {
    geometry->kind = kind;
    bool hole = false;
    bool begin = true;
    for (; *parts != '\0'; parts++) {
        if (*parts == ' ' || *parts == '|') {
            hole = *parts == '|';
            begin = true;
            continue;
        }
        if (begin) {
            assert_int_equal(clm_geometry_add_part(geometry, hole, NULL), CLM_OK);
            begin = false;
        }
        assert_int_equal(clm_geometry_add_point(geometry, points[*parts - '0'], NULL), CLM_OK);
    }
}

#define BYTES(literal) literal, sizeof(literal) - 1

static void test_clm_ewkb_append_bytes(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_geometry_kind kind;
        const char *parts;
        const char *bytes;
        size_t length;
    } table[] = {
        {"nothing", CLM_GEOMETRY_NONE, "", BYTES("")},
        {"a point", CLM_GEOMETRY_POINT, "3", BYTES("\1\1\0\0\x20" SRID P3)},
        {"a line", CLM_GEOMETRY_LINES, "01", BYTES("\1\2\0\0\x20" SRID "\2\0\0\0" P0 P1)},
        {"two lines", CLM_GEOMETRY_LINES, "01 321",
         BYTES("\1\5\0\0\x20" SRID "\2\0\0\0"
               "\1\2\0\0\0"
               "\2\0\0\0" P0 P1 "\1\2\0\0\0"
               "\3\0\0\0" P3 P2 P1)},
        {"a polygon, closed", CLM_GEOMETRY_POLYGONS, "012",
         BYTES("\1\3\0\0\x20" SRID "\1\0\0\0"
               "\4\0\0\0" P0 P1 P2 P0)},
        {"a polygon with a hole", CLM_GEOMETRY_POLYGONS, "012|213",
         BYTES("\1\3\0\0\x20" SRID "\2\0\0\0"
               "\4\0\0\0" P0 P1 P2 P0 "\4\0\0\0" P2 P1 P3 P2)},
        {"three polygons, the second with a hole", CLM_GEOMETRY_POLYGONS, "012 123|321 230",
         BYTES("\1\6\0\0\x20" SRID "\3\0\0\0"
               "\1\3\0\0\0"
               "\1\0\0\0"
               "\4\0\0\0" P0 P1 P2 P0 "\1\3\0\0\0"
               "\2\0\0\0"
               "\4\0\0\0" P1 P2 P3 P1 "\4\0\0\0" P3 P2 P1 P3 "\1\3\0\0\0"
               "\1\0\0\0"
               "\4\0\0\0" P2 P3 P0 P2)},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_geometry geometry = {0};
        clm_buffer out = {0};
        build(&geometry, table[i].kind, table[i].parts);
        clm_ewkb_append(&geometry, &out);
        CLM_EXPECT(table[i].label, out.len == table[i].length);
        CLM_EXPECT(table[i].label, out.len == 0 || memcmp(out.data, table[i].bytes, out.len) == 0);
        clm_buffer_clear(&out);
        clm_geometry_clear(&geometry);
    }
}

static clm_status append(void *context) {
    clm_buffer out = {0};
    clm_ewkb_append(context, &out);
    const bool failed = out.failed;
    clm_buffer_clear(&out);
    return failed ? CLM_ERR_NOMEM : CLM_OK;
}

static void test_clm_ewkb_append_every_allocation_fails(void **state) {
    (void)state;
    clm_geometry geometry = {0};
    build(&geometry, CLM_GEOMETRY_POLYGONS, "012301230123 0123");
    assert_true(clm_test_fail_every_allocation(append, &geometry) >= 2);
    clm_geometry_clear(&geometry);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_ewkb_append_bytes),
        cmocka_unit_test(test_clm_ewkb_append_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

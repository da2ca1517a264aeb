#include "support/support.h"

#include "refresh/combined.h"

#define CLAIM(id, draw, place, admin1)                                                             \
    "{\"type\":\"Feature\",\"properties\":{\"id\":\"" id "\",\"claim_id\":\"" id                   \
    "\",\"kind\":\"claim\",\"draw\":\"" draw                                                       \
    "\",\"supports\":[\"x\"],\"place\":{\"name\":\"" place                                         \
    "\",\"country\":\"NN\",\"admin1\":\"" admin1                                                   \
    "\"}},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1.5,-2.1234567]}}"
#define MAP(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

static const char first[] = MAP(CLAIM("1", "primary", "A", "North") "," CLAIM(
    "2", "primary", "B", "North") "," CLAIM("3", "primary", "A", "North"));
static const char second[] = MAP(CLAIM("1", "secondary", "C", "South") "," CLAIM(
    "9", "no", "D",
    "South") ","
             "{\"properties\":{\"id\":\"p\",\"kind\":\"place\"},\"geometry\":null}");

static const clm_combined_article articles[] = {
    {{first, sizeof first - 1}, "https://a.example/1", "One", "Wire"},
    {{second, sizeof second - 1}, "two", NULL, NULL}};

static size_t count_of(const char *text, const char *part) {
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++) {
        count++;
    }
    return count;
}

/* Two places are drawn: the first of North, then the first of South; B is one too many. */
static void test_joins(void **state) {
    (void)state;
    clm_buffer out;
    clm_error error;
    size_t claims = 0;
    clm_buffer_init(&out);
    CLM_EXPECT_OK("join", clm_combined_write(articles, 2, "2026-11-23", 2, &out, &claims, &error),
                  &error);
    assert_int_equal(claims, 5);
    assert_int_equal(
        count_of(out.data, "\"title\":\"Claims of the night\",\"date\":\"2026-11-23\""), 2);
    static const struct {
        const char *part;
        size_t times;
    } cases[] = {{"\"id\":\"a1-1\"", 2},          {"\"id\":\"a2-1\"", 2},
                 {"\"claim_id\":\"a1-2\"", 1},    {"\"supports\":[\"a1-x\"]", 3},
                 {"\"draw\":\"primary\"", 2},     {"\"draw\":\"secondary\"", 1},
                 {"\"draw\":\"no\"", 2},          {"\"reason\":\"other\"", 1},
                 {"\"region\":\"North, NN\"", 3}, {"\"article\":\"two\"", 2},
                 {"[1.5,-2.1234567]", 5},         {"\"kind\":\"place\"", 0}};
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        CLM_EXPECT(cases[i].part, count_of(out.data, cases[i].part) == cases[i].times);
    }
    clm_buffer_clear(&out);
}

/* A person's own members stay, also an id that is none of ours; a feature without an id gets one;
 * names that are written here are written once. */
static void test_keeps_what_others_added(void **state) {
    (void)state;
    static const char map[] =
        "{\"claimmap\":{\"worldview\":\"de-facto\"},\"features\":["
        "{\"type\":\"Feature\",\"bbox\":[1,2,3,4],\"desk\":{\"id\":\"x\"},\"geometry\":null,"
        "\"properties\":{\"kind\":\"claim\",\"draw\":\"no\",\"note\":\"check\",\"who\":{\"id\":"
        "\"y\"},"
        "\"outlet\":\"theirs\",\"voices\":[{\"claim_id\":\"7\"}]}},"
        "{\"type\":\"Feature\",\"id\":\"q\",\"geometry\":null,\"properties\":{\"kind\":\"figure\"}}"
        "]}";
    static const clm_combined_article one = {{map, sizeof map - 1}, "key", "One", "Wire"};
    clm_buffer out;
    clm_error error;
    clm_buffer_init(&out);
    CLM_EXPECT_OK("join", clm_combined_write(&one, 1, "2026-11-23", 0, &out, NULL, &error), &error);
    static const char *const there[] = {"\"articles\":1},\"worldview\":\"de-facto\"}",
                                        "\"bbox\":[1,2,3,4]",
                                        "\"desk\":{\"id\":\"x\"}",
                                        "\"note\":\"check\"",
                                        "\"who\":{\"id\":\"y\"}",
                                        "\"voices\":[{\"claim_id\":\"a1-7\"}]",
                                        "\"properties\":{\"id\":\"a1-f0\"",
                                        "\"id\":\"a1-q\",\"geometry\""};
    for (size_t i = 0; i < CLM_TEST_COUNT(there); i++) {
        CLM_EXPECT(there[i], strstr(out.data, there[i]) != NULL);
    }
    assert_int_equal(count_of(out.data, "\"outlet\":"), 2);
    assert_int_equal(count_of(out.data, "\"outlet\":\"Wire\""), 2);
    clm_buffer_clear(&out);
}

static clm_status join_both(void *context) {
    (void)context;
    clm_buffer out;
    clm_error error = {0};
    clm_buffer_init(&out);
    const clm_status status = clm_combined_write(articles, 2, "2026-11-23", 0, &out, NULL, &error);
    assert_true(status == CLM_OK || (error.code == CLM_ERR_NOMEM && out.len == 0));
    clm_buffer_clear(&out);
    return status;
}

static void test_without_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(join_both, NULL) > 5);
}

static void test_wrong_file(void **state) {
    (void)state;
    static const clm_combined_article wrong = {{"{}", 2}, "key", NULL, NULL};
    clm_buffer out;
    clm_error error;
    clm_buffer_init(&out);
    assert_int_equal(clm_combined_write(&wrong, 1, "2026-11-23", 0, &out, NULL, &error),
                     CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "key"));
    assert_int_equal(out.len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_joins),
        cmocka_unit_test(test_keeps_what_others_added),
        cmocka_unit_test(test_without_memory),
        cmocka_unit_test(test_wrong_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "base/json.h"
#include "base/json_flat.h"

enum { TEXT, ID, MEMBERS };
static const char *const names[MEMBERS] = {"text", "id"};

/* Each row is taken, and "text" is what stands beside it. */
static void test_clm_json_flat_strings(void **state) {
    (void)state;
    static const struct {
        const char *json, *text;
        bool escaped;
    } rows[] = {
        {"{\"text\":\"It rained.\"}", "It rained.", false},
        {"{\"text\":\"\"}", "", false},
        {" {\r\n\t\"text\" : \"a\" , \"b\" : 2 } ", "a", false},
        {"{\"text\":\"sixteen bytes...\\n\"}", "sixteen bytes...\n", true},
        {"{\"text\":\"seven..\\\"x\"}", "seven..\"x", true},
        {"{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "\"\\/\b\f\n\r\t", true},
        {"{\"text\":\"caf\\u00e9 \\u20AC \\ud83c\\udf0a\"}", "café € 🌊", true},
        {"{\"text\":\"caf\xc3\xa9 \xf0\x9f\x8c\x8a\"}", "café 🌊", false},
        {"{\"text\":\"\x7f\"}", "\x7f", false},
        {"{\"a\":[1,-2.5e+3,{\"b\":[],\"c\":{}},true,false,null],\"text\":\"x\"}", "x", false},
        {"{\"ab\":1,\"ba\":2,\"aab\":3,\"\":4,\"text\":\"x\"}", "x", false},
        {"{\"a\":{\"text\":\"inner\"},\"text\":\"outer\"}", "outer", false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        clm_json_flat found[MEMBERS];
        clm_buffer text = {0};
        CLM_EXPECT(rows[i].json,
                   clm_json_flat_read(clm_text_of(rows[i].json), names, found, MEMBERS));
        CLM_EXPECT(rows[i].json, found[TEXT].kind == CLM_JSON_STRING);
        CLM_EXPECT(rows[i].json, found[TEXT].escaped == rows[i].escaped);
        CLM_EXPECT(rows[i].json, found[ID].kind == CLM_JSON_ABSENT);
        clm_json_flat_append(&text, &found[TEXT]);
        CLM_EXPECT_TEXT(rows[i].json, clm_test_text(&text), rows[i].text);
        clm_buffer_clear(&text);
    }
}

static void test_clm_json_flat_kinds(void **state) {
    (void)state;
    static const struct {
        const char *json;
        clm_json_kind kind;
        const char *raw;
    } rows[] = {
        {"{\"id\":12}", CLM_JSON_NUMBER, "12"},
        {"{\"id\":-0}", CLM_JSON_NUMBER, "-0"},
        {"{\"id\":0.50}", CLM_JSON_NUMBER, "0.50"},
        {"{\"id\":1e-9 }", CLM_JSON_NUMBER, "1e-9"},
        {"{\"id\":\"a7\"}", CLM_JSON_STRING, "a7"},
        {"{\"id\":null}", CLM_JSON_OTHER, ""},
        {"{\"id\":[\"a\"]}", CLM_JSON_OTHER, ""},
        {"{\"id\":{\"id\":1}}", CLM_JSON_OTHER, ""},
        {"{\"id\":true}", CLM_JSON_OTHER, ""},
        {"{\"ID\":1}", CLM_JSON_ABSENT, ""},
        {"{}", CLM_JSON_ABSENT, ""},
        {"{\"id \":1}", CLM_JSON_ABSENT, ""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        clm_json_flat found[MEMBERS];
        clm_buffer text = {0};
        CLM_EXPECT(rows[i].json,
                   clm_json_flat_read(clm_text_of(rows[i].json), names, found, MEMBERS));
        CLM_EXPECT(rows[i].json, found[ID].kind == rows[i].kind);
        CLM_EXPECT_TEXT(rows[i].json, found[ID].raw, rows[i].raw);
        clm_json_flat_append(&text, &found[ID]);
        CLM_EXPECT(rows[i].json, text.len == (rows[i].kind == CLM_JSON_STRING ? 2 : 0));
        clm_buffer_clear(&text);
    }
}

/* What clm_json_parse refuses is not taken. */
static void test_clm_json_flat_errors(void **state) {
    (void)state;
    const clm_text rows[] = {
        CLM_TEXT(""),
        CLM_TEXT("{"),
        CLM_TEXT("{\"text\":\"a\""),
        CLM_TEXT("{\"text\":\"a"),
        CLM_TEXT("{\"text\":\"a\"} x"),
        CLM_TEXT("{\"text\":\"a\"}\0"),
        CLM_TEXT("{\"text\":\"a\",}"),
        CLM_TEXT("{,\"text\":\"a\"}"),
        CLM_TEXT("{\"text\" \"a\"}"),
        CLM_TEXT("{text:\"a\"}"),
        CLM_TEXT("{'text':'a'}"),
        CLM_TEXT("{\"text\":\"a\",\"text\":\"b\"}"),
        CLM_TEXT("{\"b\":1,\"a\":{\"c\":1,\"c\":2}}"),
        CLM_TEXT("{\"text\":\"a\tb\"}"),
        CLM_TEXT("{\"text\":\"a\0b\"}"),
        CLM_TEXT("{\"text\":\"long enough \x1f for a block\"}"),
        CLM_TEXT("{\"text\":\"\\x\"}"),
        CLM_TEXT("{\"text\":\"\\\0\"}"),
        CLM_TEXT("{\"text\":\"\\u12g4\"}"),
        CLM_TEXT("{\"text\":\"\\u12\"}"),
        CLM_TEXT("{\"text\":\"\\u0000\"}"),
        CLM_TEXT("{\"text\":\"\\ud800\"}"),
        CLM_TEXT("{\"text\":\"\\ud800\\u0041\"}"),
        CLM_TEXT("{\"text\":\"\\udc00\"}"),
        CLM_TEXT("{\"text\":\"\\ud800\\"),
        CLM_TEXT("{\"text\":\"\xff\"}"),
        CLM_TEXT("{\"text\":\"\xc0\xaf\"}"),
        CLM_TEXT("{\"text\":\"\xed\xa0\x80\"}"),
        CLM_TEXT("{\"text\":\"\xe2\x80\"}"),
        CLM_TEXT("{\"a\":01}"),
        CLM_TEXT("{\"a\":+1}"),
        CLM_TEXT("{\"a\":.5}"),
        CLM_TEXT("{\"a\":1.}"),
        CLM_TEXT("{\"a\":-}"),
        CLM_TEXT("{\"a\":1e}"),
        CLM_TEXT("{\"a\":1e999}"),
        CLM_TEXT("{\"a\":nul}"),
        CLM_TEXT("{\"a\":[1,]}"),
        CLM_TEXT("{\"a\":[1 2]}"),
        CLM_TEXT("{\"a\":[}"),
        CLM_TEXT("{\"a\":{]}"),
        CLM_TEXT("\xef\xbb\xbf{}"),
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        clm_json_flat found[MEMBERS];
        clm_json *document = NULL;
        CLM_EXPECT(rows[i].ptr, clm_json_parse(rows[i], &document, NULL) == CLM_ERR_FORMAT);
        CLM_EXPECT(rows[i].ptr, !clm_json_flat_read(rows[i], names, found, MEMBERS));
    }
}

/* What is valid and left to clm_json_parse: no object, escaped names, large numbers, and more
 * members or levels than the header says. */
static void test_clm_json_flat_left(void **state) {
    (void)state;
    static const char *const rows[] = {
        "[]",
        "\"text\"",
        "{\"te\\u0078t\":\"a\"}",
        "{\"a\":1e100}",
        "{\"a\":[[[[[[[[1]]]]]]]]}",
        "{\"a\":{\"b\":{\"b\":{\"b\":{\"b\":{\"b\":{\"b\":{\"b\":1}}}}}}}}}"};
    clm_json_flat found[MEMBERS];
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        CLM_EXPECT(rows[i], !clm_json_flat_read(clm_text_of(rows[i]), names, found, MEMBERS));
    }
    CLM_EXPECT("7 levels",
               clm_json_flat_read(CLM_TEXT("{\"a\":[[[[[[[1]]]]]]]}"), names, found, MEMBERS));
    char text[1024] = "{\"n0\":0";
    for (int members = 1; members <= 33; members++) {
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length, "}");
        CLM_EXPECT(text,
                   clm_json_flat_read(clm_text_of(text), names, found, MEMBERS) == (members <= 32));
        (void)snprintf(text + length, sizeof text - length, ",\"n%d\":0", members);
    }
}

static void test_clm_json_flat_append_memory(void **state) {
    (void)state;
    clm_json_flat found[MEMBERS];
    assert_true(clm_json_flat_read(CLM_TEXT("{\"text\":\"a\\n\"}"), names, found, MEMBERS));
    clm_buffer text = {0};
    (void)clm_alloc_fail_at(1);
    clm_json_flat_append(&text, &found[TEXT]);
    (void)clm_alloc_fail_at(0);
    assert_true(text.failed);
    clm_buffer_clear(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_json_flat_strings),
        cmocka_unit_test(test_clm_json_flat_kinds),
        cmocka_unit_test(test_clm_json_flat_errors),
        cmocka_unit_test(test_clm_json_flat_left),
        cmocka_unit_test(test_clm_json_flat_append_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "base/json.h"
#include "base/utf8.h"

static clm_json *parse(const char *text) {
    clm_json *document = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK(text, clm_json_parse(clm_text_of(text), &document, &error), &error);
    return document;
}

static void test_clm_json_parse_errors(void **state) {
    (void)state;
    const struct {
        const char *label;
        clm_text text;
        const char *place;
    } table[] = {
        {"empty", CLM_TEXT(""), "line 1"},
        {"cut off", CLM_TEXT("{\"a\": [1,"), "line 1"},
        {"second line", CLM_TEXT("{\n  \"a\": x}"), "line 2, column "},
        {"same key twice", CLM_TEXT("{\"a\":1,\"a\":2}"), "duplicate"},
        {"same key escaped", CLM_TEXT("{\"a\":1,\"\\u0061\":2}"), "duplicate"},
        {"two values", CLM_TEXT("1 2"), "line 1"},
        {"trailing comma", CLM_TEXT("[1,]"), "line 1"},
        {"comment", CLM_TEXT("[1] // x"), "line 1"},
        {"single quotes", CLM_TEXT("{'a':1}"), "line 1"},
        {"escaped NUL", CLM_TEXT("\"a\\u0000b\""), "line 1"},
        {"raw NUL", CLM_TEXT("\"a\0b\""), "line 1"},
        {"NUL behind", CLM_TEXT("1\0"), "line 1"},
        {"broken UTF-8", CLM_TEXT("\"\xC3(\""), "line 1"},
        {"overlong UTF-8", CLM_TEXT("\"\xC0\xAF\""), "line 1"},
        {"surrogate alone", CLM_TEXT("\"\\ud800\""), "line 1"},
        {"raw newline", CLM_TEXT("\"a\nb\""), "line 1"},
        {"leading zero", CLM_TEXT("012"), "line 1"},
        {"plus", CLM_TEXT("+1"), "line 1"},
        {"NaN", CLM_TEXT("NaN"), "line 1"},
        {"too large", CLM_TEXT("1e999"), "line 1"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_json *document = NULL;
        clm_error error = {0};
        CLM_EXPECT(table[i].label,
                   clm_json_parse(table[i].text, &document, &error) == CLM_ERR_FORMAT);
        CLM_EXPECT(table[i].label, document == NULL);
        CLM_EXPECT(table[i].label, strstr(error.message, table[i].place) != NULL);
    }
}

static void test_clm_json_parse_deep(void **state) {
    (void)state;
    char text[100000];
    clm_json *document = NULL;
    memset(text, '[', sizeof text);
    assert_int_equal(clm_json_parse((clm_text){text, sizeof text}, &document, NULL),
                     CLM_ERR_FORMAT);
    assert_null(document);
}

static void test_clm_json_kinds(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool object, array, string, number, boolean, null;
    } table[] = {
        {"{}", true, false, false, false, false, false},
        {"[]", false, true, false, false, false, false},
        {"\"\"", false, false, true, false, false, false},
        {"-0", false, false, false, true, false, false},
        {"1.5e3", false, false, false, true, false, false},
        {"123456789012345678901234567890", false, false, false, true, false, false},
        {"true", false, false, false, false, true, false},
        {"false", false, false, false, false, true, false},
        {" null ", false, false, false, false, false, true},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_json *value = parse(table[i].text);
        CLM_EXPECT(table[i].text, clm_json_is_object(value) == table[i].object);
        CLM_EXPECT(table[i].text, clm_json_is_array(value) == table[i].array);
        CLM_EXPECT(table[i].text, clm_json_is_string(value) == table[i].string);
        CLM_EXPECT(table[i].text, clm_json_is_number(value) == table[i].number);
        CLM_EXPECT(table[i].text, clm_json_is_bool(value) == table[i].boolean);
        CLM_EXPECT(table[i].text, clm_json_is_null(value) == table[i].null);
        clm_json_free(value);
    }
}

static bool join_names(void *context, clm_text name, const clm_json *value) {
    clm_buffer *names = context;
    clm_buffer_text(names, name);
    clm_buffer_number(names, clm_json_number(value, -1.0), 2);
    return !clm_text_is(name, "stop");
}

static void test_clm_json_values(void **state) {
    (void)state;
    clm_json *document = parse("{\"z\":1,\"a\":2.25,\"list\":[true,\"caf\\u00e9\",null],"
                               "\"stop\":3,\"last\":4}");
    const clm_json *list = clm_json_member(document, "list");
    assert_int_equal(clm_json_count(list), 3);
    assert_true(clm_json_bool(clm_json_item(list, 0), false));
    CLM_EXPECT_TEXT("escaped", clm_json_text(clm_json_item(list, 1)), "caf\u00e9");
    assert_true(clm_json_is_null(clm_json_item(list, 2)));
    assert_null(clm_json_item(list, 3));
    assert_true(clm_json_number(clm_json_member(document, "a"), 0.0) == 2.25);
    clm_buffer names = {0};
    clm_json_each(document, join_names, &names);
    assert_string_equal(names.data, "z1a2.25list-1stop3");
    clm_buffer_clear(&names);
    clm_json_free(document);
}

static void test_clm_json_absent(void **state) {
    (void)state;
    clm_json *document = parse("[1]");
    assert_null(clm_json_member(NULL, "a"));
    assert_null(clm_json_member(document, "a"));
    assert_null(clm_json_item(NULL, 0));
    assert_null(clm_json_item(clm_json_item(document, 0), 0));
    assert_int_equal(clm_json_count(NULL), 0);
    assert_int_equal(clm_json_text(document).len, 0);
    assert_true(clm_json_number(document, 7.5) == 7.5);
    assert_true(clm_json_bool(NULL, true));
    assert_true(clm_json_is_null(NULL));
    assert_false(clm_json_is_object(NULL));
    clm_json_each(NULL, join_names, NULL);
    clm_json_each(document, join_names, NULL);
    clm_json_free(document);
    clm_json_free(NULL);
}

static void test_clm_json_number_comma_locale(void **state) {
    (void)state;
    if (!clm_test_set_comma_locale()) {
        skip();
    }
    clm_json *document = parse("[1.5, -2.25e2, 7]");
    double values[3];
    for (size_t i = 0; i < 3; i++) {
        values[i] = clm_json_number(clm_json_item(document, i), 0.0);
    }
    clm_json_free(document);
    (void)setlocale(LC_ALL, "C");
    assert_true(values[0] == 1.5);
    assert_true(values[1] == -225.0);
    assert_true(values[2] == 7.0);
}

static void write_sample(clm_json_writer *writer) {
    clm_json_open_object(writer);
    clm_json_pair_string(writer, "text", "a\"b\\c\n\r\t\x01\x7F caf\u00e9 \U0001F30D");
    clm_json_pair_string(writer, "none", NULL);
    clm_json_pair_number(writer, "number", 33.1234567891, 7);
    clm_json_pair_int(writer, "int", INT64_MIN);
    clm_json_pair_bool(writer, "yes", true);
    clm_json_key(writer, "list");
    clm_json_open_array(writer);
    clm_json_open_array(writer);
    clm_json_close_array(writer);
    clm_json_put_number(writer, HUGE_VAL, 2);
    clm_json_put_raw(writer, CLM_TEXT("{\"raw\":1}"));
    clm_json_open_object(writer);
    clm_json_close_object(writer);
    clm_json_put_null(writer);
    clm_json_put_text(writer, CLM_TEXT("x\0y"));
    clm_json_close_array(writer);
    clm_json_key(writer, "k\"ey");
    clm_json_put_bool(writer, false);
    clm_json_close_object(writer);
}

static const char sample[] =
    "{\"text\":\"a\\\"b\\\\c\\n\\r\\t\\u0001\x7F caf\u00e9 \U0001F30D\",\"none\":null,"
    "\"number\":33.1234568,\"int\":-9223372036854775808,\"yes\":true,"
    "\"list\":[[],null,{\"raw\":1},{},null,\"x\\u0000y\"],\"k\\\"ey\":false}";

static void test_clm_json_writer_sample(void **state) {
    (void)state;
    clm_buffer out = {0};
    clm_json_writer writer;
    clm_json_begin(&writer, &out);
    write_sample(&writer);
    assert_false(out.failed);
    assert_string_equal(out.data, sample);
    clm_buffer_clear(&out);
}

/* A literal key is written as any other, with and without a comma before it. */
static void test_clm_json_literal_key(void **state) {
    (void)state;
    clm_buffer out = {0};
    clm_json_writer writer;
    clm_json_begin(&writer, &out);
    clm_json_open_object(&writer);
    CLM_JSON_KEY(&writer, "first");
    clm_json_put_int(&writer, 0);
    clm_json_key(&writer, "second");
    clm_json_put_int(&writer, -15);
    CLM_JSON_KEY(&writer, "third");
    clm_json_open_object(&writer);
    CLM_JSON_KEY(&writer, "inner");
    clm_json_put_null(&writer);
    clm_json_close_object(&writer);
    CLM_JSON_KEY(&writer, "last");
    clm_json_put_int(&writer, INT64_MAX);
    clm_json_close_object(&writer);
    CLM_EXPECT_TEXT("keys", clm_test_text(&out),
                    "{\"first\":0,\"second\":-15,\"third\":{\"inner\":null},"
                    "\"last\":9223372036854775807}");
    clm_buffer_clear(&out);
}

/* Memory ends at every allocation: a true prefix, and the failure is seen. */
static void test_clm_json_writer_every_allocation_fails(void **state) {
    (void)state;
    size_t nth = 1;
    for (bool done = false; !done; nth++) {
        clm_buffer out = {0};
        clm_json_writer writer;
        clm_json_begin(&writer, &out);
        (void)clm_alloc_fail_at(nth);
        write_sample(&writer);
        done = clm_alloc_fail_at(0) < nth;
        assert_int_equal(out.failed, !done);
        if (out.len > 0) {
            assert_memory_equal(out.data, sample, out.len);
        }
        clm_buffer_clear(&out);
    }
    assert_true(nth > 4);
}

static void test_clm_json_writer_broken_utf8(void **state) {
    (void)state;
    clm_buffer out = {0};
    clm_json_writer writer;
    clm_json_begin(&writer, &out);
    clm_json_put_text(&writer, CLM_TEXT("a\xFF\xC3z\xE2\x82"));
    assert_string_equal(out.data, "\"a\uFFFD\uFFFDz\uFFFD\uFFFD\"");
    clm_buffer_clear(&out);
}

static void test_clm_json_writer_too_deep(void **state) {
    (void)state;
    clm_buffer out = {0};
    clm_json_writer writer;
    clm_json_begin(&writer, &out);
    for (int i = 0; i < CLM_JSON_DEPTH_MAX - 1; i++) {
        clm_json_open_array(&writer);
    }
    assert_false(out.failed);
    clm_json_open_array(&writer);
    assert_true(out.failed);
    clm_buffer_clear(&out);
    clm_json_begin(&writer, &out);
    clm_json_close_array(&writer);
    assert_true(out.failed);
    clm_buffer_clear(&out);
}

/* Random strings come back as they were. */
static void test_clm_json_writer_round_trip(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int i = 0; i < 2000; i++) {
        char text[256];
        size_t length = 0;
        while (length < 200) {
            uint64_t random = clm_test_random(&seed);
            uint32_t c = (uint32_t)(random >> 8) % (random % 3 == 0 ? 0x110000 : 0x100);
            length += clm_utf8_encode(c == 0 ? 1 : c, text + length);
        }
        clm_buffer out = {0};
        clm_json_writer writer;
        clm_json_begin(&writer, &out);
        clm_json_put_text(&writer, (clm_text){text, length});
        clm_json *back = parse(out.data);
        assert_true(clm_text_equal(clm_json_text(back), (clm_text){text, length}));
        clm_json_free(back);
        clm_buffer_clear(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_json_parse_errors),
        cmocka_unit_test(test_clm_json_parse_deep),
        cmocka_unit_test(test_clm_json_kinds),
        cmocka_unit_test(test_clm_json_values),
        cmocka_unit_test(test_clm_json_absent),
        cmocka_unit_test(test_clm_json_number_comma_locale),
        cmocka_unit_test(test_clm_json_writer_sample),
        cmocka_unit_test(test_clm_json_literal_key),
        cmocka_unit_test(test_clm_json_writer_every_allocation_fails),
        cmocka_unit_test(test_clm_json_writer_broken_utf8),
        cmocka_unit_test(test_clm_json_writer_too_deep),
        cmocka_unit_test(test_clm_json_writer_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "base/keyfile.h"

static const char sample[] = "\xEF\xBB\xBF# a theme\r\n"
                             "top = level\r\n"
                             "\n"
                             "[map]\n"
                             "  land = #f4f1ea  \n"
                             "empty =\n"
                             "title = a = b [c]\n"
                             "[ sea ]\n"
                             "land=none\n"
                             "[bare]\n"
                             "name = M\u00FCller\n"
                             "   # last line without its end\n"
                             "key with space\t=\tx";

static void test_clm_keyfile_parse_sample(void **state) {
    (void)state;
    static const struct {
        const char *group, *key, *value;
        size_t line;
    } table[] = {
        {"", "top", "level", 2},
        {"map", "land", "#f4f1ea", 5},
        {"map", "empty", "", 6},
        {"map", "title", "a = b [c]", 7},
        {"sea", "land", "none", 9},
        {"bare", "name", "M\u00FCller", 11},
        {"bare", "key with space", "x", 13},
    };
    clm_keyfile *file = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("sample", clm_keyfile_parse("t", CLM_TEXT(sample), &file, &error), &error);
    assert_int_equal(clm_keyfile_count(file), CLM_TEST_COUNT(table));
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        CLM_EXPECT_TEXT(table[i].key, clm_text_of(entry->group), table[i].group);
        CLM_EXPECT_TEXT(table[i].key, clm_text_of(entry->key), table[i].key);
        CLM_EXPECT_TEXT(table[i].key, clm_text_of(entry->value), table[i].value);
        CLM_EXPECT(table[i].key, entry->line == table[i].line);
        CLM_EXPECT(table[i].key,
                   clm_keyfile_get(file, table[i].group, table[i].key) == entry->value);
    }
    assert_null(clm_keyfile_at(file, CLM_TEST_COUNT(table)));
    assert_null(clm_keyfile_get(file, "map", "sea"));
    assert_null(clm_keyfile_get(file, "none", "land"));
    assert_null(clm_keyfile_get(file, "", "land"));
    assert_null(clm_keyfile_get(file, "map", ""));
    clm_keyfile_free(file);
    clm_keyfile_free(NULL);
}

static void test_clm_keyfile_parse_errors(void **state) {
    (void)state;
    const struct {
        const char *label;
        clm_text text;
        const char *message;
    } table[] = {
        {"no equals sign", CLM_TEXT("a = 1\nnothing\n"),
         "t:2: neither a \"[group]\", a \"key = value\" nor a \"# comment\""},
        {"no key", CLM_TEXT("= 1"),
         "t:1: neither a \"[group]\", a \"key = value\" nor a \"# comment\""},
        {"open group", CLM_TEXT("[map"), "t:1: a group's line must end with \"]\""},
        {"words behind a group", CLM_TEXT("[map] x"), "t:1: a group's line must end with \"]\""},
        {"group without name", CLM_TEXT("[ ]"), "t:1: the group has no usable name"},
        {"brackets in a group", CLM_TEXT("[a]b]"), "t:1: the group has no usable name"},
        {"key twice", CLM_TEXT("[g]\na=1\n\na = 2"), "t:4: key \"a\" stands already in line 2"},
        {"group twice", CLM_TEXT("[g]\n[h]\na=1\n[g]"), "t:4: group [g] stands already in line 1"},
        {"broken UTF-8", CLM_TEXT("a=1\nb=\xFF"), "t:2: the line is not valid UTF-8 text"},
        {"broken UTF-8 in a comment", CLM_TEXT("#\xFF"), "t:1: the line is not valid UTF-8 text"},
        {"NUL", CLM_TEXT("a=x\0y"), "t:1: the line is not valid UTF-8 text"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_keyfile *file = NULL;
        clm_error error = {0};
        CLM_EXPECT(table[i].label,
                   clm_keyfile_parse("t", table[i].text, &file, &error) == CLM_ERR_FORMAT);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(error.message), table[i].message);
        CLM_EXPECT(table[i].label, file == NULL);
    }
}

static void test_clm_keyfile_parse_empty(void **state) {
    (void)state;
    clm_keyfile *file = NULL;
    assert_int_equal(clm_keyfile_parse("t", (clm_text){0}, &file, NULL), CLM_OK);
    assert_int_equal(clm_keyfile_count(file), 0);
    assert_null(clm_keyfile_get(file, "", "a"));
    clm_keyfile_free(file);
}

/* Many keys: all are found again, and the same name in two groups is no repetition. */
static void test_clm_keyfile_get_many(void **state) {
    (void)state;
    clm_buffer text = {0};
    for (int group = 0; group < 50; group++) {
        clm_buffer_printf(&text, "[g%d]\n", group);
        for (int key = 0; key < 100; key++) {
            clm_buffer_printf(&text, "k%d = %d\n", key, group * 1000 + key);
        }
    }
    clm_keyfile *file = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("many", clm_keyfile_parse("t", clm_test_text(&text), &file, &error), &error);
    assert_int_equal(clm_keyfile_count(file), 5000);
    for (int i = 0; i < 5000; i++) {
        char group[16];
        char key[16];
        char value[16];
        (void)snprintf(group, sizeof group, "g%d", i / 100);
        (void)snprintf(key, sizeof key, "k%d", i % 100);
        (void)snprintf(value, sizeof value, "%d", i / 100 * 1000 + i % 100);
        assert_string_equal(clm_keyfile_get(file, group, key), value);
    }
    clm_keyfile_free(file);
    clm_buffer_clear(&text);
}

static clm_status parse_sample(void *context) {
    clm_keyfile *file = NULL;
    clm_status status = clm_keyfile_parse("t", *(const clm_text *)context, &file, NULL);
    clm_keyfile_free(file);
    return status;
}

static void test_clm_keyfile_every_allocation_fails(void **state) {
    (void)state;
    clm_buffer text = {0};
    clm_buffer_string(&text, sample);
    clm_buffer_printf(&text, "\nlong = %060000d\n[more]\nother = %050000d\n", 1, 2);
    clm_text whole = clm_test_text(&text);
    assert_true(clm_test_fail_every_allocation(parse_sample, &whole) > 6);
    clm_buffer_clear(&text);
}

typedef struct told {
    size_t count;
    size_t lines[8];
    char words[8][64];
} told;

static void note_problem(void *context, size_t line, const char *problem) {
    told *all = context;
    assert_true(all->count < 8);
    all->lines[all->count] = line;
    snprintf(all->words[all->count++], sizeof all->words[0], "%s", problem);
}

/* Reading goes on: keys of a group that cannot be read are left out, those of a group that stands
 * again are its own, of a key that stands twice the first stays. */
static void test_clm_keyfile_parse_all(void **state) {
    (void)state;
    static const char text[] = "[a]\nx = 1\nno line\n[b\ny = 2\n[c]\nz = 3\nz = 4\n[a]\nw = 5\n";
    static const struct {
        size_t line;
        const char *words;
    } expected[] = {{3, "t:3: "}, {4, "t:4: "}, {8, "t:8: key \"z\""}, {9, "t:9: group [a]"}};
    told all = {.count = 0};
    clm_keyfile *file = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("all",
                  clm_keyfile_parse_all("t", CLM_TEXT(text), note_problem, &all, &file, &error),
                  &error);
    assert_int_equal(all.count, CLM_TEST_COUNT(expected));
    for (size_t i = 0; i < CLM_TEST_COUNT(expected); i++) {
        CLM_EXPECT(expected[i].words, all.lines[i] == expected[i].line);
        CLM_EXPECT(expected[i].words, strstr(all.words[i], expected[i].words) == all.words[i]);
    }
    assert_int_equal(clm_keyfile_count(file), 3);
    assert_string_equal(clm_keyfile_get(file, "a", "x"), "1");
    assert_string_equal(clm_keyfile_get(file, "c", "z"), "3");
    assert_string_equal(clm_keyfile_get(file, "a", "w"), "5");
    clm_keyfile_free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_keyfile_parse_sample),
        cmocka_unit_test(test_clm_keyfile_parse_errors),
        cmocka_unit_test(test_clm_keyfile_parse_all),
        cmocka_unit_test(test_clm_keyfile_parse_empty),
        cmocka_unit_test(test_clm_keyfile_get_many),
        cmocka_unit_test(test_clm_keyfile_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

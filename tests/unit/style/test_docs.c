/* docs/styles.md says what the code reads: its tables are made again here and compared, and its
 * examples are loaded. */
#include "support/support.h"

#include "base/file.h"
#include "style/sections.h"
#include "style/style.h"

#include <sys/stat.h>

static clm_buffer document;

static int read_document(void **state) {
    (void)state;
    clm_buffer_init(&document);
    return clm_file_read(CLM_SOURCE_DIR "/docs/styles.md", 1 << 20, &document, NULL) == CLM_OK ? 0
                                                                                               : -1;
}

static int free_document(void **state) {
    (void)state;
    clm_buffer_clear(&document);
    return 0;
}

static void print_value(clm_buffer *out, const clm_key_rule *rule) {
    switch (rule->type) {
    case CLM_VALUE_COLOR:
        clm_buffer_string(out, "colour");
        break;
    case CLM_VALUE_NUMBER:
        clm_buffer_printf(out, "%d to %d", (int)rule->low, (int)rule->high);
        break;
    case CLM_VALUE_DASHES:
        clm_buffer_printf(out, "none or lengths of %d to %d", (int)rule->low, (int)rule->high);
        break;
    case CLM_VALUE_HATCH:
    case CLM_VALUE_WEIGHT:
    case CLM_VALUE_SLANT:
        clm_buffer_string(out, "word");
        break;
    case CLM_VALUE_TEXT:
    case CLM_VALUE_THEME:
        clm_buffer_printf(out, "text of 1 to %zu bytes", rule->bytes - 1);
        break;
    case CLM_VALUE_FILE:
        clm_buffer_string(out, "path");
        break;
    case CLM_VALUE_FILES:
        clm_buffer_printf(out, "paths, %d at most", CLM_FONT_FILES_MAX);
        break;
    }
}

static void print_keys(clm_buffer *out) {
    clm_buffer_string(out, "| key | value | what it says |\n|---|---|---|\n");
    for (unsigned key = 0; key < CLM_KEY_COUNT; key++) {
        const clm_key_rule *rule = clm_key_rule_at(key);
        clm_buffer_printf(out, "| `%s` | ", rule->name);
        print_value(out, rule);
        clm_buffer_printf(out, " | %s |\n", rule->words);
    }
}

static const unsigned letters = 1u << CLM_KEY_FONT_FAMILY | 1u << CLM_KEY_FONT_SIZE |
                                1u << CLM_KEY_FONT_WEIGHT | 1u << CLM_KEY_FONT_STYLE |
                                1u << CLM_KEY_LETTER_SPACING;
static const unsigned edge = 1u << CLM_KEY_TEXT_HALO_COLOR | 1u << CLM_KEY_TEXT_HALO_WIDTH;

static void print_names(clm_buffer *out, unsigned keys) {
    const char *between = "";
    for (unsigned key = 0; key < CLM_KEY_COUNT; key++) {
        if ((keys >> key & 1u) == 0) {
            continue;
        }
        unsigned bit = 1u << key;
        if ((bit & letters) != 0 && (keys & letters) == letters) {
            if (bit == (letters & -letters)) {
                clm_buffer_printf(out, "%s*font*", between);
            }
        } else if ((bit & edge) != 0 && (keys & edge) == edge) {
            if (bit == (edge & -edge)) {
                clm_buffer_printf(out, "%s*halo*", between);
            }
        } else {
            clm_buffer_printf(out, "%s`%s`", between, clm_key_rule_at(key)->name);
        }
        between = " ";
    }
}

static void print_sections(clm_buffer *out) {
    clm_buffer_string(out, "| section | takes from | keys | what it is |\n|---|---|---|---|\n");
    const char *above[4] = {NULL};
    for (size_t i = 0; i < clm_section_count(); i++) {
        const clm_section *section = clm_section_at(i);
        above[section->depth] = section->name;
        clm_buffer_printf(out, "| `[%s]` | ", section->name);
        if (section->depth > 0) {
            clm_buffer_printf(out, "`[%s]` ", above[section->depth - 1]);
        }
        clm_buffer_string(out, "| ");
        if (section->keys != 0) {
            print_names(out, section->keys);
        } else {
            clm_buffer_string(out, "those of the sections that take from it");
        }
        clm_buffer_printf(out, " | %s |\n", section->words);
    }
}

/* The tables of the document are those of the code; else what should stand there is written into
 * the build folder. */
static void compare(const char *name, void (*print)(clm_buffer *out)) {
    clm_buffer expected;
    char path[512];
    clm_buffer_init(&expected);
    print(&expected);
    assert_false(expected.failed);
    if (!strstr(document.data, expected.data)) {
        snprintf(path, sizeof path, "%s/styles-%s.md", CLM_BUILD_DIR, name);
        assert_int_equal(clm_file_write(path, expected.data, expected.len, NULL), CLM_OK);
        fail_msg("the table of %s in docs/styles.md is not that of %s", name, path);
    }
    clm_buffer_clear(&expected);
}

static void test_table_of_keys(void **state) {
    (void)state;
    compare("keys", print_keys);
}

static void test_table_of_sections(void **state) {
    (void)state;
    compare("sections", print_sections);
}

static void write_file(const char *folder, const char *name, const void *bytes, size_t length) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(clm_file_write(path, bytes, length, NULL), CLM_OK);
}

static void show_problem(void *context, const char *problem) {
    (void)context;
    print_error("%s\n", problem);
}

/* Every example between "```ini" and "```" is a theme without errors, beside files of the names
 * that the document uses. */
static void test_examples_load(void **state) {
    (void)state;
    static const char font[] = "OTTO and so on";
    static const char logo[] = "\x89PNG\r\n\x1a\n and so on";
    char folder[400];
    char path[512];
    snprintf(folder, sizeof folder, "%s/test-docs-styles/fonts", CLM_BUILD_DIR);
    assert_int_equal(clm_make_dirs(folder, NULL), CLM_OK);
    write_file(folder, "Gazette-Regular.otf", font, sizeof font);
    write_file(folder, "Gazette-Bold.otf", font, sizeof font);
    snprintf(folder, sizeof folder, "%s/test-docs-styles", CLM_BUILD_DIR);
    write_file(folder, "gazette.png", logo, sizeof logo);
    size_t count = 0;
    for (const char *at = document.data; (at = strstr(at, "```ini\n")) != NULL; count++) {
        at += strlen("```ini\n");
        const char *end = strstr(at, "```");
        assert_non_null(end);
        char name[32];
        snprintf(name, sizeof name, "example%zu.style", count);
        write_file(folder, name, at, (size_t)(end - at));
        snprintf(path, sizeof path, "%s/%s", folder, name);
        clm_error error = {CLM_OK, ""};
        if (clm_theme_check(path, NULL, show_problem, NULL, &error) != CLM_OK) {
            fail_msg("example %zu: %s", count, error.message);
        }
        at = end;
    }
    assert_true(count >= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_of_keys),
        cmocka_unit_test(test_table_of_sections),
        cmocka_unit_test(test_examples_load),
    };
    return cmocka_run_group_tests(tests, read_document, free_document);
}

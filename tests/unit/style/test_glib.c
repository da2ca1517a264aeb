/* Themes are key files as GLib reads them: it finds the same values in them as we do. */
#include "support/support.h"

#include "base/file.h"
#include "base/keyfile.h"
#include "style/style.h"

#include <glib.h>

static void compare(const char *label, clm_text text) {
    clm_keyfile *ours = NULL;
    clm_error error = {CLM_OK, ""};
    GError *problem = NULL;
    GKeyFile *theirs = g_key_file_new();
    CLM_EXPECT_OK(label, clm_keyfile_parse(label, text, &ours, &error), &error);
    if (!g_key_file_load_from_data(theirs, text.ptr, text.len, G_KEY_FILE_NONE, &problem)) {
        fail_msg("%s: GLib says: %s", label, problem->message);
    }
    for (size_t i = 0; i < clm_keyfile_count(ours); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(ours, i);
        char *value = g_key_file_get_string(theirs, entry->group, entry->key, NULL);
        if (!value || strcmp(value, entry->value) != 0) {
            fail_msg("%s:%zu: \"%s\" for us, \"%s\" for GLib", label, entry->line, entry->value,
                     value ? value : "(nothing)");
        }
        g_free(value);
    }
    size_t keys = 0;
    char **groups = g_key_file_get_groups(theirs, NULL);
    for (char **group = groups; *group; group++) {
        gsize count = 0;
        g_strfreev(g_key_file_get_keys(theirs, *group, &count, NULL));
        keys += count;
    }
    g_strfreev(groups);
    assert_int_equal(keys, clm_keyfile_count(ours));
    g_key_file_free(theirs);
    clm_keyfile_free(ours);
}

static void compare_file(void *context, const clm_theme_entry *entry) {
    size_t *count = context;
    char path[512];
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    snprintf(path, sizeof path, "%s/styles/%s.style", CLM_SOURCE_DIR, entry->name);
    assert_int_equal(clm_file_read(path, 1 << 20, &bytes, NULL), CLM_OK);
    compare(entry->name, (clm_text){bytes.data, bytes.len});
    clm_buffer_clear(&bytes);
    ++*count;
}

static void test_glib_reads_the_same(void **state) {
    (void)state;
    size_t count = 0;
    assert_int_equal(clm_theme_list(NULL, compare_file, &count, NULL), CLM_OK);
    assert_int_equal(count, 4);
    compare("by hand", CLM_TEXT("# note\n\n[a b]\n k=v\nlist = x;y;\n[c.d]\nempty =\n"
                                "text = Größe 58 km²\nsign = a=b # c\n"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_glib_reads_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

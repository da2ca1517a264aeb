#include "support/support.h"

#include "base/module.h"

static const clm_module_spec spec = {"claimmap-fake.so", "claimmap_fake_entry", 7, "Dreaming",
                                     "Morpheus",         "libmorpheus-dev"};

static void use_folder(const char *folder) {
    assert_int_equal(setenv("CLAIMMAP_MODULES", folder, 1), 0);
}

static void test_clm_module_load_good(void **state) {
    (void)state;
    const void *table = NULL, *again = NULL;
    clm_error error = {0};
    use_folder(CLM_FAKE_MODULES "/good");
    CLM_EXPECT_OK("first", clm_module_load(&spec, &table, &error), &error);
    CLM_EXPECT_OK("again", clm_module_load(&spec, &again, &error), &error);
    assert_ptr_equal(table, again);
    assert_int_equal(((const uint32_t *)table)[1], 42); /* it stays loaded */
}

static void test_clm_module_load_errors(void **state) {
    (void)state;
    static const struct {
        const char *label, *folder;
        clm_status status;
        const char *words[3];
    } table[] = {
        {"missing",
         CLM_FAKE_MODULES,
         CLM_ERR_UNSUPPORTED,
         {"Dreaming needs the Morpheus module", CLM_FAKE_MODULES "/claimmap-fake.so",
          "libmorpheus-dev"}},
        {"another version",
         CLM_FAKE_MODULES "/newer",
         CLM_ERR_VERSION,
         {"newer/claimmap-fake.so", "belongs to another version of claimmap", ""}},
        {"without its function",
         CLM_FAKE_MODULES "/blind",
         CLM_ERR_VERSION,
         {"blind/claimmap-fake.so", "belongs to another version of claimmap", ""}},
        /* Not named: beside the program, and where an installed one has its modules. */
        {"nowhere",
         "",
         CLM_ERR_UNSUPPORTED,
         {"/claimmap-fake.so, ", "/../lib/claimmap/claimmap-fake.so;", ""}},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const void *loaded = &spec;
        clm_error error = {0};
        use_folder(table[i].folder);
        CLM_EXPECT(table[i].label, clm_module_load(&spec, &loaded, &error) == table[i].status);
        CLM_EXPECT(table[i].label, loaded == NULL);
        for (size_t k = 0; k < 3; k++) {
            CLM_EXPECT(table[i].label, strstr(error.message, table[i].words[k]) != NULL);
        }
    }
}

static void test_clm_module_load_no_object(void **state) {
    (void)state;
    char folder[512], file[560];
    const void *loaded = &spec;
    clm_error error = {0};
    clm_test_path(folder, sizeof folder, "base_module", "");
    (void)snprintf(file, sizeof file, "%s/claimmap-fake.so", folder);
    clm_test_write(file, "no object", 9);
    use_folder(folder);
    assert_int_equal(clm_module_load(&spec, &loaded, &error), CLM_ERR_UNSUPPORTED);
    assert_null(loaded);
    assert_non_null(strstr(error.message, "the Morpheus module cannot be loaded: "));
    assert_non_null(strstr(error.message, "libmorpheus-dev"));
    (void)unlink(file);
    (void)rmdir(folder);
}

static clm_status load(void *context) {
    const void *table;
    (void)context;
    return clm_module_load(&spec, &table, NULL);
}

/* Where nothing is found, the message is made in buffers. */
static clm_status miss(void *context) {
    const clm_status status = load(context);
    return status == CLM_ERR_UNSUPPORTED ? CLM_OK : status;
}

static void test_clm_module_load_every_allocation_fails(void **state) {
    (void)state;
    use_folder(CLM_FAKE_MODULES "/good");
    assert_true(clm_test_fail_every_allocation(load, NULL) >= 1);
    use_folder("");
    assert_true(clm_test_fail_every_allocation(miss, NULL) >= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_module_load_good),
        cmocka_unit_test(test_clm_module_load_errors),
        cmocka_unit_test(test_clm_module_load_no_object),
        cmocka_unit_test(test_clm_module_load_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The module's own sources, linked here: what it says where there is no server. */
#include "support/support.h"

#include "store/module.h"
#include "unit/store/model.h"

const void *clm_store_module_get(void);

static const clm_store_module *module_table(void) {
    return clm_store_module_get();
}

static clm_status open_with(const char *connection, clm_error *error) {
    const clm_store_options options = {connection, "a schema", &letter_model};
    clm_module_store *store = NULL;
    clm_status status = module_table()->open(&options, &store, error);
    assert_null(store);
    module_table()->free(store);
    return status;
}

/* Wherever a password stands, and however wrong the string is, no message has it. */
static void test_module_open_wrong_string(void **state) {
    (void)state;
    static const struct {
        const char *label, *connection;
        clm_status status;
    } table[] = {
        {"a password with a space", "host=/none password=my hush-hush", CLM_ERR_ARGUMENT},
        {"an unknown word", "host=/none passwort=hush-hush", CLM_ERR_ARGUMENT},
        {"a quotation that does not end", "password='hush-hush", CLM_ERR_ARGUMENT},
        {"an address with a space", "postgresql://me:hush-hush@[none/x", CLM_ERR_ARGUMENT},
        {"half an escape", "postgresql://me:hush-hush%zz@none/x", CLM_ERR_ARGUMENT},
        {"an unknown parameter", "postgresql://me@none/x?hush-hush=1", CLM_ERR_ARGUMENT},
        {"no server", "host=/no/such/folder user=me password=hush-hush dbname=x", CLM_ERR_IO},
        {"no server, as an address", "postgresql://me:hush-hush@%2Fno%2Fsuch%2Ffolder/x",
         CLM_ERR_IO},
        {"no port of that number", "host=localhost port=hush user=me password=hush-hush",
         CLM_ERR_IO},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_error error = {0};
        CLM_EXPECT(table[i].label, open_with(table[i].connection, &error) == table[i].status);
        CLM_EXPECT(table[i].label, strstr(error.message, "hush-hush") == NULL);
        CLM_EXPECT(table[i].label, error.message[0] != '\0');
        if (table[i].status == CLM_ERR_ARGUMENT) {
            CLM_EXPECT(table[i].label, strstr(error.message, "\"host=... dbname=...\"") != NULL);
        }
    }
}

static void test_module_open_environment(void **state) {
    (void)state;
    clm_error error = {0};
    assert_int_equal(setenv("PGHOST", "/no/such/folder", 1), 0);
    assert_int_equal(setenv("PGUSER", "me", 1), 0);
    assert_int_equal(open_with(NULL, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "/no/such/folder"));
    assert_int_equal(open_with("x", &error), CLM_ERR_IO); /* the name of a database */
    assert_int_equal(unsetenv("PGHOST"), 0);
    assert_int_equal(unsetenv("PGUSER"), 0);
}

static clm_status open_nowhere(void *context) {
    const clm_status status = open_with(context, NULL);
    return status == CLM_ERR_NOMEM ? status : CLM_OK;
}

/* libpq's own allocations are its own. */
static void test_module_open_every_allocation_fails(void **state) {
    (void)state;
    static char no_server[] = "host=/no/such/folder user=me dbname=x";
    static char no_string[] = "host=/none passwort=x";
    assert_true(clm_test_fail_every_allocation(open_nowhere, no_server) >= 4);
    assert_true(clm_test_fail_every_allocation(open_nowhere, no_string) >= 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_module_open_wrong_string),
        cmocka_unit_test(test_module_open_environment),
        cmocka_unit_test(test_module_open_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

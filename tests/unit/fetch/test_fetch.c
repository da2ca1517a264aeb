#include "support/support.h"

#include "fetch/fetch.h"

#include <pthread.h>

static void use_folder(const char *folder) {
    assert_int_equal(setenv("CLAIMMAP_MODULES", folder, 1), 0);
}

static clm_fetch_options quick(void) {
    clm_fetch_options options = clm_fetch_options_default();
    options.gap_ms = 0;
    return options;
}

static clm_fetcher *open_fake(const clm_fetch_options *options) {
    clm_fetcher *fetcher;
    clm_error error = {0};
    use_folder(CLM_FAKE_MODULES);
    CLM_EXPECT_OK("fake", clm_fetcher_open(options, &fetcher, &error), &error);
    return fetcher;
}

static void test_clm_fetcher_open_errors(void **state) {
    (void)state;
    clm_fetch_options options = quick();
    clm_fetcher *fetcher;
    clm_error error = {0};
    use_folder(CLM_FAKE_MODULES "/none");
    assert_int_equal(clm_fetcher_open(&options, &fetcher, &error), CLM_ERR_UNSUPPORTED);
    assert_null(fetcher);
    assert_non_null(strstr(error.message, "libcurl4-openssl-dev"));
    use_folder(CLM_FAKE_MODULES);
    options.contact = "a\r\nX: b";
    assert_int_equal(clm_fetcher_open(&options, &fetcher, &error), CLM_ERR_ARGUMENT);
    assert_null(fetcher);
    clm_fetcher_free(NULL);
    clm_fetch_manners_free(NULL);
}

static void test_clm_fetcher_get_answers(void **state) {
    (void)state;
    static const struct {
        const char *url;
        clm_status status;
        clm_fetch_fault fault;
        bool temporary;
        unsigned redirects;
        uint64_t retry_s;
    } table[] = {
        {"http://a/page", CLM_OK, CLM_FETCH_NONE, false, 0, 0},
        {"http://a/to/b/to/c/page", CLM_OK, CLM_FETCH_NONE, false, 2, 0},
        {"http://a/to/b/to/c/to/d/page", CLM_ERR_LIMIT, CLM_FETCH_REDIRECTS, false, 2, 0},
        {"ftp://a/", CLM_ERR_ARGUMENT, CLM_FETCH_URL, false, 0, 0},
        {"http://a/404", CLM_ERR_NOT_FOUND, CLM_FETCH_REFUSED, false, 0, 0},
        {"http://a/410", CLM_ERR_NOT_FOUND, CLM_FETCH_REFUSED, false, 0, 0},
        {"http://a/403", CLM_ERR_IO, CLM_FETCH_REFUSED, false, 0, 0},
        {"http://a/408", CLM_ERR_IO, CLM_FETCH_SERVER, true, 0, 0},
        {"http://a/206", CLM_ERR_IO, CLM_FETCH_SERVER, true, 0, 0},
        {"http://a/304", CLM_ERR_IO, CLM_FETCH_SERVER, true, 0, 0},
        {"http://a/500", CLM_ERR_IO, CLM_FETCH_SERVER, true, 0, 3},
        {"http://b/503", CLM_ERR_IO, CLM_FETCH_SERVER, true, 0, 3},
        {"http://b/page", CLM_ERR_LIMIT, CLM_FETCH_WAIT, true, 0, 3},
        {"http://rules/yes", CLM_OK, CLM_FETCH_NONE, false, 0, 0},
        {"http://rules/no/1", CLM_ERR_ARGUMENT, CLM_FETCH_ROBOTS, false, 0, 0},
        {"http://a/to/rules/no", CLM_ERR_ARGUMENT, CLM_FETCH_ROBOTS, false, 1, 0},
        {"http://broken/page", CLM_ERR_ARGUMENT, CLM_FETCH_ROBOTS, true, 0, 600},
    };
    clm_fetch_options options = quick();
    options.redirect_limit = 2;
    options.wait_limit_ms = 1000;
    clm_fetcher *fetcher = open_fake(&options);
    clm_fetch_reply reply;
    clm_fetch_reply_init(&reply);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_error error = {0};
        const clm_fetch_request request = {.url = table[i].url};
        const clm_status status = clm_fetcher_get(fetcher, &request, &reply, &error);
        CLM_EXPECT(table[i].url, status == table[i].status && reply.fault == table[i].fault);
        CLM_EXPECT(table[i].url, reply.temporary == table[i].temporary);
        CLM_EXPECT(table[i].url, reply.redirects == table[i].redirects);
        CLM_EXPECT(table[i].url, reply.retry_after_s == table[i].retry_s);
        CLM_EXPECT_TEXT(table[i].url, clm_test_text(&reply.body), status == CLM_OK ? "page" : "");
    }
    clm_fetch_reply_clear(&reply);
    clm_fetcher_free(fetcher);
}

/* A host that one fetcher was told to leave alone is left alone by another with the same manners.
 */
static void test_clm_fetch_manners_shared(void **state) {
    (void)state;
    clm_fetch_options options = quick();
    options.manners = clm_fetch_manners_new();
    options.wait_limit_ms = 1000;
    assert_non_null(options.manners);
    clm_fetcher *one = open_fake(&options), *other = open_fake(&options);
    clm_fetch_reply reply;
    clm_fetch_reply_init(&reply);
    clm_fetch_request request = {.url = "http://a/429"};
    assert_int_equal(clm_fetcher_get(one, &request, &reply, NULL), CLM_ERR_IO);
    request.url = "http://a/page";
    assert_int_equal(clm_fetcher_get(other, &request, &reply, NULL), CLM_ERR_LIMIT);
    assert_int_equal(reply.fault, CLM_FETCH_WAIT);
    request.url = "http://b/page";
    assert_int_equal(clm_fetcher_get(other, &request, &reply, NULL), CLM_OK);
    clm_fetch_reply_clear(&reply);
    clm_fetcher_free(one);
    clm_fetcher_free(other);
    clm_fetch_manners_free(options.manners);
}

enum { THREADS = 4, VISITS = 50 };

static void *visit_often(void *context) {
    clm_fetcher *fetcher = context;
    clm_fetch_reply reply;
    clm_fetch_reply_init(&reply);
    size_t whole = 0;
    for (int i = 0; i < VISITS; i++) {
        char url[64];
        (void)snprintf(url, sizeof url, "http://host%d/page", i % 10);
        const clm_fetch_request request = {.url = url};
        whole += clm_fetcher_get(fetcher, &request, &reply, NULL) == CLM_OK;
    }
    clm_fetch_reply_clear(&reply);
    return whole == VISITS ? context : NULL;
}

static void test_clm_fetch_manners_threads(void **state) {
    (void)state;
    clm_fetch_options options = quick();
    options.manners = clm_fetch_manners_new();
    assert_non_null(options.manners);
    pthread_t threads[THREADS];
    clm_fetcher *fetchers[THREADS];
    for (int i = 0; i < THREADS; i++) {
        fetchers[i] = open_fake(&options);
        assert_int_equal(pthread_create(&threads[i], NULL, visit_often, fetchers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *result;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_non_null(result);
        clm_fetcher_free(fetchers[i]);
    }
    clm_fetch_manners_free(options.manners);
}

/* Before anything is asked for. */
static void test_clm_fetcher_get_cancelled(void **state) {
    (void)state;
    atomic_bool cancel = true;
    clm_fetch_options options = quick();
    options.cancel = &cancel;
    clm_fetcher *fetcher = open_fake(&options);
    clm_fetch_reply reply;
    clm_fetch_reply_init(&reply);
    const clm_fetch_request request = {.url = "http://a/page"};
    assert_int_equal(clm_fetcher_get(fetcher, &request, &reply, NULL), CLM_ERR_IO);
    assert_int_equal(reply.fault, CLM_FETCH_CANCELLED);
    assert_true(reply.temporary);
    clm_fetch_reply_clear(&reply);
    clm_fetcher_free(fetcher);
}

static clm_status fetch_all(void *context) {
    clm_fetch_options options = quick();
    options.contact = "https://example.org";
    clm_fetcher *fetcher;
    clm_status status = clm_fetcher_open(&options, &fetcher, NULL);
    clm_fetch_reply reply;
    clm_fetch_reply_init(&reply);
    const char *const *urls = context;
    for (; status == CLM_OK && *urls != NULL; urls++) {
        const clm_fetch_request request = {.url = *urls, .etag = "\"old\""};
        status = clm_fetcher_get(fetcher, &request, &reply, NULL);
    }
    clm_fetch_reply_clear(&reply);
    clm_fetcher_free(fetcher);
    return status;
}

static void test_clm_fetcher_allocations(void **state) {
    (void)state;
    const char *urls[] = {"http://rules/yes", "http://a/to/rules/page", NULL};
    use_folder(CLM_FAKE_MODULES);
    assert_true(clm_test_fail_every_allocation(fetch_all, urls) > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_fetcher_open_errors),
        cmocka_unit_test(test_clm_fetcher_get_answers),
        cmocka_unit_test(test_clm_fetch_manners_shared),
        cmocka_unit_test(test_clm_fetch_manners_threads),
        cmocka_unit_test(test_clm_fetcher_get_cancelled),
        cmocka_unit_test(test_clm_fetcher_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "fetch/robots.h"

static bool allowed(const char *file, const char *path) {
    clm_robots robots;
    assert_true(clm_robots_parse(clm_text_of(file), "claimmap", &robots));
    bool answer;
    assert_true(clm_robots_allowed(&robots, clm_text_of(path), &answer));
    clm_robots_clear(&robots);
    return answer;
}

static void test_clm_robots_groups(void **state) {
    (void)state;
    static const struct {
        const char *label, *file, *path;
        bool allowed;
    } table[] = {
        {"empty", "", "/a", true},
        {"no group", "Disallow: /\n", "/a", true},
        {"all", "User-agent: *\nDisallow: /\n", "/a", false},
        {"old Mac's lines", "User-agent: *\rDisallow: /a\r", "/a", false},
        {"Windows' lines and a BOM", "\xEF\xBB\xBFUser-agent: *\r\nDisallow: /a\r\n", "/a", false},
        {"case and white space", "  uSER-AGENT :\tClaimMap \n DISALLOW\t: /a # no\n", "/a", false},
        {"own group before all's", "User-agent: *\nDisallow: /\nUser-agent: claimmap\nDisallow: /b",
         "/a", true},
        {"own group with nothing in it",
         "User-agent: *\nDisallow: /\n\nUser-agent: claimmap\n"
         "Disallow:\n",
         "/a", true},
        {"with a version", "User-agent: claimmap/2.1\nDisallow: /a", "/a", false},
        {"another that begins so", "User-agent: claimmapper\nDisallow: /a", "/a", true},
        {"two agents of one group", "User-agent: x\nUser-agent: claimmap\nDisallow: /a", "/a",
         false},
        {"two groups of one agent",
         "User-agent: claimmap\nDisallow: /a\nUser-agent: x\nDisallow: /\n"
         "User-agent: claimmap\nDisallow: /b",
         "/b", false},
        {"the group of others", "User-agent: x\nDisallow: /\n", "/a", true},
        {"a site map ends no group", "User-agent: *\nSitemap: https://x/y\nDisallow: /a", "/a",
         false},
        {"robots.txt itself", "User-agent: *\nDisallow: /\n", "/robots.txt", true},
        {"lines that are none", "User-agent: *\n<html>\n:::\nDisallow /a\nDisallow: /b", "/a",
         true},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label, allowed(table[i].file, table[i].path) == table[i].allowed);
    }
}

/* Patterns of section 2.2.3 of RFC 9309 and around them. */
static void test_clm_robots_allowed_patterns(void **state) {
    (void)state;
    static const struct {
        const char *rules, *path;
        bool allowed;
    } table[] = {
        {"Disallow: /fish", "/fish.html", false},
        {"Disallow: /fish", "/Fish", true},
        {"Disallow: /fish", "/catfish", true},
        {"Disallow: /fish/", "/fish", true},
        {"Disallow: /*.php", "/a/b.php?x", false},
        {"Disallow: /*.php$", "/b.php?x", true},
        {"Disallow: /*.php$", "/b.php", false},
        {"Disallow: /*.php$", "/a.php.php", false},
        {"Disallow: /a*b*c$", "/aXbYcZc", false},
        {"Disallow: /a*b*c$", "/aXcYb", true},
        {"Disallow: /$", "/", false},
        {"Disallow: /$", "/a", true},
        {"Disallow: *", "/a", false},
        {"Disallow: /p\nAllow: /page", "/page", true},
        {"Allow: /page\nDisallow: /*.htm", "/page.htm", false},
        {"Disallow: /page\nAllow: /page", "/page", true},
        {"Allow: /$\nDisallow: /", "/", true},
        {"Allow: /$\nDisallow: /", "/page.htm", false},
        {"Disallow: /a/%7Ejoe", "/a/~joe", false},
        {"Disallow: /%e3%81%82", "/%E3%81%82", false},
        {"Disallow: /\xE3\x81\x82", "/%E3%81%82/x", false},
        {"Disallow: /a%2Fb", "/a/b", true},
        {"Disallow: /a%2A", "/a*", false},
        {"Disallow: /a%2A", "/ab", true},
        {"Disallow: /a$b", "/a$b", false},
        {"Disallow: /?q=", "/?q=1", false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char file[200];
        (void)snprintf(file, sizeof file, "User-agent: *\n%s\n", table[i].rules);
        CLM_EXPECT(table[i].rules, allowed(file, table[i].path) == table[i].allowed);
    }
}

static double delay(const char *file) {
    clm_robots robots;
    assert_true(clm_robots_parse(clm_text_of(file), "claimmap", &robots));
    const double answer = robots.delay_s;
    clm_robots_clear(&robots);
    return answer;
}

static void test_clm_robots_parse_delay(void **state) {
    (void)state;
    CLM_EXPECT_NEAR("of all", delay("User-agent: *\nCrawl-delay: 2.5\n"), 2.5, 0);
    CLM_EXPECT_NEAR("none", delay("User-agent: *\nCrawl-delay: soon\n"), 0, 0);
    CLM_EXPECT_NEAR("negative", delay("User-agent: *\nCrawl-delay: -3\n"), 0, 0);
    CLM_EXPECT_NEAR("own",
                    delay("User-agent: *\nCrawl-delay: 9\nUser-agent: claimmap\n"
                          "Crawl-delay: 1"),
                    1, 0);
    CLM_EXPECT_NEAR("of others", delay("User-agent: x\nCrawl-delay: 9\n"), 0, 0);
}

/* What lies behind the limit is not read. */
static void test_clm_robots_parse_limit(void **state) {
    (void)state;
    clm_buffer file = {0};
    clm_buffer_string(&file, "User-agent: *\nDisallow: /a\n#");
    while (file.len < CLM_ROBOTS_LIMIT_BYTES) {
        clm_buffer_char(&file, 'x');
    }
    clm_buffer_string(&file, "\nDisallow: /b\n");
    assert_false(file.failed);
    assert_false(allowed(file.data, "/a"));
    assert_true(allowed(file.data, "/b"));
    clm_buffer_clear(&file);
}

static clm_status parse_one(void *context) {
    (void)context;
    static const char file[] = "User-agent: claimmap\nDisallow: /a\nAllow: /a/b\n";
    clm_robots robots;
    if (!clm_robots_parse(clm_text_of(file), "claimmap", &robots)) {
        return robots.count == 0 && robots.rules == NULL ? CLM_ERR_NOMEM : CLM_ERR_FORMAT;
    }
    bool answer;
    const bool known = clm_robots_allowed(&robots, CLM_TEXT("/c"), &answer);
    clm_robots_clear(&robots);
    return !known ? CLM_ERR_NOMEM : answer ? CLM_OK : CLM_ERR_FORMAT;
}

static void test_clm_robots_allocations(void **state) {
    (void)state;
    /* A path and the list for each rule, and the path that is asked for. */
    assert_true(clm_test_fail_every_allocation(parse_one, NULL) >= 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_robots_groups),
        cmocka_unit_test(test_clm_robots_allowed_patterns),
        cmocka_unit_test(test_clm_robots_parse_delay),
        cmocka_unit_test(test_clm_robots_parse_limit),
        cmocka_unit_test(test_clm_robots_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "refresh/sources.h"

static void test_clm_url_key(void **state) {
    (void)state;
    static const struct {
        const char *url, *key;
    } table[] = {
        {"HTTPS://A.Example:443/X/?utm_source=r&b=1#top", "http://a.example/X?b=1"},
        {"http://a.example:80", "http://a.example"},
        {"http://a.example/", "http://a.example"},
        {"https://a.example/x?fbclid=1&c=2&a=3", "http://a.example/x?c=2&a=3"},
        {"https://a.example:8443/x", "http://a.example:8443/x"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        clm_url_key(table[i].url, &out);
        CLM_EXPECT_TEXT(table[i].url, clm_test_text(&out), table[i].key);
        clm_buffer_clear(&out);
    }
}

static void test_clm_words_found(void **state) {
    (void)state;
    static const struct {
        const char *phrase, *text;
        bool found;
    } table[] = {
        {"Kursk", "In KURSK's streets", true},
        {"Kursk", "Kurskaya", false},
        {"flood water", "Flood-water rose", true},
        {"flood water", "flood of water", false},
        {"Zürich", "zurich airport", true},
        {"US", "told us", true},
        {"U.S.", "told us", false},
        {"...", "a ... b", false},
        {"Kursk", "", false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        bool failed = false;
        const clm_strings phrases = {&table[i].phrase, 1};
        CLM_EXPECT(table[i].text, clm_words_found(&phrases, clm_text_of(table[i].text), &failed) ==
                                      table[i].found);
        CLM_EXPECT(table[i].text, !failed);
    }
}

static clm_status fetch(void *context, const char *url, clm_buffer *out, char *charset,
                        clm_error *error) {
    (void)context;
    (void)charset;
    if (strcmp(url, "http://a.example/index") == 0) {
        clm_buffer_string(out, "<sitemapindex><sitemap><loc>http://a.example/map</loc></sitemap>"
                               "<sitemap><loc>http://a.example/gone</loc></sitemap>"
                               "</sitemapindex>");
    } else if (strcmp(url, "http://a.example/map") == 0) {
        clm_buffer_string(
            out, "<urlset><url><loc>http://a.example/b</loc><lastmod>2025-04-08</lastmod></url>"
                 "<url><loc>http://a.example/a</loc><lastmod>2025-04-08</lastmod></url>"
                 "<url><loc>http://a.example/new?utm_x=1</loc><lastmod>2025-04-09</lastmod></url>"
                 "<url><loc>http://a.example/new/</loc><lastmod>2025-04-07</lastmod></url>"
                 "<url><loc>http://a.example/undated</loc></url>"
                 "<url><loc>http://a.example/old</loc><lastmod>2025-01-01</lastmod></url>"
                 "</urlset>");
    } else {
        return clm_fail(error, CLM_ERR_NOT_FOUND, "404");
    }
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static const clm_sources_options options = {1744243200 /* 2025-04-10 */, fetch, NULL};
static const clm_source_config sitemap = {.kind = CLM_SOURCE_SITEMAP,
                                          .address = "http://a.example/index",
                                          .is_url = true,
                                          .most_days = 30};

static void test_clm_items_list_sitemap(void **state) {
    (void)state;
    static const char *const expected[] = {"http://a.example/new?utm_x=1", "http://a.example/a",
                                           "http://a.example/b", "http://a.example/undated"};
    clm_items items;
    clm_error error = {0};
    CLM_EXPECT_OK("index", clm_items_list(&sitemap, &options, &items, &error), &error);
    assert_int_equal(items.count, CLM_TEST_COUNT(expected));
    for (size_t i = 0; i < items.count; i++) {
        assert_string_equal(items.items[i].address, expected[i]);
    }
    assert_int_equal(items.old, 1);
    assert_int_equal(items.twice, 1);
    assert_string_equal(items.problems.data, "http://a.example/gone: 404\n");
    clm_items_clear(&items);
}

/* An index of 60, each newer than the one before, each with one page. */
static clm_status fetch_many(void *context, const char *url, clm_buffer *out, char *charset,
                             clm_error *error) {
    (void)charset;
    ++*(size_t *)context;
    if (strcmp(url, "http://a.example/many") != 0) {
        clm_buffer_printf(out, "<urlset><url><loc>%s/page</loc></url></urlset>", url);
    } else {
        clm_buffer_string(out, "<sitemapindex>");
        for (int i = 0; i < 60; i++) {
            clm_buffer_printf(out,
                              "<sitemap><loc>http://a.example/%02d</loc>"
                              "<lastmod>2025-0%d-%02d</lastmod></sitemap>",
                              i, 1 + i / 20, 1 + i % 20);
        }
        clm_buffer_string(out, "</sitemapindex>");
    }
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static void test_clm_items_list_long_index(void **state) {
    (void)state;
    size_t fetched = 0;
    const clm_sources_options many = {1744243200, fetch_many, &fetched};
    const clm_source_config source = {
        .kind = CLM_SOURCE_SITEMAP, .address = "http://a.example/many", .is_url = true};
    clm_items items;
    clm_error error = {0};
    CLM_EXPECT_OK("60 sitemaps", clm_items_list(&source, &many, &items, &error), &error);
    assert_int_equal(fetched, 51);
    assert_int_equal(items.count, 50);
    assert_string_equal(items.items[0].address, "http://a.example/10/page"); /* the 50 newest */
    assert_string_equal(items.items[49].address, "http://a.example/59/page");
    assert_string_equal(items.problems.data,
                        "http://a.example/many: only 50 of 60 sitemaps were read\n");
    clm_items_clear(&items);
}

static clm_status fetch_broken(void *context, const char *url, clm_buffer *out, char *charset,
                               clm_error *error) {
    (void)context;
    (void)charset;
    static const char feed[] = "<urlset><url><loc>http://a.example/x</loc></url>";
    if (strcmp(url, "http://a.example/index") == 0) {
        clm_buffer_string(out, "<sitemapindex><sitemap><loc>http://a.example/1</loc></sitemap>"
                               "<sitemap><loc>http://a.example/2</loc></sitemap></sitemapindex>");
    } else if (strcmp(url, "http://a.example/short") == 0) {
        clm_buffer_printf(out, "%s<url><loc>http://a.exam", feed);
    } else if (strcmp(url, "http://a.example/open") == 0) {
        clm_buffer_printf(out, "%s<b></p></urlset ><!-- made in 1 s -->", feed);
    } else {
        return clm_fail(error, CLM_ERR_IO, "no answer");
    }
    return CLM_OK;
}

/* Of what breaks off the rest is not known; XML that is wrong inside is read to its end. An index
 * of which no part can be read is no source without articles. */
static void test_clm_items_list_broken(void **state) {
    (void)state;
    static const struct {
        const char *url, *problems, *failure;
        size_t count;
    } table[] = {
        {"http://a.example/short",
         "http://a.example/short: it breaks off, and entries may be missing\n", "", 1},
        {"http://a.example/open", "", "", 1},
        {"http://a.example/index", "http://a.example/1: no answer\nhttp://a.example/2: no answer\n",
         "http://a.example/1: no answer", 0},
    };
    const clm_sources_options broken = {1744243200, fetch_broken, NULL};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_source_config source = {
            .kind = CLM_SOURCE_SITEMAP, .address = table[i].url, .is_url = true};
        clm_items items;
        clm_error error = {CLM_OK, ""};
        const clm_status status = clm_items_list(&source, &broken, &items, &error);
        CLM_EXPECT(table[i].url, (status != CLM_OK) == (table[i].failure[0] != '\0'));
        CLM_EXPECT_TEXT(table[i].url, clm_text_of(error.message), table[i].failure);
        CLM_EXPECT_TEXT(table[i].url, clm_test_text(&items.problems), table[i].problems);
        CLM_EXPECT(table[i].url, items.count == table[i].count);
        clm_items_clear(&items);
    }
}

static clm_status list(void *context) {
    (void)context;
    clm_items items;
    const clm_status status = clm_items_list(&sitemap, &options, &items, NULL);
    clm_items_clear(&items);
    return status;
}

static void test_clm_items_list_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(list, NULL) > 5);
}

static void test_clm_items_list_folder(void **state) {
    (void)state;
    char folder[1000], path[1100], picture[1100];
    clm_test_path(folder, sizeof folder, "sources", "in");
    assert_int_equal(mkdir(folder, 0777), 0);
    (void)snprintf(path, sizeof path, "%s/a.txt", folder);
    (void)snprintf(picture, sizeof picture, "%s/a.png", folder);
    clm_test_write(path, "x", 1);
    clm_test_write(picture, "x", 1);
    const clm_source_config source = {.kind = CLM_SOURCE_FOLDER, .address = folder};
    clm_items items;
    clm_error error = {0};
    CLM_EXPECT_OK("folder", clm_items_list(&source, &options, &items, &error), &error);
    assert_int_equal(items.count, 1);
    assert_string_equal(items.items[0].address, path);
    assert_int_equal(items.items[0].time, options.now); /* written later than "now" */
    clm_items_clear(&items);
    assert_int_equal(remove(path) | remove(picture) | rmdir(folder), 0);
    assert_int_equal(clm_items_list(&source, &options, &items, &error), CLM_ERR_IO);
    clm_items_clear(&items);
}

/* A folder with names of all kinds; `names` are made in it, those with "/" at the end folders. */
static void make_tree(const char *folder, const char *const *names, size_t count) {
    char path[1100];
    assert_int_equal(mkdir(folder, 0777), 0);
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        const size_t length = strlen(path);
        if (path[length - 1] == '/') {
            assert_int_equal(mkdir(path, 0777), 0);
        } else {
            clm_test_write(path, "x", 1);
        }
    }
}

static void link_in(const char *folder, const char *target, const char *name, bool symbolic) {
    char from[1100], to[1100];
    (void)snprintf(from, sizeof from, "%s/%s", folder, target);
    (void)snprintf(to, sizeof to, "%s/%s", folder, name);
    assert_int_equal(symbolic ? symlink(target, to) : link(from, to), 0);
}

static void remove_tree(const char *folder, const char *const *names, size_t count) {
    char path[1100];
    for (size_t i = count; i-- > 0;) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        assert_int_equal(remove(path), 0);
    }
    assert_int_equal(rmdir(folder), 0);
}

/* The items as their paths in `folder`, with blanks between. */
static void expect_items(const char *label, const clm_source_config *source, const char *folder,
                         size_t twice, const char *expected) {
    clm_items items;
    clm_error error = {0};
    clm_buffer names;
    clm_buffer_init(&names);
    CLM_EXPECT_OK(label, clm_items_list(source, &options, &items, &error), &error);
    for (size_t i = 0; i < items.count; i++) {
        clm_buffer_printf(&names, "%s%s", i > 0 ? " " : "",
                          items.items[i].address + strlen(folder) + 1);
    }
    CLM_EXPECT_TEXT(label, clm_test_text(&names), expected);
    CLM_EXPECT(label, items.twice == twice && items.problems.len == 0);
    clm_buffer_clear(&names);
    clm_items_clear(&items);
}

static void test_clm_items_list_tree(void **state) {
    (void)state;
    static const char *const files[] = {"a.txt",       ".hidden.txt", "c.dat",           "sub/",
                                        "sub/b.html",  "sub/deep/",   "sub/deep/d.json", ".git/",
                                        ".git/in.txt", "e.txt/"};
    static const char *const links[] = {"hard.txt", "soft.txt", "gone.txt", "round"};
    char folder[1000], pattern[1100];
    clm_test_path(folder, sizeof folder, "sources", "tree");
    make_tree(folder, files, CLM_TEST_COUNT(files));
    link_in(folder, "a.txt", "hard.txt", false);
    link_in(folder, "a.txt", "soft.txt", true);
    link_in(folder, "nowhere", "gone.txt", true);
    link_in(folder, "sub", "round", true); /* would bring sub's files again */

    /* All are as new as "now", so by path; of one file's three names the first by path stays. */
    clm_source_config source = {.kind = CLM_SOURCE_FOLDER, .address = folder};
    expect_items("flat", &source, folder, 2, "a.txt");
    source.recursive = true;
    expect_items("recursive", &source, folder, 2, "a.txt sub/b.html sub/deep/d.json");

    static const struct {
        const char *pattern, *expected;
        size_t twice;
    } patterns[] = {{"*.dat", "c.dat", 0},           {"[a-c].*", "a.txt c.dat", 0},
                    {"?.txt", "a.txt", 0}, /* e.txt is a folder */
                    {"*/*.html", "round/b.html", 1}, {"*.none", "", 0},
                    {"s*t.txt", "soft.txt", 0}};
    for (size_t i = 0; i < CLM_TEST_COUNT(patterns); i++) {
        (void)snprintf(pattern, sizeof pattern, "%s/%s", folder, patterns[i].pattern);
        const clm_source_config named = {.kind = CLM_SOURCE_GLOB, .address = pattern};
        expect_items(patterns[i].pattern, &named, folder, patterns[i].twice, patterns[i].expected);
    }
    for (size_t i = 0; i < CLM_TEST_COUNT(links); i++) {
        (void)snprintf(pattern, sizeof pattern, "%s/%s", folder, links[i]);
        assert_int_equal(unlink(pattern), 0);
    }
    remove_tree(folder, files, CLM_TEST_COUNT(files));
}

/* What a night wrote, which has its mark, is no article; a folder of a pattern that is not there is
 * told, and a pattern that fits nothing is not. */
static void test_clm_items_list_nights(void **state) {
    (void)state;
    static const char *const files[] = {
        "a.txt", "2026-11-23/", "2026-11-23/.claimmap-night", "2026-11-23/index.html",
        "2026/", "2026/b.txt"};
    char folder[1000], pattern[1100];
    clm_test_path(folder, sizeof folder, "sources", "nights");
    make_tree(folder, files, CLM_TEST_COUNT(files));
    const clm_source_config all = {.kind = CLM_SOURCE_FOLDER, .address = folder, .recursive = true};
    expect_items("folder", &all, folder, 0, "2026/b.txt a.txt");
    (void)snprintf(pattern, sizeof pattern, "%s/*/*", folder);
    const clm_source_config named = {.kind = CLM_SOURCE_GLOB, .address = pattern};
    expect_items("glob", &named, folder, 0, "2026/b.txt");
    (void)snprintf(pattern, sizeof pattern, "%s/*.md", folder);
    expect_items("nothing fits", &named, folder, 0, "");
    (void)snprintf(pattern, sizeof pattern, "%s/2025/*.txt", folder);
    clm_items items;
    clm_error error = {0};
    assert_int_equal(clm_items_list(&named, &options, &items, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "/2025/*.txt: a folder of it cannot be read"));
    clm_items_clear(&items);
    remove_tree(folder, files, CLM_TEST_COUNT(files));
}

static void test_clm_items_list_packed_file(void **state) {
    (void)state;
    /* Made by gzip of "http://a.example/1\n". */
    static const unsigned char packed[] = {
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x28, 0x29,
        0x29, 0xB0, 0xD2, 0xD7, 0x4F, 0xD4, 0x4B, 0xAD, 0x48, 0xCC, 0x2D, 0xC8, 0x49,
        0xD5, 0x37, 0xE4, 0x02, 0x00, 0x96, 0x01, 0x60, 0xB5, 0x13, 0x00, 0x00, 0x00};
    char path[1000];
    clm_test_path(path, sizeof path, "sources", "map.gz");
    clm_test_write(path, packed, sizeof packed);
    clm_source_config source = {.kind = CLM_SOURCE_SITEMAP, .address = path};
    clm_items items;
    clm_error error = {0};
    CLM_EXPECT_OK("packed", clm_items_list(&source, &options, &items, &error), &error);
    assert_int_equal(items.count, 1);
    assert_string_equal(items.items[0].address, "http://a.example/1");
    clm_items_clear(&items);
    clm_test_write(path, packed, sizeof packed - 4);
    assert_int_equal(clm_items_list(&source, &options, &items, &error), CLM_ERR_DAMAGED);
    assert_memory_equal(error.message, path, strlen(path)); /* says which */
    clm_items_clear(&items);
    assert_int_equal(remove(path), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_url_key),
        cmocka_unit_test(test_clm_words_found),
        cmocka_unit_test(test_clm_items_list_sitemap),
        cmocka_unit_test(test_clm_items_list_long_index),
        cmocka_unit_test(test_clm_items_list_memory),
        cmocka_unit_test(test_clm_items_list_folder),
        cmocka_unit_test(test_clm_items_list_tree),
        cmocka_unit_test(test_clm_items_list_broken),
        cmocka_unit_test(test_clm_items_list_nights),
        cmocka_unit_test(test_clm_items_list_packed_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

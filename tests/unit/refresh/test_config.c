#include "support/support.h"

#include "base/file.h"
#include "refresh/config_keys.h"

static const clm_config_place place = {"n.conf", "/etc/desk", "/home/ann"};

typedef struct said {
    char text[2000];
    size_t count;
} said;

static void hear(void *context, const char *problem) {
    said *all = context;
    (void)snprintf(all->text + strlen(all->text), sizeof all->text - strlen(all->text), "%s\n",
                   problem);
    all->count++;
}

static const char sample[] = "[source wire]\n"
                             "feed = https://wire.example/rss?x=1\n"
                             "include = Kursk, flood water ,\n"
                             "articles = 20\n"
                             "days = 2\n"
                             "overlays = maps/a.geojson?name=A; ~/b.shp\n"
                             "style = house.style\n"
                             "[defaults]\n"
                             "formats = geojson,svg\n"
                             "articles = 5\n"
                             "exclude = football\n"
                             "[night]\n"
                             "output = ~/maps\n"
                             "time-limit = 2 h\n"
                             "memory-limit = 512 MiB\n"
                             "gap = 200 ms\n"
                             "log = json\n"
                             "allow-private = yes\n"
                             "user-agent = Desk (+mailto:a@b.example)\n"
                             "[source in-tray]\n"
                             "folder = in\n"
                             "recursive = yes\n"
                             "worldview = de-facto\n"
                             "language = en\n"
                             "size = 800x600\n";

/* What the store takes for a connection is one, and a path with "=" is none. */
static void test_clm_config_parse_state(void **state) {
    (void)state;
    static const struct {
        const char *value, *state;
        bool server;
    } table[] = {
        {"~/a=b/state.sqlite", "/home/ann/a=b/state.sqlite", false},
        {"/srv/a=b.sqlite", "/srv/a=b.sqlite", false},
        {"host=db dbname=desk", "host=db dbname=desk", true},
        {"dbname = desk", "dbname = desk", true},
        {"postgresql://db/desk", "postgresql://db/desk", true},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char text[200];
        const int length = snprintf(
            text, sizeof text, "[night]\noutput = /srv/out\nstate = %s\n[source a]\nfolder = in\n",
            table[i].value);
        clm_config *config = NULL;
        clm_error error = {0};
        CLM_EXPECT_OK(
            table[i].value,
            clm_config_parse(&place, (clm_text){text, (size_t)length}, NULL, NULL, &config, &error),
            &error);
        CLM_EXPECT_TEXT(table[i].value, clm_text_of(config->night.state), table[i].state);
        CLM_EXPECT(table[i].value, config->night.state_is_server == table[i].server);
        clm_config_free(config);
    }
}

static void test_clm_config_parse_sample(void **state) {
    (void)state;
    clm_config *config = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("sample", clm_config_parse(&place, CLM_TEXT(sample), NULL, NULL, &config, &error),
                  &error);
    const clm_night_config *night = &config->night;
    assert_string_equal(night->output, "/home/ann/maps");
    assert_string_equal(night->state, "/home/ann/maps/state.sqlite");
    assert_false(night->state_is_server);
    assert_int_equal(night->time_limit_s, 7200);
    assert_int_equal(night->memory_limit_bytes, 536870912);
    assert_int_equal(night->timeout_s, 30);
    assert_int_equal(night->gap_ms, 200);
    assert_int_equal(night->article_limit_s, 300);
    assert_int_equal(night->jobs, 0);
    assert_true(night->log_json && night->allow_private);
    assert_string_equal(night->user_agent, "Desk (+mailto:a@b.example)");
    assert_int_equal(config->source_count, 2);
    const clm_source_config *wire = &config->sources[0];
    assert_string_equal(wire->name, "wire");
    assert_int_equal(wire->line, 2);
    assert_int_equal(wire->kind, CLM_SOURCE_FEED);
    assert_true(wire->is_url);
    assert_string_equal(wire->address, "https://wire.example/rss?x=1");
    assert_int_equal(wire->include.count, 2);
    assert_string_equal(wire->include.items[1], "flood water");
    assert_int_equal(wire->exclude.count, 1);
    assert_int_equal(wire->most_articles, 20);
    assert_int_equal(wire->most_days, 2);
    assert_string_equal(wire->formats, "geojson,svg");
    assert_string_equal(wire->style, "/etc/desk/house.style");
    assert_string_equal(wire->overlays.items[0], "/etc/desk/maps/a.geojson?name=A");
    assert_string_equal(wire->overlays.items[1], "/home/ann/b.shp");
    const clm_source_config *tray = &config->sources[1];
    assert_int_equal(tray->kind, CLM_SOURCE_FOLDER);
    assert_string_equal(tray->address, "/etc/desk/in");
    assert_true(tray->recursive);
    assert_int_equal(tray->most_articles, 5);
    assert_string_equal(tray->worldview, "de-facto");
    assert_string_equal(tray->size, "800x600");

    /* What is printed reads back as the same. */
    clm_buffer first, second;
    clm_buffer_init(&first);
    clm_buffer_init(&second);
    clm_config_print(config, false, &first);
    clm_config_free(config);
    CLM_EXPECT_OK("again",
                  clm_config_parse(&place, clm_test_text(&first), NULL, NULL, &config, &error),
                  &error);
    clm_config_print(config, false, &second);
    CLM_EXPECT_TEXT("again", clm_test_text(&second), first.data);
    assert_non_null(strstr(first.data, "[source wire]\nfeed = https://wire.example/rss?x=1\n"));
    clm_buffer_clear(&first);
    clm_buffer_clear(&second);
    clm_config_free(config);
    clm_config_free(NULL);
}

#define NIGHT "[night]\noutput = o\n"
#define SOURCE "[source a]\nurl = http://a.example/\n"

static void test_clm_config_parse_errors(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *said;
    } table[] = {
        {"", "n.conf:1: [night] output: the folder that the maps go to is missing\n"},
        {NIGHT, "n.conf:1: there is no [source NAME]\n"},
        {NIGHT "[source a]\ndays = 1\n",
         "n.conf:4: [source a]: where the articles are is missing: folder, glob, url, feed or "
         "sitemap\n"},
        {NIGHT SOURCE "feed = x\n",
         "n.conf:5: [source a] feed: a source has one of folder, glob, url, feed, sitemap\n"},
        {NIGHT SOURCE "inclde = x\n",
         "n.conf:5: [source a] inclde: no such key, did you mean include?\n"},
        {NIGHT SOURCE "output = x\n",
         "n.conf:5: [source a] output: no such key here; it belongs into [night]\n"},
        {NIGHT "recursive = yes\n" SOURCE,
         "n.conf:3: [night] recursive: no such key here; it belongs into a [source NAME]\n"},
        {NIGHT SOURCE "[default]\ndays = 1\n",
         "n.conf:6: [default]: no such group, did you mean [defaults]?\n"},
        {NIGHT SOURCE "[sorce b]\nfeed = 1\n",
         "n.conf:6: [sorce b]: no such group, did you mean [source NAME]?\n"},
        {"x = 1\n" NIGHT SOURCE, "n.conf:1: []: no such group; there are [night], [defaults] and "
                                 "[source NAME]\n"},
        {NIGHT SOURCE "[source A]\nfeed = f\n",
         "n.conf:6: [A]: a source of this name stands in line 4\n"},
        {NIGHT "[source ../x]\nfeed = f\n",
         "n.conf:4: [source ../x]: a name has letters, digits, -, _ and . and does not begin with "
         ".\n"},
        {NIGHT "[source]\nfeed = f\n",
         "n.conf:4: [source]: the source has no name; write [source NAME]\n"},
        {NIGHT "[source b]\nurl = ftp://x/\n",
         "n.conf:4: [source b] url: 'ftp://x/' is not an address that begins with http:// or "
         "https://\n"},
        {NIGHT "[source b]\nfeed = ftp://x/\n",
         "n.conf:4: [source b] feed: 'ftp://x/' is not a path\n"},
        {NIGHT "[source b]\nfolder = $HOME/x\n",
         "n.conf:4: [source b] folder: '$HOME/x': variables are not replaced in paths; only ~/ "
         "is\n"},
        {NIGHT "[source b]\nfolder = ~bob/x\n",
         "n.conf:4: [source b] folder: '~bob/x': other people's home folders are not known; write "
         "the path\n"},
        {NIGHT SOURCE "days = two\n", "n.conf:5: [source a] days: 'two' is not a whole number\n"},
        {NIGHT SOURCE "days = 36501\n",
         "n.conf:5: [source a] days: '36501' lies outside 0 to 36500\n"},
        {NIGHT "timeout = 5\n" SOURCE,
         "n.conf:3: [night] timeout: '5' is not a time with its unit: s, min or h\n"},
        {NIGHT "timeout = 0\n" SOURCE, "n.conf:3: [night] timeout: '0' lies outside 1 to 3600 s\n"},
        {NIGHT "page-limit = 1 GB\n" SOURCE,
         "n.conf:3: [night] page-limit: '1 GB' is not a size with its unit: KiB, MiB, GiB\n"},
        {NIGHT "gap = 0.2 s\n" SOURCE,
         "n.conf:3: [night] gap: '0.2 s' is not a time with its unit: ms, s, min or h\n"},
        {NIGHT "gap = 2 h\n" SOURCE, "n.conf:3: [night] gap: '2 h' lies outside 0 to 3600000 ms\n"},
        {NIGHT "article-time-limit = 200 ms\n" SOURCE,
         "n.conf:3: [night] article-time-limit: '200 ms' is not a time with its unit: s, min or "
         "h\n"},
        {NIGHT "log = xml\n" SOURCE, "n.conf:3: [night] log: 'xml' is neither json nor text\n"},
        {NIGHT "share = yes\n" SOURCE,
         "n.conf:3: [night] share: a run is shared only where `state` is in PostgreSQL\n"},
        {NIGHT SOURCE "worldview = x\n",
         "n.conf:5: [source a] worldview: 'x' is not iso or de-facto\n"},
        {NIGHT SOURCE "size = 1x1\n", "n.conf:5: [source a] size: '1x1' is not a size written as "
                                      "WIDTHxHEIGHT, each 64 to 16384\n"},
        {NIGHT SOURCE "days = x\nbad\narticles = y\n",
         "n.conf:5: [source a] days: 'x' is not a whole number\n"
         "n.conf:6: neither a \"[group]\", a \"key = value\" nor a \"# comment\"\n"
         "n.conf:7: [source a] articles: 'y' is not a whole number\n"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        said all = {"", 0};
        clm_config *config = NULL;
        clm_error error = {0};
        clm_status status =
            clm_config_parse(&place, clm_text_of(table[i].text), hear, &all, &config, &error);
        CLM_EXPECT_TEXT(table[i].said, clm_text_of(all.text), table[i].said);
        CLM_EXPECT(table[i].said, status == CLM_ERR_FORMAT && config == NULL);
        CLM_EXPECT(table[i].said, strncmp(error.message, all.text, strlen(error.message)) == 0);
    }
}

static void test_clm_config_hide_secret(void **state) {
    (void)state;
    static const struct {
        const char *value, *shown;
    } table[] = {
        {"postgresql://ann:pa:ss@h/db", "postgresql://ann:***@h/db"},
        {"postgresql://ann@h/db?password=p&x=1", "postgresql://ann@h/db?password=***&x=1"},
        {"host=h password=secret dbname=d", "host=h password=*** dbname=d"},
        {"host=h password='a b\\'c' dbname=d", "host=h password=*** dbname=d"},
        {"https://h/a:b@c", "https://h/a:b@c"},
        {"/var/state.sqlite", "/var/state.sqlite"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        clm_config_hide_secret(table[i].value, &out);
        CLM_EXPECT_TEXT(table[i].value, clm_test_text(&out), table[i].shown);
        clm_buffer_clear(&out);
    }
}

static clm_status parse_and_print(void *context) {
    (void)context;
    clm_config *config = NULL;
    clm_status status = clm_config_parse(&place, CLM_TEXT(sample), NULL, NULL, &config, NULL);
    clm_config_free(config);
    return status;
}

static void test_clm_config_parse_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(parse_and_print, NULL) > 5);
}

static void test_clm_config_read(void **state) {
    (void)state;
    char path[1000], folder[1000], expected[1100];
    clm_test_path(path, sizeof path, "config", "night.conf");
    clm_test_path(folder, sizeof folder, "config", "");
    clm_test_write(path, NIGHT SOURCE, strlen(NIGHT SOURCE));
    clm_config *config = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("read", clm_config_read(path, NULL, NULL, &config, &error), &error);
    char *real = realpath(folder, NULL);
    (void)snprintf(expected, sizeof expected, "%s/o", real);
    assert_string_equal(config->night.output, expected);
    free(real);
    clm_config_free(config);
    assert_int_equal(remove(path), 0);
    assert_int_equal(clm_config_read(path, NULL, NULL, &config, &error), CLM_ERR_IO);
    assert_int_equal(rmdir(folder), 0);
}

static void test_clm_config_times(void **state) {
    (void)state;
    static const struct {
        const char *lines;
        int64_t gap_ms, article_s, memory;
    } table[] = {
        {"", 1000, 300, INT64_C(2147483648)},
        {"gap = 0 s\narticle-time-limit = 0\nmemory-limit = 0\n", 0, 0, 0},
        {"gap = 0\narticle-time-limit = 90 s\nmemory-limit = 1 GiB\n", 0, 90, 1073741824},
        {"gap = 3 s\narticle-time-limit = 24 h\n", 3000, 86400, INT64_C(2147483648)},
        {"gap = 1 min\n", 60000, 300, INT64_C(2147483648)},
        {"gap = 1 h\n", 3600000, 300, INT64_C(2147483648)},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char text[400];
        (void)snprintf(text, sizeof text, NIGHT "%s" SOURCE, table[i].lines);
        clm_config *config = NULL;
        clm_error error = {0};
        CLM_EXPECT_OK(table[i].lines,
                      clm_config_parse(&place, clm_text_of(text), NULL, NULL, &config, &error),
                      &error);
        const clm_night_config *night = &config->night;
        CLM_EXPECT(table[i].lines, night->gap_ms == table[i].gap_ms);
        CLM_EXPECT(table[i].lines, night->article_limit_s == table[i].article_s);
        CLM_EXPECT(table[i].lines, night->memory_limit_bytes == table[i].memory);
        clm_config_free(config);
    }
}

static void print_table(clm_buffer *out, unsigned group, bool addresses) {
    clm_buffer_string(out, "| key | value | otherwise | what it says |\n|---|---|---|---|\n");
    for (size_t i = 0; i < clm_config_key_count(); i++) {
        const clm_config_key *key = clm_config_key_at(i);
        if ((key->groups & group) != 0 && (key->type == CLM_CONFIG_ADDRESS) == addresses) {
            clm_buffer_printf(out, "| `%s` | %s | %s | %s |\n", key->name, key->values,
                              key->otherwise != NULL ? key->otherwise : "", key->words);
        }
    }
}

static void test_documentation(void **state) {
    (void)state;
    clm_buffer document;
    clm_buffer_init(&document);
    assert_int_equal(clm_file_read(CLM_SOURCE_DIR "/docs/refresh.md", 1 << 20, &document, NULL),
                     CLM_OK);
    static const struct {
        unsigned group;
        bool addresses;
    } tables[] = {
        {CLM_CONFIG_IN_NIGHT, false}, {CLM_CONFIG_IN_SOURCE, true}, {CLM_CONFIG_IN_SOURCE, false}};
    for (size_t i = 0; i < CLM_TEST_COUNT(tables); i++) {
        clm_buffer table;
        clm_buffer_init(&table);
        print_table(&table, tables[i].group, tables[i].addresses);
        if (strstr(document.data, table.data) == NULL) {
            fail_msg("docs/refresh.md lacks this table:\n%s", table.data);
        }
        clm_buffer_clear(&table);
    }
    /* Its example is read without a problem. */
    const char *start = strstr(document.data, "```ini\n");
    assert_non_null(start);
    start += strlen("```ini\n");
    const char *end = strstr(start, "```");
    clm_config *config = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("example",
                  clm_config_parse(&place, (clm_text){start, (size_t)(end - start)}, NULL, NULL,
                                   &config, &error),
                  &error);
    clm_config_free(config);
    clm_buffer_clear(&document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_config_parse_state),
        cmocka_unit_test(test_clm_config_parse_sample),
        cmocka_unit_test(test_clm_config_parse_errors),
        cmocka_unit_test(test_clm_config_times),
        cmocka_unit_test(test_clm_config_hide_secret),
        cmocka_unit_test(test_clm_config_parse_memory),
        cmocka_unit_test(test_clm_config_read),
        cmocka_unit_test(test_documentation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The public functions, on the invented countries of tests/fixtures/gazetteer. */
#include "support/support.h"

#include "claimmap.h"
#include "gazetteer/gazetteer.h"

#include <pthread.h>

static char gazetteer_path[512];

static int build_gazetteer(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_test_path(gazetteer_path, sizeof gazetteer_path, "library", "fixture.gaz");
    const clm_gazetteer_build_options options = {CLM_SOURCE_DIR "/tests/fixtures/gazetteer",
                                                 gazetteer_path, NULL};
    return clm_gazetteer_build(&options, &error) == CLM_OK ? 0 : -1;
}

static int remove_gazetteer(void **state) {
    (void)state;
    return unlink(gazetteer_path);
}

static const char article[] =
    "date 2026-05-04 Bravan troops enter the Northland region, Alfa says\n"
    "Bravan troops have entered the Northland region of Alfa, the Alfan defence ministry said on "
    "Monday.\n"
    "The monitor Fieldwatch said Bravo holds about 40 square km around Northtown.\n";

static const char line[] = "{\"id\":\"7\",\"text\":\"Troops left Northtown.\"}";

static void set(claimmap_context *context, const char *name, const char *value) {
    if (claimmap_set(context, name, value) != CLAIMMAP_OK) {
        fail_msg("%s=%s: %s", name, value != NULL ? value : "NULL", claimmap_message(context));
    }
    assert_string_equal(claimmap_message(context), "");
}

static claimmap_context *new_context(void) {
    claimmap_context *context = claimmap_new();
    assert_non_null(context);
    set(context, "gazetteer", gazetteer_path);
    set(context, "gazetteer-only", "true");
    return context;
}

static claimmap_outputs *map(claimmap_context *context, const char *text) {
    claimmap_outputs *outputs = NULL;
    if (claimmap_map(context, "a.txt", text, strlen(text), &outputs) != CLAIMMAP_OK) {
        fail_msg("%s", claimmap_message(context));
    }
    assert_non_null(outputs);
    return outputs;
}

static clm_text content(const claimmap_outputs *outputs, const char *name) {
    const size_t index = claimmap_outputs_find(outputs, name);
    return (clm_text){claimmap_outputs_bytes(outputs, index),
                      claimmap_outputs_length(outputs, index)};
}

static bool contains(clm_text text, const char *words) {
    return text.ptr != NULL && strstr(text.ptr, words) != NULL;
}

static void test_constants(void **state) {
    (void)state;
    assert_string_equal(claimmap_version(), "0.1.0");
    assert_string_equal(claimmap_format_name(0), "geojson");
    size_t count = 0;
    while (claimmap_format_name(count) != NULL) {
        count++;
    }
    assert_true(count >= 5 && claimmap_format_name(SIZE_MAX) == NULL);
    for (int i = CLAIMMAP_OK; i <= CLAIMMAP_ERROR_OTHER; i++) {
        assert_string_not_equal(claimmap_status_name(i), "unknown status");
        for (int k = CLAIMMAP_OK; k < i; k++) {
            assert_string_not_equal(claimmap_status_name(i), claimmap_status_name(k));
        }
    }
    assert_string_equal(claimmap_status_name(CLAIMMAP_ERROR_OTHER + 1), "unknown status");
    assert_string_equal(claimmap_status_name(-1), "unknown status");
}

static void test_map_gives_what_was_asked_for(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    claimmap_outputs *outputs = map(context, article);
    assert_int_equal(claimmap_outputs_count(outputs), 2);
    assert_string_equal(claimmap_outputs_suffix(outputs, 0), ".geojson");
    assert_string_equal(claimmap_outputs_format(outputs, 1), "png");
    assert_true(contains(content(outputs, ".geojson"), "Northland"));
    assert_true(clm_text_starts(content(outputs, "png"), "\x89PNG\r\n"));
    claimmap_outputs_free(outputs);

    set(context, "format", "alt,svg");
    set(context, "text-out", "true");
    set(context, "layout-report", "true");
    set(context, "title", "Only a test");
    set(context, "size", "640x480");
    outputs = map(context, article);
    assert_int_equal(claimmap_outputs_count(outputs), 4);
    assert_int_equal(claimmap_outputs_find(outputs, "png"), 4);
    assert_true(contains(content(outputs, ".svg"), "Only a test"));
    assert_true(contains(content(outputs, "svg"), "viewBox=\"0 0 640 480\""));
    assert_true(contains(content(outputs, ".alt.txt"), "Only a test"));
    assert_true(clm_text_is(content(outputs, "text-out"), article));
    assert_true(contains(content(outputs, "layout-report"), "\"labels\""));
    claimmap_outputs_free(outputs);

    set(context, "format", NULL);
    set(context, "text-out", "false");
    set(context, "layout-report", NULL);
    outputs = map(context, article);
    assert_int_equal(claimmap_outputs_count(outputs), 2);
    claimmap_outputs_free(outputs);
    claimmap_free(context);
}

static void test_outputs_outlive_the_context(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    set(context, "format", "geojson");
    claimmap_outputs *outputs = map(context, article);
    claimmap_free(context);
    assert_true(contains(content(outputs, "geojson"), "Northland"));
    claimmap_outputs_free(outputs);
}

/* A database that cannot be reached is told, and costs no other output; the options are the shared
 * context's too, also when the one that it was made of is gone. */
static void test_refused_formats_are_told(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    claimmap_context *shared = NULL;
    set(context, "format", "geojson,postgis");
    set(context, "connection", "host=/no/such/folder user=me password=hush-hush");
    set(context, "db-schema", "desk");
    assert_int_equal(claimmap_share(context, &shared), CLAIMMAP_OK);
    assert_int_equal(claimmap_set(context, "connection", NULL), CLAIMMAP_ERROR_ARGUMENT);
    claimmap_free(context);
    claimmap_outputs *outputs = NULL;
    assert_int_not_equal(claimmap_map(shared, "a.txt", article, strlen(article), &outputs),
                         CLAIMMAP_OK);
    assert_true(contains(clm_text_of(claimmap_message(shared)), "database: "));
    assert_int_equal(claimmap_outputs_count(outputs), 1);
    assert_true(contains(clm_text_of(claimmap_outputs_messages(outputs)),
                         "postgis is not made: database: "));
    assert_false(contains(clm_text_of(claimmap_outputs_messages(outputs)), "hush-hush"));
    claimmap_outputs_free(outputs);
    claimmap_free(shared);
}

static void test_nothing_located_has_no_picture(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    claimmap_outputs *outputs = map(context, "Nothing happened at all.");
    assert_int_equal(claimmap_outputs_count(outputs), 1);
    assert_string_equal(claimmap_outputs_messages(outputs),
                        "no place was located; no picture made\n");
    claimmap_outputs_free(outputs);
    assert_int_equal(claimmap_map(context, NULL, NULL, 0, &outputs), CLAIMMAP_OK);
    assert_int_equal(claimmap_outputs_count(outputs), 1);
    claimmap_outputs_free(outputs);
    claimmap_free(context);
}

static void test_render_draws_the_same(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    claimmap_outputs *made = map(context, article), *drawn = NULL;
    const clm_text geojson = content(made, "geojson");
    assert_int_equal(claimmap_render(context, "a.geojson", geojson.ptr, geojson.len, &drawn),
                     CLAIMMAP_OK);
    assert_int_equal(claimmap_outputs_count(drawn), 1);
    assert_true(clm_text_equal(content(made, "png"), content(drawn, "png")));
    claimmap_outputs_free(drawn);
    set(context, "hide", "labels");
    set(context, "hide", "nosuch");
    assert_int_equal(claimmap_render(context, "a.geojson", geojson.ptr, geojson.len, &drawn),
                     CLAIMMAP_OK);
    assert_false(clm_text_equal(content(made, "png"), content(drawn, "png")));
    assert_string_equal(claimmap_outputs_messages(drawn),
                        "no feature has the id nosuch that is to be hidden\n");
    claimmap_outputs_free(drawn);
    set(context, "hide", NULL);
    assert_int_equal(claimmap_render(context, "a.geojson", geojson.ptr, geojson.len, &drawn),
                     CLAIMMAP_OK);
    assert_true(clm_text_equal(content(made, "png"), content(drawn, "png")));
    claimmap_outputs_free(drawn);
    claimmap_outputs_free(made);
    claimmap_free(context);
}

/* Also a theme that is set after the data were opened. */
static void test_style_may_change(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    claimmap_outputs *light = map(context, article);
    set(context, "style", "news-dark");
    claimmap_outputs *dark = map(context, article);
    set(context, "style", NULL);
    claimmap_outputs *again = map(context, article);
    assert_false(clm_text_equal(content(light, "png"), content(dark, "png")));
    assert_true(clm_text_equal(content(light, "png"), content(again, "png")));
    claimmap_outputs_free(light);
    claimmap_outputs_free(dark);
    claimmap_outputs_free(again);
    claimmap_free(context);
    context = new_context();
    set(context, "style", "news-dark");
    claimmap_outputs *first = map(context, article);
    claimmap_context *shared = NULL;
    assert_int_equal(claimmap_share(context, &shared), CLAIMMAP_OK);
    claimmap_outputs *second = map(shared, article);
    assert_true(clm_text_equal(content(first, "png"), content(second, "png")));
    claimmap_outputs_free(first);
    claimmap_outputs_free(second);
    claimmap_free(context);
    claimmap_free(shared);
}

static void test_extract(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    claimmap_outputs *outputs = NULL;
    assert_int_equal(claimmap_extract(context, line, strlen(line), &outputs), CLAIMMAP_OK);
    assert_int_equal(claimmap_outputs_count(outputs), 1);
    assert_string_equal(claimmap_outputs_suffix(outputs, 0), ".json");
    assert_true(contains(content(outputs, ".json"), "\"attributions\""));
    claimmap_outputs_free(outputs);
    set(context, "only", "mentions");
    assert_int_equal(claimmap_extract(context, line, strlen(line), &outputs), CLAIMMAP_OK);
    assert_true(contains(content(outputs, ".json"), "Northtown"));
    assert_false(contains(content(outputs, ".json"), "\"attributions\""));
    claimmap_outputs_free(outputs);
    assert_int_equal(claimmap_extract(context, "{}", 2, &outputs), CLAIMMAP_ERROR_INPUT);
    assert_null(outputs);
    assert_string_not_equal(claimmap_message(context), "");
    claimmap_free(context);
}

static void test_diff_needs_no_gazetteer(void **state) {
    (void)state;
    static const char later[] =
        "date 2026-05-05 Bravan troops enter the Northland region, Alfa says\n"
        "Bravan troops have left the Northland region of Alfa, the Alfan defence ministry said on "
        "Tuesday.\n"
        "The monitor Fieldwatch said Bravo holds about 60 square km around Northtown.\n";
    claimmap_context *context = new_context();
    set(context, "format", "geojson");
    claimmap_outputs *before = map(context, article), *after = map(context, later);
    const clm_text a = content(before, "geojson"), b = content(after, "geojson");
    claimmap_outputs *drawn = NULL, *outputs = NULL;
    claimmap_context *bare = claimmap_new();
    assert_int_equal(claimmap_diff(bare, a.ptr, a.len, b.ptr, b.len, &outputs), CLAIMMAP_OK);
    assert_int_equal(claimmap_outputs_count(outputs), 3);
    assert_true(contains(content(outputs, ".diff.json"), "60"));
    assert_true(contains(content(outputs, "text"), "60"));
    const clm_text differences = content(outputs, ".diff.geojson");
    set(context, "format", NULL);
    assert_int_equal(claimmap_render(context, NULL, differences.ptr, differences.len, &drawn),
                     CLAIMMAP_OK);
    assert_true(clm_text_starts(content(drawn, "png"), "\x89PNG"));
    claimmap_outputs_free(outputs);
    claimmap_outputs_free(drawn);

    assert_int_equal(claimmap_diff(bare, a.ptr, a.len, "{}", 2, &outputs), CLAIMMAP_ERROR_INPUT);
    assert_true(clm_text_starts(clm_text_of(claimmap_message(bare)), "the new map: "));
    assert_int_equal(claimmap_diff(bare, NULL, 0, b.ptr, b.len, &outputs), CLAIMMAP_ERROR_INPUT);
    assert_true(clm_text_starts(clm_text_of(claimmap_message(bare)), "the old map: "));
    assert_null(outputs);
    assert_int_equal(claimmap_diff(bare, NULL, 1, b.ptr, b.len, &outputs), CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_diff(bare, a.ptr, a.len, b.ptr, b.len, NULL),
                     CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_diff(NULL, a.ptr, a.len, b.ptr, b.len, &outputs),
                     CLAIMMAP_ERROR_ARGUMENT);

    for (size_t nth = 1;; nth++) {
        (void)clm_alloc_fail_at(nth);
        const claimmap_status status = claimmap_diff(bare, a.ptr, a.len, b.ptr, b.len, &outputs);
        const size_t made = clm_alloc_fail_at(0);
        claimmap_outputs_free(outputs);
        if (made < nth) {
            assert_int_equal(status, CLAIMMAP_OK);
            break;
        }
        assert_true(status == CLAIMMAP_ERROR_MEMORY || status == CLAIMMAP_OK);
    }
    claimmap_outputs_free(before);
    claimmap_outputs_free(after);
    claimmap_free(bare);
    claimmap_free(context);
}

static void test_overlay_that_is_not_there(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    claimmap_outputs *outputs = NULL;
    set(context, "format", "geojson");
    set(context, "overlay", "/nonexistent/x.gpkg");
    assert_int_equal(claimmap_map(context, "a.txt", article, strlen(article), &outputs),
                     CLAIMMAP_ERROR_IO);
    assert_null(outputs);
    assert_non_null(strstr(claimmap_message(context), "/nonexistent/x.gpkg"));
    set(context, "overlay", NULL);
    outputs = map(context, article);
    assert_string_equal(claimmap_outputs_messages(outputs), "");
    claimmap_outputs_free(outputs);
    claimmap_free(context);
}

/* The module that writes GeoPackages is not there; the GeoJSON is. */
static void test_one_format_of_two(void **state) {
    (void)state;
    char *before = getenv("CLAIMMAP_MODULES");
    (void)setenv("CLAIMMAP_MODULES", "/nonexistent", 1);
    claimmap_context *context = new_context();
    claimmap_outputs *outputs = NULL;
    set(context, "format", "gpkg,geojson");
    assert_int_equal(claimmap_map(context, "a.txt", article, strlen(article), &outputs),
                     CLAIMMAP_ERROR_UNSUPPORTED);
    assert_non_null(strstr(claimmap_message(context), "GDAL"));
    assert_int_equal(claimmap_outputs_count(outputs), 1);
    assert_string_equal(claimmap_outputs_suffix(outputs, 0), ".geojson");
    claimmap_outputs_free(outputs);
    claimmap_free(context);
    if (before != NULL) {
        (void)setenv("CLAIMMAP_MODULES", before, 1);
    } else {
        (void)unsetenv("CLAIMMAP_MODULES");
    }
}

static void test_stream_formats_have_a_suffix_too(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    set(context, "format", "geojsonseq");
    claimmap_outputs *outputs = map(context, article);
    assert_int_equal(claimmap_outputs_count(outputs), 1);
    assert_string_equal(claimmap_outputs_suffix(outputs, 0), ".geojsonseq");
    claimmap_outputs_free(outputs);
    claimmap_free(context);
}

static void test_set_refuses_and_keeps(void **state) {
    (void)state;
    static const struct {
        const char *name, *value;
        claimmap_status status;
        const char *message; /* its start */
    } table[] = {
        {NULL, "1", CLAIMMAP_ERROR_ARGUMENT, "the option has no name"},
        {"nosuch", "1", CLAIMMAP_ERROR_NOT_FOUND, "there is no option nosuch"},
        {"nosuch", NULL, CLAIMMAP_ERROR_NOT_FOUND, "there is no option nosuch"},
        {"output", "/tmp", CLAIMMAP_ERROR_NOT_FOUND, "there is no option output"},
        {"jobs", "2", CLAIMMAP_ERROR_NOT_FOUND, "there is no option jobs"},
        {"size", "10x10", CLAIMMAP_ERROR_ARGUMENT, "size: '10x10' is not a size"},
        {"format", "bmp", CLAIMMAP_ERROR_ARGUMENT, "format 'bmp' is not known"},
        {"format", "", CLAIMMAP_ERROR_ARGUMENT, "format '' is not known"},
        {"no-demonyms", "yes", CLAIMMAP_ERROR_ARGUMENT, "no-demonyms: 'yes' is not true or false"},
        {"only", "claims", CLAIMMAP_ERROR_ARGUMENT, "only: 'claims' is not mentions"},
        {"style", "nosuch", CLAIMMAP_ERROR_NOT_FOUND, ""},
        {"title", "\xff", CLAIMMAP_ERROR_ARGUMENT, "title: it is not valid UTF-8"},
        {"lang", "\xff", CLAIMMAP_ERROR_ARGUMENT, "lang: it is not valid UTF-8"},
    };
    claimmap_context *context = new_context();
    set(context, "size", "640x480");
    set(context, "format", "svg");
    set(context, "title", "Kept");
    claimmap_outputs *before = map(context, article);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const char *label = table[i].name != NULL ? table[i].name : "NULL";
        CLM_EXPECT(label, claimmap_set(context, table[i].name, table[i].value) == table[i].status);
        CLM_EXPECT(label,
                   clm_text_starts(clm_text_of(claimmap_message(context)), table[i].message));
        CLM_EXPECT(label, claimmap_message(context)[0] != '\0');
    }
    claimmap_outputs *after = map(context, article);
    assert_true(clm_text_equal(content(before, "svg"), content(after, "svg")));
    claimmap_outputs_free(before);
    claimmap_outputs_free(after);
    static const char *const opening[] = {"gazetteer", "gazetteer-only", "model", "connection",
                                          "db-schema"};
    for (size_t i = 0; i < CLM_TEST_COUNT(opening); i++) {
        CLM_EXPECT(opening[i],
                   claimmap_set(context, opening[i], "true") == CLAIMMAP_ERROR_ARGUMENT);
        CLM_EXPECT(opening[i], claimmap_set(context, opening[i], NULL) == CLAIMMAP_ERROR_ARGUMENT);
    }
    claimmap_free(context);
}

static void test_open_refuses_and_tries_again(void **state) {
    (void)state;
    static const struct {
        const char *label, *name, *value;
        claimmap_status status;
    } table[] = {
        {"no file", "gazetteer", "/nonexistent/x.gaz", CLAIMMAP_ERROR_IO},
        {"a foreign file", "gazetteer", CLM_SOURCE_DIR "/CMakeLists.txt", CLAIMMAP_ERROR_INPUT},
        {"nothing but nothing", "gazetteer-only", "true", CLAIMMAP_ERROR_ARGUMENT},
        {"no model", "model", "/nonexistent/x.model", CLAIMMAP_ERROR_IO},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        claimmap_context *context = claimmap_new();
        if (strcmp(table[i].name, "model") == 0) {
            set(context, "gazetteer", gazetteer_path);
        }
        set(context, "gazetteer-only", "true");
        set(context, table[i].name, table[i].value);
        claimmap_outputs *outputs = NULL;
        claimmap_context *shared = NULL;
        CLM_EXPECT(table[i].label, claimmap_open(context) == table[i].status);
        CLM_EXPECT(table[i].label, claimmap_message(context)[0] != '\0');
        CLM_EXPECT(table[i].label, claimmap_share(context, &shared) == table[i].status);
        CLM_EXPECT(table[i].label, shared == NULL);
        CLM_EXPECT(table[i].label,
                   claimmap_map(context, NULL, "x", 1, &outputs) == table[i].status);
        CLM_EXPECT(table[i].label, outputs == NULL);
        set(context, table[i].name, NULL);
        set(context, "gazetteer", NULL);
        set(context, "gazetteer", gazetteer_path);
        set(context, "gazetteer-only", "true");
        CLM_EXPECT(table[i].label, claimmap_open(context) == CLAIMMAP_OK);
        CLM_EXPECT(table[i].label, claimmap_open(context) == CLAIMMAP_OK);
        claimmap_free(context);
    }
}

/* The others are made, as by the program. */
static void test_format_without_its_module_is_an_error(void **state) {
    (void)state;
    const char *modules = getenv("CLAIMMAP_MODULES");
    char earlier[512] = "";
    if (modules != NULL) {
        (void)snprintf(earlier, sizeof earlier, "%s", modules);
    }
    assert_int_equal(setenv("CLAIMMAP_MODULES", "/nowhere", 1), 0);
    claimmap_context *context = new_context();
    claimmap_outputs *outputs = NULL;
    set(context, "format", "geojson,gpkg");
    assert_int_equal(claimmap_map(context, "a.txt", article, sizeof article - 1, &outputs),
                     CLAIMMAP_ERROR_UNSUPPORTED);
    assert_int_equal(claimmap_outputs_count(outputs), 1);
    assert_string_equal(claimmap_outputs_suffix(outputs, 0), ".geojson");
    claimmap_outputs_free(outputs);
    assert_non_null(
        strstr(claimmap_message(context), "writing a GeoPackage needs the GDAL module"));
    claimmap_free(context);
    assert_int_equal(
        modules != NULL ? setenv("CLAIMMAP_MODULES", earlier, 1) : unsetenv("CLAIMMAP_MODULES"), 0);
}

static void test_null_is_no_crash(void **state) {
    (void)state;
    claimmap_context *context = new_context(), *shared = NULL;
    claimmap_outputs *outputs = NULL;
    claimmap_free(NULL);
    claimmap_outputs_free(NULL);
    assert_int_equal(claimmap_set(NULL, "size", "64x64"), CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_open(NULL), CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_share(NULL, &shared), CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_share(context, NULL), CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_map(NULL, NULL, "x", 1, &outputs), CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_map(context, NULL, "x", 1, NULL), CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_map(context, NULL, NULL, 1, &outputs), CLAIMMAP_ERROR_ARGUMENT);
    assert_int_equal(claimmap_render(context, NULL, NULL, 0, &outputs), CLAIMMAP_ERROR_INPUT);
    assert_int_equal(claimmap_extract(context, NULL, 0, &outputs), CLAIMMAP_ERROR_INPUT);
    assert_null(outputs);
    assert_string_not_equal(claimmap_message(NULL), "");
    assert_int_equal(claimmap_outputs_count(NULL), 0);
    assert_int_equal(claimmap_outputs_find(NULL, "png"), 0);
    assert_null(claimmap_outputs_bytes(NULL, 0));
    assert_int_equal(claimmap_outputs_length(NULL, 0), 0);
    assert_null(claimmap_outputs_suffix(NULL, 0));
    assert_null(claimmap_outputs_format(NULL, 0));
    assert_string_equal(claimmap_outputs_messages(NULL), "");
    outputs = map(context, article);
    assert_int_equal(claimmap_outputs_find(outputs, NULL), 2);
    assert_null(claimmap_outputs_bytes(outputs, 2));
    assert_null(claimmap_outputs_suffix(outputs, SIZE_MAX));
    claimmap_outputs_free(outputs);
    claimmap_free(context);
}

typedef struct job {
    claimmap_context *context;
    claimmap_outputs *outputs;
    claimmap_status status;
} job;

static void *work(void *argument) {
    job *j = argument;
    for (int round = 0; round < 3; round++) {
        claimmap_outputs_free(j->outputs);
        j->status = claimmap_map(j->context, "a.txt", article, strlen(article), &j->outputs);
    }
    return NULL;
}

/* The context that opened the data goes first. */
static void test_threads_share_one_gazetteer(void **state) {
    (void)state;
    claimmap_context *context = new_context();
    set(context, "format", "geojson,png,svg");
    claimmap_outputs *alone = map(context, article);
    job jobs[2] = {{.context = NULL}, {.context = NULL}};
    pthread_t threads[2];
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(claimmap_share(context, &jobs[i].context), CLAIMMAP_OK);
    }
    claimmap_free(context);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, work, &jobs[i]), 0);
    }
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(jobs[i].status, CLAIMMAP_OK);
        for (size_t k = 0; k < 3; k++) {
            const char *suffix = claimmap_outputs_suffix(alone, k);
            CLM_EXPECT(suffix,
                       clm_text_equal(content(alone, suffix), content(jobs[i].outputs, suffix)));
        }
        claimmap_outputs_free(jobs[i].outputs);
        claimmap_free(jobs[i].context);
    }
    claimmap_outputs_free(alone);
}

/* GLib's own failures end the process, so nothing is drawn here. Appends what was made. */
static claimmap_status all_of_it(clm_buffer *made) {
    claimmap_status status = CLAIMMAP_ERROR_MEMORY;
    claimmap_context *context = claimmap_new(), *shared = NULL;
    claimmap_outputs *outputs = NULL, *answer = NULL;
    if (context != NULL) {
        status = claimmap_set(context, "gazetteer", gazetteer_path);
    }
    if (status == CLAIMMAP_OK) {
        status = claimmap_set(context, "gazetteer-only", "true");
    }
    if (status == CLAIMMAP_OK) {
        status = claimmap_set(context, "format", "geojson");
    }
    if (status == CLAIMMAP_OK) {
        status = claimmap_set(context, "hide", "nosuch");
    }
    if (status == CLAIMMAP_OK) {
        status = claimmap_share(context, &shared);
    }
    if (status == CLAIMMAP_OK) {
        status = claimmap_map(shared, "a.txt", article, strlen(article), &outputs);
    }
    if (status == CLAIMMAP_OK) {
        status = claimmap_extract(shared, line, strlen(line), &answer);
    }
    if (status == CLAIMMAP_OK) {
        clm_buffer_text(made, content(outputs, "geojson"));
        clm_buffer_string(made, claimmap_outputs_messages(outputs));
        clm_buffer_text(made, content(answer, ".json"));
    }
    claimmap_outputs_free(outputs);
    claimmap_outputs_free(answer);
    claimmap_free(shared);
    claimmap_free(context);
    return status;
}

/* Some stages ask for room ahead and do without where there is none: such a run gives what an
 * undisturbed one does. */
static void test_every_allocation_fails(void **state) {
    (void)state;
    clm_buffer whole, made;
    clm_buffer_init(&whole);
    clm_buffer_init(&made);
    assert_int_equal(all_of_it(&whole), CLAIMMAP_OK);
    clm_buffer_text(&made, clm_test_text(&whole)); /* room, so that it needs no more below */
    (void)clm_alloc_fail_at(0);
    made.len = 0;
    assert_int_equal(all_of_it(&made), CLAIMMAP_OK);
    const size_t count = clm_alloc_fail_at(0);
    size_t failed = 0;
    for (size_t nth = 1; nth <= count; nth++) {
        made.len = 0;
        (void)clm_alloc_fail_at(nth);
        const claimmap_status status = all_of_it(&made);
        (void)clm_alloc_fail_at(0);
        failed += status == CLAIMMAP_ERROR_MEMORY;
        if (status != CLAIMMAP_ERROR_MEMORY &&
            (status != CLAIMMAP_OK ||
             !clm_text_equal(clm_test_text(&made), clm_test_text(&whole)))) {
            fail_msg("allocation %zu of %zu: %s", nth, count, claimmap_status_name((int)status));
        }
    }
    assert_true(failed > count * 3 / 4);
    clm_buffer_clear(&whole);
    clm_buffer_clear(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_map_gives_what_was_asked_for),
        cmocka_unit_test(test_outputs_outlive_the_context),
        cmocka_unit_test(test_refused_formats_are_told),
        cmocka_unit_test(test_nothing_located_has_no_picture),
        cmocka_unit_test(test_render_draws_the_same),
        cmocka_unit_test(test_style_may_change),
        cmocka_unit_test(test_extract),
        cmocka_unit_test(test_diff_needs_no_gazetteer),
        cmocka_unit_test(test_overlay_that_is_not_there),
        cmocka_unit_test(test_one_format_of_two),
        cmocka_unit_test(test_stream_formats_have_a_suffix_too),
        cmocka_unit_test(test_set_refuses_and_keeps),
        cmocka_unit_test(test_open_refuses_and_tries_again),
        cmocka_unit_test(test_format_without_its_module_is_an_error),
        cmocka_unit_test(test_null_is_no_crash),
        cmocka_unit_test(test_threads_share_one_gazetteer),
        cmocka_unit_test(test_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, build_gazetteer, remove_gazetteer);
}

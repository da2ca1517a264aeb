/* The whole way, on the invented countries of tests/fixtures/gazetteer. */
#include "support/support.h"

#include "base/json.h"
#include "gazetteer/gazetteer.h"
#include "pipeline/pipeline.h"

static char gazetteer_path[512];

static int build_gazetteer(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_test_path(gazetteer_path, sizeof gazetteer_path, "pipeline", "fixture.gaz");
    const clm_gazetteer_build_options options = {CLM_SOURCE_DIR "/tests/fixtures/gazetteer",
                                                 gazetteer_path, NULL};
    return clm_gazetteer_build(&options, &error) == CLM_OK ? 0 : -1;
}

static int remove_gazetteer(void **state) {
    (void)state;
    return unlink(gazetteer_path);
}

static clm_context *open_context(void) {
    clm_error error = {CLM_OK, ""};
    const clm_context_options options = {.gazetteer = gazetteer_path};
    clm_context *context = NULL;
    CLM_EXPECT_OK("open", clm_context_open(&options, &context, &error), &error);
    return context;
}

static const char article[] =
    "date 2026-05-04 Bravan troops enter the Northland region, Alfa says\n"
    "Bravan troops have entered the Northland region of Alfa, the Alfan defence ministry said on "
    "Monday.\n"
    "Bravo denied that its forces were in Northtown.\n"
    "The monitor Fieldwatch said Bravo holds about 40 square km around Northtown in the Northland "
    "region.\n";

static clm_request request_of(const char *text) {
    return (clm_request){.file = "a.txt",
                         .bytes = {text, strlen(text)},
                         .want[CLM_FORMAT_GEOJSON] = true,
                         .want[CLM_FORMAT_PNG] = true,
                         .want_report = true,
                         .want_text = true};
}

static void test_map_article_gives_all_outputs(void **state) {
    (void)state;
    clm_context *context = open_context();
    clm_error error = {CLM_OK, ""};
    const clm_request request = request_of(article);
    clm_result result;
    clm_result_init(&result);
    CLM_EXPECT_OK("map", clm_map_article(context, &request, &result, &error), &error);
    CLM_EXPECT("located", result.located >= 2);
    CLM_EXPECT("claims", result.claims >= 2);
    CLM_EXPECT("png", result.files[CLM_OUTPUT_PNG].len > 8 &&
                          memcmp(result.files[CLM_OUTPUT_PNG].data, "\x89PNG\r\n\x1a\n", 8) == 0);
    CLM_EXPECT("text", result.text.len == strlen(article) &&
                           memcmp(result.text.data, article, result.text.len) == 0);
    clm_json *map = NULL, *report = NULL;
    CLM_EXPECT_OK("geojson",
                  clm_json_parse((clm_text){result.files[CLM_OUTPUT_GEOJSON].data,
                                            result.files[CLM_OUTPUT_GEOJSON].len},
                                 &map, &error),
                  &error);
    CLM_EXPECT_OK(
        "report",
        clm_json_parse((clm_text){result.report.data, result.report.len}, &report, &error), &error);
    bool figure = false, region = false;
    const clm_json *features = clm_json_member(map, "features");
    for (size_t i = 0; i < clm_json_count(features); i++) {
        const clm_json *p = clm_json_member(clm_json_item(features, i), "properties");
        const clm_json *place = clm_json_member(p, "place");
        const clm_text kind = clm_json_text(clm_json_member(p, "kind"));
        const clm_text name = clm_json_text(clm_json_member(place, "name"));
        figure = figure || (clm_text_is(kind, "figure") &&
                            clm_json_number(clm_json_member(p, "area_km2"), 0.0) > 39.9);
        region = region || (clm_text_is(kind, "claim") && clm_text_is(name, "Northland") &&
                            clm_text_is(clm_json_text(clm_json_member(place, "kind")), "region"));
    }
    CLM_EXPECT("figure of 40 km2", figure);
    CLM_EXPECT("claim on the region", region);
    clm_json_free(map);
    clm_json_free(report);
    clm_result_clear(&result);
    clm_context_free(context);
}

static void test_map_article_gives_the_same_bytes_again(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    const clm_request request = request_of(article);
    clm_result results[2];
    for (int i = 0; i < 2; i++) {
        clm_context *context = open_context();
        clm_result_init(&results[i]);
        CLM_EXPECT_OK("map", clm_map_article(context, &request, &results[i], &error), &error);
        clm_context_free(context);
    }
    const clm_buffer *pairs[][2] = {
        {&results[0].files[CLM_OUTPUT_GEOJSON], &results[1].files[CLM_OUTPUT_GEOJSON]},
        {&results[0].files[CLM_OUTPUT_PNG], &results[1].files[CLM_OUTPUT_PNG]},
        {&results[0].report, &results[1].report}};
    for (size_t i = 0; i < CLM_TEST_COUNT(pairs); i++) {
        CLM_EXPECT("same length", pairs[i][0]->len == pairs[i][1]->len);
        CLM_EXPECT("same bytes",
                   memcmp(pairs[i][0]->data, pairs[i][1]->data, pairs[i][0]->len) == 0);
    }
    clm_result_clear(&results[0]);
    clm_result_clear(&results[1]);
}

static void test_map_article_refuses(void **state) {
    (void)state;
    static const struct {
        const char *label;
        const char *text;
        size_t length;
        const char *date;
        clm_status status;
    } table[] = {
        {"binary", "PK\0\1 Northtown", 14, NULL, CLM_ERR_FORMAT},
        {"broken JSON", "{\"text\": \"Northtown", 19, NULL, CLM_ERR_FORMAT},
        {"no such day", "Northtown", 9, "2026-02-29", CLM_ERR_ARGUMENT},
        {"no date at all", "Northtown", 9, "yesterday", CLM_ERR_ARGUMENT},
    };
    clm_context *context = open_context();
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_error error = {CLM_OK, ""};
        clm_request request = request_of(article);
        request.bytes = (clm_text){table[i].text, table[i].length};
        request.date = table[i].date;
        clm_result result;
        clm_result_init(&result);
        CLM_EXPECT(table[i].label,
                   clm_map_article(context, &request, &result, &error) == table[i].status);
        CLM_EXPECT(table[i].label, error.message[0] != '\0');
        CLM_EXPECT(table[i].label, result.files[CLM_OUTPUT_GEOJSON].len == 0 &&
                                       result.files[CLM_OUTPUT_PNG].len == 0);
        clm_result_clear(&result);
    }
    clm_context_free(context);
}

static void test_map_article_without_places(void **state) {
    (void)state;
    static const char *const texts[] = {"", "Nothing happened at all.", "\xef\xbb\xbf"};
    clm_context *context = open_context();
    for (size_t i = 0; i < CLM_TEST_COUNT(texts); i++) {
        clm_error error = {CLM_OK, ""};
        const clm_request request = request_of(texts[i]);
        clm_result result;
        clm_result_init(&result);
        CLM_EXPECT_OK("map", clm_map_article(context, &request, &result, &error), &error);
        CLM_EXPECT("nothing located", result.located == 0);
        CLM_EXPECT("no picture", result.files[CLM_OUTPUT_PNG].len == 0 &&
                                     result.files[CLM_OUTPUT_GEOJSON].len > 0);
        clm_result_clear(&result);
    }
    clm_context_free(context);
}

static void test_extract_line_answers_or_leaves_the_buffer(void **state) {
    (void)state;
    clm_context *context = open_context();
    clm_error error = {CLM_OK, ""};
    clm_buffer out;
    clm_buffer_init(&out);
    const clm_text good = clm_text_of("{\"id\":\"7\",\"text\":\"Troops left Northtown.\"}");
    CLM_EXPECT_OK("good line", clm_extract_line(context, good, false, false, &out, &error), &error);
    const size_t length = out.len;
    const clm_text bad = clm_text_of("{\"id\":\"8\"}");
    CLM_EXPECT("no text",
               clm_extract_line(context, bad, false, false, &out, &error) == CLM_ERR_FORMAT);
    CLM_EXPECT("as it was", out.len == length);
    clm_json *answer = NULL;
    CLM_EXPECT_OK("json", clm_json_parse((clm_text){out.data, out.len}, &answer, &error), &error);
    const clm_json *mention = clm_json_item(clm_json_member(answer, "mentions"), 0);
    CLM_EXPECT_TEXT("id", clm_json_text(clm_json_member(answer, "id")), "7");
    CLM_EXPECT_TEXT("mention", clm_json_text(clm_json_member(mention, "text")), "Northtown");
    CLM_EXPECT_NEAR("start", clm_json_number(clm_json_member(mention, "start"), -1), 12, 0);
    CLM_EXPECT("claims", clm_json_is_array(clm_json_member(answer, "claims")));
    clm_json_free(answer);
    clm_buffer_clear(&out);
    clm_context_free(context);
}

/* A second context on the same gazetteer gives the same answers; it goes first. */
static void test_context_share(void **state) {
    (void)state;
    clm_context *contexts[2] = {open_context(), NULL};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("share", clm_context_share(contexts[0], &contexts[1], &error), &error);
    const clm_text line = clm_text_of("{\"id\":\"7\",\"text\":\"Troops left Northtown.\"}");
    clm_buffer answers[2];
    for (size_t i = 0; i < 2; i++) {
        clm_buffer_init(&answers[i]);
        CLM_EXPECT_OK("line", clm_extract_line(contexts[i], line, true, false, &answers[i], &error),
                      &error);
    }
    CLM_EXPECT("same", clm_text_equal(clm_test_text(&answers[0]), clm_test_text(&answers[1])));
    CLM_EXPECT("a mention", strstr(answers[1].data, "Northtown") != NULL);
    clm_context_free(contexts[1]);
    answers[0].len = 0;
    CLM_EXPECT_OK("still open",
                  clm_extract_line(contexts[0], line, true, false, &answers[0], &error), &error);
    CLM_EXPECT("same", clm_text_equal(clm_test_text(&answers[0]), clm_test_text(&answers[1])));
    (void)clm_alloc_fail_at(1);
    CLM_EXPECT("memory", clm_context_share(contexts[0], &contexts[1], &error) == CLM_ERR_NOMEM);
    (void)clm_alloc_fail_at(0);
    CLM_EXPECT("nothing", contexts[1] == NULL);
    clm_buffer_clear(&answers[0]);
    clm_buffer_clear(&answers[1]);
    clm_context_free(contexts[0]);
}

static void test_context_open_refuses(void **state) {
    (void)state;
    static const char *const missing = "/nonexistent/x.gaz";
    static const struct {
        const char *label;
        clm_context_options options;
        clm_status status;
    } table[] = {
        {"no gazetteer", {.gazetteer = "/nonexistent/x.gaz"}, CLM_ERR_IO},
        {"a foreign file", {.gazetteer = CLM_SOURCE_DIR "/CMakeLists.txt"}, CLM_ERR_FORMAT},
        {"no layer",
         {.gazetteer = gazetteer_path, .added_gazetteers = &missing, .added_count = 1},
         CLM_ERR_IO},
        {"no theme", {.gazetteer = gazetteer_path, .style = "nosuch"}, CLM_ERR_NOT_FOUND},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_error error = {CLM_OK, ""};
        clm_context *context = NULL;
        CLM_EXPECT(table[i].label,
                   clm_context_open(&table[i].options, &context, &error) == table[i].status);
        CLM_EXPECT(table[i].label, context == NULL && error.message[0] != '\0');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_map_article_gives_all_outputs),
        cmocka_unit_test(test_map_article_gives_the_same_bytes_again),
        cmocka_unit_test(test_map_article_refuses),
        cmocka_unit_test(test_map_article_without_places),
        cmocka_unit_test(test_extract_line_answers_or_leaves_the_buffer),
        cmocka_unit_test(test_context_share),
        cmocka_unit_test(test_context_open_refuses),
    };
    return cmocka_run_group_tests(tests, build_gazetteer, remove_gazetteer);
}

/* The whole page, on the invented countries of tests/fixtures/gazetteer. */
#include "unit/gazetteer/fixture.h"

#include "base/hash.h"
#include "base/json.h"
#include "page/page.h"

enum { ITEMS = 5 };

static const char text[] = "Fires burn in Northland. Troops hold 40 square km around Northtown.";

typedef struct world {
    clm_gazetteer *gazetteer;
    clm_theme theme;
    clm_feature items[ITEMS];
    clm_collection collection;
    clm_page_options options;
    clm_buffer out;
} world;

static void fill_claim(clm_feature *feature, const char *id, clm_range quote) {
    feature->kind = CLM_FEATURE_CLAIM;
    feature->id = feature->claim_id = id;
    feature->quote = (clm_excerpt){quote, "what is <said>"};
    feature->has_source = true;
    feature->source = (clm_feature_source){.name = "army of <Alfa>", .side = "XA"};
    feature->event_type = CLM_EVENT_CONTROL;
    feature->confidence = 0.5;
    feature->geo_precision = 3;
}

static void put_place(world *w, clm_feature *feature, const char *id) {
    const clm_place_index index = fixture_place(w->gazetteer, id);
    const clm_place place = clm_gazetteer_place(w->gazetteer, index);
    feature->has_place = true;
    feature->place = (clm_feature_place){.name = "A place",
                                         .kind = place.kind,
                                         .gazetteer_id = id,
                                         .located = true,
                                         .point = place.point,
                                         .index = index};
    feature->basis = CLM_BASIS_GAZETTEER_POINT;
    assert_int_equal(clm_geometry_set_point(&feature->geometry, place.point, NULL), CLM_OK);
}

static const char *first_id(const world *w, clm_place_kind kind, char id[64]) {
    for (clm_place_index i = 0; i < clm_gazetteer_count(w->gazetteer); i++) {
        const clm_place place = clm_gazetteer_place(w->gazetteer, i);
        if (place.kind == kind && (kind != CLM_KIND_REGION ||
                                   clm_gazetteer_has_shape(w->gazetteer, i, CLM_WORLDVIEW_ISO))) {
            (void)snprintf(id, 64, "%.*s", (int)place.id.len, place.id.ptr);
            return id;
        }
    }
    fail_msg("the fixture has no place of kind %d", (int)kind);
    return NULL;
}

static void open_world(world *w) {
    static char region[64];
    static char town[64];
    memset(w, 0, sizeof *w);
    w->gazetteer = fixture_open("page");
    assert_int_equal(clm_theme_default(&w->theme, NULL), CLM_OK);
    clm_buffer_init(&w->out);
    w->items[0].kind = CLM_FEATURE_ARTICLE;
    w->items[0].id = "a";
    fill_claim(&w->items[1], "c1", (clm_range){0, 23, 0, 23});
    put_place(w, &w->items[1], first_id(w, CLM_KIND_REGION, region));
    w->items[1].basis = CLM_BASIS_REGION_POLYGON;
    clm_geometry_clear(&w->items[1].geometry);
    assert_int_equal(clm_gazetteer_shape(w->gazetteer, w->items[1].place.index, CLM_WORLDVIEW_ISO,
                                         CLM_DETAIL_FEATURE, &w->items[1].geometry, NULL),
                     CLM_OK);
    fill_claim(&w->items[2], "c2", (clm_range){25, 66, 25, 66});
    put_place(w, &w->items[2], first_id(w, CLM_KIND_SETTLEMENT, town));
    w->items[3] = w->items[2];
    w->items[3].kind = CLM_FEATURE_FIGURE;
    w->items[3].id = "f2";
    w->items[3].area_km2 = 40;
    w->items[3].centre = w->items[2].place.point;
    clm_geometry_init(&w->items[3].geometry);
    assert_int_equal(
        clm_area_true_shape(w->items[2].place.point, 40e6, NULL, &w->items[3].geometry, NULL),
        CLM_OK);
    fill_claim(&w->items[4], "c3", (clm_range){0, 5, 0, 5});
    w->items[4].draw = CLM_DRAW_NO;
    w->collection = (clm_collection){.items = w->items, .count = ITEMS};
    w->collection.facts = (clm_article_facts){.title = "<Fires>",
                                              .date = "2026-05-04",
                                              .outlet = "A & B",
                                              .version = "0",
                                              .english = true};
    w->options.text = clm_text_of(text);
}

static void close_world(world *w) {
    for (size_t i = 0; i < ITEMS; i++) {
        clm_geometry_clear(&w->items[i].geometry);
    }
    clm_buffer_clear(&w->out);
    clm_gazetteer_free(w->gazetteer);
}

static clm_status write_page(void *context) {
    world *w = context;
    w->out.len = 0;
    w->out.failed = false;
    return clm_page_write(&w->collection, w->gazetteer, &w->theme, &w->options, &w->out, NULL);
}

static void must_write(world *w) {
    clm_error error = {CLM_OK, ""};
    w->out.len = 0;
    clm_status status =
        clm_page_write(&w->collection, w->gazetteer, &w->theme, &w->options, &w->out, &error);
    CLM_EXPECT_OK("page", status, &error);
}

/* What stands between the `nth` `start` and the next `end`. */
static clm_text between(const world *w, const char *start, const char *end, size_t nth) {
    const char *at = w->out.data;
    for (size_t i = 0; i <= nth; i++) {
        at = strstr(at, start);
        CLM_EXPECT(start, at != NULL);
        at += strlen(start);
    }
    const char *stop = strstr(at, end);
    CLM_EXPECT(end, stop != NULL);
    return (clm_text){at, (size_t)(stop - at)};
}

static clm_json *data_of(const world *w) {
    clm_json *json = NULL;
    assert_int_equal(clm_json_parse(between(w, "id=\"cm-data\">", "</script>", 0), &json, NULL),
                     CLM_OK);
    return json;
}

static void test_policy_has_the_sums_of_scripts_and_style(void **state) {
    (void)state;
    world w;
    open_world(&w);
    must_write(&w);
    char sums[3][CLM_SHA256_BASE64_BYTES];
    const clm_text parts[3] = {between(&w, "<script>", "</script>", 0),
                               between(&w, "<script>", "</script>", 1),
                               between(&w, "<style>", "</style>", 0)};
    for (size_t i = 0; i < 3; i++) {
        CLM_EXPECT("not empty", parts[i].len > 1000);
        clm_sha256_base64(parts[i].ptr, parts[i].len, sums[i]);
    }
    char expected[512];
    (void)snprintf(expected, sizeof expected,
                   "default-src 'none'; script-src 'sha256-%s' 'sha256-%s'; style-src 'sha256-%s'; "
                   "img-src data:; base-uri 'none'; form-action 'none'",
                   sums[0], sums[1], sums[2]);
    CLM_EXPECT_TEXT("policy", between(&w, "Content-Security-Policy\" content=\"", "\">", 0),
                    expected);
    close_world(&w);
}

/* A line end with a carriage return would be another text for the browser than for the sum. */
static void test_page_has_no_carriage_return(void **state) {
    (void)state;
    world w;
    open_world(&w);
    w.options.text = CLM_TEXT("a\r\nb\rc");
    must_write(&w);
    assert_null(memchr(w.out.data, '\r', w.out.len));
    close_world(&w);
}

static void test_data_has_what_is_claimed(void **state) {
    (void)state;
    world w;
    open_world(&w);
    must_write(&w);
    clm_json *json = data_of(&w);
    const clm_json *spots = clm_json_member(json, "spots");
    assert_int_equal(clm_json_count(clm_json_member(json, "claims")), 3);
    assert_int_equal(clm_json_count(spots), 2);
    assert_int_equal(clm_json_count(clm_json_member(json, "figures")), 1);
    CLM_EXPECT("a region's rings",
               clm_json_count(clm_json_member(clm_json_item(spots, 0), "rings")) > 0);
    CLM_EXPECT("a town has none",
               clm_json_is_null(clm_json_member(clm_json_item(spots, 1), "rings")));
    const clm_json *figure = clm_json_item(clm_json_member(json, "figures"), 0);
    CLM_EXPECT_TEXT("figure", clm_json_text(clm_json_member(figure, "label")), "40 km\xC2\xB2");
    assert_int_equal((int)clm_json_number(clm_json_member(figure, "claim"), -1), 1);
    CLM_EXPECT("base map", clm_json_count(clm_json_member(json, "tiers")) >= 1);
    CLM_EXPECT("land", clm_json_count(clm_json_member(
                           clm_json_item(clm_json_member(json, "tiers"), 0), "land")) > 0);
    clm_json_free(json);
    assert_non_null(strstr(w.out.data, "<title>&lt;Fires&gt;</title>"));
    assert_non_null(strstr(w.out.data, "Army of &lt;Alfa&gt;"));
    assert_null(strstr(w.out.data, "<Alfa>"));
    close_world(&w);
}

static void test_title_leads_to_the_article(void **state) {
    (void)state;
    static const struct {
        const char *url, *heading;
    } table[] = {
        {NULL, "lang=\"en\">&lt;Fires&gt;</h1>"},
        {"https://a.example/x?y=\"&z",
         "lang=\"en\"><a rel=\"noopener\" href=\"https://a.example/x?y=&quot;&amp;z\">&lt;Fires&gt;"
         "</a></h1>"},
        {"javascript:alert(1)", "lang=\"en\">&lt;Fires&gt;</h1>"},
        {"file:///etc/passwd", "lang=\"en\">&lt;Fires&gt;</h1>"},
    };
    world w;
    open_world(&w);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        w.collection.facts.url = table[i].url;
        must_write(&w);
        CLM_EXPECT(table[i].heading, strstr(w.out.data, table[i].heading) != NULL);
    }
    close_world(&w);
}

static void test_hidden_features_are_not_on_the_map(void **state) {
    (void)state;
    world w;
    open_world(&w);
    static const char *const hide[] = {"f2", "c1"};
    w.options.hide = hide;
    w.options.hide_count = 2;
    must_write(&w);
    clm_json *json = data_of(&w);
    assert_int_equal(clm_json_count(clm_json_member(json, "figures")), 0);
    const clm_json *spot = clm_json_item(clm_json_member(json, "spots"), 0);
    CLM_EXPECT_TEXT("hidden", clm_json_text(clm_json_member(spot, "kind")), "undrawn");
    assert_int_equal(clm_json_count(clm_json_member(spot, "voices")), 0);
    clm_json_free(json);
    close_world(&w);
}

static void test_without_gazetteer_and_without_places(void **state) {
    (void)state;
    world w;
    open_world(&w);
    clm_gazetteer *gazetteer = w.gazetteer;
    w.gazetteer = NULL;
    must_write(&w);
    clm_json *json = data_of(&w);
    assert_int_equal(clm_json_count(clm_json_member(json, "tiers")), 0);
    assert_int_equal(clm_json_count(clm_json_member(json, "spots")), 2);
    clm_json_free(json);
    assert_null(strstr(w.out.data, "GeoNames"));
    w.collection.count = 1; /* the article alone */
    must_write(&w);
    assert_null(strstr(w.out.data, "id=\"cm-map\""));
    assert_non_null(strstr(w.out.data, "Fires burn in Northland."));
    w.gazetteer = gazetteer;
    close_world(&w);
}

static void test_layers_of_land_stand_with_their_claims(void **state) {
    (void)state;
    world w;
    open_world(&w);
    const clm_feature_check checks[] = {{.layer = "<Survey>",
                                         .date = "2026-05-03",
                                         .measured_km2 = 1234.56,
                                         .verdict = CLM_VERDICT_EXAGGERATED},
                                        {.layer = "Other", .verdict = CLM_VERDICT_NOT_COMPARABLE}};
    w.items[1].checks = checks;
    w.items[1].check_count = 2;
    must_write(&w);
    assert_non_null(strstr(w.out.data, "<dt>Land as mapped by &lt;Survey&gt;, <time "
                                       "datetime=\"2026-05-03\">3 May 2026</time></dt><dd>1,234.6 "
                                       "km\xC2\xB2, less than claimed</dd>"));
    assert_non_null(strstr(w.out.data, "Land as mapped by Other</dt><dd>not comparable</dd>"));
    close_world(&w);
}

static void test_quotes_stand_for_the_text(void **state) {
    (void)state;
    world w;
    open_world(&w);
    w.options.text = (clm_text){NULL, 0};
    must_write(&w);
    clm_text article = between(&w, "<article id=\"cm-text\"", "</article>", 0);
    size_t quotes = 0;
    for (const char *at = article.ptr; at < article.ptr + article.len; at++) {
        quotes += strncmp(at, ">what is &lt;said&gt;</a>", 25) == 0;
    }
    assert_int_equal(quotes, 3);
    close_world(&w);
}

static void test_wrong_requests(void **state) {
    (void)state;
    world w;
    open_world(&w);
    clm_buffer_string(&w.out, "before");
    w.options.lang = "xx";
    assert_int_equal(clm_page_write(&w.collection, w.gazetteer, &w.theme, &w.options, &w.out, NULL),
                     CLM_ERR_ARGUMENT);
    CLM_EXPECT_TEXT("as it was", clm_test_text(&w.out), "before");
    w.options.lang = NULL;
    w.options.has_extent = true;
    w.options.extent = (clm_bbox){10, 20, 10, 20};
    assert_int_equal(clm_page_write(&w.collection, w.gazetteer, &w.theme, &w.options, &w.out, NULL),
                     CLM_ERR_ARGUMENT);
    CLM_EXPECT_TEXT("as it was", clm_test_text(&w.out), "before");
    close_world(&w);
}

static void test_page_every_allocation_fails(void **state) {
    (void)state;
    world w;
    open_world(&w);
    must_write(&w);
    clm_buffer whole = w.out;
    clm_buffer_init(&w.out);
    CLM_EXPECT("many", clm_test_fail_every_allocation(write_page, &w) > 50);
    assert_int_equal(w.out.len, whole.len); /* and the same bytes as without a failure */
    assert_memory_equal(w.out.data, whole.data, whole.len);
    clm_buffer_clear(&whole);
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policy_has_the_sums_of_scripts_and_style),
        cmocka_unit_test(test_page_has_no_carriage_return),
        cmocka_unit_test(test_data_has_what_is_claimed),
        cmocka_unit_test(test_title_leads_to_the_article),
        cmocka_unit_test(test_hidden_features_are_not_on_the_map),
        cmocka_unit_test(test_without_gazetteer_and_without_places),
        cmocka_unit_test(test_layers_of_land_stand_with_their_claims),
        cmocka_unit_test(test_quotes_stand_for_the_text),
        cmocka_unit_test(test_wrong_requests),
        cmocka_unit_test(test_page_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

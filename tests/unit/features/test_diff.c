/* Differences between two maps, by hand-written GeoJSON. Whole articles are in tests/golden/diff.
 */
#include "features/features.h"
#include "support/support.h"

#define MOST_CLAIMS 4

/* A claim of a made-up story; NULL and 0 leave things out. */
typedef struct told {
    const char *id, *quote, *place;
    double lon, lat;
    const char *event, *more; /* more properties, each with a comma before it */
} told;

typedef struct diff_case {
    const char *label;
    told before[MOST_CLAIMS], after[MOST_CLAIMS];
    const char *changes; /* see describe */
    size_t same, reworded;
} diff_case;

#define FIRE "natural_disaster"
#define SAYS(name) ",\"source\":{\"name\":\"" name "\"}"
#define AMOUNT(value, unit) ",\"quantities\":[{\"value\":" value ",\"unit\":\"" unit "\"}]"
#define KM2(value) ",\"quantities\":[{\"value\":" value ",\"unit\":\"km2\",\"km2\":" value "}]"
#define ON(day)                                                                                    \
    ",\"time\":[{\"text\":\"that day\",\"iso_start\":\"" day "\",\"iso_end\":\"" day               \
    "\",\"precision\":1,\"attaches_to\":\"event\"}]"

static const diff_case cases[] = {
    {"equal",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""}},
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""}},
     "",
     1,
     0},
    {"nothing in both", {{0}}, {{0}}, "", 0, 0},
    {"a claim added",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""}},
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""},
      {"b", "A bridge was closed in Olme", "Olme", 12, 51, "closure", ""}},
     "new Olme closure\n",
     1,
     0},
    {"a claim removed",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""},
      {"b", "A bridge was closed in Olme", "Olme", 12, 51, "closure", ""}},
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""}},
     "gone Olme closure\n",
     1,
     0},
    {"another order, other words",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""},
      {"b", "A bridge was closed in Olme", "Olme", 12, 51, "closure", SAYS("the police")}},
     {{"c", "In Olme a bridge was closed", "Olme", 12, 51, "closure", SAYS("Police")},
      {"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""}},
     "",
     2,
     1},
    {"an amount",
     {{"a", "The fire burned 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")}},
     {{"b", "60 km2 have burned at Varn", "Varn", 10, 50, FIRE, KM2("60")}},
     "changed Varn " FIRE " quantity=58 km\xC2\xB2>60 km\xC2\xB2\n",
     0,
     0},
    {"an amount in another unit",
     {{"a", "The fire burned 22.4 square miles at Varn", "Varn", 10, 50, FIRE,
       ",\"quantities\":[{\"value\":22.4,\"unit\":\"mi2\",\"km2\":58.015734}]"}},
     {{"b", "The fire burned 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")}},
     "",
     1,
     1},
    {"a range",
     {{"a", "10 people were hurt at Varn", "Varn", 10, 50, "casualties", AMOUNT("10", "injured")}},
     {{"b", "10 to 15 people were hurt at Varn", "Varn", 10, 50, "casualties",
       ",\"quantities\":[{\"value\":10,\"value_max\":15,\"unit\":\"injured\"}]"}},
     "changed Varn casualties quantity=10 injured>10\xE2\x80\x93"
     "15 injured\n",
     0,
     0},
    {"a bound, but not how round",
     {{"a", "About 10 people were hurt at Varn", "Varn", 10, 50, "casualties",
       ",\"quantities\":[{\"value\":10,\"unit\":\"injured\",\"qualifier\":\"about\"},"
       "{\"value\":3,\"unit\":\"houses\",\"qualifier\":\"exact\"}]"}},
     {{"b", "10 people were hurt at Varn", "Varn", 10, 50, "casualties",
       ",\"quantities\":[{\"value\":10,\"unit\":\"injured\"},"
       "{\"value\":3,\"unit\":\"houses\",\"qualifier\":\"more_than\"}]"}},
     "changed Varn casualties quantity=3 houses>more than 3 houses\n",
     0,
     0},
    {"how sure",
     {{"a", "The fire at Varn was arson", "Varn", 10, 50, FIRE, ",\"modality\":\"alleged\""}},
     {{"b", "The fire at Varn was indeed arson", "Varn", 10, 50, FIRE,
       ",\"modality\":\"confirmed\""}},
     "changed Varn " FIRE " modality=alleged>confirmed\n",
     0,
     0},
    {"said, claimed, according to",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE,
       SAYS("Anna Berg") ",\"modality\":\"claimed\",\"status\":\"past\""}},
     {{"b", "The fire had reached Varn", "Varn", 10, 50, FIRE,
       SAYS("Governor Anna Berg") ",\"modality\":\"reported\""}},
     "",
     1,
     1},
    {"another speaker",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, SAYS("Anna Berg")}},
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, SAYS("Otto Hals")}},
     "changed Varn " FIRE " source=Anna Berg>Otto Hals\n",
     0,
     0},
    {"speakers without a word",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, SAYS("?")}},
     {{"b", "The fire has reached Varn", "Varn", 10, 50, FIRE, SAYS("!")}},
     "",
     1,
     1},
    {"one name, put elsewhere",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""}},
     {{"a", "The fire reached Varn", "Varn", 10.001, 50, FIRE, ""}},
     "",
     1,
     0},
    {"who said it did it",
     {{"a", "A bridge was closed in Olme", "Olme", 12, 51, "closure", SAYS("police")}},
     {{"b", "Police closed a bridge in Olme", "Olme", 12, 51, "closure", ""}},
     "",
     1,
     1},
    {"another place",
     {{"a", "The peace talks between both governments open in Varn", "Varn", 10, 50, "talks",
       ",\"status\":\"planned\""}},
     {{"b", "The peace talks between both governments open in Olme", "Olme", 12, 51, "talks",
       ",\"status\":\"planned\""}},
     "moved Olme talks place=Varn>Olme 180 km\n",
     0,
     0},
    {"the like at another place, with other figures",
     {{"a", "11 people were arrested in Varn", "Varn", 10, 50, "detention",
       AMOUNT("11", "prisoners")}},
     {{"b", "27 people were arrested in Olme", "Olme", 12, 51, "detention",
       AMOUNT("27", "prisoners")}},
     "new Olme detention\ngone Varn detention\n",
     0,
     0},
    {"the like on another day",
     {{"a", "A drone struck a house in Varn", "Varn", 10, 50, "strike", ON("2026-05-10")}},
     {{"b", "A drone struck a fuel depot in Varn", "Varn", 10, 50, "strike", ON("2026-05-12")}},
     "new Varn strike\ngone Varn strike\n",
     0,
     0},
    {"a day put off",
     {{"a", "The peace talks open in Varn", "Varn", 10, 50, "talks",
       ON("2026-05-20") ",\"status\":\"planned\""}},
     {{"b", "The peace talks will open in Varn", "Varn", 10, 50, "talks",
       ON("2026-05-22") ",\"status\":\"planned\""}},
     "changed Varn talks time=2026-05-20>2026-05-22\n",
     0,
     0},
    {"a sentence that stayed, whose day went along with the date above",
     {{"a", "A drone struck a house in Varn", "Varn", 10, 50, "strike", ON("2026-05-10")}},
     {{"a", "A drone struck a house in Varn", "Varn", 10, 50, "strike", ON("2026-05-11")}},
     "",
     1,
     0},
    {"a point that was moved by hand",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ",\"sums\":\"0-0-0\""}},
     {{"a", "The fire reached Varn", "Varn", 10.1, 50, FIRE, ",\"sums\":\"0-0-0\""}},
     "moved Varn " FIRE " geometry=>  7 km\n",
     0,
     0},
    {"what repeats another claim is told with it",
     {{"a", "The fire burned 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")},
      {"b", "58 km2 burned down at Varn", "Varn", 10, 50, FIRE,
       KM2("58") ",\"duplicate_of\":\"a\""}},
     {{"c", "The fire has burned 60 km2 at Varn", "Varn", 10, 50, FIRE, KM2("60")}},
     "changed Varn " FIRE " quantity=58 km\xC2\xB2>60 km\xC2\xB2\n",
     0,
     0},
    {"a figure below a headline that stayed",
     {{"a", "The fire burns 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")},
      {"b", "The fire burned 58 km2 of forest at Varn", "Varn", 10, 50, FIRE,
       KM2("58") ",\"duplicate_of\":\"a\""}},
     {{"a", "The fire burns 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")},
      {"c", "The fire burned 71 km2 of forest at Varn", "Varn", 10, 50, FIRE,
       KM2("71") ",\"duplicate_of\":\"a\""}},
     "changed Varn " FIRE " quantity=58 km\xC2\xB2>71 km\xC2\xB2\n",
     0,
     0},
    {"a figure in the headline and below it is told once",
     {{"a", "The fire burns 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")},
      {"b", "The fire burned 58 km2 of forest at Varn", "Varn", 10, 50, FIRE,
       KM2("58") ",\"duplicate_of\":\"a\""}},
     {{"c", "The fire burns 71 km2 at Varn", "Varn", 10, 50, FIRE, KM2("71")},
      {"d", "The fire burned 71 km2 of forest at Varn", "Varn", 10, 50, FIRE,
       KM2("71") ",\"duplicate_of\":\"c\""}},
     "changed Varn " FIRE " quantity=58 km\xC2\xB2>71 km\xC2\xB2\n",
     0,
     0},
    {"a second sentence with another figure",
     {{"a", "The fire burns 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")}},
     {{"a", "The fire burns 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")},
      {"c", "The fire burned 71 km2 of forest at Varn", "Varn", 10, 50, FIRE,
       KM2("71") ",\"duplicate_of\":\"a\""}},
     "changed Varn " FIRE " quantity=58 km\xC2\xB2>71 km\xC2\xB2\n",
     0,
     0},
    {"a second sentence with the figure rounded",
     {{"a", "The fire burns 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")}},
     {{"a", "The fire burns 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")},
      {"c", "The fire burned some 60 km2 of forest at Varn", "Varn", 10, 50, FIRE,
       KM2("60") ",\"duplicate_of\":\"a\""}},
     "",
     1,
     0},
    {"a headline that catches up with the text",
     {{"a", "The fire burns 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")},
      {"b", "Fire of 71 km2 at Varn", "Varn", 10, 50, FIRE, KM2("71") ",\"duplicate_of\":\"a\""}},
     {{"c", "The fire burns 71 km2 at Varn", "Varn", 10, 50, FIRE, KM2("71")},
      {"d", "Fire of 71 km2 at Varn", "Varn", 10, 50, FIRE, KM2("71") ",\"duplicate_of\":\"c\""}},
     "changed Varn " FIRE " quantity=58 km\xC2\xB2>71 km\xC2\xB2\n",
     0,
     0},
    {"claims that repeat each other in a circle",
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ",\"duplicate_of\":\"b\""},
      {"b", "Fire in Varn", "Varn", 10, 50, FIRE, ",\"duplicate_of\":\"a\""}},
     {{"a", "The fire reached Varn", "Varn", 10, 50, FIRE, ""}},
     "",
     1,
     0},
};

static void add_claim(clm_buffer *out, const told *claim) {
    clm_buffer_printf(out,
                      ",{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
    clm_buffer_number(out, claim->lon, 4);
    clm_buffer_char(out, ',');
    clm_buffer_number(out, claim->lat, 4);
    clm_buffer_printf(out,
                      "]},\"properties\":{\"kind\":\"claim\",\"id\":\"%s\",\"claim_id\":\"%s\","
                      "\"draw\":\"primary\",\"event_type\":\"%s\",\"quote\":{\"text\":\"%s\"},"
                      "\"place\":{\"name\":\"%s\",\"lon\":",
                      claim->id, claim->id, claim->event, claim->quote, claim->place);
    clm_buffer_number(out, claim->lon, 4);
    clm_buffer_string(out, ",\"lat\":");
    clm_buffer_number(out, claim->lat, 4);
    clm_buffer_printf(out, "}%s}}", claim->more);
}

static clm_collection *read_claims(const char *label, const char *date,
                                   const told claims[MOST_CLAIMS]) {
    clm_buffer json = {0};
    clm_buffer_printf(&json,
                      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                      "\"geometry\":null,\"properties\":{\"kind\":\"article\",\"schema\":1,"
                      "\"version\":\"0.1.0\",\"date\":\"%s\",\"title\":\"A story\"}}",
                      date);
    for (size_t i = 0; i < MOST_CLAIMS && claims[i].id != NULL; i++) {
        add_claim(&json, &claims[i]);
    }
    clm_buffer_string(&json, "]}");
    clm_collection *collection = NULL;
    clm_error error = {0};
    clm_buffer warnings = {0};
    CLM_EXPECT_OK(label,
                  clm_collection_read(clm_test_text(&json), NULL, &collection, &warnings, &error),
                  &error);
    CLM_EXPECT_TEXT(label, clm_test_text(&warnings), "");
    clm_buffer_clear(&warnings);
    clm_buffer_clear(&json);
    return collection;
}

/* A line each: kind, place, event, and each field as NAME=FROM>TO, then whole kilometres. */
static void describe(const clm_diff *diff, clm_buffer *out) {
    for (size_t i = 0; i < diff->count; i++) {
        const clm_change *change = &diff->items[i];
        const clm_feature *feature = change->to != NULL ? change->to : change->from;
        clm_buffer_printf(out, "%s %s %s", clm_change_kind_name(change->kind), feature->place.name,
                          clm_event_type_name(feature->event_type));
        for (size_t k = 0; k < change->field_count; k++) {
            const clm_change_field *field = &change->fields[k];
            clm_buffer_printf(out, " %s=%s>%s", field->name, field->from != NULL ? field->from : "",
                              field->to != NULL ? field->to : " ");
        }
        if (!isnan(change->moved_km)) {
            clm_buffer_char(out, ' ');
            clm_buffer_number(out, change->moved_km, 0);
            clm_buffer_string(out, " km");
        }
        clm_buffer_char(out, '\n');
    }
}

static void test_clm_diff_make_tells_changes(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const diff_case *row = &cases[i];
        clm_collection *before = read_claims(row->label, "2026-05-11", row->before);
        clm_collection *after = read_claims(row->label, "2026-05-12", row->after);
        clm_diff *diff = NULL;
        clm_error error = {0};
        clm_buffer found = {0};
        CLM_EXPECT_OK(row->label, clm_diff_make(before, after, &diff, &error), &error);
        describe(diff, &found);
        CLM_EXPECT_TEXT(row->label, clm_test_text(&found), row->changes);
        CLM_EXPECT(row->label, diff->same == row->same);
        CLM_EXPECT(row->label, diff->reworded == row->reworded);
        CLM_EXPECT(row->label, diff->note_count == 0);
        clm_buffer_clear(&found);
        clm_diff_free(diff);
        clm_collection_free(before);
        clm_collection_free(after);
    }
}

/* Compared with itself, nothing differs, and every feature is marked as the same. */
static void test_clm_diff_make_of_one_file_is_empty(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_collection *one = read_claims(cases[i].label, "2026-05-11", cases[i].before);
        clm_diff *diff = NULL;
        clm_error error = {0};
        CLM_EXPECT_OK(cases[i].label, clm_diff_make(one, one, &diff, &error), &error);
        CLM_EXPECT(cases[i].label, diff->count == 0 && diff->reworded == 0 && diff->related);
        for (size_t k = 0; k < one->count; k++) {
            const clm_change_kind wanted =
                one->items[k].kind == CLM_FEATURE_CLAIM ? CLM_CHANGE_SAME : CLM_CHANGE_NONE;
            CLM_EXPECT(cases[i].label, diff->old_kinds[k] == wanted);
            CLM_EXPECT(cases[i].label, diff->new_kinds[k] == wanted);
        }
        clm_diff_free(diff);
        clm_collection_free(one);
    }
}

static void fail_every_allocation(const told before_claims[MOST_CLAIMS],
                                  const told after_claims[MOST_CLAIMS]) {
    clm_collection *before = read_claims("before", "2026-05-11", before_claims);
    clm_collection *after = read_claims("after", "2026-05-12", after_claims);
    size_t failures = 0;
    for (size_t nth = 1; nth < 1000; nth++) {
        clm_diff *diff = NULL;
        clm_collection *map = NULL;
        clm_buffer out = {0};
        const clm_diff_text_options options = {.all = true};
        (void)clm_alloc_fail_at(nth);
        clm_status status = clm_diff_make(before, after, &diff, NULL);
        if (status == CLM_OK) {
            clm_diff_text(diff, before, after, &options, &out);
            clm_diff_json(diff, before, after, &out);
            status = clm_diff_map(diff, before, after, &map, NULL);
            if (status != CLM_OK) {
                assert_null(map);
                clm_diff_free(diff);
                diff = NULL;
            }
        }
        bool reached = clm_alloc_fail_at(0) >= nth;
        assert_true((status == CLM_OK && !out.failed) || reached);
        assert_true(status == CLM_OK || status == CLM_ERR_NOMEM);
        assert_int_equal(diff != NULL, status == CLM_OK);
        failures += status != CLM_OK || out.failed;
        clm_buffer_clear(&out);
        clm_collection_free(map);
        clm_diff_free(diff);
        if (!reached) {
            break;
        }
    }
    assert_true(failures >= 5);
    clm_diff_free(NULL);
    clm_collection_free(before);
    clm_collection_free(after);
}

static void test_clm_diff_make_every_allocation_fails(void **state) {
    (void)state;
    fail_every_allocation(cases[4].before, cases[2].after);
    const diff_case *repeats = cases;
    while (strcmp(repeats->label, "a figure below a headline that stayed") != 0) {
        repeats++;
    }
    fail_every_allocation(repeats->before, repeats->after);
}

/* The new features, the gone ones with ids of their own, and a line for what moved. */
static void test_clm_diff_map_has_both(void **state) {
    (void)state;
    static const told before_claims[MOST_CLAIMS] = {
        {"a", "The fire burned 58 km2 at Varn", "Varn", 10, 50, FIRE, KM2("58")},
        {"b", "A bridge was closed in Olme", "Olme", 12, 51, "closure", ""},
        {"c", "The peace talks between both governments open in Rust", "Rust", 179, 10, "talks",
         ""}};
    static const told after_claims[MOST_CLAIMS] = {
        {"d", "The peace talks between both governments open in Lome", "Lome", -179, 10, "talks",
         ""},
        {"e", "60 km2 have burned at Varn", "Varn", 10, 50, FIRE, KM2("60")},
        {"f", "A school was hit in Tann", "Tann", 13, 52, "strike", ""}};
    clm_collection *before = read_claims("before", "2026-05-11", before_claims);
    clm_collection *after = read_claims("after", "2026-05-12", after_claims);
    clm_diff *diff = NULL;
    clm_collection *map = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("diff", clm_diff_make(before, after, &diff, &error), &error);
    CLM_EXPECT_OK("map", clm_diff_map(diff, before, after, &map, &error), &error);
    assert_string_equal(map->facts.title, "Changes, 2026-05-11 to 2026-05-12: A story");
    assert_string_equal(map->facts.since, "2026-05-11");
    static const struct {
        const char *id;
        clm_change_kind change;
        clm_draw draw;
        size_t was_count;
    } wanted[] = {{"b-old", CLM_CHANGE_GONE, CLM_DRAW_SECONDARY, 0},
                  {"d", CLM_CHANGE_MOVED, CLM_DRAW_PRIMARY, 1},
                  {"d-way", CLM_CHANGE_MOVED, CLM_DRAW_SECONDARY, 1},
                  {"e", CLM_CHANGE_CHANGED, CLM_DRAW_PRIMARY, 1},
                  {"f", CLM_CHANGE_NEW, CLM_DRAW_PRIMARY, 0}};
    assert_int_equal(map->count, 1 + CLM_TEST_COUNT(wanted));
    for (size_t i = 0; i < CLM_TEST_COUNT(wanted); i++) {
        const clm_feature *feature = NULL;
        for (size_t k = 0; k < map->count; k++) {
            if (strcmp(map->items[k].id, wanted[i].id) == 0) {
                feature = &map->items[k];
            }
        }
        CLM_EXPECT(wanted[i].id, feature != NULL);
        CLM_EXPECT(wanted[i].id, feature->change == wanted[i].change);
        CLM_EXPECT(wanted[i].id, feature->draw == wanted[i].draw);
        CLM_EXPECT(wanted[i].id, feature->was_count == wanted[i].was_count);
        CLM_EXPECT(wanted[i].id, clm_is_way(feature) == (strstr(wanted[i].id, "-way") != NULL));
        if (clm_is_way(feature)) { /* the short way, cut at 180 degrees */
            assert_int_equal(feature->geometry.part_count, 2);
            assert_int_equal(feature->geometry.point_count, 4);
            assert_string_equal(feature->place.name, "Rust");
        }
    }
    clm_collection_free(map);
    clm_diff_free(diff);
    clm_collection_free(before);
    clm_collection_free(after);
}

static void test_clm_change_kind_words(void **state) {
    (void)state;
    for (int kind = CLM_CHANGE_NEW; kind < CLM_CHANGE_COUNT; kind++) {
        const char *name = clm_change_kind_name((clm_change_kind)kind);
        assert_true(name[0] != '\0');
        assert_int_equal(clm_change_kind_parse(clm_text_of(name)), kind);
    }
    assert_string_equal(clm_change_kind_name(CLM_CHANGE_NONE), "");
    assert_string_equal(clm_change_kind_name(CLM_CHANGE_COUNT), "");
    assert_int_equal(clm_change_kind_parse(CLM_TEXT("")), -1);
    assert_int_equal(clm_change_kind_parse(CLM_TEXT("news")), -1);
}

/* A hostile file cannot write to the terminal: no control comes through but the ends of lines. */
static void test_clm_diff_text_has_no_controls(void **state) {
    (void)state;
    static const told hostile[MOST_CLAIMS] = {
        {"a", "The fire\\u001b[31m \\u009b2J\\u202e reached\\nVarn\\u007f", "V\\u0007arn\\u2028",
         10, 50, FIRE, SAYS("Bo\\u001bb")}};
    static const told nothing[MOST_CLAIMS] = {{0}};
    clm_collection *before = read_claims("before", "2026-05-11", nothing);
    clm_collection *after = read_claims("after", "2026-05-12", hostile);
    clm_diff *diff = NULL;
    clm_buffer out = {0};
    const clm_diff_text_options options = {.color = false};
    assert_int_equal(clm_diff_make(before, after, &diff, NULL), CLM_OK);
    clm_diff_text(diff, before, after, &options, &out);
    assert_non_null(strstr(out.data, "+ V arn : natural disaster. Bo b said: "));
    for (size_t i = 0; i < out.len; i++) {
        const unsigned char byte = (unsigned char)out.data[i];
        assert_true(byte >= 0x20 || byte == '\n');
        assert_true(byte != 0x7F);
    }
    assert_null(strstr(out.data, "\xC2\x9B"));
    assert_null(strstr(out.data, "\xE2\x80\xAE"));
    assert_null(strstr(out.data, "\xE2\x80\xA8"));
    clm_buffer_clear(&out);
    clm_diff_free(diff);
    clm_collection_free(before);
    clm_collection_free(after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_diff_make_tells_changes),
        cmocka_unit_test(test_clm_diff_make_of_one_file_is_empty),
        cmocka_unit_test(test_clm_diff_make_every_allocation_fails),
        cmocka_unit_test(test_clm_diff_map_has_both),
        cmocka_unit_test(test_clm_change_kind_words),
        cmocka_unit_test(test_clm_diff_text_has_no_controls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

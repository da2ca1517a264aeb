/* Which place each mention is resolved to. */
#include "places/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "unit/mentions/fake_gazetteer.h"

/* `expected`: for each mention "ID" of its place, "-" for none, "-in:ID" for an unknown settlement
 * within a place. */
typedef struct row {
    const char *label, *text, *expected;
} row;

static const row rows[] = {
    {"kind word asks for the region", "Troops are in the Kursk region.", "ne:1"},
    {"kind word asks for the city", "Troops are in the city of Kursk.", "gn:1"},
    {"bare name of a city and a region", "Troops are in Kursk.", "gn:1"},
    {"bare name, the region elsewhere", "Troops are in Kursk. They hold a part of Kursk region.",
     "ne:1 ne:1"},
    {"both said", "Troops left the city of Kursk. The Kursk region is quiet.", "gn:1 ne:1"},
    {"central is a city", "Shots rang in central Kursk. The Kursk region is quiet.", "gn:1 ne:1"},
    {"shared kind word", "It protects the Sumy and Kharkiv regions.", "ne:3 ne:4"},
    {"container of an unknown village", "They hold land near the Kursk settlement of Guyevo.",
     "ne:1 -in:ne:1"},
    {"unknown village in a region", "Shells hit the village of Urozhaine in the Donetsk region.",
     "-in:ne:5 ne:5"},
    {"known village that lies elsewhere", "Shells hit the village of Stepove in the Kursk region.",
     "-in:ne:1 ne:1"},
    {"known village in its region", "Shells hit the village of Stepove in the Kharkiv region.",
     "gn:20 ne:4"},
    {"unknown village measured from a town",
     "Shells hit the village of Urozhaine, about 40km (25 miles) south of Kursk. Urozhaine burns.",
     "-in:ne:1 gn:1 -in:ne:1"},
    {"unknown town measured through what stands for it",
     "Troops entered the town of Urozhaine. The town, 40 kilometres to the north-east of Kursk, is "
     "quiet.",
     "-in:ne:1 -in:ne:1 gn:1"},
    {"no distance, no place", "Shells hit the village of Urozhaine, south of Kursk.", "- gn:1"},
    {"unknown village alone", "Shells hit the village of Urozhaine.", "-"},
    {"town, state", "She moved to Paris, Texas.", "gn:11 ne:6"},
    {"pairs of town and state", "Teams came from Springfield, Ohio, and Paris, Texas, to help.",
     "gn:13 ne:7 gn:11 ne:6"},
    {"two towns, one state", "They met in Paris and Austin in Texas.", "gn:11 gn:12 ne:6"},
    {"one sense in an article", "She moved to Paris, Texas. Paris is quiet.", "gn:11 ne:6 gn:11"},
    {"prominence", "She moved to Paris.", "gn:10"},
    {"larger of two towns", "The fire in Springfield burned on.", "gn:14"},
    {"state decides",
     "The fire in Springfield burned on. People in Ohio and across Ohio helped. "
     "Ohio is dry.",
     "gn:13 ne:7 ne:7 ne:7"},
    {"state by company", "They left Georgia for Austin, Texas, then Ohio and the rest of the US.",
     "ne:8 gn:12 ne:6 ne:7 cc:US"},
    {"demonym", "The Ukrainian president spoke.", "cc:UA"},
    {"region after its part", "Units entered southern Kursk. They left Kursk.", "ne:1 ne:1"},
    {"old name of another place in the article",
     "A fire burned in Smithville, Texas. Russia said a dam broke in Sudzha, and towns in Kursk "
     "region were evacuated.",
     "gn:22 ne:6 cc:RU gn:15 ne:1"},
    {"part of a country", "Battles raged in eastern Ukraine.", "cc:UA"},
    {"anaphor", "They hold a part of Kursk region. Some left the region.", "ne:1 ne:1"},
    {"region of a town", "Shells hit Sudzha. Thousands left the region.", "gn:15 ne:1"},
    {"region, not the town that stands nearer",
     "Fires burn in Kursk region. In the town of Sudzha, smoke hangs. Rain fell on the region.",
     "ne:1 gn:15 ne:1"},
    {"town, not the region that stands nearer",
     "Shells hit Sudzha. Fires burn in the Kharkiv region, too. Many left the town.",
     "gn:15 ne:4 gn:15"},
    {"no region to come back to", "He met them in Iran. Rain fell on the region.", "cc:IR"},
    {"capital of a town's country", "Shells hit Kharkiv. Many fled to the capital.", "gn:4 gn:6"},
    {"country of a town", "He spoke in Kharkiv. Others left the country.", "gn:4 cc:UA"},
    {"airport of a town", "Missiles hit Kharkiv. Smoke rose near the airport.", "gn:4 -in:gn:4"},
    {"placed once", "Shells hit the village of Urozhaine in the Donetsk region. Urozhaine burned.",
     "-in:ne:5 ne:5 -in:ne:5"},
    {"village that its region has not, though a far one is known",
     "Shells hit the village of Austin in the Donetsk region. Austin burned.",
     "-in:ne:5 ne:5 -in:ne:5"},
    {"counties of a list", "Storms hit Temby and Springfield counties in Texas.",
     "cm:walker gn:14 ne:6"},
    {"a namesake told apart",
     "Storms hit Springfield. Roads near Austin, Smithville and Walker County were shut. A church "
     "in Springfield, Ohio, sent help.",
     "gn:14 gn:12 gn:22 cm:walker gn:13 ne:7"},
    {"a town, where something is at it", "Kharkiv region burned. A market opened at Kharkiv.",
     "ne:4 gn:4"},
    {"a region, where the text says so",
     "Shells hit the city of Kharkiv. Kharkiv, a dry eastern region of Ukraine, is poor.",
     "gn:4 ne:4 cc:UA"},
    {"a city is no village", "They left the village of Austin.", "-"},
    {"rare name where its country is named",
     "They met near Temby in the US, then in Kharkiv, Sumy and Kursk.",
     "gn:22 cc:US gn:4 gn:3 gn:1"},
    {"defined in a state", "Paris is a village in Texas, United States. Paris has one school.",
     "gn:11 ne:6 cc:US gn:11"},
    {"defined after an aside", "Paris (pop. 300), once a mill, is one of the towns of Texas.",
     "gn:11 ne:6"},
    {"defined where no gazetteer has it", "Springfield is a hamlet in Iran. Springfield is dry.",
     "-in:cc:IR cc:IR -in:cc:IR"},
    {"defined by a demonym", "Sudzha is a town in the Russian steppe. They left Sudzha.",
     "gn:15 cc:RU gn:15"},
    {"a bearing is no container and tells which one it is not",
     "Springfield is a city, 40 km north of Austin.", "- gn:12"},
    {"a bearing without a distance", "Springfield is a city north of Austin.", "gn:14 gn:12"},
    {"within a bearing", "Paris is a town in the dry north of Texas.", "gn:11 ne:6"},
    {"no definition", "Paris is quiet in winter. In Iran it is loud.", "gn:10 cc:IR"},
    {"described place", "They want to protect towns near the border.", "-"},
    {"nothing", "Nothing.", ""},
};

/* Told by its company alone, which a ranker learns to weigh in the real world. */
static const row by_company[] = {
    {"country by company", "They left Georgia for Iran, Russia and Ukraine.",
     "cc:GE cc:IR cc:RU cc:UA"},
    {"rare name of a far small place", "Shells hit towns near Temby, near Kharkiv, Sumy and Kursk.",
     "- gn:4 gn:3 gn:1"},
};

static clm_article *parse(const char *text) {
    clm_article_options options = {0};
    clm_article *article = NULL;
    clm_error error;
    options.format = CLM_ARTICLE_PLAIN;
    assert_int_equal(clm_article_parse(clm_text_of(text), &options, &article, &error), CLM_OK);
    return article;
}

static clm_resolved *resolve_by(clm_article *article, clm_mentions *mentions,
                                const clm_ranker *ranker) {
    const clm_places_options options = {.ranker = ranker};
    clm_resolved *resolved = NULL;
    clm_error error;
    assert_int_equal(clm_mentions_find(article, NULL, NULL, mentions, &error), CLM_OK);
    assert_int_equal(clm_places_resolve(article, NULL, mentions, &options, &resolved, &error),
                     CLM_OK);
    return resolved;
}

static clm_resolved *resolve(clm_article *article, clm_mentions *mentions) {
    return resolve_by(article, mentions, NULL);
}

static void put_place(clm_buffer *out, const clm_resolved *item) {
    if (item->place != CLM_NO_PLACE) {
        clm_buffer_text(out, clm_gazetteer_place(NULL, item->place).id);
        return;
    }
    clm_buffer_char(out, '-');
    if (item->within != CLM_NO_PLACE) {
        clm_buffer_string(out, "in:");
        clm_buffer_text(out, clm_gazetteer_place(NULL, item->within).id);
    }
}

static int failed_rows(const row *list, size_t count, const clm_ranker *ranker) {
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        clm_article *article = parse(list[i].text);
        clm_mentions mentions;
        clm_resolved *resolved = resolve_by(article, &mentions, ranker);
        clm_buffer got;
        clm_buffer_init(&got);
        for (size_t m = 0; m < mentions.count; m++) {
            clm_buffer_string(&got, m > 0 ? " " : "");
            put_place(&got, &resolved[m]);
        }
        const char *text = got.data != NULL ? got.data : "";
        if (strcmp(text, list[i].expected) != 0) {
            print_error("%s: got %s, expected %s\n", list[i].label, text, list[i].expected);
            failed++;
        }
        clm_buffer_clear(&got);
        clm_article_free(article);
    }
    return failed;
}

static void test_resolve_rows(void **state) {
    (void)state;
    assert_int_equal(failed_rows(rows, sizeof rows / sizeof rows[0], NULL), 0);
    assert_int_equal(failed_rows(by_company, sizeof by_company / sizeof by_company[0], NULL), 0);
}

/* What the text says outright holds for the shipped ranker too. */
static void test_resolve_rows_learned(void **state) {
    (void)state;
    clm_model *model = NULL;
    clm_ranker *ranker = NULL;
    clm_model_section section;
    clm_error error = {0};
    assert_int_equal(clm_model_builtin(&model, &error), CLM_OK);
    assert_true(clm_model_find(model, CLM_RANKER_SECTION, &section));
    assert_int_equal(clm_ranker_prepare(&section, &ranker, &error), CLM_OK);
    assert_int_equal(failed_rows(rows, sizeof rows / sizeof rows[0], ranker), 0);
    clm_ranker_free(ranker);
    clm_model_free(model);
}

/* The fake Ukraine's box reaches 6 degrees from 31 E 49 N: eastern is half of that away. */
static void test_resolve_compass_part(void **state) {
    (void)state;
    static const struct {
        const char *text, *name;
        double lon_deg, lat_deg;
    } parts[] = {
        {"Battles raged in eastern Ukraine.", "eastern Ukraine", 34, 49},
        {"Battles raged in north-western Ukraine.", "northwestern Ukraine", 28, 52},
        {"Battles raged in southern Ukraine.", "southern Ukraine", 31, 46},
        {"Battles raged in central Ukraine.", "central Ukraine", 31, 49},
        {"Battles raged in the north of Ukraine.", "northern Ukraine", 31, 52},
        {"Battles raged in the eastern part of Ukraine.", "eastern Ukraine", 34, 49},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        clm_article *article = parse(parts[i].text);
        clm_mentions mentions;
        clm_resolved *resolved = resolve(article, &mentions);
        assert_int_equal(mentions.count, 1);
        assert_int_equal(resolved[0].kind, CLM_KIND_VAGUE_REGION);
        assert_true(clm_text_is(resolved[0].name, parts[i].name));
        assert_true(fabs(resolved[0].point.lon_deg - parts[i].lon_deg) < 1e-9);
        assert_true(fabs(resolved[0].point.lat_deg - parts[i].lat_deg) < 1e-9);
        clm_article_free(article);
    }
}

/* What lies to the north of a country, or from its south to its north, is no part of it. */
static void test_resolve_sides(void **state) {
    (void)state;
    static const struct {
        const char *text, *last;
    } sides[] = {
        {"Shells hit Ukraine. Fires burn in the south of the country.", "southern Ukraine"},
        {"Shells hit Ukraine. Fires burn in the southern parts of the country.",
         "southern Ukraine"},
        {"A storm formed to the north of Ukraine.", "Ukraine"},
        {"He took the road between the south and the north of Ukraine.", "Ukraine"},
    };
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++) {
        clm_article *article = parse(sides[i].text);
        clm_mentions mentions;
        clm_resolved *resolved = resolve(article, &mentions);
        assert_true(mentions.count > 0);
        const clm_resolved *last = &resolved[mentions.count - 1];
        assert_true(clm_text_is(last->name, sides[i].last));
        clm_article_free(article);
    }
}

static void test_resolve_details(void **state) {
    (void)state;
    clm_article *article = parse("Shells hit the village of Urozhaine in the Donetsk region.");
    clm_mentions mentions;
    clm_resolved *resolved = resolve(article, &mentions);
    assert_true(resolved[0].located);
    assert_int_equal(resolved[0].kind, CLM_KIND_SETTLEMENT);
    assert_string_equal(resolved[0].basis, "named region");
    assert_true(clm_text_is(resolved[0].name, "Urozhaine"));
    /* The fake region is as large as a disc of 100 km. */
    assert_true(fabs(resolved[0].uncertainty_m - 100000) < 1);
    assert_true(fabs(resolved[0].point.lon_deg - 37.7) < 1e-9);
    clm_article_free(article);

    article = parse("She moved to Paris.");
    resolved = resolve(article, &mentions);
    assert_int_equal(resolved[0].alternative_count, 1);
    assert_int_equal(resolved[0].alternatives[0].place, FAKE_PARIS_TX);
    double sum = resolved[0].score + resolved[0].alternatives[0].score;
    assert_true(fabs(sum - 1.0) < 1e-9);
    assert_true(fabs(resolved[0].margin - (resolved[0].score - resolved[0].alternatives[0].score)) <
                1e-9);
    assert_string_equal(resolved[0].basis, "prominence");
    clm_article_free(article);

    article = parse("She moved to Austin.");
    resolved = resolve(article, &mentions);
    assert_string_equal(resolved[0].basis, "only candidate");
    assert_true(fabs(resolved[0].score - 1.0) < 1e-9);
    clm_article_free(article);
}

static void test_resolve_out_of_memory(void **state) {
    (void)state;
    bool done = false;
    for (size_t nth = 1; !done && nth < 200; nth++) {
        clm_article *article = parse("Battles raged in eastern Ukraine, in the Kursk region and "
                                     "near the village of Nova Vesna in the Donetsk region.");
        clm_mentions mentions;
        clm_resolved *resolved = NULL;
        clm_error error;
        assert_int_equal(clm_mentions_find(article, NULL, NULL, &mentions, &error), CLM_OK);
        (void)clm_alloc_fail_at(nth);
        clm_status status = clm_places_resolve(article, NULL, &mentions, NULL, &resolved, &error);
        (void)clm_alloc_fail_at(0);
        if (status == CLM_OK) {
            assert_int_equal(resolved[0].kind, CLM_KIND_VAGUE_REGION);
            done = true;
        } else {
            assert_int_equal(status, CLM_ERR_NOMEM);
            assert_null(resolved);
        }
        clm_article_free(article);
    }
    assert_true(done);
}

static void test_use_names(void **state) {
    (void)state;
    for (int i = 0; i < CLM_USE_COUNT; i++) {
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(clm_place_use_name((clm_place_use)i),
                                    clm_place_use_name((clm_place_use)k));
        }
    }
    assert_string_equal(clm_place_use_name(CLM_USE_SPEECH_LOCATION), "speech_location");
    assert_string_equal(clm_place_use_name(CLM_USE_COUNT), "other");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolve_rows),
        cmocka_unit_test(test_resolve_rows_learned),
        cmocka_unit_test(test_resolve_compass_part),
        cmocka_unit_test(test_resolve_details),
        cmocka_unit_test(test_resolve_sides),
        cmocka_unit_test(test_resolve_out_of_memory),
        cmocka_unit_test(test_use_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

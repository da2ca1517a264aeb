/* The line of `claimmap extract`, from hand-made mentions and claims. */
#include "support/support.h"

#include "base/alloc.h"
#include "formats/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* "K\xC3\xA4mpfe" has one byte more than code points. */
#define TEXT "K\xC3\xA4mpfe in Oneida County, eastern Ukraine, said Paris Hilton of the area."

static clm_span span_of(const clm_article *article, const char *words) {
    const char *at = strstr(article->text.ptr, words);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - article->text.ptr);
    return (clm_span){start, start + (uint32_t)strlen(words)};
}

enum { MENTIONS = 3 };

static void fill(const clm_article *article, clm_mention mentions[MENTIONS],
                 clm_resolved resolved[MENTIONS]) {
    memset(mentions, 0, MENTIONS * sizeof mentions[0]);
    memset(resolved, 0, MENTIONS * sizeof resolved[0]);
    mentions[0].span = span_of(article, "Oneida County");
    mentions[0].name = span_of(article, "Oneida");
    mentions[0].form = CLM_FORM_KIND_AFTER;
    mentions[1].span = span_of(article, "eastern Ukraine");
    mentions[1].name = span_of(article, "Ukraine");
    mentions[1].form = CLM_FORM_COMPASS;
    mentions[1].compass = CLM_COMPASS_EAST;
    mentions[2].span = mentions[2].name = span_of(article, "the area");
    mentions[2].type = CLM_MENTION_ANAPHOR;
    for (size_t i = 0; i < MENTIONS; i++) {
        mentions[i].container = mentions[i].antecedent = mentions[i].coordinated = -1;
        resolved[i].place = resolved[i].within = CLM_NO_PLACE;
        resolved[i].located = i == 0;
    }
    resolved[0].kind = CLM_KIND_REGION;
    resolved[0].point = (clm_lonlat){-75.5, 43.25};
    resolved[0].name = CLM_TEXT("Oneida County");
    resolved[0].score = 0.5;
    resolved[1].kind = CLM_KIND_VAGUE_REGION;
    resolved[1].use = CLM_USE_TOPIC;
    resolved[1].use_basis = "what is spoken of";
}

static const char mentions_json[] =
    "{\"id\":null,\"mentions\":["
    "{\"start\":10,\"end\":23,\"text\":\"Oneida "
    "County\",\"type\":\"toponym\",\"role\":\"location\",\"role_reason\":null,"
    "\"lon\":-75.5,\"lat\":43.25,\"gazetteer_id\":null,\"name\":\"Oneida County\","
    "\"kind\":\"region\",\"country\":null,\"admin1\":null,\"score\":0.5},"
    "{\"start\":33,\"end\":40,\"text\":\"Ukraine\",\"type\":\"toponym\",\"role\":\"topic\",\"role_"
    "reason\":\"what is spoken of\","
    "\"lon\":null,\"lat\":null,\"gazetteer_id\":null,\"name\":null,"
    "\"kind\":\"vague_region\",\"country\":null,\"admin1\":null,\"score\":0}],"
    "\"rejected\":[{\"start\":47,\"end\":52,\"text\":\"Paris\",\"reason\":\"person\"}]";

static const char claims_json[] =
    ",\"claims\":[],\"attributions\":[{\"source\":[[47,59]],\"cue\":[[42,46]],"
    "\"content\":[[0,6],[10,23]]}]";

typedef struct extract_case {
    const char *label;
    bool full;
} extract_case;

static clm_status write_case(const clm_article *article, bool full, clm_buffer *out) {
    clm_mention items[MENTIONS];
    clm_resolved resolved[MENTIONS];
    fill(article, items, resolved);
    clm_rejected rejected = {span_of(article, "Paris"), "person"};
    clm_mentions mentions = {items, MENTIONS, &rejected, 1};
    clm_span source[] = {span_of(article, "Paris Hilton")};
    clm_span cue[] = {span_of(article, "said")};
    clm_span content[] = {span_of(article, "K\xC3\xA4mpfe"), items[0].span};
    clm_attribution attribution = {source, cue, content, 1, 1, 2};
    clm_claims claims = {.attributions = &attribution, .attribution_count = 1};
    clm_collection collection = {.count = 0};
    return clm_extract_write(article, NULL, &mentions, resolved, &claims, &collection, full, out,
                             NULL);
}

static void test_extract_write_table(void **state) {
    (void)state;
    static const extract_case cases[] = {{"all", true}, {"only mentions", false}};
    clm_article *article = NULL;
    assert_int_equal(clm_article_parse(CLM_TEXT(TEXT), NULL, &article, NULL), CLM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        clm_buffer out;
        clm_buffer expected;
        clm_buffer_init(&out);
        clm_buffer_init(&expected);
        clm_buffer_string(&expected, mentions_json);
        clm_buffer_string(&expected, cases[i].full ? claims_json : "");
        clm_buffer_char(&expected, '}');
        assert_int_equal(write_case(article, cases[i].full, &out), CLM_OK);
        if (strcmp(out.data, expected.data) != 0) {
            fail_msg("%s:\n%s\n%s", cases[i].label, out.data, expected.data);
        }
        clm_buffer_clear(&out);
        clm_buffer_clear(&expected);
    }
    clm_article_free(article);
}

static clm_status write_once(void *context) {
    clm_buffer out;
    clm_buffer_init(&out);
    clm_status status = write_case(context, true, &out);
    clm_buffer_clear(&out);
    return status;
}

static void test_extract_write_every_allocation_fails(void **state) {
    (void)state;
    clm_article *article = NULL;
    assert_int_equal(clm_article_parse(CLM_TEXT(TEXT), NULL, &article, NULL), CLM_OK);
    assert_true(clm_test_fail_every_allocation(write_once, article) > 1);
    clm_article_free(article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_extract_write_table),
        cmocka_unit_test(test_extract_write_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

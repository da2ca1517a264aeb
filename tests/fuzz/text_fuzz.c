/* Any text on its whole way: tokens, mentions, places, the answer of `extract`. An odd first byte
 * leaves demonyms out, its second bit what was learned. What the next stage relies on holds
 * behind each: indexes and spans inside, in order and at characters' borders, scores and
 * coordinates in range; the answer is JSON and says what the text says. The gazetteer is
 * $CLAIMMAP_DATA, else that of the tests' invented world. */
#include "fuzz/world.h"

#include "base/json.h"
#include "base/utf8.h"
#include "formats/formats.h"
#include "mentions/mentions.h"

#include <string.h>

static bool at_border(const clm_article *article, uint32_t byte) {
    return byte == article->text.len || ((unsigned char)article->text.ptr[byte] & 0xC0U) != 0x80U;
}

static void check_span(const clm_article *article, clm_span span) {
    CLM_FUZZ_REQUIRE(span.start < span.end && span.end <= article->text.len);
    CLM_FUZZ_REQUIRE(at_border(article, span.start) && at_border(article, span.end));
}

static void check_mentions(const clm_article *article, const clm_mentions *mentions) {
    const int count = (int)mentions->count;
    uint32_t at = 0;
    for (int i = 0; i < count; i++) {
        const clm_mention *m = &mentions->items[i];
        check_span(article, m->span);
        check_span(article, m->name);
        CLM_FUZZ_REQUIRE(m->span.start >= at);
        CLM_FUZZ_REQUIRE(m->token_start < m->token_end && m->token_end <= article->token_count);
        CLM_FUZZ_REQUIRE(m->wanted_kind >= -1 && m->wanted_kind < CLM_KIND_COUNT);
        CLM_FUZZ_REQUIRE(m->container >= -1 && m->container < count && m->container != i);
        CLM_FUZZ_REQUIRE(m->antecedent >= -1 && m->antecedent < count && m->antecedent != i);
        CLM_FUZZ_REQUIRE(m->coordinated >= -1 && m->coordinated < count && m->coordinated != i);
        for (size_t r = 0; r < m->ref_count; r++) {
            CLM_FUZZ_REQUIRE(m->refs[r].place < clm_gazetteer_count(gazetteer));
        }
        at = m->span.end;
    }
    for (size_t i = 0; i < mentions->rejected_count; i++) {
        check_span(article, mentions->rejected[i].span);
        CLM_FUZZ_REQUIRE(mentions->rejected[i].reason != NULL);
    }
}

static bool known_or_none(clm_place_index place) {
    return place == CLM_NO_PLACE || place < clm_gazetteer_count(gazetteer);
}

static bool is_share(double value) {
    return value >= 0.0 && value <= 1.0;
}

static void check_places(const clm_resolved *resolved, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const clm_resolved *r = &resolved[i];
        CLM_FUZZ_REQUIRE(known_or_none(r->place) && known_or_none(r->within));
        CLM_FUZZ_REQUIRE((unsigned)r->kind < CLM_KIND_COUNT && (unsigned)r->use < CLM_USE_COUNT);
        CLM_FUZZ_REQUIRE(is_share(r->score) && is_share(r->margin));
        CLM_FUZZ_REQUIRE(r->alternative_count <= CLM_ALTERNATIVES_MAX);
        CLM_FUZZ_REQUIRE(!r->located || (r->point.lon_deg >= -180.0 && r->point.lon_deg <= 180.0 &&
                                         r->point.lat_deg >= -90.0 && r->point.lat_deg <= 90.0));
        for (size_t k = 0; k < r->alternative_count; k++) {
            CLM_FUZZ_REQUIRE(known_or_none(r->alternatives[k].place));
            CLM_FUZZ_REQUIRE(is_share(r->alternatives[k].score));
        }
    }
}

/* The bytes of code points [start, end). */
static clm_text slice_code_points(clm_text text, size_t start, size_t end) {
    size_t bytes[2] = {text.len, text.len};
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (((unsigned char)text.ptr[i] & 0xC0U) != 0x80U) {
            bytes[0] = count == start ? i : bytes[0];
            bytes[1] = count == end ? i : bytes[1];
            count++;
        }
    }
    return (clm_text){text.ptr + bytes[0], bytes[1] - bytes[0]};
}

static void check_list(const clm_article *article, const clm_json *list) {
    CLM_FUZZ_REQUIRE(clm_json_is_array(list));
    for (size_t i = 0; i < clm_json_count(list); i++) {
        const clm_json *item = clm_json_item(list, i);
        const double start = clm_json_number(clm_json_member(item, "start"), -1.0);
        const double end = clm_json_number(clm_json_member(item, "end"), -1.0);
        CLM_FUZZ_REQUIRE(start >= 0.0 && end > start);
        CLM_FUZZ_REQUIRE(
            clm_text_equal(clm_json_text(clm_json_member(item, "text")),
                           slice_code_points(article->text, (size_t)start, (size_t)end)));
    }
}

static void check_answer(const clm_article *article, const clm_mentions *mentions,
                         const clm_resolved *resolved) {
    clm_buffer out;
    clm_json *answer = NULL;
    clm_buffer_init(&out);
    CLM_FUZZ_REQUIRE(clm_extract_write(article, gazetteer, mentions, resolved, NULL, NULL, false,
                                       &out, NULL) == CLM_OK);
    /* A NUL is no JSON, and no text. */
    CLM_FUZZ_REQUIRE(clm_json_parse((clm_text){out.data, out.len}, &answer, NULL) == CLM_OK);
    check_list(article, clm_json_member(answer, "mentions"));
    check_list(article, clm_json_member(answer, "rejected"));
    clm_json_free(answer);
    clm_buffer_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const clm_article_options options = {.format = CLM_ARTICLE_PLAIN};
    clm_article *article = NULL;
    clm_mentions mentions = {0};
    clm_resolved *resolved = NULL;
    need_gazetteer();
    if (size == 0 || clm_article_parse((clm_text){(const char *)data + 1, size - 1}, &options,
                                       &article, NULL) != CLM_OK) {
        return 0;
    }
    const bool rules_alone = (data[0] & 2U) != 0;
    const clm_mentions_options mention_options = {.no_demonyms = (data[0] & 1U) != 0,
                                                  .model = rules_alone ? NULL : model};
    CLM_FUZZ_REQUIRE(clm_mentions_find(article, gazetteer, &mention_options, &mentions, NULL) ==
                     CLM_OK);
    check_mentions(article, &mentions);
    const clm_places_options place_options = {.ranker = rules_alone ? NULL : ranker};
    CLM_FUZZ_REQUIRE(clm_places_resolve(article, gazetteer, &mentions, &place_options, &resolved,
                                        NULL) == CLM_OK);
    check_places(resolved, mentions.count);
    check_answer(article, &mentions, resolved);
    CLM_FUZZ_REQUIRE(clm_gazetteer_check(gazetteer, NULL) == CLM_OK);
    clm_article_free(article);
    return 0;
}

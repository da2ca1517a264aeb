/* Any text as a clause: its quantities and times. The first byte is the day of a dateline, 0 none.
 * Spans lie in the text and in order, quantities have a value and a unit, and no time ends before
 * it begins. */
#include "fuzz/fuzz.h"

#include "claims/reader.h"

#include <math.h>

static void check_quantities(const clm_article *article, const clm_quantity *items, size_t count) {
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        CLM_FUZZ_REQUIRE(items[i].span.start >= end && items[i].span.start < items[i].span.end);
        CLM_FUZZ_REQUIRE(items[i].span.end <= article->text.len);
        CLM_FUZZ_REQUIRE(!isnan(items[i].value) && items[i].value >= 0);
        CLM_FUZZ_REQUIRE(isnan(items[i].value_max) || items[i].value_max > items[i].value);
        CLM_FUZZ_REQUIRE(items[i].unit != NULL && items[i].unit[0] != '\0');
        CLM_FUZZ_REQUIRE(items[i].qualifier != NULL);
        CLM_FUZZ_REQUIRE(items[i].of.end <= article->text.len);
        end = items[i].span.end;
    }
}

static void check_times(const clm_article *article, const clm_time *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        CLM_FUZZ_REQUIRE(items[i].span.start < items[i].span.end);
        CLM_FUZZ_REQUIRE(items[i].span.end <= article->text.len);
        CLM_FUZZ_REQUIRE(items[i].precision >= 1 && items[i].precision <= 5);
        CLM_FUZZ_REQUIRE(items[i].attaches_to != NULL);
        bool both = clm_date_valid(items[i].start) && clm_date_valid(items[i].end);
        CLM_FUZZ_REQUIRE(items[i].start.year == 0 || clm_date_valid(items[i].start));
        CLM_FUZZ_REQUIRE(items[i].end.year == 0 || clm_date_valid(items[i].end));
        CLM_FUZZ_REQUIRE(!both ||
                         clm_date_to_days(items[i].start) <= clm_date_to_days(items[i].end));
    }
}

static void read_sentence(const clm_reader *reader, const clm_sentence *sentence) {
    clm_run run = {sentence->token_start, sentence->token_end};
    clm_quantity *quantities = NULL;
    clm_time *times = NULL;
    size_t quantity_count = 0, time_count = 0;
    CLM_FUZZ_REQUIRE(clm_quantities_read(reader, run, &quantities, &quantity_count, NULL) ==
                     CLM_OK);
    check_quantities(reader->article, quantities, quantity_count);
    CLM_FUZZ_REQUIRE(clm_times_read(reader, run, NULL, &times, &time_count, NULL) == CLM_OK);
    check_times(reader->article, times, time_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const clm_article_options options = {
        .format = CLM_ARTICLE_PLAIN,
        .date = {2024, size && data[0] ? 1 + data[0] % 12 : 1, size ? 1 + data[0] % 28 : 1}};
    clm_article_options undated = {.format = CLM_ARTICLE_PLAIN};
    clm_article *article = NULL;
    if (size == 0 || clm_article_parse((clm_text){(const char *)data + 1, size - 1},
                                       data[0] ? &options : &undated, &article, NULL) != CLM_OK) {
        return 0;
    }
    const clm_mentions none = {0};
    clm_reader reader;
    CLM_FUZZ_REQUIRE(clm_reader_init(&reader, article, NULL, &none, NULL, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(clm_entities_find(&reader, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(clm_said_find(&reader, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(clm_said_mark(&reader, NULL) == CLM_OK);
    for (size_t i = 0; i < article->sentence_count; i++) {
        read_sentence(&reader, &article->sentences[i]);
    }
    clm_article_free(article);
    return 0;
}

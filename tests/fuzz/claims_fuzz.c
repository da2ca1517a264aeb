/* Any text up to its claims: who says what of which place. An odd first byte leaves out what was
 * learned, its second bit gives the article a date. What stands in support/claims_check.h holds of
 * the claims, and reading again gives as many. */
#include "fuzz/world.h"

#include "support/claims_check.h"

static void read_claims(clm_article *article, const clm_mentions *mentions,
                        const clm_resolved *resolved, bool rules_alone, clm_claims *out) {
    const clm_claims_options options = {.model = rules_alone ? NULL : model};
    CLM_FUZZ_REQUIRE(clm_claims_read(article, gazetteer, mentions, resolved, &options, out, NULL) ==
                     CLM_OK);
    const char *fault = clm_check_claims(article, mentions, out);
    if (fault != NULL) {
        (void)fprintf(stderr, "not true: %s\n", fault);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    need_gazetteer();
    if (size == 0) {
        return 0;
    }
    const bool rules_alone = (data[0] & 1U) != 0;
    clm_article_options options = {.format = CLM_ARTICLE_PLAIN};
    if ((data[0] & 2U) != 0) {
        options.date = (clm_date){2026, 2, 28};
    }
    clm_article *article = NULL;
    clm_mentions mentions = {0};
    clm_resolved *resolved = NULL;
    if (clm_article_parse((clm_text){(const char *)data + 1, size - 1}, &options, &article, NULL) !=
        CLM_OK) {
        return 0;
    }
    const clm_mentions_options mention_options = {.model = rules_alone ? NULL : model};
    const clm_places_options place_options = {.ranker = rules_alone ? NULL : ranker};
    CLM_FUZZ_REQUIRE(clm_mentions_find(article, gazetteer, &mention_options, &mentions, NULL) ==
                     CLM_OK);
    CLM_FUZZ_REQUIRE(clm_places_resolve(article, gazetteer, &mentions, &place_options, &resolved,
                                        NULL) == CLM_OK);
    clm_claims claims, again;
    read_claims(article, &mentions, resolved, rules_alone, &claims);
    read_claims(article, &mentions, resolved, rules_alone, &again);
    CLM_FUZZ_REQUIRE(claims.count == again.count &&
                     claims.attribution_count == again.attribution_count);
    clm_article_free(article);
    return 0;
}

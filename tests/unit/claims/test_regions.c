/* Figures against their regions. The invented regions and countries have 100,000 km2 each. */
#include "unit/claims/marked.h"

#include "support/fake_gazetteer.h"

#include <math.h>

typedef struct region_case {
    const char *text;
    double km2; /* of the first quantity; NaN none */
    bool impossible;
} region_case;

#define NONE ((double)NAN)

static const region_case cases[] = {
    {"Rebels hold 40 percent of [Kurn|region].", 40000, false},
    {"Rebels hold nearly half of [Kurn|region].", 50000, false},
    {"Rebels hold a fifth of [Kurn|region].", 20000, false},
    {"Rebels hold 10 per cent of [Kurn|region|p]'s territory in [Kurn|region].", 10000, false},
    {"Some 10 per cent of [Kurn|region|p]'s people fled to [Kurn|region].", NONE, false},
    {"Rebels hold 150 percent of [Kurn|region].", 150000, true},
    {"Rebels hold 40 percent of [Sudza|settlement].", NONE, false},
    {"Fires burned 90,000 square km in [Kurn|region].", 90000, false},
    {"Fires burned 110,000 square km in [Kurn|region].", 110000, true},
    {"Fires burned 110,000 square km in [Kurn|region] and [Belg|region|&].", 110000, false},
    {"Fires burned 110,000 square km near [Sudza|settlement].", 110000, false},
};

static void give_places(marked *m) {
    for (size_t i = 0; i < m->mentions.count; i++) {
        for (clm_place_index p = 0; p < FAKE_COUNT; p++) {
            clm_text name = clm_article_slice(m->article, m->items[i].span);
            if (clm_text_is(name, fake_places[p].name)) {
                m->resolved[i].place = p;
            }
        }
    }
}

static void test_regions_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        int gazetteer = 0;
        marked_make(&m, cases[i].text, "");
        give_places(&m);
        assert_int_equal(clm_claims_read(m.article, (const clm_gazetteer *)(void *)&gazetteer,
                                         &m.mentions, m.resolved, NULL, &m.claims, NULL),
                         CLM_OK);
        CLM_EXPECT(cases[i].text, m.claims.count == 1 && m.claims.items[0].quantity_count == 1);
        if (m.claims.count == 1 && m.claims.items[0].quantity_count == 1) {
            const clm_quantity *found = &m.claims.items[0].quantities[0];
            if (isnan(cases[i].km2)) {
                CLM_EXPECT(cases[i].text, isnan(found->km2));
            } else {
                CLM_EXPECT_NEAR(cases[i].text, found->km2, cases[i].km2, 1e-6);
            }
            CLM_EXPECT(cases[i].text, (found->flag != NULL) == cases[i].impossible);
        }
        marked_free(&m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_regions_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

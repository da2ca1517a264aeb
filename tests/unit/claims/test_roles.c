#include "unit/claims/marked.h"

typedef struct role_case {
    const char *text;
    const char *roles; /* "Name role draw; ..." of the first claim, "" for no claim */
} role_case;

static const role_case cases[] = {
    {"Troops are operating in [Weln|settlement].", "Weln location primary"},
    {"Rebels withdrew from [Weln|settlement].", "Weln origin primary"},
    {"The army pushed rebels out of [Weln|settlement].", "Weln origin primary"},
    {"Rebels made an incursion into [Weln|region].", "Weln destination primary"},
    {"Troops were sent to [Weln|settlement].", "Weln destination primary"},
    {"The army advanced towards [Weln|settlement].", "Weln direction secondary"},
    {"Protesters marched through [Weln|settlement].", "Weln route primary"},
    {"The army is there to protect [Weln|region].", "Weln protected secondary"},
    {"The missions are meant to protect [Weln|region].", "Weln protected secondary"},
    {"Rebels fought a battle 10 km from [Weln|settlement].", "Weln relative_location primary"},
    {"Rebels took [Orvo|settlement], a town 10 km from [Weln|settlement].",
     "Orvo location primary; Weln distance_anchor context"},
    {"Rebels took [Orvo|settlement], south of [Weln|settlement].",
     "Orvo location primary; Weln distance_anchor context"},
    {"Rebels took land in the [Orvo|region] region, 10 km south of [Weln|settlement].",
     "Orvo location primary; Weln relative_location primary"},
    {"Shelling was heard south of [Weln|settlement].", "Weln relative_location primary"},
    {"The invasion of [Weln|country] began.", "Weln location primary"},
    {"Rebels took part of the town of [Weln|settlement].", "Weln location primary"},
    {"Troops hold ground in [Arkania|country|p]'s [Weln region|region].",
     "Arkania container no; Weln region location primary"},
    {"Troops are stationed in [Weln|country], [Orm|country|&] and [Tarn|country|&].",
     "Weln location primary; Orm location primary; Tarn location primary"},
    {"[Weln|settlement] was shelled on Monday.", "Weln location primary"},
    {"[Weln|region] suffered floods.", "Weln location primary"},
    {"A blast rocked [Weln|settlement].", "Weln location primary"},
    {"The [Weln|settlement] bombing killed four people.", "Weln location primary"},
    {"The army took back [Weln|settlement].", "Weln location primary"},
    {"The navy is considering withdrawing ships from [Eurea|continent].", "Eurea origin no"},
    {"The army is considering withdrawing troops from [Weln|region].", "Weln origin secondary"},
    {"We continue active operations in [the border areas|vague_region|nu].",
     "the border areas location no"},
    {"Talks between [Weln|country|a] and [Orm|country|a] took place in [Tarn|settlement].",
     "Tarn location primary"},
    {"The attack was condemned by [Weln|country|a].", ""},
    {"Floods hit [Weln|region], leaving roads shut in [Orm|settlement].",
     "Weln location primary; Orm location primary"},
    {"The embassy in [Weln|settlement|s] spoke of an attack.", ""},
    {"He ordered an end to the fighting in [Weln|region].", "Weln location secondary"},
    {"He ordered troops to attack [Weln|region].", "Weln location secondary"},
    {"He ordered aides to get word of soldiers fighting in [Weln|region].", "Weln location no"},
    /* what only tells where a place lies, where somebody comes from, where a body sits */
    {"Fighting broke out in [Weln|settlement], south of [Orm|settlement].",
     "Weln location primary; Orm distance_anchor context"},
    {"Shells hit [Weln|settlement|u], 40 km west of [Orm|settlement].",
     "Weln location no; Orm distance_anchor context"},
    {"Five tourists from [Weln|settlement] drowned in [Orm|settlement].", "Orm location primary"},
    {"A company in [Weln|settlement] lost two workers in a mine fire in [Orm|settlement].",
     "Orm location primary"},
    {"Two men from [Weln|settlement], aged 19 and 24, were arrested in [Orm|settlement].",
     "Orm location primary"},
    {"Ivo Tarn, 22, from [Weln|settlement|r] in [Arkania|region], was killed in a crash in "
     "[Orm|settlement].",
     "Orm location primary"},
    {"Ann Lee, of the traffic unit in [Weln|settlement], saw a fire in [Orm|settlement].",
     "Orm location primary"},
    {"The group, based in [Weln|settlement], lost two workers in a fire in [Orm|settlement].",
     "Orm location primary"},
    {"A group from [Weln|settlement], near [Tarn|settlement], marched in [Orm|settlement].",
     "Orm location primary"},
    {"A bus from [Weln|settlement] to [Orm|settlement] crashed near [Tarn|settlement].",
     "Weln origin context; Orm destination secondary; Tarn location primary"},
    {"Rebels captured the town of [Weln|settlement|u] in [Orm|region].",
     "Weln location no; Orm location no"},
    {"Troops were sent to [Weln|country|a].", "Weln destination primary"},
    {"Talks with [Weln|country|a] were held.", ""},
    {"[Weln|settlement|p]'s fall came after a month of siege.", "Weln location primary"},
    {"Smoke was seen as far away as [Weln|settlement].", "Weln destination primary"},
    {"The army told people in [Weln|settlement] to move to [Orm|settlement].",
     "Weln location secondary; Orm destination secondary"},
    {"Crews kept the flames away from [Weln|settlement].", "Weln protected secondary"},
    {"Fighting was heard in [Weln|settlement] and in parts of [Orm|settlement].",
     "Weln location primary; Orm location primary"},
    {"Authorities in [Weln|settlement] moved 300 people out of the valley.",
     "Weln location primary"},
    {"Residents of [Weln|settlement] boarded up their windows.", "Weln location primary"},
    {"Rebels hold 14 of the 17 districts of [Weln|region].", "Weln location primary"},
    {"The 2017 [Weln|settlement] fire is still under inquiry.", ""},
    {"The highway was closed from [Weln|settlement] to [Orm|settlement].",
     "Weln route primary; Orm route primary"},
    {"Part of the road south out of [Weln|settlement] was reopened.", "Weln route primary"},
    {"Gangs control at least 85% of [Weln|settlement].", "Weln location primary"},
    {"The army moved troops from [Weln|settlement] to [Orm|settlement].",
     "Weln origin secondary; Orm destination primary"},
    {"The army sent tanks from [Weln|settlement] to [Orm|settlement].",
     "Weln origin secondary; Orm destination secondary"},
    {"Two tanks were sent from [Weln|settlement].", "Weln origin context"},
    {"A team based in [Weln|settlement] fought the fire in [Orm|settlement].",
     "Orm location primary"},
    {"[Weln|region] alone accounted for 700 of the deaths.", "Weln location primary"},
    {"Two men are held in the [Elmo|district] County Jail in [Weln|settlement].",
     "Elmo location no; Weln location primary"},
    {"Police want a man who has a long record in [Weln|region].", ""},
    {"The army accused rebels of shelling [Weln|settlement].", "Weln location primary"},
    {"Flights to and from [Weln|settlement] were suspended.", "Weln location primary"},
    {"Fires were burning in [Orm|region] and west of [Weln|settlement].",
     "Orm location primary; Weln relative_location primary"},
};

static void write_roles(const marked *m, clm_buffer *out) {
    if (m->claims.count == 0) {
        return;
    }
    const clm_claim *claim = &m->claims.items[0];
    for (size_t p = 0; p < claim->place_count; p++) {
        clm_buffer_string(out, p ? "; " : "");
        clm_buffer_text(out,
                        clm_article_slice(m->article, m->items[claim->places[p].mention].span));
        clm_buffer_printf(out, " %s %s", clm_place_role_name(claim->places[p].role),
                          clm_draw_name(claim->places[p].draw));
    }
}

static void test_roles_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        clm_buffer got;
        clm_buffer_init(&got);
        marked_read(&m, cases[i].text, "2024-05-14");
        write_roles(&m, &got);
        CHECK_TEXT(cases[i].text, ((clm_text){got.data, got.len}), cases[i].roles);
        clm_buffer_clear(&got);
        marked_free(&m);
    }
}

static void test_reasons(void **state) {
    (void)state;
    marked m;
    marked_read(&m, "Troops hold ground in [Arkania|country|p]'s [Weln region|region].", "");
    assert_int_equal(m.claims.count, 1);
    assert_int_equal(m.claims.items[0].places[0].reason, CLM_USE_CONTAINER);
    marked_free(&m);
    marked_read(&m, "The navy is considering withdrawing ships from [Eurea|continent].", "");
    assert_int_equal(m.claims.count, 1);
    assert_int_equal(m.claims.items[0].places[0].reason, CLM_USE_IRREALIS);
    marked_free(&m);
}

/* A town that is more likely a namesake of what is meant is not drawn, nor the region around it. */
static void test_doubtful(void **state) {
    (void)state;
    static const struct {
        double score;
        clm_draw town, region;
    } doubts[] = {{0.65, CLM_DRAW_PRIMARY, CLM_DRAW_NO}, {0.55, CLM_DRAW_NO, CLM_DRAW_NO}};
    static const struct {
        const char *text;
        double score;
        clm_draw draw;
    } others[] = {{"Flooding hit the [Weln|river].", 0.45, CLM_DRAW_PRIMARY},
                  {"Flooding hit the [Weln|river].", 0.35, CLM_DRAW_NO},
                  {"Flooding hit the [Weln|district].", 0.55, CLM_DRAW_NO}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        marked m;
        marked_make(&m, others[i].text, "");
        m.resolved[0].score = others[i].score;
        assert_int_equal(
            clm_claims_read(m.article, NULL, &m.mentions, m.resolved, NULL, &m.claims, NULL),
            CLM_OK);
        assert_int_equal(m.claims.count, 1);
        assert_int_equal(m.claims.items[0].places[0].draw, others[i].draw);
        marked_free(&m);
    }
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++) {
        marked m;
        marked_make(&m, "Rebels captured [Weln|settlement] in [Orm|region|o].", "");
        m.resolved[0].score = doubts[i].score;
        assert_int_equal(
            clm_claims_read(m.article, NULL, &m.mentions, m.resolved, NULL, &m.claims, NULL),
            CLM_OK);
        assert_int_equal(m.claims.count, 1);
        assert_int_equal(m.claims.items[0].place_count, 2);
        assert_int_equal(m.claims.items[0].places[0].draw, doubts[i].town);
        assert_int_equal(m.claims.items[0].places[1].draw, doubts[i].region);
        marked_free(&m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doubtful),
        cmocka_unit_test(test_roles_table),
        cmocka_unit_test(test_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

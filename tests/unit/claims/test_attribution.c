#include "unit/claims/marked.h"

typedef struct said_case {
    const char *label, *text, *source, *cue, *content; /* of the first attribution */
} said_case;

static const said_case cases[] = {
    {"that", "The mayor said that the road was flooded.", "The mayor", "said",
     "that the road was flooded"},
    {"no that", "The mayor said the road was flooded.", "The mayor", "said",
     "the road was flooded"},
    {"day between", "The mayor said on Monday that the road was flooded.", "The mayor", "said",
     "that the road was flooded"},
    {"hearer", "The mayor told reporters that the road was flooded.", "The mayor", "told",
     "that the road was flooded"},
    {"after", "The road was flooded, the mayor said.", "the mayor", "said", "The road was flooded"},
    {"after, hearer", "The road was flooded, the mayor told reporters in the town hall.",
     "the mayor", "told", "The road was flooded"},
    {"inverted", "The road was flooded, said Eva Holm.", "Eva Holm", "said",
     "The road was flooded"},
    {"quoted, inverted", "\"The road was flooded,\" said Eva Holm, the mayor.",
     "Eva Holm, the mayor", "said", "The road was flooded"},
    {"quoted, apposition", "\"The road was flooded,\" the mayor, Eva Holm, told reporters.",
     "the mayor, Eva Holm", "told", "The road was flooded"},
    {"according to", "The road was flooded, according to the police.", "the police", "according to",
     "The road was flooded"},
    {"according to first", "According to the police, the road was flooded.", "the police",
     "According to", "the road was flooded"},
    {"quoted by", "The mayor was quoted by local radio as saying the road was flooded.",
     "The mayor", "was quoted", "the road was flooded"},
    {"cited", "The road was flooded, the radio cited two officials as saying.", "two officials",
     "cited", "The road was flooded"},
    {"aside", "The road, the mayor said, was flooded.", "the mayor", "said", "The road"},
    {"relative", "The mayor, who visited the town, said the road was flooded.", "The mayor", "said",
     "the road was flooded"},
    {"map", "A new map shows that the road was flooded.", "A new map", "shows",
     "that the road was flooded"},
    {"accuse", "The mayor accused the company of flooding the road.", "The mayor", "accused",
     "the company of flooding the road"},
    {"order", "The mayor ordered officials to close the road.", "The mayor", "ordered",
     "officials to close the road"},
    {"stop at while", "The mayor said the road was flooded, while the river kept on rising.",
     "The mayor", "said", "the road was flooded"},
    {"relative with an object",
     "The mayor, who leads the old town, later said the road was flooded.", "The mayor", "said",
     "the road was flooded"},
    {"relative with a participle", "A nurse who asked not to be named said the road was flooded.",
     "A nurse", "said", "the road was flooded"},
    {"name before its relative clause",
     "Eva Holm, a lawyer who lives nearby, said the road was flooded.", "Eva Holm, a lawyer",
     "said", "the road was flooded"},
    {"adverb in the source", "The road was flooded, a nurse at a nearby hospital told reporters.",
     "a nurse at a nearby hospital", "told", "The road was flooded"},
    {"plural cue at the end", "The road is flooded, images analysed by the agency show.",
     "images analysed by the agency", "show", "The road is flooded"},
    {"forecast at the end", "The river will rise, officials forecast.", "officials", "forecast",
     "The river will rise"},
    {"to, adjunct between", "The mayor promised after the flood to mend the road.", "The mayor",
     "promised", "to mend the road"},
    {"report, object", "The town reported twelve cases.", "The town", "reported", "twelve cases"},
    {"WHO is a name", "Ten children fell ill, according to WHO figures.", "WHO figures",
     "according to", "Ten children fell ill"},
    {"expect, object", "Forecasters expect heavy rain.", "Forecasters", "expect", "heavy rain"},
    {"expect, compound", "Forecasters expect above-normal rain in the north.", "Forecasters",
     "expect", "above-normal rain in the north"},
    {"noun that may be a verb", "The road was flooded, transport officials said.",
     "transport officials", "said", "The road was flooded"},
    {"show, figure", "The images show at least ten barges.", "The images", "show",
     "at least ten barges"},
    {"order, figure", "The mayor ordered about ten families to leave.", "The mayor", "ordered",
     "about ten families to leave"},
    {"label after a time", "09:30 Mayor: bridge closed\n\nMore follows here.\n", "Mayor", ":",
     "bridge closed"},
    {"estimate by", "The road was flooded, according to an estimate by the police.",
     "an estimate by the police", "according to", "The road was flooded"},
    {"colon", "The mayor said: \"The road was flooded.\"", "The mayor", "said",
     "The road was flooded"},
    {"intro line", "Here are the mayor's comments in full:\n\"The road was flooded at night.\"\n",
     "mayor", "comments", "The road was flooded at night"},
    {"headline tail",
     "Bridge over the river to close next month - officials\n\nMore follows here.\n", "officials",
     "officials", "Bridge over the river to close next month"},
};

/* What goes on behind source and cue, and cues joined by "and". */
static const said_case joined[] = {
    {"and", "The road was flooded, the mayor said, and the bridge was closed.", "the mayor", "said",
     "and the bridge was closed"},
    {"semicolon", "The road was flooded, the mayor said; in the valley it was dry.", "the mayor",
     "said", "in the valley it was dry"},
};

static clm_text piece(const marked *m, const clm_span *spans, size_t count) {
    return count ? clm_article_slice(m->article, spans[0]) : (clm_text){NULL, 0};
}

static void test_attribution_orders(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        marked_read(&m, cases[i].text, "");
        if (m.claims.attribution_count == 0) {
            fail_msg("%s: no attribution", cases[i].label);
        }
        const clm_attribution *said = &m.claims.attributions[0];
        CHECK_TEXT(cases[i].label, piece(&m, said->source, said->source_count), cases[i].source);
        CHECK_TEXT(cases[i].label, piece(&m, said->cue, said->cue_count), cases[i].cue);
        CHECK_TEXT(cases[i].label, piece(&m, said->content, said->content_count), cases[i].content);
        marked_free(&m);
    }
}

static const char *const silent[] = {
    "The road was flooded on Monday.",
    "The report was long.",
    "He wanted to see the claims office.",
    "Two trucks were seen near the river.",
};

static void test_attribution_none(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        marked m;
        marked_read(&m, silent[i], "");
        if (m.claims.attribution_count != 0) {
            fail_msg("%s: an attribution was found", silent[i]);
        }
        marked_free(&m);
    }
}

static void test_attribution_runs_over_paragraphs(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "\xe2\x80\x9cThe road was flooded at night. Nobody was hurt,\xe2\x80\x9d said Eva "
                "Holm.\n",
                "");
    assert_int_equal(m.claims.attribution_count, 1);
    CHECK_TEXT("two sentences", piece(&m, m.claims.attributions[0].content, 1),
               "The road was flooded at night. Nobody was hurt");
    marked_free(&m);
}

static void test_attribution_goes_on(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
        marked m;
        marked_read(&m, joined[i].text, "");
        assert_int_equal(m.claims.attribution_count, 1);
        const clm_attribution *said = &m.claims.attributions[0];
        CHECK_TEXT(joined[i].label, piece(&m, said->source, said->source_count), joined[i].source);
        assert_int_equal(said->content_count, 2);
        CHECK_TEXT(joined[i].label, marked_slice(&m, said->content[1]), joined[i].content);
        marked_free(&m);
    }
}

/* "X denied that S and said T": one speaker, two contents. */
static void test_attribution_joined_cues(void **state) {
    (void)state;
    marked m;
    marked_read(&m, "The mayor denied that the road was flooded and said it was dry.", "");
    assert_int_equal(m.claims.attribution_count, 2);
    const clm_attribution *denied = &m.claims.attributions[0], *said = denied + 1;
    CHECK_TEXT("first content", piece(&m, denied->content, denied->content_count),
               "that the road was flooded");
    CHECK_TEXT("second source", piece(&m, said->source, said->source_count), "The mayor");
    CHECK_TEXT("second content", piece(&m, said->content, said->content_count), "it was dry");
    marked_free(&m);
}

/* A clause without a subject of its own is no longer said. */
static void test_attribution_stops_at_own_deed(void **state) {
    (void)state;
    marked m;
    marked_read(&m, "The road was flooded, the mayor said, and left the room.", "");
    assert_int_equal(m.claims.attribution_count, 1);
    assert_int_equal(m.claims.attributions[0].content_count, 1);
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_attribution_orders),
        cmocka_unit_test(test_attribution_goes_on),
        cmocka_unit_test(test_attribution_joined_cues),
        cmocka_unit_test(test_attribution_stops_at_own_deed),
        cmocka_unit_test(test_attribution_none),
        cmocka_unit_test(test_attribution_runs_over_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The town that a story keeps to, where its sentences do not say where. */
#include "unit/claims/marked.h"

#define QUIET "The sky was blue. The walls are white. It was late. The tables are round. "
#define LONG_QUIET QUIET QUIET QUIET QUIET /* more sentences than a claim's place may hold */

/* Index of the claim whose quote begins with `words`; the count of claims if there is none. */
static size_t find(const marked *m, const char *words) {
    size_t i = 0;
    for (; i < m->claims.count; i++) {
        clm_text quote = marked_slice(m, m->claims.items[i].quote);
        if (clm_text_starts(quote, words)) {
            break;
        }
    }
    return i;
}

/* The first place of that claim, which must have one. */
static clm_claim_place place_of(const marked *m, const char *words) {
    size_t i = find(m, words);
    assert_true(i < m->claims.count && m->claims.items[i].place_count == 1);
    return m->claims.items[i].places[0];
}

static void test_far_sentence_is_in_the_town(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "The rain in [Harwick|settlement] was warm. [Harwick|settlement] is a small "
                "town. " LONG_QUIET "Two nurses were killed in the canteen.",
                "");
    clm_claim_place place = place_of(&m, "Two nurses");
    CHECK_TEXT("town", m.resolved[place.mention].name, "Harwick");
    assert_int_equal(place.draw, CLM_DRAW_NO);
    assert_int_equal(place.reason, CLM_USE_CONTAINER);
    marked_free(&m);
}

static void test_many_towns_are_no_scene(void **state) {
    (void)state;
    marked m;
    marked_read(
        &m,
        "The rain in [Harwick|settlement] was warm. [Harwick|settlement] is a small town. "
        "The rain in [Orvo|settlement] was cold. [Orvo|settlement] is a village. " LONG_QUIET
        "Two nurses were killed in the canteen.",
        "");
    assert_int_equal(find(&m, "Two nurses"), m.claims.count);
    marked_free(&m);
}

/* The town is drawn once, where harm is told again and again and no claim names it. */
static void test_town_is_drawn_once(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "[Harwick|settlement] is a small town. [Harwick|settlement] is old. " LONG_QUIET
                "Two nurses were killed in the canteen. A guard was wounded. "
                "Fire destroyed the kitchen. The road was closed.",
                "");
    unsigned drawn = 0;
    for (size_t i = 0; i < m.claims.count; i++) {
        drawn += m.claims.items[i].place_count == 1 &&
                 m.claims.items[i].places[0].draw == CLM_DRAW_SECONDARY;
    }
    assert_int_equal(drawn, 1);
    assert_int_equal(place_of(&m, "Two nurses").draw, CLM_DRAW_SECONDARY);
    marked_free(&m);
}

/* A clause that names a place elsewhere is not set in the town; in its history is there. */
static void test_elsewhere_stays_elsewhere(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "[Harwick|settlement] is a small town. [Harwick|settlement] is old. "
                "[Harwick|settlement] is green. " LONG_QUIET
                "Two nurses were killed in the worst shooting in [Orvania|region|p]'s history.",
                "");
    CHECK_TEXT("place", m.resolved[place_of(&m, "Two nurses").mention].name, "Orvania");
    marked_free(&m);
}

/* What is counted, or goes on at a spot, is told of the place before; other talk is not. */
static void test_counts_and_spots(void **state) {
    static const struct {
        const char *text;
        bool claim;
    } rows[] = {{"Some 130 guests slept on the floor.", true},
                {"A farmer went into the hotel.", true},
                {"It went on for forty minutes.", false},
                {"A farmer went away.", false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200];
        marked m;
        (void)snprintf(text, sizeof text, "A bomb killed a man in [Harwick|settlement]. %s",
                       rows[i].text);
        marked_read(&m, text, "");
        clm_text sentence = clm_text_of(rows[i].text);
        CLM_EXPECT(rows[i].text, m.claims.count == (rows[i].claim ? 2u : 1u));
        if (rows[i].claim && m.claims.count == 2) {
            CLM_EXPECT(rows[i].text,
                       marked_slice(&m, m.claims.items[1].quote).len + 1 == sentence.len);
            CLM_EXPECT(rows[i].text, m.claims.items[1].places[0].draw == CLM_DRAW_NO);
        }
        marked_free(&m);
    }
}

/* "; two dead" at the end of a heading is a claim of its own. */
static void test_toll_of_a_heading(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "Snow buries [Harwick|settlement]; two dead\n\nA storm hit [Harwick|settlement] "
                "and closed its schools on Monday.\n",
                "");
    size_t toll = find(&m, "two dead");
    assert_true(toll < m.claims.count);
    assert_int_equal(m.claims.items[toll].quantity_count, 1);
    CHECK_WORD("two", m.claims.items[toll].quantities[0].unit, "fatalities");
    assert_int_equal(m.claims.items[find(&m, "Snow buries")].quantity_count, 0);
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_far_sentence_is_in_the_town),
        cmocka_unit_test(test_many_towns_are_no_scene),
        cmocka_unit_test(test_town_is_drawn_once),
        cmocka_unit_test(test_elsewhere_stays_elsewhere),
        cmocka_unit_test(test_counts_and_spots),
        cmocka_unit_test(test_toll_of_a_heading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

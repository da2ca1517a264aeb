#include "support/support.h"

#include "refresh/near.h"

#define LEAD                                                                                       \
    "A dam above the town of Velka gave way on Monday after four days of rain, the regional "      \
    "emergency office said, and water reached the first streets before dawn. "
#define MIDDLE                                                                                     \
    "About three hundred families were taken to schools on higher ground, and the railway to the " \
    "coast was closed until further notice. The mayor said nobody was missing. "
#define END                                                                                        \
    "Engineers had warned in spring that the old wall was leaking. A spokeswoman for the water "   \
    "board said that repairs had been planned for the autumn and that an inquiry would follow. "

/* `story` numbers what belongs together; the first of each is the leader. */
static const struct {
    const char *label, *text;
    size_t story;
} texts[] = {
    {"original", LEAD MIDDLE END, 0},
    {"other byline", "By Ann Lee and agencies, Velka. " LEAD MIDDLE END, 0},
    {"cut", LEAD MIDDLE, 0},
    {"edited",
     "A dam above the town of Velka gave way early on Monday after four days of rain, the regional "
     "emergency office said, and water reached the first streets before dawn. Some 300 families "
     "were taken to schools on higher ground, and the railway to the coast was closed. The mayor "
     "said nobody was missing. " END,
     0},
    {"updated",
     "At least two people died. " LEAD MIDDLE
     "Rescuers later found a car in the river with two bodies in it, police said on Tuesday. " END,
     0},
    {"same town and day, another story",
     "Police in the town of Velka said on Monday that two men had been arrested after shots were "
     "fired at a petrol station. Nobody was hurt. The mayor asked people to stay calm, and the "
     "regional police office said it was looking for a third man who had fled in a white van "
     "towards the coast before dawn.",
     5},
    {"same event, another reporter",
     "Water poured through Velka on Monday when the wall of a reservoir broke. Families carried "
     "children through the dark to the school on the hill, where teachers had lit stoves. Some "
     "blamed the water board, which had been told about leaks in the wall months ago, and asked "
     "why nobody had mended it before the rain.",
     6},
    {"short", "Dam breaks at Velka.", 7},
    {"short and equal", "DAM breaks at Velka", 7},
    {"short and other", "Dam holds at Velka.", 9},
    {"empty", "", 10},
};

static void test_clm_near_group_known(void **state) {
    (void)state;
    clm_near_sketch sketches[CLM_TEST_COUNT(texts)];
    size_t leaders[CLM_TEST_COUNT(texts)];
    clm_error error = {0};
    for (size_t i = 0; i < CLM_TEST_COUNT(texts); i++) {
        CLM_EXPECT_OK(texts[i].label,
                      clm_near_sketch_make(clm_text_of(texts[i].text), &sketches[i], &error),
                      &error);
    }
    CLM_EXPECT_OK("group", clm_near_group(sketches, CLM_TEST_COUNT(texts), leaders, &error),
                  &error);
    for (size_t i = 0; i < CLM_TEST_COUNT(texts); i++) {
        if (leaders[i] != texts[i].story) {
            fail_msg("%s: %zu, shared %d of 100", texts[i].label, leaders[i],
                     (int)(100 * clm_near_shared(&sketches[0], &sketches[i])));
        }
    }
}

#define NOTICE(town, man, road)                                                                    \
    "A driver from " town " was hurt on Friday when a lorry hit his car. Police said that " man    \
    " was taken to hospital with a broken arm and that the lorry did not stop. The road to " road  \
    " was closed until the evening. Anyone who saw the accident is asked to ring the station."

/* Notices of one form: the same words, other names; and names that only begin sentences are none.
 */
static void test_clm_near_same_names(void **state) {
    (void)state;
    static const struct {
        const char *label, *a, *b;
        bool same;
    } table[] = {
        {"other people", NOTICE("Aldford", "Tom Reed", "Chester"),
         NOTICE("Bremholm", "Jan Holt", "Vejle"), false},
        {"one name spelled otherwise", NOTICE("Aldford", "Tom Reed", "Chester"),
         NOTICE("Aldforde", "Tom Reed", "Chester"), true},
        {"without capitals", NOTICE("aldford", "tom reed", "chester"),
         NOTICE("bremholm", "jan holt", "vejle"), true},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_near_sketch a, b;
        assert_int_equal(clm_near_sketch_make(clm_text_of(table[i].a), &a, NULL), CLM_OK);
        assert_int_equal(clm_near_sketch_make(clm_text_of(table[i].b), &b, NULL), CLM_OK);
        CLM_EXPECT(table[i].label, clm_near_same(&a, &b) == table[i].same);
        CLM_EXPECT(table[i].label, clm_near_same(&b, &a) == table[i].same);
    }
    clm_near_sketch names;
    assert_int_equal(
        clm_near_sketch_make(
            CLM_TEXT("Rain fell. \"Water\" rose in Velka (Old Town). Velka slept."), &names, NULL),
        CLM_OK);
    assert_int_equal(names.name_count, 2); /* Velka; Town, since "(" may begin a sentence */
}

/* Whatever the order of the texts, the first of a story leads. */
static void test_clm_near_group_order(void **state) {
    (void)state;
    clm_near_sketch sketches[3];
    static const size_t orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                       {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    const char *const versions[3] = {LEAD MIDDLE, "By Ann Lee. " LEAD MIDDLE END, MIDDLE END};
    for (size_t i = 0; i < CLM_TEST_COUNT(orders); i++) {
        size_t leaders[3];
        for (size_t k = 0; k < 3; k++) {
            assert_int_equal(
                clm_near_sketch_make(clm_text_of(versions[orders[i][k]]), &sketches[k], NULL),
                CLM_OK);
        }
        assert_int_equal(clm_near_group(sketches, 3, leaders, NULL), CLM_OK);
        assert_true(leaders[0] == 0 && leaders[1] == 0 && leaders[2] == 0);
    }
}

static clm_status group(void *context) {
    (void)context;
    clm_near_sketch sketches[2];
    size_t leaders[2];
    clm_status status = CLM_OK;
    for (size_t i = 0; i < 2 && status == CLM_OK; i++) {
        status = clm_near_sketch_make(clm_text_of(texts[i].text), &sketches[i], NULL);
    }
    return status == CLM_OK ? clm_near_group(sketches, 2, leaders, NULL) : status;
}

static void test_clm_near_group_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(group, NULL) > 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_near_group_known),
        cmocka_unit_test(test_clm_near_group_order),
        cmocka_unit_test(test_clm_near_same_names),
        cmocka_unit_test(test_clm_near_group_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "unit/claims/marked.h"

typedef struct status_case {
    const char *text;
    clm_claim_status status;
    bool negative;
} status_case;

static const status_case cases[] = {
    {"Troops are operating in [Weln|settlement].", CLM_STATUS_CURRENT, false},
    {"Troops have also been active in [Weln|settlement].", CLM_STATUS_CURRENT, false},
    {"Troops continue to fight rebels in [Weln|settlement].", CLM_STATUS_CURRENT, false},
    {"The army has been trying to eject rebels from [Weln|settlement].", CLM_STATUS_CURRENT, false},
    {"Troops remaining in [Weln|settlement] are few.", CLM_STATUS_CURRENT, false},
    {"Rebels captured [Weln|settlement].", CLM_STATUS_PAST, false},
    {"Rebels have captured [Weln|settlement].", CLM_STATUS_PAST, false},
    {"Rebels were fighting soldiers in [Weln|settlement].", CLM_STATUS_PAST, false},
    {"Two men were killed in [Weln|settlement].", CLM_STATUS_PAST, false},
    {"Rebels held 300 square km around [Weln|settlement] at the peak of the war.",
     CLM_STATUS_PAST_PEAK, false},
    {"Talks will be held in [Weln|settlement].", CLM_STATUS_PLANNED, false},
    {"Talks would take place in [Weln|settlement] on Friday.", CLM_STATUS_PLANNED, false},
    {"Contacts are planned in [Weln|settlement].", CLM_STATUS_PLANNED, false},
    {"The army plans to withdraw from [Weln|settlement].", CLM_STATUS_PLANNED, false},
    {"The army is going to withdraw from [Weln|settlement].", CLM_STATUS_PLANNED, false},
    {"The army is considering withdrawing troops from [Weln|region].", CLM_STATUS_CONSIDERED,
     false},
    {"The army said its men were holding [Weln|settlement].", CLM_STATUS_CURRENT, false},
    {"The fire has burned 300 acres in [Weln|region].", CLM_STATUS_CURRENT, false},
    {"The president leaves for [Weln|settlement] on Monday.", CLM_STATUS_PLANNED, false},
    {"The army was to leave [Weln|settlement].", CLM_STATUS_PLANNED, false},
    {"President Ana Ruiz is due to visit [Weln|settlement].", CLM_STATUS_PLANNED, false},
    {"The minister prepares to visit [Weln|settlement].", CLM_STATUS_PLANNED, false},
    {"A car was set on fire in [Weln|settlement].", CLM_STATUS_PAST, false},
    {"Rebels could attack [Weln|settlement].", CLM_STATUS_HYPOTHETICAL, false},
    {"Rebels may withdraw from [Weln|settlement].", CLM_STATUS_HYPOTHETICAL, false},
    {"Rebels did not attack [Weln|settlement].", CLM_STATUS_PAST, true},
    {"No casualties were reported in [Weln|settlement].", CLM_STATUS_PAST, true},
    {"The road to [Weln|settlement] was closed.", CLM_STATUS_CURRENT, false},
    {"The road to [Weln|settlement] was closed in March.", CLM_STATUS_PAST, false},
    {"Half of [Weln|settlement] was without power.", CLM_STATUS_CURRENT, false},
    {"Soldiers have been sent to [Weln|settlement].", CLM_STATUS_CURRENT, false},
    {"The campaign is to be extended to [Weln|settlement] on Friday.", CLM_STATUS_PLANNED, false},
    {"A truce is to take effect in [Weln|region] at midnight.", CLM_STATUS_PLANNED, false},
    {"The protests in [Weln|settlement] were largely peaceful.", CLM_STATUS_PAST, false},
    {"The army put down the revolt in [Weln|settlement].", CLM_STATUS_PAST, false},
    {"The storm made landfall in [Weln|region] before moving inland.", CLM_STATUS_PAST, false},
    {"Rebels took [Weln|settlement], the last town that is still free.", CLM_STATUS_PAST, false},
    {"Missile from [Weln|region].", CLM_STATUS_PAST, false},
    {"The army denied that rebels captured [Weln|settlement].", CLM_STATUS_DENIED, true},
};

static void test_status_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        marked_read(&m, cases[i].text, "2024-05-14");
        CLM_EXPECT(cases[i].text, m.claims.count == 1);
        if (m.claims.count) {
            const clm_claim *claim = &m.claims.items[0];
            CHECK_WORD(cases[i].text, clm_claim_status_name(claim->status),
                       clm_claim_status_name(cases[i].status));
            CLM_EXPECT(cases[i].text, claim->negative == cases[i].negative);
        }
        marked_free(&m);
    }
}

/* A headline's present tense tells what has happened. */
static void test_status_headline(void **state) {
    (void)state;
    marked m;
    marked_read(&m, "Storm kills four people in [Weln|settlement]\n\nIt was a long night.\n", "");
    assert_int_equal(m.claims.count, 1);
    assert_int_equal(m.claims.items[0].status, CLM_STATUS_PAST);
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status_table),
        cmocka_unit_test(test_status_headline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

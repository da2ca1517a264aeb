#include "unit/claims/marked.h"

typedef struct trigger_case {
    const char *text, *type; /* "" for no claim */
} trigger_case;

/* One sentence at least for each of the contract's types. */
static const trigger_case cases[] = {
    {"Arkanian troops are operating in [Weln|settlement].", "presence"},
    {"The general spoke of our presence in [Weln|settlement].", "presence"},
    {"Foreign soldiers fighting for the rebels in [Weln|settlement] were seen.", "presence"},
    {"Troops are stationed in [Weln|settlement].", "deployment"},
    {"The state sent 400 soldiers to [Weln|settlement].", "deployment"},
    {"The army withdrew its troops from [Weln|settlement].", "withdrawal"},
    {"Rebels still hold ground around [Weln|settlement].", "control"},
    {"The situation in [Weln|settlement] is under control.", "control"},
    {"Rebels captured [Weln|settlement] on Sunday.", "capture"},
    {"By noon it was 12 percent contained at [Weln|settlement].", "hazard_extent"},
    {"Rebels captured two soldiers in [Weln|settlement].", "detention"},
    {"The army took back [Weln|settlement].", "recapture"},
    {"The army is pushing rebels out of [Weln|settlement].", "recapture"},
    {"The army has been trying to eject rebels from [Weln|settlement].", "counteroffensive"},
    {"The army retreated from [Weln|settlement].", "retreat"},
    {"The army's foothold in [Weln|settlement] collapsed.", "retreat"},
    {"Rebels encircled [Weln|settlement].", "siege"},
    {"The garrison in [Weln|settlement] surrendered.", "surrender"},
    {"Rebel fighters advanced towards [Weln|settlement].", "advance"},
    {"The army launched an incursion into [Weln|region].", "incursion"},
    {"A new offensive began in [Weln|region].", "offensive"},
    {"The counter-offensive in [Weln|region] has begun.", "counteroffensive"},
    {"Troops defended [Weln|settlement].", "defence"},
    {"The army fought rebels in [Weln|settlement].", "clash"},
    {"Soldiers engaged in battle with six rebels in [Weln|settlement].", "clash"},
    {"A drone attack on [Weln|settlement] was reported.", "strike"},
    {"Missiles hit [Weln|settlement] at dawn.", "strike"},
    {"A car bomb exploded in [Weln|settlement].", "bombing"},
    {"Three people were killed in [Weln|settlement].", "casualties"},
    {"The storm damaged houses in [Weln|settlement].", "damage"},
    {"A train derailed near [Weln|settlement].", "accident"},
    {"A stabbing in [Weln|settlement] shocked the town.", "violence"},
    {"Two men were murdered in [Weln|settlement].", "crime"},
    {"Police arrested four men in [Weln|settlement].", "detention"},
    {"Six soldiers were taken prisoner in [Weln|settlement].", "detention"},
    {"Thousands of people fled to [Weln|settlement].", "displacement"},
    {"Residents were evacuated from [Weln|settlement].", "evacuation"},
    {"Firemen rescued a girl in [Weln|settlement].", "search_rescue"},
    {"Talks would take place in [Weln|settlement] on April 12.", "talks"},
    {"A truce in [Weln|region] held.", "ceasefire"},
    {"The minister visits [Weln|settlement].", "visit"},
    {"President Ana Ruiz is in [Weln|settlement] today for a ceremony.", "visit"},
    {"His trial in [Weln|settlement] begins next week.", "court_hearing"},
    {"The state annexed [Weln|region] in 2011.", "sovereignty"},
    {"A territorial dispute over [Weln|region] goes on.", "territorial_dispute"},
    {"The state confiscated farms in [Weln|region].", "expropriation"},
    {"The fire in [Weln|region] has burned 2,000 hectares.", "hazard_extent"},
    {"An earthquake shook [Weln|region].", "natural_disaster"},
    {"Floods struck [Weln|region].", "natural_disaster"},
    {"Heavy rain is falling in [Weln|region].", "weather"},
    {"An outbreak of cholera in [Weln|region] is spreading.", "outbreak"},
    {"A state of emergency was declared in [Weln|region].", "warning"},
    {"Thousands protested in [Weln|settlement].", "protest"},
    {"Workers went on strike in [Weln|settlement].", "protest"},
    {"Fans gathered in [Weln|settlement].", "gathering"},
    {"Police used tear gas in [Weln|settlement].", "crowd_control"},
    {"Police raided a flat in [Weln|settlement].", "policing"},
    {"Riots broke out in [Weln|settlement].", "unrest"},
    {"The election in [Weln|region] is due in May.", "election"},
    {"The bridge in [Weln|settlement] was closed.", "closure"},
    {"Schools in [Weln|settlement] will remain closed.", "closure"},
    {"A power outage hit [Weln|settlement].", "outage"},
    {"A minefield lies near [Weln|settlement].", "minefield"},
    {"Sappers are clearing mines near [Weln|settlement].", "demining"},
    {"The state delivered missiles to [Weln|region].", "arms_supply"},
    {"A new dam is being built in [Weln|region].", "construction"},
    {"The army held military exercises in [Weln|region].", "preparation"},
    {"The park in [Weln|region] covers 300 square km.", "area_extent"},
    {"Deforestation in [Weln|region] rose.", "land_use"},
    {"The population of [Weln|region] rose by 3 percent.", "statistics"},
    {"A map error in [Weln|region] was found.", "map_error"},
    {"The army moved rockets to [Weln|settlement].", "deployment"},
    {"Army troops were called in to help in [Weln|settlement].", "deployment"},
    {"[Arkanian|country|d] forces recently advanced near [Weln|settlement].", "advance"},
    {"The army planted mines near [Weln|settlement].", "minefield"},
    {"A fire near [Weln|settlement] forced hundreds of people out.", "evacuation"},
    {"A missile was launched from [Weln|region].", "strike"},
    {"The city of [Weln|settlement] fell on Sunday.", "capture"},
    {"Rebels seized the headquarters in [Weln|settlement].", "capture"},
    {"No food has entered [Weln|settlement] since May.", "siege"},
    {"Rescuers moved 2,000 people from [Weln|settlement].", "evacuation"},
    {"The fire near [Weln|settlement] was brought under control.", "natural_disaster"},
    {"[Weln|settlement] was without electricity.", "outage"},
    {"[Weln|settlement] is still on fire.", "natural_disaster"},
    {"Smoke has drifted as far as [Weln|settlement].", "weather"},
    {"Migrants crossed into [Weln|region] after clashes.", "displacement"},
    {"Forest fires swept through [Weln|region].", "natural_disaster"},
    {"The president is due to fly over [Weln|region].", "visit"},
    {"Soldiers grumbled in [Weln|settlement].", "presence"},
    {"Missiles hummed over [Weln|settlement].", "strike"},
    {"Gossip flourishes in [Weln|settlement].", ""},
    {"The deal will take place in [Weln|settlement].", ""},
    {"The deal will take place in [Weln|settlement] on Friday.", "gathering"},
    {"He likes the food in [Weln|settlement].", ""},
    {"Speaking after a strike in [Weln|settlement], the minister smiled.", ""},
    {"Reporting by Ana Ruiz in [Weln|settlement] and Jo Lind", ""},
    {"Ten people were killed in air strikes on [Weln|settlement].", "casualties"},
    {"A curfew was imposed in [Weln|settlement].", "crowd_control"},
    {"The fire covers 400 hectares near [Weln|settlement].", "hazard_extent"},
    {"Residents sandbagged the river in [Weln|settlement].", "preparation"},
    {"The clinic in [Weln|settlement] has 40 suspected cases of cholera.", "outbreak"},
    {"A lorry ploughed into a queue in [Weln|settlement].", "accident"},
    {"[Weln|settlement] changed hands twice in May.", "capture"},
    {"Police opened a case in [Weln|settlement].", "policing"},
    {"Patients were flown to [Weln|settlement].", "evacuation"},
    {"Some 500 people are sleeping in tents in [Weln|settlement].", "displacement"},
    {"A [Weln|region|d]-administered town near [Orm|settlement] was hit by floods.",
     "natural_disaster"},
};

static void test_triggers_types(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        marked_read(&m, cases[i].text, "2024-05-14");
        const char *got = m.claims.count ? clm_event_type_name(m.claims.items[0].event_type) : "";
        CHECK_WORD(cases[i].text, got, cases[i].type);
        marked_free(&m);
    }
}

static void test_triggers_every_type(void **state) {
    (void)state;
    for (int type = 1; type < CLM_EVENT_TYPE_COUNT; type++) {
        bool seen = false;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            seen = seen || strcmp(cases[i].type, clm_event_type_name((clm_event_type)type)) == 0;
        }
        if (!seen) {
            fail_msg("no sentence for %s", clm_event_type_name((clm_event_type)type));
        }
    }
}

static void test_triggers_point_back(void **state) {
    (void)state;
    marked m;
    marked_read(
        &m, "Our army has captured two soldiers. This happened in the [Weln region|region].", "");
    assert_int_equal(m.claims.count, 1);
    const clm_claim *claim = &m.claims.items[0];
    assert_int_equal(claim->event_type, CLM_EVENT_DETENTION);
    CHECK_TEXT("quote", clm_article_slice(m.article, claim->quote),
               "Our army has captured two soldiers. This happened in the Weln region");
    marked_free(&m);
}

/* More triggers than are kept, each with what it needs. */
static void test_triggers_many(void **state) {
    (void)state;
    static const char text[] =
        "Rebels attacked, shelled, bombed, raided, stormed, besieged, captured, recaptured, "
        "seized, "
        "occupied, encircled, defended, bombed and shelled [Weln|settlement].";
    marked m;
    clm_reader reader;
    clm_trigger found[CLM_TRIGGERS_MAX];
    marked_reader(&m, &reader, text);
    clm_run clause = {0, (uint32_t)m.article->token_count};
    uint32_t place = m.items[0].token_start;
    size_t count = clm_triggers_find(&reader, clause, place, (clm_figures){.any = false}, found);
    assert_int_equal(count, CLM_TRIGGERS_MAX);
    for (size_t i = 0; i < count; i++) {
        bool listed = false;
        for (size_t k = 0; k < clm_event_entry_count; k++) {
            listed = listed || found[i].entry == &clm_event_entries[k];
        }
        assert_true(listed);
        assert_true(clm_run_has(clause, found[i].head));
    }
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_triggers_types),
        cmocka_unit_test(test_triggers_every_type),
        cmocka_unit_test(test_triggers_point_back),
        cmocka_unit_test(test_triggers_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

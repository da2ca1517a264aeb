#include "unit/claims/marked.h"

typedef struct tag_case {
    const char *text, *word;
    clm_tag tag;
} tag_case;

static const tag_case cases[] = {
    {"The strikes hit the port.", "strikes", CLM_TAG_NOUN},
    {"The strikes hit the port.", "hit", CLM_TAG_FIN},
    {"The minister visits the port.", "visits", CLM_TAG_FIN},
    {"He made two visits to the port.", "visits", CLM_TAG_NOUN},
    {"The army plans to leave.", "plans", CLM_TAG_FIN},
    {"The army plans to leave.", "leave", CLM_TAG_INF},
    {"Rebels have captured the town.", "captured", CLM_TAG_PART},
    {"Rebels captured the town.", "captured", CLM_TAG_FIN},
    {"The captured soldiers were shown on television.", "captured", CLM_TAG_ADJ},
    {"The town captured by rebels is quiet.", "captured", CLM_TAG_PART},
    {"Troops are moving north.", "moving", CLM_TAG_ING},
    {"Heavy shelling continued.", "shelling", CLM_TAG_NOUN},
    {"He said that the road was open.", "that", CLM_TAG_THAT},
    {"They met in May in the town.", "May", CLM_TAG_NOUN},
    {"The vote may take place soon.", "may", CLM_TAG_MODAL},
    {"It has been quiet since August.", "since", CLM_TAG_PREP},
    {"It has been quiet since the war ended.", "since", CLM_TAG_SUB},
    {"Twelve were killed and 30 wounded in the blast.", "wounded", CLM_TAG_PART},
    {"Mr Okonkwo spoke quietly.", "Okonkwo", CLM_TAG_NAME},
    {"The school will remain closed.", "closed", CLM_TAG_PART},
    {"Six died, including two men.", "including", CLM_TAG_PREP},
    {"Soldiers fighting in the hills were cut off.", "fighting", CLM_TAG_ING},
};

static void test_tag_by_neighbours(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        clm_reader reader;
        marked_reader(&m, &reader, cases[i].text);
        bool seen = false;
        for (uint32_t t = 0; t < m.article->token_count && !seen; t++) {
            if (clm_text_is(clm_article_slice(m.article, m.article->tokens[t].span),
                            cases[i].word)) {
                seen = true;
                if (clm_tag_at(&reader, t) != cases[i].tag) {
                    fail_msg("%s: %s is tagged %d", cases[i].text, cases[i].word,
                             (int)clm_tag_at(&reader, t));
                }
            }
        }
        assert_true(seen);
        marked_free(&m);
    }
}

static void test_tag_past_the_end(void **state) {
    (void)state;
    marked m;
    clm_reader reader;
    marked_reader(&m, &reader, "Troops left.");
    assert_int_equal(clm_tag_at(&reader, 1000), CLM_TAG_PUNCT);
    assert_false(clm_key_is(&reader, 1000, "left"));
    assert_false(clm_sem_at(&reader, 1000, CLM_SEM_FORCE));
    assert_true(clm_sem_at(&reader, 0, CLM_SEM_FORCE));
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tag_by_neighbours),
        cmocka_unit_test(test_tag_past_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The model inside the program and the standard gazetteer on sentences of many sorts. Where there
 * is no gazetteer, or the program has a model without a tagger, there is nothing to test: the tests
 * are skipped. $CLAIMMAP_MODEL names another model. */
#include "support/support.h"

#include "mentions/mentions.h"

/* [toponym] {demonym or derived word}; every other word is neither. */
static const char *const places[] = {
    "The train from [Lyon] to [Geneva] was two hours late on Friday.",
    "Floods cut off three villages near [Chittagong], officials in [Dhaka] said.",
    "The company will build a plant in [Gdansk] and close its offices in [Antwerp].",
    "She was born in [Springfield], [Illinois], and grew up in [Tulsa], [Oklahoma].",
    "[Kenya] and [Tanzania] agreed to open a second crossing at [Namanga].",
    "Heavy snow fell in [Sapporo] and across the rest of [Hokkaido].",
    "The ferry between [Dover] and [Calais] did not sail.",
    "Police in [Marseille] arrested two men after the robbery.",
    "The river burst its banks in [Bavaria], [Saxony] and [Thuringia].",
    "A court in [Buenos Aires] heard the case in private.",
    "Fighting went on around [Goma] while talks took place in [Doha].",
    "The minister flew from [Oslo] to [Reykjavik] on Tuesday evening.",
    "They drove through [Kansas] and [Nebraska] without stopping.",
    "[Tokyo] is larger than [Osaka].",
    "Prices rose faster in [Turkey] than in [Greece] last year.",
    "He teaches history at a school in [Nairobi].",
    "The earthquake was felt as far away as [Kathmandu] and [New Delhi].",
    "An oil spill has reached the coast of [Louisiana].",
    "Drought has emptied the reservoirs around [Cape Town].",
    "The bridge links [Malmo] with [Copenhagen].",
    "Two boats sank off [Lampedusa] in rough weather.",
    "More than a thousand people left [Khartoum] by bus.",
    "Vaccines were sent to [Sierra Leone], [Liberia] and [Guinea].",
    "The army said it had retaken [Palmyra].",
    "Shops in [Rotterdam] and [The Hague] stayed shut.",
    "A landslide blocked the road to [Cusco], in southern [Peru].",
    "The fire started in a warehouse in [Houston].",
    "The first case was found in [San Antonio], [Texas].",
    "Their daughter lives in [Melbourne] and their son in [Perth].",
    "Voters in [Scotland] and [Wales] go to the polls in May.",
    "The storm made landfall near [Tampico], [Mexico].",
    "Nurses in [Quebec] walked out on Monday.",
    "[Vietnam] bought rice from [Thailand] and [Cambodia].",
    "The volcano closed the airport of [Catania] again.",
    "A power cut hit parts of [Lagos] and [Ibadan].",
    "Farmers near [Fresno], [California], have no water left.",
    "The parade in [Rio de Janeiro] was put off.",
    "Observers were turned away at the border with [Belarus].",
    "Roads were under water. [Mayfield], where a dam broke in 2021, was spared.",
    "Roofs came down in [Harvey], [Harper] and [Kingman] counties in [Kansas].",
};

static const char *const peoples[] = {
    "The {French} president met his {Brazilian} colleague in [Berlin].",
    "Two {Canadian} climbers were rescued in the mountains of [Nepal].",
    "{German} exports to [China] fell again in March.",
    "{Japanese} carmakers are cutting jobs in [Britain].",
    "A {Russian} ship was seen off [Norway].",
    "Most {Egyptian} farmers depend on the river.",
    "The {Australian} government has warned travellers against visiting [Bali].",
    "Three {Polish} workers died in a fire in [Dublin].",
};

static const char *const no_places[] = {
    /* persons named like towns */
    "Mr. Lincoln said he would appeal.",
    "Actress Paris Jackson left early.",
    "Dr. Austin Wells runs a clinic in [Boise].",
    "Judge Carolina Mendez dismissed the case.",
    "Jack London wrote his best books in a hurry.",
    "Senator Jackson voted against the bill.",
    "Florence Hill, 82, remembers the day well.",
    "The singer Kingston Blake will perform in [Leeds].",
    "Virginia Woolf wrote to her sister every week.",
    "Georgia Mills and her husband own the farm.",
    "The lawyer, Orlando Reyes, declined to comment.",
    "Ms. Valencia asked for more time.",
    "Coach Trenton Ford praised the defence.",
    "Prince Charles opened the bridge.",
    /* months, days, plain words */
    "August was cold and wet.",
    "Christmas comes early this year.",
    "Liberal voters stayed at home.",
    "Central banks are worried about prices.",
    "May was the driest month in years.",
    "In March the council will vote again.",
    "Police said nobody was hurt.",
    "Most of the money has been spent.",
    "Orange juice is cheaper this year.",
    "Nice weather is expected for the weekend.",
    "Independence is what they want.",
    "Superior goods cost more.",
    "Hope is not a plan, she said.",
    "Mercury was found in the fish.",
    /* organisations, teams, papers, ships, brands */
    "He bought a Lincoln Continental and a boat.",
    "Amazon and Apple reported record sales.",
    "She works for Deutsche Bank.",
    "Ford and Toyota cut their prices.",
    "The carrier USS Abraham Lincoln left port on Monday.",
    /* in capitals, and in a title */
    "FLOODS KILL TWELVE IN [PAKISTAN]",
    "STRIKE CLOSES PORT OF [HAMBURG]",
};

static clm_gazetteer *gazetteer;
static clm_model *model;

static int open_all(void **state) {
    (void)state;
    clm_buffer found;
    clm_error error = {CLM_OK, ""};
    clm_model_section tagger;
    const char *named = getenv("CLAIMMAP_MODEL");
    const char *built = CLM_SOURCE_DIR "/build/claimmap.gaz";
    clm_buffer_init(&found);
    const char *path = clm_gazetteer_find_file(&found, NULL) == CLM_OK ? found.data : built;
    clm_status status = CLM_OK;
    if (access(path, R_OK) == 0) {
        status = clm_gazetteer_open(path, &gazetteer, &error);
    }
    clm_buffer_clear(&found);
    if (status == CLM_OK) {
        status = named != NULL ? clm_model_open(named, &model, &error)
                               : clm_model_builtin(&model, &error);
    }
    if (status != CLM_OK) {
        print_error("%s\n", error.message);
        return -1;
    }
    if (!clm_model_find(model, CLM_TAGGER_SECTION, &tagger)) {
        clm_model_free(model);
        model = NULL;
    }
    return 0;
}

static int close_all(void **state) {
    (void)state;
    clm_model_free(model);
    clm_gazetteer_free(gazetteer);
    return 0;
}

/* The sentence without its marks. */
static void put_plain(clm_buffer *out, const char *marked) {
    for (; *marked != '\0'; marked++) {
        if (strchr("[]{}", *marked) == NULL) {
            clm_buffer_char(out, *marked);
        }
    }
}

/* The sentence with marks around what was found. */
static void put_marked(clm_buffer *out, const clm_article *article, const clm_mentions *mentions) {
    uint32_t at = 0;
    for (size_t i = 0; i < mentions->count; i++) {
        const clm_mention *m = &mentions->items[i];
        bool people = m->type == CLM_MENTION_DEMONYM || m->type == CLM_MENTION_DERIVED;
        clm_span span = clm_mention_toponym(article, m);
        if (m->type != CLM_MENTION_TOPONYM && !people) {
            continue;
        }
        clm_buffer_text(out, clm_article_slice(article, (clm_span){at, span.start}));
        clm_buffer_char(out, people ? '{' : '[');
        clm_buffer_text(out, clm_article_slice(article, span));
        clm_buffer_char(out, people ? '}' : ']');
        at = span.end;
    }
    clm_buffer_text(out, clm_article_slice(article, (clm_span){at, (uint32_t)article->text.len}));
}

static bool found_right(const char *marked) {
    const clm_article_options options = {.format = CLM_ARTICLE_PLAIN};
    const clm_mentions_options how = {.model = model};
    clm_article *article = NULL;
    clm_mentions mentions;
    clm_error error = {CLM_OK, ""};
    clm_buffer plain;
    clm_buffer got;
    clm_buffer_init(&plain);
    clm_buffer_init(&got);
    put_plain(&plain, marked);
    CLM_EXPECT_OK(marked, clm_article_parse(clm_test_text(&plain), &options, &article, &error),
                  &error);
    CLM_EXPECT_OK(marked, clm_mentions_find(article, gazetteer, &how, &mentions, &error), &error);
    put_marked(&got, article, &mentions);
    bool right = clm_text_is(clm_test_text(&got), marked);
    if (!right) {
        print_error("got      %s\nexpected %s\n", got.data, marked);
    }
    clm_article_free(article);
    clm_buffer_clear(&plain);
    clm_buffer_clear(&got);
    return right;
}

static void check(const char *const *sentences, size_t count) {
    size_t wrong = 0;
    if (gazetteer == NULL || model == NULL) {
        print_message("no standard gazetteer, or nothing was learned\n");
        skip();
    }
    for (size_t i = 0; i < count; i++) {
        wrong += !found_right(sentences[i]);
    }
    assert_int_equal(wrong, 0);
}

static void test_find_places(void **state) {
    (void)state;
    check(places, CLM_TEST_COUNT(places));
}

static void test_find_peoples(void **state) {
    (void)state;
    check(peoples, CLM_TEST_COUNT(peoples));
}

static void test_find_no_places(void **state) {
    (void)state;
    check(no_places, CLM_TEST_COUNT(no_places));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find_places),
        cmocka_unit_test(test_find_peoples),
        cmocka_unit_test(test_find_no_places),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}

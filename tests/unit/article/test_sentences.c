#include "unit/article/support.h"

/* Expected sentences are joined by bars. */
static void test_split_table(void **state) {
    static const struct {
        const char *text, *sentences;
    } rows[] = {
        {"Rain fell. The river rose.", "Rain fell.|The river rose."},
        {"Mr. Ray met Gen. Ott. They spoke.", "Mr. Ray met Gen. Ott.|They spoke."},
        {"Lt. Col. Ann Roe and Sen. J. Poe left.", "Lt. Col. Ann Roe and Sen. J. Poe left."},
        {"The U.S. Army left. It rained.", "The U.S. Army left.|It rained."},
        {"He flew to the U.S. The trip was long.", "He flew to the U.S.|The trip was long."},
        {"It began at 10 a.m. Police came.", "It began at 10 a.m.|Police came."},
        {"It began at 10 a.m. Monday in Rome.", "It began at 10 a.m. Monday in Rome."},
        {"It began at 10 a.m. and ended.", "It began at 10 a.m. and ended."},
        {"On Jan. 5 it snowed. No. 7 burned.", "On Jan. 5 it snowed.|No. 7 burned."},
        {"They said no. Five left.", "They said no.|Five left."},
        {"In Mobile, Ala. Gov. Roe spoke.", "In Mobile, Ala. Gov. Roe spoke."},
        {"Acme Inc. sold it to Roe Ltd. last year.", "Acme Inc. sold it to Roe Ltd. last year."},
        {"It covers 3.5 km. Then it ends.", "It covers 3.5 km.|Then it ends."},
        {"He waited ... and left.", "He waited ... and left."},
        {"He waited... Then he left.", "He waited...|Then he left."},
        {"He waited… Then he left.", "He waited…|Then he left."},
        {"“We go.” The bus left.", "“We go.”|The bus left."},
        {"“We go,” he said. “Now.”", "“We go,” he said.|“Now.”"},
        {"\"Why?\" he asked. Nobody knew.", "\"Why?\" he asked.|Nobody knew."},
        {"“Stop!” Mr Roe shouted. Nobody did.", "“Stop!” Mr Roe shouted.|Nobody did."},
        {"Who knows? Nobody.", "Who knows?|Nobody."},
        {"It fell (in May.) The rest stood.", "It fell (in May.)|The rest stood."},
        {"It fell.The rest stood.", "It fell.|The rest stood."},
        {"See ex.org today. It helps.", "See ex.org today.|It helps."},
        {"One line\nTwo line", "One line|Two line"},
        {"One.\r\n\r\nTwo.\rThree.", "One.|Two.|Three."},
        {"2. The second point. It ends.", "2. The second point.|It ends."},
        {"  Blank round.  ", "Blank round."},
        {"\xEF\xBB\xBFMark first. Then text.", "Mark first.|Then text."},
        {"Она ушла. Дождь шёл.", "Она ушла.|Дождь шёл."},
        {"他来了。我走了。", "他来了。|我走了。"},
        {"شو؟ نعم.", "شو؟|نعم."},
        {"It is 5 p.m. EST now.", "It is 5 p.m. EST now."},
        {"Roe vs. Poe ended. All left.", "Roe vs. Poe ended.|All left."},
        {"", ""},
        {" \n\r\n ", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        char found[256] = "";
        for (size_t k = 0; k < article->sentence_count; k++) {
            clm_text text = clm_article_slice(article, article->sentences[k].span);
            size_t used = strlen(found);
            (void)snprintf(found + used, sizeof found - used, "%s%.*s", k > 0 ? "|" : "",
                           (int)text.len, text.ptr);
        }
        expect_text(rows[i].text, clm_text_of(found), rows[i].sentences);
        clm_article_free(article);
    }
}

/* Every token lies in the sentence that it names, in order, without gaps. */
static void test_tokens_and_sentences_agree(void **state) {
    (void)state;
    clm_article *article =
        parse_plain("First town. Second \"town.\" Third\n\nFourth line, U.S. base.");
    uint32_t next = 0;
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        const clm_sentence *sentence = &article->sentences[i];
        assert_int_equal(sentence->token_start, next);
        assert_true(sentence->token_end > sentence->token_start);
        for (uint32_t k = sentence->token_start; k < sentence->token_end; k++) {
            assert_int_equal(article->tokens[k].sentence, i);
            assert_true(article->tokens[k].span.start >= sentence->span.start);
            assert_true(article->tokens[k].span.end <= sentence->span.end);
        }
        next = sentence->token_end;
    }
    assert_int_equal(next, article->token_count);
    assert_int_equal(article->sentences[0].paragraph, 0);
    assert_int_equal(article->sentences[article->sentence_count - 1].paragraph, 1);
    clm_article_free(article);
}

static void test_headings(void **state) {
    static const struct {
        const char *line;
        bool heading;
    } rows[] = {
        {"Two towns without water", true},
        {"'We are ready' - mayor's words in full", true},
        {"What happens next?", true},
        {"Read more here:", true},
        {"The mayor spoke.", false},
        {"Here are her words:", false},
        {"“Nothing was lost.”", false},
        {"• first of several points", false},
        {"(Picture: A. Roe)", false},
        {"'It is over.' Mayor resigns", true},
        {"The mayor spoke in the hall of the town and then she left it. Nobody followed her",
         false},
        {"a b c d e f g h i j k l m n o p q r s t u", false},
        {"a b c d e f g h i j k l m n o p q r s t", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256];
        (void)snprintf(text, sizeof text, "Rain fell on the coast.\n%s\nIt went on all night.\n",
                       rows[i].line);
        clm_article *article = parse_plain(text);
        expect_size(rows[i].line, article->sentences[1].heading, rows[i].heading);
        assert_false(article->sentences[0].heading);
        clm_article_free(article);
    }
    clm_article *alone = parse_plain("Troops enter two towns in the north");
    assert_false(alone->sentences[0].heading);
    clm_article_free(alone);
}

static void test_wrapped_lines(void **state) {
    static const char text[] =
        "The river rose over its banks\nin three towns on the coast,\n"
        "the mayor said. Nobody was\nhurt.\n\nTwo bridges were closed on\n"
        "both sides of the river and\nwill stay so until Friday,\npolice said.\n";
    (void)state;
    clm_article *article = parse_plain(text);
    expect_size("sentences", article->sentence_count, 3);
    expect_text("joined", clm_article_slice(article, article->sentences[1].span),
                "Nobody was\nhurt.");
    assert_int_equal(article->sentences[2].paragraph, 1);
    clm_article_free(article);
}

/* A title that goes on in the next line is one; the text under a title without a blank line is
 * none of it. */
static void test_wrapped_title(void **state) {
    static const char body[] =
        "The river rose over its banks\nin three towns on the coast,\n"
        "the mayor said. Nobody was\nhurt.\n\nTwo bridges were closed on\n"
        "both sides of the river and\nwill stay so until Friday,\npolice said.\n";
    static const struct {
        const char *head, *title;
    } rows[] = {
        {"date 2025-03-02 River floods three\ntowns on the coast\n\n",
         "River floods three towns on the coast"},
        {"River floods three\ntowns on the coast\n\n", "River floods three towns on the coast"},
        {"date 2025-03-02 River floods three towns\n", "River floods three towns"},
        {"date 2025-03-02 River floods three towns\n\n", "River floods three towns"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024];
        (void)snprintf(text, sizeof text, "%s%s", rows[i].head, body);
        clm_article *article = parse_plain(text);
        expect_text(rows[i].head, article->title, rows[i].title);
        size_t first = 0; /* behind "date 2025-03-02" and the title */
        while (!clm_text_starts(clm_article_slice(article, article->sentences[first].span),
                                "The river rose")) {
            expect_size(rows[i].head, ++first < article->sentence_count, true);
        }
        clm_article_free(article);
    }
}

static void test_one_line(void **state) {
    (void)state;
    clm_article *article = parse_plain("The Grand\r\n  Hotel of\nthe North was closed.");
    clm_text line;
    assert_true(clm_article_one_line(article, (clm_text){article->text.ptr + 4, 18}, &line));
    expect_text("joined", line, "Grand Hotel of");
    assert_true(clm_article_one_line(article, (clm_text){article->text.ptr, 9}, &line));
    assert_ptr_equal(line.ptr, article->text.ptr);
    expect_text("as it is", line, "The Grand");
    clm_article_free(article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split_table),   cmocka_unit_test(test_tokens_and_sentences_agree),
        cmocka_unit_test(test_headings),      cmocka_unit_test(test_wrapped_lines),
        cmocka_unit_test(test_wrapped_title), cmocka_unit_test(test_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

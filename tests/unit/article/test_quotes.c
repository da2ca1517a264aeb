#include "unit/article/support.h"

/* In `marks` each token is one letter: o opens, c closes, q stands between, p is a possessive mark
 * outside and P inside a quotation, O and C are marks within another quotation, - is none. */
static void test_mark_table(void **state) {
    static const struct {
        const char *text, *marks;
    } rows[] = {
        {"“Go now,” she said.", "oqqqc---"},
        {"\"Go now,\" she said.", "oqqqc---"},
        {"\"Go now,” she said.", "oqqqc---"},
        {"said: \"Go.\" \"Stay.\"", "--oqqcoqqc"},
        {"„Los“ rief er", "oqc--"},
        {"« Allez » dit-il", "oqc---"},
        {"»Los« rief er", "oqc--"},
        {"”Mene” sanoi", "oqc-"},
        {"'Go now' she said", "oqqc--"},
        {"‘Go now’ she said", "oqqc--"},
        {"the drivers' strike", "--p-"},
        {"the drivers’ strike and the nurses’ one", "--p----p-"},
        {"'the drivers' strike is on'", "oqqPqqqc"},
        {"'we saw drivers' he said", "oqqqc--"},
        {"“He said ‘go’ twice”", "oqqOqCqc"},
        {"rock 'n' roll", "-----"},
        {"the '90s were", "-----"},
        {"a 5\" pipe", "----"},
        {"an open “word here", "--o--"},
        {"a 'stray mark", "----"},
        {"(“yes”)", "-oqc-"},
        {"land—\"ours\"—he said", "--oqc---"},
        {"“First. “Second.”", "oqqoqqc"},
        {"Don't say 'no'", "--oqc"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        char found[64] = "";
        for (size_t k = 0; k < article->token_count && k + 1 < sizeof found; k++) {
            unsigned flags = article->tokens[k].flags;
            bool in = (flags & CLM_TOKEN_IN_QUOTES) != 0;
            found[k] = (flags & CLM_TOKEN_QUOTE_OPEN) != 0    ? (in ? 'O' : 'o')
                       : (flags & CLM_TOKEN_QUOTE_CLOSE) != 0 ? (in ? 'C' : 'c')
                       : (flags & CLM_TOKEN_POSSESSIVE) != 0  ? (in ? 'P' : 'p')
                       : in                                   ? 'q'
                                                              : '-';
        }
        expect_text(rows[i].text, clm_text_of(found), rows[i].marks);
        clm_article_free(article);
    }
}

/* Per paragraph: is its last word inside a quotation? */
static void test_paragraphs(void **state) {
    static const struct {
        const char *label, *text, *inside;
    } rows[] = {
        {"carried on", "“One word.\n“Two words.\n“Three words.”\nFour words.", "yyyn"},
        {"straight marks", "She said: \"One word.\n\"Two words.\"\nThree words.", "yyn"},
        {"single marks", "‘One word.\n‘Two words.’\nThree words.", "yyn"},
        {"never closed", "“One word.\nTwo words.", "yn"},
        {"inner mark never closed", "She said “one word.\nTwo words.", "nn"},
        {"led in, never closed", "She said: “One word. Two words.\nThree words.", "yn"},
        {"carried, never closed", "“One word.\n“Two words.\nThree words.", "yyn"},
        {"blank lines between", "“One word.\n\n“Two words.”\n\nThree words.", "yyn"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        char found[8] = "";
        for (size_t k = 0; k < article->token_count; k++) {
            const clm_token *token = &article->tokens[k];
            if (token->kind == CLM_TOKEN_WORD) {
                uint32_t paragraph = article->sentences[token->sentence].paragraph;
                found[paragraph] = (token->flags & CLM_TOKEN_IN_QUOTES) != 0 ? 'y' : 'n';
            }
        }
        expect_text(rows[i].label, clm_text_of(found), rows[i].inside);
        clm_article_free(article);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mark_table),
        cmocka_unit_test(test_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Claims and places in the text: what overlaps is cut into pieces, and no character is lost. */
#include "support/support.h"

#include "page/parts.h"

enum { ITEMS = 4 };

/* Two claims and two places of them; the ranges are in characters. */
typedef struct row {
    const char *label, *text;
    clm_range quotes[2], places[2]; /* empty: none */
    const char *expected;
} row;

#define CLAIM1 "<a class=\"q c0 confirmed\" href=\"#claim=c1\" data-c=\"0\""
#define CLAIM2 "<a class=\"q c0 confirmed\" href=\"#claim=c2\""
#define BOTH CLAIM2 " data-c=\"0 1\""

static const row rows[] = {
    {"nothing marked", "A & b.", {{0}}, {{0}}, "<p dir=\"auto\">A &amp; b.</p>\n"},
    {"a claim",
     "It is so.",
     {{3, 8, 0, 0}},
     {{0}},
     "<p dir=\"auto\">It " CLAIM1 ">is so</a>.</p>\n"},
    {"a place in a claim",
     "Fire in Ost now",
     {{0, 15, 0, 0}},
     {{8, 11, 0, 0}},
     "<p dir=\"auto\">" CLAIM1 ">Fire in </a>"
     "<a class=\"q c0 confirmed p\" href=\"#place=g1\" data-c=\"0\" data-s=\"0\">Ost</a>" CLAIM1
     " tabindex=\"-1\"> now</a></p>\n"},
    {"claims that overlap",
     "abcdefghi",
     {{0, 6, 0, 0}, {3, 9, 0, 0}},
     {{0}},
     "<p dir=\"auto\">" CLAIM1 ">abc</a>" BOTH ">def</a>" CLAIM2
     " data-c=\"1\" tabindex=\"-1\">ghi</a></p>\n"},
    {"a claim in a claim",
     "abcdefghi",
     {{0, 9, 0, 0}, {3, 6, 0, 0}},
     {{0}},
     "<p dir=\"auto\">" CLAIM1 ">abc</a>" BOTH ">def</a>" CLAIM1 " tabindex=\"-1\">ghi</a></p>\n"},
    {"characters, not bytes",
     "\xF0\x9F\x97\xBA\xC3\xBC"
     "bc",
     {{1, 3, 0, 0}},
     {{0}},
     "<p dir=\"auto\">\xF0\x9F\x97\xBA" CLAIM1 ">\xC3\xBC"
     "b</a>c</p>\n"},
    {"over the end of a line",
     "ab\r\ncd",
     {{1, 5, 0, 0}},
     {{0}},
     "<p dir=\"auto\">a" CLAIM1 ">b</a></p>\n<p dir=\"auto\">" CLAIM1
     " tabindex=\"-1\">c</a>d</p>\n"},
    {"line ends of all kinds",
     "a\r\rb\n \nc\r\nd",
     {{0}},
     {{0}},
     "<p dir=\"auto\">a</p>\n<p dir=\"auto\">b</p>\n<p dir=\"auto\">c</p>\n<p "
     "dir=\"auto\">d</p>\n"},
    {"a place twice is one stop",
     "Ost Ost",
     {{0}},
     {{0, 3, 0, 0}, {4, 7, 0, 0}},
     "<p dir=\"auto\"><a class=\"p\" href=\"#place=g1\" data-s=\"0\">Ost</a> "
     "<a class=\"p\" href=\"#place=g1\" data-s=\"0\" tabindex=\"-1\">Ost</a></p>\n"},
    {"behind the end", "ab", {{1, 90, 0, 0}}, {{0}}, "<p dir=\"auto\">a" CLAIM1 ">b</a></p>\n"},
    {"a byte that is no UTF-8 is one character",
     "\xFF"
     "ab",
     {{1, 2, 0, 0}},
     {{0}},
     "<p dir=\"auto\">\xEF\xBF\xBD" CLAIM1 ">a</a>b</p>\n"},
    {"the date before a title",
     "date 2026-05-04 Fire",
     {{16, 20, 0, 0}},
     {{0}},
     "<p dir=\"auto\"><span class=\"prefix\">date 2026-05-04</span> " CLAIM1 ">Fire</a></p>\n"},
    {"no date", "date 2026-05-0x Fire", {{0}}, {{0}}, "<p dir=\"auto\">date 2026-05-0x Fire</p>\n"},
    {"nothing", "", {{0}}, {{0}}, ""},
};

static void make_items(const row *r, clm_feature items[ITEMS], size_t *count) {
    static const char *const ids[] = {"c1", "c2"};
    memset(items, 0, ITEMS * sizeof items[0]);
    *count = 0;
    for (size_t i = 0; i < 2; i++) {
        if (r->quotes[i].end > 0) {
            clm_feature *claim = &items[(*count)++];
            claim->kind = CLM_FEATURE_CLAIM;
            claim->id = claim->claim_id = ids[i];
            claim->quote = (clm_excerpt){r->quotes[i], "q"};
            claim->draw = CLM_DRAW_NO;
        }
    }
    for (size_t i = 0; i < 2; i++) {
        if (r->places[i].end > 0) {
            clm_feature *place = &items[(*count)++];
            place->kind = CLM_FEATURE_PLACE;
            place->id = "p";
            place->has_place = true;
            place->draw = CLM_DRAW_CONTEXT;
            place->place = (clm_feature_place){.excerpt = {r->places[i], "x"},
                                               .name = "Ost",
                                               .gazetteer_id = "g1",
                                               .located = true,
                                               .index = CLM_NO_PLACE};
        }
    }
}

typedef struct run {
    const row *row;
    clm_buffer *out;
} run;

static clm_status write_text(void *context) {
    const run *now = context;
    clm_feature items[ITEMS];
    clm_collection collection = {.items = items};
    make_items(now->row, items, &collection.count);
    const clm_page_options options = {.text = clm_text_of(now->row->text)};
    clm_error error = {CLM_OK, ""};
    clm_page page = {.collection = &collection, .options = &options, .error = &error};
    clm_status status = clm_language_find(NULL, &page.language, &error);
    assert_int_equal(status, CLM_OK);
    page.arena = clm_arena_new();
    if (!page.arena) {
        return CLM_ERR_NOMEM;
    }
    now->out->len = 0;
    now->out->failed = false;
    status = clm_page_read(&page);
    if (status == CLM_OK) {
        status = clm_page_text(&page, now->out);
    }
    clm_arena_free(page.arena);
    return status == CLM_OK && now->out->failed ? CLM_ERR_NOMEM : status;
}

static void test_text_is_cut_into_pieces(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        run now = {&rows[i], &out};
        CLM_EXPECT(rows[i].label, write_text(&now) == CLM_OK);
        CLM_EXPECT_TEXT(rows[i].label, clm_test_text(&out), rows[i].expected);
        clm_buffer_clear(&out);
    }
}

static void test_text_every_allocation_fails(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        run now = {&rows[i], &out};
        CLM_EXPECT(rows[i].label, clm_test_fail_every_allocation(write_text, &now) > 3);
        CLM_EXPECT_TEXT(rows[i].label, clm_test_text(&out), rows[i].expected);
        clm_buffer_clear(&out);
    }
}

/* Lines that were broken by width go on; those of an article with a paragraph a line do not. */
static void test_text_lines(void **state) {
    (void)state;
    static const char wrapped[] = "The first line of this paragraph is of a usual width, and it\n"
                                  "goes on in a second one that is about as wide as the first,\n"
                                  "and ends in a third.\n"
                                  "\n"
                                  "A second paragraph has, as the first one, lines of a width\n"
                                  "that a terminal shows, one below the other, until it ends\n"
                                  "here.\n";
    static const char *const paragraphs[] = {
        "<p dir=\"auto\">The first line of this paragraph is of a usual width, and it goes on in a "
        "second one that is about as wide as the first, and ends in a third.</p>\n<p "
        "dir=\"auto\">A second paragraph has, as the first one, lines of a width that a terminal "
        "shows, one below the other, until it ends here.</p>\n",
        "<p dir=\"auto\">Short.</p>\n<p dir=\"auto\">Short too.</p>\n"};
    const row lines[] = {
        {"wrapped", wrapped, {{0}}, {{0}}, paragraphs[0]},
        {"a paragraph a line", "Short.\nShort too.\n", {{0}}, {{0}}, paragraphs[1]}};
    for (size_t i = 0; i < CLM_TEST_COUNT(lines); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        run now = {&lines[i], &out};
        CLM_EXPECT(lines[i].label, write_text(&now) == CLM_OK);
        CLM_EXPECT_TEXT(lines[i].label, clm_test_text(&out), lines[i].expected);
        clm_buffer_clear(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_cut_into_pieces),
        cmocka_unit_test(test_text_every_allocation_fails),
        cmocka_unit_test(test_text_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

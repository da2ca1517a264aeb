#include "unit/article/support.h"

static void test_text_kept(void **state) {
    static const struct {
        const char *label, *bytes, *text;
    } rows[] = {
        {"empty", "", ""},
        {"ascii", "One.\nTwo.", "One.\nTwo."},
        {"mark kept", "\xEF\xBB\xBFOne.", "\xEF\xBB\xBFOne."},
        {"line ends kept", "One.\r\nTwo.\rThree.\n", "One.\r\nTwo.\rThree.\n"},
        {"one bad byte", "A long enough line with\xE9 one byte",
         "A long enough line with\xEF\xBF\xBD one byte"},
        {"cut character", "A line long enough for two of them \xE2\x82",
         "A line long enough for two of them \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"surrogate", "A line long enough for three such bytes: \xED\xA0\x80.",
         "A line long enough for three such bytes: \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD."},
        {"replacement kept", "ok \xEF\xBF\xBD ok", "ok \xEF\xBF\xBD ok"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].bytes);
        expect_text(rows[i].label, article->text, rows[i].text);
        clm_article_free(article);
    }
}

static void test_refused(void **state) {
    static const struct {
        const char *label, *bytes;
        size_t length, limit;
        clm_article_format format;
        clm_status status;
    } rows[] = {
        {"NUL", "text\0more", 9, 0, CLM_ARTICLE_PLAIN, CLM_ERR_FORMAT},
        {"NUL in HTML", "<p>text\0more", 12, 0, CLM_ARTICLE_HTML, CLM_ERR_FORMAT},
        {"NUL in Markdown", "# t\0", 4, 0, CLM_ARTICLE_MARKDOWN, CLM_ERR_FORMAT},
        {"mostly bytes", "\xFF\xFE\xFD text", 8, 0, CLM_ARTICLE_PLAIN, CLM_ERR_FORMAT},
        {"two of ten",
         "\xFF\xFF"
         "abcdefgh",
         10, 0, CLM_ARTICLE_PLAIN, CLM_ERR_FORMAT},
        {"one of ten",
         "\xFF"
         "abcdefghi",
         10, 0, CLM_ARTICLE_PLAIN, CLM_OK},
        {"too long", "abcdef", 6, 5, CLM_ARTICLE_PLAIN, CLM_ERR_LIMIT},
        {"at the limit", "abcde", 5, 5, CLM_ARTICLE_PLAIN, CLM_OK},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article_options options = {
            .file = "dir/x.txt", .format = rows[i].format, .limit_bytes = rows[i].limit};
        clm_article *article = NULL;
        clm_error error = {CLM_OK, ""};
        clm_status status = clm_article_parse((clm_text){rows[i].bytes, rows[i].length}, &options,
                                              &article, &error);
        expect_size(rows[i].label, status, rows[i].status);
        if (status != CLM_OK) {
            assert_null(article);
            assert_non_null(strstr(error.message, "dir/x.txt: "));
        }
        clm_article_free(article);
    }
}

/* What the server says of plain text and Markdown. */
static void test_server_charset(void **state) {
    static const struct {
        const char *label, *server, *bytes;
        size_t length;
        clm_article_format format;
        const char *text; /* NULL: refused */
    } rows[] = {
#define PLAIN(s) s, sizeof(s) - 1, CLM_ARTICLE_PLAIN
        {"windows-1251", "windows-1251", PLAIN("\xCA\xF3\xF0\xF1\xEA."), "Курск."},
        {"in capitals", "WINDOWS-1251", PLAIN("\xCA\xF3\xF0\xF1\xEA."), "Курск."},
        {"Markdown", "windows-1251", "# \xCA\xF3\xF0\xF1\xEA\n", 8, CLM_ARTICLE_MARKDOWN,
         "Курск\n"},
        {"JSON is UTF-8", "windows-1251", "{\"text\":\"\xC3\xA9.\"}", 14, CLM_ARTICLE_JSON, "é."},
        {"Shift_JIS", "shift_jis", PLAIN("\x93\xFA\x96\x7B"), "日本"},
        {"Latin-1 is windows-1252", "iso-8859-1", PLAIN("\x93 Caf\xE9 \x94"), "“ Café ”"},
        {"a default", "iso-8859-1", PLAIN("\xCA\xF3\xF0\xF1\xEA."), NULL},
        {"nothing said", NULL, PLAIN("\xCA\xF3\xF0\xF1\xEA."), NULL},
        {"an unknown one", "klingon", PLAIN("\xCA\xF3\xF0\xF1\xEA."), NULL},
        {"bytes are UTF-8", "windows-1251", PLAIN("Caf\xC3\xA9"), "Café"},
        {"mark of UTF-8", "windows-1251",
         PLAIN("\xEF\xBB\xBF"
               "A"),
         "\xEF\xBB\xBF"
         "A"},
        {"mark of UTF-16", "windows-1251", PLAIN("\xFE\xFF\0A\x04\x1A"),
         "\xEF\xBB\xBF"
         "AК"},
        {"UTF-16", "utf-16", PLAIN("A\0\x1A\x04"), "AК"},
        {"UTF-16 that is none", "utf-16", PLAIN("Kemi"), "Kemi"},
        {"letters in ASCII", "iso-2022-jp", PLAIN("\x1B$BF|K\\\x1B(B"), "日本"},
        {"cut in a letter", "shift_jis", PLAIN("\x93\xFA twelve and\x93"),
         "日 twelve and\xEF\xBF\xBD"},
        {"no letter", "windows-1253", PLAIN("Oulu and \xD2 in it"), "Oulu and \xEF\xBF\xBD in it"},
        {"no letters", "windows-1253", PLAIN("\xD2\xD2 Oulu"), NULL},
        {"NUL", "windows-1251", PLAIN("\xCA\0\xF3"), NULL},
        {"NUL in UTF-16", "utf-16", PLAIN("A\0\0\0"), NULL},
        {"nothing", "windows-1251", PLAIN(""), ""},
#undef PLAIN
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const clm_article_options options = {
            .file = "page", .format = rows[i].format, .charset = rows[i].server};
        clm_article *article = NULL;
        clm_error error = {CLM_OK, ""};
        const clm_status status = clm_article_parse((clm_text){rows[i].bytes, rows[i].length},
                                                    &options, &article, &error);
        expect_size(rows[i].label, status, rows[i].text != NULL ? CLM_OK : CLM_ERR_FORMAT);
        if (rows[i].text != NULL) {
            expect_text(rows[i].label, article->text, rows[i].text);
        } else {
            assert_non_null(strstr(error.message, "page: "));
        }
        clm_article_free(article);
    }
}

static void test_server_charset_memory(void **state) {
    const clm_article_options options = {.format = CLM_ARTICLE_PLAIN, .charset = "windows-1251"};
    size_t nth = 1;
    (void)state;
    for (clm_status status = CLM_ERR_NOMEM; status != CLM_OK; nth++) {
        clm_article *article = NULL;
        (void)clm_alloc_fail_at(nth);
        status = clm_article_parse(CLM_TEXT("\xCA\xF3\xF0\xF1\xEA."), &options, &article, NULL);
        (void)clm_alloc_fail_at(0);
        assert_true(status == CLM_OK || status == CLM_ERR_NOMEM);
        clm_article_free(article);
    }
    assert_true(nth > 4);
}

/* Against a plain count from the start, at every offset, over several checkpoints. */
static void test_code_points(void **state) {
    char text[700];
    size_t length = 0;
    (void)state;
    while (length + 12 < sizeof text) {
        static const char piece[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\x8A.";
        memcpy(text + length, piece, sizeof piece - 1);
        length += sizeof piece - 1;
    }
    text[length] = '\0';
    clm_article *article = parse_plain(text);
    uint32_t expected = 0;
    for (uint32_t offset = 0; offset <= length; offset++) {
        bool boundary = ((unsigned char)text[offset] & 0xC0U) != 0x80;
        if (boundary) {
            assert_int_equal(clm_article_code_point(article, offset), expected);
            expected++;
        }
    }
    assert_int_equal(clm_article_code_point(article, (uint32_t)length + 9),
                     clm_article_code_point(article, (uint32_t)length));
    clm_article_free(article);
}

static void test_names(void **state) {
    static const struct {
        const char *path, *file, *stem;
    } rows[] = {
        {"a/b/story.txt", "story.txt", "story"},
        {"story.v2.txt", "story.v2.txt", "story.v2"},
        {"story", "story", "story"},
        {"-", "-", "stdin"},
        {".hidden", ".hidden", ".hidden"},
        {NULL, "-", "stdin"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_as("Text.", 5, CLM_ARTICLE_PLAIN, rows[i].path);
        expect_text("file", article->file, rows[i].file);
        expect_text("stem", article->stem, rows[i].stem);
        clm_article_free(article);
    }
}

static void test_sha256(void **state) {
    (void)state;
    clm_article *article = parse_plain("abc");
    assert_string_equal(article->sha256,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    clm_article_free(article);
}

static void test_detect(void **state) {
    static const struct {
        const char *file, *bytes, *text;
    } rows[] = {
        {"a.txt", "# Not a heading", "# Not a heading"},
        {"a.md", "Some *text* here", "Some text here\n"},
        {"a.MD", "Some *text* here", "Some text here\n"},
        {"a.html", "Some <b>text</b> here", "Some text here\n"},
        {"page", " \n<!DOCTYPE HTML><p>Some text", "Some text\n"},
        {"page", "<!-- c --><html><p>Some text", "Some text\n"},
        {"data", "{\"text\": \"Some text\"}", "Some text"},
        {"data", "\xEF\xBB\xBF{ \"text\": \"Some text\"}", "Some text"},
        {"note", "{braces} first", "{braces} first"},
        {"note", "<3 this text", "<3 this text"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article =
            parse_as(rows[i].bytes, strlen(rows[i].bytes), CLM_ARTICLE_AUTO, rows[i].file);
        expect_text(rows[i].bytes, article->text, rows[i].text);
        clm_article_free(article);
    }
}

static void test_memory_ends(void **state) {
    (void)state;
    assert_true(
        fail_each_allocation("date 2025-01-02 Head\nThe St\xC3\xA9"
                             "e's \xE2\x80\x9Cword\xE2\x80\x9D. Next one.\n\nHead\nMore text.",
                             CLM_ARTICLE_PLAIN) > 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_kept),      cmocka_unit_test(test_refused),
        cmocka_unit_test(test_server_charset), cmocka_unit_test(test_server_charset_memory),
        cmocka_unit_test(test_code_points),    cmocka_unit_test(test_names),
        cmocka_unit_test(test_sha256),         cmocka_unit_test(test_detect),
        cmocka_unit_test(test_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

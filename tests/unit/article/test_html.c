#include "unit/article/support.h"

#define P1                                                                                         \
    "<p>The river rose over its banks in the night and flooded two villages on the coast, police " \
    "said.</p>"
#define P2                                                                                         \
    "<p>Nobody was hurt, but a bridge that joins both villages was closed to lorries until "       \
    "Friday noon.</p>"
#define P3                                                                                         \
    "<p>More rain is expected on the coast before the weekend, according to the forecast of the "  \
    "service.</p>"
#define T1                                                                                         \
    "The river rose over its banks in the night and flooded two villages on the coast, police "    \
    "said.\n"
#define T2                                                                                         \
    "Nobody was hurt, but a bridge that joins both villages was closed to lorries until Friday "   \
    "noon.\n"
#define T3                                                                                         \
    "More rain is expected on the coast before the weekend, according to the forecast of the "     \
    "service.\n"

static void test_text_table(void **state) {
    static const struct {
        const char *label, *html, *text;
    } rows[] = {
        {"fragment", "Some <b>bold</b>\n text", "Some bold text\n"},
        {"entities", "<p>Caf&eacute; &amp; bar&nbsp;&#8212; 5&lt;6", "Café & bar\xC2\xA0— 5<6\n"},
        {"blocks", "<div>One<p>Two<br>Three</p>Four</div>", "One\nTwo\nThree\nFour\n"},
        {"furniture elements",
         "<body><nav>Home</nav><header>Logo</header><article>" P1 P2 P3
         "<aside>Aside</aside><figure><img><figcaption>Caption</figcaption></figure>"
         "<form>Form</form><script>var a;</script></article><footer>Foot</footer></body>",
         T1 T2 T3},
        {"classes",
         "<article>" P1 "<div class='related-links'>Old floods in the hills</div>" P2
         "<div id='shareTools'>Share</div><section class='c-newsletter'>Sign up now</section>" P3
         "</article>",
         T1 T2 T3},
        {"words inside classes stay",
         "<article><div class='shared-header adjacent'>" P1 P2 P3 "</div></article>", T1 T2 T3},
        {"main before page", "<div>Some words beside</div><main>" P1 P2 P3 "</main>", T1 T2 T3},
        {"marked body",
         "<article>Teaser text<div itemprop='articleBody'>" P1 P2 P3 "</div>After it</article>",
         T1 T2 T3},
        {"largest article",
         "<main><article>" P1 P2 P3 P1 P2 P3 "</article><article>" P1 "</article></main>",
         T1 T2 T3 T1 T2 T3},
        {"live blog",
         "<main><article>" P1 "</article><article>" P2 "</article><article>" P3 "</article></main>",
         T1 T2 T3},
        {"link lines",
         "<article>" P1 P2 P3 "<p><a href='x'>Floods of last year in pictures</a></p>"
         "</article>",
         T1 T2 T3},
        {"links in prose", "<p>The <a href='x'>river</a> rose.", "The river rose.\n"},
        {"list", "<ul><li>one</li><li>two <b>three</b></li></ul>", "• one\n• two three\n"},
        {"hidden",
         "<p>Seen</p><p hidden>Not</p><p style='display:none'>Not</p>"
         "<p aria-hidden='true'>Not</p>",
         "Seen\n"},
        {"headline once", "<article><h1>Rain</h1>" P1 P2 P3 "</article>", "Rain\n" T1 T2 T3},
        {"class hides all", "<div class='sidebar'>" P1 P2 P3 "</div>", T1 T2 T3},
        {"no text", "<html><body></body></html>", ""},
        {"empty", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article =
            parse_as(rows[i].html, strlen(rows[i].html), CLM_ARTICLE_HTML, "x.html");
        expect_text(rows[i].label, article->text, rows[i].text);
        clm_article_free(article);
    }
}

static void test_head_table(void **state) {
    static const struct {
        const char *label, *html, *title, *date;
    } rows[] = {
        {"h1", "<title>T</title><h1>Rain in <i>May</i></h1>" P1, "Rain in May", ""},
        {"h1 of the article", "<h1>The Wire</h1><article><h1>Rain</h1>" P1 "</article>", "Rain",
         ""},
        {"og:title", "<meta property='og:title' content=' Rain '><title>T</title>" P1, "Rain", ""},
        {"title without site", "<title>Rain falls on the coast | The Wire</title>" P1,
         "Rain falls on the coast", ""},
        {"short title kept", "<title>Rain | Wire</title>" P1, "Rain | Wire", ""},
        {"meta", "<meta property='article:published_time' content='2024-05-03T10:00:00Z'>" P1, "",
         "2024-05-03"},
        {"meta name", "<meta name='pubdate' content='Fri, 03 May 2024 10:00:00 GMT'>" P1, "",
         "2024-05-03"},
        {"itemprop", "<span itemprop='datePublished' content='2024-05-03'></span>" P1, "",
         "2024-05-03"},
        {"time", "<time datetime='2024-05-03T10:00'></time>" P1, "", "2024-05-03"},
        {"json-ld",
         "<script type='application/ld+json'>{\"a\":{\"datePublished\" : \"2024-05-03\"}}"
         "</script>" P1,
         "", "2024-05-03"},
        {"meta before time",
         "<time datetime='2023-01-01'></time><meta name='date' "
         "content='2024-05-03'>" P1,
         "", "2024-05-03"},
        {"no such day", "<meta name='date' content='2024-02-31'>" P1, "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article =
            parse_as(rows[i].html, strlen(rows[i].html), CLM_ARTICLE_HTML, "x.html");
        expect_text(rows[i].label, article->title, rows[i].title);
        expect_text(rows[i].label, clm_article_slice(article, article->title_span), rows[i].title);
        expect_date(rows[i].label, article->date, rows[i].date);
        clm_article_free(article);
    }
}

static void test_outlet(void **state) {
    static const struct {
        const char *label, *html, *outlet;
    } rows[] = {
        {"none", "<title>Rain</title>" P1, ""},
        {"site", "<meta property='og:site_name' content=' The&#10;Hill  Wire '>" P1,
         "The Hill Wire"},
        {"author", "<meta name='author' content='Ana Brook'>" P1, "Ana Brook"},
        {"site before author",
         "<meta name='author' content='Ana Brook'><meta property='og:site_name' content='Wire'>" P1,
         "Wire"},
        {"a link is no name", "<meta name='author' content='https://wire.example/ana'>" P1, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article =
            parse_as(rows[i].html, strlen(rows[i].html), CLM_ARTICLE_HTML, "x.html");
        expect_text(rows[i].label, article->outlet, rows[i].outlet);
        clm_article_free(article);
    }
}

static void test_encodings(void **state) {
    static const struct {
        const char *label, *html;
        size_t length;
        const char *text;
    } rows[] = {
#define BYTES(s) s, sizeof(s) - 1
        {"utf-8 undeclared", BYTES("<p>Caf\xC3\xA9"), "Café\n"},
        {"utf-8 declared otherwise", BYTES("<meta charset='iso-8859-1'><p>Caf\xC3\xA9"), "Café\n"},
        {"latin-1 declared", BYTES("<meta charset='iso-8859-1'><p>Caf\xE9"), "Café\n"},
        {"undeclared windows-1252",
         BYTES("<p>\x93"
               "Caf\xE9\x94"),
         "“Café”\n"},
        {"windows-1251", BYTES("<meta charset='windows-1251'><p>\xCA\xF3\xF0\xF1\xEA"), "Курск\n"},
        {"utf-16", BYTES("\xFF\xFE<\0p\0>\0A\0\xE9\0"), "Aé\n"},
#undef BYTES
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_as(rows[i].html, rows[i].length, CLM_ARTICLE_HTML, "x.html");
        expect_text(rows[i].label, article->text, rows[i].text);
        clm_article_free(article);
    }
}

/* Ten megabytes of opening tags: no overflow, and whatever the text, no crash. */
static void test_deep_nesting(void **state) {
    static const char *const tags[] = {"<div>", "<b>", "<ul><li>", "<table><tr><td>", "<x-y>"};
    size_t length = (size_t)10 << 20;
    char *html = malloc(length);
    (void)state;
    assert_non_null(html);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t size = strlen(tags[i]);
        for (size_t at = 0; at < length; at++) {
            html[at] = tags[i][at % size];
        }
        clm_article *article = parse_as(html, length, CLM_ARTICLE_HTML, "x.html");
        expect_size(tags[i], article->sentence_count, 0);
        clm_article_free(article);
    }
    free(html);
}

/* A tag of countless attributes ends early and does not take hours. A long value is left whole. */
static void test_many_attributes(void **state) {
    size_t capacity = (size_t)4 << 20;
    char *html = malloc(capacity);
    (void)state;
    assert_non_null(html);
    size_t length = (size_t)snprintf(html, capacity, "<p>One</p><p");
    for (int i = 0; length + 40 < capacity; i++) {
        length += (size_t)snprintf(html + length, capacity - length, " a%d=%c%d%c", i, '"', i, '"');
    }
    length += (size_t)snprintf(html + length, capacity - length, ">Last");
    clm_article *article = parse_as(html, length, CLM_ARTICLE_HTML, "x.html");
    assert_true(clm_text_starts(article->text, "One\n"));
    assert_true(clm_text_ends(article->text, ">Last\n"));
    clm_article_free(article);
    length = (size_t)snprintf(html, capacity, "<p data-x = '");
    for (int i = 0; i < 1000; i++) {
        length += (size_t)snprintf(html + length, capacity - length, "word > ");
    }
    length += (size_t)snprintf(html + length, capacity - length, "'>Last");
    article = parse_as(html, length, CLM_ARTICLE_HTML, "x.html");
    expect_text("long value", article->text, "Last\n");
    clm_article_free(article);
    free(html);
}

static void test_memory_ends(void **state) {
    (void)state;
    assert_true(fail_each_allocation("<title>Rain falls on the coast</title><main>" P1 P2 P3
                                     "</main>",
                                     CLM_ARTICLE_HTML) > 8);
    assert_true(fail_each_allocation("<p>Short</p><div class='sidebar'>Longer than that</div>",
                                     CLM_ARTICLE_HTML) > 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_table),   cmocka_unit_test(test_head_table),
        cmocka_unit_test(test_outlet),       cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_deep_nesting), cmocka_unit_test(test_many_attributes),
        cmocka_unit_test(test_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

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

#define T1_JSON                                                                                    \
    "The river rose over its banks in the night and flooded two villages on the coast, police "    \
    "said."
#define T2_JSON                                                                                    \
    "Nobody was hurt, but a bridge that joins both villages was closed to lorries until Friday "   \
    "noon."
#define T3_JSON                                                                                    \
    "More rain is expected on the coast before the weekend, according to the forecast of the "     \
    "service."

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
        {"caption after its image",
         "<article>" P1 "<img><div>A bridge, seen from the north</div>" P2 P3 "</article>",
         T1 T2 T3},
        {"paragraphs in div after an image",
         "<article><div>" T1 "</div><img><div>" T2 "</div><div>" T3 "</div></article>", T1 T2 T3},
        {"a figure with a table stays",
         "<article>" P1 P2 P3 "<figure><table><tr><td>North<td>12</table></figure></article>",
         T1 T2 T3 "North 12\n"},
        {"who is quoted",
         "<article>" P1 P2 P3 "<blockquote><p>It never was so high.</p><footer>A farmer</footer>"
         "</blockquote></article>",
         T1 T2 T3 "It never was so high.\nA farmer\n"},
        {"pull quote",
         "<article>" P1 P2 "<blockquote>\xE2\x80\x9C"
         "flooded two villages on the coast\xE2\x80\x9D"
         "</blockquote>" P3 "</article>",
         T1 T2 T3},
        {"the whole page is a form", "<form><div>" P1 P2 P3 "</div></form>", T1 T2 T3},
        {"box with an address",
         "<article>" P1 P2 "<div><h4>Morning letter</h4><form><input type=email></form></div>" P3
         "</article>",
         T1 T2 T3},
        {"comments without a name",
         "<h1>Rain falls on the coast</h1><div><div>" P1 P2 P3 "</div><div><h3>Said below</h3><div>"
         "<p>I do not think so at all.</p><a>Reply</a></div><div><p>But I do, every single day.</p>"
         "<a>Reply</a></div></div></div>",
         "Rain falls on the coast\n" T1 T2 T3},
        {"a second story",
         "<main><article><h1>Rain falls on the coast</h1>" P1 P2 P3
         "</article><article><h1>Snow</h1>" P3 P2 P1 P3 P2 P1 "</article></main>",
         "Rain falls on the coast\n" T1 T2 T3},
        {"names of the page and of subjects",
         "<body class='has-sidebar comments-open'><div class='post tag-cookies category-social'>" P1
             P2 P3 "</div>",
         T1 T2 T3},
        {"soft hyphens",
         "<p>flo\xC2\xAD"
         "od&#8203;ed&zwnj;s",
         "flooded\xE2\x80\x8Cs\n"},
        {"text below a crosshead that could head comments",
         "<article>" P1 "<h3>Discussion</h3>" P2 P3 "</article>", T1 T2 T3},
        {"an article of pictures",
         "<div><div class=a><img><div>" T1 "</div></div><div class=b><img><div>" T2
         "</div></div><div class=c><img><div>" T3 "</div></div></div>",
         T1 T2 T3},
        {"an article with linked crossheads",
         "<div><div><h2><a>North</a></h2>" P1 "</div><div><h2><a>South</a></h2>" P2
         "</div><div><h2><a>East</a></h2>" P3 "</div></div>",
         "North\n" T1 "South\n" T2 "East\n" T3},
        {"an offer below a short text",
         "<div><h1>Rain falls on the coast</h1></div><div>" P1 P2 "<a>Subscribe</a></div>",
         "Rain falls on the coast\n" T1 T2},
        {"an agency's lines", "<pre>One line\nand its end\n\n  Next</pre>",
         "One line and its end\nNext\n"},
        {"the body in JSON-LD",
         "<script "
         "type='application/ld+json'>[{\"@type\":[\"NewsArticle\"],\"articleBody\":\"" T1_JSON
         "\\n<p>" T2_JSON "</p>\\n\\n" T3_JSON "\"}]</script><p>A wall.</p>",
         T1 T2 T3},
        {"the body in the page's state",
         "<div id=app></div><script "
         "type='application/json'>{\"menu\":[\"Home\"],\"a\":{\"blocks\":[{"
         "\"html\":\"<p>" T1_JSON "</p>\"},{\"html\":\"" T2_JSON "\"},{\"html\":\"" T3_JSON
         "\"}]}}</script>",
         T1 T2 T3},
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
        {"published before modified",
         "<meta property='article:modified_time' content='2024-05-09'><meta property='article:"
         "published_time' content='2024-05-03'>" P1,
         "", "2024-05-03"},
        {"modified if nothing else",
         "<meta property='article:modified_time' content='2024-05-09'>" P1, "", "2024-05-09"},
        {"the article's date in JSON-LD, not the page's",
         "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":"
         "\"2020-01-01\"},{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-05-03T01:00+09:00\"}]"
         "}"
         "</script>" P1,
         "", "2024-05-03"},
        {"JSON-LD before a date of the file",
         "<meta name='DC.date' content='2023-01-01'><script type='application/ld+json'>{\"@type\":"
         "\"Article\",\"datePublished\":\"2024-05-03\"}</script>" P1,
         "", "2024-05-03"},
        {"broken JSON-LD",
         "<script type='application/ld+json'>{\"datePublished\": \"2024-05-03\",,}</script>" P1, "",
         "2024-05-03"},
        {"address", "<link rel='canonical' href='https://wire.example/a/2024/05/03/rain'>" P1, "",
         "2024-05-03"},
        {"a number in the address",
         "<link rel='canonical' href='https://wire.example/2024050/x'>" P1, "", ""},
        {"shown", "<h1>Rain falls on the coast</h1><div>3 May 2024 | Ana Brook</div>" P1 P2,
         "Rain falls on the coast", "2024-05-03"},
        {"the outlet's day, not Greenwich's",
         "<meta property='article:published_time' content='2024-05-03T23:30:00-05:00'>" P1, "",
         "2024-05-03"},
        {"seconds", "<meta name='sailthru.date' content='1714730400'>" P1, "", "2024-05-03"},
        {"logo as h1",
         "<meta property='og:site_name' content='The Hill Wire'><meta property='og:title' "
         "content='Rain falls on the coast'><h1>The Hill Wire</h1><h2>Rain falls on the "
         "coast</h2>" P1,
         "Rain falls on the coast", ""},
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
        {"publisher in JSON-LD",
         "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":"
         "\"The Hill Wire\"}}</script><meta name='author' content='Ana Brook'>" P1,
         "The Hill Wire"},
        {"publisher in microdata",
         "<div itemprop='publisher'><meta itemprop='name' content='The Hill Wire'></div>" P1,
         "The Hill Wire"},
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

/* Entries of live blogs: "day clock first words" of each that has a clock. */
static void test_live_table(void **state) {
    static const struct {
        const char *label, *html, *entries;
    } rows[] = {
        {"time elements",
         "<h1>Storm over the coast</h1><main><article><time "
         "datetime='2025-03-15T00:10:00'>00:10</time>"
         "<p>One.</p>" P1 "</article><article><time datetime='2025-03-14T23:50:00'>23:50</time>" P2
         "</article><article><time datetime='2025-03-14T22:00:00'>22:00</time>" P3
         "</article></main>",
         "2025-03-15 10 00:10|2025-03-14 1430 23:50|2025-03-14 1320 22:00|"},
        {"clocks only, newest first",
         "<meta property='article:published_time' content='2025-03-14'><article><h3>00:10 - "
         "Wind</h3>" P1 "<h3>23:50 - Rain</h3>" P2 "<h3>22:00 - Hail</h3>" P3 "</article>",
         "2025-03-15 10 00:10 - Wind|2025-03-14 1430 23:50 - Rain|2025-03-14 1320 22:00 - Hail|"},
        {"ages become clocks",
         "<div><div><time datetime='2025-03-14T12:00:00'>2h ago</time>" P1 "</div><div><time "
         "datetime='2025-03-14T11:00:00'>3h ago</time>" P2 "</div><div><time "
         "datetime='2025-03-14T10:30:00'>4h ago</time>" P3 "</div></div>",
         "2025-03-14 720 12:00|2025-03-14 660 11:00|2025-03-14 630 10:30|"},
        {"shown clock before Greenwich's",
         "<div><div><time datetime='2025-03-14T23:30:00Z'>00:30</time>" P1 "</div><div><time "
         "datetime='2025-03-14T22:30:00Z'>23:30</time>" P2 "</div><div><time "
         "datetime='2025-03-14T21:30:00Z'>22:30</time>" P3 "</div></div>",
         "2025-03-15 30 00:30|2025-03-14 1410 23:30|2025-03-14 1350 22:30|"},
        {"only in JSON-LD",
         "<script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{"
         "\"datePublished\":\"2025-03-14T12:00:00Z\",\"headline\":\"Wind\",\"articleBody\":"
         "\"" T1_JSON "\"},{\"datePublished\":\"2025-03-14T11:00:00Z\",\"articleBody\":\"" T2_JSON
         "\"}]}</script><p>Please wait.</p>",
         "2025-03-14 720 12:00|2025-03-14 660 11:00|"},
        {"a byline's times are none",
         "<article><time datetime='2025-03-14T12:00:00'>12:00</time><time "
         "datetime='2025-03-14T13:00:00'>13:00</time>" P1 P2 P3 "</article>",
         ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article =
            parse_as(rows[i].html, strlen(rows[i].html), CLM_ARTICLE_HTML, "x.html");
        char found[512] = "";
        for (size_t k = 0; k < article->entry_count; k++) {
            const clm_entry *entry = &article->entries[k];
            clm_text text = clm_article_slice(article, entry->span);
            const char *end = memchr(text.ptr, '\n', text.len);
            char date[16];
            size_t used = strlen(found);
            clm_date_format(entry->date, date);
            if (entry->minute >= 0) {
                (void)snprintf(found + used, sizeof found - used, "%s %d %.*s|", date,
                               entry->minute, (int)(end != NULL ? end - text.ptr : 0), text.ptr);
            }
        }
        expect_text(rows[i].label, clm_text_of(found), rows[i].entries);
        clm_article_free(article);
    }
}

#define K1                                                                                         \
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567"
#define K4 K1 K1 K1 K1 K1 K1 K1 K1 K1 K1

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
        {"koi8-r undeclared", BYTES("<p>\xEB\xD5\xD2\xD3\xCB \xCF\xD4\xD7\xC5\xD4"),
         "Курск ответ\n"},
        {"a server's latin-1 that is Cyrillic",
         BYTES("<meta charset='iso-8859-1'><p>\xCA\xF3\xF0\xF1\xEA \xEE\xF2\xE2\xE5\xF2"),
         "Курск ответ\n"},
        {"by the language",
         BYTES("<html lang='pl'><p>\xB3\xF3"
               "d\x9F"),
         "łódź\n"},
        {"latin-1 is windows-1252",
         BYTES("<meta charset=latin1><p>\x93"
               "A\x94"),
         "“A”\n"},
        {"declared after 3 kB",
         BYTES("<!--" K4 K4 K4 K4 "--><meta charset=windows-1251><p>\xCA\xE8\xE5\xE2"), "Киев\n"},
        {"utf-8 cut in a letter", BYTES("<p>d\xC3\xA9j\xC3\xA0 \xC3\xA9t\xC3\xA9 l\xC3\xA0 \xC3"),
         "déjà été là \xEF\xBF\xBD\n"},
        {"mark against declaration", BYTES("\xEF\xBB\xBF<meta charset=windows-1251><p>Caf\xC3\xA9"),
         "Café\n"},
        {"utf-16 without a mark", BYTES("<\0p\0>\0A\0\xE9\0"), "Aé\n"},
        {"declaration of XML",
         BYTES("<?xml version='1.0' encoding='windows-1251'?><html><p>\xCA\xE8\xE5\xE2"), "Киев\n"},
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

/* What the server says, beside what the page and its bytes say. */
static void test_server_charset(void **state) {
    static const struct {
        const char *label, *server, *html;
        size_t length;
        const char *text;
    } rows[] = {
#define BYTES(s) s, sizeof(s) - 1
        {"no letters in runs", "windows-1251", BYTES("<p>\xC0 b \xC1"), "А b Б\n"},
        {"nothing said", NULL, BYTES("<p>\xC0 b \xC1"), "À b Á\n"},
        {"empty", "", BYTES("<p>\xC0 b \xC1"), "À b Á\n"},
        {"Shift_JIS", "Shift_JIS", BYTES("<p>\x93\xFA\x96\x7B"), "日本\n"},
        {"before the page's word", "windows-1251", BYTES("<meta charset=iso-8859-2><p>\xC0 b"),
         "А b\n"},
        {"an unknown one", "x-user-defined", BYTES("<meta charset=windows-1251><p>\xC0 b"),
         "А b\n"},
        {"bytes are no UTF-8", "utf-8", BYTES("<meta charset=windows-1251><p>\xC0 b"), "А b\n"},
        {"bytes are UTF-8", "windows-1251", BYTES("<p>Caf\xC3\xA9"), "Café\n"},
        {"a default", "iso-8859-1", BYTES("<meta charset=koi8-r><p>\xEB\xD5\xD2\xD3\xCB"),
         "Курск\n"},
        {"a default that is right", "iso-8859-1", BYTES("<meta charset=koi8-r><p>Caf\xE9"),
         "Café\n"},
        {"mark of UTF-8", "windows-1251", BYTES("\xEF\xBB\xBF<p>Caf\xC3\xA9"), "Café\n"},
        {"mark of UTF-16", "windows-1251", BYTES("\xFF\xFE<\0p\0>\0A\0\xE9\0"), "Aé\n"},
        {"UTF-16", "utf-16le", BYTES("\n\0<\0p\0>\0A\0\xE9\0"), "Aé\n"},
        {"UTF-16 that is none", "utf-16", BYTES("<p>Caf\xC3\xA9"), "Café\n"},
        {"letters in ASCII", "iso-2022-jp",
         BYTES("<p>\x1B$BF|K\\\x1B"
               "(B"),
         "日本\n"},
#undef BYTES
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const clm_article_options options = {
            .file = "123", .format = CLM_ARTICLE_HTML, .charset = rows[i].server};
        clm_article *article = NULL;
        assert_int_equal(
            clm_article_parse((clm_text){rows[i].html, rows[i].length}, &options, &article, NULL),
            CLM_OK);
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
    assert_true(fail_each_allocation(
                    "<script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\","
                    "\"publisher\":{\"name\":\"Wire\"},\"liveBlogUpdate\":[{\"datePublished\":"
                    "\"2025-03-14T12:00:00Z\",\"articleBody\":\"<p>" T1_JSON "</p>" T2_JSON
                    "\"},{\"datePublished\":\"2025-03-14T11:00:00Z\",\"articleBody\":\"" T3_JSON
                    "\"}]}</script><p>Please wait.</p>",
                    CLM_ARTICLE_HTML) > 8);
    assert_true(
        fail_each_allocation(
            "<div><div><time datetime='2025-03-14T12:00:00'>2h ago</time>" P1
            "</div><div><time datetime='2025-03-14T11:00:00'>3h ago</time>" P2
            "</div><div><time datetime='2025-03-14T10:30:00'>4h ago</time><pre>A\n\nB</pre>" P3
            "</div></div>",
            CLM_ARTICLE_HTML) > 8);
    assert_true(fail_each_allocation("<script type='application/json'>[\"" T1_JSON "\",\"" T2_JSON
                                     "\",\"" T3_JSON "\"]</script>d\xC3\xA9j\xC3\xA0 \xC3\xA9"
                                     "t\xC3\xA9 l\xC3\xA0 \xC3",
                                     CLM_ARTICLE_HTML) > 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_table),   cmocka_unit_test(test_head_table),
        cmocka_unit_test(test_outlet),       cmocka_unit_test(test_live_table),
        cmocka_unit_test(test_encodings),    cmocka_unit_test(test_server_charset),
        cmocka_unit_test(test_deep_nesting), cmocka_unit_test(test_many_attributes),
        cmocka_unit_test(test_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

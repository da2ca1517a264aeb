/* The parts of the page, put together. */
#include "page/page.h"

#include "base/hash.h"
#include "page/parts.h"

#include <string.h>

static void say(const clm_page *page, clm_buffer *out, clm_page_word word) {
    clm_page_escape_string(out, clm_page_say(page, word));
}

static const char *title_of(const clm_page *page) {
    const char *title = page->collection->facts.title;
    return title && title[0] != '\0' ? title : page->language->phrases[CLM_SAY_NO_TITLE];
}

/* ---- head ---- */

static void put_style(const clm_page *page, clm_buffer *out) {
    clm_buffer_string(out, clm_page_leaflet_css);
    clm_buffer_string(out, ":root{");
    clm_page_css(page->theme, out);
    clm_buffer_string(out, "}\n");
    if (page->dark) {
        clm_buffer_string(out, "@media screen and (prefers-color-scheme:dark){:root{");
        clm_page_css(page->dark, out);
        clm_buffer_string(out, "}}\n");
    }
    clm_buffer_string(out, clm_page_style);
}

static void put_leaflet(clm_buffer *out) {
    clm_buffer_string(out, "/*\n");
    clm_buffer_string(out, clm_page_leaflet_license);
    clm_buffer_string(out, "*/\n");
    clm_buffer_string(out, clm_page_leaflet_js);
}

static void put_hash(clm_buffer *out, const clm_buffer *content) {
    char hash[CLM_SHA256_BASE64_BYTES];
    clm_sha256_base64(content->data ? content->data : "", content->len, hash);
    clm_buffer_printf(out, " 'sha256-%s'", hash);
}

/* Nothing but what stands in the page: its two scripts and its style, by their sums. */
static void put_policy(clm_buffer *out, const clm_buffer *style, const clm_buffer *leaflet,
                       const clm_buffer *script) {
    clm_buffer_string(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                           "'none'; script-src");
    put_hash(out, leaflet);
    put_hash(out, script);
    clm_buffer_string(out, "; style-src");
    put_hash(out, style);
    clm_buffer_string(out, "; img-src data:; base-uri 'none'; form-action 'none'\">\n");
}

static void put_head(const clm_page *page, clm_buffer *out) {
    const clm_article_facts *facts = &page->collection->facts;
    clm_buffer_string(out, "<meta name=\"viewport\" content=\"width=device-width, "
                           "initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                           "<meta name=\"generator\" content=\"claimmap ");
    clm_page_escape_string(out, facts->version);
    clm_buffer_string(out, "\">\n<link rel=\"icon\" href=\"data:,\">\n<title>");
    clm_page_escape_string(out, title_of(page));
    clm_buffer_string(out, "</title>\n");
}

/* ---- body ---- */

static void put_header(const clm_page *page, clm_buffer *out) {
    const clm_article_facts *facts = &page->collection->facts;
    clm_buffer_string(out, "<nav class=\"skip\"><a href=\"#cm-article\">");
    say(page, out, CLM_PAGE_SKIP_TO_ARTICLE);
    clm_buffer_string(out, "</a> <a href=\"#cm-claims\">");
    say(page, out, CLM_PAGE_SKIP_TO_CLAIMS);
    clm_buffer_string(out, "</a></nav>\n<header class=\"top\">\n<p class=\"kicker\">");
    if (facts->outlet && facts->outlet[0] != '\0') {
        clm_buffer_string(out, "<bdi>");
        clm_page_escape_string(out, facts->outlet);
        clm_buffer_string(out, "</bdi> ");
    }
    if (facts->date && facts->date[0] != '\0') {
        const char *said = clm_say_date(page->language, page->arena, facts->date, false);
        clm_buffer_string(out, "<time datetime=\"");
        clm_page_escape_string(out, facts->date);
        clm_buffer_string(out, "\">");
        clm_page_escape_string(out, said);
        clm_buffer_string(out, "</time>");
        out->failed |= said == NULL;
    }
    clm_buffer_string(out, facts->english ? "</p>\n<h1 dir=\"auto\" lang=\"en\">"
                                          : "</p>\n<h1 dir=\"auto\">");
    /* A GeoJSON that somebody edited may have anything for a URL. */
    const bool linked = clm_text_starts(clm_text_of(facts->url), "https://") ||
                        clm_text_starts(clm_text_of(facts->url), "http://");
    if (linked) {
        clm_buffer_string(out, "<a rel=\"noopener\" href=\"");
        clm_page_escape_string(out, facts->url);
        clm_buffer_string(out, "\">");
    }
    clm_page_escape_string(out, title_of(page));
    clm_buffer_string(out, linked ? "</a>" : "");
    clm_buffer_string(out, "</h1>\n<p class=\"standfirst\">");
    clm_page_escape_string(
        out, page->language->phrases[page->claim_count > 0 ? CLM_SAY_STANDFIRST_CLAIMS
                                                           : CLM_SAY_STANDFIRST_PLACES]);
    clm_buffer_string(out, "</p>\n</header>\n");
}

static void put_map(const clm_page *page, clm_buffer *out) {
    clm_buffer_string(out, "<section class=\"mapside\" id=\"cm-mapside\" aria-labelledby=\"cm-h-map"
                           "\" hidden>\n<h2 class=\"unseen\" id=\"cm-h-map\">");
    say(page, out, CLM_PAGE_MAP);
    clm_buffer_string(out, "</h2>\n<p class=\"unseen\" id=\"cm-help\">");
    say(page, out, CLM_PAGE_MAP_HELP);
    clm_buffer_string(out,
                      "</p>\n<div id=\"cm-map\" role=\"application\" aria-labelledby=\"cm-h-map"
                      "\" aria-describedby=\"cm-help\"></div>\n<details class=\"legend\" open>"
                      "<summary>");
    say(page, out, CLM_PAGE_SIGNS);
    clm_buffer_string(out, "</summary><div id=\"cm-legend\"></div></details>\n</section>\n");
}

static clm_status put_article(const clm_page *page, clm_buffer *out) {
    const bool whole = page->options->text.ptr != NULL;
    clm_buffer_string(out, "<section class=\"pane\" id=\"cm-article\" tabindex=\"-1\" "
                           "aria-labelledby=\"cm-h-article\">\n<h2 id=\"cm-h-article\">");
    say(page, out, whole ? CLM_PAGE_ARTICLE : CLM_PAGE_QUOTES);
    clm_buffer_string(out, "</h2>\n<article id=\"cm-text\" lang=\"");
    clm_buffer_string(out, page->collection->facts.english ? "en\">\n" : "\">\n");
    clm_status status = clm_page_text(page, out);
    clm_buffer_string(out, "</article>\n</section>\n");
    return status;
}

static clm_status put_panes(const clm_page *page, clm_buffer *out) {
    clm_buffer_string(out, "<div class=\"side\">\n<noscript><p class=\"notice\">");
    say(page, out, CLM_PAGE_NO_SCRIPT);
    clm_buffer_string(out, "</p></noscript>\n<div class=\"bar\" id=\"cm-bar\" hidden>"
                           "<div class=\"tabs\" id=\"cm-tabs\"></div>"
                           "<div id=\"cm-filters\"></div></div>\n");
    clm_status status = put_article(page, out);
    clm_buffer_string(out, "<section class=\"pane\" id=\"cm-claims\" tabindex=\"-1\" "
                           "aria-labelledby=\"cm-h-claims\">\n<h2 id=\"cm-h-claims\">");
    say(page, out, CLM_PAGE_CLAIMS);
    clm_buffer_string(out, "</h2>\n");
    clm_page_list(page, out);
    clm_buffer_string(out, "</section>\n</div>\n");
    return status;
}

static void put_footer(const clm_page *page, clm_buffer *out) {
    const char *byline = page->options->byline ? page->options->byline : page->theme->byline;
    const char *credits =
        clm_say_credits(page->language, page->arena, page->collection->facts.worldview);
    clm_buffer_string(out, "<footer>\n");
    if (byline[0] != '\0') {
        clm_buffer_string(out, "<p><bdi>");
        clm_page_escape_string(out, byline);
        clm_buffer_string(out, "</bdi></p>\n");
    }
    clm_buffer_string(out, "<p>");
    clm_page_escape_string(out, page->gazetteer ? credits : "");
    out->failed |= credits == NULL;
    clm_page_put_overlay_credits(page, out);
    clm_buffer_string(out, "</p>\n</footer>\n<div class=\"unseen\" id=\"cm-live\" role=\"status\" "
                           "aria-live=\"polite\"></div>\n");
}

/* ---- data ---- */

static void put_bounds(const clm_page *page, clm_json_writer *json) {
    clm_json_key(json, "home");
    clm_json_open_array(json);
    clm_json_put_number(json, page->home.x0_m, 0);
    clm_json_put_number(json, -page->home.y1_m, 0);
    clm_json_put_number(json, page->home.x1_m, 0);
    clm_json_put_number(json, -page->home.y0_m, 0);
    clm_json_close_array(json);
}

static void put_ids(const clm_page *page, clm_json_writer *json) {
    clm_json_key(json, "claims");
    clm_json_open_array(json);
    for (size_t c = 0; c < page->claim_count; c++) {
        clm_json_put_string(json, clm_page_claim_id(&page->claims[c]));
    }
    clm_json_close_array(json);
    clm_json_key(json, "places");
    clm_json_open_array(json);
    for (size_t s = 0; s < page->spot_count; s++) {
        clm_json_put_string(json, clm_page_spot_id(&page->spots[s]));
    }
    clm_json_close_array(json);
}

static void put_legend(const clm_page *page, clm_json_writer *json) {
    static const struct {
        const char *name;
        clm_phrase phrase;
    } table[] = {{"whose", CLM_SAY_WHOSE_CLAIM}, {"what", CLM_SAY_WHAT_KIND},
                 {"two", CLM_SAY_TWO_SIDES},     {"both", CLM_SAY_STATED_AND_DENIED},
                 {"faint", CLM_SAY_FAINT},       {"figure", CLM_SAY_STATED_AREA},
                 {"peak", CLM_SAY_EARLIER_PEAK}, {"move", CLM_SAY_MOVEMENT},
                 {"link", CLM_SAY_BETWEEN},      {"disputed", CLM_SAY_DISPUTED_BORDER},
                 {"0", CLM_SAY_CONFIRMED},       {"1", CLM_SAY_CLAIMED},
                 {"2", CLM_SAY_DENIED},          {"3", CLM_SAY_MEASURED},
                 {"4", CLM_SAY_PLANNED}};
    clm_json_key(json, "legend");
    clm_json_open_object(json);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        clm_json_pair_string(json, table[i].name, page->language->phrases[table[i].phrase]);
    }
    clm_json_pair_string(
        json, "others",
        page->language
            ->phrases[page->side_count > 0 ? CLM_SAY_OTHERS : CLM_SAY_ARTICLE_AND_SOURCES]);
    clm_json_close_object(json);
    clm_json_key(json, "sides");
    clm_json_open_array(json);
    for (size_t i = 0; i < page->side_count; i++) {
        clm_json_put_string(json, page->side_names[i]);
    }
    clm_json_close_array(json);
}

static clm_status put_data(const clm_page *page, clm_buffer *out) {
    clm_buffer text;
    clm_json_writer json;
    clm_buffer_init(&text);
    clm_json_begin(&json, &text);
    clm_json_open_object(&json);
    clm_status status = CLM_OK;
    clm_json_pair_string(&json, "lang", page->language->code);
    clm_page_put_words(page, &json);
    put_legend(page, &json);
    put_ids(page, &json);
    if (page->has_map) {
        put_bounds(page, &json);
        clm_json_key(&json, "looks");
        clm_page_looks(page->theme, &json);
        if (page->dark) {
            clm_json_key(&json, "dark");
            clm_page_looks(page->dark, &json);
        }
        status = clm_page_shapes(page, &json);
    }
    if (status == CLM_OK && page->has_map) {
        status = clm_page_ground(page, &json);
    }
    if (status == CLM_OK && page->has_map) {
        status = clm_page_overlays(page, &json);
    }
    clm_json_close_object(&json);
    clm_page_escape_json(out, (clm_text){text.data, text.len});
    out->failed |= text.failed;
    clm_buffer_clear(&text);
    return status;
}

/* ---- all of it ---- */

static clm_status put_page(const clm_page *page, clm_buffer *out) {
    clm_buffer parts[3];
    for (size_t i = 0; i < 3; i++) {
        clm_buffer_init(&parts[i]);
    }
    clm_buffer *style = &parts[0];
    clm_buffer *leaflet = &parts[1];
    clm_buffer *script = &parts[2];
    put_style(page, style);
    put_leaflet(leaflet);
    clm_buffer_string(script, clm_page_js);
    clm_buffer_printf(out,
                      "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta "
                      "charset=\"utf-8\">\n",
                      page->language->code, page->language->right_to_left ? "rtl" : "ltr");
    put_policy(out, style, leaflet, script);
    put_head(page, out);
    clm_buffer_string(out, "<style>");
    clm_buffer_add(out, style->data ? style->data : "", style->len);
    clm_buffer_string(out, "</style>\n</head>\n<body>\n");
    put_header(page, out);
    clm_buffer_string(out, "<main>\n");
    if (page->has_map) {
        put_map(page, out);
    }
    clm_status status = put_panes(page, out);
    clm_buffer_string(out, "</main>\n");
    put_footer(page, out);
    clm_buffer_string(out, "<script type=\"application/json\" id=\"cm-data\">");
    if (status == CLM_OK) {
        status = put_data(page, out);
    }
    clm_buffer_string(out, "</script>\n<script>");
    clm_buffer_add(out, leaflet->data ? leaflet->data : "", leaflet->len);
    clm_buffer_string(out, "</script>\n<script>");
    clm_buffer_add(out, script->data ? script->data : "", script->len);
    clm_buffer_string(out, "</script>\n</body>\n</html>\n");
    for (size_t i = 0; i < 3; i++) {
        out->failed |= parts[i].failed;
        clm_buffer_clear(&parts[i]);
    }
    return status == CLM_OK && out->failed ? clm_fail(page->error, CLM_ERR_NOMEM, "out of memory")
                                           : status;
}

/* Readers who prefer a dark page get one where the theme has a dark sister. */
static clm_status choose_dark(clm_page *page) {
    if (strcmp(page->theme->name, "news-light") != 0) {
        return CLM_OK;
    }
    clm_theme *dark = clm_arena_alloc(page->arena, sizeof *dark);
    if (!dark) {
        return clm_fail(page->error, CLM_ERR_NOMEM, "out of memory");
    }
    page->dark = dark;
    return clm_theme_load("news-dark", NULL, dark, page->error);
}

clm_status clm_page_write(const clm_collection *collection, const clm_gazetteer *gazetteer,
                          const clm_theme *theme, const clm_page_options *options, clm_buffer *out,
                          clm_error *error) {
    const size_t before = out->len;
    clm_page page = {.collection = collection,
                     .gazetteer = gazetteer,
                     .theme = theme,
                     .options = options,
                     .error = error};
    clm_status status = clm_language_find(options->lang, &page.language, error);
    if (status != CLM_OK) {
        return status;
    }
    page.arena = clm_arena_new();
    if (!page.arena) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    status = choose_dark(&page);
    if (status == CLM_OK) {
        status = clm_page_read(&page);
    }
    if (status == CLM_OK) {
        status = clm_page_frame(&page);
    }
    if (status == CLM_OK) {
        status = put_page(&page, out);
    }
    if (status != CLM_OK && out->data) {
        out->len = before;
        out->data[before] = '\0';
    }
    clm_projection_free(page.plane);
    clm_arena_free(page.arena);
    return status;
}

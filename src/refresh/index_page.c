#include "refresh/index_page.h"

#include "base/hash.h"
#include "refresh/markup.h"

/* The whole style; its hash stands in the content security policy. */
static const char style[] =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#59626d;--rule:#dde1e6;"
    "--wash:#f5f6f8;--link:#0b57b0;--new:#0a6b3d;--changed:#8a5300;--failed:#b3261e}\n"
    "@media screen and "
    "(prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e8eaed;--soft:#a4adb8;"
    "--rule:#32383f;--wash:#1d2126;--link:#8ab8ff;--new:#6fd39b;--changed:#f0b45c;"
    "--failed:#ff8a80}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"
    "\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;overflow-wrap:anywhere}\n"
    "header,main,footer{max-width:78rem;margin:0 auto;padding:0 1.25rem}\n"
    "header{padding-top:2rem}\n"
    "h1{margin:0;font-size:clamp(1.6rem,1.1rem + 2vw,2.5rem);line-height:1.15;"
    "letter-spacing:-.015em;text-wrap:balance}\n"
    ".lead{margin:.5rem 0 0;color:var(--soft)}\n"
    "a{color:var(--link);text-underline-offset:.18em}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);"
    "padding:.5rem 1rem;z-index:1}\n"
    "nav ul{list-style:none;margin:1.25rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.5rem}\n"
    "nav a{display:block;padding:.35rem .85rem;border:1px solid var(--rule);border-radius:2rem;"
    "text-decoration:none;color:var(--ink)}\n"
    "nav a:hover{background:var(--wash)}\n"
    "nav b{font-variant-numeric:tabular-nums;margin-inline-end:.3em}\n"
    ".new b,h2.new{color:var(--new)}.changed b,h2.changed{color:var(--changed)}"
    ".failed b,h2.failed{color:var(--failed)}\n"
    "h2{margin:2.5rem 0 1rem;padding-top:.6rem;border-top:3px solid;font-size:1.3rem}\n"
    "h2 span{color:var(--soft);font-weight:400;font-variant-numeric:tabular-nums}\n"
    "h3{margin:0 0 .3rem;font-size:1.08rem;line-height:1.3}\n"
    ".cards{list-style:none;margin:0;padding:0;display:grid;gap:1.25rem;"
    "grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr))}\n"
    ".card{border:1px solid var(--rule);border-radius:.6rem;overflow:hidden;display:flex;"
    "flex-direction:column;background:var(--paper)}\n"
    ".card .words{padding:.9rem 1rem 1rem;display:flex;flex-direction:column;flex:1}\n"
    ".card h3,.copies bdi{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:5;"
    "overflow:hidden}\n"
    ".card img{display:block;width:100%;height:auto;border-bottom:1px solid var(--rule)}\n"
    ".whole img{display:block;width:100%;max-width:56rem;height:auto;border:1px solid "
    "var(--rule);border-radius:.6rem}\n"
    ".about{margin:0 0 .5rem;color:var(--soft);font-size:.9rem}\n"
    ".files{margin:auto 0 0;padding-top:.4rem;font-size:.9rem;display:flex;flex-wrap:wrap;"
    "gap:.2rem .9rem}\n"
    ".diff{margin:.2rem 0 .6rem;padding:.5rem .75rem;list-style:none;background:var(--wash);"
    "border-inline-start:3px solid var(--changed);font-size:.88rem;line-height:1.45}\n"
    ".diff li+li{margin-top:.2rem}\n"
    ".copies{margin:.2rem 0 .5rem;font-size:.88rem}.copies ul{margin:.3rem 0;padding-inline-start:"
    "1.1rem}\n"
    "summary{cursor:pointer}\n"
    ".list{list-style:none;margin:0;padding:0}\n"
    ".list>li{padding:.7rem 0;border-top:1px solid var(--rule)}.list>li:first-child{border:0}\n"
    ".list h3{text-align:left}.list.gone .why{color:var(--soft)}\n"
    ".list .about{margin:0}.list .files{margin:0;padding-top:.15rem}\n"
    ".why{margin:.1rem 0;color:var(--failed);font-size:.92rem}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;font-size:.92rem}\n"
    "th,td{text-align:start;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--rule);"
    "vertical-align:top}\n"
    "td.n,th.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
    "th[scope=row]{min-width:8rem}td:nth-child(2),td:nth-child(3){min-width:13rem}\n"
    "td small{display:block;color:var(--soft)}\n"
    ".notice{margin:1.25rem 0 0;padding:.7rem 1rem;border-inline-start:4px solid var(--failed);"
    "background:var(--wash)}\n"
    "footer{margin-top:3rem;padding-bottom:2.5rem;color:var(--soft);font-size:.88rem}\n"
    "@media(max-width:40rem){td.n,th.n{padding-inline-end:.4rem}header{padding-top:1.25rem}}\n"
    "@media print{:root{color-scheme:light}nav,.skip{display:none}body{font-size:11pt}"
    ".cards{grid-template-columns:repeat(3,1fr);gap:.75rem}.card,.list>li,tr{break-inside:avoid}"
    "h2{break-after:avoid}td:nth-child(2),td:nth-child(3){min-width:0}}\n";

typedef struct section {
    const char *title, *id;
    clm_night_status status;
    bool cards;
} section;

/* Failures stand before what needs no hand. */
static const section sections[] = {
    {"New", "new", CLM_NIGHT_NEW, true},           {"Changed", "changed", CLM_NIGHT_CHANGED, true},
    {"Failed", "failed", CLM_NIGHT_FAILED, false}, {"Gone", "gone", CLM_NIGHT_GONE, false},
    {"Unchanged", "same", CLM_NIGHT_SAME, false},
};
enum { SECTION_COUNT = sizeof sections / sizeof sections[0] };
enum { SAME_OPEN = 10 }; /* more that stayed the same are folded away */

static bool is_known(const char *text) {
    return text != NULL && text[0] != '\0';
}

/* ` attribute="PATH"` */
static void put_path(clm_buffer *out, const char *attribute, const char *path) {
    clm_buffer_printf(out, " %s=\"", attribute);
    clm_markup_path(out, path);
    clm_buffer_char(out, '"');
}

static void put_head(const clm_night *night, const char *title, clm_buffer *out) {
    char hash[CLM_SHA256_BASE64_BYTES];
    clm_sha256_base64(style, sizeof style - 1, hash);
    clm_buffer_printf(out,
                      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                      "img-src 'self'; style-src 'sha256-%s'; base-uri 'none'; "
                      "form-action 'none'\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
                      hash);
    clm_markup_text(out, title);
    clm_buffer_string(out, ", ");
    clm_markup_text(out, night->date);
    clm_buffer_string(out, "</title>\n");
    if (night->feed != NULL) {
        clm_buffer_string(out, "<link rel=\"alternate\" type=\"application/atom+xml\"");
        put_path(out, "href", night->feed);
        clm_buffer_string(out, " title=\"Changes\">\n");
    }
    clm_buffer_string(out, "<style>");
    clm_buffer_string(out, style);
    clm_buffer_string(out, "</style>\n</head>\n");
}

static void put_sums(const clm_night *night, clm_buffer *out) {
    clm_buffer_string(out, "<p class=\"lead\"><time");
    if (clm_night_day(night->date, NULL)) {
        clm_buffer_printf(out, " datetime=\"%s\"", night->date);
    }
    clm_buffer_char(out, '>');
    clm_markup_text(out, night->date);
    clm_buffer_string(out, "</time> · ");
    clm_markup_count(out, night->article_count, "article", "articles");
    clm_buffer_string(out, " from ");
    clm_markup_count(out, night->source_count, "source", "sources");
    clm_buffer_string(out, " · ");
    clm_markup_count(out, night->stories, "story", "stories");
    clm_buffer_string(out, " · ");
    clm_markup_count(out, night->claims, "claim", "claims");
    clm_buffer_string(out, "</p>\n");
    if (night->stopped != NULL) {
        clm_buffer_string(out, "<p class=\"notice\">The run ended early: ");
        clm_markup_text(out, night->stopped);
        clm_buffer_string(out, "</p>\n");
    }
}

static void put_nav(const clm_night *night, clm_buffer *out) {
    clm_buffer_string(out, "<nav aria-label=\"Sections\"><ul>\n");
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        const section *part = &sections[i];
        if (night->counts[part->status] > 0) {
            clm_buffer_printf(out, "<li><a class=\"%s\" href=\"#%s\"><b>%zu</b>%s</a></li>\n",
                              part->id, part->id, night->counts[part->status], part->title);
        }
    }
    clm_buffer_printf(out, "<li><a%s href=\"#sources\"><b>%zu</b>Sources",
                      night->failed_sources > 0 ? " class=\"failed\"" : "", night->source_count);
    if (night->failed_sources > 0) {
        clm_buffer_printf(out, ", %zu failed", night->failed_sources);
    }
    clm_buffer_string(out, "</a></li>\n</ul></nav>\n");
}

/* "2026-11-22 · Example Wire · 3 claims, 4 places" */
static void put_about(const clm_night_article *article, bool sums, clm_buffer *out) {
    const char *between = "";
    clm_buffer_string(out, "<p class=\"about\">");
    const char *const parts[] = {article->outlet, article->date};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (is_known(parts[i])) {
            clm_buffer_string(out, between);
            clm_buffer_string(out, "<bdi>");
            clm_markup_text(out, parts[i]);
            clm_buffer_string(out, "</bdi>");
            between = " · ";
        }
    }
    if (sums) {
        clm_buffer_string(out, between);
        clm_markup_count(out, article->claims, "claim", "claims");
        clm_buffer_string(out, ", ");
        clm_markup_count(out, article->places, "place", "places");
    }
    clm_buffer_string(out, "</p>\n");
}

/* The article's name, a link to where it was published. */
static void put_name(const clm_night_article *article, const char *element, clm_buffer *out) {
    const bool link = clm_markup_is_link(article->address);
    /* The element itself takes the direction of its text, so that a title from right to left stands
     * at the right. */
    clm_buffer_printf(out, "<%s dir=\"auto\">", element);
    if (link) {
        clm_buffer_string(out, "<a href=\"");
        clm_markup_text(out, article->address);
        clm_buffer_string(out, "\" rel=\"noreferrer\">");
    }
    clm_markup_text(out, clm_night_article_name(article));
    clm_buffer_printf(out, "%s</%s>\n", link ? "</a>" : "", element);
}

static void put_files(const clm_night_article *article, clm_buffer *out) {
    if (article->file_count == 0) {
        return;
    }
    clm_buffer_string(out, "<p class=\"files\">");
    for (size_t i = 0; i < article->file_count; i++) {
        const char *suffix = article->files[i].suffix;
        clm_buffer_string(out, i > 0 ? " <a" : "<a");
        put_path(out, "href", article->files[i].path);
        clm_buffer_char(out, '>');
        clm_markup_text(out, suffix[0] == '.' || suffix[0] == '_' ? suffix + 1 : suffix);
        clm_buffer_string(out, "</a>");
    }
    clm_buffer_string(out, "</p>\n");
}

static void put_reason(const char *reason, const char *since, clm_buffer *out) {
    if (is_known(reason) || is_known(since)) {
        clm_buffer_string(out, "<p class=\"why\">");
        clm_markup_text(out, reason);
        if (is_known(since)) {
            clm_buffer_string(out, is_known(reason) ? "; since " : "Since ");
            clm_markup_text(out, since);
        }
        clm_buffer_string(out, "</p>\n");
    }
}

static void put_copies(const clm_night *night, const clm_night_article *article, clm_buffer *out) {
    size_t count = 0;
    for (size_t i = article->first_copy; i != CLM_NIGHT_NONE; i = night->articles[i].next_copy) {
        count++;
    }
    if (count == 0) {
        return;
    }
    clm_buffer_string(out, "<details class=\"copies\"><summary>Also in ");
    clm_markup_count(out, count, "other article", "other articles");
    clm_buffer_string(out, "</summary><ul>\n");
    for (size_t i = article->first_copy; i != CLM_NIGHT_NONE; i = night->articles[i].next_copy) {
        const clm_night_article *copy = &night->articles[i];
        clm_buffer_string(out, "<li>");
        if (is_known(copy->outlet)) {
            clm_buffer_string(out, "<bdi>");
            clm_markup_text(out, copy->outlet);
            clm_buffer_string(out, "</bdi>: ");
        }
        put_name(copy, "bdi", out);
        clm_buffer_string(out, "</li>\n");
    }
    clm_buffer_string(out, "</ul></details>\n");
}

static void put_differences(const clm_night_article *article, clm_buffer *out) {
    if (article->difference_count == 0) {
        return;
    }
    clm_buffer_string(out, "<ul class=\"diff\" aria-label=\"Differences\">\n");
    for (size_t i = 0; i < article->difference_count; i++) {
        clm_buffer_string(out, "<li>");
        clm_markup_text(out, article->differences[i]);
        clm_buffer_string(out, "</li>\n");
    }
    clm_buffer_string(out, "</ul>\n");
}

static void put_thumbnail(const clm_night_article *article, clm_buffer *out) {
    const clm_night_file *big = clm_night_file_of(article, ".png");
    if (article->thumbnail == NULL) {
        return;
    }
    if (big != NULL) {
        clm_buffer_string(out, "<a");
        put_path(out, "href", big->path);
        clm_buffer_char(out, '>');
    }
    clm_buffer_string(out, "<img loading=\"lazy\"");
    put_path(out, "src", article->thumbnail);
    if (article->thumbnail_width_px > 0 && article->thumbnail_height_px > 0) {
        clm_buffer_printf(out, " width=\"%u\" height=\"%u\"", article->thumbnail_width_px,
                          article->thumbnail_height_px);
    }
    clm_buffer_string(out, " alt=\"");
    if (is_known(article->alt)) {
        clm_markup_text(out, article->alt);
    } else {
        clm_buffer_string(out, "Map of the claims in: ");
        clm_markup_text(out, clm_night_article_name(article));
    }
    clm_buffer_string(out, big != NULL ? "\"></a>\n" : "\">\n");
}

static void put_article(const clm_night *night, const section *part,
                        const clm_night_article *article, clm_buffer *out) {
    if (part->cards) {
        clm_buffer_string(out, "<li class=\"card\">\n");
        put_thumbnail(article, out);
        clm_buffer_string(out, "<div class=\"words\">\n");
    } else {
        clm_buffer_string(out, "<li>\n");
    }
    put_name(article, "h3", out);
    put_about(article, article->file_count > 0, out);
    put_reason(article->reason, article->since, out);
    put_differences(article, out);
    put_copies(night, article, out);
    put_files(article, out);
    clm_buffer_string(out, part->cards ? "</div>\n</li>\n" : "</li>\n");
}

/* Copies stand with the article that they copy, where that one is in the same section. */
static bool stands_alone(const clm_night *night, const clm_night_article *article) {
    return article->leader == CLM_NIGHT_NONE || article->status == CLM_NIGHT_FAILED ||
           night->articles[article->leader].status != article->status;
}

static void put_section(const clm_night *night, const section *part, clm_buffer *out) {
    if (night->counts[part->status] == 0) {
        return;
    }
    const size_t count = night->counts[part->status];
    const bool folded = part->status == CLM_NIGHT_SAME && count > SAME_OPEN;
    clm_buffer_printf(out,
                      "<section aria-labelledby=\"%s\">\n<h2 class=\"%s\" id=\"%s\">%s "
                      "<span>%zu</span></h2>\n",
                      part->id, part->id, part->id, part->title, count);
    if (folded) {
        clm_buffer_string(out, "<details class=\"fold\"><summary>Show them</summary>\n");
    }
    clm_buffer_printf(out, "<ul class=\"%s%s\">\n", part->cards ? "cards" : "list ",
                      part->cards ? "" : part->id);
    for (size_t i = 0; i < night->article_count; i++) {
        const clm_night_article *article = &night->articles[i];
        if (article->status == part->status && stands_alone(night, article)) {
            put_article(night, part, article, out);
        }
    }
    clm_buffer_string(out, folded ? "</ul>\n</details>\n</section>\n" : "</ul>\n</section>\n");
}

static void put_combined(const clm_night *night, clm_buffer *out) {
    if (night->combined_png == NULL && night->combined_geojson == NULL) {
        return;
    }
    clm_buffer_string(out, "<section class=\"whole\" aria-labelledby=\"all\">\n"
                           "<h2 id=\"all\">All claims of the night</h2>\n");
    if (night->combined_png != NULL) {
        clm_buffer_string(out, "<a");
        put_path(out, "href", night->combined_png);
        clm_buffer_string(out, "><img");
        put_path(out, "src", night->combined_png);
        clm_buffer_string(out, " alt=\"");
        clm_markup_text(out, is_known(night->combined_alt) ? night->combined_alt
                                                           : "Map of all claims of the night");
        clm_buffer_string(out, "\"></a>\n");
    }
    if (night->combined_geojson != NULL) {
        clm_buffer_string(out, "<p class=\"files\"><a");
        put_path(out, "href", night->combined_geojson);
        clm_buffer_string(out, ">geojson</a></p>\n");
    }
    clm_buffer_string(out, "</section>\n");
}

static void put_source(const clm_night_source *source, clm_buffer *out) {
    clm_buffer_string(out, "<tr><th scope=\"row\"><bdi>");
    clm_markup_text(out, source->name);
    clm_buffer_string(out, "</bdi></th><td>");
    if (source->failed) {
        clm_buffer_string(out, "<span class=\"why\">Failed: ");
        clm_markup_text(out, source->reason);
        if (is_known(source->since)) {
            clm_buffer_string(out, "; since ");
            clm_markup_text(out, source->since);
        }
        if (is_known(source->retry_after)) {
            clm_buffer_string(out, "; tried again from ");
            clm_markup_text(out, source->retry_after);
        }
        clm_buffer_string(out, "</span>");
    } else {
        clm_buffer_string(out, "Read");
    }
    clm_buffer_string(out, "</td><td>");
    clm_markup_text(out, source->kind);
    clm_buffer_string(out, "<small>");
    clm_markup_text(out, source->address);
    clm_buffer_printf(out, "</small></td><td class=\"n\">%zu</td>", source->listed);
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        clm_buffer_printf(out, "<td class=\"n\">%zu</td>", source->counts[sections[i].status]);
    }
    clm_buffer_string(out, "</tr>\n");
}

static void put_sources(const clm_night *night, clm_buffer *out) {
    clm_buffer_string(out,
                      "<section aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources</h2>\n"
                      "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
                      "aria-label=\"Table of sources\"><table>\n<thead><tr>"
                      "<th scope=\"col\">Name</th><th scope=\"col\">State</th>"
                      "<th scope=\"col\">What it is</th><th class=\"n\" scope=\"col\">Listed</th>");
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        clm_buffer_printf(out, "<th class=\"n\" scope=\"col\">%s</th>", sections[i].title);
    }
    clm_buffer_string(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < night->source_count; i++) {
        put_source(&night->sources[i], out);
    }
    clm_buffer_string(out, "</tbody></table></div>\n</section>\n");
}

static void put_footer(const clm_night *night, clm_buffer *out) {
    clm_buffer_string(out, "<footer><p>Maps are schematic and show what is claimed, not what is "
                           "known. Made by claimmap");
    if (is_known(night->version)) {
        clm_buffer_char(out, ' ');
        clm_markup_text(out, night->version);
    }
    if (is_known(night->started) && is_known(night->ended)) {
        clm_buffer_string(out, ", from ");
        clm_markup_text(out, night->started);
        clm_buffer_string(out, " to ");
        clm_markup_text(out, night->ended);
    }
    clm_buffer_string(out, ".");
    if (night->previous != NULL) {
        clm_buffer_string(out, " <a href=\"../");
        clm_markup_path(out, night->previous);
        clm_buffer_string(out, "/index.html\">The night before</a>.");
    }
    if (night->feed != NULL) {
        clm_buffer_string(out, " <a");
        put_path(out, "href", night->feed);
        clm_buffer_string(out, ">Feed of changes</a>.");
    }
    clm_buffer_string(out, "</p></footer>\n</body>\n</html>\n");
}

clm_status clm_index_page_write(const clm_night *night, clm_buffer *out, clm_error *error) {
    const char *title = is_known(night->title) ? night->title : "Maps of the night";
    clm_buffer page;
    clm_buffer_init(&page);
    put_head(night, title, &page);
    clm_buffer_string(&page, "<body>\n<a class=\"skip\" href=\"#main\">Skip to the articles</a>\n"
                             "<header>\n<h1>");
    clm_markup_text(&page, title);
    clm_buffer_string(&page, "</h1>\n");
    put_sums(night, &page);
    put_nav(night, &page);
    clm_buffer_string(&page, "</header>\n<main id=\"main\">\n");
    put_combined(night, &page);
    if (night->article_count == 0) {
        clm_buffer_string(&page, "<p>There are no articles.</p>\n");
    }
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        put_section(night, &sections[i], &page);
    }
    put_sources(night, &page);
    clm_buffer_string(&page, "</main>\n");
    put_footer(night, &page);
    const bool failed = page.failed;
    if (!failed) {
        clm_buffer_add(out, page.data, page.len);
    }
    clm_buffer_clear(&page);
    return failed || out->failed
               ? clm_fail(error, CLM_ERR_NOMEM, "page of the night: out of memory")
               : CLM_OK;
}

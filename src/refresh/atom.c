#include "refresh/atom.h"

#include "base/hash.h"
#include "refresh/markup.h"

enum { ID_DIGITS = 32 };

static bool is_known(const char *text) {
    return text != NULL && text[0] != '\0';
}

static void put_hash_id(clm_buffer *out, const clm_buffer *of) {
    char hash[CLM_SHA256_HEX_BYTES];
    if (of->failed) {
        out->failed = true;
        return;
    }
    clm_sha256_hex(of->data, of->len, hash);
    clm_buffer_printf(out, "<id>urn:claimmap:%.*s</id>\n", ID_DIGITS, hash);
}

static void put_feed_id(const char *title, clm_buffer *out) {
    clm_buffer of;
    clm_buffer_init(&of);
    clm_buffer_printf(&of, "feed\n%s", title);
    put_hash_id(out, &of);
    clm_buffer_clear(&of);
}

static const char *folder_of(const clm_night *night) {
    return is_known(night->folder) ? night->folder : night->date;
}

static void put_entry_id(const clm_night *night, const clm_night_article *article,
                         clm_buffer *out) {
    clm_buffer of;
    clm_buffer_init(&of);
    clm_buffer_printf(&of, "entry\n%s\n%s\n%s", article->key, folder_of(night),
                      clm_night_status_name(article->status));
    put_hash_id(out, &of);
    clm_buffer_clear(&of);
}

/* A link to a file in `folder` of the root. Entries lead to the dated folder: a later night may
 * have no such file. */
static void put_link_in(const clm_night *night, const char *folder, const char *rel,
                        const char *type, const char *path, clm_buffer *out) {
    clm_buffer_printf(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    clm_markup_text(out, is_known(night->site) ? night->site : "../");
    clm_markup_path(out, folder);
    clm_buffer_char(out, '/');
    clm_markup_path(out, path);
    clm_buffer_string(out, "\"/>\n");
}

static void put_link(const clm_night *night, const char *rel, const char *type, const char *path,
                     clm_buffer *out) {
    put_link_in(night, folder_of(night), rel, type, path, out);
}

static void put_summary(const clm_night_article *article, clm_buffer *out) {
    clm_buffer_string(out, "<summary type=\"text\">");
    if (article->status == CLM_NIGHT_GONE) {
        clm_buffer_string(out, "Gone");
        if (is_known(article->reason)) {
            clm_buffer_string(out, ": ");
            clm_markup_text(out, article->reason);
        }
    } else {
        clm_markup_count(out, article->claims, "claim", "claims");
        clm_buffer_string(out, ", ");
        clm_markup_count(out, article->places, "place", "places");
    }
    clm_buffer_char(out, '.');
    for (size_t i = 0; i < article->difference_count; i++) {
        clm_buffer_string(out, "&#10;");
        clm_markup_text(out, article->differences[i]);
    }
    clm_buffer_string(out, "</summary>\n");
}

static const char *type_of(const char *suffix) {
    static const struct {
        const char *suffix, *type;
    } types[] = {{".png", "image/png"},
                 {".svg", "image/svg+xml"},
                 {".pdf", "application/pdf"},
                 {".geojson", "application/geo+json"},
                 {".html", "text/html"},
                 {".csv", "text/csv"},
                 {".alt.txt", "text/plain"},
                 {".kml", "application/vnd.google-earth.kml+xml"},
                 {".gpkg", "application/geopackage+sqlite3"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i].suffix, suffix) == 0) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

static void put_links(const clm_night *night, const clm_night_article *article, clm_buffer *out) {
    const clm_night_file *page = clm_night_file_of(article, ".html");
    /* An entry without content must have an alternate link (RFC 4287, 4.1.2), of a type once. */
    put_link(night, "alternate", "text/html", page != NULL ? page->path : "index.html", out);
    if (clm_markup_is_link(article->address)) {
        clm_buffer_string(out, "<link rel=\"via\" href=\"");
        clm_markup_text(out, article->address);
        clm_buffer_string(out, "\"/>\n");
    }
    for (size_t i = 0; i < article->file_count; i++) {
        if (&article->files[i] != page) {
            put_link(night, "related", type_of(article->files[i].suffix), article->files[i].path,
                     out);
        }
    }
}

static void put_entry(const clm_night *night, const clm_night_article *article, clm_buffer *out) {
    static const char *const words[] = {"New", "Changed", "", "Gone", ""};
    clm_buffer_printf(out, "<entry>\n<title type=\"text\">%s: ", words[article->status]);
    clm_markup_text(out, clm_night_article_name(article));
    clm_buffer_string(out, "</title>\n");
    put_entry_id(night, article, out);
    clm_buffer_printf(out, "<updated>%s</updated>\n", night->ended);
    if (is_known(article->outlet)) {
        clm_buffer_string(out, "<author><name>");
        clm_markup_text(out, article->outlet);
        clm_buffer_string(out, "</name></author>\n");
    }
    clm_buffer_printf(out, "<category term=\"%s\"/>\n", clm_night_status_name(article->status));
    put_links(night, article, out);
    put_summary(article, out);
    clm_buffer_string(out, "</entry>\n");
}

static void put_feed(const clm_night *night, clm_buffer *out) {
    const char *title = is_known(night->title) ? night->title : "Maps of the night";
    clm_buffer_string(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                           "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n"
                           "<title type=\"text\">");
    clm_markup_text(out, title);
    clm_buffer_string(out, "</title>\n");
    put_feed_id(title, out);
    clm_buffer_printf(out, "<updated>%s</updated>\n", night->ended);
    if (is_known(night->site) && night->feed != NULL) {
        put_link_in(night, "latest", "self", "application/atom+xml", night->feed, out);
    }
    put_link_in(night, "latest", "alternate", "text/html", "index.html", out);
    clm_buffer_string(out, "<author><name>");
    clm_markup_text(out, title);
    clm_buffer_string(out, "</name></author>\n<generator");
    if (is_known(night->version)) {
        clm_buffer_string(out, " version=\"");
        clm_markup_text(out, night->version);
        clm_buffer_char(out, '"');
    }
    clm_buffer_string(out, ">claimmap</generator>\n");
    for (size_t i = 0; i < night->article_count; i++) {
        const clm_night_status status = night->articles[i].status;
        if (status != CLM_NIGHT_SAME && status != CLM_NIGHT_FAILED) {
            put_entry(night, &night->articles[i], out);
        }
    }
    clm_buffer_string(out, "</feed>\n");
}

clm_status clm_atom_write(const clm_night *night, clm_buffer *out, clm_error *error) {
    if (!clm_night_time_valid(night->ended) || !clm_night_day(night->date, NULL)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "feed: '%s' is no time of RFC 3339",
                        night->ended != NULL ? night->ended : "");
    }
    clm_buffer feed;
    clm_buffer_init(&feed);
    put_feed(night, &feed);
    const bool failed = feed.failed;
    if (!failed) {
        clm_buffer_add(out, feed.data, feed.len);
    }
    clm_buffer_clear(&feed);
    return failed || out->failed ? clm_fail(error, CLM_ERR_NOMEM, "feed: out of memory") : CLM_OK;
}

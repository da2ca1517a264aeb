#include "refresh/config_keys.h"

#include <stddef.h>

#define NIGHT(name, type, member, low, high, option, values, otherwise, words)                     \
    {                                                                                              \
        name, CLM_CONFIG_IN_NIGHT, type, offsetof(clm_night_config, member), low, high, option,    \
            values, otherwise, words                                                               \
    }
#define SOURCE(name, type, member, low, high, option, values, otherwise, words)                    \
    {                                                                                              \
        name, CLM_CONFIG_IN_DEFAULTS | CLM_CONFIG_IN_SOURCE, type,                                 \
            offsetof(clm_source_config, member), low, high, option, values, otherwise, words       \
    }
#define ADDRESS(name, kind, values, words)                                                         \
    { name, CLM_CONFIG_IN_SOURCE, CLM_CONFIG_ADDRESS, kind, 0, 0, NULL, values, NULL, words }

static const clm_config_key keys[] = {
    NIGHT("output", CLM_CONFIG_PATH, output, 0, 0, NULL, "path", "must be given",
          "folder of the dated folders and `latest`"),
    NIGHT("state", CLM_CONFIG_STATE, state, 0, 0, NULL, "path or connection string",
          "`state.sqlite` in `output`",
          "what nights remember: a file of SQLite, or PostgreSQL (`postgresql://...`, or words as "
          "`host=... dbname=...`) where several machines share a run, or take turns"),
    NIGHT("share", CLM_CONFIG_BOOL, share, 0, 0, NULL, "`yes` or `no`", "no",
          "whether a run that is begun while another one goes on joins it; the state is in "
          "PostgreSQL then"),
    NIGHT("jobs", CLM_CONFIG_NUMBER, jobs, 0, 1024, NULL, "0 to 1024", "0",
          "articles mapped at once; 0: as many as there are processors"),
    NIGHT("time-limit", CLM_CONFIG_DURATION, time_limit_s, 0, 604800, NULL, "time", "0",
          "after it no further article is begun; pages are fetched in half of it; 0: no limit"),
    NIGHT("article-time-limit", CLM_CONFIG_DURATION, article_limit_s, 0, 86400, NULL, "time",
          "5 min", "how long one article may take; 0: no limit"),
    NIGHT("memory-limit", CLM_CONFIG_BYTES, memory_limit_bytes, 0, INT64_C(1) << 40, NULL, "size",
          "2 GiB", "memory that one article may take; 0: no limit"),
    NIGHT("keep", CLM_CONFIG_NUMBER, keep_days, 0, 36500, NULL, "0 to 36500", "0",
          "days after which a dated folder is removed; 0: never"),
    NIGHT("user-agent", CLM_CONFIG_TEXT, user_agent, 0, 200, NULL, "text", "the program's",
          "who asks for pages, best with an address to write to"),
    NIGHT("timeout", CLM_CONFIG_DURATION, timeout_s, 1, 3600, NULL, "time", "30 s",
          "how long one request may take"),
    NIGHT("gap", CLM_CONFIG_PAUSE, gap_ms, 0, 3600000, NULL, "time", "1 s",
          "between two requests to one host, also `200 ms`; a host may ask for more"),
    NIGHT("page-limit", CLM_CONFIG_BYTES, page_limit_bytes, 1024, 64 << 20, NULL, "size", "16 MiB",
          "how much one request may bring"),
    NIGHT("allow-private", CLM_CONFIG_BOOL, allow_private, 0, 0, NULL, "`yes` or `no`", "no",
          "whether pages may come from private and loopback addresses"),
    NIGHT("log", CLM_CONFIG_LOG, log_json, 0, 0, NULL, "`text` or `json`", "text",
          "form of the lines that tell what was done"),
    NIGHT("title", CLM_CONFIG_TEXT, title, 0, 200, NULL, "text", "Maps of the night",
          "heading of the page and of the feed"),
    NIGHT("site", CLM_CONFIG_TEXT, site, 0, 1000, NULL, "URL", "links without a host",
          "where `output` is served, for the links of the feed"),
    NIGHT("connection", CLM_CONFIG_TEXT, connection, 0, 4096, NULL, "connection string",
          "libpq's environment", "database of the format `postgis`"),

    ADDRESS("folder", CLM_SOURCE_FOLDER, "path",
            "the articles in a folder, known by their names' "
            "endings: txt text html htm xhtml md markdown json"),
    ADDRESS("glob", CLM_SOURCE_GLOB, "path",
            "the files that a pattern names (`*`, `?`, `[a-z]`), "
            "whatever they end with"),
    ADDRESS("url", CLM_SOURCE_URL, "URL", "one page"),
    ADDRESS("feed", CLM_SOURCE_FEED, "URL or path", "RSS, Atom or JSON Feed"),
    ADDRESS("sitemap", CLM_SOURCE_SITEMAP, "URL or path",
            "a sitemap, or an index of sitemaps, also packed by gzip"),

    SOURCE("recursive", CLM_CONFIG_BOOL, recursive, 0, 0, NULL, "`yes` or `no`", "no",
           "of a folder, whether the folders in it count too"),
    SOURCE("text", CLM_CONFIG_FROM, feed_text, 0, 0, NULL, "`page` or `feed`", "page",
           "where the text of a feed's articles is: in their pages, or in the feed, if it has any"),
    SOURCE("include", CLM_CONFIG_WORDS, include, 0, 0, NULL, "words or phrases with , between",
           "all articles", "only articles that have one of them in title or text"),
    SOURCE("exclude", CLM_CONFIG_WORDS, exclude, 0, 0, NULL, "words or phrases with , between",
           "none", "no articles that have one of them in title or text"),
    SOURCE("articles", CLM_CONFIG_NUMBER, most_articles, 0, 1000000, NULL, "0 to 1000000", "0",
           "how many articles of a source, the newest first; 0: all"),
    SOURCE("days", CLM_CONFIG_NUMBER, most_days, 0, 36500, NULL, "0 to 36500", "0",
           "how old an article may be; 0: any age. One without a date counts as new"),
    SOURCE("formats", CLM_CONFIG_OPTION, formats, 0, 0, "format", "list as of `map --format`",
           "geojson,png", "what is made of an article"),
    SOURCE("style", CLM_CONFIG_STYLE, style, 0, 0, NULL, "name or path", "news-light",
           "theme; a path has a / or ends with .style"),
    SOURCE("size", CLM_CONFIG_OPTION, size, 0, 0, "size", "WIDTHxHEIGHT", "1600x1200",
           "pixels of the picture"),
    SOURCE("language", CLM_CONFIG_OPTION, language, 0, 0, "lang", "code", "en",
           "of the picture's words"),
    SOURCE("worldview", CLM_CONFIG_OPTION, worldview, 0, 0, "worldview", "`iso` or `de-facto`",
           "iso", "whose borders are drawn"),
    SOURCE("title", CLM_CONFIG_OPTION, title, 0, 0, "title", "text", "each article's own",
           "title of all maps of the source"),
    SOURCE("overlays", CLM_CONFIG_OVERLAYS, overlays, 0, 0, NULL, "paths with ; between", "none",
           "layers as of `map --overlay`, with their `?layer=` and so on"),
};

size_t clm_config_key_count(void) {
    return sizeof keys / sizeof keys[0];
}

const clm_config_key *clm_config_key_at(size_t index) {
    return index < clm_config_key_count() ? &keys[index] : NULL;
}

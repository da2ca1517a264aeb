/* claimmap.h: the library's public header. An article in; the map of its claims out; and the map
 * drawn again from its GeoJSON, also when a person edited that.
 *
 * Only the pipeline behind it knows the order of the stages. Thread rule: one context, one thread
 * at a time; further threads get theirs from clm_context_share. Library code never prints and never
 * exits. */
#ifndef CLAIMMAP_H
#define CLAIMMAP_H

#include "base/error.h"
#include "base/text.h"

/* The version of the library, "0.1.0". */
const char *clm_version(void);

typedef struct clm_context clm_context;

typedef struct clm_context_options {
    const char *gazetteer; /* compiled file; NULL: the standard one, see clm_gazetteer_find_file */
    const char *const *added_gazetteers; /* layers over it, see clm_gazetteer_add */
    size_t added_count;
    const char *model;      /* file of claimmap train; NULL: the one inside the program */
    const char *style;      /* theme name or file; NULL: "news-light" */
    const char *styles_dir; /* NULL: only built-in themes and files can be named */
    bool drawing_only;      /* no model is opened: clm_render_geojson is all that is called */
} clm_context_options;

/* Opens gazetteer and theme; fonts are found when the first picture is drawn. `options` NULL:
 * defaults. **Owns:** the caller frees with clm_context_free. **Errors:** CLM_ERR_NOT_FOUND,
 * CLM_ERR_IO, CLM_ERR_FORMAT, CLM_ERR_VERSION, CLM_ERR_DAMAGED. */
CLM_MUST_CHECK clm_status clm_context_open(const clm_context_options *options, clm_context **out,
                                           clm_error *error);
/* Opens a context for another thread on the gazetteer and theme of `like`. **Owns:** the caller
 * frees it, before `like`. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_context_share(const clm_context *like, clm_context **out,
                                            clm_error *error);
void clm_context_free(clm_context *context);

/* What to make of one article. Zeroed means: defaults, and nothing wanted. */
typedef struct clm_request {
    const char *file;   /* name of the article, for STEM and messages; NULL: "-" */
    clm_text bytes;     /* its content: plain text, HTML, Markdown or JSON with "text"; or the
                           GeoJSON that is to be drawn */
    const char *title;  /* NULL: from the article */
    const char *date;   /* "YYYY-MM-DD"; NULL: from the article */
    const char *byline; /* who made the map; NULL: the theme's */
    const char *lang;   /* of the picture's words, ISO 639-1; NULL: English */
    bool want_geojson, want_png, want_svg, want_pdf, want_alt, want_report, want_text;
    int width_px, height_px; /* 0: 1600 x 1200 */
    double scale;            /* 0: 1 */
    bool has_extent;
    double west_deg, south_deg, east_deg, north_deg;
    const char *const *hide; /* feature ids that are not drawn */
    size_t hide_count;
    bool de_facto;      /* worldview: who administers the land; false: ISO 3166 */
    bool has_worldview; /* for clm_render_geojson: de_facto counts, not what the file says */
    bool no_demonyms;   /* leave Ukrainian, Chinese... out */
    bool hide_labels;   /* draw the same layout without its labels */
} clm_request;

typedef struct clm_stage_times {
    double article_s, mentions_s, places_s, claims_s, features_s, geojson_s;
    double map_compose_s, map_labels_s, map_paint_s, map_encode_s;
} clm_stage_times;

/* What came of it; a buffer that was not wanted, or a picture of nothing, stays empty. */
typedef struct clm_result {
    clm_buffer geojson, png, svg, pdf, report, text;
    clm_buffer alt;      /* what the picture shows, in words */
    clm_buffer warnings; /* what could not be read of a GeoJSON or drawn, a line each */
    size_t located;      /* features drawn; 0: there is no picture */
    size_t places;       /* features with a shape, drawn or not */
    size_t claims;
    bool english;
    const char *hide_unknown; /* the first of the request's `hide` that is no feature's id; NULL */
    clm_stage_times times;
} clm_result;

void clm_result_init(clm_result *result);
void clm_result_clear(clm_result *result);

/* Maps one article. **Errors:** CLM_ERR_ARGUMENT a request that makes no sense, CLM_ERR_FORMAT an
 * article that is no text, and all others; `result` then holds nothing. */
CLM_MUST_CHECK clm_status clm_map_article(clm_context *context, const clm_request *request,
                                          clm_result *result, clm_error *error);

/* Draws a GeoJSON of clm_map_article, the same picture where nothing was changed; its worldview and
 * title are the file's unless the request has its own. The request's date and no_demonyms do not
 * count, and there is no text. **Errors:** as clm_map_article; CLM_ERR_FORMAT a file that is no
 * such GeoJSON. */
CLM_MUST_CHECK clm_status clm_render_geojson(clm_context *context, const clm_request *request,
                                             clm_result *result, clm_error *error);

/* Reads one line of a stream, a JSON object with "text", and appends the answer, a JSON object
 * without a newline. `mentions_only` leaves claims and attributions out. **Errors:** as
 * clm_map_article; `out` is then as it was. */
CLM_MUST_CHECK clm_status clm_extract_line(clm_context *context, clm_text line, bool mentions_only,
                                           bool no_demonyms, clm_buffer *out, clm_error *error);

#endif

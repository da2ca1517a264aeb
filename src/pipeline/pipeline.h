/* pipeline/pipeline.h: an article in; the map of its claims out; and the map drawn again from its
 * GeoJSON, also when a person edited that. For the program and the library (claimmap.h), whose
 * users do not see these structs.
 *
 * Only the pipeline knows the order of the stages. Thread rule: one context, one thread at a time;
 * further threads get theirs from clm_context_share. */
#ifndef CLM_PIPELINE_PIPELINE_H
#define CLM_PIPELINE_PIPELINE_H

#include "base/error.h"
#include "base/text.h"

/* The version of the library, "0.1.0". */
const char *clm_version(void);

struct clm_theme; /* of style/style.h */
typedef struct clm_context clm_context;

typedef struct clm_context_options {
    const char *gazetteer; /* compiled file; NULL: the standard one, see clm_gazetteer_find_file */
    const char *const *added_gazetteers; /* layers over it, see clm_gazetteer_add */
    size_t added_count;
    const char *model;      /* file of claimmap train; NULL: the one inside the program */
    const char *style;      /* theme name or file; NULL: "news-light" */
    const char *styles_dir; /* NULL: only built-in themes and files can be named */
    bool drawing_only;      /* no model is opened: clm_render_geojson is all that is called */
    /* For CLM_FORMAT_POSTGIS, as libpq takes it: "host=... dbname=..." or "postgresql://..."; NULL:
     * from the environment (PGHOST ...). Connected when it is first wanted; what is missing there
     * is made. */
    const char *connection;
    const char *db_schema; /* of the tables; NULL: "claimmap" */
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

/* Draws with another theme from now on; its fonts are found when they are needed. */
void clm_context_set_theme(clm_context *context, const struct clm_theme *theme);

/* Layers of land as others have mapped it, which claims about land are held against, and which are
 * drawn below them. Any number of contexts and threads may use one. */
typedef struct clm_overlays clm_overlays;

/* Opens layers that are written "FILE?layer=L&name=N&date=YYYY-MM-DD&holder=H&crs=C", all but the
 * file of which may be left out: any vector file that GDAL reads, in any coordinate system. What
 * was left out of one is told in `notes`, a line each; see docs/overlays.md. **Owns:** the caller
 * frees with clm_overlays_free, after the last request that has it. **Errors:** CLM_ERR_ARGUMENT a
 * text of another form, two of one name; CLM_ERR_IO, CLM_ERR_FORMAT, CLM_ERR_NOT_FOUND,
 * CLM_ERR_LIMIT of a file; CLM_ERR_UNSUPPORTED, CLM_ERR_VERSION of the module with GDAL;
 * CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_overlays_open(const char *const *texts, size_t count,
                                            clm_overlays **out, clm_buffer *notes,
                                            clm_error *error);
void clm_overlays_free(clm_overlays *overlays); /* NULL is fine */

/* What a map can be made into. */
typedef enum clm_format {
    CLM_FORMAT_GEOJSON = 0,
    CLM_FORMAT_PNG,
    CLM_FORMAT_SVG,
    CLM_FORMAT_PDF,
    CLM_FORMAT_ALT, /* what the picture shows, in words */
    CLM_FORMAT_GEOJSONSEQ,
    CLM_FORMAT_CSV,
    CLM_FORMAT_QML, /* the style by which QGIS draws the GeoJSON beside it */
    CLM_FORMAT_GPKG,
    CLM_FORMAT_FGB,
    CLM_FORMAT_SHP,
    CLM_FORMAT_KML,
    CLM_FORMAT_HTML,    /* the map and the article as one page that needs nothing else */
    CLM_FORMAT_POSTGIS, /* no file: rows of the context's database */
    CLM_FORMAT_COUNT
} clm_format;

/* The files that the formats are: a format may be several. */
typedef enum clm_output {
    CLM_OUTPUT_GEOJSON = 0,
    CLM_OUTPUT_PNG,
    CLM_OUTPUT_SVG,
    CLM_OUTPUT_PDF,
    CLM_OUTPUT_ALT,
    CLM_OUTPUT_GEOJSONSEQ,
    CLM_OUTPUT_CSV,
    CLM_OUTPUT_QML,
    CLM_OUTPUT_GPKG,
    CLM_OUTPUT_FGB,
    CLM_OUTPUT_POINTS_SHP, /* five files a kind of shape, in the same order */
    CLM_OUTPUT_POINTS_SHX,
    CLM_OUTPUT_POINTS_DBF,
    CLM_OUTPUT_POINTS_PRJ,
    CLM_OUTPUT_POINTS_CPG,
    CLM_OUTPUT_LINES_SHP,
    CLM_OUTPUT_LINES_SHX,
    CLM_OUTPUT_LINES_DBF,
    CLM_OUTPUT_LINES_PRJ,
    CLM_OUTPUT_LINES_CPG,
    CLM_OUTPUT_POLYGONS_SHP,
    CLM_OUTPUT_POLYGONS_SHX,
    CLM_OUTPUT_POLYGONS_DBF,
    CLM_OUTPUT_POLYGONS_PRJ,
    CLM_OUTPUT_POLYGONS_CPG,
    CLM_OUTPUT_KML,
    CLM_OUTPUT_HTML,
    CLM_OUTPUT_COUNT
} clm_output;

typedef struct clm_output_facts {
    clm_format format;
    const char *suffix; /* of the article's stem, ".alt.txt"; NULL: for standard output */
} clm_output_facts;

/* The name of a format, "geojson"; NULL for others. */
const char *clm_format_name(clm_format format);
clm_output_facts clm_output_describe(clm_output output);

/* What to make of one article. Zeroed means: defaults, and nothing wanted. */
typedef struct clm_request {
    const char *file;    /* name of the article, for STEM and messages; NULL: "-" */
    clm_text bytes;      /* its content: plain text, HTML, Markdown or JSON with "text"; or the
                            GeoJSON that is to be drawn */
    const char *charset; /* as a server calls it, "windows-1251"; NULL: unknown; see article.h */
    /* Where it was fetched from, told in the map: "http://" or "https://", without a password.
     * NULL: nowhere, or unknown. */
    const char *url;
    bool html;          /* it is HTML, whatever the name and the first bytes say */
    const char *title;  /* NULL: from the article */
    const char *date;   /* "YYYY-MM-DD"; NULL: from the article */
    const char *byline; /* who made the map; NULL: the theme's */
    const char *lang;   /* of the picture's words, ISO 639-1; NULL: English */
    bool want[CLM_FORMAT_COUNT];
    bool want_report, want_text;
    int width_px, height_px; /* 0: 1600 x 1200 */
    double scale;            /* 0: 1 */
    bool has_extent;
    double west_deg, south_deg, east_deg, north_deg;
    const char *const *hide; /* feature ids that are not drawn */
    size_t hide_count;
    const clm_overlays *overlays; /* NULL: none; borrowed */
    bool de_facto;                /* worldview: who administers the land; false: ISO 3166 */
    bool has_worldview; /* for clm_render_geojson: de_facto counts, not what the file says */
    bool no_demonyms;   /* leave Ukrainian, Chinese... out */
    bool hide_labels;   /* draw the same layout without its labels */
} clm_request;

/* Sets what the option `name` of the command line ("size", without dashes) says with `value`, which
 * is borrowed. Options whose value has a form to be checked only; the others are plain members.
 * **Errors:** CLM_ERR_ARGUMENT: "'x' is not ...", a value of another form; CLM_ERR_NOT_FOUND: no
 * such option; `request` is then as it was. */
CLM_MUST_CHECK clm_status clm_request_set(clm_request *request, const char *name, const char *value,
                                          clm_error *error);

typedef struct clm_stage_times {
    double article_s, mentions_s, places_s, claims_s, features_s, formats_s;
    double database_s;
    double map_compose_s, map_labels_s, map_paint_s, map_encode_s;
} clm_stage_times;

/* What came of it; a buffer that was not wanted, or a picture of nothing, stays empty. */
typedef struct clm_result {
    clm_buffer files[CLM_OUTPUT_COUNT];
    clm_buffer report, text;
    clm_buffer warnings; /* what could not be read of a GeoJSON or drawn, a line each */
    size_t located;      /* features drawn; 0: there is no picture */
    size_t places;       /* features with a shape, drawn or not */
    size_t claims;
    bool english;
    const char *hide_unknown; /* the first of the request's `hide` that is no feature's id; NULL */
    /* Why a format could not be made here, its library or its server missing, say, while all others
     * were; code CLM_OK: it was made. */
    clm_error refused[CLM_FORMAT_COUNT];
    clm_stage_times times;
} clm_result;

/* Appends what a person wants to know of a result, a line each: its warnings, that the article is
 * in another language, that there is no picture and why, ids to hide that are none. `drawn_again`:
 * it is of clm_render_geojson. */
void clm_result_say(const clm_result *result, bool drawn_again, clm_buffer *lines);

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

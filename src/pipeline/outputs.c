/* From a finished collection to all files that are wanted of it. */
#include "base/clock.h"
#include "formats/formats.h"
#include "page/page.h"
#include "pipeline/parts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const clm_output_facts output_facts[CLM_OUTPUT_COUNT] = {
    [CLM_OUTPUT_GEOJSON] = {CLM_FORMAT_GEOJSON, ".geojson"},
    [CLM_OUTPUT_PNG] = {CLM_FORMAT_PNG, ".png"},
    [CLM_OUTPUT_SVG] = {CLM_FORMAT_SVG, ".svg"},
    [CLM_OUTPUT_PDF] = {CLM_FORMAT_PDF, ".pdf"},
    [CLM_OUTPUT_ALT] = {CLM_FORMAT_ALT, ".alt.txt"},
    [CLM_OUTPUT_GEOJSONSEQ] = {CLM_FORMAT_GEOJSONSEQ, NULL},
    [CLM_OUTPUT_CSV] = {CLM_FORMAT_CSV, ".csv"},
    [CLM_OUTPUT_QML] = {CLM_FORMAT_QML, ".qml"},
    [CLM_OUTPUT_GPKG] = {CLM_FORMAT_GPKG, ".gpkg"},
    [CLM_OUTPUT_FGB] = {CLM_FORMAT_FGB, ".fgb"},
    [CLM_OUTPUT_KML] = {CLM_FORMAT_KML, ".kml"},
    [CLM_OUTPUT_HTML] = {CLM_FORMAT_HTML, ".html"},
    [CLM_OUTPUT_POINTS_SHP] = {CLM_FORMAT_SHP, "_points.shp"},
    [CLM_OUTPUT_POINTS_SHX] = {CLM_FORMAT_SHP, "_points.shx"},
    [CLM_OUTPUT_POINTS_DBF] = {CLM_FORMAT_SHP, "_points.dbf"},
    [CLM_OUTPUT_POINTS_PRJ] = {CLM_FORMAT_SHP, "_points.prj"},
    [CLM_OUTPUT_POINTS_CPG] = {CLM_FORMAT_SHP, "_points.cpg"},
    [CLM_OUTPUT_LINES_SHP] = {CLM_FORMAT_SHP, "_lines.shp"},
    [CLM_OUTPUT_LINES_SHX] = {CLM_FORMAT_SHP, "_lines.shx"},
    [CLM_OUTPUT_LINES_DBF] = {CLM_FORMAT_SHP, "_lines.dbf"},
    [CLM_OUTPUT_LINES_PRJ] = {CLM_FORMAT_SHP, "_lines.prj"},
    [CLM_OUTPUT_LINES_CPG] = {CLM_FORMAT_SHP, "_lines.cpg"},
    [CLM_OUTPUT_POLYGONS_SHP] = {CLM_FORMAT_SHP, "_polygons.shp"},
    [CLM_OUTPUT_POLYGONS_SHX] = {CLM_FORMAT_SHP, "_polygons.shx"},
    [CLM_OUTPUT_POLYGONS_DBF] = {CLM_FORMAT_SHP, "_polygons.dbf"},
    [CLM_OUTPUT_POLYGONS_PRJ] = {CLM_FORMAT_SHP, "_polygons.prj"},
    [CLM_OUTPUT_POLYGONS_CPG] = {CLM_FORMAT_SHP, "_polygons.cpg"},
};

clm_output_facts clm_output_describe(clm_output output) {
    return output_facts[output];
}

double clm_lap(double *mark) {
    const double now = clm_clock_s();
    const double spent = now - *mark;
    *mark = now;
    return spent;
}

static clm_buffer *wanted_file(const clm_request *request, clm_result *result, clm_output output) {
    return request->want[output_facts[output].format] ? &result->files[output] : NULL;
}

static clm_status draw(const clm_making *making, clm_result *result, clm_error *error) {
    clm_context *context = making->context;
    const clm_request *request = making->request;
    const clm_collection *collection = making->collection;
    clm_map_fonts *fonts;
    if (context->fonts == NULL) {
        /* Before the first picture, whose memory is new. Later ones use that memory again, and
         * reading all pages anew would cost a tenth of a drawing. */
        clm_gazetteer_release(context->gazetteer);
    }
    clm_status status = clm_context_fonts(context, &fonts, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_map_options options;
    clm_map_options_init(&options);
    if (request->width_px != 0 || request->height_px != 0) {
        options.width_px = request->width_px;
        options.height_px = request->height_px;
    }
    if (request->scale != 0.0) {
        options.scale = request->scale;
    }
    options.has_extent = request->has_extent;
    options.extent =
        (clm_bbox){request->west_deg, request->south_deg, request->east_deg, request->north_deg};
    options.worldview = collection->facts.worldview;
    options.lang = request->lang;
    options.byline = request->byline;
    options.hide = request->hide;
    options.hide_count = request->hide_count;
    if (request->overlays != NULL) {
        options.overlays = (const clm_overlay_layer *const *)request->overlays->items;
        options.overlay_count = request->overlays->count;
    }
    options.draw_labels = !request->hide_labels;
    clm_map_times times = {0};
    const clm_map_outputs outputs = {
        .png = wanted_file(request, result, CLM_OUTPUT_PNG),
        .svg = wanted_file(request, result, CLM_OUTPUT_SVG),
        .pdf = wanted_file(request, result, CLM_OUTPUT_PDF),
        .alt = wanted_file(request, result, CLM_OUTPUT_ALT),
        .report = request->want_report ? &result->report : NULL,
        .times = &times,
    };
    status = clm_map_draw(collection, context->gazetteer, &context->theme, &options, fonts,
                          &outputs, error);
    clm_map_fonts_notes(fonts, &result->warnings);
    result->times.map_compose_s = times.compose_s;
    result->times.map_labels_s = times.labels_s;
    result->times.map_paint_s = times.paint_s;
    result->times.map_encode_s = times.encode_s;
    return status;
}

/* ---- files of features ---- */

typedef clm_status write_file(const clm_making *making, clm_result *result, clm_error *error);

static clm_status write_geojson(const clm_making *making, clm_result *result, clm_error *error) {
    return clm_geojson_write(making->collection, &making->context->theme,
                             &result->files[CLM_OUTPUT_GEOJSON], error);
}

static clm_status write_geojsonseq(const clm_making *making, clm_result *result, clm_error *error) {
    return clm_geojsonseq_write(making->collection, &making->context->theme,
                                &result->files[CLM_OUTPUT_GEOJSONSEQ], error);
}

static clm_status write_csv(const clm_making *making, clm_result *result, clm_error *error) {
    return clm_csv_write(making->collection, &result->files[CLM_OUTPUT_CSV], error);
}

static clm_styling styling_of(const clm_making *making) {
    return (clm_styling){&making->context->theme, making->context->gazetteer,
                         making->request->lang};
}

static clm_status write_qml(const clm_making *making, clm_result *result, clm_error *error) {
    const clm_styling styling = styling_of(making);
    return clm_qml_write(making->collection, &styling, CLM_GEOMETRY_NONE,
                         &result->files[CLM_OUTPUT_QML], error);
}

static clm_status write_gpkg(const clm_making *making, clm_result *result, clm_error *error) {
    const clm_styling styling = styling_of(making);
    return clm_gpkg_write(making->collection, &styling, &result->files[CLM_OUTPUT_GPKG],
                          &result->warnings, error);
}

static clm_status write_fgb(const clm_making *making, clm_result *result, clm_error *error) {
    return clm_fgb_write(making->collection, &making->context->theme,
                         &result->files[CLM_OUTPUT_FGB], &result->warnings, error);
}

static clm_status write_shp(const clm_making *making, clm_result *result, clm_error *error) {
    clm_shp_files files[CLM_SHP_SHEETS];
    for (size_t i = 0; i < CLM_SHP_SHEETS; i++) {
        clm_buffer *first = &result->files[CLM_OUTPUT_POINTS_SHP + 5 * i];
        files[i] = (clm_shp_files){first, first + 1, first + 2, first + 3, first + 4};
    }
    return clm_shp_write(making->collection, files, &result->warnings, error);
}

static clm_status write_kml(const clm_making *making, clm_result *result, clm_error *error) {
    return clm_kml_write(making->collection, &making->context->theme,
                         &result->files[CLM_OUTPUT_KML], error);
}

static clm_status write_html(const clm_making *making, clm_result *result, clm_error *error) {
    const clm_request *request = making->request;
    const clm_overlays *overlays = request->overlays;
    const clm_page_options options = {
        .text = making->article ? making->article->text : (clm_text){NULL, 0},
        .has_extent = request->has_extent,
        .extent = {request->west_deg, request->south_deg, request->east_deg, request->north_deg},
        .hide = request->hide,
        .hide_count = request->hide_count,
        .byline = request->byline,
        .lang = request->lang,
        .overlays = overlays != NULL ? (const clm_overlay_layer *const *)overlays->items : NULL,
        .overlay_count = overlays != NULL ? overlays->count : 0,
    };
    return clm_page_write(making->collection, making->context->gazetteer, &making->context->theme,
                          &options, &result->files[CLM_OUTPUT_HTML], error);
}

/* ---- formats ---- */

static const struct {
    const char *name;
    write_file *write; /* NULL: drawn, or rows of a database */
} formats[CLM_FORMAT_COUNT] = {
    [CLM_FORMAT_GEOJSON] = {"geojson", write_geojson},
    [CLM_FORMAT_PNG] = {"png", NULL},
    [CLM_FORMAT_SVG] = {"svg", NULL},
    [CLM_FORMAT_PDF] = {"pdf", NULL},
    [CLM_FORMAT_ALT] = {"alt", NULL},
    [CLM_FORMAT_GEOJSONSEQ] = {"geojsonseq", write_geojsonseq},
    [CLM_FORMAT_CSV] = {"csv", write_csv},
    [CLM_FORMAT_QML] = {"qml", write_qml},
    [CLM_FORMAT_GPKG] = {"gpkg", write_gpkg},
    [CLM_FORMAT_FGB] = {"fgb", write_fgb},
    [CLM_FORMAT_SHP] = {"shp", write_shp},
    [CLM_FORMAT_KML] = {"kml", write_kml},
    [CLM_FORMAT_HTML] = {"html", write_html},
    [CLM_FORMAT_POSTGIS] = {"postgis", NULL},
};

const char *clm_format_name(clm_format format) {
    return (unsigned)format < CLM_FORMAT_COUNT ? formats[format].name : NULL;
}

/* ---- the database ---- */

/* The context's, opened on first use. One that cannot be had is not asked for again and again: each
 * time may take as long as a server that does not answer is waited for. */
static clm_status open_postgis(clm_context *context, clm_error *error) {
    if (context->postgis == NULL && context->postgis_failed.code == CLM_OK) {
        *error = (clm_error){0};
        clm_status status =
            clm_postgis_open(context->connection, context->db_schema, &context->postgis, error);
        context->postgis_failed = *error;
        return status;
    }
    *error = context->postgis_failed;
    return error->code;
}

/* Where the article was read: the whole path, so that files of the same name in other folders are
 * others; NULL for standard input and for a GeoJSON that is drawn again. */
static const char *where_read(const clm_making *making, char whole[PATH_MAX]) {
    const char *file = making->request->file;
    if (making->article == NULL || file == NULL || strcmp(file, "-") == 0) {
        return NULL;
    }
    return realpath(file, whole) != NULL ? whole : file;
}

/* The last of all, and its failure costs no other output. */
static void write_database(const clm_making *making, clm_result *result) {
    char whole[PATH_MAX];
    clm_error error = {0};
    clm_status status = open_postgis(making->context, &error);
    if (status == CLM_OK) {
        status = clm_postgis_write(making->context->postgis, making->collection,
                                   &making->context->theme, where_read(making, whole), &error);
    }
    if (status != CLM_OK) {
        (void)clm_error_prefix(&error, "database");
        result->refused[CLM_FORMAT_POSTGIS] = error;
    }
}

/* A format that cannot be made here costs no other one. */
static clm_status write_format(const clm_making *making, clm_format format, clm_result *result,
                               clm_error *error) {
    clm_error own = {0};
    clm_status status = formats[format].write(making, result, &own);
    if (status == CLM_ERR_UNSUPPORTED || status == CLM_ERR_VERSION || status == CLM_ERR_FOREIGN) {
        result->refused[format] = own;
        return CLM_OK;
    }
    return status == CLM_OK ? CLM_OK : clm_fail(error, status, "%s", own.message);
}

clm_status clm_outputs_make(const clm_making *making, clm_result *result, clm_error *error) {
    const clm_request *request = making->request;
    double mark = 0.0;
    (void)clm_lap(&mark);
    clm_status status = CLM_OK;
    bool drawn = request->want_report;
    for (size_t i = 0; i < CLM_FORMAT_COUNT && status == CLM_OK; i++) {
        if (request->want[i] && formats[i].write != NULL) {
            status = write_format(making, (clm_format)i, result, error);
        }
        drawn |= request->want[i] && formats[i].write == NULL && i != CLM_FORMAT_POSTGIS;
    }
    result->times.formats_s = clm_lap(&mark);
    if (status == CLM_OK && result->located > 0 && drawn) {
        status = draw(making, result, error);
    }
    if (status == CLM_OK && request->want[CLM_FORMAT_POSTGIS]) {
        (void)clm_lap(&mark);
        write_database(making, result);
        result->times.database_s = clm_lap(&mark);
    }
    return status == CLM_OK ? clm_gazetteer_check(making->context->gazetteer, error) : status;
}

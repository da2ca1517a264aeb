#include "formats/columns.h"
#include "formats/formats.h"

static void pair_collection_facts(clm_json_writer *writer, const clm_collection *collection) {
    const clm_article_facts *facts = &collection->facts;
    const clm_row row = {.collection = collection};
    CLM_JSON_KEY(writer, "claimmap");
    clm_json_open_object(writer);
    CLM_JSON_INT(writer, "schema", 1);
    CLM_JSON_STRING(writer, "version", facts->version);
    CLM_JSON_KEY(writer, "article");
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "file", facts->file);
    clm_write_optional(writer, "url", facts->url);
    CLM_JSON_STRING(writer, "sha256", facts->sha256);
    CLM_JSON_STRING(writer, "title", facts->title);
    CLM_JSON_STRING(writer, "date", clm_or_null(facts->date));
    clm_write_optional(writer, "outlet", facts->outlet);
    clm_write_optional(writer, "since", facts->since);
    if (facts->articles > 1) {
        CLM_JSON_INT(writer, "articles", (int64_t)facts->articles);
    }
    CLM_JSON_INT(writer, "words", (int64_t)facts->words);
    clm_json_pair_bool(writer, "english", facts->english);
    clm_json_close_object(writer);
    CLM_JSON_KEY(writer, "gazetteer");
    clm_put_gazetteer(writer, &row);
    CLM_JSON_STRING(writer, "worldview", clm_worldview_name(facts->worldview));
    CLM_JSON_KEY(writer, "options");
    clm_put_options(writer, &row);
    if (facts->overlay_count > 0) {
        CLM_JSON_KEY(writer, "overlays");
        clm_put_overlays(writer, &row);
    }
    clm_json_close_object(writer);
}

void clm_write_feature(clm_json_writer *writer, const clm_collection *collection,
                       const clm_feature *feature, const clm_theme *theme) {
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "type", "Feature");
    CLM_JSON_STRING(writer, "id", feature->id);
    if (feature->geometry.kind == CLM_GEOMETRY_POLYGONS ||
        feature->geometry.kind == CLM_GEOMETRY_LINES) {
        clm_write_bbox(writer, clm_geometry_bbox(&feature->geometry));
    }
    CLM_JSON_KEY(writer, "geometry");
    clm_write_geometry(writer, &feature->geometry);
    CLM_JSON_KEY(writer, "properties");
    const clm_row row = clm_row_of(collection, feature, theme);
    clm_write_properties(writer, &row);
    clm_json_close_object(writer);
}

clm_status clm_geojson_write(const clm_collection *collection, const clm_theme *theme,
                             clm_buffer *out, clm_error *error) {
    clm_bbox box = clm_bbox_empty();
    for (size_t i = 0; i < collection->count; i++) {
        if (collection->items[i].geometry.kind != CLM_GEOMETRY_NONE) {
            clm_bbox_join(&box, clm_geometry_bbox(&collection->items[i].geometry));
        }
    }
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    clm_json_open_object(&writer);
    CLM_JSON_STRING(&writer, "type", "FeatureCollection");
    clm_write_bbox(&writer, box);
    pair_collection_facts(&writer, collection);
    CLM_JSON_KEY(&writer, "features");
    clm_json_open_array(&writer);
    for (size_t i = 0; i < collection->count; i++) {
        /* A feature with its line and comma: readable in a diff, and to tools that work by line. */
        clm_buffer_string(out, i == 0 ? "\n" : ",\n");
        clm_json_writer line;
        clm_json_begin(&line, out);
        clm_write_feature(&line, collection, &collection->items[i], theme);
    }
    clm_buffer_char(out, '\n');
    clm_json_close_array(&writer);
    clm_json_close_object(&writer);
    clm_buffer_char(out, '\n');
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "GeoJSON: out of memory") : CLM_OK;
}

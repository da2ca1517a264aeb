/* The document around rules, symbols and labels. */
#include "formats/qml.h"

/* Below what orients, above what the story is about; large areas below small ones. */
static void put_order(const clm_qml *qml, clm_buffer *out) {
    clm_buffer_string(out, "<orderby>\n");
    if (qml->kind == CLM_GEOMETRY_NONE) {
        clm_buffer_string(out, "<orderByClause asc=\"1\" nullsFirst=\"1\">CASE "
                               "geometry_type($geometry) WHEN 'Polygon' THEN 0 WHEN 'Line' THEN 1 "
                               "ELSE 2 END</orderByClause>\n");
    }
    clm_buffer_string(out, "<orderByClause asc=\"1\" nullsFirst=\"0\">CASE \"draw\" WHEN 'no' THEN "
                           "0 WHEN 'context' THEN 1 WHEN 'secondary' THEN 2 ELSE 3 "
                           "END</orderByClause>\n");
    if (clm_qml_has(qml, CLM_GEOMETRY_POLYGONS)) {
        clm_buffer_string(out, "<orderByClause asc=\"0\" nullsFirst=\"0\">area($geometry)"
                               "</orderByClause>\n");
    }
    clm_buffer_string(out, "</orderby>\n");
}

/* What QGIS shows of a feature under the mouse; the article's words must not become HTML. */
static void put_tip(clm_buffer *out) {
    static const char *const parts[] = {"title", "description"};
    clm_buffer_string(out, "<mapTip>");
    for (size_t i = 0; i < 2; i++) {
        clm_buffer_string(out, i == 0 ? "&lt;b&gt;[% " : "&lt;br&gt;[% ");
        clm_buffer_printf(out,
                          "replace(replace(coalesce(\"%s\",''),'&amp;','&amp;amp;'),'&lt;',"
                          "'&amp;lt;') %%]%s",
                          parts[i], i == 0 ? "&lt;/b&gt;" : "");
    }
    clm_buffer_string(out, "</mapTip>\n"
                           "<previewExpression>coalesce(\"title\",\"id\")</previewExpression>\n");
}

static void put_document(clm_qml *qml, clm_buffer *out) {
    static const char *const types[] = {
        [CLM_GEOMETRY_POINT] = "0", [CLM_GEOMETRY_LINES] = "1", [CLM_GEOMETRY_POLYGONS] = "2"};
    clm_buffer_string(out,
                      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                      "<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling|MapTips\" "
                      "labelsEnabled=\"1\" simplifyDrawingHints=\"1\" simplifyDrawingTol=\"1\" "
                      "simplifyMaxScale=\"1\" simplifyAlgorithm=\"0\" simplifyLocal=\"1\" "
                      "symbologyReferenceScale=\"-1\">\n"
                      "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" "
                      "enableorderby=\"1\" forceraster=\"0\" referencescale=\"-1\">\n");
    clm_buffer_text(out, (clm_text){qml->rules.data, qml->rules.len});
    clm_buffer_string(out, "<symbols>\n");
    clm_buffer_text(out, (clm_text){qml->symbols.data, qml->symbols.len});
    clm_buffer_string(out, "</symbols>\n");
    put_order(qml, out);
    clm_buffer_string(out, "</renderer-v2>\n");
    clm_qml_labels(qml, out);
    clm_buffer_string(out, "<blendMode>0</blendMode>\n<featureBlendMode>0</featureBlendMode>\n"
                           "<layerOpacity>1</layerOpacity>\n");
    put_tip(out);
    if (qml->kind != CLM_GEOMETRY_NONE) { /* with it QGIS would refuse layers of other shapes */
        clm_buffer_printf(out, "<layerGeometryType>%s</layerGeometryType>\n", types[qml->kind]);
    }
    clm_buffer_string(out, "</qgis>\n");
}

clm_status clm_qml_write(const clm_collection *collection, const clm_styling *styling,
                         clm_geometry_kind kind, clm_buffer *out, clm_error *error) {
    clm_qml qml = {.collection = collection,
                   .styling = styling,
                   .theme = styling->theme,
                   .kind = kind,
                   .arena = clm_arena_new()};
    clm_buffer_init(&qml.rules);
    clm_buffer_init(&qml.symbols);
    clm_status status = qml.arena != NULL ? clm_language_find(styling->lang, &qml.language, error)
                                          : clm_fail(error, CLM_ERR_NOMEM, "QML: out of memory");
    if (status == CLM_OK) {
        clm_qml_read(&qml);
        if (!qml.failed) {
            clm_qml_rules(&qml);
            put_document(&qml, out);
        }
        if (qml.failed || qml.rules.failed || qml.symbols.failed || out->failed) {
            status = clm_fail(error, CLM_ERR_NOMEM, "QML: out of memory");
        }
    }
    clm_buffer_clear(&qml.rules);
    clm_buffer_clear(&qml.symbols);
    clm_arena_free(qml.arena);
    return status;
}

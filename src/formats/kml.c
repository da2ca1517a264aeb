#include "base/xml.h"
#include "formats/formats.h"
#include "formats/kml_parts.h"

#include <string.h>

/* ---- elements ---- */

static void indent(const clm_kml *kml) {
    for (size_t i = 0; i < kml->depth; i++) {
        clm_buffer_char(kml->out, ' ');
    }
}

void clm_kml_open(clm_kml *kml, const char *element, const char *name, const char *value) {
    indent(kml);
    clm_buffer_char(kml->out, '<');
    clm_buffer_string(kml->out, element);
    if (name != NULL) {
        clm_buffer_char(kml->out, ' ');
        clm_buffer_string(kml->out, name);
        clm_buffer_string(kml->out, "=\"");
        clm_xml_text(kml->out, clm_text_of(value));
        clm_buffer_char(kml->out, '"');
    }
    clm_buffer_string(kml->out, ">\n");
    kml->open[kml->depth++] = element;
}

static void end_tag(clm_kml *kml, const char *element) {
    clm_buffer_string(kml->out, "</");
    clm_buffer_string(kml->out, element);
    clm_buffer_string(kml->out, ">\n");
}

void clm_kml_close(clm_kml *kml) {
    kml->depth--;
    indent(kml);
    end_tag(kml, kml->open[kml->depth]);
}

static void start_line(clm_kml *kml, const char *element) {
    indent(kml);
    clm_buffer_char(kml->out, '<');
    clm_buffer_string(kml->out, element);
    clm_buffer_char(kml->out, '>');
}

void clm_kml_element(clm_kml *kml, const char *element, const char *text) {
    if (text != NULL) {
        start_line(kml, element);
        clm_xml_text(kml->out, clm_text_of(text));
        end_tag(kml, element);
    }
}

void clm_kml_number(clm_kml *kml, const char *element, double value) {
    start_line(kml, element);
    clm_buffer_number(kml->out, value, 2);
    end_tag(kml, element);
}

/* ---- shapes ---- */

static void add_position(clm_buffer *out, clm_lonlat point, bool next) {
    clm_buffer_string(out, next ? " " : "");
    clm_buffer_number(out, point.lon_deg, CLM_DEGREE_DECIMALS);
    clm_buffer_char(out, ',');
    clm_buffer_number(out, point.lat_deg, CLM_DEGREE_DECIMALS);
}

static void put_coordinates(clm_kml *kml, const clm_geometry *geometry, size_t part) {
    size_t count = 0;
    const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
    start_line(kml, "coordinates");
    for (size_t i = 0; i < count; i++) {
        add_position(kml->out, points[i], i > 0);
    }
    if (geometry->kind == CLM_GEOMETRY_POLYGONS && count > 0) {
        add_position(kml->out, points[0], true);
    }
    end_tag(kml, "coordinates");
}

static void put_ring(clm_kml *kml, const clm_geometry *geometry, size_t part, const char *side) {
    clm_kml_open(kml, side, NULL, NULL);
    clm_kml_open(kml, "LinearRing", NULL, NULL);
    put_coordinates(kml, geometry, part);
    clm_kml_close(kml);
    clm_kml_close(kml);
}

static void put_polygons(clm_kml *kml, const clm_geometry *geometry) {
    for (size_t part = 0; part < geometry->part_count;) {
        clm_kml_open(kml, "Polygon", NULL, NULL);
        clm_kml_element(kml, "tessellate", "1");
        put_ring(kml, geometry, part++, "outerBoundaryIs");
        while (part < geometry->part_count && geometry->part_hole[part] != 0) {
            put_ring(kml, geometry, part++, "innerBoundaryIs");
        }
        clm_kml_close(kml);
    }
}

static void put_lines(clm_kml *kml, const clm_geometry *geometry) {
    for (size_t part = 0; part < geometry->part_count; part++) {
        clm_kml_open(kml, "LineString", NULL, NULL);
        clm_kml_element(kml, "tessellate", "1");
        put_coordinates(kml, geometry, part);
        clm_kml_close(kml);
    }
}

static size_t shape_count(const clm_geometry *geometry) {
    size_t shapes = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        shapes += geometry->part_hole[part] == 0;
    }
    return shapes;
}

static void put_geometry(clm_kml *kml, const clm_geometry *geometry) {
    const bool several = shape_count(geometry) > 1;
    if (geometry->point_count == 0) {
        return;
    }
    if (several) {
        clm_kml_open(kml, "MultiGeometry", NULL, NULL);
    }
    if (geometry->kind == CLM_GEOMETRY_POINT) {
        clm_kml_open(kml, "Point", NULL, NULL);
        put_coordinates(kml, geometry, 0);
        clm_kml_close(kml);
    } else if (geometry->kind == CLM_GEOMETRY_LINES) {
        put_lines(kml, geometry);
    } else {
        put_polygons(kml, geometry);
    }
    if (several) {
        clm_kml_close(kml);
    }
}

/* ---- placemarks ---- */

/* The title is the placemark's name, the description its balloon. */
static bool is_shown(const clm_column *column) {
    return (column->groups & CLM_COLUMN_FLAT) != 0 && strcmp(column->name, "description") != 0 &&
           strcmp(column->name, "title") != 0;
}

static void put_schema(clm_kml *kml) {
    static const char *const types[] = {
        [CLM_COLUMN_TEXT] = "string",  [CLM_COLUMN_INTEGER] = "int", [CLM_COLUMN_NUMBER] = "double",
        [CLM_COLUMN_BOOLEAN] = "bool", [CLM_COLUMN_DATE] = "string", [CLM_COLUMN_JSON] = "string",
    };
    const clm_column *column;
    clm_kml_open(kml, "Schema", "id", "claimmap");
    for (size_t i = 0; (column = clm_column_at(i)) != NULL; i++) {
        if (is_shown(column)) {
            indent(kml);
            clm_buffer_printf(kml->out, "<SimpleField type=\"%s\" name=\"%s\"><displayName>",
                              types[column->type], column->name);
            clm_xml_text(kml->out, clm_text_of(column->meaning));
            clm_buffer_string(kml->out, "</displayName></SimpleField>\n");
        }
    }
    clm_kml_close(kml);
}

/* The value until the next call; NULL for null. */
static const char *value_of(clm_kml *kml, const clm_column *column, const clm_row *row,
                            clm_buffer *cell) {
    cell->len = 0;
    clm_buffer_string(cell, "");
    const bool known = clm_column_value(column, row, cell);
    kml->out->failed = kml->out->failed || cell->failed;
    return known && !cell->failed ? cell->data : NULL;
}

static void put_data(clm_kml *kml, const clm_row *row) {
    const clm_column *column;
    clm_buffer cell;
    clm_buffer_init(&cell);
    clm_kml_open(kml, "ExtendedData", NULL, NULL);
    clm_kml_open(kml, "SchemaData", "schemaUrl", "#claimmap");
    for (size_t i = 0; (column = clm_column_at(i)) != NULL; i++) {
        const char *value = is_shown(column) ? value_of(kml, column, row, &cell) : NULL;
        if (value != NULL) {
            indent(kml);
            clm_buffer_printf(kml->out, "<SimpleData name=\"%s\">", column->name);
            clm_xml_text(kml->out, clm_text_of(value));
            end_tag(kml, "SimpleData");
        }
    }
    clm_kml_close(kml);
    clm_kml_close(kml);
    clm_buffer_clear(&cell);
}

/* Title, wording with its quote, and what else a reader asks for first, as HTML; what is escaped
 * holds no ">", so that nothing ends the section. */
static void put_balloon(clm_kml *kml, const clm_row *row) {
    static const struct {
        const char *column, *label;
    } lines[] = {
        {"source_name", "Source"},     {"relay_names", "Carried by"},
        {"modality", "Modality"},      {"event_type", "Event"},
        {"status", "Status"},          {"place_name", "Place"},
        {"quantity_words", "Figures"}, {"time_text", "Time"},
        {"confidence", "Confidence"},  {"reason", "Why it is not drawn, or faint"},
    };
    clm_buffer *html = kml->out;
    clm_buffer cell;
    clm_buffer_init(&cell);
    start_line(kml, "description");
    clm_buffer_string(html, "<![CDATA[");
    const char *title = row->feature->title;
    const char *description = row->feature->description;
    clm_buffer_string(html, "<p><b>");
    clm_xml_text(html, clm_text_of(title));
    clm_buffer_string(html, "</b></p><p>");
    clm_xml_text(html, clm_text_of(description));
    clm_buffer_string(html, "</p><table>");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const clm_column *column = clm_column_named(lines[i].column, CLM_COLUMN_FLAT);
        const char *value = column != NULL ? value_of(kml, column, row, &cell) : NULL;
        if (value != NULL) {
            clm_buffer_printf(html, "<tr><th align=\"left\">%s</th><td>", lines[i].label);
            clm_xml_text(html, clm_text_of(value));
            clm_buffer_string(html, "</td></tr>");
        }
    }
    clm_buffer_string(html, "</table>]]>");
    end_tag(kml, "description");
    clm_buffer_clear(&cell);
}

static void put_time(clm_kml *kml, const clm_row *row) {
    clm_buffer cell;
    clm_buffer_init(&cell);
    const clm_column *start = clm_column_named("time_start", CLM_COLUMN_FLAT);
    const clm_column *end = clm_column_named("time_end", CLM_COLUMN_FLAT);
    const bool begins = value_of(kml, start, row, &cell) != NULL;
    if (begins || value_of(kml, end, row, &cell) != NULL) {
        clm_kml_open(kml, "TimeSpan", NULL, NULL);
        clm_kml_element(kml, "begin", value_of(kml, start, row, &cell));
        clm_kml_element(kml, "end", value_of(kml, end, row, &cell));
        clm_kml_close(kml);
    }
    clm_buffer_clear(&cell);
}

/* Elements in the order of the standard's schema. */
static void put_placemark(clm_kml *kml, const clm_feature *feature) {
    const clm_row row = clm_row_of(kml->collection, feature, kml->theme);
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_printf(&text, "f-%s", feature->id != NULL ? feature->id : "");
    kml->out->failed = kml->out->failed || text.failed;
    clm_kml_open(kml, "Placemark", "id", text.failed ? "" : text.data);
    clm_kml_element(kml, "name", feature->title != NULL ? feature->title : "");
    if (feature->draw == CLM_DRAW_NO) {
        clm_kml_element(kml, "visibility", "0");
    }
    put_balloon(kml, &row);
    put_time(kml, &row);
    clm_buffer_clear(&text);
    clm_buffer_char(&text, '#');
    clm_kml_style_id(&row, &text);
    kml->out->failed = kml->out->failed || text.failed;
    clm_kml_element(kml, "styleUrl", text.failed ? "" : text.data);
    put_data(kml, &row);
    put_geometry(kml, &feature->geometry);
    clm_kml_close(kml);
    clm_buffer_clear(&text);
}

/* ---- folders ---- */

/* Claims by the class of their event, then stated areas, then other places. */
enum { FOLDER_OTHER = CLM_EVENT_CLASS_COUNT, FOLDER_FIGURES, FOLDER_PLACES, FOLDER_COUNT };

static int folder_of(const clm_feature *feature) {
    switch (feature->kind) {
    case CLM_FEATURE_CLAIM:
        return feature->event_type != CLM_EVENT_NONE ? (int)clm_event_class_of(feature->event_type)
                                                     : FOLDER_OTHER;
    case CLM_FEATURE_FIGURE:
        return FOLDER_FIGURES;
    case CLM_FEATURE_PLACE:
        return FOLDER_PLACES;
    case CLM_FEATURE_ARTICLE:
        break;
    }
    return -1;
}

static void name_folder(clm_kml *kml, int folder) {
    clm_buffer name;
    clm_buffer_init(&name);
    if (folder == FOLDER_FIGURES) {
        clm_buffer_string(&name, "Stated areas");
    } else if (folder == FOLDER_PLACES) {
        clm_buffer_string(&name, "Other places");
    } else {
        clm_buffer_string(&name, "Claims (");
        clm_buffer_string(&name, folder == FOLDER_OTHER
                                     ? "other"
                                     : clm_event_class_name((clm_event_class)folder));
        clm_buffer_char(&name, ')');
    }
    kml->out->failed = kml->out->failed || name.failed;
    clm_kml_element(kml, "name", name.failed ? "" : name.data);
    clm_buffer_clear(&name);
}

static void put_folder(clm_kml *kml, int folder) {
    bool open = false;
    for (size_t i = 0; i < kml->collection->count; i++) {
        const clm_feature *feature = &kml->collection->items[i];
        if (folder_of(feature) != folder) {
            continue;
        }
        if (!open) {
            clm_kml_open(kml, "Folder", NULL, NULL);
            name_folder(kml, folder);
            open = true;
        }
        put_placemark(kml, feature);
    }
    if (open) {
        clm_kml_close(kml);
    }
}

static void put_document(clm_kml *kml) {
    const clm_article_facts *facts = &kml->collection->facts;
    clm_buffer *html = kml->out;
    clm_kml_open(kml, "Document", NULL, NULL);
    clm_kml_element(kml, "name", facts->title != NULL ? facts->title : facts->file);
    start_line(kml, "description");
    clm_buffer_string(html, "<![CDATA[<p>");
    clm_xml_text(html, clm_text_of(facts->outlet));
    clm_buffer_string(html, clm_or_null(facts->outlet) && clm_or_null(facts->date) ? ", " : "");
    clm_xml_text(html, clm_text_of(facts->date));
    clm_buffer_string(html, "</p><p>What the article says, and by whom it is said. Shapes of "
                            "stated areas are schematic. Made by claimmap ");
    clm_xml_text(html, clm_text_of(facts->version));
    clm_buffer_string(html, ".</p>]]>");
    end_tag(kml, "description");
    clm_kml_styles(kml);
    put_schema(kml);
    for (int folder = 0; folder < FOLDER_COUNT; folder++) {
        put_folder(kml, folder);
    }
    clm_kml_close(kml);
}

clm_status clm_kml_write(const clm_collection *collection, const clm_theme *theme, clm_buffer *out,
                         clm_error *error) {
    clm_kml kml = {.out = out, .collection = collection, .theme = theme};
    clm_buffer_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    clm_kml_open(&kml, "kml", "xmlns", "http://www.opengis.net/kml/2.2");
    put_document(&kml);
    clm_kml_close(&kml);
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "KML: out of memory") : CLM_OK;
}

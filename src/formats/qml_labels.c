/* The labels of a style: names of places, stated areas, places for orientation. */
#include "formats/qml.h"

#include "base/xml.h"

#include <math.h>

typedef struct label {
    const char *filter, *text; /* expressions */
    clm_look_id role;
    int priority; /* 0 to 10 */
    bool area;    /* stands inside */
    bool small;   /* or beside, where it finds no room inside */
    bool capitals;
} label;

static void pair(clm_buffer *out, const char *name, const char *value) {
    clm_buffer_printf(out, " %s=\"", name);
    clm_xml_text(out, clm_text_of(value));
    clm_buffer_char(out, '"');
}

/* Letters are as large as on the picture: its pixels are points of 1/96 inch. */
static void put_text_style(clm_qml *qml, const label *l, clm_buffer *out) {
    static const double points_per_px = 72.0 / 96.0;
    const clm_text_style *style = &qml->theme->look[l->role].text;
    const char *family = style->family[0] != '\0' ? style->family : qml->theme->font_family;
    clm_buffer_string(out, "<text-style isExpression=\"1\" fontSizeUnit=\"Point\"");
    pair(out, "fieldName", l->text);
    pair(out, "fontFamily", family);
    pair(out, "namedStyle",
         style->bold     ? style->italic ? "Bold Italic" : "Bold"
         : style->italic ? "Italic"
                         : "Regular");
    pair(out, "fontWeight", style->bold ? "75" : "50");
    pair(out, "fontItalic", style->italic ? "1" : "0");
    pair(out, "fontSize", clm_qml_number(qml, style->size_px * points_per_px));
    pair(out, "fontLetterSpacing", clm_qml_number(qml, style->letter_spacing_px * points_per_px));
    pair(out, "textColor", clm_qml_color(qml, style->color, style->color.alpha));
    pair(out, "textOpacity", "1");
    pair(out, "capitalization", l->capitals ? "1" : "0");
    clm_buffer_string(out, ">\n<text-buffer bufferSizeUnits=\"MM\" bufferJoinStyle=\"128\" "
                           "bufferOpacity=\"1\" bufferNoFill=\"1\"");
    pair(out, "bufferDraw", style->halo.alpha > 0 && style->halo_px > 0 ? "1" : "0");
    pair(out, "bufferSize", clm_qml_mm(qml, style->halo_px));
    pair(out, "bufferColor", clm_qml_color(qml, style->halo, style->halo.alpha));
    clm_buffer_string(out, "/>\n</text-style>\n");
}

/* QGIS's numbers of placements: around a point in the order of good taste; level inside an area. */
static void put_placement(const label *l, clm_buffer *out) {
    static const char *const around = "TR,TL,BR,BL,R,L,TSR,BSR";
    clm_buffer_string(out, "<text-format multilineAlign=\"3\" formatNumbers=\"0\"/>\n<placement");
    pair(out, "placement", l->area ? "4" : "6");
    pair(out, "dist", l->area ? "0" : "0.6");
    pair(out, "distUnits", "MM");
    pair(out, "predefinedPositionOrder", around);
    pair(out, "offsetType", "1");
    clm_buffer_printf(out,
                      " priority=\"%d\" centroidInside=\"1\" centroidWhole=\"0\" "
                      "polygonPlacementFlags=\"%d\" maxCurvedCharAngleIn=\"25\" "
                      "maxCurvedCharAngleOut=\"-25\"/>\n",
                      l->priority, l->small ? 3 : 2);
    clm_buffer_string(out,
                      "<rendering drawLabels=\"1\" displayAll=\"0\" obstacle=\"1\" "
                      "obstacleType=\"1\" obstacleFactor=\"0.5\" mergeLines=\"0\" "
                      "labelPerPart=\"0\" fontMinPixelSize=\"3\" fontMaxPixelSize=\"10000\"/>\n");
}

static void add_label(clm_qml *qml, const label *l, clm_buffer *out) {
    clm_buffer_printf(out, "<rule key=\"{c1a1b3a9-0001-4000-8000-%012u}\" filter=\"",
                      ++qml->rule_count);
    clm_xml_text(out, clm_text_of(l->filter));
    clm_buffer_string(out, "\">\n<settings>\n");
    put_text_style(qml, l, out);
    put_placement(l, out);
    clm_buffer_string(out, "</settings>\n</rule>\n");
}

/* The name of the place, else what a person called it. */
static const char *name_of(const clm_qml *qml) {
    return qml->kind == CLM_GEOMETRY_NONE
               ? "coalesce(try(map_get(\"place\",'name')),attribute('place_name'),"
                 "attribute('name'),\"title\")"
               : "coalesce(\"place_name\",\"title\")";
}

/* "about 58 km²", "1,300 km² at the peak": as the title begins, else the bare number. */
static const char *area_text(clm_qml *qml) {
    const char *peak = clm_fill_in(qml->arena, qml->language->phrases[CLM_SAY_AT_THE_PEAK], "%1");
    qml->failed |= peak == NULL;
    return clm_qml_text(
        qml,
        "replace(CASE WHEN coalesce(\"past_peak\",false) THEN '%s' ELSE '%%1' END,'%%1',"
        "with_variable('words',regexp_substr(\"title\",'^(.*?km²\\\\)?)'),"
        "CASE WHEN length(@words)>0 THEN lower(left(@words,1))||substr(@words,2) ELSE "
        "format_number(\"area_km2\",CASE WHEN \"area_km2\"<9.95 THEN 1 ELSE 0 END)||' %s' END))",
        peak != NULL ? peak : "", qml->language->phrases[CLM_SAY_KM2]);
}

/* What is drawn, without what lies over another one of the same place. */
static const char *labelled(clm_qml *qml, clm_geometry_kind kind) {
    const char *beside = clm_qml_ids(qml, CLM_QML_BESIDE, kind, NULL);
    return clm_qml_text(qml, "%s%s%s", clm_qml_drawn(qml, kind), beside != NULL ? " AND NOT " : "",
                        beside != NULL ? beside : "");
}

void clm_qml_labels(clm_qml *qml, clm_buffer *out) {
    clm_buffer_string(out, "<labeling type=\"rule-based\">\n"
                           "<rules key=\"{c1a1b3a9-0001-4000-8000-000000000000}\">\n");
    if (clm_qml_has(qml, CLM_GEOMETRY_POLYGONS)) {
        const char *drawn = labelled(qml, CLM_GEOMETRY_POLYGONS);
        add_label(qml,
                  &(label){.filter = clm_qml_text(qml, "%s AND \"kind\"='figure'", drawn),
                           .text = area_text(qml),
                           .role = CLM_LOOK_FIGURE,
                           .priority = 9,
                           .area = true,
                           .small = true},
                  out);
        add_label(qml,
                  &(label){.filter = clm_qml_text(
                               qml, "%s AND coalesce(\"kind\",'claim')<>'figure'", drawn),
                           .text = name_of(qml),
                           .role = CLM_LOOK_REGION,
                           .priority = 8,
                           .area = true,
                           .capitals = true},
                  out);
        add_label(qml,
                  &(label){.filter = clm_qml_text(qml, "%s\"draw\"='context'",
                                                  clm_qml_geometry(qml, CLM_GEOMETRY_POLYGONS)),
                           .text = name_of(qml),
                           .role = CLM_LOOK_REGION_CONTEXT,
                           .priority = 2,
                           .area = true},
                  out);
    }
    if (clm_qml_has(qml, CLM_GEOMETRY_POINT)) {
        add_label(qml,
                  &(label){.filter = labelled(qml, CLM_GEOMETRY_POINT),
                           .text = name_of(qml),
                           .role = CLM_LOOK_PLACE,
                           .priority = 10},
                  out);
        add_label(qml,
                  &(label){.filter = clm_qml_text(qml, "%s\"draw\"='context'",
                                                  clm_qml_geometry(qml, CLM_GEOMETRY_POINT)),
                           .text = name_of(qml),
                           .role = CLM_LOOK_TOWN_2,
                           .priority = 3},
                  out);
    }
    clm_buffer_string(out, "</rules>\n</labeling>\n");
}

/* Symbols of points, as map/signs.c draws them. */
#include "formats/qml_layers.h"

#include <math.h>

/* Of a point's sign, which is not laid over anything. */
static const char *point_faintness(clm_qml *qml) {
    static const double stronger = 1.3;
    const clm_look *secondary = &qml->theme->look[CLM_LOOK_CLAIM_SECONDARY];
    return clm_qml_text(qml,
                        "(CASE WHEN \"draw\"='secondary' THEN %s ELSE 1 END)"
                        "*(CASE WHEN \"relay\" IS NOT NULL OR \"modality\" IN "
                        "('alleged','believed','apparent') THEN %s ELSE 1 END)",
                        clm_qml_number(qml, fmin(1, secondary->opacity * stronger)),
                        clm_qml_number(qml, qml->theme->look[CLM_LOOK_CLAIM_HEARSAY].opacity));
}

typedef struct marker {
    const char *name;   /* of QGIS: circle, line, cross2 */
    double diameter_px; /* of a place that the story is about */
    clm_color color;
    double alpha;
    double edge_px; /* 0: none */
    clm_color edge;
    double edge_alpha;
    bool dashed;
    int angle;
    const char *tint, *edge_tint; /* expressions; NULL: none */
    bool follows_place;           /* square for a facility */
} marker;

static void add_marker(clm_qml *qml, const marker *m) {
    static const char size[] = "@value*(CASE WHEN \"draw\"='secondary' THEN 0.72 ELSE 1 END)";
    const char *kind_is = qml->kind == CLM_GEOMETRY_NONE
                              ? "coalesce(try(map_get(\"place\",'kind')),attribute('place_kind'))"
                              : "\"place_kind\"";
    const clm_qml_property properties[] = {
        {"name", m->name},
        {"angle", clm_qml_text(qml, "%d", m->angle)},
        {"size", clm_qml_mm(qml, m->diameter_px)},
        {"size_unit", "MM"},
        {"color", clm_qml_color(qml, m->color, m->alpha)},
        {"outline_color", clm_qml_color(qml, m->edge, m->edge_alpha)},
        {"outline_style", m->edge_px <= 0 ? "no"
                          : m->dashed     ? "dash"
                                          : "solid"},
        {"outline_width", clm_qml_mm(qml, m->edge_px)},
        {"outline_width_unit", "MM"},
        {"cap_style", "flat"},
        {"joinstyle", "bevel"},
    };
    const clm_qml_property expressions[] = {
        {"fillColor", m->tint},
        {"outlineColor", m->edge_tint},
        {"size", size},
        {"name",
         m->follows_place
             ? clm_qml_text(qml, "CASE WHEN %s='facility' THEN 'square' ELSE @value END", kind_is)
             : NULL},
    };
    clm_qml_add_layer(qml, &(clm_qml_layer){.class_name = "SimpleMarker",
                                            .properties = properties,
                                            .property_count = CLM_QML_COUNT(properties),
                                            .expressions = expressions,
                                            .expression_count = CLM_QML_COUNT(expressions)});
}

/* What tells the signs apart beside fill and dash: a dot, a bar, a cross. */
static void add_inner(clm_qml *qml, const clm_qml_look *look, const clm_look *plain,
                      clm_color color, const char *faint) {
    const double diameter = plain->size_px;
    if (look->sign == CLM_SIGN_CLAIMED) {
        add_marker(qml, &(marker){.name = "circle",
                                  .diameter_px = diameter * 0.42,
                                  .color = color,
                                  .alpha = 1,
                                  .tint = faint,
                                  .follows_place = true});
    } else if (look->sign == CLM_SIGN_MEASURED) {
        add_marker(qml, &(marker){.name = "line",
                                  .diameter_px = diameter * 0.55,
                                  .angle = 90,
                                  .edge_px = plain->stroke_width_px,
                                  .edge = plain->halo,
                                  .edge_alpha = 1});
    } else if (look->sign == CLM_SIGN_DENIED) {
        add_marker(qml, &(marker){.name = "cross2",
                                  .diameter_px = diameter * 0.6,
                                  .edge_px = plain->stroke_width_px,
                                  .edge = color,
                                  .edge_alpha = 1,
                                  .edge_tint = faint});
    }
}

unsigned clm_qml_point_symbol(clm_qml *qml, const clm_qml_look *look) {
    const unsigned number = clm_qml_open_symbol(qml, "marker");
    const clm_look *plain = &qml->theme->look[(int)CLM_LOOK_CLAIM_CONFIRMED + (int)look->sign];
    const clm_color color = clm_qml_side_color(qml, look, look->side);
    const char *faint = clm_qml_tint(qml, look, point_faintness(qml));
    const bool full = plain->fill_opacity >= 1;
    const double edge = full ? 0 : plain->stroke_width_px;
    /* An edge keeps the sign apart from what lies below. */
    add_marker(qml, &(marker){.name = "circle",
                              .diameter_px = plain->size_px + 2 * plain->halo_px,
                              .color = plain->halo,
                              .alpha = 1,
                              .follows_place = true});
    add_marker(qml, &(marker){.name = "circle",
                              .diameter_px = plain->size_px - edge,
                              .color = color,
                              .alpha = plain->fill_opacity,
                              .edge_px = edge,
                              .edge = color,
                              .edge_alpha = plain->stroke_opacity,
                              .dashed = plain->dash_count > 0,
                              .tint = faint,
                              .edge_tint = faint,
                              .follows_place = true});
    add_inner(qml, look, plain, color, faint);
    if (look->split) {
        add_marker(qml, &(marker){.name = "semi_circle",
                                  .diameter_px = plain->size_px,
                                  .angle = 90,
                                  .color = clm_qml_side_color(qml, look, look->second),
                                  .alpha = 1,
                                  .tint = faint});
    }
    clm_qml_close_symbol(qml);
    return number;
}

unsigned clm_qml_context_point(clm_qml *qml) {
    const unsigned number = clm_qml_open_symbol(qml, "marker");
    const clm_look *town = &qml->theme->look[CLM_LOOK_TOWN_2];
    add_marker(qml, &(marker){.name = "circle",
                              .diameter_px = town->size_px,
                              .color = town->fill,
                              .alpha = town->fill.alpha,
                              .edge_px = town->stroke_width_px,
                              .edge = town->stroke,
                              .edge_alpha = town->stroke.alpha});
    clm_qml_close_symbol(qml);
    return number;
}

unsigned clm_qml_unseen_point(clm_qml *qml) {
    static const clm_color black = {0, 0, 0, 0};
    const unsigned number = clm_qml_open_symbol(qml, "marker");
    add_marker(qml, &(marker){.name = "circle",
                              .diameter_px = qml->theme->look[CLM_LOOK_CLAIM_CLAIMED].size_px,
                              .color = black,
                              .alpha = 0});
    clm_qml_close_symbol(qml);
    return number;
}

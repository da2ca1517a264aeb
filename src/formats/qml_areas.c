/* Symbols of areas and lines, laid over each other as map/signs.c lays them. */
#include "formats/qml_layers.h"

typedef struct stroke {
    clm_color color;
    double alpha, width_px;
    const clm_look *dashes;
    const char *tint, *width, *dash; /* expressions; NULL: none */
} stroke;

static const char *dash_text(clm_qml *qml, const clm_look *look) {
    clm_buffer text;
    clm_buffer_init(&text);
    for (size_t i = 0; i < look->dash_count; i++) {
        clm_buffer_string(&text, i > 0 ? ";" : "");
        clm_buffer_string(&text, clm_qml_mm(qml, look->dash_px[i]));
    }
    return clm_qml_keep(qml, &text);
}

static void add_stroke(clm_qml *qml, const stroke *s) {
    const clm_look *dashes = s->dashes;
    const bool dashed = dashes != NULL && dashes->dash_count > 0;
    const clm_qml_property properties[] = {
        {"capstyle", dashed && dashes->dash_px[0] < 1 ? "round" : "flat"},
        {"joinstyle", "bevel"},
        {"line_color", clm_qml_color(qml, s->color, s->alpha)},
        {"line_style", "solid"},
        {"line_width", clm_qml_mm(qml, s->width_px)},
        {"line_width_unit", "MM"},
        {"use_custom_dash", dashed ? "1" : "0"},
        {"customdash", dashed ? dash_text(qml, dashes) : NULL},
        {"customdash_unit", "MM"},
    };
    const clm_qml_property expressions[] = {
        {"outlineColor", s->tint}, {"outlineWidth", s->width}, {"customDash", s->dash}};
    clm_qml_add_layer(qml, &(clm_qml_layer){.class_name = "SimpleLine",
                                            .properties = properties,
                                            .property_count = CLM_QML_COUNT(properties),
                                            .expressions = expressions,
                                            .expression_count =
                                                s->tint != NULL ? CLM_QML_COUNT(expressions) : 0});
}

static void add_fill(clm_qml *qml, clm_color color, double alpha, const char *tint_expression) {
    const clm_qml_property properties[] = {
        {"color", clm_qml_color(qml, color, alpha)}, {"style", "solid"}, {"outline_style", "no"}};
    const clm_qml_property expressions[] = {{"fillColor", tint_expression}};
    clm_qml_add_layer(qml, &(clm_qml_layer){.class_name = "SimpleFill",
                                            .properties = properties,
                                            .property_count = CLM_QML_COUNT(properties),
                                            .expressions = expressions,
                                            .expression_count = tint_expression != NULL ? 1 : 0});
}

static void add_hatch_line(clm_qml *qml, const void *context) {
    const stroke *line = context;
    clm_buffer_string(&qml->symbols, "<symbol type=\"line\" name=\"@hatch\" alpha=\"1\" "
                                     "clip_to_extent=\"1\" force_rhr=\"0\">\n");
    add_stroke(qml, line);
    clm_buffer_string(&qml->symbols, "</symbol>\n");
}

/* Lines at `angle` degrees, `distance_px` from each other. */
static void add_hatch(clm_qml *qml, const stroke *line, int angle, double distance_px,
                      double offset_px) {
    const clm_qml_property properties[] = {
        {"angle", clm_qml_text(qml, "%d", angle)},
        {"distance", clm_qml_mm(qml, distance_px)},
        {"distance_unit", "MM"},
        {"line_width", clm_qml_mm(qml, line->width_px)},
        {"line_width_unit", "MM"},
        {"offset", clm_qml_mm(qml, offset_px)},
        {"offset_unit", "MM"},
    };
    clm_qml_add_layer(qml, &(clm_qml_layer){.class_name = "LinePatternFill",
                                            .properties = properties,
                                            .property_count = CLM_QML_COUNT(properties),
                                            .inner = add_hatch_line,
                                            .context = line});
}

/* The distances and widths are those of map/hatch.c. */
static void add_hatches(clm_qml *qml, clm_hatch hatch, stroke line) {
    static const double root = 1.41421356237309505;
    switch (hatch) {
    case CLM_HATCH_DIAGONAL:
        line.width_px = 1.9;
        add_hatch(qml, &line, 45, 9 / root, 0);
        break;
    case CLM_HATCH_CROSS:
        line.width_px = 1.2;
        add_hatch(qml, &line, 45, 10 / root, 0);
        add_hatch(qml, &line, 135, 10 / root, 0);
        break;
    case CLM_HATCH_HORIZONTAL:
        line.width_px = 1.5;
        add_hatch(qml, &line, 0, 9, 0);
        break;
    case CLM_HATCH_VERTICAL:
        line.width_px = 1.2;
        add_hatch(qml, &line, 90, 7, 0);
        break;
    case CLM_HATCH_NONE:
    case CLM_HATCH_SPLIT:
        break;
    }
}

static const clm_look *role(const clm_qml *qml, const clm_qml_look *look) {
    const int first =
        look->figure ? (int)CLM_LOOK_FIGURE_CONFIRMED : (int)CLM_LOOK_REGION_CONFIRMED;
    return &qml->theme->look[first + (int)look->sign];
}

/* What is named in passing has a thinner edge, a part of a region the thinnest. */
static const char edge_width[] =
    "@value*(CASE WHEN \"geometry_basis\"='compass_part' THEN 0.55 WHEN "
    "\"draw\"='secondary' THEN 0.6 ELSE 1 END)";

/* The dashes of a part of a region; NULL where the theme has none. */
static const char *vague_dash(clm_qml *qml) {
    const clm_look *vague = &qml->theme->look[CLM_LOOK_CLAIM_VAGUE];
    return vague->dash_count == 0
               ? NULL
               : clm_qml_text(qml, "CASE WHEN \"geometry_basis\"='compass_part' THEN '%s' END",
                              dash_text(qml, vague));
}

/* Both sides' lines in turn, and the second one's dashes over the first one's edge. */
static void add_split_area(clm_qml *qml, const clm_qml_look *look) {
    static const double hatch_share = 1.6;
    static const double tile_px = 18;
    static const double root = 1.41421356237309505;
    const clm_look *firm = &qml->theme->look[CLM_LOOK_REGION_CONFIRMED];
    const clm_look *claimed = &qml->theme->look[CLM_LOOK_REGION_CLAIMED];
    const clm_color first = clm_qml_side_color(qml, look, look->side);
    const clm_color second = clm_qml_side_color(qml, look, look->second);
    const double alpha = firm->fill_opacity * hatch_share;
    const char *faint_fill = clm_qml_tint(qml, look, clm_qml_faintness(qml, true));
    const char *faint_line = clm_qml_tint(qml, look, clm_qml_faintness(qml, false));
    stroke line = {.color = first, .alpha = alpha, .width_px = 2.6, .tint = faint_fill};
    add_fill(qml, clm_qml_mixed(first, second, 0.5), alpha * 0.2, faint_fill);
    add_hatch(qml, &line, 45, tile_px / root, 0);
    line.color = second;
    add_hatch(qml, &line, 45, tile_px / root, tile_px / root / 2);
    stroke edge = {.color = first,
                   .alpha = firm->stroke_opacity,
                   .width_px = firm->stroke_width_px,
                   .tint = faint_line,
                   .width = edge_width};
    add_stroke(qml, &edge);
    edge.color = second;
    edge.dashes = claimed;
    add_stroke(qml, &edge);
}

unsigned clm_qml_area_symbol(clm_qml *qml, const clm_qml_look *look) {
    const unsigned number = clm_qml_open_symbol(qml, "fill");
    if (look->split) {
        add_split_area(qml, look);
        clm_qml_close_symbol(qml);
        return number;
    }
    const clm_look *plain = role(qml, look);
    const clm_look *peak = &qml->theme->look[CLM_LOOK_CLAIM_PAST_PEAK];
    const clm_color color = clm_qml_side_color(qml, look, look->side);
    const double fill_share = look->past_peak ? peak->opacity * peak->fill_opacity : 1;
    const char *faint_fill = clm_qml_tint(qml, look, clm_qml_faintness(qml, true));
    const char *faint_line = clm_qml_tint(qml, look, clm_qml_faintness(qml, false));
    if (plain->fill_opacity * fill_share > 0) {
        add_fill(qml, color, plain->fill_opacity * fill_share, faint_fill);
    }
    if (plain->hatch != CLM_HATCH_NONE && plain->hatch_opacity * fill_share > 0) {
        add_hatches(qml, plain->hatch,
                    (stroke){.color = color,
                             .alpha = plain->hatch_opacity * fill_share,
                             .tint = faint_fill});
    }
    const bool peak_dashes = look->past_peak && peak->dash_count > 0;
    add_stroke(qml,
               &(stroke){.color = color,
                         .alpha = plain->stroke_opacity * (look->past_peak ? peak->opacity : 1),
                         .width_px = plain->stroke_width_px,
                         .dashes = peak_dashes ? peak : plain,
                         .tint = faint_line,
                         .width = edge_width,
                         .dash = look->figure ? NULL : vague_dash(qml)});
    clm_qml_close_symbol(qml);
    return number;
}

unsigned clm_qml_line_symbol(clm_qml *qml, const clm_qml_look *look) {
    const unsigned number = clm_qml_open_symbol(qml, "line");
    const clm_look *plain = role(qml, look);
    add_stroke(qml, &(stroke){.color = clm_qml_side_color(qml, look, look->side),
                              .alpha = plain->stroke_opacity,
                              .width_px = plain->stroke_width_px,
                              .dashes = plain,
                              .tint = clm_qml_tint(qml, look, clm_qml_faintness(qml, false)),
                              .width = edge_width});
    clm_qml_close_symbol(qml);
    return number;
}

unsigned clm_qml_context_area(clm_qml *qml) {
    const unsigned number = clm_qml_open_symbol(qml, "fill");
    const clm_look *border = &qml->theme->look[CLM_LOOK_BORDER_REGION];
    /* No fill, but what has none cannot be clicked at inside. */
    add_fill(qml, border->stroke, 0, NULL);
    add_stroke(qml, &(stroke){.color = border->stroke,
                              .alpha = border->stroke.alpha,
                              .width_px = border->stroke_width_px,
                              .dashes = border});
    clm_qml_close_symbol(qml);
    return number;
}

unsigned clm_qml_unseen_area(clm_qml *qml) {
    static const clm_color black = {0, 0, 0, 0};
    const unsigned number = clm_qml_open_symbol(qml, "fill");
    add_fill(qml, black, 0, NULL);
    clm_qml_close_symbol(qml);
    return number;
}

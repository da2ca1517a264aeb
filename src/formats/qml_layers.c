/* Numbers, colours, expressions and the XML of symbols. */
#include "formats/qml_layers.h"

#include "base/xml.h"

#include <math.h>

static const double mm_per_px = 25.4 / 96.0;

const char *clm_qml_number(clm_qml *qml, double value) {
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_number(&text, value, 4);
    return clm_qml_keep(qml, &text);
}

const char *clm_qml_mm(clm_qml *qml, double length_px) {
    return clm_qml_number(qml, length_px * mm_per_px);
}

static int channel(double value) {
    return (int)lround(255.0 * fmin(fmax(value, 0.0), 1.0));
}

const char *clm_qml_color(clm_qml *qml, clm_color color, double alpha) {
    return clm_qml_text(qml, "%d,%d,%d,%d", channel(color.red), channel(color.green),
                        channel(color.blue), channel(alpha));
}

clm_color clm_qml_mixed(clm_color a, clm_color b, double share) {
    return (clm_color){a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                       a.blue + (b.blue - a.blue) * share, 1.0};
}

clm_color clm_qml_side_color(const clm_qml *qml, const clm_qml_look *look, int side) {
    static const double share = 0.25;
    clm_color color = clm_theme_side(qml->theme, side)->fill;
    return look->figure ? clm_qml_mixed(color, qml->theme->look[CLM_LOOK_FIGURE].text.color, share)
                        : color;
}

/* ---- expressions of what is laid over a look ---- */

const char *clm_qml_faintness(clm_qml *qml, bool fill) {
    const clm_theme *theme = qml->theme;
    const clm_look *secondary = &theme->look[CLM_LOOK_CLAIM_SECONDARY];
    const clm_look *hearsay = &theme->look[CLM_LOOK_CLAIM_HEARSAY];
    const clm_look *vague = &theme->look[CLM_LOOK_CLAIM_VAGUE];
    const double shares[] = {secondary->opacity * (fill ? secondary->fill_opacity : 1),
                             hearsay->opacity * (fill ? hearsay->fill_opacity : 1),
                             vague->opacity * (fill ? vague->fill_opacity : 1)};
    return clm_qml_text(qml,
                        "(CASE WHEN \"draw\"='secondary' THEN %s ELSE 1 END)"
                        "*(CASE WHEN \"relay\" IS NOT NULL OR \"modality\" IN "
                        "('alleged','believed','apparent') THEN %s ELSE 1 END)"
                        "*(CASE WHEN \"geometry_basis\"='compass_part' THEN %s ELSE 1 END)",
                        clm_qml_number(qml, shares[0]), clm_qml_number(qml, shares[1]),
                        clm_qml_number(qml, shares[2]));
}

/* The colour of the feature's side, or `@value`, the one that stands in the symbol. */
static const char *hue(clm_qml *qml, const clm_qml_look *look) {
    const clm_qml_content *content = &qml->content;
    if (!look->any_side || content->side_count == 0) {
        return "@value";
    }
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_string(&text, "CASE");
    for (int side = 0; side < content->side_count; side++) {
        clm_buffer_printf(&text, " WHEN %s=", clm_qml_side(qml));
        clm_qml_literal(&text, content->sides[side]);
        clm_buffer_printf(&text, " THEN '%s'",
                          clm_qml_color(qml, clm_qml_side_color(qml, look, side), 1));
    }
    clm_buffer_string(&text, " ELSE @value END");
    return clm_qml_keep(qml, &text);
}

const char *clm_qml_tint(clm_qml *qml, const clm_qml_look *look, const char *faint) {
    return clm_qml_text(qml, "set_color_part(%s,'alpha',color_part(@value,'alpha')*%s)",
                        hue(qml, look), faint);
}

/* ---- XML of symbols ---- */

static void put_pair(clm_buffer *out, const char *first, const char *name, const char *second,
                     const char *value) {
    clm_buffer_string(out, first);
    clm_xml_text(out, clm_text_of(name));
    clm_buffer_string(out, second);
    clm_xml_text(out, clm_text_of(value));
    clm_buffer_string(out, "\"/>\n");
}

static void put_expressions(clm_buffer *out, const clm_qml_property *expressions, size_t count) {
    clm_buffer_string(out, "<data_defined_properties><Option type=\"Map\">"
                           "<Option name=\"name\" type=\"QString\" value=\"\"/>"
                           "<Option name=\"properties\" type=\"Map\">\n");
    for (size_t i = 0; i < count; i++) {
        if (expressions[i].value != NULL) {
            clm_buffer_printf(out, "<Option name=\"%s\" type=\"Map\">", expressions[i].name);
            clm_buffer_string(out, "<Option name=\"active\" type=\"bool\" value=\"true\"/>");
            put_pair(out, "<Option name=\"", "expression", "\" type=\"QString\" value=\"",
                     expressions[i].value);
            clm_buffer_string(out, "<Option name=\"type\" type=\"int\" value=\"3\"/></Option>\n");
        }
    }
    clm_buffer_string(out, "</Option><Option name=\"type\" type=\"QString\" value=\"collection\"/>"
                           "</Option></data_defined_properties>\n");
}

void clm_qml_add_layer(clm_qml *qml, const clm_qml_layer *spec) {
    clm_buffer *out = &qml->symbols;
    clm_buffer_printf(out, "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"0\">\n",
                      spec->class_name);
    for (size_t i = 0; i < spec->property_count; i++) {
        if (spec->properties[i].value != NULL) {
            put_pair(out, "<prop k=\"", spec->properties[i].name, "\" v=\"",
                     spec->properties[i].value);
        }
    }
    if (spec->expression_count > 0) {
        put_expressions(out, spec->expressions, spec->expression_count);
    }
    if (spec->inner != NULL) {
        spec->inner(qml, spec->context);
    }
    clm_buffer_string(out, "</layer>\n");
}

unsigned clm_qml_open_symbol(clm_qml *qml, const char *type) {
    clm_buffer_printf(&qml->symbols,
                      "<symbol type=\"%s\" name=\"%u\" alpha=\"1\" clip_to_extent=\"1\" "
                      "force_rhr=\"0\">\n",
                      type, qml->symbol_count);
    return qml->symbol_count++;
}

void clm_qml_close_symbol(clm_qml *qml) {
    clm_buffer_string(&qml->symbols, "</symbol>\n");
}

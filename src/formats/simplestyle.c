#include "formats/write.h"

#include <math.h>

static unsigned channel(double value) {
    return (unsigned)lround(255.0 * fmin(fmax(value, 0.0), 1.0));
}

static void pair_color(clm_json_writer *writer, const char *key, clm_color color) {
    static const char digits[] = "0123456789abcdef";
    const unsigned values[3] = {channel(color.red), channel(color.green), channel(color.blue)};
    char text[8] = "#";
    for (size_t i = 0; i < 3; i++) {
        text[1 + 2 * i] = digits[values[i] >> 4];
        text[2 + 2 * i] = digits[values[i] & 15];
    }
    text[7] = '\0';
    clm_json_pair_string(writer, key, text);
}

/* A figure at its former peak is an outline, as is everything that only orients. */
static double fill_opacity(const clm_feature *feature, const clm_theme *theme) {
    if (feature->past_peak || feature->draw > CLM_DRAW_SECONDARY) {
        return 0.0;
    }
    double opacity = theme->look[CLM_LOOK_REGION_CONFIRMED].fill_opacity;
    const clm_look *faint = &theme->look[CLM_LOOK_CLAIM_SECONDARY];
    return feature->draw == CLM_DRAW_PRIMARY ? opacity
                                             : opacity * faint->opacity * faint->fill_opacity;
}

static double stroke_opacity(const clm_feature *feature) {
    static const double opacity[CLM_DRAW_COUNT] = {
        [CLM_DRAW_PRIMARY] = 1.0,
        [CLM_DRAW_SECONDARY] = 0.6,
        [CLM_DRAW_CONTEXT] = 0.3,
        [CLM_DRAW_NO] = 0.0,
    };
    return (unsigned)feature->draw < CLM_DRAW_COUNT ? opacity[feature->draw] : 0.0;
}

void clm_write_simplestyle(clm_json_writer *writer, const clm_collection *collection,
                           const clm_feature *feature, const clm_theme *theme) {
    int side =
        feature->kind == CLM_FEATURE_PLACE ? -1 : clm_collection_side_index(collection, feature);
    clm_color color = clm_theme_side(theme, side)->fill;
    if (feature->geometry.kind == CLM_GEOMETRY_POINT) {
        pair_color(writer, "marker-color", color);
        CLM_JSON_STRING(writer, "marker-size",
                        feature->draw == CLM_DRAW_PRIMARY ? "medium" : "small");
    } else if (feature->geometry.kind != CLM_GEOMETRY_NONE) {
        pair_color(writer, "stroke", color);
        CLM_JSON_NUMBER(writer, "stroke-opacity", stroke_opacity(feature), 2);
        CLM_JSON_NUMBER(writer, "stroke-width", feature->kind == CLM_FEATURE_FIGURE ? 2.0 : 1.0, 2);
        pair_color(writer, "fill", color);
        CLM_JSON_NUMBER(writer, "fill-opacity", fill_opacity(feature, theme), 2);
    }
}

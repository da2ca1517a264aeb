#include "formats/columns.h"

#include <math.h>

static unsigned channel(double value) {
    return (unsigned)lround(255.0 * fmin(fmax(value, 0.0), 1.0));
}

static const char *color_text(const clm_row *row, char *scratch) {
    static const char digits[] = "0123456789abcdef";
    const clm_color color = clm_theme_side(row->theme, row->side)->fill;
    const unsigned values[3] = {channel(color.red), channel(color.green), channel(color.blue)};
    scratch[0] = '#';
    for (size_t i = 0; i < 3; i++) {
        scratch[1 + 2 * i] = digits[values[i] >> 4];
        scratch[2 + 2 * i] = digits[values[i] & 15];
    }
    scratch[7] = '\0';
    return scratch;
}

static bool is_point(const clm_row *row) {
    return row->theme != NULL && row->feature->geometry.kind == CLM_GEOMETRY_POINT;
}

static bool is_shape(const clm_row *row) {
    return row->theme != NULL && row->feature->geometry.kind > CLM_GEOMETRY_POINT;
}

const char *clm_style_marker_color(const clm_row *row, char *scratch) {
    return is_point(row) ? color_text(row, scratch) : NULL;
}

const char *clm_style_marker_size(const clm_row *row, char *scratch) {
    (void)scratch;
    if (!is_point(row)) {
        return NULL;
    }
    return row->feature->draw == CLM_DRAW_PRIMARY ? "medium" : "small";
}

const char *clm_style_stroke(const clm_row *row, char *scratch) {
    return is_shape(row) ? color_text(row, scratch) : NULL;
}

double clm_style_opacity(clm_draw draw) {
    static const double opacity[CLM_DRAW_COUNT] = {
        [CLM_DRAW_PRIMARY] = 1.0,
        [CLM_DRAW_SECONDARY] = 0.6,
        [CLM_DRAW_CONTEXT] = 0.3,
        [CLM_DRAW_NO] = 0.0,
    };
    return (unsigned)draw < CLM_DRAW_COUNT ? opacity[draw] : 0.0;
}

double clm_style_stroke_opacity(const clm_row *row) {
    return is_shape(row) ? clm_style_opacity(row->feature->draw) : (double)NAN;
}

double clm_style_stroke_width(const clm_row *row) {
    if (!is_shape(row)) {
        return (double)NAN;
    }
    return row->feature->kind == CLM_FEATURE_FIGURE ? 2.0 : 1.0;
}

/* A figure at its former peak is an outline, as is everything that only orients. */
double clm_style_fill_opacity(const clm_row *row) {
    if (!is_shape(row)) {
        return (double)NAN;
    }
    const clm_feature *feature = row->feature;
    if (feature->past_peak || feature->draw > CLM_DRAW_SECONDARY) {
        return 0.0;
    }
    double opacity = row->theme->look[CLM_LOOK_REGION_CONFIRMED].fill_opacity;
    const clm_look *faint = &row->theme->look[CLM_LOOK_CLAIM_SECONDARY];
    return feature->draw == CLM_DRAW_PRIMARY ? opacity
                                             : opacity * faint->opacity * faint->fill_opacity;
}

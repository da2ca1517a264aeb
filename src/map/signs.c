#include "map/signs.h"

#include <math.h>

static clm_color faded(clm_color color, double alpha) {
    return clm_color_with_alpha(color, fmin(alpha, 1));
}

clm_dash clm_dash_of(clm_sign sign) {
    switch (sign) {
    case CLM_SIGN_CLAIMED:
        return CLM_DASH_DASHED;
    case CLM_SIGN_PLANNED:
        return CLM_DASH_DOTTED;
    case CLM_SIGN_FIRM:
    case CLM_SIGN_DENIED:
    case CLM_SIGN_COUNT:
        break;
    }
    return CLM_DASH_SOLID;
}

static clm_fill fill_of(clm_color color, clm_sign sign, double alpha) {
    clm_fill fill = clm_fill_none();
    switch (sign) {
    case CLM_SIGN_FIRM:
        fill.color = faded(color, alpha);
        break;
    case CLM_SIGN_CLAIMED:
        fill.color = faded(color, alpha * 0.4);
        fill.hatch = CLM_HATCH_DIAGONAL;
        fill.hatch_color = faded(color, alpha * 1.15);
        break;
    case CLM_SIGN_PLANNED:
        fill.color = faded(color, alpha * 0.45);
        break;
    case CLM_SIGN_DENIED:
    case CLM_SIGN_COUNT:
        fill.hatch = CLM_HATCH_CROSS;
        fill.hatch_color = faded(color, alpha * 1.3);
        break;
    }
    return fill;
}

clm_area_look clm_look_of_region(const clm_theme *theme, const clm_voice *voices, size_t count,
                                 bool primary, double zoom) {
    double alpha = theme->look[CLM_ROLE_REGION_CONFIRMED].fill_opacity;
    if (!primary) {
        const clm_look *faint = &theme->look[CLM_ROLE_CLAIM_SECONDARY];
        alpha *= faint->opacity * faint->fill_opacity;
    }
    double line_alpha = primary ? 0.95 : 0.5;
    double width = (primary ? 2.0 : 1.2) * zoom;
    clm_color first = clm_voice_color(theme, voices[0]);
    clm_area_look look = {.fill = fill_of(first, voices[0].sign, alpha),
                          .stroke = clm_stroke_color(faded(first, line_alpha), width)};
    look.stroke.dash = clm_dash_of(voices[0].sign);
    if (look.stroke.dash == CLM_DASH_DOTTED) {
        look.stroke.width_px = width * 1.3;
    }
    if (count > 1) {
        clm_color second = clm_voice_color(theme, voices[1]);
        look.fill = clm_fill_none();
        look.fill.hatch = CLM_HATCH_SPLIT;
        look.fill.color = faded(clm_color_mix(first, second, 0.5), alpha * 0.3);
        look.fill.hatch_color = faded(first, alpha * 1.6);
        look.fill.hatch_color_2 = faded(second, alpha * 1.6);
        look.stroke.dash = CLM_DASH_SOLID;
        look.stroke.width_px = width;
        look.stroke_2 = clm_stroke_color(faded(second, line_alpha), width);
        look.stroke_2.dash = CLM_DASH_DASHED;
    }
    return look;
}

clm_area_look clm_look_of_figure(const clm_theme *theme, clm_voice voice, bool primary,
                                 bool past_peak, double zoom) {
    clm_color color = clm_color_mix(clm_voice_color(theme, voice), (clm_color){0, 0, 0, 1}, 0.25);
    clm_area_look look = {.fill = fill_of(color, voice.sign, primary ? 0.5 : 0.25),
                          .stroke = clm_stroke_color(faded(color, primary ? 1 : 0.6), 2 * zoom)};
    look.stroke.dash = clm_dash_of(voice.sign);
    if (past_peak) {
        look.fill = clm_fill_none();
        look.stroke.dash = CLM_DASH_DASHED;
    }
    return look;
}

double clm_point_sign_radius(bool primary, double zoom) {
    return (primary ? 7.0 : 5.0) * zoom;
}

static void add_shape(clm_display_list *list, const char *feature_id, clm_px at, double radius,
                      bool square, clm_fill fill, clm_stroke stroke) {
    if (square) {
        double half = radius * 0.88;
        clm_rect rect = {at.x - half, at.y - half, at.x + half, at.y + half};
        clm_add_rect(list, CLM_INK_CLAIM_MARKER, feature_id, rect, 0, fill, stroke);
    } else {
        clm_add_circle(list, CLM_INK_CLAIM_MARKER, feature_id, at, radius, fill, stroke);
    }
}

/* The right half of a sign in the second side's colour. */
static void add_half(clm_display_list *list, const char *feature_id, clm_px at, double radius,
                     clm_color color) {
    enum { STEPS = 16 };
    const double pi = 3.14159265358979323846;
    clm_path_begin(list, CLM_INK_CLAIM_MARKER, feature_id);
    clm_path_part(list, true);
    for (int i = 0; i <= STEPS; i++) {
        double angle = -pi / 2 + pi * i / STEPS;
        clm_path_point(list, (clm_px){at.x + radius * cos(angle), at.y + radius * sin(angle)});
    }
    (void)clm_path_end(list, clm_fill_color(color), clm_stroke_none());
}

double clm_add_point_sign(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                          clm_px at, const clm_voice *voices, size_t count, bool primary,
                          bool facility, double zoom) {
    double radius = clm_point_sign_radius(primary, zoom);
    clm_color color = faded(clm_voice_color(theme, voices[0]), primary ? 1 : 0.65);
    clm_color white = {1, 1, 1, 1};
    clm_sign sign = voices[0].sign;
    /* A white edge keeps the sign apart from what lies below. */
    add_shape(list, feature_id, at, radius + 1.2 * zoom, facility, clm_fill_color(white),
              clm_stroke_none());
    clm_stroke ring = clm_stroke_color(color, 2 * zoom);
    switch (sign) {
    case CLM_SIGN_FIRM:
        add_shape(list, feature_id, at, radius, facility, clm_fill_color(color), clm_stroke_none());
        break;
    case CLM_SIGN_CLAIMED:
        add_shape(list, feature_id, at, radius - zoom, facility, clm_fill_none(), ring);
        add_shape(list, feature_id, at, radius * 0.42, facility, clm_fill_color(color),
                  clm_stroke_none());
        break;
    case CLM_SIGN_PLANNED:
        ring.dash = CLM_DASH_DASHED;
        ring.width_px = 1.6 * zoom;
        add_shape(list, feature_id, at, radius - zoom, facility, clm_fill_none(), ring);
        break;
    case CLM_SIGN_DENIED:
    case CLM_SIGN_COUNT: {
        double arm = radius * 0.6;
        add_shape(list, feature_id, at, radius - zoom, facility, clm_fill_none(), ring);
        clm_add_line(list, CLM_INK_CLAIM_MARKER, feature_id, (clm_px){at.x - arm, at.y - arm},
                     (clm_px){at.x + arm, at.y + arm}, ring);
        clm_add_line(list, CLM_INK_CLAIM_MARKER, feature_id, (clm_px){at.x - arm, at.y + arm},
                     (clm_px){at.x + arm, at.y - arm}, ring);
        break;
    }
    }
    if (count > 1) {
        add_half(list, feature_id, at, radius, clm_voice_color(theme, voices[1]));
    }
    return radius + 1.2 * zoom;
}

const char *clm_sign_words(clm_sign sign) {
    switch (sign) {
    case CLM_SIGN_FIRM:
        return "Confirmed, measured or stated as fact";
    case CLM_SIGN_CLAIMED:
        return "Claimed, alleged or reported";
    case CLM_SIGN_PLANNED:
        return "Planned, ordered or expected";
    case CLM_SIGN_DENIED:
    case CLM_SIGN_COUNT:
        break;
    }
    return "Denied";
}

#include "map/signs.h"

#include <math.h>
#include <string.h>

/* The roles of the five signs stand in the order of clm_sign. */
_Static_assert((int)CLM_LOOK_REGION_PLANNED - (int)CLM_LOOK_REGION_CONFIRMED ==
                   (int)CLM_SIGN_PLANNED,
               "roles of regions");
_Static_assert((int)CLM_LOOK_FIGURE_PLANNED - (int)CLM_LOOK_FIGURE_CONFIRMED ==
                   (int)CLM_SIGN_PLANNED,
               "roles of figures");
_Static_assert((int)CLM_LOOK_CLAIM_PLANNED - (int)CLM_LOOK_CLAIM_CONFIRMED == (int)CLM_SIGN_PLANNED,
               "roles of points");

_Static_assert((int)CLM_SAY_PLANNED - (int)CLM_SAY_CONFIRMED == (int)CLM_SIGN_PLANNED,
               "words of the signs");

static clm_color faded(clm_color color, double alpha) {
    return clm_color_with_alpha(color, fmin(alpha, 1));
}

static void lay_over(clm_look *look, const clm_look *over) {
    look->fill_opacity *= over->opacity * over->fill_opacity;
    look->hatch_opacity *= over->opacity * over->fill_opacity;
    look->stroke_opacity *= over->opacity;
    if (over->dash_count > 0) {
        memcpy(look->dash_px, over->dash_px, sizeof look->dash_px);
        look->dash_count = over->dash_count;
    }
}

/* The look of a role with all that lies over it. */
static clm_look look_for(const clm_theme *theme, int first_role, clm_voice voice, unsigned over) {
    static const struct {
        unsigned flag;
        clm_look_id role;
    } layers[] = {{CLM_OVER_VAGUE, CLM_LOOK_CLAIM_VAGUE},
                  {CLM_OVER_SECONDARY, CLM_LOOK_CLAIM_SECONDARY},
                  {CLM_OVER_PAST_PEAK, CLM_LOOK_CLAIM_PAST_PEAK}};
    clm_look look = theme->look[first_role + (int)voice.sign];
    for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++) {
        if (over & layers[i].flag) {
            lay_over(&look, &theme->look[layers[i].role]);
        }
    }
    /* The edge of what is vague must not look like a border. */
    look.stroke_width_px *= over & CLM_OVER_VAGUE ? 0.55 : over & CLM_OVER_SECONDARY ? 0.6 : 1;
    if (voice.hearsay) {
        lay_over(&look, &theme->look[CLM_LOOK_CLAIM_HEARSAY]);
    }
    return look;
}

static clm_area_look area_of(const clm_look *look, clm_color color, double zoom) {
    clm_area_look area = {.fill = clm_fill_none(),
                          .stroke = clm_stroke_of(look, faded(color, look->stroke_opacity), zoom)};
    area.fill.color = faded(color, look->fill_opacity);
    area.fill.hatch = look->hatch;
    area.fill.hatch_color = faded(color, look->hatch_opacity);
    return area;
}

/* Two sides: their hatches in turn, and the second one's dashes over the first one's line. */
static void split(const clm_theme *theme, clm_area_look *area, const clm_look *look,
                  const clm_voice *voices, double zoom) {
    const double hatch_share = 1.6; /* of the fill of what is confirmed: half of the lines each */
    clm_color first = clm_voice_color(theme, voices[0]);
    clm_color second = clm_voice_color(theme, voices[1]);
    const clm_look *firm = &theme->look[CLM_LOOK_REGION_CONFIRMED];
    double share = firm->fill_opacity > 0 && look->stroke_opacity > 0
                       ? look->stroke_opacity / fmax(firm->stroke_opacity, 0.01)
                       : 0;
    double alpha = firm->fill_opacity * hatch_share * share;
    area->fill.hatch = CLM_HATCH_SPLIT;
    area->fill.color = faded(clm_color_mix(first, second, 0.5), alpha * 0.2);
    area->fill.hatch_color = faded(first, alpha);
    area->fill.hatch_color_2 = faded(second, alpha);
    const clm_look *dashes = &theme->look[CLM_LOOK_REGION_CLAIMED];
    area->stroke.dash_count = 0;
    area->stroke_2 = clm_stroke_of(dashes, faded(second, look->stroke_opacity), zoom);
}

static bool is_denial(clm_voice voice) {
    return voice.sign == CLM_SIGN_DENIED;
}

clm_area_look clm_look_of_region(const clm_theme *theme, const clm_voice *voices, size_t count,
                                 unsigned over, double zoom) {
    clm_look look = look_for(theme, CLM_LOOK_REGION_CONFIRMED, voices[0], over);
    clm_area_look area = area_of(&look, clm_voice_color(theme, voices[0]), zoom);
    if (count > 1 && voices[0].side == voices[1].side) { /* stated and denied under one hue */
        clm_look cross = look_for(theme, CLM_LOOK_REGION_CONFIRMED, voices[1], over);
        area.fill.hatch = cross.hatch;
        area.fill.hatch_color = faded(clm_voice_color(theme, voices[1]), cross.hatch_opacity);
    } else if (count > 1) {
        split(theme, &area, &look, voices, zoom);
    }
    return area;
}

clm_area_look clm_look_of_figure(const clm_theme *theme, clm_voice voice, unsigned over,
                                 double zoom) {
    clm_color color =
        clm_color_mix(clm_voice_color(theme, voice), theme->look[CLM_LOOK_FIGURE].text.color, 0.25);
    clm_look look = look_for(theme, CLM_LOOK_FIGURE_CONFIRMED, voice, over);
    return area_of(&look, color, zoom);
}

/* ---- points ---- */

typedef struct point_pen {
    clm_display_list *list;
    const char *feature_id;
    clm_px at;
    bool square;
} point_pen;

static void add_shape(const point_pen *pen, double radius, clm_fill fill, clm_stroke stroke) {
    if (pen->square) {
        double half = radius * 0.88;
        clm_rect rect = {pen->at.x - half, pen->at.y - half, pen->at.x + half, pen->at.y + half};
        clm_add_rect(pen->list, CLM_INK_CLAIM_MARKER, pen->feature_id, rect, 0, fill, stroke);
    } else {
        clm_add_circle(pen->list, CLM_INK_CLAIM_MARKER, pen->feature_id, pen->at, radius, fill,
                       stroke);
    }
}

static void add_cross(const point_pen *pen, double arm, clm_stroke stroke) {
    clm_px at = pen->at;
    clm_add_line(pen->list, CLM_INK_CLAIM_MARKER, pen->feature_id, (clm_px){at.x - arm, at.y - arm},
                 (clm_px){at.x + arm, at.y + arm}, stroke);
    clm_add_line(pen->list, CLM_INK_CLAIM_MARKER, pen->feature_id, (clm_px){at.x - arm, at.y + arm},
                 (clm_px){at.x + arm, at.y - arm}, stroke);
}

/* The right half of a sign in the second side's colour. */
static void add_half(const point_pen *pen, double radius, clm_color color) {
    enum { STEPS = 16 };
    const double pi = 3.14159265358979323846;
    clm_path_begin(pen->list, CLM_INK_CLAIM_MARKER, pen->feature_id);
    clm_path_part(pen->list, true);
    for (int i = 0; i <= STEPS; i++) {
        double angle = -pi / 2 + pi * i / STEPS;
        clm_path_point(pen->list,
                       (clm_px){pen->at.x + radius * cos(angle), pen->at.y + radius * sin(angle)});
    }
    (void)clm_path_end(pen->list, clm_fill_color(color), clm_stroke_none());
}

/* What tells the signs apart beside fill and dash: a dot, a bar, a cross. */
static void add_inner(const point_pen *pen, clm_sign sign, const clm_look *look, clm_color color,
                      double radius, double zoom) {
    clm_stroke line = clm_stroke_color(color, look->stroke_width_px * zoom);
    switch (sign) {
    case CLM_SIGN_CLAIMED:
        add_shape(pen, radius * 0.42, clm_fill_color(color), clm_stroke_none());
        break;
    case CLM_SIGN_MEASURED: {
        double arm = radius * 0.55;
        line.color = clm_color_with_alpha(look->halo, 1);
        clm_add_line(pen->list, CLM_INK_CLAIM_MARKER, pen->feature_id,
                     (clm_px){pen->at.x - arm, pen->at.y}, (clm_px){pen->at.x + arm, pen->at.y},
                     line);
        break;
    }
    case CLM_SIGN_DENIED:
        add_cross(pen, radius * 0.6, line);
        break;
    case CLM_SIGN_CONFIRMED:
    case CLM_SIGN_PLANNED:
    case CLM_SIGN_COUNT:
        break;
    }
}

double clm_point_sign_radius(const clm_theme *theme, const clm_point_sign *sign, double zoom) {
    const clm_look *look = &theme->look[(int)CLM_LOOK_CLAIM_CONFIRMED + (int)sign->voices[0].sign];
    return (look->size_px / 2 * (sign->primary ? 1 : 0.72) + look->halo_px) * zoom;
}

double clm_add_point_sign(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                          clm_px at, const clm_point_sign *sign, double zoom) {
    const clm_voice *voices = sign->voices;
    clm_look look = theme->look[(int)CLM_LOOK_CLAIM_CONFIRMED + (int)voices[0].sign];
    const clm_look *faint = &theme->look[CLM_LOOK_CLAIM_SECONDARY];
    double opacity = sign->primary ? 1 : fmin(1, faint->opacity * 1.3);
    opacity *= voices[0].hearsay ? theme->look[CLM_LOOK_CLAIM_HEARSAY].opacity : 1;
    double halo = look.halo_px * zoom;
    double radius = clm_point_sign_radius(theme, sign, zoom) - halo;
    clm_color color = faded(clm_voice_color(theme, voices[0]), opacity);
    point_pen pen = {list, feature_id, at, sign->facility};
    /* An edge keeps the sign apart from what lies below. */
    add_shape(&pen, radius + halo, clm_fill_color(clm_color_with_alpha(look.halo, 1)),
              clm_stroke_none());
    double width = look.stroke_width_px * zoom;
    bool full = look.fill_opacity >= 1;
    add_shape(&pen, full ? radius : radius - width / 2,
              look.fill_opacity > 0 ? clm_fill_color(faded(color, opacity * look.fill_opacity))
                                    : clm_fill_none(),
              full ? clm_stroke_none()
                   : clm_stroke_of(&look, faded(color, opacity * look.stroke_opacity), zoom));
    add_inner(&pen, voices[0].sign, &look, color, radius, zoom);
    if (sign->voice_count > 1 && is_denial(voices[1]) && voices[0].side == voices[1].side) {
        clm_color edge = clm_color_with_alpha(look.halo, 1);
        add_cross(&pen, radius * 0.62, clm_stroke_color(edge, width + 2 * halo));
        add_cross(&pen, radius * 0.62, clm_stroke_color(color, width));
    } else if (sign->voice_count > 1) {
        add_half(&pen, radius, faded(clm_voice_color(theme, voices[1]), opacity));
    }
    return radius + halo;
}

/* ---- changes ---- */

_Static_assert((int)CLM_LOOK_CHANGE_MOVED - (int)CLM_LOOK_CHANGE_NEW ==
                   (int)CLM_CHANGE_MOVED - (int)CLM_CHANGE_NEW,
               "roles of changes");

static const double change_gap = 1.2; /* between a sign and the mark of its change */

static const clm_look *look_of_change(const clm_theme *theme, clm_change_kind change) {
    return change >= CLM_CHANGE_NEW && change <= CLM_CHANGE_MOVED
               ? &theme->look[(int)CLM_LOOK_CHANGE_NEW + (int)change - (int)CLM_CHANGE_NEW]
               : NULL;
}

clm_change_look clm_look_of_change(const clm_theme *theme, clm_change_kind change, double width_px,
                                   double zoom) {
    const clm_look *look = look_of_change(theme, change);
    clm_change_look mark = {.line = clm_stroke_none(), .ground = clm_stroke_none()};
    if (!look) {
        return mark;
    }
    mark.line = clm_stroke_look(look, zoom);
    mark.instead = change == CLM_CHANGE_GONE;
    if (!mark.instead) {
        const double between = width_px + 2 * change_gap * zoom;
        mark.ground = clm_stroke_color(
            clm_color_with_alpha(theme->look[CLM_LOOK_CLAIM_CONFIRMED].halo, 1), between);
        const double width = between + 2 * mark.line.width_px;
        const double grown = width / fmax(mark.line.width_px, 0.1);
        for (size_t i = 0; i < mark.line.dash_count && mark.line.dash_px[0] < zoom; i++) {
            mark.line.dash_px[i] *= grown; /* dots are as wide as their line */
        }
        mark.line.width_px = width;
    }
    return mark;
}

double clm_change_room(const clm_theme *theme, clm_change_kind change, double zoom) {
    const clm_look *look = look_of_change(theme, change);
    return look && change != CLM_CHANGE_GONE ? (change_gap + look->stroke_width_px) * zoom : 0;
}

double clm_add_change_mark(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                           clm_px at, double radius, clm_change_kind change, double zoom) {
    const clm_look *look = look_of_change(theme, change);
    if (!look) {
        return radius;
    }
    clm_stroke stroke = clm_stroke_look(look, zoom);
    if (change == CLM_CHANGE_GONE) {
        const double arm = radius + 2 * zoom;
        clm_add_line(list, CLM_INK_CLAIM_MARKER, feature_id, (clm_px){at.x - arm, at.y + arm},
                     (clm_px){at.x + arm, at.y - arm}, stroke);
        return radius;
    }
    const double outer = radius + clm_change_room(theme, change, zoom);
    clm_add_circle(list, CLM_INK_CLAIM_MARKER, feature_id, at, outer - stroke.width_px / 2,
                   clm_fill_none(), stroke);
    return outer;
}

clm_phrase clm_sign_phrase(clm_sign sign) {
    return (clm_phrase)((int)CLM_SAY_CONFIRMED + (int)sign);
}

/* map/signs.h: how a claim looks: voices and signs -> fills and strokes; the one place of the
 * grammar, for the map, its legend and the sheet of signs. What the looks are is the theme's; what
 * is laid over what is told here. Private to map. */
#ifndef CLM_MAP_SIGNS_H
#define CLM_MAP_SIGNS_H

#include "language/language.h"
#include "map/content.h"
#include "map/display_list.h"

/* What is laid over the look of a sign. */
enum {
    CLM_OVER_SECONDARY = 1, /* named in passing */
    CLM_OVER_PAST_PEAK = 2,
    CLM_OVER_VAGUE = 4 /* a part of a region: where it ends, nobody has said */
};

typedef struct clm_area_look {
    clm_fill fill;
    clm_stroke stroke;
    clm_stroke stroke_2; /* laid over the first: two sides; width 0: none */
} clm_area_look;

/* Of a region or country; `over` are the flags above. */
clm_area_look clm_look_of_region(const clm_theme *theme, const clm_voice *voices, size_t count,
                                 unsigned over, double zoom);
/* Of a stated area. */
clm_area_look clm_look_of_figure(const clm_theme *theme, clm_voice voice, unsigned over,
                                 double zoom);

/* A place that is a point. */
typedef struct clm_point_sign {
    const clm_voice *voices;
    size_t voice_count;
    bool primary;
    bool facility; /* square */
} clm_point_sign;

/* What the sign of a point takes from its middle. */
double clm_point_sign_radius(const clm_theme *theme, const clm_point_sign *sign, double zoom);
/* Adds the sign of a point; returns the radius that it takes. */
double clm_add_point_sign(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                          clm_px at, const clm_point_sign *sign, double zoom);

/* Of a move, or of what lies between two places. */
typedef struct clm_move_look {
    clm_voice voice;
    bool primary, link, moved;
    double ends_px; /* kept free at both ends */
} clm_move_look;
void clm_add_move_sign(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                       clm_px from, clm_px to, const clm_move_look *look, double zoom);

/* Of a map of differences: what lies under an area's own line of `width_px`, a line on both sides
 * of it and the ground between; where it is gone a line in its place. Widths of 0: none. */
typedef struct clm_change_look {
    clm_stroke line, ground;
    bool instead; /* of the area's own line */
} clm_change_look;
clm_change_look clm_look_of_change(const clm_theme *theme, clm_change_kind change, double width_px,
                                   double zoom);
/* What a point's mark adds to the radius of its sign. */
double clm_change_room(const clm_theme *theme, clm_change_kind change, double zoom);
/* Adds the mark of a point's change around its sign of `radius`; returns the radius that both
 * take. */
double clm_add_change_mark(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                           clm_px at, double radius, clm_change_kind change, double zoom);

/* What the legend calls a sign. */
clm_phrase clm_sign_phrase(clm_sign sign);

#endif

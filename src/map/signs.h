/* map/signs.h: how a claim looks: voices and signs -> fills and strokes; the one place of the
 * grammar, for the map and its legend. Private to map. */
#ifndef CLM_MAP_SIGNS_H
#define CLM_MAP_SIGNS_H

#include "map/content.h"
#include "map/display_list.h"

typedef struct clm_area_look {
    clm_fill fill;
    clm_stroke stroke;
    clm_stroke stroke_2; /* laid over the first: two sides; width 0: none */
} clm_area_look;

/* Of a region or country. */
clm_area_look clm_look_of_region(const clm_theme *theme, const clm_voice *voices, size_t count,
                                 bool primary, double zoom);
/* Of a stated area; a past peak is an outline without fill. */
clm_area_look clm_look_of_figure(const clm_theme *theme, clm_voice voice, bool primary,
                                 bool past_peak, double zoom);

/* Adds the sign of a place that is a point; returns the radius that it takes. */
double clm_add_point_sign(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                          clm_px at, const clm_voice *voices, size_t count, bool primary,
                          bool facility, double zoom);
double clm_point_sign_radius(bool primary, double zoom);

/* Of a move, or of what lies between two places. */
typedef struct clm_move_look {
    clm_voice voice;
    bool primary, link;
    double ends_px; /* kept free at both ends */
} clm_move_look;
void clm_add_move_sign(clm_display_list *list, const clm_theme *theme, const char *feature_id,
                       clm_px from, clm_px to, const clm_move_look *look, double zoom);

clm_dash clm_dash_of(clm_sign sign);

/* What the legend calls a sign. */
const char *clm_sign_words(clm_sign sign);

#endif

/* map/map.h: features + theme + base map -> display list -> PNG, SVG, PDF and a text about it.
 *
 * The map is composed as a display list (paths, texts, with role and feature id) that back ends
 * draw. cairo, pango and the writers stay behind this fence. Thread rule: calls may
 * run in several threads, each with its own clm_map_fonts. */
#ifndef CLM_MAP_MAP_H
#define CLM_MAP_MAP_H

#include "features/features.h"
#include "style/style.h"

typedef struct clm_map_options {
    int width_px, height_px; /* of the layout; 64 to 16384 */
    double scale;            /* pixels of the picture for one of the layout, 0.25 to 8 */
    bool has_extent;
    clm_bbox extent;
    clm_worldview worldview;
    const char *const *hide; /* feature ids, sorted or not */
    size_t hide_count;
    const clm_overlay_layer *const *overlays; /* drawn below the claims, in the facts' order */
    size_t overlay_count;
    const char *title;  /* NULL: the article's */
    const char *byline; /* NULL: the theme's */
    const char *lang;   /* ISO 639-1; NULL: English */
    bool draw_labels;   /* false: for tests that compare ink with reported boxes */
} clm_map_options;

void clm_map_options_init(clm_map_options *options); /* 1600 x 1200, scale 1, labels */

/* Fonts are found once and kept. Opening sets fontconfig's current configuration to one of the few
 * files used, so that pango does not read all fonts of the system beside. */
typedef struct clm_map_fonts clm_map_fonts;
/* `fonts_dir` NULL: the system's. **Errors:** CLM_ERR_NOT_FOUND no usable font. */
CLM_MUST_CHECK clm_status clm_map_fonts_open(const char *fonts_dir, const char *family,
                                             clm_map_fonts **out, clm_error *error);
/* As clm_map_fonts_open with what a theme asks for: its font files beside those of the system, its
 * family, the families of single roles. Of a family that is in neither the files nor the system,
 * pango takes the nearest. **Errors:** also CLM_ERR_FORMAT: a file that no font can be read from.
 */
CLM_MUST_CHECK clm_status clm_map_fonts_for_theme(const char *fonts_dir, const clm_theme *theme,
                                                  clm_map_fonts **out, clm_error *error);
void clm_map_fonts_free(clm_map_fonts *fonts);
/* Appends a line for each script whose letters were left out since the last call, because no font
 * has them. */
void clm_map_fonts_notes(clm_map_fonts *fonts, clm_buffer *out);

/* **Errors:** CLM_ERR_ARGUMENT: a map has no words in this language; those it has are named. */
CLM_MUST_CHECK clm_status clm_map_check_language(const char *code, clm_error *error);

/* Stage times of the last drawing, for tests/bench; seconds. */
typedef struct clm_map_times {
    double compose_s, labels_s, paint_s, encode_s;
} clm_map_times;

/* What one drawing makes; NULL: not wanted. All come from one layout. */
typedef struct clm_map_outputs {
    clm_buffer *png;
    clm_buffer *svg;    /* with real text; one element for each feature, under its id */
    clm_buffer *pdf;    /* one page of its physical size, 144 pixels of the layout an inch */
    clm_buffer *alt;    /* what the map shows, in words, for those who cannot see it */
    clm_buffer *report; /* the layout report, JSON */
    clm_map_times *times;
} clm_map_outputs;

/* Draws the map and appends to what is wanted. The report's boxes are the ink of the letters
 * without their halo, in pixels of the PNG; they are the same with and without `draw_labels`. A
 * dropped label has an empty box at its place. `gazetteer` NULL: no base map. `fonts` serves one
 * drawing at a time. **Errors:** CLM_ERR_ARGUMENT size or extent; CLM_ERR_NOT_FOUND nothing is
 * located; CLM_ERR_FOREIGN from cairo. */
CLM_MUST_CHECK clm_status clm_map_draw(const clm_collection *collection,
                                       const clm_gazetteer *gazetteer, const clm_theme *theme,
                                       const clm_map_options *options, clm_map_fonts *fonts,
                                       const clm_map_outputs *outputs, clm_error *error);

/* Appends a PNG of `width_px` pixels that shows `png`, which is not made larger; `*height_px` is
 * then its height. **Errors:** CLM_ERR_FORMAT no PNG; CLM_ERR_NOMEM; CLM_ERR_FOREIGN from cairo. */
CLM_MUST_CHECK clm_status clm_map_thumbnail(clm_text png, int width_px, clm_buffer *out,
                                            int *height_px, clm_error *error);

/* Appends a PNG that shows each sign of the grammar once, as `theme` draws it, `scale` times as
 * large as its layout. **Errors:** CLM_ERR_NOMEM; CLM_ERR_FOREIGN from cairo. */
CLM_MUST_CHECK clm_status clm_map_sheet(const clm_theme *theme, clm_map_fonts *fonts, double scale,
                                        clm_buffer *png, clm_error *error);

#endif

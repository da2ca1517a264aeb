/* map/fonts.h: shaping and measuring of texts; pango and fontconfig stay behind this fence.
 * Private to map. A shaped text ("run") lives until clm_fonts_reset and is drawn by its index, so
 * that a text is laid out once. Thread rule: as clm_map_fonts. */
#ifndef CLM_MAP_FONTS_H
#define CLM_MAP_FONTS_H

#include "map/display_list.h"
#include "map/map.h"

typedef struct clm_text_spec {
    const char *text;
    const clm_text_style *style;
    double zoom;       /* of the style's sizes */
    double wrap_px;    /* 0: one line, however long */
    int max_lines;     /* with wrap_px: the rest is cut with an ellipsis */
    bool upper;        /* drawn in capitals */
    bool centred;      /* lines are centred on each other */
    int bold_bytes;    /* so many leading bytes are bold */
    double spacing_px; /* more between letters than the style has; not where letters join */
} clm_text_spec;

typedef struct clm_run {
    const char *text; /* as asked for */
    const clm_text_style *style;
    double zoom;
    double width_px, height_px; /* of all lines */
    double baseline_px;         /* of the first line, from the top */
    double spacing_px;          /* between letters, as drawn */
    clm_rect ink;               /* from the upper left corner, without halo */
    int line_count;
    bool cut; /* an ellipsis stands at its end */
} clm_run;

/* The family that is drawn with where a text needs no other. */
const char *clm_fonts_family(const clm_map_fonts *fonts);

/* Drops all runs. */
void clm_fonts_reset(clm_map_fonts *fonts);

/* Shapes a text; `*run` gets its index. `text` and `style` must live until clm_fonts_reset. */
CLM_MUST_CHECK clm_status clm_fonts_shape(clm_map_fonts *fonts, const clm_text_spec *spec,
                                          size_t *run, clm_error *error);
const clm_run *clm_fonts_run(const clm_map_fonts *fonts, size_t run);

/* The box of the letters when the layout is turned clockwise by `angle_rad` about its upper left
 * corner, from that corner. */
clm_rect clm_fonts_turned_ink(const clm_map_fonts *fonts, size_t run, double angle_rad);

/* The pango layout of a run, for the cairo back end; opaque here. */
void *clm_fonts_layout(const clm_map_fonts *fonts, size_t run);

#endif

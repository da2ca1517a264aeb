/* map/svg_parts.h: numbers, colours, paths and definitions of an SVG. Private to map. */
#ifndef CLM_MAP_SVG_PARTS_H
#define CLM_MAP_SVG_PARTS_H

#include "base/arena.h"
#include "map/display_list.h"

/* All write numbers with at most two decimals, and those of colours with three. */
void clm_svg_put_one(clm_buffer *out, const char *before, double value);
void clm_svg_put_pair(clm_buffer *out, const char *before, double first, const char *between,
                      double second);
/* ` fill="#rrggbb"`, and ` fill-opacity="0.5"` unless it is 1. */
void clm_svg_put_color(clm_buffer *out, const char *name, clm_color color);
void clm_svg_put_stroke(clm_buffer *out, const clm_stroke *stroke);
/* ` font-family="..."`: the family, others of about its widths that systems have, "sans-serif". */
void clm_svg_put_family(clm_buffer *out, const char *family);
/* Bytes as RFC 4648 has them, with "=" at the end. */
void clm_svg_put_base64(clm_buffer *out, clm_text bytes);
/* An id without white space; ours begin with "map-", a feature's then with "feature-". */
void clm_svg_put_id(clm_buffer *out, const char *id);
/* The data of a path: relative to hundredths of a pixel, so that no error adds up. */
void clm_svg_put_path(clm_buffer *out, const clm_display_list *list, const clm_item *item);

/* Hatches, clips and the paths that are drawn more than once. */
typedef struct clm_svg_defs {
    clm_fill *hatches;
    size_t hatch_count, hatch_capacity;
    clm_arena *arena;
} clm_svg_defs;

/* False when memory ends. */
bool clm_svg_defs_make(const clm_display_list *list, clm_arena *arena, clm_svg_defs *out);
void clm_svg_defs_write(const clm_svg_defs *defs, const clm_display_list *list, clm_buffer *out);
/* The number of a fill's hatch. */
size_t clm_svg_defs_hatch(const clm_svg_defs *defs, const clm_fill *fill);

/* Whether the item's path is defined once for several drawings; then `*number` names it. */
bool clm_svg_path_shared(const clm_display_list *list, size_t index, size_t *number);

#endif

/* map/display_list.h: what a map consists of: paths, circles, boxes and texts in pixels of the
 * layout, each with its role and the id of its feature, in the order of drawing. Private to map.
 *
 * Back ends (cairo now) walk the items; nothing here knows one. Writing is sticky: after memory
 * ended, calls do nothing and `failed` stays set, so composing code checks once at its end.
 * Thread rule: one list, one thread. */
#ifndef CLM_MAP_DISPLAY_LIST_H
#define CLM_MAP_DISPLAY_LIST_H

#include "base/error.h"
#include "style/style.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct clm_px {
    double x, y; /* from the upper left corner, y down */
} clm_px;

typedef struct clm_rect {
    double x0, y0, x1, y1;
} clm_rect;

typedef enum clm_ink {
    CLM_INK_PAPER = 0,
    CLM_INK_SEA,
    CLM_INK_LAND,
    CLM_INK_LAKE,
    CLM_INK_RIVER,
    CLM_INK_OVERLAY, /* its feature_id is the overlay's name */
    CLM_INK_COAST,
    CLM_INK_REGION_BORDER,
    CLM_INK_COUNTRY_BORDER,
    CLM_INK_DISPUTED_BORDER,
    CLM_INK_CLAIM_FILL,
    CLM_INK_CLAIM_OUTLINE,
    CLM_INK_FIGURE,
    CLM_INK_MOVE,
    CLM_INK_TOWN,
    CLM_INK_CLAIM_MARKER,
    CLM_INK_NUMBER,
    CLM_INK_LEADER,
    CLM_INK_LABEL,
    CLM_INK_FURNITURE,
    CLM_INK_FRAME
} clm_ink;

typedef struct clm_fill {
    clm_color color; /* alpha 0: none */
    clm_hatch hatch;
    clm_color hatch_color, hatch_color_2;
} clm_fill;

typedef struct clm_stroke {
    clm_color color;
    double width_px;                /* 0: none */
    double dash_px[CLM_DASHES_MAX]; /* on, off, on, off; a dash shorter than a pixel is a dot */
    size_t dash_count;              /* 0: solid */
} clm_stroke;

typedef enum clm_item_kind {
    CLM_ITEM_PATH = 0, /* filled by the non-zero rule */
    CLM_ITEM_CIRCLE,
    CLM_ITEM_RECT,
    CLM_ITEM_TEXT,
    CLM_ITEM_IMAGE, /* fills `rect` */
    CLM_ITEM_CLIP,  /* to `rect`, until the matching UNCLIP */
    CLM_ITEM_UNCLIP
} clm_item_kind;

typedef struct clm_item {
    clm_item_kind kind;
    clm_ink role;
    const char *feature_id; /* borrowed; NULL for furniture and the base map */
    clm_fill fill;
    clm_stroke stroke;
    size_t first_part, part_count; /* PATH */
    clm_px at;                     /* CIRCLE: centre; TEXT: upper left corner of the layout */
    double radius_px;              /* CIRCLE; corner radius of RECT */
    clm_rect rect;                 /* RECT, CLIP */
    size_t run;                    /* TEXT: the shaped text, see fonts.h */
    const struct clm_image *image; /* IMAGE: borrowed */
    double opacity;                /* IMAGE */
    double angle_rad;              /* TEXT: the layout is turned clockwise about `at` */
} clm_item;

typedef struct clm_part {
    size_t first, count;
    bool closed;
} clm_part;

typedef struct clm_display_list {
    clm_item *items;
    size_t item_count, item_capacity;
    clm_part *parts;
    size_t part_count, part_capacity;
    clm_px *points;
    size_t point_count, point_capacity;
    bool failed;
} clm_display_list;

void clm_display_list_init(clm_display_list *list);
void clm_display_list_clear(clm_display_list *list);

/* Begins a path; parts and points follow until clm_path_end, which drops a path without points and
 * tells whether it was kept. */
void clm_path_begin(clm_display_list *list, clm_ink role, const char *feature_id);
void clm_path_part(clm_display_list *list, bool closed);
void clm_path_point(clm_display_list *list, clm_px point);
bool clm_path_end(clm_display_list *list, clm_fill fill, clm_stroke stroke);
/* Adds item `of`, a path, once more with another paint, sharing its points. */
void clm_path_again(clm_display_list *list, size_t of, clm_ink role, clm_fill fill,
                    clm_stroke stroke);

/* Adds a path of all parts of another list; nothing where that has none. */
void clm_add_path_of(clm_display_list *to, const clm_display_list *from, clm_ink role,
                     clm_fill fill, clm_stroke stroke);

void clm_add_circle(clm_display_list *list, clm_ink role, const char *feature_id, clm_px centre,
                    double radius_px, clm_fill fill, clm_stroke stroke);
void clm_add_rect(clm_display_list *list, clm_ink role, const char *feature_id, clm_rect rect,
                  double corner_px, clm_fill fill, clm_stroke stroke);
void clm_add_line(clm_display_list *list, clm_ink role, const char *feature_id, clm_px from,
                  clm_px to, clm_stroke stroke);
void clm_add_text(clm_display_list *list, clm_ink role, const char *feature_id, clm_px at,
                  size_t run, double angle_rad);
void clm_add_image(clm_display_list *list, clm_ink role, clm_rect rect,
                   const struct clm_image *image, double opacity);
void clm_add_clip(clm_display_list *list, clm_rect rect);
void clm_add_unclip(clm_display_list *list);

clm_fill clm_fill_none(void);
clm_fill clm_fill_color(clm_color color);
clm_stroke clm_stroke_none(void);
clm_stroke clm_stroke_color(clm_color color, double width_px);
/* A line as a look has it, `zoom` times as large. */
clm_stroke clm_stroke_of(const clm_look *look, clm_color color, double zoom);
clm_stroke clm_stroke_look(const clm_look *look, double zoom); /* in its own colour */
bool clm_stroke_is_dotted(const clm_stroke *stroke);
clm_color clm_color_with_alpha(clm_color color, double alpha);
/* `share` 0 gives `a`, 1 gives `b`. */
clm_color clm_color_mix(clm_color a, clm_color b, double share);

bool clm_rect_overlaps(clm_rect a, clm_rect b); /* touching is not overlapping */
bool clm_rect_inside(clm_rect inner, clm_rect outer);
clm_rect clm_rect_grow(clm_rect rect, double by_px);
clm_rect clm_rect_union(clm_rect a, clm_rect b);

#endif

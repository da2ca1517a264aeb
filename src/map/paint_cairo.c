#include "map/paint_cairo.h"

#include "map/hatch.h"
#include "map/image.h"
#include "map/painter.h"

#include "base/alloc.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

enum { HALO_MAX = 16, BROAD_PIXELS = 256 };

static const double pi = 3.14159265358979323846;

struct clm_picture {
    cairo_surface_t *surface;
};

static void set_color(cairo_t *cairo, clm_color color) {
    cairo_set_source_rgba(cairo, color.red, color.green, color.blue, color.alpha);
}

/* ---- hatches: small tiles that repeat ---- */

static void draw_lines(cairo_t *cairo, const clm_fill *fill, const clm_hatch_tile *tile) {
    cairo_set_line_width(cairo, tile->width_px);
    for (int second = 0; second < 2; second++) {
        for (size_t i = 0; i < tile->count; i++) {
            const clm_hatch_line *line = &tile->lines[i];
            if (line->second == (second == 1)) {
                cairo_move_to(cairo, line->from.x, line->from.y);
                cairo_line_to(cairo, line->to.x, line->to.y);
            }
        }
        set_color(cairo, second ? fill->hatch_color_2 : fill->hatch_color);
        cairo_stroke(cairo);
    }
}

static cairo_surface_t *make_tile(const clm_fill *fill, const clm_hatch_tile *tile, int pixels) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels, pixels);
    cairo_t *cairo = cairo_create(surface);
    set_color(cairo, fill->color);
    cairo_paint(cairo);
    cairo_scale(cairo, pixels / tile->size_px, pixels / tile->size_px);
    draw_lines(cairo, fill, tile);
    cairo_destroy(cairo);
    return surface;
}

/* A surface of many tiles: pixman repeats a broad one several times as fast as one of nine pixels.
 * Takes `tile` over. */
static cairo_surface_t *make_broad(cairo_surface_t *tile, int pixels) {
    int repeat = BROAD_PIXELS / pixels + 1;
    cairo_surface_t *broad =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels * repeat, pixels);
    cairo_surface_flush(tile);
    cairo_surface_flush(broad);
    const unsigned char *from = cairo_image_surface_get_data(tile);
    unsigned char *to = cairo_image_surface_get_data(broad);
    size_t row = (size_t)pixels * sizeof(uint32_t);
    for (int y = 0; from && to && y < pixels; y++) {
        for (int i = 0; i < repeat; i++) {
            memcpy(to + (size_t)y * (size_t)cairo_image_surface_get_stride(broad) + (size_t)i * row,
                   from + (size_t)y * (size_t)cairo_image_surface_get_stride(tile), row);
        }
    }
    cairo_surface_mark_dirty(broad);
    cairo_surface_destroy(tile);
    return broad;
}

/* The fill's colour below its lines, so that a shape is filled once. */
static cairo_pattern_t *make_hatch(const clm_painter *paint, const clm_fill *fill) {
    clm_hatch_tile tile = clm_hatch_tile_of(fill->hatch);
    cairo_surface_t *surface;
    if (paint->vector) { /* lines stay lines */
        cairo_rectangle_t extents = {0, 0, tile.size_px, tile.size_px};
        surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
        cairo_t *cairo = cairo_create(surface);
        draw_lines(cairo, fill, &tile);
        cairo_destroy(cairo);
    } else {
        int pixels = (int)lround(tile.size_px * paint->scale);
        pixels = pixels < 2 ? 2 : pixels;
        surface = make_broad(make_tile(fill, &tile, pixels), pixels);
    }
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(surface);
    cairo_surface_destroy(surface);
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT);
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
    /* The tile is in pixels of the picture, the drawing in those of the layout. */
    cairo_matrix_t matrix;
    double scale = paint->vector ? 1 : paint->scale;
    cairo_matrix_init_scale(&matrix, scale, scale);
    cairo_pattern_set_matrix(pattern, &matrix);
    return pattern;
}

static void fill_shape(const clm_painter *paint, const clm_fill *fill) {
    cairo_t *cairo = paint->cairo;
    bool hatched = fill->hatch != CLM_HATCH_NONE;
    if (fill->color.alpha > 0 && (!hatched || paint->vector)) {
        set_color(cairo, fill->color);
        cairo_fill_preserve(cairo);
    }
    if (hatched) {
        cairo_pattern_t *pattern = make_hatch(paint, fill);
        cairo_set_source(cairo, pattern);
        cairo_fill_preserve(cairo);
        cairo_pattern_destroy(pattern);
    }
}

static void paint_shape(clm_painter *paint, const clm_item *item) {
    cairo_t *cairo = paint->cairo;
    fill_shape(paint, &item->fill);
    if (item->stroke.width_px > 0 && item->stroke.color.alpha > 0) {
        set_color(cairo, item->stroke.color);
        cairo_set_line_width(cairo, item->stroke.width_px);
        cairo_set_line_cap(cairo, clm_stroke_is_dotted(&item->stroke) ? CAIRO_LINE_CAP_ROUND
                                                                      : CAIRO_LINE_CAP_BUTT);
        cairo_set_dash(cairo, item->stroke.dash_px, (int)item->stroke.dash_count, 0);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

static void paint_path(clm_painter *paint, const clm_display_list *list, const clm_item *item) {
    for (size_t p = 0; p < item->part_count; p++) {
        const clm_part *part = &list->parts[item->first_part + p];
        const clm_px *points = list->points + part->first;
        cairo_move_to(paint->cairo, points[0].x, points[0].y);
        for (size_t i = 1; i < part->count; i++) {
            cairo_line_to(paint->cairo, points[i].x, points[i].y);
        }
        if (part->closed) {
            cairo_close_path(paint->cairo);
        }
    }
    paint_shape(paint, item);
}

static void paint_rect(clm_painter *paint, const clm_item *item) {
    cairo_t *cairo = paint->cairo;
    clm_rect rect = item->rect;
    double radius = item->radius_px;
    if (radius <= 0) {
        cairo_rectangle(cairo, rect.x0, rect.y0, rect.x1 - rect.x0, rect.y1 - rect.y0);
    } else {
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, rect.x1 - radius, rect.y0 + radius, radius, -pi / 2, 0);
        cairo_arc(cairo, rect.x1 - radius, rect.y1 - radius, radius, 0, pi / 2);
        cairo_arc(cairo, rect.x0 + radius, rect.y1 - radius, radius, pi / 2, pi);
        cairo_arc(cairo, rect.x0 + radius, rect.y0 + radius, radius, pi, pi * 3 / 2);
        cairo_close_path(cairo);
    }
    paint_shape(paint, item);
}

static void paint_image(clm_painter *paint, const clm_item *item) {
    cairo_t *cairo = paint->cairo;
    const clm_image *image = item->image;
    cairo_save(cairo);
    cairo_translate(cairo, item->rect.x0, item->rect.y0);
    cairo_scale(cairo, (item->rect.x1 - item->rect.x0) / image->width,
                (item->rect.y1 - item->rect.y0) / image->height);
    cairo_set_source_surface(cairo, image->surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD);
    cairo_paint_with_alpha(cairo, item->opacity);
    cairo_restore(cairo);
}

/* ---- texts ---- */

/* Widens the coverage in `from` by a disc of `radius` pixels into `to`: the halo. A dilation of the
 * mask is cheaper than stroking outlines and does not pile up where letters touch. */
static void dilate(const unsigned char *from, unsigned char *to, int width, int height, int stride,
                   int radius) {
    memcpy(to, from, (size_t)stride * (size_t)height);
    for (int dy = -radius; dy <= radius; dy++) {
        int reach = (int)floor(sqrt((radius + 0.4) * (radius + 0.4) - (double)dy * dy));
        for (int dx = -reach; dx <= reach; dx++) {
            if (dx == 0 && dy == 0) {
                continue;
            }
            int y0 = dy > 0 ? dy : 0;
            int y1 = dy < 0 ? height + dy : height;
            int x0 = dx > 0 ? dx : 0;
            int x1 = dx < 0 ? width + dx : width;
            for (int y = y0; y < y1; y++) {
                const unsigned char *in = from + (ptrdiff_t)(y - dy) * stride - dx;
                unsigned char *out = to + (ptrdiff_t)y * stride;
                for (int x = x0; x < x1; x++) {
                    out[x] = in[x] > out[x] ? in[x] : out[x];
                }
            }
        }
    }
}

static bool reserve_mask(clm_painter *paint, size_t bytes) {
    void *mask = paint->mask;
    if (clm_grow(&mask, &paint->mask_capacity, bytes, 1)) {
        return false;
    }
    paint->mask = mask;
    memset(paint->mask, 0, bytes);
    return true;
}

/* Draws a run's letters into an 8-bit mask once, and puts its halo and itself on the picture. */
static bool paint_masked(clm_painter *paint, PangoLayout *layout, const clm_run *run, clm_px at,
                         int halo) {
    double scale = paint->scale;
    int pad = halo + 2;
    double left = floor((at.x + run->ink.x0) * scale) - pad;
    double top = floor((at.y + run->ink.y0) * scale) - pad;
    int width = (int)(ceil((at.x + run->ink.x1) * scale) - left) + pad;
    int height = (int)(ceil((at.y + run->ink.y1) * scale) - top) + pad;
    int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, width);
    size_t bytes = (size_t)stride * (size_t)height;
    if (!reserve_mask(paint, bytes * 2)) {
        return false;
    }
    unsigned char *letters = paint->mask;
    unsigned char *widened = paint->mask + bytes;
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data(letters, CAIRO_FORMAT_A8, width, height, stride);
    cairo_t *cairo = cairo_create(surface);
    cairo_translate(cairo, -left, -top);
    cairo_scale(cairo, scale, scale);
    cairo_move_to(cairo, at.x, at.y);
    pango_cairo_show_layout(cairo, layout);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    dilate(letters, widened, width, height, stride, halo);
    cairo_surface_t *halo_surface =
        cairo_image_surface_create_for_data(widened, CAIRO_FORMAT_A8, width, height, stride);
    cairo_save(paint->cairo);
    cairo_identity_matrix(paint->cairo);
    set_color(paint->cairo, run->style->halo);
    cairo_mask_surface(paint->cairo, halo_surface, left, top);
    set_color(paint->cairo, run->style->color);
    cairo_mask_surface(paint->cairo, surface, left, top);
    cairo_restore(paint->cairo);
    cairo_surface_destroy(halo_surface);
    cairo_surface_destroy(surface);
    return true;
}

/* Outlines: few texts are turned. On a page the letters stay text. */
static void paint_outlined(clm_painter *paint, PangoLayout *layout, const clm_run *run,
                           const clm_item *item) {
    cairo_t *cairo = paint->cairo;
    cairo_save(cairo);
    cairo_translate(cairo, item->at.x, item->at.y);
    cairo_rotate(cairo, item->angle_rad);
    if (run->style->halo.alpha > 0 && run->style->halo_px > 0) {
        cairo_move_to(cairo, 0, 0);
        pango_cairo_layout_path(cairo, layout);
        set_color(cairo, run->style->halo);
        cairo_set_line_width(cairo, 2 * run->style->halo_px * run->zoom);
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
        cairo_set_dash(cairo, NULL, 0, 0);
        cairo_stroke(cairo);
    }
    set_color(cairo, run->style->color);
    cairo_move_to(cairo, 0, 0);
    if (paint->vector) {
        pango_cairo_show_layout(cairo, layout);
    } else {
        pango_cairo_layout_path(cairo, layout);
        cairo_fill(cairo);
    }
    cairo_new_path(cairo);
    cairo_restore(cairo);
}

static bool paint_text(clm_painter *paint, const clm_map_fonts *fonts, const clm_item *item) {
    const clm_run *run = clm_fonts_run(fonts, item->run);
    PangoLayout *layout = clm_fonts_layout(fonts, item->run);
    if (paint->vector || item->angle_rad != 0) {
        paint_outlined(paint, layout, run, item);
        return true;
    }
    int halo = (int)lround(run->style->halo_px * run->zoom * paint->scale);
    if (halo > HALO_MAX) {
        halo = HALO_MAX;
    }
    if (halo > 0 && run->style->halo.alpha > 0) {
        return paint_masked(paint, layout, run, item->at, halo);
    }
    cairo_move_to(paint->cairo, item->at.x, item->at.y);
    set_color(paint->cairo, run->style->color);
    pango_cairo_show_layout(paint->cairo, layout);
    cairo_new_path(paint->cairo);
    return true;
}

static bool paint_item(clm_painter *paint, const clm_display_list *list, const clm_map_fonts *fonts,
                       const clm_item *item, bool draw_texts) {
    switch (item->kind) {
    case CLM_ITEM_PATH:
        paint_path(paint, list, item);
        return true;
    case CLM_ITEM_CIRCLE:
        cairo_new_sub_path(paint->cairo);
        cairo_arc(paint->cairo, item->at.x, item->at.y, item->radius_px, 0, 2 * pi);
        cairo_close_path(paint->cairo);
        paint_shape(paint, item);
        return true;
    case CLM_ITEM_RECT:
        paint_rect(paint, item);
        return true;
    case CLM_ITEM_TEXT:
        return !draw_texts || paint_text(paint, fonts, item);
    case CLM_ITEM_IMAGE:
        paint_image(paint, item);
        return true;
    case CLM_ITEM_CLIP:
        cairo_save(paint->cairo);
        cairo_rectangle(paint->cairo, item->rect.x0, item->rect.y0, item->rect.x1 - item->rect.x0,
                        item->rect.y1 - item->rect.y0);
        cairo_clip(paint->cairo);
        return true;
    case CLM_ITEM_UNCLIP:
        cairo_restore(paint->cairo);
        return true;
    }
    return true;
}

clm_status clm_paint_items(clm_painter *paint, const clm_display_list *list,
                           const clm_map_fonts *fonts, bool draw_texts, clm_error *error) {
    cairo_scale(paint->cairo, paint->scale, paint->scale);
    cairo_set_line_join(paint->cairo, CAIRO_LINE_JOIN_BEVEL);
    cairo_set_antialias(paint->cairo, CAIRO_ANTIALIAS_FAST);
    bool done = true;
    for (size_t i = 0; i < list->item_count && done; i++) {
        done = paint_item(paint, list, fonts, &list->items[i], draw_texts);
    }
    clm_free(paint->mask);
    if (!done) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory while texts are drawn");
    }
    cairo_status_t status = cairo_status(paint->cairo);
    if (status != CAIRO_STATUS_SUCCESS) {
        return clm_fail(error, CLM_ERR_FOREIGN, "cairo: %s", cairo_status_to_string(status));
    }
    return CLM_OK;
}

clm_status clm_paint_cairo(const clm_display_list *list, const clm_map_fonts *fonts, int width_px,
                           int height_px, double scale, bool draw_texts, clm_picture **out,
                           clm_error *error) {
    *out = NULL;
    clm_picture *picture = clm_alloc_zero(1, sizeof *picture);
    if (!picture) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    int width = (int)lround(width_px * scale);
    int height = (int)lround(height_px * scale);
    picture->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    clm_painter paint = {.cairo = cairo_create(picture->surface), .scale = scale};
    clm_status status = clm_paint_items(&paint, list, fonts, draw_texts, error);
    cairo_destroy(paint.cairo);
    if (status != CLM_OK) {
        clm_picture_free(picture);
        return status;
    }
    cairo_surface_flush(picture->surface);
    *out = picture;
    return CLM_OK;
}

void clm_picture_free(clm_picture *picture) {
    if (picture) {
        cairo_surface_destroy(picture->surface);
        clm_free(picture);
    }
}

unsigned char *clm_picture_pixels(const clm_picture *picture, size_t *stride_bytes, int *width,
                                  int *height) {
    *stride_bytes = (size_t)cairo_image_surface_get_stride(picture->surface);
    *width = cairo_image_surface_get_width(picture->surface);
    *height = cairo_image_surface_get_height(picture->surface);
    return cairo_image_surface_get_data(picture->surface);
}

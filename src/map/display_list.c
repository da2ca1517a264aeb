#include "map/display_list.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

void clm_display_list_init(clm_display_list *list) {
    memset(list, 0, sizeof *list);
}

void clm_display_list_clear(clm_display_list *list) {
    clm_free(list->items);
    clm_free(list->parts);
    clm_free(list->points);
    clm_display_list_init(list);
}

static clm_item *add_item(clm_display_list *list, clm_item_kind kind, clm_ink role,
                          const char *feature_id) {
    void *items = list->items;
    if (list->failed ||
        clm_grow(&items, &list->item_capacity, list->item_count + 1, sizeof *list->items)) {
        list->failed = true;
        return NULL;
    }
    list->items = items;
    clm_item *item = &list->items[list->item_count++];
    memset(item, 0, sizeof *item);
    item->kind = kind;
    item->role = role;
    item->feature_id = feature_id;
    return item;
}

void clm_path_begin(clm_display_list *list, clm_ink role, const char *feature_id) {
    clm_item *item = add_item(list, CLM_ITEM_PATH, role, feature_id);
    if (item) {
        item->first_part = list->part_count;
    }
}

void clm_path_part(clm_display_list *list, bool closed) {
    if (list->failed) {
        return;
    }
    /* A part without points is used again: clipping may leave nothing of a ring. */
    if (list->part_count > list->items[list->item_count - 1].first_part &&
        list->parts[list->part_count - 1].count == 0) {
        list->parts[list->part_count - 1].closed = closed;
        return;
    }
    void *parts = list->parts;
    if (clm_grow(&parts, &list->part_capacity, list->part_count + 1, sizeof *list->parts)) {
        list->failed = true;
        return;
    }
    list->parts = parts;
    list->parts[list->part_count++] = (clm_part){list->point_count, 0, closed};
}

void clm_path_point(clm_display_list *list, clm_px point) {
    if (list->failed) {
        return;
    }
    if (list->point_count == list->point_capacity) {
        void *points = list->points;
        if (clm_grow(&points, &list->point_capacity, list->point_count + 1, sizeof *list->points)) {
            list->failed = true;
            return;
        }
        list->points = points;
    }
    list->points[list->point_count++] = point;
    list->parts[list->part_count - 1].count++;
}

bool clm_path_end(clm_display_list *list, clm_fill fill, clm_stroke stroke) {
    if (list->failed) {
        return false;
    }
    clm_item *item = &list->items[list->item_count - 1];
    if (list->part_count > item->first_part && list->parts[list->part_count - 1].count == 0) {
        list->part_count--;
    }
    item->part_count = list->part_count - item->first_part;
    item->fill = fill;
    item->stroke = stroke;
    if (item->part_count == 0) {
        list->item_count--;
        return false;
    }
    return true;
}

void clm_path_again(clm_display_list *list, size_t of, clm_ink role, clm_fill fill,
                    clm_stroke stroke) {
    if (list->failed || of >= list->item_count || list->items[of].kind != CLM_ITEM_PATH) {
        return;
    }
    const clm_item path = list->items[of];
    clm_item *item = add_item(list, CLM_ITEM_PATH, role, path.feature_id);
    if (item) {
        item->first_part = path.first_part;
        item->part_count = path.part_count;
        item->fill = fill;
        item->stroke = stroke;
    }
}

void clm_add_path_of(clm_display_list *to, const clm_display_list *from, clm_ink role,
                     clm_fill fill, clm_stroke stroke) {
    if (from->item_count == 0) {
        return;
    }
    clm_path_begin(to, role, NULL);
    for (size_t p = 0; p < from->part_count; p++) {
        const clm_part *part = &from->parts[p];
        clm_path_part(to, part->closed);
        for (size_t i = 0; i < part->count; i++) {
            clm_path_point(to, from->points[part->first + i]);
        }
    }
    (void)clm_path_end(to, fill, stroke);
}

void clm_add_circle(clm_display_list *list, clm_ink role, const char *feature_id, clm_px centre,
                    double radius_px, clm_fill fill, clm_stroke stroke) {
    clm_item *item = add_item(list, CLM_ITEM_CIRCLE, role, feature_id);
    if (item) {
        item->at = centre;
        item->radius_px = radius_px;
        item->fill = fill;
        item->stroke = stroke;
    }
}

void clm_add_rect(clm_display_list *list, clm_ink role, const char *feature_id, clm_rect rect,
                  double corner_px, clm_fill fill, clm_stroke stroke) {
    clm_item *item = add_item(list, CLM_ITEM_RECT, role, feature_id);
    if (item) {
        item->rect = rect;
        item->radius_px = corner_px;
        item->fill = fill;
        item->stroke = stroke;
    }
}

void clm_add_line(clm_display_list *list, clm_ink role, const char *feature_id, clm_px from,
                  clm_px to, clm_stroke stroke) {
    clm_path_begin(list, role, feature_id);
    clm_path_part(list, false);
    clm_path_point(list, from);
    clm_path_point(list, to);
    (void)clm_path_end(list, clm_fill_none(), stroke);
}

void clm_add_text(clm_display_list *list, clm_ink role, const char *feature_id, clm_px at,
                  size_t run, double angle_rad) {
    clm_item *item = add_item(list, CLM_ITEM_TEXT, role, feature_id);
    if (item) {
        item->at = at;
        item->run = run;
        item->angle_rad = angle_rad;
    }
}

void clm_add_image(clm_display_list *list, clm_ink role, clm_rect rect,
                   const struct clm_image *image, double opacity) {
    clm_item *item = add_item(list, CLM_ITEM_IMAGE, role, NULL);
    if (item) {
        item->rect = rect;
        item->image = image;
        item->opacity = opacity;
    }
}

void clm_add_clip(clm_display_list *list, clm_rect rect) {
    clm_item *item = add_item(list, CLM_ITEM_CLIP, CLM_INK_FRAME, NULL);
    if (item) {
        item->rect = rect;
    }
}

void clm_add_unclip(clm_display_list *list) {
    (void)add_item(list, CLM_ITEM_UNCLIP, CLM_INK_FRAME, NULL);
}

clm_fill clm_fill_none(void) {
    return (clm_fill){.hatch = CLM_HATCH_NONE};
}

clm_fill clm_fill_color(clm_color color) {
    return (clm_fill){.color = color};
}

clm_stroke clm_stroke_none(void) {
    return (clm_stroke){.width_px = 0};
}

clm_stroke clm_stroke_color(clm_color color, double width_px) {
    return (clm_stroke){.color = color, .width_px = width_px};
}

clm_stroke clm_stroke_of(const clm_look *look, clm_color color, double zoom) {
    clm_stroke stroke = clm_stroke_color(color, look->stroke_width_px * zoom);
    stroke.dash_count = look->dash_count;
    for (size_t i = 0; i < look->dash_count; i++) {
        stroke.dash_px[i] = look->dash_px[i] * zoom;
    }
    return stroke;
}

clm_stroke clm_stroke_look(const clm_look *look, double zoom) {
    return clm_stroke_of(look, look->stroke, zoom);
}

bool clm_stroke_is_dotted(const clm_stroke *stroke) {
    return stroke->dash_count > 0 && stroke->dash_px[0] < 1;
}

clm_color clm_color_with_alpha(clm_color color, double alpha) {
    color.alpha = alpha;
    return color;
}

clm_color clm_color_mix(clm_color a, clm_color b, double share) {
    return (clm_color){a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                       a.blue + (b.blue - a.blue) * share, a.alpha + (b.alpha - a.alpha) * share};
}

bool clm_rect_overlaps(clm_rect a, clm_rect b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

bool clm_rect_inside(clm_rect inner, clm_rect outer) {
    return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 &&
           inner.y1 <= outer.y1;
}

clm_rect clm_rect_grow(clm_rect rect, double by_px) {
    return (clm_rect){rect.x0 - by_px, rect.y0 - by_px, rect.x1 + by_px, rect.y1 + by_px};
}

clm_rect clm_rect_union(clm_rect a, clm_rect b) {
    return (clm_rect){fmin(a.x0, b.x0), fmin(a.y0, b.y0), fmax(a.x1, b.x1), fmax(a.y1, b.y1)};
}

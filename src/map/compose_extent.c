#include "map/scene.h"

#include <math.h>

static const double smallest_map_m = 60e3;
static const double padding_share = 0.055; /* of the frame's shorter side, on every side */

static size_t collect(clm_scene *scene, clm_extent_item *items) {
    clm_content *content = &scene->content;
    size_t count = 0;
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_subject *subject = &content->subjects[i];
        items[count++] = (clm_extent_item){.geometry = &subject->feature->geometry,
                                           .precision = subject->precision,
                                           .primary = subject->primary,
                                           .weight = (double)subject->claim_count};
    }
    for (size_t i = 0; i < content->area_count; i++) {
        items[count++] = (clm_extent_item){.geometry = &content->areas[i].feature->geometry,
                                           .precision = 2,
                                           .primary = content->areas[i].primary,
                                           .weight = 1};
    }
    return count;
}

static void note_main(clm_scene *scene, const clm_extent_item *items) {
    clm_content *content = &scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        content->subjects[i].on_main = items[i].on_main;
    }
    for (size_t i = 0; i < content->area_count; i++) {
        content->areas[i].on_main = items[content->subject_count + i].on_main;
    }
}

static clm_status open_given(clm_scene *scene, clm_extent_item *items, size_t count) {
    clm_extent extent;
    clm_status status = clm_extent_of_box(scene->options->extent, &extent, scene->error);
    if (status != CLM_OK) {
        return status;
    }
    status = clm_view_open(&scene->view, extent.centre, extent.bounds, scene->frame, scene->error);
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        clm_rect seen = clm_view_extent(&scene->view, items[i].geometry);
        items[i].on_main = seen.x0 <= seen.x1;
    }
    return status;
}

static clm_status open_chosen(clm_scene *scene, clm_extent_item *items, size_t count) {
    clm_extent extent;
    clm_status status = clm_extent_choose(items, count, smallest_map_m, &extent, scene->error);
    if (status != CLM_OK) {
        return status;
    }
    clm_rect frame = scene->frame;
    double width = frame.x1 - frame.x0;
    double height = frame.y1 - frame.y0;
    double pad = fmin(width, height) * padding_share + 8 * scene->zoom;
    clm_rect inner = clm_rect_grow(frame, -pad);
    double scale = fmax((extent.bounds.x1_m - extent.bounds.x0_m) / (inner.x1 - inner.x0),
                        (extent.bounds.y1_m - extent.bounds.y0_m) / (inner.y1 - inner.y0));
    double x = (extent.bounds.x0_m + extent.bounds.x1_m) / 2;
    double y = (extent.bounds.y0_m + extent.bounds.y1_m) / 2;
    clm_bounds padded = {x - scale * width / 2, y - scale * height / 2, x + scale * width / 2,
                         y + scale * height / 2};
    return clm_view_open(&scene->view, extent.centre, padded, frame, scene->error);
}

void clm_compose_extent(clm_scene *scene) {
    const clm_content *content = &scene->content;
    size_t capacity = content->subject_count + content->area_count + 1;
    clm_extent_item *items = clm_arena_array(scene->arena, capacity, sizeof *items);
    if (!items) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return;
    }
    size_t count = collect(scene, items);
    clm_status status = scene->options->has_extent ? open_given(scene, items, count)
                                                   : open_chosen(scene, items, count);
    if (clm_scene_check(scene, status)) {
        note_main(scene, items);
    }
}

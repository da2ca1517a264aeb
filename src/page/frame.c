/* Which part of the world the map shows first. */
#include "page/parts.h"

#include "base/alloc.h"

#include <math.h>

static const double smallest_m = 60e3;      /* as the picture's map of a single village */
static const double most_half_m = 8e6;      /* from the middle: beyond, shapes are torn */
static const double padding = 0.09;         /* of the shape, on every side */
static const double vertices_across = 1350; /* of what is shown first */

double clm_page_detail_m(const clm_page *page) {
    const double width = page->home.x1_m - page->home.x0_m;
    const double height = page->home.y1_m - page->home.y0_m;
    return fmax(width, height) / vertices_across;
}

static int precision_of(const clm_page_spot *spot) {
    int finest = 5;
    for (size_t v = 0; v < spot->voice_count; v++) {
        const int precision = spot->voices[v].feature->geo_precision;
        finest = precision > 0 && precision < finest ? precision : finest;
    }
    return finest;
}

/* The claimed places and figures; where there is none, the places that the article names. */
static size_t list_items(const clm_page *page, clm_extent_item *items) {
    size_t count = 0;
    for (int pass = 0; pass < 2 && count == 0; pass++) {
        for (size_t s = 0; s < page->spot_count; s++) {
            const clm_page_spot *spot = &page->spots[s];
            const clm_spot_kind wanted = pass == 0 ? CLM_SPOT_CLAIMED : CLM_SPOT_CONTEXT;
            if (spot->kind == wanted && spot->feature->geometry.point_count > 0) {
                items[count++] = (clm_extent_item){
                    .geometry = &spot->feature->geometry,
                    .precision = precision_of(spot),
                    .primary = pass == 1 || spot->feature->draw == CLM_DRAW_PRIMARY,
                    .weight = pass == 0 ? (double)spot->voice_count : 1};
            }
        }
        for (size_t f = 0; pass == 0 && f < page->figure_count; f++) {
            const clm_feature *feature = page->figures[f].feature;
            items[count++] = (clm_extent_item){.geometry = &feature->geometry,
                                               .precision = 2,
                                               .primary = feature->draw == CLM_DRAW_PRIMARY,
                                               .weight = 1};
        }
    }
    return count;
}

static void pad(clm_bounds *bounds) {
    const double by_x = (bounds->x1_m - bounds->x0_m) * padding;
    const double by_y = (bounds->y1_m - bounds->y0_m) * padding;
    bounds->x0_m = fmax(bounds->x0_m - by_x, -most_half_m);
    bounds->x1_m = fmin(bounds->x1_m + by_x, most_half_m);
    bounds->y0_m = fmax(bounds->y0_m - by_y, -most_half_m);
    bounds->y1_m = fmin(bounds->y1_m + by_y, most_half_m);
}

clm_status clm_page_frame(clm_page *page) {
    const size_t most = page->spot_count + page->figure_count + 1;
    clm_extent_item *items = clm_alloc_zero(most, sizeof *items);
    if (!items) {
        return clm_fail(page->error, CLM_ERR_NOMEM, "out of memory");
    }
    const size_t count = list_items(page, items);
    page->has_map = count > 0 || page->options->has_extent;
    clm_extent extent = {.centre = {0, 0}};
    clm_status status = CLM_OK;
    if (page->options->has_extent) {
        status = clm_extent_of_box(page->options->extent, &extent, page->error);
    } else if (page->has_map) {
        status = clm_extent_choose(items, count, smallest_m, &extent, page->error);
    }
    clm_free(items);
    if (status == CLM_OK && page->has_map) {
        page->home = extent.bounds;
        if (!page->options->has_extent) {
            pad(&page->home);
        }
        status = clm_projection_laea(extent.centre, &page->plane, page->error);
    }
    return status;
}

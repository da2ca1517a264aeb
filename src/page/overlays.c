/* Land as others have mapped it, around what the map shows first. */
#include "page/parts.h"

#include "geo/overlay.h"

#include <math.h>
#include <string.h>

static const double m_per_degree = 111320;
static const double around = 2; /* of what is shown first, on every side */
static const double most_half_m = 8e6;
static const double finer = 8; /* than what is seen first: readers look at fronts closely */
enum { POINTS_MAX = 20000 };   /* of a layer; above it is coarser */

static const clm_overlay_layer *given(const clm_page *page, const char *name) {
    for (size_t i = 0; i < page->options->overlay_count; i++) {
        const clm_overlay_layer *layer = page->options->overlays[i];
        if (strcmp(clm_overlay_facts_of(layer)->name, name) == 0) {
            return layer;
        }
    }
    return NULL;
}

static const char *say(const clm_page *page, size_t index) {
    return clm_say_overlay(page->language, page->gazetteer, page->arena,
                           &page->collection->facts.overlays[index]);
}

static clm_bounds surroundings(clm_bounds home) {
    const double by_x = (home.x1_m - home.x0_m) * around;
    const double by_y = (home.y1_m - home.y0_m) * around;
    return (clm_bounds){fmax(home.x0_m - by_x, -most_half_m), fmax(home.y0_m - by_y, -most_half_m),
                        fmin(home.x1_m + by_x, most_half_m), fmin(home.y1_m + by_y, most_half_m)};
}

/* What of a layer is near, as coarse as it must be; `*step_m` gets how coarse. */
static clm_status simplify(const clm_page *page, const clm_overlay_layer *layer, double *step_m,
                           clm_geometry *out) {
    const clm_geometry *land = clm_overlay_land(layer);
    const clm_bbox box = clm_bounds_box(page->plane, surroundings(page->home));
    clm_status status = CLM_OK;
    *step_m = fmax(1, floor(clm_page_detail_m(page) / finer));
    if (land == NULL || land->kind != CLM_GEOMETRY_POLYGONS) {
        return CLM_OK;
    }
    status = clm_geometry_near(land, box, *step_m / m_per_degree, out, page->error);
    while (status == CLM_OK && out->point_count > POINTS_MAX) {
        clm_geometry_clear(out);
        *step_m *= 2;
        status = clm_geometry_near(land, box, *step_m / m_per_degree, out, page->error);
    }
    return status;
}

static clm_status put_overlay(const clm_page *page, size_t index, const clm_overlay_layer *layer,
                              clm_json_writer *json) {
    double step_m;
    clm_geometry close;
    clm_geometry plane;
    clm_geometry_init(&close);
    clm_geometry_init(&plane);
    clm_status status = simplify(page, layer, &step_m, &close);
    if (status == CLM_OK) {
        status = clm_page_project(page, &close, &plane);
    }
    if (status == CLM_OK && plane.part_count > 0) {
        const char *words = say(page, index);
        clm_json_open_object(json);
        clm_json_pair_string(json, "text", words);
        clm_json_key(json, "look");
        clm_json_put_int(json, (int64_t)(index % CLM_THEME_OVERLAYS));
        clm_json_pair_number(json, "step", step_m, 0);
        clm_json_key(json, "parts");
        clm_page_put_parts(json, &plane, step_m);
        clm_json_close_object(json);
        json->out->failed |= words == NULL;
    }
    clm_geometry_clear(&close);
    clm_geometry_clear(&plane);
    return status;
}

clm_status clm_page_overlays(const clm_page *page, clm_json_writer *json) {
    const clm_article_facts *facts = &page->collection->facts;
    clm_status status = CLM_OK;
    clm_json_key(json, "overlays");
    clm_json_open_array(json);
    for (size_t i = 0; i < facts->overlay_count && status == CLM_OK; i++) {
        const clm_overlay_layer *layer = given(page, facts->overlays[i].name);
        if (layer != NULL) {
            status = put_overlay(page, i, layer, json);
        }
    }
    clm_json_close_array(json);
    return status;
}

void clm_page_put_overlay_credits(const clm_page *page, clm_buffer *out) {
    const clm_article_facts *facts = &page->collection->facts;
    for (size_t i = 0; i < facts->overlay_count; i++) {
        if (given(page, facts->overlays[i].name) != NULL) {
            const char *words = say(page, i);
            clm_buffer_string(out, " \xC2\xB7 ");
            clm_page_escape_string(out, words);
            out->failed |= words == NULL;
        }
    }
}

#include "page/parts.h"

#include "geo/overlay.h"

#include <math.h>

clm_lonlat clm_page_in_plane(const clm_page *page, clm_lonlat point) {
    clm_xy at;
    clm_projection_forward(page->plane, &point, &at, 1);
    return (clm_lonlat){at.x_m, at.y_m};
}

/* Adds the parts of `geometry` in metres to `out`. */
static clm_status project_parts(const clm_page *page, const clm_geometry *geometry,
                                clm_geometry *out) {
    clm_status status = CLM_OK;
    out->kind = geometry->kind;
    for (size_t p = 0; p < geometry->part_count && status == CLM_OK; p++) {
        size_t count;
        const clm_lonlat *points = clm_geometry_part(geometry, p, &count);
        status = clm_geometry_add_part(out, geometry->part_hole[p] != 0, page->error);
        for (size_t i = 0; i < count && status == CLM_OK; i++) {
            const clm_lonlat at = clm_page_in_plane(page, points[i]);
            if (isfinite(at.lon_deg) && isfinite(at.lat_deg)) {
                status = clm_geometry_add_point(out, at, page->error);
            }
        }
    }
    return status;
}

clm_status clm_page_project(const clm_page *page, const clm_geometry *geometry, clm_geometry *out) {
    clm_geometry joined;
    clm_geometry_init(&joined);
    clm_status status = clm_geometry_copy(geometry, &joined, page->error);
    if (status == CLM_OK && geometry->kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_geometry_join_180(&joined, page->error);
    }
    if (status == CLM_OK) {
        status = project_parts(page, &joined, out);
    }
    clm_geometry_clear(&joined);
    return status;
}

/* ---- writing ---- */

typedef struct step {
    int64_t x, y;
} step;

static step step_of(clm_lonlat at, double step_m) {
    return (step){llround(at.lon_deg / step_m), -llround(at.lat_deg / step_m)};
}

static size_t count_steps(const clm_lonlat *points, size_t count, double step_m) {
    size_t kept = 0;
    step last = {0, 0};
    for (size_t i = 0; i < count; i++) {
        const step at = step_of(points[i], step_m);
        kept += i == 0 || at.x != last.x || at.y != last.y;
        last = at;
    }
    return kept;
}

/* Five bits a character, the lowest first; 32 is added to all but the last. */
static void put_number(clm_buffer *out, int64_t value) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint64_t rest = value < 0 ? ((uint64_t)-value << 1) - 1 : (uint64_t)value << 1;
    for (; rest >= 32; rest >>= 5) {
        clm_buffer_char(out, digits[32 + (rest & 31)]);
    }
    clm_buffer_char(out, digits[rest]);
}

void clm_page_put_part(clm_json_writer *json, const clm_lonlat *points, size_t count, double step_m,
                       size_t least) {
    if (count == 0 || count_steps(points, count, step_m) < least) {
        return;
    }
    step last = {0, 0};
    clm_json_put_string(json, ""); /* brings the comma */
    json->out->len -= json->out->failed ? 0 : 1;
    for (size_t i = 0; i < count; i++) {
        const step at = step_of(points[i], step_m);
        if (i == 0 || at.x != last.x || at.y != last.y) {
            put_number(json->out, at.x - last.x);
            put_number(json->out, at.y - last.y);
        }
        last = at;
    }
    clm_buffer_char(json->out, '"');
}

void clm_page_put_parts(clm_json_writer *json, const clm_geometry *shape, double step_m) {
    clm_json_open_array(json);
    for (size_t p = 0; p < shape->part_count; p++) {
        size_t count;
        const clm_lonlat *points = clm_geometry_part(shape, p, &count);
        clm_page_put_part(json, points, count, step_m, 3);
    }
    clm_json_close_array(json);
}

void clm_page_put_point(clm_json_writer *json, clm_lonlat at, double step_m) {
    const step where = step_of(at, step_m);
    clm_json_open_array(json);
    clm_json_put_int(json, where.x);
    clm_json_put_int(json, where.y);
    clm_json_close_array(json);
}

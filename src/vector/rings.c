#include "vector/rings.h"

#include "base/alloc.h"

#include <math.h>
#include <stdint.h>

typedef struct ring {
    const clm_lonlat *points;
    size_t count;
    double area; /* square degrees, counter-clockwise positive */
    clm_bbox box;
    size_t owner; /* of a hole: the outer ring around it; of an outer ring itself */
} ring;

static void measure(ring *at) {
    double sum = 0.0;
    at->box = clm_bbox_empty();
    for (size_t i = 0; i < at->count; i++) {
        const clm_lonlat *a = &at->points[i];
        const clm_lonlat *b = &at->points[i + 1 < at->count ? i + 1 : 0];
        sum += (a->lon_deg - at->points[0].lon_deg) * (b->lat_deg - at->points[0].lat_deg) -
               (b->lon_deg - at->points[0].lon_deg) * (a->lat_deg - at->points[0].lat_deg);
        clm_bbox_add(&at->box, *a);
    }
    at->area = sum / 2.0;
}

/* 1 inside, 0 outside, -1 on the border. */
static int place_in(const ring *outer, clm_lonlat point) {
    bool inside = false;
    for (size_t i = 0; i < outer->count; i++) {
        const clm_lonlat *a = &outer->points[i];
        const clm_lonlat *b = &outer->points[i + 1 < outer->count ? i + 1 : 0];
        if (a->lon_deg == point.lon_deg && a->lat_deg == point.lat_deg) {
            return -1;
        }
        if ((a->lat_deg > point.lat_deg) == (b->lat_deg > point.lat_deg)) {
            continue;
        }
        double lon = a->lon_deg + (point.lat_deg - a->lat_deg) / (b->lat_deg - a->lat_deg) *
                                      (b->lon_deg - a->lon_deg);
        if (lon == point.lon_deg) {
            return -1;
        }
        inside = point.lon_deg < lon ? !inside : inside;
    }
    return inside ? 1 : 0;
}

static bool holds(const ring *outer, const ring *hole) {
    if (!clm_bbox_contains(outer->box, (clm_lonlat){hole->box.west_deg, hole->box.south_deg}) ||
        !clm_bbox_contains(outer->box, (clm_lonlat){hole->box.east_deg, hole->box.north_deg}) ||
        fabs(hole->area) > fabs(outer->area)) {
        return false;
    }
    /* Holes may touch the outer ring in some points; the first free one decides. */
    for (size_t i = 0; i < hole->count; i++) {
        int place = place_in(outer, hole->points[i]);
        if (place >= 0) {
            return place > 0;
        }
    }
    return true;
}

static bool is_hole(const ring *at) {
    return at->area > 0.0;
}

/* The smallest outer ring around the hole; itself if there is none, so that it stands alone. */
static size_t find_owner(const ring *rings, size_t count, size_t hole) {
    size_t owner = hole;
    for (size_t i = 0; i < count; i++) {
        if (!is_hole(&rings[i]) && holds(&rings[i], &rings[hole]) &&
            (owner == hole || fabs(rings[i].area) < fabs(rings[owner].area))) {
            owner = i;
        }
    }
    return owner;
}

static clm_status append(const ring *from, bool hole, clm_geometry *out, clm_error *error) {
    clm_status status = clm_geometry_add_part(out, hole, error);
    for (size_t i = 0; i < from->count && status == CLM_OK; i++) {
        status = clm_geometry_add_point(out, from->points[i], error);
    }
    return status;
}

/* Writes each outer ring and, through a list of its holes, those after it. */
static clm_status write_rings(const ring *rings, size_t count, size_t *next_hole, size_t *last_hole,
                              clm_geometry *out, clm_error *error) {
    for (size_t i = 0; i < count; i++) {
        next_hole[i] = SIZE_MAX;
        last_hole[i] = i;
    }
    for (size_t i = 0; i < count; i++) {
        if (rings[i].owner != i) {
            next_hole[last_hole[rings[i].owner]] = i;
            last_hole[rings[i].owner] = i;
        }
    }
    clm_status status = CLM_OK;
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        if (rings[i].owner != i) {
            continue;
        }
        status = append(&rings[i], false, out, error);
        for (size_t k = next_hole[i]; k != SIZE_MAX && status == CLM_OK; k = next_hole[k]) {
            status = append(&rings[k], true, out, error);
        }
    }
    return status;
}

clm_status clm_rings_arrange(const clm_geometry *rings, clm_geometry *out, clm_error *error) {
    size_t count = rings->part_count;
    if (count == 0) {
        return CLM_OK;
    }
    ring *list = clm_alloc_zero(count, sizeof *list);
    size_t *links = clm_alloc_zero(2 * count, sizeof *links);
    clm_status status = CLM_OK;
    if (!list || !links) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory for a shape");
    } else {
        for (size_t i = 0; i < count; i++) {
            list[i].points = clm_geometry_part(rings, i, &list[i].count);
            measure(&list[i]);
        }
        for (size_t i = 0; i < count; i++) {
            list[i].owner = is_hole(&list[i]) ? find_owner(list, count, i) : i;
        }
        status = write_rings(list, count, links, links + count, out, error);
    }
    clm_free(links);
    clm_free(list);
    if (status == CLM_OK) {
        out->kind = CLM_GEOMETRY_POLYGONS;
        clm_geometry_orient(out);
    }
    return status;
}

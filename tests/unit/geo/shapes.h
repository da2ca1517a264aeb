/* unit/geo/shapes.h: shapes that several test programs of geo build. Header only. */
#ifndef CLM_UNIT_GEO_SHAPES_H
#define CLM_UNIT_GEO_SHAPES_H

#include "support/support.h"

#include "geo/geo.h"

/* Appends a ring; the test fails if memory ends. */
static inline void add_ring(clm_geometry *geometry, bool hole, const clm_lonlat *points,
                            size_t count) {
    geometry->kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(geometry, hole, NULL), CLM_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(clm_geometry_add_point(geometry, points[i], NULL), CLM_OK);
    }
}

/* Appends a box: counter-clockwise as an outer ring, clockwise as a hole. */
static inline void add_box(clm_geometry *geometry, bool hole, double west, double south,
                           double east, double north) {
    const clm_lonlat outer[4] = {{west, south}, {east, south}, {east, north}, {west, north}};
    const clm_lonlat inner[4] = {{west, south}, {west, north}, {east, north}, {east, south}};
    add_ring(geometry, hole, hole ? inner : outer, 4);
}

/* The signed area of a part in square degrees, counter-clockwise positive. */
static inline double signed_area(const clm_geometry *geometry, size_t part) {
    size_t count = 0;
    const clm_lonlat *ring = clm_geometry_part(geometry, part, &count);
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        const clm_lonlat *next = &ring[(i + 1) % count];
        sum += ring[i].lon_deg * next->lat_deg - next->lon_deg * ring[i].lat_deg;
    }
    return sum / 2.0;
}

/* Outer rings counter-clockwise, holes clockwise, none repeats its first point. */
static inline void expect_oriented(const char *label, const clm_geometry *geometry) {
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(geometry, part, &count);
        CLM_EXPECT(label, count >= 3);
        CLM_EXPECT(label, (signed_area(geometry, part) < 0.0) == (geometry->part_hole[part] != 0));
        CLM_EXPECT(label, ring[0].lon_deg != ring[count - 1].lon_deg ||
                              ring[0].lat_deg != ring[count - 1].lat_deg);
    }
    CLM_EXPECT(label, geometry->part_count == 0 || !geometry->part_hole[0]);
}

#endif

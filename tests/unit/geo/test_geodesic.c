#include "unit/geo/shapes.h"

#include <geodesic.h>

enum { RANDOM_LINES = 20000 };

static struct geod_geodesic reference(void) {
    struct geod_geodesic earth;
    geod_init(&earth, 6378137.0, 1.0 / 298.257223563);
    return earth;
}

/* C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), tables 2, 3 and 5. */
static void test_clm_geodesic_published(void **state) {
    (void)state;
    const clm_lonlat end = clm_destination((clm_lonlat){0, 40}, 30, 1e7);
    CLM_EXPECT_NEAR("end", end.lat_deg, 41.79331020506, 1e-11);
    CLM_EXPECT_NEAR("end", end.lon_deg, 137.84490004377, 1e-11);
    const clm_lonlat from = {0, -30.12345};
    const clm_lonlat near = {0.00005, -30.12344};
    CLM_EXPECT_NEAR("near", clm_distance_m(from, near), 4.944208, 1e-6);
    CLM_EXPECT_NEAR("near", clm_azimuth_deg(from, near), 77.043533, 1e-6);
    const clm_lonlat south = {0, -30};
    const clm_lonlat opposite = {179.8, 29.9};
    CLM_EXPECT_NEAR("opposite", clm_distance_m(south, opposite), 19989832.827610, 1e-6);
    CLM_EXPECT_NEAR("opposite", clm_azimuth_deg(south, opposite), 161.890524736, 1e-9);
}

/* Points of each kind that has a way of its own; `kind` 0 any, 1 near, 2 nearly opposite, 3 on the
 * equator, 4 at multiples of 30 degrees, poles among them, 5 some centimetres away. */
static void draw_line(uint64_t *seed, int kind, clm_lonlat *a, clm_lonlat *b) {
    static const double REACH_DEG[6] = {0.0, 0.05, 1.0, 0.0, 0.0, 3e-7};
    const double reach = REACH_DEG[kind];
    *a = (clm_lonlat){clm_test_uniform(seed, -180, 180), clm_test_uniform(seed, -90, 90)};
    *b = (clm_lonlat){clm_test_uniform(seed, -180, 180), clm_test_uniform(seed, -90, 90)};
    if (kind == 2) {
        *b = (clm_lonlat){a->lon_deg + 180.0, -a->lat_deg};
    } else if (kind == 1 || kind == 5) {
        *b = *a;
    } else if (kind == 3) {
        a->lat_deg = b->lat_deg = 0.0;
    } else if (kind == 4) {
        *a = (clm_lonlat){30.0 * round(a->lon_deg / 30.0), 30.0 * round(a->lat_deg / 30.0)};
        *b = (clm_lonlat){30.0 * round(b->lon_deg / 30.0), 30.0 * round(b->lat_deg / 30.0)};
    }
    b->lon_deg = remainder(b->lon_deg + clm_test_uniform(seed, -reach, reach), 360.0);
    b->lat_deg = fmax(-90.0, fmin(90.0, b->lat_deg + clm_test_uniform(seed, -reach, reach)));
}

/* The same as PROJ within 50 nanometres. */
static void test_clm_distance_m_against_proj(void **state) {
    (void)state;
    const struct geod_geodesic earth = reference();
    uint64_t seed = clm_test_seed();
    for (int i = 0; i < RANDOM_LINES; i++) {
        clm_lonlat a;
        clm_lonlat b;
        double dist_m = 0.0;
        double azimuth_deg = 0.0;
        double lat_deg = 0.0;
        double lon_deg = 0.0;
        draw_line(&seed, i % 6, &a, &b);
        geod_inverse(&earth, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &dist_m, &azimuth_deg,
                     NULL);
        CLM_EXPECT_NEAR("distance", clm_distance_m(a, b), dist_m, 5e-8);
        if (dist_m > 1.0 && dist_m < 19e6) { /* else a rounding turns it */
            const double turned_deg = remainder(clm_azimuth_deg(a, b) - azimuth_deg, 360.0);
            CLM_EXPECT_NEAR("azimuth", turned_deg * dist_m, 0.0, 5e-6);
        }
        const clm_lonlat end = clm_destination(a, azimuth_deg, dist_m);
        geod_direct(&earth, a.lat_deg, a.lon_deg, azimuth_deg, dist_m, &lat_deg, &lon_deg, NULL);
        CLM_EXPECT_NEAR("end", end.lat_deg, lat_deg, 1e-12);
        if (fabs(lat_deg) < 89.9999) {
            CLM_EXPECT_NEAR("end", remainder(end.lon_deg - lon_deg, 360.0), 0.0, 1e-7);
        }
    }
}

static double proj_area_m2(const clm_lonlat *ring, unsigned count) {
    const struct geod_geodesic earth = reference();
    struct geod_polygon polygon;
    double area_m2 = 0.0;
    geod_polygon_init(&polygon, 0);
    for (unsigned i = 0; i < count; i++) {
        geod_polygon_addpoint(&earth, &polygon, ring[i].lat_deg, ring[i].lon_deg);
    }
    (void)geod_polygon_compute(&earth, &polygon, 0, 1, &area_m2, NULL);
    return fabs(area_m2);
}

/* Stars of any size around any point, poles and 180 degrees among them, either way round: the same
 * as PROJ within a part in 10^11 and 0.1 square metres, what a rounding of one edge makes. */
static void test_clm_geometry_area_m2_against_proj(void **state) {
    enum { CORNERS = 12 };
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int i = 0; i < RANDOM_LINES / CORNERS; i++) {
        const clm_lonlat centre = {clm_test_uniform(&seed, -180, 180),
                                   i % 5 == 0 ? 90.0 - i % 2 * 180.0
                                              : clm_test_uniform(&seed, -90, 90)};
        const double size_m = pow(10.0, clm_test_uniform(&seed, 1, 6.5));
        clm_lonlat ring[CORNERS];
        clm_geometry shape = {0};
        for (int corner = 0; corner < CORNERS; corner++) {
            ring[corner] = clm_destination(centre, (i % 3 == 0 ? -30.0 : 30.0) * corner,
                                           size_m * clm_test_uniform(&seed, 0.5, 1.0));
        }
        add_ring(&shape, false, ring, CORNERS);
        const double area_m2 = proj_area_m2(ring, CORNERS);
        CLM_EXPECT_NEAR("area", clm_geometry_area_m2(&shape), area_m2, 0.1 + 1e-11 * area_m2);
        clm_geometry_clear(&shape);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_geodesic_published),
        cmocka_unit_test(test_clm_distance_m_against_proj),
        cmocka_unit_test(test_clm_geometry_area_m2_against_proj),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

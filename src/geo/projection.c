#include "geo/projection.h"

#include "base/alloc.h"

#include <math.h>

static const double AXIS_M = 6378137.0;
static const double FLATTENING = 1.0 / 298.257223563; /* of WGS 84 */
static const double RADIANS = 0.017453292519943295769;
static const double PI = 3.14159265358979323846;

struct clm_projection {
    clm_lonlat centre;
    double lon0_rad;
    double sin_beta1, cos_beta1; /* authalic latitude of the centre */
    double rq_m;                 /* radius of the authalic sphere */
    double d;                    /* keeps the scale at the centre true in all directions */
    double e2, qp;
};

/* 3-12; the logarithm is atanh(e sin) / e, here as its series: the next term is below 1e-13. */
static double q_of(double e2, double sin_lat) {
    double t = e2 * sin_lat * sin_lat;
    double series = 1 + t * (1.0 / 3 + t * (1.0 / 5 + t * (1.0 / 7 + t * (1.0 / 9 + t / 11))));
    return (1 - e2) * sin_lat * (1 / (1 - t) + series);
}

clm_status clm_projection_laea(clm_lonlat centre, clm_projection **out, clm_error *error) {
    *out = NULL;
    if (!(fabs(centre.lat_deg) <= 90.0 && fabs(centre.lon_deg) <= 360.0)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the projection's centre lies off the globe");
    }
    clm_projection *made = clm_alloc_zero(1, sizeof *made);
    if (!made) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for a projection");
    }
    double lat = centre.lat_deg * RADIANS;
    made->centre = centre;
    made->lon0_rad = centre.lon_deg * RADIANS;
    made->e2 = FLATTENING * (2 - FLATTENING);
    made->qp = q_of(made->e2, 1);
    made->sin_beta1 = fmin(fmax(q_of(made->e2, sin(lat)) / made->qp, -1), 1);
    made->cos_beta1 = sqrt(1 - made->sin_beta1 * made->sin_beta1);
    made->rq_m = AXIS_M * sqrt(made->qp / 2);
    double m1 = cos(lat) / sqrt(1 - made->e2 * sin(lat) * sin(lat));
    /* At a pole both go to 0 together: their ratio ends at the authalic radius over the axis. */
    made->d = made->cos_beta1 > 1e-7 ? AXIS_M * m1 / (made->rq_m * made->cos_beta1) : 1;
    *out = made;
    return CLM_OK;
}

void clm_projection_free(clm_projection *projection) {
    clm_free(projection);
}

clm_lonlat clm_projection_centre(const clm_projection *projection) {
    return projection->centre;
}

/* 24-17 to 24-19. */
static clm_xy forward(const clm_projection *plane, clm_lonlat point) {
    double sin_beta = q_of(plane->e2, sin(point.lat_deg * RADIANS)) / plane->qp;
    sin_beta = fmin(fmax(sin_beta, -1), 1);
    double cos_beta = sqrt(1 - sin_beta * sin_beta);
    double turn = point.lon_deg * RADIANS - plane->lon0_rad;
    double cos_turn = cos(turn);
    double below = 1 + plane->sin_beta1 * sin_beta + plane->cos_beta1 * cos_beta * cos_turn;
    if (!(below >= 1e-10) || !(fabs(point.lat_deg) <= 90.0 + 1e-9)) {
        return (clm_xy){HUGE_VAL, HUGE_VAL};
    }
    double b = plane->rq_m * sqrt(2 / below);
    return (clm_xy){b * plane->d * cos_beta * sin(turn),
                    b / plane->d *
                        (plane->cos_beta1 * sin_beta - plane->sin_beta1 * cos_beta * cos_turn)};
}

void clm_projection_forward(const clm_projection *projection, const clm_lonlat *in, clm_xy *out,
                            size_t count) {
    for (size_t i = 0; i < count; i++) {
        out[i] = forward(projection, in[i]);
    }
}

/* The geodetic latitude: the series 3-18, within a millimetre, then a step of Newton's method on
 * 3-16; at the poles the series alone is exact. */
static double latitude_of(const clm_projection *plane, double beta) {
    const double e2 = plane->e2;
    const double e4 = e2 * e2;
    const double e6 = e4 * e2;
    double lat = beta + (e2 / 3 + e4 * 31 / 180 + e6 * 517 / 5040) * sin(2 * beta) +
                 (e4 * 23 / 360 + e6 * 251 / 3780) * sin(4 * beta) +
                 e6 * 761 / 45360 * sin(6 * beta);
    double cosine = cos(lat);
    if (cosine > 1e-3) {
        double sine = sin(lat);
        double below = 1 - e2 * sine * sine;
        double miss = plane->qp * sin(beta) - q_of(e2, sine);
        lat += miss * below * below / (2 * (1 - e2) * cosine);
    }
    return fmin(fmax(lat, -PI / 2), PI / 2);
}

/* Back through a point of the authalic sphere, which loses nothing near the poles. */
static clm_lonlat inverse(const clm_projection *plane, clm_xy point) {
    double east = point.x_m / plane->d;
    double north = point.y_m * plane->d;
    double sin_half = hypot(east, north) / (2 * plane->rq_m);
    if (!(sin_half <= 1)) {
        return (clm_lonlat){HUGE_VAL, HUGE_VAL};
    }
    double cos_c = 1 - 2 * sin_half * sin_half;
    double share = sqrt(1 - sin_half * sin_half) / plane->rq_m; /* sin c over the distance */
    double out = plane->cos_beta1 * cos_c - plane->sin_beta1 * north * share;
    double right = east * share;
    double up = plane->sin_beta1 * cos_c + plane->cos_beta1 * north * share;
    double lon = (plane->lon0_rad + atan2(right, out)) / RADIANS;
    lon -= lon > 180 ? 360 : 0;
    lon += lon < -180 ? 360 : 0;
    return (clm_lonlat){lon, latitude_of(plane, atan2(up, hypot(right, out))) / RADIANS};
}

void clm_projection_inverse(const clm_projection *projection, const clm_xy *in, clm_lonlat *out,
                            size_t count) {
    for (size_t i = 0; i < count; i++) {
        out[i] = inverse(projection, in[i]);
    }
}

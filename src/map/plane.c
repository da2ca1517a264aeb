#include "map/plane.h"

#include <math.h>

static const double axis_m = 6378137.0;
static const double eccentricity = 0.0818191908426214957; /* of WGS 84 */
static const double rad_per_deg = 0.017453292519943295769;

/* 3-12; the logarithm is atanh(e sin) / e, here as its series: the next term is below 1e-13. */
static double q_of(double sin_lat) {
    const double e2 = eccentricity * eccentricity;
    double t = e2 * sin_lat * sin_lat;
    double series = 1 + t * (1.0 / 3 + t * (1.0 / 5 + t * (1.0 / 7 + t * (1.0 / 9 + t / 11))));
    return (1 - e2) * sin_lat * (1 / (1 - t) + series);
}

clm_plane clm_plane_at(clm_lonlat centre) {
    const double e = eccentricity;
    double lat = centre.lat_deg * rad_per_deg;
    clm_plane plane = {.lon0_rad = centre.lon_deg * rad_per_deg, .qp = q_of(1)};
    plane.sin_beta1 = fmin(fmax(q_of(sin(lat)) / plane.qp, -1), 1);
    plane.cos_beta1 = sqrt(1 - plane.sin_beta1 * plane.sin_beta1);
    plane.rq_m = axis_m * sqrt(plane.qp / 2);
    double m1 = cos(lat) / sqrt(1 - e * e * sin(lat) * sin(lat));
    /* At a pole both go to 0 together: their ratio ends at the authalic radius over the axis. */
    plane.d = plane.cos_beta1 > 1e-7 ? axis_m * m1 / (plane.rq_m * plane.cos_beta1) : 1;
    return plane;
}

clm_xy clm_plane_forward(const clm_plane *plane, clm_lonlat point) {
    double sin_beta = q_of(sin(point.lat_deg * rad_per_deg)) / plane->qp;
    sin_beta = fmin(fmax(sin_beta, -1), 1);
    double cos_beta = sqrt(1 - sin_beta * sin_beta);
    double turn = point.lon_deg * rad_per_deg - plane->lon0_rad;
    double cos_turn = cos(turn);
    double below = 1 + plane->sin_beta1 * sin_beta + plane->cos_beta1 * cos_beta * cos_turn;
    if (below < 1e-10) {
        return (clm_xy){HUGE_VAL, HUGE_VAL};
    }
    double b = plane->rq_m * sqrt(2 / below);
    return (clm_xy){b * plane->d * cos_beta * sin(turn),
                    b / plane->d *
                        (plane->cos_beta1 * sin_beta - plane->sin_beta1 * cos_beta * cos_turn)};
}

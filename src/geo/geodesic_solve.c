#include "geo/geodesic_solve.h"

#include "geo/geodesic_series.h"

#include <float.h>
#include <math.h>

static const double A_M = 6378137.0;
static const double DEGREES = 57.295779513082320877;
static const double PI = 3.14159265358979323846;
static const double F1 = 1.0 - CLM_EARTH_F;

/* Keeps a cosine at a pole from being 0, as 1 / cos is asked for. */
static const double TINY = 1.5e-154;

static double square(double x) {
    return x * x;
}

static clm_angle unit(double s, double c) {
    const double length = sqrt(s * s + c * c);
    return (clm_angle){s / length, c / length};
}

/* Exact at multiples of 90 degrees. */
static clm_angle angle_of_deg(double deg) {
    int quarter = 0;
    const double rest = remquo(deg, 90.0, &quarter) / DEGREES;
    const double s = sin(rest);
    const double c = cos(rest);
    switch ((unsigned)quarter & 3U) {
    case 0:
        return (clm_angle){s, c};
    case 1:
        return (clm_angle){c, -s};
    case 2:
        return (clm_angle){-s, -c};
    default:
        return (clm_angle){-c, s};
    }
}

static clm_angle turned(clm_angle from, double rad) {
    const double s = sin(rad);
    const double c = cos(rad);
    return (clm_angle){from.s * c + from.c * s, from.c * c - from.s * s};
}

/* From one arc to a later one, 0 to pi. */
static double arc_between(clm_angle from, clm_angle to) {
    const double s = from.c * to.s - from.s * to.c;
    return atan2(s > 0.0 ? s : 0.0, from.c * to.c + from.s * to.s);
}

static clm_angle reduced_latitude(double lat_deg) {
    const clm_angle lat = angle_of_deg(lat_deg);
    clm_angle beta = unit(F1 * lat.s, lat.c);
    beta.c = beta.c > TINY ? beta.c : TINY;
    return beta;
}

static double small_parameter(double cos_alpha0) {
    const double k2 = square(cos_alpha0) * CLM_EARTH_EP2;
    return k2 / (2.0 * (1.0 + sqrt(1.0 + k2)) + k2);
}

/* ---- direct ---- */

clm_lonlat clm_geodesic_end(clm_lonlat from, double azimuth_deg, double dist_m) {
    const clm_angle alpha1 = angle_of_deg(azimuth_deg);
    const clm_angle beta1 = reduced_latitude(from.lat_deg);
    const clm_angle alpha0 = {alpha1.s * beta1.c, hypot(alpha1.c, alpha1.s * beta1.s)};
    const bool at_node = beta1.s == 0.0 && alpha1.c == 0.0;
    const clm_angle omega1 = {alpha0.s * beta1.s, at_node ? 1.0 : beta1.c * alpha1.c};
    const clm_angle sigma1 = unit(beta1.s, omega1.c);
    const double eps = small_parameter(alpha0.c);
    const clm_series length = clm_series_length(eps);
    const clm_series arc = clm_series_arc(eps);
    const clm_series lon = clm_series_lon(eps);
    const double start = clm_series_sines(&length, sigma1);
    const double tau12 = dist_m / (A_M * F1 * length.a);
    const clm_angle tau2 = turned(turned(sigma1, start), tau12);
    const double sigma12 = tau12 + clm_series_sines(&arc, tau2) + start;
    const clm_angle sigma2 = turned(sigma1, sigma12);
    const double cos_beta2 = hypot(alpha0.s, alpha0.c * sigma2.c);
    const clm_angle omega2 = {alpha0.s * sigma2.s, sigma2.c};
    const double omega12 =
        atan2(omega2.s * omega1.c - omega2.c * omega1.s, omega2.c * omega1.c + omega2.s * omega1.s);
    const double bend = sigma12 + clm_series_sines(&lon, sigma2) - clm_series_sines(&lon, sigma1);
    const double lambda12 = omega12 - CLM_EARTH_F * alpha0.s * lon.a * bend;
    clm_lonlat to = {remainder(from.lon_deg + lambda12 * DEGREES, 360.0),
                     atan2(alpha0.c * sigma2.s, F1 * cos_beta2) * DEGREES};
    return to;
}

/* ---- inverse ---- */

/* Two points so turned that beta1 <= 0, |beta2| <= |beta1| and the line runs eastwards. */
typedef struct problem {
    clm_angle beta1, beta2, lambda12;
    double lambda12_rad;
    double dn1, dn2; /* sqrt(1 + e'^2 sin^2 beta) */
} problem;

/* What the line is for one alpha1, and in the end what it is. */
typedef struct line {
    clm_angle alpha1, alpha2, sigma1, sigma2, omega12;
    double sigma12, eps;
    double length_b; /* in minor semi-axes */
} line;

static double length_of(const line *l, const clm_series *length) {
    return length->a * (l->sigma12 + (clm_series_sines(length, l->sigma2) -
                                      clm_series_sines(length, l->sigma1)));
}

/* How fast the longitude where beta2 is reached moves with alpha1. */
static double slope_of(const problem *p, const line *l) {
    if (l->alpha2.c == 0.0) {
        return -2.0 * F1 * p->dn1 / p->beta1.s;
    }
    const clm_series one = clm_series_length(l->eps);
    const clm_series two = clm_series_reduced(l->eps);
    const double j12 =
        (one.a - two.a) * l->sigma12 +
        one.a * (clm_series_sines(&one, l->sigma2) - clm_series_sines(&one, l->sigma1)) -
        two.a * (clm_series_sines(&two, l->sigma2) - clm_series_sines(&two, l->sigma1));
    const double reduced = p->dn2 * (l->sigma1.c * l->sigma2.s) -
                           p->dn1 * (l->sigma1.s * l->sigma2.c) - l->sigma1.c * l->sigma2.c * j12;
    return reduced * F1 / (l->alpha2.c * p->beta2.c);
}

/* Fills `l` from its alpha1; how far beyond lambda12 it reaches beta2, in radians. */
static double overshoot(const problem *p, line *l) {
    if (p->beta1.s == 0.0 && l->alpha1.c == 0.0) {
        l->alpha1.c = -TINY; /* the equator, left southwards */
    }
    const bool level = p->beta2.c == p->beta1.c;
    const clm_angle alpha0 = {l->alpha1.s * p->beta1.c,
                              hypot(l->alpha1.c, l->alpha1.s * p->beta1.s)};
    const clm_angle omega1 = {alpha0.s * p->beta1.s, l->alpha1.c * p->beta1.c};
    l->alpha2.s = level ? l->alpha1.s : alpha0.s / p->beta2.c;
    const double gap = p->beta1.c < -p->beta1.s
                           ? (p->beta2.c - p->beta1.c) * (p->beta1.c + p->beta2.c)
                           : (p->beta1.s - p->beta2.s) * (p->beta1.s + p->beta2.s);
    l->alpha2.c = !level || fabs(p->beta2.s) != -p->beta1.s
                      ? sqrt(fmax(0.0, square(omega1.c) + gap)) / p->beta2.c
                      : fabs(l->alpha1.c);
    const clm_angle omega2 = {alpha0.s * p->beta2.s, l->alpha2.c * p->beta2.c};
    l->sigma1 = unit(p->beta1.s, omega1.c);
    l->sigma2 = unit(p->beta2.s, omega2.c);
    l->sigma12 = arc_between(l->sigma1, l->sigma2);
    const clm_angle w1 = unit(omega1.s, omega1.c);
    const clm_angle w2 = unit(omega2.s, omega2.c);
    const double s = w1.c * w2.s - w1.s * w2.c;
    const clm_angle omega12 = {s > 0.0 ? s : 0.0, w1.c * w2.c + w1.s * w2.s};
    const double eta = atan2(omega12.s * p->lambda12.c - omega12.c * p->lambda12.s,
                             omega12.c * p->lambda12.c + omega12.s * p->lambda12.s);
    l->eps = small_parameter(alpha0.c);
    const clm_series lon = clm_series_lon(l->eps);
    const double bend =
        l->sigma12 + (clm_series_sines(&lon, l->sigma2) - clm_series_sines(&lon, l->sigma1));
    const double shift = -CLM_EARTH_F * lon.a * alpha0.s * bend;
    l->omega12 = turned(p->lambda12, -shift);
    return eta + shift;
}

/* alpha1 on a sphere, that of the middle latitude where the points are near; true where they are
 * so near that this is the answer, which `l` then holds. */
static bool begin(const problem *p, line *l) {
    static const double NEAR_RAD = 3.6e-8; /* a quarter of a metre */
    const clm_angle b1 = p->beta1;
    const clm_angle b2 = p->beta2;
    const double s12 = b2.s * b1.c - b2.c * b1.s;
    const double c12 = b2.c * b1.c + b2.s * b1.s;
    const bool near = c12 >= 0.0 && s12 < 0.5 && b2.c * p->lambda12_rad < 0.5;
    double mean = 1.0;
    l->omega12 = p->lambda12;
    if (near) {
        const double middle = square(b1.s + b2.s);
        mean = sqrt(1.0 + CLM_EARTH_EP2 * middle / (middle + square(b1.c + b2.c)));
        l->omega12 = turned((clm_angle){0.0, 1.0}, p->lambda12_rad / (F1 * mean));
    }
    const clm_angle w = l->omega12;
    const double rise = w.c >= 0.0 ? square(w.s) / (1.0 + w.c) : 1.0 - w.c;
    const double c1 = w.c >= 0.0
                          ? s12 + b2.c * b1.s * rise
                          : b2.s * b1.c + b2.c * b1.s - b2.c * b1.s * square(w.s) / (1.0 - w.c);
    const clm_angle across = {hypot(b2.c * w.s, c1), b1.s * b2.s + b1.c * b2.c * w.c};
    l->alpha1 = b2.c * w.s > 0.0 ? unit(b2.c * w.s, c1) : (clm_angle){1.0, 0.0};
    if (!near || across.s >= NEAR_RAD) {
        return false;
    }
    l->alpha2 = unit(b1.c * w.s, s12 - b1.c * b2.s * rise);
    l->length_b = atan2(across.s, across.c) * mean;
    return true;
}

static double cotangent(clm_angle alpha) {
    return alpha.c / alpha.s;
}

/* Newton's method on alpha1; where it leads astray, and after 20 steps, halves what is left. */
static void search(const problem *p, line *l) {
    enum { NEWTON_STEPS = 20, STEPS = NEWTON_STEPS + DBL_MANT_DIG + 10 };
    clm_angle low = {TINY, 1.0};
    clm_angle high = {TINY, -1.0};
    bool close = false;
    bool last = false;
    for (int step = 0; step <= STEPS; step++) {
        const double over = overshoot(p, l);
        if (last || !(fabs(over) >= (close ? 8.0 : 1.0) * DBL_EPSILON) || step == STEPS) {
            return;
        }
        const bool newton = step < NEWTON_STEPS;
        if (over > 0.0 && (!newton || cotangent(l->alpha1) > cotangent(high))) {
            high = l->alpha1;
        } else if (over < 0.0 && (!newton || cotangent(l->alpha1) < cotangent(low))) {
            low = l->alpha1;
        }
        const double slope = newton ? slope_of(p, l) : 0.0;
        const double change = slope > 0.0 ? -over / slope : PI;
        const clm_angle next = turned(l->alpha1, change);
        if (fabs(change) < PI && next.s > 0.0) {
            l->alpha1 = unit(next.s, next.c);
            close = fabs(over) <= 16.0 * DBL_EPSILON;
            continue;
        }
        l->alpha1 = unit((low.s + high.s) / 2.0, (low.c + high.c) / 2.0);
        close = false;
        last = fabs(low.s - l->alpha1.s) + (low.c - l->alpha1.c) < DBL_EPSILON ||
               fabs(l->alpha1.s - high.s) + (l->alpha1.c - high.c) < DBL_EPSILON;
    }
}

/* The line of a problem, whatever it is. */
static void solve(const problem *p, bool meridian, line *l) {
    if (meridian) {
        l->alpha1 = p->lambda12;
        l->alpha2 = (clm_angle){0.0, 1.0};
        l->sigma1 = unit(p->beta1.s, l->alpha1.c * p->beta1.c);
        l->sigma2 = unit(p->beta2.s, p->beta2.c);
        l->sigma12 = arc_between(l->sigma1, l->sigma2);
        l->eps = CLM_EARTH_N;
    } else if (p->beta1.s == 0.0 && p->lambda12_rad <= F1 * PI) { /* the equator */
        l->alpha1 = l->alpha2 = (clm_angle){1.0, 0.0};
        l->omega12 = turned((clm_angle){0.0, 1.0}, p->lambda12_rad / F1);
        l->length_b = p->lambda12_rad / F1;
        return;
    } else if (begin(p, l)) {
        return;
    } else {
        search(p, l);
    }
    const clm_series length = clm_series_length(l->eps);
    l->length_b = length_of(l, &length);
}

static double authalic_radius2_m2(void) {
    static const double ECCENTRICITY = 0.081819190842621494335;
    return square(A_M) / 2.0 * (1.0 + square(F1) * atanh(ECCENTRICITY) / ECCENTRICITY);
}

double clm_geodesic_earth_area_m2(void) {
    return 4.0 * PI * authalic_radius2_m2();
}

/* Karney (2013), section 6: the sphere's part from the azimuths, the ellipsoid's by series. */
static double area_of(const problem *p, const line *l, bool meridian) {
    const clm_angle alpha0 = {l->alpha1.s * p->beta1.c,
                              hypot(l->alpha1.c, l->alpha1.s * p->beta1.s)};
    double area_m2 = 0.0;
    if (alpha0.c != 0.0 && alpha0.s != 0.0) {
        const clm_series area = clm_series_area(small_parameter(alpha0.c));
        const clm_angle sigma1 = unit(p->beta1.s, l->alpha1.c * p->beta1.c);
        const clm_angle sigma2 = unit(p->beta2.s, l->alpha2.c * p->beta2.c);
        area_m2 = square(A_M) * alpha0.c * alpha0.s * CLM_EARTH_E2 *
                  (clm_series_cosines(&area, sigma2) - clm_series_cosines(&area, sigma1));
    }
    double turn = 0.0;
    if (!meridian && l->omega12.c > -0.7071 && p->beta2.s - p->beta1.s < 1.75) {
        const double d1 = 1.0 + p->beta1.c;
        const double d2 = 1.0 + p->beta2.c;
        turn = 2.0 * atan2(l->omega12.s * (p->beta1.s * d2 + p->beta2.s * d1),
                           (1.0 + l->omega12.c) * (p->beta1.s * p->beta2.s + d1 * d2));
    } else {
        double s = l->alpha2.s * l->alpha1.c - l->alpha2.c * l->alpha1.s;
        double c = l->alpha2.c * l->alpha1.c + l->alpha2.s * l->alpha1.s;
        if (s == 0.0 && c < 0.0) { /* half a turn: to the side that alpha1 is on */
            s = TINY * l->alpha1.c;
            c = -1.0;
        }
        turn = atan2(s, c);
    }
    return area_m2 + authalic_radius2_m2() * turn;
}

clm_geodesic clm_geodesic_between(clm_lonlat from, clm_lonlat to, bool with_area) {
    const double lon_deg = remainder(to.lon_deg - from.lon_deg, 360.0);
    const bool swapped = fabs(from.lat_deg) < fabs(to.lat_deg);
    const double lat1_deg = swapped ? to.lat_deg : from.lat_deg;
    const double lat2_deg = swapped ? from.lat_deg : to.lat_deg;
    const double lat_sign = lat1_deg < 0.0 ? 1.0 : -1.0;
    const double lon_sign = (lon_deg < 0.0) != swapped ? -1.0 : 1.0;
    problem p = {.beta1 = reduced_latitude(lat_sign * lat1_deg),
                 .beta2 = reduced_latitude(lat_sign * lat2_deg),
                 .lambda12 = angle_of_deg(fabs(lon_deg)),
                 .lambda12_rad = fabs(lon_deg) / DEGREES};
    line l = {.length_b = 0.0};
    const bool meridian = lat1_deg == -90.0 || lat1_deg == 90.0 || p.lambda12.s == 0.0;
    p.dn1 = sqrt(1.0 + CLM_EARTH_EP2 * square(p.beta1.s));
    p.dn2 = sqrt(1.0 + CLM_EARTH_EP2 * square(p.beta2.s));
    solve(&p, meridian, &l);
    clm_geodesic out = {.dist_m = l.length_b * A_M * F1, .lon_deg = lon_deg};
    const clm_angle leaves = swapped ? l.alpha2 : l.alpha1;
    const double swap_sign = swapped ? -1.0 : 1.0;
    out.azimuth_deg =
        atan2(swap_sign * lon_sign * leaves.s, swap_sign * lat_sign * leaves.c) * DEGREES;
    if (with_area) {
        out.area_m2 = swap_sign * lon_sign * lat_sign * area_of(&p, &l, meridian);
    }
    return out;
}

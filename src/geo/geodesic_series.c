#include "geo/geodesic_series.h"

#define N CLM_EARTH_N
#define N2 (N * N)
#define N3 (N * N2)
#define N4 (N * N3)
#define N5 (N * N4)

clm_series clm_series_length(double eps) {
    const double e2 = eps * eps;
    const double e3 = e2 * eps;
    const double e4 = e2 * e2;
    const double e5 = e4 * eps;
    clm_series out = {.a = (1.0 + e2 * (1.0 / 4 + e2 * (1.0 / 64 + e2 / 256))) / (1.0 - eps)};
    out.c[1] = eps * (-1.0 / 2 + e2 * (3.0 / 16 - e2 / 32));
    out.c[2] = e2 * (-1.0 / 16 + e2 * (1.0 / 32 - e2 * 9 / 2048));
    out.c[3] = e3 * (-1.0 / 48 + e2 * 3 / 256);
    out.c[4] = e4 * (-5.0 / 512 + e2 * 3 / 512);
    out.c[5] = e5 * (-7.0 / 1280);
    out.c[6] = e5 * eps * (-7.0 / 2048);
    return out;
}

clm_series clm_series_arc(double eps) {
    const double e2 = eps * eps;
    const double e3 = e2 * eps;
    const double e4 = e2 * e2;
    const double e5 = e4 * eps;
    clm_series out = {.a = 1.0};
    out.c[1] = eps * (1.0 / 2 + e2 * (-9.0 / 32 + e2 * 205 / 1536));
    out.c[2] = e2 * (5.0 / 16 + e2 * (-37.0 / 96 + e2 * 1335 / 4096));
    out.c[3] = e3 * (29.0 / 96 - e2 * 75 / 128);
    out.c[4] = e4 * (539.0 / 1536 - e2 * 2391 / 2560);
    out.c[5] = e5 * 3467 / 7680;
    out.c[6] = e5 * eps * 38081 / 61440;
    return out;
}

clm_series clm_series_reduced(double eps) {
    const double e2 = eps * eps;
    const double e3 = e2 * eps;
    const double e4 = e2 * e2;
    const double e5 = e4 * eps;
    clm_series out = {.a = (1.0 - e2 * (3.0 / 4 + e2 * (7.0 / 64 + e2 * 11 / 256))) / (1.0 + eps)};
    out.c[1] = eps * (1.0 / 2 + e2 * (1.0 / 16 + e2 / 32));
    out.c[2] = e2 * (3.0 / 16 + e2 * (1.0 / 32 + e2 * 35 / 2048));
    out.c[3] = e3 * (5.0 / 48 + e2 * 5 / 256);
    out.c[4] = e4 * (35.0 / 512 + e2 * 7 / 512);
    out.c[5] = e5 * 63 / 1280;
    out.c[6] = e5 * eps * 77 / 2048;
    return out;
}

/* Polynomials of eps whose coefficients are polynomials of n, worked out by the compiler. */
static double poly(const double *coefficients, int count, double eps) {
    double sum = 0.0;
    for (int i = count - 1; i >= 0; i--) {
        sum = sum * eps + coefficients[i];
    }
    return sum;
}

clm_series clm_series_lon(double eps) {
    static const double a[] = {1.0,
                               -(1.0 / 2 - N / 2),
                               -(1.0 / 4 + N / 8 - N2 * 3 / 8),
                               -(1.0 / 16 + N * 3 / 16 + N2 / 16),
                               -(3.0 / 64 + N / 32),
                               -3.0 / 128};
    static const double c1[] = {1.0 / 4 - N / 4, 1.0 / 8 - N2 / 8, 3.0 / 64 + N * 3 / 64 - N2 / 64,
                                5.0 / 128 + N / 64, 3.0 / 128};
    static const double c2[] = {1.0 / 16 - N * 3 / 32 + N2 / 32, 3.0 / 64 - N / 32 - N2 * 3 / 64,
                                3.0 / 128 + N / 128, 5.0 / 256};
    static const double c3[] = {5.0 / 192 - N * 3 / 64 + N2 * 5 / 192, 3.0 / 128 - N * 5 / 192,
                                7.0 / 512};
    static const double c4[] = {7.0 / 512 - N * 7 / 256, 7.0 / 512};
    const double e2 = eps * eps;
    clm_series out = {.a = poly(a, 6, eps)};
    out.c[1] = eps * poly(c1, 5, eps);
    out.c[2] = e2 * poly(c2, 4, eps);
    out.c[3] = e2 * eps * poly(c3, 3, eps);
    out.c[4] = e2 * e2 * poly(c4, 2, eps);
    out.c[5] = e2 * e2 * eps * 21 / 2560;
    return out;
}

clm_series clm_series_area(double eps) {
    static const double c0[] = {
        2.0 / 3 - N * 4 / 15 + N2 * 8 / 105 + N3 * 4 / 315 + N4 * 16 / 3465 + N5 * 20 / 9009,
        -(1.0 / 5 - N * 16 / 35 + N2 * 32 / 105 - N3 * 16 / 385 - N4 * 64 / 15015),
        -(2.0 / 105 + N * 32 / 315 - N2 * 1088 / 3465 + N3 * 1184 / 5005),
        11.0 / 315 - N * 368 / 3465 - N2 * 32 / 6435,
        4.0 / 1155 + N * 1088 / 45045,
        97.0 / 15015};
    static const double c1[] = {1.0 / 45 - N * 16 / 315 + N2 * 32 / 945 - N3 * 16 / 3465 -
                                    N4 * 64 / 135135,
                                -(2.0 / 105 - N * 64 / 945 + N2 * 128 / 1485 - N3 * 1984 / 45045),
                                -(1.0 / 105 - N * 16 / 2079 - N2 * 5792 / 135135),
                                4.0 / 1155 - N * 2944 / 135135, 1.0 / 9009};
    static const double c2[] = {4.0 / 525 - N * 32 / 1575 + N2 * 64 / 3465 - N3 * 32 / 5005,
                                -(8.0 / 1575 - N * 128 / 5775 + N2 * 256 / 6825),
                                -(8.0 / 1925 - N * 1856 / 225225), 8.0 / 10725};
    static const double c3[] = {8.0 / 2205 - N * 256 / 24255 + N2 * 512 / 45045,
                                -(16.0 / 8085 - N * 1024 / 105105), -136.0 / 63063};
    static const double c4[] = {64.0 / 31185 - N * 512 / 81081, -128.0 / 135135};
    const double e2 = eps * eps;
    clm_series out = {.a = 1.0};
    out.c[0] = poly(c0, 6, eps);
    out.c[1] = eps * poly(c1, 5, eps);
    out.c[2] = e2 * poly(c2, 4, eps);
    out.c[3] = e2 * eps * poly(c3, 3, eps);
    out.c[4] = e2 * e2 * poly(c4, 2, eps);
    out.c[5] = e2 * e2 * eps * 128 / 99099;
    return out;
}

/* Clenshaw's summation, as sines and cosines of multiples would cost a call each. */
double clm_series_sines(const clm_series *series, clm_angle sigma) {
    const double twice = 2.0 * (sigma.c - sigma.s) * (sigma.c + sigma.s);
    double one = 0.0;
    double two = 0.0;
    for (int l = CLM_SERIES_ORDER; l > 0; l--) {
        const double sum = twice * one - two + series->c[l];
        two = one;
        one = sum;
    }
    return 2.0 * sigma.s * sigma.c * one;
}

double clm_series_cosines(const clm_series *series, clm_angle sigma) {
    const double twice = 2.0 * (sigma.c - sigma.s) * (sigma.c + sigma.s);
    double one = 0.0;
    double two = 0.0;
    for (int l = CLM_SERIES_ORDER - 1; l >= 0; l--) {
        const double sum = twice * one - two + series->c[l];
        two = one;
        one = sum;
    }
    return sigma.c * (one - two);
}

#include "style/style.h"

#include <math.h>

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool clm_color_parse(clm_text text, clm_color *out) {
    if (clm_text_is(text, "none")) {
        *out = (clm_color){0, 0, 0, 0};
        return true;
    }
    if ((text.len != 4 && text.len != 7 && text.len != 9) || text.ptr[0] != '#') {
        return false;
    }
    double part[4] = {0, 0, 0, 1};
    size_t digits = text.len == 4 ? 1 : 2;
    for (size_t i = 1, at = 0; i < text.len; i += digits, at++) {
        int high = hex_digit(text.ptr[i]);
        int low = hex_digit(text.ptr[i + digits - 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        part[at] = (high * 16 + low) / 255.0;
    }
    *out = (clm_color){part[0], part[1], part[2], part[3]};
    return true;
}

clm_color clm_color_over(clm_color top, clm_color ground) {
    double share = top.alpha;
    return (clm_color){ground.red + (top.red - ground.red) * share,
                       ground.green + (top.green - ground.green) * share,
                       ground.blue + (top.blue - ground.blue) * share, ground.alpha};
}

/* ---- contrast ---- */

static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double channel(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

static double luminance(clm_color color) {
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double clm_color_contrast(clm_color a, clm_color b) {
    double first = luminance(a) + 0.05;
    double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

/* ---- distance as somebody sees it ---- */

typedef struct lab {
    double l, a, b;
} lab;

static double clamp(double value) {
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

static double lab_curve(double t) {
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

clm_color clm_color_seen(clm_color color, clm_vision vision) {
    static const double sight[][3][3] = {
        [CLM_VISION_NORMAL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        [CLM_VISION_PROTANOPIA] = {{0.152286, 1.052583, -0.204868},
                                   {0.114503, 0.786281, 0.099216},
                                   {-0.003882, -0.048116, 1.051998}},
        [CLM_VISION_DEUTERANOPIA] = {{0.367322, 0.860646, -0.227968},
                                     {0.280085, 0.672501, 0.047413},
                                     {-0.011820, 0.042940, 0.968881}},
        [CLM_VISION_TRITANOPIA] = {{1.255528, -0.076749, -0.178779},
                                   {-0.078411, 0.930809, 0.147602},
                                   {0.004733, 0.691367, 0.303900}},
        [CLM_VISION_GREY] = {{0.2126, 0.7152, 0.0722},
                             {0.2126, 0.7152, 0.0722},
                             {0.2126, 0.7152, 0.0722}},
    };
    const double given[3] = {linear(color.red), linear(color.green), linear(color.blue)};
    double rgb[3];
    for (size_t i = 0; i < 3; i++) {
        const double *row = sight[vision][i];
        rgb[i] = channel(clamp(row[0] * given[0] + row[1] * given[1] + row[2] * given[2]));
    }
    return (clm_color){rgb[0], rgb[1], rgb[2], color.alpha};
}

/* sRGB to CIE XYZ, then CIELAB; both with the white of D65. */
static lab lab_of(clm_color color) {
    double red = linear(color.red);
    double green = linear(color.green);
    double blue = linear(color.blue);
    double fx = lab_curve((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
    double fy = lab_curve(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
    double fz = lab_curve((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883);
    return (lab){116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

static const double degree = 3.14159265358979323846 / 180;

static double hue_deg(double a, double b) {
    double hue = a == 0 && b == 0 ? 0 : atan2(b, a) / degree;
    return hue < 0 ? hue + 360 : hue;
}

static double share_of_7th(double chroma) {
    double power = pow(chroma, 7);
    return sqrt(power / (power + pow(25, 7)));
}

double clm_lab_distance(const double first[3], const double second[3]) {
    double mean = (hypot(first[1], first[2]) + hypot(second[1], second[2])) / 2;
    double stretch = 1 + 0.5 * (1 - share_of_7th(mean));
    double a1 = stretch * first[1];
    double a2 = stretch * second[1];
    double c1 = hypot(a1, first[2]);
    double c2 = hypot(a2, second[2]);
    double h1 = hue_deg(a1, first[2]);
    double h2 = hue_deg(a2, second[2]);
    bool grey = c1 * c2 == 0;
    double turn = grey ? 0 : h2 - h1;
    turn += turn > 180 ? -360 : turn < -180 ? 360 : 0;
    double hue = h1 + h2;
    if (!grey) {
        hue /= 2;
        hue += fabs(h1 - h2) <= 180 ? 0 : h1 + h2 < 360 ? 180 : -180;
    }
    double light = (first[0] + second[0]) / 2;
    double chroma = (c1 + c2) / 2;
    double t = 1 - 0.17 * cos((hue - 30) * degree) + 0.24 * cos(2 * hue * degree) +
               0.32 * cos((3 * hue + 6) * degree) - 0.20 * cos((4 * hue - 63) * degree);
    double off = (light - 50) * (light - 50);
    double d_l = (second[0] - first[0]) / (1 + 0.015 * off / sqrt(20 + off));
    double d_c = (c2 - c1) / (1 + 0.045 * chroma);
    double d_h = 2 * sqrt(c1 * c2) * sin(turn / 2 * degree) / (1 + 0.015 * chroma * t);
    double blue = (hue - 275) / 25;
    double rotation = -sin(60 * exp(-blue * blue) * degree) * 2 * share_of_7th(chroma);
    return sqrt(d_l * d_l + d_c * d_c + d_h * d_h + rotation * d_c * d_h);
}

double clm_color_distance(clm_color a, clm_color b, clm_vision vision) {
    lab first = lab_of(clm_color_seen(a, vision));
    lab second = lab_of(clm_color_seen(b, vision));
    return clm_lab_distance((const double[3]){first.l, first.a, first.b},
                            (const double[3]){second.l, second.a, second.b});
}

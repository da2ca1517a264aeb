/* Styles of a KML file: one for each hue, kind of sign and weight that occurs. No sign is fetched:
 * without an <Icon> each program takes its own, in the colour given. */
#include "formats/kml_parts.h"

#include <math.h>
#include <stdio.h>

typedef enum sign { SIGN_POINT = 0, SIGN_AREA, SIGN_FIGURE, SIGN_PAST_FIGURE, SIGN_COUNT } sign;

enum { HUES = CLM_THEME_SIDES + 1, STYLES = HUES * SIGN_COUNT * CLM_DRAW_COUNT };

static sign sign_of(const clm_feature *feature) {
    if (feature->geometry.kind <= CLM_GEOMETRY_POINT) {
        return SIGN_POINT;
    }
    if (feature->kind != CLM_FEATURE_FIGURE) {
        return SIGN_AREA;
    }
    return feature->past_peak ? SIGN_PAST_FIGURE : SIGN_FIGURE;
}

/* 0: the outlet's, and sides for which the theme has no hue. */
static unsigned hue_of(const clm_row *row) {
    return row->side >= 0 && row->side < CLM_THEME_SIDES ? (unsigned)row->side + 1 : 0;
}

static size_t style_index(const clm_row *row) {
    return ((size_t)hue_of(row) * SIGN_COUNT + sign_of(row->feature)) * CLM_DRAW_COUNT +
           (size_t)row->feature->draw;
}

void clm_kml_style_id(const clm_row *row, clm_buffer *out) {
    static const char *const names[SIGN_COUNT] = {
        [SIGN_POINT] = "point",
        [SIGN_AREA] = "area",
        [SIGN_FIGURE] = "figure",
        [SIGN_PAST_FIGURE] = "past-figure",
    };
    const unsigned hue = hue_of(row);
    if (hue == 0) {
        clm_buffer_string(out, "outlet");
    } else {
        clm_buffer_printf(out, "side-%u", hue);
    }
    clm_buffer_printf(out, "-%s-%s", names[sign_of(row->feature)],
                      clm_draw_name(row->feature->draw));
}

static unsigned channel(double value) {
    return (unsigned)lround(255.0 * fmin(fmax(value, 0.0), 1.0));
}

/* aabbggrr */
static void put_color(clm_kml *kml, const clm_row *row, double opacity) {
    const clm_color color = clm_theme_side(kml->theme, row->side)->fill;
    char text[16];
    (void)snprintf(text, sizeof text, "%02x%02x%02x%02x", channel(opacity), channel(color.blue),
                   channel(color.green), channel(color.red));
    clm_kml_element(kml, "color", text);
}

static void put_style(clm_kml *kml, const clm_row *row, const char *id, bool highlight) {
    const clm_draw draw = row->feature->draw;
    clm_kml_open(kml, "Style", "id", id);
    if (sign_of(row->feature) == SIGN_POINT) {
        clm_kml_open(kml, "IconStyle", NULL, NULL);
        put_color(kml, row, clm_style_opacity(draw));
        clm_kml_number(kml, "scale", (draw == CLM_DRAW_PRIMARY ? 1.0 : 0.7) + 0.3 * highlight);
        clm_kml_close(kml);
    }
    clm_kml_open(kml, "LabelStyle", NULL, NULL);
    clm_kml_number(kml, "scale", highlight ? 1.0 : draw == CLM_DRAW_PRIMARY ? 0.8 : 0.6);
    clm_kml_close(kml);
    if (sign_of(row->feature) != SIGN_POINT) {
        const double fill = clm_style_fill_opacity(row);
        clm_kml_open(kml, "LineStyle", NULL, NULL);
        put_color(kml, row, highlight ? 1.0 : clm_style_stroke_opacity(row));
        clm_kml_number(kml, "width", clm_style_stroke_width(row) + (highlight ? 1.5 : 0.0));
        clm_kml_close(kml);
        clm_kml_open(kml, "PolyStyle", NULL, NULL);
        put_color(kml, row, highlight ? fill + 0.2 : fill);
        clm_kml_close(kml);
    }
    clm_kml_open(kml, "BalloonStyle", NULL, NULL);
    /* The description alone, whose text is escaped; a name would be taken for HTML here. */
    clm_kml_element(kml, "text", "$[description]");
    clm_kml_close(kml);
    clm_kml_close(kml);
}

static void put_pair(clm_kml *kml, const char *key, const char *id) {
    clm_kml_open(kml, "Pair", NULL, NULL);
    clm_kml_element(kml, "key", key);
    clm_buffer url;
    clm_buffer_init(&url);
    clm_buffer_printf(&url, "#%s", id);
    kml->out->failed = kml->out->failed || url.failed;
    clm_kml_element(kml, "styleUrl", url.failed ? NULL : url.data);
    clm_buffer_clear(&url);
    clm_kml_close(kml);
}

static void put_style_map(clm_kml *kml, const clm_row *row) {
    clm_buffer ids[3]; /* of the map, of the two styles */
    static const char *const endings[3] = {"", "-normal", "-highlight"};
    for (size_t i = 0; i < 3; i++) {
        clm_buffer_init(&ids[i]);
        clm_kml_style_id(row, &ids[i]);
        clm_buffer_string(&ids[i], endings[i]);
        kml->out->failed = kml->out->failed || ids[i].failed;
    }
    if (!kml->out->failed) {
        put_style(kml, row, ids[1].data, false);
        put_style(kml, row, ids[2].data, true);
        clm_kml_open(kml, "StyleMap", "id", ids[0].data);
        put_pair(kml, "normal", ids[1].data);
        put_pair(kml, "highlight", ids[2].data);
        clm_kml_close(kml);
    }
    for (size_t i = 0; i < 3; i++) {
        clm_buffer_clear(&ids[i]);
    }
}

void clm_kml_styles(clm_kml *kml) {
    bool written[STYLES] = {false};
    for (size_t i = 0; i < kml->collection->count; i++) {
        const clm_feature *feature = &kml->collection->items[i];
        const clm_row row = clm_row_of(kml->collection, feature, kml->theme);
        if (feature->kind != CLM_FEATURE_ARTICLE && !written[style_index(&row)]) {
            written[style_index(&row)] = true;
            put_style_map(kml, &row);
        }
    }
}

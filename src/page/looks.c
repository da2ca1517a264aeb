/* The theme -> custom properties of CSS for the page, JSON for what the script draws. */
#include "page/parts.h"

#include <math.h>

static unsigned channel(double value) {
    return (unsigned)lround(255.0 * fmin(fmax(value, 0.0), 1.0));
}

static void put_color(clm_buffer *out, clm_color color) {
    clm_buffer_printf(out, "#%02x%02x%02x", channel(color.red), channel(color.green),
                      channel(color.blue));
    if (color.alpha < 1) {
        clm_buffer_printf(out, "%02x", channel(color.alpha));
    }
}

static void put_property(clm_buffer *out, const char *name, clm_color color) {
    clm_buffer_printf(out, "--%s:", name);
    put_color(out, color);
    clm_buffer_char(out, ';');
}

static clm_color opaque(clm_color color) {
    color.alpha = 1;
    return color;
}

void clm_page_css(const clm_theme *theme, clm_buffer *out) {
    const clm_look *look = theme->look;
    const clm_color paper = look[CLM_LOOK_PAPER].fill;
    put_property(out, "paper", opaque(paper));
    put_property(out, "panel", opaque(clm_color_over(look[CLM_LOOK_PANEL].fill, paper)));
    put_property(out, "ink", opaque(look[CLM_LOOK_TITLE].text.color));
    put_property(out, "soft", opaque(look[CLM_LOOK_STANDFIRST].text.color));
    put_property(out, "credit", opaque(look[CLM_LOOK_CREDIT].text.color));
    put_property(out, "rule", opaque(look[CLM_LOOK_FRAME].stroke));
    put_property(out, "sea", look[CLM_LOOK_SEA].fill);
    put_property(out, "land", look[CLM_LOOK_LAND].fill);
    for (int side = -1; side < CLM_THEME_SIDES; side++) {
        const clm_look *own = clm_theme_side(theme, side);
        clm_buffer_printf(out, "--c%d:", side + 1);
        put_color(out, opaque(own->fill));
        clm_buffer_printf(out, ";--t%d:", side + 1);
        put_color(out, opaque(own->text.color));
        clm_buffer_char(out, ';');
    }
    const bool dark = clm_color_contrast(paper, (clm_color){1, 1, 1, 1}) >
                      clm_color_contrast(paper, (clm_color){0, 0, 0, 1});
    clm_buffer_printf(out, "color-scheme:%s;--font:", dark ? "dark" : "light");
    clm_page_css_string(out, theme->font_family);
    clm_buffer_string(out, ",system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",sans-serif;");
}

/* ---- for the script ---- */

static void pair_color(clm_json_writer *json, const char *key, clm_color color) {
    clm_buffer text;
    clm_buffer_init(&text);
    put_color(&text, color);
    clm_json_key(json, key);
    clm_json_put_text(json, (clm_text){text.data, text.len});
    json->out->failed |= text.failed;
    clm_buffer_clear(&text);
}

static void put_dash(clm_json_writer *json, const clm_look *look) {
    if (look->dash_count == 0) {
        return;
    }
    clm_json_key(json, "dash");
    clm_json_open_array(json);
    for (size_t i = 0; i < look->dash_count; i++) {
        clm_json_put_number(json, look->dash_px[i], 2);
    }
    clm_json_close_array(json);
}

static void put_line(clm_json_writer *json, const char *name, const clm_look *look) {
    clm_json_key(json, name);
    clm_json_open_object(json);
    pair_color(json, "color", look->stroke);
    clm_json_pair_number(json, "width", look->stroke_width_px, 2);
    put_dash(json, look);
    clm_json_close_object(json);
}

static void put_text(clm_json_writer *json, const char *name, const clm_text_style *style) {
    clm_json_key(json, name);
    clm_json_open_object(json);
    pair_color(json, "color", style->color);
    pair_color(json, "halo", style->halo);
    clm_json_pair_number(json, "size", style->size_px, 1);
    clm_json_pair_bool(json, "bold", style->bold);
    clm_json_pair_bool(json, "italic", style->italic);
    clm_json_pair_number(json, "spacing", style->letter_spacing_px, 1);
    clm_json_close_object(json);
}

static void put_sign(clm_json_writer *json, const clm_look *look) {
    static const char *const hatches[] = {"", "diagonal", "cross", "level", ""};
    clm_json_open_object(json);
    clm_json_pair_number(json, "fill", look->fill_opacity, 3);
    clm_json_pair_string(json, "hatch", hatches[look->hatch]);
    clm_json_pair_number(json, "ink", look->hatch_opacity, 3);
    clm_json_pair_number(json, "width", look->stroke_width_px, 2);
    clm_json_pair_number(json, "line", look->stroke_opacity, 3);
    clm_json_pair_number(json, "size", look->size_px, 1);
    pair_color(json, "halo", look->halo);
    clm_json_pair_number(json, "edge", look->halo_px, 2);
    put_dash(json, look);
    clm_json_close_object(json);
}

static void put_signs(clm_json_writer *json, const char *name, const clm_theme *theme, int first) {
    clm_json_key(json, name);
    clm_json_open_array(json);
    for (int sign = 0; sign < CLM_SIGN_COUNT; sign++) {
        put_sign(json, &theme->look[first + sign]);
    }
    clm_json_close_array(json);
}

static void put_over(clm_json_writer *json, const char *name, const clm_look *look) {
    clm_json_key(json, name);
    clm_json_open_object(json);
    clm_json_pair_number(json, "opacity", look->opacity, 3);
    clm_json_pair_number(json, "fill", look->fill_opacity, 3);
    put_dash(json, look);
    clm_json_close_object(json);
}

static void put_layers(clm_json_writer *json, const clm_theme *theme) {
    clm_json_key(json, "overlays");
    clm_json_open_array(json);
    for (int i = 0; i < CLM_THEME_OVERLAYS; i++) {
        const clm_look *look = &theme->look[CLM_LOOK_OVERLAY_1 + i];
        clm_json_open_object(json);
        pair_color(json, "fill", opaque(look->fill));
        clm_json_pair_number(json, "opacity", look->fill.alpha, 3);
        pair_color(json, "color", look->stroke);
        clm_json_pair_number(json, "width", look->stroke_width_px, 2);
        put_dash(json, look);
        clm_json_close_object(json);
    }
    clm_json_close_array(json);
}

void clm_page_looks(const clm_theme *theme, clm_json_writer *json) {
    static const struct {
        const char *name;
        clm_look_id look;
    } lines[] = {{"lake", CLM_LOOK_LAKE},
                 {"river", CLM_LOOK_RIVER},
                 {"coast", CLM_LOOK_COAST},
                 {"region", CLM_LOOK_BORDER_REGION},
                 {"country", CLM_LOOK_BORDER_COUNTRY},
                 {"disputed", CLM_LOOK_BORDER_DISPUTED},
                 {"arrow", CLM_LOOK_ARROW}},
      texts[] = {{"t_country", CLM_LOOK_COUNTRY}, {"t_region", CLM_LOOK_REGION_CONTEXT},
                 {"t_capital", CLM_LOOK_TOWN_1},  {"t_town", CLM_LOOK_TOWN_3},
                 {"t_water", CLM_LOOK_WATER},     {"t_place", CLM_LOOK_PLACE},
                 {"t_area", CLM_LOOK_REGION},     {"t_figure", CLM_LOOK_FIGURE}};
    const clm_look *look = theme->look;
    clm_json_open_object(json);
    pair_color(json, "sea", look[CLM_LOOK_SEA].fill);
    pair_color(json, "land", look[CLM_LOOK_LAND].fill);
    pair_color(json, "water", look[CLM_LOOK_LAKE].fill);
    pair_color(json, "town", look[CLM_LOOK_TOWN_3].fill);
    pair_color(json, "town_edge", look[CLM_LOOK_TOWN_3].stroke);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        put_line(json, lines[i].name, &look[lines[i].look]);
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        put_text(json, texts[i].name, &look[texts[i].look].text);
    }
    clm_json_key(json, "sides");
    clm_json_open_array(json);
    for (int side = -1; side < CLM_THEME_SIDES; side++) {
        clm_buffer text;
        clm_buffer_init(&text);
        put_color(&text, opaque(clm_theme_side(theme, side)->fill));
        clm_json_put_text(json, (clm_text){text.data, text.len});
        json->out->failed |= text.failed;
        clm_buffer_clear(&text);
    }
    clm_json_close_array(json);
    put_signs(json, "areas", theme, CLM_LOOK_REGION_CONFIRMED);
    put_signs(json, "figures", theme, CLM_LOOK_FIGURE_CONFIRMED);
    put_signs(json, "points", theme, CLM_LOOK_CLAIM_CONFIRMED);
    put_layers(json, theme);
    put_over(json, "faint", &look[CLM_LOOK_CLAIM_SECONDARY]);
    put_over(json, "peak", &look[CLM_LOOK_CLAIM_PAST_PEAK]);
    put_over(json, "hearsay", &look[CLM_LOOK_CLAIM_HEARSAY]);
    put_over(json, "vague", &look[CLM_LOOK_CLAIM_VAGUE]);
    clm_json_close_object(json);
}

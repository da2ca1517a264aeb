#include "style/style.h"

#include <string.h>

static clm_color rgba(unsigned hex, double alpha) {
    return (clm_color){((hex >> 16) & 255u) / 255.0, ((hex >> 8) & 255u) / 255.0,
                       (hex & 255u) / 255.0, alpha};
}

static clm_color rgb(unsigned hex) {
    return rgba(hex, 1.0);
}

/* Halos are the land's colour: on land they are unseen, on lines they clear a way for letters. */
enum { LAND = 0xf6f4ee };

static clm_text_style plain(double size_px, unsigned color) {
    return (clm_text_style){.size_px = size_px, .color = rgb(color), .halo = rgba(0x000000, 0)};
}

static clm_text_style on_map(double size_px, unsigned color, double halo_px) {
    clm_text_style style = plain(size_px, color);
    style.halo = rgba(LAND, 0xe6 / 255.0);
    style.halo_px = halo_px;
    return style;
}

static void set_texts(clm_text_style text[CLM_TEXT_ROLE_COUNT]) {
    text[CLM_TEXT_TITLE] = plain(34, 0x1b1b1b);
    text[CLM_TEXT_TITLE].bold = true;
    text[CLM_TEXT_STANDFIRST] = plain(17, 0x55565a);
    text[CLM_TEXT_COUNTRY] = on_map(19, 0x827e75, 2);
    text[CLM_TEXT_COUNTRY].letter_spacing_px = 5;
    text[CLM_TEXT_REGION] = on_map(18, 0x26262a, 2);
    text[CLM_TEXT_REGION].bold = true;
    text[CLM_TEXT_REGION].letter_spacing_px = 2;
    text[CLM_TEXT_REGION_CONTEXT] = on_map(13, 0x77736b, 1.5);
    text[CLM_TEXT_REGION_CONTEXT].letter_spacing_px = 1;
    text[CLM_TEXT_TOWN_1] = on_map(16, 0x2e2e2e, 2);
    text[CLM_TEXT_TOWN_2] = on_map(14, 0x3f3f3f, 2);
    text[CLM_TEXT_TOWN_3] = on_map(13, 0x595959, 2);
    text[CLM_TEXT_PLACE] = on_map(16, 0x111111, 2);
    text[CLM_TEXT_PLACE].bold = true;
    text[CLM_TEXT_WATER] = plain(15, 0x5b7f99);
    text[CLM_TEXT_WATER].italic = true;
    text[CLM_TEXT_WATER].letter_spacing_px = 1;
    text[CLM_TEXT_FIGURE] = on_map(16, 0x111111, 2);
    text[CLM_TEXT_FIGURE].bold = true;
    text[CLM_TEXT_CALLOUT] = plain(15, 0x2b2b2b);
    text[CLM_TEXT_LEGEND] = plain(15, 0x2b2b2b);
    text[CLM_TEXT_SCALE] = plain(13, 0x3a3a3a);
    text[CLM_TEXT_CREDIT] = plain(12, 0x6a6a6a);
}

void clm_theme_default(clm_theme *theme) {
    memset(theme, 0, sizeof *theme);
    memcpy(theme->name, "default", sizeof "default");
    memcpy(theme->font_family, "Inter", sizeof "Inter");
    theme->paper = rgb(0xffffff);
    theme->land = rgb(LAND);
    theme->sea = rgb(0xd3e0e8);
    theme->lake = rgb(0xd3e0e8);
    theme->panel = rgb(0xffffff);
    theme->frame = rgb(0xb9b6ae);
    theme->coast = (clm_line_style){rgb(0x9db3c1), 0.7};
    theme->country_border = (clm_line_style){rgb(0x77736b), 1.8};
    theme->disputed_border = (clm_line_style){rgb(0x77736b), 1.4};
    theme->region_border = (clm_line_style){rgb(0xc9c5bb), 0.8};
    theme->river = (clm_line_style){rgb(0xb4cbd8), 1.2};
    /* Hues keep apart for deuteranopes and protanopes, and differ in lightness. */
    static const unsigned hues[CLM_THEME_HUES] = {0x2b6cb0, 0xc8553d, 0x1f8a78,
                                                  0x7b4fa3, 0x8a8a1c, 0x8d2f5a};
    for (size_t i = 0; i < CLM_THEME_HUES; i++) {
        theme->hue[i] = rgb(hues[i]);
    }
    theme->other_hue = rgb(0xc98a1b);
    theme->claim_fill_alpha = 0.3;
    theme->secondary_fill_alpha = 0.12;
    set_texts(theme->text);
    theme->town_dot = rgb(0x3a3a3a);
    theme->town_dot_edge = rgb(0xffffff);
}

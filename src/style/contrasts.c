#include "style/style.h"

#include "style/sections.h"

#include <stdio.h>

typedef struct reporter {
    const clm_theme *theme;
    void (*visit)(void *context, const clm_contrast *contrast);
    void *context;
} reporter;

static const char *name_of(clm_look_id role) {
    size_t i = 0;
    while (clm_section_at(i)->role != role) {
        i++;
    }
    return clm_section_at(i)->name;
}

/* WCAG 2.1: large is 18 points, or 14 points bold; a point is 4/3 pixels. */
static double wanted_for(const clm_text_style *text) {
    return text->size_px >= 24 || (text->bold && text->size_px >= 14 * 4.0 / 3) ? 3 : 4.5;
}

/* An edge that is thinner than this does not carry a letter. */
static const double halo_least_px = 1;

static void report_text(const reporter *to, clm_look_id role, clm_color ground, const char *name) {
    const clm_text_style *text = &to->theme->look[role].text;
    if (text->halo_px >= halo_least_px) {
        ground = clm_color_over(text->halo, ground);
    }
    clm_contrast contrast = {.section = name_of(role),
                             .ground = name,
                             .text = true,
                             .ratio =
                                 clm_color_contrast(clm_color_over(text->color, ground), ground),
                             .wanted = wanted_for(text)};
    to->visit(to->context, &contrast);
}

static const clm_look_id labels[] = {CLM_LOOK_COUNTRY, CLM_LOOK_REGION, CLM_LOOK_REGION_CONTEXT,
                                     CLM_LOOK_PLACE,   CLM_LOOK_TOWN_1, CLM_LOOK_TOWN_2,
                                     CLM_LOOK_TOWN_3,  CLM_LOOK_WATER,  CLM_LOOK_FIGURE};
static const clm_look_id furniture[] = {CLM_LOOK_TITLE,   CLM_LOOK_STANDFIRST, CLM_LOOK_LEGEND,
                                        CLM_LOOK_CALLOUT, CLM_LOOK_SCALE,      CLM_LOOK_CREDIT,
                                        CLM_LOOK_BYLINE};
enum {
    LABELS = sizeof labels / sizeof labels[0],
    FURNITURE = sizeof furniture / sizeof furniture[0]
};

static void report_labels(const reporter *to, clm_color ground, const char *name) {
    for (size_t i = 0; i < LABELS; i++) {
        report_text(to, labels[i], ground, name);
    }
}

/* An area of a claim: its fill, and the lines of its hatch where they cross a letter. */
static void report_area(const reporter *to, clm_look_id area, clm_look_id side) {
    const clm_look *look = &to->theme->look[area];
    clm_color color = to->theme->look[side].fill;
    char name[96];
    color.alpha = look->fill_opacity;
    clm_color ground = clm_color_over(color, to->theme->look[CLM_LOOK_LAND].fill);
    (void)snprintf(name, sizeof name, "%s of %s", name_of(area), name_of(side));
    report_labels(to, ground, name);
    if (look->hatch != CLM_HATCH_NONE) {
        color.alpha = look->hatch_opacity;
        (void)snprintf(name, sizeof name, "the hatch of %s of %s", name_of(area), name_of(side));
        report_labels(to, clm_color_over(color, ground), name);
    }
}

/* The ground of a layer under the claims, and the lines of its hatch. */
static void report_layer(const reporter *to, clm_look_id layer) {
    const clm_look *look = &to->theme->look[layer];
    clm_color ground = clm_color_over(look->fill, to->theme->look[CLM_LOOK_LAND].fill);
    clm_color line = look->stroke;
    char name[64];
    report_labels(to, ground, name_of(layer));
    if (look->hatch != CLM_HATCH_NONE) {
        line.alpha *= look->hatch_opacity;
        (void)snprintf(name, sizeof name, "the hatch of %s", name_of(layer));
        report_labels(to, clm_color_over(line, ground), name);
    }
}

static void report_sides(const reporter *to) {
    static const clm_look_id grounds[] = {CLM_LOOK_LAND, CLM_LOOK_SEA, CLM_LOOK_PAPER,
                                          CLM_LOOK_PANEL};
    for (clm_look_id side = CLM_LOOK_SIDE_1; side <= CLM_LOOK_SIDE_NONE; side++) {
        const clm_look *look = &to->theme->look[side];
        for (size_t i = 0; i < sizeof grounds / sizeof grounds[0]; i++) {
            clm_color ground = to->theme->look[grounds[i]].fill;
            clm_contrast contrast = {.section = name_of(side),
                                     .ground = name_of(grounds[i]),
                                     .ratio = clm_color_contrast(look->fill, ground),
                                     .wanted = 3};
            to->visit(to->context, &contrast);
        }
        report_text(to, side, look->fill, name_of(side));
        for (clm_look_id area = CLM_LOOK_REGION_CONFIRMED; area <= CLM_LOOK_FIGURE_PLANNED;
             area++) {
            report_area(to, area, side);
        }
    }
}

void clm_theme_contrasts(const clm_theme *theme,
                         void (*visit)(void *context, const clm_contrast *contrast),
                         void *context) {
    reporter to = {theme, visit, context};
    report_labels(&to, theme->look[CLM_LOOK_LAND].fill, "land");
    report_labels(&to, theme->look[CLM_LOOK_SEA].fill, "sea");
    report_labels(&to, theme->look[CLM_LOOK_LAKE].fill, "lake");
    for (clm_look_id layer = CLM_LOOK_OVERLAY_1; layer <= CLM_LOOK_OVERLAY_3; layer++) {
        report_layer(&to, layer);
    }
    for (size_t i = 0; i < FURNITURE; i++) {
        report_text(&to, furniture[i], theme->look[CLM_LOOK_PAPER].fill, "paper");
        report_text(&to, furniture[i], theme->look[CLM_LOOK_PANEL].fill, "panel");
    }
    report_text(&to, CLM_LOOK_SCALE, theme->look[CLM_LOOK_INSET].fill, "inset");
    report_text(&to, CLM_LOOK_INSET, theme->look[CLM_LOOK_INSET].fill, "inset");
    report_sides(&to);
}

#include "map/scene.h"

#include <math.h>
#include <string.h>

/* Pictures that are not clearly wider than tall have the panel below the map. */
static const double panel_beside_ratio = 1.15;
static const double panel_share_max = 0.45; /* of the height, when it lies below */

static const char *title_of(clm_scene *scene) {
    const clm_article_facts *facts = &scene->collection->facts;
    if (scene->options->title && scene->options->title[0] != '\0') {
        return scene->options->title;
    }
    if (facts->title && facts->title[0] != '\0') {
        return facts->title;
    }
    return clm_scene_say(scene, CLM_SAY_NO_TITLE);
}

static double set_zoom(const clm_map_options *options) {
    double narrow = fmin(options->width_px, options->height_px) / 1200.0;
    double large = sqrt((double)options->width_px * options->height_px / (1600.0 * 1200.0));
    return fmin(fmax(fmax(narrow, large * 0.9), 0.72), 8);
}

/* One line if a slightly smaller letter allows it, else two of about the same length. */
static bool shape_title(clm_scene *scene, clm_text_spec *spec, double width, size_t *run) {
    static const double shrink[] = {1, 0.94, 0.88, 0.82};
    for (size_t i = 0; i < sizeof shrink / sizeof shrink[0]; i++) {
        spec->zoom = scene->zoom * shrink[i];
        spec->wrap_px = 0;
        if (!clm_scene_shape(scene, spec, run)) {
            return false;
        }
        if (clm_fonts_run(scene->fonts, *run)->width_px <= width) {
            return true;
        }
    }
    double line = clm_fonts_run(scene->fonts, *run)->width_px / shrink[3];
    spec->zoom = scene->zoom;
    spec->wrap_px = fmin(width, fmax(width * 0.6, line * 0.56));
    spec->max_lines = 2;
    if (!clm_scene_shape(scene, spec, run)) {
        return false;
    }
    if (clm_fonts_run(scene->fonts, *run)->cut) {
        spec->zoom = scene->zoom * shrink[3];
        spec->wrap_px = width;
        return clm_scene_shape(scene, spec, run);
    }
    return true;
}

/* The theme's logo, at the end of the headline. Returns its box; empty where there is none. */
static clm_rect add_logo(clm_scene *scene, double margin) {
    static const double share_max = 0.25; /* of the page's width */
    const clm_look *look = &scene->theme->look[CLM_LOOK_LOGO];
    double right = scene->page.x1 - margin;
    double top = margin * 0.8;
    if (scene->theme->logo_file[0] == '\0' ||
        !clm_scene_check(scene,
                         clm_image_open(scene->theme->logo_file, &scene->logo, scene->error))) {
        return (clm_rect){right, top, right, top};
    }
    double height = look->size_px * scene->zoom;
    double width = height * scene->logo.width / scene->logo.height;
    double shrink = fmin(1, share_max * scene->page.x1 / width);
    clm_rect box = {right - fmax(floor(width * shrink), 1), floor(top), right,
                    floor(top) + fmax(floor(height * shrink), 1)};
    clm_add_image(&scene->list, CLM_INK_FURNITURE, box, &scene->logo, look->opacity);
    clm_report_furniture(&scene->report, "logo", box);
    return box;
}

/* What the map shows, in a few words. */
static const char *standfirst_of(const clm_scene *scene) {
    const size_t articles = scene->collection->facts.articles;
    if (scene->content.named_only) {
        return clm_scene_say(scene, CLM_SAY_STANDFIRST_PLACES);
    }
    if (scene->content.changes) {
        return clm_scene_say(scene, CLM_SAY_STANDFIRST_CHANGES);
    }
    if (articles < 2) {
        return clm_scene_say(scene, CLM_SAY_STANDFIRST_CLAIMS);
    }
    const char *count = clm_arena_printf(scene->arena, "%zu", articles);
    return count != NULL
               ? clm_fill_in(scene->arena, clm_scene_say(scene, CLM_SAY_STANDFIRST_ARTICLES), count)
               : NULL;
}

static void add_header(clm_scene *scene, double margin) {
    double y = margin * 0.8;
    clm_rect logo = add_logo(scene, margin);
    double width = logo.x0 - margin - (logo.x1 > logo.x0 ? 20 * scene->zoom : 0);
    size_t run;
    clm_text_spec spec = clm_scene_spec(scene, title_of(scene), CLM_LOOK_TITLE);
    if (!shape_title(scene, &spec, width, &run)) {
        return;
    }
    clm_rect box =
        clm_scene_text(scene, run, (clm_px){margin, y}, CLM_LABEL_TITLE, NULL, true, false);
    y += clm_fonts_run(scene->fonts, run)->height_px + 4 * scene->zoom;
    const char *date =
        clm_say_date(scene->language, scene->arena, scene->collection->facts.date, false);
    const char *standfirst = standfirst_of(scene);
    const char *line = date != NULL && standfirst != NULL
                           ? clm_arena_printf(scene->arena, "%s%s%s", date,
                                              date[0] != '\0' ? "  ·  " : "", standfirst)
                           : NULL;
    if (!line) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return;
    }
    spec = clm_scene_spec(scene, line, CLM_LOOK_STANDFIRST);
    spec.wrap_px = width;
    spec.max_lines = 2;
    bool bold = scene->theme->look[CLM_LOOK_DATELINE].text.bold;
    spec.bold_bytes = bold ? (int)strlen(date) : 0;
    if (!clm_scene_shape(scene, &spec, &run)) {
        return;
    }
    box = clm_rect_union(box, clm_scene_text(scene, run, (clm_px){margin, y}, CLM_LABEL_FURNITURE,
                                             NULL, true, false));
    y += clm_fonts_run(scene->fonts, run)->height_px;
    scene->header = (clm_rect){margin, margin * 0.8, scene->page.x1 - margin, fmax(y, logo.y1)};
    clm_report_furniture(&scene->report, "header", box);
}

const char *clm_scene_credits(const clm_scene *scene) {
    const char *words = clm_say_credits(scene->language, scene->arena, scene->options->worldview);
    const clm_article_facts *facts = &scene->collection->facts;
    for (size_t i = 0; words && scene->options->overlay_count > 0 && i < facts->overlay_count;
         i++) {
        const char *overlay = clm_scene_overlay(scene, i) ? clm_scene_say_overlay(scene, i) : "";
        const char *gap = overlay && overlay[0] != '\0' ? " · " : "";
        words = overlay ? clm_arena_printf(scene->arena, "%s%s%s", words, gap, overlay) : NULL;
    }
    return words ? words : "";
}

/* What the article is from, then whose data the map is made of. */
static const char *source_and_credits(const clm_scene *scene) {
    const char *outlet = scene->collection->facts.outlet;
    const char *credits = clm_scene_credits(scene);
    if (!outlet || outlet[0] == '\0' || credits[0] == '\0') {
        return credits;
    }
    const char *words = clm_arena_printf(scene->arena, "%s: %s · %s",
                                         clm_scene_say(scene, CLM_SAY_SOURCE), outlet, credits);
    return words ? words : "";
}

/* Who made the map: before the credits where their line has the room, else above them. Returns the
 * height that it takes there. */
static double add_byline(clm_scene *scene, clm_rect credits, double room, double left) {
    const char *words = scene->options->byline ? scene->options->byline : scene->theme->byline;
    size_t run;
    clm_text_spec spec = clm_scene_spec(scene, words, CLM_LOOK_BYLINE);
    spec.wrap_px = room;
    spec.max_lines = 1;
    if (words[0] == '\0' || !clm_scene_shape(scene, &spec, &run)) {
        return 0;
    }
    const clm_run *shaped = clm_fonts_run(scene->fonts, run);
    double gap = 18 * scene->zoom;
    double height = shaped->height_px;
    bool beside = shaped->width_px + gap + credits.x1 - credits.x0 <= room &&
                  credits.y1 - credits.y0 < 1.6 * height;
    double x = left;
    if (beside) {
        x = credits.x0 > left + gap ? credits.x0 - gap - shaped->width_px : credits.x1 + gap;
    } else if (credits.x0 > left + gap) {
        x = credits.x1 - shaped->width_px;
    }
    double y = beside ? credits.y1 - height : credits.y0 - 2 * scene->zoom - height;
    clm_rect box =
        clm_scene_text(scene, run, (clm_px){x, y}, CLM_LABEL_FURNITURE, NULL, false, false);
    clm_report_furniture(&scene->report, "byline", box);
    return beside ? 0 : height + 2 * scene->zoom;
}

/* Shapes the credits first: on narrow pictures they take a line of their own. Returns the height of
 * them and the byline. */
static double add_credits(clm_scene *scene, double margin, double room, double bottom) {
    size_t run;
    const char *words = source_and_credits(scene);
    if (words[0] == '\0') {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return 0;
    }
    clm_text_spec spec = clm_scene_spec(scene, words, CLM_LOOK_CREDIT);
    spec.wrap_px = room;
    spec.max_lines = 3;
    if (!clm_scene_shape(scene, &spec, &run)) {
        return 0;
    }
    const clm_run *shaped = clm_fonts_run(scene->fonts, run);
    double width = shaped->width_px;
    double height = shaped->height_px;
    double x = scene->page.x1 - margin - width;
    if (room > scene->page.x1 - 2.5 * margin) {
        x = margin;
    }
    clm_rect box = clm_scene_text(scene, run, (clm_px){x, bottom - height}, CLM_LABEL_FURNITURE,
                                  NULL, false, false);
    clm_report_furniture(&scene->report, "credits", box);
    return height + add_byline(scene, (clm_rect){x, bottom - height, x + width, bottom}, room,
                               scene->page.x1 - margin - room);
}

static void divide(clm_scene *scene, double margin, double top, double bottom) {
    double zoom = scene->zoom;
    double gap = 18 * zoom;
    double width = scene->page.x1;
    if (!scene->panel_below) {
        bool many = scene->content.callout_count > CLM_MANY_CALLOUTS;
        double panel = fmin((many ? 470 : 392) * zoom, width * (many ? 0.34 : 0.3));
        scene->panel = (clm_rect){width - margin - panel, top, width - margin, bottom};
        scene->frame = (clm_rect){margin, top, scene->panel.x0 - gap, bottom};
    } else {
        double below = gap + 22 * zoom; /* the scale bar stands between */
        scene->panel = (clm_rect){margin, top, width - margin, top + 1e5};
        double wanted = clm_measure_panel(scene);
        double room = (bottom - top) * panel_share_max - below;
        double split = floor(bottom - fmin(wanted, room) - below);
        scene->frame = (clm_rect){margin, top, width - margin, split};
        scene->panel = (clm_rect){margin, split + below, width - margin, bottom};
    }
}

void clm_compose_layout(clm_scene *scene) {
    const clm_map_options *options = scene->options;
    scene->zoom = set_zoom(options);
    scene->page = (clm_rect){0, 0, options->width_px, options->height_px};
    scene->panel_below = options->width_px < panel_beside_ratio * options->height_px;
    clm_add_rect(&scene->list, CLM_INK_PAPER, NULL, scene->page, 0,
                 clm_fill_color(scene->theme->look[CLM_LOOK_PAPER].fill), clm_stroke_none());
    double margin = floor((scene->panel_below ? 24 : 32) * scene->zoom);
    add_header(scene, margin);
    double bottom = scene->page.y1 - floor(margin * 0.55);
    double width = scene->page.x1 - 2 * margin;
    /* The scale bar and the credits share a line where it is long enough. */
    bool stacked = scene->panel_below || width < 1000 * scene->zoom;
    double room = stacked ? width : width - 580 * scene->zoom;
    double credits = add_credits(scene, margin, room, bottom);
    double top = floor(scene->header.y1 + 14 * scene->zoom);
    double bar = 18 * scene->zoom;
    double below = scene->panel_below ? credits : stacked ? credits + bar : fmax(credits, bar);
    divide(scene, margin, top, floor(bottom - below - 10 * scene->zoom));
    scene->footer = (clm_rect){margin, scene->frame.y1 + (scene->panel_below ? 8 : 4) * scene->zoom,
                               stacked ? scene->frame.x1 : margin + 560 * scene->zoom,
                               scene->frame.y1 + 28 * scene->zoom};
    if (!stacked) {
        scene->footer.y0 = bottom - 17 * scene->zoom;
        scene->footer.y1 = bottom;
    }
    if (scene->frame.x1 - scene->frame.x0 < 40 || scene->frame.y1 - scene->frame.y0 < 40) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_ARGUMENT,
                                              "%dx%d is too small for a map with its legend",
                                              options->width_px, options->height_px));
    }
}

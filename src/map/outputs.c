#include "map/outputs.h"

#include "base/clock.h"
#include "map/paint_cairo.h"
#include "map/paint_pdf.h"
#include "map/png.h"
#include "map/svg.h"

#include <math.h>
#include <string.h>

static const double pixels_per_metre = 144 / 0.0254; /* of a picture at scale 1 */

clm_status clm_outputs_png(clm_scene *scene, const clm_picture_words *words, clm_buffer *png,
                           clm_map_times *times) {
    const clm_map_options *options = scene->options;
    double start = clm_clock_s();
    clm_picture *picture = NULL;
    clm_status status =
        clm_paint_cairo(&scene->list, scene->fonts, options->width_px, options->height_px,
                        options->scale, options->draw_labels, &picture, scene->error);
    double painted = clm_clock_s();
    if (times) {
        times->paint_s = painted - start;
    }
    if (status != CLM_OK) {
        return status;
    }
    int width;
    int height;
    clm_png_image image = {
        .pixels_per_metre = (uint32_t)lround(pixels_per_metre * options->scale),
        .words = words,
    };
    image.pixels = clm_picture_pixels(picture, &image.stride_bytes, &width, &height);
    image.width = (uint32_t)width;
    image.height = (uint32_t)height;
    status = clm_png_write(&image, png, scene->error);
    clm_picture_free(picture);
    if (times) {
        times->encode_s = clm_clock_s() - painted;
    }
    return status;
}

static clm_status write_report(clm_scene *scene, clm_buffer *report) {
    const clm_map_options *options = scene->options;
    clm_report_write(&scene->report, (int)lround(options->width_px * options->scale),
                     (int)lround(options->height_px * options->scale), options->scale, report);
    return report->failed ? clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static clm_status tell(const clm_scene *scene, clm_buffer *out) {
    const clm_article_facts *facts = &scene->collection->facts;
    const size_t most = scene->options->overlay_count > 0 ? facts->overlay_count : 0;
    void *room = clm_arena_array(scene->arena, most + 1, sizeof(const clm_overlay_facts *));
    const clm_overlay_facts **overlays = room;
    size_t count = 0;
    for (size_t i = 0; overlays && i < most; i++) {
        if (clm_scene_overlay(scene, i)) {
            overlays[count++] = &facts->overlays[i];
        }
    }
    if (!overlays) {
        return clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory");
    }
    const clm_alt_options options = {
        .title = scene->options->title,
        .hide = scene->options->hide,
        .hide_count = scene->options->hide_count,
        .detail = scene->has_detail,
        .overview = scene->has_overview,
        .worldview = scene->options->worldview,
        .overlays = overlays,
        .overlay_count = count,
    };
    clm_alt_text(scene->collection, scene->gazetteer, &options, out);
    return out->failed ? clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static clm_status find_words(const clm_scene *scene, const clm_buffer *alt,
                             clm_picture_words *out) {
    const clm_article_facts *facts = &scene->collection->facts;
    const char *title = scene->options->title ? scene->options->title : facts->title;
    const char *version = facts->version ? facts->version : "";
    *out = (clm_picture_words){
        .title = title && title[0] != '\0' ? title : "Map",
        .description = alt->data,
        .source = facts->file,
        .copyright = scene->gazetteer ? clm_scene_credits(scene) : NULL,
        .software =
            clm_arena_printf(scene->arena, "claimmap%s%s", version[0] != '\0' ? " " : "", version),
        .date = facts->date,
    };
    bool done = out->software && (!out->copyright || out->copyright[0] != '\0');
    return done ? CLM_OK : clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory");
}

clm_status clm_outputs_write(clm_scene *scene, const clm_map_outputs *outputs,
                             clm_map_times *spent) {
    const clm_map_options *options = scene->options;
    clm_buffer alt;
    clm_buffer_init(&alt);
    clm_status status = tell(scene, &alt);
    clm_picture_words words = {.title = NULL};
    if (status == CLM_OK) {
        status = find_words(scene, &alt, &words);
    }
    if (status == CLM_OK && outputs->alt) {
        clm_buffer_text(outputs->alt, (clm_text){alt.data, alt.len});
    }
    if (status == CLM_OK && outputs->png) {
        status = clm_outputs_png(scene, &words, outputs->png, spent);
    }
    if (status == CLM_OK && outputs->svg) {
        status = clm_svg_write(scene, &words, outputs->svg);
    }
    if (status == CLM_OK && outputs->pdf) {
        status = clm_paint_pdf(&scene->list, scene->fonts, options->width_px, options->height_px,
                               options->draw_labels, &words, outputs->pdf, scene->error);
    }
    if (status == CLM_OK && outputs->report) {
        status = write_report(scene, outputs->report);
    }
    if (status == CLM_OK && outputs->alt && outputs->alt->failed) {
        status = clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_buffer_clear(&alt);
    return status;
}

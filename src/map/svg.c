#include "map/svg.h"

#include "base/xml.h"
#include "map/hatch.h"
#include "map/image.h"
#include "map/svg_ids.h"
#include "map/svg_parts.h"
#include "map/text_lines.h"

#include <math.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

/* Groups that a picture editor wants to see, hide and lock as one. */
typedef enum layer {
    LAYER_NONE = 0,
    LAYER_PAGE,
    LAYER_GROUND,
    LAYER_OVERLAYS,
    LAYER_BORDERS,
    LAYER_CLAIMS,
    LAYER_FIGURES,
    LAYER_LABELS,
    LAYER_COUNT
} layer;

static const struct {
    const char *id, *name;
} layers[LAYER_COUNT] = {
    [LAYER_NONE] = {"", ""},
    [LAYER_PAGE] = {"map-page", "Page"},
    [LAYER_GROUND] = {"map-ground", "Land and water"},
    [LAYER_OVERLAYS] = {"map-overlays", "Layers of others"},
    [LAYER_BORDERS] = {"map-borders", "Borders"},
    [LAYER_CLAIMS] = {"map-claims", "Claims"},
    [LAYER_FIGURES] = {"map-figures", "Stated areas"},
    [LAYER_LABELS] = {"map-labels", "Labels and towns"},
};

typedef struct writer {
    const clm_scene *scene;
    clm_buffer *out;
    clm_arena *arena;
    clm_svg_ids ids;
    clm_svg_defs defs;
    layer layer;         /* that is open */
    const char *feature; /* whose group is open */
    size_t feature_groups;
    unsigned times[LAYER_COUNT]; /* that a layer was opened */
    size_t clips_open, clip;     /* depth; clips so far */
    unsigned overlays;           /* groups so far */
    const char *family;
    bool draw_labels, failed;
} writer;

static layer layer_of(const writer *w, const clm_item *item) {
    if (w->clips_open == 0) {
        return LAYER_PAGE;
    }
    switch (item->role) {
    case CLM_INK_PAPER:
    case CLM_INK_SEA:
    case CLM_INK_LAND:
    case CLM_INK_LAKE:
    case CLM_INK_RIVER:
        return LAYER_GROUND;
    case CLM_INK_OVERLAY:
        return LAYER_OVERLAYS;
    case CLM_INK_COAST:
    case CLM_INK_REGION_BORDER:
    case CLM_INK_COUNTRY_BORDER:
    case CLM_INK_DISPUTED_BORDER:
        return LAYER_BORDERS;
    case CLM_INK_CLAIM_FILL:
    case CLM_INK_CLAIM_OUTLINE:
    case CLM_INK_MOVE:
    case CLM_INK_CLAIM_MARKER:
        return LAYER_CLAIMS;
    case CLM_INK_FIGURE:
        return LAYER_FIGURES;
    case CLM_INK_TOWN:
    case CLM_INK_NUMBER:
    case CLM_INK_LEADER:
    case CLM_INK_LABEL:
    case CLM_INK_FURNITURE:
    case CLM_INK_FRAME:
        break;
    }
    return LAYER_LABELS;
}

/* ---- groups ---- */

static void close_feature(writer *w) {
    for (; w->feature_groups > 0; w->feature_groups--) {
        clm_buffer_string(w->out, "</g>");
    }
    if (w->feature) {
        clm_buffer_char(w->out, '\n');
    }
    w->feature = NULL;
}

static void close_layer(writer *w) {
    close_feature(w);
    if (w->layer != LAYER_NONE) {
        clm_buffer_string(w->out, "</g>\n");
    }
    w->layer = LAYER_NONE;
}

static void open_layer(writer *w, layer wanted) {
    if (w->layer == wanted) {
        return;
    }
    close_layer(w);
    clm_buffer_printf(w->out, "<g id=\"%s", layers[wanted].id);
    if (++w->times[wanted] > 1) {
        clm_buffer_printf(w->out, "-%u", w->times[wanted]);
    }
    clm_buffer_printf(w->out, "\" inkscape:groupmode=\"layer\" inkscape:label=\"%s\">\n",
                      layers[wanted].name);
    w->layer = wanted;
}

static void open_group(writer *w, const clm_svg_feature *feature, const char *id, bool named) {
    clm_buffer_string(w->out, "<g ");
    if (named) {
        clm_buffer_string(w->out, "id=\"");
        clm_svg_put_id(w->out, id);
        clm_buffer_string(w->out, "\" ");
    }
    clm_buffer_string(w->out, "data-feature=\"");
    clm_xml_text(w->out, clm_text_of(id));
    clm_buffer_string(w->out, "\">");
    const char *title = feature ? feature->feature->title : NULL;
    if (title && title[0] != '\0') {
        clm_buffer_string(w->out, "<title>");
        clm_xml_text(w->out, clm_text_of(title));
        clm_buffer_string(w->out, "</title>");
    }
    w->feature_groups++;
}

/* The group of a layer of land under the claims. */
static void open_overlay(writer *w, const char *name) {
    if (w->feature && strcmp(w->feature, name) == 0) {
        return;
    }
    close_feature(w);
    clm_buffer_printf(w->out, "<g id=\"map-overlay-%u\" data-overlay=\"", ++w->overlays);
    clm_xml_text(w->out, clm_text_of(name));
    clm_buffer_string(w->out, "\"><title>");
    clm_xml_text(w->out, clm_text_of(name));
    clm_buffer_string(w->out, "</title>");
    w->feature_groups++;
    w->feature = name;
}

/* The group of a feature; where it stands for further claims about the place, theirs inside it,
 * unless they have a place of their own. */
static void open_feature(writer *w, size_t index, const char *id) {
    if (w->feature == id || (w->feature && id && strcmp(w->feature, id) == 0)) {
        return;
    }
    close_feature(w);
    if (!id) {
        return;
    }
    clm_svg_feature *own = clm_svg_ids_find(&w->ids, id);
    bool here = own && own->item == index && !own->written;
    open_group(w, own, id, here);
    if (here) {
        own->written = true;
        for (clm_svg_feature *more = own->next; more; more = more->next) {
            if (!more->on_map && !more->written) {
                open_group(w, more, more->feature->id, true);
                more->written = true;
            }
        }
    }
    w->feature = id;
}

/* ---- shapes ---- */

static void put_shape(writer *w, const clm_item *item) {
    clm_buffer *out = w->out;
    clm_rect rect = item->rect;
    if (item->kind == CLM_ITEM_CIRCLE) {
        clm_svg_put_pair(out, "<circle cx=\"", item->at.x, "\" cy=\"", item->at.y);
        clm_svg_put_one(out, "\" r=\"", item->radius_px);
    } else {
        clm_svg_put_pair(out, "<rect x=\"", rect.x0, "\" y=\"", rect.y0);
        clm_svg_put_pair(out, "\" width=\"", rect.x1 - rect.x0, "\" height=\"", rect.y1 - rect.y0);
        if (item->radius_px > 0) {
            clm_svg_put_one(out, "\" rx=\"", item->radius_px);
        }
    }
    clm_buffer_char(out, '"');
}

static void put_geometry(writer *w, size_t index, const clm_item *item) {
    size_t shared;
    if (item->kind != CLM_ITEM_PATH) {
        put_shape(w, item);
    } else if (clm_svg_path_shared(&w->scene->list, index, &shared)) {
        clm_buffer_printf(w->out, "<use xlink:href=\"#map-path-%zu\"", shared);
    } else {
        clm_buffer_string(w->out, "<path d=\"");
        clm_svg_put_path(w->out, &w->scene->list, item);
        clm_buffer_char(w->out, '"');
    }
}

/* A shape is drawn once for its colour with its line, and once before that for its hatch between
 * the two; points are written once. */
static void put_item(writer *w, size_t index, const clm_item *item) {
    clm_buffer *out = w->out;
    bool filled = item->fill.color.alpha > 0;
    bool hatched = item->fill.hatch != CLM_HATCH_NONE;
    bool stroked = item->stroke.width_px > 0 && item->stroke.color.alpha > 0;
    if (!filled && !hatched && !stroked) {
        return;
    }
    for (int pass = filled && hatched ? 0 : 1; pass < 2; pass++) {
        put_geometry(w, index, item);
        if (hatched && pass == 1) {
            clm_buffer_printf(out, " fill=\"url(#map-hatch-%zu)\"",
                              clm_svg_defs_hatch(&w->defs, &item->fill));
        } else if (filled) {
            clm_svg_put_color(out, "fill", item->fill.color);
        }
        if (pass == 1 && stroked) {
            clm_svg_put_stroke(out, &item->stroke);
        }
        if (!filled && !hatched) {
            clm_buffer_string(out, " fill=\"none\"");
        }
        clm_buffer_string(out, "/>");
    }
    clm_buffer_char(out, '\n');
}

static void put_image(writer *w, const clm_item *item) {
    clm_buffer *out = w->out;
    clm_rect rect = item->rect;
    clm_svg_put_pair(out, "<image x=\"", rect.x0, "\" y=\"", rect.y0);
    clm_svg_put_pair(out, "\" width=\"", rect.x1 - rect.x0, "\" height=\"", rect.y1 - rect.y0);
    if (item->opacity < 1) {
        clm_svg_put_one(out, "\" opacity=\"", item->opacity);
    }
    clm_buffer_string(out, "\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,");
    clm_svg_put_base64(out, (clm_text){item->image->png.data, item->image->png.len});
    clm_buffer_string(out, "\"/>\n");
}

/* ---- texts ---- */

static void put_span(writer *w, const clm_text_lines *lines, const clm_text_span *span) {
    clm_buffer *out = w->out;
    bool plain = !span->family && span->bold == lines->bold && span->italic == lines->italic;
    if (!plain) {
        clm_buffer_string(out, "<tspan");
        if (span->family) {
            clm_svg_put_family(out, span->family);
        }
        if (span->bold != lines->bold) {
            clm_buffer_printf(out, " font-weight=\"%s\"", span->bold ? "bold" : "normal");
        }
        if (span->italic != lines->italic) {
            clm_buffer_printf(out, " font-style=\"%s\"", span->italic ? "italic" : "normal");
        }
        clm_buffer_char(out, '>');
    }
    clm_xml_text(out, span->text);
    clm_buffer_string(out, plain ? "" : "</tspan>");
}

static bool has_double_space(const clm_text_line *line) {
    for (size_t i = 0; i < line->span_count; i++) {
        clm_text text = line->spans[i].text;
        for (size_t k = 0; k < text.len; k++) {
            if (text.ptr[k] == ' ' && (k + 1 == text.len || k == 0 || text.ptr[k + 1] == ' ')) {
                return true;
            }
        }
    }
    return false;
}

static void put_text_style(writer *w, const clm_text_lines *lines, const clm_run *run) {
    clm_buffer *out = w->out;
    clm_svg_put_one(out, "\" font-size=\"", lines->size_px);
    clm_buffer_char(out, '"');
    if (lines->family && strcmp(lines->family, w->family) != 0) {
        clm_svg_put_family(out, lines->family);
    }
    clm_buffer_string(out, lines->bold ? " font-weight=\"bold\"" : "");
    clm_buffer_string(out, lines->italic ? " font-style=\"italic\"" : "");
    if (lines->letter_spacing_px != 0) {
        clm_svg_put_one(out, " letter-spacing=\"", lines->letter_spacing_px);
        clm_buffer_char(out, '"');
    }
    clm_svg_put_color(out, "fill", run->style->color);
    double halo = run->style->halo_px * run->zoom;
    if (halo > 0 && run->style->halo.alpha > 0) {
        clm_svg_put_color(out, "stroke", run->style->halo);
        clm_svg_put_one(out, " stroke-width=\"", 2 * halo);
        clm_buffer_string(out, "\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    }
}

static void put_text(writer *w, const clm_item *item) {
    const clm_run *run = clm_fonts_run(w->scene->fonts, item->run);
    clm_text_lines lines;
    if (!clm_text_lines_read(w->scene->fonts, item->run, w->arena, &lines)) {
        w->failed = true;
        return;
    }
    for (size_t i = 0; i < lines.count; i++) {
        const clm_text_line *line = &lines.lines[i];
        if (line->span_count == 0) {
            continue;
        }
        double x = item->at.x + line->x_px + (line->rtl ? line->width_px : 0);
        clm_svg_put_pair(w->out, "<text x=\"", x, "\" y=\"", item->at.y + line->baseline_px);
        if (item->angle_rad != 0) {
            clm_svg_put_one(w->out, "\" transform=\"rotate(", item->angle_rad * 180 / pi);
            clm_svg_put_pair(w->out, " ", item->at.x, " ", item->at.y);
            clm_buffer_char(w->out, ')');
        }
        put_text_style(w, &lines, run);
        clm_buffer_string(w->out, line->rtl ? " direction=\"rtl\"" : "");
        clm_buffer_string(w->out, has_double_space(line) ? " xml:space=\"preserve\">" : ">");
        for (size_t k = 0; k < line->span_count; k++) {
            put_span(w, &lines, &line->spans[k]);
        }
        clm_buffer_string(w->out, "</text>\n");
    }
}

/* ---- the document ---- */

static void put_items(writer *w) {
    const clm_display_list *list = &w->scene->list;
    for (size_t i = 0; i < list->item_count && !w->failed; i++) {
        const clm_item *item = &list->items[i];
        if (item->kind == CLM_ITEM_CLIP) {
            close_layer(w);
            clm_buffer_printf(w->out, "<g clip-path=\"url(#map-clip-%zu)\">\n", ++w->clip);
            w->clips_open++;
        } else if (item->kind == CLM_ITEM_UNCLIP) {
            close_layer(w);
            clm_buffer_string(w->out, "</g>\n");
            w->clips_open--;
        } else if (item->kind != CLM_ITEM_TEXT || w->draw_labels) {
            open_layer(w, layer_of(w, item));
            if (item->role == CLM_INK_OVERLAY && item->feature_id) {
                open_overlay(w, item->feature_id);
            } else {
                open_feature(w, i, item->feature_id);
            }
            if (item->kind == CLM_ITEM_TEXT) {
                put_text(w, item);
            } else if (item->kind == CLM_ITEM_IMAGE) {
                put_image(w, item);
            } else {
                put_item(w, i, item);
            }
        }
    }
    close_layer(w);
}

static void put_head(writer *w, const clm_picture_words *words) {
    const clm_map_options *options = w->scene->options;
    clm_buffer *out = w->out;
    clm_buffer_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<svg xmlns=\"http://www.w3.org/2000/svg\""
                           " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                           " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"");
    clm_svg_put_pair(out, " width=\"", options->width_px * options->scale, "\" height=\"",
                     options->height_px * options->scale);
    clm_buffer_printf(out, "\" viewBox=\"0 0 %d %d\" xml:lang=\"%s\"", options->width_px,
                      options->height_px, w->scene->language->code);
    clm_buffer_string(out, " role=\"img\" aria-labelledby=\"map-title map-desc\""
                           " stroke-linejoin=\"bevel\" text-rendering=\"geometricPrecision\"");
    clm_svg_put_family(out, w->family);
    clm_buffer_string(out, ">\n<title id=\"map-title\">");
    clm_xml_text(out, clm_text_of(words->title ? words->title : ""));
    clm_buffer_string(out, "</title>\n<desc id=\"map-desc\" xml:lang=\"en\">");
    clm_xml_text(out, clm_text_of(words->description ? words->description : ""));
    clm_buffer_string(out, "</desc>\n<metadata>");
    clm_xmp_rdf(words, out);
    clm_buffer_string(out, "</metadata>\n");
}

clm_status clm_svg_write(const clm_scene *scene, const clm_picture_words *words, clm_buffer *out) {
    writer w = {.scene = scene,
                .out = out,
                .arena = clm_arena_new(),
                .family = clm_fonts_family(scene->fonts),
                .draw_labels = scene->options->draw_labels};
    bool done = w.arena && clm_svg_ids_make(scene, w.arena, &w.ids) &&
                clm_svg_defs_make(&scene->list, w.arena, &w.defs);
    if (done) {
        put_head(&w, words);
        clm_svg_defs_write(&w.defs, &scene->list, out);
        put_items(&w);
        clm_buffer_string(out, "</svg>\n");
    }
    clm_arena_free(w.arena);
    return done && !w.failed && !out->failed
               ? CLM_OK
               : clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory while the SVG is written");
}

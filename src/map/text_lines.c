#include "map/text_lines.h"

#include <pango/pangocairo.h>
#include <string.h>

static const char dots[] = "\xE2\x80\xA6";

typedef struct piece {
    size_t offset;
    clm_text_span span;
} piece;

static clm_text_span span_of(const PangoLayoutRun *run, const char *text, const char *family,
                             clm_arena *arena) {
    const PangoItem *item = run->item;
    clm_text_span span = {.text = {text + item->offset, (size_t)item->length}};
    if (item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) {
        span.text = clm_text_of(dots);
    }
    PangoFontDescription *font = pango_font_describe(item->analysis.font);
    const char *own = font ? pango_font_description_get_family(font) : NULL;
    if (own && family && strcmp(own, family) != 0) {
        span.family = clm_arena_strndup(arena, own, strlen(own));
    }
    if (font) {
        span.bold = pango_font_description_get_weight(font) >= PANGO_WEIGHT_SEMIBOLD;
        span.italic = pango_font_description_get_style(font) != PANGO_STYLE_NORMAL;
        pango_font_description_free(font);
    }
    return span;
}

static bool same_face(const clm_text_span *a, const clm_text_span *b) {
    bool same_family =
        a->family == b->family || (a->family && b->family && strcmp(a->family, b->family) == 0);
    return same_family && a->bold == b->bold && a->italic == b->italic;
}

/* White space at a line's end is not drawn. */
static void trim_end(clm_text_span *span) {
    while (span->text.len > 0 && (unsigned char)span->text.ptr[span->text.len - 1] <= ' ') {
        span->text.len--;
    }
}

/* pango has the runs as they are seen; text is written as it is read. */
static bool read_spans(const PangoLayoutLine *line, const char *family, clm_arena *arena,
                       clm_text_line *out) {
    size_t count = 0;
    for (const GSList *at = line->runs; at; at = at->next) {
        count++;
    }
    piece *pieces = clm_arena_array(arena, count + 1, sizeof *pieces);
    clm_text_span *spans = clm_arena_array(arena, count + 1, sizeof *spans);
    if (!pieces || !spans) {
        return false;
    }
    const char *text = pango_layout_get_text(line->layout);
    size_t used = 0;
    for (const GSList *at = line->runs; at; at = at->next) {
        const PangoLayoutRun *run = at->data;
        piece next = {(size_t)run->item->offset, span_of(run, text, family, arena)};
        size_t to = used++;
        for (; to > 0 && pieces[to - 1].offset > next.offset; to--) {
            pieces[to] = pieces[to - 1];
        }
        pieces[to] = next;
    }
    for (size_t i = 0; i < used; i++) {
        clm_text_span *last = out->span_count > 0 ? &spans[out->span_count - 1] : NULL;
        const clm_text_span *span = &pieces[i].span;
        if (last && same_face(last, span) && last->text.ptr + last->text.len == span->text.ptr) {
            last->text.len += span->text.len;
        } else {
            spans[out->span_count++] = *span;
        }
    }
    if (out->span_count > 0) {
        trim_end(&spans[out->span_count - 1]);
    }
    out->spans = spans;
    return true;
}

bool clm_text_lines_read(const clm_map_fonts *fonts, size_t run, clm_arena *arena,
                         clm_text_lines *out) {
    const double unit = 1.0 / PANGO_SCALE;
    PangoLayout *layout = clm_fonts_layout(fonts, run);
    const clm_run *shaped = clm_fonts_run(fonts, run);
    const PangoFontDescription *font = pango_layout_get_font_description(layout);
    *out = (clm_text_lines){
        .family = pango_font_description_get_family(font),
        .size_px = pango_font_description_get_size(font) * unit,
        .letter_spacing_px = shaped->spacing_px,
        .bold = shaped->style->bold,
        .italic = shaped->style->italic,
    };
    size_t count = (size_t)pango_layout_get_line_count(layout);
    clm_text_line *lines = clm_arena_array(arena, count + 1, sizeof *lines);
    if (!lines) {
        return false;
    }
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    bool done = iter != NULL;
    for (bool more = done; more && done && out->count < count;
         more = pango_layout_iter_next_line(iter)) {
        const PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
        PangoRectangle logical;
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        clm_text_line *to = &lines[out->count++];
        *to = (clm_text_line){.x_px = logical.x * unit,
                              .baseline_px = pango_layout_iter_get_baseline(iter) * unit,
                              .width_px = logical.width * unit,
                              .rtl = line->resolved_dir == PANGO_DIRECTION_RTL};
        done = read_spans(line, out->family, arena, to);
    }
    pango_layout_iter_free(iter);
    out->lines = lines;
    return done;
}

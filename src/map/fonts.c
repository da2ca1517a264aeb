#include "map/fonts.h"

#include "map/font_files.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

enum { MISSING_MAX = 16 };

typedef struct shaped {
    clm_run run;
    PangoLayout *layout;
} shaped;

struct clm_map_fonts {
    clm_font_files files;
    PangoFontMap *map;
    PangoContext *context;
    uint32_t missing[MISSING_MAX]; /* a letter of each script that was left out */
    size_t missing_count;
    shaped *runs;
    size_t count, capacity;
};

static clm_status make_context(clm_map_fonts *fonts, clm_error *error) {
    /* pango's font map loads fontconfig's current configuration in a thread of its own; were that
     * not ours, every font of the system would be read beside our work. */
    FcConfigSetCurrent(fonts->files.config);
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!fonts->map) {
        return clm_fail(error, CLM_ERR_FOREIGN, "pango has no FreeType fonts");
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->files.config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map), 72.0);
    fonts->context = pango_font_map_create_context(fonts->map);
    /* No hinting: glyphs and widths are the same at every scale. */
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(fonts->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(fonts->context, pango_language_from_string("en"));
    pango_context_set_base_dir(fonts->context, PANGO_DIRECTION_LTR);
    return CLM_OK;
}

/* With the files that were found, or nothing when `status` tells that none were. */
static clm_status finish_open(clm_status status, clm_map_fonts *fonts, clm_map_fonts **out,
                              clm_error *error) {
    if (status == CLM_OK) {
        status = make_context(fonts, error);
    }
    if (status != CLM_OK) {
        clm_map_fonts_free(fonts);
        return status;
    }
    *out = fonts;
    return CLM_OK;
}

clm_status clm_map_fonts_open(const char *fonts_dir, const char *family, clm_map_fonts **out,
                              clm_error *error) {
    *out = NULL;
    clm_map_fonts *fonts = clm_alloc_zero(1, sizeof *fonts);
    if (!fonts) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    return finish_open(clm_font_files_open(&fonts->files, fonts_dir, family, error), fonts, out,
                       error);
}

clm_status clm_map_fonts_for_theme(const char *fonts_dir, const clm_theme *theme,
                                   clm_map_fonts **out, clm_error *error) {
    *out = NULL;
    clm_map_fonts *fonts = clm_alloc_zero(1, sizeof *fonts);
    if (!fonts) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    return finish_open(clm_font_files_for_theme(&fonts->files, fonts_dir, theme, error), fonts, out,
                       error);
}

const char *clm_fonts_family(const clm_map_fonts *fonts) {
    return fonts->files.family;
}

void clm_fonts_reset(clm_map_fonts *fonts) {
    for (size_t i = 0; i < fonts->count; i++) {
        g_object_unref(fonts->runs[i].layout);
    }
    fonts->count = 0;
}

void clm_map_fonts_free(clm_map_fonts *fonts) {
    if (!fonts) {
        return;
    }
    clm_fonts_reset(fonts);
    clm_free(fonts->runs);
    if (fonts->context) {
        g_object_unref(fonts->context);
    }
    if (fonts->map) {
        g_object_unref(fonts->map);
    }
    clm_font_files_close(&fonts->files);
    clm_free(fonts);
}

static void use_new_fonts(clm_map_fonts *fonts) {
    pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(fonts->map));
}

/* Adds the font of every script in `text` that was not met before. */
static void add_scripts(clm_map_fonts *fonts, const char *text) {
    size_t length = strlen(text);
    bool added = false;
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        if ((unsigned char)text[i] < 0x80) {
            i++;
            continue;
        }
        i += clm_utf8_decode(text + i, length - i, &code_point);
        added |= clm_font_files_add_script(&fonts->files, code_point);
    }
    if (added) {
        use_new_fonts(fonts);
    }
}

/* The families hold Latin, Greek, Cyrillic and usual signs: for these pango need not look at every
 * font for every letter. */
static bool needs_fallback(const char *text) {
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        i += clm_utf8_decode(text + i, length - i, &code_point);
        bool usual = code_point < 0x530 || (code_point >= 0x1E00 && code_point < 0x2070);
        if (!usual) {
            return true;
        }
    }
    return false;
}

/* Letters of these scripts hang together: space between them would tear words apart. */
static bool joins_letters(const char *text) {
    static const struct {
        uint32_t first, last;
    } joined[] = {
        {0x0600, 0x08FF}, /* Arabic, Syriac, Thaana, N'Ko, Mandaic */
        {0x0900, 0x0DFF}, /* Devanagari and its relatives */
        {0x0F00, 0x0FFF}, /* Tibetan */
        {0x1800, 0x18AF}, /* Mongolian */
        {0xFB50, 0xFEFC}, /* Arabic forms */
    };
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        i += clm_utf8_decode(text + i, length - i, &code_point);
        for (size_t j = 0; j < sizeof joined / sizeof joined[0]; j++) {
            if (code_point >= joined[j].first && code_point <= joined[j].last) {
                return true;
            }
        }
    }
    return false;
}

static double spacing_of(const clm_text_spec *spec) {
    double spacing = spec->style->letter_spacing_px * spec->zoom + spec->spacing_px;
    return spacing != 0 && joins_letters(spec->text) ? 0 : spacing;
}

static PangoAttrList *make_attributes(const clm_text_spec *spec, bool fallback) {
    PangoAttrList *list = pango_attr_list_new();
    double spacing = spacing_of(spec);
    if (spacing != 0) {
        pango_attr_list_insert(list,
                               pango_attr_letter_spacing_new((int)lround(spacing * PANGO_SCALE)));
    }
    if (!fallback) {
        pango_attr_list_insert(list, pango_attr_fallback_new(FALSE));
    }
    if (spec->bold_bytes > 0) {
        PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        bold->start_index = 0;
        bold->end_index = (guint)spec->bold_bytes;
        pango_attr_list_insert(list, bold);
    }
    return list;
}

/* Capitals code point by code point: GLib's g_utf8_strup looks at the locale. */
static char *make_upper(const char *text) {
    clm_buffer out;
    clm_buffer_init(&out);
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        i += clm_utf8_decode(text + i, length - i, &code_point);
        char bytes[4];
        clm_buffer_add(&out, bytes, clm_utf8_encode(g_unichar_toupper(code_point), bytes));
    }
    clm_buffer_add(&out, "", 1);
    if (out.failed) {
        clm_buffer_clear(&out);
    }
    return out.data;
}

static bool is_noncharacter(uint32_t code_point) {
    return (code_point & 0xFFFEU) == 0xFFFEU || (code_point >= 0xFDD0 && code_point <= 0xFDEF);
}

static bool has_noncharacter(const char *text) {
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        i += clm_utf8_decode(text + i, length - i, &code_point);
        if (is_noncharacter(code_point)) {
            return true;
        }
    }
    return false;
}

/* cairo writes no page with a code point that is no character: U+FFFD stands for it, filled up so
 * that byte positions stay. */
static char *replace_noncharacters(const char *text) {
    clm_buffer out;
    clm_buffer_init(&out);
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        size_t used = clm_utf8_decode(text + i, length - i, &code_point);
        if (is_noncharacter(code_point)) {
            clm_buffer_string(&out, used > 3 ? "\xEF\xBF\xBD " : "\xEF\xBF\xBD");
        } else {
            clm_buffer_add(&out, text + i, used);
        }
        i += used;
    }
    if (out.failed) {
        clm_buffer_clear(&out);
    }
    return out.data;
}

enum { TEXT_BYTES_MAX = 4096 }; /* more than any picture has room for */

/* Hebrew, Arabic and their kin begin with these bytes; spares all others a look by pango. */
static bool may_be_rtl(const char *text) {
    bool found = false;
    for (const char *c = text; *c != '\0' && !found; c++) {
        const unsigned char byte = (unsigned char)*c;
        found = (byte >= 0xD6 && byte <= 0xDF) || byte == 0xE0 || byte == 0xEF || byte == 0xF0;
    }
    return found;
}

static PangoLayout *make_layout(clm_map_fonts *fonts, const clm_text_spec *spec, const char *text,
                                bool fallback) {
    PangoLayout *layout = pango_layout_new(fonts->context);
    PangoFontDescription *font = pango_font_description_new();
    const char *own = spec->style->family;
    pango_font_description_set_family_static(font, own[0] != '\0' ? own : fonts->files.family);
    /* Whole pixels: fewer sizes, fewer letters to be drawn by FreeType. */
    pango_font_description_set_absolute_size(
        font, fmax(floor(spec->style->size_px * spec->zoom + 0.5), 1) * PANGO_SCALE);
    pango_font_description_set_weight(font,
                                      spec->style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font,
                                     spec->style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    PangoAttrList *attributes = make_attributes(spec, fallback);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    /* pango counts in 1/1024 pixel in an int: a text of a hundred thousand letters overflows it. */
    const size_t length = strlen(text);
    pango_layout_set_text(layout, text, (int)clm_utf8_floor(text, length, TEXT_BYTES_MAX));
    if (spec->centred) {
        pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    } else if (may_be_rtl(text) && pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL) {
        /* pango swaps the sides there; a run begins at its left edge, where its width counts. */
        pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    }
    if (spec->wrap_px > 0) {
        pango_layout_set_width(layout, (int)lround(spec->wrap_px * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_set_height(layout, -(spec->max_lines > 0 ? spec->max_lines : 1));
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    return layout;
}

/* Where the last line's dots begin, as an index into the text; 0 when there are none. */
static size_t dots_at(PangoLayout *layout) {
    int last = pango_layout_get_line_count(layout) - 1;
    const PangoLayoutLine *line = pango_layout_get_line_readonly(layout, last);
    for (const GSList *at = line ? line->runs : NULL; at; at = at->next) {
        const PangoItem *item = ((const PangoLayoutRun *)at->data)->item;
        if (item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) {
            return (size_t)item->offset;
        }
    }
    return 0;
}

static bool ends_with(const char *text, size_t length, const char *end) {
    size_t tail = strlen(end);
    return length >= tail && memcmp(text + length - tail, end, tail) == 0;
}

/* pango cuts between letters; a text is cut between words, and its quotation mark kept. False when
 * memory ends. */
static bool cut_between_words(PangoLayout *layout, const char *text) {
    enum { TRIES = 3 };
    static const char dots[] = "\xE2\x80\xA6";
    static const char close[] = "\xE2\x80\x9D";
    size_t length = strlen(text);
    bool quoted = ends_with(text, length, close);
    size_t kept = length;
    for (int i = 0; i < TRIES && pango_layout_is_ellipsized(layout); i++) {
        size_t from = dots_at(layout);
        kept = from < kept ? from : kept;
        while (kept > 0 && text[kept] != ' ') {
            kept--;
        }
        while (kept > 0 && strchr(" ,;:", text[kept - 1])) {
            kept--;
        }
        if (kept == 0) {
            return true;
        }
        clm_buffer cut;
        clm_buffer_init(&cut);
        clm_buffer_add(&cut, text, kept);
        clm_buffer_string(&cut, dots);
        clm_buffer_string(&cut, quoted ? close : "");
        bool done = !cut.failed;
        if (done) {
            pango_layout_set_text(layout, cut.data, (int)cut.len);
        }
        clm_buffer_clear(&cut);
        if (!done) {
            return false;
        }
        kept--;
    }
    return true;
}

/* `shown`: the text as it is drawn, but for capitals. */
static bool measure(shaped *item, const clm_text_spec *spec, const char *shown) {
    PangoRectangle ink;
    PangoRectangle logical;
    bool cut = spec->wrap_px > 0 && pango_layout_is_ellipsized(item->layout);
    if (cut && !spec->upper && !cut_between_words(item->layout, shown)) {
        return false;
    }
    pango_layout_get_extents(item->layout, &ink, &logical);
    double unit = 1.0 / PANGO_SCALE;
    item->run = (clm_run){
        .text = spec->text,
        .style = spec->style,
        .zoom = spec->zoom,
        .spacing_px = spacing_of(spec),
        .width_px = (logical.x + logical.width) * unit,
        .height_px = (logical.y + logical.height) * unit,
        .baseline_px = pango_layout_get_baseline(item->layout) * unit,
        .ink = {floor(ink.x * unit), floor(ink.y * unit), ceil((ink.x + ink.width) * unit),
                ceil((ink.y + ink.height) * unit)},
        .line_count = pango_layout_get_line_count(item->layout),
        .cut = cut,
    };
    return true;
}

/* ---- letters that no font has ---- */

static void note_missing(clm_map_fonts *fonts, uint32_t code_point) {
    if (code_point == 0xFFFD) {
        return; /* no letter: it stands for what was none */
    }
    GUnicodeScript script = g_unichar_get_script(code_point);
    for (size_t i = 0; i < fonts->missing_count; i++) {
        if (g_unichar_get_script(fonts->missing[i]) == script) {
            return;
        }
    }
    if (fonts->missing_count < MISSING_MAX) {
        fonts->missing[fonts->missing_count++] = code_point;
    }
}

/* Adds fonts for what the text has and the fonts in use have not. */
static void add_missing(clm_map_fonts *fonts, const char *text) {
    size_t length = strlen(text);
    bool added = false;
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        i += clm_utf8_decode(text + i, length - i, &code_point);
        added |= !clm_font_files_have(&fonts->files, code_point) &&
                 clm_font_files_add_any(&fonts->files, code_point);
    }
    if (added) {
        use_new_fonts(fonts);
    }
}

/* The text with an ellipsis for each stretch that no font can draw: pango would draw boxes. NULL
 * when memory ends. **Owns:** clm_free. */
static char *leave_out(clm_map_fonts *fonts, const char *text, int *bold_bytes) {
    clm_buffer out;
    clm_buffer_init(&out);
    size_t length = strlen(text);
    size_t bold_end = (size_t)*bold_bytes;
    bool left = false;
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        size_t step = clm_utf8_decode(text + i, length - i, &code_point);
        bool have = clm_font_files_have(&fonts->files, code_point);
        if (have && !(left && code_point == ' ')) {
            clm_buffer_add(&out, text + i, step);
            left = false;
        } else if (have) { /* a blank between two stretches: it waits for what comes */
            size_t next = i + step;
            uint32_t after = 0;
            if (next < length) {
                (void)clm_utf8_decode(text + next, length - next, &after);
            }
            if (next < length && clm_font_files_have(&fonts->files, after)) {
                clm_buffer_add(&out, text + i, step);
                left = false;
            }
        } else {
            note_missing(fonts, code_point);
            clm_buffer_string(&out, left ? "" : "\xE2\x80\xA6");
            left = true;
        }
        i += step;
        if (i <= bold_end) {
            *bold_bytes = (int)out.len;
        }
    }
    clm_buffer_add(&out, "", 1);
    if (out.failed) {
        clm_buffer_clear(&out);
    }
    return out.data;
}

/* Lays the text out, in fonts that have all its letters as far as there are any. `*owned` is the
 * text as shown where that is another; NULL else. */
static bool lay_out(clm_map_fonts *fonts, const clm_text_spec *spec, const char *text,
                    PangoLayout **layout, char **owned) {
    *owned = NULL;
    *layout = make_layout(fonts, spec, text, fonts->files.house || needs_fallback(text));
    if (pango_layout_get_unknown_glyphs_count(*layout) == 0) {
        return true;
    }
    g_object_unref(*layout);
    add_missing(fonts, text);
    clm_text_spec shown = *spec;
    *owned = leave_out(fonts, text, &shown.bold_bytes);
    if (!*owned) {
        return false;
    }
    *layout = make_layout(fonts, &shown, *owned, true);
    return true;
}

clm_status clm_fonts_shape(clm_map_fonts *fonts, const clm_text_spec *spec, size_t *run,
                           clm_error *error) {
    void *runs = fonts->runs;
    if (clm_grow(&runs, &fonts->capacity, fonts->count + 1, sizeof *fonts->runs)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    fonts->runs = runs;
    bool odd = has_noncharacter(spec->text);
    char *drawn = spec->upper ? make_upper(spec->text) : NULL;
    if (odd) {
        char *clean = replace_noncharacters(drawn ? drawn : spec->text);
        clm_free(drawn);
        drawn = clean;
    }
    if ((spec->upper || odd) && !drawn) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    const char *text = drawn ? drawn : spec->text;
    add_scripts(fonts, text);
    shaped *item = &fonts->runs[fonts->count];
    char *owned = NULL;
    bool done = lay_out(fonts, spec, text, &item->layout, &owned);
    if (done && !measure(item, spec, owned ? owned : text)) {
        g_object_unref(item->layout);
        done = false;
    }
    clm_free(owned);
    clm_free(drawn);
    if (!done) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    *run = fonts->count++;
    return CLM_OK;
}

void clm_map_fonts_notes(clm_map_fonts *fonts, clm_buffer *out) {
    for (size_t i = 0; i < fonts->missing_count; i++) {
        const char *letters;
        const char *package;
        char hex[16];
        clm_font_files_advice(fonts->missing[i], &letters, &package);
        (void)g_snprintf(hex, sizeof hex, "U+%04X", (unsigned)fonts->missing[i]);
        clm_buffer_string(out, "no font has ");
        clm_buffer_string(out, letters);
        clm_buffer_string(out, " (");
        clm_buffer_string(out, hex);
        clm_buffer_string(out, "): they are left out of the picture; install ");
        clm_buffer_string(out, package);
        clm_buffer_char(out, '\n');
    }
    fonts->missing_count = 0;
}

const clm_run *clm_fonts_run(const clm_map_fonts *fonts, size_t run) {
    return &fonts->runs[run].run;
}

void *clm_fonts_layout(const clm_map_fonts *fonts, size_t run) {
    return fonts->runs[run].layout;
}

clm_rect clm_fonts_turned_ink(const clm_map_fonts *fonts, size_t run, double angle_rad) {
    /* Without bounds: letters outside of a surface would be left out of the path. */
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
    cairo_t *cairo = cairo_create(surface);
    cairo_matrix_t upright;
    cairo_get_matrix(cairo, &upright);
    cairo_rotate(cairo, angle_rad);
    cairo_move_to(cairo, 0, 0);
    pango_cairo_layout_path(cairo, fonts->runs[run].layout);
    cairo_set_matrix(cairo, &upright); /* the extents are then those of the turned letters */
    clm_rect ink;
    cairo_path_extents(cairo, &ink.x0, &ink.y0, &ink.x1, &ink.y1);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return ink;
}

#include "map/fonts.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 512, SCRIPTS_MAX = 16 };

typedef struct shaped {
    clm_run run;
    PangoLayout *layout;
} shaped;

struct clm_map_fonts {
    FcConfig *config; /* NULL: the system's, when none of the known files is there */
    PangoFontMap *map;
    PangoContext *context;
    char family[128];
    bool house; /* a theme's own fonts: nobody knows which letters they have */
    char dir[PATH_BYTES];
    bool script_tried[SCRIPTS_MAX];
    shaped *runs;
    size_t count, capacity;
};

/* Files of a family, below a fonts folder. An own configuration of a few files opens in
 * milliseconds; the system's, with hundreds of faces, takes up to a second without its cache. */
typedef struct family_files {
    const char *family;
    const char *files[8];
} family_files;

static const family_files families[] = {
    {"Inter",
     {"opentype/inter/Inter-Regular.otf", "opentype/inter/Inter-Bold.otf",
      "opentype/inter/Inter-Italic.otf", NULL}},
    {"Inter",
     {"truetype/inter/Inter-Regular.ttf", "truetype/inter/Inter-Bold.ttf",
      "truetype/inter/Inter-Italic.ttf", NULL}},
    {"DejaVu Sans",
     {"truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf",
      "truetype/dejavu/DejaVuSans-Oblique.ttf", NULL}},
    {"Noto Sans",
     {"truetype/noto/NotoSans-Regular.ttf", "truetype/noto/NotoSans-Bold.ttf",
      "truetype/noto/NotoSans-Italic.ttf", NULL}},
};

/* Scripts that the families above lack: loaded when a text needs them. */
typedef struct script_files {
    uint32_t first, last;
    const char *files[2];
} script_files;

static const script_files scripts[] = {
    {0x0530, 0x058F, {"truetype/noto/NotoSansArmenian-Regular.ttf", NULL}},
    {0x0590, 0x05FF, {"truetype/noto/NotoSansHebrew-Regular.ttf", NULL}},
    {0x0600, 0x077F, {"truetype/noto/NotoSansArabic-Regular.ttf", NULL}},
    {0x0900, 0x097F, {"truetype/noto/NotoSansDevanagari-Regular.ttf", NULL}},
    {0x0980, 0x09FF, {"truetype/noto/NotoSansBengali-Regular.ttf", NULL}},
    {0x0B80, 0x0BFF, {"truetype/noto/NotoSansTamil-Regular.ttf", NULL}},
    {0x0E00, 0x0E7F, {"truetype/noto/NotoSansThai-Regular.ttf", NULL}},
    {0x1000, 0x109F, {"truetype/noto/NotoSansMyanmar-Regular.ttf", NULL}},
    {0x10A0, 0x10FF, {"truetype/noto/NotoSansGeorgian-Regular.ttf", NULL}},
    {0x1200, 0x137F, {"truetype/noto/NotoSansEthiopic-Regular.ttf", NULL}},
    {0x1780, 0x17FF, {"truetype/noto/NotoSansKhmer-Regular.ttf", NULL}},
    {0x3000, 0x9FFF, {"opentype/noto/NotoSansCJK-Regular.ttc", NULL}},
    {0xAC00, 0xD7AF, {"opentype/noto/NotoSansCJK-Regular.ttc", NULL}},
    {0x2190, 0x2BFF, {"truetype/dejavu/DejaVuSans.ttf", NULL}},
};

enum {
    FAMILIES = sizeof families / sizeof families[0],
    SCRIPTS = sizeof scripts / sizeof scripts[0]
};
_Static_assert((int)SCRIPTS <= (int)SCRIPTS_MAX, "script_tried is too short");

static const char *const system_dirs[] = {"/usr/share/fonts", "/usr/local/share/fonts"};

static bool add_path(clm_map_fonts *fonts, const char *dir, const char *file) {
    char path[PATH_BYTES];
    size_t dir_length = strlen(dir);
    size_t file_length = strlen(file);
    if (dir_length + file_length + 2 > sizeof path) {
        return false;
    }
    memcpy(path, dir, dir_length);
    path[dir_length] = '/';
    memcpy(path + dir_length + 1, file, file_length + 1);
    return access(path, R_OK) == 0 &&
           FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)path) == FcTrue;
}

/* `dir` is built like a system's fonts folder, or holds the files themselves. */
static bool add_file(clm_map_fonts *fonts, const char *dir, const char *file) {
    return add_path(fonts, dir, file) || add_path(fonts, dir, strrchr(file, '/') + 1);
}

/* True when the family's first file is there; faces that are missing are made up by pango. */
static bool add_family(clm_map_fonts *fonts, const char *dir, const family_files *family) {
    if (!add_file(fonts, dir, family->files[0])) {
        return false;
    }
    for (size_t i = 1; family->files[i]; i++) {
        (void)add_file(fonts, dir, family->files[i]);
    }
    size_t length = strlen(family->family);
    memcpy(fonts->family, family->family, length + 1);
    size_t dir_length = strlen(dir);
    memcpy(fonts->dir, dir, dir_length + 1);
    return true;
}

static bool find_family(clm_map_fonts *fonts, const char *fonts_dir, const char *wanted) {
    size_t dirs = fonts_dir ? 1 : sizeof system_dirs / sizeof system_dirs[0];
    for (int pass = 0; pass < 2; pass++) { /* the wanted family, then any */
        for (size_t i = 0; i < FAMILIES; i++) {
            if (pass == 0 && (!wanted || strcmp(families[i].family, wanted) != 0)) {
                continue;
            }
            for (size_t d = 0; d < dirs; d++) {
                const char *dir = fonts_dir ? fonts_dir : system_dirs[d];
                if (strlen(dir) < sizeof fonts->dir && add_family(fonts, dir, &families[i])) {
                    return true;
                }
            }
        }
    }
    return false;
}

static bool is_listed(const char *family) {
    for (size_t i = 0; i < FAMILIES; i++) {
        if (strcmp(families[i].family, family) == 0) {
            return true;
        }
    }
    return false;
}

static bool known_family(const char *family) {
    return family == NULL || is_listed(family);
}

/* A house font that is installed, or a system without any known file: fontconfig's own rules. */
static bool find_system_family(clm_map_fonts *fonts, const char *wanted) {
    FcConfigDestroy(fonts->config);
    fonts->config = FcInitLoadConfigAndFonts();
    if (!fonts->config) {
        return false;
    }
    const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetSystem);
    if (!set || set->nfont == 0) {
        return false;
    }
    const char *family = wanted ? wanted : "sans-serif";
    if (strlen(family) >= sizeof fonts->family) {
        family = "sans-serif";
    }
    memcpy(fonts->family, family, strlen(family) + 1);
    fonts->dir[0] = '\0';
    return true;
}

static clm_status make_context(clm_map_fonts *fonts, clm_error *error) {
    /* pango's font map loads fontconfig's current configuration in a thread of its own; were that
     * not ours, every font of the system would be read beside our work. */
    FcConfigSetCurrent(fonts->config);
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!fonts->map) {
        return clm_fail(error, CLM_ERR_FOREIGN, "pango has no FreeType fonts");
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
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

clm_status clm_map_fonts_open(const char *fonts_dir, const char *family, clm_map_fonts **out,
                              clm_error *error) {
    *out = NULL;
    clm_map_fonts *fonts = clm_alloc_zero(1, sizeof *fonts);
    if (!fonts) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    fonts->config = FcConfigCreate();
    bool found = false;
    if (fonts->config) {
        bool house_font = !known_family(family) && !fonts_dir;
        found =
            house_font ? find_system_family(fonts, family) : find_family(fonts, fonts_dir, family);
        if (!found && !fonts_dir) {
            found = find_system_family(fonts, family);
        }
    }
    clm_status status =
        found ? make_context(fonts, error)
              : clm_fail(error, CLM_ERR_NOT_FOUND,
                         "no usable font: install fonts-inter or fonts-dejavu-core (looked in %s)",
                         fonts_dir ? fonts_dir : "/usr/share/fonts, /usr/local/share/fonts");
    if (status != CLM_OK) {
        clm_map_fonts_free(fonts);
        return status;
    }
    *out = fonts;
    return CLM_OK;
}

const char *clm_fonts_family(const clm_map_fonts *fonts) {
    return fonts->family;
}

static bool has_family(FcConfig *config, const char *family) {
    const FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
    for (int i = 0; set && i < set->nfont; i++) {
        FcChar8 *name = NULL;
        for (int n = 0; FcPatternGetString(set->fonts[i], FC_FAMILY, n, &name) == FcResultMatch;
             n++) {
            if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The files of the theme are read before the system's fonts: where they have all families that it
 * asks for, those of the system are spared. Else true, and `out` is one that they lack. */
static bool lacks_family(const clm_theme *theme, FcConfig *files, char out[CLM_FONT_FAMILY_BYTES]) {
    memcpy(out, theme->font_family, CLM_FONT_FAMILY_BYTES);
    if (!is_listed(out) && !has_family(files, out)) {
        return true;
    }
    for (size_t i = 0; i < CLM_ROLE_COUNT; i++) {
        const char *family = theme->look[i].text.family;
        if (family[0] != '\0' && !has_family(files, family)) {
            memcpy(out, family, CLM_FONT_FAMILY_BYTES);
            return true;
        }
    }
    return false;
}

static clm_status add_files(FcConfig *config, const clm_theme *theme, clm_error *error) {
    for (size_t i = 0; i < theme->font_file_count; i++) {
        if (!FcConfigAppFontAddFile(config, (const FcChar8 *)theme->font_files[i])) {
            return clm_fail(error, CLM_ERR_FORMAT, "%s: no font can be read from it",
                            theme->font_files[i]);
        }
    }
    return CLM_OK;
}

clm_status clm_map_fonts_for_theme(const char *fonts_dir, const clm_theme *theme,
                                   clm_map_fonts **out, clm_error *error) {
    *out = NULL;
    FcConfig *files = FcConfigCreate();
    if (!files) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = add_files(files, theme, error);
    if (status == CLM_OK) {
        char family[CLM_FONT_FAMILY_BYTES];
        bool in_files = !lacks_family(theme, files, family) && has_family(files, family);
        status = clm_map_fonts_open(fonts_dir, in_files ? NULL : family, out, error);
    }
    FcConfigDestroy(files);
    clm_map_fonts *fonts = *out;
    if (status != CLM_OK || !fonts) {
        return status;
    }
    fonts->house = theme->font_file_count > 0;
    if (fonts->house || strcmp(fonts->family, theme->font_family) != 0) {
        status = add_files(fonts->config, theme, error);
        if (has_family(fonts->config, theme->font_family) || fonts->dir[0] == '\0') {
            memcpy(fonts->family, theme->font_family, sizeof theme->font_family);
        }
        pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(fonts->map));
    }
    if (status != CLM_OK) {
        clm_map_fonts_free(fonts);
        *out = NULL;
    }
    return status;
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
    if (fonts->config) {
        FcConfigDestroy(fonts->config);
    }
    clm_free(fonts);
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
        for (size_t s = 0; s < SCRIPTS; s++) {
            if (code_point < scripts[s].first || code_point > scripts[s].last ||
                fonts->script_tried[s]) {
                continue;
            }
            fonts->script_tried[s] = true;
            if (fonts->dir[0] != '\0') {
                added |= add_file(fonts, fonts->dir, scripts[s].files[0]);
            }
        }
    }
    if (added) {
        pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(fonts->map));
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

static PangoAttrList *make_attributes(const clm_map_fonts *fonts, const clm_text_spec *spec) {
    PangoAttrList *list = pango_attr_list_new();
    double spacing = spacing_of(spec);
    if (spacing != 0) {
        pango_attr_list_insert(list,
                               pango_attr_letter_spacing_new((int)lround(spacing * PANGO_SCALE)));
    }
    if (!fonts->house && !needs_fallback(spec->text)) {
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

static PangoLayout *make_layout(clm_map_fonts *fonts, const clm_text_spec *spec, const char *text) {
    PangoLayout *layout = pango_layout_new(fonts->context);
    PangoFontDescription *font = pango_font_description_new();
    const char *own = spec->style->family;
    pango_font_description_set_family_static(font, own[0] != '\0' ? own : fonts->family);
    /* Whole pixels: fewer sizes, fewer letters to be drawn by FreeType. */
    pango_font_description_set_absolute_size(
        font, fmax(floor(spec->style->size_px * spec->zoom + 0.5), 1) * PANGO_SCALE);
    pango_font_description_set_weight(font,
                                      spec->style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font,
                                     spec->style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    PangoAttrList *attributes = make_attributes(fonts, spec);
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

static bool measure(shaped *item, const clm_text_spec *spec, const char *text) {
    PangoRectangle ink;
    PangoRectangle logical;
    bool cut = spec->wrap_px > 0 && pango_layout_is_ellipsized(item->layout);
    if (cut && !spec->upper && !cut_between_words(item->layout, text)) {
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
    add_scripts(fonts, spec->text);
    shaped *item = &fonts->runs[fonts->count];
    item->layout = make_layout(fonts, spec, drawn ? drawn : spec->text);
    bool measured = measure(item, spec, drawn ? drawn : spec->text);
    clm_free(drawn);
    if (!measured) {
        g_object_unref(item->layout);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    *run = fonts->count++;
    return CLM_OK;
}

const clm_run *clm_fonts_run(const clm_map_fonts *fonts, size_t run) {
    return &fonts->runs[run].run;
}

void *clm_fonts_layout(const clm_map_fonts *fonts, size_t run) {
    return fonts->runs[run].layout;
}

clm_rect clm_fonts_turned_ink(const clm_map_fonts *fonts, size_t run, double angle_rad) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cairo = cairo_create(surface);
    cairo_matrix_t upright;
    cairo_get_matrix(cairo, &upright);
    cairo_rotate(cairo, angle_rad);
    cairo_move_to(cairo, 0, 0);
    pango_cairo_layout_path(cairo, fonts->runs[run].layout);
    cairo_set_matrix(cairo, &upright); /* the extents are then those of the turned letters */
    clm_rect ink;
    cairo_fill_extents(cairo, &ink.x0, &ink.y0, &ink.x1, &ink.y1);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return ink;
}

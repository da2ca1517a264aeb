#include "map/font_files.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

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
    const char *files[3];
} script_files;

#define NOTO(script)                                                                               \
    { "truetype/noto/NotoSans" script "-Regular.ttf", "truetype/noto/NotoSans" script "-Bold.ttf" }
#define CJK                                                                                        \
    { "opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Bold.ttc" }

static const script_files scripts[] = {
    {0x0530, 0x058F, NOTO("Armenian")},
    {0x0590, 0x05FF, NOTO("Hebrew")},
    {0x0600, 0x06FF, NOTO("Arabic")},
    {0x0700, 0x074F, {"truetype/noto/NotoSansSyriac-Regular.ttf"}},
    {0x0750, 0x077F, NOTO("Arabic")},
    {0x0780, 0x07BF, NOTO("Thaana")},
    {0x08A0, 0x08FF, NOTO("Arabic")},
    {0x0900, 0x097F, NOTO("Devanagari")},
    {0x0980, 0x09FF, NOTO("Bengali")},
    {0x0A00, 0x0A7F, NOTO("Gurmukhi")},
    {0x0A80, 0x0AFF, NOTO("Gujarati")},
    {0x0B00, 0x0B7F, NOTO("Oriya")},
    {0x0B80, 0x0BFF, NOTO("Tamil")},
    {0x0C00, 0x0C7F, NOTO("Telugu")},
    {0x0C80, 0x0CFF, NOTO("Kannada")},
    {0x0D00, 0x0D7F, NOTO("Malayalam")},
    {0x0D80, 0x0DFF, NOTO("Sinhala")},
    {0x0E00, 0x0E7F, NOTO("Thai")},
    {0x0E80, 0x0EFF, NOTO("Lao")},
    {0x1000, 0x109F, NOTO("Myanmar")},
    {0x10A0, 0x10FF, NOTO("Georgian")},
    {0x1200, 0x137F, NOTO("Ethiopic")},
    {0x1780, 0x17FF, NOTO("Khmer")},
    {0x1C90, 0x1CBF, NOTO("Georgian")},
    {0x2E80, 0x9FFF, CJK},
    {0xAC00, 0xD7AF, CJK},
    {0xF900, 0xFAFF, CJK},
    {0xFB50, 0xFDFF, NOTO("Arabic")},
    {0xFE70, 0xFEFF, NOTO("Arabic")},
    {0xFF00, 0xFFEF, CJK},
    {0x20000, 0x3FFFF, CJK},
    {0x2190, 0x2BFF, {"truetype/dejavu/DejaVuSans.ttf"}},
};

enum {
    FAMILIES = sizeof families / sizeof families[0],
    SCRIPTS = sizeof scripts / sizeof scripts[0]
};
_Static_assert((int)SCRIPTS <= (int)CLM_FONT_SCRIPTS_MAX, "tried is too short");

static const char *const system_dirs[] = {"/usr/share/fonts", "/usr/local/share/fonts"};
enum { SYSTEM_DIRS = sizeof system_dirs / sizeof system_dirs[0] };

static bool add_path(clm_font_files *files, const char *dir, const char *file) {
    char path[CLM_FONT_PATH_BYTES];
    size_t dir_length = strlen(dir);
    size_t file_length = strlen(file);
    if (dir_length + file_length + 2 > sizeof path) {
        return false;
    }
    memcpy(path, dir, dir_length);
    path[dir_length] = '/';
    memcpy(path + dir_length + 1, file, file_length + 1);
    return access(path, R_OK) == 0 &&
           FcConfigAppFontAddFile(files->config, (const FcChar8 *)path) == FcTrue;
}

/* `dir` is built like a system's fonts folder, or holds the files themselves. */
static bool add_file(clm_font_files *files, const char *dir, const char *file) {
    return add_path(files, dir, file) || add_path(files, dir, strrchr(file, '/') + 1);
}

/* True when the family's first file is there; faces that are missing are made up by pango. */
static bool add_family(clm_font_files *files, const char *dir, const family_files *family) {
    if (!add_file(files, dir, family->files[0])) {
        return false;
    }
    for (size_t i = 1; family->files[i]; i++) {
        (void)add_file(files, dir, family->files[i]);
    }
    memcpy(files->family, family->family, strlen(family->family) + 1);
    memcpy(files->dir, dir, strlen(dir) + 1);
    return true;
}

static bool find_family(clm_font_files *files, const char *fonts_dir, const char *wanted) {
    size_t dirs = fonts_dir ? 1 : SYSTEM_DIRS;
    for (int pass = 0; pass < 2; pass++) { /* the wanted family, then any */
        for (size_t i = 0; i < FAMILIES; i++) {
            if (pass == 0 && (!wanted || strcmp(families[i].family, wanted) != 0)) {
                continue;
            }
            for (size_t d = 0; d < dirs; d++) {
                const char *dir = fonts_dir ? fonts_dir : system_dirs[d];
                if (strlen(dir) < sizeof files->dir && add_family(files, dir, &families[i])) {
                    return true;
                }
            }
        }
    }
    return false;
}

static bool known_family(const char *family) {
    for (size_t i = 0; i < FAMILIES; i++) {
        if (strcmp(families[i].family, family) == 0) {
            return true;
        }
    }
    return false;
}

/* A house font that is installed, or a system without any known file: fontconfig's own rules. */
static bool find_system_family(clm_font_files *files, const char *wanted) {
    FcConfigDestroy(files->config);
    files->config = FcInitLoadConfigAndFonts();
    if (!files->config) {
        return false;
    }
    const FcFontSet *set = FcConfigGetFonts(files->config, FcSetSystem);
    if (!set || set->nfont == 0) {
        return false;
    }
    const char *family = wanted ? wanted : "sans-serif";
    if (strlen(family) >= sizeof files->family) {
        family = "sans-serif";
    }
    memcpy(files->family, family, strlen(family) + 1);
    files->dir[0] = '\0';
    return true;
}

clm_status clm_font_files_open(clm_font_files *files, const char *fonts_dir, const char *family,
                               clm_error *error) {
    memset(files, 0, sizeof *files);
    files->only_dir = fonts_dir != NULL;
    files->config = FcConfigCreate();
    if (!files->config) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    bool house_font = family && !known_family(family) && !fonts_dir;
    bool found =
        house_font ? find_system_family(files, family) : find_family(files, fonts_dir, family);
    if (!found && !fonts_dir) {
        found = find_system_family(files, family);
    }
    return found ? CLM_OK
                 : clm_fail(error, CLM_ERR_NOT_FOUND,
                            "no usable font: install fonts-inter or fonts-dejavu-core (looked in "
                            "%s)",
                            fonts_dir ? fonts_dir : "/usr/share/fonts, /usr/local/share/fonts");
}

/* ---- a theme's own files ---- */

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
static bool lacks_family(const clm_theme *theme, FcConfig *config,
                         char out[CLM_FONT_FAMILY_BYTES]) {
    memcpy(out, theme->font_family, CLM_FONT_FAMILY_BYTES);
    if (!known_family(out) && !has_family(config, out)) {
        return true;
    }
    for (size_t i = 0; i < CLM_LOOK_COUNT; i++) {
        const char *family = theme->look[i].text.family;
        if (family[0] != '\0' && !has_family(config, family)) {
            memcpy(out, family, CLM_FONT_FAMILY_BYTES);
            return true;
        }
    }
    return false;
}

static clm_status add_theme_files(FcConfig *config, const clm_theme *theme, clm_error *error) {
    for (size_t i = 0; i < theme->font_file_count; i++) {
        if (!FcConfigAppFontAddFile(config, (const FcChar8 *)theme->font_files[i])) {
            return clm_fail(error, CLM_ERR_FORMAT, "%s: no font can be read from it",
                            theme->font_files[i]);
        }
    }
    return CLM_OK;
}

clm_status clm_font_files_for_theme(clm_font_files *files, const char *fonts_dir,
                                    const clm_theme *theme, clm_error *error) {
    FcConfig *own = FcConfigCreate();
    if (!own) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = add_theme_files(own, theme, error);
    if (status == CLM_OK) {
        char family[CLM_FONT_FAMILY_BYTES];
        bool in_files = !lacks_family(theme, own, family) && has_family(own, family);
        status = clm_font_files_open(files, fonts_dir, in_files ? NULL : family, error);
    }
    FcConfigDestroy(own);
    if (status != CLM_OK) {
        return status;
    }
    files->house = theme->font_file_count > 0;
    if (files->house || strcmp(files->family, theme->font_family) != 0) {
        status = add_theme_files(files->config, theme, error);
        if (has_family(files->config, theme->font_family) || files->dir[0] == '\0') {
            memcpy(files->family, theme->font_family, sizeof theme->font_family);
        }
    }
    return status;
}

void clm_font_files_close(clm_font_files *files) {
    if (files->config) {
        FcConfigDestroy(files->config);
    }
    if (files->system) {
        FcConfigDestroy(files->system);
    }
    memset(files, 0, sizeof *files);
}

bool clm_font_files_add_script(clm_font_files *files, uint32_t code_point) {
    bool added = false;
    for (size_t s = 0; s < SCRIPTS; s++) {
        if (code_point < scripts[s].first || code_point > scripts[s].last || files->tried[s] ||
            files->dir[0] == '\0') {
            continue;
        }
        files->tried[s] = true;
        for (size_t i = 0; scripts[s].files[i]; i++) {
            added |= add_file(files, files->dir, scripts[s].files[i]);
        }
    }
    return added;
}

static bool has_letter(const FcPattern *font, uint32_t code_point) {
    FcCharSet *letters = NULL;
    return font && FcPatternGetCharSet(font, FC_CHARSET, 0, &letters) == FcResultMatch &&
           FcCharSetHasChar(letters, code_point) == FcTrue;
}

bool clm_font_files_have(const clm_font_files *files, uint32_t code_point) {
    if (g_unichar_isspace(code_point) || g_unichar_iscntrl(code_point) ||
        g_unichar_iszerowidth(code_point)) {
        return true;
    }
    static const FcSetName sets[] = {FcSetApplication, FcSetSystem};
    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++) {
        const FcFontSet *set = FcConfigGetFonts(files->config, sets[s]);
        for (int i = 0; set && i < set->nfont; i++) {
            if (has_letter(set->fonts[i], code_point)) {
                return true;
            }
        }
    }
    return false;
}

bool clm_font_files_add_any(clm_font_files *files, uint32_t code_point) {
    if (files->only_dir || files->dir[0] == '\0') {
        return false; /* all there is is in use already */
    }
    if (!files->system) {
        files->system = FcInitLoadConfigAndFonts();
    }
    const FcFontSet *all = files->system ? FcConfigGetFonts(files->system, FcSetSystem) : NULL;
    const FcChar8 *best = NULL;
    for (int i = 0; all && i < all->nfont; i++) {
        FcChar8 *path = NULL;
        /* The first by name: the order of the list is that of the folders. */
        if (has_letter(all->fonts[i], code_point) &&
            FcPatternGetString(all->fonts[i], FC_FILE, 0, &path) == FcResultMatch &&
            (!best || strcmp((const char *)path, (const char *)best) < 0)) {
            best = path;
        }
    }
    return best && FcConfigAppFontAddFile(files->config, best) == FcTrue;
}

void clm_font_files_advice(uint32_t code_point, const char **letters, const char **package) {
    static const struct {
        GUnicodeScript script;
        const char *letters;
        const char *package;
    } table[] = {
        {G_UNICODE_SCRIPT_ARABIC, "Arabic letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_ARMENIAN, "Armenian letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_BENGALI, "Bengali letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_CYRILLIC, "Cyrillic letters", "fonts-inter"},
        {G_UNICODE_SCRIPT_DEVANAGARI, "Devanagari letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_ETHIOPIC, "Ethiopic letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_GEORGIAN, "Georgian letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_GREEK, "Greek letters", "fonts-inter"},
        {G_UNICODE_SCRIPT_HAN, "Chinese characters", "fonts-noto-cjk"},
        {G_UNICODE_SCRIPT_HANGUL, "Korean letters", "fonts-noto-cjk"},
        {G_UNICODE_SCRIPT_HEBREW, "Hebrew letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_HIRAGANA, "Japanese letters", "fonts-noto-cjk"},
        {G_UNICODE_SCRIPT_KATAKANA, "Japanese letters", "fonts-noto-cjk"},
        {G_UNICODE_SCRIPT_KHMER, "Khmer letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_LAO, "Lao letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_LATIN, "some Latin letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_MYANMAR, "Burmese letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_SINHALA, "Sinhala letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_TAMIL, "Tamil letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_THAI, "Thai letters", "fonts-noto-core"},
        {G_UNICODE_SCRIPT_TIBETAN, "Tibetan letters", "fonts-noto-core"},
    };
    GUnicodeScript script = g_unichar_get_script(code_point);
    bool picture = code_point >= 0x1F000 && code_point <= 0x1FAFF;
    *letters = picture ? "pictographs" : "some letters and signs";
    *package = picture ? "fonts-symbola" : "fonts-noto-core, fonts-noto-extra";
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].script == script) {
            *letters = table[i].letters;
            *package = table[i].package;
        }
    }
}

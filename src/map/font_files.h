/* map/font_files.h: the font files that texts need, and no others: one family at the start, the
 * fonts of other scripts when a text has them. fontconfig stays behind this fence. Private to
 * map/fonts.c. Thread rule: as clm_map_fonts. */
#ifndef CLM_MAP_FONT_FILES_H
#define CLM_MAP_FONT_FILES_H

#include "base/error.h"
#include "style/style.h"

#include <fontconfig/fontconfig.h>
#include <stdbool.h>
#include <stdint.h>

enum { CLM_FONT_PATH_BYTES = 512, CLM_FONT_SCRIPTS_MAX = 40 };

typedef struct clm_font_files {
    FcConfig *config; /* the fonts in use */
    FcConfig *system; /* all that are installed; opened when a letter is in no known file */
    char family[128];
    char dir[CLM_FONT_PATH_BYTES]; /* where the family is; "": fontconfig found it */
    bool only_dir;                 /* nothing is sought elsewhere */
    bool house;                    /* a theme's own fonts: nobody knows which letters they have */
    bool tried[CLM_FONT_SCRIPTS_MAX];
} clm_font_files;

/* Finds `family` (NULL: any that is known) below `fonts_dir` (NULL: the system's folders), else any
 * other. **Owns:** clm_font_files_close, also after a failure. **Errors:** CLM_ERR_NOT_FOUND no
 * usable font, with the names of packages; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_font_files_open(clm_font_files *files, const char *fonts_dir,
                                              const char *family, clm_error *error);
/* As above, with the files of a theme beside those of the system, its family and the families of
 * single roles. **Errors:** also CLM_ERR_FORMAT: a file that no font can be read from. */
CLM_MUST_CHECK clm_status clm_font_files_for_theme(clm_font_files *files, const char *fonts_dir,
                                                   const clm_theme *theme, clm_error *error);
void clm_font_files_close(clm_font_files *files);

/* Whether a font in use has the letter, or it needs none. */
bool clm_font_files_have(const clm_font_files *files, uint32_t code_point);
/* Adds the known file for the script of `code_point`, once; true when one was added. */
bool clm_font_files_add_script(clm_font_files *files, uint32_t code_point);
/* Seeks a font for one letter among all that are installed; true when one was added. */
bool clm_font_files_add_any(clm_font_files *files, uint32_t code_point);

/* What the letters of the script of `code_point` are called, in a sentence, and the Debian package
 * that has them. Both strings are static. */
void clm_font_files_advice(uint32_t code_point, const char **letters, const char **package);

#endif

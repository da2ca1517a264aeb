/* map/text_lines.h: a shaped run -> its lines as they are drawn: cut, in capitals, with the letters
 * in the order of reading. For writers of real text. Private to map. */
#ifndef CLM_MAP_TEXT_LINES_H
#define CLM_MAP_TEXT_LINES_H

#include "base/arena.h"
#include "map/fonts.h"

/* Letters of one face. */
typedef struct clm_text_span {
    clm_text text;
    const char *family; /* NULL: the run's own */
    bool bold, italic;
} clm_text_span;

typedef struct clm_text_line {
    double x_px, baseline_px; /* left end, from the upper left corner of the run */
    double width_px;
    bool rtl; /* reads from the right */
    const clm_text_span *spans;
    size_t span_count;
} clm_text_line;

typedef struct clm_text_lines {
    const clm_text_line *lines;
    size_t count;
    const char *family; /* of the run */
    double size_px, letter_spacing_px;
    bool bold, italic; /* of the run's style */
} clm_text_lines;

/* Memory is `arena`'s. False when it ends. */
bool clm_text_lines_read(const clm_map_fonts *fonts, size_t run, clm_arena *arena,
                         clm_text_lines *out);

#endif

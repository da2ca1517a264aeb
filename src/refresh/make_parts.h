/* refresh/make_parts.h (private): what the files that make an article and tell of it share. */
#ifndef CLM_REFRESH_MAKE_PARTS_H
#define CLM_REFRESH_MAKE_PARTS_H

#include "refresh/make.h"

#define CLM_THUMBNAIL_SUFFIX ".thumb.png"

enum { CLM_MADE_TITLE_BYTES = 300, CLM_MADE_OUTLET_BYTES = 200, CLM_MADE_ALT_BYTES = 4000 };

/* Appends the reply. */
void clm_made_write(const clm_made *made, clm_buffer *reply);

/* A copy in the arena as one line (with `lines`, as lines, without the last newline): control
 * characters are blanks; of more than `most_bytes` the start, cut at a character's border, and an
 * ellipsis. NULL: there was nothing, or memory ended, which sets *failed. */
const char *clm_made_clip(clm_arena *arena, clm_text text, size_t most_bytes, bool lines,
                          bool *failed);

/* "FOLDER/STEMsuffix" in the arena; NULL when memory ends. */
const char *clm_make_path(clm_arena *arena, const char *folder, const char *stem,
                          const char *suffix);
/* Width and height of a PNG by its head. False: it is none. */
bool clm_make_png_size(clm_text png, unsigned *width_px, unsigned *height_px);

/* All that is to be written for a result, and what the record needs of it: sets `files`,
 * `thumbnail`, `alt`, `geojson_sha256` of `made`, and writes the files. `warn` takes lines.
 * **Errors:** CLM_ERR_IO, CLM_ERR_NOMEM; no file is then there. */
CLM_MUST_CHECK clm_status clm_make_write_files(const clm_make_task *task, const clm_result *result,
                                               clm_arena *arena, clm_made *made,
                                               clm_buffer *warnings, clm_error *error);

#endif

/* refresh/make.h: one article of a night -> its files in the night's folder and what the record
 * needs to know of them. Runs in a worker (workers.h); its reply is JSON. Private to refresh.
 * Thread rule: one maker, one thread at a time. */
#ifndef CLM_REFRESH_MAKE_H
#define CLM_REFRESH_MAKE_H

#include "base/arena.h"
#include "pipeline/pipeline.h"
#include "refresh/config.h"
#include "refresh/night.h"
#include "refresh/spool.h"

/* What is to be made; all is borrowed. */
typedef struct clm_make_task {
    const clm_source_config *source;
    const clm_request *settings;   /* of the source: formats, size, overlays...; GEOJSON is wanted,
                                      and ALT where PNG is */
    const struct clm_theme *theme; /* NULL: the context's */
    const char *folder;            /* where files are written */
    const char *address;           /* URL or path: what the map says it is of */
    const char *stem;              /* of the files; unique in the folder */
    const char *title;   /* of the feed; for filters, and for a text that has none; NULL unknown */
    const char *charset; /* that the server named; NULL or "" unknown */
    bool html;           /* it is HTML, as the content of a feed or of a server's word */
    clm_spooled bytes;
    const char *known_sha256;  /* text_sha256 of what is published, made with the same settings; a
                                  text that has it is not mapped; NULL: map it whatever it is */
    const char *known_geojson; /* path of the published map, to tell differences; NULL: none */
} clm_make_task;

typedef enum clm_make_end {
    CLM_MAKE_MADE = 0,
    CLM_MAKE_SAME,     /* its text is known_sha256's; nothing was written */
    CLM_MAKE_EXCLUDED, /* by the words of its source */
    CLM_MAKE_FAILED,
    CLM_MAKE_END_COUNT
} clm_make_end;

/* What came of it; text lives in the arena it was read into, NULL unknown. */
typedef struct clm_made {
    clm_make_end end;
    const char *reason; /* FAILED: why, without the name; EXCLUDED: the rule ("none of its words is
                           in it") */
    const char *text_sha256; /* of the article's text, title and date, whatever the page around it:
                                also of SAME */
    const char *title, *outlet, *date, *sketch; /* sketch: of near.h as text, see clm_sketch_text */
    const char *geojson_sha256;
    const clm_night_file *files; /* written, in the order of clm_output; the thumbnail is not among
                                    them */
    size_t file_count;
    const char *thumbnail; /* "STEM.thumb.png"; NULL none */
    unsigned thumbnail_width_px, thumbnail_height_px;
    const char *alt;
    size_t claims, places;
    const char *const *differences; /* lines; of a map that was there before */
    size_t difference_count;
    const char *const *warnings; /* lines for the log, formats that could not be made among them */
    size_t warning_count;
    bool refused; /* a format could not be made: one of the warnings */
} clm_made;

/* Makes an article with `context`, reading from `spool`, and appends the reply. All failures are
 * told in it; only when memory ends for the reply itself `reply->failed` is set. Files are written
 * with temporary names first; a task that fails leaves none. */
void clm_make(clm_context *context, const clm_spool *spool, const clm_make_task *task,
              clm_buffer *reply);

/* Removes what a task that never replied (it was killed) may have left of `stem` in `folder`. */
void clm_make_undo(const char *folder, const char *stem);
/* Removes the temporary files of workers that were killed, once none of them lives. */
void clm_make_sweep(const char *folder);

/* Reads a reply. **Errors:** CLM_ERR_FORMAT it is none; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_made_read(clm_text reply, clm_arena *arena, clm_made *out,
                                        clm_error *error);

/* What the record needs of a map that is taken over from an earlier night, from its files in
 * `folder`: all of clm_made but text_sha256, sketch and differences; end is SAME. **Errors:**
 * CLM_ERR_NOT_FOUND a file of the formats that `settings` want is missing, CLM_ERR_FORMAT the
 * GeoJSON is not one of ours; CLM_ERR_IO; CLM_ERR_NOMEM. `settings` NULL: whatever is there. */
CLM_MUST_CHECK clm_status clm_made_again(const char *folder, const char *stem,
                                         const clm_request *settings, clm_arena *arena,
                                         clm_made *out, clm_error *error);

/* A sketch as text for the state, and back. False: it is no such text. */
struct clm_near_sketch;
void clm_sketch_write(const struct clm_near_sketch *sketch, clm_buffer *out);
bool clm_sketch_read(const char *text, struct clm_near_sketch *out);

#endif

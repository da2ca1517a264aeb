/* formats/columns.h: what columns.inc takes values from. Private. */
#ifndef CLM_FORMATS_COLUMNS_H
#define CLM_FORMATS_COLUMNS_H

#include "formats/table.h"
#include "formats/write.h"

enum { CLM_SCRATCH_BYTES = 48 }; /* for a short text that a feature does not hold */

static inline const char *clm_or_null(const char *text) {
    return text != NULL && text[0] != '\0' ? text : NULL;
}

const char *clm_worldview_name(clm_worldview worldview);

/* "Q407"; NULL for 0. */
const char *clm_wikidata_text(uint32_t number, char *scratch);

/* Objects and lists, as values. */
void clm_put_quote(clm_json_writer *writer, const clm_row *row);
void clm_put_place(clm_json_writer *writer, const clm_row *row);
void clm_put_source(clm_json_writer *writer, const clm_row *row);
void clm_put_relay(clm_json_writer *writer, const clm_row *row);
void clm_put_cue(clm_json_writer *writer, const clm_row *row);
void clm_put_actors(clm_json_writer *writer, const clm_row *row);
void clm_put_targets(clm_json_writer *writer, const clm_row *row);
void clm_put_quantities(clm_json_writer *writer, const clm_row *row);
void clm_put_times(clm_json_writer *writer, const clm_row *row);
void clm_put_supports(clm_json_writer *writer, const clm_row *row);
void clm_put_conflicts(clm_json_writer *writer, const clm_row *row);
void clm_put_voices(clm_json_writer *writer, const clm_row *row);
void clm_put_was(clm_json_writer *writer, const clm_row *row);
void clm_put_checks(clm_json_writer *writer, const clm_row *row);
void clm_put_overlays(clm_json_writer *writer, const clm_row *row);
void clm_put_centre(clm_json_writer *writer, const clm_row *row);
void clm_put_mentions(clm_json_writer *writer, const clm_row *row);
void clm_put_gazetteer(clm_json_writer *writer, const clm_row *row);
void clm_put_options(clm_json_writer *writer, const clm_row *row);

/* Colours and widths of simplestyle 1.1; null without a theme or for another kind of shape. */
const char *clm_style_marker_color(const clm_row *row, char *scratch);
const char *clm_style_marker_size(const clm_row *row, char *scratch);
const char *clm_style_stroke(const clm_row *row, char *scratch);
double clm_style_opacity(clm_draw draw); /* 1 to 0, of signs */
double clm_style_stroke_opacity(const clm_row *row);
double clm_style_stroke_width(const clm_row *row);
double clm_style_fill_opacity(const clm_row *row);

/* What lists say, in words: names and ids with "; " between them. */
void clm_words_relays(const clm_row *row, clm_buffer *out);
void clm_words_actors(const clm_row *row, clm_buffer *out);
void clm_words_targets(const clm_row *row, clm_buffer *out);
void clm_words_quantities(const clm_row *row, clm_buffer *out); /* "about 58 km2; 2 fatalities" */
void clm_words_times(const clm_row *row, clm_buffer *out);
void clm_words_supports(const clm_row *row, clm_buffer *out);
void clm_words_conflicts(const clm_row *row, clm_buffer *out);

#endif

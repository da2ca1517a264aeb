/* map/words.h: what a picture's file says of itself, for PNG, SVG and PDF. Private to map. */
#ifndef CLM_MAP_WORDS_H
#define CLM_MAP_WORDS_H

#include "base/text.h"

/* UTF-8; NULL or empty: left out. No clock: the date is the article's. */
typedef struct clm_picture_words {
    const char *title;
    const char *description; /* what the map shows, whole: the alt text */
    const char *source;      /* the article's file */
    const char *copyright;   /* credit of the data */
    const char *software;
    const char *date; /* "2025-04-08" */
} clm_picture_words;

/* An XMP packet that holds them, with the alt text where picture desks' systems look for it.
 * **Source:** XMP part 1 (ISO 16684-1), IPTC Photo Metadata 2024.1 "Alt Text (Accessibility)". */
void clm_xmp_write(const clm_picture_words *words, clm_buffer *out);
/* Its core alone, the element rdf:RDF, as SVG has it. */
void clm_xmp_rdf(const clm_picture_words *words, clm_buffer *out);

#endif

#include "map/paint_pdf.h"

#include "map/painter.h"

#include "base/utf8.h"

#include <cairo-pdf.h>
#include <string.h>

static const double points_per_px = 0.5; /* 144 pixels an inch */

static cairo_status_t take_bytes(void *context, const unsigned char *bytes, unsigned length) {
    clm_buffer *out = context;
    clm_buffer_add(out, bytes, length);
    return out->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

/* cairo takes characters only, and control characters have no place there. False when memory ends.
 */
static bool set_words(cairo_surface_t *page, cairo_pdf_metadata_t what, const char *text) {
    if (!text || text[0] == '\0') {
        return true;
    }
    clm_buffer clean;
    clm_buffer_init(&clean);
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        i += clm_utf8_decode(text + i, length - i, &code_point);
        bool control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
                       (code_point & 0xFFFEU) == 0xFFFEU ||
                       (code_point >= 0xFDD0 && code_point <= 0xFDEF);
        char bytes[4];
        clm_buffer_add(&clean, bytes, clm_utf8_encode(control ? ' ' : code_point, bytes));
    }
    bool done = !clean.failed;
    if (done) {
        cairo_pdf_surface_set_metadata(page, what, clean.data);
    }
    clm_buffer_clear(&clean);
    return done;
}

/* Without a date cairo takes the clock's. */
static void set_date(cairo_surface_t *page, const char *date) {
    char when[] = "1970-01-01T00:00:00Z";
    bool known = date && strlen(date) == 10;
    for (size_t i = 0; known && i < 10; i++) {
        known = i == 4 || i == 7 ? date[i] == '-' : date[i] >= '0' && date[i] <= '9';
    }
    if (known) {
        memcpy(when, date, 10);
    }
    cairo_pdf_surface_set_metadata(page, CAIRO_PDF_METADATA_CREATE_DATE, when);
}

static bool set_all_words(cairo_surface_t *page, const clm_picture_words *words) {
    set_date(page, words->date);
    return set_words(page, CAIRO_PDF_METADATA_TITLE, words->title) &&
           set_words(page, CAIRO_PDF_METADATA_SUBJECT, words->description) &&
           set_words(page, CAIRO_PDF_METADATA_KEYWORDS, words->copyright) &&
           set_words(page, CAIRO_PDF_METADATA_AUTHOR, words->software) &&
           set_words(page, CAIRO_PDF_METADATA_CREATOR, words->software);
}

clm_status clm_paint_pdf(const clm_display_list *list, const clm_map_fonts *fonts, int width_px,
                         int height_px, bool draw_texts, const clm_picture_words *words,
                         clm_buffer *out, clm_error *error) {
    cairo_surface_t *page = cairo_pdf_surface_create_for_stream(
        take_bytes, out, width_px * points_per_px, height_px * points_per_px);
    bool worded = set_all_words(page, words);
    clm_painter paint = {.cairo = cairo_create(page), .scale = points_per_px, .vector = true};
    clm_status status = worded ? clm_paint_items(&paint, list, fonts, draw_texts, error)
                               : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    cairo_destroy(paint.cairo);
    cairo_surface_finish(page);
    cairo_status_t ended = cairo_surface_status(page);
    cairo_surface_destroy(page);
    if (status == CLM_OK && out->failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory while the PDF is written");
    } else if (status == CLM_OK && ended != CAIRO_STATUS_SUCCESS) {
        status = clm_fail(error, CLM_ERR_FOREIGN, "cairo: %s", cairo_status_to_string(ended));
    }
    return status;
}

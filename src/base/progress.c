#include "base/progress.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

enum { COLUMNS_MIN = 20, COLUMNS_DEFAULT = 80, COLUMNS_MAX = 500, BAR_MAX = 30, HOUR_S = 3600 };
enum { RATE_WHOLE = 10 }; /* from here on without a decimal */

size_t clm_progress_columns(int descriptor) {
    struct winsize size;
    const char *terminal = getenv("TERM");
    if (!isatty(descriptor) || terminal == NULL || strcmp(terminal, "dumb") == 0) {
        return 0;
    }
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return COLUMNS_DEFAULT;
    }
    return size.ws_col < COLUMNS_MAX ? size.ws_col : COLUMNS_MAX;
}

static void put_bar(const clm_progress *progress, size_t columns, clm_buffer *out) {
    const size_t width = columns / 4 < BAR_MAX ? columns / 4 : BAR_MAX;
    const size_t done = progress->done < progress->total ? progress->done : progress->total;
    const size_t full = (size_t)((double)width * (double)done / (double)progress->total);
    clm_buffer_char(out, '[');
    for (size_t i = 0; i < width; i++) {
        clm_buffer_char(out, i < full ? '#' : '.');
    }
    clm_buffer_string(out, "] ");
}

static void put_left(const clm_progress *progress, clm_buffer *out) {
    if (progress->done == 0 || progress->done >= progress->total || !(progress->elapsed_s >= 1.0)) {
        return;
    }
    const double left_s =
        progress->elapsed_s / (double)progress->done * (double)(progress->total - progress->done);
    if (left_s < 1000.0 * HOUR_S) {
        const unsigned seconds = (unsigned)left_s;
        if (seconds >= HOUR_S) {
            clm_buffer_printf(out, ", %u:%02u:%02u left", seconds / HOUR_S, seconds / 60 % 60,
                              seconds % 60);
        } else {
            clm_buffer_printf(out, ", %u:%02u left", seconds / 60, seconds % 60);
        }
    }
}

/* ", 410 a second" */
static void put_rate(const clm_progress *progress, clm_buffer *out) {
    if (progress->done > 0 && progress->elapsed_s >= 1.0) {
        const double rate = (double)progress->done / progress->elapsed_s;
        clm_buffer_string(out, ", ");
        clm_buffer_number(out, rate, rate < RATE_WHOLE ? 1 : 0);
        clm_buffer_string(out, " a second");
    }
}

/* Appends as much of `text` as fits in `room` columns. Returns the columns that it takes. */
static size_t put_fitting(clm_text text, size_t room, clm_buffer *out) {
    size_t used = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t code_point;
        const size_t length = clm_utf8_decode(text.ptr + i, text.len - i, &code_point);
        const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
        const bool hidden = category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
                            category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
        const int wide = hidden ? 1 : utf8proc_charwidth((utf8proc_int32_t)code_point);
        if (used + (size_t)(wide > 0 ? wide : 0) > room) {
            break;
        }
        char bytes[4];
        clm_buffer_add(out, bytes, clm_utf8_encode(hidden ? '?' : code_point, bytes));
        used += (size_t)(wide > 0 ? wide : 0);
        i += length;
    }
    return used;
}

void clm_progress_line(const clm_progress *progress, size_t columns, clm_buffer *out) {
    if (columns < COLUMNS_MIN) {
        return;
    }
    clm_buffer line;
    clm_buffer_init(&line);
    if (progress->total > 0) {
        put_bar(progress, columns, &line);
        clm_buffer_printf(&line, "%zu of %zu %s", progress->done, progress->total, progress->what);
    } else {
        clm_buffer_printf(&line, "%zu %s", progress->done, progress->what);
    }
    if (progress->failed > 0) {
        clm_buffer_printf(&line, ", %zu failed", progress->failed);
    }
    if (progress->total > 0) {
        put_left(progress, &line);
    } else {
        put_rate(progress, &line);
    }
    if (progress->current != NULL) {
        clm_buffer_printf(&line, "  %s", progress->current);
    }
    clm_buffer_char(out, '\r');
    /* The last column stays free: some terminals go to the next line when it is filled. */
    size_t used = put_fitting((clm_text){line.data, line.len}, columns - 1, out);
    for (; used < columns - 1; used++) {
        clm_buffer_char(out, ' ');
    }
    out->failed = out->failed || line.failed;
    clm_buffer_clear(&line);
}

void clm_progress_clear(size_t columns, clm_buffer *out) {
    if (columns < COLUMNS_MIN) {
        return;
    }
    clm_buffer_char(out, '\r');
    for (size_t i = 1; i < columns; i++) {
        clm_buffer_char(out, ' ');
    }
    clm_buffer_char(out, '\r');
}

/* base/progress.h: how far a run is -> one line for a terminal.
 *
 * Makes bytes and prints nothing: the program writes them to standard error where that is a
 * terminal, and nothing at all elsewhere. No escape sequences: a carriage return, the line, and
 * blanks over what stood there. Text that is shown has no control characters. Thread rule: no
 * state. */
#ifndef CLM_BASE_PROGRESS_H
#define CLM_BASE_PROGRESS_H

#include "base/text.h"

typedef struct clm_progress {
    const char *what;    /* "articles" */
    size_t done, failed; /* failed ones are among the done */
    size_t total;        /* 0: unknown, as of a stream */
    double elapsed_s;    /* since the start, for the time that is left, or the rate of a stream */
    const char *current; /* what is worked on; NULL: nothing to be said */
} clm_progress;

/* Columns of the terminal behind `descriptor`; 0: it is none, or one without cursor ("dumb"). */
size_t clm_progress_columns(int descriptor);

/* Appends a carriage return and a line of less than `columns` columns, blanks to its end included;
 * nothing where there are fewer than 20. The line is whole, so that it may be written over:
 * "[#####.....] 10 of 20 articles, 1 failed, 0:12 left  name"; of a stream
 * "10 articles, 1 failed, 410 a second  name". */
void clm_progress_line(const clm_progress *progress, size_t columns, clm_buffer *out);

/* Appends what takes the line away again. */
void clm_progress_clear(size_t columns, clm_buffer *out);

#endif

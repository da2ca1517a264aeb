/* cli/line_stream.h: lines in, answers out in the same order, by one thread or several.
 *
 * The stream is read in pieces of whole lines. A thread takes the next piece, answers its lines,
 * and writes all pieces that are next in order and ready; it never waits for another one that is
 * still at work, as long as there is room in the ring. Memory stays constant on an endless stream
 * (a piece grows only for a line that is longer), and a line that came alone is answered before
 * the next one is there. */
#ifndef CLM_CLI_LINE_STREAM_H
#define CLM_CLI_LINE_STREAM_H

#include "base/text.h"

typedef struct clm_line {
    clm_text text;        /* without its newline; not blank */
    unsigned long number; /* in its file, from 1 */
} clm_line;

/* Appends the answer to `line`, without a newline; false where the line failed. `worker` belongs to
 * the calling thread. */
typedef bool (*clm_line_answer)(void *worker, const clm_line *line, clm_buffer *out);

typedef struct clm_line_options {
    const char *const *files; /* "-" is standard input */
    size_t file_count;
    clm_line_answer answer;
    void *const *workers; /* one a thread */
    int jobs;             /* how many threads, at least 1 */
} clm_line_options;

/* Answers all lines of all files on standard output; says on standard error what could not be read.
 * Returns the exit status. */
int clm_lines_run(const clm_line_options *options);

#endif

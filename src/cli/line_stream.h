/* cli/line_stream.h: lines in, answers out in the same order, by one thread or several.
 *
 * The stream is read in pieces of whole lines. A thread takes the next piece, answers its lines,
 * and writes all pieces that are next in order and ready; it never waits for another one that is
 * still at work, as long as there is room in the ring. A line that came alone is answered before
 * the next one is there, and where nobody reads the answers, nothing is read either.
 *
 * Memory stays constant on an endless stream. A piece is 64 KB and grows only for a line that is
 * longer; four pieces a thread are there at most. Of a line, 64 MB are kept, and the rest of it is
 * thrown away. Lines of more than 1 MB are answered one at a time. Answers that wait for an earlier
 * one are 64 MB and one more of each thread at most. */
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

/* Answers all lines of all files on standard output; says on standard error what could not be read,
 * and on a terminal how far it is. Returns the exit status. */
int clm_lines_run(const clm_line_options *options);

#endif

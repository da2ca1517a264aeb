/* base/file.h: whole files in, atomic files out, read-only maps with checked blocks.
 *
 * Thread rule: distinct objects may be used by distinct threads; a clm_mapped may be read by all.
 */
#ifndef CLM_BASE_FILE_H
#define CLM_BASE_FILE_H

#include "base/error.h"
#include "base/text.h"

#include <stdatomic.h>

/* Reads all of `path` ("-" is standard input) into `out`, appended.
 * **Errors:** CLM_ERR_IO (missing, a directory, unreadable, with the system's reason),
 * CLM_ERR_LIMIT if it is longer than `limit_bytes`; `out` is then cleared. */
CLM_MUST_CHECK clm_status clm_file_read(const char *path, size_t limit_bytes, clm_buffer *out,
                                        clm_error *error);

/* As clm_file_read, and unpacks Zstandard (one frame or more) when the file begins with its magic
 * number; the limit holds for the packed and for the unpacked bytes. **Errors:** also
 * CLM_ERR_DAMAGED (cut off, wrong checksum). */
CLM_MUST_CHECK clm_status clm_file_read_packed(const char *path, size_t limit_bytes,
                                               clm_buffer *out, clm_error *error);

/* Writes `length` bytes beside `path` under a temporary name, syncs, and renames over `path`. A
 * failure (disk full, not writable) leaves the old file and no temporary one. Permissions follow
 * the umask. A device or pipe is written as it is; a symbolic link stays, and what it leads to is
 * replaced. Missing folders are made with clm_make_dirs by the caller. **Errors:** CLM_ERR_IO,
 * CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_file_write(const char *path, const void *bytes, size_t length,
                                         clm_error *error);

typedef struct clm_file_content {
    const char *path;
    const void *bytes; /* NULL: the file is removed; one that is not there is fine */
    size_t length;
} clm_file_content;

/* As clm_file_write, for files that belong together: all are whole under temporary names before the
 * first is renamed, so that a failure leaves all old ones. */
CLM_MUST_CHECK clm_status clm_files_write(const clm_file_content *files, size_t count,
                                          clm_error *error);

/* As mkdir -p. */
CLM_MUST_CHECK clm_status clm_make_dirs(const char *path, clm_error *error);

/* Removes `path`; a file that is not there is fine. */
CLM_MUST_CHECK clm_status clm_file_remove(const char *path, clm_error *error);

bool clm_file_exists(const char *path);

/* A file mapped read-only. */
typedef struct clm_mapped clm_mapped;

/* Maps `path`. **Owns:** the caller frees with clm_mapped_free. **Errors:** CLM_ERR_IO. */
CLM_MUST_CHECK clm_status clm_mapped_open(const char *path, clm_mapped **out, clm_error *error);
void clm_mapped_free(clm_mapped *mapped);

const unsigned char *clm_mapped_bytes(const clm_mapped *mapped);
size_t clm_mapped_length(const clm_mapped *mapped);

/* Arms the check of blocks: `sums[i]` is clm_hash64 of bytes [first + i * block_bytes, ...) up to
 * `end`. `sums` may point into the map. From then on clm_mapped_view checks every block that it
 * touches for the first time. */
CLM_MUST_CHECK clm_status clm_mapped_set_sums(clm_mapped *mapped, size_t first, size_t end,
                                              size_t block_bytes, const uint64_t *sums,
                                              size_t sum_count, clm_error *error);

/* Returns bytes [offset, offset + length) after checking bounds, and sums where armed; NULL if
 * they lie outside or are damaged, and the map's sticky damage is then set. Any thread. */
const void *clm_mapped_view(const clm_mapped *mapped, uint64_t offset, uint64_t length);

/* What it takes to see whether bytes were checked before, so that a reader that touches the same
 * blocks again and again need not call clm_mapped_view. Valid as long as the map, from
 * clm_mapped_set_sums on; nothing is ever checked in it where blocks are not a power of two. */
typedef struct clm_mapped_window {
    const unsigned char *bytes;
    size_t first, end; /* what sums cover */
    unsigned block_shift;
    const atomic_uint_least8_t *done; /* for each block: was checked and is whole */
} clm_mapped_window;

clm_mapped_window clm_mapped_window_of(const clm_mapped *mapped);

/* True if bytes [offset, offset + length) are inside the window, stand in one block or two, and
 * were checked; else ask clm_mapped_view. */
static inline bool clm_mapped_was_checked(const clm_mapped_window *window, uint64_t offset,
                                          uint64_t length) {
    if (offset < window->first || offset >= window->end || length == 0 ||
        length > window->end - offset) {
        return false;
    }
    const uint64_t from = (offset - window->first) >> window->block_shift;
    const uint64_t to = (offset + length - 1 - window->first) >> window->block_shift;
    return to - from <= 1 && atomic_load_explicit(&window->done[from], memory_order_acquire) != 0 &&
           atomic_load_explicit(&window->done[to], memory_order_acquire) != 0;
}

/* Gives the pages of the map back to the system; they come again from its cache when they are read.
 * Look-ups touch pages all over a file, and the system maps sixteen around each. Any thread. */
void clm_mapped_release(const clm_mapped *mapped);

/* True once a view failed. */
bool clm_mapped_damaged(const clm_mapped *mapped);

/* Checks all blocks now. */
CLM_MUST_CHECK clm_status clm_mapped_verify(const clm_mapped *mapped, clm_error *error);

#endif

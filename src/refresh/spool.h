/* refresh/spool.h: what was fetched or read in a run and not yet mapped, in a file without a name,
 * so that a night of ten thousand pages does not stand in memory, and nothing is left when the
 * process is killed. Where the file system cannot make such a file it has a name for a moment, one
 * of those that the next run cleans up (folders.h, kind spool). Private to refresh. Thread rule:
 * any thread; processes made by fork may read. */
#ifndef CLM_REFRESH_SPOOL_H
#define CLM_REFRESH_SPOOL_H

#include "base/error.h"
#include "base/text.h"

typedef struct clm_spool clm_spool;

typedef struct clm_spooled {
    uint64_t offset;
    size_t length;
} clm_spooled;

/* Makes the file in `folder`, which must be there. **Owns:** the caller frees with clm_spool_free.
 * **Errors:** CLM_ERR_IO, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_spool_open(const char *folder, clm_spool **out, clm_error *error);
void clm_spool_free(clm_spool *spool); /* NULL is fine */

/* Keeps bytes. **Errors:** CLM_ERR_IO, a full disk, say; nothing is then kept. */
CLM_MUST_CHECK clm_status clm_spool_add(clm_spool *spool, clm_text bytes, clm_spooled *out,
                                        clm_error *error);
/* Appends what was kept. **Errors:** CLM_ERR_IO, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_spool_read(const clm_spool *spool, clm_spooled what, clm_buffer *out,
                                         clm_error *error);

#endif

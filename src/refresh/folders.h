/* refresh/folders.h: where nights are published: a dated folder each, `latest`, what is kept.
 *
 *     ROOT/2026-11-22/       a night, whole by itself
 *     ROOT/2026-11-23/
 *     ROOT/2026-11-23-2/     a second run of that day
 *     ROOT/latest            a symbolic link to the last of them; a copy where none can be made
 *     ROOT/.claimmap-HOST-PID-N.new    a night that is being written
 *
 * A night is written in a hidden folder and renamed when it is whole, then a new link is renamed
 * over `latest`: whoever reads sees a whole night at any moment, and a run that is killed leaves
 * the last one. A folder that was published is never written again: a second run of a day gets
 * "-2", as what a desk took from the morning's maps must stay what it was. A file that did not
 * change is copied (blocks are shared where the file system can), not linked, as a person may edit
 * a map in place.
 *
 * Each night has a file `.claimmap-night` with its number: nights are told from other folders by it
 * (nothing else is ever removed), and are ordered by it, whatever the clock said.
 *
 * **Left-overs:** names `.claimmap-HOST-PID-N.KIND` alone (KIND new, link, out, old, work, spool)
 * are removed when a night begins: those of this host whose process is gone, or has our own number;
 * those of other hosts, and of processes that seem to live, once they are a week older than the
 * file system's own time. Files are made with the umask. One run at a time on a root: the caller
 * holds the lock. Knows no clock. Private to refresh. Thread rule: one root, one thread. */
#ifndef CLM_REFRESH_FOLDERS_H
#define CLM_REFRESH_FOLDERS_H

#include "base/error.h"
#include "base/text.h"

typedef struct clm_folders clm_folders;

typedef struct clm_folders_options {
    const char *root;
    const char *date;   /* of the night, "YYYY-MM-DD" */
    unsigned keep_days; /* nights that are older are removed; 0: none */
} clm_folders_options;

/* Makes the root where it is missing, cleans left-overs, sets a missing or stale `latest` right
 * (a run was killed between its two renames), and makes the hidden folder. **Owns:** the caller
 * frees with clm_folders_free, which removes the hidden folder of a night that was not published.
 * **Errors:** CLM_ERR_ARGUMENT no such date; CLM_ERR_IO with name and reason (read-only, disk full,
 * `latest` is something that is not ours); CLM_ERR_NOMEM. `*out` is then NULL. */
CLM_MUST_CHECK clm_status clm_folders_begin(const clm_folders_options *options, clm_folders **out,
                                            clm_error *error);
void clm_folders_free(clm_folders *folders); /* NULL is fine */

/* Path of the hidden folder, for those who write files by themselves. */
const char *clm_folders_path(const clm_folders *folders);
/* Name under which the night will be published, "2026-11-23-2": the first of its day that is free.
 */
const char *clm_folders_name(const clm_folders *folders);
/* Name of the last published night ("2026-11-22"), its path; NULL: there is none. */
const char *clm_folders_last(const clm_folders *folders);
const char *clm_folders_last_path(const clm_folders *folders);

/* Writes a file of the night, synced. `name` is a plain file name, not hidden, of at most 255
 * bytes. **Errors:** CLM_ERR_ARGUMENT the name; CLM_ERR_IO; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_folders_put(clm_folders *folders, const char *name, const void *bytes,
                                          size_t length, clm_error *error);

/* Takes a file over from the last night, as it is. **Errors:** CLM_ERR_NOT_FOUND it is not there:
 * to be made again; CLM_ERR_ARGUMENT; CLM_ERR_IO; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_folders_keep(clm_folders *folders, const char *name,
                                           clm_error *error);

/* Publishes the night; `*name` is then its folder's ("2026-11-23-2"), of `folders`. **Errors:**
 * CLM_ERR_IO, CLM_ERR_NOMEM: where `*name` is set, the folder stands and only `latest` is still the
 * old one (the next clm_folders_begin sets it right); where it is NULL, nothing changed. */
CLM_MUST_CHECK clm_status clm_folders_publish(clm_folders *folders, const char **name,
                                              clm_error *error);

/* Removes nights by the options' rule: those that are older than keep_days days before this
 * night's date; never the one that `latest` leads to, and nothing that is not a night. A day after
 * this night's, from a clock that was wrong, is not old. `*removed` (NULL allowed) counts them. To
 * be called after clm_folders_publish. **Errors:** CLM_ERR_IO the first that could not be removed
 * (the others are); CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_folders_retain(clm_folders *folders, size_t *removed,
                                             clm_error *error);

#endif

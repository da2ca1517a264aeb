/* refresh/folders_parts.h: names and files of published folders: what folders.c stands on. Private
 * to folders. Functions that return int return 0 or the system's reason. Thread rule: no state. */
#ifndef CLM_REFRESH_FOLDERS_PARTS_H
#define CLM_REFRESH_FOLDERS_PARTS_H

#include "base/text.h"

#include <sys/stat.h>
#include <sys/types.h>

#define CLM_FOLDERS_MARK ".claimmap-night"
#define CLM_FOLDERS_HIDDEN ".claimmap-"
/* A hidden name as printf's format: host, process (long), number (unsigned), kind. */
#define CLM_FOLDERS_HIDDEN_NAME CLM_FOLDERS_HIDDEN "%s-%ld-%u.%s"

/* Whether the name is a night's, "2026-11-23" or "2026-11-23-2"; `*day`, `*run` are then set. */
bool clm_folders_dated(const char *name, long *day, unsigned *run);

/* A hidden name of ours taken apart. */
typedef struct clm_folders_owner {
    clm_text host;
    long pid;
} clm_folders_owner;
bool clm_folders_hidden(const char *name, clm_folders_owner *out);

/* This machine's name as it stands in hidden names. */
enum { CLM_FOLDERS_HOST_BYTES = 65 };
void clm_folders_host(char out[CLM_FOLDERS_HOST_BYTES]);

/* The number in the mark of the night in `folder` of `at`; 0: it is no night. */
unsigned long clm_folders_number(int at, const char *folder);

/* Removes a file, a link or a folder with all in it. */
int clm_folders_remove_tree(int at, const char *name);

/* Copies a plain file, with its times; blocks are shared where the file system can. The new one
 * must not exist, and is gone after a failure. */
int clm_folders_copy(int from_at, const char *from, int to_at, const char *to);

/* Copies all plain files of a folder into another one that is there. */
int clm_folders_copy_all(int from, int to);

/* Syncs a folder's entries; file systems that cannot are fine. */
int clm_folders_sync(int folder);

/* Puts `from` at the place of the folder `to`, which is then at `from`, in one step where the
 * system can, else in two with `spare` for a name. */
int clm_folders_exchange(int at, const char *from, const char *to, const char *spare);

#endif

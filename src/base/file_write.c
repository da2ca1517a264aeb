/* Atomic files out. Part of base/file.h. */
#include "base/file.h"

#include "base/alloc.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEMPORARY_TRIES = 1000 };

/* Returns 0, or the system's reason. */
static int write_all(int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t put = write(descriptor, bytes, length);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return errno;
        }
        bytes += put;
        length -= (size_t)put;
    }
    return 0;
}

/* Some file systems cannot sync; that is no failure to write. */
static int sync_file(int descriptor) {
    if (fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS) {
        return 0;
    }
    return errno;
}

static int write_and_close(int descriptor, const void *bytes, size_t length) {
    int reason = write_all(descriptor, bytes, length);
    if (reason == 0) {
        reason = sync_file(descriptor);
    }
    if (close(descriptor) != 0 && reason == 0) {
        reason = errno;
    }
    return reason;
}

/* Makes a file of a new name in the folder of `path`. The name holds the process id; O_EXCL and the
 * counter keep threads apart. */
static int open_temporary(const char *path, clm_buffer *name) {
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
    for (unsigned i = 0; i < TEMPORARY_TRIES; i++) {
        clm_buffer_clear(name);
        clm_buffer_add(name, path, folder);
        clm_buffer_printf(name, ".claimmap-%ld-%u.tmp", (long)getpid(), i);
        if (name->failed) {
            errno = ENOMEM;
            return -1;
        }
        int descriptor = open(name->data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST) {
            return descriptor;
        }
    }
    return -1;
}

/* What is known of one file of a set before it appears. */
typedef struct staged {
    char path[PATH_MAX]; /* where links lead, so that they stay links */
    clm_buffer temporary;
    bool ready;  /* the temporary file is whole */
    bool device; /* cannot be replaced by a rename: is written as it is */
} staged;

/* Names of open files: whatever they lead to, it is not to be replaced. */
static bool names_open_file(const char *path) {
    clm_text text = clm_text_of(path);
    return clm_text_starts(text, "/dev/std") || clm_text_starts(text, "/dev/fd/") ||
           clm_text_starts(text, "/proc/");
}

/* Returns 0, or the system's reason. */
static int find_target(const char *path, staged *out) {
    struct stat facts;
    size_t length = strlen(path);
    if (length >= sizeof out->path) {
        return ENAMETOOLONG;
    }
    if (lstat(path, &facts) != 0 || !S_ISLNK(facts.st_mode) || !realpath(path, out->path)) {
        memcpy(out->path, path, length + 1);
    }
    if (stat(path, &facts) == 0 && S_ISDIR(facts.st_mode)) {
        return EISDIR;
    }
    out->device = names_open_file(path) || (stat(path, &facts) == 0 && !S_ISREG(facts.st_mode));
    return 0;
}

/* Makes the temporary file. Returns 0, or the system's reason. */
static int stage(const clm_file_content *file, staged *out) {
    int reason = find_target(file->path, out);
    if (reason != 0 || file->bytes == NULL || out->device) {
        return reason;
    }
    int descriptor = open_temporary(out->path, &out->temporary);
    if (descriptor < 0) {
        return errno;
    }
    out->ready = true;
    return write_and_close(descriptor, file->bytes, file->length);
}

static int write_device(const clm_file_content *file) {
    int descriptor = open(file->path, O_WRONLY | O_APPEND | O_CLOEXEC);
    return descriptor < 0 ? errno : write_and_close(descriptor, file->bytes, file->length);
}

/* The file appears under its name, or goes. Returns 0, or the system's reason. */
static int publish(const clm_file_content *file, staged *from) {
    if (file->bytes == NULL) {
        return unlink(file->path) == 0 || errno == ENOENT || errno == ENOTDIR ? 0 : errno;
    }
    if (!from->ready) {
        return 0;
    }
    if (rename(from->temporary.data, from->path) != 0) {
        return errno;
    }
    from->ready = false;
    return 0;
}

static clm_status fail_file(const clm_file_content *file, int reason, clm_error *error) {
    if (reason == ENOMEM) {
        return clm_fail(error, CLM_ERR_NOMEM, "cannot write %s: out of memory", file->path);
    }
    return clm_fail_system(error, file->bytes != NULL ? "cannot write" : "cannot remove",
                           file->path, reason);
}

clm_status clm_files_write(const clm_file_content *files, size_t count, clm_error *error) {
    if (count == 0) {
        return CLM_OK;
    }
    staged *all = clm_alloc_zero(count, sizeof *all);
    if (!all) {
        return fail_file(&files[0], ENOMEM, error);
    }
    int reason = 0;
    size_t at = 0;
    for (size_t i = 0; i < count && reason == 0; i++) {
        at = i;
        reason = stage(&files[i], &all[i]);
    }
    /* Devices fail as easily as disks fill up; renames hardly ever do. */
    for (size_t i = 0; i < count && reason == 0; i++) {
        at = i;
        reason = all[i].device && files[i].bytes != NULL ? write_device(&files[i]) : 0;
    }
    for (size_t i = 0; i < count && reason == 0; i++) {
        at = i;
        reason = publish(&files[i], &all[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (all[i].ready) {
            (void)unlink(all[i].temporary.data);
        }
        clm_buffer_clear(&all[i].temporary);
    }
    clm_free(all);
    return reason == 0 ? CLM_OK : fail_file(&files[at], reason, error);
}

clm_status clm_file_write(const char *path, const void *bytes, size_t length, clm_error *error) {
    const clm_file_content file = {path, bytes ? bytes : "", length};
    return clm_files_write(&file, 1, error);
}

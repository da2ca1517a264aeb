#include "refresh/spool.h"

#include "base/alloc.h"
#include "base/system.h"
#include "refresh/folders_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

enum { NAME_TRIES = 1000 };

struct clm_spool {
    pthread_mutex_t lock; /* of `end`, and of what is written there */
    int descriptor;
    uint64_t end;
    char folder[]; /* for messages */
};

/* Whoever kills the process before the name is gone leaves what the next run cleans up. Returns -1
 * with errno set. */
static int open_named(const char *folder) {
    char host[CLM_FOLDERS_HOST_BYTES];
    int made = -1;
    clm_buffer name;
    clm_buffer_init(&name);
    clm_folders_host(host);
    errno = EEXIST;
    for (unsigned i = 0; made < 0 && errno == EEXIST && i < NAME_TRIES; i++) {
        name.len = 0;
        clm_buffer_printf(&name, "%s/" CLM_FOLDERS_HIDDEN_NAME, folder, host, (long)getpid(), i,
                          "spool");
        if (name.failed) {
            errno = ENOMEM;
        } else {
            made = open(name.data, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
        }
    }
    if (made >= 0 && unlink(name.data) != 0) {
        const int reason = errno;
        (void)close(made);
        made = -1;
        errno = reason;
    }
    const int reason = errno;
    clm_buffer_clear(&name);
    errno = reason;
    return made;
}

/* Not every file system has files that never had a name. Returns -1 with errno set. */
static int open_nameless(const char *folder) {
#ifdef O_TMPFILE
    const int made = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (made >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) {
        return made;
    }
#endif
    return open_named(folder);
}

clm_status clm_spool_open(const char *folder, clm_spool **out, clm_error *error) {
    *out = NULL;
    const size_t length = strlen(folder);
    clm_spool *spool = clm_alloc_zero(1, sizeof *spool + length + 1);
    if (spool == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    memcpy(spool->folder, folder, length + 1);
    spool->descriptor = open_nameless(folder);
    if (spool->descriptor < 0) {
        const int reason = errno;
        clm_free(spool);
        return reason == ENOMEM
                   ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                   : clm_fail_system(error, "cannot make a file for pages in", folder, reason);
    }
    if (pthread_mutex_init(&spool->lock, NULL) != 0) {
        (void)close(spool->descriptor);
        clm_free(spool);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    *out = spool;
    return CLM_OK;
}

void clm_spool_free(clm_spool *spool) {
    if (spool != NULL) {
        (void)pthread_mutex_destroy(&spool->lock);
        (void)close(spool->descriptor);
        clm_free(spool);
    }
}

/* Returns 0, or the system's reason. */
static int write_at(int descriptor, clm_text bytes, uint64_t offset) {
    while (bytes.len > 0) {
        const ssize_t put = pwrite(descriptor, bytes.ptr, bytes.len, (off_t)offset);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return put == 0 ? EIO : errno;
        }
        bytes.ptr += put;
        bytes.len -= (size_t)put;
        offset += (uint64_t)put;
    }
    return 0;
}

clm_status clm_spool_add(clm_spool *spool, clm_text bytes, clm_spooled *out, clm_error *error) {
    *out = (clm_spooled){0, 0};
    (void)pthread_mutex_lock(&spool->lock);
    const uint64_t start = spool->end;
    const int reason = write_at(spool->descriptor, bytes, start);
    if (reason == 0) {
        spool->end += bytes.len;
    } else { /* a full disk has room again for who comes with less; else what is next overwrites */
        (void)!ftruncate(spool->descriptor, (off_t)start);
    }
    (void)pthread_mutex_unlock(&spool->lock);
    if (reason != 0) {
        return clm_fail_system(error, "cannot keep a page in", spool->folder, reason);
    }
    *out = (clm_spooled){start, bytes.len};
    return CLM_OK;
}

clm_status clm_spool_read(const clm_spool *spool, clm_spooled what, clm_buffer *out,
                          clm_error *error) {
    char *to = clm_buffer_room(out, what.length);
    if (to == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    size_t done = 0;
    while (done < what.length) {
        const ssize_t got =
            pread(spool->descriptor, to + done, what.length - done, (off_t)(what.offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return clm_fail_system(error, "cannot read a page kept in", spool->folder, errno);
        }
        if (got == 0) {
            return clm_fail(error, CLM_ERR_IO, "cannot read a page kept in %s: it is cut off",
                            clm_name_end(spool->folder));
        }
        done += (size_t)got;
    }
    clm_buffer_used(out, what.length);
    return CLM_OK;
}

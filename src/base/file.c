/* Whole files in, atomic files out. Part of base/file.h. */
#include "base/file.h"

#include "base/alloc.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

enum { READ_BYTES = 65536, TEMPORARY_TRIES = 1000 };

static clm_status fail_limit(clm_buffer *out, const char *name, size_t limit_bytes,
                             clm_error *error) {
    clm_buffer_clear(out);
    return clm_fail(error, CLM_ERR_LIMIT, "cannot read %s: longer than %zu bytes", name,
                    limit_bytes);
}

/* Reads all that `descriptor` gives. */
static clm_status read_all(int descriptor, const char *name, size_t limit_bytes, clm_buffer *out,
                           clm_error *error) {
    char chunk[READ_BYTES];
    size_t total = 0;
    for (;;) {
        ssize_t got = read(descriptor, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            int reason = errno;
            clm_buffer_clear(out);
            return clm_fail_system(error, "cannot read", name, reason);
        }
        if (got == 0) {
            break;
        }
        total += (size_t)got;
        if (total > limit_bytes) {
            return fail_limit(out, name, limit_bytes, error);
        }
        clm_buffer_add(out, chunk, (size_t)got);
        if (out->failed) {
            break;
        }
    }
    clm_buffer_add(out, "", 0); /* an empty file gives an empty text, not NULL */
    if (out->failed) {
        clm_buffer_clear(out);
        return clm_fail(error, CLM_ERR_NOMEM, "cannot read %s: out of memory", name);
    }
    return CLM_OK;
}

clm_status clm_file_read(const char *path, size_t limit_bytes, clm_buffer *out, clm_error *error) {
    if (strcmp(path, "-") == 0) {
        return read_all(STDIN_FILENO, "standard input", limit_bytes, out, error);
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        int reason = errno;
        clm_buffer_clear(out);
        return clm_fail_system(error, "cannot read", path, reason);
    }
    struct stat facts;
    if (fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode) &&
        (uint64_t)facts.st_size > limit_bytes) {
        (void)close(descriptor);
        return fail_limit(out, path, limit_bytes, error);
    }
    clm_status status = read_all(descriptor, path, limit_bytes, out, error);
    (void)close(descriptor);
    return status;
}

static clm_status unpack(const char *path, clm_text packed, size_t limit_bytes, clm_buffer *out,
                         clm_error *error) {
    ZSTD_DCtx *context = ZSTD_createDCtx();
    char *chunk = clm_alloc(READ_BYTES);
    clm_status status = CLM_OK;
    if (!context || !chunk) {
        status = clm_fail(error, CLM_ERR_NOMEM, "cannot unpack %s: out of memory", path);
    }
    ZSTD_inBuffer in = {packed.ptr, packed.len, 0};
    size_t left = 1;
    size_t total = 0;
    while (status == CLM_OK) {
        ZSTD_outBuffer piece = {chunk, READ_BYTES, 0};
        left = ZSTD_decompressStream(context, &piece, &in);
        total += piece.pos;
        clm_buffer_add(out, chunk, piece.pos);
        if (ZSTD_isError(left)) {
            status = clm_fail(error, CLM_ERR_DAMAGED, "cannot unpack %s: %s", path,
                              ZSTD_getErrorName(left));
        } else if (total > limit_bytes) {
            status = clm_fail(error, CLM_ERR_LIMIT, "cannot unpack %s: longer than %zu bytes", path,
                              limit_bytes);
        } else if (out->failed) {
            status = clm_fail(error, CLM_ERR_NOMEM, "cannot unpack %s: out of memory", path);
        } else if (in.pos == in.size && piece.pos < piece.size) {
            break;
        }
    }
    if (status == CLM_OK && left != 0) {
        status = clm_fail(error, CLM_ERR_DAMAGED, "cannot unpack %s: it ends too early", path);
    }
    clm_free(chunk);
    (void)ZSTD_freeDCtx(context);
    return status;
}

clm_status clm_file_read_packed(const char *path, size_t limit_bytes, clm_buffer *out,
                                clm_error *error) {
    clm_buffer raw;
    clm_buffer_init(&raw);
    clm_status status = clm_file_read(path, limit_bytes, &raw, error);
    if (status == CLM_OK) {
        if (raw.len >= 4 && memcmp(raw.data, "\x28\xB5\x2F\xFD", 4) == 0) {
            status = unpack(path, (clm_text){raw.data, raw.len}, limit_bytes, out, error);
        } else if (!out->data) {
            *out = raw; /* no copy of what may be large */
            clm_buffer_init(&raw);
        } else {
            clm_buffer_add(out, raw.data, raw.len);
            if (out->failed) {
                status = clm_fail(error, CLM_ERR_NOMEM, "cannot read %s: out of memory", path);
            }
        }
    }
    clm_buffer_clear(&raw);
    if (status != CLM_OK) {
        clm_buffer_clear(out);
    }
    return status;
}

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

static clm_status fail_write(const char *path, int reason, clm_error *error) {
    if (reason == ENOMEM) {
        return clm_fail(error, CLM_ERR_NOMEM, "cannot write %s: out of memory", path);
    }
    return clm_fail_system(error, "cannot write", path, reason);
}

/* Devices and pipes cannot be replaced by a rename: they are written as they are. */
static clm_status write_device(const char *path, const void *bytes, size_t length,
                               clm_error *error) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail_write(path, errno, error);
    }
    int reason = write_and_close(descriptor, bytes, length);
    return reason == 0 ? CLM_OK : fail_write(path, reason, error);
}

clm_status clm_file_write(const char *path, const void *bytes, size_t length, clm_error *error) {
    struct stat facts;
    if (stat(path, &facts) == 0 && !S_ISREG(facts.st_mode)) {
        return S_ISDIR(facts.st_mode) ? fail_write(path, EISDIR, error)
                                      : write_device(path, bytes, length, error);
    }
    clm_buffer name;
    clm_buffer_init(&name);
    int reason = 0;
    int descriptor = open_temporary(path, &name);
    if (descriptor < 0) {
        reason = errno;
    } else {
        reason = write_and_close(descriptor, bytes, length);
        if (reason == 0 && rename(name.data, path) != 0) {
            reason = errno;
        }
        if (reason != 0) {
            (void)unlink(name.data);
        }
    }
    clm_buffer_clear(&name);
    return reason == 0 ? CLM_OK : fail_write(path, reason, error);
}

static bool is_folder(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

clm_status clm_make_dirs(const char *path, clm_error *error) {
    char *copy = clm_strdup(path);
    if (!copy) {
        return clm_fail(error, CLM_ERR_NOMEM, "cannot make folder %s: out of memory", path);
    }
    clm_status status = CLM_OK;
    size_t length = strlen(copy);
    for (size_t i = 1; i <= length && status == CLM_OK; i++) {
        if (i < length && copy[i] != '/') {
            continue;
        }
        char kept = copy[i];
        copy[i] = '\0';
        if (mkdir(copy, 0777) != 0) {
            int reason = errno;
            if (!is_folder(copy)) {
                status = clm_fail_system(error, "cannot make folder", copy,
                                         reason == EEXIST ? ENOTDIR : reason);
            }
        }
        copy[i] = kept;
    }
    clm_free(copy);
    return status;
}

clm_status clm_file_remove(const char *path, clm_error *error) {
    if (unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR) {
        return CLM_OK;
    }
    return clm_fail_system(error, "cannot remove", path, errno);
}

bool clm_file_exists(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0;
}

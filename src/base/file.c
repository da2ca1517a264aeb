/* Whole files in, folders. Part of base/file.h. */
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

enum { READ_BYTES = 65536 };

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
        clm_free(chunk);
        (void)ZSTD_freeDCtx(context);
        return clm_fail(error, CLM_ERR_NOMEM, "cannot unpack %s: out of memory", path);
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

/* Read-only maps with checked blocks. Part of base/file.h. */
#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* What changes while many threads read: two threads may check the same block at once, which costs
 * time only. */
typedef struct checks {
    size_t first, end, block_bytes;
    const uint64_t *sums;
    size_t sum_count;
    atomic_uint_least8_t *done; /* one byte a block */
    atomic_bool damaged;
} checks;

struct clm_mapped {
    const unsigned char *bytes;
    size_t length;
    checks *state;
};

void clm_mapped_free(clm_mapped *mapped) {
    if (!mapped) {
        return;
    }
    if (mapped->length > 0) {
        union {
            const unsigned char *read;
            void *map;
        } memory = {.read = mapped->bytes};
        (void)munmap(memory.map, mapped->length);
    }
    if (mapped->state) {
        clm_free(mapped->state->done);
        clm_free(mapped->state);
    }
    clm_free(mapped);
}

static int map_descriptor(int descriptor, clm_mapped *mapped) {
    struct stat facts;
    if (fstat(descriptor, &facts) != 0) {
        return errno;
    }
    if (S_ISDIR(facts.st_mode)) {
        return EISDIR;
    }
    if (!S_ISREG(facts.st_mode)) {
        return EINVAL;
    }
    if (facts.st_size > 0) {
        size_t length = (size_t)facts.st_size;
        void *memory = mmap(NULL, length, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (memory == MAP_FAILED) {
            return errno;
        }
        mapped->bytes = memory;
        mapped->length = length;
    }
    return 0;
}

clm_status clm_mapped_open(const char *path, clm_mapped **out, clm_error *error) {
    *out = NULL;
    clm_mapped *mapped = clm_alloc_zero(1, sizeof *mapped);
    if (mapped) {
        mapped->state = clm_alloc_zero(1, sizeof *mapped->state);
    }
    if (!mapped || !mapped->state) {
        clm_mapped_free(mapped);
        return clm_fail(error, CLM_ERR_NOMEM, "cannot read %s: out of memory", path);
    }
    atomic_init(&mapped->state->damaged, false);
    /* O_NONBLOCK: a pipe, which cannot be mapped, would be waited for. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int reason = descriptor < 0 ? errno : map_descriptor(descriptor, mapped);
    if (descriptor >= 0) {
        (void)close(descriptor);
    }
    if (reason != 0) {
        clm_mapped_free(mapped);
        return clm_fail_system(error, "cannot read", path, reason);
    }
    *out = mapped;
    return CLM_OK;
}

const unsigned char *clm_mapped_bytes(const clm_mapped *mapped) {
    return mapped->bytes;
}

size_t clm_mapped_length(const clm_mapped *mapped) {
    return mapped->length;
}

clm_status clm_mapped_set_sums(clm_mapped *mapped, size_t first, size_t end, size_t block_bytes,
                               const uint64_t *sums, size_t sum_count, clm_error *error) {
    checks *state = mapped->state;
    if (block_bytes == 0 || first > end || end > mapped->length ||
        sum_count != (end - first) / block_bytes + ((end - first) % block_bytes != 0)) {
        return clm_fail(error, CLM_ERR_DAMAGED, "the checksums do not fit the file");
    }
    atomic_uint_least8_t *done = clm_alloc_zero(sum_count, sizeof *done);
    if (!done) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < sum_count; i++) {
        atomic_init(&done[i], 0);
    }
    clm_free(state->done);
    state->done = done;
    state->first = first;
    state->end = end;
    state->block_bytes = block_bytes;
    state->sums = sums;
    state->sum_count = sum_count;
    return CLM_OK;
}

clm_mapped_window clm_mapped_window_of(const clm_mapped *mapped) {
    const checks *state = mapped->state;
    clm_mapped_window window = {.bytes = mapped->bytes, .done = state->done};
    while (window.block_shift < 31 && (size_t)1 << window.block_shift < state->block_bytes) {
        window.block_shift++;
    }
    if (state->done && (size_t)1 << window.block_shift == state->block_bytes) {
        window.first = state->first;
        window.end = state->end;
    }
    return window;
}

static bool check_block(const clm_mapped *mapped, size_t index) {
    checks *state = mapped->state;
    if (atomic_load_explicit(&state->done[index], memory_order_acquire)) {
        return true;
    }
    size_t start = state->first + index * state->block_bytes;
    size_t length =
        state->end - start < state->block_bytes ? state->end - start : state->block_bytes;
    if (clm_hash64(mapped->bytes + start, length) != state->sums[index]) {
        atomic_store(&state->damaged, true);
        return false;
    }
    atomic_store_explicit(&state->done[index], 1, memory_order_release);
    return true;
}

const void *clm_mapped_view(const clm_mapped *mapped, uint64_t offset, uint64_t length) {
    checks *state = mapped->state;
    if (offset > mapped->length || length > mapped->length - offset) {
        atomic_store(&state->damaged, true);
        return NULL;
    }
    size_t from = (size_t)offset;
    size_t to = from + (size_t)length;
    size_t checked_from = from > state->first ? from : state->first;
    size_t checked_to = to < state->end ? to : state->end;
    if (state->done && checked_from < checked_to) {
        size_t last = (checked_to - 1 - state->first) / state->block_bytes;
        for (size_t i = (checked_from - state->first) / state->block_bytes; i <= last; i++) {
            if (!check_block(mapped, i)) {
                return NULL;
            }
        }
    }
    return mapped->length > 0 ? mapped->bytes + from : (const void *)"";
}

void clm_mapped_release(const clm_mapped *mapped) {
    if (mapped->length > 0) {
        union {
            const unsigned char *read;
            void *map;
        } memory = {.read = mapped->bytes};
        (void)madvise(memory.map, mapped->length, MADV_DONTNEED);
    }
}

bool clm_mapped_damaged(const clm_mapped *mapped) {
    return atomic_load(&mapped->state->damaged);
}

clm_status clm_mapped_verify(const clm_mapped *mapped, clm_error *error) {
    for (size_t i = 0; i < mapped->state->sum_count; i++) {
        if (!check_block(mapped, i)) {
            return clm_fail(error, CLM_ERR_DAMAGED, "block %zu of %zu has a wrong checksum", i + 1,
                            mapped->state->sum_count);
        }
    }
    return CLM_OK;
}

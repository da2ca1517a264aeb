#include "base/arena.h"

#include "base/alloc.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Under AddressSanitizer a piece ends where its bytes do, with a gap behind it: reading past it is
 * seen, though the block goes on. */
#ifndef __has_feature
#define __has_feature(name) 0 /* clang's */
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
enum { GAP_BYTES = 16 };
#else
enum { GAP_BYTES = 0 };
#define ASAN_POISON_MEMORY_REGION(start, bytes) ((void)(start), (void)(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(start, bytes) ((void)(start), (void)(bytes))
#endif

/* An ordinary article takes one or two blocks. */
enum { FIRST_BLOCK_BYTES = 32768, LARGEST_BLOCK_BYTES = 1 << 20 };

typedef struct block {
    struct block *next;
    size_t used;
    size_t capacity;
    alignas(max_align_t) unsigned char bytes[];
} block;

struct clm_arena {
    block *blocks; /* the one that is being filled comes first */
    size_t next_block_bytes;
    size_t handed_out;
};

clm_arena *clm_arena_new(void) {
    clm_arena *arena = clm_alloc_zero(1, sizeof *arena);
    if (arena) {
        arena->next_block_bytes = FIRST_BLOCK_BYTES;
    }
    return arena;
}

void clm_arena_free(clm_arena *arena) {
    if (!arena) {
        return;
    }
    block *at = arena->blocks;
    while (at) {
        block *next = at->next;
        clm_free(at);
        at = next;
    }
    clm_free(arena);
}

/* A block of bytes that are not zero yet: most of a block is never used. */
static block *new_block(size_t capacity) {
    block *fresh =
        capacity <= SIZE_MAX - sizeof *fresh ? clm_alloc(sizeof *fresh + capacity) : NULL;
    if (fresh) {
        *fresh = (block){.capacity = capacity};
        ASAN_POISON_MEMORY_REGION(fresh->bytes, capacity);
    }
    return fresh;
}

/* A block of zeros for one piece. */
static block *new_own_block(size_t bytes) {
    block *fresh =
        bytes <= SIZE_MAX - sizeof *fresh ? clm_alloc_zero(1, sizeof *fresh + bytes) : NULL;
    if (fresh) {
        fresh->capacity = fresh->used = bytes;
    }
    return fresh;
}

/* What a piece takes of its block. */
static size_t round_up(size_t bytes) {
    const size_t align = alignof(max_align_t);
    return (bytes > 0 ? (bytes + align - 1) / align * align : align) + GAP_BYTES;
}

void *clm_arena_alloc(clm_arena *arena, size_t bytes) {
    if (bytes > SIZE_MAX / 2) {
        return NULL;
    }
    size_t rounded = round_up(bytes);
    block *top = arena->blocks;
    if (!top || top->capacity - top->used < rounded) {
        if (top && rounded > arena->next_block_bytes / 4) {
            /* A large piece gets a block of its own behind the top one, which stays in use. */
            block *own = new_own_block(rounded);
            if (!own) {
                return NULL;
            }
            own->next = top->next;
            top->next = own;
            arena->handed_out += bytes;
            ASAN_POISON_MEMORY_REGION(own->bytes + bytes, rounded - bytes);
            return own->bytes;
        }
        size_t capacity = rounded > arena->next_block_bytes ? rounded : arena->next_block_bytes;
        block *fresh = new_block(capacity);
        if (!fresh) {
            return NULL;
        }
        fresh->next = top;
        arena->blocks = top = fresh;
        if (arena->next_block_bytes < LARGEST_BLOCK_BYTES) {
            arena->next_block_bytes *= 2;
        }
    }
    void *result = top->bytes + top->used;
    top->used += rounded;
    arena->handed_out += bytes;
    ASAN_UNPOISON_MEMORY_REGION(result, bytes);
    return memset(result, 0, bytes);
}

void *clm_arena_array(clm_arena *arena, size_t count, size_t item_bytes) {
    if (item_bytes > 0 && count > SIZE_MAX / item_bytes) {
        return NULL;
    }
    return clm_arena_alloc(arena, count * item_bytes);
}

char *clm_arena_strndup(clm_arena *arena, const char *text, size_t length) {
    if (length == SIZE_MAX) {
        return NULL;
    }
    char *copy = clm_arena_alloc(arena, length + 1);
    if (copy && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *clm_arena_strdup(clm_arena *arena, const char *text) {
    return clm_arena_strndup(arena, text, strlen(text));
}

char *clm_arena_printf(clm_arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = length < 0 ? NULL : clm_arena_alloc(arena, (size_t)length + 1);
    if (text) {
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    va_end(args);
    return text;
}

/* Makes the piece larger where it stands, if it is the last one of the block that is being filled
 * and there is room behind it. */
static bool extend_last(clm_arena *arena, void *items, size_t count, size_t wanted,
                        size_t item_bytes) {
    block *top = arena->blocks;
    if (!top || count == 0 || wanted > SIZE_MAX / 2 / (item_bytes > 0 ? item_bytes : 1)) {
        return false;
    }
    const size_t old = round_up(count * item_bytes), all = round_up(wanted * item_bytes);
    if (top->used < old || top->bytes + (top->used - old) != (const unsigned char *)items ||
        all - old > top->capacity - top->used) {
        return false;
    }
    unsigned char *fresh = (unsigned char *)items + count * item_bytes;
    const size_t more = (wanted - count) * item_bytes;
    ASAN_UNPOISON_MEMORY_REGION(fresh, more);
    memset(fresh, 0, more);
    top->used += all - old;
    arena->handed_out += more;
    return true;
}

int clm_arena_grow(clm_arena *arena, void **items, size_t *capacity, size_t needed,
                   size_t item_bytes) {
    if (needed <= *capacity) {
        return 0;
    }
    size_t wanted = *capacity > 0 ? *capacity : 8;
    while (wanted < needed) {
        wanted = wanted > SIZE_MAX / 2 ? needed : wanted * 2;
    }
    if (extend_last(arena, *items, *capacity, wanted, item_bytes)) {
        *capacity = wanted;
        return 0;
    }
    void *grown = clm_arena_array(arena, wanted, item_bytes);
    if (!grown) {
        return -1;
    }
    if (*capacity > 0) {
        memcpy(grown, *items, *capacity * item_bytes);
    }
    *items = grown;
    *capacity = wanted;
    return 0;
}

size_t clm_arena_bytes(const clm_arena *arena) {
    return arena->handed_out;
}

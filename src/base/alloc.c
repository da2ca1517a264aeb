#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The test hook: how many allocations until one fails, and how many were made. */
static _Thread_local struct {
    size_t countdown;
    size_t count;
} hook;

static int must_fail(void) {
    hook.count++;
    return hook.countdown > 0 && --hook.countdown == 0;
}

size_t clm_alloc_fail_at(size_t nth) {
    size_t count = hook.count;
    hook.count = 0;
    hook.countdown = nth;
    return count;
}

void *clm_alloc(size_t bytes) {
    return must_fail() ? NULL : malloc(bytes > 0 ? bytes : 1);
}

void *clm_alloc_zero(size_t count, size_t item_bytes) {
    if (must_fail() || (item_bytes > 0 && count > SIZE_MAX / item_bytes)) {
        return NULL;
    }
    return count > 0 && item_bytes > 0 ? calloc(count, item_bytes) : calloc(1, 1);
}

void *clm_realloc(void *old, size_t bytes) {
    return must_fail() ? NULL : realloc(old, bytes > 0 ? bytes : 1);
}

void clm_free(void *memory) {
    free(memory);
}

char *clm_strndup(const char *text, size_t length) {
    if (length == SIZE_MAX) {
        return NULL;
    }
    char *copy = clm_alloc(length + 1);
    if (copy) {
        if (length > 0) {
            memcpy(copy, text, length);
        }
        copy[length] = '\0';
    }
    return copy;
}

char *clm_strdup(const char *text) {
    return clm_strndup(text, strlen(text));
}

int clm_grow(void **items, size_t *capacity, size_t needed, size_t item_bytes) {
    if (needed <= *capacity) {
        return 0;
    }
    size_t wanted = *capacity > 0 ? *capacity : 8;
    while (wanted < needed) {
        wanted = wanted > SIZE_MAX / 2 ? needed : wanted * 2;
    }
    if (item_bytes > 0 && wanted > SIZE_MAX / item_bytes) {
        return -1;
    }
    void *grown = clm_realloc(*items, wanted * item_bytes);
    if (!grown) {
        return -1;
    }
    *items = grown;
    *capacity = wanted;
    return 0;
}

/* base/alloc.h: the only door to the heap for ranks 0 to 13.
 *
 * All functions return NULL when memory ends and never abort. A test makes each
 * allocation of a run fail in turn with clm_alloc_fail_at. Thread rule: all are safe;
 * the failure counter is per thread and exists for tests. */
#ifndef CLM_BASE_ALLOC_H
#define CLM_BASE_ALLOC_H

#include <stddef.h>

/* As malloc, calloc, realloc, free of the C library; a size of 0 gives a unique pointer.
 * **Owns:** the caller frees with clm_free. */
void *clm_alloc(size_t bytes);
void *clm_alloc_zero(size_t count, size_t item_bytes);
void *clm_realloc(void *old, size_t bytes);
void clm_free(void *memory);

/* Copies `length` bytes and adds a NUL. **Owns:** the caller frees. */
char *clm_strndup(const char *text, size_t length);
char *clm_strdup(const char *text);

/* Grows `*items` (of `item_bytes` each, `*capacity` of them) so that `needed` fit: doubles, never
 * shrinks. Returns 0, or -1 with everything left as it was. */
int clm_grow(void **items, size_t *capacity, size_t needed, size_t item_bytes);

/* Tests only: the `nth` allocation of this thread from now on fails (1 = the next); 0 turns it
 * off. Returns how many allocations were made since the last call. */
size_t clm_alloc_fail_at(size_t nth);

#endif

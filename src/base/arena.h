/* base/arena.h: memory that is freed all at once.
 *
 * One arena per article owns tokens, mentions and claims. Thread rule: one arena, one thread. */
#ifndef CLM_BASE_ARENA_H
#define CLM_BASE_ARENA_H

#include "base/text.h"

#include <stddef.h>

typedef struct clm_arena clm_arena;

/* Makes an empty arena; NULL when memory ends. **Owns:** the caller frees with clm_arena_free. */
clm_arena *clm_arena_new(void);

/* Frees the arena and all that was allocated from it; NULL is fine. */
void clm_arena_free(clm_arena *arena);

/* Returns `bytes` of zeroed memory aligned for any type; NULL when memory ends. Lives as long as
 * the arena. */
void *clm_arena_alloc(clm_arena *arena, size_t bytes);

/* As clm_arena_alloc for `count` items; NULL on overflow too. */
void *clm_arena_array(clm_arena *arena, size_t count, size_t item_bytes);

/* Copies text into the arena and adds a NUL; NULL when memory ends. */
char *clm_arena_strndup(clm_arena *arena, const char *text, size_t length);
char *clm_arena_strdup(clm_arena *arena, const char *text);

/* printf into the arena; NULL when memory ends. Numbers are locale-independent only without %f. */
char *clm_arena_printf(clm_arena *arena, const char *format, ...) CLM_PRINTF(2, 3);

/* Grows an array that lives in the arena, as clm_grow: where it stands, if nothing was made after
 * it; else the old block stays in the arena. What is new is zeroed. */
int clm_arena_grow(clm_arena *arena, void **items, size_t *capacity, size_t needed,
                   size_t item_bytes);

/* Bytes handed out so far. */
size_t clm_arena_bytes(const clm_arena *arena);

#endif

#include "gazetteer/strings.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "gazetteer/format.h"

#include <string.h>

enum { FIRST_SLOTS = 1024 };

clm_status clm_strings_init(clm_strings *pool, clm_error *error) {
    memset(pool, 0, sizeof(*pool));
    clm_buffer_init(&pool->bytes);
    clm_buffer_char(&pool->bytes, '\0');
    pool->slots = clm_alloc_zero(FIRST_SLOTS, sizeof(*pool->slots));
    pool->slot_count = FIRST_SLOTS;
    if (pool->slots == NULL || pool->bytes.failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for texts");
    }
    return CLM_OK;
}

void clm_strings_clear(clm_strings *pool) {
    clm_buffer_clear(&pool->bytes);
    clm_free(pool->slots);
    memset(pool, 0, sizeof(*pool));
}

clm_text clm_strings_get(const clm_strings *pool, uint32_t offset) {
    const char *at = pool->bytes.data + offset;
    return (clm_text){at + 1, (unsigned char)at[0]};
}

/* The slot where `text` is, or where it would go. */
static size_t find_slot(const clm_strings *pool, clm_text text) {
    size_t slot = (size_t)clm_hash64(text.ptr, text.len) & (pool->slot_count - 1);
    while (pool->slots[slot] != 0 &&
           !clm_text_equal(clm_strings_get(pool, pool->slots[slot]), text)) {
        slot = (slot + 1) & (pool->slot_count - 1);
    }
    return slot;
}

static clm_status grow_slots(clm_strings *pool, clm_error *error) {
    clm_strings bigger = *pool;
    bigger.slot_count = pool->slot_count * 2;
    bigger.slots = clm_alloc_zero(bigger.slot_count, sizeof(*bigger.slots));
    if (bigger.slots == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for texts");
    }
    for (size_t i = 0; i < pool->slot_count; i++) {
        if (pool->slots[i] != 0) {
            clm_text text = clm_strings_get(pool, pool->slots[i]);
            bigger.slots[find_slot(&bigger, text)] = pool->slots[i];
        }
    }
    clm_free(pool->slots);
    pool->slots = bigger.slots;
    pool->slot_count = bigger.slot_count;
    return CLM_OK;
}

clm_status clm_strings_add(clm_strings *pool, clm_text text, uint32_t *offset, clm_error *error) {
    *offset = 0;
    if (text.len == 0) {
        return CLM_OK;
    }
    if (text.len > CLM_GAZ_TEXT_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "text longer than %d bytes: \"%.60s...\"",
                        CLM_GAZ_TEXT_MAX, text.ptr);
    }
    if (pool->used * 2 >= pool->slot_count) {
        clm_status status = grow_slots(pool, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    size_t slot = find_slot(pool, text);
    if (pool->slots[slot] == 0) {
        uint32_t at = (uint32_t)pool->bytes.len;
        clm_buffer_char(&pool->bytes, (char)(unsigned char)text.len);
        clm_buffer_text(&pool->bytes, text);
        if (pool->bytes.failed || pool->bytes.len > UINT32_MAX) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory for texts");
        }
        pool->slots[slot] = at;
        pool->used++;
    }
    *offset = pool->slots[slot];
    return CLM_OK;
}

uint32_t clm_strings_find(const clm_strings *pool, clm_text text) {
    if (text.len == 0) {
        return 0;
    }
    uint32_t found = pool->slots[find_slot(pool, text)];
    return found != 0 ? found : UINT32_MAX;
}

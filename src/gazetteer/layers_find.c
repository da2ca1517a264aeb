/* Meanings of a name in several files.
 *
 * A file's list of meanings is read in place only where the first layer alone has the name; any
 * other list has to be renumbered. It is made once a name and kept, so that a reader of text pays
 * for it once: a table of lists that only grow, each change one compare-and-swap. */
#include "gazetteer/layers.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

struct clm_merged {
    clm_merged *next;
    const clm_name_ref *from; /* the last layer's list stands for the name */
    size_t count;
    clm_name_ref refs[];
};

typedef struct meaning {
    clm_name_ref ref;
    uint32_t rank;
} meaning;

static int compare_u32(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int compare_by_place(const void *a, const void *b) {
    const meaning *x = a;
    const meaning *y = b;
    int order = compare_u32(x->ref.place, y->ref.place);
    order = order != 0 ? order : compare_u32(y->ref.quality, x->ref.quality);
    return order != 0 ? order : compare_u32(x->ref.type, y->ref.type);
}

static int compare_by_worth(const void *a, const void *b) {
    const meaning *x = a;
    const meaning *y = b;
    int order = compare_u32(y->ref.quality, x->ref.quality);
    order = order != 0 ? order : compare_u32(x->rank, y->rank);
    return order != 0 ? order : compare_u32(x->ref.place, y->ref.place);
}

static uint32_t rank_of(const clm_layers *l, size_t layer, clm_place_index local) {
    const clm_gaz_place *place = clm_read_place(l->items[layer], local);
    return place != NULL ? place->rank : UINT32_MAX;
}

/* All meanings, one for each place, best first. */
static size_t join(const clm_layers *l, const clm_name_ref *const *lists, const size_t *counts,
                   meaning *out) {
    size_t count = 0;
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++) {
        for (size_t r = 0; r < counts[i]; r++) {
            clm_name_ref ref = lists[i][r];
            uint32_t rank = rank_of(l, i, ref.place);
            ref.place = clm_layers_canonical(l, i, ref.place);
            if (ref.place != CLM_NO_PLACE) {
                out[count++] = (meaning){ref, rank};
            }
        }
    }
    qsort(out, count, sizeof(*out), compare_by_place);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || out[kept - 1].ref.place != out[i].ref.place) {
            out[kept++] = out[i];
        }
    }
    qsort(out, kept, sizeof(*out), compare_by_worth);
    return kept;
}

static clm_merged *make(const clm_layers *l, const clm_name_ref *const *lists, const size_t *counts,
                        size_t total) {
    meaning *meanings = clm_alloc(total * sizeof(*meanings));
    clm_merged *merged = clm_alloc(sizeof(*merged) + total * sizeof(merged->refs[0]));
    if (meanings == NULL || merged == NULL) {
        clm_free(meanings);
        clm_free(merged);
        return NULL;
    }
    merged->count = join(l, lists, counts, meanings);
    for (size_t i = 0; i < merged->count; i++) {
        merged->refs[i] = meanings[i].ref;
    }
    clm_free(meanings);
    return merged;
}

size_t clm_layers_find(clm_layers *l, clm_text key, uint64_t hash, const clm_name_ref **refs) {
    const clm_name_ref *lists[CLM_GAZETTEER_LAYERS];
    size_t counts[CLM_GAZETTEER_LAYERS];
    counts[0] = clm_layer_find(l->items[0], key, hash, &lists[0]);
    const clm_name_ref *from = lists[0];
    size_t total = counts[0];
    for (size_t i = 1; i < l->count; i++) {
        counts[i] = clm_layer_find(l->items[i], key, hash, &lists[i]);
        from = counts[i] > 0 ? lists[i] : from;
        total += counts[i];
    }
    *refs = lists[0];
    if (total == counts[0]) {
        return total;
    }
    uintptr_t address = (uintptr_t)from;
    _Atomic(clm_merged *) *head =
        &l->merged[clm_hash64(&address, sizeof(address)) % CLM_MERGED_HEADS];
    clm_merged *first = atomic_load_explicit(head, memory_order_acquire);
    const clm_merged *found = first;
    while (found != NULL && found->from != from) {
        found = found->next;
    }
    if (found == NULL) {
        clm_merged *merged = make(l, lists, counts, total);
        if (merged == NULL) {
            atomic_store(&l->no_memory, true);
            return counts[0];
        }
        merged->from = from;
        /* Another thread may add the same name first: then it stands there twice, to no harm. */
        do {
            merged->next = first;
        } while (!atomic_compare_exchange_weak(head, &first, merged));
        found = merged;
    }
    *refs = found->count > 0 ? found->refs : NULL;
    return found->count;
}

void clm_layers_forget(clm_layers *l) {
    for (size_t i = 0; l->merged != NULL && i < CLM_MERGED_HEADS; i++) {
        clm_merged *next = NULL;
        for (clm_merged *at = atomic_load(&l->merged[i]); at != NULL; at = next) {
            next = at->next;
            clm_free(at);
        }
    }
    clm_free(l->merged);
    l->merged = NULL;
}

/* gazetteer/layers.h: several files behind one handle. Private.
 *
 * A place of layer i has the number base[i] + its number in the file. A place whose stable id an
 * earlier layer has is always spoken of by that layer's number ("canonical"). */
#ifndef CLM_GAZETTEER_LAYERS_H
#define CLM_GAZETTEER_LAYERS_H

#include "gazetteer/read.h"

#include <stdatomic.h>

enum { CLM_MERGED_HEADS = 1 << 14 };

typedef struct clm_merged clm_merged;

struct clm_layers {
    size_t count;
    clm_gazetteer *items[CLM_GAZETTEER_LAYERS]; /* items[0] owns this struct */
    clm_place_index base[CLM_GAZETTEER_LAYERS + 1];
    /* Canonical numbers of places that are no settlements, plus 1; 0: not looked for yet. Threads
     * that look at the same time find the same. */
    atomic_uint_least32_t *regions[CLM_GAZETTEER_LAYERS];
    /* Meanings that were joined before: lists that only grow, by hash. */
    _Atomic(clm_merged *) *merged;
    atomic_bool no_memory;
    clm_buffer name;
    char sha256[64];
    char date[16]; /* the newest one */
    size_t date_length;
};

/* The canonical number of place `local` of layer `layer`; CLM_NO_PLACE stays what it is. */
clm_place_index clm_layers_canonical(const clm_layers *layers, size_t layer, clm_place_index local);

/* layers_find.c */
size_t clm_layers_find(clm_layers *layers, clm_text key, uint64_t hash, const clm_name_ref **refs);
void clm_layers_forget(clm_layers *layers);

#endif

/* Packed trees of boxes: leaves in the order of a Hilbert curve, sixteen to a node. */
#include "gazetteer/write.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

typedef struct sorted_leaf {
    uint32_t place_on_curve;
    clm_gaz_node node;
} sorted_leaf;

/* Distance along the Hilbert curve of order 16. **Source:** the usual bit-by-bit rotation, as in
 * D. Hilbert, Math. Ann. 38 (1891), and H. S. Warren, Hacker's Delight, ch. 16. */
static uint32_t hilbert(uint32_t x, uint32_t y) {
    uint32_t distance = 0;
    for (uint32_t side = 1U << 15; side > 0; side >>= 1) {
        uint32_t right = (x & side) != 0;
        uint32_t upper = (y & side) != 0;
        distance += side * side * ((3 * right) ^ upper);
        if (upper == 0) {
            if (right == 1) {
                x = 0xFFFF - x;
                y = 0xFFFF - y;
            }
            uint32_t kept = x;
            x = y;
            y = kept;
        }
    }
    return distance;
}

static uint32_t curve_place(const int32_t box[4]) {
    int64_t x = ((int64_t)box[0] + box[2]) / 2 + 1800000000;
    int64_t y = ((int64_t)box[1] + box[3]) / 2 + 900000000;
    return hilbert((uint32_t)(x * 65535 / 3600000000LL) & 0xFFFF,
                   (uint32_t)(y * 65535 / 1800000000LL) & 0xFFFF);
}

static int compare_leaves(const void *a, const void *b) {
    const sorted_leaf *x = a;
    const sorted_leaf *y = b;
    if (x->place_on_curve != y->place_on_curve) {
        return x->place_on_curve < y->place_on_curve ? -1 : 1;
    }
    return (x->node.value > y->node.value) - (x->node.value < y->node.value);
}

static clm_gaz_node join(const clm_gaz_node *nodes, size_t count) {
    clm_gaz_node all = nodes[0];
    for (size_t i = 1; i < count; i++) {
        const clm_gaz_node *node = &nodes[i];
        all.box_e7[0] = node->box_e7[0] < all.box_e7[0] ? node->box_e7[0] : all.box_e7[0];
        all.box_e7[1] = node->box_e7[1] < all.box_e7[1] ? node->box_e7[1] : all.box_e7[1];
        all.box_e7[2] = node->box_e7[2] > all.box_e7[2] ? node->box_e7[2] : all.box_e7[2];
        all.box_e7[3] = node->box_e7[3] > all.box_e7[3] ? node->box_e7[3] : all.box_e7[3];
        all.value = node->value < all.value ? node->value : all.value;
    }
    return all;
}

clm_status clm_tree_make(const clm_gaz_node *leaves, size_t count, clm_gaz_node **out,
                         size_t *out_count, clm_error *error) {
    sorted_leaf *sorted = clm_alloc((count + 1) * sizeof(*sorted));
    *out_count = (size_t)clm_gaz_tree_nodes(count);
    *out = clm_alloc((*out_count + 1) * sizeof(**out));
    if (sorted == NULL || *out == NULL) {
        clm_free(sorted);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for trees");
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i] = (sorted_leaf){curve_place(leaves[i].box_e7), leaves[i]};
    }
    qsort(sorted, count, sizeof(*sorted), compare_leaves);
    for (size_t i = 0; i < count; i++) {
        (*out)[i] = sorted[i].node;
    }
    clm_free(sorted);
    size_t below = 0; /* first node of the level below */
    size_t here = count;
    for (size_t level = count; level > 1;) {
        size_t next = (level + CLM_GAZ_FANOUT - 1) / CLM_GAZ_FANOUT;
        for (size_t i = 0; i < next; i++) {
            size_t first = i * CLM_GAZ_FANOUT;
            size_t children = level - first < CLM_GAZ_FANOUT ? level - first : CLM_GAZ_FANOUT;
            (*out)[here + i] = join(*out + below + first, children);
        }
        below = here;
        here += next;
        level = next;
    }
    return CLM_OK;
}

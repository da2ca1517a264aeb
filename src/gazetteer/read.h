/* gazetteer/read.h: checked access to the open file. Private.
 *
 * Every function takes numbers as they stand in the file; one that is out of range gives NULL or
 * the empty text and marks the gazetteer as damaged. */
#ifndef CLM_GAZETTEER_READ_H
#define CLM_GAZETTEER_READ_H

#include "base/file.h"
#include "gazetteer/format.h"

enum { CLM_TREE_LEVELS_MAX = 9 };

/* A packed tree; level 0 are the leaves. */
typedef struct clm_tree {
    clm_gaz_section section;
    unsigned levels; /* at least 1 where there are leaves */
    uint64_t start[CLM_TREE_LEVELS_MAX], count[CLM_TREE_LEVELS_MAX];
} clm_tree;

typedef struct clm_section {
    uint64_t offset, count;
    uint32_t item_bytes;
} clm_section;

struct clm_gazetteer {
    clm_mapped *mapped;
    clm_section sections[CLM_GAZ_SECTION_COUNT];
    clm_gaz_meta meta;
    char sha256[64];
    unsigned name_bits, word_bits;
    clm_tree line_tree, part_tree, town_tree;
};

/* Marks the file as damaged. */
void clm_read_damaged(const clm_gazetteer *gazetteer);

/* `count` items from `index` on. */
const void *clm_read(const clm_gazetteer *gazetteer, clm_gaz_section section, uint64_t index,
                     uint64_t count);

clm_text clm_read_text(const clm_gazetteer *gazetteer, uint32_t offset);

/* NULL without damage if there is no such place, or it has no extra. */
const clm_gaz_place *clm_read_place(const clm_gazetteer *gazetteer, clm_place_index index);
const clm_gaz_extra *clm_read_extra(const clm_gazetteer *gazetteer, const clm_gaz_place *place);

/* Steps through the values of leaves whose box meets `box_e7` (west <= east); `box_e7` may be
 * made smaller between steps. */
typedef struct clm_tree_frame {
    const clm_gaz_node *nodes;
    uint64_t first; /* number of nodes[0] in its level */
    uint32_t at, count;
} clm_tree_frame;

typedef struct clm_tree_walk {
    const clm_gazetteer *gazetteer;
    const clm_tree *tree;
    int32_t box_e7[4];
    unsigned depth;
    clm_tree_frame frames[CLM_TREE_LEVELS_MAX];
} clm_tree_walk;

void clm_tree_begin(clm_tree_walk *walk, const clm_gazetteer *gazetteer, const clm_tree *tree,
                    const int32_t box_e7[4]);
bool clm_tree_next(clm_tree_walk *walk, uint32_t *value);

/* Children of node `index` of `level` (> 0); NULL on damage. */
const clm_gaz_node *clm_tree_children(const clm_gazetteer *gazetteer, const clm_tree *tree,
                                      unsigned level, uint64_t index, uint32_t *count);

/* One or two boxes of whole numbers (two where it crosses 180 degrees); returns how many, 0 for an
 * empty box. */
unsigned clm_boxes_e7(clm_bbox box, int32_t out[2][4]);

bool clm_box_meets(const int32_t a[4], const int32_t b[4]);
clm_lonlat clm_lonlat_of(clm_gaz_vertex vertex);

#endif

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

typedef struct clm_layers clm_layers;

struct clm_gazetteer {
    clm_layers *layers; /* NULL: this file alone */
    clm_mapped *mapped;
    clm_mapped_window window;
    clm_section sections[CLM_GAZ_SECTION_COUNT];
    clm_gaz_meta meta;
    char sha256[64];
    unsigned name_bits, word_bits;
    clm_tree line_tree, part_tree, town_tree;
};

/* ---- one file ----
 * What the functions of gazetteer.h of the same names do, for one file by itself: places are
 * numbered from 0 and nothing is known of other layers. */
clm_status clm_layer_check(const clm_gazetteer *g, clm_error *error);
void clm_layer_release(const clm_gazetteer *g);
clm_status clm_layer_verify(const clm_gazetteer *g, clm_error *error);
clm_gazetteer_info clm_layer_describe(const clm_gazetteer *g);
uint32_t clm_layer_count(const clm_gazetteer *g);
clm_place clm_layer_place(const clm_gazetteer *g, clm_place_index index);
/* As clm_gazetteer_place_facts; false where there is no such place. */
bool clm_layer_facts(const clm_gazetteer *g, clm_place_index index, clm_place *out);
size_t clm_layer_find(const clm_gazetteer *g, clm_text key, uint64_t hash,
                      const clm_name_ref **refs);
unsigned clm_layer_words(const clm_gazetteer *g, uint64_t hash);
clm_place_index clm_layer_by_id(const clm_gazetteer *g, clm_text id);
clm_place_index clm_layer_country(const clm_gazetteer *g, const char *iso2);
size_t clm_layer_members(const clm_gazetteer *g, clm_place_index place, clm_worldview worldview,
                         clm_place_index *out, size_t capacity);
size_t clm_layer_containing(const clm_gazetteer *g, clm_lonlat point, clm_place_index *out,
                            size_t capacity);
clm_text clm_layer_name_in(const clm_gazetteer *g, clm_place_index place, const char *lang);
size_t clm_layer_settlements_in(const clm_gazetteer *g, clm_bbox box, clm_place_index *out,
                                size_t capacity);
clm_place_index clm_layer_nearest(const clm_gazetteer *g, clm_lonlat point, double limit_m);
bool clm_layer_has_shape(const clm_gazetteer *g, clm_place_index place, clm_worldview worldview);
CLM_MUST_CHECK clm_status clm_layer_shape(const clm_gazetteer *g, clm_place_index place,
                                          clm_worldview worldview, double min_area_m2,
                                          clm_geometry *out, clm_error *error);
CLM_MUST_CHECK clm_status clm_layer_lines_in(
    const clm_gazetteer *g, clm_bbox box, double min_area_m2, unsigned rank_max,
    clm_status (*visit)(void *context, const clm_base_line *line), void *context, clm_error *error);
size_t clm_layer_regions_in(const clm_gazetteer *g, clm_bbox box, clm_place_index *out,
                            size_t capacity);
/* None where there are more than a map can look through. */
size_t clm_layer_waters(const clm_gazetteer *g, clm_place_index *out, size_t capacity);
void clm_layers_free(clm_layers *layers);

/* Marks the file as damaged. */
void clm_read_damaged(const clm_gazetteer *gazetteer);

/* As clm_read, for bytes that were not looked at before. */
const void *clm_read_first(const clm_gazetteer *gazetteer, clm_gaz_section section, uint64_t index,
                           uint64_t count);

/* `count` items from `index` on. */
static inline const void *clm_read(const clm_gazetteer *gazetteer, clm_gaz_section section,
                                   uint64_t index, uint64_t count) {
    const clm_section *s = &gazetteer->sections[section];
    if (index <= s->count && count <= s->count - index) {
        const uint64_t offset = s->offset + index * s->item_bytes;
        if (clm_mapped_was_checked(&gazetteer->window, offset, count * s->item_bytes)) {
            return gazetteer->window.bytes + offset;
        }
    }
    return clm_read_first(gazetteer, section, index, count);
}

static inline clm_text clm_read_text(const clm_gazetteer *gazetteer, uint32_t offset) {
    const clm_text none = {"", 0};
    if (offset == 0) {
        return none;
    }
    const unsigned char *length = clm_read(gazetteer, CLM_GAZ_STRINGS, offset, 1);
    if (length == NULL || *length == 0) {
        return none;
    }
    const char *text = clm_read(gazetteer, CLM_GAZ_STRINGS, (uint64_t)offset + 1, *length);
    return text != NULL ? (clm_text){text, *length} : none;
}

/* NULL without damage if there is no such place, or it has no extra. */
static inline const clm_gaz_place *clm_read_place(const clm_gazetteer *gazetteer,
                                                  clm_place_index index) {
    if (index >= gazetteer->sections[CLM_GAZ_PLACES].count) {
        return NULL;
    }
    return clm_read(gazetteer, CLM_GAZ_PLACES, index, 1);
}

static inline const clm_gaz_extra *clm_read_extra(const clm_gazetteer *gazetteer,
                                                  const clm_gaz_place *place) {
    if (place == NULL || place->extra == CLM_GAZ_NONE) {
        return NULL;
    }
    return clm_read(gazetteer, CLM_GAZ_EXTRAS, place->extra, 1);
}

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

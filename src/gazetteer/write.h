/* gazetteer/write.h: the tables that only the file has: hashed names, trees. Private. */
#ifndef CLM_GAZETTEER_WRITE_H
#define CLM_GAZETTEER_WRITE_H

#include "gazetteer/build.h"

/* Names by hash, with buckets; first words; ids. */
typedef struct clm_name_index {
    uint32_t *name_buckets, *word_buckets;
    size_t name_bucket_count, word_bucket_count; /* one more than buckets */
    clm_gaz_name *names;                         /* one more as the end */
    size_t name_count;
    clm_name_ref *refs;
    size_t ref_count;
    uint64_t *words;
    size_t word_count;
    uint64_t *id_hashes;
    uint32_t *id_places;
    size_t id_count;
} clm_name_index;

CLM_MUST_CHECK clm_status clm_name_index_make(const clm_build *build, clm_name_index *out,
                                              clm_error *error);
void clm_name_index_clear(clm_name_index *index);

/* Turns `count` leaves into a tree: sorts them along a Hilbert curve and appends the levels above.
 * **Owns:** the caller frees `*out`. */
CLM_MUST_CHECK clm_status clm_tree_make(const clm_gaz_node *leaves, size_t count,
                                        clm_gaz_node **out, size_t *out_count, clm_error *error);

#endif

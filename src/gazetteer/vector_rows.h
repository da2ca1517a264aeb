/* gazetteer/vector_rows.h: layers of vector files -> the builder's model. Private to the builder.
 *
 * A feature is a place: its columns say name, kind and the rest, its shape where it is. */
#ifndef CLM_GAZETTEER_VECTOR_ROWS_H
#define CLM_GAZETTEER_VECTOR_ROWS_H

#include "gazetteer/dump.h"
#include "vector/vector.h"

/* A column, or the same value for all features; neither: nothing was asked for and found. */
typedef struct clm_vector_column {
    int field;       /* -1: none */
    clm_text always; /* empty: none */
} clm_vector_column;

/* A column of more names. */
typedef struct clm_vector_names {
    int field;
    char lang[2]; /* 0: of no language, or of one with a longer code */
    clm_name_type type;
    unsigned quality;
    bool list; /* members between | ; , */
} clm_vector_names;

typedef struct clm_vector_columns {
    int name;    /* -1 where only `english` is there */
    int english; /* a column of English names that goes before `name`; -1 for none */
    clm_vector_column kind, population, country, id;
    int wikidata;
    CLM_ARRAY(clm_vector_names) others;
} clm_vector_columns;

/* Which columns of the layer count. **Owns:** the caller clears, also after an error. **Errors:**
 * CLM_ERR_NOT_FOUND a column that is not there, with those that are; CLM_ERR_FORMAT a constant that
 * is no value of its kind. */
CLM_MUST_CHECK clm_status clm_vector_columns_choose(const clm_dataset *dataset,
                                                    const clm_gazetteer_vector *asked,
                                                    clm_vector_columns *out, clm_error *error);
void clm_vector_columns_clear(clm_vector_columns *columns);

/* The kind of the contract's word; false for other words. */
bool clm_vector_kind_of(clm_text word, clm_place_kind *out);

/* Appends all features of `vector`. Places of dumps come before those of vectors. `counts` may be
 * NULL. */
CLM_MUST_CHECK clm_status clm_dump_read_vector(clm_dump *dump, const clm_gazetteer_vector *vector,
                                               clm_gazetteer_vector_counts *counts,
                                               clm_error *error);

enum { CLM_VECTOR_VERTICES_MAX = 1 << 28 }; /* of all polygons of one gazetteer */

/* Keeps the polygons of a place that has an extra. */
CLM_MUST_CHECK clm_status clm_dump_keep_shape(clm_dump *dump, uint32_t extra,
                                              const clm_geometry *shape, clm_error *error);

/* After the sort: polygons to lines and rings of the file, areas and boxes of their places. */
CLM_MUST_CHECK clm_status clm_dump_make_shapes(clm_dump *dump, clm_error *error);

#endif

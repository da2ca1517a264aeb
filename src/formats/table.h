/* formats/table.h: a feature as one row of columns: the one model behind every format that has no
 * nested objects, and behind the properties of the GeoJSON itself.
 *
 * Knows nothing about files. Thread rule: no state; rows borrow from their collection. */
#ifndef CLM_FORMATS_TABLE_H
#define CLM_FORMATS_TABLE_H

#include "features/features.h"
#include "style/style.h"

typedef enum clm_column_type {
    CLM_COLUMN_TEXT = 0,
    CLM_COLUMN_INTEGER, /* of at most 53 bits */
    CLM_COLUMN_NUMBER,
    CLM_COLUMN_BOOLEAN, /* "true" or "false" */
    CLM_COLUMN_DATE,    /* YYYY-MM-DD */
    CLM_COLUMN_JSON     /* an object or a list as JSON text */
} clm_column_type;

/* Groups of columns, or'ed. Names are unique over both, so that a table may have both. */
enum {
    CLM_COLUMN_FLAT = 1,   /* for people: one plain value each */
    CLM_COLUMN_CARRIED = 2 /* the members of the GeoJSON's properties, objects and lists as JSON:
                              what clm_collection_read needs to give the same collection back */
};

typedef struct clm_column {
    const char *name;       /* snake_case; of simplestyle with its hyphens */
    const char *short_name; /* at most 10 characters, unique, for shapefiles; NULL: not flat */
    const char *meaning;    /* one line */
    clm_column_type type;
    unsigned char decimals; /* of numbers, at most */
    unsigned char groups;   /* CLM_COLUMN_FLAT, CLM_COLUMN_CARRIED */
    unsigned char kinds;    /* 1 << clm_feature_kind of those that have it */
    bool long_text;         /* often longer than 254 bytes */
} clm_column;

/* All columns, in the order of the GeoJSON's properties, flat ones beside the object that they are
 * taken from; NULL behind the last. */
const clm_column *clm_column_at(size_t index);

/* The column of that name in one of `groups`, or NULL. */
const clm_column *clm_column_named(const char *name, unsigned groups);

/* A feature of a collection. */
typedef struct clm_row {
    const clm_collection *collection;
    const clm_feature *feature;
    const clm_theme *theme; /* gives colours; NULL: colours and sums are null */
    int side;               /* of clm_collection_side_index, where there is a theme */
} clm_row;

clm_row clm_row_of(const clm_collection *collection, const clm_feature *feature,
                   const clm_theme *theme);

/* Appends the value of a column as plain text, numbers with "." and no exponent; false, and nothing
 * appended, where it is null or the row's kind has no such column. A text may be empty.
 * **Errors:** the buffer's own sticky failure. */
bool clm_column_value(const clm_column *column, const clm_row *row, clm_buffer *out);

/* The word for the kind, "claim". */
const char *clm_feature_kind_name(clm_feature_kind kind);

#endif

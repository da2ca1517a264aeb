/* features/read.h: what the sources that read GeoJSON back share. Private.
 *
 * A property that is not what it should be is left out and told in the warnings. Programs that
 * rewrite a file turn objects and arrays into text, numbers into text and texts of digits into
 * numbers: all of these are read. Memory that ended stays in `build.failed`. Thread rule: one
 * reading, one thread. */
#ifndef CLM_FEATURES_READ_H
#define CLM_FEATURES_READ_H

#include "base/json.h"
#include "features/build.h"

typedef struct clm_reading {
    clm_build build; /* arena, scratch, collection, gazetteer */
    clm_buffer *warnings;
    size_t warning_count;
    size_t feature;     /* the number of the one that is read, from 1; 0: the collection */
    const char *id;     /* of that feature, NULL unknown */
    const char *within; /* the property whose members are read, NULL: the feature's own */
    clm_json **nested;  /* documents out of strings; freed after each feature */
    size_t nested_count, nested_capacity;
} clm_reading;

/* read_values.c. Absent and null read as NULL, `otherwise` or nothing. */

/* Adds "feature 3 (ID), place.kind: " and the message to the warnings; `name` NULL: the feature as
 * a whole. */
void clm_read_warn(clm_reading *reading, const char *name, const char *format, ...)
    CLM_PRINTF(3, 4);
/* For a warning, with at most two decimals; lives in the arena. */
const char *clm_read_number_text(clm_reading *reading, double value);
/* Says how many warnings were too many to be told. */
void clm_read_finish_warnings(clm_reading *reading);
const char *clm_read_string(clm_reading *reading, const clm_json *object, const char *name);
double clm_read_number(clm_reading *reading, const clm_json *object, const char *name,
                       double otherwise);
/* A whole number of 0 to `most`; 0 where there is none. */
uint32_t clm_read_count(clm_reading *reading, const clm_json *object, const char *name,
                        uint32_t most);
bool clm_read_bool(clm_reading *reading, const clm_json *object, const char *name, bool otherwise);
/* The value of the word by `parse`, which gives -1 for words that it does not know. */
int clm_read_word(clm_reading *reading, const clm_json *object, const char *name,
                  int (*parse)(clm_text word), int otherwise);
const clm_json *clm_read_object(clm_reading *reading, const clm_json *object, const char *name);
const clm_json *clm_read_array(clm_reading *reading, const clm_json *object, const char *name);
/* The item as an object, which it may be as text; NULL after a warning. */
const clm_json *clm_read_item(clm_reading *reading, const clm_json *array, size_t index,
                              const char *name);
void clm_read_free_nested(clm_reading *reading);

/* read_geometry.c: the settled shape; NONE after a warning where it cannot be drawn. **Errors:**
 * CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_read_geometry(clm_reading *reading, const clm_json *geometry,
                                            clm_geometry *out, clm_error *error);

/* read_statement.c: what claims and figures say, from the properties. */
void clm_read_statement(clm_reading *reading, const clm_json *properties, clm_feature *out);
void clm_read_place(clm_reading *reading, const clm_json *properties, clm_feature *out);
void clm_read_change(clm_reading *reading, const clm_json *properties, clm_feature *out);
clm_excerpt clm_read_excerpt(clm_reading *reading, const clm_json *object);
void clm_read_mentions(clm_reading *reading, const clm_json *properties, clm_feature *out);

/* read_feature.c: one feature but the article's. */
CLM_MUST_CHECK clm_status clm_read_feature(clm_reading *reading, const clm_json *feature,
                                           clm_feature *out, clm_error *error);

/* read_facts.c: what the collection says of itself, from the article feature's properties and from
 * the collection's member; either may be NULL. */
void clm_read_facts(clm_reading *reading, const clm_json *properties, const clm_json *member,
                    clm_article_facts *out);

#endif

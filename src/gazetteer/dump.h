/* gazetteer/dump.h: GeoNames dumps -> the builder's model. Private to the builder.
 *
 * Dumps are read line by line and never held: memory grows with the places, not with the text.
 * **Source:** https://download.geonames.org/export/dump/readme.txt */
#ifndef CLM_GAZETTEER_DUMP_H
#define CLM_GAZETTEER_DUMP_H

#include "gazetteer/topology.h"

#include <stdio.h>

enum { CLM_DUMP_LINE_MAX = 1 << 18 }; /* bytes of a line */

/* One dump file. Cells, line and messages are those of a source table. */
typedef struct clm_dump_file {
    clm_table table;
    FILE *in;
    int columns_least; /* a row may leave out the columns after these */
    char *bytes;
    size_t begin, end;
    bool ended;
} clm_dump_file;

/* Reads `in`, called `name` in messages. **Owns:** the caller closes `in`, and the file with
 * clm_dump_close, also after an error. */
CLM_MUST_CHECK clm_status clm_dump_open(clm_dump_file *file, FILE *in, const char *name,
                                        const char *const *columns, int columns_least,
                                        clm_error *error);
CLM_MUST_CHECK clm_status clm_dump_next(clm_dump_file *file, bool *more, clm_error *error);
void clm_dump_close(clm_dump_file *file);

/* What a feature code is here. */
typedef struct clm_dump_kind {
    clm_place_kind kind;
    uint8_t rank; /* settlements have their own rule */
    bool historical;
    double uncertainty_m;
} clm_dump_kind;

/* False for a class that GeoNames does not have. */
bool clm_dump_kind_of(clm_text feature_class, clm_text code, clm_dump_kind *out);

/* An admin1 or admin2 code that places carry, with the mean of their points. */
typedef struct clm_dump_area {
    uint32_t code;  /* string "UA.15" or "UA.15.1502" */
    uint32_t place; /* the area itself, CLM_GAZ_NONE where no row is it */
    double x, y, z; /* sum of its places on the sphere */
    uint32_t admin1, country;
} clm_dump_area;

typedef struct clm_dump {
    clm_build build; /* a place's `parent` is the number of its admin1 area plus 1 */
    CLM_ARRAY(clm_dump_area) areas;
    uint32_t *area_slots; /* hash of areas by code: index + 1 */
    size_t area_slot_count;
    size_t vector_first;    /* places from here on are of vector files */
    clm_rings_input shapes; /* their polygons; a ring's region is its place's extra */
    char date[10];          /* of the newest row */
    bool has_date, typed_names;
} clm_dump;

CLM_MUST_CHECK clm_status clm_dump_init(clm_dump *dump, clm_error *error);
void clm_dump_clear(clm_dump *dump);

/* The area of a code, made if it is new. */
CLM_MUST_CHECK clm_status clm_dump_area_of(clm_dump *dump, clm_text code, uint32_t *out,
                                           clm_error *error);

/* The four kinds of files. Areas and names come after all places. */
CLM_MUST_CHECK clm_status clm_dump_read_places(clm_dump *dump, FILE *in, const char *name,
                                               clm_error *error);
CLM_MUST_CHECK clm_status clm_dump_read_names(clm_dump *dump, FILE *in, const char *name,
                                              clm_error *error);
CLM_MUST_CHECK clm_status clm_dump_read_areas(clm_dump *dump, FILE *in, const char *name,
                                              bool first_level, clm_error *error);

/* Gives places their regions: those of `base` (may be NULL) that hold their points, else their
 * codes'. */
CLM_MUST_CHECK clm_status clm_dump_link(clm_dump *dump, const clm_gazetteer *base,
                                        clm_error *error);

/* Names that `base` keeps down, such as plain words, are kept down here too. */
CLM_MUST_CHECK clm_status clm_dump_stop_names(clm_dump *dump, const clm_gazetteer *base,
                                              clm_error *error);

#endif

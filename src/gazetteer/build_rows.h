/* gazetteer/build_rows.h: what rows of all source tables have in common. Private.
 *
 * Messages get "file:line: " before them in clm_rows. */
#ifndef CLM_GAZETTEER_BUILD_ROWS_H
#define CLM_GAZETTEER_BUILD_ROWS_H

#include "gazetteer/build.h"

/* How usual a name is for its place, 0..1000. */
enum {
    CLM_QUALITY_PRIMARY = 1000,
    CLM_QUALITY_ASCII = 950,
    CLM_QUALITY_LONG = 950,
    CLM_QUALITY_ALIAS = 900,
    CLM_QUALITY_DERIVED = 850,
    CLM_QUALITY_LANGUAGE = 800,
    CLM_QUALITY_HISTORICAL = 500,
    CLM_QUALITY_STOP_MAX = 99
};

typedef struct clm_name_column {
    int column;
    clm_name_type type;
    unsigned quality;
} clm_name_column;

/* Calls `row` for each row of a table. */
CLM_MUST_CHECK clm_status clm_rows(clm_build *build, const char *file, const char *const *columns,
                                   bool optional,
                                   clm_status (*row)(clm_build *, const clm_table *, clm_error *),
                                   clm_error *error);

/* Appends an empty place, with an extra if asked for; `*index` gets its number. */
CLM_MUST_CHECK clm_status clm_row_place(clm_build *build, clm_place_kind kind, bool with_extra,
                                        uint32_t *index, clm_error *error);

CLM_MUST_CHECK clm_status clm_row_string(clm_build *build, clm_text text, uint32_t *out,
                                         clm_error *error);
CLM_MUST_CHECK clm_status clm_row_point(const clm_table *table, int lon, int lat,
                                        clm_build_place *place, clm_error *error);
CLM_MUST_CHECK clm_status clm_row_rank(const clm_table *table, int column, uint32_t otherwise,
                                       clm_build_place *place, clm_error *error);
CLM_MUST_CHECK clm_status clm_row_country(clm_build *build, const clm_table *table, int column,
                                          uint16_t *out, clm_error *error);

/* A Wikidata number with or without its Q. */
CLM_MUST_CHECK clm_status clm_row_wikidata(const clm_table *table, int column,
                                           clm_build_place *place, clm_error *error);

/* Sets the place's stable id, and makes it findable by it. */
CLM_MUST_CHECK clm_status clm_row_id(clm_build *build, uint32_t place, clm_text id,
                                     clm_error *error);
/* As above for "PREFIXNUMBER"; not `main_id`: another id under which it is found. */
CLM_MUST_CHECK clm_status clm_row_number_id(clm_build *build, const char *prefix, clm_text number,
                                            uint32_t place, bool main_id, clm_error *error);

/* "uk=NAME|ru=NAME": kept for labels, and names to be found. */
CLM_MUST_CHECK clm_status clm_row_languages(clm_build *build, const clm_table *table, int column,
                                            uint32_t place, clm_error *error);
CLM_MUST_CHECK clm_status clm_row_names(clm_build *build, const clm_table *table, uint32_t place,
                                        const clm_name_column *columns, size_t count,
                                        clm_error *error);

#endif

/* gazetteer/tables.h: reads one source table, row by row (gazetteer/TABLES.md). Private. */
#ifndef CLM_GAZETTEER_TABLES_H
#define CLM_GAZETTEER_TABLES_H

#include "base/text.h"

enum { CLM_TABLE_COLUMNS_MAX = 24 };

typedef struct clm_table {
    const char *file;                    /* "places.tsv", for messages */
    const char *const *columns;          /* the known ones, ended by NULL */
    int place_of[CLM_TABLE_COLUMNS_MAX]; /* column of the file -> index into columns */
    int file_columns;
    clm_buffer text;
    size_t pos, line;
    bool missing;                          /* there is no such file */
    clm_text cells[CLM_TABLE_COLUMNS_MAX]; /* of the current row, by index into columns */
} clm_table;

/* Opens `dir`/`file`, packed or not, and reads its first line. A file that is not there is an
 * error, unless `optional`: then it has no rows. **Owns:** the caller closes it, also after an
 * error. */
CLM_MUST_CHECK clm_status clm_table_open(clm_table *table, const char *dir, const char *file,
                                         const char *const *columns, bool optional,
                                         clm_error *error);
void clm_table_close(clm_table *table);

/* Steps to the next row; `*more` is false after the last one. */
CLM_MUST_CHECK clm_status clm_table_next(clm_table *table, bool *more, clm_error *error);

/* Fails with "file:line: " before the message. */
clm_status clm_table_fail(const clm_table *table, clm_error *error, const char *format, ...)
    CLM_PRINTF(3, 4);

/* The cell as a number within [low, high]; `otherwise` for an empty one. */
CLM_MUST_CHECK clm_status clm_table_number(const clm_table *table, int column, double low,
                                           double high, double otherwise, double *out,
                                           clm_error *error);

/* As clm_table_number for whole numbers from 0 to `high`. */
CLM_MUST_CHECK clm_status clm_table_count(const clm_table *table, int column, uint32_t high,
                                          uint32_t otherwise, uint32_t *out, clm_error *error);

/* Takes the next member off a list with '|' between members; false at its end. */
bool clm_table_member(clm_text *list, clm_text *member);

/* Reads a whole file of `dir`, packed (".zst" added) or not. `*missing` NULL: must be there. */
CLM_MUST_CHECK clm_status clm_table_read_file(const char *dir, const char *file, clm_buffer *out,
                                              bool *missing, clm_error *error);

#endif

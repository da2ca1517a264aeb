/* A small model: letters, the boxes where they lie, and their lines. */
#ifndef CLM_TEST_STORE_MODEL_H
#define CLM_TEST_STORE_MODEL_H

#include "store/store.h"

static const clm_store_column letter_columns[] = {
    {"letter", "who's letter", CLM_STORE_TEXT, true},
    {"sent", "on that day", CLM_STORE_DATE, false},
};
static const clm_store_column box_columns[] = {
    {"box", "its name", CLM_STORE_TEXT, true},
    {"letter", "what lies in it", CLM_STORE_TEXT, true},
};
static const clm_store_column line_columns[] = {
    {"letter", "of the line", CLM_STORE_TEXT, true},
    {"line", "its number", CLM_STORE_INTEGER, true},
    {"width", "in metres", CLM_STORE_NUMBER, false},
    {"bold", "or not", CLM_STORE_BOOLEAN, false},
    {"marks", "all of them", CLM_STORE_JSON, false},
    {"shape", "where", CLM_STORE_GEOMETRY, false},
};
static const clm_store_column word_columns[] = {
    {"letter", "of the word", CLM_STORE_TEXT, true},
    {"line", "of the word", CLM_STORE_INTEGER, true},
    {"word", "itself", CLM_STORE_TEXT, true},
};
static const char *const line_indexes[] = {"width", "bold, width"};
static const clm_store_table letter_tables[] = {
    {"letters", "letters' heads", letter_columns, 2, 1, NULL, 0, NULL, 0},
    {"boxes", "boxes", box_columns, 2, 1, "letters", 1, NULL, 0},
    {"lines", "lines", line_columns, 6, 2, "letters", 0, line_indexes, 2},
    {"words", "words", word_columns, 3, 3, "lines", 0, NULL, 0},
};
static const clm_store_model letter_model = {3, letter_tables, 4};

#endif

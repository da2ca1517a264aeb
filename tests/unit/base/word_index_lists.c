/* Words of every length that is packed in its own way; three stand in two lists. */
#include "base/word_index.h"

extern const clm_word_list clm_word_lists_to_index[];
extern const size_t clm_word_lists_to_index_count;

const clm_word_list clm_word_lists_to_index[] = {
    {1, "a to the four fives sixsix seventy eighteen nineteen1 abcdefghijklmnop"},
    {2, "  the four  abcdefghijklmnop zwölf "},
    {4, ""},
};

const size_t clm_word_lists_to_index_count =
    sizeof clm_word_lists_to_index / sizeof *clm_word_lists_to_index;

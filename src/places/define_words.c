/* places/define_words.c: the words of sentences that define a place; see define.h. */
#include "places/define.h"

#include "base/word_table.h"

/* clang-format off */
static const char *const ENTRIES[] = {
    "about:e", "after:e", "along:e", "approximately:e", "are:v", "area:n", "areas:n", "around:e",
    "between:e", "borough:n", "boroughs:n", "by:e", "called:e", "capital:n", "capitals:n",
    "center:n", "centre:n", "cities:n", "city:n", "close:e", "commune:n", "communes:n",
    "communities:n", "community:n", "council:n", "counties:n", "county:n", "department:n",
    "district:n", "districts:n", "east:d", "eastern:d", "from:e", "hamlet:n", "hamlets:n", "in:i",
    "inside:i", "is:v", "island:n", "islands:n", "km:e", "localities:n", "locality:n", "mi:e",
    "miles:e", "municipalities:n", "municipality:n", "named:e", "near:e", "neighborhood:n",
    "neighborhoods:n", "neighbourhood:n", "neighbourhoods:n", "north:d", "northeast:d",
    "northwest:d", "of:i", "off:e", "on:e", "opposite:e", "parish:n", "parishes:n", "place:n",
    "port:n", "prefecture:n", "province:n", "provinces:n", "region:n", "regions:n", "resort:n",
    "seat:n", "settlement:n", "settlements:n", "south:d", "southeast:d", "southwest:d", "state:n",
    "suburb:n", "suburbs:n", "that:e", "to:e", "town:n", "towns:n", "township:n", "townships:n",
    "village:n", "villages:n", "ward:n", "was:v", "were:v", "west:d", "where:e", "which:e", "who:e",
    "with:e", "within:i",
};
/* clang-format on */

/* Letters in the order of the bits of clm_define_class. */
static const char LETTERS[] = "vnide";

#ifdef CLM_WORD_TABLE_GEN

extern const clm_word_table clm_word_table_to_index;
const clm_word_table clm_word_table_to_index = {ENTRIES, sizeof ENTRIES / sizeof ENTRIES[0],
                                                LETTERS};

#else

#include "base/word_index.h"

#include "places/define_words_index.inc"

static const clm_word_table TABLE = {ENTRIES, sizeof ENTRIES / sizeof ENTRIES[0], LETTERS};

uint32_t clm_define_classes(uint64_t hash) {
    return clm_word_index_by_hash(&word_index, hash);
}

size_t clm_define_word_count(void) {
    return TABLE.count;
}

clm_text clm_define_word_at(size_t index) {
    return clm_word_table_at(&TABLE, index);
}

#endif

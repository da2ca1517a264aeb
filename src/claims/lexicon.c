#include "claims/lexicon.h"

#include "claims/lexicon_index.inc"

static const char *const source_types[] = {
    NULL,        "official", "government", "military", "armed_group", "state_media", "media",
    "monitor",   "ngo",      "igo",        "agency",   "police",      "company",     "expert",
    "religious", "witness",  "anonymous",  "court",    "document",    "political"};
_Static_assert(sizeof source_types / sizeof *source_types == CLM_ST_COUNT,
               "a name for each kind of source");

const char *clm_source_type_name(int type) {
    return type > 0 && type < CLM_ST_COUNT ? source_types[type] : NULL;
}

/* base/json_flat.h: a few members of a JSON object, read in one pass over its text.
 *
 * A stream of articles is mostly text: building a document for each line costs more than reading
 * it. This reader never takes what clm_json_parse refuses, and gives the same values; whatever it
 * is not sure of, all errors among it, it leaves to clm_json_parse. Thread rule: no state. */
#ifndef CLM_BASE_JSON_FLAT_H
#define CLM_BASE_JSON_FLAT_H

#include "base/text.h"

typedef enum clm_json_kind {
    CLM_JSON_ABSENT = 0,
    CLM_JSON_STRING,
    CLM_JSON_NUMBER,
    CLM_JSON_OTHER /* true, false, null, an array or an object */
} clm_json_kind;

typedef struct clm_json_flat {
    clm_text raw; /* as written; of a string, without its quotation marks; borrowed */
    clm_json_kind kind;
    bool escaped; /* a string with backslashes, see clm_json_flat_append */
} clm_json_flat;

/* Finds the members `names` (`count` of them) of the object that `text` is, checks all of it, and
 * fills `out`. False where clm_json_parse must be asked: `text` is no valid object, or has more
 * than 32 members a level, more than 8 levels, escapes in a name, or numbers that may be too
 * large. `out` then holds nothing of use. */
bool clm_json_flat_read(clm_text text, const char *const *names, clm_json_flat *out, size_t count);

/* Appends the string that `value` is; nothing if it is none. */
void clm_json_flat_append(clm_buffer *out, const clm_json_flat *value);

#endif

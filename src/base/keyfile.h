/* base/keyfile.h: key files ("[group]", "key = value", "# comment"), read strictly.
 *
 * GLib's reader merges repeated keys and groups without a word and gives no line numbers, so this
 * one is our own. Thread rule: one object, one thread. */
#ifndef CLM_BASE_KEYFILE_H
#define CLM_BASE_KEYFILE_H

#include "base/error.h"
#include "base/text.h"

typedef struct clm_keyfile clm_keyfile;

typedef struct clm_keyfile_entry {
    const char *group; /* "" before the first group */
    const char *key;
    const char *value; /* trimmed */
    size_t line;       /* from 1 */
} clm_keyfile_entry;

/* Parses `text`; `name` stands before messages ("name:12: ..."). **Owns:** the caller frees.
 * **Errors:** CLM_ERR_FORMAT: a line that is neither, a repeated group or key, invalid UTF-8. */
CLM_MUST_CHECK clm_status clm_keyfile_parse(const char *name, clm_text text, clm_keyfile **out,
                                            clm_error *error);
/* As clm_keyfile_parse, but `visit` gets each problem ("name:12: ...") and reading goes on after
 * it: a line that is no entry is left out, keys after a group that cannot be read are too, and of a
 * key that is repeated the first stays. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_keyfile_parse_all(const char *name, clm_text text,
                                                void (*visit)(void *context, size_t line,
                                                              const char *problem),
                                                void *context, clm_keyfile **out, clm_error *error);
void clm_keyfile_free(clm_keyfile *file);

size_t clm_keyfile_count(const clm_keyfile *file);
const clm_keyfile_entry *clm_keyfile_at(const clm_keyfile *file, size_t index);

/* The value of group/key, or NULL. */
const char *clm_keyfile_get(const clm_keyfile *file, const char *group, const char *key);

#endif

/* model/model.h: what was learned from annotated news, in one checked file of named sections.
 *
 * A container: a section is bytes with a name and a version; what stands in them is known to the
 * module that reads them ("tagger": mentions, "ranker": places). The section "meta" is a key file
 * (base/keyfile.h) that says what the model was made from. The model that is shipped lies inside
 * the program. Numbers are little-endian; docs/MODEL_CARD.md says how the file is made.
 *
 * Safety: everything is checked when it is opened: sizes, offsets, padding, the sum of each
 * section. Bytes that pass are the bytes that were written.
 * Thread rule: an open model is read-only and may be read by any number of threads. */
#ifndef CLM_MODEL_MODEL_H
#define CLM_MODEL_MODEL_H

#include "base/text.h"

typedef struct clm_model clm_model;

enum {
    CLM_MODEL_NAME_MAX = 8,      /* letters of a section's name: a to z */
    CLM_MODEL_SECTIONS_MAX = 16, /* of one file */
    CLM_MODEL_ALIGN = 64         /* of a section's bytes, in the file and in memory */
};

typedef struct clm_model_section {
    clm_text name;
    uint32_t version;
    const void *bytes; /* aligned to CLM_MODEL_ALIGN; lives as long as the model is open */
    size_t size;
} clm_model_section;

/* Maps the file at `path`; nothing is copied. **Owns:** the caller frees with clm_model_free.
 * **Errors:** CLM_ERR_IO; CLM_ERR_FORMAT not a model; CLM_ERR_VERSION made for another version of
 * the program or another byte order; CLM_ERR_DAMAGED cut off or changed; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_model_open(const char *path, clm_model **out, clm_error *error);

/* The model inside the program. As clm_model_open. */
CLM_MUST_CHECK clm_status clm_model_builtin(clm_model **out, clm_error *error);

/* A model in memory that the caller keeps until it is freed; `name` stands before messages.
 * **Errors:** as clm_model_open; CLM_ERR_ARGUMENT if `bytes` are not aligned to CLM_MODEL_ALIGN. */
CLM_MUST_CHECK clm_status clm_model_from_memory(const void *bytes, size_t size, const char *name,
                                                clm_model **out, clm_error *error);

void clm_model_free(clm_model *model); /* NULL is fine */

/* Finds section `name`; false if there is none, and `out` is then as it was. */
bool clm_model_find(const clm_model *model, const char *name, clm_model_section *out);

size_t clm_model_count(const clm_model *model); /* of sections */
clm_model_section clm_model_at(const clm_model *model, size_t index);

/* The file's name, or "built-in". */
const char *clm_model_name(const clm_model *model);

/* The metadata, a key file; empty if there is none. */
clm_text clm_model_describe(const clm_model *model);

/* ---- writing ---- */

typedef struct clm_model_writer {
    clm_model_section sections[CLM_MODEL_SECTIONS_MAX];
    size_t count;
} clm_model_writer;

void clm_model_writer_init(clm_model_writer *writer);

/* Adds a section; name and bytes are borrowed until the model is written. **Errors:**
 * CLM_ERR_ARGUMENT a name that is no name or is there already; CLM_ERR_LIMIT too many. */
CLM_MUST_CHECK clm_status clm_model_writer_add(clm_model_writer *writer, const char *name,
                                               uint32_t version, clm_text bytes, clm_error *error);

/* Appends the whole file to `out`, which must be empty: sections in the order in which they were
 * added, the same bytes for the same sections. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_model_writer_bytes(const clm_model_writer *writer, clm_buffer *out,
                                                 clm_error *error);

/* Writes the file, atomically. **Errors:** also CLM_ERR_IO. */
CLM_MUST_CHECK clm_status clm_model_writer_save(const clm_model_writer *writer, const char *path,
                                                clm_error *error);

#endif

/* base/json.h: the fence around JSON: a reader on jansson and a streaming writer of our own.
 *
 * The writer exists because output bytes must depend on nothing but the values: fixed decimals,
 * fixed order, no locale. Thread rule: one object, one thread. */
#ifndef CLM_BASE_JSON_H
#define CLM_BASE_JSON_H

#include "base/error.h"
#include "base/text.h"

#include <string.h>

/* A parsed value; borrowed from its document. NULL is allowed everywhere and reads as absent. */
typedef struct clm_json clm_json;

/* Parses UTF-8 JSON (RFC 8259); duplicate keys and NUL in strings are errors. **Owns:** the
 * caller frees the document with clm_json_free; all other values are borrowed from it.
 * **Errors:** CLM_ERR_FORMAT with line and column. */
CLM_MUST_CHECK clm_status clm_json_parse(clm_text text, clm_json **out, clm_error *error);
void clm_json_free(clm_json *document);

bool clm_json_is_object(const clm_json *value);
bool clm_json_is_array(const clm_json *value);
bool clm_json_is_string(const clm_json *value);
bool clm_json_is_number(const clm_json *value);
bool clm_json_is_bool(const clm_json *value);
bool clm_json_is_null(const clm_json *value); /* JSON null, or absent */

const clm_json *clm_json_member(const clm_json *object, const char *name); /* NULL if absent */
size_t clm_json_count(const clm_json *array);
const clm_json *clm_json_item(const clm_json *array, size_t index);
clm_text clm_json_text(const clm_json *string); /* empty if no string; may hold any UTF-8 */
double clm_json_number(const clm_json *number, double otherwise);
bool clm_json_bool(const clm_json *value, bool otherwise);

/* Calls `visit` for each member in the order of the text; stops when it returns false. */
void clm_json_each(const clm_json *object,
                   bool (*visit)(void *context, clm_text name, const clm_json *value),
                   void *context);

enum { CLM_JSON_DEPTH_MAX = 32 };

/* Writes JSON into a buffer, all on one line without spaces. Errors are the buffer's sticky
 * failure; more than CLM_JSON_DEPTH_MAX - 1 open levels, or closing one too many, set it too. Keys
 * are written in the order of the calls. Text that is no UTF-8 is written with U+FFFD. */
typedef struct clm_json_writer {
    clm_buffer *out;
    int depth;
    unsigned char has_item[CLM_JSON_DEPTH_MAX];
    bool after_key;
} clm_json_writer;

void clm_json_begin(clm_json_writer *writer, clm_buffer *out);
void clm_json_open_object(clm_json_writer *writer);
void clm_json_close_object(clm_json_writer *writer);
void clm_json_open_array(clm_json_writer *writer);
void clm_json_close_array(clm_json_writer *writer);
void clm_json_key(clm_json_writer *writer, const char *key);

/* As clm_json_key(writer, name) for a literal name of plain characters, in one piece. */
#define CLM_JSON_KEY(writer, name)                                                                 \
    clm_json_literal_key((writer), ",\"" name "\":", sizeof(",\"" name "\":") - 1)

/* `key` with its comma, quotation marks and colon. Here, so that its length is known where it is
 * copied. */
static inline void clm_json_literal_key(clm_json_writer *writer, const char *key, size_t length) {
    clm_buffer *out = writer->out;
    unsigned char *has_item = &writer->has_item[writer->depth];
    const bool comma = *has_item != 0 && writer->depth > 0;
    *has_item = 1;
    writer->after_key = true;
    if (out->failed || length >= out->capacity || out->len >= out->capacity - length) {
        clm_buffer_add(out, key + !comma, length - !comma);
        return;
    }
    char *at = out->data + out->len;
    if (comma) {
        memcpy(at, key, length);
        at += length;
    } else {
        memcpy(at, key + 1, length - 1);
        at += length - 1;
    }
    *at = '\0';
    out->len = (size_t)(at - out->data);
}

/* As clm_json_pair_string and its like, for a literal name of plain characters. */
#define CLM_JSON_STRING(writer, name, value)                                                       \
    clm_json_literal_string((writer), ",\"" name "\":", sizeof(",\"" name "\":") - 1, (value))
#define CLM_JSON_INT(writer, name, value)                                                          \
    clm_json_literal_int((writer), ",\"" name "\":", sizeof(",\"" name "\":") - 1, (value))
#define CLM_JSON_NUMBER(writer, name, value, decimals)                                             \
    clm_json_literal_number((writer), ",\"" name "\":", sizeof(",\"" name "\":") - 1, (value),     \
                            (decimals))
void clm_json_literal_string(clm_json_writer *writer, const char *key, size_t length,
                             const char *value);
void clm_json_literal_int(clm_json_writer *writer, const char *key, size_t length, int64_t value);
void clm_json_literal_number(clm_json_writer *writer, const char *key, size_t length, double value,
                             int decimals);

void clm_json_put_text(clm_json_writer *writer, clm_text value);
void clm_json_put_string(clm_json_writer *writer, const char *value); /* NULL writes null */
void clm_json_put_number(clm_json_writer *writer, double value, int decimals);
void clm_json_put_int(clm_json_writer *writer, int64_t value);
void clm_json_put_bool(clm_json_writer *writer, bool value);
void clm_json_put_null(clm_json_writer *writer);
void clm_json_put_raw(clm_json_writer *writer, clm_text json); /* bytes that are JSON already */

/* key + value in one call; a NULL string writes null. */
void clm_json_pair_string(clm_json_writer *writer, const char *key, const char *value);
void clm_json_pair_number(clm_json_writer *writer, const char *key, double value, int decimals);
void clm_json_pair_int(clm_json_writer *writer, const char *key, int64_t value);
void clm_json_pair_bool(clm_json_writer *writer, const char *key, bool value);

#endif

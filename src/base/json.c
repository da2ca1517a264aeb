/* The reader of base/json.h, on jansson. */
#include "base/json.h"

#include <jansson.h>
#include <string.h>

/* clm_json is never defined: a pointer to it is a pointer to jansson's value. */
static const json_t *value_of(const clm_json *value) {
    return (const json_t *)(const void *)value;
}

static const clm_json *wrap(const json_t *value) {
    return (const clm_json *)(const void *)value;
}

clm_status clm_json_parse(clm_text text, clm_json **out, clm_error *error) {
    *out = NULL;
    json_error_t fault;
    /* jansson passes over NUL bytes between values. */
    const char *nul = text.len > 0 ? memchr(text.ptr, '\0', text.len) : NULL;
    if (nul) {
        size_t line = 1;
        for (const char *at = text.ptr; at < nul; at++) {
            line += *at == '\n';
        }
        return clm_fail(error, CLM_ERR_FORMAT, "line %zu: a NUL byte", line);
    }
    /* Integers as doubles: long digits are then no error, and readers ask for doubles anyway. */
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL;
    json_t *root = json_loadb(text.len > 0 ? text.ptr : "", text.len, flags, &fault);
    if (!root) {
        if (json_error_code(&fault) == json_error_out_of_memory) {
            return clm_fail(error, CLM_ERR_NOMEM, "cannot read JSON: out of memory");
        }
        return clm_fail(error, CLM_ERR_FORMAT, "line %d, column %d: %s", fault.line, fault.column,
                        fault.text);
    }
    *out = (clm_json *)(void *)root;
    return CLM_OK;
}

void clm_json_free(clm_json *document) {
    json_decref((json_t *)(void *)document);
}

bool clm_json_is_object(const clm_json *value) {
    return json_is_object(value_of(value));
}

bool clm_json_is_array(const clm_json *value) {
    return json_is_array(value_of(value));
}

bool clm_json_is_string(const clm_json *value) {
    return json_is_string(value_of(value));
}

bool clm_json_is_number(const clm_json *value) {
    return json_is_number(value_of(value));
}

bool clm_json_is_bool(const clm_json *value) {
    return json_is_boolean(value_of(value));
}

bool clm_json_is_null(const clm_json *value) {
    return !value || json_is_null(value_of(value));
}

const clm_json *clm_json_member(const clm_json *object, const char *name) {
    return clm_json_is_object(object) ? wrap(json_object_get(value_of(object), name)) : NULL;
}

size_t clm_json_count(const clm_json *array) {
    return clm_json_is_array(array) ? json_array_size(value_of(array)) : 0;
}

const clm_json *clm_json_item(const clm_json *array, size_t index) {
    return clm_json_is_array(array) ? wrap(json_array_get(value_of(array), index)) : NULL;
}

clm_text clm_json_text(const clm_json *string) {
    if (!clm_json_is_string(string)) {
        return (clm_text){0};
    }
    return (clm_text){json_string_value(value_of(string)), json_string_length(value_of(string))};
}

double clm_json_number(const clm_json *number, double otherwise) {
    return clm_json_is_number(number) ? json_number_value(value_of(number)) : otherwise;
}

bool clm_json_bool(const clm_json *value, bool otherwise) {
    return clm_json_is_bool(value) ? json_is_true(value_of(value)) : otherwise;
}

void clm_json_each(const clm_json *object,
                   bool (*visit)(void *context, clm_text name, const clm_json *value),
                   void *context) {
    if (!clm_json_is_object(object)) {
        return;
    }
    /* jansson's iterators take a pointer that is not const, and change nothing. */
    union {
        const clm_json *read;
        json_t *plain;
    } borrowed = {.read = object};
    void *at = json_object_iter(borrowed.plain);
    while (at) {
        clm_text name = {json_object_iter_key(at), json_object_iter_key_len(at)};
        if (!visit(context, name, wrap(json_object_iter_value(at)))) {
            return;
        }
        at = json_object_iter_next(borrowed.plain, at);
    }
}

/* "FILE?key=value&key=value". */
#include "base/alloc.h"
#include "base/file.h"
#include "vector/vector.h"

#include <string.h>

static int hex_digit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* Puts the byte of each %XX in its place; what is no such thing stays, and so does %00. */
static void decode(char *value) {
    char *to = value;
    for (const char *from = value; *from != '\0'; from++) {
        int high = *from == '%' ? hex_digit(from[1]) : -1;
        int low = high >= 0 ? hex_digit(from[2]) : -1;
        if (low >= 0 && high * 16 + low != 0) {
            *to++ = (char)(unsigned char)(high * 16 + low);
            from += 2;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

static int key_number(const char *const *keys, clm_text key) {
    for (int i = 0; i < CLM_VECTOR_KEYS_MAX && keys[i] != NULL; i++) {
        if (clm_text_is(key, keys[i])) {
            return i;
        }
    }
    return -1;
}

static clm_status unknown_key(const clm_vector_spec *spec, clm_text key, clm_error *error) {
    clm_buffer known;
    clm_buffer_init(&known);
    for (size_t i = 0; spec->keys[i] != NULL; i++) {
        clm_buffer_printf(&known, "%s%s", i > 0 ? ", " : "", spec->keys[i]);
    }
    clm_status status = known.failed
                            ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                            : clm_fail(error, CLM_ERR_ARGUMENT, "%s: \"%.*s\" is none of %s",
                                       spec->path, (int)key.len, key.ptr, known.data);
    clm_buffer_clear(&known);
    return status;
}

/* One "key=value" that ends with a NUL. */
static clm_status take_pair(clm_vector_spec *spec, char *pair, clm_error *error) {
    char *equals = strchr(pair, '=');
    clm_text key = {pair, equals != NULL ? (size_t)(equals - pair) : strlen(pair)};
    int number = key_number(spec->keys, key);
    if (number < 0) {
        return unknown_key(spec, key, error);
    }
    if (equals == NULL || equals[1] == '\0') {
        return clm_fail(error, CLM_ERR_ARGUMENT, "%s: %s has no value", spec->path,
                        spec->keys[number]);
    }
    if (spec->values[number] != NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "%s: %s stands twice", spec->path,
                        spec->keys[number]);
    }
    decode(equals + 1);
    spec->values[number] = equals + 1;
    return CLM_OK;
}

clm_status clm_vector_spec_parse(const char *text, const char *const *keys, clm_vector_spec *out,
                                 clm_error *error) {
    memset(out, 0, sizeof *out);
    out->keys = keys;
    out->text = clm_strdup(text);
    out->path = out->text;
    if (out->text == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    char *pair = clm_file_exists(text) ? NULL : strrchr(out->text, '?');
    if (pair == out->text) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "%s: there is no file before the \"?\"", text);
    }
    if (pair != NULL) {
        *pair++ = '\0';
    }
    clm_status status = CLM_OK;
    while (pair != NULL && status == CLM_OK) {
        char *next = strchr(pair, '&');
        if (next != NULL) {
            *next++ = '\0';
        }
        status = take_pair(out, pair, error);
        pair = next;
    }
    return status;
}

const char *clm_vector_spec_value(const clm_vector_spec *spec, const char *key) {
    int number = key_number(spec->keys, clm_text_of(key));
    return number >= 0 ? spec->values[number] : NULL;
}

void clm_vector_spec_clear(clm_vector_spec *spec) {
    clm_free(spec->text);
    memset(spec, 0, sizeof *spec);
}

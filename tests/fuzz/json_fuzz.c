/* Any bytes as JSON: what is read can be walked, written, and read again as the same; what the
 * reader of single members takes is what the whole document says. */
#include "fuzz/fuzz.h"

#include "base/json.h"
#include "base/json_flat.h"
#include "base/utf8.h"

/* The reader goes deeper than the writer, which is for shallow documents. */
enum { WALK_DEPTH = CLM_JSON_DEPTH_MAX - 2 };

static void copy_value(clm_json_writer *writer, const clm_json *value, int depth);

typedef struct copying {
    clm_json_writer *writer;
    const clm_json *object;
    int depth;
    size_t members;
} copying;

static bool copy_member(void *context, clm_text name, const clm_json *value) {
    copying *at = context;
    clm_buffer key = {0};
    clm_buffer_text(&key, name);
    CLM_FUZZ_REQUIRE(!key.failed);
    CLM_FUZZ_REQUIRE(clm_json_member(at->object, key.data) == value);
    clm_json_key(at->writer, key.data);
    clm_buffer_clear(&key);
    copy_value(at->writer, value, at->depth + 1);
    at->members++;
    return true;
}

static void copy_value(clm_json_writer *writer, const clm_json *value, int depth) {
    if (depth > WALK_DEPTH) {
        clm_json_put_null(writer);
    } else if (clm_json_is_object(value)) {
        copying at = {writer, value, depth, 0};
        clm_json_open_object(writer);
        clm_json_each(value, copy_member, &at);
        clm_json_close_object(writer);
    } else if (clm_json_is_array(value)) {
        clm_json_open_array(writer);
        for (size_t i = 0; i < clm_json_count(value); i++) {
            copy_value(writer, clm_json_item(value, i), depth + 1);
        }
        clm_json_close_array(writer);
    } else if (clm_json_is_string(value)) {
        clm_text text = clm_json_text(value);
        CLM_FUZZ_REQUIRE(clm_utf8_valid(text.ptr, text.len));
        clm_json_put_text(writer, text);
    } else if (clm_json_is_number(value)) {
        clm_json_put_number(writer, clm_json_number(value, 0.0), 17);
    } else if (clm_json_is_bool(value)) {
        clm_json_put_bool(writer, clm_json_bool(value, false));
    } else {
        CLM_FUZZ_REQUIRE(clm_json_is_null(value));
        clm_json_put_null(writer);
    }
}

static clm_buffer write_value(const clm_json *value) {
    clm_buffer out = {0};
    clm_json_writer writer;
    clm_json_begin(&writer, &out);
    copy_value(&writer, value, 0);
    CLM_FUZZ_REQUIRE(!out.failed && writer.depth == 0);
    return out;
}

static void check_flat(clm_text text, const clm_json *document) {
    static const char *const names[] = {"text", "id", "a", ""};
    enum { NAMES = sizeof names / sizeof *names };
    clm_json_flat found[NAMES];
    if (!clm_json_flat_read(text, names, found, NAMES)) {
        return;
    }
    CLM_FUZZ_REQUIRE(clm_json_is_object(document));
    for (size_t i = 0; i < NAMES; i++) {
        const clm_json *value = clm_json_member(document, names[i]);
        CLM_FUZZ_REQUIRE((found[i].kind == CLM_JSON_ABSENT) == (value == NULL));
        CLM_FUZZ_REQUIRE((found[i].kind == CLM_JSON_STRING) == clm_json_is_string(value));
        CLM_FUZZ_REQUIRE((found[i].kind == CLM_JSON_NUMBER) == clm_json_is_number(value));
        double number = 0.0;
        if (found[i].kind == CLM_JSON_NUMBER) {
            CLM_FUZZ_REQUIRE(clm_text_number(found[i].raw, &number) == found[i].raw.len);
            CLM_FUZZ_REQUIRE(number == clm_json_number(value, 1.0));
        }
        clm_buffer string = {0};
        clm_json_flat_append(&string, &found[i]);
        CLM_FUZZ_REQUIRE(clm_text_equal((clm_text){string.data, string.len}, clm_json_text(value)));
        clm_buffer_clear(&string);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_json *first = NULL;
    clm_json *second = NULL;
    clm_error error = {0};
    clm_status status = clm_json_parse((clm_text){(const char *)data, size}, &first, &error);
    check_flat((clm_text){(const char *)data, size}, first);
    if (status != CLM_OK) {
        CLM_FUZZ_REQUIRE(!first && error.code == status && error.message[0] != '\0');
        return 0;
    }
    clm_buffer once = write_value(first);
    status = clm_json_parse((clm_text){once.data, once.len}, &second, &error);
    CLM_FUZZ_REQUIRE(status == CLM_OK);
    clm_buffer twice = write_value(second);
    CLM_FUZZ_REQUIRE(
        clm_text_equal((clm_text){once.data, once.len}, (clm_text){twice.data, twice.len}));
    clm_buffer_clear(&once);
    clm_buffer_clear(&twice);
    clm_json_free(first);
    clm_json_free(second);
    return 0;
}

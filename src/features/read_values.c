#include "features/read.h"

#include "base/alloc.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WARNINGS_MAX = 50 };

void clm_read_warn(clm_reading *reading, const char *name, const char *format, ...) {
    clm_buffer *out = reading->warnings;
    if (out == NULL || ++reading->warning_count > WARNINGS_MAX) {
        return;
    }
    if (reading->feature > 0) {
        clm_buffer_printf(out, "feature %zu", reading->feature);
        if (reading->id != NULL) {
            clm_error id = {0}; /* without line breaks */
            (void)clm_fail(&id, CLM_ERR_FORMAT, " (%.64s)", reading->id);
            clm_buffer_string(out, id.message);
        }
    } else {
        clm_buffer_string(out, "the collection");
    }
    if (name != NULL || reading->within != NULL) {
        clm_buffer_string(out, ", property ");
        clm_buffer_string(out, reading->within != NULL ? reading->within : "");
        clm_buffer_string(out, name != NULL && reading->within != NULL ? "." : "");
        clm_buffer_string(out, name != NULL ? name : "");
    }
    clm_error text = {0};
    va_list args;
    va_start(args, format);
    (void)clm_fail_v(&text, CLM_ERR_FORMAT, format, args);
    va_end(args);
    clm_buffer_string(out, ": ");
    clm_buffer_string(out, text.message);
    clm_buffer_char(out, '\n');
}

const char *clm_read_number_text(clm_reading *reading, double value) {
    clm_buffer_number(clm_build_scratch(&reading->build), value, 2);
    const char *text = clm_build_scratch_text(&reading->build);
    return text != NULL ? text : "";
}

void clm_read_finish_warnings(clm_reading *reading) {
    if (reading->warning_count > WARNINGS_MAX) {
        clm_buffer_printf(reading->warnings, "and %zu more of these\n",
                          reading->warning_count - WARNINGS_MAX);
    }
}

static const clm_json *member_of(const clm_json *object, const char *name) {
    const clm_json *value = clm_json_member(object, name);
    return clm_json_is_null(value) ? NULL : value;
}

const char *clm_read_string(clm_reading *reading, const clm_json *object, const char *name) {
    const clm_json *value = member_of(object, name);
    if (value == NULL) {
        return NULL;
    }
    if (clm_json_is_number(value)) {
        clm_buffer *text = clm_build_scratch(&reading->build);
        clm_buffer_number(text, clm_json_number(value, 0.0), CLM_AMOUNT_DECIMALS);
        return clm_build_scratch_text(&reading->build);
    }
    if (!clm_json_is_string(value)) {
        clm_read_warn(reading, name, "is no text; left out");
        return NULL;
    }
    return clm_build_string(&reading->build, clm_json_text(value));
}

double clm_read_number(clm_reading *reading, const clm_json *object, const char *name,
                       double otherwise) {
    const clm_json *value = member_of(object, name);
    if (value == NULL || clm_json_is_number(value)) {
        return clm_json_number(value, otherwise);
    }
    double number = otherwise;
    clm_text text = clm_text_trim(clm_json_text(value));
    if (clm_json_is_string(value) &&
        (text.len == 0 || clm_text_number(text, &number) == text.len)) {
        return number;
    }
    clm_read_warn(reading, name, "is no number; left out");
    return otherwise;
}

uint32_t clm_read_count(clm_reading *reading, const clm_json *object, const char *name,
                        uint32_t most) {
    double number = clm_read_number(reading, object, name, 0.0);
    if (number >= 0.0 && number <= (double)most && !(number < floor(number)) &&
        !(number > floor(number))) {
        return (uint32_t)number;
    }
    clm_read_warn(reading, name, "is no whole number of 0 to %lu; left out", (unsigned long)most);
    return 0;
}

bool clm_read_bool(clm_reading *reading, const clm_json *object, const char *name, bool otherwise) {
    const clm_json *value = member_of(object, name);
    if (value == NULL || clm_json_is_bool(value)) {
        return clm_json_bool(value, otherwise);
    }
    clm_text text = clm_json_text(value);
    double number = clm_json_number(value, -1.0);
    bool yes = clm_text_is(text, "true") || clm_text_is(text, "1") || number == 1.0;
    bool no = clm_text_is(text, "false") || clm_text_is(text, "0") || number == 0.0;
    if (!yes && !no) {
        clm_read_warn(reading, name, "is neither true nor false; left out");
        return otherwise;
    }
    return yes;
}

int clm_read_word(clm_reading *reading, const clm_json *object, const char *name,
                  int (*parse)(clm_text word), int otherwise) {
    const clm_json *value = member_of(object, name);
    if (value == NULL) {
        return otherwise;
    }
    clm_text word = clm_text_trim(clm_json_text(value));
    int found = clm_json_is_string(value) ? parse(word) : -1;
    if (found < 0 && (word.len > 0 || !clm_json_is_string(value))) {
        clm_read_warn(reading, name, "'%.*s' is none of its words; left out",
                      (int)(word.len < 40 ? word.len : 40), word.len > 0 ? word.ptr : "");
    }
    return found < 0 ? otherwise : found;
}

/* GDAL writes lists into formats that have none as "(2:one,two)": the same as a JSON array of
 * texts, NULL where it is no such list. */
static clm_json *parse_gdal_list(clm_reading *reading, clm_text text) {
    size_t at = 1;
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
        at++;
    }
    if (text.len < 4 || at >= text.len || text.ptr[0] != '(' || at == 1 || text.ptr[at] != ':' ||
        text.ptr[text.len - 1] != ')') {
        return NULL;
    }
    clm_buffer *json = clm_build_scratch(&reading->build);
    clm_json_writer writer;
    clm_json_begin(&writer, json);
    clm_json_open_array(&writer);
    for (size_t start = at + 1; start < text.len - 1;) {
        size_t end = start;
        while (end < text.len - 1 && text.ptr[end] != ',') {
            end++;
        }
        clm_json_put_text(&writer, (clm_text){text.ptr + start, end - start});
        start = end + 1;
    }
    clm_json_close_array(&writer);
    clm_json *document = NULL;
    reading->build.failed = reading->build.failed || json->failed;
    if (json->failed ||
        clm_json_parse((clm_text){json->data, json->len}, &document, NULL) != CLM_OK) {
        return NULL;
    }
    return document;
}

/* `value`, or what it is as JSON in a text; it lives until clm_read_free_nested. NULL: neither. */
static const clm_json *unfold(clm_reading *reading, const clm_json *value,
                              bool (*is_kind)(const clm_json *value)) {
    if (is_kind(value)) {
        return value;
    }
    clm_json *document = NULL;
    clm_error error = {0};
    if (!clm_json_is_string(value)) {
        return NULL;
    }
    clm_text text = clm_json_text(value);
    clm_status status = clm_json_parse(text, &document, &error);
    if (status == CLM_ERR_FORMAT && is_kind == clm_json_is_array) {
        document = parse_gdal_list(reading, text);
        status = document != NULL ? CLM_OK : status;
    }
    if (status != CLM_OK || !is_kind(document)) {
        reading->build.failed = reading->build.failed || status == CLM_ERR_NOMEM;
        clm_json_free(document);
        return NULL;
    }
    void *nested = (void *)reading->nested;
    if (clm_grow(&nested, &reading->nested_capacity, reading->nested_count + 1,
                 sizeof(clm_json *)) != 0) {
        reading->build.failed = true;
        clm_json_free(document);
        return NULL;
    }
    reading->nested = nested;
    reading->nested[reading->nested_count++] = document;
    return document;
}

static bool is_blank(const clm_json *value) {
    return clm_json_is_string(value) && clm_text_trim(clm_json_text(value)).len == 0;
}

const clm_json *clm_read_object(clm_reading *reading, const clm_json *object, const char *name) {
    const clm_json *value = member_of(object, name);
    const clm_json *found = unfold(reading, value, clm_json_is_object);
    if (value != NULL && found == NULL && !is_blank(value)) {
        clm_read_warn(reading, name, "is no JSON object; left out");
    }
    return found;
}

const clm_json *clm_read_array(clm_reading *reading, const clm_json *object, const char *name) {
    const clm_json *value = member_of(object, name);
    const clm_json *found = unfold(reading, value, clm_json_is_array);
    if (value != NULL && found == NULL && !is_blank(value)) {
        clm_read_warn(reading, name, "is no JSON array; left out");
    }
    return found;
}

const clm_json *clm_read_item(clm_reading *reading, const clm_json *array, size_t index,
                              const char *name) {
    const clm_json *found = unfold(reading, clm_json_item(array, index), clm_json_is_object);
    if (found == NULL) {
        clm_read_warn(reading, name, "item %zu is no JSON object; left out", index + 1);
    }
    return found;
}

void clm_read_free_nested(clm_reading *reading) {
    for (size_t i = 0; i < reading->nested_count; i++) {
        clm_json_free(reading->nested[i]);
    }
    reading->nested_count = 0;
}

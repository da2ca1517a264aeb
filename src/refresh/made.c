/* What came of an article, as text from a worker to its parent and back. */
#include "base/json.h"
#include "refresh/make_parts.h"
#include "refresh/near.h"

static const char *const end_names[CLM_MAKE_END_COUNT] = {
    [CLM_MAKE_MADE] = "made",
    [CLM_MAKE_SAME] = "same",
    [CLM_MAKE_EXCLUDED] = "excluded",
    [CLM_MAKE_FAILED] = "failed",
};

enum { COUNT_MAX = 100000000, SIDE_MAX = 1 << 20 };

/* ---- out ---- */

static void put_lines(clm_json_writer *json, const char *name, const char *const *lines,
                      size_t count) {
    clm_json_key(json, name);
    clm_json_open_array(json);
    for (size_t i = 0; i < count; i++) {
        clm_json_put_string(json, lines[i]);
    }
    clm_json_close_array(json);
}

void clm_made_write(const clm_made *made, clm_buffer *reply) {
    clm_json_writer json;
    clm_json_begin(&json, reply);
    clm_json_open_object(&json);
    CLM_JSON_STRING(&json, "end", end_names[made->end]);
    CLM_JSON_STRING(&json, "reason", made->reason);
    CLM_JSON_STRING(&json, "text_sha256", made->text_sha256);
    CLM_JSON_STRING(&json, "title", made->title);
    CLM_JSON_STRING(&json, "outlet", made->outlet);
    CLM_JSON_STRING(&json, "date", made->date);
    CLM_JSON_STRING(&json, "sketch", made->sketch);
    CLM_JSON_STRING(&json, "geojson_sha256", made->geojson_sha256);
    clm_json_key(&json, "files");
    clm_json_open_array(&json);
    for (size_t i = 0; i < made->file_count; i++) {
        clm_json_open_object(&json);
        CLM_JSON_STRING(&json, "suffix", made->files[i].suffix);
        CLM_JSON_STRING(&json, "path", made->files[i].path);
        clm_json_close_object(&json);
    }
    clm_json_close_array(&json);
    CLM_JSON_STRING(&json, "thumbnail", made->thumbnail);
    CLM_JSON_INT(&json, "thumbnail_width", made->thumbnail_width_px);
    CLM_JSON_INT(&json, "thumbnail_height", made->thumbnail_height_px);
    CLM_JSON_STRING(&json, "alt", made->alt);
    CLM_JSON_INT(&json, "claims", (int64_t)made->claims);
    CLM_JSON_INT(&json, "places", (int64_t)made->places);
    put_lines(&json, "differences", made->differences, made->difference_count);
    put_lines(&json, "warnings", made->warnings, made->warning_count);
    clm_json_pair_bool(&json, "refused", made->refused);
    clm_json_close_object(&json);
}

/* ---- in ---- */

/* A worker has read what strangers wrote: nothing that it says is taken on trust. */
typedef struct reading {
    const clm_json *object;
    clm_arena *arena;
    const char *wrong; /* the member that is not what it should be; NULL: none so far */
    bool failed;       /* memory ended */
} reading;

static const char *take_text(reading *r, const clm_json *value, const char *name) {
    if (clm_json_is_null(value)) {
        return NULL;
    }
    if (!clm_json_is_string(value)) {
        r->wrong = name;
        return NULL;
    }
    const clm_text text = clm_json_text(value);
    const char *copy = clm_arena_strndup(r->arena, text.ptr != NULL ? text.ptr : "", text.len);
    r->failed |= copy == NULL;
    return copy;
}

static const char *read_text(reading *r, const char *name) {
    return take_text(r, clm_json_member(r->object, name), name);
}

static size_t read_count(reading *r, const char *name, double most) {
    const clm_json *value = clm_json_member(r->object, name);
    const double number = clm_json_number(value, -1.0);
    if (!(number >= 0.0 && number <= most) || number != (double)(size_t)number) {
        r->wrong = name;
        return 0;
    }
    return (size_t)number;
}

/* 64 hexadecimal digits, or none. */
static const char *read_sum(reading *r, const char *name) {
    const char *text = read_text(r, name);
    if (text != NULL && (strlen(text) != 64 || strspn(text, "0123456789abcdef") != 64)) {
        r->wrong = name;
    }
    return text;
}

/* A file of the night's folder, by a plain name. */
static bool is_plain_name(const char *name) {
    return name != NULL && name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL;
}

static const clm_json *read_array(reading *r, const char *name, size_t *count) {
    const clm_json *value = clm_json_member(r->object, name);
    if (!clm_json_is_array(value)) {
        r->wrong = name;
    }
    *count = clm_json_count(value);
    return value;
}

static const char *const *read_lines(reading *r, const char *name, size_t *count) {
    const clm_json *array = read_array(r, name, count);
    const char **lines = clm_arena_array(r->arena, *count + 1, sizeof *lines);
    r->failed |= lines == NULL;
    for (size_t i = 0; i < *count && lines != NULL; i++) {
        lines[i] = take_text(r, clm_json_item(array, i), name);
        if (lines[i] == NULL) {
            r->wrong = name;
        }
    }
    return lines;
}

static void read_files(reading *r, clm_made *out) {
    const clm_json *array = read_array(r, "files", &out->file_count);
    clm_night_file *files = clm_arena_array(r->arena, out->file_count + 1, sizeof *files);
    r->failed |= files == NULL;
    for (size_t i = 0; i < out->file_count && files != NULL; i++) {
        const clm_json *item = clm_json_item(array, i);
        files[i].suffix = take_text(r, clm_json_member(item, "suffix"), "files");
        files[i].path = take_text(r, clm_json_member(item, "path"), "files");
        if (files[i].suffix == NULL || !is_plain_name(files[i].path)) {
            r->wrong = "files";
        }
    }
    out->files = files;
}

static void read_end(reading *r, clm_made *out) {
    const clm_text name = clm_json_text(clm_json_member(r->object, "end"));
    int end = 0;
    while (end < CLM_MAKE_END_COUNT && !clm_text_is(name, end_names[end])) {
        end++;
    }
    if (end == CLM_MAKE_END_COUNT) {
        r->wrong = "end";
        return;
    }
    out->end = (clm_make_end)end;
}

static void read_all(reading *r, clm_made *out) {
    read_end(r, out);
    out->reason = read_text(r, "reason");
    out->text_sha256 = read_sum(r, "text_sha256");
    out->title = read_text(r, "title");
    out->outlet = read_text(r, "outlet");
    out->date = read_text(r, "date");
    out->sketch = read_text(r, "sketch");
    out->geojson_sha256 = read_sum(r, "geojson_sha256");
    read_files(r, out);
    out->thumbnail = read_text(r, "thumbnail");
    out->thumbnail_width_px = (unsigned)read_count(r, "thumbnail_width", SIDE_MAX);
    out->thumbnail_height_px = (unsigned)read_count(r, "thumbnail_height", SIDE_MAX);
    out->alt = read_text(r, "alt");
    out->claims = read_count(r, "claims", COUNT_MAX);
    out->places = read_count(r, "places", COUNT_MAX);
    out->differences = read_lines(r, "differences", &out->difference_count);
    out->warnings = read_lines(r, "warnings", &out->warning_count);
    out->refused = clm_json_bool(clm_json_member(r->object, "refused"), false);
    struct clm_near_sketch sketch;
    if (out->thumbnail != NULL && !is_plain_name(out->thumbnail)) {
        r->wrong = "thumbnail";
    }
    if (out->sketch != NULL && !clm_sketch_read(out->sketch, &sketch)) {
        r->wrong = "sketch";
    }
    if (out->date != NULL && !clm_night_day(out->date, NULL)) {
        r->wrong = "date";
    }
    if (out->end == CLM_MAKE_MADE && (out->text_sha256 == NULL || out->geojson_sha256 == NULL)) {
        r->wrong = "end";
    }
}

clm_status clm_made_read(clm_text reply, clm_arena *arena, clm_made *out, clm_error *error) {
    *out = (clm_made){0};
    clm_json *document = NULL;
    clm_status status = clm_json_parse(reply, &document, error);
    if (status != CLM_OK) {
        return status;
    }
    reading r = {.object = document, .arena = arena};
    read_all(&r, out);
    clm_json_free(document);
    if (r.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else if (r.wrong != NULL) {
        status = clm_fail(error, CLM_ERR_FORMAT, "the answer of a worker: '%s' is wrong", r.wrong);
    }
    if (status != CLM_OK) {
        *out = (clm_made){0};
    }
    return status;
}

/* ---- sketches ---- */

enum { HEX_HEAD = 40, HEX_HASH = 16 };

static void write_hashes(const uint64_t *hashes, uint32_t count, clm_buffer *out) {
    for (uint32_t i = 0; i < count; i++) {
        clm_buffer_printf(out, "%016llx", (unsigned long long)hashes[i]);
    }
}

void clm_sketch_write(const struct clm_near_sketch *sketch, clm_buffer *out) {
    clm_buffer_printf(out, "%08lx%08lx%08lx%016llx", (unsigned long)sketch->count,
                      (unsigned long)sketch->runs, (unsigned long)sketch->name_count,
                      (unsigned long long)sketch->whole);
    write_hashes(sketch->hashes, sketch->count, out);
    write_hashes(sketch->names, sketch->name_count, out);
}

/* `digits` of them, lower case. */
static bool read_hex(const char *text, size_t digits, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < digits; i++) {
        const char c = text[i];
        const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (value < 0) {
            return false;
        }
        *out = *out << 4 | (uint64_t)value;
    }
    return true;
}

static bool read_hashes(const char *text, uint64_t count, uint64_t *out) {
    for (size_t i = 0; i < count; i++) {
        if (!read_hex(text + i * HEX_HASH, HEX_HASH, &out[i]) || (i > 0 && out[i] <= out[i - 1])) {
            return false;
        }
    }
    return true;
}

bool clm_sketch_read(const char *text, struct clm_near_sketch *out) {
    uint64_t count, runs, names;
    *out = (struct clm_near_sketch){0};
    if (!read_hex(text, 8, &count) || !read_hex(text + 8, 8, &runs) ||
        !read_hex(text + 16, 8, &names) || !read_hex(text + 24, HEX_HASH, &out->whole) ||
        count > CLM_NEAR_HASHES || runs < count || names > CLM_NEAR_NAMES ||
        !read_hashes(text + HEX_HEAD, count, out->hashes) ||
        !read_hashes(text + HEX_HEAD + count * HEX_HASH, names, out->names)) {
        return false;
    }
    out->count = (uint32_t)count;
    out->runs = (uint32_t)runs;
    out->name_count = (uint32_t)names;
    return text[HEX_HEAD + (count + names) * HEX_HASH] == '\0';
}

#include "train/corpus.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"

#include <string.h>

enum { CORPUS_BYTES_MAX = 1 << 30 };

typedef struct reader {
    clm_train_corpus *corpus;
    size_t line; /* from 1 */
    clm_text text;
    uint32_t *offsets; /* byte of each code point of the text, and of its end */
    size_t points;     /* code points of the text */
    size_t capacity;
    clm_error *error;
} reader;

static clm_status fail_line(const reader *in, const char *why) {
    return clm_fail(in->error, CLM_ERR_FORMAT, "%s:%zu: %s", in->corpus->path, in->line, why);
}

static clm_status fail_memory(const reader *in) {
    return clm_fail(in->error, CLM_ERR_NOMEM, "%s: out of memory", in->corpus->path);
}

static clm_status count_points(reader *in) {
    if (in->text.len >= UINT32_MAX ||
        clm_arena_grow(in->corpus->arena, (void **)&in->offsets, &in->capacity, in->text.len + 1,
                       sizeof *in->offsets) != 0) {
        return fail_memory(in);
    }
    in->points = 0;
    for (size_t at = 0; at < in->text.len; in->points++) {
        uint32_t code_point;
        in->offsets[in->points] = (uint32_t)at;
        at += clm_utf8_decode(in->text.ptr + at, in->text.len - at, &code_point);
    }
    in->offsets[in->points] = (uint32_t)in->text.len;
    return CLM_OK;
}

static bool read_span(const reader *in, const clm_json *item, clm_span *out) {
    double start = clm_json_number(clm_json_member(item, "start"), -1);
    double end = clm_json_number(clm_json_member(item, "end"), -1);
    if (!(start >= 0) || !(end > start) || !(end <= (double)in->points)) {
        return false;
    }
    *out = (clm_span){in->offsets[(size_t)start], in->offsets[(size_t)end]};
    return true;
}

/* Copies a JSON string into the corpus's arena. */
static bool keep_text(const reader *in, const clm_json *value, clm_text *out) {
    clm_text text = clm_json_text(value);
    char *copy = clm_arena_strndup(in->corpus->arena, text.len > 0 ? text.ptr : "", text.len);
    *out = (clm_text){copy, text.len};
    return copy != NULL;
}

static clm_status read_toponyms(reader *in, const clm_json *list, clm_train_document *document) {
    size_t count = clm_json_count(list);
    document->has_toponyms = clm_json_is_array(list);
    document->toponyms = clm_arena_array(in->corpus->arena, count + 1, sizeof *document->toponyms);
    if (document->toponyms == NULL) {
        return fail_memory(in);
    }
    for (size_t i = 0; i < count; i++) {
        const clm_json *item = clm_json_item(list, i);
        clm_train_toponym *t = &document->toponyms[document->toponym_count++];
        const clm_json *lat = clm_json_member(item, "lat");
        const clm_json *lon = clm_json_member(item, "lon");
        if (!read_span(in, item, &t->span)) {
            return fail_line(in, "a toponym does not lie in the text");
        }
        t->has_point = clm_json_is_number(lat) && clm_json_is_number(lon);
        t->point = (clm_lonlat){clm_json_number(lon, 0), clm_json_number(lat, 0)};
        if (!(t->point.lon_deg >= -180 && t->point.lon_deg <= 180 && t->point.lat_deg >= -90 &&
              t->point.lat_deg <= 90)) {
            return fail_line(in, "a toponym does not lie on the Earth");
        }
        double id = clm_json_number(clm_json_member(item, "geonameid"), 0);
        t->geonameid = id > 0 && id < UINT32_MAX ? (uint32_t)id : 0;
        if (!keep_text(in, clm_json_member(item, "type"), &t->type)) {
            return fail_memory(in);
        }
    }
    return CLM_OK;
}

static clm_status read_entities(reader *in, const clm_json *list, clm_train_document *document) {
    size_t count = clm_json_count(list);
    document->has_entities = clm_json_is_array(list);
    document->entities = clm_arena_array(in->corpus->arena, count + 1, sizeof *document->entities);
    if (document->entities == NULL) {
        return fail_memory(in);
    }
    for (size_t i = 0; i < count; i++) {
        const clm_json *item = clm_json_item(list, i);
        clm_train_entity *e = &document->entities[document->entity_count++];
        if (!read_span(in, item, &e->span)) {
            return fail_line(in, "an entity does not lie in the text");
        }
        if (!keep_text(in, clm_json_member(item, "label"), &e->label)) {
            return fail_memory(in);
        }
    }
    return CLM_OK;
}

/* A list of [start, end]. */
static clm_status read_pairs(reader *in, const clm_json *list, clm_span **out, size_t *out_count) {
    size_t count = clm_json_count(list);
    *out = clm_arena_array(in->corpus->arena, count + 1, sizeof **out);
    if (*out == NULL) {
        return fail_memory(in);
    }
    for (size_t i = 0; i < count; i++) {
        const clm_json *item = clm_json_item(list, i);
        double start = clm_json_number(clm_json_item(item, 0), -1);
        double end = clm_json_number(clm_json_item(item, 1), -1);
        if (!(start >= 0) || !(end > start) || !(end <= (double)in->points)) {
            return fail_line(in, "an attribution does not lie in the text");
        }
        (*out)[(*out_count)++] = (clm_span){in->offsets[(size_t)start], in->offsets[(size_t)end]};
    }
    return CLM_OK;
}

static clm_status read_attributions(reader *in, const clm_json *list,
                                    clm_train_document *document) {
    size_t count = clm_json_count(list);
    clm_status status = CLM_OK;
    document->has_attributions = clm_json_is_array(list);
    document->attributions =
        clm_arena_array(in->corpus->arena, count + 1, sizeof *document->attributions);
    if (document->attributions == NULL) {
        return fail_memory(in);
    }
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        const clm_json *item = clm_json_item(list, i);
        clm_train_attribution *a = &document->attributions[document->attribution_count++];
        status = read_pairs(in, clm_json_member(item, "source"), &a->source, &a->source_count);
        if (status == CLM_OK) {
            status = read_pairs(in, clm_json_member(item, "cue"), &a->cue, &a->cue_count);
        }
        if (status == CLM_OK) {
            status =
                read_pairs(in, clm_json_member(item, "content"), &a->content, &a->content_count);
        }
    }
    return status;
}

/* The host of a URL, without "www."; the text itself where it is none. */
static clm_text host_of(clm_text source) {
    for (size_t i = 0; i + 3 <= source.len; i++) {
        if (memcmp(source.ptr + i, "://", 3) == 0) {
            source = (clm_text){source.ptr + i + 3, source.len - i - 3};
            const char *slash = memchr(source.ptr, '/', source.len);
            source.len = slash != NULL ? (size_t)(slash - source.ptr) : source.len;
            if (clm_text_starts(source, "www.")) {
                source = (clm_text){source.ptr + 4, source.len - 4};
            }
            break;
        }
    }
    return source;
}

static clm_status read_source(reader *in, const clm_json *object, clm_train_document *document) {
    static const char *const names[] = {"domain", "publisher", "source"};
    for (size_t i = 0; i < sizeof names / sizeof names[0] && document->source.len == 0; i++) {
        if (!keep_text(in, clm_json_member(object, names[i]), &document->source)) {
            return fail_memory(in);
        }
    }
    document->source = host_of(document->source);
    return CLM_OK;
}

static clm_status read_object(reader *in, const clm_json *object, clm_text line) {
    clm_train_corpus *corpus = in->corpus;
    const clm_json *text = clm_json_member(object, "text");
    if (!clm_json_is_object(object) || !clm_json_is_string(text)) {
        return fail_line(in, "no JSON object with a \"text\"");
    }
    if (clm_arena_grow(corpus->arena, (void **)&corpus->documents, &corpus->capacity,
                       corpus->count + 1, sizeof *corpus->documents) != 0) {
        return fail_memory(in);
    }
    clm_train_document *document = &corpus->documents[corpus->count++];
    memset(document, 0, sizeof *document);
    document->line = line;
    in->text = clm_json_text(text);
    clm_status status = count_points(in);
    if (status == CLM_OK) {
        status = read_source(in, object, document);
    }
    if (status == CLM_OK) {
        status = read_toponyms(in, clm_json_member(object, "toponyms"), document);
    }
    if (status == CLM_OK) {
        status = read_entities(in, clm_json_member(object, "entities"), document);
    }
    if (status == CLM_OK) {
        status = read_attributions(in, clm_json_member(object, "attributions"), document);
    }
    return status;
}

static clm_status read_lines(reader *in) {
    clm_text rest = {in->corpus->bytes.data, in->corpus->bytes.len};
    while (rest.len > 0) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        clm_text line = {rest.ptr, end != NULL ? (size_t)(end - rest.ptr) : rest.len};
        size_t step = line.len + (end != NULL);
        rest = (clm_text){rest.ptr + step, rest.len - step};
        in->line++;
        if (clm_text_trim(line).len == 0) {
            continue;
        }
        clm_json *object = NULL;
        clm_error why = {CLM_OK, ""};
        if (clm_json_parse(line, &object, &why) != CLM_OK) {
            return why.code == CLM_ERR_NOMEM ? fail_memory(in) : fail_line(in, why.message);
        }
        clm_status status = read_object(in, object, line);
        clm_json_free(object);
        if (status != CLM_OK) {
            return status;
        }
    }
    return CLM_OK;
}

static clm_text name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return (clm_text){name, dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name)};
}

clm_status clm_train_corpus_read(const char *path, clm_train_corpus *out, clm_error *error) {
    *out = (clm_train_corpus){.path = path, .name = name_of(path)};
    reader in = {.corpus = out, .error = error};
    clm_buffer_init(&out->bytes);
    clm_status status = clm_file_read(path, CORPUS_BYTES_MAX, &out->bytes, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_sha256_hex(out->bytes.data, out->bytes.len, out->sha256);
    out->arena = clm_arena_new();
    return out->arena != NULL ? read_lines(&in) : fail_memory(&in);
}

void clm_train_corpus_clear(clm_train_corpus *corpus) {
    clm_buffer_clear(&corpus->bytes);
    clm_arena_free(corpus->arena);
    *corpus = (clm_train_corpus){0};
}

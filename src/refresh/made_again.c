/* What the record needs of a map of an earlier night, from its files. */
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "features/features.h"
#include "refresh/make_parts.h"

#include <stdlib.h>

enum { PICTURE_BYTES_MAX = 64 << 20, WORDS_BYTES_MAX = 1 << 20 };

typedef struct taking {
    const char *folder, *stem;
    const clm_request *settings;
    clm_arena *arena;
    clm_made *made;
    size_t drawn;
    bool article; /* the article's feature was found */
    bool failed;  /* memory ended */
} taking;

/* ---- counts, as clm_result has them ---- */

static int compare_texts(const void *a, const void *b) {
    return clm_text_compare(*(const clm_text *)a, *(const clm_text *)b);
}

static size_t count_different(clm_text *texts, size_t count) {
    if (count > 1) {
        qsort(texts, count, sizeof *texts, compare_texts);
    }
    size_t different = count > 0;
    for (size_t i = 1; i < count; i++) {
        different += !clm_text_equal(texts[i - 1], texts[i]);
    }
    return different;
}

static void read_facts(taking *t, const clm_json *properties) {
    clm_made *made = t->made;
    const clm_text date = clm_json_text(clm_json_member(properties, "date"));
    t->article = true;
    made->title = clm_made_clip(t->arena, clm_json_text(clm_json_member(properties, "title")),
                                CLM_MADE_TITLE_BYTES, false, &t->failed);
    made->outlet = clm_made_clip(t->arena, clm_json_text(clm_json_member(properties, "outlet")),
                                 CLM_MADE_OUTLET_BYTES, false, &t->failed);
    made->date = clm_made_clip(t->arena, date, 10, false, &t->failed);
    if (made->date != NULL && !clm_night_day(made->date, NULL)) {
        made->date = NULL; /* a person may edit a map */
    }
}

static void read_features(taking *t, const clm_json *features) {
    const size_t count = clm_json_count(features);
    clm_text *claims = clm_arena_array(t->arena, count + 1, sizeof *claims);
    size_t claim_count = 0;
    size_t around = 0;
    t->failed |= claims == NULL;
    for (size_t i = 0; i < count && claims != NULL; i++) {
        const clm_json *feature = clm_json_item(features, i);
        const clm_json *properties = clm_json_member(feature, "properties");
        const clm_text kind = clm_json_text(clm_json_member(properties, "kind"));
        const clm_text draw = clm_json_text(clm_json_member(properties, "draw"));
        const bool shaped = !clm_json_is_null(clm_json_member(feature, "geometry"));
        t->made->places += shaped;
        t->drawn += shaped && (clm_text_is(draw, "primary") || clm_text_is(draw, "secondary"));
        around += clm_text_is(kind, "place") && clm_text_is(draw, "context");
        if (clm_text_is(kind, "article")) {
            read_facts(t, properties);
        } else if (clm_text_is(kind, "claim")) {
            claims[claim_count++] = clm_json_text(clm_json_member(properties, "claim_id"));
        }
    }
    t->drawn = t->drawn > 0 ? t->drawn : around;
    t->made->claims = claims != NULL ? count_different(claims, claim_count) : 0;
}

/* ---- files ---- */

static clm_status fail_missing(const taking *t, const char *suffix, clm_error *error) {
    return clm_fail(error, CLM_ERR_NOT_FOUND, "%s: there is no %s%s", t->folder, t->stem, suffix);
}

static clm_status read_geojson(taking *t, clm_error *error) {
    const char *path = clm_make_path(t->arena, t->folder, t->stem, ".geojson");
    clm_json *document = NULL;
    clm_buffer bytes;
    char sum[CLM_SHA256_HEX_BYTES];
    if (path == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (!clm_file_exists(path)) {
        return fail_missing(t, ".geojson", error);
    }
    clm_buffer_init(&bytes);
    clm_status status = clm_file_read(path, CLM_GEOJSON_LIMIT_BYTES, &bytes, error);
    if (status == CLM_OK) {
        clm_sha256_hex(bytes.data, bytes.len, sum);
        t->made->geojson_sha256 = clm_arena_strdup(t->arena, sum);
        t->failed |= t->made->geojson_sha256 == NULL;
        status = clm_json_parse((clm_text){bytes.data, bytes.len}, &document, error);
        if (status != CLM_OK) {
            (void)clm_error_prefix(error, path);
        }
    }
    clm_buffer_clear(&bytes);
    if (status == CLM_OK) {
        read_features(t, clm_json_member(document, "features"));
        if (!t->article) {
            status = clm_fail(error, CLM_ERR_FORMAT, "%s: not a map of claimmap", path);
        }
    }
    clm_json_free(document);
    return status;
}

/* Whether the file of an output must be there. A map of nothing has no picture; a Shapefile has the
 * sheets that it needs. */
static bool is_needed(const taking *t, clm_output output, clm_format format) {
    switch (format) {
    case CLM_FORMAT_PNG:
    case CLM_FORMAT_SVG:
    case CLM_FORMAT_PDF:
    case CLM_FORMAT_ALT:
        return t->drawn > 0;
    case CLM_FORMAT_SHP:
        return false;
    case CLM_FORMAT_FGB:
        return t->made->places > 0;
    case CLM_FORMAT_GEOJSON:
    case CLM_FORMAT_GEOJSONSEQ:
    case CLM_FORMAT_CSV:
    case CLM_FORMAT_QML:
    case CLM_FORMAT_GPKG:
    case CLM_FORMAT_KML:
    case CLM_FORMAT_HTML:
    case CLM_FORMAT_POSTGIS:
    case CLM_FORMAT_COUNT:
        break;
    }
    return output < CLM_OUTPUT_COUNT;
}

static clm_status list_files(taking *t, clm_error *error) {
    clm_night_file *files = clm_arena_array(t->arena, CLM_OUTPUT_COUNT, sizeof *files);
    size_t count = 0;
    bool sheets = false;
    if (files == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (int i = 0; i < CLM_OUTPUT_COUNT; i++) {
        const clm_output_facts facts = clm_output_describe((clm_output)i);
        if ((t->settings != NULL && !t->settings->want[facts.format]) || facts.suffix == NULL) {
            continue;
        }
        const char *path = clm_make_path(t->arena, t->folder, t->stem, facts.suffix);
        if (path == NULL) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
        if (clm_file_exists(path)) {
            files[count++] = (clm_night_file){facts.suffix, path + strlen(t->folder) + 1};
            sheets |= facts.format == CLM_FORMAT_SHP;
        } else if (t->settings != NULL && is_needed(t, (clm_output)i, facts.format)) {
            return fail_missing(t, facts.suffix, error);
        }
    }
    if (t->settings != NULL && t->settings->want[CLM_FORMAT_SHP] && t->made->places > 0 &&
        !sheets) {
        return fail_missing(t, "_*.shp", error);
    }
    t->made->files = files;
    t->made->file_count = count;
    return CLM_OK;
}

/* A file that need not be there; empty without one. */
static clm_status read_spare(taking *t, const char *suffix, size_t most, clm_buffer *out,
                             const char **name, clm_error *error) {
    const char *path = clm_make_path(t->arena, t->folder, t->stem, suffix);
    if (path == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    *name = path + strlen(t->folder) + 1;
    return clm_file_exists(path) ? clm_file_read(path, most, out, error) : CLM_OK;
}

static clm_status read_small(taking *t, clm_error *error) {
    clm_made *made = t->made;
    clm_buffer bytes;
    const char *name = NULL;
    clm_buffer_init(&bytes);
    clm_status status =
        read_spare(t, CLM_THUMBNAIL_SUFFIX, PICTURE_BYTES_MAX, &bytes, &name, error);
    if (status == CLM_OK &&
        clm_make_png_size((clm_text){bytes.data, bytes.len}, &made->thumbnail_width_px,
                          &made->thumbnail_height_px)) {
        made->thumbnail = name;
    }
    clm_buffer_clear(&bytes);
    if (status == CLM_OK) {
        status = read_spare(t, clm_output_describe(CLM_OUTPUT_ALT).suffix, WORDS_BYTES_MAX, &bytes,
                            &name, error);
    }
    if (status == CLM_OK) {
        made->alt = clm_made_clip(t->arena, (clm_text){bytes.data, bytes.len}, CLM_MADE_ALT_BYTES,
                                  true, &t->failed);
    }
    clm_buffer_clear(&bytes);
    return status;
}

clm_status clm_made_again(const char *folder, const char *stem, const clm_request *settings,
                          clm_arena *arena, clm_made *out, clm_error *error) {
    taking t = {.folder = folder, .stem = stem, .settings = settings, .arena = arena, .made = out};
    *out = (clm_made){.end = CLM_MAKE_SAME};
    clm_status status = read_geojson(&t, error);
    if (status == CLM_OK) {
        status = list_files(&t, error);
    }
    if (status == CLM_OK) {
        status = read_small(&t, error);
    }
    if (status == CLM_OK && t.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status != CLM_OK) {
        *out = (clm_made){0};
    }
    return status;
}

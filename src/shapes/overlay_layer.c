/* Layers of land as somebody else has mapped it: read once, made valid, measured against. */
#include "article/article.h"
#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "geo/overlay.h"
#include "shapes/polygons.h"
#include "shapes/shapes.h"
#include "vector/vector.h"

#include <string.h>
#include <sys/stat.h>

/* Edges up to this keep near their straight line of lon/lat, however they are projected. */
#define STEP_DEG 0.1

struct clm_overlay_layer {
    clm_vector_spec spec;
    clm_buffer name, layer, file;
    char date[16];
    char sha256[CLM_SHA256_HEX_BYTES];
    clm_geometry land;
    clm_overlay_facts facts;
};

static const char *const spec_keys[] = {"layer", "name", "date", "holder", "crs", NULL};

static clm_status no_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "overlay: out of memory");
}

/* ---- what the user says ---- */

static clm_status check_words(const clm_vector_spec *spec, const char *key, clm_error *error) {
    const char *words = clm_vector_spec_value(spec, key);
    size_t length = words != NULL ? strlen(words) : 0;
    bool plain = clm_utf8_valid(words != NULL ? words : "", length);
    for (size_t i = 0; i < length; i++) {
        plain = plain && (unsigned char)words[i] >= ' ' && words[i] != 0x7f;
    }
    if (!plain) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "%s: %s is no plain text in UTF-8", spec->path,
                        key);
    }
    return length <= CLM_OVERLAY_WORDS_MAX
               ? CLM_OK
               : clm_fail(error, CLM_ERR_ARGUMENT, "%s: %s is longer than %d bytes", spec->path,
                          key, (int)CLM_OVERLAY_WORDS_MAX);
}

static clm_status read_spec(clm_overlay_layer *overlay, const char *text, clm_error *error) {
    clm_status status = clm_vector_spec_parse(text, spec_keys, &overlay->spec, error);
    if (status == CLM_OK) {
        status = check_words(&overlay->spec, "name", error);
    }
    if (status == CLM_OK) {
        status = check_words(&overlay->spec, "holder", error);
    }
    const char *day = clm_vector_spec_value(&overlay->spec, "date");
    clm_date date;
    if (status == CLM_OK && day != NULL) {
        if (!clm_date_parse(clm_text_of(day), &date)) {
            return clm_fail(error, CLM_ERR_ARGUMENT, "%s: date %s is no day written as YYYY-MM-DD",
                            overlay->spec.path, day);
        }
        clm_date_format(date, overlay->date);
    }
    return status;
}

/* ---- what the file says ---- */

/* The last part of a path, without slashes behind it. */
static clm_text base_name(const char *path) {
    clm_text name = clm_text_of(path);
    while (name.len > 1 && name.ptr[name.len - 1] == '/') {
        name.len--;
    }
    for (size_t i = name.len; i-- > 0;) {
        if (name.ptr[i] == '/' && i + 1 < name.len) {
            return (clm_text){name.ptr + i + 1, name.len - i - 1};
        }
    }
    return name;
}

static clm_status sum_file(clm_overlay_layer *overlay, clm_error *error) {
    struct stat found;
    clm_mapped *mapped = NULL;
    if (stat(overlay->spec.path, &found) != 0 || !S_ISREG(found.st_mode)) {
        return CLM_OK;
    }
    clm_status status = clm_mapped_open(overlay->spec.path, &mapped, error);
    if (status == CLM_OK) {
        clm_sha256_hex(clm_mapped_bytes(mapped), clm_mapped_length(mapped), overlay->sha256);
        overlay->facts.sha256 = overlay->sha256;
    }
    clm_mapped_free(mapped);
    return status;
}

/* Names of layers and files are whatever they are; what is written is text. */
static void put_words(clm_buffer *out, clm_text words) {
    for (size_t i = 0; i < words.len && i < CLM_OVERLAY_WORDS_MAX; i++) {
        clm_buffer_char(out, (unsigned char)words.ptr[i] < ' ' ? ' ' : words.ptr[i]);
    }
    if (out->data != NULL && !clm_utf8_valid(out->data, out->len)) {
        for (size_t i = 0; i < out->len; i++) {
            out->data[i] = (unsigned char)out->data[i] < 0x80 ? out->data[i] : '?';
        }
    }
}

static clm_status set_facts(clm_overlay_layer *overlay, const clm_dataset *dataset,
                            clm_error *error) {
    const char *given = clm_vector_spec_value(&overlay->spec, "name");
    put_words(&overlay->layer, clm_dataset_layer(dataset));
    put_words(&overlay->file, base_name(overlay->spec.path));
    const char *layer = overlay->layer.len > 0 ? overlay->layer.data : overlay->file.data;
    clm_buffer_string(&overlay->name, given != NULL ? given : layer != NULL ? layer : "");
    if (overlay->layer.failed || overlay->file.failed || overlay->name.failed ||
        overlay->name.data == NULL) {
        return no_memory(error);
    }
    overlay->facts.name = overlay->name.data;
    overlay->facts.layer = overlay->layer.data != NULL ? overlay->layer.data : "";
    overlay->facts.file = overlay->file.data;
    overlay->facts.date = overlay->date;
    overlay->facts.holder = clm_vector_spec_value(&overlay->spec, "holder");
    return sum_file(overlay, error);
}

/* ---- its land ---- */

typedef struct leftovers {
    size_t others; /* points and lines */
    size_t empty;
} leftovers;

static clm_status add_feature(clm_overlay_layer *overlay, clm_dataset *dataset, leftovers *left,
                              clm_error *error) {
    clm_geometry shape;
    clm_geometry_init(&shape);
    clm_status status = clm_dataset_geometry(dataset, &shape, error);
    if (status == CLM_OK && shape.kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_shapes_append(&shape, 0, shape.part_count, &overlay->land, error);
    } else if (status == CLM_OK) {
        left->others += shape.kind != CLM_GEOMETRY_NONE;
        left->empty += shape.kind == CLM_GEOMETRY_NONE;
    }
    if (status == CLM_OK && overlay->land.point_count > CLM_OVERLAY_POINTS_MAX) {
        status = clm_dataset_locate(dataset,
                                    clm_fail(error, CLM_ERR_LIMIT, "more than %d points in all",
                                             (int)CLM_OVERLAY_POINTS_MAX),
                                    error);
    }
    clm_geometry_clear(&shape);
    return status;
}

static clm_status read_land(clm_overlay_layer *overlay, clm_dataset *dataset, leftovers *left,
                            clm_error *error) {
    bool more = true;
    clm_status status = CLM_OK;
    while (status == CLM_OK && more) {
        status = clm_dataset_next(dataset, &more, error);
        if (status == CLM_OK && more) {
            status = add_feature(overlay, dataset, left, error);
        }
    }
    if (status == CLM_OK) {
        status = clm_geometry_dissolve(&overlay->land, error);
    }
    if (status == CLM_OK && overlay->land.kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_geometry_densify(&overlay->land, STEP_DEG, error);
    }
    overlay->facts.area_km2 = clm_geometry_area_m2(&overlay->land) / 1e6;
    return status;
}

static void tell(const clm_overlay_layer *overlay, const leftovers *left, clm_buffer *notes) {
    const char *name = overlay->facts.name;
    if (left->others > 0) {
        clm_buffer_printf(notes, "overlay %s: %zu %s left out, which %s no area\n", name,
                          left->others, left->others == 1 ? "point or line" : "points and lines",
                          left->others == 1 ? "has" : "have");
    }
    if (left->empty > 0) {
        clm_buffer_printf(notes, "overlay %s: %zu %s without a shape\n", name, left->empty,
                          left->empty == 1 ? "feature" : "features");
    }
    if (overlay->land.kind == CLM_GEOMETRY_NONE) {
        clm_buffer_printf(notes, "overlay %s: no land in it\n", name);
    }
}

clm_status clm_overlay_open(const char *spec, clm_overlay_layer **out, clm_buffer *notes,
                            clm_error *error) {
    *out = NULL;
    clm_overlay_layer *overlay = clm_alloc_zero(1, sizeof *overlay);
    if (overlay == NULL) {
        return no_memory(error);
    }
    clm_dataset *dataset = NULL;
    leftovers left = {0, 0};
    clm_status status = read_spec(overlay, spec, error);
    if (status == CLM_OK) {
        const clm_dataset_options options = {
            .path = overlay->spec.path,
            .layer = clm_vector_spec_value(&overlay->spec, "layer"),
            .crs = clm_vector_spec_value(&overlay->spec, "crs"),
            .dense = true,
        };
        status = clm_dataset_open(&options, &dataset, error);
    }
    if (status == CLM_OK) {
        status = set_facts(overlay, dataset, error);
    }
    if (status == CLM_OK) {
        status = read_land(overlay, dataset, &left, error);
    }
    clm_dataset_free(dataset);
    if (status == CLM_OK) {
        tell(overlay, &left, notes);
        status = notes->failed ? no_memory(error) : CLM_OK;
    }
    if (status != CLM_OK) {
        clm_overlay_free(overlay);
        return status;
    }
    *out = overlay;
    return CLM_OK;
}

void clm_overlay_free(clm_overlay_layer *overlay) {
    if (overlay == NULL) {
        return;
    }
    clm_geometry_clear(&overlay->land);
    clm_buffer_clear(&overlay->name);
    clm_buffer_clear(&overlay->layer);
    clm_buffer_clear(&overlay->file);
    clm_vector_spec_clear(&overlay->spec);
    clm_free(overlay);
}

const clm_overlay_facts *clm_overlay_facts_of(const clm_overlay_layer *overlay) {
    return &overlay->facts;
}

const clm_geometry *clm_overlay_land(const clm_overlay_layer *overlay) {
    return &overlay->land;
}

clm_status clm_overlay_measure(const clm_overlay_layer *overlay, const clm_geometry *region,
                               double *km2, clm_error *error) {
    double area_m2 = 0.0;
    clm_status status =
        clm_covered_area(region, &overlay->land, CLM_OVERLAY_SLIVER_M, &area_m2, error);
    *km2 = area_m2 / 1e6;
    return status;
}

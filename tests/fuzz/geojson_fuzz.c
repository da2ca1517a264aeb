/* Any bytes as the GeoJSON of a map: what is read can be written and read again as the same. */
#include "fuzz/fuzz.h"

#include "features/features.h"
#include "formats/formats.h"

#include <stdlib.h>
#include <string.h>

static void check_feature(const clm_feature *feature) {
    CLM_FUZZ_REQUIRE(feature->id != NULL);
    CLM_FUZZ_REQUIRE((unsigned)feature->draw < CLM_DRAW_COUNT);
    CLM_FUZZ_REQUIRE((unsigned)feature->modality < CLM_MODALITY_COUNT);
    for (size_t i = 0; i < feature->geometry.point_count; i++) {
        clm_lonlat point = feature->geometry.points[i];
        CLM_FUZZ_REQUIRE(point.lon_deg >= -180.0 && point.lon_deg <= 180.0);
        CLM_FUZZ_REQUIRE(point.lat_deg >= -90.0 && point.lat_deg <= 90.0);
    }
}

/* A ring that still crosses 180 degrees when it was split there was none to begin with. */
static bool is_twisted(const clm_feature *feature) {
    const clm_geometry *geometry = &feature->geometry;
    bool twisted = false;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
        for (size_t i = 0; i < count; i++) {
            double step = points[i + 1 < count ? i + 1 : 0].lon_deg - points[i].lon_deg;
            twisted = twisted || step > 180.0 || step < -180.0;
        }
    }
    return twisted;
}

/* Reads and writes; false where it is no GeoJSON of a map. */
static bool pass(clm_text bytes, clm_buffer *out, clm_buffer *warnings, bool *twisted) {
    clm_theme theme;
    memset(&theme, 0, sizeof theme);
    clm_collection *collection = NULL;
    clm_error error = {0};
    clm_status status = clm_collection_read(bytes, NULL, &collection, warnings, &error);
    if (status != CLM_OK) {
        CLM_FUZZ_REQUIRE(collection == NULL && error.code == status && error.message[0] != '\0');
        return false;
    }
    CLM_FUZZ_REQUIRE(collection->count > 0 && collection->items[0].kind == CLM_FEATURE_ARTICLE);
    for (size_t i = 0; i < collection->count; i++) {
        check_feature(&collection->items[i]);
        *twisted = *twisted || is_twisted(&collection->items[i]);
    }
    CLM_FUZZ_REQUIRE(clm_geojson_write(collection, &theme, out, NULL) == CLM_OK);
    clm_collection_free(collection);
    return true;
}

static bool is_told(const clm_collection *collection, const clm_feature *feature) {
    return feature == NULL ||
           (feature >= collection->items && feature < collection->items + collection->count);
}

/* Compares both ways and with itself, where nothing may differ; draws and writes the differences.
 */
static void compare(const clm_collection *before, const clm_collection *after) {
    clm_diff *diff = NULL;
    clm_collection *map = NULL;
    clm_theme theme;
    clm_buffer out = {0};
    memset(&theme, 0, sizeof theme);
    const clm_diff_text_options options = {.color = true, .all = true};
    CLM_FUZZ_REQUIRE(clm_diff_make(before, after, &diff, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(diff->same <= diff->new_statements && diff->reworded <= diff->same);
    for (size_t i = 0; i < diff->count; i++) {
        const clm_change *change = &diff->items[i];
        CLM_FUZZ_REQUIRE(change->from != NULL || change->to != NULL);
        CLM_FUZZ_REQUIRE(is_told(before, change->from) && is_told(after, change->to));
    }
    if (before == after) {
        CLM_FUZZ_REQUIRE(diff->count == 0 && diff->reworded == 0);
        CLM_FUZZ_REQUIRE(diff->new_place_count == 0 && diff->gone_place_count == 0);
        CLM_FUZZ_REQUIRE(diff->related && diff->note_count == 0);
    }
    clm_diff_text(diff, before, after, &options, &out);
    clm_diff_json(diff, before, after, &out);
    CLM_FUZZ_REQUIRE(clm_diff_map(diff, before, after, &map, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(map->count >= after->count);
    CLM_FUZZ_REQUIRE(clm_geojson_write(map, &theme, &out, NULL) == CLM_OK && !out.failed);
    clm_buffer_clear(&out);
    clm_collection_free(map);
    clm_diff_free(diff);
}

/* The map against itself, and against one whose digits and letters are partly others. */
static void check_differences(clm_text bytes, const uint8_t *data, size_t size) {
    clm_collection *collection = NULL;
    clm_collection *other = NULL;
    CLM_FUZZ_REQUIRE(clm_collection_read(bytes, NULL, &collection, NULL, NULL) == CLM_OK);
    compare(collection, collection);
    char *changed = malloc(bytes.len);
    CLM_FUZZ_REQUIRE(changed != NULL);
    memcpy(changed, bytes.ptr, bytes.len);
    for (size_t i = 0; i < bytes.len; i++) {
        const bool turn = data[i % size] % 7 == 3;
        const char c = changed[i];
        if (turn && c >= '0' && c <= '8') {
            changed[i]++;
        }
    }
    if (clm_collection_read((clm_text){changed, bytes.len}, NULL, &other, NULL, NULL) == CLM_OK) {
        compare(collection, other);
        compare(other, collection);
    }
    free(changed);
    clm_collection_free(collection);
    clm_collection_free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_buffer once = {0};
    clm_buffer twice = {0};
    clm_buffer warnings = {0};
    bool twisted = false;
    if (pass((clm_text){(const char *)data, size}, &once, &warnings, &twisted)) {
        CLM_FUZZ_REQUIRE(pass((clm_text){once.data, once.len}, &twice, NULL, &twisted));
        /* Ids that were made unlike each other may be like a third's. */
        if (strstr(once.data, "-2\"") == NULL && !twisted) {
            CLM_FUZZ_REQUIRE(
                clm_text_equal((clm_text){once.data, once.len}, (clm_text){twice.data, twice.len}));
        }
    }
    if (once.len > 0) {
        check_differences((clm_text){once.data, once.len}, data, size);
    }
    clm_buffer_clear(&once);
    clm_buffer_clear(&twice);
    clm_buffer_clear(&warnings);
    return 0;
}

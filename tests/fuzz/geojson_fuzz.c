/* Any bytes as the GeoJSON of a map: what is read can be written and read again as the same. */
#include "fuzz/fuzz.h"

#include "features/features.h"
#include "formats/formats.h"

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

/* Reads and writes; false where it is no GeoJSON of a map. */
static bool pass(clm_text bytes, clm_buffer *out, clm_buffer *warnings) {
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
    }
    CLM_FUZZ_REQUIRE(clm_geojson_write(collection, &theme, out, NULL) == CLM_OK);
    clm_collection_free(collection);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_buffer once = {0};
    clm_buffer twice = {0};
    clm_buffer warnings = {0};
    if (pass((clm_text){(const char *)data, size}, &once, &warnings)) {
        CLM_FUZZ_REQUIRE(pass((clm_text){once.data, once.len}, &twice, NULL));
        /* Ids that were made unlike each other may be like a third's. */
        if (strstr(once.data, "-2\"") == NULL) {
            CLM_FUZZ_REQUIRE(
                clm_text_equal((clm_text){once.data, once.len}, (clm_text){twice.data, twice.len}));
        }
    }
    clm_buffer_clear(&once);
    clm_buffer_clear(&twice);
    clm_buffer_clear(&warnings);
    return 0;
}

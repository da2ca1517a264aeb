#include "formats/formats.h"
#include "formats/write.h"

clm_status clm_geojsonseq_write(const clm_collection *collection, const clm_theme *theme,
                                clm_buffer *out, clm_error *error) {
    for (size_t i = 0; i < collection->count; i++) {
        clm_json_writer writer;
        clm_buffer_char(out, '\x1E'); /* record separator */
        clm_json_begin(&writer, out);
        clm_write_feature(&writer, collection, &collection->items[i], theme);
        clm_buffer_char(out, '\n');
    }
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "GeoJSON sequence: out of memory") : CLM_OK;
}

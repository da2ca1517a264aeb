/* Any bytes as a model file; when the first byte is odd, with the sums of header and table made
 * right, so that only the checks of numbers stand between them and a crash. What opens can be read
 * to its end and is written again as the same bytes. */
#include "fuzz/fuzz.h"
#include "fuzz/mend_model.h"

#include <string.h>

static void check_open(const clm_model *model, const uint8_t *file, size_t size) {
    char names[CLM_MODEL_SECTIONS_MAX][CLM_MODEL_NAME_MAX + 1] = {{0}};
    clm_model_writer writer;
    clm_buffer again;
    clm_model_writer_init(&writer);
    clm_buffer_init(&again);
    for (size_t i = 0; i < clm_model_count(model); i++) {
        clm_model_section s = clm_model_at(model, i);
        clm_model_section found = {0};
        size_t at = (size_t)((uintptr_t)s.bytes - (uintptr_t)file);
        CLM_FUZZ_REQUIRE(s.name.len > 0 && s.name.len <= CLM_MODEL_NAME_MAX);
        memcpy(names[i], s.name.ptr, s.name.len);
        CLM_FUZZ_REQUIRE(at <= size && s.size <= size - at && at % CLM_MODEL_ALIGN == 0);
        CLM_FUZZ_REQUIRE(clm_model_find(model, names[i], &found) && found.bytes == s.bytes);
        clm_text bytes = {s.bytes, s.size};
        CLM_FUZZ_REQUIRE(clm_model_writer_add(&writer, names[i], s.version, bytes, NULL) == CLM_OK);
    }
    CLM_FUZZ_REQUIRE(clm_model_writer_bytes(&writer, &again, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(again.len == size && memcmp(again.data, file, size) == 0);
    clm_buffer_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    size_t length = size - 1;
    size_t room = (size_t)clm_model_align(length > 0 ? length : 1);
    uint8_t *file = aligned_alloc(CLM_MODEL_ALIGN, room);
    CLM_FUZZ_REQUIRE(file != NULL);
    memcpy(file, data + 1, length);
    if (data[0] % 2 == 1) {
        mend_model(file, length);
    }
    clm_model *model = NULL;
    clm_error error = {CLM_OK, ""};
    clm_status status = clm_model_from_memory(file, length, "fuzz", &model, &error);
    if (status == CLM_OK) {
        check_open(model, file, length);
    } else {
        CLM_FUZZ_REQUIRE(model == NULL && error.message[0] != '\0');
        CLM_FUZZ_REQUIRE(status == CLM_ERR_FORMAT || status == CLM_ERR_VERSION ||
                         status == CLM_ERR_DAMAGED);
    }
    clm_model_free(model);
    free(file);
    return 0;
}

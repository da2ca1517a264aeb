/* Texts on stdin, each with a NUL after it -> a line each with the number of the text that it is a
 * copy of, its own if it is of none. */
#include "base/file.h"
#include "refresh/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 64 << 20, TEXTS_MAX = 100000 };

int main(void) {
    clm_error error = {CLM_OK, ""};
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_near_sketch *sketches = calloc(TEXTS_MAX, sizeof *sketches);
    size_t *leaders = calloc(TEXTS_MAX, sizeof *leaders);
    size_t count = 0;
    clm_status status = clm_file_read("-", BYTES_MAX, &bytes, &error);
    if (sketches == NULL || leaders == NULL) {
        status = clm_fail(&error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; status == CLM_OK && i < bytes.len && count < TEXTS_MAX;) {
        const size_t length = strnlen(bytes.data + i, bytes.len - i);
        status =
            clm_near_sketch_make((clm_text){bytes.data + i, length}, &sketches[count++], &error);
        i += length + 1;
    }
    if (status == CLM_OK) {
        status = clm_near_group(sketches, count, leaders, &error);
    }
    for (size_t i = 0; status == CLM_OK && i < count; i++) {
        (void)printf("%zu\n", leaders[i]);
    }
    if (status != CLM_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    free(sketches);
    free(leaders);
    clm_buffer_clear(&bytes);
    return status == CLM_OK ? 0 : 1;
}

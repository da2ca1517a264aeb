#include "article/parts.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <string.h>

enum { CHECK_BYTES = 64 };

/* Bytes of ASCII at the start of [at, length), eight at a time. */
static size_t ascii_run(const char *bytes, size_t at, size_t length) {
    size_t i = at;
    while (i + 8 <= length) {
        uint64_t block;
        memcpy(&block, bytes + i, 8);
        if ((block & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        i += 8;
    }
    while (i < length && ((unsigned char)bytes[i] & 0x80U) == 0) {
        i++;
    }
    return i - at;
}

static size_t count_undecodable(clm_text bytes) {
    size_t bad = 0;
    size_t i = 0;
    while (i < bytes.len) {
        i += ascii_run(bytes.ptr, i, bytes.len);
        if (i < bytes.len) {
            uint32_t code_point;
            size_t used = clm_utf8_decode(bytes.ptr + i, bytes.len - i, &code_point);
            bad += used == 1;
            i += used;
        }
    }
    return bad;
}

static const char replacement[3] = {'\xEF', '\xBF', '\xBD'}; /* U+FFFD */

static void copy_replacing(clm_text bytes, char *out) {
    size_t i = 0;
    while (i < bytes.len) {
        size_t run = ascii_run(bytes.ptr, i, bytes.len);
        memcpy(out, bytes.ptr + i, run);
        out += run;
        i += run;
        if (i < bytes.len) {
            uint32_t code_point;
            size_t used = clm_utf8_decode(bytes.ptr + i, bytes.len - i, &code_point);
            if (used == 1) {
                memcpy(out, replacement, sizeof replacement);
                out += sizeof replacement;
            } else {
                memcpy(out, bytes.ptr + i, used);
                out += used;
            }
            i += used;
        }
    }
}

clm_status clm_article_decode(const char *name, clm_text bytes, clm_buffer *out, clm_error *error) {
    if (bytes.len == 0) {
        return CLM_OK;
    }
    const char *nul = memchr(bytes.ptr, 0, bytes.len);
    if (nul != NULL) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: binary data, not text (NUL at byte %zu)", name,
                        (size_t)(nul - bytes.ptr));
    }
    size_t bad = count_undecodable(bytes);
    if (bad > bytes.len / 10) {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "%s: binary data or another encoding (%zu of %zu bytes are no UTF-8)", name,
                        bad, bytes.len);
    }
    size_t length = bytes.len + 2 * bad;
    char *data = clm_alloc(length + 1);
    if (data == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory for the text", name);
    }
    if (bad == 0) {
        memcpy(data, bytes.ptr, bytes.len);
    } else {
        copy_replacing(bytes, data);
    }
    data[length] = '\0';
    clm_buffer_clear(out);
    out->data = data;
    out->len = length;
    out->capacity = length + 1;
    return CLM_OK;
}

/* Continuation bytes among eight: those that begin with the bits 10. */
static uint32_t continuations(const char *at) {
    const uint64_t block = clm_load_le64(at);
    const uint64_t tails = (block & ~(block << 1) & UINT64_C(0x8080808080808080)) >> 7;
    return (uint32_t)(tails * UINT64_C(0x0101010101010101) >> 56);
}

uint32_t *clm_article_checkpoints(clm_text text, size_t *count) {
    size_t blocks = text.len / CHECK_BYTES;
    uint32_t *checks = clm_alloc((blocks + 1) * sizeof *checks);
    if (checks == NULL) {
        return NULL;
    }
    uint32_t total = 0;
    checks[0] = 0;
    for (size_t block = 0; block < blocks; block++) {
        const char *bytes = text.ptr + block * CHECK_BYTES;
        for (int i = 0; i < CHECK_BYTES; i += 8) {
            total += 8 - continuations(bytes + i);
        }
        checks[block + 1] = total;
    }
    *count = blocks + 1;
    return checks;
}

uint32_t clm_article_code_point(const clm_article *article, uint32_t offset) {
    size_t limit = offset < article->text.len ? offset : article->text.len;
    size_t block = limit / CHECK_BYTES;
    uint32_t total = article->code_points[block];
    size_t i = block * CHECK_BYTES;
    if (block + 1 < article->code_point_checks &&
        article->code_points[block + 1] - total == CHECK_BYTES) {
        return total + (uint32_t)(limit - i); /* nothing but ASCII in this block */
    }
    for (; i + 8 <= limit; i += 8) {
        total += 8 - continuations(article->text.ptr + i);
    }
    for (; i < limit; i++) {
        total += (article->text.ptr[i] & 0xC0) != 0x80;
    }
    return total;
}

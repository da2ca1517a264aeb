/* The section "said" of a model file. */
#include "claims/learned.h"

_Static_assert(sizeof(clm_said_header) == CLM_MODEL_ALIGN, "the bits are aligned");

static size_t aligned(size_t bytes) {
    return (bytes + CLM_MODEL_ALIGN - 1) / CLM_MODEL_ALIGN * CLM_MODEL_ALIGN;
}

size_t clm_said_section_size(const clm_said_header *h) {
    size_t size = sizeof *h + CLM_SAID_WORDS / CLM_SAID_WORDS_EACH + aligned(h->source_rows) +
                  aligned(h->content_rows) + aligned((size_t)h->step_rows * CLM_SAID_STEPS);
    for (unsigned k = 0; k < CLM_SAID_LOOKS; k++) {
        size += aligned(h->cue_rows[k]);
    }
    return size;
}

static bool power_or_none(uint32_t n) {
    enum { MOST = 1 << 22 };
    return n <= MOST && (n & (n - 1)) == 0;
}

static bool fits(const clm_model_section *section) {
    const clm_said_header *h = section->bytes;
    bool zero = section->size >= sizeof *h;
    for (size_t i = 0; zero && i < sizeof h->zero / sizeof *h->zero; i++) {
        zero = h->zero[i] == 0;
    }
    for (unsigned k = 0; zero && k < CLM_SAID_LOOKS; k++) {
        zero = power_or_none(h->cue_rows[k]);
    }
    return zero && h->unit > 0 && power_or_none(h->source_rows) && power_or_none(h->content_rows) &&
           power_or_none(h->step_rows) && clm_said_section_size(h) == section->size;
}

/* The table of `rows` rows of `width` weights at *at, which moves behind it. */
static clm_said_table take(const int8_t **at, uint32_t rows, uint32_t width) {
    clm_said_table table = {rows > 0 ? *at : NULL, rows > 0 ? (rows - 1) * width : UINT32_MAX};
    *at += aligned((size_t)rows * width);
    return table;
}

clm_status clm_said_model_read(const clm_model *model, clm_said_model *out, clm_error *error) {
    clm_model_section section;
    *out = (clm_said_model){0};
    if (model == NULL || !clm_model_find(model, CLM_SAID_SECTION, &section)) {
        return CLM_OK;
    }
    if (section.version != CLM_SAID_VERSION) {
        return clm_fail(error, CLM_ERR_VERSION,
                        "%s: the section said is of version %u, this program reads %u: train it "
                        "again",
                        clm_model_name(model), (unsigned)section.version,
                        (unsigned)CLM_SAID_VERSION);
    }
    if (!fits(&section)) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: the sizes of the section said do not fit",
                        clm_model_name(model));
    }
    const clm_said_header *h = section.bytes;
    out->words = (const uint8_t *)section.bytes + sizeof *h;
    const int8_t *at = (const int8_t *)out->words + CLM_SAID_WORDS / CLM_SAID_WORDS_EACH;
    for (unsigned k = 0; k < CLM_SAID_LOOKS; k++) {
        out->cue[k] = take(&at, h->cue_rows[k], 1);
        out->threshold[k] = h->threshold[k];
    }
    out->source = take(&at, h->source_rows, 1);
    out->content = take(&at, h->content_rows, 1);
    out->steps = take(&at, h->step_rows, CLM_SAID_STEPS);
    out->unit = h->unit;
    return CLM_OK;
}

clm_status clm_claims_check_model(const clm_model *model, clm_error *error) {
    clm_said_model unused;
    return clm_said_model_read(model, &unused, error);
}

/* mentions/learned.c: see learned.h. */
#include "mentions/learned.h"

#include <string.h>

static size_t aligned(size_t bytes) {
    return (bytes + CLM_MODEL_ALIGN - 1) / CLM_MODEL_ALIGN * CLM_MODEL_ALIGN;
}

static bool power_or_none(uint32_t n) {
    return (n & (n - 1)) == 0;
}

size_t clm_tagger_section_size(const clm_tagger_header *h) {
    return sizeof *h + aligned((size_t)h->word_slots * sizeof(uint32_t)) +
           aligned((size_t)h->clusters * sizeof(uint16_t)) +
           aligned((size_t)h->tag_rows * sizeof(clm_tag_row)) +
           aligned((size_t)h->judge_weights * sizeof(int16_t));
}

_Static_assert(sizeof(clm_tagger_header) % CLM_MODEL_ALIGN == 0, "the words are aligned");
_Static_assert(sizeof(clm_tag_row) == 16, "the bytes of a row in the file");

static bool fits(const clm_model_section *section) {
    enum { MOST = 1 << 24 };
    const clm_tagger_header *h = section->bytes;
    return section->size >= sizeof *h && h->word_slots <= MOST && h->clusters < UINT16_MAX &&
           h->tag_rows <= MOST && h->judge_weights <= MOST && power_or_none(h->word_slots) &&
           power_or_none(h->tag_rows) && power_or_none(h->judge_weights) && h->zero[0] == 0 &&
           h->zero[1] == 0 && h->zero[2] == 0 && clm_tagger_section_size(h) == section->size;
}

clm_status clm_learned_read(const clm_model *model, learned *out, clm_error *error) {
    clm_model_section section;
    *out = (learned){0};
    if (model == NULL || !clm_model_find(model, CLM_TAGGER_SECTION, &section)) {
        return CLM_OK;
    }
    if (section.version != CLM_TAGGER_VERSION) {
        return clm_fail(error, CLM_ERR_VERSION,
                        "%s: the tagger is of version %u, this program reads %u: train it again",
                        clm_model_name(model), (unsigned)section.version,
                        (unsigned)CLM_TAGGER_VERSION);
    }
    if (!fits(&section)) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: the tagger's sizes do not fit",
                        clm_model_name(model));
    }
    const clm_tagger_header *h = section.bytes;
    const char *at = (const char *)section.bytes + sizeof *h;
    if (h->word_slots > 0) {
        out->words = (const uint32_t *)(const void *)at;
        out->word_mask = h->word_slots - 1;
    }
    at += aligned((size_t)h->word_slots * sizeof(uint32_t));
    out->groups = (const uint16_t *)(const void *)at;
    out->clusters = h->clusters;
    at += aligned((size_t)h->clusters * sizeof(uint16_t));
    if (h->tag_rows > 0) {
        out->tag_rows = (const clm_tag_row *)(const void *)at;
        out->tag_mask = h->tag_rows - 1;
    }
    at += aligned((size_t)h->tag_rows * sizeof(clm_tag_row));
    if (h->judge_weights > 0) {
        out->judge = (const int16_t *)(const void *)at;
        out->judge_mask = h->judge_weights - 1;
    }
    out->steps = h->steps;
    out->threshold = h->threshold;
    return CLM_OK;
}

clm_status clm_mentions_check_model(const clm_model *model, clm_error *error) {
    learned unused;
    return clm_learned_read(model, &unused, error);
}

clm_status clm_word_clusters_read(const clm_model *model, clm_word_clusters *out,
                                  clm_error *error) {
    learned parts;
    *out = (clm_word_clusters){0};
    clm_status status = clm_learned_read(model, &parts, error);
    if (status == CLM_OK) {
        *out = (clm_word_clusters){parts.words, parts.groups, parts.word_mask, parts.clusters};
    }
    return status;
}

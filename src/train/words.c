/* train/words.c: clusters of words, and the section's bytes. */
#include "train/tagger.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/word_index.h"

#include <string.h>

enum {
    WORDS_BYTES_MAX = 64 << 20,
    CLUSTERS_MAX = 60000,
    SLOTS_MIN = 16,
    SLOTS_OF_FOUR = 5 /* slots that four words have, at least */
};

void clm_tagger_parts_clear(clm_tagger_parts *parts) {
    clm_free(parts->words);
    clm_free(parts->groups);
    clm_free(parts->rows);
    clm_free(parts->judge);
    *parts = (clm_tagger_parts){0};
}

/* Reads digits up to `end`; false if there are none or too many. */
static bool read_number(const char **at, const char *end, uint32_t *out) {
    const char *start = *at;
    *out = 0;
    while (*at < end && **at >= '0' && **at <= '9' && *at - start < 6) {
        *out = *out * 10 + (uint32_t)(**at - '0');
        (*at)++;
    }
    return *at > start;
}

static void put_word(clm_tagger_parts *out, clm_text word, uint32_t cluster) {
    uint64_t hash = clm_word_hash(word);
    uint32_t mask = out->head.word_slots - 1;
    uint32_t slot = clm_tagger_word_slot(hash, mask);
    while (out->words[slot] != 0) {
        slot = (slot + 1) & mask;
    }
    out->words[slot] = clm_tagger_word_mark(hash) << 16 | (cluster + 1);
}

static clm_status read_line(const char *path, size_t number, clm_text line, clm_tagger_parts *out,
                            clm_error *error) {
    const char *end = line.ptr + line.len;
    const char *tab = memchr(line.ptr, '\t', line.len);
    const char *at = tab != NULL ? tab + 1 : end;
    uint32_t cluster = 0;
    uint32_t group = 0;
    if (tab == NULL || tab == line.ptr || !read_number(&at, end, &cluster) || at == end ||
        *at++ != '\t' || !read_number(&at, end, &group) || at != end || cluster >= CLUSTERS_MAX ||
        group >= CLUSTERS_MAX) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s:%zu: not 'word, cluster, group'", path, number);
    }
    if (cluster >= out->head.clusters) {
        out->head.clusters = cluster + 1;
    }
    out->groups[cluster] = (uint16_t)group;
    put_word(out, (clm_text){line.ptr, (size_t)(tab - line.ptr)}, cluster);
    return CLM_OK;
}

clm_status clm_train_words_read(const char *path, clm_tagger_parts *out, clm_error *error) {
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_status status = clm_file_read_packed(path, WORDS_BYTES_MAX, &bytes, error);
    if (status != CLM_OK) {
        clm_buffer_clear(&bytes);
        return status;
    }
    size_t lines = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        lines += bytes.data[i] == '\n';
    }
    out->head.word_slots = SLOTS_MIN;
    while ((size_t)out->head.word_slots * 4 < lines * SLOTS_OF_FOUR) {
        out->head.word_slots *= 2;
    }
    out->words = clm_alloc_zero(out->head.word_slots, sizeof *out->words);
    out->groups = clm_alloc_zero(CLUSTERS_MAX, sizeof *out->groups);
    if (out->words == NULL || out->groups == NULL) {
        clm_buffer_clear(&bytes);
        return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", path);
    }
    clm_text rest = {bytes.data, bytes.len};
    for (size_t number = 1; status == CLM_OK && rest.len > 0; number++) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        clm_text line = {rest.ptr, end != NULL ? (size_t)(end - rest.ptr) : rest.len};
        size_t step = line.len + (end != NULL);
        rest = (clm_text){rest.ptr + step, rest.len - step};
        bool heading = number == 1 && clm_text_is(line, "word\tcluster\tgroup");
        if (!heading && !clm_text_starts(line, "#")) {
            status = read_line(path, number, line, out, error);
        }
    }
    clm_buffer_clear(&bytes);
    return status;
}

static size_t aligned(size_t bytes) {
    return (bytes + CLM_MODEL_ALIGN - 1) / CLM_MODEL_ALIGN * CLM_MODEL_ALIGN;
}

clm_status clm_train_words_copy(const clm_model *model, clm_tagger_parts *out, clm_error *error) {
    clm_model_section section;
    if (model == NULL || !clm_model_find(model, CLM_TAGGER_SECTION, &section) ||
        section.version != CLM_TAGGER_VERSION || section.size < sizeof out->head) {
        return clm_fail(error, CLM_ERR_ARGUMENT,
                        "no clusters of words: give a table, or a model that has them");
    }
    clm_tagger_header head;
    memcpy(&head, section.bytes, sizeof head);
    size_t words = (size_t)head.word_slots * sizeof *out->words;
    size_t groups = (size_t)head.clusters * sizeof *out->groups;
    if (clm_tagger_section_size(&head) != section.size) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: the tagger's sizes do not fit",
                        clm_model_name(model));
    }
    out->head.word_slots = head.word_slots;
    out->head.clusters = head.clusters;
    out->words = clm_alloc(words + 1);
    out->groups = clm_alloc(groups + 1);
    if (out->words == NULL || out->groups == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    const char *at = (const char *)section.bytes + sizeof head;
    memcpy(out->words, at, words);
    memcpy(out->groups, at + aligned(words), groups);
    return CLM_OK;
}

static void write_padded(clm_buffer *out, const void *bytes, size_t size) {
    static const char zeros[CLM_MODEL_ALIGN] = {0};
    clm_buffer_add(out, bytes, size);
    clm_buffer_add(out, zeros, aligned(size) - size);
}

void clm_tagger_parts_write(const clm_tagger_parts *parts, clm_buffer *out) {
    const clm_tagger_header *h = &parts->head;
    clm_buffer_add(out, h, sizeof *h);
    write_padded(out, parts->words, (size_t)h->word_slots * sizeof *parts->words);
    write_padded(out, parts->groups, (size_t)h->clusters * sizeof *parts->groups);
    write_padded(out, parts->rows, (size_t)h->tag_rows * sizeof *parts->rows);
    write_padded(out, parts->judge, (size_t)h->judge_weights * sizeof *parts->judge);
}

clm_status clm_tagger_parts_model(const clm_tagger_parts *parts, void **bytes, clm_model **out,
                                  clm_error *error) {
    clm_buffer section;
    clm_buffer file;
    clm_buffer_init(&section);
    clm_buffer_init(&file);
    *bytes = NULL;
    *out = NULL;
    clm_tagger_parts_write(parts, &section);
    clm_model_writer writer;
    clm_model_writer_init(&writer);
    clm_status status = clm_model_writer_add(&writer, CLM_TAGGER_SECTION, CLM_TAGGER_VERSION,
                                             (clm_text){section.data, section.len}, error);
    if (status == CLM_OK) {
        status = clm_model_writer_bytes(&writer, &file, error);
    }
    char *room = status == CLM_OK ? clm_alloc(file.len + CLM_MODEL_ALIGN) : NULL;
    *bytes = room;
    if (status == CLM_OK && (room == NULL || section.failed)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK && room != NULL) {
        size_t past = (uintptr_t)room % CLM_MODEL_ALIGN;
        room += past > 0 ? CLM_MODEL_ALIGN - past : 0;
        memcpy(room, file.data, file.len);
        status = clm_model_from_memory(room, file.len, "the model in the making", out, error);
    }
    clm_buffer_clear(&section);
    clm_buffer_clear(&file);
    return status;
}

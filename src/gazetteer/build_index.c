/* Names, first words and ids, sorted by their hashes. */
#include "gazetteer/write.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "gazetteer/build_rows.h"

#include <stdlib.h>
#include <string.h>

typedef struct hashed_name {
    uint64_t hash;
    clm_build_name name;
    uint32_t rank;
} hashed_name;

typedef struct hashed_id {
    uint64_t hash;
    uint32_t place;
} hashed_id;

void clm_name_index_clear(clm_name_index *index) {
    clm_free(index->name_buckets);
    clm_free(index->word_buckets);
    clm_free(index->names);
    clm_free(index->refs);
    clm_free(index->words);
    clm_free(index->id_hashes);
    clm_free(index->id_places);
    memset(index, 0, sizeof(*index));
}

static clm_status no_memory(clm_error *error) {
    (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for names");
    return CLM_ERR_NOMEM;
}

static int compare_u64(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

static int compare_u32(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

/* Same names of a place together, the best of them first. */
static int compare_by_key(const void *a, const void *b) {
    const hashed_name *x = a;
    const hashed_name *y = b;
    int order = compare_u64(x->hash, y->hash);
    order = order != 0 ? order : compare_u32(x->name.key, y->name.key);
    order = order != 0 ? order : compare_u32(x->name.place, y->name.place);
    order = order != 0 ? order : compare_u32(y->name.quality, x->name.quality);
    return order != 0 ? order : compare_u32(x->name.type, y->name.type);
}

static int compare_by_worth(const void *a, const void *b) {
    const hashed_name *x = a;
    const hashed_name *y = b;
    int order = compare_u32(y->name.quality, x->name.quality);
    order = order != 0 ? order : compare_u32(x->rank, y->rank);
    return order != 0 ? order : compare_u32(x->name.place, y->name.place);
}

static int compare_words(const void *a, const void *b) {
    return compare_u64(*(const uint64_t *)a, *(const uint64_t *)b);
}

static int compare_keys(const void *a, const void *b) {
    return compare_u32(*(const uint32_t *)a, *(const uint32_t *)b);
}

static int compare_ids(const void *a, const void *b) {
    const hashed_id *x = a;
    const hashed_id *y = b;
    int order = compare_u64(x->hash, y->hash);
    return order != 0 ? order : compare_u32(x->place, y->place);
}

static bool is_stopped(const clm_build *build, const uint32_t *stops, uint32_t key) {
    return build->stop_keys.count > 0 &&
           bsearch(&key, stops, build->stop_keys.count, sizeof(*stops), compare_keys) != NULL;
}

/* States, their groups and abbreviations keep their names even where a town of that name is
 * stopped: EU. */
static bool may_stop(const clm_build_place *place, const clm_build_name *name) {
    return name->type != CLM_NAME_ABBREVIATION && place->kind != CLM_KIND_COUNTRY &&
           place->kind != CLM_KIND_COUNTRY_GROUP && place->kind != CLM_KIND_CONTINENT;
}

/* All names with hash and rank; stopped ones with a low quality. */
static clm_status hash_names(const clm_build *build, hashed_name *out, clm_error *error) {
    uint32_t *stops = clm_alloc((build->stop_keys.count + 1) * sizeof(*stops));
    if (stops == NULL) {
        return no_memory(error);
    }
    if (build->stop_keys.count > 0) {
        memcpy(stops, build->stop_keys.items, build->stop_keys.count * sizeof(*stops));
        qsort(stops, build->stop_keys.count, sizeof(*stops), compare_keys);
    }
    for (size_t i = 0; i < build->names.count; i++) {
        clm_build_name name = build->names.items[i];
        clm_text key = clm_strings_get(&build->strings, name.key);
        if (may_stop(&build->places.items[name.place], &name) &&
            is_stopped(build, stops, name.key)) {
            name.quality = (uint16_t)(name.quality * CLM_QUALITY_STOP_MAX / CLM_QUALITY_PRIMARY);
        }
        out[i] =
            (hashed_name){clm_hash64(key.ptr, key.len), name, build->places.items[name.place].rank};
    }
    clm_free(stops);
    return CLM_OK;
}

static size_t drop_repeats(hashed_name *names, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || names[kept - 1].name.key != names[i].name.key ||
            names[kept - 1].name.place != names[i].name.place) {
            names[kept++] = names[i];
        }
    }
    return kept;
}

/* One or two entries a bucket. */
static unsigned bits_for(size_t count) {
    unsigned bits = 1;
    while (bits < 30 && ((size_t)2 << bits) < count) {
        bits++;
    }
    return bits;
}

/* First entry of each bucket of the hashes' top bits. */
static clm_status make_buckets(const uint64_t *hashes, size_t count, uint32_t **out,
                               size_t *out_count, clm_error *error) {
    unsigned bits = bits_for(count);
    size_t buckets = (size_t)1 << bits;
    *out_count = buckets + 1;
    *out = clm_alloc_zero(buckets + 1, sizeof(**out));
    if (*out == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        (*out)[(size_t)(hashes[i] >> (64 - bits)) + 1]++;
    }
    for (size_t i = 0; i < buckets; i++) {
        (*out)[i + 1] += (*out)[i];
    }
    return CLM_OK;
}

/* One entry a key; `names` is sorted by key and without repeats. */
static clm_status make_entries(clm_name_index *out, hashed_name *names, uint64_t *hashes,
                               clm_error *error) {
    size_t count = out->ref_count;
    out->names = clm_alloc_zero(count + 1, sizeof(*out->names));
    out->refs = clm_alloc_zero(count + 1, sizeof(*out->refs));
    if (out->names == NULL || out->refs == NULL) {
        return no_memory(error);
    }
    for (size_t begin = 0; begin < count;) {
        size_t end = begin;
        while (end < count && names[end].name.key == names[begin].name.key) {
            end++;
        }
        qsort(names + begin, end - begin, sizeof(*names), compare_by_worth);
        hashes[out->name_count] = names[begin].hash;
        out->names[out->name_count++] =
            (clm_gaz_name){(uint32_t)names[begin].hash, names[begin].name.key, (uint32_t)begin};
        for (; begin < end; begin++) {
            out->refs[begin] = (clm_name_ref){names[begin].name.place, names[begin].name.type,
                                              names[begin].name.quality};
        }
    }
    out->names[out->name_count] = (clm_gaz_name){0, 0, (uint32_t)count};
    return make_buckets(hashes, out->name_count, &out->name_buckets, &out->name_bucket_count,
                        error);
}

static clm_status make_words(const clm_build *build, clm_name_index *out, clm_error *error) {
    out->words = clm_alloc((out->name_count + 1) * sizeof(*out->words));
    if (out->words == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < out->name_count; i++) {
        clm_text key = clm_strings_get(&build->strings, out->names[i].key);
        const char *space = memchr(key.ptr, ' ', key.len);
        size_t first = space != NULL ? (size_t)(space - key.ptr) : key.len;
        uint64_t words = 1;
        for (size_t c = first; c < key.len; c++) {
            words += key.ptr[c] == ' ';
        }
        out->words[i] = (clm_hash64(key.ptr, first) & ~(uint64_t)0xFF) | words;
    }
    qsort(out->words, out->name_count, sizeof(*out->words), compare_words);
    for (size_t i = 0; i < out->name_count; i++) {
        /* Of equal first words the last one has most words. */
        if (i + 1 == out->name_count || (out->words[i] ^ out->words[i + 1]) > 0xFF) {
            out->words[out->word_count++] = out->words[i];
        }
    }
    return make_buckets(out->words, out->word_count, &out->word_buckets, &out->word_bucket_count,
                        error);
}

static clm_status make_ids(const clm_build *build, clm_name_index *out, clm_error *error) {
    hashed_id *ids = clm_alloc((build->ids.count + 1) * sizeof(*ids));
    out->id_hashes = clm_alloc((build->ids.count + 1) * sizeof(*out->id_hashes));
    out->id_places = clm_alloc((build->ids.count + 1) * sizeof(*out->id_places));
    if (ids == NULL || out->id_hashes == NULL || out->id_places == NULL) {
        clm_free(ids);
        return no_memory(error);
    }
    size_t count = 0;
    for (size_t i = 0; i < build->ids.count; i++) {
        clm_text text = clm_strings_get(&build->strings, build->ids.items[i].text);
        if (build->ids.items[i].place != CLM_GAZ_NONE && !clm_text_starts(text, CLM_ID_ADMIN) &&
            !clm_text_starts(text, CLM_ID_CAPITAL)) {
            ids[count++] = (hashed_id){clm_hash64(text.ptr, text.len), build->ids.items[i].place};
        }
    }
    qsort(ids, count, sizeof(*ids), compare_ids);
    for (size_t i = 0; i < count; i++) {
        out->id_hashes[i] = ids[i].hash;
        out->id_places[i] = ids[i].place;
    }
    out->id_count = count;
    clm_free(ids);
    return CLM_OK;
}

clm_status clm_name_index_make(const clm_build *build, clm_name_index *out, clm_error *error) {
    memset(out, 0, sizeof(*out));
    size_t count = build->names.count;
    hashed_name *names = clm_alloc((count + 1) * sizeof(*names));
    uint64_t *hashes = clm_alloc((count + 1) * sizeof(*hashes));
    clm_status status =
        names == NULL || hashes == NULL ? no_memory(error) : hash_names(build, names, error);
    if (status == CLM_OK) {
        qsort(names, count, sizeof(*names), compare_by_key);
        out->ref_count = drop_repeats(names, count);
        status = make_entries(out, names, hashes, error);
    }
    if (status == CLM_OK) {
        status = make_words(build, out, error);
    }
    if (status == CLM_OK) {
        status = make_ids(build, out, error);
    }
    clm_free(names);
    clm_free(hashes);
    return status;
}

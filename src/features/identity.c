#include "features/build.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { ID_DIGITS = 16 };

/* Unit separator: no key and no id contains it. */
#define SEPARATOR "\x1f"

clm_text clm_build_key(clm_build *build, clm_text quote) {
    clm_key_append(clm_build_scratch(build), quote);
    return clm_text_of(clm_build_scratch_text(build));
}

const char *clm_build_id(clm_build *build, clm_text quote_key, clm_text place_id,
                         const char *what) {
    clm_buffer *buffer = clm_build_scratch(build);
    clm_buffer_text(buffer, quote_key);
    clm_buffer_string(buffer, SEPARATOR);
    clm_buffer_text(buffer, place_id);
    clm_buffer_string(buffer, SEPARATOR);
    clm_buffer_string(buffer, what != NULL ? what : "");
    if (buffer->failed || what == NULL) {
        build->failed = true;
        return NULL;
    }
    char hex[CLM_SHA256_HEX_BYTES];
    clm_sha256_hex(buffer->data, buffer->len, hex);
    return clm_build_string(build, (clm_text){hex, ID_DIGITS});
}

/* An id and where it stands, to find equal ones. */
typedef struct id_place {
    const char *id;
    size_t index;
} id_place;

static int by_id(const void *a, const void *b) {
    const id_place *first = a;
    const id_place *second = b;
    int order = strcmp(first->id, second->id);
    return order != 0 ? order : (first->index > second->index) - (first->index < second->index);
}

/* The second of equal ids gets "-2", and so on, in the order of `ids`. */
static void make_unique(clm_build *build, const char **ids, size_t count) {
    id_place *places = clm_build_array(build, count, sizeof *places);
    for (size_t i = 0; places != NULL && i < count; i++) {
        places[i] = (id_place){ids[i] != NULL ? ids[i] : "", i};
    }
    if (places == NULL || build->failed) {
        return;
    }
    qsort(places, count, sizeof *places, by_id);
    size_t run = 1;
    for (size_t i = 1; i < count; i++) {
        run = strcmp(places[i].id, places[i - 1].id) == 0 ? run + 1 : 1;
        if (run > 1) {
            ids[places[i].index] = clm_arena_printf(build->arena, "%s-%zu", places[i].id, run);
            build->failed = build->failed || ids[places[i].index] == NULL;
        }
    }
}

clm_status clm_build_unique_ids(clm_build *build, clm_error *error) {
    clm_collection *collection = build->collection;
    const char **ids = clm_build_array(build, collection->count, sizeof *ids);
    for (size_t i = 0; ids != NULL && i < collection->count; i++) {
        ids[i] = collection->items[i].id;
    }
    if (ids != NULL) {
        make_unique(build, ids, collection->count);
    }
    if (build->failed || ids == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "features: out of memory");
    }
    for (size_t i = 0; i < collection->count; i++) {
        collection->items[i].id = ids[i];
    }
    return CLM_OK;
}

typedef struct group_place {
    uint32_t group;
    bool duplicate;
    size_t index;
} group_place;

/* The claim that stands for its event comes first: no duplicate, then the earliest. */
static int by_group(const void *a, const void *b) {
    const group_place *first = a;
    const group_place *second = b;
    if (first->group != second->group) {
        return first->group < second->group ? -1 : 1;
    }
    if (first->duplicate != second->duplicate) {
        return first->duplicate ? 1 : -1;
    }
    return (first->index > second->index) - (first->index < second->index);
}

static void name_groups(clm_build *build) {
    size_t count = build->claims->count;
    group_place *places = clm_build_array(build, count, sizeof *places);
    for (size_t i = 0; places != NULL && i < count; i++) {
        const clm_claim *claim = &build->claims->items[i];
        places[i] = (group_place){claim->event_group, claim->duplicate_of >= 0, i};
    }
    if (places == NULL || build->failed) {
        return;
    }
    qsort(places, count, sizeof *places, by_group);
    const char *name = NULL;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || places[i].group != places[i - 1].group) {
            name = build->claim_ids[places[i].index];
        }
        build->group_ids[places[i].index] = name;
    }
}

void clm_build_claim_ids(clm_build *build) {
    size_t count = build->claims->count;
    build->claim_ids = clm_build_array(build, count, sizeof *build->claim_ids);
    build->group_ids = clm_build_array(build, count, sizeof *build->group_ids);
    build->quote_keys = clm_build_array(build, count, sizeof *build->quote_keys);
    for (size_t i = 0; !build->failed && i < count; i++) {
        const clm_claim *claim = &build->claims->items[i];
        build->quote_keys[i] =
            clm_build_key(build, clm_article_slice(build->article, claim->quote));
        build->claim_ids[i] = clm_build_id(build, build->quote_keys[i], CLM_TEXT(""),
                                           clm_event_type_name(claim->event_type));
    }
    if (!build->failed && count > 0) {
        make_unique(build, build->claim_ids, count);
        name_groups(build);
    }
}

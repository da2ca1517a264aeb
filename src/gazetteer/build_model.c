/* The model's small parts: ids, country codes, order of places. */
#include "base/alloc.h"
#include "base/hash.h"
#include "gazetteer/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t clm_build_region_place(const clm_build *build, uint32_t region) {
    if (region >= build->region_count) {
        return CLM_GAZ_NONE;
    }
    return build->sorted ? build->town_count + region : region;
}

bool clm_build_country_number(clm_text code, uint16_t *out) {
    *out = CLM_GAZ_NO_COUNTRY;
    if (code.len == 0) {
        return true;
    }
    if (code.len != 2 || code.ptr[0] < 'A' || code.ptr[0] > 'Z' || code.ptr[1] < 'A' ||
        code.ptr[1] > 'Z') {
        return false;
    }
    *out = (uint16_t)((code.ptr[0] - 'A') * 26 + (code.ptr[1] - 'A'));
    return true;
}

clm_text clm_build_join(char out[CLM_ID_BYTES], const char *prefix, clm_text rest) {
    int length = snprintf(out, CLM_ID_BYTES, "%s%.*s", prefix, (int)rest.len, rest.ptr);
    bool fits = rest.len < CLM_ID_BYTES && length > 0 && length < CLM_ID_BYTES;
    return fits ? (clm_text){out, (size_t)length} : (clm_text){"", 0};
}

static size_t id_slot(const clm_build *build, uint32_t text) {
    size_t slot = (size_t)clm_hash64(&text, sizeof(text)) & (build->id_slot_count - 1);
    while (build->id_slots[slot] != 0 && build->ids.items[build->id_slots[slot] - 1].text != text) {
        slot = (slot + 1) & (build->id_slot_count - 1);
    }
    return slot;
}

static clm_status grow_ids(clm_build *build, clm_error *error) {
    size_t count = build->id_slot_count == 0 ? 1024 : build->id_slot_count * 2;
    uint32_t *slots = clm_alloc_zero(count, sizeof(*slots));
    if (slots == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for ids");
    }
    clm_free(build->id_slots);
    build->id_slots = slots;
    build->id_slot_count = count;
    for (size_t i = 0; i < build->ids.count; i++) {
        build->id_slots[id_slot(build, build->ids.items[i].text)] = (uint32_t)i + 1;
    }
    return CLM_OK;
}

clm_status clm_build_add_id(clm_build *build, clm_text id, uint32_t place, clm_error *error) {
    uint32_t text = 0;
    clm_status status = CLM_OK;
    if (id.len == 0) {
        return CLM_OK;
    }
    if ((build->ids.count + 1) * 2 > build->id_slot_count) {
        status = grow_ids(build, error);
    }
    if (status == CLM_OK) {
        status = clm_strings_add(&build->strings, id, &text, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    size_t slot = id_slot(build, text);
    if (build->id_slots[slot] != 0) {
        return clm_fail(error, CLM_ERR_FORMAT, "id \"%.*s\" stands twice", (int)id.len, id.ptr);
    }
    if (!CLM_ARRAY_ROOM(build->ids)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for ids");
    }
    build->ids.items[build->ids.count++] = (clm_build_id){text, place};
    build->id_slots[slot] = (uint32_t)build->ids.count;
    return CLM_OK;
}

uint32_t clm_build_find_id(const clm_build *build, clm_text id) {
    uint32_t text = clm_strings_find(&build->strings, id);
    if (text == 0 || text == UINT32_MAX || build->id_slot_count == 0) {
        return CLM_GAZ_NONE;
    }
    uint32_t found = build->id_slots[id_slot(build, text)];
    return found != 0 ? build->ids.items[found - 1].place : CLM_GAZ_NONE;
}

bool clm_build_set_id(clm_build *build, clm_text id, uint32_t place) {
    uint32_t text = clm_strings_find(&build->strings, id);
    if (text == 0 || text == UINT32_MAX || build->id_slot_count == 0) {
        return false;
    }
    uint32_t found = build->id_slots[id_slot(build, text)];
    if (found == 0) {
        return false;
    }
    build->ids.items[found - 1].place = place;
    return true;
}

/* ---- order ---- */

typedef struct sort_key {
    uint32_t group; /* settlements 0, all others 1 */
    uint32_t rank;
    uint32_t population;
    uint32_t old;
} sort_key;

static int compare_places(const void *a, const void *b) {
    const sort_key *x = a;
    const sort_key *y = b;
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    if (x->population != y->population) {
        return x->population > y->population ? -1 : 1;
    }
    return (x->old > y->old) - (x->old < y->old);
}

static uint32_t moved(const uint32_t *new_of, uint32_t old) {
    return old == CLM_GAZ_NONE ? CLM_GAZ_NONE : new_of[old];
}

static void renumber(clm_build *build, const uint32_t *new_of) {
    for (size_t i = 0; i < build->names.count; i++) {
        build->names.items[i].place = moved(new_of, build->names.items[i].place);
    }
    for (size_t i = 0; i < build->ids.count; i++) {
        build->ids.items[i].place = moved(new_of, build->ids.items[i].place);
    }
    for (size_t i = 0; i < build->members.count; i++) {
        build->members.items[i] = moved(new_of, build->members.items[i]);
    }
    for (size_t i = 0; build->admin1_is_place && i < build->places.count; i++) {
        build->places.items[i].admin1 = moved(new_of, build->places.items[i].admin1);
    }
    for (size_t i = 0; i < CLM_COUNTRY_CODES; i++) {
        build->country_place[i] = moved(new_of, build->country_place[i]);
    }
}

clm_status clm_build_sort(clm_build *build, clm_error *error) {
    size_t count = build->places.count;
    clm_status status = CLM_OK;
    sort_key *keys = clm_alloc(count * sizeof(*keys));
    uint32_t *new_of = clm_alloc(count * sizeof(*new_of));
    clm_build_place *places = clm_alloc(count * sizeof(*places));
    if (keys == NULL || new_of == NULL || places == NULL) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory for places");
        goto done;
    }
    build->town_count = 0;
    for (size_t i = 0; i < count; i++) {
        const clm_build_place *place = &build->places.items[i];
        bool town = place->kind == CLM_KIND_SETTLEMENT;
        keys[i] = (sort_key){town ? 0 : 1, town ? place->rank : 0, town ? place->population : 0,
                             (uint32_t)i};
        build->town_count += town;
    }
    qsort(keys, count, sizeof(*keys), compare_places);
    for (size_t i = 0; i < count; i++) {
        places[i] = build->places.items[keys[i].old];
        new_of[keys[i].old] = (uint32_t)i;
    }
    clm_free(build->places.items);
    build->places.items = places;
    build->places.capacity = count;
    places = NULL;
    renumber(build, new_of);
    build->sorted = true;
done:
    clm_free(keys);
    clm_free(new_of);
    clm_free(places);
    return status;
}

/* Areas of places: by code within the dump, by polygon in another gazetteer. */
#include "gazetteer/dump.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "gazetteer/build_rows.h"

#include <stdlib.h>
#include <string.h>

static size_t area_slot(const clm_dump *dump, uint32_t code) {
    size_t slot = (size_t)clm_hash64(&code, sizeof(code)) & (dump->area_slot_count - 1);
    while (dump->area_slots[slot] != 0 &&
           dump->areas.items[dump->area_slots[slot] - 1].code != code) {
        slot = (slot + 1) & (dump->area_slot_count - 1);
    }
    return slot;
}

static clm_status grow_areas(clm_dump *dump, clm_error *error) {
    size_t count = dump->area_slot_count == 0 ? 1024 : dump->area_slot_count * 2;
    uint32_t *slots = clm_alloc_zero(count, sizeof(*slots));
    if (slots == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for areas");
    }
    clm_free(dump->area_slots);
    dump->area_slots = slots;
    dump->area_slot_count = count;
    for (size_t i = 0; i < dump->areas.count; i++) {
        dump->area_slots[area_slot(dump, dump->areas.items[i].code)] = (uint32_t)i + 1;
    }
    return CLM_OK;
}

clm_status clm_dump_area_of(clm_dump *dump, clm_text code, uint32_t *out, clm_error *error) {
    uint32_t text = 0;
    clm_status status = clm_strings_add(&dump->build.strings, code, &text, error);
    if (status == CLM_OK && (dump->areas.count + 1) * 2 > dump->area_slot_count) {
        status = grow_areas(dump, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    if (!CLM_ARRAY_ROOM(dump->areas)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for areas");
    }
    size_t slot = area_slot(dump, text);
    if (dump->area_slots[slot] == 0) {
        dump->areas.items[dump->areas.count++] =
            (clm_dump_area){text, CLM_GAZ_NONE, 0.0, 0.0, 0.0, CLM_GAZ_NONE, CLM_GAZ_NO_COUNTRY};
        dump->area_slots[slot] = (uint32_t)dump->areas.count;
    }
    *out = dump->area_slots[slot] - 1;
    return CLM_OK;
}

/* ---- regions of the base ---- */

static uint16_t country_number(const char *code) {
    uint16_t number = CLM_GAZ_NO_COUNTRY;
    return clm_build_country_number(clm_text_of(code), &number) ? number
                                                                : (uint16_t)CLM_GAZ_NO_COUNTRY;
}

typedef struct base_regions {
    const clm_gazetteer *base;
    uint32_t *place; /* by the base's index: the place here plus 1 */
} base_regions;

/* The place here that stands for a region of the base: the dump's own row of that id, else one
 * that has the region's id and no name to be found by. */
static clm_status stand_for(clm_dump *dump, base_regions *regions, clm_place_index index,
                            uint32_t *out, clm_error *error) {
    clm_build *build = &dump->build;
    if (regions->place[index] != 0) {
        *out = regions->place[index] - 1;
        return CLM_OK;
    }
    clm_place region = clm_gazetteer_place(regions->base, index);
    *out = clm_build_find_id(build, region.id);
    clm_status status = CLM_OK;
    if (*out == CLM_GAZ_NONE) {
        status = clm_row_place(build, CLM_KIND_REGION, false, out, error);
        clm_build_place *place = status == CLM_OK ? &build->places.items[*out] : NULL;
        if (status == CLM_OK) {
            place->lon_deg = region.point.lon_deg;
            place->lat_deg = region.point.lat_deg;
            place->has_point = true;
            place->rank = (uint8_t)(region.rank <= 15 ? region.rank : 15);
            place->uncertainty_m = region.uncertainty_m;
            place->geonameid = region.geonameid;
            place->wikidata = region.wikidata;
            place->country = country_number(region.country);
            place->country_de_facto = country_number(region.country_de_facto);
            status = clm_row_string(build, region.name, &place->name, error);
        }
        if (status == CLM_OK) {
            status = clm_row_id(build, *out, region.id, error);
        }
    }
    if (status == CLM_OK) {
        const clm_build_place *place = &build->places.items[*out];
        if (place->country != CLM_GAZ_NO_COUNTRY) {
            build->country_used[place->country] = true;
        }
        if (place->country_de_facto != CLM_GAZ_NO_COUNTRY) {
            build->country_used[place->country_de_facto] = true;
        }
        regions->place[index] = *out + 1;
    }
    return status;
}

/* Regions at the point; for those that a coarse coast leaves in the sea, that of the nearest
 * town. */
static size_t regions_at(const clm_gazetteer *base, clm_lonlat point, bool near,
                         clm_place_index *out, size_t capacity) {
    static const double near_m = 20000.0;
    size_t count = clm_gazetteer_containing(base, point, out, capacity);
    if (count == 0 && near) {
        clm_place_index town = clm_gazetteer_nearest(base, point, near_m);
        out[0] = clm_gazetteer_place(base, town).admin1;
        count = out[0] != CLM_NO_PLACE;
    }
    return count < capacity ? count : capacity;
}

static clm_status link_to_base(clm_dump *dump, base_regions *regions, size_t at, clm_error *error) {
    enum { FOUND_MAX = 8 };
    clm_place_index found[FOUND_MAX];
    const clm_build_place *place = &dump->build.places.items[at];
    clm_lonlat point = {place->lon_deg, place->lat_deg};
    uint16_t country = place->country;
    bool any = country == CLM_GAZ_NO_COUNTRY;
    size_t count = regions_at(regions->base, point, any, found, FOUND_MAX);
    for (size_t i = 0; i < count; i++) {
        uint32_t region = 0;
        clm_place there = clm_gazetteer_place(regions->base, found[i]);
        uint16_t own = country_number(there.country);
        uint16_t de_facto = country_number(there.country_de_facto);
        if (!any && country != own && country != de_facto) {
            continue;
        }
        clm_status status = stand_for(dump, regions, found[i], &region, error);
        if (status == CLM_OK) {
            clm_build_place *linked = &dump->build.places.items[at];
            linked->admin1 = region != at ? region : CLM_GAZ_NONE;
            linked->country = any ? own : country;
            linked->country_de_facto = any || country == own ? de_facto : country;
        }
        return status;
    }
    return CLM_OK;
}

/* The country around a region of a vector file, which lies in no first-level region. */
static void country_at(clm_build *build, const clm_gazetteer *base, size_t at) {
    clm_place_index found = CLM_NO_PLACE;
    clm_build_place *place = &build->places.items[at];
    clm_lonlat point = {place->lon_deg, place->lat_deg};
    if (regions_at(base, point, true, &found, 1) == 0) {
        return;
    }
    clm_place region = clm_gazetteer_place(base, found);
    place->country = country_number(region.country);
    place->country_de_facto = country_number(region.country_de_facto);
    if (place->country != CLM_GAZ_NO_COUNTRY) {
        build->country_used[place->country] = true;
    }
    if (place->country_de_facto != CLM_GAZ_NO_COUNTRY) {
        build->country_used[place->country_de_facto] = true;
    }
}

clm_status clm_dump_link(clm_dump *dump, const clm_gazetteer *base, clm_error *error) {
    clm_build *build = &dump->build;
    base_regions regions = {base, NULL};
    size_t count = build->places.count; /* those added below are regions */
    clm_status status = CLM_OK;
    if (base != NULL) {
        regions.place =
            clm_alloc_zero((size_t)clm_gazetteer_count(base) + 1, sizeof(*regions.place));
        if (regions.place == NULL) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory for regions");
        }
    }
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        clm_place_kind kind = (clm_place_kind)build->places.items[i].kind;
        bool lies_in_one =
            kind == CLM_KIND_SETTLEMENT || kind == CLM_KIND_FACILITY || kind == CLM_KIND_DISTRICT;
        /* Places of a dump without a country are those of several, or of none. */
        bool unknown = build->places.items[i].country == CLM_GAZ_NO_COUNTRY;
        bool of_none = unknown && i < dump->vector_first;
        bool of_one = kind == CLM_KIND_REGION || kind == CLM_KIND_VAGUE_REGION ||
                      kind == CLM_KIND_DISPUTED_REGION;
        if (of_one && unknown && !of_none && base != NULL) {
            country_at(build, base, i);
        }
        if (!lies_in_one || of_none) {
            continue;
        }
        if (base != NULL) {
            status = link_to_base(dump, &regions, i, error);
        }
        clm_build_place *place = &build->places.items[i];
        if (place->admin1 == CLM_GAZ_NONE && place->parent != 0) {
            uint32_t area = dump->areas.items[place->parent - 1].place;
            place->admin1 = area != i ? area : CLM_GAZ_NONE;
        }
    }
    clm_free(regions.place);
    return status == CLM_OK && base != NULL ? clm_gazetteer_check(base, error) : status;
}

/* ---- names that are kept down ---- */

clm_status clm_dump_stop_names(clm_dump *dump, const clm_gazetteer *base, clm_error *error) {
    clm_build *build = &dump->build;
    uint32_t last = 0;
    for (size_t i = 0; base != NULL && i < build->names.count; i++) {
        const clm_name_ref *refs = NULL;
        uint32_t key = build->names.items[i].key;
        clm_text text = clm_strings_get(&build->strings, key);
        size_t count = key != last ? clm_gazetteer_find(base, text, &refs) : 0;
        bool stopped = count > 0;
        for (size_t r = 0; r < count && stopped; r++) {
            stopped = refs[r].quality <= CLM_QUALITY_STOP_MAX;
        }
        last = key;
        if (stopped) {
            if (!CLM_ARRAY_ROOM(build->stop_keys)) {
                return clm_fail(error, CLM_ERR_NOMEM, "out of memory for names");
            }
            build->stop_keys.items[build->stop_keys.count++] = key;
        }
    }
    return CLM_OK;
}

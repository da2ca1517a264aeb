/* The names on the base map. */
#include "page/ground.h"

#include "base/alloc.h"

#include <math.h>

enum { REGIONS = 400, TOWNS = 240, TOWNS_AROUND = 120 };

typedef struct name_writer {
    const clm_page *page;
    clm_json_writer *json;
    const clm_page_tier *own, *inner;
} name_writer;

static bool is_within(clm_lonlat at, clm_bounds bounds) {
    return at.lon_deg > bounds.x0_m && at.lon_deg < bounds.x1_m && at.lat_deg > bounds.y0_m &&
           at.lat_deg < bounds.y1_m;
}

/* [x, y, name, kind, weight]: heavier ones first find room. */
static void put_name(const name_writer *write, clm_place_index index, const char *kind,
                     double weight) {
    const clm_place place = clm_gazetteer_place(write->page->gazetteer, index);
    const clm_lonlat at = clm_page_in_plane(write->page, place.point);
    if (!is_within(at, write->own->bounds) ||
        (write->inner && is_within(at, write->inner->bounds))) {
        return;
    }
    clm_json_open_array(write->json);
    clm_json_put_int(write->json, llround(at.lon_deg / write->own->step_m));
    clm_json_put_int(write->json, -llround(at.lat_deg / write->own->step_m));
    clm_json_put_text(write->json, clm_gazetteer_name_in(write->page->gazetteer, index,
                                                         write->page->language->code));
    clm_json_put_string(write->json, kind);
    clm_json_put_number(write->json, weight, 0);
    clm_json_close_array(write->json);
}

static bool put_towns(const name_writer *write, size_t most) {
    clm_place_index *towns = clm_alloc(most * sizeof *towns);
    if (!towns) {
        return false;
    }
    const size_t found =
        clm_gazetteer_settlements_in(write->page->gazetteer, write->own->box, towns, most);
    for (size_t i = 0; i < found && i < most; i++) {
        const clm_place place = clm_gazetteer_place(write->page->gazetteer, towns[i]);
        put_name(write, towns[i], place.flags & CLM_PLACE_CAPITAL ? "capital" : "town",
                 15.0 - (double)place.rank);
    }
    clm_free(towns);
    return true;
}

/* The waters whose middle is in the box; their weight is their reach in pixels of the detail. */
static bool put_waters(const name_writer *write, double detail_m) {
    const size_t room = clm_gazetteer_waters(write->page->gazetteer, NULL, 0);
    clm_place_index *waters = clm_alloc((room + 1) * sizeof *waters);
    if (!waters) {
        return false;
    }
    const size_t found = clm_gazetteer_waters(write->page->gazetteer, waters, room);
    for (size_t i = 0; i < found && i < room; i++) {
        const clm_place place = clm_gazetteer_place(write->page->gazetteer, waters[i]);
        if (place.kind == CLM_KIND_SEA && place.uncertainty_m > 40 * detail_m) {
            put_name(write, waters[i], "water", place.uncertainty_m / 1000);
        }
    }
    clm_free(waters);
    return true;
}

clm_status clm_page_names(const clm_page *page, const clm_page_tier *own,
                          const clm_page_tier *inner, const clm_page_regions *list,
                          clm_json_writer *json) {
    const name_writer write = {page, json, own, inner};
    clm_json_key(json, "names");
    clm_json_open_array(json);
    for (size_t i = 0; i < list->country_count; i++) {
        put_name(&write, list->countries[i], "country",
                 clm_gazetteer_place(page->gazetteer, list->countries[i]).area_m2 / 1e6);
    }
    for (size_t i = 0; !own->coarse && i < list->count && i < REGIONS; i++) {
        put_name(&write, list->regions[i], "region",
                 clm_gazetteer_place(page->gazetteer, list->regions[i]).area_m2 / 1e6);
    }
    const bool done =
        put_towns(&write, inner ? TOWNS_AROUND : TOWNS) && put_waters(&write, own->detail_m);
    clm_json_close_array(json);
    return done ? CLM_OK : clm_fail(page->error, CLM_ERR_NOMEM, "out of memory");
}

/* From the source folder to the file: the order of the steps. */
#include "gazetteer/build.h"

#include "base/alloc.h"
#include "gazetteer/topology.h"

#include <string.h>

enum { MEMBER_DEPTH_MAX = 4 };

void clm_build_clear(clm_build *build) {
    clm_strings_clear(&build->strings);
    clm_free(build->places.items);
    clm_free(build->extras.items);
    clm_free(build->names.items);
    clm_free(build->ids.items);
    clm_free(build->id_slots);
    clm_free(build->lang_names.items);
    clm_free(build->members.items);
    clm_free(build->stop_keys.items);
    clm_free(build->vertices.items);
    clm_free(build->weights.items);
    clm_free(build->lines.items);
    clm_free(build->rings.items);
    clm_free(build->ring_lines.items);
    clm_buffer_clear(&build->key);
}

/* A country's members are its first-level regions. */
static clm_status add_country_members(clm_build *build, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < build->places.count; i++) {
        const clm_build_place *country = &build->places.items[i];
        if (country->kind != CLM_KIND_COUNTRY) {
            continue;
        }
        for (int w = 0; w < CLM_GAZ_WORLDVIEWS; w++) {
            for (uint32_t r = 0; r < build->region_count && status == CLM_OK; r++) {
                const clm_build_place *region =
                    &build->places.items[clm_build_region_place(build, r)];
                uint16_t code = w == CLM_WORLDVIEW_ISO ? region->country : region->country_de_facto;
                if (code == country->country) {
                    status = clm_build_add_member(build, (uint32_t)i, (clm_worldview)w,
                                                  clm_build_region_place(build, r), error);
                }
            }
        }
    }
    return status;
}

/* Makes `place` the owner of all regions that its members are or have. */
static void own_members(const clm_build *build, uint32_t place, uint32_t of, clm_worldview w,
                        uint32_t *owner, int depth) {
    const clm_build_place *parent = &build->places.items[of];
    if (of >= build->town_count && of - build->town_count < build->region_count) {
        owner[of - build->town_count] = place;
    } else if (parent->extra != CLM_GAZ_NONE && depth < MEMBER_DEPTH_MAX) {
        const clm_gaz_extra *extra = &build->extras.items[parent->extra];
        for (uint32_t m = 0; m < extra->members_count[w]; m++) {
            own_members(build, place, build->members.items[extra->members_first[w] + m], w, owner,
                        depth + 1);
        }
    }
}

/* Groups and other places with members have the shape of all members together. */
static clm_status add_member_shapes(clm_build *build, clm_error *error) {
    clm_status status = CLM_OK;
    size_t bytes = (build->region_count + 1) * sizeof(uint32_t);
    uint32_t *owner = clm_alloc(bytes);
    if (owner == NULL) {
        (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
        return CLM_ERR_NOMEM;
    }
    for (uint32_t i = build->town_count; i < build->places.count && status == CLM_OK; i++) {
        const clm_build_place *place = &build->places.items[i];
        bool own_shape = i - build->town_count < build->region_count;
        if (place->extra == CLM_GAZ_NONE || place->kind == CLM_KIND_COUNTRY || own_shape) {
            continue;
        }
        clm_gaz_extra *extra = &build->extras.items[place->extra];
        for (int w = 0; w < CLM_GAZ_WORLDVIEWS && status == CLM_OK; w++) {
            memset(owner, 0xFF, bytes); /* CLM_GAZ_NONE */
            if (extra->members_count[w] > 0) {
                own_members(build, i, i, (clm_worldview)w, owner, 0);
                status = clm_topology_dissolve(build, owner, (clm_worldview)w, error);
                extra->detail[w] =
                    (uint8_t)(clm_topology_detail(build, extra, (clm_worldview)w) + 1);
            }
        }
    }
    clm_free(owner);
    return status;
}

static clm_status measure_all(clm_build *build, clm_error *error) {
    clm_status status = CLM_OK;
    for (uint32_t i = 0; i < build->places.count && status == CLM_OK; i++) {
        if (build->places.items[i].extra != CLM_GAZ_NONE) {
            status = clm_topology_measure(build, i, error);
        }
    }
    return status;
}

typedef clm_status (*build_step)(clm_build *, clm_error *);

static const build_step steps[] = {
    clm_build_read_regions,
    clm_build_read_countries,
    clm_build_read_groups,
    clm_build_read_shapes,
    clm_build_read_supplement,
    clm_build_read_towns,
    clm_build_link,
    clm_build_read_districts,
    clm_build_read_waters,
    clm_build_read_names,
    clm_build_sort,
    clm_build_country_shapes,
    add_country_members,
    add_member_shapes,
    measure_all,
    clm_build_water_lines,
};

clm_status clm_gazetteer_build(const clm_gazetteer_build_options *options, clm_error *error) {
    clm_build build;
    memset(&build, 0, sizeof(build));
    build.dir = options->source_dir;
    clm_buffer_init(&build.key);
    for (size_t i = 0; i < CLM_COUNTRY_CODES; i++) {
        build.country_place[i] = CLM_GAZ_NONE;
    }
    clm_status status = clm_strings_init(&build.strings, error);
    if (status == CLM_OK && options->name != NULL) {
        status = clm_strings_add(&build.strings, clm_text_of(options->name), &build.name, error);
    }
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps) && status == CLM_OK; i++) {
        status = steps[i](&build, error);
    }
    if (status == CLM_OK && build.name == 0) {
        status = clm_strings_add(&build.strings, CLM_TEXT("claimmap standard"), &build.name, error);
    }
    if (status == CLM_OK) {
        status = clm_build_write(&build, options->out_path, error);
    }
    clm_build_clear(&build);
    return status;
}

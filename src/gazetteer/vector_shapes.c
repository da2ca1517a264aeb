/* Polygons of places that are no regions of the world: they may overlap, and nothing lies in
 * them. Their lines share the file's sections with borders, marked so that none is drawn as one. */
#include "gazetteer/vector_rows.h"

#include "base/alloc.h"

clm_status clm_dump_keep_shape(clm_dump *dump, uint32_t extra, const clm_geometry *shape,
                               clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t part = 0; part < shape->part_count && status == CLM_OK; part++) {
        status = clm_rings_input_add(&dump->shapes, shape, part, extra, error);
    }
    if (status == CLM_OK && dump->shapes.vertices.count > CLM_VECTOR_VERTICES_MAX) {
        status = clm_fail(error, CLM_ERR_LIMIT, "all polygons have more than %d vertices together",
                          (int)CLM_VECTOR_VERTICES_MAX);
    }
    return status;
}

/* The place of each extra; the sort has moved them. */
static uint32_t *places_of_extras(const clm_build *build) {
    uint32_t *places = clm_alloc((build->extras.count + 1) * sizeof *places);
    for (uint32_t i = 0; places != NULL && i < build->places.count; i++) {
        if (build->places.items[i].extra != CLM_GAZ_NONE) {
            places[build->places.items[i].extra] = i;
        }
    }
    return places;
}

static clm_status measure(clm_build *build, const clm_rings_input *shapes, clm_error *error) {
    clm_status status = CLM_OK;
    uint32_t last = CLM_GAZ_NONE;
    for (size_t i = 0; i < shapes->rings.count && status == CLM_OK; i++) {
        uint32_t place = shapes->rings.items[i].region;
        if (place == last) {
            continue;
        }
        last = place;
        clm_gaz_extra *extra = &build->extras.items[build->places.items[place].extra];
        for (int w = 0; w < CLM_GAZ_WORLDVIEWS; w++) {
            extra->detail[w] = (uint8_t)(clm_topology_detail(build, extra, (clm_worldview)w) + 1);
        }
        status = clm_topology_measure(build, place, error);
    }
    return status;
}

clm_status clm_dump_make_shapes(clm_dump *dump, clm_error *error) {
    clm_build *build = &dump->build;
    clm_rings_input *shapes = &dump->shapes;
    if (shapes->rings.count == 0) {
        return CLM_OK;
    }
    uint32_t *places = places_of_extras(build);
    if (places == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
    }
    for (size_t i = 0; i < shapes->rings.count; i++) {
        shapes->rings.items[i].region = places[shapes->rings.items[i].region];
    }
    clm_free(places);
    clm_status status = clm_topology_make(build, shapes, error);
    for (size_t i = 0; i < build->lines.count; i++) {
        build->lines.items[i].flags |= CLM_GAZ_LINE_SEAM;
        build->lines.items[i].line_class = CLM_LINE_REGION_BORDER;
    }
    build->region_ring_count = 0; /* no region: nothing is looked for in them */
    return status == CLM_OK ? measure(build, shapes, error) : status;
}

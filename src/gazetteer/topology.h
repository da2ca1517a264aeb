/* gazetteer/topology.h: rings of neighbours -> shared arcs. Private to the builder.
 *
 * **Source:** the method is that of M. Bostock's TopoJSON: a point is a junction where rings that
 * pass through it have different neighbours there. */
#ifndef CLM_GAZETTEER_TOPOLOGY_H
#define CLM_GAZETTEER_TOPOLOGY_H

#include "gazetteer/build.h"

/* Rings as they come; the land lies to the left of each. */
typedef struct clm_ring_input {
    uint32_t region;
    bool hole;
    size_t first, count;
} clm_ring_input;

typedef struct clm_rings_input {
    CLM_ARRAY(clm_ring_input) rings;
    CLM_ARRAY(clm_gaz_vertex) vertices;
} clm_rings_input;

void clm_rings_input_clear(clm_rings_input *input);

/* Adds one part of a shape as a ring or line; what is too short is left out. **Errors:**
 * CLM_ERR_FORMAT a coordinate out of range. */
CLM_MUST_CHECK clm_status clm_rings_input_add(clm_rings_input *input, const clm_geometry *shape,
                                              size_t part, uint32_t region, clm_error *error);

/* Cuts `input` into the build's lines, rings and vertices, and weighs the vertices. Rings of one
 * region must stand together. */
CLM_MUST_CHECK clm_status clm_topology_make(clm_build *build, const clm_rings_input *input,
                                            clm_error *error);

/* Degrees as whole numbers of 1e-7 degrees, rounded. */
int32_t clm_e7(double degrees);

/* Boxes and weights of the waters, the lines from `first_line` on, each by itself. */
CLM_MUST_CHECK clm_status clm_topology_weigh_waters(clm_build *build, size_t first_line,
                                                    clm_error *error);

/* Weights of all arcs together, the lightest vertex of the world first, so that no arc is pulled
 * over another one's vertex: what is kept at any weight does not cross itself. */
CLM_MUST_CHECK clm_status clm_topology_weigh_arcs(clm_build *build, clm_error *error);

void clm_topology_box_ring(const clm_build *build, clm_gaz_ring *ring);

/* Outer rings by latitude, for the builder's own questions. */
typedef struct clm_topology_index {
    uint32_t *rings; /* numbers of outer rings */
    size_t count;
} clm_topology_index;

CLM_MUST_CHECK clm_status clm_topology_index_make(const clm_build *build, clm_topology_index *out,
                                                  clm_error *error);
void clm_topology_index_clear(clm_topology_index *index);

/* True if the point lies in the box of the region's shape, or within a third of a degree. */
bool clm_topology_near(const clm_build *build, uint32_t region, double lon_deg, double lat_deg);

/* Regions whose shape holds the point; at most `capacity`. */
size_t clm_topology_regions_at(const clm_build *build, const clm_topology_index *index,
                               double lon_deg, double lat_deg, uint32_t *out, size_t capacity);

/* The region of the place's country whose border is nearest, within about 20 km; for towns that
 * a coarse coast leaves in the sea. */
uint32_t clm_topology_nearest(const clm_build *build, const clm_topology_index *index,
                              const clm_build_place *place);

/* Joins the regions of each owner: `owner` gives each region's place (with an extra), or
 * CLM_GAZ_NONE. Sets the owners' rings for `worldview`; those of the second worldview are shared
 * with the first one's where they are the same. */
CLM_MUST_CHECK clm_status clm_topology_dissolve(clm_build *build, const uint32_t *owner,
                                                clm_worldview worldview, clm_error *error);

/* The weight code at which the rings have about 1,000 vertices. */
uint8_t clm_topology_detail(const clm_build *build, const clm_gaz_extra *extra,
                            clm_worldview worldview);

/* Geodesic area, box and where missing the point of a shape; sets CLM_PLACE_POLYGON. */
CLM_MUST_CHECK clm_status clm_topology_measure(clm_build *build, uint32_t place, clm_error *error);

#endif

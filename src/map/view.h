/* map/view.h: a window on the plane: lon/lat <-> pixels of a frame, clipping. Private to map. */
#ifndef CLM_MAP_VIEW_H
#define CLM_MAP_VIEW_H

#include "geo/extent.h"
#include "map/display_list.h"

typedef struct clm_view {
    clm_projection *projection; /* owned */
    clm_rect frame;             /* pixels of the layout */
    double left_m, top_m;       /* of the frame, in the plane */
    double m_per_px;
    clm_bbox box;   /* lon/lat that covers the frame; west > east crosses 180 degrees */
    clm_px *pixels; /* working space of clm_view_project_all and the clipping */
    size_t pixel_capacity;
    clm_px *clipped[2];
    size_t clipped_capacity[2];
} clm_view;

/* Opens a view of a plane centred on `centre`: `bounds` (around the centre) fills `frame` as far
 * as both sides allow, in its middle. **Owns:** clm_view_close. */
CLM_MUST_CHECK clm_status clm_view_open(clm_view *view, clm_lonlat centre, clm_bounds bounds,
                                        clm_rect frame, clm_error *error);
void clm_view_close(clm_view *view);

clm_px clm_view_point(const clm_view *view, clm_lonlat point); /* HUGE_VAL: has no image */
clm_lonlat clm_view_inverse(const clm_view *view, clm_px pixel);

/* Projects `count` points into the view's working space, which lives until the next call; NULL
 * when memory ends. */
const clm_px *clm_view_project_all(clm_view *view, const clm_lonlat *points, size_t count);

/* Adds the rings of polygons to the path that is begun on `list`, clipped a little outside of the
 * frame so that clipped edges are not seen. False when memory ends. */
bool clm_view_add_polygons(clm_view *view, clm_display_list *list, const clm_geometry *geometry);

/* Adds an open or closed line to the path, without the runs that lie outside of the frame, and
 * without edges along 180 degrees, which are cuts of the data.
 * False when memory ends. */
bool clm_view_add_line(clm_view *view, clm_display_list *list, const clm_lonlat *points,
                       size_t count, bool closed);

/* The pixel box of a geometry inside the frame; empty (x0 > x1) when it is outside. */
clm_rect clm_view_extent(const clm_view *view, const clm_geometry *geometry);

#endif

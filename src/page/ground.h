/* page/ground.h: what the files of the base map share. Private to page. */
#ifndef CLM_PAGE_GROUND_H
#define CLM_PAGE_GROUND_H

#include "page/parts.h"

/* One box of the base map. */
typedef struct clm_page_tier {
    clm_bounds bounds;
    clm_bbox box;      /* that covers it */
    double detail_m;   /* vertices that move a line by less are left out */
    double step_m;     /* of its coordinates in the page */
    unsigned rank_max; /* of rivers and lakes */
    bool coarse;       /* countries, no regions */
} clm_page_tier;

/* The first-level regions of a box, and their countries, each once. */
typedef struct clm_page_regions {
    clm_place_index *regions, *countries;
    size_t count, country_count;
} clm_page_regions;

/* names.c: the member "names": what is not inside `inner` (NULL: all) too. */
CLM_MUST_CHECK clm_status clm_page_names(const clm_page *page, const clm_page_tier *own,
                                         const clm_page_tier *inner, const clm_page_regions *list,
                                         clm_json_writer *json);

#endif

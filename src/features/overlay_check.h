/* features/overlay_check.h: what the sources that hold claims against overlays share. Private.
 *
 * Thread rule: no state. */
#ifndef CLM_FEATURES_OVERLAY_CHECK_H
#define CLM_FEATURES_OVERLAY_CHECK_H

#include "features/build.h"

/* What of a feature's claim is held against a measured area. */
typedef struct clm_claimed {
    double km2;      /* NaN: the claim states no area */
    double most_km2; /* of a range; else as km2 */
    const char *qualifier;
    bool before; /* the text says it of an earlier time */
} clm_claimed;

/* The area that the claim states: what holds now before what was. */
clm_claimed clm_claimed_area(const clm_feature *feature);

/* True if overlays are asked about the claim: it is about who holds land, or how large land is. */
bool clm_is_about_land(const clm_feature *feature);

/* Sets ratio, verdict and reason of `check`, whose areas are set. `holder_also` is another name of
 * the holder of `facts`, or NULL. */
void clm_check_judge(const clm_feature *feature, const clm_claimed *claimed,
                     const clm_overlay_facts *facts, const char *holder_also,
                     clm_feature_check *check);

/* One of the collection's overlays. */
typedef struct clm_overlay_source {
    const clm_overlay_layer *layer; /* NULL: not given */
    const char *holder_also; /* of a country's code its name, of a name its code; NULL unknown */
} clm_overlay_source;

/* Sets the overlays of the collection's facts: those that it has already keep their place, new ones
 * follow; `sources` gets one for each, in the build's arena. **Errors:** CLM_ERR_ARGUMENT two that
 * are given have one name; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_overlay_merge(clm_build *build,
                                            const clm_overlay_layer *const *overlays, size_t count,
                                            clm_overlay_source **sources, clm_buffer *warnings,
                                            clm_error *error);

#endif

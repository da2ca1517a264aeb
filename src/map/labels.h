/* map/labels.h: chooses one place for each label so that no two overlap. Knows boxes, costs and
 * weights; nothing of fonts or maps. Private to map. Deterministic. Thread rule: no state.
 *
 * Greedy by weight and cost, then ejection chains: a label without a place may push others to
 * their next places. **Source:** positions after E. Imhof, Positioning Names on Maps, The American
 * Cartographer 2 (1975); chains after F. Glover, Ejection chains, reference structures and
 * alternating path methods, Discrete Applied Mathematics 65 (1996). */
#ifndef CLM_MAP_LABELS_H
#define CLM_MAP_LABELS_H

#include "map/display_list.h"

#include <stdint.h>

typedef struct clm_label_candidate {
    clm_rect box;          /* nothing else may lie in it */
    float cost;            /* 0 best */
    bool leader;           /* so far off that a line must lead to it */
    unsigned char variant; /* the caller's: which shape of the label */
} clm_label_candidate;

typedef struct clm_label_job {
    size_t first, count; /* its candidates */
    double weight;       /* what it costs to drop it */
} clm_label_job;

typedef struct clm_label_problem {
    clm_rect frame; /* boxes must lie inside */
    const clm_label_job *jobs;
    size_t job_count;
    const clm_label_candidate *candidates;
    size_t candidate_count;
    const clm_rect *obstacles; /* boxes must not overlap them */
    size_t obstacle_count;
    double gap_px; /* kept between two labels */
} clm_label_problem;

#define CLM_LABEL_DROPPED SIZE_MAX

/* Sets `choice[i]` to the index of the candidate of job i, or CLM_LABEL_DROPPED.
 * **Errors:** CLM_ERR_NOMEM; `choice` is then all dropped. */
CLM_MUST_CHECK clm_status clm_labels_place(const clm_label_problem *problem, size_t *choice,
                                           clm_error *error);

/* Adds the 16 places around a point whose marker has `radius_px`, best first (upper right), for a
 * label of `width_px` x `height_px`; `out` has room for 16. `extra_px` lies between. */
enum { CLM_POSITIONS = 16 };
void clm_label_positions(clm_px at, double radius_px, double width_px, double height_px,
                         double extra_px, clm_label_candidate out[CLM_POSITIONS]);

#endif

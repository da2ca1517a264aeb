/* map/labels.h: chooses one place for each label so that no two overlap. Knows boxes, costs and
 * weights; nothing of fonts or maps. Private to map. Deterministic. Thread rule: no state.
 *
 * Greedy by weight and cost; then a label without a place pushes others out, which look for
 * another, and so on: who is pushed out often becomes dearer to push. Last, labels move to cheaper
 * places. The work is bounded by the number of places looked at, whatever the input.
 * **Source:** positions after E. Imhof, Positioning Names on Maps, The American Cartographer 2
 * (1975); chains after F. Glover, Ejection chains, reference structures and alternating path
 * methods, Discrete Applied Mathematics 65 (1996); the growing price of being pushed out after
 * Y. Nagata and O. Braysy, A powerful route minimization heuristic for the vehicle routing problem
 * with time windows, Operations Research Letters 37 (2009). */
#ifndef CLM_MAP_LABELS_H
#define CLM_MAP_LABELS_H

#include "map/display_list.h"

#include <stdint.h>

typedef struct clm_label_candidate {
    clm_rect box;          /* nothing else may lie in it */
    float cost;            /* 0 best */
    bool leader;           /* so far off that a line must lead to it, from `anchor` to the box */
    unsigned char variant; /* the caller's: which shape of the label */
    float angle_rad;       /* the caller's: how it is turned; the box holds all of it */
    clm_px anchor;         /* of the leader: no other label lies on the line */
} clm_label_candidate;

typedef struct clm_label_job {
    size_t first, count; /* its candidates */
    double weight;       /* what it costs to drop it */
} clm_label_job;

/* A sign that a label had better not hide: a disc. */
typedef struct clm_label_marker {
    clm_px at;
    double radius_px;
    double cost; /* added to that of a place whose box touches the disc */
} clm_label_marker;

typedef struct clm_label_problem {
    clm_rect frame; /* boxes must lie inside */
    const clm_label_job *jobs;
    size_t job_count;
    const clm_label_candidate *candidates;
    size_t candidate_count;
    const clm_rect *obstacles; /* boxes must not overlap them */
    size_t obstacle_count;
    const clm_label_marker *markers; /* boxes may lie on them, at a cost */
    size_t marker_count;
    double gap_px; /* kept between two labels */
} clm_label_problem;

#define CLM_LABEL_DROPPED SIZE_MAX

/* Sets `choice[i]` to the index of the candidate of job i, or CLM_LABEL_DROPPED. A label is never
 * dropped for the sake of lighter ones alone.
 * **Errors:** CLM_ERR_NOMEM; `choice` is then all dropped. */
CLM_MUST_CHECK clm_status clm_labels_place(const clm_label_problem *problem, size_t *choice,
                                           clm_error *error);

/* Where a leader from `anchor` meets the box. */
clm_px clm_label_leader_end(clm_rect box, clm_px anchor);

/* A label of a size around a point whose marker has `radius_px`; `gap_px` lies between. */
typedef struct clm_label_spot {
    clm_px at;
    double radius_px, width_px, height_px, gap_px;
} clm_label_spot;

/* The 16 usual places, best first (upper right), and 16 that lie between them. */
enum { CLM_POSITIONS = 16 };
void clm_label_positions(const clm_label_spot *spot, clm_label_candidate out[CLM_POSITIONS]);
void clm_label_positions_between(const clm_label_spot *spot,
                                 clm_label_candidate out[CLM_POSITIONS]);

#endif

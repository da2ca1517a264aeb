/* map/label_bins.h: the labels that stand, in bins, so that those in the way of a box are found
 * without looking at all. Private to map/labels.c. */
#ifndef CLM_MAP_LABEL_BINS_H
#define CLM_MAP_LABEL_BINS_H

#include "map/labels.h"

enum { CLM_LABEL_CONFLICTS = 24 };

typedef struct clm_label_bin_node {
    size_t item;
    size_t next; /* index of a node; SIZE_MAX at the end */
} clm_label_bin_node;

typedef struct clm_label_bins {
    clm_rect frame;
    int columns, rows;
    size_t *heads;
    clm_label_bin_node *nodes;
    size_t node_count, node_capacity, free_node;
    bool failed; /* memory ended: labels may be missing */
} clm_label_bins;

/* **Owns:** clm_label_bins_close. False when memory ends. */
bool clm_label_bins_open(clm_label_bins *bins, clm_rect frame);
void clm_label_bins_close(clm_label_bins *bins);
void clm_label_bins_clear(clm_label_bins *bins);

void clm_label_bins_add(clm_label_bins *bins, clm_rect box, size_t item);
void clm_label_bins_remove(clm_label_bins *bins, clm_rect box, size_t item);

/* Adds the label of `job` at `candidate`, and takes it out again. */
void clm_label_bins_stand(clm_label_bins *bins, const clm_label_candidate *candidate, size_t job);
void clm_label_bins_lift(clm_label_bins *bins, const clm_label_candidate *candidate, size_t job);

/* Jobs that stand in the way of `candidate` of job `self`; at most `limit` + 1 are told, and never
 * more than CLM_LABEL_CONFLICTS. */
size_t clm_label_bins_conflicts(const clm_label_bins *bins, const clm_label_problem *problem,
                                const size_t *choice, const clm_label_candidate *candidate,
                                size_t self, size_t *out, size_t limit);

/* Whether the box leaves the frame or lies on an obstacle, when the bins hold obstacles. */
bool clm_label_bins_forbid(const clm_label_bins *bins, const clm_label_problem *problem,
                           clm_rect box);
/* How many obstacles a leader crosses, without those that it begins in. */
size_t clm_label_bins_crossed(const clm_label_bins *bins, const clm_label_problem *problem,
                              const clm_label_candidate *candidate);
clm_rect clm_label_marker_box(const clm_label_marker *marker);
/* What the markers cost that the box touches, when the bins hold markers. */
double clm_label_bins_hidden(const clm_label_bins *bins, const clm_label_problem *problem,
                             clm_rect box);

#endif

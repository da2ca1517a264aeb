/* map/compose_labels.h: the labels of one view, gathered, placed, drawn. Private to map. */
#ifndef CLM_MAP_COMPOSE_LABELS_H
#define CLM_MAP_COMPOSE_LABELS_H

#include "map/labels.h"
#include "map/scene.h"

enum {
    CLM_VARIANT_SMALL = 1,   /* the second, smaller text */
    CLM_VARIANT_BELOW = 2,   /* numbers below the text instead of after it */
    CLM_VARIANT_NUMBERS = 4, /* numbers alone */
    CLM_RUNS_MAX = 2
};

typedef enum clm_marker_kind {
    CLM_MARKER_NONE = 0,
    CLM_MARKER_DOT,
    CLM_MARKER_CAPITAL
} clm_marker_kind;

typedef struct clm_map_label {
    clm_label_kind kind;
    const char *text;
    const char *feature_id;
    bool in_article;
    double weight;
    size_t runs[CLM_RUNS_MAX];
    size_t run_count;
    const unsigned *numbers;
    size_t number_count;
    clm_role role;
    clm_px anchor;
    double anchor_radius_px;
    clm_marker_kind marker; /* drawn only when the label found a place */
} clm_map_label;

/* What clm_compose_labels works on. */
typedef struct clm_label_set {
    clm_scene *scene;
    clm_view *view;
    clm_base *base;
    clm_layer layer;
    double zoom;
    clm_map_label *labels;
    size_t label_count, label_capacity;
    clm_label_job *jobs; /* as many as labels */
    size_t job_capacity;
    clm_label_candidate *candidates;
    size_t candidate_count, candidate_capacity;
    clm_rect *obstacles;
    size_t obstacle_count, obstacle_capacity;
} clm_label_set;

/* Begins a label; candidates follow. The pointer lives until the next call. NULL on failure. */
clm_map_label *clm_label_begin(clm_label_set *set, clm_label_kind kind, const char *text,
                               clm_role role, bool upper, double small_share);
/* Drops the label that was begun last, with its candidates. */
void clm_label_cancel(clm_label_set *set);
void clm_label_candidate_add(clm_label_set *set, clm_label_candidate candidate);
void clm_label_obstacle(clm_label_set *set, clm_rect rect);

/* Width and height of a variant of a label, numbers included. */
void clm_label_size(const clm_label_set *set, const clm_map_label *label, unsigned variant,
                    double *width_px, double *height_px);

/* Candidates around the label's anchor, for all variants; with leaders farther off if `leaders`. */
void clm_label_around(clm_label_set *set, bool leaders);
/* Candidates inside a mask, for all variants; around its middle when it is too small. */
void clm_label_inside(clm_label_set *set, const clm_mask *mask, bool only_inside, double base_cost);

/* Draws the label at a candidate. */
void clm_label_draw(clm_label_set *set, const clm_map_label *label,
                    const clm_label_candidate *candidate);

/* label_sources.c: what is to be labelled. */
/* Marks the areas of all subjects, so that a name does not seem to be another's. */
void clm_label_ink_subjects(clm_label_set *set);
void clm_label_subjects(clm_label_set *set);
void clm_label_figures(clm_label_set *set);
void clm_label_regions(clm_label_set *set);

/* label_towns.c */
void clm_label_towns(clm_label_set *set);

#endif

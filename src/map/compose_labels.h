/* map/compose_labels.h: the labels of one view, gathered, placed, drawn. Private to map. */
#ifndef CLM_MAP_COMPOSE_LABELS_H
#define CLM_MAP_COMPOSE_LABELS_H

#include "map/labels.h"
#include "map/scene.h"

enum {
    CLM_VARIANT_RUN = 7,      /* bits: which of the label's texts */
    CLM_VARIANT_BELOW = 8,    /* numbers below the text instead of after it */
    CLM_VARIANT_NUMBERS = 16, /* numbers alone */
    CLM_RUNS_MAX = 8
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
    bool named_elsewhere; /* on the main map, while this is an inset */
    double weight;
    clm_text_spec spec;        /* of the first text */
    size_t runs[CLM_RUNS_MAX]; /* the texts: the first is the usual one */
    size_t run_count;
    double small_share; /* of the smaller text; 0: there is none */
    double pad_px;      /* kept free on both sides of the text */
    double widest_em;   /* how far its letters may be spread over an area; 0: not at all */
    const unsigned *numbers;
    size_t number_count;
    clm_look_id role;
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
    clm_label_marker *markers; /* towns that names of the article had better not hide */
    size_t marker_count;
    struct clm_label_town *towns; /* label_towns.c */
    size_t town_count;
} clm_label_set;

/* Begins a label; candidates follow. The pointer lives until the next call. NULL on failure. */
clm_map_label *clm_label_begin(clm_label_set *set, clm_label_kind kind, const char *text,
                               clm_look_id role, bool upper, double small_share);
/* Drops the label that was begun last, with its candidates. */
void clm_label_cancel(clm_label_set *set);
void clm_label_candidate_add(clm_label_set *set, clm_label_candidate candidate);
void clm_label_obstacle(clm_label_set *set, clm_rect rect);

/* Adds a text of the label that was begun last: of another size, with more space between letters,
 * or other words (NULL: the same). False when that failed, or there are too many. */
bool clm_label_add_run(clm_label_set *set, double share, double spacing_px, const char *words);

/* Width and height of a variant of a label, numbers included. */
void clm_label_size(const clm_label_set *set, const clm_map_label *label, unsigned variant,
                    double *width_px, double *height_px);
/* What a label with a turned text consists of, from the corner of its box. */
typedef struct clm_label_parts {
    double width_px, height_px; /* of the box around all */
    clm_px text_middle;
    double text_width_px, text_height_px; /* before it is turned */
    clm_rect discs;                       /* of the numbers; empty (x0 = x1) when there are none */
} clm_label_parts;
clm_label_parts clm_label_measure(const clm_label_set *set, const clm_map_label *label,
                                  unsigned variant, double angle_rad);
/* Variants that differ by their numbers, of the label's text `run`, in the order of liking; `costs`
 * goes with them. With `alone` the numbers alone, too. */
size_t clm_label_variants(const clm_map_label *label, unsigned run, bool below_first, bool alone,
                          unsigned out[3], double costs[3]);
/* Adds a candidate to the label that was begun last; the ground it covers adds to `cost`. */
void clm_label_add_judged(clm_label_set *set, clm_label_candidate candidate, double cost);
/* Of the numbers without the name: the last way out. */
enum { CLM_NUMBERS_COST = 30 };
void clm_label_add_leaders(clm_label_set *set, double radius_px, unsigned variant, double cost);

/* Candidates around the label's anchor, for all variants; with leaders farther off if `leaders`. */
void clm_label_around(clm_label_set *set, bool leaders);
/* Draws the label at a candidate. */
void clm_label_draw(clm_label_set *set, const clm_map_label *label,
                    const clm_label_candidate *candidate);

/* label_sources.c: what is to be labelled. */
/* Marks the areas of all subjects, so that a name does not seem to be another's. */
void clm_label_ink_subjects(clm_label_set *set);
void clm_label_subjects(clm_label_set *set);
void clm_label_figures(clm_label_set *set);
void clm_label_regions(clm_label_set *set);

/* label_inside.c: candidates of the label that was begun last inside of a mask. In this order until
 * one fits: widely spaced and plain; smaller; in two lines; along the long axis; the numbers alone.
 * Unless `only_inside`, with leaders to places outside, too. */
void clm_label_inside(clm_label_set *set, const clm_mask *mask, bool only_inside);
/* Outside of an area that is smaller than its name, with leaders, or its numbers alone inside. */
void clm_label_outside(clm_label_set *set, const clm_mask *mask);

/* label_waters.c */
/* Names of seas and lakes inside of their water, clear of what stands. */
void clm_label_waters(clm_label_set *set);

/* label_towns.c */
/* Gathers the towns of the view, the worthiest first, and marks the large ones. */
void clm_label_list_towns(clm_label_set *set);
/* Those that the article names for orientation. */
void clm_label_article_towns(clm_label_set *set);
/* The others, where there is room among all that stands. */
void clm_label_towns(clm_label_set *set);

#endif

/* places/rank.h (private): the learned ranker: inputs of candidates, nets, rounds.
 *
 * rank_inputs.c turns a candidate into numbers, the same way in training and when an article is
 * read; none of them names a place, a country or a newspaper. rank_net.c checks and computes the
 * nets; rank.c runs the rounds. */
#ifndef CLM_PLACES_RANK_H
#define CLM_PLACES_RANK_H

#include "places/resolve.h"
#include "places/sums.h"

enum { RANK_HIDDEN_MAX = 32, CLM_RANK_AT_ONCE = 4 };

struct clm_ranker {
    size_t rounds, hidden;
    const float *nets;  /* rounds * net_floats */
    const float *trust; /* CLM_RANK_INPUTS + 1 */
    size_t net_floats;
    bool wide; /* the processor has registers of eight numbers */
};

/* What all options of a group share in a round. */
typedef struct rank_group {
    const group *g;
    const sums *context; /* NULL in the first round; then the rest is not set */
    givers own;
    double many; /* from the weight of all other names */
    /* The best options of those beside it, listed with it, and at the head of the article. */
    const option *beside[BESIDE_MAX], *listed[LISTED_MAX], *leads[LEADS_MAX];
    size_t lead_count;
} rank_group;

void clm_rank_group_of(const resolver *r, const sums *context, const group *g, rank_group *out);

/* Sets those of r->inputs of a group's options that stay the same in all rounds, and o->firm; the
 * others are still 0. */
void clm_rank_inputs_start(resolver *r, const group *g);
/* The inputs of `o`, in r->inputs; without context its part is left as it was. */
const float *clm_rank_inputs(const resolver *r, const rank_group *in, const option *o);

/* How likely it is that `o` lies in the container of its group, which has one: 0..1. */
double clm_rank_inside(const resolver *r, const group *g, const option *o);

/* The score of net `round` for these inputs; only differences within a group mean something. */
float clm_rank_net(const clm_ranker *ranker, size_t round, const float in[CLM_RANK_INPUTS]);
/* The same of the `count` candidates, 1 to CLM_RANK_AT_ONCE, with the inputs `in`. */
void clm_rank_nets(const clm_ranker *ranker, size_t round, const float *const *in, size_t count,
                   float *scores);
/* How likely it is that the best option is right, 0..1, from its inputs behind the last round. */
double clm_rank_trust(const clm_ranker *ranker, const float in[CLM_RANK_INPUTS]);

/* Sets shares, best and trust of all groups; `view` (NULL: none) gets the inputs behind the last
 * round. */
CLM_MUST_CHECK clm_status clm_rank_all(resolver *r, clm_rank_view *view, clm_error *error);

/* score.c: the hand-set score of an option in view of all other groups, without its container. */
double clm_hand_score(const group *g, const others *from, const option *o);
/* Sets prior, score and share of all options from each name and place alone; where they are to be
 * `ranked`, only the prior of those whose score and share the nets set before anybody asks. */
void clm_hand_score_alone(resolver *r, bool ranked);
/* What an option's region or place of the same name in a kind word's company says: 0 or 1. */
double clm_hand_same_place(const group *g, const others *from, const option *o);
/* A short reason why `o` was chosen. */
const char *clm_hand_basis(const group *g, const others *from, const option *o, bool contained);
double clm_kind_agreement(int wanted, clm_place_kind kind);

#endif

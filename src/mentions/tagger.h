/* mentions/tagger.h (private): the learned sequence tagger: which tokens are parts of the names of
 * places, persons, organisations or other things.
 *
 * Runs over islands: capitals with the short words between them. Each token's features (the words
 * around it, their clusters, shape, the gazetteer's opinion) select rows of a hashed table of
 * weights, one weight a label; Viterbi finds the best labels of the island.
 * **Source:** Collins, "Discriminative Training Methods for Hidden Markov Models", EMNLP 2002;
 * hashed features: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML
 * 2009. */
#ifndef CLM_MENTIONS_TAGGER_H
#define CLM_MENTIONS_TAGGER_H

#include "mentions/features.h"

enum { ISLAND_TOKENS_MAX = 48, TOKEN_FEATURES_MAX = 64, TAGGER_REACH = 2 };

/* Tags every island of the article; fills f->labels and f->leads. */
CLM_MUST_CHECK clm_status clm_tagger_run(finder *f, clm_error *error);

/* The hash of token `i`'s look-up key, or of what it is (a number, a mark). */
uint64_t clm_tagger_hash(const finder *f, uint32_t i);

/* Writes the features of token `i` of the island [start, end); returns how many. `views` are those
 * of the tokens from `start` - TAGGER_REACH to `end` + TAGGER_REACH. */
size_t clm_tagger_features(const finder *f, uint32_t i, uint32_t start, uint32_t end,
                           const token_view *const *views, uint32_t features[TOKEN_FEATURES_MAX]);

#endif

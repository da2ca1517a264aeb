/* refresh/near.h: texts of articles -> which are copies of one wire story.
 *
 * A text is sketched by the smallest hashes of its runs of three words (bottom-k). Unlike MinHash
 * with bands it needs one hash a run, and it tells containment as well as resemblance, so that a
 * copy cut to a part is known; unlike SimHash it does not take two short texts of the same words
 * for one. The smallest hashes of its names tell notices apart that are one form filled in twice. A
 * sketch has a fixed size and may be kept for later nights. Thread rule: plain values.
 * **Source:** Broder, "On the resemblance and containment of documents" (1997). */
#ifndef CLM_REFRESH_NEAR_H
#define CLM_REFRESH_NEAR_H

#include "base/text.h"

enum {
    CLM_NEAR_HASHES = 128,
    CLM_NEAR_NAMES = 32,
    CLM_NEAR_RUNS_MIN = 20 /* of a text with fewer only an equal one is a copy */
};

typedef struct clm_near_sketch {
    uint32_t count;                   /* of hashes */
    uint32_t runs;                    /* different ones in the text */
    uint64_t whole;                   /* of all words in order */
    uint64_t hashes[CLM_NEAR_HASHES]; /* ascending */
    uint32_t name_count;
    uint64_t names[CLM_NEAR_NAMES]; /* ascending: words with a capital within sentences */
} clm_near_sketch;

/* Sketches a text; words are compared by their look-up keys. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_near_sketch_make(clm_text text, clm_near_sketch *out,
                                               clm_error *error);

/* The mean of two parts, estimated, 0 to 1: of the runs of `a` that `b` has too, and of those of
 * `b` that `a` has. A copy cut to a third has 0.67, one of two texts of equal length that share a
 * third, as a story and the next day's with its background, a third. */
double clm_near_shared(const clm_near_sketch *a, const clm_near_sketch *b);
/* True if they are copies: the shorter one has a sixth of the longer one's runs at least, they
 * share 0.45 by clm_near_shared, and half of the names of that which has fewer are in the other, if
 * it has two (scripts without capitals have none); or all words are equal. */
bool clm_near_same(const clm_near_sketch *a, const clm_near_sketch *b);

/* Sets leaders[i] to the first text of those that are copies of one story with text i; its own
 * number where there are none. A leader's leader is itself. The longest text of a story is found
 * first, and each copy goes to that one of them which has most of it, so that no chain of
 * likenesses joins two stories. n log n: only texts that share a hash with the one before, by
 * length, or the first of the list of that hash are compared. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_near_group(const clm_near_sketch *sketches, size_t count,
                                         size_t *leaders, clm_error *error);

#endif

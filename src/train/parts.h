/* train/parts.h (private): what each part of the model learns from, and what it hands back.
 *
 * A part is one function: tagger*.c has clm_train_tagger, ranker*.c clm_train_ranker, said*.c
 * clm_train_said; train.c has the table of them. */
#ifndef CLM_TRAIN_PARTS_H
#define CLM_TRAIN_PARTS_H

#include "train/corpus.h"
#include "train/train.h"

/* The description: lines of groups, in order of first use. */
typedef struct clm_train_notes {
    clm_arena *arena;
    clm_train_note *items;
    size_t count, capacity;
    bool failed; /* sticky: memory ended */
} clm_train_notes;

/* Sets [group] key = value, texts copied; a line of the same key is replaced. */
void clm_train_notes_set(clm_train_notes *notes, const char *group, const char *key,
                         const char *value);
/* The same with a number of at most `decimals` decimals. */
void clm_train_notes_number(clm_train_notes *notes, const char *group, const char *key,
                            double value, int decimals);

typedef struct clm_train_input {
    const clm_train_corpus *corpora;
    size_t corpus_count;
    const clm_gazetteer *gazetteer;
    const clm_model *from;  /* the model of --from, or NULL */
    const clm_model *model; /* the parts that are kept or already learned */
    uint64_t seed;
    const clm_train_options *options; /* for clm_train_say */
} clm_train_input;

void clm_train_say(const clm_train_input *in, const char *format, ...) CLM_PRINTF(2, 3);

/* Each appends its section's bytes to `out` (none: the model gets no such section) and sets notes
 * of its own group. **Errors:** CLM_ERR_NOMEM, CLM_ERR_FORMAT, those of the gazetteer. */
CLM_MUST_CHECK clm_status clm_train_tagger(const clm_train_input *in, clm_buffer *out,
                                           clm_train_notes *notes, clm_error *error);
CLM_MUST_CHECK clm_status clm_train_ranker(const clm_train_input *in, clm_buffer *out,
                                           clm_train_notes *notes, clm_error *error);

CLM_MUST_CHECK clm_status clm_train_said(const clm_train_input *in, clm_buffer *out,
                                         clm_train_notes *notes, clm_error *error);

/* Random numbers (SplitMix64; Steele, Lea, Flood, OOPSLA 2014). */
static inline uint64_t clm_train_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

#endif

/* The part "ranker": which candidate a name means. */
#include "train/parts.h"

clm_status clm_train_ranker(const clm_train_input *in, clm_buffer *out, clm_train_notes *notes,
                            clm_error *error) {
    (void)in;
    (void)out;
    (void)notes;
    (void)error;
    return CLM_OK;
}

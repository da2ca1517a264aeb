/* refresh/atom.h: the record of a night -> an Atom feed of its changes.
 *
 * An entry for each article that is new, changed or gone, in the order of the record; failures are
 * the desk's matter and stand on the page alone. Ids never change: the feed's is
 * "urn:claimmap:" and a hash of its title; an entry's is "urn:claimmap:" and a hash of the
 * article's key, the night's folder and what happened there: a second run of a day has another
 * folder, so that a reader shows what changed twice in a day twice. Times are the night's. Private
 * to refresh. Thread rule: no state. **Source:** RFC 4287. */
#ifndef CLM_REFRESH_ATOM_H
#define CLM_REFRESH_ATOM_H

#include "refresh/night.h"

/* Appends the feed. **Errors:** CLM_ERR_ARGUMENT `ended` is no time of RFC 3339; CLM_ERR_NOMEM;
 * `out` is then as it was. */
CLM_MUST_CHECK clm_status clm_atom_write(const clm_night *night, clm_buffer *out, clm_error *error);

#endif

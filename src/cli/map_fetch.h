/* cli/map_fetch.h: articles that are URLs. Thread rule: no state but the manners, which are shared.
 */
#ifndef CLM_CLI_MAP_FETCH_H
#define CLM_CLI_MAP_FETCH_H

#include "fetch/fetch.h"

/* An article as it came. Zeroed is empty. */
typedef struct clm_map_page {
    clm_buffer bytes;
    clm_buffer file;    /* "STEM" with the extension of its kind, by which it is read */
    clm_buffer charset; /* that the server says; may be empty */
    clm_buffer url;     /* where it was found in the end, without user, password and fragment */
    bool html;          /* the server says so */
} clm_map_page;

/* Fetches the article at `url`. **Owns:** the caller clears, also after a failure. **Errors:** as
 * clm_fetcher_open and clm_fetcher_get; messages that are about the URL begin with it. */
CLM_MUST_CHECK clm_status clm_map_fetch(const char *url, clm_fetch_manners *manners,
                                        bool allow_private, clm_map_page *out, clm_error *error);
void clm_map_page_clear(clm_map_page *page);

#endif

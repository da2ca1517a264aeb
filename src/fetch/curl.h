/* fetch/curl.h: private to the module with libcurl. Thread rule: no state. */
#ifndef CLM_FETCH_CURL_H
#define CLM_FETCH_CURL_H

#include "fetch/module.h"

clm_status clm_curl_url(const char *text, clm_fetch_url *out, clm_error *error);

#endif

/* base/system.h: private to base: the system's reasons in plain English, whatever the locale.
 * Thread rule: no state. */
#ifndef CLM_BASE_SYSTEM_H
#define CLM_BASE_SYSTEM_H

#include "base/error.h"

/* Sets "`action` `name`: REASON" with CLM_ERR_IO; `reason` is an errno. Returns the code. */
clm_status clm_fail_system(clm_error *error, const char *action, const char *name, int reason);

/* `name`, or the end of a very long one: what follows it in a message must not be cut off. */
const char *clm_name_end(const char *name);

#endif

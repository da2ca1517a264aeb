#include "base/system.h"

#include <locale.h>
#include <string.h>

clm_status clm_fail_system(clm_error *error, const char *action, const char *name, int reason) {
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    const char *words = plain ? strerror_l(reason, plain) : "the system refused";
    (void)clm_fail(error, CLM_ERR_IO, "%s %s: %s", action, name, words);
    if (plain) {
        freelocale(plain);
    }
    return CLM_ERR_IO;
}

#include "base/system.h"

#include <locale.h>
#include <string.h>

enum { NAME_BYTES_MAX = 320 };

const char *clm_name_end(const char *name) {
    size_t length = strlen(name);
    return length > NAME_BYTES_MAX ? name + (length - NAME_BYTES_MAX) : name;
}

clm_status clm_fail_system(clm_error *error, const char *action, const char *name, int reason) {
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    const char *words = plain ? strerror_l(reason, plain) : "the system refused";
    (void)clm_fail(error, CLM_ERR_IO, "%s %s: %s", action, clm_name_end(name), words);
    if (plain) {
        freelocale(plain);
    }
    return CLM_ERR_IO;
}

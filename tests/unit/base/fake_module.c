/* A module with a table of one number: version 7, or 8, or under another name than the spec's. */
#include <stdint.h>

#ifdef CLM_FAKE_BLIND
#define ENTRY claimmap_other_entry
#else
#define ENTRY claimmap_fake_entry
#endif

const void *ENTRY(void);

const void *ENTRY(void) {
#ifdef CLM_FAKE_NEWER
    static const uint32_t table[] = {8, 42};
#else
    static const uint32_t table[] = {7, 42};
#endif
    return table;
}

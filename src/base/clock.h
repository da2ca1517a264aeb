/* base/clock.h: the system's monotonic clock (POSIX CLOCK_MONOTONIC): how long something took, and
 * how long it may take. It never goes back, and nobody sets it; where it begins says nothing, so
 * that its times are compared with each other alone, and within one start of the machine. All
 * processes of a machine share it. Thread rule: no state. */
#ifndef CLM_BASE_CLOCK_H
#define CLM_BASE_CLOCK_H

#include <stdint.h>

int64_t clm_clock_ms(void); /* whole milliseconds */
double clm_clock_s(void);   /* seconds, as finely as the system counts */

#endif

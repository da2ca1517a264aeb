/* vector/shapefile_hooks.h (private): what reading and writing shapefiles in memory tell shapelib
 * alike. Thread rule: no state. */
#ifndef CLM_VECTOR_SHAPEFILE_HOOKS_H
#define CLM_VECTOR_SHAPEFILE_HOOKS_H

#include <shapefil.h>
#include <stddef.h>
#include <stdint.h>

/* Hooks that flush, close and remove nothing, say nothing and read numbers whatever the locale;
 * open, read, write, seek and tell are the caller's to set. */
SAHooks clm_shapefile_hooks(void);

/* Which file of a shapefile `name` is: 0 ".shp", 1 ".shx", 2 ".dbf", 3 another. The name begins
 * with an address in hexadecimal, which goes to `address`. */
size_t clm_shapefile_part(const char *name, uintptr_t *address);

#endif

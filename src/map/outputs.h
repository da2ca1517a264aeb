/* map/outputs.h: a composed scene -> the files that are wanted of it. Private to map. */
#ifndef CLM_MAP_OUTPUTS_H
#define CLM_MAP_OUTPUTS_H

#include "map/scene.h"
#include "map/words.h"

/* Appends to what `outputs` names; `spent` gets the times of the PNG. **Errors:** as
 * clm_map_draw. */
CLM_MUST_CHECK clm_status clm_outputs_write(clm_scene *scene, const clm_map_outputs *outputs,
                                            clm_map_times *spent);

/* Appends a PNG of what is composed; `times` may be NULL. **Errors:** as clm_map_draw. */
CLM_MUST_CHECK clm_status clm_outputs_png(clm_scene *scene, const clm_picture_words *words,
                                          clm_buffer *png, clm_map_times *times);

#endif

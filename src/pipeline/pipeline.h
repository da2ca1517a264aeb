/* pipeline/pipeline.h: what context.c and pipeline.c share. The public face is claimmap.h. */
#ifndef CLM_PIPELINE_PIPELINE_H
#define CLM_PIPELINE_PIPELINE_H

#include "claimmap.h"
#include "gazetteer/gazetteer.h"
#include "map/map.h"
#include "model/model.h"
#include "places/places.h"
#include "style/style.h"

struct clm_context {
    clm_gazetteer *gazetteer;
    clm_model *model;
    clm_ranker *ranker; /* NULL: the model has none */
    bool shared;        /* gazetteer, model and ranker are another context's */
    clm_theme theme;
    clm_map_fonts *fonts; /* NULL until the first picture */
};

/* The context's fonts, opened on first use. */
CLM_MUST_CHECK clm_status clm_context_fonts(clm_context *context, clm_map_fonts **out,
                                            clm_error *error);

#endif

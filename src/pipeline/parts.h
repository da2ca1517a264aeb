/* pipeline/parts.h (private): what the files of the pipeline share. */
#ifndef CLM_PIPELINE_PARTS_H
#define CLM_PIPELINE_PARTS_H

#include "article/article.h"
#include "features/features.h"
#include "formats/formats.h"
#include "gazetteer/gazetteer.h"
#include "map/map.h"
#include "model/model.h"
#include "pipeline/pipeline.h"
#include "places/places.h"
#include "style/style.h"

struct clm_context {
    clm_gazetteer *gazetteer;
    clm_model *model;
    clm_ranker *ranker; /* NULL: the model has none */
    bool shared;        /* gazetteer, model, ranker, connection are another context's */
    clm_theme theme;
    clm_map_fonts *fonts;         /* NULL until the first picture */
    char *connection, *db_schema; /* NULL: not said */
    clm_postgis *postgis;         /* NULL until it is first wanted */
    clm_error postgis_failed;     /* why it could not be opened: it is not tried again */
};

struct clm_overlays {
    clm_overlay_layer **items;
    size_t count;
};

/* Holds the collection against the request's overlays (overlays.c). */
CLM_MUST_CHECK clm_status clm_overlays_apply(const clm_context *context, const clm_request *request,
                                             clm_collection *collection, clm_buffer *warnings,
                                             clm_error *error);

/* The context's fonts, opened on first use. */
CLM_MUST_CHECK clm_status clm_context_fonts(clm_context *context, clm_map_fonts **out,
                                            clm_error *error);

/* What outputs are made from. */
typedef struct clm_making {
    clm_context *context;
    const clm_request *request;
    const clm_collection *collection;
    const clm_article *article; /* NULL: drawn again from a GeoJSON */
} clm_making;

/* Makes all that the request wants of a collection, but the text. `result` has its counts. */
CLM_MUST_CHECK clm_status clm_outputs_make(const clm_making *making, clm_result *result,
                                           clm_error *error);

/* Time since *mark in seconds; moves *mark to now. */
double clm_lap(double *mark);

#endif

/* pipeline/fetch.h (private): has the gazetteer's pages fetched into the processor's caches before
 * a stage reads them one after another. Changes nothing. Thread rule: no state. */
#ifndef CLM_PIPELINE_FETCH_H
#define CLM_PIPELINE_FETCH_H

#include "mentions/mentions.h"

/* Before the search for mentions: the names that begin with the article's capitals. */
void clm_fetch_names(const clm_article *article, const clm_gazetteer *gazetteer);

/* Before mentions are resolved: the first of each one's meanings, which are the ones weighed. */
void clm_fetch_places(const clm_mentions *mentions, const clm_gazetteer *gazetteer);

#endif

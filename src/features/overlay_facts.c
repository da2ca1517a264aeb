/* Which overlays a collection was held against: those that it says, and those that are given. */
#include "features/overlay_check.h"

#include <string.h>

/* Front lines move: layers of other weeks show other land. */
enum { DAYS_APART_MAX = 7 };

typedef struct merging {
    clm_build *build;
    const clm_overlay_layer *const *given;
    size_t given_count;
    clm_overlay_facts *facts; /* of all */
    clm_overlay_source *sources;
    size_t count;
    clm_buffer *warnings;
} merging;

static bool same_text(const char *a, const char *b) {
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static const clm_overlay_layer *find_given(const merging *merge, const char *name, size_t limit) {
    for (size_t i = 0; i < limit; i++) {
        if (same_text(clm_overlay_facts_of(merge->given[i])->name, name)) {
            return merge->given[i];
        }
    }
    return NULL;
}

static const char *copy(clm_build *build, const char *text) {
    return text != NULL ? clm_build_string(build, clm_text_of(text)) : NULL;
}

/* The name of a country whose code is given, the code of one whose name is given. */
static const char *also_called(clm_build *build, const char *holder) {
    if (build->gazetteer == NULL || holder == NULL) {
        return NULL;
    }
    clm_place_index index = clm_gazetteer_country(build->gazetteer, holder);
    return index != CLM_NO_PLACE
               ? clm_build_string(build, clm_gazetteer_place(build->gazetteer, index).name)
               : clm_build_country_code(build, holder);
}

static void warn_days(const merging *merge, const clm_overlay_facts *facts) {
    const char *today = merge->build->collection->facts.date;
    clm_date overlay;
    clm_date article;
    if (today == NULL || !clm_date_parse(clm_text_of(facts->date), &overlay) ||
        !clm_date_parse(clm_text_of(today), &article)) {
        return;
    }
    int32_t apart = clm_date_to_days(overlay) - clm_date_to_days(article);
    apart = apart < 0 ? -apart : apart;
    if (apart > DAYS_APART_MAX) {
        clm_buffer_printf(merge->warnings,
                          "overlay %s is of %s, the article of %s: %ld days apart\n", facts->name,
                          facts->date, today, (long)apart);
    }
}

static void add_given(merging *merge, const clm_overlay_layer *layer) {
    clm_build *build = merge->build;
    const clm_overlay_facts *from = clm_overlay_facts_of(layer);
    clm_overlay_facts *to = &merge->facts[merge->count];
    *to = (clm_overlay_facts){.name = copy(build, from->name),
                              .layer = copy(build, from->layer),
                              .file = copy(build, from->file),
                              .date = copy(build, from->date),
                              .holder = copy(build, from->holder),
                              .sha256 = copy(build, from->sha256)};
    to->date = to->date != NULL ? to->date : "";
    to->area_km2 = clm_build_number(build, from->area_km2, CLM_MEASURED_DECIMALS, 0.0);
    merge->sources[merge->count++] = (clm_overlay_source){layer, also_called(build, to->holder)};
    if (to->name != NULL) {
        warn_days(merge, to);
    }
}

static void add_known(merging *merge, const clm_overlay_facts *known) {
    const clm_overlay_layer *layer = find_given(merge, known->name, merge->given_count);
    if (layer == NULL) {
        clm_buffer_printf(merge->warnings,
                          "made with the overlay %s (%s), which is not given: it is not drawn\n",
                          known->name, known->file != NULL ? known->file : "of no known file");
        merge->facts[merge->count] = *known;
        merge->sources[merge->count++] = (clm_overlay_source){NULL, NULL};
        return;
    }
    if (known->sha256 != NULL && !same_text(known->sha256, clm_overlay_facts_of(layer)->sha256)) {
        clm_buffer_printf(merge->warnings, "the overlay %s is another file than it was\n",
                          known->name);
    }
    add_given(merge, layer);
}

static bool is_known(const clm_article_facts *facts, const char *name) {
    for (size_t i = 0; i < facts->overlay_count; i++) {
        if (same_text(facts->overlays[i].name, name)) {
            return true;
        }
    }
    return false;
}

clm_status clm_overlay_merge(clm_build *build, const clm_overlay_layer *const *overlays,
                             size_t count, clm_overlay_source **sources, clm_buffer *warnings,
                             clm_error *error) {
    clm_article_facts *known = &build->collection->facts;
    const size_t most = known->overlay_count + count;
    merging merge = {.build = build, .given = overlays, .given_count = count, .warnings = warnings};
    for (size_t i = 0; i < count; i++) {
        const char *name = clm_overlay_facts_of(overlays[i])->name;
        if (find_given(&merge, name, i) != NULL) {
            return clm_fail(error, CLM_ERR_ARGUMENT,
                            "two overlays are called %s; give one of them another name=", name);
        }
    }
    merge.facts = clm_build_array(build, most, sizeof *merge.facts);
    merge.sources = clm_build_array(build, most, sizeof *merge.sources);
    for (size_t i = 0; i < known->overlay_count && !build->failed; i++) {
        add_known(&merge, &known->overlays[i]);
    }
    for (size_t i = 0; i < count && !build->failed; i++) {
        if (!is_known(known, clm_overlay_facts_of(overlays[i])->name)) {
            add_given(&merge, overlays[i]);
        }
    }
    if (build->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "overlay: out of memory");
    }
    known->overlays = merge.facts;
    known->overlay_count = merge.count;
    *sources = merge.sources;
    return CLM_OK;
}

#include "features/build.h"

#include <math.h>
#include <string.h>

static void fill_source(clm_build *build, const clm_source *from, clm_feature_source *to) {
    to->excerpt = clm_build_excerpt(build, from->span);
    to->name = clm_build_string(build, from->name);
    if (to->name == NULL) {
        to->name = to->excerpt.text;
    }
    to->type = clm_build_string(build, clm_text_of(from->type));
    to->side = clm_build_side(build, from);
}

static const clm_feature_party *fill_parties(clm_build *build, const clm_party *from, size_t count,
                                             size_t *out_count) {
    clm_feature_party *to = clm_build_array(build, count, sizeof *to);
    for (size_t i = 0; to != NULL && i < count; i++) {
        to[i].excerpt = clm_build_excerpt(build, from[i].span);
        to[i].name = clm_build_string(build, from[i].name);
        to[i].side = clm_build_string(build, from[i].side);
    }
    *out_count = to != NULL ? count : 0;
    return to;
}

static void fill_quantities(clm_build *build, const clm_claim *claim, clm_feature *feature) {
    clm_feature_quantity *to = clm_build_array(build, claim->quantity_count, sizeof *to);
    for (size_t i = 0; to != NULL && i < claim->quantity_count; i++) {
        const clm_quantity *from = &claim->quantities[i];
        to[i].excerpt = clm_build_excerpt(build, from->span);
        to[i].value = from->value;
        to[i].value_max = from->value_max;
        to[i].km2 = from->km2;
        to[i].km = from->km;
        to[i].unit = clm_build_string(build, clm_text_of(from->unit));
        to[i].qualifier = clm_build_string(build, clm_text_of(from->qualifier));
        to[i].role = clm_build_string(build, clm_text_of(from->role));
        to[i].flag = from->flag;
    }
    feature->quantities = to;
    feature->quantity_count = to != NULL ? claim->quantity_count : 0;
}

static void fill_times(clm_build *build, const clm_claim *claim, clm_feature *feature) {
    clm_feature_time *to = clm_build_array(build, claim->time_count, sizeof *to);
    for (size_t i = 0; to != NULL && i < claim->time_count; i++) {
        const clm_time *from = &claim->times[i];
        to[i].excerpt = clm_build_excerpt(build, from->span);
        clm_date_format(from->start, to[i].iso_start);
        clm_date_format(from->end, to[i].iso_end);
        to[i].precision = from->precision;
        to[i].attaches_to = clm_build_string(build, clm_text_of(from->attaches_to));
    }
    feature->times = to;
    feature->time_count = to != NULL ? claim->time_count : 0;
}

static const char *const *claim_links(clm_build *build, const uint32_t *indexes, size_t count,
                                      size_t *out_count) {
    const char **ids = clm_build_array(build, count, sizeof *ids);
    size_t kept = 0;
    for (size_t i = 0; ids != NULL && i < count; i++) {
        if (indexes[i] < build->claims->count) {
            ids[kept++] = build->claim_ids[indexes[i]];
        }
    }
    *out_count = kept;
    return ids;
}

static void fill_voices(clm_build *build, const clm_claim *claim, clm_feature *feature) {
    size_t count = claim->voice_count > 1 ? claim->voice_count : 0;
    clm_feature_voice *to = clm_build_array(build, count, sizeof *to);
    for (size_t i = 0; to != NULL && i < count; i++) {
        const clm_claim *from = &build->claims->items[claim->voices[i]];
        to[i].claim_id = build->claim_ids[claim->voices[i]];
        to[i].name = from->has_source ? clm_build_string(build, from->source.name) : NULL;
        to[i].modality = from->modality;
        to[i].negative = from->negative;
    }
    feature->voices = to;
    feature->voice_count = to != NULL ? count : 0;
}

/* Everything that a claim's features have in common. */
static void fill_claim(clm_build *build, size_t index, clm_feature *feature) {
    const clm_claim *claim = &build->claims->items[index];
    memset(feature, 0, sizeof *feature);
    feature->kind = CLM_FEATURE_CLAIM;
    feature->claim_id = build->claim_ids[index];
    feature->event_group = build->group_ids[index];
    feature->quote = clm_build_excerpt(build, claim->quote);
    feature->has_source = claim->has_source;
    if (claim->has_source) {
        fill_source(build, &claim->source, &feature->source);
    }
    clm_feature_source *relays = clm_build_array(build, claim->relay_count, sizeof *relays);
    for (size_t i = 0; relays != NULL && i < claim->relay_count; i++) {
        fill_source(build, &claim->relays[i], &relays[i]);
    }
    feature->relays = relays;
    feature->relay_count = relays != NULL ? claim->relay_count : 0;
    feature->cue = clm_build_excerpt(build, claim->cue.span);
    feature->cue_lemma = clm_build_string(build, claim->cue.lemma);
    feature->cue_class = clm_build_string(build, clm_text_of(claim->cue.cue_class));
    feature->modality = claim->modality;
    feature->negative = claim->negative;
    feature->status = claim->status;
    feature->event_type = claim->event_type;
    feature->actors = fill_parties(build, claim->actors, claim->actor_count, &feature->actor_count);
    feature->targets =
        fill_parties(build, claim->targets, claim->target_count, &feature->target_count);
    fill_quantities(build, claim, feature);
    fill_times(build, claim, feature);
    feature->supports =
        claim_links(build, claim->supports, claim->support_count, &feature->support_count);
    feature->conflicts_with =
        claim_links(build, claim->conflicts, claim->conflict_count, &feature->conflict_count);
    if (claim->duplicate_of >= 0 && (size_t)claim->duplicate_of < build->claims->count) {
        feature->duplicate_of = build->claim_ids[claim->duplicate_of];
    }
    fill_voices(build, claim, feature);
    feature->confidence = claim->confidence;
    feature->area_km2 = (double)NAN;
    clm_build_description(build, feature);
}

static int kind_precision(const clm_feature_place *place) {
    switch (place->kind) {
    case CLM_KIND_SETTLEMENT:
    case CLM_KIND_FACILITY:
        return 1;
    case CLM_KIND_DISTRICT:
    case CLM_KIND_RIVER:
        return 2;
    case CLM_KIND_REGION:
    case CLM_KIND_DISPUTED_REGION:
        return 3;
    case CLM_KIND_COUNTRY:
        return 4;
    case CLM_KIND_VAGUE_REGION:
        return place->country != NULL ? 4 : 5;
    case CLM_KIND_COUNTRY_GROUP:
    case CLM_KIND_CONTINENT:
    case CLM_KIND_SEA:
        return 5;
    case CLM_KIND_COUNT:
        break;
    }
    return 0;
}

static int precision_of(const clm_build *build, size_t mention, clm_place_role role,
                        const clm_feature_place *place) {
    const clm_resolved *resolved = &build->resolved[mention];
    if (!resolved->located) {
        return 0;
    }
    if (resolved->offset) {
        return 2;
    }
    if (resolved->place == CLM_NO_PLACE && resolved->within != CLM_NO_PLACE) {
        /* Known only by what lies around it. */
        clm_place within = clm_gazetteer_place(build->gazetteer, resolved->within);
        return within.kind == CLM_KIND_COUNTRY ? 4 : 3;
    }
    int precision = kind_precision(place);
    bool near = role == CLM_ROLE_RELATIVE_LOCATION || role == CLM_ROLE_DISTANCE_ANCHOR ||
                build->mentions->items[mention].partial;
    return precision == 1 && near ? 2 : precision;
}

/* Gives the feature its shape; the same place has the same shape, made once. */
static clm_status give_shape(clm_build *build, size_t claim, size_t place, size_t feature_index,
                             clm_error *error) {
    clm_feature *items = build->collection->items;
    clm_feature *feature = &items[feature_index];
    const clm_claim *from = &build->claims->items[claim];
    size_t mention = (size_t)from->places[place].mention;
    double bearing_deg = (double)NAN;
    double dist_m = (double)NAN;
    bool offset =
        clm_claim_offset(build->article, build->mentions, from, place, &bearing_deg, &dist_m);
    if (build->options->claims_only) {
        feature->basis = clm_shape_basis(build->gazetteer, &build->resolved[mention],
                                         build->options->worldview, bearing_deg, dist_m);
        return CLM_OK;
    }
    size_t *made = &build->group_shape[build->group_of[mention]];
    build->group_claimed[build->group_of[mention]] = true;
    if (!offset && *made > 0) {
        feature->basis = items[*made - 1].basis;
        return clm_geometry_copy(&items[*made - 1].geometry, &feature->geometry, error);
    }
    if (!offset) {
        *made = feature_index + 1;
    }
    return clm_shape_of_place(build->gazetteer, &build->resolved[mention],
                              build->options->worldview, bearing_deg, dist_m, &feature->geometry,
                              &feature->basis, error);
}

static void set_draw(clm_feature *feature, const clm_claim_place *at, bool located) {
    feature->draw = located ? at->draw : CLM_DRAW_NO;
    if (!located) {
        feature->reason = clm_place_use_name(CLM_USE_UNLOCATED);
    } else if (at->draw == CLM_DRAW_CONTEXT || at->draw == CLM_DRAW_NO) {
        feature->reason =
            clm_place_use_name(at->reason == CLM_USE_LOCATION ? CLM_USE_OTHER : at->reason);
    }
}

static clm_status add_claim_place(clm_build *build, const clm_feature *common, size_t claim,
                                  size_t place, clm_error *error) {
    const clm_claim_place *at = &build->claims->items[claim].places[place];
    size_t mention = (size_t)at->mention;
    size_t index = build->collection->count++;
    clm_feature *feature = &build->collection->items[index];
    *feature = *common;
    bool located = build->resolved[mention].located;
    feature->has_place = true;
    clm_build_place(build, mention, &feature->place);
    feature->place_role = at->role;
    feature->geo_precision = precision_of(build, mention, at->role, &feature->place);
    set_draw(feature, at, located);
    feature->id = clm_build_id(build, build->quote_keys[claim], clm_build_place_id(build, mention),
                               clm_event_type_name(feature->event_type));
    clm_build_claim_words(build, feature);
    if (!located) {
        return CLM_OK;
    }
    clm_status status = give_shape(build, claim, place, index, error);
    build->collection->located +=
        feature->geometry.kind != CLM_GEOMETRY_NONE && feature->draw <= CLM_DRAW_SECONDARY;
    return status;
}

static clm_status add_claim(clm_build *build, size_t index, clm_error *error) {
    const clm_claim *claim = &build->claims->items[index];
    clm_feature common;
    fill_claim(build, index, &common);
    bool any = false;
    for (size_t p = 0; p < claim->place_count; p++) {
        any = any || build->resolved[claim->places[p].mention].located;
    }
    if (!any) {
        clm_feature *feature = &build->collection->items[build->collection->count++];
        *feature = common;
        feature->draw = CLM_DRAW_NO;
        feature->reason = clm_place_use_name(CLM_USE_UNLOCATED);
        feature->id = clm_build_id(build, build->quote_keys[index], CLM_TEXT(""),
                                   clm_event_type_name(feature->event_type));
        clm_build_claim_words(build, feature);
        return CLM_OK;
    }
    clm_status status = CLM_OK;
    for (size_t p = 0; status == CLM_OK && p < claim->place_count; p++) {
        status = add_claim_place(build, &common, index, p, error);
    }
    return status;
}

clm_status clm_build_claim_features(clm_build *build, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; status == CLM_OK && i < build->claims->count; i++) {
        status = add_claim(build, i, error);
    }
    return status;
}

static void add_figure(clm_build *build, clm_figure *figure) {
    clm_collection *collection = build->collection;
    const clm_claim *claim = &build->claims->items[figure->claim];
    const clm_claim_place *at = &claim->places[figure->claim_place];
    clm_feature *feature = &collection->items[collection->count++];
    fill_claim(build, figure->claim, feature);
    feature->kind = CLM_FEATURE_FIGURE;
    feature->has_place = true;
    clm_build_place(build, (size_t)at->mention, &feature->place);
    feature->place_role = at->role;
    feature->geo_precision = precision_of(build, (size_t)at->mention, at->role, &feature->place);
    feature->area_km2 = figure->area_m2 / 1e6;
    feature->centre = figure->centre;
    feature->anchored = figure->anchored;
    feature->past_peak = figure->past_peak;
    feature->impossible = figure->impossible;
    feature->geometry = figure->geometry; /* moved */
    clm_geometry_init(&figure->geometry);
    bool shaped = feature->geometry.kind != CLM_GEOMETRY_NONE;
    feature->basis = shaped ? CLM_BASIS_AREA_TRUE_FIGURE : CLM_BASIS_NONE;
    feature->draw = !shaped                          ? CLM_DRAW_NO
                    : at->draw == CLM_DRAW_SECONDARY ? CLM_DRAW_SECONDARY
                                                     : CLM_DRAW_PRIMARY;
    feature->reason = shaped ? NULL : clm_place_use_name(CLM_USE_OTHER);
    collection->located += shaped;
    if (figure->quantity < feature->quantity_count) {
        const clm_feature_quantity *quantity = &feature->quantities[figure->quantity];
        clm_build_figure_words(build, feature, quantity);
        feature->id = clm_build_id(
            build, build->quote_keys[figure->claim], clm_build_place_id(build, (size_t)at->mention),
            clm_arena_printf(build->arena, "figure %s",
                             quantity->excerpt.text != NULL ? quantity->excerpt.text : ""));
    }
}

clm_status clm_build_figure_features(clm_build *build, clm_error *error) {
    for (size_t i = 0; i < build->figure_count && !build->failed; i++) {
        add_figure(build, &build->figures[i]);
    }
    return build->failed ? clm_fail(error, CLM_ERR_NOMEM, "features: out of memory") : CLM_OK;
}

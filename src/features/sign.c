#include "features/features.h"

#include <string.h>

clm_sign clm_sign_of(const clm_feature *feature) {
    if (feature->modality == CLM_MODALITY_DENIED || feature->status == CLM_STATUS_DENIED ||
        feature->negative) {
        return CLM_SIGN_DENIED;
    }
    if (feature->status == CLM_STATUS_PLANNED || feature->status == CLM_STATUS_CONSIDERED ||
        feature->status == CLM_STATUS_HYPOTHETICAL) {
        return CLM_SIGN_PLANNED;
    }
    switch (feature->modality) {
    case CLM_MODALITY_CONFIRMED:
        return CLM_SIGN_CONFIRMED;
    case CLM_MODALITY_MEASURED:
        return CLM_SIGN_MEASURED;
    case CLM_MODALITY_ASSERTED:
        return feature->has_source ? CLM_SIGN_CLAIMED : CLM_SIGN_CONFIRMED;
    case CLM_MODALITY_ORDERED:
    case CLM_MODALITY_WARNED:
    case CLM_MODALITY_INTENDED:
    case CLM_MODALITY_CONSIDERED:
    case CLM_MODALITY_PREDICTED:
        return CLM_SIGN_PLANNED;
    case CLM_MODALITY_DENIED:
        return CLM_SIGN_DENIED;
    case CLM_MODALITY_CLAIMED:
    case CLM_MODALITY_ALLEGED:
    case CLM_MODALITY_REPORTED:
    case CLM_MODALITY_BELIEVED:
    case CLM_MODALITY_APPARENT:
    case CLM_MODALITY_COUNT:
        break;
    }
    return CLM_SIGN_CLAIMED;
}

bool clm_is_hearsay(const clm_feature *feature) {
    return feature->relay_count > 0 || feature->modality == CLM_MODALITY_ALLEGED ||
           feature->modality == CLM_MODALITY_BELIEVED || feature->modality == CLM_MODALITY_APPARENT;
}

bool clm_same_place(const clm_feature *a, const clm_feature *b) {
    if (a->has_place != b->has_place || a->basis != b->basis) {
        return false;
    }
    if (!a->has_place) {
        return false;
    }
    const unsigned moved = 1U << CLM_SUM_GEOMETRY;
    if (((a->edited | b->edited) & moved) != 0 || a->basis == CLM_BASIS_OFFSET_POINT ||
        a->basis == CLM_BASIS_COMPASS_PART || !a->place.gazetteer_id || !b->place.gazetteer_id) {
        return a->geometry.point_count == b->geometry.point_count && a->place.name &&
               b->place.name && strcmp(a->place.name, b->place.name) == 0 &&
               a->geometry.points[0].lon_deg == b->geometry.points[0].lon_deg &&
               a->geometry.points[0].lat_deg == b->geometry.points[0].lat_deg;
    }
    return strcmp(a->place.gazetteer_id, b->place.gazetteer_id) == 0;
}

static int sureness(clm_voice voice) {
    static const int of_sign[CLM_SIGN_COUNT] = {[CLM_SIGN_CONFIRMED] = 4,
                                                [CLM_SIGN_MEASURED] = 3,
                                                [CLM_SIGN_CLAIMED] = 2,
                                                [CLM_SIGN_PLANNED] = 1,
                                                [CLM_SIGN_DENIED] = 0};
    return 2 * of_sign[voice.sign] - (voice.hearsay ? 1 : 0);
}

bool clm_same_stance(clm_voice a, clm_voice b) {
    return (a.sign == CLM_SIGN_DENIED) == (b.sign == CLM_SIGN_DENIED);
}

size_t clm_voices_add(clm_voice voices[CLM_VOICES_MAX], size_t count, clm_voice voice) {
    for (size_t i = 0; i < count; i++) {
        if (voices[i].side == voice.side && clm_same_stance(voices[i], voice)) {
            voices[i] = sureness(voice) > sureness(voices[i]) ? voice : voices[i];
            return count;
        }
    }
    if (count == 1 && voices[0].side == voice.side) {
        bool denied = voices[0].sign == CLM_SIGN_DENIED;
        voices[1] = denied ? voices[0] : voice;
        voices[0] = denied ? voice : voices[0];
        return 2;
    }
    if (voice.side != CLM_HUE_OTHER && count > 0 && voices[count - 1].side == CLM_HUE_OTHER &&
        (count > 1 || clm_same_stance(voices[0], voice))) {
        while (count > 1 && voices[count - 2].side == CLM_HUE_OTHER) {
            count--;
        }
        voices[count - 1] = voice;
        return count;
    }
    bool disputes = true; /* what all others say */
    for (size_t i = 0; i < count; i++) {
        disputes &= !clm_same_stance(voices[i], voice);
    }
    if ((voice.side == CLM_HUE_OTHER && !disputes) || count == CLM_VOICES_MAX) {
        return count;
    }
    voices[count] = voice;
    return count + 1;
}

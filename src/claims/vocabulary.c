/* The contract's words and the enums that stand for them, each list once. */
#include "claims/claims.h"

static const char *const modality_names[] = {
    "asserted", "claimed", "confirmed", "denied",     "alleged",   "reported", "measured",
    "ordered",  "warned",  "intended",  "considered", "predicted", "believed", "apparent"};
_Static_assert(sizeof modality_names / sizeof *modality_names == CLM_MODALITY_COUNT,
               "a name for each modality");

static const char *const status_names[] = {"current",    "past",         "past_peak", "planned",
                                           "considered", "hypothetical", "denied"};
_Static_assert(sizeof status_names / sizeof *status_names == CLM_CLAIM_STATUS_COUNT,
               "a name for each status");

static const char *const class_names[] = {"posture", "territory", "manoeuvre",      "combat",
                                          "harm",    "people",    "diplomacy",      "sovereignty",
                                          "hazard",  "civic",     "infrastructure", "extent"};
_Static_assert(sizeof class_names / sizeof *class_names == CLM_EVENT_CLASS_COUNT,
               "a name for each class");

typedef struct event_word {
    const char *name;
    clm_event_class event_class;
} event_word;

static const event_word event_words[] = {
    {"", CLM_CLASS_EXTENT},
    {"presence", CLM_CLASS_POSTURE},
    {"deployment", CLM_CLASS_POSTURE},
    {"withdrawal", CLM_CLASS_POSTURE},
    {"control", CLM_CLASS_TERRITORY},
    {"capture", CLM_CLASS_TERRITORY},
    {"recapture", CLM_CLASS_TERRITORY},
    {"retreat", CLM_CLASS_TERRITORY},
    {"siege", CLM_CLASS_TERRITORY},
    {"surrender", CLM_CLASS_TERRITORY},
    {"advance", CLM_CLASS_MANOEUVRE},
    {"incursion", CLM_CLASS_MANOEUVRE},
    {"offensive", CLM_CLASS_MANOEUVRE},
    {"counteroffensive", CLM_CLASS_MANOEUVRE},
    {"defence", CLM_CLASS_MANOEUVRE},
    {"clash", CLM_CLASS_COMBAT},
    {"strike", CLM_CLASS_COMBAT},
    {"bombing", CLM_CLASS_COMBAT},
    {"casualties", CLM_CLASS_HARM},
    {"damage", CLM_CLASS_HARM},
    {"accident", CLM_CLASS_HARM},
    {"violence", CLM_CLASS_HARM},
    {"crime", CLM_CLASS_HARM},
    {"detention", CLM_CLASS_PEOPLE},
    {"displacement", CLM_CLASS_PEOPLE},
    {"evacuation", CLM_CLASS_PEOPLE},
    {"search_rescue", CLM_CLASS_PEOPLE},
    {"talks", CLM_CLASS_DIPLOMACY},
    {"ceasefire", CLM_CLASS_DIPLOMACY},
    {"visit", CLM_CLASS_DIPLOMACY},
    {"court_hearing", CLM_CLASS_DIPLOMACY},
    {"sovereignty", CLM_CLASS_SOVEREIGNTY},
    {"territorial_dispute", CLM_CLASS_SOVEREIGNTY},
    {"expropriation", CLM_CLASS_SOVEREIGNTY},
    {"hazard_extent", CLM_CLASS_HAZARD},
    {"natural_disaster", CLM_CLASS_HAZARD},
    {"weather", CLM_CLASS_HAZARD},
    {"outbreak", CLM_CLASS_HAZARD},
    {"warning", CLM_CLASS_HAZARD},
    {"protest", CLM_CLASS_CIVIC},
    {"gathering", CLM_CLASS_CIVIC},
    {"crowd_control", CLM_CLASS_CIVIC},
    {"policing", CLM_CLASS_CIVIC},
    {"unrest", CLM_CLASS_CIVIC},
    {"election", CLM_CLASS_CIVIC},
    {"closure", CLM_CLASS_INFRASTRUCTURE},
    {"outage", CLM_CLASS_INFRASTRUCTURE},
    {"minefield", CLM_CLASS_INFRASTRUCTURE},
    {"demining", CLM_CLASS_INFRASTRUCTURE},
    {"arms_supply", CLM_CLASS_INFRASTRUCTURE},
    {"construction", CLM_CLASS_INFRASTRUCTURE},
    {"preparation", CLM_CLASS_INFRASTRUCTURE},
    {"area_extent", CLM_CLASS_EXTENT},
    {"land_use", CLM_CLASS_EXTENT},
    {"statistics", CLM_CLASS_EXTENT},
    {"map_error", CLM_CLASS_EXTENT},
};
_Static_assert(sizeof event_words / sizeof *event_words == CLM_EVENT_TYPE_COUNT,
               "a name for each event type");

static const char *const role_names[] = {"location",        "relative_location",
                                         "container",       "origin",
                                         "destination",     "direction",
                                         "route",           "protected",
                                         "target",          "beneficiary",
                                         "distance_anchor", "border_with",
                                         "feature",         "alias"};
_Static_assert(sizeof role_names / sizeof *role_names == CLM_PLACE_ROLE_COUNT,
               "a name for each role");

static const char *const draw_names[] = {"primary", "secondary", "context", "no"};
_Static_assert(sizeof draw_names / sizeof *draw_names == CLM_DRAW_COUNT, "a name for each draw");

static const char *name_at(const char *const *names, size_t count, int index) {
    return index >= 0 && (size_t)index < count ? names[index] : "";
}

static int parse_name(const char *const *names, size_t count, clm_text word) {
    for (size_t i = 0; i < count; i++) {
        if (clm_text_is(word, names[i])) {
            return (int)i;
        }
    }
    return -1;
}

const char *clm_modality_name(clm_modality modality) {
    return name_at(modality_names, CLM_MODALITY_COUNT, (int)modality);
}

const char *clm_claim_status_name(clm_claim_status status) {
    return name_at(status_names, CLM_CLAIM_STATUS_COUNT, (int)status);
}

const char *clm_event_class_name(clm_event_class event_class) {
    return name_at(class_names, CLM_EVENT_CLASS_COUNT, (int)event_class);
}

const char *clm_event_type_name(clm_event_type type) {
    return (int)type > 0 && type < CLM_EVENT_TYPE_COUNT ? event_words[type].name : "";
}

clm_event_class clm_event_class_of(clm_event_type type) {
    return (int)type > 0 && type < CLM_EVENT_TYPE_COUNT ? event_words[type].event_class
                                                        : CLM_EVENT_CLASS_COUNT;
}

const char *clm_place_role_name(clm_place_role role) {
    return name_at(role_names, CLM_PLACE_ROLE_COUNT, (int)role);
}

const char *clm_draw_name(clm_draw draw) {
    return name_at(draw_names, CLM_DRAW_COUNT, (int)draw);
}

int clm_modality_parse(clm_text word) {
    return parse_name(modality_names, CLM_MODALITY_COUNT, word);
}

int clm_claim_status_parse(clm_text word) {
    return parse_name(status_names, CLM_CLAIM_STATUS_COUNT, word);
}

int clm_event_type_parse(clm_text word) {
    for (int i = 1; i < CLM_EVENT_TYPE_COUNT; i++) {
        if (clm_text_is(word, event_words[i].name)) {
            return i;
        }
    }
    return -1;
}

int clm_place_role_parse(clm_text word) {
    return parse_name(role_names, CLM_PLACE_ROLE_COUNT, word);
}

int clm_draw_parse(clm_text word) {
    return parse_name(draw_names, CLM_DRAW_COUNT, word);
}

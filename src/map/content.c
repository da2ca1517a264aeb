#include "map/content.h"

#include <math.h>
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

static bool is_hearsay(const clm_feature *feature) {
    return feature->relay_count > 0 || feature->modality == CLM_MODALITY_ALLEGED ||
           feature->modality == CLM_MODALITY_BELIEVED || feature->modality == CLM_MODALITY_APPARENT;
}

clm_color clm_voice_color(const clm_theme *theme, clm_voice voice) {
    return clm_theme_side(theme, voice.side)->fill;
}

typedef struct reader {
    const clm_collection *collection;
    const clm_gazetteer *gazetteer;
    const clm_map_options *options;
    const clm_language *language;
    clm_arena *arena;
    clm_content *content;
    bool failed; /* memory ended */
} reader;

/* `text`, made in the arena; `otherwise` stands in its place until the failure is told. */
static const char *made(reader *read, const char *text, const char *otherwise) {
    read->failed |= text == NULL;
    return text ? text : otherwise;
}

static bool is_hidden(const void *context, const clm_feature *feature) {
    const reader *read = context;
    for (size_t i = 0; feature->id && i < read->options->hide_count; i++) {
        if (strcmp(feature->id, read->options->hide[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_drawn(const reader *read, const clm_feature *feature) {
    return (feature->draw == CLM_DRAW_PRIMARY || feature->draw == CLM_DRAW_SECONDARY) &&
           feature->geometry.kind != CLM_GEOMETRY_NONE && feature->geometry.point_count > 0 &&
           !is_hidden(read, feature);
}

static int side_of(reader *read, const clm_feature *feature) {
    clm_content *content = read->content;
    const char *side = feature->has_source ? feature->source.side : NULL;
    if (!side || side[0] == '\0') {
        return CLM_HUE_OTHER;
    }
    for (size_t i = 0; i < content->side_count; i++) {
        if (strcmp(content->sides[i], side) == 0) {
            return (int)i;
        }
    }
    if (content->side_count == CLM_THEME_SIDES) {
        return CLM_HUE_OTHER;
    }
    const char *name = side;
    if (read->gazetteer && strlen(side) == 2) {
        clm_text found = clm_gazetteer_name_in(
            read->gazetteer, clm_gazetteer_country(read->gazetteer, side), read->language->code);
        name = found.len > 0
                   ? made(read, clm_arena_strndup(read->arena, found.ptr, found.len), side)
                   : side;
    }
    content->sides[content->side_count] = side;
    content->side_names[content->side_count] = name;
    return (int)content->side_count++;
}

/* A place's name in the map's language, unless it is one that a person wrote. */
static const char *place_name(reader *read, const clm_feature *feature) {
    const clm_feature_place *place = &feature->place;
    if (!read->gazetteer || place->index == CLM_NO_PLACE ||
        clm_language_is_english(read->language) || feature->basis == CLM_BASIS_COMPASS_PART) {
        return place->name;
    }
    clm_text english = clm_gazetteer_place(read->gazetteer, place->index).name;
    clm_text found = clm_gazetteer_name_in(read->gazetteer, place->index, read->language->code);
    bool same = clm_text_is(english, place->name);
    return same && found.len > 0
               ? made(read, clm_arena_strndup(read->arena, found.ptr, found.len), place->name)
               : place->name;
}

static bool same_place(const clm_feature *a, const clm_feature *b) {
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

const clm_subject *clm_content_subject(const clm_content *content, const clm_feature *feature) {
    for (size_t i = 0; i < content->subject_count; i++) {
        if (same_place(content->subjects[i].feature, feature)) {
            return &content->subjects[i];
        }
    }
    return NULL;
}

static clm_subject *find_subject(clm_content *content, const clm_feature *feature) {
    const clm_subject *found = clm_content_subject(content, feature);
    return found ? &content->subjects[found - content->subjects] : NULL;
}

static int sureness(clm_voice voice) {
    static const int of_sign[CLM_SIGN_COUNT] = {[CLM_SIGN_CONFIRMED] = 4,
                                                [CLM_SIGN_MEASURED] = 3,
                                                [CLM_SIGN_CLAIMED] = 2,
                                                [CLM_SIGN_PLANNED] = 1,
                                                [CLM_SIGN_DENIED] = 0};
    return 2 * of_sign[voice.sign] - (voice.hearsay ? 1 : 0);
}

static bool same_stance(clm_voice a, clm_voice b) {
    return (a.sign == CLM_SIGN_DENIED) == (b.sign == CLM_SIGN_DENIED);
}

/* Keeps the surest sign of each side; the outlet's own voice, and those of no side, stand last and
 * only where no side speaks, so that a hue always tells a speaker's side, or where they dispute
 * what a side says. Where one and the same hue both states and denies, both are kept. */
static void add_voice(clm_subject *subject, clm_voice voice) {
    for (size_t i = 0; i < subject->voice_count; i++) {
        clm_voice *known = &subject->voices[i];
        if (known->side == voice.side && same_stance(*known, voice)) {
            *known = sureness(voice) > sureness(*known) ? voice : *known;
            return;
        }
    }
    if (subject->voice_count == 1 && subject->voices[0].side == voice.side) {
        bool denied = subject->voices[0].sign == CLM_SIGN_DENIED;
        subject->voices[1] = denied ? subject->voices[0] : voice;
        subject->voices[0] = denied ? voice : subject->voices[0];
        subject->voice_count = 2;
        return;
    }
    if (voice.side != CLM_HUE_OTHER && subject->voice_count > 0 &&
        subject->voices[subject->voice_count - 1].side == CLM_HUE_OTHER &&
        (subject->voice_count > 1 || same_stance(subject->voices[0], voice))) {
        while (subject->voice_count > 1 &&
               subject->voices[subject->voice_count - 2].side == CLM_HUE_OTHER) {
            subject->voice_count--;
        }
        subject->voices[subject->voice_count - 1] = voice;
        return;
    }
    bool disputes = true; /* what all others say */
    for (size_t i = 0; i < subject->voice_count; i++) {
        disputes &= !same_stance(subject->voices[i], voice);
    }
    if ((voice.side == CLM_HUE_OTHER && !disputes) || subject->voice_count == CLM_VOICES_MAX) {
        return;
    }
    subject->voices[subject->voice_count++] = voice;
}

static void add_number(clm_subject *subject, unsigned number) {
    for (size_t i = 0; i < subject->number_count; i++) {
        if (subject->numbers[i] == number) {
            return;
        }
    }
    if (subject->number_count == CLM_NUMBERS_MAX) {
        return;
    }
    size_t at = subject->number_count++;
    for (; at > 0 && subject->numbers[at - 1] > number; at--) {
        subject->numbers[at] = subject->numbers[at - 1];
    }
    subject->numbers[at] = number;
}

static const char *group_of(const clm_feature *feature) {
    if (feature->event_group && feature->event_group[0] != '\0') {
        return feature->event_group;
    }
    return feature->claim_id ? feature->claim_id : feature->id;
}

static const char *words_of(const clm_feature *feature) {
    const unsigned own = feature->edited & (1U << CLM_SUM_TITLE | 1U << CLM_SUM_DESCRIPTION);
    if (own == 1U << CLM_SUM_TITLE && feature->title) { /* the one that a person wrote */
        return feature->title;
    }
    if (feature->description && feature->description[0] != '\0') {
        return feature->description;
    }
    if (feature->title && feature->title[0] != '\0') {
        return feature->title;
    }
    return feature->quote.text ? feature->quote.text : "";
}

static bool has_digit(const char *text) {
    return text && strpbrk(text, "0123456789") != NULL;
}

/* "overnight", "on Friday": the day that the reader cannot know; NULL where the text says it. */
static const clm_feature_time *hidden_day(const clm_feature *feature) {
    for (size_t i = 0; i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        if (time->precision == 1 && strlen(time->iso_start) == 10 && time->attaches_to &&
            strcmp(time->attaches_to, "event") == 0 && !has_digit(time->excerpt.text)) {
            return time;
        }
    }
    return NULL;
}

/* A date that no line breaks: with no-break spaces. NULL when memory ends. */
static const char *unbroken(clm_arena *arena, const char *date) {
    clm_buffer text;
    clm_buffer_init(&text);
    for (const char *c = date; *c != '\0'; c++) {
        if (*c == ' ') {
            clm_buffer_string(&text, "\xC2\xA0");
        } else {
            clm_buffer_char(&text, *c);
        }
    }
    const char *copy = text.failed ? NULL : clm_arena_strndup(arena, text.data, text.len);
    clm_buffer_clear(&text);
    return copy;
}

/* The statement, and the day of the event behind it: "... overnight”, 8 Apr". */
static const char *dated(reader *read, const clm_feature *feature, const char *words) {
    const clm_feature_time *time = hidden_day(feature);
    if (!time) {
        return words;
    }
    const char *today = read->collection->facts.date ? read->collection->facts.date : "";
    bool this_year = strncmp(time->iso_start, today, 4) == 0;
    const char *date = clm_say_date(read->language, read->arena, time->iso_start, this_year);
    date = date ? unbroken(read->arena, date) : NULL;
    const char *both = date ? clm_arena_printf(read->arena, "%s, %s", words, date) : NULL;
    return made(read, both, words);
}

/* A statement with a named speaker says more than the outlet's own words, one with a figure more
 * than one without; a repetition less. */
static int statement_worth(const clm_feature *feature) {
    return (feature->duplicate_of ? 0 : 2) + (feature->has_source ? 1 : 0) +
           (feature->quantity_count > 0 ? 1 : 0);
}

enum { LEAD_MAX = 140 };

/* Bytes before the first ": ", the speaker, when that is not most of the text. */
static size_t lead_of(const char *text) {
    const char *colon = strstr(text, ": ");
    size_t length = colon ? (size_t)(colon - text) : 0;
    return length > 0 && length < LEAD_MAX ? length : 0;
}

/* The speaker in the map's language, without grammar: "Anna Berg (Bestätigung): ...". */
static const char *translated(reader *read, const clm_feature *feature, const char *words) {
    size_t lead = lead_of(words);
    if (clm_language_is_english(read->language) || lead == 0 || words != feature->description ||
        feature->edited & 1U << CLM_SUM_DESCRIPTION) {
        return words;
    }
    const char *kind = read->language->modalities[feature->modality];
    bool named = feature->has_source && feature->source.name;
    const char *own =
        named ? clm_arena_printf(read->arena, "%s (%s)%s", feature->source.name, kind, words + lead)
              : clm_arena_printf(read->arena, "%s%s", kind, words + lead);
    return made(read, own, words);
}

static void show_statement(reader *read, clm_callout *callout, const clm_feature *feature,
                           clm_voice voice) {
    callout->feature = feature;
    callout->text = dated(read, feature, translated(read, feature, words_of(feature)));
    callout->lead_bytes = lead_of(callout->text);
    callout->voice = voice;
}

/* A shape that a person added with its name alone, and a place that they had drawn: the label says
 * it already. */
static bool says_more(const clm_feature *feature) {
    const char *words = words_of(feature);
    const unsigned texts = 1U << CLM_SUM_TITLE | 1U << CLM_SUM_DESCRIPTION;
    if (feature->kind == CLM_FEATURE_PLACE && (feature->edited & texts) == 0) {
        return false;
    }
    return words[0] != '\0' &&
           !(feature->has_place && feature->place.name && strcmp(words, feature->place.name) == 0);
}

static unsigned number_for(reader *read, const clm_feature *feature, clm_voice voice) {
    clm_content *content = read->content;
    const char *group = group_of(feature);
    for (size_t i = 0; i < content->callout_count; i++) {
        clm_callout *callout = &content->callouts[i];
        const char *known = group_of(callout->feature);
        /* A denial stands by itself: it must not vanish behind what it denies. */
        bool same_kind = feature->event_type == callout->feature->event_type;
        if (group && known && same_kind && same_stance(voice, callout->voice) &&
            strcmp(group, known) == 0) {
            if (statement_worth(feature) > statement_worth(callout->feature)) {
                show_statement(read, callout, feature, voice);
            }
            return callout->number;
        }
    }
    clm_callout *callout = &content->callouts[content->callout_count++];
    callout->number = (unsigned)content->callout_count;
    show_statement(read, callout, feature, voice);
    return callout->number;
}

/* A point measured from a town is not the town: "20 km south of X" is labelled "near X". */
static const char *subject_name(reader *read, const clm_feature *feature) {
    if (!feature->has_place || !feature->place.name) {
        return NULL;
    }
    bool measured = feature->basis == CLM_BASIS_OFFSET_POINT && feature->place.gazetteer_id;
    const char *plain = place_name(read, feature);
    const char *near = read->language->phrases[CLM_SAY_NEAR];
    return measured ? made(read, clm_fill_in(read->arena, near, plain), plain) : plain;
}

static bool in_another_year(const reader *read, const clm_feature *feature) {
    const char *today = read->collection->facts.date;
    bool another = false;
    for (size_t i = 0; today && strlen(today) >= 4 && i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        if (time->attaches_to && strcmp(time->attaches_to, "event") == 0) {
            if (strlen(time->iso_end) < 4 || strncmp(time->iso_end, today, 4) >= 0) {
                return false;
            }
            another = true;
        }
    }
    return another;
}

/* What the map must hold: where things happen now, before where people met about them and where
 * something like it was in another year. */
static double extent_weight(const reader *read, const clm_feature *feature) {
    static const double aside = 0.3;
    bool talks = clm_event_class_of(feature->event_type) == CLM_CLASS_DIPLOMACY;
    return talks || in_another_year(read, feature) ? aside : 1;
}

static void read_claim(reader *read, const clm_feature *feature) {
    clm_content *content = read->content;
    clm_voice voice = {side_of(read, feature), clm_sign_of(feature), is_hearsay(feature)};
    bool primary = feature->draw == CLM_DRAW_PRIMARY;
    clm_subject *subject = find_subject(content, feature);
    if (!subject) {
        subject = &content->subjects[content->subject_count++];
        *subject = (clm_subject){.feature = feature,
                                 .name = subject_name(read, feature),
                                 .primary = primary,
                                 .precision = feature->geo_precision};
    }
    if (primary && !subject->primary) { /* what was named in passing becomes a main thing */
        subject->primary = true;
        subject->feature = feature;
        subject->voice_count = 0;
        subject->claim_count = 0;
        subject->weight = 0;
    }
    if (feature->geo_precision > 0 && feature->geo_precision < subject->precision) {
        subject->precision = feature->geo_precision;
    }
    const bool denial = voice.sign == CLM_SIGN_DENIED;
    if (primary == subject->primary || denial) {
        add_voice(subject, voice);
        subject->claim_count++;
        subject->weight += extent_weight(read, feature);
    }
    if ((primary || denial) && says_more(feature)) {
        add_number(subject, number_for(read, feature, voice));
    }
}

/* ---- figures ---- */

static const char *qualified(const reader *read, const char *qualifier, const char *amount) {
    static const struct {
        const char *name;
        clm_phrase phrase;
    } table[] = {{"about", CLM_SAY_ABOUT},
                 {"at_least", CLM_SAY_AT_LEAST},
                 {"more_than", CLM_SAY_OVER},
                 {"up_to", CLM_SAY_UP_TO},
                 {"at_most", CLM_SAY_AT_MOST},
                 {"almost", CLM_SAY_ALMOST},
                 {"vague_at_least", CLM_SAY_AT_LEAST}};
    for (size_t i = 0; qualifier && i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, qualifier) == 0) {
            return clm_fill_in(read->arena, read->language->phrases[table[i].phrase], amount);
        }
    }
    return amount;
}

static const char *area_label(const reader *read, const clm_feature *feature) {
    const char *qualifier = NULL;
    for (size_t i = 0; i < feature->quantity_count; i++) {
        double km2 = feature->quantities[i].km2;
        if (fabs(km2 - feature->area_km2) <= 0.005 * feature->area_km2) {
            qualifier = feature->quantities[i].qualifier;
        }
    }
    clm_buffer text;
    clm_buffer_init(&text);
    /* Whole numbers; below 10 one or two decimals. */
    double km2 = feature->area_km2;
    bool small = km2 < 9.95;
    clm_say_number(read->language, &text, small ? km2 : floor(km2 + 0.5),
                   small ? (km2 < 1 ? 2 : 1) : 0);
    clm_buffer_printf(&text, " %s", read->language->phrases[CLM_SAY_KM2]);
    char *label = text.failed ? NULL : clm_arena_strndup(read->arena, text.data, text.len);
    clm_buffer_clear(&text);
    return label ? qualified(read, qualifier, label) : NULL;
}

static void link_figure(clm_content *content, const clm_feature *figure) {
    for (size_t i = 0; i < content->subject_count; i++) {
        clm_subject *subject = &content->subjects[i];
        if (figure->has_place && subject->feature->geometry.kind == CLM_GEOMETRY_POINT &&
            subject->feature->has_place && figure->place.name && subject->feature->place.name &&
            strcmp(figure->place.name, subject->feature->place.name) == 0) {
            subject->has_figure = true;
        }
    }
}

static bool read_figure(reader *read, const clm_feature *feature) {
    clm_area_sign *area = &read->content->areas[read->content->area_count];
    *area = (clm_area_sign){
        .feature = feature,
        .voice = {side_of(read, feature), clm_sign_of(feature), is_hearsay(feature)},
        .primary = feature->draw == CLM_DRAW_PRIMARY};
    area->label = area_label(read, feature);
    link_figure(read->content, feature);
    read->content->area_count++;
    return area->label != NULL;
}

static bool reserve(const reader *read) {
    clm_content *content = read->content;
    size_t count = read->collection->count + 1;
    content->subjects = clm_arena_array(read->arena, count, sizeof *content->subjects);
    content->areas = clm_arena_array(read->arena, count, sizeof *content->areas);
    content->callouts = clm_arena_array(read->arena, count, sizeof *content->callouts);
    void *context = clm_arena_array(read->arena, count, sizeof(const clm_feature *));
    content->context = context;
    return content->subjects && content->areas && content->callouts && context;
}

static int precision_of(clm_place_kind kind) {
    switch (kind) {
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
    case CLM_KIND_VAGUE_REGION:
        return 4;
    case CLM_KIND_COUNTRY_GROUP:
    case CLM_KIND_CONTINENT:
    case CLM_KIND_SEA:
    case CLM_KIND_COUNT:
        break;
    }
    return 5;
}

/* An article that claims nothing about a place still gets the map of the places it names. */
static void show_named(reader *read) {
    clm_content *content = read->content;
    content->named_only = true;
    for (size_t i = 0; i < content->context_count; i++) {
        const clm_feature *feature = content->context[i];
        content->subjects[content->subject_count++] =
            (clm_subject){.feature = feature,
                          .name = place_name(read, feature),
                          .primary = true,
                          .precision = precision_of(feature->place.kind),
                          .claim_count = 1,
                          .weight = 1,
                          .voices = {{CLM_HUE_OTHER, CLM_SIGN_CONFIRMED, false}},
                          .voice_count = 1};
    }
    content->context_count = 0;
}

clm_status clm_content_read(const clm_collection *collection, const clm_gazetteer *gazetteer,
                            const clm_map_options *options, const clm_language *language,
                            clm_arena *arena, clm_content *out, clm_error *error) {
    memset(out, 0, sizeof *out);
    reader read = {collection, gazetteer, options, language, arena, out, false};
    bool done = reserve(&read);
    for (size_t i = 0; done && i < collection->count; i++) {
        /* A place is drawn as a claim where a person asked for it. */
        if ((collection->items[i].kind == CLM_FEATURE_CLAIM ||
             collection->items[i].kind == CLM_FEATURE_PLACE) &&
            is_drawn(&read, &collection->items[i])) {
            read_claim(&read, &collection->items[i]);
        }
    }
    for (size_t i = 0; done && i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (feature->kind == CLM_FEATURE_FIGURE && is_drawn(&read, feature)) {
            done = read_figure(&read, feature);
        } else if (feature->kind == CLM_FEATURE_PLACE && feature->draw == CLM_DRAW_CONTEXT &&
                   feature->has_place && feature->place.located && !is_hidden(&read, feature)) {
            out->context[out->context_count++] = feature;
        }
    }
    if (!done) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = clm_content_read_moves(collection, is_hidden, &read, arena, out, error);
    for (size_t i = 0; status == CLM_OK && i < out->move_count; i++) {
        const clm_feature *feature = out->moves[i].feature;
        out->moves[i].voice =
            (clm_voice){side_of(&read, feature), clm_sign_of(feature), is_hearsay(feature)};
    }
    if (status != CLM_OK) {
        return status;
    }
    if (out->subject_count + out->area_count == 0) {
        show_named(&read);
    }
    if (read.failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (out->subject_count + out->area_count == 0) {
        return clm_fail(error, CLM_ERR_NOT_FOUND, "no place can be drawn");
    }
    return CLM_OK;
}

#include "map/content.h"

#include <math.h>
#include <string.h>

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

/* `subject_count` where there is none. */
static size_t subject_of(const clm_content *content, const clm_feature *feature) {
    size_t i = 0;
    while (i < content->subject_count && !clm_same_place(content->subjects[i].feature, feature)) {
        i++;
    }
    return i;
}

const clm_subject *clm_content_subject(const clm_content *content, const clm_feature *feature) {
    const size_t at = subject_of(content, feature);
    return at < content->subject_count ? &content->subjects[at] : NULL;
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

/* What overlays show where the claim states an area, without a judgement: "... (NAME, 8 Apr: 60
 * km²)". */
static const char *measured(reader *read, const clm_feature *feature, const char *words) {
    const char *today = read->collection->facts.date ? read->collection->facts.date : "";
    for (size_t i = 0; i < feature->check_count; i++) {
        const clm_feature_check *check = &feature->checks[i];
        if (check->verdict == CLM_VERDICT_NOT_COMPARABLE) {
            continue;
        }
        const char *day = check->date ? check->date : "";
        bool this_year = strncmp(day, today, 4) == 0;
        const char *date = clm_say_date(read->language, read->arena, day, this_year);
        date = date ? unbroken(read->arena, date) : NULL;
        clm_buffer area;
        clm_buffer_init(&area);
        clm_say_km2(read->language, &area, check->measured_km2);
        const char *km2 = area.failed ? NULL : unbroken(read->arena, area.data);
        const char *both =
            date && km2 ? clm_arena_printf(read->arena, "%s (%s%s%s: %s)", words, check->layer,
                                           date[0] != '\0' ? ", " : "", date, km2)
                        : NULL;
        clm_buffer_clear(&area);
        words = made(read, both, words);
    }
    return words;
}

/* A statement with a named speaker says more than the outlet's own words, one with a figure more
 * than one without; a repetition less. */
static int statement_worth(const clm_feature *feature) {
    return (feature->was_count > 0 ? 4 : 0) + (feature->duplicate_of ? 0 : 2) +
           (feature->has_source ? 1 : 0) + (feature->quantity_count > 0 ? 1 : 0);
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

/* How sure it was told, in the map's language. */
static const char *word_of(const reader *read, const clm_change_field *field, const char *word) {
    const int modality =
        word && strcmp(field->name, "modality") == 0 ? clm_modality_parse(clm_text_of(word)) : -1;
    return modality >= 0 ? read->language->modalities[modality] : word;
}

/* "58 km² → 60 km²": what a map of differences tells before a statement; "" for nothing. */
static const char *change_of(reader *read, const clm_feature *feature) {
    enum { MOST = 2 };
    static const char *const told[] = {"quantity", "modality", "place", "time"};
    static const clm_phrase phrases[CLM_CHANGE_COUNT] = {
        [CLM_CHANGE_NEW] = CLM_SAY_NEW, [CLM_CHANGE_GONE] = CLM_SAY_GONE};
    if (feature->change == CLM_CHANGE_NEW || feature->change == CLM_CHANGE_GONE) {
        const char *phrase = read->language->phrases[phrases[feature->change]];
        return made(read, clm_arena_printf(read->arena, "%s. ", phrase), "");
    }
    const char *arrow = "\xE2\x86\x92";
    const char *all = "";
    size_t count = 0;
    for (size_t i = 0; i < feature->was_count && count < MOST; i++) {
        const clm_change_field *field = &feature->was[i];
        for (size_t k = 0; k < sizeof told / sizeof told[0]; k++) {
            if (strcmp(field->name, told[k]) == 0 && field->from && field->to) {
                if (count == 0 && read->language->right_to_left &&
                    strcmp(field->name, "modality") == 0) {
                    arrow = "\xE2\x86\x90"; /* its words make the line run from the right */
                }
                all = made(read,
                           clm_arena_printf(read->arena, "%s%s\xC2\xA0%s %s. ", all,
                                            word_of(read, field, field->from), arrow,
                                            word_of(read, field, field->to)),
                           "");
                count++;
            }
        }
    }
    return all;
}

static void show_statement(reader *read, clm_callout *callout, const clm_feature *feature,
                           clm_voice voice) {
    callout->feature = feature;
    callout->text =
        measured(read, feature, dated(read, feature, translated(read, feature, words_of(feature))));
    callout->lead_bytes = lead_of(callout->text);
    const char *change = change_of(read, feature);
    if (change[0] != '\0') {
        callout->text =
            made(read, clm_arena_printf(read->arena, "%s%s", change, callout->text), change);
        callout->lead_bytes += strlen(change);
    }
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
        if (group && known && same_kind && clm_same_stance(voice, callout->voice) &&
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
    bool as_before = feature->change == CLM_CHANGE_SAME;
    return talks || as_before || in_another_year(read, feature) ? aside : 1;
}

/* On a map of differences what is as before is faint. */
static bool is_main(const clm_feature *feature) {
    return feature->draw == CLM_DRAW_PRIMARY && feature->change != CLM_CHANGE_SAME;
}

/* The larger holds for a place of several claims. */
static int change_rank(clm_change_kind change) {
    static const int ranks[CLM_CHANGE_COUNT] = {[CLM_CHANGE_SAME] = 1,
                                                [CLM_CHANGE_GONE] = 2,
                                                [CLM_CHANGE_MOVED] = 3,
                                                [CLM_CHANGE_CHANGED] = 4,
                                                [CLM_CHANGE_NEW] = 5};
    return ranks[change];
}

/* What is no longer told stands in the list, and on the map where nothing else is told there. */
static void read_gone(reader *read, const clm_feature *feature) {
    clm_content *content = read->content;
    clm_voice voice = {side_of(read, feature), clm_sign_of(feature), clm_is_hearsay(feature)};
    const size_t at = subject_of(content, feature);
    clm_subject *subject = &content->subjects[at];
    if (at == content->subject_count) {
        content->subject_count++;
        *subject = (clm_subject){.feature = feature,
                                 .name = subject_name(read, feature),
                                 .precision = feature->geo_precision,
                                 .claim_count = 1,
                                 .weight = extent_weight(read, feature),
                                 .change = CLM_CHANGE_GONE};
    }
    if (subject->change == CLM_CHANGE_GONE) {
        subject->voice_count = clm_voices_add(subject->voices, subject->voice_count, voice);
    }
    if (says_more(feature)) {
        add_number(subject, number_for(read, feature, voice));
    }
}

static void read_claim(reader *read, const clm_feature *feature) {
    clm_content *content = read->content;
    clm_voice voice = {side_of(read, feature), clm_sign_of(feature), clm_is_hearsay(feature)};
    bool primary = is_main(feature);
    const size_t at = subject_of(content, feature);
    clm_subject *subject = &content->subjects[at];
    if (at == content->subject_count) {
        content->subject_count++;
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
    if (change_rank(feature->change) > change_rank(subject->change)) {
        subject->change = feature->change;
    }
    const bool denial = voice.sign == CLM_SIGN_DENIED && feature->change != CLM_CHANGE_SAME;
    if (primary == subject->primary || denial) {
        subject->voice_count = clm_voices_add(subject->voices, subject->voice_count, voice);
        subject->claim_count++;
        subject->weight += extent_weight(read, feature);
    }
    const bool told_otherwise = feature->was_count > 0; /* worth a line, also in passing */
    if ((primary || denial || told_otherwise) && says_more(feature)) {
        add_number(subject, number_for(read, feature, voice));
    }
}

/* ---- figures ---- */

/* "58 → about 60 km²" in a map of differences. */
static const char *with_area_before(const reader *read, const clm_feature *feature,
                                    const char *now) {
    const char *arrow = read->language->right_to_left ? "\xE2\x86\x90" : "\xE2\x86\x92";
    for (size_t i = 0; i < feature->was_count; i++) {
        const clm_change_field *field = &feature->was[i];
        bool area = field->unit && strcmp(field->unit, "km2") == 0 && isfinite(field->from_value) &&
                    fabs(field->to_value - feature->area_km2) <= 0.005 * feature->area_km2;
        if (area) {
            clm_buffer text;
            clm_buffer_init(&text);
            clm_say_number(read->language, &text, field->from_value,
                           field->from_value < 9.95 ? 2 : 0);
            clm_buffer_printf(&text, " %s %s", arrow, now);
            const char *both =
                text.failed ? NULL : clm_arena_strndup(read->arena, text.data, text.len);
            clm_buffer_clear(&text);
            return both;
        }
    }
    return now;
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
        .voice = {side_of(read, feature), clm_sign_of(feature), clm_is_hearsay(feature)},
        .primary = is_main(feature) && feature->change != CLM_CHANGE_GONE};
    area->label = clm_say_stated_area(read->language, read->arena, feature);
    area->label = area->label ? with_area_before(read, feature, area->label) : NULL;
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

static clm_status read_move_voices(reader *read, clm_error *error) {
    clm_content *content = read->content;
    content->move_voices =
        clm_arena_array(read->arena, content->move_count + 1, sizeof *content->move_voices);
    if (!content->move_voices) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < content->move_count; i++) {
        const clm_feature *feature = content->moves[i].feature;
        content->move_voices[i] =
            (clm_voice){side_of(read, feature), clm_sign_of(feature), clm_is_hearsay(feature)};
    }
    return CLM_OK;
}

static void read_claims(reader *read) {
    const clm_collection *collection = read->collection;
    for (int pass = 0; pass < 2; pass++) { /* the gone ones last */
        for (size_t i = 0; i < collection->count; i++) {
            const clm_feature *feature = &collection->items[i];
            const bool gone = feature->change == CLM_CHANGE_GONE;
            /* A place is drawn as a claim where a person asked for it. */
            if ((feature->kind != CLM_FEATURE_CLAIM && feature->kind != CLM_FEATURE_PLACE) ||
                gone != (pass == 1) || clm_is_way(feature) || !is_drawn(read, feature)) {
                continue;
            }
            read->content->changes |= feature->change != CLM_CHANGE_NONE;
            if (gone) {
                read_gone(read, feature);
            } else {
                read_claim(read, feature);
            }
        }
    }
}

clm_status clm_content_read(const clm_collection *collection, const clm_gazetteer *gazetteer,
                            const clm_map_options *options, const clm_language *language,
                            clm_arena *arena, clm_content *out, clm_error *error) {
    memset(out, 0, sizeof *out);
    reader read = {collection, gazetteer, options, language, arena, out, false};
    bool done = reserve(&read);
    if (done) {
        read_claims(&read);
    }
    for (size_t i = 0; done && i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (feature->kind == CLM_FEATURE_FIGURE && is_drawn(&read, feature)) {
            done = read_figure(&read, feature);
        } else if (clm_is_way(feature) && feature->has_place && !is_hidden(&read, feature)) {
            out->context[out->context_count++] = feature; /* the name of the old place */
        } else if (feature->kind == CLM_FEATURE_PLACE && feature->draw == CLM_DRAW_CONTEXT &&
                   feature->has_place && feature->place.located && !is_hidden(&read, feature)) {
            out->context[out->context_count++] = feature;
        }
    }
    if (!done) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status =
        clm_moves_read(collection, is_hidden, &read, arena, &out->moves, &out->move_count, error);
    if (status == CLM_OK) {
        status = read_move_voices(&read, error);
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

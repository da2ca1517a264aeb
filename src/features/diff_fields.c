#include "features/diff.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

enum { FIELDS_MAX = 24 };

typedef struct fields {
    clm_diff_work *work;
    clm_change_field items[FIELDS_MAX];
    size_t count;
} fields;

static clm_change_field *add_field(fields *list, const char *name, const char *from,
                                   const char *to) {
    static clm_change_field beyond; /* never read */
    if (list->count == FIELDS_MAX) {
        return &beyond;
    }
    clm_change_field *field = &list->items[list->count++];
    *field = (clm_change_field){
        .name = name, .from = from, .to = to, .from_value = (double)NAN, .to_value = (double)NAN};
    return field;
}

/* ---- how sure, and whether it is so ---- */

/* "Said", "claimed" and "according to" are one newsroom's words for the same: somebody says so. */
static int standing_of(clm_modality modality) {
    switch (modality) {
    case CLM_MODALITY_ASSERTED:
    case CLM_MODALITY_CLAIMED:
    case CLM_MODALITY_REPORTED:
        return -1;
    case CLM_MODALITY_BELIEVED:
    case CLM_MODALITY_APPARENT:
        return -2;
    case CLM_MODALITY_CONFIRMED:
    case CLM_MODALITY_DENIED:
    case CLM_MODALITY_ALLEGED:
    case CLM_MODALITY_MEASURED:
    case CLM_MODALITY_ORDERED:
    case CLM_MODALITY_WARNED:
    case CLM_MODALITY_INTENDED:
    case CLM_MODALITY_CONSIDERED:
    case CLM_MODALITY_PREDICTED:
    case CLM_MODALITY_COUNT:
        break;
    }
    return (int)modality;
}

/* Reported speech shifts tenses ("said its troops held"), so that past and present tell nothing. */
static int stage_of(clm_claim_status status) {
    return status == CLM_STATUS_PAST ? (int)CLM_STATUS_CURRENT : (int)status;
}

static bool is_denial(const clm_feature *feature) {
    return feature->modality == CLM_MODALITY_DENIED || feature->status == CLM_STATUS_DENIED;
}

/* "Rain is expected on Saturday" and "rain will fall on Saturday" say one thing: what is to come is
 * a prediction by nature. */
static bool is_to_come(const clm_feature *feature, const clm_collection *collection) {
    clm_diff_days days;
    const char *today = collection->facts.date;
    return feature->modality == CLM_MODALITY_PREDICTED || feature->status == CLM_STATUS_PLANNED ||
           (today != NULL && today[0] != '\0' && clm_diff_event_days(feature, &days) &&
            strcmp(days.start, today) > 0);
}

static bool same_standing(const clm_diff_work *work, const clm_feature *a, const clm_feature *b) {
    if (is_denial(a) || is_denial(b)) {
        return is_denial(a) && is_denial(b);
    }
    const bool predicted =
        a->modality == CLM_MODALITY_PREDICTED || b->modality == CLM_MODALITY_PREDICTED;
    const clm_feature *other = a->modality == CLM_MODALITY_PREDICTED ? b : a;
    if (predicted && standing_of(other->modality) == -1) {
        return is_to_come(a, work->old.collection) && is_to_come(b, work->new.collection);
    }
    return standing_of(a->modality) == standing_of(b->modality);
}

static void compare_standing(fields *list, const clm_feature *a, const clm_feature *b) {
    const bool denial = is_denial(a) || is_denial(b);
    if (!same_standing(list->work, a, b)) {
        (void)add_field(list, "modality", clm_modality_name(a->modality),
                        clm_modality_name(b->modality));
    }
    if (!denial && a->negative != b->negative) {
        (void)add_field(list, "polarity", a->negative ? "-" : "+", b->negative ? "-" : "+");
    }
    if (!denial && stage_of(a->status) != stage_of(b->status)) {
        (void)add_field(list, "status", clm_claim_status_name(a->status),
                        clm_claim_status_name(b->status));
    }
    if (clm_diff_relate_events(a->event_type, b->event_type) < 0.75) {
        (void)add_field(list, "event_type",
                        a->event_type != CLM_EVENT_NONE ? clm_event_type_name(a->event_type) : NULL,
                        b->event_type != CLM_EVENT_NONE ? clm_event_type_name(b->event_type)
                                                        : NULL);
    }
}

static void compare_sources(fields *list, const clm_feature *a, const clm_feature *b) {
    bool same = !a->has_source && !b->has_source;
    if (a->has_source && b->has_source) {
        same = clm_diff_same_speaker(list->work, a, b);
    } else if (a->has_source ||
               b->has_source) { /* "Police closed it", "it was closed, police said" */
        same = clm_diff_quote_names(list->work, a->has_source ? a : b, a->has_source ? b : a);
    }
    if (!same) {
        (void)add_field(list, "source", a->has_source ? a->source.name : NULL,
                        b->has_source ? b->source.name : NULL);
    }
}

/* ---- amounts ---- */

static const char *unit_words(const char *unit) {
    static const char *const table[][2] = {{"km2", "km\xC2\xB2"},  {"mi2", "mi\xC2\xB2"},
                                           {"m2", "m\xC2\xB2"},    {"acre", "acres"},
                                           {"percent", "percent"}, {"kph", "km/h"}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(unit, table[i][0]) == 0) {
            return table[i][1];
        }
    }
    return unit;
}

static const char *qualifier_words(const char *qualifier) {
    static const char *const table[][2] = {{"about", "about "},         {"at_least", "at least "},
                                           {"more_than", "more than "}, {"up_to", "up to "},
                                           {"at_most", "at most "},     {"almost", "almost "}};
    for (size_t i = 0; qualifier != NULL && i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(qualifier, table[i][0]) == 0) {
            return table[i][1];
        }
    }
    return "";
}

/* 80000 -> "80,000". */
static void add_number(clm_buffer *out, double value) {
    const size_t start = out->len;
    clm_buffer_number(out, value, 3);
    if (out->failed) {
        return;
    }
    char digits[64];
    const size_t length = out->len - start;
    size_t whole = 0;
    while (whole < length && out->data[start + whole] != '.') {
        whole++;
    }
    if (length >= sizeof digits || whole < 5) {
        return;
    }
    memcpy(digits, out->data + start, length);
    out->len = start;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && digits[i - 1] != '-') {
            clm_buffer_char(out, ',');
        }
        clm_buffer_char(out, digits[i]);
    }
}

static bool is_same(const char *a, const char *b) {
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* "dozens" has no number of its own. */
static bool is_vague(const clm_feature_quantity *quantity) {
    return is_same(quantity->qualifier, "vague_at_least") && quantity->excerpt.text != NULL;
}

static const char *say_amount(clm_diff_work *work, const clm_feature_quantity *quantity) {
    clm_buffer *out = &work->scratch;
    out->len = 0;
    if (is_vague(quantity) || !isfinite(quantity->value)) {
        clm_buffer_string(out, quantity->excerpt.text != NULL ? quantity->excerpt.text : "?");
        return clm_diff_scratch_text(work);
    }
    clm_buffer_string(out, qualifier_words(quantity->qualifier));
    if (is_same(quantity->unit, "magnitude")) {
        clm_buffer_string(out, "magnitude ");
    }
    add_number(out, quantity->value);
    if (isfinite(quantity->value_max)) {
        clm_buffer_string(out, "\xE2\x80\x93");
        add_number(out, quantity->value_max);
    }
    if (quantity->unit != NULL && !is_same(quantity->unit, "magnitude")) {
        clm_buffer_char(out, ' ');
        clm_buffer_string(out, unit_words(quantity->unit));
    }
    return clm_diff_scratch_text(work);
}

/* Whether it is that much, at least or at most; "about" and "almost" are no news. */
static int bound_of(const clm_feature_quantity *quantity) {
    const char *qualifier = quantity->qualifier;
    if (is_same(qualifier, "at_least") || is_same(qualifier, "more_than") ||
        is_same(qualifier, "vague_at_least")) {
        return 1;
    }
    return is_same(qualifier, "up_to") || is_same(qualifier, "at_most") ? -1 : 0;
}

static void add_amount(fields *list, const clm_feature_quantity *a, const clm_feature_quantity *b) {
    const clm_feature_quantity *either = b != NULL ? b : a;
    if (either == NULL) {
        return;
    }
    clm_change_field *field =
        add_field(list, "quantity", a != NULL ? say_amount(list->work, a) : NULL,
                  b != NULL ? say_amount(list->work, b) : NULL);
    field->from_value = a != NULL ? a->value : (double)NAN;
    field->to_value = b != NULL ? b->value : (double)NAN;
    field->unit = either->unit;
}

/* What another amount of the sentence is made of. */
static bool is_aside(const clm_feature_quantity *quantity) {
    return is_same(quantity->role, "conversion_of") || is_same(quantity->role, "share_of") ||
           is_same(quantity->role, "previous");
}

/* Of several of one measure the nearest value, so that those that stayed pair first. */
static size_t nearest(const clm_feature_quantity *wanted, const clm_feature *in, uint32_t taken) {
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < in->quantity_count && i < 32; i++) {
        const clm_feature_quantity *item = &in->quantities[i];
        if ((taken & (1U << i)) != 0 || !clm_diff_same_measure(wanted, item)) {
            continue;
        }
        const double off = fabs(item->value - wanted->value);
        if (best == SIZE_MAX || off < fabs(in->quantities[best].value - wanted->value)) {
            best = i;
        }
    }
    return best;
}

static void compare_amounts(fields *list, const clm_feature *a, const clm_feature *b) {
    enum { MOST = 32 };
    uint32_t done = 0;  /* of a's */
    uint32_t taken = 0; /* of b's */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < a->quantity_count && i < MOST; i++) {
            const clm_feature_quantity *old = &a->quantities[i];
            const size_t k = (done & (1U << i)) == 0 ? nearest(old, b, taken) : SIZE_MAX;
            if (k == SIZE_MAX || is_aside(old)) {
                continue;
            }
            const clm_feature_quantity *new = &b->quantities[k];
            const bool same = clm_diff_same_amount(old, new) && bound_of(old) == bound_of(new);
            if (same || pass == 1) {
                done |= 1U << i;
                taken |= 1U << k;
            }
            if (!same && pass == 1) {
                add_amount(list, old, new);
            }
        }
    }
    for (size_t i = 0; i < a->quantity_count && i < MOST; i++) {
        if ((done & (1U << i)) == 0 && !is_aside(&a->quantities[i])) {
            add_amount(list, &a->quantities[i], NULL);
        }
    }
    for (size_t k = 0; k < b->quantity_count && k < MOST; k++) {
        if ((taken & (1U << k)) == 0 && !is_aside(&b->quantities[k])) {
            add_amount(list, NULL, &b->quantities[k]);
        }
    }
}

/* ---- when, and whether it is drawn ---- */

static const char *say_days(clm_diff_work *work, const clm_diff_days *days) {
    clm_buffer *out = &work->scratch;
    out->len = 0;
    if (days->start[0] == '\0') {
        clm_buffer_printf(out, "until %s", days->end);
    } else if (days->end[0] == '\0') {
        clm_buffer_printf(out, "from %s", days->start);
    } else if (strcmp(days->start, days->end) == 0) {
        clm_buffer_string(out, days->start);
    } else {
        clm_buffer_printf(out, "%s to %s", days->start, days->end);
    }
    return clm_diff_scratch_text(work);
}

static void compare_times(fields *list, const clm_feature *a, const clm_feature *b) {
    clm_diff_days from;
    clm_diff_days to;
    if (clm_diff_other_days(list->work, a, b) && clm_diff_event_days(a, &from) &&
        clm_diff_event_days(b, &to)) {
        (void)add_field(list, "time", say_days(list->work, &from), say_days(list->work, &to));
    }
}

/* Emphasis changes with every sentence around; only what comes onto the map or leaves it counts. */
static void compare_drawing(fields *list, const clm_feature *a, const clm_feature *b) {
    if (a->geometry.kind != CLM_GEOMETRY_NONE && b->geometry.kind != CLM_GEOMETRY_NONE &&
        clm_diff_is_drawn(a) != clm_diff_is_drawn(b)) {
        (void)add_field(list, "draw", clm_draw_name(a->draw), clm_draw_name(b->draw));
    }
}

static void keep_fields(const fields *list, clm_change *change) {
    clm_change_field *kept = clm_diff_array(list->work, list->count, sizeof *kept);
    change->field_count = kept != NULL ? list->count : 0;
    change->fields = kept;
    if (kept != NULL) {
        memcpy(kept, list->items, list->count * sizeof *kept);
    }
}

void clm_diff_compare(clm_diff_work *work, const clm_feature *a, const clm_feature *b,
                      clm_change *change) {
    fields list = {.work = work, .count = 0};
    compare_amounts(&list, a, b);
    compare_standing(&list, a, b);
    compare_sources(&list, a, b);
    compare_times(&list, a, b);
    compare_drawing(&list, a, b);
    keep_fields(&list, change);
}

void clm_diff_compare_amounts(clm_diff_work *work, const clm_feature *a, const clm_feature *b,
                              clm_change *change) {
    fields list = {.work = work, .count = 0};
    compare_amounts(&list, a, b);
    keep_fields(&list, change);
}

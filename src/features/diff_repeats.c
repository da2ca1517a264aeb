#include "features/diff.h"

#include <math.h>
#include <string.h>

/* Statements that repeat each other are compared by one pair of them, often the headlines, which an
 * outlet leaves as they were when the text below gets another figure. The others are looked at for
 * that alone: who repeats a claim leaves out speakers, days and places. */
enum {
    MEMBERS_MOST = 16, /* of a unit; what repeats a claim more often says nothing else */
    AMOUNTS_MOST = 16
};

typedef struct repeats {
    clm_diff_work *work;
    const clm_diff_unit *old, *new;
    bool paired_old[MEMBERS_MOST], paired_new[MEMBERS_MOST];
} repeats;

static const clm_diff_statement *member(const clm_diff_side *side, const clm_diff_unit *unit,
                                        uint32_t index) {
    return &side->statements[side->members[unit->first + index]];
}

static uint32_t member_count(const clm_diff_unit *unit) {
    return unit->count < MEMBERS_MOST ? unit->count : MEMBERS_MOST;
}

/* Whether a statement of the unit says this amount of this measure. */
static bool tells(const clm_diff_side *side, const clm_diff_unit *unit,
                  const clm_change_field *amount, double value) {
    for (uint32_t i = 0; i < member_count(unit); i++) {
        const clm_feature *head = member(side, unit, i)->head;
        for (size_t k = 0; k < head->quantity_count && k < AMOUNTS_MOST; k++) {
            const clm_feature_quantity *quantity = &head->quantities[k];
            const bool same_unit = amount->unit != NULL && quantity->unit != NULL
                                       ? strcmp(amount->unit, quantity->unit) == 0
                                       : amount->unit == quantity->unit;
            if (same_unit && fabs(quantity->value - value) <= 1e-9 * fabs(value)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_told(const clm_change *change, const clm_change_field *field) {
    for (size_t i = 0; i < change->field_count; i++) {
        const clm_change_field *other = &change->fields[i];
        if (strcmp(other->name, field->name) == 0 && other->from != NULL && other->to != NULL &&
            strcmp(other->from, field->from) == 0 && strcmp(other->to, field->to) == 0) {
            return true;
        }
    }
    return false;
}

/* A figure that stands in the place of another one, and that the whole unit did not have before, or
 * in whose place the whole unit has no longer what was there. */
static bool is_news(const repeats *r, const clm_change *change, const clm_change_field *field) {
    return field->from != NULL && field->to != NULL &&
           (!tells(&r->work->old, r->old, field, field->to_value) ||
            !tells(&r->work->new, r->new, field, field->from_value)) &&
           !is_told(change, field);
}

/* "About 30" and "29" are one figure where one of the two sentences was not there before. */
static bool is_close(const clm_change_field *field) {
    static const double close = 0.1;
    const double larger = fmax(fabs(field->from_value), fabs(field->to_value));
    return fabs(field->from_value - field->to_value) <= close * larger;
}

static void compare(const repeats *r, const clm_diff_statement *a, const clm_diff_statement *b,
                    bool paired, clm_change *change) {
    clm_change found = {.kind = CLM_CHANGE_NONE};
    clm_diff_compare_amounts(r->work, a->head, b->head, &found);
    clm_change_field *fields =
        clm_diff_array(r->work, change->field_count + found.field_count, sizeof *fields);
    if (fields == NULL) {
        return;
    }
    size_t count = change->field_count;
    if (count > 0) {
        memcpy(fields, change->fields, count * sizeof *fields);
    }
    for (size_t i = 0; i < found.field_count; i++) {
        if (is_news(r, change, &found.fields[i]) && (paired || !is_close(&found.fields[i]))) {
            fields[count++] = found.fields[i];
        }
    }
    if (change->field_count == 0 && count > 0) { /* it is this sentence that changed */
        change->from = a->head;
        change->to = b->head;
    }
    change->fields = fields;
    change->field_count = count;
}

/* The statement of the old unit that says most nearly the same and has no pair yet. */
static uint32_t nearest(const repeats *r, const clm_diff_statement *b) {
    static const double least_words = 0.3;
    uint32_t best = MEMBERS_MOST;
    double most = least_words;
    for (uint32_t i = 0; i < member_count(r->old); i++) {
        const clm_diff_statement *a = member(&r->work->old, r->old, i);
        const double words = clm_diff_shared_words(a, b);
        if (!r->paired_old[i] && words >= most && (best == MEMBERS_MOST || words > most)) {
            best = i;
            most = words;
        }
    }
    return best;
}

static void mark_own(const clm_diff_side *side, const clm_diff_unit *unit, bool *paired) {
    for (uint32_t i = 0; i < member_count(unit); i++) {
        paired[i] = side->members[unit->first + i] == unit->own;
    }
}

/* Sentences that stayed pair first, so that none takes the place of another. */
static void pair_equal(repeats *r) {
    for (uint32_t k = 0; k < member_count(r->new); k++) {
        const clm_diff_statement *b = member(&r->work->new, r->new, k);
        for (uint32_t i = 0; i < member_count(r->old) && !r->paired_new[k]; i++) {
            const clm_diff_statement *a = member(&r->work->old, r->old, i);
            if (!r->paired_old[i] && a->quote_hash != 0 && a->quote_hash == b->quote_hash) {
                r->paired_old[i] = r->paired_new[k] = true;
            }
        }
    }
}

void clm_diff_compare_repeats(clm_diff_work *work, const clm_diff_unit *old,
                              const clm_diff_unit *new, clm_change *change) {
    if (new->count == 1 && old->count == 1) {
        return;
    }
    repeats r = {.work = work, .old = old, .new = new};
    mark_own(&work->old, old, r.paired_old);
    mark_own(&work->new, new, r.paired_new);
    pair_equal(&r);
    for (uint32_t k = 0; k < member_count(new) && !work->failed; k++) {
        const clm_diff_statement *b = member(&work->new, new, k);
        if (r.paired_new[k]) {
            continue;
        }
        const uint32_t i = nearest(&r, b);
        const bool paired = i < MEMBERS_MOST;
        if (paired) {
            r.paired_old[i] = true;
        }
        compare(&r, paired ? member(&work->old, old, i) : &work->old.statements[old->own], b,
                paired, change);
    }
}

#include "features/diff.h"

#include "base/hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An amount of an event, and one claim that tells it. */
typedef struct clm_diff_amount {
    uint64_t key;
    const char *claim_id;
} clm_diff_amount;

static int by_key(const void *a, const void *b) {
    const clm_diff_amount *first = a;
    const clm_diff_amount *second = b;
    if (first->key != second->key) {
        return first->key < second->key ? -1 : 1;
    }
    return strcmp(first->claim_id, second->claim_id);
}

static uint64_t text_hash(const char *text) {
    return text != NULL ? clm_hash64(text, strlen(text)) : 0;
}

/* Whole thousandths: the same on every machine. */
static uint64_t key_of(const clm_feature *feature, const char *unit, double value) {
    const double most = 9e15;
    const double steps = fabs(value) < most / 1e3 ? value * 1e3 : 0.0;
    const uint64_t parts[3] = {text_hash(feature->event_group), text_hash(unit),
                               (uint64_t)llround(steps)};
    unsigned char bytes[24]; /* little-endian on every machine */
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(parts[i / 8] >> (8 * (i % 8)));
    }
    return clm_hash64(bytes, sizeof bytes);
}

static clm_diff_amount *read_side(clm_diff_work *work, const clm_collection *collection,
                                  size_t *count) {
    size_t most = 0;
    for (size_t i = 0; i < collection->count; i++) {
        most += collection->items[i].quantity_count;
    }
    clm_diff_amount *amounts = clm_diff_array(work, most, sizeof *amounts);
    for (size_t i = 0; amounts != NULL && i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        for (size_t k = 0; feature->kind == CLM_FEATURE_CLAIM && feature->event_group != NULL &&
                           k < feature->quantity_count;
             k++) {
            const clm_feature_quantity *quantity = &feature->quantities[k];
            if (isfinite(quantity->value)) {
                amounts[(*count)++] = (clm_diff_amount){
                    key_of(feature, quantity->unit, quantity->value), feature->claim_id};
            }
        }
    }
    if (amounts != NULL && *count > 1) {
        qsort(amounts, *count, sizeof *amounts, by_key);
    }
    return amounts;
}

void clm_diff_read_amounts(clm_diff_work *work) {
    work->amounts_old = read_side(work, work->old.collection, &work->amount_old_count);
    work->amounts_new = read_side(work, work->new.collection, &work->amount_new_count);
}

/* Equal keys are sorted by claim: the first or the last of them is another claim's, if any is. */
static bool told_by_others(const clm_diff_amount *amounts, size_t count, const clm_feature *feature,
                           const clm_change_field *field, double value) {
    if (count == 0 || feature->event_group == NULL || !isfinite(value)) {
        return false;
    }
    const uint64_t key = key_of(feature, field->unit, value);
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (amounts[middle].key < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (low < count && amounts[low].key == key &&
           strcmp(amounts[low].claim_id, feature->claim_id) == 0) {
        low++;
    }
    return low < count && amounts[low].key == key;
}

void clm_diff_drop_told_amounts(clm_diff_work *work, clm_change *change) {
    clm_change_field *fields = clm_diff_array(work, change->field_count, sizeof *fields);
    size_t kept = 0;
    for (size_t i = 0; fields != NULL && i < change->field_count; i++) {
        const clm_change_field *field = &change->fields[i];
        const bool amount = strcmp(field->name, "quantity") == 0;
        const bool gained = amount && field->from == NULL;
        const bool lost = amount && field->to == NULL;
        if ((gained && told_by_others(work->amounts_new, work->amount_new_count, change->to, field,
                                      field->to_value)) ||
            (lost && told_by_others(work->amounts_old, work->amount_old_count, change->from, field,
                                    field->from_value))) {
            continue;
        }
        fields[kept++] = *field;
    }
    change->fields = fields;
    change->field_count = kept;
}

#include "formats/columns.h"

#include <math.h>
#include <string.h>

static void add_next(clm_buffer *out, size_t before, const char *text) {
    if (text != NULL && text[0] != '\0') {
        clm_buffer_string(out, out->len > before ? "; " : "");
        clm_buffer_string(out, text);
    }
}

void clm_words_relays(const clm_row *row, clm_buffer *out) {
    const size_t before = out->len;
    for (size_t i = 0; i < row->feature->relay_count; i++) {
        add_next(out, before, row->feature->relays[i].name);
    }
}

static void add_parties(const clm_feature_party *parties, size_t count, clm_buffer *out) {
    const size_t before = out->len;
    for (size_t i = 0; i < count; i++) {
        const char *name = clm_or_null(parties[i].name);
        add_next(out, before, name != NULL ? name : parties[i].excerpt.text);
    }
}

void clm_words_actors(const clm_row *row, clm_buffer *out) {
    add_parties(row->feature->actors, row->feature->actor_count, out);
}

void clm_words_targets(const clm_row *row, clm_buffer *out) {
    add_parties(row->feature->targets, row->feature->target_count, out);
}

/* "at_least " -> "at least "; nothing for an exact figure. */
static void add_qualifier(clm_buffer *out, const char *qualifier) {
    if (qualifier == NULL || qualifier[0] == '\0' || strcmp(qualifier, "exact") == 0) {
        return;
    }
    const char *word = strcmp(qualifier, "vague_at_least") == 0 ? "at_least" : qualifier;
    for (; *word != '\0'; word++) {
        clm_buffer_char(out, *word == '_' ? ' ' : *word);
    }
    clm_buffer_char(out, ' ');
}

void clm_words_quantities(const clm_row *row, clm_buffer *out) {
    for (size_t i = 0; i < row->feature->quantity_count; i++) {
        const clm_feature_quantity *quantity = &row->feature->quantities[i];
        clm_buffer_string(out, i > 0 ? "; " : "");
        add_qualifier(out, quantity->qualifier);
        clm_buffer_number(out, quantity->value, CLM_AMOUNT_DECIMALS);
        if (isfinite(quantity->value_max)) {
            clm_buffer_string(out, " to ");
            clm_buffer_number(out, quantity->value_max, CLM_AMOUNT_DECIMALS);
        }
        if (quantity->unit != NULL && quantity->unit[0] != '\0') {
            clm_buffer_char(out, ' ');
            clm_buffer_string(out, quantity->unit);
        }
    }
}

void clm_words_times(const clm_row *row, clm_buffer *out) {
    const size_t before = out->len;
    for (size_t i = 0; i < row->feature->time_count; i++) {
        add_next(out, before, row->feature->times[i].excerpt.text);
    }
}

static void add_ids(const char *const *ids, size_t count, clm_buffer *out) {
    const size_t before = out->len;
    for (size_t i = 0; i < count; i++) {
        add_next(out, before, ids[i]);
    }
}

void clm_words_supports(const clm_row *row, clm_buffer *out) {
    add_ids(row->feature->supports, row->feature->support_count, out);
}

void clm_words_conflicts(const clm_row *row, clm_buffer *out) {
    add_ids(row->feature->conflicts_with, row->feature->conflict_count, out);
}

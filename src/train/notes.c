#include "train/parts.h"

#include <string.h>

/* A value stands on one line of a key file. */
static char *one_line(clm_arena *arena, const char *text) {
    char *copy = clm_arena_strdup(arena, text);
    for (size_t i = 0; copy != NULL && copy[i] != '\0'; i++) {
        copy[i] = copy[i] == '\n' || copy[i] == '\r' ? ' ' : copy[i];
    }
    return copy;
}

void clm_train_notes_set(clm_train_notes *notes, const char *group, const char *key,
                         const char *value) {
    char *copy = one_line(notes->arena, value);
    for (size_t i = 0; copy != NULL && i < notes->count; i++) {
        clm_train_note *old = &notes->items[i];
        if (strcmp(old->group, group) == 0 && strcmp(old->key, key) == 0) {
            old->value = copy;
            return;
        }
    }
    if (copy == NULL || clm_arena_grow(notes->arena, (void **)&notes->items, &notes->capacity,
                                       notes->count + 1, sizeof *notes->items) != 0) {
        notes->failed = true;
        return;
    }
    clm_train_note *note = &notes->items[notes->count];
    note->group = one_line(notes->arena, group);
    note->key = one_line(notes->arena, key);
    note->value = copy;
    if (note->group == NULL || note->key == NULL) {
        notes->failed = true;
        return;
    }
    notes->count++;
}

void clm_train_notes_number(clm_train_notes *notes, const char *group, const char *key,
                            double value, int decimals) {
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_number(&text, value, decimals);
    if (text.failed) {
        notes->failed = true;
    } else {
        clm_train_notes_set(notes, group, key, text.data);
    }
    clm_buffer_clear(&text);
}

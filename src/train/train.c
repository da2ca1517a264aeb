#include "train/train.h"

#include "base/alloc.h"
#include "base/keyfile.h"
#include "claims/claims.h"
#include "train/parts.h"

#include <stdio.h>
#include <string.h>

typedef clm_status (*learn_function)(const clm_train_input *in, clm_buffer *out,
                                     clm_train_notes *notes, clm_error *error);

typedef struct part {
    const char *name;
    uint32_t version;
    learn_function learn;
    /* Corpora without any of what it learns from teach it nothing. */
    bool from_toponyms, from_attributions;
} part;

static const part PARTS[] = {
    {CLM_TAGGER_SECTION, CLM_TAGGER_VERSION, clm_train_tagger, false, false},
    {"ranker", 1, clm_train_ranker, true, false},
    {CLM_SAID_SECTION, CLM_SAID_VERSION, clm_train_said, false, true}};

enum { PART_COUNT = sizeof PARTS / sizeof PARTS[0], MESSAGE_BYTES = 256 };

typedef struct training {
    const clm_train_options *options;
    clm_model *from;
    clm_train_corpus *corpora;
    size_t corpus_count;
    clm_buffer sections[PART_COUNT];
    clm_train_notes notes;
    clm_buffer meta;
    unsigned char *so_far_memory;
    clm_model *so_far; /* the parts that are kept or already learned */
} training;

const char *clm_train_part_name(size_t index) {
    return index < PART_COUNT ? PARTS[index].name : NULL;
}

void clm_train_say(const clm_train_input *in, const char *format, ...) {
    char message[MESSAGE_BYTES];
    if (in->options->say == NULL) {
        return;
    }
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    in->options->say(in->options->say_context, message);
}

static bool wanted(const training *t, const part *p) {
    return t->options->only == NULL || strcmp(t->options->only, p->name) == 0;
}

/* The part that a group of the description is about: "ranker lgl" is about "ranker". */
static const part *part_of(const char *group) {
    for (size_t i = 0; i < PART_COUNT; i++) {
        size_t length = strlen(PARTS[i].name);
        if (strncmp(group, PARTS[i].name, length) == 0 &&
            (group[length] == '\0' || group[length] == ' ')) {
            return &PARTS[i];
        }
    }
    return NULL;
}

/* What the old description says of the parts that are kept. */
static clm_status keep_notes(training *t, clm_error *error) {
    clm_keyfile *old = NULL;
    clm_status status =
        clm_keyfile_parse(clm_model_name(t->from), clm_model_describe(t->from), &old, error);
    if (status != CLM_OK) {
        return status;
    }
    for (size_t i = 0; i < clm_keyfile_count(old); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(old, i);
        const part *about = part_of(entry->group);
        if (about == NULL || !wanted(t, about)) {
            clm_train_notes_set(&t->notes, entry->group, entry->key, entry->value);
        }
    }
    clm_keyfile_free(old);
    return CLM_OK;
}

static clm_status open_all(training *t, clm_error *error) {
    const clm_train_options *o = t->options;
    clm_status status = CLM_OK;
    if (o->from != NULL) {
        status = clm_model_open(o->from, &t->from, error);
    }
    t->notes.arena = clm_arena_new();
    t->corpora = clm_alloc_zero(o->corpus_count + 1, sizeof *t->corpora);
    if (status == CLM_OK && (t->notes.arena == NULL || t->corpora == NULL)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK) {
        clm_train_notes_set(&t->notes, "model", "program", o->program);
        status = t->from != NULL ? keep_notes(t, error) : CLM_OK;
    }
    for (size_t i = 0; i < o->corpus_count && status == CLM_OK; i++) {
        status = clm_train_corpus_read(o->corpora[i], &t->corpora[t->corpus_count++], error);
    }
    return status;
}

static void note_corpus(training *t, const part *p, const clm_train_corpus *corpus) {
    char *group = clm_arena_printf(t->notes.arena, "%s corpus %.*s", p->name, (int)corpus->name.len,
                                   corpus->name.ptr);
    size_t toponyms = 0;
    size_t entities = 0;
    size_t attributions = 0;
    for (size_t i = 0; i < corpus->count; i++) {
        toponyms += corpus->documents[i].toponym_count;
        entities += corpus->documents[i].entity_count;
        attributions += corpus->documents[i].attribution_count;
    }
    bool learns = p->from_toponyms       ? toponyms > 0
                  : p->from_attributions ? attributions > 0
                                         : toponyms + entities > 0;
    if (!learns) {
        return;
    }
    if (group == NULL) {
        t->notes.failed = true;
        return;
    }
    clm_train_notes_number(&t->notes, group, "documents", (double)corpus->count, 0);
    if (toponyms > 0) {
        clm_train_notes_number(&t->notes, group, "toponyms", (double)toponyms, 0);
    }
    if (entities > 0) {
        clm_train_notes_number(&t->notes, group, "entities", (double)entities, 0);
    }
    if (attributions > 0) {
        clm_train_notes_number(&t->notes, group, "attributions", (double)attributions, 0);
    }
    clm_train_notes_set(&t->notes, group, "sha256", corpus->sha256);
}

/* What every part says of itself. */
static void note_part(training *t, const part *p) {
    clm_gazetteer_info info = clm_gazetteer_describe(t->options->gazetteer);
    char *gazetteer = clm_arena_printf(t->notes.arena, "%.*s %.*s", (int)info.name.len,
                                       info.name.ptr, (int)info.date.len, info.date.ptr);
    if (gazetteer == NULL) {
        t->notes.failed = true;
        return;
    }
    clm_train_notes_set(&t->notes, p->name, "gazetteer", gazetteer);
    clm_train_notes_number(&t->notes, p->name, "seed", (double)t->options->seed, 0);
    for (size_t i = 0; i < t->corpus_count; i++) {
        note_corpus(t, p, &t->corpora[i]);
    }
}

static clm_status learn_part(training *t, size_t index, clm_error *error) {
    const clm_train_input in = {.corpora = t->corpora,
                                .corpus_count = t->corpus_count,
                                .gazetteer = t->options->gazetteer,
                                .from = t->from,
                                .model = t->so_far,
                                .seed = t->options->seed,
                                .options = t->options};
    const part *p = &PARTS[index];
    clm_train_say(&in, "%s: learning from %zu corpora", p->name, t->corpus_count);
    clm_status status = p->learn(&in, &t->sections[index], &t->notes, error);
    if (status == CLM_OK && t->sections[index].failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory for the section %s", p->name);
    }
    if (status == CLM_OK && t->sections[index].len > 0) {
        clm_train_say(&in, "%s: %zu bytes", p->name, t->sections[index].len);
        note_part(t, p);
    }
    return status;
}

static clm_status write_meta(training *t, clm_error *error) {
    const clm_train_options *o = t->options;
    for (size_t i = 0; i < o->note_count; i++) {
        clm_train_notes_set(&t->notes, o->notes[i].group, o->notes[i].key, o->notes[i].value);
    }
    for (size_t i = 0; i < t->notes.count; i++) {
        const char *group = t->notes.items[i].group;
        bool first = true;
        for (size_t k = 0; k < i && first; k++) {
            first = strcmp(t->notes.items[k].group, group) != 0;
        }
        if (!first) {
            continue;
        }
        clm_buffer_printf(&t->meta, "%s[%s]\n", t->meta.len > 0 ? "\n" : "", group);
        for (size_t k = i; k < t->notes.count; k++) {
            const clm_train_note *note = &t->notes.items[k];
            if (strcmp(note->group, group) == 0) {
                clm_buffer_printf(&t->meta, "%s = %s\n", note->key, note->value);
            }
        }
    }
    if (t->meta.failed || t->notes.failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for the description");
    }
    clm_keyfile *check = NULL; /* notes come from outside */
    clm_status status =
        clm_keyfile_parse("description", (clm_text){t->meta.data, t->meta.len}, &check, error);
    clm_keyfile_free(check);
    return status;
}

/* All sections that there are. */
static clm_status add_sections(const training *t, clm_model_writer *writer, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < PART_COUNT && status == CLM_OK; i++) {
        clm_model_section old;
        if (t->sections[i].len > 0) {
            status =
                clm_model_writer_add(writer, PARTS[i].name, PARTS[i].version,
                                     (clm_text){t->sections[i].data, t->sections[i].len}, error);
        } else if (!wanted(t, &PARTS[i]) && t->from != NULL &&
                   clm_model_find(t->from, PARTS[i].name, &old)) {
            status = clm_model_writer_add(writer, PARTS[i].name, old.version,
                                          (clm_text){old.bytes, old.size}, error);
        }
    }
    return status;
}

static clm_status write_model(training *t, clm_error *error) {
    clm_model_writer writer;
    clm_model_writer_init(&writer);
    clm_status status =
        clm_model_writer_add(&writer, "meta", 1, (clm_text){t->meta.data, t->meta.len}, error);
    if (status == CLM_OK) {
        status = add_sections(t, &writer, error);
    }
    return status == CLM_OK ? clm_model_writer_save(&writer, t->options->out, error) : status;
}

/* A later part learns from what the earlier ones find. */
static clm_status open_so_far(training *t, clm_error *error) {
    clm_model_writer writer;
    clm_buffer bytes;
    clm_model_writer_init(&writer);
    clm_buffer_init(&bytes);
    clm_model_free(t->so_far);
    clm_free(t->so_far_memory);
    t->so_far = NULL;
    t->so_far_memory = NULL;
    clm_status status = add_sections(t, &writer, error);
    if (status == CLM_OK) {
        status = clm_model_writer_bytes(&writer, &bytes, error);
    }
    if (status == CLM_OK) {
        t->so_far_memory = clm_alloc(bytes.len + CLM_MODEL_ALIGN);
    }
    if (status == CLM_OK && t->so_far_memory == NULL) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK && t->so_far_memory != NULL) {
        size_t off = (uintptr_t)t->so_far_memory % CLM_MODEL_ALIGN;
        unsigned char *aligned = t->so_far_memory + (off > 0 ? CLM_MODEL_ALIGN - off : 0);
        memcpy(aligned, bytes.data, bytes.len);
        status = clm_model_from_memory(aligned, bytes.len, "the parts so far", &t->so_far, error);
    }
    clm_buffer_clear(&bytes);
    return status;
}

static void clear(training *t) {
    for (size_t i = 0; i < t->corpus_count; i++) {
        clm_train_corpus_clear(&t->corpora[i]);
    }
    for (size_t i = 0; i < PART_COUNT; i++) {
        clm_buffer_clear(&t->sections[i]);
    }
    clm_buffer_clear(&t->meta);
    clm_model_free(t->so_far);
    clm_free(t->so_far_memory);
    clm_arena_free(t->notes.arena);
    clm_free(t->corpora);
    clm_model_free(t->from);
}

clm_status clm_train(const clm_train_options *options, clm_error *error) {
    training t = {.options = options};
    bool known = options->only == NULL;
    for (size_t i = 0; i < PART_COUNT; i++) {
        clm_buffer_init(&t.sections[i]);
        known = known || strcmp(options->only, PARTS[i].name) == 0;
    }
    clm_buffer_init(&t.meta);
    if (!known) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "'%s' is no part of a model", options->only);
    }
    clm_status status = open_all(&t, error);
    for (size_t i = 0; i < PART_COUNT && status == CLM_OK; i++) {
        if (!wanted(&t, &PARTS[i])) {
            continue;
        }
        status = open_so_far(&t, error);
        if (status == CLM_OK) {
            status = learn_part(&t, i, error);
        }
    }
    if (status == CLM_OK) {
        status = write_meta(&t, error);
    }
    if (status == CLM_OK) {
        status = write_model(&t, error);
    }
    clear(&t);
    return status;
}

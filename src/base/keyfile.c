#include "base/keyfile.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <string.h>

/* A place of the open-addressing table from group and key to entry. */
typedef struct slot {
    const clm_keyfile_entry *entry; /* NULL if free */
} slot;

/* Entries in the order of the file, and the table. A group's own line is in the table with the
 * key "". */
struct clm_keyfile {
    clm_arena *arena;
    clm_keyfile_entry *entries;
    size_t count, capacity;
    clm_keyfile_entry *groups;
    size_t group_count, group_capacity;
    slot *slots;
    size_t slot_count; /* a power of two */
};

/* What the parser needs beside the result. */
typedef struct reader {
    clm_keyfile *file;
    const char *name;
    const char *group; /* NULL: keys are skipped, its line was wrong */
    size_t line;
    void (*visit)(void *context, size_t line, const char *problem); /* NULL: the first one ends */
    void *context;
    clm_error *error;
} reader;

void clm_keyfile_free(clm_keyfile *file) {
    if (file) {
        clm_free(file->entries);
        clm_free(file->groups);
        clm_free(file->slots);
        clm_arena_free(file->arena);
        clm_free(file);
    }
}

static clm_status fail_memory(const reader *in) {
    return clm_fail(in->error, CLM_ERR_NOMEM, "%s: out of memory", in->name);
}

/* The slot that holds group and key, or the empty one where they belong. */
static size_t find_slot(const clm_keyfile *file, const char *group, const char *key) {
    uint64_t hash = clm_hash64(group, strlen(group)) * 31 + clm_hash64(key, strlen(key));
    size_t at = (size_t)hash & (file->slot_count - 1);
    for (const clm_keyfile_entry *there = file->slots[at].entry;
         there && (strcmp(there->group, group) != 0 || strcmp(there->key, key) != 0);
         there = file->slots[at].entry) {
        at = (at + 1) & (file->slot_count - 1);
    }
    return at;
}

static size_t count_lines(clm_text text) {
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++) {
        lines += text.ptr[i] == '\n';
    }
    return lines;
}

/* Room for all lines at once, so that entries never move while the table points at them. */
static clm_status prepare(reader *in, clm_text text) {
    clm_keyfile *file = in->file;
    size_t lines = count_lines(text);
    size_t slots = 16;
    while (slots / 2 <= lines) {
        slots *= 2;
    }
    file->arena = clm_arena_new();
    file->entries = clm_alloc_zero(lines, sizeof *file->entries);
    file->groups = clm_alloc_zero(lines, sizeof *file->groups);
    file->slots = clm_alloc_zero(slots, sizeof *file->slots);
    file->slot_count = slots;
    file->capacity = file->group_capacity = lines;
    if (!file->arena || !file->entries || !file->groups || !file->slots) {
        return fail_memory(in);
    }
    return CLM_OK;
}

static clm_status read_group(reader *in, clm_text line) {
    in->group = NULL;
    if (line.len < 2 || line.ptr[line.len - 1] != ']') {
        return clm_fail(in->error, CLM_ERR_FORMAT, "%s:%zu: a group's line must end with \"]\"",
                        in->name, in->line);
    }
    clm_text name = clm_text_trim((clm_text){line.ptr + 1, line.len - 2});
    if (name.len == 0 || memchr(name.ptr, '[', name.len) || memchr(name.ptr, ']', name.len)) {
        return clm_fail(in->error, CLM_ERR_FORMAT, "%s:%zu: the group has no usable name", in->name,
                        in->line);
    }
    clm_keyfile *file = in->file;
    char *group = clm_arena_strndup(file->arena, name.ptr, name.len);
    if (!group) {
        return fail_memory(in);
    }
    size_t place = find_slot(file, group, "");
    if (file->slots[place].entry) {
        in->group = group;
        return clm_fail(in->error, CLM_ERR_FORMAT, "%s:%zu: group [%s] stands already in line %zu",
                        in->name, in->line, group, file->slots[place].entry->line);
    }
    clm_keyfile_entry *entry = &file->groups[file->group_count++];
    *entry = (clm_keyfile_entry){group, "", "", in->line};
    file->slots[place].entry = entry;
    in->group = group;
    return CLM_OK;
}

static clm_status read_pair(reader *in, clm_text line) {
    const char *sign = memchr(line.ptr, '=', line.len);
    clm_text key = clm_text_trim((clm_text){line.ptr, sign ? (size_t)(sign - line.ptr) : 0});
    if (key.len == 0) {
        return clm_fail(in->error, CLM_ERR_FORMAT,
                        "%s:%zu: neither a \"[group]\", a \"key = value\" nor a \"# comment\"",
                        in->name, in->line);
    }
    clm_text value = clm_text_trim((clm_text){sign + 1, line.len - (size_t)(sign + 1 - line.ptr)});
    clm_keyfile *file = in->file;
    const char *key_text = clm_arena_strndup(file->arena, key.ptr, key.len);
    const char *value_text = clm_arena_strndup(file->arena, value.ptr, value.len);
    if (!key_text || !value_text) {
        return fail_memory(in);
    }
    size_t place = find_slot(file, in->group, key_text);
    if (file->slots[place].entry) {
        return clm_fail(in->error, CLM_ERR_FORMAT, "%s:%zu: key \"%s\" stands already in line %zu",
                        in->name, in->line, key_text, file->slots[place].entry->line);
    }
    clm_keyfile_entry *entry = &file->entries[file->count++];
    *entry = (clm_keyfile_entry){in->group, key_text, value_text, in->line};
    file->slots[place].entry = entry;
    return CLM_OK;
}

static clm_status read_line(reader *in, clm_text line) {
    if (!clm_utf8_valid(line.ptr, line.len) || memchr(line.ptr, '\0', line.len)) {
        return clm_fail(in->error, CLM_ERR_FORMAT, "%s:%zu: the line is not valid UTF-8 text",
                        in->name, in->line);
    }
    line = clm_text_trim(line);
    if (line.len == 0 || line.ptr[0] == '#') {
        return CLM_OK;
    }
    if (line.ptr[0] == '[') {
        return read_group(in, line);
    }
    return in->group ? read_pair(in, line) : CLM_OK;
}

static clm_status read_lines(reader *in, clm_text text) {
    if (clm_text_starts(text, "\xEF\xBB\xBF")) {
        text.ptr += 3;
        text.len -= 3;
    }
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        size_t length = end ? (size_t)(end - text.ptr) : text.len;
        size_t step = end ? length + 1 : length;
        in->line++;
        clm_status status = read_line(in, (clm_text){text.ptr, length});
        if (status == CLM_ERR_FORMAT && in->visit) {
            in->visit(in->context, in->line, in->error->message);
        } else if (status != CLM_OK) {
            return status;
        }
        text.ptr += step;
        text.len -= step;
    }
    return CLM_OK;
}

static clm_status parse(reader *in, clm_text text, clm_keyfile **out) {
    *out = NULL;
    in->file = clm_alloc_zero(1, sizeof *in->file);
    if (!in->file) {
        return fail_memory(in);
    }
    clm_status status = prepare(in, text);
    if (status == CLM_OK) {
        status = read_lines(in, text);
    }
    if (status != CLM_OK) {
        clm_keyfile_free(in->file);
        return status;
    }
    *out = in->file;
    return CLM_OK;
}

clm_status clm_keyfile_parse(const char *name, clm_text text, clm_keyfile **out, clm_error *error) {
    reader in = {.name = name, .group = "", .error = error};
    return parse(&in, text, out);
}

clm_status clm_keyfile_parse_all(const char *name, clm_text text,
                                 void (*visit)(void *context, size_t line, const char *problem),
                                 void *context, clm_keyfile **out, clm_error *error) {
    clm_error problem = {CLM_OK, ""};
    reader in = {.name = name, .group = "", .visit = visit, .context = context, .error = &problem};
    clm_status status = parse(&in, text, out);
    return status == CLM_OK ? CLM_OK : clm_fail(error, status, "%s", problem.message);
}

size_t clm_keyfile_count(const clm_keyfile *file) {
    return file->count;
}

const clm_keyfile_entry *clm_keyfile_at(const clm_keyfile *file, size_t index) {
    return index < file->count ? &file->entries[index] : NULL;
}

const char *clm_keyfile_get(const clm_keyfile *file, const char *group, const char *key) {
    if (key[0] == '\0') {
        return NULL;
    }
    const clm_keyfile_entry *entry = file->slots[find_slot(file, group, key)].entry;
    return entry ? entry->value : NULL;
}

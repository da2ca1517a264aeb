#include "refresh/config_keys.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/keyfile.h"
#include "base/suggest.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 64 };

typedef struct problem {
    size_t line;
    const char *text;
} problem;

/* What the reader needs beside the result. */
typedef struct reader {
    const clm_config_place *place;
    clm_config *config;
    problem *problems;
    size_t count, capacity;
    bool failed; /* memory ended */
} reader;

static const char *const kind_names[CLM_SOURCE_KIND_COUNT] = {"folder", "glob", "url", "feed",
                                                              "sitemap"};

const char *clm_source_kind_name(clm_source_kind kind) {
    return (unsigned)kind < CLM_SOURCE_KIND_COUNT ? kind_names[kind] : NULL;
}

void clm_config_free(clm_config *config) {
    if (config != NULL) {
        clm_free(config->sources);
        clm_arena_free(config->arena);
        clm_free(config);
    }
}

static void note(void *context, size_t line, const char *text) {
    reader *in = context;
    if (in->failed ||
        clm_grow((void **)&in->problems, &in->capacity, in->count + 1, sizeof *in->problems) != 0) {
        in->failed = true;
        return;
    }
    const char *copy = clm_arena_strdup(in->config->arena, text);
    in->failed = copy == NULL;
    if (copy != NULL) {
        in->problems[in->count++] = (problem){line, copy};
    }
}

/* "NAME:12: [group] key: reason"; `key` may be NULL. */
static void note_at(reader *in, size_t line, const char *group, const char *key,
                    const char *reason) {
    clm_error text;
    if (key == NULL) {
        (void)clm_fail(&text, CLM_ERR_FORMAT, "%s:%zu: [%.80s]: %s", in->place->name, line, group,
                       reason);
    } else {
        (void)clm_fail(&text, CLM_ERR_FORMAT, "%s:%zu: [%.80s] %.80s: %s", in->place->name, line,
                       group, key, reason);
    }
    note(in, line, text.message);
}

static const clm_config_key *find_key(const char *name, unsigned group) {
    for (size_t i = 0; i < clm_config_key_count(); i++) {
        const clm_config_key *key = clm_config_key_at(i);
        if ((key->groups & group) != 0 && strcmp(key->name, name) == 0) {
            return key;
        }
    }
    return NULL;
}

static void note_unknown_key(reader *in, const clm_keyfile_entry *entry, unsigned group) {
    const char *names[NAMES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < clm_config_key_count() && count + 1 < NAMES_MAX; i++) {
        if ((clm_config_key_at(i)->groups & group) != 0) {
            names[count++] = clm_config_key_at(i)->name;
        }
    }
    names[count] = NULL;
    const char *like = clm_word_suggest(entry->key, names);
    clm_error reason;
    if (like != NULL) {
        (void)clm_fail(&reason, CLM_ERR_NOT_FOUND, "no such key, did you mean %s?", like);
    } else {
        const unsigned other = CLM_CONFIG_IN_NIGHT | CLM_CONFIG_IN_SOURCE;
        const clm_config_key *elsewhere = find_key(entry->key, other);
        const bool night = elsewhere != NULL && (elsewhere->groups & CLM_CONFIG_IN_NIGHT) != 0;
        (void)clm_fail(&reason, CLM_ERR_NOT_FOUND, "no such key%s",
                       elsewhere == NULL ? ""
                       : night           ? " here; it belongs into [night]"
                                         : " here; it belongs into a [source NAME]");
    }
    note_at(in, entry->line, entry->group, entry->key, reason.message);
}

static void read_entry(reader *in, const clm_keyfile_entry *entry, unsigned group, void *target) {
    const clm_config_key *key = find_key(entry->key, group);
    clm_error reason = {CLM_OK, ""};
    if (key == NULL) {
        note_unknown_key(in, entry, group);
        return;
    }
    clm_status status =
        clm_config_value(key, entry->value, in->place, in->config->arena, target, &reason);
    if (status == CLM_ERR_NOMEM) {
        in->failed = true;
    } else if (status != CLM_OK) {
        note_at(in, entry->line, entry->group, entry->key, reason.message);
    }
}

/* The name of "source NAME"; NULL: the group is no source. */
static const char *source_name(const char *group) {
    const size_t length = strlen("source");
    if (strncmp(group, "source", length) != 0 ||
        (group[length] != '\0' && group[length] != ' ' && group[length] != '\t')) {
        return NULL;
    }
    return group + length + strspn(group + length, " \t");
}

static const char *name_problem(const char *name) {
    const size_t length = strlen(name);
    if (length == 0) {
        return "the source has no name; write [source NAME]";
    }
    if (length > CLM_SOURCE_NAME_MAX) {
        return "the name is longer than 64 bytes";
    }
    for (size_t i = 0; i < length; i++) {
        const char c = name[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || (c == '.' && i > 0);
        if (!plain) {
            return "a name has letters, digits, -, _ and . and does not begin with .";
        }
    }
    return NULL;
}

static bool same_name(const char *a, const char *b) {
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        const char x = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;
        const char y = *b >= 'A' && *b <= 'Z' ? (char)(*b - 'A' + 'a') : *b;
        if (x != y) {
            return false;
        }
    }
    return *a == *b;
}

static void note_group(reader *in, const clm_keyfile_entry *entry) {
    static const char *const names[] = {"night", "defaults", "source", NULL};
    char word[CLM_SOURCE_NAME_MAX];
    const size_t length = strcspn(entry->group, " \t");
    const char *like = NULL;
    if (length < sizeof word) {
        memcpy(word, entry->group, length);
        word[length] = '\0';
        like = clm_word_suggest(word, names);
    }
    clm_error reason;
    const bool source = like != NULL && strcmp(like, "source") == 0;
    (void)clm_fail(&reason, CLM_ERR_NOT_FOUND, "no such group%s%s%s",
                   like != NULL ? ", did you mean ["
                                : "; there are [night], [defaults] and "
                                  "[source NAME]",
                   like != NULL ? like : "",
                   like == NULL ? ""
                   : source     ? " NAME]?"
                                : "]?");
    note_at(in, entry->line, entry->group, NULL, reason.message);
}

/* Reads all entries from `first` on that are of its group; returns how many. */
static size_t read_source(reader *in, const clm_keyfile *file, size_t first,
                          const clm_source_config *defaults) {
    const clm_keyfile_entry *head = clm_keyfile_at(file, first);
    const char *name = source_name(head->group);
    clm_source_config source = *defaults;
    source.name = clm_arena_strdup(in->config->arena, name);
    source.line = head->line;
    source.kind = CLM_SOURCE_KIND_COUNT;
    in->failed |= source.name == NULL;
    if (name_problem(name) != NULL) {
        note_at(in, head->line, head->group, NULL, name_problem(name));
    }
    size_t count = 0;
    size_t addresses = 0;
    for (const clm_keyfile_entry *entry = head;
         entry != NULL && strcmp(entry->group, head->group) == 0;
         entry = clm_keyfile_at(file, first + count)) {
        const clm_config_key *key = find_key(entry->key, CLM_CONFIG_IN_SOURCE);
        const bool is_address = key != NULL && key->type == CLM_CONFIG_ADDRESS;
        if (is_address && addresses++ > 0) {
            note_at(in, entry->line, entry->group, entry->key,
                    "a source has one of folder, glob, url, feed, sitemap");
        } else {
            read_entry(in, entry, CLM_CONFIG_IN_SOURCE, &source);
        }
        count++;
    }
    if (addresses == 0) {
        note_at(in, head->line, head->group, NULL,
                "where the articles are is missing: folder, glob, url, feed or sitemap");
    }
    clm_config *config = in->config;
    if (!in->failed) {
        config->sources[config->source_count++] = source;
    }
    return count;
}

typedef struct named {
    const char *name;
    size_t line;
} named;

/* By name without case, then by line. */
static int by_name(const void *a, const void *b) {
    const named *x = a;
    const named *y = b;
    for (size_t i = 0;; i++) {
        const char c =
            x->name[i] >= 'A' && x->name[i] <= 'Z' ? (char)(x->name[i] + 32) : x->name[i];
        const char d =
            y->name[i] >= 'A' && y->name[i] <= 'Z' ? (char)(y->name[i] + 32) : y->name[i];
        if (c != d) {
            return (unsigned char)c < (unsigned char)d ? -1 : 1;
        }
        if (c == '\0') {
            return (x->line > y->line) - (x->line < y->line);
        }
    }
}

/* Folders bear the names, and some file systems know no case. */
static void check_names(reader *in) {
    const size_t count = in->config->source_count;
    named *names = clm_arena_array(in->config->arena, count + 1, sizeof *names);
    if (names == NULL) {
        in->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = (named){in->config->sources[i].name, in->config->sources[i].line};
    }
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 1; i < count; i++) {
        if (same_name(names[i - 1].name, names[i].name)) {
            clm_error reason;
            (void)clm_fail(&reason, CLM_ERR_FORMAT, "a source of this name stands in line %zu",
                           names[i - 1].line);
            note_at(in, names[i].line, names[i].name, NULL, reason.message);
        }
    }
}

/* The line where a key that is there was set last. */
static size_t line_of(const clm_keyfile *file, const char *group, const char *key) {
    size_t line = 1;
    for (size_t i = 0; i < clm_keyfile_count(file); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        if (strcmp(entry->group, group) == 0 && strcmp(entry->key, key) == 0) {
            line = entry->line;
        }
    }
    return line;
}

static void read_groups(reader *in, const clm_keyfile *file) {
    clm_source_config defaults;
    memset(&defaults, 0, sizeof defaults);
    const size_t count = clm_keyfile_count(file);
    size_t night_line = 0;
    for (size_t i = 0; i < count; i++) { /* first, since they may stand below the sources */
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        if (strcmp(entry->group, "defaults") == 0) {
            read_entry(in, entry, CLM_CONFIG_IN_DEFAULTS, &defaults);
        } else if (strcmp(entry->group, "night") == 0) {
            night_line = night_line == 0 ? entry->line : night_line;
            read_entry(in, entry, CLM_CONFIG_IN_NIGHT, &in->config->night);
        }
    }
    const char *group = NULL;
    for (size_t i = 0; i < count && !in->failed;) {
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        if (source_name(entry->group) != NULL) {
            i += read_source(in, file, i, &defaults);
            continue;
        }
        if (strcmp(entry->group, "defaults") != 0 && strcmp(entry->group, "night") != 0 &&
            (group == NULL || strcmp(group, entry->group) != 0)) {
            note_group(in, entry);
        }
        group = entry->group;
        i++;
    }
    clm_night_config *night = &in->config->night;
    if (night->output == NULL && find_key("output", CLM_CONFIG_IN_NIGHT) != NULL &&
        clm_keyfile_get(file, "night", "output") == NULL) {
        note_at(in, night_line > 0 ? night_line : 1, "night", "output",
                "the folder that the maps go to is missing");
    }
    if (in->config->source_count == 0 && !in->failed && in->count == 0) {
        clm_error text;
        (void)clm_fail(&text, CLM_ERR_FORMAT, "%s:1: there is no [source NAME]", in->place->name);
        note(in, 1, text.message);
    }
    if (night->state == NULL && night->output != NULL) {
        night->state = clm_arena_printf(in->config->arena, "%s/state.sqlite", night->output);
        in->failed |= night->state == NULL;
    }
    if (night->share && !night->state_is_server) {
        note_at(in, line_of(file, "night", "share"), "night", "share",
                "a run is shared only where `state` is in PostgreSQL");
    }
    if (!in->failed) {
        check_names(in);
    }
}

/* By line, then by what is said. */
static int by_line(const void *a, const void *b) {
    const problem *x = a;
    const problem *y = b;
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    return strcmp(x->text, y->text);
}

static clm_status finish(reader *in, void (*visit)(void *context, const char *problem),
                         void *context, clm_error *error) {
    if (in->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", in->place->name);
    }
    if (in->count == 0) {
        return CLM_OK;
    }
    qsort(in->problems, in->count, sizeof *in->problems, by_line);
    for (size_t i = 0; i < in->count && visit != NULL; i++) {
        visit(context, in->problems[i].text);
    }
    return clm_fail(error, CLM_ERR_FORMAT, "%s", in->problems[0].text);
}

clm_status clm_config_parse(const clm_config_place *place, clm_text text,
                            void (*visit)(void *context, const char *problem), void *context,
                            clm_config **out, clm_error *error) {
    *out = NULL;
    if (text.len > CLM_CONFIG_BYTES_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "%s: longer than %d bytes", place->name,
                        CLM_CONFIG_BYTES_MAX);
    }
    clm_keyfile *file = NULL;
    reader in = {place, clm_alloc_zero(1, sizeof(clm_config)), NULL, 0, 0, false};
    clm_status status = CLM_ERR_NOMEM;
    if (in.config == NULL || (in.config->arena = clm_arena_new()) == NULL) {
        status = clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", place->name);
        goto end;
    }
    in.config->night.article_limit_s = 300;
    in.config->night.memory_limit_bytes = INT64_C(2) << 30;
    in.config->night.timeout_s = 30;
    in.config->night.gap_ms = 1000;
    in.config->night.page_limit_bytes = 16 << 20;
    status = clm_keyfile_parse_all(place->name, text, note, &in, &file, error);
    if (status != CLM_OK) {
        goto end;
    }
    const char *group = NULL;
    size_t groups = 1;
    for (size_t i = 0; i < clm_keyfile_count(file); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        groups += group == NULL || strcmp(group, entry->group) != 0;
        group = entry->group;
    }
    if (groups > CLM_SOURCES_MAX) {
        status =
            clm_fail(error, CLM_ERR_LIMIT, "%s: more than %d groups", place->name, CLM_SOURCES_MAX);
        goto end;
    }
    in.config->sources = clm_alloc_zero(groups, sizeof *in.config->sources);
    in.failed |= in.config->sources == NULL;
    if (!in.failed) {
        read_groups(&in, file);
    }
    status = finish(&in, visit, context, error);
end:
    clm_keyfile_free(file);
    clm_free(in.problems);
    if (status == CLM_OK) {
        *out = in.config;
    } else {
        clm_config_free(in.config);
    }
    return status;
}

clm_status clm_config_read(const char *path, void (*visit)(void *context, const char *problem),
                           void *context, clm_config **out, clm_error *error) {
    *out = NULL;
    clm_buffer text;
    clm_buffer_init(&text);
    clm_status status = clm_file_read(path, CLM_CONFIG_BYTES_MAX, &text, error);
    if (status != CLM_OK) {
        return status;
    }
    const char *slash = strrchr(path, '/');
    char *given = slash == NULL   ? clm_strdup(".")
                  : slash == path ? clm_strdup("/")
                                  : clm_strndup(path, (size_t)(slash - path));
    char *folder = given != NULL ? realpath(given, NULL) : NULL;
    if (folder == NULL) {
        status = given == NULL
                     ? clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", path)
                     : clm_fail(error, CLM_ERR_IO, "%s: its folder cannot be found", path);
    } else {
        const clm_config_place place = {path, folder, getenv("HOME")};
        status =
            clm_config_parse(&place, (clm_text){text.data, text.len}, visit, context, out, error);
    }
    free(folder);
    clm_free(given);
    clm_buffer_clear(&text);
    return status;
}

static void print_keys(const void *target, unsigned group, bool hide_secrets, clm_buffer *out) {
    for (size_t i = 0; i < clm_config_key_count(); i++) {
        const clm_config_key *key = clm_config_key_at(i);
        if ((key->groups & group) != 0 && clm_config_is_set(key, target)) {
            clm_buffer_printf(out, "%s = ", key->name);
            clm_config_print_value(key, target, hide_secrets, out);
            clm_buffer_char(out, '\n');
        }
    }
}

void clm_config_print(const clm_config *config, bool hide_secrets, clm_buffer *out) {
    clm_buffer_string(out, "[night]\n");
    print_keys(&config->night, CLM_CONFIG_IN_NIGHT, hide_secrets, out);
    for (size_t i = 0; i < config->source_count; i++) {
        clm_buffer_printf(out, "\n[source %s]\n", config->sources[i].name);
        print_keys(&config->sources[i], CLM_CONFIG_IN_SOURCE, hide_secrets, out);
    }
}

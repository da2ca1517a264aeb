#include "style/load.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/keyfile.h"
#include "base/suggest.h"
#include "style/builtin.h"
#include "style/values.h"

#include <stdlib.h>
#include <string.h>

enum { STYLE_BYTES_MAX = 1 << 20, INHERIT_MAX = 8, DEPTH_MAX = 3, WORDS_MAX = 96 };

typedef struct loader {
    const char *styles_dir;
    clm_theme *theme;
    void (*visit)(void *context, const char *problem); /* NULL: the first problem ends */
    void *context;
    bool bad; /* there was a problem */
    clm_error *error;
} loader;

/* A theme that is being read, and the one that inherits from it. */
typedef struct source {
    char path[CLM_STYLE_PATH_BYTES]; /* of a theme inside the program its name */
    char folder[CLM_STYLE_PATH_BYTES];
    const char *builtin; /* its text, NULL: a file */
    const struct source *heir;
} source;

typedef struct problem {
    size_t line;
    char *text;
} problem;

/* The problems of one file: those of its lines are found before those of its values. */
typedef struct problem_list {
    problem *items;
    size_t count, capacity;
    bool failed;
} problem_list;

static void note_problem(void *context, size_t line, const char *text) {
    problem_list *list = context;
    void *items = list->items;
    char *copy = clm_strdup(text);
    if (copy == NULL ||
        clm_grow(&items, &list->capacity, list->count + 1, sizeof *list->items) != 0) {
        clm_free(copy);
        list->failed = true;
        return;
    }
    list->items = items;
    list->items[list->count++] = (problem){line, copy};
}

static void clear_problems(problem_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        clm_free(list->items[i].text);
    }
    clm_free(list->items);
}

static int by_line(const void *a, const void *b) {
    const problem *left = a;
    const problem *right = b;
    if (left->line != right->line) {
        return left->line < right->line ? -1 : 1;
    }
    return strcmp(left->text, right->text);
}

/* Tells them in the order of the lines. */
static clm_status tell_problems(loader *in, problem_list *list) {
    if (list->failed) {
        return clm_fail(in->error, CLM_ERR_NOMEM, "out of memory");
    }
    if (list->count == 0) {
        return CLM_OK;
    }
    qsort(list->items, list->count, sizeof list->items[0], by_line);
    in->bad = true;
    for (size_t i = 0; i < list->count && in->visit != NULL; i++) {
        in->visit(in->context, list->items[i].text);
    }
    clm_status status = clm_fail(in->error, CLM_ERR_FORMAT, "%s", list->items[0].text);
    return in->visit != NULL ? CLM_OK : status;
}

static void note_entry(problem_list *list, const source *from, const clm_keyfile_entry *entry,
                       const char *reason) {
    clm_error text;
    (void)clm_fail(&text, CLM_ERR_FORMAT, "%s:%zu: [%s] %s: %s", from->path, entry->line,
                   entry->group, entry->key, reason);
    note_problem(list, entry->line, text.message);
}

/* ---- names of sections and keys ---- */

static void note_unknown_section(problem_list *list, const source *from,
                                 const clm_keyfile_entry *entry) {
    const char *names[WORDS_MAX];
    size_t count = 0;
    for (; count < clm_section_count() && count + 1 < WORDS_MAX; count++) {
        names[count] = clm_section_at(count)->name;
    }
    names[count] = NULL;
    const char *like = clm_word_suggest(entry->group, names);
    clm_error reason;
    (void)clm_fail(&reason, CLM_ERR_NOT_FOUND, "no such section%s%s%s",
                   like != NULL ? ", did you mean [" : "", like != NULL ? like : "",
                   like != NULL ? "]?" : "");
    note_entry(list, from, entry, reason.message);
}

static clm_key find_key(uint32_t keys, const char *name) {
    for (unsigned key = 0; key < CLM_KEY_COUNT; key++) {
        if ((keys >> key & 1u) != 0 && strcmp(clm_key_rule_at(key)->name, name) == 0) {
            return key;
        }
    }
    return CLM_KEY_COUNT;
}

static void note_unknown_key(problem_list *list, const source *from, uint32_t keys,
                             const clm_keyfile_entry *entry) {
    const char *names[CLM_KEY_COUNT + 1];
    size_t count = 0;
    for (unsigned key = 0; key < CLM_KEY_COUNT; key++) {
        if ((keys >> key & 1u) != 0) {
            names[count++] = clm_key_rule_at(key)->name;
        }
    }
    names[count] = NULL;
    const char *like = clm_word_suggest(entry->key, names);
    clm_buffer all;
    clm_buffer_init(&all);
    for (size_t i = 0; i < count; i++) {
        clm_buffer_printf(&all, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    clm_error reason;
    (void)(like != NULL
               ? clm_fail(&reason, CLM_ERR_NOT_FOUND, "no such key, did you mean %s?", like)
               : clm_fail(&reason, CLM_ERR_NOT_FOUND, "no such key; there are: %s",
                          all.data != NULL ? all.data : "none"));
    list->failed |= all.failed;
    clm_buffer_clear(&all);
    note_entry(list, from, entry, reason.message);
}

/* ---- values ---- */

/* An entry of the file that was understood. */
typedef struct setting {
    size_t section;
    clm_key key;
    clm_style_value value;
} setting;

static size_t read_settings(const source *from, const clm_keyfile *file, setting *out,
                            problem_list *list) {
    const char *group = NULL;
    size_t section = 0;
    uint32_t keys = 0;
    size_t count = 0;
    for (size_t i = 0; i < clm_keyfile_count(file); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        if (group == NULL || strcmp(group, entry->group) != 0) {
            group = entry->group;
            section = clm_section_find(group);
            keys = section < clm_section_count() ? clm_section_keys(section) : 0;
        }
        if (section == clm_section_count()) {
            note_unknown_section(list, from, entry);
            continue;
        }
        setting *item = &out[count];
        *item = (setting){.section = section, .key = find_key(keys, entry->key)};
        if (item->key == CLM_KEY_COUNT) {
            note_unknown_key(list, from, keys, entry);
            continue;
        }
        clm_error reason = {CLM_OK, ""};
        if (clm_style_value_read(clm_key_rule_at(item->key), entry->value, from->folder,
                                 &item->value, &reason) != CLM_OK) {
            note_entry(list, from, entry, reason.message);
            continue;
        }
        count++;
    }
    return count;
}

static void put_setting(loader *in, const source *from, const setting *item) {
    const clm_key_rule *rule = clm_key_rule_at(item->key);
    if (item->key >= CLM_KEY_NAME) {
        clm_style_value_put_theme(rule, &item->value, from->folder, in->theme);
        return;
    }
    size_t end = clm_section_end(item->section);
    for (size_t i = item->section; i < end; i++) {
        const clm_section *section = clm_section_at(i);
        if ((section->keys >> item->key & 1u) != 0) {
            clm_style_value_put(rule, &item->value, &in->theme->look[section->role]);
        }
    }
}

/* A name for a file that gives none. */
static void name_after_file(const source *from, clm_theme *theme) {
    const char *slash = strrchr(from->path, '/');
    clm_text name = clm_text_of(slash != NULL ? slash + 1 : from->path);
    if (clm_text_ends(name, CLM_STYLE_SUFFIX)) {
        name.len -= sizeof CLM_STYLE_SUFFIX - 1;
    }
    memset(theme->name, 0, sizeof theme->name);
    size_t length = name.len < sizeof theme->name ? name.len : sizeof theme->name - 1;
    memcpy(theme->name, name.ptr, length);
    memset(theme->description, 0, sizeof theme->description);
}

/* ---- files ---- */

static clm_status load_named(loader *in, const char *name_or_path, const source *heir);

static bool is_path(const char *name) {
    return strchr(name, '/') != NULL || clm_text_ends(clm_text_of(name), CLM_STYLE_SUFFIX);
}

/* Notes a file's path and the folder that it is in. */
static clm_status place_source(const loader *in, const char *folder, clm_text path, source *out) {
    if (!clm_style_path(folder, path, out->path)) {
        return clm_fail(in->error, CLM_ERR_RANGE, "the style's path is longer than %d bytes",
                        CLM_STYLE_PATH_BYTES - 1);
    }
    const char *slash = strrchr(out->path, '/');
    size_t length = slash == NULL ? 0 : slash == out->path ? 1 : (size_t)(slash - out->path);
    memcpy(out->folder, length > 0 ? out->path : ".", length > 0 ? length : 1);
    out->folder[length > 0 ? length : 1] = '\0';
    return CLM_OK;
}

/* Finds out where `name_or_path` lies. */
static clm_status find_source(const loader *in, const char *name_or_path, source *out) {
    clm_text name = clm_text_of(name_or_path);
    out->builtin = NULL;
    if (is_path(name_or_path)) {
        const char *folder = out->heir != NULL ? out->heir->folder : NULL;
        clm_status status = place_source(in, folder, name, out);
        if (status == CLM_OK && !clm_file_exists(out->path)) {
            return clm_style_unknown(name_or_path, in->styles_dir, in->error);
        }
        return status;
    }
    char file[CLM_STYLE_PATH_BYTES];
    char path[CLM_STYLE_PATH_BYTES];
    if (name.len + sizeof CLM_STYLE_SUFFIX > sizeof file) {
        return clm_style_unknown(name_or_path, in->styles_dir, in->error);
    }
    memcpy(file, name.ptr, name.len);
    memcpy(file + name.len, CLM_STYLE_SUFFIX, sizeof CLM_STYLE_SUFFIX);
    if (in->styles_dir != NULL && clm_style_path(in->styles_dir, clm_text_of(file), path) &&
        clm_file_exists(path)) {
        return place_source(in, NULL, clm_text_of(path), out);
    }
    out->builtin = clm_builtin_style_find(name_or_path);
    if (out->builtin == NULL) {
        return clm_style_unknown(name_or_path, in->styles_dir, in->error);
    }
    memcpy(out->path, name_or_path, name.len + 1);
    memcpy(out->folder, ".", sizeof ".");
    return CLM_OK;
}

static clm_status check_cycle(const loader *in, const source *from) {
    unsigned depth = 0;
    for (const source *heir = from->heir; heir != NULL; heir = heir->heir) {
        if (strcmp(heir->path, from->path) == 0) {
            return clm_fail(in->error, CLM_ERR_FORMAT, "%s inherits from itself", from->path);
        }
        if (++depth >= INHERIT_MAX) {
            return clm_fail(in->error, CLM_ERR_FORMAT, "more than %d themes inherit in turn",
                            INHERIT_MAX);
        }
    }
    return CLM_OK;
}

static clm_status load_default(const loader *in) {
    loader ground = {.theme = in->theme, .error = in->error};
    return load_named(&ground, CLM_STYLE_DEFAULT, NULL);
}

/* What the file builds on: the theme that it names, else news-light; that one on nothing. */
static clm_status load_ground(loader *in, const source *from, const clm_keyfile *file,
                              problem_list *list) {
    for (size_t i = 0; i < clm_keyfile_count(file); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        if (strcmp(entry->group, "theme") == 0 && strcmp(entry->key, "inherit") == 0 &&
            entry->value[0] != '\0') {
            clm_status status = load_named(in, entry->value, from);
            /* A problem of the other file says where it is; that it cannot be had is this one's. */
            if (status == CLM_OK || status == CLM_ERR_NOMEM || in->bad) {
                return status;
            }
            note_entry(list, from, entry, in->error->message);
            return load_default(in);
        }
    }
    if (from->builtin != NULL && strcmp(from->path, CLM_STYLE_DEFAULT) == 0) {
        memset(in->theme, 0, sizeof *in->theme);
        for (size_t i = 0; i < CLM_LOOK_COUNT; i++) {
            clm_look *look = &in->theme->look[i];
            look->fill_opacity = look->stroke_opacity = look->opacity = 1;
        }
        return CLM_OK;
    }
    return load_default(in);
}

static clm_status load_text(loader *in, const source *from, clm_text text) {
    clm_keyfile *file = NULL;
    problem_list list = {.items = NULL};
    setting *settings = NULL;
    clm_status status =
        clm_keyfile_parse_all(from->path, text, note_problem, &list, &file, in->error);
    if (status == CLM_OK) {
        status = load_ground(in, from, file, &list);
    }
    if (status == CLM_OK) {
        settings = clm_alloc((clm_keyfile_count(file) + 1) * sizeof *settings);
        if (settings == NULL) {
            (void)clm_fail(in->error, CLM_ERR_NOMEM, "out of memory");
            status = CLM_ERR_NOMEM;
        }
    }
    if (status == CLM_OK && settings != NULL) {
        name_after_file(from, in->theme);
        size_t count = read_settings(from, file, settings, &list);
        /* What is said of one section holds against what is said of all around it. */
        for (unsigned depth = 0; depth < DEPTH_MAX; depth++) {
            for (size_t i = 0; i < count; i++) {
                if (clm_section_at(settings[i].section)->depth == depth) {
                    put_setting(in, from, &settings[i]);
                }
            }
        }
        status = tell_problems(in, &list);
    }
    clm_free(settings);
    clm_keyfile_free(file);
    clear_problems(&list);
    return status;
}

static clm_status load_named(loader *in, const char *name_or_path, const source *heir) {
    source from = {.heir = heir};
    clm_status status = find_source(in, name_or_path, &from);
    if (status == CLM_OK) {
        status = check_cycle(in, &from);
    }
    if (status != CLM_OK) {
        return status;
    }
    if (from.builtin != NULL) {
        return load_text(in, &from, clm_text_of(from.builtin));
    }
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    status = clm_file_read(from.path, STYLE_BYTES_MAX, &bytes, in->error);
    if (status == CLM_OK) {
        status = load_text(in, &from, (clm_text){bytes.data, bytes.len});
    }
    clm_buffer_clear(&bytes);
    return status;
}

/* Colours get the opacities that stand beside them, numbers the colour of what they stand on. */
static void finish(clm_theme *theme) {
    for (size_t i = 0; i < clm_section_count(); i++) {
        const clm_section *section = clm_section_at(i);
        if (section->role == CLM_LOOK_COUNT) {
            continue;
        }
        clm_look *look = &theme->look[section->role];
        look->fill.alpha *= look->fill_opacity;
        look->stroke.alpha *= look->stroke_opacity;
    }
    for (size_t i = CLM_LOOK_SIDE_1; i <= CLM_LOOK_SIDE_NONE; i++) {
        clm_color color = theme->look[i].text.color;
        theme->look[i].text = theme->look[CLM_LOOK_NUMBER].text;
        theme->look[i].text.color = color;
    }
}

/* What is loaded: a name or path, or with `text` the file itself. */
static clm_status load(const loader *wanted, const char *name_or_path, const clm_text *text,
                       clm_theme *out) {
    clm_theme theme;
    clm_error error = {CLM_OK, ""};
    loader in = *wanted;
    in.theme = &theme;
    in.error = &error;
    clm_status status;
    if (text != NULL) {
        source from = {.heir = NULL};
        status = place_source(&in, NULL, clm_text_of(name_or_path), &from);
        status = status == CLM_OK ? load_text(&in, &from, *text) : status;
    } else {
        status = load_named(&in, name_or_path, NULL);
    }
    if (status == CLM_OK && in.bad) {
        status = CLM_ERR_FORMAT;
    }
    if (status != CLM_OK) {
        return clm_fail(wanted->error, status, "%s", error.message);
    }
    finish(&theme);
    if (out != NULL) {
        *out = theme;
    }
    return CLM_OK;
}

clm_status clm_theme_load(const char *name_or_path, const char *styles_dir, clm_theme *theme,
                          clm_error *error) {
    loader in = {.styles_dir = styles_dir, .error = error};
    return load(&in, name_or_path, NULL, theme);
}

clm_status clm_theme_default(clm_theme *theme, clm_error *error) {
    return clm_theme_load(CLM_STYLE_DEFAULT, NULL, theme, error);
}

clm_status clm_theme_check(const char *name_or_path, const char *styles_dir,
                           void (*visit)(void *context, const char *problem), void *context,
                           clm_error *error) {
    loader in = {.styles_dir = styles_dir, .visit = visit, .context = context, .error = error};
    return load(&in, name_or_path, NULL, NULL);
}

clm_status clm_theme_parse(const char *name, clm_text text, clm_theme *theme,
                           void (*visit)(void *context, const char *problem), void *context,
                           clm_error *error) {
    loader in = {.visit = visit, .context = context, .error = error};
    return load(&in, name, &text, theme);
}

const clm_look *clm_theme_side(const clm_theme *theme, int side) {
    return side >= 0 && side < CLM_THEME_SIDES ? &theme->look[CLM_LOOK_SIDE_1 + side]
                                               : &theme->look[CLM_LOOK_SIDE_OTHER];
}

#include "style/values.h"

#include "base/file.h"
#include "base/utf8.h"

#include <string.h>

static clm_status read_number(const clm_key_rule *rule, clm_text text, double *out,
                              clm_error *error) {
    double number = 0;
    if (text.len == 0 || clm_text_number(text, &number) != text.len) {
        return clm_fail(error, CLM_ERR_FORMAT, "\"%.*s\" is not a number",
                        (int)clm_utf8_floor(text.ptr, text.len, 80), text.ptr);
    }
    if (!(number >= rule->low && number <= rule->high)) {
        return clm_fail(error, CLM_ERR_RANGE, "%.*s is outside %d to %d",
                        (int)clm_utf8_floor(text.ptr, text.len, 80), text.ptr, (int)rule->low,
                        (int)rule->high);
    }
    *out = number;
    return CLM_OK;
}

static bool is_between(char c) {
    return c == ' ' || c == '\t' || c == ',';
}

/* As SVG writes it: "6 4" or "6,4". */
static clm_status read_dashes(const clm_key_rule *rule, const char *text, clm_style_value *out,
                              clm_error *error) {
    out->dash_count = 0;
    if (strcmp(text, "none") == 0) {
        return CLM_OK;
    }
    double sum = 0;
    while (*text != '\0') {
        size_t length = 0;
        while (text[length] != '\0' && !is_between(text[length])) {
            length++;
        }
        if (out->dash_count == CLM_DASHES_MAX) {
            return clm_fail(error, CLM_ERR_RANGE, "more than %d lengths", CLM_DASHES_MAX);
        }
        double *dash = &out->dash_px[out->dash_count];
        clm_status status = read_number(rule, (clm_text){text, length}, dash, error);
        if (status != CLM_OK) {
            return status;
        }
        sum += *dash;
        out->dash_count++;
        text += length;
        while (is_between(*text)) {
            text++;
        }
    }
    if (out->dash_count == 0 || out->dash_count % 2 != 0 || sum <= 0) {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "wanted: none, or lengths of dash and gap in turn, as \"6 4\"");
    }
    return CLM_OK;
}

static clm_status read_hatch(const char *text, clm_style_value *out, clm_error *error) {
    static const struct {
        const char *name;
        clm_hatch hatch;
    } table[] = {{"none", CLM_HATCH_NONE},
                 {"diagonal", CLM_HATCH_DIAGONAL},
                 {"cross", CLM_HATCH_CROSS},
                 {"horizontal", CLM_HATCH_HORIZONTAL},
                 {"vertical", CLM_HATCH_VERTICAL}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, text) == 0) {
            out->hatch = table[i].hatch;
            return CLM_OK;
        }
    }
    return clm_fail(error, CLM_ERR_FORMAT, "\"%.80s\" is none of none, diagonal, cross, horizontal",
                    text);
}

static clm_status read_word(const char *text, const char *yes, clm_style_value *out,
                            clm_error *error) {
    out->flag = strcmp(text, yes) == 0;
    if (!out->flag && strcmp(text, "normal") != 0) {
        return clm_fail(error, CLM_ERR_FORMAT, "\"%.80s\" is neither normal nor %s", text, yes);
    }
    return CLM_OK;
}

/* GLib takes a backslash for the start of an escape, so that it would read another text. */
static clm_status check_letters(const char *text, clm_error *error) {
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7F || *text == '\\') {
            return clm_fail(error, CLM_ERR_FORMAT,
                            "a backslash or a control character stands in the text");
        }
    }
    return CLM_OK;
}

static clm_status read_text(const clm_key_rule *rule, const char *text, clm_error *error) {
    size_t length = strlen(text);
    if (length == 0 || length >= rule->bytes) {
        return clm_fail(error, CLM_ERR_RANGE, "a text of 1 to %zu bytes is wanted",
                        rule->bytes - 1);
    }
    return check_letters(text, error);
}

bool clm_style_path(const char *folder, clm_text path, char out[CLM_STYLE_PATH_BYTES]) {
    bool joined = folder != NULL && strcmp(folder, ".") != 0 && path.len > 0 && path.ptr[0] != '/';
    size_t before = joined ? strlen(folder) : 0;
    if (path.len >= CLM_STYLE_PATH_BYTES || before + 1 + path.len >= CLM_STYLE_PATH_BYTES) {
        return false;
    }
    if (joined) {
        memcpy(out, folder, before);
        out[before++] = '/';
    }
    memcpy(out + before, path.ptr, path.len);
    out[before + path.len] = '\0';
    return true;
}

typedef struct magic {
    char bytes[9];
    size_t length;
} magic;

static const magic png_magic[] = {{"\x89PNG\r\n\x1a\n", 8}};
static const magic font_magic[] = {{"\0\1\0\0", 4}, {"OTTO", 4}, {"true", 4}, {"ttcf", 4}};

/* The file is there and begins as one of its kind does. */
static clm_status check_file(const char *path, const magic *kinds, size_t kind_count,
                             const char *what, clm_error *error) {
    clm_mapped *mapped = NULL;
    clm_status status = clm_mapped_open(path, &mapped, error);
    if (status != CLM_OK) {
        return status;
    }
    bool good = false;
    for (size_t i = 0; i < kind_count && !good; i++) {
        good = clm_mapped_length(mapped) > kinds[i].length &&
               memcmp(clm_mapped_bytes(mapped), kinds[i].bytes, kinds[i].length) == 0;
    }
    clm_mapped_free(mapped);
    return good ? CLM_OK : clm_fail(error, CLM_ERR_FORMAT, "%s is not %s", path, what);
}

static clm_status read_file(const char *text, const char *folder, clm_error *error) {
    char path[CLM_STYLE_PATH_BYTES];
    if (text[0] == '\0') {
        return CLM_OK;
    }
    if (!clm_style_path(folder, clm_text_of(text), path)) {
        return clm_fail(error, CLM_ERR_RANGE, "the path is longer than %d bytes",
                        CLM_STYLE_PATH_BYTES - 1);
    }
    return check_file(path, png_magic, 1, "a PNG picture", error);
}

/* The next path of a list with ";" between its items; an empty one ends it. */
static clm_text next_path(const char **text) {
    size_t length = strcspn(*text, ";");
    clm_text path = clm_text_trim((clm_text){*text, length});
    *text += length + ((*text)[length] == ';');
    return path;
}

static clm_status read_files(const char *text, const char *folder, clm_error *error) {
    size_t count = 0;
    while (*text != '\0') {
        clm_text item = next_path(&text);
        char path[CLM_STYLE_PATH_BYTES];
        if (item.len == 0) {
            return clm_fail(error, CLM_ERR_FORMAT, "a path is empty");
        }
        if (count++ == CLM_FONT_FILES_MAX) {
            return clm_fail(error, CLM_ERR_RANGE, "more than %d files", CLM_FONT_FILES_MAX);
        }
        if (!clm_style_path(folder, item, path)) {
            return clm_fail(error, CLM_ERR_RANGE, "the path is longer than %d bytes",
                            CLM_STYLE_PATH_BYTES - 1);
        }
        clm_status status = check_file(path, font_magic, sizeof font_magic / sizeof font_magic[0],
                                       "a TrueType or OpenType font", error);
        if (status != CLM_OK) {
            return status;
        }
    }
    return CLM_OK;
}

clm_status clm_style_value_read(const clm_key_rule *rule, const char *text, const char *folder,
                                clm_style_value *out, clm_error *error) {
    memset(out, 0, sizeof *out);
    out->text = text;
    switch (rule->type) {
    case CLM_VALUE_COLOR:
        if (!clm_color_parse(clm_text_of(text), &out->color)) {
            return clm_fail(error, CLM_ERR_FORMAT,
                            "\"%.80s\" is none of #rgb, #rrggbb, #rrggbbaa, none", text);
        }
        return CLM_OK;
    case CLM_VALUE_NUMBER:
        return read_number(rule, clm_text_of(text), &out->number, error);
    case CLM_VALUE_DASHES:
        return read_dashes(rule, text, out, error);
    case CLM_VALUE_HATCH:
        return read_hatch(text, out, error);
    case CLM_VALUE_WEIGHT:
        return read_word(text, "bold", out, error);
    case CLM_VALUE_SLANT:
        return read_word(text, "italic", out, error);
    case CLM_VALUE_TEXT:
    case CLM_VALUE_THEME:
        return read_text(rule, text, error);
    case CLM_VALUE_FILE:
    case CLM_VALUE_FILES: {
        clm_status status = check_letters(text, error);
        if (status != CLM_OK) {
            return status;
        }
        return rule->type == CLM_VALUE_FILE ? read_file(text, folder, error)
                                            : read_files(text, folder, error);
    }
    }
    return clm_fail(error, CLM_ERR_ARGUMENT, "a value of no known type");
}

/* Zeroes what is left, so that themes can be compared by their bytes. */
static void copy_text(const char *text, char *target, size_t bytes) {
    memset(target, 0, bytes);
    memcpy(target, text, strlen(text) + 1);
}

void clm_style_value_put(const clm_key_rule *rule, const clm_style_value *value, clm_look *look) {
    void *target = (char *)look + rule->offset;
    switch (rule->type) {
    case CLM_VALUE_COLOR:
        memcpy(target, &value->color, sizeof value->color);
        break;
    case CLM_VALUE_NUMBER:
        memcpy(target, &value->number, sizeof value->number);
        break;
    case CLM_VALUE_DASHES:
        memcpy(look->dash_px, value->dash_px, sizeof look->dash_px);
        look->dash_count = value->dash_count;
        break;
    case CLM_VALUE_HATCH:
        look->hatch = value->hatch;
        break;
    case CLM_VALUE_WEIGHT:
    case CLM_VALUE_SLANT:
        memcpy(target, &value->flag, sizeof value->flag);
        break;
    case CLM_VALUE_TEXT:
        copy_text(value->text, target, rule->bytes);
        break;
    case CLM_VALUE_THEME:
    case CLM_VALUE_FILE:
    case CLM_VALUE_FILES:
        break;
    }
}

void clm_style_value_put_theme(const clm_key_rule *rule, const clm_style_value *value,
                               const char *folder, clm_theme *theme) {
    const char *text = value->text;
    if (rule->type == CLM_VALUE_TEXT) {
        copy_text(text, (char *)theme + rule->offset, rule->bytes);
    } else if (rule->type == CLM_VALUE_FILE) {
        memset(theme->logo_file, 0, sizeof theme->logo_file);
        (void)clm_style_path(text[0] != '\0' ? folder : NULL, clm_text_of(text), theme->logo_file);
    } else if (rule->type == CLM_VALUE_FILES) {
        memset(theme->font_files, 0, sizeof theme->font_files);
        theme->font_file_count = 0;
        while (
            *text != '\0' && theme->font_file_count < CLM_FONT_FILES_MAX &&
            clm_style_path(folder, next_path(&text), theme->font_files[theme->font_file_count])) {
            theme->font_file_count++;
        }
    }
}

#include "refresh/config_keys.h"

#include "pipeline/pipeline.h"
#include "store/state.h"

#include <string.h>

static bool is_url(const char *value) {
    return strncmp(value, "http://", 7) == 0 || strncmp(value, "https://", 8) == 0;
}

static clm_status no_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

static clm_status wrong(const char *value, const char *wanted, clm_error *error) {
    return clm_fail(error, CLM_ERR_ARGUMENT, "'%.100s' is not %s", value, wanted);
}

static bool names_variable(const char *path) {
    for (const char *at = strchr(path, '$'); at != NULL; at = strchr(at + 1, '$')) {
        if (at[1] == '{' || at[1] == '_' || (at[1] >= 'A' && at[1] <= 'Z') ||
            (at[1] >= 'a' && at[1] <= 'z')) {
            return true;
        }
    }
    return false;
}

/* As git reads paths of its configuration: "~/" is the home folder, and nothing else is expanded. A
 * variable would otherwise become a folder of that name. */
static clm_status whole_path(const char *value, const clm_config_place *place, clm_arena *arena,
                             const char **out, clm_error *error) {
    if (value[0] == '\0') {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a path is missing");
    }
    if (names_variable(value)) {
        return clm_fail(error, CLM_ERR_ARGUMENT,
                        "'%.100s': variables are not replaced in paths; only ~/ is", value);
    }
    if (strstr(value, "://") != NULL) {
        return wrong(value, "a path", error);
    }
    const char *base = place->folder;
    if (value[0] == '/') {
        base = "";
    } else if (value[0] == '~') {
        if (value[1] != '\0' && value[1] != '/') {
            return clm_fail(error, CLM_ERR_ARGUMENT,
                            "'%.100s': other people's home folders are not known; write the path",
                            value);
        }
        if (place->home == NULL || place->home[0] != '/') {
            return clm_fail(error, CLM_ERR_ARGUMENT, "'%.100s': there is no home folder", value);
        }
        base = place->home;
        value += value[1] == '/' ? 2 : 1;
    }
    const char *between = base[0] == '\0' || strcmp(base, "/") == 0 ? "" : "/";
    const bool rooted = value[0] == '/';
    *out = rooted ? clm_arena_strdup(arena, value)
                  : clm_arena_printf(arena, "%s%s%s", base, between, value);
    return *out != NULL ? CLM_OK : no_memory(error);
}

/* Digits and an optional unit after blanks. */
static clm_status amount(const clm_config_key *key, const char *value, int64_t *out,
                         clm_error *error) {
    static const struct {
        clm_config_type type;
        const char *name;
        int64_t factor;
    } units[] = {
        {CLM_CONFIG_NUMBER, "", 1},         {CLM_CONFIG_DURATION, "s", 1},
        {CLM_CONFIG_DURATION, "min", 60},   {CLM_CONFIG_DURATION, "h", 3600},
        {CLM_CONFIG_PAUSE, "ms", 1},        {CLM_CONFIG_PAUSE, "s", 1000},
        {CLM_CONFIG_PAUSE, "min", 60000},   {CLM_CONFIG_PAUSE, "h", 3600000},
        {CLM_CONFIG_BYTES, "B", 1},         {CLM_CONFIG_BYTES, "KiB", 1024},
        {CLM_CONFIG_BYTES, "MiB", 1 << 20}, {CLM_CONFIG_BYTES, "GiB", 1 << 30},
    };
    const char *wanted = key->type == CLM_CONFIG_NUMBER     ? "a whole number"
                         : key->type == CLM_CONFIG_DURATION ? "a time with its unit: s, min or h"
                         : key->type == CLM_CONFIG_PAUSE ? "a time with its unit: ms, s, min or h"
                                                         : "a size with its unit: KiB, MiB, GiB";
    int64_t number = 0;
    size_t at = 0;
    for (; value[at] >= '0' && value[at] <= '9' && at < 13; at++) {
        number = number * 10 + (value[at] - '0');
    }
    if (at == 0 || (value[at] >= '0' && value[at] <= '9')) {
        return wrong(value, wanted, error);
    }
    while (value[at] == ' ' || value[at] == '\t') {
        at++;
    }
    int64_t factor = number == 0 && value[at] == '\0' ? 1 : 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (units[i].type == key->type && strcmp(units[i].name, value + at) == 0) {
            factor = units[i].factor;
        }
    }
    if (factor == 0) {
        return wrong(value, wanted, error);
    }
    if (number > key->high / factor || number * factor < key->low) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "'%.100s' lies outside %lld to %lld%s", value,
                        (long long)key->low, (long long)key->high,
                        key->type == CLM_CONFIG_DURATION ? " s"
                        : key->type == CLM_CONFIG_PAUSE  ? " ms"
                        : key->type == CLM_CONFIG_BYTES  ? " bytes"
                                                         : "");
    }
    *out = number * factor;
    return CLM_OK;
}

static clm_status either(const char *value, const char *no, const char *yes, bool *out,
                         clm_error *error) {
    if (strcmp(value, no) != 0 && strcmp(value, yes) != 0) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "'%.100s' is neither %s nor %s", value, yes, no);
    }
    *out = strcmp(value, yes) == 0;
    return CLM_OK;
}

static clm_status overlay(const char *value, const clm_config_place *place, clm_arena *arena,
                          const char **out, clm_error *error) {
    const char *question = strchr(value, '?');
    const size_t length = question != NULL ? (size_t)(question - value) : strlen(value);
    const char *path = clm_arena_strndup(arena, value, length);
    if (path == NULL) {
        return no_memory(error);
    }
    clm_status status = whole_path(path, place, arena, &path, error);
    if (status == CLM_OK) {
        *out = clm_arena_printf(arena, "%s%s", path, value + length);
        status = *out != NULL ? CLM_OK : no_memory(error);
    }
    return status;
}

/* Pieces between `mark`s, trimmed; empty ones, as after a last mark, are left out. */
static clm_status list(const clm_config_key *key, const char *value, const clm_config_place *place,
                       clm_arena *arena, clm_strings *out, clm_error *error) {
    const char mark = key->type == CLM_CONFIG_OVERLAYS ? ';' : ',';
    size_t most = 1;
    for (const char *at = value; *at != '\0'; at++) {
        most += *at == mark;
    }
    const char **items = clm_arena_array(arena, most, sizeof *items);
    size_t count = 0;
    if (items == NULL) {
        return no_memory(error);
    }
    for (const char *at = value; at != NULL;) {
        const char *end = strchr(at, mark);
        clm_text piece = {at, end != NULL ? (size_t)(end - at) : strlen(at)};
        piece = clm_text_trim(piece);
        at = end != NULL ? end + 1 : NULL;
        if (piece.len == 0) {
            continue;
        }
        const char *item = clm_arena_strndup(arena, piece.ptr, piece.len);
        if (item == NULL) {
            return no_memory(error);
        }
        if (key->type == CLM_CONFIG_OVERLAYS) {
            clm_status status = overlay(item, place, arena, &item, error);
            if (status != CLM_OK) {
                return status;
            }
        }
        items[count++] = item;
    }
    *out = (clm_strings){items, count};
    return CLM_OK;
}

static clm_status text(const clm_config_key *key, const char *value, clm_arena *arena,
                       const char **out, clm_error *error) {
    const size_t length = strlen(value);
    if (length == 0 || (key->high > 0 && length > (size_t)key->high)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a text of 1 to %lld bytes is wanted",
                        (long long)key->high);
    }
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)value[i] < ' ') { /* a header line must not be split */
            return clm_fail(error, CLM_ERR_ARGUMENT, "a control character stands in the text");
        }
    }
    *out = clm_arena_strdup(arena, value);
    return *out != NULL ? CLM_OK : no_memory(error);
}

static clm_status state(const char *value, const clm_config_place *place, clm_arena *arena,
                        clm_night_config *night, clm_error *error) {
    night->state_is_server = clm_state_is_connection(value);
    if (!night->state_is_server) {
        return whole_path(value, place, arena, &night->state, error);
    }
    night->state = clm_arena_strdup(arena, value);
    return night->state != NULL ? CLM_OK : no_memory(error);
}

static clm_status address(const clm_config_key *key, const char *value,
                          const clm_config_place *place, clm_arena *arena,
                          clm_source_config *source, clm_error *error) {
    source->kind = (clm_source_kind)key->offset;
    source->is_url = is_url(value);
    const bool may_be_url = source->kind >= CLM_SOURCE_URL;
    if (!may_be_url || (!source->is_url && source->kind != CLM_SOURCE_URL)) {
        return whole_path(value, place, arena, &source->address, error);
    }
    const char *host = source->is_url ? strstr(value, "://") + 3 : "";
    if (host[0] == '\0' || host[0] == '/') {
        return wrong(value, "an address that begins with http:// or https://", error);
    }
    for (const char *at = value; *at != '\0'; at++) {
        if ((unsigned char)*at <= ' ') {
            return wrong(value, "a URL: a blank stands in it", error);
        }
    }
    source->address = clm_arena_strdup(arena, value);
    return source->address != NULL ? CLM_OK : no_memory(error);
}

static clm_status option(const clm_config_key *key, const char *value, clm_arena *arena,
                         const char **out, clm_error *error) {
    clm_request request;
    memset(&request, 0, sizeof request);
    if (value[0] == '\0') {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a value is missing");
    }
    clm_status status = clm_request_set(&request, key->option, value, error);
    if (status != CLM_OK) {
        return status;
    }
    *out = clm_arena_strdup(arena, value);
    return *out != NULL ? CLM_OK : no_memory(error);
}

clm_status clm_config_value(const clm_config_key *key, const char *value,
                            const clm_config_place *place, clm_arena *arena, void *target,
                            clm_error *error) {
    void *member = (char *)target + (key->type == CLM_CONFIG_ADDRESS ? 0 : key->offset);
    switch (key->type) {
    case CLM_CONFIG_TEXT:
        return text(key, value, arena, member, error);
    case CLM_CONFIG_PATH:
        return whole_path(value, place, arena, member, error);
    case CLM_CONFIG_STATE:
        return state(value, place, arena, target, error);
    case CLM_CONFIG_STYLE:
        if (strchr(value, '/') != NULL || clm_text_ends(clm_text_of(value), ".style")) {
            return whole_path(value, place, arena, member, error);
        }
        return text(&(clm_config_key){.high = 64}, value, arena, member, error);
    case CLM_CONFIG_OPTION:
        return option(key, value, arena, member, error);
    case CLM_CONFIG_NUMBER:
    case CLM_CONFIG_DURATION:
    case CLM_CONFIG_PAUSE:
    case CLM_CONFIG_BYTES:
        return amount(key, value, member, error);
    case CLM_CONFIG_BOOL:
        return either(value, "no", "yes", member, error);
    case CLM_CONFIG_LOG:
        return either(value, "text", "json", member, error);
    case CLM_CONFIG_FROM:
        return either(value, "page", "feed", member, error);
    case CLM_CONFIG_WORDS:
    case CLM_CONFIG_OVERLAYS:
        return list(key, value, place, arena, member, error);
    case CLM_CONFIG_ADDRESS:
        return address(key, value, place, arena, target, error);
    }
    return clm_fail(error, CLM_ERR_ARGUMENT, "unknown type of key");
}

/* ---- and back ---- */

void clm_config_hide_secret(const char *value, clm_buffer *out) {
    const char *host = strstr(value, "://");
    if (host != NULL) {
        const size_t length = strcspn(host + 3, "/?# ");
        const char *at = host + 3;
        const char *sign = NULL;
        for (size_t i = 0; i < length; i++) {
            sign = at[i] == '@' ? at + i : sign;
        }
        const char *colon = sign != NULL ? memchr(at, ':', (size_t)(sign - at)) : NULL;
        if (colon != NULL) {
            clm_buffer_add(out, value, (size_t)(colon + 1 - value));
            clm_buffer_string(out, "***");
            value = sign;
        }
    }
    for (const char *at = strstr(value, "password="); at != NULL; at = strstr(value, "password=")) {
        at += 9;
        clm_buffer_add(out, value, (size_t)(at - value));
        clm_buffer_string(out, "***");
        const char quote = at[0] == '\'' ? '\'' : '\0';
        at += quote != '\0';
        while (*at != '\0' && (quote != '\0' ? *at != quote : *at != ' ' && *at != '&')) {
            at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
        }
        value = at + (quote != '\0' && *at == quote);
    }
    clm_buffer_string(out, value);
}

bool clm_config_is_set(const clm_config_key *key, const void *target) {
    const void *member = (const char *)target + (key->type == CLM_CONFIG_ADDRESS ? 0 : key->offset);
    switch (key->type) {
    case CLM_CONFIG_TEXT:
    case CLM_CONFIG_PATH:
    case CLM_CONFIG_STATE:
    case CLM_CONFIG_STYLE:
    case CLM_CONFIG_OPTION:
        return *(const char *const *)member != NULL;
    case CLM_CONFIG_WORDS:
    case CLM_CONFIG_OVERLAYS:
        return ((const clm_strings *)member)->count > 0;
    case CLM_CONFIG_ADDRESS:
        return ((const clm_source_config *)target)->kind == (clm_source_kind)key->offset;
    case CLM_CONFIG_NUMBER:
    case CLM_CONFIG_DURATION:
    case CLM_CONFIG_PAUSE:
    case CLM_CONFIG_BYTES:
    case CLM_CONFIG_BOOL:
    case CLM_CONFIG_LOG:
    case CLM_CONFIG_FROM:
        break;
    }
    return true;
}

void clm_config_print_value(const clm_config_key *key, const void *target, bool hide_secrets,
                            clm_buffer *out) {
    const void *member = (const char *)target + (key->type == CLM_CONFIG_ADDRESS ? 0 : key->offset);
    switch (key->type) {
    case CLM_CONFIG_TEXT:
    case CLM_CONFIG_PATH:
    case CLM_CONFIG_STATE:
    case CLM_CONFIG_STYLE:
    case CLM_CONFIG_OPTION:
    case CLM_CONFIG_ADDRESS: {
        const char *value = key->type == CLM_CONFIG_ADDRESS
                                ? ((const clm_source_config *)target)->address
                                : *(const char *const *)member;
        if (hide_secrets) {
            clm_config_hide_secret(value, out);
        } else {
            clm_buffer_string(out, value);
        }
        return;
    }
    case CLM_CONFIG_WORDS:
    case CLM_CONFIG_OVERLAYS: {
        const clm_strings *items = member;
        for (size_t i = 0; i < items->count; i++) {
            clm_buffer_printf(out, "%s%s",
                              i == 0                          ? ""
                              : key->type == CLM_CONFIG_WORDS ? ", "
                                                              : "; ",
                              items->items[i]);
        }
        return;
    }
    case CLM_CONFIG_NUMBER:
    case CLM_CONFIG_DURATION:
    case CLM_CONFIG_PAUSE:
    case CLM_CONFIG_BYTES:
        clm_buffer_printf(out, "%lld%s", (long long)*(const int64_t *)member,
                          key->type == CLM_CONFIG_DURATION ? " s"
                          : key->type == CLM_CONFIG_PAUSE  ? " ms"
                          : key->type == CLM_CONFIG_BYTES  ? " B"
                                                           : "");
        return;
    case CLM_CONFIG_BOOL:
        clm_buffer_string(out, *(const bool *)member ? "yes" : "no");
        return;
    case CLM_CONFIG_LOG:
        clm_buffer_string(out, *(const bool *)member ? "json" : "text");
        return;
    case CLM_CONFIG_FROM:
        clm_buffer_string(out, *(const bool *)member ? "feed" : "page");
        return;
    }
}

/* Which columns of a layer hold what. */
#include "gazetteer/vector_rows.h"

#include "base/alloc.h"
#include "gazetteer/build_rows.h"

#include <string.h>

static const char *const name_columns[] = {"name",       "name_en", "name:en",  "int_name",
                                           "nam",        "label",   "toponym",  "placename",
                                           "place_name", "title",   "full_name"};
static const char *const english_columns[] = {"name:en", "name_en"};

/* Names beside the name, as OpenStreetMap and Natural Earth call them. */
static const struct {
    const char *column;
    clm_name_type type;
    unsigned quality;
} known_columns[] = {
    {"alt_name", CLM_NAME_ALTERNATIVE, CLM_QUALITY_ALIAS},
    {"name_alt", CLM_NAME_ALTERNATIVE, CLM_QUALITY_ALIAS},
    {"official_name", CLM_NAME_ALTERNATIVE, CLM_QUALITY_LONG},
    {"int_name", CLM_NAME_ALTERNATIVE, CLM_QUALITY_LONG},
    {"loc_name", CLM_NAME_ALTERNATIVE, CLM_QUALITY_LANGUAGE},
    {"nat_name", CLM_NAME_ALTERNATIVE, CLM_QUALITY_LANGUAGE},
    {"reg_name", CLM_NAME_ALTERNATIVE, CLM_QUALITY_LANGUAGE},
    {"short_name", CLM_NAME_ALTERNATIVE, CLM_QUALITY_LANGUAGE},
    {"old_name", CLM_NAME_HISTORICAL, CLM_QUALITY_HISTORICAL},
};

static clm_status no_column(const clm_dataset *dataset, const char *what, clm_text name,
                            clm_error *error) {
    enum { LISTED_MAX = 20 };
    clm_buffer list;
    clm_buffer_init(&list);
    size_t count = clm_dataset_field_count(dataset);
    for (size_t i = 0; i < count && i < LISTED_MAX; i++) {
        clm_text field = clm_dataset_field_name(dataset, i);
        clm_buffer_printf(&list, "%s%.*s", i > 0 ? ", " : "", (int)field.len, field.ptr);
    }
    if (count > LISTED_MAX) {
        clm_buffer_printf(&list, " and %zu more", count - LISTED_MAX);
    }
    clm_status status = CLM_OK;
    if (list.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory for columns");
    } else if (name.len > 0) {
        status = clm_fail(error, CLM_ERR_NOT_FOUND, "%s: there is no column \"%.*s\"; there are %s",
                          what, (int)name.len, name.ptr, count > 0 ? list.data : "none");
    } else {
        status = clm_fail(error, CLM_ERR_NOT_FOUND,
                          "which column holds the names? Say it with name=COLUMN; there are %s",
                          count > 0 ? list.data : "none");
    }
    clm_buffer_clear(&list);
    return status;
}

/* The column of that name, which need not end with a NUL. */
static clm_status find_column(const clm_dataset *dataset, const char *what, clm_text name,
                              int *field, clm_error *error) {
    char *copy = clm_strndup(name.ptr, name.len);
    if (copy == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for columns");
    }
    *field = clm_dataset_field(dataset, copy);
    clm_free(copy);
    return *field >= 0 ? CLM_OK : no_column(dataset, what, name, error);
}

static int first_text(const clm_dataset *dataset, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int field = clm_dataset_field(dataset, names[i]);
        if (field >= 0 && clm_dataset_field_is_text(dataset, (size_t)field)) {
            return field;
        }
    }
    return -1;
}

/* "COLUMN" or "=VALUE"; where nothing is asked for, the column `otherwise` (NULL: none). */
static clm_status choose(const clm_dataset *dataset, const char *what, const char *asked,
                         const char *otherwise, clm_vector_column *out, clm_error *error) {
    out->field = -1;
    out->always = (clm_text){"", 0};
    if (asked == NULL) {
        out->field = otherwise != NULL ? clm_dataset_field(dataset, otherwise) : -1;
        return CLM_OK;
    }
    if (asked[0] == '=') {
        out->always = clm_text_trim(clm_text_of(asked + 1));
        return out->always.len > 0
                   ? CLM_OK
                   : clm_fail(error, CLM_ERR_FORMAT, "%s: there is no value behind \"=\"", what);
    }
    return find_column(dataset, what, clm_text_of(asked), &out->field, error);
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* True for "name:xx", "name:xxx", "name:xx-Yyyy" and "name_xx" in any case; `lang` gets codes of
 * two letters, else zeros. */
static bool language_of(clm_text field, char lang[2]) {
    lang[0] = lang[1] = '\0';
    if (field.len < 7) {
        return false;
    }
    for (size_t i = 0; i < 4; i++) {
        if (small(field.ptr[i]) != "name"[i]) {
            return false;
        }
    }
    size_t letters = 0;
    while (5 + letters < field.len && is_letter(field.ptr[5 + letters])) {
        letters++;
    }
    bool whole = 5 + letters == field.len;
    bool tagged = field.ptr[4] == ':' && (letters == 2 || letters == 3) &&
                  (whole || field.ptr[5 + letters] == '-');
    if (!tagged && !(field.ptr[4] == '_' && letters == 2 && whole)) {
        return false;
    }
    if (letters == 2 && whole) {
        lang[0] = small(field.ptr[5]);
        lang[1] = small(field.ptr[6]);
    }
    return true;
}

static clm_status add_names(clm_vector_columns *columns, clm_vector_names names, clm_error *error) {
    for (size_t i = 0; i < columns->others.count; i++) {
        if (columns->others.items[i].field == names.field) {
            return CLM_OK;
        }
    }
    if (!CLM_ARRAY_ROOM(columns->others)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for columns");
    }
    columns->others.items[columns->others.count++] = names;
    return CLM_OK;
}

static clm_status asked_names(const clm_dataset *dataset, const char *asked,
                              clm_vector_columns *out, clm_error *error) {
    clm_status status = CLM_OK;
    clm_text rest = clm_text_of(asked);
    while (status == CLM_OK && rest.len > 0) {
        const char *comma = memchr(rest.ptr, ',', rest.len);
        size_t length = comma != NULL ? (size_t)(comma - rest.ptr) : rest.len;
        clm_vector_names names = {-1, {0, 0}, CLM_NAME_ALTERNATIVE, CLM_QUALITY_ALIAS, true};
        clm_text column = clm_text_trim((clm_text){rest.ptr, length});
        if (column.len > 0) {
            status = find_column(dataset, "alt", column, &names.field, error);
        }
        if (status == CLM_OK && names.field >= 0) {
            status = add_names(out, names, error);
        }
        length += comma != NULL;
        rest = (clm_text){rest.ptr + length, rest.len - length};
    }
    return status;
}

static clm_status found_names(const clm_dataset *dataset, clm_vector_columns *out,
                              clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < clm_dataset_field_count(dataset) && status == CLM_OK; i++) {
        clm_vector_names names = {(int)i, {0, 0}, CLM_NAME_ALTERNATIVE, CLM_QUALITY_LANGUAGE, true};
        bool other = (int)i != out->name && clm_dataset_field_is_text(dataset, i);
        if (other && language_of(clm_dataset_field_name(dataset, i), names.lang)) {
            status = add_names(out, names, error);
        }
    }
    for (size_t i = 0; i < sizeof known_columns / sizeof known_columns[0] && status == CLM_OK;
         i++) {
        int field = clm_dataset_field(dataset, known_columns[i].column);
        clm_vector_names names = {
            field, {0, 0}, known_columns[i].type, known_columns[i].quality, true};
        if (field >= 0 && field != out->name && clm_dataset_field_is_text(dataset, (size_t)field)) {
            status = add_names(out, names, error);
        }
    }
    return status;
}

static clm_status choose_name(const clm_dataset *dataset, const char *asked,
                              clm_vector_columns *out, clm_error *error) {
    if (asked != NULL) {
        return find_column(dataset, "name", clm_text_of(asked), &out->name, error);
    }
    out->name = first_text(dataset, name_columns, sizeof name_columns / sizeof name_columns[0]);
    out->english =
        first_text(dataset, english_columns, sizeof english_columns / sizeof english_columns[0]);
    out->english = out->english != out->name ? out->english : -1;
    return out->name >= 0 ? CLM_OK : no_column(dataset, "name", (clm_text){"", 0}, error);
}

static clm_status check_constants(const clm_vector_columns *columns, clm_error *error) {
    clm_place_kind kind = CLM_KIND_SETTLEMENT;
    clm_text word = columns->kind.always;
    clm_text code = columns->country.always;
    uint16_t number = 0;
    double people = 0.0;
    clm_text population = columns->population.always;
    if (word.len > 0 && !clm_vector_kind_of(word, &kind)) {
        return clm_fail(error, CLM_ERR_FORMAT, "kind: \"%.*s\" is no kind of place", (int)word.len,
                        word.ptr);
    }
    if (!clm_build_country_number(code, &number)) {
        return clm_fail(error, CLM_ERR_FORMAT, "country: \"%.*s\" is no ISO 3166-1 code",
                        (int)code.len, code.ptr);
    }
    if (population.len > 0 && clm_text_number(population, &people) != population.len) {
        return clm_fail(error, CLM_ERR_FORMAT, "population: \"%.*s\" is no number",
                        (int)population.len, population.ptr);
    }
    return columns->id.always.len == 0
               ? CLM_OK
               : clm_fail(error, CLM_ERR_FORMAT, "id: it is a column, not one value for all");
}

clm_status clm_vector_columns_choose(const clm_dataset *dataset, const clm_gazetteer_vector *asked,
                                     clm_vector_columns *out, clm_error *error) {
    memset(out, 0, sizeof *out);
    out->name = out->english = -1;
    out->wikidata = clm_dataset_field(dataset, "wikidata");
    clm_status status = choose_name(dataset, asked->name, out, error);
    if (status == CLM_OK) {
        status = choose(dataset, "kind", asked->kind, NULL, &out->kind, error);
    }
    if (status == CLM_OK) {
        status =
            choose(dataset, "population", asked->population, "population", &out->population, error);
    }
    if (status == CLM_OK) {
        status = choose(dataset, "country", asked->country, NULL, &out->country, error);
    }
    if (status == CLM_OK) {
        status = choose(dataset, "id", asked->id, NULL, &out->id, error);
    }
    if (status == CLM_OK) {
        status = check_constants(out, error);
    }
    if (status == CLM_OK && asked->alternatives != NULL) {
        status = asked_names(dataset, asked->alternatives, out, error);
    }
    return status == CLM_OK ? found_names(dataset, out, error) : status;
}

void clm_vector_columns_clear(clm_vector_columns *columns) {
    clm_free(columns->others.items);
    memset(columns, 0, sizeof *columns);
}

bool clm_vector_kind_of(clm_text word, clm_place_kind *out) {
    for (int kind = 0; kind < CLM_KIND_COUNT; kind++) {
        if (clm_text_is(word, clm_place_kind_name((clm_place_kind)kind))) {
            *out = (clm_place_kind)kind;
            return true;
        }
    }
    return false;
}

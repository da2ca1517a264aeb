/* What rows of all tables have in common. */
#include "gazetteer/build_rows.h"

#include "base/alloc.h"

#include <string.h>

clm_status clm_row_string(clm_build *build, clm_text text, uint32_t *out, clm_error *error) {
    return clm_strings_add(&build->strings, text, out, error);
}

clm_status clm_row_place(clm_build *build, clm_place_kind kind, bool with_extra, uint32_t *index,
                         clm_error *error) {
    if (!CLM_ARRAY_ROOM(build->places) || (with_extra && !CLM_ARRAY_ROOM(build->extras))) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for places");
    }
    clm_build_place *place = &build->places.items[build->places.count];
    memset(place, 0, sizeof(*place));
    place->kind = (uint8_t)kind;
    place->admin1 = CLM_GAZ_NONE;
    place->extra = CLM_GAZ_NONE;
    place->country = place->country_de_facto = CLM_GAZ_NO_COUNTRY;
    if (with_extra) {
        place->extra = (uint32_t)build->extras.count;
        memset(&build->extras.items[build->extras.count++], 0, sizeof(clm_gaz_extra));
    }
    *index = (uint32_t)build->places.count++;
    return CLM_OK;
}

clm_status clm_row_point(const clm_table *table, int lon, int lat, clm_build_place *place,
                         clm_error *error) {
    place->has_point = table->cells[lon].len > 0 && table->cells[lat].len > 0;
    clm_status status = clm_table_number(table, lon, -180.0, 180.0, 0.0, &place->lon_deg, error);
    if (status == CLM_OK) {
        status = clm_table_number(table, lat, -90.0, 90.0, 0.0, &place->lat_deg, error);
    }
    return status;
}

clm_status clm_row_rank(const clm_table *table, int column, uint32_t otherwise,
                        clm_build_place *place, clm_error *error) {
    uint32_t rank = 0;
    clm_status status = clm_table_count(table, column, 15, otherwise, &rank, error);
    place->rank = (uint8_t)rank;
    return status;
}

clm_status clm_row_country(clm_build *build, const clm_table *table, int column, uint16_t *out,
                           clm_error *error) {
    if (!clm_build_country_number(table->cells[column], out)) {
        return clm_table_fail(table, error, "%s: \"%.*s\" is no ISO 3166-1 code",
                              table->columns[column], (int)table->cells[column].len,
                              table->cells[column].ptr);
    }
    if (*out != CLM_GAZ_NO_COUNTRY) {
        build->country_used[*out] = true;
    }
    return CLM_OK;
}

clm_status clm_row_id(clm_build *build, uint32_t place, clm_text id, clm_error *error) {
    clm_status status = clm_build_add_id(build, id, place, error);
    if (status == CLM_OK) {
        status = clm_row_string(build, id, &build->places.items[place].id, error);
    }
    return status;
}

clm_status clm_row_number_id(clm_build *build, const char *prefix, clm_text number, uint32_t place,
                             bool main_id, clm_error *error) {
    char text[CLM_ID_BYTES];
    if (number.len == 0) {
        return CLM_OK;
    }
    clm_text id = clm_build_join(text, prefix, number);
    return main_id ? clm_row_id(build, place, id, error)
                   : clm_build_add_id(build, id, place, error);
}

clm_status clm_row_languages(clm_build *build, const clm_table *table, int column, uint32_t place,
                             clm_error *error) {
    clm_text list = table->cells[column];
    clm_text member;
    clm_gaz_extra *extra = &build->extras.items[build->places.items[place].extra];
    extra->names_first = (uint32_t)build->lang_names.count;
    while (clm_table_member(&list, &member)) {
        const char *equals = memchr(member.ptr, '=', member.len);
        size_t code = equals != NULL ? (size_t)(equals - member.ptr) : 0;
        if (code < 2 || code + 1 >= member.len) {
            return clm_table_fail(table, error, "%s: \"%.*s\" is not like xx=NAME",
                                  table->columns[column], (int)member.len, member.ptr);
        }
        clm_gaz_lang_name item = {{member.ptr[0], member.ptr[1]}, 0, 0};
        clm_text name = {member.ptr + code + 1, member.len - code - 1};
        clm_status status = clm_build_add_name(build, place, name, CLM_NAME_ALTERNATIVE,
                                               CLM_QUALITY_LANGUAGE, error);
        if (status == CLM_OK && code == 2) {
            status = clm_row_string(build, name, &item.name, error);
            if (status == CLM_OK && !CLM_ARRAY_ROOM(build->lang_names)) {
                status = clm_fail(error, CLM_ERR_NOMEM, "out of memory for names");
            }
            if (status == CLM_OK) {
                build->lang_names.items[build->lang_names.count++] = item;
                extra->names_count++;
            }
        }
        if (status != CLM_OK) {
            return status;
        }
    }
    return CLM_OK;
}

clm_status clm_row_names(clm_build *build, const clm_table *table, uint32_t place,
                         const clm_name_column *columns, size_t count, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        status = clm_build_add_names(build, place, table->cells[columns[i].column], columns[i].type,
                                     columns[i].quality, error);
    }
    return status;
}

clm_status clm_rows(clm_build *build, const char *file, const char *const *columns, bool optional,
                    clm_status (*row)(clm_build *, const clm_table *, clm_error *),
                    clm_error *error) {
    clm_table table;
    bool more = true;
    clm_status status = clm_table_open(&table, build->dir, file, columns, optional, error);
    while (status == CLM_OK && more) {
        status = clm_table_next(&table, &more, error);
        if (status == CLM_OK && more) {
            clm_error inner = {CLM_OK, ""};
            status = row(build, &table, &inner);
            if (status != CLM_OK) {
                bool placed = strncmp(inner.message, file, strlen(file)) == 0;
                status =
                    placed || status == CLM_ERR_NOMEM
                        ? clm_fail(error, status, "%s", inner.message)
                        : clm_fail(error, status, "%s:%zu: %s", file, table.line, inner.message);
            }
        }
    }
    clm_table_close(&table);
    return status;
}

clm_status clm_row_wikidata(const clm_table *table, int column, clm_build_place *place,
                            clm_error *error) {
    clm_table copy = *table;
    clm_text *cell = &copy.cells[column];
    if (cell->len > 1 && cell->ptr[0] == 'Q') {
        cell->ptr++;
        cell->len--;
    }
    return clm_table_count(&copy, column, UINT32_MAX, 0, &place->wikidata, error);
}

/* From GeoNames dumps and vector files to the file: the order of the steps. */
#include "gazetteer/dump.h"

#include "base/alloc.h"
#include "base/system.h"
#include "gazetteer/vector_rows.h"

#include <errno.h>
#include <string.h>

clm_status clm_dump_init(clm_dump *dump, clm_error *error) {
    memset(dump, 0, sizeof(*dump));
    clm_buffer_init(&dump->build.key);
    for (size_t i = 0; i < CLM_COUNTRY_CODES; i++) {
        dump->build.country_place[i] = CLM_GAZ_NONE;
    }
    dump->build.admin1_is_place = true;
    return clm_strings_init(&dump->build.strings, error);
}

void clm_dump_clear(clm_dump *dump) {
    clm_build_clear(&dump->build);
    clm_free(dump->areas.items);
    clm_free(dump->area_slots);
    clm_rings_input_clear(&dump->shapes);
}

typedef enum dump_part { PART_PLACES, PART_NAMES, PART_ADMIN1, PART_ADMIN2 } dump_part;

static clm_status read_part(clm_dump *dump, dump_part part, FILE *in, const char *path,
                            clm_error *error) {
    switch (part) {
    case PART_PLACES:
        return clm_dump_read_places(dump, in, path, error);
    case PART_NAMES:
        return clm_dump_read_names(dump, in, path, error);
    case PART_ADMIN1:
    case PART_ADMIN2:
    default:
        return clm_dump_read_areas(dump, in, path, part == PART_ADMIN1, error);
    }
}

static clm_status read_file(clm_dump *dump, dump_part part, const char *path, clm_error *error) {
    if (path == NULL) {
        return CLM_OK;
    }
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        return clm_fail_system(error, "cannot read", path, errno);
    }
    clm_status status = read_part(dump, part, in, path, error);
    (void)fclose(in);
    return status;
}

static clm_status set_name(clm_dump *dump, const char *name, clm_error *error) {
    clm_build *build = &dump->build;
    clm_status status = clm_strings_add(&build->strings, clm_text_of(name), &build->name, error);
    if (status == CLM_OK && dump->has_date) {
        status = clm_strings_add(&build->strings, (clm_text){dump->date, sizeof(dump->date)},
                                 &build->date, error);
    }
    return status;
}

static clm_status read_all(clm_dump *dump, const clm_gazetteer_dump_options *options,
                           clm_error *error) {
    clm_status status = CLM_OK;
    dump->typed_names = options->names_path != NULL;
    for (size_t i = 0; i < options->place_path_count && status == CLM_OK; i++) {
        status = read_file(dump, PART_PLACES, options->place_paths[i], error);
    }
    if (status == CLM_OK) {
        status = read_file(dump, PART_ADMIN1, options->admin1_path, error);
    }
    if (status == CLM_OK) {
        status = read_file(dump, PART_ADMIN2, options->admin2_path, error);
    }
    if (status == CLM_OK) {
        status = read_file(dump, PART_NAMES, options->names_path, error);
    }
    dump->vector_first = dump->build.places.count;
    for (size_t i = 0; i < options->vector_count && status == CLM_OK; i++) {
        status = clm_dump_read_vector(
            dump, &options->vectors[i],
            options->vector_counts != NULL ? &options->vector_counts[i] : NULL, error);
    }
    return status;
}

static clm_status no_place(const clm_gazetteer_dump_options *options, clm_error *error) {
    const char *file = options->place_path_count > 0 ? options->place_paths[0]
                       : options->vector_count > 0   ? options->vectors[0].path
                                                     : "GeoNames";
    return clm_fail(error, CLM_ERR_FORMAT, "%s: there is no place in it", file);
}

static const char *name_of(const clm_gazetteer_dump_options *options) {
    if (options->name != NULL) {
        return options->name;
    }
    return options->place_path_count > 0 || options->vector_count == 0 ? "GeoNames" : "own places";
}

clm_status clm_gazetteer_build_dump(const clm_gazetteer_dump_options *options, clm_error *error) {
    clm_dump dump;
    clm_status status = clm_dump_init(&dump, error);
    if (status == CLM_OK) {
        status = read_all(&dump, options, error);
    }
    if (status == CLM_OK && dump.build.places.count == 0) {
        status = no_place(options, error);
    }
    if (status == CLM_OK) {
        status = clm_dump_link(&dump, options->base, error);
    }
    if (status == CLM_OK) {
        status = clm_dump_stop_names(&dump, options->base, error);
    }
    if (status == CLM_OK) {
        status = set_name(&dump, name_of(options), error);
    }
    if (status == CLM_OK) {
        status = clm_build_sort(&dump.build, error);
    }
    if (status == CLM_OK) {
        status = clm_dump_make_shapes(&dump, error);
    }
    if (status == CLM_OK) {
        status = clm_build_write(&dump.build, options->out_path, error);
    }
    clm_dump_clear(&dump);
    return status;
}

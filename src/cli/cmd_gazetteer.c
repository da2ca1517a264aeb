/* claimmap gazetteer build / info / lookup: compiles, describes and queries the gazetteer. */
#include "base/alloc.h"
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/gazetteer_choice.h"
#include "gazetteer/gazetteer.h"
#include "vector/vector.h"

#include <stdio.h>
#include <string.h>

static int report(const clm_error *error) {
    clm_message("%s", error->message);
    return CLM_EXIT_FAILED;
}

/* Writes a buffer to stdout and clears it. */
static int print_buffer(clm_buffer *text) {
    int status = CLM_EXIT_OK;
    if (text->failed) {
        clm_message("out of memory");
        status = CLM_EXIT_FAILED;
    } else if (text->len > 0) {
        (void)fwrite(text->data, 1, text->len, stdout);
    }
    clm_buffer_clear(text);
    return clm_finish_stdout(status);
}

/* Opens `path`, or the standard gazetteer where it is NULL. */
static clm_status open_gazetteer(const char *path, clm_gazetteer **out, clm_error *error) {
    clm_buffer found;
    clm_buffer_init(&found);
    clm_status status = path != NULL ? CLM_OK : clm_gazetteer_find_file(&found, error);
    if (status == CLM_OK) {
        status = clm_gazetteer_open(path != NULL ? path : found.data, out, error);
    }
    clm_buffer_clear(&found);
    return status;
}

/* ---- build ---- */

enum build_option {
    BUILD_SOURCE,
    BUILD_GEONAMES,
    BUILD_ALTERNATE_NAMES,
    BUILD_ADMIN1,
    BUILD_ADMIN2,
    BUILD_VECTOR,
    BUILD_BASE,
    BUILD_NO_BASE,
    BUILD_OUTPUT,
    BUILD_NAME,
    BUILD_HELP,
    BUILD_COUNT
};

static const clm_option BUILD_OPTIONS[BUILD_COUNT] = {
    [BUILD_SOURCE] = {"source", 's', "DIR", "folder of source tables (default: gazetteer)"},
    [BUILD_GEONAMES] = {"geonames", 0, "FILE",
                        "allCountries.txt or a country's file instead; may be repeated"},
    [BUILD_ALTERNATE_NAMES] = {"alternate-names", 0, "FILE", "alternateNamesV2.txt of GeoNames"},
    [BUILD_ADMIN1] = {"admin1", 0, "FILE", "admin1CodesASCII.txt of GeoNames"},
    [BUILD_ADMIN2] = {"admin2", 0, "FILE", "admin2Codes.txt of GeoNames"},
    [BUILD_VECTOR] = {"vector", 0, "FILE[?KEY=COL]",
                      "places of a file that GDAL reads; may be repeated; keys, with & between "
                      "them: layer crs name alt kind population country id"},
    [BUILD_BASE] = {"base", 0, "FILE",
                    "gazetteer whose regions the places lie in (default: the standard)"},
    [BUILD_NO_BASE] = {"no-base", 0, NULL, "takes regions from codes alone"},
    [BUILD_OUTPUT] = {"output", 'o', "FILE", "file to write (default: claimmap.gaz)"},
    [BUILD_NAME] = {"name", 0, "TEXT", "name of the gazetteer"},
    [BUILD_HELP] = {"help", 'h', NULL, "prints this"},
};

static const clm_command BUILD = {
    "gazetteer build", "",
    "Compiles source tables, or GeoNames dumps and vector files, into one file.", NULL};

typedef struct build_settings {
    clm_gazetteer_build_options tables;
    clm_gazetteer_dump_options dump;
    const char *base;
    bool no_base;
    /* Each has room for as many as there are arguments. */
    const char **paths;
    clm_vector_spec *specs;
    clm_gazetteer_vector *vectors;
    clm_gazetteer_vector_counts *counts;
} build_settings;

static int take_vector(build_settings *s, const char *value) {
    static const char *const keys[] = {"layer",      "crs",     "name", "alt", "kind",
                                       "population", "country", "id",   NULL};
    clm_error error = {CLM_OK, ""};
    clm_vector_spec *spec = &s->specs[s->dump.vector_count];
    clm_gazetteer_vector *vector = &s->vectors[s->dump.vector_count++];
    if (clm_vector_spec_parse(value, keys, spec, &error) != CLM_OK) {
        return clm_usage_error(BUILD.name, "--vector: %s", error.message);
    }
    vector->path = spec->path;
    vector->layer = clm_vector_spec_value(spec, "layer");
    vector->crs = clm_vector_spec_value(spec, "crs");
    vector->name = clm_vector_spec_value(spec, "name");
    vector->alternatives = clm_vector_spec_value(spec, "alt");
    vector->kind = clm_vector_spec_value(spec, "kind");
    vector->population = clm_vector_spec_value(spec, "population");
    vector->country = clm_vector_spec_value(spec, "country");
    vector->id = clm_vector_spec_value(spec, "id");
    return -1;
}

/* False for an option of no value. */
static bool take_build_option(build_settings *s, int option, const char *value) {
    switch (option) {
    case BUILD_SOURCE:
        s->tables.source_dir = value;
        return true;
    case BUILD_GEONAMES:
        s->paths[s->dump.place_path_count++] = value;
        return true;
    case BUILD_ALTERNATE_NAMES:
        s->dump.names_path = value;
        return true;
    case BUILD_ADMIN1:
        s->dump.admin1_path = value;
        return true;
    case BUILD_ADMIN2:
        s->dump.admin2_path = value;
        return true;
    case BUILD_BASE:
        s->base = value;
        return true;
    case BUILD_NO_BASE:
        s->no_base = true;
        return true;
    case BUILD_OUTPUT:
        s->tables.out_path = s->dump.out_path = value;
        return true;
    case BUILD_NAME:
        s->tables.name = s->dump.name = value;
        return true;
    default:
        return false;
    }
}

static int check_build(const build_settings *s) {
    bool dump_only =
        s->dump.names_path != NULL || s->dump.admin1_path != NULL || s->dump.admin2_path != NULL;
    if (s->dump.place_path_count == 0 && dump_only) {
        return clm_usage_error(BUILD.name, "these options need --geonames FILE");
    }
    if (s->dump.place_path_count == 0 && s->dump.vector_count == 0) {
        return s->base != NULL || s->no_base
                   ? clm_usage_error(BUILD.name,
                                     "these options need --geonames FILE or --vector FILE")
                   : -1;
    }
    if (s->tables.source_dir != NULL) {
        return clm_usage_error(BUILD.name, "--source excludes --geonames and --vector");
    }
    return s->base != NULL && s->no_base
               ? clm_usage_error(BUILD.name, "--base and --no-base exclude each other")
               : -1;
}

static void say_count(const char *path, uint32_t count, const char *what) {
    if (count > 0) {
        clm_message("%s: features %s: %lu", path, what, (unsigned long)count);
    }
}

/* What was left out or guessed, once for each vector file. */
static void say_counts(const build_settings *s) {
    for (size_t i = 0; i < s->dump.vector_count; i++) {
        const clm_gazetteer_vector_counts *counts = &s->counts[i];
        const char *path = s->vectors[i].path;
        say_count(path, counts->without_name, "without a name, left out");
        say_count(path, counts->without_shape, "without a shape, left out");
        say_count(path, counts->repeated, "of an id that was there, whose names are added to it");
        say_count(path, counts->without_population, "with a population that is no number");
        say_count(path, counts->without_country,
                  "with a country that is no ISO 3166-1 code of two capitals");
    }
}

static int build(build_settings *s) {
    clm_error error = {CLM_OK, ""};
    clm_status status = CLM_OK;
    if (s->dump.place_path_count == 0 && s->dump.vector_count == 0) {
        if (s->tables.source_dir == NULL) {
            s->tables.source_dir = "gazetteer";
        }
        status = clm_gazetteer_build(&s->tables, &error);
    } else {
        clm_gazetteer *base = NULL;
        if (!s->no_base) {
            status = open_gazetteer(s->base, &base, &error);
        }
        s->dump.base = base;
        if (status == CLM_OK) {
            status = clm_gazetteer_build_dump(&s->dump, &error);
        }
        if (status == CLM_OK) {
            say_counts(s);
        }
        clm_gazetteer_free(base);
    }
    return status == CLM_OK ? CLM_EXIT_OK : report(&error);
}

static int read_build(int argc, char **argv, build_settings *s) {
    clm_option_reader reader;
    clm_options_begin(&reader, BUILD_OPTIONS, BUILD_COUNT, argc, argv);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        if (option == BUILD_HELP) {
            clm_options_help(&BUILD, BUILD_OPTIONS, BUILD_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        }
        if (option == CLM_OPTION_OPERAND) {
            return clm_usage_error(BUILD.name, "unexpected argument '%s'", reader.value);
        }
        int status = option == BUILD_VECTOR ? take_vector(s, reader.value) : -1;
        if (status >= 0) {
            return status;
        }
        if (option != BUILD_VECTOR && !take_build_option(s, option, reader.value)) {
            return CLM_EXIT_USAGE;
        }
    }
    return check_build(s);
}

static int run_build(int argc, char **argv) {
    build_settings s = {.tables = {.out_path = "claimmap.gaz"},
                        .dump = {.out_path = "claimmap.gaz"}};
    size_t room = (size_t)argc + 1;
    int status = CLM_EXIT_FAILED;
    s.paths = clm_alloc_zero(room, sizeof *s.paths);
    s.specs = clm_alloc_zero(room, sizeof *s.specs);
    s.vectors = clm_alloc_zero(room, sizeof *s.vectors);
    s.counts = clm_alloc_zero(room, sizeof *s.counts);
    if (s.paths == NULL || s.specs == NULL || s.vectors == NULL || s.counts == NULL) {
        clm_message("out of memory");
    } else {
        s.dump.place_paths = s.paths;
        s.dump.vectors = s.vectors;
        s.dump.vector_counts = s.counts;
        status = read_build(argc - 1, argv + 1, &s);
        status = status < 0 ? build(&s) : status;
    }
    for (size_t i = 0; i < s.dump.vector_count; i++) {
        clm_vector_spec_clear(&s.specs[i]);
    }
    clm_free(s.paths);
    clm_free(s.specs);
    clm_free(s.vectors);
    clm_free(s.counts);
    return status;
}

/* ---- info ---- */

enum info_option { INFO_VERIFY, INFO_JSON, INFO_HELP, INFO_COUNT };

static const clm_option INFO_OPTIONS[INFO_COUNT] = {
    [INFO_VERIFY] = {"verify", 0, NULL, "checks the whole file"},
    [INFO_JSON] = {"json", 0, NULL, "prints JSON"},
    [INFO_HELP] = {"help", 'h', NULL, "prints this"},
};

static const clm_command INFO = {"gazetteer info", "[FILE]", "Describes a compiled gazetteer.",
                                 NULL};

static void info_json(const clm_gazetteer_info *info, bool verified, clm_buffer *out) {
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    clm_json_open_object(&writer);
    clm_json_key(&writer, "name");
    clm_json_put_text(&writer, info->name);
    clm_json_key(&writer, "date");
    clm_json_put_text(&writer, info->date);
    clm_json_key(&writer, "sha256");
    clm_json_put_text(&writer, info->sha256);
    clm_json_pair_int(&writer, "format_version", info->format_version);
    clm_json_pair_int(&writer, "file_bytes", (int64_t)info->file_bytes);
    clm_json_pair_int(&writer, "places", info->places);
    clm_json_key(&writer, "by_kind");
    clm_json_open_object(&writer);
    for (int kind = 0; kind < CLM_KIND_COUNT; kind++) {
        clm_json_pair_int(&writer, clm_place_kind_name((clm_place_kind)kind), info->by_kind[kind]);
    }
    clm_json_close_object(&writer);
    clm_json_pair_int(&writer, "names", info->names);
    clm_json_pair_int(&writer, "name_refs", info->name_refs);
    clm_json_pair_int(&writer, "arcs", info->arcs);
    clm_json_pair_int(&writer, "vertices", info->vertices);
    if (verified) {
        clm_json_pair_bool(&writer, "verified", true);
    }
    clm_json_close_object(&writer);
    clm_buffer_char(out, '\n');
}

static void info_text(const clm_gazetteer_info *info, bool verified, clm_buffer *out) {
    clm_buffer_printf(out, "name      %.*s\n", (int)info->name.len, info->name.ptr);
    clm_buffer_printf(out, "date      %.*s\n", (int)info->date.len, info->date.ptr);
    clm_buffer_printf(out, "sha256    %.*s\n", (int)info->sha256.len, info->sha256.ptr);
    clm_buffer_printf(out, "format    %lu\n", (unsigned long)info->format_version);
    clm_buffer_printf(out, "bytes     %llu\n", (unsigned long long)info->file_bytes);
    clm_buffer_printf(out, "places    %lu\n", (unsigned long)info->places);
    for (int kind = 0; kind < CLM_KIND_COUNT; kind++) {
        clm_buffer_printf(out, "  %-16s %lu\n", clm_place_kind_name((clm_place_kind)kind),
                          (unsigned long)info->by_kind[kind]);
    }
    clm_buffer_printf(out, "names     %lu\n", (unsigned long)info->names);
    clm_buffer_printf(out, "meanings  %lu\n", (unsigned long)info->name_refs);
    clm_buffer_printf(out, "arcs      %lu\n", (unsigned long)info->arcs);
    clm_buffer_printf(out, "vertices  %lu\n", (unsigned long)info->vertices);
    if (verified) {
        clm_buffer_string(out, "verified  yes\n");
    }
}

static int show_info(const char *path, bool verify, bool json) {
    clm_gazetteer *gazetteer = NULL;
    clm_error error = {CLM_OK, ""};
    clm_buffer out;
    clm_buffer_init(&out);
    clm_status status = open_gazetteer(path, &gazetteer, &error);
    if (status == CLM_OK && verify) {
        status = clm_gazetteer_verify(gazetteer, &error);
    }
    if (status == CLM_OK) {
        clm_gazetteer_info info = clm_gazetteer_describe(gazetteer);
        if (json) {
            info_json(&info, verify, &out);
        } else {
            info_text(&info, verify, &out);
        }
        status = clm_gazetteer_check(gazetteer, &error);
    }
    int result = status == CLM_OK ? print_buffer(&out) : report(&error);
    clm_buffer_clear(&out);
    clm_gazetteer_free(gazetteer);
    return result;
}

static int run_info(int argc, char **argv) {
    const char *path = NULL;
    bool verify = false;
    bool json = false;
    clm_option_reader reader;
    clm_options_begin(&reader, INFO_OPTIONS, INFO_COUNT, argc - 1, argv + 1);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        if (option == INFO_VERIFY) {
            verify = true;
        } else if (option == INFO_JSON) {
            json = true;
        } else if (option == INFO_HELP) {
            clm_options_help(&INFO, INFO_OPTIONS, INFO_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        } else if (option == CLM_OPTION_OPERAND && path == NULL) {
            path = reader.value;
        } else if (option == CLM_OPTION_OPERAND) {
            return clm_usage_error(INFO.name, "more than one file");
        } else {
            return CLM_EXIT_USAGE;
        }
    }
    return show_info(path, verify, json);
}

/* ---- lookup ---- */

enum lookup_option {
    LOOKUP_JSON,
    LOOKUP_GAZETTEER,
    LOOKUP_GAZETTEER_ONLY,
    LOOKUP_HELP,
    LOOKUP_COUNT
};

static const clm_option LOOKUP_OPTIONS[LOOKUP_COUNT] = {
    [LOOKUP_JSON] = {"json", 0, NULL, "prints JSON"},
    [LOOKUP_GAZETTEER] = {"gazetteer", 0, "FILE", "adds a compiled gazetteer; may be repeated"},
    [LOOKUP_GAZETTEER_ONLY] = {"gazetteer-only", 0, NULL, "leaves the standard gazetteer out"},
    [LOOKUP_HELP] = {"help", 'h', NULL, "prints this"},
};

static const clm_command LOOKUP = {"gazetteer lookup", "NAME", "Lists the places of a name.", NULL};

static const char *const TYPE_NAMES[CLM_NAME_TYPE_COUNT] = {
    [CLM_NAME_PRIMARY] = "primary",       [CLM_NAME_ALTERNATIVE] = "alternative",
    [CLM_NAME_HISTORICAL] = "historical", [CLM_NAME_ABBREVIATION] = "abbreviation",
    [CLM_NAME_DEMONYM] = "demonym",       [CLM_NAME_DERIVED] = "derived",
};

static const char *type_name(const clm_name_ref *ref) {
    return ref->type < CLM_NAME_TYPE_COUNT ? TYPE_NAMES[ref->type] : "unknown";
}

static void put_text(clm_json_writer *writer, const char *key, clm_text text) {
    clm_json_key(writer, key);
    clm_json_put_text(writer, text);
}

static void place_json(const clm_gazetteer *gazetteer, const clm_name_ref *ref,
                       clm_json_writer *writer) {
    clm_place place = clm_gazetteer_place(gazetteer, ref->place);
    clm_place admin1 = clm_gazetteer_place(gazetteer, place.admin1);
    clm_json_open_object(writer);
    put_text(writer, "id", place.id);
    clm_json_pair_string(writer, "kind", clm_place_kind_name(place.kind));
    put_text(writer, "name", place.name);
    put_text(writer, "long_name", place.long_name);
    clm_json_pair_string(writer, "country", place.country);
    clm_json_pair_string(writer, "country_de_facto", place.country_de_facto);
    put_text(writer, "admin1", admin1.name);
    clm_json_pair_number(writer, "lon", place.point.lon_deg, 7);
    clm_json_pair_number(writer, "lat", place.point.lat_deg, 7);
    clm_json_pair_int(writer, "population", place.population);
    clm_json_pair_int(writer, "rank", (int64_t)place.rank);
    clm_json_pair_number(writer, "uncertainty_m", place.uncertainty_m, 0);
    clm_json_pair_number(writer, "area_km2", place.area_m2 / 1e6, 3);
    clm_json_pair_int(writer, "geonameid", place.geonameid);
    clm_json_pair_int(writer, "wikidata", place.wikidata);
    clm_json_pair_string(writer, "type", type_name(ref));
    clm_json_pair_int(writer, "quality", ref->quality);
    clm_json_close_object(writer);
}

static void lookup_json(const clm_gazetteer *gazetteer, const char *name, const clm_name_ref *refs,
                        size_t count, clm_buffer *out) {
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    clm_json_open_object(&writer);
    clm_json_pair_string(&writer, "name", name);
    clm_json_key(&writer, "places");
    clm_json_open_array(&writer);
    for (size_t i = 0; i < count; i++) {
        place_json(gazetteer, &refs[i], &writer);
    }
    clm_json_close_array(&writer);
    clm_json_close_object(&writer);
    clm_buffer_char(out, '\n');
}

/* Pads `text` with spaces to `width` characters, and one more, which longer texts get too. */
static void put_cell(clm_buffer *out, clm_text text, size_t width) {
    clm_buffer_text(out, text);
    clm_buffer_char(out, ' ');
    for (size_t count = clm_utf8_count(text.ptr, text.len); count < width; count++) {
        clm_buffer_char(out, ' ');
    }
}

static void lookup_table(const clm_gazetteer *gazetteer, const clm_name_ref *refs, size_t count,
                         clm_buffer *out) {
    clm_buffer_string(out, "id              kind            name                     country "
                           "admin1                   lon       lat      population type         "
                           "quality\n");
    for (size_t i = 0; i < count; i++) {
        clm_place place = clm_gazetteer_place(gazetteer, refs[i].place);
        clm_place admin1 = clm_gazetteer_place(gazetteer, place.admin1);
        clm_buffer number;
        clm_buffer_init(&number);
        put_cell(out, place.id, 15);
        put_cell(out, clm_text_of(clm_place_kind_name(place.kind)), 15);
        put_cell(out, place.name, 24);
        put_cell(out, clm_text_of(place.country), 7);
        put_cell(out, admin1.name, 24);
        clm_buffer_number(&number, place.point.lon_deg, 4);
        put_cell(out, (clm_text){number.data, number.len}, 9);
        number.len = 0;
        clm_buffer_number(&number, place.point.lat_deg, 4);
        put_cell(out, (clm_text){number.data, number.len}, 8);
        clm_buffer_printf(out, "%10lu ", (unsigned long)place.population);
        put_cell(out, clm_text_of(type_name(&refs[i])), 12);
        clm_buffer_printf(out, "%7u\n", (unsigned)refs[i].quality);
        out->failed |= number.failed;
        clm_buffer_clear(&number);
    }
}

static clm_status open_choice(const clm_gazetteer_choice *choice, clm_gazetteer **out,
                              clm_error *error) {
    const clm_gazetteer_files files = clm_gazetteer_choice_files(choice);
    clm_status status = open_gazetteer(files.first, out, error);
    for (size_t i = 0; i < files.added_count && status == CLM_OK; i++) {
        status = clm_gazetteer_add(*out, files.added[i], error);
    }
    return status;
}

static int look_up(const clm_gazetteer_choice *choice, const char *name, bool json) {
    clm_gazetteer *gazetteer = NULL;
    clm_error error = {CLM_OK, ""};
    clm_buffer key;
    clm_buffer out;
    clm_buffer_init(&key);
    clm_buffer_init(&out);
    int result = CLM_EXIT_FAILED;
    if (open_choice(choice, &gazetteer, &error) != CLM_OK) {
        clm_gazetteer_free(gazetteer);
        return report(&error);
    }
    const clm_name_ref *refs = NULL;
    clm_key_append(&key, clm_text_of(name));
    size_t count = clm_gazetteer_find(gazetteer, (clm_text){key.data, key.len}, &refs);
    if (json) {
        lookup_json(gazetteer, name, refs, count, &out);
    } else if (count > 0) {
        lookup_table(gazetteer, refs, count, &out);
    }
    if (clm_gazetteer_check(gazetteer, &error) != CLM_OK) {
        result = report(&error);
    } else {
        result = print_buffer(&out);
        if (count == 0) {
            clm_message("no place has the name \"%s\"", name);
            result = CLM_EXIT_FAILED;
        }
    }
    clm_buffer_clear(&key);
    clm_buffer_clear(&out);
    clm_gazetteer_free(gazetteer);
    return result;
}

static int read_lookup(int argc, char **argv, clm_gazetteer_choice *choice, const char **name,
                       bool *json) {
    clm_option_reader reader;
    clm_options_begin(&reader, LOOKUP_OPTIONS, LOOKUP_COUNT, argc, argv);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        if (option == LOOKUP_JSON) {
            *json = true;
        } else if (option == LOOKUP_GAZETTEER) {
            choice->files[choice->count++] = reader.value;
        } else if (option == LOOKUP_GAZETTEER_ONLY) {
            choice->only = true;
        } else if (option == LOOKUP_HELP) {
            clm_options_help(&LOOKUP, LOOKUP_OPTIONS, LOOKUP_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        } else if (option == CLM_OPTION_OPERAND && *name == NULL) {
            *name = reader.value;
        } else if (option == CLM_OPTION_OPERAND) {
            return clm_usage_error(LOOKUP.name, "more than one name; put names of several words "
                                                "in quotes");
        } else {
            return CLM_EXIT_USAGE;
        }
    }
    return *name != NULL ? clm_gazetteer_choice_check(choice, LOOKUP.name)
                         : clm_usage_error(LOOKUP.name, "which name?");
}

static int run_lookup(int argc, char **argv) {
    clm_gazetteer_choice choice;
    const char *name = NULL;
    bool json = false;
    if (!clm_gazetteer_choice_init(&choice, argc)) {
        return CLM_EXIT_FAILED;
    }
    int status = read_lookup(argc - 1, argv + 1, &choice, &name, &json);
    status = status < 0 ? look_up(&choice, name, json) : status;
    clm_gazetteer_choice_clear(&choice);
    return status;
}

/* ---- the three together ---- */

typedef struct action {
    const clm_command *command;
    const char *word;
    int (*run)(int argc, char **argv);
} action;

static const action ACTIONS[] = {
    {&BUILD, "build", run_build}, {&INFO, "info", run_info}, {&LOOKUP, "lookup", run_lookup}};

static void print_actions(FILE *out) {
    (void)fputs("usage: claimmap gazetteer build|info|lookup [OPTION...] [ARGUMENT...]\n\n", out);
    for (size_t i = 0; i < sizeof(ACTIONS) / sizeof(*ACTIONS); i++) {
        (void)fprintf(out, "  %-7s %-7s %s\n", ACTIONS[i].word, ACTIONS[i].command->arguments,
                      ACTIONS[i].command->summary);
    }
    (void)fputs("\nEach has its own --help.\n", out);
}

int clm_cmd_gazetteer(int argc, char **argv) {
    if (argc < 2) {
        print_actions(stderr);
        return CLM_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_actions(stdout);
        return clm_finish_stdout(CLM_EXIT_OK);
    }
    for (size_t i = 0; i < sizeof(ACTIONS) / sizeof(*ACTIONS); i++) {
        if (strcmp(argv[1], ACTIONS[i].word) == 0) {
            return ACTIONS[i].run(argc - 1, argv + 1);
        }
    }
    return clm_usage_error("gazetteer", "unknown action '%s'", argv[1]);
}

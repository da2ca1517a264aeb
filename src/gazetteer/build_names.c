/* Names in: which of them are any use as keys, and how usual they are. */
#include "base/alloc.h"
#include "base/utf8.h"
#include "gazetteer/build_rows.h"

enum {
    QUALITY_CYRILLIC = 700,
    QUALITY_ALTERNATE = 600,
    QUALITY_FAME = 12, /* more for each rank above the last: Kiev is read more often than Hajós */
    QUALITY_SHORT = 60 /* keys of two letters are nearly always something else */
};

clm_status clm_build_add_name(clm_build *build, uint32_t place, clm_text name, clm_name_type type,
                              unsigned quality, clm_error *error) {
    uint32_t key = 0;
    build->key.len = 0;
    clm_key_append(&build->key, name);
    if (build->key.failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for names");
    }
    size_t letters = clm_utf8_count(build->key.data, build->key.len);
    if (build->key.len == 0 || letters < 2 || build->key.len > CLM_GAZ_TEXT_MAX) {
        return CLM_OK;
    }
    bool town = build->places.items[place].kind == CLM_KIND_SETTLEMENT;
    if (letters == 2 && town && type != CLM_NAME_ABBREVIATION && quality > QUALITY_SHORT) {
        quality = QUALITY_SHORT;
    }
    clm_status status =
        clm_strings_add(&build->strings, (clm_text){build->key.data, build->key.len}, &key, error);
    if (status != CLM_OK) {
        return status;
    }
    if (!CLM_ARRAY_ROOM(build->names)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for names");
    }
    build->names.items[build->names.count++] =
        (clm_build_name){key, place, (uint16_t)type, (uint16_t)quality};
    return CLM_OK;
}

clm_status clm_build_weaken_name(clm_build *build, uint32_t place, clm_text name, unsigned quality,
                                 clm_error *error) {
    uint32_t key = 0;
    build->key.len = 0;
    clm_key_append(&build->key, name);
    clm_status status =
        build->key.failed
            ? clm_fail(error, CLM_ERR_NOMEM, "out of memory for names")
            : clm_strings_add(&build->strings, (clm_text){build->key.data, build->key.len}, &key,
                              error);
    bool found = false;
    for (size_t i = 0; status == CLM_OK && i < build->names.count; i++) {
        clm_build_name *known = &build->names.items[i];
        if (known->place == place && known->key == key) {
            known->quality = (uint16_t)quality;
            found = true;
        }
    }
    return status != CLM_OK || found
               ? status
               : clm_fail(error, CLM_ERR_FORMAT, "the place has no name \"%.*s\"", (int)name.len,
                          name.ptr);
}

clm_status clm_build_add_names(clm_build *build, uint32_t place, clm_text list, clm_name_type type,
                               unsigned quality, clm_error *error) {
    clm_text name;
    clm_status status = CLM_OK;
    while (status == CLM_OK && clm_table_member(&list, &name)) {
        status = clm_build_add_name(build, place, name, type, quality, error);
    }
    return status;
}

typedef struct name_look {
    size_t letters, capitals;
    bool digits, latin, cyrillic, other_kept, unspaced;
} name_look;

static bool is_latin(uint32_t c) {
    return c < 0x250 || (c >= 0x1E00 && c <= 0x1EFF);
}

static bool is_kept_script(uint32_t c) {
    /* Greek, Armenian, Hebrew, Arabic, Georgian: written with spaces between words. */
    return (c >= 0x370 && c <= 0x3FF) || (c >= 0x530 && c <= 0x6FF) || (c >= 0x750 && c <= 0x77F) ||
           (c >= 0x10A0 && c <= 0x10FF);
}

static name_look look_at(clm_text name) {
    name_look look = {0};
    for (size_t i = 0; i < name.len;) {
        uint32_t c = 0;
        i += clm_utf8_decode(name.ptr + i, name.len - i, &c);
        look.digits |= clm_utf8_is_digit(c);
        if (!clm_utf8_is_letter(c)) {
            continue;
        }
        look.letters++;
        look.capitals += clm_utf8_is_upper(c);
        if (is_latin(c)) {
            look.latin = true;
        } else if (c >= 0x400 && c <= 0x52F) {
            look.cyrillic = true;
        } else if (is_kept_script(c)) {
            look.other_kept = true;
        } else if (c < 0x2B0 || c > 0x36F) {
            look.unspaced = true;
        }
    }
    return look;
}

/* 0: of no use. GeoNames mixes codes of airports and stations, machine transliterations without
 * capitals, and web addresses into its alternate names. */
static unsigned alternate_quality(clm_text name) {
    name_look look = look_at(name);
    if (look.digits || look.unspaced || look.letters < 3) {
        return 0;
    }
    if (look.latin &&
        (look.capitals == 0 || (look.letters <= 4 && look.capitals == look.letters))) {
        return 0;
    }
    if (look.letters == 3) {
        return QUALITY_SHORT;
    }
    return look.cyrillic ? QUALITY_CYRILLIC : QUALITY_ALTERNATE;
}

unsigned clm_build_alternate_quality(clm_text name, unsigned rank) {
    unsigned quality = alternate_quality(name);
    return quality + (quality > QUALITY_SHORT ? (15U - rank) * QUALITY_FAME : 0);
}

clm_status clm_build_add_alternates(clm_build *build, uint32_t place, clm_text list,
                                    clm_error *error) {
    clm_text name;
    clm_status status = CLM_OK;
    unsigned rank = build->places.items[place].rank;
    while (status == CLM_OK && clm_table_member(&list, &name)) {
        unsigned quality = clm_build_alternate_quality(name, rank);
        if (quality > 0) {
            status = clm_build_add_name(build, place, name, CLM_NAME_ALTERNATIVE, quality, error);
        }
    }
    return status;
}

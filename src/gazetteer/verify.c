/* Checks a whole file: every block, every number that points somewhere. */
#include "gazetteer/read.h"

#include <string.h>

static clm_status bad(clm_error *error, const char *what, uint64_t index) {
    return clm_fail(error, CLM_ERR_DAMAGED, "the gazetteer is damaged: %s %llu points nowhere",
                    what, (unsigned long long)index);
}

static bool in_range(const clm_gazetteer *g, clm_gaz_section section, uint64_t first,
                     uint64_t count) {
    uint64_t all = g->sections[section].count;
    return first <= all && count <= all - first;
}

static bool is_place(const clm_gazetteer *g, uint32_t place) {
    return place == CLM_GAZ_NONE || in_range(g, CLM_GAZ_PLACES, place, 1);
}

static bool is_text(const clm_gazetteer *g, uint32_t offset) {
    if (offset == 0) {
        return true;
    }
    const unsigned char *length =
        in_range(g, CLM_GAZ_STRINGS, offset, 1) ? clm_read(g, CLM_GAZ_STRINGS, offset, 1) : NULL;
    return length != NULL && in_range(g, CLM_GAZ_STRINGS, (uint64_t)offset + 1, *length);
}

static bool is_country(const clm_gazetteer *g, uint16_t country) {
    return country == CLM_GAZ_NO_COUNTRY || in_range(g, CLM_GAZ_COUNTRIES, country, 1);
}

static bool place_fits(const clm_gazetteer *g, const void *item) {
    const clm_gaz_place *place = item;
    return is_text(g, place->id) && is_text(g, place->name) && place->kind < CLM_KIND_COUNT &&
           place->rank <= 15 && is_place(g, place->admin1) && is_country(g, place->country) &&
           is_country(g, place->country_de_facto) &&
           (place->extra == CLM_GAZ_NONE || in_range(g, CLM_GAZ_EXTRAS, place->extra, 1));
}

static bool extra_fits(const clm_gazetteer *g, const void *item) {
    const clm_gaz_extra *extra = item;
    bool fits = is_text(g, extra->long_name) && is_text(g, extra->kind_word) &&
                in_range(g, CLM_GAZ_LANG_NAMES, extra->names_first, extra->names_count);
    for (int w = 0; w < CLM_GAZ_WORLDVIEWS; w++) {
        fits = fits &&
               in_range(g, CLM_GAZ_MEMBERS, extra->members_first[w], extra->members_count[w]) &&
               in_range(g, CLM_GAZ_RINGS, extra->rings_first[w], extra->rings_count[w]);
    }
    return fits;
}

static bool country_fits(const clm_gazetteer *g, const void *item) {
    return is_place(g, ((const clm_gaz_country *)item)->place);
}

static bool name_fits(const clm_gazetteer *g, const void *item) {
    const clm_gaz_name *name = item;
    return is_text(g, name->key) && in_range(g, CLM_GAZ_REFS, name->refs_first, 0);
}

static bool ref_fits(const clm_gazetteer *g, const void *item) {
    const clm_name_ref *ref = item;
    return in_range(g, CLM_GAZ_PLACES, ref->place, 1) && ref->type < CLM_NAME_TYPE_COUNT &&
           ref->quality <= 1000;
}

static bool number_fits(const clm_gazetteer *g, const void *item) {
    return in_range(g, CLM_GAZ_PLACES, *(const uint32_t *)item, 1);
}

static bool lang_fits(const clm_gazetteer *g, const void *item) {
    return is_text(g, ((const clm_gaz_lang_name *)item)->name);
}

static bool line_fits(const clm_gazetteer *g, const void *item) {
    const clm_gaz_line *line = item;
    return line->count > 0 && in_range(g, CLM_GAZ_VERTICES, line->first, line->count) &&
           line->line_class < CLM_LINE_CLASS_COUNT && is_place(g, line->left) &&
           is_place(g, line->right);
}

static bool ring_fits(const clm_gazetteer *g, const void *item) {
    const clm_gaz_ring *ring = item;
    return is_place(g, ring->place) && in_range(g, CLM_GAZ_RING_LINES, ring->first, ring->count);
}

static bool ring_line_fits(const clm_gazetteer *g, const void *item) {
    int32_t number = *(const int32_t *)item;
    return in_range(g, CLM_GAZ_LINES, (uint64_t)(number < 0 ? ~number : number), 1);
}

typedef struct section_check {
    clm_gaz_section section;
    const char *what;
    bool (*fits)(const clm_gazetteer *, const void *);
} section_check;

static const section_check checks[] = {
    {CLM_GAZ_PLACES, "place", place_fits},
    {CLM_GAZ_EXTRAS, "shape", extra_fits},
    {CLM_GAZ_COUNTRIES, "country", country_fits},
    {CLM_GAZ_NAMES, "name", name_fits},
    {CLM_GAZ_REFS, "meaning", ref_fits},
    {CLM_GAZ_ID_PLACES, "id", number_fits},
    {CLM_GAZ_LANG_NAMES, "name in a language", lang_fits},
    {CLM_GAZ_MEMBERS, "member", number_fits},
    {CLM_GAZ_LINES, "line", line_fits},
    {CLM_GAZ_RINGS, "ring", ring_fits},
    {CLM_GAZ_RING_LINES, "line of a ring", ring_line_fits},
};

clm_status clm_layer_verify(const clm_gazetteer *g, clm_error *error) {
    clm_status status = clm_mapped_verify(g->mapped, error);
    for (size_t c = 0; c < sizeof(checks) / sizeof(*checks) && status == CLM_OK; c++) {
        uint64_t count = g->sections[checks[c].section].count;
        for (uint64_t i = 0; i < count; i++) {
            const void *item = clm_read(g, checks[c].section, i, 1);
            if (item == NULL || !checks[c].fits(g, item)) {
                return bad(error, checks[c].what, i);
            }
        }
    }
    return status == CLM_OK ? clm_layer_check(g, error) : status;
}

/* Names, ids, places. */
#include "gazetteer/read.h"

#include "base/word_index.h"

#include <string.h>

static const char *const kind_names[CLM_KIND_COUNT] = {
    [CLM_KIND_SETTLEMENT] = "settlement",
    [CLM_KIND_FACILITY] = "facility",
    [CLM_KIND_DISTRICT] = "district",
    [CLM_KIND_REGION] = "region",
    [CLM_KIND_COUNTRY] = "country",
    [CLM_KIND_COUNTRY_GROUP] = "country_group",
    [CLM_KIND_CONTINENT] = "continent",
    [CLM_KIND_RIVER] = "river",
    [CLM_KIND_SEA] = "sea",
    [CLM_KIND_VAGUE_REGION] = "vague_region",
    [CLM_KIND_DISPUTED_REGION] = "disputed_region",
};

const char *clm_place_kind_name(clm_place_kind kind) {
    return (unsigned)kind < CLM_KIND_COUNT ? kind_names[kind] : "unknown";
}

/* ---- places ---- */

static const clm_gaz_country *read_country(const clm_gazetteer *g, uint16_t number) {
    if (number == CLM_GAZ_NO_COUNTRY) {
        return NULL;
    }
    return clm_read(g, CLM_GAZ_COUNTRIES, number, 1);
}

static clm_place_index known(const clm_gazetteer *g, uint32_t place) {
    return place < g->sections[CLM_GAZ_PLACES].count ? place : CLM_NO_PLACE;
}

static clm_bbox box_of(const int32_t box[4]) {
    return (clm_bbox){(double)box[0] / 1e7, (double)box[1] / 1e7, (double)box[2] / 1e7,
                      (double)box[3] / 1e7};
}

static void fill_extra(const clm_gazetteer *g, const clm_gaz_place *from, clm_place *out) {
    const clm_gaz_extra *extra = clm_read_extra(g, from);
    if (extra == NULL) {
        return;
    }
    out->long_name = clm_read_text(g, extra->long_name);
    out->kind_word = clm_read_text(g, extra->kind_word);
    out->area_m2 = extra->area_m2;
    if ((from->flags & CLM_PLACE_POLYGON) != 0) {
        out->box = box_of(extra->box_e7);
    }
}

/* Field by field: compilers clear a struct as large as this one with an instruction that takes long
 * to start, and as long as all else here. */
static void set_nowhere(clm_place *out) {
    const clm_text none = {"", 0};
    out->id = none;
    out->name = none;
    out->long_name = none;
    out->kind_word = none;
    out->kind = CLM_KIND_SETTLEMENT;
    out->flags = 0;
    memset(out->country, 0, sizeof out->country);
    memset(out->country_de_facto, 0, sizeof out->country_de_facto);
    out->country_place = CLM_NO_PLACE;
    out->admin1 = CLM_NO_PLACE;
    out->point = (clm_lonlat){0.0, 0.0};
    out->box = (clm_bbox){0.0, 0.0, 0.0, 0.0};
    out->area_m2 = 0.0;
    out->population = 0;
    out->rank = 0;
    out->uncertainty_m = 0.0;
    out->geonameid = 0;
    out->wikidata = 0;
}

/* Sets all of `out` that stands in the record itself; NULL where there is no such place. */
static const clm_gaz_place *fill_facts(const clm_gazetteer *g, clm_place_index index,
                                       clm_place *out) {
    const clm_gaz_place *from = clm_read_place(g, index);
    set_nowhere(out);
    if (from == NULL) {
        return NULL;
    }
    if (from->kind >= CLM_KIND_COUNT) {
        clm_read_damaged(g);
        return NULL;
    }
    out->kind = (clm_place_kind)from->kind;
    out->flags = from->flags;
    const clm_gaz_country *country = read_country(g, from->country);
    if (country != NULL) {
        memcpy(out->country, country->code, 2);
        out->country_place = known(g, country->place);
    }
    const clm_gaz_country *de_facto = read_country(g, from->country_de_facto);
    if (de_facto != NULL) {
        memcpy(out->country_de_facto, de_facto->code, 2);
    }
    out->admin1 = known(g, from->admin1);
    out->point = clm_lonlat_of((clm_gaz_vertex){from->lon_e7, from->lat_e7});
    out->box =
        (clm_bbox){out->point.lon_deg, out->point.lat_deg, out->point.lon_deg, out->point.lat_deg};
    out->population = from->population;
    out->rank = from->rank;
    out->uncertainty_m = (double)from->uncertainty_m;
    out->geonameid = from->geonameid;
    out->wikidata = from->wikidata;
    return from;
}

bool clm_layer_facts(const clm_gazetteer *g, clm_place_index index, clm_place *out) {
    return fill_facts(g, index, out) != NULL;
}

clm_place clm_layer_place(const clm_gazetteer *g, clm_place_index index) {
    clm_place out;
    const clm_gaz_place *from = fill_facts(g, index, &out);
    if (from != NULL) {
        out.id = clm_read_text(g, from->id);
        out.name = clm_read_text(g, from->name);
        fill_extra(g, from, &out);
    }
    return out;
}

clm_place_index clm_layer_country(const clm_gazetteer *g, const char *iso2) {
    uint64_t low = 0;
    uint64_t high = g->sections[CLM_GAZ_COUNTRIES].count;
    if (iso2 == NULL || iso2[0] == '\0' || iso2[1] == '\0' || iso2[2] != '\0') {
        return CLM_NO_PLACE;
    }
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        const clm_gaz_country *country = clm_read(g, CLM_GAZ_COUNTRIES, middle, 1);
        int order = country != NULL ? memcmp(country->code, iso2, 2) : 1;
        if (order == 0) {
            return known(g, country->place);
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return CLM_NO_PLACE;
}

clm_place_index clm_layer_by_id(const clm_gazetteer *g, clm_text id) {
    uint64_t hash = clm_word_hash(id);
    uint64_t low = 0;
    uint64_t high = g->sections[CLM_GAZ_ID_HASHES].count;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        const uint64_t *at = clm_read(g, CLM_GAZ_ID_HASHES, middle, 1);
        if (at == NULL) {
            return CLM_NO_PLACE;
        }
        if (*at == hash) {
            const uint32_t *place = clm_read(g, CLM_GAZ_ID_PLACES, middle, 1);
            return place != NULL ? known(g, *place) : CLM_NO_PLACE;
        }
        if (*at < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return CLM_NO_PLACE;
}

/* ---- names ---- */

/* First and end of a bucket; false where it is empty or damaged. */
static bool read_bucket(const clm_gazetteer *g, clm_gaz_section section, unsigned bits,
                        uint64_t hash, uint64_t limit, uint32_t *first, uint32_t *end) {
    const uint32_t *bucket = clm_read(g, section, hash >> (64 - bits), 2);
    if (bucket == NULL) {
        return false;
    }
    *first = bucket[0];
    *end = bucket[1];
    if (*first > *end || *end > limit) {
        clm_read_damaged(g);
        return false;
    }
    return *first < *end;
}

size_t clm_layer_find(const clm_gazetteer *g, clm_text key, uint64_t hash,
                      const clm_name_ref **refs) {
    uint32_t first = 0;
    uint32_t end = 0;
    *refs = NULL;
    if (key.len == 0 || key.len > CLM_GAZ_TEXT_MAX) {
        return 0;
    }
    if (!read_bucket(g, CLM_GAZ_NAME_BUCKETS, g->name_bits, hash, g->meta.name_count, &first,
                     &end)) {
        return 0;
    }
    const clm_gaz_name *names = clm_read(g, CLM_GAZ_NAMES, first, (uint64_t)end - first + 1);
    for (uint32_t i = 0; names != NULL && i < end - first; i++) {
        if (names[i].tag != (uint32_t)hash ||
            !clm_text_equal(clm_read_text(g, names[i].key), key)) {
            continue;
        }
        uint32_t begin = names[i].refs_first;
        if (names[i + 1].refs_first < begin) {
            clm_read_damaged(g);
            return 0;
        }
        size_t count = names[i + 1].refs_first - begin;
        *refs = count > 0 ? clm_read(g, CLM_GAZ_REFS, begin, count) : NULL;
        return *refs != NULL ? count : 0;
    }
    return 0;
}

unsigned clm_layer_words(const clm_gazetteer *g, uint64_t hash) {
    uint32_t first = 0;
    uint32_t end = 0;
    if (!read_bucket(g, CLM_GAZ_WORD_BUCKETS, g->word_bits, hash, g->sections[CLM_GAZ_WORDS].count,
                     &first, &end)) {
        return 0;
    }
    const uint64_t *words = clm_read(g, CLM_GAZ_WORDS, first, (uint64_t)end - first);
    for (uint32_t i = 0; words != NULL && i < end - first; i++) {
        if ((words[i] ^ hash) <= 0xFF) {
            return (unsigned)(words[i] & 0xFF);
        }
    }
    return 0;
}

/* ---- fetching ahead ----
 * Numbers are read here before their blocks are checked: they choose what is fetched, no more. */

enum { PREFETCH_AT_ONCE = 64 };

/* A compiler that sees a whole program may take a function that only asks for memory for one
 * without any effect, and leave out its calls: this is an effect. */
static inline void keep_asking(void) {
    __asm__ volatile("");
}

static const void *item_at(const clm_gazetteer *g, clm_gaz_section section, uint64_t index) {
    const clm_section *s = &g->sections[section];
    return index < s->count ? g->window.bytes + s->offset + index * s->item_bytes : NULL;
}

/* Asks for the line of the caches that the item begins in. */
static inline void fetch_line(const clm_gazetteer *g, clm_gaz_section section, uint64_t index) {
    const void *item = item_at(g, section, index);
    if (item != NULL) {
        __builtin_prefetch(item);
    }
}

static inline void fetch(const clm_gazetteer *g, clm_gaz_section section, uint64_t index) {
    const unsigned char *item = item_at(g, section, index);
    if (item != NULL) {
        __builtin_prefetch(item);
        __builtin_prefetch(item + g->sections[section].item_bytes - 1);
    }
}

static uint32_t first_of_bucket(const clm_gazetteer *g, clm_gaz_section section, unsigned bits,
                                uint64_t hash) {
    const uint32_t *bucket = item_at(g, section, hash >> (64 - bits));
    return bucket != NULL ? *bucket : UINT32_MAX;
}

/* The name with this hash, if it is one of the first of the bucket that begins at `first`. */
static const clm_gaz_name *likely_name(const clm_gazetteer *g, uint32_t first, uint64_t hash) {
    enum { NAMES_LOOKED_AT = 4 };
    for (uint32_t i = 0; i < NAMES_LOOKED_AT; i++) {
        const clm_gaz_name *name = item_at(g, CLM_GAZ_NAMES, (uint64_t)first + i);
        if (name == NULL || name->tag == (uint32_t)hash) {
            return name;
        }
    }
    return NULL;
}

/* Inlined always, as all that only asks: see keep_asking. */
static inline __attribute__((always_inline)) void
prefetch_some(const clm_gazetteer *g, const uint64_t *hashes, size_t count) {
    uint32_t first[PREFETCH_AT_ONCE];
    uint32_t refs[PREFETCH_AT_ONCE];
    size_t found = 0;
    /* Each round reads what the one before has fetched. A bucket's number and the next one's, which
     * says where it ends, are seldom in two lines. */
    for (size_t i = 0; i < count; i++) {
        fetch_line(g, CLM_GAZ_WORD_BUCKETS, hashes[i] >> (64 - g->word_bits));
        fetch_line(g, CLM_GAZ_NAME_BUCKETS, hashes[i] >> (64 - g->name_bits));
    }
    for (size_t i = 0; i < count; i++) {
        first[i] = first_of_bucket(g, CLM_GAZ_NAME_BUCKETS, g->name_bits, hashes[i]);
        fetch_line(g, CLM_GAZ_WORDS,
                   first_of_bucket(g, CLM_GAZ_WORD_BUCKETS, g->word_bits, hashes[i]));
        fetch(g, CLM_GAZ_NAMES, first[i]);
    }
    for (size_t i = 0; i < count; i++) {
        const clm_gaz_name *name = likely_name(g, first[i], hashes[i]);
        if (name != NULL) {
            refs[found++] = name->refs_first;
            fetch_line(g, CLM_GAZ_STRINGS, name->key);
            fetch_line(g, CLM_GAZ_REFS, name->refs_first);
        }
    }
    for (size_t i = 0; i < found; i++) {
        const clm_name_ref *best = item_at(g, CLM_GAZ_REFS, refs[i]);
        if (best != NULL) {
            fetch(g, CLM_GAZ_PLACES, best->place);
        }
    }
}

void clm_gazetteer_prefetch(const clm_gazetteer *g, const uint64_t *hashes, size_t count) {
    for (size_t i = 0; i < count; i += PREFETCH_AT_ONCE) {
        const size_t left = count - i;
        prefetch_some(g, hashes + i, left < PREFETCH_AT_ONCE ? left : PREFETCH_AT_ONCE);
    }
    keep_asking();
}

void clm_gazetteer_prefetch_bucket(const clm_gazetteer *g, uint64_t hash) {
    fetch(g, CLM_GAZ_NAME_BUCKETS, hash >> (64 - g->name_bits));
    keep_asking();
}

void clm_gazetteer_prefetch_name(const clm_gazetteer *g, uint64_t hash) {
    fetch(g, CLM_GAZ_NAMES, first_of_bucket(g, CLM_GAZ_NAME_BUCKETS, g->name_bits, hash));
    keep_asking();
}

static inline __attribute__((always_inline)) void
fetch_facts(const clm_gazetteer *g, const clm_name_ref *refs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        fetch(g, CLM_GAZ_PLACES, refs[i].place);
    }
}

void clm_gazetteer_prefetch_places(const clm_gazetteer *g, const clm_name_ref *refs, size_t count) {
    fetch_facts(g, refs, count);
    for (size_t i = 0; i < count; i++) {
        const clm_gaz_place *place = item_at(g, CLM_GAZ_PLACES, refs[i].place);
        if (place != NULL) {
            fetch_line(g, CLM_GAZ_STRINGS, place->id);
            fetch_line(g, CLM_GAZ_STRINGS, place->name);
        }
    }
    keep_asking();
}

void clm_gazetteer_prefetch_facts(const clm_gazetteer *g, const clm_name_ref *refs, size_t count) {
    fetch_facts(g, refs, count);
    keep_asking();
}

clm_text clm_layer_name_in(const clm_gazetteer *g, clm_place_index place, const char *lang) {
    const clm_gaz_place *from = clm_read_place(g, place);
    const clm_gaz_extra *extra = clm_read_extra(g, from);
    if (extra != NULL && extra->names_count > 0 && lang != NULL && lang[0] != '\0' &&
        lang[1] != '\0' && lang[2] == '\0') {
        const clm_gaz_lang_name *names =
            clm_read(g, CLM_GAZ_LANG_NAMES, extra->names_first, extra->names_count);
        for (uint32_t i = 0; names != NULL && i < extra->names_count; i++) {
            if (memcmp(names[i].lang, lang, 2) == 0) {
                return clm_read_text(g, names[i].name);
            }
        }
    }
    return from != NULL ? clm_read_text(g, from->name) : (clm_text){"", 0};
}

size_t clm_layer_members(const clm_gazetteer *g, clm_place_index place, clm_worldview worldview,
                         clm_place_index *out, size_t capacity) {
    const clm_gaz_extra *extra = clm_read_extra(g, clm_read_place(g, place));
    unsigned w = worldview == CLM_WORLDVIEW_DE_FACTO ? 1 : 0;
    if (extra == NULL || extra->members_count[w] == 0) {
        return 0;
    }
    size_t count = extra->members_count[w];
    const uint32_t *members = clm_read(g, CLM_GAZ_MEMBERS, extra->members_first[w], count);
    if (members == NULL) {
        return 0;
    }
    for (size_t i = 0; i < count && i < capacity; i++) {
        out[i] = known(g, members[i]);
    }
    return count;
}

/* The public functions: of one file as it stands, or of several layers together. */
#include "gazetteer/layers.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/word_index.h"

#include <string.h>

/* ---- layers ---- */

static size_t layer_of(const clm_layers *l, clm_place_index index) {
    size_t layer = l->count - 1;
    while (layer > 0 && index < l->base[layer]) {
        layer--;
    }
    return layer;
}

static clm_place_index find_earlier(const clm_layers *l, size_t layer, clm_place_index local) {
    const clm_gaz_place *place = clm_read_place(l->items[layer], local);
    if (place == NULL) {
        return CLM_NO_PLACE;
    }
    clm_text id = clm_read_text(l->items[layer], place->id);
    for (size_t i = 0; i < layer && id.len > 0; i++) {
        clm_place_index found = clm_layer_by_id(l->items[i], id);
        if (found != CLM_NO_PLACE) {
            return l->base[i] + found;
        }
    }
    return l->base[layer] + local;
}

clm_place_index clm_layers_canonical(const clm_layers *l, size_t layer, clm_place_index local) {
    if (layer == 0 || local == CLM_NO_PLACE) {
        return local;
    }
    uint32_t towns = l->items[layer]->meta.town_count;
    if (local < towns || local >= clm_layer_count(l->items[layer])) {
        return find_earlier(l, layer, local);
    }
    atomic_uint_least32_t *known = &l->regions[layer][local - towns];
    clm_place_index found = atomic_load_explicit(known, memory_order_relaxed);
    if (found == 0) {
        found = find_earlier(l, layer, local) + 1;
        atomic_store_explicit(known, found, memory_order_relaxed);
    }
    return found - 1;
}

static clm_status no_memory(clm_error *error) {
    (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for gazetteers");
    return CLM_ERR_NOMEM;
}

static clm_status make_layers(clm_gazetteer *g, clm_error *error) {
    clm_layers *l = clm_alloc_zero(1, sizeof(*l));
    if (l == NULL) {
        return no_memory(error);
    }
    clm_buffer_init(&l->name);
    l->merged = clm_alloc_zero(CLM_MERGED_HEADS, sizeof(*l->merged));
    if (l->merged == NULL) {
        clm_free(l);
        return no_memory(error);
    }
    l->items[0] = g;
    l->count = 1;
    l->base[1] = clm_layer_count(g);
    g->layers = l;
    return CLM_OK;
}

/* Name, date and sum of all layers together. */
static bool describe_layers(clm_layers *l) {
    clm_buffer sums;
    char sha256[CLM_SHA256_HEX_BYTES];
    clm_buffer_init(&sums);
    l->name.len = 0;
    l->date_length = 0;
    for (size_t i = 0; i < l->count; i++) {
        clm_gazetteer_info info = clm_layer_describe(l->items[i]);
        clm_buffer_string(&l->name, i > 0 ? " + " : "");
        clm_buffer_text(&l->name, info.name);
        clm_buffer_text(&sums, info.sha256);
        clm_text newest = {l->date, l->date_length};
        if (info.date.len <= sizeof(l->date) && clm_text_compare(newest, info.date) < 0) {
            memcpy(l->date, info.date.ptr, info.date.len);
            l->date_length = info.date.len;
        }
    }
    bool made = !sums.failed && !l->name.failed;
    if (made) {
        clm_sha256_hex(sums.data, sums.len, sha256);
        memcpy(l->sha256, sha256, sizeof(l->sha256));
    }
    clm_buffer_clear(&sums);
    return made;
}

static clm_status add_layer(clm_layers *l, clm_gazetteer *added, const char *path,
                            clm_error *error) {
    uint32_t places = clm_layer_count(added);
    if (l->count == CLM_GAZETTEER_LAYERS) {
        return clm_fail(error, CLM_ERR_LIMIT, "%s: more than %d gazetteers", path,
                        (int)CLM_GAZETTEER_LAYERS);
    }
    if (places >= CLM_NO_PLACE - l->base[l->count]) {
        return clm_fail(error, CLM_ERR_LIMIT, "%s: too many places", path);
    }
    size_t others = places - added->meta.town_count;
    l->regions[l->count] = clm_alloc_zero(others, sizeof(*l->regions[0]));
    if (l->regions[l->count] == NULL) {
        return no_memory(error);
    }
    l->items[l->count] = added;
    l->base[l->count + 1] = l->base[l->count] + places;
    l->count++;
    if (!describe_layers(l)) {
        l->count--;
        clm_free(l->regions[l->count]);
        l->regions[l->count] = NULL;
        return no_memory(error);
    }
    return CLM_OK;
}

clm_status clm_gazetteer_add(clm_gazetteer *g, const char *path, clm_error *error) {
    clm_gazetteer *added = NULL;
    clm_status status = clm_gazetteer_open(path, &added, error);
    if (status == CLM_OK && g->layers == NULL) {
        status = make_layers(g, error);
    }
    if (status == CLM_OK) {
        status = add_layer(g->layers, added, path, error);
    }
    if (status != CLM_OK) {
        clm_gazetteer_free(added);
        if (g->layers != NULL && g->layers->count == 1) {
            clm_layers_free(g->layers);
            g->layers = NULL;
        }
    }
    return status;
}

void clm_layers_free(clm_layers *l) {
    if (l == NULL) {
        return;
    }
    for (size_t i = 1; i < l->count; i++) {
        clm_gazetteer_free(l->items[i]);
        clm_free(l->regions[i]);
    }
    clm_layers_forget(l);
    clm_buffer_clear(&l->name);
    clm_free(l);
}

/* ---- the whole ---- */

clm_status clm_gazetteer_check(const clm_gazetteer *g, clm_error *error) {
    clm_layers *l = g->layers;
    clm_status status = clm_layer_check(g, error);
    for (size_t i = 1; l != NULL && i < l->count && status == CLM_OK; i++) {
        status = clm_layer_check(l->items[i], error);
    }
    if (status == CLM_OK && l != NULL && atomic_load(&l->no_memory)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for names");
    }
    return status;
}

void clm_gazetteer_release(const clm_gazetteer *g) {
    clm_layer_release(g);
    for (size_t i = 1; g->layers != NULL && i < g->layers->count; i++) {
        clm_layer_release(g->layers->items[i]);
    }
}

clm_status clm_gazetteer_verify(const clm_gazetteer *g, clm_error *error) {
    clm_status status = clm_layer_verify(g, error);
    for (size_t i = 1; g->layers != NULL && i < g->layers->count && status == CLM_OK; i++) {
        status = clm_layer_verify(g->layers->items[i], error);
    }
    return status;
}

uint32_t clm_gazetteer_count(const clm_gazetteer *g) {
    return g->layers != NULL ? g->layers->base[g->layers->count] : clm_layer_count(g);
}

clm_gazetteer_info clm_gazetteer_describe(const clm_gazetteer *g) {
    const clm_layers *l = g->layers;
    clm_gazetteer_info all = clm_layer_describe(g);
    if (l == NULL) {
        return all;
    }
    for (size_t i = 1; i < l->count; i++) {
        clm_gazetteer_info info = clm_layer_describe(l->items[i]);
        all.places += info.places;
        all.names += info.names;
        all.name_refs += info.name_refs;
        all.arcs += info.arcs;
        all.vertices += info.vertices;
        all.file_bytes += info.file_bytes;
        for (int kind = 0; kind < CLM_KIND_COUNT; kind++) {
            all.by_kind[kind] += info.by_kind[kind];
        }
    }
    all.name = (clm_text){l->name.data, l->name.len};
    all.date = (clm_text){l->date, l->date_length};
    all.sha256 = (clm_text){l->sha256, sizeof(l->sha256)};
    return all;
}

/* ---- names, ids, places ---- */

size_t clm_gazetteer_find(const clm_gazetteer *g, clm_text key, const clm_name_ref **refs) {
    return clm_gazetteer_find_hashed(g, key, clm_word_hash(key), refs);
}

size_t clm_gazetteer_find_hashed(const clm_gazetteer *g, clm_text key, uint64_t hash,
                                 const clm_name_ref **refs) {
    return g->layers == NULL ? clm_layer_find(g, key, hash, refs)
                             : clm_layers_find(g->layers, key, hash, refs);
}

unsigned clm_gazetteer_name_words(const clm_gazetteer *g, clm_text first_word) {
    const char *space = first_word.len > 0 ? memchr(first_word.ptr, ' ', first_word.len) : NULL;
    if (space != NULL) {
        first_word.len = (size_t)(space - first_word.ptr);
    }
    return first_word.len > 0 ? clm_gazetteer_words_hashed(g, clm_word_hash(first_word)) : 0;
}

unsigned clm_gazetteer_words_hashed(const clm_gazetteer *g, uint64_t hash) {
    unsigned most = clm_layer_words(g, hash);
    for (size_t i = 1; g->layers != NULL && i < g->layers->count; i++) {
        unsigned words = clm_layer_words(g->layers->items[i], hash);
        most = words > most ? words : most;
    }
    return most;
}

clm_place_index clm_gazetteer_by_id(const clm_gazetteer *g, clm_text id) {
    clm_place_index found = clm_layer_by_id(g, id);
    for (size_t i = 1; found == CLM_NO_PLACE && g->layers != NULL && i < g->layers->count; i++) {
        found = clm_layer_by_id(g->layers->items[i], id);
        found += found != CLM_NO_PLACE ? g->layers->base[i] : 0;
    }
    return found;
}

clm_place_index clm_gazetteer_country(const clm_gazetteer *g, const char *iso2) {
    clm_place_index found = clm_layer_country(g, iso2);
    for (size_t i = 1; found == CLM_NO_PLACE && g->layers != NULL && i < g->layers->count; i++) {
        found = clm_layer_country(g->layers->items[i], iso2);
        found += found != CLM_NO_PLACE ? g->layers->base[i] : 0;
    }
    return found;
}

/* The region of a place that its own layer gives none: one of the same country at its point. */
static clm_place_index region_at(const clm_gazetteer *g, const clm_place *place) {
    clm_place_index found[8];
    size_t count = clm_gazetteer_containing(g, place->point, found, 8);
    for (size_t i = 0; i < count && i < 8; i++) {
        size_t layer = layer_of(g->layers, found[i]);
        clm_place region =
            clm_layer_place(g->layers->items[layer], found[i] - g->layers->base[layer]);
        if (place->country[0] == '\0' || strcmp(place->country, region.country) == 0 ||
            strcmp(place->country, region.country_de_facto) == 0) {
            return found[i];
        }
    }
    return CLM_NO_PLACE;
}

/* What layer `layer` says of its place in terms of all layers. */
static void join_layers(const clm_gazetteer *g, size_t layer, clm_place *place) {
    const clm_layers *l = g->layers;
    bool lies_in_one = place->kind == CLM_KIND_SETTLEMENT || place->kind == CLM_KIND_FACILITY ||
                       place->kind == CLM_KIND_DISTRICT;
    place->admin1 = clm_layers_canonical(l, layer, place->admin1);
    if (place->admin1 == CLM_NO_PLACE && lies_in_one) {
        place->admin1 = region_at(g, place);
    }
    if (place->country[0] == '\0' && place->admin1 != CLM_NO_PLACE && lies_in_one) {
        size_t of = layer_of(l, place->admin1);
        clm_place region = clm_layer_place(l->items[of], place->admin1 - l->base[of]);
        memcpy(place->country, region.country, sizeof(place->country));
        memcpy(place->country_de_facto, region.country_de_facto, sizeof(place->country_de_facto));
    }
    place->country_place = clm_gazetteer_country(g, place->country);
}

clm_place clm_gazetteer_place(const clm_gazetteer *g, clm_place_index index) {
    const clm_layers *l = g->layers;
    size_t layer = l != NULL ? layer_of(l, index) : 0;
    if (layer == 0) {
        return clm_layer_place(g, index);
    }
    clm_place place = clm_layer_place(l->items[layer], index - l->base[layer]);
    if (place.id.len > 0) {
        join_layers(g, layer, &place);
    }
    return place;
}

clm_place clm_gazetteer_place_facts(const clm_gazetteer *g, clm_place_index index) {
    const clm_layers *l = g->layers;
    size_t layer = l != NULL ? layer_of(l, index) : 0;
    clm_place place;
    if (layer == 0) {
        (void)clm_layer_facts(g, index, &place);
    } else if (clm_layer_facts(l->items[layer], index - l->base[layer], &place)) {
        join_layers(g, layer, &place);
    }
    return place;
}

clm_text clm_gazetteer_name_in(const clm_gazetteer *g, clm_place_index place, const char *lang) {
    const clm_layers *l = g->layers;
    size_t layer = l != NULL ? layer_of(l, place) : 0;
    return layer == 0 ? clm_layer_name_in(g, place, lang)
                      : clm_layer_name_in(l->items[layer], place - l->base[layer], lang);
}

size_t clm_gazetteer_members(const clm_gazetteer *g, clm_place_index place, clm_worldview worldview,
                             clm_place_index *out, size_t capacity) {
    const clm_layers *l = g->layers;
    size_t layer = l != NULL ? layer_of(l, place) : 0;
    if (layer == 0) {
        return clm_layer_members(g, place, worldview, out, capacity);
    }
    size_t count =
        clm_layer_members(l->items[layer], place - l->base[layer], worldview, out, capacity);
    for (size_t i = 0; i < count && i < capacity; i++) {
        out[i] = clm_layers_canonical(l, layer, out[i]);
    }
    return count;
}

/* ---- space ---- */

enum { MANY = 64 };

/* Puts what a layer found behind the `filled` that are there, leaving out what an earlier layer
 * has; `found` may hold fewer than `count`. */
static size_t append_new(const clm_layers *l, size_t layer, const clm_place_index *found,
                         size_t count, clm_place_index *out, size_t capacity, size_t filled) {
    for (size_t i = 0; i < count; i++) {
        clm_place_index place = clm_layers_canonical(l, layer, found[i]);
        if (place >= l->base[layer]) {
            if (filled < capacity) {
                out[filled] = place;
            }
            filled++;
        }
    }
    return filled;
}

size_t clm_gazetteer_containing(const clm_gazetteer *g, clm_lonlat point, clm_place_index *out,
                                size_t capacity) {
    const clm_layers *l = g->layers;
    size_t total = clm_layer_containing(g, point, out, capacity);
    for (size_t i = 1; l != NULL && i < l->count; i++) {
        clm_place_index found[MANY];
        size_t count = clm_layer_containing(l->items[i], point, found, MANY);
        total = append_new(l, i, found, count < MANY ? count : (size_t)MANY, out, capacity, total);
    }
    return total;
}

size_t clm_gazetteer_regions_in(const clm_gazetteer *g, clm_bbox box, clm_place_index *out,
                                size_t capacity) {
    clm_layers *l = g->layers;
    size_t total = clm_layer_regions_in(g, box, out, capacity);
    for (size_t i = 1; l != NULL && i < l->count; i++) {
        size_t count = clm_layer_regions_in(l->items[i], box, NULL, 0);
        clm_place_index *found = count > 0 ? clm_alloc(count * sizeof(*found)) : NULL;
        if (found == NULL) {
            atomic_store(&l->no_memory, atomic_load(&l->no_memory) || count > 0);
            continue;
        }
        count = clm_layer_regions_in(l->items[i], box, found, count);
        total = append_new(l, i, found, count, out, capacity, total);
        clm_free(found);
    }
    return total;
}

size_t clm_gazetteer_waters(const clm_gazetteer *g, clm_place_index *out, size_t capacity) {
    const clm_layers *l = g->layers;
    size_t total = clm_layer_waters(g, out, capacity);
    for (size_t i = 1; l != NULL && i < l->count && total == 0; i++) {
        total = clm_layer_waters(l->items[i], out, capacity);
        for (size_t k = 0; k < total && k < capacity; k++) {
            out[k] = clm_layers_canonical(l, i, out[k]);
        }
    }
    return total;
}

static bool more_important(const clm_layers *l, clm_place_index a, clm_place_index b) {
    size_t of_a = layer_of(l, a);
    size_t of_b = layer_of(l, b);
    const clm_gaz_place *x = clm_read_place(l->items[of_a], a - l->base[of_a]);
    const clm_gaz_place *y = clm_read_place(l->items[of_b], b - l->base[of_b]);
    if (x == NULL || y == NULL) {
        return x != NULL || (y == NULL && a < b);
    }
    if (x->rank != y->rank) {
        return x->rank < y->rank;
    }
    return x->population != y->population ? x->population > y->population : a < b;
}

/* Joins two lists, each best first, and keeps the best `capacity` in `out`; `scratch` has as much
 * room. */
static size_t join_best(const clm_layers *l, clm_place_index *out, size_t filled,
                        const clm_place_index *more, size_t count, size_t capacity,
                        clm_place_index *scratch) {
    size_t a = 0;
    size_t b = 0;
    size_t kept = 0;
    while (kept < capacity && (a < filled || b < count)) {
        bool first = b == count || (a < filled && more_important(l, out[a], more[b]));
        scratch[kept++] = first ? out[a++] : more[b++];
    }
    memcpy(out, scratch, kept * sizeof(*out));
    return kept;
}

size_t clm_gazetteer_settlements_in(const clm_gazetteer *g, clm_bbox box, clm_place_index *out,
                                    size_t capacity) {
    clm_layers *l = g->layers;
    size_t total = clm_layer_settlements_in(g, box, out, capacity);
    if (l == NULL) {
        return total;
    }
    size_t filled = total < capacity ? total : capacity;
    clm_place_index *found = clm_alloc((capacity + 1) * sizeof(*found));
    clm_place_index *scratch = clm_alloc((capacity + 1) * sizeof(*scratch));
    if (found == NULL || scratch == NULL) {
        atomic_store(&l->no_memory, true);
    }
    for (size_t i = 1; found != NULL && scratch != NULL && i < l->count; i++) {
        size_t there = clm_layer_settlements_in(l->items[i], box, found, capacity);
        size_t listed = there < capacity ? there : capacity;
        size_t fresh = append_new(l, i, found, listed, found, capacity, 0);
        filled = join_best(l, out, filled, found, fresh, capacity, scratch);
        total += there - (listed - fresh);
    }
    clm_free(found);
    clm_free(scratch);
    return total;
}

clm_place_index clm_gazetteer_nearest(const clm_gazetteer *g, clm_lonlat point, double limit_m) {
    const clm_layers *l = g->layers;
    clm_place_index best = clm_layer_nearest(g, point, limit_m);
    if (l == NULL) {
        return best;
    }
    double best_m = limit_m;
    if (best != CLM_NO_PLACE) {
        best_m = clm_distance_m(point, clm_layer_place(g, best).point);
    }
    for (size_t i = 1; i < l->count; i++) {
        clm_place_index found = clm_layer_nearest(l->items[i], point, best_m);
        if (found != CLM_NO_PLACE) {
            double distance = clm_distance_m(point, clm_layer_place(l->items[i], found).point);
            /* At the same distance the earlier layer's place stays. */
            if (best == CLM_NO_PLACE || distance < best_m) {
                best = clm_layers_canonical(l, i, found);
                best_m = distance;
            }
        }
    }
    return best;
}

/* ---- shapes ---- */

/* The layer that has the place; `*place` gets its number there. */
static const clm_gazetteer *layer_with(const clm_gazetteer *g, clm_place_index *place) {
    const clm_layers *l = g->layers;
    size_t layer = l != NULL ? layer_of(l, *place) : 0;
    if (layer == 0) {
        return g;
    }
    *place -= l->base[layer];
    return l->items[layer];
}

bool clm_gazetteer_has_shape(const clm_gazetteer *g, clm_place_index place,
                             clm_worldview worldview) {
    const clm_gazetteer *from = layer_with(g, &place);
    return clm_layer_has_shape(from, place, worldview);
}

clm_status clm_gazetteer_shape(const clm_gazetteer *g, clm_place_index place,
                               clm_worldview worldview, double min_area_m2, clm_geometry *out,
                               clm_error *error) {
    const clm_gazetteer *from = layer_with(g, &place);
    return clm_layer_shape(from, place, worldview, min_area_m2, out, error);
}

typedef struct line_filter {
    const clm_layers *layers;
    size_t layer;
    bool borders, waters;
    clm_status (*visit)(void *context, const clm_base_line *line);
    void *context;
} line_filter;

static clm_status visit_line(void *context, const clm_base_line *line) {
    const line_filter *filter = context;
    bool water = line->line_class == CLM_LINE_RIVER || line->line_class == CLM_LINE_LAKE;
    if (water ? !filter->waters : !filter->borders) {
        return CLM_OK;
    }
    clm_base_line out = *line;
    out.left = clm_layers_canonical(filter->layers, filter->layer, line->left);
    out.right = clm_layers_canonical(filter->layers, filter->layer, line->right);
    return filter->visit(filter->context, &out);
}

clm_status clm_gazetteer_lines_in(const clm_gazetteer *g, clm_bbox box, double min_area_m2,
                                  unsigned rank_max,
                                  clm_status (*visit)(void *context, const clm_base_line *line),
                                  void *context, clm_error *error) {
    if (g->layers == NULL) {
        return clm_layer_lines_in(g, box, min_area_m2, rank_max, visit, context, error);
    }
    line_filter filter = {g->layers, 0, false, false, visit, context};
    bool borders = false;
    bool waters = false;
    clm_status status = CLM_OK;
    for (size_t i = 0; i < g->layers->count && status == CLM_OK; i++) {
        const clm_gazetteer *layer = g->layers->items[i];
        /* Arcs of shapes that are no regions are no borders. */
        bool has_borders = layer->meta.arc_count > 0 && layer->meta.part_count > 0;
        bool has_waters = layer->sections[CLM_GAZ_LINES].count > layer->meta.arc_count;
        filter.layer = i;
        filter.borders = has_borders && !borders;
        filter.waters = has_waters && !waters;
        if (filter.borders || filter.waters) {
            status =
                clm_layer_lines_in(layer, box, min_area_m2, rank_max, visit_line, &filter, error);
        }
        borders |= has_borders;
        waters |= has_waters;
    }
    return status;
}

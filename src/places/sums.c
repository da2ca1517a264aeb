#include "places/sums.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "the Yale Research Lab" says little about where an article is. */
static const double named_after_weight = 0.25;
static const double share_least = 0.02;

enum key_sort { KEY_COUNTRY = 1, KEY_ADMIN1, KEY_FIRM, KEY_PLACE, KEY_FINE, KEY_CELL, KEY_COARSE };

static uint64_t make_key(enum key_sort sort, uint64_t value) {
    return (uint64_t)sort << 60 | value;
}

/* The slot that holds the key, or the empty one where it belongs. */
static uint32_t slot_of(const sums *s, uint64_t key) {
    uint64_t hash = key * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(hash >> 20) & s->mask;
    while (s->keys[at] != 0 && s->keys[at] != key) {
        at = (at + 1) & s->mask;
    }
    return (uint32_t)at;
}

/* Makes room for the values of a key; returns its slot. */
static uint32_t add_key(sums *s, uint64_t key) {
    if (key == 0) {
        return NO_SLOT;
    }
    uint32_t at = slot_of(s, key);
    s->keys[at] = key;
    return at;
}

/* ---- keys of an option ---- */

static uint64_t country_key(const option *o) {
    if (o->place.country[0] == '\0') {
        return 0;
    }
    return make_key(KEY_COUNTRY, (uint64_t)((unsigned char)o->place.country[0] << 8 |
                                            (unsigned char)o->place.country[1]));
}

static uint64_t admin1_key(const option *o) {
    if (o->place.kind == CLM_KIND_REGION) {
        return make_key(KEY_ADMIN1, o->index);
    }
    return o->place.admin1 != CLM_NO_PLACE ? make_key(KEY_ADMIN1, o->place.admin1) : 0;
}

bool clm_kind_wide(clm_place_kind kind) {
    return kind == CLM_KIND_COUNTRY || kind == CLM_KIND_COUNTRY_GROUP ||
           kind == CLM_KIND_CONTINENT || kind == CLM_KIND_SEA;
}

/* A grid of cells; a place speaks for its cell and those around it. */
typedef struct grid {
    enum key_sort sort;
    size_t index; /* in option.cells */
    double cells_per_degree;
    int columns;
} grid;

static const grid FINE = {KEY_FINE, 0, 2.0, 720};
static const grid MIDDLE = {KEY_CELL, 1, 0.5, 180};
static const grid COARSE = {KEY_COARSE, 2, 0.1, 36};

/* `lon` is 0 to columns - 1. */
static uint64_t cell_key(const grid *in, int lon, int lat) {
    return make_key(in->sort, (uint64_t)(unsigned)(lat + 1) << 16 | (uint64_t)(unsigned)lon);
}

static int wrap(const grid *in, int lon) {
    return lon < 0 ? lon + in->columns : lon >= in->columns ? lon - in->columns : lon;
}

/* The bit of a cell; cells that are near each other have bits of their own. */
static unsigned cell_bit(int lon, int lat) {
    return (unsigned)(lat * 61 + lon + SUMS_CELL_BITS) % SUMS_CELL_BITS;
}

/* The slot of the option's own cell, which no other key of it has. */
static uint32_t add_cell(sums *s, const grid *in, option *o) {
    /* Both are positive or nearly so: cut off is rounded down. */
    const int lon = (int)((o->place.point.lon_deg + 180) * in->cells_per_degree);
    const int lat = (int)((o->place.point.lat_deg + 90) * in->cells_per_degree);
    o->cells[in->index].lon = (int16_t)lon;
    o->cells[in->index].lat = (int16_t)lat;
    if (o->wide) {
        return NO_SLOT;
    }
    const unsigned bit = cell_bit(wrap(in, lon), lat);
    s->cells[in->index][bit / 64] |= (uint64_t)1 << bit % 64;
    return add_key(s, cell_key(in, wrap(in, lon), lat));
}

static bool near_cells(const grid *in, const option *a, const option *b) {
    int across = abs(a->cells[in->index].lon - b->cells[in->index].lon);
    int along = abs(a->cells[in->index].lat - b->cells[in->index].lat);
    return along <= 1 && (across <= 1 || across >= in->columns - 1);
}

/* ---- giving ---- */

double clm_group_weight(const group *g) {
    double weight = sqrt((double)(g->mentions < 6 ? g->mentions : 6)) * (g->firm ? 1.3 : 1.0);
    return g->named_after ? weight * named_after_weight : weight;
}

void clm_givers_of(const resolver *r, const group *g, givers *out) {
    out->count = 0;
    out->weight = clm_group_weight(g);
    for (size_t k = 0; k < g->option_count && out->count < GIVERS_MAX; k++) {
        const option *o = &r->options[g->first_option + k];
        if (o->share >= share_least) {
            out->items[out->count++] = (giver){o, out->weight * o->share};
        }
    }
}

static void add_keys(sums *s, option *o) {
    o->wide = clm_kind_wide((clm_place_kind)o->place.kind);
    o->slots[SLOT_COUNTRY] = add_key(s, country_key(o));
    o->slots[SLOT_ADMIN1] = add_key(s, admin1_key(o));
    o->slots[SLOT_CELL] = add_cell(s, &MIDDLE, o);
    o->slots[SLOT_FIRM] = add_key(s, make_key(KEY_FIRM, o->index));
    if (!s->fine) {
        return;
    }
    const clm_place_index country = o->place.country_place;
    const clm_place_index admin1 = o->place.admin1;
    const bool in_country = country != CLM_NO_PLACE && country != o->index;
    const bool in_admin1 = admin1 != CLM_NO_PLACE && admin1 != o->index;
    o->slots[SLOT_FINE_CELL] = add_cell(s, &FINE, o);
    o->slots[SLOT_COARSE_CELL] = add_cell(s, &COARSE, o);
    o->slots[SLOT_PLACE] = add_key(s, make_key(KEY_PLACE, o->index));
    o->slots[SLOT_COUNTRY_PLACE] = add_key(s, in_country ? make_key(KEY_PLACE, country) : 0);
    o->slots[SLOT_ADMIN1_PLACE] = add_key(s, in_admin1 ? make_key(KEY_PLACE, admin1) : 0);
}

clm_status clm_sums_init(sums *s, resolver *r, bool fine, clm_error *error) {
    *s = (sums){.fine = fine};
    const size_t most = r->option_count * (fine ? SLOT_COUNT : SLOT_FINE_CELL) + 1;
    size_t slots = 64;
    while (slots < most + most / 2) {
        slots *= 2;
    }
    s->mask = slots - 1;
    s->keys = clm_arena_array(r->article->arena, slots, sizeof *s->keys);
    s->values = clm_arena_array(r->article->arena, slots, sizeof *s->values);
    if (s->keys == NULL || s->values == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    s->keys[NO_SLOT] = UINT64_MAX; /* nobody's */
    for (size_t i = 0; i < r->option_count; i++) {
        add_keys(s, &r->options[i]);
    }
    return CLM_OK;
}

/* The cell has a slot of its own; of those around it only some are anybody's. */
static void add_cells(sums *s, const grid *in, const option *o, double value) {
    for (int dx = -1; dx <= 1; dx++) {
        const int lon = wrap(in, o->cells[in->index].lon + dx);
        for (int dy = -1; dy <= 1; dy++) {
            const int lat = o->cells[in->index].lat + dy;
            const unsigned bit = cell_bit(lon, lat);
            if ((s->cells[in->index][bit / 64] >> bit % 64 & 1) == 0) {
                continue;
            }
            const uint64_t key = cell_key(in, lon, lat);
            const uint32_t at = slot_of(s, key);
            s->values[at] += s->keys[at] == key ? value : 0;
        }
    }
}

static void add_giver(sums *s, const group *g, const giver *from) {
    const option *o = from->from;
    const uint32_t country = o->slots[SLOT_COUNTRY];
    if (country != NO_SLOT) {
        const double value = s->values[country] += from->value;
        if (value > s->top_country ||
            (value == s->top_country && s->keys[country] < s->top_country_key)) {
            s->top_country = value;
            s->top_country_key = s->keys[country];
        }
    }
    if (o->slots[SLOT_ADMIN1] != NO_SLOT) {
        s->values[o->slots[SLOT_ADMIN1]] += from->value;
    }
    if (!o->wide) {
        add_cells(s, &MIDDLE, o, from->value);
    }
    if (g->firm) {
        s->values[o->slots[SLOT_FIRM]] += from->value;
    }
    if (!s->fine) {
        return;
    }
    s->values[o->slots[SLOT_PLACE]] += from->value;
    if (!o->wide) {
        add_cells(s, &FINE, o, from->value);
        add_cells(s, &COARSE, o, from->value);
    }
}

void clm_sums_collect(sums *s, const resolver *r) {
    memset(s->values, 0, (s->mask + 1) * sizeof *s->values);
    s->total = 0;
    s->top_country = 0;
    s->top_country_key = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        givers from;
        clm_givers_of(r, &r->groups[i], &from);
        s->total += from.weight;
        for (size_t k = 0; k < from.count; k++) {
            add_giver(s, &r->groups[i], &from.items[k]);
        }
    }
}

/* ---- asking ---- */

/* What others have put into a slot. */
static double others_in(const sums *s, const option *o, enum sums_slot slot, double own) {
    double value = s->values[o->slots[slot]];
    return value - own > 0.01 ? value - own : 0;
}

/* What the option's own group has put under the keys that only a learned ranker asks for. Places
 * in cells next to each other are in coarse cells next to each other, too. */
static void add_own(const giver *from, const option *o, others *mine) {
    const option *other = from->from;
    const double value = from->value;
    mine->itself += other->index == o->index ? value : 0;
    mine->country_named += other->index == o->place.country_place ? value : 0;
    mine->admin1_named += other->index == o->place.admin1 ? value : 0;
    if (!o->wide && !other->wide && near_cells(&COARSE, other, o)) {
        mine->coarse_cell += value;
        mine->cell += near_cells(&MIDDLE, other, o) ? value : 0;
        mine->fine_cell += near_cells(&FINE, other, o) ? value : 0;
    }
}

others clm_sums_others(const sums *s, const group *g, const givers *own, const option *o) {
    others out = {.rest = s->total - own->weight};
    others mine = {0};
    for (size_t k = 0; k < own->count; k++) {
        const option *other = own->items[k].from;
        double value = own->items[k].value;
        mine.country += other->slots[SLOT_COUNTRY] == o->slots[SLOT_COUNTRY] ? value : 0;
        mine.admin1 += other->slots[SLOT_ADMIN1] == o->slots[SLOT_ADMIN1] ? value : 0;
        if (s->fine) {
            add_own(&own->items[k], o, &mine);
        } else {
            mine.cell += !o->wide && !other->wide && near_cells(&MIDDLE, other, o) ? value : 0;
        }
    }
    out.country = others_in(s, o, SLOT_COUNTRY, mine.country);
    out.admin1 = others_in(s, o, SLOT_ADMIN1, mine.admin1);
    out.cell = others_in(s, o, SLOT_CELL, mine.cell);
    out.firm = s->values[o->slots[SLOT_FIRM]] - (g->firm ? own->weight * o->share : 0);
    if (s->fine) {
        out.fine_cell = others_in(s, o, SLOT_FINE_CELL, mine.fine_cell);
        out.coarse_cell = others_in(s, o, SLOT_COARSE_CELL, mine.coarse_cell);
        out.itself = others_in(s, o, SLOT_PLACE, mine.itself);
        out.country_named = others_in(s, o, SLOT_COUNTRY_PLACE, mine.country_named);
        out.admin1_named = others_in(s, o, SLOT_ADMIN1_PLACE, mine.admin1_named);
    }
    return out;
}

double clm_sums_country(const sums *s, const option *o) {
    return s->values[o->slots[SLOT_COUNTRY]];
}

bool clm_sums_in_top_country(const sums *s, const option *o) {
    return s->top_country_key != 0 && s->keys[o->slots[SLOT_COUNTRY]] == s->top_country_key;
}

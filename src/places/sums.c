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

static sum *slot_of(const sums *s, uint64_t key) {
    uint64_t hash = key * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(hash >> 20) & s->mask;
    while (s->slots[at].key != 0 && s->slots[at].key != key) {
        at = (at + 1) & s->mask;
    }
    return &s->slots[at];
}

static double add_to(sums *s, uint64_t key, double value) {
    if (key == 0) {
        return 0;
    }
    sum *slot = slot_of(s, key);
    slot->key = key;
    slot->value += value;
    return slot->value;
}

static double value_of(const sums *s, uint64_t key) {
    return key != 0 ? slot_of(s, key)->value : 0;
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

static void set_cell(const grid *in, option *o) {
    o->cells[in->index].lon = (int16_t)floor((o->place.point.lon_deg + 180) * in->cells_per_degree);
    o->cells[in->index].lat = (int16_t)floor((o->place.point.lat_deg + 90) * in->cells_per_degree);
}

static uint64_t cell_key(const grid *in, int lon_cell, int lat_cell) {
    int lon = (lon_cell + in->columns) % in->columns;
    return make_key(in->sort, (uint64_t)(unsigned)(lat_cell + 1) << 16 | (uint64_t)(unsigned)lon);
}

static uint64_t own_cell(const grid *in, const option *o) {
    return clm_kind_wide(o->place.kind)
               ? 0
               : cell_key(in, o->cells[in->index].lon, o->cells[in->index].lat);
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

givers clm_givers_of(const resolver *r, const group *g) {
    givers out = {.count = 0, .weight = clm_group_weight(g)};
    for (size_t k = 0; k < g->option_count && out.count < GIVERS_MAX; k++) {
        const option *o = &r->options[g->first_option + k];
        if (o->share >= share_least) {
            out.items[out.count++] = (giver){o, out.weight * o->share};
        }
    }
    return out;
}

void clm_sums_init(sums *s, resolver *r, bool fine) {
    *s = (sums){.fine = fine};
    for (size_t i = 0; i < r->option_count; i++) {
        option *o = &r->options[i];
        set_cell(&MIDDLE, o);
        if (fine) {
            set_cell(&FINE, o);
            set_cell(&COARSE, o);
        }
    }
}

/* Empty slots for what all groups give now, half of them more than can be used. */
static clm_status make_room(sums *s, const resolver *r, clm_error *error) {
    size_t count = 0;
    for (size_t i = 0; i < r->option_count; i++) {
        count += r->options[i].share >= share_least;
    }
    size_t slots = 64;
    while (slots * 2 < count * (s->fine ? 31 : 12) * 3) { /* keys of a giver, at most */
        slots *= 2;
    }
    s->mask = slots - 1;
    if (slots > s->capacity) {
        s->slots = clm_arena_array(r->article->arena, slots, sizeof(sum));
        s->capacity = slots;
        return s->slots != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    memset(s->slots, 0, slots * sizeof *s->slots);
    return CLM_OK;
}

static void add_cells(sums *s, const grid *in, const option *o, double value) {
    for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
            (void)add_to(
                s, cell_key(in, o->cells[in->index].lon + dx, o->cells[in->index].lat + dy), value);
        }
    }
}

static void add_giver(sums *s, const group *g, const giver *from) {
    const option *o = from->from;
    double country = add_to(s, country_key(o), from->value);
    if (country > s->top_country ||
        (country == s->top_country && country_key(o) < s->top_country_key)) {
        s->top_country = country;
        s->top_country_key = country_key(o);
    }
    (void)add_to(s, admin1_key(o), from->value);
    bool wide = clm_kind_wide(o->place.kind);
    if (!wide) {
        add_cells(s, &MIDDLE, o, from->value);
    }
    if (g->firm) {
        (void)add_to(s, make_key(KEY_FIRM, o->index), from->value);
    }
    if (!s->fine) {
        return;
    }
    (void)add_to(s, make_key(KEY_PLACE, o->index), from->value);
    if (!wide) {
        add_cells(s, &FINE, o, from->value);
        add_cells(s, &COARSE, o, from->value);
    }
}

clm_status clm_sums_collect(sums *s, const resolver *r, clm_error *error) {
    clm_status status = make_room(s, r, error);
    if (status != CLM_OK) {
        return status;
    }
    s->total = 0;
    s->top_country = 0;
    s->top_country_key = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        givers from = clm_givers_of(r, &r->groups[i]);
        s->total += from.weight;
        for (size_t k = 0; k < from.count; k++) {
            add_giver(s, &r->groups[i], &from.items[k]);
        }
    }
    return CLM_OK;
}

/* ---- asking ---- */

static double less(double value, double own) {
    return value - own > 0.01 ? value - own : 0;
}

/* The keys that only a learned ranker asks for. */
static void ask_more(const sums *s, const givers *own, const option *o, others *out) {
    others mine = {0};
    bool wide = clm_kind_wide(o->place.kind);
    for (size_t k = 0; k < own->count; k++) {
        const option *other = own->items[k].from;
        double value = own->items[k].value;
        bool near = !wide && !clm_kind_wide(other->place.kind);
        mine.fine_cell += near && near_cells(&FINE, other, o) ? value : 0;
        mine.coarse_cell += near && near_cells(&COARSE, other, o) ? value : 0;
        mine.itself += other->index == o->index ? value : 0;
        mine.country_named += other->index == o->place.country_place ? value : 0;
        mine.admin1_named += other->index == o->place.admin1 ? value : 0;
    }
    out->fine_cell = less(value_of(s, own_cell(&FINE, o)), mine.fine_cell);
    out->coarse_cell = less(value_of(s, own_cell(&COARSE, o)), mine.coarse_cell);
    out->itself = less(value_of(s, make_key(KEY_PLACE, o->index)), mine.itself);
    if (o->place.country_place != CLM_NO_PLACE && o->place.country_place != o->index) {
        out->country_named =
            less(value_of(s, make_key(KEY_PLACE, o->place.country_place)), mine.country_named);
    }
    if (o->place.admin1 != CLM_NO_PLACE && o->place.admin1 != o->index) {
        out->admin1_named =
            less(value_of(s, make_key(KEY_PLACE, o->place.admin1)), mine.admin1_named);
    }
}

others clm_sums_others(const sums *s, const group *g, const givers *own, const option *o) {
    others out = {.rest = s->total - own->weight};
    others mine = {0};
    uint64_t country = country_key(o);
    uint64_t admin1 = admin1_key(o);
    bool wide = clm_kind_wide(o->place.kind);
    for (size_t k = 0; k < own->count; k++) {
        const option *other = own->items[k].from;
        double value = own->items[k].value;
        mine.country += country_key(other) == country ? value : 0;
        mine.admin1 += admin1_key(other) == admin1 ? value : 0;
        mine.cell +=
            !wide && !clm_kind_wide(other->place.kind) && near_cells(&MIDDLE, other, o) ? value : 0;
    }
    out.country = less(value_of(s, country), mine.country);
    out.admin1 = less(value_of(s, admin1), mine.admin1);
    out.cell = less(value_of(s, own_cell(&MIDDLE, o)), mine.cell);
    out.firm = value_of(s, make_key(KEY_FIRM, o->index)) - (g->firm ? own->weight * o->share : 0);
    if (s->fine) {
        ask_more(s, own, o, &out);
    }
    return out;
}

double clm_sums_country(const sums *s, const option *o) {
    return value_of(s, country_key(o));
}

bool clm_sums_in_top_country(const sums *s, const option *o) {
    return s->top_country_key != 0 && country_key(o) == s->top_country_key;
}

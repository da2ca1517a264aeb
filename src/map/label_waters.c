/* Names of seas and lakes. The gazetteer knows a sea as a point with a reach; which water on the
 * map is whose is told by the nearest point, and only where water leads from there to it. */
#include "map/compose_labels.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

enum { BLOCK = 4, BODIES_MAX = 400, LAKE_CELLS = 30, SEA_CELLS = 60 };

static const double earth_m = 6371008.8;
static const double radians = 0.017453292519943295769;
static const double sea_weight = 8;
static const double lake_weight = 5;
static const double rank_price = 0.06; /* of a rank, in reaches: the known sea before its parts */

typedef struct direction {
    double x, y, z; /* unit vector */
} direction;

typedef struct body {
    clm_place_index place;
    clm_lonlat point;
    direction at;
    double reach_m;
    unsigned rank;
    bool lake;
    uint16_t whole; /* the body that this is a part of, or itself, plus 1 */
} body;

typedef enum water {
    WATER_NONE = 0, /* land, shores, and what claims cover */
    WATER_SEA,
    WATER_LAKE
} water;

/* The water of a view in cells. */
typedef struct waters {
    clm_label_set *set;
    clm_grid grid;        /* owner: what kind of water, then the body that is named, plus 1 */
    uint32_t *pieces;     /* of each cell, the connected water it is part of, from 1; 0: none */
    uint32_t *stack;      /* working space of the filling */
    size_t piece_count;   /* 1 more than the last number */
    direction *blocks;    /* of BLOCK x BLOCK cells, the direction of the middle */
    uint16_t *nearest;    /* of each block, the sea that it belongs to, plus 1; 0: none */
    int columns, rows;    /* of blocks */
    size_t *closest;      /* of each piece, the cell nearest to a sea's point */
    double *closest_dot;  /* of that cell; below -1: no cell */
    unsigned char *whole; /* of each piece, whether it is that sea's */
    body *bodies;
    size_t body_count;
} waters;

static void fail_memory(clm_label_set *set) {
    (void)clm_scene_check(set->scene, clm_fail(set->scene->error, CLM_ERR_NOMEM, "out of memory"));
}

static direction direction_of(clm_lonlat point) {
    double c = cos(point.lat_deg * radians);
    return (direction){c * cos(point.lon_deg * radians), c * sin(point.lon_deg * radians),
                       sin(point.lat_deg * radians)};
}

static double dot(direction a, direction b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static double distance_m(direction a, direction b) {
    return earth_m * acos(fmin(fmax(dot(a, b), -1), 1));
}

static bool is_finite_point(clm_lonlat point) {
    return fabs(point.lat_deg) <= 90 && fabs(point.lon_deg) <= 720;
}

static clm_px cell_middle(const clm_grid *grid, size_t cell) {
    const size_t columns = (size_t)grid->columns;
    const size_t row = cell / columns;
    return (clm_px){grid->frame.x0 + ((double)(cell % columns) + 0.5) * grid->cell_px,
                    grid->frame.y0 + ((double)row + 0.5) * grid->cell_px};
}

/* ---- what may be named ---- */

static bool has_word(clm_text name, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= name.len; i++) {
        bool begins = i == 0 || name.ptr[i - 1] == ' ' || name.ptr[i - 1] == '-';
        bool ends = i + length == name.len || name.ptr[i + length] == ' ';
        if (begins && ends && memcmp(name.ptr + i, word, length) == 0) {
            return true;
        }
    }
    return false;
}

/* Lakes and rivers are of one kind in the gazetteer. */
static bool is_lake(clm_text name) {
    static const char *const words[] = {"Lake",         "Reservoir", "Lagoon", "Sea", "Loch",
                                        "Lough",        "Lago",      "Lac",    "Kul", "Nuur",
                                        "\xC3\x89tang", "Laguna",    "Lakes",  "Nor"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (has_word(name, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_named(const clm_label_set *set, clm_place_index place) {
    const clm_content *content = &set->scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_feature *feature = content->subjects[i].feature;
        if (feature->has_place && feature->place.index == place) {
            return true;
        }
    }
    return false;
}

/* A strait or a gap as wide as a sea is no name that stands on water. */
static bool is_vague(const clm_place *place) {
    return place->rank >= 11 && place->uncertainty_m > 300e3;
}

/* Where "Atlantic Ocean" can stand, "South Atlantic" is no other water. */
static void join_halves(waters *w) {
    const clm_gazetteer *gazetteer = w->set->scene->gazetteer;
    static const double ocean_m = 2500e3;
    for (size_t i = 0; i < w->body_count; i++) {
        body *half = &w->bodies[i];
        half->whole = (uint16_t)(i + 1);
        clm_text name = clm_gazetteer_place(gazetteer, half->place).name;
        if (half->lake || half->reach_m < ocean_m || name.len <= 6 ||
            (memcmp(name.ptr, "North ", 6) != 0 && memcmp(name.ptr, "South ", 6) != 0)) {
            continue;
        }
        for (size_t k = 0; k < w->body_count; k++) {
            clm_text all = clm_gazetteer_place(gazetteer, w->bodies[k].place).name;
            if (!w->bodies[k].lake && all.len > name.len - 6 &&
                memcmp(all.ptr, name.ptr + 6, name.len - 6) == 0) {
                half->whole = (uint16_t)(k + 1);
            }
        }
    }
}

static void list_bodies(waters *w, const clm_place_index *all, size_t count) {
    const clm_view *view = w->set->view;
    clm_rect frame = view->frame;
    clm_px middle = {(frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2};
    direction centre = direction_of(clm_view_inverse(view, middle));
    double half_m = hypot(frame.x1 - frame.x0, frame.y1 - frame.y0) / 2 * view->m_per_px;
    for (size_t i = 0; i < count && w->body_count < BODIES_MAX; i++) {
        clm_place facts = clm_gazetteer_place_facts(w->set->scene->gazetteer, all[i]);
        body found = {.place = all[i],
                      .point = facts.point,
                      .at = direction_of(facts.point),
                      .reach_m = fmax(facts.uncertainty_m, 1000),
                      .rank = facts.rank,
                      .lake = facts.kind != CLM_KIND_SEA};
        double limit = half_m + (found.lake ? 0 : found.reach_m);
        if (distance_m(centre, found.at) > limit || is_vague(&facts) || is_named(w->set, all[i])) {
            continue;
        }
        if (!found.lake || is_lake(clm_gazetteer_place(w->set->scene->gazetteer, all[i]).name)) {
            w->bodies[w->body_count++] = found;
        }
    }
}

/* ---- water in cells ---- */

/* Cells of a line are neither water nor land: names keep off it. */
static void cut_line(waters *w, const clm_display_list *line) {
    clm_grid *grid = &w->grid;
    clm_grid_ink_lines(grid, line, 0, 1);
    size_t cells = (size_t)grid->columns * (size_t)grid->rows;
    for (size_t c = 0; c < cells; c++) {
        grid->owner[c] = grid->ink[c] > 0 ? (uint16_t)WATER_NONE : grid->owner[c];
    }
}

static bool cut_geometry(waters *w, const clm_geometry *geometry) {
    clm_display_list path;
    clm_display_list_init(&path);
    clm_path_begin(&path, CLM_INK_CLAIM_FILL, NULL);
    bool done = geometry->kind != CLM_GEOMETRY_POLYGONS ||
                clm_view_add_polygons(w->set->view, &path, geometry);
    if (done) {
        clm_grid_fill(&w->grid, &path, 0, WATER_NONE);
    }
    clm_display_list_clear(&path);
    return done;
}

/* False when memory ends. */
static bool find_water(waters *w) {
    const clm_base *base = w->set->base;
    const clm_content *content = &w->set->scene->content;
    size_t cells = (size_t)w->grid.columns * (size_t)w->grid.rows;
    for (size_t c = 0; c < cells; c++) {
        w->grid.owner[c] = base->grid.owner[c] == 0 ? (uint16_t)WATER_SEA : (uint16_t)WATER_NONE;
    }
    clm_grid_fill(&w->grid, &base->lakes, 0, WATER_LAKE);
    cut_line(w, &base->lakes);
    cut_line(w, &base->coasts);
    cut_line(w, &base->country_borders); /* a border in a lake: the name takes one side */
    cut_line(w, &base->disputed_borders);
    bool done = true;
    for (size_t i = 0; i < content->subject_count && done; i++) {
        done = cut_geometry(w, &content->subjects[i].feature->geometry);
    }
    for (size_t i = 0; i < content->area_count && done; i++) {
        done = cut_geometry(w, &content->areas[i].feature->geometry);
    }
    return done;
}

static void fill_piece(waters *w, uint32_t from, uint32_t piece) {
    const clm_grid *grid = &w->grid;
    const uint32_t columns = (uint32_t)grid->columns;
    const uint32_t cells = columns * (uint32_t)grid->rows;
    const uint16_t kind = grid->owner[from];
    size_t depth = 0;
    w->pieces[from] = piece;
    w->stack[depth++] = from;
    while (depth > 0) {
        const uint32_t cell = w->stack[--depth];
        const uint32_t column = cell % columns;
        const uint32_t next[4] = {column > 0 ? cell - 1 : cell,
                                  column + 1 < columns ? cell + 1 : cell,
                                  cell >= columns ? cell - columns : cell,
                                  cell + columns < cells ? cell + columns : cell};
        for (size_t i = 0; i < 4; i++) {
            if (grid->owner[next[i]] == kind && w->pieces[next[i]] == 0) {
                w->pieces[next[i]] = piece;
                w->stack[depth++] = next[i];
            }
        }
    }
}

static void number_pieces(waters *w) {
    const uint32_t cells = (uint32_t)w->grid.columns * (uint32_t)w->grid.rows;
    w->piece_count = 1;
    for (uint32_t c = 0; c < cells; c++) {
        if (w->grid.owner[c] != WATER_NONE && w->pieces[c] == 0) {
            fill_piece(w, c, (uint32_t)w->piece_count++);
        }
    }
}

/* ---- which sea ---- */

/* Of an ocean at a pole; its reach is a disc, which knows no border with the next ocean. */
static bool is_beyond_polar_ocean(const body *sea, direction at) {
    static const double ocean_m = 1500e3;
    static const double border_sine = 0.86602540378443865; /* of 60 degrees, as usual on maps */
    return sea->reach_m > ocean_m && fabs(sea->at.z) > border_sine && fabs(at.z) < border_sine;
}

static uint16_t nearest_sea(const waters *w, direction at) {
    double least = HUGE_VAL;
    uint16_t nearest = 0;
    for (size_t i = 0; i < w->body_count; i++) {
        const body *sea = &w->bodies[i];
        double share = sea->lake ? 2 : distance_m(at, sea->at) / sea->reach_m;
        if (share <= 1 && share + rank_price * sea->rank < least &&
            !is_beyond_polar_ocean(sea, at)) {
            least = share + rank_price * sea->rank;
            nearest = sea->whole;
        }
    }
    return nearest;
}

static void share_out(waters *w) {
    const clm_grid *grid = &w->grid;
    double size = BLOCK * grid->cell_px;
    for (int row = 0; row < w->rows; row++) {
        for (int column = 0; column < w->columns; column++) {
            clm_px middle = {grid->frame.x0 + (column + 0.5) * size,
                             grid->frame.y0 + (row + 0.5) * size};
            clm_lonlat point = clm_view_inverse(w->set->view, middle);
            const int block = row * w->columns + column;
            if (is_finite_point(point)) {
                w->blocks[block] = direction_of(point);
                w->nearest[block] = nearest_sea(w, w->blocks[block]);
            }
        }
    }
}

static size_t block_of(const waters *w, size_t cell) {
    const size_t columns = (size_t)w->grid.columns;
    const size_t row = cell / columns / BLOCK;
    return row * (size_t)w->columns + cell % columns / BLOCK;
}

/* Whether the straight way between two points lies on the sea; islands do not count. */
static bool sea_between(const waters *w, direction a, direction b) {
    enum { STEPS_MAX = 160 };
    static const double step_m = 20e3;
    int steps = (int)fmin(fmax(ceil(distance_m(a, b) / step_m), 2), STEPS_MAX);
    int land = 0;
    for (int i = 1; i < steps; i++) {
        double t = (double)i / steps;
        direction at = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t};
        clm_lonlat point = {atan2(at.y, at.x) / radians, atan2(at.z, hypot(at.x, at.y)) / radians};
        bool on_land = clm_gazetteer_containing(w->set->scene->gazetteer, point, NULL, 0) > 0;
        land = on_land ? land + 1 : 0;
        if (land == 2) {
            return false;
        }
    }
    return true;
}

/* The piece of water of a kind at a point of the map, or next to it; 0: there is none. */
static uint32_t piece_at(const waters *w, clm_lonlat point, water kind) {
    const clm_grid *grid = &w->grid;
    clm_px at = clm_view_point(w->set->view, point);
    for (int i = 0; i < 9; i++) {
        const int row = i / 3;
        double x = at.x + (i % 3 - 1) * grid->cell_px - grid->frame.x0;
        double y = at.y + (row - 1) * grid->cell_px - grid->frame.y0;
        if (!(x >= 0 && y >= 0 && x < grid->cell_px * grid->columns &&
              y < grid->cell_px * grid->rows)) {
            continue;
        }
        const int cell = (int)(y / grid->cell_px) * grid->columns + (int)(x / grid->cell_px);
        if (grid->owner[cell] == kind) {
            return w->pieces[cell];
        }
    }
    return 0;
}

/* Sets `whole` of the pieces that are the sea's. */
static void choose_pieces(waters *w, size_t index) {
    const body *sea = &w->bodies[index];
    size_t cells = (size_t)w->grid.columns * (size_t)w->grid.rows;
    for (size_t p = 0; p < w->piece_count; p++) {
        w->closest_dot[p] = -2;
        w->whole[p] = 0;
    }
    for (size_t c = 0; c < cells; c++) {
        size_t block = block_of(w, c);
        if (w->grid.owner[c] == WATER_SEA && w->nearest[block] == index + 1 &&
            dot(w->blocks[block], sea->at) > w->closest_dot[w->pieces[c]]) {
            w->closest_dot[w->pieces[c]] = dot(w->blocks[block], sea->at);
            w->closest[w->pieces[c]] = c;
        }
    }
    uint32_t own = piece_at(w, sea->point, WATER_SEA);
    for (size_t p = 1; p < w->piece_count; p++) {
        if (w->closest_dot[p] >= -1) {
            clm_lonlat from = clm_view_inverse(w->set->view, cell_middle(&w->grid, w->closest[p]));
            w->whole[p] =
                p == own || (is_finite_point(from) && sea_between(w, direction_of(from), sea->at));
        }
    }
}

/* ---- labels ---- */

/* The name with a capital, as it stands on maps: "Mar Negro". */
static const char *name_of(clm_label_set *set, clm_place_index place) {
    clm_text name = clm_gazetteer_name_in(set->scene->gazetteer, place, set->scene->language->code);
    char *copy = clm_arena_strndup(set->scene->arena, name.ptr, name.len);
    if (!copy) {
        fail_memory(set);
        return NULL;
    }
    copy[0] = (char)(copy[0] >= 'a' && copy[0] <= 'z' ? copy[0] - 'a' + 'A' : copy[0]);
    return copy;
}

static bool is_written(const clm_label_set *set, const char *name) {
    for (size_t i = 0; i < set->label_count; i++) {
        if (strcmp(set->labels[i].text, name) == 0) {
            return true;
        }
    }
    return false;
}

/* A label inside of the cells that `named` owns. */
static void label_body(waters *w, const clm_grid *named, const body *water_body) {
    static const unsigned char is_inside[2] = {0, 1};
    clm_label_set *set = w->set;
    clm_mask mask = {.grid = NULL};
    if (!clm_scene_check(set->scene,
                         clm_mask_open(&mask, named, (clm_cells){0, 0, named->columns, named->rows},
                                       is_inside, set->scene->error))) {
        return;
    }
    const char *name = name_of(set, water_body->place);
    int least = water_body->lake ? LAKE_CELLS : SEA_CELLS;
    if (name && name[0] != '\0' && mask.inside_count >= least && !is_written(set, name)) {
        clm_map_label *label =
            clm_label_begin(set, CLM_LABEL_WATER, name, CLM_LOOK_WATER, false, 0.82);
        if (label) {
            label->anchor = mask.middle;
            label->weight = (water_body->lake ? lake_weight : sea_weight) - 0.1 * water_body->rank;
            label->widest_em = water_body->lake ? 0.3 : 0.7;
            size_t before = set->candidate_count;
            clm_label_inside(set, &mask, true);
            if (set->candidate_count == before) {
                clm_label_cancel(set);
            }
        }
    }
    clm_mask_close(&mask);
}

static void label_all(waters *w) {
    clm_grid named = w->grid; /* its own owners, all else shared */
    size_t cells = (size_t)w->grid.columns * (size_t)w->grid.rows;
    named.owner = clm_alloc(cells * sizeof *named.owner);
    if (!named.owner) {
        fail_memory(w->set);
        return;
    }
    for (size_t i = 0; i < w->body_count && clm_scene_ok(w->set->scene); i++) {
        const body *water_body = &w->bodies[i];
        uint32_t lake = water_body->lake ? piece_at(w, water_body->point, WATER_LAKE) : 0;
        if (water_body->lake && lake == 0) {
            continue;
        }
        if (!water_body->lake) {
            choose_pieces(w, i);
        }
        size_t count = 0;
        for (size_t c = 0; c < cells; c++) {
            named.owner[c] = water_body->lake
                                 ? w->pieces[c] == lake
                                 : w->grid.owner[c] == WATER_SEA && w->whole[w->pieces[c]] &&
                                       w->nearest[block_of(w, c)] == i + 1;
            count += named.owner[c];
        }
        if (count > 0) {
            label_body(w, &named, water_body);
        }
    }
    clm_free(named.owner);
}

static bool open_pieces(waters *w) {
    const clm_grid *grid = &w->grid;
    size_t cells = (size_t)grid->columns * (size_t)grid->rows;
    w->columns = (grid->columns + BLOCK - 1) / BLOCK;
    w->rows = (grid->rows + BLOCK - 1) / BLOCK;
    size_t blocks = (size_t)w->columns * (size_t)w->rows;
    w->pieces = clm_alloc_zero(cells, sizeof *w->pieces);
    w->stack = clm_alloc(cells * sizeof *w->stack);
    w->blocks = clm_alloc_zero(blocks, sizeof *w->blocks);
    w->nearest = clm_alloc_zero(blocks, sizeof *w->nearest);
    if (!w->pieces || !w->stack || !w->blocks || !w->nearest || !find_water(w)) {
        return false;
    }
    number_pieces(w);
    w->closest = clm_alloc(w->piece_count * sizeof *w->closest);
    w->closest_dot = clm_alloc(w->piece_count * sizeof *w->closest_dot);
    w->whole = clm_alloc_zero(w->piece_count, 1);
    return w->closest && w->closest_dot && w->whole;
}

static void close_waters(waters *w) {
    clm_grid_close(&w->grid);
    clm_free(w->pieces);
    clm_free(w->stack);
    clm_free(w->blocks);
    clm_free(w->nearest);
    clm_free(w->closest);
    clm_free(w->closest_dot);
    clm_free(w->whole);
}

void clm_label_waters(clm_label_set *set) {
    clm_scene *scene = set->scene;
    if (!scene->gazetteer || set->layer != CLM_LAYER_MAIN || !clm_scene_ok(scene)) {
        return;
    }
    size_t count = clm_gazetteer_waters(scene->gazetteer, NULL, 0);
    clm_place_index *all = clm_arena_array(scene->arena, count + 1, sizeof *all);
    waters w = {.set = set, .bodies = clm_arena_array(scene->arena, BODIES_MAX, sizeof(body))};
    if (!all || !w.bodies) {
        fail_memory(set);
        return;
    }
    list_bodies(&w, all, clm_gazetteer_waters(scene->gazetteer, all, count));
    if (w.body_count > 0 &&
        clm_scene_check(scene, clm_grid_open(&w.grid, set->view->frame, set->base->grid.cell_px,
                                             scene->error))) {
        if (open_pieces(&w)) {
            join_halves(&w);
            share_out(&w);
            label_all(&w);
        } else {
            fail_memory(set);
        }
    }
    close_waters(&w);
}

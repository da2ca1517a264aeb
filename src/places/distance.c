/* places/distance.c: "the village of X, about 45 km (28 miles) south of Y": a place that nobody
 * knows, or another of the same name, is where the text measures it. */
#include "geo/geo.h"
#include "places/resolve.h"

#include <math.h>

static const double METRES_MAX = 400e3; /* farther away nobody measures from there */
static const double OTHER_M = 150e3;    /* so far off it is another place of the name */

enum { FILLERS_MAX = 4, ASIDE_MAX = 5, DIGITS_MAX = 6, MEASURED_MAX = 64 };

#define RADIANS (3.14159265358979323846 / 180.0)

static clm_text key_at(const resolver *r, uint32_t token) {
    return clm_article_key(r->article, token);
}

static bool mark_at(const resolver *r, uint32_t token, const char *mark) {
    return clm_text_is(clm_article_slice(r->article, r->article->tokens[token].span), mark);
}

static bool word_in(const resolver *r, uint32_t token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clm_text_is(key_at(r, token), words[i])) {
            return true;
        }
    }
    return false;
}

#define WORD_IN(r, token, list) word_in((r), (token), (list), sizeof(list) / sizeof *(list))

static bool bearing_of(clm_text key, double *bearing_deg) {
    static const struct {
        const char *word;
        double bearing_deg;
    } words[] = {{"north", 0},   {"northeast", 45},  {"east", 90},  {"southeast", 135},
                 {"south", 180}, {"southwest", 225}, {"west", 270}, {"northwest", 315}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (clm_text_is(key, words[i].word)) {
            *bearing_deg = words[i].bearing_deg;
            return true;
        }
    }
    return false;
}

/* Reads "south", "north-east", "south-south-west" backwards from below `*token`. */
static bool read_bearing(const resolver *r, uint32_t floor, uint32_t *token, double *bearing_deg) {
    double x = 0, y = 0, one = 0;
    uint32_t k = *token;
    unsigned words = 0;
    while (k > floor && words < 3 && bearing_of(key_at(r, k - 1), &one)) {
        double weight = words == 0 ? 1.0 : words == 1 ? 1.0 : 2.0;
        x += weight * sin(one * RADIANS);
        y += weight * cos(one * RADIANS);
        words++;
        k--;
        k -= k > floor + 1 && mark_at(r, k - 1, "-") && bearing_of(key_at(r, k - 2), &one) ? 1 : 0;
    }
    *bearing_deg = fmod(atan2(x, y) / RADIANS + 360.0, 360.0);
    *token = k;
    return words > 0;
}

/* Metres of the unit below `*token`, 0 if there is none. */
static double read_unit(const resolver *r, uint32_t floor, uint32_t *token) {
    static const char *const km[] = {"km",         "kms",       "kilometres",
                                     "kilometers", "kilometre", "kilometer"};
    static const char *const miles[] = {"miles", "mile", "mi"};
    uint32_t k = *token;
    if (k <= floor) {
        return 0;
    }
    double metres = WORD_IN(r, k - 1, km) ? 1000.0 : WORD_IN(r, k - 1, miles) ? 1609.344 : 0.0;
    *token = metres > 0 ? k - 1 : k;
    return metres;
}

static double read_number(const resolver *r, uint32_t floor, uint32_t *token) {
    if (*token <= floor || r->article->tokens[*token - 1].kind != CLM_TOKEN_NUMBER) {
        return 0;
    }
    clm_text text = clm_article_slice(r->article, r->article->tokens[*token - 1].span);
    double value = 0, part = 1;
    bool fraction = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            part /= fraction ? 10 : 1;
            value =
                fraction ? value + part * (text.ptr[i] - '0') : value * 10 + (text.ptr[i] - '0');
        } else if (text.ptr[i] == '.' && !fraction && text.len <= DIGITS_MAX) {
            fraction = true;
        } else {
            return 0;
        }
    }
    *token -= 1;
    return text.len <= DIGITS_MAX ? value : 0;
}

/* Reads backwards from the place at `anchor`: "45 km (28 miles) to the south of the city of". True
 * if it is so measured; `*first` gets the first token of it. */
static bool read_measure(const resolver *r, uint32_t anchor, uint32_t floor, double *bearing_deg,
                         double *dist_m, uint32_t *first) {
    static const char *const fillers[] = {"the",     "city",  "town",     "village",   "port",
                                          "capital", "state", "regional", "provincial"};
    static const char *const about[] = {"about",  "around", "some", "roughly",       "nearly",
                                        "almost", "just",   "over", "approximately", "only"};
    uint32_t k = anchor;
    for (unsigned n = 0; n < FILLERS_MAX && k > floor && WORD_IN(r, k - 1, fillers); n++) {
        k--;
    }
    bool of = k > floor && clm_text_is(key_at(r, k - 1), "of");
    if (!of && !(k > floor && clm_text_is(key_at(r, k - 1), "from"))) {
        return false;
    }
    k--;
    if (!read_bearing(r, floor, &k, bearing_deg)) {
        return false;
    }
    if (k > floor + 1 && clm_text_is(key_at(r, k - 1), "the") &&
        clm_text_is(key_at(r, k - 2), "to")) {
        k -= 2;
    }
    if (k > floor && mark_at(r, k - 1, ")")) {
        uint32_t open = k - 1;
        while (open > floor && k - open <= ASIDE_MAX && !mark_at(r, open, "(")) {
            open--;
        }
        k = mark_at(r, open, "(") ? open : k;
    }
    double metres = read_unit(r, floor, &k);
    k -= k > floor && mark_at(r, k - 1, "-") ? 1 : 0;
    *dist_m = metres > 0 ? metres * read_number(r, floor, &k) : 0;
    k -= k > floor && WORD_IN(r, k - 1, about) ? 1 : 0;
    *first = k;
    return *dist_m > 0 && *dist_m <= METRES_MAX;
}

/* The mention right before the measure, with a comma, a relative "which is" or nothing between; -1
 * if there is none. */
static int measured_before(const resolver *r, size_t anchor, uint32_t first) {
    static const char *const between[] = {"is", "lies", "located", "situated", "which", "a"};
    uint32_t k = first;
    for (unsigned n = 0; n < 3 && k > 0 && (mark_at(r, k - 1, ",") || WORD_IN(r, k - 1, between));
         n++) {
        k--;
    }
    for (size_t i = anchor; i-- > 0;) {
        const clm_mention *mention = &r->mentions->items[i];
        if (mention->token_end == k) {
            return (int)i;
        }
        if (mention->token_end < k) {
            break;
        }
    }
    return -1;
}

/* Puts mention `index` at `point`, measured from `anchor`. */
static void put(const resolver *r, size_t index, const clm_resolved *anchor, clm_lonlat point,
                double dist_m, clm_resolved *out) {
    const clm_mention *mention = &r->mentions->items[index];
    clm_place from = clm_gazetteer_place(r->gazetteer, anchor->place);
    clm_place_kind kind = out->kind;
    out->place = CLM_NO_PLACE;
    out->within = from.admin1 != CLM_NO_PLACE ? from.admin1 : anchor->place;
    out->kind = kind == CLM_KIND_FACILITY ? CLM_KIND_FACILITY : CLM_KIND_SETTLEMENT;
    out->point = point;
    out->located = true;
    out->uncertainty_m = 3000.0 + dist_m / 5;
    out->score = anchor->score * 0.8;
    out->margin = anchor->margin;
    out->basis = "measured from a known place";
    out->name = clm_article_slice(r->article, mention->name);
    out->alternative_count = 0;
}

/* The same name means the same place in all of the article. */
static void spread(const resolver *r, size_t from, clm_resolved *items) {
    clm_text name = clm_article_slice(r->article, r->mentions->items[from].name);
    for (size_t i = 0; i < r->mentions->count; i++) {
        const clm_mention *mention = &r->mentions->items[i];
        bool town = items[i].kind == CLM_KIND_SETTLEMENT || items[i].kind == CLM_KIND_FACILITY;
        if (i != from && town && mention->type == CLM_MENTION_TOPONYM &&
            clm_text_equal(clm_article_slice(r->article, mention->name), name)) {
            items[i] = items[from];
        }
    }
}

void clm_distances_resolve(const resolver *r, clm_resolved *items) {
    unsigned measured = 0;
    for (size_t i = 1; i < r->mentions->count && measured < MEASURED_MAX; i++) {
        const clm_mention *anchor = &r->mentions->items[i];
        const clm_resolved *known = &items[i];
        if (anchor->type != CLM_MENTION_TOPONYM || known->place == CLM_NO_PLACE ||
            known->kind != CLM_KIND_SETTLEMENT) {
            continue;
        }
        const clm_sentence *sentence =
            &r->article->sentences[r->article->tokens[anchor->token_start].sentence];
        double bearing_deg = 0, dist_m = 0;
        uint32_t first = 0;
        if (!read_measure(r, anchor->token_start, sentence->token_start, &bearing_deg, &dist_m,
                          &first)) {
            continue;
        }
        int at = measured_before(r, i, first);
        if (at >= 0 && r->mentions->items[at].type == CLM_MENTION_ANAPHOR) {
            at = r->mentions->items[at].antecedent;
        }
        if (at < 0 || r->mentions->items[at].type != CLM_MENTION_TOPONYM) {
            continue;
        }
        clm_lonlat point = clm_destination(known->point, bearing_deg, dist_m);
        bool town = items[at].kind == CLM_KIND_SETTLEMENT || items[at].kind == CLM_KIND_FACILITY;
        bool other = items[at].located && items[at].place != CLM_NO_PLACE &&
                     clm_sphere_distance_m(items[at].point, point) > OTHER_M;
        if (town && (!items[at].located || items[at].place == CLM_NO_PLACE || other)) {
            put(r, (size_t)at, known, point, dist_m, &items[at]);
            spread(r, (size_t)at, items);
            measured++;
        }
    }
}

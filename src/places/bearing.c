/* "10 km south of X": the words before a place that say where something lies from it, and the names
 * without a place of their own that they put on the map. */
#include "places/resolve.h"

#include <math.h>

enum { FILLERS_MAX = 6, ASIDE_MAX = 8, LINK_MAX = 12, TOLD_MAX = 64 };

#define RADIANS (3.14159265358979323846 / 180.0)

/* What a rounded distance leaves open, and the least of it. */
#define ROUNDED 0.15
#define LEAST_M 2000.0
/* Without a direction a place is marked at its neighbour, if it is no farther than this. */
#define NEAR_M 30000.0
/* A known place that lies this much off is another one of its name. */
#define ELSEWHERE_M 150000.0
/* Farther away nobody measures. */
#define FAR_M 400000.0

static bool key_is(const clm_article *article, uint32_t token, const char *word) {
    return clm_text_is(clm_article_key(article, token), word);
}

static bool one_of(const clm_article *article, uint32_t token, const char *const *words,
                   size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (key_is(article, token, words[i])) {
            return true;
        }
    }
    return false;
}

#define ONE_OF(article, token, words)                                                              \
    one_of((article), (token), (words), sizeof(words) / sizeof *(words))

static bool mark_is(const clm_article *article, uint32_t token, const char *mark) {
    return clm_text_is(clm_article_slice(article, article->tokens[token].span), mark);
}

static bool compass_word(const clm_article *article, uint32_t token, double *bearing_deg) {
    static const struct {
        const char *word;
        double bearing_deg;
    } words[] = {
        {"north", 0.0},    {"northeast", 45.0},  {"east", 90.0},      {"southeast", 135.0},
        {"south", 180.0},  {"southwest", 225.0}, {"west", 270.0},     {"northwest", 315.0},
        {"northern", 0.0}, {"eastern", 90.0},    {"southern", 180.0}, {"western", 270.0},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (key_is(article, token, words[i].word)) {
            *bearing_deg = words[i].bearing_deg;
            return true;
        }
    }
    return false;
}

static double between_deg(double a_deg, double b_deg) {
    double x = sin(a_deg * RADIANS) + sin(b_deg * RADIANS);
    double y = cos(a_deg * RADIANS) + cos(b_deg * RADIANS);
    return fmod(atan2(x, y) / RADIANS + 360.0, 360.0);
}

bool clm_direction_read(const clm_article *article, uint32_t last, uint32_t *first,
                        double *bearing_deg) {
    double words[3] = {0, 0, 0}; /* from the last one back */
    size_t count = 0;
    uint32_t token = last;
    while (count < 3 && article->tokens[token].sentence == article->tokens[last].sentence &&
           compass_word(article, token, &words[count])) {
        count++;
        *first = token;
        bool hyphen = token > 1 && mark_is(article, token - 1, "-");
        if (token < (hyphen ? 2u : 1u)) {
            break;
        }
        token -= hyphen ? 2 : 1;
    }
    if (count == 0) {
        return false;
    }
    /* "west-north-west": north-west, then half the way to the west. */
    *bearing_deg = count > 1 ? between_deg(words[1], words[0]) : words[0];
    *bearing_deg = count > 2 ? between_deg(words[2], *bearing_deg) : *bearing_deg;
    return true;
}

/* A comma behind "capital", "city", "town". */
static bool noun_before(const clm_article *article, uint32_t comma) {
    return comma > 0 && mark_is(article, comma, ",") &&
           (key_is(article, comma - 1, "capital") || key_is(article, comma - 1, "city") ||
            key_is(article, comma - 1, "town") || key_is(article, comma - 1, "port"));
}

/* The token "of" or "from" that leads to the place: "south of X", "from the city of X". */
static bool find_lead(const clm_article *article, const clm_mention *mention, uint32_t *lead) {
    static const char *const fillers[] = {"the",     "city",   "town", "village", "port",
                                          "capital", "border", "main", "centre",  "center"};
    uint32_t token = mention->token_start;
    uint32_t sentence = article->tokens[token].sentence;
    bool noun = false; /* "the Arkanian capital X" */
    for (int steps = 0; token > 0 && steps < FILLERS_MAX; steps++) {
        token--;
        double bearing_deg = 0.0;
        if (article->tokens[token].sentence != sentence) {
            return false;
        }
        bool of = key_is(article, token, "of");
        if (key_is(article, token, "from") ||
            (of && token > 0 && compass_word(article, token - 1, &bearing_deg))) {
            *lead = token;
            return token > 0;
        }
        bool comma = noun_before(article, token); /* "the capital, X" */
        bool name = noun && (article->tokens[token].flags & CLM_TOKEN_CAPITAL) != 0;
        bool filler = ONE_OF(article, token, fillers);
        noun = noun || (filler && !key_is(article, token, "the"));
        if (!of && !filler && !name && !comma) {
            return false;
        }
    }
    return false;
}

/* A number in digits or a small one in words; NaN for anything else. */
static double number_at(const clm_article *article, uint32_t token) {
    static const struct {
        const char *word;
        double value;
    } words[] = {{"one", 1},     {"two", 2},      {"three", 3},   {"four", 4},    {"five", 5},
                 {"six", 6},     {"seven", 7},    {"eight", 8},   {"nine", 9},    {"ten", 10},
                 {"twelve", 12}, {"fifteen", 15}, {"twenty", 20}, {"thirty", 30}, {"forty", 40},
                 {"fifty", 50},  {"hundred", 100}};
    if (article->tokens[token].kind == CLM_TOKEN_NUMBER) {
        clm_text text = clm_article_slice(article, article->tokens[token].span);
        double value = 0.0;
        return clm_text_number(text, &value) == text.len ? value : (double)NAN;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (key_is(article, token, words[i].word)) {
            return words[i].value;
        }
    }
    return (double)NAN;
}

static double unit_m(const clm_article *article, uint32_t token) {
    static const char *const kilometres[] = {"km",         "kms",       "kilometres",
                                             "kilometers", "kilometre", "kilometer"};
    static const char *const miles[] = {"miles", "mile", "mi"};
    static const char *const metres[] = {"metres", "meters", "m"};
    return ONE_OF(article, token, kilometres) ? 1000.0
           : ONE_OF(article, token, miles)    ? 1609.344
           : ONE_OF(article, token, metres)   ? 1.0
                                              : 0.0;
}

/* "10 km (6 miles)" that ends right before `*token`, which moves to its first token; NaN if no
 * distance stands there. */
static double distance_before(const clm_article *article, uint32_t *token) {
    uint32_t t = *token;
    if (t > 0 && mark_is(article, t - 1, ")")) {
        uint32_t open = t - 1;
        while (open > 0 && t - open < ASIDE_MAX && !mark_is(article, open, "(")) {
            open--;
        }
        t = mark_is(article, open, "(") ? open : t;
    }
    if (t < 2) {
        return (double)NAN;
    }
    double metres = unit_m(article, t - 1);
    double number = metres > 0.0 ? number_at(article, t - 2) : (double)NAN;
    *token = isnan(number) ? *token : t - 2;
    return number * metres;
}

bool clm_bearing_read(const clm_article *article, const clm_mention *mention, clm_bearing *out) {
    uint32_t lead = 0;
    *out = (clm_bearing){.bearing_deg = (double)NAN, .dist_m = (double)NAN};
    if (!find_lead(article, mention, &lead) || lead == 0) {
        return false;
    }
    bool from = key_is(article, lead, "from");
    uint32_t first = lead;
    if (!from && !clm_direction_read(article, lead - 1, &first, &out->bearing_deg)) {
        return false;
    }
    if (from && key_is(article, lead - 1, "away")) {
        first--;
    }
    out->first = out->direction = first;
    static const char *const links[] = {"to", "the", "due", "just", "further"};
    while (first > 0 && first + 3 > out->first && !from && ONE_OF(article, first - 1, links)) {
        first--;
    }
    out->dist_m = distance_before(article, &first);
    out->first = isnan(out->dist_m) ? out->first : first;
    return !from || !isnan(out->dist_m);
}

/* Words between a name and the distance that belongs to it: ", a village about". */
static bool is_link(const clm_article *article, uint32_t token) {
    static const char *const words[] = {
        "about",   "around",   "some",   "roughly",    "approximately",
        "just",    "only",     "nearly", "almost",     "more",
        "than",    "over",     "a",      "small",      "village",
        "town",    "city",     "hamlet", "settlement", "which",
        "that",    "lies",     "is",     "sits",       "located",
        "lying",   "situated", "the",    "also",       "further",
        "another", "up",       "to",     "less",       "barely",
        "port",    "mining",   "border", "farming",    "an"};
    return ONE_OF(article, token, words) || mark_is(article, token, ",") ||
           mark_is(article, token, "(");
}

int clm_bearing_subject(const clm_article *article, const clm_mentions *mentions, size_t anchor,
                        const clm_bearing *bearing) {
    uint32_t token = bearing->first;
    uint32_t sentence = article->tokens[mentions->items[anchor].token_start].sentence;
    for (int steps = 0; token > 0 && steps < LINK_MAX; steps++) {
        for (size_t i = anchor; i > 0 && mentions->items[i - 1].token_end >= token; i--) {
            const clm_mention *before = &mentions->items[i - 1];
            if (before->token_end == token) {
                return before->type == CLM_MENTION_DEMONYM ? -1 : (int)(i - 1);
            }
        }
        token--;
        if (article->tokens[token].sentence != sentence || !is_link(article, token)) {
            return -1;
        }
    }
    return -1;
}

static bool may_anchor(const clm_resolved *at) {
    return at->located && at->place != CLM_NO_PLACE && at->compass == CLM_COMPASS_NONE &&
           (at->kind == CLM_KIND_SETTLEMENT || at->kind == CLM_KIND_FACILITY);
}

/* Puts a name that has no place of its own where the text says, or a known one of that name that
 * lies far off. */
static bool put_beside(const resolver *r, size_t index, clm_resolved *out,
                       const clm_resolved *anchor, const clm_bearing *bearing) {
    bool directed = !isnan(bearing->bearing_deg);
    double dist_m = bearing->dist_m;
    clm_lonlat point =
        directed ? clm_destination(anchor->point, bearing->bearing_deg, dist_m) : anchor->point;
    if (out->place != CLM_NO_PLACE &&
        (!directed || clm_sphere_distance_m(out->point, point) < ELSEWHERE_M)) {
        return false;
    }
    clm_place_index around = CLM_NO_PLACE;
    if (clm_gazetteer_containing(r->gazetteer, point, &around, 1) == 0) {
        around = CLM_NO_PLACE;
    }
    out->place = CLM_NO_PLACE;
    out->within = around;
    out->kind = out->kind == CLM_KIND_FACILITY ? CLM_KIND_FACILITY : CLM_KIND_SETTLEMENT;
    out->point = point;
    out->located = true;
    out->offset = true;
    out->uncertainty_m = fmax(LEAST_M, directed ? ROUNDED * dist_m : dist_m);
    out->score = anchor->score * 0.8;
    out->margin = anchor->margin;
    out->basis = "measured from a known place";
    out->name = clm_article_slice(r->article, r->mentions->items[index].name);
    out->alternative_count = 0;
    return true;
}

/* One sense in an article: the same name is the same place. */
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

void clm_bearings_resolve(const resolver *r, clm_resolved *items) {
    unsigned told = 0;
    for (size_t i = 1; i < r->mentions->count && told < TOLD_MAX; i++) {
        clm_bearing bearing;
        if (!may_anchor(&items[i]) ||
            !clm_bearing_read(r->article, &r->mentions->items[i], &bearing) ||
            isnan(bearing.dist_m) ||
            bearing.dist_m > (isnan(bearing.bearing_deg) ? NEAR_M : FAR_M)) {
            continue;
        }
        int subject = clm_bearing_subject(r->article, r->mentions, i, &bearing);
        if (subject >= 0 && r->mentions->items[subject].type == CLM_MENTION_ANAPHOR) {
            subject = r->mentions->items[subject].antecedent;
        }
        if (subject < 0 || r->mentions->items[subject].type != CLM_MENTION_TOPONYM) {
            continue;
        }
        clm_resolved *out = &items[subject];
        bool town = out->kind == CLM_KIND_SETTLEMENT || out->kind == CLM_KIND_FACILITY;
        if (town && put_beside(r, (size_t)subject, out, &items[i], &bearing)) {
            spread(r, (size_t)subject, items);
            told++;
        }
    }
}

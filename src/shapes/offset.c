#include "shapes/shapes.h"

#include <math.h>
#include <string.h>

/* Words that may stand between a length and its direction: "10 km (6 miles) to the south of". */
enum { GAP_BYTES_MAX = 48 };

#define RADIANS (3.14159265358979323846 / 180.0)

static bool compass_bearing(clm_text key, double *bearing_deg) {
    static const struct {
        const char *word;
        double bearing_deg;
    } words[] = {
        {"north", 0.0},    {"northeast", 45.0},  {"east", 90.0},      {"southeast", 135.0},
        {"south", 180.0},  {"southwest", 225.0}, {"west", 270.0},     {"northwest", 315.0},
        {"northern", 0.0}, {"eastern", 90.0},    {"southern", 180.0}, {"western", 270.0},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (clm_text_is(key, words[i].word)) {
            *bearing_deg = words[i].bearing_deg;
            return true;
        }
    }
    return false;
}

static bool token_is(const clm_article *article, size_t token, const char *literal) {
    return clm_text_is(clm_article_slice(article, article->tokens[token].span), literal);
}

/* Reads the direction whose last word is token `last` ("south", "north-east", "south southwest")
 * backwards; `*first` gets its first token. */
static bool read_direction(const clm_article *article, size_t last, size_t *first,
                           double *bearing_deg) {
    if (!compass_bearing(clm_article_key(article, last), bearing_deg)) {
        return false;
    }
    *first = last;
    size_t before = last;
    if (before > 0 && token_is(article, before - 1, "-")) {
        before--;
    }
    double other = 0.0;
    if (before > 0 && article->tokens[before - 1].sentence == article->tokens[last].sentence &&
        compass_bearing(clm_article_key(article, before - 1), &other)) {
        double x = sin(other * RADIANS) + sin(*bearing_deg * RADIANS);
        double y = cos(other * RADIANS) + cos(*bearing_deg * RADIANS);
        *bearing_deg = fmod(atan2(x, y) / RADIANS + 360.0, 360.0);
        *first = before - 1;
    }
    return true;
}

/* The token "of" that leads to the place: "south of X", "south of the city of X". */
static bool find_of(const clm_article *article, const clm_mention *mention, size_t *of) {
    static const char *const fillers[] = {"the", "city", "town", "village", "port", "capital"};
    size_t token = mention->token_start;
    for (int steps = 0; token > 0 && steps < 5; steps++) {
        token--;
        if (article->tokens[token].sentence != article->tokens[mention->token_start].sentence) {
            return false;
        }
        clm_text key = clm_article_key(article, token);
        double bearing_deg = 0.0;
        if (clm_text_is(key, "of")) {
            if (token > 0 && compass_bearing(clm_article_key(article, token - 1), &bearing_deg)) {
                *of = token;
                return true;
            }
            continue;
        }
        bool filler = false;
        for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++) {
            filler = filler || clm_text_is(key, fillers[i]);
        }
        if (!filler) {
            return false;
        }
    }
    return false;
}

bool clm_claim_offset(const clm_article *article, const clm_mentions *mentions,
                      const clm_claim *claim, size_t place, double *bearing_deg, double *dist_m) {
    *bearing_deg = (double)NAN;
    *dist_m = (double)NAN;
    const clm_claim_place *at = &claim->places[place];
    if (at->mention < 0 || (size_t)at->mention >= mentions->count ||
        (at->role != CLM_ROLE_LOCATION && at->role != CLM_ROLE_RELATIVE_LOCATION &&
         at->role != CLM_ROLE_DISTANCE_ANCHOR)) {
        return false;
    }
    size_t of = 0;
    size_t first = 0;
    double bearing = 0.0;
    if (!find_of(article, &mentions->items[at->mention], &of) || of == 0 ||
        !read_direction(article, of - 1, &first, &bearing)) {
        return false;
    }
    uint32_t start = article->tokens[first].span.start;
    const clm_quantity *best = NULL;
    for (size_t i = 0; i < claim->quantity_count; i++) {
        const clm_quantity *quantity = &claim->quantities[i];
        if (isfinite(quantity->km) && quantity->km > 0.0 && quantity->span.end <= start &&
            start - quantity->span.end <= GAP_BYTES_MAX &&
            (best == NULL || quantity->span.end < best->span.end)) {
            best = quantity; /* the first of "10 km (6 miles) south of" is the stated one */
        }
    }
    if (best == NULL) {
        return false;
    }
    *bearing_deg = bearing;
    *dist_m = best->km * 1000.0;
    return true;
}

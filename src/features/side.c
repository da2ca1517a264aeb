#include "features/build.h"

#include "base/utf8.h"
#include "base/word_index.h"

#include <string.h>

enum {
    SIDES_MAX = 8,
    LOOK_BACK_TOKENS = 5,
    SCAN_TOKENS_MAX = 50000, /* a name is introduced early; the rest of a book is not searched */
    VOTE_OWN_NAME = 5,
    VOTE_SPAN = 3,
    VOTE_NEAR = 1
};

/* Countries that a source was seen with, in the order of their first vote. */
typedef struct side_votes {
    char code[SIDES_MAX][3];
    int votes[SIDES_MAX];
    size_t count;
} side_votes;

static void vote(side_votes *votes, const char *code, int weight) {
    if (code[0] == '\0' || strlen(code) > 2) {
        return;
    }
    for (size_t i = 0; i < votes->count; i++) {
        if (strcmp(votes->code[i], code) == 0) {
            votes->votes[i] += weight;
            return;
        }
    }
    if (votes->count < SIDES_MAX) {
        memcpy(votes->code[votes->count], code, strlen(code) + 1);
        votes->votes[votes->count++] = weight;
    }
}

/* Those who look on from outside speak for no side, wherever they sit. */
static bool has_no_side(const char *type) {
    static const char *const types[] = {"media", "monitor", "ngo", "igo", "expert", "agency"};
    for (size_t i = 0; type != NULL && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(type, types[i]) == 0) {
            return true;
        }
    }
    return false;
}

static size_t first_mention_after(const clm_build *build, uint32_t byte) {
    size_t low = 0;
    size_t high = build->mentions->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (build->mentions->items[middle].span.end <= byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void vote_mentions(const clm_build *build, clm_span span, int weight, side_votes *votes) {
    for (size_t i = first_mention_after(build, span.start);
         i < build->mentions->count && build->mentions->items[i].span.start < span.end; i++) {
        if (build->resolved[i].place != CLM_NO_PLACE) {
            clm_place place = clm_gazetteer_place(build->gazetteer, build->resolved[i].place);
            vote(votes, place.country, weight);
        }
    }
}

/* "Russia", "Ukraine (armed forces)", "Russian Ministry of Defence": the name says it. */
static void vote_own_name(const clm_build *build, clm_text name, side_votes *votes) {
    clm_buffer key;
    clm_buffer_init(&key);
    clm_key_append(&key, name);
    size_t words = 0;
    for (size_t length = 0; !key.failed && length <= key.len && words < 3; length++) {
        if (length < key.len && key.data[length] != ' ') {
            continue;
        }
        words++;
        const clm_name_ref *refs = NULL;
        size_t count = clm_gazetteer_find(build->gazetteer, (clm_text){key.data, length}, &refs);
        for (size_t i = 0; i < count; i++) {
            clm_place place = clm_gazetteer_place(build->gazetteer, refs[i].place);
            if (place.kind == CLM_KIND_COUNTRY) {
                vote(votes, place.country, VOTE_OWN_NAME);
                break;
            }
        }
    }
    clm_buffer_clear(&key);
}

/* Lists the words with a capital, among which names are sought. */
static void list_capitals(clm_build *build) {
    const clm_article *article = build->article;
    size_t limit = article->token_count < SCAN_TOKENS_MAX ? article->token_count : SCAN_TOKENS_MAX;
    if (build->capitals != NULL) {
        return;
    }
    build->capitals = clm_build_array(build, limit + 1, sizeof *build->capitals);
    for (size_t t = 0; build->capitals != NULL && t < limit; t++) {
        if ((article->tokens[t].flags & CLM_TOKEN_CAPITAL) != 0) {
            build->capitals[build->capital_count++] =
                (clm_capital){article->tokens[t].key_hash, (uint32_t)t};
        }
    }
}

/* "Peruvian minister Maria Lind": a country before the name, in the same phrase. */
static void vote_near_name(const clm_build *build, clm_text name, side_votes *votes) {
    const clm_article *article = build->article;
    clm_buffer key;
    clm_buffer_init(&key);
    clm_key_append(&key, name);
    size_t start = key.len;
    while (start > 0 && key.data[start - 1] != ' ') {
        start--;
    }
    clm_text last = {key.data + start, key.len - start};
    uint64_t hash = last.len > 0 ? clm_word_hash(last) : 0;
    for (size_t i = 0; !key.failed && last.len > 0 && i < build->capital_count; i++) {
        if (build->capitals[i].key_hash != hash) {
            continue;
        }
        const size_t t = build->capitals[i].token;
        const clm_token *token = &article->tokens[t];
        size_t from = t;
        while (from > 0 && t - from < LOOK_BACK_TOKENS &&
               article->tokens[from - 1].kind == CLM_TOKEN_WORD &&
               article->tokens[from - 1].sentence == token->sentence) {
            from--;
        }
        if (from < t) {
            clm_span span = {article->tokens[from].span.start, token->span.start};
            vote_mentions(build, span, VOTE_NEAR, votes);
        }
    }
    clm_buffer_clear(&key);
}

static void vote_parties(const clm_party *parties, size_t count, clm_text name, side_votes *votes) {
    for (size_t i = 0; i < count; i++) {
        if (parties[i].side.len == 2 && clm_text_equal(parties[i].name, name)) {
            const char code[3] = {parties[i].side.ptr[0], parties[i].side.ptr[1], '\0'};
            vote(votes, code, VOTE_SPAN);
        }
    }
}

static void vote_claims(const clm_build *build, clm_text name, side_votes *votes) {
    for (size_t i = 0; i < build->claims->count; i++) {
        const clm_claim *claim = &build->claims->items[i];
        if (claim->has_source && clm_text_equal(claim->source.name, name)) {
            vote_mentions(build, claim->source.span, VOTE_SPAN, votes);
        }
        for (size_t r = 0; r < claim->relay_count; r++) {
            if (clm_text_equal(claim->relays[r].name, name)) {
                vote_mentions(build, claim->relays[r].span, VOTE_SPAN, votes);
            }
        }
        vote_parties(claim->actors, claim->actor_count, name, votes);
        vote_parties(claim->targets, claim->target_count, name, votes);
    }
}

static const char *winner(clm_build *build, const side_votes *votes) {
    size_t best = 0;
    for (size_t i = 1; i < votes->count; i++) {
        if (votes->votes[i] > votes->votes[best]) {
            best = i;
        }
    }
    return votes->count == 0 ? NULL : clm_build_string(build, clm_text_of(votes->code[best]));
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* "army" after "Congolese army": the short form of a name that says whose it is. */
static bool is_short_for(clm_text name, clm_text full) {
    if (full.len <= name.len + 1 || full.ptr[full.len - name.len - 1] != ' ') {
        return false;
    }
    bool same = true;
    for (size_t i = 0; i < name.len; i++) {
        same &= lower(name.ptr[i]) == lower(full.ptr[full.len - name.len + i]);
    }
    return same;
}

static void vote_full_names(const clm_build *build, clm_text name, side_votes *votes) {
    for (size_t i = 0; i < build->claims->count; i++) {
        const clm_claim *claim = &build->claims->items[i];
        if (claim->has_source && is_short_for(name, claim->source.name)) {
            vote_own_name(build, claim->source.name, votes);
        }
    }
}

/* ---- armed groups ---- */

static bool begins_with_words(clm_text name, clm_text words) {
    return name.len >= words.len && memcmp(name.ptr, words.ptr, words.len) == 0 &&
           (name.len == words.len || name.ptr[words.len] == ' ');
}

static bool is_group_type(const char *type) {
    return type != NULL && strcmp(type, "armed_group") == 0;
}

/* "M23", not "rebels". */
static bool is_own_name(clm_text name) {
    return name.len > 0 && !(name.ptr[0] >= 'a' && name.ptr[0] <= 'z');
}

/* An armed group speaks for no country but for itself, under the shortest of its names: "M23" and
 * "M23 rebels" are one side. NULL for other sources. */
static const char *group_side(clm_build *build, const clm_source *source) {
    if ((source->type != NULL && !is_group_type(source->type)) || !is_own_name(source->name)) {
        return NULL;
    }
    bool group = is_group_type(source->type);
    clm_text name = source->name;
    for (size_t i = 0; i < build->claims->count; i++) {
        const clm_claim *claim = &build->claims->items[i];
        const clm_source *other = &claim->source;
        if (!claim->has_source || other->name.len == 0 ||
            !(begins_with_words(other->name, source->name) ||
              begins_with_words(source->name, other->name))) {
            continue;
        }
        group |= is_group_type(other->type);
        if (other->name.len < name.len && (other->type == NULL || is_group_type(other->type))) {
            name = other->name;
        }
    }
    return group ? clm_build_string(build, name) : NULL;
}

const char *clm_build_side(clm_build *build, const clm_source *source) {
    if (has_no_side(source->type) || source->name.len == 0) {
        return NULL;
    }
    for (size_t i = 0; i < build->side_count; i++) {
        if (clm_text_equal(build->sides[i].name, source->name)) {
            return build->sides[i].side;
        }
    }
    side_votes votes = {.count = 0};
    vote_own_name(build, source->name, &votes);
    vote_claims(build, source->name, &votes);
    list_capitals(build);
    vote_near_name(build, source->name, &votes);
    if (votes.count == 0) {
        vote_full_names(build, source->name, &votes);
    }
    const char *group = group_side(build, source);
    const char *side = group != NULL ? group : winner(build, &votes);
    void *items = build->sides;
    if (clm_arena_grow(build->arena, &items, &build->side_capacity, build->side_count + 1,
                       sizeof *build->sides) != 0) {
        build->failed = true;
        return NULL;
    }
    build->sides = items;
    build->sides[build->side_count++] = (clm_side_entry){source->name, side};
    return side;
}

/* A side is known by its first claim; with many claims each look-up walks only the first of them,
 * because few sides speak in one article. */
int clm_collection_side_index(const clm_collection *collection, const clm_feature *feature) {
    const char *wanted = feature->has_source ? feature->source.side : NULL;
    const char *seen[SIDES_MAX * 4];
    int count = 0;
    for (size_t i = 0; wanted != NULL && i < collection->count; i++) {
        const clm_feature *item = &collection->items[i];
        const char *side = item->has_source ? item->source.side : NULL;
        bool known = side == NULL;
        for (int s = 0; !known && s < count; s++) {
            known = strcmp(seen[s], side) == 0;
        }
        if (known) {
            continue;
        }
        if (strcmp(side, wanted) == 0 || count == SIDES_MAX * 4) {
            return count;
        }
        seen[count++] = side;
    }
    return -1;
}

const char *clm_build_country_code(clm_build *build, const char *name) {
    clm_buffer *key = clm_build_scratch(build);
    clm_key_append(key, clm_text_of(name));
    build->failed = build->failed || key->failed;
    const clm_name_ref *refs = NULL;
    size_t count =
        build->gazetteer == NULL || key->failed
            ? 0
            : clm_gazetteer_find(build->gazetteer, (clm_text){key->data, key->len}, &refs);
    for (size_t i = 0; i < count; i++) {
        clm_place place = clm_gazetteer_place(build->gazetteer, refs[i].place);
        if (place.kind == CLM_KIND_COUNTRY && refs[i].type == CLM_NAME_PRIMARY) {
            return clm_build_string(build, clm_text_of(place.country));
        }
    }
    return NULL;
}

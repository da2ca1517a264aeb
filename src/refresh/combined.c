#include "refresh/combined.h"

#include "base/json.h"

#include <stdlib.h>

enum { NUMBER_DECIMALS = 9 };

static const char title[] = "Claims of the night";

/* A place of a region, and how many drawn claims are about it. */
typedef struct spot {
    clm_text region, place;             /* in the arena */
    size_t claims, region_claims, turn; /* turn: its number among the region's, the most first */
} spot;

typedef struct joining {
    clm_arena *arena;
    spot *spots;
    size_t count, capacity;
    clm_buffer scratch;
    clm_json_writer *json;
    const char *date;
    size_t article_count;
    size_t article; /* number of the one that is written, from 1 */
    bool failed;
} joining;

static const clm_json *properties_of(const clm_json *feature) {
    return clm_json_member(feature, "properties");
}

static bool is_kept(const clm_json *feature) {
    const clm_text kind = clm_json_text(clm_json_member(properties_of(feature), "kind"));
    return clm_text_is(kind, "claim") || clm_text_is(kind, "figure");
}

static bool is_drawn(const clm_json *feature) {
    const clm_text draw = clm_json_text(clm_json_member(properties_of(feature), "draw"));
    return clm_text_is(draw, "primary") || clm_text_is(draw, "secondary");
}

/* "Kharkiv Oblast, UA"; in the scratch buffer. */
static clm_text region_of(joining *join, const clm_json *feature) {
    const clm_json *place = clm_json_member(properties_of(feature), "place");
    const clm_text country = clm_json_text(clm_json_member(place, "country"));
    const clm_text admin1 = clm_json_text(clm_json_member(place, "admin1"));
    join->scratch.len = 0;
    clm_buffer_text(&join->scratch, admin1);
    clm_buffer_string(&join->scratch, admin1.len > 0 && country.len > 0 ? ", " : "");
    clm_buffer_text(&join->scratch, country);
    join->failed = join->failed || join->scratch.failed;
    return (clm_text){join->scratch.data, join->scratch.len};
}

static clm_text place_of(const clm_json *feature) {
    const clm_json *place = clm_json_member(properties_of(feature), "place");
    const clm_text id = clm_json_text(clm_json_member(place, "gazetteer_id"));
    return id.len > 0 ? id : clm_json_text(clm_json_member(place, "name"));
}

static int compare_names(const void *a, const void *b) {
    const spot *left = a;
    const spot *right = b;
    const int by_region = clm_text_compare(left->region, right->region);
    return by_region != 0 ? by_region : clm_text_compare(left->place, right->place);
}

static int compare_weight(const void *a, const void *b) {
    const spot *left = a;
    const spot *right = b;
    const int by_region = clm_text_compare(left->region, right->region);
    if (by_region != 0) {
        return by_region;
    }
    if (left->claims != right->claims) {
        return left->claims > right->claims ? -1 : 1;
    }
    return clm_text_compare(left->place, right->place);
}

static int compare_turns(const void *a, const void *b) {
    const spot *left = a;
    const spot *right = b;
    if (left->turn != right->turn) {
        return left->turn < right->turn ? -1 : 1;
    }
    if (left->region_claims != right->region_claims) {
        return left->region_claims > right->region_claims ? -1 : 1;
    }
    return compare_names(a, b);
}

static void note_spot(joining *join, const clm_json *feature) {
    const clm_text region = region_of(join, feature);
    const clm_text place = place_of(feature);
    if (join->failed || clm_arena_grow(join->arena, (void **)&join->spots, &join->capacity,
                                       join->count + 1, sizeof *join->spots) != 0) {
        join->failed = true;
        return;
    }
    const char *region_copy = clm_arena_strndup(join->arena, region.ptr, region.len);
    const char *place_copy = clm_arena_strndup(join->arena, place.ptr, place.len);
    join->failed = region_copy == NULL || place_copy == NULL;
    join->spots[join->count++] =
        (spot){{region_copy, region.len}, {place_copy, place.len}, 1, 0, 0};
}

/* Joins equal spots, and keeps the first `most` of them by turn, sorted by name. */
static void choose_spots(joining *join, size_t most) {
    if (join->count == 0) {
        return;
    }
    qsort(join->spots, join->count, sizeof *join->spots, compare_names);
    size_t count = 1;
    for (size_t i = 1; i < join->count; i++) {
        if (compare_names(&join->spots[count - 1], &join->spots[i]) == 0) {
            join->spots[count - 1].claims++;
        } else {
            join->spots[count++] = join->spots[i];
        }
    }
    qsort(join->spots, count, sizeof *join->spots, compare_weight);
    for (size_t start = 0, end; start < count; start = end) {
        size_t claims = 0;
        for (end = start;
             end < count && clm_text_equal(join->spots[end].region, join->spots[start].region);
             end++) {
            claims += join->spots[end].claims;
        }
        for (size_t i = start; i < end; i++) {
            join->spots[i].turn = i - start;
            join->spots[i].region_claims = claims;
        }
    }
    qsort(join->spots, count, sizeof *join->spots, compare_turns);
    join->count = count < most ? count : most;
    qsort(join->spots, join->count, sizeof *join->spots, compare_names);
}

static bool is_chosen(joining *join, const clm_json *feature) {
    const spot wanted = {.region = region_of(join, feature), .place = place_of(feature)};
    return join->count > 0 &&
           bsearch(&wanted, join->spots, join->count, sizeof wanted, compare_names) != NULL;
}

static bool is_among(clm_text name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clm_text_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* Properties whose texts are ids of claims or features; `voices` have claim_id too. */
static bool holds_ids(clm_text name) {
    static const char *const names[] = {"claim_id", "event_group", "duplicate_of", "supports",
                                        "conflicts_with"};
    return is_among(name, names, sizeof names / sizeof names[0]);
}

/* Properties that are written here; a property of that name gives way. */
static bool is_own(clm_text name) {
    static const char *const names[] = {"id", "article", "article_title", "outlet", "region"};
    return is_among(name, names, sizeof names / sizeof names[0]);
}

typedef struct copying {
    joining *join;
    bool ids;        /* texts are ids */
    bool properties; /* of a feature */
    bool hidden;     /* draw and reason are written by others */
} copying;

static void copy_value(copying *copy, const clm_json *value);

static void put_key(joining *join, clm_text name) {
    join->scratch.len = 0;
    clm_buffer_text(&join->scratch, name);
    if (join->scratch.failed) {
        join->failed = true;
        return;
    }
    clm_json_key(join->json, join->scratch.data != NULL ? join->scratch.data : "");
}

/* NOLINTNEXTLINE(misc-no-recursion): the reader limits how deep JSON is */
static bool copy_member(void *context, clm_text name, const clm_json *value) {
    copying *copy = context;
    if ((copy->properties && is_own(name)) ||
        (copy->hidden && (clm_text_is(name, "draw") || clm_text_is(name, "reason")))) {
        return true;
    }
    put_key(copy->join, name);
    copying below = {copy->join, holds_ids(name), false, false};
    copy_value(&below, value);
    return !copy->join->failed;
}

static void copy_text(const copying *copy, clm_text text) {
    if (!copy->ids) {
        clm_json_put_text(copy->join->json, text);
        return;
    }
    joining *join = copy->join;
    join->scratch.len = 0;
    clm_buffer_printf(&join->scratch, "a%zu-", join->article);
    clm_buffer_text(&join->scratch, text);
    join->failed = join->failed || join->scratch.failed;
    clm_json_put_text(join->json, (clm_text){join->scratch.data, join->scratch.len});
}

/* NOLINTNEXTLINE(misc-no-recursion) */
static void copy_value(copying *copy, const clm_json *value) {
    clm_json_writer *json = copy->join->json;
    if (clm_json_is_object(value)) {
        clm_json_open_object(json);
        clm_json_each(value, copy_member, copy);
        clm_json_close_object(json);
    } else if (clm_json_is_array(value)) {
        clm_json_open_array(json);
        for (size_t i = 0; i < clm_json_count(value); i++) {
            copy_value(copy, clm_json_item(value, i));
        }
        clm_json_close_array(json);
    } else if (clm_json_is_string(value)) {
        copy_text(copy, clm_json_text(value));
    } else if (clm_json_is_number(value)) {
        clm_json_put_number(json, clm_json_number(value, 0.0), NUMBER_DECIMALS);
    } else if (clm_json_is_bool(value)) {
        clm_json_put_bool(json, clm_json_bool(value, false));
    } else {
        clm_json_put_null(json);
    }
}

static void put_id(joining *join, const clm_json *feature, size_t index) {
    clm_text id = clm_json_text(clm_json_member(properties_of(feature), "id"));
    if (id.len == 0) {
        id = clm_json_text(clm_json_member(feature, "id"));
    }
    join->scratch.len = 0;
    clm_buffer_printf(&join->scratch, "a%zu-", join->article);
    clm_buffer_text(&join->scratch, id);
    if (id.len == 0) {
        clm_buffer_printf(&join->scratch, "f%zu", index);
    }
    join->failed = join->failed || join->scratch.failed;
    clm_json_key(join->json, "id");
    clm_json_put_text(join->json, (clm_text){join->scratch.data, join->scratch.len});
}

/* Members of a feature but those that copy_feature writes. */
static bool copy_other(void *context, clm_text name, const clm_json *value) {
    static const char *const written[] = {"type", "id", "properties"};
    copying *copy = context;
    if (!is_among(name, written, sizeof written / sizeof written[0])) {
        put_key(copy->join, name);
        copy_value(copy, value);
    }
    return !copy->join->failed;
}

static void copy_feature(joining *join, const clm_combined_article *article,
                         const clm_json *feature, size_t index) {
    clm_json_writer *json = join->json;
    const bool hidden = is_drawn(feature) && !is_chosen(join, feature);
    clm_buffer_char(json->out, '\n');
    clm_json_open_object(json);
    clm_json_pair_string(json, "type", "Feature");
    put_id(join, feature, index);
    copying others = {.join = join};
    clm_json_each(feature, copy_other, &others);
    clm_json_key(json, "properties");
    clm_json_open_object(json);
    put_id(join, feature, index);
    copying rest = {.join = join, .properties = true, .hidden = hidden};
    clm_json_each(properties_of(feature), copy_member, &rest);
    if (hidden) {
        clm_json_pair_string(json, "draw", "no");
        clm_json_pair_string(json, "reason", "other");
    }
    clm_json_pair_string(json, "article", article->key);
    clm_json_pair_string(json, "article_title", article->title);
    clm_json_pair_string(json, "outlet", article->outlet);
    clm_json_key(json, "region");
    clm_json_put_text(json, region_of(join, feature));
    clm_json_close_object(json);
    clm_json_close_object(json);
}

static void put_article(clm_json_writer *json, const char *date) {
    clm_json_open_object(json);
    clm_json_pair_string(json, "type", "Feature");
    clm_json_pair_string(json, "id", "article");
    clm_json_key(json, "properties");
    clm_json_open_object(json);
    clm_json_pair_string(json, "id", "article");
    clm_json_pair_string(json, "kind", "article");
    clm_json_pair_int(json, "schema", 1);
    clm_json_pair_string(json, "title", title);
    clm_json_pair_string(json, "date", date);
    clm_json_close_object(json);
    clm_json_key(json, "geometry");
    clm_json_put_null(json);
    clm_json_close_object(json);
}

/* All before the first feature of an article; `first` is the first one's file. */
static void put_start(joining *join, const clm_json *first) {
    static const char *const kept[] = {"version", "gazetteer", "worldview"};
    const clm_json *facts = clm_json_member(first, "claimmap");
    clm_json_writer *json = join->json;
    clm_json_open_object(json);
    clm_json_pair_string(json, "type", "FeatureCollection");
    clm_json_key(json, "claimmap");
    clm_json_open_object(json);
    clm_json_pair_int(json, "schema", 1);
    clm_json_key(json, "article");
    clm_json_open_object(json);
    clm_json_pair_string(json, "title", title);
    clm_json_pair_string(json, "date", join->date);
    clm_json_pair_int(json, "articles", (int64_t)join->article_count);
    clm_json_close_object(json);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        const clm_json *value = clm_json_member(facts, kept[i]);
        if (value != NULL) {
            copying copy = {.join = join};
            clm_json_key(json, kept[i]);
            copy_value(&copy, value);
        }
    }
    clm_json_close_object(json);
    clm_json_key(json, "features");
    clm_json_open_array(json);
    put_article(json, join->date);
}

/* Reads an article's file and notes its spots, or writes its features. Returns how many. */
static clm_status pass_article(joining *join, const clm_combined_article *article, size_t *claims,
                               clm_error *error) {
    clm_json *document = NULL;
    clm_status status = clm_json_parse(article->geojson, &document, error);
    if (status != CLM_OK) {
        (void)clm_error_prefix(error, article->key);
        return status;
    }
    const clm_json *features = clm_json_member(document, "features");
    if (!clm_json_is_array(features)) {
        clm_json_free(document);
        return clm_fail(error, CLM_ERR_FORMAT, "%s: its map is no GeoJSON", article->key);
    }
    if (join->json != NULL && join->article == 1) {
        put_start(join, document);
    }
    for (size_t i = 0; i < clm_json_count(features) && !join->failed; i++) {
        const clm_json *feature = clm_json_item(features, i);
        if (!is_kept(feature)) {
            continue;
        }
        if (join->json != NULL) {
            copy_feature(join, article, feature, i);
            ++*claims;
        } else if (is_drawn(feature)) {
            note_spot(join, feature);
        }
    }
    clm_json_free(document);
    return CLM_OK;
}

static clm_status join_all(joining *join, const clm_combined_article *articles, size_t count,
                           size_t *claims, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < count && status == CLM_OK && !join->failed; i++) {
        join->article = i + 1;
        status = pass_article(join, &articles[i], claims, error);
    }
    return status;
}

clm_status clm_combined_write(const clm_combined_article *articles, size_t count, const char *date,
                              size_t most_places, clm_buffer *out, size_t *claims,
                              clm_error *error) {
    joining join = {.arena = clm_arena_new(), .date = date, .article_count = count};
    clm_buffer made;
    clm_json_writer json;
    size_t written = 0;
    clm_buffer_init(&made);
    join.failed = join.arena == NULL;
    clm_status status = join_all(&join, articles, count, &written, error);
    if (status == CLM_OK && !join.failed) {
        choose_spots(&join, most_places > 0 ? most_places : CLM_COMBINED_PLACES);
        clm_json_begin(&json, &made);
        join.json = &json;
        if (count == 0) {
            put_start(&join, NULL);
        }
        status = join_all(&join, articles, count, &written, error);
        clm_json_close_array(&json);
        clm_json_close_object(&json);
        clm_buffer_char(&made, '\n');
    }
    if (status == CLM_OK && !join.failed && !made.failed) {
        clm_buffer_add(out, made.data, made.len);
    }
    if (status == CLM_OK && (join.failed || made.failed || out->failed)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "map of all claims: out of memory");
    }
    if (claims != NULL) {
        *claims = written;
    }
    clm_buffer_clear(&made);
    clm_buffer_clear(&join.scratch);
    clm_arena_free(join.arena);
    return status;
}

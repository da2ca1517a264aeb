#include "features/build.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { QUOTE_BYTES = 120, NAMES_MAX = 6, PLACES_MAX = 3 };

typedef struct teller {
    const clm_collection *collection;
    const clm_gazetteer *gazetteer;
    const clm_alt_options *options;
} teller;

static bool is_hidden(const teller *tell, const clm_feature *feature) {
    for (size_t i = 0; feature->id && i < tell->options->hide_count; i++) {
        if (strcmp(feature->id, tell->options->hide[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_shown(const teller *tell, const clm_feature *feature, clm_feature_kind kind) {
    return feature->kind == kind && feature->geometry.kind != CLM_GEOMETRY_NONE &&
           feature->geometry.point_count > 0 && !is_hidden(tell, feature) &&
           (feature->draw == CLM_DRAW_PRIMARY || feature->draw == CLM_DRAW_SECONDARY);
}

static bool is_primary(const teller *tell, const clm_feature *feature, clm_feature_kind kind) {
    return feature->draw == CLM_DRAW_PRIMARY && is_shown(tell, feature, kind);
}

static bool same_text(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

/* ---- lists of names: "Kursk, Sumy and 3 more places" ---- */

typedef struct names {
    const char *items[NAMES_MAX];
    size_t count, more;
} names;

/* Keeps the first `limit` names, each once; later ones are counted, as far as that can be told. */
static void add_name(names *list, const char *name, size_t limit) {
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], name) == 0) {
            return;
        }
    }
    if (list->count < limit) {
        list->items[list->count++] = name;
    } else {
        list->more++;
    }
}

static void put_names(clm_buffer *out, const names *list, bool capital) {
    for (size_t i = 0; i < list->count; i++) {
        bool last = i + 1 == list->count && list->more == 0;
        clm_buffer_string(out, i == 0 ? "" : last ? " and " : ", ");
        if (i == 0 && capital) {
            clm_add_capital(out, list->items[i]);
        } else {
            clm_buffer_string(out, list->items[i]);
        }
    }
    if (list->more > 0) {
        clm_buffer_string(out, " and others");
    }
}

/* ---- what the map is of ---- */

/* The country's name, or NULL. `buffer` holds it. */
static const char *country_name(const teller *tell, const char *code, clm_buffer *buffer) {
    if (!tell->gazetteer || !code || code[0] == '\0') {
        return NULL;
    }
    clm_place_index index = clm_gazetteer_country(tell->gazetteer, code);
    if (index == CLM_NO_PLACE) {
        return NULL;
    }
    size_t start = buffer->len;
    clm_buffer_text(buffer, clm_gazetteer_place(tell->gazetteer, index).name);
    clm_buffer_char(buffer, '\0');
    return buffer->failed ? NULL : buffer->data + start;
}

/* " in Ukraine and Russia": the countries of the features of `kind` that `test` picks. */
static void put_countries(const teller *tell, clm_feature_kind kind, bool context,
                          clm_buffer *out) {
    const char *codes[NAMES_MAX];
    size_t count = 0;
    bool more = false;
    for (size_t i = 0; i < tell->collection->count; i++) {
        const clm_feature *feature = &tell->collection->items[i];
        bool counts = context ? feature->kind == kind && feature->draw == CLM_DRAW_CONTEXT &&
                                    !is_hidden(tell, feature)
                              : is_primary(tell, feature, kind);
        const char *code = counts && feature->has_place ? feature->place.country : NULL;
        bool known = !code || code[0] == '\0';
        for (size_t k = 0; k < count && !known; k++) {
            known = strcmp(codes[k], code) == 0;
        }
        if (!known && count < NAMES_MAX) {
            codes[count++] = code;
        } else if (!known) {
            more = true;
        }
    }
    names list = {.more = more ? 1 : 0};
    clm_buffer found[NAMES_MAX];
    for (size_t i = 0; i < count; i++) {
        clm_buffer_init(&found[i]);
        const char *name = country_name(tell, codes[i], &found[i]);
        if (name) {
            add_name(&list, name, NAMES_MAX);
        }
    }
    if (list.count > 0) {
        clm_buffer_string(out, " in ");
        put_names(out, &list, false);
    }
    for (size_t i = 0; i < count; i++) {
        out->failed = out->failed || found[i].failed;
        clm_buffer_clear(&found[i]);
    }
}

static void put_count(clm_buffer *out, size_t count, const char *one, const char *many) {
    clm_buffer_printf(out, "%zu %s", count, count == 1 ? one : many);
}

/* ---- claims ---- */

static const char *group_of(const clm_feature *feature) {
    return feature->event_group && feature->event_group[0] != '\0' ? feature->event_group
           : feature->claim_id                                     ? feature->claim_id
                                                                   : feature->id;
}

/* One statement of an event, for all the places that it is about. */
typedef struct statement {
    const clm_feature *feature;
    names places;
} statement;

typedef struct telling {
    statement *items;
    size_t count;
    size_t claims; /* different ones that are shown, faint ones too */
} telling;

static bool is_denial(const clm_feature *feature) {
    return feature->modality == CLM_MODALITY_DENIED || feature->status == CLM_STATUS_DENIED ||
           feature->negative;
}

static int worth(const clm_feature *feature) {
    return (feature->was_count > 0 ? 4 : 0) + (feature->duplicate_of ? 0 : 2) +
           (feature->has_source ? 1 : 0);
}

/* Features by what they tell, in the order of the text; a denial is told beside what it denies. */
static int compare_groups(const void *left, const void *right) {
    const clm_feature *a = *(const clm_feature *const *)left;
    const clm_feature *b = *(const clm_feature *const *)right;
    const char *group_a = group_of(a) ? group_of(a) : "";
    const char *group_b = group_of(b) ? group_of(b) : "";
    int order = strcmp(group_a, group_b);
    if (order == 0) {
        order = (int)is_denial(a) - (int)is_denial(b);
    }
    return order != 0 ? order : (a > b) - (a < b);
}

static int compare_position(const void *left, const void *right) {
    const statement *a = left;
    const statement *b = right;
    return (a->feature > b->feature) - (a->feature < b->feature);
}

static void add_statement(telling *tell, const clm_feature *const *features, size_t count) {
    statement *item = &tell->items[tell->count++];
    *item = (statement){.feature = features[0]};
    const clm_feature *best = features[0];
    for (size_t i = 0; i < count; i++) {
        if (worth(features[i]) > worth(best)) {
            best = features[i];
        }
        if (features[i]->has_place && features[i]->place.name) {
            add_name(&item->places, features[i]->place.name, PLACES_MAX);
        }
    }
    item->feature = best;
}

/* False when memory ends; `items` is the caller's to free in any case. */
static bool gather(const teller *tell, telling *out) {
    const clm_collection *collection = tell->collection;
    void *memory = clm_alloc((collection->count + 1) * sizeof(const clm_feature *));
    const clm_feature **features = memory;
    out->items = clm_alloc((collection->count + 1) * sizeof *out->items);
    if (!features || !out->items) {
        clm_free(memory);
        return false;
    }
    size_t count = 0;
    const char *latest = NULL;
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        if (is_shown(tell, feature, CLM_FEATURE_CLAIM) && !clm_is_way(feature)) {
            const bool gone = feature->change == CLM_CHANGE_GONE;
            const char *id = feature->claim_id ? feature->claim_id : feature->id;
            out->claims += !gone && !same_text(latest, id);
            latest = id;
            /* A map of differences tells what differs. */
            if (gone || (feature->change != CLM_CHANGE_SAME &&
                         (feature->draw == CLM_DRAW_PRIMARY || is_denial(feature)))) {
                features[count++] = feature;
            }
        }
    }
    qsort(features, count, sizeof(const clm_feature *), compare_groups);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && group_of(features[i]) && group_of(features[end]) &&
                          strcmp(group_of(features[i]), group_of(features[end])) == 0 &&
                          is_denial(features[i]) == is_denial(features[end]);) {
            end++;
        }
        add_statement(out, features + i, end - i);
    }
    qsort(out->items, out->count, sizeof *out->items, compare_position);
    clm_free(memory);
    return true;
}

/* "New. ", "58 km² → 60 km². " before what a map of differences tells. */
static void put_change(clm_buffer *out, const clm_feature *feature) {
    if (feature->change == CLM_CHANGE_NEW || feature->change == CLM_CHANGE_GONE) {
        clm_buffer_string(out, feature->change == CLM_CHANGE_NEW ? "New. " : "No longer told. ");
        return;
    }
    for (size_t i = 0; i < feature->was_count; i++) {
        const clm_change_field *field = &feature->was[i];
        if (field->from != NULL && field->to != NULL) {
            clm_add_short(out, clm_text_of(field->from), QUOTE_BYTES);
            clm_buffer_string(out, " \xE2\x86\x92 ");
            clm_add_short(out, clm_text_of(field->to), QUOTE_BYTES);
            clm_buffer_string(out, ". ");
            return;
        }
    }
}

static void put_statement(clm_buffer *out, const statement *item) {
    if (item->places.count > 0) {
        put_names(out, &item->places, true);
        clm_buffer_string(out, ": ");
    }
    put_change(out, item->feature);
    clm_add_attribution(out, item->feature);
    clm_buffer_string(out, ": \xE2\x80\x9C");
    const char *quote = item->feature->quote.text;
    clm_add_quote(out, quote ? quote : "", QUOTE_BYTES);
    clm_buffer_string(out, "\xE2\x80\x9D.\n");
}

/* ---- what stands after the claims ---- */

/* The titles of the figures: "About 58 km² around X, measured by Y (schematic)". */
static void put_figures(const teller *tell, clm_buffer *out, size_t limit_bytes) {
    size_t left = 0;
    bool begun = false;
    for (size_t i = 0; i < tell->collection->count; i++) {
        const clm_feature *feature = &tell->collection->items[i];
        if (!is_shown(tell, feature, CLM_FEATURE_FIGURE) || !feature->title) {
            continue;
        }
        if (out->len + strlen(feature->title) > limit_bytes) {
            left++;
            continue;
        }
        clm_buffer_string(out, begun ? "; " : "Areas drawn in their stated size: ");
        clm_buffer_string(out, feature->title);
        begun = true;
    }
    if (left > 0) {
        clm_buffer_string(out, begun ? "; and " : "Areas drawn in their stated size: ");
        clm_buffer_printf(out, "%zu more", left);
    }
    clm_buffer_string(out, begun || left > 0 ? ".\n" : "");
}

static void put_overlays(const teller *tell, clm_buffer *out) {
    for (size_t i = 0; i < tell->options->overlay_count; i++) {
        const clm_overlay_facts *facts = tell->options->overlays[i];
        clm_buffer_printf(out, "Below the claims: land as mapped by %s", facts->name);
        clm_buffer_string(out, facts->date[0] != '\0' ? ", " : "");
        clm_buffer_printf(out, "%s.\n", facts->date);
    }
}

static void put_insets(const teller *tell, clm_buffer *out) {
    const clm_alt_options *options = tell->options;
    if (options->detail) {
        clm_buffer_string(out, "An inset shows a part of the map enlarged.\n");
    }
    if (options->overview) {
        clm_buffer_string(out, "A second map shows places farther away and where the main map lies"
                               " among them.\n");
    }
    clm_buffer_string(out, options->worldview == CLM_WORLDVIEW_DE_FACTO
                               ? "Borders are drawn by who administers the land.\n"
                               : "Borders are drawn as in ISO 3166.\n");
}

static void put_first(const teller *tell, const telling *told, clm_buffer *out) {
    const clm_article_facts *facts = &tell->collection->facts;
    const char *title = tell->options->title ? tell->options->title : facts->title;
    clm_buffer_string(out, "Map");
    if (title && title[0] != '\0') {
        clm_buffer_string(out, ": ");
        clm_add_short(out, clm_text_trim(clm_text_of(title)), 2 * QUOTE_BYTES);
    }
    if (facts->date && facts->date[0] != '\0') {
        clm_buffer_printf(out, " (%s)", facts->date);
    }
    clm_buffer_string(out, ".\n");
    if (told->claims == 0) {
        clm_buffer_string(out, "It shows places that the article names");
        put_countries(tell, CLM_FEATURE_PLACE, true, out);
        names places = {.count = 0};
        for (size_t i = 0; i < tell->collection->count; i++) {
            const clm_feature *feature = &tell->collection->items[i];
            if (feature->kind == CLM_FEATURE_PLACE && feature->draw == CLM_DRAW_CONTEXT &&
                !is_hidden(tell, feature) && feature->place.name) {
                add_name(&places, feature->place.name, NAMES_MAX);
            }
        }
        clm_buffer_string(out, places.count > 0 ? ": " : "");
        put_names(out, &places, false);
        clm_buffer_string(out, ". Nothing is claimed about them.\n");
        return;
    }
    clm_buffer_string(out, "It shows ");
    put_count(out, told->claims, "claim", "claims");
    put_countries(tell, CLM_FEATURE_CLAIM, false, out);
    clm_buffer_string(out, ", each as its source makes it; their extents are schematic.\n");
}

void clm_alt_text(const clm_collection *collection, const clm_gazetteer *gazetteer,
                  const clm_alt_options *options, clm_buffer *out) {
    enum { LIMIT = 1500, FIGURES_LIMIT = 500, LEFT_OVER = 40 };
    const teller tell = {collection, gazetteer, options};
    telling told = {.items = NULL};
    clm_buffer tail;
    clm_buffer line;
    clm_buffer_init(&tail);
    clm_buffer_init(&line);
    if (gather(&tell, &told)) {
        put_figures(&tell, &tail, FIGURES_LIMIT);
        put_overlays(&tell, &tail);
        put_insets(&tell, &tail);
        size_t start = out->len;
        put_first(&tell, &told, out);
        size_t shown = 0;
        for (; shown < told.count && !line.failed; shown++) {
            line.len = 0;
            put_statement(&line, &told.items[shown]);
            if (out->len - start + line.len + tail.len + LEFT_OVER > LIMIT) {
                break;
            }
            clm_buffer_string(out, line.data != NULL ? line.data : "");
        }
        if (shown < told.count) {
            clm_buffer_printf(out, "%s%zu more.\n",
                              shown > 0 ? "And " : "Statements: ", told.count - shown);
        }
        clm_buffer_string(out, tail.data != NULL ? tail.data : "");
    } else {
        out->failed = true;
    }
    out->failed = out->failed || tail.failed || line.failed;
    clm_free(told.items);
    clm_buffer_clear(&tail);
    clm_buffer_clear(&line);
}

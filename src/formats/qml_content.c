/* Which features a style draws where several speak of one place, as the picture does. */
#include "formats/qml.h"

#include "base/hash.h"
#include "gazetteer/gazetteer.h"

#include <string.h>

bool clm_qml_is_drawn(const clm_feature *feature) {
    return feature->draw <= CLM_DRAW_SECONDARY && feature->kind != CLM_FEATURE_ARTICLE &&
           feature->geometry.kind != CLM_GEOMETRY_NONE;
}

static const char *side_name(clm_qml *qml, const char *side) {
    const clm_gazetteer *gazetteer = qml->styling->gazetteer;
    if (gazetteer == NULL || strlen(side) != 2) {
        return side;
    }
    clm_text found = clm_gazetteer_name_in(gazetteer, clm_gazetteer_country(gazetteer, side),
                                           qml->language->code);
    const char *name = found.len > 0 ? clm_arena_strndup(qml->arena, found.ptr, found.len) : side;
    qml->failed |= name == NULL;
    return name != NULL ? name : side;
}

/* Sides count in the order in which the picture meets them. */
static int side_of(clm_qml *qml, const clm_feature *feature) {
    clm_qml_content *content = &qml->content;
    const char *side = feature->has_source ? feature->source.side : NULL;
    if (side == NULL || side[0] == '\0') {
        return CLM_HUE_OTHER;
    }
    for (int i = 0; i < content->side_count; i++) {
        if (strcmp(content->sides[i], side) == 0) {
            return i;
        }
    }
    if (content->side_count == CLM_THEME_SIDES) {
        return CLM_HUE_OTHER;
    }
    content->sides[content->side_count] = side;
    content->side_names[content->side_count] = side_name(qml, side);
    return content->side_count++;
}

/* A place with the features that speak of it. */
typedef struct subject {
    const clm_feature *first;
    bool primary;
    clm_voice voices[CLM_VOICES_MAX];
    size_t voice_count;
    bool taken[CLM_VOICES_MAX]; /* a feature stands for the voice */
} subject;

/* Two ways to a subject, since clm_same_place compares the gazetteer's id of some places, name and
 * point of others. */
enum { BY_ID, BY_POINT, WAYS };

typedef struct subjects {
    subject *items;
    size_t count;
    size_t *of;          /* 1 + the number of each feature's subject; 0: none */
    size_t *first[WAYS]; /* of each bucket: 1 + the number of its last subject; 0: none */
    size_t *next[WAYS];  /* of each subject: the one before it in its bucket */
    size_t bucket_count;
} subjects;

static size_t bucket(const subjects *all, const clm_feature *feature, int way) {
    const char *id = feature->place.gazetteer_id;
    uint64_t hash = 0;
    if (way == BY_ID) {
        hash = id != NULL ? clm_hash64(id, strlen(id)) : 0;
    } else {
        const char *name = feature->place.name != NULL ? feature->place.name : "";
        hash = clm_hash64(name, strlen(name)) ^
               clm_hash64(&feature->geometry.points[0], sizeof feature->geometry.points[0]);
    }
    return (size_t)(hash % all->bucket_count);
}

/* The first one at the feature's place. */
static subject *find(const subjects *all, const clm_feature *feature) {
    size_t found = SIZE_MAX;
    for (int way = 0; way < WAYS; way++) {
        size_t at = all->first[way][bucket(all, feature, way)];
        for (; at > 0; at = all->next[way][at - 1]) {
            if (at - 1 < found && clm_same_place(all->items[at - 1].first, feature)) {
                found = at - 1;
            }
        }
    }
    return found != SIZE_MAX ? &all->items[found] : NULL;
}

static subject *add(subjects *all, const clm_feature *feature) {
    for (int way = 0; way < WAYS; way++) {
        size_t *first = &all->first[way][bucket(all, feature, way)];
        if (way == BY_POINT || feature->place.gazetteer_id != NULL) {
            all->next[way][all->count] = *first;
            *first = 1 + all->count;
        }
    }
    subject *added = &all->items[all->count++];
    *added = (subject){.first = feature, .primary = feature->draw == CLM_DRAW_PRIMARY};
    return added;
}

static void add_claim(subjects *all, size_t index, const clm_feature *feature, clm_voice voice) {
    const bool primary = feature->draw == CLM_DRAW_PRIMARY;
    subject *found = find(all, feature);
    found = found != NULL ? found : add(all, feature);
    if (primary && !found->primary) {
        found->primary = true;
        found->voice_count = 0;
    }
    if (primary == found->primary || voice.sign == CLM_SIGN_DENIED) {
        found->voice_count = clm_voices_add(found->voices, found->voice_count, voice);
    }
    all->of[index] = 1 + (size_t)(found - all->items);
}

static bool same_voice(clm_voice a, clm_voice b) {
    return a.side == b.side && a.sign == b.sign && a.hearsay == b.hearsay;
}

/* The picture parts a place between the first two sides; a denial of the same hue lies over it. */
static bool is_parted(const subject *s) {
    return s->voice_count > 1 && s->voices[0].side != s->voices[1].side;
}

/* The first feature of each voice that is drawn stands for it. */
static void choose(clm_qml *qml, subject *s, size_t index) {
    clm_qml_content *content = &qml->content;
    const clm_feature *feature = &qml->collection->items[index];
    const size_t shown = is_parted(s) ? 1 : s->voice_count;
    content->parts[index] = CLM_QML_REPEATED;
    if ((feature->draw == CLM_DRAW_PRIMARY) != s->primary &&
        content->voices[index].sign != CLM_SIGN_DENIED) {
        return;
    }
    for (size_t i = 0; i < shown && i < CLM_VOICES_MAX; i++) {
        if (!s->taken[i] && same_voice(s->voices[i], content->voices[index])) {
            s->taken[i] = true;
            content->parts[index] = is_parted(s) ? CLM_QML_SPLIT
                                    : i > 0      ? CLM_QML_BESIDE
                                                 : CLM_QML_STANDS;
            content->pairs[index] = (clm_qml_pair){s->voices[0].side, s->voices[1].side};
            return;
        }
    }
}

static void read_claims(clm_qml *qml, subjects *all) {
    const clm_collection *collection = qml->collection;
    clm_voice *voices = qml->content.voices;
    for (int figures = 0; figures < 2; figures++) {
        for (size_t i = 0; i < collection->count; i++) {
            const clm_feature *feature = &collection->items[i];
            if (!clm_qml_is_drawn(feature) ||
                (feature->kind == CLM_FEATURE_FIGURE) != (figures == 1)) {
                continue;
            }
            voices[i] =
                (clm_voice){side_of(qml, feature), clm_sign_of(feature), clm_is_hearsay(feature)};
            if (figures == 0 && feature->has_place) {
                add_claim(all, i, feature, voices[i]);
            }
        }
    }
}

void clm_qml_read(clm_qml *qml) {
    const clm_collection *collection = qml->collection;
    const size_t count = collection->count + 1;
    clm_qml_content *content = &qml->content;
    subjects all = {.count = 0};
    content->parts = clm_arena_array(qml->arena, count, sizeof *content->parts);
    content->pairs = clm_arena_array(qml->arena, count, sizeof *content->pairs);
    content->voices = clm_arena_array(qml->arena, count, sizeof *content->voices);
    all.items = clm_arena_array(qml->arena, count, sizeof *all.items);
    all.of = clm_arena_array(qml->arena, count, sizeof *all.of);
    all.bucket_count = count;
    bool made = true;
    for (int way = 0; way < WAYS; way++) {
        all.first[way] = clm_arena_array(qml->arena, count, sizeof *all.first[way]);
        all.next[way] = clm_arena_array(qml->arena, count, sizeof *all.next[way]);
        made &= all.first[way] != NULL && all.next[way] != NULL;
    }
    if (!made || content->parts == NULL || content->pairs == NULL || content->voices == NULL ||
        all.items == NULL || all.of == NULL) {
        qml->failed = true;
        return;
    }
    read_claims(qml, &all);
    for (size_t i = 0; i < collection->count; i++) {
        if (all.of[i] > 0) {
            choose(qml, &all.items[all.of[i] - 1], i);
        }
    }
}

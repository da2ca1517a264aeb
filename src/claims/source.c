/* Who speaks: persons, offices and bodies of the article, and the canonical name behind "he",
 * "Mr X" and "the president". */
#include "claims/reader.h"

#include <string.h>

enum { LOOK_BACK = 256, NAME_WORDS_MAX = 6, BUCKETS = 256 };

static int word_type(const clm_reader *reader, uint32_t token) {
    const clm_word *word = token < reader->article->token_count ? reader->words[token] : NULL;
    return word ? word->source_type : CLM_ST_NONE;
}

static bool is_particle(const clm_reader *reader, uint32_t token) {
    return clm_key_in(reader, token, "de", "van", "von", "der", "al", "bin", "el", "la", "du", "da",
                      "ben", "ten", "ibn");
}

/* A part of a personal name: a capitalised word that no list knows as a thing. */
static bool is_name_part(const clm_reader *reader, uint32_t token) {
    if (clm_tag_at(reader, token) != CLM_TAG_NAME || reader->mention_of[token] >= 0) {
        return false;
    }
    return !clm_sem_at(reader, token,
                       CLM_SEM_ORG | CLM_SEM_DOC | CLM_SEM_KIND | CLM_SEM_BUILT | CLM_SEM_AREA |
                           CLM_SEM_FORCE | CLM_SEM_HAZARD);
}

/* The personal name that begins at `token`. */
static clm_run name_at(const clm_reader *reader, uint32_t token, uint32_t limit) {
    uint32_t k = token;
    while (k < limit && k < token + NAME_WORDS_MAX) {
        if (is_name_part(reader, k)) {
            k++;
            continue;
        }
        if (k == token || k + 1 >= limit) {
            break;
        }
        bool next = is_name_part(reader, k + 1);
        bool particle = is_particle(reader, k) && (next || is_particle(reader, k + 1));
        bool hyphen = next && clm_punct_is(reader, k, "-") &&
                      (reader->article->tokens[k].flags & CLM_TOKEN_GLUED);
        if (!particle && !hyphen) {
            break;
        }
        k++;
    }
    return (clm_run){token, k};
}

static bool same_key(const clm_reader *reader, uint32_t a, uint32_t b) {
    return clm_text_equal(clm_article_key(reader->article, a), clm_article_key(reader->article, b));
}

static size_t bucket_of(const clm_reader *reader, uint32_t token) {
    return (size_t)(reader->article->tokens[token].key_hash % BUCKETS);
}

static clm_entity *entity_of_surname(const clm_reader *reader, uint32_t token) {
    int32_t i = reader->entity_heads[bucket_of(reader, token)];
    while (i >= 0 && !same_key(reader, reader->entities[i].surname, token)) {
        i = reader->entities[i].earlier;
    }
    return i >= 0 ? &reader->entities[i] : NULL;
}

bool clm_is_surname(const clm_reader *reader, uint32_t token) {
    return entity_of_surname(reader, token) != NULL;
}

/* The office beside a name: before it ("US secretary of state X"), or after a comma. */
static void read_office(const clm_reader *reader, clm_run name, clm_entity *entity) {
    const clm_sentence *sentence = clm_sentence_of(reader, name.start);
    uint32_t from = name.start;
    while (from > sentence->token_start && name.start - from < 8 &&
           (clm_is_nominal(reader, from - 1) || clm_key_is(reader, from - 1, "of") ||
            clm_punct_is(reader, from - 1, "-"))) {
        from--;
    }
    clm_run beside = {from, name.start};
    bool before = false;
    for (uint32_t k = beside.start; k < beside.end; k++) {
        before = before || clm_sem_at(reader, k, CLM_SEM_ROLE);
    }
    if (!before && clm_is_comma(reader, name.end)) {
        uint32_t to = name.end + 1;
        while (to < sentence->token_end && to < name.end + 10 && !clm_is_comma(reader, to) &&
               !clm_is_finite(reader, to)) {
            to++;
        }
        beside = (clm_run){name.end + 1, to};
    }
    for (uint32_t k = beside.start; k < beside.end; k++) {
        if (clm_sem_at(reader, k, CLM_SEM_ROLE) && !entity->role) {
            entity->role = reader->words[k]->lemma;
            entity->source_type = word_type(reader, k);
        }
    }
    if (entity->role && entity->side[0] == '\0') {
        clm_side_of(reader, beside, entity->side);
    }
}

static clm_status note_entity(clm_reader *reader, clm_run name, clm_error *error) {
    clm_entity *known = entity_of_surname(reader, name.end - 1);
    if (known) {
        if (name.end - name.start > known->name.end - known->name.start) {
            known->name = name;
        }
        read_office(reader, name, known);
        return CLM_OK;
    }
    void *items = reader->entities;
    if (clm_arena_grow(reader->article->arena, &items, &reader->entity_capacity,
                       reader->entity_count + 1, sizeof *reader->entities)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    reader->entities = items;
    clm_entity *entity = &reader->entities[reader->entity_count++];
    int32_t *head = &reader->entity_heads[bucket_of(reader, name.end - 1)];
    *entity = (clm_entity){.name = name, .surname = name.end - 1, .earlier = *head};
    *head = (int32_t)reader->entity_count - 1;
    read_office(reader, name, entity);
    return CLM_OK;
}

clm_status clm_entities_find(clm_reader *reader, clm_error *error) {
    const clm_article *article = reader->article;
    reader->entity_heads = clm_arena_array(article->arena, BUCKETS, sizeof(int32_t));
    if (!reader->entity_heads) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    for (size_t i = 0; i < BUCKETS; i++) {
        reader->entity_heads[i] = -1;
    }
    for (size_t s = 0; s < article->sentence_count; s++) {
        uint32_t end = article->sentences[s].token_end;
        for (uint32_t i = article->sentences[s].token_start; i < end;) {
            if (clm_tag_at(reader, i) != CLM_TAG_NAME) {
                i++;
                continue;
            }
            clm_run name = name_at(reader, i, end);
            bool titled = i > 0 && clm_sem_at(reader, i - 1, CLM_SEM_TITLE | CLM_SEM_ROLE);
            if (name.end - name.start >= 2 || (name.end > name.start && titled)) {
                clm_status status = note_entity(reader, name, error);
                if (status != CLM_OK) {
                    return status;
                }
            }
            i = name.end > i ? name.end : i + 1;
        }
    }
    return CLM_OK;
}

void clm_side_of(const clm_reader *reader, clm_run range, char side[3]) {
    memset(side, 0, 3);
    for (uint32_t k = range.start; k < range.end && side[0] == '\0'; k++) {
        if (k < reader->article->token_count && reader->mention_of[k] >= 0) {
            clm_country_of(reader, reader->mention_of[k], side);
        }
    }
}

/* ---- one source ---- */

typedef struct memory {
    const clm_entity *person; /* last person who spoke */
    uint32_t person_sentence;
    clm_source body; /* last body that spoke */
    char body_side[3];
    bool has_body;
} memory;

/* The head words of a phrase end at its first preposition or comma. */
static uint32_t head_end(const clm_reader *reader, clm_run range) {
    uint32_t k = range.start;
    while (k < range.end && clm_tag_at(reader, k) != CLM_TAG_PREP && !clm_is_comma(reader, k) &&
           clm_tag_at(reader, k) != CLM_TAG_PART && clm_tag_at(reader, k) != CLM_TAG_ING) {
        k++;
    }
    return k > range.start ? k : range.end;
}

static bool has_key(const clm_reader *reader, clm_run range, const char *key) {
    for (uint32_t k = range.start; k < range.end; k++) {
        if (clm_key_is(reader, k, key)) {
            return true;
        }
    }
    return false;
}

static int type_of_phrase(const clm_reader *reader, clm_run range) {
    clm_run head = {range.start, head_end(reader, range)};
    int type = CLM_ST_NONE;
    bool plural = false, named = false;
    for (uint32_t k = head.start; k < head.end; k++) {
        if (word_type(reader, k) != CLM_ST_NONE) {
            type = word_type(reader, k);
            plural = clm_pos_at(reader, k, CLM_POS_NS);
        }
        named = named || is_name_part(reader, k);
    }
    bool defence = has_key(reader, range, "defence") || has_key(reader, range, "defense") ||
                   has_key(reader, range, "military") || has_key(reader, range, "army");
    if (type == CLM_ST_MILITARY && has_key(reader, head, "fire")) {
        return CLM_ST_AGENCY; /* the fire brigade */
    }
    if (type == CLM_ST_MEDIA && has_key(reader, head, "state")) {
        return CLM_ST_STATE_MEDIA;
    }
    if (defence && (type == CLM_ST_GOVERNMENT || type == CLM_ST_OFFICIAL) && !plural) {
        return CLM_ST_MILITARY;
    }
    if (type == CLM_ST_OFFICIAL && plural && !named) {
        return CLM_ST_ANONYMOUS;
    }
    return type;
}

static const clm_entity *person_in(const clm_reader *reader, clm_run range) {
    uint32_t end = head_end(reader, range);
    for (uint32_t k = range.start; k < range.end; k++) {
        if (k >= end && !clm_is_comma(reader, end)) {
            break; /* names in "of X", "for X" are others; "the mayor, X" is the same */
        }
        if (is_name_part(reader, k)) {
            clm_run name = name_at(reader, k, range.end);
            const clm_entity *entity = entity_of_surname(reader, name.end - 1);
            if (entity) {
                return entity;
            }
            k = name.end;
        }
    }
    return NULL;
}

/* "the Ukrainian president": the person introduced with that office and country. */
static const clm_entity *person_of_office(const clm_reader *reader, clm_run range) {
    const char *role = NULL;
    for (uint32_t k = range.start; k < head_end(reader, range); k++) {
        if (clm_sem_at(reader, k, CLM_SEM_ROLE) && clm_pos_at(reader, k, CLM_POS_NN)) {
            role = reader->words[k]->lemma;
        }
    }
    if (!role) {
        return NULL;
    }
    char side[3];
    clm_side_of(reader, range, side);
    const clm_entity *best = NULL;
    size_t stop = reader->entity_count > LOOK_BACK ? reader->entity_count - LOOK_BACK : 0;
    for (size_t i = reader->entity_count; i > stop; i--) {
        const clm_entity *entity = &reader->entities[i - 1];
        if (entity->role && strcmp(entity->role, role) == 0 &&
            (side[0] == '\0' || strcmp(entity->side, side) == 0)) {
            best = entity;
        }
    }
    return best;
}

/* The nearest person named before a pronoun, within some 150 words. */
static const clm_entity *nearest_person(const clm_reader *reader, uint32_t token) {
    for (uint32_t k = token; k > 0 && token - k < 150; k--) {
        if (is_name_part(reader, k - 1)) {
            const clm_entity *entity = entity_of_surname(reader, k - 1);
            if (entity) {
                return entity;
            }
        }
    }
    return NULL;
}

static void take_person(const clm_reader *reader, const clm_entity *person, clm_source *out,
                        char side[3]) {
    out->name = clm_article_slice(reader->article, clm_run_span(reader, person->name));
    out->type = clm_source_type_name(person->source_type ? person->source_type : CLM_ST_NONE);
    if (person->side[0]) {
        memcpy(side, person->side, 3);
    }
}

static int mention_head(const clm_reader *reader, clm_run range) {
    uint32_t end = head_end(reader, range);
    for (uint32_t k = end; k > range.start; k--) {
        clm_tag tag = clm_tag_at(reader, k - 1);
        if (reader->mention_of[k - 1] >= 0) {
            int m = reader->mention_of[k - 1];
            return reader->mentions->items[m].type == CLM_MENTION_TOPONYM ? m : -1;
        }
        if (tag == CLM_TAG_NOUN || tag == CLM_TAG_NAME) {
            return -1;
        }
    }
    return -1;
}

/* "Moscow", "Russia": the government, by the name of its country. */
static clm_status take_government(const clm_reader *reader, int mention, clm_source *out,
                                  clm_error *error) {
    clm_place place = clm_place_of(reader, mention);
    out->type = clm_source_type_name(CLM_ST_GOVERNMENT);
    out->name = place.name.len
                    ? place.name
                    : clm_article_slice(reader->article, reader->mentions->items[mention].span);
    if (place.kind == CLM_KIND_FACILITY) {
        return CLM_OK;
    }
    clm_text country = place.name;
    if (reader->gazetteer && (place.flags & CLM_PLACE_CAPITAL) &&
        place.country_place != CLM_NO_PLACE) {
        country = clm_gazetteer_place(reader->gazetteer, place.country_place).name;
    } else if (place.kind != CLM_KIND_COUNTRY) {
        return CLM_OK;
    }
    const char *name = clm_arena_printf(reader->article->arena, "%.*s (government)",
                                        (int)country.len, country.ptr);
    if (!name) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    out->name = clm_text_of(name);
    return CLM_OK;
}

/* "The high-quality X map of Y" is known as X. */
static clm_text document_name(const clm_reader *reader, clm_run range, clm_text otherwise) {
    uint32_t end = head_end(reader, range);
    for (uint32_t k = range.start; k < end; k++) {
        if (clm_tag_at(reader, k) == CLM_TAG_NAME && reader->mention_of[k] < 0) {
            uint32_t last = k;
            while (last + 1 < end && clm_tag_at(reader, last + 1) == CLM_TAG_NAME) {
                last++;
            }
            return clm_article_slice(reader->article, clm_run_span(reader, (clm_run){k, last + 1}));
        }
    }
    return otherwise;
}

static clm_text phrase_name(const clm_reader *reader, clm_run range) {
    while (range.start + 1 < range.end && clm_tag_at(reader, range.start) == CLM_TAG_DET) {
        range.start++;
    }
    for (uint32_t k = range.start; k < range.end; k++) {
        if (clm_is_comma(reader, k)) {
            range.end = k;
        }
    }
    return clm_article_slice(reader->article, clm_run_span(reader, range));
}

static bool is_pronoun(const clm_reader *reader, clm_run range, bool *person) {
    static const char *const persons[] = {"he", "she", "him", "her", "his", "i", "who"};
    if (range.end - range.start != 1 || clm_tag_at(reader, range.start) == CLM_TAG_NOUN) {
        return false;
    }
    *person = false;
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++) {
        *person = *person || clm_key_is(reader, range.start, persons[i]);
    }
    return clm_tag_at(reader, range.start) == CLM_TAG_PRON ||
           clm_tag_at(reader, range.start) == CLM_TAG_POSS || *person;
}

static void take_pronoun(const clm_reader *reader, const memory *memory_in, clm_run range,
                         bool person, clm_source *out, char side[3]) {
    const clm_entity *who = NULL;
    uint32_t sentence = reader->article->tokens[range.start].sentence;
    if (memory_in->person && sentence - memory_in->person_sentence <= 8) {
        who = memory_in->person;
    } else {
        who = nearest_person(reader, range.start);
    }
    if (!person && memory_in->has_body) {
        clm_span span = out->span;
        *out = memory_in->body;
        out->span = span;
        memcpy(side, memory_in->body_side, 3);
    } else if (who) {
        take_person(reader, who, out, side);
    }
}

static clm_status describe(const clm_reader *reader, const memory *known, clm_run range,
                           clm_source *out, char side[3], const clm_entity **person_out,
                           clm_error *error) {
    range = clm_run_behind_clock(reader, clm_run_trim(reader, range));
    *out = (clm_source){.span = clm_run_span(reader, range)};
    out->name = phrase_name(reader, range);
    memset(side, 0, 3);
    *person_out = NULL;
    bool personal = false;
    if (is_pronoun(reader, range, &personal)) {
        take_pronoun(reader, known, range, personal, out, side);
        return CLM_OK;
    }
    clm_side_of(reader, range, side);
    int type = type_of_phrase(reader, range);
    const clm_entity *person = person_in(reader, range);
    if (!person && type != CLM_ST_ANONYMOUS) {
        person = person_of_office(reader, range);
    }
    if (person) {
        *person_out = person;
        take_person(reader, person, out, side);
        if (!out->type) {
            out->type = clm_source_type_name(type);
        }
        return CLM_OK;
    }
    out->type = clm_source_type_name(type);
    if (type == CLM_ST_MONITOR || type == CLM_ST_DOCUMENT) {
        out->name = document_name(reader, range, out->name);
    }
    int mention = type == CLM_ST_NONE ? mention_head(reader, range) : -1;
    return mention >= 0 ? take_government(reader, mention, out, error) : CLM_OK;
}

clm_status clm_sources_resolve(clm_reader *reader, clm_error *error) {
    memory known = {0};
    for (size_t i = 0; i < reader->said_count; i++) {
        clm_said *said = &reader->said[i];
        const clm_entity *person = NULL;
        clm_status status = CLM_OK;
        if (!clm_run_empty(said->source)) {
            said->has_who = true;
            status = describe(reader, &known, said->source, &said->who, said->side, &person, error);
            if (person) {
                known.person = person;
                known.person_sentence = reader->article->tokens[said->source.start].sentence;
            } else {
                known.body = said->who;
                memcpy(known.body_side, said->side, 3);
                known.has_body = true;
            }
        }
        if (status == CLM_OK && !clm_run_empty(said->relay)) {
            char side[3];
            said->has_carrier = true;
            status = describe(reader, &known, said->relay, &said->carrier, side, &person, error);
        }
        if (status != CLM_OK) {
            return status;
        }
    }
    return CLM_OK;
}

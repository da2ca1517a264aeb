/* Claims -> gists: places with what lies around them, stems of words, parties, days. */
#include "claims/gists.h"

#include "base/hash.h"

#include <string.h>

enum { OLD_DAYS = 30, STEM_BYTES = 6 };

/* Event types of one story: what is held and taken, what was fired and what it did, what burns and
 * who flees. */
enum {
    KIN_HOLD = 1 << 0,
    KIN_TAKE = 1 << 1,
    KIN_LOSE = 1 << 2,
    KIN_FIGHT = 1 << 3,
    KIN_ATTACK = 1 << 4,
    KIN_ACCIDENT = 1 << 5,
    KIN_DISASTER = 1 << 6,
    KIN_FLIGHT = 1 << 7,
    KIN_CAPTIVES = 1 << 8,
    KIN_UNREST = 1 << 9,
    KIN_POLICE = 1 << 10,
    KIN_TALKS = 1 << 11,
    KIN_DISEASE = 1 << 12,
    KIN_POWER = 1 << 13,
    KIN_FORCES = 1 << 14,
    KIN_BORDER = 1 << 15,
    KIN_LAND = 1 << 16,
    KIN_MINES = 1 << 17,
    KIN_ALARM = 1 << 18
};

static const uint32_t kin[CLM_EVENT_TYPE_COUNT] = {
    [CLM_EVENT_PRESENCE] = KIN_HOLD | KIN_TAKE | KIN_FORCES,
    [CLM_EVENT_DEPLOYMENT] = KIN_FORCES,
    [CLM_EVENT_WITHDRAWAL] = KIN_LOSE | KIN_FORCES,
    [CLM_EVENT_CONTROL] = KIN_HOLD | KIN_TAKE | KIN_BORDER,
    [CLM_EVENT_CAPTURE] = KIN_TAKE | KIN_LOSE,
    [CLM_EVENT_RECAPTURE] = KIN_TAKE | KIN_LOSE | KIN_FIGHT,
    [CLM_EVENT_RETREAT] = KIN_LOSE | KIN_FIGHT,
    [CLM_EVENT_SIEGE] = KIN_FIGHT | KIN_TAKE,
    [CLM_EVENT_SURRENDER] = KIN_LOSE | KIN_CAPTIVES,
    [CLM_EVENT_ADVANCE] = KIN_TAKE,
    [CLM_EVENT_INCURSION] = KIN_HOLD | KIN_TAKE,
    [CLM_EVENT_OFFENSIVE] = KIN_TAKE | KIN_FIGHT,
    [CLM_EVENT_COUNTEROFFENSIVE] = KIN_LOSE | KIN_FIGHT,
    [CLM_EVENT_DEFENCE] = KIN_FIGHT,
    [CLM_EVENT_CLASH] = KIN_FIGHT | KIN_CAPTIVES,
    [CLM_EVENT_STRIKE] = KIN_ATTACK | KIN_ALARM | KIN_POWER,
    [CLM_EVENT_BOMBING] = KIN_ATTACK,
    [CLM_EVENT_CASUALTIES] = KIN_ATTACK | KIN_ACCIDENT | KIN_DISASTER | KIN_DISEASE,
    [CLM_EVENT_DAMAGE] = KIN_ATTACK | KIN_ACCIDENT | KIN_DISASTER | KIN_POWER,
    [CLM_EVENT_ACCIDENT] = KIN_ACCIDENT,
    [CLM_EVENT_VIOLENCE] = KIN_ATTACK | KIN_UNREST | KIN_POLICE,
    [CLM_EVENT_CRIME] = KIN_POLICE,
    [CLM_EVENT_DETENTION] = KIN_CAPTIVES | KIN_POLICE,
    [CLM_EVENT_DISPLACEMENT] = KIN_FLIGHT,
    [CLM_EVENT_EVACUATION] = KIN_FLIGHT,
    [CLM_EVENT_SEARCH_RESCUE] = KIN_ACCIDENT | KIN_DISASTER,
    [CLM_EVENT_TALKS] = KIN_TALKS,
    [CLM_EVENT_CEASEFIRE] = KIN_TALKS,
    [CLM_EVENT_VISIT] = KIN_TALKS,
    [CLM_EVENT_COURT_HEARING] = KIN_POLICE,
    [CLM_EVENT_SOVEREIGNTY] = KIN_BORDER,
    [CLM_EVENT_TERRITORIAL_DISPUTE] = KIN_BORDER,
    [CLM_EVENT_EXPROPRIATION] = KIN_LAND,
    [CLM_EVENT_HAZARD_EXTENT] = KIN_DISASTER | KIN_DISEASE | KIN_LAND,
    [CLM_EVENT_NATURAL_DISASTER] = KIN_DISASTER | KIN_ALARM,
    [CLM_EVENT_WEATHER] = KIN_DISASTER | KIN_ALARM,
    [CLM_EVENT_OUTBREAK] = KIN_DISEASE,
    [CLM_EVENT_WARNING] = KIN_ALARM,
    [CLM_EVENT_PROTEST] = KIN_UNREST,
    [CLM_EVENT_GATHERING] = KIN_UNREST,
    [CLM_EVENT_CROWD_CONTROL] = KIN_UNREST,
    [CLM_EVENT_POLICING] = KIN_UNREST | KIN_POLICE,
    [CLM_EVENT_UNREST] = KIN_UNREST,
    [CLM_EVENT_CLOSURE] = KIN_POWER,
    [CLM_EVENT_OUTAGE] = KIN_POWER,
    [CLM_EVENT_MINEFIELD] = KIN_MINES,
    [CLM_EVENT_DEMINING] = KIN_MINES,
    [CLM_EVENT_ARMS_SUPPLY] = KIN_FORCES,
    [CLM_EVENT_CONSTRUCTION] = KIN_LAND,
    [CLM_EVENT_AREA_EXTENT] = KIN_LAND,
    [CLM_EVENT_LAND_USE] = KIN_LAND,
    [CLM_EVENT_STATISTICS] = KIN_DISEASE | KIN_LAND,
    [CLM_EVENT_MAP_ERROR] = KIN_BORDER,
};

static uint16_t code_of(const char *country) {
    return (uint16_t)((unsigned char)country[0] << 8U | (unsigned char)country[1]);
}

static uint16_t side_code(clm_text side) {
    return side.len == 2 ? code_of(side.ptr) : 0;
}

static uint64_t text_hash(clm_text text) {
    return text.len ? clm_hash64(text.ptr, text.len) : 0;
}

static void add_place(const clm_reader *reader, const clm_claim_place *from, clm_gist *to) {
    const clm_resolved *resolved = &reader->resolved[from->mention];
    clm_gist_place *place = &to->places[to->place_count++];
    char country[3];
    clm_country_of(reader, from->mention, country);
    place->place = resolved->place;
    place->within = resolved->within;
    place->admin1 = CLM_NO_PLACE;
    if (reader->gazetteer && resolved->place != CLM_NO_PLACE) {
        place->admin1 = clm_gazetteer_place_facts(reader->gazetteer, resolved->place).admin1;
    }
    place->name = text_hash(resolved->name);
    place->point = resolved->point;
    place->located = resolved->located;
    place->country = code_of(country);
    place->kind = (uint8_t)resolved->kind;
    place->compass = (uint8_t)resolved->compass;
    place->holder = from->role == CLM_ROLE_CONTAINER ||
                    (from->draw == CLM_DRAW_NO && from->reason == CLM_USE_CONTAINER);
}

static void set_days(clm_gist *to, int32_t today) {
    for (size_t i = 0; i < to->claim->time_count; i++) {
        const clm_time *time = &to->claim->times[i];
        if (time->start.year && time->end.year && strcmp(time->attaches_to, "event") == 0) {
            to->dated = true;
            to->day_first = clm_date_to_days(time->start);
            to->day_last = clm_date_to_days(time->end);
            to->old = today && to->day_last < today - OLD_DAYS;
            return;
        }
    }
}

/* A word that says something by itself, cut to a stem; 0 for others. */
static uint32_t word_hash(const clm_reader *reader, uint32_t token) {
    clm_tag tag = clm_tag_at(reader, token);
    bool content = tag == CLM_TAG_NAME || tag == CLM_TAG_NOUN || tag == CLM_TAG_ADJ ||
                   tag == CLM_TAG_FIN || tag == CLM_TAG_PART || tag == CLM_TAG_ING ||
                   tag == CLM_TAG_INF;
    if (!content || reader->mention_of[token] >= 0 ||
        clm_sem_at(reader, token, CLM_SEM_WEEKDAY | CLM_SEM_MONTH | CLM_SEM_TIME | CLM_SEM_UNIT)) {
        return 0;
    }
    const clm_word *word = reader->words[token];
    clm_text text = word ? clm_text_of(word->lemma) : clm_article_key(reader->article, token);
    if (text.len < 3) {
        return 0;
    }
    if (!word && text.len <= STEM_BYTES && text.ptr[text.len - 1] == 's') {
        text.len--;
    }
    text.len = text.len < STEM_BYTES ? text.len : STEM_BYTES;
    uint32_t hash = (uint32_t)clm_hash64(text.ptr, text.len) | 2U;
    return tag == CLM_TAG_NAME && !word ? hash | 1U : hash & ~1U;
}

static void insert_word(clm_gist *to, uint32_t hash) {
    size_t at = to->word_count;
    while (at > 0 && to->words[at - 1] > hash) {
        at--;
    }
    if (at > 0 && to->words[at - 1] == hash) {
        return;
    }
    memmove(to->words + at + 1, to->words + at, (to->word_count - at) * sizeof *to->words);
    to->words[at] = hash;
    to->word_count++;
}

/* "It", "they", "there", "this", "the attack": what the clause speaks of was told before. */
static bool points_back(const clm_reader *reader, uint32_t token, uint32_t end) {
    for (uint32_t t = token; t < end && t < token + 3; t++) {
        if (clm_key_is(reader, t, "it") || clm_key_is(reader, t, "they") ||
            clm_key_is(reader, t, "this") || clm_key_is(reader, t, "its") ||
            clm_key_is(reader, t, "their") || clm_key_is(reader, t, "another")) {
            return true;
        }
    }
    for (uint32_t t = token; t < end; t++) {
        int mention = reader->mention_of[t];
        if (clm_key_is(reader, t, "there") ||
            (mention >= 0 && reader->mentions->items[mention].type == CLM_MENTION_ANAPHOR)) {
            return true;
        }
    }
    return false;
}

/* The noun of "the crash", "this attack", "Monday's crash". */
static bool is_definite(const clm_reader *reader, uint32_t token) {
    if (clm_tag_at(reader, token) != CLM_TAG_NOUN || token == 0) {
        return false;
    }
    return clm_key_is(reader, token - 1, "the") || clm_key_is(reader, token - 1, "this") ||
           clm_key_is(reader, token - 1, "these") || clm_key_is(reader, token - 1, "those") ||
           clm_tag_at(reader, token - 1) == CLM_TAG_POSS;
}

static void read_words(clm_gists *gists, clm_gist *to) {
    const clm_reader *reader = gists->reader;
    const clm_sentence *sentence = &reader->article->sentences[to->sentence];
    uint32_t token = sentence->token_start, end = sentence->token_end;
    if (to->claim->quote.start < sentence->span.start && to->sentence > 0) {
        token = sentence[-1].token_start; /* "This happened in X": both sentences are quoted */
    }
    while (token < end && reader->article->tokens[token].span.start < to->claim->quote.start) {
        token++;
    }
    while (end > token && reader->article->tokens[end - 1].span.end > to->claim->quote.end) {
        end--;
    }
    to->backward = points_back(reader, token, end);
    for (uint32_t t = token; t < end && to->word_count < CLM_GIST_WORDS; t++) {
        uint32_t hash = word_hash(reader, t);
        if (hash) {
            insert_word(to, hash);
        }
        if (hash && is_definite(reader, t) && to->definite_count < CLM_GIST_DEFINITE) {
            to->definite[to->definite_count++] = hash;
        }
    }
    for (size_t i = 0; i < to->word_count; i++) {
        uint8_t *count = &gists->frequency[to->words[i] >> 2U & gists->mask];
        *count = (uint8_t)(*count + (*count < UINT8_MAX));
    }
}

static void make_gist(clm_gists *gists, const clm_claim *claim, clm_gist *to) {
    const clm_reader *reader = gists->reader;
    const clm_sentence *sentence = &reader->article->sentences[claim->sentence];
    to->claim = claim;
    for (size_t i = 0; i < claim->place_count && to->place_count < CLM_GIST_PLACES; i++) {
        add_place(reader, &claim->places[i], to);
    }
    to->kin = claim->event_type < CLM_EVENT_TYPE_COUNT ? kin[claim->event_type] : 0;
    to->sentence = claim->sentence;
    to->paragraph = sentence->paragraph;
    to->entry = sentence->entry;
    to->heading = sentence->heading;
    to->title = clm_span_overlaps(sentence->span, reader->article->title_span);
    to->voice = claim->has_source ? text_hash(claim->source.name) : 0;
    if (claim->actor_count) {
        to->actor = text_hash(claim->actors[0].name);
        to->actor_side = side_code(claim->actors[0].side);
    }
    if (claim->target_count) {
        to->target = text_hash(claim->targets[0].name);
        to->target_side = side_code(claim->targets[0].side);
    }
    set_days(to, reader->article->date.year ? clm_date_to_days(reader->article->date) : 0);
    read_words(gists, to);
}

clm_status clm_gists_make(const clm_reader *reader, const clm_claim *claims, size_t count,
                          clm_gists **out, clm_error *error) {
    clm_arena *arena = reader->article->arena;
    clm_gists *gists = clm_arena_alloc(arena, sizeof *gists);
    size_t slots = 64;
    while (slots < count * CLM_GIST_WORDS) {
        slots *= 2;
    }
    if (gists) {
        gists->reader = reader;
        gists->items = clm_arena_array(arena, count + 1, sizeof *gists->items);
        gists->word_pool = clm_arena_array(arena, count * CLM_GIST_WORDS + 1, sizeof(uint32_t));
        gists->frequency = clm_arena_alloc(arena, slots);
        gists->mask = (uint32_t)slots - 1;
        gists->entries = reader->article->entry_count > 1;
    }
    if (!gists || !gists->items || !gists->word_pool || !gists->frequency) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    uint32_t *words = gists->word_pool;
    for (size_t i = 0; i < count; i++) {
        gists->items[i].words = words;
        make_gist(gists, &claims[i], &gists->items[i]);
        words += gists->items[i].word_count;
    }
    *out = gists;
    return CLM_OK;
}

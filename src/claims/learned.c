/* claims/learned.c: tokens and words that may be cues; see learned.h. */
#include "claims/learned.h"

#include "base/hash.h"

#include <string.h>

enum {
    ATOM_NUMBER = 5,
    ATOM_OPEN = 7,
    ATOM_CLOSE = 11,
    ATOM_DASH = 13,
    REACH = 120 /* tokens of a sentence that a cue sees to each side */
};

/* ---- tokens ---- */

static uint32_t fold(uint64_t hash) {
    return (uint32_t)(hash ^ hash >> 32);
}

static uint32_t atom_of(const clm_reader *reader, uint32_t i) {
    const clm_token *token = &reader->article->tokens[i];
    if (token->kind == CLM_TOKEN_NUMBER) {
        return clm_mix(ATOM_NUMBER);
    }
    if (token->key_len > 0) {
        return fold(token->key_hash);
    }
    if (token->flags & (CLM_TOKEN_QUOTE_OPEN | CLM_TOKEN_QUOTE_CLOSE)) {
        return clm_mix(token->flags & CLM_TOKEN_QUOTE_OPEN ? ATOM_OPEN : ATOM_CLOSE);
    }
    if (clm_is_dash(reader, i)) {
        return clm_mix(ATOM_DASH);
    }
    clm_text text = clm_article_slice(reader->article, token->span);
    uint64_t mark = 0;
    for (size_t b = 0; b < text.len && b < sizeof mark; b++) {
        mark = mark << 8 | (unsigned char)text.ptr[b];
    }
    return fold(mark * 0x9E3779B97F4A7C15u);
}

static clm_sight see(const clm_listener *l, uint32_t i) {
    unsigned cluster = clm_word_cluster(&l->clusters, l->reader->article->tokens[i].key_hash);
    unsigned group = cluster > 0 ? l->clusters.groups[cluster - 1] + 1u : 0;
    return (clm_sight){atom_of(l->reader, i), clm_mix(cluster), clm_mix(group)};
}

/* "claims", "claimed", "claiming" -> "claim": endings off, so that forms of a word share what was
 * learned of it. */
static uint32_t stem_of(const clm_reader *reader, uint32_t i) {
    clm_text key = clm_article_key(reader->article, i);
    size_t n = key.len;
    const char *p = key.ptr;
    if (n == 0) {
        return atom_of(reader, i);
    }
    if (n > 5 && memcmp(p + n - 3, "ing", 3) == 0) {
        n -= 3;
    } else if (n > 4 && memcmp(p + n - 3, "ies", 3) == 0) {
        n -= 2;
    } else if (n > 4 && memcmp(p + n - 3, "ied", 3) == 0) {
        n -= 2;
    } else if (n > 4 && memcmp(p + n - 2, "ed", 2) == 0) {
        n -= 2;
    } else if (n > 3 && p[n - 1] == 's' && p[n - 2] != 's') {
        n -= 1;
    }
    if (n > 3 && p[n - 1] == 'e') {
        n--;
    }
    if (n < key.len && n > 3 && p[n - 1] == p[n - 2] && p[n - 1] != 's' && p[n - 1] != 'l') {
        n--;
    }
    if (n > 2 && p[n - 1] == 'i') {
        return fold(clm_hash64(p, n - 1)) + 'y';
    }
    if (n > 2 && p[n - 1] == 'y') {
        return fold(clm_hash64(p, n - 1)) + 'y';
    }
    return fold(clm_hash64(p, n));
}

/* Pronouns of one kind behave alike; 0: none of them. */
static unsigned pronoun_kind(clm_text key) {
    static const struct {
        char key[8];
        uint8_t length, kind;
    } pronouns[] = {{"i", 1, 1},     {"we", 2, 1},    {"he", 2, 3},    {"it", 2, 5},
                    {"my", 2, 11},   {"you", 3, 2},   {"she", 3, 3},   {"who", 3, 6},
                    {"his", 3, 9},   {"her", 3, 9},   {"him", 3, 9},   {"its", 3, 10},
                    {"our", 3, 11},  {"they", 4, 4},  {"that", 4, 7},  {"this", 4, 8},
                    {"them", 4, 10}, {"what", 4, 13}, {"which", 5, 7}, {"their", 5, 10},
                    {"there", 5, 12}};
    for (size_t i = 0; key.len <= 5 && i < sizeof pronouns / sizeof *pronouns; i++) {
        if (pronouns[i].length == key.len && memcmp(pronouns[i].key, key.ptr, key.len) == 0) {
            return pronouns[i].kind;
        }
    }
    return 0;
}

unsigned clm_head_kind(const clm_reader *reader, uint32_t token) {
    clm_tag tag = clm_tag_at(reader, token);
    if (tag == CLM_TAG_PRON || tag == CLM_TAG_WH || tag == CLM_TAG_THAT || tag == CLM_TAG_POSS ||
        tag == CLM_TAG_DET) {
        unsigned kind = pronoun_kind(clm_article_key(reader->article, token));
        return kind > 0 ? kind : tag == CLM_TAG_DET ? 14 : 15;
    }
    const clm_word *word = token < reader->article->token_count ? reader->words[token] : NULL;
    if (tag == CLM_TAG_NAME) {
        return clm_is_surname(reader, token) ? 17 : reader->mention_of[token] >= 0 ? 18 : 16;
    }
    if (tag == CLM_TAG_NOUN) {
        bool plural = word && (word->pos & CLM_POS_NS);
        bool source = word && word->source_type != CLM_ST_NONE;
        bool title = clm_capital_at(reader, token);
        return 20u + (unsigned)plural + 2u * (unsigned)source + 4u * (unsigned)title;
    }
    return 30u + (unsigned)tag;
}

unsigned clm_follow_code(const clm_reader *reader, uint32_t k, uint32_t limit) {
    if (k >= limit) {
        return 1;
    }
    if (clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN)) {
        return 2;
    }
    if (clm_is_quote(reader, k, CLM_TOKEN_QUOTE_CLOSE)) {
        return 3;
    }
    if (clm_is_comma(reader, k)) {
        return clm_is_quote(reader, k + 1, CLM_TOKEN_QUOTE_OPEN) ? 4 : 5;
    }
    if (clm_punct_is(reader, k, ":")) {
        return 6;
    }
    if (clm_is_dash(reader, k)) {
        return 7;
    }
    clm_tag tag = clm_tag_at(reader, k);
    if (tag == CLM_TAG_NOUN || tag == CLM_TAG_NAME || tag == CLM_TAG_DET || tag == CLM_TAG_ADJ ||
        tag == CLM_TAG_POSS || tag == CLM_TAG_PRON || tag == CLM_TAG_NUM) {
        for (uint32_t j = k; j < limit && j < k + 12; j++) { /* does a clause follow? */
            clm_tag at = clm_tag_at(reader, j);
            if (clm_is_finite(reader, j)) {
                return 40u + (unsigned)tag;
            }
            if (at == CLM_TAG_PUNCT || at == CLM_TAG_WH || at == CLM_TAG_THAT ||
                at == CLM_TAG_SUB || at == CLM_TAG_TO || at == CLM_TAG_CC) {
                break;
            }
        }
    }
    return 10u + (unsigned)tag;
}

/* ---- spots ---- */

static bool may_be_cue(const clm_listener *l, uint32_t i) {
    const clm_reader *reader = l->reader;
    const clm_token *token = &reader->article->tokens[i];
    if (token->kind == CLM_TOKEN_PUNCT) {
        return reader->article->text.ptr[token->span.start] == ':';
    }
    unsigned level = clm_said_level(l->model.words, token->key_hash);
    return token->kind == CLM_TOKEN_WORD && level != CLM_SAID_SELDOM &&
           (level == CLM_SAID_MAYBE || (level == CLM_SAID_UNSEEN && clm_is_verb(reader, i)));
}

/* Where quotations stand as seen from the cue. */
static uint8_t quote_code(const clm_reader *reader, const clm_spot *s) {
    uint32_t before = s->group;
    if (!clm_run_empty(s->subject) && s->subject.end + 3 >= s->group) {
        before = s->subject.start;
    }
    unsigned code = reader->quote_of[s->token] >= 0 ? 1 : 0;
    for (uint32_t k = before; k > s->floor && k + 3 > before; k--) {
        if (clm_is_quote(reader, k - 1, CLM_TOKEN_QUOTE_CLOSE)) {
            code |= 2;
        }
    }
    for (uint32_t k = s->token + 1; k < s->limit && k < s->token + 8; k++) {
        if (clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN)) {
            code |= k < s->after + 2 ? 4 : 8;
        }
    }
    return (uint8_t)code;
}

static uint8_t frame_code(const clm_reader *reader, const clm_spot *s) {
    if (s->group == s->token) {
        return (uint8_t)(s->group > s->floor && clm_tag_at(reader, s->group - 1) == CLM_TAG_TO);
    }
    unsigned code = 2;
    code |= clm_group_has(reader, s->group, s->token, CLM_POS_NOT) ? 4 : 0;
    code |= clm_group_has(reader, s->group, s->token, CLM_POS_MD) ? 8 : 0;
    code |= clm_group_has(reader, s->group, s->token, CLM_POS_HAVE) ? 16 : 0;
    code |= clm_group_has(reader, s->group, s->token, CLM_POS_BE) ? 32 : 0;
    code |= s->group > s->floor && clm_tag_at(reader, s->group - 1) == CLM_TAG_TO ? 1 : 0;
    return (uint8_t)code;
}

static uint32_t phrase_start(const clm_reader *reader, uint32_t noun, uint32_t floor) {
    uint32_t k = noun;
    while (k > floor && k + 6 > noun && clm_is_nominal(reader, k - 1)) {
        k--;
    }
    return k;
}

static clm_spot read_spot(const clm_listener *l, uint32_t i) {
    const clm_reader *reader = l->reader;
    const clm_sentence *where = clm_sentence_of(reader, i);
    clm_spot s = {.token = i, .group = i, .rule = l->rule_of[i]};
    s.tag = (uint8_t)clm_tag_at(reader, i);
    s.floor = i - where->token_start > REACH ? i - REACH : where->token_start;
    s.limit = where->token_end - i > REACH ? i + REACH : where->token_end;
    s.stem = stem_of(reader, i);
    if (clm_is_verb(reader, i)) {
        s.group = clm_verb_group(reader, i, s.floor);
        s.subject = clm_subject_of(reader, i, s.floor);
    } else if (clm_tag_at(reader, i) == CLM_TAG_NOUN) {
        s.group = phrase_start(reader, i, s.floor);
    }
    s.after = i + 1;
    while (s.after < s.limit && (clm_tag_at(reader, s.after) == CLM_TAG_ADV ||
                                 clm_tag_at(reader, s.after) == CLM_TAG_NOT)) {
        s.after++;
    }
    s.follows = (uint8_t)clm_follow_code(reader, s.after, s.limit);
    s.head = clm_run_empty(s.subject) ? 0 : (uint8_t)clm_head_kind(reader, s.subject.end - 1);
    s.frame = frame_code(reader, &s);
    s.quote = quote_code(reader, &s);
    s.mixed.tag = clm_mix(s.tag);
    s.mixed.follows = clm_mix(s.follows);
    s.mixed.head = clm_mix(s.head);
    s.mixed.frame = clm_mix(s.frame);
    s.mixed.quote = clm_mix(s.quote);
    return s;
}

static clm_status find_spots(clm_listener *l, clm_error *error) {
    const clm_article *article = l->reader->article;
    for (uint32_t i = 0; i < article->token_count; i++) {
        if (!may_be_cue(l, i)) {
            continue;
        }
        void *items = l->spots;
        if (clm_arena_grow(article->arena, &items, &l->spot_capacity, l->spot_count + 1,
                           sizeof *l->spots)) {
            return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
        }
        l->spots = items;
        l->spots[l->spot_count++] = read_spot(l, i);
    }
    return CLM_OK;
}

/* ---- all ---- */

static clm_status init(const clm_reader *reader, const clm_claims_options *options, clm_listener *l,
                       clm_error *error) {
    size_t count = reader->article->token_count;
    clm_arena *arena = reader->article->arena;
    l->observer = options->observer;
    clm_status status = clm_word_clusters_read(options->model, &l->clusters, error);
    l->sights = clm_arena_array(arena, count + 1, sizeof *l->sights);
    l->rule_of = clm_arena_array(arena, count + 1, sizeof *l->rule_of);
    l->told_of = clm_arena_array(arena, count + 1, sizeof *l->told_of);
    if (!l->sights || !l->rule_of || !l->told_of) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    memset(l->rule_of, 0xFF, (count + 1) * sizeof *l->rule_of);
    memset(l->told_of, 0xFF, (count + 1) * sizeof *l->told_of);
    const clm_token *tokens = reader->article->tokens;
    for (size_t i = 0; i < count; i++) { /* ahead of what waits for them */
        clm_word_cluster_prefetch(&l->clusters, tokens[i].key_hash);
        __builtin_prefetch(
            &l->model.words[clm_said_word_slot(tokens[i].key_hash) / CLM_SAID_WORDS_EACH]);
    }
    for (size_t i = 0; i < count; i++) {
        l->sights[i] = see(l, (uint32_t)i);
    }
    for (size_t i = reader->said_count; i > 0; i--) {
        const clm_said *said = &reader->said[i - 1];
        for (uint32_t t = said->cue.start; t < said->cue.end; t++) {
            l->rule_of[t] = (int32_t)i - 1;
        }
        for (size_t c = 0; c < said->content_count; c++) {
            for (uint32_t t = said->content[c].start; t < said->content[c].end; t++) {
                l->told_of[t] = (int32_t)i - 1;
            }
        }
    }
    return status;
}

static clm_status hear(clm_listener *l, size_t spot, clm_error *error) {
    void *items = l->heard;
    if (clm_arena_grow(l->reader->article->arena, &items, &l->heard_capacity, l->heard_count + 1,
                       sizeof *l->heard)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    l->heard = items;
    clm_heard *heard = &l->heard[l->heard_count++];
    const clm_spot *s = &l->spots[spot];
    *heard = (clm_heard){.spot = s, .cue = {s->token, s->token + 1}};
    if (clm_is_verb(l->reader, s->token) && s->token - s->group < 5) {
        heard->cue.start = s->group;
    }
    if (s->rule >= 0 && l->reader->said[s->rule].cue.start == s->token) {
        heard->cue.end = l->reader->said[s->rule].cue.end;
    }
    clm_status status = clm_listen_source(l, heard, error);
    return status == CLM_OK ? clm_listen_content(l, spot, heard, error) : status;
}

clm_status clm_listen(const clm_reader *reader, const clm_claims_options *options,
                      clm_listener *out, clm_error *error) {
    *out = (clm_listener){.reader = reader};
    if (!options) {
        return CLM_OK;
    }
    clm_status status = clm_said_model_read(options->model, &out->model, error);
    if (status != CLM_OK || !out->model.words) {
        return status;
    }
    status = init(reader, options, out, error);
    if (status == CLM_OK) {
        status = find_spots(out, error);
    }
    if (status == CLM_OK) {
        status = clm_listen_cues(out);
    }
    for (size_t i = 0; i < out->spot_count && status == CLM_OK; i++) {
        if (out->model.cue[0].weights && out->spots[i].accepted) {
            status = hear(out, i, error);
        }
    }
    return status;
}

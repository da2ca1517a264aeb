/* A shallow part-of-speech tagger: the lexicon's word classes, decided by the neighbours. */
#include "claims/reader.h"

#include <string.h>

static bool key_ends(const clm_reader *reader, uint32_t i, const char *suffix) {
    clm_text key = clm_article_key(reader->article, i);
    return key.len > strlen(suffix) + 2 && clm_text_ends(key, suffix);
}

/* In a line in Title Case capitals say nothing. */
static bool title_case(const clm_reader *reader, const clm_sentence *sentence) {
    const clm_token *tokens = reader->article->tokens;
    const uint32_t share = sentence->heading ? 7 : 9; /* of ten words, at least */
    const uint32_t lower_max = (sentence->token_end - sentence->token_start) * (10 - share) / 10;
    uint32_t capitals = 0, words = 0;
    for (uint32_t i = sentence->token_start; i < sentence->token_end; i++) {
        const bool word = tokens[i].kind == CLM_TOKEN_WORD && tokens[i].key_len > 3;
        words += word;
        capitals += word && (tokens[i].flags & CLM_TOKEN_CAPITAL) != 0;
        if (words - capitals > lower_max) {
            return false; /* too many of any words that there can be */
        }
    }
    return words > 3 && capitals * 10 >= words * share;
}

static bool opens_noun(clm_tag tag) {
    return tag == CLM_TAG_DET || tag == CLM_TAG_ADJ || tag == CLM_TAG_NUM || tag == CLM_TAG_POSS ||
           tag == CLM_TAG_PREP;
}

/* What stands after a full verb rather than after a noun. */
static bool after_verb(const clm_reader *reader, uint32_t i) {
    uint32_t next = i + 1;
    if (next >= reader->article->token_count || clm_punct_is(reader, next, ",") ||
        clm_punct_is(reader, next, ".")) {
        return false;
    }
    if (clm_is_quote(reader, next, CLM_TOKEN_QUOTE_OPEN)) {
        return true;
    }
    if (clm_pos_at(reader, next, CLM_POS_AUX)) {
        return false;
    }
    bool passes = clm_pos_at(reader, next, CLM_POS_RB) && !clm_pos_at(reader, next, CLM_POS_IN) &&
                  clm_pos_at(reader, next + 1, CLM_POS_VD | CLM_POS_AUX) &&
                  !clm_pos_at(reader, next + 1, CLM_POS_NOUN);
    if (passes) { /* "Arkanian forces recently advanced": the verb comes after the adverb */
        return false;
    }
    bool figure = clm_pos_at(reader, next, CLM_POS_IN | CLM_POS_RB) &&
                  (clm_key_is(reader, next + 1, "least") || clm_key_is(reader, next + 1, "most") ||
                   (!clm_key_is(reader, next, "in") && !clm_key_is(reader, next, "by") &&
                    next + 1 < reader->article->token_count &&
                    (clm_pos_at(reader, next + 1, CLM_POS_CD) ||
                     reader->article->tokens[next + 1].kind == CLM_TOKEN_NUMBER)));
    if (figure) { /* "killing at least 12", "control about 2,300 square miles" */
        return true;
    }
    return clm_pos_at(reader, next,
                      CLM_POS_DT | CLM_POS_PRP | CLM_POS_OBJ | CLM_POS_PPS | CLM_POS_THAT |
                          CLM_POS_TO | CLM_POS_CD) ||
           clm_capital_at(reader, next) || reader->article->tokens[next].kind == CLM_TOKEN_NUMBER ||
           (reader->words[next] && !clm_pos_at(reader, next, CLM_POS_IN | CLM_POS_CC) &&
            clm_pos_at(reader, next, CLM_POS_JJ | CLM_POS_RB | CLM_POS_NS));
}

/* Index of the last token before `i` of the same sentence that is no adverb or negation. */
static int64_t before(const clm_reader *reader, uint32_t i) {
    int64_t k = (int64_t)i - 1;
    uint32_t first = clm_sentence_of(reader, i)->token_start;
    while (k >= (int64_t)first && (clm_tag_at(reader, (uint32_t)k) == CLM_TAG_ADV ||
                                   clm_tag_at(reader, (uint32_t)k) == CLM_TAG_NOT)) {
        k--;
    }
    return k >= (int64_t)first ? k : -1;
}

/* "said", "claims": another clause may follow without a word between. */
static bool takes_clause(const clm_reader *reader, uint32_t i) {
    const clm_word *word = reader->words[i];
    for (unsigned k = 0; word && k < word->cue_count; k++) {
        if (clm_cue_entries[clm_cue_order[word->cue_start + k]].frames & CLM_FRAME_CLAUSE) {
            return true;
        }
    }
    return false;
}

/* True if a finite verb stands between the last boundary and `i`. */
static bool clause_has_finite(const clm_reader *reader, uint32_t i) {
    uint32_t first = clm_sentence_of(reader, i)->token_start;
    for (uint32_t k = i; k > first; k--) {
        clm_tag tag = clm_tag_at(reader, k - 1);
        if (tag == CLM_TAG_FIN || tag == CLM_TAG_AUX || tag == CLM_TAG_MODAL) {
            return !takes_clause(reader, k - 1);
        }
        if (tag == CLM_TAG_THAT || tag == CLM_TAG_SUB || tag == CLM_TAG_WH || tag == CLM_TAG_CC ||
            (tag == CLM_TAG_PUNCT && !clm_punct_is(reader, k - 1, "-"))) {
            return false;
        }
    }
    return false;
}

static clm_tag past_tag(const clm_reader *reader, uint32_t i, uint32_t pos, clm_tag prev) {
    if (prev == CLM_TAG_AUX || prev == CLM_TAG_MODAL) {
        return CLM_TAG_PART;
    }
    bool noun_next = clm_pos_at(reader, i + 1, CLM_POS_NOUN) &&
                     !clm_pos_at(reader, i + 1, CLM_POS_IN | CLM_POS_DT);
    if (opens_noun(prev) && noun_next && prev != CLM_TAG_NUM) {
        return CLM_TAG_ADJ;
    }
    if (prev == CLM_TAG_DET || prev == CLM_TAG_POSS) {
        return CLM_TAG_ADJ;
    }
    bool elliptic = prev == CLM_TAG_NUM && (pos & CLM_POS_VN); /* "12 killed and 30 wounded" */
    int64_t at = before(reader, i);
    bool stays = at >= 0 && clm_sem_at(reader, (uint32_t)at, CLM_SEM_GOING_ON) &&
                 (pos & CLM_POS_VN); /* "will remain closed" */
    if (!(pos & CLM_POS_VD) || elliptic || stays) {
        return CLM_TAG_PART;
    }
    if (prev == CLM_TAG_PRON || prev == CLM_TAG_WH) {
        return CLM_TAG_FIN;
    }
    if (clm_key_is(reader, i + 1, "by") && (pos & CLM_POS_VN)) {
        return CLM_TAG_PART;
    }
    if ((pos & CLM_POS_VN) && prev == CLM_TAG_NOUN && clause_has_finite(reader, i)) {
        return CLM_TAG_PART;
    }
    return CLM_TAG_FIN;
}

/* "The water is rising, satellite images show.": a cue that ends the sentence, after a comma that
 * follows a clause. */
static bool ends_report(const clm_reader *reader, uint32_t i) {
    const clm_sentence *where = clm_sentence_of(reader, i);
    const clm_word *word = reader->words[i];
    bool can = false;
    for (unsigned k = 0; word && k < word->cue_count; k++) {
        can = can || (clm_cue_entries[clm_cue_order[word->cue_start + k]].frames & CLM_FRAME_AFTER);
    }
    if (!can || i + 2 < where->token_end || !clm_punct_is(reader, where->token_end - 1, ".")) {
        return false;
    }
    bool comma = false;
    for (uint32_t k = i; k > where->token_start; k--) {
        clm_tag tag = clm_tag_at(reader, k - 1);
        bool finite = tag == CLM_TAG_FIN || tag == CLM_TAG_AUX || tag == CLM_TAG_MODAL;
        if (finite) {
            return comma;
        }
        comma = comma || clm_is_comma(reader, k - 1);
    }
    return false;
}

/* Base and third-person forms that are nouns too. */
static clm_tag present_tag(const clm_reader *reader, uint32_t i, uint32_t pos, clm_tag prev,
                           int64_t at) {
    bool noun = (pos & CLM_POS_NOUN) != 0;
    if (prev == CLM_TAG_TO || prev == CLM_TAG_MODAL) {
        return (pos & CLM_POS_VB) ? CLM_TAG_INF : (noun ? CLM_TAG_NOUN : CLM_TAG_FIN);
    }
    if (!noun && !(pos & CLM_POS_JJ)) {
        return opens_noun(prev) && prev != CLM_TAG_NUM && !(pos & CLM_POS_VZ) ? CLM_TAG_NOUN
                                                                              : CLM_TAG_FIN;
    }
    if (prev == CLM_TAG_PRON || prev == CLM_TAG_WH) {
        return CLM_TAG_FIN;
    }
    if (opens_noun(prev)) {
        return noun ? CLM_TAG_NOUN : CLM_TAG_ADJ;
    }
    if (prev == CLM_TAG_AUX) {
        return at >= 0 && clm_pos_at(reader, (uint32_t)at, CLM_POS_DO)
                   ? CLM_TAG_INF
                   : (noun ? CLM_TAG_NOUN : CLM_TAG_ADJ);
    }
    bool subject = prev == CLM_TAG_NOUN || prev == CLM_TAG_NAME || prev == CLM_TAG_ADV;
    bool plural = at >= 0 && clm_pos_at(reader, (uint32_t)at, CLM_POS_NS);
    bool agrees = (pos & CLM_POS_VZ) ? !plural : plural;
    if (subject && agrees && after_verb(reader, i) && !clause_has_finite(reader, i)) {
        return CLM_TAG_FIN;
    }
    if (subject && ends_report(reader, i)) {
        return CLM_TAG_FIN;
    }
    if (subject && agrees && reader->words[i]->cue_count && (pos & CLM_POS_VZ) &&
        i + 1 >= clm_sentence_of(reader, i)->token_end) {
        return CLM_TAG_FIN; /* a headline's "..., Kremlin says", "..., X claims" */
    }
    return noun ? CLM_TAG_NOUN : CLM_TAG_ADJ;
}

static clm_tag verb_tag(const clm_reader *reader, uint32_t i, uint32_t pos) {
    int64_t at = before(reader, i);
    clm_tag prev = at >= 0 ? clm_tag_at(reader, (uint32_t)at) : CLM_TAG_PUNCT;
    bool by_aux = prev == CLM_TAG_AUX;
    if (pos & CLM_POS_VG) {
        bool people = at >= 0 && clm_pos_at(reader, (uint32_t)at, CLM_POS_NS) &&
                      clm_sem_at(reader, (uint32_t)at, CLM_SEM_FORCE | CLM_SEM_PEOPLE);
        if ((pos & CLM_POS_NOUN) && !by_aux && !people &&
            (opens_noun(prev) || !after_verb(reader, i))) {
            return CLM_TAG_NOUN;
        }
        return CLM_TAG_ING;
    }
    if ((pos & (CLM_POS_VD | CLM_POS_VN)) && !(pos & (CLM_POS_VB | CLM_POS_VZ))) {
        return past_tag(reader, i, pos, prev);
    }
    if ((pos & CLM_POS_VN) && by_aux && !clm_pos_at(reader, (uint32_t)at, CLM_POS_DO)) {
        return CLM_TAG_PART;
    }
    return present_tag(reader, i, pos, prev, at);
}

static clm_tag unknown_tag(const clm_reader *reader, uint32_t i) {
    int64_t at = before(reader, i);
    clm_tag prev = at >= 0 ? clm_tag_at(reader, (uint32_t)at) : CLM_TAG_PUNCT;
    if (key_ends(reader, i, "ly")) {
        return CLM_TAG_ADV;
    }
    if (key_ends(reader, i, "ing")) {
        return opens_noun(prev) ? CLM_TAG_NOUN : CLM_TAG_ING;
    }
    if (key_ends(reader, i, "ed")) {
        return past_tag(reader, i, CLM_POS_VD | CLM_POS_VN, prev);
    }
    if (prev == CLM_TAG_TO || prev == CLM_TAG_MODAL) {
        return CLM_TAG_INF;
    }
    return CLM_TAG_NOUN;
}

static bool is_name(const clm_reader *reader, uint32_t i, bool titled) {
    const clm_token *token = &reader->article->tokens[i];
    const clm_word *word = reader->words[i];
    if (reader->mention_of[i] >= 0) {
        return !(word && (word->pos & (CLM_POS_IN | CLM_POS_DT | CLM_POS_CC | CLM_POS_PRP)));
    }
    if (!(token->flags & CLM_TOKEN_CAPITAL) || titled) {
        return !word && titled && (token->flags & CLM_TOKEN_CAPITAL);
    }
    if (!word) {
        return true;
    }
    if ((word->pos & CLM_POS_WH) && (token->flags & CLM_TOKEN_ALL_CAPS)) {
        return true; /* the WHO */
    }
    bool follows = i > 0 && token[-1].kind == CLM_TOKEN_NUMBER;
    if ((word->sem & CLM_SEM_MONTH) && i + 1 < reader->article->token_count && !follows &&
        token[1].kind == CLM_TOKEN_WORD && (token[1].flags & CLM_TOKEN_CAPITAL) &&
        token[1].sentence == token->sentence) {
        return true; /* "Jan Kovar", "April Jones" */
    }
    if ((word->sem & CLM_SEM_MONTH) && i > 0 &&
        clm_sem_at(reader, i - 1, CLM_SEM_ROLE | CLM_SEM_TITLE)) {
        return true;
    }
    if (word->sem & (CLM_SEM_WEEKDAY | CLM_SEM_MONTH | CLM_SEM_ROLE | CLM_SEM_TITLE)) {
        return false;
    }
    if (token->flags & CLM_TOKEN_SENTENCE_FIRST) {
        return false;
    }
    /* "said Bank of England": a known common word inside a sentence with a capital is part of a
     * name, a function word is not. */
    return !(word->pos & ~(uint32_t)(CLM_POS_VERB | CLM_POS_NOUN | CLM_POS_JJ));
}

/* "a nearby hospital", "the newly elected mayor": part of the noun phrase. */
static bool describes(const clm_reader *reader, uint32_t i) {
    bool opened =
        i > 0 && (clm_key_is(reader, i - 1, "a") || clm_key_is(reader, i - 1, "an") ||
                  clm_key_is(reader, i - 1, "the") || clm_tag_at(reader, i - 1) == CLM_TAG_POSS);
    return opened && clm_pos_at(reader, i + 1, CLM_POS_NOUN | CLM_POS_JJ | CLM_POS_VN) &&
           !clm_pos_at(reader, i + 1, CLM_POS_AUX | CLM_POS_IN);
}

/* The tag of a word that may be a name, or that its neighbours decide. */
static clm_tag tag_word(const clm_reader *reader, uint32_t i, bool titled) {
    const clm_word *word = reader->words[i];
    bool may_name =
        reader->mention_of[i] >= 0 || (reader->article->tokens[i].flags & CLM_TOKEN_CAPITAL);
    if (may_name && is_name(reader, i, titled)) {
        return CLM_TAG_NAME;
    }
    if (!word) {
        return unknown_tag(reader, i);
    }
    clm_tag alone = (clm_tag)clm_lexicon_probe(reader->article->tokens[i].key_hash).tag;
    if (alone != CLM_TAG_OPEN) {
        return alone;
    }
    clm_tag prev = i > 0 ? clm_tag_at(reader, i - 1) : CLM_TAG_PUNCT;
    if (word->pos & CLM_POS_THAT) {
        /* "that" before a bare noun is a determiner, else it opens a clause. */
        return prev == CLM_TAG_PREP ? CLM_TAG_DET : CLM_TAG_THAT;
    }
    if (word->sem & CLM_SEM_MONTH) {
        bool modal = (word->pos & CLM_POS_MD) && !clm_capital_at(reader, i);
        return modal ? CLM_TAG_MODAL : CLM_TAG_NOUN;
    }
    bool preposed = (word->pos & CLM_POS_IN) && (word->pos & CLM_POS_VG) && /* "including" */
                    prev != CLM_TAG_AUX;
    if (preposed) {
        return CLM_TAG_PREP;
    }
    if (word->pos & CLM_POS_VERB) {
        return verb_tag(reader, i, word->pos);
    }
    return describes(reader, i) ? CLM_TAG_ADJ : CLM_TAG_ADV;
}

/* What a token's tag says of it for good. */
static unsigned marks_of(const clm_reader *reader, uint32_t token, clm_tag tag) {
    static const uint8_t marks[] = {[CLM_TAG_PUNCT] = CLM_MARK_CUT,
                                    [CLM_TAG_SUB] = CLM_MARK_CUT,
                                    [CLM_TAG_THAT] = CLM_MARK_CUT,
                                    [CLM_TAG_CC] = CLM_MARK_CUT,
                                    [CLM_TAG_FIN] = CLM_MARK_FINITE,
                                    [CLM_TAG_AUX] = CLM_MARK_FINITE,
                                    [CLM_TAG_MODAL] = CLM_MARK_FINITE,
                                    [CLM_TAG_NUM] = CLM_MARK_NUMBER,
                                    [CLM_TAG_OPEN] = 0};
    bool bare = tag == CLM_TAG_AUX && clm_key_in(reader, token, "being", "having", "been", "be");
    return bare ? 0 : marks[tag];
}

/* "since August" against "since the war began": a preposition unless a clause follows. */
static void settle_subordinators(clm_reader *reader, const clm_sentence *sentence) {
    for (uint32_t i = sentence->token_start; i < sentence->token_end; i++) {
        if (clm_tag_at(reader, i) != CLM_TAG_SUB || !clm_pos_at(reader, i, CLM_POS_IN) ||
            clm_key_is(reader, i, "despite")) {
            continue;
        }
        bool clause = false;
        for (uint32_t k = i + 1; k < sentence->token_end && k < i + 24; k++) {
            clm_tag tag = clm_tag_at(reader, k);
            if (clm_is_finite(reader, k)) {
                clause = clm_is_nominal(reader, i + 1) || clm_tag_at(reader, i + 1) == CLM_TAG_ADV;
                break;
            }
            if (tag == CLM_TAG_SUB || tag == CLM_TAG_TO || clm_is_comma(reader, k)) {
                break;
            }
        }
        if (!clause) {
            reader->tags[i] = CLM_TAG_PREP;
        }
    }
}

void clm_reader_tag(clm_reader *reader) {
    const clm_article *article = reader->article;
    for (size_t s = 0; s < article->sentence_count; s++) {
        const clm_sentence *sentence = &article->sentences[s];
        bool titled = title_case(reader, sentence);
        bool subordinators = false;
        for (uint32_t i = sentence->token_start; i < sentence->token_end; i++) {
            clm_tag tag = (clm_tag)reader->tags[i];
            if (tag == CLM_TAG_OPEN) {
                tag = tag_word(reader, i, titled);
                reader->tags[i] = (uint8_t)tag;
            }
            reader->marks[i] |= (uint8_t)marks_of(reader, i, tag);
            subordinators = subordinators || tag == CLM_TAG_SUB;
        }
        if (subordinators) {
            settle_subordinators(reader, sentence);
        }
    }
}

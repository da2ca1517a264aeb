/* mentions/finder.c: see finder.h. */
#include "mentions/finder.h"

uint32_t clm_finder_look_up(const finder *f, size_t token) {
    f->classes[token] |= TOKEN_LOOKED_UP |
                         clm_word_classes_hashed(token_key(f, token), token_at(f, token)->key_hash);
    return f->classes[token];
}

static sentence_style style_of(const finder *f, const clm_sentence *sentence) {
    size_t words = 0;
    size_t capitals = 0;
    size_t all_caps = 0;
    size_t long_words = 0;
    size_t long_capitals = 0;
    for (uint32_t i = sentence->token_start; i < sentence->token_end; i++) {
        if (!token_is_word(f, i)) {
            continue;
        }
        bool capital = token_has(f, i, CLM_TOKEN_CAPITAL);
        size_t bytes = (size_t)token_at(f, i)->span.end - token_at(f, i)->span.start;
        words++;
        capitals += capital;
        all_caps += token_has(f, i, CLM_TOKEN_ALL_CAPS) || (capital && bytes == 1);
        if (bytes > 3) {
            long_words++;
            long_capitals += capital;
        }
    }
    if (words >= 3 && all_caps * 10 >= words * 9) {
        return STYLE_SHOUTING;
    }
    if (long_words >= 4 && long_capitals * 4 >= long_words * 3 && capitals * 2 > words) {
        return STYLE_TITLE;
    }
    return STYLE_PLAIN;
}

clm_status clm_finder_init(finder *f, clm_error *error) {
    clm_article *article = f->article;
    size_t bits = 16384;
    while (bits < article->token_count * 32) {
        bits *= 2;
    }
    f->bit_mask = bits - 1;
    f->classes = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->classes);
    f->styles = clm_arena_array(article->arena, article->sentence_count + 1, sizeof *f->styles);
    f->lower_bits = clm_arena_array(article->arena, bits / 64, sizeof *f->lower_bits);
    f->person_bits = clm_arena_array(article->arena, bits / 64, sizeof *f->person_bits);
    f->place_bits = clm_arena_array(article->arena, bits / 64, sizeof *f->place_bits);
    f->told_bits = clm_arena_array(article->arena, bits / 64, sizeof *f->told_bits);
    f->clusters = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->clusters);
    f->known = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->known);
    f->labels = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->labels);
    f->leads = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->leads);
    if (f->clusters == NULL || f->known == NULL || f->labels == NULL || f->leads == NULL ||
        f->told_bits == NULL || f->classes == NULL || f->styles == NULL || f->lower_bits == NULL ||
        f->person_bits == NULL || f->place_bits == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    for (size_t i = 0; i < article->sentence_count; i++) {
        f->styles[i] = (uint8_t)style_of(f, &article->sentences[i]);
    }
    for (size_t i = 0; i < article->token_count; i++) {
        if (clm_finder_lower(f, i)) {
            clm_finder_set_bit(f, f->lower_bits, token_key(f, i));
        }
    }
    return CLM_OK;
}

/* mentions/finder.c: see finder.h. */
#include "mentions/finder.h"

/* The style of a sentence; notes its names and its words in lower case. */
static sentence_style read_sentence(finder *f, const clm_sentence *sentence) {
    size_t words = 0;
    size_t capitals = 0;
    size_t all_caps = 0;
    size_t long_words = 0;
    size_t long_capitals = 0;
    for (uint32_t i = sentence->token_start; i < sentence->token_end; i++) {
        if (!token_is_word(f, i)) {
            continue;
        }
        const clm_token *token = token_at(f, i);
        const bool capital = (token->flags & CLM_TOKEN_CAPITAL) != 0;
        const size_t bytes = (size_t)token->span.end - token->span.start;
        const bool is_long = bytes > 3;
        f->names[f->name_count] = i;
        f->name_count += capital || (f->article->text.ptr[token->span.start] & 0x80) != 0;
        words++;
        long_words += is_long;
        if (capital) {
            capitals++;
            long_capitals += is_long;
            all_caps += (token->flags & CLM_TOKEN_ALL_CAPS) != 0 || bytes == 1;
        } else {
            clm_finder_set_bit(f, f->lower_bits, i);
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
    f->names = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->names);
    f->styles = clm_arena_array(article->arena, article->sentence_count + 1, sizeof *f->styles);
    f->lower_bits = clm_arena_array(article->arena, bits / 64, sizeof *f->lower_bits);
    f->person_bits = clm_arena_array(article->arena, bits / 64, sizeof *f->person_bits);
    f->place_bits = clm_arena_array(article->arena, bits / 64, sizeof *f->place_bits);
    f->told_bits = clm_arena_array(article->arena, bits / 64, sizeof *f->told_bits);
    f->views = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->views);
    f->known = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->known);
    f->labels = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->labels);
    f->leads = clm_arena_array(article->arena, article->token_count + 1, sizeof *f->leads);
    if (f->views == NULL || f->names == NULL || f->known == NULL || f->labels == NULL ||
        f->leads == NULL || f->told_bits == NULL || f->classes == NULL || f->styles == NULL ||
        f->lower_bits == NULL || f->person_bits == NULL || f->place_bits == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    f->all_classes = clm_word_classes_all(article, f->classes);
    for (size_t i = 0; i < article->sentence_count; i++) {
        f->styles[i] = (uint8_t)read_sentence(f, &article->sentences[i]);
    }
    return CLM_OK;
}

/* Any bytes as an article, in the format that the first byte chooses (0 to 4): what every later
 * stage relies on holds: valid UTF-8, spans inside the text and in order, no gaps. */
#include "fuzz/fuzz.h"

#include "article/article.h"
#include "base/utf8.h"

static void check_tokens(const clm_article *article) {
    uint32_t at = 0;
    for (size_t i = 0; i < article->token_count; i++) {
        const clm_token *token = &article->tokens[i];
        CLM_FUZZ_REQUIRE(token->span.start >= at && token->span.start < token->span.end);
        CLM_FUZZ_REQUIRE(token->span.end <= article->text.len);
        CLM_FUZZ_REQUIRE((size_t)token->key_start + token->key_len <= article->keys.len);
        CLM_FUZZ_REQUIRE(token->kind == CLM_TOKEN_PUNCT || token->key_len > 0);
        CLM_FUZZ_REQUIRE(token->sentence < article->sentence_count);
        clm_text key = clm_article_key(article, i);
        clm_text word = clm_article_slice(article, token->span);
        CLM_FUZZ_REQUIRE(clm_utf8_valid(key.ptr, key.len) && clm_utf8_valid(word.ptr, word.len));
        at = token->span.end;
    }
}

static void check_sentences(const clm_article *article) {
    uint32_t token = 0;
    uint32_t sentence = 0;
    for (size_t i = 0; i < article->sentence_count; i++) {
        const clm_sentence *s = &article->sentences[i];
        CLM_FUZZ_REQUIRE(s->token_start == token && s->token_end > token);
        CLM_FUZZ_REQUIRE(s->entry < article->entry_count);
        token = s->token_end;
    }
    CLM_FUZZ_REQUIRE(token == article->token_count);
    for (size_t i = 0; i < article->entry_count; i++) {
        const clm_entry *entry = &article->entries[i];
        CLM_FUZZ_REQUIRE(entry->sentence_start == sentence && entry->sentence_end > sentence);
        sentence = entry->sentence_end;
    }
    CLM_FUZZ_REQUIRE(sentence == article->sentence_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    /* What a server may call it is drawn too. */
    static const char *const charsets[] = {NULL, "windows-1251", "utf-16le", "shift_jis"};
    clm_article_options options = {.file = "input",
                                   .format = (clm_article_format)((data[0] + 2U) % 5U),
                                   .charset = charsets[(data[0] >> 4U) % 4U]};
    clm_text bytes = {(const char *)data + 1, size - 1};
    clm_article *article = NULL;
    if (clm_article_parse(bytes, &options, &article, NULL) != CLM_OK) {
        CLM_FUZZ_REQUIRE(article == NULL);
        return 0;
    }
    CLM_FUZZ_REQUIRE(clm_utf8_valid(article->text.ptr, article->text.len));
    CLM_FUZZ_REQUIRE(article->body.start <= article->body.end &&
                     article->body.end <= article->text.len);
    CLM_FUZZ_REQUIRE(article->title_span.start <= article->title_span.end);
    CLM_FUZZ_REQUIRE(article->title_span.end <= article->text.len);
    CLM_FUZZ_REQUIRE(clm_article_code_point(article, (uint32_t)article->text.len) ==
                     clm_utf8_count(article->text.ptr, article->text.len));
    CLM_FUZZ_REQUIRE(article->date.year == 0 || clm_date_valid(article->date));
    check_tokens(article);
    check_sentences(article);
    clm_article_free(article);
    return 0;
}

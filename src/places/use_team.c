/* places/use_team.c: towns and countries that stand for their teams: "Leeds beat Fulham 2-1". */
#include "places/use_view.h"

enum {
    SPORT_WORDS_MIN = 3,
    TOKENS_PER_SPORT_WORD = 60, /* a match report has one more often */
    TOKENS_PER_MATCH_WORD = 80
};

/* "2-1": two short numbers with a dash between. */
static bool is_score(const clm_article *article, size_t i) {
    if (i + 2 >= article->token_count) {
        return false;
    }
    const clm_token *t = &article->tokens[i];
    bool numbers = t[0].kind == CLM_TOKEN_NUMBER && t[2].kind == CLM_TOKEN_NUMBER &&
                   t[0].key_len <= 3 && t[2].key_len <= 3;
    clm_text dash = clm_article_slice(article, t[1].span);
    return numbers && (clm_text_is(dash, "-") || clm_text_is(dash, "–"));
}

/* True if the article tells of matches. */
static bool is_sporting(const clm_article *article) {
    size_t words = 0;
    const size_t firm = clm_use_count(article, USE_MATCH, USE_SPORT, &words);
    if (firm >= SPORT_WORDS_MIN && firm * TOKENS_PER_MATCH_WORD >= article->token_count) {
        return true;
    }
    if (words < SPORT_WORDS_MIN || words * TOKENS_PER_SPORT_WORD < article->token_count) {
        return false;
    }
    for (size_t i = 0; i < article->token_count; i++) {
        if (is_score(article, i)) {
            return true;
        }
    }
    return false;
}

bool clm_view_sporting(const view *v) {
    if (*v->sporting < 0) {
        *v->sporting = is_sporting(v->article) ? 1 : 0;
    }
    return *v->sporting > 0;
}

static bool is_match_word(const view *v, uint32_t i) {
    return clm_view_lower(v, i) && (clm_view_classes(v, i) & USE_SPORT) != 0;
}

verdict clm_use_team(const view *v) {
    static const char *const rivals[] = {"against", "versus", "vs", "v", "over", "than"};
    static const char *const sides[] = {"for", "with", "by"};
    static const char *const moves[] = {"from", "for", "with"};
    uint32_t at = v->before;
    bool free = (clm_view_classes(v, at) & (USE_LOCATIVE | USE_RELATION | USE_EVENT)) == 0;
    bool single = v->list_end == v->end && v->mention->coordinated < 0;
    bool subject = free && single && v->resolved->kind == CLM_KIND_SETTLEMENT &&
                   clm_view_lower(v, v->end) && (clm_view_classes(v, v->end) & USE_VERB) != 0;
    bool plays = free && is_match_word(v, v->list_end);
    bool rival = CLM_KEY_IN(v, at, rivals) || is_match_word(v, at);
    bool player = (CLM_KEY_IN(v, at, moves) && clm_view_class_before(v, at, USE_SPORT, 1)) ||
                  (CLM_KEY_IN(v, at, sides) && v->resolved->kind == CLM_KIND_SETTLEMENT);
    bool score =
        clm_view_here(v, v->end) && clm_view_token(v, v->end)->kind == CLM_TOKEN_NUMBER && free;
    if ((subject || plays || rival || player || score) && clm_view_sporting(v)) {
        return clm_verdict(CLM_USE_ORGANISATION, "a team in a match report");
    }
    return clm_no_verdict();
}

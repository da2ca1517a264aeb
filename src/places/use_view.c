/* places/use_view.c: see use_view.h. */
#include "places/use_view.h"

verdict clm_no_verdict(void) {
    return (verdict){CLM_USE_COUNT, NULL};
}

verdict clm_verdict(clm_place_use use, const char *basis) {
    return (verdict){use, basis};
}

verdict clm_acting(const view *v, const char *basis) {
    return (verdict){v->capital ? CLM_USE_METONYM : CLM_USE_ACTOR, basis};
}

static clm_text key_of(const view *v, uint32_t i) {
    return clm_view_here(v, i) ? clm_article_key(v->article, i) : (clm_text){"", 0};
}

bool clm_view_key(const view *v, uint32_t i, const char *key) {
    clm_text own = key_of(v, i);
    return own.len > 0 && own.ptr[0] == key[0] && clm_text_is(own, key);
}

bool clm_view_key_in(const view *v, uint32_t i, const char *const *keys, size_t count) {
    clm_text key = key_of(v, i);
    for (size_t k = 0; k < count && key.len > 0; k++) {
        if (keys[k][0] == key.ptr[0] && clm_text_is(key, keys[k])) {
            return true;
        }
    }
    return false;
}

bool clm_view_ends(const view *v, uint32_t i, const char *ending) {
    return clm_text_ends(key_of(v, i), ending);
}

bool clm_view_written(const view *v, uint32_t i, const char *text) {
    if (!clm_view_here(v, i)) {
        return false;
    }
    clm_text at = clm_article_slice(v->article, clm_view_token(v, i)->span);
    return at.len > 0 && at.ptr[0] == text[0] && clm_text_is(at, text);
}

uint32_t clm_view_classes(const view *v, uint32_t i) {
    return clm_view_word(v, i) ? clm_use_classes_hashed(clm_view_token(v, i)->key_hash) : 0;
}

bool clm_view_verb(const view *v, uint32_t i) {
    if (!clm_view_lower(v, i)) {
        return false;
    }
    uint32_t c = clm_view_classes(v, i);
    if ((c & USE_VERB) != 0) {
        return true;
    }
    if ((c & (USE_LOCATIVE | USE_RELATION | USE_TOPIC | USE_ORGANISATION | USE_RESIDENT |
              USE_ASSOCIATED)) != 0) {
        return false;
    }
    clm_text key = key_of(v, i);
    return key.len > 3 &&
           (clm_text_ends(key, "ed") || (clm_text_ends(key, "s") && !clm_text_ends(key, "ss")));
}

bool clm_view_class_before(const view *v, uint32_t at, uint32_t wanted, unsigned words) {
    for (unsigned i = 0; i < words && at > 0; i++) {
        at--;
        if (!clm_view_word(v, at)) {
            return false;
        }
        if ((clm_view_classes(v, at) & wanted) != 0) {
            return true;
        }
    }
    return false;
}

#include "places/define.h"

enum {
    ASIDE_MAX = 40,  /* tokens between the name and its verb: "(Greek: ...), also known as ..., " */
    NOUN_MAX = 12,   /* from the verb to "village" */
    WITHIN_MAX = 40, /* from there to the last container */
    CONTAINERS_MAX = 6,
    BEARING_WORDS = 5,
    CHAIN_MAX = 8
};

/* A sentence that is being read. */
typedef struct definition {
    const resolver *r;
    size_t subject;      /* mention */
    uint32_t token, end; /* next token; end of the sentence */
    size_t containers[CONTAINERS_MAX];
    size_t count;
    int country; /* mention of a demonym before the containers: "the Canadian province", or -1 */
} definition;

static uint32_t classes_at(const definition *d, uint32_t token) {
    const clm_token *t = &d->r->article->tokens[token];
    return t->kind == CLM_TOKEN_WORD ? clm_define_classes(t->key_hash) : 0;
}

static bool is_mark(const definition *d, uint32_t token, const char *mark) {
    return clm_text_is(clm_article_slice(d->r->article, d->r->article->tokens[token].span), mark);
}

/* From behind the name to behind its verb, past what stands in brackets or between commas. */
static bool read_verb(definition *d) {
    uint32_t start = d->token;
    int depth = 0;
    for (uint32_t t = start; t < d->end && t < start + ASIDE_MAX; t++) {
        depth += is_mark(d, t, "(") ? 1 : is_mark(d, t, ")") ? -1 : 0;
        if (depth != 0 || (classes_at(d, t) & DEFINE_VERB) == 0) {
            continue;
        }
        bool aside = t > start && (is_mark(d, start, "(") || is_mark(d, start, ",")) &&
                     (is_mark(d, t - 1, ")") || is_mark(d, t - 1, ","));
        d->token = t + 1;
        if (t == start || aside) {
            return true;
        }
    }
    return false;
}

static bool read_noun(definition *d) {
    uint32_t start = d->token;
    for (uint32_t t = start; t < d->end && t < start + NOUN_MAX; t++) {
        if ((classes_at(d, t) & DEFINE_NOUN) != 0) {
            d->token = t;
            return true;
        }
    }
    return false;
}

static bool same_name(const definition *d, size_t a, size_t b) {
    const clm_mention *items = d->r->mentions->items;
    clm_text one = clm_article_slice(d->r->article, items[a].name);
    clm_text two = clm_article_slice(d->r->article, items[b].name);
    return one.ptr != NULL && two.ptr != NULL && clm_text_equal(one, two);
}

static void take(definition *d, size_t mention) {
    const clm_mention *m = &d->r->mentions->items[mention];
    if (m->type == CLM_MENTION_DEMONYM) {
        d->country = m->ref_count > 0 ? (int)mention : d->country;
    } else if (m->type == CLM_MENTION_TOPONYM && d->count < CONTAINERS_MAX &&
               !same_name(d, mention, d->subject)) {
        d->containers[d->count++] = mention;
    }
}

/* "160 km north of X" is no container, "in the rural north of X" is one. */
static bool is_bearing(const definition *d, uint32_t of) {
    if (of == 0 || (classes_at(d, of - 1) & DEFINE_DIRECTION) == 0) {
        return false;
    }
    for (uint32_t back = 2; back <= BEARING_WORDS && back <= of; back++) {
        if ((classes_at(d, of - back) & DEFINE_IN) != 0) {
            return false;
        }
    }
    return true;
}

/* All names behind "in" and "of", up to a word that ends the list. */
static void read_containers(definition *d) {
    const clm_mentions *all = d->r->mentions;
    uint32_t start = d->token;
    bool inside = false;
    size_t next = d->subject + 1;
    for (uint32_t t = start; t < d->end && t < start + WITHIN_MAX; t++) {
        while (next < all->count && all->items[next].token_start < t) {
            next++;
        }
        if (next < all->count && all->items[next].token_start == t) {
            if (inside || all->items[next].type == CLM_MENTION_DEMONYM) {
                take(d, next);
            }
            t = all->items[next].token_end > t ? all->items[next].token_end - 1 : t;
            continue;
        }
        uint32_t classes = classes_at(d, t);
        if ((classes & DEFINE_IN) != 0) {
            inside = !is_bearing(d, t);
        } else if ((classes & DEFINE_END) != 0) {
            if (d->count > 0) {
                return;
            }
            inside = false;
        }
    }
}

static bool reaches(const resolver *r, int from, int wanted) {
    for (int steps = 0; from >= 0 && steps < CHAIN_MAX; steps++) {
        if (from == wanted) {
            return true;
        }
        from = r->container_of[from];
    }
    return from >= 0;
}

static void link_to(resolver *r, int inner, int outer) {
    if (r->container_of[inner] < 0 && !reaches(r, outer, inner)) {
        r->container_of[inner] = outer;
    }
}

static void read_definition(resolver *r, size_t subject, const clm_sentence *sentence) {
    definition d = {.r = r, .subject = subject, .country = -1};
    d.token = r->mentions->items[subject].token_end;
    d.end = sentence->token_end;
    if (!read_verb(&d) || !read_noun(&d)) {
        return;
    }
    read_containers(&d);
    int inner = (int)subject;
    for (size_t i = 0; i < d.count; i++) {
        link_to(r, inner, (int)d.containers[i]);
        inner = (int)d.containers[i];
    }
    if (d.country >= 0) {
        link_to(r, inner, d.country);
    }
    r->defined[subject] = r->container_of[subject] >= 0;
}

/* The name leads its sentence, or stands behind a leading "The". */
static bool leads(const clm_article *article, const clm_sentence *sentence, uint32_t token) {
    return token == sentence->token_start ||
           (token == sentence->token_start + 1 &&
            clm_text_is(clm_article_key(article, sentence->token_start), "the"));
}

clm_status clm_containers_find(resolver *r, clm_error *error) {
    size_t count = r->mentions->count;
    r->container_of = clm_arena_array(r->article->arena, count + 1, sizeof *r->container_of);
    r->defined = clm_arena_array(r->article->arena, count + 1, sizeof *r->defined);
    if (r->container_of == NULL || r->defined == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        r->container_of[i] = r->mentions->items[i].container;
    }
    for (size_t i = 0; i < count; i++) {
        const clm_mention *m = &r->mentions->items[i];
        const clm_sentence *sentence =
            &r->article->sentences[r->article->tokens[m->token_start].sentence];
        if (m->type == CLM_MENTION_TOPONYM && leads(r->article, sentence, m->token_start)) {
            read_definition(r, i, sentence);
        }
    }
    return CLM_OK;
}

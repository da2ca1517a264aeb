/* tests/unit/claims/marked.h: an article with hand-made mentions, from a text with marked spans.
 *
 * "[Kursk region|region]" marks a located mention of kind region. Letters after a second bar:
 * a actor, p possessive, m metonym, d demonym, c container, s speech location, l dateline, r
 * residence, u no place known, n nominal, & in one list with the mention before, o around the
 * mention before. The same words stand for the same place, others for one far away. No gazetteer is
 * used, so that countries are unknown. */
#ifndef CLM_TESTS_CLAIMS_MARKED_H
#define CLM_TESTS_CLAIMS_MARKED_H

#include "base/hash.h"
#include "claims/reader.h"

#include "support/support.h"

enum { MARKED_MENTIONS_MAX = 400, MARKED_TEXT_MAX = 1 << 16 };

typedef struct marked {
    clm_article *article;
    clm_mention items[MARKED_MENTIONS_MAX];
    clm_resolved resolved[MARKED_MENTIONS_MAX];
    clm_mentions mentions;
    clm_claims claims;
} marked;

static inline clm_place_kind marked_kind(const char *word, size_t length) {
    for (int kind = 0; kind < CLM_KIND_COUNT; kind++) {
        static const char *const names[] = {
            "settlement", "facility", "district", "region",       "country",        "country_group",
            "continent",  "river",    "sea",      "vague_region", "disputed_region"};
        if (strlen(names[kind]) == length && memcmp(names[kind], word, length) == 0) {
            return (clm_place_kind)kind;
        }
    }
    fail_msg("no such kind: %.*s", (int)length, word);
    return CLM_KIND_COUNT;
}

static inline void marked_flags(marked *m, const char *flags, size_t length) {
    clm_mention *mention = &m->items[m->mentions.count];
    clm_resolved *resolved = &m->resolved[m->mentions.count];
    for (size_t i = 0; i < length; i++) {
        switch (flags[i]) {
        case 'a':
            resolved->use = CLM_USE_ACTOR;
            break;
        case 'p':
            resolved->use = CLM_USE_POSSESSIVE;
            mention->possessive = true;
            break;
        case 'm':
            resolved->use = CLM_USE_METONYM;
            break;
        case 'd':
            resolved->use = CLM_USE_DEMONYM;
            mention->type = CLM_MENTION_DEMONYM;
            break;
        case 'c':
            resolved->use = CLM_USE_CONTAINER;
            break;
        case 's':
            resolved->use = CLM_USE_SPEECH_LOCATION;
            break;
        case 'r':
            resolved->use = CLM_USE_RESIDENCE;
            break;
        case 'l':
            resolved->use = CLM_USE_DATELINE;
            break;
        case 'o':
            resolved->use = CLM_USE_CONTAINER;
            assert_true(m->mentions.count > 0);
            m->items[m->mentions.count - 1].container = (int)m->mentions.count;
            break;
        case 'u':
            resolved->use = CLM_USE_UNLOCATED;
            resolved->located = false;
            break;
        case 'n':
            mention->type = CLM_MENTION_NOMINAL;
            break;
        case '&':
            mention->coordinated = (int)m->mentions.count - 1;
            break;
        default:
            fail_msg("no such flag: %c", flags[i]);
        }
    }
}

/* Appends one marked span's words to `text` and notes the mention. */
static inline const char *marked_span(marked *m, const char *at, char *text, size_t *length) {
    const char *bar = strchr(at, '|'), *end = strchr(at, ']');
    assert_true(bar && end && bar < end && m->mentions.count < MARKED_MENTIONS_MAX);
    const char *second = memchr(bar + 1, '|', (size_t)(end - bar - 1));
    size_t words = (size_t)(bar - at);
    clm_mention *mention = &m->items[m->mentions.count];
    *mention =
        (clm_mention){.wanted_kind = -1, .container = -1, .antecedent = -1, .coordinated = -1};
    mention->span = mention->name = (clm_span){(uint32_t)*length, (uint32_t)(*length + words)};
    uint64_t hash = clm_hash64(at, words);
    m->resolved[m->mentions.count] =
        (clm_resolved){.place = (clm_place_index)(hash & 0xffff),
                       .point = {(double)(hash % 180), (double)(hash / 180 % 60)},
                       .within = CLM_NO_PLACE,
                       .kind = marked_kind(bar + 1, (size_t)((second ? second : end) - bar - 1)),
                       .located = true,
                       .score = 1,
                       .basis = "test"};
    if (second) {
        marked_flags(m, second + 1, (size_t)(end - second - 1));
    }
    memcpy(text + *length, at, words);
    *length += words;
    m->mentions.count++;
    return end + 1;
}

static inline void marked_tokens(marked *m) {
    for (size_t i = 0; i < m->mentions.count; i++) {
        clm_mention *mention = &m->items[i];
        mention->token_start = mention->token_end = 0;
        for (uint32_t t = 0; t < m->article->token_count; t++) {
            clm_span span = m->article->tokens[t].span;
            if (span.start == mention->span.start) {
                mention->token_start = t;
            }
            if (span.end == mention->span.end) {
                mention->token_end = t + 1;
            }
        }
        assert_true(mention->token_end > mention->token_start);
        m->resolved[i].name = clm_article_slice(m->article, mention->span);
    }
}

/* Makes the article; `date` "" for none. Free with marked_free. */
static inline void marked_make(marked *m, const char *source, const char *date) {
    char text[MARKED_TEXT_MAX];
    size_t length = 0;
    memset(m, 0, sizeof *m);
    m->mentions.items = m->items;
    while (*source) {
        assert_true(length + 1 < sizeof text);
        if (*source == '[') {
            source = marked_span(m, source + 1, text, &length);
        } else {
            text[length++] = *source++;
        }
    }
    clm_article_options options = {.file = "test.txt", .format = CLM_ARTICLE_PLAIN};
    if (date[0]) {
        assert_true(clm_date_parse(clm_text_of(date), &options.date));
    }
    assert_int_equal(clm_article_parse((clm_text){text, length}, &options, &m->article, NULL),
                     CLM_OK);
    marked_tokens(m);
}

static inline void marked_free(marked *m) {
    clm_article_free(m->article);
}

/* As marked_make, and reads the claims. */
static inline void marked_read(marked *m, const char *source, const char *date) {
    marked_make(m, source, date);
    assert_int_equal(
        clm_claims_read(m->article, NULL, &m->mentions, m->resolved, NULL, &m->claims, NULL),
        CLM_OK);
}

/* As marked_make, and prepares a reader up to its tags. */
static inline void marked_reader(marked *m, clm_reader *reader, const char *source) {
    marked_make(m, source, "");
    assert_int_equal(clm_reader_init(reader, m->article, NULL, &m->mentions, m->resolved, NULL),
                     CLM_OK);
}

static inline clm_text marked_slice(const marked *m, clm_span span) {
    return clm_article_slice(m->article, span);
}

#define CHECK_TEXT CLM_EXPECT_TEXT
#define CHECK_WORD(label, actual, expected) CLM_EXPECT_TEXT(label, clm_text_of(actual), expected)

#endif

/* bench_extract FILE.ndjson [ROUNDS [MODEL|- [mentions]]]: what `claimmap extract` does with a
 * stream, stage by stage in one thread, in nanoseconds a byte of article text; with "mentions",
 * what --only mentions does. Each line is answered ROUNDS times (default 9); a stage's time is the
 * sum of each line's least, so that what else the machine does counts little. Nothing gates on it.
 */
#include "article/parts.h"
#include "base/alloc.h"
#include "base/file.h"
#include "claims/reader.h"
#include "features/features.h"
#include "formats/formats.h"
#include "gazetteer/gazetteer.h"
#include "mentions/mentions.h"
#include "model/model.h"
#include "pipeline/fetch.h"
#include "places/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum stage {
    STAGE_TOUCH, /* every byte of the line looked at once: no program can do with less */
    STAGE_JSON,
    STAGE_TOKENS,
    STAGE_HEAD,
    STAGE_LANGUAGE,
    STAGE_ARTICLE, /* all of clm_article_parse, the four above among it */
    STAGE_PROBE,   /* one look into the gazetteer for each capital */
    STAGE_FETCH,   /* of what the gazetteer has, before it is read */
    STAGE_MENTIONS,
    STAGE_PLACES,
    STAGE_ANSWER, /* of --only mentions, which ends here */
    STAGE_WORDS,
    STAGE_ENTITIES,
    STAGE_SAID,
    STAGE_SOURCES,
    STAGE_MARK,
    STAGE_RULES,  /* claims without what was learned of attributions */
    STAGE_CLAIMS, /* all of clm_claims_read, the six above among it */
    STAGE_FEATURES,
    STAGE_FULL, /* the whole answer */
    STAGE_FREE_FEATURES,
    STAGE_FREE,
    STAGES
};

static const char *const NAMES[STAGES] = {"touch the bytes",
                                          "  JSON",
                                          "  tokens",
                                          "  head",
                                          "  language",
                                          "article",
                                          "  one probe a capital",
                                          "fetch",
                                          "mentions",
                                          "places",
                                          "  answer without claims",
                                          "  words and tags",
                                          "  persons",
                                          "  attributions",
                                          "  sources",
                                          "  marks",
                                          "  claims by rules alone",
                                          "claims",
                                          "features",
                                          "answer",
                                          "free features",
                                          "free"};

typedef struct bench {
    bool only_mentions;
    clm_gazetteer *gazetteer;
    clm_model *model;
    clm_ranker *ranker;
    clm_buffer answer;
    double (*least)[STAGES]; /* of each line */
    size_t rounds, lines, bytes, tokens, probes, mentions, claims, written;
    volatile uint64_t sink; /* keeps what only looks from being left out */
} bench;

static double now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void lap(double *least, double *mark) {
    const double spent = now_ns() - *mark;
    if (*least == 0.0 || spent < *least) {
        *least = spent;
    }
    *mark = now_ns();
}

static void fail(const char *what) {
    fprintf(stderr, "bench_extract: %s\n", what);
    exit(1);
}

static void check(clm_status status, const clm_error *error) {
    if (status != CLM_OK) {
        fail(error->message);
    }
}

static uint64_t touch(clm_text line) {
    uint64_t sum = 0;
    for (size_t i = 0; i < line.len; i++) {
        sum += (unsigned char)line.ptr[i];
    }
    return sum;
}

/* The parts of clm_article_parse that can be told apart, on an article that is read already. */
static void time_parts(bench *b, clm_text line, clm_article *article, double *least) {
    clm_error error = {.message = ""};
    clm_article_source source;
    clm_article_parts parts = {.article = {.text = article->text}};
    parts.text = (clm_buffer){NULL, article->text.len, article->text.len + 1, false};
    double mark = now_ns();
    b->sink += touch(line);
    lap(&least[STAGE_TOUCH], &mark);
    clm_article_source_init(&source);
    check(clm_article_read_json("-", line, &source, &error), &error);
    clm_article_source_clear(&source);
    lap(&least[STAGE_JSON], &mark);
    check(clm_article_scan(&parts, 0, article->text.len, &error), &error);
    lap(&least[STAGE_TOKENS], &mark);
    clm_article_read_head((clm_article_parts *)article);
    lap(&least[STAGE_HEAD], &mark);
    clm_article_guess_language(article);
    lap(&least[STAGE_LANGUAGE], &mark);
    clm_free(parts.article.tokens);
    clm_buffer_clear(&parts.keys);
    clm_buffer_clear(&parts.key_scratch);
}

/* The parts of clm_claims_read that can be told apart; all else of it reads the clauses. */
static void time_claim_parts(const bench *b, clm_article *article, const clm_mentions *mentions,
                             const clm_resolved *resolved, double *least) {
    clm_error error = {.message = ""};
    clm_reader reader;
    clm_claims claims;
    double mark = now_ns();
    check(clm_reader_init(&reader, article, b->gazetteer, mentions, resolved, &error), &error);
    lap(&least[STAGE_WORDS], &mark);
    check(clm_entities_find(&reader, &error), &error);
    lap(&least[STAGE_ENTITIES], &mark);
    check(clm_said_find(&reader, &error), &error);
    lap(&least[STAGE_SAID], &mark);
    check(clm_sources_resolve(&reader, &error), &error);
    lap(&least[STAGE_SOURCES], &mark);
    check(clm_said_mark(&reader, &error), &error);
    lap(&least[STAGE_MARK], &mark);
    check(clm_claims_read(article, b->gazetteer, mentions, resolved, NULL, &claims, &error),
          &error);
    lap(&least[STAGE_RULES], &mark);
}

static void time_claims(bench *b, clm_article *article, const clm_mentions *mentions,
                        const clm_resolved *resolved, double *least) {
    const clm_claims_options claim_options = {.model = b->model};
    const clm_collection_options options = {.claims_only = true, .version = ""};
    clm_error error = {.message = ""};
    clm_claims claims;
    clm_collection *collection = NULL;
    double mark = now_ns();
    check(
        clm_claims_read(article, b->gazetteer, mentions, resolved, &claim_options, &claims, &error),
        &error);
    lap(&least[STAGE_CLAIMS], &mark);
    check(clm_collection_make(article, b->gazetteer, mentions, resolved, &claims, &options,
                              &collection, &error),
          &error);
    lap(&least[STAGE_FEATURES], &mark);
    b->answer.len = 0;
    check(clm_extract_write(article, b->gazetteer, mentions, resolved, &claims, collection, true,
                            &b->answer, &error),
          &error);
    lap(&least[STAGE_FULL], &mark);
    b->claims += claims.count;
    b->written += b->answer.len;
    clm_collection_free(collection);
    lap(&least[STAGE_FREE_FEATURES], &mark);
}

static size_t probe_capitals(bench *b, const clm_article *article) {
    size_t probes = 0;
    for (size_t i = 0; i < article->token_count; i++) {
        if ((article->tokens[i].flags & CLM_TOKEN_CAPITAL) != 0) {
            b->sink += clm_gazetteer_name_words(b->gazetteer, clm_article_key(article, i));
            probes++;
        }
    }
    return probes;
}

static void time_line(bench *b, clm_text line, double *least, bool first) {
    const clm_article_options options = {.format = CLM_ARTICLE_JSON, .no_sha256 = true};
    const clm_mentions_options mention_options = {.model = b->model};
    const clm_places_options places_options = {.ranker = b->ranker};
    clm_error error = {.message = ""};
    clm_article *article = NULL;
    clm_mentions mentions = {0};
    clm_resolved *resolved = NULL;
    double mark = now_ns();
    check(clm_article_parse(line, &options, &article, &error), &error);
    lap(&least[STAGE_ARTICLE], &mark);
    clm_fetch_names(article, b->gazetteer);
    lap(&least[STAGE_FETCH], &mark);
    check(clm_mentions_find(article, b->gazetteer, &mention_options, &mentions, &error), &error);
    lap(&least[STAGE_MENTIONS], &mark);
    clm_fetch_places(&mentions, b->gazetteer);
    check(clm_places_resolve(article, b->gazetteer, &mentions, &places_options, &resolved, &error),
          &error);
    lap(&least[STAGE_PLACES], &mark);
    b->answer.len = 0;
    check(clm_extract_write(article, b->gazetteer, &mentions, resolved, NULL, NULL, false,
                            &b->answer, &error),
          &error);
    lap(&least[STAGE_ANSWER], &mark);
    if (!b->only_mentions) {
        time_claims(b, article, &mentions, resolved, least);
        time_claim_parts(b, article, &mentions, resolved, least);
    }
    mark = now_ns();
    size_t probes = probe_capitals(b, article);
    lap(&least[STAGE_PROBE], &mark);
    time_parts(b, line, article, least);
    if (first) {
        b->bytes += article->text.len;
        b->tokens += article->token_count;
        b->probes += probes;
        b->mentions += mentions.count;
    }
    mark = now_ns();
    clm_article_free(article);
    lap(&least[STAGE_FREE], &mark);
}

static size_t run_lines(bench *b, clm_text file, bool first) {
    size_t count = 0;
    for (size_t at = 0; at < file.len;) {
        const char *newline = memchr(file.ptr + at, '\n', file.len - at);
        size_t end = newline != NULL ? (size_t)(newline - file.ptr) : file.len;
        if (end > at) {
            time_line(b, (clm_text){file.ptr + at, end - at}, b->least[count], first);
            count++;
        }
        at = end + 1;
    }
    return count;
}

static void print_stages(const bench *b) {
    double whole = 0.0;
    printf("%zu lines, %zu bytes of text, %zu tokens, %zu capitals, %zu mentions, %zu claims, %zu "
           "bytes of answers\n",
           b->lines, b->bytes, b->tokens, b->probes, b->mentions, b->claims / b->rounds,
           b->written / b->rounds);
    for (int stage = 0; stage < STAGES; stage++) {
        double sum = 0.0;
        for (size_t i = 0; i < b->lines; i++) {
            sum += b->least[i][stage];
        }
        bool part = stage == STAGE_ANSWER ? !b->only_mentions
                                          : NAMES[stage][0] == ' ' || stage == STAGE_TOUCH;
        if (sum > 0.0) {
            printf("%-22s %8.2f ns a byte\n", NAMES[stage], sum / (double)b->bytes);
        }
        whole += part ? 0.0 : sum / (double)b->bytes;
    }
    printf("%-22s %8.2f ns a byte, %.1f MB a second\n", "all", whole, 1000.0 / whole);
}

int main(int argc, char **argv) {
    const int rounds = argc > 2 ? atoi(argv[2]) : 9;
    clm_error error = {.message = ""};
    clm_buffer file;
    clm_buffer path;
    bench b = {.rounds = rounds > 0 ? (size_t)rounds : 1};
    if (argc < 2 || rounds < 1) {
        fputs("usage: bench_extract FILE.ndjson [ROUNDS [MODEL|- [mentions]]]\n", stderr);
        return 2;
    }
    clm_buffer_init(&file);
    clm_buffer_init(&path);
    check(clm_file_read(argv[1], (size_t)1 << 30, &file, &error), &error);
    check(clm_gazetteer_find_file(&path, &error), &error);
    check(clm_gazetteer_open(path.data, &b.gazetteer, &error), &error);
    check(argc > 3 && strcmp(argv[3], "-") != 0 ? clm_model_open(argv[3], &b.model, &error)
                                                : clm_model_builtin(&b.model, &error),
          &error);
    b.only_mentions = argc > 4 && strcmp(argv[4], "mentions") == 0;
    clm_model_section section;
    if (clm_model_find(b.model, CLM_RANKER_SECTION, &section)) {
        check(clm_ranker_prepare(&section, &b.ranker, &error), &error);
    }
    b.least = clm_alloc_zero(file.len / 2 + 1, sizeof *b.least);
    if (b.least == NULL) {
        fail("out of memory");
    }
    for (int i = 0; i < rounds; i++) {
        b.lines = run_lines(&b, (clm_text){file.data, file.len}, i == 0);
    }
    print_stages(&b);
    clm_free(b.least);
    clm_buffer_clear(&b.answer);
    clm_buffer_clear(&path);
    clm_buffer_clear(&file);
    clm_ranker_free(b.ranker);
    clm_model_free(b.model);
    clm_gazetteer_free(b.gazetteer);
    return 0;
}

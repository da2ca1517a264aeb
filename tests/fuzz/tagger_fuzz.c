/* Any bytes as what the tagger and the judge learned, used on a short article. The first byte says
 * how much is made right before the model is opened: nothing; the sums of the file; the whole file
 * around a section of these bytes; also the sizes in that section, so that words, rows and weights
 * are what the fuzzer chooses. Whatever stands in them, mentions lie in the text, in order, and do
 * not overlap. */
#include "fuzz/fuzz.h"
#include "fuzz/mend_model.h"

#include "mentions/mentions.h"

#include "support/tagger_section.h"
#include "unit/mentions/fake_gazetteer.h"

static const char text[] =
    "TALKS IN KYIV END\n"
    "KYIV, Ukraine, April 8 - Russia's Kursk region and the Sumy and Kharkiv border regions were "
    "hit, Jean-Marie O'Neill of the Bank of England said. Mr. Austin met Denzel Washington in "
    "Paris, Texas, and in the village of Zorbo; Zorbo lies near August Gulf of Oman.\n\n"
    "The U.S.-led Walker County Police moved to Ivano-Frankivsk. In 2024 The Times wrote of "
    "Chelsea, the Kremlin and Ukrainian \xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2 troops. It said: "
    "\"Reading is fun,\" see www.paris.com/Paris.\n";

/* `size` bytes of the input from `from` on, which begins again at its end. */
static void repeat(uint8_t *out, size_t size, const uint8_t *data, size_t length, size_t from) {
    for (size_t i = 0; i < size; i++) {
        out[i] = length > 0 ? data[(from + i) % length] : 0;
    }
}

/* Four bytes are the sizes, four the threshold; steps and all else follow. Every fourth slot of
 * the words is made that of a word of the text where the second size byte is odd. */
static void put_fitting(clm_buffer *out, const uint8_t *data, size_t length) {
    enum { SLOTS_MAX = 64 };
    static const char *const known[] = {"kyiv", "bank", "zorbo", "austin"};
    uint32_t words[SLOTS_MAX];
    uint16_t groups[256];
    clm_tag_row rows[SLOTS_MAX];
    int16_t judge[SLOTS_MAX];
    uint8_t sizes[8];
    tagger_section s = {.words = words, .groups = groups, .rows = rows, .judge = judge};
    repeat(sizes, sizeof sizes, data, length, 0);
    s.head.word_slots = sizes[0] % 8 == 7 ? 0 : 1u << sizes[0] % 8;
    s.head.clusters = sizes[1];
    s.head.tag_rows = sizes[2] % 8 == 7 ? 0 : 1u << sizes[2] % 8;
    s.head.judge_weights = sizes[3] % 8 == 7 ? 0 : 1u << sizes[3] % 8;
    memcpy(&s.head.threshold, sizes + 4, sizeof s.head.threshold);
    repeat((uint8_t *)s.head.steps, sizeof s.head.steps, data, length, 8);
    repeat((uint8_t *)words, sizeof words, data, length, 104);
    repeat((uint8_t *)groups, sizeof groups, data, length, 40);
    repeat((uint8_t *)rows, sizeof rows, data, length, 8);
    repeat((uint8_t *)judge, sizeof judge, data, length, 8);
    for (size_t i = 0; i < sizeof known / sizeof known[0] && sizes[1] % 2 == 1; i++) {
        uint64_t hash = clm_hash64(known[i], strlen(known[i]));
        uint32_t *slot = &words[clm_tagger_word_slot(hash, s.head.word_slots - 1) % SLOTS_MAX];
        *slot = clm_tagger_word_mark(hash) << 16 | (*slot & 0xFFFF);
    }
    put_tagger_section(out, &s);
}

static clm_status check_island(void *context, const clm_article *article, uint32_t start,
                               uint32_t end, const uint32_t *features, const uint32_t *first) {
    (void)context;
    CLM_FUZZ_REQUIRE(start < end && end <= article->token_count && features != NULL);
    for (uint32_t i = start; i < end; i++) {
        CLM_FUZZ_REQUIRE(first[i - start] < first[i - start + 1]);
    }
    return CLM_OK;
}

static clm_status check_candidate(void *context, const clm_article *article, clm_span toponym,
                                  const uint32_t *features, size_t count) {
    (void)context;
    CLM_FUZZ_REQUIRE(toponym.start < toponym.end && toponym.end <= article->text.len);
    CLM_FUZZ_REQUIRE(features != NULL && count > 0);
    return CLM_OK;
}

static void check_mentions(const clm_article *article, const clm_mentions *mentions) {
    uint32_t end = 0;
    int count = (int)mentions->count;
    for (size_t i = 0; i < mentions->count; i++) {
        const clm_mention *m = &mentions->items[i];
        CLM_FUZZ_REQUIRE(m->span.start >= end && m->span.start < m->span.end);
        CLM_FUZZ_REQUIRE(m->span.end <= article->text.len);
        CLM_FUZZ_REQUIRE(m->container < count && m->antecedent < count && m->coordinated < count);
        end = m->span.end;
    }
    for (size_t i = 0; i < mentions->rejected_count; i++) {
        CLM_FUZZ_REQUIRE(mentions->rejected[i].span.end <= article->text.len);
        CLM_FUZZ_REQUIRE(mentions->rejected[i].reason != NULL);
    }
}

static void find(const clm_model *model, bool observed) {
    static const clm_mentions_observer observer = {NULL, check_island, check_candidate};
    const clm_article_options options = {.format = CLM_ARTICLE_PLAIN};
    const clm_mentions_options how = {.model = model, .observer = observed ? &observer : NULL};
    clm_article *article = NULL;
    clm_mentions mentions;
    clm_error error = {CLM_OK, ""};
    CLM_FUZZ_REQUIRE(clm_article_parse(CLM_TEXT(text), &options, &article, NULL) == CLM_OK);
    clm_status status = clm_mentions_find(article, NULL, &how, &mentions, &error);
    if (status == CLM_OK) {
        check_mentions(article, &mentions);
    } else {
        CLM_FUZZ_REQUIRE(status == CLM_ERR_FORMAT || status == CLM_ERR_VERSION);
        CLM_FUZZ_REQUIRE(error.message[0] != '\0');
    }
    clm_article_free(article);
}

static void find_with_file(const uint8_t *data, size_t length, bool mended) {
    size_t room = (size_t)clm_model_align(length > 0 ? length : 1);
    uint8_t *file = aligned_alloc(CLM_MODEL_ALIGN, room);
    clm_model *model = NULL;
    CLM_FUZZ_REQUIRE(file != NULL);
    memcpy(file, data, length);
    if (mended) {
        mend_model(file, length);
    }
    if (clm_model_from_memory(file, length, "fuzz", &model, NULL) == CLM_OK) {
        for (size_t i = 0; i < clm_model_count(model); i++) {
            CLM_FUZZ_REQUIRE(clm_model_at(model, i).size <= length);
        }
        CLM_FUZZ_REQUIRE(clm_model_describe(model).len <= length);
        find(model, false);
    }
    clm_model_free(model);
    free(file);
}

static void find_with_section(const uint8_t *data, size_t length, bool fitting, bool observed) {
    clm_buffer section;
    clm_model *model = NULL;
    void *memory = NULL;
    clm_buffer_init(&section);
    if (fitting) {
        put_fitting(&section, data, length);
    } else {
        clm_buffer_add(&section, data, length);
    }
    CLM_FUZZ_REQUIRE(!section.failed);
    CLM_FUZZ_REQUIRE(open_tagger_section((clm_text){section.data, section.len}, CLM_TAGGER_VERSION,
                                         &memory, &model) == CLM_OK);
    find(model, observed);
    clm_model_free(model);
    free(memory);
    clm_buffer_clear(&section);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    bool observed = (data[0] & 4) != 0;
    switch (data[0] % 4) {
    case 0:
    case 1:
        find_with_file(data + 1, size - 1, data[0] % 4 == 1);
        break;
    default:
        find_with_section(data + 1, size - 1, data[0] % 4 == 3, observed);
        break;
    }
    return 0;
}

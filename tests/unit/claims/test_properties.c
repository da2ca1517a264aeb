/* What holds of any text: claims are well-formed however garbled it is, and marks of quotation,
 * apostrophes and where lines end change nothing of what is found. */
#include "support/claims_check.h"
#include "support/support.h"

#include "gazetteer/gazetteer.h"
#include "model/model.h"

/* The world of tests/fixtures/gazetteer, and persons and events to go with it. */
static const char *const texts[] = {
    "date 2026-05-04 Bravan troops enter the Northland region, Alfa says\n"
    "Bravan troops have entered the Northland region of Alfa, the Alfan defence ministry said on "
    "Monday. \"They crossed the border near Northtown at dawn,\" said its spokesman, Jan Orel. "
    "\"We're holding our positions around Springfield.\"\n"
    "Bravo's army denied that its forces were in Northtown. It said it hadn't moved more than 5 km "
    "since Friday, and that \"nobody from our side\" was in Saint Anna.\n"
    "The monitor Fieldwatch said Bravo holds about 40 square km around Northtown in the Northland "
    "region. At least 12 people were killed there and 3,000 have fled to Alfagrad, according to "
    "the "
    "mayor's office.\n",
    "date 2026-02-11 Floods cut off Southgate as river bursts its banks\n"
    "Three days of rain have flooded Southgate, where 'hundreds' of people were moved to schools, "
    "the regional governor, Ada Brun, told reporters. \"The water's still rising,\" she said. \"In "
    "Nether Wallop it stands two metres high.\"\n"
    "The road between Southgate and Enclave View was closed on Wednesday. Some 1,200 hectares of "
    "farmland are under water, the farmers' union says; last year's flood covered 400.\n"
    "Two people died in Lodzek, police said, and a third is missing. The company that runs the "
    "dam rejected claims that it had opened the gates \"without a word\".\n",
    "Key points\n"
    "Protest in Bravograd over fuel prices\n"
    "Talks to be held in Eastbridge on 3 June\n"
    "10:05 Police clear the square\n"
    "Police used tear gas against some 5,000 protesters in Bravograd's main square, the city's "
    "police chief said. \"We didn't want this,\" he added.\n"
    "11:40 Union calls for talks\n"
    "The union wants talks in Eastbridge \xe2\x80\x9c"
    "as soon as possible,\xe2\x80\x9d its leader, Mara Feld, "
    "wrote. The government hasn\xe2\x80\x99t answered. In Reading, a small town to the south, a "
    "bridge collapsed; nobody was hurt.\n",
};

typedef struct world {
    char path[512];
    clm_gazetteer *gazetteer;
    clm_model *model;
    clm_ranker *ranker;
} world;
static world here;

static int open_world(void **state) {
    (void)state;
    clm_model_section section;
    clm_test_path(here.path, sizeof here.path, "claims-properties", "fixture.gaz");
    const clm_gazetteer_build_options options = {CLM_SOURCE_DIR "/tests/fixtures/gazetteer",
                                                 here.path, NULL};
    return clm_gazetteer_build(&options, NULL) != CLM_OK ||
           clm_gazetteer_open(here.path, &here.gazetteer, NULL) != CLM_OK ||
           clm_model_builtin(&here.model, NULL) != CLM_OK ||
           !clm_model_find(here.model, CLM_RANKER_SECTION, &section) ||
           clm_ranker_prepare(&section, &here.ranker, NULL) != CLM_OK;
}

static int close_world(void **state) {
    (void)state;
    clm_ranker_free(here.ranker);
    clm_model_free(here.model);
    clm_gazetteer_free(here.gazetteer);
    return unlink(here.path);
}

typedef struct reading {
    clm_article *article; /* NULL: no text at all */
    clm_mentions mentions;
    clm_resolved *resolved;
    clm_claims claims;
} reading;

static void read_text(clm_text text, reading *out) {
    const clm_article_options options = {.file = "t.txt", .format = CLM_ARTICLE_PLAIN};
    *out = (reading){0};
    if (clm_article_parse(text, &options, &out->article, NULL) != CLM_OK) {
        return; /* no text: too many bytes that are no UTF-8 */
    }
    const clm_mentions_options mention_options = {.model = here.model};
    const clm_places_options places_options = {.ranker = here.ranker};
    const clm_claims_options claims_options = {.model = here.model};
    assert_int_equal(
        clm_mentions_find(out->article, here.gazetteer, &mention_options, &out->mentions, NULL),
        CLM_OK);
    assert_int_equal(clm_places_resolve(out->article, here.gazetteer, &out->mentions,
                                        &places_options, &out->resolved, NULL),
                     CLM_OK);
    assert_int_equal(clm_claims_read(out->article, here.gazetteer, &out->mentions, out->resolved,
                                     &claims_options, &out->claims, NULL),
                     CLM_OK);
}

static void expect_well_formed(clm_text text, const char *label) {
    reading r;
    read_text(text, &r);
    if (r.article == NULL) {
        return;
    }
    const char *fault = clm_check_claims(r.article, &r.mentions, &r.claims);
    if (fault != NULL) {
        print_error("%s: %s\nin:\n%.*s\n", label, fault, (int)text.len, text.ptr);
    }
    assert_null(fault);
    clm_article_free(r.article);
}

/* ---- any text gives well-formed claims ---- */

static size_t below(uint64_t *random, size_t limit) {
    return (size_t)(clm_test_random(random) % limit);
}

static size_t word_end(clm_text text, size_t at) {
    while (at < text.len && text.ptr[at] != ' ' && text.ptr[at] != '\n') {
        at++;
    }
    return at;
}

static size_t word_start(clm_text text, size_t at) {
    while (at > 0 && text.ptr[at - 1] != ' ' && text.ptr[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* One change of `text`, chosen by the random numbers; `out` is cleared first. */
static void garble(clm_text text, uint64_t *random, clm_buffer *out) {
    static const char *const bits[] = {"\"",
                                       "\xe2\x80\x9c",
                                       "\xe2\x80\x9d",
                                       "'",
                                       "\n\n",
                                       ".",
                                       ",",
                                       "(",
                                       ")",
                                       ";",
                                       "\xff",
                                       "\xe2\x80",
                                       " said ",
                                       "9,999,999 hectares ",
                                       " on Monday ",
                                       "\t"};
    size_t a = below(random, text.len + 1);
    size_t b = below(random, text.len + 1);
    size_t low = a < b ? a : b, high = a < b ? b : a;
    clm_buffer_clear(out);
    switch (below(random, 6)) {
    case 0: /* cut at both ends */
        clm_buffer_add(out, text.ptr + low, high - low);
        break;
    case 1: /* a stretch is missing */
        clm_buffer_add(out, text.ptr, low);
        clm_buffer_add(out, text.ptr + high, text.len - high);
        break;
    case 2: { /* a word again and again */
        size_t start = word_start(text, low), end = word_end(text, low);
        clm_buffer_add(out, text.ptr, end);
        for (size_t i = below(random, 40); i > 0; i--) {
            clm_buffer_char(out, ' ');
            clm_buffer_add(out, text.ptr + start, end - start);
        }
        clm_buffer_add(out, text.ptr + end, text.len - end);
        break;
    }
    case 3: { /* two words change places */
        size_t s1 = word_start(text, low), e1 = word_end(text, low);
        size_t s2 = word_start(text, high), e2 = word_end(text, high);
        if (s2 < e1) {
            clm_buffer_add(out, text.ptr, text.len);
            break;
        }
        clm_buffer_add(out, text.ptr, s1);
        clm_buffer_add(out, text.ptr + s2, e2 - s2);
        clm_buffer_add(out, text.ptr + e1, s2 - e1);
        clm_buffer_add(out, text.ptr + s1, e1 - s1);
        clm_buffer_add(out, text.ptr + e2, text.len - e2);
        break;
    }
    case 4: /* marks, broken characters and words in odd places */
        clm_buffer_add(out, text.ptr, low);
        clm_buffer_string(out, bits[below(random, CLM_TEST_COUNT(bits))]);
        clm_buffer_add(out, text.ptr + low, text.len - low);
        break;
    default: /* any byte */
        clm_buffer_add(out, text.ptr, low);
        clm_buffer_char(out, (char)(1 + below(random, 255)));
        clm_buffer_add(out, text.ptr + low, text.len - low);
        break;
    }
    assert_false(out->failed);
}

enum { GARBLED_TEXTS = 120, CHANGES_MAX = 12, FIRST_SEED = 20260504 };

static void test_claims_of_any_text_are_well_formed(void **state) {
    (void)state;
    uint64_t random = FIRST_SEED;
    for (size_t t = 0; t < CLM_TEST_COUNT(texts); t++) {
        expect_well_formed(clm_text_of(texts[t]), "as it is");
        for (unsigned i = 0; i < GARBLED_TEXTS; i++) {
            clm_buffer now, next;
            clm_buffer_init(&now);
            clm_buffer_init(&next);
            clm_buffer_string(&now, texts[t]);
            for (size_t k = 1 + below(&random, CHANGES_MAX); k > 0; k--) {
                garble((clm_text){now.data ? now.data : "", now.len}, &random, &next);
                clm_buffer swap = now;
                now = next;
                next = swap;
            }
            expect_well_formed((clm_text){now.data ? now.data : "", now.len}, "garbled");
            clm_buffer_clear(&now);
            clm_buffer_clear(&next);
        }
    }
}

/* ---- quotation marks, apostrophes and line ends change nothing ---- */

static const char open_double[] = "\xe2\x80\x9c", close_double[] = "\xe2\x80\x9d";
static const char open_single[] = "\xe2\x80\x98", close_single[] = "\xe2\x80\x99";

static bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool opens(clm_text text, size_t at) {
    return at == 0 || text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\n' ||
           text.ptr[at - 1] == '(';
}

static void make_curly(clm_text text, char mark, const char *open, const char *close,
                       clm_buffer *out) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == mark) {
            clm_buffer_string(out, opens(text, i) ? open : close);
        } else {
            clm_buffer_char(out, text.ptr[i]);
        }
    }
}

static void make_straight(clm_text text, const char *open, const char *close, char mark,
                          clm_buffer *out) {
    for (size_t i = 0; i < text.len; i++) {
        if (i + 3 <= text.len &&
            (memcmp(text.ptr + i, open, 3) == 0 || memcmp(text.ptr + i, close, 3) == 0)) {
            clm_buffer_char(out, mark);
            i += 2;
        } else {
            clm_buffer_char(out, text.ptr[i]);
        }
    }
}

static void curly_quotes(clm_text text, clm_buffer *out) {
    make_curly(text, '"', open_double, close_double, out);
}

static void straight_quotes(clm_text text, clm_buffer *out) {
    make_straight(text, open_double, close_double, '"', out);
}

static void curly_apostrophes(clm_text text, clm_buffer *out) {
    make_curly(text, '\'', open_single, close_single, out);
}

static void straight_apostrophes(clm_text text, clm_buffer *out) {
    make_straight(text, open_single, close_single, '\'', out);
}

static void dos_lines(clm_text text, clm_buffer *out) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            clm_buffer_char(out, '\r');
        }
        clm_buffer_char(out, text.ptr[i]);
    }
}

enum { WIDTH = 66 };

/* Lines of at most WIDTH bytes, a blank line after each paragraph. */
static void wrapped_lines(clm_text text, clm_buffer *out) {
    size_t column = 0;
    for (size_t at = 0; at < text.len;) {
        if (text.ptr[at] == '\n' || text.ptr[at] == ' ') {
            if (text.ptr[at] == '\n') {
                clm_buffer_string(out, "\n\n");
                column = 0;
            }
            at++;
            continue;
        }
        size_t end = word_end(text, at);
        if (column > 0) {
            bool over = column + 1 + (end - at) > WIDTH;
            clm_buffer_char(out, over ? '\n' : ' ');
            column = over ? 0 : column + 1;
        }
        clm_buffer_add(out, text.ptr + at, end - at);
        column += end - at;
        at = end;
    }
}

/* Letters and digits alone: without blanks and marks. */
static void add_words(clm_text text, clm_buffer *out) {
    for (size_t i = 0; i < text.len; i++) {
        bool mark = i + 3 <= text.len && (memcmp(text.ptr + i, "\xe2\x80", 2) == 0);
        i += mark ? 2 : 0;
        if (!mark && (is_word_byte(text.ptr[i]) || ((unsigned char)text.ptr[i] & 0x80U) != 0)) {
            clm_buffer_char(out, text.ptr[i]);
        }
    }
    clm_buffer_char(out, '|');
}

static void add_number(double value, const char *unit, clm_buffer *out) {
    char number[64];
    (void)snprintf(number, sizeof number, "%.3f %s|", value, unit);
    clm_buffer_string(out, number);
}

static void describe_claim(const reading *r, const clm_claim *claim, clm_buffer *out) {
    add_words(clm_article_slice(r->article, claim->quote), out);
    clm_buffer_string(out, clm_event_type_name(claim->event_type));
    clm_buffer_char(out, claim->negative ? '-' : '+');
    clm_buffer_string(out, clm_modality_name(claim->modality));
    clm_buffer_char(out, ' ');
    clm_buffer_string(out, clm_claim_status_name(claim->status));
    clm_buffer_string(out, "|from ");
    add_words(claim->has_source ? claim->source.name : CLM_TEXT(""), out);
    for (size_t i = 0; i < claim->place_count; i++) {
        clm_buffer_string(out, "at ");
        add_words(r->resolved[claim->places[i].mention].name, out);
        clm_buffer_string(out, clm_place_role_name(claim->places[i].role));
        clm_buffer_char(out, ' ');
        clm_buffer_string(out, clm_draw_name(claim->places[i].draw));
    }
    for (size_t i = 0; i < claim->quantity_count; i++) {
        add_number(claim->quantities[i].value, claim->quantities[i].unit, out);
    }
    for (size_t i = 0; i < claim->time_count; i++) {
        char day[16];
        clm_date_format(claim->times[i].start, day);
        clm_buffer_string(out, day);
        clm_date_format(claim->times[i].end, day);
        clm_buffer_string(out, day);
    }
    add_number(claim->event_group, "group", out);
    clm_buffer_char(out, '\n');
}

static void describe(clm_text text, clm_buffer *out) {
    reading r;
    read_text(text, &r);
    assert_non_null(r.article);
    for (size_t i = 0; i < r.claims.count; i++) {
        describe_claim(&r, &r.claims.items[i], out);
    }
    clm_article_free(r.article);
    assert_false(out->failed);
}

typedef struct variant {
    const char *label;
    void (*make)(clm_text text, clm_buffer *out);
} variant;

static const variant variants[] = {
    {"curly quotation marks", curly_quotes},  {"straight quotation marks", straight_quotes},
    {"curly apostrophes", curly_apostrophes}, {"straight apostrophes", straight_apostrophes},
    {"lines end in CR LF", dos_lines},        {"lines cut at a fixed width", wrapped_lines},
};

static void expect_same_claims(const char *name, clm_text text) {
    clm_buffer expected;
    clm_buffer_init(&expected);
    describe(text, &expected);
    CLM_EXPECT(name, expected.len > 0);
    for (size_t v = 0; v < CLM_TEST_COUNT(variants); v++) {
        clm_buffer changed, found;
        clm_buffer_init(&changed);
        clm_buffer_init(&found);
        variants[v].make(text, &changed);
        describe((clm_text){changed.data, changed.len}, &found);
        bool same = found.len == expected.len && memcmp(found.data, expected.data, found.len) == 0;
        if (!same) {
            print_error("%s, %s:\n%.*s---\n%.*s", name, variants[v].label, (int)expected.len,
                        expected.data, (int)found.len, found.data ? found.data : "");
        }
        CLM_EXPECT(variants[v].label, same);
        clm_buffer_clear(&changed);
        clm_buffer_clear(&found);
    }
    clm_buffer_clear(&expected);
}

static void test_claims_do_not_hang_on_marks_and_lines(void **state) {
    (void)state;
    for (size_t t = 0; t < CLM_TEST_COUNT(texts); t++) {
        char name[16];
        (void)snprintf(name, sizeof name, "text %zu", t);
        expect_same_claims(name, clm_text_of(texts[t]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_claims_of_any_text_are_well_formed),
        cmocka_unit_test(test_claims_do_not_hang_on_marks_and_lines),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}

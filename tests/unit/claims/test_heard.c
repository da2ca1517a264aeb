/* The model inside the program on sentences of many constructions. A learned reader is not right
 * about all of them: what is asked is how many. */
#include "unit/claims/marked.h"

typedef struct heard_case {
    const char *label, *text, *source, *cue, *content; /* content: all parts, " | " between */
} heard_case;

static const heard_case cases[] = {
    {"that", "The mayor said that the bridge would stay closed.", "The mayor", "said",
     "that the bridge would stay closed"},
    {"no that", "Officials say the dam is safe.", "Officials", "say", "the dam is safe"},
    {"hearer", "Ruiz told reporters that nobody was hurt.", "Ruiz", "told", "that nobody was hurt"},
    {"behind", "Nobody was hurt in the fire, the police said.", "the police", "said",
     "Nobody was hurt in the fire"},
    {"quoted", "\"We will rebuild the school,\" Holm said.", "Holm", "said",
     "We will rebuild the school"},
    {"inverted", "\"We will rebuild the school,\" said Eva Holm.", "Eva Holm", "said",
     "We will rebuild the school"},
    {"interrupted", "\"We will rebuild,\" Holm said, \"and we will do it soon.\"", "Holm", "said",
     "We will rebuild | and we will do it soon"},
    {"pronoun", "She added that the water was rising.", "She", "added",
     "that the water was rising"},
    {"mixed", "Holm called the plan \"a gift to the rich.\"", "Holm", "called",
     "the plan \"a gift to the rich"},
    {"according", "According to the ministry, 40 houses burned down.", "the ministry",
     "According to", "40 houses burned down"},
    {"according behind", "Forty houses burned down, according to the ministry.", "the ministry",
     "according to", "Forty houses burned down"},
    {"poll", "A new poll shows that voters trust neither party.", "A new poll", "shows",
     "that voters trust neither party"},
    {"report", "The report found that the road was badly built.", "The report", "found",
     "that the road was badly built"},
    {"participle", "Holm left the room, saying she was tired.", "Holm", "saying", "she was tired"},
    {"accuse", "Ruiz accused the company of hiding the leak.", "Ruiz", "accused",
     "the company of hiding the leak"},
    {"deny", "The company denied that the valve had failed.", "The company", "denied",
     "that the valve had failed"},
    {"whether", "Reporters asked whether he would resign.", "Reporters", "asked",
     "whether he would resign"},
    {"want", "Most members want to leave the union.", "Most members", "want", "to leave the union"},
    {"promise", "The governor promised to lower taxes.", "The governor", "promised",
     "to lower taxes"},
    {"believe", "Many farmers believe the drought will end soon.", "Many farmers", "believe",
     "the drought will end soon"},
    {"criticise", "Holm criticized the decision to close the mine.", "Holm", "criticized",
     "the decision to close the mine"},
    {"perfect", "The senator has said he will vote against it.", "The senator", "has said",
     "he will vote against it"},
    {"negated", "The minister did not say when the talks would begin.", "The minister",
     "did not say", "when the talks would begin"},
    {"write", "\"The bank knew about it,\" she wrote.", "she", "wrote", "The bank knew about it"},
    {"tweet", "\"Sad day for our town,\" Ruiz tweeted.", "Ruiz", "tweeted", "Sad day for our town"},
    {"colon", "Holm said: \"The road is open again.\"", "Holm", "said", "The road is open again"},
    {"as", "The road is open, as the mayor said.", "the mayor", "said", "The road is open"},
    {"relative", "Holm, who said she was innocent, left the court.", "who", "said",
     "she was innocent"},
    {"argue", "Critics argue that the law goes too far.", "Critics", "argue",
     "that the law goes too far"},
    {"warn", "Doctors warned that the virus was spreading.", "Doctors", "warned",
     "that the virus was spreading"},
    {"expected", "The council is expected to approve the plan.", "", "is expected",
     "The council | to approve the plan"},
    {"claim", "Ruiz rejected the claim that she had lied.", "Ruiz", "rejected",
     "the claim that she had lied"},
};
enum { CASES = sizeof cases / sizeof *cases, RIGHT_MIN = 27 };

static void join(const marked *m, const clm_span *spans, size_t count, char *out, size_t room) {
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        clm_text text = marked_slice(m, spans[i]);
        int added = snprintf(out + length, room - length, "%s%.*s", i ? " | " : "", (int)text.len,
                             text.ptr);
        assert_true(added >= 0 && (size_t)added < room - length);
        length += (size_t)added;
    }
}

static bool is_right(const marked *m, const heard_case *c) {
    char source[512], cue[512], content[512];
    for (size_t i = 0; i < m->claims.attribution_count; i++) {
        const clm_attribution *a = &m->claims.attributions[i];
        join(m, a->source, a->source_count, source, sizeof source);
        join(m, a->cue, a->cue_count, cue, sizeof cue);
        join(m, a->content, a->content_count, content, sizeof content);
        if (strcmp(source, c->source) == 0 && strcmp(cue, c->cue) == 0 &&
            strcmp(content, c->content) == 0) {
            return true;
        }
        print_message("%s: [%s] [%s] [%s]\n", c->label, source, cue, content);
    }
    if (m->claims.attribution_count == 0) {
        print_message("%s: nothing\n", c->label);
    }
    return false;
}

static void test_heard_shipped(void **state) {
    clm_model *model = *state;
    clm_model_section section;
    if (!clm_model_find(model, CLM_SAID_SECTION, &section)) {
        skip();
    }
    const clm_claims_options options = {.model = model};
    size_t right = 0;
    for (size_t i = 0; i < CASES; i++) {
        marked m;
        marked_make(&m, cases[i].text, "");
        assert_int_equal(
            clm_claims_read(m.article, NULL, &m.mentions, m.resolved, &options, &m.claims, NULL),
            CLM_OK);
        right += is_right(&m, &cases[i]);
        marked_free(&m);
    }
    print_message("%zu of %d right\n", right, (int)CASES);
    assert_true(right >= RIGHT_MIN);
}

/* Spans lie in the text, in order, and every allocation may fail. */
static void test_heard_out_of_memory(void **state) {
    const clm_claims_options options = {.model = *state};
    char *many = calloc(200, 128);
    size_t failures = 0;
    assert_non_null(many);
    for (size_t i = 0; i < 200; i++) {
        strcat(many, cases[i % CASES].text);
        strcat(many, " ");
    }
    for (size_t nth = 1;; nth++) {
        marked m;
        clm_error error = {0};
        marked_make(&m, many, "");
        (void)clm_alloc_fail_at(nth);
        clm_status status =
            clm_claims_read(m.article, NULL, &m.mentions, m.resolved, &options, &m.claims, &error);
        (void)clm_alloc_fail_at(0);
        if (status == CLM_OK) {
            marked_free(&m);
            break;
        }
        assert_int_equal(status, CLM_ERR_NOMEM);
        assert_int_equal(m.claims.attribution_count, 0);
        failures++;
        marked_free(&m);
    }
    free(many);
    assert_true(failures > 0);
}

/* A section of this head alone, of so many bytes more, as a model. */
static clm_status check_section(clm_said_header head, uint32_t version, size_t more,
                                clm_error *error) {
    clm_model_writer writer;
    clm_model *model = NULL;
    clm_buffer section, file;
    clm_model_writer_init(&writer);
    clm_buffer_init(&section);
    clm_buffer_init(&file);
    clm_buffer_add(&section, (const char *)&head, sizeof head);
    for (size_t i = 0; i < more; i++) {
        clm_buffer_char(&section, '\0');
    }
    assert_int_equal(clm_model_writer_add(&writer, CLM_SAID_SECTION, version,
                                          (clm_text){section.data, section.len}, NULL),
                     CLM_OK);
    assert_int_equal(clm_model_writer_bytes(&writer, &file, NULL), CLM_OK);
    void *room = aligned_alloc(CLM_MODEL_ALIGN, (file.len / CLM_MODEL_ALIGN + 1) * CLM_MODEL_ALIGN);
    assert_non_null(room);
    memcpy(room, file.data, file.len);
    assert_int_equal(clm_model_from_memory(room, file.len, "test", &model, NULL), CLM_OK);
    clm_status status = clm_claims_check_model(model, error);
    clm_model_free(model);
    free(room);
    clm_buffer_clear(&section);
    clm_buffer_clear(&file);
    return status;
}

enum { WORDS_BYTES = CLM_SAID_WORDS / CLM_SAID_WORDS_EACH };

static void test_heard_sections(void **state) {
    (void)state;
    const clm_said_header good = {.unit = 1};
    clm_said_header odd = good, many = good, zero = good, none = good;
    clm_error error = {CLM_OK, ""};
    odd.source_rows = 3; /* no power of two */
    many.step_rows = 64; /* more than there are bytes for */
    zero.zero[0] = 1;
    none.unit = 0;
    assert_int_equal(check_section(good, CLM_SAID_VERSION, WORDS_BYTES, &error), CLM_OK);
    assert_int_equal(check_section(good, CLM_SAID_VERSION + 1, WORDS_BYTES, &error),
                     CLM_ERR_VERSION);
    assert_non_null(strstr(error.message, "train it again"));
    assert_int_equal(check_section(good, CLM_SAID_VERSION, WORDS_BYTES - 1, &error),
                     CLM_ERR_FORMAT);
    assert_int_equal(check_section(odd, CLM_SAID_VERSION, WORDS_BYTES, &error), CLM_ERR_FORMAT);
    assert_int_equal(check_section(many, CLM_SAID_VERSION, WORDS_BYTES, &error), CLM_ERR_FORMAT);
    assert_int_equal(check_section(zero, CLM_SAID_VERSION, WORDS_BYTES, &error), CLM_ERR_FORMAT);
    assert_int_equal(check_section(none, CLM_SAID_VERSION, WORDS_BYTES, &error), CLM_ERR_FORMAT);
    assert_int_equal(clm_claims_check_model(NULL, &error), CLM_OK);
}

static int open_model(void **state) {
    clm_model *model = NULL;
    int failed = clm_model_builtin(&model, NULL) != CLM_OK;
    *state = model;
    return failed;
}

static int close_model(void **state) {
    clm_model_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heard_shipped),
        cmocka_unit_test(test_heard_out_of_memory),
        cmocka_unit_test(test_heard_sections),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}

#include "support/support.h"

#include "model/model.h"

/* Bytes aligned as a mapped file's are. */
typedef struct file {
    unsigned char *bytes;
    size_t size;
} file;

static const char words[] = "[model]\nname = test\n";
static const unsigned char numbers[] = {1, 2, 3, 255, 0, 7};

static void write_sections(clm_buffer *out) {
    clm_model_writer writer;
    clm_error error = {0};
    clm_model_writer_init(&writer);
    CLM_EXPECT_OK(
        "meta",
        clm_model_writer_add(&writer, "meta", 1, (clm_text){words, sizeof words - 1}, &error),
        &error);
    CLM_EXPECT_OK("numbers",
                  clm_model_writer_add(&writer, "numbers", 7,
                                       (clm_text){(const char *)numbers, sizeof numbers}, &error),
                  &error);
    CLM_EXPECT_OK("none", clm_model_writer_add(&writer, "none", 2, (clm_text){NULL, 0}, &error),
                  &error);
    CLM_EXPECT_OK("bytes", clm_model_writer_bytes(&writer, out, &error), &error);
}

static file make_file(void) {
    clm_buffer out;
    clm_buffer_init(&out);
    write_sections(&out);
    file f = {aligned_alloc(CLM_MODEL_ALIGN, 4096), out.len};
    assert_non_null(f.bytes);
    assert_true(out.len < 4096);
    memcpy(f.bytes, out.data, out.len);
    clm_buffer_clear(&out);
    return f;
}

static void check_content(const clm_model *model) {
    clm_model_section s = {0};
    assert_int_equal(clm_model_count(model), 3);
    CLM_EXPECT_TEXT("description", clm_model_describe(model), words);
    CLM_EXPECT_TEXT("first", clm_model_at(model, 0).name, "meta");
    assert_true(clm_model_find(model, "numbers", &s));
    assert_int_equal(s.version, 7);
    assert_int_equal(s.size, sizeof numbers);
    assert_memory_equal(s.bytes, numbers, sizeof numbers);
    assert_int_equal((uintptr_t)s.bytes % CLM_MODEL_ALIGN, 0);
    assert_true(clm_model_find(model, "none", &s));
    assert_int_equal(s.size, 0);
    assert_false(clm_model_find(model, "number", &s));
    assert_int_equal(clm_model_at(model, 3).name.len, 0);
}

static void test_model_from_memory(void **state) {
    (void)state;
    file f = make_file();
    clm_model *model = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("open", clm_model_from_memory(f.bytes, f.size, "m", &model, &error), &error);
    check_content(model);
    assert_string_equal(clm_model_name(model), "m");
    clm_model_free(model);
    assert_int_equal(clm_model_from_memory(f.bytes + 8, f.size, "m", &model, &error),
                     CLM_ERR_ARGUMENT);
    assert_null(model);
    free(f.bytes);
}

static void test_model_cut_off(void **state) {
    (void)state;
    file f = make_file();
    for (size_t length = 0; length < f.size; length++) {
        clm_model *model = NULL;
        clm_error error = {0};
        clm_status status = clm_model_from_memory(f.bytes, length, "m", &model, &error);
        if (status != (length == 0 ? CLM_ERR_FORMAT : CLM_ERR_DAMAGED) || model != NULL ||
            !clm_text_starts(clm_text_of(error.message), "m: ")) {
            fail_msg("%zu bytes: %s: %s", length, clm_status_name(status), error.message);
        }
    }
    free(f.bytes);
}

/* Padding is checked too, so there is no bit that may change. */
static void test_model_changed_bytes(void **state) {
    (void)state;
    file f = make_file();
    for (size_t at = 0; at < f.size; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            clm_model *model = NULL;
            clm_error error = {0};
            f.bytes[at] ^= (unsigned char)(1u << bit);
            clm_status status = clm_model_from_memory(f.bytes, f.size, "m", &model, &error);
            clm_status wanted = at < 8    ? CLM_ERR_FORMAT
                                : at < 16 ? CLM_ERR_VERSION
                                          : CLM_ERR_DAMAGED;
            if (status != wanted || error.message[0] == '\0') {
                fail_msg("byte %zu, bit %u: %s: %s", at, bit, clm_status_name(status),
                         error.message);
            }
            f.bytes[at] ^= (unsigned char)(1u << bit);
        }
    }
    f.bytes[f.size] = 0;
    clm_model *model = NULL;
    assert_int_equal(clm_model_from_memory(f.bytes, f.size + 1, "m", &model, NULL),
                     CLM_ERR_DAMAGED);
    free(f.bytes);
}

static void test_model_writer_refuses(void **state) {
    (void)state;
    static const struct {
        const char *label, *name;
        clm_status status;
    } table[] = {
        {"nine letters", "abcdefghi", CLM_ERR_ARGUMENT}, {"none", "", CLM_ERR_ARGUMENT},
        {"a digit", "part2", CLM_ERR_ARGUMENT},          {"a capital", "Part", CLM_ERR_ARGUMENT},
        {"there already", "part", CLM_ERR_ARGUMENT},     {"eight letters", "abcdefgh", CLM_OK}};
    clm_model_writer writer;
    clm_model_writer_init(&writer);
    assert_int_equal(clm_model_writer_add(&writer, "part", 1, (clm_text){NULL, 0}, NULL), CLM_OK);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label,
                   clm_model_writer_add(&writer, table[i].name, 1, (clm_text){NULL, 0}, NULL) ==
                       table[i].status);
    }
}

static void test_model_writer_limit(void **state) {
    (void)state;
    char names[CLM_MODEL_SECTIONS_MAX + 1][2];
    clm_model_writer writer;
    clm_model_writer_init(&writer);
    for (size_t i = 0; i <= CLM_MODEL_SECTIONS_MAX; i++) {
        names[i][0] = (char)('a' + (int)i);
        names[i][1] = '\0';
        assert_int_equal(clm_model_writer_add(&writer, names[i], 1, (clm_text){NULL, 0}, NULL),
                         i < CLM_MODEL_SECTIONS_MAX ? CLM_OK : CLM_ERR_LIMIT);
    }
}

static void test_model_save_and_open(void **state) {
    (void)state;
    char path[512], again[512];
    clm_model_writer writer;
    clm_model *model = NULL;
    clm_error error = {0};
    file f = make_file();
    clm_test_path(path, sizeof path, "model", "a.model");
    clm_test_path(again, sizeof again, "model", "b.model");
    clm_test_write(path, f.bytes, f.size);
    CLM_EXPECT_OK("open", clm_model_open(path, &model, &error), &error);
    check_content(model);
    assert_string_equal(clm_model_name(model), path);
    clm_model_writer_init(&writer);
    clm_model_section s = clm_model_at(model, 1);
    CLM_EXPECT_OK(
        "add",
        clm_model_writer_add(&writer, "numbers", s.version, (clm_text){s.bytes, s.size}, &error),
        &error);
    CLM_EXPECT_OK("save", clm_model_writer_save(&writer, again, &error), &error);
    clm_model_free(model);
    CLM_EXPECT_OK("open again", clm_model_open(again, &model, &error), &error);
    assert_int_equal(clm_model_count(model), 1);
    assert_true(clm_model_find(model, "numbers", &s));
    assert_memory_equal(s.bytes, numbers, sizeof numbers);
    assert_int_equal(clm_model_describe(model).len, 0);
    clm_model_free(model);
    (void)unlink(path);
    (void)unlink(again);
    assert_int_equal(clm_model_open(path, &model, &error), CLM_ERR_IO);
    assert_null(model);
    free(f.bytes);
}

static void test_model_builtin(void **state) {
    (void)state;
    clm_model *model = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("open", clm_model_builtin(&model, &error), &error);
    assert_string_equal(clm_model_name(model), "built-in");
    assert_true(clm_text_starts(clm_model_describe(model), "[model]\n"));
    clm_model_free(model);
}

static clm_status open_builtin(void *context) {
    clm_model *model = NULL;
    (void)context;
    clm_status status = clm_model_builtin(&model, NULL);
    clm_model_free(model);
    return status;
}

static clm_status write_bytes(void *context) {
    clm_model_writer writer;
    clm_buffer out;
    (void)context;
    clm_model_writer_init(&writer);
    clm_buffer_init(&out);
    clm_status status = clm_model_writer_add(&writer, "meta", 1, CLM_TEXT("x"), NULL);
    if (status == CLM_OK) {
        status = clm_model_writer_bytes(&writer, &out, NULL);
    }
    clm_buffer_clear(&out);
    return status;
}

static void test_model_no_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(open_builtin, NULL) > 0);
    assert_true(clm_test_fail_every_allocation(write_bytes, NULL) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_model_from_memory),   cmocka_unit_test(test_model_cut_off),
        cmocka_unit_test(test_model_changed_bytes), cmocka_unit_test(test_model_writer_refuses),
        cmocka_unit_test(test_model_writer_limit),  cmocka_unit_test(test_model_save_and_open),
        cmocka_unit_test(test_model_builtin),       cmocka_unit_test(test_model_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/support.h"

#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 512 };

static void path_of(char path[PATH_BYTES], const char *name) {
    clm_test_path(path, PATH_BYTES, "file", name);
}

/* Entries of the test's folder, without "." and "..". */
static size_t count_entries(void) {
    char path[PATH_BYTES];
    path_of(path, "");
    DIR *folder = opendir(path);
    assert_non_null(folder);
    size_t count = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void)closedir(folder);
    return count;
}

static void expect_content(const char *label, const char *path, const char *expected) {
    clm_buffer read = {0};
    clm_error error = {0};
    CLM_EXPECT_OK(label, clm_file_read(path, 1 << 20, &read, &error), &error);
    CLM_EXPECT_TEXT(label, clm_test_text(&read), expected);
    clm_buffer_clear(&read);
}

static void test_clm_file_read_errors(void **state) {
    (void)state;
    char missing[PATH_BYTES];
    char folder[PATH_BYTES];
    char message[PATH_BYTES + 64];
    path_of(missing, "missing.txt");
    path_of(folder, "");
    clm_error error = {0};
    clm_buffer read = {0};
    clm_buffer_string(&read, "old");
    assert_int_equal(clm_file_read(missing, 100, &read, &error), CLM_ERR_IO);
    (void)snprintf(message, sizeof message, "cannot read %s: No such file or directory", missing);
    assert_string_equal(error.message, message);
    assert_null(read.data);
    assert_int_equal(clm_file_read(folder, 100, &read, &error), CLM_ERR_IO);
    (void)snprintf(message, sizeof message, "cannot read %s: Is a directory", folder);
    assert_string_equal(error.message, message);
}

static void test_clm_file_read_limit(void **state) {
    (void)state;
    char path[PATH_BYTES];
    path_of(path, "limit.txt");
    clm_test_write(path, "12345", 5);
    clm_error error = {0};
    clm_buffer read = {0};
    CLM_EXPECT_OK("exact", clm_file_read(path, 5, &read, &error), &error);
    /* Appended to what is there; the limit is the file's. */
    CLM_EXPECT_OK("again", clm_file_read(path, 5, &read, &error), &error);
    assert_string_equal(read.data, "1234512345");
    assert_int_equal(clm_file_read(path, 4, &read, &error), CLM_ERR_LIMIT);
    assert_null(read.data);
    assert_int_equal(clm_file_read("/dev/zero", 100000, &read, &error), CLM_ERR_LIMIT);
    assert_null(read.data);
    (void)unlink(path);
}

static void test_clm_file_read_empty(void **state) {
    (void)state;
    clm_error error = {0};
    clm_buffer read = {0};
    CLM_EXPECT_OK("empty", clm_file_read("/dev/null", 0, &read, &error), &error);
    assert_non_null(read.data);
    assert_int_equal(read.len, 0);
    clm_buffer_clear(&read);
}

static void test_clm_file_read_standard_input(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    int kept = dup(STDIN_FILENO);
    assert_int_equal(write(ends[1], "from a pipe", 11), 11);
    (void)close(ends[1]);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    expect_content("pipe", "-", "from a pipe");
    (void)close(ends[0]);
    if (kept >= 0) {
        (void)dup2(kept, STDIN_FILENO);
        (void)close(kept);
    }
}

/* "claimmap " 2,000 times, packed by zstd 1.5.4 at level 19, with its checksum. */
static const unsigned char packed[] = {
    0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x68, 0x8d, 0x00, 0x00, 0x48, 0x63, 0x6c, 0x61, 0x69, 0x6d,
    0x6d, 0x61, 0x70, 0x20, 0x01, 0x00, 0x44, 0x06, 0xf7, 0x72, 0x04, 0xc2, 0x66, 0x9b, 0x49,
};

static void expect_repeated(const char *label, const clm_buffer *read, size_t times) {
    CLM_EXPECT(label, read->len == times * 9);
    for (size_t i = 0; i < times; i++) {
        CLM_EXPECT(label, memcmp(read->data + i * 9, "claimmap ", 9) == 0);
    }
}

static void test_clm_file_read_packed_whole(void **state) {
    (void)state;
    char path[PATH_BYTES];
    path_of(path, "packed.zst");
    clm_error error = {0};
    clm_buffer read = {0};
    clm_test_write(path, packed, sizeof packed);
    CLM_EXPECT_OK("one frame", clm_file_read_packed(path, 18000, &read, &error), &error);
    expect_repeated("one frame", &read, 2000);
    clm_buffer_clear(&read);
    assert_int_equal(clm_file_read_packed(path, 17999, &read, &error), CLM_ERR_LIMIT);
    assert_null(read.data);
    unsigned char twice[2 * sizeof packed];
    memcpy(twice, packed, sizeof packed);
    memcpy(twice + sizeof packed, packed, sizeof packed);
    clm_test_write(path, twice, sizeof twice);
    CLM_EXPECT_OK("two frames", clm_file_read_packed(path, 36000, &read, &error), &error);
    expect_repeated("two frames", &read, 4000);
    clm_buffer_clear(&read);
    clm_test_write(path, "plain text", 10);
    CLM_EXPECT_OK("plain", clm_file_read_packed(path, 36000, &read, &error), &error);
    assert_string_equal(read.data, "plain text");
    CLM_EXPECT_OK("plain again", clm_file_read_packed(path, 36000, &read, &error), &error);
    assert_string_equal(read.data, "plain textplain text");
    clm_buffer_clear(&read);
    (void)unlink(path);
}

/* Cut at every byte: an error. With every byte changed: an error, or the same text where the byte
 * says nothing about it (the size of the window). The fifth byte is left: one of its bits says that
 * there is a checksum at all. */
static void test_clm_file_read_packed_damaged(void **state) {
    (void)state;
    char path[PATH_BYTES];
    path_of(path, "damaged.zst");
    clm_error error = {0};
    clm_buffer read = {0};
    for (size_t length = 4; length < sizeof packed; length++) {
        clm_test_write(path, packed, length);
        assert_int_equal(clm_file_read_packed(path, 36000, &read, &error), CLM_ERR_DAMAGED);
        assert_null(read.data);
    }
    for (size_t i = 5; i < sizeof packed; i++) {
        unsigned char changed[sizeof packed];
        memcpy(changed, packed, sizeof packed);
        changed[i] ^= 0x55;
        clm_test_write(path, changed, sizeof changed);
        clm_status status = clm_file_read_packed(path, 36000, &read, &error);
        if (status == CLM_OK) {
            expect_repeated("changed", &read, 2000);
        } else {
            assert_int_equal(status, CLM_ERR_DAMAGED);
            assert_null(read.data);
        }
        clm_buffer_clear(&read);
    }
    (void)unlink(path);
}

static void test_clm_file_write_replaces(void **state) {
    (void)state;
    char path[PATH_BYTES];
    path_of(path, "written.txt");
    clm_error error = {0};
    size_t before = count_entries();
    CLM_EXPECT_OK("new", clm_file_write(path, "one", 3, &error), &error);
    expect_content("new", path, "one");
    CLM_EXPECT_OK("again", clm_file_write(path, "", 0, &error), &error);
    expect_content("empty", path, "");
    assert_int_equal(count_entries(), before + 1);
    assert_true(clm_file_exists(path));
    CLM_EXPECT_OK("remove", clm_file_remove(path, &error), &error);
    assert_false(clm_file_exists(path));
    CLM_EXPECT_OK("remove again", clm_file_remove(path, &error), &error);
}

static void test_clm_file_write_umask(void **state) {
    (void)state;
    char path[PATH_BYTES];
    path_of(path, "mask.txt");
    clm_error error = {0};
    mode_t kept = umask(027);
    clm_status status = clm_file_write(path, "x", 1, &error);
    (void)umask(kept);
    CLM_EXPECT_OK("umask", status, &error);
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0640);
    (void)unlink(path);
}

static void test_clm_file_write_relative(void **state) {
    (void)state;
    char folder[PATH_BYTES];
    char kept[PATH_BYTES];
    path_of(folder, "");
    assert_non_null(getcwd(kept, sizeof kept));
    assert_int_equal(chdir(folder), 0);
    clm_error error = {0};
    clm_status status = clm_file_write("plain-name.txt", "x", 1, &error);
    bool there = clm_file_exists("plain-name.txt");
    (void)unlink("plain-name.txt");
    assert_int_equal(chdir(kept), 0);
    CLM_EXPECT_OK("relative", status, &error);
    assert_true(there);
}

static void test_clm_file_write_errors(void **state) {
    (void)state;
    char path[PATH_BYTES];
    char message[PATH_BYTES + 64];
    clm_error error = {0};
    size_t before = count_entries();
    path_of(path, "");
    assert_int_equal(clm_file_write(path, "x", 1, &error), CLM_ERR_IO);
    (void)snprintf(message, sizeof message, "cannot write %s: Is a directory", path);
    assert_string_equal(error.message, message);
    path_of(path, "no-folder/x");
    assert_int_equal(clm_file_write(path, "x", 1, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "No such file or directory"));
    if (access("/dev/full", W_OK) == 0) {
        assert_int_equal(clm_file_write("/dev/full", "x", 1, &error), CLM_ERR_IO);
        assert_string_equal(error.message, "cannot write /dev/full: No space left on device");
    }
    CLM_EXPECT_OK("device", clm_file_write("/dev/null", "x", 1, &error), &error);
    assert_int_equal(count_entries(), before);
}

/* A temporary file that an ended process left is stepped over. */
static void test_clm_file_write_stale_temporary(void **state) {
    (void)state;
    char stale[PATH_BYTES];
    char name[64];
    char path[PATH_BYTES];
    (void)snprintf(name, sizeof name, ".claimmap-%ld-0.tmp", (long)getpid());
    path_of(stale, name);
    path_of(path, "beside.txt");
    clm_test_write(stale, "stale", 5);
    clm_error error = {0};
    CLM_EXPECT_OK("stale", clm_file_write(path, "new", 3, &error), &error);
    expect_content("new", path, "new");
    expect_content("stale", stale, "stale");
    (void)unlink(stale);
    (void)unlink(path);
}

/* A link stays one; what it leads to is replaced. */
static void test_clm_file_write_link(void **state) {
    (void)state;
    char path[PATH_BYTES];
    char link[PATH_BYTES];
    path_of(path, "linked.txt");
    path_of(link, "link.txt");
    (void)unlink(link);
    clm_test_write(path, "old", 3);
    assert_int_equal(symlink("linked.txt", link), 0);
    clm_error error = {0};
    CLM_EXPECT_OK("link", clm_file_write(link, "new", 3, &error), &error);
    expect_content("through the link", path, "new");
    struct stat facts;
    assert_int_equal(lstat(link, &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    (void)unlink(path);
    CLM_EXPECT_OK("leads nowhere", clm_file_write(link, "plain", 5, &error), &error);
    expect_content("leads nowhere", link, "plain");
    (void)unlink(link);
}

/* All or none: whatever fails, and wherever it stands, the old files stay. */
static void test_clm_files_write_all_or_none(void **state) {
    (void)state;
    char first[PATH_BYTES];
    char gone[PATH_BYTES];
    char folder[PATH_BYTES];
    char nowhere[PATH_BYTES];
    path_of(first, "first.txt");
    path_of(gone, "gone.txt");
    path_of(folder, "");
    path_of(nowhere, "no-folder/x");
    const struct {
        const char *label;
        clm_file_content bad;
    } table[] = {
        {"a folder", {folder, "new", 3}},
        {"a folder to remove", {folder, NULL, 0}},
        {"no folder", {nowhere, "new", 3}},
        {"a full device", {"/dev/full", "new", 3}},
    };
    clm_test_write(first, "old", 3);
    clm_test_write(gone, "old", 3);
    size_t before = count_entries();
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        for (size_t position = 0; position < 3; position++) {
            clm_file_content files[3] = {{first, "new", 3}, {gone, NULL, 0}, {gone, NULL, 0}};
            files[2] = files[position];
            files[position] = table[i].bad;
            clm_error error = {0};
            CLM_EXPECT(table[i].label, clm_files_write(files, 3, &error) == CLM_ERR_IO);
            CLM_EXPECT(table[i].label, strstr(error.message, table[i].bad.path) != NULL);
            expect_content(table[i].label, first, "old");
            expect_content(table[i].label, gone, "old");
            CLM_EXPECT(table[i].label, count_entries() == before);
        }
    }
    const clm_file_content good[2] = {{first, "new", 3}, {gone, NULL, 0}};
    clm_error error = {0};
    CLM_EXPECT_OK("good", clm_files_write(good, 2, &error), &error);
    expect_content("good", first, "new");
    assert_false(clm_file_exists(gone));
    CLM_EXPECT_OK("none", clm_files_write(NULL, 0, &error), &error);
    (void)unlink(first);
}

static clm_status write_once(void *context) {
    return clm_file_write(context, "new", 3, NULL);
}

static clm_status read_once(void *context) {
    clm_buffer read = {0};
    clm_status status = clm_file_read_packed(context, 36000, &read, NULL);
    clm_buffer_clear(&read);
    return status;
}

static clm_status make_once(void *context) {
    return clm_make_dirs(context, NULL);
}

static void test_clm_file_every_allocation_fails(void **state) {
    (void)state;
    char path[PATH_BYTES];
    path_of(path, "memory.txt");
    clm_test_write(path, "old", 3);
    (void)clm_alloc_fail_at(1);
    assert_int_equal(clm_file_write(path, "new", 3, NULL), CLM_ERR_NOMEM);
    (void)clm_alloc_fail_at(0);
    expect_content("old file stays", path, "old");
    assert_true(clm_test_fail_every_allocation(write_once, path) > 0);
    clm_test_write(path, packed, sizeof packed);
    assert_true(clm_test_fail_every_allocation(read_once, path) > 2);
    (void)unlink(path);
    path_of(path, "");
    assert_true(clm_test_fail_every_allocation(make_once, path) > 0);
}

static void test_clm_make_dirs_nested(void **state) {
    (void)state;
    char path[PATH_BYTES];
    clm_error error = {0};
    path_of(path, "a/b//c/");
    CLM_EXPECT_OK("new", clm_make_dirs(path, &error), &error);
    CLM_EXPECT_OK("again", clm_make_dirs(path, &error), &error);
    path_of(path, "a/b/c/file");
    clm_test_write(path, "x", 1);
    path_of(path, "a/b/c/file/d");
    assert_int_equal(clm_make_dirs(path, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "Not a directory"));
    static const char *const made[] = {"a/b/c", "a/b", "a"};
    path_of(path, "a/b/c/file");
    assert_int_equal(unlink(path), 0);
    for (size_t i = 0; i < CLM_TEST_COUNT(made); i++) {
        path_of(path, made[i]);
        assert_int_equal(rmdir(path), 0);
    }
}

static void test_clm_file_remove_folder(void **state) {
    (void)state;
    char path[PATH_BYTES];
    clm_error error = {0};
    path_of(path, "");
    assert_int_equal(clm_file_remove(path, &error), CLM_ERR_IO);
    assert_true(clm_file_exists(path));
}

static int remove_folder(void **state) {
    (void)state;
    char path[PATH_BYTES];
    path_of(path, "");
    return rmdir(path); /* fails if a test left something */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_file_read_errors),
        cmocka_unit_test(test_clm_file_read_limit),
        cmocka_unit_test(test_clm_file_read_empty),
        cmocka_unit_test(test_clm_file_read_standard_input),
        cmocka_unit_test(test_clm_file_read_packed_whole),
        cmocka_unit_test(test_clm_file_read_packed_damaged),
        cmocka_unit_test(test_clm_file_write_replaces),
        cmocka_unit_test(test_clm_file_write_umask),
        cmocka_unit_test(test_clm_file_write_relative),
        cmocka_unit_test(test_clm_file_write_errors),
        cmocka_unit_test(test_clm_file_write_link),
        cmocka_unit_test(test_clm_files_write_all_or_none),
        cmocka_unit_test(test_clm_file_write_stale_temporary),
        cmocka_unit_test(test_clm_file_every_allocation_fails),
        cmocka_unit_test(test_clm_make_dirs_nested),
        cmocka_unit_test(test_clm_file_remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, remove_folder);
}

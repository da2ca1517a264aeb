/* One program with src/refresh/spool.c of the library, and one where it is compiled without
 * O_TMPFILE, as on file systems that cannot do it. */
#include "support/support.h"

#include "refresh/folders.h"
#include "refresh/folders_parts.h"
#include "refresh/spool.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static bool killed_before_unlink;

/* In the place of the system's. */
int unlink(const char *path) {
    if (killed_before_unlink) {
        (void)raise(SIGKILL);
    }
    return unlinkat(AT_FDCWD, path, 0);
}

static size_t names_in(const char *folder) {
    size_t count = 0;
    DIR *all = opendir(folder);
    assert_non_null(all);
    for (const struct dirent *entry = readdir(all); entry != NULL; entry = readdir(all)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    assert_int_equal(closedir(all), 0);
    return count;
}

static clm_spool *open_spool(char *folder, size_t size) {
    clm_spool *spool = NULL;
    clm_error error = {0};
    clm_test_path(folder, size, "spool", "");
    CLM_EXPECT_OK("open", clm_spool_open(folder, &spool, &error), &error);
    return spool;
}

static void test_clm_spool_content(void **state) {
    (void)state;
    char folder[1000];
    clm_spool *spool = open_spool(folder, sizeof folder);
    assert_int_equal(names_in(folder), 0);
    clm_error error = {0};
    clm_spooled first, none, second;
    CLM_EXPECT_OK("add", clm_spool_add(spool, CLM_TEXT("Oulu\0Kemi"), &first, &error), &error);
    CLM_EXPECT_OK("add", clm_spool_add(spool, (clm_text){NULL, 0}, &none, &error), &error);
    CLM_EXPECT_OK("add", clm_spool_add(spool, CLM_TEXT("Tornio"), &second, &error), &error);
    assert_int_equal(first.length, 9);
    assert_int_equal(none.length, 0);
    clm_buffer out;
    clm_buffer_init(&out);
    CLM_EXPECT_OK("read", clm_spool_read(spool, second, &out, &error), &error);
    CLM_EXPECT_OK("read", clm_spool_read(spool, none, &out, &error), &error);
    CLM_EXPECT_OK("read", clm_spool_read(spool, first, &out, &error), &error);
    assert_int_equal(out.len, 15);
    assert_memory_equal(out.data, "TornioOulu\0Kemi", 16); /* and the NUL behind */

    const clm_spooled behind = {second.offset, 7};
    assert_int_equal(clm_spool_read(spool, behind, &out, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "it is cut off"));
    assert_int_equal(out.len, 15);
    clm_buffer_clear(&out);
    clm_spool_free(spool);
    clm_spool_free(NULL);
    assert_int_equal(rmdir(folder), 0);
}

static void test_clm_spool_open_fails(void **state) {
    (void)state;
    clm_spool *spool = NULL;
    clm_error error = {0};
    assert_int_equal(clm_spool_open("/no/such/folder", &spool, &error), CLM_ERR_IO);
    assert_null(spool);
    assert_string_equal(error.message, "cannot make a file for pages in /no/such/folder: No such "
                                       "file or directory");
}

/* A limit of the process stands for a full disk: what was begun is taken back, what fits after it
 * is kept, and what was kept before is whole. */
static int fill(void) {
    char folder[1000];
    clm_spool *spool = open_spool(folder, sizeof folder);
    const struct rlimit limit = {10000, 10000};
    if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return 1;
    }
    static char page[9000];
    memset(page, 'x', sizeof page);
    clm_spooled whole, broken, small;
    clm_error error = {0};
    if (clm_spool_add(spool, (clm_text){page, 9000}, &whole, NULL) != CLM_OK) {
        return 2;
    }
    if (clm_spool_add(spool, (clm_text){page, 1001}, &broken, &error) != CLM_ERR_IO ||
        broken.length != 0 || strstr(error.message, ": File too large") == NULL ||
        strstr(error.message, folder) == NULL) {
        return 3;
    }
    if (clm_spool_read(spool, (clm_spooled){9000, 1}, &(clm_buffer){NULL, 0, 0, false}, NULL) !=
        CLM_ERR_IO) {
        return 4; /* a part of it is still there */
    }
    if (clm_spool_add(spool, CLM_TEXT("Haparanda"), &small, NULL) != CLM_OK ||
        small.offset != 9000) {
        return 5;
    }
    clm_buffer out;
    clm_buffer_init(&out);
    if (clm_spool_read(spool, small, &out, NULL) != CLM_OK ||
        clm_spool_read(spool, whole, &out, NULL) != CLM_OK || out.len != 9009 ||
        memcmp(out.data, "Haparandaxxx", 12) != 0 || memcmp(out.data + 9, page, 9000) != 0) {
        return 6;
    }
    clm_buffer_clear(&out);
    clm_spool_free(spool);
    return rmdir(folder) == 0 ? 0 : 7;
}

static int child_says(int (*run)(void)) {
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(run());
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

static void test_clm_spool_full(void **state) {
    (void)state;
    assert_int_equal(child_says(fill), 0);
}

static clm_spool *shared;
static clm_spooled shared_piece;

static int read_shared(void) {
    clm_buffer out;
    clm_buffer_init(&out);
    if (clm_spool_read(shared, shared_piece, &out, NULL) != CLM_OK ||
        !clm_text_is((clm_text){out.data, out.len}, "Kuivaniemi")) {
        return 1;
    }
    clm_buffer_clear(&out);
    clm_spool_free(shared);
    return 0;
}

static void test_clm_spool_in_children(void **state) {
    (void)state;
    char folder[1000];
    shared = open_spool(folder, sizeof folder);
    clm_spooled before;
    clm_error error = {0};
    CLM_EXPECT_OK("add", clm_spool_add(shared, CLM_TEXT("Ii"), &before, &error), &error);
    CLM_EXPECT_OK("add", clm_spool_add(shared, CLM_TEXT("Kuivaniemi"), &shared_piece, &error),
                  &error);
    assert_int_equal(child_says(read_shared), 0);
    assert_int_equal(child_says(read_shared), 0);
    clm_spool_free(shared);
    assert_int_equal(rmdir(folder), 0);
}

enum { THREADS = 4, PIECES = 500 };

static void *add_many(void *context) {
    clm_spooled *pieces = context;
    for (int i = 0; i < PIECES; i++) {
        char text[32];
        const int length = snprintf(text, sizeof text, "%p %d", context, i);
        if (clm_spool_add(shared, (clm_text){text, (size_t)length}, &pieces[i], NULL) != CLM_OK) {
            return NULL;
        }
    }
    return context;
}

static void test_clm_spool_threads(void **state) {
    (void)state;
    static clm_spooled pieces[THREADS][PIECES];
    pthread_t threads[THREADS];
    char folder[1000];
    shared = open_spool(folder, sizeof folder);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, add_many, pieces[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *end = NULL;
        assert_int_equal(pthread_join(threads[i], &end), 0);
        assert_ptr_equal(end, pieces[i]);
    }
    clm_buffer out;
    clm_buffer_init(&out);
    for (int i = 0; i < THREADS; i++) {
        for (int k = 0; k < PIECES; k++) {
            char text[32];
            (void)snprintf(text, sizeof text, "%p %d", (void *)pieces[i], k);
            out.len = 0;
            assert_int_equal(clm_spool_read(shared, pieces[i][k], &out, NULL), CLM_OK);
            CLM_EXPECT_TEXT("piece", clm_test_text(&out), text);
        }
    }
    clm_buffer_clear(&out);
    clm_spool_free(shared);
    assert_int_equal(rmdir(folder), 0);
}

/* A run that is killed before its file has lost its name leaves it under one that the next run
 * cleans up. */
static void test_clm_spool_killed(void **state) {
    (void)state;
    char folder[1000];
    clm_test_path(folder, sizeof folder, "spool", "");
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        clm_spool *spool = NULL;
        killed_before_unlink = true;
        _exit(clm_spool_open(folder, &spool, NULL) == CLM_OK ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
#ifdef CLM_SPOOL_NAMED
    assert_true(WIFSIGNALED(status));
    assert_int_equal(names_in(folder), 1);
#else
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(names_in(folder), 0);
#endif
    const clm_folders_options options = {.root = folder, .date = "2026-11-22"};
    clm_folders *folders = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("begin", clm_folders_begin(&options, &folders, &error), &error);
    clm_folders_free(folders);
    assert_int_equal(names_in(folder), 0);
    assert_int_equal(rmdir(folder), 0);
}

#ifdef CLM_SPOOL_NAMED
/* What stands under the first names, of a process of this number that was killed, is in nobody's
 * way; nothing is left beside it. */
static void test_clm_spool_name_taken(void **state) {
    (void)state;
    char folder[1000];
    char host[CLM_FOLDERS_HOST_BYTES];
    char taken[2][1200];
    clm_test_path(folder, sizeof folder, "spool", "");
    clm_folders_host(host);
    for (unsigned i = 0; i < 2; i++) {
        (void)snprintf(taken[i], sizeof taken[i], "%s/.claimmap-%s-%ld-%u.spool", folder, host,
                       (long)getpid(), i);
        clm_test_write(taken[i], "old", 3);
    }
    clm_spool *spool = NULL;
    clm_error error = {0};
    clm_spooled piece;
    CLM_EXPECT_OK("open", clm_spool_open(folder, &spool, &error), &error);
    CLM_EXPECT_OK("add", clm_spool_add(spool, CLM_TEXT("Pello"), &piece, &error), &error);
    assert_int_equal(names_in(folder), 2);
    clm_spool_free(spool);
    for (unsigned i = 0; i < 2; i++) {
        struct stat facts;
        assert_int_equal(stat(taken[i], &facts), 0);
        assert_int_equal(facts.st_size, 3);
        assert_int_equal(unlink(taken[i]), 0);
    }
    assert_int_equal(rmdir(folder), 0);
}
#endif

static clm_status add_and_read(void *context) {
    clm_spool *spool = NULL;
    clm_status status = clm_spool_open(context, &spool, NULL);
    clm_spooled piece;
    clm_buffer out;
    clm_buffer_init(&out);
    if (status == CLM_OK) {
        status = clm_spool_add(spool, CLM_TEXT("Simo"), &piece, NULL);
    }
    if (status == CLM_OK) {
        status = clm_spool_read(spool, piece, &out, NULL);
    }
    clm_buffer_clear(&out);
    clm_spool_free(spool);
    return status;
}

static void test_clm_spool_memory(void **state) {
    (void)state;
    char folder[1000];
    clm_test_path(folder, sizeof folder, "spool", "");
    assert_true(clm_test_fail_every_allocation(add_and_read, folder) >= 2);
    assert_int_equal(rmdir(folder), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_spool_content),    cmocka_unit_test(test_clm_spool_open_fails),
        cmocka_unit_test(test_clm_spool_full),       cmocka_unit_test(test_clm_spool_in_children),
        cmocka_unit_test(test_clm_spool_threads),    cmocka_unit_test(test_clm_spool_memory),
        cmocka_unit_test(test_clm_spool_killed),
#ifdef CLM_SPOOL_NAMED
        cmocka_unit_test(test_clm_spool_name_taken),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

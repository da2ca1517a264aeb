#include "support/support.h"

#include "refresh/folders.h"
#include "refresh/folders_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static char root[512];
static bool no_links;

/* In the place of the system's: a file system without links. */
int symlinkat(const char *target, int at, const char *name) {
    if (no_links) {
        errno = EPERM; /* FAT's reason */
        return -1;
    }
    return (int)syscall(SYS_symlinkat, target, at, name);
}

static void path_of(char *out, size_t size, const char *name) {
    assert_true(snprintf(out, size, "%s/%s", root, name) < (int)size);
}

static int start(void **state) {
    (void)state;
    clm_test_path(root, sizeof root, "folders", "root");
    return mkdir(root, 0777);
}

static int finish(void **state) {
    (void)state;
    no_links = false;
    return clm_folders_remove_tree(AT_FDCWD, root);
}

static clm_folders_options options_of(const char *date) {
    return (clm_folders_options){.root = root, .date = date};
}

/* A night of one file with these words. Returns its name in `name`. */
static void publish(const clm_folders_options *options, const char *words, char name[32]) {
    clm_folders *folders = NULL;
    clm_error error;
    CLM_EXPECT_OK(words, clm_folders_begin(options, &folders, &error), &error);
    CLM_EXPECT_OK(words, clm_folders_put(folders, "a.txt", words, strlen(words), &error), &error);
    const char *made = NULL;
    CLM_EXPECT_OK(words, clm_folders_publish(folders, &made, &error), &error);
    (void)snprintf(name, 32, "%s", made);
    CLM_EXPECT_OK(words, clm_folders_retain(folders, NULL, &error), &error);
    clm_folders_free(folders);
}

static void expect_file(const char *name, const char *words) {
    char path[1024];
    path_of(path, sizeof path, name);
    char bytes[256] = {0};
    FILE *file = fopen(path, "rb");
    CLM_EXPECT(name, (file != NULL) == (words != NULL));
    if (file != NULL) {
        const size_t length = fread(bytes, 1, sizeof bytes - 1, file);
        (void)fclose(file);
        CLM_EXPECT_TEXT(name, ((clm_text){bytes, length}), words);
    }
}

/* Entries of the root that begin so. */
static size_t count_entries(const char *prefix) {
    DIR *folder = opendir(root);
    assert_non_null(folder);
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        count += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    }
    (void)closedir(folder);
    return count;
}

static void test_nights_and_second_run(void **state) {
    (void)state;
    char name[32];
    clm_folders_options options = options_of("2026-11-22");
    publish(&options, "one", name);
    assert_string_equal(name, "2026-11-22");
    options.date = "2026-11-23";
    publish(&options, "two", name);
    assert_string_equal(name, "2026-11-23");
    publish(&options, "three", name);
    assert_string_equal(name, "2026-11-23-2");
    publish(&options, "four", name);
    assert_string_equal(name, "2026-11-23-3");
    expect_file("2026-11-22/a.txt", "one");
    expect_file("2026-11-23/a.txt", "two");
    expect_file("2026-11-23-2/a.txt", "three");
    expect_file("latest/a.txt", "four");
    /* A clock that was set back: the order is that of the runs. */
    options.date = "2026-11-20";
    publish(&options, "five", name);
    expect_file("latest/a.txt", "five");
    publish(&options, "six", name);
    assert_string_equal(name, "2026-11-20-2");
    expect_file("latest/a.txt", "six");
    assert_int_equal(count_entries(".claimmap"), 0);
}

static void test_keep_copies_from_last(void **state) {
    (void)state;
    char name[32];
    clm_folders_options options = options_of("2026-11-22");
    publish(&options, "one", name);
    clm_folders *folders = NULL;
    clm_error error;
    CLM_EXPECT_OK("begin", clm_folders_begin(&options, &folders, &error), &error);
    assert_string_equal(clm_folders_last(folders), "2026-11-22");
    CLM_EXPECT_OK("keep", clm_folders_keep(folders, "a.txt", &error), &error);
    assert_int_equal(clm_folders_keep(folders, "b.txt", &error), CLM_ERR_NOT_FOUND);
    static const char *const wrong[] = {"", ".", "..", ".hidden", "a/b", "../a.txt", "/etc/x"};
    for (size_t i = 0; i < CLM_TEST_COUNT(wrong); i++) {
        CLM_EXPECT(wrong[i],
                   clm_folders_put(folders, wrong[i], "x", 1, &error) == CLM_ERR_ARGUMENT);
        CLM_EXPECT(wrong[i], clm_folders_keep(folders, wrong[i], &error) == CLM_ERR_ARGUMENT);
    }
    const char *made = NULL;
    CLM_EXPECT_OK("publish", clm_folders_publish(folders, &made, &error), &error);
    assert_int_equal(clm_folders_put(folders, "c.txt", "x", 1, &error), CLM_ERR_ARGUMENT);
    clm_folders_free(folders);
    /* A person edits the new one in place: the old one stays. */
    char path[1024];
    path_of(path, sizeof path, "2026-11-22-2/a.txt");
    clm_test_write(path, "edited", 6);
    expect_file("2026-11-22/a.txt", "one");
}

static void test_not_published_leaves_nothing(void **state) {
    (void)state;
    const clm_folders_options options = options_of("2026-11-22");
    clm_folders *folders = NULL;
    clm_error error;
    CLM_EXPECT_OK("begin", clm_folders_begin(&options, &folders, &error), &error);
    assert_null(clm_folders_last(folders));
    assert_int_equal(clm_folders_keep(folders, "a.txt", &error), CLM_ERR_NOT_FOUND);
    CLM_EXPECT_OK("put", clm_folders_put(folders, "a.txt", "x", 1, &error), &error);
    clm_folders_free(folders);
    assert_int_equal(count_entries("2"), 0);
    assert_int_equal(count_entries("latest"), 0);
    assert_int_equal(count_entries(".claimmap"), 0);
}

static void test_retention(void **state) {
    (void)state;
    char name[32];
    clm_folders_options options = options_of("2026-11-01");
    publish(&options, "1", name);
    options.date = "2026-12-24"; /* the clock was wrong */
    publish(&options, "2", name);
    options.date = "2026-11-02";
    publish(&options, "3", name);
    char path[1024];
    path_of(path, sizeof path, "2020-01-01"); /* somebody else's */
    assert_int_equal(mkdir(path, 0777), 0);
    options.keep_days = 2;
    options.date = "2026-11-04"; /* 2 days before it is 11-02, which stays */
    publish(&options, "4", name);
    expect_file("2026-11-01/a.txt", NULL);
    expect_file("2026-11-02/a.txt", "3");
    expect_file("2026-12-24/a.txt", "2");
    options.keep_days = 1;
    options.date = "2026-11-05";
    publish(&options, "5", name);
    expect_file("2026-11-02/a.txt", NULL);
    expect_file("2026-11-04/a.txt", "4");
    expect_file("2026-12-24/a.txt", "2"); /* of a day to come */
    expect_file("latest/a.txt", "5");
    assert_int_equal(count_entries("2020-01-01"), 1);
    /* The only one stays, however old the rule says it is. */
    options.date = "2030-01-01";
    publish(&options, "6", name);
    expect_file("latest/a.txt", "6");
    assert_int_equal(count_entries("20"), 2);
}

static void test_without_links(void **state) {
    (void)state;
    char name[32];
    clm_folders_options options = options_of("2026-11-22");
    no_links = true;
    publish(&options, "one", name);
    publish(&options, "two", name);
    expect_file("latest/a.txt", "two");
    char path[1024];
    struct stat facts;
    path_of(path, sizeof path, "latest");
    assert_int_equal(lstat(path, &facts), 0);
    assert_true(S_ISDIR(facts.st_mode));
    no_links = false; /* and back to links */
    publish(&options, "three", name);
    expect_file("latest/a.txt", "three");
    assert_int_equal(lstat(path, &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    no_links = true;
    publish(&options, "four", name);
    expect_file("latest/a.txt", "four");
    assert_int_equal(count_entries(".claimmap"), 0);
}

static void test_latest_that_is_not_ours(void **state) {
    (void)state;
    char path[1024];
    path_of(path, sizeof path, "latest");
    assert_int_equal(mkdir(path, 0777), 0);
    const clm_folders_options options = options_of("2026-11-22");
    clm_folders *folders = NULL;
    clm_error error;
    assert_int_equal(clm_folders_begin(&options, &folders, &error), CLM_ERR_IO);
    assert_null(folders);
    assert_non_null(strstr(error.message, "/latest is in the way"));
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(symlink("nowhere", path), 0);
    char name[32];
    publish(&options, "one", name);
    expect_file("latest/a.txt", "one");
}

/* Somebody made a folder or a file of that name after nights were published: it stays as it is, and
 * so do the nights. */
static void test_latest_of_somebody_stays(void **state) {
    (void)state;
    char name[32];
    char path[1024];
    char inside[1024];
    const clm_folders_options options = options_of("2026-11-22");
    publish(&options, "one", name);
    path_of(path, sizeof path, "latest");
    path_of(inside, sizeof inside, "latest/a.txt");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0777), 0);
    clm_test_write(inside, "theirs", 6);
    clm_folders *folders = NULL;
    clm_error error;
    assert_int_equal(clm_folders_begin(&options, &folders, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "move it away"));
    expect_file("latest/a.txt", "theirs");
    assert_int_equal(unlink(inside), 0);
    assert_int_equal(rmdir(path), 0);
    clm_test_write(path, "a file", 6);
    assert_int_equal(clm_folders_begin(&options, &folders, &error), CLM_ERR_IO);
    expect_file("latest", "a file");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("..", path), 0); /* to what is there, and is no night */
    assert_int_equal(clm_folders_begin(&options, &folders, &error), CLM_ERR_IO);
    assert_int_equal(readlink(path, inside, sizeof inside), 2);
    expect_file("2026-11-22/a.txt", "one");
    assert_int_equal(count_entries(".claimmap"), 0);
    assert_int_equal(count_entries("2026"), 1);
}

static void test_wrong_arguments(void **state) {
    (void)state;
    static const char *const wrong[] = {"2026-02-30", "today", "", "../x", NULL};
    for (size_t i = 0; i < CLM_TEST_COUNT(wrong); i++) {
        const clm_folders_options options = options_of(wrong[i]);
        clm_folders *folders = NULL;
        CLM_EXPECT(wrong[i], clm_folders_begin(&options, &folders, NULL) == CLM_ERR_ARGUMENT);
    }
}

static void touch_folder(const char *name, long long age_s) {
    char path[1024];
    path_of(path, sizeof path, name);
    assert_int_equal(mkdir(path, 0777), 0);
    strncat(path, "/x", sizeof path - strlen(path) - 1);
    clm_test_write(path, "x", 1);
    path[strlen(path) - 2] = '\0';
    const time_t then = time(NULL) - (time_t)age_s;
    const struct timespec times[2] = {{.tv_sec = then}, {.tv_sec = then}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void test_left_overs(void **state) {
    (void)state;
    /* A process that is surely gone: a child of our own that ended. */
    const pid_t dead = fork();
    if (dead == 0) {
        _exit(0);
    }
    assert_int_equal(waitpid(dead, NULL, 0), dead);
    char host[CLM_FOLDERS_HOST_BYTES];
    clm_folders_host(host);
    const struct {
        const char *label, *host;
        long pid;
        const char *end;
        long long age_s;
        bool stays;
    } cases[] = {
        {"dead", host, dead, "0.new", 0, false},
        {"dead, removed night", host, dead, "3.out", 0, false},
        {"dead, shared", host, dead, "2.work", 0, false},
        {"our number", host, (long)getpid(), "7.new", 0, false},
        {"alive", host, 1, "0.new", 0, true},
        {"alive, but a week old", host, 1, "1.new", 8 * 86400, false},
        {"another host", "else.where", dead, "0.new", 3600, true},
        {"another host, old", "else.where", dead, "1.old", 8 * 86400, false},
        {"another kind", host, dead, "0.keep", 8 * 86400, true},
        {"no number", host, dead, "x.new", 8 * 86400, true},
    };
    char names[CLM_TEST_COUNT(cases)][256];
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        (void)snprintf(names[i], sizeof names[i], ".claimmap-%s-%ld-%s", cases[i].host,
                       cases[i].pid, cases[i].end);
        touch_folder(names[i], cases[i].age_s);
    }
    touch_folder(".claimmap-notes", 8 * 86400);
    const clm_folders_options options = options_of("2026-11-22");
    char name[32];
    publish(&options, "one", name);
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        char path[1024];
        path_of(path, sizeof path, names[i]);
        CLM_EXPECT(cases[i].label, (access(path, F_OK) == 0) == cases[i].stays);
    }
    assert_int_equal(count_entries(".claimmap-notes"), 1);
}

static void test_stale_latest_is_set_right(void **state) {
    (void)state;
    char name[32];
    clm_folders_options options = options_of("2026-11-22");
    publish(&options, "one", name);
    publish(&options, "two", name);
    char path[1024];
    path_of(path, sizeof path, "latest");
    assert_int_equal(unlink(path), 0); /* as if killed between the renames */
    assert_int_equal(symlink("2026-11-22", path), 0);
    clm_folders *folders = NULL;
    clm_error error;
    CLM_EXPECT_OK("begin", clm_folders_begin(&options, &folders, &error), &error);
    clm_folders_free(folders);
    expect_file("latest/a.txt", "two");
    assert_int_equal(unlink(path), 0);
    CLM_EXPECT_OK("begin", clm_folders_begin(&options, &folders, &error), &error);
    clm_folders_free(folders);
    expect_file("latest/a.txt", "two");
}

static void test_umask(void **state) {
    (void)state;
    const mode_t before = umask(027);
    char name[32];
    const clm_folders_options options = options_of("2026-11-22");
    publish(&options, "one", name);
    publish(&options, "two", name);
    (void)umask(before);
    char path[1024];
    struct stat facts;
    path_of(path, sizeof path, "2026-11-22");
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0750);
    path_of(path, sizeof path, "2026-11-22-2/a.txt");
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0640);
}

/* From now on permissions hold for this process, also where it is root's. */
static bool drop_capabilities(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}};
    return syscall(SYS_capset, &header, none) == 0;
}

/* In a child: a night is begun in a folder that may not be written, and one whose folder may not be
 * written any more when it is to be published. 0 where all is as it must be. */
static int try_read_only(void) {
    const clm_folders_options options = options_of("2026-11-23");
    clm_folders *folders = NULL;
    clm_error error = {0};
    const char *name = "";
    if (!drop_capabilities() || chmod(root, 0555) != 0) {
        return 2;
    }
    if (clm_folders_begin(&options, &folders, &error) != CLM_ERR_IO || folders != NULL ||
        strstr(error.message, root) == NULL || strstr(error.message, "Permission denied") == NULL) {
        return 3;
    }
    if (chmod(root, 0777) != 0 || clm_folders_begin(&options, &folders, &error) != CLM_OK ||
        clm_folders_put(folders, "a.txt", "two", 3, &error) != CLM_OK || chmod(root, 0555) != 0) {
        return 4;
    }
    const clm_status status = clm_folders_publish(folders, &name, &error);
    clm_folders_free(folders);
    return status == CLM_ERR_IO && name == NULL && chmod(root, 0777) == 0 ? 0 : 5;
}

static void test_read_only(void **state) {
    (void)state;
    char name[32];
    const clm_folders_options options = options_of("2026-11-22");
    publish(&options, "one", name);
    const pid_t child = fork();
    if (child == 0) {
        _exit(try_read_only());
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    expect_file("latest/a.txt", "one");
    assert_int_equal(count_entries("2026"), 1);
    /* What could not be removed then is removed now. */
    assert_int_equal(count_entries(".claimmap"), 1);
    publish(&options, "three", name);
    assert_int_equal(count_entries(".claimmap"), 0);
}

/* What a full disk does, without one: no file may grow beyond a few bytes. In a child, as the limit
 * is the process's. */
static void test_file_limit(void **state) {
    (void)state;
    char name[32];
    const clm_folders_options options = options_of("2026-11-22");
    publish(&options, "one", name);
    const pid_t child = fork();
    if (child == 0) {
        (void)signal(SIGXFSZ, SIG_IGN);
        const struct rlimit limit = {100, 100};
        clm_folders *folders = NULL;
        clm_error error = {0};
        char bytes[4096] = {0};
        int code = setrlimit(RLIMIT_FSIZE, &limit) != 0 ? 2 : 0;
        if (code == 0 && clm_folders_begin(&options, &folders, &error) != CLM_OK) {
            code = 3;
        }
        if (code == 0 &&
            (clm_folders_put(folders, "b.bin", bytes, sizeof bytes, &error) != CLM_ERR_IO ||
             strstr(error.message, "b.bin: File too large") == NULL)) {
            code = 4;
        }
        /* Not even the file that makes a folder a night can be written. */
        const struct rlimit less = {3, 3};
        const char *made = "";
        if (code == 0 && (setrlimit(RLIMIT_FSIZE, &less) != 0 ||
                          clm_folders_publish(folders, &made, &error) != CLM_ERR_IO ||
                          made != NULL || strstr(error.message, "File too large") == NULL)) {
            code = 5;
        }
        clm_folders_free(folders);
        _exit(code);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    expect_file("latest/a.txt", "one");
    assert_int_equal(count_entries(".claimmap"), 0);
    assert_int_equal(count_entries("2026"), 1);
}

/* ---- killed at any moment ---- */

enum { KILLS = 100, FILES = 12, DAYS_OF_A_CHILD = 2000 };

/* So many days after 1 November 2026. */
static void date_after(int days, char out[16]) {
    const time_t moment = (time_t)(1793491200 + (int64_t)days * 86400);
    struct tm parts;
    assert_non_null(gmtime_r(&moment, &parts));
    assert_int_equal(strftime(out, 16, "%Y-%m-%d", &parts), 10);
}

/* Publishes night after night, a day each, of FILES files that all hold the night's number, until
 * it is killed. */
static void publish_for_ever(int child) {
    for (int n = 1;; n++) {
        char date[16];
        date_after(child * DAYS_OF_A_CHILD + n, date);
        clm_folders_options options = options_of(date);
        options.keep_days = 2;
        clm_folders *folders = NULL;
        if (clm_folders_begin(&options, &folders, NULL) != CLM_OK) {
            _exit(3);
        }
        char words[32];
        char name[32];
        (void)snprintf(words, sizeof words, "%ld %d", (long)getpid(), n);
        bool fine = true;
        for (int i = 0; i < FILES && fine; i++) {
            (void)snprintf(name, sizeof name, "f%d", i);
            fine = clm_folders_put(folders, name, words, strlen(words), NULL) == CLM_OK;
        }
        const char *made;
        fine = fine && clm_folders_publish(folders, &made, NULL) == CLM_OK &&
               clm_folders_retain(folders, NULL, NULL) == CLM_OK;
        clm_folders_free(folders);
        if (!fine) {
            _exit(4);
        }
    }
}

/* All files of the night are there and of one run. Returns false if there is no such folder. */
static bool check_whole(const char *folder) {
    char path[1024];
    path_of(path, sizeof path, folder);
    if (access(path, F_OK) != 0) {
        return false;
    }
    char first[64] = {0};
    for (int i = 0; i < FILES; i++) {
        char words[64] = {0};
        (void)snprintf(path, sizeof path, "%s/%s/f%d", root, folder, i);
        FILE *file = fopen(path, "rb");
        CLM_EXPECT(path, file != NULL);
        assert_true(fread(words, 1, sizeof words - 1, file) > 0);
        (void)fclose(file);
        if (i == 0) {
            memcpy(first, words, sizeof first);
        }
        assert_string_equal(words, first);
    }
    return true;
}

static void kill_often(void) {
    uint64_t random = clm_test_seed();
    size_t whole = 0;
    double wait_ns = 30e6; /* longer on a slow machine, until nights come through */
    for (int i = 0; i < KILLS; i++) {
        const pid_t child = fork();
        if (child == 0) {
            publish_for_ever(i);
        }
        const struct timespec wait = {.tv_nsec = (long)clm_test_uniform(&random, 0.0, wait_ns)};
        (void)nanosleep(&wait, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status)); /* it did not end by itself */
        const bool there = check_whole("latest");
        assert_true(there || whole == 0); /* once there is one, there is always one */
        whole += there;
        wait_ns = there || wait_ns > 500e6 ? wait_ns : wait_ns * 1.3;
    }
    assert_true(whole > 0);
    DIR *folder = opendir(root);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '2') {
            assert_true(check_whole(entry->d_name));
        }
    }
    (void)closedir(folder);
    /* The next night cleans up. */
    char name[32];
    clm_folders_options options = options_of("3026-11-01");
    options.keep_days = 1;
    publish(&options, "after", name);
    expect_file("latest/a.txt", "after");
    assert_int_equal(count_entries(".claimmap"), 0);
    assert_int_equal(count_entries("2"), 0);
    assert_int_equal(count_entries("3"), 1);
}

static void test_killed(void **state) {
    (void)state;
    kill_often();
}

static void test_killed_without_links(void **state) {
    (void)state;
    no_links = true;
    kill_often();
}

static clm_status two_nights(void *context) {
    (void)context;
    (void)clm_folders_remove_tree(AT_FDCWD, root);
    clm_status status = CLM_OK;
    for (int i = 0; i < 2 && status == CLM_OK; i++) {
        clm_folders_options options = options_of(i == 0 ? "2026-11-22" : "2026-11-25");
        options.keep_days = 1;
        clm_folders *folders = NULL;
        clm_error error = {0};
        const char *name;
        status = clm_folders_begin(&options, &folders, &error);
        status = status == CLM_OK ? clm_folders_put(folders, "a", "x", 1, &error) : status;
        status = status == CLM_OK ? clm_folders_publish(folders, &name, &error) : status;
        status = status == CLM_OK ? clm_folders_retain(folders, NULL, &error) : status;
        clm_folders_free(folders);
        assert_true(status == CLM_OK || error.code == CLM_ERR_NOMEM);
    }
    return status;
}

static void test_without_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(two_nights, NULL) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nights_and_second_run, start, finish),
        cmocka_unit_test_setup_teardown(test_keep_copies_from_last, start, finish),
        cmocka_unit_test_setup_teardown(test_not_published_leaves_nothing, start, finish),
        cmocka_unit_test_setup_teardown(test_retention, start, finish),
        cmocka_unit_test_setup_teardown(test_without_links, start, finish),
        cmocka_unit_test_setup_teardown(test_latest_that_is_not_ours, start, finish),
        cmocka_unit_test_setup_teardown(test_latest_of_somebody_stays, start, finish),
        cmocka_unit_test_setup_teardown(test_read_only, start, finish),
        cmocka_unit_test_setup_teardown(test_wrong_arguments, start, finish),
        cmocka_unit_test_setup_teardown(test_left_overs, start, finish),
        cmocka_unit_test_setup_teardown(test_stale_latest_is_set_right, start, finish),
        cmocka_unit_test_setup_teardown(test_umask, start, finish),
        cmocka_unit_test_setup_teardown(test_file_limit, start, finish),
        cmocka_unit_test_setup_teardown(test_killed, start, finish),
        cmocka_unit_test_setup_teardown(test_killed_without_links, start, finish),
        cmocka_unit_test_setup_teardown(test_without_memory, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

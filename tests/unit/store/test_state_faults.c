/* Processes that die, disks that are full, files that are not what they were. The child processes
 * are real and are killed with SIGKILL. */
#include "unit/store/state_case.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* ---- the lock ---- */

/* A child that begins a run, writes a byte, and waits to be killed. */
static pid_t start_owner(const state_case *it) {
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        clm_state *state = NULL;
        clm_state_begun begun;
        const bool fine = clm_state_open(&it->options, &state, NULL) == CLM_OK &&
                          clm_state_run_begin(state, NULL, &begun, NULL) == CLM_OK;
        (void)!write(ready[1], fine ? "y" : "n", 1);
        for (;;) {
            (void)pause();
        }
    }
    char answer = 0;
    assert_int_equal(read(ready[0], &answer, 1), 1);
    assert_int_equal(answer, 'y');
    (void)close(ready[0]);
    (void)close(ready[1]);
    return child;
}

static void test_lock_of_a_process_that_died(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "lock");
    for (int reaped = 0; reaped < 2; reaped++) {
        const pid_t child = start_owner(&it);
        clm_state *state = case_open(&it);
        clm_state_begun begun;
        clm_error error = {CLM_OK, ""};
        char number[32];
        (void)snprintf(number, sizeof number, "process %ld on ", (long)child);
        assert_int_equal(clm_state_run_begin(state, NULL, &begun, &error), CLM_ERR_LIMIT);
        assert_non_null(strstr(error.message, number));
        assert_int_equal(kill(child, SIGKILL), 0);
        siginfo_t info;
        assert_int_equal(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
        if (reaped == 0) {
            assert_int_equal(waitpid(child, NULL, 0), child);
        }
        CLM_EXPECT_OK("taken over", clm_state_run_begin(state, NULL, &begun, &error), &error);
        assert_int_equal(begun.run, 2 + 2 * reaped);
        assert_int_equal(begun.interrupted, 1 + 2 * reaped);
        assert_non_null(strstr(begun.message, number));
        assert_non_null(strstr(begun.message, "the process is gone"));
        clm_arena *arena = clm_arena_new();
        clm_state_run run;
        bool found = false;
        assert_int_equal(clm_state_run_get(state, begun.interrupted, arena, &run, &found, NULL),
                         CLM_OK);
        assert_true(found && run.status == CLM_STATE_INTERRUPTED && run.pid == child);
        clm_arena_free(arena);
        case_end(state);
        clm_state_free(state);
        if (reaped != 0) {
            assert_int_equal(waitpid(child, NULL, 0), child);
        }
    }
    case_clear(&it);
}

/* The other machine is one by name: its heartbeat alone tells. */
static void test_lock_of_another_machine(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "machine");
    clm_state *there = case_open(&it);
    clm_state *here = case_open(&it);
    (void)snprintf(there->self.host, sizeof there->self.host, "elsewhere");
    (void)case_begin(there);
    const clm_state_run_options options = {3600, false};
    clm_state_begun begun;
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_state_run_begin(here, &options, &begun, &error), CLM_ERR_LIMIT);
    assert_non_null(strstr(error.message, "on elsewhere"));
    assert_int_equal(case_raw(here, "UPDATE run_lock SET beat_s = beat_s - 3500"), CLM_OK);
    assert_int_equal(clm_state_run_begin(here, &options, &begun, NULL), CLM_ERR_LIMIT);
    there->beat_ms -= 60000;
    assert_int_equal(clm_state_heartbeat(there, NULL), CLM_OK); /* a sign of life */
    assert_int_equal(case_raw(here, "UPDATE run_lock SET beat_s = beat_s - 3500"), CLM_OK);
    assert_int_equal(clm_state_run_begin(here, &options, &begun, NULL), CLM_ERR_LIMIT);
    assert_int_equal(case_raw(here, "UPDATE run_lock SET beat_s = beat_s - 200"), CLM_OK);
    CLM_EXPECT_OK("silent", clm_state_run_begin(here, &options, &begun, &error), &error);
    assert_int_equal(begun.interrupted, 1);
    assert_non_null(strstr(begun.message, "no sign of life"));
    /* It lives after all, and can do no harm. */
    const clm_state_article article = case_article("s", "a");
    int64_t version = 0;
    bool known = false;
    assert_int_equal(clm_state_prepare(there, &article, &version, &error), CLM_ERR_LIMIT);
    assert_non_null(strstr(error.message, "run 1 was ended or taken over"));
    assert_int_equal(clm_state_article_seen(there, "s", "a", &known, NULL), CLM_ERR_LIMIT);
    there->beat_ms -= 60000;
    assert_int_equal(clm_state_heartbeat(there, NULL), CLM_ERR_LIMIT);
    assert_int_equal(clm_state_run_end(there, CLM_STATE_DONE, NULL, NULL), CLM_ERR_LIMIT);
    case_end(here);
    clm_state_free(there);
    clm_state_free(here);
    case_clear(&it);
}

/* The clock of this night is a year behind the one of the night before. */
static void test_clock_set_back(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "clock");
    clm_state *there = case_open(&it);
    (void)snprintf(there->self.host, sizeof there->self.host, "elsewhere");
    (void)case_begin(there);
    assert_int_equal(case_prepare(there, "s", "a"), 1);
    int64_t count = 0;
    assert_int_equal(clm_state_publish_run(there, 1, &count, NULL), CLM_OK);
    assert_int_equal(case_raw(there, "UPDATE run_lock SET beat_s = beat_s + 31536000"), CLM_OK);
    assert_int_equal(case_raw(there, "UPDATE runs SET start_s = start_s + 31536000"), CLM_OK);
    clm_state *here = case_open(&it);
    assert_int_equal(case_begin(here).run, 2);
    assert_int_equal(case_count(here, CLM_STATE_UNSEEN, "s", 2), 1);
    assert_int_equal(case_prepare(here, "s", "a"), 2);
    assert_int_equal(clm_state_publish_run(here, 2, &count, NULL), CLM_OK);
    assert_int_equal(case_count(here, CLM_STATE_MADE_IN, NULL, 2), 1);
    case_end(here);
    clm_state_free(there);
    clm_state_free(here);
    case_clear(&it);
}

static void test_clm_state_owner_look(void **unused) {
    (void)unused;
    clm_state_owner self;
    clm_state_owner_self(&self);
    assert_int_equal(self.pid, getpid());
    assert_true(self.started > 0 && self.boot[0] != '\0' && self.space[0] != '\0');
    assert_int_equal(clm_state_owner_look(&self, &self), CLM_STATE_OWNER_ALIVE);
    clm_state_owner other = self;
    other.started--; /* a process of the same number, earlier */
    assert_int_equal(clm_state_owner_look(&other, &self), CLM_STATE_OWNER_GONE);
    other = self;
    other.space[0] = 'x'; /* another container */
    assert_int_equal(clm_state_owner_look(&other, &self), CLM_STATE_OWNER_UNKNOWN);
    other = self;
    other.host[0] = '\0';
    assert_int_equal(clm_state_owner_look(&other, &self), CLM_STATE_OWNER_UNKNOWN);
    clm_state_owner me = self;
    (void)snprintf(me.machine, sizeof me.machine, "%s", "0123");
    other = me;
    (void)snprintf(other.boot, sizeof other.boot, "%s", "before"); /* the machine was restarted */
    assert_int_equal(clm_state_owner_look(&other, &me), CLM_STATE_OWNER_GONE);
    me.machine[0] = other.machine[0] = '\0';
    assert_int_equal(clm_state_owner_look(&other, &me), CLM_STATE_OWNER_UNKNOWN);
}

/* ---- killed at random moments ---- */

static void version_path(char *out, size_t size, const char *folder, const char *item,
                         int64_t version) {
    (void)snprintf(out, size, "%s/%s.%lld", folder, item, (long long)version);
}

typedef struct recovery {
    clm_state *state;
    const char *folder;
} recovery;

/* What the next run does with what was prepared: published if its file stands, else made anew. */
static clm_status recover(void *context, const clm_state_article *article, clm_error *error) {
    const recovery *it = context;
    char path[600];
    bool found = false;
    version_path(path, sizeof path, it->folder, article->item, article->version);
    return access(path, F_OK) == 0
               ? clm_state_publish(it->state, article->source, article->item, &found, error)
               : clm_state_unprepare(it->state, article->source, article->item, error);
}

/* One article: prepared, its file written, published. */
static clm_status make_one(clm_state *state, const char *folder, const char *item) {
    clm_state_article article = case_article("s", item);
    char path[600];
    int64_t version = 0;
    bool found = false;
    clm_status status = clm_state_prepare(state, &article, &version, NULL);
    if (status == CLM_OK) {
        version_path(path, sizeof path, folder, item, version);
        const int file = open(path, O_CREAT | O_WRONLY, 0666);
        status = file >= 0 && close(file) == 0 ? clm_state_publish(state, "s", item, &found, NULL)
                                               : CLM_ERR_IO;
    }
    return status == CLM_OK && !found ? CLM_ERR_NOT_FOUND : status;
}

/* Runs for ever, until it is killed; any other end is an error. */
static void night_after_night(const state_case *it, const char *folder, uint64_t seed) {
    clm_state *state = NULL;
    clm_state_begun begun;
    clm_error error = {CLM_OK, ""};
    recovery context = {NULL, folder};
    clm_status status = clm_state_open(&it->options, &state, &error);
    context.state = state;
    while (status == CLM_OK) {
        status = clm_state_run_begin(state, NULL, &begun, &error);
        if (status == CLM_OK) {
            status = clm_state_articles(state, CLM_STATE_PREPARED, NULL, begun.run, recover,
                                        &context, &error);
        }
        for (int i = 0; i < 5 && status == CLM_OK; i++) {
            char item[16];
            (void)snprintf(item, sizeof item, "%u", (unsigned)(clm_test_random(&seed) % 7));
            status = make_one(state, folder, item);
        }
        if (status == CLM_OK) {
            status = clm_state_run_end(state, CLM_STATE_DONE, NULL, &error);
        }
    }
    (void)fprintf(stderr, "a night failed: %s %s\n", clm_status_name(status), error.message);
    _exit(1);
}

typedef struct invariants {
    const char *folder;
    int64_t versions; /* of all articles together */
} invariants;

static clm_status check_files(void *context, const clm_state_article *article, clm_error *error) {
    (void)error;
    invariants *sum = context;
    for (int64_t version = 1; version <= article->version; version++) {
        char path[600];
        version_path(path, sizeof path, sum->folder, article->item, version);
        CLM_EXPECT(path, access(path, F_OK) == 0);
    }
    sum->versions += article->version;
    return CLM_OK;
}

static clm_status take_integer(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    *(int64_t *)context = cells[0].integer;
    return CLM_OK;
}

static int64_t ask(clm_state *state, const char *sql) {
    int64_t out = -1;
    clm_error error = {CLM_OK, ""};
    const clm_state_query query = {
        .sql = sql, .columns = "i", .row = take_integer, .context = &out};
    CLM_EXPECT_OK(sql, clm_state_read(state, &query, &error), &error);
    return out;
}

/* Returns how many versions are published. */
static int64_t check_invariants(const state_case *it, const char *folder) {
    clm_state *state = case_open(it); /* a SQLite file is checked as a whole */
    invariants sum = {folder, 0};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("articles",
                  clm_state_articles(state, CLM_STATE_ALL, NULL, 0, check_files, &sum, &error),
                  &error);
    /* One statement: a server may still be ending the work of a client that was killed. */
    assert_int_equal(ask(state, "SELECT (SELECT count(*) FROM versions) -"
                                " (SELECT coalesce(sum(version), 0) FROM articles)"),
                     0);
    assert_int_equal(ask(state, "SELECT count(*) FROM articles a WHERE version <> (SELECT"
                                " max(version) FROM versions v WHERE v.item = a.item)"),
                     0);
    assert_int_equal(ask(state, "SELECT coalesce(max(id), 0) - count(*) FROM runs"), 0);
    /* At most the last one goes on, the one whose lock it is. */
    assert_int_equal(ask(state, "SELECT count(*) FROM runs WHERE status = 0 AND id <> (SELECT run"
                                " FROM run_lock)"),
                     0);
    assert_true(ask(state, "SELECT count(*) FROM prepared") <= 1);
    clm_state_free(state);
    return sum.versions;
}

static void remove_files(const char *folder) {
    for (int item = 0; item < 7; item++) {
        char path[600];
        char name[16];
        (void)snprintf(name, sizeof name, "%d", item);
        for (int64_t version = 1;; version++) {
            version_path(path, sizeof path, folder, name, version);
            if (unlink(path) != 0) {
                break;
            }
        }
    }
    (void)rmdir(folder);
}

static void test_killed_a_hundred_times(void **unused) {
    (void)unused;
    enum { KILLS = 100, LONGEST_US = 80000 };
    state_case it;
    case_make(&it, "killed");
    char folder[512];
    clm_test_path(folder, sizeof folder, "state", "killed-files");
    (void)mkdir(folder, 0777);
    uint64_t seed = clm_test_seed();
    int64_t versions = 0;
    for (int i = 0; i < KILLS; i++) {
        const pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            night_after_night(&it, folder, seed + (uint64_t)i);
        }
        (void)usleep((useconds_t)(clm_test_random(&seed) % LONGEST_US));
        assert_int_equal(kill(child, SIGKILL), 0);
        int how = 0;
        assert_int_equal(waitpid(child, &how, 0), child);
        assert_true(WIFSIGNALED(how));
        const int64_t now = check_invariants(&it, folder);
        assert_true(now >= versions); /* nothing that was published is lost */
        versions = now;
    }
    print_message("%lld versions were published between %d kills\n", (long long)versions, KILLS);
    assert_true(versions > KILLS / 2);
    remove_files(folder);
    case_clear(&it);
}

/* ---- several at once ---- */

/* Joins the run, does what it gets, one at a time; tells how many through its exit status. */
static void share_work(const state_case *it) {
    const clm_state_run_options shared = {0, true};
    clm_state *state = NULL;
    clm_state_begun begun;
    clm_arena *arena = clm_arena_new();
    size_t done = 0;
    size_t count = 1;
    bool ours = true;
    clm_error error = {CLM_OK, ""};
    clm_status status = clm_state_open(&it->options, &state, &error);
    if (status == CLM_OK) {
        status = clm_state_run_begin(state, &shared, &begun, &error);
    }
    while (status == CLM_OK && count > 0 && ours) {
        clm_state_work *work = NULL;
        int64_t version = 0;
        status = clm_state_work_take(state, 1, 600, arena, &work, &count, &error);
        if (status != CLM_OK || count == 0) {
            break;
        }
        const clm_state_article article = case_article(work->source, work->item);
        status = clm_state_begin(state, &error);
        if (status == CLM_OK) {
            status = clm_state_prepare(state, &article, &version, &error);
        }
        if (status == CLM_OK) {
            status = clm_state_work_done(state, work->source, work->item, &ours, &error);
        }
        if (status == CLM_OK) {
            status = clm_state_commit(state, &error);
        }
        done++;
    }
    if (status != CLM_OK || !ours) {
        (void)fprintf(stderr, "a helper failed: %s\n", error.message);
        _exit(255);
    }
    _exit((int)done);
}

static void test_work_is_done_once(void **unused) {
    (void)unused;
    enum { HELPERS = 4, ITEMS = 60 };
    state_case it;
    case_make(&it, "shared");
    clm_state_free(case_open(&it));
    pid_t children[HELPERS];
    int gate[2]; /* children wait until the run was begun */
    assert_int_equal(pipe(gate), 0);
    for (int i = 0; i < HELPERS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) {
            char byte;
            (void)!read(gate[0], &byte, 1);
            share_work(&it);
        }
    }
    clm_state *state = case_open(&it);
    const clm_state_run_options shared = {0, true};
    clm_state_begun begun;
    assert_int_equal(clm_state_run_begin(state, &shared, &begun, NULL), CLM_OK);
    assert_int_equal(clm_state_begin(state, NULL), CLM_OK);
    for (int i = 0; i < ITEMS; i++) {
        char item[16];
        (void)snprintf(item, sizeof item, "%02d", i);
        assert_int_equal(clm_state_work_add(state, "s", item, NULL, NULL), CLM_OK);
    }
    assert_int_equal(clm_state_commit(state, NULL), CLM_OK);
    assert_int_equal(write(gate[1], "....", HELPERS), HELPERS);
    int total = 0;
    for (int i = 0; i < HELPERS; i++) {
        int how = 0;
        assert_int_equal(waitpid(children[i], &how, 0), children[i]);
        assert_true(WIFEXITED(how) && WEXITSTATUS(how) != 255);
        total += WEXITSTATUS(how);
    }
    assert_int_equal(total, ITEMS);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, "s", 1), ITEMS);
    int64_t waiting = -1;
    int64_t taken = -1;
    assert_int_equal(clm_state_work_left(state, &waiting, &taken, NULL), CLM_OK);
    assert_true(waiting == 0 && taken == 0);
    case_end(state);
    clm_state_free(state);
    (void)close(gate[0]);
    (void)close(gate[1]);
    case_clear(&it);
}

/* Of several that begin at once one gets the run. */
static void test_one_run_at_a_time(void **unused) {
    (void)unused;
    enum { RUNNERS = 6 };
    state_case it;
    case_make(&it, "race");
    pid_t children[RUNNERS];
    for (int i = 0; i < RUNNERS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) {
            clm_state *state = NULL;
            clm_state_begun begun;
            if (clm_state_open(&it.options, &state, NULL) != CLM_OK) {
                _exit(9);
            }
            const clm_status status = clm_state_run_begin(state, NULL, &begun, NULL);
            (void)sleep(status == CLM_OK ? 3 : 0); /* longer than the others need to come */
            _exit(status == CLM_OK ? 0 : status == CLM_ERR_LIMIT ? 1 : 9);
        }
    }
    int began = 0;
    for (int i = 0; i < RUNNERS; i++) {
        int how = 0;
        assert_int_equal(waitpid(children[i], &how, 0), children[i]);
        assert_true(WIFEXITED(how) && WEXITSTATUS(how) <= 1);
        began += WEXITSTATUS(how) == 0 ? 1 : 0;
    }
    assert_int_equal(began, 1);
    case_clear(&it);
}

/* Several open what is not there yet: one makes it, all have it. */
static void test_opened_at_once(void **unused) {
    (void)unused;
    enum { OPENERS = 8, ROUNDS = 20 };
    state_case it;
    char name[32];
    for (int round = 0; round < ROUNDS; round++) {
        (void)snprintf(name, sizeof name, "at-once-%d", round);
        case_make(&it, name);
        pid_t children[OPENERS];
        for (int i = 0; i < OPENERS; i++) {
            children[i] = fork();
            assert_true(children[i] >= 0);
            if (children[i] == 0) {
                clm_state *state = NULL;
                clm_error error = {CLM_OK, ""};
                const clm_status status = clm_state_open(&it.options, &state, &error);
                (void)fprintf(stderr, "%s", status == CLM_OK ? "" : error.message);
                clm_state_free(state);
                _exit(status == CLM_OK ? 0 : 1);
            }
        }
        for (int i = 0; i < OPENERS; i++) {
            int how = 0;
            assert_int_equal(waitpid(children[i], &how, 0), children[i]);
            assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
        }
        case_clear(&it);
    }
}

/* ---- a connection that breaks: a server alone ---- */

static void break_connection(clm_state *other) {
    assert_int_equal(case_raw(other, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                                     " pid <> pg_backend_pid() AND application_name = 'claimmap'"),
                     CLM_OK);
}

static void test_lost_connection(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "lost");
    clm_state *state = case_open(&it);
    clm_state *other = case_open(&it);
    clm_error error = {CLM_OK, ""};
    (void)case_begin(state);
    (void)case_prepare(state, "s", "a");
    break_connection(other);
    const clm_state_article b = case_article("s", "b");
    int64_t version = 0;
    assert_int_equal(clm_state_prepare(state, &b, &version, &error), CLM_ERR_IO);
    CLM_EXPECT_OK("made anew", clm_state_prepare(state, &b, &version, &error), &error);
    /* In the middle of a transaction: nothing of it is there. */
    assert_int_equal(clm_state_begin(state, NULL), CLM_OK);
    (void)case_prepare(state, "s", "c");
    break_connection(other);
    const clm_state_article d = case_article("s", "d");
    int64_t now_s = 0;
    assert_int_equal(clm_state_prepare(state, &d, &version, NULL), CLM_ERR_IO);
    assert_int_equal(clm_state_now(state, &now_s, NULL), CLM_ERR_IO);
    assert_int_equal(clm_state_prepare(state, &d, &version, NULL), CLM_ERR_IO);
    assert_int_equal(clm_state_commit(state, &error), CLM_ERR_IO);
    assert_int_equal(clm_state_now(state, &now_s, NULL), CLM_OK);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), 2);
    case_end(state);
    clm_state_free(state);
    clm_state_free(other);
}

/* ---- disks and files: SQLite alone ---- */

static void set_file_limit(rlim_t bytes) {
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* Writes until it fails; returns how many articles were prepared. */
static int fill(clm_state *state, int from, clm_status expected, const char *words) {
    clm_error error = {CLM_OK, ""};
    clm_status status = CLM_OK;
    int i = from;
    for (; i < from + 5000 && status == CLM_OK; i++) {
        char item[16];
        int64_t version = 0;
        (void)snprintf(item, sizeof item, "%06d", i);
        const clm_state_article article = case_article("s", item);
        status = clm_state_prepare(state, &article, &version, &error);
    }
    assert_int_equal(status, expected);
    CLM_EXPECT(error.message, strstr(error.message, words) != NULL);
    return i - 1;
}

static void test_disk_full(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "full");
    clm_state *state = case_open(&it);
    (void)case_begin(state);
    void (*old)(int) = signal(SIGXFSZ, SIG_IGN);
    set_file_limit(200000); /* of the log of writes */
    int count = fill(state, 0, CLM_ERR_IO, "a limit of file sizes");
    assert_true(count > 0);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), count);
    int64_t published = 0;
    assert_int_equal(clm_state_publish_run(state, 1, &published, NULL), CLM_ERR_IO);
    assert_int_equal(case_count(state, CLM_STATE_ALL, NULL, 1), 0);
    set_file_limit(RLIM_INFINITY);
    (void)signal(SIGXFSZ, old);
    assert_int_equal(clm_state_publish_run(state, 1, &published, NULL), CLM_OK);
    assert_int_equal(published, count);
    /* No page more: what SQLite says when the disk is full. */
    assert_int_equal(case_raw(state, "PRAGMA max_page_count = 1"), CLM_OK);
    const int more = fill(state, count, CLM_ERR_IO, "the disk is full") - count;
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), more);
    clm_state_free(state);
    state = case_open(&it);
    assert_int_equal(case_count(state, CLM_STATE_ALL, NULL, 1), count);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), more);
    clm_state_free(state);
    case_clear(&it);
}

/* As a user who may not write: the superuser may always. */
static void test_read_only_file(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "readonly");
    clm_state_free(case_open(&it));
    assert_int_equal(chmod(it.path, 0444), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        clm_state *state = NULL;
        clm_error error = {CLM_OK, ""};
        const bool changed = getuid() != 0 || setuid(65534) == 0;
        const clm_status status = clm_state_open(&it.options, &state, &error);
        const bool named = strstr(error.message, it.path) != NULL;
        (void)fprintf(stderr, "%s\n", error.message);
        _exit(changed && status == CLM_ERR_IO && state == NULL && named ? 0 : 1);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    assert_int_equal(chmod(it.path, 0644), 0);
    clm_state_free(case_open(&it));
    case_clear(&it);
    /* A folder that is not there, and one in the place of the file. */
    clm_state *state = NULL;
    clm_state_options options = {.where = CLM_BUILD_DIR "/none/state.sqlite"};
    assert_int_equal(clm_state_open(&options, &state, NULL), CLM_ERR_IO);
    options.where = CLM_BUILD_DIR;
    assert_int_equal(clm_state_open(&options, &state, NULL), CLM_ERR_IO);
    assert_null(state);
}

static void make_file_to_damage(const state_case *it) {
    case_clear(it);
    clm_state *state = case_open(it);
    (void)case_begin(state);
    assert_int_equal(clm_state_begin(state, NULL), CLM_OK);
    for (int i = 0; i < 200; i++) {
        char item[16];
        (void)snprintf(item, sizeof item, "%d", i);
        (void)case_prepare(state, "s", item);
    }
    assert_int_equal(clm_state_commit(state, NULL), CLM_OK);
    case_end(state);
    clm_state_free(state);
}

static void test_damaged_file(void **unused) {
    (void)unused;
    static const struct {
        const char *label;
        long from, to,
            length; /* bytes from..to are overwritten; the file is cut at length, < 0: not */
    } table[] = {
        {"the header", 0, 64, -1},
        {"the first page", 200, 4000, -1},
        {"a page of rows", 40960, 45056, -1},
        {"cut off", 0, 0, 45056},
        {"cut in a page", 0, 0, 5000},
    };
    state_case it;
    case_make(&it, "damaged");
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        make_file_to_damage(&it);
        FILE *file = fopen(it.path, "r+b");
        assert_non_null(file);
        assert_int_equal(fseek(file, table[i].from, SEEK_SET), 0);
        for (long at = table[i].from; at < table[i].to; at++) {
            (void)fputc('?', file);
        }
        assert_int_equal(fclose(file), 0);
        assert_true(table[i].length < 0 || truncate(it.path, table[i].length) == 0);
        clm_state *state = NULL;
        clm_error error = {CLM_OK, ""};
        CLM_EXPECT(table[i].label, clm_state_open(&it.options, &state, &error) == CLM_ERR_DAMAGED);
        CLM_EXPECT(error.message, strstr(error.message, "damaged") != NULL &&
                                      strstr(error.message, it.path) != NULL);
        assert_null(state);
    }
    case_clear(&it);
}

static void test_file_of_another_program(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "foreign");
    make_file_to_damage(&it);
    clm_state *state = case_open(&it);
    assert_int_equal(case_raw(state, "PRAGMA application_id = 7"), CLM_OK);
    clm_state_free(state);
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_state_open(&it.options, &state, &error), CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "another program"));
    clm_test_write(it.path, "", 0); /* an empty file is no file yet */
    clm_state_free(case_open(&it));
    case_clear(&it);
}

int main(void) {
    const struct CMUnitTest both[] = {
        cmocka_unit_test(test_lock_of_a_process_that_died),
        cmocka_unit_test(test_lock_of_another_machine),
        cmocka_unit_test(test_clock_set_back),
        cmocka_unit_test(test_clm_state_owner_look),
        cmocka_unit_test(test_killed_a_hundred_times),
        cmocka_unit_test(test_work_is_done_once),
        cmocka_unit_test(test_one_run_at_a_time),
        cmocka_unit_test(test_opened_at_once),
    };
    const struct CMUnitTest files[] = {
        cmocka_unit_test(test_disk_full),
        cmocka_unit_test(test_read_only_file),
        cmocka_unit_test(test_damaged_file),
        cmocka_unit_test(test_file_of_another_program),
    };
    const struct CMUnitTest servers[] = {cmocka_unit_test(test_lost_connection)};
    const int failed = cmocka_run_group_tests(both, NULL, NULL);
    return failed + (test_server() != NULL ? cmocka_run_group_tests(servers, NULL, NULL)
                                           : cmocka_run_group_tests(files, NULL, NULL));
}

#include "support/support.h"

#include "base/clock.h"
#include "refresh/workers.h"
#include "refresh/workers_parts.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { TASKS_MAX = 600 };

/* What came of the tasks. */
typedef struct outcome {
    clm_worker_end ends[TASKS_MAX];
    unsigned told[TASKS_MAX];
    char reasons[TASKS_MAX][160];
    char replies[TASKS_MAX][64];
    size_t ticks, done;
    atomic_bool cancel;
    bool cancel_when_done;
} outcome;

static outcome *it; /* of the running test: large */

static void note_done(void *context, size_t task, clm_worker_end end, clm_text reply,
                      const char *reason) {
    outcome *out = context;
    assert_true(task < TASKS_MAX);
    out->ends[task] = end;
    out->told[task]++;
    out->done++;
    assert_true((reason == NULL) == (end == CLM_WORKER_REPLIED));
    assert_true(end == CLM_WORKER_REPLIED || reply.len == 0);
    (void)snprintf(out->reasons[task], sizeof out->reasons[task], "%s", reason ? reason : "");
    (void)snprintf(out->replies[task], sizeof out->replies[task], "%.*s",
                   (int)(reply.len < 60 ? reply.len : 60), reply.len > 0 ? reply.ptr : "");
    if (out->cancel_when_done) {
        atomic_store(&out->cancel, true);
    }
}

static void note_tick(void *context) {
    outcome *out = context;
    out->ticks++;
}

static int start(void **state) {
    (void)state;
    it = calloc(1, sizeof *it);
    return it != NULL ? 0 : -1;
}

static int finish(void **state) {
    (void)state;
    free(it);
    it = NULL;
    /* No zombie remains. */
    errno = 0;
    return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD ? 0 : -1;
}

static clm_workers_options options_of(size_t jobs, size_t tasks,
                                      void (*work)(void *, size_t, clm_buffer *)) {
    return (clm_workers_options){
        .jobs = jobs, .task_count = tasks, .work = work, .done = note_done, .context = it};
}

static void run(const clm_workers_options *options) {
    clm_error error;
    CLM_EXPECT_OK("run", clm_workers_run(options, &error), &error);
    for (size_t i = 0; i < options->task_count; i++) {
        assert_int_equal(it->told[i], 1);
    }
    assert_int_equal(it->done, options->task_count);
}

static void expect_square(size_t task) {
    char words[64];
    (void)snprintf(words, sizeof words, "%zu squared is %zu", task, task * task);
    assert_int_equal(it->ends[task], CLM_WORKER_REPLIED);
    assert_string_equal(it->replies[task], words);
}

static void say_square(void *context, size_t task, clm_buffer *reply) {
    (void)context;
    clm_buffer_printf(reply, "%zu squared is %zu", task, task * task);
}

static void test_all_replies_come(void **state) {
    (void)state;
    static const size_t cases[][2] = {{1, 1}, {4, 500}, {7, 3}, {256, 300}, {1, 40}};
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        memset(it, 0, sizeof *it);
        const clm_workers_options options = options_of(cases[i][0], cases[i][1], say_square);
        run(&options);
        for (size_t task = 0; task < cases[i][1]; task++) {
            expect_square(task);
        }
    }
    memset(it, 0, sizeof *it);
    const clm_workers_options none = options_of(4, 0, say_square);
    run(&none);
}

/* ---- deaths ---- */

/* What the compiler must not see through. */
static void *volatile kept;

static void misbehave(void *context, size_t task, clm_buffer *reply) {
    switch (task % 10) {
    case 1:
        abort();
    case 2:
        _exit(3);
    case 3:
        (void)raise(SIGKILL);
        break;
    case 4:
        (void)kill(getppid(), SIGCHLD); /* the parent's poll is interrupted */
        break;
    case 5:
        (void)raise(SIGTERM); /* as a service manager does with all of a group */
        (void)raise(SIGINT);
        break;
    default:
        break;
    }
    say_square(context, task, reply);
}

static void on_child(int number) {
    (void)number;
}

static void test_deaths_cost_their_tasks(void **state) {
    (void)state;
    struct sigaction action = {.sa_handler = on_child};
    struct sigaction before, after;
    assert_int_equal(sigaction(SIGCHLD, &action, &before), 0);
    const clm_workers_options options = options_of(3, 100, misbehave);
    run(&options);
    assert_int_equal(sigaction(SIGCHLD, &before, &after), 0);
    assert_true(after.sa_handler == on_child);
    static const char *const reasons[10] = {
        [1] = "it was killed by signal 6 (Aborted)",
        [2] = "it ended by itself with status 3",
        [3] = "it was killed by signal 9 (Killed), as the system does where its memory ends",
    };
    for (size_t task = 0; task < options.task_count; task++) {
        if (reasons[task % 10] == NULL) {
            expect_square(task);
        } else {
            assert_int_equal(it->ends[task], CLM_WORKER_CRASHED);
            assert_string_equal(it->reasons[task], reasons[task % 10]);
        }
    }
}

/* Some who start programs leave SIGCHLD ignored: then nobody can say how a worker ended. */
static void test_sigchld_ignored(void **state) {
    (void)state;
    struct sigaction action = {.sa_handler = SIG_IGN};
    struct sigaction before;
    assert_int_equal(sigaction(SIGCHLD, &action, &before), 0);
    const clm_workers_options options = options_of(2, 12, misbehave);
    run(&options);
    assert_int_equal(sigaction(SIGCHLD, &before, NULL), 0);
    assert_int_equal(it->ends[1], CLM_WORKER_CRASHED);
    assert_int_equal(it->ends[2], CLM_WORKER_CRASHED);
    expect_square(6);
    expect_square(10);
}

/* ---- memory ---- */

enum { MIB = 1 << 20, LIMIT_MIB = 64 };

/* Takes and touches memory until there is none; the bytes that it got. */
static size_t take_all(void) {
    size_t got = 0;
    for (void *more; got < (size_t)1024 * MIB && (more = malloc(MIB)) != NULL; got += MIB) {
        memset(more, 1, MIB);
        kept = more;
    }
    return got;
}

static void need_memory(void *context, size_t task, clm_buffer *reply) {
    if (task == 0) { /* more in one piece, which fails, and goes on */
        kept = malloc((size_t)(LIMIT_MIB + 8) * MIB);
        clm_buffer_string(reply, kept == NULL ? "refused" : "had");
    } else if (task == 1) { /* less */
        kept = malloc((size_t)LIMIT_MIB / 2 * MIB);
        clm_buffer_string(reply, kept == NULL ? "refused" : "had");
    } else if (task == 2) { /* all, and goes on without */
        const size_t got = take_all();
        clm_buffer_string(reply, got <= (size_t)LIMIT_MIB * MIB && got >= (size_t)48 * MIB
                                     ? "the limit"
                                     : "another amount");
        while (!reply->failed && reply->len < (size_t)4 * MIB) {
            clm_buffer_string(reply, "no memory for this ");
        }
    } else if (task == 3) { /* ends as GLib does */
        (void)take_all();
        abort();
    } else {
        say_square(context, task, reply);
    }
}

static void test_memory_limit(void **state) {
    (void)state;
    if (!clm_worker_limits_memory()) {
        skip();
    }
    clm_workers_options options = options_of(1, 6, need_memory);
    options.memory_limit_bytes = (int64_t)LIMIT_MIB * MIB;
    run(&options);
    const char *words = "it needed more than the memory limit of 64 MiB";
    assert_string_equal(it->replies[0], "refused");
    assert_string_equal(it->replies[1], "had");
    assert_int_equal(it->ends[2], CLM_WORKER_CRASHED);
    assert_string_equal(it->reasons[2], words);
    assert_int_equal(it->ends[3], CLM_WORKER_CRASHED);
    assert_string_equal(it->reasons[3], words);
    expect_square(4);
    expect_square(5);
}

/* A worker that keeps memory is replaced, so that the next task has its own share. */
static void keep_half(void *context, size_t task, clm_buffer *reply) {
    (void)context;
    (void)task;
    kept = malloc((size_t)LIMIT_MIB * 5 / 8 * MIB);
    clm_buffer_string(reply, kept == NULL ? "refused" : "had");
}

static void test_each_task_has_its_share(void **state) {
    (void)state;
    if (!clm_worker_limits_memory()) {
        skip();
    }
    clm_workers_options options = options_of(2, 10, keep_half);
    options.memory_limit_bytes = (int64_t)LIMIT_MIB * MIB;
    run(&options);
    for (size_t task = 0; task < options.task_count; task++) {
        assert_string_equal(it->replies[task], "had");
    }
}

/* ---- replies ---- */

static void say_much(void *context, size_t task, clm_buffer *reply) {
    (void)context;
    const size_t length = task == 0   ? 0
                          : task == 1 ? CLM_WORKER_REPLY_BYTES_MAX
                          : task == 2 ? CLM_WORKER_REPLY_BYTES_MAX + 1
                                      : 3;
    char *place = clm_buffer_room(reply, length);
    if (place != NULL) {
        memset(place, 'x', length);
        clm_buffer_used(reply, length);
    }
}

static size_t reply_bytes[4];

static void note_length(void *context, size_t task, clm_worker_end end, clm_text reply,
                        const char *reason) {
    note_done(context, task, end, reply, reason);
    reply_bytes[task] = reply.len;
}

static void test_empty_and_long_replies(void **state) {
    (void)state;
    clm_workers_options options = options_of(1, 4, say_much);
    options.done = note_length;
    run(&options);
    assert_int_equal(it->ends[0], CLM_WORKER_REPLIED);
    assert_int_equal(reply_bytes[0], 0);
    assert_int_equal(it->ends[1], CLM_WORKER_REPLIED);
    assert_int_equal(reply_bytes[1], CLM_WORKER_REPLY_BYTES_MAX);
    assert_int_equal(it->ends[2], CLM_WORKER_CRASHED);
    assert_string_equal(it->reasons[2], "its answer is longer than 8 MiB");
    assert_int_equal(reply_bytes[3], 3);
}

/* ---- time ---- */

static void hang_some(void *context, size_t task, clm_buffer *reply) {
    while (task == 1) {
        (void)pause();
    }
    say_square(context, task, reply);
}

static void test_task_limit(void **state) {
    (void)state;
    clm_workers_options options = options_of(2, 6, hang_some);
    options.task_limit_s = 2;
    options.tick = note_tick;
    run(&options);
    for (size_t task = 0; task < options.task_count; task++) {
        if (task != 1) {
            expect_square(task);
        }
    }
    assert_int_equal(it->ends[1], CLM_WORKER_TOO_LONG);
    assert_string_equal(it->reasons[1], "it took longer than its limit of 2 s");
    assert_in_range(it->ticks, 1, 2);
}

static void spin(void *context, size_t task, clm_buffer *reply) {
    volatile size_t turns = 0;
    if (task > 0) {
        for (;; turns++) {
        }
    }
    say_square(context, task, reply);
}

/* The first reply sets the flag, while another task never ends and more wait. */
static void test_cancel(void **state) {
    (void)state;
    clm_workers_options options = options_of(2, 9, spin);
    options.cancel = &it->cancel;
    it->cancel_when_done = true;
    run(&options);
    expect_square(0);
    size_t stopped = 0;
    for (size_t task = 1; task < options.task_count; task++) {
        stopped += it->ends[task] == CLM_WORKER_STOPPED;
        assert_true(it->ends[task] == CLM_WORKER_STOPPED || it->ends[task] == CLM_WORKER_NOT_BEGUN);
        assert_int_equal(strncmp(it->reasons[task], "the run was stopped", 19), 0);
    }
    assert_int_equal(stopped, 1);
    assert_int_equal(it->ends[1], CLM_WORKER_STOPPED);
}

static void test_cancelled_before(void **state) {
    (void)state;
    clm_workers_options options = options_of(2, 3, spin);
    options.cancel = &it->cancel;
    atomic_store(&it->cancel, true);
    run(&options);
    for (size_t task = 0; task < options.task_count; task++) {
        assert_int_equal(it->ends[task], CLM_WORKER_NOT_BEGUN);
    }
}

static void take_half_a_second(void *context, size_t task, clm_buffer *reply) {
    const struct timespec time = {.tv_nsec = 500000000};
    (void)nanosleep(&time, NULL);
    say_square(context, task, reply);
}

static void test_deadline(void **state) {
    (void)state;
    clm_workers_options options = options_of(2, 12, take_half_a_second);
    options.deadline_ms = clm_clock_ms() + 250;
    run(&options);
    expect_square(0);
    expect_square(1);
    for (size_t task = 2; task < options.task_count; task++) {
        assert_int_equal(it->ends[task], CLM_WORKER_NOT_BEGUN);
        assert_string_equal(it->reasons[task], "the time of the run was over before");
    }
}

/* ---- failures ---- */

/* Each allocation of the parent fails once: every task is told once, and none is lost. */
static void test_memory_ends_in_the_parent(void **state) {
    (void)state;
    for (size_t nth = 1; nth < 40; nth++) {
        memset(it, 0, sizeof *it);
        const clm_workers_options options = options_of(2, 3, say_square);
        clm_error error = {CLM_OK, ""};
        (void)clm_alloc_fail_at(nth);
        const clm_status status = clm_workers_run(&options, &error);
        (void)clm_alloc_fail_at(0);
        size_t replied = 0;
        for (size_t task = 0; task < options.task_count; task++) {
            assert_int_equal(it->told[task], 1);
            replied += it->ends[task] == CLM_WORKER_REPLIED;
        }
        if (status == CLM_OK && replied == options.task_count) {
            assert_true(nth > 2);
            return;
        }
        /* A worker that was forked with the failure ahead of it reports its own. */
        assert_true(status == CLM_ERR_NOMEM || status == CLM_OK);
    }
    fail_msg("it never went well");
}

static void fail_to_reply(void *context, size_t task, clm_buffer *reply) {
    say_square(context, task, reply);
    reply->failed = task == 1;
}

static void test_no_memory_for_the_reply(void **state) {
    (void)state;
    const clm_workers_options options = options_of(1, 3, fail_to_reply);
    run(&options);
    expect_square(0);
    assert_int_equal(it->ends[1], CLM_WORKER_CRASHED);
    assert_string_equal(it->reasons[1], "memory ended");
    expect_square(2);
}

/* Workers of a parent that is killed go with it. */
static void sleep_long(void *context, size_t task, clm_buffer *reply) {
    (void)task;
    volatile pid_t *shared = context;
    *shared = getpid();
    (void)reply;
    (void)sleep(600);
}

static void ignore_done(void *context, size_t task, clm_worker_end end, clm_text reply,
                        const char *reason) {
    (void)context;
    (void)task;
    (void)end;
    (void)reply;
    (void)reason;
}

static void test_workers_die_with_their_parent(void **state) {
    (void)state;
    volatile pid_t *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true((const volatile void *)shared != MAP_FAILED);
    *shared = 0;
    const pid_t parent = fork();
    assert_true(parent >= 0);
    if (parent == 0) {
        union {
            volatile pid_t *shared;
            void *context;
        } to = {shared};
        const clm_workers_options options = {.jobs = 1,
                                             .task_count = 1,
                                             .work = sleep_long,
                                             .done = ignore_done,
                                             .context = to.context};
        _exit((int)clm_workers_run(&options, NULL));
    }
    const struct timespec moment = {.tv_nsec = 1000000};
    for (int i = 0; i < 10000 && *shared == 0; i++) {
        (void)nanosleep(&moment, NULL);
    }
    const pid_t worker = *shared;
    assert_true(worker > 0);
    assert_int_equal(kill(parent, SIGKILL), 0);
    assert_int_equal(waitpid(parent, NULL, 0), parent);
    bool gone = false;
    for (int i = 0; i < 10000 && !gone; i++) {
        (void)nanosleep(&moment, NULL);
        char path[64], text[64] = "";
        (void)snprintf(path, sizeof path, "/proc/%ld/stat", (long)worker);
        FILE *file = fopen(path, "r");
        gone = file == NULL;
        if (file != NULL) {
            /* One that nobody waits for is a zombie where process 1 does not. */
            const size_t got = fread(text, 1, sizeof text - 1, file);
            text[got] = '\0';
            (void)fclose(file);
            gone = strstr(text, ") Z") != NULL || got == 0;
        }
    }
    assert_true(gone);
    (void)munmap((void *)(uintptr_t)shared, sizeof *shared);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_all_replies_come),
        TEST(test_empty_and_long_replies),
        TEST(test_deaths_cost_their_tasks),
        TEST(test_sigchld_ignored),
        TEST(test_memory_limit),
        TEST(test_each_task_has_its_share),
        TEST(test_task_limit),
        TEST(test_cancel),
        TEST(test_cancelled_before),
        TEST(test_deadline),
        TEST(test_memory_ends_in_the_parent),
        TEST(test_no_memory_for_the_reply),
        TEST(test_workers_die_with_their_parent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

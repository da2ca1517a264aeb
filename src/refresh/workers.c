#include "refresh/workers.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "refresh/workers_parts.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    JOBS_MAX = 256,
    TICK_MS = 1000,
    CANCEL_MS = 100, /* a flag that is set between a look and a wait is seen after so long */
    REASON_BYTES = 160
};

typedef struct worker {
    pid_t pid; /* 0: none */
    int channel;
    bool busy; /* with `task`, since started_ms */
    size_t task;
    int64_t started_ms;
    clm_worker_head head;
    size_t head_got;
    clm_buffer reply;
} worker;

typedef struct pool {
    const clm_workers_options *options;
    worker *workers;
    struct pollfd *polls;
    size_t jobs, alive;
    size_t next; /* task */
    int64_t tick_ms;
    clm_status status; /* why no more is begun */
    clm_error error;
} pool;

static bool is_cancelled(const pool *p) {
    return p->options->cancel != NULL && atomic_load(p->options->cancel);
}

static bool may_begin(const pool *p) {
    return p->next < p->options->task_count && p->status == CLM_OK && !is_cancelled(p) &&
           (p->options->deadline_ms == 0 || clm_clock_ms() <= p->options->deadline_ms);
}

/* ---- words ---- */

/* In English whatever the locale, as strsignal is not. */
static const char *signal_name(int number) {
    static const struct {
        int number;
        const char *name;
    } names[] = {
        {SIGABRT, "Aborted"},
        {SIGBUS, "Bus error"},
        {SIGFPE, "Floating point exception"},
        {SIGHUP, "Hangup"},
        {SIGILL, "Illegal instruction"},
        {SIGINT, "Interrupt"},
        {SIGKILL, "Killed"},
        {SIGPIPE, "Broken pipe"},
        {SIGQUIT, "Quit"},
        {SIGSEGV, "Segmentation fault"},
        {SIGSYS, "Bad system call"},
        {SIGTERM, "Terminated"},
        {SIGTRAP, "Trace/breakpoint trap"},
        {SIGXCPU, "CPU time limit exceeded"},
        {SIGXFSZ, "File size limit exceeded"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].number == number) {
            return names[i].name;
        }
    }
    return "unknown";
}

static void say_memory(const pool *p, char reason[REASON_BYTES]) {
    const int64_t limit = p->options->memory_limit_bytes;
    if (limit >= 1 << 20) {
        (void)snprintf(reason, REASON_BYTES, "it needed more than the memory limit of %lld MiB",
                       (long long)(limit >> 20));
    } else if (limit > 0) {
        (void)snprintf(reason, REASON_BYTES, "it needed more than the memory limit of %lld bytes",
                       (long long)limit);
    } else {
        (void)snprintf(reason, REASON_BYTES, "memory ended");
    }
}

static void say_death(const pool *p, int status, char reason[REASON_BYTES]) {
    if (status < 0) {
        (void)snprintf(reason, REASON_BYTES, "it ended by itself; the system does not say how");
    } else if (WIFSIGNALED(status)) {
        const int number = WTERMSIG(status);
        (void)snprintf(reason, REASON_BYTES, "it was killed by signal %d (%s)%s", number,
                       signal_name(number),
                       number == SIGKILL ? ", as the system does where its memory ends" : "");
    } else if (WEXITSTATUS(status) == CLM_WORKER_EXIT_MEMORY) {
        say_memory(p, reason);
    } else {
        (void)snprintf(reason, REASON_BYTES, "it ended by itself with status %d",
                       WEXITSTATUS(status));
    }
}

/* ---- the life of a worker ---- */

/* The task of a worker has ended so. */
static void tell(pool *p, worker *w, clm_worker_end end, const char *reason) {
    w->busy = false;
    const clm_text reply = {w->reply.data, end == CLM_WORKER_REPLIED ? w->reply.len : 0};
    p->options->done(p->options->context, w->task, end, reply, reason);
    clm_buffer_clear(&w->reply);
    w->head_got = 0;
}

/* Kills a worker, which may be dead, and waits for it: a signal does not change how one ends that
 * is ending. Returns its status, or -1 where the system does not keep it: with SIGCHLD ignored,
 * when its number may be another's already, so that only one that is seen to live is killed. */
static int end_worker(pool *p, worker *w) {
    int status = -1;
    pid_t gone = waitpid(w->pid, &status, WNOHANG);
    if (gone == 0) {
        (void)kill(w->pid, SIGKILL);
        do {
            gone = waitpid(w->pid, &status, 0);
        } while (gone < 0 && errno == EINTR);
    }
    (void)close(w->channel);
    w->pid = 0;
    p->alive--;
    return gone > 0 ? status : -1;
}

/* A worker's task ends with its death. */
static void end_with(pool *p, worker *w, clm_worker_end end, const char *reason) {
    (void)end_worker(p, w);
    tell(p, w, end, reason);
}

/* Forks a worker for the next task. Where that fails, the others go on; the error is kept for when
 * there are none. */
static bool start_worker(pool *p, worker *w) {
    int ends[2];
    const pid_t parent = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        (void)clm_fail(&p->error, CLM_ERR_IO, "no worker can be started: no more descriptors");
        return false;
    }
    const pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        for (size_t i = 0; i < p->jobs; i++) {
            if (p->workers[i].pid != 0) {
                (void)close(p->workers[i].channel);
            }
        }
        clm_worker_live(p->options, ends[1], p->next, parent);
    }
    (void)close(ends[1]);
    if (pid < 0) {
        (void)close(ends[0]);
        (void)clm_fail(&p->error, CLM_ERR_IO,
                       "no worker can be started: too many processes, or memory ended");
        return false;
    }
    w->pid = pid;
    w->channel = ends[0];
    w->busy = true;
    w->task = p->next++;
    w->started_ms = clm_clock_ms();
    w->head_got = 0;
    p->alive++;
    return true;
}

static void fill(pool *p) {
    for (size_t i = 0; i < p->jobs && may_begin(p); i++) {
        if (p->workers[i].pid == 0 && !start_worker(p, &p->workers[i])) {
            if (p->alive == 0) {
                p->status = CLM_ERR_IO;
            }
            return;
        }
    }
}

/* The next task for a worker that has none, or its end. One that died meanwhile is replaced. */
static void go_on(pool *p, worker *w) {
    const uint64_t task = p->next;
    if (may_begin(p) &&
        send(w->channel, &task, sizeof task, MSG_NOSIGNAL) == (ssize_t)sizeof task) {
        w->busy = true;
        w->task = p->next++;
        w->started_ms = clm_clock_ms();
        return;
    }
    (void)end_worker(p, w);
}

/* ---- what workers say ---- */

/* The head is whole. False: it is none, or memory ended. */
static bool take_head(pool *p, worker *w) {
    const bool known =
        w->head.word >= CLM_WORKER_SAYS_DONE && w->head.word <= CLM_WORKER_SAYS_NO_MEMORY;
    if (!known || !w->busy || w->head.length > CLM_WORKER_REPLY_BYTES_MAX) {
        if (w->busy) {
            end_with(p, w, CLM_WORKER_CRASHED, "its answer was damaged");
        } else {
            (void)end_worker(p, w);
        }
        return false;
    }
    if (clm_buffer_room(&w->reply, w->head.length) == NULL) {
        p->status = clm_fail(&p->error, CLM_ERR_NOMEM, "out of memory");
        end_with(p, w, CLM_WORKER_NOT_BEGUN, p->error.message);
        return false;
    }
    return true;
}

/* The answer is whole. */
static void take_answer(pool *p, worker *w) {
    char reason[REASON_BYTES];
    switch (w->head.word) {
    case CLM_WORKER_SAYS_DONE:
        tell(p, w, CLM_WORKER_REPLIED, NULL);
        go_on(p, w);
        return;
    case CLM_WORKER_SAYS_LAST:
        (void)end_worker(p, w);
        tell(p, w, CLM_WORKER_REPLIED, NULL);
        return;
    case CLM_WORKER_SAYS_TOO_LONG:
        (void)snprintf(reason, sizeof reason, "its answer is longer than %d MiB",
                       CLM_WORKER_REPLY_BYTES_MAX >> 20);
        tell(p, w, CLM_WORKER_CRASHED, reason);
        go_on(p, w);
        return;
    default:
        say_memory(p, reason);
        end_with(p, w, CLM_WORKER_CRASHED, reason);
        return;
    }
}

/* Room for what the worker says next: of the head, or of the reply; 0 bytes: all is there. */
static void *place_of_next(worker *w, size_t *length) {
    if (w->head_got < sizeof w->head) {
        *length = sizeof w->head - w->head_got;
        return (char *)&w->head + w->head_got;
    }
    *length = w->head.length - w->reply.len;
    return clm_buffer_room(&w->reply, *length); /* there since take_head */
}

static void note_got(worker *w, size_t length) {
    if (w->head_got < sizeof w->head) {
        w->head_got += length;
    } else {
        clm_buffer_used(&w->reply, length);
    }
}

static void died(pool *p, worker *w) {
    char reason[REASON_BYTES];
    say_death(p, end_worker(p, w), reason);
    if (w->busy) {
        tell(p, w, CLM_WORKER_CRASHED, reason);
    }
}

/* Takes all that a worker has said so far. */
static void listen_to(pool *p, worker *w) {
    while (w->pid != 0) {
        size_t length;
        void *place = place_of_next(w, &length);
        if (length == 0) {
            take_answer(p, w);
            return;
        }
        const ssize_t got = recv(w->channel, place, length, MSG_DONTWAIT);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        }
        if (got <= 0) {
            died(p, w);
            return;
        }
        const bool was_head = w->head_got < sizeof w->head;
        note_got(w, (size_t)got);
        if (was_head && w->head_got == sizeof w->head && !take_head(p, w)) {
            return;
        }
    }
}

/* ---- time ---- */

/* Milliseconds until something is due; -1: nothing is. */
static int time_to_wait(const pool *p) {
    const int64_t now = clm_clock_ms();
    int64_t wait = -1;
    const int64_t limit = p->options->task_limit_s * 1000;
    for (size_t i = 0; i < p->jobs && limit > 0; i++) {
        const worker *w = &p->workers[i];
        const int64_t left = w->started_ms + limit - now;
        if (w->pid != 0 && w->busy && (wait < 0 || left < wait)) {
            wait = left > 0 ? left : 0;
        }
    }
    if (p->options->tick != NULL) {
        const int64_t left = p->tick_ms + TICK_MS - now;
        wait = wait < 0 || left < wait ? (left > 0 ? left : 0) : wait;
    }
    if (p->options->cancel != NULL && (wait < 0 || wait > CANCEL_MS)) {
        wait = CANCEL_MS;
    }
    return wait < INT32_MAX ? (int)wait : INT32_MAX;
}

static void keep_time(pool *p) {
    const int64_t now = clm_clock_ms();
    const int64_t limit = p->options->task_limit_s * 1000;
    for (size_t i = 0; i < p->jobs && limit > 0; i++) {
        worker *w = &p->workers[i];
        if (w->pid != 0 && w->busy && now - w->started_ms >= limit) {
            char reason[REASON_BYTES];
            (void)snprintf(reason, sizeof reason, "it took longer than its limit of %lld s",
                           (long long)p->options->task_limit_s);
            end_with(p, w, CLM_WORKER_TOO_LONG, reason);
        }
    }
    if (p->options->tick != NULL && now - p->tick_ms >= TICK_MS) {
        p->tick_ms = now;
        p->options->tick(p->options->context);
    }
}

/* ---- all of it ---- */

static void wait_for_workers(pool *p) {
    size_t count = 0;
    for (size_t i = 0; i < p->jobs; i++) {
        if (p->workers[i].pid != 0) {
            p->polls[count++] = (struct pollfd){.fd = p->workers[i].channel, .events = POLLIN};
        }
    }
    if (poll(p->polls, (nfds_t)count, time_to_wait(p)) <= 0) {
        return; /* time, or a signal */
    }
    size_t at = 0;
    for (size_t i = 0; i < p->jobs && at < count; i++) {
        if (p->workers[i].pid != 0 && p->polls[at++].revents != 0) {
            listen_to(p, &p->workers[i]);
        }
    }
}

static void stop_all(pool *p, clm_worker_end end, const char *reason) {
    for (size_t i = 0; i < p->jobs; i++) {
        if (p->workers[i].pid != 0) {
            (void)kill(p->workers[i].pid, SIGKILL); /* all at once, then one after another */
        }
    }
    for (size_t i = 0; i < p->jobs; i++) {
        worker *w = &p->workers[i];
        if (w->pid != 0 && w->busy) {
            end_with(p, w, end, reason);
        } else if (w->pid != 0) {
            (void)end_worker(p, w);
        }
    }
}

static void tell_rest(pool *p) {
    const char *reason = p->status != CLM_OK ? p->error.message
                         : is_cancelled(p)   ? "the run was stopped before"
                                             : "the time of the run was over before";
    for (; p->next < p->options->task_count; p->next++) {
        p->options->done(p->options->context, p->next, CLM_WORKER_NOT_BEGUN, (clm_text){NULL, 0},
                         reason);
    }
}

static void work(pool *p) {
    p->tick_ms = clm_clock_ms();
    fill(p);
    while (p->alive > 0) {
        wait_for_workers(p);
        keep_time(p);
        if (is_cancelled(p)) {
            stop_all(p, CLM_WORKER_STOPPED, "the run was stopped");
        } else if (p->status != CLM_OK) {
            stop_all(p, CLM_WORKER_NOT_BEGUN, p->error.message);
        }
        fill(p);
    }
    tell_rest(p);
}

clm_status clm_workers_run(const clm_workers_options *options, clm_error *error) {
    pool p = {.options = options};
    p.jobs = options->jobs > JOBS_MAX ? JOBS_MAX : options->jobs > 0 ? options->jobs : 1;
    p.jobs = p.jobs < options->task_count ? p.jobs : options->task_count;
    p.workers = clm_alloc_zero(p.jobs, sizeof *p.workers);
    p.polls = clm_alloc_zero(p.jobs, sizeof *p.polls);
    if (p.workers == NULL || p.polls == NULL) {
        p.status = clm_fail(&p.error, CLM_ERR_NOMEM, "out of memory");
        p.jobs = 0;
    }
    work(&p);
    clm_free(p.workers);
    clm_free(p.polls);
    return p.status == CLM_OK ? CLM_OK : clm_fail(error, p.status, "%s", p.error.message);
}

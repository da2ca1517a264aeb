/* The worker's side: limits first, then task after task. */
#include "refresh/workers_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LIMITS_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define LIMITS_MEMORY 0
#endif
#endif
#ifndef LIMITS_MEMORY
#define LIMITS_MEMORY 1
#endif

bool clm_worker_limits_memory(void) {
    return LIMITS_MEMORY;
}

enum {
    /* A worker that holds so much of its memory after a task is replaced: the next task may count
     * on the rest only. */
    HELD_PART = 4,
    SIGNAL_STACK_BYTES = 64 << 10,
    PROBE_BYTES = 32 << 20
};

/* Bytes of data and stack that the process has, as RLIMIT_DATA counts them (it leaves the stack
 * out, which is small); 0 where the system does not say. */
static uint64_t data_bytes(void) {
    char text[256];
    int descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    const ssize_t got = descriptor >= 0 ? read(descriptor, text, sizeof text - 1) : -1;
    if (descriptor >= 0) {
        (void)close(descriptor);
    }
    text[got > 0 ? got : 0] = '\0';
    /* size resident shared text lib data dt: pages */
    const char *at = text;
    for (int field = 0; field < 5 && *at != '\0'; field++) {
        at += strcspn(at, " ");
        at += *at == ' ';
    }
    uint64_t pages = 0;
    for (; *at >= '0' && *at <= '9' && pages < UINT64_MAX / 1024 / 1024; at++) {
        pages = pages * 10 + (uint64_t)(*at - '0');
    }
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

#if LIMITS_MEMORY
/* A library that ends the process when an allocation fails (GLib, C++) does so by one of these
 * signals. That memory has ended is told by asking for some. */
static void on_crash(int number) {
    void *probe =
        mmap(NULL, PROBE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (probe == MAP_FAILED) {
        _exit(CLM_WORKER_EXIT_MEMORY);
    }
    (void)munmap(probe, PROBE_BYTES);
    (void)raise(number); /* as it would have been: SA_RESETHAND */
}

static void limit_memory(int64_t limit_bytes) {
    static const int signals[] = {SIGABRT, SIGTRAP, SIGSEGV, SIGBUS};
    stack_t stack = {.ss_size = SIGNAL_STACK_BYTES};
    stack.ss_sp =
        mmap(NULL, SIGNAL_STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct sigaction action = {.sa_handler = on_crash, .sa_flags = (int)SA_RESETHAND};
    (void)sigemptyset(&action.sa_mask);
    if (stack.ss_sp != MAP_FAILED && sigaltstack(&stack, NULL) == 0) {
        action.sa_flags |= SA_ONSTACK;
    }
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        (void)sigaction(signals[i], &action, NULL);
    }
    const uint64_t most = data_bytes() + (uint64_t)limit_bytes;
    const struct rlimit limit = {(rlim_t)most, (rlim_t)most};
    (void)setrlimit(RLIMIT_DATA, &limit);
}
#else
static void limit_memory(int64_t limit_bytes) {
    (void)limit_bytes;
}
#endif

static void set_signal(int number, void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler};
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(number, &action, NULL);
}

/* A key pressed in the terminal and a service that is stopped tell the whole group: whether workers
 * end is for the parent to say. */
static void settle_signals(void) {
    set_signal(SIGINT, SIG_IGN);
    set_signal(SIGTERM, SIG_IGN);
    set_signal(SIGHUP, SIG_IGN);
    set_signal(SIGPIPE, SIG_IGN);
    set_signal(SIGCHLD, SIG_DFL);
}

/* Where the whole system's memory ends, a worker goes before its parent. What fails here only makes
 * that less likely. */
static void offer_to_end_first(void) {
    int descriptor = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        const ssize_t put = write(descriptor, "500", 3);
        (void)put;
        (void)close(descriptor);
    }
}

static bool send_all(int channel, const char *bytes, size_t length) {
    while (length > 0) {
        const ssize_t put = send(channel, bytes, length, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

/* False: there is no further task. */
static bool next_task(int channel, size_t *task) {
    uint64_t number;
    ssize_t got;
    do {
        got = recv(channel, &number, sizeof number, MSG_WAITALL);
    } while (got < 0 && errno == EINTR);
    *task = (size_t)number;
    return got == (ssize_t)sizeof number;
}

static clm_worker_head head_of(const clm_buffer *reply, bool last) {
    if (reply->failed) {
        return (clm_worker_head){CLM_WORKER_SAYS_NO_MEMORY, 0};
    }
    if (reply->len > CLM_WORKER_REPLY_BYTES_MAX) {
        return (clm_worker_head){CLM_WORKER_SAYS_TOO_LONG, 0};
    }
    return (clm_worker_head){last ? CLM_WORKER_SAYS_LAST : CLM_WORKER_SAYS_DONE,
                             (uint32_t)reply->len};
}

_Noreturn void clm_worker_live(const clm_workers_options *options, int channel, size_t task,
                               pid_t parent) {
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(0); /* it was gone before that */
    }
    settle_signals();
    offer_to_end_first();
    const struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    const uint64_t born = data_bytes();
    if (options->memory_limit_bytes > 0) {
        limit_memory(options->memory_limit_bytes);
    }
    for (bool last = false; !last;) {
        clm_buffer reply;
        clm_buffer_init(&reply);
        options->work(options->context, task, &reply);
        const uint64_t held = data_bytes();
        last = reply.failed || (options->memory_limit_bytes > 0 && held > born &&
                                held - born > (uint64_t)options->memory_limit_bytes / HELD_PART);
        const clm_worker_head head = head_of(&reply, last);
        if (!send_all(channel, (const char *)&head, sizeof head) ||
            !send_all(channel, reply.data, head.length)) {
            _exit(0);
        }
        clm_buffer_clear(&reply);
        if (!last && !next_task(channel, &task)) {
            _exit(0);
        }
    }
    _exit(0);
}

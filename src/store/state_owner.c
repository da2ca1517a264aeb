/* Processes, told by what /proc says of them. */
#include "store/state_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

/* The first line of a small file; "" if there is none. Without the heap: what it says must not
 * depend on memory. */
static void read_line(const char *path, char *out, size_t size) {
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    const ssize_t got = file >= 0 ? read(file, out, size - 1) : 0;
    out[got > 0 ? got : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
    if (file >= 0) {
        (void)close(file);
    }
}

/* Field 22 of /proc/PID/stat; the second one, the name in brackets, may have anything in it. One
 * that ended may still wait for its parent to ask. */
static bool read_started(int64_t pid, int64_t *started, bool *ended) {
    enum { AFTER_NAME = 20 };
    char path[64];
    char line[1024];
    *started = 0;
    *ended = false;
    (void)snprintf(path, sizeof path, "/proc/%lld/stat", (long long)pid);
    read_line(path, line, sizeof line);
    const char *const name_end = strrchr(line, ')');
    const char *at = name_end;
    for (int i = 0; at != NULL && i < AFTER_NAME; i++) {
        at = strchr(at + 1, ' ');
    }
    if (at == NULL) {
        return false;
    }
    *started = (int64_t)strtoll(at + 1, NULL, 10);
    *ended = strncmp(name_end, ") Z", 3) == 0 || strncmp(name_end, ") X", 3) == 0;
    return true;
}

void clm_state_owner_self(clm_state_owner *out) {
    memset(out, 0, sizeof *out);
    if (gethostname(out->host, sizeof out->host - 1) != 0) {
        out->host[0] = '\0';
    }
    read_line("/etc/machine-id", out->machine, sizeof out->machine);
    read_line("/proc/sys/kernel/random/boot_id", out->boot, sizeof out->boot);
    const ssize_t length = readlink("/proc/self/ns/pid", out->space, sizeof out->space - 1);
    out->space[length > 0 ? length : 0] = '\0';
    out->pid = (int64_t)getpid();
    bool ended;
    (void)read_started(out->pid, &out->started, &ended);
}

clm_state_owner_life clm_state_owner_look(const clm_state_owner *owner,
                                          const clm_state_owner *self) {
    if (strcmp(owner->host, self->host) != 0 || strcmp(owner->machine, self->machine) != 0) {
        return CLM_STATE_OWNER_UNKNOWN;
    }
    if (owner->boot[0] == '\0' || strcmp(owner->boot, self->boot) != 0) {
        /* Without a machine id two machines may only have the same name. */
        return owner->boot[0] != '\0' && self->boot[0] != '\0' && self->machine[0] != '\0'
                   ? CLM_STATE_OWNER_GONE
                   : CLM_STATE_OWNER_UNKNOWN;
    }
    if (owner->space[0] == '\0' || strcmp(owner->space, self->space) != 0 || owner->pid <= 0) {
        return CLM_STATE_OWNER_UNKNOWN;
    }
    int64_t started = 0;
    bool ended = false;
    if (kill((pid_t)owner->pid, 0) != 0 && errno == ESRCH) {
        return CLM_STATE_OWNER_GONE;
    }
    if (!read_started(owner->pid, &started, &ended)) {
        return CLM_STATE_OWNER_UNKNOWN; /* hidepid, or it ended just now */
    }
    const bool same = owner->started == 0 || started == owner->started;
    return same && !ended ? CLM_STATE_OWNER_ALIVE : CLM_STATE_OWNER_GONE;
}

#include "refresh/folders_parts.h"

#include "refresh/night.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/fs.h>
#endif

enum { DEPTH_MAX = 16, DATE_BYTES = 10, COPY_BYTES = 1 << 16 };

/* Reads digits without a leading zero, below a thousand million; false if there are none. */
static bool read_whole(const char **at, unsigned long *value) {
    const char *start = *at;
    *value = 0;
    while (**at >= '0' && **at <= '9' && *at - start < 9) {
        *value = *value * 10 + (unsigned long)(**at - '0');
        (*at)++;
    }
    return *at > start && (*start != '0' || *at == start + 1);
}

bool clm_folders_dated(const char *name, long *day, unsigned *run) {
    char date[DATE_BYTES + 1] = {0};
    if (strlen(name) < DATE_BYTES) {
        return false;
    }
    memcpy(date, name, DATE_BYTES);
    if (!clm_night_day(date, day)) {
        return false;
    }
    const char *at = name + DATE_BYTES;
    *run = 1;
    if (*at == '\0') {
        return true;
    }
    unsigned long value;
    if (*at++ != '-' || !read_whole(&at, &value) || *at != '\0' || value < 2) {
        return false;
    }
    *run = (unsigned)value;
    return true;
}

/* Takes "-DIGITS" off the end. */
static bool take_number(clm_text *text, unsigned long *value) {
    size_t start = text->len;
    while (start > 0 && text->ptr[start - 1] >= '0' && text->ptr[start - 1] <= '9') {
        start--;
    }
    const char *at = text->ptr + start;
    if (start == 0 || text->ptr[start - 1] != '-' || !read_whole(&at, value) ||
        at != text->ptr + text->len) {
        return false;
    }
    text->len = start - 1;
    return true;
}

bool clm_folders_hidden(const char *name, clm_folders_owner *out) {
    static const char *const kinds[] = {".new", ".link", ".out", ".old", ".work", ".spool"};
    clm_text text = clm_text_of(name);
    if (!clm_text_starts(text, CLM_FOLDERS_HIDDEN)) {
        return false;
    }
    size_t kind = 0;
    while (kind < sizeof kinds / sizeof kinds[0] && !clm_text_ends(text, kinds[kind])) {
        kind++;
    }
    if (kind == sizeof kinds / sizeof kinds[0]) {
        return false;
    }
    text.len -= strlen(kinds[kind]);
    text.ptr += strlen(CLM_FOLDERS_HIDDEN);
    text.len -= strlen(CLM_FOLDERS_HIDDEN);
    unsigned long number;
    unsigned long pid;
    if (!take_number(&text, &number) || !take_number(&text, &pid) || text.len == 0 || pid == 0) {
        return false;
    }
    *out = (clm_folders_owner){text, (long)pid};
    return true;
}

void clm_folders_host(char out[CLM_FOLDERS_HOST_BYTES]) {
    if (gethostname(out, CLM_FOLDERS_HOST_BYTES - 1) != 0 || out[0] == '\0') {
        memcpy(out, "localhost", sizeof "localhost");
    }
    out[CLM_FOLDERS_HOST_BYTES - 1] = '\0';
    for (char *at = out; *at != '\0'; at++) {
        const bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                           (*at >= '0' && *at <= '9') || *at == '-' || *at == '.';
        *at = plain ? *at : '_';
    }
}

unsigned long clm_folders_number(int at, const char *folder) {
    static const char head[] = "claimmap night ";
    int inside = openat(at, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (inside < 0) {
        return 0;
    }
    int file = openat(inside, CLM_FOLDERS_MARK, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    (void)close(inside);
    if (file < 0) {
        return 0;
    }
    char bytes[64];
    ssize_t length = read(file, bytes, sizeof bytes - 1);
    (void)close(file);
    if (length <= 0) {
        return 0;
    }
    bytes[length] = '\0';
    const char *digits = bytes + sizeof head - 1;
    unsigned long number;
    if (strncmp(bytes, head, sizeof head - 1) != 0 || !read_whole(&digits, &number) ||
        *digits != '\n') {
        return 0;
    }
    return number;
}

/* A folder that is being emptied or copied. Recursion ends at DEPTH_MAX. */
static int remove_below(int at, const char *name, int depth);

static int remove_entries(DIR *folder, int depth) {
    int reason = 0;
    for (struct dirent *entry; reason == 0 && (entry = readdir(folder)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            reason = remove_below(dirfd(folder), entry->d_name, depth + 1);
        }
    }
    return reason;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as folders are, and limited */
static int remove_below(int at, const char *name, int depth) {
    if (unlinkat(at, name, 0) == 0 || errno == ENOENT) {
        return 0;
    }
    if (errno != EISDIR && errno != EPERM) {
        return errno;
    }
    const int refused = errno;
    int inside = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inside < 0) {
        return errno == ENOTDIR ? refused : errno;
    }
    DIR *folder = depth < DEPTH_MAX ? fdopendir(inside) : NULL;
    if (folder == NULL) {
        const int reason = depth < DEPTH_MAX ? errno : ELOOP;
        (void)close(inside);
        return reason;
    }
    const int reason = remove_entries(folder, depth);
    (void)closedir(folder);
    if (reason != 0) {
        return reason;
    }
    return unlinkat(at, name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : errno;
}

int clm_folders_remove_tree(int at, const char *name) {
    return remove_below(at, name, 0);
}

static int copy_bytes(int from, int to) {
#ifdef FICLONE
    if (ioctl(to, FICLONE, from) == 0) {
        return 0;
    }
#endif
    char bytes[COPY_BYTES];
    for (;;) {
        const ssize_t got = read(from, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0 ? 0 : errno;
        }
        for (ssize_t put = 0; put < got;) {
            const ssize_t more = write(to, bytes + put, (size_t)(got - put));
            if (more < 0 && errno != EINTR) {
                return errno;
            }
            put += more > 0 ? more : 0;
        }
    }
}

static int sync_any(int descriptor) {
    if (fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS) {
        return 0;
    }
    return errno;
}

int clm_folders_sync(int folder) {
    return sync_any(folder);
}

int clm_folders_copy(int from_at, const char *from, int to_at, const char *to) {
    int source = openat(from_at, from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (source < 0) {
        return errno;
    }
    struct stat facts;
    int reason = fstat(source, &facts) != 0 ? errno : S_ISREG(facts.st_mode) ? 0 : EINVAL;
    int target = -1;
    if (reason == 0) {
        target = openat(to_at, to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        reason = target < 0 ? errno : 0;
    }
    if (target >= 0) {
        reason = copy_bytes(source, target);
        const struct timespec times[2] = {facts.st_mtim, facts.st_mtim};
        (void)futimens(target, times); /* a time that cannot be set costs nothing */
        reason = reason == 0 ? sync_any(target) : reason;
        if (close(target) != 0 && reason == 0) {
            reason = errno;
        }
        if (reason != 0) {
            (void)unlinkat(to_at, to, 0);
        }
    }
    (void)close(source);
    return reason;
}

int clm_folders_copy_all(int from, int to) {
    int again = openat(from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = again >= 0 ? fdopendir(again) : NULL;
    if (folder == NULL) {
        const int reason = errno;
        if (again >= 0) {
            (void)close(again);
        }
        return reason;
    }
    int reason = 0;
    for (struct dirent *entry; reason == 0 && (entry = readdir(folder)) != NULL;) {
        struct stat facts;
        if (fstatat(from, entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(facts.st_mode)) {
            reason = clm_folders_copy(from, entry->d_name, to, entry->d_name);
        }
    }
    (void)closedir(folder);
    return reason;
}

int clm_folders_exchange(int at, const char *from, const char *to, const char *spare) {
#if defined(SYS_renameat2) && defined(RENAME_EXCHANGE)
    if (syscall(SYS_renameat2, at, from, at, to, RENAME_EXCHANGE) == 0) {
        return 0;
    }
#endif
    if (renameat(at, to, at, spare) != 0) {
        return errno;
    }
    if (renameat(at, from, at, to) != 0) {
        const int reason = errno;
        (void)renameat(at, spare, at, to);
        return reason;
    }
    return renameat(at, spare, at, from) == 0 ? 0 : errno;
}

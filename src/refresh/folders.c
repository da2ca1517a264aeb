#include "refresh/folders.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/system.h"
#include "refresh/folders_parts.h"
#include "refresh/night.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { NAME_TRIES = 1000, WEEK_S = 7 * 24 * 3600, RUNS_MAX = 100000 };

#define LATEST "latest"

/* A published folder. */
typedef struct night {
    const char *name;
    long day;
    unsigned long number;
} night;

struct clm_folders {
    clm_arena *arena;
    const char *root, *date;
    long day;
    unsigned keep_days;
    char host[CLM_FOLDERS_HOST_BYTES];
    int at;             /* the root */
    const char *hidden; /* name of the folder that is written; NULL: published, or none yet */
    const char *path;   /* its path */
    const char *name;   /* that it will have */
    night *nights;      /* by number */
    size_t count, capacity;
    const char **hidden_names; /* of whatever is ours and hidden, when the night began */
    size_t hidden_count, hidden_capacity;
    const char *last, *last_path;
};

static clm_status fail_memory(const clm_folders *folders, clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", folders->root);
}

/* Fails with the path of a name in the root. */
static clm_status fail_name(const clm_folders *folders, const char *action, const char *name,
                            int reason, clm_error *error) {
    char path[PATH_MAX];
    const int length = snprintf(path, sizeof path, "%s/%s", folders->root, name);
    if (reason == ENOMEM) {
        return fail_memory(folders, error);
    }
    return clm_fail_system(error, action, length > 0 ? path : name, reason);
}

/* ---- what is there ---- */

static int compare_nights(const void *a, const void *b) {
    const night *left = a;
    const night *right = b;
    if (left->number != right->number) {
        return left->number < right->number ? -1 : 1;
    }
    return strcmp(left->name, right->name);
}

static bool note_entry(clm_folders *folders, const char *name) {
    night found = {0};
    unsigned run;
    clm_folders_owner owner;
    if (clm_folders_hidden(name, &owner)) {
        if (clm_arena_grow(folders->arena, (void **)&folders->hidden_names,
                           &folders->hidden_capacity, folders->hidden_count + 1,
                           sizeof *folders->hidden_names) != 0) {
            return false;
        }
        const char *copy = clm_arena_strdup(folders->arena, name);
        folders->hidden_names[folders->hidden_count] = copy;
        folders->hidden_count += copy != NULL;
        return copy != NULL;
    }
    if (!clm_folders_dated(name, &found.day, &run)) {
        return true;
    }
    found.number = clm_folders_number(folders->at, name);
    if (found.number == 0) {
        return true;
    }
    if (clm_arena_grow(folders->arena, (void **)&folders->nights, &folders->capacity,
                       folders->count + 1, sizeof found) != 0) {
        return false;
    }
    found.name = clm_arena_strdup(folders->arena, name);
    folders->nights[folders->count] = found;
    folders->count += found.name != NULL;
    return found.name != NULL;
}

static clm_status scan(clm_folders *folders, clm_error *error) {
    int again = openat(folders->at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = again >= 0 ? fdopendir(again) : NULL;
    if (folder == NULL) {
        const int reason = errno;
        if (again >= 0) {
            (void)close(again);
        }
        return clm_fail_system(error, "cannot read", folders->root, reason);
    }
    bool fine = true;
    for (struct dirent *entry; fine && (entry = readdir(folder)) != NULL;) {
        fine = note_entry(folders, entry->d_name);
    }
    (void)closedir(folder);
    if (!fine) {
        return fail_memory(folders, error);
    }
    if (folders->count > 0) {
        qsort(folders->nights, folders->count, sizeof *folders->nights, compare_nights);
    }
    return CLM_OK;
}

/* Sets what the last night is. */
static clm_status note_last(clm_folders *folders, clm_error *error) {
    if (folders->count == 0) {
        return CLM_OK;
    }
    folders->last = folders->nights[folders->count - 1].name;
    folders->last_path = clm_arena_printf(folders->arena, "%s/%s", folders->root, folders->last);
    return folders->last_path != NULL ? CLM_OK : fail_memory(folders, error);
}

/* ---- hidden names ---- */

/* The `number`-th hidden name of this process; NULL when memory ends. */
static const char *hidden_name(const clm_folders *folders, unsigned number, const char *kind) {
    return clm_arena_printf(folders->arena, CLM_FOLDERS_HIDDEN_NAME, folders->host, (long)getpid(),
                            number, kind);
}

/* A hidden name that is free. */
static const char *free_name(const clm_folders *folders, const char *kind) {
    for (unsigned i = 0; i < NAME_TRIES; i++) {
        struct stat facts;
        const char *name = hidden_name(folders, i, kind);
        if (name == NULL ||
            (fstatat(folders->at, name, &facts, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)) {
            return name;
        }
    }
    return NULL;
}

/* Makes a hidden folder; 0 or the system's reason, and then no name. */
static int make_hidden(const clm_folders *folders, const char *kind, const char **name) {
    *name = NULL;
    for (unsigned i = 0; i < NAME_TRIES; i++) {
        const char *wanted = hidden_name(folders, i, kind);
        if (wanted == NULL) {
            return ENOMEM;
        }
        if (mkdirat(folders->at, wanted, 0777) == 0) {
            *name = wanted;
            return 0;
        }
        if (errno != EEXIST) {
            return errno;
        }
    }
    return EEXIST;
}

/* Whether the maker of a hidden name is gone; `now_s` is the file system's time. */
static bool is_left_over(const clm_folders *folders, const char *name, long long now_s) {
    clm_folders_owner owner;
    struct stat facts;
    if (!clm_folders_hidden(name, &owner) ||
        fstatat(folders->at, name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
        return false;
    }
    if (clm_text_is(owner.host, folders->host) &&
        (owner.pid == (long)getpid() || (kill((pid_t)owner.pid, 0) != 0 && errno == ESRCH))) {
        return true;
    }
    return now_s - (long long)facts.st_mtim.tv_sec > WEEK_S;
}

/* What cannot be removed stays: it is in nobody's way. */
static void clean(const clm_folders *folders) {
    struct stat facts;
    if (fstatat(folders->at, folders->hidden, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
        return;
    }
    for (size_t i = 0; i < folders->hidden_count; i++) {
        if (is_left_over(folders, folders->hidden_names[i], (long long)facts.st_mtim.tv_sec)) {
            (void)clm_folders_remove_tree(folders->at, folders->hidden_names[i]);
        }
    }
}

/* ---- latest ---- */

/* Whether links cannot be made there at all. */
static bool has_no_links(int reason) {
    return reason == EPERM || reason == ENOSYS || reason == EOPNOTSUPP || reason == EINVAL;
}

/* Renames a new link over `latest`. */
static int link_latest(const clm_folders *folders, const char *name) {
    const char *fresh = free_name(folders, "link");
    if (fresh == NULL) {
        return ENOMEM;
    }
    if (symlinkat(name, folders->at, fresh) != 0) {
        return errno;
    }
    struct stat facts;
    int reason = 0;
    /* A folder of an earlier night without links gives way; a link cannot be renamed over it. */
    if (fstatat(folders->at, LATEST, &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(facts.st_mode)) {
        const char *spare = free_name(folders, "old");
        reason = spare != NULL ? clm_folders_exchange(folders->at, fresh, LATEST, spare) : ENOMEM;
    } else if (renameat(folders->at, fresh, folders->at, LATEST) != 0) {
        reason = errno;
    }
    (void)clm_folders_remove_tree(folders->at, fresh); /* the old one, or the one that failed */
    return reason;
}

static int fill_copy(const clm_folders *folders, const char *name, const char *copy) {
    int from = openat(folders->at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int reason = from < 0 ? errno : 0;
    int to = reason == 0 ? openat(folders->at, copy, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (reason == 0) {
        reason = to < 0 ? errno : clm_folders_copy_all(from, to);
    }
    if (reason == 0) {
        reason = clm_folders_sync(to);
    }
    if (from >= 0) {
        (void)close(from);
    }
    if (to >= 0) {
        (void)close(to);
    }
    return reason;
}

/* Puts a copy of the night at `latest`. */
static int copy_latest(const clm_folders *folders, const char *name) {
    const char *copy;
    int reason = make_hidden(folders, "new", &copy);
    if (copy == NULL) {
        return reason;
    }
    reason = fill_copy(folders, name, copy);
    struct stat facts;
    if (reason == 0 && fstatat(folders->at, LATEST, &facts, AT_SYMLINK_NOFOLLOW) == 0) {
        const char *spare = free_name(folders, "old");
        reason = spare != NULL ? clm_folders_exchange(folders->at, copy, LATEST, spare) : ENOMEM;
    } else if (reason == 0 && renameat(folders->at, copy, folders->at, LATEST) != 0) {
        reason = errno;
    }
    (void)clm_folders_remove_tree(folders->at, copy);
    return reason;
}

static clm_status set_latest(const clm_folders *folders, const char *name, clm_error *error) {
    int reason = link_latest(folders, name);
    if (has_no_links(reason)) {
        reason = copy_latest(folders, name);
    }
    if (reason == 0) {
        reason = clm_folders_sync(folders->at);
    }
    return reason == 0 ? CLM_OK : fail_name(folders, "cannot replace", LATEST, reason, error);
}

/* Ours lead to a name of a night, also where that is gone; one that leads nowhere is nobody's. */
static bool is_link_of_somebody(const clm_folders *folders) {
    char target[64];
    long day;
    unsigned run;
    struct stat facts;
    const ssize_t length = readlinkat(folders->at, LATEST, target, sizeof target - 1);
    target[length > 0 ? length : 0] = '\0';
    return length > 0 && !clm_folders_dated(target, &day, &run) &&
           fstatat(folders->at, LATEST, &facts, 0) == 0;
}

/* What stands at `latest` must be a link of ours, or a night; it is set right if it is not the last
 * one. */
static clm_status check_latest(const clm_folders *folders, clm_error *error) {
    struct stat facts;
    const bool there = fstatat(folders->at, LATEST, &facts, AT_SYMLINK_NOFOLLOW) == 0;
    const unsigned long number = there ? clm_folders_number(folders->at, LATEST) : 0;
    if (there && number == 0 && (!S_ISLNK(facts.st_mode) || is_link_of_somebody(folders))) {
        return clm_fail(error, CLM_ERR_IO,
                        "%s/" LATEST " is in the way: it is no night of claimmap; move it away",
                        clm_name_end(folders->root));
    }
    if (folders->count == 0 || number == folders->nights[folders->count - 1].number) {
        return CLM_OK;
    }
    return set_latest(folders, folders->last, error);
}

/* ---- a night ---- */

static clm_status open_root(clm_folders *folders, clm_error *error) {
    clm_status status = clm_make_dirs(folders->root, error);
    if (status != CLM_OK) {
        return status;
    }
    folders->at = open(folders->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folders->at >= 0 ? CLM_OK : clm_fail_system(error, "cannot open", folders->root, errno);
}

static clm_status make_folder(clm_folders *folders, clm_error *error) {
    const int reason = make_hidden(folders, "new", &folders->hidden);
    if (reason != 0) {
        return fail_name(folders, "cannot make a folder in", "", reason, error);
    }
    folders->path = clm_arena_printf(folders->arena, "%s/%s", folders->root, folders->hidden);
    return folders->path != NULL ? CLM_OK : fail_memory(folders, error);
}

/* The first name of the day that is free. */
static clm_status choose_name(clm_folders *folders, clm_error *error) {
    for (unsigned run = 1; run < RUNS_MAX; run++) {
        struct stat facts;
        folders->name = run == 1 ? folders->date
                                 : clm_arena_printf(folders->arena, "%s-%u", folders->date, run);
        if (folders->name == NULL) {
            return fail_memory(folders, error);
        }
        if (fstatat(folders->at, folders->name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
            return CLM_OK;
        }
    }
    return fail_name(folders, "cannot make", folders->date, EEXIST, error);
}

static clm_status begin(clm_folders *folders, clm_error *error) {
    clm_status status = open_root(folders, error);
    if (status == CLM_OK) {
        status = scan(folders, error);
    }
    if (status == CLM_OK) {
        status = note_last(folders, error);
    }
    if (status == CLM_OK) {
        status = choose_name(folders, error);
    }
    if (status == CLM_OK) {
        status = make_folder(folders, error);
    }
    if (status == CLM_OK) {
        clean(folders);
        status = check_latest(folders, error);
    }
    return status;
}

clm_status clm_folders_begin(const clm_folders_options *options, clm_folders **out,
                             clm_error *error) {
    *out = NULL;
    long day;
    if (options->root == NULL || options->root[0] == '\0' || !clm_night_day(options->date, &day)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "'%s' is not a folder and a date YYYY-MM-DD",
                        options->date != NULL ? options->date : "");
    }
    clm_folders *folders = clm_alloc_zero(1, sizeof *folders);
    if (folders == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", options->root);
    }
    folders->at = -1;
    folders->day = day;
    folders->keep_days = options->keep_days;
    clm_folders_host(folders->host);
    clm_status status = CLM_ERR_NOMEM;
    folders->root = options->root;
    folders->arena = clm_arena_new();
    if (folders->arena != NULL) {
        folders->root = clm_arena_strdup(folders->arena, options->root);
        folders->date = clm_arena_strdup(folders->arena, options->date);
    }
    if (folders->date != NULL && folders->root != NULL) {
        status = begin(folders, error);
    } else {
        (void)clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", options->root);
    }
    if (status != CLM_OK) {
        clm_folders_free(folders);
        return status;
    }
    *out = folders;
    return CLM_OK;
}

void clm_folders_free(clm_folders *folders) {
    if (folders == NULL) {
        return;
    }
    if (folders->hidden != NULL) {
        (void)clm_folders_remove_tree(folders->at, folders->hidden);
    }
    if (folders->at >= 0) {
        (void)close(folders->at);
    }
    clm_arena_free(folders->arena);
    clm_free(folders);
}

const char *clm_folders_path(const clm_folders *folders) {
    return folders->path;
}

const char *clm_folders_name(const clm_folders *folders) {
    return folders->name;
}

const char *clm_folders_last(const clm_folders *folders) {
    return folders->last;
}

const char *clm_folders_last_path(const clm_folders *folders) {
    return folders->last_path;
}

static clm_status check_name(const clm_folders *folders, const char *name, clm_error *error) {
    if (folders->hidden == NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "%s: the night is published already",
                        folders->root);
    }
    if (name == NULL || name[0] == '\0' || name[0] == '.' || strchr(name, '/') != NULL ||
        strlen(name) > NAME_MAX) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "'%s' is no name for a file of the night",
                        name != NULL ? name : "");
    }
    return CLM_OK;
}

/* Writes a file of the hidden folder. */
static clm_status write_inside(clm_folders *folders, const char *name, const void *bytes,
                               size_t length, clm_error *error) {
    clm_buffer path;
    clm_buffer_init(&path);
    clm_buffer_printf(&path, "%s/%s", folders->path, name);
    clm_status status =
        path.failed ? fail_memory(folders, error) : clm_file_write(path.data, bytes, length, error);
    clm_buffer_clear(&path);
    return status;
}

clm_status clm_folders_put(clm_folders *folders, const char *name, const void *bytes, size_t length,
                           clm_error *error) {
    clm_status status = check_name(folders, name, error);
    return status == CLM_OK ? write_inside(folders, name, bytes, length, error) : status;
}

clm_status clm_folders_keep(clm_folders *folders, const char *name, clm_error *error) {
    clm_status status = check_name(folders, name, error);
    if (status != CLM_OK) {
        return status;
    }
    int from = -1;
    if (folders->last != NULL) {
        from = openat(folders->at, folders->last, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    if (from < 0) {
        return clm_fail(error, CLM_ERR_NOT_FOUND, "%s: no earlier night has '%s'", folders->root,
                        name);
    }
    int to = openat(folders->at, folders->hidden, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int reason = to < 0 ? errno : clm_folders_copy(from, name, to, name);
    (void)close(from);
    if (to >= 0) {
        (void)close(to);
    }
    if (reason == ENOENT || reason == EINVAL || reason == ELOOP) {
        return clm_fail(error, CLM_ERR_NOT_FOUND, "%s has no file '%s'", folders->last_path, name);
    }
    if (reason != 0) {
        return clm_fail_system(error, "cannot copy from the last night:", name, reason);
    }
    return CLM_OK;
}

/* A rename replaces an empty folder, so what is there is looked at first; the caller's lock keeps
 * others away. */
static int rename_dated(clm_folders *folders) {
    struct stat facts;
    if (fstatat(folders->at, folders->name, &facts, AT_SYMLINK_NOFOLLOW) == 0) {
        return EEXIST;
    }
    if (errno != ENOENT ||
        renameat(folders->at, folders->hidden, folders->at, folders->name) != 0) {
        return errno;
    }
    folders->hidden = NULL;
    return 0;
}

/* The folder appears under its date. */
static clm_status publish_dated(clm_folders *folders, clm_error *error) {
    int inside = openat(folders->at, folders->hidden, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int reason = inside < 0 ? errno : clm_folders_sync(inside);
    if (inside >= 0) {
        (void)close(inside);
    }
    if (reason == 0) {
        reason = rename_dated(folders);
    }
    return reason == 0 ? CLM_OK
                       : fail_name(folders, "cannot publish", folders->name, reason, error);
}

clm_status clm_folders_publish(clm_folders *folders, const char **name, clm_error *error) {
    *name = NULL;
    clm_status status = check_name(folders, LATEST, error);
    if (status != CLM_OK) {
        return status;
    }
    night made = {.name = folders->name, .day = folders->day};
    made.number = folders->count > 0 ? folders->nights[folders->count - 1].number + 1 : 1;
    /* Room for it comes first: nothing may fail between the two renames but the system. */
    if (clm_arena_grow(folders->arena, (void **)&folders->nights, &folders->capacity,
                       folders->count + 1, sizeof made) != 0) {
        return fail_memory(folders, error);
    }
    char mark[64];
    const int length = snprintf(mark, sizeof mark, "claimmap night %lu\n", made.number);
    status = write_inside(folders, CLM_FOLDERS_MARK, mark, (size_t)length, error);
    if (status == CLM_OK) {
        status = publish_dated(folders, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    *name = made.name;
    folders->nights[folders->count++] = made;
    const int reason = clm_folders_sync(folders->at);
    return reason == 0 ? set_latest(folders, made.name, error)
                       : fail_name(folders, "cannot sync", "", reason, error);
}

/* ---- retention ---- */

/* Hidden first, in one step, so that no half of a night is ever to be seen. */
static int remove_night(clm_folders *folders, const char *name) {
    const char *away = free_name(folders, "out");
    if (away == NULL) {
        return ENOMEM;
    }
    if (renameat(folders->at, name, folders->at, away) != 0) {
        return errno;
    }
    return clm_folders_remove_tree(folders->at, away);
}

static bool is_old(const clm_folders *folders, size_t index) {
    return folders->keep_days > 0 &&
           folders->nights[index].day < folders->day - (long)folders->keep_days;
}

clm_status clm_folders_retain(clm_folders *folders, size_t *removed, clm_error *error) {
    const unsigned long latest = clm_folders_number(folders->at, LATEST);
    clm_status status = CLM_OK;
    size_t kept = 0;
    size_t gone = 0;
    const size_t count = folders->count;
    for (size_t i = 0; i < count; i++) {
        const night item = folders->nights[i];
        int reason = -1;
        if (is_old(folders, i) && item.number != latest && i + 1 < count) {
            reason = remove_night(folders, item.name);
        }
        if (reason > 0 && status == CLM_OK) {
            status = fail_name(folders, "cannot remove", item.name, reason, error);
        }
        gone += reason == 0;
        if (reason != 0) {
            folders->nights[kept++] = item;
        }
    }
    folders->count = kept;
    if (removed != NULL) {
        *removed = gone;
    }
    return status;
}

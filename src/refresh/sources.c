#include "refresh/sources.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/system.h"
#include "refresh/folders_parts.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FOLDERS_DEEP_MAX = 32 };

typedef struct lister {
    const clm_source_config *source;
    const clm_sources_options *options;
    clm_items *out;
    bool failed;
} lister;

void clm_items_clear(clm_items *items) {
    clm_free(items->items);
    clm_arena_free(items->arena);
    clm_buffer_clear(&items->problems);
    memset(items, 0, sizeof *items);
}

static void add(lister *in, clm_item item) {
    const clm_source_config *source = in->source;
    const int64_t now = in->options->now;
    item.time =
        item.time > now ? now : item.time; /* a clock that is ahead must not lead for ever */
    if (source->most_days > 0 && item.time != CLM_TIME_UNKNOWN &&
        now - item.time > source->most_days * 86400) {
        in->out->old++;
        return;
    }
    if (clm_words_found(&source->exclude, clm_text_of(item.title), &in->failed)) {
        in->out->excluded++;
        return;
    }
    if (in->failed || clm_grow((void **)&in->out->items, &in->out->capacity, in->out->count + 1,
                               sizeof item) != 0) {
        in->failed = true;
        return;
    }
    item.address = clm_arena_strdup(in->out->arena, item.address);
    item.title = item.title != NULL ? clm_arena_strdup(in->out->arena, item.title) : NULL;
    item.content = item.content != NULL ? clm_arena_strdup(in->out->arena, item.content) : NULL;
    in->failed |= item.address == NULL;
    in->out->items[in->out->count++] = item;
}

static bool is_article(const char *name) {
    static const char *const ends[] = {".txt", ".text",     ".html", ".htm", ".xhtml",
                                       ".md",  ".markdown", ".json", NULL};
    for (size_t i = 0; ends[i] != NULL; i++) {
        if (clm_text_ends(clm_text_of(name), ends[i])) {
            return true;
        }
    }
    return false;
}

static void add_file(lister *in, const char *path, const struct stat *facts) {
    if (S_ISREG(facts->st_mode)) {
        add(in, (clm_item){path, false, NULL, NULL, (int64_t)facts->st_mtime});
    }
}

/* Folders that wait stand in a list, so that depth costs no stack; links to folders are not
 * followed, so that there are no circles. */
typedef struct folder {
    const char *path;
    int depth;
} folder;

typedef struct folders {
    folder *todo;
    size_t count, capacity;
} folders;

/* What nights wrote are no articles: where `output` lies among them, each would map the last. */
static bool is_night(lister *in, const char *path) {
    clm_buffer mark;
    clm_buffer_init(&mark);
    clm_buffer_printf(&mark, "%s/" CLM_FOLDERS_MARK, path);
    const bool found = !mark.failed && clm_file_exists(mark.data);
    in->failed |= mark.failed;
    clm_buffer_clear(&mark);
    return found;
}

/* What cannot be looked at is not known to be gone. Of the source's own folder it is an error. */
static clm_status refuse(lister *in, const folder *here, const char *action, const char *path,
                         int reason, clm_error *error) {
    clm_error why;
    const clm_status status = clm_fail_system(&why, action, path, reason);
    if (here->depth == 0) {
        return clm_fail(error, status, "%s", why.message);
    }
    clm_buffer_printf(&in->out->problems, "%s\n", why.message);
    return CLM_OK;
}

/* Returns 0, or the system's reason why it cannot be told what the entry is. */
static int take_entry(lister *in, const folder *here, const char *path, folders *waiting) {
    struct stat facts;
    if (lstat(path, &facts) != 0) {
        return errno == ENOENT ? 0 : errno;
    }
    if (S_ISDIR(facts.st_mode)) {
        if (in->source->recursive && here->depth < FOLDERS_DEEP_MAX && !is_night(in, path)) {
            in->failed |= clm_grow((void **)&waiting->todo, &waiting->capacity, waiting->count + 1,
                                   sizeof *waiting->todo) != 0;
            if (!in->failed) {
                waiting->todo[waiting->count++] = (folder){path, here->depth + 1};
            }
        }
    } else if (is_article(path)) {
        if (stat(path, &facts) != 0) {
            return errno == ENOENT || errno == ELOOP ? 0 : errno;
        }
        add_file(in, path, &facts);
    }
    return 0;
}

static clm_status list_one(lister *in, const folder *here, folders *waiting, clm_error *error) {
    DIR *directory = opendir(here->path);
    if (directory == NULL) {
        return refuse(in, here, "cannot open the folder", here->path, errno, error);
    }
    const char *path = here->path;
    int reason = 0;
    while (reason == 0 && !in->failed) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (entry == NULL) {
            path = here->path;
            reason = errno;
            break;
        }
        if (entry->d_name[0] != '.') {
            path = clm_arena_printf(in->out->arena, "%s/%s", here->path, entry->d_name);
            in->failed |= path == NULL;
            reason = path != NULL ? take_entry(in, here, path, waiting) : 0;
        }
    }
    (void)closedir(directory);
    return reason != 0 && !in->failed ? refuse(in, here, "cannot read", path, reason, error)
                                      : CLM_OK;
}

static clm_status list_folder(lister *in, clm_error *error) {
    folders waiting = {NULL, 0, 0};
    if (clm_grow((void **)&waiting.todo, &waiting.capacity, 1, sizeof *waiting.todo) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    waiting.todo[waiting.count++] = (folder){in->source->address, 0};
    clm_status status = CLM_OK;
    while (waiting.count > 0 && !in->failed && status == CLM_OK) {
        const folder here = waiting.todo[--waiting.count];
        status = list_one(in, &here, &waiting, error);
    }
    clm_free(waiting.todo);
    return status;
}

static clm_status fail_glob(const lister *in, int result, clm_error *error) {
    return result == GLOB_NOSPACE
               ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
               : clm_fail(error, CLM_ERR_IO, "cannot list %s: a folder of it cannot be read",
                          in->source->address);
}

/* glob() leaves out folders that it cannot read and says nothing, or stops at the first: it is
 * called both ways, so that the rest is there and what is missing is not taken to be gone. */
static clm_status find_files(lister *in, glob_t *found, bool *some, clm_error *error) {
    int result = glob(in->source->address, GLOB_NOSORT | GLOB_ERR, NULL, found);
    const bool partly = result == GLOB_ABORTED;
    if (partly) {
        globfree(found);
        result = glob(in->source->address, GLOB_NOSORT, NULL, found);
    }
    *some = result == 0;
    if (result != 0 && (partly || result != GLOB_NOMATCH)) {
        return fail_glob(in, result, error);
    }
    if (partly) {
        clm_buffer_printf(&in->out->problems, "%s: a folder of it cannot be read\n",
                          in->source->address);
    }
    return CLM_OK;
}

static void add_found(lister *in, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *parent =
        slash != NULL ? clm_arena_strndup(in->out->arena, path, (size_t)(slash - path)) : ".";
    struct stat facts;
    in->failed |= parent == NULL;
    if (parent != NULL && stat(path, &facts) == 0 && S_ISREG(facts.st_mode) &&
        !is_night(in, parent)) {
        add_file(in, path, &facts);
    }
}

static clm_status list_glob(lister *in, clm_error *error) {
    glob_t found;
    bool some;
    const clm_status status = find_files(in, &found, &some, error);
    if (!some) {
        return status;
    }
    for (size_t i = 0; i < found.gl_pathc && !in->failed; i++) {
        add_found(in, found.gl_pathv[i]);
    }
    globfree(&found);
    return status;
}

static clm_status open_feed(const lister *in, const char *address, bool is_url, clm_feed **out,
                            clm_error *error) {
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    char charset[64] = "";
    clm_status status;
    *out = NULL;
    if (!is_url) {
        status = clm_file_read(address, CLM_FEED_BYTES_MAX, &bytes, error);
    } else if (in->options->fetch == NULL) {
        status = clm_fail(error, CLM_ERR_UNSUPPORTED, "nothing is fetched");
    } else {
        status = in->options->fetch(in->options->context, address, &bytes, charset, error);
    }
    if (status == CLM_OK) {
        status = clm_feed_parse((clm_text){bytes.data, bytes.len}, is_url ? address : NULL, charset,
                                out, error);
    }
    clm_buffer_clear(&bytes);
    if (status != CLM_OK) {
        (void)clm_error_prefix(error, address);
    }
    return status;
}

static void add_entries(lister *in, const clm_feed *feed) {
    for (size_t i = 0; i < feed->count && !in->failed; i++) {
        const clm_feed_entry *entry = &feed->entries[i];
        add(in, (clm_item){
                    entry->url, true, entry->title, in->source->feed_text ? entry->content : NULL,
                    entry->published != CLM_TIME_UNKNOWN ? entry->published : entry->updated});
    }
}

/* Newest first, unknown last, then by address. */
static int by_update(const void *a, const void *b) {
    const clm_feed_entry *x = a;
    const clm_feed_entry *y = b;
    return x->updated != y->updated ? (x->updated > y->updated ? -1 : 1) : strcmp(x->url, y->url);
}

/* What is missing is not known to be gone. */
static void note_missing(lister *in, const clm_feed *feed, const char *address) {
    if (feed->unfinished) {
        clm_buffer_printf(&in->out->problems, "%s: it breaks off, and entries may be missing\n",
                          address);
    } else if (feed->cut) {
        clm_buffer_printf(&in->out->problems, "%s: only %d entries were read\n", address,
                          CLM_FEED_ENTRIES_MAX);
    }
}

/* The parts of an index. Where none of them can be read, the source cannot. */
static clm_status list_parts(lister *in, const clm_feed *feed, clm_error *error) {
    clm_error first = {CLM_OK, ""};
    size_t failed = 0;
    size_t asked = 0;
    for (; asked < feed->count && asked < CLM_SITEMAPS_MAX && !in->failed; asked++) {
        const char *address = feed->entries[asked].url;
        clm_feed *child = NULL;
        clm_error reason = {CLM_OK, ""};
        clm_status got = open_feed(in, address, true, &child, &reason);
        in->failed |= got == CLM_ERR_NOMEM;
        if (got != CLM_OK) {
            first = failed++ == 0 ? reason : first;
            clm_buffer_printf(&in->out->problems, "%s\n", reason.message);
        } else if (child->kind != CLM_FEED_INDEX) {
            note_missing(in, child, address);
            add_entries(in, child);
        }
        clm_feed_free(child);
    }
    if (feed->count > CLM_SITEMAPS_MAX) {
        clm_buffer_printf(&in->out->problems, "%s: only %d of %zu sitemaps were read\n",
                          in->source->address, CLM_SITEMAPS_MAX, feed->count);
    }
    return failed > 0 && failed == asked ? clm_fail(error, first.code, "%s", first.message)
                                         : CLM_OK;
}

static clm_status list_feed(lister *in, clm_error *error) {
    clm_feed *feed = NULL;
    clm_status status = open_feed(in, in->source->address, in->source->is_url, &feed, error);
    if (status == CLM_OK) {
        note_missing(in, feed, in->source->address);
    }
    if (status == CLM_OK && feed->kind != CLM_FEED_INDEX) {
        add_entries(in, feed);
    } else if (status == CLM_OK) {
        if (feed->count > 0) {
            qsort(feed->entries, feed->count, sizeof *feed->entries, by_update);
        }
        status = list_parts(in, feed, error);
    }
    clm_feed_free(feed);
    return status;
}

static int by_time(const void *a, const void *b) {
    const clm_item *x = a;
    const clm_item *y = b;
    return x->time != y->time ? (x->time > y->time ? -1 : 1) : strcmp(x->address, y->address);
}

typedef struct keyed {
    const char *key;
    size_t index;
} keyed;

static int by_key(const void *a, const void *b) {
    const keyed *x = a;
    const keyed *y = b;
    const int order = strcmp(x->key, y->key);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

/* Of items with one key the first stays; a file's key is its place on the disk. */
static void drop_twice(lister *in) {
    clm_items *out = in->out;
    keyed *keys = clm_arena_array(out->arena, out->count + 1, sizeof *keys);
    in->failed |= keys == NULL;
    for (size_t i = 0; i < out->count && !in->failed; i++) {
        clm_buffer key;
        struct stat facts;
        clm_buffer_init(&key);
        if (out->items[i].is_url || stat(out->items[i].address, &facts) != 0) {
            clm_url_key(out->items[i].address, &key);
        } else {
            clm_buffer_printf(&key, "%llu %llu", (unsigned long long)facts.st_dev,
                              (unsigned long long)facts.st_ino);
        }
        keys[i] = (keyed){key.failed ? NULL : clm_arena_strdup(out->arena, key.data), i};
        in->failed |= keys[i].key == NULL;
        clm_buffer_clear(&key);
    }
    if (in->failed || out->count == 0) {
        return;
    }
    qsort(keys, out->count, sizeof *keys, by_key);
    for (size_t i = 1; i < out->count; i++) {
        if (strcmp(keys[i - 1].key, keys[i].key) == 0) {
            out->items[keys[i].index].address = NULL;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (out->items[i].address != NULL) {
            out->items[kept++] = out->items[i];
        }
    }
    out->twice = out->count - kept;
    out->count = kept;
}

clm_status clm_items_list(const clm_source_config *source, const clm_sources_options *options,
                          clm_items *out, clm_error *error) {
    memset(out, 0, sizeof *out);
    clm_buffer_init(&out->problems);
    out->arena = clm_arena_new();
    lister in = {source, options, out, out->arena == NULL};
    clm_status status = CLM_OK;
    if (in.failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    switch (source->kind) {
    case CLM_SOURCE_FOLDER:
        status = list_folder(&in, error);
        break;
    case CLM_SOURCE_GLOB:
        status = list_glob(&in, error);
        break;
    case CLM_SOURCE_URL:
        add(&in, (clm_item){source->address, true, NULL, NULL, CLM_TIME_UNKNOWN});
        break;
    case CLM_SOURCE_FEED:
    case CLM_SOURCE_SITEMAP:
        status = list_feed(&in, error);
        break;
    case CLM_SOURCE_KIND_COUNT:
        break;
    }
    if (status == CLM_OK && !in.failed && out->count > 0) {
        qsort(out->items, out->count, sizeof *out->items, by_time);
        drop_twice(&in);
    }
    return in.failed || out->problems.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                             : status;
}

/* Runs a fuzz target over files and folders, in the order of their names, without libFuzzer:
 * the corpus and old crashes are tests of every build. A folder that is not there is passed over;
 * no input at all is a failure. */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

static int replay_file(const char *path) {
    struct stat facts;
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &facts) != 0) {
        (void)fprintf(stderr, "cannot read %s\n", path);
        if (file) {
            (void)fclose(file);
        }
        return -1;
    }
    /* Exactly as long as the file, so that a sanitizer sees a read behind it. */
    size_t length = (size_t)facts.st_size;
    uint8_t *bytes = malloc(length > 0 ? length : 1);
    int result = -1;
    if (bytes && fread(bytes, 1, length, file) == length) {
        result = LLVMFuzzerTestOneInput(bytes, length);
    }
    free(bytes);
    (void)fclose(file);
    return result;
}

static int is_visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

/* Returns the number of inputs, or -1. */
static long replay_folder(const char *path) {
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_visible, alphasort);
    long done = count < 0 ? -1 : 0;
    for (int i = 0; i < count; i++) {
        char name[4096];
        int length = snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
        free(entries[i]);
        if (done >= 0) {
            done = length > 0 && (size_t)length < sizeof name && replay_file(name) == 0 ? done + 1
                                                                                        : -1;
        }
    }
    free(entries);
    return done;
}

int main(int argc, char **argv) {
    long total = 0;
    for (int i = 1; i < argc; i++) {
        struct stat facts;
        if (stat(argv[i], &facts) != 0) {
            continue;
        }
        long done =
            S_ISDIR(facts.st_mode) ? replay_folder(argv[i]) : (replay_file(argv[i]) == 0 ? 1 : -1);
        if (done < 0) {
            (void)fprintf(stderr, "%s failed\n", argv[i]);
            return 1;
        }
        total += done;
    }
    (void)printf("%ld inputs\n", total);
    return total > 0 ? 0 : 1;
}

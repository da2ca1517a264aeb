/* Maps an article with libclaimmap and writes the files that the program would write.
 *
 *     cc map.c -o map $(pkg-config --cflags --libs claimmap)
 *     ./map article.txt OUTPUT_DIR geojson,png,alt
 */
#include <claimmap.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    *length = 0;
    while (file != NULL && !feof(file) && !ferror(file)) {
        char *more = realloc(bytes, *length + 65536);
        if (more == NULL) {
            break;
        }
        bytes = more;
        *length += fread(bytes + *length, 1, 65536, file);
    }
    if (file == NULL || ferror(file) || !feof(file)) {
        perror(path);
        free(bytes);
        bytes = NULL;
    }
    if (file != NULL) {
        fclose(file);
    }
    return bytes;
}

/* DIR/STEM.SUFFIX, as the program names its files. */
static int write_output(const claimmap_outputs *outputs, size_t index, const char *dir,
                        const char *article) {
    char path[4096];
    const char *slash = strrchr(article, '/');
    const char *name = slash != NULL ? slash + 1 : article;
    const char *dot = strrchr(name, '.');
    const int stem = dot != NULL && dot != name ? (int)(dot - name) : (int)strlen(name);
    snprintf(path, sizeof path, "%s/%.*s%s", dir, stem, name,
             claimmap_outputs_suffix(outputs, index));
    FILE *file = fopen(path, "wb");
    const size_t length = claimmap_outputs_length(outputs, index);
    int failed =
        file == NULL || fwrite(claimmap_outputs_bytes(outputs, index), 1, length, file) != length;
    failed |= file != NULL && fclose(file) != 0;
    if (failed) {
        perror(path);
    }
    return failed;
}

static int map_article(claimmap_context *context, const char *article, const char *dir) {
    size_t length;
    char *bytes = read_file(article, &length);
    if (bytes == NULL) {
        return 1;
    }
    claimmap_outputs *outputs = NULL;
    int failed = claimmap_map(context, article, bytes, length, &outputs) != CLAIMMAP_OK;
    if (failed) {
        fprintf(stderr, "%s\n", claimmap_message(context));
    }
    fputs(claimmap_outputs_messages(outputs), stderr);
    for (size_t i = 0; i < claimmap_outputs_count(outputs); i++) {
        failed |= write_output(outputs, i, dir, article);
    }
    claimmap_outputs_free(outputs);
    free(bytes);
    return failed;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: map ARTICLE DIR FORMATS\n");
        return 2;
    }
    claimmap_context *context = claimmap_new();
    if (context == NULL) {
        fprintf(stderr, "out of memory\n");
        return 1;
    }
    int failed = claimmap_set(context, "format", argv[3]) != CLAIMMAP_OK;
    if (failed) {
        fprintf(stderr, "%s\n", claimmap_message(context));
    } else {
        failed = map_article(context, argv[1], argv[2]);
    }
    claimmap_free(context);
    return failed;
}

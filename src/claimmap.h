/* claimmap.h: the library libclaimmap. An article in; the map of its claims out, in any format that
 * the program claimmap writes, with the same bytes.
 *
 *     claimmap_context *context = claimmap_new();
 *     claimmap_outputs *outputs = NULL;
 *     claimmap_set(context, "format", "geojson,svg");
 *     if (claimmap_map(context, "a.txt", text, length, &outputs) != CLAIMMAP_OK) {
 *         fprintf(stderr, "%s\n", claimmap_message(context));
 *     }
 *     ... claimmap_outputs_bytes(outputs, 0) ...
 *     claimmap_outputs_free(outputs);
 *     claimmap_free(context);
 *
 * **Options** are those of `claimmap map` by their long names (claimmap-map(1)), so that this file
 * does not change when one is added; structs are never seen, and codes keep their numbers. All text
 * is UTF-8 and ends with NUL unless a length stands beside it. Nothing is printed, fetched or
 * written to files, and only format "postgis" writes into a database; the locale does not matter.
 *
 * **Files**: the gazetteer, themes and modules are looked for from where the library lies
 * (../share/claimmap, claimmap/), as the program does from where it lies; CLAIMMAP_DATA and
 * CLAIMMAP_MODULES in the environment name others.
 *
 * **Threads**: a context is used by one thread at a time. Further threads get theirs from
 * claimmap_share: they read one gazetteer, and may work at the same time. Outputs belong to no
 * context: they may be read by any thread, and outlive the context that made them.
 *
 * **Memory** that ends is CLAIMMAP_ERROR_MEMORY in all that reads text; the libraries that draw
 * (cairo, pango, GLib) end the process. */
#ifndef CLAIMMAP_H
#define CLAIMMAP_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CLAIMMAP_API __attribute__((visibility("default")))
#define CLAIMMAP_MUST_CHECK __attribute__((visibility("default"), warn_unused_result))
#else
#define CLAIMMAP_API
#define CLAIMMAP_MUST_CHECK
#endif

/* What a function came to. Later versions may add codes; these keep their numbers. */
typedef enum claimmap_status {
    CLAIMMAP_OK = 0,
    CLAIMMAP_ERROR_MEMORY = 1,      /* an allocation failed */
    CLAIMMAP_ERROR_IO = 2,          /* the system refused to read a file */
    CLAIMMAP_ERROR_INPUT = 3,       /* the article, GeoJSON or file is not what it should be */
    CLAIMMAP_ERROR_NOT_FOUND = 4,   /* no such option, theme or gazetteer */
    CLAIMMAP_ERROR_ARGUMENT = 5,    /* the call or the value of an option makes no sense */
    CLAIMMAP_ERROR_LIMIT = 6,       /* a stated limit was reached */
    CLAIMMAP_ERROR_VERSION = 7,     /* a file of another version of claimmap */
    CLAIMMAP_ERROR_DAMAGED = 8,     /* a checksum or an offset in a file is wrong */
    CLAIMMAP_ERROR_UNSUPPORTED = 9, /* known, and not in this build or on this machine */
    CLAIMMAP_ERROR_OTHER = 10       /* a library below failed for a reason of its own */
} claimmap_status;

/* Gazetteer, model, theme, fonts, and the options that are set. */
typedef struct claimmap_context claimmap_context;

/* What was made of one article: files in memory. */
typedef struct claimmap_outputs claimmap_outputs;

/* ---- what there is ---- */

/* Returns the version of the library, "0.1.0". **Owns:** constant. */
CLAIMMAP_API const char *claimmap_version(void);

/* Returns a name of `status` in English, "out of memory"; "unknown status" for other numbers.
 * **Owns:** constant. */
CLAIMMAP_API const char *claimmap_status_name(int status);

/* Returns the name of the format `index`, counted from 0, as option `format` takes it ("geojson");
 * NULL past the last. **Owns:** constant. */
CLAIMMAP_API const char *claimmap_format_name(size_t index);

/* ---- contexts ---- */

/* Makes a context with default options. No file is opened yet. **Owns:** the caller frees with
 * claimmap_free. **Errors:** NULL when memory ends. */
CLAIMMAP_API claimmap_context *claimmap_new(void);

/* Makes a context for another thread on the gazetteer and model of `like`, with its options as they
 * are now; opens `like` if that is still to be done. Both may be freed in any order. **Owns:** the
 * caller frees `*out` with claimmap_free. **Errors:** as claimmap_open, told by the message of
 * `like`; `*out` is then NULL. **Threads:** `like` must be at rest. */
CLAIMMAP_MUST_CHECK claimmap_status claimmap_share(claimmap_context *like, claimmap_context **out);

/* Frees a context; NULL is fine. Its outputs stay. */
CLAIMMAP_API void claimmap_free(claimmap_context *context);

/* Sets the option `name` for all that is done from now on.
 *
 * `name`: a long option of `claimmap map` without dashes: "format", "size", "scale", "extent",
 * "hide", "date", "title", "byline", "lang", "worldview", "style", "overlay", "gazetteer",
 * "gazetteer-only", "model", "no-demonyms", "connection", "db-schema" and others. "text-out" and
 * "layout-report" are switches here and give outputs of these names; "only" is that of
 * `claimmap extract`, "all" that of `claimmap diff`. Options about files to write, about threads
 * and messages are the program's own and are not known.
 *
 * `value`: as on the command line; copied. A switch takes "true" or "false". What may be repeated
 * there ("hide", "overlay", "gazetteer") is added. NULL takes the option back to its default, and a
 * list back to none.
 *
 * **Errors:** CLAIMMAP_ERROR_NOT_FOUND: no such option, or no such theme; CLAIMMAP_ERROR_ARGUMENT:
 * a value that makes no sense, or "gazetteer", "gazetteer-only", "model", "connection" or
 * "db-schema" after the context was opened; CLAIMMAP_ERROR_MEMORY. The option is then as it was. */
CLAIMMAP_MUST_CHECK claimmap_status claimmap_set(claimmap_context *context, const char *name,
                                                 const char *value);

/* Opens gazetteer, model and theme; the first call that needs them does it otherwise. Does nothing
 * when they are open. **Errors:** CLAIMMAP_ERROR_NOT_FOUND, _IO, _INPUT, _VERSION, _DAMAGED; the
 * next call tries again. */
CLAIMMAP_MUST_CHECK claimmap_status claimmap_open(claimmap_context *context);

/* Returns what went wrong in the last call with this context: what, where and why, in one line; ""
 * where nothing did. **Owns:** the context; until the next call with it. */
CLAIMMAP_API const char *claimmap_message(const claimmap_context *context);

/* ---- work ---- */

/* Makes the map of an article: GeoJSON and PNG, or what option "format" says.
 *
 * `name`: of its file, for messages and the GeoJSON; its extension helps to tell what it is; NULL:
 * "-". `bytes`, `length`: plain text, HTML, Markdown or JSON with "text", at most 32 MB; may be
 * NULL where `length` is 0. A map on which nothing would be drawn has no picture among its outputs.
 *
 * **Owns:** the caller frees `*out` with claimmap_outputs_free. **Errors:** CLAIMMAP_ERROR_INPUT:
 * no text; CLAIMMAP_ERROR_LIMIT; those of claimmap_open and of overlays; `*out` is then NULL. Where
 * only some of the formats could not be made, a library or a database is missing for them, say, the
 * error is that of the first of them, and `*out` has all others and the messages. */
CLAIMMAP_MUST_CHECK claimmap_status claimmap_map(claimmap_context *context, const char *name,
                                                 const void *bytes, size_t length,
                                                 claimmap_outputs **out);

/* Draws a GeoJSON of claimmap_map, also after a person edited it: a PNG, or what option "format"
 * says. Title and worldview are the file's unless the options have others. Parameters, ownership
 * and errors as claimmap_map; the GeoJSON has at most 64 MB. */
CLAIMMAP_MUST_CHECK claimmap_status claimmap_render(claimmap_context *context, const char *name,
                                                    const void *bytes, size_t length,
                                                    claimmap_outputs **out);

/* Reads one JSON object with "text", and "id", "title", "date" where it has them, and gives one
 * output, ".json": the object that `claimmap extract` writes for such a line, without a newline.
 * Options that count: "no-demonyms", and "only", whose value "mentions" leaves claims and
 * attributions out. Ownership and errors as claimmap_map. */
CLAIMMAP_MUST_CHECK claimmap_status claimmap_extract(claimmap_context *context, const void *bytes,
                                                     size_t length, claimmap_outputs **out);

/* Compares two GeoJSON files of claimmap_map, of one story at two times, and gives what
 * `claimmap diff` tells: ".diff.json", the differences as JSON; ".diff.txt", in words, with what
 * neither map draws where option "all" is "true"; ".diff.geojson", a map of them, which
 * claimmap_render draws. No gazetteer is needed or opened. **Owns:** the caller frees `*out` with
 * claimmap_outputs_free. **Errors:** CLAIMMAP_ERROR_INPUT: one is no such GeoJSON;
 * CLAIMMAP_ERROR_LIMIT; CLAIMMAP_ERROR_MEMORY; `*out` is then NULL. */
CLAIMMAP_MUST_CHECK claimmap_status claimmap_diff(claimmap_context *context, const void *old_bytes,
                                                  size_t old_length, const void *new_bytes,
                                                  size_t new_length, claimmap_outputs **out);

/* ---- outputs ---- */

/* Returns how many outputs there are; 0 for NULL. */
CLAIMMAP_API size_t claimmap_outputs_count(const claimmap_outputs *outputs);

/* Returns what the program puts after the article's stem to name the file: ".geojson", ".alt.txt";
 * for what it writes to standard output a full stop and the format, ".geojsonseq"; NULL where
 * `index` is not below the count. **Owns:** the outputs. */
CLAIMMAP_API const char *claimmap_outputs_suffix(const claimmap_outputs *outputs, size_t index);

/* Returns the format that the output belongs to ("alt"), of which it may be one file of several;
 * NULL where `index` is not below the count. **Owns:** constant. */
CLAIMMAP_API const char *claimmap_outputs_format(const claimmap_outputs *outputs, size_t index);

/* Returns the content, after which a NUL stands that is not part of it; NULL where `index` is not
 * below the count. **Owns:** the outputs. */
CLAIMMAP_API const void *claimmap_outputs_bytes(const claimmap_outputs *outputs, size_t index);

/* Returns the length of the content in bytes; 0 where `index` is not below the count. */
CLAIMMAP_API size_t claimmap_outputs_length(const claimmap_outputs *outputs, size_t index);

/* Returns the index of the output with this suffix (".geojson"), else of the first of this format
 * ("geojson"); the count where there is none. */
CLAIMMAP_API size_t claimmap_outputs_find(const claimmap_outputs *outputs, const char *name);

/* Returns what is to be said of the result, a line each with "\n" after it, as the program writes
 * it to standard error: that no place was located, that the article is not in English, fonts that
 * are missing, a format that could not be made while others were. "" where there is nothing.
 * **Owns:** the outputs. */
CLAIMMAP_API const char *claimmap_outputs_messages(const claimmap_outputs *outputs);

/* Frees outputs; NULL is fine. */
CLAIMMAP_API void claimmap_outputs_free(claimmap_outputs *outputs);

#ifdef __cplusplus
}
#endif

#endif

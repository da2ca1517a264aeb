#include "article/parts.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <string.h>

void clm_article_source_init(clm_article_source *source) {
    clm_buffer_init(&source->text);
    clm_buffer_init(&source->title);
    clm_buffer_init(&source->outlet);
    clm_buffer_init(&source->id);
    source->id_is_number = false;
    source->date = (clm_date){0, 0, 0};
    source->title_leads = false;
    source->marks = NULL;
    source->mark_count = source->mark_capacity = 0;
}

void clm_article_source_clear(clm_article_source *source) {
    clm_buffer_clear(&source->text);
    clm_buffer_clear(&source->title);
    clm_buffer_clear(&source->outlet);
    clm_buffer_clear(&source->id);
    clm_free(source->marks);
    source->marks = NULL;
    source->mark_count = source->mark_capacity = 0;
}

void clm_article_free(clm_article *article) {
    if (article == NULL) {
        return;
    }
    clm_article_parts *parts = (clm_article_parts *)article;
    clm_buffer_clear(&parts->text);
    clm_buffer_clear(&parts->keys);
    clm_buffer_clear(&parts->key_scratch);
    clm_free(parts->checks);
    clm_free(parts->entry_marks);
    clm_free(article->tokens);
    clm_free(article->sentences);
    clm_free(article->entries);
    clm_arena_free(article->arena);
    clm_free(parts);
}

static clm_status no_memory(clm_error *error, const char *name) {
    return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", name);
}

/* Copies text into the article's arena. */
static clm_status keep(clm_article_parts *parts, const char *text, size_t length, clm_text *out,
                       clm_error *error) {
    char *copy = clm_arena_strndup(parts->article.arena, length == 0 ? "" : text, length);
    if (copy == NULL) {
        return no_memory(error, parts->article.file.ptr);
    }
    *out = (clm_text){copy, length};
    return CLM_OK;
}

static clm_status set_names(clm_article_parts *parts, const char *path, clm_error *error) {
    const char *slash = strrchr(path, '/');
    const char *file = slash != NULL && slash[1] != '\0' ? slash + 1 : path;
    clm_status status = keep(parts, file, strlen(file), &parts->article.file, error);
    if (status != CLM_OK) {
        return status;
    }
    if (strcmp(file, "-") == 0) {
        return keep(parts, "stdin", 5, &parts->article.stem, error);
    }
    const char *dot = strrchr(file, '.');
    size_t length = dot != NULL && dot != file ? (size_t)(dot - file) : strlen(file);
    return keep(parts, file, length, &parts->article.stem, error);
}

static clm_status read_source(const char *name, clm_text bytes, const clm_article_options *options,
                              clm_article_source *source, clm_error *error) {
    const char *server = options->charset;
    switch (options->format == CLM_ARTICLE_AUTO ? clm_article_detect(bytes, name)
                                                : options->format) {
    case CLM_ARTICLE_HTML:
        return clm_article_read_html(name, bytes, server, source, error);
    case CLM_ARTICLE_MARKDOWN:
        return clm_article_read_markdown(name, bytes, server, source, error);
    case CLM_ARTICLE_JSON:
        return clm_article_read_json(name, bytes, source, error);
    case CLM_ARTICLE_AUTO:
    case CLM_ARTICLE_PLAIN:
        break;
    }
    return clm_article_decode_as(name, bytes, server, &source->text, error);
}

/* Keeps a title or a name as one line: control characters and white space become single spaces. */
static clm_status keep_line(clm_article_parts *parts, clm_text text, clm_text *out,
                            clm_error *error) {
    clm_buffer line;
    clm_buffer_init(&line);
    bool gap = false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte <= ' ' || byte == 0x7F) {
            gap = line.len > 0;
            continue;
        }
        if (gap) {
            clm_buffer_char(&line, ' ');
        }
        gap = false;
        clm_buffer_char(&line, text.ptr[i]);
    }
    clm_status status = line.failed ? no_memory(error, parts->article.file.ptr)
                                    : keep(parts, line.data, line.len, out, error);
    clm_buffer_clear(&line);
    return status;
}

bool clm_article_one_line(const clm_article *article, clm_text text, clm_text *out) {
    size_t breaks = 0;
    for (size_t i = 0; i < text.len; i++) {
        breaks += (unsigned char)text.ptr[i] < ' ';
    }
    *out = text;
    if (breaks == 0) {
        return true;
    }
    char *line = clm_arena_strndup(article->arena, text.ptr, text.len);
    if (line == NULL) {
        return false;
    }
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = (unsigned char)text.ptr[i] <= ' ';
        if (!blank || (length > 0 && line[length - 1] != ' ')) {
            line[length++] = blank ? ' ' : text.ptr[i];
        }
    }
    length -= length > 0 && line[length - 1] == ' ';
    *out = (clm_text){line, length};
    return true;
}

/* A name that is a link, or as long as a text, is no name. */
static clm_status keep_outlet(clm_article_parts *parts, clm_text outlet, clm_error *error) {
    enum { OUTLET_BYTES = 160 };
    bool named = outlet.len <= OUTLET_BYTES && !clm_text_starts(outlet, "http:") &&
                 !clm_text_starts(outlet, "https:");
    return keep_line(parts, named ? outlet : (clm_text){"", 0}, &parts->article.outlet, error);
}

/* Moves what the reader found into the article; options come first. */
static clm_status take_source(clm_article_parts *parts, clm_article_source *source,
                              const clm_article_options *options, clm_error *error) {
    clm_article *article = &parts->article;
    parts->text = source->text;
    clm_buffer_init(&source->text);
    parts->entry_marks = source->marks;
    parts->entry_mark_count = source->mark_count;
    source->marks = NULL;
    article->text = (clm_text){parts->text.data, parts->text.len};
    if (article->text.len > UINT32_MAX / 2) {
        return clm_fail(error, CLM_ERR_LIMIT, "%s: the text is too long", article->file.ptr);
    }
    if (article->text.ptr == NULL) {
        article->text.ptr = "";
    }
    article->date = options->date.year != 0 ? options->date : source->date;
    parts->title_end = source->title_leads ? 1 : 0;
    clm_text title = {source->title.data, source->title.len};
    if (options->title != NULL) {
        title = clm_text_of(options->title);
    }
    article->id_is_number = source->id_is_number;
    clm_status status = keep_line(parts, title, &article->title, error);
    if (status == CLM_OK) {
        status = keep_outlet(parts, (clm_text){source->outlet.data, source->outlet.len}, error);
    }
    if (status == CLM_OK) {
        status = keep(parts, source->id.data, source->id.len, &article->id, error);
    }
    if (status == CLM_OK) {
        parts->checks = clm_article_checkpoints(article->text, &article->code_point_checks);
        article->code_points = parts->checks;
        status = parts->checks != NULL ? CLM_OK : no_memory(error, article->file.ptr);
    }
    return status;
}

/* Tokens, quotations and sentences of the paragraph [start, end). */
static clm_status build_paragraph(clm_article_parts *parts, size_t start, size_t end,
                                  clm_error *error) {
    size_t first = parts->article.token_count;
    parts->marks = false;
    clm_status status = clm_article_scan(parts, start, end, error);
    if (status != CLM_OK || parts->article.token_count == first) {
        return status;
    }
    if (parts->keys.data != NULL) {
        parts->article.keys = (clm_text){parts->keys.data, parts->keys.len};
    }
    if (parts->marks || parts->carry.open) {
        clm_article_mark_quotes(parts, first, parts->article.token_count);
    }
    status = clm_article_split(parts, first, parts->article.token_count, error);
    parts->paragraph_count++;
    return status;
}

/* The end of the paragraph that begins at `at`, and where the next one begins. */
static size_t paragraph_end(const clm_article_parts *parts, size_t at, size_t *next) {
    clm_text text = parts->article.text;
    size_t end;
    *next = clm_article_line(text, at, &end);
    while (parts->wrapped && *next < text.len) {
        size_t line_end;
        size_t after = clm_article_line(text, *next, &line_end);
        size_t from = *next;
        size_t to = line_end;
        clm_article_trim(text, &from, &to);
        if (from == to) {
            break;
        }
        end = line_end;
        *next = after;
    }
    return end;
}

static clm_status build(clm_article_parts *parts, clm_error *error) {
    clm_article *article = &parts->article;
    clm_text text = article->text;
    clm_span title = article->title_span;
    clm_status status = CLM_OK;
    for (size_t at = 0; status == CLM_OK && at < text.len;) {
        size_t next;
        size_t end = paragraph_end(parts, at, &next);
        /* The title is a paragraph of its own, also after "date 2025-04-08" or in a wrapped text.
         */
        if (!clm_span_empty(title) && at <= title.start && title.start < end) {
            /* A title of several lines may stand over a text that is not wrapped. */
            while (end < title.end && next < text.len) {
                next = clm_article_line(text, next, &end);
            }
            status = build_paragraph(parts, at, title.start, error);
            if (status == CLM_OK) {
                status = build_paragraph(parts, title.start, title.end, error);
            }
            at = title.end;
        }
        if (status == CLM_OK) {
            status = build_paragraph(parts, at, end, error);
        }
        at = next;
    }
    clm_article_finish_quotes(parts);
    return status;
}

/* Lines without a full stop are headings only where there is a text for them to head. */
static void settle_headings(clm_article *article) {
    bool prose = false;
    for (size_t i = 0; i < article->sentence_count && !prose; i++) {
        prose = !article->sentences[i].heading;
    }
    for (size_t i = 0; i < article->sentence_count; i++) {
        clm_sentence *sentence = &article->sentences[i];
        bool title = sentence->span.start >= article->title_span.start &&
                     sentence->span.end <= article->title_span.end;
        sentence->heading = title || (prose && sentence->heading);
    }
}

/* Gives back what growing by doubling left over; failing to is harmless. */
static void shrink(clm_article_parts *parts) {
    clm_article *article = &parts->article;
    if (article->token_count > 0) {
        void *smaller =
            clm_realloc(article->tokens, article->token_count * sizeof *article->tokens);
        if (smaller != NULL) {
            article->tokens = smaller;
            parts->token_capacity = article->token_count;
        }
    }
    clm_buffer_clear(&parts->key_scratch);
}

static clm_status parse(clm_article_parts *parts, clm_text bytes,
                        const clm_article_options *options, clm_error *error) {
    const char *name = options->file != NULL ? options->file : "-";
    clm_article *article = &parts->article;
    article->arena = clm_arena_new();
    if (article->arena == NULL) {
        return no_memory(error, name);
    }
    clm_status status = set_names(parts, name, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_article_source source;
    clm_article_source_init(&source);
    status = read_source(name, bytes, options, &source, error);
    if (status == CLM_OK) {
        status = take_source(parts, &source, options, error);
    }
    clm_article_source_clear(&source);
    if (status != CLM_OK) {
        return status;
    }
    if (!options->no_sha256) {
        clm_sha256_hex(bytes.ptr, bytes.len, article->sha256);
    }
    clm_article_read_head(parts);
    if (article->title.len > 0 && memchr(article->title.ptr, '\n', article->title.len)) {
        status = keep_line(parts, article->title, &article->title, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    status = build(parts, error);
    if (status == CLM_OK) {
        settle_headings(article);
        status = clm_article_find_entries(parts, error);
    }
    if (status == CLM_OK) {
        clm_article_guess_language(article);
        shrink(parts);
    }
    return status;
}

clm_status clm_article_parse(clm_text bytes, const clm_article_options *options, clm_article **out,
                             clm_error *error) {
    static const clm_article_options defaults = {.format = CLM_ARTICLE_AUTO};
    const clm_article_options *chosen = options != NULL ? options : &defaults;
    const char *name = chosen->file != NULL ? chosen->file : "-";
    size_t limit = chosen->limit_bytes != 0 ? chosen->limit_bytes : CLM_ARTICLE_LIMIT_BYTES;
    *out = NULL;
    if (bytes.len > limit) {
        return clm_fail(error, CLM_ERR_LIMIT, "%s: longer than %zu bytes", name, limit);
    }
    if (bytes.ptr == NULL) {
        bytes.ptr = "";
    }
    clm_article_parts *parts = clm_alloc_zero(1, sizeof *parts);
    if (parts == NULL) {
        return no_memory(error, name);
    }
    clm_buffer_init(&parts->text);
    clm_buffer_init(&parts->keys);
    clm_buffer_init(&parts->key_scratch);
    parts->article.keys = CLM_TEXT("");
    clm_status status = parse(parts, bytes, chosen, error);
    if (status != CLM_OK) {
        clm_article_free(&parts->article);
        return status;
    }
    *out = &parts->article;
    return CLM_OK;
}

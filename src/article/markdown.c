#include "article/parts.h"

#include <string.h>

/* A reader for the Markdown that newsrooms write: paragraphs, headings, lists, quotations, links,
 * emphasis, front matter. Nothing in it recurses, so nesting has no limit to overrun. */

/* A bracket's partner is looked for this far ahead, and only as long as a paragraph has steps left:
 * FUEL for each of its bytes. So stray brackets cost linear time. */
enum { LINK_BYTES = 2000, FUEL = 16 };

typedef struct reader {
    clm_text text;
    clm_article_source *out;
    clm_buffer block; /* the lines of the current paragraph, joined by blanks */
    bool titled;      /* the title is known from the front matter or a heading */
    bool any_block;
} reader;

static clm_text slice(clm_text text, size_t start, size_t end) {
    return (clm_text){text.ptr + start, end - start};
}

static bool is_escapable(char c) {
    return c != '\0' && strchr("\\`*_{}[]()#+-.!|~<>\"'", c) != NULL;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           ((unsigned char)c & 0x80U) != 0;
}

/* A paragraph on its way to `out`, and how many steps of looking ahead are left for it. */
typedef struct inline_text {
    clm_text line;
    clm_buffer *out;
    size_t fuel;
    size_t link_text_end; /* where the text of the open link ends, and the link itself */
    size_t link_end;
} inline_text;

/* The position of `close` that answers the `open` at `at`, or SIZE_MAX. */
static size_t matching(inline_text *in, size_t at, char open, char close) {
    clm_text line = in->line;
    size_t depth = 0;
    for (size_t i = at; i < line.len && i < at + LINK_BYTES && in->fuel > 0; i++) {
        in->fuel--;
        if (line.ptr[i] == '\\') {
            i++;
        } else if (line.ptr[i] == open) {
            depth++;
        } else if (line.ptr[i] == close && --depth == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* "(url)", "[ref]" or "(^note)" after a link's text; the position after it. */
static size_t after_target(inline_text *in, size_t at) {
    clm_text line = in->line;
    if (at < line.len && (line.ptr[at] == '(' || line.ptr[at] == '[')) {
        size_t close = matching(in, at, line.ptr[at], line.ptr[at] == '(' ? ')' : ']');
        return close == SIZE_MAX ? at : close + 1;
    }
    return at;
}

/* "<b>", "</p>", "<!-- -->": the position after it; `at` if it is no tag. */
static size_t after_tag(inline_text *in, size_t at) {
    clm_text line = in->line;
    char next = at + 1 < line.len ? line.ptr[at + 1] : ' ';
    bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (!letter && next != '/' && next != '!') {
        return at;
    }
    for (size_t i = at + 1; i < line.len && i < at + LINK_BYTES && in->fuel > 0; i++) {
        in->fuel--;
        if (line.ptr[i] == '>') {
            return i + 1;
        }
    }
    return at;
}

/* Is the run of * or _ or ~ at [start, end) emphasis? It must touch a word on one side only. */
static bool is_emphasis(clm_text line, size_t start, size_t end) {
    bool before = start > 0 && line.ptr[start - 1] != ' ';
    bool after = end < line.len && line.ptr[end] != ' ';
    if (line.ptr[start] == '~') {
        return end - start == 2;
    }
    if (line.ptr[start] == '_') {
        bool inside = before && after && is_word(line.ptr[start - 1]) && is_word(line.ptr[end]);
        return (before || after) && !inside;
    }
    return before || after;
}

/* "[" or "![" at `at`: a link is opened, a note or picture left out; the position to go on from. */
static size_t add_bracket(inline_text *in, size_t at) {
    bool picture = in->line.ptr[at] == '!';
    size_t open = at + (picture ? 1 : 0);
    size_t close = matching(in, open, '[', ']');
    if (close != SIZE_MAX && picture) {
        return after_target(in, close + 1);
    }
    if (close != SIZE_MAX && in->line.ptr[open + 1] == '^') {
        return close + 1;
    }
    size_t end = close != SIZE_MAX ? after_target(in, close + 1) : 0;
    if (close != SIZE_MAX && end != close + 1) {
        in->link_text_end = close;
        in->link_end = end;
    } else {
        clm_buffer_add(in->out, in->line.ptr + at, open + 1 - at);
    }
    return open + 1;
}

/* "<" at `at`: a tag is left out, <https://...> keeps its address. */
static size_t add_angle(inline_text *in, size_t at) {
    const char *start = in->line.ptr + at;
    size_t end = after_tag(in, at);
    if (end == at) {
        clm_buffer_char(in->out, '<');
        return at + 1;
    }
    size_t length = end - at;
    if (start[1] != '!' && memchr(start, ':', length) != NULL &&
        memchr(start, ' ', length) == NULL) {
        clm_buffer_add(in->out, start + 1, length - 2);
    }
    return end;
}

/* A run of * or _ or ~ at `at`. */
static size_t add_marks(inline_text *in, size_t at) {
    size_t end = at;
    while (end < in->line.len && in->line.ptr[end] == in->line.ptr[at]) {
        end++;
    }
    if (!is_emphasis(in->line, at, end)) {
        clm_buffer_add(in->out, in->line.ptr + at, end - at);
    }
    return end;
}

/* Appends one paragraph's text without its markup. */
static void add_inline(clm_buffer *out, clm_text line) {
    inline_text in = {line, out, FUEL * line.len, SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < line.len;) {
        char c = line.ptr[i];
        char next = i + 1 < line.len ? line.ptr[i + 1] : '\0';
        if (i >= in.link_text_end) {
            i = i < in.link_end ? in.link_end : i;
            in.link_text_end = SIZE_MAX;
        } else if (c == '\\' && is_escapable(next)) {
            clm_buffer_char(out, next);
            i += 2;
        } else if ((c == '!' && next == '[') || (c == '[' && in.link_text_end == SIZE_MAX)) {
            i = add_bracket(&in, i);
        } else if (c == '<') {
            i = add_angle(&in, i);
        } else if (c == '*' || c == '_' || c == '~') {
            i = add_marks(&in, i);
        } else {
            if (c != '`') {
                clm_buffer_char(out, c);
            }
            i++;
        }
    }
}

/* Ends the paragraph in hand: one line of text. `heading` may give the title. */
static void flush(reader *r, bool heading) {
    if (r->block.len == 0) {
        return;
    }
    size_t before = r->out->text.len;
    add_inline(&r->out->text, (clm_text){r->block.data, r->block.len});
    if (heading && !r->titled && !r->out->text.failed) {
        clm_buffer_text(&r->out->title, slice((clm_text){r->out->text.data, r->out->text.len},
                                              before, r->out->text.len));
        r->titled = true;
        r->out->title_leads = !r->any_block;
    }
    if (r->out->text.len > before) {
        clm_buffer_char(&r->out->text, '\n');
        r->any_block = true;
    }
    r->block.len = 0;
}

static void join_line(reader *r, clm_text line) {
    line = clm_text_trim(line);
    if (line.len > 0) {
        if (r->block.len > 0) {
            clm_buffer_char(&r->block, ' ');
        }
        clm_buffer_text(&r->block, line);
    }
}

static clm_text unquote(clm_text value) {
    value = clm_text_trim(value);
    if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
        value.ptr[value.len - 1] == value.ptr[0]) {
        return slice(value, 1, value.len - 1);
    }
    return value;
}

/* "title: X" (YAML) or "title = X" (TOML). */
static void read_front_line(reader *r, clm_text line) {
    size_t mark = 0;
    while (mark < line.len && line.ptr[mark] != ':' && line.ptr[mark] != '=') {
        mark++;
    }
    if (mark >= line.len) {
        return;
    }
    clm_text name = clm_text_trim(slice(line, 0, mark));
    clm_text value = unquote(slice(line, mark + 1, line.len));
    if (clm_text_is(name, "title") && r->out->title.len == 0) {
        clm_buffer_text(&r->out->title, value);
        r->titled = value.len > 0;
    } else if (clm_text_is(name, "date") && r->out->date.year == 0) {
        clm_text day = {value.ptr, value.len < 10 ? value.len : 10};
        if (!clm_date_parse(day, &r->out->date)) {
            (void)clm_date_find(value, &r->out->date, NULL);
        }
    }
}

/* Reads "---" or "+++" front matter; the position after it, 0 if there is none. */
static size_t read_front_matter(reader *r) {
    size_t end;
    size_t at = clm_article_line(r->text, 0, &end);
    clm_text fence = clm_text_trim(slice(r->text, 0, end));
    if (!clm_text_is(fence, "---") && !clm_text_is(fence, "+++")) {
        return 0;
    }
    size_t body = at;
    bool closed = false;
    while (at < r->text.len && !closed) {
        size_t start = at;
        at = clm_article_line(r->text, at, &end);
        closed = clm_text_equal(clm_text_trim(slice(r->text, start, end)), fence);
    }
    if (!closed) {
        return 0;
    }
    for (size_t line = body; line < at;) {
        size_t start = line;
        line = clm_article_line(r->text, line, &end);
        read_front_line(r, slice(r->text, start, end));
    }
    return at;
}

static bool is_run(clm_text line, const char *marks, size_t least) {
    size_t count = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == line.ptr[0] && strchr(marks, line.ptr[i]) != NULL) {
            count++;
        } else if (line.ptr[i] != ' ') {
            return false;
        }
    }
    return count >= least;
}

/* "- ", "* ", "12. ": bytes of a list marker, 0 if there is none. */
static size_t list_marker(clm_text line) {
    size_t i = 0;
    while (i < line.len && i < 4 && line.ptr[i] >= '0' && line.ptr[i] <= '9') {
        i++;
    }
    bool mark = i == 0 ? line.len > 0 && strchr("-*+", line.ptr[0]) != NULL
                       : i < line.len && (line.ptr[i] == '.' || line.ptr[i] == ')');
    return mark && i + 1 < line.len && line.ptr[i + 1] == ' ' ? i + 2 : 0;
}

static void read_heading(reader *r, clm_text line) {
    flush(r, false);
    size_t start = 0;
    while (start < line.len && line.ptr[start] == '#') {
        start++;
    }
    clm_text content = clm_text_trim(slice(line, start, line.len));
    while (content.len > 0 && content.ptr[content.len - 1] == '#') {
        content.len--;
    }
    join_line(r, content);
    flush(r, true);
}

static bool is_heading(clm_text line) {
    size_t i = 0;
    while (i < line.len && line.ptr[i] == '#') {
        i++;
    }
    return i >= 1 && i <= 6 && (i == line.len || line.ptr[i] == ' ');
}

static bool holds_only(clm_text line, const char *marks) {
    for (size_t i = 0; i < line.len; i++) {
        if (strchr(marks, line.ptr[i]) == NULL) {
            return false;
        }
    }
    return true;
}

/* A cell's bar becomes a blank; the line of dashes under a table's head is dropped. */
static void read_table_line(reader *r, clm_text line) {
    flush(r, false);
    if (holds_only(line, "|-: ")) {
        return;
    }
    join_line(r, line);
    for (size_t i = 0; i < r->block.len; i++) {
        if (r->block.data[i] == '|') {
            r->block.data[i] = ' ';
        }
    }
    flush(r, false);
}

/* "[ref]: target" */
static bool is_reference(clm_text line) {
    inline_text in = {line, NULL, LINK_BYTES, SIZE_MAX, SIZE_MAX};
    size_t close = line.ptr[0] == '[' ? matching(&in, 0, '[', ']') : SIZE_MAX;
    return close < line.len - 1 && line.ptr[close + 1] == ':';
}

static void read_line(reader *r, clm_text raw) {
    clm_text line = clm_text_trim(raw);
    while (line.len > 0 && line.ptr[0] == '>') {
        line = clm_text_trim(slice(line, 1, line.len));
    }
    bool setext = r->block.len > 0 && line.len >= 2 && is_run(line, "=-", 2);
    if (line.len == 0) {
        flush(r, false);
    } else if (setext) {
        flush(r, true);
    } else if (is_run(line, "-*_", 3)) {
        flush(r, false);
    } else if (is_heading(line)) {
        read_heading(r, line);
    } else if (line.ptr[0] == '|') {
        read_table_line(r, line);
    } else if (list_marker(line) != 0) {
        size_t used = list_marker(line);
        flush(r, false);
        clm_buffer_string(&r->block, "•");
        join_line(r, slice(line, used, line.len));
    } else if (is_reference(line)) {
        flush(r, false);
    } else {
        join_line(r, line);
        /* Two blanks at the end of a line break it. */
        if (clm_text_ends(raw, "  ")) {
            flush(r, false);
        }
    }
}

clm_status clm_article_read_markdown(const char *name, clm_text bytes, const char *server,
                                     clm_article_source *out, clm_error *error) {
    clm_buffer decoded;
    clm_buffer_init(&decoded);
    clm_status status = clm_article_decode_as(name, bytes, server, &decoded, error);
    if (status != CLM_OK || decoded.len == 0) {
        clm_buffer_clear(&decoded);
        return status;
    }
    reader r = {{decoded.data, decoded.len}, out, {0}, false, false};
    if (clm_text_starts(r.text, "\xEF\xBB\xBF")) {
        r.text = slice(r.text, 3, r.text.len);
    }
    bool code = false;
    for (size_t at = read_front_matter(&r); at < r.text.len;) {
        size_t start = at;
        size_t end;
        at = clm_article_line(r.text, at, &end);
        clm_text line = slice(r.text, start, end);
        clm_text trimmed = clm_text_trim(line);
        if (clm_text_starts(trimmed, "```") || clm_text_starts(trimmed, "~~~")) {
            flush(&r, false);
            code = !code;
        } else if (!code) {
            read_line(&r, line);
        }
    }
    flush(&r, false);
    bool failed = r.block.failed || out->text.failed || out->title.failed;
    clm_buffer_clear(&r.block);
    clm_buffer_clear(&decoded);
    return failed ? clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory for the text", name) : CLM_OK;
}

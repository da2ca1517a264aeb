#include "article/html_parts.h"

#include "base/alloc.h"

#include <string.h>

enum {
    LINK_LINE_BYTES = 200,
    LABEL_WORDS = 14,
    QUOTE_BYTES = 400, /* a pull quote is no longer */
    QUOTE_MIN = 24,
    QUOTES_MAX = 64
};

/* A line that may only repeat what the text says. */
typedef struct quote_line {
    size_t start, end;
} quote_line;

/* The line in hand while text is written. */
typedef struct line_state {
    const clm_html_page *page;
    clm_article_source *source;
    clm_buffer *out;
    clm_text title;
    size_t first;      /* where the text begins in out */
    size_t start;      /* where the line begins in out */
    size_t link_bytes; /* of it inside <a> */
    size_t links;      /* open <a> */
    size_t link_count; /* <a> of the line */
    size_t quotes_open;
    size_t rows_open; /* <tr> and <li>, where numbers may stand alone */
    bool heading;
    size_t lines;
    size_t kept;  /* end of the last line that is no heading */
    clm_date day; /* of a heading that is a date */
    quote_line quotes[QUOTES_MAX];
    size_t quote_count;
} line_state;

void clm_html_add_mark(clm_article_source *out, clm_html_moment moment) {
    if (out->mark_count == out->mark_capacity &&
        clm_grow((void **)&out->marks, &out->mark_capacity, out->mark_count + 1,
                 sizeof *out->marks) != 0) {
        out->text.failed = true;
        return;
    }
    out->marks[out->mark_count++] = (clm_article_mark){out->text.len, moment.date, moment.minute};
}

static size_t letters(clm_text text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        count +=
            c >= 0x80 || (unsigned char)((c | 0x20U) - 'a') < 26 || (unsigned char)(c - '0') < 10;
    }
    return count;
}

/* A line that is a link: to another story, not the prose of this one. */
static bool is_link_line(const line_state *line, clm_text text) {
    if (line->link_bytes == 0 || line->heading || text.len >= LINK_LINE_BYTES) {
        return false;
    }
    bool label = clm_article_is_link_label(text) || clm_html_label_of(text) == CLM_HTML_SECTION;
    bool stopped = text.ptr[text.len - 1] == '.';
    bool several = line->link_count > 1 && line->link_bytes * 2 >= letters(text) &&
                   clm_article_count_words(text, LABEL_WORDS + 1) <= LABEL_WORDS;
    return ((line->link_bytes * 10 >= letters(text) * 9 || several) && !stopped) ||
           (label && line->link_bytes * 10 >= letters(text) * 3);
}

static bool is_furniture(const line_state *line, clm_text text) {
    if (clm_text_is(text, "•")) {
        return true;
    }
    if (!line->heading && line->rows_open == 0 && clm_html_is_counter(text)) {
        return true;
    }
    if (is_link_line(line, text) || clm_html_is_page_line(text)) {
        return true;
    }
    return clm_article_count_words(text, LABEL_WORDS + 1) <= LABEL_WORDS &&
           clm_article_is_furniture(text);
}

/* "Saturday 15 March 2025" heads the entries of that day. */
static void note_day(line_state *line, clm_text text) {
    clm_html_moment moment;
    if (text.len <= 40 && clm_article_count_words(text, 6) < 6 &&
        clm_html_read_moment(text, &moment) && moment.minute < 0) {
        line->day = moment.date;
    }
}

/* Ends the line: lines that repeat the title or belong to the page are taken back. */
static void end_line(line_state *line) {
    clm_buffer *out = line->out;
    clm_html_drop_blanks(out, line->start);
    if (!out->failed && out->len > line->start) {
        clm_text text = {out->data + line->start, out->len - line->start};
        bool repeated = line->lines < 3 && clm_text_equal(text, line->title);
        if (repeated || is_furniture(line, text)) {
            out->len = line->start;
        } else {
            note_day(line, text);
            if (line->quotes_open > 0 && line->quote_count < QUOTES_MAX && text.len >= QUOTE_MIN &&
                text.len <= QUOTE_BYTES) {
                line->quotes[line->quote_count++] = (quote_line){line->start, out->len + 1};
            }
            clm_buffer_char(out, '\n');
            line->lines++;
            line->kept = line->heading ? line->kept : out->len;
        }
    }
    line->start = out->len;
    line->link_bytes = 0;
    line->link_count = line->links;
    line->heading = false;
}

static void begin_entry(line_state *line, const clm_html_element *element) {
    const clm_html_run *run = &line->page->runs[element->moment];
    clm_html_moment moment = run->moment;
    end_line(line);
    moment.date = moment.date.year == 0 ? line->day : moment.date;
    clm_html_add_mark(line->source, moment);
    if (run->only_time && !run->clock_seen && moment.minute >= 0) {
        /* An age ("2h ago") says nothing tomorrow: its clock stands in its place. */
        char clock[5];
        int minute = moment.minute;
        clock[0] = (char)('0' + minute / 600);
        clock[1] = (char)('0' + minute / 60 % 10);
        clock[2] = ':';
        clock[3] = (char)('0' + minute % 60 / 10);
        clock[4] = (char)('0' + minute % 10);
        clm_buffer_add(line->out, clock, sizeof clock);
        end_line(line);
    }
}

static bool is_quote(const xmlNode *node, const clm_html_element *element) {
    return clm_html_is(node, "blockquote") || clm_html_is(node, "q") ||
           (element->kinds & CLM_HTML_QUOTE) != 0;
}

static bool is_row(const xmlNode *node) {
    return clm_html_is(node, "tr") || clm_html_is(node, "li");
}

static void begin_element(line_state *line, const xmlNode *node, const clm_html_element *element) {
    if (element->entry) {
        begin_entry(line, element);
    }
    if (element->block) {
        end_line(line);
        line->heading = element->heading;
        if (clm_html_is(node, "li")) {
            clm_buffer_string(line->out, "• ");
        }
    } else if (clm_html_is(node, "td") || clm_html_is(node, "th")) {
        clm_html_add_joined(line->out, line->start, " ");
    }
    line->links += clm_html_is(node, "a");
    line->link_count += clm_html_is(node, "a");
    line->quotes_open += is_quote(node, element);
    line->rows_open += is_row(node);
}

static void end_element(line_state *line, const xmlNode *node, const clm_html_element *element) {
    if (element->block) {
        end_line(line);
    }
    line->links -= line->links > 0 && clm_html_is(node, "a");
    line->quotes_open -= line->quotes_open > 0 && is_quote(node, element);
    line->rows_open -= line->rows_open > 0 && is_row(node);
}

/* Bytes of a line break and blank lines after it, at `text`; 0 if no blank line follows. */
static size_t blank_lines(const char *text) {
    size_t used = 0;
    size_t breaks = 0;
    for (; text[used] == ' ' || (text[used] >= '\t' && text[used] <= '\r'); used++) {
        breaks += text[used] == '\n';
    }
    return breaks > 1 ? used : 0;
}

/* In <pre> blank lines stand between paragraphs: an agency's text is wrapped. */
static void add_pre(line_state *line, const char *text) {
    for (size_t i = 0; text[i] != '\0';) {
        size_t end = i;
        size_t blank = 0;
        while (text[end] != '\0' && (text[end] != '\n' || (blank = blank_lines(text + end)) == 0)) {
            end++;
        }
        char *piece = clm_strndup(text + i, end - i);
        if (piece == NULL) {
            line->out->failed = true;
            return;
        }
        clm_html_add_joined(line->out, line->start, piece);
        clm_free(piece);
        if (blank > 0) {
            end_line(line);
        }
        i = end + blank;
    }
}

static void add_text(line_state *line, const xmlNode *node) {
    size_t before = line->out->len;
    if (node->parent != NULL && clm_html_is(node->parent, "pre")) {
        add_pre(line, (const char *)node->content);
        return;
    }
    clm_html_add_joined(line->out, line->start, (const char *)node->content);
    if (line->links > 0 && !line->out->failed && line->out->len > before) {
        line->link_bytes += letters((clm_text){line->out->data + before, line->out->len - before});
    }
}

/* A heading that holds the title and a word before it: the title is written already. */
static bool is_title(const clm_html_page *page, const clm_html_element *element) {
    return page->kicker && element == &page->elements[page->headline];
}

/* Writes what is below chosen elements. Leaving elements is seen on the way to the next node. */
static void write_chosen(const xmlNode *root, line_state *line) {
    const xmlNode *node = root;
    size_t inside = 0;
    while (node != NULL) {
        const clm_html_element *element = clm_html_element_of(node);
        bool walked = element != NULL && !element->dropped && !is_title(line->page, element);
        if (inside > 0 && clm_html_is_text(node)) {
            add_text(line, node);
        }
        if (walked) {
            inside += element->chosen;
            if (inside > 0) {
                begin_element(line, node, element);
            }
            if (node->children != NULL) {
                node = node->children;
                continue;
            }
        }
        for (;;) {
            element = clm_html_element_of(node);
            if (element != NULL && !element->dropped && !is_title(line->page, element)) {
                if (inside > 0) {
                    end_element(line, node, element);
                }
                inside -= inside > 0 && element->chosen;
            }
            if (node == root || node->next != NULL) {
                break;
            }
            node = node->parent;
        }
        node = node == root ? NULL : node->next;
    }
    end_line(line);
}

/* Does `part` stand elsewhere in the text? */
static bool is_repeated(clm_text text, size_t start, size_t end) {
    clm_text part = {text.ptr + start, end - start};
    static const char *const marks[] = {"“", "”", "«", "»", "„", "\"", "‘", "’", ".", ",", " "};
    for (size_t cut = 1; cut != 0;) {
        cut = 0;
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
            size_t length = strlen(marks[m]);
            if (part.len > length && clm_text_starts(part, marks[m])) {
                part = (clm_text){part.ptr + length, part.len - length};
                cut = 1;
            }
            if (part.len > length && clm_text_ends(part, marks[m])) {
                part.len -= length;
                cut = 1;
            }
        }
    }
    for (size_t i = 0; part.len >= QUOTE_MIN && i + part.len <= text.len;) {
        const char *found = memchr(text.ptr + i, part.ptr[0], text.len - part.len - i + 1);
        if (found == NULL) {
            return false;
        }
        i = (size_t)(found - text.ptr);
        if ((i < start || i >= end) && memcmp(found, part.ptr, part.len) == 0) {
            return true;
        }
        i++;
    }
    return false;
}

/* Takes pull quotes out that repeat a sentence of the text. */
static void drop_repeated(line_state *line) {
    clm_buffer *out = line->out;
    for (size_t q = line->quote_count; q-- > 0 && !out->failed;) {
        const quote_line *quote = &line->quotes[q];
        clm_text text = {out->data + line->first, out->len - line->first};
        if (!is_repeated(text, quote->start - line->first, quote->end - 1 - line->first)) {
            continue;
        }
        size_t length = quote->end - quote->start;
        memmove(out->data + quote->start, out->data + quote->end, out->len - quote->end);
        out->len -= length;
        line->kept -= line->kept >= quote->end ? length : 0;
        for (size_t m = 0; m < line->source->mark_count; m++) {
            clm_article_mark *mark = &line->source->marks[m];
            mark->start -= mark->start >= quote->end ? length : 0;
        }
    }
}

/* Takes the paragraph about the author off the end. */
static void drop_bio(clm_buffer *text, size_t first) {
    size_t end = text->len - (text->len > first && text->data[text->len - 1] == '\n');
    size_t start = end;
    while (start > first && text->data[start - 1] != '\n') {
        start--;
    }
    if (start > first && clm_html_is_bio((clm_text){text->data + start, end - start})) {
        text->len = start;
    }
}

void clm_html_write(const clm_html_page *page, const xmlNode *root, clm_text title,
                    clm_article_source *out) {
    clm_buffer *text = &out->text;
    line_state line = {.page = page, .source = out, .out = text, .title = title};
    line.first = line.start = line.kept = text->len;
    write_chosen(root, &line);
    if (text->failed) {
        return;
    }
    /* Headings at the end head nothing, unless headings are all there is. */
    if (line.kept > line.first) {
        text->len = line.kept;
    }
    drop_repeated(&line);
    drop_bio(text, line.first);
    if (text->len > line.first) {
        text->len =
            clm_article_furniture_start((clm_text){text->data, text->len}, line.first, text->len);
    }
    while (out->mark_count > 0 && out->marks[out->mark_count - 1].start >= text->len) {
        out->mark_count--;
    }
    if (text->data != NULL) {
        text->data[text->len] = '\0';
    }
}

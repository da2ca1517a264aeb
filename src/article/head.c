#include "article/parts.h"

#include <string.h>

enum {
    TITLE_BYTES = 240,
    TITLE_WORDS = 28,
    DATE_LINES = 12,      /* lines near the top that may hold the date */
    DATE_LINE_BYTES = 80, /* a line longer than this is prose */
    DATELINE_BYTES = 120,
    WRAP_SAMPLE_LINES = 400,
    WRAP_LINE_BYTES = 100
};

static clm_text slice(clm_text text, size_t start, size_t end) {
    return (clm_text){text.ptr + start, end - start};
}

/* The trimmed line that begins at `at`; returns the start of the next line. */
static size_t trimmed_line(clm_text text, size_t at, size_t *start, size_t *end) {
    *start = at;
    size_t next = clm_article_line(text, at, end);
    clm_article_trim(text, start, end);
    return next;
}

/* The first line that is not blank, from `at`; false at the end of the text. */
static bool content_line(clm_text text, size_t at, size_t *start, size_t *end, size_t *next) {
    while (at < text.len) {
        *next = trimmed_line(text, at, start, end);
        if (*start < *end) {
            return true;
        }
        at = *next;
    }
    return false;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* "date YYYY-MM-DD TITLE"; `*title` is where TITLE starts. */
static bool read_date_line(clm_text text, size_t start, size_t end, clm_date *date, size_t *title) {
    static const char word[] = "date";
    size_t at = start;
    for (size_t i = 0; word[i] != '\0'; i++, at++) {
        if (at >= end || (text.ptr[at] | 0x20) != word[i]) {
            return false;
        }
    }
    if (at < end && text.ptr[at] == ':') {
        at++;
    }
    size_t gap = at;
    while (at < end && is_blank(text.ptr[at])) {
        at++;
    }
    if (at == gap || at + 10 > end || !clm_date_parse(slice(text, at, at + 10), date)) {
        return false;
    }
    at += 10;
    if (at < end && !is_blank(text.ptr[at])) {
        return false;
    }
    while (at < end && is_blank(text.ptr[at])) {
        at++;
    }
    *title = at;
    return true;
}

static bool ends_like_prose(clm_text line) {
    static const char *const ends[] = {".",  "!",  ":",  ";",  ",",   "…",  ".\"",
                                       ".”", ".’", ".'", "!”", "!\"", ",”", ",\""};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (clm_text_ends(line, ends[i])) {
            return true;
        }
    }
    return false;
}

/* A clock time right after a date: with a word between them ("at 3 p.m.") it may be anything. */
static bool near_clock(clm_text text, size_t at) {
    for (size_t i = at; i < text.len && i < at + 6; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            return clm_clock_match(slice(text, i, text.len), NULL) != 0;
        }
        if (c != ' ' && c != ',' && c != '|' && c != '-') {
            return false;
        }
    }
    return false;
}

/* "photo posted on July 25": the date of something else. */
static bool holds_on(clm_text text) {
    for (size_t i = 0; i + 4 <= text.len; i++) {
        if (memcmp(text.ptr + i, " on ", 4) == 0) {
            return true;
        }
    }
    return clm_text_starts(text, "On ");
}

/* A full stop inside a line, between a word and a capital: two sentences. */
static bool holds_full_stop(clm_text line) {
    for (size_t i = 2; i + 2 < line.len; i++) {
        const char *p = line.ptr + i;
        if (p[0] == '.' && p[1] == ' ' && p[2] >= 'A' && p[2] <= 'Z' && p[-1] >= 'a' &&
            p[-1] <= 'z' && p[-2] >= 'a' && p[-2] <= 'z') {
            size_t start = i;
            while (start > 0 && line.ptr[start - 1] != ' ') {
                start--;
            }
            if (clm_article_abbreviation(slice(line, start, i)) == CLM_ABBREVIATION_NONE) {
                return true;
            }
        }
    }
    return false;
}

/* A short first line with a longer text below it. */
static bool is_title_line(clm_text text, size_t start, size_t end, size_t next) {
    clm_text line = slice(text, start, end);
    if (line.len > TITLE_BYTES || ends_like_prose(line) || clm_text_starts(line, "By ") ||
        clm_article_is_furniture(line) || holds_full_stop(line) ||
        clm_article_count_words(line, TITLE_WORDS + 1) > TITLE_WORDS) {
        return false;
    }
    clm_date date;
    clm_span where;
    if (clm_date_find(line, &date, &where) &&
        (where.end - where.start + 12 >= line.len || near_clock(line, where.end))) {
        return false; /* a line with a date and little else, or a byline */
    }
    if (next < text.len && text.ptr[next] >= 'a' && text.ptr[next] <= 'z') {
        return false; /* the first line of a text cut at a fixed width */
    }
    size_t from = next;
    size_t to = text.len;
    clm_article_trim(text, &from, &to);
    return to - from > line.len;
}

/* "the 3 May 2024 flood": a date that belongs to something. "at 10:30" is the article's time. */
static bool word_follows(clm_text text, size_t at) {
    while (at < text.len && is_blank(text.ptr[at])) {
        at++;
    }
    if (at + 3 < text.len && memcmp(text.ptr + at, "at ", 3) == 0) {
        at += 3;
    }
    char c = at < text.len ? text.ptr[at] : ' ';
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool begins_in_capitals(clm_text line) {
    return line.len >= 2 && line.ptr[0] >= 'A' && line.ptr[0] <= 'Z' &&
           ((line.ptr[1] >= 'A' && line.ptr[1] <= 'Z') || line.ptr[1] == '.');
}

/* The date of "KYIV, April 8, 2025 (Reuters) -", of a line that is only a date, or of a byline
 * ("Ann Lee, The Post, March 31, 2018 2:36 pm"). A date inside prose is not the article's. */
static bool read_dateline(clm_text line, clm_date *date) {
    clm_span where;
    clm_text top = slice(line, 0, line.len < DATELINE_BYTES ? line.len : DATELINE_BYTES);
    if (top.ptr == NULL || !clm_date_find(top, date, &where) ||
        holds_on(slice(top, 0, where.start))) {
        return false;
    }
    bool own_line =
        line.len <= DATE_LINE_BYTES && !clm_text_ends(line, ".") && !word_follows(top, where.end);
    bool with_clock = near_clock(top, where.end);
    bool dash = false;
    for (size_t i = where.end; i + 1 < top.len && !dash; i++) {
        dash = top.ptr[i] == '-' || strncmp(top.ptr + i, "\xE2\x80\x93", 3) == 0 ||
               strncmp(top.ptr + i, "\xE2\x80\x94", 3) == 0;
    }
    return own_line || with_clock || (dash && begins_in_capitals(line));
}

static void find_date_near_top(clm_article *article, size_t at) {
    size_t start;
    size_t end;
    size_t next;
    for (int i = 0; i < DATE_LINES && content_line(article->text, at, &start, &end, &next); i++) {
        clm_date date;
        if (read_dateline(slice(article->text, start, end), &date)) {
            article->date = date;
            return;
        }
        at = next;
    }
}

static bool starts_lower(clm_text text, size_t at) {
    return text.ptr[at] >= 'a' && text.ptr[at] <= 'z';
}

/* Are the lines cut at a fixed width? Then a good part of them begins in lower case right after
 * a line of text, no line is long, and blank lines stand between paragraphs. */
static bool is_wrapped(clm_text text, size_t at) {
    size_t pairs = 0;
    size_t lower = 0;
    size_t blanks = 0;
    bool before = false;
    for (int i = 0; i < WRAP_SAMPLE_LINES && at < text.len; i++) {
        size_t start;
        size_t end;
        at = trimmed_line(text, at, &start, &end);
        if (end - start > WRAP_LINE_BYTES) {
            return false;
        }
        bool content = start < end;
        blanks += !content;
        if (content && before) {
            pairs++;
            lower += starts_lower(text, start);
        }
        before = content;
    }
    return pairs >= 4 && blanks > 0 && lower * 2 > pairs;
}

/* In a text cut at a fixed width a title may go on until the blank line below it. */
static void whole_title(clm_text text, size_t start, size_t *end, size_t *next) {
    size_t last = *end, at = *next, from, to;
    while (at < text.len && at - start <= TITLE_BYTES) {
        size_t after = trimmed_line(text, at, &from, &to);
        if (from == to) {
            clm_text title = slice(text, start, last);
            if (last > *end && title.len <= TITLE_BYTES && !ends_like_prose(title) &&
                !holds_full_stop(title) &&
                clm_article_count_words(title, TITLE_WORDS + 1) <= TITLE_WORDS) {
                *end = last;
                *next = after;
            }
            return;
        }
        last = to;
        at = after;
    }
}

void clm_article_read_head(clm_article_parts *parts) {
    clm_article *article = &parts->article;
    clm_text text = article->text;
    size_t start = 0;
    size_t end = 0;
    size_t next = 0;
    size_t body = 0;
    bool found = content_line(text, 0, &start, &end, &next);
    if (found && parts->title_end == 0 && is_wrapped(text, next)) {
        whole_title(text, start, &end, &next);
    }
    clm_date date;
    size_t title = 0;
    bool titled = parts->title_end != 0; /* the reader wrote the title as the first line */
    if (found && !titled && read_date_line(text, start, end, &date, &title)) {
        article->date = article->date.year == 0 ? date : article->date;
        body = next;
        if (title < end) {
            article->title_span = (clm_span){(uint32_t)title, (uint32_t)end};
            titled = true;
        }
        found = !titled && content_line(text, next, &start, &end, &next);
    } else if (titled) {
        article->title_span = (clm_span){(uint32_t)start, (uint32_t)end};
        body = next;
    }
    if (found && !titled && is_title_line(text, start, end, next)) {
        article->title_span = (clm_span){(uint32_t)start, (uint32_t)end};
    }
    if (article->title.len == 0) {
        article->title = clm_article_slice(article, article->title_span);
    }
    if (article->date.year == 0) {
        find_date_near_top(article, body);
    }
    parts->title_end = article->title_span.end;
    parts->wrapped = is_wrapped(text, body);
    size_t from = body;
    size_t to = clm_article_furniture_start(text, body, text.len);
    clm_article_trim(text, &from, &to);
    article->body = (clm_span){(uint32_t)from, (uint32_t)to};
}

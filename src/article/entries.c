#include "article/parts.h"

#include "base/alloc.h"

#include <string.h>

enum { TIME_LINE_BYTES = 60, TIME_LINE_WORDS = 8, HEADINGS_MIN = 2, TIMES_MIN = 2 };

static clm_text sentence_text(const clm_article *article, size_t index) {
    return clm_article_slice(article, article->sentences[index].span);
}

static bool has_word(clm_text line, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= line.len; i++) {
        bool starts =
            i == 0 || line.ptr[i - 1] == ' ' || (line.ptr[i - 1] >= '0' && line.ptr[i - 1] <= '9');
        bool ends = i + length == line.len || line.ptr[i + length] == ' ';
        if (starts && ends && memcmp(line.ptr + i, word, length) == 0) {
            return true;
        }
    }
    return false;
}

/* "10:45", "14.32 BST", "5 minutes ago", "2h ago", also with a name or a date before it. The minute
 * of the day goes to `minute`; -1 for an age. */
static bool is_time_line(clm_text line, int *minute) {
    static const char *const units[] = {"minute", "minutes", "min",  "mins", "m",      "hour",
                                        "hours",  "hr",      "hrs",  "h",    "second", "seconds",
                                        "secs",   "s",       "days", "day"};
    *minute = -1;
    if (line.len == 0 || line.len > TIME_LINE_BYTES ||
        clm_article_count_words(line, TIME_LINE_WORDS + 1) > TIME_LINE_WORDS) {
        return false;
    }
    if (clm_text_ends(line, " ago")) {
        bool digit = false;
        for (size_t i = 0; i < line.len && !digit; i++) {
            digit = line.ptr[i] >= '0' && line.ptr[i] <= '9';
        }
        for (size_t i = 0; digit && i < sizeof units / sizeof *units; i++) {
            if (has_word(line, units[i])) {
                return true;
            }
        }
        return false;
    }
    size_t used = clm_clock_match(line, minute);
    if (used != 0 && used + 2 >= line.len) {
        return true;
    }
    *minute = -1;
    clm_date date;
    clm_span where;
    if (!clm_date_find(line, &date, &where)) {
        return false;
    }
    for (size_t i = where.end; i < line.len; i++) {
        if (line.ptr[i] >= '0' && line.ptr[i] <= '9') {
            used = clm_clock_match((clm_text){line.ptr + i, line.len - i}, minute);
            return used != 0 && i + used >= line.len;
        }
    }
    return false;
}

/* True if sentence `index` begins its paragraph. */
static bool begins_paragraph(const clm_article *article, size_t index) {
    return index == 0 ||
           article->sentences[index].paragraph != article->sentences[index - 1].paragraph;
}

static bool is_time_sentence(const clm_article *article, size_t index) {
    int minute;
    return begins_paragraph(article, index) &&
           (index + 1 == article->sentence_count || begins_paragraph(article, index + 1)) &&
           is_time_line(sentence_text(article, index), &minute);
}

static bool in_body(const clm_article *article, size_t index) {
    clm_span span = article->sentences[index].span;
    return span.start >= article->body.start && span.end <= article->body.end;
}

/* A heading that leads elsewhere: "Read more here:" and the line after it, or the beginning of a
 * heading that stood before. */
static bool is_link_line(const clm_article *article, size_t index, size_t earlier) {
    clm_text line = sentence_text(article, index);
    if (clm_article_is_furniture(line) || clm_article_is_link_label(line)) {
        return true;
    }
    if (index > 0 && article->sentences[index - 1].heading &&
        clm_article_is_link_label(sentence_text(article, index - 1))) {
        return true;
    }
    if (earlier == SIZE_MAX) {
        return false;
    }
    clm_text before = sentence_text(article, earlier);
    return line.len <= before.len && memcmp(line.ptr, before.ptr, line.len) == 0;
}

/* Does an entry begin at the heading `index`? `earlier` is the heading of the entry before. */
static bool heading_begins(const clm_article *article, size_t index, size_t earlier) {
    const clm_sentence *sentence = &article->sentences[index];
    if (!sentence->heading || !begins_paragraph(article, index) || !in_body(article, index) ||
        clm_article_is_furniture(sentence_text(article, index)) ||
        is_link_line(article, index, earlier)) {
        return false;
    }
    /* The line under the headline belongs to it. */
    size_t before = index;
    while (before > 0 && article->sentences[before - 1].paragraph == sentence->paragraph) {
        before--;
    }
    bool after_heading = before > 0 && article->sentences[before - 1].heading &&
                         !is_link_line(article, before - 1, SIZE_MAX) && earlier == before - 1;
    return !after_heading;
}

typedef enum entry_rule { RULE_WHOLE, RULE_TIMES, RULE_HEADINGS } entry_rule;

static bool begins_entry(const clm_article *article, entry_rule rule, size_t index,
                         size_t earlier) {
    switch (rule) {
    case RULE_TIMES:
        return is_time_sentence(article, index);
    case RULE_HEADINGS:
        return heading_begins(article, index, earlier);
    case RULE_WHOLE:
        break;
    }
    return false;
}

/* Several headings inside the text, or several lines with a time. */
static entry_rule choose_rule(const clm_article *article) {
    size_t times = 0;
    size_t headings = 0;
    size_t earlier = SIZE_MAX;
    for (size_t i = 0; i < article->sentence_count; i++) {
        times += in_body(article, i) && is_time_sentence(article, i);
        if (heading_begins(article, i, earlier)) {
            /* A heading before the first paragraph is the article's own. */
            headings += earlier != SIZE_MAX || article->sentences[i].paragraph > 1;
            earlier = i;
        }
    }
    return times >= TIMES_MIN ? RULE_TIMES : headings >= HEADINGS_MIN ? RULE_HEADINGS : RULE_WHOLE;
}

static clm_status add_entry(clm_article_parts *parts, size_t start, size_t end, clm_error *error) {
    clm_article *article = &parts->article;
    if (article->entry_count == parts->entry_capacity &&
        clm_grow((void **)&article->entries, &parts->entry_capacity, article->entry_count + 1,
                 sizeof *article->entries) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory after %zu entries",
                        article->entry_count);
    }
    clm_entry entry = {{article->sentences[start].span.start, article->sentences[end - 1].span.end},
                       (uint32_t)start,
                       (uint32_t)end,
                       article->date,
                       -1};
    for (size_t i = start; i < end; i++) {
        article->sentences[i].entry = (uint32_t)article->entry_count;
        clm_text line = sentence_text(article, i);
        clm_date date;
        int minute;
        if (line.len > TIME_LINE_BYTES || !article->sentences[i].heading ||
            !is_time_line(line, &minute)) {
            continue;
        }
        if (clm_date_find(line, &date, NULL)) {
            entry.date = date;
        }
        entry.minute = entry.minute < 0 ? minute : entry.minute;
    }
    article->entries[article->entry_count++] = entry;
    return CLM_OK;
}

/* Entries begin where the reader of the format says; what stands before the first is one, too. */
static clm_status find_marked(clm_article_parts *parts, clm_error *error) {
    clm_article *article = &parts->article;
    clm_status status = CLM_OK;
    size_t start = 0;
    size_t mark = 0;
    for (size_t i = 0; status == CLM_OK && i <= article->sentence_count; i++) {
        bool end = i == article->sentence_count;
        size_t next = mark;
        while (next < parts->entry_mark_count &&
               (end || parts->entry_marks[next].start <= article->sentences[i].span.start)) {
            next++;
        }
        if ((next == mark && !end) || start == article->sentence_count) {
            continue;
        }
        if (i > start) {
            status = add_entry(parts, start, i, error);
            if (status == CLM_OK && mark > 0) {
                clm_entry *entry = &article->entries[article->entry_count - 1];
                const clm_article_mark *own = &parts->entry_marks[mark - 1];
                entry->date = own->date.year != 0 ? own->date : article->date;
                entry->minute = own->minute;
            }
        }
        start = i;
        mark = next;
    }
    return status;
}

clm_status clm_article_find_entries(clm_article_parts *parts, clm_error *error) {
    clm_article *article = &parts->article;
    if (parts->entry_mark_count > 0) {
        return find_marked(parts, error);
    }
    entry_rule rule = choose_rule(article);
    size_t start = 0;
    size_t earlier = SIZE_MAX;
    for (size_t i = 0; i < article->sentence_count; i++) {
        if (begins_entry(article, rule, i, earlier)) {
            earlier = i;
            if (i > start) {
                clm_status status = add_entry(parts, start, i, error);
                if (status != CLM_OK) {
                    return status;
                }
                start = i;
            }
        }
    }
    return start < article->sentence_count ? add_entry(parts, start, article->sentence_count, error)
                                           : CLM_OK;
}

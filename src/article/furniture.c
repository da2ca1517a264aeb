#include "article/parts.h"

#include <string.h>

/* Lines are compared in lower case with single blanks. Longer lines are prose. */
enum { LINE_BYTES = 320, LINE_WORDS = 36, SHORT_WORDS = 22 };

/* Lines at the end of the text that are looked at. */
enum { TAIL_LINES = 200 };

typedef enum match_kind {
    MATCH_WHOLE, /* the line, but for marks at its end */
    MATCH_START, /* its first words */
    MATCH_INSIDE /* anywhere in it */
} match_kind;

typedef struct phrase {
    const char *text;
    match_kind kind;
} phrase;

static const phrase phrases[] = {
    {"advertisement", MATCH_WHOLE},
    {"advertisement - story continues below", MATCH_WHOLE},
    {"comments", MATCH_WHOLE},
    {"comment", MATCH_WHOLE},
    {"replies", MATCH_WHOLE},
    {"related", MATCH_WHOLE},
    {"share", MATCH_WHOLE},
    {"share this", MATCH_WHOLE},
    {"tags", MATCH_WHOLE},
    {"topics", MATCH_WHOLE},
    {"newsletter", MATCH_WHOLE},
    {"newsletters", MATCH_WHOLE},
    {"trending", MATCH_WHOLE},
    {"trending now", MATCH_WHOLE},
    {"recommended", MATCH_WHOLE},
    {"up next", MATCH_WHOLE},
    {"print", MATCH_WHOLE},
    {"email", MATCH_WHOLE},
    {"save", MATCH_WHOLE},
    {"log in", MATCH_WHOLE},
    {"most read", MATCH_WHOLE},
    {"most popular", MATCH_WHOLE},
    {"load more", MATCH_WHOLE},
    {"show more", MATCH_WHOLE},
    {"see more", MATCH_WHOLE},
    {"next article", MATCH_WHOLE},
    {"previous article", MATCH_WHOLE},
    {"back to top", MATCH_WHOLE},
    {"related stories", MATCH_START},
    {"related articles", MATCH_START},
    {"related topics", MATCH_START},
    {"related news", MATCH_START},
    {"related content", MATCH_START},
    {"related coverage", MATCH_START},
    {"related links", MATCH_START},
    {"related:", MATCH_START},
    {"read more", MATCH_START},
    {"read next", MATCH_START},
    {"read the full story", MATCH_START},
    {"read also", MATCH_START},
    {"also read", MATCH_START},
    {"more on this story", MATCH_START},
    {"more from", MATCH_START},
    {"more stories", MATCH_START},
    {"what to read next", MATCH_START},
    {"continue reading", MATCH_START},
    {"click here", MATCH_START},
    {"tap here", MATCH_START},
    {"share this", MATCH_START},
    {"share on", MATCH_START},
    {"share via", MATCH_START},
    {"sign up", MATCH_START},
    {"subscribe to", MATCH_START},
    {"subscribe now", MATCH_START},
    {"subscribe for", MATCH_START},
    {"register for free", MATCH_START},
    {"log in to", MATCH_START},
    {"follow us", MATCH_START},
    {"follow live updates", MATCH_START},
    {"like us on", MATCH_START},
    {"find us on", MATCH_START},
    {"get the latest", MATCH_START},
    {"get our", MATCH_START},
    {"join our", MATCH_START},
    {"join the conversation", MATCH_START},
    {"join the discussion", MATCH_START},
    {"join the debate", MATCH_START},
    {"join thought-provoking", MATCH_START},
    {"have your say", MATCH_START},
    {"view comments", MATCH_START},
    {"show comments", MATCH_START},
    {"leave a comment", MATCH_START},
    {"leave a reply", MATCH_START},
    {"post a comment", MATCH_START},
    {"be the first to comment", MATCH_START},
    {"you may also like", MATCH_START},
    {"you might also like", MATCH_START},
    {"recommended for you", MATCH_START},
    {"download our", MATCH_START},
    {"download the app", MATCH_START},
    {"support our journalism", MATCH_START},
    {"already have an account", MATCH_START},
    {"skip to", MATCH_START},
    {"filed under", MATCH_START},
    {"tags:", MATCH_START},
    {"topics:", MATCH_START},
    {"listen to this article", MATCH_START},
    {"print this", MATCH_START},
    {"email this", MATCH_START},
    {"copyright ", MATCH_START},
    {"\xC2\xA9", MATCH_START},
    {"(c) 20", MATCH_START},
    {"reporting by ", MATCH_START},
    {"additional reporting by", MATCH_START},
    {"writing by ", MATCH_START},
    {"editing by ", MATCH_START},
    {"our standards:", MATCH_START},
    {"this story has been updated", MATCH_START},
    {"this article was originally published", MATCH_START},
    {"all rights reserved", MATCH_INSIDE},
    {"commenting forum", MATCH_INSIDE},
    {"see their replies", MATCH_INSIDE},
    {"terms of use", MATCH_INSIDE},
    {"terms and conditions", MATCH_INSIDE},
    {"privacy policy", MATCH_INSIDE},
    {"cookie policy", MATCH_INSIDE},
    {"our newsletter", MATCH_INSIDE},
    {"may not be published, broadcast", MATCH_INSIDE},
};

static const char *const link_labels[] = {
    "read more",  "read next", "read also", "also read",     "more on this",
    "related",    "see also",  "watch",     "click here",    "more here",
    "full story", "follow",    "for more",  "full coverage", "listen"};

/* Lower case, white space joined, quotation marks and blanks off the end; returns its length,
 * 0 for a line too long to be furniture. */
static size_t simplify(clm_text line, char out[LINE_BYTES + 1]) {
    size_t start = 0;
    size_t end = line.len;
    clm_article_trim(line, &start, &end);
    if (end - start > LINE_BYTES) {
        return 0;
    }
    size_t length = 0;
    for (size_t i = start; i < end; i++) {
        char c = line.ptr[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            if (length > 0 && out[length - 1] != ' ') {
                out[length++] = ' ';
            }
        } else {
            out[length++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
    }
    out[length] = '\0';
    return length;
}

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ((unsigned char)c & 0x80U) != 0;
}

static bool matches(const phrase *row, const char *line, size_t length) {
    if (row->kind == MATCH_INSIDE) {
        return strstr(line, row->text) != NULL;
    }
    if (row->text[0] != line[0]) {
        return false;
    }
    size_t size = strlen(row->text);
    if (size > length || memcmp(line, row->text, size) != 0) {
        return false;
    }
    if (row->kind == MATCH_START) {
        return !is_word_byte(line[size]) || !is_word_byte(row->text[size - 1]) ||
               ((unsigned char)row->text[0] & 0x80U) != 0;
    }
    while (size < length && strchr(":.!>- ", line[size]) != NULL) {
        size++;
    }
    /* "12 comments", "comments (12)" */
    while (size < length && strchr("0123456789()", line[size]) != NULL) {
        size++;
    }
    return size == length;
}

bool clm_article_is_furniture(clm_text line) {
    char simple[LINE_BYTES + 1];
    size_t length = simplify(line, simple);
    size_t words = clm_article_count_words((clm_text){simple, length}, LINE_WORDS + 1);
    if (length == 0 || words > LINE_WORDS) {
        return false;
    }
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if (matches(&phrases[i], simple, length)) {
            return true;
        }
    }
    return false;
}

bool clm_article_is_link_label(clm_text line) {
    char simple[LINE_BYTES + 1];
    size_t length = simplify(line, simple);
    for (size_t i = 0; length > 0 && i < sizeof link_labels / sizeof *link_labels; i++) {
        const phrase row = {link_labels[i], MATCH_START};
        if (matches(&row, simple, length)) {
            return true;
        }
    }
    return false;
}

/* A short line without a full stop, as link lists have. */
static bool is_short_line(clm_text line) {
    if (line.len == 0 || line.len > LINE_BYTES) {
        return line.len == 0;
    }
    if (clm_article_count_words(line, SHORT_WORDS + 1) > SHORT_WORDS) {
        return false;
    }
    static const char *const ends[] = {".", "!", "?", "\"", "”", "…", ":", "’", "'"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (clm_text_ends(line, ends[i])) {
            return false;
        }
    }
    return true;
}

/* The start of the line that ends at `at`, or `start`. Eight bytes at a time, from the end. */
static size_t line_start(clm_text text, size_t start, size_t at) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    while (at - start >= 8) {
        const uint64_t block = clm_load_le64(text.ptr + at - 8);
        const uint64_t feed = block ^ (ones * '\n');
        const uint64_t back = block ^ (ones * '\r');
        if ((((feed - ones) & ~feed) | ((back - ones) & ~back)) & (ones * 0x80)) {
            break;
        }
        at -= 8;
    }
    while (at > start && text.ptr[at - 1] != '\n' && text.ptr[at - 1] != '\r') {
        at--;
    }
    return at;
}

size_t clm_article_furniture_start(clm_text text, size_t start, size_t end) {
    size_t cut = end;
    size_t line_end = end;
    for (int i = 0; i < TAIL_LINES && line_end > start; i++) {
        size_t line = line_start(text, start, line_end);
        size_t from = line;
        size_t to = line_end;
        clm_article_trim(text, &from, &to);
        clm_text content = {text.ptr + from, to - from};
        if (content.len > 0 && clm_article_is_furniture(content)) {
            cut = line;
        } else if (!is_short_line(content)) {
            break;
        }
        line_end = line > start ? line - 1 : start;
    }
    /* An article of nothing but furniture is kept as it is. */
    size_t from = start;
    size_t to = cut;
    clm_article_trim(text, &from, &to);
    return from == to ? end : cut;
}

#include "article/parts.h"

#include <string.h>

enum { KEY_BYTES = 8 }; /* of which the longest has six letters */

/* A row of the list below, which is sorted by `key`: lower case, without the full stop, zeros
 * behind it. */
typedef struct abbreviation {
    char key[KEY_BYTES];
    unsigned char kind;  /* clm_abbreviation */
    unsigned char lower; /* also an abbreviation when written in lower case */
} abbreviation;

enum {
    TITLE = CLM_ABBREVIATION_TITLE,
    PLAIN = CLM_ABBREVIATION_PLAIN,
    NUMBER = CLM_ABBREVIATION_NUMBER
};

static const abbreviation abbreviations[] = {
    {"adm", TITLE, 0},   {"al", PLAIN, 1},      {"ala", PLAIN, 0},  {"ald", TITLE, 0},
    {"amb", TITLE, 0},   {"approx", NUMBER, 1}, {"apr", PLAIN, 0},  {"ariz", PLAIN, 0},
    {"ark", PLAIN, 0},   {"assn", PLAIN, 0},    {"asst", TITLE, 0}, {"atty", TITLE, 0},
    {"aug", PLAIN, 0},   {"ave", PLAIN, 0},     {"bhd", PLAIN, 0},  {"bldg", PLAIN, 0},
    {"blvd", PLAIN, 0},  {"brig", TITLE, 0},    {"bros", PLAIN, 0}, {"ca", NUMBER, 1},
    {"calif", PLAIN, 0}, {"capt", TITLE, 0},    {"cdr", TITLE, 0},  {"cf", TITLE, 1},
    {"cllr", TITLE, 0},  {"cmdr", TITLE, 0},    {"co", PLAIN, 0},   {"col", TITLE, 0},
    {"colo", PLAIN, 0},  {"comdr", TITLE, 0},   {"conn", PLAIN, 0}, {"const", TITLE, 0},
    {"corp", PLAIN, 0},  {"cpl", TITLE, 0},     {"cpt", TITLE, 0},  {"dec", PLAIN, 0},
    {"del", PLAIN, 0},   {"dept", PLAIN, 1},    {"det", TITLE, 0},  {"dist", PLAIN, 0},
    {"dr", TITLE, 0},    {"ens", TITLE, 0},     {"ent", PLAIN, 0},  {"esq", PLAIN, 0},
    {"etc", PLAIN, 1},   {"feb", PLAIN, 0},     {"fig", NUMBER, 1}, {"fla", PLAIN, 0},
    {"fr", TITLE, 0},    {"ft", TITLE, 0},      {"ga", PLAIN, 0},   {"gen", TITLE, 0},
    {"gov", TITLE, 0},   {"hon", TITLE, 0},     {"ill", PLAIN, 0},  {"inc", PLAIN, 0},
    {"ind", PLAIN, 0},   {"insp", TITLE, 0},    {"jan", PLAIN, 0},  {"jr", PLAIN, 0},
    {"jul", PLAIN, 0},   {"jun", PLAIN, 0},     {"kan", PLAIN, 0},  {"ky", PLAIN, 0},
    {"la", PLAIN, 0},    {"lieut", TITLE, 0},   {"lt", TITLE, 0},   {"ltd", PLAIN, 0},
    {"maj", TITLE, 0},   {"mar", PLAIN, 0},     {"mass", PLAIN, 0}, {"messrs", TITLE, 0},
    {"mich", PLAIN, 0},  {"minn", PLAIN, 0},    {"miss", PLAIN, 0}, {"mlle", TITLE, 0},
    {"mme", TITLE, 0},   {"mo", PLAIN, 0},      {"mont", PLAIN, 0}, {"mr", TITLE, 0},
    {"mrs", TITLE, 0},   {"ms", TITLE, 0},      {"msgr", TITLE, 0}, {"mt", TITLE, 0},
    {"mx", TITLE, 0},    {"neb", PLAIN, 0},     {"nev", PLAIN, 0},  {"no", NUMBER, 1},
    {"nos", NUMBER, 1},  {"nov", PLAIN, 0},     {"oct", PLAIN, 0},  {"okla", PLAIN, 0},
    {"ore", PLAIN, 0},   {"pa", PLAIN, 0},      {"pfc", TITLE, 0},  {"pp", NUMBER, 1},
    {"pres", TITLE, 0},  {"prof", TITLE, 0},    {"pt", TITLE, 0},   {"pte", TITLE, 0},
    {"pty", PLAIN, 0},   {"pvt", TITLE, 0},     {"rd", PLAIN, 0},   {"rep", TITLE, 0},
    {"reps", TITLE, 0},  {"rev", TITLE, 0},     {"secy", TITLE, 0}, {"sen", TITLE, 0},
    {"sens", TITLE, 0},  {"sep", PLAIN, 0},     {"sept", PLAIN, 0}, {"sgt", TITLE, 0},
    {"spc", TITLE, 0},   {"sq", PLAIN, 1},      {"sr", PLAIN, 0},   {"st", TITLE, 0},
    {"ste", TITLE, 0},   {"supt", TITLE, 0},    {"tenn", PLAIN, 0}, {"tex", PLAIN, 0},
    {"univ", PLAIN, 0},  {"va", PLAIN, 0},      {"vol", NUMBER, 1}, {"vs", TITLE, 1},
    {"vt", PLAIN, 0},    {"wash", PLAIN, 0},    {"wis", PLAIN, 0},  {"wyo", PLAIN, 0},
};

/* A key as a number: numbers are in the order of the keys. */
static uint64_t number_of(const char key[KEY_BYTES]) {
    return __builtin_bswap64(clm_load_le64(key));
}

static const abbreviation *find_abbreviation(const char key[KEY_BYTES]) {
    const uint64_t wanted = number_of(key);
    const abbreviation *first = abbreviations;
    size_t count = sizeof abbreviations / sizeof *abbreviations;
    while (count > 1) {
        const size_t half = count / 2;
        first = number_of(first[half].key) <= wanted ? first + half : first;
        count -= half;
    }
    return number_of(first->key) == wanted ? first : NULL;
}

clm_abbreviation clm_article_abbreviation(clm_text word) {
    char key[KEY_BYTES] = {0};
    if (word.len < 2 || word.len >= KEY_BYTES - 1) {
        return CLM_ABBREVIATION_NONE;
    }
    for (size_t i = 0; i < word.len; i++) {
        const char c = word.ptr[i];
        key[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    if (word.len == 3 && (memcmp(key, "a.m", 3) == 0 || memcmp(key, "p.m", 3) == 0)) {
        return CLM_ABBREVIATION_HOUR;
    }
    bool capital = word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
    const abbreviation *row = find_abbreviation(key);
    return row != NULL && (capital || row->lower != 0) ? (clm_abbreviation)row->kind
                                                       : CLM_ABBREVIATION_NONE;
}

/* The first line feed or carriage return at or after `at`. Looked for in pieces: a search of the
 * whole rest for one of them would be quadratic where only the other occurs. */
static size_t find_line_end(clm_text text, size_t at) {
    enum { PIECE_BYTES = 256 };
    while (at < text.len) {
        size_t length = text.len - at < PIECE_BYTES ? text.len - at : PIECE_BYTES;
        const char *piece = text.ptr + at;
        const char *feed = memchr(piece, '\n', length);
        length = feed != NULL ? (size_t)(feed - piece) : length;
        const char *back = memchr(piece, '\r', length);
        if (back != NULL || feed != NULL) {
            return at + (back != NULL ? (size_t)(back - piece) : length);
        }
        at += length;
    }
    return text.len;
}

size_t clm_article_line(clm_text text, size_t at, size_t *line_end) {
    size_t end = find_line_end(text, at);
    *line_end = end;
    if (end + 1 < text.len && text.ptr[end] == '\r' && text.ptr[end + 1] == '\n') {
        return end + 2;
    }
    return end < text.len ? end + 1 : end;
}

static size_t space_before(const char *text, size_t start, size_t end) {
    if (end > start && (text[end - 1] == ' ' || (text[end - 1] >= '\t' && text[end - 1] <= '\r'))) {
        return 1;
    }
    if (end >= start + 2 && memcmp(text + end - 2, "\xC2\xA0", 2) == 0) {
        return 2;
    }
    return end >= start + 3 && memcmp(text + end - 3, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static size_t space_after(const char *text, size_t start, size_t end) {
    if (start < end && (text[start] == ' ' || (text[start] >= '\t' && text[start] <= '\r'))) {
        return 1;
    }
    if (start + 2 <= end && memcmp(text + start, "\xC2\xA0", 2) == 0) {
        return 2;
    }
    return start + 3 <= end && memcmp(text + start, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

void clm_article_trim(clm_text text, size_t *start, size_t *end) {
    size_t used;
    while ((used = space_after(text.ptr, *start, *end)) != 0) {
        *start += used;
    }
    while ((used = space_before(text.ptr, *start, *end)) != 0) {
        *end -= used;
    }
}

size_t clm_article_count_words(clm_text text, size_t limit) {
    size_t count = 0;
    bool inside = false;
    for (size_t i = 0; i < text.len && count < limit; i++) {
        bool space = text.ptr[i] == ' ' || (text.ptr[i] >= '\t' && text.ptr[i] <= '\r');
        count += !space && !inside;
        inside = !space;
    }
    return count;
}

#include "article/html_parts.h"

#include "base/utf8.h"

#include <libxml/encoding.h>
#include <string.h>

/* How far into the file a declared character set is looked for. */
enum { CHARSET_BYTES = 65536, LABEL_BYTES = 32 };

/* By language, where a page does not say: what was usual before UTF-8. */
static const struct {
    const char *language, *name;
} by_language[] = {
    {"el", "windows-1253"}, {"he", "windows-1255"}, {"ar", "windows-1256"}, {"fa", "windows-1256"},
    {"th", "CP874"},        {"ja", "CP932"},        {"zh", "GB18030"},      {"ko", "CP949"},
    {"pl", "windows-1250"}, {"cs", "windows-1250"}, {"sk", "windows-1250"}, {"hu", "windows-1250"},
    {"sl", "windows-1250"}, {"hr", "windows-1250"}, {"ro", "windows-1250"}, {"tr", "windows-1254"},
    {"lt", "windows-1257"}, {"lv", "windows-1257"}, {"et", "windows-1257"}, {"vi", "windows-1258"},
};

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The name after `word` and "=" ("charset=", "encoding=", "lang="), in lower case; false if there
 * is none in the first bytes. */
static bool named_after(clm_text bytes, const char *word, char out[LABEL_BYTES]) {
    size_t length = strlen(word);
    size_t limit = bytes.len < CHARSET_BYTES ? bytes.len : CHARSET_BYTES;
    for (size_t i = 0; i + length + 1 < limit; i++) {
        if (lower(bytes.ptr[i]) != word[0] ||
            xmlStrncasecmp((const xmlChar *)bytes.ptr + i, (const xmlChar *)word, (int)length) !=
                0) {
            continue;
        }
        size_t at = i + length;
        while (at < limit && strchr(" \t\r\n\"'", bytes.ptr[at]) != NULL && bytes.ptr[at] != '\0') {
            at++;
        }
        size_t used = 0;
        while (at < limit && used + 1 < LABEL_BYTES && bytes.ptr[at] > ' ' &&
               strchr("\"'/>;?", bytes.ptr[at]) == NULL) {
            out[used++] = lower(bytes.ptr[at++]);
        }
        out[used] = '\0';
        if (used > 0) {
            return true;
        }
    }
    return false;
}

/* What libxml2 reads `label` as; NULL: it does not know it. */
static const char *known_encoding(const char *label) {
    const char *name = clm_charset_name(label);
    if (name != NULL) {
        xmlCharEncodingHandler *handler = xmlFindCharEncodingHandler(name);
        name = handler != NULL ? name : NULL;
        (void)xmlCharEncCloseFunc(handler);
    }
    return name;
}

/* Which of the Cyrillic encodings has most of the commonest letters: о е а и н т. */
static const char *guess_cyrillic(clm_text bytes) {
    static const struct {
        const char *name;
        unsigned char letters[6];
    } sets[] = {{"windows-1251", {0xEE, 0xE5, 0xE0, 0xE8, 0xED, 0xF2}},
                {"KOI8-R", {0xCF, 0xC5, 0xC1, 0xC9, 0xCE, 0xD4}},
                {"CP866", {0xAE, 0xA5, 0xA0, 0xA8, 0xAD, 0xE2}},
                {"ISO-8859-5", {0xDE, 0xD5, 0xD0, 0xD8, 0xDD, 0xE2}}};
    size_t counts[256] = {0};
    for (size_t i = 0; i < bytes.len; i++) {
        counts[(unsigned char)bytes.ptr[i]]++;
    }
    size_t best = 0;
    size_t most = 0;
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        size_t found = 0;
        for (size_t k = 0; k < 6; k++) {
            found += counts[sets[s].letters[k]];
        }
        if (found > most) {
            most = found;
            best = s;
        }
    }
    return sets[best].name;
}

static const char *guess(clm_text bytes) {
    char language[LABEL_BYTES] = "";
    bool other = clm_charset_other_script(bytes);
    if (named_after(bytes, "lang=", language)) {
        for (size_t i = 0; i < sizeof by_language / sizeof *by_language; i++) {
            if (memcmp(language, by_language[i].language, 2) == 0) {
                return by_language[i].name;
            }
        }
    }
    return other ? guess_cyrillic(bytes) : "windows-1252";
}

const char *clm_article_charset(clm_text bytes, const char *server, bool *mend) {
    *mend = false;
    if (clm_text_starts(bytes, "\xFF\xFE") || clm_text_starts(bytes, "\xFE\xFF")) {
        return NULL;
    }
    if (bytes.len >= 4 && bytes.ptr[0] == '<' && bytes.ptr[1] == '\0' && bytes.ptr[3] == '\0') {
        return "UTF-16LE";
    }
    if (bytes.len >= 4 && bytes.ptr[0] == '\0' && bytes.ptr[1] == '<' && bytes.ptr[2] == '\0') {
        return "UTF-16BE";
    }
    const char *said = server != NULL ? known_encoding(server) : NULL;
    if (said != NULL && clm_charset_is_wide(said) && memchr(bytes.ptr, 0, bytes.len) != NULL) {
        return said;
    }
    char label[LABEL_BYTES] = "";
    const bool declared =
        named_after(bytes, "charset=", label) || named_after(bytes, "encoding=", label);
    const char *own = declared ? known_encoding(label) : NULL;
    if (clm_utf8_valid(bytes.ptr, bytes.len)) {
        /* Its letters are written in ASCII. */
        const char *name = said != NULL ? said : own;
        return name != NULL && strcmp(name, "ISO-2022-JP") == 0 ? name : "UTF-8";
    }
    if (clm_charset_mostly_utf8(bytes)) {
        *mend = true; /* a page cut off in a letter, or a guest's text in another encoding */
        return "UTF-8";
    }
    const char *const names[] = {said, own};
    const bool other = clm_charset_other_script(bytes);
    for (size_t i = 0; i < 2; i++) {
        /* Latin-1 of another script is a server's default, not the author's word. */
        if (names[i] != NULL && !clm_charset_is_wide(names[i]) &&
            (strcmp(names[i], "windows-1252") != 0 || !other)) {
            return names[i];
        }
    }
    return guess(bytes);
}

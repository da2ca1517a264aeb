/* Character sets by their labels, and texts in them. */
#include "article/parts.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* Labels as pages write them and what iconv calls what browsers then read. **Source:** WHATWG,
 * "Encoding", names and labels: latin1 is windows-1252, and so on. */
static const struct {
    const char *label, *name;
} encodings[] = {
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"iso-8859-15", "ISO-8859-15"},
    {"latin9", "ISO-8859-15"},
    {"iso-8859-2", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"windows-1250", "windows-1250"},
    {"cp1250", "windows-1250"},
    {"windows-1251", "windows-1251"},
    {"cp1251", "windows-1251"},
    {"win-1251", "windows-1251"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"iso-8859-5", "ISO-8859-5"},
    {"ibm866", "CP866"},
    {"cp866", "CP866"},
    {"iso-8859-7", "ISO-8859-7"},
    {"windows-1253", "windows-1253"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"windows-1254", "windows-1254"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-8-i", "ISO-8859-8"},
    {"windows-1255", "windows-1255"},
    {"iso-8859-6", "ISO-8859-6"},
    {"windows-1256", "windows-1256"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-13", "ISO-8859-13"},
    {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-16", "ISO-8859-16"},
    {"tis-620", "CP874"},
    {"windows-874", "CP874"},
    {"iso-8859-11", "CP874"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"x-sjis", "CP932"},
    {"sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"windows-949", "CP949"},
    {"utf-16", "UTF-16LE"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
    {"macintosh", "MACINTOSH"},
    {"x-mac-cyrillic", "MAC-CYRILLIC"},
};

static bool same_label(const char *given, const char *label) {
    size_t i = 0;
    for (; given[i] != '\0' && label[i] != '\0'; i++) {
        const char c = given[i] >= 'A' && given[i] <= 'Z' ? (char)(given[i] + 32) : given[i];
        if (c != label[i]) {
            return false;
        }
    }
    return given[i] == label[i];
}

const char *clm_charset_name(const char *label) {
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        if (same_label(label, encodings[i].label)) {
            return encodings[i].name;
        }
    }
    return NULL;
}

bool clm_charset_is_wide(const char *name) {
    return strncmp(name, "UTF-16", 6) == 0;
}

bool clm_charset_other_script(clm_text bytes) {
    size_t high = 0;
    size_t in_runs = 0;
    size_t run = 0;
    for (size_t i = 0; i <= bytes.len; i++) {
        if (i < bytes.len && ((unsigned char)bytes.ptr[i] & 0x80U) != 0) {
            run++;
            continue;
        }
        high += run;
        in_runs += run >= 3 ? run : 0;
        run = 0;
    }
    return high > 0 && in_runs * 2 > high;
}

bool clm_charset_mostly_utf8(clm_text bytes) {
    size_t good = 0;
    size_t bad = 0;
    for (size_t i = 0; i < bytes.len;) {
        if (((unsigned char)bytes.ptr[i] & 0x80U) == 0) {
            i++;
            continue;
        }
        uint32_t code_point;
        size_t used = clm_utf8_decode(bytes.ptr + i, bytes.len - i, &code_point);
        good += used > 1;
        bad += used == 1;
        i += used;
    }
    return good > 4 * bad;
}

/* What a text is to be turned from; NULL: it is UTF-8, or as good as any. */
static const char *encoding_of(clm_text bytes, const char *server) {
    if (clm_text_starts(bytes, "\xFF\xFE")) {
        return "UTF-16LE";
    }
    if (clm_text_starts(bytes, "\xFE\xFF")) {
        return "UTF-16BE";
    }
    const char *name = clm_charset_name(server);
    if (name == NULL) {
        return NULL;
    }
    const bool nul = memchr(bytes.ptr, 0, bytes.len) != NULL;
    if (nul || clm_charset_is_wide(name)) {
        return nul && clm_charset_is_wide(name) ? name : NULL;
    }
    if (clm_utf8_valid(bytes.ptr, bytes.len)) {
        return strcmp(name, "ISO-2022-JP") == 0 ? name : NULL;
    }
    const bool default_word = strcmp(name, "windows-1252") == 0 && clm_charset_other_script(bytes);
    return default_word || clm_charset_mostly_utf8(bytes) ? NULL : name;
}

/* Appends `bytes` as UTF-8, with U+FFFD for what is none of the character set. Returns how many
 * bytes were not. */
static size_t convert(iconv_t with, clm_text bytes, clm_buffer *out) {
    enum { STEP = 65536 };
    char *from; /* as iconv wants it, which writes nothing there */
    memcpy(&from, &bytes.ptr, sizeof from);
    size_t left = bytes.len;
    size_t bad = 0;
    while (left > 0 && !out->failed) {
        char *to = clm_buffer_room(out, STEP);
        if (to == NULL) {
            break;
        }
        size_t room = STEP;
        const size_t done = iconv(with, &from, &left, &to, &room);
        const int reason = done == (size_t)-1 ? errno : 0;
        clm_buffer_used(out, STEP - room);
        if (reason == EILSEQ || reason == EINVAL) { /* the latter: cut off in a letter */
            clm_buffer_string(out, "\xEF\xBF\xBD");
            from++;
            left--;
            bad++;
        }
    }
    return bad;
}

clm_status clm_article_decode_as(const char *name, clm_text bytes, const char *server,
                                 clm_buffer *out, clm_error *error) {
    const char *encoding = server != NULL && bytes.len > 0 ? encoding_of(bytes, server) : NULL;
    if (encoding == NULL) {
        return clm_article_decode(name, bytes, out, error);
    }
    const iconv_t with = iconv_open("UTF-8", encoding);
    if (with == (iconv_t)-1) { /* a system without its tables */
        return clm_article_decode(name, bytes, out, error);
    }
    const size_t bad = convert(with, bytes, out);
    (void)iconv_close(with);
    if (out->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory for the text", name);
    }
    if (bad > bytes.len / 10 || memchr(out->data, 0, out->len) != NULL) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: binary data, or not in %s as the server says",
                        name, encoding);
    }
    return CLM_OK;
}

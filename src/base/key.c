/* The look-up key of a name. Part of base/utf8.h. */
#include "base/utf8.h"

#include <utf8proc.h>

enum { DECOMPOSED_MAX = 64 };

/* Where the key stands: a space is written only before a later letter. */
typedef struct key_state {
    clm_buffer *out;
    bool any;   /* something of this key was written */
    bool space; /* a gap waits */
} key_state;

static void put_bytes(key_state *state, const char *bytes, size_t length) {
    if (state->space && state->any) {
        clm_buffer_char(state->out, ' ');
    }
    state->space = false;
    state->any = true;
    clm_buffer_add(state->out, bytes, length);
}

static void put_ascii(key_state *state, unsigned char c) {
    if (c >= 'A' && c <= 'Z') {
        c = (unsigned char)(c | 0x20);
    }
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        char byte = (char)c;
        put_bytes(state, &byte, 1);
    } else if (c != '\'' && c != '`' && c != '.') {
        state->space = true;
    }
}

/* Apostrophes, primes of romanised soft signs, ayn and hamza, and the middle dot of Catalan. Looked
 * at before decomposition, which would turn some into a space and a mark. */
static bool is_dropped_sign(uint32_t c) {
    switch (c) {
    case 0x00B4: /* acute accent used as apostrophe */
    case 0x00B7: /* middle dot */
    case 0x0387:
    case 0x055A: /* Armenian apostrophe */
    case 0x05F3: /* Hebrew geresh */
    case 0x05F4:
    case 0x1FBD:
    case 0x1FBF:
    case 0x1FEF:
    case 0x1FFD:
    case 0x1FFE:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2024: /* one dot leader: a full stop */
    case 0x2032:
    case 0x2033:
    case 0x2035:
    case 0x3002: /* ideographic full stop */
    case 0xA78B:
    case 0xA78C: /* saltillo */
    case 0xFF07:
    case 0xFF0E:
    case 0xFF40:
        return true;
    default:
        return (c >= 0x02B9 && c <= 0x02BF) || c == 0x02C8 || c == 0x02CA || c == 0x02CB ||
               c == 0x02EE;
    }
}

/* Lower-case Latin letters that have no decomposition; NULL for all others. */
static const char *plain_spelling(uint32_t c) {
    switch (c) {
    case 0x00DF:
        return "ss";
    case 0x00E6:
        return "ae";
    case 0x00F0: /* eth */
    case 0x0111: /* d with stroke */
    case 0x0256:
    case 0x0257:
        return "d";
    case 0x00F8:
    case 0x0254:
        return "o";
    case 0x00FE:
        return "th";
    case 0x0127:
        return "h";
    case 0x0131:
    case 0x0268:
        return "i";
    case 0x0138:
    case 0x0199:
        return "k";
    case 0x0142:
        return "l";
    case 0x014B:
        return "ng";
    case 0x0153:
        return "oe";
    case 0x0167:
        return "t";
    case 0x0180:
    case 0x0253:
        return "b";
    case 0x01B4:
        return "y";
    case 0x01DD:
    case 0x0259:
    case 0x025B:
        return "e";
    case 0x01E5:
        return "g";
    case 0x0289:
        return "u";
    default:
        return NULL;
    }
}

static void put_folded(key_state *state, uint32_t c) {
    if (c < 0x80) {
        put_ascii(state, (unsigned char)c);
        return;
    }
    if (is_dropped_sign(c)) {
        return;
    }
    const char *plain = plain_spelling(c);
    if (plain) {
        clm_text spelled = clm_text_of(plain);
        put_bytes(state, spelled.ptr, spelled.len);
        return;
    }
    utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)c);
    if (kind == UTF8PROC_CATEGORY_CF || kind == UTF8PROC_CATEGORY_MN ||
        kind == UTF8PROC_CATEGORY_MC || kind == UTF8PROC_CATEGORY_ME) {
        return;
    }
    if (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_NO) {
        char bytes[4];
        put_bytes(state, bytes, clm_utf8_encode(c, bytes));
    } else {
        state->space = true;
    }
}

/* The result of one pass may decompose again (a capital that folds to a letter with a mark), so
 * parts are folded one by one until nothing changes. */
static void put_unicode(key_state *state, uint32_t c) {
    if (c == 0xFEFF) {
        return;
    }
    if (is_dropped_sign(c)) {
        return;
    }
    utf8proc_int32_t parts[DECOMPOSED_MAX];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)c, parts, DECOMPOSED_MAX, options, &boundary);
    if (count < 0 || count > DECOMPOSED_MAX) {
        state->space = true;
        return;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        put_folded(state, (uint32_t)parts[i]);
    }
}

/* Runs of plain letters and digits are the common case: folds one into its place. Returns how long
 * it is. */
static size_t put_run(key_state *state, const char *name, size_t length) {
    char *to = clm_buffer_room(state->out, length + 1); /* and the gap before it */
    if (to == NULL) {
        return length;
    }
    const size_t gap = state->space && state->any ? 1 : 0;
    size_t i = 0;
    for (; i < length; i++) {
        const unsigned char c = (unsigned char)name[i];
        const unsigned char folded = c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
        if (!((folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9'))) {
            break;
        }
        to[gap + i] = (char)folded;
    }
    if (i > 0) {
        if (gap != 0) {
            to[0] = ' ';
        }
        state->space = false;
        state->any = true;
        clm_buffer_used(state->out, gap + i);
    }
    return i;
}

void clm_key_append(clm_buffer *out, clm_text name) {
    key_state state = {.out = out};
    size_t i = 0;
    while (i < name.len) {
        const size_t length = put_run(&state, name.ptr + i, name.len - i);
        i += length;
        if (i == name.len) {
            return;
        }
        if ((unsigned char)name.ptr[i] < 0x80) {
            put_ascii(&state, (unsigned char)name.ptr[i++]);
        } else {
            uint32_t code_point = 0;
            i += clm_utf8_decode(name.ptr + i, name.len - i, &code_point);
            put_unicode(&state, code_point);
        }
    }
}

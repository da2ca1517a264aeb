#include "features/build.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { QUOTE_BYTES_MAX = 300 };

/* How a source's statement is told, and a statement of the outlet itself. Always the modality that
 * the text gives, never a judgement of ours. */
typedef struct modality_words {
    const char *told;     /* after the source's name */
    const char *untold;   /* without a source */
    const char *measured; /* before the source's name, after a figure */
} modality_words;

static const modality_words words_of[CLM_MODALITY_COUNT] = {
    [CLM_MODALITY_ASSERTED] = {"said", "Reported", "according to"},
    [CLM_MODALITY_CLAIMED] = {"claimed", "Claimed", "claimed by"},
    [CLM_MODALITY_CONFIRMED] = {"confirmed", "Confirmed", "confirmed by"},
    [CLM_MODALITY_DENIED] = {"denied", "Denied", "denied by"},
    [CLM_MODALITY_ALLEGED] = {"alleged", "Alleged", "alleged by"},
    [CLM_MODALITY_REPORTED] = {"reported", "Reported", "reported by"},
    [CLM_MODALITY_MEASURED] = {"measured", "Measured", "measured by"},
    [CLM_MODALITY_ORDERED] = {"ordered", "Ordered", "ordered by"},
    [CLM_MODALITY_WARNED] = {"warned", "Warned", "according to"},
    [CLM_MODALITY_INTENDED] = {"said (intended)", "Intended", "intended by"},
    [CLM_MODALITY_CONSIDERED] = {"said (considered)", "Considered", "according to"},
    [CLM_MODALITY_PREDICTED] = {"predicted", "Predicted", "predicted by"},
    [CLM_MODALITY_BELIEVED] = {"said (believed)", "Believed", "according to"},
    [CLM_MODALITY_APPARENT] = {"said (apparent)", "Apparent", "according to"},
};

static const modality_words *words_for(clm_modality modality) {
    return &words_of[(unsigned)modality < CLM_MODALITY_COUNT ? modality : CLM_MODALITY_ASSERTED];
}

void clm_add_capital(clm_buffer *buffer, const char *text) {
    char first = text[0];
    if (first >= 'a' && first <= 'z') {
        clm_buffer_char(buffer, (char)(first - 'a' + 'A'));
        text++;
    }
    clm_buffer_string(buffer, text);
}

/* "Its defence ministry" says nothing on a map: whose it is stood in the sentence before. */
static const char *without_owner(const char *name) {
    static const char *const owners[] = {"its ", "his ", "her ", "their ", "our ", "my "};
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        const size_t length = strlen(owners[i]);
        const bool same = (name[0] | 0x20) == owners[i][0] && name[0] != '\0' &&
                          strncmp(name + 1, owners[i] + 1, length - 1) == 0;
        if (same && name[length] != '\0') {
            return name + length;
        }
    }
    return name;
}

/* Bytes before a bracket that is never closed: "Forest Service (FS" -> "Forest Service". */
static size_t closed_length(const char *name) {
    const char *open = strrchr(name, '(');
    size_t length = open && !strchr(open, ')') ? (size_t)(open - name) : strlen(name);
    while (length > 0 && name[length - 1] == ' ') {
        length--;
    }
    return length > 0 ? length : strlen(name);
}

void clm_add_attribution(clm_buffer *buffer, const clm_feature *feature) {
    const modality_words *words = words_for(feature->modality);
    if (!feature->has_source || feature->source.name == NULL) {
        clm_buffer_string(buffer, words->untold);
        return;
    }
    const char *name = without_owner(feature->source.name);
    const size_t length = closed_length(name);
    if (length > 0 && name[0] >= 'a' && name[0] <= 'z') {
        clm_buffer_char(buffer, (char)(name[0] - 'a' + 'A'));
        clm_buffer_add(buffer, name + 1, length - 1);
    } else {
        clm_buffer_add(buffer, name, length);
    }
    clm_buffer_char(buffer, ' ');
    clm_buffer_string(buffer, words->told);
}

static void add_event(clm_buffer *buffer, const clm_feature *feature) {
    if (feature->negative && feature->modality != CLM_MODALITY_DENIED) {
        clm_buffer_string(buffer, "no ");
    }
    if (feature->event_type == CLM_EVENT_SEARCH_RESCUE) {
        clm_buffer_string(buffer, "search and rescue");
        return;
    }
    const char *name = clm_event_type_name(feature->event_type);
    for (const char *c = name[0] != '\0' ? name : "statement"; *c != '\0'; c++) {
        clm_buffer_char(buffer, *c == '_' ? ' ' : *c);
    }
}

/* Takes one quotation mark off each end: the description has its own. */
static clm_text without_marks(clm_text text) {
    static const char *const marks[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D",
                                        "'",  "\xE2\x80\x98", "\xE2\x80\x99"};
    text = clm_text_trim(text);
    size_t count = sizeof marks / sizeof marks[0];
    for (size_t i = 0; i < count; i++) {
        if (clm_text_starts(text, marks[i])) {
            text.ptr += strlen(marks[i]);
            text.len -= strlen(marks[i]);
            break;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (clm_text_ends(text, marks[i])) {
            text.len -= strlen(marks[i]);
            break;
        }
    }
    return text;
}

void clm_add_short(clm_buffer *buffer, clm_text text, size_t bytes_max) {
    size_t length = text.len;
    if (length > bytes_max) {
        length = clm_utf8_floor(text.ptr, text.len, bytes_max);
        size_t space = length;
        while (space > 0 && text.ptr[space] != ' ') {
            space--;
        }
        length = space > 0 ? space : length;
    }
    size_t i = 0;
    while (i < length) {
        const size_t start = i;
        while (i < length && (unsigned char)text.ptr[i] > ' ') {
            i++;
        }
        clm_buffer_add(buffer, text.ptr + start, i - start);
        const size_t gap = i;
        while (i < length && (unsigned char)text.ptr[i] <= ' ') {
            i++;
        }
        if (i > gap && i < length) {
            clm_buffer_char(buffer, ' ');
        }
    }
    if (length < text.len) {
        clm_buffer_string(buffer, " \xE2\x80\xA6");
    }
}

/* ---- ends of quotes ---- */

static bool is_one_of(clm_text word, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clm_text_is(word, list[i])) {
            return true;
        }
    }
    return false;
}

static clm_text without_end(clm_text text, size_t length) {
    text.len = length;
    while (text.len > 0 && (text.ptr[text.len - 1] == ',' || text.ptr[text.len - 1] == ';' ||
                            (unsigned char)text.ptr[text.len - 1] <= ' ')) {
        text.len--;
    }
    return text;
}

static clm_text last_word(clm_text text) {
    size_t start = text.len;
    while (start > 0 && (unsigned char)text.ptr[start - 1] > ' ') {
        start--;
    }
    return (clm_text){text.ptr + start, text.len - start};
}

/* A word that only leads on to what the quote leaves out: "in North Kordofan, where". */
static bool leads_on(clm_text word) {
    static const char *const words[] = {
        "a",      "an",      "the",   "and",  "or",      "but",      "nor",       "as",
        "than",   "that",    "which", "who",  "whose",   "whom",     "where",     "when",
        "while",  "because", "if",    "even", "whether", "although", "though",    "until",
        "unless", "whereas", "of",    "from", "into",    "between",  "including", "shortly"};
    return is_one_of(word, words, sizeof words / sizeof words[0]);
}

/* Where the last part of a sentence begins that is not worth its comma: ", a step", ", later";
 * `text.len` if there is none. */
static size_t stray_part(clm_text text) {
    static const char *const articles[] = {"a", "an", "the"};
    static const char *const turns[] = {"later", "then", "however", "meanwhile", "instead", "now"};
    clm_text last = last_word(text);
    clm_text before = without_end(text, text.len - last.len);
    if (before.len > 0 && before.ptr[before.len] == ',' &&
        is_one_of(last, turns, sizeof turns / sizeof turns[0])) {
        return before.len;
    }
    clm_text article = last_word(before);
    clm_text rest = without_end(text, before.len - article.len);
    if (rest.len > 0 && rest.ptr[rest.len] == ',' &&
        is_one_of(article, articles, sizeof articles / sizeof articles[0])) {
        return rest.len;
    }
    return text.len;
}

/* The quote up to where it can be read by itself; always the beginning of the quote. */
static clm_text readable(clm_text text) {
    enum { LEAST_BYTES = 12 };
    clm_text left = text;
    for (;;) {
        clm_text word = last_word(left);
        size_t length = leads_on(word) ? left.len - word.len : stray_part(left);
        if (length == left.len) {
            return left;
        }
        left = without_end(left, length);
        if (left.len < LEAST_BYTES) {
            return text;
        }
    }
}

void clm_add_quote(clm_buffer *buffer, const char *quote, size_t bytes_max) {
    clm_add_short(buffer, readable(without_marks(clm_text_of(quote))), bytes_max);
}

/* Whether the relay before, or the source, bears the same name. */
static bool told_already(const clm_feature *feature, size_t relay) {
    const char *name = feature->relays[relay].name;
    const char *before = relay > 0 ? feature->relays[relay - 1].name : feature->source.name;
    return before != NULL && strcmp(before, name) == 0;
}

static void add_relays(clm_buffer *buffer, const clm_feature *feature) {
    for (size_t i = 0; i < feature->relay_count; i++) {
        if (feature->relays[i].name != NULL && !told_already(feature, i)) {
            clm_buffer_string(buffer, ", via ");
            clm_buffer_string(buffer, feature->relays[i].name);
        }
    }
}

void clm_build_description(clm_build *build, clm_feature *feature) {
    clm_buffer *buffer = clm_build_scratch(build);
    clm_add_attribution(buffer, feature);
    add_relays(buffer, feature);
    clm_buffer_string(buffer, ": \xE2\x80\x9C");
    clm_add_quote(buffer, feature->quote.text != NULL ? feature->quote.text : "", QUOTE_BYTES_MAX);
    clm_buffer_string(buffer, "\xE2\x80\x9D");
    feature->description = clm_build_scratch_text(build);
}

void clm_build_claim_words(clm_build *build, clm_feature *feature) {
    clm_buffer *buffer = clm_build_scratch(build);
    clm_add_attribution(buffer, feature);
    clm_buffer_string(buffer, ": ");
    add_event(buffer, feature);
    if (feature->has_place && feature->place.name != NULL) {
        clm_buffer_string(buffer, ", ");
        clm_buffer_string(buffer, feature->place.name);
    }
    feature->title = clm_build_scratch_text(build);
}

/* 1300 -> "1,300"; at most `decimals` decimals. */
static void add_number(clm_buffer *buffer, double value, int decimals) {
    clm_buffer plain;
    clm_buffer_init(&plain);
    clm_buffer_number(&plain, value, decimals);
    clm_text text = {plain.data, plain.len};
    size_t whole = 0;
    while (whole < text.len && text.ptr[whole] != '.') {
        whole++;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && text.ptr[i - 1] != '-') {
            clm_buffer_char(buffer, ',');
        }
        clm_buffer_char(buffer, text.ptr[i]);
    }
    buffer->failed = buffer->failed || plain.failed;
    clm_buffer_clear(&plain);
}

static const char *qualifier_words(const char *qualifier) {
    static const char *const table[][2] = {
        {"about", "about "},
        {"at_least", "at least "},
        {"more_than", "more than "},
        {"up_to", "up to "},
        {"at_most", "at most "},
        {"almost", "almost "},
        {"vague_at_least", "at least "},
    };
    for (size_t i = 0; qualifier != NULL && i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(qualifier, table[i][0]) == 0) {
            return table[i][1];
        }
    }
    return "";
}

static const char *unit_words(const char *unit) {
    static const char *const table[][2] = {
        {"mi2", "mi\xC2\xB2"}, {"ha", "ha"}, {"acre", "acres"}, {"m2", "m\xC2\xB2"}};
    for (size_t i = 0; unit != NULL && i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(unit, table[i][0]) == 0) {
            return table[i][1];
        }
    }
    return NULL;
}

/* "58 km²", "500 mi² (1,295 km²)". */
static void add_area(clm_buffer *buffer, const clm_feature_quantity *quantity) {
    const char *unit = unit_words(quantity->unit);
    int decimals = quantity->km2 < 10.0 ? 2 : (quantity->km2 < 100.0 ? 1 : 0);
    if (unit != NULL && isfinite(quantity->value)) {
        add_number(buffer, quantity->value, 2);
        clm_buffer_char(buffer, ' ');
        clm_buffer_string(buffer, unit);
        clm_buffer_string(buffer, " (");
    }
    add_number(buffer, quantity->km2, unit != NULL ? decimals : 2);
    clm_buffer_string(buffer, unit != NULL ? " km\xC2\xB2)" : " km\xC2\xB2");
}

static bool around_a_point(const clm_feature *feature) {
    return feature->anchored &&
           (feature->place.kind == CLM_KIND_SETTLEMENT || feature->place.kind == CLM_KIND_FACILITY);
}

void clm_build_figure_words(clm_build *build, clm_feature *feature,
                            const clm_feature_quantity *quantity) {
    clm_buffer area;
    clm_buffer_init(&area);
    clm_buffer_string(&area, qualifier_words(quantity->qualifier));
    add_area(&area, quantity);
    if (feature->has_place && feature->place.name != NULL) {
        clm_buffer_string(&area, around_a_point(feature) ? " around " : " in ");
        clm_buffer_string(&area, feature->place.name);
    }
    if (feature->past_peak) {
        clm_buffer_string(&area,
                          feature->status == CLM_STATUS_PAST_PEAK ? " at the peak" : " earlier");
    }
    const modality_words *words = words_for(feature->modality);
    if (feature->has_source && feature->source.name != NULL) {
        clm_buffer_string(&area, ", ");
        clm_buffer_string(&area, words->measured);
        clm_buffer_char(&area, ' ');
        clm_buffer_string(&area, feature->source.name);
    } else {
        clm_buffer_string(&area, ", ");
        for (const char *c = words->untold; *c != '\0'; c++) {
            clm_buffer_char(&area, c == words->untold ? (char)(*c - 'A' + 'a') : *c);
        }
    }
    clm_buffer_string(&area, feature->impossible ? " (larger than the region, not drawn)"
                                                 : " (schematic)");
    clm_buffer *buffer = clm_build_scratch(build);
    if (!area.failed) {
        clm_add_capital(buffer, area.data);
    }
    build->failed = build->failed || area.failed;
    clm_buffer_clear(&area);
    feature->title = clm_build_scratch_text(build);
}

void clm_build_place_words(clm_build *build, clm_feature *feature) {
    feature->title = feature->place.name;
    clm_buffer *buffer = clm_build_scratch(build);
    clm_buffer_string(buffer, "Mentioned ");
    clm_buffer_number(buffer, (double)feature->mention_count, 0);
    clm_buffer_string(buffer, feature->mention_count == 1 ? " time (" : " times (");
    unsigned seen = 0;
    for (size_t i = 0; i < feature->mention_count; i++) {
        unsigned bit = 1U << (unsigned)feature->mentions[i].use;
        if ((seen & bit) != 0) {
            continue;
        }
        clm_buffer_string(buffer, seen == 0 ? "" : ", ");
        seen |= bit;
        for (const char *c = clm_place_use_name(feature->mentions[i].use); *c != '\0'; c++) {
            clm_buffer_char(buffer, *c == '_' ? ' ' : *c);
        }
    }
    clm_buffer_char(buffer, ')');
    feature->description = clm_build_scratch_text(build);
}

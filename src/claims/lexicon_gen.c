/* Build tool: writes lexicon_index.inc, the static hash table of all word forms.
 *
 * Usage: lexicon_gen OUT. Inflects the lemmas of the word lists, and of cues and triggers that no
 * list names, and joins what several rows say of one form. Runs on the building machine only. */
#include "claims/figure_words.h"
#include "claims/lexicon.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_MAX = 8192, WORD_BYTES = 32 };

typedef struct form {
    char form[WORD_BYTES], lemma[WORD_BYTES];
    uint32_t pos, sem;
    unsigned source_type, marks;
} form;

static form forms[FORM_MAX];
static size_t form_count; /* words; behind them stand figure_count that only have marks */
static size_t figure_count;

static void die(const char *what, const char *word) {
    fprintf(stderr, "lexicon_gen: %s: %s\n", what, word);
    exit(1);
}

static form *find_form(const char *text) {
    for (size_t i = 0; i < form_count; i++) {
        if (strcmp(forms[i].form, text) == 0) {
            return &forms[i];
        }
    }
    return NULL;
}

/* The first lemma that claims a form keeps it: lists stand in the order of their worth. */
static void add_form(const char *text, const char *lemma, uint32_t pos, uint32_t sem,
                     unsigned source_type) {
    form *found = find_form(text);
    if (!found) {
        if (form_count == FORM_MAX || strlen(text) >= WORD_BYTES || strlen(lemma) >= WORD_BYTES) {
            die("too long or too many", text);
        }
        found = &forms[form_count++];
        snprintf(found->form, WORD_BYTES, "%s", text);
        snprintf(found->lemma, WORD_BYTES, "%s", lemma);
    }
    found->pos |= pos;
    found->sem |= sem;
    if (found->source_type == CLM_ST_NONE) {
        found->source_type = source_type;
    }
}

static int is_vowel(char c) {
    return strchr("aeiou", c) != NULL && c != '\0';
}

static int ends_sibilant(const char *w, size_t n) {
    return w[n - 1] == 's' || w[n - 1] == 'x' || w[n - 1] == 'z' || w[n - 1] == 'o' ||
           (n > 1 && w[n - 1] == 'h' && (w[n - 2] == 'c' || w[n - 2] == 's'));
}

static void plural_form(const char *w, char *out) {
    size_t n = strlen(w);
    if (w[n - 1] == 'y' && n > 1 && !is_vowel(w[n - 2])) {
        snprintf(out, WORD_BYTES, "%.*sies", (int)(n - 1), w);
    } else if (ends_sibilant(w, n)) {
        snprintf(out, WORD_BYTES, "%ses", w);
    } else {
        snprintf(out, WORD_BYTES, "%ss", w);
    }
}

/* Stem before -ed and -ing; a short word of one vowel doubles its last consonant. */
static void suffix_form(const char *w, int doubled, const char *suffix, char *out) {
    size_t n = strlen(w), vowels = 0;
    for (size_t i = 0; i < n; i++) {
        vowels += is_vowel(w[i]) ? 1u : 0u;
    }
    if (n > 2 && vowels == 1 && is_vowel(w[n - 2]) && strchr("bdgmnprt", w[n - 1])) {
        doubled = 1;
    }
    if (doubled) {
        snprintf(out, WORD_BYTES, "%s%c%s", w, w[n - 1], suffix);
    } else if (w[n - 1] == 'e' && strcmp(suffix, "ing") == 0 && n > 2 && w[n - 2] == 'i') {
        snprintf(out, WORD_BYTES, "%.*sying", (int)(n - 2), w);
    } else if (w[n - 1] == 'e' && n > 2 && w[n - 2] != 'e') {
        snprintf(out, WORD_BYTES, "%.*s%s", (int)(n - 1), w, suffix);
    } else if (w[n - 1] == 'e' && strcmp(suffix, "ed") == 0) {
        snprintf(out, WORD_BYTES, "%sd", w);
    } else if (w[n - 1] == 'y' && n > 1 && !is_vowel(w[n - 2]) && suffix[0] == 'e') {
        snprintf(out, WORD_BYTES, "%.*sied", (int)(n - 1), w);
    } else {
        snprintf(out, WORD_BYTES, "%s%s", w, suffix);
    }
}

static void add_verb(const clm_form_list *list, char *spec) {
    char past[WORD_BYTES], third[WORD_BYTES], ing[WORD_BYTES];
    char *given = strchr(spec, '/'), *participle = NULL;
    if (given) {
        *given++ = '\0';
        participle = strchr(given, '/');
        if (participle) {
            *participle++ = '\0';
        }
    }
    size_t n = strlen(spec);
    int doubled = spec[n - 1] == '+';
    if (doubled) {
        spec[n - 1] = '\0';
    }
    suffix_form(spec, doubled, "ed", past);
    suffix_form(spec, doubled, "ing", ing);
    plural_form(spec, third);
    const char *vd = given ? given : past;
    const char *vn = participle ? participle : vd;
    add_form(spec, spec, CLM_POS_VB, list->sem, list->source_type);
    add_form(third, spec, CLM_POS_VZ, list->sem, list->source_type);
    add_form(vd, spec, CLM_POS_VD, list->sem, list->source_type);
    add_form(vn, spec, CLM_POS_VN, list->sem, list->source_type);
    add_form(ing, spec, CLM_POS_VG, list->sem, list->source_type);
}

static void add_noun(const clm_form_list *list, char *spec) {
    char plural[WORD_BYTES];
    char *given = strchr(spec, '/');
    if (given) {
        *given++ = '\0';
    }
    plural_form(spec, plural);
    const char *ns = given ? given : plural;
    int same = strcmp(spec, ns) == 0;
    add_form(spec, spec, same ? (uint32_t)CLM_POS_NOUN : (uint32_t)CLM_POS_NN, list->sem,
             list->source_type);
    if (!same) {
        add_form(ns, spec, CLM_POS_NS, list->sem, list->source_type);
    }
}

static void add_list(const clm_form_list *list) {
    const char *at = list->words;
    while (*at) {
        size_t n = strcspn(at, " ");
        char spec[3 * WORD_BYTES];
        if (n >= sizeof spec) {
            die("too long", at);
        }
        memcpy(spec, at, n);
        spec[n] = '\0';
        if (n && list->kind == 'v') {
            add_verb(list, spec);
        } else if (n && list->kind == 'n') {
            add_noun(list, spec);
        } else if (n) {
            add_form(spec, spec, list->pos, list->sem, list->source_type);
        }
        at += n;
        at += strspn(at, " ");
    }
}

static void first_word(const char *pattern, char *out) {
    size_t n = strcspn(pattern, " ");
    if (n >= WORD_BYTES) {
        die("too long", pattern);
    }
    memcpy(out, pattern, n);
    out[n] = '\0';
}

static int is_lemma_of(const char *lemma, uint32_t pos) {
    for (size_t i = 0; i < form_count; i++) {
        if (strcmp(forms[i].lemma, lemma) == 0 && (forms[i].pos & pos)) {
            return 1;
        }
    }
    return 0;
}

/* Cues and triggers that no list names are inflected as what their row says. */
static void add_table_words(void) {
    static const clm_form_list plain = {'v', 0, 0, CLM_ST_NONE, ""};
    char word[WORD_BYTES], spec[WORD_BYTES];
    for (size_t i = 0; i < clm_cue_entry_count; i++) {
        first_word(clm_cue_entries[i].pattern, word);
        if (strcmp(word, "according") == 0) {
            add_form(word, word, CLM_POS_IN, 0, CLM_ST_NONE);
        } else if (!is_lemma_of(word, CLM_POS_VERB) && strcmp(word, "threat") != 0) {
            snprintf(spec, sizeof spec, "%s", word);
            add_verb(&plain, spec);
        }
    }
    for (size_t i = 0; i < clm_event_entry_count; i++) {
        unsigned flags = clm_event_entries[i].flags;
        first_word(clm_event_entries[i].pattern, word);
        snprintf(spec, sizeof spec, "%s", word);
        if ((flags & CLM_TRIGGER_VERB) && !is_lemma_of(word, CLM_POS_VERB)) {
            add_verb(&plain, spec);
        }
        snprintf(spec, sizeof spec, "%s", word);
        if ((flags & CLM_TRIGGER_NOUN) && !is_lemma_of(word, CLM_POS_NOUN)) {
            add_noun(&plain, spec);
        }
        if (!(flags & (CLM_TRIGGER_NOUN | CLM_TRIGGER_VERB)) && !find_form(word)) {
            add_form(word, word, CLM_POS_NN | CLM_POS_JJ, 0, CLM_ST_NONE);
        }
    }
}

static size_t pattern_words(const char *pattern) {
    size_t words = 1;
    for (; *pattern; pattern++) {
        words += *pattern == ' ' ? 1u : 0u;
    }
    return words;
}

/* A conditional row is tried before a plain one of the same length. */
static unsigned row_worth(const char *pattern, unsigned flags) {
    unsigned conditions =
        flags & ~(unsigned)(CLM_TRIGGER_VERB | CLM_TRIGGER_NOUN | CLM_TRIGGER_WEAK);
    return (unsigned)pattern_words(pattern) * 2u + (conditions ? 1u : 0u);
}

typedef struct range {
    size_t start, count;
} range;

static const char *row_pattern(int events, size_t row) {
    return events ? clm_event_entries[row].pattern : clm_cue_entries[row].pattern;
}

/* Appends the rows that begin with the form or its lemma, worthiest first ("fighting" is a form of
 * "fight" and a noun of its own); returns where they stand. */
static range take_rows(const form *of, int events, uint16_t *order, size_t *used) {
    range out = {*used, 0};
    char word[WORD_BYTES];
    size_t rows = events ? clm_event_entry_count : clm_cue_entry_count;
    for (unsigned worth = 16; worth-- > 0;) {
        for (size_t i = 0; i < rows; i++) {
            const char *pattern = row_pattern(events, i);
            first_word(pattern, word);
            unsigned flags = events ? clm_event_entries[i].flags : 0;
            if ((strcmp(word, of->lemma) == 0 || strcmp(word, of->form) == 0) &&
                row_worth(pattern, flags) == worth) {
                order[(*used)++] = (uint16_t)i;
                out.count++;
            }
        }
    }
    return out;
}

static range ranges[2][FORM_MAX];
static uint16_t orders[2][FORM_MAX];

static void make_ranges(int events, size_t *used) {
    for (size_t i = 0; i < form_count; i++) {
        ranges[events][i] = take_rows(&forms[i], events, orders[events], used);
    }
}

static uint64_t hash_form(const char *text) {
    return clm_word_hash(clm_text_of(text));
}

static void write_order(FILE *out, const char *name, const uint16_t *order, size_t count) {
    fprintf(out, "const uint16_t %s[] = {", name);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%u,", order[i]);
    }
    fprintf(out, "};\n");
}

/* Function words, and words that are no verbs, have one tag whatever stands beside them. */
static clm_tag tag_of(uint32_t pos, uint32_t sem) {
    static const struct {
        uint32_t pos;
        clm_tag tag;
    } closed[] = {
        {CLM_POS_BE | CLM_POS_HAVE | CLM_POS_DO, CLM_TAG_AUX},
        {CLM_POS_MD, CLM_TAG_MODAL},
        {CLM_POS_NOT, CLM_TAG_NOT},
        {CLM_POS_TO, CLM_TAG_TO},
        {CLM_POS_PRP, CLM_TAG_PRON},
        {CLM_POS_PPS, CLM_TAG_POSS},
        {CLM_POS_OBJ, CLM_TAG_PRON},
        {CLM_POS_CC, CLM_TAG_CC},
        {CLM_POS_WH, CLM_TAG_WH},
        {CLM_POS_SUB, CLM_TAG_SUB},
        {CLM_POS_CD, CLM_TAG_NUM},
    };
    const int month = (sem & CLM_SEM_MONTH) && (pos & CLM_POS_NOUN);
    if ((pos & CLM_POS_THAT) || (month && (pos & CLM_POS_MD))) {
        return CLM_TAG_OPEN;
    }
    for (size_t k = 0; k < sizeof closed / sizeof *closed && !month; k++) {
        if (pos & closed[k].pos) {
            return closed[k].tag;
        }
    }
    if (sem & CLM_SEM_MONTH) {
        return CLM_TAG_NOUN;
    }
    if (pos & CLM_POS_DT) {
        return CLM_TAG_DET;
    }
    if (pos & CLM_POS_VERB) {
        return CLM_TAG_OPEN;
    }
    if (pos & CLM_POS_IN) {
        return CLM_TAG_PREP;
    }
    if ((pos & CLM_POS_RB) && !(pos & CLM_POS_NOUN)) {
        return CLM_TAG_OPEN; /* "a nearby hospital" */
    }
    return (pos & CLM_POS_NOUN) ? CLM_TAG_NOUN : CLM_TAG_ADJ;
}

static void write_words(FILE *out) {
    fprintf(out, "const clm_word clm_lexicon_words[] = {\n");
    for (size_t i = 0; i < form_count; i++) {
        const form *f = &forms[i];
        fprintf(out, "{\"%s\",\"%s\",UINT64_C(%" PRIu64 "),%#xu,%#xu,%zu,%zu,%zu,%zu,%u},\n",
                f->form, f->lemma, hash_form(f->lemma), f->pos, f->sem, ranges[1][i].start,
                ranges[0][i].start, ranges[1][i].count, ranges[0][i].count, f->source_type);
    }
    fprintf(out, "};\n");
}

/* The words of figure_lists.c. */
extern const clm_word_list clm_word_lists_to_index[];
extern const size_t clm_word_lists_to_index_count;

static void add_figure_word(const char *text, uint32_t fields) {
    const int number =
        clm_figure_number_kind(fields) != CLM_NUMBER_NONE || (fields & CLM_FIGURE_OPENS) != 0;
    unsigned marks = (number ? (unsigned)CLM_MARK_NUMBER : 0u) |
                     (fields & CLM_FIGURE_TIME ? (unsigned)CLM_MARK_TIME : 0u);
    form *found = find_form(text);
    for (size_t i = form_count; !found && i < form_count + figure_count; i++) {
        found = strcmp(forms[i].form, text) == 0 ? &forms[i] : NULL;
    }
    if (!found && marks) {
        if (form_count + figure_count == FORM_MAX) {
            die("too many", text);
        }
        found = &forms[form_count + figure_count++];
        snprintf(found->form, WORD_BYTES, "%s", text);
    }
    if (found) {
        found->marks |= marks;
    }
}

static void add_figure_words(void) {
    char word[WORD_BYTES];
    for (size_t i = 0; i < clm_word_lists_to_index_count; i++) {
        const clm_word_list *list = &clm_word_lists_to_index[i];
        for (const char *at = list->words; *at; at += strlen(word), at += strspn(at, " ")) {
            first_word(at, word);
            add_figure_word(word, list->classes);
        }
    }
}

static clm_lexicon_slot slots[CLM_LEXICON_SLOTS];
static uint8_t taken[CLM_LEXICON_SLOTS];
static uint16_t factors[CLM_LEXICON_FACTORS];
static uint64_t form_hashes[FORM_MAX];
static uint16_t chains[CLM_LEXICON_FACTORS], next_form[FORM_MAX]; /* numbers plus 1, 0 ends */
static unsigned chain_lengths[CLM_LEXICON_FACTORS];

static void make_chains(void) {
    for (size_t i = 0; i < form_count + figure_count; i++) {
        form_hashes[i] = hash_form(forms[i].form);
        size_t chain = (size_t)(form_hashes[i] % CLM_LEXICON_FACTORS);
        next_form[i] = chains[chain];
        chains[chain] = (uint16_t)(i + 1);
        chain_lengths[chain]++;
    }
}

/* Takes the chain's words out of their slots again, up to word `end`. */
static void unplace(size_t chain, uint16_t factor, uint16_t end) {
    for (uint16_t n = chains[chain]; n != end; n = next_form[n - 1]) {
        taken[clm_lexicon_place(form_hashes[n - 1], factor)] = 0;
    }
}

/* Puts all words of a chain into free slots; 0 if this factor does not. */
static int place_all(size_t chain, uint16_t factor) {
    for (uint16_t n = chains[chain]; n; n = next_form[n - 1]) {
        const form *f = &forms[n - 1];
        uint64_t hash = form_hashes[n - 1];
        size_t at = clm_lexicon_place(hash, factor);
        if (taken[at]) {
            unplace(chain, factor, n);
            return 0;
        }
        int word = n <= form_count;
        unsigned marks = f->marks;
        marks |= word && ranges[0][n - 1].count ? (unsigned)CLM_MARK_CUE : 0u;
        marks |= word && ranges[1][n - 1].count ? (unsigned)CLM_MARK_EVENT : 0u;
        clm_tag tag = word ? tag_of(f->pos, f->sem) : CLM_TAG_OPEN;
        slots[at] = (clm_lexicon_slot){(uint32_t)hash, word ? n : 0, (uint8_t)tag, (uint8_t)marks};
        taken[at] = 1;
    }
    return 1;
}

/* Long chains first, while there is much room. */
static void place_forms(void) {
    make_chains();
    for (unsigned length = FORM_MAX; length > 0; length--) {
        for (size_t chain = 0; chain < CLM_LEXICON_FACTORS; chain++) {
            unsigned factor = 1;
            if (chain_lengths[chain] != length) {
                continue;
            }
            while (factor <= UINT16_MAX && !place_all(chain, (uint16_t)factor)) {
                factor++;
            }
            if (factor > UINT16_MAX) {
                die("no free slots", forms[chains[chain] - 1].form);
            }
            factors[chain] = (uint16_t)factor;
        }
    }
}

static void write_index(FILE *out) {
    place_forms();
    fprintf(out, "const clm_lexicon_slot clm_lexicon_slots[CLM_LEXICON_SLOTS] = {\n");
    for (size_t i = 0; i < CLM_LEXICON_SLOTS; i++) {
        fprintf(out, "{%" PRIu32 "u,%u,%d,%d},", taken[i] ? slots[i].check : 0,
                taken[i] ? slots[i].word : 0, taken[i] ? slots[i].tag : (int)CLM_TAG_OPEN,
                taken[i] ? slots[i].marks : 0);
    }
    fprintf(out, "};\n");
    write_order(out, "clm_lexicon_factors", factors, CLM_LEXICON_FACTORS);
}

static uint64_t pattern_hash(const char *word) {
    return strcmp(word, "*") == 0 ? CLM_PATTERN_GAP : hash_form(word);
}

/* Each row's words; where they begin goes to `starts`. */
static void write_pattern_words(FILE *out, int events, uint16_t *starts, size_t *used) {
    char word[WORD_BYTES];
    size_t rows = events ? clm_event_entry_count : clm_cue_entry_count;
    for (size_t i = 0; i < rows; i++) {
        const char *at = row_pattern(events, i);
        size_t count = 0;
        starts[i] = (uint16_t)*used;
        for (; *at; at += strlen(word), at += strspn(at, " ")) {
            first_word(at, word);
            uint64_t hash = pattern_hash(word);
            fprintf(out, "UINT64_C(%" PRIu64 "),", hash);
            count++;
        }
        fprintf(out, "0,\n");
        *used += count + 1;
        if (count == 0 || count > CLM_PATTERN_WORDS_MAX || *used > UINT16_MAX) {
            die("no pattern, or too long", row_pattern(events, i));
        }
    }
}

static void write_event_rows(FILE *out, size_t used) {
    char word[WORD_BYTES];
    fprintf(out, "const clm_event_row clm_event_rows[] = {\n");
    for (size_t i = 0; i < used; i++) {
        const clm_event_entry *entry = &clm_event_entries[orders[1][i]];
        const char *second = strchr(entry->pattern, ' ');
        uint64_t hash = 0;
        if (second) {
            first_word(second + strspn(second, " "), word);
            hash = pattern_hash(word);
        }
        fprintf(out, "{UINT64_C(%" PRIu64 "),%u,%u},\n", hash, orders[1][i], entry->flags);
    }
    fprintf(out, "};\n");
}

static void write_patterns(FILE *out) {
    static uint16_t starts[2][FORM_MAX];
    size_t used = 0;
    if (clm_event_entry_count > FORM_MAX || clm_cue_entry_count > FORM_MAX) {
        die("too many rows", "");
    }
    fprintf(out, "const uint64_t clm_pattern_words[] = {\n");
    write_pattern_words(out, 1, starts[1], &used);
    write_pattern_words(out, 0, starts[0], &used);
    fprintf(out, "};\n");
    write_order(out, "clm_event_patterns", starts[1], clm_event_entry_count);
    write_order(out, "clm_cue_patterns", starts[0], clm_cue_entry_count);
}

int main(int argc, char **argv) {
    size_t used[2] = {0, 0};
    if (argc != 2) {
        fprintf(stderr, "usage: lexicon_gen OUT\n");
        return 2;
    }
    /* Verbs first: "building" is a form of "build"; the noun is known by its form. */
    for (size_t i = 0; i < clm_form_list_count; i++) {
        if (clm_form_lists[i].kind == 'v') {
            add_list(&clm_form_lists[i]);
        }
    }
    for (size_t i = 0; i < clm_form_list_count; i++) {
        if (clm_form_lists[i].kind != 'v') {
            add_list(&clm_form_lists[i]);
        }
    }
    add_table_words();
    make_ranges(0, &used[0]);
    make_ranges(1, &used[1]);
    add_figure_words();
    FILE *out = fopen(argv[1], "w");
    if (!out) {
        die("cannot write", argv[1]);
    }
    fprintf(out, "/* Made by lexicon_gen. */\n");
    write_words(out);
    write_index(out);
    write_patterns(out);
    write_event_rows(out, used[1]);
    write_order(out, "clm_event_order", orders[1], used[1]);
    write_order(out, "clm_cue_order", orders[0], used[0]);
    return fclose(out) == 0 ? 0 : 1;
}

#include "features/diff.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Words that stand in any sentence, and numbers in words: what an update changes. */
static const char *const common[] = {
    "a",        "about",    "after",   "ago",      "all",      "also",      "although",
    "an",       "and",      "another", "any",      "are",      "around",    "as",
    "at",       "be",       "been",    "before",   "being",    "billion",   "but",
    "by",       "can",      "could",   "day",      "did",      "do",        "dozen",
    "dozens",   "during",   "early",   "eight",    "eighteen", "eighty",    "eleven",
    "fifteen",  "fifty",    "first",   "five",     "for",      "forty",     "four",
    "fourteen", "friday",   "from",    "had",      "half",     "has",       "have",
    "he",       "her",      "his",     "hundred",  "hundreds", "in",        "into",
    "is",       "it",       "its",     "last",     "late",     "least",     "less",
    "local",    "many",     "million", "monday",   "month",    "more",      "morning",
    "most",     "near",     "night",   "nine",     "nineteen", "ninety",    "no",
    "not",      "now",      "of",      "on",       "one",      "or",        "other",
    "our",      "over",     "per",     "saturday", "second",   "seven",     "seventeen",
    "seventy",  "several",  "she",     "since",    "six",      "sixteen",   "sixty",
    "so",       "some",     "still",   "sunday",   "ten",      "than",      "that",
    "the",      "their",    "them",    "then",     "there",    "these",     "they",
    "third",    "thirteen", "thirty",  "this",     "those",    "thousand",  "thousands",
    "three",    "thursday", "to",      "today",    "tuesday",  "twelve",    "twenty",
    "two",      "until",    "up",      "was",      "we",       "wednesday", "week",
    "were",     "when",     "where",   "which",    "while",    "who",       "will",
    "with",     "would",    "year",    "yesterday"};

static int by_name(const void *key, const void *entry) {
    return clm_text_compare(*(const clm_text *)key, clm_text_of(*(const char *const *)entry));
}

static bool is_common(clm_text word) {
    return bsearch(&word, common, sizeof common / sizeof common[0], sizeof common[0], by_name) !=
           NULL;
}

/* "burned", "burning", "burns" -> "burn": only an ending that leaves four letters. */
static clm_text stem(clm_text word) {
    static const char *const endings[] = {"ations", "ation", "ings", "ions", "ing", "ion",
                                          "ers",    "ed",    "er",   "es",   "s",   "e"};
    enum { LEAST = 4 };
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        const size_t length = strlen(endings[i]);
        if (word.len >= length + LEAST && clm_text_ends(word, endings[i])) {
            word.len -= length;
            return word;
        }
    }
    return word;
}

/* The next word of a key; its `ptr` is NULL behind the last. */
static clm_text next_word(clm_text *rest) {
    while (rest->len > 0 && rest->ptr[0] == ' ') {
        rest->ptr++;
        rest->len--;
    }
    clm_text word = {rest->len > 0 ? rest->ptr : NULL, 0};
    while (rest->len > 0 && rest->ptr[0] != ' ') {
        word.len++;
        rest->ptr++;
        rest->len--;
    }
    return word;
}

static clm_text key_of(clm_diff_work *work, clm_text text) {
    work->scratch.len = 0;
    clm_key_append(&work->scratch, text);
    work->failed = work->failed || work->scratch.failed;
    return work->failed ? (clm_text){NULL, 0} : (clm_text){work->scratch.data, work->scratch.len};
}

uint64_t clm_diff_key_hash(clm_diff_work *work, clm_text text) {
    clm_text key = key_of(work, text);
    return key.len > 0 ? clm_hash64(key.ptr, key.len) : 0;
}

static int by_hash(const void *a, const void *b) {
    const clm_diff_word *first = a;
    const clm_diff_word *second = b;
    return (first->hash > second->hash) - (first->hash < second->hash);
}

static bool has_digit(clm_text word) {
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* Sorted, each once, those of `without` (sorted) left out; returns their number. */
static size_t clean(clm_diff_word *words, size_t count, const clm_diff_word *without,
                    size_t without_count) {
    if (count > 1) {
        qsort(words, count, sizeof *words, by_hash);
    }
    size_t kept = 0;
    size_t w = 0;
    for (size_t i = 0; i < count; i++) {
        while (w < without_count && without[w].hash < words[i].hash) {
            w++;
        }
        const bool again = kept > 0 && words[kept - 1].hash == words[i].hash;
        if (!again && (w == without_count || without[w].hash != words[i].hash)) {
            words[kept++] = words[i];
        }
    }
    return kept;
}

/* Adds the words of a text that tell one sentence from another; `most` bounds a hostile text. */
static size_t add_words(clm_diff_work *work, const char *text, clm_diff_word *out, size_t count,
                        size_t most) {
    clm_text key = key_of(work, clm_text_of(text));
    for (clm_text word; count < most && (word = next_word(&key)).ptr != NULL;) {
        if (word.len > 1 && !has_digit(word) && !is_common(word)) {
            word = stem(word);
            out[count++] = (clm_diff_word){clm_hash64(word.ptr, word.len), 0};
        }
    }
    return count;
}

enum { QUOTE_WORDS = 96, NAME_WORDS = 48 };

/* Words of which any speaker may have one. */
static const char *const titles[] = {
    "agency",      "city",   "country",   "local",  "minister",  "office",
    "official",    "region", "report",    "source", "spokesman", "spokesperson",
    "spokeswoman", "state",  "statement", "town",   "village"};

static size_t add_titles(clm_diff_work *work, clm_diff_word *out, size_t count) {
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        count = add_words(work, titles[i], out, count, NAME_WORDS);
    }
    return count;
}

/* The words of a speaker, but for titles and the place that they speak of, where others are left.
 */
static size_t read_name(clm_diff_work *work, const char *name, const clm_feature *feature,
                        clm_diff_word *out) {
    clm_diff_word plain[NAME_WORDS];
    size_t plain_count = add_titles(work, plain, 0);
    if (feature->has_place) {
        plain_count = add_words(work, feature->place.name, plain, plain_count, NAME_WORDS);
        plain_count = add_words(work, feature->place.excerpt.text, plain, plain_count, NAME_WORDS);
    }
    plain_count = clean(plain, plain_count, plain, 0);
    size_t count = add_words(work, name, out, 0, NAME_WORDS);
    count = clean(out, count, plain, plain_count);
    return count > 0 ? count : clean(out, add_words(work, name, out, 0, NAME_WORDS), plain, 0);
}

static void read_statement(clm_diff_work *work, clm_diff_side *side,
                           clm_diff_statement *statement) {
    clm_diff_word names[NAME_WORDS];
    clm_diff_word words[QUOTE_WORDS];
    size_t name_count = 0;
    for (size_t i = 0; i < statement->count; i++) {
        const clm_feature *feature = &side->collection->items[side->order[statement->first + i]];
        if (feature->has_place) {
            name_count =
                add_words(work, feature->place.excerpt.text, names, name_count, NAME_WORDS);
            name_count = add_words(work, feature->place.name, names, name_count, NAME_WORDS);
        }
    }
    name_count = clean(names, name_count, names, 0);
    size_t count = add_words(work, statement->head->quote.text, words, 0, QUOTE_WORDS);
    count = clean(words, count, names, name_count);
    statement->words = clm_diff_array(work, count, sizeof *words);
    if (statement->words != NULL) {
        memcpy(statement->words, words, count * sizeof *words);
        statement->word_count = count;
    }
    if (statement->head->has_source) {
        count = read_name(work, statement->head->source.name, statement->head, words);
        statement->speaker = clm_diff_array(work, count, sizeof *words);
        statement->speaker_count = statement->speaker != NULL ? count : 0;
        if (statement->speaker != NULL) {
            memcpy(statement->speaker, words, count * sizeof *words);
        }
    }
    statement->quote_hash = clm_diff_key_hash(work, clm_text_of(statement->head->quote.text));
}

/* ---- weights ---- */

static size_t copy_words(const clm_diff_side *side, clm_diff_word *out, size_t count) {
    for (size_t i = 0; i < side->statement_count; i++) {
        const clm_diff_statement *statement = &side->statements[i];
        for (size_t k = 0; k < statement->word_count; k++) {
            out[count++] = statement->words[k];
        }
    }
    return count;
}

/* Whole numbers: the same on every machine. */
static uint32_t weight_of(size_t statements, size_t with_word) {
    uint32_t weight = 2;
    for (size_t share = statements / (with_word + 1); share > 0; share /= 2) {
        weight++;
    }
    return weight;
}

static void weigh(clm_diff_side *side, const clm_diff_word *all, size_t count) {
    for (size_t i = 0; i < side->statement_count; i++) {
        clm_diff_statement *statement = &side->statements[i];
        statement->weight = 0;
        for (size_t k = 0; k < statement->word_count; k++) {
            const clm_diff_word *known =
                bsearch(&statement->words[k], all, count, sizeof *all, by_hash);
            statement->words[k].weight = known != NULL ? known->weight : 1;
            statement->weight += statement->words[k].weight;
        }
    }
}

void clm_diff_read_words(clm_diff_work *work) {
    clm_diff_side *sides[2] = {&work->old, &work->new};
    size_t total = 0;
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; i < sides[s]->statement_count && !work->failed; i++) {
            read_statement(work, sides[s], &sides[s]->statements[i]);
            total += sides[s]->statements[i].word_count;
        }
    }
    clm_diff_word *all = clm_diff_array(work, total, sizeof *all);
    if (all == NULL) {
        return;
    }
    size_t count = copy_words(&work->new, all, copy_words(&work->old, all, 0));
    qsort(all, count, sizeof *all, by_hash);
    const size_t statements = work->old.statement_count + work->new.statement_count;
    size_t kept = 0;
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && all[end].hash == all[i].hash) {
            end++;
        }
        all[kept++] = (clm_diff_word){all[i].hash, weight_of(statements, end - i)};
        i = end;
    }
    weigh(&work->old, all, kept);
    weigh(&work->new, all, kept);
}

double clm_diff_shared_words(const clm_diff_statement *a, const clm_diff_statement *b) {
    if (a->quote_hash == b->quote_hash && a->quote_hash != 0) {
        return 1.0;
    }
    uint32_t shared = 0;
    for (size_t i = 0, k = 0; i < a->word_count && k < b->word_count;) {
        if (a->words[i].hash == b->words[k].hash) {
            shared += a->words[i].weight;
            i++;
            k++;
        } else if (a->words[i].hash < b->words[k].hash) {
            i++;
        } else {
            k++;
        }
    }
    const uint32_t least = a->weight < b->weight ? a->weight : b->weight;
    if (shared == 0 || least == 0) {
        return 0.0;
    }
    /* Half of it lets a sentence be cut, or go on, without becoming another one. */
    return (double)shared / (double)(a->weight + b->weight) + 0.5 * (double)shared / (double)least;
}

static size_t count_shared(const clm_diff_word *a, size_t count, const clm_diff_word *b,
                           size_t others) {
    size_t shared = 0;
    for (size_t i = 0; i < count && others > 0; i++) {
        shared += bsearch(&a[i], b, others, sizeof *b, by_hash) != NULL;
    }
    return shared;
}

/* One name is part of the other, or they share most of their words. */
static bool is_one_speaker(const clm_diff_word *a, size_t count, const clm_diff_word *b,
                           size_t others) {
    const size_t shared = count_shared(a, count, b, others);
    const size_t least = count < others ? count : others;
    const size_t all = count + others - shared;
    return all == 0 || (least > 0 && shared == least) || 2 * shared > all;
}

bool clm_diff_same_speaker(clm_diff_work *work, const clm_feature *a, const clm_feature *b) {
    clm_diff_word first[NAME_WORDS];
    clm_diff_word second[NAME_WORDS];
    const size_t count = read_name(work, a->source.name, a, first);
    const size_t others = read_name(work, b->source.name, b, second);
    return is_one_speaker(first, count, second, others);
}

bool clm_diff_same_source(const clm_diff_statement *a, const clm_diff_statement *b) {
    return is_one_speaker(a->speaker, a->speaker_count, b->speaker, b->speaker_count);
}

bool clm_diff_quote_names(clm_diff_work *work, const clm_feature *speaker,
                          const clm_feature *feature) {
    clm_diff_word name[NAME_WORDS];
    clm_diff_word quote[QUOTE_WORDS] = {{0, 0}};
    const size_t count = read_name(work, speaker->source.name, speaker, name);
    const size_t words =
        clean(quote, add_words(work, feature->quote.text, quote, 0, QUOTE_WORDS), quote, 0);
    return count > 0 && count_shared(name, count, quote, words) == count;
}

#include "refresh/near.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>

static int by_hash(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Hashes of runs of three words of the key of a text. */
static clm_status hash_runs(const clm_buffer *key, uint64_t **hashes, size_t *count,
                            clm_error *error) {
    size_t capacity = 0;
    uint64_t last[2] = {0, 0};
    size_t words = 0;
    for (size_t i = 0; i < key->len;) {
        const char *blank = memchr(key->data + i, ' ', key->len - i);
        const size_t end = blank != NULL ? (size_t)(blank - key->data) : key->len;
        const uint64_t word = clm_hash64(key->data + i, end - i);
        i = end + 1;
        if (++words >= 3) {
            const uint64_t run[3] = {last[0], last[1], word};
            if (clm_grow((void **)hashes, &capacity, *count + 1, sizeof **hashes) != 0) {
                return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
            }
            (*hashes)[(*count)++] = clm_hash64(run, sizeof run);
        }
        last[0] = last[1];
        last[1] = word;
    }
    return CLM_OK;
}

/* What stands before a word at the start of a sentence, where a capital tells nothing. */
static bool ends_sentence(uint32_t c) {
    return c == '.' || c == '!' || c == '?' || c == ':' || c == '\n' || c == '"' || c == 0x201C ||
           c == 0x2018 || c == '(';
}

static bool is_word(uint32_t c) {
    return clm_utf8_is_letter(c) || clm_utf8_is_digit(c) || c == '\'' || c == 0x2019;
}

/* Hashes of the words with a capital that do not begin a sentence. */
static clm_status hash_names(clm_text text, uint64_t **hashes, size_t *count, clm_error *error) {
    size_t capacity = 0;
    bool start = true;
    clm_buffer key;
    clm_buffer_init(&key);
    for (size_t i = 0; i < text.len && !key.failed;) {
        uint32_t first;
        size_t used = clm_utf8_decode(text.ptr + i, text.len - i, &first);
        if (!clm_utf8_is_letter(first)) {
            start = ends_sentence(first) || (start && !clm_utf8_is_digit(first));
            i += used;
            continue;
        }
        size_t end = i;
        for (uint32_t c = first; end < text.len && is_word(c); end += used) {
            used = clm_utf8_decode(text.ptr + end, text.len - end, &c);
            if (!is_word(c)) {
                break;
            }
        }
        if (!start && clm_utf8_is_upper(first)) {
            key.len = 0;
            clm_key_append(&key, (clm_text){text.ptr + i, end - i});
            if (clm_grow((void **)hashes, &capacity, *count + 1, sizeof **hashes) != 0) {
                key.failed = true;
                break;
            }
            (*hashes)[(*count)++] = clm_hash64(key.data != NULL ? key.data : "", key.len);
        }
        start = false;
        i = end;
    }
    const bool failed = key.failed;
    clm_buffer_clear(&key);
    return failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

/* Sorts; the smallest `most` different ones go to `out`. Returns how many different ones there are.
 */
static uint32_t smallest(uint64_t *hashes, size_t count, uint64_t *out, uint32_t most,
                         uint32_t *taken) {
    uint32_t different = 0;
    if (count > 0) {
        qsort(hashes, count, sizeof *hashes, by_hash);
    }
    for (size_t i = 0; i < count; i++) {
        if ((i == 0 || hashes[i] != hashes[i - 1]) && different++ < most) {
            out[(*taken)++] = hashes[i];
        }
    }
    return different;
}

clm_status clm_near_sketch_make(clm_text text, clm_near_sketch *out, clm_error *error) {
    memset(out, 0, sizeof *out);
    clm_buffer key;
    clm_buffer_init(&key);
    clm_key_append(&key, text);
    uint64_t *runs = NULL;
    uint64_t *names = NULL;
    size_t run_count = 0;
    size_t name_count = 0;
    clm_status status = key.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                   : hash_runs(&key, &runs, &run_count, error);
    if (status == CLM_OK) {
        status = hash_names(text, &names, &name_count, error);
    }
    if (status == CLM_OK) {
        out->whole = clm_hash64(key.data != NULL ? key.data : "", key.len);
        out->runs = smallest(runs, run_count, out->hashes, CLM_NEAR_HASHES, &out->count);
        (void)smallest(names, name_count, out->names, CLM_NEAR_NAMES, &out->name_count);
    }
    clm_free(runs);
    clm_free(names);
    clm_buffer_clear(&key);
    return status;
}

/* Smallest hashes of a text; `all`: it has no others. */
typedef struct hash_list {
    const uint64_t *hashes;
    uint32_t count;
    bool all;
} hash_list;

/* How many of `a` and of `b`, and of both, lie where both lists have all hashes of their texts. */
static size_t count_both(hash_list a, hash_list b, size_t *of_a, size_t *of_b) {
    uint64_t top = UINT64_MAX;
    top = !a.all ? a.hashes[a.count - 1] : top;
    top = !b.all && b.hashes[b.count - 1] < top ? b.hashes[b.count - 1] : top;
    size_t both = 0;
    size_t i = 0;
    size_t j = 0;
    while (i < a.count && j < b.count && a.hashes[i] <= top && b.hashes[j] <= top) {
        const uint64_t x = a.hashes[i];
        const uint64_t y = b.hashes[j];
        both += x == y;
        i += x <= y;
        j += y <= x;
    }
    while (i < a.count && a.hashes[i] <= top) {
        i++;
    }
    while (j < b.count && b.hashes[j] <= top) {
        j++;
    }
    *of_a = i;
    *of_b = j;
    return both;
}

double clm_near_shared(const clm_near_sketch *a, const clm_near_sketch *b) {
    if (a->count == 0 || b->count == 0) {
        return 0;
    }
    size_t of_a;
    size_t of_b;
    const size_t both =
        count_both((hash_list){a->hashes, a->count, a->runs == a->count},
                   (hash_list){b->hashes, b->count, b->runs == b->count}, &of_a, &of_b);
    return of_a > 0 && of_b > 0 ? 0.5 * ((double)both / (double)of_a + (double)both / (double)of_b)
                                : 0;
}

static bool same_names(const clm_near_sketch *a, const clm_near_sketch *b) {
    enum { NAMES_MIN = 2 };
    if (a->name_count < NAMES_MIN || b->name_count < NAMES_MIN) {
        return true;
    }
    size_t of_a;
    size_t of_b;
    const size_t both = count_both(
        (hash_list){a->names, a->name_count, a->name_count < CLM_NEAR_NAMES},
        (hash_list){b->names, b->name_count, b->name_count < CLM_NEAR_NAMES}, &of_a, &of_b);
    return 2 * both >= (of_a < of_b ? of_a : of_b);
}

bool clm_near_same(const clm_near_sketch *a, const clm_near_sketch *b) {
    enum { LONGER_MOST = 6 };
    const double shared_least = 0.45;
    if (a->whole == b->whole) {
        return true;
    }
    const uint32_t less = a->runs < b->runs ? a->runs : b->runs;
    const uint32_t more = a->runs < b->runs ? b->runs : a->runs;
    return less >= CLM_NEAR_RUNS_MIN && more / LONGER_MOST <= less &&
           clm_near_shared(a, b) >= shared_least && same_names(a, b);
}

typedef struct posting {
    uint64_t hash;
    size_t text;
} posting;

static int by_posting(const void *a, const void *b) {
    const posting *x = a;
    const posting *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return (x->text > y->text) - (x->text < y->text);
}

typedef struct pair {
    size_t later, earlier;
} pair;

static int by_pair(const void *a, const void *b) {
    const pair *x = a;
    const pair *y = b;
    if (x->later != y->later) {
        return x->later < y->later ? -1 : 1;
    }
    return (x->earlier > y->earlier) - (x->earlier < y->earlier);
}

/* Each text with the one before it and the first of each list that it is in. */
static size_t make_pairs(const posting *postings, size_t count, pair *pairs) {
    size_t made = 0;
    size_t first = 0;
    for (size_t i = 1; i < count; i++) {
        if (postings[i].hash != postings[first].hash) {
            first = i;
            continue;
        }
        pairs[made++] = (pair){postings[i].text, postings[i - 1].text};
        if (first + 1 < i) {
            pairs[made++] = (pair){postings[i].text, postings[first].text};
        }
    }
    return made;
}

/* A text's number, sorted so that a story's longest text comes first. */
typedef struct ranked {
    uint32_t runs;
    size_t text;
} ranked;

static int by_length(const void *a, const void *b) {
    const ranked *x = a;
    const ranked *y = b;
    if (x->runs != y->runs) {
        return x->runs > y->runs ? -1 : 1;
    }
    return (x->text > y->text) - (x->text < y->text);
}

/* Numbers by rank -> by text: the leader is the first text of each group, not the longest. */
static void name_leaders(const ranked *order, const size_t *longest, size_t count, size_t *first,
                         size_t *leaders) {
    for (size_t rank = 0; rank < count; rank++) {
        first[rank] = SIZE_MAX;
    }
    for (size_t rank = 0; rank < count; rank++) {
        size_t *of_group = &first[longest[rank]];
        *of_group = order[rank].text < *of_group ? order[rank].text : *of_group;
    }
    for (size_t rank = 0; rank < count; rank++) {
        leaders[order[rank].text] = first[longest[rank]];
    }
}

static void group_by_rank(const clm_near_sketch *sketches, const ranked *order, size_t count,
                          posting *postings, pair *pairs, size_t *longest) {
    size_t used = 0;
    for (size_t rank = 0; rank < count; rank++) {
        const clm_near_sketch *sketch = &sketches[order[rank].text];
        longest[rank] = rank;
        postings[used++] = (posting){sketch->whole, rank};
        for (size_t h = 0; h < sketch->count; h++) {
            postings[used++] = (posting){sketch->hashes[h], rank};
        }
    }
    qsort(postings, used, sizeof *postings, by_posting);
    const size_t made = make_pairs(postings, used, pairs);
    qsort(pairs, made, sizeof *pairs, by_pair);
    for (size_t i = 0; i < made;) {
        const size_t later = pairs[i].later;
        double best = 0;
        size_t last = SIZE_MAX; /* a story with many copies is met by each of them */
        for (; i < made && pairs[i].later == later; i++) {
            const size_t leader = longest[pairs[i].earlier];
            const clm_near_sketch *a = &sketches[order[leader].text];
            const clm_near_sketch *b = &sketches[order[later].text];
            const double score = leader == last         ? 0
                                 : a->whole == b->whole ? 2
                                 : clm_near_same(a, b)  ? clm_near_shared(a, b)
                                                        : 0;
            last = leader;
            if (score > best) {
                best = score;
                longest[later] = leader;
            }
        }
    }
}

clm_status clm_near_group(const clm_near_sketch *sketches, size_t count, size_t *leaders,
                          clm_error *error) {
    posting *postings = clm_alloc_zero(count * (CLM_NEAR_HASHES + 1) + 1, sizeof *postings);
    pair *pairs = clm_alloc_zero(count * (CLM_NEAR_HASHES + 1) * 2 + 1, sizeof *pairs);
    ranked *order = clm_alloc_zero(count + 1, sizeof *order);
    size_t *longest = clm_alloc_zero(2 * count + 1, sizeof *longest);
    clm_status status = CLM_OK;
    if (postings == NULL || pairs == NULL || order == NULL || longest == NULL) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else {
        for (size_t i = 0; i < count; i++) {
            order[i] = (ranked){sketches[i].runs, i};
        }
        qsort(order, count, sizeof *order, by_length);
        group_by_rank(sketches, order, count, postings, pairs, longest);
        name_leaders(order, longest, count, longest + count, leaders);
    }
    clm_free(postings);
    clm_free(pairs);
    clm_free(order);
    clm_free(longest);
    return status;
}

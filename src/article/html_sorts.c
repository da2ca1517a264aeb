#include "article/html_parts.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <string.h>

/* Paragraphs of one text are of one sort: the same element with the same class. What is of another
 * sort beside them is judged more strictly. */

enum { SORT_RUNS = 3, CLIMB = 8 };

static bool is_kept_prose(const clm_html_page *page, const bool *inside, const clm_html_run *run) {
    return run->prose && !page->elements[run->owner].dropped && !page->elements[run->at].dropped &&
           (inside == NULL || inside[run->owner]);
}

bool clm_html_same_sort(const clm_html_page *page, uint32_t a, uint32_t b) {
    const xmlNode *first = page->elements[a].node;
    const xmlNode *second = page->elements[b].node;
    return xmlStrEqual(first->name, second->name) &&
           clm_text_equal(clm_html_attribute(first, "class"), clm_html_attribute(second, "class"));
}

/* A paragraph without a class is told by that of its parent. False where neither has one. */
static bool same_named_sort(const clm_html_page *page, uint32_t a, uint32_t b) {
    if (!clm_html_same_sort(page, a, b)) {
        return false;
    }
    if (clm_html_attribute(page->elements[a].node, "class").len > 0) {
        return true;
    }
    a = page->elements[a].parent;
    b = page->elements[b].parent;
    return clm_html_attribute(page->elements[a].node, "class").len > 0 &&
           clm_html_same_sort(page, a, b);
}

/* **Source:** Boyer and Moore, "MJRTY - a fast majority vote algorithm", with weights. */
uint32_t clm_html_text_sort(const clm_html_page *page, const bool *inside, uint32_t least) {
    uint32_t sort = UINT32_MAX;
    uint64_t votes = 0;
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (!is_kept_prose(page, inside, run)) {
            continue;
        }
        if (votes == 0) {
            sort = run->owner;
        }
        bool same = run->owner == sort || clm_html_same_sort(page, run->owner, sort);
        if (same) {
            votes += run->text;
        } else if (votes >= run->text) {
            votes -= run->text;
        } else {
            votes = run->text - votes;
            sort = run->owner;
        }
    }
    uint64_t all = 0;
    uint64_t own = 0;
    size_t count = 0;
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (is_kept_prose(page, inside, run)) {
            bool same = run->owner == sort || clm_html_same_sort(page, run->owner, sort);
            all += run->text;
            own += same ? run->text : 0;
            count += same;
        }
    }
    return count >= SORT_RUNS && own * 100 >= all * least ? sort : UINT32_MAX;
}

bool *clm_html_inside(clm_html_page *page) {
    bool *inside = clm_alloc_zero(page->count + 1, sizeof *inside);
    if (inside == NULL) {
        page->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < page->count; i++) {
        const clm_html_element *element = &page->elements[i];
        inside[i] = element->chosen || (i > 0 && inside[element->parent]);
    }
    return inside;
}

/* The lowest element that holds all paragraphs of a sort. */
static uint32_t holder_of(const clm_html_page *page, const bool *inside, uint32_t sort) {
    uint32_t holder = UINT32_MAX;
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (!is_kept_prose(page, inside, run) || !clm_html_same_sort(page, run->owner, sort)) {
            continue;
        }
        holder = holder == UINT32_MAX ? page->elements[run->owner].parent : holder;
        while (holder != 0 && !clm_html_holds(page, holder, run->owner)) {
            holder = page->elements[holder].parent;
        }
    }
    return holder;
}

uint32_t clm_html_widen(clm_html_page *page, uint32_t top, uint32_t scope, const uint32_t *prose) {
    enum { GAIN_MIN = 60, LEVELS = 5 };
    uint32_t sort = UINT32_MAX;
    uint32_t *same = clm_alloc_zero(page->count + 1, sizeof *same);
    if (same == NULL) {
        page->failed = true;
        return top;
    }
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (is_kept_prose(page, NULL, run) && clm_html_holds(page, top, run->owner) &&
            (sort == UINT32_MAX || run->text > same[sort])) {
            sort = run->owner;
            same[sort] = run->text;
        }
    }
    memset(same, 0, page->count * sizeof *same);
    for (size_t r = 0; sort != UINT32_MAX && r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (is_kept_prose(page, NULL, run) && same_named_sort(page, run->owner, sort)) {
            same[run->owner] += run->text;
        }
    }
    for (size_t i = page->count; i-- > 1;) {
        same[page->elements[i].parent] += same[i];
    }
    uint32_t up = top;
    for (int level = 0; level < LEVELS && up != scope && up != 0; level++) {
        up = page->elements[up].parent;
        uint32_t gain = prose[up] - prose[top];
        if (gain >= GAIN_MIN) {
            if ((uint64_t)(same[up] - same[top]) * 10 < (uint64_t)gain * 7) {
                break;
            }
            top = up;
            level = -1;
        }
    }
    clm_free(same);
    return top;
}

/* Short sentences in a <div> of their own between paragraphs of the text's sort: asides of the
 * page. */
static void drop_odd_lines(clm_html_page *page, const bool *inside, uint32_t sort) {
    bool after = false;
    if (sort == UINT32_MAX || !clm_html_is(page->elements[sort].node, "p")) {
        return;
    }
    for (size_t r = 1; r + 1 < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        clm_html_element *owner = &page->elements[run->owner];
        if (run->prose && inside[run->owner]) {
            after |= clm_html_same_sort(page, run->owner, sort);
        }
        uint32_t next = page->runs[r + 1].owner;
        if (after && inside[run->owner] && !owner->dropped && !run->prose && run->sentence &&
            clm_html_is(owner->node, "div") && owner->text == run->text && !run->timed &&
            clm_html_same_sort(page, next, sort) &&
            clm_html_same_sort(page, page->runs[r - 1].owner, sort)) {
            owner->dropped = true;
        }
    }
}

/* What follows the text inside the same article ("appears in print on", who wrote it): outside the
 * element that holds all of its paragraphs, short, and with links. */
void clm_html_cut_tail(clm_html_page *page) {
    enum { MOST = 60, TAIL_SHARE = 30, LINK_SHARE = 15 };
    bool *inside = clm_html_inside(page);
    if (inside == NULL) {
        return;
    }
    uint32_t sort = clm_html_text_sort(page, inside, MOST);
    uint32_t holder = sort != UINT32_MAX ? holder_of(page, inside, sort) : 0;
    uint32_t end = holder != 0 && inside[holder] ? page->elements[holder].end : UINT32_MAX;
    uint64_t all = 0;
    uint64_t tail = 0;
    uint64_t text = 0;
    uint64_t link = 0;
    for (size_t r = 0; end != UINT32_MAX && r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (inside[run->owner] && !page->elements[run->owner].dropped) {
            bool after = run->owner >= end || run->at >= end;
            all += run->prose ? run->text : 0;
            tail += run->prose && after ? run->text : 0;
            text += after ? run->text : 0;
            link += after ? run->link : 0;
        }
    }
    drop_odd_lines(page, inside, sort);
    if (tail * 100 <= all * TAIL_SHARE && link * 100 >= text * LINK_SHARE && text > 0) {
        for (uint32_t i = end; i < page->count; i++) {
            page->elements[i].dropped |= inside[i];
        }
    }
    clm_free(inside);
}

/* A paragraph of another sort than the text's, beside an image in an element that holds little
 * else: a caption. The first one may lead the article. */
void clm_html_drop_odd_captions(clm_html_page *page, uint32_t first, uint32_t longest) {
    enum { MOST = 50, CREDIT = 60 };
    uint32_t sort = clm_html_text_sort(page, NULL, MOST);
    for (size_t r = 0; sort != UINT32_MAX && r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        uint32_t top = run->owner;
        if (run->text > longest || top == first || page->elements[top].dropped ||
            clm_html_same_sort(page, top, sort)) {
            continue;
        }
        for (int i = 0; i < CLIMB && page->elements[top].counts[CLM_HTML_IMAGES] == 0; i++) {
            uint32_t up = page->elements[top].parent;
            if (page->elements[up].text > run->text + CREDIT ||
                clm_html_holds(page, up, page->headline)) {
                break;
            }
            top = up;
        }
        const clm_html_element *element = &page->elements[top];
        if (element->counts[CLM_HTML_IMAGES] == 0 || element->counts[CLM_HTML_TABLES] > 0 ||
            top == 0 || clm_html_holds(page, top, first) || element->text > longest) {
            continue;
        }
        for (uint32_t i = top; i < element->end; i++) {
            page->elements[i].dropped = true;
        }
    }
}

/* The code points of a word, in lower case where it is Latin; only its beginning, since titles and
 * texts end words differently. */
enum { STEM = 5, STEMS_MAX = 32, TITLE_STEMS = 4 };
typedef struct stem {
    uint32_t letters[STEM];
    bool met;
} stem;

static bool is_letter(uint32_t c) {
    return (c | 0x20U) - 'a' < 26 || c >= 0x00C0;
}

/* The next word of four letters or more from `*at`. */
static bool next_stem(clm_text text, size_t *at, stem *out) {
    while (*at < text.len) {
        size_t length = 0;
        *out = (stem){.met = false};
        while (*at < text.len) {
            uint32_t c;
            size_t used = clm_utf8_decode(text.ptr + *at, text.len - *at, &c);
            *at += used == 0 ? 1 : used;
            if (used == 0 || !is_letter(c) || (c >= 0x2000 && c < 0x2C00)) {
                break;
            }
            if (length < STEM) {
                out->letters[length] = c < 0x80 ? c | 0x20U : c;
            }
            length++;
        }
        if (length + 1 >= STEM) {
            return true;
        }
    }
    return false;
}

/* How many in a hundred of the title's words a text has; 100 where the title has few. */
static uint32_t overlap(stem *stems, size_t count, clm_text text) {
    size_t met = 0;
    stem word;
    for (size_t i = 0; i < count; i++) {
        stems[i].met = false;
    }
    for (size_t at = 0; met < count && next_stem(text, &at, &word);) {
        for (size_t i = 0; i < count; i++) {
            if (!stems[i].met && memcmp(stems[i].letters, word.letters, sizeof word.letters) == 0) {
                stems[i].met = true;
                met++;
            }
        }
    }
    return count == 0 ? 100 : (uint32_t)(met * 100 / count);
}

bool clm_html_tells_title(const clm_html_page *page, uint32_t near, uint32_t far) {
    enum { TELLS = 50, NOT = 25 };
    stem stems[STEMS_MAX];
    size_t count = 0;
    clm_buffer text;
    clm_buffer_init(&text);
    clm_html_flat_text(page->elements[page->headline].node, &text);
    for (size_t at = 0;
         count < STEMS_MAX && next_stem((clm_text){text.data, text.len}, &at, &stems[count]);) {
        count++;
    }
    bool tells = false;
    if (count >= TITLE_STEMS) {
        text.len = 0;
        clm_html_flat_text(page->elements[near].node, &text);
        uint32_t own = overlap(stems, count, (clm_text){text.data, text.len});
        text.len = 0;
        clm_html_flat_text(page->elements[far].node, &text);
        uint32_t other = overlap(stems, count, (clm_text){text.data, text.len});
        tells = own >= TELLS && other <= NOT;
    }
    tells = tells && !text.failed;
    clm_buffer_clear(&text);
    return tells;
}

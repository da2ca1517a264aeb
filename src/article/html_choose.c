#include "article/html_parts.h"

#include "base/alloc.h"

#include <string.h>

/* How far the weight of a paragraph reaches up, in quarters halved at each step. */
enum { REACH = 5, LEAD_BYTES = 450, SIBLING_PROSE = 30, NEAR_PROSE = 60 };

static bool is_kept(const clm_html_page *page, const clm_html_run *run) {
    return !page->elements[run->owner].dropped && !page->elements[run->at].dropped;
}

/* Prose below each element that was not struck out. */
static bool kept_prose(const clm_html_page *page, uint32_t **out) {
    uint32_t *prose = clm_alloc_zero(page->count + 1, sizeof *prose);
    if (prose == NULL) {
        return false;
    }
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (run->prose && is_kept(page, run)) {
            prose[run->owner] += run->text;
        }
    }
    for (size_t i = page->count; i-- > 1;) {
        prose[page->elements[i].parent] += prose[i];
    }
    *out = prose;
    return true;
}

typedef enum container_kind { KIND_BODY, KIND_ARTICLE, KIND_MAIN } container_kind;

static bool is_container(const xmlNode *node, container_kind kind) {
    switch (kind) {
    case KIND_BODY:
        return node->properties != NULL &&
               clm_html_has_value(clm_html_attribute(node, "itemprop"), "articleBody");
    case KIND_ARTICLE:
        return clm_html_is(node, "article") ||
               clm_text_is(clm_html_attribute(node, "role"), "article");
    case KIND_MAIN:
        break;
    }
    return clm_html_is(node, "main") || clm_text_is(clm_html_attribute(node, "role"), "main");
}

/* Sets the outermost elements of a kind as chosen; returns their prose. The one that outweighs the
 * others or holds the headline comes alone, but for marked bodies, which may come in pieces. */
static uint32_t choose_kind(clm_html_page *page, const uint32_t *prose, container_kind kind,
                            bool *alone) {
    uint32_t total = 0;
    uint32_t best = UINT32_MAX;
    size_t count = 0;
    for (uint32_t i = 1; i < page->count;) {
        clm_html_element *element = &page->elements[i];
        element->chosen = !element->dropped && prose[i] > 0 && is_container(element->node, kind);
        if (element->chosen) {
            bool heads = clm_html_holds(page, i, page->headline) && prose[i] >= CLM_HTML_PROSE_MIN;
            bool best_heads = best != UINT32_MAX && clm_html_holds(page, best, page->headline);
            if (best == UINT32_MAX || heads || (!best_heads && prose[i] > prose[best])) {
                best = i;
            }
            total += prose[i];
            count++;
            i = element->end;
        } else {
            i++;
        }
    }
    bool heads = best != UINT32_MAX && clm_html_holds(page, best, page->headline);
    *alone = count == 1 || (count > 1 && kind != KIND_BODY &&
                            ((uint64_t)prose[best] * 5 >= (uint64_t)total * 3 || heads));
    for (uint32_t i = 1; *alone && i < page->count; i++) {
        page->elements[i].chosen = i == best;
    }
    return *alone ? prose[best] : total;
}

static void clear_chosen(clm_html_page *page) {
    for (uint32_t i = 0; i < page->count; i++) {
        page->elements[i].chosen = false;
    }
}

/* The element whose paragraphs weigh most: each paragraph's text counts for its parent, half of it
 * for the one above, and so on. **Source:** the idea is Readability's (Arc90, 2009). */
static uint32_t heaviest(const clm_html_page *page, uint32_t scope, uint64_t *weight) {
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (!run->prose || !is_kept(page, run) || !clm_html_holds(page, scope, run->owner)) {
            continue;
        }
        uint32_t up = run->owner;
        const xmlNode *node = page->elements[up].node;
        bool text = clm_html_is(node, "p") || clm_html_is(node, "li") ||
                    clm_html_is(node, "blockquote") || page->elements[up].heading ||
                    page->elements[up].text == run->text;
        up = text && up != scope ? page->elements[up].parent : up;
        uint64_t share = (uint64_t)run->text * 16;
        for (int i = 0; i < REACH; i++) {
            weight[up] += share;
            if (up == scope || up == 0) {
                break;
            }
            up = page->elements[up].parent;
            share = share * 10 / 16;
        }
    }
    uint32_t best = scope;
    for (uint32_t i = scope; i < page->elements[scope].end; i++) {
        weight[i] = clm_html_named_body(page->elements[i].node) ? weight[i] * 5 / 4 : weight[i];
        best = weight[i] > weight[best] ? i : best;
    }
    return best;
}

/* Cells of a table without a class are columns of the page; other elements without one are pieces
 * of a text if they hold paragraphs and no list. */
static bool same_sort(const clm_html_element *a, const clm_html_element *b) {
    clm_text name = clm_html_attribute(a->node, "class");
    if (!xmlStrEqual(a->node->name, b->node->name) ||
        !clm_text_equal(name, clm_html_attribute(b->node, "class"))) {
        return false;
    }
    return name.len > 0 ||
           (!clm_html_is(a->node, "td") && a->counts[CLM_HTML_PARAGRAPHS] > 0 &&
            a->counts[CLM_HTML_TABLES] == 0 && clm_html_attribute(a->node, "id").len == 0);
}

/* Does what stands beside `index` in its parent belong to it? Other pieces of the same sort, and
 * bare paragraphs. */
static bool is_piece(const clm_html_page *page, uint32_t index, const uint32_t *prose) {
    uint32_t parent = page->elements[index].parent;
    uint32_t beside = 0;
    uint32_t same = 0;
    for (uint32_t i = parent + 1; i < page->elements[parent].end; i = page->elements[i].end) {
        const clm_html_element *element = &page->elements[i];
        if (i == index || element->dropped) {
            continue;
        }
        beside += prose[i];
        bool paragraph =
            clm_html_is(element->node, "p") || clm_html_is(element->node, "blockquote");
        same += paragraph || same_sort(element, &page->elements[index]) ||
                        clm_html_named_body(element->node)
                    ? prose[i]
                    : 0;
    }
    return same >= SIBLING_PROSE && same * 2 >= beside;
}

/* The highest element above `index` with neither the headline nor `top` in it. */
static uint32_t branch_of(const clm_html_page *page, uint32_t index, uint32_t top) {
    enum { CLIMB = 64 };
    for (int i = 0; i < CLIMB && index != 0; i++) {
        uint32_t up = page->elements[index].parent;
        if (clm_html_holds(page, up, top) || clm_html_holds(page, up, page->headline)) {
            break;
        }
        index = up;
    }
    return index;
}

/* A sentence or two between the headline and the text lead it. */
static void choose_lead(clm_html_page *page) {
    uint32_t lead = 0;
    uint32_t top = 1;
    while (top < page->count && !page->elements[top].chosen) {
        top++;
    }
    if (!page->headed || page->elements[0].chosen || top >= page->count ||
        page->headline == UINT32_MAX || page->headline > top ||
        clm_html_holds(page, top, page->headline)) {
        return;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t r = 0; r < page->run_count && page->runs[r].at < top; r++) {
            const clm_html_run *run = &page->runs[r];
            uint32_t branch = branch_of(page, run->owner, top);
            bool point = clm_html_is(page->elements[run->owner].node, "li") ||
                         clm_html_is(page->elements[page->elements[run->owner].parent].node, "li");
            bool text = page->elements[branch].text <= LEAD_BYTES && run->text >= SIBLING_PROSE &&
                        (run->prose || run->sentence || point) && run->link * 2 < run->text;
            if (run->owner > page->headline && text && is_kept(page, run) &&
                !clm_html_holds(page, page->headline, run->owner) &&
                !clm_html_holds(page, run->owner, top)) {
                lead += pass == 0 ? run->text : 0;
                branch = page->elements[branch].counts[CLM_HTML_TABLES] > 0 ? branch : run->owner;
                page->elements[branch].chosen |= pass == 1 && lead <= LEAD_BYTES;
            }
        }
    }
}

/* The lowest element that holds the headline and prose after it. */
static uint32_t near_headline(const clm_html_page *page, const uint32_t *prose, uint32_t scope) {
    uint32_t near = page->headline;
    if (near == UINT32_MAX || !clm_html_holds(page, scope, near)) {
        return UINT32_MAX;
    }
    while (near != scope && near != 0 && prose[near] < NEAR_PROSE) {
        near = page->elements[near].parent;
    }
    return near;
}

/* The part of `scope` that is the article: the heaviest element, or its parent where its pieces
 * stand side by side. */
static bool choose_part(clm_html_page *page, uint32_t scope, const uint32_t *prose) {
    uint64_t *weight = clm_alloc_zero(page->count + 1, sizeof *weight);
    if (weight == NULL) {
        return false;
    }
    uint32_t top = heaviest(page, scope, weight);
    uint32_t near = near_headline(page, prose, scope);
    if (near != UINT32_MAX && !clm_html_holds(page, near, top) &&
        !clm_html_holds(page, top, near) && clm_html_tells_title(page, near, top)) {
        memset(weight, 0, page->count * sizeof *weight);
        top = heaviest(page, near, weight);
    }
    clm_free(weight);
    while (top != scope && is_piece(page, top, prose)) {
        top = page->elements[top].parent;
    }
    top = clm_html_widen(page, top, scope, prose);
    page->elements[top].chosen = true;
    return true;
}

static uint32_t choose(clm_html_page *page, const uint32_t *prose) {
    uint32_t all = prose[0];
    bool alone;
    uint32_t found = choose_kind(page, prose, KIND_BODY, &alone);
    if (found >= CLM_HTML_PROSE_MIN && (uint64_t)found * 3 >= all) {
        return found;
    }
    found = choose_kind(page, prose, KIND_ARTICLE, &alone);
    if (alone && found >= CLM_HTML_PROSE_MIN && (uint64_t)found * 3 >= all) {
        return found;
    }
    uint32_t scope = 0;
    found = choose_kind(page, prose, KIND_MAIN, &alone);
    if (alone && found >= CLM_HTML_PROSE_MIN && (uint64_t)found * 3 >= all) {
        for (uint32_t i = 1; i < page->count; i++) {
            scope = page->elements[i].chosen ? i : scope;
        }
    }
    clear_chosen(page);
    page->failed |= !choose_part(page, scope, prose);
    return prose[scope];
}

uint32_t clm_html_choose(clm_html_page *page) {
    uint32_t *prose = NULL;
    if (page->count == 0) {
        return 0;
    }
    if (!kept_prose(page, &prose)) {
        page->failed = true;
        return 0;
    }
    clear_chosen(page);
    uint32_t found = choose(page, prose);
    clm_html_cut_tail(page);
    choose_lead(page);
    clm_free(prose);
    return found;
}

#include "article/html_parts.h"

#include <string.h>

enum {
    RECORDS_MIN = 3, /* that many of a sort are a list */
    BOX_PROSE = 700, /* a box with a field for an address holds no more */
    BOX_TEXT = 1000,
    CONSENT_TEXT = 20000,
    CAPTION_TEXT = 320,
    KEPT_MIN = 100, /* letters of an article, at least */
    LIST_LINKS = 3,
    CLOCK_TEXT = 16 /* a clock with its zone */
};

static bool holds_headline(const clm_html_page *page, uint32_t index) {
    return clm_html_holds(page, index, page->headline);
}

/* Strikes out `index` and all below. */
static void drop(clm_html_page *page, uint32_t index) {
    for (uint32_t i = index; i < page->elements[index].end; i++) {
        if (page->elements[i].dropped && i > index) {
            i = page->elements[i].end - 1; /* struck out before, with all below */
            continue;
        }
        page->elements[i].dropped = true;
    }
}

static uint32_t share(uint32_t part, uint32_t whole) {
    return whole == 0 ? 0 : (uint32_t)((uint64_t)part * 100 / whole);
}

/* Hidden from screen readers, which get the same in other words: the clock that readers see. */
static bool is_shown_clock(const clm_html_page *page, uint32_t index) {
    enum { CLOCK_BYTES = 24, FEW = 4 };
    const clm_html_element *element = &page->elements[index];
    if (element->block || element->end - index > FEW) {
        return false;
    }
    clm_buffer text;
    int minute = -1;
    clm_buffer_init(&text);
    clm_html_flat_text(element->node, &text);
    bool clock = !text.failed && text.len <= CLOCK_BYTES &&
                 clm_clock_match((clm_text){text.data, text.len}, &minute) != 0;
    clm_buffer_clear(&text);
    return clock;
}

static bool has_role(const xmlNode *node) {
    static const char *const roles[] = {"navigation", "complementary", "contentinfo", "dialog",
                                        "search",     "menu",          "alertdialog", "form",
                                        "banner",     "menubar",       "toolbar",     NULL};
    clm_text role = clm_html_attribute(node, "role");
    return role.len > 0 && clm_html_in_list(role.ptr, roles);
}

/* Elements that hold furniture by what they are. */
static bool is_furniture_element(const clm_html_page *page, uint32_t index) {
    static const char *const names[] = {
        "nav",        "aside",   "footer", "form",      "button",      "menu",        "dialog",
        "figcaption", "address", "amp-ad", "amp-embed", "amp-consent", "amp-sidebar", NULL};
    const clm_html_element *element = &page->elements[index];
    const xmlNode *node = element->node;
    if (clm_html_is(node, "footer") && node->parent != NULL &&
        clm_html_is(node->parent, "blockquote")) {
        return false; /* who is quoted */
    }
    if (clm_html_is(node, "figure")) {
        /* Pictures with what is said of them; some hold a table or what somebody wrote. */
        return element->counts[CLM_HTML_TABLES] == 0;
    }
    if (clm_html_is(node, "header")) {
        return !element->in_main;
    }
    return clm_html_in_list((const char *)node->name, names) ||
           (node->properties != NULL &&
            (has_role(node) || (clm_text_is(clm_html_attribute(node, "aria-hidden"), "true") &&
                                !is_shown_clock(page, index))));
}

/* What a page says of itself: terms and short descriptions. */
static bool is_data_list(const clm_html_element *element) {
    return clm_html_is(element->node, "dl") && element->prose == 0;
}

static bool is_comment_markup(const xmlNode *node) {
    return node->properties != NULL &&
           (clm_html_has_value(clm_html_attribute(node, "itemprop"), "comment") ||
            strstr(clm_html_attribute(node, "itemtype").ptr, "schema.org/Comment") != NULL ||
            strstr(clm_html_attribute(node, "itemtype").ptr, "schema.org/UserComment") != NULL);
}

static bool is_marked_body(const xmlNode *node) {
    return node->properties != NULL &&
           clm_html_has_value(clm_html_attribute(node, "itemprop"), "articleBody");
}

static bool named_furniture(const clm_html_page *page, uint32_t index, bool by_name) {
    const clm_html_element *element = &page->elements[index];
    if (is_comment_markup(element->node) || is_data_list(element)) {
        return true;
    }
    if (is_marked_body(element->node)) {
        return false;
    }
    if (is_furniture_element(page, index)) {
        /* An old page may be one form. */
        return share(element->prose, page->prose) <= 50;
    }
    unsigned kinds = element->kinds & ~page->kinds_off;
    if ((kinds & CLM_HTML_IMAGE) != 0 && element->counts[CLM_HTML_IMAGES] > 0 &&
        element->text <= CAPTION_TEXT && element->counts[CLM_HTML_TABLES] == 0) {
        return by_name;
    }
    return by_name && (kinds & ~(unsigned)CLM_HTML_IMAGE) != 0;
}

static bool is_captionlike(const clm_html_page *page, uint32_t index) {
    const clm_html_element *element = &page->elements[index];
    return !element->dropped && element->text > 0 && element->text <= CAPTION_TEXT &&
           share(element->prose, page->prose) < 35 && element->counts[CLM_HTML_TABLES] == 0 &&
           !holds_headline(page, index) && !clm_html_is(element->node, "td");
}

/* Is the element before or after it of the same sort, with prose? Then both are paragraphs, or
 * entries. */
static bool has_twin(const xmlNode *node, bool before) {
    const xmlNode *next = before ? node->prev : node->next;
    while (next != NULL && next->type != XML_ELEMENT_NODE) {
        next = before ? next->prev : next->next;
    }
    const clm_html_element *element = next != NULL ? clm_html_element_of(next) : NULL;
    return element != NULL && element->prose > 0 && xmlStrEqual(next->name, node->name) &&
           clm_text_equal(clm_html_attribute(next, "class"), clm_html_attribute(node, "class"));
}

/* Does an image stand right before the element, alone? */
static bool follows_image(const xmlNode *node) {
    if (has_twin(node, false)) {
        return false;
    }
    const xmlNode *before = node->prev;
    while (before != NULL && before->type != XML_ELEMENT_NODE) {
        if (clm_html_is_text(before) && strspn((const char *)before->content, " \t\r\n") <
                                            strlen((const char *)before->content)) {
            return false;
        }
        before = before->prev;
    }
    const clm_html_element *element = before != NULL ? clm_html_element_of(before) : NULL;
    return element != NULL && element->counts[CLM_HTML_IMAGES] > 0 && element->text == 0;
}

/* Three images or more with short texts side by side, which are not most of the page. */
static bool is_gallery(const clm_html_page *page, uint32_t index) {
    const clm_html_element *parent = &page->elements[index];
    uint32_t count = 0;
    uint32_t prose = 0;
    if (parent->counts[CLM_HTML_IMAGES] < RECORDS_MIN) {
        return false;
    }
    for (uint32_t i = index + 1; i < parent->end; i = page->elements[i].end) {
        if (page->elements[i].counts[CLM_HTML_IMAGES] > 0 && is_captionlike(page, i)) {
            count++;
            prose += page->elements[i].prose;
        }
    }
    return count >= RECORDS_MIN && share(prose, page->prose) < 30;
}

/* A short text and no paragraph, with an image or after one: its caption. */
static void drop_captions(clm_html_page *page) {
    for (uint32_t i = 1; i < page->count; i++) {
        const clm_html_element *element = &page->elements[i];
        bool bare = element->counts[CLM_HTML_PARAGRAPHS] == 0;
        if (element->block && bare && is_captionlike(page, i) &&
            (element->counts[CLM_HTML_IMAGES] > 0 || follows_image(element->node))) {
            drop(page, i);
        }
        bool gallery = !element->dropped && is_gallery(page, i);
        for (uint32_t k = i + 1; gallery && k < element->end; k = page->elements[k].end) {
            if (page->elements[k].counts[CLM_HTML_IMAGES] > 0 && is_captionlike(page, k)) {
                drop(page, k);
            }
        }
    }
}

static void drop_named(clm_html_page *page, bool by_name) {
    for (uint32_t i = 1; i < page->count;) {
        if (!holds_headline(page, i) && named_furniture(page, i, by_name)) {
            drop(page, i);
            i = page->elements[i].end;
        } else {
            i++;
        }
    }
}

/* The highest element above `index` in which it is the only one of its sort. */
static uint32_t record_of(const clm_html_page *page, uint32_t index, int sort) {
    enum { CLIMB = 64 };
    for (int i = 0; i < CLIMB; i++) {
        uint32_t up = page->elements[index].parent;
        if (up == index || up == 0 || page->elements[up].counts[sort] != 1 ||
            holds_headline(page, up)) {
            break;
        }
        index = up;
    }
    return index;
}

/* Readers' comments, each with a link to answer it. */
static void drop_comments(clm_html_page *page) {
    if (page->count == 0 || page->elements[0].counts[CLM_HTML_REPLIES] < 2) {
        return;
    }
    for (size_t i = 0; i < page->run_count; i++) {
        const clm_html_run *run = &page->runs[i];
        uint32_t unit = run->owner;
        if (run->label != CLM_HTML_REPLY) {
            continue;
        }
        unit = record_of(page, unit, CLM_HTML_REPLIES);
        if (!page->elements[unit].dropped && !holds_headline(page, unit) &&
            share(page->elements[unit].prose, page->prose) < 50) {
            drop(page, unit);
            uint32_t thread = page->elements[unit].parent;
            page->elements[thread].units += page->elements[unit].text;
        }
    }
    for (uint32_t i = 1; i < page->count; i++) {
        const clm_html_element *element = &page->elements[i];
        if (!element->dropped && share(element->units, element->text) >= 70 &&
            !holds_headline(page, i)) {
            drop(page, i);
        }
    }
}

/* The block of the first prose after the headline: the article's, mostly. */
static uint32_t first_paragraph(const clm_html_page *page) {
    for (size_t r = 0; page->headline != UINT32_MAX && r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (run->prose && !run->policy && run->at > page->headline &&
            !page->elements[run->owner].dropped) {
            return run->owner;
        }
    }
    return UINT32_MAX;
}

static void drop_odd_captions(clm_html_page *page) {
    clm_html_drop_odd_captions(page, first_paragraph(page), CAPTION_TEXT);
}

/* Lists of other stories: records with a linked heading each, three or more side by side. */
static void drop_teasers(clm_html_page *page) {
    uint32_t first = first_paragraph(page);
    for (uint32_t i = 1; i < page->count; i++) {
        const clm_html_element *heading = &page->elements[i];
        if (heading->dropped || !heading->heading || heading->counts[CLM_HTML_TEASERS] != 1) {
            continue;
        }
        uint32_t record = record_of(page, i, CLM_HTML_TEASERS);
        const clm_html_element *list = &page->elements[page->elements[record].parent];
        if (record != i && list->counts[CLM_HTML_TEASERS] >= RECORDS_MIN &&
            page->elements[record].prose <= BOX_PROSE && !clm_html_holds(page, record, first) &&
            !holds_headline(page, record) && list->counts[CLM_HTML_TIMES] < RECORDS_MIN) {
            drop(page, record);
        }
    }
}

/* What asks for consent: the highest element of mostly such text, or with a button to accept. */
static void drop_consent(clm_html_page *page) {
    for (uint32_t i = 1; i < page->count;) {
        const clm_html_element *element = &page->elements[i];
        bool most = share(element->policy, element->prose) >= 60;
        bool asks = element->policy > 0 && element->accepts > 0 &&
                    share(element->policy, element->prose) >= 30;
        if (element->dropped) {
            i = element->end;
        } else if ((most || asks) && element->prose < CONSENT_TEXT && !holds_headline(page, i) &&
                   !is_marked_body(element->node)) {
            drop(page, i);
            i = element->end;
        } else {
            i++;
        }
    }
}

/* Boxes with a field for an address or password, or an offer. */
static bool is_record(const clm_html_element *element) {
    return element->prose > 0 && clm_html_attribute(element->node, "class").len > 0 &&
           (has_twin(element->node, false) || has_twin(element->node, true));
}

static void drop_boxes(clm_html_page *page) {
    uint32_t first = first_paragraph(page);
    for (uint32_t i = 1; i < page->count;) {
        const clm_html_element *element = &page->elements[i];
        const clm_html_element *above = &page->elements[element->parent];
        if (element->dropped && element->counts[CLM_HTML_INPUTS] == 0) {
            i = element->end;
        } else if (element->counts[CLM_HTML_INPUTS] == 1 && element->counts[CLM_HTML_TIMES] == 1 &&
                   is_record(element)) {
            i = element->end; /* an entry that ends with an offer */
        } else if (element->counts[CLM_HTML_INPUTS] > 0 && element->prose <= BOX_PROSE &&
                   element->text <= BOX_TEXT && !holds_headline(page, i) &&
                   !clm_html_holds(page, i, first) && share(element->prose, page->prose) < 30 &&
                   above->text > 0) {
            drop(page, i);
            i = element->end;
        } else {
            i++;
        }
    }
}

static bool is_list(const xmlNode *node) {
    static const char *const names[] = {"ul", "ol",      "div", "section", "table", "dl", "tbody",
                                        "td", "article", "tr",  "a",       "p",     "li", NULL};
    return clm_html_in_list((const char *)node->name, names);
}

/* Elements that are nearly all links. */
static void drop_links(clm_html_page *page) {
    for (uint32_t i = 1; i < page->count;) {
        const clm_html_element *element = &page->elements[i];
        bool single = element->text < 40 || clm_html_is(element->node, "p");
        uint32_t least = single ? 90 : 70;
        if (element->dropped) {
            i = element->end;
        } else if (is_list(element->node) && !holds_headline(page, i) && element->text > 0 &&
                   share(element->link, element->text) >= least &&
                   (!clm_html_is(element->node, "a") || element->end - i > LIST_LINKS) &&
                   element->counts[CLM_HTML_TIMES] < RECORDS_MIN &&
                   (element->counts[CLM_HTML_TIMES] == 0 || element->text > CLOCK_TEXT)) {
            drop(page, i); /* a clock alone may be the link to its entry */
            i = element->end;
        } else {
            i++;
        }
    }
}

/* units of an element: 1 + index of its first run, so that a heading knows what it begins. */
static void note_first_runs(clm_html_page *page) {
    for (uint32_t i = 0; i < page->count; i++) {
        page->elements[i].units = 0;
    }
    for (size_t r = page->run_count; r-- > 0;) {
        page->elements[page->runs[r].owner].units = (uint32_t)r + 1;
    }
    for (size_t i = page->count; i-- > 1;) {
        uint32_t own = page->elements[i].units;
        uint32_t *parent = &page->elements[page->elements[i].parent].units;
        if (own != 0 && (*parent == 0 || own < *parent)) {
            *parent = own;
        }
    }
}

/* Below a heading of comments: all siblings; below another one: those that are links or labels. */
static void drop_following(clm_html_page *page, uint32_t index, bool talk) {
    uint32_t parent = page->elements[index].parent;
    uint32_t i = page->elements[index].end;
    while (i < page->elements[parent].end) {
        const clm_html_element *next = &page->elements[i];
        bool links = share(next->link, next->text) >= 40 || next->text == 0;
        if (holds_headline(page, i) || (!talk && (next->heading || !links)) ||
            (talk && clm_html_is(next->node, "p") && next->prose > 0)) {
            return; /* bare paragraphs are the article's */
        }
        drop(page, i);
        i = next->end;
    }
}

/* The headings of furniture take with them what they head: the highest element that they begin, or
 * what follows beside them. */
static void drop_sections(clm_html_page *page) {
    note_first_runs(page);
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        bool talk = run->label == CLM_HTML_TALK;
        if ((!talk && run->label != CLM_HTML_SECTION) || page->elements[run->owner].dropped ||
            holds_headline(page, run->owner)) {
            continue;
        }
        uint32_t top = run->owner;
        while (page->elements[top].parent != 0) {
            uint32_t up = page->elements[top].parent;
            if (page->elements[up].units != r + 1 || holds_headline(page, up) ||
                share(page->elements[up].prose, page->prose) >= (talk ? 80 : 40)) {
                break;
            }
            top = up;
        }
        drop(page, top);
        drop_following(page, top, talk);
    }
}

/* A second story below the first: a later <h1> with prose of its own. A live blog may have many. */
static void drop_other_stories(clm_html_page *page) {
    uint32_t others = 0;
    if (!page->headed || page->elements[page->headline].node->name[1] != '1') {
        return;
    }
    for (uint32_t i = page->headline + 1; i < page->count; i++) {
        others += page->elements[i].heading && page->elements[i].node->name[1] == '1';
    }
    if (others == 0 || page->elements[0].counts[CLM_HTML_TIMES] >= others + RECORDS_MIN) {
        return;
    }
    for (uint32_t i = page->elements[page->headline].end; i < page->count; i++) {
        const clm_html_element *element = &page->elements[i];
        if (element->dropped || !element->heading || element->node->name[1] != '1') {
            continue;
        }
        uint32_t top = i;
        while (page->elements[top].parent != 0 &&
               !holds_headline(page, page->elements[top].parent)) {
            top = page->elements[top].parent;
        }
        drop(page, top);
        drop_following(page, top, true);
    }
}

/* What stands before the headline, where enough prose comes after it. */
static void drop_before(clm_html_page *page) {
    uint32_t before = 0;
    uint32_t kept = 0;
    if (page->headline == UINT32_MAX) {
        return;
    }
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        if (run->prose && !page->elements[run->owner].dropped) {
            kept += run->text;
            before += run->at < page->headline ? run->text : 0;
        }
    }
    if (kept - before < CLM_HTML_PROSE_MIN || (uint64_t)before * 10 > (uint64_t)kept * 6) {
        return;
    }
    for (uint32_t i = 1; i < page->headline;) {
        if (page->elements[i].end <= page->headline) {
            drop(page, i);
            i = page->elements[i].end;
        } else {
            i++;
        }
    }
}

/* Prose that stands. */
static uint32_t kept_prose(const clm_html_page *page) {
    uint32_t kept = 0;
    for (size_t r = 0; r < page->run_count; r++) {
        const clm_html_run *run = &page->runs[r];
        kept += run->prose && !page->elements[run->owner].dropped ? run->text : 0;
    }
    return kept;
}

/* A pass that goes by the build of a page is undone where it would leave next to nothing, or less
 * than `least` in a hundred: then the article itself is built like that. */
static void sift_by_build(clm_html_page *page, void (*pass)(clm_html_page *), uint32_t least) {
    uint32_t before = kept_prose(page);
    for (uint32_t i = 0; i < page->count; i++) {
        page->elements[i].was_dropped = page->elements[i].dropped;
    }
    pass(page);
    uint32_t after = kept_prose(page);
    if (share(after, before) >= least && (after >= KEPT_MIN || after == before)) {
        return;
    }
    for (uint32_t i = 0; i < page->count; i++) {
        page->elements[i].dropped = page->elements[i].was_dropped;
    }
}

void clm_html_sift(clm_html_page *page, bool by_name) {
    for (uint32_t i = 0; i < page->count; i++) {
        page->elements[i].dropped = false;
        page->elements[i].units = 0;
    }
    if (page->count == 0) {
        return;
    }
    sift_by_build(page, drop_comments, 0);
    drop_named(page, by_name);
    sift_by_build(page, drop_captions, 60);
    sift_by_build(page, drop_odd_captions, 70);
    sift_by_build(page, drop_consent, 0);
    sift_by_build(page, drop_boxes, 30);
    sift_by_build(page, drop_sections, 0);
    sift_by_build(page, drop_teasers, 0);
    sift_by_build(page, drop_links, 50);
    sift_by_build(page, drop_other_stories, 0);
    drop_before(page);
}

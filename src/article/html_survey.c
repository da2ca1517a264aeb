#include "article/html_parts.h"

#include "base/alloc.h"

#include <string.h>

enum {
    PROSE_BYTES = 60, /* a run shorter than this is a label */
    TIME_BYTES = 60,
    BEFORE_TIME = 12, /* "Posted ", "1.2K views" */
    LABEL_BYTES = 96
};

typedef struct survey {
    clm_html_page *page;
    clm_buffer text;   /* of the run in hand */
    clm_html_run run;  /* the run in hand */
    uint32_t links;    /* open <a> */
    size_t link_start; /* where the last one's text begins */
    clm_html_label link_label;
    bool began; /* the run holds text */
    clm_text title, site;
    uint32_t title_at; /* the element of a run that is the title; UINT32_MAX: none yet */
} survey;

/* Letters, digits and bytes above ASCII: what counts as text. */
static uint32_t weigh(const char *text, size_t length) {
    uint32_t weight = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        weight +=
            c >= 0x80 || (unsigned char)((c | 0x20U) - 'a') < 26 || (unsigned char)(c - '0') < 10;
    }
    return weight;
}

static bool count_elements(const xmlNode *root, clm_html_page *page) {
    size_t count = 0;
    for (const xmlNode *n = root; n != NULL; n = clm_html_next(n, root, false)) {
        count += n->type == XML_ELEMENT_NODE;
    }
    page->elements = clm_alloc_zero(count + 1, sizeof *page->elements);
    return page->elements != NULL;
}

/* The clock may have a zone, a mark or a dash after it: "10:45 -", "14.32 CET". */
static size_t skip_marks(clm_text text, size_t at) {
    while (at < text.len) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c == ' ' || c == ':' || c == '-' || c == '|' || c == ',' || c == '.') {
            at++;
        } else if (c == 0xE2 && at + 2 < text.len && text.ptr[at + 1] == '\x80') {
            at += 3; /* dashes and bullets */
        } else {
            break;
        }
    }
    return at;
}

/* The clock that readers see is the outlet's, the attribute's may be of Greenwich: then its day may
 * be the next one or the one before. */
static void see_clock(clm_html_run *run, int minute) {
    enum { HALF_DAY = 720 };
    clm_html_moment *moment = &run->moment;
    int ahead = moment->minute - minute;
    if (moment->date.year != 0 && moment->minute >= 0 && (ahead > HALF_DAY || -ahead > HALF_DAY)) {
        clm_date day = clm_date_from_days(clm_date_to_days(moment->date) + (ahead > 0 ? 1 : -1));
        moment->date = clm_date_valid(day) ? day : moment->date;
    }
    moment->minute = minute;
    run->timed = true;
    run->clock_seen = true;
}

/* Bytes of signs before a clock: "+++ 10:45 ", "[10:45]". */
static size_t skip_signs(clm_text text) {
    enum { SIGNS = 6 };
    size_t at = 0;
    while (at < text.len && at < SIGNS && strchr("+*[(|- ", text.ptr[at]) != NULL) {
        at++;
    }
    return at;
}

/* A clock that leads the run, or a date and a clock: sets moment, only_time, clock_seen. */
static void read_time_text(clm_html_run *run, clm_text text) {
    int minute = -1;
    size_t signs = skip_signs(text);
    text = (clm_text){text.ptr + signs, text.len - signs};
    size_t used = clm_clock_match(text, &minute);
    if (used != 0) {
        size_t after = skip_marks(text, used);
        clm_html_moment day;
        run->only_time = after == text.len;
        if (text.len <= TIME_BYTES && clm_html_read_moment(text, &day)) {
            run->moment.date = run->moment.date.year == 0 ? day.date : run->moment.date;
            run->only_time = true;
        }
        /* In prose the clock stands out: in bold, or with a mark after it. */
        if (run->only_time || signs > 1 || after > used + 1 || run->at != run->owner ||
            text.ptr[used] == ':') {
            see_clock(run, minute);
        }
        return;
    }
    clm_html_moment whole;
    if (text.len <= TIME_BYTES && clm_article_count_words(text, 9) < 9 &&
        clm_html_read_moment(text, &whole) && whole.minute >= 0) {
        run->timed = run->only_time = run->clock_seen = true;
        run->moment = whole;
    } else if (run->timed) {
        run->only_time = text.len <= TIME_BYTES &&
                         (clm_html_read_moment(text, &whole) || clm_html_is_page_line(text));
    }
}

static void sum_run(survey *s, const clm_html_run *run) {
    clm_html_element *owner = &s->page->elements[run->owner];
    owner->text += run->text;
    owner->link += run->link;
    owner->prose += run->prose ? run->text : 0;
    owner->policy += run->policy ? run->text : 0;
    owner->accepts += run->label == CLM_HTML_ACCEPT;
    owner->counts[CLM_HTML_REPLIES] += run->label == CLM_HTML_REPLY;
    owner->counts[CLM_HTML_INPUTS] += run->label == CLM_HTML_OFFERS;
    owner->counts[CLM_HTML_TEASERS] +=
        owner->heading && run->link * 10 >= run->text * 8 && run->text > 0;
    owner->counts[CLM_HTML_TIMES] += run->timed;
}

static bool ends_like_sentence(clm_text text) {
    static const char *const ends[] = {".", "!", "?", "…", ".”", ".\"", "؟", "。"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (clm_text_ends(text, ends[i])) {
            return true;
        }
    }
    return false;
}

/* Ends the run in hand. */
static void end_run(survey *s) {
    clm_html_drop_blanks(&s->text, 0);
    if (s->began && s->text.len > 0 && !s->text.failed) {
        clm_html_page *page = s->page;
        clm_html_run *run = &s->run;
        clm_text text = {s->text.data, s->text.len};
        run->length = (uint32_t)text.len;
        run->prose = run->text >= PROSE_BYTES && run->link * 2 < run->text;
        run->policy = run->prose && clm_html_is_policy(text);
        run->sentence = ends_like_sentence(text);
        run->label = text.len <= LABEL_BYTES ? clm_html_label_of(text) : CLM_HTML_NO_LABEL;
        run->label = run->label == CLM_HTML_NO_LABEL && !run->prose ? s->link_label : run->label;
        if (text.len <= LABEL_BYTES) {
            (void)clm_date_find(text, &run->day, NULL);
        }
        read_time_text(run, text);
        if (s->title_at == UINT32_MAX && clm_text_equal(text, s->title)) {
            s->title_at = run->at;
        }
        if (page->run_count == page->run_capacity &&
            clm_grow((void **)&page->runs, &page->run_capacity, page->run_count + 1,
                     sizeof *page->runs) != 0) {
            page->failed = true;
        } else {
            page->runs[page->run_count++] = *run;
            sum_run(s, run);
        }
    }
    s->page->failed |= s->text.failed;
    s->text.len = 0;
    s->began = false;
    s->link_label = CLM_HTML_NO_LABEL;
    s->run = (clm_html_run){.moment = {.minute = -1}};
}

static void add_text(survey *s, const char *text, uint32_t block, uint32_t at) {
    size_t before = s->text.len;
    clm_html_add_joined(&s->text, 0, text);
    if (s->text.failed || s->text.len == before) {
        return;
    }
    uint32_t weight = weigh(s->text.data + before, s->text.len - before);
    if (!s->began) {
        s->began = true;
        s->run.owner = block;
        s->run.at = at;
    }
    s->run.text += weight;
    s->run.link += s->links > 0 ? weight : 0;
}

static bool is_table(const xmlNode *node) {
    static const char *const names[] = {"table", "pre", "blockquote", "ul", "ol", NULL};
    return clm_html_in_list((const char *)node->name, names);
}

static bool is_image(const xmlNode *node) {
    static const char *const names[] = {"img", "picture", "amp-img", NULL};
    return clm_html_in_list((const char *)node->name, names);
}

static void begin_element(survey *s, xmlNode *node, uint32_t parent) {
    clm_html_page *page = s->page;
    uint32_t index = (uint32_t)page->count++;
    clm_html_element *element = &page->elements[index];
    const clm_html_element *above = &page->elements[parent];
    element->node = node;
    element->parent = parent;
    element->depth = (uint16_t)(above->depth < UINT16_MAX ? above->depth + 1 : UINT16_MAX);
    element->block = clm_html_is_block(node);
    element->heading = clm_html_is_heading(node);
    element->kinds = clm_html_named_kinds(node);
    element->moment = UINT32_MAX;
    element->block_at = element->block ? index : above->block_at;
    element->in_main = above->in_main || clm_html_is(node, "article") || clm_html_is(node, "main");
    element->counts[CLM_HTML_TABLES] = is_table(node);
    element->counts[CLM_HTML_IMAGES] = is_image(node);
    element->counts[CLM_HTML_PARAGRAPHS] = element->heading || clm_html_is(node, "p");
    element->counts[CLM_HTML_INPUTS] = clm_html_is(node, "form");
    node->_private = element;
    if (element->block) {
        end_run(s);
    }
    if (clm_html_is(node, "time") && s->text.len <= BEFORE_TIME && !s->run.timed) {
        clm_html_moment moment;
        if (clm_html_read_moment(clm_html_attribute(node, "datetime"), &moment) &&
            moment.minute >= 0) {
            s->run.timed = true;
            s->run.moment = moment;
        }
    }
    if (clm_html_is(node, "a")) {
        s->links++;
        s->link_start = s->text.len;
    }
}

/* A line may hold several links: "Reply Report". */
static void end_link(survey *s) {
    s->links -= s->links > 0;
    if (s->text.len > s->link_start && s->text.len - s->link_start <= LABEL_BYTES) {
        clm_html_label label = clm_html_label_of(
            clm_text_trim((clm_text){s->text.data + s->link_start, s->text.len - s->link_start}));
        s->link_label = label == CLM_HTML_REPLY ? label : s->link_label;
    }
}

static void walk(survey *s, xmlNode *root) {
    clm_html_page *page = s->page;
    uint32_t at = 0;
    uint32_t block = 0;
    for (xmlNode *node = root; node != NULL && !page->failed;) {
        bool unseen = clm_html_is_unseen(node) && node != root;
        if (clm_html_is_text(node)) {
            add_text(s, (const char *)node->content, block, at);
        } else if (node->type == XML_ELEMENT_NODE && !unseen) {
            begin_element(s, node, at);
            at = (uint32_t)page->count - 1;
            block = page->elements[at].block_at;
            if (node->children != NULL) {
                node = node->children;
                continue;
            }
        } else if (clm_html_is(node, "input")) {
            clm_text type = clm_html_attribute(node, "type");
            page->elements[at].counts[CLM_HTML_INPUTS] +=
                clm_text_is(type, "email") || clm_text_is(type, "password");
        }
        /* Leave this node, and the parents whose last child it is. */
        for (;;) {
            const clm_html_element *left = clm_html_element_of(node);
            if (left != NULL) {
                if (clm_html_is(node, "a")) {
                    end_link(s);
                }
                if (left->block) {
                    end_run(s);
                }
                at = left->parent;
                block = page->elements[at].block_at;
            }
            if (node == root || node->next != NULL) {
                break;
            }
            node = node->parent;
        }
        node = node == root ? NULL : node->next;
    }
    end_run(s);
}

/* Adds each element to its parent, from the last to the first. */
static void sum_up(clm_html_page *page) {
    for (size_t i = page->count; i-- > 0;) {
        clm_html_element *element = &page->elements[i];
        element->end = element->end < i + 1 ? (uint32_t)i + 1 : element->end;
        if (i == 0) {
            break;
        }
        clm_html_element *parent = &page->elements[element->parent];
        parent->end = parent->end < element->end ? element->end : parent->end;
        parent->text += element->text;
        parent->link += element->link;
        parent->prose += element->prose;
        parent->policy += element->policy;
        parent->accepts += element->accepts;
        for (int c = 0; c < CLM_HTML_COUNTS; c++) {
            parent->counts[c] += element->counts[c];
        }
    }
    page->prose = page->count > 0 ? page->elements[0].prose : 0;
}

enum { MINOR_ELEMENTS = 16, KICKER_BYTES = 80 };
enum { TITLE_MIN = 12 }; /* bytes of a heading that can be told by its beginning */

/* The heading that says what the metadata call the article; else the first <h1> in an article or
 * main part; else the first of the page, but not the outlet's name. */
static void find_headline(survey *s) {
    clm_html_page *page = s->page;
    uint32_t first = UINT32_MAX;
    uint32_t inner = UINT32_MAX;
    clm_buffer text;
    clm_buffer_init(&text);
    for (size_t i = 0; i < page->count && page->headline == UINT32_MAX; i++) {
        const clm_html_element *element = &page->elements[i];
        bool main = element->heading && element->node->name[1] == '1';
        bool minor = element->heading && element->node->name[1] == '3';
        if (element->text == 0 || !element->heading || element->node->name[1] > '3' ||
            (minor && (element->end - i > MINOR_ELEMENTS || element->text > s->title.len))) {
            continue;
        }
        text.len = 0;
        clm_html_flat_text(element->node, &text);
        clm_text found = {text.data, text.len};
        if (minor) { /* of a teaser, mostly */
            bool whole = found.len >= TITLE_MIN && clm_text_equal(found, s->title);
            page->headline = whole ? (uint32_t)i : page->headline;
            continue;
        }
        if (found.len >= TITLE_MIN && found.len <= s->title.len &&
            memcmp(found.ptr, s->title.ptr, found.len) == 0) {
            page->headline = (uint32_t)i;
        } else if (s->title.len >= TITLE_MIN && found.len > s->title.len &&
                   found.len <= s->title.len + KICKER_BYTES &&
                   memcmp(found.ptr + found.len - s->title.len, s->title.ptr, s->title.len) == 0) {
            page->headline = (uint32_t)i;
            page->kicker = true; /* a word or two stand before the title in its heading */
        }
        if (!main || (s->site.len > 0 && clm_text_equal(found, s->site))) {
            continue;
        }
        first = first == UINT32_MAX ? (uint32_t)i : first;
        inner = inner == UINT32_MAX && element->in_main ? (uint32_t)i : inner;
    }
    page->failed |= text.failed;
    clm_buffer_clear(&text);
    if (page->headline == UINT32_MAX) {
        page->headline = inner != UINT32_MAX ? inner : first;
    }
    page->headed = page->headline != UINT32_MAX;
    if (!page->headed) {
        page->headline = s->title_at;
    }
}

/* Kinds whose names stand around half of the page's prose mislead, if they also stand around half
 * of what comes first after the headline; names of comments and consent only if they stand around
 * nearly all. */
static void judge_kinds(clm_html_page *page) {
    enum { FIRST_PROSE = 500 };
    uint32_t prose[CLM_HTML_KINDS] = {0};
    uint32_t first[CLM_HTML_KINDS] = {0};
    uint32_t met = 0;
    unsigned *above = clm_alloc_zero(page->count + 1, sizeof *above);
    if (above == NULL) {
        page->failed = true;
        return;
    }
    for (size_t i = 0; i < page->count; i++) {
        above[i] = page->elements[i].kinds | (i > 0 ? above[page->elements[i].parent] : 0);
    }
    for (size_t i = 0; i < page->run_count; i++) {
        const clm_html_run *run = &page->runs[i];
        unsigned kinds = run->prose ? above[run->owner] : 0;
        bool early = run->prose && met < FIRST_PROSE && page->headline != UINT32_MAX &&
                     run->at > page->headline;
        met += early ? run->text : 0;
        for (int k = 0; kinds != 0; k++, kinds >>= 1) {
            prose[k] += (kinds & 1U) != 0 ? run->text : 0;
            first[k] += (kinds & 1U) != 0 && early ? run->text : 0;
        }
    }
    clm_free(above);
    for (int k = 0; k < CLM_HTML_KINDS; k++) {
        unsigned kind = 1U << k;
        uint64_t share = (kind & (CLM_HTML_COMMENT | CLM_HTML_COOKIE)) != 0 ? 95 : 50;
        bool most = (uint64_t)prose[k] * 100 > page->prose * share;
        page->kinds_off |= most && (uint64_t)first[k] * 2 >= met ? kind : 0;
    }
}

/* The date in a short text after the headline, before the second paragraph; else in one of the few
 * texts before it. */
static void find_shown_date(clm_html_page *page) {
    enum { PARAGRAPHS = 2, BEFORE = 4 };
    size_t first = 0;
    int paragraphs = 0;
    while (page->headline != UINT32_MAX && first < page->run_count &&
           page->runs[first].at < page->headline) {
        first++;
    }
    for (size_t r = first; r < page->run_count && paragraphs < PARAGRAPHS; r++) {
        if (page->runs[r].day.year != 0 && !page->runs[r].prose) {
            page->shown = page->runs[r].day;
            return;
        }
        paragraphs += page->runs[r].prose;
    }
    for (size_t r = first; r-- > 0 && first - r <= BEFORE;) {
        if (page->runs[r].day.year != 0 && !page->runs[r].prose) {
            page->shown = page->runs[r].day;
            return;
        }
    }
}

void clm_html_survey(xmlNode *root, clm_text title, clm_text site, clm_html_page *page) {
    *page = (clm_html_page){.headline = UINT32_MAX};
    if (!count_elements(root, page)) {
        page->failed = true;
        return;
    }
    survey s = {.page = page,
                .run = {.moment = {.minute = -1}},
                .title = title,
                .site = site,
                .title_at = UINT32_MAX};
    clm_buffer_init(&s.text);
    walk(&s, root);
    clm_buffer_clear(&s.text);
    if (page->failed) {
        return;
    }
    sum_up(page);
    find_headline(&s);
    judge_kinds(page);
    find_shown_date(page);
}

void clm_html_page_clear(clm_html_page *page) {
    clm_free(page->elements);
    clm_free(page->runs);
    *page = (clm_html_page){.headline = UINT32_MAX};
}

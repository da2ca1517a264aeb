/* The article's text, cut at the ends of all claims and places, so that what overlaps is marked by
 * pieces side by side: each piece is one link that knows all its claims and its place. */
#include "page/parts.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef struct mark {
    uint32_t start, end;
    size_t claim, spot; /* the other is SIZE_MAX */
} mark;

typedef struct marks {
    mark *items;
    size_t count, capacity;
    bool failed;
} marks;

static void add_mark(marks *list, clm_range range, size_t claim, size_t spot) {
    if (range.end <= range.start || list->failed) {
        return;
    }
    void *memory = list->items;
    if (clm_grow(&memory, &list->capacity, list->count + 1, sizeof *list->items)) {
        list->failed = true;
        return;
    }
    list->items = memory;
    list->items[list->count++] = (mark){range.start, range.end, claim, spot};
}

static int compare_marks(const void *left, const void *right) {
    const mark *a = left;
    const mark *b = right;
    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    if (a->end != b->end) {
        return a->end > b->end ? -1 : 1; /* the longer one outside */
    }
    if (a->claim != b->claim) {
        return a->claim < b->claim ? -1 : 1;
    }
    return (a->spot > b->spot) - (a->spot < b->spot);
}

static void list_marks(const clm_page *page, marks *list) {
    for (size_t c = 0; c < page->claim_count; c++) {
        const clm_feature *feature = page->claims[c].feature;
        if (feature->quote.text) {
            add_mark(list, feature->quote.range, c, SIZE_MAX);
        }
    }
    for (size_t i = 0; i < page->collection->count; i++) {
        const clm_feature *feature = &page->collection->items[i];
        if (page->spot_of[i] == SIZE_MAX) {
            continue;
        }
        for (size_t m = 0; m < feature->mention_count; m++) {
            add_mark(list, feature->mentions[m].range, SIZE_MAX, page->spot_of[i]);
        }
        if (feature->mention_count == 0 && feature->place.excerpt.text) {
            add_mark(list, feature->place.excerpt.range, SIZE_MAX, page->spot_of[i]);
        }
    }
    if (list->count > 1) {
        qsort(list->items, list->count, sizeof *list->items, compare_marks);
    }
}

/* ---- writing ---- */

typedef struct writer {
    const clm_page *page;
    clm_buffer *out;
    clm_buffer tag;   /* that opens the piece, empty: plain text */
    clm_buffer again; /* the same, for what follows after the end of a paragraph: no stop for Tab */
    bool *claim_shown, *spot_shown;
    bool in_paragraph, in_piece;
    bool wrapped; /* single line ends are spaces */
} writer;

static void put_list(clm_buffer *out, const char *name, const size_t *numbers, size_t count) {
    for (size_t i = 0; i < count; i++) {
        clm_buffer_string(out, i == 0 ? " data-" : " ");
        if (i == 0) {
            clm_buffer_printf(out, "%s=\"", name);
        }
        clm_buffer_printf(out, "%zu", numbers[i]);
    }
    clm_buffer_string(out, count > 0 ? "\"" : "");
}

/* What is marked at a piece: claims, outermost first, and the place. */
typedef struct piece {
    size_t *claims;
    size_t claim_count;
    size_t spot; /* SIZE_MAX: none */
} piece;

static void open_tag(writer *to, const piece *at) {
    const clm_page *page = to->page;
    const bool place = at->spot != SIZE_MAX;
    const size_t inner = at->claim_count > 0 ? at->claims[at->claim_count - 1] : SIZE_MAX;
    clm_buffer *tag = &to->tag;
    bool first = place && !to->spot_shown[at->spot];
    tag->len = 0;
    clm_buffer_string(tag, "<a class=\"");
    if (inner != SIZE_MAX) {
        clm_buffer_string(tag, "q ");
        clm_page_put_classes(page, page->claims[inner].feature, tag);
    }
    clm_buffer_string(tag, place ? (inner != SIZE_MAX ? " p\" href=\"#" : "p\" href=\"#")
                                 : "\" href=\"#");
    if (place) {
        clm_page_put_href(tag, "place=", clm_page_spot_id(&page->spots[at->spot]));
        to->spot_shown[at->spot] = true;
    } else {
        clm_page_put_href(tag, "claim=", clm_page_claim_id(&page->claims[inner]));
    }
    clm_buffer_char(tag, '"');
    put_list(tag, "c", at->claims, at->claim_count);
    put_list(tag, "s", &at->spot, place ? 1 : 0);
    for (size_t i = 0; i < at->claim_count && !place; i++) {
        first = first || !to->claim_shown[at->claims[i]];
        to->claim_shown[at->claims[i]] = true;
    }
    to->again.len = 0;
    clm_buffer_add(&to->again, tag->data ? tag->data : "", tag->len);
    clm_buffer_string(&to->again, " tabindex=\"-1\">");
    clm_buffer_string(tag, first ? ">" : " tabindex=\"-1\">");
}

static void end_paragraph(writer *to) {
    if (to->in_piece) {
        clm_buffer_string(to->out, "</a>");
        to->in_piece = false;
    }
    clm_buffer_string(to->out, to->in_paragraph ? "</p>\n" : "");
    to->in_paragraph = false;
}

/* A line of the piece, without its end. */
static void put_line(writer *to, clm_text line) {
    if (line.len == 0 || (!to->in_paragraph && clm_text_trim(line).len == 0)) {
        return;
    }
    if (!to->in_paragraph) {
        clm_buffer_string(to->out, "<p dir=\"auto\">");
        to->in_paragraph = true;
    }
    if (!to->in_piece && to->tag.len > 0) {
        clm_buffer_text(to->out, (clm_text){to->tag.data, to->tag.len});
        to->in_piece = true;
        to->tag.len = 0; /* what follows after a paragraph's end opens as `again` */
        clm_buffer_add(&to->tag, to->again.data ? to->again.data : "", to->again.len);
    }
    clm_page_escape(to->out, line);
}

static bool blank_line_follows(clm_text text, size_t at) {
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t' || text.ptr[at] == '\r')) {
        at++;
    }
    return at >= text.len || text.ptr[at] == '\n';
}

/* The bytes [start, end) of the text. */
static void put_piece(writer *to, clm_text text, size_t start, size_t end) {
    size_t from = start;
    for (size_t i = start; i < end; i++) {
        const char c = text.ptr[i];
        if (c != '\n' && c != '\r') {
            continue;
        }
        put_line(to, (clm_text){text.ptr + from, i - from});
        from = i + 1;
        if (c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n') {
            continue;
        }
        if (to->wrapped && !blank_line_follows(text, i + 1) && to->in_paragraph) {
            put_line(to, CLM_TEXT(" "));
        } else {
            end_paragraph(to);
        }
    }
    put_line(to, (clm_text){text.ptr + from, end - from});
    if (to->in_piece) {
        clm_buffer_string(to->out, "</a>");
        to->in_piece = false;
    }
}

/* ---- lines of a fixed width ---- */

/* True if lines were broken by width: paragraphs are told apart by blank lines, have several lines,
 * and no line is long. */
static bool is_wrapped(clm_text text) {
    static const size_t longest = 110;
    static const size_t shortest = 45;
    size_t lines = 0;
    size_t long_lines = 0; /* that go on in the next one */
    size_t blank = 0;
    for (size_t i = 0; i < text.len;) {
        const char *end = memchr(text.ptr + i, '\n', text.len - i);
        const size_t next = end ? (size_t)(end - text.ptr) : text.len;
        const size_t length = clm_text_trim((clm_text){text.ptr + i, next - i}).len;
        if (length > longest) {
            return false;
        }
        lines += length > 0;
        blank += length == 0;
        long_lines += length >= shortest && !blank_line_follows(text, next + 1);
        i = next + 1;
    }
    return blank > 0 && lines >= 6 && long_lines * 2 > lines;
}

/* ---- the sweep ---- */

/* Marks that are open at the place of the sweep, outermost first. */
typedef struct sweep {
    const marks *list;
    size_t next;       /* of the list */
    const mark **open; /* room for all */
    size_t open_count;
    size_t *claims;
} sweep;

static void step_to(sweep *at, uint32_t position) {
    size_t kept = 0;
    for (size_t i = 0; i < at->open_count; i++) {
        if (at->open[i]->end > position) {
            at->open[kept++] = at->open[i];
        }
    }
    at->open_count = kept;
    while (at->next < at->list->count && at->list->items[at->next].start <= position) {
        const mark *item = &at->list->items[at->next++];
        if (item->end > position) {
            at->open[at->open_count++] = item;
        }
    }
}

static uint32_t next_border(const sweep *at) {
    uint32_t border = at->next < at->list->count ? at->list->items[at->next].start : UINT32_MAX;
    for (size_t i = 0; i < at->open_count; i++) {
        border = at->open[i]->end < border ? at->open[i]->end : border;
    }
    return border;
}

static piece piece_at(const sweep *at) {
    piece found = {.claims = at->claims, .spot = SIZE_MAX};
    for (size_t i = 0; i < at->open_count; i++) {
        if (at->open[i]->claim != SIZE_MAX) {
            at->claims[found.claim_count++] = at->open[i]->claim;
        } else {
            found.spot = at->open[i]->spot;
        }
    }
    return found;
}

/* The byte behind `steps` more code points. */
static size_t advance(clm_text text, size_t byte, uint32_t steps) {
    for (uint32_t i = 0; i < steps && byte < text.len; i++) {
        uint32_t code_point;
        byte += clm_utf8_decode(text.ptr + byte, text.len - byte, &code_point);
    }
    return byte;
}

/* Bytes of a first line's "date YYYY-MM-DD", which says what stands in the head of the page; 0
 * where there is none. */
static size_t prefix_of(clm_text text) {
    size_t start = 0;
    while (start < text.len && text.ptr[start] == ' ') {
        start++;
    }
    const clm_text rest = {text.ptr + start, text.len - start};
    static const char form[] = "date 0000-00-00 ";
    for (size_t i = 0; i < sizeof form - 1; i++) {
        const char c = i < rest.len ? rest.ptr[i] : '\0';
        if (form[i] == '0' ? c < '0' || c > '9' : c != form[i]) {
            return 0;
        }
    }
    return start + sizeof form - 2;
}

static void put_text(writer *to, clm_text text, sweep *at) {
    const size_t prefix = prefix_of(text); /* all of it one byte a character */
    uint32_t position = (uint32_t)prefix;
    if (prefix > 0) {
        clm_buffer_string(to->out, "<p dir=\"auto\"><span class=\"prefix\">");
        clm_page_escape(to->out, clm_text_trim((clm_text){text.ptr, prefix}));
        clm_buffer_string(to->out, "</span>");
        to->in_paragraph = true;
    }
    for (size_t byte = prefix; byte < text.len;) {
        step_to(at, position);
        const uint32_t border = next_border(at);
        const size_t end = border == UINT32_MAX ? text.len : advance(text, byte, border - position);
        const piece now = piece_at(at);
        to->tag.len = 0;
        if (now.claim_count > 0 || now.spot != SIZE_MAX) {
            open_tag(to, &now);
        }
        put_piece(to, text, byte, end);
        byte = end;
        position = border;
    }
    end_paragraph(to);
}

/* Without the text: the quotes, in its order. */
static void put_quotes(const clm_page *page, clm_buffer *out) {
    for (size_t c = 0; c < page->claim_count; c++) {
        const clm_feature *feature = page->claims[c].feature;
        if (!feature->quote.text || feature->quote.text[0] == '\0' || feature->duplicate_of) {
            continue;
        }
        clm_buffer_string(out, "<p dir=\"auto\"><a class=\"q ");
        clm_page_put_classes(page, feature, out);
        clm_buffer_string(out, "\" href=\"#");
        clm_page_put_href(out, "claim=", clm_page_claim_id(&page->claims[c]));
        clm_buffer_printf(out, "\" data-c=\"%zu\">", c);
        clm_page_escape_string(out, feature->quote.text);
        clm_buffer_string(out, "</a></p>\n");
    }
}

clm_status clm_page_text(const clm_page *page, clm_buffer *out) {
    const clm_text text = page->options->text;
    if (!text.ptr) {
        put_quotes(page, out);
        return CLM_OK;
    }
    marks list = {.items = NULL};
    list_marks(page, &list);
    writer to = {.page = page, .out = out, .wrapped = is_wrapped(text)};
    void *open = clm_alloc((list.count + 1) * sizeof(const mark *));
    sweep at = {
        .list = &list, .open = open, .claims = clm_alloc((list.count + 1) * sizeof(size_t))};
    to.claim_shown = clm_alloc_zero(page->claim_count + 1, sizeof *to.claim_shown);
    to.spot_shown = clm_alloc_zero(page->spot_count + 1, sizeof *to.spot_shown);
    clm_buffer_init(&to.tag);
    clm_buffer_init(&to.again);
    const bool done = !list.failed && open && at.claims && to.claim_shown && to.spot_shown;
    if (done) {
        put_text(&to, text, &at);
    }
    const bool failed = to.tag.failed || to.again.failed;
    clm_buffer_clear(&to.tag);
    clm_buffer_clear(&to.again);
    clm_free(to.claim_shown);
    clm_free(to.spot_shown);
    clm_free(at.claims);
    clm_free(open);
    clm_free(list.items);
    return done && !failed ? CLM_OK : clm_fail(page->error, CLM_ERR_NOMEM, "out of memory");
}

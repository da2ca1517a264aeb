/* article/html_parts.h (private): what the html*.c files share, which alone see libxml2.
 *
 * A page is surveyed once (html_survey.c): its elements in document order, with sums of text and
 * links below each, and its runs, the pieces of text between the borders of blocks. What is
 * furniture is struck out (html_sift.c), the elements that hold the article are chosen
 * (html_choose.c) and written (html_text.c). All walks go by the nodes' own pointers or over the
 * array: no depth of nesting can overflow the stack, and none is quadratic. */
#ifndef CLM_ARTICLE_HTML_PARTS_H
#define CLM_ARTICLE_HTML_PARTS_H

#include "article/parts.h"

#include <libxml/tree.h>
#include <string.h>

/* html_guard.c: copies the page into `out` with tags of too many attributes closed early; false,
 * and nothing copied, if there are none. */
bool clm_html_limit_attributes(clm_text page, clm_buffer *out);

/* html_nodes.c. The node after `node` in document order within `root`; with `skip` not below
 * `node`. NULL at the end. */
const xmlNode *clm_html_next(const xmlNode *node, const xmlNode *root, bool skip);
/* The node's attribute; empty if it is missing. Borrowed from the tree; only its first text. */
clm_text clm_html_attribute(const xmlNode *node, const char *name);
static inline bool clm_html_is(const xmlNode *node, const char *name) { /* an element so named */
    return node->type == XML_ELEMENT_NODE && node->name[0] == (xmlChar)name[0] &&
           strcmp((const char *)node->name, name) == 0;
}
bool clm_html_is_text(const xmlNode *node);
bool clm_html_is_block(const xmlNode *node);
bool clm_html_is_heading(const xmlNode *node);
bool clm_html_in_list(const char *name, const char *const *list); /* `list` ends with NULL */
/* True for `word` among the blank-separated words of a property ("NewsArticle datePublished"). */
bool clm_html_has_value(clm_text list, const char *word);
/* Appends with white space joined and without characters that nobody sees (soft hyphens, zero
 * width); no white space at byte `start` of `out`, where the line begins. */
void clm_html_add_joined(clm_buffer *out, size_t start, const char *text);
void clm_html_drop_blanks(clm_buffer *out, size_t start); /* off the end */
/* Appends the text below `node` with white space joined, without scripts and the like. */
void clm_html_flat_text(const xmlNode *node, clm_buffer *out);
/* Elements whose content is never text of the page, or that no reader sees. */
bool clm_html_is_unseen(const xmlNode *node);

/* html_names.c: what names of classes and ids call furniture. */
enum {
    CLM_HTML_AD = 1,
    CLM_HTML_COMMENT = 2,
    CLM_HTML_COOKIE = 4,
    CLM_HTML_OFFER = 8, /* newsletters, subscriptions, walls */
    CLM_HTML_RELATED = 16,
    CLM_HTML_SHARE = 32,
    CLM_HTML_NAVIGATION = 64,
    CLM_HTML_SIDE = 128,
    CLM_HTML_TAGS = 256,
    CLM_HTML_CAPTION = 512,
    CLM_HTML_AUTHOR = 1024,
    CLM_HTML_HIDDEN = 2048,
    CLM_HTML_WIDGET = 4096,
    CLM_HTML_QUOTE = 8192,
    CLM_HTML_IMAGE = 16384, /* a picture and its text: furniture only where an image is */
    CLM_HTML_KINDS = 15
};
unsigned clm_html_named_kinds(const xmlNode *node);
/* True if a class or id calls the element the text of an article ("article-body"). */
bool clm_html_named_body(const xmlNode *node);

/* html_words.c: what short texts say. */
typedef enum clm_html_label {
    CLM_HTML_NO_LABEL = 0,
    CLM_HTML_REPLY,   /* the link below a reader's comment */
    CLM_HTML_OFFERS,  /* the button of an offer: "Subscribe" */
    CLM_HTML_ACCEPT,  /* the button of a consent banner */
    CLM_HTML_SECTION, /* the heading of furniture: "Related stories" */
    CLM_HTML_TALK     /* the heading of comments */
} clm_html_label;
clm_html_label clm_html_label_of(clm_text text);
/* Prose that asks for consent, sells, or states rights. */
bool clm_html_is_policy(clm_text text);
/* Digits, marks and signs without a letter, and no clock: views, votes, a line of stars. */
bool clm_html_is_counter(clm_text line);
/* A paragraph about the author. */
bool clm_html_is_bio(clm_text text);
/* A line of the page that is none of the article: a credit, an age, "Read more". */
bool clm_html_is_page_line(clm_text line);

/* A moment as the outlet writes it: the day may be unknown (year 0), and the minute (-1). */
typedef struct clm_html_moment {
    clm_date date;
    int minute;
} clm_html_moment;

/* html_moment.c: "2025-04-08T10:00:00Z", "Tue, 08 Apr 2025 10:00", "April 8, 2025", 1744106400. */
bool clm_html_read_moment(clm_text value, clm_html_moment *out);

enum {
    CLM_HTML_REPLIES, /* links to answer a comment */
    CLM_HTML_TEASERS, /* headings that are links */
    CLM_HTML_INPUTS,  /* forms, and fields for an address or a password */
    CLM_HTML_TIMES,   /* runs that begin with a moment */
    CLM_HTML_TABLES,  /* tables, lists, quotations */
    CLM_HTML_IMAGES,
    CLM_HTML_PARAGRAPHS, /* <p> and headings */
    CLM_HTML_COUNTS
};

typedef struct clm_html_element {
    const xmlNode *node;
    uint32_t parent;     /* index; its own for the first */
    uint32_t end;        /* index after the last element below */
    uint32_t block_at;   /* the nearest block, itself included */
    uint32_t text, link; /* bytes of letters and digits below, and those in links */
    uint32_t prose;      /* bytes of text in runs that are prose */
    uint32_t policy;     /* of it in runs that ask for consent */
    uint32_t accepts;    /* buttons of consent */
    uint32_t counts[CLM_HTML_COUNTS];
    uint32_t units; /* bytes of text below in units of replies */
    unsigned kinds;
    uint16_t depth;
    bool block, heading;
    bool in_main; /* it stands in <article> or <main>, or is one */
    bool dropped;
    bool was_dropped; /* before the pass in hand */
    bool chosen;      /* the article is below */
    bool entry;       /* an entry of a live blog begins here */
    uint32_t moment;  /* of that entry: index of its run */
} clm_html_element;

/* Text between two borders of blocks. */
typedef struct clm_html_run {
    uint32_t owner; /* the block it stands in */
    uint32_t at;    /* element last begun before its text */
    uint32_t text, link;
    uint32_t length; /* bytes, white space joined */
    clm_html_label label;
    bool prose, policy;
    bool sentence;   /* it ends like one */
    clm_date day;    /* of a short run that holds a date */
    bool timed;      /* it begins with a moment */
    bool only_time;  /* and holds nothing else */
    bool clock_seen; /* the clock stands in the text, not in an attribute */
    clm_html_moment moment;
} clm_html_run;

typedef struct clm_html_page {
    clm_html_element *elements;
    size_t count;
    clm_html_run *runs;
    size_t run_count, run_capacity;
    uint32_t headline; /* index of the element; UINT32_MAX: none */
    bool headed;       /* and it is a heading, not just text that is the title */
    bool kicker;       /* the heading holds more than the title */
    uint32_t prose;    /* of the whole page */
    unsigned kinds_off;
    clm_date shown; /* the date that stands near the headline */
    bool failed;    /* memory ended */
} clm_html_page;

enum { CLM_HTML_PROSE_MIN = 250 };

/* html_survey.c: fills `page`, which the caller clears. `title`: what the metadata call the
 * article, to tell its headline, and `site` its outlet; may be empty. */
void clm_html_survey(xmlNode *root, clm_text title, clm_text site, clm_html_page *page);
void clm_html_page_clear(clm_html_page *page);
/* The survey's element of a node; NULL for text and for elements that no reader sees. */
static inline clm_html_element *clm_html_element_of(const xmlNode *node) {
    return node->type == XML_ELEMENT_NODE ? (clm_html_element *)node->_private : NULL;
}
static inline bool clm_html_holds(const clm_html_page *page, uint32_t index, uint32_t below) {
    return below != UINT32_MAX && below >= index && below < page->elements[index].end;
}

/* html_sift.c: strikes furniture out. `by_name`: names of classes and ids are looked at. */
void clm_html_sift(clm_html_page *page, bool by_name);

/* html_sorts.c: paragraphs of one text are of one sort, the same element with the same class. */
bool clm_html_same_sort(const clm_html_page *page, uint32_t a, uint32_t b);
/* An element of the sort that holds `least` in a hundred of the kept prose, in three paragraphs or
 * more; UINT32_MAX if there is none. `inside` NULL: of the whole page. `least` is 50 or more. */
uint32_t clm_html_text_sort(const clm_html_page *page, const bool *inside, uint32_t least);
/* For each element whether it is in what was chosen; the caller frees it. NULL: memory ended. */
bool *clm_html_inside(clm_html_page *page);
/* The highest element above `top` and below `scope` that adds more of the text's sort than of
 * others. `prose`: what is kept below each element. */
uint32_t clm_html_widen(clm_html_page *page, uint32_t top, uint32_t scope, const uint32_t *prose);
void clm_html_cut_tail(clm_html_page *page);
/* `first`: the first paragraph after the headline, which is kept; `longest`: bytes. */
void clm_html_drop_odd_captions(clm_html_page *page, uint32_t first, uint32_t longest);
/* True if `near` says what the headline says and `far` does not. */
bool clm_html_tells_title(const clm_html_page *page, uint32_t near, uint32_t far);

/* html_choose.c: marks the elements that hold the article; how much prose is in them. */
uint32_t clm_html_choose(clm_html_page *page);
/* html_entries.c: marks where the entries of a live blog begin; how many. */
size_t clm_html_mark_entries(clm_html_page *page, bool live);
/* Gives days to the marks of `source` that have only a clock; `first`: the article's day. */
void clm_html_date_entries(clm_article_source *source, clm_date first);

/* html_text.c: appends what was chosen, one paragraph a line, without the line that repeats
 * `title`, and the marks of entries to `out`. */
void clm_html_write(const clm_html_page *page, const xmlNode *root, clm_text title,
                    clm_article_source *out);

/* html.c: the page as a tree; NULL where it cannot be read. `encoding` NULL: libxml2 finds it. */
xmlDoc *clm_html_parse(clm_text bytes, const char *encoding);

/* What scripts of data say. */
typedef struct clm_html_data {
    clm_html_moment published, modified;
    clm_buffer outlet;
    clm_buffer body; /* articleBody, a paragraph a line */
    bool live;       /* a LiveBlogPosting */
    int rank;        /* how sure it is that published is the article's */
} clm_html_data;

/* html_json.c: reads JSON-LD. With `updates` it also appends the entries of a live blog to it. */
void clm_html_read_data(const xmlNode *root, clm_html_data *out, clm_article_source *updates);
/* The longest list of paragraphs in the page's state (application/json). */
void clm_html_read_state(const xmlNode *root, clm_buffer *out);
/* Appends text that may hold tags or entities, a paragraph a line. */
void clm_html_plain_text(clm_text text, clm_buffer *out);
/* Adds a mark at the end of the text. */
void clm_html_add_mark(clm_article_source *out, clm_html_moment moment);

/* html_facts.c: what metadata say. Dates by how sure they are to be the day of publication: the
 * first known one counts. */
enum {
    CLM_HTML_DATE_META,     /* article:published_time and what tools of publishers read */
    CLM_HTML_DATE_DATA,     /* datePublished of the JSON-LD article */
    CLM_HTML_DATE_PROPERTY, /* itemprop or property="datePublished", hentry's "published" */
    CLM_HTML_DATE_NAMED,    /* <meta name="date">, Dublin Core: also of the page or the file */
    CLM_HTML_DATE_TIME,     /* the first <time datetime> */
    CLM_HTML_DATE_ADDRESS,  /* /2025/04/08/ in the page's own address */
    CLM_HTML_DATE_SHOWN,    /* in a short text near the headline */
    CLM_HTML_DATES
};
typedef struct clm_html_facts {
    clm_html_moment dates[CLM_HTML_DATES];
    clm_text og_title, site_name, author; /* borrowed from the tree */
    clm_html_moment modified;
    const xmlNode *title;
} clm_html_facts;
void clm_html_read_facts(const xmlNode *root, clm_html_facts *out);
clm_date clm_html_choose_date(const clm_html_facts *facts, const clm_html_data *data,
                              clm_date shown);
/* The title by the metadata: og:title, else <title> without the site's name. */
void clm_html_named_title(const clm_html_facts *facts, clm_buffer *out);

#endif

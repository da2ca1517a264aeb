/* article/html_parts.h (private): html.c and html_text.c, which see libxml2, and html_guard.c.
 *
 * All walks go by the nodes' own pointers: no depth of nesting can overflow the stack. */
#ifndef CLM_ARTICLE_HTML_PARTS_H
#define CLM_ARTICLE_HTML_PARTS_H

#include "article/parts.h"

#include <libxml/tree.h>

/* Copies the page into `out` with tags of too many attributes closed early; false, and nothing
 * copied, if there are none. */
bool clm_html_limit_attributes(clm_text page, clm_buffer *out);

/* The node after `node` in document order within `root`; with `skip` not below `node`. NULL at the
 * end. */
const xmlNode *clm_html_next(const xmlNode *node, const xmlNode *root, bool skip);

/* The node's attribute; empty if it is missing. Borrowed from the tree; only its first text. */
clm_text clm_html_attribute(const xmlNode *node, const char *name);

bool clm_html_is(const xmlNode *node, const char *name); /* an element of this name */

/* Appends the text below `node` with white space joined, without scripts and the like. */
void clm_html_flat_text(const xmlNode *node, clm_buffer *out);

/* Appends the article's paragraphs, one a line, without the line that repeats `title`. */
void clm_html_main_text(const xmlNode *root, clm_text title, clm_buffer *out);

/* The headline inside the article's main part, or the first of the page; NULL if there is none. */
const xmlNode *clm_html_headline(const xmlNode *root);

#endif

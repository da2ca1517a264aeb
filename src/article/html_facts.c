#include "article/html_parts.h"

#include <string.h>

typedef struct meta_date {
    const char *name;
    int rank;
} meta_date;

static const meta_date meta_dates[] = {
    {"article:published_time", CLM_HTML_DATE_META},
    {"article:published", CLM_HTML_DATE_META},
    {"article.published", CLM_HTML_DATE_META},
    {"og:published_time", CLM_HTML_DATE_META},
    {"og:article:published_time", CLM_HTML_DATE_META},
    {"datePublished", CLM_HTML_DATE_META},
    {"parsely-pub-date", CLM_HTML_DATE_META},
    {"sailthru.date", CLM_HTML_DATE_META},
    {"cXenseParse:recs:publishtime", CLM_HTML_DATE_META},
    {"published_at", CLM_HTML_DATE_META},
    {"published_time", CLM_HTML_DATE_META},
    {"pubdate", CLM_HTML_DATE_META},
    {"publish-date", CLM_HTML_DATE_META},
    {"publish_date", CLM_HTML_DATE_META},
    {"publishdate", CLM_HTML_DATE_META},
    {"publication_date", CLM_HTML_DATE_META},
    {"DC.date.issued", CLM_HTML_DATE_META},
    {"DCTERMS.issued", CLM_HTML_DATE_META},
    {"date", CLM_HTML_DATE_NAMED},
    {"DC.date", CLM_HTML_DATE_NAMED},
    {"DC.date.created", CLM_HTML_DATE_NAMED},
    {"DCTERMS.date", CLM_HTML_DATE_NAMED},
    {"DCTERMS.created", CLM_HTML_DATE_NAMED},
    {"article:modified_time", CLM_HTML_DATES},
    {"og:updated_time", CLM_HTML_DATES},
    {"dateModified", CLM_HTML_DATES},
    {"last-modified", CLM_HTML_DATES},
    {"DCTERMS.modified", CLM_HTML_DATES},
};

static bool same_name(clm_text name, const char *known) {
    return name.len == strlen(known) &&
           xmlStrncasecmp((const xmlChar *)name.ptr, (const xmlChar *)known, (int)name.len) == 0;
}

static void keep_date(clm_html_moment *place, clm_text value) {
    clm_html_moment moment;
    if (place->date.year == 0 && clm_html_read_moment(value, &moment)) {
        *place = moment;
    }
}

/* "/2025/04/08/", "/2025-04-08", "/20250408/" in an address. */
static void read_address(clm_text address, clm_html_moment *out) {
    for (size_t i = 0; i + 9 < address.len && out->date.year == 0; i++) {
        if (address.ptr[i] != '/' || (address.ptr[i + 1] != '1' && address.ptr[i + 1] != '2')) {
            continue;
        }
        size_t end = i + 1;
        while (end < address.len &&
               ((address.ptr[end] >= '0' && address.ptr[end] <= '9') ||
                ((address.ptr[end] == '/' || address.ptr[end] == '-') && end - i < 10))) {
            end++;
        }
        clm_text found = {address.ptr + i + 1, end - i - 1};
        if (found.len == 8 || found.len >= 10) {
            found.len = found.len > 10 ? 10 : found.len;
            keep_date(out, found);
        }
    }
}

static void read_meta(const xmlNode *node, clm_html_facts *facts) {
    clm_text content = clm_html_attribute(node, "content");
    const char *const attributes[] = {"property", "name", "itemprop"};
    for (size_t a = 0; a < 3; a++) {
        clm_text name = clm_html_attribute(node, attributes[a]);
        if (name.len == 0) {
            continue;
        }
        for (size_t i = 0; i < sizeof meta_dates / sizeof *meta_dates; i++) {
            if (same_name(name, meta_dates[i].name)) {
                int rank = a == 2 && meta_dates[i].rank < CLM_HTML_DATES ? CLM_HTML_DATE_PROPERTY
                                                                         : meta_dates[i].rank;
                keep_date(rank == CLM_HTML_DATES ? &facts->modified : &facts->dates[rank], content);
            }
        }
        if (same_name(name, "og:title") && facts->og_title.len == 0) {
            facts->og_title = clm_text_trim(content);
        } else if (same_name(name, "og:site_name") && facts->site_name.len == 0) {
            facts->site_name = clm_text_trim(content);
        } else if (same_name(name, "author") && facts->author.len == 0) {
            facts->author = clm_text_trim(content);
        } else if (same_name(name, "og:url")) {
            read_address(content, &facts->dates[CLM_HTML_DATE_ADDRESS]);
        }
    }
}

/* Inside <div itemprop="publisher"> the name is the outlet's. */
static void read_publisher(const xmlNode *node, clm_html_facts *facts) {
    enum { NEAR = 32 };
    const xmlNode *n = node->children;
    for (int i = 0; i < NEAR && n != NULL && facts->site_name.len == 0;
         i++, n = clm_html_next(n, node, false)) {
        if (n->type == XML_ELEMENT_NODE &&
            clm_html_has_value(clm_html_attribute(n, "itemprop"), "name")) {
            facts->site_name = clm_text_trim(clm_html_attribute(n, "content"));
            return;
        }
    }
}

static void read_property(const xmlNode *node, clm_html_facts *facts) {
    clm_text content = clm_html_attribute(node, "content");
    clm_text moment = clm_html_attribute(node, "datetime");
    clm_text value = content.len > 0 ? content : moment;
    clm_text name = clm_html_attribute(node, "itemprop");
    if (clm_html_has_value(name, "datePublished") ||
        clm_text_ends(clm_html_attribute(node, "property"), "datePublished")) {
        if (value.len == 0 && node->children != NULL && clm_html_is_text(node->children)) {
            value = clm_text_of((const char *)node->children->content);
        }
        keep_date(&facts->dates[CLM_HTML_DATE_PROPERTY], value);
    } else if (clm_html_has_value(name, "dateModified")) {
        keep_date(&facts->modified, value);
    } else if (clm_html_has_value(name, "publisher")) {
        read_publisher(node, facts);
    }
}

static bool is_time(const xmlNode *node) {
    return clm_html_is(node, "time") && clm_html_attribute(node, "datetime").len > 0 &&
           !clm_html_has_value(clm_html_attribute(node, "itemprop"), "dateModified") &&
           !clm_html_has_value(clm_html_attribute(node, "class"), "updated");
}

void clm_html_read_facts(const xmlNode *root, clm_html_facts *out) {
    *out = (clm_html_facts){.og_title = {"", 0}, .site_name = {"", 0}, .author = {"", 0}};
    for (const xmlNode *node = root; node != NULL; node = clm_html_next(node, root, false)) {
        if (node->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (out->title == NULL && clm_html_is(node, "title")) {
            out->title = node;
        }
        if (node->properties == NULL) {
            continue;
        }
        if (clm_html_is(node, "meta")) {
            read_meta(node, out);
        } else if (clm_html_is(node, "link") &&
                   clm_html_has_value(clm_html_attribute(node, "rel"), "canonical")) {
            read_address(clm_html_attribute(node, "href"), &out->dates[CLM_HTML_DATE_ADDRESS]);
        } else {
            read_property(node, out);
        }
        if (is_time(node)) {
            keep_date(&out->dates[CLM_HTML_DATE_TIME], clm_html_attribute(node, "datetime"));
        }
    }
}

clm_date clm_html_choose_date(const clm_html_facts *facts, const clm_html_data *data,
                              clm_date shown) {
    for (int i = 0; i < CLM_HTML_DATES; i++) {
        clm_date date = i == CLM_HTML_DATE_DATA    ? data->published.date
                        : i == CLM_HTML_DATE_SHOWN ? shown
                                                   : facts->dates[i].date;
        if (date.year != 0) {
            return date;
        }
    }
    /* Better the day of a change than none. */
    return data->modified.date.year != 0 ? data->modified.date : facts->modified.date;
}

/* Cuts " | The Daily" or " - The Daily" off a page title when enough is left, or what stands after
 * the mark is the site's name. */
static void cut_site_name(clm_buffer *title, clm_text site) {
    static const char *const marks[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " · "};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t length = strlen(marks[m]);
        for (size_t i = title->len; i-- > 0;) {
            if (i + length > title->len || memcmp(title->data + i, marks[m], length) != 0) {
                continue;
            }
            clm_text left = {title->data, i};
            clm_text right = {title->data + i, title->len - i};
            clm_text name = {title->data + i + length, title->len - i - length};
            if ((clm_article_count_words(left, 4) == 4 && clm_article_count_words(right, 7) < 7) ||
                (site.len > 0 && clm_text_equal(name, site))) {
                title->len = i;
                title->data[i] = '\0';
                return;
            }
            break;
        }
    }
}

void clm_html_named_title(const clm_html_facts *facts, clm_buffer *out) {
    if (facts->og_title.len > 0) {
        clm_html_add_joined(out, out->len, facts->og_title.ptr);
        clm_html_drop_blanks(out, 0);
    } else if (facts->title != NULL) {
        clm_html_flat_text(facts->title, out);
    }
    if (out->len > 0 && !out->failed) {
        cut_site_name(out, facts->site_name);
    }
}

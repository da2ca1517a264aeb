#include "article/html_parts.h"

#include <string.h>

typedef struct named_kind {
    const char *word;
    unsigned kind;
} named_kind;

/* Words of class and id that mark page furniture, as outlets of several countries use them; sorted,
 * since all names of a page are looked up. */
static const named_kind words[] = {
    {"abonnement", CLM_HTML_OFFER},
    {"ad", CLM_HTML_AD},
    {"addthis", CLM_HTML_SHARE},
    {"addtoany", CLM_HTML_SHARE},
    {"ads", CLM_HTML_AD},
    {"adslot", CLM_HTML_AD},
    {"advert", CLM_HTML_AD},
    {"advertisement", CLM_HTML_AD},
    {"advertising", CLM_HTML_AD},
    {"adverts", CLM_HTML_AD},
    {"anuncio", CLM_HTML_AD},
    {"anzeige", CLM_HTML_AD},
    {"author", CLM_HTML_AUTHOR},
    {"authors", CLM_HTML_AUTHOR},
    {"banner", CLM_HTML_AD},
    {"bild", CLM_HTML_IMAGE},
    {"bildtext", CLM_HTML_CAPTION},
    {"bildunterschrift", CLM_HTML_CAPTION},
    {"bio", CLM_HTML_AUTHOR},
    {"biography", CLM_HTML_AUTHOR},
    {"boletin", CLM_HTML_OFFER},
    {"bookmark", CLM_HTML_RELATED},
    {"breadcrumb", CLM_HTML_NAVIGATION},
    {"breadcrumbs", CLM_HTML_NAVIGATION},
    {"byline", CLM_HTML_AUTHOR},
    {"caption", CLM_HTML_CAPTION},
    {"captions", CLM_HTML_CAPTION},
    {"cmp", CLM_HTML_COOKIE},
    {"colophon", CLM_HTML_SIDE},
    {"comentario", CLM_HTML_COMMENT},
    {"comentarios", CLM_HTML_COMMENT},
    {"comment", CLM_HTML_COMMENT},
    {"commentaire", CLM_HTML_COMMENT},
    {"commentaires", CLM_HTML_COMMENT},
    {"commenti", CLM_HTML_COMMENT},
    {"comments", CLM_HTML_COMMENT},
    {"compartilhe", CLM_HTML_SHARE},
    {"compartir", CLM_HTML_SHARE},
    {"condividi", CLM_HTML_SHARE},
    {"consent", CLM_HTML_COOKIE},
    {"contribution", CLM_HTML_OFFER},
    {"contributions", CLM_HTML_OFFER},
    {"cookie", CLM_HTML_COOKIE},
    {"cookiebanner", CLM_HTML_COOKIE},
    {"cookiebar", CLM_HTML_COOKIE},
    {"cookieconsent", CLM_HTML_COOKIE},
    {"cookies", CLM_HTML_COOKIE},
    {"copyright", CLM_HTML_SIDE},
    {"coral", CLM_HTML_COMMENT},
    {"correlate", CLM_HTML_RELATED},
    {"correlati", CLM_HTML_RELATED},
    {"credit", CLM_HTML_CAPTION},
    {"credits", CLM_HTML_CAPTION},
    {"delen", CLM_HTML_SHARE},
    {"didomi", CLM_HTML_COOKIE},
    {"discussion", CLM_HTML_COMMENT},
    {"disqus", CLM_HTML_COMMENT},
    {"donate", CLM_HTML_OFFER},
    {"donation", CLM_HTML_OFFER},
    {"etiquetas", CLM_HTML_TAGS},
    {"feedback", CLM_HTML_WIDGET},
    {"figure", CLM_HTML_IMAGE},
    {"footer", CLM_HTML_SIDE},
    {"foto", CLM_HTML_IMAGE},
    {"fotos", CLM_HTML_IMAGE},
    {"gallery", CLM_HTML_CAPTION},
    {"gdpr", CLM_HTML_COOKIE},
    {"gerelateerd", CLM_HTML_RELATED},
    {"hidden", CLM_HTML_HIDDEN},
    {"image", CLM_HTML_IMAGE},
    {"images", CLM_HTML_IMAGE},
    {"img", CLM_HTML_IMAGE},
    {"imgcaption", CLM_HTML_CAPTION},
    {"keywords", CLM_HTML_TAGS},
    {"komentarze", CLM_HTML_COMMENT},
    {"kommentar", CLM_HTML_COMMENT},
    {"kommentare", CLM_HTML_COMMENT},
    {"kommentarer", CLM_HTML_COMMENT},
    {"kommentarii", CLM_HTML_COMMENT},
    {"legend", CLM_HTML_CAPTION},
    {"legende", CLM_HTML_CAPTION},
    {"livefyre", CLM_HTML_COMMENT},
    {"masthead", CLM_HTML_NAVIGATION},
    {"media", CLM_HTML_IMAGE},
    {"mediaplayer", CLM_HTML_WIDGET},
    {"menu", CLM_HTML_NAVIGATION},
    {"modal", CLM_HTML_WIDGET},
    {"nav", CLM_HTML_NAVIGATION},
    {"navbar", CLM_HTML_NAVIGATION},
    {"navigation", CLM_HTML_NAVIGATION},
    {"newsletter", CLM_HTML_OFFER},
    {"newsletters", CLM_HTML_OFFER},
    {"nieuwsbrief", CLM_HTML_OFFER},
    {"offscreen", CLM_HTML_HIDDEN},
    {"onetrust", CLM_HTML_COOKIE},
    {"onward", CLM_HTML_RELATED},
    {"onwards", CLM_HTML_RELATED},
    {"outbrain", CLM_HTML_RELATED},
    {"pager", CLM_HTML_NAVIGATION},
    {"pagination", CLM_HTML_NAVIGATION},
    {"partager", CLM_HTML_SHARE},
    {"paywall", CLM_HTML_OFFER},
    {"photo", CLM_HTML_IMAGE},
    {"photocredit", CLM_HTML_CAPTION},
    {"photos", CLM_HTML_IMAGE},
    {"piano", CLM_HTML_OFFER},
    {"picture", CLM_HTML_IMAGE},
    {"poll", CLM_HTML_WIDGET},
    {"popup", CLM_HTML_WIDGET},
    {"powiazane", CLM_HTML_RELATED},
    {"promo", CLM_HTML_RELATED},
    {"promoted", CLM_HTML_RELATED},
    {"promotion", CLM_HTML_RELATED},
    {"promotions", CLM_HTML_RELATED},
    {"pubblicita", CLM_HTML_AD},
    {"publicidad", CLM_HTML_AD},
    {"publicidade", CLM_HTML_AD},
    {"publicite", CLM_HTML_AD},
    {"pullquote", CLM_HTML_QUOTE},
    {"quiz", CLM_HTML_WIDGET},
    {"reacties", CLM_HTML_COMMENT},
    {"readmore", CLM_HTML_RELATED},
    {"recirc", CLM_HTML_RELATED},
    {"recirculacion", CLM_HTML_RELATED},
    {"recirculation", CLM_HTML_RELATED},
    {"recommend", CLM_HTML_RELATED},
    {"recommendation", CLM_HTML_RELATED},
    {"recommendations", CLM_HTML_RELATED},
    {"recommended", CLM_HTML_RELATED},
    {"recommends", CLM_HTML_RELATED},
    {"regwall", CLM_HTML_OFFER},
    {"reklama", CLM_HTML_AD},
    {"relacionada", CLM_HTML_RELATED},
    {"relacionadas", CLM_HTML_RELATED},
    {"relacionados", CLM_HTML_RELATED},
    {"related", CLM_HTML_RELATED},
    {"relatedarticles", CLM_HTML_RELATED},
    {"relatedposts", CLM_HTML_RELATED},
    {"respond", CLM_HTML_COMMENT},
    {"richlink", CLM_HTML_RELATED},
    {"rodo", CLM_HTML_COOKIE},
    {"schlagworte", CLM_HTML_TAGS},
    {"share", CLM_HTML_SHARE},
    {"sharebar", CLM_HTML_SHARE},
    {"sharedaddy", CLM_HTML_SHARE},
    {"sharethis", CLM_HTML_SHARE},
    {"sharing", CLM_HTML_SHARE},
    {"sidebar", CLM_HTML_SIDE},
    {"signin", CLM_HTML_OFFER},
    {"signup", CLM_HTML_OFFER},
    {"skip", CLM_HTML_NAVIGATION},
    {"slideshow", CLM_HTML_CAPTION},
    {"social", CLM_HTML_SHARE},
    {"socials", CLM_HTML_SHARE},
    {"sponsor", CLM_HTML_AD},
    {"sponsored", CLM_HTML_AD},
    {"spotim", CLM_HTML_COMMENT},
    {"subscribe", CLM_HTML_OFFER},
    {"subscription", CLM_HTML_OFFER},
    {"subscriptions", CLM_HTML_OFFER},
    {"survey", CLM_HTML_WIDGET},
    {"suscribete", CLM_HTML_OFFER},
    {"suscripcion", CLM_HTML_OFFER},
    {"taboola", CLM_HTML_RELATED},
    {"tagcloud", CLM_HTML_TAGS},
    {"taglist", CLM_HTML_TAGS},
    {"tags", CLM_HTML_TAGS},
    {"talkback", CLM_HTML_COMMENT},
    {"teaser", CLM_HTML_RELATED},
    {"teasers", CLM_HTML_RELATED},
    {"teilen", CLM_HTML_SHARE},
    {"thumb", CLM_HTML_IMAGE},
    {"thumbnail", CLM_HTML_IMAGE},
    {"toc", CLM_HTML_NAVIGATION},
    {"toolbar", CLM_HTML_SHARE},
    {"trending", CLM_HTML_RELATED},
    {"truste", CLM_HTML_COOKIE},
    {"usercentrics", CLM_HTML_COOKIE},
    {"verwandte", CLM_HTML_RELATED},
    {"viafoura", CLM_HTML_COMMENT},
    {"videoplayer", CLM_HTML_WIDGET},
    {"vuukle", CLM_HTML_COMMENT},
    {"werbung", CLM_HTML_AD},
    {"widget", CLM_HTML_WIDGET},
    {"widgets", CLM_HTML_WIDGET},
    {"yorumlar", CLM_HTML_COMMENT},
};

/* Two words of one name, the first before the second. */
static const struct {
    const char *first, *second;
    unsigned kind;
} pairs[] = {
    {"read", "more", CLM_HTML_RELATED},      {"read", "also", CLM_HTML_RELATED},
    {"read", "next", CLM_HTML_RELATED},      {"see", "also", CLM_HTML_RELATED},
    {"also", "read", CLM_HTML_RELATED},      {"also", "like", CLM_HTML_RELATED},
    {"more", "stories", CLM_HTML_RELATED},   {"more", "news", CLM_HTML_RELATED},
    {"more", "like", CLM_HTML_RELATED},      {"more", "from", CLM_HTML_RELATED},
    {"more", "articles", CLM_HTML_RELATED},  {"more", "on", CLM_HTML_RELATED},
    {"more", "links", CLM_HTML_RELATED},     {"up", "next", CLM_HTML_RELATED},
    {"next", "up", CLM_HTML_RELATED},        {"next", "article", CLM_HTML_RELATED},
    {"most", "read", CLM_HTML_RELATED},      {"most", "popular", CLM_HTML_RELATED},
    {"most", "viewed", CLM_HTML_RELATED},    {"latest", "news", CLM_HTML_RELATED},
    {"inline", "links", CLM_HTML_RELATED},   {"links", "block", CLM_HTML_RELATED},
    {"key", "events", CLM_HTML_NAVIGATION},  {"popular", "posts", CLM_HTML_RELATED},
    {"recent", "posts", CLM_HTML_RELATED},   {"screen", "reader", CLM_HTML_HIDDEN},
    {"sr", "only", CLM_HTML_HIDDEN},         {"print", "only", CLM_HTML_HIDDEN},
    {"visually", "hidden", CLM_HTML_HIDDEN}, {"sign", "up", CLM_HTML_OFFER},
    {"sp", "message", CLM_HTML_COOKIE},      {"pull", "quote", CLM_HTML_QUOTE},
    {"tag", "list", CLM_HTML_TAGS},          {"tag", "cloud", CLM_HTML_TAGS},
    {"tag", "links", CLM_HTML_TAGS},         {"img", "credit", CLM_HTML_CAPTION},
    {"rich", "link", CLM_HTML_RELATED},      {"read", "too", CLM_HTML_RELATED},
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum { WORD_BYTES = 24, WORDS_MAX = 8 };

typedef struct name_words {
    char words[WORDS_MAX][WORD_BYTES];
    size_t count;
} name_words;

/* Cuts one name into its words: "relatedContent" and "related-content" are two. */
static void cut_name(clm_text name, name_words *out) {
    out->count = 0;
    for (size_t i = 0; i < name.len && out->count < WORDS_MAX;) {
        size_t length = 0;
        size_t start = i;
        char *word = out->words[out->count];
        while (i < name.len && is_letter(name.ptr[i])) {
            char c = name.ptr[i];
            if (c >= 'A' && c <= 'Z' && i > start && name.ptr[i - 1] >= 'a') {
                break;
            }
            if (length + 1 < WORD_BYTES) {
                word[length] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
            }
            length++;
            i++;
        }
        if (length > 0 && length < WORD_BYTES) {
            word[length] = '\0';
            out->count++;
        }
        i += i == start;
    }
}

static unsigned word_kind(const char *word) {
    size_t low = 0;
    size_t high = sizeof words / sizeof *words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(word, words[middle].word);
        if (order == 0) {
            return words[middle].kind;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return 0;
}

/* "has-sidebar", "comments-open", "tag-cookies", "category-social": of a page or of a subject. */
static bool is_about_page(const name_words *name) {
    static const char *const firsts[] = {"has",  "no",     "with",   "without",  "category", "tag",
                                         "type", "status", "format", "supports", "single",   NULL};
    static const char *const lasts[] = {"open",     "closed", "enabled", "disabled",
                                        "inactive", "off",    "free",    NULL};
    if (name->count < 2) {
        return false;
    }
    if (strcmp(name->words[0], "tag") == 0 && word_kind(name->words[1]) == 0) {
        return false; /* "tag-list" */
    }
    return clm_html_in_list(name->words[0], firsts) ||
           clm_html_in_list(name->words[name->count - 1], lasts);
}

static unsigned pair_kinds(const name_words *name) {
    unsigned kinds = 0;
    for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++) {
        for (size_t i = 0; i + 1 < name->count; i++) {
            if (strcmp(name->words[i], pairs[p].first) == 0 &&
                strcmp(name->words[i + 1], pairs[p].second) == 0) {
                kinds |= pairs[p].kind;
            }
        }
    }
    return kinds;
}

/* The next of the blank-separated names from `*at`; false at the end. */
static bool next_name(clm_text value, size_t *at, name_words *name) {
    while (*at < value.len && value.ptr[*at] <= ' ') {
        (*at)++;
    }
    size_t start = *at;
    while (*at < value.len && (unsigned char)value.ptr[*at] > ' ') {
        (*at)++;
    }
    cut_name((clm_text){value.ptr + start, *at - start}, name);
    return *at > start;
}

static unsigned value_kinds(clm_text value) {
    unsigned kinds = 0;
    name_words name;
    for (size_t at = 0; next_name(value, &at, &name);) {
        if (is_about_page(&name)) {
            continue;
        }
        for (size_t i = 0; i < name.count; i++) {
            kinds |= word_kind(name.words[i]);
        }
        kinds |= name.count > 1 ? pair_kinds(&name) : 0;
    }
    return kinds;
}

/* class, id, and where publishing systems name the parts of a page: data-component, data-testid,
 * data-area, aria-label. */
static bool is_naming(const char *attribute) {
    static const char *const whole[] = {"class", "id", "aria-label", NULL};
    static const char *const ends[] = {"component", "component-name", "testid",  "test-id",
                                       "area",      "module",         "region",  "role",
                                       "block",     "section",        "gu-name", NULL};
    if (strncmp(attribute, "data-", 5) != 0) {
        return clm_html_in_list(attribute, whole);
    }
    return clm_html_in_list(attribute + 5, ends);
}

static clm_text value_of(const xmlAttr *attribute) {
    const xmlNode *value = attribute->children;
    return value != NULL && value->content != NULL ? clm_text_of((const char *)value->content)
                                                   : (clm_text){"", 0};
}

unsigned clm_html_named_kinds(const xmlNode *node) {
    static const char *const kept[] = {"html", "body", "main", NULL};
    unsigned kinds = 0;
    if (node->properties == NULL || clm_html_in_list((const char *)node->name, kept) ||
        clm_html_is_heading(node)) {
        return 0;
    }
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        kinds |= is_naming((const char *)a->name) ? value_kinds(value_of(a)) : 0;
    }
    return kinds;
}

static bool names_body(clm_text value) {
    static const char *const whole[] = {"article", "story", "post",    "entry",   "news",
                                        "node",    "blog",  "content", "text",    "articulo",
                                        "noticia", "nota",  "artikel", "materia", NULL};
    static const char *const part[] = {"body",  "content", "text",   "copy",
                                       "texto", "cuerpo",  "inhalt", NULL};
    name_words name;
    for (size_t at = 0; next_name(value, &at, &name);) {
        for (size_t i = 0; i + 1 < name.count; i++) {
            if (clm_html_in_list(name.words[i], whole) &&
                clm_html_in_list(name.words[i + 1], part)) {
                return true;
            }
        }
    }
    return false;
}

bool clm_html_named_body(const xmlNode *node) {
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
        if (is_naming((const char *)a->name) && names_body(value_of(a))) {
            return true;
        }
    }
    return false;
}

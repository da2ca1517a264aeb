/* Writes mentions as one line of text, so that a table row can say what is expected:
 * "Sumy:region <Ukraine" is a mention that asks for a region and lies in the mention Ukraine. */
#ifndef CLM_TESTS_MENTION_TEXT_H
#define CLM_TESTS_MENTION_TEXT_H

#include "article/article.h"
#include "mentions/mentions.h"

static void put_span(clm_buffer *out, const clm_article *article, clm_span span) {
    clm_buffer_text(out, clm_article_slice(article, span));
}

/* Parts: the span; ~ demonym; =X anaphor of X; * nominal; ? unknown; :kind wanted; @N compass;
 * 's possessive; % partial; <X container; +X list. Mentions are joined by " | ". */
static void put_mention(clm_buffer *out, const clm_article *article, const clm_mentions *mentions,
                        size_t index) {
    const clm_mention *mention = &mentions->items[index];
    put_span(out, article, mention->span);
    if (mention->possessive) {
        clm_buffer_string(out, "'s");
    }
    if (mention->type == CLM_MENTION_DEMONYM || mention->type == CLM_MENTION_DERIVED) {
        clm_buffer_char(out, '~');
    }
    if (mention->type == CLM_MENTION_NOMINAL) {
        clm_buffer_char(out, '*');
    }
    if (mention->type == CLM_MENTION_TOPONYM && mention->ref_count == 0) {
        clm_buffer_char(out, '?');
    }
    if (mention->wanted_kind >= 0) {
        clm_buffer_printf(out, ":%s", clm_place_kind_name((clm_place_kind)mention->wanted_kind));
    }
    if (mention->compass != CLM_COMPASS_NONE) {
        clm_buffer_printf(out, "@%d", (int)mention->compass);
    }
    if (mention->partial && mention->type != CLM_MENTION_NOMINAL) {
        clm_buffer_char(out, '%');
    }
    if (mention->container >= 0) {
        clm_buffer_string(out, " <");
        put_span(out, article, mentions->items[mention->container].name);
    }
    if (mention->coordinated >= 0) {
        clm_buffer_string(out, " +");
        put_span(out, article, mentions->items[mention->coordinated].name);
    }
    if (mention->antecedent >= 0) {
        clm_buffer_string(out, " =");
        put_span(out, article, mentions->items[mention->antecedent].name);
    }
}

static void put_mentions(clm_buffer *out, const clm_article *article,
                         const clm_mentions *mentions) {
    for (size_t i = 0; i < mentions->count; i++) {
        clm_buffer_string(out, i > 0 ? " | " : "");
        put_mention(out, article, mentions, i);
    }
}

#endif

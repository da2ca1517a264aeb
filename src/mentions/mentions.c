/* mentions/mentions.c: the steps in their order, and the list that comes out. */
#include "mentions/mentions.h"

#include "mentions/finder.h"
#include "mentions/tagger.h"

static bool starts_upper(const clm_article *article, uint32_t byte) {
    clm_text text = clm_article_slice(article, (clm_span){byte, byte + 1});
    return text.len == 1 && text.ptr[0] >= 'A' && text.ptr[0] <= 'Z';
}

/* A kind or compass word belongs to the toponym where it is written as part of the name ("Oneida
 * County", "Gulf of Oman"), not where it only describes ("Kursk region", "eastern Ukraine"). */
clm_span clm_mention_toponym(const clm_article *article, const clm_mention *mention) {
    clm_span span = mention->span;
    clm_span name = mention->name;
    if (clm_span_empty(name) || !clm_span_contains(span, name)) {
        return span;
    }
    if (name.start > span.start && !starts_upper(article, span.start)) {
        span.start = name.start;
    }
    uint32_t word = name.end;
    while (word < span.end && article->text.ptr[word] == ' ') {
        word++;
    }
    if (name.end < span.end && !starts_upper(article, word)) {
        span.end = name.end;
    }
    return span;
}

static bool wanted(const finder *f, const candidate *item) {
    bool demonym =
        item->mention.type == CLM_MENTION_DEMONYM || item->mention.type == CLM_MENTION_DERIVED;
    return item->verdict == VERDICT_ACCEPT && !(demonym && f->options->no_demonyms);
}

static clm_status collect(finder *f, clm_mentions *out, clm_error *error) {
    clm_article *article = f->article;
    int *moved = clm_arena_array(article->arena, f->count + 1, sizeof *moved);
    out->items = clm_arena_array(article->arena, f->count + 1, sizeof *out->items);
    out->rejected = clm_arena_array(article->arena, f->count + 1, sizeof *out->rejected);
    if (moved == NULL || out->items == NULL || out->rejected == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    for (size_t i = 0; i < f->count; i++) {
        const candidate *item = &f->items[i];
        moved[i] = -1;
        clm_span name = clm_article_token_span(article, item->name_start, item->name_end - 1);
        if (wanted(f, item)) {
            moved[i] = (int)out->count;
            clm_mention *mention = &out->items[out->count++];
            *mention = item->mention;
            mention->name = name;
            mention->span =
                clm_article_token_span(article, mention->token_start, mention->token_end - 1);
        } else if (item->verdict == VERDICT_REJECT) {
            out->rejected[out->rejected_count++] = (clm_rejected){name, item->reason};
        }
    }
    for (size_t i = 0; i < out->count; i++) {
        clm_mention *mention = &out->items[i];
        mention->container = mention->container >= 0 ? moved[mention->container] : -1;
        mention->coordinated = mention->coordinated >= 0 ? moved[mention->coordinated] : -1;
    }
    return CLM_OK;
}

clm_status clm_mentions_find(clm_article *article, const clm_gazetteer *gazetteer,
                             const clm_mentions_options *options, clm_mentions *out,
                             clm_error *error) {
    static const clm_mentions_options defaults = {0};
    *out = (clm_mentions){0};
    finder f = {0};
    f.article = article;
    f.gazetteer = gazetteer;
    f.options = options != NULL ? options : &defaults;
    clm_status status = clm_learned_read(f.options->model, &f.learned, error);
    if (status == CLM_OK) {
        status = clm_finder_init(&f, error);
    }
    if (status == CLM_OK) {
        status = clm_spans_propose(&f, error);
    }
    if (status == CLM_OK) {
        status = clm_tagger_run(&f, error);
    }
    if (status == CLM_OK) {
        status = clm_tagged_add(&f, error);
    }
    if (status == CLM_OK) {
        clm_forms_read(&f);
        clm_defined_read(&f);
        clm_people_mark(&f);
        clm_judge_all(&f);
        status = clm_decide_all(&f, error);
    }
    if (status == CLM_OK) {
        status = collect(&f, out, error);
    }
    if (status == CLM_OK) {
        status = clm_nominals_add(&f, out, error);
    }
    if (status == CLM_OK) {
        status = clm_gazetteer_check(gazetteer, error);
    }
    return status;
}

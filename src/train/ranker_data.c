#include "train/ranker.h"

#include "base/alloc.h"

#include <string.h>

/* As the field counts: a place is right within 161 km (100 miles; Leidner 2007 and all after). */
static const double right_m = 161000.0;
static const double weight_most = 3.0; /* of a name that is said often */

static bool same_span(clm_span a, clm_span b) {
    return a.start == b.start && a.end == b.end;
}

static clm_status match(clm_rank_document *d, clm_error *error) {
    const clm_train_document *source = d->source;
    d->gold = clm_arena_array(d->article->arena, source->toponym_count + 1, sizeof *d->gold);
    if (d->gold == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < source->toponym_count; i++) {
        const clm_train_toponym *t = &source->toponyms[i];
        for (size_t k = 0; k < d->mentions.count && t->has_point; k++) {
            const clm_mention *m = &d->mentions.items[k];
            if (same_span(m->span, t->span) || same_span(m->name, t->span)) {
                d->gold[d->gold_count++] = (clm_rank_gold){k, t};
                break;
            }
        }
    }
    return CLM_OK;
}

static clm_status read_document(const clm_train_input *in, clm_rank_document *d, clm_error *error) {
    const clm_article_options options = {.format = CLM_ARTICLE_JSON};
    const clm_mentions_options finding = {.model = in->model};
    clm_status status = clm_article_parse(d->source->line, &options, &d->article, error);
    if (status == CLM_OK) {
        status = clm_mentions_find(d->article, in->gazetteer, &finding, &d->mentions, error);
    }
    return status == CLM_OK ? match(d, error) : status;
}

clm_status clm_rank_data_read(const clm_train_input *in, clm_rank_data *out, clm_error *error) {
    *out = (clm_rank_data){0};
    for (size_t c = 0; c < in->corpus_count; c++) {
        for (size_t i = 0; i < in->corpora[c].count; i++) {
            if (!in->corpora[c].documents[i].has_toponyms) {
                continue;
            }
            if (clm_grow((void **)&out->documents, &out->capacity, out->count + 1,
                         sizeof *out->documents) != 0) {
                return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
            }
            clm_rank_document *d = &out->documents[out->count++];
            memset(d, 0, sizeof *d);
            d->source = &in->corpora[c].documents[i];
            clm_status status = read_document(in, d, error);
            if (status != CLM_OK) {
                return status;
            }
        }
    }
    return CLM_OK;
}

void clm_rank_data_clear(clm_rank_data *data) {
    for (size_t i = 0; i < data->count; i++) {
        clm_article_free(data->documents[i].article);
    }
    clm_free(data->documents);
    *data = (clm_rank_data){0};
}

/* The same GeoNames id is right; without it the nearest is, and what else is near is right by
 * half: it would count, and is not what was meant. */
static void add_right(const clm_rank_view *view, const clm_rank_group *group,
                      const clm_train_toponym *toponym, float *right) {
    size_t chosen = group->count;
    double nearest = right_m;
    bool by_id = false;
    for (size_t k = 0; k < group->count && !by_id; k++) {
        const clm_rank_candidate *c = &view->candidates[group->first + k];
        double distance = clm_sphere_distance_m(c->point, toponym->point);
        by_id = toponym->geonameid != 0 && c->geonameid == toponym->geonameid;
        if (by_id || distance < nearest) {
            nearest = distance;
            chosen = k;
        }
    }
    for (size_t k = 0; k < group->count; k++) {
        const clm_rank_candidate *c = &view->candidates[group->first + k];
        bool near = clm_sphere_distance_m(c->point, toponym->point) < right_m;
        right[k] += k == chosen ? 1.0F : near ? 0.5F : 0.0F;
    }
}

static clm_status add_case(clm_rank_cases *cases, const clm_rank_view *view,
                           const clm_rank_document *d, size_t index, clm_error *error) {
    const clm_rank_group *group = &view->groups[index];
    size_t mentions = 0;
    float *right = NULL;
    for (size_t i = 0; i < d->gold_count; i++) {
        if (view->group_of[d->gold[i].mention] != (int)index) {
            continue;
        }
        right = right != NULL ? right : clm_arena_array(cases->arena, group->count, sizeof *right);
        if (right == NULL) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
        add_right(view, group, d->gold[i].toponym, right);
        mentions++;
    }
    if (mentions == 0) {
        return CLM_OK;
    }
    if (clm_arena_grow(cases->arena, (void **)&cases->items, &cases->capacity, cases->count + 1,
                       sizeof *cases->items) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_rank_case *c = &cases->items[cases->count++];
    *c = (clm_rank_case){.inputs = (const float(*)[CLM_RANK_INPUTS])view->inputs + group->first,
                         .right = right,
                         .count = group->count,
                         .best = group->best};
    for (size_t k = 0; k < group->count; k++) {
        right[k] /= (float)mentions;
        c->any = c->any || right[k] > 0;
    }
    c->weight = (float)((double)mentions < weight_most ? (double)mentions : weight_most);
    return CLM_OK;
}

clm_status clm_rank_cases_add(clm_rank_cases *cases, clm_rank_document *document,
                              const clm_train_input *in, const clm_ranker *ranker,
                              clm_error *error) {
    clm_rank_view view;
    clm_status status = clm_places_view(document->article, in->gazetteer, &document->mentions,
                                        ranker, &view, error);
    for (size_t i = 0; i < view.group_count && status == CLM_OK; i++) {
        status = add_case(cases, &view, document, i, error);
    }
    return status;
}

#include "map/svg_ids.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right) {
    const clm_svg_feature *a = left;
    const clm_svg_feature *b = right;
    int order = strcmp(a->feature->id, b->feature->id);
    return order != 0 ? order : (a->feature > b->feature) - (a->feature < b->feature);
}

static bool is_drawn(const clm_feature *feature) {
    return feature->id && feature->id[0] != '\0' && feature->geometry.kind != CLM_GEOMETRY_NONE &&
           feature->draw != CLM_DRAW_NO;
}

/* Statements beside the map come first in the list; the id belongs to the sign on the map. */
static void find_items(const clm_display_list *list, clm_svg_ids *ids) {
    size_t clips = 0;
    for (size_t i = 0; i < list->item_count; i++) {
        const clm_item *item = &list->items[i];
        clips += item->kind == CLM_ITEM_CLIP;
        clips -= item->kind == CLM_ITEM_UNCLIP;
        bool of_feature = item->feature_id && item->role != CLM_INK_OVERLAY;
        clm_svg_feature *own = of_feature ? clm_svg_ids_find(ids, item->feature_id) : NULL;
        if (own && (own->item == SIZE_MAX || (clips > 0 && !own->on_map))) {
            own->item = i;
            own->on_map = clips > 0;
        }
    }
    for (size_t i = 0; i < ids->count; i++) {
        clm_svg_feature *owner = &ids->items[i];
        for (clm_svg_feature *more = owner->next; more && !owner->inner; more = more->next) {
            more->item = owner->on_map && !more->on_map ? SIZE_MAX : more->item;
        }
    }
}

bool clm_svg_ids_make(const clm_scene *scene, clm_arena *arena, clm_svg_ids *out) {
    const clm_collection *collection = scene->collection;
    out->items = clm_arena_array(arena, collection->count + 1, sizeof *out->items);
    out->count = 0;
    if (!out->items) {
        return false;
    }
    for (size_t i = 0; i < collection->count; i++) {
        if (is_drawn(&collection->items[i])) {
            out->items[out->count++] =
                (clm_svg_feature){.feature = &collection->items[i], .item = SIZE_MAX};
        }
    }
    qsort(out->items, out->count, sizeof *out->items, compare);
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) { /* a file that a person edited may have an id twice */
        if (kept == 0 || strcmp(out->items[kept - 1].feature->id, out->items[i].feature->id) != 0) {
            out->items[kept++] = out->items[i];
        }
    }
    out->count = kept;
    for (size_t i = collection->count; i-- > 0;) {
        const clm_feature *feature = &collection->items[i];
        const clm_subject *subject = is_drawn(feature) && feature->kind == CLM_FEATURE_CLAIM
                                         ? clm_content_subject(&scene->content, feature)
                                         : NULL;
        if (!subject || !subject->feature->id || subject->feature == feature) {
            continue;
        }
        clm_svg_feature *owner = clm_svg_ids_find(out, subject->feature->id);
        clm_svg_feature *own = clm_svg_ids_find(out, feature->id);
        if (owner && own && owner != own && own->feature == feature) {
            own->inner = true;
            own->next = owner->next;
            owner->next = own;
        }
    }
    find_items(&scene->list, out);
    return true;
}

clm_svg_feature *clm_svg_ids_find(const clm_svg_ids *ids, const char *id) {
    size_t low = 0;
    size_t high = ids->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(ids->items[middle].feature->id, id);
        if (order == 0) {
            return &ids->items[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

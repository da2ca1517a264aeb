#include "features/read.h"

#include <stdlib.h>
#include <string.h>

/* `name` of the feature's properties, else of the collection's member. */
static const clm_json *either(const clm_json *properties, const clm_json *member,
                              const char *name) {
    return clm_json_is_null(clm_json_member(properties, name)) ? member : properties;
}

/* Programs that know a day when they see one write "2025/04/08" or a time behind it. */
static const char *read_date(clm_reading *reading, const clm_json *object) {
    const char *text = clm_read_string(reading, object, "date");
    char day[11] = "";
    clm_date date;
    if (text == NULL) {
        return "";
    }
    for (size_t i = 0; i < 10 && text[i] != '\0'; i++) {
        day[i] = text[i] == '/' ? '-' : text[i];
        day[i + 1] = '\0';
    }
    if (!clm_date_parse(clm_text_of(day), &date)) {
        clm_read_warn(reading, "date", "is no day written as YYYY-MM-DD; left out");
        return "";
    }
    return clm_build_string(&reading->build, clm_text_of(day));
}

typedef struct option_list {
    clm_reading *reading;
    const char **names, **values;
    size_t count, capacity;
} option_list;

static bool add_option(void *context, clm_text name, const clm_json *value) {
    option_list *list = context;
    if (list->count < list->capacity && clm_json_is_string(value)) {
        list->names[list->count] = clm_build_string(&list->reading->build, name);
        const char *text = clm_build_string(&list->reading->build, clm_json_text(value));
        list->values[list->count] = text != NULL ? text : "";
        list->count += list->names[list->count] != NULL;
    }
    return true;
}

static void read_options(clm_reading *reading, const clm_json *object, clm_article_facts *out) {
    enum { MOST = 64 };
    const clm_json *options = clm_read_object(reading, object, "options");
    if (options == NULL) {
        return;
    }
    option_list list = {.reading = reading, .capacity = MOST};
    list.names = clm_build_array(&reading->build, MOST, sizeof *list.names);
    list.values = clm_build_array(&reading->build, MOST, sizeof *list.values);
    if (!reading->build.failed) {
        clm_json_each(options, add_option, &list);
    }
    for (size_t i = 1; i < list.count; i++) { /* by name, as they were written */
        for (size_t k = i; k > 0 && strcmp(list.names[k], list.names[k - 1]) < 0; k--) {
            const char *name = list.names[k];
            const char *value = list.values[k];
            list.names[k] = list.names[k - 1];
            list.values[k] = list.values[k - 1];
            list.names[k - 1] = name;
            list.values[k - 1] = value;
        }
    }
    out->option_names = list.names;
    out->option_values = list.values;
    out->option_count = list.count;
}

static void read_overlay(clm_reading *reading, const clm_json *object, clm_overlay_facts *out) {
    out->name = clm_read_string(reading, object, "name");
    out->layer = clm_read_string(reading, object, "layer");
    out->file = clm_read_string(reading, object, "file");
    out->date = read_date(reading, object);
    out->holder = clm_read_string(reading, object, "holder");
    out->sha256 = clm_read_string(reading, object, "sha256");
    out->area_km2 = clm_read_number(reading, object, "area_km2", 0.0);
}

/* Each name once; what has none is left out. */
static void read_overlays(clm_reading *reading, const clm_json *object, clm_article_facts *out) {
    enum { MOST = 64 };
    const clm_json *list = clm_read_array(reading, object, "overlays");
    size_t count = clm_json_count(list) < MOST ? clm_json_count(list) : MOST;
    clm_overlay_facts *items = clm_build_array(&reading->build, count, sizeof *items);
    for (size_t i = 0; items != NULL && i < count; i++) {
        clm_overlay_facts *overlay = &items[out->overlay_count];
        const clm_json *item = clm_read_item(reading, list, i, "overlays");
        reading->within = "overlays";
        read_overlay(reading, item, overlay);
        reading->within = NULL;
        bool known = overlay->name == NULL;
        for (size_t k = 0; k < out->overlay_count && !known; k++) {
            known = strcmp(items[k].name, overlay->name) == 0;
        }
        out->overlay_count += !known;
    }
    out->overlays = items;
}

static int worldview_parse(clm_text word) {
    return clm_text_is(word, "de-facto") ? CLM_WORLDVIEW_DE_FACTO
           : clm_text_is(word, "iso")    ? CLM_WORLDVIEW_ISO
                                         : -1;
}

void clm_read_facts(clm_reading *reading, const clm_json *properties, const clm_json *member,
                    clm_article_facts *out) {
    const clm_json *article = clm_read_object(reading, member, "article");
    *out = (clm_article_facts){.date = ""};
    out->file = clm_read_string(reading, either(properties, article, "file"), "file");
    out->url = clm_read_string(reading, either(properties, article, "url"), "url");
    out->sha256 = clm_read_string(reading, either(properties, article, "sha256"), "sha256");
    out->title = clm_read_string(reading, either(properties, article, "title"), "title");
    out->outlet = clm_read_string(reading, either(properties, article, "outlet"), "outlet");
    out->date = read_date(reading, either(properties, article, "date"));
    out->since = clm_read_string(reading, either(properties, article, "since"), "since");
    out->articles =
        clm_read_count(reading, either(properties, article, "articles"), "articles", UINT32_MAX);
    out->words = clm_read_count(reading, either(properties, article, "words"), "words", UINT32_MAX);
    out->english = clm_read_bool(reading, either(properties, article, "english"), "english", true);
    out->version = clm_read_string(reading, either(properties, member, "version"), "version");
    out->worldview = (clm_worldview)clm_read_word(reading, either(properties, member, "worldview"),
                                                  "worldview", worldview_parse, CLM_WORLDVIEW_ISO);
    const clm_json *gazetteer =
        clm_read_object(reading, either(properties, member, "gazetteer"), "gazetteer");
    reading->within = "gazetteer";
    out->gazetteer_name = clm_read_string(reading, gazetteer, "name");
    out->gazetteer_date = clm_read_string(reading, gazetteer, "date");
    out->gazetteer_sha256 = clm_read_string(reading, gazetteer, "sha256");
    reading->within = NULL;
    read_options(reading, either(properties, member, "options"), out);
    read_overlays(reading, either(properties, member, "overlays"), out);
}

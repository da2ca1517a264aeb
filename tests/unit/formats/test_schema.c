/* docs/schema.json and the table of docs/fields.md against the columns and words of the program. */
#include "base/file.h"
#include "base/json.h"
#include "formats/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static clm_json *read_schema(void) {
    clm_buffer text;
    clm_json *document = NULL;
    clm_buffer_init(&text);
    assert_int_equal(clm_file_read(CLM_SOURCE_DIR "/docs/schema.json", 1 << 20, &text, NULL),
                     CLM_OK);
    assert_int_equal(clm_json_parse((clm_text){text.data, text.len}, &document, NULL), CLM_OK);
    clm_buffer_clear(&text);
    return document;
}

/* The properties of the feature's kind by number: its own, then those of the parts it is made of.
 */
static const clm_json *properties_of(const clm_json *parts, const char *kind, size_t number) {
    const clm_json *own = clm_json_member(parts, kind);
    if (number == 0) {
        return clm_json_member(own, "properties");
    }
    const clm_json *all = clm_json_member(own, "allOf");
    const clm_json *part = clm_json_item(all, number - 1);
    if (part == NULL) {
        return NULL;
    }
    char name[32] = {0};
    const clm_text path = clm_json_text(clm_json_member(part, "$ref"));
    assert_true(clm_text_starts(path, "#/$defs/") && path.len - 8 < sizeof name);
    memcpy(name, path.ptr + 8, path.len - 8);
    return clm_json_member(clm_json_member(parts, name), "properties");
}

static bool check_name(void *context, clm_text name, const clm_json *value) {
    const clm_feature_kind kind = *(const clm_feature_kind *)context;
    char text[32] = {0};
    (void)value;
    assert_true(name.len < sizeof text);
    memcpy(text, name.ptr, name.len);
    const clm_column *column = clm_column_named(text, CLM_COLUMN_CARRIED);
    if (column == NULL || (column->kinds >> (unsigned)kind & 1U) == 0) {
        fail_msg("the schema has '%s' for %s, the GeoJSON has not", text,
                 clm_feature_kind_name(kind));
    }
    return true;
}

static void test_schema_has_the_members_of_the_geojson(void **state) {
    (void)state;
    clm_json *schema = read_schema();
    const clm_json *parts = clm_json_member(schema, "$defs");
    for (int k = CLM_FEATURE_ARTICLE; k <= CLM_FEATURE_PLACE; k++) {
        clm_feature_kind kind = (clm_feature_kind)k;
        const char *name = clm_feature_kind_name(kind);
        const clm_json *properties;
        for (size_t i = 0; (properties = properties_of(parts, name, i)) != NULL; i++) {
            clm_json_each(properties, check_name, &kind);
        }
        const clm_column *column;
        for (size_t c = 0; (column = clm_column_at(c)) != NULL; c++) {
            if ((column->groups & CLM_COLUMN_CARRIED) == 0 ||
                (column->kinds >> (unsigned)kind & 1U) == 0) {
                continue;
            }
            bool found = false;
            for (size_t i = 0; (properties = properties_of(parts, name, i)) != NULL; i++) {
                found |= clm_json_member(properties, column->name) != NULL;
            }
            if (!found) {
                fail_msg("the GeoJSON has '%s' for %s, the schema has not", column->name, name);
            }
        }
    }
    clm_json_free(schema);
}

/* ---- lists of words ---- */

static const char *modality(int word) {
    return clm_modality_name((clm_modality)word);
}
static const char *status(int word) {
    return clm_claim_status_name((clm_claim_status)word);
}
static const char *role(int word) {
    return clm_place_role_name((clm_place_role)word);
}
static const char *draw(int word) {
    return clm_draw_name((clm_draw)word);
}
static const char *kind(int word) {
    return clm_place_kind_name((clm_place_kind)word);
}
static const char *use(int word) {
    return clm_place_use_name((clm_place_use)word);
}
static const char *event_class(int word) {
    return clm_event_class_name((clm_event_class)word);
}
static const char *event_type(int word) {
    return clm_event_type_name((clm_event_type)word);
}

static const char *verdict(int word) {
    return clm_verdict_name((clm_verdict)word);
}

typedef struct word_list {
    const char *part, *property;
    const char *(*word)(int number);
    int first, count;
} word_list;

static const word_list lists[] = {
    {"statement", "modality", modality, 0, CLM_MODALITY_COUNT},
    {"voice", "modality", modality, 0, CLM_MODALITY_COUNT},
    {"statement", "status", status, 0, CLM_CLAIM_STATUS_COUNT},
    {"statement", "place_role", role, 0, CLM_PLACE_ROLE_COUNT},
    {"statement", "event_class", event_class, 0, CLM_EVENT_CLASS_COUNT},
    {"statement", "event_type", event_type, CLM_EVENT_NONE + 1, CLM_EVENT_TYPE_COUNT},
    {"shown", "draw", draw, 0, CLM_DRAW_COUNT},
    {"place_object", "kind", kind, 0, CLM_KIND_COUNT},
    {"check", "verdict", verdict, 0, CLM_VERDICT_COUNT},
    {"mention", "role", use, 0, CLM_USE_COUNT},
};

static void test_schema_has_the_words_of_the_program(void **state) {
    (void)state;
    clm_json *schema = read_schema();
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const word_list *list = &lists[i];
        const clm_json *words = clm_json_member(
            clm_json_member(
                clm_json_member(clm_json_member(clm_json_member(schema, "$defs"), list->part),
                                "properties"),
                list->property),
            "enum");
        size_t listed = clm_json_count(words);
        if (clm_json_is_null(clm_json_item(words, listed - 1))) {
            listed--;
        }
        size_t found = 0;
        for (int word = list->first; word < list->count; word++) {
            bool here = false;
            for (size_t w = 0; w < listed; w++) {
                here |= clm_text_is(clm_json_text(clm_json_item(words, w)), list->word(word));
            }
            if (!here) {
                fail_msg("%s.%s lacks '%s'", list->part, list->property, list->word(word));
            }
            found++;
        }
        if (found != listed) {
            fail_msg("%s.%s has words that the program lacks", list->part, list->property);
        }
    }
    clm_json_free(schema);
}

/* ---- docs/fields.md ---- */

static void add_kinds(unsigned kinds, clm_buffer *out) {
    static const struct {
        unsigned kinds;
        const char *words;
    } names[] = {
        {1U << CLM_FEATURE_CLAIM | 1U << CLM_FEATURE_FIGURE, "claims, figures"},
        {1U << CLM_FEATURE_CLAIM | 1U << CLM_FEATURE_FIGURE | 1U << CLM_FEATURE_PLACE,
         "claims, figures, places"},
        {1U << CLM_FEATURE_ARTICLE | 1U << CLM_FEATURE_CLAIM | 1U << CLM_FEATURE_FIGURE |
             1U << CLM_FEATURE_PLACE,
         "all"},
        {1U << CLM_FEATURE_CLAIM, "claims"},
        {1U << CLM_FEATURE_FIGURE, "figures"},
        {1U << CLM_FEATURE_PLACE, "places"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].kinds == kinds) {
            clm_buffer_string(out, names[i].words);
            return;
        }
    }
    fail_msg("no words for the kinds %x", kinds);
}

/* The table of flat columns stands there word for word. */
static void test_fields_has_the_flat_columns(void **state) {
    (void)state;
    static const char *const types[] = {
        [CLM_COLUMN_TEXT] = "text",     [CLM_COLUMN_INTEGER] = "whole number",
        [CLM_COLUMN_NUMBER] = "number", [CLM_COLUMN_BOOLEAN] = "true or false",
        [CLM_COLUMN_DATE] = "date",     [CLM_COLUMN_JSON] = "JSON",
    };
    clm_buffer table;
    clm_buffer text;
    clm_buffer_init(&table);
    clm_buffer_init(&text);
    clm_buffer_string(&table,
                      "\n| column | shapefile | type | of | content |\n|---|---|---|---|---|\n");
    const clm_column *column;
    for (size_t i = 0; (column = clm_column_at(i)) != NULL; i++) {
        if ((column->groups & CLM_COLUMN_FLAT) != 0) {
            clm_buffer_printf(&table, "| `%s` | `%s` | %s | ", column->name, column->short_name,
                              types[column->type]);
            add_kinds(column->kinds, &table);
            clm_buffer_printf(&table, " | %s |\n", column->meaning);
        }
    }
    clm_buffer_char(&table, '\n');
    assert_int_equal(clm_file_read(CLM_SOURCE_DIR "/docs/fields.md", 1 << 20, &text, NULL), CLM_OK);
    if (strstr(text.data, table.data) == NULL) {
        for (const char *line = table.data; *line != '\0'; line = strchr(line, '\n') + 1) {
            print_error("%.*s\n", (int)strcspn(line, "\n"), line);
        }
        fail_msg("docs/fields.md does not have this table of flat columns");
    }
    clm_buffer_clear(&table);
    clm_buffer_clear(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schema_has_the_members_of_the_geojson),
        cmocka_unit_test(test_schema_has_the_words_of_the_program),
        cmocka_unit_test(test_fields_has_the_flat_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

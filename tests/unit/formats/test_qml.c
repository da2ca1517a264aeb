/* The style for QGIS: what rules there are, of which colours, and that nothing of an article breaks
 * the file. tests/gis holds it against QGIS itself. */
#include "unit/formats/collection.h"

#include "support/support.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>

static clm_theme theme;

static clm_buffer write_style(const clm_collection *collection, clm_geometry_kind kind) {
    const clm_styling styling = {&theme, NULL, NULL};
    clm_buffer out;
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&out);
    CLM_EXPECT_OK("write", clm_qml_write(collection, &styling, kind, &out, &error), &error);
    return out;
}

static xmlDoc *parse(const char *label, const clm_buffer *text) {
    const int quiet = XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET;
    xmlDoc *document = xmlReadMemory(text->data, (int)text->len, "a.qml", NULL, quiet);
    CLM_EXPECT(label, document != NULL);
    return document;
}

static xmlXPathObject *find(xmlDoc *document, const char *path) {
    xmlXPathContext *context = xmlXPathNewContext(document);
    xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)path, context);
    assert_non_null(found);
    xmlXPathFreeContext(context);
    return found;
}

static size_t count(xmlDoc *document, const char *path) {
    xmlXPathObject *found = find(document, path);
    const int nodes = found->nodesetval != NULL ? found->nodesetval->nodeNr : 0;
    xmlXPathFreeObject(found);
    return (size_t)nodes;
}

static void expect_at(xmlDoc *document, const char *path, const char *wanted) {
    xmlXPathObject *found = find(document, path);
    if (found->nodesetval == NULL || found->nodesetval->nodeNr == 0) {
        fail_msg("nothing at %s", path);
        return;
    }
    xmlChar *value = xmlXPathCastNodeToString(found->nodesetval->nodeTab[0]);
    CLM_EXPECT_TEXT(path, clm_text_of((const char *)value), wanted);
    xmlFree(value);
    xmlXPathFreeObject(found);
}

/* A claim that is denied (Ukraine's), a stated area at its peak (nobody's), a place not drawn. */
static void test_qml_rules_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_geometry_kind kind;
        size_t rules, symbols, labels;
        const char *type; /* NULL: none */
    } table[] = {
        /* Of stated areas a group and 5 signs, of peaks a group and all sides, of regions and of
         * lines as of areas, of points a group, 4 signs, one with Ukraine and all others; 4 of what
         * is not drawn. */
        {"mixed", CLM_GEOMETRY_NONE, 6 + 2 + 6 + 6 + 8 + 4, 5 + 1 + 5 + 5 + 6 + 4, 5, NULL},
        {"points", CLM_GEOMETRY_POINT, 8 + 2, 6 + 2, 2, "0"},
        {"lines", CLM_GEOMETRY_LINES, 6, 5, 0, "1"},
        {"areas", CLM_GEOMETRY_POLYGONS, 6 + 2 + 6 + 2, 5 + 1 + 5 + 2, 3, "2"},
    };
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        clm_buffer text = write_style(&collection, table[i].kind);
        xmlDoc *document = parse(table[i].label, &text);
        CLM_EXPECT(table[i].label, count(document, "//renderer-v2//rule") == table[i].rules);
        CLM_EXPECT(table[i].label,
                   count(document, "//renderer-v2/symbols/symbol") == table[i].symbols);
        /* Each symbol is one rule's. */
        CLM_EXPECT(table[i].label, count(document, "//rule/@symbol") == table[i].symbols);
        CLM_EXPECT(table[i].label,
                   count(document, "//rule[@symbol and not(@symbol = //symbols/symbol/@name)]") ==
                       0);
        CLM_EXPECT(table[i].label, count(document, "//labeling//rule") == table[i].labels);
        if (table[i].type != NULL) {
            expect_at(document, "/qgis/layerGeometryType", table[i].type);
        } else {
            CLM_EXPECT(table[i].label, count(document, "/qgis/layerGeometryType") == 0);
        }
        expect_at(document, "/qgis/renderer-v2/@type", "RuleRenderer");
        xmlFreeDoc(document);
        clm_buffer_clear(&text);
    }
    clear_items(items);
}

/* news-light: side.1 #0b5394, side.other #aa6507; what is claimed has an edge of 2 pixels at 96 an
 * inch, 0.5292 mm, dashes of 8 and 5, 2.1167 and 1.3229 mm, lines of opacity 0.4 (102 of 255). */
static void test_qml_looks_of_theme(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    items[1].modality = CLM_MODALITY_CLAIMED;
    items[1].negative = false;
    clm_geometry_clear(&items[1].geometry);
    assert_int_equal(clm_geometry_copy(&items[3].geometry, &items[1].geometry, NULL), CLM_OK);
    clm_buffer text = write_style(&collection, CLM_GEOMETRY_POLYGONS);
    xmlDoc *document = parse("areas", &text);
#define UKRAINE                                                                                    \
    "//symbols/symbol[@name=//rule[@label='Regions and "                                           \
    "countries']/rule/rule[@label='UA']/@symbol]"
    expect_at(document, UKRAINE "/layer[@class='SimpleFill']/prop[@k='color']/@v", "11,83,148,33");
    expect_at(document,
              UKRAINE "/layer[@class='LinePatternFill']/symbol/layer/prop[@k='line_color']/@v",
              "11,83,148,102");
    expect_at(document, UKRAINE "/layer[@class='SimpleLine']/prop[@k='line_color']/@v",
              "11,83,148,242");
    expect_at(document, UKRAINE "/layer[@class='SimpleLine']/prop[@k='line_width']/@v", "0.5292");
    expect_at(document, UKRAINE "/layer[@class='SimpleLine']/prop[@k='customdash']/@v",
              "2.1167;1.3229");
#define PEAK "//symbols/symbol[@name=//rule[starts-with(@label,'Earlier peak')]/rule/@symbol]"
    /* An outline alone; of the colour of others, a quarter darkened: (170, 101, 7) to (17, 17, 17).
     */
    assert_int_equal(count(document, PEAK "/layer"), 1);
    expect_at(document, PEAK "/layer[@class='SimpleLine']/prop[@k='line_color']/@v",
              "132,80,10,255");
    xmlFreeDoc(document);
    clm_buffer_clear(&text);
    clear_items(items);
}

typedef struct stand_case {
    const char *label;
    struct {
        const char *side;
        clm_modality modality;
        clm_draw draw;
    } claims[3];
    size_t split, further; /* rules of that name */
    const char *repeated;  /* its filter */
} stand_case;

static const stand_case stand_cases[] = {
    {"one claim", {{"UA", CLM_MODALITY_CLAIMED, CLM_DRAW_PRIMARY}}, 0, 0, NULL},
    {"the same side twice: the surer one is drawn",
     {{"UA", CLM_MODALITY_CLAIMED, CLM_DRAW_PRIMARY},
      {"UA", CLM_MODALITY_CONFIRMED, CLM_DRAW_PRIMARY}},
     0,
     1,
     "\"id\" IN ('a')"},
    {"two sides share the place",
     {{"UA", CLM_MODALITY_CLAIMED, CLM_DRAW_PRIMARY},
      {"RU", CLM_MODALITY_CLAIMED, CLM_DRAW_PRIMARY}},
     1,
     1,
     "\"id\" IN ('b')"},
    {"a denial of the same side lies over it",
     {{"UA", CLM_MODALITY_CLAIMED, CLM_DRAW_PRIMARY},
      {"UA", CLM_MODALITY_DENIED, CLM_DRAW_PRIMARY}},
     0,
     0,
     NULL},
    {"what is named in passing stands back",
     {{"UA", CLM_MODALITY_CONFIRMED, CLM_DRAW_SECONDARY},
      {"UA", CLM_MODALITY_CLAIMED, CLM_DRAW_PRIMARY},
      {"RU", CLM_MODALITY_CLAIMED, CLM_DRAW_SECONDARY}},
     0,
     1,
     "\"id\" IN ('a','c')"},
};

static void test_qml_what_stands(void **state) {
    (void)state;
    static const char *const ids[] = {"a", "b", "c"};
    for (size_t i = 0; i < sizeof stand_cases / sizeof stand_cases[0]; i++) {
        const stand_case *c = &stand_cases[i];
        clm_feature items[3];
        memset(items, 0, sizeof items);
        clm_collection collection = {.items = items};
        for (size_t k = 0; k < 3 && c->claims[k].side != NULL; k++) {
            fill_claim(&items[k]);
            items[k].id = ids[k];
            items[k].negative = false;
            items[k].relay_count = 0;
            items[k].source.side = c->claims[k].side;
            items[k].modality = c->claims[k].modality;
            items[k].draw = c->claims[k].draw;
            collection.count++;
        }
        clm_buffer text = write_style(&collection, CLM_GEOMETRY_POINT);
        xmlDoc *document = parse(c->label, &text);
        CLM_EXPECT(c->label,
                   count(document, "//rule[@label='Two sides about the same place']/rule") ==
                       c->split);
        static const char further[] = "//rule[@label='Further statements about the same place']";
        CLM_EXPECT(c->label, count(document, further) == c->further);
        if (c->repeated != NULL) {
            expect_at(document, "//rule[starts-with(@label,'Further')]/@filter", c->repeated);
        }
        xmlFreeDoc(document);
        clm_buffer_clear(&text);
        for (size_t k = 0; k < collection.count; k++) {
            clm_geometry_clear(&items[k].geometry);
        }
    }
}

/* The second feature of a place that one side states and denies has no label of its own. */
static void test_qml_label_once(void **state) {
    (void)state;
    clm_feature items[2];
    memset(items, 0, sizeof items);
    fill_claim(&items[0]);
    fill_claim(&items[1]);
    items[0].negative = false;
    items[0].id = "a";
    items[1].id = "b";
    clm_collection collection = {.items = items, .count = 2};
    clm_buffer text = write_style(&collection, CLM_GEOMETRY_POINT);
    xmlDoc *document = parse("labels", &text);
    assert_int_equal(count(document, "//renderer-v2//rule[contains(@filter,\"'b'\")]"), 0);
    assert_int_equal(count(document, "//labeling//rule[contains(@filter,\"IN ('b')\")]"), 1);
    xmlFreeDoc(document);
    clm_buffer_clear(&text);
    clm_geometry_clear(&items[0].geometry);
    clm_geometry_clear(&items[1].geometry);
}

/* Names come out of articles: they must break neither the XML nor an expression. */
static void test_qml_hostile_names(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    items[1].source.side = "O'Neill \\ <b>\"&\x01 ]]>\n%s";
    items[1].id = "x') OR 1=1 --";
    clm_buffer text = write_style(&collection, CLM_GEOMETRY_POINT);
    xmlDoc *document = parse("hostile", &text);
    expect_at(document, "//rule[@label='Places']/rule/rule[1]/@filter",
              "\"source_side\"='O''Neill \\\\ <b>\"&\xEF\xBF\xBD ]]> %s'");
    xmlFreeDoc(document);
    clm_buffer_clear(&text);

    clm_feature twice[2] = {items[1], items[1]};
    collection.items = twice;
    collection.count = 2;
    text = write_style(&collection, CLM_GEOMETRY_POINT);
    document = parse("hostile id", &text);
    expect_at(document, "//rule[starts-with(@label,'Further')]/@filter",
              "\"id\" IN ('x'') OR 1=1 --')");
    xmlFreeDoc(document);
    clm_buffer_clear(&text);
    clear_items(items);
}

static clm_status write_once(void *context) {
    const clm_collection *collection = context;
    const clm_styling styling = {&theme, NULL, NULL};
    clm_buffer out;
    clm_buffer_init(&out);
    clm_status status = clm_qml_write(collection, &styling, CLM_GEOMETRY_NONE, &out, NULL);
    clm_buffer_clear(&out);
    return status;
}

static void test_qml_every_allocation_fails(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    assert_true(clm_test_fail_every_allocation(write_once, &collection) > 20);
    clear_items(items);
}

static void test_qml_language(void **state) {
    (void)state;
    clm_collection collection = {.count = 0};
    clm_buffer out;
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&out);
    const clm_styling german = {&theme, NULL, "de"};
    CLM_EXPECT_OK("de", clm_qml_write(&collection, &german, CLM_GEOMETRY_POINT, &out, &error),
                  &error);
    assert_non_null(strstr(out.data, "Bestritten"));
    clm_buffer_clear(&out);
    const clm_styling unknown = {&theme, NULL, "xx"};
    assert_int_equal(clm_qml_write(&collection, &unknown, CLM_GEOMETRY_POINT, &out, &error),
                     CLM_ERR_ARGUMENT);
    clm_buffer_clear(&out);
}

static int set_up(void **state) {
    (void)state;
    return clm_theme_default(&theme, NULL) == CLM_OK ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_qml_rules_table),   cmocka_unit_test(test_qml_looks_of_theme),
        cmocka_unit_test(test_qml_what_stands),   cmocka_unit_test(test_qml_label_once),
        cmocka_unit_test(test_qml_hostile_names), cmocka_unit_test(test_qml_every_allocation_fails),
        cmocka_unit_test(test_qml_language),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}

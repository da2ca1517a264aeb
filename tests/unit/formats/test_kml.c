/* KML against the order of elements in OGC 07-147r2, and against what an article might say to a
 * balloon. libxml2 reads it back. */
#include "support/support.h"

#include "base/alloc.h"
#include "unit/formats/collection.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

typedef struct order {
    const char *element;
    const char *children[16]; /* in the order of the standard's schema */
} order;

static const order orders[] = {
    {"kml", {"Document"}},
    {"Document", {"name", "description", "Style", "Schema", "Folder"}},
    {"Style", {"IconStyle", "LabelStyle", "LineStyle", "PolyStyle", "BalloonStyle"}},
    {"StyleMap", {"Pair"}},
    {"Pair", {"key", "styleUrl"}},
    {"IconStyle", {"color", "scale"}},
    {"LabelStyle", {"scale"}},
    {"LineStyle", {"color", "width"}},
    {"PolyStyle", {"color"}},
    {"BalloonStyle", {"text"}},
    {"Schema", {"SimpleField"}},
    {"SimpleField", {"displayName"}},
    {"Folder", {"name", "Placemark"}},
    {"Placemark",
     {"name", "visibility", "description", "TimeSpan", "styleUrl", "ExtendedData", "Point"}},
    {"TimeSpan", {"begin", "end"}},
    {"ExtendedData", {"SchemaData"}},
    {"SchemaData", {"SimpleData"}},
    {"Point", {"coordinates"}},
    {"LineString", {"tessellate", "coordinates"}},
    {"Polygon", {"tessellate", "outerBoundaryIs", "innerBoundaryIs"}},
    {"outerBoundaryIs", {"LinearRing"}},
    {"innerBoundaryIs", {"LinearRing"}},
    {"LinearRing", {"coordinates"}},
    {"MultiGeometry", {"Point"}},
};

/* A group that the schema lets stand at one place goes by one of its names. */
static const char *group_of(const char *name) {
    static const char *const geometries[] = {"LineString", "Polygon", "MultiGeometry"};
    for (size_t i = 0; i < sizeof geometries / sizeof geometries[0]; i++) {
        if (strcmp(name, geometries[i]) == 0) {
            return "Point";
        }
    }
    return strcmp(name, "StyleMap") == 0 ? "Style" : name;
}

static const char *name_of(const xmlNode *node) {
    return (const char *)(const void *)node->name;
}

static void check_order(const xmlNode *node) {
    const order *rule = NULL;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (strcmp(orders[i].element, name_of(node)) == 0) {
            rule = &orders[i];
        }
    }
    size_t at = 0;
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) {
            continue;
        }
        assert_non_null(rule);
        while (at < 16 && rule->children[at] != NULL &&
               strcmp(rule->children[at], group_of(name_of(child))) != 0) {
            at++;
        }
        if (at == 16 || rule->children[at] == NULL) {
            fail_msg("%s in %s stands at a wrong place", name_of(child), name_of(node));
        }
        check_order(child);
    }
}

/* NULL has no children. */
static const xmlNode *first_of(const xmlNode *node) {
    return node != NULL ? node->children : NULL;
}

static const xmlNode *child_of(const xmlNode *node, const char *name, size_t nth) {
    for (const xmlNode *child = first_of(node); child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && strcmp(name_of(child), name) == 0 && nth-- == 0) {
            return child;
        }
    }
    return NULL;
}

/* All elements of that name, depth first. */
static const xmlNode *find_next(const xmlNode *node, const char *name, size_t *nth) {
    for (const xmlNode *child = first_of(node); child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && strcmp(name_of(child), name) == 0 && (*nth)-- == 0) {
            return child;
        }
        const xmlNode *below = child->type == XML_ELEMENT_NODE ? find_next(child, name, nth) : NULL;
        if (below != NULL) {
            return below;
        }
    }
    return NULL;
}

static const xmlNode *find(const xmlNode *root, const char *name, size_t nth) {
    return find_next(root, name, &nth);
}

static void assert_content(const xmlNode *node, const char *expected) {
    assert_non_null(node);
    xmlChar *text = xmlNodeGetContent(node);
    assert_string_equal((const char *)text, expected);
    xmlFree(text);
}

static void assert_attribute(const xmlNode *node, const char *name, const char *expected) {
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    assert_non_null(value);
    assert_string_equal((const char *)value, expected);
    xmlFree(value);
}

static xmlDoc *write_and_read(const clm_collection *collection) {
    clm_theme theme = make_theme();
    clm_buffer out;
    clm_buffer_init(&out);
    assert_int_equal(clm_kml_write(collection, &theme, &out, NULL), CLM_OK);
    xmlDoc *document = xmlReadMemory(out.data, (int)out.len, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(document);
    clm_buffer_clear(&out);
    return document;
}

static void add_part(clm_geometry *geometry, bool hole, const clm_lonlat *points, size_t count) {
    assert_int_equal(clm_geometry_add_part(geometry, hole, NULL), CLM_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(clm_geometry_add_point(geometry, points[i], NULL), CLM_OK);
    }
}

static void test_kml_write_placemarks(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    xmlDoc *document = write_and_read(&collection);
    const xmlNode *root = xmlDocGetRootElement(document);
    assert_string_equal((const char *)root->ns->href, "http://www.opengis.net/kml/2.2");
    check_order(root);
    assert_content(child_of(child_of(root, "Document", 0), "name", 0), "A \"title\" with marks");
    static const char *const folders[] = {"Claims (territory)", "Claims (other)", "Stated areas",
                                          "Other places"};
    static const char *const ids[] = {"f-0000000000000002", "f-0000000000000003",
                                      "f-0000000000000004", "f-0000000000000005"};
    for (size_t i = 0; i < 4; i++) {
        const xmlNode *folder = find(root, "Folder", i);
        assert_content(child_of(folder, "name", 0), folders[i]);
        assert_attribute(child_of(folder, "Placemark", 0), "id", ids[i]);
        assert_null(child_of(folder, "Placemark", 1));
    }
    assert_null(find(root, "Folder", 4));
    const xmlNode *claim = find(root, "Placemark", 0);
    assert_content(child_of(claim, "name", 0), "Ukraine claimed: no control, Guyevo");
    assert_content(find(claim, "begin", 0), "2025-04-04");
    assert_content(find(claim, "end", 0), "2025-04-04");
    assert_content(find(claim, "coordinates", 0), "35.33,51.1");
    assert_content(child_of(claim, "styleUrl", 0), "#side-1-point-primary");
    assert_null(child_of(claim, "visibility", 0));
    const xmlNode *unlocated = find(root, "Placemark", 1);
    assert_content(child_of(unlocated, "visibility", 0), "0");
    assert_null(find(unlocated, "coordinates", 0));
    const xmlNode *figure = find(root, "Placemark", 2);
    assert_content(find(figure, "coordinates", 0), "35.2,51 35.4,51 35.4,51.2 35.2,51");
    assert_null(find(figure, "TimeSpan", 0));
    xmlFreeDoc(document);
    clear_items(items);
}

/* The side's red as aabbggrr; each style that is named is there, once. */
static void test_kml_write_styles(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    xmlDoc *document = write_and_read(&collection);
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *normal = find(root, "Style", 0);
    assert_attribute(normal, "id", "side-1-point-primary-normal");
    assert_content(find(normal, "color", 0), "ff0000ff");
    assert_content(find(find(root, "Style", 1), "scale", 0), "1.3");
    /* What is not drawn has a sign that is not seen, for programs that pay no heed to visibility.
     */
    assert_attribute(find(root, "Style", 2), "id", "outlet-point-no-normal");
    assert_content(find(find(root, "Style", 2), "color", 0), "00808080");
    size_t urls = 0;
    for (const xmlNode *url; (url = find(root, "styleUrl", urls)) != NULL; urls++) {
        xmlChar *text = xmlNodeGetContent(url);
        size_t found = 0;
        for (int map = 0; map < 2; map++) {
            const xmlNode *style;
            for (size_t i = 0; (style = find(root, map ? "StyleMap" : "Style", i)) != NULL; i++) {
                xmlChar *id = xmlGetProp(style, (const xmlChar *)"id");
                found += xmlStrEqual(id, text + 1) != 0;
                xmlFree(id);
            }
        }
        assert_int_equal(found, 1);
        xmlFree(text);
    }
    /* Of placemarks, and of three maps of styles: what is not drawn shares one. */
    assert_int_equal(urls, 4 + 2 * 3);
    assert_null(find(root, "Icon", 0)); /* nothing is fetched */
    assert_null(find(root, "href", 0));
    xmlFreeDoc(document);
    clear_items(items);
}

static void test_kml_write_shapes(void **state) {
    (void)state;
    static const clm_lonlat outer[] = {{0, 0}, {4, 0}, {4, 4}, {0, 4}};
    static const clm_lonlat inner[] = {{1, 1}, {1, 2}, {2, 2}};
    static const clm_lonlat other[] = {{-10, 0}, {-8, 0}, {-10, 2.5}};
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_geometry *geometry = &items[3].geometry;
    clm_geometry_clear(geometry);
    add_part(geometry, false, outer, 4);
    add_part(geometry, true, inner, 3);
    add_part(geometry, false, other, 3);
    geometry->kind = CLM_GEOMETRY_POLYGONS;
    geometry = &items[4].geometry;
    clm_geometry_clear(geometry);
    add_part(geometry, false, inner, 2);
    geometry->kind = CLM_GEOMETRY_LINES;
    xmlDoc *document = write_and_read(&collection);
    const xmlNode *root = xmlDocGetRootElement(document);
    check_order(root);
    const xmlNode *multi = find(root, "MultiGeometry", 0);
    assert_content(find(find(multi, "Polygon", 0), "coordinates", 0), "0,0 4,0 4,4 0,4 0,0");
    assert_content(find(find(multi, "innerBoundaryIs", 0), "coordinates", 0), "1,1 1,2 2,2 1,1");
    assert_content(find(find(multi, "Polygon", 1), "coordinates", 0), "-10,0 -8,0 -10,2.5 -10,0");
    assert_null(find(root, "MultiGeometry", 1));
    assert_content(find(find(root, "LineString", 0), "coordinates", 0), "1,1 1,2");
    xmlFreeDoc(document);
    clear_items(items);
}

/* A balloon is HTML: nothing that the article says may become a part of it. */
static void test_kml_write_hostile_text(void **state) {
    (void)state;
    static const char hostile[] =
        "<script>alert(1)</script> & ]]> <img src=x onerror=y> $[id] \x01\xEF\xBF\xBE";
    static const char settled[] =
        "<script>alert(1)</script> & ]]> <img src=x onerror=y> $[id] \xEF\xBF\xBD\xEF\xBF\xBD";
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    items[1].title = items[1].description = items[1].source.name = items[1].place.name = hostile;
    collection.facts.title = collection.facts.outlet = collection.facts.date = hostile;
    xmlDoc *document = write_and_read(&collection);
    const xmlNode *root = xmlDocGetRootElement(document);
    check_order(root);
    assert_content(child_of(find(root, "Placemark", 0), "name", 0), settled);
    for (size_t i = 0; i < 2; i++) {
        const xmlNode *description = find(root, "description", i);
        xmlChar *text = xmlNodeGetContent(description);
        htmlDocPtr page = htmlReadDoc(text, NULL, "UTF-8", HTML_PARSE_NONET | HTML_PARSE_NOERROR);
        const xmlNode *html = xmlDocGetRootElement(page);
        assert_null(find(html, "script", 0));
        assert_null(find(html, "img", 0));
        assert_non_null(find(html, "p", 0));
        xmlChar *shown = xmlNodeGetContent(html);
        assert_non_null(strstr((const char *)shown, settled));
        xmlFree(shown);
        xmlFreeDoc(page);
        xmlFree(text);
    }
    xmlFreeDoc(document);
    clear_items(items);
}

static clm_status write_quietly(const clm_collection *collection, clm_buffer *out) {
    clm_theme theme = make_theme();
    clm_buffer_init(out);
    return clm_kml_write(collection, &theme, out, NULL);
}

static clm_status write_once(void *context) {
    clm_buffer out;
    clm_status status = write_quietly(context, &out);
    clm_buffer_clear(&out);
    return status;
}

static void test_kml_write_every_allocation_fails(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    items[3].has_place = true; /* else its mark needs memory, and is less good without */
    assert_true(clm_test_fail_every_allocation(write_once, &collection) > 20);
    clear_items(items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kml_write_placemarks),
        cmocka_unit_test(test_kml_write_styles),
        cmocka_unit_test(test_kml_write_shapes),
        cmocka_unit_test(test_kml_write_hostile_text),
        cmocka_unit_test(test_kml_write_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

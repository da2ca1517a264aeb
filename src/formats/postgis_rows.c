/* What of a collection stands in which table. */
#include "article/article.h"
#include "base/alloc.h"
#include "formats/postgis.h"
#include "formats/wkb.h"
#include "formats/write.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* ---- tables ---- */

static const clm_store_column article_columns[] = {
    {"sha256", "of the bytes of the article's file: its identity", CLM_STORE_TEXT, true},
    {"title", "headline", CLM_STORE_TEXT, false},
    {"date", "of the article", CLM_STORE_DATE, false},
    {"outlet", "who published the article, or its author", CLM_STORE_TEXT, false},
    {"words", "number of words", CLM_STORE_INTEGER, false},
    {"english", "false: another language, names only", CLM_STORE_BOOLEAN, false},
    {"worldview", "of borders: iso or de-facto", CLM_STORE_TEXT, true},
    {"version", "of the claimmap that read it", CLM_STORE_TEXT, false},
    {"gazetteer_name", "of the gazetteer that it was read with", CLM_STORE_TEXT, false},
    {"gazetteer_date", "of the gazetteer", CLM_STORE_TEXT, false},
    {"gazetteer_sha256", "of the gazetteer's content", CLM_STORE_TEXT, false},
    {"options", "options that change content, by name", CLM_STORE_JSON, true},
    {"overlays", "layers of land that claims were held against", CLM_STORE_JSON, false},
};

static const clm_store_column file_columns[] = {
    {"path", "where the article was read", CLM_STORE_TEXT, true},
    {"article", "sha256 of what was read there last", CLM_STORE_TEXT, true},
    {"file", "name of the file", CLM_STORE_TEXT, false},
};

static const clm_store_column mention_columns[] = {
    {"article", "sha256 of the article", CLM_STORE_TEXT, true},
    {"place", "id of the place", CLM_STORE_TEXT, true},
    {"mention_start", "where it begins, in code points of the article", CLM_STORE_INTEGER, true},
    {"mention_end", "where it ends, not included", CLM_STORE_INTEGER, true},
    {"text", "the place as the article names it", CLM_STORE_TEXT, false},
    {"role", "location, or why it is none", CLM_STORE_TEXT, true},
};

static const char *const article_indexes[] = {"date"};
static const char *const file_indexes[] = {"article"};
static const char *const claim_indexes[] = {"claim_id",    "event_group",  "event_type",
                                            "source_name", "gazetteer_id", "time_start"};
static const char *const figure_indexes[] = {"claim_id"};
static const char *const place_indexes[] = {"gazetteer_id"};

static const clm_store_table fixed_tables[CLM_POSTGIS_TABLES] = {
    [CLM_POSTGIS_ARTICLES] = {"articles", "articles that were read", article_columns,
                              COUNT(article_columns), 1, NULL, 0, article_indexes,
                              COUNT(article_indexes)},
    [CLM_POSTGIS_FILES] = {"article_files", "where articles were read", file_columns,
                           COUNT(file_columns), 1, "articles", 1, file_indexes,
                           COUNT(file_indexes)},
    [CLM_POSTGIS_CLAIMS] = {"claims", "what someone says about a place, a row for each place", NULL,
                            0, 2, "articles", 0, claim_indexes, COUNT(claim_indexes)},
    [CLM_POSTGIS_FIGURES] = {"figures", "shapes of stated areas: true in size, schematic in place",
                             NULL, 0, 2, "articles", 0, figure_indexes, COUNT(figure_indexes)},
    [CLM_POSTGIS_PLACES] = {"places", "other places that an article mentions", NULL, 0, 2,
                            "articles", 0, place_indexes, COUNT(place_indexes)},
    [CLM_POSTGIS_MENTIONS] = {"mentions", "where an article mentions a place of the table places",
                              mention_columns, COUNT(mention_columns), 3, "places", 0, NULL, 0},
};

static clm_feature_kind kind_of(clm_postgis_table table) {
    return table == CLM_POSTGIS_CLAIMS    ? CLM_FEATURE_CLAIM
           : table == CLM_POSTGIS_FIGURES ? CLM_FEATURE_FIGURE
                                          : CLM_FEATURE_PLACE;
}

/* Plain values of the kind: what is flat, and what is no object or list anyway ("area_km2"). The
 * table says the kind, and the facts of the article stand in its own; colours go with the
 * properties. */
static bool is_own(const clm_column *column, clm_feature_kind kind) {
    const bool plain = (column->groups & CLM_COLUMN_FLAT) != 0 ||
                       ((column->type == CLM_COLUMN_NUMBER || column->type == CLM_COLUMN_BOOLEAN) &&
                        strchr(column->name, '-') == NULL);
    return plain && (column->kinds & (1U << kind)) != 0 && strcmp(column->name, "kind") != 0 &&
           !clm_text_starts(clm_text_of(column->name), "article_");
}

static clm_store_type type_of(const clm_column *column) {
    static const clm_store_type types[] = {
        [CLM_COLUMN_TEXT] = CLM_STORE_TEXT,     [CLM_COLUMN_INTEGER] = CLM_STORE_INTEGER,
        [CLM_COLUMN_NUMBER] = CLM_STORE_NUMBER, [CLM_COLUMN_BOOLEAN] = CLM_STORE_BOOLEAN,
        [CLM_COLUMN_DATE] = CLM_STORE_DATE,     [CLM_COLUMN_JSON] = CLM_STORE_JSON,
    };
    return types[column->type];
}

/* Writes the columns of a kind's table to `out`, NULL to count them. */
static size_t list_columns(clm_feature_kind kind, clm_store_column *out) {
    static const clm_store_column article = {"article", "sha256 of the article", CLM_STORE_TEXT,
                                             true};
    static const clm_store_column ends[] = {
        {"properties", "all fields of the GeoJSON, lists too", CLM_STORE_JSON, true},
        {"geom", "the shape, WGS 84", CLM_STORE_GEOMETRY, false},
    };
    size_t count = 0;
    if (out != NULL) {
        out[count] = article;
    }
    count++;
    const clm_column *column;
    for (size_t i = 0; (column = clm_column_at(i)) != NULL; i++) {
        if (is_own(column, kind)) {
            if (out != NULL) {
                out[count] = (clm_store_column){column->name, column->meaning, type_of(column),
                                                strcmp(column->name, "id") == 0};
            }
            count++;
        }
    }
    for (size_t i = 0; i < COUNT(ends); i++) {
        if (out != NULL) {
            out[count] = ends[i];
        }
        count++;
    }
    return count;
}

clm_status clm_postgis_model_init(clm_postgis_model *model, clm_error *error) {
    *model = (clm_postgis_model){.model = {CLM_POSTGIS_VERSION, NULL, CLM_POSTGIS_TABLES}};
    memcpy(model->tables, fixed_tables, sizeof fixed_tables);
    size_t total = 0;
    for (clm_postgis_table i = CLM_POSTGIS_CLAIMS; i <= CLM_POSTGIS_PLACES; i++) {
        model->tables[i].column_count = list_columns(kind_of(i), NULL);
        total += model->tables[i].column_count;
    }
    model->columns = clm_alloc_zero(total, sizeof *model->columns);
    if (model->columns == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_store_column *next = model->columns;
    for (clm_postgis_table i = CLM_POSTGIS_CLAIMS; i <= CLM_POSTGIS_PLACES; i++) {
        model->tables[i].columns = next;
        next += list_columns(kind_of(i), next);
    }
    model->model.tables = model->tables;
    return CLM_OK;
}

void clm_postgis_model_clear(clm_postgis_model *model) {
    clm_free(model->columns);
    *model = (clm_postgis_model){0};
}

/* ---- rows ---- */

static void put_string(clm_store_rows *rows, const char *text) {
    if (text == NULL || text[0] == '\0') {
        clm_store_put_null(rows);
    } else {
        clm_store_put(rows, clm_text_of(text));
    }
}

static void put_number(clm_store_rows *rows, uint64_t value) {
    const size_t start = rows->bytes.len;
    clm_buffer_printf(&rows->bytes, "%llu", (unsigned long long)value);
    clm_store_put_since(rows, start);
}

/* A person may have written any text for a day. */
static void put_date(clm_store_rows *rows, const char *text) {
    clm_date date;
    put_string(rows, text != NULL && clm_date_parse(clm_text_of(text), &date) ? text : NULL);
}

static void put_column(clm_store_rows *rows, const clm_column *column, const clm_row *row) {
    const size_t start = rows->bytes.len;
    clm_date date;
    bool known = clm_column_value(column, row, &rows->bytes);
    if (known && column->type == CLM_COLUMN_DATE && !rows->bytes.failed) {
        known =
            clm_date_parse((clm_text){rows->bytes.data + start, rows->bytes.len - start}, &date);
    }
    if (known) {
        clm_store_put_since(rows, start);
    } else {
        clm_store_put_null(rows);
    }
}

/* In the order of article_columns. */
static void put_article(clm_store_rows *rows, const clm_row *row) {
    const clm_article_facts *facts = &row->collection->facts;
    put_string(rows, facts->sha256);
    put_string(rows, facts->title);
    put_date(rows, facts->date);
    put_string(rows, facts->outlet);
    put_number(rows, facts->words);
    clm_store_put(rows, clm_text_of(facts->english ? "true" : "false"));
    put_string(rows, facts->worldview == CLM_WORLDVIEW_DE_FACTO ? "de-facto" : "iso");
    put_string(rows, facts->version);
    put_string(rows, facts->gazetteer_name);
    put_string(rows, facts->gazetteer_date);
    put_string(rows, facts->gazetteer_sha256);
    put_column(rows, clm_column_named("options", CLM_COLUMN_CARRIED), row);
    put_column(rows, clm_column_named("overlays", CLM_COLUMN_CARRIED), row);
}

/* In the order of list_columns. */
static void put_feature(clm_store_rows *rows, const clm_row *row) {
    const clm_feature *feature = row->feature;
    put_string(rows, row->collection->facts.sha256);
    const clm_column *column;
    for (size_t i = 0; (column = clm_column_at(i)) != NULL; i++) {
        if (is_own(column, feature->kind)) {
            put_column(rows, column, row);
        }
    }
    size_t start = rows->bytes.len;
    clm_json_writer writer;
    clm_json_begin(&writer, &rows->bytes);
    clm_write_properties(&writer, row);
    clm_store_put_since(rows, start);
    if (feature->geometry.kind == CLM_GEOMETRY_NONE) {
        clm_store_put_null(rows);
    } else {
        start = rows->bytes.len;
        clm_ewkb_append(&feature->geometry, &rows->bytes);
        clm_store_put_since(rows, start);
    }
}

static void put_mentions(clm_store_rows *rows, const clm_row *row) {
    for (size_t i = 0; i < row->feature->mention_count; i++) {
        const clm_feature_mention *mention = &row->feature->mentions[i];
        put_string(rows, row->collection->facts.sha256);
        put_string(rows, row->feature->id);
        put_number(rows, mention->range.start);
        put_number(rows, mention->range.end);
        put_string(rows, mention->text);
        put_string(rows, clm_place_use_name(mention->use));
    }
}

clm_status clm_postgis_rows(const clm_collection *collection, const clm_theme *theme,
                            const char *path, clm_store_rows rows[CLM_POSTGIS_TABLES],
                            clm_error *error) {
    const clm_article_facts *facts = &collection->facts;
    if (facts->sha256 == NULL || facts->sha256[0] == '\0') {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "the sha256 of the article is not known, by which a database keeps it");
    }
    if (facts->since != NULL) {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "a map of differences is of two articles; a database keeps each by itself");
    }
    if (path != NULL) {
        put_string(&rows[CLM_POSTGIS_FILES], path);
        put_string(&rows[CLM_POSTGIS_FILES], facts->sha256);
        put_string(&rows[CLM_POSTGIS_FILES], facts->file);
    }
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        const clm_row row = clm_row_of(collection, feature, theme);
        switch (feature->kind) {
        case CLM_FEATURE_ARTICLE:
            put_article(&rows[CLM_POSTGIS_ARTICLES], &row);
            break;
        case CLM_FEATURE_CLAIM:
            put_feature(&rows[CLM_POSTGIS_CLAIMS], &row);
            break;
        case CLM_FEATURE_FIGURE:
            put_feature(&rows[CLM_POSTGIS_FIGURES], &row);
            break;
        case CLM_FEATURE_PLACE:
            put_feature(&rows[CLM_POSTGIS_PLACES], &row);
            put_mentions(&rows[CLM_POSTGIS_MENTIONS], &row);
            break;
        }
    }
    return CLM_OK;
}

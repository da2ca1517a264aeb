#include "store/postgres_parts.h"

typedef struct type_words {
    const char *name;  /* as format_type has it */
    const char *array; /* of the parameter */
    const char *begin; /* around an element, to make the type of it */
    const char *end;
} type_words;

static const type_words types[CLM_STORE_TYPE_COUNT] = {
    [CLM_STORE_TEXT] = {"text", "text[]", "", ""},
    [CLM_STORE_INTEGER] = {"bigint", "text[]", "", "::bigint"},
    [CLM_STORE_NUMBER] = {"double precision", "text[]", "", "::double precision"},
    [CLM_STORE_BOOLEAN] = {"boolean", "text[]", "", "::boolean"},
    [CLM_STORE_DATE] = {"date", "text[]", "", "::date"},
    [CLM_STORE_JSON] = {"jsonb", "text[]", "", "::jsonb"},
    [CLM_STORE_GEOMETRY] = {"geometry(Geometry,4326)", "bytea[]", "ST_GeomFromEWKB(", ")"},
};

const char *clm_postgres_type_name(clm_store_type type) {
    return (unsigned)type < CLM_STORE_TYPE_COUNT ? types[type].name : NULL;
}

/* A name, and before it what it belongs to. */
static void put_name(clm_buffer *out, const char *of, const char *name) {
    clm_buffer_string(out, of);
    clm_buffer_char(out, '"');
    clm_buffer_string(out, name);
    clm_buffer_char(out, '"');
}

static void put_literal(clm_buffer *out, const char *text) {
    clm_buffer_char(out, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            clm_buffer_char(out, '\'');
        }
        clm_buffer_char(out, *text);
    }
    clm_buffer_char(out, '\'');
}

/* Columns [first, end), each with `of` before it. */
static void put_columns(clm_buffer *out, const clm_store_table *table, size_t first, size_t end,
                        const char *of) {
    for (size_t i = first; i < end; i++) {
        clm_buffer_string(out, i > first ? ", " : "");
        put_name(out, of, table->columns[i].name);
    }
}

static const clm_store_table *parent_of(const clm_store_model *model,
                                        const clm_store_table *table) {
    size_t i = 0;
    while (i < model->table_count && table->parent != NULL &&
           strcmp(model->tables[i].name, table->parent) != 0) {
        i++;
    }
    return table->parent != NULL && i < model->table_count ? &model->tables[i] : NULL;
}

static void put_parent(clm_buffer *out, const clm_store_model *model,
                       const clm_store_table *table) {
    const clm_store_table *parent = parent_of(model, table);
    if (parent == NULL) {
        return;
    }
    clm_buffer_string(out, ",\n  FOREIGN KEY (");
    put_columns(out, table, table->parent_at, table->parent_at + parent->key_count, "");
    put_name(out, ") REFERENCES ", parent->name);
    clm_buffer_string(out, " ON DELETE CASCADE");
}

static void put_table(clm_buffer *out, const clm_store_model *model, const clm_store_table *table) {
    put_name(out, "CREATE TABLE ", table->name);
    clm_buffer_string(out, " (\n");
    for (size_t i = 0; i < table->column_count; i++) {
        put_name(out, "  ", table->columns[i].name);
        clm_buffer_printf(out, " %s%s,\n", types[table->columns[i].type].name,
                          table->columns[i].required || i < table->key_count ? " NOT NULL" : "");
    }
    clm_buffer_string(out, "  PRIMARY KEY (");
    put_columns(out, table, 0, table->key_count, "");
    clm_buffer_char(out, ')');
    put_parent(out, model, table);
    clm_buffer_string(out, ");\n");
}

static void put_indexes(clm_buffer *out, const clm_store_table *table) {
    for (size_t i = 0; i < table->index_count; i++) {
        put_name(out, "CREATE INDEX ON ", table->name);
        clm_buffer_printf(out, " (%s);\n", table->indexes[i]);
    }
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].type == CLM_STORE_GEOMETRY) {
            put_name(out, "CREATE INDEX ON ", table->name);
            put_name(out, " USING gist (", table->columns[i].name);
            clm_buffer_string(out, ");\n");
        }
    }
}

static void put_comments(clm_buffer *out, const clm_store_table *table) {
    put_name(out, "COMMENT ON TABLE ", table->name);
    clm_buffer_string(out, " IS ");
    put_literal(out, table->meaning);
    clm_buffer_string(out, ";\n");
    for (size_t i = 0; i < table->column_count; i++) {
        put_name(out, "COMMENT ON COLUMN ", table->name);
        put_name(out, ".", table->columns[i].name);
        clm_buffer_string(out, " IS ");
        put_literal(out, table->columns[i].meaning);
        clm_buffer_string(out, ";\n");
    }
}

void clm_postgres_create_sql(const clm_store_model *model, clm_buffer *out) {
    for (size_t i = 0; i < model->table_count; i++) {
        put_table(out, model, &model->tables[i]);
        put_indexes(out, &model->tables[i]);
        put_comments(out, &model->tables[i]);
    }
    clm_buffer_printf(out,
                      "CREATE TABLE \"%s\" (version integer NOT NULL);\n"
                      "CREATE UNIQUE INDEX ON \"%s\" ((true));\n"
                      "COMMENT ON TABLE \"%s\" IS 'which version the tables of claimmap have';\n"
                      "INSERT INTO \"%s\" VALUES (%d);\n",
                      CLM_POSTGRES_VERSION_TABLE, CLM_POSTGRES_VERSION_TABLE,
                      CLM_POSTGRES_VERSION_TABLE, CLM_POSTGRES_VERSION_TABLE, model->version);
}

/* "s": the rows that come in, each column in its type. */
static void put_source(clm_buffer *out, const clm_store_table *table) {
    clm_buffer_string(out, "WITH s AS (SELECT ");
    for (size_t i = 0; i < table->column_count; i++) {
        const type_words *type = &types[table->columns[i].type];
        clm_buffer_printf(out, "%s%sc%zu%s AS ", i > 0 ? ", " : "", type->begin, i, type->end);
        put_name(out, "", table->columns[i].name);
    }
    clm_buffer_string(out, "\nFROM unnest(");
    for (size_t i = 0; i < table->column_count; i++) {
        clm_buffer_printf(out, "%s$%zu::%s", i > 0 ? ", " : "", i + 2,
                          types[table->columns[i].type].array);
    }
    clm_buffer_string(out, ") AS u (");
    for (size_t i = 0; i < table->column_count; i++) {
        clm_buffer_printf(out, "%sc%zu", i > 0 ? ", " : "", i);
    }
    clm_buffer_string(out, "))");
}

static void put_same_key(clm_buffer *out, const clm_store_table *table) {
    for (size_t i = 0; i < table->key_count; i++) {
        put_name(out, i > 0 ? " AND s." : "s.", table->columns[i].name);
        put_name(out, " = t.", table->columns[i].name);
    }
}

/* What the document had and has no more. */
static void put_gone(clm_buffer *out, const clm_store_table *table) {
    put_name(out, ",\ngone AS (DELETE FROM ", table->name);
    put_name(out, " AS t WHERE t.", table->columns[0].name);
    clm_buffer_string(out, " = $1::text AND NOT EXISTS (SELECT FROM s WHERE ");
    put_same_key(out, table);
    clm_buffer_string(out, "))");
}

/* Only what is not there just so: a row that is written anew with the same content would cost a
 * version of it, its index entries, and everyone who looks for changes; even a row that ON CONFLICT
 * leaves alone is locked, which is a write too. The document's key is said once more, so that only
 * its rows are read. */
static void put_difference(clm_buffer *out, const clm_store_table *table, bool of_document) {
    put_name(out, " FROM s LEFT JOIN ", table->name);
    clm_buffer_string(out, " AS t ON ");
    put_same_key(out, table);
    if (of_document) {
        put_name(out, " AND t.", table->columns[0].name);
        clm_buffer_string(out, " = $1::text");
    }
    put_name(out, "\nWHERE t.", table->columns[0].name);
    clm_buffer_string(out, " IS NULL");
    if (table->column_count > table->key_count) {
        clm_buffer_string(out, " OR (");
        put_columns(out, table, table->key_count, table->column_count, "t.");
        clm_buffer_string(out, ")\n IS DISTINCT FROM (");
        put_columns(out, table, table->key_count, table->column_count, "s.");
        clm_buffer_char(out, ')');
    }
}

static void put_update(clm_buffer *out, const clm_store_table *table) {
    clm_buffer_string(out, "\nON CONFLICT (");
    put_columns(out, table, 0, table->key_count, "");
    clm_buffer_string(out,
                      table->column_count > table->key_count ? ") DO UPDATE SET " : ") DO NOTHING");
    for (size_t i = table->key_count; i < table->column_count; i++) {
        put_name(out, i > table->key_count ? ", " : "", table->columns[i].name);
        put_name(out, " = excluded.", table->columns[i].name);
    }
}

void clm_postgres_upsert_sql(const clm_store_model *model, size_t index, clm_buffer *out) {
    const clm_store_table *table = &model->tables[index];
    put_source(out, table);
    if (index != CLM_STORE_DOCUMENTS && index != CLM_STORE_NAMES) {
        put_gone(out, table);
    }
    put_name(out, "\nINSERT INTO ", table->name);
    clm_buffer_string(out, " (");
    put_columns(out, table, 0, table->column_count, "");
    clm_buffer_string(out, ")\nSELECT ");
    put_columns(out, table, 0, table->column_count, "s.");
    put_difference(out, table, index != CLM_STORE_NAMES);
    put_update(out, table);
}

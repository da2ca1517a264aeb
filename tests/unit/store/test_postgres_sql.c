#include "support/support.h"

#include "store/postgres_parts.h"
#include "unit/store/model.h"

static void test_clm_postgres_type_name_all(void **state) {
    (void)state;
    for (int i = 0; i < CLM_STORE_TYPE_COUNT; i++) {
        assert_non_null(clm_postgres_type_name((clm_store_type)i));
    }
    assert_null(clm_postgres_type_name(CLM_STORE_TYPE_COUNT));
    assert_string_equal(clm_postgres_type_name(CLM_STORE_GEOMETRY), "geometry(Geometry,4326)");
}

/* A quotation mark in a comment is doubled; the parent's key columns are those of the child from
 * parent_at on. */
static void test_clm_postgres_create_sql_statements(void **state) {
    (void)state;
    static const char *const wanted[] = {
        "CREATE TABLE \"letters\" (\n  \"letter\" text NOT NULL,\n  \"sent\" date,\n"
        "  PRIMARY KEY (\"letter\"));\n",
        "COMMENT ON TABLE \"letters\" IS 'letters'' heads';\n",
        "COMMENT ON COLUMN \"letters\".\"letter\" IS 'who''s letter';\n",
        "  PRIMARY KEY (\"box\"),\n  FOREIGN KEY (\"letter\") REFERENCES \"letters\" ON DELETE "
        "CASCADE);\n",
        "  \"width\" double precision,\n  \"bold\" boolean,\n  \"marks\" jsonb,\n"
        "  \"shape\" geometry(Geometry,4326),\n",
        "  PRIMARY KEY (\"letter\", \"line\"),\n  FOREIGN KEY (\"letter\") REFERENCES \"letters\" "
        "ON DELETE CASCADE);\n",
        "CREATE INDEX ON \"lines\" (width);\nCREATE INDEX ON \"lines\" (bold, width);\n"
        "CREATE INDEX ON \"lines\" USING gist (\"shape\");\n",
        "  PRIMARY KEY (\"letter\", \"line\", \"word\"),\n  FOREIGN KEY (\"letter\", \"line\") "
        "REFERENCES \"lines\" ON DELETE CASCADE);\n",
        "INSERT INTO \"claimmap_version\" VALUES (3);\n",
    };
    clm_buffer sql = {0};
    clm_postgres_create_sql(&letter_model, &sql);
    assert_false(sql.failed);
    const char *at = sql.data;
    for (size_t i = 0; i < CLM_TEST_COUNT(wanted); i++) {
        const char *found = strstr(at, wanted[i]);
        CLM_EXPECT(wanted[i], found != NULL);
        at = found;
    }
    clm_buffer_clear(&sql);
}

static void expect_upsert(size_t table, const char *wanted) {
    clm_buffer sql = {0};
    clm_postgres_upsert_sql(&letter_model, table, &sql);
    CLM_EXPECT_TEXT(letter_tables[table].name, clm_test_text(&sql), wanted);
    clm_buffer_clear(&sql);
}

static void test_clm_postgres_upsert_sql_statements(void **state) {
    (void)state;
    /* The document itself: nothing of its table is removed. */
    expect_upsert(0, "WITH s AS (SELECT c0 AS \"letter\", c1::date AS \"sent\"\n"
                     "FROM unnest($2::text[], $3::text[]) AS u (c0, c1))\n"
                     "INSERT INTO \"letters\" (\"letter\", \"sent\")\n"
                     "SELECT s.\"letter\", s.\"sent\" FROM s LEFT JOIN \"letters\" AS t ON "
                     "s.\"letter\" = t.\"letter\" AND t.\"letter\" = $1::text\nWHERE t.\"letter\" "
                     "IS NULL OR (t.\"sent\")\n"
                     " IS DISTINCT FROM (s.\"sent\")\n"
                     "ON CONFLICT (\"letter\") DO UPDATE SET \"sent\" = excluded.\"sent\"");
    expect_upsert(
        2, "WITH s AS (SELECT c0 AS \"letter\", c1::bigint AS \"line\", c2::double precision AS "
           "\"width\", c3::boolean AS \"bold\", c4::jsonb AS \"marks\", ST_GeomFromEWKB(c5) AS "
           "\"shape\"\nFROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], "
           "$7::bytea[]) AS u (c0, c1, c2, c3, c4, c5)),\n"
           "gone AS (DELETE FROM \"lines\" AS t WHERE t.\"letter\" = $1::text AND NOT EXISTS "
           "(SELECT FROM s WHERE s.\"letter\" = t.\"letter\" AND s.\"line\" = t.\"line\"))\n"
           "INSERT INTO \"lines\" (\"letter\", \"line\", \"width\", \"bold\", \"marks\", "
           "\"shape\")\nSELECT s.\"letter\", s.\"line\", s.\"width\", s.\"bold\", s.\"marks\", "
           "s.\"shape\" FROM s LEFT JOIN \"lines\" AS t ON s.\"letter\" = t.\"letter\" AND "
           "s.\"line\" = t.\"line\" AND t.\"letter\" = $1::text\nWHERE t.\"letter\" IS NULL OR "
           "(t.\"width\", t.\"bold\", t.\"marks\", t.\"shape\")\n"
           " IS DISTINCT FROM (s.\"width\", s.\"bold\", s.\"marks\", s.\"shape\")\n"
           "ON CONFLICT (\"letter\", \"line\") DO UPDATE SET \"width\" = excluded.\"width\", "
           "\"bold\" = excluded.\"bold\", \"marks\" = excluded.\"marks\", \"shape\" = "
           "excluded.\"shape\"");
    /* A name is found by its own key. */
    expect_upsert(1,
                  "WITH s AS (SELECT c0 AS \"box\", c1 AS \"letter\"\n"
                  "FROM unnest($2::text[], $3::text[]) AS u (c0, c1))\n"
                  "INSERT INTO \"boxes\" (\"box\", \"letter\")\n"
                  "SELECT s.\"box\", s.\"letter\" FROM s LEFT JOIN \"boxes\" AS t ON s.\"box\" = "
                  "t.\"box\"\nWHERE t.\"box\" IS NULL OR (t.\"letter\")\n"
                  " IS DISTINCT FROM (s.\"letter\")\n"
                  "ON CONFLICT (\"box\") DO UPDATE SET \"letter\" = excluded.\"letter\"");
    /* A key and nothing else. */
    expect_upsert(3, "WITH s AS (SELECT c0 AS \"letter\", c1::bigint AS \"line\", c2 AS \"word\"\n"
                     "FROM unnest($2::text[], $3::text[], $4::text[]) AS u (c0, c1, c2)),\n"
                     "gone AS (DELETE FROM \"words\" AS t WHERE t.\"letter\" = $1::text AND NOT "
                     "EXISTS (SELECT FROM s WHERE s.\"letter\" = t.\"letter\" AND s.\"line\" = "
                     "t.\"line\" AND s.\"word\" = t.\"word\"))\n"
                     "INSERT INTO \"words\" (\"letter\", \"line\", \"word\")\n"
                     "SELECT s.\"letter\", s.\"line\", s.\"word\" FROM s LEFT JOIN \"words\" AS t "
                     "ON s.\"letter\" = t.\"letter\" AND s.\"line\" = t.\"line\" AND s.\"word\" = "
                     "t.\"word\" AND t.\"letter\" = $1::text\nWHERE t.\"letter\" IS NULL\n"
                     "ON CONFLICT (\"letter\", \"line\", \"word\") DO NOTHING");
}

static clm_status make_all(void *context) {
    (void)context;
    clm_buffer sql = {0};
    clm_postgres_create_sql(&letter_model, &sql);
    for (size_t i = 0; i < letter_model.table_count; i++) {
        clm_postgres_upsert_sql(&letter_model, i, &sql);
    }
    const bool failed = sql.failed;
    clm_buffer_clear(&sql);
    return failed ? CLM_ERR_NOMEM : CLM_OK;
}

static void test_clm_postgres_sql_every_allocation_fails(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(make_all, NULL) >= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_postgres_type_name_all),
        cmocka_unit_test(test_clm_postgres_create_sql_statements),
        cmocka_unit_test(test_clm_postgres_upsert_sql_statements),
        cmocka_unit_test(test_clm_postgres_sql_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

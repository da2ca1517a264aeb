#!/usr/bin/env python3
"""check.py PROGRAM SOURCE_DIR BUILD_DIR: `-f postgis` on a server of its own.

Ends with 77 where there is no PostgreSQL with PostGIS.
"""
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import server as pg

TABLES = ("articles", "article_files", "claims", "figures", "places", "mentions")
ARTICLE = """date 2026-05-04 {title}

Rovaniemi, 4 May. The mayor of Rovaniemi said on Monday that 40 people were evacuated from Kemijarvi.
{more}
"""


class Desk:
    """The program, a folder for its files, and a server."""

    def __init__(self, program, source, folder, server):
        self.program = program
        self.source = pathlib.Path(source)
        self.folder = pathlib.Path(folder)
        self.server = server
        self.examples = sorted(str(path) for path in (self.source / "examples").iterdir()
                               if path.suffix in (".txt", ".json", ".html"))

    def command(self, *arguments, connection=None, formats="geojson,postgis", command="map"):
        options = ["--connection", connection] if connection else []
        return [self.program, command, "-q", "-o", str(self.folder / "out"), "-f", formats, *options,
                *arguments]

    def run(self, *arguments, status=0, **settings):
        done = subprocess.run(self.command(*arguments, **settings), capture_output=True, text=True,
                              check=False, timeout=120)
        assert done.returncode == status, f"status {done.returncode}: {done.stderr}"
        assert pg.PASSWORD not in done.stderr and "wrong-one" not in done.stderr, done.stderr
        return done.stderr

    def write(self, name, title="Rovaniemi evacuates", more="", data=None):
        path = self.folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if data is not None
                         else ARTICLE.format(title=title, more=more).encode())
        return str(path)

    def features(self, article):
        path = self.folder / "out" / (pathlib.Path(article).stem + ".geojson")
        collection = json.loads(path.read_text())
        return collection["claimmap"]["article"]["sha256"], collection["features"]

    @contextlib.contextmanager
    def database(self, name):
        self.server.sql("postgres", f'CREATE DATABASE "{name}"')
        yield name
        self.server.sql("postgres", f'DROP DATABASE "{name}" WITH (FORCE)')

    def snapshot(self, database, schema="claimmap"):
        """Every version of every row: whoever writes a row, or only locks it, changes this."""
        lines = []
        for table in TABLES:
            lines += self.server.sql(database, f"SELECT '{table}', ctid, xmin, xmax, md5(t::text) "
                                               f"FROM {schema}.{table} t ORDER BY ctid")
        return lines

    def count(self, database, table, where="true"):
        return int(self.server.value(database, f"SELECT count(*) FROM claimmap.{table} WHERE {where}"))


def expect(condition, words):
    assert condition, words


# ---- what is written ----

def same_numbers(a, b):
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same_numbers(x, y) for x, y in zip(a, b))
    return abs(a - b) < 1e-9


def compare_kind(desk, database, sha, features, kind):
    """All properties and shapes are those of the GeoJSON."""
    wanted = {f["id"]: f for f in features if f["properties"]["kind"] == kind}
    rows = desk.server.sql(
        database, f"SELECT id, properties, coalesce(ST_AsGeoJSON(geom, 9)::jsonb, 'null') "
                  f"FROM claimmap.{kind}s WHERE article = '{sha}'")
    expect(len(rows) == len(wanted), f"{kind}: {len(rows)} rows, {len(wanted)} features")
    for row in rows:
        name, rest = row.split("|", 1)
        decoder = json.JSONDecoder()
        properties, end = decoder.raw_decode(rest)
        shape = json.loads(rest[end + 1:])
        feature = wanted[name]
        expect(properties == feature["properties"], f"{kind} {name}: properties differ")
        if feature["geometry"] is None:
            expect(shape is None, f"{kind} {name}: has a shape")
        else:
            expect(shape["type"] == feature["geometry"]["type"] and
                   same_numbers(shape["coordinates"], feature["geometry"]["coordinates"]),
                   f"{kind} {name}: the shape differs")


def test_rows_are_the_geojson(desk, database):
    desk.run(*desk.examples, connection=desk.server.uri(database))
    expect(desk.count(database, "articles") == len(desk.examples), "an article for each example")
    mentions = 0
    for article in desk.examples:
        sha, features = desk.features(article)
        for kind in ("claim", "figure", "place"):
            compare_kind(desk, database, sha, features, kind)
        facts = features[0]["properties"]
        row = desk.server.value(database, "SELECT jsonb_build_object('title', title, 'date', date, "
                                          "'words', words, 'english', english, 'version', version, "
                                          "'worldview', worldview, 'options', options) "
                                          f"FROM claimmap.articles WHERE sha256 = '{sha}'")
        for name, value in json.loads(row).items():
            expect(facts[name] == value, f"{article}: {name} {value}")
        mentions += sum(len(f["properties"]["mentions"]) for f in features
                        if f["properties"]["kind"] == "place")
    expect(desk.count(database, "mentions") == mentions, "mentions")
    expect(desk.count(database, "figures") > 0 and mentions > 0, "examples have figures and mentions")


def test_shapes(desk, database):
    """PostGIS measures on the ellipsoid."""
    expect(desk.count(database, "claims", "geom IS NOT NULL") > 50, "shapes")
    for table in ("claims", "figures", "places"):
        expect(desk.count(database, table, "NOT ST_IsValid(geom)") == 0, f"{table}: not valid")
        expect(desk.count(database, table, "ST_SRID(geom) <> 4326") == 0, f"{table}: SRID")
    wrong = desk.count(database, "figures", "geom IS NOT NULL AND abs(ST_Area(geom::geography) / 1e6 "
                                            "/ area_km2 - 1) > 0.001")
    expect(wrong == 0, "areas of figures")
    # A place on the map is where its shape is.
    wrong = desk.count(database, "claims", "ST_GeometryType(geom) = 'ST_Point' AND NOT ST_DWithin("
                                           "geom::geography, ST_MakePoint(lon, lat)::geography, 1)")
    expect(wrong == 0, "points")


def test_tables(desk, database):
    server = desk.server
    without = server.sql(database, "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON "
                                   "c.oid = a.attrelid WHERE c.relnamespace = 'claimmap'::regnamespace "
                                   "AND c.relkind = 'r' AND c.relname <> 'claimmap_version' AND "
                                   "a.attnum > 0 AND col_description(c.oid, a.attnum) IS NULL")
    expect(without == [], f"columns without a comment: {without}")
    spatial = server.value(database, "SELECT count(*) FROM pg_indexes WHERE schemaname = 'claimmap' AND "
                                     "indexdef LIKE '%USING gist (geom)'")
    expect(spatial == "3", "spatial indexes")
    keys = server.sql(database, "SELECT conrelid::regclass, confrelid::regclass FROM pg_constraint WHERE "
                                "contype = 'f' AND connamespace = 'claimmap'::regnamespace ORDER BY 1, 2")
    expect(keys == ["claimmap.article_files|claimmap.articles", "claimmap.claims|claimmap.articles",
                    "claimmap.figures|claimmap.articles", "claimmap.places|claimmap.articles",
                    "claimmap.mentions|claimmap.places"], f"foreign keys: {keys}")
    claims = desk.count(database, "claims")
    server.sql(database, "BEGIN; DELETE FROM claimmap.articles; DO $$ BEGIN ASSERT (SELECT count(*) FROM "
                         "claimmap.claims) + (SELECT count(*) FROM claimmap.mentions) = 0; END $$; "
                         "ROLLBACK")
    expect(desk.count(database, "claims") == claims, "a rollback brings them back")


def test_again_changes_nothing(desk, database):
    before = desk.snapshot(database)
    desk.run(*desk.examples, connection=desk.server.connection(database))
    desk.run(*reversed(desk.examples), connection=desk.server.uri(database))
    # The GeoJSON is the same map.
    drawn = [str(desk.folder / "out" / (pathlib.Path(a).stem + ".geojson")) for a in desk.examples]
    desk.run(*drawn, connection=desk.server.uri(database), formats="postgis", command="render")
    expect(desk.snapshot(database) == before, "rows were touched")


def test_ogr_reads_it(desk, database):
    if shutil.which("ogrinfo") is None:
        return
    formats = subprocess.run(["ogrinfo", "--formats"], capture_output=True, text=True, check=True).stdout
    if "PostgreSQL" not in formats:
        return
    told = subprocess.run(["ogrinfo", "-ro", "-so", f"PG:{desk.server.connection(database)} "
                           "schemas=claimmap", "claims"], capture_output=True, text=True, check=True).stdout
    expect(f"Feature Count: {desk.count(database, 'claims')}" in told, told)
    expect("Geometry Column = geom" in told and "source_name: String" in told, told)


def test_qgis_reads_it(desk, database):
    """QGIS finds keys, types of shapes and their number by itself."""
    python = "/usr/bin/python3"  # Debian's, whose packages have the bindings
    if subprocess.run([python, "-c", "import qgis.core"], capture_output=True, check=False).returncode != 0:
        return
    told = subprocess.run([python, desk.source / "tests" / "postgis" / "in_qgis.py", desk.server.folder,
                           str(desk.server.port), database, pg.PASSWORD], capture_output=True, text=True,
                          check=False, timeout=120).stdout.splitlines()
    wanted = []
    for table in ("claims", "figures", "places"):
        for name, dimension in (("Point", 0), ("Polygon", 2)):
            count = desk.count(database, table, f"ST_Dimension(geom) = {dimension}")
            if count > 0:
                wanted.append(f"{table} article,id {name} {count} EPSG:4326")
    expect(sorted(told) == sorted(wanted), f"{told}, not {wanted}")


# ---- what changes ----

def test_changed_options(desk, database):
    """The same text read in another way: rows are replaced, the other articles' left alone."""
    article = desk.examples[0]
    sha, features = desk.features(article)
    others = desk.server.sql(database, "SELECT ctid, xmin, xmax FROM claimmap.claims WHERE article <> "
                                       f"'{sha}' ORDER BY ctid")
    desk.run("--no-demonyms", "--worldview", "de-facto", "--title", "Another", article,
             connection=desk.server.uri(database))
    sha_again, changed = desk.features(article)
    expect(sha_again == sha and changed != features, "another map of the same text")
    for kind in ("claim", "figure", "place"):
        compare_kind(desk, database, sha, changed, kind)
    row = desk.server.value(database, f"SELECT title, worldview, options FROM claimmap.articles WHERE "
                                      f"sha256 = '{sha}'")
    expect(row == 'Another|de-facto|{"title": "Another", "no-demonyms": "true"}', row)
    expect(desk.server.sql(database, "SELECT ctid, xmin, xmax FROM claimmap.claims WHERE article <> "
                                     f"'{sha}' ORDER BY ctid") == others, "other articles were touched")


def test_changed_text(desk, database):
    """A file whose text changed; the same text in two files; the same name in two folders."""
    connection = desk.server.connection(database)
    path = desk.write("a/story.txt")
    namesake = desk.write("b/story.txt", title="Kemi evacuates")
    twin = desk.write("a/twin.txt")
    desk.run(path, namesake, twin, connection=connection)
    first = desk.count(database, "articles")
    expect(desk.count(database, "article_files", "path LIKE '%story.txt'") == 2, "two of a name")
    sha, _ = desk.features(twin)
    expect(desk.count(database, "article_files", f"article = '{sha}'") == 2, "a text in two files")
    before = desk.snapshot(database)
    desk.run(path, namesake, twin, connection=connection)
    expect(desk.snapshot(database) == before, "a text in two files is written once")

    desk.write("a/story.txt", more="The town of Salla was closed, the police said.")
    desk.run(path, connection=connection)
    expect(desk.count(database, "articles") == first + 1, "the text is still in the other file")
    expect(desk.count(database, "claims", f"article = '{sha}'") > 0, "with its claims")
    desk.write("a/twin.txt", more="Nothing of it is true, the mayor of Rovaniemi said.")
    desk.run(twin, connection=connection)
    expect(desk.count(database, "articles", f"sha256 = '{sha}'") == 0, "no file has that text")
    for table in ("claims", "places", "mentions", "article_files"):
        expect(desk.count(database, table, f"article = '{sha}'") == 0, f"{table} of a text that is gone")
    expect(desk.count(database, "articles") == first + 1, "one was replaced")


def test_strange_text(desk, database):
    """Whatever stands in an article is a value and no SQL."""
    title = "Robert'); DROP TABLE claimmap.articles; -- \\ {a,NULL} $1 \"x\" \u0416"
    connection = desk.server.connection(database)
    path = desk.write("o'dd \"name\"\\.txt", title=title)
    desk.run(path, connection=connection)
    expect(desk.server.value(database, "SELECT title FROM claimmap.articles WHERE title LIKE 'Robert%'") ==
           title, "the title")
    expect(desk.count(database, "article_files", "file LIKE 'o''dd%'") == 1, "the file's name")
    path = desk.write("latin.txt", data=b"The mayor of Kemij\xe4rvi said 40 people were evacuated.\n")
    desk.run(path, connection=connection)
    expect(desk.count(database, "article_files", "file = 'latin.txt'") == 1, "bytes that are no UTF-8")


def documented_sql(desk):
    text = (desk.source / "docs" / "postgis.md").read_text()
    return re.findall(r"```sql\n(.*?)```", text, re.DOTALL)


def test_documented_questions(desk, database):
    asked = 0
    for block in documented_sql(desk):
        if block.startswith(("SELECT", "CREATE VIEW")):
            desk.server.sql(database, block)
            asked += 1
    expect(asked >= 5, "examples in docs/postgis.md")
    desk.server.sql(database, "DROP VIEW claimmap.drawn")


def test_other_schema(desk, database):
    connection = desk.server.connection(database)
    desk.run("--db-schema", 'We"ird; schema', desk.examples[0], connection=connection)
    expect(desk.server.value(database, 'SELECT count(*) FROM "We""ird; schema".claims') != "0", "rows")
    expect(desk.server.value(database, "SELECT to_regnamespace('claimmap') IS NULL") == "t", "no other")
    desk.server.sql(database, "CREATE TABLE public.places (name text)")
    said = desk.run("--db-schema", "public", desk.examples[0], connection=connection, status=1)
    expect("schema public has a table places that is not claimmap's" in said, said)


def test_postgis_elsewhere(desk, database):
    desk.server.sql(database, "CREATE SCHEMA tools; CREATE EXTENSION postgis SCHEMA tools")
    for _ in range(2):
        desk.run(*desk.examples, connection=desk.server.connection(database))
    wrong = desk.server.value(database, "SELECT count(*) FROM claimmap.claims WHERE NOT "
                                        "tools.ST_IsValid(geom)")
    expect(wrong == "0", "shapes")


# ---- several at once ----

def start(desk, *arguments, connection, number):
    command = desk.command(*arguments, connection=connection, formats="postgis")
    return subprocess.Popen(command + ["-o", str(desk.folder / f"out{number}")], stderr=subprocess.PIPE,
                            text=True)


def finish(processes):
    for process in processes:
        said = process.communicate(timeout=120)[1]
        expect(process.returncode == 0, said)


def test_writers_at_once(desk, database):
    """Four writers come to an empty database, then keep changing the same articles."""
    connection = desk.server.connection(database)
    finish([start(desk, "--jobs", "2", *desk.examples, connection=connection, number=i)
            for i in range(4)])
    expect(desk.count(database, "articles") == len(desk.examples), "articles")
    # Two texts that change places between two files: each takes the other's.
    texts = [desk.write("swap/1.txt", title="One"), desk.write("swap/2.txt", title="Two")]
    for turn in range(3):
        desk.write("swap/1.txt", title="One" if turn % 2 else "Two")
        desk.write("swap/2.txt", title="Two" if turn % 2 else "One")
        finish([start(desk, *(texts if i % 2 else reversed(texts)), *desk.examples[:2], "--worldview",
                      "de-facto" if i == 0 else "iso", connection=connection, number=i)
                for i in range(3)])
    expect(desk.count(database, "articles") == len(desk.examples) + 2, "articles, and the two")
    desk.run(*desk.examples, connection=connection)
    for article in desk.examples:
        sha, features = desk.features(article)
        compare_kind(desk, database, sha, features, "claim")


# ---- what goes wrong ----

def wait_for_writer(desk, database):
    for _ in range(300):
        waiting = desk.server.sql(database, "SELECT pid FROM pg_stat_activity WHERE application_name = "
                                            "'claimmap' AND wait_event_type = 'Lock'")
        if waiting:
            return waiting[0]
        time.sleep(0.1)
    raise AssertionError("no writer waits")


def test_connection_lost(desk, database):
    """A writer whose session ends in the middle begins again."""
    connection = desk.server.connection(database)
    session = desk.server.hold(database, "LOCK TABLE claimmap.places IN EXCLUSIVE MODE")
    path = desk.write("lost.txt", title="Lost")
    process = start(desk, path, connection=connection, number=0)
    pid = wait_for_writer(desk, database)
    desk.server.sql(database, f"SELECT pg_terminate_backend({pid})")
    session.communicate("ROLLBACK;\n")
    finish([process])
    expect(desk.count(database, "articles", "title = 'Lost'") == 1, "written the second time")


def test_article_deleted_meanwhile(desk, database):
    """Somebody deletes the article whose claims are being written: it is written again."""
    connection = desk.server.connection(database)
    path = desk.write("meanwhile.txt", title="Meanwhile")
    desk.run(path, connection=connection)
    sha, _ = desk.features(path)
    desk.server.sql(database, f"DELETE FROM claimmap.places WHERE article = '{sha}'; "
                              f"DELETE FROM claimmap.claims WHERE article = '{sha}'")
    session = desk.server.hold(database, f"DELETE FROM claimmap.articles WHERE sha256 = '{sha}'")
    process = start(desk, path, connection=connection, number=0)
    wait_for_writer(desk, database)
    session.communicate("COMMIT;\n")
    finish([process])
    expect(desk.count(database, "claims", f"article = '{sha}'") > 0, "its claims")
    expect(desk.count(database, "article_files", f"article = '{sha}'") == 1, "its file")


def test_server_dies(desk, database):
    """In the middle of an article: nothing of it is there, its files are."""
    connection = desk.server.connection(database)
    before = desk.snapshot(database)
    session = desk.server.hold(database, "LOCK TABLE claimmap.mentions IN EXCLUSIVE MODE")
    path = desk.write("dying.txt", title="Dying")
    process = subprocess.Popen(desk.command(path, connection=connection), stderr=subprocess.PIPE,
                               text=True)
    wait_for_writer(desk, database)
    desk.server.stop()
    said = process.communicate(timeout=60)[1]
    session.stdin.close()
    session.wait()
    expect(process.returncode == 1 and "dying.txt: database: " in said, said)
    expect(pg.PASSWORD not in said, said)
    expect((desk.folder / "out" / "dying.geojson").exists(), "its file")
    said = desk.run(path, connection=desk.server.uri(database), status=1)
    expect("Connection refused" in said, said)
    desk.server.start()
    expect([r.split("|")[-1] for r in desk.snapshot(database)] ==
           [r.split("|")[-1] for r in before], "rows of an article that was not written")
    desk.run(path, connection=connection)
    expect(desk.count(database, "articles", "title = 'Dying'") == 1, "written in the end")


def test_not_let_in(desk, database):
    article = desk.examples[0]
    for wrong in (desk.server.connection(database, password="wrong-one"),
                  desk.server.uri(database, password="wrong-one")):
        shutil.rmtree(desk.folder / "out", ignore_errors=True)
        said = desk.run(article, connection=wrong, status=1)
        expect("password authentication failed" in said, said)
        expect(len(list((desk.folder / "out").iterdir())) == 1, "the GeoJSON is there")
    said = desk.run(article, connection=desk.server.connection("nowhere"), status=1)
    expect('database "nowhere" does not exist' in said, said)


def test_tables_of_others(desk, database):
    connection = desk.server.connection(database)
    article = desk.examples[0]
    desk.run(article, connection=connection)
    before = desk.snapshot(database)
    for change, back, words in (
            ("UPDATE claimmap.claimmap_version SET version = 2",
             "UPDATE claimmap.claimmap_version SET version = 1",
             "have version 2, this claimmap writes version 1"),
            ("ALTER TABLE claimmap.places ALTER country TYPE varchar(2)",
             "ALTER TABLE claimmap.places ALTER country TYPE text",
             "column country of table claimmap.places is character varying(2), not text"),
            ("ALTER TABLE claimmap.figures RENAME anchored TO fixed",
             "ALTER TABLE claimmap.figures RENAME fixed TO anchored",
             "table claimmap.figures has no column anchored (boolean)"),
            ("DROP TABLE claimmap.mentions", None, "table claimmap.mentions has no column article"),
    ):
        desk.server.sql(database, change)
        said = desk.run("--title", "Other", article, connection=connection, status=1)
        expect(words in said, said)
        if back is not None:
            desk.server.sql(database, back)
            expect([r.split("|")[-1] for r in desk.snapshot(database)] ==
                   [r.split("|")[-1] for r in before], "rows were touched")
    # A column more is its owner's.
    desk.server.sql(database, "DROP SCHEMA claimmap CASCADE")
    desk.run(article, connection=connection)
    desk.server.sql(database, "ALTER TABLE claimmap.claims ADD checked boolean DEFAULT false")
    desk.run("--title", "Other", article, connection=connection)


def test_rights(desk, database):
    """What docs/postgis.md says a role needs."""
    server = desk.server
    article = desk.examples[0]
    server.sql(database, f"CREATE ROLE writer LOGIN PASSWORD '{pg.PASSWORD}'")
    connection = server.connection(database, user="writer")
    said = desk.run(article, connection=connection, status=1)
    expect(f"database {database} is without PostGIS, and it cannot be added: " in said and
           "CREATE EXTENSION postgis" in said, said)
    server.sql(database, "CREATE EXTENSION postgis")
    said = desk.run(article, connection=connection, status=1)
    expect(f"permission denied for database {database}" in said, said)
    # Whoever administers the database makes the tables; the role then only writes rows.
    desk.run(article, connection=server.connection(database))
    server.sql(database, "GRANT USAGE ON SCHEMA claimmap TO writer; GRANT SELECT, INSERT, UPDATE, DELETE "
                         "ON ALL TABLES IN SCHEMA claimmap TO writer")
    before = desk.snapshot(database)
    desk.run(article, connection=connection)
    expect(desk.snapshot(database) == before, "rows were touched")
    desk.run(*desk.examples, "--worldview", "de-facto", connection=connection)
    # Or the role makes them itself, in a schema that is its own.
    server.sql(database, "CREATE SCHEMA own AUTHORIZATION writer")
    desk.run("--db-schema", "own", article, connection=connection)
    server.sql(database, "DROP OWNED BY writer; DROP ROLE writer")


def test_documented_rights(desk, database):
    server = desk.server
    made = [block for block in documented_sql(desk) if "CREATE ROLE" in block]
    expect(len(made) == 1, "roles in docs/postgis.md")
    server.sql(database, made[0])
    server.sql(database, f"ALTER ROLE claimmap PASSWORD '{pg.PASSWORD}'")
    for _ in range(2):
        desk.run(desk.examples[0], connection=server.connection(database, user="claimmap"))
    seen = server.value(database, "SET ROLE desk; SELECT count(*) FROM claimmap.claims")
    expect(int(seen) == desk.count(database, "claims") > 0, "the desk reads")
    refused = server.try_sql(database, "SET ROLE desk; DELETE FROM claimmap.claims")
    expect("permission denied" in refused.stderr, "and does not write")
    server.sql(database, "DROP OWNED BY desk; DROP OWNED BY claimmap; "
                         "DROP ROLE claimmap, desk")


def main(program, source, build):
    binaries = pg.find_binaries()
    missing = [name for name in ("psql", "setpriv") if shutil.which(name) is None]
    module = pathlib.Path(program).parent / "claimmap-postgres.so"
    if binaries is None or missing or not module.exists():
        print("skipped: no PostgreSQL server with PostGIS" if binaries is None
              else f"skipped: no {module.name}" if not missing else f"skipped: no {missing[0]}")
        return 77
    for name in list(os.environ):
        if name.startswith("PG"):
            del os.environ[name]
    os.environ["LC_ALL"] = "C"
    os.environ.setdefault("CLAIMMAP_DATA", f"{source}/build/claimmap.gaz")
    together = (test_rows_are_the_geojson, test_shapes, test_tables, test_again_changes_nothing,
                test_ogr_reads_it, test_qgis_reads_it, test_changed_options, test_changed_text, test_strange_text,
                test_documented_questions, test_connection_lost,
                test_article_deleted_meanwhile, test_server_dies)
    alone = (test_other_schema, test_postgis_elsewhere, test_writers_at_once, test_not_let_in,
             test_tables_of_others, test_rights, test_documented_rights)
    with tempfile.TemporaryDirectory(dir=build, prefix="postgis-") as folder, \
            pg.Server(binaries) as server:
        desk = Desk(program, source, folder, server)
        with desk.database("news") as database:
            for test in together:
                begun = time.monotonic()
                test(desk, database)
                print(f"{test.__name__}: {time.monotonic() - begun:.1f} s", flush=True)
        for test in alone:
            begun = time.monotonic()
            with desk.database("other") as database:
                test(desk, database)
            print(f"{test.__name__}: {time.monotonic() - begun:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

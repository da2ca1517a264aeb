#!/usr/bin/env python3
"""check_load.py PROGRAM SOURCE BUILD: examples/cluster/load.sql puts the answers of `extract` into
PostGIS, also twice, from several sessions at once, and all of a file or nothing."""
import json
import os
import pathlib
import subprocess
import sys
import time

PROGRAM, SOURCE, BUILD = map(pathlib.Path, sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests/postgis"))
import articles  # noqa: E402
import server as pg  # noqa: E402

COUNT = int(os.environ.get("CLAIMMAP_SCALE_ARTICLES", "1200"))
PARTS = 2
failed = 0


def check(good, what):
    global failed
    if not good:
        failed += 1
    print(("ok    " if good else "FAILED") + " " + what, flush=True)


def load(server, stream):
    return subprocess.Popen(["psql", "-Xq", "-f", SOURCE / "examples/cluster/load.sql",
                             server.connection("postgres")], stdin=stream, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def load_all(server, folder):
    """Loads all parts at once; the seconds that it took."""
    begin = time.monotonic()
    sessions = []
    for part in range(PARTS):
        with open(folder / f"{part}.ndjson", "rb") as stream:
            sessions.append(load(server, stream))
    said = [session.communicate() for session in sessions]
    check(all(session.returncode == 0 for session in sessions) and
          all(text == ("", "") for text in said), f"{PARTS} sessions load at once: {said}")
    return time.monotonic() - begin


def run(folder, server):
    lines = articles.lines(COUNT).splitlines(keepends=True) + [b"no JSON\n"]
    expected = {}
    for part in range(PARTS):
        answers = subprocess.run([PROGRAM, "extract"], input=b"".join(lines[part::PARTS]),
                                 capture_output=True, check=False).stdout
        (folder / f"{part}.ndjson").write_bytes(answers)
        for answer in map(json.loads, answers.splitlines()):
            for claim in answer.get("claims", ()):
                expected[answer["id"], claim["id"]] = claim
    for turn in "first", "second":
        seconds = load_all(server, folder)
        rows = int(server.value("postgres", "SELECT count(*) FROM stream_claims"))
        check(rows == len(expected), f"{turn} time: {rows} claims of {COUNT} articles, "
              f"{rows / seconds:.0f} claims a second")
    placed = sum(claim["place"] is not None for claim in expected.values())
    got = int(server.value("postgres", "SELECT count(geom) FROM stream_claims"))
    check(got == placed > 0, f"{got} of them with a point, {placed} expected")
    (article, name), claim = sorted(expected.items())[0]
    row = server.value("postgres", "SELECT claim_id, place_name, round(ST_X(geom)::numeric, 5), "
                       "round(ST_Y(geom)::numeric, 5), quote, properties = '" +
                       json.dumps(claim).replace("'", "''") + "'::jsonb FROM stream_claims "
                       f"WHERE article = '{article}' AND id = '{name}'")
    place = claim["place"]
    check(row == f"{claim['claim_id']}|{place['name']}|{place['lon']:.5f}|{place['lat']:.5f}|"
          f"{claim['quote']['text']}|t", f"a row: {row}")
    # A part that was cut off changes nothing.
    with open(folder / "cut.ndjson", "wb") as cut:
        cut.write((folder / "0.ndjson").read_bytes()[:-100])
    with open(folder / "cut.ndjson", "rb") as stream:
        session = load(server, stream)
        said = session.communicate()[1]
    rows = int(server.value("postgres", "SELECT count(*) FROM stream_claims"))
    check(session.returncode != 0 and "json" in said and rows == len(expected),
          f"a cut part: status {session.returncode}, {said.strip()[:90]!r}, {rows} claims as before")


binaries = pg.find_binaries()
if binaries is None:
    print("skipped: no PostgreSQL with PostGIS")
    sys.exit(77)
place = BUILD / "scale" / "load"
place.mkdir(parents=True, exist_ok=True)
with pg.Server(binaries) as running:
    run(place.resolve(), running)
sys.exit(1 if failed else 0)

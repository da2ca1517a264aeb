"""places.tsv and districts.tsv: GeoNames towns and second-level names, as they are."""
import json
import re
import unicodedata

import common

# Airport and UN/LOCODE codes stand among the alternate names; they would match words such as SEA, LED, THE.
CODE = re.compile("[A-Z]{2,4}")
COLUMNS = "geonameid name ascii lon lat feature_code country admin1 admin2 population alternates".split()


def make_places(source, out):
    rows = []
    for r in common.read_geonames(source):
        rows.append([r[0], r[1], r[2], r[5], r[4], r[7], r[8], r[10], r[11], r[14] if r[14] != "0" else "",
                     common.join_list(a for a in r[3].split(",") if not CODE.fullmatch(a))])
    rows.sort(key=lambda r: int(r[0]))
    common.write_table(out, COLUMNS, rows)
    return max(r[18] for r in common.read_geonames(source))


def make_districts(source, out):
    with open(source, encoding="utf-8") as f:
        rows = sorted((d["code"], d["name"], "") for d in json.load(f) if d["code"].count(".") == 2)
    rows = [(code, name, ascii_name(name)) for code, name, _ in rows]
    common.write_table(out, ["code", "name", "ascii"], rows)


def ascii_name(name):
    """The name without marks where that leaves ASCII and differs from the name; else empty."""

    plain = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
    return plain if plain != name and plain.isascii() else ""

#!/usr/bin/env python3
"""Checks the tables of a folder: columns, ranges, references, repeats, record counts. Prints every fault."""
import collections
import pathlib
import re
import struct
import subprocess
import sys

KINDS = {"settlement", "facility", "district", "region", "country", "country_group", "continent", "river", "sea",
         "vague_region", "disputed_region"}
TYPES = {"alternative", "historical", "abbreviation", "demonym", "derived", "rare"}
REASONS = {"person", "plain_word", "month", "organisation", "media", "brand"}
FLAGS = {"government", "capital", "seat"}


class Checker:
    def __init__(self, folder):
        self.folder, self.faults, self.tables = folder, [], {}

    def fault(self, table, line, text):
        self.faults.append(f"{table}:{line}: {text}")

    def data(self, name):
        packed = self.folder / f"{name}.zst"
        if packed.exists():
            return subprocess.run(["zstd", "-dcq", str(packed)], check=True, capture_output=True).stdout
        return (self.folder / name).read_bytes()

    def table(self, name, required):
        rows = []
        lines = self.data(name).decode("utf-8").split("\n")
        columns = lines[0].split("\t")
        missing = set(required.split()) - set(columns)
        if missing:
            self.fault(name, 1, f"columns missing: {sorted(missing)}")
        for number, line in enumerate(lines[1:], 2):
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) != len(columns):
                self.fault(name, number, f"{len(cells)} cells, {len(columns)} columns")
                continue
            row = dict(zip(columns, cells))
            row["_line"] = number
            rows.append(row)
            self.check_row(name, number, row)
        self.tables[name] = rows
        return rows

    def check_row(self, name, number, row):
        for column, low, high in (("lon", -180, 180), ("lat", -90, 90), ("rank", 0, 15), ("quality", 0, 1000),
                                  ("population", 0, 4e7), ("uncertainty_m", 0, 1e7)):
            if row.get(column):
                try:
                    good = low <= float(row[column]) <= high
                except ValueError:
                    good = False
                if not good:
                    self.fault(name, number, f"{column} {row[column]} is out of range")
        if "name" in row and not row["name"]:
            self.fault(name, number, "no name")
        if row.get("wikidata") and not re.fullmatch(r"Q\d+", row["wikidata"]):
            self.fault(name, number, f"wikidata {row['wikidata']}")
        for item in filter(None, row.get("names", "").split("|")):
            if not re.fullmatch(r"[a-z]{2}=.+", item):
                self.fault(name, number, f"names: {item}")
        for column in ("aliases", "alternates", "historical", "derived", "demonyms", "abbreviations", "members"):
            if row.get(column) and "" in row[column].split("|"):
                self.fault(name, number, f"{column} has an empty member")

    def unique(self, name, column):
        count = collections.Counter(r[column] for r in self.tables[name] if r[column])
        for value, times in count.items():
            if times > 1:
                self.fault(name, 0, f"{column} {value} stands {times} times")

    def known(self, name, column, allowed, split="|"):
        for r in self.tables[name]:
            for value in filter(None, r[column].split(split)):
                if value not in allowed:
                    self.fault(name, r["_line"], f"{column}: unknown {value}")

    def clusters(self, name):
        rows = [r for r in self.tables[name] if r["cluster"].isdecimal() and r["group"].isdecimal()]
        for r in self.tables[name]:
            if not re.fullmatch("[a-z][a-z0-9]*", r["word"]):
                self.fault(name, r["_line"], f"word {r['word']} is no look-up key of one word")
            if not (r["cluster"].isdecimal() and r["group"].isdecimal()):
                self.fault(name, r["_line"], f"cluster {r['cluster']}, group {r['group']}: no numbers")
        groups = {}
        for r in rows:
            if groups.setdefault(int(r["cluster"]), int(r["group"])) != int(r["group"]):
                self.fault(name, r["_line"], f"cluster {r['cluster']} is in two groups")
        for column, used in (("cluster", set(groups)), ("group", set(groups.values()))):
            if used != set(range(len(used))):
                self.fault(name, 0, f"a {column} below {max(used)} has no words")

    def shapefile(self, stem, kind):
        shp, shx, dbf = (self.data(f"{stem}.{end}") for end in ("shp", "shx", "dbf"))
        code, shape = struct.unpack(">i", shp[:4])[0], struct.unpack("<i", shp[32:36])[0]
        if code != 9994 or shape != kind or struct.unpack(">i", shp[24:28])[0] * 2 != len(shp):
            self.fault(f"{stem}.shp", 0, "bad header")
        count, width, size = struct.unpack("<I", dbf[4:8])[0], struct.unpack("<H", dbf[10:12])[0], struct.unpack("<H", dbf[8:10])[0]
        if (len(shx) - 100) // 8 != count:
            self.fault(f"{stem}.dbf", 0, f"{count} rows, {(len(shx) - 100) // 8} shapes")
        values = [int(dbf[size + i * width + 1:size + (i + 1) * width]) for i in range(count)]
        for i in range(count):
            offset = struct.unpack(">i", shx[100 + 8 * i:104 + 8 * i])[0] * 2
            parts, points = struct.unpack("<2i", shp[offset + 44:offset + 52])
            if parts < 1 or points < 2 * parts:
                self.fault(f"{stem}.shp", i, f"{parts} parts, {points} points")
        return values


def check(folder):
    c = Checker(folder)
    places = c.table("places.tsv", "geonameid name ascii lon lat feature_code country admin1 admin2 population alternates")
    c.table("hamlets.tsv", "id name ascii lon lat country admin1 admin2")
    regions = c.table("regions.tsv", "ne_id iso_3166_2 country country_de_facto name long_name kind_word aliases historical "
                      "derived names geonameid gn_admin1 wikidata lon lat rank")
    countries = c.table("countries.tsv", "iso2 iso3 name long_name aliases historical abbreviations demonyms derived "
                        "capital_geonameid continent names geonameid wikidata lon lat rank source")
    c.table("groups.tsv", "id kind name aliases abbreviations demonyms members names lon lat wikidata source")
    c.table("districts.tsv", "code name ascii")
    c.table("waters.tsv", "id kind name aliases names lon lat rank countries wikidata uncertainty_m source")
    c.table("names.tsv", "place type name quality source")
    c.table("supplement.tsv", "id kind name aliases demonyms names lon lat uncertainty_m country admin1 population rank flags "
            "members wikidata source")
    c.table("stopnames.tsv", "name reason")
    c.table("meta.tsv", "key value")
    c.table("words.tsv", "word cluster group")
    for name, column in (("places.tsv", "geonameid"), ("hamlets.tsv", "id"), ("regions.tsv", "ne_id"), ("regions.tsv", "geonameid"),
                         ("countries.tsv", "iso2"), ("districts.tsv", "code"), ("stopnames.tsv", "name"),
                         ("words.tsv", "word")):
        c.unique(name, column)
    c.clusters("words.tsv")
    ids = collections.Counter(r["id"] for t in ("groups.tsv", "waters.tsv", "supplement.tsv") for r in c.tables[t])
    for value in [v for v, n in ids.items() if n > 1]:
        c.fault("groups, waters, supplement", 0, f"{value} twice")
    states = {r["iso2"] for r in countries}
    codes = {r["iso_3166_2"] for r in regions}
    units = states | codes | {f"ne:{r['ne_id']}" for r in regions}
    towns = {r["geonameid"] for r in places}
    groups = {r["id"] for r in c.tables["groups.tsv"]}
    for column in ("country", "country_de_facto"):
        c.known("regions.tsv", column, states)
    c.known("places.tsv", "country", states | {"AN", "CS"})
    c.known("hamlets.tsv", "country", states)
    c.known("countries.tsv", "capital_geonameid", towns)
    c.known("countries.tsv", "continent", groups)
    c.known("groups.tsv", "members", units)
    c.known("groups.tsv", "kind", KINDS)
    c.known("waters.tsv", "kind", {"sea", "river"})
    c.known("waters.tsv", "countries", states)
    c.known("supplement.tsv", "kind", KINDS)
    c.known("supplement.tsv", "members", units)
    c.known("supplement.tsv", "country", states)
    c.known("supplement.tsv", "admin1", codes)
    c.known("supplement.tsv", "flags", FLAGS)
    c.known("names.tsv", "type", TYPES)
    c.known("stopnames.tsv", "reason", REASONS)
    referable = {r["id"] for r in c.tables["hamlets.tsv"]} | {f"gn:{r['geonameid']}" for r in regions} | {f"gn:{t}" for t in towns} | {f"3166-2:{v}" for v in codes} | {f"cc:{s}" for s in states} | set(ids)
    c.known("names.tsv", "place", referable)
    if [int(r["ne_id"]) for r in regions] != c.shapefile("regions", 5):
        c.fault("regions.dbf", 0, "NE_ID is not in the order of regions.tsv")
    for stem, kind in (("water_lines", 3), ("lakes", 5)):
        if not all(0 <= v <= 15 for v in c.shapefile(stem, kind)):
            c.fault(f"{stem}.dbf", 0, "RANK out of range")
    sizes = {name: len(rows) for name, rows in c.tables.items()}
    return c.faults, sizes


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    faults, sizes = check(folder)
    for fault in faults[:100]:
        print(fault, file=sys.stderr)
    print("check: " + ", ".join(f"{name} {rows}" for name, rows in sizes.items()) + f"; {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

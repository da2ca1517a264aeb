"""hamlets.tsv: towns that are missing from places.tsv, from two lists that have a name and a point only."""
import collections
import gzip
import json
import math
import re

import common
import places

COLUMNS = "id name ascii lon lat country admin1 admin2".split()
SAME_KM = 25  # the same name within this distance is the same place
KM_PER_DEGREE = 111.2
CELLS_PER_DEGREE = 3  # a cell is wider than SAME_KM, so that the cells around a point hold all that is near

# Kinds of the Census Bureau that are a place people name; townships and precincts are parts of the land.
CENSUS_KINDS = re.compile(r" (CDP|city|village|borough|town|municipality|comunidad)$")
SECTION = re.compile(r"\[(fips\d+)\]")
CENTROID = re.compile(r"centroid = \((-?[\d.]+), (-?[\d.]+)\)")
DESCRIPTION = re.compile(r"description = (.+), ([A-Z]{2})$")


class Known:
    """Names by place: whether a place of this name is near."""

    def __init__(self):
        self.cells = collections.defaultdict(list)

    @staticmethod
    def cell(lon, lat):
        return math.floor(lon * CELLS_PER_DEGREE), math.floor(lat * CELLS_PER_DEGREE)

    def add(self, names, lon, lat):
        self.cells[self.cell(lon, lat)].append((frozenset(map(key, names)), lon, lat))

    def has(self, name, lon, lat):
        x, y = self.cell(lon, lat)
        wide = 1 + int(1 / max(0.2, math.cos(math.radians(lat))))
        for column in range(x - wide, x + wide + 1):
            for row in range(y - 1, y + 2):
                for names, other_lon, other_lat in self.cells.get((column, row), ()):
                    dx = (other_lon - lon) * math.cos(math.radians(lat))
                    if math.hypot(dx, other_lat - lat) * KM_PER_DEGREE < SAME_KM and key(name) in names:
                        return True
        return False


def key(name):
    return re.sub(r"\W", "", common.fold(name))


def geonames_towns(source):
    """(name, lon, lat, country, admin1, admin2, None) of GeoNames' larger towns, without ids."""
    with open(source, encoding="utf-8") as f:
        for c in json.load(f):
            yield c["name"], float(c["lng"]), float(c["lat"]), c["country"], c["admin1"], c["admin2"], None


def census_places(source):
    """The same of the places of the United States, with the Census Bureau's number; points are in radians."""
    code = point = None
    with gzip.open(source, "rt", encoding="utf-8") as f:
        for line in f:
            if match := SECTION.match(line):
                code, point = match[1], None
            elif match := CENTROID.match(line):
                point = math.degrees(float(match[2])), math.degrees(float(match[1]))
            elif (match := DESCRIPTION.match(line)) and point and (kind := CENSUS_KINDS.search(match[1])):
                yield match[1][:kind.start()], *point, "US", match[2], "", code


def make_hamlets(towns, supplement, cities, census, countries, out):
    known = Known()
    for r in common.read_geonames(towns):
        known.add([r[1], r[2], *r[3].split(",")], float(r[5]), float(r[4]))
    for r in common.read_table(supplement):
        if r["kind"] == "settlement":
            known.add([r["name"], *r["aliases"].split("|")], float(r["lon"]), float(r["lat"]))
    states = {r["iso2"] for r in common.read_table(countries)}
    rows, ids = [], set()
    for name, lon, lat, country, admin1, admin2, code in [*geonames_towns(cities), *census_places(census)]:
        name = common.clean(name)
        if country not in states or not key(name) or known.has(name, lon, lat):
            continue
        known.add([name], lon, lat)
        place_id = f"us:{code[4:]}" if code else f"at:{country}{lat:+.3f}{lon:+.3f}"
        if place_id not in ids:
            ids.add(place_id)
            rows.append([place_id, name, places.ascii_name(name), f"{lon:.5f}", f"{lat:.5f}", country, admin1, admin2])
    rows.sort()
    common.write_table(out, COLUMNS, rows)

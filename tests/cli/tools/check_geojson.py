#!/usr/bin/env python3
"""check_geojson.py MAP.geojson [TEXT]: checks a map against RFC 7946 and docs/fields.md.

TEXT is what `--text-out` wrote; with it all excerpts are compared with the text. Prints one line a
fault; status 1 if there is any. Standard library only."""

import decimal
import math
import pathlib
import re
import sys

import contract

DECIMALS = 7
VERTICES = 1100  # "about 1,000"
AREA_TOLERANCE = 1e-3
# WGS 84
A = 6378137.0
E2 = (1 / 298.257223563) * (2 - 1 / 298.257223563)
E = math.sqrt(E2)


def authalic_q(lat_deg):
    """Snyder (1987), 3-12: a zone of the ellipsoid has the area a^2/2 * (q2 - q1) a radian."""
    s = math.sin(math.radians(lat_deg))
    return (1 - E2) * (s / (1 - E2 * s * s) - math.log((1 - E * s) / (1 + E * s)) / (2 * E))


def ring_km2(ring):
    """Area of a ring whose edges are straight in longitude and latitude: the zone below each edge,
    by Simpson's rule on pieces of a twentieth of a degree."""
    total = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        pieces = 1 + int(max(abs(x1 - x0), abs(y1 - y0)) / 0.05)
        step = math.radians(x1 - x0) / pieces
        for i in range(pieces):
            low = y0 + (y1 - y0) * i / pieces
            high = y0 + (y1 - y0) * (i + 1) / pieces
            total -= step / 6 * (authalic_q(low) + 4 * authalic_q((low + high) / 2) + authalic_q(high))
    return total * A * A / 2 / 1e6


def polygons_of(geometry):
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else []


def positions_of(geometry):
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return [coordinates]
    if kind in ("LineString", "MultiPoint"):
        return coordinates
    if kind == "MultiLineString":
        return [p for line in coordinates for p in line]
    return [p for polygon in polygons_of(geometry) for ring in polygon for p in ring]


def signed_area(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:])) / 2


def crossing(rings):
    """Two edges that cross each other, or None: neighbours in a sweep from west to east."""
    edges = []
    for ring in rings:
        edges += [(min(a[0], b[0]), max(a[0], b[0]), a, b) for a, b in zip(ring, ring[1:])]
    edges.sort()

    def side(a, b, c):
        value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
        return (value > 1e-15) - (value < -1e-15)

    active = []
    for west, east, a, b in edges:
        active = [edge for edge in active if edge[0] >= west]
        low, high = min(a[1], b[1]), max(a[1], b[1])
        for _, c, d in active:
            if max(c[1], d[1]) < low or min(c[1], d[1]) > high:
                continue
            if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
                return a, b, c, d
        active.append((east, a, b))
    return None


def inside(point, ring):
    x, y = point
    odd = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            odd = not odd
    return odd


def identity(place):
    """Eastern X is another place than X."""
    return place.get("gazetteer_id"), place.get("kind"), place.get("name")


class MapChecker(contract.Checker):
    def position(self, position):
        if not self.need(isinstance(position, list) and len(position) == 2
                         and all(contract.is_number(n) for n in position), f"{position} is no position"):
            return
        lon, lat = position
        self.need(-180 <= lon <= 180 and -90 <= lat <= 90, f"{position} lies outside the world")
        for n in position:
            places = -n.as_tuple().exponent if hasattr(n, "as_tuple") else 0
            self.need(places <= DECIMALS, f"{n} has more than {DECIMALS} decimals")

    def ring(self, ring, hole, outer):
        if not self.need(len(ring) >= 4, f"a ring of {len(ring)} positions"):
            return
        self.need(ring[0] == ring[-1], "a ring is not closed")
        plain = [(float(x), float(y)) for x, y in ring]
        self.need(all(a != b for a, b in zip(plain, plain[1:])), "a position twice in a row")
        self.need(all(abs(a[0] - b[0]) <= 180 for a, b in zip(plain, plain[1:])),
                  "an edge runs over 180 degrees")
        area = signed_area(plain)
        self.need(area < 0 if hole else area > 0, "a ring runs the wrong way, or is flat")
        if hole:
            self.need(any(inside(p, outer) for p in plain), "a hole lies outside its polygon")

    def geometry(self, geometry):
        if geometry is None:
            return
        if not self.need(geometry.get("type") in ("Point", "MultiPoint", "LineString",
                                                  "MultiLineString", "Polygon", "MultiPolygon"),
                         f"geometry is {geometry.get('type')!r}"):
            return
        self.need(set(geometry) == {"type", "coordinates"}, f"geometry has {sorted(geometry)}")
        before = len(self.faults)
        positions = positions_of(geometry)
        self.need(len(positions) > 0, "an empty geometry")
        for position in positions:
            self.position(position)
        if len(self.faults) > before:
            return
        self.need(len(positions) <= VERTICES, f"{len(positions)} vertices")
        polygons = polygons_of(geometry)
        for polygon in polygons:
            outer = [(float(x), float(y)) for x, y in polygon[0]]
            for number, ring in enumerate(polygon):
                self.ring(ring, number > 0, outer)
        found = crossing([[(float(x), float(y)) for x, y in ring] for p in polygons for ring in p])
        self.need(found is None, f"edges cross: {found}")

    def bbox(self, box, positions, what):
        if not self.need(isinstance(box, list) and len(box) == 4
                         and all(contract.is_number(n) for n in box), f"{what} is {box!r}"):
            return
        west, south, east, north = box
        self.position([west, south])
        self.position([east, north])
        lats = [y for _, y in positions]
        self.need(south == min(lats) and north == max(lats), f"{what}: {south}..{north} is not tight")
        lons = [x for x, _ in positions]
        if west <= east:
            self.need(west == min(lons) and east == max(lons), f"{what}: {west}..{east} is not tight")
        else:
            self.need(all(x >= west or x <= east for x in lons) and west in lons and east in lons,
                      f"{what}: {west}..{east} does not fit")

    def facts(self, facts, article):
        self.need(facts.get("schema") == 1, "schema is not 1")
        self.need(bool(facts.get("version")), "no version")
        self.need(bool(article.get("file")), "no file")
        self.need(re.fullmatch("[0-9a-f]{64}", str(article.get("sha256"))) is not None, "no sha256")
        self.need(isinstance(article.get("words"), int), "no words")
        self.need("title" in article and "date" in article, "no title, date")
        self.need(article.get("date") is None or re.fullmatch(r"\d{4}-\d\d-\d\d", article["date"]),
                  f"date is {article.get('date')!r}")
        gazetteer = facts.get("gazetteer", {})
        self.need(all(gazetteer.get(name) for name in ("name", "date", "sha256")), "no gazetteer")
        self.need(facts.get("worldview") in ("iso", "de-facto"), "no worldview")
        self.need(isinstance(facts.get("options"), dict), "no options")

    def shape(self, feature, properties):
        """The geometry that kind of place and basis ask for."""
        geometry, kind = feature["geometry"], properties["kind"]
        basis = properties.get("geometry_basis")
        self.need((geometry is None) == (basis == "none"),
                  f"geometry_basis {basis} and {'no' if geometry is None else 'a'} geometry")
        drawn = properties.get("draw") in ("primary", "secondary")
        self.need(geometry is not None or not drawn, "is drawn and has no geometry")
        place = properties.get("place")
        if geometry is None:
            return
        self.need(place is not None or kind == "figure", "a geometry and no place")
        point = geometry["type"] == "Point"
        self.need(point == (basis in ("gazetteer_point", "offset_point")),
                  f"geometry_basis {basis} is a {geometry['type']}")
        if basis == "gazetteer_point":
            lon, lat = geometry["coordinates"]
            self.need(abs(lon - place["lon"]) < decimal.Decimal("2e-6") and abs(lat - place["lat"]) < decimal.Decimal("2e-6"),
                      f"{geometry['coordinates']} is not where the place is")
        if kind == "claim" and place is not None:
            self.need(not (place["kind"] in ("region", "country", "country_group") and point),
                      f"a {place['kind']} is a point")
        if point:
            self.need("marker-color" in properties, "a point without marker-color")
        else:
            self.need("stroke" in properties and "fill" in properties, "a shape without colours")

    def figure(self, feature, properties):
        area = properties.get("area_km2")
        if not self.need(contract.is_number(area) and area > 0, f"area_km2 is {area!r}"):
            return
        self.need(all(isinstance(properties.get(name), bool)
                      for name in ("anchored", "past_peak", "impossible")), "a flag is missing")
        if not self.need((feature["geometry"] is None) == properties.get("impossible"),
                         "only an impossible figure has no geometry") or feature["geometry"] is None:
            return
        measured = sum(ring_km2([(float(x), float(y)) for x, y in ring])
                       for polygon in polygons_of(feature["geometry"]) for ring in polygon)
        self.need(abs(measured / float(area) - 1) <= AREA_TOLERANCE,
                  f"measures {measured:.4f} km2, not {area}")

    def place_feature(self, properties):
        self.need(properties.get("place") is not None, "no place")
        self.place(properties["place"])
        self.need(len(properties.get("mentions", [])) > 0, "a place without mentions")
        for mention in properties.get("mentions", []):
            self.excerpt(mention, "mention")
            role = mention.get("role")
            self.need(role == "location" or role in contract.WORDS["reason"], f"role is {role!r}")
        self.drawing(properties)
        self.need(properties.get("draw") in ("context", "no"), f"draw is {properties.get('draw')}")

    def feature(self, feature):
        self.need(feature.get("type") == "Feature", "type is not Feature")
        self.need("geometry" in feature, "no geometry member")
        properties = feature.get("properties")
        if not self.need(isinstance(properties, dict), "no properties"):
            return
        self.need(isinstance(feature.get("id"), str) and feature["id"] == properties.get("id"),
                  f"id is {feature.get('id')!r} and {properties.get('id')!r}")
        self.word(properties.get("kind"), "kind", "kind")
        self.geometry(feature["geometry"])
        if feature["geometry"] is not None and feature["geometry"]["type"] != "Point":
            self.bbox(feature.get("bbox"), positions_of(feature["geometry"]), "bbox")
        kind = properties["kind"]
        if kind == "article":
            self.need(feature["geometry"] is None, "the article has a geometry")
            self.facts(properties, properties)
            return
        if kind == "place":
            self.place_feature(properties)
        else:
            self.claim(properties)
        if kind == "figure":
            self.figure(feature, properties)
        self.shape(feature, properties)

    def collection(self, collection):
        self.where = "collection"
        self.need(collection.get("type") == "FeatureCollection", "is no FeatureCollection")
        self.need("crs" not in collection, "has a crs")
        head = collection.get("claimmap")
        if self.need(isinstance(head, dict) and isinstance(head.get("article"), dict), "no claimmap"):
            self.facts(head, head["article"])
        features = collection.get("features", [])
        for number, feature in enumerate(features):
            self.where = f"feature {number} ({feature.get('id')})"
            self.feature(feature)
        self.where = "collection"
        of_kind = {kind: [f for f in features if f["properties"]["kind"] == kind]
                   for kind in contract.WORDS["kind"]}
        self.need(len(of_kind["article"]) == 1, f"{len(of_kind['article'])} article features")
        ids = [feature["id"] for feature in features]
        self.need(len(set(ids)) == len(ids), "an id stands twice")
        positions = [p for f in features if f["geometry"] for p in positions_of(f["geometry"])]
        if positions:
            self.bbox(collection.get("bbox"), positions, "bbox")
        else:
            self.need("bbox" not in collection, "a bbox of nothing")
        self.claims([(f"feature {f['id']}", f["properties"]) for f in of_kind["claim"]])
        claim_ids = {f["properties"]["claim_id"] for f in of_kind["claim"]}
        for figure in of_kind["figure"]:
            self.need(figure["properties"]["claim_id"] in claim_ids, f"figure {figure['id']}: no claim")
        claimed = {identity(f["properties"].get("place") or {}) for f in of_kind["claim"]}
        others = [identity(f["properties"]["place"]) for f in of_kind["place"]]
        self.where = "places"
        self.need(len(set(others)) == len(others), "a place stands twice")
        both = sorted(str(i) for i in set(others) & claimed)
        self.need(not both, f"places that claims are about already: {both}")


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    data = pathlib.Path(arguments[1]).read_bytes() if len(arguments) == 2 else None
    checker = MapChecker(data)
    try:
        checker.collection(contract.load(pathlib.Path(arguments[0]).read_bytes().decode("utf-8")))
    except ValueError as error:
        checker.fault(f"no JSON: {error}")
    for fault in checker.faults:
        print(f"{arguments[0]}: {fault}")
    return 1 if checker.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

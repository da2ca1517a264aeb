#!/usr/bin/env python3
"""labels.py PROGRAM OUT_DIR ARTICLE...: draws each article in every theme and size and holds the
layout report against the pixels and against the GeoJSON file, with nothing of the program's own:

- labels overlap neither each other nor furniture nor insets, none is cut, none of the article is
  dropped unless a number stands for it;
- drawn with and without labels, the pictures differ nowhere but in the reported boxes, and fill
  them to their edges;
- names of regions lie in their polygon, projected here from the report's view: --inside PERCENT of
  them at least, over all pictures.

Prints one line a fault and the sums. Needs nothing but Python."""
import argparse
import json
import math
import struct
import subprocess
import sys
import zlib
from pathlib import Path

SIZES = ["1600x1200", "1080x1080", "1080x1920", "600x800"]
MARGIN = 2  # pixels that letters may end before their box, or halos go on after it, less the halo
HALO = 4


# ---- pictures


def read_png(path):
    """(width, height, channels, rows): rows of bytes; pixels of a palette are looked up."""
    data = path.read_bytes()
    at, parts, palette = 8, [], None
    while at < len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            parts.append(body)
        at += 12 + length
    channels = {2: 3, 3: 1, 6: 4}[colour]
    if depth != 8:
        raise ValueError(f"{path}: {depth} bits")
    stride = width * channels
    raw = zlib.decompress(b"".join(parts))
    rows, above = [], bytes(stride)
    for y in range(height):
        begin = y * (stride + 1)
        row = raw[begin + 1 : begin + 1 + stride]
        above = row if raw[begin] == 0 else unfilter(raw[begin], bytearray(row), above, channels)
        rows.append(above)
    if palette is not None:
        table = [palette[i * 3 : i * 3 + 3] for i in range(len(palette) // 3)]
        rows = [b"".join(table[p] for p in row) for row in rows]
        channels = 3
    return width, height, channels, rows


def unfilter(kind, row, above, step):
    for i in range(len(row)):
        left = row[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        up = above[i]
        if kind == 1:
            add = left
        elif kind == 2:
            add = up
        elif kind == 3:
            add = (left + up) // 2
        else:
            guess = left + up - corner
            add = min((left, up, corner), key=lambda v: abs(guess - v))
        row[i] = (row[i] + add) & 255
    return bytes(row)


def differences(a, b):
    """For each row the columns in which two pictures differ."""
    if a[:2] != b[:2]:
        raise ValueError("pictures of two sizes")
    width, height = a[:2]
    ca, cb = a[2], b[2]
    found = {}
    for y in range(height):
        p, q = a[3][y], b[3][y]
        if ca == cb and p == q:
            continue
        columns = [x for x in range(width) if p[x * ca : x * ca + 3] != q[x * cb : x * cb + 3]]
        if columns:
            found[y] = columns
    return found


# ---- projection: Lambert azimuthal equal-area on the WGS 84 ellipsoid (Snyder 1987, 24-17 ff.)

A, F = 6378137.0, 1 / 298.257223563
E2 = F * (2 - F)
E = math.sqrt(E2)


def q_of(lat):
    s = math.sin(lat)
    return (1 - E2) * (s / (1 - E2 * s * s) - math.log((1 - E * s) / (1 + E * s)) / (2 * E))


class Projection:
    def __init__(self, view):
        self.view = view
        lat = math.radians(view["lat"])
        self.lon = math.radians(view["lon"])
        self.qp = q_of(math.pi / 2)
        self.beta = math.asin(max(-1, min(1, q_of(lat) / self.qp)))
        self.rq = A * math.sqrt(self.qp / 2)
        m = math.cos(lat) / math.sqrt(1 - E2 * math.sin(lat) ** 2)
        self.d = A * m / (self.rq * math.cos(self.beta))

    def pixel(self, lon, lat):
        view = self.view
        beta = math.asin(max(-1, min(1, q_of(math.radians(lat)) / self.qp)))
        d_lon = math.radians(lon) - self.lon
        cos_b, sin_b = math.cos(beta), math.sin(beta)
        cos_1, sin_1 = math.cos(self.beta), math.sin(self.beta)
        b = self.rq * math.sqrt(2 / max(1e-12, 1 + sin_1 * sin_b + cos_1 * cos_b * math.cos(d_lon)))
        x = b * self.d * cos_b * math.sin(d_lon)
        y = b / self.d * (cos_1 * sin_b - sin_1 * cos_b * math.cos(d_lon))
        return (view["box"][0] + (x - view["left_m"]) / view["m_per_px"],
                view["box"][1] + (view["top_m"] - y) / view["m_per_px"])


def is_inside(rings, x, y):
    inside = False
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
            if (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0):
                inside = not inside
    return inside


def rings_of(geometry):
    if geometry["type"] == "Polygon":
        return geometry["coordinates"]
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


# ---- checks

MAP_KINDS = {"region", "context", "town", "place", "figure", "number", "water"}


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def contains(outer, box):
    return (outer[0] <= box[0] and outer[1] <= box[1] and
            outer[2] >= box[2] and outer[3] >= box[3])


def view_of(report, label):
    """The window that a label stands in: insets lie upon the map."""
    views = [v for v in report["views"] if contains(v["box"], label["box"])]
    return min(views, key=lambda v: v["box"][2] - v["box"][0], default=None)


def check_boxes(report, fault):
    labels = [l for l in report["labels"] if not l["dropped"]]
    on_map = [l for l in labels if l["kind"] in MAP_KINDS]
    for i, label in enumerate(labels):
        box = label["box"]
        if not contains([0, 0, report["width"], report["height"]], box):
            fault(f"{label['text']!r} is cut")
        for other in labels[:i]:
            if overlap(box, other["box"]):
                fault(f"{label['text']!r} overlaps {other['text']!r}")
    for label in on_map:
        for thing in report["furniture"]:
            if overlap(label["box"], thing["box"]):
                fault(f"{label['text']!r} lies on the {thing['name']}")
        for inset in report["insets"]:
            if overlap(label["box"], inset["box"]) and not contains(inset["box"], label["box"]):
                fault(f"{label['text']!r} crosses the edge of the {inset['name']} inset")
    for label in report["labels"]:
        if label["dropped"] and label["in_article"] and "numbered" not in label["reason"]:
            fault(f"{label['text']!r} of the article is dropped")
    return len(on_map)


def check_ink(report, changed, halo, fault):
    labels = [l for l in report["labels"] if not l["dropped"]]
    known = {}
    for label in labels:
        x0, y0, x1, y1 = label["box"]
        ink = [1e9, 1e9, -1e9, -1e9]
        for y in range(math.floor(y0), math.ceil(y1)):
            for x in changed.get(y, ()):
                if x0 - 1 <= x < x1 + 1:
                    ink = [min(ink[0], x), min(ink[1], y), max(ink[2], x + 1), max(ink[3], y + 1)]
        if ink[0] > ink[2]:
            fault(f"{label['text']!r} has no ink")
        elif "outline" not in label and any(
                abs(a - b) > MARGIN for a, b in zip(ink, label["box"])):
            fault(f"{label['text']!r}: said {label['box']}, ink {ink}")
        for y in range(math.floor(y0 - halo), math.ceil(y1 + halo)):
            known.setdefault(y, []).append((x0 - halo, x1 + halo))
    for y, columns in changed.items():
        for x in columns:
            if not any(a <= x < b for a, b in known.get(y, ())):
                fault(f"ink outside of all labels at {x} {y}")
                return


def check_regions(report, features, count):
    shapes = {}
    for feature in features:
        place = feature["properties"].get("place") or {}
        geometry = feature.get("geometry")
        if feature["properties"]["kind"] == "claim" and geometry and "Polygon" in geometry["type"]:
            for name in (place.get("name"), place.get("text")):
                shapes.setdefault((name or "").casefold(), []).append(geometry)
    for label in report["labels"]:
        view = view_of(report, label)
        geometries = shapes.get(label["text"].casefold())
        if (label["kind"] != "region" or label["dropped"] or label["leader"] or not view
                or not geometries):
            continue
        projection = Projection(view)
        x0, y0, x1, y1 = label["box"]
        corners = label.get("outline") or [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        edge = [((1 - t / 8) * a[0] + t / 8 * b[0], (1 - t / 8) * a[1] + t / 8 * b[1])
                for a, b in zip(corners, corners[1:] + corners[:1]) for t in range(8)]
        best = 0
        for geometry in geometries:
            rings = [[projection.pixel(*p[:2]) for p in ring] for ring in rings_of(geometry)]
            best = max(best, sum(is_inside(rings, *p) for p in edge) / len(edge))
        # What is narrower than its own name is named beside itself, which the report tells by no
        # sign: counted all the same.
        count["regions"] += 1
        count["inside"] += best >= 1
        if best < 1:
            count["spills"].append(f"{label['text']} ({view['name']}, {best:.0%})")


def draw(program, article, out, size, theme, hide):
    args = [program, "map", "-q", "-o", out, "--size", size, "--layout-report",
            out / "report.json"]
    args += ["--style", theme] if theme else []
    args += ["--hide", "labels"] if hide else []
    out.mkdir(parents=True, exist_ok=True)
    subprocess.run([*map(str, args), str(article)], check=True, stderr=subprocess.DEVNULL)
    return out / (article.stem + ".png"), out / (article.stem + ".geojson"), out / "report.json"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("out", type=Path)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--theme", action="append", help="default: the program's own alone")
    parser.add_argument("--size", action="append")
    parser.add_argument("--inside", type=float, default=95)
    parser.add_argument("--no-pixels", action="store_true")
    options = parser.parse_args()
    count = {"regions": 0, "inside": 0, "labels": 0, "pictures": 0, "spills": []}
    faults = []
    for article in options.articles:
        for theme in options.theme or [None]:
            for size in options.size or SIZES:
                stem = article.stem if article.stem != "article" else article.parent.name
                where = f"{stem} {size} {theme or ''}".strip()

                def fault(text):
                    faults.append(f"{where}: {text}")

                out = options.out / stem / f"{size}-{theme or 'own'}"
                png, geojson, report_path = draw(options.program, article, out, size, theme, False)
                report = json.loads(report_path.read_text())
                if not png.exists():
                    continue
                count["pictures"] += 1
                count["labels"] += check_boxes(report, fault)
                check_regions(report, json.loads(geojson.read_text())["features"], count)
                if not options.no_pixels:
                    bare, _, bare_report = draw(options.program, article, out / "bare", size,
                                                theme, True)
                    if bare_report.read_bytes() != report_path.read_bytes():
                        fault("the report hangs on --hide labels")
                    scale = max(min(report["width"], report["height"]) / 1200, 0.72)
                    check_ink(report, differences(read_png(png), read_png(bare)),
                              math.ceil(HALO * scale) + 1, fault)
    share = 100 * count["inside"] / max(count["regions"], 1)
    print("\n".join(faults[:60]))
    print("beside or over the edge:", ", ".join(count["spills"][:40]) or "none")
    print(f"{count['pictures']} pictures, {count['labels']} labels on maps, {len(faults)} faults; "
          f"{count['inside']} of {count['regions']} names of regions inside ({share:.1f} %)")
    if share < options.inside:
        print(f"fewer than {options.inside} % of the names of regions lie inside")
    return bool(faults) or count["labels"] == 0 or share < options.inside


if __name__ == "__main__":
    sys.exit(main())

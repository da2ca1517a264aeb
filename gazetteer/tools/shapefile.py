"""Writes ESRI shapefiles (ESRI Shapefile Technical Description, 1998) with integer attributes.

Written here rather than by ogr2ogr so that the bytes depend on nothing but the data: the date in the
dBase header is fixed.
"""
import struct

POLYLINE, POLYGON = 3, 5


def signed_area(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:])) / 2


def oriented(ring, clockwise):
    return ring if (signed_area(ring) < 0) == clockwise else ring[::-1]


def polygon_parts(polygons):
    """GeoJSON polygons ([[outer, hole...]...]) as shapefile parts: outer rings clockwise, holes not."""
    parts = []
    for rings in polygons:
        for index, ring in enumerate(rings):
            parts.append(oriented([(p[0], p[1]) for p in ring], index == 0))
    return parts


def box_of(parts):
    xs = [x for part in parts for x, _ in part]
    ys = [y for part in parts for _, y in part]
    return min(xs), min(ys), max(xs), max(ys)


def record_content(shape_type, parts):
    points = [p for part in parts for p in part]
    starts, count = [], 0
    for part in parts:
        starts.append(count)
        count += len(part)
    content = struct.pack("<i4d2i", shape_type, *box_of(parts), len(parts), count)
    content += struct.pack(f"<{len(starts)}i", *starts)
    return content + struct.pack(f"<{2 * count}d", *[v for p in points for v in p])


def header(shape_type, words, box):
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<2i8d", 1000, shape_type, *box, 0, 0, 0, 0)


def write(stem, shape_type, records, fields):
    """records: [(parts, [integer, ...])]; fields: [(NAME, width)]. Writes stem.shp, .shx, .dbf."""
    contents = [record_content(shape_type, parts) for parts, _ in records]
    boxes = [box_of(parts) for parts, _ in records]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    total = 50 + sum(4 + len(c) // 2 for c in contents)
    with open(f"{stem}.shp", "wb") as shp, open(f"{stem}.shx", "wb") as shx:
        shp.write(header(shape_type, total, box))
        shx.write(header(shape_type, 50 + 4 * len(contents), box))
        offset = 50
        for number, content in enumerate(contents, 1):
            shp.write(struct.pack(">2i", number, len(content) // 2) + content)
            shx.write(struct.pack(">2i", offset, len(content) // 2))
            offset += 4 + len(content) // 2
    width = 1 + sum(w for _, w in fields)
    with open(f"{stem}.dbf", "wb") as dbf:
        dbf.write(struct.pack("<4BIHH20x", 3, 100, 1, 1, len(records), 33 + 32 * len(fields), width))
        for name, size in fields:
            dbf.write(struct.pack("<11sc4x2B14x", name.encode(), b"N", size, 0))
        dbf.write(b"\r")
        for _, values in records:
            dbf.write(b" " + b"".join(str(v).rjust(w).encode() for v, (_, w) in zip(values, fields)))
        dbf.write(b"\x1a")

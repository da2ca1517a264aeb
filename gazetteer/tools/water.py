"""water_lines.shp and lakes.shp: rivers and lakes of GSHHG for drawing."""
import math
import pathlib

import gshhg
import shapefile

TOLERANCE_M = 150.0
MIN_LAKE_KM2, MIN_ISLAND_KM2 = 10.0, 1.0
# GSHHG's river classes 1..4 (permanent; the double-lined rivers of class 0 are among the lakes).
RIVER_RANK = {1: 3, 2: 6, 3: 9, 4: 12}
GRID = float(1 << 17)  # 2^-17 degrees, under a metre


def on_grid(points):
    out = []
    for x, y in points:
        point = (round(x * GRID) / GRID, round(y * GRID) / GRID)
        if not out or point != out[-1]:
            out.append(point)
    return out


def split_at_180(points):
    parts, part = [], [points[0]]
    for a, b in zip(points, points[1:]):
        if abs(a[0] - b[0]) > 180:
            parts.append(part)
            part = []
        part.append(b)
    return [p for p in parts + [part] if len(p) > 1]


def make_rivers(folder, stem):
    lines = gshhg.rivers(folder / "binned_river_h.nc")
    records = []
    for level in sorted(RIVER_RANK):
        for line in gshhg.chain([p for found, p in lines if found == level]):
            for part in split_at_180(gshhg.degrees(line)):
                points = on_grid(gshhg.simplify(part, TOLERANCE_M))
                if len(points) > 1:
                    records.append(([points], [RIVER_RANK[level]]))
    shapefile.write(stem, shapefile.POLYLINE, records, [("RANK", 3)])
    return len(records)


def lake_rank(area_km2):
    """0 for the Caspian Sea, three steps a power of ten."""
    return max(0, min(15, round((math.log10(100000) - math.log10(area_km2)) * 3)))


def ring_of(points):
    ring = on_grid(gshhg.simplify(gshhg.degrees(points), TOLERANCE_M))
    wide = max(p[0] for p in ring) - min(p[0] for p in ring) > 180
    return ring if len(ring) >= 4 and ring[0] == ring[-1] and not wide else None


def contains(ring, point):
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def make_lakes(folder, stem):
    found = gshhg.shore_segments(folder / "binned_GSHHS_h.nc")
    islands = {}
    for level, area, parent, pieces in found.values():
        if level == 3 and area >= MIN_ISLAND_KM2:
            rings = [ring_of(r) for r in gshhg.close_rings(pieces)]
            islands.setdefault(parent, []).extend(r for r in rings if r)
    records = []
    for number, (level, area, _, pieces) in sorted(found.items(), key=lambda kv: (-kv[1][1], kv[0])):
        if level != 2 or area < MIN_LAKE_KM2:
            continue
        rings = [r for r in map(ring_of, gshhg.close_rings(pieces)) if r]
        polygons = [[r] + [i for i in islands.get(number, []) if contains(r, i[0])] for r in rings]
        if polygons:
            records.append((shapefile.polygon_parts(polygons), [lake_rank(area)]))
    shapefile.write(stem, shapefile.POLYGON, records, [("RANK", 3)])
    return len(records)


def make_water(folder, out_dir):
    folder = pathlib.Path(folder)
    return make_rivers(folder, out_dir / "water_lines"), make_lakes(folder, out_dir / "lakes")

"""Reads GSHHG's binned files (Wessel and Smith, J. Geophys. Res. 101, 1996; GMT's gmt_shore.c).

The world is cut into bins of two degrees; a line is kept as segments that end on the edges of their bin.
Points are whole numbers of 2/65535 degrees, so that the ends of neighbouring segments can be compared.
"""
import math

UNIT = 65535  # steps a bin
BIN_DEG = 2.0


def variable(dataset, name):
    values = dataset.variables[name]
    values.set_auto_maskandscale(False)
    return values[:].tolist()


def open_file(path):
    import netCDF4
    return netCDF4.Dataset(path)


class Points:
    """Absolute whole-number coordinates of each segment's points."""

    def __init__(self, dataset):
        self.x = variable(dataset, "Relative_longitude_from_SW_corner_of_bin")
        self.y = variable(dataset, "Relative_latitude_from_SW_corner_of_bin")
        self.columns = variable(dataset, "N_bins_in_360_longitude_range")[0]
        self.rows = variable(dataset, "N_bins_in_180_degree_latitude_range")[0]

    def of(self, bin_index, first, count):
        column, row = bin_index % self.columns, bin_index // self.columns
        west, south = column * UNIT, (self.rows - 1 - row) * UNIT
        return [(west + (self.x[i] & 0xFFFF), south + (self.y[i] & 0xFFFF)) for i in range(first, first + count)]


def segments_of_bins(dataset):
    """(bin, segment) pairs in file order."""
    firsts = variable(dataset, "Id_of_first_segment_in_a_bin")
    counts = variable(dataset, "N_segments_in_a_bin")
    for bin_index, (first, count) in enumerate(zip(firsts, counts)):
        for segment in range(first, first + (count & 0xFFFF)):
            yield bin_index, segment


def rivers(path):
    """[(class, points)]: class 0 double-lined, 1..4 permanent, 5..7 intermittent, 8..10 canals."""
    dataset = open_file(path)
    points = Points(dataset)
    counts = variable(dataset, "N_points_for_a_segment")
    levels = variable(dataset, "Hierarchial_level_of_a_segment")
    firsts = variable(dataset, "Id_of_first_point_in_a_segment")
    return [(levels[s], points.of(b, firsts[s], counts[s] & 0xFFFF)) for b, s in segments_of_bins(dataset)]


def shore_segments(path):
    """{polygon: (level, area in km2, [points])} for levels 2 (lakes) and 3 (islands in lakes)."""
    dataset = open_file(path)
    points = Points(dataset)
    packed = variable(dataset, "Embedded_npts_levels_exit_entry_for_a_segment")
    firsts = variable(dataset, "Id_of_first_point_in_a_segment")
    ids = variable(dataset, "Id_of_GSHHS_ID")
    areas = variable(dataset, "The_km_squared_area_of_polygons")
    parents = variable(dataset, "Id_of_parent_polygons")
    found = {}
    for b, s in segments_of_bins(dataset):
        level = (packed[s] >> 6) & 7
        if level in (2, 3):
            entry = found.setdefault(ids[s], (level, abs(areas[ids[s]]), parents[ids[s]], []))
            entry[3].append(points.of(b, firsts[s], packed[s] >> 9))
    return found


def degrees(points):
    """Longitude and latitude; a line may run past 180 degrees and is cut by the caller."""
    step = BIN_DEG / UNIT
    return [(x * step if x <= 90 * UNIT else x * step - 360.0, y * step - 90.0) for x, y in points]


def near(a, b, world=180 * UNIT):
    dx = abs(a[0] - b[0]) % world
    return max(min(dx, world - dx), abs(a[1] - b[1]))


def close_rings(pieces, tolerance=0):
    """Joins directed pieces end to start into closed rings; what cannot be closed is left out."""
    rest = [p for p in pieces if len(p) > 1]
    rings = []
    while rest:
        ring = list(rest.pop(0))
        while near(ring[0], ring[-1]) > tolerance or len(ring) < 4:
            best = min(range(len(rest)), key=lambda i: near(ring[-1], rest[i][0]), default=None)
            if best is None or near(ring[-1], rest[best][0]) > tolerance:
                break
            ring += rest.pop(best)[1:]
        if near(ring[0], ring[-1]) <= tolerance and len(ring) >= 4:
            ring[-1] = ring[0]
            rings.append(ring)
    return rings


def chain(lines):
    """Joins undirected lines at points where exactly two ends meet; keeps the order of first lines."""
    ends = {}
    for index, line in enumerate(lines):
        for point in (line[0], line[-1]):
            ends.setdefault(point, []).append(index)
    used, out = set(), []
    for index in range(len(lines)):
        if index in used:
            continue
        used.add(index)
        line = list(lines[index])
        for _ in range(2):
            while line[0] != line[-1]:
                here = ends.get(line[-1], [])
                following = [i for i in here if i not in used]
                if len(here) != 2 or not following:
                    break
                used.add(following[0])
                piece = lines[following[0]]
                line += piece[1:] if piece[0] == line[-1] else piece[-2::-1]
            line.reverse()
        out.append(line)
    return out


def simplify(points, tolerance_m):
    """Douglas and Peucker, on a plane with the longitude shrunk by the latitude's cosine."""
    if len(points) < 3:
        return points
    metres = 111320.0
    shrink = math.cos(math.radians(sum(p[1] for p in points) / len(points)))
    xy = [(p[0] * metres * shrink, p[1] * metres) for p in points]
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    while stack:
        a, b = stack.pop()
        far, at = tolerance_m, None
        (ax, ay), (bx, by) = xy[a], xy[b]
        length = math.hypot(bx - ax, by - ay)
        for i in range(a + 1, b):
            x, y = xy[i]
            if length > 0:
                t = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (length * length)))
                d = math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay))
            else:
                d = math.hypot(x - ax, y - ay)
            if d > far:
                far, at = d, i
        if at is not None:
            keep[at] = True
            stack += [(a, at), (at, b)]
    return [p for p, k in zip(points, keep) if k]

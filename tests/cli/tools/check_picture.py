#!/usr/bin/env python3
"""check_picture chunks FILE.png: reads a PNG by the specification and prints its parts.
check_picture same A.png B.png SHARE: at most SHARE of the pixels may differ by more than 20 in a
channel after both were blurred over 7 x 7 pixels, since renderers place letters within a pixel.
check_picture times A.json B.json N: the boxes of layout report B are those of A times N."""
import json
import struct
import sys
import zlib


def chunks(path):
    data = open(path, "rb").read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "signature"
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert crc == zlib.crc32(kind + body), kind
        at += 12 + length
        yield kind.decode(), body
    assert at == len(data)


def international(body):
    keyword, rest = body.split(b"\0", 1)
    assert rest[:2] == b"\0\0", "compressed"
    _, _, text = rest[2:].split(b"\0", 2)
    return keyword.decode("latin-1"), text.decode("utf-8")


def print_chunks(path):
    packed = b""
    for kind, body in chunks(path):
        if kind == "IHDR":
            width, height, bits, colour = struct.unpack(">IIBB", body[:10])
            channels = {2: 3, 3: 1}[colour]
            assert bits == 8
            print(f"{width} x {height}")
        elif kind == "pHYs":
            x, y, unit = struct.unpack(">IIB", body)
            assert unit == 1
            print(f"{x * 0.0254:.1f} x {y * 0.0254:.1f} an inch")
        elif kind == "iTXt":
            keyword, text = international(body)
            print(keyword, len(text) if len(text) > 120 else text)
        elif kind == "IDAT":
            packed += body
        else:
            print(kind)
    assert len(zlib.decompress(packed)) == height * (width * channels + 1)


def unfilter(raw, height, row_bytes, step):
    rows, above = [], bytearray(row_bytes)
    for y in range(height):
        start = y * (row_bytes + 1)
        how, row = raw[start], bytearray(raw[start + 1 : start + 1 + row_bytes])
        for i in range(row_bytes) if how else ():
            left = row[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            if how == 1:
                add = left
            elif how == 2:
                add = above[i]
            elif how == 3:
                add = (left + above[i]) // 2
            else:
                guess = left + above[i] - corner
                add = min((abs(guess - v), n, v) for n, v in enumerate((left, above[i], corner)))[2]
            row[i] = (row[i] + add) & 255
        rows.append(row)
        above = row
    return rows


def pixels(path):
    packed, palette = b"", None
    for kind, body in chunks(path):
        if kind == "IHDR":
            width, height, _, colour = struct.unpack(">IIBB", body[:10])
        elif kind == "PLTE":
            palette = body
        elif kind == "IDAT":
            packed += body
    step = {2: 3, 3: 1, 6: 4}[colour]
    rows = unfilter(zlib.decompress(packed), height, width * step, step)
    if palette:
        rows = [b"".join(palette[3 * p : 3 * p + 3] for p in row) for row in rows]
        step = 3
    return [[row[c::step] for c in range(3)] for row in rows]


def running(line, width):
    sums, total = [], sum(line[: width - 1])
    for i in range(width - 1, len(line)):
        total += line[i]
        sums.append(total)
        total -= line[i - width + 1]
    return sums


def blurred(rows, width=7):
    wide = [[running(line, width) for line in row] for row in rows]
    columns = [[running(column, width) for column in zip(*(row[c] for row in wide))] for c in range(3)]
    return [[[v // width**2 for v in line] for line in three] for three in zip(*columns)]


def compare(first, second, share):
    a, b = blurred(pixels(first)), blurred(pixels(second))
    assert len(a) == len(b) and len(a[0][0]) == len(b[0][0]), "size"
    off = sum(
        any(abs(p - q) > 20 for p, q in zip(x, y))
        for row_a, row_b in zip(a, b)
        for x, y in zip(zip(*row_a), zip(*row_b))
    )
    total = len(a) * len(a[0][0])
    assert off <= share * total, f"{off} of {total} pixels differ"
    print("same")


def numbers(value):
    """All numbers of a box or an outline, in their order."""
    return [n for v in value for n in numbers(v)] if isinstance(value, list) else [value]


def compare_reports(first, second, times):
    a, b = (json.load(open(path)) for path in (first, second))
    assert b["width"] == round(a["width"] * times) and b["height"] == round(a["height"] * times)
    count = 0
    for part in ("labels", "markers", "furniture", "insets"):
        assert len(a[part]) == len(b[part])
        for x, y in zip(a[part], b[part]):
            for member in ("box", "outline"):
                p, q = numbers(x.pop(member, [])), numbers(y.pop(member, []))
                assert len(p) == len(q), (x, y)
                assert all(abs(u * times - v) <= 0.02 for u, v in zip(p, q)), (x, y)
            assert x == y
            count += 1
    assert count > 5
    print("same layout")


if sys.argv[1] == "chunks":
    print_chunks(sys.argv[2])
elif sys.argv[1] == "same":
    compare(sys.argv[2], sys.argv[3], float(sys.argv[4]))
else:
    compare_reports(sys.argv[2], sys.argv[3], float(sys.argv[4]))

#!/usr/bin/env python3
"""score.py CLAIMMAP BUILD_DIR [--least NAME=PERCENT]... CASE...

Each CASE is a folder with old.txt, new.txt (two articles about one story) and expected.tsv, what a
reader finds to be new, gone, changed or moved, written down before the program saw the articles.
Rows: group, place, and of new and gone the event types that will do, of the others the field and
both values. Prints precision of the differences that are drawn and recall of the rows, in percent.
"""
import json
import pathlib
import subprocess
import sys
import unicodedata


def plain(text):
    kept = unicodedata.normalize("NFKD", text or "")
    return "".join(c for c in kept if not unicodedata.combining(c)).lower()


def rows_of(case):
    for line in (case / "expected.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def says(expected, field, side):
    """Whether a field's value is one of the expected, "58 km2" or "alleged|denied"."""
    number = field.get(side + "_value")
    for wanted in expected.split("|"):
        first, _, unit = wanted.partition(" ")
        if number is not None and first.replace(".", "").isdigit():
            units = [one for one in [unit] + expected.split("|")[1:] if one]
            if float(first) == number and field["unit"] in units:
                return True
        if field[side] is not None and plain(wanted) in plain(field[side]):
            return True
    return False


def fits(row, group, item):
    place = plain(row[1])
    if place != plain(item["place"]) and place not in plain(item["quote"]):
        return False
    if row[0] in ("new", "gone"):
        return row[0] == group and item["event_type"] in row[2].split("|")
    if group not in ("changed", "moved") or (row[0] == "moved" and group != "moved"):
        return False
    if row[0] == "moved":
        return item["event_type"] in row[2].split("|")
    return any(field["field"] == row[2] and says(row[3], field, "from") and
               says(row[4], field, "to") for field in item["fields"])


def compare(program, folder, case):
    for version in ("old", "new"):
        subprocess.run([program, "map", "-q", "-f", "geojson", "-o", folder,
                        case / (version + ".txt")], check=True)
    answer = subprocess.run([program, "diff", "--json", folder / "old.geojson",
                             folder / "new.geojson"], check=True, capture_output=True)
    return json.loads(answer.stdout)


def main():
    arguments = sys.argv[3:]
    least = {}
    while arguments[0] == "--least":
        name, value = arguments[1].split("=")
        least[name] = float(value)
        arguments = arguments[2:]
    told = right = wanted = found = 0
    for case in map(pathlib.Path, arguments):
        folder = pathlib.Path(sys.argv[2]) / case.name
        folder.mkdir(parents=True, exist_ok=True)
        answer = compare(sys.argv[1], folder, case)
        items = [(group, item) for group in ("new", "gone", "changed", "moved")
                 for item in answer[group] if item["draw"] in ("primary", "secondary")]
        rows = list(rows_of(case))
        told += len(items)
        wanted += len(rows)
        for group, item in items:
            if any(fits(row, group, item) for row in rows):
                right += 1
            else:
                print(f"{case.name}: not expected: {group} {item['place']}: {item['quote']}")
        for row in rows:
            if any(fits(row, group, item) for group, item in items):
                found += 1
            else:
                print(f"{case.name}: missed: {' '.join(row)}")
    figures = {"precision": 100 * right / max(told, 1), "recall": 100 * found / max(wanted, 1)}
    print(f"precision {figures['precision']:.0f} ({right} of {told}), "
          f"recall {figures['recall']:.0f} ({found} of {wanted})")
    return any(figures[name] < value for name, value in least.items())


sys.exit(main())

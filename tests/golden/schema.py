#!/usr/bin/env python3
"""schema.py PROGRAM SCHEMA ARTICLE...: maps of the articles are valid by docs/schema.json, which names
every member that they have; and files with one fault each are not valid. Needs Debian's
python3-jsonschema; skipped (77) without it."""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    other = "/usr/bin/python3"  # the one that Debian's packages are for
    if os.path.exists(other) and os.path.realpath(other) != os.path.realpath(sys.executable):
        os.execv(other, [other, *sys.argv])
    print("skipped: no python3-jsonschema")
    sys.exit(77)


def closed(schema):
    """The same schema without room for members that it does not name."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(value) for name, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        made.setdefault("unevaluatedProperties", False)
    return made


def closed_root(schema):
    """Parts that others are made of stay open, the whole closes them."""
    made = closed(schema)
    for part in "shown", "statement":
        del made["$defs"][part]["unevaluatedProperties"]
    # The features' properties, which a rule for each kind closes.
    del made["$defs"]["feature"]["properties"]["properties"]["unevaluatedProperties"]
    return made


# A label, and what spoils a valid map.
def first(data, kind):
    return next(f for f in data["features"] if f["properties"]["kind"] == kind)


def spoil(name, value, kind="claim", within=None):
    def change(data):
        target = first(data, kind)["properties"]
        target = target[within] if within else target
        if value is None:
            del target[name]
        else:
            target[name] = value
    return change


def spoil_geometry(geometry):
    def change(data):
        first(data, "claim")["geometry"] = geometry
    return change


FAULTS = {
    "no features": lambda data: data.pop("features"),
    "an empty collection": lambda data: data["features"].clear(),
    "no facts": lambda data: data.pop("claimmap"),
    "another version of the fields": lambda data: data["claimmap"].update(schema=2),
    "a wrong type": lambda data: data.update(type="Feature"),
    "a box of three": lambda data: data.update(bbox=[1, 2, 3]),
    "a sum that is none": lambda data: data["claimmap"]["article"].update(sha256="abc"),
    "an unknown kind": spoil("kind", "rumour"),
    "an identity of other letters": spoil("id", "xyz"),
    "no quote": spoil("quote", None),
    "a quote without its end": spoil("end", None, within="quote"),
    "a position before the text": spoil("start", -1, within="quote"),
    "an unknown modality": spoil("modality", "shouted"),
    "a polarity in words": spoil("polarity", "plus"),
    "an unknown event": spoil("event_type", "picnic"),
    "more than certain": spoil("confidence", 1.5),
    "a number as text": spoil("confidence", "0.5"),
    "an unknown word for drawing": spoil("draw", "maybe"),
    "a precision of six": spoil("geo_precision", 6),
    "a source as text": spoil("source", "Kyiv"),
    "claims by number": spoil("supports", [1]),
    "a figure without its area": spoil("area_km2", None, kind="figure"),
    "an area of nothing": spoil("area_km2", 0, kind="figure"),
    "a place without mentions": spoil("mentions", [], kind="place"),
    "a country by name": spoil("country", "Ukraine", kind="place", within="place"),
    "beyond the pole": spoil("lat", 91, kind="place", within="place"),
    "no sum by which edits are told": spoil("sums", "1-2-3"),
    "a geometry of three numbers": spoil_geometry({"type": "Point", "coordinates": [1, 2, 3]}),
    "east of 180": spoil_geometry({"type": "Point", "coordinates": [181, 2]}),
    "a circle": spoil_geometry({"type": "Circle", "coordinates": [1, 2]}),
    "a ring of three": spoil_geometry({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}),
}


def fault_of(validator, data):
    error = jsonschema.exceptions.best_match(validator.iter_errors(data))
    return None if error is None else f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


def compare(program, folder, files):
    """A map of differences."""
    made = pathlib.Path(folder, "differences.geojson")
    subprocess.run([program, "diff", "-q", "-o", made, *files[:2]], check=True)
    return made


def overlay(program, folder):
    """A map with two overlays, where the module that reads them is there."""
    if not pathlib.Path(program).with_name("claimmap-gdal.so").exists():
        return
    land = pathlib.Path(folder, "land.geojson")
    land.write_text(json.dumps({"type": "Polygon", "coordinates":
                    [[[35, 51], [35.4, 51], [35.4, 51.4], [35, 51.4], [35, 51]]]}))
    article = pathlib.Path(folder, "held.txt")
    article.write_text("date 2025-04-08 Held\n\nThe army said that it controls 90 square "
                       "kilometres of Kursk Oblast. The army captured the village of Sudzha.\n")
    made = pathlib.Path(folder, "overlaid", "held.geojson")
    subprocess.run([program, "map", "-q", "-f", "geojson", "-o", made.parent, "--overlay",
                    f"{land}?name=one", "--overlay", f"{land}?name=two&date=2025-04-08", article],
                   check=True)
    features = json.loads(made.read_text(encoding="utf-8"))["features"]
    assert any("overlay_check" in f["properties"] for f in features)
    yield made


def main():
    program, path, *articles = sys.argv[1:]
    schema = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema)
    complete = jsonschema.Draft202012Validator(closed_root(schema))
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "map", "-q", "-f", "geojson", "-o", folder, *articles], check=True)
        files = sorted(pathlib.Path(folder).iterdir())
        assert len(files) == len(articles)
        files += [compare(program, folder, files), *overlay(program, folder)]
        maps = {p.name: json.loads(p.read_text(encoding="utf-8")) for p in files}
    assert any("change" in f["properties"] for f in maps["differences.geojson"]["features"])
    for name, data in maps.items():
        for validator, what in (valid, "is not valid"), (complete, "has what the schema lacks"):
            fault = fault_of(validator, data)
            if fault:
                faults.append(f"{name} {what}: {fault[:500]}")
    whole = next(data for data in maps.values()
                 if {f["properties"]["kind"] for f in data["features"]}
                 == {"article", "claim", "figure", "place"})
    for label, change in FAULTS.items():
        data = copy.deepcopy(whole)
        change(data)
        if valid.is_valid(data):
            faults.append(f"passes in spite of {label}")
    for fault in faults:
        print(fault)
    print(f"{len(maps)} maps, {len(FAULTS)} faults")
    return 1 if faults else 0


sys.exit(main())

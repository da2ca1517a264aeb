#!/usr/bin/env bash
# score.sh PROGRAM SOURCE_DIR BUILD_DIR: maps the annotated article and holds it against what a
# careful reader found: scores, places that are never drawn, figures, regions with polygons.
set -euo pipefail
program=$1 shared=$2/../shared out=$3/shared
export CLAIMMAP_DATA=${CLAIMMAP_DATA:-$2/build/claimmap.gaz}
[[ -d $shared/eval ]] || exit 77
mkdir -p "$out"
"$program" map -q -o "$out" "$shared"/articles/ukraine-live-2025-04-08.txt
map=$out/ukraine-live-2025-04-08.geojson
python3 "$shared/eval/claims_from_geojson.py" "$map" >"$out/claims.json"
python3 "$shared/eval/score_claims.py" "$shared"/articles/ukraine-live-2025-04-08.claims.json \
    "$out/claims.json" | tee "$out/scores.txt"
python3 - "$out/scores.txt" "$map" <<'PYTHON'
import ast, json, sys

scores = {}
for line in open(sys.argv[1], encoding="utf-8"):
    name, value = line.split(" ", 1)
    scores[name] = ast.literal_eval(value)
features = json.load(open(sys.argv[2], encoding="utf-8"))["features"]
faults = []
for name, least in (("claims", 85), ("drawn_places", 92), ("drawn_mentions", 90)):
    if scores[name]["F1"] < least:
        faults.append(f"{name} F1 {scores[name]['F1']} is below {least}")
drawn = [f for f in features if f["properties"].get("draw") in ("primary", "secondary")]
for f in drawn:
    place = f["properties"].get("place") or {}
    if place.get("name") in ("Moscow", "Washington", "Kremlin", "Beijing", "Tehran", "White House"):
        faults.append(f"{place['name']} is drawn")
for region in ("Kursk", "Belgorod", "Sumy", "Kharkiv", "Donetsk"):
    found = [f for f in drawn if f["properties"]["kind"] == "claim"
             and f["properties"]["place"]["name"] == region
             and f["properties"]["place"]["kind"] == "region"
             and f["geometry"]["type"] in ("Polygon", "MultiPolygon")]
    if not found:
        faults.append(f"no claim on {region} region with polygons")
figures = sorted(f["properties"]["area_km2"] for f in features if f["properties"]["kind"] == "figure")
if figures != [58, 1300]:
    faults.append(f"figures are {figures}")
guyevo = [f for f in drawn if (f["properties"].get("place") or {}).get("name") == "Guyevo"]
if not guyevo or guyevo[0]["properties"]["place"]["admin1"] != "Kursk":
    faults.append("Guyevo is not resolved in Kursk region")
print("\n".join(faults) or "all hold")
sys.exit(bool(faults))
PYTHON

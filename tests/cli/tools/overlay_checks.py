"""overlay_checks.py FILE.geojson: what overlays say of the claims of a map, a line each."""
import json
import sys

for feature in json.load(open(sys.argv[1]))["features"]:
    fields = feature["properties"]
    checks = fields.get("overlay_check", [])
    for check in checks if isinstance(checks, list) else [checks]:
        if fields["kind"] == "claim":
            print(fields["place"]["name"], check["layer"], check["date"], "%.1f" % check["measured_km2"],
                  check["claimed_km2"], check["ratio"] and "%.2f" % check["ratio"], check["verdict"],
                  check["reason"])

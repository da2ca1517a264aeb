#!/usr/bin/env python3
"""score.py GOLD.ndjson PRED.ndjson [--json | --row NAME] [--demonyms] [--least NAME=VALUE]...

Scores places that were found and resolved. Python's standard library only.

GOLD: a line {"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid"?}], "demonyms"?, "traps"?, "partial"?}
PRED: a line {"id", "mentions": [{"start", "end", "lat", "lon", "geonameid"?}]}, as `claimmap extract` writes it.
Offsets are Unicode code points, half-open. A text that PRED lacks has no mentions; a span counts once in a text.

precision, recall, f1   found spans that are exactly the marked ones; precision and F1 are null where the
                        gold is partial
acc161_rec (a)          of the found toponyms with coordinates, the share resolved to within 161 km (100 miles)
acc161_e2e (b)          the same over all marked toponyms with coordinates
acc161_text             share of texts whose marked toponyms with coordinates are all found and within 161 km
gid_acc                 of the found toponyms where both sides give a GeoNames id, the share that is the same
traps_taken             marked traps that a mention touches
Distance is the great circle's on a sphere of 6371.009 km. A mention without coordinates is found, but not resolved.

--demonyms counts the gold's demonyms as toponyms (run extract without --no-demonyms then).
--row NAME prints one row of a Markdown table. --least fails with status 1 when a score is below its bound.
"""
import argparse
import json
import math
import sys

RADIUS_KM = 6371.009
NEAR_KM = 161.0


def distance_km(lat1, lon1, lat2, lon2):
    """Great-circle distance by the haversine formula, degrees to kilometres."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi = (phi2 - phi1) / 2
    half_lambda = math.radians(lon2 - lon1) / 2
    h = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def located(place):
    return place.get("lat") is not None and place.get("lon") is not None


def gold_spans(text, demonyms=False):
    return text["toponyms"] + (text.get("demonyms", []) if demonyms else [])


def mentions_by_id(pred):
    """Mentions of each text, of equal spans the first one only."""
    found = {}
    for text in pred:
        spans = found.setdefault(str(text["id"]), {})
        for mention in text.get("mentions") or []:
            spans.setdefault((mention["start"], mention["end"]), mention)
    return {key: list(spans.values()) for key, spans in found.items()}


def match(gold, mentions):
    """Pairs (gold place, mention or None): a mention serves one gold place at most."""
    free = {(m["start"], m["end"]): m for m in mentions}
    return [(g, free.pop((g["start"], g["end"]), None)) for g in gold]


def near(gold, mention):
    return (mention is not None and located(gold) and located(mention) and
            distance_km(gold["lat"], gold["lon"], mention["lat"], mention["lon"]) < NEAR_KM)


def touches(span, mentions):
    return any(m["start"] < span["end"] and span["start"] < m["end"] for m in mentions)


def ratio(part, whole):
    return part / whole if whole else 0.0


def count(gold, pred, demonyms):
    n = dict(texts=len(gold), gold=0, gold_located=0, predicted=0, found=0, found_located=0, near=0,
             ids=0, same_id=0, texts_right=0, traps=0, traps_taken=0)
    found = mentions_by_id(pred)
    for text in gold:
        mentions = found.get(str(text["id"]), [])
        places = gold_spans(text, demonyms)
        pairs = match(places, mentions)
        n["gold"] += len(places)
        n["predicted"] += len(mentions)
        right = 0
        for place, mention in pairs:
            n["gold_located"] += located(place)
            right += near(place, mention)
            if mention is None:
                continue
            n["found"] += 1
            n["found_located"] += located(place)
            if place.get("geonameid") and mention.get("geonameid"):
                n["ids"] += 1
                n["same_id"] += int(place["geonameid"]) == int(mention["geonameid"])
        n["near"] += right
        wanted = sum(located(place) for place in places)
        n["texts_right"] += wanted > 0 and right == wanted
        n["traps"] += len(text.get("traps", []))
        n["traps_taken"] += sum(touches(trap, mentions) for trap in text.get("traps", []))
    return n


def score(gold, pred, demonyms=False):
    """All counts and scores as a dictionary; unknown ones are None."""
    n = count(gold, pred, demonyms)
    partial = any(text.get("partial") for text in gold)
    precision, recall = ratio(n["found"], n["predicted"]), ratio(n["found"], n["gold"])
    n["partial"] = partial
    n["precision"] = None if partial else precision
    n["recall"] = recall
    n["f1"] = None if partial else ratio(2 * precision * recall, precision + recall)
    n["acc161_rec"] = ratio(n["near"], n["found_located"])
    n["acc161_e2e"] = ratio(n["near"], n["gold_located"])
    n["acc161_text"] = ratio(n["texts_right"], n["texts"])
    n["gid_acc"] = ratio(n["same_id"], n["ids"]) if n["ids"] else None
    return n


ROW = ("precision", "recall", "f1", "acc161_rec", "acc161_e2e", "gid_acc")


def row(name, scores):
    cells = ["–" if scores[key] is None else "%.3f" % scores[key] for key in ROW]
    return "| " + " | ".join([name] + cells) + " |"


def show(scores):
    whole = ("texts", "gold", "predicted", "found", "near", "traps", "traps_taken")
    parts = ["%s %d" % (key, scores[key]) for key in whole]
    parts += ["%s %s" % (key, "n/a" if scores[key] is None else "%.4f" % scores[key])
              for key in ROW + ("acc161_text",)]
    return "\n".join(parts)


def below(scores, bounds):
    """Messages for the bounds (NAME=VALUE) that do not hold."""
    faults = []
    for bound in bounds:
        name, value = bound.split("=")
        if scores[name] is None or scores[name] < float(value):
            faults.append("%s is %s, below %s" % (name, scores[name], value))
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("pred")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--row", metavar="NAME")
    parser.add_argument("--demonyms", action="store_true")
    parser.add_argument("--least", action="append", default=[], metavar="NAME=VALUE")
    options = parser.parse_args()
    scores = score(read_lines(options.gold), read_lines(options.pred), options.demonyms)
    if options.json:
        print(json.dumps(scores, indent=1))
    else:
        print(row(options.row, scores) if options.row else show(scores))
    faults = below(scores, options.least)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""confidence.py GOLD_DIR MAP_DIR [GOLD_DIR MAP_DIR]... [--only PREFIXES] [--least-bins N] [--most-gap PERCENT]

Is `confidence` the probability that a claim is right? Holds the claims of maps (MAP_DIR/NAME.geojson) against the
gold (GOLD_DIR/NAME.claims.json) and prints a reliability table of five bins: how many claims, their mean confidence,
the share of them that is right. Nothing of single articles or claims is printed. Python's standard library only.

A claim is right if it is paired with a claim of the gold as claims.py pairs them, has its event type, and one of its
drawn places is where a place of that claim is; where no place is drawn, one of its places is named by the same words.
Claims without a place are left out.

ece    mean over the claims of the gap between a bin's confidence and its share, in percent
brier  mean square of confidence minus 1 (right) or 0; "without" is what the overall share would score

--only DM takes the articles whose names begin with one of these letters. --least-bins fails with status 1 where
fewer bins hold claims, --most-gap where ece is above it.
"""
import argparse
import json
import os
import sys

from claims import DRAWN, at_referent, pair_claims, read_claims, touch

BINS = 5


def is_right(gold, claim, referents):
    if gold is None or gold["event_type"] != claim.get("event_type"):
        return False
    drawn = [p for p in claim["places"] if p["draw"] in DRAWN]
    if drawn:
        return any(at_referent(referents[g["ref"]], p) for p in drawn for g in gold["places"])
    return any(touch(g["span"], p["span"]) for p in claim["places"] for g in gold["places"])


def judge(article, collection):
    """(confidence, right) of each claim with a place."""
    gold = [c for c in article["claims"] if c["places"]]
    found = [c for c in read_claims(collection) if c.get("confidence") is not None]
    of = {j: i for i, j in pair_claims(gold, found, article["referents"]).items()}
    return [(c["confidence"], is_right(gold[of[j]] if j in of else None, c, article["referents"]))
            for j, c in enumerate(found)]


def bin_of(confidence):
    return min(BINS - 1, int(confidence * BINS))


def tabulate(judged):
    """Rows (low, high, count, mean confidence, share right) of the bins that hold claims; ece; brier; brier without."""
    rows, ece = [], 0.0
    for b in range(BINS):
        part = [x for x in judged if bin_of(x[0]) == b]
        if part:
            mean = sum(c for c, _ in part) / len(part)
            share = sum(r for _, r in part) / len(part)
            rows.append((b / BINS, (b + 1) / BINS, len(part), mean, share))
            ece += abs(mean - share) * len(part) / len(judged)
    overall = sum(r for _, r in judged) / len(judged)
    brier = sum((c - r) ** 2 for c, r in judged) / len(judged)
    return rows, 100 * ece, brier, overall * (1 - overall)


def read_all(gold, maps, only):
    suffix, judged = ".claims.json", []
    for file in sorted(os.listdir(gold)):
        if file.endswith(suffix) and (not only or file[0] in only):
            name = file[:-len(suffix)]
            with open(os.path.join(gold, file), encoding="utf-8") as article, \
                    open(os.path.join(maps, name + ".geojson"), encoding="utf-8") as made:
                judged += judge(json.load(article), json.load(made))
    return judged


def main():
    parser = argparse.ArgumentParser(description="Reliability table of the claims' confidence.")
    parser.add_argument("folders", nargs="+", metavar="GOLD_DIR MAP_DIR")
    parser.add_argument("--only", default="")
    parser.add_argument("--least-bins", type=int, default=0)
    parser.add_argument("--most-gap", type=float, default=100.0)
    args = parser.parse_args()
    if len(args.folders) % 2:
        parser.error("a folder of maps for each folder of gold")
    judged = [x for i in range(0, len(args.folders), 2)
              for x in read_all(args.folders[i], args.folders[i + 1], args.only)]
    if not judged:
        sys.exit("confidence.py: no claims")
    rows, ece, brier, without = tabulate(judged)
    print("    bin      claims  confidence  right")
    for low, high, count, mean, share in rows:
        print(f"{low:.1f} to {high:.1f} {count:9} {mean:11.2f} {share:6.2f}")
    print(f"claims {len(judged)}  ece {ece:.1f}  brier {brier:.3f}  without {without:.3f}")
    if len(rows) < args.least_bins:
        sys.exit(f"confidence.py: {len(rows)} bins hold claims, fewer than {args.least_bins}")
    if ece > args.most_gap:
        sys.exit(f"confidence.py: ece {ece:.1f} is above {args.most_gap}")


if __name__ == "__main__":
    main()

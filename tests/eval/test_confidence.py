#!/usr/bin/env python3
"""test_confidence.py: what confidence.py gives for cases worked out by hand."""
import sys

sys.dont_write_bytecode = True

import confidence

# A town, and one 55.6 km away.
ARTICLE = {
    "referents": {"a": {"lat": 10.0, "lon": 20.0, "kind": "town", "geo_precision": 1},
                  "b": {"lat": 10.5, "lon": 20.0, "kind": "town", "geo_precision": 1}},
    "claims": [{"quote": [0, 40], "places": [{"span": [30, 35], "ref": "a", "draw": "primary"}], "event_type": "strike"},
               {"quote": [60, 99], "places": [{"span": [90, 95], "ref": "b", "draw": "primary"}], "event_type": "clash"}]}


def claim(claim_id, quote, span, lat, event_type, sure, draw="primary"):
    return {"properties": {"kind": "claim", "claim_id": claim_id, "quote": {"start": quote[0], "end": quote[1]},
                           "draw": draw, "event_type": event_type, "confidence": sure,
                           "place": {"start": span[0], "end": span[1], "lat": lat, "lon": 20.0, "kind": "settlement"}}}


def check(label, features, expected):
    judged = confidence.judge(ARTICLE, {"features": features})
    assert judged == expected, (label, judged, expected)


def main():
    check("right", [claim("x", (0, 40), (30, 35), 10.0, "strike", 0.9)], [(0.9, True)])
    check("another type", [claim("x", (0, 40), (30, 35), 10.0, "clash", 0.9)], [(0.9, False)])
    check("the other town", [claim("x", (0, 40), (30, 35), 10.5, "strike", 0.9)], [(0.9, False)])
    check("no claim there", [claim("x", (200, 240), (230, 235), 10.0, "strike", 0.2)], [(0.2, False)])
    check("not drawn, the same words", [claim("x", (60, 99), (90, 95), 50.0, "clash", 0.4, "no")], [(0.4, True)])
    place = {"properties": {"kind": "place", "draw": "primary",
                            "place": {"start": 1, "end": 3, "lat": 10.0, "lon": 20.0, "kind": "settlement"}}}
    check("places are no claims", [place, claim("x", (0, 40), (30, 35), 10.0, "strike", 0.9)], [(0.9, True)])

    # One claim of .1, two of .3, one of 1: three bins.
    rows, ece, brier, without = confidence.tabulate([(0.1, False), (0.3, True), (0.3, False), (1.0, True)])
    assert [(r[2], r[4]) for r in rows] == [(1, 0.0), (2, 0.5), (1, 1.0)], rows
    assert abs(rows[1][3] - 0.3) < 1e-12 and rows[2][:2] == (0.8, 1.0), rows
    assert abs(ece - 100 * (0.1 + 2 * 0.2 + 0) / 4) < 1e-9, ece
    assert abs(brier - (0.01 + 0.49 + 0.09 + 0) / 4) < 1e-12, brier
    assert abs(without - 0.25) < 1e-12, without
    assert confidence.bin_of(0.0) == 0 and confidence.bin_of(0.2) == 1 and confidence.bin_of(0.9999) == 4


if __name__ == "__main__":
    main()

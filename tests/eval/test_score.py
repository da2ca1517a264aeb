#!/usr/bin/env python3
"""test_score.py [OTHER_SCORER.py]: what score.py gives for cases worked out by hand; with a second scorer's
path, that both agree on the texts beside this file (77, skipped, where it is not there)."""
import copy
import importlib.util
import os
import random
import sys

sys.dont_write_bytecode = True

import errors
import score

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77

GOLD = [
    {"id": "a", "text": "From Alpha to Beta and Gamma, by Delta.",
     "toponyms": [{"start": 5, "end": 10, "lat": 10.0, "lon": 20.0, "geonameid": 7},
                  {"start": 14, "end": 18, "lat": 0.0, "lon": 0.0, "geonameid": 8},
                  {"start": 23, "end": 28, "lat": None, "lon": None}],
     "traps": [{"start": 33, "end": 38}]},
    {"id": "b", "text": "Alpha again.", "toponyms": [{"start": 0, "end": 5, "lat": 10.0, "lon": 20.0}],
     "demonyms": [{"start": 6, "end": 11, "lat": 1.0, "lon": 1.0}]},
]
# Alpha is right twice named (one counts), Beta 2 degrees off (222 km), Gamma found without coordinates,
# the trap taken, and text b has no mentions.
PRED = [
    {"id": "a", "mentions": [{"start": 5, "end": 10, "lat": 10.5, "lon": 20.0, "geonameid": 7},
                             {"start": 5, "end": 10, "lat": 50.0, "lon": 20.0},
                             {"start": 14, "end": 18, "lat": 2.0, "lon": 0.0, "geonameid": 9},
                             {"start": 23, "end": 28, "lat": None, "lon": None},
                             {"start": 33, "end": 38, "lat": 1.0, "lon": 1.0}]},
]
EXPECTED = {"texts": 2, "gold": 4, "predicted": 4, "found": 3, "found_located": 2, "near": 1, "traps": 1,
            "traps_taken": 1, "precision": 3 / 4, "recall": 3 / 4, "f1": 3 / 4, "acc161_rec": 1 / 2,
            "acc161_e2e": 1 / 3, "gid_acc": 1 / 2, "acc161_text": 0.0}


def check_by_hand():
    scores = score.score(GOLD, PRED)
    for name, value in EXPECTED.items():
        assert abs(scores[name] - value) < 1e-12, (name, scores[name], value)
    assert score.score(GOLD, PRED, demonyms=True)["gold"] == 5
    # One degree along a meridian is pi * 6371.009 / 180 km; half the equator is pi * 6371.009 km.
    assert abs(score.distance_km(0, 0, 1, 0) - 111.195) < 0.001
    assert abs(score.distance_km(0, -90, 0, 90) - 20015.115) < 0.01
    partial = score.score([dict(GOLD[0], partial=True)], PRED)
    assert partial["precision"] is None and partial["f1"] is None and partial["recall"] == 1.0
    assert score.below(scores, ["recall=0.75", "f1=0.76"]) == ["f1 is 0.75, below 0.76"]
    assert score.row("us", partial) == "| us | – | 1.000 | – | 0.500 | 0.500 | 0.500 |"


class FakeGazetteer:
    """Knows Beta, at its true place, and nothing else."""

    def meanings(self, name):
        return [{"lat": 0.1, "lon": 0.1}] if name == "Beta" else []


def check_errors():
    text = dict(GOLD[0], text=GOLD[0]["text"] + " Eta North and Zeta.")
    text["toponyms"] = text["toponyms"] + [{"start": 40, "end": 43, "lat": 1.0, "lon": 1.0},
                                           {"start": 54, "end": 58, "lat": 1.0, "lon": 1.0}]
    pred = [{"id": "a", "mentions": PRED[0]["mentions"] + [{"start": 40, "end": 49, "lat": 1.0, "lon": 1.0}],
             "rejected": [{"start": 54, "end": 58, "reason": "person"}]}]
    pred[0]["mentions"][2].update(admin1="Far", country="XX")
    found = errors.collect([text, GOLD[1]], pred, FakeGazetteer(), False)
    assert found["missed"] == {("Zeta", "rejected as person"): 1,
                               ("Alpha", "no such name in the gazetteer"): 1}, found["missed"]
    assert found["false"] == {("Delta", "trap, part of “Delta”"): 1}, found["false"]
    assert found["span"] == {("Eta → Eta North", "too long"): 1}, found["span"]
    assert found["place"] == {("Beta", "put in Far, XX; the right one was a candidate"): 1}, found["place"]
    assert found["unlocated"] == {("Gamma", "no place"): 1}, found["unlocated"]
    table = errors.report(found, 30, True)
    assert "| 1 | Zeta | rejected as person |" in table and "#### Missed names: 2" in table


def disturbed(gold, rng):
    """Predictions made from the gold: some gone, moved, shifted, doubled, without a place."""
    pred = []
    for text in gold:
        mentions = []
        for place in copy.deepcopy(score.gold_spans(text)):
            chance = rng.random()
            if chance < 0.15:
                continue
            if chance < 0.3:
                place["end"] += 1
            elif chance < 0.45:
                place["lat"] -= 1.6 if place["lat"] > 0 else -1.6
            elif chance < 0.5:
                place["lat"] = place["lon"] = None
            elif chance < 0.55:
                place["geonameid"] = 1
            elif chance < 0.6:
                mentions.append(dict(place, lat=0.0, lon=0.0))
            mentions.append(place)
        pred.append({"id": text["id"], "mentions": mentions})
    return pred[1:]


def check_against(path):
    spec = importlib.util.spec_from_file_location("other", path)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    seed = 20260101
    print("seed", seed)
    rng = random.Random(seed)
    for name in ("ambiguous", "news"):
        gold = score.read_lines(os.path.join(HERE, name + ".ndjson"))
        for _ in range(20):
            pred = disturbed(gold, rng)
            ours, theirs = score.score(gold, pred), other.score(gold, pred)["exact"]
            assert ours["found"] == theirs["tp"] and ours["near"] == theirs["ok161"], (name, ours, theirs)
            for key in ("precision", "recall", "f1", "acc161_rec", "acc161_e2e", "gid_acc"):
                a, b = ours[key], theirs[key]
                assert a == b or abs(a - b) < 1e-12, (name, key, a, b)
            assert 0 < ours["near"] < ours["found"] < ours["gold"]


def check_word_list():
    """The word list of the benchmark: the longest name in a run of capitals, and a place of its own."""
    sys.path.insert(0, os.path.join(HERE, "..", "bench"))
    import peers_words
    names = {"Rio de Janeiro": (1, 2), "York": (3, 4), "New York": (5, 6), "Paris": (7, 8)}
    text = "Mayor Ann New York met Paris in Rio de Janeiro, not in Newport."
    found = [text[start:end] for start, end in peers_words.find(text, names)]
    assert found == ["New York", "Paris", "Rio de Janeiro"], found


def check_gold():
    """The gold's offsets are those of its phrases, and no two marked spans overlap."""
    for name in ("ambiguous", "news"):
        ids = set()
        for text in score.read_lines(os.path.join(HERE, name + ".ndjson")):
            assert text["id"] not in ids, text["id"]
            ids.add(text["id"])
            spans = text["toponyms"] + text.get("demonyms", []) + text.get("traps", [])
            end = 0
            for span in sorted(spans, key=lambda s: s["start"]):
                assert text["text"][span["start"]:span["end"]] == span["phrase"], (text["id"], span)
                assert span["start"] >= end, (text["id"], span)
                end = span["end"]
            for place in text["toponyms"]:
                assert abs(place["lat"]) <= 90 and abs(place["lon"]) <= 180, (text["id"], place)


def main():
    if len(sys.argv) > 1:
        if not os.path.exists(sys.argv[1]):
            return SKIPPED
        check_against(sys.argv[1])
    else:
        check_by_hand()
        check_errors()
        check_word_list()
        check_gold()
    return 0


if __name__ == "__main__":
    sys.exit(main())

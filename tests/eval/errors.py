#!/usr/bin/env python3
"""errors.py GOLD.ndjson PRED.ndjson [--top N] [--lookup PROGRAM] [--markdown] [--demonyms]

The most frequent errors of each kind, with counts and a class: what a reader would have to mend.

missed      marked names that no mention touches; class: the reason that `rejected` gives, else "not proposed"
            (with --lookup: "no such name in the gazetteer" or "known, not taken")
false       mentions that touch no marked name; class: type and kind, or "trap" with what it is part of
span        mentions that touch a marked name without being it: marked → found
place       found, but 161 km off or more: where it was put, how far; with --lookup whether the gazetteer has
            a place of the name that would have been right
unlocated   found, without coordinates
GOLD and PRED are as in score.py; with "partial" gold, false and span are not counted. PROGRAM is claimmap.
"""
import argparse
import collections
import json
import subprocess
import sys

sys.dont_write_bytecode = True

import score

KINDS = ("missed", "false", "span", "place", "unlocated")
TITLES = {
    "missed": "Missed names",
    "false": "Names that are none",
    "span": "Wrong spans",
    "place": "Wrong place",
    "unlocated": "Found, not located",
}


class Gazetteer:
    """The meanings of a name as `claimmap gazetteer lookup --json` gives them; None without a program."""

    def __init__(self, program):
        self.program = program
        self.known = {}

    def meanings(self, name):
        if self.program is None:
            return None
        if name not in self.known:
            run = subprocess.run([self.program, "gazetteer", "lookup", "--json", "--", name],
                                 capture_output=True, check=False)
            if run.returncode != 0 and b"no place has the name" not in run.stderr:
                sys.exit(run.stderr.decode())
            self.known[name] = json.loads(run.stdout)["places"] if run.returncode == 0 else []
        return self.known[name]


def overlap(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def phrase(text, span):
    return " ".join(text["text"][span["start"]:span["end"]].split())


def missed_class(text, place, rejected, gazetteer):
    for span in rejected:
        if overlap(span, place):
            return "rejected as " + span["reason"]
    meanings = gazetteer.meanings(phrase(text, place))
    if meanings is None:
        return "not proposed"
    if not meanings:
        return "no such name in the gazetteer"
    types = {meaning.get("type") for meaning in meanings}
    return "known as a demonym only, not taken" if types <= {"demonym", "derived"} else "known, not taken"


def false_class(text, mention):
    for trap in text.get("traps", []):
        if overlap(trap, mention):
            return "trap, part of “%s”" % phrase(text, trap)
    return "%s, %s" % (mention.get("type") or "mention", mention.get("kind") or "no place")


def place_class(text, place, mention, gazetteer):
    where = ", ".join(x for x in (mention.get("admin1"), mention.get("country")) if x)
    said = "put in %s" % (where or "another place")
    meanings = gazetteer.meanings(phrase(text, place))
    if meanings is None:
        return said
    right = any(score.near(place, other) for other in meanings)
    return said + ("; the right one was a candidate" if right else "; the right one is not in the gazetteer")


def collect(gold, pred, gazetteer, demonyms):
    """{kind: Counter of (name, class)}"""
    errors = {kind: collections.Counter() for kind in KINDS}
    found = score.mentions_by_id(pred)
    rejected = {str(text["id"]): text.get("rejected") or [] for text in pred}
    for text in gold:
        key = str(text["id"])
        places = score.gold_spans(text, demonyms)
        mentions = found.get(key, [])
        pairs = score.match(places, mentions)
        used = {id(mention) for _, mention in pairs}
        for place, mention in pairs:
            name = phrase(text, place)
            if mention is None:
                if not any(overlap(place, m) for m in mentions):
                    why = missed_class(text, place, rejected.get(key, []), gazetteer)
                    errors["missed"][name, why] += 1
            elif not score.located(mention):
                errors["unlocated"][name, mention.get("kind") or "no place"] += 1
            elif score.located(place) and not score.near(place, mention):
                errors["place"][name, place_class(text, place, mention, gazetteer)] += 1
        if text.get("partial"):
            continue
        for mention in mentions:
            if id(mention) in used:
                continue
            marked = [p for p in places if overlap(p, mention)]
            name = phrase(text, mention)
            if marked:
                errors["span"][phrase(text, marked[0]) + " → " + name, span_class(marked[0], mention)] += 1
            else:
                errors["false"][name, false_class(text, mention)] += 1
    return errors


def span_class(place, mention):
    length, marked = mention["end"] - mention["start"], place["end"] - place["start"]
    return "too short" if length < marked else "too long" if length > marked else "shifted"


def group(why):
    """The part of a class that errors of different names share."""
    if why.startswith("trap"):
        return "trap"
    if why.startswith("put in"):
        return why.split("; ")[1] if ";" in why else "put elsewhere"
    return why


def report(errors, top, markdown):
    lines = []
    for kind in KINDS:
        counter = errors[kind]
        groups = collections.Counter()
        for (_, why), n in counter.items():
            groups[group(why)] += n
        share = "; ".join("%s %d" % (g, n) for g, n in sorted(groups.items(), key=lambda x: (-x[1], x[0])))
        total = sum(counter.values())
        ranked = sorted(counter.items(), key=lambda x: (-x[1], x[0]))[:top]
        if markdown:
            lines += ["#### %s: %d" % (TITLES[kind], total), ""]
            if total:
                lines += ["By class: %s." % share, "", "| n | name | class |", "|---|---|---|"]
                lines += ["| %d | %s | %s |" % (n, name.replace("|", "/"), why) for (name, why), n in ranked] + [""]
        else:
            lines += ["%s: %d  (%s)" % (kind, total, share)]
            lines += ["  %3d  %s  [%s]" % (n, name, why) for (name, why), n in ranked]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("pred")
    parser.add_argument("--top", type=int, default=30)
    parser.add_argument("--lookup", metavar="PROGRAM")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--demonyms", action="store_true")
    options = parser.parse_args()
    errors = collect(score.read_lines(options.gold), score.read_lines(options.pred),
                     Gazetteer(options.lookup), options.demonyms)
    print(report(errors, options.top, options.markdown))
    return 0


if __name__ == "__main__":
    sys.exit(main())

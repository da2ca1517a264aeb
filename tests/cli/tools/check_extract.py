#!/usr/bin/env python3
"""check_extract.py IN.ndjson OUT.ndjson [--only-mentions]: checks the answers of `claimmap extract`.

One answer for each line of IN that is not blank, in order; the fields of docs/fields.md; all
excerpts equal the text. Prints one line a fault; status 1 if there is any. Standard library only."""

import pathlib
import sys

import contract


class LineChecker(contract.Checker):
    def mention(self, mention):
        self.excerpt(mention, "mention")
        self.word(mention.get("type"), "mention type", "type")
        role = mention.get("role")
        self.need(role == "location" or role in contract.WORDS["reason"], f"role is {role!r}")
        self.word(mention.get("kind"), "place kind", "kind")
        self.point(mention, "mention")
        self.gazetteer_id(mention.get("gazetteer_id"), "gazetteer_id")
        self.country(mention.get("country"), "country")
        self.unit_range(mention.get("score"), "score")
        for name in ("lon", "lat", "gazetteer_id", "name", "kind", "country", "admin1", "score"):
            self.need(name in mention, f"a mention without {name}")

    def span_lists(self, attribution):
        for part in ("source", "cue", "content"):
            spans = attribution.get(part)
            if not self.need(isinstance(spans, list), f"an attribution without {part}"):
                continue
            for span in spans:
                self.need(isinstance(span, list) and len(span) == 2
                          and 0 <= span[0] < span[1] <= len(self.text), f"{part} {span}")
        self.need(bool(attribution.get("cue")) or bool(attribution.get("source")),
                  "an attribution of nothing")

    def answer(self, answer, only_mentions):
        wanted = {"id", "mentions", "rejected"} | (set() if only_mentions else {"claims", "attributions"})
        self.need(set(answer) == wanted, f"members {sorted(answer)}")
        for mention in answer.get("mentions", []):
            self.mention(mention)
        spans = [(m["start"], m["end"]) for m in answer.get("mentions", [])]
        self.need(spans == sorted(spans), "mentions are not in order")
        self.need(len(set(spans)) == len(spans), "a mention stands twice")
        for rejected in answer.get("rejected", []):
            self.excerpt(rejected, "rejected")
            self.need(bool(rejected.get("reason")), "rejected without a reason")
        numbered = list(enumerate(answer.get("claims", [])))
        for _, claim in numbered:
            self.need(claim.get("kind") == "claim", f"kind is {claim.get('kind')!r}")
            self.claim(claim)
        ids = [claim.get("id") for _, claim in numbered]
        self.need(len(set(ids)) == len(ids), "an id stands twice")
        for attribution in answer.get("attributions", []):
            self.span_lists(attribution)
        where = self.where
        self.claims([(f"{where}, claim {i}", claim) for i, claim in numbered])


def question(line):
    """The object of a line, or None for a line that must be answered by an error."""
    try:
        value = contract.load(line.decode("utf-8"))
        members = value if isinstance(value, dict) else {}
        for name, content in members.items():
            for text in (name, content):
                if isinstance(text, str) and b"\0" in text.encode("utf-8"):
                    return None
    except ValueError:  # also half a surrogate pair
        return None
    return value if isinstance(members.get("text"), str) else None


def main(arguments):
    only_mentions = "--only-mentions" in arguments
    arguments = [a for a in arguments if a != "--only-mentions"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    lines = [(number, line) for number, line in
             enumerate(pathlib.Path(arguments[0]).read_bytes().split(b"\n"), 1) if line.strip()]
    answers = pathlib.Path(arguments[1]).read_bytes().splitlines()
    faults = []
    if len(lines) != len(answers):
        faults.append(f"{len(answers)} answers to {len(lines)} lines")
    for (number, line), answer in zip(lines, answers):
        asked = question(line)
        got = contract.load(answer.decode("utf-8"))
        checker = LineChecker((asked or {}).get("text", "").encode("utf-8"))
        checker.where = f"line {number}"
        if asked is None:
            checker.need(set(got) <= {"id", "error", "line"} and got.get("line") == number
                         and bool(got.get("error")), f"answer to a broken line is {got}")
        else:
            wanted = asked.get("id")
            checker.need(got.get("id") == (wanted if isinstance(wanted, str) else None),
                         f"id is {got.get('id')!r}")
            checker.answer(got, only_mentions)
        faults += checker.faults
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

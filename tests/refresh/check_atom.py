#!/usr/bin/env python3
"""check_atom.py FILE...: holds feeds against the rules of RFC 4287 that a program can check."""
import re
import sys
import xml.etree.ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+$")


def check(element, is_entry):
    problems = []
    for name in ("title", "id", "updated"):
        if len(element.findall(ATOM + name)) != 1:
            problems.append(f"{name} must stand once")
    if not IRI.match(element.findtext(ATOM + "id", "")):
        problems.append("id is no IRI")
    if not TIME.match(element.findtext(ATOM + "updated", "")):
        problems.append("updated is no time")
    links = element.findall(ATOM + "link")
    kinds = [(l.get("type"), l.get("hreflang")) for l in links if l.get("rel", "alternate") == "alternate"]
    if len(set(kinds)) != len(kinds):
        problems.append("two alternate links of one type")
    if any(not l.get("href") or re.search(r'[\s<>"]', l.get("href")) for l in links):
        problems.append("a link's href is no reference")
    if is_entry and element.find(ATOM + "content") is None and not kinds:
        problems.append("an entry without content needs an alternate link")
    if is_entry and len(element.findall(ATOM + "summary")) > 1:
        problems.append("two summaries")
    if any(not a.findtext(ATOM + "name") for a in element.findall(ATOM + "author")):
        problems.append("an author without a name")
    return problems


def main(paths):
    bad = 0
    for path in paths:
        feed = ET.parse(path).getroot()
        problems = [] if feed.tag == ATOM + "feed" else ["the root is no feed"]
        problems += check(feed, False)
        entries = feed.findall(ATOM + "entry")
        for entry in entries:
            problems += check(entry, True)
            if feed.find(ATOM + "author") is None and entry.find(ATOM + "author") is None:
                problems.append("an entry without an author")
        ids = [e.findtext(ATOM + "id") for e in entries]
        if len(set(ids)) != len(ids):
            problems.append("two entries of one id")
        for problem in problems:
            print(f"{path}: {problem}")
        bad += len(problems)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

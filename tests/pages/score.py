#!/usr/bin/env python3
"""How much of the article, and of everything else, comes out of pages.

    score.py PAGE_DUMP [--shapes odd,even] [--write DIR] [--show SHAPE] [--kept X] [--let-in X] [--page-kept X] [--page-let-in X]

PAGE_DUMP prints a line of JSON for each page. kept: the article's words that come out, in order, of all of them. let in: words
that come out and are neither the article's nor neutral, of the furniture's. Title, date, outlet and the entries of a live blog
(day, clock, and that the entry holds its first words) must be right on every page unless --facts-missing allows some.
"""

import argparse
import collections
import difflib
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True

import marks  # noqa: E402

NO_WORDS = str.maketrans("0123456789abcdef", "ghjkqvwxzghjkqvw")


def shapes(groups):
    for group in groups:
        for shape in __import__("shapes_" + group).SHAPES:
            yield group, shape.__name__, shape()


def hashed(match):
    """A class or id whose words say nothing, the same for the same words."""
    names = " ".join("n" + hashlib.sha1(x.encode()).hexdigest()[:6].translate(NO_WORDS) for x in match.group(3).split())
    return f"{match.group(1)}={match.group(2)}{names}{match.group(2)}"


def mangle(page, how):
    """The same page as another outlet might write it: without names that help, without elements that help, or neither."""
    if how in ("names", "both"):
        page = re.sub(r"""\b(class|id)=(['"])(.*?)\2""", hashed, page, flags=re.S)
    if how in ("elements", "both"):
        page = re.sub(r"<(/?)(article|main|nav|aside|footer|header|section|figure|figcaption|time|address)\b", r"<\1div", page)
        page = re.sub(r"""\brole=(['"])(.*?)\1""", "", page)
    return page


def write(folder, name, page):
    path = os.path.join(folder, name + ".html")
    encoding = page.get("encoding", "utf-8")
    with open(path, "wb") as file:
        # "surrogate": UTF-8 with stray bytes, which stand in the page as Python writes them.
        raw = encoding == "surrogate"
        file.write(marks.clean(page["html"]).encode("utf-8" if raw else encoding, "surrogateescape" if raw else "xmlcharrefreplace"))
    return path


def without_title(text, title):
    first, _, rest = text.partition("\n")
    return rest if marks.words(first) == marks.words(title) else text


def kept_and_left(article, found):
    """Words of the article that were found, and the words found that are not of it."""
    matcher = difflib.SequenceMatcher(None, article, found, autojunk=False)
    left, at, kept = [], 0, 0
    for block in matcher.get_matching_blocks():
        left += found[at:block.b]
        # A single word in common says nothing, unless there is nothing else.
        if block.size == 1 and len(article) > 3:
            left += found[block.b:block.b + 1]
        else:
            kept += block.size
        at = block.b + block.size
    return kept, left


def same_outlet(page, answer):
    return page["outlet"] == answer["outlet"]


def entry_faults(page, answer):
    faults = []
    wanted = page.get("entries", [])
    found = [e for e in answer["entries"] if e["time"]] if wanted else []
    if len(wanted) != len(found):
        faults.append(f"{len(found)} entries with times, not {len(wanted)}")
    for (day, clock, text), entry in zip(wanted, found):
        if (day, clock) != (entry["date"], entry["time"]):
            faults.append(f"entry {entry['date']} {entry['time']}, not {day} {clock}")
        if " ".join(marks.words(text)[:8]) not in " ".join(marks.words(entry["text"])):
            faults.append(f"entry {clock} does not hold its text")
    return faults


def judge(page, answer):
    article, furniture, neutral = marks.gold(page["html"])
    found = marks.words(without_title(answer["text"], page["title"]))
    kept, left = kept_and_left(article, found)
    spare = collections.Counter(neutral)
    for day, clock, _ in page.get("entries", []):
        spare.update(marks.words(day) + marks.words(clock))
    foreign = []
    for word in left:
        if spare[word] > 0:
            spare[word] -= 1
        else:
            foreign.append(word)
    faults = [f"{field} \"{answer[field]}\", not \"{page[field]}\"" for field in ("title", "date") if answer[field] != page[field]]
    if not same_outlet(page, answer):
        faults.append(f"outlet \"{answer['outlet']}\", not \"{page['outlet']}\"")
    return {"kept": kept, "article": len(article), "in": len(foreign), "furniture": len(furniture), "foreign": foreign,
            "faults": faults + entry_faults(page, answer)}


def ratio(part, whole):
    return part / whole if whole else float(part > 0)


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("dump")
    parser.add_argument("--shapes", default="odd,even")
    parser.add_argument("--write")
    parser.add_argument("--show")
    parser.add_argument("--mangle", choices=["names", "elements", "both"])
    for name, value in (("kept", 0.0), ("let-in", 1e9), ("page-kept", 0.0), ("page-let-in", 1e9)):
        parser.add_argument("--" + name, type=float, default=value)
    parser.add_argument("--facts-missing", type=int, default=1 << 30)
    return parser.parse_args()


def main():
    args = options()
    folder = args.write or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    pages = list(shapes(args.shapes.split(",")))
    for _, _, page in pages:
        page["html"] = mangle(page["html"], args.mangle)
    paths = [write(folder, name, page) for _, name, page in pages]
    run = subprocess.run([args.dump, *paths], capture_output=True, check=False)
    answers = [json.loads(line) for line in run.stdout.decode().splitlines()]
    if run.returncode != 0 or len(answers) != len(pages):
        sys.exit(f"score.py: {args.dump} failed: {run.stderr.decode()}")
    total, bad, facts = collections.Counter(), [], 0
    for (group, name, page), answer in zip(pages, answers):
        result = judge(page, answer)
        kept, let_in = ratio(result["kept"], result["article"]), ratio(result["in"], result["furniture"])
        for key in ("kept", "article", "in", "furniture"):
            total[key] += result[key]
        facts += len(result["faults"])
        if kept < args.page_kept or let_in > args.page_let_in:
            bad.append(name)
        print(f"{group:5} {name:24} kept {kept:.3f}  let in {let_in:.3f}  {'; '.join(result['faults'])}")
        if args.show == name:
            print(answer["text"], "\nFOREIGN:", " ".join(result["foreign"]))
            for entry in answer["entries"]:
                print("ENTRY", entry["date"], entry["time"], entry["text"][:80].replace("\n", " / "))
    kept, let_in = ratio(total["kept"], total["article"]), ratio(total["in"], total["furniture"])
    print(f"{len(pages)} pages: kept {kept:.4f}, let in {let_in:.4f}, {facts} facts wrong")
    if bad:
        print("below the floor of a page: " + " ".join(bad))
    sys.exit(1 if bad or kept < args.kept or let_in > args.let_in or facts > args.facts_missing else 0)


if __name__ == "__main__":
    main()

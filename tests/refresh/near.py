#!/usr/bin/env python3
"""near.py NEAR_GROUPS [dev|aside|all]: how well copies of stories are told from other texts.

Each story of near/stories.txt is printed by eight outlets, made here by the rules of newsrooms; all
eight are one group. The texts of near/others.txt and near/notices.txt are each a group of its own.
A third, chosen by the number of the story or notice, was held aside while bounds were chosen.
Pairs are scored: precision of pairs that were put together, recall of those that belong together."""
import hashlib
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).parent / "near"
FLOORS = {"dev": (0.97, 0.90), "aside": (0.97, 0.90), "all": (0.97, 0.90)}
NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
LOCAL = [
    "The embassy said it knew of no one from here among those affected. Travellers should follow the "
    "advice of local officials, a spokeswoman told this newspaper, and register their stay on line.",
    "For readers in our county the news brings back memories: in the hard winter of sixty-three the "
    "same happened at Stoke Lacey, where old people still talk of the week without bread.",
    "A family from our town has relatives there. They are well, said Martha Quill of Bridge Street, "
    "who reached her cousin by telephone late last night after trying for many hours.",
    "Our university has worked in the area for years. Professor Alan Birch said that he was not "
    "surprised, and that his students had been told to pack and come home early this time.",
]
FURNITURE = [
    ("Daily Lantern | World\nBy our foreign desk and agencies\nPublished 07:14, updated 11:52",
     "Read more: Ten pictures of the week", "Support our journalism from 2 a month. Cookie settings"),
    ("HERALD ONLINE\nShare  Print  Save\n3 min read", "Advertisement",
     "Sign up for our morning letter. All rights reserved. Most read: recipes, football, weather"),
    ("Nachrichten in English -- (wire) --", "See also: our podcast on the subject",
     "Copyright. This report was produced automatically from a wire service and not edited by us."),
]


def blocks(name):
    text = (HERE / name).read_text(encoding="utf-8")
    text = "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    for block in re.split(r"(?m)^= ", text)[1:]:
        title, _, rest = block.partition("\n")
        yield title.strip(), rest.strip()


def read_stories():
    stories = {}
    for name, rest in blocks("stories.txt"):
        alt, spell, body = rest.split("\n", 2)
        headline, lead = alt.removeprefix("alt ").split("|")
        pairs = [pair.strip().split("=") for pair in spell.removeprefix("spell ").split(";")]
        stories[name] = (headline, lead, pairs, body.strip().split("\n\n"))
    return stories


def other_figures(text):
    text = re.sub(r"\d+(?:,\d{3})*(?:\.\d+)?",
                  lambda found: str(round(float(found[0].replace(",", "")) * 1.3) + 1), text)
    return re.sub(r"\b(" + "|".join(NUMBERS[:-1]) + r")\b",
                  lambda found: NUMBERS[NUMBERS.index(found[1]) + 1], text)


def first_third(text):
    words = len(text.split())
    out = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        out.append(sentence)
        if 3 * len(" ".join(out).split()) >= words:
            return " ".join(out)


def outlets(number, headline, lead, pairs, body):
    top, between, bottom = FURNITURE[number % len(FURNITURE)]
    text = "\n\n".join(body)
    spelled = text
    for old, new in pairs:
        assert old in spelled, old
        spelled = spelled.replace(old, new)
    yield "as sent", text
    yield "first third", first_third(text)
    yield "own headline and lead", "\n\n".join([headline, lead] + body[1:])
    yield "furniture", "\n\n".join([top, headline, *body[:2], between, *body[2:], bottom])
    yield "local paragraph", "\n\n".join([*body[:2], LOCAL[number % len(LOCAL)], *body[2:]])
    yield "figures updated", other_figures(text)
    yield "places spelled otherwise", spelled
    yield "all at once", "\n\n".join([top, headline, lead, body[1], LOCAL[(number + 1) % len(LOCAL)],
                                      *other_figures("\n\n".join(body[2:-1])).split("\n\n"), bottom])


def collect(which):
    """[(group, label, text)] in an order that has nothing to do with either."""
    stories = read_stories()
    names = list(stories)
    texts = []

    def wanted(number):
        return which == "all" or (number % 3 == 2) == (which == "aside")

    for number, name in enumerate(names):
        if wanted(number):
            texts += [(name, label, text) for label, text in outlets(number, *stories[name])]
    for name, text in blocks("others.txt"):
        family = name.split()[0]
        number = names.index(family) if family in stories else {"weather": 0, "live": 2}[family]
        if wanted(number):
            text = re.sub(r"\{(\w+)\.(\d)\}", lambda at: stories[at[1]][3][int(at[2]) - 1], text)
            texts.append((name, name, text))
    for number, (template, rows) in enumerate(blocks("notices.txt")):
        name = re.match(r"[a-z]+(?: notice)?", template)[0]
        words = template[len(name):].strip()
        for row in rows.split("\n") if wanted(number) else []:
            texts.append((row, name, words.format(*row.split("|"))))
    return sorted(texts, key=lambda text: hashlib.sha256("\n".join(text).encode()).digest())


def main():
    which = sys.argv[2] if len(sys.argv) > 2 else "all"
    texts = collect(which)
    data = b"".join(text.encode() + b"\0" for _, _, text in texts)
    out = subprocess.run([sys.argv[1]], input=data, stdout=subprocess.PIPE, check=True).stdout
    leaders = out.split()
    assert len(leaders) == len(texts)
    right = wrong = missed = 0
    lost = {}
    for a, b in combinations(range(len(texts)), 2):
        together = leaders[a] == leaders[b]
        if texts[a][0] != texts[b][0]:
            if together:
                wrong += 1
                print(f"wrong: {texts[a][0]}, {texts[a][1]} = {texts[b][0]}, {texts[b][1]}")
        elif together:
            right += 1
        else:
            missed += 1
            for index in (a, b):
                lost[texts[index][1]] = lost.get(texts[index][1], 0) + 1
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed)
    print(f"{which}: {len(texts)} texts, {right + missed} pairs of copies; "
          f"precision {precision:.3f}, recall {recall:.3f}")
    for label, count in sorted(lost.items()):
        print(f"  pairs missed with {label}: {count}")
    low = FLOORS[which]
    return 0 if precision >= low[0] and recall >= low[1] else 1


sys.exit(main())

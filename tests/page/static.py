#!/usr/bin/env python3
"""static.py PROGRAM SOURCE_DIR BUILD_DIR: pages as files, without a browser: the policy's sums are
those of what stands in the page, nothing is fetched, what is hostile is escaped, the markup is
well-formed, the same bytes come each time, and pages stay small."""

import base64
import hashlib
import html.parser
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import hostile

MOST_BYTES = 600_000  # of the page of an article with some ten claims
VOID = {"meta", "link", "input", "br", "img"}


class Page(html.parser.HTMLParser):
    """What a page holds: elements with their attributes, scripts, styles, and faults of nesting."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.scripts, self.styles, self.faults, self.open = [], [], [], [], []
        self.ids, self.text = set(), []
        self.feed(text)
        self.close()
        self.faults += [f"never closed: {name}" for name in self.open]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        self.elements.append((tag, dict(attrs)))
        if len(set(names)) != len(names):
            self.faults.append(f"{tag}: an attribute twice")
        if dict(attrs).get("id") in self.ids:
            self.faults.append(f"{tag}: an id twice: {dict(attrs)['id']}")
        self.ids.add(dict(attrs).get("id", self))
        if tag == "a" and "a" in self.open:
            self.faults.append("a link in a link")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closes what is not open: {tag}")

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts.append((self.elements[-1][1].get("type", ""), data))
        elif self.open and self.open[-1] == "style":
            self.styles.append(data)
        else:
            self.text.append(data)


def sum_of(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def check(name, text, faults):
    page = Page(text)
    faults += [f"{name}: {fault}" for fault in page.faults]
    policies = [a["content"] for tag, a in page.elements
                if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policies[0].split(";"))
    code = [script for kind, script in page.scripts if kind == ""]
    expected = {"default-src": "'none'", "script-src": " ".join(map(sum_of, code)),
                "style-src": " ".join(map(sum_of, page.styles)), "img-src": "data:",
                "base-uri": "'none'", "form-action": "'none'"}
    if len(policies) != 1 or rules != expected:
        faults.append(f"{name}: the policy is {rules}, expected {expected}")
    first = [tag for tag, _ in page.elements[:4]]
    if first != ["html", "head", "meta", "meta"]:
        faults.append(f"{name}: the policy does not stand before all else: {first}")
    for tag, attributes in page.elements:
        for key, value in attributes.items():
            if key.startswith("on") or key == "style" or \
                    (key in ("href", "src") and not value.startswith(("#", "data:,"))):
                faults.append(f"{name}: <{tag} {key}={value!r}>")
    if sum(tag == "script" for tag, _ in page.elements) != 3:
        faults.append(f"{name}: {page.elements} has another number of scripts")
    data = [json.loads(script) for kind, script in page.scripts if kind == "application/json"]
    cards = [a for tag, a in page.elements if tag == "li" and "card" in a.get("class", "")]
    if len(data) != 1 or len(data[0]["claims"]) != len(cards):
        faults.append(f"{name}: {len(cards)} cards for {len(data[0]['claims'])} claims")
    for raw in ("\u2028", "\u2029"):
        if any(raw in script for _, script in page.scripts):
            faults.append(f"{name}: a line separator in a script")
    if re.search("[\x00-\x08\x0b-\x1f\x7f]", text):
        faults.append(f"{name}: a control character")
    return page


def main(program, source, build):
    faults = []
    articles = sorted(file for folder in ("examples", "examples/gallery")
                      for file in (source / folder).glob("*.*")
                      if file.suffix in (".txt", ".html", ".json"))
    with tempfile.TemporaryDirectory(dir=build) as folder:
        folder = Path(folder)

        def make(command, file, out):
            subprocess.run([program, command, "-q", "-f", "html,geojson", "-o", folder / out, file],
                           check=True)
            return folder / out / (file.stem + ".html")

        for file in articles:
            made = make("map", file, "a")
            text = made.read_text(encoding="utf-8")
            check(file.name, text, faults)
            if len(text.encode()) > MOST_BYTES:
                faults.append(f"{file.name}: {len(text.encode())} bytes")
            if make("map", file, "b").read_bytes() != made.read_bytes():
                faults.append(f"{file.name}: other bytes the second time")
        bad = folder / "hostile.json"
        bad.write_text(hostile.article(), encoding="utf-8")
        page = check("hostile", make("map", bad, "a").read_text(encoding="utf-8"), faults)
        whole = "".join(page.text)
        for attack in hostile.ATTACKS[:10]:
            if attack not in whole:
                faults.append(f"hostile: not in the page as text: {attack!r}")
        plain = json.loads((folder / "a" / "hostile.geojson").read_text(encoding="utf-8"))
        for number, attack in enumerate(hostile.ATTACKS):
            file = folder / f"poison{number}.geojson"
            file.write_text(json.dumps(hostile.poison(plain, attack)), encoding="utf-8")
            check(file.name, make("render", file, "c").read_text(encoding="utf-8"), faults)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))

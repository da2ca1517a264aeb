#!/usr/bin/env python3
"""peers_words.py TEXTS.ndjson NAMES.tsv: a bare word list, a few lines that do what the Python package geotext
does: a regular expression finds runs of capitalised words, a dictionary of towns of 15,000 people and more and
of countries says which of them are places, and the place is the dictionary's one of that name.
NAMES: name, latitude, longitude, 1 where the dictionary has it. Writes {"id", "mentions"} a line."""
import json
import re
import sys

RUN = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’]*(?:[ -](?:d[aeiou]s? )?[A-ZÀ-ÖØ-Þ][\w'’]*)*")
WORD = re.compile(r"[\w'’]+")


def read_names(path):
    names = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            name, lat, lon, listed = line.rstrip("\n").split("\t")
            if listed == "1":
                names[name] = (float(lat), float(lon))
    return names


def find(text, names):
    """Places in the runs of capitalised words: the longest name from each word on."""
    mentions = []
    for run in RUN.finditer(text):
        name = run.group()
        if name in names:
            mentions.append(run.span())
            continue
        if " " not in name and "-" not in name:
            continue
        words = [(run.start() + w.start(), run.start() + w.end()) for w in WORD.finditer(run.group())]
        i = 0
        while i < len(words):
            for j in range(len(words), i, -1):
                if text[words[i][0]:words[j - 1][1]] in names:
                    mentions.append((words[i][0], words[j - 1][1]))
                    i = j - 1
                    break
            i += 1
    return mentions


def main():
    names = read_names(sys.argv[2])
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            text = item["text"]
            mentions = []
            for start, end in find(text, names):
                lat, lon = names[text[start:end]]
                mentions.append({"start": start, "end": end, "lat": lat, "lon": lon})
            sys.stdout.write(json.dumps({"id": item["id"], "mentions": mentions}) + "\n")


if __name__ == "__main__":
    main()

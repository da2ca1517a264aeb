#!/usr/bin/env python3
"""peers.py --program PROGRAM --source DIR --work DIR [--rounds N] GOLD.ndjson[+demonyms]...

Runs claimmap and its peers over the texts of the GOLD files and prints a Markdown table: recognition F1,
accuracy within 161 km over the found (a) and over all marked places (b), megabytes of text a second and the
ratio to the word list. Time is that of a process over the texts less that of a process over none, so that
loading counts for nobody. All programs take turns within a round, and each keeps its best of N rounds; those
that need many seconds for the texts once run in the first round only, the others get the texts repeated.
Where the GOLD counts demonyms ("Ukrainian") as places, "+demonyms" lets claimmap be scored with them.
--ours NAME=PRED.ndjson gives claimmap's places of one GOLD (its name without suffix): cross-validated ones,
where the model was trained on that GOLD. --speed FILE measures the speed on these texts instead.
"""
import argparse
import csv
import io
import json
import os
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "eval"))

import score

MB = 1e6
WORD_LIST = "word list (geotext's way, our lines)"


def table(path):
    """Rows of a source table as dictionaries; packed ones through zstd."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            text = file.read()
    else:
        text = subprocess.run(["zstd", "-dcq", path + ".zst"], capture_output=True, check=True).stdout.decode()
    lines = io.StringIO("".join(line for line in text.splitlines(True) if not line.startswith("#")))
    return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def write_names(source, path):
    """One place a name: a country, else the largest town of 15,000 and more, else a region, else a smaller
    town. The last column is 1 for countries and the towns of 15,000 and more: the word list's dictionary."""
    best = {}

    def add(name, rank, lat, lon, listed):
        if name and rank > best.get(name, (-1,))[0]:
            best[name] = (rank, lat, lon, listed)

    for row in table(os.path.join(source, "gazetteer", "places.tsv")):
        people = int(row["population"] or 0)
        large = people >= 15000
        for name in {row["name"], row["ascii"]}:
            add(name, people + (1e9 if large else 0), row["lat"], row["lon"], int(large))
    for row in table(os.path.join(source, "gazetteer", "regions.tsv")):
        for name in {row["name"], row["long_name"]}:
            add(name, 5e8, row["lat"], row["lon"], 0)
    for row in table(os.path.join(source, "gazetteer", "countries.tsv")):
        for name in [row["name"], row["long_name"]] + row["aliases"].split("|"):
            add(name, 1e12, row["lat"], row["lon"], 1)
    with open(path, "w", encoding="utf-8") as out:
        for name, (_, lat, lon, listed) in sorted(best.items()):
            out.write("%s\t%s\t%s\t%d\n" % (name, lat, lon, listed))


def write_texts(gold, path, size):
    """The texts again and again until there are `size` bytes; the number of bytes written."""
    texts = [(t["id"], t["text"]) for t in gold]
    total = 0
    with open(path, "w", encoding="utf-8") as out:
        while texts and (total == 0 or total < size):
            for key, text in texts:
                out.write(json.dumps({"id": key, "text": text}, ensure_ascii=False) + "\n")
                total += len(text.encode())
    return total


def commands(options, names):
    """(name, command, bytes of text to measure with)"""
    here = os.path.dirname(os.path.abspath(__file__))
    ours = [options.program, "extract", "--only", "mentions", "--no-demonyms"]
    mjs = os.path.join(options.work, "peers.mjs")
    return [
        ("claimmap, one thread", ours + ["--jobs", "1", "{}"], options.size * MB),
        ("claimmap, two threads", ours + ["--jobs", "2", "{}"], options.size * MB),
        (WORD_LIST, [sys.executable, "-B", os.path.join(here, "peers_words.py"), "{}", names], options.size * MB / 2),
        ("compromise 14.17", ["node", mjs, "compromise", "{}", names], 0),
        ("wink-ner 2.1, same dictionary", ["node", mjs, "wink-ner", "{}", names], 0),
    ]


def seconds(command, path, out=subprocess.DEVNULL):
    """Wall time of a command over a file; ends with the command's words where it fails."""
    start = time.perf_counter()
    run = subprocess.run([path if part == "{}" else part for part in command], stdout=out,
                         stderr=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit("%s: %s" % (command[0], run.stderr.decode()))
    return time.perf_counter() - start


def measure(options, runs, gold):
    """Megabytes a second of each program."""
    none = os.path.join(options.work, "none.ndjson")
    write_texts([], none, 0)
    files = {}
    for _, _, size in runs:
        path = os.path.join(options.work, "texts-%d.ndjson" % size)
        files[size] = (path, write_texts(gold, path, size))
    best = {}
    for turn in range(options.rounds):
        for name, command, size in runs:
            if turn > 0 and size == 0:
                continue
            path, _ = files[size]
            full, empty = seconds(command, path), seconds(command, none)
            old = best.get(name, (full, empty))
            best[name] = (min(old[0], full), min(old[1], empty))
    return {name: files[size][1] / MB / max(best[name][0] - best[name][1], 1e-9) for name, _, size in runs}


def cells(options, command, path, name, gold, demonyms):
    """Scores of one program on one GOLD."""
    pred = dict(pair.split("=", 1) for pair in options.ours).get(name)
    if command[0] != options.program or pred is None:
        if demonyms:
            command = [part for part in command if part != "--no-demonyms"]
        pred = os.path.join(options.work, "pred.ndjson")
        with open(pred, "w", encoding="utf-8") as out:
            seconds(command, path, out)
    scores = score.score(gold, score.read_lines(pred))
    shown = ("recall" if scores["partial"] else "f1", "acc161_rec", "acc161_e2e")
    return " · ".join(("%.3f" % scores[key])[1 if scores[key] < 1 else 0:] for key in shown)


def read_gold(path):
    """(name, texts, whether demonyms count)"""
    path, _, suffix = path.partition("+")
    return os.path.basename(path).split(".")[0], score.read_lines(path), suffix == "demonyms"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ours", action="append", default=[], metavar="NAME=PRED")
    parser.add_argument("--speed", action="append", default=[], metavar="FILE")
    parser.add_argument("--size", type=float, default=20, help="MB of text for claimmap (default 20)")
    parser.add_argument("gold", nargs="+")
    options = parser.parse_args()
    names = os.path.join(options.work, "names.tsv")
    write_names(options.source, names)
    golds = [read_gold(path) for path in options.gold]
    runs = commands(options, names)
    timed = [score.read_lines(path) for path in options.speed] or [gold for _, gold, _ in golds]
    speed = measure(options, runs, [text for texts in timed for text in texts])
    partial = any(text.get("partial") for _, gold, _ in golds for text in gold)
    print("| program | %s | MB/s | to the word list |" % " | ".join(name for name, _, _ in golds))
    print("|---" * (len(golds) + 3) + "|")
    paths = []
    for name, gold, _ in golds:
        paths.append(os.path.join(options.work, "gold-%s.ndjson" % name))
        write_texts(gold, paths[-1], 0)
    for name, command, _ in runs:
        shown = [cells(options, command, path, *gold) for path, gold in zip(paths, golds)]
        print("| %s | %s | %.2f | %.2f |" % (name, " | ".join(shown), speed[name], speed[name] / speed[WORD_LIST]))
    print("\nF1 · (a) · (b) with exact spans%s." % ("; where only one name a text is marked, recall stands for F1"
                                                  if partial else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())

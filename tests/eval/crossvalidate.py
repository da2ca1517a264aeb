"""Folds by newspaper: each is found and resolved by a model that learned from the others.

All articles of one newspaper (LGL: "domain", GWN: host of "source") lie in one fold, and a fold
takes its part of both corpora: articles of one paper share their places, so folds by article leak.
Also: each corpus by a model that learned from the other alone. Standard library only."""
import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys
import zlib

CORPORA = ("lgl", "gwn")


def newspaper(document):
    source = document.get("domain") or document.get("publisher") or document.get("source") or ""
    if "://" in source:
        source = source.split("://", 1)[1].split("/", 1)[0]
    return source.removeprefix("www.")


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write(path, documents):
    with open(path, "w", encoding="utf-8") as out:
        for document in documents:
            out.write(json.dumps(document, ensure_ascii=False) + "\n")


class Runner:
    def __init__(self, arguments):
        self.arguments = arguments
        self.gazetteer = (["--gazetteer-only", "--gazetteer", arguments.gazetteer]
                          if arguments.gazetteer else [])

    def train(self, name, corpora):
        """`corpora`: name -> documents. Returns the model's path."""
        a = self.arguments
        model = a.out / f"{name}.model"
        paths = []
        for corpus, documents in corpora.items():
            paths.append(a.out / f"{corpus}.ndjson")
            write(paths[-1], documents)
        command = [a.program, "train", "--quiet", "--out", model, *self.gazetteer]
        if a.part == "ranker":
            command += ["--only", "ranker", "--from", a.model]
        else:
            command += ["--words", a.words]
            command += ["--only", "tagger"] if a.part == "tagger" else []
            paths += sorted((a.shared / "ner").glob("*.ndjson"))
            paths.append(a.words.parent / "lessons.ndjson")
        subprocess.run([*map(str, command), *map(str, paths)], check=True)
        return model

    def extract(self, model, documents):
        a = self.arguments
        write(a.out / "texts.ndjson", [{k: d[k] for k in ("id", "title", "text") if k in d}
                                       for d in documents])
        command = [a.program, "extract", "--only", "mentions", *self.gazetteer]
        command += ["--model", model] if model else []
        done = subprocess.run([*map(str, command), str(a.out / "texts.ndjson")], check=True,
                              capture_output=True, encoding="utf-8")
        return [json.loads(line) for line in done.stdout.splitlines()]


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("score_places", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(scorer, label, gold, found):
    s = scorer.score(gold, found)["exact"]
    same = "–" if s["gid_acc"] is None else f"{s['gid_acc']:.3f}"
    return (f"| {label} | {s['f1']:.3f} | {s['acc161_rec']:.3f} | {s['acc161_e2e']:.3f} | "
            f"{same} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("program", "shared", "out", "model", "words"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--part", choices=("all", "tagger", "ranker"), default="all")
    parser.add_argument("--gazetteer")
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    run = Runner(arguments)
    scorer = load_scorer(arguments.shared / "score_places.py")
    gold = {c: read(arguments.shared / "gold" / f"{c}.ndjson") for c in CORPORA}
    fold_of = lambda d: zlib.crc32(newspaper(d).encode()) % arguments.folds
    found = {c: {} for c in CORPORA}
    for fold in range(arguments.folds):
        print(f"fold {fold + 1} of {arguments.folds}", file=sys.stderr)
        model = run.train("fold", {c: [d for d in gold[c] if fold_of(d) != fold] for c in CORPORA})
        for c in CORPORA:
            for answer in run.extract(model, [d for d in gold[c] if fold_of(d) == fold]):
                found[c][answer["id"]] = answer
    print("| texts | F1 | (a) | (b) | same GeoNames id |\n|---|---|---|---|---|")
    for c in CORPORA:
        predictions = [found[c][d["id"]] for d in gold[c]]
        write(arguments.out / f"{c}.pred.ndjson", predictions)
        print(row(scorer, f"{c}, {arguments.folds} folds by newspaper", gold[c], predictions))
    for c, other in (CORPORA, CORPORA[::-1]):
        model = run.train("other", {c: gold[c]})
        print(row(scorer, f"{other}, learned from {c} alone", gold[other],
                  run.extract(model, gold[other])))
    for c in CORPORA:
        print(row(scorer, f"{c}, shipped model (it has seen these texts)", gold[c],
                  run.extract(None, gold[c])))


if __name__ == "__main__":
    main()

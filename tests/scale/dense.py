#!/usr/bin/env python3
"""dense.py PROGRAM: a text made to be slow costs in proportion to its length. Each pattern, said over
and over, fills an article and then one eight times as long; processor time may grow sixteenfold,
which is far above noise and far below the sixty-fourfold of work that grows with the square."""
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
SHORT, TIMES, MOST = 100_000, 8, 16
PATTERNS = [
    "Kharkiv, ", "Kharkiv. ", "Kharkiv\n\n", "Kharkiv (", "Kharkiv-", "Kharkiv’s ",
    "Zzyzxgrad, ", "the village of Zzyzxgrad, ", "Paris, Texas; ", "Kharkiv, Sumy, Kyiv, ",
    "north-east of ", "from Kharkiv to ", "in the region of ", "10 km north of Kharkiv ",
    "58 square km of Kharkiv ", "58 square km around Guyevo. ", "8 April 2025, ", "14:05 ",
    "Russian forces captured Kharkiv. ", "Russian forces captured Kharkiv and ",
    "Zelensky said ", "he said that ", "according to Kharkiv, ", "“Kharkiv ", "\"", "(", "[",
    "U.S. ", "Anna Berg, ", "a", "A ", "Харьков, ", "\u0301", "# Kharkiv\n", "- Kharkiv\n",
]


def seconds(pattern, length, folder):
    """Processor time of one article of that length; least of two, without what a start costs."""
    text = pattern * (length // len(pattern))
    path = os.path.join(folder, "article.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "dense", "text": text}) + "\n")
    least = None
    for _ in range(2):
        child = subprocess.Popen([PROGRAM, "extract", path], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"FAILED {pattern!r}: extract ends with {child.returncode}")
        spent = usage.ru_utime + usage.ru_stime
        least = spent if least is None else min(least, spent)
    return least


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        start = seconds("a\n", 10, folder)
        for pattern in PATTERNS:
            short = seconds(pattern, SHORT, folder)
            long = seconds(pattern, SHORT * TIMES, folder)
            ratio = max(long - start, 0) / max(short - start, 0.01)
            good = ratio <= MOST
            failed += not good
            print(f"{'ok    ' if good else 'FAILED'} {pattern!r}: {short:.3f} s, {TIMES} times as "
                  f"long {long:.3f} s: {ratio:.1f}", flush=True)
    sys.exit(1 if failed else 0)


main()

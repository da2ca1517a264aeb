#!/usr/bin/env python3
"""check_lines.py PROGRAM SOURCE BUILD NAME: a line of docs/scale.md gives the bytes of one process,
also where the stream has lines that fail. NAME: the program that the line is about."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import articles

PROGRAM, SOURCE, BUILD = map(pathlib.Path, sys.argv[1:4])
NAME = sys.argv[4]
failed = 0


def check(good, what):
    global failed
    if not good:
        failed += 1
    print(("ok    " if good else "FAILED") + " " + what, flush=True)


def documented(name):
    """The commands of the documentation after the heading that names the program."""
    page = (SOURCE / "docs/scale.md").read_text(encoding="utf-8")
    section = next(part for part in page.split("\n### ") if part.startswith(name))
    return re.search("```sh\n(.*?)```", section, re.S)[1]


def stripped(stream):
    """Without the numbers of lines that failed, which count in the part."""
    return re.sub(rb',"line":\d+\}\n', b"}\n", stream)


if shutil.which(NAME) is None:
    print("skipped: no " + NAME)
    sys.exit(77)
folder = BUILD / "scale" / NAME
shutil.rmtree(folder, ignore_errors=True)
(folder / "bin").mkdir(parents=True)
folder = folder.resolve()
(folder / "bin/claimmap").symlink_to(PROGRAM.resolve())
os.environ["PATH"] = f"{folder}/bin:{SOURCE.resolve()}/examples/cluster:{os.environ['PATH']}"
# GNU parallel keeps what it finds out about the machine.
os.environ["HOME"] = str(folder)
COUNT = 4000
BAD = {700: b"no JSON\n", 1400: b'{"id":7,"text":"a\\u0000","text":1}\n',
       2100: b'{"id":"q\\"r","text":null}\n'}

for bad in False, True:
    lines = articles.lines(COUNT).splitlines(keepends=True)
    if bad:
        for number, line in BAD.items():
            lines[number] = line
    (folder / "articles.ndjson").write_bytes(b"".join(lines))
    whole = subprocess.run([PROGRAM, "extract", folder / "articles.ndjson"], check=not bad,
                           capture_output=True).stdout
    for made in "parts", "answers":
        shutil.rmtree(folder / made, ignore_errors=True)
    done = subprocess.run(["bash", "-o", "pipefail", "-ec", documented(NAME)], cwd=folder,
                          capture_output=True, check=False)
    got = (folder / "claims.ndjson").read_bytes()
    same = stripped(got) == stripped(whole) if bad else got == whole
    check(same and whole.count(b"\n") == COUNT,
          f"{NAME}: the bytes of one process ({len(whole)} bytes, bad lines: {bad})")
    said = done.stderr.decode()
    # GNU parallel's status is the number of parts that failed; extract-part tells bad lines itself.
    if NAME == "parallel":
        check((done.returncode != 0) == bad, f"status {done.returncode}, said {said.strip()!r}")
    else:
        check(done.returncode == 0 and
              sum(map(int, re.findall(r": (\d+) of \d+ lines failed", said))) == len(BAD) * bad,
              f"status {done.returncode}, said {said.strip()!r}")
    errors = [number for number, line in enumerate(got.splitlines()) if "error" in json.loads(line)]
    check(errors == (list(BAD) if bad else []), f"lines that failed: {errors}")
sys.exit(1 if failed else 0)

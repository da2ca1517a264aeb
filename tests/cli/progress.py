#!/usr/bin/env python3
"""progress.py PROGRAM SOURCE_DIR BUILD_DIR: how far map and extract are is shown on a terminal and
nowhere else, and messages stay whole. A pseudo-terminal keeps what it was sent; lines() makes of it
what a person sees in the end."""

import fcntl
import os
import re
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

PROGRAM, SOURCE, BUILD = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
COLUMNS = 100
ARTICLES = [SOURCE / "examples" / name for name in
            ("village-well-2026-07-08.txt", "svalbard-rescue-2026-03-02.txt")]
LINE = '{"id":"%d","text":"Rescuers said on Monday that a fire in Oslo was out."}\n'
os.environ.setdefault("CLAIMMAP_DATA", str(SOURCE / "build" / "claimmap.gaz"))
os.environ["LSAN_OPTIONS"] = f"suppressions={SOURCE}/tests/support/lsan.supp:print_suppressions=0"


def run(arguments, out=None, term="xterm", data=b""):
    """Runs with standard error, and standard output unless `out`, on a terminal. Returns what came
    there, the exit status and the seconds."""
    terminal, inner = os.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    settings = termios.tcgetattr(inner)
    settings[1] &= ~termios.OPOST  # newlines as they were written
    termios.tcsetattr(inner, termios.TCSANOW, settings)
    start = time.monotonic()
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdin=subprocess.PIPE,
                               stdout=out or inner, stderr=inner, env={**os.environ, "TERM": term})
    os.close(inner)
    process.stdin.write(data)
    process.stdin.close()
    sent = b""
    while True:
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:  # nobody has it open any more
            break
        if not part:
            break
        sent += part
    os.close(terminal)
    return sent.decode(), process.wait(), time.monotonic() - start


def lines(sent):
    """The lines that stand there in the end."""
    shown = []
    for line in sent.split("\n"):
        cells = []
        for part in line.split("\r"):
            cells[:len(part)] = part
            assert len(part) <= COLUMNS - 1 or part.startswith("claimmap: "), part
        shown.append("".join(cells).rstrip())
    return [line for line in shown if line]


def draws(sent, word):
    return re.findall(r"\r([^\r\n]*\d+ (?:of \d+ )?" + word + r"[^\r\n]*)", sent)


def check(what, good, *facts):
    if not good:
        sys.exit(f"{what}: {facts!r}")


def test_map(folder):
    arguments = ["map", "-f", "geojson", "-o", folder]
    missing = folder / "missing.txt"
    for jobs in ("1", "2"):
        sent, status, seconds = run([*arguments, "--jobs", jobs, missing, *ARTICLES])
        shown = draws(sent, "articles")
        check("map: bar", shown and "0 of 3 articles" in shown[0], sent)
        check("map: at most ten a second", len(shown) <= 10 * seconds + 1, len(shown), seconds)
        check("map: message whole, bar gone", lines(sent) ==
              [f"claimmap: cannot read {missing}: No such file or directory"], sent)
        check("map: status", status == 1, status)
    for label, extra, term in (("quiet", ["-q", *ARTICLES], "xterm"),
                               ("dumb", ARTICLES, "dumb"), ("one", ARTICLES[:1], "xterm")):
        sent, status, _ = run([*arguments, *extra], term=term)
        check(f"map: no bar, {label}", (sent, status) == ("", 0), sent, status)
    piped = subprocess.run([PROGRAM, *map(str, [*arguments, *ARTICLES])], capture_output=True,
                           env={**os.environ, "TERM": "xterm"}, check=True)
    check("map: no bar in a pipe", (piped.stdout, piped.stderr) == (b"", b""), piped)


def test_render(folder):
    files = [folder / (article.stem + ".geojson") for article in ARTICLES]
    sent, status, _ = run(["render", "-f", "alt", "-o", folder, *files])
    check("render: bar", draws(sent, "files") and lines(sent) == [] and status == 0, sent)


def test_extract(folder):
    arguments = ["extract", "--only", "mentions"]
    data = "".join(LINE % i for i in range(5)).encode() + b"no json\n"
    two = folder / "two.ndjson"
    two.write_bytes(data)
    with open(folder / "answers", "wb") as out:
        sent, status, seconds = run([*arguments, two, folder / "none", "-"], out, data=data)
    shown = draws(sent, "articles")
    check("extract: bar", shown and shown[0].startswith("6 articles, 1 failed"), sent)
    check("extract: at most ten a second", len(shown) <= 10 * seconds + 1, len(shown), seconds)
    check("extract: message whole, bar gone", lines(sent) ==
          [f"claimmap: cannot read {folder}/none: No such file or directory"], sent)
    check("extract: status", status == 1, status)
    answers = (folder / "answers").read_bytes()
    check("extract: answers", answers.count(b"\n") == 12 and b"\r" not in answers, answers)
    with open(folder / "answers", "wb") as out:
        sent, status, _ = run(arguments, out, data=(LINE % 1).encode())
    check("extract: no bar, one article", (sent, status) == ("", 0), sent, status)
    sent, status, _ = run(arguments, data=data)
    check("extract: no bar among the answers", "\r" not in sent and sent.count("\n") == 6, sent)


with tempfile.TemporaryDirectory(dir=BUILD) as name:
    test_map(Path(name))
    test_render(Path(name))
    test_extract(Path(name))

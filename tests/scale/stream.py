#!/usr/bin/env python3
"""stream.py PROGRAM [sanitized]: `claimmap extract` as a filter in a pipe: order, memory, lines that
fail, ends. A sanitized program keeps what it freed for a while: its memory is not looked at.

CLAIMMAP_SCALE_MB: how much goes through the pipe (100; sanitized 10)."""
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time

import articles

PROGRAM = sys.argv[1]
SANITIZED = sys.argv[2:] == ["sanitized"]
MEGABYTES = int(os.environ.get("CLAIMMAP_SCALE_MB", "10" if SANITIZED else "100"))
BLOCK = 2000  # articles
failed = 0


def check(good, what):
    global failed
    if not good:
        failed += 1
    print(("ok    " if good else "FAILED") + " " + what, flush=True)


def check_memory(good, what):
    if not SANITIZED:
        check(good, what)


def start(*options, **more):
    return subprocess.Popen([PROGRAM, "extract", *options], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def memory_kb(process, name="VmHWM"):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(name))


def feed(process, blocks, until=None):
    """Writes in a thread of its own, closes the input, but not before `until`."""
    def write():
        try:
            for block in blocks:
                process.stdin.write(block)
            if until is not None:
                process.stdin.flush()
                until.wait()
            process.stdin.close()
        except BrokenPipeError:
            pass
    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    return thread


def answers_to(data, *options):
    done = subprocess.run([PROGRAM, "extract", *options], input=data, capture_output=True,
                          check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def run_stream(jobs, megabytes):
    """Sum of the answers, how many, whether in order, VmHWM after a tenth and at the end, time."""
    size = len(articles.lines(BLOCK))
    blocks = max(10, megabytes * 1000000 // size)
    count = blocks * BLOCK
    begin = time.monotonic()
    process = start("--jobs", str(jobs))
    measured = threading.Event()  # the process is there until its memory was read
    feed(process, (articles.lines(BLOCK, i * BLOCK) for i in range(blocks)), measured)
    total, number, ordered, early = hashlib.sha256(), 0, True, 0
    late = 0
    for answer in process.stdout:
        total.update(answer)
        ordered = ordered and answer.startswith(b'{"id":"%d",' % number)
        number += 1
        if number == count // 10:
            early = memory_kb(process)
        elif number == count - 1:
            late = memory_kb(process)
            measured.set()
    measured.set()
    status = process.wait()
    check(status == 0 and ordered and number == count,
          f"{number} answers of {count} in order, status {status}, {jobs} jobs, "
          f"{time.monotonic() - begin:.1f} s with the making of {blocks * size / 1e6:.0f} MB")
    # What comes later is pieces of the ring that were not needed yet, and pages of the gazetteer.
    check_memory(0 < late <= early + 8192 and late <= 100 * 1024,
                 f"{jobs} jobs: VmHWM {early} kB after a tenth, {late} kB at the end")
    return total.digest()


def long_stream():
    one = run_stream(1, MEGABYTES)
    check(one == run_stream(2, MEGABYTES), "the same bytes from two jobs as from one")


def long_line():
    """A line of 2 MB among small ones, and one that ends after 300 MB."""
    before, after = articles.lines(1000), articles.lines(1000, 1000)
    slow = json.dumps({"id": "slow", "text": " ".join(articles.text(i) for i in range(1400))})
    data = before + slow.encode() + b"\n" + after
    one, two = answers_to(data), answers_to(data, "--jobs", "2")
    check(one == two and one[0] == 0 and len(one[1]) == 2001 and
          one[1][1000].startswith(b'{"id":"slow",'), "a line of some 2 MB keeps its place")
    process = start("--jobs", "2")
    junk = b"x" * 1000000
    measured = threading.Event()
    feed(process, [before] + [junk] * 300 + [b"\n", after], measured)
    lines = [process.stdout.readline() for _ in range(2001)]
    high = memory_kb(process)
    measured.set()
    lines += process.stdout.readlines()
    status = process.wait()
    check(status == 1 and len(lines) == 2001 and
          lines[1000] == b'{"error":"longer than 33554432 bytes","line":1001}\n' and
          [line.rstrip(b"\n") for line in lines[1001:]] == one[1][1001:],
          f"a line of 300 MB costs that line (status {status}, {len(lines)} answers)")
    check_memory(high <= 300 * 1024, f"a line of 300 MB: VmHWM {high} kB")


def bad_lines():
    deep = b'{"id":"d","text":' + b"[" * 100000 + b"]" * 100000 + b"}"
    bad = [b"no JSON", b'{"id":"n","text":"a\0b"}', b"\0", deep, b'{"text":"\xff\xfe \xc3("}',
           b'{"id":"h","text":7}', b'{"text":"a","text":"b"}', b"[" * 40000000,
           b'{"id":"l","text":"' + b"a " * 17000000 + b'"}', b'{"text":"cut o', b'"\\ud800"',
           b'{"id":"e","text":null}']
    good = articles.lines(len(bad) + 1).splitlines()
    mixed = b"\n".join(x for pair in zip(good, bad) for x in pair) + b"\n" + good[-1]
    alone = answers_to(b"\n".join(good))
    for jobs in "1", "2":
        status, lines, _ = answers_to(mixed, "--jobs", jobs)
        check(status == 1 and lines[::2] == alone[1] and len(lines) == 2 * len(bad) + 1,
              f"{len(bad)} bad lines cost {len(bad)} lines, {jobs} jobs")
        named = [json.loads(line) for line in lines[1::2]]
        check(all("error" in x and x["line"] == 2 * i + 2 for i, x in enumerate(named)),
              "each named with its number: " +
              str([(x["line"], x.get("error", "-")[:40]) for x in named]))


def unread_answers():
    """Where nobody reads, nothing is read either; then all comes."""
    process = start("--jobs", "2")
    taken = 0

    def blocks():
        nonlocal taken
        for i in range(400):
            yield articles.lines(100, i * 100)
            taken += 1
    feed(process, blocks())
    before = -1
    while taken != before:
        before = taken
        time.sleep(0.5)
    check(0 < taken < 100, f"nobody reads the answers: {taken} of 400 blocks taken, "
          f"VmHWM {memory_kb(process)} kB")
    check_memory(memory_kb(process) <= 100 * 1024, "bounded while nobody reads")
    numbers = [json.loads(line)["id"] for line in process.stdout]
    check(process.wait() == 0 and numbers == [str(i) for i in range(40000)], "then all come")


def trickle():
    """An answer is there while the input pauses, also in the middle of the next line."""
    for jobs in "1", "4":
        process = start("--jobs", jobs, "--only", "mentions")
        alarm = threading.Timer(60, process.kill)
        alarm.start()
        good = True
        for i in range(20):
            whole = articles.lines(3, 3 * i)
            cut = len(whole) - 200 if i % 2 else len(whole)
            os.write(process.stdin.fileno(), whole[:cut])
            # Only what is whole has an answer by now.
            for k in range(3 if cut == len(whole) else 2):
                good &= process.stdout.readline().startswith(b'{"id":"%d"' % (3 * i + k))
            os.write(process.stdin.fileno(), whole[cut:])
            if cut < len(whole):
                good &= process.stdout.readline().startswith(b'{"id":"%d"' % (3 * i + 2))
        process.stdin.close()
        check(good and process.wait() == 0, f"answers come while the input pauses, {jobs} jobs")
        alarm.cancel()


def closed_output():
    """As other filters: ended by SIGPIPE, silently; where that is ignored, status 1 and why."""
    for ignored in False, True:
        process = start("--jobs", "2", restore_signals=not ignored)
        writer = feed(process, (articles.lines(100) for _ in range(100)))
        process.stdout.readline()
        process.stdout.close()
        status, said = process.wait(60), process.stderr.read()
        writer.join(60)
        if ignored:
            check(status == 1 and said.count(b"\n") == 1 and b"standard output" in said,
                  f"closed output, SIGPIPE ignored: status {status}, {said!r}")
        else:
            check(status == -signal.SIGPIPE and said == b"",
                  f"closed output: ended by signal {-status}, said {said!r}")


def terminated():
    """SIGTERM ends it at once: waiting for input, at work, and where nobody reads."""
    for what, data in ("idle", b""), ("at work", articles.lines(4000)):
        process = start("--jobs", "2")
        if data:
            feed(process, [data])
            process.stdout.readline()
        else:
            time.sleep(0.3)
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = process.wait(60)
        said = process.stderr.read()
        check(status == -signal.SIGTERM and said == b"" and time.monotonic() - begin < 5,
              f"SIGTERM, {what}: ended by signal {-status}")


bad_lines()
long_line()
unread_answers()
trickle()
closed_output()
terminated()
long_stream()
sys.exit(1 if failed else 0)

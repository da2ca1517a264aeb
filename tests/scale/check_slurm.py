#!/usr/bin/env python3
"""check_slurm.py PROGRAM SOURCE BUILD: an array job of Slurm over the parts of a stream gives the bytes
of one process; a task that dies is named and can be run again."""
import os
import pathlib
import shutil
import subprocess
import sys

import articles
import slurm

PROGRAM, SOURCE, BUILD = map(pathlib.Path, sys.argv[1:4])
SCRIPTS = SOURCE / "examples/cluster"
PARTS = 8
WORKERS = 3
failed = 0

# Dies once, in the middle of an answer, in the task that the file `victim` names.
FRAIL = """#!/bin/bash
if [[ $(cat "{folder}/victim" 2>/dev/null) = "$SLURM_ARRAY_TASK_ID" ]]; then
    rm "{folder}/victim"
    "{program}" "$@" | head -c 100000
    kill -KILL $$
fi
exec "{program}" "$@"
"""


def check(good, what):
    global failed
    if not good:
        failed += 1
    print(("ok    " if good else "FAILED") + " " + what, flush=True)


def gather(folder):
    return subprocess.run([SCRIPTS / "gather-parts", folder / "parts", folder / "answers"],
                          capture_output=True, check=False)


def run(folder):
    stream = articles.lines(3000)
    (folder / "all.ndjson").write_bytes(stream)
    (folder / "parts").mkdir()
    subprocess.run(["split", "-n", f"l/{PARTS}", "-d", "-a", "5", "--additional-suffix=.ndjson",
                    folder / "all.ndjson", f"{folder}/parts/"], check=True)
    whole = subprocess.run([PROGRAM, "extract", folder / "all.ndjson"], check=True,
                           capture_output=True).stdout
    frail = folder / "frail"
    frail.write_text(FRAIL.format(folder=folder, program=PROGRAM))
    frail.chmod(0o755)
    (folder / "victim").write_text("5\n")
    os.environ["CLAIMMAP"] = str(frail)
    with slurm.Cluster(folder, WORKERS) as cluster:
        job, states = cluster.run(f"--array=0-{PARTS - 1}", SCRIPTS / "extract-part", "parts",
                                  "answers")
        good = [task for task, state in states.items() if state[0] == "COMPLETED"]
        nodes = sorted({state[2] for state in states.values()})
        check(sorted(good) == [0, 1, 2, 3, 4, 6, 7] and states[5][0] == "FAILED",
              f"{len(good)} of {PARTS} tasks completed on {nodes}; task 5: {states.get(5)}")
        check(len(nodes) == WORKERS, f"{len(nodes)} workers took part")
        log = (folder / f"claimmap-{job}_5.log").read_text()
        check("00005.ndjson: failed, status 137" in log, f"its log says so: {log.strip()[-60:]!r}")
        early = gather(folder)
        check(early.returncode == 1 and early.stdout == b"" and
              b"1 of 8 parts have no answers; again: sbatch --array=5 " in early.stderr,
              f"gathering too early: {early.stderr.decode().strip()[:60]!r}")
        job, states = cluster.run("--array=5", SCRIPTS / "extract-part", "parts", "answers")
        check({task: state[:2] for task, state in states.items()} == {5: ("COMPLETED", "0:0")},
              f"task 5 again: {states}")
    done = gather(folder)
    check(done.returncode == 0 and done.stdout == whole and whole.count(b"\n") == 3000,
          f"{PARTS} tasks give the bytes of one process ({len(whole)} bytes)")
    check(all(daemon.poll() is not None for daemon in cluster.daemons), "all daemons are gone")


lacking = slurm.missing()
if lacking:
    print("skipped: no " + ", ".join(lacking))
    sys.exit(77)
place = BUILD / "scale" / "slurm"
shutil.rmtree(place, ignore_errors=True)
place.mkdir(parents=True)
run(place.resolve())
sys.exit(1 if failed else 0)

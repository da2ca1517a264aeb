#!/usr/bin/env python3
"""share.py PROGRAM SOURCE_DIR [CASE...]: two runners make one night, whose state is on a server of PostgreSQL; either is killed in the
middle; one has other settings. Ends with 77 where there is no server."""
import os
import re
import sys
import tempfile
import time
import traceback
from pathlib import Path

import driver
import outlets
import stories

ARTICLES = 24
LEASE_S = 60  # CLM_SHARE_LEASE_S
# Pictures of this size take long enough for a second runner to come, and to be killed between two.
SIZE = "2400x1800"


class Desk:
    """A folder of articles, and runners that read it together."""

    def __init__(self, program, server, name, folder):
        self.runner, self.server, self.name, self.folder = driver.Runner(program), server, f"share_{name}", Path(folder)
        self.output = f"{folder}/out"
        (self.folder / "in").mkdir()
        for number, story in enumerate(stories.stories(ARTICLES)):
            ending, text = outlets.local(number, story)
            (self.folder / "in" / f"file{number}{ending}").write_text(text, encoding="utf-8")
        server.sql("postgres", f"CREATE DATABASE {self.name} TEMPLATE template0 ENCODING 'UTF8'")
        self.shared = self.config("shared")

    def config(self, name, size=SIZE, **night):
        night = {"output": self.output, "state": self.server.uri(self.name), "share": "yes", "jobs": 2, **night}
        return driver.config(self.folder / f"{name}.conf", night, [("files", [f"folder = {self.folder}/in"])], [f"size = {size}"])

    def sql(self, query):
        done = self.server.try_sql(self.name, query)
        return done.stdout.strip() if done.returncode == 0 else ""

    def until(self, what, query, wanted):
        for _ in range(600):
            found = self.sql(query)
            if re.fullmatch(wanted, found):
                return
            time.sleep(0.05)
        raise AssertionError(f"{what}: {query} is {found!r}")

    def lead(self):
        """A runner that leads, and has said what there is to do."""
        process = self.runner.start(self.shared)
        self.until("nobody leads", "SELECT count(*) > 0 FROM claimmap_state.work", "t")
        return process

    def work_of(self, process):
        """Articles that this process has taken and not done."""
        return self.sql(f"SELECT count(*) FROM claimmap_state.work WHERE worker LIKE '%{process.pid}%'")

    def maps(self, output=None):
        files = driver.latest(output or self.output).files
        return {name: body for name, body in files.items() if name not in ("index.html", "changes.atom")}

    def check_whole(self):
        night = driver.latest(self.output)
        assert len(night.stems) == ARTICLES, sorted(night.stems)
        night.check_whole()
        other = driver.nights(self.output)[1]
        assert not other, f"left over: {other}"
        assert self.sql("SELECT count(*) FROM claimmap_state.work") == "0"
        assert self.sql("SELECT count(*) FROM claimmap_state.articles") == str(ARTICLES)


def ended(process, code, timeout=120):
    text = process.communicate(timeout=timeout)[0].decode()
    assert process.returncode == code, f"status {process.returncode}, not {code}:\n{text[-3000:]}"
    return driver.Run(process.returncode, text, 0.0)


def told_shared(process):
    """Reads what a runner says until it has made one article for another."""
    for line in process.stdout:
        if b'"event":"shared"' in line.replace(b" ", b""):
            return
    raise AssertionError(f"it made nothing: status {process.wait()}")


# ---- the cases ----

def both(desk):
    """Each does some; the files are those of a run alone."""
    leader = desk.lead()
    joiner = desk.runner.run(desk.shared)
    led = ended(leader, 0)
    made = len(joiner.of("shared"))
    assert joiner.code == 0 and 0 < made < ARTICLES, joiner.text[-3000:]
    others = [line["message"] for line in led.events("share")]
    assert others == [f"others who joined read {made} of {ARTICLES} articles"], others
    assert len(led.of("new")) == ARTICLES, led.text[-3000:]
    desk.check_whole()
    alone = f"{desk.folder}/alone"
    assert desk.runner.run(desk.config("alone", output=alone, state=f"{desk.folder}/alone.sqlite", share="no")).code == 0
    shared, expected = desk.maps(), desk.maps(alone)
    assert shared == expected, sorted(name for name in shared.keys() | expected.keys() if shared.get(name) != expected.get(name))
    again = desk.runner.run(desk.shared)
    assert again.code == 0 and again.summary()["same"] == ARTICLES, again.text[-3000:]
    with open(desk.folder / "in" / "file0.txt", "a", encoding="utf-8") as file:
        file.write("\nShelling killed 101 people in Kharkiv on Monday, officials said.\n")
    edited = desk.runner.run(desk.shared)
    assert edited.code == 0 and len(edited.of("changed")) == 1 and edited.events("difference"), edited.text[-3000:]


def joiner_killed(desk):
    """Its articles are made once their time is over."""
    leader = desk.lead()
    joiner = desk.runner.start(desk.shared)
    told_shared(joiner)
    joiner.kill()
    joiner.communicate()
    assert int(desk.work_of(joiner) or 0) > 0, "it was killed after its work"
    led = ended(leader, 0, timeout=3 * LEASE_S)
    assert len(led.of("new")) == ARTICLES, led.text[-3000:]
    desk.check_whole()


def leader_killed(desk):
    """Who joined ends and says so; the next run does all."""
    leader = desk.lead()
    joiner = desk.runner.start(desk.shared)
    told_shared(joiner)
    leader.kill()
    leader.communicate()
    begun = time.monotonic()
    text = ended(joiner, 4).text
    assert time.monotonic() - begun < 20, "it takes long to see that nobody leads"
    assert f"process {leader.pid}" in text and "is gone" in text, text
    assert not driver.nights(desk.output)[0]
    run = desk.runner.run(desk.shared)
    assert run.code == 0 and any(str(leader.pid) in line["message"] for line in run.events("lock")), run.text[-3000:]
    assert len(run.of("new")) == ARTICLES
    desk.check_whole()


def other_settings(desk):
    """Maps of two sizes are not mixed; what was taken is given back at once."""
    leader = desk.lead()
    joiner = desk.runner.run(desk.config("other", size="1200x900"))
    assert joiner.code == 4 and "would be others here" in joiner.text and "source files" in joiner.text, joiner.text
    begun = time.monotonic()
    led = ended(leader, 0)
    assert time.monotonic() - begun < LEASE_S / 2, "what it had taken was not given back"
    assert len(led.of("new")) == ARTICLES
    desk.check_whole()


def not_shared(desk):
    """A runner that does not share is told that another run goes on."""
    leader = desk.lead()
    alone = desk.runner.run(desk.config("alone", share="no"))
    assert alone.code == 3 and str(leader.pid) in alone.text, alone.text
    ended(leader, 0)
    desk.check_whole()


def in_sqlite(desk):
    run = desk.runner.run(desk.config("sqlite", state=f"{desk.folder}/state.sqlite"))
    assert run.code == 2 and "share" in run.text and "PostgreSQL" in run.text, run.text
    assert not os.path.exists(desk.output) and not os.path.exists(f"{desk.folder}/state.sqlite")


CASES = (both, joiner_killed, leader_killed, other_settings, not_shared, in_sqlite)


def main(program, source, *names):
    sys.path.insert(0, os.path.join(source, "tests", "postgis"))
    import server
    binaries = server.find_binaries()
    if binaries is None:
        print("no PostgreSQL server: scripts/setup --with-peers installs one")
        return 77
    failed = 0
    with server.Server(binaries) as database:
        for case in CASES:
            if names and case.__name__ not in names:
                continue
            begun = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                try:
                    case(Desk(program, database, case.__name__, folder))
                    print(f"passed: {case.__name__} ({time.monotonic() - begun:.1f} s)", flush=True)
                except Exception:  # all other cases still run
                    print(f"FAILED: {case.__name__}\n{traceback.format_exc()}", flush=True)
                    failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

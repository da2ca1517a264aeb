#!/usr/bin/env python3
"""faults.py PROGRAM [CASE...]: nights that are killed, run into a full disk, a wrong clock, another run, a broken state, and so on.
After each the last night stands whole, and the next run makes up for it. Says which cases are skipped and why; `postgres SOURCE_DIR`
runs those of two runners on a server of PostgreSQL, and ends with 77 where there is none."""
import os
import random
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import driver
import night_server
import outlets
import stories

KILLS, SEED = 100, 20261122
LOCAL, PAGES, HOST = 12, 6, 3
FAKE = {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}


class Skipped(Exception):
    pass


class Desk:
    """Twelve files and six pages of one host, and a folder where nights go."""

    def __init__(self, program, site, folder, **night):
        self.site, self.folder, self.output = site, Path(folder), f"{folder}/out"
        self.runner = driver.Runner(program)
        self.night = {"output": self.output, "allow-private": "yes", "timeout": "3 s", "gap": "0 s"}
        self.texts, self.pages = {}, {}
        self.version = 0
        told = stories.stories(LOCAL + PAGES)
        (self.folder / "in").mkdir(parents=True)
        for number in range(LOCAL):
            self.write(number, told[number])
        for number in range(PAGES):
            self.serve(number, told[LOCAL + number])
        self.configure(**night)

    def configure(self, sources=(), **night):
        self.night = {key: value for key, value in {**self.night, **night}.items() if value is not None}
        pages = [(f"page{i}", [f"url = {self.site.base(HOST)}/page{i}"]) for i in range(PAGES)]
        self.config = driver.config(self.folder / "night.conf", self.night,
                                    [("files", [f"folder = {self.folder}/in"])] + pages + list(sources), ["size = 480x360"])

    def write(self, number, story):
        self.texts[number] = story
        ending, text = outlets.local(number, story)
        (self.folder / "in" / f"file{number}{ending}").write_text(text, encoding="utf-8")

    def serve(self, number, story):
        self.pages[number] = story
        self.site.put(HOST, f"/page{number}", outlets.undeclared(story[0], story[2]).encode())

    def edit(self, files=(0,), pages=(0,)):
        """New words at the end of articles."""
        self.version += 1
        more = f"Shelling killed {100 + self.version} people in Kharkiv on Monday, officials said."
        for number in files:
            title, stand, text = self.texts[number]
            self.write(number, (title, stand, text[:9] + [more]))
        for number in pages:
            title, stand, text = self.pages[number]
            self.serve(number, (title, stand, text[:9] + [more]))

    def run(self, *options, code=0, **more):
        run = self.runner.run(self.config, *options, **more)
        assert run.code == code, f"status {run.code}, not {code}:\n{run.text[-3000:]}"
        return run

    def latest(self):
        return driver.latest(self.output)

    def has_edition(self, stem, version):
        return f"killed {100 + version} people" in str(self.latest().stems[stem])

    def maps(self):
        """Of the last night, without what tells how it came to be."""
        return {name: body for name, body in self.latest().files.items() if name not in ("index.html", "changes.atom")}

    def check_clean(self):
        other = driver.nights(self.output)[1]
        assert not other, f"left over: {other}"
        return self

    def runs(self):
        with sqlite3.connect(f"{self.output}/state.sqlite") as state:
            assert state.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return state.execute("SELECT id, status FROM runs ORDER BY id").fetchall()


def fake(spec):
    if shutil.which("faketime") is None:
        raise Skipped("faketime is not installed (scripts/setup --with-checks)")
    return {"before": ["faketime", "-f", spec], "environment": FAKE}


def inside(program, case):
    """The case in name spaces of its own, where it may mount."""
    if "CLAIMMAP_NIGHT_INSIDE" in os.environ:
        return True
    if subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False).returncode != 0:
        raise Skipped("mounting is not allowed here")
    done = subprocess.run(["unshare", "-rm", sys.executable, __file__, program, case], check=False,
                          env=dict(os.environ, CLAIMMAP_NIGHT_INSIDE="1"))
    assert done.returncode == 0, f"{case} inside of its name spaces: {done.returncode}"
    return False


def mount(desk, size, *options):
    how = ",".join([f"size={size}", *options])
    subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", desk.output], check=True)


def is_gone(group):
    """No process of the group is left, half-dead ones aside."""
    for _ in range(100):
        found = subprocess.run(["ps", "-e", "-o", "pgid=,stat="], capture_output=True, text=True, check=True).stdout.split("\n")
        if not any(line.split()[:1] == [str(group)] and not line.split()[1].startswith("Z") for line in found if line.strip()):
            return True
        time.sleep(0.05)
    return False


# ---- the cases ----

def kills(desk):
    dice = random.Random(SEED)
    begun = time.monotonic()
    whole = desk.run().seconds
    for number in range(KILLS):
        desk.edit(files=dice.sample(range(LOCAL), 3), pages=dice.sample(range(PAGES), 2))
        process = desk.runner.start(desk.config, start_new_session=True)
        try:
            process.wait(dice.random() * whole * 0.8)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        assert is_gone(process.pid), "workers outlive the run"
        desk.latest()
        desk.runs()
        if number % 10 == 0:
            desk.run("--dry-run")
    desk.run()
    desk.check_clean()
    killed = desk.maps()
    statuses = [status for _, status in desk.runs()]
    desk.configure(output=f"{desk.folder}/calm")
    desk.output = f"{desk.folder}/calm"
    desk.run()
    calm = desk.maps()
    assert killed.keys() == calm.keys(), killed.keys() ^ calm.keys()
    other = [name for name in calm if calm[name] != killed[name]]
    assert not other, f"another than in a calm night: {other}"
    assert statuses.count(3) > KILLS // 4, f"only {statuses.count(3)} runs were cut off"
    print(f"{KILLS} kills, {statuses.count(3)} of them in the middle, in {time.monotonic() - begun:.0f} s")


def disk_full(desk):
    os.mkdir(desk.output)
    mount(desk, "64m")
    desk.run()
    before = desk.latest()
    facts = os.statvfs(desk.output)
    used = (facts.f_blocks - facts.f_bfree) * facts.f_frsize
    desk.edit(range(LOCAL), range(PAGES))
    for room in (0, 100 << 10, 400 << 10):
        mount(desk, used + room, "remount")
        run = desk.run(code=4)
        assert "space" in run.text or "full" in run.text, run.text
        mount(desk, "64m", "remount")
        assert desk.latest().files == before.files
        assert driver.nights(desk.output)[0] == [before.path.name]
    desk.run()
    assert desk.has_edition("file0", 1) and desk.has_edition("page5", 1)
    desk.check_clean().runs()


def file_too_large(desk):
    """As a quota of files' sizes: no picture can be written."""
    desk.run()
    before = desk.latest()
    desk.edit(range(LOCAL), range(PAGES))
    run = desk.runner.run(desk.config, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10 << 10, 10 << 10)))
    assert run.code in (1, 4), (run.code, run.text[-2000:])
    assert "too large" in run.text or "full" in run.text, run.text[-2000:]
    after = desk.latest()
    assert {n: b for n, b in after.files.items() if n.startswith(("file", "page"))} == \
        {n: b for n, b in before.files.items() if n.startswith(("file", "page"))}, "a map was lost"


def read_only(desk):
    os.mkdir(desk.output)
    mount(desk, "64m")
    desk.run()
    before = desk.latest().files
    desk.edit()
    mount(desk, "64m", "remount", "ro")
    run = desk.run(code=4)
    assert "ead-only" in run.text or "readonly" in run.text or "not be written" in run.text, run.text
    assert desk.latest().files == before
    mount(desk, "64m", "remount", "rw")
    desk.run()
    assert desk.has_edition("file0", 1)
    desk.check_clean()


def clocks(desk):
    desk.run()
    for number, spec in enumerate(["-2d", "+3d", "-400d", "+0"]):
        desk.edit()
        desk.run(**fake(spec))
        assert desk.has_edition("file0", number + 1) and desk.has_edition("page0", number + 1), spec
        assert len(desk.latest().stems) == LOCAL + PAGES
        again = desk.run(**fake(spec))
        assert (again.summary()["new"], again.summary()["changed"], again.summary()["gone"]) == (0, 0, 0), again.summary()
    assert [row[0] for row in desk.runs()] == list(range(1, 10))
    assert len(driver.nights(desk.output)[0]) == 5
    desk.check_clean()


def state_broken(desk):
    desk.run()
    before = desk.latest()
    state = Path(desk.output, "state.sqlite")
    good = state.read_bytes()
    desk.edit()
    for bad in (b"no database " * 1000, good[:3000] + bytes(8192) + good[11192:]):
        state.write_bytes(bad)
        run = desk.run(code=4)
        assert "state.sqlite" in run.text, run.text
        assert state.read_bytes() == bad, "what is damaged was written to"
        assert desk.latest().files == before.files
    state.write_bytes(good)
    with sqlite3.connect(state) as rows:
        version = rows.execute("SELECT version FROM state_version").fetchone()[0]
        rows.execute("UPDATE state_version SET version = 9999")
    run = desk.run(code=4)
    assert "newer" in run.text and "state.sqlite" in run.text, run.text
    with sqlite3.connect(state) as rows:
        rows.execute("UPDATE state_version SET version = ?", (version,))
    desk.run()
    assert desk.has_edition("file0", 1)


def state_lost(desk):
    """All is made anew, and nothing of the last nights is lost."""
    desk.run()
    before = desk.maps()
    for name in os.listdir(desk.output):
        if name.startswith("state.sqlite"):
            os.remove(f"{desk.output}/{name}")
    desk.run()
    assert desk.maps() == before


def hanging(desk, **more):
    """A run that waits for a page, begun."""
    url = desk.site.fault(9, "/hang", "hang", outlets.undeclared("Nothing", ["Nothing at all happened in Kharkiv."]))
    desk.configure(sources=[("slow", [f"url = {url}"])], timeout="6 s")
    count = len(desk.site.requests)
    process = desk.runner.start(desk.config, start_new_session=True, **more)
    for _ in range(200):  # the pages of the other host are answered while this one hangs
        if len(desk.site.requests) >= count + PAGES:
            return process
        time.sleep(0.05)
    raise AssertionError("the run does not begin")


def two_runners(desk):
    process = hanging(desk)
    second = desk.run(code=3)
    assert str(process.pid) in second.text and socket.gethostname() in second.text, second.text
    assert not driver.nights(desk.output)[0]
    text = process.communicate(timeout=60)[0].decode()
    assert process.returncode == 1, text
    assert len(desk.latest().stems) == LOCAL + PAGES


def stale_lock(desk):
    process = hanging(desk)
    process.kill()
    process.communicate()
    assert is_gone(process.pid)
    desk.configure()
    run = desk.run()
    assert any(str(process.pid) in line["message"] for line in run.events("lock")), run.text[:2000]
    assert len(desk.latest().stems) == LOCAL + PAGES


def stopped(desk):
    desk.run()
    before = desk.latest()
    for number in (signal.SIGTERM, signal.SIGINT):
        desk.edit(range(LOCAL), range(PAGES))
        process = hanging(desk)
        begun = time.monotonic()
        process.send_signal(number)
        text = process.communicate(timeout=30)[0].decode()
        assert process.returncode == -number, (process.returncode, text)
        assert time.monotonic() - begun < 3, "it takes long to stop"
        assert is_gone(process.pid)
        assert desk.latest().files == before.files and driver.nights(desk.output)[0] == [before.path.name]
    desk.configure()
    desk.run()
    assert desk.has_edition("file11", 2) and desk.has_edition("page5", 2)
    desk.check_clean()


def settings_change(desk):
    """A size that is new when the disk refuses the last picture: the map is the same, and the pictures are not."""
    desk.run()
    night = desk.latest()
    assert night.files["file0.png"][16:24] == bytes((0, 0, 480 >> 8, 480 & 255, 0, 0, 360 >> 8, 360 & 255))
    Path(desk.config).write_text(Path(desk.config).read_text(encoding="utf-8").replace("480x360", "400x300"), encoding="utf-8")
    most = min(len(night.files[name]) for name in ("all.png", "all.geojson")) - 1
    run = desk.run(code=4, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    assert "/all." in run.text, run.text
    assert desk.latest().files == night.files
    with sqlite3.connect(f"{desk.output}/state.sqlite") as state:
        assert state.execute("SELECT count(*) FROM prepared").fetchall() == [(LOCAL + PAGES,)]
    desk.run()
    for name, body in desk.latest().files.items():
        if name.startswith(("file", "page")) and name.endswith(".png") and not name.endswith(".thumb.png"):
            assert body[16:24] == bytes((0, 0, 400 >> 8, 400 & 255, 0, 0, 300 >> 8, 300 & 255)), name


def names(desk):
    """A file that is named as another one's small picture; and nights among the articles are none."""
    for number, name in enumerate(("file0.thumb.txt", "file1.THUMB.txt")):
        (desk.folder / "in" / name).write_text(f"Shelling killed {number + 3} people in Odesa on Monday, officials said.\n", encoding="utf-8")
    desk.configure(output=f"{desk.folder}/in/maps")
    desk.output = f"{desk.folder}/in/maps"
    keys = [f"folder = {desk.folder}/in", "recursive = yes"]
    desk.config = driver.config(desk.folder / "night.conf", desk.night, [("files", keys)], ["size = 480x360", "formats = png,html"])
    desk.run()
    night = desk.latest()
    for stem in night.stems:
        small = night.files[f"{stem}.thumb.png"]
        assert small != night.files[f"{stem}.png"] and small[16:20] == bytes((0, 0, 480 >> 8, 480 & 255)), stem
        assert night.files[f"{stem}.png"][16:24] == bytes((0, 0, 480 >> 8, 480 & 255, 0, 0, 360 >> 8, 360 & 255)), stem
    assert len(night.stems) == LOCAL + 2, night.stems.keys()
    again = desk.run().summary()
    assert (again["same"], again["new"]) == (LOCAL + 2, 0), again


def nohup(desk):
    """A signal that whoever began it had ignored stops nothing."""
    for number in (signal.SIGHUP, signal.SIGTERM):
        desk.edit()
        process = hanging(desk, preexec_fn=lambda number=number: signal.signal(number, signal.SIG_IGN))
        process.send_signal(number)
        text = process.communicate(timeout=60)[0].decode()
        assert process.returncode == 1, (process.returncode, text)
        assert desk.has_edition("file0", desk.version)


def deaf(desk):
    """With its messages closed a run takes no connection for them."""
    desk.run(before=["sh", "-c", 'exec "$@" 2>&-', "sh"])
    desk.edit()
    desk.run(before=["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"])
    assert desk.has_edition("file0", 1) and desk.has_edition("page0", 1)


def umasks(desk):
    for mask in (0o077, 0o022):
        desk.edit()
        desk.run(preexec_fn=lambda mask=mask: os.umask(mask))
        night = desk.latest()
        assert night.path.stat().st_mode & 0o777 == 0o777 & ~mask, oct(night.path.stat().st_mode)
        for name in night.files:
            assert (night.path / name).stat().st_mode & 0o777 == 0o666 & ~mask, (name, oct((night.path / name).stat().st_mode))


def back_off(desk):
    """A page that fails keeps its map, is left alone, and is asked again when its time has come."""
    desk.run()
    before = {n: b for n, b in desk.latest().files.items() if n.startswith("page2.")}
    desk.site.fault(HOST, "/page2", "error")
    run = desk.run(code=1)
    assert [line["source"] for line in run.events("failed")] == ["page2"] and "500" in run.events("failed")[0]["message"]
    assert {n: b for n, b in desk.latest().files.items() if n.startswith("page2.")} == before
    assert "500" in desk.latest().page.text
    desk.site.requests.clear()
    del desk.site.faults[(f"127.0.0.{HOST}", "/page2")]
    desk.edit(files=(), pages=(2,))
    run = desk.run(code=1)
    assert "/page2" not in [request[1] for request in desk.site.requests]
    assert len(driver.nights(desk.output)[0]) == 2, "a folder for nothing"
    run = desk.run(**fake("+20m"))
    assert run.of("changed") == [f"{desk.site.base(HOST)}/page2"] and desk.has_edition("page2", 1)


def source_fails(desk):
    """A feed that cannot be read costs none of its maps."""
    items = [(f"{desk.site.base(HOST)}/page{i}", desk.pages[i][0], []) for i in range(PAGES)]
    (path, kind, body), = outlets.listing("rss", desk.site.base(HOST), items)
    url = desk.site.put(HOST, path, body, type=kind)
    desk.config = driver.config(desk.folder / "night.conf", desk.night, [("feed", [f"feed = {url}"])], ["size = 480x360"])
    desk.run()
    before = desk.maps()
    desk.site.fault(HOST, path, "error")
    run = desk.run(code=1)
    assert run.events("source")[0]["source"] == "feed" and "500" in run.events("source")[0]["message"]
    assert desk.maps() == before and "500" in desk.latest().page.text
    del desk.site.faults[(f"127.0.0.{HOST}", path)]
    desk.run(**fake("+20m"))
    assert desk.maps().keys() == before.keys()


def sitemap_hangs(desk):
    """Twenty parts of a host that hangs do not cost twenty time-outs; a list that breaks off costs no map."""
    base = desk.site.base(HOST)
    items = [(f"{base}/page{i}", desk.pages[i][0], []) for i in range(PAGES)]
    (path, kind, body), = outlets.listing("rss", base, items)
    feed = desk.site.put(HOST, path, body, type=kind)
    parts = [desk.site.fault(9, f"/part{i}.xml", "hang", "") for i in range(20)]
    index = "".join(f"<sitemap><loc>{part}</loc></sitemap>" for part in parts)
    url = desk.site.put(HOST, "/index.xml", f"<sitemapindex>{index}</sitemapindex>".encode(), type="text/xml")
    desk.night["timeout"] = "1 s"
    desk.config = driver.config(desk.folder / "night.conf", desk.night, [("feed", [f"feed = {feed}"]), ("map", [f"sitemap = {url}"])],
                                ["size = 480x360"])
    run = desk.run(code=1)
    assert run.seconds < 10, f"{run.seconds} s"
    assert run.summary()["failed_sources"] == 1 and "no answer" in run.text, run.text
    before = desk.maps()
    desk.site.put(HOST, path, body[:len(body) * 2 // 3], type=kind)
    run = desk.run(code=1)
    assert "breaks off" in run.text and not run.of("gone"), run.text
    assert desk.maps() == before


def unreadable(desk):
    """A folder that may not be looked into, and a pattern of one, are sources that fail: none of their maps are gone."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    folder = desk.folder / "in"
    if subprocess.run([*drop, "true"], capture_output=True, check=False).returncode != 0:
        raise Skipped("rights cannot be given up here")
    for keys, mode in ((f"folder = {folder}", 0o644), (f"folder = {folder}", 0o311), (f"glob = {folder}/file*", 0o311)):
        desk.config = driver.config(desk.folder / "night.conf", desk.night, [("files", [keys])], ["size = 480x360"])
        desk.run()
        before = desk.maps()
        folder.chmod(mode)
        run = desk.run(code=1, before=drop)
        folder.chmod(0o755)
        assert run.events("source") and not run.of("gone"), run.text
        assert desk.maps() == before and desk.latest().stems.keys() == {f"file{i}" for i in range(LOCAL)}
    desk.run()


def retention(desk):
    desk.configure(keep=3)
    for spec in ("-10d", "-5d", "-2d", "+0"):
        desk.edit()
        desk.run(**fake(spec))
    os.mkdir(f"{desk.output}/2020-01-01")  # of a person, not of ours
    desk.edit()
    desk.run()
    dated = driver.nights(desk.output)[0]
    ages = sorted((time.time() - time.mktime(time.strptime(name[:10], "%Y-%m-%d"))) // 86400 for name in dated)
    assert "2020-01-01" in dated and len(dated) == 4 and ages[-2] <= 3, dated
    assert desk.has_edition("file0", 5)


def time_limit(desk):
    """Six pages of one host with two seconds between them do not go into three seconds: what was not begun stays as it was."""
    desk.run()
    desk.edit(range(LOCAL), range(PAGES))
    desk.configure(gap="2 s", **{"time-limit": "3 s"})
    run = desk.run(code=1)
    assert run.seconds < 15 and run.events("time"), run.text[-2000:]
    assert len(desk.latest().stems) == LOCAL + PAGES and not desk.has_edition("page5", 1)
    desk.configure(gap="0 s", **{"time-limit": None})
    desk.run()
    assert len(desk.latest().stems) == LOCAL + PAGES
    assert all(desk.has_edition(f"page{i}", 1) for i in range(PAGES)) and desk.has_edition("file0", 1)


def memory_limit(desk):
    desk.configure(**{"memory-limit": "64 MiB"})
    line = " ".join(" ".join(story[2]) for story in stories.stories(LOCAL + PAGES)) + "\n\n"
    with open(desk.folder / "in" / "large.txt", "w", encoding="utf-8") as file:
        file.write(line * ((20 << 20) // len(line)))
    run = desk.run(code=1, timeout=120)
    failed = run.events("failed")
    assert [os.path.basename(row["article"]) for row in failed] == ["large.txt"], failed
    assert "memory" in failed[0]["message"], failed
    assert len(desk.latest().stems) == LOCAL + PAGES
    os.remove(desk.folder / "in" / "large.txt")


MOUNTING = (disk_full, read_only)
CASES = (kills, disk_full, file_too_large, read_only, clocks, state_broken, state_lost, two_runners, stale_lock, stopped,
         settings_change, names, nohup, deaf, umasks, back_off, source_fails, sitemap_hangs, unreadable, retention, time_limit, memory_limit)


def run_case(program, case, **night):
    with tempfile.TemporaryDirectory() as folder, night_server.Site() as site:
        begun = time.monotonic()
        try:
            if case not in MOUNTING or inside(program, case.__name__):
                try:
                    case(Desk(program, site, folder, **night))
                finally:
                    if os.path.ismount(f"{folder}/out"):
                        subprocess.run(["umount", "-l", f"{folder}/out"], check=True)
            print(f"passed: {case.__name__} ({time.monotonic() - begun:.1f} s)", flush=True)
        except Skipped as reason:
            print(f"skipped: {case.__name__}: {reason}", flush=True)
        except Exception:  # all other cases still run
            print(f"FAILED: {case.__name__}\n{traceback.format_exc()}", flush=True)
            return 1
    return 0


def on_postgres(program, source):
    sys.path.insert(0, os.path.join(source, "tests", "postgis"))
    import server
    binaries = server.find_binaries()
    if binaries is None:
        print("no PostgreSQL server: scripts/setup --with-peers installs one")
        return 77
    failed = 0
    with server.Server(binaries) as database:
        for case in (two_runners, stale_lock, stopped, deaf):
            name = case.__name__
            database.sql("postgres", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
            failed += run_case(program, case, state=database.uri(name))
    return failed


def main(program, *names):
    if names[:1] == ("postgres",):
        return on_postgres(program, names[1])
    return min(1, sum(run_case(program, case) for case in CASES if not names or case.__name__ in names))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

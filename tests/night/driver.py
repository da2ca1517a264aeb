"""Runs `claimmap refresh` and reads what it leaves: its log, its folders, its page and its feed."""
import html.parser
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "refresh"))
import check_atom  # noqa: E402

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
LEVELS = {"debug", "info", "warning", "error"}
VOID = {"meta", "link", "input", "br", "img", "hr", "source", "wbr"}
SHARED = {"all.geojson", "all.png", "changes.atom", "index.html"}


def config(path, night, sources, defaults=()):
    lines = ["[night]"] + [f"{key} = {value}" for key, value in night.items()] + ["", "[defaults]"] + list(defaults)
    for name, keys in sources:
        lines += ["", f"[source {name}]"] + keys
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


class Run:
    """One run that ended."""

    def __init__(self, code, text, seconds):
        self.code, self.text, self.seconds = code, text, seconds
        self.lines, self.words = [], []
        for line in text.splitlines():
            if line.startswith("{"):
                self.lines.append(self.parsed(line))
            else:
                self.words.append(line)

    @staticmethod
    def parsed(line):
        """A line has the fields of src/refresh/log.h, and nothing else."""
        row = json.loads(line)
        if row["event"] == "summary":
            assert TIME.match(row["time"]), line
            return row
        assert set(row) <= {"time", "level", "event", "source", "article", "message", "duration_s"}, line
        assert TIME.match(row["time"]) and row["level"] in LEVELS and re.match("[a-z-]+$", row["event"]), line
        assert isinstance(row["message"], str) and row["message"], line
        assert row.get("duration_s", 0.0) >= 0, line
        return row

    def events(self, *names):
        return [line for line in self.lines if line["event"] in names]

    def of(self, name):
        """Addresses of articles with this event."""
        return [line["article"] for line in self.events(name)]

    def summary(self):
        return self.events("summary")[-1]


class Runner:
    def __init__(self, program, **environment):
        self.program = program
        self.environment = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8", **environment)

    def command(self, path, *options):
        return [self.program, "refresh", "--log", "json", *options, path]

    def start(self, path, *options, before=(), **more):
        environment = dict(self.environment, **more.pop("environment", {}))
        return subprocess.Popen([*before, *self.command(path, *options)], env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)

    def run(self, path, *options, timeout=300, **more):
        begun = time.monotonic()
        process = self.start(path, *options, **more)
        try:
            text, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return Run(process.returncode, text.decode(), time.monotonic() - begun)


class Page(html.parser.HTMLParser):
    """index.html: its elements, the faults of its nesting, and its words."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.faults, self.open, self.words, self.ids = [], [], [], [], set()
        self.feed(text)
        self.close()
        self.faults += [f"never closed: {name}" for name in self.open]
        self.text = " ".join(self.words)

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.faults.append(f"{tag}: an attribute twice")
        if dict(attrs).get("id") in self.ids:
            self.faults.append(f"an id twice: {dict(attrs)['id']}")
        self.ids.add(dict(attrs).get("id", self))
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closes what is not open: {tag}")

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("style", "script"):
            self.words.append(" ".join(data.split()))

    def links(self):
        return [attrs["href"] for tag, attrs in self.elements if tag == "a" and "href" in attrs]


class Night:
    """A published folder, every file of it opened."""

    def __init__(self, path):
        self.path = Path(path).resolve()
        self.files = {p.name: p.read_bytes() for p in self.path.iterdir() if not p.name.startswith(".")}
        self.hidden = sorted(p.name for p in self.path.iterdir() if p.name.startswith("."))
        self.stems = {}
        for name, body in self.files.items():
            if name.endswith((".geojson", ".json")):
                parsed = json.loads(body)
                if name not in SHARED:
                    self.stems[name[:-len(".geojson")]] = parsed
            elif name.endswith(".png"):
                assert body.startswith(b"\x89PNG\r\n\x1a\n") and body.endswith(b"IEND\xaeB`\x82"), name
            elif name.endswith(".html"):
                assert body.rstrip().endswith(b"</html>"), name
            elif name.endswith(".alt.txt"):
                assert body.decode().strip(), name
            elif name.endswith(".atom"):
                assert body.rstrip().endswith(b"</feed>"), name
            else:
                raise AssertionError(f"what is {name}?")
        self.page = Page(self.files["index.html"].decode())

    def check_whole(self):
        """What the page shows is there, and what is there is shown."""
        assert not self.page.faults, self.page.faults
        shown = {href for href in self.page.links() if re.match(r"[\w.%-]+$", href)}
        shown |= {attrs["src"] for tag, attrs in self.page.elements if tag == "img"}
        for _, attrs in self.page.elements:  # pictures of two sizes
            shown |= {part.split()[0] for part in attrs.get("srcset", "").split(",") if part}
        lost = {name for name in shown if name not in self.files and name.partition(".")[2] in ("geojson", "png", "thumb.png")}
        assert not lost, f"{self.path}: on the page and not there: {lost}"
        links = self.page.links()
        for stem in self.stems:  # copies of a story stand there with their addresses alone
            assert f"{stem}.geojson" in shown or any(stem in link for link in links), f"{stem} is not on the page"
        return self

    def check_page(self):
        """A policy before all else, no script, nothing of another place is loaded."""
        head = [(tag, attrs) for tag, attrs in self.page.elements if tag in ("meta", "link", "style", "script")]
        policy = [attrs["content"] for tag, attrs in head if attrs.get("http-equiv") == "Content-Security-Policy"]
        assert len(policy) == 1 and "default-src 'none'" in policy[0], policy
        assert "unsafe" not in policy[0] and "script-src" not in policy[0], policy
        assert [tag for tag, _ in self.page.elements[:4]].count("meta") == 2, self.page.elements[:4]
        for tag, attrs in self.page.elements:
            assert tag not in ("script", "iframe", "object", "embed", "base", "form"), tag
            assert not [key for key in attrs if key.startswith("on")] and "style" not in attrs, attrs
            if tag in ("img", "source", "link"):
                where = attrs.get("src", attrs.get("href", ""))
                assert not re.match(r"[a-z]+:|//", where), where
            if tag == "a" and ":" in attrs.get("href", ""):
                assert attrs["href"].startswith(("http://", "https://")), attrs
            if tag == "img":
                assert attrs.get("alt"), attrs

    def check_feed(self):
        assert check_atom.main([str(self.path / "changes.atom")]) == 0

    def entries(self):
        """Titles of the feed's entries."""
        root = check_atom.ET.fromstring(self.files["changes.atom"])
        return [entry.findtext(check_atom.ATOM + "title") for entry in root.findall(check_atom.ATOM + "entry")]


def drawn(geojson):
    return [f for f in geojson["features"] if f["properties"]["kind"] == "claim" and f["properties"]["draw"] == "primary" and
            f["geometry"] is not None]


def nights(output):
    """Published folders, and anything else in the output."""
    names = sorted(os.listdir(output)) if os.path.isdir(output) else []
    dated = [n for n in names if re.match(r"\d{4}-\d\d-\d\d(-\d+)?$", n)]
    return dated, [n for n in names if n not in dated and n not in ("latest", "state.sqlite", "state.sqlite-wal", "state.sqlite-shm")]


def latest(output):
    return Night(os.path.join(output, "latest")).check_whole()

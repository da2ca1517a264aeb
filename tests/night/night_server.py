#!/usr/bin/env python3
"""Loopback hosts 127.0.0.1 to 127.0.0.22 on one port: twenty outlets with 200 articles, 23 of which misbehave.

Run by itself it looks at its own answers: all listings, pages and faults are there, and each fault is the one that its name says.
"""
import dataclasses
import gzip
import hashlib
import http.client
import http.server
import os
import random
import socket
import struct
import sys
import threading
import time
from email.utils import formatdate

import outlets
import stories

HOSTS = 22
ASKED_MOST = 64 << 20
LIMIT_S, LIMIT_BYTES = 20, 96 << 20  # of what one answer of a fault takes
OUT_OF_REACH = "http://169.254.169.254/latest/"

# What becomes of an article, decided by docs/refresh.md, docs/pages.md and fetch.h: "fails"; "mapped": what came is an answer
# by the rules of HTTP, or docs/pages.md says that it is read; "either": a page that may be read or be refused by name.
# The words: one of them must be in the reason that is told.
FAULTS = {
    "hang": ("fails", "time|seconds|stalled|answer"), "cut": ("fails", "cut|short|ended|bytes|closed|incomplete|transfer"),
    "lie-more": ("fails", "cut|short|ended|bytes|closed|time|incomplete|transfer"), "error": ("fails", "500"),
    "later": ("fails", "503"), "not-found": ("fails", "404"), "gone": ("fails", "410"), "forever": ("fails", "redirect"),
    "to-file": ("fails", "file|http"), "to-private": ("fails", "169.254|private|address|allowed"),
    "endless": ("fails", "large|limit|MiB|MB|bytes"), "bomb": ("fails", "large|limit|MiB|MB|bytes"),
    "binary": ("fails", "binary|text|HTML|article|nothing|read"), "empty": ("fails", "empty|no text|nothing"),
    "robots": ("fails", "robots"), "huge": ("fails", "large|limit|MiB|MB|bytes"), "reset": ("fails", "reset|connection|closed"),
    "header": ("fails", "header|large|limit"), "no-http": ("fails", "HTTP|protocol"), "tls": ("fails", "TLS|SSL|handshake"),
    "lie-less": ("mapped", ""), "encoding": ("mapped", ""), "nested": ("either", ""),
}


@dataclasses.dataclass
class Page:
    body: bytes
    type: str = "text/html; charset=utf-8"
    how: str = ""        # "gzip", "chunked", "plain": no validators, "bare": no charset in the header
    validators: int = 3  # 1: ETag, 2: Last-Modified
    version: int = 0


@dataclasses.dataclass
class Article:
    outlet: str
    address: str   # URL or path
    story: tuple
    fault: str = ""
    shape: str = ""
    how: str = ""
    wire: int = -1  # of articles that are copies of one story, the same number

    @property
    def fate(self):
        return FAULTS[self.fault][0] if self.fault else "mapped"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def setup(self):
        super().setup()
        self.site = self.server.site
        self.host = self.server.server_address[0]

    def do_GET(self):
        self.answered = 0
        self.begun = time.monotonic()
        path = self.path.split("?")[0]
        try:
            fault = self.site.faults.get((self.host, path))
            page = self.site.pages.get((self.host, path))
            if fault:
                getattr(self, "fault_" + fault.replace("-", "_"))()
            elif page:
                self.send_page(page)
            else:
                self.whole(404, b"nothing here")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        self.site.requests.append((self.host, self.path, self.answered, dict(self.headers), self.begun, time.monotonic()))

    def head(self, status, *lines):
        self.answered = status
        self.send_response(status)
        for name, value in lines:
            self.send_header(name, str(value))
        self.end_headers()

    def whole(self, status, body, *lines):
        self.head(status, *lines, ("Content-Length", len(body)))
        self.wfile.write(body)

    def send_page(self, page):
        etag = '"' + hashlib.sha256(page.body).hexdigest()[:16] + '"'
        modified = formatdate(outlets.DAY + page.version, usegmt=True)
        lines = [("ETag", etag)] if page.validators & 1 else []
        lines += [("Last-Modified", modified)] if page.validators & 2 else []
        known = self.headers.get("If-None-Match")
        if known is None:
            same = page.validators & 2 and self.headers.get("If-Modified-Since") == modified
        else:
            same = page.validators & 1 and known == etag
        if same:
            return self.head(304, *lines)
        lines += [("Content-Type", "text/html" if page.how == "bare" else page.type)]
        if page.how == "gzip":
            return self.whole(200, gzip.compress(page.body), ("Content-Encoding", "gzip"), *lines)
        if page.how != "chunked":
            return self.whole(200, page.body, *lines)
        self.head(200, ("Transfer-Encoding", "chunked"), *lines)
        for at in range(0, len(page.body), 1000):
            part = page.body[at:at + 1000]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))
        return self.wfile.write(b"0\r\n\r\n")

    # ---- faults ----

    def good(self):
        return self.site.bodies[(self.host, self.path.split("?")[0])]

    def html(self, body, *lines):
        self.whole(200, body, ("Content-Type", "text/html; charset=utf-8"), *lines)

    def cut_after(self, announced, body):
        self.head(200, ("Content-Type", "text/html"), ("Content-Length", announced))
        self.wfile.write(body)
        self.close_connection = True

    def pour(self, *lines, block=b"<p>One more line.</p>\n" * 3000, most=LIMIT_BYTES):
        self.head(200, ("Content-Type", "text/html"), *lines)
        chunked = lines[0][1] == "chunked"
        sent, end = 0, time.monotonic() + LIMIT_S
        while sent < most and time.monotonic() < end:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(block), block) if chunked else block)
            sent += len(block)
        if chunked:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True

    def fault_hang(self):
        self.site.stopping.wait(LIMIT_S)
        self.close_connection = True

    def fault_cut(self):
        self.cut_after(len(self.good()), self.good()[:len(self.good()) // 2])

    def fault_lie_more(self):
        """Says too much and keeps the connection open."""
        self.head(200, ("Content-Type", "text/html"), ("Content-Length", 3 * len(self.good())))
        self.wfile.write(self.good())
        self.wfile.flush()
        self.fault_hang()

    def fault_lie_less(self):
        """The rest stands in the connection, where the next answer should begin."""
        self.cut_after(len(self.good()) * 3 // 4, self.good())

    def fault_error(self):
        self.whole(500, b"<h1>It broke</h1>" * 100)

    def fault_later(self):
        self.whole(503, b"", ("Retry-After", 3600))

    def fault_not_found(self):
        self.whole(404, b"<h1>Nothing here</h1>")

    def fault_gone(self):
        self.whole(410, b"")

    def fault_forever(self):
        turn = int(self.path.rpartition("=")[2]) if "=" in self.path else 0
        self.whole(301, b"", ("Location", f"{self.path.split('?')[0]}?turn={turn + 1}"))

    def fault_to_file(self):
        self.whole(302, b"", ("Location", "file:///etc/passwd"))

    def fault_to_private(self):
        self.whole(302, b"", ("Location", OUT_OF_REACH))

    def fault_endless(self):
        self.pour(("Content-Length", 10 << 30))

    def fault_huge(self):
        self.pour(("Transfer-Encoding", "chunked"), most=40 << 20)

    def fault_bomb(self):
        self.html(self.site.bomb, ("Content-Encoding", "gzip"))

    def fault_binary(self):
        self.html(random.Random(1).randbytes(20000))

    def fault_empty(self):
        self.html(b"")

    def fault_robots(self):
        self.html(self.good())  # that is for others: robots.txt of the host forbids it

    def fault_reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def fault_header(self):
        self.html(self.good(), *[(f"X-{i}", "x" * 4000) for i in range(256)])

    def fault_no_http(self):
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")
        self.close_connection = True

    def fault_encoding(self):
        self.whole(200, self.good(), ("Content-Type", "text/html; charset=utf-16"))

    def fault_nested(self):
        self.html(b"<html><body>" + b"<div>" * (2 << 20) + self.good())

    def finish(self):
        try:
            super().finish()
        except OSError:
            """A connection that was reset on purpose."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *words):
        """A client that goes away in the middle is what most faults ask for; TLS on this port is no HTTP."""


class Site:
    """Hosts on one port, without pages at first."""

    def __init__(self):
        self.pages, self.faults, self.bodies, self.requests = {}, {}, {}, []
        self.stopping = threading.Event()
        self.bomb = gzip.compress(bytes(512 << 20), 6)
        self.servers, self.port = self.bind()
        for server in self.servers:
            server.site = self
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @staticmethod
    def bind():
        for _ in range(50):
            servers = [Server(("127.0.0.1", 0), Handler)]
            port = servers[0].server_address[1]
            try:
                for host in range(2, HOSTS + 1):
                    servers.append(Server((f"127.0.0.{host}", port), Handler))
                return servers, port
            except OSError:
                for server in servers:
                    server.server_close()
        raise SystemExit("there is no port that all hosts have free")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def base(self, host, scheme="http"):
        return f"{scheme}://127.0.0.{host}:{self.port}"

    def put(self, host, path, body, **other):
        """Serves `body`; where there was a page its time goes on."""
        key = (f"127.0.0.{host}", path)
        version = self.pages[key].version + 60 if key in self.pages else 0
        self.pages[key] = Page(body, version=version, **other)
        return self.base(host) + path

    def fault(self, host, path, kind, body=b""):
        self.faults[(f"127.0.0.{host}", path)] = kind
        self.bodies[(f"127.0.0.{host}", path)] = body
        return self.base(host, "https" if kind == "tls" else "http") + path

    def heal(self, url):
        """The fault's address has a good page from now on."""
        host, path = url.split("/", 3)[2].split(":")[0], "/" + url.split("/", 3)[3]
        body = self.bodies[(host, path)]
        del self.faults[(host, path)]
        self.pages[(host, path)] = Page(body)


class Night(Site):
    """The twenty outlets: `articles` are all 200, `sources` the groups of a configuration."""

    FAULTS_OF = {0: ["cut", "lie-less"], 1: ["error"], 2: ["not-found", "empty"], 3: ["robots"], 4: ["forever", "later"],
                 5: ["to-file"], 6: ["to-private"], 7: ["bomb"], 9: ["hang"], 10: ["reset", "gone"], 11: ["no-http"],
                 12: ["encoding", "tls"], 13: ["nested"], 14: ["header", "lie-more"], 15: ["endless", "binary"], 17: ["huge"]}
    WIRE_OUTLETS, WIRES = (0, 2, 5, 9, 17), 4

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        self.articles = []
        self.told = iter(stories.stories(201))
        self.wires = [next(self.told) for _ in range(self.WIRES)]
        for number, (name, shape, kind, how) in enumerate(outlets.OUTLETS):
            for place in range(10):
                self.add(number, place, name, shape, kind, how)
            self.list_outlet(number)
        self.put(4, "/robots.txt", b"User-agent: *\nDisallow: /private/\n", type="text/plain")
        self.pages[("127.0.0.4", "/robots.txt")].validators = 0

    def add(self, number, place, name, shape, kind, how):
        faults = self.FAULTS_OF.get(number, [])
        fault = faults[place - 10 + len(faults)] if place >= 10 - len(faults) and place < 10 else ""
        wire = place if number in self.WIRE_OUTLETS and place < self.WIRES else -1
        story = self.wires[wire] if wire >= 0 else next(self.told)
        article = Article(name, "", story, fault, shape, how, wire)
        if kind in ("folder", "glob"):
            ending, text = outlets.local(place, story)
            article.address = os.path.join(self.folder, name, f"{name}-{place}{ending}")
            os.makedirs(os.path.dirname(article.address), exist_ok=True)
            with open(article.address, "w", encoding="utf-8") as file:
                file.write(text)
        elif fault:
            host = {"later": 21, "tls": 22}.get(fault, number + 1)
            path = f"/private/{name}-{fault}" if fault == "robots" else f"/2026/11/02/{name}-{fault}"
            article.address = self.fault(host, path, fault, outlets.page(shape, story))
        else:
            article.address = self.base(number + 1) + f"/2026/11/02/{name}-{place}-{self.slug(story)}.html"
            self.serve(article)
        self.articles.append(article)
        return article

    @staticmethod
    def slug(story):
        return "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in story[0].lower()).split())

    def number(self, article):
        return [o[0] for o in outlets.OUTLETS].index(article.outlet)

    def serve(self, article, body=None):
        number = self.number(article)
        if outlets.OUTLETS[number][2] == "full":
            return  # its text stands in the feed
        page = body or outlets.page(article.shape, article.story)
        kind = "text/html" if article.shape == "windows_1251" else "text/html; charset=utf-8"
        validators = 0 if article.how == "plain" else 1 + number % 3
        self.put(number + 1, article.address.split(str(self.port))[1], page, type=kind, how=article.how, validators=validators)

    def list_outlet(self, number):
        name, _, kind, _ = outlets.OUTLETS[number]
        if kind in ("urls", "folder", "glob"):
            return
        items = [(a.address, a.story[0], a.story[2]) for a in self.articles if a.outlet == name]
        for path, type_, body in outlets.listing(kind, self.base(number + 1), items):
            self.put(number + 1, path, body, type=type_)

    def edit(self, article, old, new):
        """Another text from now on, of the headline too; `old` must be in the text."""
        title, stand, paragraphs = article.story
        assert any(old in p for p in paragraphs), old
        article.story = (title.replace(old, new), stand, [p.replace(old, new) for p in paragraphs])
        if article.address.startswith("http"):
            self.serve(article)
            self.list_outlet(self.number(article))
        else:
            with open(article.address, encoding="utf-8") as file:
                text = file.read()
            assert old in text
            with open(article.address, "w", encoding="utf-8") as file:
                file.write(text.replace(old, new))

    def add_new(self, number):
        """One more article, in front of its outlet's listing."""
        article = self.add(number, 10, *outlets.OUTLETS[number])
        self.articles.remove(article)
        self.articles.insert(10 * number, article)
        self.list_outlet(number)
        return article

    def sources(self):
        """Groups of a configuration, as (name, lines)."""
        made = []
        for number, (name, _, kind, _) in enumerate(outlets.OUTLETS):
            base = self.base(number + 1)
            if kind == "urls":
                own = [a.address for a in self.articles if a.outlet == name]
                made += [(f"{name}-{i}", [f"url = {url}"]) for i, url in enumerate(own)]
            elif kind == "folder":
                made.append((name, [f"folder = {self.folder}/{name}"]))
            elif kind == "glob":
                made.append((name, [f"glob = {self.folder}/{name}/{name}-[0-9]*"]))
            else:
                path = {"rss": "/feed.xml", "rss1251": "/feed.xml", "full": "/feed.xml", "rdf": "/index.rdf", "atom": "/atom.xml",
                        "json": "/feed.json", "sitemap": "/sitemap.xml", "news": "/sitemap.xml", "index": "/sitemaps.xml",
                        "list": "/sitemap.txt"}[kind]
                key = "sitemap" if path.startswith("/sitemap") else "feed"
                made.append((name, [f"{key} = {base}{path}"] + (["text = feed"] if kind == "full" else [])))
        return made


# ---- the server by itself ----

def ask(night, url, seconds=3):
    host, path = url.split("/", 3)[2], "/" + url.split("/", 3)[3]
    connection = http.client.HTTPConnection(host, timeout=seconds)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read(ASKED_MOST)
        if len(body) < min(int(answer.getheader("Content-Length", 0)), ASKED_MOST):
            raise http.client.IncompleteRead(body)
        return answer.status, dict(answer.getheaders()), body
    finally:
        connection.close()


def main(folder):
    faults = 0
    with Night(folder) as night:
        good = [a for a in night.articles if not a.fault]
        assert len(night.articles) == 200 and len(good) == 177
        assert sum(a.fate == "fails" for a in night.articles) == 20
        assert {a.fault for a in night.articles if a.fault} == set(FAULTS)
        for article in good:
            if not article.address.startswith("http"):
                assert os.path.getsize(article.address) > 500
            elif article.outlet != "marenne":
                status, headers, body = ask(night, article.address)
                body = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
                assert status == 200 and len(body) > 1500, article.address
        listed = 0
        for name, lines in night.sources():
            key, _, url = lines[0].partition(" = ")
            if key in ("feed", "sitemap"):
                listed += 1
                assert ask(night, url)[0] == 200, url
        assert listed == 17
        wanted = {"error": 500, "later": 503, "not-found": 404, "gone": 410, "forever": 301, "to-file": 302, "to-private": 302,
                  "empty": 200, "binary": 200, "robots": 200, "bomb": 200, "lie-less": 200, "encoding": 200, "nested": 200,
                  "huge": 200, "endless": 200}
        for article in night.articles:
            if not article.fault or article.fault == "tls":
                continue
            try:
                found = ask(night, article.address)[0]
            except Exception as error:  # the rest is no answer at all, each in its way
                found = type(error).__name__
            if found != wanted.get(article.fault, found) or (article.fault not in wanted and found in (200, 404)):
                faults += 1
                print(f"{article.fault}: {found}")
    return 1 if faults else 0


if __name__ == "__main__":
    import tempfile
    with tempfile.TemporaryDirectory() as place:
        sys.exit(main(place))

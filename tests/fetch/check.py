#!/usr/bin/env python3
"""check.py FETCH_URLS: what a fetcher says of servers that misbehave, and how it behaves itself."""
import contextlib
import os
import socket
import subprocess
import sys

import server

PROGRAM = sys.argv[1]
FAILURES = []
QUICK = ("gap_ms=0", "allow_private=1")


def expect(label, holds, seen=""):
    if not holds:
        FAILURES.append(label)
        print(f"not so: {label}: {seen}")


def fetch(*arguments, environment=None):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=60,
                          env={**os.environ, **(environment or {})})
    if done.returncode != 0:
        raise RuntimeError(f"{arguments}: {done.stderr.decode()}")
    text = done.stdout.decode("utf-8", "replace")
    return [dict(field.split("=", 1) for field in line.split("\t"))
            for line in text.split("\n") if line.startswith("status=")]


@contextlib.contextmanager
def site(*robots):
    made = server.Site(*robots)
    try:
        yield made
    finally:
        made.stop()


def expect_reply(label, reply, **wanted):
    for name, value in wanted.items():
        if name == "message":
            expect(f"{label}: {name}", value in reply[name], reply)
        else:
            expect(f"{label}: {name} is {value}", reply[name] == str(value), reply)


def check_good(s):
    page, known, since, gzip, deflate, moved = (
        fetch(*QUICK, f"{s.url}/page#part")[0],
        fetch(*QUICK, 'etag="one"', f"{s.url}/known")[0],
        fetch(*QUICK, "last_modified=Mon, 02 Nov 2026 10:00:00 GMT", f"{s.url}/known")[0],
        fetch(*QUICK, f"{s.url}/gzip")[0], fetch(*QUICK, f"{s.url}/deflate")[0],
        fetch(*QUICK, f"{s.url}/moved")[0])
    expect_reply("page", page, status=200, fault="none", code="ok", type="text/html",
                 charset="windows-1251", etag='"one"', modified="Mon, 02 Nov 2026 10:00:00 GMT",
                 url=f"{s.url}/page", length=len(server.PAGE), received=len(server.PAGE), same=0)
    agent = s.requests[-1][2]["User-Agent"]
    expect("user agent", agent == "claimmap/0.0 (+https://example.org/bot)", agent)
    expect_reply("known", known, status=304, same=1, length=0, fault="none")
    expect_reply("known since", since, status=304, same=1, length=0, fault="none")
    for label, reply in (("gzip", gzip), ("deflate", deflate)):
        expect_reply(label, reply, length=len(server.PAGE), fault="none")
    expect("gzip is smaller or not, and counted as sent", gzip["received"] != gzip["length"], gzip)
    expect_reply("moved", moved, status=200, redirects=1, good=1, url=f"{s.url}/page?from=moved")
    found = fetch(*QUICK, f"{s.url}/found")[0]
    expect_reply("found", found, status=200, redirects=2, good=0)
    harmful = fetch(*QUICK, "etag=a\r\nX-Bad: 1", f"{s.url}/page")[0]
    expect_reply("no header within one", harmful, status=200)
    expect("no header within one", "X-Bad" not in s.requests[-1][2], s.requests[-1])


FAULTS = (
    ("/short", "cut-off", 1, "/short: the server closed after 1,024 of 5,000 bytes"),
    ("/cut-chunks", "cut-off", 1, "the server closed after 1,"),
    ("/bad-chunks", "", None, ""),
    ("/not-gzip", "cut-off", 1, "the packed body is damaged"),
    ("/bomb", "too-large", 0, "unpacks to more than 1,000,000 bytes"),
    ("/bomb-of-bombs", "too-large", 0, "unpacks to more than 1,000,000 bytes"),
    ("/huge", "too-large", 0,
     "longer than the limit of 500,000 bytes: the server announces 10,737,418,240"),
    ("/endless", "too-large", 0, "longer than the limit of 500,000 bytes"),
    ("/headers", "too-large", 0, "the headers are longer than 262,144 bytes"),
    ("/hang", "timeout", 1, "the server sent nothing for 0.6 s, after 0 bytes"),
    ("/hang-inside", "timeout", 1,
     "the server sent nothing for 0.6 s, after 1,024 of 5,000 bytes"),
    ("/slow", "timeout", 1, "not done within 1.5 s, after "),
    ("/nothing", "cut-off", 1, "the server closed after 0 bytes"),
    ("/no-http", "protocol", 0, "not an answer that HTTP has"),
    ("/error", "server", 1, "the server answers with status 500"),
    ("/gone", "refused", 0, "status 410, gone"),
    ("/absent?key=secret", "refused", 0, "/absent: the server answers with status 404, not found"),
    ("/untrue", "server", 1, "status 304, though nothing was known"),
    ("/forever?n=0", "redirects", 0, "more than 5 redirects"),
    ("/to-file", "url", 0, "redirects to "),
    ("/to-link-local", "address", 0,
     "http://169.254.169.254/latest/: leads to a link-local address, 169.254.169.254"),
    ("/nowhere", "server", 1, "which leads nowhere"),
)


def check_faults(s):
    for path, fault, temporary, message in FAULTS:
        reply = fetch(*QUICK, "stall_ms=600", "total_ms=1500", "received_limit=500000",
                      "unpacked_limit=1000000", s.url + path)[0]
        if fault:
            expect_reply(path, reply, fault=fault, temporary=temporary, message=message, length=0)
        expect(f"{path}: says no", reply["code"] != "ok" and reply["message"].startswith("http://"),
               reply)
        expect(f"{path}: in time", float(reply["seconds"]) < 4, reply)
    hops = sum(path.startswith("/forever") for path in s.paths())
    expect("one request and five redirects", hops == 6, hops)


def check_places(s):
    port = s.url.rpartition(":")[2]
    count = len(s.requests)
    for url, fault in ((f"{s.url}/page", "address"), (f"http://localhost:{port}/page", "address"),
                       (f"http://[::ffff:127.0.0.1]:{port}/page", "address"),
                       (f"http://2130706433:{port}/page", "address"),
                       (f"http://0.0.0.0:{port}/page", "address")):
        reply = fetch("gap_ms=0", "connect_ms=2000", url)[0]
        expect_reply(url, reply, fault=fault, temporary=0, length=0)
    refused = fetch(*QUICK, f"http://0.0.0.0:{port}/page")[0]
    expect_reply("this host", refused, fault="address", message="a reserved address, 0.0.0.0")
    proxied = fetch("gap_ms=0", f"{s.url}/page", environment={"http_proxy": s.url})[0]
    expect_reply("a proxy is no way round", proxied, fault="address")
    expect("nobody was asked", len(s.requests) == count, s.paths()[count:])
    for url in ("http://", "http://exa mple/", "https://x:99999/", "http://x/\x01"):
        expect_reply(url, fetch(*QUICK, url)[0], fault="url", temporary=0, code="invalid argument")
    secret = fetch(*QUICK, f"http://user:secret@127.0.0.1:{port}/absent?secret")[0]
    expect("no password is told", "secret" not in secret["message"] and
           secret["fault"] == "refused", secret)


def check_silence():
    """A port that nobody listens on, and one whose connections nobody takes."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        closed = fetch(*QUICK, "ignore_robots=1", f"http://127.0.0.1:{port}/")[0]
        expect_reply("closed port", closed, fault="network", temporary=1)
        asked = fetch(*QUICK, f"http://127.0.0.1:{port}/a")[0]
        expect_reply("closed port, robots.txt first", asked, fault="network", temporary=1,
                     message="/a: ")
        listener.listen(1)
        silent = fetch(*QUICK, "ignore_robots=1", "total_ms=500", f"http://127.0.0.1:{port}/")[0]
        expect_reply("silent", silent, fault="timeout", temporary=1,
                     message="no answer within 0.5 s")
        cancelled = fetch(*QUICK, "ignore_robots=1", "cancel_ms=300",
                          f"http://127.0.0.1:{port}/")[0]
        expect_reply("cancelled", cancelled, fault="cancelled", message="cancelled")
        expect("cancelled at once", float(cancelled["seconds"]) < 1.5, cancelled)


def check_robots():
    rules = b"User-agent: *\nDisallow: /\nUser-agent: claimmap\nDisallow: /gz\nCrawl-delay: 0.4\n"
    with site((200, rules)) as s:
        page, no, again = fetch(*QUICK, s.url + "/page", s.url + "/gzip", s.url + "/deflate")
        expect_reply("allowed", page, fault="none")
        expect_reply("disallowed", no, fault="robots", temporary=0, status=0,
                     message="/gzip: robots.txt of the host does not allow it")
        expect_reply("allowed again", again, fault="none")
        expect("asked once, and nothing that is not allowed",
               s.paths() == ["/robots.txt", "/page", "/deflate"], s.paths())
        between = s.requests[2][0] - s.requests[1][0]
        expect("Crawl-delay", 0.39 <= between < 5, between)
    with site((200, rules)) as s:
        fetch(*QUICK, "delay_limit_ms=10", s.url + "/page", s.url + "/page")
        between = s.requests[2][0] - s.requests[1][0]
        expect("Crawl-delay up to a limit", between < 0.35, between)
    for status in (500, 503, 429):
        with site((status, b"")) as s:
            replies = fetch(*QUICK, s.url + "/page", s.url + "/page")
            expect_reply(f"robots.txt {status}", replies[1], fault="robots", temporary=1, retry=600)
            expect("not asked again at once", s.paths() == ["/robots.txt"], s.paths())
    with site((403, b"User-agent: *\nDisallow: /\n")) as s:
        expect_reply("robots.txt 403", fetch(*QUICK, s.url + "/page")[0], fault="none")
    with site((301, b"/error")) as s:
        expect_reply("robots.txt leads to 500", fetch(*QUICK, s.url + "/page")[0], fault="robots")
    with site((301, b"/forever?n=0")) as s:
        expect_reply("robots.txt leads on", fetch(*QUICK, s.url + "/page")[0], fault="none")
    with site((200, b"User-agent: *\nDisallow: /\n")) as s:
        reply = fetch(*QUICK, "ignore_robots=1", s.url + "/page")[0]
        expect_reply("robots.txt not asked for", reply, fault="none")
        expect("robots.txt not asked for", s.paths() == ["/page"], s.paths())


def check_turns():
    with site() as s:
        fetch("allow_private=1", "gap_ms=300", *[s.url + "/page"] * 3)
        times = [when for when, path, _ in s.requests if path == "/page"]
        expect("a gap", all(0.29 <= b - a < 5 for a, b in zip(times, times[1:])), times)
    with site() as s:
        first, second = fetch(*QUICK, "wait_limit_ms=2000", s.url + "/later", s.url + "/page")
        expect_reply("503", first, fault="server", temporary=1, retry=7, status=503)
        expect_reply("left alone", second, fault="wait", temporary=1, retry=7, status=0,
                     message="the host is to be left alone for another 7 s")
        expect("left alone", "/page" not in s.paths(), s.paths())
    with site() as s:
        first, second = fetch(*QUICK, s.url + "/too-many", s.url + "/page")
        expect_reply("429", first, fault="server", temporary=1, retry=1, status=429)
        expect_reply("after a second", second, fault="none")
        expect("after a second", float(second["seconds"]) >= 0.9, second)


def main():
    with site() as s:
        check_good(s)
        check_faults(s)
        check_places(s)
    check_silence()
    check_robots()
    check_turns()
    print(f"{len(FAILURES)} not so")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())

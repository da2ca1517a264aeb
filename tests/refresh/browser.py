#!/usr/bin/env python3
"""browser.py NIGHT_DUMP SOURCE_DIR BUILD_DIR: the page of a long night in headless Chromium: it stays
inside a phone's width, loads nothing but its pictures, breaks no rule of its policy, and axe-core,
where it is installed, finds no fault. Ends with 77 where there is no Chromium."""

import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

DUMP, SOURCE, BUILD = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
sys.path.insert(0, str(SOURCE / "tests" / "page"))
import chrome  # noqa: E402


def write_png(path, width, height):
    def part(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    rows = (b"\0" + b"\xc0" * width) * height
    path.write_bytes(b"\x89PNG\r\n\x1a\n" +
                     part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
                     part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b""))


def open_page(browser, page, width, phone, scheme):
    browser.resize(width, 900, phone)
    browser.media(prefers_color_scheme=scheme)
    browser.open(page.as_uri())


def check_layout(browser, width):
    # No cell and no title of the page is wider than the screen, or so narrow that words fall apart.
    assert browser.run("document.documentElement.scrollWidth <= innerWidth"), width
    narrow = browser.run("""[...document.querySelectorAll('h3, .about, .why, th:not(.n), td:not(.n)')].filter(
        (e) => e.checkVisibility() && e.textContent.trim() &&
               e.getBoundingClientRect().width < 50).map((e) => e.outerHTML.slice(0, 80))""")
    assert narrow == [], (width, narrow)
    # A table that is too wide is moved inside its own frame.
    assert browser.run("(() => { const w = document.querySelector('.wide');"
                       " return w.clientWidth <= innerWidth && w.scrollWidth >= w.clientWidth; })()")


def check_sections(browser):
    shown = browser.run("""Object.fromEntries([...document.querySelectorAll('main section')].map(
        (s) => [s.getAttribute('aria-labelledby'), [...s.querySelectorAll('h3, .copies bdi')].filter(
            (e) => e.checkVisibility()).length]))""")
    # Copies stand folded below their leader; what stayed the same is folded altogether.
    assert shown == {"all": 0, "new": 18, "changed": 6, "failed": 9, "gone": 4, "same": 0,
                     "sources": 0}, shown
    browser.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    opened = browser.run("[document.querySelectorAll('#same ~ details h3').length,"
                         " document.querySelectorAll('.copies li').length]")
    assert opened == [139, 24], opened
    assert browser.run("""[...document.querySelectorAll('nav a')].every(
        (a) => document.getElementById(a.hash.slice(1)))""")
    # A title from right to left begins at the right in a card, with its Latin part at the end.
    assert browser.run("""getComputedStyle([...document.querySelectorAll('.card h3')].find(
        (e) => e.textContent.includes('Reuters'))).direction""") == "rtl"


def check_quiet(browser, folder):
    loaded = {event["request"]["url"] for event in browser.heard("Network.requestWillBeSent")}
    allowed = {(folder / name).as_uri() for name in ("index.html", "0.thumb.png", "all.png")}
    assert loaded <= allowed and len(loaded) > 1, loaded
    for event in ("Log.entryAdded", "Runtime.exceptionThrown"):
        assert not browser.heard(event), browser.heard(event)
    assert browser.run("[...document.images].every((i) => !i.complete || i.naturalWidth > 0)")


def check_axe(browser):
    axe = SOURCE / "tests" / "peers" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.exists():
        print("not checked: axe-core is not installed (scripts/setup --with-peers)")
        return
    browser.run(axe.read_text(encoding="utf-8") + ";1")
    found = browser.run("axe.run().then((result) => result.violations.map((v) => v.id + ': ' + "
                        "v.nodes.map((n) => n.html.slice(0, 90)).slice(0, 3).join(' ; ')))")
    assert found == [], found


def main():
    path = chrome.find()
    if not path:
        print("skipped: there is no Chromium (scripts/setup --with-peers)")
        return 77
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        folder = Path(name)
        page = folder / "index.html"
        page.write_bytes(subprocess.run([DUMP], capture_output=True, check=True).stdout)
        write_png(folder / "0.thumb.png", 480, 360)
        write_png(folder / "all.png", 1600, 1200)
        browser = chrome.Chrome(path)
        try:
            for width, phone in ((1280, False), (390, True)):
                for scheme in ("light", "dark"):
                    open_page(browser, page, width, phone, scheme)
                    check_layout(browser, width)
                    check_quiet(browser, folder)
                    check_sections(browser)
                    check_axe(browser)
        finally:
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

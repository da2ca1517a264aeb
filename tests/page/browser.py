#!/usr/bin/env python3
"""browser.py PROGRAM SOURCE_DIR BUILD_DIR [ONLY]: pages in headless Chromium, as a reader uses them:
by mouse, by keyboard alone, by a link to a claim, on a phone, with filters; and hostile articles run
nothing, load nothing and violate nothing. Ends with 77 where there is no Chromium."""

import json
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import chrome
import hostile

# Kept beside the page's own script: what is against its policy, and what it stumbles over.
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
    (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
window.faults = [];
addEventListener('error', (event) => faults.push(event.message));
"""

HELPERS = """
window.t = {
    marks: () => [...document.querySelectorAll('#cm-text a')],
    mark: (text) => t.marks().find((mark) => mark.textContent.includes(text)),
    spot: (name) => [...document.querySelectorAll('#cm-map [role=button][aria-label]')].find(
        (element) => element.getAttribute('aria-label').startsWith(name)),
    middle: (element) => { const box = element.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2]; },
    seen: (element) => { const box = element.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight && box.height > 0; },
    on: () => t.marks().filter((mark) => mark.classList.contains('on')).map(
        (mark) => mark.textContent).join('|'),
    popup: () => { const box = document.querySelector('.leaflet-popup-content');
        return box ? box.textContent : ''; },
    cards: () => [...document.querySelectorAll('.cards > .card')].filter((card) => !card.hidden),
    box: (facet, text) => [...document.querySelectorAll('.facet')].find((item) =>
        item.querySelector('summary').textContent === facet).querySelectorAll('label').values().find(
        (label) => label.textContent.includes(text)).querySelector('input'),
};
"""


class Tests:
    def __init__(self, browser, program, source, folder):
        self.browser, self.program, self.source, self.folder = browser, program, source, folder
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        self.page = self.make("map", source / "examples" / "kerch-strait-2026-04-17.txt")

    def make(self, command, file, *options):
        formats = "html,geojson" if command == "map" else "html"
        subprocess.run([self.program, command, "-q", "-f", formats, "-o", self.folder, *options,
                        file], check=True)
        return self.folder / (file.stem + ".html")

    def open(self, file, fragment="", width=1280, height=800, phone=False):
        self.browser.resize(width, height, phone)
        self.browser.media(prefers_color_scheme="light", prefers_reduced_motion="reduce")
        self.browser.open(file.as_uri() + fragment)
        self.browser.run(HELPERS)

    def run(self, script):
        return self.browser.run(script)

    def is_quiet(self):
        """Nothing was fetched, said, violated or thrown since the page was opened."""
        fetched = [event["request"]["url"] for event
                   in self.browser.heard("Network.requestWillBeSent")
                   if not event["request"]["url"].startswith("data:")]
        assert len(fetched) == 1 and fetched[0].startswith("file:"), fetched
        for event in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown",
                      "Page.javascriptDialogOpening", "Page.windowOpen"):
            assert not self.browser.heard(event), self.browser.heard(event)
        assert self.run("violations") == [], self.run("violations")
        assert self.run("faults") == [], self.run("faults")

    # ---- one test each ----

    def test_claim_on_the_map_shows_its_sentence(self):
        self.open(self.page)
        self.browser.click(*self.run("t.middle(t.spot('Dzhankoi'))"))
        self.browser.until("t.on().includes('explosions in')")
        assert self.run("t.on()") == "explosions in |Dzhankoi| and |Simferopol", self.run("t.on()")
        self.browser.until("t.seen(t.mark('explosions in'))")
        assert "explosions in Dzhankoi and Simferopol" in self.run("t.popup()")
        assert "Residents" in self.run("t.popup()")
        assert "explosions" in self.run("document.getElementById('cm-live').textContent")
        self.is_quiet()

    def test_area_on_the_map_shows_its_sentence(self):
        self.open(self.page)
        # A spot of Crimea's area away from any other sign.
        self.browser.click(*self.run("""(() => {
            const area = t.spot('Crimea'), box = area.getBoundingClientRect();
            for (let y = box.y + 5; y < box.bottom; y += 7) {
                for (let x = box.x + 5; x < box.right; x += 7) {
                    if (document.elementFromPoint(x, y) === area) { return [x, y]; }
                }
            }
        })()"""))
        self.browser.until("t.popup().startsWith('Crimea')")
        assert "Traffic halted on Kerch bridge" in self.run("t.on()"), self.run("t.on()")
        self.is_quiet()

    def test_sentence_shows_its_place(self):
        self.open(self.page)
        self.run("t.mark('any ship had been hit').scrollIntoView()")
        self.browser.click(*self.run("(() => { const b = t.mark('any ship had').getClientRects()[0];"
                                     " return [b.x + 8, b.y + 8]; })()"))
        self.browser.until("t.spot('Sevastopol').classList.contains('on')")
        assert self.run("t.popup()").startswith("Sevastopol"), self.run("t.popup()")
        self.browser.until("t.seen(t.spot('Sevastopol'))")
        assert not self.run("t.spot('Dzhankoi').classList.contains('on')")
        assert self.run("location.hash").startswith("#claim=")
        self.is_quiet()

    def test_place_name_shows_its_place(self):
        self.open(self.page)
        self.run("t.mark('Krasnodar').click()")
        self.browser.until("t.popup().startsWith('Krasnodar')")
        assert self.run("location.hash").startswith("#place=")

    def test_link_to_a_claim(self):
        self.open(self.page)
        claims = self.run("JSON.parse(document.getElementById('cm-data').textContent).claims")
        number = self.run("Number(t.mark('a burned area').dataset.c)")
        self.open(self.page, "#claim=" + claims[number])
        self.browser.until("t.on().includes('a burned area')")
        self.browser.until("t.seen(t.mark('a burned area'))")
        assert "1.5 square km" in self.run("t.popup()")
        self.open(self.page, "#claim=nothing%")
        assert self.run("t.on()") == ""
        self.is_quiet()

    def test_filters(self):
        self.open(self.page)
        total = self.run("t.cards().length")
        assert total == 10, total
        assert self.run("document.getElementById('cm-count').textContent") == "10"
        self.run("t.box('Kind of claim', 'denied').click()")
        assert self.run("t.cards().length") == 9
        assert self.run("document.getElementById('cm-count').textContent") == "9 / 10"
        # Its sentence is no longer marked, and no claim about Sevastopol is denied.
        assert self.run("t.mark('any ship had').classList.contains('dim')")
        label = self.run("(t.spot('Sevastopol, ') || {getAttribute: () => ''})"
                         ".getAttribute('aria-label')")
        assert "denied" not in label, label
        # The sources that are left are counted.
        assert self.run("t.box('Who says so', 'overnor of Sevastopol').parentNode.querySelector("
                        "'.count').textContent") == "0"
        self.run("t.box('Who says so', 'Residents').click()")
        assert self.run("t.cards().length") == 8
        assert self.run("getComputedStyle(t.spot('Dzhankoi')).display") == "none"
        assert self.run("t.spot('Dzhankoi').getAttribute('tabindex')") == "-1"
        self.run("document.getElementById('cm-reset').click()")
        assert self.run("t.cards().length") == 10
        assert self.run("getComputedStyle(t.spot('Dzhankoi')).display") != "none"
        self.is_quiet()

    def test_filters_open_inside(self):
        for width, phone in ((1280, False), (320, True)):
            self.open(self.page, width=width, phone=phone)
            boxes = self.run("""[...document.querySelectorAll('.facet')].map((item) => {
                item.open = true;
                const box = item.querySelector('fieldset').getBoundingClientRect();
                item.open = false;
                return [box.left, box.right, box.height]; })""")
            assert len(boxes) == 4 and all(left >= 0 and right <= width and height > 30
                                           for left, right, height in boxes), boxes

    def test_filter_by_time(self):
        self.open(self.page)
        dated = self.run("t.cards().filter((card) => card.dataset.from).length")
        assert 0 < dated < 10, dated
        self.run("""(() => { const fields = document.querySelectorAll('#cm-filters select');
            fields[0].value = '2026-04-16'; fields[1].value = '2026-04-17';
            fields[0].dispatchEvent(new Event('change')); t.box('When', 'Without').click(); })()""")
        shown = self.run("t.cards().map((card) => [card.dataset.from, card.dataset.to])")
        assert shown and all(start and start <= "2026-04-17" and end >= "2026-04-16"
                             for start, end in shown), shown
        assert len(shown) < dated + 1
        # A link to a claim that is filtered out shows it all the same.
        claims = self.run("JSON.parse(document.getElementById('cm-data').textContent).claims")
        hidden = self.run("[...document.querySelectorAll('.cards > .card')].findIndex("
                          "(card) => card.hidden)")
        self.run(f"location.hash = '#claim={claims[hidden]}'")
        self.browser.until("t.cards().length === 10")

    def test_keyboard_alone(self):
        self.open(self.page)
        seen = []
        for _ in range(200):
            self.browser.key("Tab")
            about = self.run("""(() => { const e = document.activeElement;
                if (!e || e === document.body) { return null; }
                const style = getComputedStyle(e);
                return [e.getAttribute('aria-label') || e.textContent.trim().slice(0, 60),
                    e.matches(':focus-visible') && (style.outlineStyle !== 'none' ||
                    (e instanceof SVGElement && parseFloat(style.strokeWidth) >= 5)),
                    e.id || e.className.baseVal || e.className || e.tagName]; })()""")
            if about is None:
                break
            seen.append(about)
        names = [name for name, _, _ in seen]
        hidden = [entry for entry in seen if not entry[1]]
        assert not hidden, f"no visible focus: {hidden}"
        for wanted in ("Skip to the article", "Zoom in", "Article", "Who says so", "When"):
            assert wanted in names, f"{wanted} is not reached: {names}"
        for start in ("Crimea", "Dzhankoi", "Sevastopol", "Novorossiysk", "Kerch Strait"):
            assert any(name.startswith(start) for name in names), f"{start} is not reached"
        assert any(name.startswith("its forces had shot") for name in names)
        self.is_quiet()

    def test_keyboard_opens_and_closes(self):
        self.open(self.page)
        self.run("t.spot('Dzhankoi').focus()")
        self.browser.key("Enter")
        self.browser.until("t.popup().startsWith('Dzhankoi')")
        assert self.run("!!document.activeElement.closest('.leaflet-popup')")
        self.browser.key("Escape")
        self.browser.until("t.popup() === ''")
        assert self.run("document.activeElement === t.spot('Dzhankoi')")
        self.run("t.mark('a burned area').focus()")
        self.browser.key("Enter")
        self.browser.until("t.popup().startsWith('Hvardiiske')")
        # From one tab to the other, and from a claim in the list to its place.
        self.run("document.getElementById('cm-tab-article').focus()")
        self.browser.key("ArrowRight")
        assert self.run("document.activeElement.id") == "cm-tab-claims"
        assert self.run("getComputedStyle(document.getElementById('cm-article')).display") == "none"
        self.browser.key("Tab")
        for _ in range(4):
            self.browser.key("Tab")
        self.run("t.cards()[2].querySelector('a.place').focus()")
        self.browser.key("Enter")
        self.browser.until("t.popup().startsWith('Feodosi')")
        self.is_quiet()

    def test_skip_link(self):
        self.open(self.page)
        self.browser.key("Tab")
        self.browser.key("Enter")
        self.browser.until("document.activeElement.id === 'cm-article'")

    def test_phone(self):
        for width in (320, 390):
            self.open(self.page, width=width, height=740, phone=True)
            assert self.run("document.documentElement.scrollWidth") <= width
            self.run("t.spot('Dzhankoi').scrollIntoView()")
            self.run("t.spot('Dzhankoi').focus()")
            self.browser.key("Enter")
            self.browser.until("t.on().includes('explosions in')")
            # The sentence is below the map, which stays in view.
            self.browser.until("t.seen(t.mark('explosions in'))")
            assert self.run("t.mark('explosions in').getBoundingClientRect().top >="
                            " document.getElementById('cm-map').getBoundingClientRect().bottom")
            assert self.run("document.getElementById('cm-map').getBoundingClientRect().top") >= 0
            # The map moves until the whole popup is inside.
            self.browser.until("(() => { const p = document.querySelector('.leaflet-popup')"
                               f".getBoundingClientRect(); return p.left >= 0 && p.right <= {width};"
                               " })()")
        self.is_quiet()

    def test_dark(self):
        self.open(self.page)
        light = self.run("getComputedStyle(document.body).backgroundColor")
        sign = self.run("t.spot('Dzhankoi').querySelector('circle:last-child')"
                        ".getAttribute('fill')")
        self.browser.media(prefers_color_scheme="dark")
        self.browser.until(f"getComputedStyle(document.body).backgroundColor !== '{light}'")
        self.browser.until("t.spot('Dzhankoi').querySelector('circle:last-child')"
                           f".getAttribute('fill') !== '{sign}'")
        self.is_quiet()

    def test_print(self):
        self.open(self.page)
        self.run("dispatchEvent(new Event('beforeprint'))")
        self.browser.call("Emulation.setEmulatedMedia", media="print")
        try:
            box = self.run("(() => { const b = document.getElementById('cm-map')"
                           ".getBoundingClientRect(); return [b.width, b.height]; })()")
            assert abs(box[0] - 680) < 2 and abs(box[1] - 416) < 2, box  # 18 by 11 cm
            assert self.run("[...document.querySelectorAll('.pane')].every((pane) => "
                            "getComputedStyle(pane).display === 'block')")
            assert self.run("getComputedStyle(document.getElementById('cm-bar')).display") == "none"
        finally:
            self.browser.call("Emulation.setEmulatedMedia", media="")
        self.run("dispatchEvent(new Event('afterprint'))")
        assert self.run("document.getElementById('cm-map').getBoundingClientRect().width") > 700
        self.is_quiet()

    def test_without_script(self):
        self.browser.call("Emulation.setScriptExecutionDisabled", value=True)
        try:
            self.browser.resize(1280, 800)
            self.browser.call("Page.navigate", url=self.page.as_uri())
            self.browser.until("document.readyState === 'complete'")
            tree = json.dumps(self.browser.call("DOMSnapshot.captureSnapshot", computedStyles=[]))
        finally:
            self.browser.call("Emulation.setScriptExecutionDisabled", value=False)
        for text in ("The map needs JavaScript", "explosions in ", "Residents",
                     "its forces had shot down 31 drones over"):
            assert text in tree, text

    def test_policy_is_in_force(self):
        """What the other tests find silent would be heard."""
        self.open(self.page)
        self.run("""(() => { const script = document.createElement('script');
            script.textContent = 'window.hacked = 99'; document.body.append(script);
            const image = new Image(); image.src = 'https://example.invalid/a.png';
            document.body.append(image); })()""")
        self.browser.until("violations.length === 2")
        assert self.run("window.hacked === undefined")
        assert self.run("fetch('https://example.invalid/').then(() => 1, () => 0)") == 0

    def is_harmless(self, file):
        self.open(file)
        self.run("""(() => {
            for (const element of document.querySelectorAll('*')) {
                for (const kind of ['mouseover', 'focus', 'mouseenter', 'load', 'error']) {
                    element.dispatchEvent(new Event(kind));
                }
            }
            for (const mark of t.marks().slice(0, 40)) { mark.click(); }
            document.getElementById('cm-tab-claims').click();
            for (const link of document.querySelectorAll('#cm-claims a')) { link.click(); }
            for (const spot of document.querySelectorAll('#cm-map [role=button]')) {
                if (spot.closest('.leaflet-pane')) {
                    spot.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
                }
            }
            for (const card of document.querySelectorAll('.card')) { card.click(); }
            for (const box of document.querySelectorAll('#cm-filters input')) { box.click(); }
        })()""")
        assert self.run("window.hacked === undefined"), f"{file.name}: {self.run('window.hacked')}"
        assert self.run("document.querySelectorAll('img, iframe, base, object, embed, form').length") \
            == 0
        assert self.run("document.querySelectorAll('script').length") == 3
        self.is_quiet()

    def test_hostile_article(self):
        file = self.folder / "hostile.json"
        file.write_text(hostile.article(), encoding="utf-8")
        page = self.make("map", file)
        self.is_harmless(page)
        assert self.run("document.querySelectorAll('.card').length") > 10
        assert "<script>window.hacked=1</script>" in self.run("document.title")
        plain = json.loads((self.folder / "hostile.geojson").read_text(encoding="utf-8"))
        for number, attack in enumerate(hostile.ATTACKS):
            poisoned = self.folder / f"poison{number}.geojson"
            poisoned.write_text(json.dumps(hostile.poison(plain, attack)), encoding="utf-8")
            self.is_harmless(self.make("render", poisoned))

    def test_text_is_whole(self):
        """What a reader sees is the article, with characters beyond the first plane and any kind of
        line end, and each mark is where it belongs."""
        file = self.folder / "astral.json"
        text = ("\U0001f5fa\U0001f1fa\U0001f1e6 Map \U0001f600\r\nShelling killed two people in "
                "Kharkiv on Monday.\rA flood \U0001f30a hit Chernihiv.\n\nResidents reported "
                "explosions in Dnipro.")
        file.write_text(json.dumps({"text": text, "date": "2026-05-05"}), encoding="utf-8")
        self.open(self.make("map", file))
        shown = self.run("[...document.querySelectorAll('#cm-text p')].map((p) => p.textContent)")
        assert shown == ["\U0001f5fa\U0001f1fa\U0001f1e6 Map \U0001f600",
                         "Shelling killed two people in Kharkiv on Monday.",
                         "A flood \U0001f30a hit Chernihiv.",
                         "Residents reported explosions in Dnipro."], shown
        places = self.run("t.marks().filter((mark) => mark.classList.contains('p')).map("
                          "(mark) => mark.textContent)")
        assert places == ["Kharkiv", "Chernihiv", "Dnipro"], places
        self.is_quiet()

    def test_languages(self):
        for code, direction in (("de", "ltr"), ("ar", "rtl"), ("uk", "ltr")):
            self.open(self.make("map", self.source / "examples" / "kerch-strait-2026-04-17.txt",
                                "--lang", code))
            assert self.run("document.documentElement.lang") == code
            assert self.run("document.documentElement.dir") == direction
            assert self.run("document.documentElement.scrollWidth") <= 1280
            self.is_quiet()
        self.page = self.make("map", self.source / "examples" / "kerch-strait-2026-04-17.txt")

    def test_in_a_sandboxed_frame(self):
        """Scripts are all that the page has to be allowed (docs/html.md)."""
        outer = self.folder / "outer.html"
        outer.write_text(f'<!DOCTYPE html><title>Outer</title><iframe title="Map" width="1100" '
                         f'height="700" sandbox="allow-scripts" src="{self.page.name}"></iframe>')
        self.open(outer)
        self.browser.enter_frame()
        try:
            self.browser.until("document.documentElement.classList.contains('ready')")
            self.run(WATCH + HELPERS)
            assert self.run("self.origin") == "null"
            self.run("t.mark('explosions in').click()")
            self.browser.until("t.popup().startsWith('Dzhankoi')")
            assert self.run("location.hash").startswith("#claim=")
            assert self.run("violations") == [] and self.run("faults") == []
            for event in ("Log.entryAdded", "Runtime.exceptionThrown"):
                assert not self.browser.heard(event), self.browser.heard(event)
        finally:
            self.browser.leave_frame()

    def test_nothing_located(self):
        file = self.folder / "nowhere.txt"
        file.write_text("The committee met on Monday and said nothing.\n", encoding="utf-8")
        self.open(self.make("map", file))
        assert self.run("document.getElementById('cm-map') === null")
        assert "committee" in self.run("document.getElementById('cm-text').textContent")
        self.is_quiet()

    def test_axe(self):
        """No fault of accessibility that axe-core finds, in light and dark, map and list."""
        axe = self.source / "tests" / "peers" / "node_modules" / "axe-core" / "axe.min.js"
        if not axe.exists():
            return "axe-core is not installed (scripts/setup --with-peers)"
        for scheme in ("light", "dark"):
            self.open(self.page)
            self.browser.media(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
            self.run(axe.read_text(encoding="utf-8") + ";1")
            self.run("t.spot('Dzhankoi').dispatchEvent(new KeyboardEvent('keydown',"
                     " { key: 'Enter' }))")
            for tab in ("article", "claims"):
                self.run(f"document.getElementById('cm-tab-{tab}').click()")
                found = self.run("axe.run().then((result) => result.violations.map((v) => v.id + "
                                 "': ' + v.nodes.map((n) => n.html.slice(0, 90) + ' ' + "
                                 "n.failureSummary).slice(0, 3).join(' ; ')))")
                assert found == [], f"{scheme}, {tab}: {found}"
        return None


def main(program, source, build, only=""):
    path = chrome.find()
    if not path:
        print("skipped: there is no Chromium (scripts/setup --with-peers)")
        return 77
    failed = 0
    with tempfile.TemporaryDirectory(dir=build) as folder:
        browser = chrome.Chrome(path)
        try:
            tests = Tests(browser, program, source, Path(folder))
            for name in [name for name in dir(tests) if name.startswith("test_" + only)]:
                try:
                    note = getattr(tests, name)()
                    print(f"skipped: {name}: {note}" if note else f"passed: {name}")
                except Exception:  # all other tests still run
                    failed += 1
                    print(f"FAILED: {name}\n{traceback.format_exc()}")
        finally:
            browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve(),
                  *sys.argv[4:]))

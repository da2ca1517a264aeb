#!/usr/bin/env python3
"""night.py PROGRAM: three nights over the twenty outlets of night_server.py: the first, one in which nothing happened, and one
after five changes and some that are none. Ends with 77 where the program cannot fetch."""
import json
import re
import sys
import tempfile
from pathlib import Path

import driver
import night_server
import outlets

# Of an idle night: this part of the first one's time, at most.
IDLE_PART = 0.2


def stem(article):
    """The last part of the address, as clm_fetch_stem has it."""
    return re.sub(r"\.\w+$", "", article.address.rsplit("/", 1)[1])


def files_of(night, article):
    return {name: body for name, body in night.files.items() if name.split(".")[0] == stem(article)}


class Nights:
    def __init__(self, program, site, folder):
        self.site, self.output = site, f"{folder}/out"
        self.runner = driver.Runner(program)
        self.config = driver.config(f"{folder}/night.conf", {"output": self.output, "allow-private": "yes", "timeout": "3 s",
                                                             "gap": "0 s"}, site.sources())

    def run(self):
        self.site.requests.clear()
        run = self.runner.run(self.config)
        assert not run.words, f"lines that are no JSON: {run.words[:5]}"
        assert not any(a.fault == "to-file" and "root:" in run.text for a in self.site.articles)
        return run

    def first(self):
        run = self.run()
        assert run.code == 1, run.code
        dated, other = driver.nights(self.output)
        assert len(dated) == 1 and not other, (dated, other)
        night = driver.latest(self.output)
        assert night.path.name == dated[0]
        night.check_page()
        night.check_feed()
        self.check_good(night, run)
        self.check_bad(night, run)
        self.check_copies(night)
        counts = run.summary()
        mapped = sum(stem(a) in night.stems for a in self.site.articles)
        assert (counts["new"], counts["failed"], counts["articles"]) == (mapped, 200 - mapped, 200), counts
        assert len(night.entries()) == mapped
        return run, night

    def check_good(self, night, run):
        combined = json.loads(night.files["all.geojson"])
        in_all = {f["properties"].get("article") for f in combined["features"]}
        new = set(run.of("new"))
        for article in self.site.articles:
            if article.fate != "mapped":
                continue
            name = stem(article)
            assert name in night.stems, f"no map of {article.address}"
            assert driver.drawn(night.stems[name]), f"nothing is drawn of {article.address}"
            assert night.stems[name]["claimmap"]["article"]["title"] == article.story[0], (name, article.story[0])
            assert f"{name}.png" in night.files and f"{name}.thumb.png" in night.files, name
            assert article.address in new, article.address
            assert article.address in night.page.links() or article.story[0] in night.page.text, article.address
            assert article.wire >= 0 or article.address in in_all, f"not in the combined map: {article.address}"
        for wire in range(self.site.WIRES):  # each story once, whichever outlet leads
            copies = [a for a in self.site.articles if a.wire == wire]
            assert sum(a.address in in_all for a in copies) == 1, wire
        assert "all.png" in night.files

    def check_bad(self, night, run):
        failed = {line["article"]: line for line in run.events("failed")}
        for article in self.site.articles:
            if article.fate == "mapped":
                assert article.address not in failed, failed[article.address]
                continue
            told = failed.get(article.address)
            if article.fate == "either" and told is None:
                assert stem(article) in night.stems
                continue
            assert told, f"not told: {article.fault}"
            words = night_server.FAULTS[article.fault][1]
            assert told["source"] == article.outlet and told["level"] == "error", told
            assert re.search(words, told["message"]), (article.fault, told["message"])
            assert article.address in night.page.links(), article.address
            assert told["message"] in night.page.text, told["message"]
            assert not files_of(night, article), article.address
        assert "passwd" not in "".join(night.files[n].decode() for n in night.files if n.endswith("son"))

    def check_copies(self, night):
        """The outlets that copy a story stand in its card."""
        assert night.page.text.count("Also in 4 other articles") == self.site.WIRES, night.page.text.count("Also in")

    def check_manners(self):
        """One request at a time to a host."""
        by_host = {}
        for host, _, _, _, begun, ended in self.site.requests:
            by_host.setdefault(host, []).append((begun, ended))
        for host, spans in by_host.items():
            spans.sort()
            assert all(a[1] <= b[0] + 0.05 for a, b in zip(spans, spans[1:]) if a[1] - a[0] < 1), host

    def idle(self, before):
        run = self.run()
        assert run.code == 1, run.code  # what failed is still failed
        assert driver.nights(self.output) == ([before.path.name], [])
        assert driver.latest(self.output).files == before.files
        counts = run.summary()
        assert (counts["new"], counts["changed"], counts["gone"]) == (0, 0, 0), counts
        asked = {(host, path) for host, path, _, _, _, _ in self.site.requests}
        assert len(asked) == len(self.site.requests), "something was fetched twice"
        for article in self.site.articles:
            if article.fate == "fails":
                host, path = article.address.split("/", 3)[2].split(":")[0], "/" + article.address.split("/", 3)[3]
                assert (host, path) not in asked, f"asked in its back-off: {article.address}"
        answers = {f"http://{host}:{self.site.port}{path}": answer for host, path, answer, _, _, _ in self.site.requests}
        for article in self.site.articles:
            if not article.fault and article.address.startswith("http") and article.outlet not in ("marenne", "blad", "twobanks"):
                assert answers.get(article.address) == 304, (article.address, answers.get(article.address))
        return run

    def change(self):
        """Five changes, and two that are none: other furniture around a text, and the same text in other markup."""
        site = self.site
        of = {name: [a for a in site.articles if a.outlet == name and not a.fault] for name, _, _, _ in outlets.OUTLETS}
        site.edit(of["drupal"][1], of["drupal"][1].story[2][4], "Nothing more is known of it, and nobody was there to ask.")
        site.edit(of["vestnik"][2], of["vestnik"][2].story[2][5], "The road to the south was open again, drivers said.")
        number, old, new = self.find_number(of)
        site.edit(number, old, new)
        fresh = site.add_new(1)
        gone = of["intray"][3]
        Path(gone.address).unlink()
        comment = b"<div class='voices'><div class='msg'><div class='what'>First!</div></div>"
        for article in of["estuary"]:
            page = outlets.page(article.shape, article.story)
            assert b"<div class=\"voices\">" in page
            site.serve(article, page.replace(b"<div class=\"voices\">", comment))
        site.serve(of["undeclared"][0], outlets.page("undeclared", of["undeclared"][0].story).replace(b"<p>", b"<p class=x>\n"))
        return {"new": [fresh], "gone": [gone], "changed": [of["drupal"][1], of["vestnik"][2], number]}, (number, new)

    @staticmethod
    def find_number(of):
        for article in of["gulf"] + of["blad"] + of["herald"]:
            found = re.search(r"advanced (\d+ square km)", article.story[2][0])
            if found and article.wire < 0:
                return article, found[1], "71 square km"
        raise AssertionError("no article with an area")

    def third(self, before):
        wanted, (number, figure) = self.change()
        run = self.run()
        assert run.code == 1, run.code
        dated, other = driver.nights(self.output)
        assert len(dated) == 2 and not other, (dated, other)
        night = driver.latest(self.output)
        assert night.path.name != before.path.name
        night.check_page()
        night.check_feed()
        for event, articles in wanted.items():
            assert sorted(run.of(event)) == sorted(a.address for a in articles), (event, run.of(event))
            assert run.summary()[event] == len(articles), run.summary()
        told = [line["message"] for line in run.events("difference") if line["article"] == number.address]
        assert any("71" in line for line in told), (figure, told)
        assert any(line in night.page.text for line in told), "the difference is not on the page"
        self.check_entries(night, wanted)
        moved = {stem(a) for articles in wanted.values() for a in articles}
        for name, body in before.files.items():
            if name.split(".")[0] not in moved and name not in driver.SHARED:
                assert night.files.get(name) == body, f"another {name}"
        left = {name.split(".")[0] for name in night.files} - {name.split(".")[0] for name in before.files}
        assert left == {stem(wanted["new"][0])}, left
        assert not files_of(night, wanted["gone"][0]) and files_of(night, number) != files_of(before, number)
        assert driver.Night(before.path).files == before.files, "a published night was written again"
        return run

    def check_entries(self, night, wanted):
        entries = night.entries()
        assert len(entries) == 5, entries
        for articles in wanted.values():
            for article in articles:
                assert any(article.story[0] in title for title in entries), (article.story[0], entries)


def main(program):
    with tempfile.TemporaryDirectory() as folder, night_server.Night(f"{folder}/in") as site:
        nights = Nights(program, site, folder)
        first, night = nights.first()
        nights.check_manners()
        idle = nights.idle(night)
        third = nights.third(night)
        print(f"first night {first.seconds:.2f} s, idle {idle.seconds:.2f} s, after five changes {third.seconds:.2f} s")
        assert idle.seconds <= IDLE_PART * first.seconds, "an idle night takes too long"
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

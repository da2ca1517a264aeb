"""regions.tsv and regions.shp: Natural Earth's first-level units with both worldviews."""
import collections
import json
import math
import re

import common
import shapefile

COLUMNS = ("ne_id iso_3166_2 country country_de_facto name long_name kind_word aliases historical derived names "
           "geonameid gn_admin1 wikidata lon lat rank").split()

# Natural Earth's adm0_a3 without a code of its own in ISO 3166-1: (iso worldview, de facto worldview).
# An empty country means: held by no state of countries.tsv, or by several (SOURCES.md says why).
WITHOUT_CODE = {
    "CLP": ("FR", "FR"), "CSI": ("AU", "AU"), "ATC": ("AU", "AU"), "CYN": ("CY", ""), "ESB": ("CY", "CY"),
    "WSB": ("CY", "CY"), "KAB": ("KZ", "KZ"), "KAS": ("IN", "IN"), "PGA": ("", ""), "SOL": ("SO", ""),
    "USG": ("CU", "CU"),
}
# Units of a state that have a code of their own in ISO 3166-1, by iso_3166_2.
OWN_CODE = {
    "FR-GF": "GF", "FR-GP": "GP", "FR-MQ": "MQ", "FR-RE": "RE", "FR-YT": "YT", "NL-SX": "SX", "US-PR": "PR",
    "NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ", "NO-21": "SJ", "NO-X01~": "BV",
}
ADM0 = {"KOS": "XK", "SAH": "EH", "SDS": "SS", "PSX": "PS", "ALD": "AX"}
GRID = float(1 << 22)
ISLANDS = {"Cocos (Keeling) Islands": "CC", "Christmas Island": "CX"}
# Western Sahara: Morocco counts these as its own regions, the United Nations do not.
WESTERN_SAHARA = {"MA-15", "MA-16"}
PLAIN = set("central northern southern eastern western north south east west capital coast upper lower national "
            "metropolitan city center centre oriental nord sud est ouest norte sur".split())
# Where "X State" is no usual name (often a university): "State of X".
STATES_OF = {"US", "DE", "AT", "IN", "BR", "AU", "MX", "MY", "VE"}
TAILS = ("Prefecture", "State", "Voivodeship", "Zone", "Quarter", "Canton", "District", "Province", "Region",
         "County", "Governorate", "Department", "Oblast", "Krai", "Republic", "Parish", "Municipality")


def countries_of(p):
    iso, adm0 = p.get("iso_3166_2") or "", p["adm0_a3"]
    if p.get("name") in ISLANDS and adm0 == "IOA":
        return (ISLANDS[p["name"]],) * 2
    if adm0 in WITHOUT_CODE:
        return WITHOUT_CODE[adm0]
    if iso in OWN_CODE:
        return (OWN_CODE[iso],) * 2
    if iso in WESTERN_SAHARA:
        return "EH", "MA"
    prefix = iso[:2] if re.match(r"[A-Z]{2}-", iso) else ""
    own = ADM0.get(adm0) or (p.get("iso_a2") if re.fullmatch("[A-Z]{2}", p.get("iso_a2") or "") else prefix)
    return prefix or own, own or prefix


def kind_word(p, country, kinds):
    kind = p.get("type_en") or "None"
    for key in ((country, kind), (country, "*")):
        if key in kinds:
            return kinds[key]
    word = kind.split("|")[0].lower()
    known = {"state", "province", "county", "region", "district", "department", "governorate", "prefecture",
             "municipality", "canton", "division", "parish", "emirate", "territory", "republic", "atoll", "city",
             "commune", "circuit", "metropolis"}
    if word in known:
        return word
    return next((w for w in reversed(word.replace("-", " ").split()) if w in known), "")


def usable(alias):
    """Drops Natural Earth's abbreviations, old Soviet forms and cut-off entries from the aliases."""
    if len(alias) <= 3 and alias.isascii() or common.fold(alias) in PLAIN:
        return False
    return not re.search(r"A\.S\.S\.R|A\.\s?Ob|A\.\s?Ok|AOk|AOb|АОк|АОб|\bG\.|[£/(,]|^.{1,6}\.$|gorsovet|горсовет", alias)


def plain_spelling(alias):
    """Without the soft-sign apostrophes of the old transliterations."""
    return re.sub(r"(?<=\w)['’ʹ](?=\w)|['’ʹ](?=\s|$)", "", alias)


def first_name(p):
    name = p.get("name_en") or p.get("name") or ""
    name = re.sub(r"\s*/\s*.*", "", name)
    words = name.split()
    if len(words) > 1 and words[-1] in TAILS and not (len(words) == 2 and common.fold(words[0]) in PLAIN):
        words = words[:-1]
    name = " ".join(words)
    return re.sub(r"^(Emirate of|Republic of|Province of) ", "", name)


class Maker:
    def __init__(self, towns, admin1_codes):
        """towns: rows of cities500; admin1_codes: GeoNames codes such as RU.41."""
        self.fixes = {r["iso"]: r for r in common.facts("region_fixes.tsv")}
        self.kinds = {(r["iso"], r["type_en"]): r["kind_word"] for r in common.facts("region_kinds.tsv")}
        self.admin1 = admin1_codes
        self.people = collections.Counter()
        self.big = collections.defaultdict(set)
        self.points = collections.defaultdict(list)
        for t in towns:
            self.people[f"{t[8]}.{t[10]}"] += int(t[14])
            self.points[f"{t[8]}.{t[10]}"].append((float(t[5]), float(t[4])))
            if int(t[14]) > 100000:
                self.big[t[8]].update({common.fold(t[1]), common.fold(t[2])})

    def names(self, p, iso, country, kind):
        fix = self.fixes.get(iso, {})
        name = fix.get("name") or first_name(p)
        kind = fix.get("kind_word") or kind
        long_name = fix.get("long_name") or ""
        if not long_name and kind and name:
            titled = kind.title()
            has = common.fold(titled) in common.fold(name).split()
            long_name = name if has else f"{name} {titled}"
            if not has and (kind == "city" or kind == "state" and country in STATES_OF):
                long_name = f"{kind.title()} of {name}"
            if country == "GB":
                long_name = ""
        if common.fold(name) in PLAIN:
            name = long_name or name
        found = [p.get("name"), p.get("name_en"), *(p.get("name_alt") or "").split("|"), p.get("gn_name"),
                 p.get("woe_name"), p.get("name_local"), *(fix.get("add") or "").split("|")]
        drop = {common.fold(a) for a in (fix.get("drop") or "").split("|")} | {common.fold(name)}
        aliases = []
        for alias in filter(None, found):
            for form in (alias.strip(), plain_spelling(alias.strip())):
                folded = common.fold(form)
                city = folded in self.big[country] and form not in (fix.get("add") or "").split("|")
                if usable(form) and form not in (name, long_name) and folded not in drop - {common.fold(name)} \
                        and not (city and folded != common.fold(name)):
                    aliases.append(form)
        return name, long_name if long_name != name else "", kind, aliases

    def covers(self, code, polygons):
        """Whether the towns with this GeoNames code lie where the unit lies: FR.11 is no department."""
        xs = [x for rings in polygons for x, *_ in rings[0]]
        ys = [y for rings in polygons for _, y, *_ in rings[0]]
        west, east, south, north = min(xs) - 0.1, max(xs) + 0.1, min(ys) - 0.1, max(ys) + 0.1
        points = self.points[code]
        inside = sum(west <= x <= east and south <= y <= north for x, y in points)
        return 2 * inside >= len(points)

    def rank(self, p, code, country):
        people = self.people.get(code, 0)
        if people:
            return max(1, min(14, round(2 + 2.6 * (8 - math.log10(people)))))
        return max(4, min(14, int(p.get("labelrank") or p.get("scalerank") or 10) + 4))

    def row(self, p, polygons, unique_gn, unique_code):
        iso = p.get("iso_3166_2") or ""
        fix = self.fixes.get(iso, {})
        country, de_facto = countries_of(p)
        kind = kind_word(p, country or iso[:2], self.kinds)
        name, long_name, kind, aliases = self.names(p, iso, country, kind)
        code = p.get("gn_a1_code") or ""
        code = code if code in self.admin1 and code in unique_code and self.covers(code, polygons) else ""
        names = [f"{k[5:]}={v}" for k, v in sorted(p.items())
                 if re.fullmatch("name_[a-z][a-z]", k) and k != "name_en" and v]
        gn = p.get("gn_id") or 0
        real = iso if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", iso) else ""
        return {
            "ne_id": p["ne_id"], "iso_3166_2": fix.get("new_iso") or real, "country": country,
            "country_de_facto": de_facto, "name": name or f"Unnamed unit of {p['admin']}", "long_name": long_name, "kind_word": kind,
            "aliases": common.join_list(aliases), "derived": common.join_list(derived(p, country)),
            "names": common.join_list(names),
            "geonameid": gn if gn in unique_gn else "", "gn_admin1": code,
            "wikidata": p.get("wikidataid") or "", "lon": p["longitude"], "lat": p["latitude"],
            "rank": self.rank(p, code, country),
        }


def derived(p, country):
    """Adjectives that stand for the unit: Kurskaya, Kharkivska (from the local long name)."""
    if country not in ("RU", "UA", "BY", "KZ", "BG"):
        return []
    found = [plain_spelling(p.get("gn_name") or "")] + [plain_spelling(a) for a in (p.get("name_alt") or "").split("|")]
    words = []
    for text in found:
        match = re.fullmatch(r"(\S+(?:skaya|ska|skaia|skiy|skyy)) (?:Oblast|Kray|Krai|Respublika)", text)
        if match:
            words.append(match[1])
    return words


def on_grid(polygons):
    """Coordinates on a grid of 2^-22 degrees (3 cm), so that they pack well; shared vertices stay shared."""
    out = []
    for rings in polygons:
        kept = []
        for ring in rings:
            points = [(round(x * GRID) / GRID, round(y * GRID) / GRID) for x, y, *_ in ring]
            points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
            if len(points) >= 4:
                kept.append(points)
        out.append(kept)
    return out


def tell_apart(rows, features, fixes):
    """Units of a country with the same English name (new names on old borders) get their local names."""
    count = collections.Counter((r["country"], r["name"]) for r in rows)
    for r, f in zip(rows, features):
        local = clean_local(f["properties"].get("name") or "")
        if count[r["country"], r["name"]] > 1 and local and f["properties"].get("iso_3166_2") not in fixes:
            r["name"], r["long_name"] = local, ""


def clean_local(name):
    return re.sub(r"\s*\[.*", "", name)


def drop_shared_aliases(rows):
    """An alias that three units of a country share is the name of something above them."""
    count = collections.Counter((r["country"], a) for r in rows for a in set(r["aliases"].split("|")))
    for r in rows:
        r["aliases"] = "|".join(a for a in r["aliases"].split("|") if count[r["country"], a] < 3)


def make_regions(source, towns_path, admin1_path, out_dir):
    with open(source, encoding="utf-8") as f:
        features = json.load(f)["features"]
    with open(admin1_path, encoding="utf-8") as f:
        codes = {d["code"] for d in json.load(f)}
    maker = Maker(common.read_geonames(towns_path), codes)
    taken = collections.Counter(f["properties"].get("gn_id") or 0 for f in features)
    used = collections.Counter(f["properties"].get("gn_a1_code") or "" for f in features)
    towns = {int(t[0]) for t in common.read_geonames(towns_path)}
    unique_gn = {k for k, n in taken.items() if n == 1 and k > 0 and k not in towns}
    unique_code = {k for k, n in used.items() if n == 1}
    features.sort(key=lambda f: f["properties"]["ne_id"])
    rows, records = [], []
    for feature in features:
        p, geometry = feature["properties"], feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        rows.append(maker.row(p, polygons, unique_gn, unique_code))
        records.append((shapefile.polygon_parts(on_grid(polygons)), [p["ne_id"]]))
    tell_apart(rows, features, maker.fixes)
    drop_shared_aliases(rows)
    common.write_table(out_dir / "regions.tsv", COLUMNS, rows)
    shapefile.write(out_dir / "regions", shapefile.POLYGON, records, [("NE_ID", 10)])
    return features

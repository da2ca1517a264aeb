"""waters.tsv, groups.tsv, names.tsv, supplement.tsv: our own facts, with ids, members and references resolved."""
import collections
import re

import common

WATER = "id kind name aliases names lon lat rank countries wikidata uncertainty_m source".split()
GROUP = "id kind name aliases abbreviations demonyms members names lon lat wikidata source".split()
NAMES = "place type name quality source".split()
SUPPLEMENT = ("id kind name aliases demonyms names lon lat uncertainty_m country admin1 population rank flags members wikidata "
              "source").split()


def slug(name):
    return "cm:" + re.sub(r"[^a-z0-9]+", "-", common.fold(name).replace("ł", "l").replace("ø", "o").replace("æ", "ae")).strip("-")


def shown(name):
    """Without the bracket that only tells two rows apart."""
    return re.sub(r"\s*\([^)]*\)$", "", name)


def make_waters(out):
    rows = []
    for r in common.facts("waters.tsv"):
        rows.append({**r, "id": slug(r["name"]), "name": shown(r["name"]), "uncertainty_m": int(float(r["km"]) * 1000),
                     "source": "own facts"})
    rows.sort(key=lambda r: (r["kind"], r["id"]))
    common.write_table(out, WATER, rows)


def make_groups(out):
    facts = {r["id"]: r for r in common.facts("groups.tsv")}

    def members(key, seen=()):
        found = []
        for member in facts[key]["members"].split("|"):
            if member.startswith("@"):
                if member[1:] in seen:
                    raise ValueError(f"groups.tsv: {key} contains itself")
                found += members(member[1:], (*seen, key))
            else:
                found.append(member)
        return found

    rows = [{**r, "id": "cm:" + key, "members": common.join_list(members(key)), "source": "own facts"}
            for key, r in facts.items()]
    common.write_table(out, GROUP, rows)


class Towns:
    """Finds the most populous town of a name in a country; by its alternate names where no name fits."""

    def __init__(self, path):
        self.by_name, self.by_alternate = collections.defaultdict(list), collections.defaultdict(list)
        for t in common.read_geonames(path):
            for name in {common.fold(t[1]), common.fold(t[2])}:
                self.by_name[t[8], name].append((int(t[14]), -int(t[0]), t))
            for name in t[3].split(","):
                self.by_alternate[t[8], common.fold(name)].append((int(t[14]), -int(t[0]), t))

    def find(self, reference):
        _, name, country, *admin1 = reference.split(":")
        key = country, common.fold(name)
        found = [t for t in self.by_name[key] or self.by_alternate[key] if not admin1 or t[2][10] == admin1[0]]
        if not found:
            raise ValueError(f"names.tsv: no town {reference}")
        return max(found)[2]


def make_names(towns_path, regions_path, out):
    towns, rows, seen = Towns(towns_path), [], set()
    codes = {r["iso_3166_2"] for r in common.read_table(regions_path)}
    faults = []
    for r in common.facts("names.tsv"):
        place = r["place"]
        if place.startswith("city:"):
            try:
                place = "gn:" + towns.find(place)[0]
            except ValueError as fault:
                faults.append(str(fault))
        elif place.startswith("3166-2:") and place[7:] not in codes:
            faults.append(f"names.tsv: no region {place}")
        for name in r["names"].split("|"):
            if (place, r["type"], name) not in seen:
                seen.add((place, r["type"], name))
                rows.append((place, r["type"], name, r["quality"], "own facts"))
    if faults:
        raise ValueError("\n".join(faults))
    common.write_table(out, NAMES, sorted(rows))


def region_groups(features):
    """Rows of the regions that Natural Earth has only as an attribute of its units."""
    found = collections.defaultdict(list)
    for f in features:
        p = f["properties"]
        country = (p.get("iso_3166_2") or "")[:2]
        for key in {p.get("region"), p.get("geonunit") if country == "GB" else None} - {None}:
            found[country, key].append(p["ne_id"])
    for r in common.facts("region_groups.tsv"):
        members = found.get((r["country"], r["region"]))
        if not members:
            raise ValueError(f"region_groups.tsv: Natural Earth has no {r['region']} in {r['country']}")
        aliases = common.join_list([r["long_name"], *r["aliases"].split("|"), *r["abbreviations"].split("|")])
        yield {**r, "kind": "region", "id": slug(r["name"]), "aliases": aliases, "uncertainty_m": 50000,
               "members": "|".join(f"ne:{m}" for m in sorted(members)), "source": "Natural Earth; own facts"}


def make_supplement(features, regions_path, out):
    table = common.read_table(regions_path)
    codes = {r["iso_3166_2"] for r in table} | {r["country"] for r in table}
    rows, faults = list(region_groups(features)), []
    for r in common.facts("supplement.tsv"):
        for code in filter(None, [r["admin1"], *r["members"].split("|")]):
            if code not in codes:
                faults.append(f"supplement.tsv: {r['name']}: no region {code}")
        rows.append({**r, "id": slug(r["name"]), "name": shown(r["name"]), "uncertainty_m": int(float(r["km"]) * 1000)})
    for ident, count in collections.Counter(r["id"] for r in rows).items():
        if count > 1:
            faults.append(f"supplement.tsv: {ident} twice")
    if faults:
        raise ValueError("\n".join(faults))
    rows.sort(key=lambda r: (r["kind"], r["id"]))
    common.write_table(out, SUPPLEMENT, rows)

"""countries.tsv: our own facts, with official names, codes and translations of iso-codes."""
import gettext
import json
import pathlib

import common

COLUMNS = ("iso2 iso3 name long_name aliases historical abbreviations demonyms derived capital_geonameid continent names "
           "geonameid wikidata lon lat rank source").split()
ISO_CODES = pathlib.Path("/usr/share/iso-codes/json")
LOCALES = pathlib.Path("/usr/share/locale")
# Languages with a code of two letters that news of the world is written in.
LANGUAGES = ("ar az be bg bn bs ca cs cy da de el es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko ky lt lv "
             "mk mn mr ms nb ne nl pl ps pt ro ru sk sl sq sr sv ta te th tr uk ur uz vi").split()
# Capitals that GeoNames marks otherwise, or not as PPLC.
CAPITALS = {"PS": "Ramallah", "IL": "Jerusalem", "XK": "Pristina", "EH": "Laayoune", "TW": "Taipei"}


def catalogues():
    found = []
    for language in LANGUAGES + ["zh_CN"]:
        path = LOCALES / language / "LC_MESSAGES" / "iso_3166-1.mo"
        if path.exists():
            with open(path, "rb") as f:
                found.append((language[:2], gettext.GNUTranslations(f)))
    return found


def capitals(towns):
    """geonameid of each country's capital: the most populous PPLC, by country."""
    best = {}
    for t in towns:
        wanted = t[7] == "PPLC" or (t[8] in CAPITALS and common.fold(CAPITALS[t[8]]) in (common.fold(t[1]), common.fold(t[2])))
        if wanted and (t[8] not in best or (t[7] == "PPLC", int(t[14])) > best[t[8]][0]):
            best[t[8]] = ((t[7] == "PPLC", int(t[14])), t[0])
    return {country: gid for country, (_, gid) in best.items()}


def local_names(entry, catalogue_list):
    """Names in other languages; the common name (Taiwan, Bolivia) where the catalogue has it."""
    if not entry:
        return []
    keys = [entry[k] for k in ("common_name", "name") if k in entry]
    names = []
    for language, catalogue in catalogue_list:
        for key in keys:
            text = catalogue.gettext(key)
            if text != key and "," not in text and "(" not in text:
                names.append(f"{language}={text}")
                break
    return names


def misleading(name, fact, dictionary):
    """A name in another language that an English reader takes for a word: Island, Chili, Man, Sad."""
    folded = common.fold(name.split("=", 1)[1])
    own = {common.fold(n) for n in [fact["name"], *fact["aliases"].split("|"), *fact["abbreviations"].split("|")]}
    return folded not in own and folded.isascii() and (len(folded) <= 3 or folded in dictionary)


def make_countries(towns_path, out):
    iso = {e["alpha_2"]: e for e in json.loads((ISO_CODES / "iso_3166-1.json").read_text(encoding="utf-8"))["3166-1"]}
    capital = capitals(common.read_geonames(towns_path))
    catalogue_list = catalogues()
    dictionary = common.english_words()
    rows = []
    for fact in common.facts("countries.tsv"):
        code = fact["iso2"]
        entry = iso.get(code)
        if entry is None and code != "XK":
            raise ValueError(f"countries.tsv: {code} is not in ISO 3166-1")
        long_name = fact["long_name"] or (entry or {}).get("official_name", "")
        names = local_names(entry, catalogue_list)
        names += [f"{r['lang']}={r['name']}" for r in common.facts("country_names.tsv") if r["iso2"] == code]
        names = [n for n in names if not misleading(n, fact, dictionary)]
        rows.append({
            **fact, "iso3": entry["alpha_3"] if entry else "XKX",
            "long_name": long_name if long_name != fact["name"] else "", "names": common.join_list(first_of_each(names)),
            "capital_geonameid": capital.get(code, ""), "continent": "cm:" + fact["continent"],
            "source": "own facts; iso-codes"})
    missing = set(iso) - {r["iso2"] for r in rows}
    if missing:
        raise ValueError(f"countries.tsv lacks {sorted(missing)}")
    common.write_table(out, COLUMNS, sorted(rows, key=lambda r: r["iso2"]))


def first_of_each(names):
    """The last name given for a language wins: our own table corrects the catalogues."""
    by_language = {}
    for name in names:
        by_language[name.split("=", 1)[0]] = name
    return [by_language[k] for k in sorted(by_language)]

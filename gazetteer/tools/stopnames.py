"""stopnames.tsv: names of places that in English news are nearly always something else.

By rule: a word of the English dictionary, a given name, a demonym or a Latin word of one or two letters that is
the name of towns under 100,000 people, or only an alternate name; then the words of facts/stopwords.tsv.
Countries, groups, important regions, supplement and waters are left alone.
"""
import collections
import re

import common

LARGE = 100000
IMPORTANT_RANK = 8


def single_words(names):
    return {common.fold(n) for n in names if re.fullmatch(r"[^\W\d_]+", common.fold(n))}


def town_words(towns_path):
    """Largest population under each word as a main name, and the words that occur at all."""
    main, every = collections.Counter(), set()
    for t in common.read_geonames(towns_path):
        for word in single_words([t[1], t[2]]):
            main[word] = max(main[word], int(t[14]), 1)
        every |= single_words(t[3].split(","))
    return main, every | set(main)


def protected(folder):
    """Words that are names of countries, groups, important regions, waters or supplement rows."""
    names = set()
    for table in ("countries.tsv", "groups.tsv", "supplement.tsv", "waters.tsv"):
        for r in common.read_table(folder / table):
            names |= single_words([r["name"], *r["aliases"].split("|"), *r.get("abbreviations", "").split("|")])
    for r in common.read_table(folder / "regions.tsv"):
        if int(r["rank"]) <= IMPORTANT_RANK:
            names |= single_words([r["name"]])
    return names


def foreign_words(folder):
    """Names of countries and regions in other languages, and lesser names of regions: Island for Iceland."""
    words = set()
    for table in ("countries.tsv", "regions.tsv"):
        for r in common.read_table(folder / table):
            words |= single_words(n[3:] for n in r["names"].split("|"))
            if table == "regions.tsv":
                words |= single_words(r["aliases"].split("|"))
    return words


def demonyms(folder):
    words = set()
    for table in ("countries.tsv", "groups.tsv", "supplement.tsv"):
        for r in common.read_table(folder / table):
            words |= single_words(r["demonyms"].split("|"))
    for r in common.read_table(folder / "names.tsv"):
        if r["type"] == "demonym":
            words |= single_words([r["name"]])
    return words


def make_stopnames(towns_path, folder, out):
    main, every = town_words(towns_path)
    hand = {common.fold(r["name"]): r["reason"] for r in common.facts("stopwords.tsv")}
    kept = protected(folder)
    dictionary = common.english_words()
    nations = demonyms(folder)
    reasons = {}
    for word in sorted(every | kept):
        reason = hand.get(word)
        if reason == "keep":
            continue
        if reason in ("month", "media", "brand", "organisation", "plain_word"):
            reasons[word] = reason
        elif word in kept or main[word] >= LARGE:
            continue
        elif reason:
            reasons[word] = reason
        elif word in dictionary or word in nations or re.fullmatch("[a-z]{1,2}", word):
            reasons[word] = "plain_word"
    for word in sorted(foreign_words(folder) - kept - set(reasons)):
        if hand.get(word) != "keep" and main[word] < LARGE and (word in dictionary or re.fullmatch("[a-z]{1,3}", word)):
            reasons[word] = "plain_word"
    common.write_table(out, ["name", "reason"], sorted(reasons.items()))

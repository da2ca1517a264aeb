"""What docs/fields.md promises of a claim's properties, as checks. Standard library only."""

import datetime
import decimal
import json
import re

WORDS = {
    "kind": "article claim figure place",
    "place kind": "settlement facility district region country country_group continent river sea vague_region disputed_region",
    "place_role": "location relative_location container origin destination direction route protected target beneficiary distance_anchor border_with feature alias",
    "geometry_basis": "gazetteer_point region_polygon compass_part offset_point area_true_figure none",
    "source type": "official government military armed_group state_media media monitor ngo igo agency police company expert religious witness anonymous court document political",
    "modality": "asserted claimed confirmed denied alleged reported measured ordered warned intended considered predicted believed apparent",
    "polarity": "+ -",
    "status": "current past past_peak planned considered hypothetical denied",
    "unit": "km2 mi2 ha acre m2 km mi m ft mm percent troops people fatalities injured missing prisoners cases families households places buildings objects vehicles events kg t minutes hours days weeks months years kph magnitude",
    "qualifier": "exact about at_least more_than up_to at_most almost vague_at_least",
    "quantity role": "current previous cumulative average conversion_of share_of",
    "attaches_to": "event cue evidence comparison",
    "draw": "primary secondary context no",
    "reason": "actor possessive metonym container demonym organisation person media topic dateline speech_location residence alias duplicate unlocated irrealis other",
    "mention type": "toponym demonym derived",
}
WORDS = {name: frozenset(words.split()) for name, words in WORDS.items()}

EVENTS = {
    "posture": "presence deployment withdrawal",
    "territory": "control capture recapture retreat siege surrender",
    "manoeuvre": "advance incursion offensive counteroffensive defence",
    "combat": "clash strike bombing",
    "harm": "casualties damage accident violence crime",
    "people": "detention displacement evacuation search_rescue",
    "diplomacy": "talks ceasefire visit court_hearing",
    "sovereignty": "sovereignty territorial_dispute expropriation",
    "hazard": "hazard_extent natural_disaster weather outbreak warning",
    "civic": "protest gathering crowd_control policing unrest election",
    "infrastructure": "closure outage minefield demining arms_supply construction preparation",
    "extent": "area_extent land_use statistics map_error",
}
CLASS_OF = {kind: name for name, kinds in EVENTS.items() for kind in kinds.split()}

KM2 = {"km2": 1.0, "mi2": 2.589988110336, "ha": 0.01, "acre": 0.0040468564224, "m2": 1e-6}
KM = {"km": 1.0, "mi": 1.609344, "m": 0.001, "ft": 0.0003048, "mm": 1e-6}

PRECISION = {
    "settlement": (1, 2), "facility": (1, 2), "district": (2,), "river": (2,),
    "region": (3, 4), "disputed_region": (3, 4), "vague_region": (3, 4, 5), "country": (4,),
    "country_group": (5,), "continent": (5,), "sea": (5,),
}


def load(text):
    """JSON as RFC 8259 has it: no NaN, no name twice; fractions stay decimal."""

    def no_constant(name):
        raise ValueError(f"{name} is no JSON")

    def members(pairs):
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            raise ValueError(f"a name stands twice among {names}")
        return dict(pairs)

    return json.loads(text, parse_constant=no_constant, parse_float=decimal.Decimal,
                      object_pairs_hook=members)


def is_number(value):
    return isinstance(value, (int, decimal.Decimal)) and not isinstance(value, bool)


class Checker:
    """Collects faults. `data` are the bytes of the article's text, None if they are not known."""

    def __init__(self, data=None):
        self.faults = []
        self.where = ""
        self.data = data
        self.text = None if data is None else data.decode("utf-8")

    def fault(self, message):
        self.faults.append(f"{self.where}: {message}")

    def need(self, holds, message):
        if not holds:
            self.fault(message)
        return holds

    def word(self, value, words, what):
        self.need(value in WORDS[words], f"{what} is {value!r}")

    def unit_range(self, value, what):
        self.need(is_number(value) and 0 <= value <= 1, f"{what} is {value!r}, not 0 to 1")

    def excerpt(self, value, what, required=True):
        """text, start, end that fit the article; all null where it is said nowhere."""
        if not self.need(isinstance(value, dict), f"{what} is no object"):
            return
        start, end, text = value.get("start"), value.get("end"), value.get("text")
        if text is None and not required:
            self.need(start is None and end is None, f"{what}: a position without a text")
            return
        if not self.need(isinstance(text, str) and isinstance(start, int) and isinstance(end, int)
                         and 0 <= start < end, f"{what}: {start}..{end} {text!r} is no excerpt"):
            return
        if self.text is None:
            self.need(end - start == len(text), f"{what}: {end - start} characters, not {len(text)}")
        else:
            self.need(self.text[start:end] == text,
                      f"{what}: the text at {start}..{end} is {self.text[start:end]!r}, not {text!r}")

    def quote(self, value):
        self.excerpt(value, "quote")
        start, end = value.get("byte_start"), value.get("byte_end")
        if self.need(isinstance(start, int) and isinstance(end, int), "quote without bytes"):
            size = len(value["text"].encode("utf-8"))
            self.need(end - start == size, f"quote: {end - start} bytes, not {size}")
            if self.data is not None:
                self.need(self.data[start:end] == value["text"].encode("utf-8"),
                          f"quote: the bytes {start}..{end} are another text")

    def point(self, value, what):
        lon, lat = value.get("lon"), value.get("lat")
        if lon is None and lat is None:
            return
        self.need(is_number(lon) and is_number(lat) and -180 <= lon <= 180 and -90 <= lat <= 90,
                  f"{what}: {lon}, {lat} is no position")

    def gazetteer_id(self, value, what):
        self.need(value is None or re.fullmatch(r"(gn|ne|cc|cm|us|at):.+", str(value)) is not None,
                  f"{what} is {value!r}")

    def country(self, value, what):
        self.need(value is None or re.fullmatch(r"[A-Z]{2}", str(value)) is not None,
                  f"{what} is {value!r}, not ISO 3166-1 alpha-2")

    def place(self, place):
        self.excerpt(place, "place")
        self.need(isinstance(place.get("name"), str) and place["name"] != "", "a place has no name")
        self.word(place.get("kind"), "place kind", "place.kind")
        self.country(place.get("country"), "place.country")
        self.gazetteer_id(place.get("gazetteer_id"), "place.gazetteer_id")
        self.point(place, "place")
        self.unit_range(place.get("score"), "place.score")
        located = place.get("lon") is not None
        metres = place.get("uncertainty_m")
        self.need((is_number(metres) and metres >= 0) if located else metres is None,
                  f"place.uncertainty_m is {metres!r}")
        self.need("geonameid" not in place or isinstance(place["geonameid"], int), "geonameid")
        self.need(re.fullmatch(r"Q[1-9][0-9]*", str(place.get("wikidata", "Q1"))) is not None,
                  f"wikidata is {place.get('wikidata')!r}")
        self.need(bool(place.get("basis")), "place.basis is missing")
        for other in place.get("alternatives", []):
            self.point(other, "alternative")
            self.gazetteer_id(other.get("gazetteer_id"), "alternative")
            self.unit_range(other.get("score"), "alternative")
            self.need(other.get("gazetteer_id") != place.get("gazetteer_id"),
                      f"{other.get('gazetteer_id')} is its own alternative")

    def precision(self, place, precision):
        allowed = PRECISION.get(place.get("kind"), ())
        if place.get("lon") is None:
            allowed = (None,)
        elif place.get("gazetteer_id") is None:
            allowed += (3, 4)  # known only by what lies around it
        self.need(precision in allowed, f"geo_precision of a {place.get('kind')} is {precision!r}")

    def source(self, source, what):
        self.excerpt(source, what, required=False)
        self.need(bool(source.get("name")), f"{what} has no name")
        if source.get("type") is not None:
            self.word(source["type"], "source type", f"{what}.type")
        self.country(source.get("side"), f"{what}.side")

    def sources(self, claim):
        if claim.get("source") is not None:
            self.source(claim["source"], "source")
        relays = claim.get("relay")
        for relay in relays if isinstance(relays, list) else [relays]:
            if relay is not None:
                self.source(relay, "relay")
        cue = claim.get("cue")
        if cue is not None:
            self.excerpt(cue, "cue")
            self.need(bool(cue.get("lemma")) and bool(cue.get("class")), "cue without lemma, class")
        for side in ("actor", "target"):
            for party in claim.get(side, []):
                self.excerpt(party, side, required=False)
                self.need(bool(party.get("name")), f"{side} has no name")
                self.country(party.get("side"), f"{side}.side")

    def quantity(self, quantity):
        self.excerpt(quantity, "quantity")
        unit, value, most = quantity.get("unit"), quantity.get("value"), quantity.get("value_max")
        self.need(unit in WORDS["unit"] or re.fullmatch(r"[A-Z]{3}", str(unit)) is not None,
                  f"unit is {unit!r}")
        self.word(quantity.get("qualifier"), "qualifier", "qualifier")
        if quantity.get("role") is not None:
            self.word(quantity["role"], "quantity role", "quantity.role")
        if not self.need(is_number(value), f"value is {value!r}"):
            return
        self.need(most is None or (is_number(most) and most >= value), f"value_max is {most!r}")
        for name, table in (("km2", KM2), ("km", KM)):
            given = quantity.get(name)
            if unit not in table:
                self.need(given is None, f"{unit} has {name}")
            elif self.need(is_number(given), f"{unit} has no {name}"):
                wanted = float(value) * table[unit]
                self.need(abs(float(given) - wanted) <= 1e-6 + 1e-6 * abs(wanted),
                          f"{value} {unit} are {wanted} {name}, not {given}")

    def time(self, time):
        self.excerpt(time, "time")
        self.need(time.get("precision") in (1, 2, 3, 4, 5), f"precision is {time.get('precision')!r}")
        self.word(time.get("attaches_to"), "attaches_to", "attaches_to")
        days = []
        for name in ("iso_start", "iso_end"):
            value = time.get(name)
            try:
                days.append(None if value is None else datetime.date.fromisoformat(value))
            except ValueError:
                self.fault(f"{name} is {value!r}")
                return
        self.need(None in days or days[0] <= days[1], f"time ends before it starts: {days}")

    def drawing(self, properties):
        draw, reason = properties.get("draw"), properties.get("reason")
        self.word(draw, "draw", "draw")
        if draw in ("no", "context"):
            self.word(reason, "reason", f"reason of draw {draw}")
        else:
            self.need(reason is None, f"draw {draw} has reason {reason!r}")
        self.unit_range(properties.get("confidence"), "confidence")

    def claim(self, claim):
        """The properties of a claim or a figure."""
        for name in ("id", "claim_id", "event_group", "title", "description"):
            self.need(isinstance(claim.get(name), str) and claim[name] != "", f"no {name}")
        if self.need(isinstance(claim.get("quote"), dict), "no quote"):
            self.quote(claim["quote"])
        self.word(claim.get("geometry_basis"), "geometry_basis", "geometry_basis")
        self.word(claim.get("modality"), "modality", "modality")
        self.word(claim.get("polarity"), "polarity", "polarity")
        self.word(claim.get("status"), "status", "status")
        kind = claim.get("event_type")
        self.need(kind in CLASS_OF, f"event_type is {kind!r}")
        self.need(claim.get("event_class") == CLASS_OF.get(kind),
                  f"event_class of {kind} is {claim.get('event_class')!r}")
        if claim.get("place") is not None:
            self.place(claim["place"])
            self.word(claim.get("place_role"), "place_role", "place_role")
            self.precision(claim["place"], claim.get("geo_precision"))
        self.sources(claim)
        for quantity in claim.get("quantities", []):
            self.quantity(quantity)
        for time in claim.get("time", []):
            self.time(time)
        self.drawing(claim)

    def claims(self, claims):
        """What ties the claims of one article together."""
        ids = {claim.get("claim_id") for _, claim in claims}
        pairs = set()
        for where, claim in claims:
            self.where = where
            place = claim.get("place") or {}
            pair = (claim.get("claim_id"), place.get("gazetteer_id"), place.get("start"))
            self.need(pair not in pairs, f"two features of {pair}")
            pairs.add(pair)
            self.need(claim.get("event_group") in ids, f"event_group {claim.get('event_group')}")
            for name in ("supports", "conflicts_with"):
                for other in claim.get(name, []):
                    self.need(other in ids and other != claim["claim_id"], f"{name} {other}")
            other = claim.get("duplicate_of")
            self.need(other is None or (other in ids and other != claim["claim_id"]),
                      f"duplicate_of {other}")

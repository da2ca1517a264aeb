"""Articles for streams: as many as one likes, each another one, the same ones in every run."""
import json

PLACES = ("Kursk Kharkiv Aleppo Mosul Gaza Khartoum Goma Mekelle Sanaa Idlib Odesa Donetsk Tripoli "
          "Bamako Mogadishu Kabul Kandahar Homs Basra Juba").split()
SOURCES = ("the governor", "a spokesman of the army", "residents", "the interior ministry",
           "a local council", "aid workers", "the mayor", "two officials")
EVENTS = ("{n} people were killed when a market in {p} was shelled",
          "troops had entered {p} and held its northern districts",
          "{n} square kilometres around {p} changed hands",
          "the road from {p} to {q} was closed after an explosion",
          "about {n} families left {p} for {q}",
          "a hospital in {p} was hit by a drone")
CALM = ("Shops opened late and the streets were quiet. ", "It rained for most of the afternoon. ",
        "Schools are to open again next week, parents were told. ",
        "None of the statements could be checked independently. ")


def text(number):
    """About 2,000 characters, a third of them claims."""
    said = []
    seed = number * 2654435761 % 2**32
    for sentence in range(24):
        seed = (seed * 1103515245 + 12345) % 2**31
        draw = seed >> 8
        if sentence % 3 == 0:
            event = EVENTS[draw % 6].format(n=draw % 97 + 2, p=PLACES[draw // 7 % 20],
                                            q=PLACES[draw // 11 % 20])
            said.append(f"{SOURCES[draw // 13 % 8].capitalize()} said on Tuesday that {event}. ")
        else:
            said.append(CALM[draw % 4])
    return "".join(said)


def line(number):
    return json.dumps({"id": str(number), "date": "2026-03-03", "text": text(number)}) + "\n"


def lines(count, first=0):
    return "".join(map(line, range(first, first + count))).encode()

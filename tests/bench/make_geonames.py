#!/usr/bin/env python3
"""make_geonames.py PLACES DIR: writes invented GeoNames dumps of that many places into DIR.

allCountries.txt, alternateNamesV2.txt, admin1CodesASCII.txt, admin2Codes.txt; the same bytes for
the same number. Names are of invented syllables, about as repetitive as real ones; kinds come in
about the shares of the real dump. For benchmarks of `claimmap gazetteer build --geonames`."""
import os
import sys

COUNTRIES = ["UA", "US", "FR", "CN", "IN", "BR", "NG", "DE", "RU", "MX", "ID", "TR", "EG", "AU"]
BOXES = [(24, 45, 39, 52), (-120, 30, -75, 48), (-1, 43, 7, 49), (80, 23, 120, 45),
         (72, 10, 85, 28), (-60, -25, -40, -3), (4, 6, 13, 13), (7, 48, 14, 54),
         (35, 50, 130, 65), (-108, 17, -90, 28), (98, -8, 120, 3), (28, 37, 42, 41),
         (26, 23, 33, 31), (116, -35, 150, -16)]
SYLLABLES = ["ba", "ko", "lin", "ver", "sa", "tor", "mi", "nes", "gra", "dol", "pe", "ru", "shan",
             "ti", "vo", "lek", "mar", "on", "hal", "zi", "cor", "den", "fa", "gu", "her", "jo"]
ENDINGS = ["ville", "ovka", "ton", "burg", "pur", "an", "ia", "o", "stad", "grad", "field", "e"]
WORDS = ["New ", "Lake ", "San ", "Mount ", "Old ", "Upper ", "Saint ", ""]
CODES = [("P", "PPL", 40), ("H", "STM", 14), ("S", "SCH", 12), ("T", "MT", 10), ("S", "FRM", 6),
         ("L", "LCTY", 5), ("H", "LK", 4), ("S", "CH", 4), ("A", "ADM3", 2), ("V", "FRST", 1),
         ("R", "RSTN", 1), ("U", "SMU", 1)]
PICK = [(c, f) for c, f, share in CODES for _ in range(share)]


class Noise:
    """A linear congruential generator: the same numbers in every Python."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        return (self.state >> 33) % limit


def name(noise):
    text = SYLLABLES[noise.below(26)] + SYLLABLES[noise.below(26)]
    if noise.below(3):
        text += SYLLABLES[noise.below(26)]
    prefix = WORDS[noise.below(8)] if noise.below(9) == 0 else ""
    return prefix + (text + ENDINGS[noise.below(12)]).capitalize()


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    noise = Noise(20260101)
    with open(os.path.join(folder, "allCountries.txt"), "w", encoding="utf-8") as places, \
            open(os.path.join(folder, "alternateNamesV2.txt"), "w", encoding="utf-8") as names:
        for i in range(count):
            number = 20000000 + i
            at = noise.below(len(COUNTRIES))
            west, south, east, north = BOXES[at]
            lon = west + (east - west) * noise.below(1000000) / 1e6
            lat = south + (north - south) * noise.below(1000000) / 1e6
            kind, code = PICK[noise.below(100)]
            people = noise.below(5000) if kind == "P" and noise.below(4) == 0 else 0
            own = name(noise)
            places.write(f"{number}\t{own}\t{own}\t\t{lat:.5f}\t{lon:.5f}\t{kind}\t{code}\t"
                         f"{COUNTRIES[at]}\t\t{noise.below(40):02d}\t{noise.below(60):03d}\t\t\t"
                         f"{people}\t\t100\tEurope/Kyiv\t2026-01-01\n")
            for k in range(noise.below(3)):
                language = ("en", "", "fr", "ru", "wkdt", "link")[noise.below(6)]
                text = f"Q{number}" if language == "wkdt" else name(noise)
                names.write(f"{number * 3 + k}\t{number}\t{language}\t{text}\t\t\t\t\t\t\n")
    with open(os.path.join(folder, "admin1CodesASCII.txt"), "w", encoding="utf-8") as admin1, \
            open(os.path.join(folder, "admin2Codes.txt"), "w", encoding="utf-8") as admin2:
        number = 19000000
        for country in COUNTRIES:
            for first in range(40):
                own = name(noise)
                admin1.write(f"{country}.{first:02d}\t{own}\t{own}\t{number}\n")
                number += 1
                for second in range(60):
                    own = name(noise)
                    admin2.write(f"{country}.{first:02d}.{second:03d}\t{own}\t{own}\t{number}\n")
                    number += 1


if __name__ == "__main__":
    main()

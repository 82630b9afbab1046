#!/usr/bin/env python3
"""Writes src/Throughline.Matching/Names/Tables/han-*.txt from the Unihan database.

Usage: scripts/han-readings.py FOLDER, where FOLDER holds Unihan_Readings.txt and Unihan_Variants.txt
(of Unicode 15.0; on Debian the package unicode-data has them, compressed). Run by hand when the tables are to be renewed.
"""
import collections
import pathlib
import re
import sys
import unicodedata

source = pathlib.Path(sys.argv[1])
target = pathlib.Path(__file__).resolve().parent.parent / "src/Throughline.Matching/Names/Tables"
HEAD = """# {what}
# Made by scripts/han-readings.py from the Unihan database of Unicode 15.0 ({fields}); changed: {changed}.
# Copyright (C) 1991-2022 Unicode, Inc.; terms in UNICODE-LICENSE.txt beside this file.
"""


def fields(name):
    table = collections.defaultdict(dict)
    for line in (source / name).open(encoding="utf-8"):
        if line.startswith("U+"):
            code, field, value = line.rstrip("\n").split("\t")
            table[field][int(code[2:], 16)] = value
    return table


def toneless(reading):
    plain = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in plain if c.isascii() and c.isalpha()).lower()


def unique(values, most):
    return list(dict.fromkeys(v for v in values if v))[:most]


def write(name, what, used, changed, readings):
    groups = collections.defaultdict(list)
    for place, per_character in readings:
        for code, reading in per_character:
            groups[place, reading].append(chr(code))
    with (target / name).open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD.format(what=what, fields=used, changed=changed))
        for (place, reading), characters in sorted(groups.items()):
            out.write(f"{place} {reading} {''.join(characters)}\n")


readings, variants = fields("Unihan_Readings.txt"), fields("Unihan_Variants.txt")
basic = range(0x4E00, 0xA000)


def spread(per_character):
    """The reading of each place (1 = the usual one) with all characters that have it."""
    most = max((len(v) for v in per_character.values()), default=0)
    return [(n + 1, [(c, v[n]) for c, v in sorted(per_character.items()) if len(v) > n]) for n in range(most)]


def mandarin(code):
    first = [toneless(r) for r in readings["kMandarin"].get(code, "").split()]
    spoken = [(toneless(r.split("(")[0]), int(r.split("(")[1][:-1])) for r in readings["kHanyuPinlu"].get(code, "").split()]
    total = sum(n for _, n in spoken) or 1
    often = [r for r, n in spoken if n / total >= 0.04]
    listed = []
    for field in ("kTGHZ2013", "kXHC1983"):
        for entry in readings[field].get(code, "").split():
            listed += [toneless(r) for r in entry.split(":", 1)[1].split(",")]
    return unique(first[:1] + often + first[1:] + listed, 3)


def korean(code):
    return unique((r.split(":")[0] for r in readings["kHangul"].get(code, "").split()), 1)


def japanese(code):
    on = [r.lower() for r in readings["kJapaneseOn"].get(code, "").split()]
    kun = [r.lower() for r in readings["kJapaneseKun"].get(code, "").split()]
    short = [r for r in kun if len(r) <= 5]
    return unique(short[:2] + on[:1] + short[2:3], 3)


def cantonese(code):
    return unique((re.sub(r"\d", "", r) for r in readings["kCantonese"].get(code, "").split()), 1)


def vietnamese(code):
    marks = unicodedata.normalize("NFD", readings["kVietnamese"].get(code, "").split(" ")[0].lower().replace("đ", "d"))
    return unique(["".join(c for c in marks if c.isascii())], 1)


def table(read):
    return spread({c: r for c in basic if (r := read(c))})


write("han-mandarin.txt", "Han characters by their readings in Mandarin: place, pinyin without tones, characters.",
      "kMandarin, kHanyuPinlu, kTGHZ2013, kXHC1983", "tones left out, at most three readings each", table(mandarin))
write("han-cantonese.txt", "Han characters by their first reading in Cantonese: place, jyutping without tones, characters.",
      "kCantonese", "tones left out, first reading only", table(cantonese))
write("han-korean.txt", "Han characters by their first reading in Korean: place, Hangul, characters.",
      "kHangul", "first reading only", table(korean))
write("han-japanese.txt", "Han characters by some readings in Japanese: place, romaji, characters.",
      "kJapaneseOn, kJapaneseKun", "two short native readings, one Chinese one", table(japanese))
write("han-vietnamese.txt", "Han characters by their first reading in Vietnamese: place, letters without marks, characters.",
      "kVietnamese", "marks left out, first reading only", table(vietnamese))

pairs = []
for code, value in sorted(variants["kSimplifiedVariant"].items()):
    simple = [int(v[2:], 16) for v in value.split()]
    if code in basic and code not in simple and simple[0] in basic:
        pairs.append(chr(code) + chr(simple[0]))
with (target / "han-simplified.txt").open("w", encoding="utf-8", newline="\n") as out:
    out.write(HEAD.format(what="Traditional characters, each with its simplified form behind it.", fields="kSimplifiedVariant",
                          changed="first form only"))
    for at in range(0, len(pairs), 40):
        out.write(" ".join(pairs[at:at + 40]) + "\n")

"""Two variable fonts, cut to the letters of the Nordic languages and to the weights that are set."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# Basic Latin, Latin-1, dashes, quotation marks, spaces, bullets, euro, arrows, minus and other signs of text
LATIN = frozenset(
    [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2009, 0x2010), *range(0x2010, 0x2016)]
) | frozenset(map(ord, "‘’‚“”„†•…‰′″‹›€™←↑→↓−≈≤≥\u202f\u2060"))
# Sámi and the neighbours' letters: a file of its own, fetched only where one occurs
FAR = frozenset(map(ord, "ČčĐđŊŋŠšŦŧŽžĆćŁłŃńŚśŹźŻżĄąĘęŐőŰűŘřĚěŮůĀāĒēĪīŪūĶķĻļŅņĢģĖėĮįŲųǤǥǦǧǨǩǮǯƷʒ"))
FEATURES = ["kern", "liga", "locl", "lnum", "tnum"]
FACES = (
    ("schibsted-grotesk", "Schibsted Grotesk Variable", (400, 780)),
    ("literata", "Literata Variable", (400, 700)),
)


def build(packages: Path) -> dict[str, bytes]:
    """File name → woff2."""
    made: dict[str, bytes] = {}
    for package, _family, weights in FACES:
        for part, letters in (("latin", LATIN), ("latin-ext", FAR)):
            path = packages / f"@fontsource-variable/{package}/files/{package}-{part}-wght-normal.woff2"
            made[f"{package}-{part}.woff2"] = _cut(path, letters, weights)
    return made


def _cut(path: Path, letters: frozenset[int], weights: tuple[int, int]) -> bytes:
    font = TTFont(path)
    cutter = subset.Subsetter(subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True))
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": weights}, inplace=True)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def faces() -> str:
    """The ``@font-face`` rules, for the stylesheet that stands beside ``fonts/``."""
    ranges = {"latin": _ranges(LATIN), "latin-ext": _ranges(FAR)}
    return "".join(
        f"@font-face{{font-family:'{family}';src:url(fonts/{package}-{part}.woff2) format('woff2');"
        f"font-weight:{low} {high};font-display:swap;unicode-range:{ranges[part]}}}"
        for package, family, (low, high) in FACES
        for part in ranges
    )


def _ranges(letters: frozenset[int]) -> str:
    runs: list[list[int]] = []
    for letter in sorted(letters):
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ",".join(f"U+{low:x}" if low == high else f"U+{low:x}-{high:x}" for low, high in runs)

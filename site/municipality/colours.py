"""A town's colours: seven for light screens, seven for dark ones, and whether they can be read.

Contrast is that of WCAG 2.2, success criteria 1.4.3 (text, 4.5:1) and 1.4.11 (marks, 3:1).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
NAMES = ("brand", "brand_soft", "on_brand", "now", "now_deep", "now_soft", "paper")
MODES = ("light", "dark")

DEFAULTS: dict[str, dict[str, str]] = {
    "light": {
        "brand": "#0f3a44",
        "brand_soft": "#e0e9e5",
        "on_brand": "#fffdf8",
        "now": "#a81e63",
        "now_deep": "#85154d",
        "now_soft": "#f8e6ee",
        "paper": "#f8f6f0",
    },
    "dark": {
        "brand": "#b9d8d3",
        "brand_soft": "#1c363c",
        "on_brand": "#0c1d22",
        "now": "#f08cb8",
        "now_deep": "#f7b3d0",
        "now_soft": "#3d1f30",
        "paper": "#0e1e23",
    },
}
# What the face itself fixes: static/css/tokens.css
FIXED: dict[str, dict[str, str]] = {
    "light": {"ink": "#12292f", "muted": "#4b5d60", "sheet": "#fffefb"},
    "dark": {"ink": "#eef0e8", "muted": "#aebdbb", "sheet": "#142830"},
}
ON_NOW = {"light": ("#ffffff", "#2b0717"), "dark": ("#2b0717", "#ffffff")}
TEXT = 4.5
LABELS = {
    "brand": _("main colour"),
    "brand_soft": _("soft main colour"),
    "on_brand": _("text on the main colour"),
    "now": _("colour of what is open"),
    "now_deep": _("deep colour of what is open"),
    "now_soft": _("soft colour of what is open"),
    "paper": _("paper"),
    "ink": _("text colour"),
    "muted": _("colour of small print"),
    "sheet": _("card"),
    "on_now": _("text on the colour of what is open"),
}
# (front, back): each must reach 4.5:1. The first colour of ours in a pair is the one the message is shown at.
PAIRS = (
    ("brand", "paper"),
    ("brand", "sheet"),
    ("brand", "brand_soft"),
    ("on_brand", "brand"),
    ("now", "paper"),
    ("now_deep", "paper"),
    ("now_deep", "now_soft"),
    ("on_now", "now"),
    ("ink", "paper"),
    ("muted", "paper"),
    ("ink", "brand_soft"),
    ("muted", "brand_soft"),
    ("ink", "now_soft"),
)


@dataclass(frozen=True, kw_only=True)
class Weak:
    """A pair that cannot be read: ``field`` is the colour to change, ``ratio`` what the pair reaches."""

    mode: str
    field: str
    front: str
    back: str
    ratio: float


def ratio(one: str, other: str) -> float:
    """Contrast of two ``#rrggbb`` colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def weak_pairs(mode: str, palette: Mapping[str, str]) -> Iterator[Weak]:
    """The pairs of a palette (colours by name) that are too close to each other."""
    colours = complete(mode, palette)
    for front, back in PAIRS:
        reached = ratio(colours[front], colours[back])
        if reached < TEXT:
            field = front if front in palette else back
            yield Weak(mode=mode, field=field, front=front, back=back, ratio=reached)


def complete(mode: str, palette: Mapping[str, str]) -> dict[str, str]:
    """The palette with the fixed colours, and the text on «now» that can be read best."""
    on_now = max(ON_NOW[mode], key=lambda colour: ratio(colour, palette["now"]))
    return {**FIXED[mode], **palette, "on_now": on_now}


def css(palettes: Mapping[str, Mapping[str, str]]) -> str:
    """The style sheet of a town, in the layer of the tokens that it replaces; empty when its colours are the face's own."""
    if all(dict(palettes[mode]) == DEFAULTS[mode] for mode in MODES):
        return ""
    light, dark = (_rule(mode, palettes[mode]) for mode in MODES)
    return f"@layer tokens {{\n{light}\n@media screen and (prefers-color-scheme: dark) {{ {dark} }}\n}}\n"


def digest(sheet: str) -> str:
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]


def _rule(mode: str, palette: Mapping[str, str]) -> str:
    colours = complete(mode, palette)
    names = (*NAMES, "on_now")
    return ":root { " + " ".join(f"--{name.replace('_', '-')}: {colours[name]};" for name in names) + " }"


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

"""The stylesheet: the parts of Designsystemet that are used, then our layers, in the order they are read."""

from __future__ import annotations

import re
from pathlib import Path

from . import css

# Page furniture taken from @digdir/designsystemet-css
FURNITURE = (
    "base",
    "button",
    "input",
    "field",
    "fieldset",
    "details",
    "alert",
    "error-summary",
    "table",
    "pagination",
    "skip-link",
    "validation-message",
)
COLORS = frozenset({"accent", "neutral", "danger", "now"})
LAYERS = ("tokens.css", "base.css", "layout.css")
ORDER = "@layer ds,leaflet,tokens,base,layout,components;"

_VAR = re.compile(r"var\((--[\w-]+)")
_CLASS = re.compile(r"\.(ds-[\w-]+)")
_ELEMENT = re.compile(r"(?:^|[\s>+~,(])(ds-[\w-]+|u-[\w-]+)")
_COLOR = re.compile(r"\[data-color=[\"']?([\w-]+)")
# Variants that no template uses
_VARIANT = re.compile(
    r"\[data-(?:color-scheme=|typography|size=|variant=[\"']?(?:outline|tinted|default)|sticky-header|border|zebra|hover)"
    r"|role=switch|aria-sort|aria-label=|field-affix|:dir\(rtl\)|clickdelegatefor|data-field=counter"
)


def build(static: Path, packages: Path, markup: str) -> str:
    """The whole stylesheet. ``markup``: the text of every template and script, where classes are looked for.
    Raises FileNotFoundError when ``npm ci`` has not been run."""
    dist = packages / "@digdir/designsystemet-css/dist"
    used = set(re.findall(r"\bds-[\w-]+", markup))
    text = "".join([_theme(dist), *((dist / f"src/{name}.css").read_text() for name in FURNITURE)])
    furniture = css.parse(text.replace("[aria-current=true]", "[aria-current]"))  # a page of a list is «page»
    furniture = css.keep_selectors(furniture, lambda selector: _wanted(selector, used))
    ours = css.parse("".join(path.read_text() for path in sources(static)))
    sheet = css.drop_unused_properties([css.Rule("@layer ds", furniture), *ours], keep=frozenset(_VAR.findall(markup)))
    return ORDER + css.write(sheet) + "\n"


def sources(static: Path) -> list[Path]:
    """Our stylesheets in order: tokens, base, layout, then the components by name."""
    return [*(static / "css" / name for name in LAYERS), *sorted((static / "css/components").glob("*.css"))]


def _theme(dist: Path) -> str:
    return (dist / "theme/designsystemet.css").read_text()


def _wanted(selector: str, used: set[str]) -> bool:
    """No class that is in no template, no web component, no colour or size that we do not set."""
    if _VARIANT.search(selector):
        return False
    if not selector.startswith(".ds-alert") and any(color not in COLORS for color in _COLOR.findall(selector)):
        return False
    bare = re.sub(r":(?:is|where|not|has)\([^()]*(?:\([^()]*\)[^()]*)*\)", "", selector)
    if _ELEMENT.search(bare):
        return False
    return set(_CLASS.findall(bare)) <= used

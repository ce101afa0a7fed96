"""One sprite of the icons that are used."""

from __future__ import annotations

import re
from pathlib import Path

from core.icons import ICONS


def build(packages: Path) -> str:
    """An SVG of symbols. Raises FileNotFoundError for an icon that Lucide does not have."""
    symbols = (_symbol(name, packages / f"lucide-static/icons/{name}.svg") for name in sorted(ICONS))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _symbol(name: str, path: Path) -> str:
    inner = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(), re.S)
    if inner is None:
        raise ValueError(f"{path} is not a drawing")
    shapes = re.sub(r"\s*\n\s*", "", inner[1]).replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'

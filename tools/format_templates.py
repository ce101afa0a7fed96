"""Indent the templates with djhtml, in tabs: `format_templates.py [--check]`. With --check nothing is written."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from djhtml.modes import DjHTML

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
BLOCKS = {"uiblock": "enduiblock"}
WIDTH = 4  # what djhtml counts a level with, before it becomes a tab


def formatted(source: str) -> str:
    indented = DjHTML(source, extra_blocks=BLOCKS).indent(WIDTH)
    return re.sub(r"^( {4})+", lambda spaces: "\t" * (len(spaces[0]) // WIDTH), indented, flags=re.M)


def main() -> int:
    check = "--check" in sys.argv
    changed = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        if formatted(source) != source:
            changed.append(path.relative_to(TEMPLATES.parent).as_posix())
            if not check:
                path.write_text(formatted(source), encoding="utf-8")
    if changed:
        print("\n".join([*changed, "→ make format" if check else "formatted"]))
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())

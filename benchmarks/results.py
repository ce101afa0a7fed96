"""The file of results: a part for each benchmark, written anew by itself."""

from __future__ import annotations

import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def put(title: str, lines: list[str]) -> None:
    """Write the part with this heading, in the place of an earlier one or last; the others stay as they are."""
    text = "\n".join([f"# {title}", "", *lines]).rstrip() + "\n"
    before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    parts = [part for part in re.split(r"^(?=# )", before, flags=re.MULTILINE) if part.strip()]
    titles = [part.split("\n", 1)[0].removeprefix("# ") for part in parts]
    if title in titles:
        parts[titles.index(title)] = text
    else:
        parts.append(text)
    RESULTS.write_text("\n".join(part.rstrip() + "\n" for part in parts), encoding="utf-8")

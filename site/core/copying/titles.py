"""What a copy is called at first, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override


def next_title(title: str, year: int) -> str:
    """The title of a next round: its year goes on, or one is put after it. ``year``: this one."""
    found = list(re.finditer(r"\b20\d\d\b", title))
    if not found:
        return f"{title} {year}"
    last = found[-1]
    return f"{title[: last.start()]}{max(year, int(last[0]) + 1)}{title[last.end() :]}"


def copied_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Each in the title's language, whatever the reader's."""
    found = {}
    for language, title in titles.items():
        with override(language):
            found[language] = _("%(title)s (copy)") % {"title": title}
    return found


def suggested_titles(titles: Mapping[str, str], *, as_round: bool) -> dict[str, str]:
    """Of a next round, or else of a copy."""
    year = timezone.localdate().year
    return {code: next_title(title, year) for code, title in titles.items()} if as_round else copied_titles(titles)

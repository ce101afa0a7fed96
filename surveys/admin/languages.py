"""What was answered in each language, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from ..results.choosing import Selection
from ..results.comparing import Compared, side_by_side
from ..results.reading import Packs, Reading
from ..results.shapes import Result


@dataclass(frozen=True, kw_only=True)
class Languages:
    """``names`` head the columns: the languages that were answered in, with how many did, and everybody."""

    names: Sequence[str]
    compared: Sequence[Compared]


def languages(found: Reading, packs: Packs, selection: Selection, language: str, least: int) -> Languages | None:
    """Told in ``language``; ``None`` when all answered in one."""
    codes = [(code, name) for code, name in settings.LANGUAGES if any(group[2] == code for group in packs)]
    if len(codes) < 2:
        return None
    parts = [{group: pack for group, pack in packs.items() if group[2] == code} for code, _name in codes]
    results = [found.results_of(part, selection) for part in (*parts, packs)]
    names = [str(name) for _code, name in codes] + [_("All")]
    told: list[dict[str, Result]] = [{one.id: one for one in part.told(language, least)} for part in results]
    rows = (side_by_side([one.get(question) for one in told]) for question in told[-1])
    return Languages(
        names=[f"{name} ({part.number})" for name, part in zip(names, results, strict=True)],
        compared=[row for row in rows if row is not None],
    )

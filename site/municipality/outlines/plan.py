"""What a file would do to the areas there are: new ones, changed ones, the same, and those it does not name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import shapely
from django.utils.text import slugify
from django.utils.translation import gettext as _

from . import simplifying
from .reading import Feature, Reading

NAME_LENGTH = 60
ALIKE = 0.8  # how much of both together two outlines share when one area was renamed
_GUESSES: Mapping[str, tuple[str, ...]] = {
    "fi": ("nimi_fi", "name_fi", "nimi_suomi", "suomeksi", "nimi", "aluenimi", "alue", "name", "nimi_s"),
    "sv": ("namn_sv", "nimi_sv", "name_sv", "nimi_se", "name_se", "nimi_ruotsi", "namn", "svenska", "nimi_r"),
}


class Status(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Known:
    """An area there is. ``form`` is as precise as it is known, or ``None``."""

    pk: int
    names: Mapping[str, str]
    form: shapely.Geometry | None
    in_use: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """An area of the file: what becomes of it, under which names, and whom it replaces. ``form`` is kept, ``drawn``
    shown on pages."""

    status: Status
    names: Mapping[str, str]
    form: shapely.Geometry
    drawn: shapely.Geometry
    points: int
    known: Known | None = None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return main_name(self.names)

    @property
    def points_drawn(self) -> int:
        return int(shapely.get_num_coordinates(self.drawn))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``missing``: areas that the file does not name. ``nameless``: numbers of features without a name."""

    rows: tuple[Row, ...]
    missing: tuple[Known, ...] = ()
    overlaps: tuple[str, ...] = ()
    nameless: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """Bytes that the outlines take in a page, roughly."""
        return 12 * sum(row.points_drawn for row in self.rows)

    @property
    def points(self) -> int:
        return sum(row.points for row in self.rows)

    @property
    def points_drawn(self) -> int:
        return sum(row.points_drawn for row in self.rows)

    def number(self, status: str) -> int:
        return sum(row.status == status for row in self.rows)


@dataclass
class _Named:
    """The features of one name together: an area of several parts is often several features."""

    names: dict[str, str]
    features: list[Feature] = field(default_factory=list)

    @property
    def form(self) -> shapely.Geometry:
        return shapely.union_all([feature.form for feature in self.features])


def guess(properties: Sequence[str], language: str) -> str:
    """The property that most likely holds the name in a language; nothing when none looks like it."""
    by_name = {name.casefold(): name for name in reversed(properties)}
    return next((by_name[known] for known in _GUESSES.get(language, ()) if known in by_name), "")


def plan(reading: Reading, chosen: Mapping[str, str], known: Sequence[Known]) -> Plan:
    """``chosen``: which property holds the name, by language."""
    named, nameless = _by_name(reading, chosen)
    forms = simplifying.matched([one.form for one in named])
    drawn = simplifying.drawn(forms)
    pairs = _paired(named, forms, known)
    rows = tuple(_row(*parts) for parts in zip(named, forms, drawn, pairs, strict=True))
    used = {one.pk for one in pairs if one}
    overlaps = tuple(
        _("%(one)s and %(other)s overlap by %(part)s %%.")
        % {"one": rows[one].name, "other": rows[other].name, "part": f"{part * 100:.1f}".replace(".", ",")}
        for one, other, part in simplifying.overlaps(forms)
    )
    missing = tuple(one for one in known if one.pk not in used)
    return Plan(rows=rows, missing=missing, overlaps=overlaps, nameless=tuple(nameless))


def main_name(names: Mapping[str, str]) -> str:
    return next((name for name in names.values() if name), "")


def _by_name(reading: Reading, chosen: Mapping[str, str]) -> tuple[list[_Named], list[int]]:
    found: dict[str, _Named] = {}
    nameless = []
    for feature in reading.features:
        names = {code: feature.properties.get(held, "")[:NAME_LENGTH] for code, held in chosen.items() if held}
        names = {code: name for code, name in names.items() if name}
        if not names:
            nameless.append(feature.number)
            continue
        found.setdefault(main_name(names).casefold(), _Named(names)).features.append(feature)
    return list(found.values()), nameless


def _paired(named: Sequence[_Named], forms: Sequence[shapely.Geometry], known: Sequence[Known]) -> list[Known | None]:
    """The area each one was before: of the same name in any language, else of much the same outline."""
    free = list(known)
    pairs: list[Known | None] = []
    for one in named:
        match = next((area for area in free if _same_name(one.names, area.names)), None)
        pairs.append(match)
        free = [area for area in free if area is not match]
    for position, form in enumerate(forms):
        if pairs[position] is None:
            match = next((area for area in free if _alike(form, area.form)), None)
            pairs[position] = match
            free = [area for area in free if area is not match]
    return pairs


def _same_name(names: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """In any language that both have; also when only accents and capitals differ."""
    return any(
        slugify(name) == slugify(others[code]) for code, name in names.items() if others.get(code) and slugify(name)
    )


def _alike(form: shapely.Geometry, other: shapely.Geometry | None) -> bool:
    if other is None or not form.intersects(other):
        return False
    return bool(form.intersection(other).area > ALIKE * form.union(other).area)


def _row(one: _Named, form: shapely.Geometry, drawn: shapely.Geometry, known: Known | None) -> Row:
    names = {**(known.names if known else {}), **one.names}
    notes = list(dict.fromkeys(note for feature in one.features for note in feature.mended))
    if len(one.features) > 1:
        notes.append(_("%(number)s parts of the file together") % {"number": len(one.features)})
    status = Status.NEW
    if known is not None:
        moved = known.form is None or not shapely.equals_exact(known.form, form, 1e-7, normalize=True)
        renamed = names != dict(known.names)
        status = Status.CHANGED if moved or renamed else Status.SAME
        if renamed and main_name(known.names) != main_name(names):
            notes.append(_("was %(name)s before") % {"name": main_name(known.names)})
    points = sum(feature.points for feature in one.features)
    return Row(status=status, names=names, form=form, drawn=drawn, points=points, known=known, notes=tuple(notes))

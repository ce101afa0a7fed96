"""The questions of a survey as a paper form lays them out: pure but for the language it is told in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images.models import Image

from core.text import with_unit

from ..engine.definition import SECTION, Definition, Option, Page, Question
from ..engine.kinds import ON_A_MAP, kind_of
from ..engine.kinds.budget import TOTAL
from ..engine.kinds.recommendation import Recommendation
from ..engine.kinds.scale import Scale
from .saying import Saying, numbered

FEW_LINES, MANY_LINES = 2, 7
DIGITS = 5  # of a postal code
NO_PICTURES: Mapping[int, Image] = {}

# How each type is answered by hand; what is not named here has lines to write on.
SHAPES: Mapping[str, str] = {
    **dict.fromkeys(("choice", "choices", "dropdown", "area", "age_group"), "boxes"),
    **dict.fromkeys(("scale", "recommendation"), "numbers"),
    "matrix": "table",
    "ranking": "places",
    "budget": "shares",
    "postal_code": "digits",
    "place": "map",
    "route": "map",
    "consent": "agree",
    "information": "text",
    "section": "section",
}


@dataclass(frozen=True, kw_only=True)
class Box:
    """``words``: there is a line to write on beside it."""

    label: str
    words: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """``number`` is 0 for what asks nothing. ``how``: what to do, in words. ``shape`` names a part of the template."""

    number: int
    title: str
    help: str
    shape: str
    when: str = ""
    how: str = ""
    boxes: Sequence[Box] = ()
    rows: Sequence[Box] = ()
    low: str = ""
    high: str = ""
    unit: str = ""
    lines: range = field(default_factory=lambda: range(FEW_LINES))
    picture: Image | None = None
    alt: str = ""

    @property
    def digits(self) -> range:
        return range(DIGITS)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    title: str
    text: str
    when: str
    questions: Sequence[Asked]
    jumps: Sequence[str]


def paper(definition: Definition, language: str, pictures: Mapping[int, Image] = NO_PICTURES) -> list[Sheet]:
    """Everything that could be asked, in its order. In the language that is active, which is ``language`` or another
    that our own words are said in. ``pictures``: those of the questions, by id."""
    saying = Saying(definition=definition, language=language, numbers=numbered(definition))
    return [_sheet(page, saying, pictures) for page in definition.pages if page.questions]


def has_contacts(definition: Definition) -> bool:
    """Whether something is asked that is kept apart from the answers."""
    return any(kind_of(question.kind).apart for question in definition.questions())


def _sheet(page: Page, saying: Saying, pictures: Mapping[int, Image]) -> Sheet:
    return Sheet(
        title=saying.text(page.title),
        text=saying.text(page.text),
        when=saying.page_only_if(page),
        questions=[_asked(question, page, saying, pictures.get(question.picture or 0)) for question in page.questions],
        jumps=saying.jumps(page),
    )


def _asked(question: Question, page: Page, saying: Saying, picture: Image | None) -> Asked:
    shape = SHAPES.get(question.kind, "lines")
    is_section = question.kind == SECTION
    scale = (Recommendation() if question.kind == "recommendation" else Scale()) if shape == "numbers" else None
    boxes = [_box(option, saying) for option in question.options]
    if scale is not None:
        skip = [question.labels["skip"]] if "skip" in question.labels else []
        words = {number: saying.text(scale.words(question, number)) for number in scale.numbers(question)}
        shape = "boxes" if scale.is_worded(question) else shape
        boxes = [Box(label=f"{number} {said if shape == 'boxes' else ''}".strip()) for number, said in words.items()]
        boxes += [Box(label=saying.text(words)) for words in skip]
    return Asked(
        number=saying.numbers.get(question.id, 0),
        title=saying.text(question.title),
        help=saying.text(question.help),
        shape=shape,
        when=saying.section_only_if(page, question) if is_section else saying.only_if(question.shown_if),
        how=_how(question, saying),
        boxes=boxes,
        rows=[_box(row, saying) for row in question.rows],
        low=saying.text(question.labels.get("low", {})),
        high=saying.text(question.labels.get("high", {})),
        unit=saying.text(question.labels.get("unit", {})),
        lines=range(MANY_LINES if question.kind == "long_text" else FEW_LINES),
        picture=picture,
        alt=saying.text(question.alt),
    )


def _box(option: Option, saying: Saying) -> Box:
    return Box(label=saying.text(option.text), words=option.other, note=saying.option_only_if(option.shown_if))


def _how(question: Question, saying: Saying) -> str:
    if question.kind in ("choice", "dropdown", "area", "age_group"):
        return _("Tick one.")
    if question.kind == "choices":
        return _several(question)
    if question.kind in ("scale", "recommendation"):
        return _("Tick one number.") if "skip" not in question.labels else _("Tick one.")
    if question.kind == "matrix":
        return _("Tick one box on each row.")
    if question.kind == "ranking":
        most = min(question.limit("max", len(question.options)), len(question.options))
        return _("Write 1 by the most important, 2 by the next, and so on up to %(most)s.") % {"most": most}
    if question.kind == "budget":
        unit = saying.text(question.labels.get("unit", {}))
        return _("Divide %(total)s between the alternatives.") % {
            "total": with_unit(question.limit("total", TOTAL), unit)
        }
    if question.kind in ON_A_MAP:
        return _on_map(question)
    return _BY_HAND[question.kind]() if question.kind in _BY_HAND else ""


def _several(question: Question) -> str:
    least, most = question.limit("min", 0), question.limit("max", 0)
    if least and most:
        return _("Tick at least %(least)s and at most %(most)s.") % {"least": least, "most": most}
    if most:
        return ngettext("Tick at most %(number)s.", "Tick at most %(number)s.", most) % {"number": most}
    if least:
        return ngettext("Tick at least %(number)s.", "Tick at least %(number)s.", least) % {"number": least}
    return _("Tick all that apply.")


def _on_map(question: Question) -> str:
    if question.kind == "route":
        if question.limit("closed", 0):
            return _("Draw the outline of the area on the map, or describe it on the lines.")
        return _("Draw the route on the map, or describe it on the lines.")
    most = question.limit("max", 1)
    said = ngettext(
        "Mark %(number)s place at most on the map with a cross, or write where it is.",
        "Mark %(number)s places at most on the map with a cross, or write where they are.",
        most,
    )
    return said % {"number": most}


_BY_HAND = {
    "date": lambda: _("Day, month and year."),
    "email": lambda: _("It is kept apart from your answers."),
    "phone": lambda: _("It is kept apart from your answers."),
    "file": lambda: _("Put a copy with the form, or write what it would show."),
}

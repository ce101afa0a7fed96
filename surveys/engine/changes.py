"""What differs between two versions of a survey, and what that means for the answers that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from .definition import END, Definition, Option, Page, Question
from .dimensions import Level
from .texts import NOTHING, say


class Weight(StrEnum):
    """``words``: the same is asked in other words or another order. ``more``: earlier answers stay whole, new ones may hold more.
    ``break``: earlier and later answers no longer mean the same."""

    WORDS = "words"
    MORE = "more"
    BREAK = "break"


@dataclass(frozen=True, kw_only=True)
class Change:
    weight: Weight
    message: str


def compare(old: Definition, new: Definition) -> list[Change]:
    """Every change, in words of the language of now; none when the two are equal."""
    if old == new:
        return []
    found = [*_gone(old, new), *_added(old, new), *_changed(old, new), *_flow(old, new), *_scored(old, new)]
    return found or [Change(weight=Weight.WORDS, message=_("Wording has changed."))]


def heaviest(changes: Sequence[Change]) -> Weight | None:
    """``None`` when nothing has changed."""
    order = list(Weight)
    return max((change.weight for change in changes), key=order.index, default=None)


def _named(question: Question, language: str) -> dict[str, Any]:
    return {"question": say(question.title, language) or question.code or question.id}


def _gone(old: Definition, new: Definition) -> Iterator[Change]:
    for question in old.questions():
        if question.id not in new.by_id:
            message = _("«%(question)s» is no longer asked.") % _named(question, old.language)
            yield Change(weight=Weight.BREAK, message=message)


def _added(old: Definition, new: Definition) -> Iterator[Change]:
    for question in new.questions():
        if question.id in old.by_id:
            continue
        if question.required:
            message = _("«%(question)s» is new and must be answered; earlier answers lack it.")
            yield Change(weight=Weight.BREAK, message=message % _named(question, new.language))
        else:
            message = _("«%(question)s» is new.")
            yield Change(weight=Weight.MORE, message=message % _named(question, new.language))


def _changed(old: Definition, new: Definition) -> Iterator[Change]:
    for before in old.questions():
        after = new.by_id.get(before.id)
        if after is None:
            continue
        name = _named(after, new.language)
        if before.kind != after.kind:
            yield Change(weight=Weight.BREAK, message=_("«%(question)s» is of another type.") % name)
            continue
        yield from _options(before.options, after.options, name, new.language)
        yield from _options(before.rows, after.rows, name, new.language)
        yield from _ways_to_choose(before, after, name, new.language)
        yield from _orders(before, after, name)
        if after.required and not before.required:
            yield Change(weight=Weight.BREAK, message=_("«%(question)s» must now be answered.") % name)
        if before.required and not after.required:
            yield Change(weight=Weight.BREAK, message=_("«%(question)s» need no longer be answered.") % name)
        if before.limits != after.limits or set(before.labels) != set(after.labels):
            yield Change(weight=Weight.BREAK, message=_("The limits of «%(question)s» have changed.") % name)
        gates = before.shown_if != after.shown_if or before.section_if != after.section_if
        if gates or _conditions(before, after):
            yield Change(weight=Weight.BREAK, message=_("«%(question)s» is shown to others than before.") % name)


def _options(
    before: Sequence[Option], after: Sequence[Option], name: dict[str, Any], language: str
) -> Iterator[Change]:
    left, right = {option.id: option for option in before}, {option.id: option for option in after}
    for option_id in left.keys() - right.keys():
        option = say(left[option_id].text, language)
        message = _("The alternative «%(option)s» of «%(question)s» is gone.") % {**name, "option": option}
        yield Change(weight=Weight.BREAK, message=message)
    for option_id in right.keys() - left.keys():
        option = say(right[option_id].text, language)
        message = _("The alternative «%(option)s» of «%(question)s» is new.") % {**name, "option": option}
        yield Change(weight=Weight.MORE, message=message)


def _ways_to_choose(before: Question, after: Question, name: dict[str, Any], language: str) -> Iterator[Change]:
    """Options that ask for words, or go with no other, otherwise than before."""
    for option in after.options:
        earlier = before.option(option.id)
        if earlier is None:
            continue
        said = {**name, "option": say(option.text, language)}
        if option.other and not earlier.other:
            message = _("The alternative «%(option)s» of «%(question)s» now asks for words beside it.") % said
            yield Change(weight=Weight.MORE, message=message)
        if earlier.other and not option.other:
            message = _("The alternative «%(option)s» of «%(question)s» no longer asks for words beside it.") % said
            yield Change(weight=Weight.BREAK, message=message)
        if option.exclusive != earlier.exclusive:
            alone = _("The alternative «%(option)s» of «%(question)s» no longer goes with others.")
            along = _("The alternative «%(option)s» of «%(question)s» now goes with others.")
            # of one choice it only stays in its place when the others are shuffled
            weight = Weight.BREAK if after.kind == "choices" else Weight.WORDS
            yield Change(weight=weight, message=(alone if option.exclusive else along) % said)


def _orders(before: Question, after: Question, name: dict[str, Any]) -> Iterator[Change]:
    """Another order means the same."""
    if _reordered(before.options, after.options):
        message = _("The order of the alternatives of «%(question)s» has changed.") % name
        yield Change(weight=Weight.WORDS, message=message)
    if _reordered(before.rows, after.rows):
        yield Change(weight=Weight.WORDS, message=_("The order of the rows of «%(question)s» has changed.") % name)
    if before.shuffled != after.shuffled:
        own = _("The alternatives of «%(question)s» now come in an order of their own for each respondent.")
        same = _("The alternatives of «%(question)s» now come in the same order for every respondent.")
        yield Change(weight=Weight.WORDS, message=(own if after.shuffled else same) % name)


def _reordered(before: Sequence[Option], after: Sequence[Option]) -> bool:
    left, right = [option.id for option in before], [option.id for option in after]
    return [one for one in left if one in right] != [one for one in right if one in left]


def _conditions(before: Question, after: Question) -> bool:
    """Whether an option that is in both is shown to others than before."""
    left = {option.id: option.shown_if for option in (*before.options, *before.rows)}
    right = {option.id: option.shown_if for option in (*after.options, *after.rows)}
    return any(left[key] != right[key] for key in left.keys() & right.keys())


def _flow(old: Definition, new: Definition) -> Iterator[Change]:
    """Whether pages lead elsewhere than before; an order of questions alone is no matter of the answers."""
    before, after = _gates(old), _gates(new)
    hidden = [
        (place, page)
        for place, page in enumerate(new.pages, 1)
        if any(one.id in before and before[one.id] != after[one.id] for one in page.questions)
    ]
    for place, page in hidden:
        name = say(page.title, new.language) or _("Page %(number)s") % {"number": place}
        message = _("The page «%(page)s» is shown to others than before.") % {"page": name}
        yield Change(weight=Weight.BREAK, message=message)
    if not hidden and [*map(_way, old.pages)] != [*map(_way, new.pages)]:
        yield Change(weight=Weight.MORE, message=_("Pages follow one another otherwise than before."))


def _gates(definition: Definition) -> dict[str, Any]:
    """By question, what lets anybody to its page: the condition of the page, and of each earlier page whose jumps lead
    past it its condition and those jumps up to the last that does."""
    places = {page.id: place for place, page in enumerate(definition.pages)} | {END: len(definition.pages)}
    found: dict[str, Any] = {}
    for place, page in enumerate(definition.pages):
        ways = []
        for number, earlier in enumerate(definition.pages[:place]):
            taken = [jump for jump in earlier.jumps if places.get(jump.to, 0) > number]
            past = [(places[jump.to] > place, jump.condition) for jump in taken]
            while past and not past[-1][0]:
                past.pop()
            if past:
                ways.append((earlier.shown_if, past))
        found |= dict.fromkeys((one.id for one in page.questions), (page.shown_if, ways))
    return found


def _scored(old: Definition, new: Definition) -> Iterator[Change]:
    """Whether the same answers reach another score or level. Answers that were given before there was any score stay
    whole."""
    before, after = scoring_rules(old), scoring_rules(new)
    if before == after:
        return
    if not old.dimensions:
        yield Change(weight=Weight.MORE, message=_("Answers now give points."))
    else:
        message = _("Points, dimensions or levels have changed: earlier and later scores cannot be compared.")
        yield Change(weight=Weight.BREAK, message=message)


def scoring_rules(definition: Definition) -> Any:
    """What makes scores of answers, without words. Points of what no dimension asks make none."""
    asked = {question for dimension in definition.dimensions for question in dimension.questions}
    points = {
        (question.id, option.id): option.points
        for question in definition.questions()
        if question.id in asked
        for option in question.options
        if option.points is not None
    }
    dimensions = {one.id: (set(one.questions), one.weight, _starts(one.levels)) for one in definition.dimensions}
    return points, dimensions, _starts(definition.levels)


def _starts(levels: Sequence[Level]) -> set[tuple[str, int]]:
    return {(level.id, level.starts) for level in levels}


def _way(page: Page) -> Page:
    return replace(page, title=NOTHING, text=NOTHING, questions=())

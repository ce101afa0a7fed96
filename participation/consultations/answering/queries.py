"""Reading what the municipality says. Each call costs a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from municipality.models import Area
from participation.moderation.rules import Standing

from ..models import Opinion, OpinionHandling, OpinionTheme, Response
from .rules import EXCERPTS, PAGE, Outcome


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """``drafted`` have a response that is not published, ``ready`` of them an outcome too."""

    total: int
    drafted: int
    ready: int
    published: int

    @property
    def waiting(self) -> int:
        return self.total - self.drafted - self.published


def desk_numbers(key: UUID) -> Numbers:
    """Two queries."""
    total = Opinion.objects.of(key).filter(removed_at=None).count()
    drafted = Q(published_at=None, response__isnull=False)
    found = (
        OpinionHandling.objects.of(key)
        .filter(opinion__removed_at=None)
        .aggregate(
            drafted=Count("pk", filter=drafted),
            ready=Count("pk", filter=drafted & ~Q(outcome="")),
            published=Count("pk", filter=Q(published_at__isnull=False)),
        )
    )
    return Numbers(total=total, **found)


def themes_of(key: UUID) -> QuerySet[OpinionTheme]:
    """With how many opinions each has (``number``)."""
    return OpinionTheme.objects.filter(consultation_key=key).annotate(number=Count("handlings"))


def responses_of(key: UUID) -> QuerySet[Response]:
    """Drafts too, with how many opinions each answers (``number``)."""
    return Response.objects.filter(consultation_key=key).annotate(number=Count("handlings"))


def answers_to(opinions: Iterable[Opinion]) -> dict[int, OpinionHandling]:
    """What has been published, by opinion. One query."""
    rows = OpinionHandling.objects.published().filter(opinion__in=[one.pk for one in opinions])
    return {row.pk: row for row in rows.select_related("response", "theme")}


@dataclass
class Line:
    """A response in the table, with what it answers."""

    response: Response
    number: int = 0
    outcomes: list[tuple[str, int]] = field(default_factory=list)
    first: list[OpinionHandling] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.number - len(self.first)


def has_table(key: UUID) -> bool:
    return Response.objects.filter(consultation_key=key, published_at__isnull=False).exists()


def table(key: UUID, page: object = 1, *, each: int = PAGE) -> tuple[list[Line], Page[Response]]:
    """Published responses. Four queries: themselves, their number, their outcomes, the first opinions of each."""
    rows = Response.objects.filter(consultation_key=key, published_at__isnull=False).order_by("pk")
    chosen = Paginator(rows, each).get_page(page)  # type: ignore[arg-type]
    lines = {one.pk: Line(one) for one in chosen.object_list}
    held = OpinionHandling.objects.published().filter(response__in=list(lines), opinion__removed_at=None)
    for pk, outcome, number in held.order_by("outcome").values_list("response_id", "outcome").annotate(Count("pk")):
        lines[pk].number += number
        lines[pk].outcomes.append((str(Outcome(outcome).label), number))
    turn = Window(RowNumber(), partition_by=[F("response_id")], order_by=["opinion_id"])
    first = held.filter(opinion__was_public=True).annotate(turn=turn).filter(turn__lte=EXCERPTS)
    for row in first.select_related("opinion").order_by("response_id", "opinion_id"):
        lines[row.response_id or 0].first.append(row)
    return list(lines.values()), chosen


def answered_by(response: Response, page: object = 1) -> Page[OpinionHandling]:
    """The opinions that a response answers. Two queries."""
    held = OpinionHandling.objects.published().filter(
        response=response, opinion__removed_at=None, opinion__was_public=True
    )
    return Paginator(held.select_related("opinion").order_by("opinion_id"), PAGE).get_page(page)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What was said and answered, in numbers: of public opinions and what is published alone."""

    total: int
    sections: list[tuple[str, int]]
    themes: list[tuple[str, int]]
    areas: list[tuple[str, int]]
    outcomes: list[tuple[str, int]]
    answered: int
    responses: int
    with_place: int


def closing(key: UUID, titles: dict[str, str], *, whole: str, drafts: bool = False) -> Closing:
    """Five queries and one for the names of areas. ``titles``: of sections by id; ``whole``: the name of no section;
    ``drafts``: with themes that are not published yet, for staff."""
    sent = Opinion.objects.of(key).public().order_by()
    by_section = dict(sent.values_list("section").annotate(Count("pk")))
    by_area = dict(sent.filter(place__isnull=False).values_list("area").annotate(Count("pk")))
    held = OpinionHandling.objects.of(key).filter(opinion__removed_at=None).order_by()
    sorted_ones = held if drafts else held.published().filter(opinion__standing=Standing.PUBLIC)
    counted = dict(sorted_ones.filter(theme__isnull=False).values_list("theme").annotate(Count("pk")))
    themes = {one.pk: str(one) for one in OpinionTheme.objects.filter(consultation_key=key)}
    told = dict(held.published().values_list("outcome").annotate(Count("pk")))
    areas = {one.pk: str(one) for one in Area.objects.filter(pk__in=[pk for pk in by_area if pk])}
    order = {section: place for place, section in enumerate(titles)}
    return Closing(
        total=sum(by_section.values()),
        sections=[
            (titles.get(section, whole) if section else whole, number)
            for section, number in sorted(by_section.items(), key=lambda item: order.get(item[0], len(order)))
        ],
        themes=_sorted({themes[pk]: number for pk, number in counted.items()}),
        areas=_sorted({areas[pk]: number for pk, number in by_area.items() if pk in areas}),
        outcomes=[(str(outcome.label), told[outcome]) for outcome in Outcome if outcome in told],
        answered=sum(told.values()),
        responses=Response.objects.filter(consultation_key=key, published_at__isnull=False).count(),
        with_place=sum(by_area.values()),
    )


def _sorted(found: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))

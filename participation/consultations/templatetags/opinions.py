"""What residents have drawn, as a map."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from core.maps import Line, Point

from ..geometry import around, drawn
from ..models import Opinion
from ..words import name_of

register = template.Library()


@dataclass(frozen=True)
class Marked:
    points: list[Point]
    lines: list[Line]
    bounds: tuple[float, float, float, float]


@register.simple_tag
def opinion_map(opinion: Opinion) -> Marked:
    points, lines = drawn(opinion.place, name_of(opinion))
    return Marked(points, lines, around(opinion.place))

"""What residents have drawn, as a map."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.fields import LocalizedText
from core.maps import Line, Point
from core.text import paragraphs

from ..geometry import around, drawn
from ..models import Opinion
from ..spoken import counted, named
from ..words import name_of

register = template.Library()


@register.simple_tag
def spoken(what: str, noun: str, number: int | None = None) -> str:
    """In the words of what they are: `spoken`."""
    return named(what, noun) if number is None else counted(what, noun, number)


@register.filter
def own_language(text: LocalizedText) -> SafeString:
    """Paragraphs of what the municipality says, marked with its language where it is not the page's."""
    said, language = text.shown()
    return said_in(paragraphs(said), language)


def said_in(content: SafeString, language: str) -> SafeString:
    return content if language == get_language() else format_html('<div lang="{}">{}</div>', language, content)


@dataclass(frozen=True)
class Marked:
    points: list[Point]
    lines: list[Line]
    bounds: tuple[float, float, float, float]


@register.simple_tag
def opinion_map(opinion: Opinion) -> Marked:
    points, lines = drawn(opinion.place, name_of(opinion))
    return Marked(points, lines, around(opinion.place))

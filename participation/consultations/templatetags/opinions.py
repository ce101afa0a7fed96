"""What residents have drawn, as a map."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from core.fields import LocalizedText
from core.maps import Line, Point
from core.maps.drawing import Bounds
from core.text import paragraphs
from municipality.models import Area
from participation.moderation.rules import Standing

from ..geometry import around, drawn, edges, overlap
from ..models import Opinion
from ..spoken import counted, named
from ..words import name_of

register = template.Library()


@register.simple_tag
def spoken(what: str, noun: str, number: int | None = None) -> str:
    """In the words of what they are: `spoken`."""
    return named(what, noun) if number is None else counted(what, noun, number)


@register.simple_tag
def mark_of(opinion: Opinion) -> str:
    """What stands in the place of its words."""
    at = opinion.removed_at if opinion.mark == Standing.GONE else opinion.judged_at
    day = date_format(localtime(at), "DATE_FORMAT") if at else ""
    return named(opinion.mark, opinion.noun, day=day, rule=opinion.rule_label)


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
    areas: list[Area]
    bounds: Bounds


@register.simple_tag(takes_context=True)
def opinion_map(context: template.Context, opinion: Opinion) -> Marked:
    """On the areas of the municipality that it touches. One query for all the maps of a page."""
    points, lines = drawn(opinion.place, name_of(opinion))
    bounds = around(opinion.place)
    areas = [area for area, box in _areas(context, opinion.site_id) if overlap(box, bounds)]
    return Marked(points, lines, areas, bounds)


def _areas(context: template.Context, site_id: int) -> list[tuple[Area, Bounds]]:
    kept = context["request"].__dict__.setdefault("_opinion_areas", {})
    if site_id not in kept:
        rows = Area.objects.filter(site=site_id)
        kept[site_id] = [(area, box) for area in rows if (box := edges(area.outline or {}))]
    found: list[tuple[Area, Bounds]] = kept[site_id]
    return found

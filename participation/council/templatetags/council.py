"""Where the desk is reached from, and the small picture of growing support."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from accounts.queries import roles_of
from accounts.roles import Role

from ..rules import Growth

register = template.Library()
WIDTH, HEIGHT, EDGE = 112, 28, 3  # of the picture's own units


@register.simple_tag(takes_context=True)
def councillors_desk(context: template.Context) -> str:
    """The address of the desk for who has one in this municipality; nothing for everybody else."""
    request: HttpRequest | None = context.get("request")
    user: Any = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated or getattr(request, "acting", None):
        return ""
    site = Site.find_for_request(request)
    return reverse("council:desk") if site and Role.COUNCILLOR in roles_of(user, site.pk) else ""


@register.simple_tag
def sparkline(growth: Growth) -> SafeString:
    """How supports have grown in four weeks. What it shows is said beside it in words (`growth_words`), so that it is
    hidden from who hears the page."""
    heights = growth.heights()
    low, high = growth.before, max(growth.total, growth.before + 1)
    step = (WIDTH - 2 * EDGE) / len(heights)
    points: list[tuple[float, float]] = [(EDGE, _y(growth.before, low, high))]
    points += [(round(EDGE + step * at, 1), _y(level, low, high)) for at, level in enumerate(heights, 1)]
    line = " ".join(f"{x:g},{y:g}" for x, y in points)
    x, y = points[-1]
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="{}"/></svg>',
        WIDTH,
        HEIGHT,
        line,
        x,
        y,
        EDGE,
    )


@register.simple_tag
def growth_words(growth: Growth) -> str:
    if not growth.new:
        return _("no new supports in four weeks")
    said = ngettext("%(number)s new in four weeks", "%(number)s new in four weeks", growth.new)
    return said % {"number": growth.new}


def _y(level: int, low: int, high: int) -> float:
    return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (level - low) / (high - low), 1)

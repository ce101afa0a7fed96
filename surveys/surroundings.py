"""Other pages that a survey belongs to: apps above surveys say which, and whoever has answered is led back there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .models import SurveyPage


@dataclass(frozen=True, kw_only=True)
class Place:
    """``url``: where on the page it is asked; ``more_url`` and ``more_text``: what else can be done there, if anything."""

    title: str
    url: str
    more_url: str = ""
    more_text: str = ""


Provider = Callable[[SurveyPage, int], Sequence[Place]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """``provider(survey, site_id)`` tells public places alone."""
    if provider not in _providers:
        _providers.append(provider)


def places_of(survey: SurveyPage, site_id: int) -> list[Place]:
    return [place for provider in _providers for place in provider(survey, site_id)]

"""What a consultation's page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.models import User
from participation import registry
from participation.following.topics import Topic
from participation.moderation.queries import sees_held

from . import layers, queries
from .answering import charts
from .answering.queries import closing
from .drafts.summary import Summary, summaries
from .models import Extension
from .rules import Audience, Kind, Stage, State, audience_of, why_closed

if TYPE_CHECKING:
    from .models import ConsultationPage
    from .queries import Consultation, Shown


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section as its page shows it. ``write_url``: where one writes about it, while one can."""

    id: str
    kind: str
    value: Any
    number: int
    first: list[Shown]
    takes: bool
    write_url: str
    draft: Summary | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    state: State
    title: str
    note: str = ""


def reader_of(request: HttpRequest, consultation: Consultation, now: datetime) -> queries.Reader:
    user = request.user if isinstance(request.user, User) else AnonymousUser()
    held = sees_held(user, consultation.site.pk, project_key=consultation.source.project_key)
    return queries.Reader(user=user, now=now, sees_held=held)


def consultation_context(page: ConsultationPage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    site = Site.find_for_request(request)
    found = queries.consultation_of(page, site)
    terms = found.terms
    state = terms.state(now)
    told = queries.told(found.key, reader_of(request, found, now))
    project = registry.project(site.pk, page.project_key) if page.project_key else None
    parts = parts_of(found, told, now)
    reports = [part for part in parts if part.kind == "report"]
    rounds = queries.rounds(found, now)
    return {
        **(_closing(found, page) if state == "past" else {}),
        "consultation": found,
        "terms": terms,
        "state": state,
        "closed_text": why_closed(terms, now),
        "kind_words": [*kind_words(terms), *_round_words(rounds)],
        "rounds": rounds,
        "extension": Extension.objects.filter(consultation_key=found.key).first(),
        "told": told,
        "reports": reports,
        "groups": _grouped([part for part in parts if part.kind != "report"]),
        "parts": parts,
        "whole": told.first.get("", []),
        "whole_number": told.numbers.get("", 0),
        "takes_any": state == "now" and terms.kind != Kind.STATEMENTS and terms.audience != Audience.NONE,
        "write_url": reverse("consultations:write", args=[found.key]),
        "list_url": f"{page.url or ''}{page.reverse_subpage('opinions')}",
        "followable": Topic("consultation", str(found.key)),
        "project": project,
        "stops": stages(terms),
        "layer": layers.read(page.place),
        "themes": [item.tag for item in page.theme_items.select_related("tag")],
        "decisions": sorted((block.value for block in page.decisions), key=lambda value: value["date"], reverse=True),
        "facts": _facts(page),
        "privacy": _privacy(page),
        "address": request.build_absolute_uri(request.path),
    }


def _closing(found: Consultation, page: ConsultationPage) -> dict[str, Any]:
    """What came of it, which comes first after closing."""
    titles = {block.id: block.value["title"] for block in page.sections if block.block_type != "report" and block.id}
    figures = closing(found.key, titles, whole=_("On the whole"))
    return {
        "closing": figures,
        "said": charts.said(figures),
        "answered": charts.answered(figures),
        "responses_url": f"{page.url or ''}{page.reverse_subpage('responses')}",
    }


def parts_of(found: Consultation, told: queries.Told, now: datetime) -> list[Part]:
    """The sections in the reader's language. Where one writes follows the source."""
    takes, open_now = found.takes, found.terms.state(now) == "now"
    url = reverse("consultations:write", args=[found.key])
    drafts = summaries(found)
    return [
        Part(
            id=block.id,
            kind=block.block_type,
            value=block.value,
            number=told.numbers.get(block.id, 0),
            first=told.first.get(block.id, []),
            takes=open_now
            and found.terms.kind != Kind.STATEMENTS
            and block.id in takes
            and audience_of(found.terms, takes[block.id]) != Audience.NONE,
            write_url=f"{url}?section={block.id}",
            draft=drafts.get(block.id),
        )
        for block in found.page.sections
    ]


def _grouped(parts: list[Part]) -> list[dict[str, Any]]:
    """Alternatives that follow one another stand side by side."""
    runs = groupby(parts, key=lambda part: part.kind == "alternative")
    return [{"alternatives": together, "parts": list(run)} for together, run in runs]


def kind_words(terms: Any) -> list[str]:
    """«Planning», «Plan proposal»."""
    return [str(Kind(terms.kind).label), *([str(Stage(terms.stage).label)] if terms.stage else [])]


def _round_words(rounds: list[queries.Round]) -> list[str]:
    return [
        _("Round %(number)s of %(all)s") % {"number": one.number, "all": rounds[-1].number}
        for one in rounds
        if one.is_here
    ]


def stages(terms: Any) -> list[Step]:
    """The stages of planning, on the track; of other kinds none."""
    if terms.kind != Kind.PLAN or not terms.stage:
        return []
    order = [stage.value for stage in Stage]
    here = order.index(terms.stage)
    return [
        *(
            Step(state="past" if at < here else "now" if at == here else "next", title=str(Stage(stage).label))
            for at, stage in enumerate(order)
        ),
        Step(state="next", title=_("Approval")),
    ]


def _facts(page: ConsultationPage) -> list[tuple[str, Any]]:
    rows = [
        (_("Case number"), page.case_number),
        (_("Responsible unit"), page.unit),
        (_("Area"), page.area.names if page.area else ""),
        (_("Legal basis"), page.legal_basis),
    ]
    return [(term, value) for term, value in rows if value]


def _privacy(page: ConsultationPage) -> list[tuple[str, Any]]:
    rows = [
        (_("Controller"), page.privacy_controller),
        (_("Purpose"), page.privacy_purpose),
        (_("Basis"), page.privacy_basis),
        (_("Recipients"), page.privacy_recipients),
        (_("Kept"), page.privacy_kept),
    ]
    return [(term, value) for term, value in rows if value]

"""Opinions in the table of personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.personal import Leaving, Personal, exempt
from accounts.personal import register as keep

from . import actions
from .actions.leaving import part_from_opinions, take_views
from .looks import abouts_of
from .models import Opinion, OpinionView, UnfinishedOpinion


def _tell(rows: Sequence[Opinion]) -> Iterable[Mapping[str, Any]]:
    pages = abouts_of({row.consultation_key for row in rows})
    for row in rows:
        page, contact = pages.get(row.consultation_key), getattr(row, "contact", None)
        yield {
            "about": page.title if page and page.live else "",
            "text": row.body,
            "place": str(row.place or ""),
            "name": row.name,
            "organisation": row.organisation,
            "full_name": contact.full_name if contact else "",
            "street": contact.street if contact else "",
            "email": contact.email if contact else "",
            "files": [file.name for file in row.files.all()],
            "language": row.language,
            "at": row.created_at,
            "removed_at": row.removed_at,
            "standing": row.get_standing_display(),
            "rule": row.rule_label,
        }


def _tell_views(rows: Sequence[OpinionView]) -> Iterable[Mapping[str, Any]]:
    for row in rows:
        yield {"text": row.opinion.body if row.opinion.is_public else "", "view": row.get_view_display(), "at": row.at}


def _erase(leaving: Leaving) -> None:
    while part_from_opinions(leaving=leaving):
        pass


def _erase_views(leaving: Leaving) -> None:
    while take_views(leaving=leaving):
        pass


def _tell_unfinished(rows: Sequence[UnfinishedOpinion]) -> Iterable[Mapping[str, Any]]:
    pages = abouts_of({row.consultation_key for row in rows})
    for row in rows:
        page, typed = pages.get(row.consultation_key), row.typed
        yield {
            "about": page.title if page and page.live else "",
            "text": typed.get("body", ""),
            **{
                name: typed.get(name, "")
                for name in ("place", "answers", "name", "organisation", "full_name", "street", "email")
            },
            "language": row.language,
            "saved_on": row.saved_on,
        }


def _throw_away(leaving: Leaving) -> None:
    actions.throw_away_unfinished(user=leaving.user)


def register() -> None:
    keep(
        Personal(
            model="consultations.Opinion",
            title=_("Opinions and objections"),
            rows=lambda user: Opinion.objects.filter(author=user).select_related("contact").prefetch_related("files"),
            export=_tell,
            erase=_erase,
            why=_("So that what you think is heard before a matter is decided, and you get the municipality’s reply."),
            kept=_(
                "The text with the matter; your name and address until the municipality’s time limit after closing."
            ),
            gone=_("Words stay without a name, or go and leave a mark in their place, as you choose; addresses go."),
            labels={
                "organisation": _("Organisation"),
                "full_name": _("Own name"),
                "street": _("Postal address"),
                "place": _("Place"),
            },
            parts=["consultations.OpinionContact", "consultations.OpinionFile"],
        )
    )
    keep(
        Personal(
            model="consultations.OpinionView",
            title=_("Agreeing with opinions"),
            rows=lambda user: OpinionView.objects.filter(voter=user).select_related("opinion"),
            export=_tell_views,
            erase=_erase_views,
            why=_("So that each agrees or disagrees with an opinion once."),
            labels={"view": pgettext_lazy("view", "View")},
        )
    )
    keep(
        Personal(
            model="consultations.UnfinishedOpinion",
            title=_("Opinions that you have saved and not sent"),
            rows=lambda user: UnfinishedOpinion.objects.filter(user=user),
            export=_tell_unfinished,
            erase=_throw_away,
            why=_("So that you go on with them on any device."),
            kept=_("Until you send them or throw them away, at most 60 days after you last saved them."),
            labels={
                "saved_on": _("Last saved"),
                "organisation": _("Organisation"),
                "full_name": _("Own name"),
                "street": _("Postal address"),
                "place": _("Place"),
            },
        )
    )
    exempt("consultations.StatementRequest", "what the municipality writes to those whom it asks")
    exempt(
        "consultations.Invitation",
        "an organisation that is asked for a statement, without an account; address, contact person and draft go by retention",
    )
    exempt("consultations.InvitationLetter", "when an organisation was mailed; goes with its address")
    exempt("consultations.OpinionTheme", "names of subjects that staff give")
    exempt("consultations.Response", "what the municipality says")
    exempt(
        "consultations.OpinionHandling",
        "what the municipality says to an opinion; the opinion is told and erased itself",
    )
    exempt("consultations.Extension", "what the municipality tells of a time that it made longer")
    exempt("consultations.ConsultationPage", "what editors publish; contact persons are staff")

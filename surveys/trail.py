"""What the audit trail calls surveys and what is done with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing, uuids

from .models import SurveyPage

AT_MOST = 100
WEIGHTS = {
    "words": _("only the words differ"),
    "more": _("more is asked"),
    "break": _("earlier answers no longer mean the same"),
}


def _sources() -> Any:
    return SurveyPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)


def _find(keys: Collection[str]) -> Mapping[str, Thing]:
    return {
        str(page.translation_key): Thing(title=page.title, url=reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for page in _sources().filter(translation_key__in=uuids(keys))
    }


def _matching(site_id: int | None, text: str) -> Iterable[str]:
    pages = _sources().filter(title__icontains=text).order_by("pk")
    return map(str, pages.values_list("translation_key", flat=True)[:AT_MOST])


def register() -> None:
    words.register(
        "survey",
        Kind(
            label=_("Survey"),
            verbs={
                "survey.freeze": _("Published what a survey asks"),
                "survey.copy": _("Made a survey of another"),
                "survey.add_questions": _("Added questions from the library to a survey"),
                "survey.save_set": _("Saved questions of a survey in the library"),
                "survey.drop_set": _("Dropped a set of questions from the library"),
                "survey.add_theme": _("Added a theme of answers"),
                "survey.drop_theme": _("Dropped a theme of answers"),
                "survey.give_themes": _("Changed the themes of answers"),
                "survey.order_codes": _("Ordered one-time codes for a survey"),
                "survey.hand_out_codes": _("Handed out one-time codes for a survey"),
                "survey.cancel_codes": _("Cancelled one-time codes for a survey"),
                "survey.enter_paper": _("Typed in an answer to a survey from paper"),
                "survey.set_quota": _("Limited how many answers a survey takes"),
                "survey.drop_quota": _("Dropped a limit of how many answers a survey takes"),
                "survey.mail_codes": _("Sent one-time codes of a survey by mail"),
                "survey.remind": _("Reminded those who have not used their code"),
                "survey.stop_reminders": _("Stopped the reminders of a survey to an address"),
                "survey.set_raffle": _("Set the rules of a survey’s raffle"),
                "survey.draw_raffle": _("Drew a survey’s raffle"),
                "survey.mail_winners": _("Wrote to winners of a survey’s raffle"),
            },
            find=_find,
            matching=_matching,
            facts={
                "weight": (_("change"), lambda weight: WEIGHTS.get(weight, weight)),
                "theme": (_("theme"), words.as_text),
                "seed": (_("seed"), words.as_text),
                "list_hash": (_("checksum of the list"), words.as_text),
            },
        ),
    )
    words.register_verbs({"survey.export": _("Took out the answers to a survey")}, reads={"survey.export"})
    words.register_verbs(
        {
            "read.winners": _("Saw the addresses of a raffle’s winners"),
            "read.refused": _("Saw the addresses that took no code by mail"),
        }
    )

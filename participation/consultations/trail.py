"""What the audit trail calls consultations and opinions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing, uuids

from .answering.rules import Outcome
from .looks import abouts_of
from .models import ConsultationPage, Opinion

AT_MOST = 100


def _sources() -> Any:
    return ConsultationPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)


def _find(keys: Collection[str]) -> Mapping[str, Thing]:
    return {
        str(page.translation_key): Thing(title=page.title, url=reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for page in _sources().filter(translation_key__in=uuids(keys))
    }


def _matching(site_id: int | None, text: str) -> Iterable[str]:
    pages = _sources().filter(title__icontains=text).order_by("pk")
    return map(str, pages.values_list("translation_key", flat=True)[:AT_MOST])


def _find_opinions(keys: Collection[str]) -> Mapping[str, Thing]:
    """By what they are about. Two queries."""
    rows = list(Opinion.objects.filter(key__in=uuids(keys)))
    pages = abouts_of({row.consultation_key for row in rows})
    return {
        str(row.key): Thing(page.title, reverse("consultations:go_to", args=[row.pk]))
        for row in rows
        if (page := pages.get(row.consultation_key))
    }


def register() -> None:
    words.register(
        "consultation",
        Kind(
            label=_("Consultation"),
            verbs={
                "consultation.one_language": _("Published a consultation without one of its languages"),
                "consultation.copy": _("Made a consultation of another"),
                "consultation.new_round": _("Made a new round of a consultation"),
                "consultation.bring_in": _("Brought in a consultation of an earlier service"),
                "consultation.move_in": _("Brought in opinions of an earlier service"),
                "consultation.tell_extension": _("Wrote to who had sent something that there is more time"),
                "consultation.extend": _("Made the time of a consultation longer"),
                "consultation.add_theme": _("Added a theme of opinions"),
                "consultation.drop_theme": _("Dropped a theme of opinions"),
                "consultation.write_response": _("Drafted a response to opinions"),
                "consultation.change_response": _("Changed a response to opinions"),
                "consultation.drop_response": _("Threw away a draft response to opinions"),
                "consultation.handle_opinions": _("Gave opinions a theme, a response or an outcome"),
                "consultation.publish_responses": _("Published responses to opinions"),
                "consultation.draft_version": _("Published a new version of a draft text"),
                "consultation.change_request": _(
                    "Changed the covering letter or the reminders of requests for statements"
                ),
                "consultation.invite": _("Asked parties for statements"),
                "consultation.change_party": _("Changed a party asked for a statement"),
                "consultation.extend_party": _("Gave a party another due date"),
                "consultation.withdraw_party": _("Withdrew a request for a statement"),
                "consultation.remind_party": _("Reminded of a request for a statement"),
                "consultation.no_statement": _("A party told that it has no statement"),
                "consultation.stop_statement_reminders": _("A party wants no more reminders"),
                "consultation.draft_table": _("Took out the comments on a draft text as a table"),
            },
            find=_find,
            matching=_matching,
            facts={
                "reason": (_("reason"), words.as_text),
                "closes": (_("closes"), words.as_text),
                "source": ("", words.unsaid),
                "lacking": ("", words.unsaid),
                "opinions": ("", words.unsaid),
                "before": ("", words.unsaid),
                "theme": (_("theme"), words.as_text),
                "response": (_("response"), words.as_text),
                "outcome": (_("outcome"), lambda value: Outcome(value).label if value else ""),
                "version": (_("version"), words.as_text),
                "number": (_("number"), words.as_text),
                "section": ("", words.unsaid),
                "party": (_("party"), words.as_text),
                "parties": (_("parties"), words.as_text),
                "due_on": (_("new due date"), words.as_text),
                "until": (_("earlier due date"), words.as_text),
            },
        ),
    )
    words.register(
        "opinion",
        Kind(
            label=_("Opinion"),
            verbs={
                "opinion.send": _("Sent an opinion or objection"),
                "opinion.enter": _("Entered an opinion or objection that came on paper or by e-mail"),
                "opinion.give": _("Gave a statement by the link of a request"),
                "opinion.amend": _("Amended a statement"),
                "opinion.enter_statement": _("Entered a statement that came by mail"),
                "opinion.remove": _("Took back what they had sent"),
                "opinion.view": _("Agreed or disagreed with what was sent"),
                "opinion.find_areas": _("Had areas found for opinions"),
                "opinion.part": _("Parted opinions from a deleted account"),
            },
            find=_find_opinions,
            facts={"consultation": ("", words.unsaid)},
        ),
    )
    words.register_verbs({"consultation.export": _("Took out opinions")}, reads={"consultation.export"})
    words.register_verbs(
        {"consultation.statement_table": _("Took out the parties asked for statements")},
        reads={"consultation.statement_table"},
    )

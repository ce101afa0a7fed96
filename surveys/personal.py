"""What surveys keep of a person: that an account took part. Nothing leads from it to the answers, which have no person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.personal import Leaving, Personal, exempt
from accounts.personal import register as keep

from . import queries
from .engine.flow import walk
from .models import Draft, OwnDraft, Recipient, SurveyPage, TookPart
from .present import Teller, said


def _parts(rows: Sequence[TookPart]) -> Iterable[Mapping[str, Any]]:
    titles = _titles([row.survey_key for row in rows])
    for row in rows:
        yield {"title": titles.get(row.survey_key, "")}


def _titles(keys: Iterable[UUID]) -> dict[UUID, str]:
    pages = SurveyPage.objects.filter(translation_key__in=keys, locale__language_code=get_language(), live=True)
    return dict(pages.values_list("translation_key", "title"))


def _invited(rows: Sequence[Recipient]) -> Iterable[Mapping[str, Any]]:
    titles = _titles([row.mailing.batch.survey_key for row in rows])
    for row in rows:
        yield {
            "title": titles.get(row.mailing.batch.survey_key, ""),
            "email": row.email,
            "language": row.language,
            "kept_until": row.mailing.kept_until,
        }


def _unfinished(rows: Sequence[OwnDraft]) -> Iterable[Mapping[str, Any]]:
    titles = _titles([row.draft.survey_key for row in rows])
    for row in rows:
        yield {
            "title": titles.get(row.draft.survey_key, ""),
            "saved_on": row.draft.saved_on,
            "answers": "\n".join(_in_words(row.draft)),
        }


def _in_words(draft: Draft) -> Iterable[str]:
    definition = draft.definition
    tell = Teller(definition=definition, walked=walk(definition, draft.answers), language=get_language() or "")
    for _leaf, _title, questions in said(tell):
        for one in questions:
            if one.answers:
                yield f"{one.title} {'; '.join(one.answers)}"


def _throw_away(leaving: Leaving) -> None:
    Draft.objects.filter(own__user=leaving.user).delete()


def _forget_address(leaving: Leaving) -> None:
    Recipient.objects.filter(email=leaving.address).delete()


def _forget(leaving: Leaving) -> None:
    queries.parts_of(leaving.user.pk).delete()


def register() -> None:
    exempt("surveys.AnswerTheme", "the municipality's own words")
    keep(
        Personal(
            model="surveys.TookPart",
            title=_("Surveys you have answered signed in"),
            rows=lambda user: queries.parts_of(user.pk),
            export=_parts,
            erase=_forget,
            why=_("So that an account answers once. What you answered is not tied to it."),
            kept=_("Until 60 days after the survey has closed."),
        )
    )
    keep(
        Personal(
            model="surveys.Recipient",
            title=_("Surveys to which you were asked by mail"),
            rows=lambda user: Recipient.objects.filter(email=user.email).select_related("mailing__batch"),
            export=_invited,
            erase=_forget_address,
            why=_("So that a one-time code reaches you, and a reminder if you have not used it."),
            kept=_("Until the day that stands in the mail."),
            labels={"kept_until": _("Kept until")},
            parts=["surveys.CodeLetter"],
        )
    )
    keep(
        Personal(
            model="surveys.OwnDraft",
            title=_("Unfinished answers to surveys on your page"),
            rows=lambda user: queries.own_drafts(user.pk),
            export=_unfinished,
            erase=_throw_away,
            why=_("So that you go on with them on any device."),
            kept=_("Until you send them or throw them away, at most 60 days after you last saved them."),
            labels={"saved_on": _("Last saved"), "answers": _("Answers")},
            parts=["surveys.Draft"],
        )
    )
    exempt("surveys.Code", "a hash of a code; nothing stored tells who got it, nor when it was used")
    exempt("surveys.CodeBatch", "how many codes the municipality ordered and what for")
    exempt("surveys.Contact", "given in an answer that has no account; kept apart from the answers, goes by retention")
    exempt("surveys.PackedDay", "anonymous responses of a day as counts; no account, no key of a response, no moment")
    exempt("surveys.PublicCrosses", "counts of anonymous responses; no account, no key of a response")
    exempt(
        "surveys.Draw", "random keys among which a raffle was drawn; they lead to nobody once the addresses are gone"
    )
    exempt("surveys.Mailing", "what the municipality wrote to those who got codes; their addresses are recipients")
    exempt("surveys.Reminder", "days on which the municipality reminds")
    exempt("surveys.Prize", "a place in a draw and the key drawn; the address is a link that goes with the address")
    exempt("surveys.QuestionSet", "the municipality's own text")
    exempt("surveys.Quota", "how many answers the municipality takes, and a number")
    exempt("surveys.Raffle", "the municipality's own rules of a raffle")
    exempt("surveys.Response", "anonymous: no account, no address, no time finer than the day")
    exempt("surveys.SentFile", "sent with an answer that has no account; goes by retention")
    exempt("surveys.SurveyPage", "the municipality's own text")
    exempt("surveys.ThemedAnswer", "a theme of an anonymous answer; neither who gave it nor when")
    exempt("surveys.Version", "what the municipality asked")

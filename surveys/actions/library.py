"""Questions put into a survey from the library, and into the library from a survey."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.audit import record
from core.refusal import Refusal, insist
from core.text import tidy_line

from ..library.renewing import ByLanguage, Raw, renewed
from ..making import as_saved, site_of
from ..models import QuestionSet, SurveyPage
from ..translating import say_ahead

MOST = 300  # parts of a survey
FULL = Refusal("full", _("A survey holds at most 300 questions and pages."))
LOCKED = Refusal("locked", _("The page is locked. Its questions cannot be changed now."))
NONE = Refusal("none", _("Choose questions for the set."))


@transaction.atomic
def add_questions(*, page: SurveyPage, blocks: ByLanguage, after: str, user: Any) -> list[str]:
    """Save a draft of the source page with copies of the blocks after the one with the id ``after``, or at the end. Words
    in other languages wait for its translation. Returns the new ids. Raises Refused."""
    insist(LOCKED if page.permissions_for_user(user).page_locked() else None)
    language = page.locale.language_code
    draft: Any = page.get_latest_revision_as_object()
    here: list[Raw] = list(draft.questions.get_prep_value())
    taken = {code for block in here if (code := block["value"].get("code"))}
    fresh = renewed({language: blocks[language], **blocks}, codes=taken)
    insist(FULL if len(here) + len(fresh[language]) > MOST else None)
    place = next((place for place, block in enumerate(here, start=1) if block["id"] == after), len(here))
    draft.questions = [*here[:place], *fresh[language], *here[place:]]
    draft.save_revision(user=user)
    for other, found in fresh.items():
        if other != language:
            say_ahead(page, fresh[language], found, other)
    _record(page, user, "add_questions", number=len(fresh[language]))
    return [block["id"] for block in fresh[language]]


@transaction.atomic
def save_set(*, page: SurveyPage, ids: Collection[str], name: str, user: Any) -> QuestionSet:
    """Keep questions of the survey, as last saved in each language, as a set of the municipality. Raises Refused, and
    ValidationError for a name that is empty, too long or there already."""
    site = site_of(page)
    found = {
        one.locale.language_code: [block for block in one.questions.get_prep_value() if block["id"] in ids]
        for one in as_saved(page.translation_key)
    }
    own = found[page.locale.language_code]
    insist(NONE if not own else None)
    known = {language: {block["id"]: block for block in blocks} for language, blocks in found.items()}
    whole = {language: [blocks.get(block["id"], block) for block in own] for language, blocks in known.items()}
    made = QuestionSet(site=site, name=tidy_line(name), questions=whole)
    made.full_clean()
    made.save()
    _record(page, user, "save_set", number=len(own))
    return made


@transaction.atomic
def drop_set(*, kept: QuestionSet, key: UUID, user: Any) -> None:
    """Surveys that its questions were put into keep them. ``key``: of the survey at whose desk it was dropped."""
    record(site_id=kept.site_id, actor_id=user.pk, verb="survey.drop_set", kind="survey", key=key)
    kept.delete()


def _record(page: SurveyPage, user: Any, verb: str, **detail: Any) -> None:
    site = site_of(page)
    record(
        site_id=site.pk if site else None,
        actor_id=user.pk,
        verb=f"survey.{verb}",
        kind="survey",
        key=page.translation_key,
        **detail,
    )

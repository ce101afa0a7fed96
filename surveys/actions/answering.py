"""Answering. Nothing here leaves a row in the audit trail: its moment and its order would tell who answered what."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.strong.rules import Fact
from core.audit import record
from core.refusal import Refusal, Refused, insist

from ..engine.definition import Definition
from ..engine.flow import Answers, apart, filled, pruned, walk
from ..engine.serial import from_json, to_json
from ..links import hash_of, new_link
from ..models import Code, Contact, Draft, Response, SentFile, ThemedAnswer, Version
from ..quotas import pairs_of
from ..rules import Audience, Terms, Way, kept_from, why_not_answer, why_not_edit
from .entry import held, hold_code, is_first, let_in, why_not_enter
from .files import drop_files, settle_files
from .limiting import take_places
from .packing import drop

GONE = Refusal("gone", _("These answers have been sent or thrown away already."))
TOO_EARLY = Refusal("too_early", _("The day of arrival is still to come."))
NOT_SENT = Refusal("not_sent", _("These answers are not sent this way."))
UNSOUND = Refusal("unsound", _("Something is missing or needs correcting. The answers were not sent."))


@transaction.atomic
def begin(
    *,
    version: Version,
    terms: Terms,
    answers: Answers,
    language: str,
    seed: str,
    now: datetime,
    code: Code | None = None,
) -> tuple[Draft, str]:
    """Keep the first answers. Returns the draft and the link to it, which nothing can tell again. Raises Refused when
    the survey is not open, or asks for a ``code`` and this is none."""
    insist(why_not_answer(terms, now))
    if terms.audience == Audience.CODE:
        insist(why_not_enter(held(code)))
    return _begin(version=version, answers=answers, language=language, seed=seed, now=now, code=code)


def begin_paper(*, version: Version, arrived_on: date, language: str, now: datetime) -> tuple[Draft, str]:
    """An empty draft for a paper that has come. Raises Refused for a day that has not been."""
    insist(TOO_EARLY if arrived_on > timezone.localdate(now) else None)
    fields = {"version": version, "arrived_on": arrived_on, "way": Way.PAPER}
    return _begin(answers={}, language=language, seed="", now=now, **fields)


def begin_trial(*, survey_key: UUID, definition: Definition, language: str, now: datetime) -> tuple[Draft, str]:
    """Try what a page asks as it was last saved. A test is never sent, only thrown away."""
    fields = {"trial_of": survey_key, "trial": to_json(definition), "way": Way.TEST}
    return _begin(answers={}, language=language, seed="", now=now, **fields)


def _begin(*, answers: Answers, seed: str, now: datetime, **fields: Any) -> tuple[Draft, str]:
    link = new_link()
    draft = Draft.objects.create(
        link_hash=hash_of(link),
        seed=seed or secrets.token_hex(8),
        answers=dict(answers),
        saved_on=timezone.localdate(now),
        **fields,
    )
    return draft, link


@transaction.atomic
def keep(*, draft: Draft, answers: Answers, language: str, sound: bool, now: datetime) -> Draft:
    """Keep the answers of a page beside the others. ``sound``: the page is as the writer means it, so what it hides is
    forgotten. Raises Refused when the draft is gone."""
    draft = _locked(draft)
    typed: dict[str, Any] = {**draft.answers, **answers}
    draft.answers = pruned(draft.definition, typed) if sound else typed
    draft.language, draft.saved_on = language, timezone.localdate(now)
    draft.save(update_fields=["answers", "language", "saved_on"])
    return draft


@transaction.atomic
def send(
    *, draft: Draft, terms: Terms, now: datetime, user_id: int | None = None, fact: Fact | None = None
) -> tuple[Response, str]:
    """Make the response of a draft, which is gone then; sent twice it is one. ``user_id``: who is signed in, ``fact``: who
    is strongly identified; nothing of either is kept beside the response. Returns the response and the link that changes
    it, empty where the survey has none. Raises Refused when the survey is not open, the draft is gone, its answers are not
    sound, who may answer once has answered or may not answer, or a quota is full."""
    insist(why_not_edit(terms, now) if draft.response_id else why_not_answer(terms, now))
    hold_code(draft)
    draft = _locked(draft)
    insist(None if draft.way == Way.WEB else NOT_SENT)
    return _finish(draft, terms, user_id=user_id, day=timezone.localdate(now), fact=fact)


@transaction.atomic
@transaction.atomic
def answer(
    *, version: Version, terms: Terms, answers: Answers, language: str, seed: str, now: datetime
) -> Response | None:
    """Answers that were filled in on one form and are sent with it, without a draft in between. ``seed`` stands for the
    form: sent twice it is one, and None. Raises Refused as `begin` and `send`."""
    if seed and not is_first(survey_key=version.survey_key, seed=seed):
        return None
    draft, _link = begin(version=version, terms=terms, answers=answers, language=language, seed=seed, now=now)
    return send(draft=draft, terms=terms, now=now)[0]


@transaction.atomic
def enter_paper(*, draft: Draft, actor_id: int) -> Response:
    """Make the response of a paper that staff have typed in, also after the survey has closed and when it is full. Raises
    Refused when the draft is gone or is none of a paper, or its answers are not sound."""
    draft = _locked(draft)
    if draft.arrived_on is None or draft.version is None:
        raise Refused(NOT_SENT)
    response, _link = _finish(draft, Terms(), user_id=None, day=draft.arrived_on)
    record(
        site_id=draft.version.site_id,
        actor_id=actor_id,
        verb="survey.enter_paper",
        kind="survey",
        key=response.survey_key,
    )
    return response


def _finish(
    draft: Draft, terms: Terms, *, user_id: int | None, day: date, fact: Fact | None = None
) -> tuple[Response, str]:
    version, definition = draft.version, draft.definition
    assert version is not None
    walked = walk(definition, draft.answers)
    if walked.wrong:
        raise Refused(UNSOUND)
    if draft.way == Way.WEB and not draft.response_id:
        let_in(draft=draft, terms=terms, user_id=user_id, fact=fact)
    answers, contacts = apart(definition, walked.values)
    before = pairs_of(definition, draft.response.answers) if draft.response else set()
    written = (
        _rewrite(draft, version, draft.response, answers)
        if draft.response
        else _write(draft, version, answers, terms, day)
    )
    settle_files(draft=draft, response=written[0], answers=answers)
    take_places(
        survey_key=version.survey_key,
        definition=definition,
        answers=answers,
        before=before,
        forced=draft.way == Way.PAPER,
    )
    _keep_apart(version, contacts)
    draft.delete()
    return written


def _write(draft: Draft, version: Version, answers: Mapping[str, Any], terms: Terms, day: date) -> tuple[Response, str]:
    link = new_link() if terms.may_edit else ""
    response = Response.objects.create(
        version=version,
        survey_key=version.survey_key,
        way=draft.way,
        language=draft.language,
        day=day,
        answers=dict(answers),
        edit_hash=hash_of(link) if link else None,
    )
    return response, link


def _rewrite(draft: Draft, version: Version, response: Response, answers: Mapping[str, Any]) -> tuple[Response, str]:
    """The day stays that of the first sending. What staff found in the words before is no longer said of them."""
    ThemedAnswer.objects.filter(response=response).delete()
    drop(response)
    response.answers, response.version, response.language = dict(answers), version, draft.language
    response.save(update_fields=["answers", "version", "language"])
    return response, ""


def _keep_apart(version: Version, contacts: Mapping[str, Any]) -> None:
    Contact.objects.bulk_create(
        Contact(site_id=version.site_id, survey_key=version.survey_key, question=question, value=value)
        for question, value in contacts.items()
    )


@transaction.atomic
def change(*, response: Response, version: Version, terms: Terms, language: str, now: datetime) -> tuple[Draft, str]:
    """Take a response up again; it stays as it is until the change is sent. A change begun before is thrown away. Raises
    Refused where answers cannot be changed."""
    insist(why_not_edit(terms, now))
    drop_files(SentFile.objects.filter(draft__response=response))
    Draft.objects.filter(response=response).delete()
    answers = _filled(from_json(version.definition), response)
    return _begin(version=version, answers=answers, language=language, seed="", now=now, response=response)


def _filled(definition: Definition, response: Response) -> Answers:
    return filled(definition, response.answers)


@transaction.atomic
def discard(*, draft: Draft) -> None:
    """Throw a draft away. Raises Refused when it is gone."""
    found = _locked(draft)
    drop_files(SentFile.objects.filter(draft=found))
    found.delete()


def purge_drafts(*, today: date) -> int:
    """Throw away what nobody has gone on with. Returns how many."""
    drop_files(SentFile.objects.filter(draft__saved_on__lt=kept_from(today)))
    number, _by_model = Draft.objects.filter(saved_on__lt=kept_from(today)).delete()
    return number


def _locked(draft: Draft) -> Draft:
    found = Draft.objects.select_for_update(of=("self",)).select_related("version").filter(pk=draft.pk).first()
    if found is None:
        raise Refused(GONE)
    return found

"""Letting each in once. The code or the mark is taken in the transaction that sends the answers (`let_in`)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.strong.rules import Fact, why_not
from core.audit import record
from core.refusal import Refusal, Refused, insist

from ..codes import new_code
from ..links import hash_of_code, mark_of, mark_of_form, mark_of_person
from ..models import Code, CodeBatch, Draft, SurveyPage, TookPart
from ..rules import Audience, CodeState, Terms, marks_kept_from

GIVEN = Refusal("given", _("These codes have been handed out already, and they are handed out only once."))
CANCELLED = Refusal("cancelled", _("This batch has been cancelled."))
NO_CODE = Refusal("no_code", _("This survey is answered with a one-time code. Begin on the survey’s page with yours."))
USED = Refusal("used", _("Answers have already been sent with this code."))
VOID = Refusal("void", _("This code is no longer valid."))
SIGN_IN = Refusal("sign_in", _("This survey is answered signed in. Sign in and send the answers again."))
TOOK_PART = Refusal("took_part", _("You have already answered this survey with this account."))
ANSWERED = Refusal("took_part", _("You have already answered this survey. Each person answers once."))
_WHY_NOT = {CodeState.USED: USED, CodeState.CANCELLED: VOID}


@transaction.atomic
def make_batch(*, survey_key: UUID, site_id: int, number: int, note: str, actor_id: int, now: datetime) -> CodeBatch:
    """Order codes. None exists before they are handed out."""
    batch = CodeBatch.objects.create(survey_key=survey_key, site_id=site_id, number=number, note=note, made_at=now)
    _record(batch, actor_id, "order_codes", number=number)
    return batch


@transaction.atomic
def hand_out(*, batch: CodeBatch, actor_id: int, now: datetime) -> list[str]:
    """Make the codes and return them, this once. Raises Refused when that has been done or the batch is cancelled."""
    batch = CodeBatch.objects.select_for_update().get(pk=batch.pk)
    insist(CANCELLED if batch.cancelled_at else GIVEN if batch.given_at else None)
    codes = {hash_of_code(batch.survey_key, code): code for code in (new_code() for _one in range(batch.number))}
    Code.objects.bulk_create((Code(batch=batch, hash=hashed) for hashed in codes), batch_size=500)
    batch.given_at = now
    batch.save(update_fields=["given_at"])
    _record(batch, actor_id, "hand_out_codes", number=len(codes))
    return list(codes.values())


@transaction.atomic
def cancel_batch(*, batch: CodeBatch, actor_id: int, now: datetime) -> None:
    """Nobody gets in any more with what is unused of it. Raises Refused when it is cancelled."""
    batch = CodeBatch.objects.select_for_update().get(pk=batch.pk)
    insist(CANCELLED if batch.cancelled_at else None)
    batch.cancelled_at = now
    batch.save(update_fields=["cancelled_at"])
    number = Code.objects.filter(batch=batch, state=CodeState.UNUSED).update(state=CodeState.CANCELLED)
    _record(batch, actor_id, "cancel_codes", number=number)


def why_not_enter(code: Code | None) -> Refusal | None:
    """Why nothing can be begun with a code, if so."""
    return NO_CODE if code is None else _WHY_NOT.get(CodeState(code.state))


def held(code: Code | None) -> Code | None:
    """A code as it is now, while others with the same wait: who sends with it first throws all drafts of it away, and
    none begins behind that."""
    return Code.objects.select_for_update().filter(pk=code.pk).first() if code else None


def hold_code(draft: Draft) -> None:
    """Keep others with the same code waiting. Before a draft is locked: who gets in throws the others' drafts away."""
    if draft.code_id:
        Code.objects.select_for_update().filter(pk=draft.code_id).first()


def let_in(*, draft: Draft, terms: Terms, user_id: int | None, fact: Fact | None) -> None:
    """Take the code, or mark the account or the person. Of two at once one gets in: the row itself decides. Raises
    Refused."""
    if terms.audience == Audience.CODE:
        _use_code(draft)
    elif terms.audience == Audience.ACCOUNT:
        _mark_account(draft.survey_key, user_id)
    elif terms.audience == Audience.STRONG:
        _mark_person(draft, terms, fact)


def _use_code(draft: Draft) -> None:
    insist(why_not_enter(draft.code))
    if not Code.objects.filter(pk=draft.code_id or 0, state=CodeState.UNUSED).update(state=CodeState.USED):
        raise Refused(USED)
    Draft.objects.filter(code=draft.code_id).exclude(pk=draft.pk).delete()


def _mark_account(survey_key: UUID, user_id: int | None) -> None:
    if user_id is None:
        raise Refused(SIGN_IN)
    _mark(survey_key, mark_of(survey_key, user_id), TOOK_PART)


def _mark_person(draft: Draft, terms: Terms, fact: Fact | None) -> None:
    here = fact if fact and draft.version and fact.site_id == draft.version.site_id else None
    insist(why_not(here, terms.limits))
    assert here is not None
    _mark(draft.survey_key, mark_of_person(draft.survey_key, here.mark), ANSWERED)


def _mark(survey_key: UUID, mark: str, refusal: Refusal) -> None:
    _row, made = TookPart.objects.get_or_create(mark=mark, defaults={"survey_key": survey_key})
    insist(None if made else refusal)


def is_first(*, survey_key: UUID, seed: str) -> bool:
    """Whether a form has not been sent before; noted in the transaction that keeps what it brought."""
    mark = mark_of_form(survey_key, seed)
    return TookPart.objects.get_or_create(mark=mark, defaults={"survey_key": survey_key})[1]


def purge_marks(*, now: datetime) -> int:
    """Forget who took part in surveys that closed a while ago. Returns how many marks went."""
    closed = SurveyPage.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE, closes_at__lt=marks_kept_from(now)
    ).values("translation_key")
    number, _by_model = TookPart.objects.filter(survey_key__in=closed).delete()
    return number


def _record(batch: CodeBatch, actor_id: int, verb: str, *, number: int) -> None:
    record(
        site_id=batch.site_id,
        actor_id=actor_id,
        verb=f"survey.{verb}",
        kind="survey",
        key=batch.survey_key,
        number=number,
    )

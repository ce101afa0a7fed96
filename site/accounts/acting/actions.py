"""Beginning and ending to act for a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.eligibility.actions import forget, tell
from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import ACTS_FOR_OTHERS
from core import audit, behalf
from core.models import AuditRow
from core.text import tidy_line

from . import joining, mails
from .context import behalf_of
from .models import ActingSession, DeskPerson
from .people import find_or_make, forget_if_empty, join
from .rules import Ended


def insist_on_clerk(clerk: User, site: Site) -> None:
    """Raises PermissionDenied for who may not act for others in the municipality."""
    if not roles_of(clerk, site.pk) & ACTS_FOR_OTHERS:
        raise PermissionDenied(_("Only the service desk acts for others."))


@transaction.atomic
def start(
    *,
    site: Site,
    clerk: User,
    channel: str,
    name: str,
    now: datetime,
    language: str,
    shown_as: str = "",
    born: date | None = None,
    address: str = "",
    basis: str = "",
    email: str = "",
    contact: str = "",
) -> ActingSession:
    """Begin to act for a person, for `settings.ACTING_SECONDS` from ``now``. Raises PermissionDenied, and
    ValidationError as `people.find_or_make` does."""
    insist_on_clerk(clerk, site)
    known = find_or_make(
        site=site, name=name, shown_as=shown_as, born=born, address=address, language=language, clerk=clerk
    )
    person = known.user
    if contact := tidy_line(contact):
        known.contact = contact
        known.save(update_fields=["contact"])
    acting = ActingSession.objects.create(
        site=site,
        clerk=clerk,
        person=person,
        channel=channel,
        language=language,
        email=email.strip().lower(),
        started_at=now,
        ends_at=now + timedelta(seconds=settings.ACTING_SECONDS),
    )
    _note(acting, clerk.pk, "start", via=channel)
    with behalf.acting(behalf_of(acting)):
        forget(user=person, site_id=site.pk, by=None)
        tell(user=person, site_id=site.pk, born=born, basis=basis, now=now)
    return acting


@transaction.atomic
def end(*, acting: ActingSession, how: str, now: datetime) -> ActingSession:
    """End it: what was told of the person is forgotten, the person is told by mail what was done, where an address was
    given. What has ended already stays as it is."""
    acting = ActingSession.objects.select_for_update().get(pk=acting.pk)
    if acting.ended_at is not None:
        return acting
    done = acts_of(acting)
    email, acting.email = acting.email, ""
    acting.ended_at, acting.ended_how, acting.acts = min(now, acting.ends_at), how, len(done)
    acting.save()
    _note(acting, acting.clerk_id, "end", number=acting.acts, how=str(how))
    if acting.person is not None:
        forget(user=acting.person, site_id=acting.site_id, by=None)
        _settle(acting, acting.person, done, email, now)
    return acting


def _settle(acting: ActingSession, user: User, done: list[AuditRow], email: str, now: datetime) -> None:
    person = DeskPerson.objects.select_related("joined_to").filter(user=user).first()
    if person is None:
        return
    if done and email:
        mails.receipt(acting=acting, person=person, to=email, done=done)
    if person.joined_to is not None:
        join(person=person, account=person.joined_to, now=now)
    if person.contact and not joining.waits_for_answer(user):
        person.contact = ""
        person.save(update_fields=["contact"])
    if person.joined_to is None and not done:
        forget_if_empty(user)


def end_expired(*, now: datetime) -> int:
    """End what has run out and nobody has ended. Returns how many."""
    rows = list(ActingSession.objects.filter(ended_at=None, ends_at__lte=now).order_by("ends_at"))
    for acting in rows:
        end(acting=acting, how=Ended.TIME, now=now)
    return len(rows)


def acts_of(acting: ActingSession) -> list[AuditRow]:
    """What was done in the person's name, the oldest first: read from the trail."""
    rows = AuditRow.objects.filter(
        site_id=acting.site_id,
        actor_id=acting.clerk_id,
        behalf_id=acting.person_id,
        at__gte=acting.started_at,
        at__lte=acting.ended_at or acting.ends_at,
    )
    return list(rows.exclude(kind="user").order_by("at", "id")[:200])


def _note(acting: ActingSession, actor_id: int | None, verb: str, **detail: object) -> None:
    audit.record(
        site_id=acting.site_id,
        actor_id=actor_id,
        verb=f"desk.{verb}",
        kind="acting",
        key=acting.uuid,
        subject_id=acting.person_id,
        **detail,
    )

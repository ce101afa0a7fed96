"""The person for whom the desk acts: found again by a keyed hash, made when there is none."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.models import User
from accounts.queries import names_of
from accounts.rules import clean_display_name
from core import audit

from . import joining
from .models import DeskKey, DeskPerson
from .rules import keys_of


@transaction.atomic
def find_or_make(
    *,
    site: Site,
    name: str,
    shown_as: str,
    born: date | None,
    address: str,
    language: str,
    clerk: User,
    shown: bool = True,
) -> DeskPerson:
    """The person of this name and day of birth (or address). The account is kept and what it is known by, and the name
    only as it is to be shown, not at all unless ``shown``. Raises ValidationError without a day of birth and an
    address, and for a name that may not be shown."""
    given = (site, name, shown_as, born, address, language, clerk, shown)
    try:
        return _find_or_make(*given)
    except IntegrityError:  # another clerk has written down the same person at this moment
        return _find_or_make(*given)


@transaction.atomic
def _find_or_make(
    site: Site, name: str, shown_as: str, born: date | None, address: str, language: str, clerk: User, shown: bool
) -> DeskPerson:
    keys = keys_of(site.pk, name, born, address)
    if not keys:
        raise ValidationError(_("Give the date of birth or the address: without either nobody is known again."))
    display_name = clean_display_name(shown_as or name, names_of(site)) if shown else ""
    known = {
        row.key: row.person for row in DeskKey.objects.select_related("person__user").filter(site=site, key__in=keys)
    }
    person = next((known[key] for key in keys if key in known), None)  # the day of birth tells more than the address
    if person is None:
        user = User.objects.create(email="", password="!", display_name=display_name, language=language)  # noqa: S106
        person = DeskPerson.objects.create(user=user, site=site)
        audit.record(
            site_id=site.pk, actor_id=clerk.pk, verb="desk.person", kind="user", key=user.pk, subject_id=user.pk
        )
    elif shown and (shown_as or not person.user.display_name):
        person.user.display_name = display_name
        person.user.save(update_fields=["display_name"])
    DeskKey.objects.bulk_create(DeskKey(person=person, site=site, key=key) for key in keys if key not in known)
    return person


@transaction.atomic
def join(*, person: DeskPerson, account: User, now: datetime) -> None:
    """The person has shown to be the account's owner: what the desk wrote down becomes the account's, now and
    after each later time. A second call changes nothing."""
    person = DeskPerson.objects.select_for_update().select_related("user").get(pk=person.pk)
    if person.joined_to_id not in (None, account.pk):
        raise ValidationError(_("This has been taken to another account already."))
    first = person.joined_to_id is None
    if first:
        person.joined_to = account
        person.save(update_fields=["joined_to"])
    joining.move(person.user, account)
    if first:
        audit.record(
            site_id=person.site_id,
            actor_id=account.pk,
            verb="desk.join",
            kind="user",
            key=account.pk,
            subject_id=account.pk,
        )


def forget_if_empty(user: User) -> None:
    """Nothing is kept of a person in whose name nothing was done."""
    if not joining.has_anything(user):
        user.delete()

"""The change of a person's address, and taking it back."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.models import User
from accounts.security import mails, moving
from accounts.security.models import EmailChange
from accounts.security.queries import is_taken, waiting_accounts
from accounts.security.rules import UNDONE_TOO
from accounts.security.sessions import end_all

from .shared import locked, write_down


@transaction.atomic
def change_email(*, user: User, email: str, site: Site, now: datetime, session: str) -> EmailChange:
    """Give a person the address that a code has proved to be theirs. Every session but ``session`` (a key) ends; the old
    address is told how to take it back. Raises ValidationError when another account has got the address meanwhile."""
    person = locked(user)
    old, email = person.email, email.strip().lower()
    _take_into_use(person, email, now)
    change = EmailChange.objects.create(user=person, old=old, new=email, changed_at=now)
    end_all(person, but=session)
    write_down("account.email", person, site)
    mails.email_changed(person, site, change)
    return change


@transaction.atomic
def undo_email(*, change: EmailChange, site: Site, now: datetime) -> None:
    """Whoever reads the old address takes it back: every session ends, and passkeys and the like that were added about
    then go. Raises ValidationError when it is too late or the address has got another account."""
    person = locked(change.user)
    still = EmailChange.objects.undoable(now).filter(pk=change.pk).first()
    if still is None:
        raise ValidationError(_("The change can no longer be taken back."))
    left = person.email
    _take_into_use(person, still.old, now)
    EmailChange.objects.filter(user=person, undone_at=None, changed_at__gte=still.changed_at).update(undone_at=now)
    Authenticator.objects.filter(user=person, created_at__gte=still.changed_at - UNDONE_TOO).delete()
    end_all(person)
    write_down("account.email_undo", person, site)
    mails.email_undone(person, site, left)


def _take_into_use(person: User, email: str, now: datetime) -> None:
    """The database holds that an address has one account: whoever comes second is refused."""
    old, person.email = person.email, email
    waiting_accounts().filter(email=email).delete()
    try:
        if is_taken(email, person, now):
            raise IntegrityError
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError as error:
        person.email = old
        raise ValidationError(
            _("The address could not be taken into use. Begin again; if it does not help, contact the municipality.")
        ) from error
    EmailAddress.objects.filter(user=person).delete()
    moving.move(person, old)

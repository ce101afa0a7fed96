"""Every write of what editors teach the search."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import audit
from core.refusal import Refusal, Refused
from municipality.rights import sites_of

from .models import Pin, Synonym
from .ready import ready


@transaction.atomic
def keep_synonym(*, synonym: Synonym, user: Any) -> None:
    """Add it, or keep its changes. Raises Refused."""
    _insist(user, Synonym, synonym.site_id)
    is_new = synonym.pk is None
    synonym.save()
    _note("add" if is_new else "change", synonym, user, words=synonym.words, means=synonym.means)


@transaction.atomic
def remove_synonym(*, synonym: Synonym, user: Any) -> None:
    """Raises Refused."""
    _insist(user, Synonym, synonym.site_id)
    _note("remove", synonym, user, words=synonym.words, means=synonym.means)
    synonym.delete()


@transaction.atomic
def add_ready(*, site: Site, user: Any) -> int:
    """Add those of the ready list that are not there; returns how many. ``user`` is ``None`` where a command does it.
    Raises Refused."""
    if user is not None:
        _insist(user, Synonym, site.pk)
    known = set(Synonym.objects.filter(site=site).values_list("language", "words"))
    new = [
        Synonym(site=site, language=one.language, words=one.words, means=one.means, both_ways=one.both_ways)
        for one in ready()
        if (one.language, one.words) not in known
    ]
    if new:
        Synonym.objects.bulk_create(new[1:])
        new[0].save()  # tells every process
        audit.record(
            site_id=site.pk,
            actor_id=user.pk if user else None,
            verb="synonym.add_ready",
            kind="synonyms",
            key=site.pk,
            number=len(new),
        )
    return len(new)


@transaction.atomic
def keep_pin(*, pin: Pin, user: Any) -> None:
    """Add it, or keep its changes. Raises Refused."""
    _insist(user, Pin, pin.site_id)
    is_new = pin.pk is None
    pin.save()
    _note_pin("add" if is_new else "change", pin, user)


@transaction.atomic
def remove_pin(*, pin: Pin, user: Any) -> None:
    """Raises Refused."""
    _insist(user, Pin, pin.site_id)
    _note_pin("remove", pin, user)
    pin.delete()


def _insist(user: Any, model: Any, site_id: int) -> None:
    if not sites_of(user, model).filter(pk=site_id).exists():
        raise Refused(Refusal("role", _("You have no right to this here.")))


def _note(verb: str, synonym: Synonym, user: Any, **facts: Any) -> None:
    audit.record(
        site_id=synonym.site_id, actor_id=user.pk, verb=f"synonym.{verb}", kind="synonym", key=synonym.pk, **facts
    )


def _note_pin(verb: str, pin: Pin, user: Any) -> None:
    audit.record(
        site_id=pin.site_id, actor_id=user.pk, verb=f"pin.{verb}", kind="pin", key=pin.pk, leads_to=pin.leads_to
    )

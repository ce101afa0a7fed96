"""Every write of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

import search.actions
from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import Role
from core import audit
from core.refusal import Refusal, Refused
from participation.following import actions as following
from participation.following.topics import Topic

from .documents import documents_of
from .models import Profile, Visit
from .rules import VISIT

MOST_AT_ONCE = 200  # topics


def note_visit(*, user: User, site: Site, now: datetime) -> datetime | None:
    """The councillor looks at the desk. Returns when the visit before this one was, if there was one. One query, while
    the same visit goes on."""
    visit = Visit.objects.filter(site=site, user=user).first()
    if visit is None:
        visit, _made = Visit.objects.get_or_create(site=site, user=user, defaults={"at": now})
    elif now - visit.at >= VISIT:
        visit.before, visit.at = visit.at, now
        visit.save(update_fields=["before", "at"])
    return visit.before


def follow_many(*, user: User, site: Site, topics: Iterable[Topic], now: datetime) -> int:
    """Follow several things at once; what is not there any more is passed over. Returns how many are followed now."""
    number = 0
    for topic in list(topics)[:MOST_AT_ONCE]:
        try:
            following.follow(site=site, topic=topic, user=user, now=now)
            number += 1
        except Refused:
            continue
    return number


@transaction.atomic
def tell_of_oneself(
    *, user: User, site: Site, is_public: bool, shows_follows: bool, intro: Mapping[str, str], contact: str
) -> Profile:
    """What everyone may read of the councillor, from now on. Raises Refused for who is none."""
    if Role.COUNCILLOR not in roles_of(user, site.pk):
        raise Refused(Refusal("role", _("The page is for the municipality’s councillors.")))
    profile, _made = Profile.objects.select_for_update().get_or_create(site=site, user=user)
    profile.is_public, profile.shows_follows = is_public, shows_follows
    profile.intro, profile.contact = {code: text for code, text in intro.items() if text}, contact
    profile.save()
    audit.record(
        site_id=site.pk,
        actor_id=user.pk,
        verb="councillor.tell" if is_public else "councillor.hide",
        kind="councillor",
        key=profile.pk,
        subject_id=user.pk,
    )
    renew(profile=profile)
    return profile


def renew(*, profile: Profile) -> None:
    """Search finds what is public, and nothing else."""
    search.actions.remove(kind="councillor", object_id=profile.pk)
    found = list(documents_of([profile])) if profile.is_public else []
    if found:
        search.actions.put_many(documents=found)

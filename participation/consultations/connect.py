"""Where consultations join the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

import search.registry
from accounts import mine, pending
from accounts.acting import context as acting
from accounts.acting import joining
from accounts.acting.joining import Belongings
from accounts.models import User
from accounts.strong import visit
from core.jobs import registry as jobs
from core.pages import is_first_publishing
from core.publishing.translating import publish_finished
from core.refusal import Refusal, Refused
from municipality import areas
from participation import registry
from participation.following import topics
from participation.moderation import things
from surveys import surroundings

from . import actions, publicity, queries, readiness, telling
from .admin import extending
from .answering import contact
from .answering.admin import taking, views
from .asking import places
from .documents import SOURCE
from .drafts.recording import record
from .followed import ConsultationTopic
from .holders import holder_of
from .models import ConsultationPage, Opinion, UnfinishedOpinion
from .moderated import OpinionKind
from .own import contribution
from .receipts import link_of


class ConsultationMethod:
    """Being heard, as the front page and a project's page show it."""

    def acts(
        self, projects: Sequence[registry.Project], now: datetime, *, facts: bool, site_id: int | None = None
    ) -> list[registry.Act]:
        by_key = {project.key: project for project in projects}
        found = queries.open_in(by_key, now, site_id) if by_key or site_id else []
        return [_act(page, by_key.get(page.project_key) if page.project_key else None) for page in found]

    def section(self, project: registry.Project, site: Site, now: datetime) -> registry.Section | None:
        found = queries.of_project(project.key)
        rows = [{"page": page, "state": page.terms.state(now)} for page in found]
        return (
            registry.Section(template="consultations/in_project.html", context={"consultations": rows})
            if rows
            else None
        )


def _act(page: ConsultationPage, project: registry.Project | None) -> registry.Act:
    return registry.Act(
        kind=_("Consultation"),
        title=page.title,
        text=page.summary,
        url=page.url or "",
        button=_("Voice your opinion"),
        button_url=page.url or "",
        until=page.closes_at,
        project=project,
    )


def attach_opinion(user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
    """After signing in or identifying oneself, what was written is sent on at once: only its sender was missing."""
    site = Site.find_for_request(request)
    found = queries.consultation(site, UUID(str(payload["consultation"]))) if site else None
    if found is None:
        raise Refused(Refusal("gone", _("The consultation is no longer here.")))
    opinion = actions.send(
        consultation=found,
        uuid=UUID(str(payload["uuid"])),
        written=actions.Written(**payload["written"]),
        user=user,
        now=timezone.now(),
        language=str(payload["language"]),
        section=str(payload["section"]),
        strong=visit.fact(request) is not None,
        holder=holder_of(request),
    )
    return thanks(opinion), reverse("consultations:receipt", args=[link_of(opinion.uuid)])


def thanks(opinion: Opinion) -> str:
    if opinion.is_held:
        return _("Thank you. What you sent has arrived. A moderator looks at it before it is published.")
    return _("Thank you, what you sent has arrived.")


def has_anything(user: User) -> bool:
    return Opinion.objects.filter(author=user).exists() or UnfinishedOpinion.objects.filter(user=user).exists()


def join(shell: User, account: User) -> None:
    """What the service desk wrote down for a person becomes the person's own."""
    Opinion.objects.filter(author=shell).update(author=account)
    actions.hand_over_unfinished(shell=shell, account=account)


def tell_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Wagtail has published a page, by hand or by the clock."""
    if not isinstance(instance, ConsultationPage):
        return
    revision = kwargs.get("revision")
    actor_id = revision.user_id if revision is not None else None
    if (reason := readiness.reason_of(instance)) and (lacking := readiness.lacking(instance)):
        actions.note_one_language(page=instance, actor_id=actor_id, reason=reason, lacking=lacking)
    now = timezone.now()
    made = record(page=instance, now=now, actor_id=actor_id)
    if renewed := [version for version in made if version.number > 1]:
        telling.redrafted(renewed[0], page_id=instance.pk, now=now)
    if instance.live and instance.locale.language_code == settings.LANGUAGE_CODE:
        # Wagtail tells also of what will be published by the clock.
        actions.announce(page=instance)
        if not readiness.reason_of(instance):
            user = revision.user if revision is not None else None
            transaction.on_commit(partial(publish_finished, instance, user=user))
    publicity.put_back(instance.translation_key)
    if is_first_publishing(instance):
        telling.begun(instance, now=timezone.now())


def tell_unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not isinstance(instance, ConsultationPage):
        return
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        publicity.put_away(instance.translation_key)
    else:
        publicity.put_back(instance.translation_key)


def follow_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page has been closed from some readers, or opened again."""
    publicity.follow(instance.page)


def follow_move(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Perhaps under a page that is closed."""
    publicity.follow(instance)


def find_areas(site_id: int) -> None:
    actions.find_areas(site_id=site_id)


def all_registries() -> None:
    acting.open_to_person("consultations")
    joining.register("consultations", Belongings(has=has_anything, join=join))
    search.registry.register(SOURCE)
    registry.register_method("consultations", ConsultationMethod())
    pending.register("opinion", attach_opinion)
    mine.register("consultations", contribution)
    things.register("opinion", OpinionKind())
    contact.register()
    jobs.register(views.JOB, views.run_publish, template="consultations/admin/published.html")
    jobs.register(taking.JOB, taking.run)
    jobs.register(extending.JOB, extending.tell, template="consultations/admin/extended.html")
    topics.register("consultation", ConsultationTopic())
    telling.register()
    surroundings.register(places)
    areas.follow("opinions", find_areas)
    page_published.connect(tell_published, dispatch_uid="consultations.published")
    page_unpublished.connect(tell_unpublished, dispatch_uid="consultations.unpublished")
    post_page_move.connect(follow_move, dispatch_uid="consultations.moved")
    post_save.connect(follow_restriction, sender=PageViewRestriction, dispatch_uid="consultations.restricted")
    post_delete.connect(follow_restriction, sender=PageViewRestriction, dispatch_uid="consultations.freed")

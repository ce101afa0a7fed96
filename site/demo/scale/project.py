"""The project that the proposals for measuring belong to, so that they can be told from the rest."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from wagtail.models import Locale, Site

from participation.phases import Activity
from participation.projects.models import ProjectPage, ProjectPhase, ProjectsIndexPage

SLUG = "suuri-aineisto"
YEARS = timedelta(days=3 * 365)


def project_of(site: Site) -> UUID:
    """The project's key; it is made, and opened for years, the first time. Raises LookupError when the
    municipality has no list of projects."""
    index = ProjectsIndexPage.objects.child_of(site.root_page).first()
    if index is None:
        raise LookupError("The municipality has no list of projects.")
    page = ProjectPage.objects.child_of(index).filter(slug=SLUG).first()
    return page.translation_key if page else _make(index)


def _make(index: ProjectsIndexPage) -> UUID:
    now = timezone.now()
    page = ProjectPage(
        title="Suuri aineisto",
        slug=SLUG,
        locale=index.locale,
        summary="Tuhansia ehdotuksia mittaamista varten.",
    )
    page.phases = [
        ProjectPhase(
            name="Keruu", opens_at=now - YEARS, closes_at=now + YEARS, allows=[activity.value for activity in Activity]
        )
    ]
    index.add_child(instance=page)
    page.save_revision().publish()
    for locale in Locale.objects.exclude(pk=page.locale_id):
        if index.has_translation(locale):
            page.copy_for_translation(locale, alias=True)
    return page.translation_key

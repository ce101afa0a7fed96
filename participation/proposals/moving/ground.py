"""What rows are judged by."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.timezone import get_default_timezone
from wagtail.models import Page, Site

from accounts.queries import names_of
from municipality.models import Theme
from participation import registry

from .rules import Ground


def ground_of(site: Site, project_key: UUID, now: datetime) -> Ground:
    """A fixed number of queries."""
    themes: dict[str, int] = {}
    for theme in Theme.objects.filter(site=site):
        for name in (theme.slug, *theme.names.values()):
            themes.setdefault(" ".join(name.split()).casefold(), theme.pk)
    return Ground(
        project_key=project_key,
        now=now,
        zone=get_default_timezone(),
        languages=[code for code, _name in settings.LANGUAGES],
        language=site.root_page.locale.language_code,
        themes=themes,
        names=names_of(site),
        bounds=settings.PLACE_BOUNDS,
    )


def projects_by_slug(site: Site) -> dict[str, registry.Project]:
    """The municipality's published projects by the last part of their address, in any language; where two share one,
    the main language's has it."""
    projects = {project.key: project for project in registry.projects(site.pk)}
    main = site.root_page.locale_id
    rows = Page.objects.filter(translation_key__in=projects, live=True).values_list("slug", "translation_key", "locale")
    return {slug: projects[key] for slug, key, _locale in sorted(rows, key=lambda row: row[2] == main)}

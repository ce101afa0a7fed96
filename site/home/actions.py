"""Starting a municipality: everything an editor needs to begin, and nothing that must be thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import GroupApprovalTask, Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask

from accounts.actions import create_role_groups
from accounts.models import User
from accounts.roles import Role
from core import audit
from core.fields import LocalizedText
from municipality.models import MainMenu, MenuItem, MunicipalitySettings
from news.models import NewsIndexPage

from . import starter
from .languages import mend_child_counts
from .locales import ensure_locales
from .models import HomePage


@transaction.atomic
def start_municipality(
    *,
    name: dict[str, str],
    hostname: str,
    port: int = 80,
    languages: Sequence[str] | None = None,
    actor: User | None = None,
) -> Site:
    """Make an empty municipality: front page, news and projects in each language, menu, roles, workflow.

    ``name`` by language code; ``languages`` (those of the names, in the settings' order, by default): the first is the
    source of the others. Wagtail's welcome site is taken over when nothing else is there. Raises ValidationError for a
    name or language that is missing, and for a host and port that another municipality has.
    """
    languages = _checked_languages(name, languages)
    ensure_locales()
    site = _take_site(hostname, port)
    site.site_name = name[languages[0]]
    homes = _translated(HomePage, Page.get_first_root_node(), languages, lambda code: _home_fields(name[code], code))
    _give_root(site, homes[0])
    news = _translated(NewsIndexPage, homes[0], languages, lambda code: _titled(starter.news_title, code))
    projects = _projects_index(homes[0], languages)
    MunicipalitySettings.objects.update_or_create(site=site, defaults={"names": LocalizedText(name)})
    _menu(site, [projects], "proposals", [news])
    groups = create_role_groups(site)
    _workflow(site, homes, groups[Role.ADMINISTRATOR])
    audit.record(
        site_id=site.pk, actor_id=actor.pk if actor else None, verb="municipality.start", kind="site", key=site.pk
    )
    return site


def _checked_languages(name: dict[str, str], languages: Sequence[str] | None) -> list[str]:
    known = [code for code, _label in settings.LANGUAGES]
    chosen = list(languages) if languages else [code for code in known if name.get(code)]
    if not chosen:
        raise ValidationError(_("Give the municipality a name in at least one language."))
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        raise ValidationError(_("Unknown language: %(codes)s."), params={"codes": ", ".join(unknown)})
    missing = [code for code in chosen if not name.get(code, "").strip()]
    if missing:
        raise ValidationError(_("The name is missing in: %(codes)s."), params={"codes": ", ".join(missing)})
    return chosen


def _take_site(hostname: str, port: int) -> Site:
    """Wagtail's own first site when no municipality has it yet, else a new one. Not saved."""
    sites = list(Site.objects.select_related("root_page")[:2])
    site = (
        sites[0] if len(sites) == 1 and sites[0].root_page.specific_class is Page else Site(is_default_site=not sites)
    )
    if Site.objects.exclude(pk=site.pk).filter(hostname=hostname, port=port).exists():
        raise ValidationError(_("Another municipality has this host name and port."), code="taken")
    site.hostname, site.port = hostname, port
    return site


def _give_root(site: Site, home: Page) -> None:
    """Point the site at the new front page; Wagtail's welcome page goes with its translations."""
    welcome = site.root_page if site.pk else None
    site.root_page = home
    site.full_clean(exclude=["id"])
    site.save()
    if welcome is not None and welcome.specific_class is Page:
        for page in Page.objects.filter(translation_key=welcome.translation_key):
            page.delete()


def _home_fields(name: str, code: str) -> dict[str, Any]:
    with override(code):
        return {
            "title": name,
            "slug": _free_slug(f"{name}-{code}"),
            "summary": starter.summary(name),
            "sections": starter.sections(),
        }


def _titled(title: Any, code: str) -> dict[str, Any]:
    with override(code):
        return {"title": title(), "slug": slugify(title())}


def _free_slug(wanted: str) -> str:
    """Front pages of all municipalities are siblings."""
    base = slugify(wanted)
    taken = set(Page.objects.filter(depth=2, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, 1000))) if slug not in taken)


def _translated(model: Any, parent: Page, languages: Sequence[str], fields: Any) -> list[Any]:
    """A published page in each language, tied together as translations of the first."""
    parents = {page.locale_id: page for page in parent.get_translations(inclusive=True)}
    made: list[Any] = []
    for code in languages:
        locale = Locale.objects.get(language_code=code)
        page = model(locale=locale, **fields(code))
        if made:
            page.translation_key = made[0].translation_key
        above = parent if parent.is_root() else parents[locale.pk]
        above.refresh_from_db()
        above.add_child(instance=page)
        page.save_revision().publish()
        made.append(page)
    mend_child_counts(parents.values())
    return made


def _projects_index(home: Page, languages: Sequence[str]) -> list[Any]:
    model = apps.get_model("projects", "ProjectsIndexPage")
    return _translated(model, home, languages, lambda code: _titled(starter.projects_title, code))


def _menu(site: Site, *targets: list[list[Any]] | str) -> None:
    """What is open, then each target: the versions of a page, or a part of the site."""
    menu, _made = MainMenu.objects.get_or_create(site=site)
    menu.items.all().delete()
    items = [MenuItem(place="open")]
    items += [MenuItem(place=target) if isinstance(target, str) else MenuItem(page=target[0][0]) for target in targets]
    for order, item in enumerate(items):
        item.menu, item.sort_order = menu, order
        item.save()
    menu.save()


def _workflow(site: Site, homes: list[Page], approvers: Any) -> None:
    """Editors may send a page to an administrator before it is published."""
    with override(settings.LANGUAGE_CODE):
        name = f"{site.site_name}: {_('approval by an administrator')}"
    workflow = Workflow.objects.create(name=name, active=True)
    task = GroupApprovalTask.objects.create(name=name, active=True)
    task.groups.add(approvers)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for home in homes:
        WorkflowPage.objects.create(workflow=workflow, page=home)

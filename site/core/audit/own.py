"""The words of core's own rows: lists, saved views, long work."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.desk import registry
from core.desk.models import SavedView
from core.jobs.models import Job

from . import words
from .words import Kind, Thing, numbers, uuids


def _desks(keys: Collection[str]) -> dict[str, Thing]:
    found = ((key, registry.get(key)) for key in keys)
    return {key: Thing(str(desk.page_title), reverse(f"{desk.namespace}:index")) for key, desk in found if desk}


def _views(keys: Collection[str]) -> dict[str, Thing]:
    return {str(view.pk): Thing(view.name) for view in SavedView.objects.filter(pk__in=numbers(keys))}


def _jobs(keys: Collection[str]) -> dict[str, Thing]:
    return {str(job.uuid): Thing(job.title) for job in Job.objects.filter(uuid__in=uuids(keys))}


def register() -> None:
    words.register("desk", Kind(label=pgettext_lazy("audit", "List"), verbs={}, find=_desks))
    words.register_verbs({"desk.export": _("Took out a table")}, reads={"desk.export"})
    words.register(
        "view",
        Kind(
            label=_("Saved view"),
            verbs={"view.keep": _("Kept a view of a list"), "view.drop": _("Dropped a view of a list")},
            find=_views,
            facts={"desk": (_("list"), words.as_text)},
        ),
    )
    words.register("job", Kind(label=_("Work"), verbs={"job.start": _("Started a long piece of work")}, find=_jobs))

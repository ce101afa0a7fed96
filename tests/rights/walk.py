"""Every address of the admin that resolves, filled with things that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from wagtail.models import Revision, Task, TaskState, Workflow, WorkflowState
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from accounts.groups import collection_of
from tests.surveys.pages import IDS

from .world import World

ADMIN = "admin/"
PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
MOST = 8  # ways to fill one address
# Not opened: they end the session, or fail by intent.
LEFT_OUT = re.compile(r"^admin/(logout|failwhale|test404|login)/")


def routes() -> list[str]:
    def walk(patterns: list[Any], prefix: str) -> Iterator[str]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, prefix + str(one.pattern))
            elif isinstance(one, URLPattern):
                yield prefix + str(one.pattern)

    found = {route for route in walk(get_resolver().url_patterns, "") if route.startswith(ADMIN)}
    return sorted(route for route in found if not LEFT_OUT.match(route))


def _pks(model: Any, number: int = 4) -> list[Any]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True)[:number])


class Filler:
    """What stands for a parameter, by its name and where it is."""

    def __init__(self, world: World) -> None:
        pages = [
            page.pk
            for place in (world.own, world.foreign)
            for page in (place.project, place.page, place.draft_page, place.site.root_page)
        ]
        self.surveys = [place.survey.translation_key for place in (world.own, world.foreign)]
        collections = [found.pk for place in (world.own, world.foreign) if (found := collection_of(place.site))]
        self.consultations = [place.consultation.translation_key for place in (world.own, world.foreign)]
        self.by_name: dict[str, list[Any]] = {
            **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"), pages),
            "revision_id": _pks(Revision, 60)[::7],
            "task_id": _pks(Task),
            "task_state_id": _pks(TaskState),
            "workflow_state_id": _pks(WorkflowState),
            "workflow_pk": _pks(Workflow),
            "collection_id": collections,
            "image_id": world.values("image"),
            **dict.fromkeys(("document_id", "doc_id"), world.values("document")),
            "redirect_id": world.values("redirect"),
            "translation_source_id": _pks(TranslationSource, 3),
            "translation_id": _pks(Translation, 3),
            "string_segment_id": _pks(StringSegment, 2),
            "uuid": [world.own.proposal.uuid, world.foreign.proposal.uuid, world.draft.uuid],
            "key": [world.own.proposal.uuid, world.foreign.proposal.uuid, world.draft.uuid],
            "kind": ["proposal", "comment"],
            "question": [IDS["school"], IDS["eats"], IDS["dishes"]],  # words, a choice, places
            "form": ["xlsx", "csv", "sps", "geojson"],
            "filter_spec": ["width-100"],
            "mode": ["", "x"],
            "action": ["delete", "move", "publish", "assign_role"],
            "action_name": ["approve", "reject"],
            "app": ["wagtailcore", "accounts"],
            "model": ["page", "user"],
        }
        self.by_route = [
            (r"/(users)/", [world.resident.pk, world.own.people[next(iter(world.own.people))].pk]),
            (r"/groups/", [group.pk for group in next(iter(world.foreign.people.values())).groups.all()]),
            (r"/(sites|settings)/", world.values("site")),
            (r"/collections/", collections),
            (r"/(alert)/", world.values("alert")),
            (r"/(synonym)/", world.values("synonym")),
            (r"/(pin)/", world.values("pin")),
            (r"/(theme)/", world.values("theme")),
            (r"/(area)/", world.values("area")),
            (r"/seats/body/", world.values("body")),
            (r"/council/", world.values("seat")),
            (r"/consultations/.*/statements/", world.values("invitation")),
            (r"/opinions/", world.values("opinion")),
            (r"/proposals/", [*world.values("proposal"), world.draft.pk]),
            (r"/workflows/tasks/", _pks(Task)),
            (r"/workflows/", _pks(Workflow)),
            (r"/(api/main/\^?pages|pages)/", pages),
            (r"/(api/main/\^?images|images)/", world.values("image")),
            (r"/(api/main/\^?documents|documents)/", world.values("document")),
        ]

    def values(self, route: str, name: str) -> list[Any]:
        if name == "key" and re.search(r"/survey", route):
            return self.surveys
        if name == "key" and "/consultations/" in route:
            return self.consultations
        if name in self.by_name:
            return self.by_name[name]
        for pattern, values in self.by_route:
            if re.search(pattern, route):
                return values
        return [1, 2, 3]

    def fill(self, route: str) -> Iterator[str]:
        """The address, once for each way to fill it."""
        route = re.sub(r"\^|\$$", "", route)
        if route.startswith("admin/pages/(?P<pk>"):  # comparing revisions
            for page in self.by_name["page_id"]:
                yield f"/admin/pages/{page}/revisions/compare/earliest...latest/"
            return
        names = [match["name"] for match in PARAMETER.finditer(route)]
        if {"app_label", "content_type_app_name", "app_name"} & set(names):
            yield from self._of_models(route, names)
            return
        for chosen in islice(product(*(self.values(route, name) for name in names)), MOST if len(names) > 1 else None):
            yield "/" + _put(route, dict(zip(names, chosen, strict=True)))

    def _of_models(self, route: str, names: list[str]) -> Iterator[str]:
        rest = [name for name in names if not re.search(r"(app|model)(_label|_name)?$", name)]
        for app, model in MODELS:
            label = {name: model if "model" in name else app for name in names if name not in rest}
            for chosen in islice(product(*(self.values(route, name) for name in rest)), 4):
                yield "/" + _put(route, label | dict(zip(rest, chosen, strict=True)))


MODELS = (
    ("wagtailcore", "page"),
    ("projects", "projectpage"),
    ("home", "contentpage"),
    ("wagtailimages", "image"),
    ("wagtaildocs", "document"),
    ("municipality", "theme"),
    ("seats", "body"),
    ("municipality", "municipalitysettings"),
    ("municipality", "mainmenu"),
    ("accounts", "user"),
    ("proposals", "proposal"),
    ("core", "auditrow"),
)


def _put(route: str, values: dict[str, Any]) -> str:
    return PARAMETER.sub(lambda match: str(values[match["name"]]), route)


def searches(word: str) -> list[str]:
    """Addresses that find by a word, or list with filters."""
    found = [
        f"/admin/{path}?q={word}"
        for path in (
            "pages/search/", "choose-page/search/", "images/", "images/chooser/results/", "documents/",
            "documents/chooser/results/", "users/", "redirects/", "proposals/", "audit/", "snippets/municipality/theme/",
            "snippets/choose/municipality/theme/results/", "snippets/choose/municipality/area/results/",
        )
    ]  # fmt: skip
    return [
        *found,
        f"/admin/tag-autocomplete/?term={word}",
        f"/admin/api/main/pages/?search={word}",
        f"/admin/api/main/images/?search={word}",
        "/admin/api/main/pages/?limit=20&fields=*",
        "/admin/api/main/pages/?limit=20&type=projects.ProjectPage&fields=*&for_explorer=1",
        "/admin/reports/site-history/?export=csv",
        "/admin/reports/locked/?export=csv",
        "/admin/reports/workflow/?export=csv",
        "/admin/reports/workflow_tasks/?export=csv",
        "/admin/reports/aging-pages/?export=csv",
        "/admin/proposals/?export=csv",
        "/admin/opinions/?export=csv",
    ]

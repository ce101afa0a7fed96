"""Views of Wagtail and wagtail-localize that ask what a person may do, but not with which page.

They were made for installations where every page is everybody's. Here each page belongs to a municipality, so the
question is asked before they begin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.workflow import (
    CollectWorkflowActionDataView,
    ConfirmWorkflowCancellationView,
    PreviewRevisionForTaskView,
    WorkflowActionView,
)
from wagtail.admin.views.workflows import BaseTaskChooserView, task_chosen
from wagtail.models import Page, TaskState
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView


def own_pages(user: Any) -> Any:
    """The pages a person may see in the admin: those they may do something with, and what leads there."""
    return PagePermissionPolicy(Page).explorable_instances(user)


@require_admin_access
def chosen_task(request: HttpRequest, task_id: int) -> HttpResponse:
    """In place of Wagtail's, which names any task to anybody."""
    if not request.user.is_superuser:
        raise PermissionDenied
    answer: HttpResponse = task_chosen(request, task_id)
    return answer


@require_admin_access
def suggest_tags(request: HttpRequest, **model: str) -> HttpResponse:
    """In place of Wagtail's: tags of one's own municipality's pictures and documents."""
    from .own_choices import own_tags

    term = request.GET.get("term", "")
    found = (
        own_tags(request.user).filter(name__istartswith=term).order_by("name")
        if term
        else own_tags(request.user).none()
    )
    return JsonResponse(list(found.values_list("name", flat=True)[:10]), safe=False)


def connect() -> None:
    for view in (IndexView, BrowseView):
        _ask_first(view, _may_explore)
    _ask_first(SubmitPageTranslationView, _may_translate)
    _ask_first(UpdateTranslationsView, _may_update)
    _ask_first(MoveConfirmView, _may_move_to)
    for view in (WorkflowActionView, CollectWorkflowActionDataView, ConfirmWorkflowCancellationView):
        _ask_first(view, _may_act)
    _ask_first(PreviewRevisionForTaskView, _may_preview)
    _ask_first(BaseTaskChooserView, _is_superuser)


def _ask_first(view: Any, may: Callable[..., bool]) -> None:
    begin = view.dispatch

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user, **kwargs):
            raise PermissionDenied
        answer: HttpResponseBase = begin(self, request, *args, **kwargs)
        return answer

    view.dispatch = dispatch


def _may_explore(user: Any, parent_page_id: int | None = None, **others: Any) -> bool:
    return parent_page_id is None or own_pages(user).filter(pk=parent_page_id).exists()


def _may_move_to(user: Any, destination_id: int, **others: Any) -> bool:
    return _may_explore(user, destination_id)


def _may_act(user: Any, page_id: int, task_state_id: int | None = None, **others: Any) -> bool:
    """On a page of one's own, in a step that is that page's."""
    if not _may_explore(user, page_id):
        return False
    steps = TaskState.objects.filter(pk=task_state_id, workflow_state__object_id=str(page_id))
    return task_state_id is None or steps.exists()


def _may_preview(user: Any, page_id: int, task_id: int, **others: Any) -> bool:
    steps = TaskState.objects.filter(task_id=task_id, workflow_state__object_id=str(page_id))
    return _may_explore(user, page_id) and steps.exists()


def _is_superuser(user: Any, **others: Any) -> bool:
    """Workflows are made by superusers, and choosing a task is a part of that."""
    return bool(user.is_superuser)


def _may_translate(user: Any, page_id: int, **others: Any) -> bool:
    page = Page.objects.filter(pk=page_id).first()
    return page is not None and page.permissions_for_user(user).can_edit()


def _may_update(user: Any, translation_source_id: int, **others: Any) -> bool:
    source = TranslationSource.objects.filter(pk=translation_source_id).first()
    page = source.get_source_instance() if source else None
    return isinstance(page, Page) and page.permissions_for_user(user).can_edit()

"""Answering in one consultation: numbers, themes, responses, publishing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.places import signed_in
from core.jobs import actions as jobs
from core.jobs.running import Work
from core.refusal import Refused
from surveys.admin.policy import visible_to

from ...asking import asked_in
from ...models import OpinionHandling, OpinionTheme, Response
from .. import actions
from ..forms import ResponseForm, ThemeForm
from ..policy import consultations_for
from ..queries import desk_numbers, responses_of, themes_of
from .shared import consultation, head
from .taking import TakeForm

AT_ONCE = 200  # opinions; more are published as long work
JOB = "consultations.publish"


def show(request: HttpRequest, key: UUID) -> HttpResponse:
    page, _site = consultation(request, key)
    asked = asked_in(page.sections, timezone.now(), exact=True)
    context = {
        "numbers": desk_numbers(key),
        "asked": {one.page.translation_key: one for found in asked.values() for one in found}.values(),
        "reached": set(visible_to(request.user).values_list("translation_key", flat=True)) if asked else set(),
        "themes": themes_of(key),
        "responses": responses_of(key),
        "theme_form": ThemeForm(),
        "take_form": TakeForm(),
        **head(page),
    }
    return TemplateResponse(request, "consultations/admin/answering.html", context)


@require_POST
def themes(request: HttpRequest, key: UUID) -> HttpResponse:
    """Adds one, or drops (``drop``) one."""
    _page, site = consultation(request, key)
    user = signed_in(request)
    if drop := request.POST.get("drop"):
        theme = get_object_or_404(OpinionTheme, consultation_key=key, pk=int(drop) if drop.isdecimal() else 0)
        actions.drop_theme(theme=theme, user=user)
        return _back(key)
    form = ThemeForm(request.POST)
    try:
        if form.is_valid():
            actions.add_theme(site_id=site.pk, key=key, names=form.cleaned_data["names"], user=user)
        else:
            messages.error(request, _("Write the name of the theme."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(key)


def response(request: HttpRequest, key: UUID, pk: int | None = None) -> HttpResponse:
    """A new one, or one to change; ``drop`` throws a draft away."""
    page, site = consultation(request, key)
    user, now = signed_in(request), timezone.now()
    found = get_object_or_404(Response, consultation_key=key, pk=pk) if pk else None
    form = ResponseForm(request.POST or None, initial={"subject": found.subject, "text": found.text} if found else None)
    if request.method == "POST":
        try:
            if "drop" in request.POST and found:
                actions.drop_response(response=found, user=user)
                return _back(key)
            if form.is_valid():
                typed = form.cleaned_data
                if found:
                    actions.change_response(response=found, user=user, now=now, **typed)
                else:
                    actions.write_response(site_id=site.pk, key=key, user=user, now=now, **typed)
                messages.success(request, _("The response is saved."))
                return _back(key)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        except ValidationError as error:
            form.add_error("text", error)
    title = str(found) if found else _("New response")
    context = {"form": form, "response": found, **head(page, title)}
    return TemplateResponse(request, "consultations/admin/response.html", context)


@require_POST
def publish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything that is ready; at once when it is little."""
    page, site = consultation(request, key)
    user = signed_in(request)
    if OpinionHandling.objects.of(key).ready().count() > AT_ONCE:
        title = _("Responses: %(title)s") % {"title": page.title}
        return redirect(jobs.start(kind=JOB, user=user, site=site, title=title, params={"key": str(key)}))
    try:
        number = actions.publish(page=page, site_id=site.pk, user=user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        said = ngettext(
            "What became of %(number)s opinion is published.",
            "What became of %(number)s opinions is published.",
            number,
        )
        messages.success(request, said % {"number": number})
    return _back(key)


def run_publish(work: Work) -> dict[str, Any]:
    """The same as long work, with the rights of whoever began it."""
    key = UUID(work.params["key"])
    page = consultations_for(work.user).get(translation_key=key)
    total = OpinionHandling.objects.of(key).ready().count()
    site = page.get_site()
    assert site is not None
    try:
        done = actions.publish(
            page=page,
            site_id=site.pk,
            user=work.user,
            now=timezone.now(),
            progress=lambda number: work.progress(number, total),
        )
    except Refused as refused:
        return {"error": str(refused.refusal)}
    return {"done": done}


def _back(key: UUID) -> HttpResponse:
    return redirect(reverse("consultations_admin:answering", args=[key]))

"""One proposal on one screen."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from accounts.models import User
from core.refusal import Refused

from .. import actions
from ..models import AnswerTemplate, Proposal
from .acts import ACTS, Act, Doing
from .history import since
from .policy import visible_to
from .screen import Screen

BEYOND = frozenset({"role", "reach"})  # refusals that are about the person: no form is left to send again


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen. A POST names its act in ``do``; what is refused is shown with everything that was typed."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    proposal = _seen(user, pk)
    screen = Screen(request, user, proposal)
    if request.method == "POST":
        do = request.POST.get("do", "answer")
        if do == "insert_template":
            _insert(screen)
        elif do in ACTS and (done := _do(screen, do, ACTS[do])):
            return done
    return TemplateResponse(request, "proposals/admin/answer.html", dict(screen.context()))


def _seen(user: User, pk: int) -> Proposal:
    rows = visible_to(user).select_related("author", "theme", "area", "site", "assignee", "merged_into")
    return get_object_or_404(rows, pk=pk)


def _insert(screen: Screen) -> None:
    """Put a template's text into the answer, after what was typed."""
    number = screen.request.POST.get("template", "")
    chosen = AnswerTemplate.objects.filter(site=screen.proposal.site_id, pk=int(number) if number.isdecimal() else 0)
    form, template = screen.form("answer", screen.request.POST), chosen.first()
    if template is not None:
        form = form.with_template(template)
    screen.sent["answer"] = form


def _do(screen: Screen, name: str, act: Act) -> HttpResponse | None:
    """Do it and lead on, or leave on the screen what was typed and why it was not done."""
    request, form = screen.request, None
    if act.form:
        form = screen.form(act.form, request.POST)
        form.is_draft = name == "save_draft"
        screen.sent[act.form] = form
        if not form.is_valid():
            messages.error(request, _("Nothing was done yet: see what is marked below."))
            return None
    sent = request.POST.get("revision", "")
    expected = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None
    doing = Doing(screen.proposal, screen.user, screen.now, expected, form)
    try:
        said = act.run(doing)
    except actions.Changed as changed:
        messages.warning(request, str(changed.refusal))
        screen.news = since(screen.proposal, expected or 0)
        screen.show(_seen(screen.user, screen.proposal.pk))
        return None
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        if refused.refusal.code in BEYOND:
            screen.sent.clear()
        screen.show(_seen(screen.user, screen.proposal.pk))
        return None
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    messages.success(request, said, buttons=_buttons(screen, act))
    return redirect(_next(screen, act))


def _buttons(screen: Screen, act: Act) -> list[object]:
    if not act.leaves:
        return []
    back = reverse("proposals_admin:answer", args=[screen.proposal.pk])
    return [
        messages.button(screen.proposal.get_absolute_url(), _("See it on the site")),
        messages.button(back, _("Back to it")),
    ]


def _next(screen: Screen, act: Act) -> str:
    """After an answer on to the next in the list where that was asked for, else to the list; after anything else the
    screen again."""
    walk = screen.walk
    if not act.leaves:
        return reverse("proposals_admin:answer", args=[screen.proposal.pk]) + walk.place
    return walk.next if "go_on" in screen.request.POST and walk.next else walk.back

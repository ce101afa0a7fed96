"""One case on one screen: the text, what stands around it, its author's record, the reports, what was done; and the
decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Site

from accounts.models import User
from accounts.places import signed_in
from accounts.queries import roles_of
from accounts.reach import reach_of
from accounts.roles import MODERATES, STAFF, Role
from core.desk.walking import walk
from core.refusal import Refused

from .. import actions, queries, things
from ..actions.appealing import first_judge
from ..actions.shared import situation_of
from ..models import Case, Decision
from ..rules import Rule, Situation, Standing, possible
from . import history
from .forms import DecisionForm, SanctionForm, templates_for
from .listing import CaseDesk


@dataclass
class Screen:
    """A case before a moderator, as it is now. Everything is read once."""

    request: HttpRequest
    case: Case

    @property
    def user(self) -> User:
        return signed_in(self.request)

    @cached_property
    def look(self) -> things.Look | None:
        return things.look(self.case.kind, self.case.thing_id)

    @cached_property
    def situation(self) -> Situation:
        return situation_of(self.case, self.look, self.user, self.case.version)

    @cached_property
    def rows(self) -> list[Any]:
        return history.rows_of(self.case)

    @cached_property
    def reports(self) -> list[Any]:
        return list(self.case.reports.all())

    @cached_property
    def measures(self) -> list[Decision]:
        """Of this very thing, newest first."""
        return list(self.of_thing.select_related("by"))

    @property
    def of_thing(self) -> Any:
        return Decision.objects.filter(kind=self.case.kind, thing_id=self.case.thing_id)

    @property
    def newest_row(self) -> int:
        return self.rows[0].pk if self.rows else 0

    @property
    def language(self) -> str:
        """The one the author reads."""
        return self.case.author.language if self.case.author else self.case.language

    def form(self, data: Any = None) -> DecisionForm:
        reported = Counter(row.reason for row in self.reports if row.reason in Rule.values)
        return DecisionForm(
            data,
            situation=self.situation,
            templates=templates_for(self.case.site_id, possible(self.situation)),
            language=self.language,
            seen_row=self.newest_row,
            earlier=next((row for row in self.measures if row.is_measure), None),
            guess=reported.most_common(1)[0][0] if reported else "",
        )


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """``decide``, ``fill``, ``take``, ``release``, ``reveal`` and ``punish`` are the names of its buttons."""
    screen = _screen(request, pk)
    form, sanction_form = screen.form(), None
    if request.method == "POST":
        if answer := _act(screen):
            return answer
        if "punish" in request.POST:
            sanction_form = SanctionForm(request.POST, language=screen.language)
            if sanction_form.is_valid() and _punish(screen, sanction_form):
                return _again(screen)
        elif "fill" in request.POST:
            form = screen.form(request.POST).filled_in()
        elif "decide" in request.POST:
            form = screen.form(request.POST)
            if form.is_valid() and _decide(screen, form):
                return _onwards(screen)
            screen = _screen(request, pk)
    return _page(screen, form, sanction_form)


def _screen(request: HttpRequest, pk: int) -> Screen:
    rows = queries.visible_to(request.user).select_related("author", "taken_by", "site")
    return Screen(request, get_object_or_404(rows, pk=pk))


def _act(screen: Screen) -> HttpResponse | None:
    """The buttons that need nothing typed."""
    request, found = screen.request, screen.case
    seen = _number(request.POST.get("seen"))
    try:
        if "take" in request.POST:
            actions.take(case=found, user=screen.user, now=timezone.now(), seen=seen)
        elif "release" in request.POST:
            actions.release(case=found, user=screen.user, seen=seen)
        elif "reveal" in request.POST:
            reports = actions.reveal_reporters(case=found, user=screen.user)
            return _page(_screen(request, found.pk), screen.form(), None, revealed=reports)
        else:
            return None
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return _again(screen)


def _decide(screen: Screen, form: DecisionForm) -> bool:
    """Carry it out, or show the case anew with what has happened to it meanwhile."""
    typed = form.cleaned_data
    try:
        decision = actions.decide(
            case=screen.case,
            user=screen.user,
            now=timezone.now(),
            seen=typed["seen"],
            verb=typed["verb"],
            rule=typed.get("rule", ""),
            message=typed["message"],
        )
    except Refused as refused:
        at = refused.refusal.code if refused.refusal.code in form.fields else None
        form.add_error(at, str(refused.refusal))
        fresh = _screen(screen.request, screen.case.pk)
        form.see_again(fresh.situation, fresh.newest_row)
        return False
    messages.success(screen.request, _("Decided: %(what)s.") % {"what": decision.what.lower()})
    return True


def _punish(screen: Screen, form: SanctionForm) -> bool:
    person = screen.case.author
    if person is None:
        return False
    try:
        actions.sanction(
            person=person,
            site_id=screen.case.site_id,
            user=screen.user,
            now=timezone.now(),
            case=screen.case,
            **form.cleaned_data,
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    messages.success(screen.request, _("The sanction has been given, and its receiver told."))
    return True


def _page(
    screen: Screen, form: DecisionForm, sanction_form: SanctionForm | None, revealed: list[Any] | None = None
) -> HttpResponse:
    request, found, user = screen.request, screen.case, screen.user
    kind = things.get(found.kind)
    now = timezone.now()
    whole = reach_of(user, found.site_id, MODERATES).everything
    author = found.author
    is_staff = bool(author and roles_of(author, found.site_id) & STAFF)
    meanwhile = history.since(screen.rows, _number(form.data.get("seen_before") or request.POST.get("seen_row")), user)
    context = {
        "case": found,
        "look": screen.look,
        "kind_label": str(kind.label) if kind else found.kind,
        "standing_label": str(screen.situation.standing.label),
        "standing": screen.situation.standing,
        "around": kind.around(found.thing_id) if kind and screen.look else (),
        "reports": [row for row in screen.reports if not row.by_screening],
        "suspicions": [row for row in screen.reports if row.by_screening],
        "appeals": list(found.appeals.select_related("decision__by", "answer")),
        "judged_by_me": user.pk in first_judge(found) if found.is_appeal else False,
        "happened": history.told(screen.rows),
        "meanwhile": history.told(meanwhile) if request.method == "POST" and "decide" in request.POST else [],
        "measures": screen.measures,
        "record": [
            row for row in queries.decisions_about(found.author_id, found.site_id, user) if not _is_this(row, found)
        ],
        "whole": whole,
        "sanctions": queries.sanctions_of(found.author_id, found.site_id) if whole else [],
        "form": form if possible(screen.situation) and screen.situation.is_newest else None,
        "sanction_form": (sanction_form or SanctionForm(language=screen.language, initial=_sanction_initial(screen)))
        if author and whole and not is_staff
        else None,
        "sanction_open": sanction_form is not None,
        "taken": found.taken_by if found.taken_until and found.taken_until > now else None,
        "taken_by_me": found.taken_by_id == user.pk and bool(found.taken_until and found.taken_until > now),
        "may_reveal": Role.ADMINISTRATOR in roles_of(user, found.site_id),
        "revealed": revealed,
        "walk": walk(request, CaseDesk, found.pk),
        "newest": None if screen.situation.is_newest else _newest(found),
        "public": Standing.PUBLIC,
        "header_title": _title(screen),
        "page_title": _title(screen),
        "header_icon": "warning",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("moderation_admin:index"), "label": _("Moderation")},
            {"url": "", "label": _title(screen)},
        ],
    }
    return TemplateResponse(request, "moderation/admin/case.html", context)


def take_up(request: HttpRequest, kind: str, thing: int) -> HttpResponse:
    """From the public page: ask first when there is no case yet; a case that is there is opened."""
    site = Site.find_for_request(request)
    look = things.look(kind, thing)
    if site is None or look is None or look.site_id != site.pk:
        raise Http404
    user = signed_in(request)
    reach = reach_of(user, site.pk, MODERATES)
    if not reach.covers(project_key=look.project_key, theme_id=look.theme_id):
        raise Http404
    known = Case.objects.filter(kind=kind, thing_id=thing).order_by("-id").first()
    if request.method != "POST" and (known is None or (known.closed_at and look.standing == Standing.PUBLIC)):
        context = {
            "look": look,
            "known": known,
            "header_title": _("Take up to moderate"),
            "page_title": _("Take up to moderate"),
            "header_icon": "warning",
        }
        return TemplateResponse(request, "moderation/admin/take_up.html", context)
    found = known
    if request.method == "POST":
        found = actions.take_up(kind=kind, thing_id=thing, site_id=site.pk, user=user, now=timezone.now())
    assert found is not None
    return redirect("moderation_admin:case", pk=found.pk)


def _title(screen: Screen) -> str:
    kind = things.get(screen.case.kind)
    return f"{kind.label if kind else screen.case.kind} {screen.case.thing_id}"


def _sanction_initial(screen: Screen) -> dict[str, str]:
    return {"rule": next((row.rule for row in screen.measures if row.is_measure), Rule.INSULT)}


def _is_this(row: Decision, found: Case) -> bool:
    return (row.kind, row.thing_id) == (found.kind, found.thing_id)


def _newest(found: Case) -> Case | None:
    return Case.objects.filter(kind=found.kind, thing_id=found.thing_id).order_by("-id").first()


def _again(screen: Screen) -> HttpResponse:
    return redirect(f"{reverse('moderation_admin:case', args=[screen.case.pk])}{_place(screen.request)}")


def _onwards(screen: Screen) -> HttpResponse:
    """To the next in the list that the case was opened from, else to the list."""
    way = walk(screen.request, CaseDesk, screen.case.pk)
    return redirect(way.next or way.back)


def _place(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _number(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0

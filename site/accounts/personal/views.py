"""«Own data»: seen, taken along, deleted."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.models import Site

from accounts.places import signed_in, with_next
from accounts.queries import roles_of
from accounts.security.factors import is_fresh
from core.jobs.actions import start
from core.jobs.models import Job
from core.pages import Crumb
from core.refusal import Refused

from . import actions
from .forms import LeaveForm, OrderForm
from .package import JOB
from .present import labelled
from .queries import counts, page_of, why_not_leave
from .registry import find, known


def _way_back(*more: Crumb) -> list[Crumb]:
    return [Crumb(title=_("My page"), url=reverse("accounts:mine"), language=get_language() or ""), *more]


def _own_data_crumb() -> Crumb:
    return Crumb(title=_("My data"), url=reverse("accounts:own_data"), language=get_language() or "")


def _packages(request: HttpRequest) -> list[Job]:
    return list(Job.objects.filter(user=signed_in(request), kind=JOB).order_by("-created_at")[:3])


@never_cache
@login_required
def own_data(request: HttpRequest) -> HttpResponse:
    """What there is, by kind: how much, why, how long."""
    numbers = counts(signed_in(request))
    kinds = [(one, numbers.get(one.model, 0)) for one in known().values()]
    context = {
        "kinds": [pair for pair in kinds if pair[1]],
        "none": [one for one, number in kinds if not number],
        "packages": _packages(request),
        "order": OrderForm(),
        "crumbs": _way_back(),
    }
    return render(request, "accounts/own_data/overview.html", context)


@never_cache
@login_required
def own_kind(request: HttpRequest, slug: str) -> HttpResponse:
    """All rows of a kind, a page at a time."""
    kind = find(slug)
    if kind is None:
        raise Http404
    page, rows = page_of(kind, signed_in(request), request.GET.get("page"))
    context = {
        "kind": kind,
        "page": page,
        "rows": [labelled(kind, row) for row in rows],
        "crumbs": _way_back(_own_data_crumb()),
    }
    return render(request, "accounts/own_data/kind.html", context)


@require_POST
@login_required
def order(request: HttpRequest) -> HttpResponse:
    """Have the package made; who has just signed in may download it."""
    back = reverse("accounts:own_data")
    if not is_fresh(request):
        return redirect(with_next("accounts:confirm", back))
    form = OrderForm(request.POST)
    if form.is_valid() and form.lets_through(request):
        start(kind=JOB, user=signed_in(request), title=_("My data"), site=Site.find_for_request(request))
        messages.success(request, _("Your package is being made. It is here in a moment."))
    else:
        for message in form.non_field_errors():
            messages.error(request, str(message))
    return HttpResponseRedirect(f"{back}#package")


@never_cache
@login_required
def download(request: HttpRequest, uuid: Any) -> HttpResponseBase:
    """The package, for who has just signed in."""
    job = Job.objects.filter(user=signed_in(request), kind=JOB, uuid=uuid, state=Job.State.DONE).first()
    if job is None or not job.result_file or not job.result_file.storage.exists(job.result_file.name or ""):
        raise Http404
    if not is_fresh(request):
        return redirect(with_next("accounts:confirm", reverse("accounts:own_data")))
    return FileResponse(job.result_file.open("rb"), as_attachment=True, filename=job.result_name)


@method_decorator([never_cache, login_required], name="dispatch")
class LeaveView(FormView):
    """What goes, what stays, and the two choices; then it is done."""

    template_name = "accounts/own_data/leave.html"
    form_class = LeaveForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_fresh(request):
            return redirect(with_next("accounts:confirm", reverse("accounts:leave")))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = signed_in(self.request)
        numbers = counts(user)
        return super().get_context_data(
            kinds=[one for one in known().values() if numbers.get(one.model)],
            refusal=why_not_leave(user),
            roles=sorted(roles_of(user, Site.find_for_request(self.request).pk)),
            crumbs=_way_back(_own_data_crumb()),
            **kwargs,
        )

    def form_valid(self, form: LeaveForm) -> HttpResponse:
        if not form.lets_through(self.request):
            return self.form_invalid(form)
        user, site = signed_in(self.request), Site.find_for_request(self.request)
        chosen = {name: form.cleaned_data[name] for name in ("supports", "texts")}
        try:
            actions.leave(user=user, site=site, now=timezone.now(), **chosen)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        logout(self.request)
        return redirect("accounts:left")


@never_cache
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/own_data/left.html")

"""Passkeys: what the browser is asked, adding, naming and removing, and signing in with one."""

from __future__ import annotations

from typing import Any

from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView

from accounts.places import next_url, signed_in, with_next
from accounts.security import actions, factors, passkeys
from accounts.security.forms import NewPasskeyForm, RenameForm
from accounts.security.rules import device_of, device_words
from core.guard import why_not

from .second import after_first
from .shared import answer, fresh, keys_here, site_of, way_back


@never_cache
@require_GET
def options(request: HttpRequest, purpose: str) -> HttpResponse:
    """As JSON, what the browser is asked for: «sign-in», «use» (one's own, again) or «add»."""
    if not passkeys.possible(request):
        raise Http404
    refusal = why_not(request, "passkey")
    if refusal is not None:
        return JsonResponse({"said": str(refusal)}, status=429)
    if purpose == "sign-in":
        return JsonResponse(passkeys.to_use(None))
    if not request.user.is_authenticated or (purpose == "add" and not factors.is_fresh(request)):
        return JsonResponse(
            {"said": _("You have been logged out, or it is a while since you logged in. Open the page anew.")},
            status=403,
        )
    user = signed_in(request)
    return JsonResponse(passkeys.to_create(user) if purpose == "add" else passkeys.to_use(user))


@never_cache
@require_POST
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """With a passkey alone: it stands for the code and for the second step."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(with_next("accounts:continue", next_url(request)))
    try:
        passkey = passkeys.used(request.POST.get("credential", ""))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return HttpResponseRedirect(with_next("account_login", next_url(request)))
    login = Login(user=passkey.user, redirect_url=with_next("accounts:continue", next_url(request)))
    return perform_passwordless_login(request, passkey, login)


@method_decorator(fresh, name="dispatch")
class AddPasskeyView(FormView):
    template_name = "accounts/security/add_passkey.html"
    form_class = NewPasskeyForm

    def get_initial(self) -> dict[str, Any]:
        return {"name": device_words(device_of(self.request.META.get("HTTP_USER_AGENT", "")))[:40]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = factors.factors_of(signed_in(self.request))
        return super().get_context_data(
            keys=keys_here(self.request, found), next=next_url(self.request), crumbs=way_back(), **kwargs
        )

    def form_valid(self, form: NewPasskeyForm) -> HttpResponse:
        user = signed_in(self.request)
        try:
            credential = passkeys.created(form.cleaned_data["credential"])
            passkey = actions.add_passkey(
                user=user,
                credential=credential,
                name=form.cleaned_data["name"],
                host=passkeys.host_of(self.request),
                site=site_of(self.request),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        factors.prove(self.request, user, passkey)
        messages.success(self.request, _("The passkey has been added. Next time you can log in with it."))
        return after_first(self.request) or answer(self.request)


@method_decorator(fresh, name="dispatch")
class PasskeyView(FormView):
    """One passkey: its name changed, or the whole removed."""

    template_name = "accounts/security/passkey.html"
    form_class = RenameForm
    passkey: Authenticator

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        own = Authenticator.objects.filter(user=signed_in(request), type=passkeys.TYPE)
        self.passkey = get_object_or_404(own, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._remove() if "remove" in request.POST else super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.passkey.data.get("name", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(passkey=self.passkey, crumbs=way_back(), **kwargs)

    def form_valid(self, form: RenameForm) -> HttpResponse:
        if not form.lets_through(self.request):
            return self.form_invalid(form)
        user, name = signed_in(self.request), form.cleaned_data["name"]
        actions.rename_passkey(user=user, passkey=self.passkey, name=name, site=site_of(self.request))
        messages.success(self.request, _("The name has been changed."))
        return redirect("accounts:security")

    def _remove(self) -> HttpResponse:
        try:
            actions.remove_passkey(user=signed_in(self.request), passkey=self.passkey, site=site_of(self.request))
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return HttpResponseRedirect(reverse("accounts:security"))
        messages.success(self.request, _("The passkey has been removed. Remove it from your device too."))
        return redirect("accounts:security")
